//! What a command says of the rows that were read, and when too many were set aside.

use serde_json::{Map, Value, json};

use crate::Run;
use crate::error::{Diagnostic, ErrorKind, Place, Result};
use crate::ingest::{ColumnSource, Reject, SourceLedger, UnknownWord};

/// Refuses sources of which rows were set aside (`strict`), or more than the limit.
pub fn accept(run: &Run, limit: Option<f64>, strict: bool) -> Result<()> {
    let limit = if strict { Some(0.0) } else { limit };
    let Some(limit) = limit else { return Ok(()) };
    let too_many = |source: &&SourceLedger| source.rows_set_aside as f64 > limit * source.rows_read as f64;
    let refused: Vec<Diagnostic> = run
        .ledger
        .iter()
        .filter(too_many)
        .map(|source| {
            refusal(source, &run.rejects).help(match strict {
                true => "--strict allows none; build without it lists them in rejects.csv".to_owned(),
                false => {
                    format!("`[limits] rejects = {limit}` allows fewer; build without it lists them in rejects.csv")
                }
            })
        })
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(ErrorKind::Export(refused).into())
    }
}

/// How many rows were set aside, for which reasons, and where the first of them is.
fn refusal(source: &SourceLedger, rejects: &[Reject]) -> Diagnostic {
    // The ledger counts what was noticed on rows that were kept, too.
    let why_aside = |(reason, _): &&(String, u64)| rejects.iter().any(|reject| reject.reason == *reason);
    let message = format!(
        "{} of {} of `{}` were set aside: {}",
        source.rows_set_aside,
        many(source.rows_read, "row"),
        source.source,
        counted(source.reasons.iter().filter(why_aside))
    );
    let refusal = Diagnostic::new("rows-set-aside", message);
    let is_its_own = |reject: &&Reject| source.fingerprints.iter().any(|(file, _)| *file == reject.file);
    match rejects.iter().find(is_its_own) {
        Some(first) => refusal.at(Place::of_line(&first.file, first.line, 0)),
        None => refusal,
    }
}

/// `opened_at is empty (1), superseded (10)`
fn counted<'r>(reasons: impl Iterator<Item = &'r (String, u64)>) -> String {
    let reasons: Vec<String> = reasons.map(|(reason, rows)| format!("{reason} ({rows})")).collect();
    reasons.join(", ")
}

/// A line a source, and what is to be known of it.
pub fn text(ledger: &[SourceLedger]) -> String {
    let mut text = String::new();
    for source in ledger {
        text += &format!(
            "{} → {} ({}): {} read, {} kept, {} set aside, {}\n",
            source.source,
            source.table,
            source.preset,
            many(source.rows_read, "row"),
            source.rows_kept,
            source.rows_set_aside,
            many(source.records, "record")
        );
        if !source.reasons.is_empty() {
            text += &format!("  of these: {}\n", counted(source.reasons.iter()));
        }
        for warning in &source.warnings {
            text += &format!("  note: {warning}\n");
        }
        if !source.unknown_words.is_empty() {
            text += &format!("  note: {}\n", unknown(source));
        }
    }
    text
}

/// `1 row`, `2 rows`.
pub fn many(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// How many unknown words are named; the method page has all of them.
const WORDS_NAMED: usize = 8;

/// `words that nothing maps …: state "Pending" (2881 rows), …`.
pub fn unknown(source: &SourceLedger) -> String {
    let mut words: Vec<String> = source
        .unknown_words
        .iter()
        .take(WORDS_NAMED)
        .map(|word| {
            let near = word.suggestion.as_ref();
            let near = near.map_or(String::new(), |near| format!(", perhaps {near}"));
            format!("{} \"{}\" ({}{near})", word.column, word.word, many(word.rows, "row"))
        })
        .collect();
    if source.unknown_words.len() > WORDS_NAMED {
        words.push(format!("and {} more", source.unknown_words.len() - WORDS_NAMED));
    }
    format!(
        "words that nothing maps are taken as empty until [source.values] does: {}",
        words.join(", ")
    )
}

/// Which header each column was read from: what whoever maps an export wants to see.
pub fn columns(ledger: &[SourceLedger]) -> String {
    let mut text = String::new();
    for source in ledger {
        let width = source.columns.iter().map(|each| each.column.len()).max().unwrap_or(0);
        text += &format!("\nColumns of {}\n", source.source);
        for ColumnSource {
            column,
            header,
            format,
            filled,
        } in &source.columns
        {
            let read = format.as_ref().map_or(String::new(), |format| format!(", {format}"));
            text += &format!("  {column:<width$} = \"{header}\"  ({filled} filled{read})\n");
        }
    }
    text + "\n"
}

/// The same for a machine.
pub fn as_json(source: &SourceLedger) -> Value {
    json!({
        "source": source.source,
        "table": source.table,
        "preset": source.preset,
        "rows_read": source.rows_read,
        "rows_kept": source.rows_kept,
        "rows_set_aside": source.rows_set_aside,
        "records": source.records,
        "reasons": source.reasons.iter().map(|(reason, rows)| (reason.clone(), json!(rows))).collect::<Map<_, _>>(),
        "warnings": source.warnings,
        "columns": source.columns.iter().map(column_json).collect::<Vec<_>>(),
        "unknown_words": source.unknown_words.iter().map(word_json).collect::<Vec<_>>(),
    })
}

fn column_json(column: &ColumnSource) -> Value {
    json!({ "column": column.column, "header": column.header, "format": column.format, "filled": column.filled })
}

fn word_json(word: &UnknownWord) -> Value {
    json!({ "column": word.column, "word": word.word, "rows": word.rows, "suggestion": word.suggestion })
}
