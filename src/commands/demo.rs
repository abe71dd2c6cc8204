//! `boardpack demo`: a whole report at once, from data inside the program.

use std::path::Path;

use super::Outcome;
use super::terminal::Terminal;
use super::{build, check};
use crate::calendar::PeriodChoice;
use crate::error::Result;
use crate::pipeline;
use crate::render::site::Site;

/// Builds and writes the sample organisation's report.
pub fn run(out: &Path, terminal: &Terminal) -> Result<Outcome> {
    let site = Site::prepare(out)?;
    let (config, files) = pipeline::sample()?;
    let made = check::make(&config, &PeriodChoice::Latest, &files, None, false, terminal)?;
    build::publish(&site, made)
}
