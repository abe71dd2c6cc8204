//! `boardpack.toml`: what was written becomes what is meant ([`Config`]), or every mistake at once.

mod audience;
mod durations;
mod goals;
mod history;
mod hours;
mod inputs;
mod own;
mod partners;
mod reader;
mod report;
mod rules;
mod services;
mod source;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

pub use audience::Audience;
pub use history::{Baseline, Note};
pub use own::{Allowed, Condition, Measured, OWN, OwnKpi};
pub use partners::{CADENCE_DAYS, Stakeholder, Windows, plain_name};
pub use report::LANGUAGES;
pub use services::service_week;

use crate::calendar::{Date, Instant, ServiceWeek, Zone};
use crate::error::{Diagnostic, Error, ErrorKind, Place, Result, files};
use crate::ingest::{Order, Unit};
use crate::measure::{Catalogue, Dim, Focus, Selector};
use crate::tables::{self, TableSpec};
use reader::{Findings, Section};

/// The least that a config holds, for whoever has none yet.
const MINIMAL: &str = r#"[report]
organisation = "Northwind Traders"

[[source]]
table = "tickets"
path = "exports/incident*.csv""#;

/// Sections of the design that this version cannot obey yet.
const LATER: &[&str] = &["brand", "replacement", "risk", "history", "client"];

/// Figures of fewer persons are not shown.
const SMALLEST_GROUP: u32 = 5;

/// Reads the config at a path; paths in it are relative to its folder.
pub fn load(path: &Path) -> Result<Config> {
    let file = path.display().to_string();
    let refused = |diagnostic| Error::from(ErrorKind::Config(vec![diagnostic]));
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refused(none_yet(&file)),
        io::ErrorKind::InvalidData => refused(
            Diagnostic::new("not-utf-8", format!("`{file}` is not UTF-8")).help("save it as UTF-8 in your editor"),
        ),
        _ => refused(files::unreadable(path, &error).help("name the file itself: --config path/to/boardpack.toml")),
    })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    parse(&file, &text, folder.unwrap_or(Path::new(".")))
}

fn none_yet(file: &str) -> Diagnostic {
    let help = format!(
        "`boardpack demo` shows a whole report without one.\n`boardpack init incident.csv` writes one for \
         your own export. The least that it holds is:\n\n{MINIMAL}"
    );
    Diagnostic::new("no-config", format!("there is no `{file}`")).help(help)
}

/// Reads the text of a config; `file` names it in every mistake, and its paths are relative to `root`.
pub fn parse(file: &str, text: &str, root: &Path) -> Result<Config> {
    let text = Text {
        file: file.to_owned(),
        content: text.into(),
    };
    let (table, errors) = DeTable::parse_recoverable(&text.content);
    let findings = Findings::new(text.clone());
    if !errors.is_empty() {
        for error in errors {
            let wrong = Diagnostic::new("toml-syntax", error.message().replace('\n', ", "));
            findings.add(error.span().unwrap_or(0..0), wrong);
        }
        return Err(ErrorKind::Config(findings.into_sorted()).into());
    }
    let config = Section::root(&table, &findings, |whole| read(whole, file, root, &findings));
    let mistakes = findings.into_sorted();
    if mistakes.is_empty() {
        Ok(config)
    } else {
        Err(ErrorKind::Config(mistakes).into())
    }
}

