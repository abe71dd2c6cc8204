//! What becomes of every row whatever the quotes, and that work and memory have an end.

use std::io;

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
fn the_lines_of_a_cell_that_a_quote_tore_are_one_row() {
    let text = "id,a,b,c\n1,\"stray,\"first\nsecond, line\n\nlast\",c\n2,x,y,z\n3,\"a \"b\" c\nd\",y,z\n4,x,y,z\n";
    let records = split(text);
    let places: Vec<_> = records
        .iter()
        .map(|(line, record, _, quote)| (*line, *record, *quote))
        .collect();
    assert_eq!(places, [(2, 1, Some(2)), (6, 2, None), (7, 3, Some(7)), (9, 4, None)]);
    assert_eq!(records[0].2, ["1", "stray,first", "second, line\n\nlast\",c"]);
}

#[test]
fn short_rows_whose_quotes_pair_stay_rows_of_their_own() {
    let text = "id,a,b\n1,\"x\"\n2,x\n3,\"he said \"yes, no\" to it\",y\n4,x\n5,x,y\n";
    let expected = [2, 3, 4, 5, 6].map(|line| row(line, &(line - 1).to_string(), false));
    assert_eq!(ids(text), expected);
}

#[test]
fn quotes_that_are_escaped_by_backslashes_shift_no_column_and_swallow_no_row() {
    let texts = [
        "2,\"he said \\\"yes, now\\\" to it\",y",
        "2,\"a \\\"word\\\"\non two lines\",y",
        "2,\"ends with \\\"\",y",
    ];
    let cells = ["he said \"yes, now\" to it", "a \"word\"\non two lines", "ends with \""];
    for (text, cell) in texts.into_iter().zip(cells) {
        let records = split(&format!("id,a,b\n1,x,y\n{text}\n3,x,y\n4,\"x\",y\n"));
        let expected = ["2".to_owned(), cell.to_owned(), "y".to_owned()];
        assert_eq!(records[1], (3, 2, expected.to_vec(), None));
        let more = breaks(text.as_bytes());
        let places: Vec<_> = records
            .iter()
            .skip(2)
            .map(|(line, record, ..)| (*line, *record))
            .collect();
        assert_eq!(places, [(4 + more, 3), (5 + more, 4)], "{text}");
    }
}

#[test]
fn a_backslash_at_the_end_of_a_cell_escapes_nothing() {
    let text = "id,a,b\n1,\"C:\\\",y\n2,\"C:\\\"\n3,\"a\nC:\\\",y\n4,\"x\",y\n";
    let expected = [
        row(2, "1", false),
        row(3, "2", false),
        row(4, "3", false),
        row(6, "4", false),
    ];
    assert_eq!(ids(text), expected);
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
