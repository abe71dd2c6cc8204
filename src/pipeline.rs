//! The program from end to end, a line a stage.

use crate::calendar::{PeriodChoice, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::ingest::{Exports, Files, Progress, Reject, SourceLedger};
use crate::judge::Judged;
use crate::report::model::Report;
use crate::value::Line;
use crate::{commentary, enrich, ingest, judge, measure, report, value};

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
    let exports = ingest::read(
        &config.sources,
        files,
        &|table, column| config.keeps(table, column),
        &|progress| observer.reading(progress),
    )?;
    let Exports {
        tables,
        mut ledger,
        rejects,
        corrected,
        stamped_until,
    } = exports;

    for (table, note) in enrich::unsaid(&tables, config) {
        if let Some(source) = ledger.iter_mut().rfind(|source| source.table == table) {
            source.warnings.push(note.into());
        }
    }
    observer.stage("Measuring");
    let periods = enrich::periods(&tables, &stamped_until, period, config)?;
    // A comment that is too long is said before the long work.
    let comments = commentary::read(files, &periods.report.label)?;
    let frames = enrich::enrich(tables, config, &periods)?;
    let figures = measure::measure(&frames, config, &periods)?;
    drop(frames);

    let judged = judge::judge(figures, config, &periods, &judge::one_sided(&ledger));
    let mut lines = value::translate(&judged, config, &periods);
    lines.retain(|line| config.audience.sees(line.id));
    let report = report::compose(&report::Input {
        config,
        periods: &periods,
        judged: &judged,
        lines: &lines,
        comments: &comments,
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
