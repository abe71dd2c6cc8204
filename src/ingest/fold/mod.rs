//! Many rows of one id → one record: which row stands, and what the rows of an event log tell together.

pub(super) mod events;

use std::borrow::Cow;

use hashbrown::HashTable;

use super::Repeats;
use super::columns::instants::NO_TIME;
use super::columns::narrow::Narrow;
use super::columns::{Column, NO_NAME, words};
use crate::tables::{Kind, TableSpec};

/// The column that an event log without it takes from its first row.
pub(super) const OPENED: &str = "opened_at";
/// The column that says which of several rows is later.
pub(super) const UPDATED: &str = "updated_at";
/// The column that says it between rows of one time.
pub(super) const REVISION: &str = "revision";

/// Which record each row belongs to; records are numbered in the order of first appearance.
#[derive(Debug)]
pub(super) struct Records {
    pub of_row: Vec<u32>,
    pub count: usize,
}

/// What tells the records of a source apart: their ids, else what the columns that the table names say together.
pub(super) fn identities<'a>(columns: &'a [Column], table: &TableSpec) -> Option<Cow<'a, [u64]>> {
    if let Some(ids) = columns.iter().find(|column| column.spec.kind == Kind::Id) {
        return ids.names().map(Cow::Borrowed);
    }
    let named = |name: &&str| columns.iter().find(|column| column.spec.name == *name);
    let parts: Vec<&Column> = table.told_apart_by.iter().filter_map(named).collect();
    let rows = parts.first()?.len();
    let identity = |row: usize| {
        let values: Vec<u8> = parts.iter().flat_map(|part| part.value(row).to_le_bytes()).collect();
        words::hash(&values)
    };
    Some((0..rows).map(identity).collect())
}

/// The records of a column of ids; `None` where every row is a record of its own.
pub(super) fn records(ids: &[u64]) -> Option<Records> {
    let mut first_rows: HashTable<u32> = HashTable::with_capacity(ids.len());
    let mut of_row = Vec::with_capacity(ids.len());
    let mut count = 0;
    for (row, id) in ids.iter().enumerate() {
        let found = (*id != NO_NAME)
            .then(|| first_rows.find(*id, |first| ids[*first as usize] == *id))
            .flatten();
        match found {
            Some(first) => of_row.push(of_row[*first as usize]),
            None => {
                if *id != NO_NAME {
                    first_rows.insert_unique(*id, row as u32, |first| ids[*first as usize]);
                }
                of_row.push(count);
                count += 1;
            }
        }
    }
    let count = count as usize;
    (count < ids.len()).then_some(Records { of_row, count })
}

/// What says which of two rows is later: time, then counter, then place in the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sequence<'a> {
    updated: Option<&'a [u32]>,
    revision: Option<&'a Narrow>,
}

impl<'a> Sequence<'a> {
    /// The order that the columns of a source give.
    pub(super) fn of(columns: &'a [Column]) -> Self {
        let column = |name: &str| columns.iter().find(|column| column.spec.name == name);
        Self {
            updated: column(UPDATED).and_then(Column::times),
            revision: column(REVISION).and_then(Column::numbers),
        }
    }

    /// Rows without a time or a counter come first.
    fn key(&self, row: u32) -> (u32, Option<u32>, u32) {
        let updated = self.updated.map_or(NO_TIME, |updated| updated[row as usize]);
        let revision = self.revision.and_then(|revision| revision.get(row as usize));
        (updated, revision, row)
    }
}

/// The latest row of each record.
pub(super) fn latest(records: &Records, sequence: Sequence) -> Vec<u32> {
    let mut latest = vec![u32::MAX; records.count];
    for (row, record) in records.of_row.iter().enumerate() {
        let row = row as u32;
        let standing = &mut latest[*record as usize];
        if *standing == u32::MAX || sequence.key(row) > sequence.key(*standing) {
            *standing = row;
        }
    }
    latest
}

