//! `worklog`: time booked.

use super::{HAPPENED, Kind, PURPOSES, TableSpec, column, required};

/// The table of booked time.
pub const WORKLOG: TableSpec = TableSpec {
    name: "worklog",
    row: "time that somebody booked",
    dated_by: &["date"],
    told_apart_by: &[],
    columns: &[
        required("date", HAPPENED, "the day of the work"),
        column("person", Kind::Person, "who did it"),
        column("group", Kind::Word, "the group that they worked for"),
        required("minutes", Kind::Minutes, "how long it took"),
        column("activity", Kind::Word, "what kind of work it was"),
        column("planned", Kind::Flag, "known beforehand, and not an interruption"),
        column(
            "purpose",
            Kind::Choice(PURPOSES),
            "whether it runs, grows or transforms the business",
        ),
        column("out_of_hours", Kind::Flag, "outside of the working hours"),
        column("outsourced", Kind::Flag, "done by a supplier's people"),
        column(
            "ref_id",
            Kind::Reference,
            "the ticket, change or project that it was for",
        ),
        column("goal_id", Kind::Reference, "the goal it serves"),
    ],
};
