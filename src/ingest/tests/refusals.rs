//! What cannot be used is refused, with what to do.

use super::*;

#[test]
fn what_is_no_export_says_what_to_do() {
    let refuse = |text: &[u8]| refused(read_one(canonical("tickets", TICKETS), text));
    assert!(refuse(b"%PDF-1.7 ...").contains("`a.csv` is a PDF, not CSV"));
    assert!(refuse(b"").contains("`a.csv` is empty"));
    assert!(refuse(b"id,opened_at,resolved_at\n").contains("has a header and no rows"));
    let mut named = canonical("tickets", TICKETS);
    named.encoding = Some(encoding_rs::WINDOWS_1252);
    assert!(refused(read_one(named, b"%PDF-1.7 ...")).contains("is a PDF"));
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
      help: under [source.columns] write id = "…", or whichever header gives it; its headers on line 1 are: Ticket, Opened on, Group; preset common: its headers are of no tool that is known: columns are found by common names
    error[missing-column]: no column of `a.csv` gives `opened_at` of tickets: when it was recorded
      --> boardpack.toml:1:1
      help: under [source.columns] write opened_at = "Opened on", or whichever header gives it; its headers on line 1 are: Ticket, Opened on, Group; preset common: its headers are of no tool that is known: columns are found by common names
    "#);
}

