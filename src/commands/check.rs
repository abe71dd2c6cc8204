//! `boardpack check`: everything that build does, and nothing written.

use std::path::Path;

use serde_json::{Value, json};

use super::ledger::Acceptance;
use super::terminal::Terminal;
use super::{Outcome, ledger, usage};
use crate::calendar::{PeriodChoice, Periods, Zone};
use crate::cli::What;
use crate::config::{self, Config, Gate};
use crate::error::{Diagnostic, ErrorKind, Result, exit};
use crate::ingest::{Disk, Files};
use crate::judge::gates::{self, GateResult, GateStatus};
use crate::measure::Catalogue;
use crate::render::html;
use crate::render::metrics::{self, Metrics};
use crate::render::site::Site;
use crate::{Observer, Run};

/// A report that is made but not written.
pub struct Made {
    /// What the run found out.
    pub run: Run,
    /// What a reader of the period should know at once.
    pub note: Option<String>,
    /// What the config asks for and the exports cannot give.
    pub unanswered: Option<String>,
    /// What became of the gates.
    pub gates: Vec<GateResult>,
    /// The report's files, by name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Checks config, exports, templates and gates.
pub fn run(what: &What, terminal: &Terminal) -> Result<Outcome> {
    let (config, period) = plan(what)?;
    let made = from_disk(what, &config, &period, None, terminal)?;
    let mut outcome = made.outcome();
    outcome.text += &ledger::columns(&made.run.ledger);
    outcome.text += "Nothing was written: `boardpack build` writes the report.\n";
    Ok(outcome)
}

/// Makes the report of the exports beside a config.
pub fn from_disk(
    what: &What,
    config: &Config,
    period: &PeriodChoice,
    site: Option<&Site>,
    terminal: &Terminal,
) -> Result<Made> {
    let files = Disk::new(config.root.clone());
    let strict = what.strict;
    make(
        config,
        period,
        &files,
        what.templates.as_deref(),
        Acceptance { strict, site },
        terminal,
    )
}

/// What the arguments mean, before any export is opened.
pub fn plan(what: &What) -> Result<(Config, PeriodChoice)> {
    let period = PeriodChoice::parse(&what.period).map_err(|wrong| usage(Diagnostic::new("wrong-period", wrong)))?;
    if let Some(folder) = what.templates.as_deref().filter(|folder| !folder.is_dir()) {
        let missing = Diagnostic::new("no-templates", format!("there is no folder `{}`", folder.display()));
        return Err(ErrorKind::Template(
            missing.help("name the folder that holds your templates, or leave --templates out"),
        )
        .into());
    }
    // A gate may name a KPI of the config's own; what is wrong with a gate is said before what is wrong with the config.
    let config = config::load(&what.config);
    let catalogue = config
        .as_ref()
        .map_or_else(|_| Catalogue::default(), |config| config.catalogue.clone());
    let gates = what.gate.iter().map(|gate| Gate::parse(gate, &catalogue));
    let gates = gates.collect::<Result<Vec<_>, _>>().map_err(|wrong| usage(*wrong))?;
    let mut config = config?;
    config.gates.extend(gates);
    Ok((config, period))
}

/// Makes a report; nothing is written.
pub fn make(
    config: &Config,
    period: &PeriodChoice,
    files: &dyn Files,
    templates: Option<&Path>,
    acceptance: Acceptance<'_>,
    terminal: &Terminal,
) -> Result<Made> {
    let run = crate::run(config, period, files, terminal)?;
    ledger::accept(&run, config, files, acceptance)?;
    let gates = gates::evaluate(&config.gates, &run.judged, &run.periods.report.label);
    terminal.stage("Writing the pages");
    let metrics = Metrics {
        config,
        periods: &run.periods,
        judged: &run.judged,
        lines: &run.lines,
        gates: &gates,
        ledger: &run.ledger,
    };
    let mut files = html::pages(&run.report, templates)?;
    files.push(("metrics.json".to_owned(), metrics::json(&metrics)?));
    files.push(("metrics.csv".to_owned(), metrics::csv(&metrics)?));
    Ok(Made {
        note: reach(&run.periods, &config.report.zone),
        unanswered: no_way(config, &run.periods),
        run,
        gates,
        files,
    })
}

/// Where the exports do not reach over the period: what is not in them cannot be in the report.
fn reach(periods: &Periods, zone: &Zone) -> Option<String> {
    let last = zone.date_of(periods.horizon);
    if periods.horizon < periods.report.start {
        Some(format!("no data: the exports end on {last}, before it begins"))
    } else if !periods.complete {
        Some(format!("not complete: the exports end on {last}"))
    } else if periods.months.is_empty() {
        Some("the exports cover no whole month up to its end".to_owned())
    } else {
        None
    }
}

/// Why there is no way since the baseline, where there is one in the config.
fn no_way(config: &Config, periods: &Periods) -> Option<String> {
    let period = &config.baseline.as_ref()?.period;
    let (first, last) = (periods.months.first()?, periods.months.last()?);
    let why = match &periods.baseline {
        None => "does not end before the report's period begins",
        Some(_) if period.next <= first.first_day() => "lies before the data",
        Some(_) => return None,
    };
    Some(format!(
        "[baseline] period = \"{}\" {why}: nothing is measured from it (the data cover {first} to {last})",
        period.label
    ))
}

impl Made {
    /// What is said of it: rows, gates, and the exit code that the gates make.
    pub fn outcome(&self) -> Outcome {
        let period = &self.run.periods.report.label;
        let note = self.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
        let mut text = format!("Period {period}{note}\n");
        if let Some(unanswered) = &self.unanswered {
            text += &format!("note: {unanswered}\n");
        }
        text += &ledger::text(&self.run.ledger);
        for gate in &self.gates {
            text += &format!("Gate {}\n", said(gate));
        }
        let passed = self.gates.iter().all(|gate| gate.status.passes());
        Outcome {
            text,
            json: json!({
                "period": period,
                "complete": self.run.periods.complete,
                "note": self.note,
                "unanswered": self.unanswered,
                "sources": self.run.ledger.iter().map(ledger::as_json).collect::<Vec<_>>(),
                "gates": self.gates.iter().map(gate_json).collect::<Vec<_>>(),
            }),
            code: if passed { exit::OK } else { exit::GATE },
        }
    }
}

/// `csr missed: 0.88 against 0.9 (change.success_rate >= 0.9)`; a gate of the command line has no other name than itself.
fn said(gate: &GateResult) -> String {
    let GateResult { name, expression, .. } = gate;
    let stands = match gate.status {
        GateStatus::Passed => "passed",
        GateStatus::Missed => "missed",
        GateStatus::NoData => "missed for want of data",
        GateStatus::NoDataPassed => "passed for want of data",
    };
    let why = match (gate.value, &gate.reason) {
        (Some(value), _) => format!(": {value} against {}", gate.bound),
        (None, Some(reason)) => format!(": {reason}"),
        (None, None) => String::new(),
    };
    match name == expression {
        true => format!("{name} {stands}{why}"),
        false => format!("{name} {stands}{why} ({expression})"),
    }
}

fn gate_json(gate: &GateResult) -> Value {
    json!({
        "name": gate.name,
        "expression": gate.expression,
        "status": gate.status.name(),
        "value": gate.value,
        "bound": gate.bound,
        "reason": gate.reason,
    })
}
