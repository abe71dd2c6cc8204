//! `metrics.json` and `metrics.csv`: every figure with its evidence, for machines. The keys are a published contract.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::calendar::Periods;
use crate::config::{Baseline, Config, Range3, ReportStatus};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::{SourceLedger, Warning};
use crate::judge::gates::GateResult;
use crate::judge::{Judged, Judgement, Status, Verdict};
use crate::measure::{Dim, Figure, Slice};
use crate::value::{Input, Line, LineKind, Role};

/// The name and version of the contract.
pub const SCHEMA: &str = "boardpack.metrics/1";

/// What the metrics are written from.
pub struct Metrics<'a> {
    /// Whose report it is, and in which currency.
    pub config: &'a Config,
    /// The report's period.
    pub periods: &'a Periods,
    /// Every figure with its judgement.
    pub judged: &'a Judged,
    /// The value lines.
    pub lines: &'a [Line],
    /// What became of the gates.
    pub gates: &'a [GateResult],
    /// What was read.
    pub ledger: &'a [SourceLedger],
}

/// The whole document: its keys in the order of the contract, its lists with a row a line.
pub fn json(metrics: &Metrics<'_>) -> Result<Vec<u8>> {
    let (report, config) = (&metrics.periods.report, &metrics.config.report);
    let period = PeriodRow {
        label: &report.label,
        start: report.first.to_string(),
        end: report.next.to_string(),
        timezone: config.zone.name(),
    };
    let mut document = Document::default();
    document.value("schema", &SCHEMA)?;
    document.value("organisation", &config.organisation)?;
    document.value("report", &ReportRow::of(metrics.config))?;
    document.value("period", &period)?;
    let baseline = metrics.periods.baseline.as_ref().and(metrics.config.baseline.as_ref());
    document.value("baseline", &baseline.map(BaselineRow::of))?;
    document.rows("figures", figures(metrics))?;
    document.rows(
        "value",
        metrics.lines.iter().map(|line| ValueRow::of(line, metrics.config)),
    )?;
    document.rows("gates", metrics.gates.iter().map(GateRow::of))?;
    document.rows("ledger", metrics.ledger.iter().map(LedgerRow::of))?;
    Ok(document.end())
}

/// The figures alone, a row each; the slice as in the JSON.
pub fn csv(metrics: &Metrics<'_>) -> Result<Vec<u8>> {
    const COLUMNS: [&str; 19] = [
        "id",
        "period",
        "slice",
        "unit",
        "stat",
        "value",
        "part",
        "whole",
        "n",
        "low",
        "high",
        "basis",
        "clock",
        "left_out",
        "provisional_until",
        "target",
        "status",
        "verdict",
        "reason",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| fault(&error))?;
    for row in figures(metrics) {
        // The row of the JSON is the one list of cells: whatever its value is, it is written the same.
        let row = serde_json::to_value(&row).map_err(|error| fault(&error))?;
        let cells = COLUMNS.iter().map(|column| match &row[*column] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        writer.write_record(cells).map_err(|error| fault(&error))?;
    }
    writer.into_inner().map_err(|error| fault(error.error()))
}

fn fault(error: &dyn std::error::Error) -> Error {
    ErrorKind::Internal(format!("metrics: {error}")).into()
}

fn figures<'a>(metrics: &Metrics<'a>) -> impl Iterator<Item = FigureRow<'a>> {
    let judgements = metrics.judged.judgements.iter();
    metrics
        .judged
        .figures
        .iter()
        .zip(judgements)
        .map(|(figure, judgement)| FigureRow::of(figure, judgement))
}

/// A document with a row a line: as easy to search as the CSV, and half as long as with a line a key.
#[derive(Default)]
struct Document(Vec<u8>);

impl Document {
    fn key(&mut self, key: &str) {
        let before = if self.0.is_empty() { "{" } else { "," };
        self.0.extend_from_slice(format!("{before}\n\"{key}\": ").as_bytes());
    }

    fn value(&mut self, key: &str, value: &impl Serialize) -> Result<()> {
        self.key(key);
        serde_json::to_writer(&mut self.0, value).map_err(|error| fault(&error))
    }

