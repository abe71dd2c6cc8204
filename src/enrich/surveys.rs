//! Surveys: what each answer says, and which question it answers. Each question has a time of its own, which only the rows
//! that answer it have: so the persons behind a figure are its rows, and too few of them can be told.

use polars::prelude::*;

use super::frames::{column_or_null, has_word};
use super::materials::{Made, Materials};
use super::{Frame, tickets};
use crate::error::Result;
use crate::tables::{SURVEYS, Table};

/// What is asked of those whom IT served: satisfaction, recommendation and effort.
const OF_SERVICE: [&str; 3] = ["csat", "nps", "effort"];
/// The best answer where the export does not say it: of a recommendation, and of all else.
const USUAL_SCALES: (i64, i64) = (10, 5);
/// Scores are held in hundredths.
const HUNDREDTHS: i64 = 100;

/// One row an invitation.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("surveys") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let mut rows = table.rows.clone();
    if let Some(kinds) = kinds(from, table)? {
        rows.with_column(kinds)?;
    }
    let unanswered = unanswered(table)?;
    let parts = super::frames::parts(&rows).map(|part| {
        part.lazy()
            .with_columns(times(table))
            .with_columns(scores(table))
            .with_columns(unanswered.clone())
    });
    Frame::new(parts.collect(), table.words.clone(), from.begins("surveys")).map(Ok)
}

/// Incident or request of the ticket that each survey is about, by its name; unknown where two sources call two of them alike.
fn kinds(from: &Materials<'_>, table: &Table) -> Result<Option<Column>> {
    let tickets = from.tables.get("tickets").filter(|tickets| tickets.has("id"));
    let Some(tickets) = tickets.filter(|_| table.has("ticket_id")) else {
        return Ok(None);
    };
    let asked = table.rows.column("ticket_id")?.as_materialized_series().clone();
    let only = when(col("kind").n_unique().eq(lit(1u32))).then(col("kind").first());
    let kinds = tickets.rows.clone().lazy();
    let kinds = kinds.filter(col("id").is_in(lit(asked).implode(true), false));
    let kinds = kinds
        .select([col("id").alias("ticket_id"), tickets::kind(tickets).alias("kind")])
        .group_by([col("ticket_id")])
        .agg([only.otherwise(lit(NULL)).alias("kind")]);
    let in_order = JoinArgs {
        maintain_order: MaintainOrderJoin::Left,
        ..JoinArgs::new(JoinType::Left)
    };
    let by = || [col("ticket_id")];
    let asked = table.rows.clone().lazy().select(by());
    let kinds = asked
        .join(kinds, by(), by(), in_order)
        .select([col("kind")])
        .collect()?;
    Ok(kinds.columns().first().cloned())
}

/// Whether somebody answered: with a score, with a word, or where the export has neither, with the time that they lost.
pub(super) fn answered(table: &Table) -> Expr {
    let given = |names: &[&str]| {
        let given = names.iter().filter(|name| table.has(name));
        given.map(|name| col(*name).is_not_null()).reduce(Expr::or)
    };
    given(&["score", "answer"])
        .or_else(|| given(&["lost_minutes"]))
        .unwrap_or(lit(false))
}

fn asks(table: &Table, instrument: &str) -> Expr {
    has_word(table, &SURVEYS, "instrument", instrument)
}

fn asks_of_service(table: &Table) -> Expr {
    OF_SERVICE
        .iter()
        .fold(lit(false), |any, each| any.or(asks(table, each)))
}

/// Invitations that nobody answered, where the export holds any: where it holds none, nobody knows how many were asked.
fn unanswered(table: &Table) -> Result<Vec<Expr>> {
    let unanswered = asks_of_service(table).and(answered(table).not());
    let some = table
        .rows
        .clone()
        .lazy()
        .select([unanswered.clone().any(true)])
        .collect()?;
    let some = some.columns().first().map(|column| column.bool()).transpose()?;
    let any = some.is_some_and(|some| some.get(0) == Some(true));
    Ok(any
        .then(|| unanswered.alias("unanswered_invitation"))
        .into_iter()
        .collect())
}

/// When each question was answered.
fn times(table: &Table) -> Vec<Expr> {
    let at = |name: &str, is: Expr| when(is).then(col("at")).otherwise(lit(NULL)).alias(name);
    let answered = answered(table);
    let mut all = vec![
        answered.clone().alias("answered"),
        at("asked_at", asks_of_service(table)),
    ];
    if table.has("score") {
        let scored = |instrument: &str| asks(table, instrument).and(col("score").is_not_null());
        all.extend([
            at("csat_at", scored("csat")),
            at("nps_at", scored("nps")),
            at("effort_at", scored("effort")),
            at("assessed_at", scored("assessment")),
        ]);
    }
    if table.has("lost_minutes") {
        let of_users = asks(table, "team").not();
        let said = answered.and(col("lost_minutes").is_not_null());
        all.push(at("lost_at", of_users.and(said)));
    }
    all
}

/// The best answer of each question.
fn scale(table: &Table) -> Expr {
    let (recommended, usual) = USUAL_SCALES;
    let usual = when(asks(table, "nps")).then(lit(recommended)).otherwise(lit(usual));
    column_or_null(table, "scale_max", DataType::Int64)
        .cast(DataType::Int64)
        .fill_null(usual)
}

/// What a score says where it lies on its scale. One beyond it says nothing: nobody knows which of the two is wrong.
fn known(table: &Table, says: Expr) -> Expr {
    let (score, scale) = (col("score").cast(DataType::Int64), scale(table));
    let on_scale = score.lt_eq(scale.clone() * lit(HUNDREDTHS)).and(scale.gt(lit(0)));
    when(on_scale).then(says).otherwise(lit(NULL))
}

/// Each score in hundredths of a scale of five.
pub(super) fn of_five(table: &Table) -> Expr {
    let (score, scale) = (col("score").cast(DataType::Int64), scale(table));
    // The nearest hundredth: of whole numbers, so that a half is one; what is cast to a whole number is cut.
    let twice = (score * lit(10) + scale.clone()).cast(DataType::Float64);
    let of_five = (twice / (scale * lit(2)).cast(DataType::Float64)).cast(DataType::Int64);
    known(table, of_five).alias("of_five")
}

/// What each score says.
fn scores(table: &Table) -> Vec<Expr> {
    if !table.has("score") {
        return Vec::new();
    }
    let (score, scale) = (col("score").cast(DataType::Int64), scale(table));
    let satisfied = (score.clone() * lit(5)).gt_eq(scale.clone() * lit(4 * HUNDREDTHS));
    let recommends = when(score.clone().gt_eq(lit(9 * HUNDREDTHS)))
        .then(lit(1i64))
        .when(score.lt_eq(lit(6 * HUNDREDTHS)))
        .then(lit(-1i64))
        .otherwise(lit(0i64));
    vec![
        of_five(table),
        known(table, satisfied).alias("satisfied"),
        known(
            table,
            when(scale.eq(lit(USUAL_SCALES.0)))
                .then(recommends)
                .otherwise(lit(NULL)),
        )
        .alias("recommends"),
    ]
}
