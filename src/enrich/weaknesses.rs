//! Patches and vulnerabilities: what was done in time, and what was open at the end of each period.

use polars::prelude::*;

use super::frames::{column_or_null, parts, still_open};
use super::materials::{Made, Materials, second};
use super::{Frame, clocks, days};
use crate::error::Result;
use crate::tables::Table;

/// A row a patch: `compliant` (installed by its due time and, where the export says when an asset was looked at, looked
/// at; unknown where it is not due yet), `still_open` (unknown where the installation cannot be read) and `latency_wall`.
pub(super) fn patches(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("patches") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let mut columns = Vec::new();
    if table.has("installed_at") {
        let due = days::until("due_at", &from.config.report.zone);
        let is_decided = due.clone().lt_eq(lit(second(from.periods.horizon)));
        let in_time = col("installed_at").lt_eq(due).fill_null(lit(false));
        let compliant = match table.has("scanned_at") {
            true => in_time.and(col("scanned_at").is_not_null()),
            false => in_time,
        };
        columns.push(still_open(table, &["installed_at"]));
        let compliant = when(is_decided).then(compliant).otherwise(lit(NULL));
        columns.push(compliant.cast(DataType::Boolean).alias("compliant"));
        if table.has("released_at") {
            columns.push(clocks::wall("released_at", "installed_at").alias("latency_wall"));
        }
    }
    records(from, "patches", table, &columns)
}

/// A row a finding: `remediation_wall`.
pub(super) fn vulnerabilities(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("vulnerabilities") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let fixed = table.has("fixed_at");
    let columns = fixed.then(|| clocks::wall("found_at", "fixed_at").alias("remediation_wall"));
    records(from, "vulnerabilities", table, columns.as_slice())
}

fn records(from: &Materials<'_>, name: &str, table: &Table, columns: &[Expr]) -> Result<Made> {
    let parts = parts(&table.rows).map(|part| part.lazy().with_columns(columns));
    Frame::new(parts.collect(), table.words.clone(), from.begins(name)).map(Ok)
}

/// The patches that were out or due at each period's end and not installed by then: `overdue` and, since the release,
/// `age_wall`.
pub(super) fn open_patches(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("patches") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if !table.has("installed_at") {
        return Ok(Err("no column says when a patch was installed".to_owned()));
    }
    let mut columns = vec![
        days::until("due_at", &from.config.report.zone).alias("due_until"),
        col("installed_at"),
        column_or_null(table, "released_at", DataType::UInt32),
        still_open(table, &["installed_at"]),
    ];
    columns.extend(table.has("severity").then(|| col("severity")));
    let rows = table.rows.clone().lazy().select(columns).collect()?;
    let has_release = table.has("released_at");
    let there = |end: Expr| {
        let overdue = col("due_until").lt(end.clone());
        let is_out = col("released_at").lt(end.clone()).fill_null(lit(false));
        let mut columns = vec![overdue.clone().alias("overdue")];
        columns.extend(has_release.then(|| age_at(end.clone(), "released_at")));
        (not_yet("installed_at", end).and(overdue.or(is_out)), columns)
    };
    from.snapshots(&rows, &table.words, from.begins("patches"), there)
        .map(Ok)
}

/// The findings that were not fixed at each period's end: `age_wall`; `may_be_overdue`, of those past their due time (unless
/// somebody has accepted them for longer) or without one; and `acceptance_over`.
pub(super) fn open_vulnerabilities(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("vulnerabilities") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if !table.has("fixed_at") {
        return Ok(Err("no column says when a vulnerability was fixed".to_owned()));
    }
    let zone = &from.config.report.zone;
    let [has_due, has_acceptance] = ["due_at", "accepted_until"].map(|name| table.has(name));
    let until = |name: &str, has: bool, to: &str| match has {
        true => days::until(name, zone).alias(to),
        false => lit(NULL).cast(DataType::UInt32).alias(to),
    };
    let mut columns = vec![col("found_at"), col("fixed_at"), still_open(table, &["fixed_at"])];
    columns.push(until("due_at", has_due, "due_until"));
    columns.push(until("accepted_until", has_acceptance, "accepted_until"));
    columns.extend(table.has("severity").then(|| col("severity")));
    let rows = table.rows.clone().lazy().select(columns).collect()?;
    let there = |end: Expr| {
        let is_accepted = col("accepted_until").gt_eq(end.clone()).fill_null(lit(false));
        let past_due = col("due_until").lt(end.clone()).or(col("due_until").is_null());
        let mut columns = vec![age_at(end.clone(), "found_at")];
        columns.extend(has_due.then(|| past_due.and(is_accepted.not()).alias("may_be_overdue")));
        columns.extend(has_acceptance.then(|| col("accepted_until").lt(end.clone()).alias("acceptance_over")));
        (col("found_at").lt(end.clone()).and(not_yet("fixed_at", end)), columns)
    };
    from.snapshots(&rows, &table.words, from.begins("vulnerabilities"), there)
        .map(Ok)
}

/// Not done before an instant.
fn not_yet(done: &str, end: Expr) -> Expr {
    col(done).is_null().or(col(done).gt_eq(end))
}

/// How long it has been there at an instant; unknown where it came later or nobody knows since when.
fn age_at(end: Expr, since: &str) -> Expr {
    let age = when(col(since).lt(end.clone())).then(end - col(since));
    age.otherwise(lit(NULL)).alias("age_wall")
}
