//! Incidents that come again: the same asset, else the same service and subcategory, within so many days.

use polars::prelude::*;

use super::tickets::is_counted_incident;
use super::{Beginning, Frame, MILLION};
use crate::calendar::DAY;
use crate::config::Config;
use crate::error::Result;
use crate::tables::Table;

/// The incidents whose key is known; `recurs` where the key occurs again in time, `chance` (millionths) how likely that
/// was if each key's incidents had come at random times. The inner error says which column would provide it.
pub fn frame(tickets: &Table, config: &Config, begins: Beginning) -> Result<Result<Frame, String>> {
    let Some(key) = key(tickets, config) else {
        return Ok(Err(format!(
            "no column gives the asset, or the {}",
            config.rules.repeat_key.join(" and ")
        )));
    };
    let mut carried: Vec<Expr> = ["opened_at", "service", "category"]
        .into_iter()
        .filter(|name| tickets.has(name))
        .map(col)
        .collect();
    carried.push(key.alias("key"));
    let rows = tickets
        .rows
        .clone()
        .lazy()
        .filter(is_counted_incident(tickets))
        .select(carried);
    let mut rows = rows.filter(col("key").is_not_null()).collect()?;
    rows.sort_in_place(["key", "opened_at"], SortMultipleOptions::default())?;
    let window = config.rules.repeat_days.saturating_mul(DAY as u32);
    let (recurs, chance) = recurrences(rows.column("key")?.u64()?, rows.column("opened_at")?.u32()?, window);
    rows.drop_in_place("key")?;
    for column in [
        Column::new("recurs".into(), recurs),
        Column::new("chance".into(), chance),
    ] {
        rows.with_column(column)?;
    }
    Frame::new(
        super::frames::parts(&rows).map(IntoLazy::lazy).collect(),
        tickets.words.clone(),
        begins,
    )
    .map(Ok)
}

/// The asset, else the configured columns together, as one number.
fn key(tickets: &Table, config: &Config) -> Option<Expr> {
    let code = |name: &str| col(name).cast(DataType::UInt64);
    let names = &config.rules.repeat_key;
    let together = names
        .iter()
        .all(|name| tickets.words.contains_key(name.as_str()) && tickets.has(name))
        .then(|| {
            names.iter().fold(lit(1u64), |key, name| {
                let words = tickets
                    .words
                    .get(name.as_str())
                    .map_or(1, |words| words.len() as u64 + 1);
                key * lit(words) + code(name)
            })
        });
    let asset = tickets.has("asset_id").then(|| col("asset_id"));
    match (asset, together) {
        (Some(asset), Some(together)) => Some(coalesce(&[asset, together])),
        (one, other) => one.or(other),
    }
}

/// One pass over rows sorted by key and time: each looks at the next, which no group-by does without a list a key.
fn recurrences(keys: &UInt64Chunked, opened: &UInt32Chunked, window: u32) -> (Vec<bool>, Vec<u32>) {
    let (keys, opened) = (keys.rechunk(), opened.rechunk());
    let (Ok(keys), Ok(opened)) = (keys.cont_slice(), opened.cont_slice()) else {
        return (Vec::new(), Vec::new());
    };
    let span = match (opened.iter().min(), opened.iter().max()) {
        (Some(first), Some(last)) => f64::from(last - first).max(f64::from(window)),
        _ => 1.0,
    };
    let mut recurs = vec![false; keys.len()];
    let mut chance = vec![0; keys.len()];
    let mut start = 0;
    for group in keys.chunk_by(|one, next| one == next) {
        let end = start + group.len();
        // None of the other n − 1 falls into the window with (1 − window ÷ span)^(n − 1).
        let missed = (1.0 - f64::from(window) / span).max(0.0).powf((group.len() - 1) as f64);
        let by_chance = ((1.0 - missed) * MILLION).round() as u32;
        for row in start..end {
            chance[row] = by_chance;
            recurs[row] = row + 1 < end && opened[row + 1] - opened[row] <= window;
        }
        start = end;
    }
    (recurs, chance)
}
