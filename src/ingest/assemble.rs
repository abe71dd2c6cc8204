//! Typed columns → a polars table; several sources of one table → one table. The one place of ingest that knows polars.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::columns::{self, NO_CHOICE, NO_NAME, NO_NUMBER, Shared, Values};
use super::instants::NO_TIME;
use super::source::{Loaded, SharedWords};
use super::words::NO_CODE;
use crate::error::Result;
use crate::tables::{ColumnSpec, Kind, Table, TableSpec};

/// A table being put together.
pub(super) struct Assembly {
    spec: &'static TableSpec,
    frames: Vec<DataFrame>,
    rows: usize,
    items: Option<Vec<(u32, u32)>>,
    /// The words so far; sources go on from them, so that a code means one word in the whole table.
    pub shared: SharedWords,
}

impl Assembly {
    pub(super) fn new(spec: &'static TableSpec) -> Self {
        Self {
            spec,
            frames: Vec::new(),
            rows: 0,
            items: None,
            shared: SharedWords::new(),
        }
    }

    /// Adds the columns of one more source.
    pub(super) fn add(&mut self, loaded: Loaded) -> Result<(Vec<super::Reject>, super::SourceLedger)> {
        let mut frame = Vec::with_capacity(loaded.columns.len());
        for column in loaded.columns {
            frame.push(self.column(column));
        }
        self.frames.push(DataFrame::new(loaded.records, frame)?);
        if let Some(items) = loaded.items {
            let before = self.rows as u32;
            let items = items.into_iter().map(|(record, item)| (record + before, item));
            self.items.get_or_insert_default().extend(items);
        }
        self.rows += loaded.records;
        Ok((loaded.rejects, loaded.ledger))
    }

    fn column(&mut self, column: columns::Column) -> Column {
        let name = column.spec.name;
        let series = match column.values {
            Values::Names(names) => numbers::<UInt64Type>(name, names, NO_NAME),
            Values::Instants(instants) => numbers::<UInt32Type>(name, instants.values, NO_TIME),
            Values::Words { codes, dictionary, .. } => {
                self.shared.insert(name, Shared::Words(dictionary));
                numbers::<UInt32Type>(name, codes, NO_CODE)
            }
            Values::Persons { codes, persons } => {
                self.shared.insert(name, Shared::Persons(persons));
                numbers::<UInt32Type>(name, codes, NO_CODE)
            }
            Values::Choices { codes, .. } => numbers::<UInt8Type>(name, codes, NO_CHOICE),
            Values::Numbers { numbers: values, .. } | Values::Minutes { minutes: values, .. } => {
                numbers::<UInt32Type>(name, values, NO_NUMBER)
            }
            Values::Flags { flags, .. } => flags
                .into_iter()
                .map(|flag| (flag != NO_CHOICE).then_some(flag == 1))
                .collect::<BooleanChunked>()
                .with_name(name.into())
                .into_series(),
        };
        series.into_column()
    }

    /// The whole table.
    pub(super) fn table(self) -> Result<Table> {
        let present = |spec: &&ColumnSpec| self.frames.iter().any(|frame| frame.column(spec.name).is_ok());
        let specs: Vec<&ColumnSpec> = self.spec.columns.iter().filter(present).collect();
        let mut rows: Option<DataFrame> = None;
        for frame in self.frames {
            let frame = aligned(frame, &specs)?;
            match &mut rows {
                None => rows = Some(frame),
                Some(rows) => {
                    rows.vstack_mut(&frame)?;
                }
            }
        }
        let mut rows = rows.unwrap_or_default();
        rows.rechunk_mut();
        let mut words = BTreeMap::new();
        for (name, shared) in self.shared {
            if let Shared::Words(dictionary) = shared {
                words.insert(name, Arc::new(dictionary.into_words()));
            }
        }
        let items = self.items.map(|items| {
            let (row, item): (Vec<u32>, Vec<u32>) = items.into_iter().unzip();
            DataFrame::new(
                row.len(),
                vec![Column::new("row".into(), row), Column::new("item".into(), item)],
            )
        });
        Ok(Table {
            rows,
            words,
            items: items.transpose()?,
        })
    }
}

/// A column of numbers, one of which stands for none. The values are moved, not copied.
fn numbers<T: PolarsNumericType>(name: &str, values: Vec<T::Native>, none: T::Native) -> Series
where
    ChunkedArray<T>: IntoSeries,
{
    let validity = values
        .contains(&none)
        .then(|| values.iter().map(|value| *value != none).collect());
    ChunkedArray::<T>::from_vec_validity(name.into(), values, validity).into_series()
}

/// A frame with these columns, empty where it had none.
fn aligned(frame: DataFrame, specs: &[&ColumnSpec]) -> Result<DataFrame> {
    let height = frame.height();
    let columns = specs
        .iter()
        .map(|spec| match frame.column(spec.name) {
            Ok(column) => column.clone(),
            Err(_) => Column::full_null(spec.name.into(), height, &dtype(spec.kind)),
        })
        .collect();
    Ok(DataFrame::new(height, columns)?)
}

/// How a loaded column holds its values.
fn dtype(kind: Kind) -> DataType {
    match kind {
        Kind::Id | Kind::Reference => DataType::UInt64,
        Kind::Choice(_) => DataType::UInt8,
        Kind::Flag => DataType::Boolean,
        Kind::Time(_) | Kind::Word | Kind::Items | Kind::Number { .. } | Kind::Minutes | Kind::Person | Kind::Text => {
            DataType::UInt32
        }
    }
}
