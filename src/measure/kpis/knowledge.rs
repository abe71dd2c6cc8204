//! Documented systems and processes.

use super::TICKET_SERIES;
use crate::measure::FrameName::{ArticleCensus, Categories, Tickets};
use crate::measure::{Basis, Better, Dim, Given, Interval, Kpi, Measure, Path, Pred, Rows, Unit};

const BASE: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    qualities: &[2],
    ..Kpi::BASE
};

/// The KPIs of knowledge.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "knowledge.link_rate",
        series: TICKET_SERIES,
        by: &[Dim::Category],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("tickets", "article_id")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("with_article"),
                    whole: Rows::of(Tickets, "ended").count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "knowledge.stale_share",
        better: Better::Lower,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("articles", "published_at"), ("articles", "reviewed_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("stale"),
                    whole: Rows::of(ArticleCensus, "")
                        .known(&[
                            ("published_at", "no date of publication"),
                            ("stale", "reviewed since the period"),
                        ])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "knowledge.process_coverage",
        also: &[("articles", "kind"), ("articles", "published_at")],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("articles", "category"), ("tickets", "category")],
            given: Given::Frame(Categories),
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("has_process"),
                    whole: Rows::of(Categories, "").count(),
                },
            )],
        }],
        ..BASE
    },
];
