//! `articles`: knowledge articles and documented processes.

use super::{HAPPENED, Kind, TableSpec, column, required};

/// The table of articles.
pub const ARTICLES: TableSpec = TableSpec {
    name: "articles",
    row: "a knowledge article or a documented process",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "its number, by which tickets name it"),
        column(
            "kind",
            Kind::Choice(&["article", "process"]),
            "a knowledge article, or how a process is done",
        ),
        column("category", Kind::Word, "what it is about"),
        column("published_at", HAPPENED, "when it was published"),
        column("reviewed_at", HAPPENED, "when it was last found to be right"),
        column("owner", Kind::Word, "the role that answers for it"),
    ],
};
