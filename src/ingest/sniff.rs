//! From the first bytes of a file: what it is if it is not CSV, and which character parts its cells.

use crate::error::Diagnostic;

/// How many bytes of a file are looked at.
pub(super) const HEAD: u64 = 1 << 16;

/// The characters that part cells, the usual ones first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Why a file cannot be an export, where its first bytes say so.
pub(super) fn refusal(name: &str, head: &[u8]) -> Option<Diagnostic> {
    const FROM_TOOL: &str = "export it as CSV from the tool";
    const FROM_EXCEL: &str =
        "open it in a spreadsheet program and save the sheet as \"CSV UTF-8\", or export it as CSV from the tool";
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    let (what, help) = if head.is_empty() {
        return Some(
            Diagnostic::new("empty-export", format!("`{name}` is empty: it has not even a header"))
                .help("export it again; the file that the tool made has no bytes"),
        );
    } else if start.starts_with(b"%PDF") {
        ("a PDF", FROM_TOOL)
    } else if head.starts_with(b"PK\x03\x04") && (has(b"[Content_Types].xml") || has(b"xl/")) {
        ("an Excel workbook (.xlsx)", FROM_EXCEL)
    } else if head.starts_with(b"PK\x03\x04") {
        ("a zip archive", "unpack it and name the CSV file in it")
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        ("an old Excel workbook (.xls)", FROM_EXCEL)
    } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
        ("compressed with zstd", "unpack it, or compress it with gzip")
    } else if head.starts_with(b"\x1f\x8b") {
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
    Some(Diagnostic::new("not-csv", format!("`{name}` is {what}, not CSV")).help(help))
}

/// The delimiter that a first line `sep=;` names, as spreadsheet programs write it.
pub(super) fn separator_line(head: &[u8]) -> Option<u8> {
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

/// The delimiter that parts the first records most evenly; of several the one that makes most cells.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let (share, cells) = evenness(head, delimiter);
        if cells > 1 && (share, cells) > (best.0, best.1) {
            best = (share, cells, delimiter);
        }
    }
    best.2
}

/// How many per cent of the first records have as many cells as the header, and how many that are.
fn evenness(head: &[u8], delimiter: u8) -> (usize, usize) {
    let mut counts: Vec<usize> = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(head)
        .byte_records()
        .take(50)
        .map_while(Result::ok)
        .map(|record| record.len())
        .collect();
    // The last record may be cut where the head ends.
    if counts.len() > 2 {
        counts.pop();
    }
    let Some(&header) = counts.first() else {
        return (0, 0);
    };
    let even = counts.iter().filter(|count| **count == header).count();
    (even * 100 / counts.len(), header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_parts_evenly() {
        assert_eq!(delimiter(b"number,opened_at\nINC1,\"a;b;c\"\nINC2,d\n"), b',');
        assert_eq!(delimiter(b"ID;Title, long\n1;a, b, c\n2;d\n3;e\n"), b';');
        assert_eq!(delimiter(b"ID\tTitle\n1\ta,b\n"), b'\t');
        assert_eq!(delimiter(b"ID|Title\n1|a\n"), b'|');
        assert_eq!(delimiter(b"number\nINC1\n"), b',', "one column");
        assert_eq!(delimiter(b"a;b;c,d\n1;2;3,4\n1;2;3,5\n"), b';', "the most cells");
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
        assert_eq!(refused(b"%PDF-1.7\n").as_deref(), Some("`a.csv` is a PDF, not CSV"));
        assert_eq!(
            refused(b"PK\x03\x04....[Content_Types].xml").as_deref(),
            Some("`a.csv` is an Excel workbook (.xlsx), not CSV")
        );
        assert_eq!(
            refused(b"PK\x03\x04....a.csv").as_deref(),
            Some("`a.csv` is a zip archive, not CSV")
        );
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
