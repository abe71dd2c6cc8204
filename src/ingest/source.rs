//! One `[[source]]`: its files in order, its rows typed and accounted for, its records folded.

use std::collections::BTreeMap;
use std::sync::mpsc;

use csv::ByteRecord;

use super::columns::{Column, Reading, Shared, Values, canonical_value};
use super::fold::{self, Records};
use super::instants::{Decision, Witness};
use super::mapping::{self, Filter, Mapping};
use super::open::Files;
use super::preset::{self, Chosen};
use super::records::{self, Batch, Header, Message};
use super::times::Order;
use super::{ColumnSource, Keep, Progress, Reject, SourceLedger, cells, events, ledger};
use crate::config::{Shape, Source};
use crate::error::{Diagnostic, Place};
use crate::tables::{ColumnSpec, Kind, TimeRole};

/// What is taken for granted where no column of any row tells, and said in the ledger.
const ASSUMED: &[(&str, &str, &str)] = &[("tickets", "kind", "incident")];

/// More rows set aside than this, and more than half of all, is a mapping that is wrong, not rows that are.
const TOO_MANY_REJECTS: u64 = 100_000;

/// Required columns of a table, at most.
const MOST_REQUIRED: usize = 4;

/// A source that was read.
pub(super) struct Loaded {
    pub columns: Vec<Column>,
    pub records: usize,
    /// Record and item, where the shape is items.
    pub items: Option<Vec<(u32, u32)>>,
    pub ledger: SourceLedger,
    pub rejects: Vec<Reject>,
    pub stamped_until: Option<i64>,
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
    let names = files
        .list(&source.path)
        .map_err(|diagnostic| vec![diagnostic.at(source.place.clone())])?;
    let mut reader = Reader::new(source, keep, shared)?;
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

/// Where a column's cell is found in the rows of the current file.
struct Step {
    column: usize,
    from: From,
}

enum From {
    Cell(usize),
    Constant(Vec<u8>),
    /// The cell, if there is one, else what the beginning of the id says.
    Prefix {
        cell: Option<usize>,
        id: usize,
        values: Vec<(Vec<u8>, u32)>,
    },
}

impl From {
    fn read<'a>(&'a self, column: &mut Column, record: &'a ByteRecord) -> Reading<'a> {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        match self {
            Self::Cell(at) => column.read(cell(*at)),
            Self::Constant(constant) => column.read(constant),
            Self::Prefix { cell: own, id, values } => match own.map_or(Reading::Missing, |at| column.read(cell(at))) {
                Reading::Missing => {
                    let id = cells::trim(cell(*id));
                    let value = values.iter().find(|(prefix, _)| id.starts_with(prefix));
                    value.map_or(Reading::Missing, |(_, value)| Reading::Number(*value))
                }
                reading => reading,
            },
        }
    }
}

/// The file being read.
#[derive(Default)]
struct File {
    name: String,
    size: Option<u64>,
    rows: u64,
    lines_above: u64,
    filters: Vec<Filter>,
    least_cells: usize,
    most_cells: usize,
    headers: Vec<String>,
    required: Vec<Step>,
    optional: Vec<Step>,
}

struct Reader<'a> {
    source: &'a Source,
    keep: &'a Keep<'a>,
    shared: &'a mut SharedWords,
    chosen: Option<Chosen>,
    file: File,
    columns: Vec<Column>,
    rows: usize,
    ledger: SourceLedger,
    reasons: BTreeMap<String, u64>,
    rejects: Vec<Reject>,
    wrong: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, keep: &'a Keep, shared: &'a mut SharedWords) -> Result<Self, Vec<Diagnostic>> {
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
        if let Some(format) = &source.time_format
            && Order::named(format).is_none()
        {
            wrong.push(
                Diagnostic::new("unknown-time-format", format!("there is no time_format `{format}`"))
                    .at(source.place.clone())
                    .help("it is dmy, mdy or ymd: the order of day, month and year in times such as 3/4/2026"),
            );
        }
        wrong.extend(unreadable_constants(source));
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let ledger = SourceLedger {
            source: source.path.clone(),
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
            ledger,
            reasons: BTreeMap::new(),
            rejects: Vec::new(),
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
                Message::File(header) => self.begin(header)?,
                Message::Batch(batch) => {
                    for record in batch.records() {
                        self.row(record);
                    }
                    self.stop_if_hopeless()?;
                    progress(Progress {
                        source: &self.source.path,
                        file: &self.file.name,
                        bytes: batch.bytes,
                        size: self.file.size,
                        rows: self.ledger.rows_read,
                    });
                    // The thread may be done already; then nobody needs the batch.
                    let _ = give_back.send(batch);
                }
                Message::End(fingerprint) => self.end(fingerprint),
                Message::Failed(diagnostic) => self.wrong.push(match diagnostic.place {
                    Some(_) => diagnostic,
                    None => diagnostic.at(self.source.place.clone()),
                }),
            }
        }
        Ok(())
    }

    fn begin(&mut self, header: Header) -> Result<(), Vec<Diagnostic>> {
        let chosen = self
            .chosen
            .get_or_insert_with(|| preset::recognised(self.source.table.name, &header.headers))
            .clone();
        let mapping = mapping::map(self.source, &chosen, &header)?;
        for header in &mapping.repeated {
            self.warn(format!(
                "the header \"{header}\" stands more than once: the first column is read"
            ));
        }
        let steps = self.steps(&mapping, &chosen);
        let (required, optional) = steps
            .into_iter()
            .partition(|step| self.columns[step.column].spec.required);
        self.file = File {
            name: header.file,
            size: header.size,
            rows: 0,
            lines_above: header.lines_above,
            filters: mapping.filters,
            least_cells: mapping.least_cells,
            most_cells: mapping.most_cells,
            headers: header.headers,
            required,
            optional,
        };
        Ok(())
    }

    /// How each column of the source is found in the rows of one file.
    fn steps(&mut self, mapping: &Mapping, chosen: &Chosen) -> Vec<Step> {
        let mut steps = Vec::new();
        for spec in self.source.table.columns {
            let mapped = mapping.columns.iter().find(|mapped| mapped.spec.name == spec.name);
            let constant = self.source.constants.iter().find(|(column, _)| column == spec.name);
            let prefixes = chosen
                .table
                .and_then(|table| table.prefixes.get(spec.name))
                .and_then(|words| prefixes(spec, words, mapping));
            let (from, header) = match (constant, prefixes, mapped) {
                (Some((_, value)), ..) => (From::Constant(value.clone().into_bytes()), "(constant)"),
                (None, Some((id, values)), mapped) => (
                    From::Prefix {
                        cell: mapped.map(|mapped| mapped.cell),
                        id,
                        values,
                    },
                    mapped.map_or("(beginning of the id)", |mapped| &mapped.header),
                ),
                (None, None, Some(mapped)) => (From::Cell(mapped.cell), mapped.header.as_str()),
                (None, None, None) => continue,
            };
            if self.wants(spec) {
                let column = self.column(spec, header, chosen);
                steps.push(Step { column, from });
            } else if !self.ledger.unread.iter().any(|(column, _)| *column == spec.name) {
                self.ledger.unread.push((spec.name, header.to_owned()));
            }
        }
        // A column that this file lacks and an earlier one had gets empty cells.
        for column in 0..self.columns.len() {
            if !steps.iter().any(|step| step.column == column) {
                steps.push(Step {
                    column,
                    from: From::Constant(Vec::new()),
                });
            }
        }
        steps
    }

    /// The place of a column, made where no file before had it.
    fn column(&mut self, spec: &'static ColumnSpec, header: &str, chosen: &Chosen) -> usize {
        if let Some(at) = self.columns.iter().position(|column| column.spec.name == spec.name) {
            return at;
        }
        let shared = self.shared.remove(spec.name);
        let mut column = Column::new(spec, header, self.source, chosen, shared);
        for _ in 0..self.rows {
            column.push_none();
        }
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Whether a column is read: because somebody needs it, or because the row's fate or the ledger depends on it.
    fn wants(&self, spec: &ColumnSpec) -> bool {
        (self.keep)(self.source.table.name, spec.name)
            || spec.required
            || spec.kind == Kind::Id
            || matches!(spec.name, fold::UPDATED | fold::REVISION)
            || spec.kind == Kind::Time(TimeRole::Stamped)
            || ledger::needs(spec.name)
            || (self.source.shape == Shape::Events && events::needs(spec.name))
            || (self.source.shape == Shape::Items && spec.kind == Kind::Items)
    }

    fn row(&mut self, record: &ByteRecord) {
        if let Some(reason) = self.ragged(record) {
            return self.set_aside(record, None, reason);
        }
        if !self.selected(record) {
            self.count_row();
            self.ledger.rows_kept += 1;
            return self.note("not selected by where");
        }
        let mut readings = [Reading::Missing; MOST_REQUIRED];
        for (step, reading) in self.file.required.iter().zip(&mut readings) {
            *reading = step.from.read(&mut self.columns[step.column], record);
            if let Some(fault) = reading.fault() {
                let reason = format!("{} {fault}", self.columns[step.column].spec.name);
                return self.set_aside(record, step.from.cell(), &reason);
            }
        }
        let line = self.file.lines_above + record.position().map_or(0, csv::Position::line);
        for (step, reading) in self.file.required.iter().zip(readings) {
            let witness = || witness(&self.file.name, line, step.from.cell(), record);
            self.columns[step.column].push(reading, witness);
        }
        for step in &self.file.optional {
            let column = &mut self.columns[step.column];
            let reading = step.from.read(column, record);
            column.push(reading, || witness(&self.file.name, line, step.from.cell(), record));
        }
        self.rows += 1;
        self.ledger.rows_kept += 1;
        self.count_row();
    }

    /// Why a record's cells cannot belong to its header's columns.
    fn ragged(&self, record: &ByteRecord) -> Option<&'static str> {
        let has_more = || {
            record
                .iter()
                .skip(self.file.most_cells)
                .any(|cell| !cells::trim(cell).is_empty())
        };
        if record.len() < self.file.least_cells {
            Some("fewer cells than the header")
        } else if record.len() > self.file.most_cells && has_more() {
            Some("more cells than the header")
        } else {
            None
        }
    }

    fn selected(&self, record: &ByteRecord) -> bool {
        self.file.filters.iter().all(|filter| {
            let cell = cells::text(cells::trim(record.get(filter.cell).unwrap_or_default()));
            filter.words.iter().any(|word| word.trim() == cell)
        })
    }

    fn set_aside(&mut self, record: &ByteRecord, cell: Option<usize>, reason: &str) {
        if record.iter().all(|cell| cells::trim(cell).is_empty()) {
            return self.note("empty lines");
        }
        self.count_row();
        self.ledger.rows_set_aside += 1;
        self.note(reason);
        let text = |cell: &[u8]| cells::text(cell).into_owned();
        let position = record.position();
        self.rejects.push(Reject {
            file: self.file.name.clone(),
            record: position.map_or(0, csv::Position::record),
            line: self.file.lines_above + position.map_or(0, csv::Position::line),
            column: cell.and_then(|cell| self.file.headers.get(cell).cloned()),
            value: cell.and_then(|cell| record.get(cell)).map(text).unwrap_or_default(),
            reason: reason.to_owned(),
            cells: record.iter().map(text).collect(),
        });
    }

    fn count_row(&mut self) {
        self.ledger.rows_read += 1;
        self.file.rows += 1;
    }

    fn note(&mut self, reason: &str) {
        match self.reasons.get_mut(reason) {
            Some(count) => *count += 1,
            None => {
                self.reasons.insert(reason.to_owned(), 1);
            }
        }
    }

    fn warn(&mut self, warning: String) {
        if !self.ledger.warnings.contains(&warning) {
            self.ledger.warnings.push(warning);
        }
    }

    fn stop_if_hopeless(&self) -> Result<(), Vec<Diagnostic>> {
        let aside = self.ledger.rows_set_aside;
        if aside > TOO_MANY_REJECTS && aside > self.ledger.rows_read / 2 {
            return Err(vec![self.hopeless("most rows cannot be used")]);
        }
        Ok(())
    }

    fn hopeless(&self, what: &str) -> Diagnostic {
        let reasons: Vec<String> = self
            .reasons
            .iter()
            .map(|(reason, count)| format!("{reason}: {count}"))
            .collect();
        let first = self.rejects.first().map_or(String::new(), |reject| {
            format!("; the first is `{}` ({}:{})", reject.value, reject.file, reject.line)
        });
        Diagnostic::new(
            "no-usable-rows",
            format!("{what} of `{}`: {}{first}", self.source.path, reasons.join(", ")),
        )
        .at(self.source.place.clone())
        .help("check under [source.columns] that each column is the right one, and `delimiter`, `header_row` and `time_format`")
    }

    fn end(&mut self, fingerprint: String) {
        let name = self.file.name.clone();
        if ledger::is_cap(self.file.rows) {
            self.warn(format!(
                "`{name}` has exactly {} rows, which is where tools cut an export off: export it in parts",
                self.file.rows
            ));
        }
        if self.file.rows == 0 {
            self.warn(format!("`{name}` has a header and no rows"));
        }
        self.ledger.fingerprints.push((name, fingerprint));
    }

    /// All rows are read: decides the dates, folds, and closes the ledger.
    fn finish(mut self) -> Result<Loaded, Vec<Diagnostic>> {
        self.wrong.extend(undecided_dates(self.source, &self.columns));
        if self.wrong.is_empty() && self.ledger.rows_read == 0 {
            self.wrong.push(
                Diagnostic::new("no-rows", format!("`{}` has a header and no rows", self.source.path))
                    .at(self.source.place.clone())
                    .help("export it again, over a period or a filter that has records"),
            );
        } else if self.wrong.is_empty() && self.ledger.rows_kept == 0 {
            self.wrong.push(self.hopeless("no row can be used"));
        }
        let (Some(chosen), true) = (self.chosen.clone(), self.wrong.is_empty()) else {
            return Err(self.wrong);
        };
        self.assume(&chosen);
        ledger::cells(&self.columns, &mut self.reasons, &mut self.ledger.warnings);
        let items = self.fold(&chosen).map_err(|diagnostic| vec![diagnostic])?;
        ledger::contradictions(&self.columns, &mut self.reasons);
        let stamped_until = ledger::stamped_until(&self.columns);
        let records = self.ledger.records as usize;
        self.ledger.warnings.extend(ledger::one_sided(&self.columns, records));
        if let Some(horizon) = stamped_until {
            self.ledger
                .warnings
                .extend(ledger::after_the_horizon(&self.columns, horizon));
        }
        self.close(&chosen);
        let (source, keep) = (self.source, self.keep);
        let mut columns = self.columns;
        columns.retain(|column| keep(source.table.name, column.spec.name));
        columns.sort_by_key(|column| mapping::place_in_table(source, column.spec));
        Ok(Loaded {
            columns,
            records,
            items,
            ledger: self.ledger,
            rejects: self.rejects,
            stamped_until,
        })
    }

    /// Gives every row the value that is taken for granted where no cell tells.
    fn assume(&mut self, chosen: &Chosen) {
        for (table, name, word) in ASSUMED {
            let Some(spec) = self.source.table.column(name) else {
                continue;
            };
            let is_told = self
                .columns
                .iter()
                .any(|column| column.spec.name == *name && column.filled() > 0);
            if *table != self.source.table.name || is_told || !self.wants(spec) {
                continue;
            }
            self.columns.retain(|column| column.spec.name != *name);
            let mut column = Column::new(spec, "(assumed)", self.source, chosen, None);
            for _ in 0..self.rows {
                let reading = column.read(word.as_bytes());
                column.push(reading, Witness::default);
            }
            self.columns.push(column);
            self.warn(format!(
                "no column tells the {name} of {table}: every one is taken as {word} (constants = {{ {name} = \"…\" }} says otherwise)"
            ));
        }
    }

    /// Makes records of rows; gives record and item where the shape is items.
    fn fold(&mut self, chosen: &Chosen) -> Result<Option<Vec<(u32, u32)>>, Diagnostic> {
        let records = self.columns.iter().find_map(|column| match &column.values {
            Values::Names(ids) if column.spec.kind == Kind::Id => fold::records(ids),
            _ => None,
        });
        self.ledger.records = records.as_ref().map_or(self.rows, |records| records.count) as u64;
        let folded = self.rows as u64 - self.ledger.records;
        let mut items = None;
        match (self.source.shape, &records) {
            (Shape::Snapshot, Some(records)) => {
                let standing = fold::latest(records, fold::Order::of(&self.columns));
                keep_rows(&mut self.columns, &standing);
                self.reasons.insert("superseded".to_owned(), folded);
                if folded > self.rows as u64 / 2 {
                    self.warn("most rows are superseded by later rows of their id: if the export is a log of events, say shape = \"events\"".to_owned());
                }
            }
            (Shape::Events, records) => {
                let history = match records {
                    Some(records) => fold::History::of(records, fold::Order::of(&self.columns)),
                    None => fold::History::of_single_rows(self.rows),
                };
                events::fold(&mut self.columns, &history, self.source, chosen)?;
                self.reasons.insert("folded into their record".to_owned(), folded);
            }
            (Shape::Items, records) => {
                items = Some(self.items(records.as_ref()));
                if let Some(records) = records {
                    let standing = fold::latest(records, fold::Order::of(&self.columns));
                    let disagreeing = fold::disagreeing(records, &standing, &self.columns);
                    self.reasons.insert("items disagree".to_owned(), disagreeing);
                    keep_rows(&mut self.columns, &standing);
                }
                self.reasons.insert("folded into their record".to_owned(), folded);
            }
            (Shape::Snapshot, None) => {}
        }
        Ok(items)
    }

    /// Record and item of every row that names one, each pair once.
    fn items(&self, records: Option<&Records>) -> Vec<(u32, u32)> {
        let codes = self.columns.iter().find_map(|column| match &column.values {
            Values::Words { codes, .. } if column.spec.kind == Kind::Items => Some(codes),
            _ => None,
        });
        let mut items: Vec<(u32, u32)> = codes
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|(_, code)| **code != super::words::NO_CODE)
            .map(|(row, code)| (records.map_or(row as u32, |records| records.of_row[row]), *code))
            .collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// The ledger's last entries.
    fn close(&mut self, chosen: &Chosen) {
        self.ledger.preset = chosen.name.to_owned();
        self.ledger.preset_evidence = chosen.evidence.clone();
        self.reasons.retain(|_, count| *count > 0);
        self.ledger.reasons = std::mem::take(&mut self.reasons).into_iter().collect();
        self.columns
            .sort_by_key(|column| mapping::place_in_table(self.source, column.spec));
        for column in &self.columns {
            self.ledger.unknown_words.extend(column.unknown_words());
            self.ledger.columns.push(ColumnSource {
                column: column.spec.name,
                header: column.header.clone(),
                format: match &column.values {
                    Values::Instants(instants) => Some(instants.format()),
                    _ => None,
                },
                filled: column.filled(),
            });
        }
    }
}

