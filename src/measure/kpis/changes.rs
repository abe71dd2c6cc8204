//! Changes.

use super::CHANGE_SERIES;
use crate::measure::FrameName::Changes;
use crate::measure::{
    Basis, Better, Bottom, Dim, Duration, Focus, FollowUp, Interval, Kpi, Layer, Measure, Path, Pred, Reference, Rows,
    Stat, Unit,
};

pub(super) const IMPLEMENTED: Rows = Rows::of(Changes, "ended");
/// Implemented, with an outcome.
pub(super) const JUDGED: Rows = IMPLEMENTED.known(&[("successful", "no outcome")]);
const LEAD: Duration = Duration {
    wall: "lead_wall",
    service: None,
};
const WAIT: Duration = Duration {
    wall: "wait_wall",
    service: None,
};
const OUTCOME: (&str, &str) = ("changes", "outcome");

/// The share of emergencies.
pub(super) const EMERGENCIES: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Ratio {
        part: Pred::Is("emergency"),
        whole: IMPLEMENTED.known(&[("emergency", "no type")]).count(),
    },
)];
/// From request to end.
pub(super) const LEAD_TIMES: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Spread {
        rows: IMPLEMENTED,
        value: LEAD,
    },
)];

/// What strict success reads as far as it is there.
const STRICT: &[(&str, &str)] = &[
    ("changes", "planned_end"),
    ("changes", "ended_at"),
    ("changes", "unauthorised"),
    ("tickets", "caused_by_change"),
];
/// What effective change reads as far as it is there.
const EFFECTIVE: &[(&str, &str)] = &[
    ("changes", "approved_at"),
    ("changes", "planned_end"),
    ("changes", "ended_at"),
    ("changes", "unauthorised"),
    ("changes", "effort_minutes"),
    ("tickets", "caused_by_change"),
];
const EFFORT_KNOWN: &[(&str, &str)] = &[("effort_minutes", "no effort recorded")];

const SUCCESS: &[Path] = &[Path {
    needs: &[OUTCOME],
    measures: &[(
        None,
        Measure::Ratio {
            part: Pred::Is("successful"),
            whole: JUDGED.count(),
        },
    )],
    ..Path::BASE
}];

/// What KPIs of changes have in common.
const BASE: Kpi = Kpi {
    unit: Unit::Ratio,
    layer: Layer::Operational,
    qualities: &[13],
    series: CHANGE_SERIES,
    interval: Interval::Wilson,
    ..Kpi::BASE
};