    fn rows<R: Serialize>(&mut self, key: &str, rows: impl Iterator<Item = R>) -> Result<()> {
        self.key(key);
        self.0.push(b'[');
        for (at, row) in rows.enumerate() {
            self.0.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut self.0, &row).map_err(|error| fault(&error))?;
        }
        self.0.push(b']');
        Ok(())
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"\n}\n");
        self.0
    }
}

/// What the report says of itself.
#[derive(Serialize)]
struct ReportRow<'a> {
    status: Option<&'static str>,
    prepared_for: Option<&'a str>,
    approved_by: Option<&'a str>,
    classification: Option<&'a str>,
    audience: &'static str,
}

impl<'a> ReportRow<'a> {
    fn of(config: &'a Config) -> Self {
        let identity = &config.report.identity;
        Self {
            status: identity.status.map(ReportStatus::name),
            prepared_for: identity.prepared_for.as_deref(),
            approved_by: identity.approved_by.as_deref(),
            classification: identity.classification.as_deref(),
            audience: config.audience.name(),
        }
    }
}

#[derive(Serialize)]
struct PeriodRow<'a> {
    label: &'a str,
    start: String,
    end: String,
    timezone: &'a str,
}

/// Its figures are among the others, as those of its period.
#[derive(Serialize)]
struct BaselineRow<'a> {
    period: &'a str,
    label: Option<&'a str>,
    agreed_on: Option<String>,
}

impl<'a> BaselineRow<'a> {
    fn of(baseline: &'a Baseline) -> Self {
        Self {
            period: &baseline.period.label,
            label: baseline.label.as_deref(),
            agreed_on: baseline.agreed_on.map(|date| date.to_string()),
        }
    }
}

#[derive(Serialize)]
struct FigureRow<'a> {
    id: &'a str,
    period: &'a str,
    slice: SliceCell<'a>,
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stat: Option<&'a str>,
    value: Option<Number>,
    part: Option<Number>,
    whole: Option<Number>,
    n: u64,
    low: Option<Number>,
    high: Option<Number>,
    basis: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<&'a str>,
    left_out: Counts<'a, &'static str>,
    provisional_until: Option<String>,
    target: Option<Number>,
    status: &'static str,
    verdict: Option<&'static str>,
    reason: Option<&'a str>,
}

impl<'a> FigureRow<'a> {
    fn of(figure: &'a Figure, judgement: &Judgement) -> Self {
        Self {
            id: figure.id,
            period: &figure.period,
            slice: SliceCell(&figure.slice),
            unit: figure.unit.name(),
            stat: figure.stat.map(|stat| stat.name()),
            value: figure.value.map(Number),
            part: figure.part.map(Number),
            whole: figure.whole.map(Number),
            n: figure.n,
            low: judgement.low.map(Number),
            high: judgement.high.map(Number),
            basis: figure.basis.name(),
            clock: figure.clock.map(|clock| clock.name()),
            left_out: Counts(&figure.left_out),
            provisional_until: figure.provisional_until.map(|date| date.to_string()),
            target: judgement.target.map(Number),
            status: status(judgement.status),
            verdict: judgement.verdict.map(verdict),
            reason: figure.reason.as_deref(),
        }
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Missed => "missed",
        Status::NoTarget => "no_target",
        Status::NoData => "no_data",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::TooFew | Verdict::FewRecords => "too_few",
        Verdict::Usual => "usual",
        Verdict::Signal { better: Some(true), .. } => "signal_better",
        Verdict::Signal {
            better: Some(false), ..
        } => "signal_worse",
        Verdict::Signal { better: None, .. } => "signal",
    }
}

#[derive(Serialize)]
struct ValueRow<'a> {
    id: &'a str,
    kind: &'static str,
    role: &'static str,
    low: Option<String>,
    expected: Option<String>,
    high: Option<String>,
    currency: Option<&'a str>,
    hours: Option<Range>,
    inputs: Vec<InputRow<'a>>,
    unsigned: Vec<&'a str>,
    largest_input: Option<LargestInput<'a>>,
    missing: &'a [String],
    reason: Option<&'a str>,
    service: Option<&'a str>,
}

