//! What a user sees of ingest: small exports in memory, read whole.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::*;
use crate::calendar::Zone;
use crate::config::Shape;
use crate::error::{Place, exit};
use crate::tables;

/// A source as the config gives it when it says nothing but table and path.
fn source(table: &str, path: &str) -> Source {
    Source {
        table: tables::table(table).expect("a table"),
        path: path.to_owned(),
        place: Place::of_line("boardpack.toml", 1, 1),
        preset: None,
        zone: Zone::utc(),
        encoding: None,
        delimiter: None,
        decimal: None,
        header_row: None,
        time_format: None,
        shape: Shape::Snapshot,
        filter: Vec::new(),
        constants: Vec::new(),
        columns: Vec::new(),
        values: BTreeMap::new(),
        state_times: BTreeMap::new(),
    }
}

/// A source whose headers are the canonical names themselves.
fn canonical(table: &str, columns: &[&str]) -> Source {
    let mut source = source(table, "a.csv");
    source.preset = Some(preset::GENERIC.to_owned());
    for column in columns {
        source = source.column(column, column);
    }
    source
}

impl Source {
    fn column(mut self, column: &str, header: &str) -> Self {
        let place = Place::of_line("boardpack.toml", 9, 1);
        self.columns.push((column.to_owned(), header.to_owned(), place));
        self
    }

    fn value(mut self, column: &str, word: &str, canonical: &str) -> Self {
        let words = self.values.entry(column.to_owned()).or_default();
        words.insert(word.to_owned(), canonical.to_owned());
        self
    }

    fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }
}

fn read_all(sources: &[Source], files: &Memory) -> Result<Exports> {
    read(sources, files, &|_, _| true, &|_| ())
}

/// Reads one file as `a.csv`.
fn read_one(source: Source, text: impl AsRef<[u8]>) -> Result<Exports> {
    read_all(
        std::slice::from_ref(&source),
        &Memory::default().with("a.csv", text.as_ref()),
    )
}

fn rows<'a>(exports: &'a Exports, table: &str) -> &'a DataFrame {
    &exports.tables.get(table).expect("the table").rows
}

/// The values of a column as text; `-` for none.
fn values(exports: &Exports, table: &str, column: &str) -> Vec<String> {
    let loaded = exports.tables.get(table).expect("the table");
    let spec = tables::table(table)
        .and_then(|table| table.column(column))
        .expect("a column");
    let cells = loaded.rows.column(column).expect("a loaded column").clone();
    (0..cells.len())
        .map(|row| {
            let value = cells.get(row).expect("a row");
            if value.is_null() {
                return "-".to_owned();
            }
            let number: i64 = value
                .extract()
                .unwrap_or_else(|| i64::from(value == polars::prelude::AnyValue::Boolean(true)));
            match spec.kind {
                tables::Kind::Time(_) => times::in_words(number),
                tables::Kind::Choice(words) => words[number as usize].to_owned(),
                tables::Kind::Word | tables::Kind::Items => loaded.words[column][number as usize].clone(),
                _ => number.to_string(),
            }
        })
        .collect()
}

fn reason(exports: &Exports, reason: &str) -> u64 {
    let reasons = &exports.ledger[0].reasons;
    reasons
        .iter()
        .find(|(each, _)| each == reason)
        .map_or(0, |(_, count)| *count)
}

/// The error, which must have the exit code of exports.
fn refused(result: Result<Exports>) -> String {
    let error = result.expect_err("refused");
    assert_eq!(error.exit_code(), exit::EXPORT);
    error.to_string()
}

const TICKETS: &[&str] = &["id", "opened_at", "resolved_at"];

mod layout {
    use super::*;

