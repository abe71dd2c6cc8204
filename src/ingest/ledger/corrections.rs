//! Corrected rejects, fed back: `corrections = "site-private/2026-10/rejects.csv"` in a `[[source]]`.
//!
//! A row of [`super::rejects`] whose cells somebody has changed stands in the place of the record that it names, as long as that
//! record is still the one that was set aside. Whatever a spreadsheet program does to the file (`;`, quotes, line ends, padding, a
//! mark at its beginning) is survived. Rows without cells (those after the first 100,000) cannot be corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::rejects::{self, COLUMNS, HEADER};
use super::warnings::Warning;
use crate::config::Source;
use crate::error::{Diagnostic, Place};
use crate::ingest::Reject;
use crate::ingest::reader::open::Files;
use crate::ingest::reader::splitter::Broken;
use crate::ingest::source::{Account, Reader, check};

/// More than this is no file that somebody has corrected by hand.
const LONGEST: u64 = 512 << 20;

/// Of rows that are in another form, so many are told.
const MOST_TOLD: usize = 5;

/// The characters that a spreadsheet program may part cells with.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The reasons of corrections that are carried on to the next rejects.csv.
const USED: &str = "corrected";
const NOT_USED: &str = "correction not used";

/// What to do with a file that is not in the form of rejects.csv.
const FORM: &str =
    "boardpack build writes it as rejects.csv: change the cells to the right of `check` and leave the rest as it is";

/// What somebody has corrected, by file and record.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    by_file: BTreeMap<String, OfFile>,
    /// What the cells of each file stand under.
    headers: BTreeMap<String, Arc<[String]>>,
}

/// The corrections of one file, by record. A record may have several: a rejects.csv holds those that could not be used as well.
pub(crate) type OfFile = BTreeMap<u64, Vec<Correction>>;

/// A record as it should be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Correction {
    /// Of the record as it was.
    pub check: u64,
    pub cells: Vec<String>,
    /// Whether its row is of one that was set aside, and not of a correction that an earlier build has carried on.
    pub is_new: bool,
    /// Where it stands in the corrections.
    pub line: u64,
}

impl Corrections {
    /// The corrections that a source names, if it does.
    pub(crate) fn of(source: &Source, files: &dyn Files) -> Result<Self, Vec<Diagnostic>> {
        let Some((path, place)) = &source.corrections else {
            return Ok(Self::default());
        };
        let mut bytes = Vec::new();
        let opened = files.open(path).map_err(|wrong| wrong.message);
        let read = opened.and_then(|file| {
            let mut file = file.bytes.take(LONGEST + 1);
            file.read_to_end(&mut bytes).map_err(|error| error.to_string())
        });
        if let Err(error) = read {
            // Why a file cannot be opened is said with its name.
            let opening = format!("cannot read `{path}`: ");
            let error = error.strip_prefix(&opening).unwrap_or(&error);
            let unreadable = Diagnostic::new("cannot-read", format!("cannot read the corrections `{path}`: {error}"));
            return Err(vec![unreadable.at(place.clone()).help(
                "name the corrected rejects.csv, relative to the folder of boardpack.toml; boardpack build writes it beside the report",
            )]);
        }
        if bytes.len() as u64 > LONGEST {
            let too_long = Diagnostic::new("bad-corrections", format!("`{path}` is longer than 512 MiB"));
            return Err(vec![
                too_long
                    .at(place.clone())
                    .help("keep the rows that you have corrected and delete the others"),
            ]);
        }
        Self::parse(&files.label(path), &bytes)
    }

