//! Agreed actions: which have fallen due, and which were done by then.

use polars::prelude::*;

use super::days::until;
use super::frames::{has_word, is_unreadable};
use super::materials::{Made, Materials, second};
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