    #[test]
    fn a_servicenow_list_is_read_without_a_word_of_config() {
        let text = "number,opened_at,resolved_at,sys_updated_on,incident_state,priority,assignment_group,contact_type,made_sla,time_worked\n\
            INC001,2026-01-05 08:00:00,2026-01-05 09:30:00,2026-01-06 10:00:00,Closed,3 - Moderate,Network,Phone,true,90\n\
            RITM07,2026-01-05 08:10:00,,2026-01-06 11:00:00,Work in Progress,1 - Critical,Desk,Self-service,false,\n";
        let exports = read_one(source("tickets", "a.csv"), text).expect("read");
        let ledger = &exports.ledger[0];
        assert_eq!(ledger.preset, "servicenow");
        assert_eq!((ledger.rows_read, ledger.rows_kept, ledger.records), (2, 2, 2));
        for (column, expected) in [
            ("kind", ["incident", "request"]),
            ("opened_at", ["2026-01-05 08:00", "2026-01-05 08:10"]),
            ("resolved_at", ["2026-01-05 09:30", "-"]),
            ("state", ["closed", "in_progress"]),
            ("priority", ["3", "1"]),
            ("group", ["Network", "Desk"]),
            ("channel", ["phone", "portal"]),
            ("resolution_target_met", ["1", "0"]),
            ("effort_minutes", ["2", "-"]),
        ] {
            assert_eq!(values(&exports, "tickets", column), expected, "{column}");
        }
        assert_eq!(exports.stamped_until["tickets"], 1_767_697_200);
    }

    #[test]
    fn encodings_delimiters_and_line_ends_do_not_change_what_is_read() {
        let text = "id;opened_at;group\r\nA1;05.01.2026 08:00;Büro\r\nA2;25.01.2026 08:00;\"Café; \"\"Süd\"\"\"\r\n";
        let expected = ["Büro", "Café; \"Süd\""];
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf_16: Vec<u8> = format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            format!("sep=;\r\n{text}").into_bytes(),
            text.replace("\r\n", "\n").into_bytes(),
            text.replace("\r\n", "\r").into_bytes(),
            text.trim_end().as_bytes().to_vec(),
            windows,
            utf_16,
        ] {
            let source = canonical("tickets", &["id", "opened_at", "group"]);
            let exports = read_one(source, &bytes).expect("read");
            assert_eq!(values(&exports, "tickets", "group"), expected, "{bytes:?}");
            assert_eq!(
                values(&exports, "tickets", "opened_at"),
                ["2026-01-05 08:00", "2026-01-25 08:00"]
            );
        }
    }

    #[test]
    fn a_named_encoding_is_used() {
        let mut source = canonical("tickets", &["id", "opened_at", "group"]);
        source.encoding = encoding_rs::Encoding::for_label(b"macintosh");
        let exports = read_one(source, b"id,opened_at,group\n1,2026-01-05,Caf\x8e\n").expect("read");
        assert_eq!(values(&exports, "tickets", "group"), ["Café"]);
    }

    #[test]
    fn lines_above_the_header_are_skipped_and_still_counted() {
        let mut source = canonical("tickets", TICKETS);
        source.header_row = Some(3);
        let text = "Report of \"today\nby nobody\nid,opened_at,resolved_at\n1,2026-01-05,\n,2026-01-06,\n";
        let exports = read_one(source, text).expect("read");
        assert_eq!(exports.ledger[0].rows_kept, 1);
        assert_eq!(exports.rejects[0].line, 5);
    }

    #[test]
    fn headers_match_exactly_before_they_match_whatever_their_case() {
        let text = "ticket id,Ticket ID,Opened At\nwrong,A1,2026-01-05\n";
        let source = canonical("tickets", &[])
            .column("id", "Ticket ID")
            .column("opened_at", " OPENED AT");
        let exports = read_one(source, text).expect("read");
        assert_eq!(exports.ledger[0].columns[0].header, "Ticket ID");
        let ids = rows(&exports, "tickets")
            .column("id")
            .expect("ids")
            .u64()
            .expect("hashes")
            .get(0);
        assert_eq!(ids, Some(name_hash("A1")));
    }

    #[test]
    fn files_of_one_source_may_order_their_columns_differently() {
        let files = Memory::default()
            .with("x/1.csv", &b"id,opened_at,group\n1,2026-01-05,Desk\n"[..])
            .with("x/2.csv", &b"service,id,opened_at\nMail,2,2026-01-06\n"[..]);
        let mut source = source("tickets", "x/*.csv");
        source.preset = None;
        let columns = canonical("tickets", &["id", "opened_at"]);
        source.columns = columns.columns;
        let exports = read_all(&[source.clone()], &files).expect("read");
        assert_eq!(
            values(&exports, "tickets", "opened_at"),
            ["2026-01-05 00:00", "2026-01-06 00:00"]
        );
        assert_eq!(exports.ledger[0].fingerprints.len(), 2);
    }

    #[test]
    fn two_sources_of_one_table_share_their_words() {
        let one = canonical("tickets", &["id", "opened_at", "group"]);
        let mut other = canonical("tickets", &["id", "opened_at", "group", "service"]);
        other.path = "b.csv".to_owned();
        let files = Memory::default()
            .with(
                "a.csv",
                &b"id,opened_at,group\n1,2026-01-05,Desk\n2,2026-01-05,Net\n"[..],
            )
            .with("b.csv", &b"id,opened_at,group,service\n1,2026-01-06,Net,Mail\n"[..]);
        let exports = read_all(&[one, other], &files).expect("read");
        assert_eq!(values(&exports, "tickets", "group"), ["Desk", "Net", "Net"]);
        assert_eq!(values(&exports, "tickets", "service"), ["-", "-", "Mail"]);
        assert_eq!(
            exports.ledger.iter().map(|ledger| ledger.records).collect::<Vec<_>>(),
            [2, 1],
            "identity is within a source"
        );
    }

    #[test]
    fn only_the_columns_asked_for_are_loaded_and_the_others_are_named() {
        let text = "id,opened_at,updated_at,group,service\n1,2026-01-05,2026-01-09 01:00:00,Desk,Mail\n";
        let sources = [canonical(
            "tickets",
            &["id", "opened_at", "updated_at", "group", "service"],
        )];
        let files = Memory::default().with("a.csv", text.as_bytes());
        let exports = read(&sources, &files, &|_, column| column == "group", &|_| ()).expect("read");
        assert_eq!(rows(&exports, "tickets").get_column_names(), ["group"]);
        assert_eq!(exports.ledger[0].unread, [("service", "service".to_owned())]);
        assert_eq!(exports.stamped_until["tickets"], 1_767_920_400, "2026-01-09 01:00");
    }
}

