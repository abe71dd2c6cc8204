//! `problems`: problem records.

use super::{HAPPENED, Kind, SCHEDULED, STAMPED, STATES, TableSpec, column, required};

/// The table of problems.
pub const PROBLEMS: TableSpec = TableSpec {
    name: "problems",
    row: "a problem record",
    dated_by: &["opened_at"],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "the tool's own number of the problem"),
        required("opened_at", STAMPED, "when it was recorded"),
        column("root_cause_at", HAPPENED, "when its root cause was found"),
        column("root_cause_due_at", SCHEDULED, "when its root cause is due to be found"),
        column("known_error_at", HAPPENED, "when it became a known error"),
        column(
            "known_error",
            Kind::Flag,
            "whether it is a known error, where no time says since when",
        ),
        column("resolved_at", STAMPED, "when it was resolved"),
        column(
            "closed_at",
            STAMPED,
            "when it was closed; stands in where resolved_at is empty",
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
        column("state", Kind::Choice(STATES), "where it is in its life"),
        column("service", Kind::Word, "the business service affected"),
        column("category", Kind::Word, "what it is about"),
        column("group", Kind::Word, "the group that looks into it"),
        column("assignee", Kind::Person, "who looks into it"),
        column("priority", Kind::Number { least: 1, most: 5 }, "1 (most urgent) to 5"),
        column("fixed_by_change", Kind::Reference, "the change that removed its cause"),
        column("summary", Kind::Text, "what it is"),
    ],
};
