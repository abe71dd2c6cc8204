//! `vulnerabilities`: findings of a scan or an audit.

use super::{HAPPENED, Kind, SCHEDULED, SEVERITIES, TableSpec, column, required};

/// The table of vulnerabilities.
pub const VULNERABILITIES: TableSpec = TableSpec {
    name: "vulnerabilities",
    row: "one finding on one asset",
    dated_by: &["found_at"],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id, "the tool's own number of the finding"),
        column("asset_id", Kind::Reference, "the device or configuration item"),
        column("severity", Kind::Choice(SEVERITIES), "how grave it is"),
        required("found_at", HAPPENED, "when it was found"),
        column("due_at", SCHEDULED, "when it is due to be fixed"),
        column("fixed_at", HAPPENED, "when it was fixed"),
        column(
            "accepted_until",
            SCHEDULED,
            "until when somebody has accepted to live with it",
        ),
    ],
};
