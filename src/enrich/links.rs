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
    for part in super::parts(&tickets.rows) {
        let counted = part
            .clone()
            .lazy()
            .filter(super::tickets::is_counted_incident(tickets))
            .collect()?;
        let opened = counted.column("opened_at")?.u32()?;
        let codes: Vec<Column> = keys
            .iter()
            .map(|key| counted.column(key.column)?.cast(&DataType::UInt32))
            .collect::<PolarsResult<_>>()?;
        let codes: Vec<&UInt32Chunked> = codes.iter().map(Column::u32).collect::<PolarsResult<_>>()?;
        for (row, at) in opened.iter().enumerate() {
            let nearest = |(key, codes): (&KeyIndex, &&UInt32Chunked)| key.nearest(codes.get(row)?, at?, window);
            if let Some((_, change)) = keys.iter().zip(&codes).filter_map(nearest).max() {
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

/// The ends of changes by a column's words.
struct KeyIndex {
    /// The tickets' column.
    column: &'static str,
    /// By the tickets' code of a word: (end, change row), sorted.
    ends: Vec<Vec<(u32, u32)>>,
}

impl KeyIndex {
    fn over(column: &'static str, tickets: &Table, changes: &Table, ended: &UInt32Chunked) -> Result<Option<Self>> {
        let (Some(theirs), Some(ours)) = (changes.words.get(column), tickets.words.get(column)) else {
            return Ok(None);
        };
        if !tickets.has(column) {
            return Ok(None);
        }
        let code_of: HashMap<&str, u32> = ours
            .iter()
            .enumerate()
            .map(|(code, word)| (word.as_str(), code as u32))
            .collect();
        let translated: Vec<Option<u32>> = theirs.iter().map(|word| code_of.get(word.as_str()).copied()).collect();
        let mut ends: Vec<Vec<(u32, u32)>> = vec![Vec::new(); ours.len()];
        for (row, code) in touched(column, changes)? {
            if let (Some(end), Some(code)) = (
                ended.get(row as usize),
                translated.get(code as usize).copied().flatten(),
            ) {
                ends[code as usize].push((end, row));
            }
        }
        ends.iter_mut().for_each(|each| each.sort_unstable());
        Ok(Some(Self { column, ends }))
    }

    /// The last change to a thing that ended at or before `at`, but not longer ago than `window`.
    fn nearest(&self, code: u32, at: u32, window: u32) -> Option<(u32, u32)> {
        let ends = self.ends.get(code as usize)?;
        let (end, change) = *ends[..ends.partition_point(|(end, _)| *end <= at)].last()?;
        (at - end <= window).then_some((end, change))
    }
}

/// Each change row with each code of its column.
fn touched(column: &str, changes: &Table) -> Result<Vec<(u32, u32)>> {
    let pairs = |rows: &UInt32Chunked, codes: &Column| -> Result<Vec<(u32, u32)>> {
        let codes = codes.cast(&DataType::UInt32)?;
        let pairs = rows.iter().zip(codes.u32()?.iter());
        Ok(pairs.filter_map(|(row, code)| Some((row?, code?))).collect())
    };
    let mut touched = Vec::new();
    if let Some(items) = changes.items.as_ref().filter(|_| column == "asset_id") {
        touched.extend(pairs(items.column("row")?.u32()?, items.column("item")?)?);
    }
    if changes.has(column) {
        let rows: UInt32Chunked = (0..changes.rows.height() as u32).map(Some).collect();
        touched.extend(pairs(&rows, changes.rows.column(column)?)?);
    }
    Ok(touched)
}
