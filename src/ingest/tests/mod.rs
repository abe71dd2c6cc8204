//! What a user sees of ingest: small exports in memory, read whole.

mod accounts;
mod corrections;
mod figures;
mod layout;
mod limits;
mod packed;
mod presets;
mod refusals;
mod shapes;
mod time_shapes;
mod tools;

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::*;
use crate::calendar::Zone;
use crate::config::{Shape, Source, TimeFormat, Words};
use crate::error::{Place, Result, exit};
use crate::tables;

/// A source as the config gives it when it says nothing but table and path.
fn source(table: &str, path: &str) -> Source {
    let table = tables::table(table).expect("a table");
    Source::new(table, path, Place::of_line("boardpack.toml", 1, 1))
}

/// A source whose headers are the canonical names themselves.
fn canonical(table: &str, columns: &[&str]) -> Source {
    let mut source = source(table, "a.csv");
    source.preset = Some(mapping::preset::GENERIC.to_owned());
    for column in columns {
        source = source.column(column, column);
    }
    source
}

impl Source {
    fn column(mut self, column: &str, header: &str) -> Self {
        let place = Place::of_line("boardpack.toml", 9, 1);
        self.columns.push((column.to_owned(), header.to_owned(), place));
        self
    }

    fn at(mut self, path: &str) -> Self {
        self.paths = vec![path.to_owned()];
        self
    }

    fn value(mut self, column: &str, word: &str, canonical: &str) -> Self {
        let words = self.values.entry(column.to_owned()).or_default();
        words.insert(word.to_owned(), canonical.to_owned());
        self
    }

    fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }
}

fn read_all(sources: &[Source], files: &Memory) -> Result<Exports> {
    read(sources, files, &|_, _| true, &|_| ())
}

/// Reads one file as `a.csv`.
fn read_one(source: Source, text: impl AsRef<[u8]>) -> Result<Exports> {
    read_all(
        std::slice::from_ref(&source),
        &Memory::default().with("a.csv", text.as_ref()),
    )
}

fn rows<'a>(exports: &'a Exports, table: &str) -> &'a DataFrame {
    &exports.tables.get(table).expect("the table").rows
}

/// The values of a column as text; `-` for none.
fn values(exports: &Exports, table: &str, column: &str) -> Vec<String> {
    let loaded = exports.tables.get(table).expect("the table");
    let spec = tables::table(table)
        .and_then(|table| table.column(column))
        .expect("a column");
    let cells = loaded.rows.column(column).expect("a loaded column").clone();
    (0..cells.len())
        .map(|row| {
            let value = cells.get(row).expect("a row");
            if value.is_null() {
                return "-".to_owned();
            }
            if let tables::Kind::Quantity | tables::Kind::Share = spec.kind {
                return value.extract::<f64>().expect("a float").to_string();
            }
            let number: i64 = value
                .extract()
                .unwrap_or_else(|| i64::from(value == polars::prelude::AnyValue::Boolean(true)));
            match spec.kind {
                tables::Kind::Time(_) => cells::times::in_words(number),
                tables::Kind::Choice(words) => words[number as usize].to_owned(),
                tables::Kind::Word => loaded.words[column][number as usize].clone(),
                _ => number.to_string(),
            }
        })
        .collect()
}

fn reason(exports: &Exports, reason: &str) -> u64 {
    let reasons = &exports.ledger[0].reasons;
    reasons
        .iter()
        .find(|(each, _)| each == reason)
        .map_or(0, |(_, count)| *count)
}

fn warnings(exports: &Exports) -> Vec<String> {
    exports.ledger[0].warnings.iter().map(ToString::to_string).collect()
}

/// The error, which must have the exit code of exports.
fn refused(result: Result<Exports>) -> String {
    let error = result.expect_err("refused");
    assert_eq!(error.exit_code(), exit::EXPORT);
    error.to_string()
}

const TICKETS: &[&str] = &["id", "opened_at", "resolved_at"];

proptest::proptest! {
    #[test]
    fn whatever_the_bytes_every_row_is_accounted_for(
        bytes in proptest::collection::vec(proptest::sample::select(&b"12,;\"\n\r\t/-: AIN\xe9\0"[..]), 0..400)
    ) {
        let mut text = b"id,opened_at,group\n1,2026-01-05,Desk\n".to_vec();
        text.extend(bytes);
        if let Ok(exports) = read_one(canonical("tickets", &["id", "opened_at", "group"]), &text) {
            let ledger = &exports.ledger[0];
            proptest::prop_assert_eq!(ledger.rows_read, ledger.rows_kept + ledger.rows_set_aside);
            proptest::prop_assert_eq!(ledger.rows_set_aside, exports.rejects.len() as u64);
            proptest::prop_assert_eq!(ledger.records, rows(&exports, "tickets").height() as u64);
        }
    }
}
