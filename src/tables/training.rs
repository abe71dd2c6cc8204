//! `training`: learning, due or done.

use super::{HAPPENED, Kind, SCHEDULED, TableSpec, column, required};

/// The table of training.
pub const TRAINING: TableSpec = TableSpec {
    name: "training",
    row: "what somebody has learnt, or is to learn",
    dated_by: &["completed_at"],
    told_apart_by: &[],
    columns: &[
        required("person", Kind::Person, "who learns"),
        column("role", Kind::Word, "their role"),
        column("topic", Kind::Word, "what it is about"),
        column("hours", Kind::Hours, "how long it takes"),
        column("due_at", SCHEDULED, "when it is due"),
        column("completed_at", HAPPENED, "when it was completed"),
        column("certification", Kind::Word, "the certificate that it gives"),
        column("expires_at", SCHEDULED, "when the certificate loses its value"),
        column("mandatory", Kind::Flag, "whoever has the role must have it"),
    ],
};
