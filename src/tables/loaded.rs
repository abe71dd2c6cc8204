//! The tables as they are loaded.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use polars::prelude::DataFrame;

#[cfg(doc)]
use super::Kind;

/// A loaded table: compact typed columns under their canonical names; columns that no source has are not there.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// One row a record.
    pub rows: DataFrame,
    /// For each [`Kind::Word`] column, the word of each code, in the order of first appearance.
    pub words: BTreeMap<&'static str, Arc<Vec<String>>>,
    /// For each [`Kind::Person`] column, the hash of each code's person, by which tables are joined; never a name.
    pub persons: BTreeMap<&'static str, Arc<Vec<u64>>>,
    /// Where rows hold several items: `row` (`u32`, index into `rows`) and `item` (`u64`, as in the [`Kind::Items`] column).
    pub items: Option<DataFrame>,
    /// How many rows each source gave, in their order.
    pub source_rows: Vec<usize>,
    /// For each of [`super::ENDS`] the rows whose cell is there and could not be read: they have ended, nobody knows when.
    pub unreadable: BTreeMap<&'static str, Vec<u32>>,
}

impl Table {
    /// Whether a column was loaded.
    pub fn has(&self, column: &str) -> bool {
        self.rows.get_column_index(column).is_some()
    }

    /// The rows of each source; all as one where nobody knows.
    pub fn sources(&self) -> Vec<Range<usize>> {
        let height = self.rows.height();
        let is_known = self.source_rows.iter().sum::<usize>() == height;
        let rows = if is_known { &self.source_rows[..] } else { &[height] };
        let mut end = 0;
        let ranges = rows.iter().map(|rows| {
            end += rows;
            end - rows..end
        });
        ranges.collect()
    }
}

/// The loaded tables by name.
#[derive(Debug, Clone, Default)]
pub struct Tables(pub BTreeMap<&'static str, Table>);

impl Tables {
    /// The table of a name, where an export gave it.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.0.get(name)
    }
}
