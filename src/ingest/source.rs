//! One `[[source]]`: its files in order, its rows typed and accounted for, its records folded.

use std::collections::BTreeMap;
use std::sync::mpsc;

use csv::ByteRecord;

use super::aside::is_blank;
use super::columns::instants::Witness;
use super::columns::{Column, Reading, Shared};
use super::ledger::corrections::{Corrections, OfFile};
use super::ledger::parts::Part;
use super::ledger::places::Places;
use super::ledger::rejects;
use super::ledger::warnings::Warning;
use super::mapping::headers::Headers;
use super::mapping::preset::{self, Chosen};
use super::mapping::recognise;
use super::mapping::steps::{Step, unreadable_constants};
use super::mapping::{self, Heading, Mapping};
use super::reader::layout::lines_in_words;
use super::reader::open::Files;
use super::reader::records::{self, Batch, Header, Message};
use super::{Keep, Progress, Reject, SourceLedger, cells, ledger};
use crate::config::Source;
use crate::error::Diagnostic;
use crate::visible::visible;

/// After so many rows of a file, the rest of it is taken to have rows of the same length.
const TYPICAL_ROWS: u64 = 10_000;

/// Required columns of a table, at most.
const MOST_REQUIRED: usize = 4;

/// Distinct words that are counted where `where` has not selected a row yet.
const MOST_UNSELECTED: usize = 1_000;

/// Words that are shown where `where` selects nothing.
const FREQUENT_WORDS: usize = 5;

/// The reason that lines with nothing in them are counted under.
pub(super) const BLANK: &str = "empty lines";

/// A source that was read.
pub(super) struct Loaded {
    pub columns: Vec<Column>,
    pub records: usize,
    /// The hashes of their ids, in no order that means anything.
    pub ids: Vec<u64>,
    /// Record and item, where the shape is items.
    pub items: Option<Vec<(u32, u64)>>,
    pub account: Account,
    pub stamped_until: Option<i64>,
}

/// What became of the rows of a source.
pub(super) struct Account {
    pub ledger: SourceLedger,
    pub rejects: Vec<Reject>,
    pub corrected: Vec<Reject>,
    pub part: Part,
    /// Corrections of files that are none of this source's.
    pub unclaimed: Corrections,
}

/// The words of a table's earlier sources, by column.
pub(super) type SharedWords = BTreeMap<&'static str, Shared>;

/// Reads one source; every mistake in it at once.
pub(super) fn read(
    source: &Source,
    files: &dyn Files,
    keep: &Keep,
    progress: &dyn Fn(Progress),
    shared: &mut SharedWords,
) -> Result<Loaded, Vec<Diagnostic>> {
    let (names, corrections) = (list(source, files), Corrections::of(source, files));
    let reader = Reader::new(source, label(source, files), keep, shared);
    let (mut reader, names, corrections) = match (reader, names, corrections) {
        (Ok(reader), Ok(names), Ok(corrections)) => (reader, names, corrections),
        (reader, names, corrections) => {
            let wrong = [reader.err(), names.err(), corrections.err()];
            return Err(wrong.into_iter().flatten().flatten().collect());
        }
    };
    reader.corrections = corrections;
    std::thread::scope(|scope| {
        let (out, messages) = mpsc::sync_channel(4);
        let (give_back, used) = mpsc::channel();
        let names = &names;
        scope.spawn(move || records::split(source, files, names, &out, &used));
        // An early return drops `messages`, which ends the thread.
        reader.take(messages, &give_back, progress)
    })?;
    reader.finish()
}

/// The files of a source, in the order of its paths; one that two of them mean is read once.
fn list(source: &Source, files: &dyn Files) -> Result<Vec<String>, Vec<Diagnostic>> {
    let (mut names, mut wrong) = (Vec::new(), Vec::new());
    for path in &source.paths {
        match files.list(path) {
            Ok(more) => more.into_iter().for_each(|name| {
                if !names.contains(&name) {
                    names.push(name);
                }
            }),
            Err(diagnostic) => wrong.push(diagnostic.at(source.place.clone())),
        }
    }
    if wrong.is_empty() { Ok(names) } else { Err(wrong) }
}

/// What the ledger calls a source.
fn label(source: &Source, files: &dyn Files) -> String {
    let labels: Vec<String> = source.paths.iter().map(|path| files.label(path)).collect();
    labels.join(", ")
}

