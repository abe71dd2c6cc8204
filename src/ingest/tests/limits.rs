//! Files that are made, or damaged, to take all memory or all time: each ends soon, with what is wrong.

use std::io::{self, Cursor, Read};
use std::time::{Duration, Instant};

use super::*;
use crate::error::Diagnostic;

/// One file that is a stream: this text, and then one byte for ever (four gigabytes of it).
struct Endless {
    begins: &'static [u8],
    goes_on: u8,
}

impl Files for Endless {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        Ok(vec![path.to_owned()])
    }

    fn open(&self, _: &str) -> Result<Stored, Box<Diagnostic>> {
        let rest = io::repeat(self.goes_on).take(4 << 30);
        Ok(Stored::new(Cursor::new(self.begins).chain(rest), None))
    }
}

fn endless(begins: &'static [u8], goes_on: u8) -> String {
    let files = Endless { begins, goes_on };
    let source = canonical("tickets", &["id", "opened_at"]);
    refused(read(&[source], &files, &|_, _| true, &|_| ()))
}

#[test]
fn a_line_of_four_gigabytes_stops_the_reading_and_not_the_machine() {
    let error = endless(b"id,opened_at\n1,2026-01-05\n2,", b'x');
    assert!(
        error.contains("longer than 16 MiB") && error.contains("a.csv:3"),
        "{error}"
    );
    let error = endless(b"id,opened_at\n1,2026-01-05\n2,\"", b'x');
    assert!(
        error.contains("a quote that opens on line 3 is never closed"),
        "{error}"
    );
    let error = endless(b"id,", b'x');
    assert!(
        error.contains("the header is longer than 4 MiB") && error.contains("a.csv:1"),
        "{error}"
    );
    assert!(endless(b"id,opened_at\n", b'\0').contains("is not text"));
    assert!(endless(b"", b'"').contains("a.csv:1"));
    assert!(endless(b"", b',').contains("the header is longer than 4 MiB"));
}

#[test]
fn a_quote_below_which_there_is_more_than_a_record_may_have_costs_its_own_row() {
    // Sixteen megabytes and more of rows below a quote that nothing closes.
    let summary = "x".repeat(1_000);
    let mut text = "id,opened_at,summary\n1,2026-01-05,\"open\n".to_owned();
    for id in 2..20_000 {
        text.push_str(&format!("{id},2026-01-05,{summary}\n"));
    }
    assert!(text.len() > 19 << 20);
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    let ledger = &exports.ledger[0];
    assert_eq!((ledger.rows_read, ledger.rows_kept), (19_999, 19_998));
    assert_eq!(exports.rejects[0].line, 2);
}

#[test]
fn a_row_of_delimiters_without_end_is_kept_where_nothing_stands_in_them() {
    let commas = ",".repeat(1_000_000);
    let text = format!("id,opened_at\n1,2026-01-05{commas}\n2,2026-01-05{commas}more{commas}\n");
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    assert_eq!((exports.ledger[0].rows_kept, exports.ledger[0].rows_set_aside), (1, 1));
    assert_eq!(exports.rejects[0].reason, "more cells than the header");
    assert_eq!(exports.rejects[0].cells, ["2", "2026-01-05", "more"]);
}

#[test]
fn rows_set_aside_do_not_fill_the_memory_however_many_cells_they_have() {
    // Each of 1,002 cells: 26 KB a row as they are counted, and 64 MiB are kept.
    let long = format!("1,2026-01-05{}\n", ",x".repeat(1_000));
    let text = format!("id,opened_at\n1,2026-01-05\n{}", long.repeat(3_000));
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    let (ledger, rejects) = (&exports.ledger[0], &exports.rejects);
    assert_eq!((ledger.rows_kept, ledger.rows_set_aside), (1, 3_000));
    assert_eq!((rejects[0].cells.len(), rejects[0].check.is_some()), (1_002, true));
    let last = &rejects[2_999];
    assert_eq!((last.cells.len(), last.check, last.line), (0, None, 3_002));
    assert_eq!(last.reason, "more cells than the header");
    // 1,002 cells of 24 bytes, and 1,011 bytes of text.
    let whole = rejects.iter().filter(|reject| !reject.cells.is_empty()).count();
    assert_eq!(whole, (64 << 20) / (1_002 * 24 + 1_011) + 1);
    let warning = "the rows set aside hold more than 64 MiB: of those after them only place and reason are kept";
    assert_eq!(warnings(&exports)[0], warning);
}

