//! What was found out → the `[[source]]`s that would read the export.

use std::collections::BTreeMap;

use super::profile::{ColumnProfile, Looks, Profile};
use crate::config::{Shape, Source, TimeFormat, Words};
use crate::error::Place;
use crate::ingest::cells::times::Order;
use crate::ingest::fold::{OPENED, UPDATED};
use crate::ingest::mapping::headers::key;
use crate::ingest::mapping::preset::{self, COMMON, Chosen, TablePreset};
use crate::ingest::mapping::recognise::Candidate;
use crate::ingest::{SourceLedger, UnknownWord};
use crate::tables::{self, ColumnSpec, Kind, TableSpec};

/// A source that would read an export.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The table that its rows become.
    pub table: &'static TableSpec,
    /// The preset.
    pub preset: &'static str,
    /// Canonical column → header, in the order of the table.
    pub columns: Vec<(&'static str, String)>,
    /// Canonical columns whose header holds something else, and what.
    pub left_out: Vec<(&'static str, String)>,
    /// Which rows are of this table, where the export has others, too.
    pub filter: Vec<(String, Words)>,
    /// How rows make records.
    pub shape: Shape,
    /// The order of day and month, where some column does not tell its own, and what tells it.
    pub time_format: Option<(Order, String)>,
    /// The orders of day and month that its columns tell.
    pub orders: Vec<Order>,
    /// Whether nothing tells the order of day and month.
    pub is_undecided: bool,
    /// Words that no map knows.
    pub unknown_words: Vec<UnknownWord>,
}

impl Proposal {
    /// The source, as a config would give it.
    pub(super) fn source(&self, path: &str) -> Source {
        let mut source = Source::new(self.table, path, Place::of_line(path, 0, 0));
        source.preset = Some(self.preset.to_owned());
        source.left_out = self.left_out.iter().map(|(column, _)| (*column).to_owned()).collect();
        source.filter = self.filter.clone();
        source.shape = self.shape;
        if let Some((order, _)) = &self.time_format {
            source.time_format = TimeFormat::Everywhere(*order);
        }
        source
    }

    /// Whether its columns must be written down, because no tool's preset knows them.
    pub fn is_explicit(&self) -> bool {
        self.preset == COMMON
    }

    /// Whether a file that the other reads may be read by the same source.
    pub fn reads_alike(&self, other: &Self) -> bool {
        let orders = |proposal: &Self| {
            let told = proposal.time_format.iter().map(|(order, _)| *order);
            told.chain(proposal.orders.iter().copied()).collect::<Vec<_>>()
        };
        let others = orders(other);
        let contradicts = orders(self)
            .iter()
            .any(|order| others.iter().any(|other| other != order));
        self.table.name == other.table.name
            && self.preset == other.preset
            && self.filter == other.filter
            && self.shape == other.shape
            && self.left_out == other.left_out
            // What is written column by column is of one layout.
            && (!self.is_explicit() || self.columns == other.columns)
            && !contradicts
    }

    /// The columns that a row must have and no header is known to give.
    pub fn missing(&self) -> impl Iterator<Item = &'static ColumnSpec> {
        let is_mapped = |name: &str| self.columns.iter().any(|(column, _)| *column == name);
        self.table.lacking(self.shape == Shape::Events, is_mapped)
    }

    /// Takes what only reading the rows tells.
    pub(super) fn learn(&mut self, ledger: &SourceLedger) {
        self.unknown_words = ledger.unknown_words.clone();
        self.shape = match &ledger.repeats {
            // Ids that never repeat are no log, whatever the export lacks.
            None => Shape::Snapshot,
            Some(_) if self.is_log() => Shape::Events,
            Some(repeats) => repeats.shape(),
        };
    }

    /// Whether it can only be a log of events: its records open with their first row.
    fn is_log(&self) -> bool {
        let has = |name: &str| self.columns.iter().any(|(column, _)| *column == name);
        self.table.column(OPENED).is_some_and(|opened| opened.required) && !has(OPENED) && has(UPDATED)
    }
}

