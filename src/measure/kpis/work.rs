//! Where the hours go.

use crate::enrich::FrameName::Work;
use crate::measure::{
    Basis, Better, Bottom, Focus, Given, Kpi, Layer, Measure, Path, Pred, Reference, Rows, Sum, Unit,
};

const DONE: Rows = Rows::of(Work, "ended");
const EFFORT: Sum = DONE
    .known(&[("effort_minutes", "no effort recorded")])
    .sum("effort_minutes");
const UNPLANNED: Sum = DONE
    .keep(Pred::Is("unplanned"))
    .known(&[("effort_minutes", "no effort recorded")])
    .sum("effort_minutes");
const PLANNED: Sum = DONE
    .keep(Pred::Not("unplanned"))
    .known(&[("effort_minutes", "no effort recorded")])
    .sum("effort_minutes");

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
                basis: Basis::Derived,
                needs: &[("tickets", "effort_minutes")],
                given: Given::EffortAnd("work.capacity_hours"),
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
                needs: &[("tickets", "effort_minutes")],
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
                        whole: DONE
                            .known(&[("assumed_minutes", "no assumed minutes")])
                            .sum("assumed_minutes"),
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
                basis: Basis::Derived,
                needs: &[("tickets", "effort_minutes")],
                given: Given::EffortAnd("work.capacity_hours"),
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
                needs: &[("tickets", "effort_minutes")],
                given: Given::Effort,
                measures: &[(
                    None,
                    Measure::Amount {
                        plus: &[PLANNED],
                        minus: &[],
                        unit: Unit::Hours,
                    },
                )],
            },
        ],
        ..Kpi::BASE
    },
];
