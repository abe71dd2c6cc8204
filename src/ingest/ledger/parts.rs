//! Sources that are parts of one export: what one of them lacks, another of the same table and the same kinds of record may have.

use super::warnings::{Side, Warning};
use crate::calendar::Month;
use crate::ingest::columns::Column;
use crate::ingest::source::Account;

/// What tells whether a source goes on where another ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// The kinds of its records, a bit each.
    pub kinds: u64,
    /// The first regular month and the last with records, where there are enough to tell.
    pub months: Option<(Month, Month)>,
}

/// The kinds of record that columns hold.
pub(crate) fn kinds(columns: &[Column]) -> u64 {
    let column = columns.iter().find(|column| column.spec.name == "kind");
    let Some(codes) = column.and_then(Column::numbers) else {
        return 0;
    };
    let codes = (0..codes.len()).filter_map(|row| codes.get(row));
    codes.fold(0, |kinds, code| kinds | 1 << code.min(63))
}

/// Drops the warnings of what is missing in one source and stands in another: open and closed records apart, a file a year.
pub(crate) fn settle(accounts: &mut [&mut Account]) {
    let is_settled = |at: usize, warning: &Warning| {
        let own = &accounts[at];
        let others = accounts.iter().enumerate().filter(|(other, _)| *other != at);
        let mut parts = others
            .map(|(_, other)| other)
            .filter(|other| other.ledger.table == own.ledger.table && other.part.kinds == own.part.kinds);
        parts.any(|other| settles(other, warning))
    };
    let settled: Vec<Vec<bool>> = (0..accounts.len())
        .map(|at| {
            accounts[at]
                .ledger
                .warnings
                .iter()
                .map(|warning| is_settled(at, warning))
                .collect()
        })
        .collect();
    for (account, settled) in accounts.iter_mut().zip(settled) {
        let mut settled = settled.into_iter();
        account.ledger.warnings.retain(|_| settled.next() != Some(true));
    }
}

/// Whether a source has what a warning of another says is missing.
fn settles(other: &Account, warning: &Warning) -> bool {
    let has = |warning: &Warning| other.ledger.warnings.contains(warning);
    match (warning, other.part.months) {
        (Warning::OnlyOpen, _) => has(&Warning::OnlyClosed),
        (Warning::OnlyClosed, _) => has(&Warning::OnlyOpen),
        (Warning::CutOff { month, side, .. }, Some((first, last))) => match side {
            Side::End => (0..=1).contains(&month.since(first)),
            Side::Beginning => (0..=1).contains(&last.since(*month)),
        },
        _ => false,
    }
}
