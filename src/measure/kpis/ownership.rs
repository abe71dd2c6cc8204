//! What the business-cost translations are worked out from: each ticket's and change's hours under their one owner.

use crate::measure::FrameName::Tickets;
use crate::measure::{Basis, Bottom, Dim, Duration, Interval, Kpi, Measure, Path, Pred, Rows, Stat, Unit};

use super::changes::JUDGED;

const RESOLVED: Rows = Rows::of(Tickets, "ended");
const OWNED: Rows = RESOLVED.keep(Pred::Is("owned_by_resolution"));
const RESOLUTION: Duration = Duration {
    wall: "resolution_wall",
    service: Some("resolution_service"),
};

const WAITING: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::CutMean {
        rows: OWNED,
        value: RESOLUTION,
    },
)];

const BASE: Kpi = Kpi {
    interval: Interval::None,
    ..Kpi::BASE
};

/// The figures behind value lines.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "owned.resolution_time",
        unit: Unit::Seconds,
        series: &[&[Dim::Priority]],
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "resolved_at"), ("tickets", "priority")],
                measures: WAITING,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "closed_at"), ("tickets", "priority")],
                measures: WAITING,
                ..Path::BASE
            },
        ],
        ..BASE
    },
    Kpi {
        id: "owned.users_affected",
        unit: Unit::Rate,
        series: &[&[Dim::Priority]],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "users_affected"), ("tickets", "priority")],
            measures: &[(
                None,
                Measure::Rate {
                    top: OWNED.sum("users_affected"),
                    bottom: Bottom::Sum(OWNED.known(&[("users_affected", "no users affected")]).count()),
                    per: 1.0,
                    unit: Unit::Rate,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "owned.failed_changes",
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("changes", "outcome")],
            measures: &[(None, Measure::count(&[JUDGED.keep(Pred::Is("unsuccessful")).count()]))],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "owned.failed_change_tickets",
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "caused_by_change"), ("changes", "outcome")],
            measures: &[(
                None,
                Measure::count(&[RESOLVED.keep(Pred::Is("owned_by_failed_change")).count()]),
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "owned.reopens",
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "reopens")],
            measures: &[(
                None,
                Measure::count(&[RESOLVED.keep(Pred::Is("owned_by_rework")).sum("reopens")]),
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "owned.handovers",
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "reassignments")],
            measures: &[(
                None,
                Measure::count(&[RESOLVED.keep(Pred::Is("owned_by_rework")).sum("handovers")]),
            )],
            ..Path::BASE
        }],
        ..BASE
    },
];
