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

/// Its exports.
static EXPORTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/sample-data/exports");

/// Builds and writes the sample organisation's report.
pub fn run(out: &Path, terminal: &Terminal) -> Result<Outcome> {
    let site = Site::prepare(out)?;
    let config = config::parse("sample-data/boardpack.toml", CONFIG, Path::new(""))?;
    let files = EXPORTS.files().fold(Memory::default(), |files, file| {
        files.with(format!("exports/{}", file.path().display()), file.contents())
    });
    let acceptance = Acceptance {
        strict: false,
        site: Some(&site),
    };
    let made = check::make(&config, &PeriodChoice::Latest, &files, None, acceptance, terminal)?;
    build::publish(&site, made, Vec::new())
}
