//! Every row and every cell is accounted for.

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
fn of_very_many_rows_set_aside_the_later_ones_keep_only_place_and_reason() {
    let text = format!("id,opened_at\n{}", "1,2026-01-05\n2,soon\n".repeat(100_001));
    let exports = read_one(canonical("tickets", &["id", "opened_at"]), text).expect("read");
    let [.., whole, bare] = exports.rejects.as_slice() else {
        panic!("{} rejects", exports.rejects.len());
    };
    assert_eq!((whole.value.as_str(), whole.cells.len()), ("soon", 2));
    assert_eq!((bare.value.as_str(), bare.cells.len(), bare.line), ("", 0, 200_003));
    assert_eq!(bare.reason, "opened_at cannot be read");
    let warnings = super::warnings(&exports).join("\n");
    assert!(warnings.contains("only place and reason are kept"), "{warnings}");
}

#[test]
fn an_optional_cell_that_cannot_be_read_is_empty_and_counted() {
    let text = "id,opened_at,resolved_at\n1,2026-01-05,2026-02-30\n2,2026-01-05,None\n3,2026-01-05,UNKNOWN\n";
    let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
    assert_eq!(values(&exports, "tickets", "resolved_at"), ["-", "-", "-"]);
    assert_eq!(reason(&exports, "unreadable resolved_at"), 1);
    assert!(
        warnings(&exports)[1].contains("the first at a.csv:2:"),
        "{:?}",
        warnings(&exports)
    );
}

#[test]
fn free_text_where_a_time_or_a_word_is_expected_is_nothing_that_a_report_tells() {
    let text = "id,opened_at,resolved_at,state\n1,2026-01-05,Jane Doe 555-1234,Jane is on leave\n";
    let source = canonical("tickets", &["id", "opened_at", "resolved_at", "state"]);
    let exports = read_one(source, text).expect("read");
    let ledger = &exports.ledger[0];
    let told = format!(
        "{:?} {:?} {:?}",
        ledger.warnings,
        ledger.reasons,
        ledger.tellable_words()
    );
    assert!(
        told.contains("the first at a.csv:2") && !told.contains("Jane"),
        "{told}"
    );
    assert_eq!(ledger.tellable_words()[0].word, "other words");
}

#[test]
fn a_word_that_no_map_knows_is_counted_and_its_row_kept() {
    let source = canonical("changes", &["id", "outcome"]).value("outcome", "Done", "successful");
    let text = "id,outcome\n1,DONE\n2,successful\n3,Faild\n4,Faild\n5,Faild\n6,Faild\n7,Faild\n8,None\n";
    let exports = read_one(source, text).expect("read");
    assert_eq!(
        values(&exports, "changes", "outcome"),
        ["successful", "successful", "-", "-", "-", "-", "-", "-"]
    );
    let unknown = &exports.ledger[0].unknown_words;
    assert_eq!(
        (
            unknown[0].word.as_str(),
            unknown[0].rows,
            unknown[0].suggestion.as_deref()
        ),
        ("Faild", 5, Some("failed"))
    );
    assert_eq!((unknown[1].word.as_str(), unknown[1].rows), ("None", 1));
    let told = exports.ledger[0].tellable_words();
    assert_eq!((told[1].word.as_str(), told[1].rows), ("other words", 1));
    assert_eq!(exports.ledger[0].rows_kept, 8);
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
    assert!(warnings(&exports)[0].starts_with("no column tells the kind"));

    let mut source = canonical("tickets", &["id", "opened_at"]);
    source.constants = vec![("kind".to_owned(), "request".to_owned())];
    let exports = read_one(source, text).expect("read");
    assert_eq!(values(&exports, "tickets", "kind"), ["request"]);
    assert!(exports.ledger[0].warnings.is_empty());
}

