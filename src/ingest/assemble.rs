//! Typed columns → a polars table; several sources of one table → one table. The one place of ingest that knows polars.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::columns::instants::NO_TIME;
use super::columns::narrow::{self, Narrow, Width};
use super::columns::{self, Meaning, NO_NAME, NO_WIDE, Shared, Values};
use super::source::{Account, Loaded, SharedWords};
use crate::error::Result;
use crate::tables::{Kind, Table, TableSpec};

/// A table being put together.
pub(super) struct Assembly {
    spec: &'static TableSpec,
    columns: BTreeMap<&'static str, Held>,
    rows: usize,
    source_rows: Vec<usize>,
    items: Option<Vec<(u32, u64)>>,
    unreadable: BTreeMap<&'static str, Vec<u32>>,
    /// The words so far; sources go on from them, so that a code means one word in the whole table.
    pub shared: SharedWords,
}

/// A column of the table so far.
enum Held {
    Names(Vec<u64>),
    Times(Vec<u32>),
    Numbers(Narrow),
    Wide(Vec<u64>),
}

impl Assembly {
    pub(super) fn new(spec: &'static TableSpec) -> Self {
        Self {
            spec,
            columns: BTreeMap::new(),
            rows: 0,
            source_rows: Vec::new(),
            items: None,
            unreadable: BTreeMap::new(),
            shared: SharedWords::new(),
        }
    }

    /// Adds the columns of one more source, one after the other, so that no more than one is there twice.
    pub(super) fn add(&mut self, loaded: Loaded) -> Account {
        for column in loaded.columns {
            let name = column.spec.name;
            if !column.unreadable_ends.is_empty() {
                let rows = column.unreadable_ends.iter().map(|row| row + self.rows as u32);
                self.unreadable.entry(name).or_default().extend(rows);
            }
            let more = self.held(column);
            let held = self.columns.entry(name).or_insert_with(|| more.none(self.rows));
            held.append(more);
        }
        if let Some(items) = loaded.items {
            let before = self.rows as u32;
            let items = items.into_iter().map(|(record, item)| (record + before, item));
            self.items.get_or_insert_default().extend(items);
        }
        self.rows += loaded.records;
        self.source_rows.push(loaded.records);
        for held in self.columns.values_mut() {
            // What this source has no column of.
            let missing = self.rows - held.len();
            held.append(held.none(missing));
        }
        loaded.account
    }

    /// The values of a column; what its words are goes to the next source.
    fn held(&mut self, column: columns::Column) -> Held {
        let (numbers, meaning) = match column.values {
            Values::Names(names) => return Held::Names(names),
            Values::Instants(instants) => return Held::Times(instants.values),
            Values::Wide(values) => return Held::Wide(values),
            Values::Numbers { numbers, meaning } => (numbers, meaning),
        };
        let shared = match meaning {
            Meaning::Words { dictionary, .. } => Some(Shared::Words(dictionary)),
            Meaning::Persons(persons) => Some(Shared::Persons(persons)),
            _ => None,
        };
        self.shared.extend(shared.map(|shared| (column.spec.name, shared)));
        Held::Numbers(numbers)
    }

    /// The whole table.
    pub(super) fn table(mut self) -> Result<Table> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for spec in self.spec.columns {
            if let Some(held) = self.columns.remove(spec.name) {
                columns.push(held.into_series(spec.name, spec.kind).into_column());
            }
        }
        let rows = DataFrame::new(self.rows, columns)?;
        let (mut words, mut persons) = (BTreeMap::new(), BTreeMap::new());
        for (name, shared) in self.shared {
            match shared {
                Shared::Words(dictionary) => drop(words.insert(name, Arc::new(dictionary.into_words()))),
                Shared::Persons(known) => drop(persons.insert(name, Arc::new(known.into_hashes()))),
            }
        }
        let items = self.items.map(|items| {
            let (row, item): (Vec<u32>, Vec<u64>) = items.into_iter().unzip();
            DataFrame::new(
                row.len(),
                vec![Column::new("row".into(), row), Column::new("item".into(), item)],
            )
        });
        Ok(Table {
            rows,
            words,
            persons,
            items: items.transpose()?,
            source_rows: self.source_rows,
            unreadable: self.unreadable,
        })
    }
}

impl Held {
    /// As many rows without a value, held alike.
    fn none(&self, rows: usize) -> Self {
        match self {
            Self::Names(_) => Self::Names(vec![NO_NAME; rows]),
            Self::Times(_) => Self::Times(vec![NO_TIME; rows]),
            Self::Numbers(_) => Self::Numbers(Narrow::none(rows)),
            Self::Wide(_) => Self::Wide(vec![NO_WIDE; rows]),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Times(times) => times.len(),
            Self::Numbers(numbers) => numbers.len(),
            Self::Wide(values) => values.len(),
        }
    }

    fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::Names(names), Self::Names(more)) => narrow::append(names, more),
            (Self::Times(times), Self::Times(more)) => narrow::append(times, more),
            (Self::Numbers(numbers), Self::Numbers(more)) => numbers.append(more),
            (Self::Wide(values), Self::Wide(more)) => narrow::append(values, more),
            _ => unreachable!("a column's kind says how all sources hold it"),
        }
    }

    fn into_series(self, name: &str, kind: Kind) -> Series {
        match self {
            Self::Names(names) => series::<UInt64Type>(name, names, NO_NAME),
            Self::Times(times) => series::<UInt32Type>(name, times, NO_TIME),
            Self::Wide(values) if matches!(kind, Kind::Quantity | Kind::Share) => values
                .into_iter()
                .map(|bits| (bits != NO_WIDE).then(|| f64::from_bits(bits)))
                .collect::<Float64Chunked>()
                .with_name(name.into())
                .into_series(),
            Self::Wide(values) => series::<UInt64Type>(name, values, NO_WIDE),
            Self::Numbers(numbers) if kind == Kind::Flag => (0..numbers.len())
                .map(|row| numbers.get(row).map(|flag| flag == 1))
                .collect::<BooleanChunked>()
                .with_name(name.into())
                .into_series(),
            Self::Numbers(Narrow::U8(numbers)) => series::<UInt8Type>(name, numbers, u8::NONE),
            Self::Numbers(Narrow::U16(numbers)) => series::<UInt16Type>(name, numbers, u16::NONE),
            Self::Numbers(Narrow::U32(numbers)) => series::<UInt32Type>(name, numbers, u32::NONE),
        }
    }
}

/// A column of numbers, one of which stands for none. The values are moved, not copied.
fn series<T: PolarsNumericType>(name: &str, mut values: Vec<T::Native>, none: T::Native) -> Series
where
    ChunkedArray<T>: IntoSeries,
{
    // The room to grow by is given back.
    values.shrink_to_fit();
    let validity = values
        .contains(&none)
        .then(|| values.iter().map(|value| *value != none).collect());
    ChunkedArray::<T>::from_vec_validity(name.into(), values, validity).into_series()
}