impl<'a> ValueRow<'a> {
    fn of(line: &'a Line, config: &'a Config) -> Self {
        let currency = line.money.and(config.report.currency.as_deref());
        let unsigned = line.inputs.iter().filter(|input| input.unsigned);
        let largest = line.largest_input.as_ref();
        Self {
            id: line.id,
            kind: kind(line.kind),
            role: role(line.role),
            low: line.money.map(|money| decimal(money.low)),
            expected: line.money.map(|money| decimal(money.expected)),
            high: line.money.map(|money| decimal(money.high)),
            currency,
            hours: line.hours.map(Range::of),
            inputs: line.inputs.iter().map(InputRow::of).collect(),
            unsigned: unsigned.map(|input| input.name.as_str()).collect(),
            largest_input: largest.map(|(name, low, high)| LargestInput {
                name,
                at_low: Number(*low),
                at_high: Number(*high),
            }),
            missing: &line.missing,
            reason: line.reason.as_deref(),
            service: line.service.as_deref(),
        }
    }
}

fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Cash => "cash",
        LineKind::Margin => "margin",
        LineKind::Time => "time",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Level => "level",
        Role::Delta => "delta",
        Role::Potential => "potential",
        Role::View => "view",
    }
}

/// Money, to the hundredth; never `-0.00`.
fn decimal(amount: f64) -> String {
    let text = format!("{amount:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

#[derive(Serialize)]
struct Range {
    low: Number,
    expected: Number,
    high: Number,
}

impl Range {
    fn of(range: Range3) -> Self {
        Self {
            low: Number(range.low),
            expected: Number(range.expected),
            high: Number(range.high),
        }
    }
}

#[derive(Serialize)]
struct InputRow<'a> {
    name: &'a str,
    low: Number,
    expected: Number,
    high: Number,
    unit: &'a str,
    unsigned: bool,
}

impl<'a> InputRow<'a> {
    fn of(input: &'a Input) -> Self {
        Self {
            name: &input.name,
            low: Number(input.value.low),
            expected: Number(input.value.expected),
            high: Number(input.value.high),
            unit: input.unit,
            unsigned: input.unsigned,
        }
    }
}

#[derive(Serialize)]
struct LargestInput<'a> {
    name: &'a str,
    at_low: Number,
    at_high: Number,
}

#[derive(Serialize)]
struct GateRow<'a> {
    name: &'a str,
    expression: &'a str,
    value: Option<Number>,
    bound: Number,
    status: &'static str,
    reason: Option<&'a str>,
}

impl<'a> GateRow<'a> {
    fn of(gate: &'a GateResult) -> Self {
        Self {
            name: &gate.name,
            expression: &gate.expression,
            value: gate.value.map(Number),
            bound: Number(gate.bound),
            status: gate.status.name(),
            reason: gate.reason.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct LedgerRow<'a> {
    source: &'a str,
    table: &'a str,
    preset: &'a str,
    rows_read: u64,
    rows_kept: u64,
    rows_set_aside: u64,
    records: u64,
    reasons: Counts<'a, String>,
    warnings: Vec<WarningRow>,
}

/// What a reader of the numbers should know of an export.
#[derive(Serialize)]
struct WarningRow {
    kind: &'static str,
    text: String,
}

impl WarningRow {
    fn of(warning: &Warning) -> Self {
        Self {
            kind: warning.kind(),
            text: warning.to_string(),
        }
    }
}

impl<'a> LedgerRow<'a> {
    fn of(source: &'a SourceLedger) -> Self {
        Self {
            source: &source.source,
            table: source.table,
            preset: &source.preset,
            rows_read: source.rows_read,
            rows_kept: source.rows_kept,
            rows_set_aside: source.rows_set_aside,
            records: source.records,
            reasons: Counts(&source.reasons),
            warnings: source.warnings.iter().map(WarningRow::of).collect(),
        }
    }
}

/// A number as short as it can be written without losing any of it; a whole number has no `.0`.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Up to here every whole number is a float of its own.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Reason → count, in their order.
struct Counts<'a, R>(&'a [(R, u64)]);

impl<R: Serialize> Serialize for Counts<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(reason, count)| (reason, count)))
    }
}

/// Dimension → word; a priority is a number.
struct SliceCell<'a>(&'a Slice);

