//! `boardpack build`: the report of the exports that a config names, written whole or not at all.

use std::path::Path;

use serde_json::json;

use super::Outcome;
use super::check::{self, Made};
use super::terminal::Terminal;
use crate::calendar::{Month, PeriodChoice};
use crate::cli::What;
use crate::error::Result;
use crate::ingest::rejects_csv;
use crate::render::site::Site;

/// Builds and writes the report.
pub fn run(what: &What, out: &Path, terminal: &Terminal) -> Result<Outcome> {
    let (config, period) = check::plan(what)?;
    // A folder that cannot be written is said now, not after ten minutes.
    let site = Site::prepare(out)?;
    if let PeriodChoice::Days(first, _) = period {
        site.accept(&period.resolve(Month::of(first), &config.report.zone).label)?;
    }
    let made = check::from_disk(what, &config, &period, terminal)?;
    publish(&site, made)
}

/// Writes a report and says where it is.
pub fn publish(site: &Site, made: Made) -> Result<Outcome> {
    let mut outcome = made.outcome();
    let private = vec![("rejects.csv".to_owned(), rejects_csv(&made.run.rejects)?)];
    let written = site.publish(&made.run.periods.report.label, &made.files, &private)?;
    let (index, rejects) = (written.report.join("index.html"), written.private.join("rejects.csv"));
    outcome.text = format!("The report is at {}\n{}", index.display(), outcome.text);
    if !made.run.rejects.is_empty() {
        outcome.text += &format!("Rows set aside are in {} (private)\n", rejects.display());
    }
    outcome.json["report"] = json!(index);
    outcome.json["rejects"] = json!(rejects);
    Ok(outcome)
}
