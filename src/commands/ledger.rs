//! What a command says of the rows that were read, and when too many were set aside.

use serde_json::{Value, json};

use crate::error::{Diagnostic, ErrorKind, Result};
use crate::ingest::SourceLedger;

/// Refuses sources of which rows were set aside (`strict`), or more than the limit.
pub fn accept(ledger: &[SourceLedger], limit: Option<f64>, strict: bool) -> Result<()> {
    let limit = if strict { Some(0.0) } else { limit };
    let Some(limit) = limit else { return Ok(()) };
    let refused: Vec<Diagnostic> = ledger
        .iter()
        .filter_map(|source| too_many(source, limit, strict))
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(ErrorKind::Export(refused).into())
    }
}

fn too_many(source: &SourceLedger, limit: f64, strict: bool) -> Option<Diagnostic> {
    if source.rows_set_aside as f64 <= limit * source.rows_read as f64 {
        return None;
    }
    let SourceLedger {
        rows_set_aside,
        rows_read,
        ..
    } = source;
    let message = format!(
        "{rows_set_aside} of {rows_read} rows of `{}` were set aside",
        source.source
    );
    let help = match strict {
        true => "--strict allows none; build without it lists them in rejects.csv".to_owned(),
        false => format!("`[limits] rejects = {limit}` allows fewer; build without it lists them in rejects.csv"),
    };
    Some(Diagnostic::new("rows-set-aside", message).help(help))
}

/// A line a source.
pub fn text(ledger: &[SourceLedger]) -> String {
    let mut text = String::new();
    for source in ledger {
        text += &format!(
            "{} → {} ({}): {} rows read, {} kept, {} set aside, {} records\n",
            source.source,
            source.table,
            source.preset,
            source.rows_read,
            source.rows_kept,
            source.rows_set_aside,
            source.records
        );
        for warning in &source.warnings {
            text += &format!("  note: {warning}\n");
        }
    }
    text
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
        "warnings": source.warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(read: u64, set_aside: u64) -> SourceLedger {
        SourceLedger {
            source: "incident.csv".to_owned(),
            rows_read: read,
            rows_kept: read - set_aside,
            rows_set_aside: set_aside,
            ..SourceLedger::default()
        }
    }

    #[test]
    fn a_limit_allows_its_own_share_and_strict_allows_none() {
        assert!(accept(&[source(100, 1)], Some(0.01), false).is_ok());
        assert!(accept(&[source(100, 99)], None, false).is_ok());
        assert!(accept(&[source(100, 0)], None, true).is_ok());
        let error = accept(&[source(100, 0), source(100, 2)], Some(0.01), false).expect_err("too many");
        assert_eq!(error.exit_code(), 4);
        assert!(
            error
                .to_string()
                .contains("2 of 100 rows of `incident.csv` were set aside"),
            "{error}"
        );
        assert!(accept(&[source(100, 1)], Some(0.5), true).is_err());
    }
}
