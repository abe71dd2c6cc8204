//! Whether services could be brought back: restore tests, and the services that have passed one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use polars::prelude::*;

use super::frames::has_word;
use super::materials::{Made, Materials};
use super::{Frame, register};
use crate::calendar::Instant;
use crate::error::Result;
use crate::tables::{CONTINUITY, Table};

/// One row a backup or restore test.
pub fn records(from: &Materials<'_>) -> Result<Made> {
    from.records("continuity", |table, _| {
        vec![is_restore_test(table).alias("restore_test")]
    })
}

fn is_restore_test(table: &Table) -> Expr {
    has_word(table, &CONTINUITY, "kind", "restore_test")
}

/// One row a period end: for how many days there had been no restore test, where there had been one.
pub fn last_test(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("continuity") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let tests = table
        .rows
        .clone()
        .lazy()
        .filter(is_restore_test(table))
        .select([col("at")])
        .collect()?;
    let mut tests: Vec<Instant> = tests.column("at")?.u32()?.iter().flatten().map(Instant::from).collect();
    tests.sort_unstable();
    let zone = &from.config.report.zone;
    let ends = from.buckets.iter().zip(0u16..).filter_map(|(period, bucket)| {
        let end = period.end.min(from.periods.horizon);
        let before = tests.partition_point(|at| *at < end);
        let last = zone.date_of(*tests[..before].last()?);
        let days = zone.date_of(end - 1).since(last).map_or(0, |span| span.get_days());
        Some((bucket, days.unsigned_abs()))
    });
    let (bucket, days): (Vec<u16>, Vec<u32>) = ends.unzip();
    let columns = vec![Column::new("bucket".into(), bucket), Column::new("days".into(), days)];
    let rows = DataFrame::new(columns[0].len(), columns)?;
    Frame::new(vec![rows.lazy()], BTreeMap::new(), from.begins("continuity")).map(Ok)
}

/// The services of the register, and whether each passed a restore test in the twelve months to the report's end.
pub fn services(from: &Materials<'_>) -> Result<Made> {
    if from.services.is_empty() {
        return Ok(Err(
            "no export gives services, and no [[service]] stands in boardpack.toml".to_owned(),
        ));
    }
    let names: Vec<String> = from.services.iter().map(|service| service.name.clone()).collect();
    let mut columns = vec![Column::new(
        "service".into(),
        (0..names.len() as u32).collect::<Vec<u32>>(),
    )];
    if let Some(table) = from.tables.get("continuity").filter(|table| table.has("passed")) {
        let passed = passed_by(table, from)?;
        let tested: Vec<bool> = names.iter().map(|name| passed.contains(name)).collect();
        columns.push(Column::new("restore_tested".into(), tested));
    }
    let rows = DataFrame::new(names.len(), columns)?;
    from.census(&rows, &BTreeMap::from([("service", Arc::new(names))]))
        .map(Ok)
}

/// The names of the services that passed a restore test in the twelve months to the report's end.
fn passed_by(table: &Table, from: &Materials<'_>) -> Result<HashSet<String>> {
    let year = &from.periods.rolling_year;
    let passed = is_restore_test(table)
        .and(col("passed"))
        .and(col("at").gt_eq(lit(super::materials::second(year.start))))
        .and(col("at").lt(lit(from.end(year))));
    let rows = table
        .rows
        .clone()
        .lazy()
        .filter(passed.fill_null(lit(false)))
        .collect()?;
    let table = Table { rows, ..table.clone() };
    Ok(register::words(&table, "service")?.into_iter().flatten().collect())
}
