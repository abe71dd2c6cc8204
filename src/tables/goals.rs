//! `goals`: what IT wants to reach.

use super::{HAPPENED, Kind, SCHEDULED, TableSpec, column, required};

/// The table of goals.
pub const GOALS: TableSpec = TableSpec {
    name: "goals",
    row: "a goal of IT",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "its name in other tables"),
        required("title", Kind::Word, "what is to be reached, in a line"),
        column(
            "organisation_goal",
            Kind::Word,
            "the goal of the organisation that it serves",
        ),
        column("owner", Kind::Word, "the role that answers for it"),
        column("measure", Kind::Word, "what it is measured by"),
        column("baseline", Kind::Quantity, "the measure at the start"),
        column("target", Kind::Quantity, "what the measure is to be"),
        column("current", Kind::Quantity, "what the measure is now"),
        column("started_at", HAPPENED, "when work on it began"),
        column("due_at", SCHEDULED, "when it is to be reached"),
        column("cycle", Kind::Word, "the planning period that it belongs to"),
        column("achievable", Kind::Flag, "somebody has checked that it can be reached"),
        column("evaluated_at", HAPPENED, "when it was last evaluated"),
        column(
            "readjusted_at",
            HAPPENED,
            "when it was last adjusted to what was learnt",
        ),
    ],
};
