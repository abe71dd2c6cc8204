//! Which incidents came from which change: as recorded, and as suspected from where and when they were opened.

use std::collections::HashMap;

use polars::prelude::*;

use crate::calendar::HOUR;
use crate::config::Config;
use crate::error::Result;
use crate::tables::{Table, Tables};

/// What links tickets and changes.
#[derive(Default)]
pub struct Links {
    /// By change `id`: `caused_tickets` (count) and `restored` (their last resolution). `None` where no column records it.
    pub caused: Option<DataFrame>,
    /// Row numbers of changes after which an incident on the same service or asset was opened in time. `None` where neither is known.
    pub suspected: Option<Vec<bool>>,
    /// Hashes of the changes that did not succeed.
    pub failed_changes: Option<Series>,
}

/// Links the two tables, as far as both are there.
pub fn links(tables: &Tables, config: &Config) -> Result<Links> {
    let (Some(tickets), Some(changes)) = (tables.get("tickets"), tables.get("changes")) else {
        return Ok(Links::default());
    };
    Ok(Links {
        caused: caused(tickets)?,
        suspected: suspected(tickets, changes, config)?,
        failed_changes: failed_changes(changes, config)?,
    })
}

fn caused(tickets: &Table) -> Result<Option<DataFrame>> {
    if !tickets.has("caused_by_change") {
        return Ok(None);
    }
    let rows = tickets
        .rows
        .clone()
        .lazy()
        .filter(
            col("caused_by_change")
                .is_not_null()
                .and(super::tickets::is_counted_incident(tickets)),
        )
        .group_by([col("caused_by_change").alias("id")])
        .agg([len().alias("caused_tickets"), restored(tickets).alias("restored")])
        .collect()?;
    Ok(Some(rows))
}

/// The last resolution of a change's incidents; unknown while one of them is open.
fn restored(tickets: &Table) -> Expr {
    match super::tickets::ended(tickets) {
        Some(ended) => when(ended.clone().is_null().any(true))
            .then(lit(NULL))
            .otherwise(ended.max()),
        None => lit(NULL).cast(DataType::UInt32),
    }
}

fn failed_changes(changes: &Table, config: &Config) -> Result<Option<Series>> {
    if !changes.has("outcome") || !changes.has("id") {
        return Ok(None);
    }
    let failed = changes
        .rows
        .clone()
        .lazy()
        .filter(super::changes::failed(config))
        .select([col("id")])
        .collect()?;
    Ok(Some(failed.column("id")?.as_materialized_series().clone()))
}

/// Of the changes to the same service or asset that ended up to so many hours before an incident was opened, the nearest.
///
/// A merge over sorted times, in place of an as-of join: that feature of polars brings an HTTP client with it.
fn suspected(tickets: &Table, changes: &Table, config: &Config) -> Result<Option<Vec<bool>>> {
    let Some(ended) = ends(changes)? else { return Ok(None) };
    let keys: Vec<KeyIndex> = ["service", "asset_id"]
        .into_iter()
        .filter_map(|column| KeyIndex::over(column, tickets, changes, &ended).transpose())
        .collect::<Result<_>>()?;
    if keys.is_empty() {
        return Ok(None);
    }
    let mut suspected = vec![false; changes.rows.height()];
    let window = config.rules.suspected_hours.saturating_mul(HOUR as u32);
    for part in super::frames::parts(&tickets.rows) {
        let counted = part
            .clone()
            .lazy()
            .filter(super::tickets::is_counted_incident(tickets))
            .collect()?;
        let opened = counted.column("opened_at")?.u32()?;
        let names: Vec<Column> = keys
            .iter()
            .map(|key| counted.column(key.column)?.cast(&DataType::UInt64))
            .collect::<PolarsResult<_>>()?;
        let names: Vec<&UInt64Chunked> = names.iter().map(Column::u64).collect::<PolarsResult<_>>()?;
        for (row, at) in opened.iter().enumerate() {
            let nearest = |(key, names): (&KeyIndex, &&UInt64Chunked)| key.nearest(names.get(row)?, at?, window);
            if let Some((_, change)) = keys.iter().zip(&names).filter_map(nearest).max() {
                suspected[change as usize] = true;
            }
        }
    }
    Ok(Some(suspected))
}

/// When each change ended, null for those that were not carried out; `None` where no column says it.
fn ends(changes: &Table) -> Result<Option<UInt32Chunked>> {
    let Some(implemented) = super::changes::implemented_at(changes) else {
        return Ok(None);
    };
    let rows = changes
        .rows
        .clone()
        .lazy()
        .select([implemented.alias("ended")])
        .collect()?;
    Ok(Some(rows.column("ended")?.u32()?.clone()))
}

/// The ends of changes by what they touched.
struct KeyIndex {
    /// The tickets' column.
    column: &'static str,
    /// What was touched, in the numbers of the tickets' column; when; the change's row. Sorted.
    ends: Vec<(u64, u32, u32)>,
}

impl KeyIndex {
    fn over(column: &'static str, tickets: &Table, changes: &Table, ended: &UInt32Chunked) -> Result<Option<Self>> {
        let mut touched = Vec::new();
        if let Some(items) = changes.items.as_ref().filter(|_| column == "asset_id") {
            touched.extend(pairs(items.column("row")?.u32()?.iter(), items.column("item")?)?);
        }
        if changes.has(column) {
            touched.extend(pairs(
                (0..changes.rows.height() as u32).map(Some),
                changes.rows.column(column)?,
            )?);
        }
        if touched.is_empty() || !tickets.has(column) {
            return Ok(None);
        }
        if let (Some(theirs), Some(ours)) = (changes.words.get(column), tickets.words.get(column)) {
            translate(&mut touched, theirs, ours);
        }
        let ends = touched
            .into_iter()
            .filter_map(|(row, name)| Some((name, ended.get(row as usize)?, row)));
        let mut ends: Vec<(u64, u32, u32)> = ends.collect();
        ends.sort_unstable();
        Ok(Some(Self { column, ends }))
    }

    /// When the last change to a thing ended, at or before `at` but not longer ago than `window`, and its row.
    fn nearest(&self, name: u64, at: u32, window: u32) -> Option<(u32, u32)> {
        let before = self.ends.partition_point(|(each, end, _)| (*each, *end) <= (name, at));
        let (each, end, change) = *self.ends[..before].last()?;
        (each == name && at - end <= window).then_some((end, change))
    }
}

/// Each change row with what it touched.
fn pairs(rows: impl Iterator<Item = Option<u32>>, names: &Column) -> Result<Vec<(u32, u64)>> {
    let names = names.cast(&DataType::UInt64)?;
    Ok(rows
        .zip(names.u64()?.iter())
        .filter_map(|(row, name)| Some((row?, name?)))
        .collect())
}

/// Turns codes of the changes' words into the tickets' codes of the same words; what tickets never name is let go.
fn translate(touched: &mut Vec<(u32, u64)>, theirs: &[String], ours: &[String]) {
    let code_of: HashMap<&str, u64> = ours.iter().zip(0..).map(|(word, code)| (word.as_str(), code)).collect();
    let codes: Vec<Option<u64>> = theirs.iter().map(|word| code_of.get(word.as_str()).copied()).collect();
    let code = |name: u64| codes.get(usize::try_from(name).ok()?).copied().flatten();
    *touched = touched
        .iter()
        .filter_map(|(row, name)| Some((*row, code(*name)?)))
        .collect();
}
