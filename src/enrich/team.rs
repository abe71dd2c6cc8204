//! What the team of IT says of its own work.

use polars::prelude::*;

use super::Frame;
use super::frames::is_word;
use super::materials::{Made, Materials};
use crate::error::Result;
use crate::tables::{SURVEYS, Table};

/// The scale that scores are put on.
const BEST: u32 = 5;

/// One row an answer to the team's own survey: `score_of_five` in hundredths, unknown where the answer lies above its scale;
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
    let rows = rows.lazy().with_columns([
        score_of_five(table).alias("score_of_five"),
        person.alias("stands_for_person"),
    ]);
    Frame::new(vec![rows], Default::default(), from.begins("surveys")).map(Ok)
}

/// In proportion to the scale's best answer; a scale that is not told is one of five.
fn score_of_five(table: &Table) -> Expr {
    let best = match table.has("scale_max") {
        true => col("scale_max").cast(DataType::UInt32).fill_null(lit(BEST)),
        false => lit(BEST),
    };
    let score = col("score").cast(DataType::UInt32);
    let on_scale = score.clone().lt_eq(best.clone() * lit(100u32));
    // Rounded to a hundredth, half upwards.
    let of_five = (score * lit(2 * BEST) + best.clone()) / (best * lit(2u32));
    when(on_scale).then(of_five).otherwise(lit(NULL))
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
