//! Work that prevents incidents, against its plan.

use crate::measure::FrameName::Changes;
use crate::measure::{Better, Dim, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Unit};

/// The KPIs of maintenance.
pub const KPIS: &[Kpi] = &[Kpi {
    id: "maintenance.on_schedule",
    unit: Unit::Ratio,
    better: Better::Higher,
    layer: Layer::Operational,
    qualities: &[7],
    interval: Interval::Wilson,
    by: &[Dim::Service],
    also: &[("changes", "closed_at"), ("changes", "state")],
    paths: &[Path {
        needs: &[
            ("changes", "preventive"),
            ("changes", "planned_end"),
            ("changes", "ended_at"),
        ],
        measures: &[(
            None,
            Measure::Ratio {
                part: Pred::Is("kept_to_plan"),
                whole: Rows::of(Changes, "planned_end")
                    .keep(Pred::Is("preventive"))
                    .known(&[("kept_to_plan", "no word yet of whether it was done")])
                    .count(),
            },
        )],
        ..Path::BASE
    }],
    ..Kpi::BASE
}];