/// Reads every section. What is wrong is kept in `findings`, and the config is then not used.
fn read(whole: &mut Section<'_>, file: &str, root: &Path, findings: &Findings) -> Config {
    let audience = whole.section("audience", audience::read);
    // First, so that targets and headlines can name them.
    let own = own::kpis(whole);
    // What its readers are not to see is no figure of the report: no page, file, target or gate can hold it.
    let catalogue = Catalogue::with(own.iter().map(|own| own.kpi).collect())
        .without(audience.withheld(), own::withheld(&own, audience));
    let report = whole.section("report", |section| report::read(section, &catalogue));
    let sources = whole.sections("source", |section| source::read(section, &report.zone));
    if sources.as_ref().is_some_and(Vec::is_empty) {
        let missing = Diagnostic::new(
            "missing-key",
            "boardpack.toml has no `[[source]]`, so there is nothing to read",
        );
        whole.refuse(missing.help(format!("the least that it holds is:\n\n{MINIMAL}")));
    }
    let mut sources: Vec<Source> = sources.into_iter().flatten().flatten().collect();
    let (all, first) = (sources.len(), sources.first().map(|source| source.place.clone()));
    sources.retain(|source| audience.sees_table(source.table.name));
    if let (true, true, Some(place)) = (all > 0, sources.is_empty(), first) {
        let message = format!("nothing of these sources may be in a report for `{}`", audience.name());
        let nothing = Diagnostic::new("not-for-this-audience", message);
        findings.add_at(place, nothing.help("name the exports of tickets or changes as well"));
    }
    source::refuse_duplicates(&sources, |source, wrong| findings.add_at(source.place.clone(), wrong));
    let (sla_response, sla_resolution) = whole.section("sla", |section| {
        (
            section.section("response", rules::sla),
            section.section("resolution", rules::sla),
        )
    });
    let mut inputs = inputs::Inputs::new();
    whole.section("cost", |section| inputs::cost(section, &mut inputs));
    whole.section("work", |section| inputs::work(section, &mut inputs));
    let mut named = Vec::new();
    let services = whole.sections("service", |section| services::read(section, &mut named, &mut inputs));
    let services: Vec<Service> = services.into_iter().flatten().flatten().collect();
    let mut targets = whole.section("targets", |section| goals::targets(section, &catalogue));
    let of_services = services::targets(&services, &targets);
    targets.extend(of_services);
    let mut signed = Vec::new();
    let assumptions = whole.sections("assumption", |section| {
        inputs::assumption(section, &inputs, &mut signed)
    });
    let calendar = whole.section("calendar", rules::calendar);
    let mut named = Vec::new();
    let stakeholders = whole.sections("stakeholder", |section| partners::stakeholder(section, &mut named));
    let config = Config {
        file: file.to_owned(),
        root: root.to_owned(),
        stakeholders: stakeholders.into_iter().flatten().flatten().collect(),
        windows: whole.section("windows", |section| partners::windows(section, calendar.as_ref())),
        calendar,
        targets,
        gates: whole.section("gates", |section| goals::gates(section, &catalogue)),
        notes: notes(whole, &catalogue),
        baseline: whole.section("baseline", |section| history::baseline(section, &report.zone)),
        assumptions: assumptions.into_iter().flatten().flatten().collect(),
        rules: whole.section("rules", rules::rules),
        focus: whole.section("focus", |section| rules::focus(section, &catalogue)),
        reject_limits: whole.section("limits", rules::reject_limits),
        smallest_group: whole
            .section("privacy", |section| section.value("smallest_group")?.whole(1..=1_000))
            .unwrap_or(SMALLEST_GROUP),
        catalogue,
        audience,
        own,
        report,
        sources,
        sla_response,
        sla_resolution,
        inputs,
        services,
    };
    whole.later(LATER);
    config
}

/// Reads every `[[note]]`, in the order in which things happened.
fn notes(whole: &mut Section<'_>, catalogue: &Catalogue) -> Vec<Note> {
    let notes = whole.sections("note", |section| history::note(section, catalogue));
    let mut notes: Vec<Note> = notes.into_iter().flatten().flatten().collect();
    notes.sort_by_key(|note| note.date);
    notes
}

