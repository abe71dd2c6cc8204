//! `spend`: money by month and category.

use super::{Kind, PURPOSES, TableSpec, TimeRole, column, required};

/// The table of spending.
pub const SPEND: TableSpec = TableSpec {
    name: "spend",
    row: "a month's money for one category",
    dated_by: &["month"],
    told_apart_by: &[],
    columns: &[
        required("month", Kind::Time(TimeRole::Month), "the month, or any day in it"),
        required("category", Kind::Word, "what it is spent on"),
        column(
            "purpose",
            Kind::Choice(PURPOSES),
            "whether it runs, grows or transforms the business",
        ),
        column("budget", Kind::Amount, "what may be spent"),
        column("actual", Kind::Amount, "what was spent"),
    ],
};
