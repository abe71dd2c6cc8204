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
    let all = tests(table)?.into_values().flatten().collect();
    let rows = days_since(&BTreeMap::from([(0, all)]), from)?;
    Frame::new(
        vec![rows.drop("service")?.lazy()],
        BTreeMap::new(),
        from.begins("continuity"),
    )
    .map(Ok)
}

/// The same for each service: one row a service that had been tested, and period end.
pub fn last_tests(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("continuity") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let rows = days_since(&tests(table)?, from)?;
    Frame::new(vec![rows.lazy()], table.words.clone(), from.begins("continuity")).map(Ok)
}

/// When each service, by its code, was tested.
fn tests(table: &Table) -> Result<BTreeMap<u32, Vec<Instant>>> {
    let rows = table.rows.clone().lazy().filter(is_restore_test(table));
    let rows = rows
        .select([col("service").cast(DataType::UInt32), col("at")])
        .collect()?;
    let (services, times) = (rows.column("service")?.u32()?, rows.column("at")?.u32()?);
    let mut tests: BTreeMap<u32, Vec<Instant>> = BTreeMap::new();
    for (service, at) in services.iter().zip(times.iter()) {
        let (Some(service), Some(at)) = (service, at) else {
            continue;
        };
        tests.entry(service).or_default().push(Instant::from(at));
    }
    Ok(tests)
}

/// A loop over a few rows: days are the calendar's, which no column operation counts.
fn days_since(tests: &BTreeMap<u32, Vec<Instant>>, from: &Materials<'_>) -> Result<DataFrame> {
    let zone = &from.config.report.zone;
    let (mut buckets, mut services, mut all_days) = (Vec::new(), Vec::new(), Vec::new());
    for (bucket, period) in from.buckets.iter().enumerate() {
        let end = period.end.min(from.periods.horizon);
        for (service, times) in tests {
            let Some(last) = times.iter().filter(|at| **at < end).max() else {
                continue;
            };
            let span = zone.date_of(end - 1).since(zone.date_of(*last));
            buckets.push(bucket as u16);
            services.push(*service);
            all_days.push(span.map_or(0, |span| span.get_days()).unsigned_abs());
        }
    }
    let columns = vec![
        Column::new("bucket".into(), buckets),
        Column::new("service".into(), services),
        Column::new("days".into(), all_days),
    ];
    Ok(DataFrame::new(columns[0].len(), columns)?)
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
        // Of more than twelve those are named that have passed none, and of these what the organisation cannot work without.
        let is_core = |place: usize| from.services[place].core == Some(true);
        let weight = |(place, tested): (usize, &bool)| 1 + 2 * u32::from(!tested) + u32::from(is_core(place));
        let weight: Vec<u32> = tested.iter().enumerate().map(weight).collect();
        columns.push(Column::new("weight".into(), weight));
        columns.push(Column::new("restore_tested".into(), tested));
    }
    let rows = DataFrame::new(names.len(), columns)?;
    from.census(&rows, &BTreeMap::from([("service", Arc::new(names))]))
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
