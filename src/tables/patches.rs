//! `patches`: patches due on assets.

use super::{HAPPENED, Kind, SCHEDULED, SEVERITIES, TableSpec, column, required};

/// The table of patches.
pub const PATCHES: TableSpec = TableSpec {
    name: "patches",
    row: "one patch due on one asset",
    dated_by: &["due_at"],
    told_apart_by: &[],
    columns: &[
        required("asset_id", Kind::Reference, "the device or configuration item"),
        column("advisory", Kind::Word, "the advisory or bulletin that it answers"),
        column("severity", Kind::Choice(SEVERITIES), "how grave what it repairs is"),
        column("released_at", HAPPENED, "when its maker released it"),
        required("due_at", SCHEDULED, "when it is due to be installed"),
        column("installed_at", HAPPENED, "when it was installed"),
        column("scanned_at", HAPPENED, "when the asset was last looked at"),
    ],
};
