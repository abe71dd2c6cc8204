//! Text → records with their places, and no row lost to a quote that is never closed: what such a quote swallowed is read again.

use std::io::{Read, SeekFrom};

use csv::{ByteRecord, Position};

use super::quotes::{self, Swallowed, Written};
use super::window::{Ending, Window};
use crate::error::{Diagnostic, Place};
use crate::ingest::cells;

/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: u64 = 16 << 20;

/// A first record longer than this is no header.
const LONGEST_HEADER: u64 = 4 << 20;

const BUFFER: usize = 1 << 18;

/// Of a record with so many more cells than the header only the first that has anything in it is kept.
const MANY_MORE: usize = 1 << 10;

/// How far behind a swallowed text the records that could follow are looked for.
const LOOK_AHEAD: u64 = 1 << 16;

/// So many bytes may be read again, and so many times those read once: no file is read for ever.
const AGAIN: u64 = 64 << 20;
const TIMES_AGAIN: u64 = 4;

/// Why a record is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The cell whose quote is never closed; `None` where a quote closes its cell too early, so that its text is torn.
    pub cell: Option<usize>,
    /// The line that the quote opens on, or that the record begins on.
    pub line: u64,
}

impl Broken {
    /// The reason in words.
    pub(crate) fn reason(self) -> &'static str {
        match self.cell {
            Some(_) => "a quote is never closed",
            None => "a quote closes its cell too early",
        }
    }
}

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A record; its position has the physical line on which it begins, and its number.
    Record,
    /// What cannot be a record: it is set aside, and reading goes on after it.
    Broken(Broken),
    /// The end of the file.
    End,
}

