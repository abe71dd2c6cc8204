//! Rows become records.

use super::*;
use crate::ingest::name_hash;

#[test]
fn of_several_rows_the_latest_update_stands_then_the_revision_then_the_place() {
    let text = "id,opened_at,updated_at,revision,group\n\
        1,2026-01-05,2026-01-09,1,new\n\
        2,2026-01-05,2026-01-07,5,new\n\
        1,2026-01-05,2026-01-08,9,old\n\
        2,2026-01-05,2026-01-07,4,old\n\
        3,2026-01-05,,,old\n\
        3,2026-01-05,,,new\n";
    let source = canonical("tickets", &["id", "opened_at", "updated_at", "revision", "group"]);
    let exports = read_one(source, text).expect("read");
    assert_eq!(values(&exports, "tickets", "group"), ["new", "new", "new"]);
    let ledger = &exports.ledger[0];
    assert_eq!((ledger.rows_read, ledger.rows_kept, ledger.records), (6, 6, 3));
    assert_eq!(reason(&exports, "superseded"), 3);
}

const EVENTS: &[&str] = &[
    "id",
    "opened_at",
    "resolved_at",
    "updated_at",
    "revision",
    "state",
    "priority",
    "group",
    "reopens",
];

/// Ticket 1 is resolved, reopened and resolved again; ticket 2 is reopened and still open; ticket 3 has one row.
const LOG: [&str; 9] = [
    "1,2026-01-05 08:00,,2026-01-05 08:00,0,new,3,Desk,0",
    "1,2026-01-05 08:00,2026-01-05 09:00,2026-01-05 09:00,1,resolved,3,Net,0",
    "1,2026-01-05 08:00,,2026-01-05 10:00,2,in_progress,2,Net,1",
    "1,2026-01-05 08:00,2026-01-05 12:00,2026-01-05 12:00,3,resolved,2,Desk,1",
    "1,2026-01-05 08:00,,2026-01-05 12:00,4,closed,2,Desk,0",
    "2,2026-01-06 08:00,2026-01-06 09:00,2026-01-06 09:00,1,resolved,4,Desk,0",
    "2,2026-01-06 08:00,,2026-01-06 10:00,2,in_progress,1,,1",
    "2,2026-01-06 08:00,,2026-01-06 08:00,0,new,4,,0",
    "3,2026-01-07 08:00,,2026-01-07 08:00,0,new,5,Desk,0",
];

fn log(order: &[usize]) -> String {
    let mut text = EVENTS.join(",");
    for at in order {
        text.push('\n');
        text.push_str(LOG[*at]);
    }
    text
}

#[test]
fn an_event_log_folds_alike_in_any_order_of_its_rows() {
    for order in [
        [0, 1, 2, 3, 4, 5, 6, 7, 8],
        [4, 3, 2, 1, 0, 7, 6, 5, 8],
        [2, 4, 0, 5, 3, 7, 1, 6, 8],
    ] {
        let source = canonical("tickets", EVENTS).shape(Shape::Events);
        let exports = read_one(source, log(&order)).expect("read");
        for (column, expected) in [
            (
                "opened_at",
                ["2026-01-05 08:00", "2026-01-06 08:00", "2026-01-07 08:00"],
            ),
            // The last time given; none for a ticket that is open again.
            ("resolved_at", ["2026-01-05 12:00", "-", "-"]),
            (
                "updated_at",
                ["2026-01-05 12:00", "2026-01-06 10:00", "2026-01-07 08:00"],
            ),
            ("state", ["closed", "in_progress", "new"]),
            ("priority", ["2", "1", "5"]),
            ("first_group", ["Desk", "Desk", "Desk"]),
            // The last row's value, empty or not.
            ("group", ["Desk", "-", "Desk"]),
            // The counter's largest value; hand-overs have no counter and are counted from the groups.
            ("reopens", ["1", "1", "0"]),
            ("reassignments", ["2", "0", "0"]),
        ] {
            assert_eq!(values(&exports, "tickets", column), expected, "{column} of {order:?}");
        }
        let ledger = &exports.ledger[0];
        assert_eq!((ledger.rows_read, ledger.rows_kept, ledger.records), (9, 9, 3));
        assert_eq!(reason(&exports, "folded into their record"), 6);
    }
}

