//! What the exports do not tell: listed once, by how much each further export would add.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Block, Cell, Table};
use super::names::capital;
use super::words::args;
use crate::measure::{Figure, Given, Kpi};

/// So many figures are named in a cell.
const NAMED: usize = 4;
/// So many exports are named at the foot of a page.
const AT_FOOT: usize = 3;

/// An export that was not read, and the figures that it would add to what is there.
struct Missing {
    table: &'static str,
    adds: Vec<&'static Kpi>,
}

impl Writer<'_> {
    /// What is not measured: first the exports that would add most, then what columns and settings would add.
    pub fn not_measured(&self) -> Vec<Block> {
        let unmeasured = self.unmeasured();
        if unmeasured.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![
            self.heading("not-measured"),
            self.paragraph(self.words.text("method-not-measured")),
        ];
        blocks.extend(self.further_exports());
        blocks.extend(self.further_columns(&unmeasured));
        blocks
    }

    fn further_exports(&self) -> Option<Block> {
        let exports = self.missing_exports();
        let nearer = self.nearer_ways(&exports);
        let rows: Vec<Vec<Cell>> = exports
            .iter()
            .map(|missing| {
                vec![
                    cell(capital(&self.words.text(&format!("unseen-{}", missing.table)))),
                    cell(self.words.count(missing.adds.len() as f64)),
                    cell(self.named_kpis(&missing.adds)),
                ]
            })
            .collect();
        let text = |id: &str| self.words.text(id);
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: text("caption-further-exports"),
                columns: vec![
                    words_column(text("column-export")),
                    number_column(text("column-adds")),
                    words_column(text("column-among-them")),
                ],
                rows,
                note: [text("note-further-exports"), nearer].join(" ").trim_end().to_owned(),
                folded: None,
            })
        })
    }

    /// What lacks a column or a setting only.
    fn further_columns(&self, unmeasured: &[&'static Kpi]) -> Option<Block> {
        let rows: Vec<Vec<Cell>> = unmeasured
            .iter()
            .filter(|kpi| self.lacks_exports(kpi).is_empty())
            .map(|kpi| vec![cell(self.words.kpi(kpi.id, "title")), cell(self.lacks(kpi))])
            .collect();
        let text = |id: &str| self.words.text(id);
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: text("caption-not-measured"),
                columns: vec![
                    words_column(text("column-figure")),
                    words_column(text("column-would-need")),
                ],
                rows,
                note: String::new(),
                folded: Some(text("fold-not-measured")),
            })
        })
    }

    /// The KPIs that have no number in any slice of the report's period.
    pub fn unmeasured(&self) -> Vec<&'static Kpi> {
        let kpis = self.input.config.catalogue.iter();
        kpis.filter(|kpi| !super::method::is_internal(kpi.id))
            .filter(|kpi| self.of_period(kpi.id).all(|figure| figure.value.is_none()))
            .collect()
    }

    fn of_period(&self, id: &'static str) -> impl Iterator<Item = &Figure> {
        let label = &self.input.periods.report.label;
        let figures = self.input.judged.figures.iter();
        figures.filter(move |figure| figure.id == id && figure.period == *label)
    }

    /// Why a KPI has no number.
    pub fn lacks(&self, kpi: &Kpi) -> String {
        let reason = self.of_period(kpi.id).find_map(|figure| figure.reason.clone());
        reason.unwrap_or_else(|| {
            self.words
                .say("needs", args! { needs: self.words.kpi(kpi.id, "needs") })
        })
    }

    /// The tables that the nearest way to a KPI over further exports reads; of two ways as near, the first.
    fn lacks_exports(&self, kpi: &'static Kpi) -> Vec<&'static str> {
        let ways = self.ways(kpi).filter(|tables| !tables.is_empty());
        ways.min_by_key(Vec::len).unwrap_or_default()
    }

    /// For each way to work a KPI out the tables that nobody exported; none where columns or settings would do.
    fn ways(&self, kpi: &'static Kpi) -> impl Iterator<Item = Vec<&'static str>> {
        let is_read = |table: &str| self.input.ledger.iter().any(|source| source.table == table);
        kpi.paths.iter().map(move |path| {
            let mut tables: Vec<&'static str> = path.needs.iter().map(|(table, _)| *table).collect();
            tables.extend(tables_of(path.given, kpi));
            tables.retain(|table| !is_read(table));
            tables.sort_unstable();
            tables.dedup();
            tables
        })
    }

    /// What some of the figures that exports would add could be worked out from without them.
    fn nearer_ways(&self, exports: &[Missing]) -> String {
        let mut kpis: Vec<&'static Kpi> = Vec::new();
        for kpi in exports.iter().flat_map(|missing| &missing.adds) {
            if self.ways(kpi).any(|tables| tables.is_empty()) && !kpis.iter().any(|each| each.id == kpi.id) {
                kpis.push(kpi);
            }
        }
        let ways: Vec<String> = kpis
            .iter()
            .map(|kpi| {
                let (name, needs) = (self.words.kpi(kpi.id, "title"), self.words.kpi(kpi.id, "needs"));
                self.words.say("nearer-way", args! { name: name, needs: needs })
            })
            .collect();
        match ways.is_empty() {
            true => String::new(),
            false => self.words.say("note-nearer-ways", args! { ways: ways.join("; ") }),
        }
    }

    /// The exports that were not read, those that would add most first.
    fn missing_exports(&self) -> Vec<Missing> {
        let mut missing: Vec<Missing> = Vec::new();
        for kpi in self.unmeasured() {
            for table in self.lacks_exports(kpi) {
                match missing.iter_mut().find(|each| each.table == table) {
                    Some(each) => each.adds.push(kpi),
                    None => missing.push(Missing { table, adds: vec![kpi] }),
                }
            }
        }
        // A stable sort: as many in the order of the catalogue.
        missing.sort_by_key(|each| std::cmp::Reverse(each.adds.len()));
        missing
    }

    fn named_kpis(&self, kpis: &[&Kpi]) -> String {
        let (named, more) = kpis.split_at(kpis.len().min(NAMED));
        let named: Vec<String> = named.iter().map(|kpi| self.words.kpi(kpi.id, "title")).collect();
        let named = named.join("; ");
        match more.len() {
            0 => named,
            more => self.words.say("and-more", args! { named: named, more: more as u64 }),
        }
    }

    /// What was not read, for the foot of a page: the exports that would add most, by name, and how many more.
    pub fn unseen(&self) -> Option<String> {
        let missing = self.missing_exports();
        let (named, more) = missing.split_at(missing.len().min(AT_FOOT));
        let named: Vec<String> = named
            .iter()
            .map(|each| self.words.text(&format!("unseen-{}", each.table)))
            .collect();
        (!named.is_empty()).then(|| {
            self.words.say(
                "trust-unseen",
                args! { what: named.join(", "), more: more.len() as u64 },
            )
        })
    }
}

/// The tables of what a way needs beside its columns; of a population that is made for a KPI, those that the KPI reads.
fn tables_of(given: Given, kpi: &'static Kpi) -> Vec<&'static str> {
    match given {
        Given::Frame(_) => kpi.also.iter().map(|(table, _)| *table).collect(),
        Given::Filled(table, _) => vec![table],
        Given::All(all) => all.iter().flat_map(|each| tables_of(*each, kpi)).collect(),
        Given::Always | Given::Input(_) | Given::Effort | Given::AssumedMinutes => Vec::new(),
    }
}
