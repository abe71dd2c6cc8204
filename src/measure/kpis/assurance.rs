//! What stands between the organisation and a loss: the register of what there is, restore tests, risks, security.

use crate::measure::FrameName::{
    Continuity, LastRestoreTest, LastRestoreTests, OpenRisks, Recorded, ServiceRegister, Tickets,
};
use crate::measure::{
    Basis, Better, Bottom, Dim, Duration, Focus, Given, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Unit,
};

const TESTS: Rows = Rows::of(Continuity, "at").keep(Pred::Is("restore_test"));
const LAST_TEST: Rows = Rows::of(LastRestoreTest, "");
const LAST_TESTS: Rows = Rows::of(LastRestoreTests, "");
const OPEN_RISKS: Rows =
    Rows::of(OpenRisks, "").known(&[("dated", "no opening time"), ("still_open", "ended, time unknown")]);
const SECURITY: Pred = Pred::All(&[Pred::Is("incident"), Pred::Is("security")]);
const CONTAINED: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Middle {
        rows: Rows::of(Tickets, "ended").keep(SECURITY),
        value: Duration {
            wall: "resolution_wall",
            service: Some("resolution_service"),
        },
        of: Stat::Median,
    },
)];

const fn mean_days(rows: Rows) -> Measure {
    Measure::Rate {
        top: rows.sum("days"),
        bottom: Bottom::Sum(rows.count()),
        per: 1.0,
        unit: Unit::Count,
    }
}

const BASE: Kpi = Kpi {
    focus: Focus::Organisation,
    layer: Layer::Operational,
    qualities: &[10],
    ..Kpi::BASE
};

/// The KPIs of assurance.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "config.coverage",
        also: &[
            ("tickets", "service"),
            ("tickets", "asset_id"),
            ("changes", "opened_at"),
            ("changes", "service"),
            ("changes", "asset_id"),
            ("services", "name"),
            ("assets", "id"),
        ],
        unit: Unit::Ratio,
        better: Better::Higher,
        focus: Focus::It,
        layer: Layer::Foundational,
        qualities: &[2],
        interval: Interval::Wilson,
        paths: &[Path {
            basis: Basis::Derived,
            given: Given::Frame(Recorded),
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("registered"),
                    whole: Rows::of(Recorded, "opened_at").count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "continuity.restore_tests",
        also: &[("continuity", "service")],
        unit: Unit::Ratio,
        better: Better::Higher,
        by: &[Dim::Service],
        window_months: 12,
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("continuity", "kind"), ("continuity", "at"), ("continuity", "passed")],
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("passed"),
                        whole: TESTS.known(&[("passed", "no result")]).count(),
                    },
                ),
                // A mean of one: where there was no test yet, there is no number of days.
                (Some(Stat::DaysSince), mean_days(LAST_TEST)),
                // By service of its own; in total the one above stands.
                (Some(Stat::DaysSince), mean_days(LAST_TESTS)),
            ],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "continuity.coverage",
        also: &[("services", "name"), ("continuity", "service"), ("continuity", "at")],
        unit: Unit::Ratio,
        better: Better::Higher,
        by: &[Dim::Service],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("continuity", "kind"), ("continuity", "passed")],
            given: Given::Frame(ServiceRegister),
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("restore_tested"),
                    whole: Rows::of(ServiceRegister, "").count(),
                },
            )],
        }],
        ..BASE
    },
    Kpi {
        id: "risks.open",
        also: &[
            ("risks", "title"),
            ("risks", "rating"),
            ("risks", "opened_at"),
            ("risks", "closed_at"),
        ],
        series: &[&[], &[Dim::Rating]],
        by: &[Dim::OpenRisk],
        within: &[Dim::Rating],
        paths: &[Path {
            given: Given::Frame(OpenRisks),
            measures: &[(None, Measure::count(&[OPEN_RISKS.count()]))],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "risks.overdue",
        also: &[
            ("risks", "title"),
            ("risks", "rating"),
            ("risks", "opened_at"),
            ("risks", "closed_at"),
        ],
        by: &[Dim::OpenRisk],
        within: &[Dim::Rating],
        paths: &[Path {
            needs: &[("risks", "accepted_until")],
            measures: &[(None, Measure::count(&[OPEN_RISKS.keep(Pred::Is("overdue")).count()]))],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "security.incidents",
        focus: Focus::Hybrid,
        by: &[Dim::Service],
        paths: &[Path {
            needs: &[("tickets", "security")],
            measures: &[(
                None,
                Measure::count(&[Rows::of(Tickets, "opened_at").keep(SECURITY).count()]),
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "security.containment",
        unit: Unit::Seconds,
        focus: Focus::Hybrid,
        paths: &[
            Path {
                needs: &[("tickets", "security"), ("tickets", "resolved_at")],
                measures: CONTAINED,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "security"), ("tickets", "closed_at")],
                measures: CONTAINED,
                ..Path::BASE
            },
        ],
        ..BASE
    },
];
