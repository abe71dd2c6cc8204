//! Text → records with their places, and no row lost to a quote that is never closed: what such a quote swallowed is read again.

use std::io::{self, Read, Seek, SeekFrom};

use csv::{ByteRecord, Position};

use super::cells;
use super::quotes::{self, Swallowed};
use crate::error::{Diagnostic, Place};

/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: u64 = 16 << 20;

/// How far behind a swallowed text the records that could follow are looked for.
const LOOK_AHEAD: u64 = 1 << 16;

/// So many bytes may be read again, and so many times those read once: no file is read for ever.
const AGAIN: u64 = 64 << 20;
const TIMES_AGAIN: u64 = 4;

/// The first piece that is given of a text that is read again; the next quote may be as near.
const FIRST_PIECE: usize = 1 << 12;

const LARGEST_PIECE: usize = 1 << 18;

/// Why a record is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// The cell whose quote is never closed.
    pub cell: usize,
    /// The line that the quote opens on.
    pub line: u64,
}

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A record; its position has the physical line on which it begins, and its number.
    Record,
    /// What cannot be a record: it is set aside, and reading goes on after it.
    Broken(Broken),
    /// The end of the file.
    End,
}

/// Splits text into records.
pub(super) struct Splitter {
    reader: csv::Reader<Window>,
    /// The file's name, for what is wrong with it.
    name: String,
    delimiter: u8,
    lines_above: u64,
    /// The line on which reading goes on, without those above.
    next_line: u64,
    /// A record has at least so many cells, and no more than `most` with anything in them; none is known before the header.
    least: usize,
    most: usize,
    /// The number of cells of the last record that was long enough.
    typical: usize,
    read_again: u64,
}

impl Splitter {
    /// `text` begins after `lines_above` lines of the file.
    pub(super) fn new(name: &str, text: Box<dyn Read>, delimiter: u8, lines_above: u64) -> Self {
        Self {
            reader: csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .buffer_capacity(LARGEST_PIECE)
                .from_reader(Window::new(text)),
            name: name.to_owned(),
            delimiter,
            lines_above,
            next_line: 1,
            least: 0,
            most: 0,
            typical: 0,
            read_again: 0,
        }
    }

    /// Reads the header, which says how many cells a record has; whether there is one.
    pub(super) fn header(&mut self, record: &mut ByteRecord) -> Result<bool, Box<Diagnostic>> {
        let found = self.next(record)?;
        let is_named = |cell: &[u8]| !cells::trim(cell).is_empty();
        self.most = record.len();
        self.typical = record.len();
        self.least = record
            .iter()
            .collect::<Vec<_>>()
            .iter()
            .rposition(|cell| is_named(cell))
            .map_or(0, |last| last + 1);
        Ok(found == Found::Record)
    }

