//! From the first bytes of a file: what it is if it is not CSV, and which character parts its cells.

use std::collections::BTreeMap;

use csv::ByteRecord;

use crate::error::Diagnostic;
use crate::ingest::cells;

/// How many bytes of a file are looked at.
pub(crate) const HEAD: u64 = 1 << 16;

/// The characters that part cells, the usual ones first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// What to do with a workbook.
pub(crate) const FROM_EXCEL: &str =
    "open it in a spreadsheet program and save the sheet as \"CSV UTF-8\", or export it as CSV from the tool";

/// The refusal of a file that is something else.
pub(crate) fn not_csv(name: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new("not-csv", format!("`{name}` is {what}, not CSV")).help(help)
}

/// Whether a text begins with the mark of UTF-32, which begins like that of UTF-16.
pub(crate) fn is_utf_32(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff")
}

/// Why a file cannot be an export, where its first bytes say so.
pub(crate) fn refusal(name: &str, head: &[u8]) -> Option<Diagnostic> {
    const FROM_TOOL: &str = "export it as CSV from the tool";
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let (what, help) = if head.is_empty() {
        return Some(
            Diagnostic::new("empty-export", format!("`{name}` is empty: it has not even a header"))
                .help("export it again; the file that the tool made has no bytes"),
        );
    } else if is_utf_32(head) {
        ("in UTF-32", "save it as UTF-8")
    } else if start.starts_with(b"%PDF") {
        ("a PDF", FROM_TOOL)
    } else if head.starts_with(b"PK\x03\x04") {
        (
            "a zip archive in a packed file",
            "unpack it and name the CSV file in it",
        )
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        ("an old Excel workbook (.xls)", FROM_EXCEL)
    } else if head.starts_with(b"\x28\xb5\x2f\xfd") || head.starts_with(b"\x1f\x8b") {
        ("compressed twice", "unpack it once")
    } else if start.starts_with(b"<") {
        (
            "a web page or XML",
            "export it as CSV from the tool; a login page saved by a script looks like this too",
        )
    } else if start.starts_with(b"{") || start.starts_with(b"[{") {
        ("JSON", FROM_TOOL)
    } else if head.contains(&0) {
        ("not text", FROM_TOOL)
    } else if start.is_empty() {
        return Some(
            Diagnostic::new("empty-export", format!("`{name}` holds nothing but empty lines")).help("export it again"),
        );
    } else {
        return None;
    };
    Some(not_csv(name, what, help))
}

/// The delimiter that a first line `sep=;` names, as spreadsheet programs write it.
pub(crate) fn separator_line(head: &[u8]) -> Option<u8> {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line
        .strip_prefix(b"\"")
        .and_then(|line| line.strip_suffix(b"\""))
        .unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => Some(*delimiter),
        _ => None,
    }
}

/// How many of the first records are looked at.
const RECORDS: usize = 50;

/// The header is among so many of them.
const NEAR_TOP: usize = 30;

/// The delimiter that parts the first records most evenly; of several the one that makes most cells. Lines above the table and
/// below it need not be parted at all. `None` where no character parts any, as in a file of one column.
pub(crate) fn delimiter(head: &[u8]) -> Option<u8> {
    let mut best = (0, 0, None);
    for delimiter in DELIMITERS {
        let (share, cells) = evenness(head, delimiter);
        if (share, cells) > (best.0, best.1) {
            best = (share, cells, Some(delimiter));
        }
    }
    best.2
}

/// How many per cent of the first records have the most frequent number of cells above one, and how many that are.
fn evenness(head: &[u8], delimiter: u8) -> (usize, usize) {
    let mut records = records(head, delimiter);
    // The last record may be cut where the head ends.
    if records.len() > 2 {
        records.pop();
    }
    let mut frequencies: BTreeMap<usize, usize> = BTreeMap::new();
    for record in &records {
        *frequencies.entry(record.cells.len()).or_default() += 1;
    }
    let parted = frequencies.into_iter().filter(|(cells, _)| *cells > 1);
    let most = parted.max_by_key(|(cells, records)| (*records, *cells));
    most.map_or((0, 0), |(cells, count)| (count * 100 / records.len(), cells))
}

/// One of the first records.
struct First {
    cells: ByteRecord,
    /// Lines and bytes above it.
    lines: u64,
    bytes: usize,
}

