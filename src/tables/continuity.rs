//! `continuity`: backups and tests of restoring them.

use super::{HAPPENED, Kind, TableSpec, column, required};

/// The table of continuity.
pub const CONTINUITY: TableSpec = TableSpec {
    name: "continuity",
    row: "a backup, or a test of restoring one",
    dated_by: &["at"],
    told_apart_by: &[],
    columns: &[
        required("service", Kind::Word, "the business service that it protects"),
        column(
            "kind",
            Kind::Choice(&["backup", "restore_test"]),
            "a backup, or a test that it can be restored",
        ),
        required("at", HAPPENED, "when it was made"),
        column("passed", Kind::Flag, "whether it succeeded"),
        column("recovery_minutes", Kind::Minutes, "how long restoring took"),
    ],
};