    /// The next record, if there is one.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        loop {
            let start = self.reader.position().byte();
            self.reader.get_mut().keep = start;
            let found = self.reader.read_byte_record(record);
            if found.map_err(|error| broken(&self.name, &error))? {
                break self.placed(start, record);
            }
            if self.window().ending != Ending::Cut {
                break Ok(Found::End);
            }
            // Nothing but empty lines for longer than a record may be.
            let here = self.reader.position().clone();
            self.go_to(here)?;
        }
    }

    fn window(&self) -> &Window {
        self.reader.get_ref()
    }

    /// Gives a record its place; one that is more than a line is looked at closely.
    fn placed(&mut self, start: u64, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        let mut position = self.reader.position().clone();
        let begun = std::mem::replace(&mut self.next_line, position.line());
        position.set_record(position.record() - 1);
        if position.line() - begun == 1 && self.window().ending == Ending::NotYet {
            position.set_line(begun + self.lines_above);
            record.set_position(Some(position));
            if record.len() >= self.least {
                self.typical = record.len();
            }
            return Ok(Found::Record);
        }
        // csv's own position is that of the empty lines before a record.
        let raw = self.window().between(start, position.byte());
        let empty = raw.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        position.set_line(begun + breaks(&raw[..empty]) + self.lines_above);
        let is_a_line = breaks(&raw[empty..]) <= 1 && self.window().ending == Ending::NotYet;
        record.set_position(Some(position));
        if is_a_line {
            return Ok(Found::Record);
        }
        self.checked(start + empty as u64, record)
    }

    /// Whether a record that begins at `start` is one, or a quote swallowed others.
    fn checked(&mut self, start: u64, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        let end = self.reader.position().byte();
        let shape = quotes::shape(self.window().between(start, end), self.delimiter, usize::MAX);
        let line = record.position().map_or(0, Position::line);
        if self.window().ending == Ending::Cut && !shape.is_open {
            return Err(too_long(&self.name, line).into());
        }
        let has_paired = shape.is_paired && !shape.is_open;
        if has_paired && !shape.ends_another && (self.most == 0 || self.fits(record)) {
            return Ok(Found::Record);
        }
        if self.most > 1
            && let Some(next) = self.next_record(start, end, has_paired)?
        {
            return self.cut_short(start, next, end, record);
        }
        match self.window().ending {
            _ if has_paired || (!shape.is_open && self.most > 0) => Ok(Found::Record),
            Ending::Whole if self.most > 1 => Ok(Found::Broken(open_quote(record))),
            _ if shape.is_open => Err(unclosed_quote(&self.name, open_quote(record).line).into()),
            _ => Err(unclosed_quote(&self.name, line).into()),
        }
    }

    /// Whether it has as many cells as the header asks for.
    fn fits(&self, record: &ByteRecord) -> bool {
        let has_more = || record.iter().skip(self.most).any(|cell| !cells::trim(cell).is_empty());
        record.len() >= self.least && (record.len() <= self.most || !has_more())
    }

    /// The place after `start` where the next record begins, if a record that goes to `end` swallowed one.
    fn next_record(&mut self, start: u64, end: u64, is_doubtful: bool) -> Result<Option<u64>, Box<Diagnostic>> {
        let fetched = self.reader.get_mut().fetch(end + LOOK_AHEAD);
        fetched.map_err(|error| broken(&self.name, &error.into()))?;
        let window = self.window();
        let last = window.end().min(end + LOOK_AHEAD);
        let next = Swallowed {
            text: window.between(start, last),
            length: (end - start) as usize,
            is_all: window.is_over && last == window.end(),
            delimiter: self.delimiter,
            cells: [self.most, self.typical],
            is_doubtful,
        }
        .next_record();
        Ok(next.map(|next| start + next as u64))
    }

    /// Ends the record at `next`, where reading goes on.
    fn cut_short(
        &mut self,
        start: u64,
        next: u64,
        end: u64,
        record: &mut ByteRecord,
    ) -> Result<Found, Box<Diagnostic>> {
        let text = self.window().between(start, next);
        let lines = breaks(text);
        let position = record.position().cloned();
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(text.strip_suffix(b"\n").unwrap_or(text))
            .read_byte_record(record)
            .map_err(|error| broken(&self.name, &error))?;
        record.set_position(position);
        let quote = open_quote(record);
        self.read_again += end - next;
        if self.read_again > AGAIN + TIMES_AGAIN * next {
            return Err(unclosed_quote(&self.name, quote.line).into());
        }
        let line = record.position().map_or(0, Position::line) - self.lines_above;
        let mut position = self.reader.position().clone();
        position.set_byte(next).set_line(line + lines);
        self.go_to(position)?;
        Ok(Found::Broken(quote))
    }

    fn go_to(&mut self, position: Position) -> Result<(), Box<Diagnostic>> {
        self.next_line = position.line();
        let place = SeekFrom::Start(position.byte());
        let gone = self.reader.seek_raw(place, position);
        gone.map_err(|error| broken(&self.name, &error).into())
    }
}

fn breaks(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// The quote that is open at the end of a record: that of its last cell.
fn open_quote(record: &ByteRecord) -> Broken {
    let cell = record.len().saturating_sub(1);
    let line = record.position().map_or(0, Position::line);
    Broken {
        cell,
        line: line + record.iter().take(cell).map(breaks).sum::<u64>(),
    }
}

/// Why a text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It has not.
    NotYet,
    /// There is no more of it.
    Whole,
    /// A record was too long.
    Cut,
}

