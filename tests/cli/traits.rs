//! The twenty traits of real exports, a test each, numbered as in their list: several rows a record (1), the order of day and month
//! (2), shapes of times (3), offsets (4), cells that say nothing (5), numbers (6), delimiters (7), headers (8), encodings (9), line
//! ends (10), cells of many lines (11), broken quoting (12), markup and formulas (13), words (14), contradictions (15), ids (16),
//! exports of one side (17), sizes (18), lines around the table (19), times that cannot be (20).
//!
//! Each is seen as a user sees it, on a small file written for it, and what must come of it is worked by hand. Every `check` is
//! looked at for whether a row was lost, too.

mod cells;
mod files;
mod records;

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::{CONFIG, folder, run, write};

const DAY: f64 = 86_400.0;
const HOUR: f64 = 3_600.0;

/// The figure that tells when tickets were resolved.
const RESOLUTION: &str = "tickets.resolution_time[kind=incident].mean";

/// A folder with an export of tickets and its config, which has `more` under its `[[source]]`.
fn with(export: impl AsRef<[u8]>, more: &str) -> TempDir {
    let folder = folder();
    write(folder.path(), "boardpack.toml", &format!("{CONFIG}{more}"));
    std::fs::write(folder.path().join("incident.csv"), export).expect("written");
    folder
}

/// The exit code of a command, and what it says as JSON.
fn said(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, out, error) = run(folder, &[arguments, &["--quiet", "--format", "json"]].concat());
    assert_eq!(error, "");
    (code, serde_json::from_str(&out).expect("JSON"))
}

/// What `check` says of the source in a folder, and a figure of a period as a gate sees it: `None` where the export has
/// nothing for it. No row is lost.
fn seen_in(folder: &Path, period: &str, figure: &str) -> (Value, Option<f64>) {
    let nothing = if figure == RESOLUTION { "\"0s\"" } else { "0" };
    let gate = format!("{figure} >= {nothing}?");
    let (code, said) = said(folder, &["check", "--period", period, "--gate", &gate]);
    assert_eq!(code, 0, "{said:#}");
    let source = &said["sources"][0];
    let rows = |key: &str| source[key].as_u64().expect("a count");
    assert_eq!(
        rows("rows_read"),
        rows("rows_kept") + rows("rows_set_aside"),
        "{source:#}"
    );
    (source.clone(), said["gates"][0]["value"].as_f64())
}

fn seen(export: impl AsRef<[u8]>, more: &str, figure: &str) -> (Value, Option<f64>) {
    seen_in(with(export, more).path(), "2026-03", figure)
}

fn checked_in(folder: &Path) -> Value {
    seen_in(folder, "2026-03", "tickets.opened").0
}

fn checked(export: impl AsRef<[u8]>, more: &str) -> Value {
    checked_in(with(export, more).path())
}

fn measured(export: impl AsRef<[u8]>, more: &str, period: &str, figure: &str) -> Option<f64> {
    seen_in(with(export, more).path(), period, figure).1
}

/// The first thing that `check` has to say against an export.
fn refused(export: impl AsRef<[u8]>, more: &str) -> Value {
    let (code, said) = said(with(export, more).path(), &["check"]);
    assert_eq!(code, 4, "{said:#}");
    said["error"]["diagnostics"][0].clone()
}

fn inspected(export: impl AsRef<[u8]>) -> Value {
    let (code, said) = said(with(export, "").path(), &["inspect", "incident.csv"]);
    assert_eq!(code, 0, "{said:#}");
    said
}

/// Rows kept, rows set aside and records.
fn rows(source: &Value) -> [u64; 3] {
    ["rows_kept", "rows_set_aside", "records"].map(|key| source[key].as_u64().expect("a count"))
}

/// How many records have a value in a column.
fn filled(source: &Value, column: &str) -> Option<u64> {
    let mut columns = source["columns"].as_array().expect("columns").iter();
    columns.find(|each| each["column"] == column)?["filled"].as_u64()
}

/// The warnings of one kind.
fn warnings<'v>(source: &'v Value, kind: &str) -> Vec<&'v str> {
    let all = source["warnings"].as_array().expect("warnings").iter();
    let of_kind = all.filter(|warning| warning["kind"] == kind);
    of_kind.map(|warning| warning["text"].as_str().expect("text")).collect()
}
