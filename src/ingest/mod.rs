//! Exports → canonical tables and the ledger: encoding, delimiter, preset, mapping, types, folding, and every row accounted for.
//!
//! A file is read once. One thread opens, unpacks, decodes and splits it (`records`), the other types its cells
//! (`source`, `columns`); rows become records (`fold`, `events`) and columns become polars' (`assemble`).

mod archive;
mod assemble;
mod cells;
mod columns;
mod decode;
mod events;
mod finish;
mod fold;
mod instants;
mod layout;
mod ledger;
mod lines;
mod mapping;
mod narrow;
mod open;
mod preset;
mod quotes;
mod records;
mod rejects;
mod sniff;
mod source;
mod splitter;
mod steps;
mod times;
mod unpack;
mod window;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use open::{Disk, Files, Memory};
pub use preset::preset_names;
pub use rejects::rejects_csv;
pub use times::Order;
pub use unpack::Stored;
pub use words::name_hash;

use crate::calendar::Instant;
use crate::config::Source;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::tables::Tables;
use assemble::Assembly;
use open::STANDARD_INPUT;

/// Which columns of which table are to be loaded; the others are read only where the ledger needs them.
pub type Keep<'a> = dyn Fn(&str, &str) -> bool + 'a;

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The source's path as written in the config.
    pub source: &'a str,
    /// The file being read.
    pub file: &'a str,
    /// Stored bytes of the file read so far.
    pub bytes: u64,
    /// How many it has, where that is known.
    pub size: Option<u64>,
    /// Rows of the source read so far.
    pub rows: u64,
}

/// Reads all sources; `keep` says which columns are needed. Every mistake of every source is reported at once.
pub fn read(sources: &[Source], files: &dyn Files, keep: &Keep, progress: &dyn Fn(Progress)) -> Result<Exports> {
    let mut exports = Exports::default();
    let mut assemblies: BTreeMap<&'static str, Assembly> = BTreeMap::new();
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let mut read: Vec<&Source> = Vec::new();
    for source in sources {
        if read.iter().any(|earlier| earlier.path == STANDARD_INPUT) && source.path == STANDARD_INPUT {
            wrong.push(read_up(source));
            continue;
        }
        let name = source.table.name;
        let assembly = assemblies.entry(name).or_insert_with(|| Assembly::new(source.table));
        match source::read(source, files, keep, progress, &mut assembly.shared) {
            Err(diagnostics) => wrong.extend(diagnostics),
            Ok(loaded) => {
                if let Some(until) = loaded.stamped_until {
                    let latest = exports.stamped_until.entry(name).or_insert(until);
                    *latest = until.max(*latest);
                }
                let (rejects, ledger) = assembly.add(loaded);
                let earlier = read.iter().copied().zip(&exports.ledger);
                wrong.extend(
                    earlier
                        .filter_map(|earlier| read_twice(earlier, (source, &ledger)))
                        .next(),
                );
                read.push(source);
                exports.rejects.extend(rejects);
                exports.ledger.push(ledger);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(ErrorKind::Export(wrong).into());
    }
    for (name, assembly) in assemblies {
        exports.tables.0.insert(name, assembly.table()?);
    }
    Ok(exports)
}

/// Standard input that a source has read already.
fn read_up(source: &Source) -> Diagnostic {
    Diagnostic::new("standard-input-twice", "standard input can be read by one source only")
        .at(source.place.clone())
        .help("write it to a file first, and name that file in both sources")
}

/// A file that two sources of one table read, if their `where` does not part its rows.
fn read_twice(one: (&Source, &SourceLedger), other: (&Source, &SourceLedger)) -> Option<Diagnostic> {
    let ((source, ledger), (second, second_ledger)) = (one, other);
    let is_parted = !source.filter.is_empty() && !second.filter.is_empty() && source.filter != second.filter;
    if ledger.table != second_ledger.table || is_parted {
        return None;
    }
    let is_read = |hash: &String| ledger.fingerprints.iter().any(|(_, each)| each == hash);
    let (file, _) = second_ledger.fingerprints.iter().find(|(_, hash)| is_read(hash))?;
    let twice = Diagnostic::new(
        "duplicate-file",
        format!(
            "`{file}` is read twice into {}: its bytes are those of a file of `{}`",
            ledger.table, source.path
        ),
    );
    Some(twice.at(second.place.clone()).help(
        "remove one of the two sources, narrow the pattern of its path, or give each its own rows with a `where` of its own",
    ))
}

/// What ingest gives to the stages after it.
#[derive(Debug, Default)]
pub struct Exports {
    /// The loaded tables.
    pub tables: Tables,
    /// What was read, source by source.
    pub ledger: Vec<SourceLedger>,
    /// Every row set aside, for `rejects.csv`.
    pub rejects: Vec<Reject>,
    /// By table, the last instant that the tool stamped by itself, whether or not its column was kept: the latest `updated_at`
    /// or of records without one the latest of their other stamped times; of each source the last before a gap of more than
    /// 180 days that at most 1 % of its records lie beyond, so that a mistyped time far ahead is no horizon.
    pub stamped_until: BTreeMap<&'static str, Instant>,
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
    /// Words that no map knows: column, word, how often, the nearest canonical word. For whoever writes the config; a report
    /// tells [`SourceLedger::tellable_words`].
    pub unknown_words: Vec<UnknownWord>,
    /// Each file's name and the SHA-256 of its bytes, in hex.
    pub fingerprints: Vec<(String, String)>,
    /// Which header each canonical column was read from.
    pub columns: Vec<ColumnSource>,
    /// Canonical columns that were found under these headers and not read, because nothing needs them.
    pub unread: Vec<(&'static str, String)>,
    /// What a reader of the numbers should know (a cap, times in the future, a month that looks cut off).
    pub warnings: Vec<String>,
}

impl SourceLedger {
    /// The unknown words that may stand in a report. Words of fewer than 5 rows, and those after the 20 most frequent of a
    /// column, are one entry, "other words": they may be free text.
    pub fn tellable_words(&self) -> Vec<UnknownWord> {
        words::tellable(&self.unknown_words)
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
    /// The whole record as it was read; of a source's rejects after the first 100,000 neither it nor the cell is kept.
    pub cells: Vec<String>,
}
