//! `meetings`: meetings with the business.

use super::{HAPPENED, Kind, TableSpec, column, required};

/// The table of meetings.
pub const MEETINGS: TableSpec = TableSpec {
    name: "meetings",
    row: "a meeting with the business",
    dated_by: &["date"],
    told_apart_by: &[],
    columns: &[
        required("date", HAPPENED, "the day on which it took place"),
        required(
            "stakeholder",
            Kind::Word,
            "the department or role that IT met with, never a person's name",
        ),
        column(
            "kind",
            Kind::Choice(&["relationship", "project", "assessment"]),
            "about working together, about a project, or to assess a service",
        ),
    ],
};
