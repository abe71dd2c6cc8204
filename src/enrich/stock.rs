//! Stocks: snapshots at each period's last instant, rebuilt from timestamps and never from today's state.

use polars::prelude::*;

use super::tickets::{RESOLUTION_DUE, service_hours};
use super::{Frame, clocks};
use crate::calendar::{DAY, Month, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::measure::{self, Focus};

/// The age bands of open tickets: the least days of each.
pub const AGE_BANDS: [(&str, u32); 5] = [("0-1d", 0), ("1-5d", 1), ("5-30d", 5), ("30-90d", 30), ("90d+", 90)];

/// What a snapshot says of a ticket, with the persons who stand behind groups and personas, so that none of fewer than
/// five is shown.
const CARRIED: [&str; 17] = [
    "kind",
    "priority",
    "service",
    "group",
    "category",
    "persona",
    "vendor",
    "assignee",
    "requester",
    "responded_at",
    "needs_response",
    "resolution_due_at",
    "due_at",
    "opened_at",
    "ended",
    "cancelled",
    "duplicate",
];

/// The tickets that were open at the end of each period: opened before it, and not ended before it.
pub fn open_tickets(tickets: &Frame, buckets: &[Period], config: &Config, periods: &Periods) -> Result<Frame> {
    let carried: Vec<Expr> = CARRIED
        .iter()
        .filter(|name| tickets.has(name))
        .map(|name| col(*name))
        .collect();
    // Most tickets never see the end of a month: what was opened and ended between two of them is let go at once.
    let mut rows = tickets.gather(|part| {
        part.filter(col("ended_time_unknown").not().and(survives_an_end(buckets)))
            .select(carried.clone())
    })?;
    let dues = with_due(&mut rows, config, periods)?;
    let due = (!dues.is_empty()).then(|| coalesce(&dues));
    let snapshots = buckets.iter().enumerate();
    let snapshots = snapshots
        .map(|(bucket, period)| snapshot(&rows, tickets, due.as_ref(), bucket, period))
        .collect();
    Frame::new(snapshots, true, tickets.words.clone(), tickets.from)
}

/// Adds when each resolution is due by the agreed level; gives the ways to say when it is due, the more exact first.
fn with_due(rows: &mut DataFrame, config: &Config, periods: &Periods) -> Result<Vec<Expr>> {
    let has = |name: &str| rows.get_column_index(name).is_some();
    let mut dues: Vec<Expr> = RESOLUTION_DUE
        .iter()
        .filter(|due| has(due))
        .map(|due| col(*due))
        .collect();
    if has("priority") && config.sla_resolution.iter().any(Option::is_some) {
        let opened = rows.column("opened_at")?;
        let hours = service_hours(opened, config, periods)?;
        let priority = rows.column("priority")?;
        let due = clocks::due(
            opened,
            priority,
            &config.sla_resolution,
            hours.as_ref(),
            "allowed_until",
        )?;
        rows.with_column(due)?;
        dues.push(col("allowed_until"));
    }
    Ok(dues)
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

fn snapshot(rows: &DataFrame, tickets: &Frame, due: Option<&Expr>, bucket: usize, period: &Period) -> LazyFrame {
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
    if let Some(due) = due {
        columns.push(due.clone().lt(lit(end)).alias("past_due"));
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
    Frame::new(
        vec![rows.lazy()],
        true,
        Default::default(),
        Month::of(periods.report.first),
    )
}