/// A text of which the bytes since the beginning of the present record can be had again.
struct Window {
    inner: Box<dyn Read>,
    kept: Vec<u8>,
    /// The place in the text of the first byte that is kept.
    from: u64,
    /// The place of the next byte to give.
    at: u64,
    /// Where the present record begins.
    keep: u64,
    /// The largest piece to give of what is read again.
    piece: usize,
    /// Whether `inner` has no more.
    is_over: bool,
    ending: Ending,
}

impl Window {
    fn new(inner: Box<dyn Read>) -> Self {
        Self {
            inner,
            kept: Vec::new(),
            from: 0,
            at: 0,
            keep: 0,
            piece: LARGEST_PIECE,
            is_over: false,
            ending: Ending::NotYet,
        }
    }

    /// The place after the last byte that is kept.
    fn end(&self) -> u64 {
        self.from + self.kept.len() as u64
    }

    /// The bytes from one place to another, which must be kept.
    fn between(&self, from: u64, to: u64) -> &[u8] {
        let place = |at: u64| (at.saturating_sub(self.from) as usize).min(self.kept.len());
        &self.kept[place(from)..place(to).max(place(from))]
    }

    /// Reads on until `to` is kept, or there is no more.
    fn fetch(&mut self, to: u64) -> io::Result<()> {
        let mut piece = vec![0; FIRST_PIECE];
        while self.end() < to && !self.is_over {
            let length = self.inner.read(&mut piece)?;
            self.is_over = length == 0;
            self.kept.extend_from_slice(&piece[..length]);
        }
        Ok(())
    }

    /// Gives bytes that are kept.
    fn again(&mut self, buffer: &mut [u8]) -> usize {
        let from = (self.at - self.from) as usize;
        let length = (self.kept.len() - from).min(buffer.len()).min(self.piece);
        buffer[..length].copy_from_slice(&self.kept[from..from + length]);
        self.piece = (self.piece * 2).min(LARGEST_PIECE);
        length
    }

    /// Gives bytes that were never given, and keeps them.
    fn more(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let unneeded = (self.keep.saturating_sub(self.from) as usize).min(self.kept.len());
        self.kept.drain(..unneeded);
        self.from += unneeded as u64;
        if self.is_over {
            return Ok(0);
        }
        let length = self.inner.read(buffer)?;
        self.is_over = length == 0;
        self.kept.extend_from_slice(&buffer[..length]);
        Ok(length)
    }
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at.saturating_sub(self.keep) > LONGEST_RECORD {
            self.ending = Ending::Cut;
            return Ok(0);
        }
        let length = if self.at < self.end() {
            self.again(buffer)
        } else {
            self.more(buffer)?
        };
        if length == 0 {
            self.ending = Ending::Whole;
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Window {
    /// Back to a byte that is kept.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(to) = to else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        if !(self.from..=self.end()).contains(&to) {
            return Err(io::Error::other("that part of the file is not kept"));
        }
        self.at = to;
        self.keep = to;
        self.piece = FIRST_PIECE;
        self.ending = Ending::NotYet;
        Ok(to)
    }
}

fn unclosed_quote(name: &str, line: u64) -> Diagnostic {
    Diagnostic::new(
        "unclosed-quote",
        format!("a quote that opens on line {line} is never closed"),
    )
    .at(Place::of_line(name, line, 0))
    .help(
        "close it or double it (\"\") in that line; if the tool wrote it so, export the file again without that column",
    )
}

fn too_long(name: &str, line: u64) -> Diagnostic {
    Diagnostic::new("record-too-long", "a record is longer than 16 MiB".to_owned())
        .at(Place::of_line(name, line, 0))
        .help("check that the file is CSV with one record a line, and that `delimiter` is right")
}

