//! Goals as their register says them today: what they serve, what evidence is on file, and how far they are on their way.

use polars::prelude::*;

use super::POINTS;
use super::days::until;
use super::frames::{column_or_null, flag_or};
use super::materials::{Made, Materials};
use crate::calendar::Zone;
use crate::error::Result;
use crate::tables::Table;

/// So much a quotient of two floats may be off.
const ALMOST: f64 = 1e-9;

/// One row a goal.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let (table, register) = match (from.table("goals"), from.register("goals", "title", "goal")?) {
        (Ok(table), Ok(register)) => (table, register),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let end = from.end(&from.periods.report);
    let points = points(table, end).into_iter().map(|point| point.cast(DataType::UInt32));
    let on_file = points.reduce(|sum, point| sum + point).unwrap_or(lit(0u32));
    let columns = [
        is_given(table, "organisation_goal").alias("aligned"),
        on_track(table, end, &from.config.report.zone).alias("on_track"),
        on_file.alias("points_on_file"),
    ];
    let rows = named(register.rows.lazy(), from).with_columns(columns).collect()?;
    from.census(&rows, &register.words)
}

/// One row a goal and point of the seven: whether there is evidence on file.
pub(super) fn point_frame(from: &Materials<'_>) -> Result<Made> {
    let (table, register) = match (from.table("goals"), from.register("goals", "title", "goal")?) {
        (Ok(table), Ok(register)) => (table, register),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let points = points(table, from.end(&from.periods.report)).into_iter().zip(0u8..);
    let points = points.map(|(on_file, point)| {
        let columns = [lit(point).alias("point"), on_file.alias("on_file")];
        let rows = named(register.rows.clone().lazy(), from).with_columns(columns);
        rows.select([by_name(["goal", "point", "on_file"], false, false).into()])
    });
    let mut all = DataFrame::empty();
    for point in points {
        let point = point.collect()?;
        all = if all.width() == 0 { point } else { all.vstack(&point)? };
    }
    from.census(&all, &register.words)
}

/// Without their titles where the readers do not see them.
fn named(goals: LazyFrame, from: &Materials<'_>) -> LazyFrame {
    match from.config.audience.sees_plans_by_name() {
        true => goals,
        false => goals.drop(by_name(["goal"], false, false)),
    }
}

/// Whether a cell is filled; a column that the register does not have holds no evidence.
fn is_given(table: &Table, name: &str) -> Expr {
    match table.has(name) {
        true => col(name).is_not_null(),
        false => lit(false),
    }
}

/// Of each of the seven points whether there is evidence on file, in their order.
fn points(table: &Table, end: u32) -> [Expr; POINTS.len()] {
    let given = |names: &[&str]| {
        names
            .iter()
            .map(|name| is_given(table, name))
            .fold(lit(true), Expr::and)
    };
    // What is only planned to happen is no evidence that it did.
    let done = |name: &str| {
        given(&[name])
            .and(column_or_null(table, name, DataType::UInt32).lt(lit(end)))
            .fill_null(lit(false))
    };
    [
        given(&["organisation_goal", "measure"]),
        given(&["measure", "baseline", "target"]),
        flag_or(table, "achievable", false),
        given(&["organisation_goal"]),
        given(&["due_at"]),
        done("evaluated_at"),
        done("readjusted_at"),
    ]
}

/// Whether as much of the way from the baseline to the target is done as of the time from the start to the due date; unknown
/// where there is no line between the two, and where work has not begun.
fn on_track(table: &Table, end: u32, zone: &Zone) -> Expr {
    let needed = ["baseline", "target", "current", "started_at", "due_at"];
    if !needed.iter().all(|name| table.has(name)) {
        return lit(NULL).cast(DataType::Boolean);
    }
    let start = col("started_at").cast(DataType::Float64);
    let due = until("due_at", zone).cast(DataType::Float64);
    let way = (col("current") - col("baseline")) / (col("target") - col("baseline"));
    let now = lit(f64::from(end));
    let elapsed = (now.clone() - start.clone()) / (due.clone() - start.clone());
    let expected = when(elapsed.clone().gt(lit(1.0))).then(lit(1.0)).otherwise(elapsed);
    let has_line = col("target").neq(col("baseline")).and(due.gt(start.clone()));
    when(has_line.and(start.lt(now)))
        .then((way + lit(ALMOST)).gt_eq(expected))
        .otherwise(lit(NULL))
}
