//! boardpack turns the CSV exports of ticketing and change systems into a static report that a board can read and an
//! auditor can check. It is one binary, one batch, one direction:
//!
//! ```text
//! exports ─ingest→ tables ─enrich→ frames ─measure→ figures ─judge→ verdicts ─value→ money ─report→ model ─render→ site/
//! ```
//!
//! Data only moves to the right: a stage knows the types of the stages before it and nothing of those after it.

pub mod calendar;
pub mod chart;
pub mod cli;
pub mod commands;
pub mod config;
pub mod enrich;
pub mod error;
pub mod ingest;
pub mod judge;
pub mod measure;
mod nearest;
pub mod render;
pub mod report;
pub mod tables;
pub mod value;

use calendar::{PeriodChoice, Periods};
use config::Config;
use error::Result;
use ingest::{Exports, Files, Progress, Reject, SourceLedger};
use judge::Judged;
use report::model::Report;
use value::Line;

/// Everything that a run found out.
pub struct Run {
    /// The periods of the report.
    pub periods: Periods,
    /// What was read, source by source.
    pub ledger: Vec<SourceLedger>,
    /// What was set aside.
    pub rejects: Vec<Reject>,
    /// What somebody has corrected.
    pub corrected: Vec<Reject>,
    /// The figures and what can be said of them.
    pub judged: Judged,
    /// What they mean in hours and money.
    pub lines: Vec<Line>,
    /// What the report says.
    pub report: Report,
}

/// What a run says of itself while it goes on.
pub trait Observer {
    /// How far the reading is.
    fn reading(&self, progress: Progress<'_>);
    /// What comes next.
    fn stage(&self, stage: &str);
}

/// The pipeline: exports → report.
pub fn run(config: &Config, period: &PeriodChoice, files: &dyn Files, observer: &dyn Observer) -> Result<Run> {
    let exports = ingest::read(&config.sources, files, &enrich::reads, &|progress| {
        observer.reading(progress)
    })?;
    let Exports {
        tables,
        ledger,
        rejects,
        corrected,
        stamped_until,
    } = exports;

    observer.stage("Measuring");
    let periods = enrich::periods(&tables, &stamped_until, period, config)?;
    let frames = enrich::enrich(tables, config, &periods)?;
    let figures = measure::measure(&frames, config, &periods)?;
    drop(frames);

    let judged = judge::judge(figures, config, &periods);
    let lines = value::translate(&judged, config, &periods);
    let report = report::compose(&report::Input {
        config,
        periods: &periods,
        judged: &judged,
        lines: &lines,
        ledger: &ledger,
    })?;
    Ok(Run {
        periods,
        ledger,
        rejects,
        corrected,
        judged,
        lines,
        report,
    })
}
