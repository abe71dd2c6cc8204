//! TEMPORARY, to be replaced at the merge: the signatures that the commands are written against.

use std::path::Path;

use crate::calendar::{PeriodChoice, Periods};
use crate::config::Config;
use crate::error::{ErrorKind, Result};
use crate::ingest::{Reject, SourceLedger};
use crate::judge::Judged;
use crate::report::model::Report;
use crate::value::Line;

/// Where exports come from.
pub trait Files {}

/// Exports on disk.
pub struct Disk;

impl Files for Disk {}

/// Everything that a run found out.
pub struct Run {
    /// The periods of the report.
    pub periods: Periods,
    /// What was read.
    pub ledger: Vec<SourceLedger>,
    /// What was set aside.
    pub rejects: Vec<Reject>,
    /// The figures and what can be said of them.
    pub judged: Judged,
    /// What they mean in hours and money.
    pub lines: Vec<Line>,
    /// What the report says.
    pub report: Report,
}

/// Exports → report.
pub fn run(_config: &Config, _period: &PeriodChoice, _files: &dyn Files, _stage: &dyn Fn(&str)) -> Result<Run> {
    Err(ErrorKind::Internal("not yet".to_owned()).into())
}

/// To be `render::html::pages`.
pub fn pages(_report: &Report, _templates: Option<&Path>) -> Result<Vec<(String, Vec<u8>)>> {
    Err(ErrorKind::Internal("not yet".to_owned()).into())
}

/// To be `ingest::rejects_csv`.
pub fn rejects_csv(_rejects: &[Reject]) -> Result<Vec<u8>> {
    Err(ErrorKind::Internal("not yet".to_owned()).into())
}

/// The embedded sample organisation: its config and its exports.
pub fn sample() -> Result<(Config, Disk)> {
    Err(ErrorKind::Internal("not yet".to_owned()).into())
}
