//! `vendors`: contracts with suppliers.

use super::{HAPPENED, Kind, SCHEDULED, TableSpec, column, required};

/// The table of vendors.
pub const VENDORS: TableSpec = TableSpec {
    name: "vendors",
    row: "a contract with a supplier",
    dated_by: &[],
    told_apart_by: &["name", "contract_start"],
    columns: &[
        required("name", Kind::Word, "the supplier"),
        column("service", Kind::Word, "the business service that it supports"),
        column("owner", Kind::Word, "the role that answers for it"),
        column("contract_start", SCHEDULED, "when the contract begins"),
        column("contract_end", SCHEDULED, "when the contract ends unless it is renewed"),
        column("annual_cost", Kind::Amount, "what it costs a year"),
        column(
            "sla_target",
            Kind::Share,
            "the share of cases that it is to handle in time",
        ),
        column(
            "readiness_assessed_at",
            HAPPENED,
            "when it was last assessed whether we are ready for it",
        ),
        column(
            "roadmap_reviewed_at",
            HAPPENED,
            "when its plans were last reviewed with it",
        ),
        column("goal_id", Kind::Reference, "the goal it serves"),
        column(
            "our_effort_hours",
            Kind::Hours,
            "the working time that it takes of us a year",
        ),
        column("outcome_linked", Kind::Flag, "its pay depends on outcomes that we want"),
        column(
            "flexible_share",
            Kind::Share,
            "the share of its cost that goes up and down with use",
        ),
    ],
};
