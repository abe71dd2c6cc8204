//! Changes.

use crate::measure::{Better, Dim, Focus, Kpi, Layer, Unit};

/// The KPIs of changes.
pub const KPIS: &[Kpi] = &[Kpi {
    id: "change.success_rate",
    unit: Unit::Ratio,
    better: Better::Higher,
    focus: Focus::Hybrid,
    layer: Layer::Operational,
    qualities: &[2, 13],
    references: &[],
    follow_up_days: 30,
    series: &[&[], &[Dim::Type]],
    by: &[Dim::Service],
}];
