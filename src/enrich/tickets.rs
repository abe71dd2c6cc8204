//! The frame of tickets: one row each, with its clocks, its targets and who owns its hours.

use std::collections::HashMap;

use polars::prelude::*;

use super::days::settle_dates;
use super::frames::{column_or_null, flag_or, has_word, is_unreadable, is_word};
use super::links::Links;
use super::{Beginning, Frame, clocks};
use crate::calendar::{DAY, Periods, ServiceHours};
use crate::config::{Config, OwnKpi};
use crate::error::Result;
use crate::tables::{TICKETS, Table};

/// Builds the frame.
pub fn frame(mut table: Table, config: &Config, links: &Links, begins: Beginning, periods: &Periods) -> Result<Frame> {
    let hours = service_hours(table.rows.column("opened_at")?, config, periods)?;
    settle_ends(&mut table, config)?;
    settle_dates(&mut table, &DUE, &config.report.zone)?;
    settle_causes(&mut table, links)?;
    compare_groups(&mut table)?;
    settle_link(&mut table, "article_id", "with_article")?;
    settle_link(&mut table, "problem_id", "with_problem")?;
    // Read by what was worked out before, and by nothing after.
    table.rows = table.rows.drop_many(["id", "asset_id", "subcategory"]);
    let parts = super::frames::parts(&table.rows)
        .map(|part| {
            let part = with_service_hours(part, hours.as_ref())?.lazy();
            Ok(part
                .with_columns(states(&table))
                .with_columns(times(&table))
                .with_columns(targets(&table, config, hours.is_some()))
                .with_columns(ownership(&table)))
        })
        .collect::<Result<_>>()?;
    Frame::new(parts, table.words, begins)
}

/// Service hours laid out over the data's years, where a calendar is given.
pub fn service_hours(opened: &Column, config: &Config, periods: &Periods) -> Result<Option<ServiceHours>> {
    let Some(week) = &config.calendar else { return Ok(None) };
    let first = opened.u32()?.min().unwrap_or(0);
    let last = periods.horizon.max(periods.report.end) + 400 * DAY;
    Ok(Some(ServiceHours::over(week, &config.report.zone, first.into(), last)))
}

/// Puts `ended`, and whether the close stood in, in the place of the two times that it is made of; an own KPI may read the close.
fn settle_ends(table: &mut Table, config: &Config) -> Result<()> {
    let Some(ended) = ended(table) else { return Ok(()) };
    let resolved = column_or_null(table, "resolved_at", DataType::UInt32);
    let by_close = resolved.is_null().and(ended.clone().is_not_null());
    let ends = table
        .rows
        .clone()
        .lazy()
        .select([ended.alias("ended"), by_close.alias("ended_by_close")])
        .collect()?;
    table.rows = table.rows.drop_many(["resolved_at"]);
    let is_read = |own: &OwnKpi| own.table.name == "tickets" && own.at == "closed_at";
    if !config.own.iter().any(is_read) {
        table.rows = table.rows.drop_many(["closed_at"]);
    }
    for column in ends.into_columns() {
        table.rows.with_column(column)?;
    }
    Ok(())
}

/// Puts whether a failed change caused it in the place of the change's name.
fn settle_causes(table: &mut Table, links: &Links) -> Result<()> {
    if table.has("caused_by_change") {
        let failed = match links.failed_changes.clone().filter(|failed| !failed.is_empty()) {
            Some(failed) => col("caused_by_change")
                .is_in(lit(failed).implode(true), false)
                .fill_null(lit(false)),
            None => col("caused_by_change").is_null().and(lit(false)),
        };
        let failed = table
            .rows
            .clone()
            .lazy()
            .select([failed.alias("owned_by_failed_change")])
            .collect()?;
        table.rows = table.rows.drop_many(["caused_by_change"]);
        for column in failed.into_columns() {
            table.rows.with_column(column)?;
        }
    }
    Ok(())
}

/// Puts whether a record of another table is named in the place of its number.
fn settle_link(table: &mut Table, number: &str, is_named: &str) -> Result<()> {
    if table.has(number) {
        let named = table.rows.column(number)?.is_not_null().with_name(is_named.into());
        table.rows = table.rows.drop_many([number]);
        table.rows.with_column(named.into_column())?;
    }
    Ok(())
}

