//! Files → batches of records: the thread that opens, unpacks, decodes and splits. Cells are typed on the other side of the
//! channel, so that both halves of the work run at once; batches go back to be filled again.

use std::sync::mpsc::{Receiver, SyncSender};

use csv::{ByteRecord, Position};

use super::layout::{self, Layout};
use super::open::Files;
use super::sniff;
use super::splitter::{Broken, Found, Splitter, damaged};
use super::unpack::{self, Fingerprint};
use crate::config::Source;
use crate::error::Diagnostic;

/// Records in a batch: enough to make the channel cheap, few enough to stay in the cache.
const BATCH: usize = 512;

/// Bytes and cells in a batch, at most: of wide records there are fewer.
const HEAVY: usize = 1 << 20;

/// A record with more bytes or cells than this gives back its memory.
const LARGE: usize = 1 << 14;

/// A header with more columns than this is no table.
const MOST_COLUMNS: usize = 200_000;

/// What the splitting thread says.
pub(crate) enum Message {
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
pub(crate) struct Header {
    /// Its name, as [`Files::label`] gives it.
    pub file: String,
    /// Its stored size, if known.
    pub size: Option<u64>,
    /// The header's cells, each on one line.
    pub headers: Vec<String>,
    /// The line that the header stands on.
    pub line: u64,
    /// How the file is read, and why so.
    pub layout: Layout,
}

/// Some records, in the order of the file.
#[derive(Default)]
pub(crate) struct Batch {
    records: Vec<ByteRecord>,
    filled: usize,
    /// Which of them are none, in their order, and why.
    broken: Vec<(usize, Broken)>,
    /// Stored bytes read so far.
    pub bytes: u64,
}

impl Batch {
    /// The records, each with what makes it none.
    pub(crate) fn records(&self) -> impl Iterator<Item = (&ByteRecord, Option<Broken>)> {
        let mut broken = self.broken.iter().peekable();
        let records = self.records[..self.filled].iter().enumerate();
        records.map(move |(place, record)| {
            let why = broken.next_if(|(each, _)| *each == place);
            (record, why.map(|(_, why)| *why))
        })
    }

    /// Fills it with the next records; whether there may be more.
    fn fill(&mut self, splitter: &mut Splitter) -> Result<bool, Box<Diagnostic>> {
        self.records.resize_with(BATCH, ByteRecord::new);
        self.broken.clear();
        let mut weight = 0;
        for place in 0..BATCH {
            self.filled = place;
            let record = &mut self.records[place];
            if record.as_slice().len() > LARGE || record.len() > LARGE {
                *record = ByteRecord::new();
            }
            match splitter.next(record)? {
                Found::Record => {}
                Found::Broken(why) => self.broken.push((place, why)),
                Found::End => return Ok(false),
            }
            self.filled = place + 1;
            weight += record.as_slice().len() + record.len();
            if weight > HEAVY {
                break;
            }
        }
        Ok(true)
    }
}

/// Reads all files of a source, one after the other, until they are over or nobody listens.
pub(crate) fn split(
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
    let unpacked = unpack::unpacked(files.open(name)?).map_err(|error| damaged(name, &error))?;
    let (fingerprint, size) = (unpacked.fingerprint.clone(), unpacked.size);
    let text = layout::text(source, name, unpacked)?;
    let mut splitter = Splitter::new(name, text.bytes, text.delimiter, text.lines_above);
    let header = header(source, name, &mut splitter)?;
    let header = Header {
        file: files.label(name),
        size,
        headers: header.iter().map(sniff::heading).collect(),
        line: header.position().map_or(1, Position::line),
        layout: text.layout,
    };
    if out.send(Message::File(header)).is_err() {
        return Ok(String::new());
    }
    send_batches(&mut splitter, &fingerprint, out, used)?;
    Ok(fingerprint.hex())
}

/// The header of a file.
fn header(source: &Source, name: &str, splitter: &mut Splitter) -> Result<ByteRecord, Box<Diagnostic>> {
    let mut record = ByteRecord::new();
    let is_there = splitter.header(&mut record)?;
    if !is_there || record.iter().all(|cell| sniff::heading(cell).is_empty()) {
        let headless = Diagnostic::new("empty-export", format!("`{name}` has no header"));
        let help = match source.header_row {
            Some(line) => format!("header_row = {line} is past its end, or that line has nothing on it"),
            None => "export it again".to_owned(),
        };
        return Err(headless.help(help).into());
    }
    if record.len() > MOST_COLUMNS {
        let wide = Diagnostic::new(
            "too-many-columns",
            format!("`{name}` has {} columns; at most {MOST_COLUMNS} are read", record.len()),
        );
        return Err(wide
            .help("check that the file is CSV with one record a line, and that `delimiter` is right")
            .into());
    }
    Ok(record)
}

fn send_batches(
    splitter: &mut Splitter,
    fingerprint: &Fingerprint,
    out: &SyncSender<Message>,
    used: &Receiver<Batch>,
) -> Result<(), Box<Diagnostic>> {
    loop {
        let mut batch = used.try_recv().unwrap_or_default();
        let more = batch.fill(splitter)?;
        batch.bytes = fingerprint.bytes();
        // Nobody listens any more: the other side has met an error of its own.
        if out.send(Message::Batch(batch)).is_err() || !more {
            return Ok(());
        }
    }
}