/// A resolved configuration: everything checked, defaults filled in, paths relative to [`Config::root`].
#[derive(Debug, Clone)]
pub struct Config {
    /// The file as the user named it.
    pub file: String,
    /// The folder that paths are relative to.
    pub root: PathBuf,
    /// `[report]`.
    pub report: ReportConfig,
    /// `[audience]`; IT when left out.
    pub audience: Audience,
    /// `[[source]]`, in order.
    pub sources: Vec<Source>,
    /// `[calendar]`; the wall clock when left out.
    pub calendar: Option<ServiceWeek>,
    /// `[sla.response]` in seconds, by priority 1 to 5.
    pub sla_response: [Option<i64>; 5],
    /// `[sla.resolution]` in seconds, by priority 1 to 5.
    pub sla_resolution: [Option<i64>; 5],
    /// `[targets]`, in the order written, then those of `[[service]]`.
    pub targets: Vec<Target>,
    /// `[gates]`, then `--gate`.
    pub gates: Vec<Gate>,
    /// `[[note]]`, in the order of their dates.
    pub notes: Vec<Note>,
    /// `[baseline]`.
    pub baseline: Option<Baseline>,
    /// `[cost]`, `[work]` and the amounts of `[[service]]`: each input by its full name (`cost.employee_hour`,
    /// `work.share_blocked.p1`, `service.Order entry.margin_per_hour`), as it was written.
    pub inputs: BTreeMap<String, Range3>,
    /// `[[assumption]]`: who signed which input.
    pub assumptions: Vec<Assumption>,
    /// The KPIs: what is built in, and `[[kpi]]`.
    pub catalogue: Catalogue,
    /// `[[kpi]]`, in the order written.
    pub own: Vec<OwnKpi>,
    /// `[[stakeholder]]`, in the order written.
    pub stakeholders: Vec<Stakeholder>,
    /// `[windows]`, with those that are built in.
    pub windows: Windows,
    /// `[[service]]`, in the order written.
    pub services: Vec<Service>,
    /// `[rules]`.
    pub rules: Rules,
    /// `[focus]`: what the user says a KPI's focus is.
    pub focus: BTreeMap<String, Focus>,
    /// `[limits] rejects`.
    pub reject_limits: RejectLimits,
    /// `[privacy] smallest_group`.
    pub smallest_group: u32,
}

impl Config {
    /// Whether ingest keeps a column. The names of tickets, eight bytes each of millions, only where another export may name them.
    pub fn keeps(&self, table: &str, column: &str) -> bool {
        let names_tickets = |source: &Source| source.table.column("ticket_id").is_some();
        let is_named = (table, column) != ("tickets", "id") || self.sources.iter().any(names_tickets);
        is_named && tables::keeps(table, column)
    }

    /// The words of a dimension that a target, a gate or a headline names.
    pub fn words_asked_for(&self, dim: Dim) -> BTreeSet<&str> {
        let targets = self.targets.iter().map(|target| &target.selector);
        let gates = self.gates.iter().map(|gate| &gate.selector);
        let selectors = targets.chain(gates).chain(&self.report.headline);
        selectors.filter_map(|selector| selector.slice.get(dim)).collect()
    }
}

/// `[report]`.
#[derive(Debug, Clone)]
pub struct ReportConfig {
    /// Whose report it is.
    pub organisation: String,
    /// `IT performance` when left out.
    pub title: String,
    /// The one zone of the report; UTC when left out.
    pub zone: Zone,
    /// `en`.
    pub language: String,
    /// An ISO 4217 code. Money is not shown without one.
    pub currency: Option<String>,
    /// What a period is compared with.
    pub compare: Compare,
    /// How many people IT serves.
    pub users: Option<u32>,
    /// The horizon, where the user gives it.
    pub as_of: Option<Instant>,
    /// The headline figures, at most ten.
    pub headline: Vec<Selector>,
    /// What the report says of itself.
    pub identity: Identity,
}

/// What a report says of itself: in the header of every page, and on every sheet of paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// `status`; nothing is said where it is left out.
    pub status: Option<ReportStatus>,
    /// For whom it was made.
    pub prepared_for: Option<String>,
    /// The role that stands for it, never a name.
    pub approved_by: Option<String>,
    /// Who may see it, in the organisation's own words.
    pub classification: Option<String>,
}

/// How far a report has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStatus {
    /// It may still change.
    Draft,
    /// It is what it is to be.
    Final,
}

impl ReportStatus {
    /// As `status` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
        }
    }
}

/// What a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compare {
    /// The equal length just before.
    #[default]
    Previous,
    /// The same period twelve months earlier.
    YearAgo,
}