/// Puts `right_first` in the place of the first group.
fn compare_groups(table: &mut Table) -> Result<()> {
    if table.has("first_group") && table.has("group") {
        let same = same_word(table, "first_group", "group", "right_first")?;
        table.rows = table.rows.drop_many(["first_group"]);
        table.rows.with_column(same)?;
    }
    Ok(())
}

/// The rows with elapsed service hours, which no column operation works out.
fn with_service_hours(mut rows: DataFrame, hours: Option<&ServiceHours>) -> Result<DataFrame> {
    let Some(hours) = hours else { return Ok(rows) };
    let opened = rows.column("opened_at")?.clone();
    let hold = rows.column("on_hold_minutes").ok().cloned();
    for (until, hold, name) in [
        ("responded_at", None, "response_service"),
        ("ended", hold.as_ref(), "resolution_service"),
        ("escalated_at", None, "escalation_service"),
    ] {
        if let Ok(until) = rows.column(until).cloned() {
            rows.with_column(clocks::service(&opened, &until, hold, hours, name)?)?;
        }
    }
    Ok(rows)
}

/// When it was resolved, else when it was closed; `None` where no column says it.
pub fn ended(table: &Table) -> Option<Expr> {
    let columns: Vec<Expr> = ["resolved_at", "closed_at"]
        .into_iter()
        .filter(|name| table.has(name))
        .map(col)
        .collect();
    (!columns.is_empty()).then(|| coalesce(&columns))
}

/// Neither cancelled nor a duplicate.
pub fn is_counted(table: &Table) -> Expr {
    has_word(table, &TICKETS, "state", "cancelled")
        .or(has_word(table, &TICKETS, "state", "duplicate"))
        .not()
}

/// An incident that is neither cancelled nor a duplicate.
pub fn is_counted_incident(table: &Table) -> Expr {
    kind(table).eq(lit(0u8)).and(is_counted(table))
}

/// Where no column tells the kinds apart, every ticket is an incident.
pub(super) fn kind(table: &Table) -> Expr {
    if table.has("kind") {
        col("kind").fill_null(lit(0u8))
    } else {
        lit(0u8)
    }
}

fn states(table: &Table) -> Vec<Expr> {
    let kind = kind(table);
    let mut all = vec![
        kind.clone().alias("kind"),
        kind.eq(lit(0u8)).alias("incident"),
        has_word(table, &TICKETS, "state", "cancelled").alias("cancelled"),
        has_word(table, &TICKETS, "state", "duplicate").alias("duplicate"),
    ];
    if table.has("ended") {
        let over = has_word(table, &TICKETS, "state", "resolved").or(has_word(table, &TICKETS, "state", "closed"));
        let over = over.or(is_unreadable(table, &["resolved_at", "closed_at"]));
        all.push(over.and(col("ended").is_null()).alias("ended_time_unknown"));
    }
    all
}

fn times(table: &Table) -> Vec<Expr> {
    let mut all = Vec::new();
    if table.has("ended") {
        all.push(clocks::wall("opened_at", "ended").alias("resolution_wall"));
    }
    if table.has("responded_at") {
        all.push(clocks::wall("opened_at", "responded_at").alias("response_wall"));
        // What is handled with no hands needs no human's response.
        let needs_response = flag_or(table, "automated", false).not();
        all.push(needs_response.clone().alias("needs_response"));
        all.push(col("responded_at").is_null().and(needs_response).alias("unanswered"));
    }
    if table.has("escalated_at") {
        all.push(clocks::wall("opened_at", "escalated_at").alias("escalation_wall"));
        all.push(col("escalated_at").is_not_null().alias("escalated"));
    }
    if table.has("reopens") {
        all.push(col("reopens").gt(lit(0)).alias("reopened"));
    }
    if table.has("reassignments") {
        let beyond_first = when(col("reassignments").gt(lit(1)))
            .then(col("reassignments") - lit(1))
            .otherwise(lit(0));
        all.push(beyond_first.alias("handovers"));
        let reopened = if table.has("reopens") {
            col("reopens").fill_null(lit(0)).gt(lit(0))
        } else {
            lit(false)
        };
        all.push(col("reassignments").eq(lit(0)).and(reopened.not()).alias("no_hand_off"));
        all.push(col("reassignments").eq(lit(0)).alias("never_reassigned"));
    }
    if table.has("channel") {
        all.push(is_word(&TICKETS, "channel", "monitoring").alias("from_monitoring"));
    }
    if table.has("automated") {
        all.push(col("automated").not().alias("by_hand"));
    }
    if table.has("vendor") {
        all.push(col("vendor").is_not_null().alias("outsourced"));
    }
    all
}

