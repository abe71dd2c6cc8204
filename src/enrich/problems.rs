//! Problems: whether their root causes are found in time, and what is open as each period ends.

use polars::prelude::*;

use super::days::until;
use super::frames::{column_or_null, has_word, is_unreadable};
use super::materials::{Made, Materials, second};
use super::tickets::ended;
use crate::error::Result;
use crate::tables::{PROBLEMS, Table};

/// One row a problem: `fallen_due` once its root cause was due before the data end, and `found_in_time`.
pub fn problems(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("problems") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let mut columns = states(table);
    if table.has("root_cause_due_at") {
        let due = until("root_cause_due_at", &from.config.report.zone);
        let fallen_due = due.clone().lt_eq(lit(second(from.periods.horizon)));
        columns.push(fallen_due.alias("fallen_due"));
        if table.has("root_cause_at") {
            let found_in_time = col("root_cause_at").lt_eq(due).fill_null(lit(false));
            columns.push(found_in_time.alias("found_in_time"));
        }
    }
    from.records_with("problems", columns)
}

/// The problems that were open at the end of each period: `age_wall`, and `known` where they had become known errors by then.
/// Of those that ended nobody knows when, `still_open` is unknown.
pub fn open(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("problems") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let Some(rows) = with_ends(table)? else {
        return Ok(Err(NO_ENDS.to_owned()));
    };
    let frame = from.snapshots(&rows, &table.words, from.begins("problems"), |end| {
        let mut columns = vec![(end.clone() - col("opened_at")).alias("age_wall")];
        if table.has("known_error_at") {
            let known = col("known_error_at").lt(end.clone()).fill_null(lit(false));
            columns.push(known.alias("known"));
        }
        (is_open_at(end), columns)
    });
    frame.map(Ok)
}

/// The problems that are open at the report's end, with what their records say of today.
pub fn open_today(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("problems") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let Some(rows) = with_ends(table)? else {
        return Ok(Err(NO_ENDS.to_owned()));
    };
    let end = lit(from.end(&from.periods.report));
    let rows = rows.lazy().filter(is_open_at(end)).collect()?;
    from.census(&rows, &table.words)
}

/// Why nothing is known to be open: that all problems are would be invented.
const NO_ENDS: &str = "no column says when a problem was resolved or closed";

fn states(table: &Table) -> Vec<Expr> {
    let states = ["cancelled", "duplicate"];
    states
        .map(|state| has_word(table, &PROBLEMS, "state", state).alias(state))
        .to_vec()
}

/// The problems with their ends, without those that are no stock; `None` where no column says when any ended.
fn with_ends(table: &Table) -> Result<Option<DataFrame>> {
    let Some(ended) = ended(table) else { return Ok(None) };
    let is_over = has_word(table, &PROBLEMS, "state", "resolved").or(has_word(table, &PROBLEMS, "state", "closed"));
    let is_over = is_over.or(is_unreadable(table, &["resolved_at", "closed_at"]));
    let still_open = when(is_over.and(ended.clone().is_null()))
        .then(lit(NULL))
        .otherwise(lit(true));
    let rows = table.rows.clone().lazy().with_columns(states(table)).with_columns([
        ended.alias("ended"),
        still_open.cast(DataType::Boolean).alias("still_open"),
        column_or_null(table, "opened_at", DataType::UInt32),
    ]);
    let counted = col("cancelled").or(col("duplicate")).not();
    Ok(Some(rows.filter(counted).collect()?))
}

fn is_open_at(end: Expr) -> Expr {
    let not_ended = col("ended").is_null().or(col("ended").gt_eq(end.clone()));
    col("opened_at").lt(end).and(not_ended)
}
