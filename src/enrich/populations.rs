//! The populations that KPIs are measured over, and the columns of the tables that they are made from.

/// The populations that KPIs are measured over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FrameName {
    /// One row a ticket.
    Tickets,
    /// One row a change.
    Changes,
    /// One row a problem.
    Problems,
    /// One row an outage.
    Outages,
    /// One row a call or chat.
    Contacts,
    /// One row an invitation to answer.
    Surveys,
    /// One row a booking of time.
    Worklog,
    /// One row an asset.
    Assets,
    /// One row a patch due on an asset.
    Patches,
    /// One row a finding.
    Vulnerabilities,
    /// One row a backup or restore test.
    Continuity,
    /// One row a contract.
    Vendors,
    /// One row a project.
    Projects,
    /// One row a meeting with the business.
    Meetings,
    /// One row a goal.
    Goals,
    /// One row a piece of learning.
    Training,
    /// One row an article or process.
    Articles,
    /// One row a member of IT.
    People,
    /// One row a business service.
    Services,
    /// One row a risk.
    Risks,
    /// One row an amount of a month and category.
    Spend,
    /// One row an agreed action.
    Actions,
    /// One row a ticket and period end at which it was open.
    OpenTickets,
    /// One row an incident whose asset, or service and subcategory, is known.
    Recurrences,
    /// One row a finished ticket or change: the work that they were.
    Work,
    /// One row a target in the config, by its KPI's focus.
    Metrics,
}

impl FrameName {
    /// Whether it is a stock: what was there at the end of each period, in place of what happened in it.
    pub fn is_stock(self) -> bool {
        matches!(self, Self::OpenTickets | Self::Metrics)
    }
}

/// The age bands of devices, in years.
pub const ASSET_AGE_BANDS: [&str; 6] = ["0-1y", "1-2y", "2-3y", "3-4y", "4-5y", "5y+"];

/// The seven points of a goal for which there may be evidence on file.
pub const POINTS: [&str; 7] = [
    "specific",
    "measurable",
    "achievable",
    "relevant",
    "time_bound",
    "evaluated",
    "readjusted",
];

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
