//! What frames are made from, and the three ways to make one: records, snapshots of them, and a census.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::days::earlier;
use super::horizon::{self, Beginning};
use super::{Frame, FrameName};
use crate::calendar::{Instant, Month, Period, Periods};
use crate::config::{Config, Service};
use crate::error::Result;
use crate::tables::{Kind, Table, Tables};

/// Everything that populations are made from.
pub(super) struct Materials<'a> {
    /// The loaded tables.
    pub tables: &'a Tables,
    /// The register of business services, with what the config says over it.
    pub services: &'a [Service],
    /// The config.
    pub config: &'a Config,
    /// The periods of the report.
    pub periods: &'a Periods,
    /// Every month of the series, then the other periods of the report.
    pub buckets: &'a [Period],
}

/// The words of coded columns.
pub(super) type Words = BTreeMap<&'static str, Arc<Vec<String>>>;

/// A register, ready to be looked at.
pub(super) struct Register {
    /// Its records.
    pub rows: DataFrame,
    /// The words of its coded columns.
    pub words: Words,
}

/// A population, or why it is not there, in words for the report.
pub(super) type Made = Result<Frame, String>;

/// Populations that are made together.
pub(super) type Several = Vec<(FrameName, Made)>;

/// How a population is made.
pub(super) type Maker = fn(&Materials<'_>) -> Result<Made>;

impl<'a> Materials<'a> {
    /// A table, or that no export gives it.
    pub fn table(&self, name: &str) -> Result<&'a Table, String> {
        self.tables.get(name).ok_or_else(|| format!("no export gives {name}"))
    }

    /// A table that has these columns, or what is missing.
    pub fn table_with(&self, name: &str, columns: &[&str]) -> Result<&'a Table, String> {
        let table = self.table(name)?;
        match columns.iter().find(|column| !table.has(column)) {
            Some(column) => Err(format!("no column gives the {}", column.replace('_', " "))),
            None => Ok(table),
        }
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
        match self.table(name) {
            Ok(table) => self.records_with(name, more(table, self.config)),
            Err(why) => Ok(Err(why)),
        }
    }

    /// The same, with columns that take more than the config.
    pub fn records_with(&self, name: &'static str, more: Vec<Expr>) -> Result<Made> {
        let table = match self.table(name) {
            Ok(table) => table,
            Err(why) => return Ok(Err(why)),
        };
        let parts = super::frames::parts(&table.rows).map(|part| part.lazy().with_columns(more.clone()));
        Frame::new(parts.collect(), table.words.clone(), self.begins(name)).map(Ok)
    }

    /// A register's rows and words: what its records are called under the dimension's name, and every time that the table can
    /// have, unknown where no source has it.
    pub fn register(&self, name: &str, called: &'static str, dim: &'static str) -> Result<Result<Register, String>> {
        let table = match self.table(name) {
            Ok(table) => table,
            Err(why) => return Ok(Err(why)),
        };
        let spec = crate::tables::table(name).map_or(&[][..], |spec| spec.columns);
        let times = spec
            .iter()
            .filter(|column| matches!(column.kind, Kind::Time(_)) && !table.has(column.name));
        let mut more: Vec<Expr> = times
            .map(|time| lit(NULL).cast(DataType::UInt32).alias(time.name))
            .collect();
        more.extend(table.has(called).then(|| col(called).alias(dim)));
        let mut words = table.words.clone();
        if let Some(names) = table.words.get(called) {
            words.insert(dim, Arc::clone(names));
        }
        let rows = table.rows.clone().lazy().with_columns(more).collect()?;
        Ok(Ok(Register { rows, words }))
    }

    /// What was there at the end of each period, rebuilt from timestamps and never from today's state: of these rows those
    /// that `there` keeps at that second, with the columns that it works out. They are picked when they are asked for: a
    /// register held once for every month would be most of the memory.
    pub fn snapshots(
        &self,
        rows: &DataFrame,
        words: &Words,
        begins: Beginning,
        there: impl Fn(Expr) -> (Expr, Vec<Expr>),
    ) -> Result<Frame> {
        self.snapshots_at(rows, words, begins, |end| there(lit(end)))
    }

    /// The same, where the calendar says more of that second.
    pub fn snapshots_at(
        &self,
        rows: &DataFrame,
        words: &Words,
        begins: Beginning,
        there: impl Fn(u32) -> (Expr, Vec<Expr>),
    ) -> Result<Frame> {
        let snapshot = |(bucket, period): (usize, &Period)| {
            let (keep, mut columns) = there(self.end(period));
            columns.push(lit(bucket as u16).alias("bucket"));
            let rows = rows.clone().lazy().filter(keep.fill_null(lit(false)));
            rows.with_columns(columns)
        };
        let snapshots = self.buckets.iter().enumerate().map(snapshot);
        Frame::new(snapshots.collect(), words.clone(), begins)
    }

    /// What a register says today, which it says of the report's end alone: it keeps no past.
    pub fn census(&self, rows: &DataFrame, words: &Words) -> Result<Made> {
        self.census_of(rows, words, |_| Vec::new())
    }

    /// The same, with columns that depend on how long the period is.
    pub fn census_of(&self, rows: &DataFrame, words: &Words, more: impl Fn(&Period) -> Vec<Expr>) -> Result<Made> {
        match self.beginning_of_census() {
            Ok(_) => self.at_the_end(rows, words, more).map(Ok),
            Err(why) => Ok(Err(why)),
        }
    }

    /// What is told of the report's end alone, whenever that was.
    pub fn at_the_end(&self, rows: &DataFrame, words: &Words, more: impl Fn(&Period) -> Vec<Expr>) -> Result<Frame> {
        let parts = self.ending_with_report().map(|(bucket, period)| {
            let mut columns = more(period);
            columns.push(lit(bucket as u16).alias("bucket"));
            rows.clone().lazy().with_columns(columns)
        });
        Frame::new(parts.collect(), words.clone(), self.beginning_of_the_end())
    }

    /// The periods that end when the report does, of which a register can tell.
    pub fn ending_with_report(&self) -> impl Iterator<Item = (usize, &'a Period)> {
        let end = self.periods.report.end;
        let periods = self.buckets.iter().enumerate();
        periods.filter(move |(_, period)| period.end == end)
    }

    /// Where what is told of the report's end alone begins: of the months of a longer period the last one ends when it does.
    /// What is not over is told as of the last that is known.
    pub fn beginning_of_the_end(&self) -> Beginning {
        let report = &self.periods.report;
        let last = Month::of(report.next.yesterday().unwrap_or(report.first));
        let known = Month::of(self.config.report.zone.date_of(self.periods.horizon));
        Beginning::with(last.min(known))
    }

    /// The same for what a register tells. Of a period that ended more than a month before the data do it tells nothing: its
    /// marks are of another time.
    pub fn beginning_of_census(&self) -> Result<Beginning, String> {
        let report = &self.periods.report;
        if earlier(self.periods.horizon, 1, &self.config.report.zone) > report.end {
            let label = &report.label;
            return Err(format!("the register says what is so today, not at the end of {label}"));
        }
        Ok(self.beginning_of_the_end())
    }
}

/// An instant as columns hold it.
pub fn second(at: Instant) -> u32 {
    at.clamp(0, i64::from(u32::MAX)) as u32
}
