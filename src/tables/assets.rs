//! `assets`: devices and licences.

use super::{HAPPENED, Kind, SCHEDULED, STAMPED, TableSpec, column, required};

/// The table of assets.
pub const ASSETS: TableSpec = TableSpec {
    name: "assets",
    row: "a device, a licence or another configuration item",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        // Names are not unique: every row is a thing of its own.
        required("id", Kind::Reference, "its tag, or the name that tickets call it by"),
        column("type", Kind::Word, "what kind of thing it is"),
        column("purchased_at", HAPPENED, "when it was bought"),
        column("in_service_at", HAPPENED, "when it was put to use"),
        column("end_of_life_at", SCHEDULED, "when its planned life ends"),
        column("retired_at", HAPPENED, "when it was taken out of use"),
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
        column("cost", Kind::Amount, "what it cost"),
        column("replacement_cost", Kind::Amount, "what its replacement will cost"),
        column("persona", Kind::Word, "the department or role that uses it"),
        column("vendor", Kind::Word, "who made or supplied it"),
        column("warranty_end", SCHEDULED, "when its warranty ends"),
        column("managed", Kind::Flag, "under management by a tool"),
        column("protected", Kind::Flag, "protected against malware or loss"),
    ],
};
