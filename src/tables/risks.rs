//! `risks`: the register of risks.

use super::{HAPPENED, Kind, SCHEDULED, TableSpec, column, required};

/// The table of risks.
pub const RISKS: TableSpec = TableSpec {
    name: "risks",
    row: "a risk in the register",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "its number in the register"),
        required("title", Kind::Word, "what may happen, in a line"),
        column("owner", Kind::Word, "the role that answers for it"),
        column("rating", Kind::Number { least: 1, most: 5 }, "1 (small) to 5 (grave)"),
        column("opened_at", HAPPENED, "when it was recorded"),
        column(
            "accepted_until",
            SCHEDULED,
            "until when somebody has accepted to live with it",
        ),
        column("closed_at", HAPPENED, "when it was closed"),
    ],
};
