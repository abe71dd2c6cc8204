//! `boardpack demo`: a whole report at once, from data inside the program.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::Outcome;
use super::ledger::Acceptance;
use super::terminal::Terminal;
use super::{build, check};
use crate::calendar::PeriodChoice;
use crate::config;
use crate::error::Result;
use crate::ingest::Memory;
use crate::render::site::Site;

/// The sample organisation, as a user would write it.
const CONFIG: &str = include_str!("../../sample-data/boardpack.toml");

/// What its author says of the newest month.
const COMMENT: (&str, &str) = (
    "commentary/2026-10.md",
    include_str!("../../sample-data/commentary/2026-10.md"),
);

/// Its exports.
static EXPORTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample-data/exports");

/// Builds and writes the sample organisation's report.
pub fn run(out: &Path, terminal: &Terminal) -> Result<Outcome> {
    let site = Site::prepare(out)?;
    let config = config::parse("sample-data/boardpack.toml", CONFIG, Path::new(""))?;
    let (comment, text) = COMMENT;
    let exports = EXPORTS.files().fold(Memory::default(), |files, file| {
        files.with(format!("exports/{}", file.path().display()), file.contents())
    });
    let files = exports.with(comment, text.as_bytes());
    let acceptance = Acceptance {
        strict: false,
        site: Some(&site),
    };
    let made = check::make(&config, &PeriodChoice::Latest, &files, None, acceptance, terminal)?;
    build::publish(&site, made, Vec::new())
}
