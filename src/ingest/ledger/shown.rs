//! The lines of exports that findings are about, read again to be shown around the cell that is meant.

use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

use crate::config::Source;
use crate::error::{Diagnostic, Place, Spot};
use crate::ingest::cells;
use crate::ingest::mapping::headers::Headers;
use crate::ingest::reader::labels::Labelled;
use crate::ingest::reader::open::Files;
use crate::ingest::reader::{layout, unpack};
use crate::visible::visible;

/// So much text is read again for all findings; what lies behind it is not shown.
const MOST_READ: u64 = 512 << 20;

/// So much of one record is looked at.
const LONGEST_RECORD: u64 = 1 << 18;

/// Characters of the cell that is meant, and of what stands behind it.
const SHOWN: usize = 60;

/// Gives every place in an export the text of its line, where that can be had: not of standard input, and not from far behind the
/// beginning of a large file.
pub fn show(findings: &mut [Diagnostic], sources: &[Source], files: &dyn Files) {
    let files = &Labelled::of(sources, files);
    let mut left = MOST_READ;
    for finding in findings {
        for label in &mut finding.labels {
            let is_first = finding.place.as_ref() == Some(&label.place);
            if label.place.source.is_none() && label.place.line > 0 {
                show_place(&mut label.place, sources, files, &mut left);
            }
            if is_first {
                finding.place = Some(label.place.clone());
            }
        }
    }
}

fn show_place(place: &mut Place, sources: &[Source], files: &dyn Files, left: &mut u64) -> Option<()> {
    let is_meant = |name: &String| name != "-" && (*name == place.file || files.label(name) == place.file);
    let (source, name) = sources.iter().find_map(|source| {
        let mut names = source.paths.iter().filter_map(|path| files.list(path).ok()).flatten();
        Some((source, names.find(is_meant)?))
    })?;
    let unpacked = unpack::unpacked(files.open(&name).ok()?).ok()?;
    let text = layout::text(source, &name, unpacked).ok()?;
    let mut lines = Lines {
        text: BufReader::with_capacity(1 << 16, text.bytes.take(*left)),
        next: text.lines_above + 1,
    };
    let found = lines.cell(place, text.delimiter);
    *left = lines.text.get_ref().limit();
    let Found { record, line, cell } = found?;
    let before = &record[..cell.start];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = |from: usize| {
        record[from..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(record.len(), |at| from + at)
    };
    let within = cell.start..cell.end.min(end(cell.start));
    let part = |range: Range<usize>| visible(&cells::text(&record[range]));
    let (above, meant, behind) = (
        part(start..within.start),
        part(within.clone()),
        part(within.end..end(within.end)),
    );
    place.line = line + before.iter().filter(|byte| **byte == b'\n').count() as u64;
    place.column = above.chars().count() as u64 + 1;
    let (meant, behind) = (beginning(&meant, SHOWN), beginning(&behind, SHOWN));
    let span = above.len()..above.len() + meant.len();
    place.source = Some(((above + &meant + &behind).into(), span));
    Some(())
}

/// A text line by line.
struct Lines<R> {
    text: R,
    /// The physical line that comes next.
    next: u64,
}

/// A cell in the raw text of its record.
struct Found {
    record: Vec<u8>,
    /// The physical line on which the record begins.
    line: u64,
    cell: Range<usize>,
}

impl<R: BufRead> Lines<R> {
    /// The cell that a place means.
    fn cell(&mut self, place: &Place, delimiter: u8) -> Option<Found> {
        let (mut line, mut record) = self.record()?;
        while record.iter().all(u8::is_ascii_whitespace) {
            (line, record) = self.record()?;
        }
        let headers: Vec<String> = spans(&record, delimiter)
            .map(|cell| cells::text(unquoted(&record[cell])).trim().to_owned())
            .collect();
        let headers = Headers::new(headers);
        if place.line >= self.next {
            self.skip_to(place.line)?;
            (line, record) = self.record()?;
        }
        // A quote that opens in the header and does not close has swallowed the line.
        if line != place.line {
            return None;
        }
        let end = record.iter().position(|byte| *byte == b'\n').unwrap_or(record.len());
        let all = spans(&record, delimiter).collect::<Vec<_>>();
        let cell = match &place.spot {
            Spot::Under(header) => headers.find(header).and_then(|at| all.get(at).cloned()),
            Spot::After(count) => all.get(*count).map(|first| first.start..end.max(first.start)),
            Spot::End => all.last().map(|last| last.end..last.end),
            Spot::OpenQuote => open_quote(&record[..end], delimiter).map(|quote| quote..quote + 1),
            Spot::Line => None,
        };
        let cell = cell.unwrap_or(0..end);
        Some(Found { record, line, cell })
    }

    /// The next record and the line on which it begins; at most so much of it as is looked at.
    fn record(&mut self) -> Option<(u64, Vec<u8>)> {
        let (line, mut record, mut quotes) = (self.next, Vec::new(), 0);
        loop {
            let before = record.len();
            let room = LONGEST_RECORD.saturating_sub(before as u64);
            self.text.by_ref().take(room).read_until(b'\n', &mut record).ok()?;
            let read = &record[before..];
            if read.is_empty() {
                break;
            }
            self.next += 1;
            quotes += read.iter().filter(|byte| **byte == b'"').count();
            if quotes % 2 == 0 {
                break;
            }
        }
        if record.last() == Some(&b'\n') {
            record.pop();
        }
        (self.next > line).then_some((line, record))
    }

    fn skip_to(&mut self, line: u64) -> Option<()> {
        while self.next < line {
            let buffer = self.text.fill_buf().ok()?;
            if buffer.is_empty() {
                return None;
            }
            let length = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            self.next += u64::from(length.is_some());
            let length = length.unwrap_or(buffer.len());
            self.text.consume(length);
        }
        Some(())
    }
}

/// The cells of a record's raw text, with their quotes and without the white space around them.
fn spans(record: &[u8], delimiter: u8) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let mut is_quoted = false;
        let end = record[from..].iter().position(|byte| {
            is_quoted ^= *byte == b'"';
            *byte == delimiter && !is_quoted
        });
        start = end.map(|end| from + end + 1);
        let cell = &record[from..end.map_or(record.len(), |end| from + end)];
        let before = cell.len() - cell.trim_ascii_start().len();
        Some(from + before..from + before.max(cell.trim_ascii_end().len()))
    })
}

