//! The end of a source: the order of its dates, what is taken for granted, its records, and the last entries of its ledger.

use std::borrow::Cow;

use super::cells::times::Order;
use super::columns::instants::{Decision, Witness};
use super::columns::{Column, NO_NAME, Values};
use super::fold::Records;
use super::fold::events;
use super::ledger::{parts, volumes};
use super::mapping;
use super::mapping::preset::Chosen;
use super::source::{Account, Loaded, Reader};
use super::{ColumnSource, fold, ledger};
use crate::config::{Shape, Source};
use crate::error::{Diagnostic, Fix, Place, Spot};
use crate::tables::Kind;

/// What is taken for granted where no column of any row tells, and said in the ledger.
const ASSUMED: &[(&str, &str, &str)] = &[("tickets", "kind", "incident")];

/// Tables of which no organisation has none: their export is a mistake. No risks and no outages may well be.
const NEVER_NONE: &[&str] = &["tickets", "changes"];

/// Record and item.
type Items = Vec<(u32, u64)>;

/// What rows became.
#[derive(Default)]
struct Folded {
    /// Where the shape is items.
    items: Option<Items>,
    /// Which row each record was taken from, where they are not the same.
    standing: Option<Vec<u32>>,
}

impl Reader<'_> {
    /// All rows are read: decides the dates, folds, and closes the ledger.
    pub(super) fn finish(mut self) -> Result<Loaded, Vec<Diagnostic>> {
        self.wrong.extend(undecided_dates(self.source, &self.columns));
        let is_none = self.ledger.rows_read == 0 && !NEVER_NONE.contains(&self.source.table.name);
        if self.wrong.is_empty() && is_none {
            // That there is none of it is what the file says.
        } else if self.wrong.is_empty() && self.ledger.rows_read == 0 {
            self.wrong.push(
                Diagnostic::new("no-rows", format!("`{}` has a header and no rows", self.source.path()))
                    .at(self.source.place.clone())
                    .help("export it again, over a period or a filter that has records"),
            );
        } else if self.wrong.is_empty() && self.ledger.rows_kept == 0 {
            self.wrong.push(self.hopeless("no row can be used"));
        } else if self.wrong.is_empty() && self.rows == 0 {
            self.wrong.push(self.selects_nothing());
        }
        let (Some(chosen), true) = (self.chosen.clone(), self.wrong.is_empty()) else {
            return Err(self.wrong);
        };
        self.assume(&chosen);
        self.columns.iter_mut().for_each(Column::settle);
        let warnings = &mut self.ledger.warnings;
        ledger::cells(&self.columns, &mut self.reasons, &mut self.firsts, warnings);
        self.elapse(&chosen);
        let Folded { items, standing } = self.fold(&chosen).map_err(|diagnostic| vec![*diagnostic])?;
        let row_of = |record: usize| standing.as_ref().map_or(record, |rows| rows[record] as usize);
        for (reason, records, first) in ledger::contradictions(&self.columns, &self.places, row_of) {
            *self.reasons.entry(reason.to_owned()).or_default() += records;
            self.firsts.entry(reason.to_owned()).or_insert(first);
        }
        drop(standing);
        let stamped_until = ledger::stamped_until(&self.columns);
        let records = self.ledger.records as usize;
        self.doubt(stamped_until, records);
        self.close(&chosen);
        let (source, keep) = (self.source, self.keep);
        let mut columns = self.columns;
        let ids = match columns.iter_mut().find(|column| column.spec.kind == Kind::Id) {
            Some(ids) => ids.take_names(keep(source.table.name, ids.spec.name)),
            None => fold::identities(&columns, source.table).map_or_else(Vec::new, Cow::into_owned),
        };
        columns.retain(|column| keep(source.table.name, column.spec.name));
        Ok(Loaded {
            columns,
            records,
            ids,
            items,
            account: Account {
                ledger: self.ledger,
                rejects: self.rejects,
                corrected: self.corrected,
                part: self.part,
                unclaimed: self.corrections,
            },
            stamped_until,
        })
    }

    /// What makes the numbers of the source untrustworthy.
    fn doubt(&mut self, stamped_until: Option<i64>, records: usize) {
        let columns = &self.columns;
        let warnings = &mut self.ledger.warnings;
        self.part.kinds = parts::kinds(columns);
        if self.source.table.name == "outages" {
            warnings.extend(ledger::several_services(columns));
        }
        // Only what has states is open as a rule: an outage that has ended is no sign of anything.
        let has_states = self.source.table.column("state").is_some();
        if let Some(one_sided) = ledger::one_sided(columns, records).filter(|_| has_states) {
            // Its last or its first months are thin by nature.
            warnings.push(one_sided);
        } else if let Some((cut_off, months)) =
            volumes::cut_off(columns, self.source.table.dated_by, stamped_until, &self.source.zone)
        {
            warnings.extend(cut_off);
            self.part.months = Some(months);
        }
        if let Some(horizon) = stamped_until {
            warnings.extend(ledger::after_the_horizon(columns, horizon));
        }
    }

    /// Gives every row the value that is taken for granted where no cell tells.
    fn assume(&mut self, chosen: &Chosen) {
        for (table, name, word) in ASSUMED {
            let Some(spec) = self.source.table.column(name) else {
                continue;
            };
            let told = self.columns.iter().find(|column| column.spec.name == *name);
            let told = told.map_or(0, Column::filled);
            if *table == self.source.table.name && told > 0 {
                self.reasons.insert(format!("{name} not told"), self.rows as u64 - told);
            }
            if *table != self.source.table.name || told > 0 || !self.wants(spec) {
                continue;
            }
            self.columns.retain(|column| column.spec.name != *name);
            let mut column = Column::new(spec, "(assumed)", self.source, chosen, None);
            for _ in 0..self.rows {
                let reading = column.read(word.as_bytes());
                column.push(reading, Witness::default);
            }
            self.columns.push(column);
            self.warn(format!(
                "no column tells the {name} of {table}: every one is taken as {word} (constants = {{ {name} = \"…\" }} says otherwise)"
            ));
        }
    }

    /// Makes records of rows.
    fn fold(&mut self, chosen: &Chosen) -> Result<Folded, Box<Diagnostic>> {
        let records = fold::identities(&self.columns, self.source.table).and_then(|ids| fold::records(&ids));
        self.ledger.repeats = records.as_ref().map(|records| fold::repeats(records, &self.columns));
        self.ledger.records = records.as_ref().map_or(self.rows, |records| records.count) as u64;
        let folded = self.rows as u64 - self.ledger.records;
        let mut made = Folded::default();
        match (self.source.shape, &records) {
            (Shape::Snapshot, Some(records)) => {
                let latest = fold::latest(records, fold::Sequence::of(&self.columns));
                keep_rows(&mut self.columns, &latest);
                made.standing = Some(latest);
                self.reasons.insert("superseded".to_owned(), folded);
                let shape = match self.ledger.repeats.map(|repeats| repeats.shape()) {
                    Some(Shape::Events) => Some(("at other times", "events")),
                    Some(Shape::Items) => Some(("of other items", "items")),
                    Some(Shape::Snapshot) | None => None,
                };
                if let (Some((differ, shape)), true) = (shape, folded > self.rows as u64 / 2) {
                    self.warn(format!(
                        "most rows are superseded by rows of the same id {differ}: perhaps the export has shape = \"{shape}\""
                    ));
                }
            }
            (Shape::Events, records) => {
                let history = match records {
                    Some(records) => fold::History::of(records, fold::Sequence::of(&self.columns)),
                    None => fold::History::of_single_rows(self.rows),
                };
                events::fold(&mut self.columns, &history, self.source, chosen, self.shared)?;
                made.standing = Some(history.pick(|rows| rows.last().copied().unwrap_or_default()));
                self.reasons.insert("folded into their record".to_owned(), folded);
            }
            (Shape::Items, records) => {
                made.items = Some(self.items(records.as_ref()));
                if let Some(records) = records {
                    let latest = fold::latest(records, fold::Sequence::of(&self.columns));
                    let disagreeing = fold::disagreeing(records, &latest, &self.columns);
                    self.reasons.insert("items disagree".to_owned(), disagreeing);
                    keep_rows(&mut self.columns, &latest);
                    made.standing = Some(latest);
                }
                self.reasons.insert("folded into their record".to_owned(), folded);
            }
            (Shape::Snapshot, None) => {}
        }
        Ok(made)
    }

    /// Record and item of every row that names one, each pair once.
    fn items(&self, records: Option<&Records>) -> Items {
        let column = self.columns.iter().find(|column| column.spec.kind == Kind::Items);
        let Some(names) = column.and_then(Column::names) else {
            return Vec::new();
        };
        let record = |row: usize| records.map_or(row as u32, |records| records.of_row[row]);
        let named = names.iter().enumerate().filter(|(_, name)| **name != NO_NAME);
        let mut items: Items = named.map(|(row, name)| (record(row), *name)).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// The ledger's last entries.
    fn close(&mut self, chosen: &Chosen) {
        self.ledger.preset = chosen.name.to_owned();
        self.ledger.preset_evidence = chosen.evidence.clone();
        self.reasons.retain(|_, count| *count > 0);
        self.ledger.reasons = std::mem::take(&mut self.reasons).into_iter().collect();
        self.ledger.firsts = std::mem::take(&mut self.firsts).into_iter().collect();
        self.columns
            .sort_by_key(|column| mapping::place_in_table(self.source, column.spec));
        for column in &self.columns {
            self.ledger.unknown_words.extend(column.unknown_words());
            self.ledger.columns.push(ColumnSource {
                column: column.spec.name,
                header: column.header.clone(),
                format: column.format(),
                filled: column.filled(),
            });
        }
    }
}