impl From {
    /// The cell that is to blame.
    fn cell(&self) -> Option<usize> {
        match self {
            Self::Cell(at) => Some(*at),
            Self::Constant(_) => None,
            Self::Prefix { cell, .. } => *cell,
        }
    }
}

fn keep_rows(columns: &mut [Column], rows: &[u32]) {
    for column in columns {
        column.keep_rows(rows);
    }
}

fn witness(file: &str, line: u64, cell: Option<usize>, record: &ByteRecord) -> Witness {
    let cell = cell.and_then(|cell| record.get(cell)).unwrap_or_default();
    Witness {
        cell: cells::text(cells::trim(cell)).chars().take(60).collect(),
        file: file.to_owned(),
        line,
    }
}

/// The id's cell and the values that its beginnings stand for.
fn prefixes(
    spec: &ColumnSpec,
    words: &BTreeMap<String, String>,
    mapping: &Mapping,
) -> Option<(usize, Vec<(Vec<u8>, u32)>)> {
    let id = mapping.columns.iter().find(|mapped| mapped.spec.kind == Kind::Id)?;
    let values = words
        .iter()
        .filter_map(|(prefix, word)| Some((prefix.clone().into_bytes(), canonical_value(spec, word)?)))
        .collect();
    Some((id.cell, values))
}