#[test]
fn two_logs_share_the_words_of_a_column_that_was_worked_out() {
    let mut other = canonical("tickets", EVENTS).shape(Shape::Events);
    other = other.at("b.csv");
    let log = |group: &str| {
        let cells: Vec<String> = EVENTS
            .iter()
            .map(|column| match *column {
                "id" => "1".to_owned(),
                "opened_at" | "updated_at" => "2026-01-05 08:00".to_owned(),
                "group" => group.to_owned(),
                _ => String::new(),
            })
            .collect();
        format!("{}\n{}\n", EVENTS.join(","), cells.join(","))
    };
    let files = Memory::default()
        .with("a.csv", log("Desk").as_bytes())
        .with("b.csv", log("Network").as_bytes());
    let exports = read_all(&[canonical("tickets", EVENTS).shape(Shape::Events), other], &files).expect("read");
    assert_eq!(values(&exports, "tickets", "first_group"), ["Desk", "Network"]);
}

#[test]
fn a_log_of_states_tells_the_times_that_it_has_no_columns_for() {
    let mut source = canonical("tickets", &["id", "updated_at", "state"])
        .shape(Shape::Events)
        .value("state", "Completed", "resolved")
        .value("state", "Queued", "in_progress");
    source.state_times = BTreeMap::from([("resolved".to_owned(), "resolved_at".to_owned())]);
    let text = "id,updated_at,state\n\
        1,2026-01-05T08:00:00+01:00,Queued\n\
        1,2026-01-05T09:00:00+01:00,Completed\n\
        1,2026-01-05T09:30:00+01:00,Completed\n\
        2,2026-01-05T08:00:00+01:00,Completed\n\
        2,2026-01-05T11:00:00+01:00,Queued\n\
        3,2026-01-05T08:00:00+01:00,Completed\n\
        3,2026-01-05T09:00:00+01:00,Queued\n\
        3,2026-01-05T10:00:00+01:00,Completed\n";
    let exports = read_one(source, text).expect("read");
    assert_eq!(
        values(&exports, "tickets", "opened_at"),
        ["2026-01-05 07:00", "2026-01-05 07:00", "2026-01-05 07:00"]
    );
    assert_eq!(
        values(&exports, "tickets", "resolved_at"),
        ["2026-01-05 08:00", "-", "2026-01-05 09:00"]
    );
    assert_eq!(values(&exports, "tickets", "reopens"), ["0", "1", "1"]);
}

#[test]
fn items_become_a_list_and_what_disagrees_is_counted() {
    let source = canonical("changes", &["id", "opened_at", "asset_id", "risk"]).shape(Shape::Items);
    let text = "id,opened_at,asset_id,risk\n\
        C1,2026-01-05,db1,low\n\
        C2,2026-01-05,db1,low\n\
        C1,2026-01-05,db2,high\n\
        C2,2026-01-05,db1,low\n\
        C3,2026-01-05,,low\n";
    let exports = read_one(source, text).expect("read");
    assert_eq!(values(&exports, "changes", "risk"), ["high", "low", "low"]);
    assert_eq!(reason(&exports, "items disagree"), 1);
    assert_eq!(exports.ledger[0].records, 3);
    let table = exports.tables.get("changes").expect("the table");
    let items = table.items.as_ref().expect("items");
    let row = items
        .column("row")
        .expect("a column")
        .u32()
        .expect("rows")
        .iter()
        .flatten();
    let item = items
        .column("item")
        .expect("a column")
        .u64()
        .expect("names")
        .iter()
        .flatten();
    let mut pairs: Vec<(u32, u64)> = row.zip(item).collect();
    pairs.sort_unstable();
    let mut expected = [(0, name_hash("db1")), (0, name_hash("db2")), (1, name_hash("db1"))];
    expected.sort_unstable();
    assert_eq!(pairs, expected);
}

