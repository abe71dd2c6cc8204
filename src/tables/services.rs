//! `services`: the register of business services.

use super::{COUNT, Kind, TableSpec, column, required};

/// The table of services.
pub const SERVICES: TableSpec = TableSpec {
    name: "services",
    row: "a business service",
    dated_by: &[],
    told_apart_by: &["name"],
    columns: &[
        required("name", Kind::Word, "what it is called, as in tickets and outages"),
        column("owner", Kind::Word, "the role that answers for it"),
        column("users", COUNT, "how many people use it"),
        column("criticality", Kind::Word, "how much depends on it"),
        column("core", Kind::Flag, "the organisation cannot work without it"),
        column(
            "monitored",
            Kind::Flag,
            "an interruption is recorded by itself, so that none recorded means none",
        ),
        column(
            "hours",
            Kind::Word,
            "when it is to be there, as [calendar] writes it: \"24x7\" or \"Mon-Fri 08:00-18:00\"",
        ),
        column(
            "availability_target",
            Kind::Share,
            "the share of its hours in which it is to be there",
        ),
        column("margin_per_hour", Kind::Amount, "the margin that it earns an hour"),
        column(
            "share_not_recovered",
            Kind::Share,
            "the share of that margin that is not earned later, after an interruption",
        ),
        column(
            "next_nine_cost_per_year",
            Kind::Amount,
            "what ten times fewer interruptions would cost a year",
        ),
    ],
};