impl First {
    /// How many of its cells have anything in them.
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cells::trim(cell).is_empty()).count()
    }

    /// How many of its cells are known as headers, up to two.
    fn known(&self, is_known: &dyn Fn(&str) -> bool) -> usize {
        self.cells
            .iter()
            .filter(|cell| is_known(&heading(cell)))
            .take(2)
            .count()
    }

    /// Whether some of its cells are numbers or times, as no header's are.
    fn has_numbers(&self) -> bool {
        let is_number = |cell: &&[u8]| cells::trim(cell).first().is_some_and(u8::is_ascii_digit);
        self.cells.iter().filter(is_number).take(2).count() > 1
    }
}

fn records(head: &[u8], delimiter: u8) -> Vec<First> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(head);
    let mut records = Vec::new();
    let mut cells = ByteRecord::new();
    let (mut lines, mut bytes) = (0, 0);
    while records.len() < RECORDS && reader.read_byte_record(&mut cells).is_ok_and(|found| found) {
        // csv's position is that of the empty lines before a record.
        let place = cells.position().map_or(0, |position| position.byte() as usize);
        let empty = head[place..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let place = place + empty.count();
        lines += head[bytes..place].iter().filter(|byte| **byte == b'\n').count() as u64;
        bytes = place;
        records.push(First {
            cells: std::mem::take(&mut cells),
            lines,
            bytes,
        });
    }
    records
}

/// What stands above a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Above {
    pub lines: u64,
    pub bytes: usize,
    /// Whether any of them has something on it.
    pub has_text: bool,
}

/// What stands above the header of a text: the header is the first of the first records that is more than half as full as the
/// fullest of them, or one with headers that are known where that one has none.
pub(crate) fn above_header(head: &[u8], is_all: bool, delimiter: u8, is_known: &dyn Fn(&str) -> bool) -> Above {
    let mut records = records(head, delimiter);
    if !is_all && records.len() < RECORDS {
        records.pop();
    }
    let fullest = records.iter().map(First::filled).max().unwrap_or_default();
    let Some(first) = records.iter().position(|record| record.filled() * 2 > fullest) else {
        return Above::default();
    };
    let mut header = first;
    if records[first].known(is_known) == 0 {
        let near = records.iter().take(NEAR_TOP);
        let is_known_header = |record: &First| !record.has_numbers() && record.known(is_known) > 1;
        let known = near.into_iter().position(is_known_header);
        // A header of which most columns have no name is less full than the rows below it.
        let wordy = || {
            let is_header = |record: &First| record.filled() > 1 && !record.has_numbers();
            let is_row = records[first].has_numbers();
            records[..first].iter().rposition(is_header).filter(|_| is_row)
        };
        header = known.or_else(wordy).unwrap_or(first);
    }
    Above {
        lines: records[header].lines,
        bytes: records[header].bytes,
        has_text: records[..header].iter().any(|record| record.filled() > 0),
    }
}