#[test]
fn long_headers_are_cut_in_what_is_said_of_them() {
    let headers = vec!["x".repeat(5_000); 30].join(",");
    let error = refused(read_one(canonical("tickets", &["id"]), format!("{headers}\n1\n")));
    assert!(error.contains("and 20 more") && error.len() < 2_500, "{error}");
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
      --> a.csv:2:3
      help: say which under [[source]] `a.csv`: time_format = "dmy" or "mdy", or for this column alone: time_format = { opened_at = "dmy" }; other columns of this source tell: resolved_at is mdy
    "#);
    let mut told = source();
    told.time_format = TimeFormat::Everywhere(Order::MonthFirst);
    let exports = read_one(told, text).expect("read");
    assert_eq!(
        values(&exports, "tickets", "opened_at"),
        ["2026-03-04 10:00", "2026-05-06 10:00"]
    );
    // One column told leaves the others to their cells.
    let mut told = source();
    told.time_format = TimeFormat::ByColumn([("opened_at", Order::DayFirst)].into());
    let exports = read_one(told, text).expect("read");
    assert_eq!(
        values(&exports, "tickets", "opened_at"),
        ["2026-04-03 10:00", "2026-06-05 10:00"]
    );
    assert_eq!(values(&exports, "tickets", "resolved_at"), ["2026-03-17 06:04", "-"]);
    let both = "id,opened_at,resolved_at\n1,29/4/2026 10:00,\n2,5/16/2026 10:00,\n";
    assert!(refused(read_one(source(), both)).contains("`29/4/2026 10:00` (a.csv:2), `5/16/2026 10:00` (a.csv:3)"));
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
    let error = refused(read_one(canonical("tickets", &["id", "opened_at"]), &text[26..]));
    assert!(
        error.contains("the header is longer than 4 MiB") && error.contains("a.csv:1") && error.len() < 1_000,
        "{} bytes",
        error.len()
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
fn a_where_that_selects_nothing_names_what_there_is() {
    let mut source = canonical("tickets", &["id", "opened_at"]);
    source.filter = vec![("Type".to_owned(), Words::Any(vec!["Incidnt".to_owned()]))];
    let text = "id,opened_at,Type\n1,2026-01-05,Call\n2,2026-01-05,Incident\n3,2026-01-05,Incident\n";
    insta::assert_snapshot!(refused(read_one(source, text)), @r#"
    error[where-selects-nothing]: `where` selects none of the 3 rows of `a.csv`
      --> boardpack.toml:1:1
      help: Type is asked to be "Incidnt" and is "Incident" (2), "Call" (1)
    "#);
}

#[test]
fn the_mistakes_of_all_sources_are_told_at_once() {
    let mut preset = canonical("tickets", TICKETS);
    preset.preset = Some("servicenaw".to_owned());
    let mut constant = canonical("tickets", TICKETS);
    constant.constants = vec![("kind".to_owned(), "accident".to_owned())];
    let error = refused(read_all(&[preset, constant], &Memory::default()));
    for part in ["no preset `servicenaw`", "tickets.kind cannot be `accident`"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn a_file_that_two_sources_read_is_refused_unless_where_parts_its_rows() {
    let files = Memory::default().with(
        "a.csv",
        "id,opened_at,Type\n1,2026-01-05,Task\n2,2026-01-05,Call\n".as_bytes(),
    );
    let sources = |path: &str, types: [&[&str]; 2]| {
        types.map(|types| {
            let mut source = canonical("tickets", &["id", "opened_at"]);
            source = source.at(path);
            let words = types.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
            source.filter = if words.is_empty() {
                Vec::new()
            } else {
                vec![("Type".to_owned(), Words::Any(words))]
            };
            source
        })
    };
    for types in [[&[][..], &[]], [&["Task"], &[]], [&["Task"], &["Task"]]] {
        let error = refused(read_all(&sources("a*.csv", types), &files));
        assert!(
            error.contains("error[duplicate-file]: `a.csv` is read twice into tickets")
                && error.contains("boardpack.toml:1:1"),
            "{error}"
        );
    }
    assert!(read_all(&sources("a.csv", [&["Task"], &["Call"]]), &files).is_ok());
}

#[test]
fn a_copy_of_a_file_in_the_same_source_is_refused_unless_it_has_no_rows() {
    let header = "service,started_at,ended_at\n";
    let row = format!("{header}Mail,2026-01-05 08:00:00,2026-01-05 09:00:00\n");
    let read = |january: &str, february: &str| {
        let files = Memory::default()
            .with("x/copy.csv", january.as_bytes())
            .with("x/jan.csv", header.as_bytes())
            .with("x/feb.csv", february.as_bytes())
            .with("x/mar.csv", row.as_bytes());
        let columns = ["service", "started_at", "ended_at"];
        read_all(&[canonical("outages", &columns).at("x/*.csv")], &files)
    };
    assert!(read(header, header).is_ok());
    let error = refused(read(&row, header));
    assert!(
        error.contains("error[duplicate-file]: `x/mar.csv` is a copy of `x/copy.csv`: its rows would count twice")
            && error.contains("boardpack.toml:1:1"),
        "{error}"
    );
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

/// The labels of the first finding, each with its line as it is shown and its caret.
fn seen(source: Source, name: &str, bytes: &[u8]) -> Vec<String> {
    let error = read_all(&[source], &Memory::default().with(name, bytes)).expect_err("refused");
    let labels = error.diagnostics()[0].labels.iter();
    let seen = |label: &crate::error::Label| match &label.place.source {
        Some((text, span)) => format!("{}|{}|{}", label.place, text, &text[span.clone()]),
        None => format!("{}", label.place),
    };
    labels.map(seen).collect()
}

#[test]
fn the_line_of_a_finding_is_shown_whatever_its_encoding_and_however_many_lines_its_record_has() {
    let text = "sep=;\r\nid;\"opened\r\nat\";resolved_at\r\n1;2026-01-05;\"Zür\nich\"\r\n2;29/1/2026;\r\n\r\n\"3\n\";1/29/2026;\r\n";
    let windows: Vec<u8> = text.chars().map(|each| each as u8).collect();
    let utf_16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let source = || canonical("tickets", &["id"]).column("opened_at", "opened\nat");
    for bytes in [text.as_bytes(), &windows, &utf_16] {
        assert_eq!(
            seen(source(), "a.csv", bytes),
            ["a.csv:6:3|2;29/1/2026;|29/1/2026", "a.csv:9:3|\";1/29/2026;|1/29/2026"]
        );
    }
    let mut piped = source();
    piped = piped.at("-");
    assert_eq!(
        seen(piped, "-", text.as_bytes()),
        ["-:6", "-:8"],
        "what was piped in is gone"
    );
}

#[test]
fn a_line_of_foreign_signs_is_shown_with_its_cell() {
    let text = b"id,opened_at\nB\xfcro,soon\n";
    assert_eq!(
        seen(canonical("tickets", &["id", "opened_at"]), "a.csv", text),
        ["a.csv:2:6|B\u{fc}ro,soon|soon"]
    );
    let short = b"id,opened_at,resolved_at\n1,soon\n";
    assert_eq!(
        seen(canonical("tickets", TICKETS), "a.csv", short),
        ["a.csv:2:7|1,soon|"]
    );
}

#[test]
fn an_export_that_may_be_of_two_tools_is_refused_with_both_and_read_where_it_is_said() {
    let text = "Request ID,Technician,Mode,Submitter,Via,Solved at,Created at\n1,a,Phone,b,Mail,,2026-01-05\n";
    let error = refused(read_one(source("tickets", "a.csv"), text));
    assert!(error.contains("error[ambiguous-export]"), "{error}");
    for tool in ["Zendesk", "ManageEngine"] {
        assert!(error.contains(tool), "{tool}: {error}");
    }
    assert!(error.contains("preset = "), "{error}");
    let mut told = source("tickets", "a.csv")
        .column("id", "Request ID")
        .column("opened_at", "Created at");
    told.preset = Some("zendesk".to_owned());
    assert_eq!(read_one(told, text).expect("read").ledger[0].records, 1);
}

#[test]
fn an_export_without_rows_is_none_of_it_but_of_tickets_and_changes_a_mistake() {
    let none = |table: &str, columns: &[&str]| read_one(canonical(table, columns), columns.join(",") + "\n");
    for (table, columns) in [
        ("risks", &["id", "title", "opened_at", "closed_at"][..]),
        ("outages", &["service", "started_at", "ended_at"]),
        ("worklog", &["date", "minutes"]),
    ] {
        let exports = none(table, columns).expect(table);
        assert_eq!(rows(&exports, table).height(), 0);
        let note = "`a.csv` has a header and no rows: it is read as none";
        assert!(
            warnings(&exports).iter().any(|each| each == note),
            "{:?}",
            warnings(&exports)
        );
    }
    assert!(refused(none("changes", &["id", "opened_at"])).contains("has a header and no rows"));
}