/// The sources that would read an export that is known: its own table, others whose rows it has, and what stands beside.
pub(super) fn proposals(known: &Candidate, profile: &Profile) -> Vec<Proposal> {
    let tables = preset::presets().iter().find(|preset| preset.name == known.preset);
    let tables: Vec<(&'static TableSpec, &'static TablePreset)> = tables
        .into_iter()
        .flat_map(|preset| &preset.tables)
        .filter_map(|(name, table)| Some((tables::table(name)?, table)))
        .collect();
    let mut leading = proposal(known.preset, known.table, profile);
    let mut others = Vec::new();
    for (table, other) in &tables {
        if table.name == known.table.name {
            continue;
        }
        let rows = rows_of(other, profile);
        let filter = match &other.beside {
            Some(column) if other.rows.is_empty() => filled(other, column, profile),
            _ => rows,
        };
        let mut proposal = proposal(known.preset, table, profile);
        let (Some(filter), true) = (filter, proposal.missing().next().is_none()) else {
            continue;
        };
        // What stands beside a row takes it from no table.
        if other.beside.is_none() {
            exclude(&mut leading.filter, &filter);
        }
        proposal.filter = filter;
        others.push(proposal);
    }
    // An export that only has rows of other tables is those tables'.
    if !selects_nothing(&leading.filter, profile) {
        others.insert(0, leading);
    }
    others
}

fn proposal(preset: &'static str, table: &'static TableSpec, profile: &Profile) -> Proposal {
    let mut proposal = Proposal {
        table,
        preset,
        columns: Vec::new(),
        left_out: Vec::new(),
        filter: Vec::new(),
        shape: Shape::Snapshot,
        time_format: None,
        orders: Vec::new(),
        is_undecided: false,
        unknown_words: Vec::new(),
    };
    let chosen = Chosen::new(preset, table.name, String::new());
    for (spec, at) in chosen.places(table, &profile.headers, &|_| false, &[]) {
        let header = &profile.headers.names()[at];
        let looks = profile.columns.get(at).map_or(Looks::Empty, |column| column.looks());
        let is_time = matches!(spec.kind, Kind::Time(_));
        if is_time && !spec.required && !matches!(looks, Looks::Time | Looks::Empty) {
            proposal
                .left_out
                .push((spec.name, format!("\"{header}\" holds {}, no times", looks.name())));
        } else {
            proposal.columns.push((spec.name, header.clone()));
            let column = profile.columns.get(at).filter(|_| is_time);
            proposal.orders.extend(column.and_then(ColumnProfile::order));
        }
    }
    if proposal.is_log() {
        proposal.shape = Shape::Events;
    }
    proposal
}

/// The rows in which a column has anything; `None` where none has.
fn filled(known: &TablePreset, column: &str, profile: &Profile) -> Option<Vec<(String, Words)>> {
    let at = known.place(column, &profile.headers)?;
    let is_filled = profile.columns.get(at)?.filled > 0;
    is_filled.then(|| vec![(profile.headers.names()[at].clone(), Words::Filled(true))])
}

/// The words that make rows of an export a table's, as far as they stand in it; `None` where none does.
fn rows_of(known: &TablePreset, profile: &Profile) -> Option<Vec<(String, Words)>> {
    known.rows.iter().find_map(|(header, words)| {
        let at = profile.headers.find(header)?;
        let known: Vec<String> = words.iter().map(|word| key(word)).collect();
        let there = profile.columns.get(at)?.words.keys();
        let there: Vec<String> = there.filter(|word| known.contains(&key(word))).cloned().collect();
        (!there.is_empty()).then(|| vec![(profile.headers.names()[at].clone(), Words::Any(there))])
    })
}

/// Leaves to the leading table the rows that are not another's, those with no word among them.
fn exclude(leading: &mut Vec<(String, Words)>, taken: &[(String, Words)]) {
    for (header, words) in taken {
        let Words::Any(taken) = words else { continue };
        match leading.iter_mut().find(|(each, _)| each == header) {
            Some((_, Words::Not(others))) => others.extend(taken.iter().cloned()),
            _ => leading.push((header.clone(), Words::Not(taken.clone()))),
        }
    }
}

/// Whether a filter leaves none of a file's rows.
fn selects_nothing(filter: &[(String, Words)], profile: &Profile) -> bool {
    filter.iter().any(|(header, words)| {
        let at = profile.headers.exactly(header);
        let column = at.and_then(|at| profile.columns.get(at));
        column.is_some_and(|column| {
            let is_whole = !column.has_more_words && column.filled == profile.rows;
            is_whole && !column.words.keys().any(|word| words.selects(word))
        })
    })
}

/// The order of day and month that the columns of a file tell together, and the column that tells it: for columns that do not tell
/// their own. `None` where none does, or where they tell different ones.
pub(super) fn order_elsewhere(profile: &Profile) -> Option<(Order, String)> {
    let mut told: BTreeMap<&str, (Order, String)> = BTreeMap::new();
    for (header, column) in profile.headers.names().iter().zip(&profile.columns) {
        if column.day_first > 0 && column.month_first > 0 {
            return None;
        }
        let Some(order) = column.order() else { continue };
        told.entry(order.name())
            .or_insert_with(|| (order, format!("\"{header}\" tells it")));
    }
    let mut orders = told.into_values();
    match (orders.next(), orders.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}