/// A header as it is meant: on one line, without a mark or white space around it.
pub(crate) fn heading(cell: &[u8]) -> String {
    let text = cells::text(cell);
    let words = text.trim_start_matches('\u{feff}').split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_parts_evenly() {
        assert_eq!(delimiter(b"number,opened_at\nINC1,\"a;b;c\"\nINC2,d\n"), Some(b','));
        assert_eq!(delimiter(b"ID;Title, long\n1;a, b, c\n2;d\n3;e\n"), Some(b';'));
        assert_eq!(delimiter(b"ID\tTitle\n1\ta,b\n"), Some(b'\t'));
        assert_eq!(delimiter(b"ID|Title\n1|a\n"), Some(b'|'));
        assert_eq!(delimiter(b"number\nINC1\n"), None, "one column");
        assert_eq!(delimiter(b"a;b;c,d\n1;2;3,4\n1;2;3,5\n"), Some(b';'), "the most cells");
    }

    #[test]
    fn the_delimiter_is_found_below_lines_that_are_no_table() {
        let preamble = "Incidents, all, open\nFilter: a | b\n\nMade for: Jane\n";
        let text = format!("{preamble}ID;Title;Opened\n1;a, b, c;2026\n2;d;2026\n3;e;2026\n4;f;2026\n");
        assert_eq!(delimiter(text.as_bytes()), Some(b';'));
    }

    /// The lines above the header, and whether anything stands on them.
    fn above(text: &str, known: &[&str]) -> (u64, bool) {
        let delimiter = delimiter(text.as_bytes()).unwrap_or(b',');
        let above = above_header(text.as_bytes(), true, delimiter, &|header| known.contains(&header));
        assert_eq!(text[..above.bytes].matches('\n').count() as u64, above.lines);
        (above.lines, above.has_text)
    }

    #[test]
    fn the_header_is_found_below_lines_that_are_no_table() {
        assert_eq!(above("number,opened\n1,2\n", &[]), (0, false));
        assert_eq!(
            above("\n\nnumber,opened\n1,2\n", &[]),
            (2, false),
            "empty lines are no text"
        );
        let title = "\"Incidents,\nall of them\"\nFilter:,open\n\nnumber,opened,closed,group\n1,2,3,4\n";
        assert_eq!(above(title, &[]), (4, true));
        let padded = "Incidents,,,,\nMade,2026-01-02,,,\n,,,,\nid,opened,closed,group,by\n1,2,3,4,5\n2,3,4,5,6\n";
        assert_eq!(above(padded, &[]), (3, true));
    }

    #[test]
    fn headers_that_are_known_tell_which_line_is_theirs() {
        let text = "Report,Incidents\nnumber,opened,closed\n1,2,3\n";
        assert_eq!(above(text, &[]).0, 0, "two of three cells could be a header");
        assert_eq!(above(text, &["number", "opened"]).0, 1);
        assert_eq!(above(text, &["number"]).0, 0, "one word may be anything");
        let row = "Numero,Estado,Origem,Aberto,Fechado\n1,Closed,Phone,2026-01-02,2026-01-03\n";
        assert_eq!(above(row, &["Closed", "Phone"]).0, 0, "a row may hold such words");
    }

    #[test]
    fn a_header_stays_the_header_however_it_looks() {
        let nameless = "id,opened,,,,,,\n1,2026-01-02,a,b,c,d,e,f\n2,2026-01-02,a,b,c,d,e,f\n";
        assert_eq!(above(nameless, &[]).0, 0, "most columns have no name");
        assert_eq!(above("number\n1\n2\n", &[]).0, 0, "one column");
        assert_eq!(above("number,opened,group\n", &[]).0, 0, "no rows");
        assert_eq!(above("a,b,c,d,e\n1,,,,\n2,,,,\n", &[]).0, 0, "sparse rows");
        assert_eq!(above(",,\n,,\n", &[]).0, 0, "nothing at all");
    }

    #[test]
    fn a_header_is_read_on_one_line_without_a_mark() {
        assert_eq!(heading("\u{feff} Opened\r\n  at \n".as_bytes()), "Opened at");
        assert_eq!(heading(b"Priorit\xe9"), "Priorité");
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_believed() {
        assert_eq!(separator_line(b"sep=;\r\nID;Title\r\n"), Some(b';'));
        assert_eq!(separator_line(b"\"SEP=|\"\nID|Title\n"), Some(b'|'));
        assert_eq!(separator_line(b"separator,b\n"), None);
    }

    #[test]
    fn what_is_not_csv_is_named_with_what_to_do() {
        let refused = |head: &[u8]| refusal("a.csv", head).map(|refusal| refusal.message);
        assert_eq!(
            refused(b"\xff\xfe\0\0n\0\0\0").as_deref(),
            Some("`a.csv` is in UTF-32, not CSV")
        );
        assert_eq!(refused(b"%PDF-1.7\n").as_deref(), Some("`a.csv` is a PDF, not CSV"));
        assert_eq!(
            refused(b"\xef\xbb\xbf <!DOCTYPE html>").as_deref(),
            Some("`a.csv` is a web page or XML, not CSV")
        );
        assert_eq!(
            refused(b"{\"result\": []}").as_deref(),
            Some("`a.csv` is JSON, not CSV")
        );
        assert_eq!(
            refused(b"").as_deref(),
            Some("`a.csv` is empty: it has not even a header")
        );
        assert_eq!(
            refused(b"\n\n").as_deref(),
            Some("`a.csv` holds nothing but empty lines")
        );
        assert_eq!(refused(b"a\0b\0").as_deref(), Some("`a.csv` is not text, not CSV"));
        assert_eq!(refused(b"number,opened_at\n"), None);
    }
}
