//! What an export looks like, and that it makes no difference.

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
    let exports = read_one(canonical("tickets", &["id", "opened_at", "group"]), &windows).expect("read");
    let warnings = &warnings(&exports);
    assert!(
        warnings
            .iter()
            .any(|warning| warning.starts_with("group has words that are not UTF-8")),
        "{warnings:?}"
    );
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
    other = other.at("b.csv");
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
    assert_eq!(exports.tables.0["tickets"].sources(), [0..2, 2..3]);
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

#[test]
fn lines_above_the_header_are_found_told_and_still_counted() {
    let text = "Incidents of ACME,,\n\nnumber,opened_at,\"assignment\n group\"\n1,2026-01-05,Desk\n2,soon,Desk\n";
    let source = source("tickets", "a.csv")
        .column("id", "number")
        .column("opened_at", "opened_at")
        .column("group", "Assignment Group");
    let exports = read_one(source, text).expect("read");
    let ledger = &exports.ledger[0];
    assert_eq!((ledger.rows_kept, ledger.rows_set_aside), (1, 1));
    assert_eq!((exports.rejects[0].record, exports.rejects[0].line), (2, 6));
    assert_eq!(
        ledger.columns.last().map(|column| column.header.as_str()),
        Some("assignment group")
    );
    assert_eq!(
        warnings(&exports)[0],
        "`a.csv`: the 2 lines above the header on line 3 are passed over (`header_row` says otherwise)"
    );
}

#[test]
fn a_header_row_far_down_is_found_where_it_is_told() {
    let mut source = canonical("tickets", &["id", "opened_at"]);
    source.header_row = Some(20_001);
    let text = format!(
        "{}id,opened_at\n1,2026-01-05\n,2026-01-06\n",
        "id,opened_at\n".repeat(20_000)
    );
    let exports = read_one(source, text).expect("read");
    assert_eq!((exports.ledger[0].rows_kept, exports.rejects[0].line), (1, 20_003));
}

/// How `a.csv` is read, in words.
fn laid_out(source: &Source, bytes: &[u8]) -> crate::ingest::reader::layout::Layout {
    let files = Memory::default().with("a.csv", bytes);
    let unpacked = reader::unpack::unpacked(files.open("a.csv").expect("opened")).expect("unpacked");
    crate::ingest::reader::layout::text(source, "a.csv", unpacked)
        .expect("laid out")
        .layout
}

#[test]
fn how_a_file_is_read_is_said_in_words_with_the_reason() {
    let found = laid_out(&source("tickets", "a.csv"), b"Report\n\nid;opened_at\n1;2026-01-05\n");
    assert_eq!(found.packing, None);
    assert_eq!(found.encoding, "UTF-8; cells that are not are read as Windows-1252");
    assert_eq!(found.delimiter, "\";\", which parts its first records most evenly");
    assert_eq!(
        found.header,
        "line 3, the first that is filled like the table; 2 lines above it passed over"
    );
    assert_eq!((found.passed_over, found.line_ends), (2, "LF or CRLF"));

    let mut told = source("tickets", "a.csv");
    told.delimiter = Some(b'\t');
    told.header_row = Some(2);
    told.encoding = encoding_rs::Encoding::for_label(b"macintosh");
    let found = laid_out(&told, b"Report\rid\topened_at\r1\t2026-01-05\r");
    assert_eq!(
        (found.encoding.as_str(), found.delimiter.as_str()),
        ("macintosh, as told", "tab, as told")
    );
    assert_eq!(
        (found.header.as_str(), found.line_ends),
        ("line 2, as told", "CR alone")
    );
    assert_eq!(found.passed_over, 0, "nothing that was not told");

    let found = laid_out(&source("tickets", "a.csv"), b"sep=|\nid|opened_at\n1|2026-01-05\n");
    assert_eq!(found.delimiter, "\"|\", as its first line says");
    assert_eq!(
        (found.header.as_str(), found.passed_over),
        ("line 2, the first with anything on it", 0)
    );
    let found = laid_out(&source("tickets", "a.csv"), b"id\n1\n");
    assert_eq!(found.delimiter, "none: it has one column");
}

#[test]
fn lines_that_end_in_a_carriage_return_alone_are_counted_too() {
    let mut source = canonical("tickets", &["id", "opened_at"]);
    source.header_row = Some(2);
    let exports = read_one(source, "Report\rid,opened_at\r1,2026-01-05\r,2026-01-06\r").expect("read");
    assert_eq!((exports.ledger[0].rows_kept, exports.rejects[0].line), (1, 4));
}

#[test]
fn line_ends_of_every_kind_may_stand_in_one_file() {
    let text =
        "id,opened_at,group\r\n1,2026-01-05,\"a\rb\r\nc\nd\"\n2,2026-01-06,x\r3,2026-01-07,x\r\n,2026-01-08,x\r\r\n";
    let exports = read_one(canonical("tickets", &["id", "opened_at", "group"]), text).expect("read");
    let ledger = &exports.ledger[0];
    assert_eq!((ledger.rows_read, ledger.rows_kept), (4, 3));
    assert_eq!(exports.rejects[0].record, 4);
    assert_eq!(values(&exports, "tickets", "group")[0], "a\rb\nc\nd");
}