#[test]
fn outages_that_no_tool_stamped_reach_as_far_as_the_last_of_them() {
    let text = "service,started_at,ended_at\nMail,2026-03-01 10:00:00,2026-03-01 11:00:00\nMail,2026-03-05 10:00:00,\n";
    let exports = read_one(canonical("outages", &["service", "started_at", "ended_at"]), text).expect("read");
    let last = "2026-03-05T10:00:00Z"
        .parse::<jiff::Timestamp>()
        .expect("a time")
        .as_second();
    assert_eq!(exports.stamped_until["outages"], last);
    assert!(
        exports.ledger[0].warnings.is_empty(),
        "{:?}",
        exports.ledger[0].warnings
    );
}

#[test]
fn a_supplier_s_contracts_are_told_apart_by_their_start() {
    let text = "name,contract_start,annual_cost\n\
        Acme,2025-01-01,100\n\
        Acme,2026-01-01,120\n\
        Beta,2026-01-01,50\n\
        Acme,2026-01-01,125\n\
        Beta,,10\n\
        Beta,,20\n";
    let source = || canonical("vendors", &["name", "contract_start", "annual_cost"]);
    let exports = read_one(source(), text).expect("read");
    // In cents; the later row of a contract stands.
    assert_eq!(
        values(&exports, "vendors", "annual_cost"),
        ["10000", "12500", "5000", "2000"]
    );
    assert_eq!(reason(&exports, "superseded"), 2);

    let files = Memory::default().with("a.csv", text.as_bytes()).with(
        "b.csv",
        *b"name,contract_start,annual_cost\nZeta,2026-01-01,1\nAcme,2026-01-01,130\n",
    );
    let exports = read_all(&[source(), source().at("b.csv")], &files).expect("read");
    let told: Vec<String> = exports.ledger[1].warnings.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|told| told.starts_with("1 record ")), "{told:?}");
}

#[test]
fn rows_of_a_table_without_ids_are_each_a_record() {
    let text = "service,kind,at,passed\nMail,backup,2026-01-05,yes\nMail,backup,2026-01-05,yes\n";
    let exports = read_one(canonical("continuity", &["service", "kind", "at", "passed"]), text).expect("read");
    assert_eq!(exports.ledger[0].records, 2);
}

#[test]
fn a_person_is_one_in_every_table_and_column_and_has_no_name() {
    let tickets = "id,opened_at,assignee,requester\n1,2026-01-05,Ana Lima,Bo\n2,2026-01-06,Cy,Ana Lima\n";
    let people = "person,backup\nCY,ana lima\n Ana Lima ,\n";
    let files = Memory::default()
        .with("a.csv", tickets.as_bytes())
        .with("people.csv", people.as_bytes());
    let sources = [
        canonical("tickets", &["id", "opened_at", "assignee", "requester"]),
        canonical("people", &["person", "backup"]).at("people.csv"),
    ];
    let exports = read_all(&sources, &files).expect("read");
    let hashes = |table: &str, column: &str| -> Vec<Option<u64>> {
        let loaded = exports.tables.get(table).expect("the table");
        let codes = loaded
            .rows
            .column(column)
            .expect("a column")
            .u8()
            .expect("few codes")
            .clone();
        let persons = &loaded.persons[column];
        codes.iter().map(|code| Some(persons[usize::from(code?)])).collect()
    };
    let (ana, bo, cy) = (name_hash("ana lima"), name_hash("bo"), name_hash("cy"));
    assert_eq!(hashes("tickets", "assignee"), [Some(ana), Some(cy)]);
    assert_eq!(hashes("tickets", "requester"), [Some(bo), Some(ana)]);
    assert_eq!(hashes("people", "person"), [Some(cy), Some(ana)]);
    assert_eq!(hashes("people", "backup"), [Some(ana), None]);
    assert!(exports.tables.0.values().all(|table| table.words.is_empty()));
}