fn keep_rows(columns: &mut [Column], rows: &[u32]) {
    for column in columns {
        column.keep_rows(rows);
    }
}

/// What a cell tells of the order of day and month.
fn told(cell: &str) -> String {
    let numbers = cell.split(|each: char| !each.is_ascii_digit());
    let mut numbers = numbers.filter(|number| (1..=2).contains(&number.len()));
    let mut is_day = || {
        numbers
            .next()
            .filter(|number| number.parse::<u8>().is_ok_and(|number| number > 12))
    };
    match (is_day(), is_day()) {
        (Some(day), None) => format!("there is no month {day}: the day comes first"),
        (None, Some(day)) => format!("there is no month {day}: the month comes first"),
        _ => "is the day first, or the month?".to_owned(),
    }
}

/// Columns whose order of day and month both occurs or never shows.
fn undecided_dates(source: &Source, columns: &[Column]) -> Vec<Diagnostic> {
    let orders: Vec<(&str, Order)> = columns
        .iter()
        .filter_map(|column| match &column.values {
            Values::Instants(instants) => match instants.decision() {
                Decision::Decided(order, _) => Some((column.spec.name, order)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let likely = orders.first().map(|(_, order)| *order);
    let decided: Vec<String> = orders
        .iter()
        .map(|(name, order)| format!("{name} is {}", order.name()))
        .collect();
    let hint = if decided.is_empty() {
        String::new()
    } else {
        format!("; other columns of this source tell: {}", decided.join(", "))
    };
    let mut wrong = Vec::new();
    for column in columns {
        let Values::Instants(instants) = &column.values else {
            continue;
        };
        let name = column.spec.name;
        let (message, witnesses) = match instants.decision() {
            Decision::Both(one, other) => (
                format!("{name} has the day first in one cell and the month first in another: {one}, {other}"),
                vec![one, other],
            ),
            Decision::Neither(cells) => {
                let shown: Vec<String> = cells.iter().map(ToString::to_string).collect();
                (
                    format!(
                        "every cell of {name} reads with the day or the month first: {}",
                        shown.join(", ")
                    ),
                    cells,
                )
            }
            Decision::NotNeeded | Decision::Told(_) | Decision::Decided(..) => continue,
        };
        let mut undecided = Diagnostic::new("day-month-order", message);
        for witness in &witnesses {
            let spot = Spot::Under(column.header.clone());
            undecided = undecided.label(Place::of_spot(&witness.file, witness.line, spot), told(&witness.cell));
        }
        let fix = format!("time_format = \"{}\"", likely.map_or("dmy", Order::name));
        wrong.push(
            undecided
                .help(format!(
                    "say which under [[source]] `{}`: time_format = \"dmy\" or \"mdy\", or for this column alone: \
                     time_format = {{ {name} = \"dmy\" }}{hint}",
                    source.path()
                ))
                .fix(Fix::line_below(&source.place, "path", &fix)),
        );
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::columns::canonical_value;

    #[test]
    fn what_is_taken_for_granted_is_a_word_of_its_column() {
        for (table, column, word) in ASSUMED {
            let spec = crate::tables::table(table).and_then(|table| table.column(column));
            assert!(
                spec.is_some_and(|spec| canonical_value(spec, word).is_some()),
                "{table}.{column}"
            );
        }
    }
}