/// `[[source]]`: exports that make one table.
#[derive(Debug, Clone)]
pub struct Source {
    /// The table that its rows become.
    pub table: &'static TableSpec,
    /// As written: paths or globs, relative to the config; one at least.
    pub paths: Vec<String>,
    /// Where `path` stands in the config.
    pub place: Place,
    /// As written; worked out from the headers when left out.
    pub preset: Option<String>,
    /// The zone of times without one; the report's when left out.
    pub zone: Zone,
    /// An encoding by its name; worked out when left out.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The delimiter; worked out when left out.
    pub delimiter: Option<u8>,
    /// The decimal mark, `.` or `,`.
    pub decimal: Option<u8>,
    /// The line of the header, from 1.
    pub header_row: Option<u64>,
    /// The order of day, month and year in the source's times.
    pub time_format: TimeFormat,
    /// How rows make records.
    pub shape: Shape,
    /// Only rows that these words select under this header count.
    pub filter: Vec<(String, Words)>,
    /// Canonical column → the value of every row.
    pub constants: Vec<(String, String)>,
    /// Canonical column → header, beyond the preset, with the place in the config.
    pub columns: Vec<(String, String, Place)>,
    /// Canonical column of durations → the unit of its plain numbers, beyond the preset.
    pub units: BTreeMap<String, Unit>,
    /// Canonical columns that are read from no header, whatever the preset knows.
    pub left_out: Vec<String>,
    /// Canonical column → the tool's word → the canonical word, beyond the preset.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// A corrected `rejects.csv`, relative to the config, and where it is named.
    pub corrections: Option<(String, Place)>,
    /// State → canonical time column that an event row with this state stamps, where the export has none.
    pub state_times: BTreeMap<String, String>,
}

impl Source {
    /// A source of which nothing is said but its table and its path, which stands at `place`.
    pub fn new(table: &'static TableSpec, path: &str, place: Place) -> Self {
        Self {
            table,
            paths: vec![path.to_owned()],
            place,
            preset: None,
            zone: Zone::utc(),
            encoding: None,
            delimiter: None,
            decimal: None,
            header_row: None,
            time_format: TimeFormat::Untold,
            shape: Shape::Snapshot,
            filter: Vec::new(),
            constants: Vec::new(),
            columns: Vec::new(),
            left_out: Vec::new(),
            units: BTreeMap::new(),
            values: BTreeMap::new(),
            state_times: BTreeMap::new(),
            corrections: None,
        }
    }

    /// Its paths as one text, for messages.
    pub fn path(&self) -> String {
        self.paths.join(", ")
    }
}

/// What a `where` asks of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// It is one of these.
    Any(Vec<String>),
    /// It is none of these, and may be empty.
    Not(Vec<String>),
    /// There is something in it (`true`), or nothing (`false`).
    Filled(bool),
}

impl Words {
    /// Whether a trimmed cell is what is asked for.
    pub fn selects(&self, cell: &str) -> bool {
        match self {
            Self::Any(words) => words.iter().any(|word| word.trim() == cell),
            Self::Not(words) => words.iter().all(|word| word.trim() != cell),
            Self::Filled(filled) => cell.is_empty() != *filled,
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(words) => write!(f, "\"{}\"", words.join("\" or \"")),
            Self::Not(words) => write!(f, "other than \"{}\"", words.join("\" or \"")),
            Self::Filled(true) => write!(f, "filled"),
            Self::Filled(false) => write!(f, "empty"),
        }
    }
}

/// What the config says of the order of day, month and year in a source's times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TimeFormat {
    /// Nothing: the cells of each column tell.
    #[default]
    Untold,
    /// One order for all columns.
    Everywhere(Order),
    /// An order for some of the time columns; the cells of the others tell.
    ByColumn(BTreeMap<&'static str, Order>),
}

impl TimeFormat {
    /// The order in a column, where the config says it.
    pub fn order(&self, column: &str) -> Option<Order> {
        match self {
            Self::Untold => None,
            Self::Everywhere(order) => Some(*order),
            Self::ByColumn(orders) => orders.get(column).copied(),
        }
    }
}

/// How the rows of an export make records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// One row a record; of several the latest stands.
    #[default]
    Snapshot,
    /// Many rows a record, one an update.
    Events,
    /// Many rows a record, one a touched item.
    Items,
}

