//! `actions`: what was agreed to be done.

use super::{HAPPENED, Kind, SCHEDULED, STATES, TableSpec, column, required};

/// The table of actions.
pub const ACTIONS: TableSpec = TableSpec {
    name: "actions",
    row: "an agreed action",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "its number"),
        required("title", Kind::Word, "what is to be done, in a line"),
        column("owner", Kind::Word, "the role that answers for it"),
        required("opened_at", HAPPENED, "when it was agreed"),
        column("due_at", SCHEDULED, "when it is to be done"),
        column("done_at", HAPPENED, "when it was done"),
        column("state", Kind::Choice(STATES), "where it is in its life"),
        column("kpi", Kind::Word, "the figure that it is to move, by its id"),
        column(
            "expected_change",
            Kind::Quantity,
            "how much it is to move that figure; below zero where it is to fall",
        ),
    ],
};
