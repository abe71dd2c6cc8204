//! Files → batches of records: the thread that opens, unpacks, decodes and splits. Cells are typed on the other side of the
//! channel, so that both halves of the work run at once; batches go back to be filled again.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender};

use csv::ByteRecord;
use encoding_rs::{UTF_16BE, UTF_16LE};

use super::lines::{self, Lines};
use super::open::{self, Files, Fingerprint};
use super::{cells, decode, sniff};
use crate::config::Source;
use crate::error::{Diagnostic, Place, Spot, files};

/// A record longer than this is a quote that was never closed.
const LONGEST_RECORD: u64 = 16 << 20;

/// Records in a batch: enough to make the channel cheap, few enough to stay in the cache.
const BATCH: usize = 512;

/// What the splitting thread says.
pub(super) enum Message {
    /// A file begins.
    File(Header),
    /// The next records of that file.
    Batch(Batch),
    /// The file is over; the SHA-256 of its stored bytes.
    End(String),
    /// It cannot be read.
    Failed(Box<Diagnostic>),
}

/// The beginning of a file.
pub(super) struct Header {
    /// Its name, as [`Files::label`] gives it.
    pub file: String,
    /// Its stored size, if known.
    pub size: Option<u64>,
    /// The header's cells, trimmed.
    pub headers: Vec<String>,
    /// The line that the header stands on.
    pub line: u64,
}

/// Some records, in the order of the file.
#[derive(Default)]
pub(super) struct Batch {
    records: Vec<ByteRecord>,
    filled: usize,
    /// Stored bytes read so far.
    pub bytes: u64,
}

impl Batch {
    pub(super) fn records(&self) -> &[ByteRecord] {
        &self.records[..self.filled]
    }
}

/// Reads all files of a source, one after the other, until they are over or nobody listens.
pub(super) fn split(
    source: &Source,
    files: &dyn Files,
    names: &[String],
    out: &SyncSender<Message>,
    used: &Receiver<Batch>,
) {
    for name in names {
        let last = match split_file(source, files, name, out, used) {
            Ok(fingerprint) => Message::End(fingerprint),
            Err(diagnostic) => Message::Failed(diagnostic),
        };
        if out.send(last).is_err() {
            return;
        }
    }
}

fn split_file(
    source: &Source,
    files: &dyn Files,
    name: &str,
    out: &SyncSender<Message>,
    used: &Receiver<Batch>,
) -> Result<String, Box<Diagnostic>> {
    let unreadable = |error: &io::Error| files::unreadable(name.as_ref(), error);
    let (stored, size) = files.open(name).map_err(|error| unreadable(&error))?;
    let (unpacked, fingerprint) = open::unpacked(stored).map_err(|error| unreadable(&error))?;
    let (text, dialect) = text_of(source, name, unpacked)?;
    let mut splitter = Splitter::new(text, &dialect);
    let mut record = ByteRecord::new();
    if !splitter.next(name, &mut record)? {
        let headless = Diagnostic::new("empty-export", format!("`{name}` has no header"));
        return Err(headless
            .help(match source.header_row {
                Some(line) => format!("header_row = {line} is past its end"),
                None => "export it again".to_owned(),
            })
            .into());
    }
    let header = Header {
        file: files.label(name),
        size,
        headers: record
            .iter()
            .map(|cell| cells::text(cells::trim(cell)).into_owned())
            .collect(),
        line: record.position().map_or(1, csv::Position::line),
    };
    if out.send(Message::File(header)).is_err() {
        return Ok(String::new());
    }
    send_batches(&mut splitter, name, &fingerprint, out, used)?;
    Ok(fingerprint.hex())
}

fn send_batches(
    splitter: &mut Splitter,
    name: &str,
    fingerprint: &Fingerprint,
    out: &SyncSender<Message>,
    used: &Receiver<Batch>,
) -> Result<(), Box<Diagnostic>> {
    loop {
        let mut batch = used.try_recv().unwrap_or_default();
        batch.records.resize_with(BATCH, ByteRecord::new);
        batch.filled = 0;
        while batch.filled < BATCH && splitter.next(name, &mut batch.records[batch.filled])? {
            batch.filled += 1;
        }
        batch.bytes = fingerprint.bytes();
        let more = batch.filled == BATCH;
        // Nobody listens any more: the other side has met an error of its own.
        if out.send(Message::Batch(batch)).is_err() || !more {
            return Ok(());
        }
    }
}

/// How a file's text is laid out.
pub(super) struct Dialect {
    pub delimiter: u8,
    pub lines_above: u64,
}

/// The text of a file from its header on.
pub(super) fn text_of(
    source: &Source,
    name: &str,
    mut unpacked: Box<dyn Read + Send>,
) -> Result<(Box<dyn Read>, Dialect), Box<Diagnostic>> {
    let unreadable = |error: io::Error| files::unreadable(name.as_ref(), &error);
    let head = open::head(&mut unpacked, sniff::HEAD).map_err(unreadable)?;
    let encoding = decode::encoding(&head, source.encoding);
    // Only UTF-16 may hold bytes that are not text in any other encoding.
    let is_utf_16 = encoding.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    if !is_utf_16 && let Some(refusal) = sniff::refusal(name, &head) {
        return Err(refusal.into());
    }
    let whole = Cursor::new(head).chain(unpacked);
    let mut text: Box<dyn Read> = match encoding {
        Some(encoding) => Box::new(decode::Decoded::new(whole, encoding)),
        None => Box::new(whole),
    };
    let mut head = open::head(&mut text, sniff::HEAD).map_err(unreadable)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    let mut lines_above = source.header_row.map_or(0, |line| line.saturating_sub(1));
    let separator = sniff::separator_line(&head);
    if separator.is_some() {
        lines_above = lines_above.max(1);
    }
    let (head, rest) = drop_lines(head, text, lines_above).map_err(unreadable)?;
    let dialect = Dialect {
        delimiter: source
            .delimiter
            .or(separator)
            .unwrap_or_else(|| sniff::delimiter(&head)),
        lines_above,
    };
    let only_cr = lines::end_in_cr_alone(&head);
    let text = Lines::new(Cursor::new(head).chain(rest), only_cr);
    Ok((Box::new(text), dialect))
}