fn broken(name: &str, error: &csv::Error) -> Diagnostic {
    let diagnostic = Diagnostic::new("cannot-read", format!("cannot read `{name}`: {error}"));
    diagnostic.help("the file may be cut off or damaged: export or copy it again")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives few bytes at a time.
    struct Slowly(io::Cursor<Vec<u8>>);

    impl Read for Slowly {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(3);
            self.0.read(&mut buffer[..length])
        }
    }

    /// The records below the header: line, number, cells, and the line of the quote that breaks it.
    type Read4 = (u64, u64, Vec<String>, Option<u64>);

    fn split(text: &str) -> Vec<Read4> {
        let slowly = Slowly(io::Cursor::new(text.as_bytes().to_vec()));
        let records = records(Box::new(slowly));
        let at_once = self::records(Box::new(io::Cursor::new(text.as_bytes().to_vec())));
        assert_eq!(records, at_once, "{text}");
        records
    }

    fn records(text: Box<dyn Read>) -> Vec<Read4> {
        let mut splitter = Splitter::new("a.csv", text, b',', 0);
        let mut record = ByteRecord::new();
        assert!(splitter.header(&mut record).expect("a header"));
        let mut records = Vec::new();
        loop {
            let quote = match splitter.next(&mut record).expect("read") {
                Found::End => return records,
                Found::Record => None,
                Found::Broken(broken) => Some(broken.line),
            };
            let place = record.position().expect("a place");
            let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
            records.push((place.line(), place.record(), cells.collect(), quote));
        }
    }

    fn ids(text: &str) -> Vec<(u64, String, bool)> {
        let id = |(line, _, cells, quote): Read4| (line, cells[0].clone(), quote.is_some());
        split(text).into_iter().map(id).collect()
    }

    fn row(line: u64, id: &str, is_broken: bool) -> (u64, String, bool) {
        (line, id.to_owned(), is_broken)
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row_and_no_other() {
        let records = split("id,a,b\n1,x,y\n2,\"open,y\n3,x,y\n\n4,x,y\n");
        let broken = (3, 2, vec!["2".to_owned(), "open,y".to_owned()], Some(3));
        assert_eq!(records[1], broken);
        let places: Vec<_> = records.iter().map(|(line, record, ..)| (*line, *record)).collect();
        assert_eq!(places, [(2, 1), (3, 2), (4, 3), (6, 4)]);
    }

    #[test]
    fn a_quote_that_the_next_quoted_cell_closes_swallows_no_row() {
        let text = "id,a,b\n1,\"open,y\n2,x,y\n3,\"a,\nb\",y\n4,x,y\n";
        let expected = [
            row(2, "1", true),
            row(3, "2", false),
            row(4, "3", false),
            row(6, "4", false),
        ];
        assert_eq!(ids(text), expected);
        // Closed by the next row, the two of them look like one.
        let text = "id,a,b\n1,\"open,y\n2,\"x\",y\n3,x,y\n";
        assert_eq!(ids(text), [row(2, "1", true), row(3, "2", false), row(4, "3", false)]);
    }

    #[test]
    fn quotes_that_pair_across_rows_swallow_none_either() {
        let text = "id,a,b\n\"1,x,y\n2,x,y\n3,x,y\n\",\",x,y\n5,x,\",b\"\n";
        let lines: Vec<_> = ids(text).into_iter().map(|(line, _, broken)| (line, broken)).collect();
        assert_eq!(lines, [(2, true), (3, false), (4, false), (5, false), (6, false)]);
    }

    #[test]
    fn several_quotes_that_are_never_closed_cost_a_row_each() {
        let text = "id,a,b\n1,\"open,y\n2,x,y\n3,x,\"open\n4,x,y\n5,x,y\n6,\"open,y\n";
        let broken: Vec<_> = ids(text).into_iter().map(|(line, _, broken)| (line, broken)).collect();
        assert_eq!(
            broken,
            [(2, true), (3, false), (4, true), (5, false), (6, false), (7, true)]
        );
    }

    #[test]
    fn a_quote_in_a_later_line_of_its_record_is_told_by_that_line() {
        let records = split("id,a,b\n1,\"two\nlines\",\"open\n2,x,y\n");
        assert_eq!((records[0].0, records[0].3), (2, Some(3)));
        assert_eq!(records[1].0, 4);
    }

    #[test]
    fn the_last_row_cut_inside_a_quote_is_one_row_set_aside() {
        for text in [
            "id,a\n1,x\n2,\"cut",
            "id,a\n1,x\n2,\"cut\n",
            "id,a\n1,x\n2,\"cut\noff here",
        ] {
            assert_eq!(ids(text), [row(2, "1", false), row(3, "2", true)], "{text}");
        }
    }

    #[test]
    fn a_cell_of_many_lines_is_not_torn_whatever_stands_in_it() {
        let lines = "2,x,y\n\"\"quoted\"\", and \\\"\"so\\\"\"\n".repeat(400);
        let text = format!("id,a,b\n1,\"{lines}\",y\n3,x,y\n");
        assert_eq!(ids(&text), [row(2, "1", false), row(803, "3", false)]);
    }

    #[test]
    fn a_ragged_record_whose_quotes_pair_stays_one_where_its_text_only_looks_like_a_record() {
        let text = "id,a,b\n1,\"one\n2,x,y\nthe end\",y,too many\n3,x,y\n";
        assert_eq!(ids(text), [row(2, "1", false), row(5, "3", false)]);
    }

    #[test]
    fn rows_that_end_in_a_delimiter_can_follow_a_broken_one_too() {
        let text = "id,a,b\n1,x,y,\n2,\"open,y,\n3,x,y,\n";
        assert_eq!(ids(text), [row(2, "1", false), row(3, "2", true), row(4, "3", false)]);
    }

    #[test]
    fn empty_lines_without_end_are_passed_over() {
        let text = format!("id,a\n1,x\n{}2,x\n", "\n".repeat((LONGEST_RECORD + 1_000_000) as usize));
        let records = records(Box::new(io::Cursor::new(text.into_bytes())));
        assert_eq!(records[1].0, LONGEST_RECORD + 1_000_000 + 3);
    }

    #[test]
    fn a_file_made_to_be_read_again_for_ever_is_given_up() {
        // Each first line swallows what follows it, up to the longest record; each second line can be read.
        let text = format!("id,a\n{}", "x\"y,\"\n1,2\n".repeat(4_000_000));
        let mut splitter = Splitter::new("a.csv", Box::new(io::Cursor::new(text.into_bytes())), b',', 0);
        let mut record = ByteRecord::new();
        assert!(splitter.header(&mut record).expect("a header"));
        let error = loop {
            match splitter.next(&mut record) {
                Ok(Found::End) => panic!("read to its end"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert_eq!(error.code, "unclosed-quote");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_as_csv_is_read_as_it_was(
            rows in proptest::collection::vec(proptest::collection::vec("[ab,\"\n\\\\ ]{0,6}", 3), 1..20)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["id", "a", "b"]).expect("in memory");
            let mut line = 2;
            let mut expected = Vec::new();
            for (number, row) in rows.into_iter().enumerate() {
                writer.write_record(&row).expect("in memory");
                let lines = row.iter().map(|cell| breaks(cell.as_bytes())).sum::<u64>() + 1;
                expected.push((line, number as u64 + 1, row, None));
                line += lines;
            }
            let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("UTF-8");
            proptest::prop_assert_eq!(split(&text), expected);
        }

        #[test]
        fn one_stray_quote_costs_at_most_its_own_row(
            rows in proptest::collection::vec(proptest::collection::vec("[ab]{1,3}|\"[ab,]{1,3}\"", 3), 2..20),
            row in 0_usize..20,
            cell in 0_usize..3,
        ) {
            let row = row % rows.len();
            let mut text = "id,a,b,number\n".to_owned();
            for (number, cells) in rows.iter().enumerate() {
                let mut cells = cells.clone();
                if number == row {
                    cells[cell].insert(0, '"');
                }
                text.push_str(&format!("{},{number}\n", cells.join(",")));
            }
            let read: Vec<String> = split(&text).into_iter().filter(|read| read.0 != row as u64 + 2).map(|read| read.2[3].clone()).collect();
            let expected: Vec<String> = (0..rows.len()).filter(|number| *number != row).map(|number| number.to_string()).collect();
            proptest::prop_assert_eq!(read, expected);
        }
    }
}
