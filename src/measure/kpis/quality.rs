//! What evidences the qualities of a department beyond the desk: recurrence, consistency, roles, automation, metrics.

use super::TICKET_SERIES;
use crate::measure::FrameName::{Metrics, Recurrences, Tickets, Work};
use crate::measure::MILLION;
use crate::measure::{
    Basis, Better, Bottom, Dim, Focus, FollowUp, Given, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Unit,
};

const RESOLVED: Rows = Rows::of(Tickets, "ended");
const KEYED: Rows = Rows::of(Recurrences, "opened_at");

const CONSISTENCY: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Quotient {
            of: "tickets.resolution_time",
            top: Stat::P90,
            bottom: Stat::Median,
        },
    ),
    (
        Some(Stat::BetweenGroups),
        Measure::Between {
            of: "tickets.resolution_time",
        },
    ),
];

/// The KPIs of qualities.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "problem.repeat_rate",
        also: &[
            ("tickets", "asset_id"),
            ("tickets", "service"),
            ("tickets", "subcategory"),
        ],
        unit: Unit::Ratio,
        focus: Focus::Hybrid,
        qualities: &[7],
        follow_up: FollowUp::RepeatWindow,
        by: &[Dim::Service, Dim::Category],
        interval: Interval::Wilson,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "opened_at")],
            given: Given::Frame(Recurrences),
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("recurs"),
                        whole: KEYED.count(),
                    },
                ),
                (
                    Some(Stat::ByChance),
                    Measure::Rate {
                        top: KEYED.sum("chance"),
                        bottom: Bottom::Sum(KEYED.count()),
                        per: 1.0 / MILLION,
                        unit: Unit::Ratio,
                    },
                ),
            ],
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "service.consistency",
        unit: Unit::Rate,
        focus: Focus::Hybrid,
        qualities: &[2],
        series: &[&[Dim::Kind]],
        within: &[Dim::Kind],
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "resolved_at")],
                measures: CONSISTENCY,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "closed_at")],
                measures: CONSISTENCY,
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "roles.right_first",
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[3],
        series: TICKET_SERIES,
        by: &[Dim::Category],
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("tickets", "first_group"), ("tickets", "group")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("right_first"),
                        whole: RESOLVED.known(&[("right_first", "no group")]).count(),
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "reassignments")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("never_reassigned"),
                        whole: RESOLVED.known(&[("never_reassigned", "no reassignment count")]).count(),
                    },
                )],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "automation.detected_first",
        unit: Unit::Ratio,
        better: Better::Higher,
        layer: Layer::Operational,
        qualities: &[4],
        by: &[Dim::Service],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("tickets", "channel")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("from_monitoring"),
                    whole: Rows::of(Tickets, "opened_at")
                        .keep(Pred::Is("incident"))
                        .known(&[("from_monitoring", "no channel")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "automation.handled",
        also: &[("changes", "automated")],
        unit: Unit::Ratio,
        better: Better::Higher,
        layer: Layer::Operational,
        qualities: &[4],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("tickets", "automated")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("automated"),
                    whole: Rows::of(Work, "ended")
                        .known(&[("automated", "automation not recorded")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "metrics.focus_mix",
        unit: Unit::Count,
        better: Better::Neither,
        focus: Focus::Organisation,
        layer: Layer::Operational,
        qualities: &[11],
        by: &[Dim::Focus],
        paths: &[Path {
            given: Given::Frame(Metrics),
            measures: &[(None, Measure::count(&[Rows::of(Metrics, "").count()]))],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
];