#[test]
fn a_ticket_whose_number_tells_no_kind_is_counted() {
    let text = "number,opened_at,sys_updated_on,assignment_group\nINC1,2026-01-05,,\nCALL2,2026-01-05,,\n";
    let exports = read_one(source("tickets", "a.csv"), text).expect("read");
    assert_eq!(values(&exports, "tickets", "kind"), ["incident", "-"]);
    assert_eq!(reason(&exports, "kind not told"), 1);
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
fn the_first_row_of_a_reason_is_named_also_where_rows_make_records() {
    let text = "id,opened_at,resolved_at,updated_at\n\
        1,2026-01-05,,2026-01-05\n\
        2,\"2026-01-05\n\",,2026-01-05\n\
        ,2026-01-05,,2026-01-05\n\
        1,2026-01-05,2026-01-04,2026-01-06\n\
        3,2026-01-05,2026-01-04,2026-01-05\n";
    let first = |exports: &Exports, reason: &str| {
        let mut firsts = exports.ledger[0].firsts.iter();
        firsts.find(|(each, _)| each == reason).map(|(_, place)| place.clone())
    };
    let source = || canonical("tickets", &["id", "opened_at", "resolved_at", "updated_at"]);
    for shape in [Shape::Snapshot, Shape::Events] {
        let exports = read_one(source().shape(shape), text).expect("read");
        assert_eq!(reason(&exports, "resolved before opened"), 2, "{shape:?}");
        assert_eq!(first(&exports, "resolved before opened").as_deref(), Some("a.csv:6"));
        assert_eq!(first(&exports, "id is empty").as_deref(), Some("a.csv:5"));
        assert_eq!(first(&exports, "superseded"), None, "no row of it is wrong");
    }
}

/// Tickets of months from January 2025 on, spread over each, of which every fourth is still open.
fn monthly(counts: &[u32]) -> String {
    let mut text = "id,opened_at,resolved_at\n".to_owned();
    for (month, count) in counts.iter().enumerate() {
        let (year, month) = (2025 + month / 12, month % 12 + 1);
        for n in 0..*count {
            let opened = format!("{year}-{month:02}-{:02} 12:00", n * 28 / count + 1);
            let resolved = if n % 4 == 0 { "" } else { &opened };
            text.push_str(&format!("{year}{month:02}{n},{opened},{resolved}\n"));
        }
    }
    text
}

#[test]
fn an_export_whose_last_month_is_cut_off_is_told_from_one_that_is_whole() {
    let doubts_of = |text: String| {
        let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
        let mut warnings = exports.ledger[0].warnings.clone();
        warnings.retain(Warning::casts_doubt);
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let doubts = |counts: &[u32]| doubts_of(monthly(counts));
    assert_eq!(
        doubts(&[90, 84, 88, 100, 95, 84, 30]),
        [
            "opened_at has 30 records in 2025-07 and 84 or more in each of the six months before: the export looks cut off, so \
             export it again with all of that month"
        ]
    );
    assert!(doubts(&[90, 84, 88, 100, 95, 84, 60])[..].is_empty());
    assert!(doubts(&[30, 84, 88, 100, 95, 84, 90, 90])[0].contains("30 records in 2025-01"));
    let whole = monthly(&[90, 84, 88, 100, 95, 84, 84]);
    let until_the_twelfth: Vec<&str> = whole.lines().take(1 + 541 + 36).collect();
    assert!(
        doubts_of(until_the_twelfth.join("\n")).is_empty(),
        "a month that is not over"
    );
}

#[test]
fn a_time_far_ahead_is_warned_of_and_is_no_horizon() {
    let text = "id,opened_at,resolved_at,updated_at\n1,2026-01-05,2062-01-05,2026-01-07\n2,2026-01-08,,\n";
    let source = canonical("tickets", &["id", "opened_at", "resolved_at", "updated_at"]);
    let exports = read_one(source, text).expect("read");
    assert_eq!(exports.stamped_until["tickets"], 1_767_830_400, "2026-01-08");
    assert!(
        warnings(&exports)
            .iter()
            .any(|warning| warning.starts_with("resolved_at of 1 record is later")),
        "{:?}",
        warnings(&exports)
    );
}

#[test]
fn one_update_far_ahead_of_hundreds_is_no_horizon_and_is_warned_of_with_its_line() {
    let mut text = "id,opened_at,updated_at\n".to_owned();
    for id in 0..400 {
        text.push_str(&format!("{id},2026-01-05,2026-01-07\n"));
    }
    text.push_str("400,2026-01-05,2099-01-07\n");
    let source = || canonical("tickets", &["id", "opened_at", "updated_at"]);
    let exports = read_one(source(), text).expect("read");
    assert_eq!(exports.stamped_until["tickets"], 1_767_744_000, "2026-01-07");
    let warnings = super::warnings(&exports).join("\n");
    assert!(
        warnings.contains("updated_at of 1 record is later") && warnings.contains("see a.csv:402"),
        "{warnings}"
    );

    let few = "id,opened_at,updated_at\n1,2026-01-05,2026-01-07\n2,2026-01-05,2026-01-07\n3,2026-01-05,2027-01-07\n";
    let exports = read_one(source(), few).expect("read");
    assert_eq!(exports.stamped_until["tickets"], 1_799_280_000, "2027-01-07");
}

#[test]
fn a_cap_and_an_export_of_closed_records_only_are_warned_of() {
    let mut text = "id,opened_at,resolved_at\n".to_owned();
    for id in 0..1_000 {
        text.push_str(&format!("{id},2026-01-05,2026-01-06\n"));
    }
    let exports = read_one(canonical("tickets", TICKETS), text).expect("read");
    let warnings = super::warnings(&exports).join("\n");
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

/// The doubts about two files of one table, each a source.
fn doubts_of_two(one: String, other: String, kinds: [&str; 2]) -> Vec<Vec<&'static str>> {
    let source = |path: &str, kind: &str| {
        let mut source = canonical("tickets", TICKETS);
        source.path = path.to_owned();
        source.constants = vec![("kind".to_owned(), kind.to_owned())];
        source
    };
    let files = Memory::default()
        .with("a.csv", one.as_bytes())
        .with("b.csv", other.as_bytes());
    let exports = read_all(&[source("a.csv", kinds[0]), source("b.csv", kinds[1])], &files).expect("read");
    let doubts = |ledger: &SourceLedger| {
        ledger
            .warnings
            .iter()
            .filter(|each| each.casts_doubt())
            .map(Warning::kind)
            .collect()
    };
    exports.ledger.iter().map(doubts).collect()
}

#[test]
fn open_and_closed_records_in_two_sources_are_whole_together() {
    let records = |end: &str| {
        (0..30).fold("id,opened_at,resolved_at\n".to_owned(), |text, id| {
            format!("{text}{end}{id},2026-01-05,{end}\n")
        })
    };
    let (open, closed) = (records(""), records("2026-01-06"));
    let [same, other] = [["incident", "incident"], ["incident", "request"]];
    assert!(doubts_of_two(open.clone(), closed.clone(), same).concat().is_empty());
    assert_eq!(doubts_of_two(open, closed, other), [["only_open"], ["only_closed"]]);
}

#[test]
fn an_export_of_one_year_that_another_source_goes_on_from_is_not_cut_off() {
    // To mid-July, with one ticket that was resolved in September; and on from there.
    let first = monthly(&[90, 84, 88, 100, 95, 84, 20]) + "1,2025-07-01,2025-09-20\n";
    let second = monthly(&[0, 0, 0, 0, 0, 0, 64, 90, 90, 90, 90, 90, 90, 90]);
    let [same, other] = [["incident", "incident"], ["incident", "request"]];
    assert_eq!(
        doubts_of_two(first.clone(), second.clone(), other),
        [vec!["cut_off"], vec![]]
    );
    assert!(doubts_of_two(first, second, same).concat().is_empty());
}
