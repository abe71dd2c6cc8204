//! The populations that KPIs are measured over, and the columns of the tables that they are made from.

use crate::tables::{self, ColumnSpec};

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

/// A share in millionths, so that sums over rows are sums of integers.
pub const MILLION: f64 = 1e6;

/// Whether ingest keeps a column.
pub fn reads(table: &str, column: &str) -> bool {
    tables::table(table)
        .and_then(|table| table.column(column))
        .is_some_and(ColumnSpec::is_kept)
}
