//! `rejects.csv`: every row set aside, with where it stands, why, and what it was; in a form that a spreadsheet program can open,
//! a person can correct, and [`super::corrections`] takes back.

use csv::{Writer, WriterBuilder};
use xxhash_rust::xxh3::Xxh3;

use crate::error::{ErrorKind, Result};
use crate::ingest::Reject;

/// The columns before a record's own cells.
pub(crate) const COLUMNS: [&str; 7] = ["file", "record", "line", "column", "value", "reason", "check"];

/// The reason of a row that has the headers of the rows below it in the place of their cells.
pub(crate) const HEADER: &str = "header";

/// The file's bytes. The rows of a file are headed by its headers, and the cells of a record stand below them, as many as it had.
/// What was corrected comes after what was set aside, so that the file can be fed back as often as anybody likes.
pub fn rejects_csv(rejects: &[Reject], corrected: &[Reject]) -> Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    write(&mut writer, rejects, corrected)
        .and_then(|()| Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?))
        .map_err(|error| ErrorKind::Internal(format!("rejects.csv: {error}")).into())
}

fn write(writer: &mut Writer<Vec<u8>>, rejects: &[Reject], corrected: &[Reject]) -> csv::Result<()> {
    writer.write_record(COLUMNS.into_iter().chain(["cells"]))?;
    let mut above: Option<&Reject> = None;
    for reject in rejects.iter().chain(corrected) {
        let is_headed = above.is_some_and(|above| above.file == reject.file && above.headers == reject.headers);
        if !is_headed {
            row(writer, [&reject.file, "", "", "", "", HEADER, ""], &reject.headers)?;
        }
        above = Some(reject);
        let (record, line) = (reject.record.to_string(), reject.line.to_string());
        let check = reject.check.map_or_else(String::new, check_in_words);
        let place = [
            &reject.file,
            record.as_str(),
            &line,
            reject.column.as_deref().unwrap_or(""),
            &reject.value,
            &reject.reason,
            &check,
        ];
        row(writer, place, &reject.cells)?;
    }
    Ok(())
}

fn row(writer: &mut Writer<Vec<u8>>, place: [&str; COLUMNS.len()], cells: &[String]) -> csv::Result<()> {
    for cell in place.into_iter().chain(cells.iter().map(String::as_str)) {
        if is_run(cell) {
            writer.write_field(format!("'{cell}"))?;
        } else {
            writer.write_field(cell)?;
        }
    }
    writer.write_record(None::<&[u8]>)
}

/// Whether a spreadsheet program would run a cell as a formula, or what is left of it were its leading `'` taken off.
fn is_run(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell as it was before it was written.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|_| is_run(cell)).unwrap_or(cell)
}

/// What tells whether a record is still the one that was set aside: a hash of its cells that neither a spreadsheet program's line
/// ends nor its padding change.
pub(crate) fn check<'c>(cells: impl Iterator<Item = &'c str>) -> u64 {
    let mut hash = Xxh3::new();
    let mut empty = 0_u64;
    for cell in cells {
        let mut parts = cell
            .trim()
            .split(['\r', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .peekable();
        if parts.peek().is_none() {
            empty += 1;
            continue;
        }
        // Empty cells count where a cell that is not stands behind them.
        (0..std::mem::take(&mut empty)).for_each(|_| hash.update(b"\x1f"));
        for part in parts {
            hash.update(part.as_bytes());
            hash.update(b"\n");
        }
        hash.update(b"\x1f");
    }
    hash.digest()
}

/// `x` and sixteen digits: no spreadsheet program takes that for a number.
fn check_in_words(check: u64) -> String {
    format!("x{check:016x}")
}

/// A check as it was written.
pub(crate) fn check_of_words(words: &str) -> Option<u64> {
    let digits = words.trim().strip_prefix('x')?;
    (digits.len() == 16).then(|| u64::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject(record: u64, cells: &[&str]) -> Reject {
        Reject {
            file: "incident.csv".to_owned(),
            record,
            line: 7,
            column: Some("Opened".to_owned()),
            value: "soon".to_owned(),
            reason: "opened_at cannot be read".to_owned(),
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            headers: ["Number", "Opened", "What"].map(str::to_owned).into(),
            check: Some(check(cells.iter().copied())),
        }
    }

    #[test]
    fn a_row_set_aside_is_written_below_the_headers_of_its_file_with_its_place_its_reason_and_all_its_cells() {
        let mut late = reject(9, &[]);
        late.check = None;
        let rejects = [reject(2, &["INC2", "soon", "a \"quoted\"\nword"]), late];
        let mut other = reject(3, &["=1+1", "-", "'@x", "'x"]);
        other.file = "-".to_owned();
        let bytes = rejects_csv(&rejects, &[other]).expect("written");
        insta::assert_snapshot!(String::from_utf8(bytes).expect("UTF-8"), @r#"
        file,record,line,column,value,reason,check,cells
        incident.csv,,,,,header,,Number,Opened,What
        incident.csv,2,7,Opened,soon,opened_at cannot be read,xbe39b4b0f05f9b4d,INC2,soon,"a ""quoted""
        word"
        incident.csv,9,7,Opened,soon,opened_at cannot be read,
        '-,,,,,header,,Number,Opened,What
        '-,3,7,Opened,soon,opened_at cannot be read,xc85c9d933be3030a,'=1+1,'-,''@x,'x
        "#);
    }

    #[test]
    fn a_check_is_of_the_cells_and_not_of_how_a_spreadsheet_writes_them() {
        let of = |cells: &[&str]| check(cells.iter().copied());
        assert_eq!(of(&["a", "b\r\nc ", ""]), of(&["a", "b\nc", "", ""]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
        assert_ne!(of(&["a", "", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a"]), of(&["", "a"]));
        assert_ne!(of(&["a", "b"]), of(&["a\nb"]));
    }
}