/// Splits text into records.
pub(crate) struct Splitter {
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
    pub(crate) fn new(name: &str, text: Box<dyn Read>, delimiter: u8, lines_above: u64) -> Self {
        Self {
            reader: csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .buffer_capacity(BUFFER)
                .from_reader(Window::new(text, LONGEST_HEADER)),
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
    pub(crate) fn header(&mut self, record: &mut ByteRecord) -> Result<bool, Box<Diagnostic>> {
        let found = self.next(record)?;
        self.reader.get_mut().longest = LONGEST_RECORD;
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
    pub(crate) fn next(&mut self, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        loop {
            let start = self.reader.position().byte();
            self.reader.get_mut().keep = start;
            let found = self.reader.read_byte_record(record);
            if found.map_err(|error| damaged(&self.name, &error))? {
                let found = self.placed(start, record)?;
                self.shorten(record);
                break Ok(found);
            }
            if self.window().ending != Ending::Cut {
                break Ok(Found::End);
            }
            // Nothing but empty lines for longer than a record may be.
            let here = self.reader.position().clone();
            self.go_to(here)?;
        }
    }

    /// Takes off what would only fill memory: delimiters without end.
    fn shorten(&self, record: &mut ByteRecord) {
        if self.most == 0 || record.len() <= self.most + MANY_MORE {
            return;
        }
        let more = record.iter().skip(self.most).find(|cell| !cells::trim(cell).is_empty());
        let mut short: ByteRecord = record.iter().take(self.most).chain(more).collect();
        short.set_position(record.position().cloned());
        *record = short;
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
            if record.len() == self.typical || record.len() == self.most || self.most == 0 {
                return Ok(Found::Record);
            }
            return self.ragged(start, record);
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

    /// A record of one line with more or fewer cells than most.
    fn ragged(&mut self, start: u64, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        let end = self.reader.position().byte();
        if self.escaped(start, end, record)? {
            return Ok(Found::Record);
        }
        if record.len() >= self.least {
            self.typical = record.len();
            return Ok(Found::Record);
        }
        let shape = quotes::shape(
            self.window().between(start, end),
            self.delimiter,
            usize::MAX,
            Written::Doubled,
        );
        match shape.is_paired {
            true => Ok(Found::Record),
            false => self.torn(start, end, record),
        }
    }

    /// A record that a quote ended before its time: the lines after it that are too short to be records are the rest of it.
    fn torn(&mut self, start: u64, end: u64, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        self.look_ahead(end)?;
        let (text, is_all) = self.text_from(end, end);
        let length = quotes::short_records(text, is_all, self.delimiter, self.least);
        if length == 0 {
            return Ok(Found::Record);
        }
        let rest = text[..length].trim_ascii_end().to_vec();
        let lines = breaks(self.window().between(start, end + length as u64));
        record.push_field(&rest);
        self.go_on(end + length as u64, end, lines, record)?;
        Ok(Found::Broken(Broken {
            cell: None,
            line: record.position().map_or(0, Position::line),
        }))
    }

    /// Whether a record that begins at `start` is one, or a quote swallowed others.
    fn checked(&mut self, start: u64, record: &mut ByteRecord) -> Result<Found, Box<Diagnostic>> {
        let end = self.reader.position().byte();
        let shape = quotes::shape(
            self.window().between(start, end),
            self.delimiter,
            usize::MAX,
            Written::Doubled,
        );
        let line = record.position().map_or(0, Position::line);
        if self.window().ending == Ending::Cut && !shape.is_open {
            return Err(too_long(&self.name, line, self.window().longest).into());
        }
        let has_paired = shape.is_paired && !shape.is_open;
        if has_paired && !shape.ends_another && (self.most == 0 || self.fits(record)) {
            return Ok(Found::Record);
        }
        if self.most > 1 {
            if self.escaped(start, end, record)? {
                return Ok(Found::Record);
            }
            if let Some(next) = self.next_record(start, end, has_paired)? {
                return self.cut_short(start, next, end, record);
            }
        }
        match self.window().ending {
            _ if !shape.is_paired && !shape.is_open && record.len() < self.least => self.torn(start, end, record),
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

    /// Reads a record once more as one whose quotes are escaped by backslashes; whether it is one then.
    fn escaped(&mut self, start: u64, end: u64, record: &mut ByteRecord) -> Result<bool, Box<Diagnostic>> {
        if !quotes::has_escapes(self.window().between(start, end)) {
            return Ok(false);
        }
        self.look_ahead(end)?;
        let (text, is_all) = self.text_from(start, end);
        let most = self.most.max(self.typical);
        let shape = quotes::shape(text, self.delimiter, most, Written::Escaped);
        let is_whole = shape.is_over || (is_all && !shape.is_open);
        let has_cells = shape.cells == self.most || shape.cells == self.typical;
        if !(is_whole && has_cells && shape.is_paired && !shape.ends_another) {
            return Ok(false);
        }
        let (lines, text) = (breaks(&text[..shape.length]), quotes::doubled(&text[..shape.length]));
        self.reread(&text, record)?;
        self.go_on(start + shape.length as u64, end, lines, record)?;
        Ok(true)
    }

    /// The place after `start` where the next record begins, if a record that goes to `end` swallowed one.
    fn next_record(&mut self, start: u64, end: u64, is_doubtful: bool) -> Result<Option<u64>, Box<Diagnostic>> {
        self.look_ahead(end)?;
        let (text, is_all) = self.text_from(start, end);
        let next = Swallowed {
            text,
            length: (end - start) as usize,
            is_all,
            delimiter: self.delimiter,
            cells: [self.most, self.typical],
            is_doubtful,
        }
        .next_record();
        Ok(next.map(|next| start + next as u64))
    }

    /// Reads some way past `end`, so that what could follow a record can be looked at.
    fn look_ahead(&mut self, end: u64) -> Result<(), Box<Diagnostic>> {
        let fetched = self.reader.get_mut().fetch(end + LOOK_AHEAD);
        fetched.map_err(|error| damaged(&self.name, &error).into())
    }

    /// The text from `start` to as far as was looked ahead from `end`, and whether that is the end of the file.
    fn text_from(&self, start: u64, end: u64) -> (&[u8], bool) {
        let window = self.window();
        let last = window.end().min(end + LOOK_AHEAD);
        (window.between(start, last), window.is_over && last == window.end())
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
        self.reread(text.strip_suffix(b"\n").unwrap_or(text), record)?;
        self.go_on(next, end, lines, record)?;
        Ok(Found::Broken(open_quote(record)))
    }

    /// Makes the one record in a text of it, in its place.
    fn reread(&self, text: &[u8], record: &mut ByteRecord) -> Result<(), Box<Diagnostic>> {
        let position = record.position().cloned();
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(text)
            .read_byte_record(record)
            .map_err(|error| damaged(&self.name, &error))?;
        record.set_position(position);
        Ok(())
    }

    /// Goes on at `next` after a record of so many lines, although it was read to `end`.
    fn go_on(&mut self, next: u64, end: u64, lines: u64, record: &ByteRecord) -> Result<(), Box<Diagnostic>> {
        let line = record.position().map_or(0, Position::line);
        self.read_again += end.saturating_sub(next);
        if self.read_again > AGAIN + TIMES_AGAIN * next {
            return Err(unclosed_quote(&self.name, line).into());
        }
        let mut position = self.reader.position().clone();
        position.set_byte(next).set_line(line - self.lines_above + lines);
        self.go_to(position)
    }

    fn go_to(&mut self, position: Position) -> Result<(), Box<Diagnostic>> {
        self.next_line = position.line();
        let place = SeekFrom::Start(position.byte());
        let gone = self.reader.seek_raw(place, position);
        gone.map_err(|error| damaged(&self.name, &error).into())
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
        cell: Some(cell),
        line: line + record.iter().take(cell).map(breaks).sum::<u64>(),
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

fn too_long(name: &str, line: u64, longest: u64) -> Diagnostic {
    let what = if longest == LONGEST_HEADER {
        "the header"
    } else {
        "a record"
    };
    let message = format!("{what} is longer than {} MiB", longest >> 20);
    Diagnostic::new("record-too-long", message)
        .at(Place::of_line(name, line, 0))
        .help("check that the file is CSV with one record a line, and that `delimiter` is right")
}

/// What is wrong with a file that cannot be read to its end.
pub(crate) fn damaged(name: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    let diagnostic = Diagnostic::new("cannot-read", format!("cannot read `{name}`: {error}"));
    diagnostic.help("the file may be cut off or damaged: export or copy it again")
}

#[cfg(test)]
mod tests;