/// What is left after the lines above the header.
fn drop_lines(mut head: Vec<u8>, rest: Box<dyn Read>, lines: u64) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    let mut at = 0;
    for _ in 0..lines {
        match head[at..].iter().position(|byte| *byte == b'\n') {
            Some(length) => at += length + 1,
            None => at = head.len(),
        }
    }
    head.drain(..at);
    Ok((head, rest))
}

/// Splits text into records and knows when a quote was never closed.
struct Splitter {
    reader: csv::Reader<Ended>,
    record_start: Rc<Cell<u64>>,
    ending: Rc<Cell<Ending>>,
    lines_above: u64,
    next_line: u64,
}

/// Why a text ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// It has not.
    NotYet,
    /// There is no more of it.
    Whole,
    /// A record was too long.
    Cut,
}

impl Splitter {
    fn new(text: Box<dyn Read>, dialect: &Dialect) -> Self {
        let record_start = Rc::new(Cell::new(0));
        let ending = Rc::new(Cell::new(Ending::NotYet));
        let ended = Ended {
            inner: text,
            given: 0,
            record_start: Rc::clone(&record_start),
            ending: Rc::clone(&ending),
            mark: Cursor::new(END),
        };
        Self {
            reader: csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(dialect.delimiter)
                .buffer_capacity(1 << 18)
                .from_reader(ended),
            record_start,
            ending,
            lines_above: dialect.lines_above,
            next_line: 1,
        }
    }

    /// The next record, if there is one; its position has the physical line on which it begins.
    fn next(&mut self, name: &str, record: &mut ByteRecord) -> Result<bool, Box<Diagnostic>> {
        self.record_start.set(self.reader.position().byte());
        let found = self
            .reader
            .read_byte_record(record)
            .map_err(|error| broken(name, &error))?;
        if !found {
            return Ok(false);
        }
        // csv's own position is that of the empty lines before a record; its end is exact.
        let mut position = self.reader.position().clone();
        let begun = std::mem::replace(&mut self.next_line, position.line());
        let line = match position.line() - begun {
            1 => begun,
            // Some of the lines were empty, or break its cells.
            _ => position.line() - 1 - breaks(record.as_slice()),
        } + self.lines_above;
        position.set_line(line);
        position.set_record(self.reader.position().record() - 1);
        record.set_position(Some(position));
        if self.ending.get() == Ending::NotYet {
            return Ok(true);
        }
        let last = record.iter().next_back().unwrap_or_default();
        if !last.trim_ascii_end().ends_with(END.trim_ascii()) {
            let length = self.reader.position().byte() - self.record_start.get();
            return match self.ending.get() {
                Ending::Cut if length > LONGEST_RECORD => Err(too_long(name, line).into()),
                _ => Ok(true),
            };
        }
        if record.len() > 1 || last != END.trim_ascii() {
            // It swallowed the line end that every other record has after it.
            return Err(unclosed_quote(name, line + 1, record).into());
        }
        match self.ending.get() {
            Ending::Cut => Err(too_long(name, line - 1).into()),
            Ending::Whole | Ending::NotYet => Ok(false),
        }
    }
}

fn breaks(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Put after the end of every text: a record of its own, unless a quote is still open. (csv does not tell.)
const END: &[u8] = b"\n\x1fend of export\x1f\n";

/// A text with [`END`] after it, or after the first [`LONGEST_RECORD`] bytes of a record that does not end.
struct Ended {
    inner: Box<dyn Read>,
    given: u64,
    record_start: Rc<Cell<u64>>,
    ending: Rc<Cell<Ending>>,
    mark: Cursor<&'static [u8]>,
}

impl Read for Ended {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ending.get() == Ending::NotYet {
            if self.given.saturating_sub(self.record_start.get()) > LONGEST_RECORD {
                self.ending.set(Ending::Cut);
            } else {
                let length = self.inner.read(buffer)?;
                self.given += length as u64;
                if length > 0 {
                    return Ok(length);
                }
                self.ending.set(Ending::Whole);
            }
        }
        self.mark.read(buffer)
    }
}

fn unclosed_quote(name: &str, record_line: u64, record: &ByteRecord) -> Diagnostic {
    // The open cell is the last one; those before it say how many lines further down it begins.
    let cells = record.len().saturating_sub(1);
    let line = record_line + record.iter().take(cells).map(breaks).sum::<u64>();
    Diagnostic::new(
        "unclosed-quote",
        format!("a quote that opens on line {line} is never closed"),
    )
    .label(Place::of_spot(name, line, Spot::OpenQuote), "opens here")
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
