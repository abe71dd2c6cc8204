//! `outages`: interruptions of service.

use super::{COUNT, HAPPENED, Kind, TableSpec, column, required};

/// The table of outages.
pub const OUTAGES: TableSpec = TableSpec {
    name: "outages",
    row: "an interruption of a service",
    dated_by: &["started_at"],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id, "the tool's own number of the outage"),
        required("service", Kind::Word, "the service that was down"),
        required("started_at", HAPPENED, "when it went down"),
        column("ended_at", HAPPENED, "when it was up again"),
        column("planned", Kind::Flag, "announced beforehand, as for maintenance"),
        column("users_affected", COUNT, "how many people it kept from working"),
        column("ticket_id", Kind::Reference, "the incident that recorded it"),
        column("change_id", Kind::Reference, "the change that caused it"),
        column("vendor", Kind::Word, "the supplier responsible"),
    ],
};
