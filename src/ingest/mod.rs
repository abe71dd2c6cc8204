//! Exports → canonical tables and the ledger: encoding, delimiter, preset, mapping, types, folding, and every row accounted for.

use crate::tables::Tables;

/// What ingest gives to the stages after it.
#[derive(Debug, Default)]
pub struct Exports {
    /// The loaded tables.
    pub tables: Tables,
    /// What was read, source by source.
    pub ledger: Vec<SourceLedger>,
    /// Every row set aside, for `rejects.csv`.
    pub rejects: Vec<Reject>,
}

/// What became of one `[[source]]`.
#[derive(Debug, Clone, Default)]
pub struct SourceLedger {
    /// The path as written in the config.
    pub source: String,
    /// The table that its rows became.
    pub table: &'static str,
    /// The preset used; `generic` where none was.
    pub preset: String,
    /// Data rows read, over all files.
    pub rows_read: u64,
    /// Rows kept (superseded and folded rows are kept rows).
    pub rows_kept: u64,
    /// Rows set aside; `rows_read = rows_kept + rows_set_aside`.
    pub rows_set_aside: u64,
    /// Records in the table.
    pub records: u64,
    /// Why rows were set aside, and what was noticed on rows that were kept (`superseded`, `unmapped outcome`, …), by reason.
    pub reasons: Vec<(String, u64)>,
    /// Words that no map knows: column, word, how often, the nearest canonical word.
    pub unknown_words: Vec<UnknownWord>,
    /// Each file's name and the SHA-256 of its bytes, in hex.
    pub fingerprints: Vec<(String, String)>,
    /// Which header each canonical column was read from.
    pub columns: Vec<ColumnSource>,
    /// What a reader of the numbers should know (a cap, times in the future, a month that looks cut off).
    pub warnings: Vec<String>,
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

/// Where a canonical column came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSource {
    /// The canonical column.
    pub column: &'static str,
    /// The header in the export.
    pub header: String,
    /// How its times were read and why, where it holds times.
    pub format: Option<String>,
    /// How many of the source's records have a value there.
    pub filled: u64,
}

/// A row set aside.
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
    /// The whole record as it was read.
    pub cells: Vec<String>,
}
