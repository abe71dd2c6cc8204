//! DORA's five, on changes. They describe delivery and stay off the Summary; no "elite" labels.

use super::CHANGE_SERIES;
use super::changes::{EMERGENCIES, IMPLEMENTED, JUDGED, LEAD_TIMES};
use crate::measure::{
    Basis, Better, Bottom, Duration, FollowUp, Interval, Kpi, Layer, Measure, Path, Pred, Reference, Unit,
};

const RECOVERY: Duration = Duration {
    wall: "recovery_wall",
    service: None,
};

const BASE: Kpi = Kpi {
    layer: Layer::Operational,
    qualities: &[13],
    series: CHANGE_SERIES,
    unit: Unit::Ratio,
    ..Kpi::BASE
};

/// The KPIs of delivery.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "dora.frequency",
        unit: Unit::Rate,
        better: Better::Higher,
        interval: Interval::Poisson,
        paths: &[Path {
            needs: &[("changes", "id")],
            measures: &[(
                None,
                Measure::Rate {
                    top: IMPLEMENTED.count(),
                    bottom: Bottom::WorkingWeeks,
                    per: 1.0,
                    unit: Unit::Rate,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "dora.lead_time",
        unit: Unit::Seconds,
        paths: &[Path {
            needs: &[("changes", "opened_at")],
            measures: LEAD_TIMES,
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "dora.fail_rate",
        follow_up: FollowUp::Days(30),
        interval: Interval::Wilson,
        references: &[
            Reference {
                low: 0.05,
                high: 0.05,
                source: "DORA",
                year: 2023,
                population: "software teams, the best cluster of four",
            },
            Reference {
                low: 0.64,
                high: 0.64,
                source: "DORA",
                year: 2023,
                population: "software teams, the last cluster of four",
            },
        ],
        paths: &[Path {
            needs: &[("changes", "outcome")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("unsuccessful"),
                    whole: JUDGED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "dora.recovery_time",
        unit: Unit::Seconds,
        follow_up: FollowUp::Days(30),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "caused_by_change"), ("changes", "id")],
            measures: &[(
                None,
                Measure::Spread {
                    rows: IMPLEMENTED.keep(Pred::Is("caused_incident")),
                    value: RECOVERY,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "dora.rework_rate",
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("changes", "fixes_change")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("rework"),
                        whole: IMPLEMENTED.count(),
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("changes", "type")],
                measures: EMERGENCIES,
                ..Path::BASE
            },
        ],
        ..BASE
    },
];
