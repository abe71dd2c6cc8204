//! Where the hours go, what is left of them, and what they serve.

use crate::measure::FrameName::{Changes, Demand, Tickets, Work, Worklog};
use crate::measure::{
    Basis, Better, Bottom, Dim, Figure, Focus, Given, Kpi, Layer, Measure, Path, Pred, Reference, Rows, Stat, Sum, Unit,
};

const BOOKED: Rows = Rows::of(Worklog, "date");
const MINUTES: Sum = BOOKED.sum("minutes");
const PLANNED_KNOWN: Sum = BOOKED.known(&[("planned", "no mark of planned or not")]).sum("minutes");
const DONE: Rows = Rows::of(Work, "ended");
const EFFORT: Sum = DONE
    .known(&[("effort_minutes", "no effort recorded")])
    .sum("effort_minutes");
const UNPLANNED: Sum = DONE
    .keep(Pred::Is("unplanned"))
    .known(&[("effort_minutes", "no effort recorded")])
    .sum("effort_minutes");
const ASSUMED: Sum = DONE
    .known(&[("assumed_minutes", "no assumed minutes")])
    .sum("assumed_minutes");

/// The tiers of unplanned work, the better first.
pub(super) const PLANNED_MARKED: Given = Given::Filled("worklog", "planned");
pub(super) const EFFORT_OF_ALL: Given = Given::All(&[Given::Effort, Given::Input("work.capacity_hours")]);
const PLANNED: (&str, &str) = ("worklog", "planned");
const TICKET_EFFORT: (&str, &str) = ("tickets", "effort_minutes");

const HOURS_FREED: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Against {
        of: "work.unplanned_share",
        by: freed,
        unit: Unit::Hours,
    },
)];
const DEMANDED: (Option<Stat>, Measure) = (
    Some(Stat::Needed),
    Measure::Amount {
        plus: &[Rows::of(Demand, "").sum("minutes")],
        minus: &[],
        unit: Unit::Hours,
    },
);
const DEMAND_ON_CAPACITY: &[(Option<Stat>, Measure)] = &[
    DEMANDED,
    (
        None,
        Measure::Combined {
            inputs: &[("work.demand", Some(Stat::Needed)), ("work.execution_capacity", None)],
            of: over_capacity,
            unit: Unit::Ratio,
        },
    ),
];
/// What a project needs to ask for anything.
const PLANS: &[(&str, &str)] = &[
    ("projects", "effort_hours_needed"),
    ("projects", "planned_start"),
    ("projects", "planned_end"),
];

/// Outcomes of what a supplier did, and of all else.
const OUTSOURCED_SUCCESS: (Option<Stat>, Measure) = (Some(Stat::OutsourcedSuccess), success(Pred::Is("outsourced")));
const INTERNAL_SUCCESS: (Option<Stat>, Measure) = (Some(Stat::InternalSuccess), success(Pred::Not("outsourced")));
const OUTSOURCED_IN_TIME: (Option<Stat>, Measure) = (Some(Stat::OutsourcedInTime), in_time(Pred::Is("outsourced")));
const INTERNAL_IN_TIME: (Option<Stat>, Measure) = (Some(Stat::InternalInTime), in_time(Pred::Not("outsourced")));

const fn success(of: Pred) -> Measure {
    Measure::Ratio {
        part: Pred::Is("successful"),
        whole: Rows::of(Changes, "ended")
            .keep(of)
            .known(&[("successful", "no outcome")])
            .count(),
    }
}

const fn in_time(of: Pred) -> Measure {
    Measure::Ratio {
        part: Pred::Is("resolution_met"),
        whole: Rows::of(Tickets, "ended")
            .keep(of)
            .known(&[("resolution_met", "no target")])
            .count(),
    }
}

/// Counts stand in for minutes.
const ALIGNED_RECORDS: Path = Path {
    basis: Basis::Proxy,
    measures: &[(
        None,
        Measure::Ratio {
            part: Pred::Is("aligned"),
            whole: DONE
                .known(&[("aligned", "no goal on any record of their kind")])
                .count(),
        },
    )],
    ..Path::BASE
};
const OUTSOURCED_RECORDS: Path = Path {
    basis: Basis::Proxy,
    measures: &[
        (
            None,
            Measure::Ratio {
                part: Pred::Is("outsourced"),
                whole: DONE
                    .known(&[("outsourced", "no vendor on any record of their kind")])
                    .count(),
            },
        ),
        OUTSOURCED_SUCCESS,
        INTERNAL_SUCCESS,
        OUTSOURCED_IN_TIME,
        INTERNAL_IN_TIME,
    ],
    ..Path::BASE
};