mod accounts {
    use super::*;

    #[test]
    fn a_row_without_a_required_cell_is_set_aside_with_its_place() {
        let text = "id,opened_at,resolved_at\r\n\
            1,2026-01-05,\r\n\
            2,soon,\"two\r\nlines\"\r\n\
            \r\n\
            ,2026-01-06,\r\n\
            ,,\r\n\
            4,2026-01-06\r\n\
            5,2026-01-06,,extra\r\n\
            6,2026-01-06,,\r\n";
        let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
        let ledger = &exports.ledger[0];
        assert_eq!((ledger.rows_read, ledger.rows_kept, ledger.rows_set_aside), (6, 2, 4));
        assert_eq!(reason(&exports, "empty lines"), 1);
        let places: Vec<_> = exports
            .rejects
            .iter()
            .map(|reject| {
                (
                    reject.record,
                    reject.line,
                    reject.column.as_deref(),
                    reject.reason.as_str(),
                )
            })
            .collect();
        assert_eq!(
            places,
            [
                (2, 3, Some("opened_at"), "opened_at cannot be read"),
                (3, 6, Some("id"), "id is empty"),
                (5, 8, None, "fewer cells than the header"),
                (6, 9, None, "more cells than the header"),
            ]
        );
        assert_eq!(exports.rejects[0].value, "soon");
        assert_eq!(exports.rejects[0].cells, ["2", "soon", "two\nlines"]);
    }

    #[test]
    fn an_optional_cell_that_cannot_be_read_is_empty_and_counted() {
        let text = "id,opened_at,resolved_at\n1,2026-01-05,2026-02-30\n2,2026-01-05,None\n3,2026-01-05,UNKNOWN\n";
        let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
        assert_eq!(values(&exports, "tickets", "resolved_at"), ["-", "-", "-"]);
        assert_eq!(reason(&exports, "unreadable resolved_at"), 1);
        assert!(
            exports.ledger[0].warnings[1].contains("`2026-02-30` (a.csv:2)"),
            "{:?}",
            exports.ledger[0].warnings
        );
    }

    #[test]
    fn a_word_that_no_map_knows_is_counted_and_its_row_kept() {
        let source = canonical("changes", &["id", "outcome"]).value("outcome", "Done", "successful");
        let text = "id,outcome\n1,DONE\n2,successful\n3,Faild\n4,Faild\n5,None\n";
        let exports = read_one(source, text).expect("read");
        assert_eq!(
            values(&exports, "changes", "outcome"),
            ["successful", "successful", "-", "-", "-"]
        );
        let unknown = &exports.ledger[0].unknown_words;
        assert_eq!(
            (
                unknown[0].word.as_str(),
                unknown[0].rows,
                unknown[0].suggestion.as_deref()
            ),
            ("Faild", 2, Some("failed"))
        );
        assert_eq!(unknown[1].word, "None");
        assert_eq!(exports.ledger[0].rows_kept, 5);
    }

