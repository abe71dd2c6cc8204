//! Times that an export gives as durations: when a ticket was answered, as minutes after it was opened. The duration is read like
//! any other, in a column that has the time's name; at the end of the source the time takes its place.

use std::sync::LazyLock;

use serde::Deserialize;

use super::instants::NO_TIME;
use crate::ingest::columns::Column;
use crate::ingest::mapping::Mapped;
use crate::ingest::mapping::headers::Headers;
use crate::ingest::mapping::preset::Chosen;
use crate::ingest::source::Reader;
use crate::tables::{ColumnSpec, Kind, TABLES, TableSpec};

/// How long after another time a time is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct After {
    /// The other time's canonical column.
    pub from: String,
    /// The headers of the duration, the best first. Its plain numbers are minutes, unless the preset gives the column's unit.
    pub headers: Vec<String>,
}

/// For each column of times, one of the same name that holds minutes.
static MINUTES: LazyLock<Vec<ColumnSpec>> = LazyLock::new(|| {
    let columns = TABLES.iter().flat_map(|table| table.columns);
    let times = columns.filter(|spec| is_time(spec));
    times
        .map(|spec| ColumnSpec {
            kind: Kind::Minutes,
            required: false,
            ..*spec
        })
        .collect()
});

fn is_time(spec: &ColumnSpec) -> bool {
    matches!(spec.kind, Kind::Time(_))
}

/// The durations that are there for times that are not: `has` tells which columns have a header of their own.
pub(crate) fn places(table: &TableSpec, chosen: &Chosen, headers: &Headers, has: impl Fn(&str) -> bool) -> Vec<Mapped> {
    let known = chosen.tables.iter().flat_map(|known| &known.after);
    known
        .filter(|(column, after)| !has(column) && has(&after.from) && table.column(column).is_some())
        .filter_map(|(column, after)| {
            let cell = after.headers.iter().find_map(|header| headers.find(header))?;
            let spec = MINUTES.iter().find(|spec| spec.name == column)?;
            let header = format!("{} after {}", headers.names()[cell], after.from);
            Some(Mapped { spec, cell, header })
        })
        .collect()
}

impl Reader<'_> {
    /// Durations become the times that they lead to.
    pub(crate) fn elapse(&mut self, chosen: &Chosen) {
        for at in 0..self.columns.len() {
            let minutes = &self.columns[at];
            let name = minutes.spec.name;
            let Some(spec) = self.source.table.column(name).filter(|spec| is_time(spec)) else {
                continue;
            };
            let after = chosen.tables.iter().find_map(|known| known.after.get(name));
            let from = self
                .columns
                .iter()
                .find(|column| Some(column.spec.name) == after.map(|after| after.from.as_str()));
            let (Some(numbers), Some(begun)) = (minutes.numbers(), from.and_then(Column::times)) else {
                continue;
            };
            let time = |(row, begun): (usize, &u32)| match numbers.get(row) {
                Some(minutes) if *begun != NO_TIME => minutes
                    .checked_mul(60)
                    .and_then(|seconds| begun.checked_add(seconds))
                    .unwrap_or(NO_TIME),
                _ => NO_TIME,
            };
            let times = begun.iter().enumerate().map(time).collect();
            let mut column = Column::new(spec, &minutes.header, self.source, chosen, None);
            column.set_times(times);
            self.columns[at] = column;
        }
    }
}
