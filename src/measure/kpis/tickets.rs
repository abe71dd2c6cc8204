//! Service desk.

use crate::measure::{Better, Dim, Focus, Kpi, Layer, Unit};

/// The KPIs of tickets.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "tickets.opened",
        unit: Unit::Count,
        better: Better::Neither,
        focus: Focus::It,
        layer: Layer::Foundational,
        qualities: &[7],
        references: &[],
        follow_up_days: 0,
        series: &[&[], &[Dim::Kind], &[Dim::Kind, Dim::Priority]],
        by: &[Dim::Service, Dim::Category],
    },
    Kpi {
        id: "tickets.resolution_time",
        unit: Unit::Seconds,
        better: Better::Lower,
        focus: Focus::It,
        layer: Layer::Foundational,
        qualities: &[11],
        references: &[],
        follow_up_days: 0,
        series: &[&[Dim::Kind], &[Dim::Kind, Dim::Priority]],
        by: &[],
    },
];
