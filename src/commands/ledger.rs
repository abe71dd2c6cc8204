//! What a command says of the rows that were read, and when too many were set aside.

use serde_json::{Map, Value, json};

use super::build::REJECTS;
use crate::Run;
use crate::config::Config;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::ingest::{self, ColumnSource, Files, Reject, SourceLedger, UnknownWord, Warning};
use crate::render::site::Site;

/// When too many rows were set aside, and where the others are written.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance<'a> {
    /// Whether one is too many.
    pub strict: bool,
    /// Where a build writes; a check writes nowhere.
    pub site: Option<&'a Site>,
}

/// Refuses sources of which more rows were set aside than `[limits] rejects` or `--strict` allows.
pub fn accept(run: &Run, config: &Config, files: &dyn Files, acceptance: Acceptance<'_>) -> Result<()> {
    let limit = |source: &SourceLedger| {
        if acceptance.strict {
            Some(0.0)
        } else {
            config.reject_limits.of(source.table)
        }
    };
    let rejects = match acceptance.site {
        Some(site) => format!("`{}`", site.private(&run.periods.report.label).join(REJECTS).display()),
        None => format!("{REJECTS}, beside the report"),
    };
    let refuse = |source: &SourceLedger| {
        let limit = limit(source)?;
        let help = match acceptance.strict {
            true => format!("--strict allows none; a build without it lists them in {rejects}"),
            false => format!("`[limits] rejects = {limit}` allows fewer; a build without it lists them in {rejects}"),
        };
        let is_too_much = source.rows_set_aside as f64 > limit * source.rows_read as f64;
        is_too_much.then(|| refusal(source, &run.rejects).help(help))
    };
    let mut refused: Vec<Diagnostic> = run.ledger.iter().filter_map(refuse).collect();
    if refused.is_empty() {
        return Ok(());
    }
    ingest::show(&mut refused, &config.sources, files);
    Err(ErrorKind::Export(refused).into())
}

/// How many rows were set aside, for which reasons, and the first of them.
fn refusal(source: &SourceLedger, rejects: &[Reject]) -> Diagnostic {
    let is_its_own = |reject: &&Reject| source.fingerprints.iter().any(|(file, _)| *file == reject.file);
    let own: Vec<&Reject> = rejects.iter().filter(is_its_own).collect();
    // The ledger counts what was noticed on rows that were kept, too.
    let why_aside = |(reason, _): &&(String, u64)| own.iter().any(|reject| reject.reason == *reason);
    let reasons = source.reasons.iter().filter(why_aside);
    let reasons: Vec<String> = reasons.map(|(reason, rows)| format!("{reason} ({rows})")).collect();
    let message = format!(
        "{} of {} of `{}` were set aside: {}",
        source.rows_set_aside,
        many(source.rows_read, "row"),
        source.source,
        reasons.join(", ")
    );
    let refusal = Diagnostic::new("rows-set-aside", message);
    match own.first() {
        Some(first) => refusal.label(first.place(), first.reason.as_str()),
        None => refusal,
    }
}

/// `opened_at is empty (1, in incident.csv:42), closed before opened (3, the first in incident.csv:7), superseded (10)`
fn counted(source: &SourceLedger) -> String {
    let first = |reason: &str| source.firsts.iter().find(|(each, _)| each == reason);
    let counted = |(reason, rows): &(String, u64)| match (first(reason), rows) {
        (Some((_, place)), 1) => format!("{reason} (1, in {place})"),
        (Some((_, place)), _) => format!("{reason} ({rows}, the first in {place})"),
        (None, _) => format!("{reason} ({rows})"),
    };
    source.reasons.iter().map(counted).collect::<Vec<_>>().join(", ")
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
            text += &format!("  of these: {}\n", counted(source));
        }
        for warning in &source.warnings {
            let how = if warning.casts_doubt() {
                "read with care"
            } else {
                "note"
            };
            text += &format!("  {how}: {warning}\n");
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

/// How many unknown words are named; the JSON has all of them that may be words from a list.
const WORDS_NAMED: usize = 8;

/// The unknown words but those that somebody may have written.
fn listed(source: &SourceLedger) -> impl Iterator<Item = &UnknownWord> {
    source.unknown_words.iter().filter(|word| !word.may_be_text())
}

/// `words that nothing maps …: state "Pending" (2881 rows), …`.
pub fn unknown(source: &SourceLedger) -> String {
    let mut words: Vec<String> = listed(source)
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
        "first_places": source.firsts.iter().map(|(reason, place)| (reason.clone(), json!(place))).collect::<Map<_, _>>(),
        "warnings": source.warnings.iter().map(warning_json).collect::<Vec<_>>(),
        "columns": source.columns.iter().map(column_json).collect::<Vec<_>>(),
        "unknown_words": listed(source).map(word_json).collect::<Vec<_>>(),
    })
}

fn warning_json(warning: &Warning) -> Value {
    json!({ "kind": warning.kind(), "text": warning.to_string() })
}

fn column_json(column: &ColumnSource) -> Value {
    json!({ "column": column.column, "header": column.header, "format": column.format, "filled": column.filled })
}

fn word_json(word: &UnknownWord) -> Value {
    json!({ "column": word.column, "word": word.word, "rows": word.rows, "suggestion": word.suggestion })
}