/// Met: as the tool recorded it; else by its due time; else by `[sla]`, on the clock that leads.
fn targets(table: &Table, config: &Config, service: bool) -> Vec<Expr> {
    let [ended, responded] = ["ended", "responded_at"].map(|end| table.has(end).then_some(end));
    [
        met(
            table,
            "resolution",
            ended,
            &RESOLUTION_DUE,
            &config.sla_resolution,
            service,
        ),
        met(
            table,
            "response",
            responded,
            &["response_due_at"],
            &config.sla_response,
            service,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every column that says when something is due.
const DUE: [&str; 3] = ["response_due_at", "resolution_due_at", "due_at"];
/// The columns that say when a resolution is due, the more exact first.
pub const RESOLUTION_DUE: [&str; 2] = ["resolution_due_at", "due_at"];

fn met(
    table: &Table,
    name: &str,
    end: Option<&str>,
    due: &[&str],
    allowed: &[Option<i64>; 5],
    service: bool,
) -> Option<Expr> {
    let recorded = format!("{name}_target_met");
    let mut ways: Vec<Expr> = table
        .has(&recorded)
        .then(|| col(recorded.as_str()))
        .into_iter()
        .collect();
    if let Some(end) = end {
        ways.extend(
            due.iter()
                .filter(|due| table.has(due))
                .map(|due| col(end).lt_eq(col(*due))),
        );
        if table.has("priority") && allowed.iter().any(Option::is_some) {
            let clock = if service { "service" } else { "wall" };
            ways.push(col(format!("{name}_{clock}")).lt_eq(allowed_seconds(allowed)));
        }
    }
    (!ways.is_empty()).then(|| coalesce(&ways).alias(format!("{name}_met")))
}

fn allowed_seconds(allowed: &[Option<i64>; 5]) -> Expr {
    allowed
        .iter()
        .enumerate()
        .rev()
        .fold(lit(NULL).cast(DataType::UInt32), |otherwise, (index, seconds)| {
            let seconds = seconds.map_or(lit(NULL).cast(DataType::UInt32), |seconds| lit(seconds as u32));
            when(col("priority").eq(lit(index as u32 + 1)))
                .then(seconds)
                .otherwise(otherwise)
        })
}

/// Each ticket's hours have one owner: the change that failed, else the second try, else its own resolution.
fn ownership(table: &Table) -> Vec<Expr> {
    let by_failed_change = flag_or(table, "owned_by_failed_change", false);
    let reopened = if table.has("reopens") {
        col("reopens").fill_null(lit(0)).gt(lit(0))
    } else {
        lit(false)
    };
    let handed_on = if table.has("reassignments") {
        col("reassignments").fill_null(lit(0)).gt(lit(1))
    } else {
        lit(false)
    };
    let second_try = reopened.or(handed_on).and(by_failed_change.clone().not());
    vec![
        by_failed_change.clone().alias("owned_by_failed_change"),
        second_try.clone().alias("owned_by_rework"),
        by_failed_change
            .or(second_try)
            .not()
            .and(col("incident"))
            .alias("owned_by_resolution"),
    ]
}

/// Whether two word columns with codes of their own hold the same word.
///
/// A loop over rows: the codes of one dictionary are turned into the other's by a table that is no column.
fn same_word(table: &Table, left: &str, right: &str, name: &str) -> Result<Column> {
    let words = |column: &str| table.words.get(column).cloned().unwrap_or_default();
    let theirs = words(right);
    let code_of: HashMap<&str, u32> = theirs
        .iter()
        .enumerate()
        .map(|(code, word)| (word.as_str(), code as u32))
        .collect();
    let translated: Vec<Option<u32>> = words(left)
        .iter()
        .map(|word| code_of.get(word.as_str()).copied())
        .collect();
    let codes = |column: &str| table.rows.column(column)?.cast(&DataType::UInt32);
    let (ours, others) = (codes(left)?, codes(right)?);
    let same: BooleanChunked = ours
        .u32()?
        .iter()
        .zip(others.u32()?.iter())
        .map(|(left, right)| Some(translated.get(left? as usize).copied().flatten() == Some(right?)))
        .collect();
    Ok(same.with_name(name.into()).into_column())
}