fn unquoted(cell: &[u8]) -> &[u8] {
    cell.strip_prefix(b"\"")
        .and_then(|cell| cell.strip_suffix(b"\""))
        .unwrap_or(cell)
}

/// The last quote of a line that opens a cell.
fn open_quote(line: &[u8], delimiter: u8) -> Option<usize> {
    let opens = |at: &usize| line[*at] == b'"' && (*at == 0 || line[at - 1] == delimiter);
    (0..line.len()).rev().find(opens)
}

/// The first characters of a text.
fn beginning(text: &str, most: usize) -> String {
    let mut shown: String = text.chars().take(most).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of a line of a text whose header is on line 1.
    fn cell(text: &str, line: u64, spot: Spot) -> Option<String> {
        let mut lines = Lines {
            text: text.as_bytes(),
            next: 1,
        };
        let found = lines.cell(&Place::of_spot("a.csv", line, spot), b',')?;
        Some(String::from_utf8(found.record[found.cell].to_vec()).expect("UTF-8"))
    }

    #[test]
    fn a_line_that_is_not_there_is_not_shown_whatever_the_text() {
        let text = "\nid,a b\n1,x\n2,\"y\n";
        let under = || Spot::Under("A B".to_owned());
        assert_eq!(cell(text, 3, under()).as_deref(), Some("x"));
        assert_eq!(cell(text, 2, under()).as_deref(), Some("a b"));
        assert_eq!(cell(text, 4, Spot::OpenQuote).as_deref(), Some("\""));
        assert_eq!(
            cell(text, 3, Spot::Under("c".to_owned())).as_deref(),
            Some("1,x"),
            "the whole line"
        );
        for (text, line) in [
            ("", 1),
            ("\n\n", 2),
            ("id\n", 2),
            ("id\n1\n", 9),
            ("\"id\n1\n", 2),
            ("id\n", 0),
        ] {
            assert_eq!(cell(text, line, Spot::Line), None, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_text_and_the_place_there_is_an_answer(
            text in "[a1,\"\n ]{0,40}", line in 0_u64..9, spot in proptest::sample::select(vec![
                Spot::Line, Spot::End, Spot::OpenQuote, Spot::After(0), Spot::After(2), Spot::Under("a".to_owned()),
            ])
        ) {
            let shown = cell(&text, line, spot);
            proptest::prop_assert!(shown.is_none_or(|shown| text.contains(&shown)));
        }
    }

    #[test]
    fn cells_are_found_in_the_raw_text_of_their_record() {
        let text = "1, \"a,\"\"b\"\"\nc\" ,,x";
        let found: Vec<&str> = spans(text.as_bytes(), b',').map(|cell| &text[cell]).collect();
        assert_eq!(found, ["1", "\"a,\"\"b\"\"\nc\"", "", "x"]);
        assert_eq!(open_quote(b"a,\"b\",\"c, \"\"", b','), Some(6));
    }
}
