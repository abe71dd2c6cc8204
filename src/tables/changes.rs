//! `changes`: change requests.

use super::{HAPPENED, Kind, SCHEDULED, STAMPED, STATES, TableSpec, column, required};

/// The table of changes.
pub const CHANGES: TableSpec = TableSpec {
    name: "changes",
    row: "a change request",
    dated_by: &["opened_at", "ended_at", "closed_at"],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "the tool's own number of the change"),
        column("opened_at", STAMPED, "when it was requested"),
        column("approved_at", HAPPENED, "when it was approved"),
        column("planned_start", SCHEDULED, "when the work was planned to start"),
        column("planned_end", SCHEDULED, "when the work was planned to end"),
        column("started_at", HAPPENED, "when the work started"),
        column("ended_at", HAPPENED, "when the work ended"),
        column(
            "closed_at",
            STAMPED,
            "when the record was closed; stands in where ended_at is empty",
        ),
        column(
            "updated_at",
            STAMPED,
            "when the record last changed; decides which of several rows stands",
        )
        .not_kept(),
        column(
            "revision",
            super::COUNT,
            "the tool's update counter; decides between rows of one time",
        )
        .not_kept(),
        column(
            "type",
            Kind::Choice(&["standard", "normal", "emergency"]),
            "standard (pre-approved), normal or emergency",
        ),
        column(
            "risk",
            Kind::Choice(&["low", "medium", "high"]),
            "the risk as assessed beforehand",
        ),
        column("state", Kind::Choice(STATES), "where it is in its life"),
        column(
            "outcome",
            Kind::Choice(&[
                "successful",
                "successful_with_issues",
                "failed",
                "backed_out",
                "cancelled",
            ]),
            "how it ended",
        ),
        column("unauthorised", Kind::Flag, "done without approval"),
        column("category", Kind::Word, "what was changed"),
        column("preventive", Kind::Flag, "done to prevent incidents"),
        column("automated", Kind::Flag, "done with no hands"),
        column("disruptive", Kind::Flag, "people could notice it"),
        column("service", Kind::Word, "the business service changed"),
        column("persona", Kind::Word, "those whom it affects"),
        column("asset_id", Kind::Items, "the devices or configuration items touched"),
        column("group", Kind::Word, "the group that did it"),
        column("assignee", Kind::Person, "who did it"),
        column("vendor", Kind::Word, "the supplier involved"),
        column("project_id", Kind::Reference, "the project it belongs to"),
        column("goal_id", Kind::Reference, "the goal it serves"),
        column(
            "fixes_change",
            Kind::Reference,
            "the earlier change that this one repairs",
        ),
        column("effort_minutes", Kind::Minutes, "working time spent on it"),
        column("summary", Kind::Text, "what was to be done"),
    ],
};
