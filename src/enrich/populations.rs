//! The populations that KPIs are measured over, and the columns of the tables that they are made from.

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

/// The columns of each table that frames are made from; ingest keeps no others.
const READS: &[(&str, &[&str])] = &[
    (
        "tickets",
        &[
            "kind",
            "opened_at",
            "responded_at",
            "resolved_at",
            "closed_at",
            "due_at",
            "state",
            "priority",
            "category",
            "subcategory",
            "service",
            "asset_id",
            "first_group",
            "group",
            "assignee",
            "requester",
            "persona",
            "channel",
            "reassignments",
            "reopens",
            "escalated_at",
            "response_due_at",
            "resolution_due_at",
            "response_target_met",
            "resolution_target_met",
            "on_hold_minutes",
            "first_contact",
            "caused_by_change",
            "major",
            "automated",
            "users_affected",
            "effort_minutes",
            "vendor",
        ],
    ),
    (
        "changes",
        &[
            "id",
            "opened_at",
            "approved_at",
            "planned_end",
            "started_at",
            "ended_at",
            "closed_at",
            "type",
            "risk",
            "state",
            "outcome",
            "unauthorised",
            "category",
            "preventive",
            "automated",
            "disruptive",
            "service",
            "asset_id",
            "group",
            "assignee",
            "vendor",
            "fixes_change",
            "effort_minutes",
        ],
    ),
];

/// Whether anything is worked out from a column.
pub fn reads(table: &str, column: &str) -> bool {
    READS
        .iter()
        .any(|(name, columns)| *name == table && columns.contains(&column))
}
