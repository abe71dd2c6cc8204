//! How the columns of a source are found in the records of one file.

use std::collections::BTreeMap;

use csv::ByteRecord;

use super::preset::{self, Chosen};
use crate::config::{Shape, Source};
use crate::error::Diagnostic;
use crate::ingest::columns::{Column, Reading, canonical_value};
use crate::ingest::fold::events;
use crate::ingest::mapping::Mapping;
use crate::ingest::source::Reader;
use crate::ingest::{cells, fold, ledger};
use crate::tables::{ColumnSpec, Kind, TimeRole};

/// Where a column's cell is found in the rows of the current file.
pub(crate) struct Step {
    pub column: usize,
    pub origin: Origin,
}

/// Where a cell comes from.
pub(crate) enum Origin {
    Cell(usize),
    Constant(Vec<u8>),
    /// The cell, if there is one, else what the beginning of the id says.
    Prefix(Option<usize>, Prefixes),
}

/// What ids that begin so are, and the cell of the id.
pub(crate) struct Prefixes {
    id: usize,
    values: Vec<(Vec<u8>, u32)>,
}

impl Origin {
    /// What the record says.
    pub(crate) fn read<'a>(&'a self, column: &mut Column, record: &'a ByteRecord) -> Reading<'a> {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        match self {
            Self::Cell(at) => column.read(cell(*at)),
            Self::Constant(constant) => column.read(constant),
            Self::Prefix(own, prefixes) => match own.map_or(Reading::Missing, |at| column.read(cell(at))) {
                Reading::Missing => prefixes.read(cells::trim(cell(prefixes.id))),
                reading => reading,
            },
        }
    }

    /// The cell that is to blame.
    pub(crate) fn cell(&self) -> Option<usize> {
        match self {
            Self::Cell(at) => Some(*at),
            Self::Constant(_) => None,
            Self::Prefix(cell, _) => *cell,
        }
    }
}

impl Prefixes {
    fn of(spec: &ColumnSpec, words: &BTreeMap<String, String>, mapping: &Mapping) -> Option<Self> {
        let id = mapping.columns.iter().find(|mapped| mapped.spec.kind == Kind::Id)?;
        let values = words
            .iter()
            .filter_map(|(prefix, word)| Some((prefix.clone().into_bytes(), canonical_value(spec, word)?)))
            .collect();
        Some(Self { id: id.cell, values })
    }

    fn read(&self, id: &[u8]) -> Reading<'static> {
        let value = self.values.iter().find(|(prefix, _)| id.starts_with(prefix));
        value.map_or(Reading::Missing, |(_, value)| Reading::Number(*value))
    }
}

impl Reader<'_> {
    /// How each column of the source is found in the rows of one file.
    pub(crate) fn steps(&mut self, mapping: &Mapping, chosen: &Chosen) -> Vec<Step> {
        let mut steps = Vec::new();
        for spec in self.source.table.columns {
            let mapped = mapping.columns.iter().find(|mapped| mapped.spec.name == spec.name);
            let constant = self.source.constants.iter().find(|(column, _)| column == spec.name);
            let prefixes = chosen
                .tables
                .iter()
                .find_map(|table| table.prefixes.get(spec.name))
                .and_then(|words| Prefixes::of(spec, words, mapping));
            // What is taken for granted of one tool's rows is not of another's.
            let known = chosen.tables.first().and_then(|table| table.constants.get(spec.name));
            let known =
                known.filter(|_| mapped.is_none() && !self.source.left_out.iter().any(|each| each == spec.name));
            let (origin, header) = match (constant.map(|(_, value)| value).or(known), prefixes, mapped) {
                (Some(value), ..) => (Origin::Constant(value.clone().into_bytes()), "(constant)"),
                (None, Some(prefixes), mapped) => (
                    Origin::Prefix(mapped.map(|mapped| mapped.cell), prefixes),
                    mapped.map_or("(beginning of the id)", |mapped| &mapped.header),
                ),
                (None, None, Some(mapped)) => (Origin::Cell(mapped.cell), mapped.header.as_str()),
                (None, None, None) => continue,
            };
            if self.wants(spec) {
                // A time may be given as a duration, which is a column of another kind.
                let held = mapped.map_or(spec, |mapped| mapped.spec);
                let column = self.column(held, header, chosen);
                if self.columns[column].spec.kind == held.kind {
                    steps.push(Step { column, origin });
                } else {
                    self.warn(format!(
                        "{} is a time in one file and a duration in another: it is read from the first only",
                        spec.name
                    ));
                }
            } else if !self.ledger.unread.iter().any(|(column, _)| *column == spec.name) {
                self.ledger.unread.push((spec.name, header.to_owned()));
            }
        }
        // A column that this file lacks and an earlier one had gets empty cells.
        for column in 0..self.columns.len() {
            if !steps.iter().any(|step| step.column == column) {
                steps.push(Step {
                    column,
                    origin: Origin::Constant(Vec::new()),
                });
            }
        }
        steps
    }

    /// The place of a column, made where no file before had it.
    fn column(&mut self, spec: &'static ColumnSpec, header: &str, chosen: &Chosen) -> usize {
        if let Some(at) = self.columns.iter().position(|column| column.spec.name == spec.name) {
            return at;
        }
        let shared = self.shared.remove(spec.name);
        let mut column = Column::new(spec, header, self.source, chosen, shared);
        for _ in 0..self.rows {
            column.push_none();
        }
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Whether a column is read: because somebody needs it, or because the row's fate or the ledger depends on it. Free text is
    /// not, whoever asks for it.
    pub(crate) fn wants(&self, spec: &ColumnSpec) -> bool {
        if spec.kind == Kind::Text {
            return spec.required;
        }
        (self.keep)(self.source.table.name, spec.name)
            || spec.required
            || spec.kind == Kind::Id
            || matches!(spec.name, fold::UPDATED | fold::REVISION)
            || spec.kind == Kind::Time(TimeRole::Stamped)
            // Where nothing is opened, what happened last is where the data end.
            || (spec.kind == Kind::Time(TimeRole::Happened) && self.source.table.column(fold::OPENED).is_none())
            || ledger::needs(spec.name)
            || (self.source.shape == Shape::Events && events::needs(spec.name))
            || (self.source.shape == Shape::Items && spec.kind == Kind::Items)
    }
}

/// Constants that their column cannot hold.
pub(crate) fn unreadable_constants(source: &Source) -> Vec<Diagnostic> {
    let generic = Chosen {
        name: preset::GENERIC,
        tables: Vec::new(),
        evidence: String::new(),
    };
    let mut wrong = Vec::new();
    for (name, value) in &source.constants {
        let readable = source.table.column(name).is_some_and(|spec| {
            let mut column = Column::new(spec, "", source, &generic, None);
            column.read(value.as_bytes()).fault().is_none()
        });
        if !readable {
            let table = source.table.name;
            wrong.push(
                Diagnostic::new("bad-constant", format!("{table}.{name} cannot be `{value}`"))
                    .at(source.place.clone())
                    .help(format!("`boardpack tables {table}` says what each column holds")),
            );
        }
    }
    wrong
}
