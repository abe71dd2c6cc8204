//! `boardpack build`: the report of the exports that a config names, written whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::Outcome;
use super::check::{self, Made};
use super::terminal::Terminal;
use crate::calendar::{Month, PeriodChoice};
use crate::cli::What;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ingest::rejects_csv;
use crate::render::site::Site;

/// The private file of the rows that were set aside.
pub const REJECTS: &str = "rejects.csv";

/// Builds and writes the report.
pub fn run(what: &What, out: &Path, terminal: &Terminal) -> Result<Outcome> {
    let (config, period) = check::plan(what)?;
    // A folder that cannot be written is said now, not after ten minutes.
    let site = Site::prepare(out)?;
    if let PeriodChoice::Days(first, _) = period {
        site.accept(&period.resolve(Month::of(first), &config.report.zone).label)?;
    }
    let made = check::from_disk(what, &config, &period, Some(&site), terminal)?;
    let kept = corrections_within(&site, &config, &made.run.periods.report.label)?;
    publish(&site, made, kept)
}

/// Corrections that lie in the private folder that is about to be replaced, under a name of their own. (What stands in rejects.csv
/// itself is written again.)
fn corrections_within(site: &Site, config: &Config, period: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let Ok(private) = site.private(period).canonicalize() else {
        return Ok(Vec::new());
    };
    let named = config.sources.iter().filter_map(|source| source.corrections.as_ref());
    let mut kept = BTreeMap::new();
    for (path, _) in named {
        let Ok(path) = config.root.join(path).canonicalize() else {
            continue;
        };
        let name = path.strip_prefix(&private).ok().and_then(Path::to_str);
        if let Some(name) = name.filter(|name| *name != REJECTS) {
            let bytes = fs::read(&path).map_err(|error| Error::output(&path, &error))?;
            kept.insert(name.replace('\\', "/"), bytes);
        }
    }
    Ok(kept.into_iter().collect())
}

/// Writes a report and says where it is; `private` is what is written beside its rejects.
pub fn publish(site: &Site, made: Made, mut private: Vec<(String, Vec<u8>)>) -> Result<Outcome> {
    let mut outcome = made.outcome();
    let rejects = rejects_csv(&made.run.rejects, &made.run.corrected)?;
    private.push((REJECTS.to_owned(), rejects));
    let written = site.publish(&made.run.periods.report.label, &made.files, &private)?;
    let (index, rejects) = (written.report.join("index.html"), written.private.join(REJECTS));
    outcome.text = format!("The report is at {}\n{}", index.display(), outcome.text);
    if !made.run.rejects.is_empty() {
        outcome.text += &format!("Rows set aside are in {} (private)\n", rejects.display());
    }
    outcome.json["report"] = json!(index);
    outcome.json["rejects"] = json!(rejects);
    Ok(outcome)
}
