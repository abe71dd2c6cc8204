//! How a file is laid out: its encoding, its line ends, its delimiter and the line of its header; told, or found out from its
//! first bytes.

use std::io::{self, BufReader, Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::decode;
use super::lines::{self, Lines};
use super::sniff::{self, Above};
use super::splitter::damaged;
use super::unpack::{self, Unpacked};
use crate::config::Source;
use crate::error::Diagnostic;
use crate::ingest::mapping::headers::key;
use crate::ingest::mapping::preset;

const PAGE: usize = 1 << 12;

/// How a file is read, in words for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// How it is packed (`gzip`, `zstd`, `zip`), if it is.
    pub packing: Option<&'static str>,
    /// Its encoding and why: `UTF-8, by its mark`.
    pub encoding: String,
    /// Its delimiter and why: `";", which parts its first records most evenly`.
    pub delimiter: String,
    /// Which line its header is on and why: `line 4, the first that is filled like the table; 3 lines above it are passed over`.
    pub header: String,
    /// Lines above the header that were passed over without being told, where any of them has something on it.
    pub passed_over: u64,
    /// How its lines end: `CR alone`, else `LF or CRLF`.
    pub line_ends: &'static str,
}

/// A file's text from its header on.
pub(crate) struct Text {
    pub bytes: Box<dyn Read>,
    pub delimiter: u8,
    pub lines_above: u64,
    pub layout: Layout,
}

/// Finds out how a file is laid out and gives its text.
pub(crate) fn text(source: &Source, name: &str, unpacked: Unpacked) -> Result<Text, Box<Diagnostic>> {
    let unreadable = |error: io::Error| damaged(name, &error);
    let mut unpacked_bytes = unpacked.bytes;
    let head = unpack::head(&mut unpacked_bytes, sniff::HEAD).map_err(unreadable)?;
    let encoding = decode::encoding(&head, source.encoding);
    // Only UTF-16 may hold bytes that are not text in any other encoding.
    let is_utf_16 = encoding.through == Some(UTF_16LE) || encoding.through == Some(UTF_16BE);
    if (!is_utf_16 || sniff::is_utf_32(&head))
        && let Some(refusal) = sniff::refusal(name, &head)
    {
        return Err(refusal.into());
    }
    let whole = Cursor::new(head).chain(unpacked_bytes);
    let mut text: Box<dyn Read> = match encoding.through {
        Some(encoding) => Box::new(decode::Decoded::new(whole, encoding)),
        None => Box::new(whole),
    };
    let mut head = unpack::head(&mut text, sniff::HEAD).map_err(unreadable)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    let only_cr = lines::end_in_cr_alone(&head);
    let lines = Lines::new(Cursor::new(head).chain(text), only_cr);
    // `Lines` needs room for two bytes; reads of more than a page go past this buffer.
    let mut text: Box<dyn Read> = Box::new(BufReader::with_capacity(PAGE, lines));
    let head = unpack::head(&mut text, sniff::HEAD).map_err(unreadable)?;
    let layout = Layout {
        packing: unpacked.packing,
        encoding: encoding.why,
        line_ends: if only_cr { "CR alone" } else { "LF or CRLF" },
        ..Layout::default()
    };
    from_header(source, head, text, layout).map_err(|error| unreadable(error).into())
}

/// The text from its header on.
fn from_header(source: &Source, head: Vec<u8>, text: Box<dyn Read>, mut layout: Layout) -> io::Result<Text> {
    let separator = sniff::separator_line(&head);
    let told = source.header_row.map_or(0, |line| line.saturating_sub(1));
    let mut lines_above = told.max(u64::from(separator.is_some()));
    let (mut head, mut text) = without_lines(head, text, lines_above)?;
    let found = source.delimiter.or(separator).or_else(|| sniff::delimiter(&head));
    let delimiter = found.unwrap_or(b',');
    layout.delimiter = delimiter_in_words(found, source.delimiter.is_some(), separator.is_some());
    let mut above = Above::default();
    if source.header_row.is_none() {
        let rest = unpack::head(&mut text, 1)?;
        let is_all = rest.is_empty();
        above = sniff::above_header(&head, is_all, delimiter, &|header| is_known(source, header));
        head.drain(..above.bytes);
        head.extend(rest);
        lines_above += above.lines;
    }
    if above.has_text {
        layout.passed_over = above.lines;
    }
    layout.header = header_in_words(lines_above + 1, source.header_row.is_some(), layout.passed_over);
    Ok(Text {
        bytes: Box::new(Cursor::new(head).chain(text)),
        delimiter,
        lines_above,
        layout,
    })
}

/// Whether a header is one that a tool has, or that the config names.
fn is_known(source: &Source, header: &str) -> bool {
    let is_named = |wanted: &String| key(wanted) == key(header);
    !key(header).is_empty()
        && (preset::knows(header)
            || source.columns.iter().any(|(_, wanted, _)| is_named(wanted))
            || source.filter.iter().any(|(wanted, _)| is_named(wanted)))
}

/// What is left below so many lines.
fn without_lines(mut head: Vec<u8>, mut rest: Box<dyn Read>, lines: u64) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    for _ in 0..lines {
        let end = loop {
            match head.iter().position(|byte| *byte == b'\n') {
                Some(at) => break at + 1,
                None => head = unpack::head(&mut rest, sniff::HEAD)?,
            }
            if head.is_empty() {
                break 0;
            }
        };
        head.drain(..end);
    }
    let missing = sniff::HEAD.saturating_sub(head.len() as u64);
    head.extend(unpack::head(&mut rest, missing)?);
    Ok((head, rest))
}

fn delimiter_in_words(found: Option<u8>, is_told: bool, has_line: bool) -> String {
    let name = match found {
        None => return "none: it has one column".to_owned(),
        Some(b'\t') => "tab".to_owned(),
        Some(other) => format!("\"{}\"", char::from(other)),
    };
    let why = match (is_told, has_line) {
        (true, _) => "as told",
        (false, true) => "as its first line says",
        (false, false) => "which parts its first records most evenly",
    };
    format!("{name}, {why}")
}

fn header_in_words(line: u64, is_told: bool, passed_over: u64) -> String {
    match (is_told, passed_over) {
        (true, _) => format!("line {line}, as told"),
        (false, 0) => format!("line {line}, the first with anything on it"),
        (false, above) => format!(
            "line {line}, the first that is filled like the table; {} above it passed over",
            lines_in_words(above)
        ),
    }
}

/// `1 line`, `3 lines`.
pub(crate) fn lines_in_words(lines: u64) -> String {
    match lines {
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    }
}