/// The file being read.
#[derive(Default)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) size: Option<u64>,
    pub(super) rows: u64,
    /// Whether the columns have room for all its rows.
    pub(super) is_roomy: bool,
    /// Whether its header names so many columns that a row with one cell is none.
    pub(super) is_wide: bool,
    /// How many of them are lines below the table.
    pub(super) lone: u64,
    /// Whether an id of more than one word stood in it.
    pub(super) has_wordy_ids: bool,
    pub(super) mapping: Mapping,
    pub(super) headers: Headers,
    pub(super) corrections: OfFile,
    /// Corrections that do not fit their record any more.
    pub(super) stale: u64,
    /// Records with several corrections that fit, and where the one stands that was taken.
    pub(super) rivals: Vec<(u64, u64)>,
    pub(super) required: Vec<Step>,
    pub(super) optional: Vec<Step>,
}

/// A source being read.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) keep: &'a Keep<'a>,
    pub(super) shared: &'a mut SharedWords,
    pub(super) chosen: Option<Chosen>,
    pub(super) file: File,
    pub(super) columns: Vec<Column>,
    pub(super) rows: usize,
    /// How often each word stands where `where` looks, by its place in `where`, until a row is selected.
    pub(super) unselected: Vec<BTreeMap<String, u64>>,
    pub(super) ledger: SourceLedger,
    pub(super) reasons: BTreeMap<String, u64>,
    /// By reason, file and line of the first row that was set aside for it or that it was noticed on.
    pub(super) firsts: BTreeMap<String, String>,
    /// Where the kept rows stand.
    pub(super) places: Places,
    pub(super) rejects: Vec<Reject>,
    /// What the cells of `rejects` take; see [`MOST_KEPT`].
    pub(super) kept: usize,
    pub(super) corrections: Corrections,
    /// Rows that were taken as somebody has corrected them, and corrections that could not be used.
    pub(super) corrected: Vec<Reject>,
    pub(super) part: Part,
    /// Of the record that the row in hand is a correction of.
    pub(super) original: Option<u64>,
    pub(super) wrong: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// `label` is what the ledger calls the source.
    fn new(
        source: &'a Source,
        label: String,
        keep: &'a Keep,
        shared: &'a mut SharedWords,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let chosen = match &source.preset {
            None => None,
            Some(name) => {
                let chosen = preset::named(name, source.table.name);
                if chosen.is_none() {
                    wrong.push(unknown_preset(source, name));
                }
                chosen
            }
        };
        wrong.extend(unreadable_constants(source));
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let ledger = SourceLedger {
            source: label,
            table: source.table.name,
            ..SourceLedger::default()
        };
        Ok(Self {
            source,
            keep,
            shared,
            chosen,
            file: File::default(),
            columns: Vec::new(),
            rows: 0,
            unselected: vec![BTreeMap::new(); source.filter.len()],
            ledger,
            reasons: BTreeMap::new(),
            firsts: BTreeMap::new(),
            places: Places::default(),
            rejects: Vec::new(),
            kept: 0,
            corrections: Corrections::default(),
            corrected: Vec::new(),
            part: Part::default(),
            original: None,
            wrong: Vec::new(),
        })
    }

    /// Takes what the splitting thread says, until it has said all.
    fn take(
        &mut self,
        messages: mpsc::Receiver<Message>,
        give_back: &mpsc::Sender<Batch>,
        progress: &dyn Fn(Progress),
    ) -> Result<(), Vec<Diagnostic>> {
        for message in messages {
            match message {
                Message::File(header) => {
                    self.begin(header)?;
                    self.tell(progress, 0);
                }
                Message::Batch(batch) => {
                    for (record, broken) in batch.records() {
                        self.row_or_its_correction(record, broken);
                    }
                    self.stop_if_hopeless()?;
                    self.make_room(batch.bytes);
                    self.tell(progress, batch.bytes);
                    // The thread may be done already; then nobody needs the batch.
                    let _ = give_back.send(batch);
                }
                Message::End(fingerprint) => self.end(fingerprint),
                Message::Failed(diagnostic) => self.wrong.push(match diagnostic.place {
                    Some(_) => *diagnostic,
                    None => diagnostic.at(self.source.place.clone()),
                }),
            }
        }
        Ok(())
    }

    /// Tells how many bytes of the file are read: none where it begins.
    fn tell(&self, progress: &dyn Fn(Progress), bytes: u64) {
        progress(Progress {
            source: &self.source.path(),
            file: &self.file.name,
            bytes,
            size: self.file.size,
            rows: self.ledger.rows_read,
        });
    }

    /// Makes room for the rest of the file at once: columns that grow side by side, step by step, leave holes in memory.
    fn make_room(&mut self, bytes: u64) {
        let file = &mut self.file;
        let (Some(size), false) = (file.size, file.is_roomy || file.rows < TYPICAL_ROWS) else {
            return;
        };
        file.is_roomy = true;
        let rest = file.rows as f64 * size.saturating_sub(bytes) as f64 / bytes.max(1) as f64;
        for column in &mut self.columns {
            // An eighth more, as lengths vary: room that no row touches takes no memory.
            column.reserve((rest * 1.125) as usize);
        }
        self.places.reserve((rest * 1.125) as usize);
    }

    fn begin(&mut self, header: Header) -> Result<(), Vec<Diagnostic>> {
        let headers = Headers::new(header.headers);
        let chosen = match &self.chosen {
            Some(chosen) => chosen.clone(),
            None => recognise::preset_of(self.source.table.name, &headers, &header.file)
                .map_err(|ambiguous| vec![ambiguous.at(self.source.place.clone())])?,
        };
        self.chosen = Some(chosen.clone());
        let heading = Heading {
            file: &header.file,
            line: header.line,
            headers: &headers,
        };
        let mapping = mapping::map(self.source, &chosen, heading)?;
        for header in &mapping.repeated {
            self.warn(format!(
                "the header \"{header}\" stands more than once: the first column is read"
            ));
        }
        if header.layout.passed_over > 0 {
            self.warn(format!(
                "`{}`: the {} above the header on line {} are passed over (`header_row` says otherwise)",
                header.file,
                lines_in_words(header.layout.passed_over),
                header.line
            ));
        }
        let steps = self.steps(&mapping, &chosen);
        let (required, optional) = steps
            .into_iter()
            .partition(|step| self.columns[step.column].spec.required);
        self.places.begin(&header.file);
        self.file = File {
            size: header.size,
            rows: 0,
            is_roomy: false,
            is_wide: headers.names().iter().filter(|each| !each.is_empty()).count() > 2,
            lone: 0,
            has_wordy_ids: false,
            mapping,
            corrections: self.corrections.take(&header.file),
            stale: 0,
            rivals: Vec::new(),
            name: header.file,
            headers,
            required,
            optional,
        };
        Ok(())
    }

    pub(super) fn row(&mut self, record: &ByteRecord) {
        if let Some(reason) = self.ragged(record) {
            return self.set_aside(record, None, reason);
        }
        if !self.selected(record) {
            if is_blank(record) {
                return self.note(BLANK);
            }
            self.count_row();
            self.ledger.rows_kept += 1;
            self.count_unselected(record);
            return self.note("not selected by where");
        }
        let mut readings = [Reading::Missing; MOST_REQUIRED];
        for (step, reading) in self.file.required.iter().zip(&mut readings) {
            *reading = step.origin.read(&mut self.columns[step.column], record);
            if let Some(fault) = reading.fault() {
                let reason = format!("{} {fault}", self.columns[step.column].spec.name);
                return self.set_aside(record, step.origin.cell(), &reason);
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        for (step, reading) in self.file.required.iter().zip(readings) {
            let witness = || witness(&self.file.name, line, step.origin.cell(), record);
            self.columns[step.column].push(reading, witness);
        }
        for step in &self.file.optional {
            let column = &mut self.columns[step.column];
            let reading = step.origin.read(column, record);
            column.push(reading, || witness(&self.file.name, line, step.origin.cell(), record));
        }
        self.rows += 1;
        self.places.push(line);
        self.ledger.rows_kept += 1;
        self.count_row();
    }

    fn selected(&self, record: &ByteRecord) -> bool {
        self.file.mapping.filters.iter().all(|filter| {
            let cell = cells::text(cells::trim(record.get(filter.cell).unwrap_or_default()));
            filter.words.selects(&cell)
        })
    }

    fn count_unselected(&mut self, record: &ByteRecord) {
        if self.rows > 0 {
            return;
        }
        for (filter, words) in self.file.mapping.filters.iter().zip(&mut self.unselected) {
            let word = one_line(&cells::text(cells::trim(record.get(filter.cell).unwrap_or_default())));
            if words.len() < MOST_UNSELECTED || words.contains_key(&word) {
                *words.entry(word).or_default() += 1;
            }
        }
    }

    /// What `where` asked for and what there is instead.
    pub(super) fn selects_nothing(&self) -> Diagnostic {
        let found = self
            .source
            .filter
            .iter()
            .zip(&self.unselected)
            .map(|((header, wanted), words)| {
                let mut words: Vec<_> = words.iter().collect();
                words.sort_by_key(|(_, rows)| std::cmp::Reverse(**rows));
                words.truncate(FREQUENT_WORDS);
                let words: Vec<String> = words
                    .iter()
                    .map(|(word, rows)| format!("\"{word}\" ({rows})"))
                    .collect();
                format!("{header} is asked to be {wanted} and is {}", words.join(", "))
            });
        Diagnostic::new(
            "where-selects-nothing",
            format!(
                "`where` selects none of the {} rows of `{}`",
                self.ledger.rows_kept,
                self.source.path()
            ),
        )
        .at(self.source.place.clone())
        .help(found.collect::<Vec<_>>().join("; "))
    }

    pub(super) fn count_row(&mut self) {
        self.ledger.rows_read += 1;
        self.file.rows += 1;
    }

    pub(super) fn note(&mut self, reason: &str) {
        match self.reasons.get_mut(reason) {
            Some(count) => *count += 1,
            None => {
                self.reasons.insert(reason.to_owned(), 1);
            }
        }
    }

    pub(super) fn warn(&mut self, warning: impl Into<Warning>) {
        let warning = warning.into();
        if !self.ledger.warnings.contains(&warning) {
            self.ledger.warnings.push(warning);
        }
    }

    fn end(&mut self, fingerprint: String) {
        let name = self.file.name.clone();
        let rows = self.file.rows - self.file.lone;
        if ledger::is_cap(rows) {
            self.warn(Warning::Cap {
                file: name.clone(),
                rows,
            });
        }
        if self.file.rows == 0 {
            self.warn(format!("`{name}` has a header and no rows: it is read as none"));
        }
        self.close_corrections(&name);
        let mut files = self.ledger.fingerprints.iter();
        // Exports of two times in which nothing happened are equal, and nothing in them counts twice.
        let same = files.find(|(_, each)| self.file.rows > 0 && *each == fingerprint);
        if let Some((first, _)) = same {
            let twice = Diagnostic::new(
                "duplicate-file",
                format!("`{name}` is a copy of `{first}`: its rows would count twice"),
            );
            self.wrong.push(
                twice
                    .at(self.source.place.clone())
                    .help("remove one of the two files, or narrow `path` so that it names only one of them"),
            );
        }
        self.ledger.fingerprints.push((name, fingerprint));
    }
}

/// The check of a record's own cells.
pub(super) fn check(record: &ByteRecord) -> u64 {
    let cells: Vec<_> = record.iter().map(cells::text).collect();
    rejects::check(cells.iter().map(|cell| &**cell))
}

fn witness(file: &str, line: u64, cell: Option<usize>, record: &ByteRecord) -> Witness {
    let cell = cell.and_then(|cell| record.get(cell)).unwrap_or_default();
    Witness {
        cell: one_line(&cells::text(cells::trim(cell))),
        file: file.to_owned(),
        line,
    }
}

/// A cell as a message can show it.
fn one_line(cell: &str) -> String {
    visible(cell).chars().take(60).collect()
}

fn unknown_preset(source: &Source, name: &str) -> Diagnostic {
    Diagnostic::new("unknown-preset", format!("there is no preset `{name}`"))
        .at(source.place.clone())
        .help(format!(
            "presets are {}; left out, it is worked out from the headers",
            preset::preset_names().join(", ")
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_requires_more_columns_than_a_row_is_checked_for() {
        for table in crate::tables::TABLES {
            let required = table.columns.iter().filter(|column| column.required).count();
            assert!(required <= MOST_REQUIRED, "{}", table.name);
        }
    }
}
