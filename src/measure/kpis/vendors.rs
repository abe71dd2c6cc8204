//! Suppliers: what they keep, whether somebody minds them, and whether they fit.

use super::work::{EFFORT_OF_ALL, PLANNED_MARKED, over_capacity};
use crate::measure::FrameName::{Outages, Tickets, Vendors, VendorsToday};
use crate::measure::{
    Basis, Better, Bottom, Dim, Focus, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Sum, Unit,
};

/// The contracts that had begun by the end of a period, and those that run at the report's end.
const BEGUN: Rows = Rows::of(Vendors, "");
const RENEWING: Rows = BEGUN.keep(Pred::Is("renews"));
const RUNNING: Rows = Rows::of(VendorsToday, "");
const COSTED: Rows = RUNNING.known(&[
    ("annual_cost", "no yearly cost"),
    ("flexible_cost", "no flexible share"),
]);
const MET: Sum = Rows::of(Tickets, "ended")
    .keep(Pred::Is("outsourced"))
    .known(&[("resolution_met", "no target")])
    .count();

const KEPT: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Ratio {
            part: Pred::Is("resolution_met"),
            whole: MET,
        },
    ),
    (
        Some(Stat::Outages),
        Measure::count(&[Rows::of(Outages, "started_at").keep(Pred::Is("by_vendor")).count()]),
    ),
];

const OUR_EFFORT: (&str, &str) = ("vendors", "our_effort_hours");
const NEEDED: (Option<Stat>, Measure) = (
    Some(Stat::Needed),
    Measure::Amount {
        plus: &[RUNNING
            .known(&[("needed_minutes", "no effort of ours")])
            .sum("needed_minutes")],
        minus: &[],
        unit: Unit::Hours,
    },
);
const WITH_GOAL: (Option<Stat>, Measure) = (
    Some(Stat::WithGoal),
    Measure::Ratio {
        part: Pred::Is("with_goal"),
        whole: RUNNING.count(),
    },
);
const FIT: &[(Option<Stat>, Measure)] = &[
    NEEDED,
    (
        None,
        Measure::Combined {
            inputs: &[("vendors.fit", Some(Stat::Needed)), ("work.execution_capacity", None)],
            of: over_capacity,
            unit: Unit::Ratio,
        },
    ),
    WITH_GOAL,
];

const BASE: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    focus: Focus::Hybrid,
    layer: Layer::Strategic,
    qualities: &[12],
    ..Kpi::BASE
};

/// The KPIs of suppliers.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "vendors.sla",
        also: &[
            ("tickets", "resolution_due_at"),
            ("tickets", "due_at"),
            ("tickets", "priority"),
            ("outages", "vendor"),
            ("outages", "started_at"),
            ("outages", "planned"),
        ],
        by: &[Dim::Vendor],
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("tickets", "vendor"), ("tickets", "resolution_target_met")],
                measures: KEPT,
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "vendor")],
                measures: KEPT,
                ..Path::BASE
            },
        ],
        ..BASE
    },
    Kpi {
        id: "vendors.owned",
        also: &[("vendors", "contract_start"), ("vendors", "contract_end")],
        by: &[Dim::Vendor],
        paths: &[Path {
            needs: &[("vendors", "owner")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("owned"),
                    whole: RUNNING.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "vendors.renewals",
        also: &[("vendors", "contract_start")],
        unit: Unit::Count,
        better: Better::Neither,
        by: &[Dim::Vendor],
        paths: &[Path {
            needs: &[("vendors", "contract_end")],
            measures: &[
                (None, Measure::count(&[RENEWING.count()])),
                (
                    Some(Stat::DaysLeft),
                    Measure::Rate {
                        top: RENEWING.sum("days_left"),
                        bottom: Bottom::Sum(RENEWING.count()),
                        per: 1.0,
                        unit: Unit::Rate,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "vendors.readiness",
        by: &[Dim::Vendor],
        paths: &[Path {
            needs: &[("vendors", "contract_start"), ("vendors", "readiness_assessed_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("assessed_first"),
                    whole: BEGUN.keep(Pred::Is("new")).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "vendors.roadmap",
        also: &[("vendors", "contract_start"), ("vendors", "contract_end")],
        by: &[Dim::Vendor],
        paths: &[Path {
            needs: &[("vendors", "roadmap_reviewed_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("reviewed"),
                    whole: RUNNING.known(&[("reviewed", "reviewed since")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "vendors.fit",
        also: &[
            ("vendors", "goal_id"),
            ("vendors", "contract_start"),
            ("vendors", "contract_end"),
        ],
        better: Better::Lower,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[OUR_EFFORT],
                given: PLANNED_MARKED,
                measures: FIT,
            },
            Path {
                basis: Basis::Derived,
                needs: &[OUR_EFFORT],
                given: EFFORT_OF_ALL,
                measures: FIT,
            },
            // The effort on tickets and changes alone is no capacity.
            Path {
                basis: Basis::Derived,
                needs: &[OUR_EFFORT],
                measures: &[NEEDED, WITH_GOAL],
                ..Path::BASE
            },
        ],
        ..BASE
    },
    Kpi {
        id: "vendors.flexible",
        also: &[("vendors", "contract_start"), ("vendors", "contract_end")],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("vendors", "flexible_share"), ("vendors", "annual_cost")],
            measures: &[(
                None,
                Measure::Rate {
                    top: COSTED.sum("flexible_cost"),
                    bottom: Bottom::Sum(COSTED.sum("annual_cost")),
                    per: 1.0,
                    unit: Unit::Ratio,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "vendors.outcome_linked",
        also: &[("vendors", "contract_start"), ("vendors", "contract_end")],
        by: &[Dim::Vendor],
        paths: &[Path {
            needs: &[("vendors", "outcome_linked")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("outcome_linked"),
                    whole: RUNNING
                        .known(&[("outcome_linked", "outcome link not recorded")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
];
