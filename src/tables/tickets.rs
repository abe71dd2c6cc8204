//! `tickets`: incidents and service requests.

use super::{CHANNELS, COUNT, HAPPENED, Kind, SCHEDULED, STAMPED, STATES, TableSpec, column, required};

/// The table of tickets.
pub const TICKETS: TableSpec = TableSpec {
    name: "tickets",
    row: "an incident or a service request",
    dated_by: &["opened_at"],
    told_apart_by: &[],
    columns: &[
        required("id", Kind::Id, "the tool's own number of the ticket"),
        column(
            "kind",
            Kind::Choice(&["incident", "request"]),
            "an incident (something broke) or a request (something is wanted)",
        ),
        required("opened_at", STAMPED, "when it was recorded"),
        column("responded_at", HAPPENED, "when a human first responded"),
        column(
            "resolved_at",
            STAMPED,
            "when service was restored or the request fulfilled; the last time, if reopened",
        ),
        column(
            "closed_at",
            STAMPED,
            "when it was closed; stands in where resolved_at is empty",
        ),
        column(
            "updated_at",
            STAMPED,
            "when the record last changed; decides which of several rows stands",
        )
        .not_kept(),
        column(
            "revision",
            COUNT,
            "the tool's update counter; decides between rows of one time",
        )
        .not_kept(),
        column(
            "due_at",
            SCHEDULED,
            "when it is due, where the export does not tell response from resolution",
        ),
        column("state", Kind::Choice(STATES), "where it is in its life"),
        column("priority", Kind::Number { least: 1, most: 5 }, "1 (most urgent) to 5"),
        column("category", Kind::Word, "what it is about"),
        column("subcategory", Kind::Word, "what it is about, more closely"),
        column("service", Kind::Word, "the business service affected"),
        column(
            "asset_id",
            Kind::Items,
            "the device, licence or configuration item affected",
        ),
        column("first_group", Kind::Word, "the group that had it first"),
        column("group", Kind::Word, "the group that has it, or had it last"),
        column("assignee", Kind::Person, "who has it, or had it last"),
        column("requester", Kind::Person, "who asked"),
        column("persona", Kind::Word, "the requester's department or role"),
        column("channel", Kind::Choice(CHANNELS), "how it came"),
        column("reassignments", COUNT, "how often it was handed to another group"),
        column("reopens", COUNT, "how often it was reopened"),
        column("escalated_at", HAPPENED, "when it was escalated"),
        column("escalated_to", Kind::Word, "to which level or group it was escalated").not_kept(),
        column(
            "response_due_at",
            SCHEDULED,
            "when a response is due by the agreed service level",
        ),
        column(
            "resolution_due_at",
            SCHEDULED,
            "when the resolution is due by the agreed service level",
        ),
        column(
            "response_target_met",
            Kind::Flag,
            "whether the tool recorded the response as in time",
        ),
        column(
            "resolution_target_met",
            Kind::Flag,
            "whether the tool recorded the resolution as in time",
        ),
        column(
            "on_hold_minutes",
            Kind::Minutes,
            "how long it waited for others; taken off the service clock",
        ),
        column(
            "first_contact",
            Kind::Flag,
            "resolved while the requester was still on the line",
        ),
        column("caused_by_change", Kind::Reference, "the change that caused it"),
        column("problem_id", Kind::Reference, "the problem record that it belongs to"),
        column("article_id", Kind::Reference, "the knowledge article used"),
        column("major", Kind::Flag, "handled as a major incident"),
        column("security", Kind::Flag, "a security incident"),
        column("automated", Kind::Flag, "resolved with no hands"),
        column("users_affected", COUNT, "how many people it kept from working"),
        column("effort_minutes", Kind::Minutes, "working time spent on it"),
        column("vendor", Kind::Word, "the supplier involved"),
        column("goal_id", Kind::Reference, "the goal it serves"),
        column("summary", Kind::Text, "what the requester wrote"),
    ],
};
