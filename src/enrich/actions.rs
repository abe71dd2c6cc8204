//! Agreed actions: which have fallen due, which were done by then, and which are open as each period ends.

use polars::prelude::*;

use super::days::{day, day_of, until};
use super::frames::{has_word, is_unreadable};
use super::materials::{Made, Materials, second};
use crate::calendar::Instant;
use crate::error::Result;
use crate::tables::ACTIONS;

/// One row an action: `fallen_due` once it was due before the data end, and `in_time`, unknown where it is done and nobody recorded when.
pub fn actions(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("actions") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let state = |word| has_word(table, &ACTIONS, "state", word);
    let mut columns = ["cancelled", "duplicate"].map(|word| state(word).alias(word)).to_vec();
    if table.has("due_at") {
        let due = until("due_at", &from.config.report.zone);
        let fallen_due = due.clone().lt_eq(lit(second(from.periods.horizon)));
        columns.push(fallen_due.alias("fallen_due"));
        if table.has("done_at") {
            let is_done = state("resolved").or(state("closed"));
            let is_done = is_done.or(is_unreadable(table, &["done_at"]));
            let unknown = col("done_at").is_null().and(is_done);
            let in_time = col("done_at").lt_eq(due).fill_null(lit(false));
            let in_time = when(unknown).then(lit(NULL)).otherwise(in_time);
            columns.push(in_time.cast(DataType::Boolean).alias("in_time"));
        }
    }
    from.records_with("actions", columns)
}

/// One row an action and period end at which it was agreed and not done: whether it was `overdue`, and how many days were left
/// to its due day. Of those in a final state without a time nobody knows when they were done: `dated` is unknown.
pub(super) fn open(from: &Materials<'_>) -> Result<Made> {
    let (table, mut register) = match (from.table("actions"), from.register("actions", "title", "action")?) {
        (Ok(table), Ok(register)) => (table, register),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let zone = &from.config.report.zone;
    let state = |word| has_word(table, &ACTIONS, "state", word);
    let is_final = state("resolved").or(state("closed"));
    let rows = register.rows.lazy().with_columns([
        state("cancelled").alias("cancelled"),
        state("duplicate").alias("duplicate"),
        when(col("done_at").is_null().and(is_final))
            .then(lit(NULL))
            .otherwise(lit(true))
            .alias("dated"),
        until("due_at", zone).alias("until"),
        day("due_at", zone).alias("due_on"),
    ]);
    register.rows = match from.config.audience.sees_plans_by_name() {
        true => rows.collect()?,
        false => rows.drop(by_name(["action"], false, false)).collect()?,
    };
    let frame = from.snapshots_at(&register.rows, &register.words, from.begins("actions"), |end| {
        let is_open = col("opened_at")
            .lt(lit(end))
            .and(col("done_at").is_null().or(col("done_at").gt_eq(lit(end))));
        let days_left = col("due_on") - lit(day_of(Instant::from(end) - 1, zone));
        let overdue = col("until").lt(lit(end)).fill_null(lit(false));
        let columns = vec![
            overdue.alias("overdue"),
            days_left.clone().alias("days_left"),
            weight(days_left),
        ];
        (is_open, columns)
    });
    frame.map(Ok)
}

/// Where there are too many to show by name, what is due first comes first.
fn weight(days_left: Expr) -> Expr {
    (lit(FAR) - days_left)
        .fill_null(lit(0))
        .cast(DataType::UInt32)
        .alias("weight")
}

/// More days than any due day is away.
const FAR: i32 = 100_000;