#[test]
fn of_a_row_with_thousands_of_cells_too_many_only_the_first_is_kept() {
    let text = format!("id,opened_at\n1,2026-01-05\n2,2026-01-05{}\n", ",x".repeat(5_000));
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    assert_eq!(exports.rejects[0].cells, ["2", "2026-01-05", "x"]);
}

#[test]
fn a_hundred_thousand_columns_are_read_in_their_time() {
    let begun = Instant::now();
    let headers: Vec<String> = (0..100_000).map(|column| format!("column {column}")).collect();
    let cells = vec!["x"; 100_000].join(",");
    let text = format!(
        "id,opened_at,{}\n{}",
        headers.join(","),
        format!("1,2026-01-05,{cells}\n").repeat(20)
    );
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    assert_eq!(exports.ledger[0].rows_kept, 20);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());

    let wide = ",".repeat(300_000);
    let error = refused(read_one(canonical("tickets", &["id"]), format!("id{wide}\n1{wide}\n")));
    assert!(error.contains("has 300001 columns; at most 200000 are read"), "{error}");
}

#[test]
fn a_file_of_nothing_but_marks_is_refused_soon() {
    let begun = Instant::now();
    let mebi = |text: &str| text.repeat((1 << 20) / text.len());
    for (text, expected) in [
        ("\"", "is never closed"),
        ("\"\"", "error[unknown-header]"),
        ("\"\"\n", "has no header"),
        (",", "has no header"),
        (",,,\n", "has no header"),
        ("\0", "is not text"),
        ("\r", "nothing but empty lines"),
        ("\n", "nothing but empty lines"),
        ("\",\"\n", "error[unknown-header]"),
        ("\"\n", "error[empty-export]"),
        ("\u{feff}", "error[empty-export]"),
    ] {
        // An odd number of quotes: the last is open.
        let text = format!("{}{}", mebi(text), if text == "\"" { "\"" } else { "" });
        let error = refused(read_one(canonical("tickets", &["id"]), &text));
        assert!(
            error.contains(expected) && error.len() < 3_000,
            "{}: {error:.3000}",
            &text[..4]
        );
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn both_encodings_and_a_mark_in_one_file_are_read_cell_by_cell() {
    let text =
        b"id,opened_at,group,Priorit\xe9\n1,2026-01-05,Caf\xe9,x\n2,2026-01-05,Caf\xc3\xa9\xef\xbb\xbf,\xff\xfe\n";
    let source = canonical("tickets", &["id", "opened_at", "group"]).column("category", "Priorit\u{e9}");
    let exports = read_one(source, text).expect("read");
    assert_eq!(values(&exports, "tickets", "group"), ["Caf\u{e9}", "Caf\u{e9}\u{feff}"]);
    assert_eq!(values(&exports, "tickets", "category")[0], "x");
}

/// Bytes that mean something to the reader, in any order.
fn anything() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    let bytes = &b"id,opened_at;\"\n\r\t\\ 1\xe9\0\xef\xbb\xbf\xff\xfePK\x03\x04\x1f\x8b"[..];
    proptest::collection::vec(proptest::sample::select(bytes), 0..200)
}

proptest::proptest! {
    #[test]
    fn whatever_stands_around_a_table_it_is_read_or_refused_and_every_row_counted(
        above in anything(),
        below in anything(),
    ) {
        let text = [&above, b"\nid,opened_at,group\n1,2026-01-05,Desk\n".as_slice(), &below].concat();
        if let Ok(exports) = read_one(canonical("tickets", &["id", "opened_at", "group"]), &text) {
            let ledger = &exports.ledger[0];
            proptest::prop_assert_eq!(ledger.rows_read, ledger.rows_kept + ledger.rows_set_aside);
            proptest::prop_assert_eq!(ledger.rows_set_aside, exports.rejects.len() as u64);
        }
        // Without a table too.
        let _ = read_one(canonical("tickets", &["id"]), [above, below].concat());
    }
}