    #[test]
    fn the_config_s_words_win_over_plain_numbers() {
        let source = canonical("tickets", &["id", "opened_at", "priority"])
            .value("priority", "0", "1")
            .value("priority", "1", "2");
        let text = "id,opened_at,priority\n1,2026-01-05,0\n2,2026-01-05,1\n3,2026-01-05,5\n4,2026-01-05,7\n";
        let exports = read_one(source, text).expect("read");
        assert_eq!(values(&exports, "tickets", "priority"), ["1", "2", "5", "-"]);
    }

    #[test]
    fn words_are_renamed_as_the_config_says() {
        let source = canonical("tickets", &["id", "opened_at", "service"]).value("service", "u_mail", "E-mail");
        let text = "id,opened_at,service\n1,2026-01-05,U_MAIL\n2,2026-01-05,E-mail\n3,2026-01-05,None\n";
        let exports = read_one(source, text).expect("read");
        assert_eq!(values(&exports, "tickets", "service"), ["E-mail", "E-mail", "None"]);
        assert_eq!(
            *exports.tables.get("tickets").expect("the table").words["service"],
            ["E-mail", "None"]
        );
    }

    #[test]
    fn rows_that_where_does_not_select_are_kept_and_counted() {
        let mut source = canonical("tickets", &["id", "opened_at"]);
        source.filter = vec![("Type".to_owned(), vec!["Incident".to_owned(), "Störung".to_owned()])];
        let text = "id,opened_at,Type\n1,2026-01-05,Incident\n2,2026-01-05,Task\n3,2026-01-05,St\u{f6}rung\n";
        let exports = read_one(source, text).expect("read");
        let ledger = &exports.ledger[0];
        assert_eq!(
            (
                ledger.rows_read,
                ledger.rows_kept,
                ledger.rows_set_aside,
                ledger.records
            ),
            (3, 3, 0, 2)
        );
        assert_eq!(reason(&exports, "not selected by where"), 1);
    }

    #[test]
    fn tickets_of_no_kind_are_taken_as_incidents_and_it_is_said() {
        let text = "id,opened_at\n1,2026-01-05\n";
        let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
        assert_eq!(values(&exports, "tickets", "kind"), ["incident"]);
        assert!(exports.ledger[0].warnings[0].starts_with("no column tells the kind"));

        let mut source = canonical("tickets", &["id", "opened_at"]);
        source.constants = vec![("kind".to_owned(), "request".to_owned())];
        let exports = read_one(source, text).expect("read");
        assert_eq!(values(&exports, "tickets", "kind"), ["request"]);
        assert!(exports.ledger[0].warnings.is_empty());
    }

    #[test]
    fn contradictory_times_are_kept_and_counted() {
        let text = "id,opened_at,resolved_at,closed_at\n1,2026-01-05,2026-01-04,2026-01-06\n2,2026-01-05,,2026-01-01\n3,2026-01-05,2026-01-05,\n";
        let source = canonical("tickets", &["id", "opened_at", "resolved_at", "closed_at"]);
        let exports = read_one(source, text).expect("read");
        assert_eq!(reason(&exports, "resolved before opened"), 1);
        assert_eq!(reason(&exports, "closed before opened"), 1);
        assert_eq!(values(&exports, "tickets", "resolved_at")[0], "2026-01-04 00:00");
    }

    #[test]
    fn a_time_far_ahead_is_warned_of_and_is_no_horizon() {
        let text = "id,opened_at,resolved_at,updated_at\n1,2026-01-05,2062-01-05,2026-01-07\n2,2026-01-08,,\n";
        let source = canonical("tickets", &["id", "opened_at", "resolved_at", "updated_at"]);
        let exports = read_one(source, text).expect("read");
        assert_eq!(exports.stamped_until["tickets"], 1_767_830_400, "2026-01-08");
        assert!(
            exports.ledger[0]
                .warnings
                .iter()
                .any(|warning| warning.starts_with("resolved_at of 1 record is later")),
            "{:?}",
            exports.ledger[0].warnings
        );
    }