impl Serialize for SliceCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.0.len()))?;
        for (dim, word) in &self.0.0 {
            match word.parse::<u8>() {
                Ok(priority) if *dim == Dim::Priority => map.serialize_entry(dim.name(), &priority)?,
                _ => map.serialize_entry(dim.name(), word)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::calendar::{Month, Zone};
    use crate::config;
    use crate::judge::Rule;
    use crate::judge::gates::GateStatus;
    use crate::measure::{Basis, Clock, Figures, Stat, Unit};
    use crate::value::Origin;

    fn median() -> Figure {
        Figure {
            id: "tickets.resolution_time",
            period: "2026-10".to_owned(),
            slice: Slice(vec![
                (Dim::Kind, "incident".to_owned()),
                (Dim::Priority, "1".to_owned()),
            ]),
            stat: Some(Stat::Median),
            clock: Some(Clock::Wall),
            unit: Unit::Seconds,
            value: Some(14_400.0),
            part: None,
            whole: None,
            n: 7,
            basis: Basis::Recorded,
            left_out: vec![("cancelled", 3), ("duplicate", 1)],
            bounds: None,
            provisional_until: None,
            reason: None,
        }
    }

    fn success_rate() -> Figure {
        Figure {
            id: "change.success_rate",
            slice: Slice::total(),
            stat: None,
            clock: None,
            unit: Unit::Ratio,
            value: None,
            left_out: Vec::new(),
            reason: Some("no column gives the outcome".to_owned()),
            ..median()
        }
    }

    fn judged() -> Judged {
        let mut figures = Figures::default();
        figures.push(median());
        figures.push(success_rate());
        let signal = Verdict::Signal {
            rule: Rule::Outside,
            better: Some(false),
        };
        let first = Judgement {
            low: Some(3600.5),
            high: Some(20_000.0),
            verdict: Some(signal),
            ..Judgement::default()
        };
        let second = Judgement {
            target: Some(0.95),
            status: Status::NoData,
            ..Judgement::default()
        };
        Judged {
            figures,
            judgements: vec![first, second],
            series: Vec::new(),
            one_sided: Vec::new(),
        }
    }

    fn written(write: fn(&Metrics<'_>) -> Result<Vec<u8>>) -> String {
        let text = "[report]\norganisation = \"Northwind Traders\"\ncurrency = \"USD\"\n[[source]]\ntable = \"tickets\"\npath = \"a.csv\"\n";
        let config = config::parse("boardpack.toml", text, Path::new("")).expect("a config");
        let (zone, month) = (Zone::utc(), Month::of("2026-10-01".parse().expect("a date")));
        let report = month.period(&zone);
        let periods = Periods {
            previous: report.previous(&zone),
            year_ago: report.year_ago(&zone),
            rolling_year: report.rolling_year(&zone),
            baseline: None,
            months: vec![month],
            horizon: report.end,
            complete: true,
            report,
        };
        let line = Line {
            id: "value.failed_changes",
            kind: LineKind::Time,
            role: Role::Delta,
            service: None,
            money: Some(Range3 {
                low: -1234.567,
                expected: -0.001,
                high: 10.0,
            }),
            hours: Some(Range3::exact(2.5)),
            inputs: vec![Input {
                name: "cost.it_hour".to_owned(),
                value: Range3::exact(72.0),
                unit: "money_per_hour",
                unsigned: true,
                origin: Origin::Config,
            }],
            steps: Vec::new(),
            rate: None,
            missing: Vec::new(),
            largest_input: Some(("cost.it_hour".to_owned(), -3.0, 1.25)),
            reason: None,
        };
        let gate = GateResult {
            name: "csr".to_owned(),
            expression: "change.success_rate >= 0.9".to_owned(),
            value: None,
            bound: 0.9,
            status: GateStatus::NoData,
            reason: Some("no column gives the outcome".to_owned()),
        };
        let ledger = SourceLedger {
            source: "a.csv".to_owned(),
            table: "tickets",
            preset: "generic".to_owned(),
            rows_read: 9,
            rows_kept: 8,
            rows_set_aside: 1,
            records: 8,
            reasons: vec![("no opened_at".to_owned(), 1)],
            warnings: vec![Warning::OnlyClosed],
            ..SourceLedger::default()
        };
        let metrics = Metrics {
            config: &config,
            periods: &periods,
            judged: &judged(),
            lines: &[line],
            gates: &[gate],
            ledger: &[ledger],
        };
        String::from_utf8(write(&metrics).expect("written")).expect("UTF-8")
    }

    #[test]
    fn the_json_is_the_contract() {
        let text = written(json);
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn the_csv_has_a_row_a_figure() {
        insta::assert_snapshot!(written(csv));
    }
}
