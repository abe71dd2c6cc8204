//! What frames are made from, and the three ways to make one: records, snapshots of them, and a census.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::horizon::{self, Beginning};
use super::{Frame, FrameName};
use crate::calendar::{Instant, Month, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::tables::{Table, Tables};

/// Everything that populations are made from.
pub(super) struct Materials<'a> {
    /// The loaded tables.
    pub tables: &'a Tables,
    /// The config.
    pub config: &'a Config,
    /// The periods of the report.
    pub periods: &'a Periods,
    /// Every month of the series, then the other periods of the report.
    pub buckets: &'a [Period],
}

/// A population, or why it is not there, in words for the report.
pub(super) type Made = Result<Frame, String>;

/// How a population is made.
pub(super) type Maker = fn(&Materials<'_>) -> Result<Made>;

impl<'a> Materials<'a> {
    /// A table, or that no export gives it.
    pub fn table(&self, name: &str) -> Result<&'a Table, String> {
        self.tables.get(name).ok_or_else(|| format!("no export gives {name}"))
    }

    /// Where a table's data begin; of a register, which tells of all times, with the series.
    pub fn begins(&self, name: &str) -> Beginning {
        let table = self.tables.get(name);
        let begins = table.and_then(|table| horizon::beginning(name, table, self.config));
        begins.unwrap_or_else(|| self.beginning_of_series())
    }

    /// The first month of the series; the report's own where there is none.
    pub fn beginning_of_series(&self) -> Beginning {
        let first = self.periods.months.first().copied();
        Beginning::with(first.unwrap_or_else(|| Month::of(self.periods.report.first)))
    }

    /// The last instant that is known of a period, as columns hold it.
    pub fn end(&self, period: &Period) -> u32 {
        second(period.end.min(self.periods.horizon.saturating_add(1)))
    }

    /// One row a record, with more columns worked out.
    pub fn records(&self, name: &'static str, more: fn(&Table, &Config) -> Vec<Expr>) -> Result<Made> {
        let table = match self.table(name) {
            Ok(table) => table,
            Err(why) => return Ok(Err(why)),
        };
        let more = more(table, self.config);
        let parts = super::frames::parts(&table.rows).map(|part| part.lazy().with_columns(more.clone()));
        Frame::new(parts.collect(), table.words.clone(), self.begins(name)).map(Ok)
    }

    /// What was there at the end of each period, rebuilt from timestamps and never from today's state: of these rows those
    /// that `there` keeps at that second, with the columns that it works out.
    pub fn snapshots(
        &self,
        rows: &DataFrame,
        words: &BTreeMap<&'static str, Arc<Vec<String>>>,
        begins: Beginning,
        there: impl Fn(Expr) -> (Expr, Vec<Expr>),
    ) -> Result<Frame> {
        let snapshot = |(bucket, period): (usize, &Period)| {
            let (keep, mut columns) = there(lit(self.end(period)));
            columns.push(lit(bucket as u16).alias("bucket"));
            let rows = rows.clone().lazy().filter(keep.fill_null(lit(false)));
            Ok(rows.with_columns(columns).collect()?.lazy())
        };
        let snapshots = self.buckets.iter().enumerate().map(snapshot);
        Frame::new(snapshots.collect::<Result<_>>()?, words.clone(), begins)
    }

    /// What a register says today, which it says of the report's end alone: it keeps no past.
    pub fn census(&self, rows: &DataFrame, words: &BTreeMap<&'static str, Arc<Vec<String>>>) -> Result<Frame> {
        let report = &self.periods.report;
        let ends_with_report = self
            .buckets
            .iter()
            .enumerate()
            .filter(|(_, period)| period.end == report.end);
        let parts = ends_with_report.map(|(bucket, _)| {
            let bucket = lit(bucket as u16).alias("bucket");
            rows.clone().lazy().with_column(bucket)
        });
        Frame::new(parts.collect(), words.clone(), Beginning::with(Month::of(report.first)))
    }

    /// Makes every population of a list, each as a frame or the reason that there is none.
    pub fn make(&self, makers: &[(FrameName, Maker)]) -> Result<Vec<(FrameName, Made)>> {
        makers.iter().map(|(name, make)| Ok((*name, make(self)?))).collect()
    }
}

/// An instant as columns hold it.
pub(super) fn second(at: Instant) -> u32 {
    at.clamp(0, i64::from(u32::MAX)) as u32
}