    /// The corrections of a file's bytes; `name` is what it is called.
    fn parse(name: &str, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let encoding = match Encoding::for_bom(bytes) {
            Some((encoding, _)) => encoding,
            None if std::str::from_utf8(bytes).is_ok() => UTF_8,
            None => WINDOWS_1252,
        };
        let (text, ..) = encoding.decode(bytes);
        let (text, lines_above) = match text.split_once('\n') {
            Some((first, rest)) if first.trim_start_matches('"').starts_with("sep=") => (rest, 1),
            _ => (&*text, 0),
        };
        let at = |line: u64, what: String| {
            let wrong = Diagnostic::new("bad-corrections", what);
            wrong.at(Place::of_line(name, line + lines_above, 0)).help(FORM)
        };
        let Some(delimiter) = delimiter(text) else {
            let what = format!("`{name}` does not begin with the columns {}", COLUMNS.join(", "));
            return Err(vec![at(1, what)]);
        };
        let (mut corrections, mut wrong) = (Self::default(), Vec::new());
        for record in reader(text, delimiter).records().skip(1) {
            if wrong.len() == MOST_TOLD {
                break;
            }
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    let added = corrections.add(&record, line + lines_above);
                    wrong.extend(added.err().map(|what| at(line, format!("`{name}` {what}"))));
                }
                Err(error) => wrong.push(at(1, format!("cannot read `{name}`: {error}"))),
            }
        }
        corrections
            .by_file
            .values_mut()
            .flat_map(BTreeMap::values_mut)
            .for_each(once);
        if wrong.is_empty() { Ok(corrections) } else { Err(wrong) }
    }

    /// Takes a row, if somebody has changed its cells.
    fn add(&mut self, row: &StringRecord, line: u64) -> Result<(), String> {
        let place = |at: usize| row.get(at).map_or("", str::trim);
        let [file, record, _, _, _, reason, check] = std::array::from_fn(place);
        let cells: Vec<String> = row
            .iter()
            .skip(COLUMNS.len())
            .map(|cell| rejects::unguarded(cell).to_owned())
            .collect();
        let file = rejects::unguarded(file);
        if reason == HEADER && record.is_empty() {
            let headers = cells[..cells.len() - trailing_empty(&cells)].into();
            self.headers.insert(file.to_owned(), headers);
            return Ok(());
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let number = record
            .parse()
            .map_err(|_| format!("has a row without the number of its record: `{record}`"))?;
        let check = rejects::check_of_words(check)
            .ok_or_else(|| format!("has lost the check of record {number}: `{check}`"))?;
        if check != rejects::check(cells.iter().map(String::as_str)) {
            let of_file = self.by_file.entry(file.to_owned()).or_default();
            of_file.entry(number).or_default().push(Correction {
                check,
                cells,
                is_new: reason != USED && reason != NOT_USED,
                line,
            });
        }
        Ok(())
    }

    /// Takes out the corrections of a file.
    pub(crate) fn take(&mut self, file: &str) -> OfFile {
        self.by_file.remove(file).unwrap_or_default()
    }

    /// Takes out the corrections of the next file.
    fn take_next(&mut self) -> Option<(String, Arc<[String]>, OfFile)> {
        let (file, of_file) = self.by_file.pop_first()?;
        let headers = self.headers.remove(&file).unwrap_or_default();
        Some((file, headers, of_file))
    }
}

impl Correction {
    /// As the next rejects.csv has it, which may take the place of the one that it stands in.
    fn carried(self, (file, headers): (&str, &Arc<[String]>), record: u64, reason: &str) -> Reject {
        Reject {
            file: file.to_owned(),
            record,
            line: 0,
            column: None,
            value: String::new(),
            reason: reason.to_owned(),
            cells: self.cells,
            headers: Arc::clone(headers),
            check: Some(self.check),
        }
    }
}

impl Reader<'_> {
    /// Takes a record as it is, or as somebody has corrected it.
    pub(crate) fn row_or_its_correction(&mut self, record: &ByteRecord, broken: Option<Broken>) {
        if self.file.corrections.is_empty() {
            return self.row_as_it_is(record, broken);
        }
        let number = record.position().map_or(0, csv::Position::record);
        let own = check(record);
        let of_record = self.file.corrections.remove(&number).unwrap_or_default();
        let (mut fitting, stale): (Vec<_>, Vec<_>) = of_record.into_iter().partition(|each| each.check == own);
        self.file.stale += stale.len() as u64;
        for correction in stale {
            self.carry_on(number, correction, NOT_USED);
        }
        // The last counts, but what was carried on never beats what somebody has changed since.
        fitting.sort_by_key(|each| (each.is_new, each.line));
        let Some(correction) = fitting.pop() else {
            return self.row_as_it_is(record, broken);
        };
        if !fitting.is_empty() {
            self.file.rivals.push((number, correction.line));
        }
        for rival in fitting {
            self.carry_on(number, rival, NOT_USED);
        }
        let headers = self.file.headers.names().len();
        let mut corrected = ByteRecord::from(correction.cells.as_slice());
        corrected.truncate(headers.max(correction.cells.len() - trailing_empty(&correction.cells)));
        while corrected.len() < headers {
            corrected.push_field(b"");
        }
        corrected.set_position(record.position().cloned());
        let aside = self.ledger.rows_set_aside;
        self.original = Some(correction.check);
        self.row(&corrected);
        self.original = None;
        // What is set aside again is counted and written with the rest of that.
        if self.ledger.rows_set_aside == aside {
            self.note(USED);
            self.carry_on(number, correction, USED);
        }
    }

    fn row_as_it_is(&mut self, record: &ByteRecord, broken: Option<Broken>) {
        match broken {
            None => self.row(record),
            Some(broken) => self.broken_row(record, broken),
        }
    }

    /// Keeps a correction for the next rejects.csv.
    fn carry_on(&mut self, record: u64, correction: Correction, reason: &str) {
        let file = (self.file.name.as_str(), self.file.headers.names());
        self.corrected.push(correction.carried(file, record, reason));
    }

    /// Says which corrections of a file could not be used.
    pub(crate) fn close_corrections(&mut self, name: &str) {
        let stale = std::mem::take(&mut self.file.stale);
        if stale > 0 {
            self.warn(format!(
                "corrections not used, as `{name}` has another row there by now: {stale}; correct it in the new rejects.csv"
            ));
        }
        let rivals = std::mem::take(&mut self.file.rivals);
        if let (Some((record, line)), Some((path, _))) = (rivals.first(), &self.source.corrections) {
            let more = match rivals.len() - 1 {
                0 => String::new(),
                more => format!("; {more} more records have several as well"),
            };
            self.warn(format!(
                "record {record} of `{name}` has several corrections in `{path}`, and the one on line {line} is taken: \
                 delete the others{more}"
            ));
        }
        let missing = std::mem::take(&mut self.file.corrections);
        if !missing.is_empty() {
            self.warn(format!(
                "corrections of records that `{name}` does not have: {}",
                count(&missing)
            ));
        }
        for (record, correction) in each(missing) {
            self.carry_on(record, correction, NOT_USED);
        }
    }
}