/// The KPIs of changes.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "change.success_rate",
        better: Better::Higher,
        focus: Focus::Hybrid,
        qualities: &[2, 13],
        references: &[Reference {
            low: 0.99,
            high: 0.99,
            source: "Visible Ops",
            year: 2004,
            population: "high performers",
        }],
        follow_up: FollowUp::Days(30),
        by: &[Dim::Service, Dim::Group, Dim::Category, Dim::Risk],
        paths: SUCCESS,
        ..BASE
    },
    Kpi {
        id: "change.success_rate_strict",
        also: STRICT,
        better: Better::Higher,
        focus: Focus::Hybrid,
        qualities: &[2, 13],
        follow_up: FollowUp::Days(30),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[OUTCOME],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("strictly_successful"),
                    whole: JUDGED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.success_rate_nonstandard",
        better: Better::Higher,
        focus: Focus::Hybrid,
        qualities: &[2, 13],
        follow_up: FollowUp::Days(30),
        series: &[&[]],
        paths: &[Path {
            needs: &[OUTCOME, ("changes", "type")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("successful"),
                    whole: JUDGED.keep(Pred::Is("nonstandard")).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.backed_out_share",
        focus: Focus::Hybrid,
        qualities: &[2, 13],
        paths: &[Path {
            needs: &[OUTCOME],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("backed_out"),
                    whole: JUDGED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.batting_average",
        better: Better::Higher,
        focus: Focus::Organisation,
        window_months: 12,
        follow_up: FollowUp::Days(30),
        series: &[&[]],
        paths: SUCCESS,
        ..BASE
    },
    Kpi {
        id: "change.success_by_risk",
        better: Better::Higher,
        focus: Focus::Hybrid,
        follow_up: FollowUp::Days(30),
        series: &[&[Dim::Risk]],
        paths: &[Path {
            needs: &[OUTCOME, ("changes", "risk")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("successful"),
                    whole: JUDGED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.throughput",
        also: EFFECTIVE,
        unit: Unit::Count,
        better: Better::Higher,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        follow_up: FollowUp::Days(30),
        interval: Interval::None,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[OUTCOME],
            measures: &[
                (None, Measure::count(&[IMPLEMENTED.keep(Pred::Is("effective")).count()])),
                (
                    Some(Stat::PerWeek),
                    Measure::Rate {
                        top: IMPLEMENTED.keep(Pred::Is("effective")).count(),
                        bottom: Bottom::WorkingWeeks,
                        per: 1.0,
                        unit: Unit::Rate,
                    },
                ),
                (
                    Some(Stat::PerHundredHours),
                    Measure::Rate {
                        top: IMPLEMENTED.keep(Pred::Is("effective")).known(EFFORT_KNOWN).count(),
                        bottom: Bottom::Sum(IMPLEMENTED.known(EFFORT_KNOWN).sum("effort_minutes")),
                        per: 6_000.0,
                        unit: Unit::Rate,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.emergency_share",
        qualities: &[2, 10],
        by: &[Dim::Service],
        series: &[&[]],
        paths: &[Path {
            needs: &[("changes", "type")],
            measures: EMERGENCIES,
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.unauthorised_share",
        qualities: &[2, 10],
        paths: &[Path {
            needs: &[("changes", "unauthorised")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("unauthorised"),
                    whole: IMPLEMENTED
                        .known(&[("unauthorised", "authorisation not recorded")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.caused_incidents",
        focus: Focus::Hybrid,
        qualities: &[7],
        follow_up: FollowUp::Days(30),
        by: &[Dim::Service],
        paths: &[Path {
            needs: &[("tickets", "caused_by_change"), ("changes", "id")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("caused_incident"),
                    whole: IMPLEMENTED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.suspected_incidents",
        also: &[
            ("changes", "service"),
            ("changes", "asset_id"),
            ("tickets", "service"),
            ("tickets", "asset_id"),
        ],
        focus: Focus::Hybrid,
        qualities: &[7],
        follow_up: FollowUp::SuspectedWindow,
        paths: &[Path {
            basis: Basis::Proxy,
            needs: &[("tickets", "opened_at"), ("changes", "id")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("suspected"),
                    whole: IMPLEMENTED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.lead_time",
        unit: Unit::Seconds,
        qualities: &[11],
        interval: Interval::None,
        paths: &[Path {
            needs: &[("changes", "opened_at")],
            measures: LEAD_TIMES,
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.wait",
        unit: Unit::Seconds,
        qualities: &[11],
        interval: Interval::None,
        paths: &[Path {
            needs: &[("changes", "opened_at"), ("changes", "started_at")],
            measures: &[(
                None,
                Measure::Spread {
                    rows: IMPLEMENTED,
                    value: WAIT,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.on_time",
        better: Better::Higher,
        qualities: &[11],
        paths: &[Path {
            needs: &[("changes", "planned_end")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("on_time"),
                    whole: IMPLEMENTED.known(&[("on_time", "no planned end")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.automated_share",
        better: Better::Higher,
        qualities: &[4],
        paths: &[Path {
            needs: &[("changes", "automated")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("automated"),
                    whole: IMPLEMENTED.known(&[("automated", "automation not recorded")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.preventive_share",
        better: Better::Higher,
        qualities: &[7],
        paths: &[Path {
            needs: &[("changes", "preventive")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("preventive"),
                    whole: IMPLEMENTED.known(&[("preventive", "purpose not recorded")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "change.inside_preferred_window",
        also: &[("changes", "type"), ("surveys", "change_type")],
        better: Better::Higher,
        qualities: &[1],
        by: &[Dim::Persona],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[
                ("changes", "disruptive"),
                ("changes", "persona"),
                ("changes", "started_at"),
                ("changes", "ended_at"),
                ("surveys", "instrument"),
                ("surveys", "persona"),
                ("surveys", "answer"),
            ],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("inside_window"),
                    whole: IMPLEMENTED
                        .keep(Pred::Is("disruptive"))
                        .known(&[("inside_window", "no preferred window")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
];
