//! What the team of IT says of its own work.

use polars::prelude::*;

use super::Frame;
use super::frames::is_word;
use super::materials::{Made, Materials};
use super::surveys::of_five;
use crate::error::Result;
use crate::tables::{SURVEYS, Table};

/// One row an answer to the team's own survey: `of_five` in hundredths, unknown where the answer lies above its scale;
/// `stands_for_person` for the answers that are counted as persons, who are anonymous.
pub(super) fn answers(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("surveys") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(column) = ["instrument", "score"].into_iter().find(|column| !table.has(column)) {
        return Ok(Err(format!("no column gives the {column}")));
    }
    let answered = is_word(&SURVEYS, "instrument", "team").and(col("score").is_not_null());
    let rows = table.rows.clone().lazy().filter(answered).collect()?;
    if rows.height() == 0 {
        return Ok(Err("no survey asks the team itself".to_owned()));
    }
    let person = stands_for_person(table, &rows)?;
    let rows = rows
        .lazy()
        .with_columns([of_five(table), person.alias("stands_for_person")]);
    Frame::new(vec![rows], Default::default(), from.begins("surveys")).map(Ok)
}

/// Of several questions that each person answers, the one that was answered most often; every answer, where none is told.
fn stands_for_person(table: &Table, rows: &DataFrame) -> Result<Expr> {
    if !table.has("question") {
        return Ok(lit(true));
    }
    let counts = rows
        .clone()
        .lazy()
        .group_by([col("question").cast(DataType::UInt32)])
        .agg([len().alias("answers")])
        .sort(
            ["answers", "question"],
            SortMultipleOptions::default().with_order_descending_multi([true, false]),
        )
        .limit(1)
        .collect()?;
    let question = col("question").cast(DataType::UInt32);
    Ok(match counts.column("question")?.u32()?.get(0) {
        Some(most) => question.eq(lit(most)).fill_null(lit(false)),
        None => question.is_null(),
    })
}
