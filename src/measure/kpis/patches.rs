//! Timely updates: patches and vulnerabilities, on the wall clock.

use crate::measure::FrameName::{OpenPatches, OpenVulnerabilities, Patches, Vulnerabilities};
use crate::measure::{
    Basis, Better, Dim, Duration, Given, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Unit,
};

const ENDED: (&str, &str) = ("still_open", "ended, time unknown");
const OPEN_PATCHES: Rows = Rows::of(OpenPatches, "").known(&[ENDED]);
const OPEN_VULNERABILITIES: Rows = Rows::of(OpenVulnerabilities, "").known(&[ENDED]);
const AGE: Duration = Duration {
    wall: "age_wall",
    service: None,
};
const INSTALLED_AT: (&str, &str) = ("patches", "installed_at");
const FIXED_AT: (&str, &str) = ("vulnerabilities", "fixed_at");

/// What all of these share.
const BASE: Kpi = Kpi {
    layer: Layer::Operational,
    series: &[&[], &[Dim::Severity]],
    ..Kpi::BASE
};
const PATCH: Kpi = Kpi {
    qualities: &[9],
    also: &[("patches", "severity"), ("patches", "scanned_at")],
    ..BASE
};
const VULNERABILITY: Kpi = Kpi {
    qualities: &[10],
    also: &[("vulnerabilities", "severity")],
    ..BASE
};

/// The KPIs of patches and vulnerabilities.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "patch.compliance",
        unit: Unit::Ratio,
        better: Better::Higher,
        interval: Interval::Wilson,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("patches", "due_at"), INSTALLED_AT],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("compliant"),
                    whole: Rows::of(Patches, "due_at")
                        .known(&[ENDED, ("compliant", "not due yet")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..PATCH
    },
    Kpi {
        id: "patch.latency",
        also: &[("patches", "severity")],
        unit: Unit::Seconds,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("patches", "released_at"), INSTALLED_AT],
            measures: &[
                (
                    None,
                    Measure::Spread {
                        rows: Rows::of(Patches, "installed_at").known(&[("released_at", "no release date")]),
                        value: Duration {
                            wall: "latency_wall",
                            service: None,
                        },
                    },
                ),
                (
                    Some(Stat::OpenAge),
                    Measure::Middle {
                        rows: OPEN_PATCHES.known(&[ENDED, ("age_wall", "no release date")]),
                        value: AGE,
                        of: Stat::Median,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..PATCH
    },
    Kpi {
        id: "patch.overdue",
        also: &[("patches", "severity"), INSTALLED_AT],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("patches", "due_at")],
            given: Given::Frame(OpenPatches),
            measures: &[(None, Measure::count(&[OPEN_PATCHES.keep(Pred::Is("overdue")).count()]))],
        }],
        ..PATCH
    },
    Kpi {
        id: "vulnerability.remediation",
        unit: Unit::Seconds,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("vulnerabilities", "found_at"), FIXED_AT],
            measures: &[
                (
                    None,
                    Measure::Spread {
                        rows: Rows::of(Vulnerabilities, "fixed_at"),
                        value: Duration {
                            wall: "remediation_wall",
                            service: None,
                        },
                    },
                ),
                (
                    Some(Stat::OpenAge),
                    Measure::Middle {
                        rows: OPEN_VULNERABILITIES,
                        value: AGE,
                        of: Stat::Median,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..VULNERABILITY
    },
    Kpi {
        id: "vulnerability.overdue",
        also: &[
            ("vulnerabilities", "severity"),
            ("vulnerabilities", "accepted_until"),
            FIXED_AT,
        ],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("vulnerabilities", "due_at")],
            given: Given::Frame(OpenVulnerabilities),
            measures: &[(
                None,
                Measure::count(&[OPEN_VULNERABILITIES
                    .keep(Pred::Is("may_be_overdue"))
                    .known(&[ENDED, ("due_until", "no due date")])
                    .count()]),
            )],
        }],
        ..VULNERABILITY
    },
    Kpi {
        id: "vulnerability.accepted",
        also: &[("vulnerabilities", "severity"), FIXED_AT],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("vulnerabilities", "accepted_until")],
            given: Given::Frame(OpenVulnerabilities),
            measures: &[(
                None,
                Measure::count(&[OPEN_VULNERABILITIES.keep(Pred::Is("acceptance_over")).count()]),
            )],
        }],
        ..VULNERABILITY
    },
];
