//! `projects`: projects.

use super::{HAPPENED, Kind, SCHEDULED, STATES, TableSpec, column, required};

/// The table of projects.
pub const PROJECTS: TableSpec = TableSpec {
    name: "projects",
    row: "a project",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "the tool's own number of the project"),
        column("name", Kind::Word, "what it is called"),
        column("goal_id", Kind::Reference, "the goal it serves"),
        column("vendor", Kind::Word, "the supplier involved"),
        column("service", Kind::Word, "the business service that it changes"),
        column("planned_start", SCHEDULED, "when it was planned to start"),
        column("planned_end", SCHEDULED, "when it was planned to end"),
        column("started_at", HAPPENED, "when it started"),
        column("ended_at", HAPPENED, "when it ended"),
        column("state", Kind::Choice(STATES), "where it is in its life"),
        column("budget", Kind::Amount, "what it may cost"),
        column("spent", Kind::Amount, "what it has cost so far"),
        column(
            "effort_hours_needed",
            Kind::Hours,
            "the working time of ours that its plan takes, from start to end",
        ),
        column(
            "benefit_per_month",
            Kind::Amount,
            "what it is expected to bring a month once it has ended",
        ),
        column("benefit_realised", Kind::Amount, "what it was found to bring a month"),
        column(
            "readiness_assessed_at",
            HAPPENED,
            "when it was assessed whether we are ready for it",
        ),
    ],
};