/// The corrections of a file one by one, each with its record.
fn each(of_file: OfFile) -> impl Iterator<Item = (u64, Correction)> {
    let each = |(record, of_record): (u64, Vec<Correction>)| of_record.into_iter().map(move |each| (record, each));
    of_file.into_iter().flat_map(each)
}

/// Of corrections that are the same, the one that counts most is enough.
fn once(of_record: &mut Vec<Correction>) {
    of_record.sort();
    of_record.dedup_by(|later, earlier| {
        let is_same = (later.check, &later.cells) == (earlier.check, &earlier.cells);
        if is_same {
            std::mem::swap(later, earlier);
        }
        is_same
    });
}

/// How many corrections there are.
fn count(of_file: &OfFile) -> usize {
    of_file.values().map(Vec::len).sum()
}

/// Warns of corrections of files that no source with these corrections reads, and keeps them for the next rejects.csv.
pub(crate) fn carry_on_unclaimed(read: &mut [(&Source, Account)]) {
    let path = |source: &Source| source.corrections.as_ref().map(|(path, _)| path.clone());
    let mut told = BTreeSet::new();
    for at in 0..read.len() {
        let Some(corrections) = path(read[at].0) else { continue };
        let mut unclaimed = std::mem::take(&mut read[at].1.unclaimed);
        while let Some((file, headers, of_file)) = unclaimed.take_next() {
            let is_another_s = read.iter().any(|(source, account)| {
                let mut files = account.ledger.fingerprints.iter();
                path(source).as_ref() == Some(&corrections) && files.any(|(name, _)| *name == file)
            });
            if is_another_s || !told.insert((corrections.clone(), file.clone())) {
                continue;
            }
            let account = &mut read[at].1;
            account.ledger.warnings.push(Warning::Note(format!(
                "corrected rows of `{corrections}` that are of `{file}`, which no source with these corrections reads: {}",
                count(&of_file)
            )));
            let carried = |(record, each): (u64, Correction)| each.carried((&file, &headers), record, NOT_USED);
            account.corrected.extend(each(of_file).map(carried));
        }
    }
}

/// How many cells at the end are empty.
fn trailing_empty(cells: &[String]) -> usize {
    cells.iter().rev().take_while(|cell| cell.trim().is_empty()).count()
}

