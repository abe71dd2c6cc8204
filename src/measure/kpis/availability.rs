//! Whether services were there when they were to be.

use crate::measure::FrameName::{Failures, ServiceTime};
use crate::measure::{Basis, Better, Bottom, Dim, Duration, Focus, Given, Kpi, Measure, Path, Rows, Stat, Sum, Unit};

const TIME: Rows =
    Rows::of(ServiceTime, "").known(&[("hours", "hours not understood"), ("agreed_seconds", "not monitored")]);
const AGREED: Sum = TIME.sum("agreed_seconds");
const UP: Sum = TIME.sum("up_seconds");
const LOST: Measure = Measure::Lasted {
    of: TIME.sum("down_seconds"),
    events: FAILED,
};
const FAILED: Sum = TIME.sum("failures");
const RESTORATION: Duration = Duration {
    wall: "restoration_wall",
    service: Some("restoration_service"),
};

/// The columns that all of them are worked out from, as far as they are there.
const ALSO: &[(&str, &str)] = &[
    ("outages", "service"),
    ("outages", "started_at"),
    ("outages", "ended_at"),
    ("outages", "planned"),
    ("services", "name"),
    ("services", "hours"),
    ("services", "monitored"),
];

const BASE: Kpi = Kpi {
    focus: Focus::Hybrid,
    qualities: &[13],
    also: ALSO,
    by: &[Dim::Service],
    ..Kpi::BASE
};

/// The KPIs of availability.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "availability.rate",
        unit: Unit::Ratio,
        better: Better::Higher,
        paths: &[Path {
            basis: Basis::Derived,
            given: Given::Frame(ServiceTime),
            measures: &[(
                None,
                Measure::Rate {
                    top: UP,
                    bottom: Bottom::Whole(AGREED),
                    per: 1.0,
                    unit: Unit::Ratio,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "availability.unscheduled_hours",
        unit: Unit::Hours,
        window_months: 12,
        paths: &[Path {
            basis: Basis::Derived,
            given: Given::Frame(ServiceTime),
            measures: &[(None, LOST), (Some(Stat::InPeriod), LOST)],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "availability.mtbf",
        unit: Unit::Hours,
        better: Better::Higher,
        paths: &[Path {
            basis: Basis::Derived,
            given: Given::Frame(ServiceTime),
            measures: &[(
                None,
                Measure::Rate {
                    top: UP,
                    bottom: Bottom::Events(FAILED),
                    per: 1.0 / 3600.0,
                    unit: Unit::Hours,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "availability.mtrs",
        unit: Unit::Seconds,
        paths: &[Path {
            basis: Basis::Derived,
            given: Given::Frame(Failures),
            measures: &[(
                None,
                Measure::Middle {
                    rows: Rows::of(Failures, "started_at")
                        .known(&[("ended", "ended, time unknown"), ("restoration_wall", "still down")]),
                    value: RESTORATION,
                    of: Stat::Mean,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
];