/// Hours that a smaller share of unplanned work leaves to planned work, of as many hours as there are now.
fn freed(now: &Figure, then: &Figure) -> Option<f64> {
    Some((then.value? - now.value?) * now.whole? / 60.0)
}

/// Hours that a larger share of enabling work took from running what there is, of as many hours as there are now.
fn moved(now: &Figure, then: &Figure) -> Option<f64> {
    Some((now.value? - then.value?) * now.whole? / 60.0)
}

/// Hours that are needed over those that there are.
pub(super) fn over_capacity(hours: &[f64]) -> Option<f64> {
    match hours {
        [needed, capacity] if *capacity > 0.0 => Some(needed / capacity),
        _ => None,
    }
}

/// The KPIs of capacity.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "work.unplanned_share",
        unit: Unit::Ratio,
        focus: Focus::Organisation,
        qualities: &[7],
        references: &[
            Reference {
                low: 0.35,
                high: 0.45,
                source: "Allari, citing ITPI",
                year: 2020,
                population: "most IT teams",
            },
            Reference {
                low: 0.05,
                high: 0.05,
                source: "Visible Ops",
                year: 2004,
                population: "high performers",
            },
        ],
        paths: &[
            Path {
                needs: &[PLANNED],
                given: PLANNED_MARKED,
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("unplanned"),
                        whole: PLANNED_KNOWN,
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT],
                given: EFFORT_OF_ALL,
                measures: &[(
                    None,
                    Measure::Rate {
                        top: UNPLANNED,
                        bottom: Bottom::InputMinutes("work.capacity_hours"),
                        per: 1.0,
                        unit: Unit::Ratio,
                    },
                )],
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT],
                given: Given::Effort,
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("unplanned"),
                        whole: EFFORT,
                    },
                )],
            },
            Path {
                basis: Basis::Proxy,
                given: Given::AssumedMinutes,
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("unplanned"),
                        whole: ASSUMED,
                    },
                )],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.execution_capacity",
        unit: Unit::Hours,
        better: Better::Higher,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[7, 13],
        paths: &[
            Path {
                needs: &[PLANNED],
                given: PLANNED_MARKED,
                measures: &[(
                    None,
                    Measure::Part {
                        part: Pred::Is("planned"),
                        whole: PLANNED_KNOWN,
                        unit: Unit::Hours,
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT],
                given: EFFORT_OF_ALL,
                measures: &[(
                    None,
                    Measure::Remainder {
                        input: "work.capacity_hours",
                        less: UNPLANNED,
                    },
                )],
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT],
                given: Given::Effort,
                measures: &[(
                    None,
                    Measure::Part {
                        part: Pred::Not("unplanned"),
                        whole: EFFORT,
                        unit: Unit::Hours,
                    },
                )],
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.demand",
        unit: Unit::Ratio,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[7, 13],
        also: &[("projects", "ended_at"), ("projects", "state")],
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: PLANS,
                given: PLANNED_MARKED,
                measures: DEMAND_ON_CAPACITY,
            },
            Path {
                basis: Basis::Derived,
                needs: PLANS,
                given: EFFORT_OF_ALL,
                measures: DEMAND_ON_CAPACITY,
            },
            // The effort on tickets and changes alone is no capacity.
            Path {
                basis: Basis::Derived,
                needs: PLANS,
                measures: &[DEMANDED],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.hours",
        unit: Unit::Hours,
        better: Better::Neither,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[7, 13],
        also: &[("worklog", "purpose"), ("worklog", "activity")],
        series: &[&[], &[Dim::Purpose]],
        by: &[Dim::Activity],
        paths: &[Path {
            needs: &[("worklog", "minutes")],
            measures: &[(
                None,
                Measure::Part {
                    part: Pred::Every,
                    whole: MINUTES,
                    unit: Unit::Hours,
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.enabling_share",
        unit: Unit::Ratio,
        better: Better::Higher,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[13],
        paths: &[Path {
            needs: &[("worklog", "purpose")],
            given: Given::Filled("worklog", "purpose"),
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("enabling"),
                        whole: BOOKED.known(&[("purpose", "no purpose")]).sum("minutes"),
                    },
                ),
                (
                    Some(Stat::Moved),
                    Measure::Against {
                        of: "work.enabling_share",
                        by: moved,
                        unit: Unit::Hours,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.bandwidth_freed",
        unit: Unit::Hours,
        better: Better::Higher,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[7],
        paths: &[
            Path {
                needs: &[PLANNED],
                given: PLANNED_MARKED,
                measures: HOURS_FREED,
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT],
                given: Given::Effort,
                measures: HOURS_FREED,
            },
            Path {
                basis: Basis::Proxy,
                given: Given::AssumedMinutes,
                measures: HOURS_FREED,
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.reactive_preventive",
        unit: Unit::Hours,
        better: Better::Neither,
        focus: Focus::Hybrid,
        layer: Layer::Operational,
        qualities: &[7],
        also: &[("worklog", "activity"), ("worklog", "ref_id"), ("changes", "id")],
        // What may not be told apart stands first: a path is taken only where both can be.
        paths: &[
            Path {
                needs: &[PLANNED],
                given: PLANNED_MARKED,
                measures: &[
                    (
                        Some(Stat::Preventive),
                        Measure::Part {
                            part: Pred::Is("preventive"),
                            whole: MINUTES,
                            unit: Unit::Hours,
                        },
                    ),
                    (
                        Some(Stat::Reactive),
                        Measure::Part {
                            part: Pred::Is("unplanned"),
                            whole: PLANNED_KNOWN,
                            unit: Unit::Hours,
                        },
                    ),
                ],
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[TICKET_EFFORT, ("changes", "preventive")],
                given: Given::Effort,
                measures: &[
                    (
                        Some(Stat::Preventive),
                        Measure::Part {
                            part: Pred::Is("preventive"),
                            whole: EFFORT,
                            unit: Unit::Hours,
                        },
                    ),
                    (
                        Some(Stat::Reactive),
                        Measure::Part {
                            part: Pred::Is("unplanned"),
                            whole: EFFORT,
                            unit: Unit::Hours,
                        },
                    ),
                ],
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.aligned_share",
        unit: Unit::Ratio,
        better: Better::Higher,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[13],
        also: &[("tickets", "goal_id"), ("changes", "goal_id")],
        paths: &[
            Path {
                needs: &[("worklog", "goal_id")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("aligned"),
                        whole: MINUTES,
                    },
                )],
                ..Path::BASE
            },
            Path {
                needs: &[("changes", "goal_id")],
                ..ALIGNED_RECORDS
            },
            Path {
                needs: &[("tickets", "goal_id")],
                ..ALIGNED_RECORDS
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "work.outsourced_share",
        unit: Unit::Ratio,
        better: Better::Neither,
        focus: Focus::Organisation,
        layer: Layer::Strategic,
        qualities: &[12, 13],
        also: &[
            ("tickets", "vendor"),
            ("changes", "vendor"),
            ("changes", "outcome"),
            ("tickets", "resolution_target_met"),
            ("tickets", "resolution_due_at"),
            ("tickets", "due_at"),
            ("tickets", "priority"),
        ],
        paths: &[
            Path {
                needs: &[("worklog", "outsourced")],
                given: Given::Filled("worklog", "outsourced"),
                measures: &[
                    (
                        None,
                        Measure::Ratio {
                            part: Pred::Is("outsourced"),
                            whole: BOOKED
                                .known(&[("outsourced", "no mark of outsourced or not")])
                                .sum("minutes"),
                        },
                    ),
                    OUTSOURCED_SUCCESS,
                    INTERNAL_SUCCESS,
                    OUTSOURCED_IN_TIME,
                    INTERNAL_IN_TIME,
                ],
                ..Path::BASE
            },
            Path {
                needs: &[("tickets", "vendor")],
                ..OUTSOURCED_RECORDS
            },
            Path {
                needs: &[("changes", "vendor")],
                ..OUTSOURCED_RECORDS
            },
        ],
        ..Kpi::BASE
    },
];
