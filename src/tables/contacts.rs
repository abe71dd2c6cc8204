//! `contacts`: calls and chats that reached the desk.

use super::{CHANNELS, HAPPENED, Kind, TableSpec, column, required};

/// The table of contacts.
pub const CONTACTS: TableSpec = TableSpec {
    name: "contacts",
    row: "a call or chat that reached the desk",
    dated_by: &["at"],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id, "the tool's own number of the call or chat"),
        required("at", HAPPENED, "when it came"),
        column("channel", Kind::Choice(CHANNELS), "how it came"),
        column("wait_seconds", Kind::Seconds, "how long the caller waited for a human"),
        column("handle_seconds", Kind::Seconds, "how long a human was busy with it"),
        column("abandoned", Kind::Flag, "the caller gave up before a human answered"),
        column(
            "first_contact",
            Kind::Flag,
            "settled while the caller was still on the line",
        ),
        column("persona", Kind::Word, "the caller's department or role"),
    ],
};