impl Shape {
    /// As `shape` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snapshot => "snapshot",
            Self::Events => "events",
            Self::Items => "items",
        }
    }
}

/// `[targets]`: what a figure should be.
#[derive(Debug, Clone)]
pub struct Target {
    /// Which figure.
    pub selector: Selector,
    /// In the KPI's unit (ratio 0–1, seconds, a count).
    pub bound: f64,
}

/// A gate: a comparison that a CI job depends on.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Its name in `[gates]`, or the expression itself.
    pub name: String,
    /// The expression as written.
    pub expression: String,
    /// Which figure.
    pub selector: Selector,
    /// How it compares.
    pub comparison: Comparison,
    /// With what.
    pub bound: f64,
    /// Whether no data passes (the expression ends in `?`).
    pub optional: bool,
}

impl Gate {
    /// Reads a gate of the command line; the expression is its name.
    pub fn parse(expression: &str, catalogue: &Catalogue) -> std::result::Result<Self, Box<Diagnostic>> {
        goals::gate(expression, expression, catalogue)
    }
}

/// How a gate compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether a value is on the right side of a bound.
    pub fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Less => value < bound,
            Self::AtMost => value <= bound,
            Self::More => value > bound,
            Self::AtLeast => value >= bound,
        }
    }
}

/// A number with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range3 {
    /// The least it may be.
    pub low: f64,
    /// What is expected.
    pub expected: f64,
    /// The most it may be.
    pub high: f64,
}

impl Range3 {
    /// One number, without a range.
    pub fn exact(value: f64) -> Self {
        Self {
            low: value,
            expected: value,
            high: value,
        }
    }
}

/// `[[assumption]]`: who stands for an input.
#[derive(Debug, Clone)]
pub struct Assumption {
    /// The input's full name.
    pub value: String,
    /// Where the number comes from.
    pub source: String,
    /// A role, never a name.
    pub owner_role: String,
    /// When it was agreed on.
    pub agreed_on: Option<Date>,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
}

/// `[[service]]`: a business service. What it says stands over the `services` table's row of the same name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Service {
    /// What tickets and outages call it.
    pub name: String,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// How many people use it.
    pub users: Option<u32>,
    /// How much depends on it.
    pub criticality: Option<String>,
    /// Whether the organisation cannot work without it.
    pub core: Option<bool>,
    /// Whether an interruption is recorded by itself, so that none recorded means none.
    pub monitored: Option<bool>,
    /// When it is to be there, as `[calendar]` writes it; see [`service_week`].
    pub hours: Option<String>,
    /// The share of its hours in which it is to be there.
    pub availability_target: Option<f64>,
}

/// `[limits] rejects`: the share of rows set aside that is too much, of all tables or table by table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RejectLimits {
    /// Of all tables.
    pub all: Option<f64>,
    /// Of one.
    pub by_table: BTreeMap<&'static str, f64>,
}

impl RejectLimits {
    /// The limit of a table, if it has one.
    pub fn of(&self, table: &str) -> Option<f64> {
        self.by_table.get(table).copied().or(self.all)
    }
}

/// `[rules]`, with the defaults of the design.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Whether "with issues" counts as success.
    pub with_issues_is_success: bool,
    /// How long after a change an incident is suspected to come from it, in hours.
    pub suspected_hours: u32,
    /// Within how many days an incident is a repeat.
    pub repeat_days: u32,
    /// What makes two incidents the same, where no asset does.
    pub repeat_key: Vec<String>,
    /// How late a change may end and still be on time, in seconds.
    pub on_time_tolerance: i64,
    /// The activities of a worklog that prevent incidents.
    pub preventive_activities: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            with_issues_is_success: false,
            suspected_hours: 72,
            repeat_days: 30,
            repeat_key: vec!["service".to_owned(), "subcategory".to_owned()],
            on_time_tolerance: 0,
            preventive_activities: Vec::new(),
        }
    }
}

/// The text of a config, for pointing into it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file as the user named it.
    pub file: String,
    /// Its content.
    pub content: Arc<str>,
}

impl Text {
    /// A place in it.
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::of_span(&self.file, &self.content, span)
    }
}
