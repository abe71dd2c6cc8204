//! Stocks: snapshots at each period's last instant, rebuilt from timestamps and never from today's state.

use polars::prelude::*;

use super::Frame;
use crate::calendar::{DAY, Month, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::measure::{self, Focus};

/// The age bands of open tickets: the least days of each.
pub const AGE_BANDS: [(&str, u32); 5] = [("0-1d", 0), ("1-5d", 1), ("5-30d", 5), ("30-90d", 30), ("90d+", 90)];

/// The tickets that were open at the end of each period: opened before it, and not ended before it.
pub fn open_tickets(tickets: &Frame, buckets: &[Period]) -> Result<Frame> {
    // With the persons who stand behind groups and personas, so that none of fewer than five is shown.
    let dims = [
        "kind",
        "priority",
        "service",
        "group",
        "category",
        "persona",
        "vendor",
        "assignee",
        "requester",
    ];
    let mut carried: Vec<Expr> = dims
        .iter()
        .chain(&["responded_at", "needs_response", "resolution_due", "opened_at", "ended"])
        .filter(|name| tickets.has(name))
        .map(|name| col(*name))
        .collect();
    carried.extend([col("cancelled"), col("duplicate")]);
    // Most tickets never see the end of a month: what was opened and ended between two of them is let go at once.
    let rows = tickets
        .rows
        .clone()
        .filter(col("ended_time_unknown").not().and(survives_an_end(buckets)))
        .select(carried)
        .collect()?;
    let snapshots: Vec<LazyFrame> = buckets
        .iter()
        .enumerate()
        .map(|(bucket, period)| snapshot(&rows, tickets, bucket, period))
        .collect();
    let rows = concat(snapshots, UnionArgs::default())?.collect()?.lazy();
    Frame::new(rows, true, tickets.words.clone(), tickets.from)
}

/// Open at one period's end at least.
fn survives_an_end(buckets: &[Period]) -> Expr {
    buckets.iter().fold(lit(false), |any, period| {
        let end = lit(period.end.clamp(0, i64::from(u32::MAX)) as u32);
        any.or(col("opened_at")
            .lt(end.clone())
            .and(col("ended").is_null().or(col("ended").gt_eq(end))))
    })
}

fn snapshot(rows: &DataFrame, tickets: &Frame, bucket: usize, period: &Period) -> LazyFrame {
    let end = period.end.clamp(0, i64::from(u32::MAX)) as u32;
    let age = lit(end) - col("opened_at");
    let band = AGE_BANDS
        .iter()
        .enumerate()
        .skip(1)
        .fold(lit(0u8), |band, (index, (_, days))| {
            when(age.clone().gt_eq(lit(days * DAY as u32)))
                .then(lit(index as u8))
                .otherwise(band)
        });
    let mut columns = vec![
        lit(bucket as u16).alias("bucket"),
        age.clone().alias("age_wall"),
        band.alias("age"),
        age.gt_eq(lit(30 * DAY as u32)).alias("aged"),
    ];
    if tickets.has("resolution_due") {
        columns.push(col("resolution_due").lt(lit(end)).alias("past_due"));
    }
    if tickets.has("responded_at") {
        let without = col("responded_at").is_null().or(col("responded_at").gt_eq(lit(end)));
        columns.push(without.and(col("needs_response")).alias("unanswered"));
    }
    rows.clone()
        .lazy()
        .filter(
            col("opened_at")
                .lt(lit(end))
                .and(col("ended").is_null().or(col("ended").gt_eq(lit(end)))),
        )
        .with_columns(columns)
        .drop(by_name(["ended"], true, false))
}

/// The KPIs that have targets, by focus: a census at the report's end.
pub fn metrics(config: &Config, buckets: &[Period], periods: &Periods) -> Result<Frame> {
    let mut ids: Vec<&str> = config.targets.iter().map(|target| target.selector.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let focus: Vec<u8> = ids
        .iter()
        .filter_map(|id| {
            config
                .focus
                .get(*id)
                .copied()
                .or_else(|| measure::kpi(id).map(|kpi| kpi.focus))
        })
        .map(|focus| Focus::ALL.iter().position(|each| *each == focus).unwrap_or(0) as u8)
        .collect();
    let bucket = buckets
        .iter()
        .position(|period| period.label == periods.report.label)
        .unwrap_or(0) as u16;
    let rows = DataFrame::new(
        focus.len(),
        vec![
            Column::new("bucket".into(), vec![bucket; focus.len()]),
            Column::new("focus".into(), focus),
            Column::new("cancelled".into(), vec![false; ids.len()]),
            Column::new("duplicate".into(), vec![false; ids.len()]),
        ],
    )?;
    Frame::new(rows.lazy(), true, Default::default(), Month::of(periods.report.first))
}