/// The rows of each record from the earliest to the latest.
#[derive(Debug)]
pub(super) struct History {
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl History {
    pub(super) fn of(records: &Records, sequence: Sequence) -> Self {
        let mut ends = vec![0_u32; records.count];
        for record in &records.of_row {
            ends[*record as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            // First each record's beginning; filling moves it to its end.
            let length = *end;
            *end = total;
            total += length;
        }
        let mut rows = vec![0; records.of_row.len()];
        for (row, record) in records.of_row.iter().enumerate() {
            let end = &mut ends[*record as usize];
            rows[*end as usize] = row as u32;
            *end += 1;
        }
        let mut history = Self { rows, ends };
        let mut start = 0;
        for record in 0..history.ends.len() {
            let end = history.ends[record] as usize;
            history.rows[start..end].sort_unstable_by_key(|row| sequence.key(*row));
            start = end;
        }
        history
    }

    /// Rows that are each a record of its own.
    pub(super) fn of_single_rows(rows: usize) -> Self {
        Self {
            rows: (0..rows as u32).collect(),
            ends: (1..=rows as u32).collect(),
        }
    }

    /// The rows of one record after the other; none is empty.
    pub(super) fn records(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.rows[start as usize..*end as usize])
    }

    /// One row of each record.
    pub(super) fn pick(&self, row: impl Fn(&[u32]) -> u32) -> Vec<u32> {
        self.records().map(row).collect()
    }
}

/// Keeps only these rows, in this order; the row taken for place `n` is never before `n`, so it is done in place.
pub(super) fn keep_rows<T: Copy>(values: &mut Vec<T>, rows: &[u32]) {
    for (to, from) in rows.iter().enumerate() {
        values[to] = values[*from as usize];
    }
    values.truncate(rows.len());
    values.shrink_to_fit();
}

/// What the rows of one id differ in.
pub(super) fn repeats(records: &Records, columns: &[Column]) -> Repeats {
    let differing = |column: Option<&Column>| {
        let Some(column) = column else { return 0 };
        let mut first = vec![u32::MAX; records.count];
        let mut differing = 0;
        for (row, record) in records.of_row.iter().enumerate() {
            let first = &mut first[*record as usize];
            if *first == u32::MAX {
                *first = row as u32;
            } else {
                differing += u64::from(!column.same(row, *first as usize));
            }
        }
        differing
    };
    let named = |name: &str| columns.iter().find(|column| column.spec.name == name);
    Repeats {
        all: records.of_row.len() as u64,
        rows: (records.of_row.len() - records.count) as u64,
        updated: differing(named(UPDATED)),
        items: differing(columns.iter().find(|column| column.spec.kind == Kind::Items)),
    }
}

/// In how many records a column other than the items has more than one value.
pub(super) fn disagreeing(records: &Records, standing: &[u32], columns: &[Column]) -> u64 {
    let mut disagrees = vec![false; records.count];
    for column in columns {
        if column.spec.kind == Kind::Items {
            continue;
        }
        for (row, record) in records.of_row.iter().enumerate() {
            let record = *record as usize;
            disagrees[record] |= !column.same(row, standing[record] as usize);
        }
    }
    disagrees.iter().filter(|disagrees| **disagrees).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_an_id_are_records_of_their_own() {
        assert!(records(&[5, 6, NO_NAME, NO_NAME]).is_none());
        let records = records(&[5, NO_NAME, 5, NO_NAME, 6, 5]).expect("repeated");
        assert_eq!((records.of_row, records.count), (vec![0, 1, 0, 2, 3, 0], 4));
    }

    #[test]
    fn the_latest_row_is_told_by_time_then_revision_then_place() {
        let records = records(&[1, 1, 2, 2, 3, 3, 4, 4]).expect("repeated");
        let updated = [20, 10, 5, 5, 7, 7, NO_TIME, 3];
        let mut revision = Narrow::default();
        revision.extend([0, 9, 2, 1, 4, 4].map(Some).into_iter().chain([None, Some(0)]));
        let sequence = Sequence {
            updated: Some(&updated),
            revision: Some(&revision),
        };
        assert_eq!(latest(&records, sequence), [0, 2, 5, 7]);
        let history = History::of(&records, sequence);
        assert_eq!(
            history.records().collect::<Vec<_>>(),
            [&[1, 0][..], &[3, 2], &[4, 5], &[6, 7]]
        );
    }
}
