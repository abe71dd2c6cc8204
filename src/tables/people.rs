//! `people`: who works in IT. They are counted, and never named.

use super::{Kind, TableSpec, column, required};

/// The table of people.
pub const PEOPLE: TableSpec = TableSpec {
    name: "people",
    row: "a member of IT",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        required("person", Kind::Person, "who it is, as tickets and worklog name them"),
        column("group", Kind::Word, "the group that they belong to"),
        column("role", Kind::Word, "their role"),
        column("specialty", Kind::Word, "what they know that few do"),
        column(
            "level",
            Kind::Number { least: 1, most: 3 },
            "1 (learning) to 3 (teaches others)",
        ),
        column("backup", Kind::Person, "who can stand in for them"),
    ],
};
