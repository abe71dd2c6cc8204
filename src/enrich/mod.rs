//! Tables → frames: columns worked out once (durations, targets met, repeats, planned or not, linked changes), and the
//! populations that KPIs are measured over. Rows stay lazy: a frame costs nothing until a query needs its columns.

mod changes;
mod clocks;
mod horizon;
mod links;
mod recurrences;
mod stock;
mod tickets;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use crate::calendar::{Month, Period, Periods};
use crate::config::Config;
use crate::error::Result;
use crate::tables::{Table, Tables};

pub use horizon::{periods, working_days};
pub use recurrences::MILLION;
pub use stock::AGE_BANDS;
pub use work::effort_is_recorded;

/// The populations that KPIs are measured over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FrameName {
    /// One row a ticket.
    Tickets,
    /// One row a change.
    Changes,
    /// One row a ticket and period end at which it was open.
    OpenTickets,
    /// One row an incident whose asset, or service and subcategory, is known.
    Recurrences,
    /// One row a finished ticket or change: the work that they were.
    Work,
    /// One row a target in the config, by its KPI's focus.
    Metrics,
}

/// A population, ready to be measured.
#[derive(Clone)]
pub struct Frame {
    /// Its rows. Stocks have a `bucket` column (index into [`Frames::buckets`]) instead of times.
    pub rows: LazyFrame,
    /// Whether it is a stock: a snapshot at each period's last instant.
    pub stock: bool,
    /// The words of its coded columns.
    pub words: BTreeMap<&'static str, Arc<Vec<String>>>,
    /// The columns it has.
    pub columns: Vec<String>,
    /// The first month that its data covers whole.
    pub from: Month,
}

/// Every population that the exports can give.
pub struct Frames {
    frames: BTreeMap<FrameName, Frame>,
    /// Why a population is not there, in words for the report.
    missing: BTreeMap<FrameName, String>,
    /// For each canonical (table, column), the share of rows that have it.
    filled: BTreeMap<(&'static str, String), f64>,
    /// Every month of the series, then the other periods of the report.
    pub buckets: Vec<Period>,
}

impl Frame {
    /// A frame over these rows.
    fn new(
        mut rows: LazyFrame,
        stock: bool,
        words: BTreeMap<&'static str, Arc<Vec<String>>>,
        from: Month,
    ) -> Result<Self> {
        let columns = rows
            .collect_schema()?
            .iter_names()
            .map(|name| name.to_string())
            .collect();
        Ok(Self {
            rows,
            stock,
            words,
            columns,
            from,
        })
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

    /// The share of a table's rows that have a column; 0 where the table or the column is not there.
    pub fn filled(&self, table: &str, column: &str) -> f64 {
        self.filled
            .iter()
            .find(|((t, c), _)| *t == table && c == column)
            .map_or(0.0, |(_, share)| *share)
    }

    /// Whether a table was loaded at all.
    pub fn has_table(&self, table: &str) -> bool {
        self.filled.keys().any(|(each, _)| *each == table)
    }
}

/// Works out the frames of loaded tables.
pub fn enrich(tables: Tables, config: &Config, periods: &Periods) -> Result<Frames> {
    let buckets = periods.buckets(&config.report.zone);
    let filled = fill_shares(&tables);
    let mut frames = BTreeMap::new();
    let mut missing = BTreeMap::new();
    let links = links::links(&tables, config)?;
    let from = |table: &Table| horizon::first_whole_month(table, config).unwrap_or(Month::of(periods.report.first));

    let tickets = match tables.get("tickets") {
        Some(table) => Some(tickets::frame(table, config, &links, from(table), periods)?),
        None => None,
    };
    let changes = match tables.get("changes") {
        Some(table) => Some(changes::frame(table, config, &links, from(table))?),
        None => None,
    };
    match recurrences::frame(tickets.as_ref(), config)? {
        Ok(frame) => drop(frames.insert(FrameName::Recurrences, frame)),
        Err(why) => drop(missing.insert(FrameName::Recurrences, why)),
    }
    match work::frame(tickets.as_ref(), changes.as_ref(), config)? {
        Some(frame) => drop(frames.insert(FrameName::Work, frame)),
        None => drop(missing.insert(FrameName::Work, "no export gives tickets or changes".to_owned())),
    }
    if let Some(tickets) = &tickets {
        frames.insert(FrameName::OpenTickets, stock::open_tickets(tickets, &buckets)?);
    }
    frames.insert(FrameName::Metrics, stock::metrics(config, &buckets, periods)?);
    for (name, table, frame) in [
        (FrameName::Tickets, "tickets", tickets),
        (FrameName::Changes, "changes", changes),
    ] {
        match frame {
            Some(frame) => drop(frames.insert(name, frame)),
            None => drop(missing.insert(name, format!("no export gives {table}"))),
        }
    }
    if !frames.contains_key(&FrameName::OpenTickets) {
        missing.insert(FrameName::OpenTickets, "no export gives tickets".to_owned());
    }
    Ok(Frames {
        frames,
        missing,
        filled,
        buckets,
    })
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

/// A column where the table has it, else nulls of its type.
fn column_or_null(table: &Table, name: &str, dtype: DataType) -> Expr {
    if table.has(name) {
        col(name)
    } else {
        lit(NULL).cast(dtype).alias(name)
    }
}

/// A flag where the table has it, else what its absence means.
fn flag_or(table: &Table, name: &str, otherwise: bool) -> Expr {
    if table.has(name) {
        col(name).fill_null(lit(otherwise))
    } else {
        lit(otherwise)
    }
}

/// The columns of each table that frames are made from; ingest keeps no others.
const READS: &[(&str, &[&str])] = &[
    (
        "tickets",
        &[
            "kind",
            "opened_at",
            "responded_at",
            "resolved_at",
            "closed_at",
            "due_at",
            "state",
            "priority",
            "category",
            "subcategory",
            "service",
            "asset_id",
            "first_group",
            "group",
            "assignee",
            "requester",
            "persona",
            "channel",
            "reassignments",
            "reopens",
            "escalated_at",
            "response_due_at",
            "resolution_due_at",
            "response_target_met",
            "resolution_target_met",
            "on_hold_minutes",
            "first_contact",
            "caused_by_change",
            "major",
            "automated",
            "users_affected",
            "effort_minutes",
            "vendor",
        ],
    ),
    (
        "changes",
        &[
            "id",
            "opened_at",
            "approved_at",
            "planned_end",
            "started_at",
            "ended_at",
            "closed_at",
            "type",
            "risk",
            "state",
            "outcome",
            "unauthorised",
            "category",
            "preventive",
            "automated",
            "disruptive",
            "service",
            "asset_id",
            "group",
            "assignee",
            "vendor",
            "fixes_change",
            "effort_minutes",
        ],
    ),
];

/// Whether anything is worked out from a column.
pub fn reads(table: &str, column: &str) -> bool {
    READS
        .iter()
        .any(|(name, columns)| *name == table && columns.contains(&column))
}