/// What parts the cells: the header is known.
fn delimiter(text: &str) -> Option<u8> {
    DELIMITERS.into_iter().find(|delimiter| {
        let first = reader(text, *delimiter).records().next();
        let Some(Ok(first)) = first else { return false };
        first.len() >= COLUMNS.len()
            && COLUMNS
                .iter()
                .zip(&first)
                .all(|(column, cell)| cell.trim().eq_ignore_ascii_case(column))
    })
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder.from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::{Reject, rejects_csv};

    fn reject(record: u64, cells: &[String], check: Option<u64>) -> Reject {
        Reject {
            file: "=a.csv".to_owned(),
            record,
            line: record + 1,
            column: None,
            value: String::new(),
            reason: "fewer cells than the header".to_owned(),
            cells: cells.to_vec(),
            headers: vec!["id".to_owned()].into(),
            check,
        }
    }

    /// The file after a spreadsheet program has opened and saved it.
    fn saved(bytes: &[u8], delimiter: u8) -> Vec<u8> {
        let rows: Vec<StringRecord> = reader(std::str::from_utf8(bytes).expect("UTF-8"), b',')
            .records()
            .map(|row| row.expect("a row"))
            .collect();
        let widest = rows.iter().map(StringRecord::len).max().unwrap_or_default();
        let mut writer = csv::WriterBuilder::new();
        writer
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::Always);
        let mut writer = writer.from_writer(b"\xef\xbb\xbf".to_vec());
        for row in rows {
            let padding = std::iter::repeat_n("", widest - row.len());
            writer.write_record(row.iter().chain(padding)).expect("in memory");
        }
        writer.into_inner().expect("in memory")
    }

    fn one(corrections: Result<Corrections, Vec<Diagnostic>>) -> Option<Correction> {
        corrections.expect("read").take("=a.csv").remove(&3)?.pop()
    }

    proptest! {
        #[test]
        fn whatever_the_cells_they_come_back_as_they_were(
            cells in proptest::collection::vec("[-=+@'\t\r\n,;|\"a x é]{0,6}", 1..5),
            delimiter in proptest::sample::select(&DELIMITERS[..]),
        ) {
            prop_assume!(cells.iter().any(|cell| !cell.trim().is_empty()));
            let own = rejects::check(cells.iter().map(String::as_str));
            let written = |check| rejects_csv(&[reject(3, &cells, Some(check))], &[]).expect("written");
            prop_assert_eq!(one(Corrections::parse("r.csv", &written(own))), None, "nobody has changed them");
            prop_assert_eq!(one(Corrections::parse("r.csv", &saved(&written(own), delimiter))), None);

            let changed = one(Corrections::parse("r.csv", &written(!own))).expect("a correction");
            prop_assert_eq!(&changed.cells, &cells);
            let changed = one(Corrections::parse("r.csv", &saved(&written(!own), delimiter))).expect("a correction");
            prop_assert_eq!(&changed.cells[..cells.len()], &cells[..]);
            prop_assert_eq!(changed.check, !own);
        }
    }

    #[test]
    fn a_file_in_another_form_is_refused_at_its_place() {
        let refused = |text: &str| {
            let wrong = Corrections::parse("r.csv", text.as_bytes()).expect_err("refused");
            wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let head = "file;record;line;column;value;reason;check;cells\n";
        insta::assert_snapshot!(refused("number,opened_at\n1,2\n"), @"
        error[bad-corrections]: `r.csv` does not begin with the columns file, record, line, column, value, reason, check
          --> r.csv:1
          help: boardpack build writes it as rejects.csv: change the cells to the right of `check` and leave the rest as it is
        ");
        insta::assert_snapshot!(refused(&format!("sep=;\n{head}a.csv;two;3;;;;x0123456789abcdef;1\na.csv;2;3;;;;;1\n")), @"
        error[bad-corrections]: `r.csv` has a row without the number of its record: `two`
          --> r.csv:3
          help: boardpack build writes it as rejects.csv: change the cells to the right of `check` and leave the rest as it is
        error[bad-corrections]: `r.csv` has lost the check of record 2: ``
          --> r.csv:4
          help: boardpack build writes it as rejects.csv: change the cells to the right of `check` and leave the rest as it is
        ");
        assert!(
            Corrections::parse("r.csv", format!("{head}a.csv;7;8;;;why;;;\n;;;;;;;\n").as_bytes()).is_ok(),
            "no cells, no correction"
        );
    }

    #[test]
    fn a_file_that_was_saved_in_another_encoding_is_read() {
        let rejects = [reject(3, &["Zürich".to_owned()], Some(1))];
        let utf_8 = String::from_utf8(rejects_csv(&rejects, &[]).expect("written")).expect("UTF-8");
        let windows = utf_8
            .replace('ü', "\u{1}")
            .into_bytes()
            .into_iter()
            .map(|byte| if byte == 1 { 0xfc } else { byte });
        let utf_16 = "\u{feff}"
            .encode_utf16()
            .chain(utf_8.encode_utf16())
            .flat_map(u16::to_le_bytes);
        for bytes in [windows.collect::<Vec<u8>>(), utf_16.collect()] {
            assert_eq!(
                one(Corrections::parse("r.csv", &bytes)).expect("a correction").cells,
                ["Zürich"]
            );
        }
    }
}
