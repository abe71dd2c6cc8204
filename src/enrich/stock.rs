//! Stocks: snapshots at each period's last instant, rebuilt from timestamps and never from today's state.

use polars::prelude::*;

use super::materials::{Made, Materials, second};
use super::tickets::{RESOLUTION_DUE, service_hours};
use super::{Frame, clocks};
use crate::calendar::{DAY, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::measure::Focus;

/// The age bands of open tickets: the least days of each.
pub const AGE_BANDS: [(&str, u32); 5] = [("0-1d", 0), ("1-5d", 1), ("5-30d", 5), ("30-90d", 30), ("90d+", 90)];

/// What a snapshot says of a ticket, with the persons who stand behind groups and personas, so that none of fewer than
/// five is shown.
const CARRIED: [&str; 16] = [
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
    "response_due_at",
    "opened_at",
    "ended",
];

/// The tickets that were open at the end of each period: opened before it, and not ended before it. Of those that ended
/// nobody knows when, `still_open` is unknown. The cancelled and the duplicates are no stock.
pub fn open_tickets(tickets: &Frame, buckets: &[Period], config: &Config, periods: &Periods) -> Result<Frame> {
    let mut carried: Vec<Expr> = CARRIED
        .iter()
        .filter(|name| tickets.has(name))
        .map(|name| col(*name))
        .collect();
    let still_open = when(col("ended_time_unknown")).then(lit(NULL)).otherwise(lit(true));
    carried.push(still_open.cast(DataType::Boolean).alias("still_open"));
    // Most tickets never see the end of a month: what was opened and ended between two of them is let go at once.
    let mut rows = tickets.gather(|part| {
        let counted = col("cancelled").or(col("duplicate")).not();
        part.filter(counted.and(survives_an_end(buckets)))
            .select(carried.clone())
    })?;
    let resolution = due(
        &mut rows,
        "resolution",
        &RESOLUTION_DUE,
        &config.sla_resolution,
        (config, periods),
    )?;
    let response = due(
        &mut rows,
        "response",
        &["response_due_at"],
        &config.sla_response,
        (config, periods),
    )?;
    let snapshots = buckets.iter().enumerate().map(|(bucket, period)| {
        let dues = (resolution.as_ref(), response.as_ref());
        Ok(snapshot(&rows, tickets.has("responded_at"), dues, bucket, period)
            .collect()?
            .lazy())
    });
    Frame::new(snapshots.collect::<Result<_>>()?, tickets.words.clone(), tickets.begins)
}

/// When each is due: as the export says, the more exact first, else by the agreed level. `None` where nothing says it.
fn due(
    rows: &mut DataFrame,
    what: &str,
    columns: &[&str],
    allowed: &[Option<i64>; 5],
    (config, periods): (&Config, &Periods),
) -> Result<Option<Expr>> {
    let has = |name: &str| rows.get_column_index(name).is_some();
    let mut dues: Vec<Expr> = columns.iter().filter(|due| has(due)).map(|due| col(*due)).collect();
    if has("priority") && allowed.iter().any(Option::is_some) {
        let name = format!("{what}_allowed_until");
        let opened = rows.column("opened_at")?;
        let hours = service_hours(opened, config, periods)?;
        let until = clocks::due(opened, rows.column("priority")?, allowed, hours.as_ref(), &name)?;
        rows.with_column(until)?;
        dues.push(col(name.as_str()));
    }
    Ok((!dues.is_empty()).then(|| coalesce(&dues)))
}

/// Open at one period's end at least.
fn survives_an_end(buckets: &[Period]) -> Expr {
    buckets
        .iter()
        .fold(lit(false), |any, period| any.or(open_at(lit(second(period.end)))))
}

fn open_at(end: Expr) -> Expr {
    col("opened_at")
        .lt(end.clone())
        .and(col("ended").is_null().or(col("ended").gt_eq(end)))
}

fn snapshot(
    rows: &DataFrame,
    responses: bool,
    (resolution_due, response_due): (Option<&Expr>, Option<&Expr>),
    bucket: usize,
    period: &Period,
) -> LazyFrame {
    let end = lit(second(period.end));
    let age = end.clone() - col("opened_at");
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
    if let Some(due) = resolution_due {
        columns.push(due.clone().lt(end.clone()).alias("past_due"));
    }
    if responses {
        let without = col("responded_at").is_null().or(col("responded_at").gt_eq(end.clone()));
        let unanswered = without.and(col("needs_response"));
        if let Some(due) = response_due {
            columns.push(
                unanswered
                    .clone()
                    .and(due.clone().lt(end.clone()))
                    .alias("response_past_due"),
            );
        }
        columns.push(unanswered.alias("unanswered"));
    }
    rows.clone()
        .lazy()
        .filter(open_at(end))
        .with_columns(columns)
        .drop(by_name(["ended"], true, false))
}

/// The KPIs that have targets, by focus: a census at the report's end.
pub(super) fn metrics(from: &Materials<'_>) -> Result<Made> {
    let config = from.config;
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
                .or_else(|| config.catalogue.kpi(id).map(|kpi| kpi.focus))
        })
        .map(|focus| Focus::ALL.iter().position(|each| *each == focus).unwrap_or(0) as u8)
        .collect();
    let rows = DataFrame::new(focus.len(), vec![Column::new("focus".into(), focus)])?;
    from.at_the_end(&rows, &Default::default(), |_| Vec::new()).map(Ok)
}