    #[test]
    fn a_cap_and_an_export_of_closed_records_only_are_warned_of() {
        let mut text = "id,opened_at,resolved_at\n".to_owned();
        for id in 0..1_000 {
            text.push_str(&format!("{id},2026-01-05,2026-01-06\n"));
        }
        let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
        let warnings = exports.ledger[0].warnings.join("\n");
        assert!(warnings.contains("exactly 1000 rows"), "{warnings}");
        assert!(warnings.contains("every record has ended"), "{warnings}");
    }

    #[test]
    fn hours_that_a_zone_change_skips_are_counted() {
        let mut source = canonical("tickets", &["id", "opened_at"]);
        source.zone = Zone::named("America/Chicago").expect("a zone");
        let exports = read_one(source, "id,opened_at\n1,2026-03-08 02:30:00\n2,2026-07-01 12:00:00\n").expect("read");
        assert_eq!(reason(&exports, "opened_at in an hour that the zone skipped"), 1);
        assert_eq!(values(&exports, "tickets", "opened_at")[1], "2026-07-01 17:00");
    }
}

mod shapes {
    use super::*;

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
        let codes = |name: &str| -> Vec<u32> {
            let column = items.column(name).expect("a column").u32().expect("codes");
            column.iter().flatten().collect()
        };
        let pairs: Vec<(u32, u32)> = codes("row").into_iter().zip(codes("item")).collect();
        assert_eq!(pairs, [(0, 0), (0, 1), (1, 0)]);
        assert_eq!(*table.words["asset_id"], ["db1", "db2"]);
    }
}

mod refusals {
    use super::*;

    #[test]
    fn what_is_no_export_says_what_to_do() {
        let refuse = |text: &[u8]| refused(read_one(canonical("tickets", TICKETS), text));
        assert!(refuse(b"%PDF-1.7 ...").contains("`a.csv` is a PDF, not CSV"));
        assert!(refuse(b"").contains("`a.csv` is empty"));
        assert!(refuse(b"id,opened_at,resolved_at\n").contains("has a header and no rows"));
        let missing = refused(read_all(&[canonical("tickets", TICKETS)], &Memory::default()));
        assert!(
            missing.contains("error[export-missing]") && missing.contains("boardpack.toml:1:1"),
            "{missing}"
        );
    }

