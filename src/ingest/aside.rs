//! Rows that are set aside: why, how much of them is kept, and when so many are no rows' fault.

use std::sync::Arc;

use csv::ByteRecord;

use super::reader::splitter::Broken;
use super::source::{BLANK, Reader, check};
use super::{Reject, cells};
use crate::error::Diagnostic;
use crate::tables::Kind;

/// More rows set aside than this, and more than half of all, is a mapping that is wrong, not rows that are; where they are fewer
/// than half, the cells of so many are kept.
const TOO_MANY_REJECTS: u64 = 100_000;

/// Cells of rows set aside that are kept, in bytes of their text and [`PER_CELL`] for each: with more of them only place and reason
/// are kept of a row.
const MOST_KEPT: usize = 64 << 20;

/// What a cell takes beside its text.
const PER_CELL: usize = size_of::<String>();

/// The reason of a row that is none.
pub(super) const LONE: &str = "only one cell is filled, as in a line below the table";

impl Reader<'_> {
    /// Sets aside what a quote made of a row.
    pub(super) fn broken_row(&mut self, record: &ByteRecord, broken: Broken) {
        let reason = broken.reason();
        if !self.reasons.contains_key(reason) {
            self.warn(format!(
                "{reason}, the first on line {} of `{}`: such rows are set aside, and those after them are read",
                broken.line, self.file.name
            ));
        }
        self.set_aside(record, broken.cell, reason);
    }

    /// Whether a record is nothing but one cell, as a line below a table is, or not even that. Where a row needs no more than one
    /// cell, that cell alone is a row: an id if it looks like those above it, as `PC-2` does and `Total: 12` does not.
    fn is_lone(&mut self, record: &ByteRecord) -> bool {
        let file = &mut self.file;
        let mut filled = (0..record.len()).filter(|at| !cells::trim(&record[*at]).is_empty());
        let (first, is_more) = (filled.next(), filled.next().is_some());
        let [step] = file.required.as_slice() else {
            return !is_more;
        };
        let is_id = matches!(self.columns[step.column].spec.kind, Kind::Id | Kind::Reference);
        let cell = step.origin.cell();
        let words = || {
            cell.and_then(|cell| record.get(cell))
                .map(cells::trim)
                .unwrap_or_default()
        };
        if is_more {
            file.has_wordy_ids |= is_id && !file.has_wordy_ids && words().contains(&b' ');
            return false;
        }
        first.is_none() || first != cell || (is_id && !file.has_wordy_ids && words().contains(&b' '))
    }

    /// Why a record's cells cannot belong to its header's columns.
    pub(super) fn ragged(&mut self, record: &ByteRecord) -> Option<&'static str> {
        if self.file.is_wide && self.is_lone(record) {
            return Some(LONE);
        }
        let has_more = || {
            record
                .iter()
                .skip(self.file.mapping.most_cells)
                .any(|cell| !cells::trim(cell).is_empty())
        };
        if record.len() < self.file.mapping.least_cells {
            Some("fewer cells than the header")
        } else if record.len() > self.file.mapping.most_cells && has_more() {
            Some("more cells than the header")
        } else {
            None
        }
    }

    pub(super) fn set_aside(&mut self, record: &ByteRecord, cell: Option<usize>, reason: &str) {
        if is_blank(record) {
            return self.note(BLANK);
        }
        self.count_row();
        self.ledger.rows_set_aside += 1;
        self.file.lone += u64::from(reason == LONE);
        self.note(reason);
        let is_whole = self.keeps_cells(record);
        let text = |cell: &[u8]| cells::text(cell).into_owned();
        let position = record.position();
        if !self.firsts.contains_key(reason) {
            let line = position.map_or(0, csv::Position::line);
            self.firsts
                .insert(reason.to_owned(), format!("{}:{line}", self.file.name));
        }
        self.rejects.push(Reject {
            file: self.file.name.clone(),
            record: position.map_or(0, csv::Position::record),
            line: position.map_or(0, csv::Position::line),
            column: cell.and_then(|cell| self.file.headers.names().get(cell).cloned()),
            value: cell
                .filter(|_| is_whole)
                .and_then(|cell| record.get(cell))
                .map(text)
                .unwrap_or_default(),
            reason: reason.to_owned(),
            cells: record.iter().filter(|_| is_whole).map(text).collect(),
            headers: Arc::clone(self.file.headers.names()),
            check: is_whole.then(|| self.original.unwrap_or_else(|| check(record))),
        });
    }

    /// Whether the cells of one more row set aside are kept: of too many, or too large ones, only their places are.
    fn keeps_cells(&mut self, record: &ByteRecord) -> bool {
        let is_too_many = self.ledger.rows_set_aside > TOO_MANY_REJECTS;
        if !is_too_many && self.kept <= MOST_KEPT {
            self.kept += record.as_slice().len() + record.len() * PER_CELL;
            return true;
        }
        let what = match self.kept <= MOST_KEPT {
            true => format!("more than {TOO_MANY_REJECTS} rows are set aside"),
            false => format!("the rows set aside hold more than {} MiB", MOST_KEPT >> 20),
        };
        self.warn(format!("{what}: of those after them only place and reason are kept"));
        false
    }

    pub(super) fn stop_if_hopeless(&self) -> Result<(), Vec<Diagnostic>> {
        let aside = self.ledger.rows_set_aside;
        if aside > TOO_MANY_REJECTS && aside > self.ledger.rows_read / 2 {
            return Err(vec![self.hopeless("most rows cannot be used")]);
        }
        Ok(())
    }

    pub(super) fn hopeless(&self, what: &str) -> Diagnostic {
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|(reason, count)| format!("{reason}: {count}"))
            .collect();
        let first = self.rejects.first().map_or(String::new(), |reject| {
            format!("; the first is `{}` ({}:{})", reject.value, reject.file, reject.line)
        });
        let hopeless = Diagnostic::new(
            "no-usable-rows",
            format!("{what} of `{}`: {}{first}", self.source.path(), reasons.join(", ")),
        )
        .at(self.source.place.clone());
        let hopeless = match self.rejects.first() {
            Some(reject) => hopeless.label(reject.place(), reject.reason.as_str()),
            None => hopeless,
        };
        hopeless.help("check under [source.columns] that each column is the right one, and `delimiter`, `header_row` and `time_format`")
    }
}

/// Nothing but delimiters, as spreadsheet programs write below a table: no row at all.
pub(super) fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cells::trim(cell).is_empty())
}
