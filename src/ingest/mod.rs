//! Exports → canonical tables and the ledger: encoding, delimiter, preset, mapping, types, folding, and every row accounted for.
//!
//! A file is read once. One thread opens, unpacks, decodes and splits it (`reader`), the other finds its columns (`mapping`), types
//! its cells (`cells`, `columns`) and keeps account of its rows (`ledger`), all of that for one `[[source]]` (`source`, `aside`, `finish`);
//! rows become records (`fold`) and columns become polars' (`assemble`). `inspect` looks at an export that no config names yet.

// Without the engine there is nothing that takes the columns.
#![cfg_attr(not(feature = "engine"), allow(dead_code))]

mod aside;
#[cfg(feature = "engine")]
mod assemble;
mod cells;
mod columns;
#[cfg(feature = "engine")]
mod exports;
mod finish;
mod fold;
pub mod inspect;
mod ledger;
mod mapping;
mod reader;
mod source;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use cells::durations::Unit;
pub use cells::times::Order;
pub use columns::words::name_hash;
#[cfg(feature = "engine")]
pub use exports::{Exports, read};
pub use ledger::rejects::rejects_csv;
pub use ledger::shown::show;
pub use ledger::warnings::{Side, Warning};
pub use mapping::preset::preset_names;
pub use reader::open::{Disk, Files, Memory};
pub use reader::unpack::Stored;

use crate::config::Shape;
use crate::error::{Place, Spot};

/// Which columns of which table are to be loaded; the others are read only where the ledger needs them.
pub type Keep<'a> = dyn Fn(&str, &str) -> bool + 'a;

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The source's path as written in the config.
    pub source: &'a str,
    /// The file being read.
    pub file: &'a str,
    /// Stored bytes of the file read so far; 0 once, when it begins.
    pub bytes: u64,
    /// How many it has, where that is known.
    pub size: Option<u64>,
    /// Rows of the source read so far.
    pub rows: u64,
}

/// What became of one `[[source]]`.
#[derive(Debug, Clone, Default)]
pub struct SourceLedger {
    /// The path as written in the config, from its folder on; of one elsewhere only the last part.
    pub source: String,
    /// The table that its rows became.
    pub table: &'static str,
    /// The preset used; `generic` where none was.
    pub preset: String,
    /// Why this preset: the config said so, or the headers that are its own.
    pub preset_evidence: String,
    /// Data rows read, over all files; lines with nothing in them are no rows.
    pub rows_read: u64,
    /// Rows kept; superseded rows, folded rows and rows that `where` does not select are kept rows, counted by reason.
    pub rows_kept: u64,
    /// Rows set aside; `rows_read = rows_kept + rows_set_aside`.
    pub rows_set_aside: u64,
    /// Records in the table.
    pub records: u64,
    /// Why rows were set aside, and what was noticed on rows that were kept (`superseded`, `unmapped outcome`, …), by reason.
    pub reasons: Vec<(String, u64)>,
    /// By reason, file and line of the first row that was set aside for it, or that it was noticed on; of reasons that one row
    /// can be named for.
    pub firsts: Vec<(String, String)>,
    /// Words that no map knows: column, word, how often, the nearest canonical word. For whoever writes the config; a report
    /// tells [`SourceLedger::tellable_words`].
    pub unknown_words: Vec<UnknownWord>,
    /// Each file's name and the SHA-256 of its bytes, in hex.
    pub fingerprints: Vec<(String, String)>,
    /// Which header each canonical column was read from.
    pub columns: Vec<ColumnSource>,
    /// Canonical columns that were found under these headers and not read, because nothing needs them.
    pub unread: Vec<(&'static str, String)>,
    /// What rows of one id differ in, where ids repeat.
    pub repeats: Option<Repeats>,
    /// What a reader of the numbers should know.
    pub warnings: Vec<Warning>,
}

impl SourceLedger {
    /// The unknown words that may stand in a report. Words of fewer than 5 rows, and those after the 20 most frequent of a
    /// column, are one entry, "other words": they may be free text.
    pub fn tellable_words(&self) -> Vec<UnknownWord> {
        columns::words::tellable(&self.unknown_words)
    }
}

/// What the rows of one id differ in: what tells a log of events from items and from a record that stands twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// All rows.
    pub all: u64,
    /// Rows beyond the first of their id.
    pub rows: u64,
    /// Of them, those whose `updated_at` is not that of the first.
    pub updated: u64,
    /// Of them, those whose item is not that of the first.
    pub items: u64,
}

impl Repeats {
    /// The shape that they speak for: more than half of the rows that repeat an id differ in time, or else in the item.
    /// Later rows that are fewer than one in five of all are a snapshot's few duplicates.
    pub fn shape(&self) -> Shape {
        if self.updated * 2 > self.rows {
            let are_common = self.rows * 5 >= self.all;
            if are_common { Shape::Events } else { Shape::Snapshot }
        } else if self.items * 2 > self.rows {
            Shape::Items
        } else {
            Shape::Snapshot
        }
    }
}

/// A word that no map knows; the row is kept with that cell empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// The canonical column.
    pub column: &'static str,
    /// The tool's word.
    pub word: String,
    /// How many rows had it.
    pub rows: u64,
    /// The nearest canonical word.
    pub suggestion: Option<String>,
}

impl UnknownWord {
    /// Whether it may be what somebody wrote, and no word from a list: long, and of a few rows.
    pub fn may_be_text(&self) -> bool {
        let is_long = self.word.chars().count() > 30 || self.word.split_whitespace().count() > 4;
        is_long && self.rows < columns::words::FEWEST_ROWS
    }
}

/// Where a canonical column came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSource {
    /// The canonical column.
    pub column: &'static str,
    /// The header in the export.
    pub header: String,
    /// How its times were read and why, where it holds times; which decimal mark its numbers have, where a cell told it.
    pub format: Option<String>,
    /// How many of the source's records have a value there.
    pub filled: u64,
}

/// A row set aside, or corrected.
#[derive(Debug, Clone)]
pub struct Reject {
    /// The export's file name.
    pub file: String,
    /// The record, from 1 after the header.
    pub record: u64,
    /// The physical line on which the record begins.
    pub line: u64,
    /// The header of the offending cell, where one cell is to blame.
    pub column: Option<String>,
    /// The offending cell.
    pub value: String,
    /// Why, in the words of the ledger.
    pub reason: String,
    /// The whole record as it was read; of a source's rejects after the first 100,000 neither it nor the cell is kept.
    pub cells: Vec<String>,
    /// The headers that its cells stand under.
    pub headers: Arc<[String]>,
    /// A hash of the export's own cells, where they are kept: a correction is used as long as it fits.
    pub check: Option<u64>,
}

impl Reject {
    /// The cell that is to blame, or the cells that are missing or too many.
    pub fn place(&self) -> Place {
        let spot = match &self.column {
            Some(header) => Spot::Under(header.clone()),
            None if self.cells.len() > self.headers.len() => Spot::After(self.headers.len()),
            None => Spot::End,
        };
        Place::of_spot(&self.file, self.line, spot)
    }
}