    #[test]
    fn a_required_column_that_is_not_found_says_how_to_map_it() {
        let text = "Ticket,Opened on,Group\n1,2026-01-05,Desk\n";
        insta::assert_snapshot!(refused(read_one(source("tickets", "a.csv"), text)), @r#"
        error[missing-column]: no column of `a.csv` gives `id` of tickets: the tool's own number of the ticket
          --> boardpack.toml:1:1
          help: under [source.columns] write id = "…", or whichever header gives it; its headers on line 1 are: Ticket, Opened on, Group; preset generic: its headers are of no tool that is known
        error[missing-column]: no column of `a.csv` gives `opened_at` of tickets: when it was recorded
          --> boardpack.toml:1:1
          help: under [source.columns] write opened_at = "Opened on", or whichever header gives it; its headers on line 1 are: Ticket, Opened on, Group; preset generic: its headers are of no tool that is known
        "#);
    }

    #[test]
    fn a_mapped_header_that_does_not_exist_names_the_nearest() {
        let source = canonical("tickets", &["id"]).column("opened_at", "Openned");
        let error = refused(read_one(source, "id,Opened,Group\n1,2026-01-05,Desk\n"));
        assert!(
            error.contains("`a.csv` has no column with the header \"Openned\""),
            "{error}"
        );
        assert!(
            error.contains("did you mean \"Opened\"?") && error.contains("boardpack.toml:9:1"),
            "{error}"
        );
    }

    #[test]
    fn an_order_of_day_and_month_that_nothing_tells_is_asked_for() {
        let source = || canonical("tickets", TICKETS);
        let text = "id,opened_at,resolved_at\n1,3/4/2026 10:00,3/17/2026 6:04\n2,5/6/2026 10:00,\n";
        let error = refused(read_one(source(), text));
        insta::assert_snapshot!(error, @r#"
        error[day-month-order]: every cell of opened_at reads with the day or the month first: `3/4/2026 10:00` (a.csv:2), `5/6/2026 10:00` (a.csv:3)
          --> a.csv:2
          help: say which under [[source]] `a.csv`: time_format = "dmy" or "mdy"; other columns of this source tell: resolved_at is mdy
        "#);
        let mut told = source();
        told.time_format = Some("mdy".to_owned());
        let exports = read_one(told, text).expect("read");
        assert_eq!(
            values(&exports, "tickets", "opened_at"),
            ["2026-03-04 10:00", "2026-05-06 10:00"]
        );
        let both = "id,opened_at,resolved_at\n1,29/4/2026 10:00,\n2,5/16/2026 10:00,\n";
        assert!(refused(read_one(source(), both)).contains("`29/4/2026 10:00` (a.csv:2), `5/16/2026 10:00` (a.csv:3)"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_on_its_line() {
        let text = "id,opened_at,summary\n1,2026-01-05,\"fine,\nreally\"\n2,2026-01-05,\"never closed\n3,2026-01-05,x\n4,2026-01-05,y\n";
        let error = refused(read_one(canonical("tickets", &["id", "opened_at"]), text));
        assert!(
            error.contains("a quote that opens on line 4 is never closed"),
            "{error}"
        );
        assert!(error.contains("a.csv:4"), "{error}");
    }

    #[test]
    fn an_endless_record_stops_the_reading_and_not_the_machine() {
        let mut text = b"id,opened_at\n1,2026-01-05\n2,\"".to_vec();
        text.resize(20 << 20, b'x');
        let error = refused(read_one(canonical("tickets", &["id", "opened_at"]), &text));
        assert!(
            error.contains("a quote that opens on line 3 is never closed"),
            "{error}"
        );
        text[25..].fill(b'x');
        let error = refused(read_one(canonical("tickets", &["id", "opened_at"]), &text));
        assert!(
            error.contains("longer than 16 MiB") && error.contains("a.csv:2"),
            "{error}"
        );
    }

    #[test]
    fn rows_that_can_all_not_be_used_are_one_error() {
        let error = refused(read_one(
            canonical("tickets", TICKETS),
            "id,opened_at,resolved_at\n1,soon,\n2,later,\n",
        ));
        assert!(
            error.contains("no row can be used of `a.csv`: opened_at cannot be read: 2; the first is `soon` (a.csv:2)"),
            "{error}"
        );
    }

    #[test]
    fn the_mistakes_of_all_sources_are_told_at_once() {
        let mut preset = canonical("tickets", TICKETS);
        preset.preset = Some("servicenaw".to_owned());
        let mut format = canonical("tickets", TICKETS);
        format.time_format = Some("dd/mm/yyyy".to_owned());
        let mut constant = canonical("tickets", TICKETS);
        constant.constants = vec![("kind".to_owned(), "accident".to_owned())];
        let error = refused(read_all(&[preset, format, constant], &Memory::default()));
        for part in [
            "no preset `servicenaw`",
            "no time_format `dd/mm/yyyy`",
            "tickets.kind cannot be `accident`",
        ] {
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_damaged_gzip_file_is_an_error_and_not_a_short_file() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for id in 0..1_000 {
            writeln!(packed, "{id},2026-01-05,{}", id * 7919 % 1000).expect("in memory");
        }
        let mut packed = packed.finish().expect("in memory");
        packed.truncate(packed.len() / 2);
        let error = refused(read_one(
            canonical("tickets", &[])
                .column("id", "0")
                .column("opened_at", "2026-01-05"),
            &packed,
        ));
        assert!(error.contains("cannot read `a.csv`"), "{error}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_the_bytes_every_row_is_accounted_for(
        bytes in proptest::collection::vec(proptest::sample::select(&b"12,;\"\n\r\t/-: AIN\xe9\0"[..]), 0..400)
    ) {
        let mut text = b"id,opened_at,group\n1,2026-01-05,Desk\n".to_vec();
        text.extend(bytes);
        if let Ok(exports) = read_one(canonical("tickets", &["id", "opened_at", "group"]), &text) {
            let ledger = &exports.ledger[0];
            proptest::prop_assert_eq!(ledger.rows_read, ledger.rows_kept + ledger.rows_set_aside);
            proptest::prop_assert_eq!(ledger.rows_set_aside, exports.rejects.len() as u64);
            proptest::prop_assert_eq!(ledger.records, rows(&exports, "tickets").height() as u64);
        }
    }
}