fn unknown_preset(source: &Source, name: &str) -> Diagnostic {
    Diagnostic::new("unknown-preset", format!("there is no preset `{name}`"))
        .at(source.place.clone())
        .help(format!(
            "presets are {}; left out, it is worked out from the headers",
            preset::preset_names().join(", ")
        ))
}

/// Constants that their column cannot hold.
fn unreadable_constants(source: &Source) -> Vec<Diagnostic> {
    let generic = Chosen {
        name: preset::GENERIC,
        table: None,
        evidence: String::new(),
    };
    let mut wrong = Vec::new();
    for (name, value) in &source.constants {
        let readable = source.table.column(name).is_some_and(|spec| {
            let mut column = Column::new(spec, "", source, &generic, None);
            column.read(value.as_bytes()).fault().is_none()
        });
        if !readable {
            let table = source.table.name;
            wrong.push(
                Diagnostic::new("bad-constant", format!("{table}.{name} cannot be `{value}`"))
                    .at(source.place.clone())
                    .help(format!("`boardpack tables {table}` says what each column holds")),
            );
        }
    }
    wrong
}

/// Columns whose order of day and month both occurs or never shows.
fn undecided_dates(source: &Source, columns: &[Column]) -> Vec<Diagnostic> {
    let decided: Vec<String> = columns
        .iter()
        .filter_map(|column| match &column.values {
            Values::Instants(instants) => match instants.decision() {
                Decision::Decided(order, _) => Some(format!("{} is {}", column.spec.name, order.name())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let hint = if decided.is_empty() {
        String::new()
    } else {
        format!("; other columns of this source tell: {}", decided.join(", "))
    };
    let mut wrong = Vec::new();
    for column in columns {
        let Values::Instants(instants) = &column.values else {
            continue;
        };
        let name = column.spec.name;
        let (message, first) = match instants.decision() {
            Decision::Both(one, other) => (
                format!("{name} has the day first in one cell and the month first in another: {one}, {other}"),
                one,
            ),
            Decision::Neither(cells) => {
                let shown: Vec<String> = cells.iter().map(ToString::to_string).collect();
                (
                    format!(
                        "every cell of {name} reads with the day or the month first: {}",
                        shown.join(", ")
                    ),
                    cells.into_iter().next().unwrap_or_default(),
                )
            }
            Decision::NotNeeded | Decision::Told(_) | Decision::Decided(..) => continue,
        };
        wrong.push(
            Diagnostic::new("day-month-order", message)
                .at(Place::of_line(&first.file, first.line, 0))
                .help(format!(
                    "say which under [[source]] `{}`: time_format = \"dmy\" or \"mdy\"{hint}",
                    source.path
                )),
        );
    }
    wrong
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

    #[test]
    fn what_is_taken_for_granted_is_a_word_of_its_column() {
        for (table, column, word) in ASSUMED {
            let spec = crate::tables::table(table).and_then(|table| table.column(column));
            assert!(
                spec.is_some_and(|spec| canonical_value(spec, word).is_some()),
                "{table}.{column}"
            );
        }
    }
}
