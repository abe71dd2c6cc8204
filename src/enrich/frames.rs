//! Loaded tables → frames: each population's rows, lazily, and why one is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::horizon::{self, Beginning};
use super::links::Links;
use super::materials::{Made, Maker, Materials, Several};
use super::{
    FrameName, actions, availability, bookings, changes, continuity, demand, devices, goals, knowledge, learning,
    links, own, partners, persons, preferences, problems, projects, recurrences, register, risks, roles, spend, stock,
    surveys, team, tickets, vendors, weaknesses, work,
};
use crate::calendar::{Month, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::tables::{STATES, Table, TableSpec, Tables};

/// A population, ready to be measured.
#[derive(Clone)]
pub struct Frame {
    /// Its rows, in parts that queries go over one by one, so that no query holds more than a part at a time. Stocks have
    /// a `bucket` column (index into [`Frames::buckets`]) instead of times.
    pub parts: Vec<LazyFrame>,
    /// Whether it is a stock: a snapshot at each period's last instant.
    pub stock: bool,
    /// The words of its coded columns.
    pub words: BTreeMap<&'static str, Arc<Vec<String>>>,
    /// The columns it has.
    pub columns: Vec<String>,
    /// Where its data begin.
    pub begins: Beginning,
}

/// Every population that the exports can give.
pub struct Frames {
    frames: BTreeMap<FrameName, Frame>,
    /// Why a population is not there, in words for the report.
    missing: BTreeMap<FrameName, String>,
    /// For each canonical (table, column), the share of rows that have it.
    filled: BTreeMap<(&'static str, String), f64>,
    /// The tables whose exports have no rows.
    empty: BTreeSet<&'static str>,
    /// Whether any ticket is a request.
    pub has_requests: bool,
    /// Every month of the series, then the other periods of the report.
    pub buckets: Vec<Period>,
    /// Which of them is the report's own.
    pub report: usize,
}

impl Frame {
    /// A frame over these parts; there is one at least.
    pub(super) fn new(
        mut parts: Vec<LazyFrame>,
        words: BTreeMap<&'static str, Arc<Vec<String>>>,
        begins: Beginning,
    ) -> Result<Self> {
        let mut columns: Vec<String> = match parts.first_mut() {
            Some(part) => part
                .collect_schema()?
                .iter_names()
                .map(|name| name.to_string())
                .collect(),
            None => Vec::new(),
        };
        // What a population does not know of, nothing in it is.
        for never in ["cancelled", "duplicate"] {
            if !columns.iter().any(|column| column == never) {
                parts = parts
                    .into_iter()
                    .map(|part| part.with_column(lit(false).alias(never)))
                    .collect();
                columns.push(never.to_owned());
            }
        }
        Ok(Self {
            parts,
            stock: columns.iter().any(|column| column == "bucket"),
            words,
            columns,
            begins,
        })
    }

    /// What a query makes of each part, put together; for results that are small beside the frame.
    pub fn gather(&self, query: impl Fn(LazyFrame) -> LazyFrame) -> Result<DataFrame> {
        let parts = self.parts.iter().map(|part| query(part.clone()).collect());
        let mut parts = parts.collect::<PolarsResult<Vec<_>>>()?.into_iter();
        let Some(mut all) = parts.next() else {
            return Ok(DataFrame::empty());
        };
        for part in parts {
            all.vstack_mut_owned(part)?;
        }
        Ok(all)
    }

    /// Whether it has a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|each| each == column)
    }
}

impl Frames {
    /// A population, or why it is not there.
    pub fn get(&self, name: FrameName) -> Result<&Frame, String> {
        self.frames
            .get(&name)
            .ok_or_else(|| self.missing.get(&name).cloned().unwrap_or_default())
    }

    /// Adds a population, or why it is not there.
    fn add(&mut self, name: FrameName, made: Made) {
        match made {
            Ok(frame) => {
                self.frames.insert(name, frame);
            }
            Err(why) => {
                self.missing.insert(name, why);
            }
        }
    }

    /// The share of a table's rows that have a column; 0 where the table or the column is not there.
    pub fn filled(&self, table: &str, column: &str) -> f64 {
        self.filled
            .iter()
            .find(|((t, c), _)| *t == table && c == column)
            .map_or(0.0, |(_, share)| *share)
    }

    /// Whether a column says anything: a record has it, or none has and that says that nothing is done yet.
    pub fn tells(&self, table: &str, column: &str) -> bool {
        let mut columns = self.filled.iter();
        columns.any(|((t, c), share)| {
            *t == table && c == column && (*share > 0.0 || SAY_NOT_YET.contains(&(table, column)))
        })
    }

    /// Whether a table was loaded and has no rows.
    pub fn is_empty(&self, table: &str) -> bool {
        self.empty.contains(table)
    }

    /// Whether a table was loaded at all.
    pub fn has_table(&self, table: &str) -> bool {
        self.filled.keys().any(|(each, _)| *each == table)
    }
}

/// Every population that is made on its own, and how.
const MAKERS: &[(FrameName, Maker)] = &[
    (FrameName::Problems, problems::problems),
    (FrameName::OpenProblems, problems::open),
    (FrameName::OpenProblemsToday, problems::open_today),
    (FrameName::Outages, |from| from.records("outages", vendors::outages)),
    (FrameName::Contacts, |from| from.records("contacts", |_, _| Vec::new())),
    (FrameName::Worklog, bookings::frame),
    (FrameName::Persons, persons::frame),
    (FrameName::TeamAnswers, team::answers),
    (FrameName::Demand, demand::frame),
    (FrameName::Surveys, surveys::frame),
    (FrameName::Preferences, preferences::frame),
    (FrameName::Assessments, partners::assessments),
    (FrameName::Assets, |from| from.records("assets", |_, _| Vec::new())),
    (FrameName::Patches, weaknesses::patches),
    (FrameName::OpenPatches, weaknesses::open_patches),
    (FrameName::Vulnerabilities, weaknesses::vulnerabilities),
    (FrameName::OpenVulnerabilities, weaknesses::open_vulnerabilities),
    (FrameName::Continuity, continuity::records),
    (FrameName::LastRestoreTest, continuity::last_test),
    (FrameName::LastRestoreTests, continuity::last_tests),
    (FrameName::Vendors, vendors::begun),
    (FrameName::VendorsToday, vendors::today),
    (FrameName::Contracts, |from| from.records("vendors", |_, _| Vec::new())),
    (FrameName::Projects, |from| from.records("projects", |_, _| Vec::new())),
    (FrameName::ProjectsOfYear, projects::of_a_year),
    (FrameName::ProjectsEnded, projects::ended),
    (FrameName::ProjectServices, projects::services),
    (FrameName::Meetings, |from| from.records("meetings", |_, _| Vec::new())),
    (FrameName::Stakeholders, partners::stakeholders),
    (FrameName::Goals, goals::frame),
    (FrameName::GoalPoints, goals::point_frame),
    (FrameName::GoalRecords, |from| from.records("goals", |_, _| Vec::new())),
    (FrameName::Training, |from| from.records("training", |_, _| Vec::new())),
    (FrameName::Articles, |from| from.records("articles", |_, _| Vec::new())),
    (FrameName::ArticleCensus, knowledge::articles),
    (FrameName::Categories, knowledge::categories),
    (FrameName::People, roles::people),
    (FrameName::DeskTickets, roles::desk_tickets),
    (FrameName::Learnt, learning::learnt),
    (FrameName::Learners, learning::learners),
    (FrameName::Certifications, learning::certifications),
    (FrameName::MandatoryLearning, learning::mandatory),
    (FrameName::Services, |from| from.records("services", |_, _| Vec::new())),
    (FrameName::ServiceRegister, continuity::services),
    (FrameName::Risks, |from| from.records("risks", |_, _| Vec::new())),
    (FrameName::OpenRisks, risks::open),
    (FrameName::Spend, |from| from.records("spend", spend::purposes)),
    (FrameName::Actions, actions::actions),
    (FrameName::OpenActions, actions::open),
    (FrameName::Metrics, stock::metrics),
];

/// What several populations are made of, which is worked out once for all of them.
const TOGETHER: &[fn(&Materials<'_>) -> Result<Several>] =
    &[devices::of_assets, roles::of_solvers, availability::of_outages];

/// Works out the frames of loaded tables.
pub fn enrich(mut tables: Tables, config: &Config, periods: &Periods) -> Result<Frames> {
    let buckets = periods.buckets(&config.report.zone);
    let report = buckets.iter().position(|period| period.label == periods.report.label);
    let mut frames = Frames {
        frames: BTreeMap::new(),
        missing: BTreeMap::new(),
        empty: empty_tables(&tables),
        filled: prepare(&mut tables, config)?,
        has_requests: has_requests(&tables)?,
        buckets,
        report: report.unwrap_or(0),
    };
    let services = register::services(&tables, &config.services)?;
    for name in ["tickets", "changes"] {
        let Some(table) = tables.get(name) else { continue };
        let registered = register::registered(table, &tables, &services)?;
        if let (Some(registered), Some(table)) = (registered, tables.0.get_mut(name)) {
            table.rows.with_column(registered)?;
        }
    }
    let buckets = frames.buckets.clone();
    let materials = Materials {
        tables: &tables,
        services: &services,
        config,
        periods,
        buckets: &buckets,
    };
    for (name, make) in MAKERS {
        frames.add(*name, make(&materials)?);
    }
    for make in TOGETHER {
        make(&materials)?
            .into_iter()
            .for_each(|(name, made)| frames.add(name, made));
    }
    let links = links::links(&tables, config)?;
    let inside_window = preferences::inside_window(&materials)?;
    if let (Some(inside_window), Some(changes)) = (inside_window, tables.0.get_mut("changes")) {
        changes.rows.with_column(inside_window)?;
    }
    tickets_and_changes(&mut frames, tables, &links, (config, periods))?;
    Ok(frames)
}

/// Lets go of columns that hold nothing and marks the rows of own KPIs; how much of each column is filled.
fn prepare(tables: &mut Tables, config: &Config) -> Result<BTreeMap<(&'static str, String), f64>> {
    tables.0.iter_mut().for_each(|(name, table)| drop_empty(name, table));
    let filled = fill_shares(tables);
    for (name, table) in &mut tables.0 {
        mark_unreadable(table)?;
        own::mark(name, table, config)?;
    }
    Ok(filled)
}

/// The two large populations and what is made of both. Their tables are given away, so that columns that nothing reads any
/// more are let go.
fn tickets_and_changes(
    frames: &mut Frames,
    mut tables: Tables,
    links: &Links,
    (config, periods): (&Config, &Periods),
) -> Result<()> {
    let mut given = |name: &'static str| {
        let table = tables.0.remove(name).ok_or_else(|| format!("no export gives {name}"));
        table.map(|table| {
            let begins = horizon::beginning(name, &table, config);
            let begins = begins.unwrap_or_else(|| Beginning::with(Month::of(periods.report.first)));
            (table, begins)
        })
    };
    let (tickets, recurrences) = match given("tickets") {
        Ok((table, begins)) => {
            let recurrences = recurrences::frame(&table, config, begins)?;
            (Ok(tickets::frame(table, config, links, begins, periods)?), recurrences)
        }
        Err(why) => (Err(why.clone()), Err(why)),
    };
    let changes = match given("changes") {
        Ok((table, begins)) => Ok(changes::frame(table, config, links, begins, periods)?),
        Err(why) => Err(why),
    };
    let both = (tickets.as_ref().ok(), changes.as_ref().ok());
    let work = work::frame(both.0, both.1, config)?.ok_or_else(|| "no export gives tickets or changes".to_owned());
    let recorded = register::recorded(both.0, both.1)?;
    let open = match &tickets {
        Ok(tickets) if tickets.has("ended") => Ok(stock::open_tickets(tickets, &frames.buckets, config, periods)?),
        Ok(_) => Err("no column says when a ticket was resolved or closed".to_owned()),
        Err(why) => Err(why.clone()),
    };
    frames.add(FrameName::Recurrences, recurrences);
    frames.add(FrameName::Work, work);
    frames.add(FrameName::Recorded, recorded);
    frames.add(FrameName::OpenTickets, open);
    frames.add(FrameName::Tickets, tickets);
    frames.add(FrameName::Changes, changes);
    Ok(())
}

fn empty_tables(tables: &Tables) -> BTreeSet<&'static str> {
    let empty = tables.0.iter().filter(|(_, table)| table.rows.height() == 0);
    empty.map(|(name, _)| *name).collect()
}

fn has_requests(tables: &Tables) -> Result<bool> {
    match tables.get("tickets").filter(|table| table.has("kind")) {
        Some(table) => Ok(table.rows.column("kind")?.u8()?.max().unwrap_or(0) > 0),
        None => Ok(false),
    }
}

/// Times that come to every record in the end: where an export has the column and no record has the time, nothing is done
/// yet, which is a figure. Of times that need not come (an escalation, an approval, a review) an empty column says nothing: as
/// likely nobody fills it. So it is with the ends of outages, too: nothing is down for months.
const SAY_NOT_YET: [(&str, &str); 13] = [
    ("tickets", "resolved_at"),
    ("tickets", "closed_at"),
    ("problems", "resolved_at"),
    ("problems", "closed_at"),
    ("problems", "root_cause_at"),
    ("changes", "ended_at"),
    ("changes", "closed_at"),
    ("projects", "ended_at"),
    ("actions", "done_at"),
    ("training", "completed_at"),
    ("patches", "installed_at"),
    ("vulnerabilities", "fixed_at"),
    ("risks", "closed_at"),
];

/// What comes when a record is resolved or closed: where some are, that none has one of these says that nobody fills it.
const WITH_STATE: [&str; 4] = ["resolved_at", "closed_at", "ended_at", "done_at"];

/// A column without a single value is as good as none, unless it says that nothing is done yet.
fn drop_empty(name: &'static str, table: &mut Table) {
    let height = table.rows.height();
    let is_empty = |column: &Column| column.null_count() == height;
    let are_closed = table.rows.column("closed_at").is_ok_and(|closed| !is_empty(closed));
    let are_over = are_closed || has_state(table, &["resolved", "closed"]);
    let says_not_yet =
        |column: &str| SAY_NOT_YET.contains(&(name, column)) && !(are_over && WITH_STATE.contains(&column));
    let empty: Vec<String> = table
        .rows
        .columns()
        .iter()
        .filter(|column| is_empty(column) && !says_not_yet(column.name()))
        .map(|column| column.name().to_string())
        .collect();
    if height > 0 {
        table.rows = table.rows.drop_many(empty);
    }
}

/// Whether any record is in one of these states.
fn has_state(table: &Table, among: &[&str]) -> bool {
    let is_among = |code: u8| STATES.get(usize::from(code)).is_some_and(|state| among.contains(state));
    let states = table.rows.column("state").and_then(Column::u8);
    states.is_ok_and(|states| states.iter().flatten().any(is_among))
}

/// What is added to the name of a time to say whether its cell was there and could not be read.
const UNREADABLE: &str = " unreadable";

/// Marks the records whose ends could not be read: they have ended, nobody knows when.
fn mark_unreadable(table: &mut Table) -> Result<()> {
    for (name, rows) in &table.unreadable {
        let mut marks = vec![false; table.rows.height()];
        rows.iter().for_each(|row| marks[*row as usize] = true);
        let marks = Column::new(format!("{name}{UNREADABLE}").into(), marks);
        table.rows.with_column(marks)?;
    }
    Ok(())
}

/// Whether the cell of one of these times was there and could not be read.
pub(super) fn is_unreadable(table: &Table, names: &[&str]) -> Expr {
    let marks = names.iter().map(|name| format!("{name}{UNREADABLE}"));
    let marks = marks.filter(|mark| table.has(mark)).map(|mark| col(mark.as_str()));
    marks.reduce(Expr::or).unwrap_or(lit(false))
}

/// True where a record that has no end is still open; unknown where it has one that could not be read.
pub(super) fn still_open(table: &Table, ends: &[&str]) -> Expr {
    let still_open = when(is_unreadable(table, ends)).then(lit(NULL)).otherwise(lit(true));
    still_open.cast(DataType::Boolean).alias("still_open")
}

fn fill_shares(tables: &Tables) -> BTreeMap<(&'static str, String), f64> {
    let mut filled = BTreeMap::new();
    for (name, table) in &tables.0 {
        let height = table.rows.height();
        for column in table.rows.columns() {
            let known = height - column.null_count();
            filled.insert(
                (*name, column.name().to_string()),
                if height == 0 { 0.0 } else { known as f64 / height as f64 },
            );
        }
        if let Some(items) = &table.items {
            filled.insert(
                (*name, "asset_id".to_owned()),
                if items.height() == 0 { 0.0 } else { 1.0 },
            );
        }
    }
    filled
}

/// How many rows a part has: enough to be fast, few enough to be light; in tests so few that most tables have several.
const PART: usize = if cfg!(test) { 5 } else { 1 << 19 };

/// The rows in parts, none of them copied.
pub(super) fn parts(rows: &DataFrame) -> impl Iterator<Item = DataFrame> {
    let height = rows.height();
    (0..height.div_ceil(PART).max(1)).map(move |part| rows.slice((part * PART) as i64, PART.min(height - part * PART)))
}

/// A column where the table has it, else nulls of its type.
pub(super) fn column_or_null(table: &Table, name: &str, dtype: DataType) -> Expr {
    if table.has(name) {
        col(name)
    } else {
        lit(NULL).cast(dtype).alias(name)
    }
}

/// Whether a column of a fixed list holds a word; unknown where the cell is empty.
pub(super) fn is_word(spec: &TableSpec, column: &str, word: &str) -> Expr {
    let code = spec.column(column).and_then(|column| column.choice(word));
    debug_assert!(code.is_some(), "{}.{column} has no word {word}", spec.name);
    col(column).eq(lit(code.unwrap_or(u8::MAX)))
}

/// The same, false where the table does not have the column or the cell is empty.
pub(super) fn has_word(table: &Table, spec: &TableSpec, column: &str, word: &str) -> Expr {
    if table.has(column) {
        is_word(spec, column, word).fill_null(lit(false))
    } else {
        lit(false)
    }
}

/// A flag where the table has it, else what its absence means.
pub(super) fn flag_or(table: &Table, name: &str, otherwise: bool) -> Expr {
    if table.has(name) {
        col(name).fill_null(lit(otherwise))
    } else {
        lit(otherwise)
    }
}
