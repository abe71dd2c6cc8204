//! What a cell says: times, nothing, numbers, markup, words.

use serde_json::{Value, json};

use super::*;
use crate::reports::files;

/// Tickets that were opened when March began, and resolved at these times.
fn resolved(times: &[&str]) -> String {
    let rows = times.iter().enumerate();
    let rows = rows.map(|(id, time)| format!("{id},2026-03-01T00:00:00Z,{time}\n"));
    format!("Number,Opened at,Resolved at\n{}", rows.collect::<String>())
}

/// How the cells of a column were read.
fn format(source: &Value, column: &str) -> String {
    let mut columns = source["columns"].as_array().expect("columns").iter();
    let found = columns.find(|each| each["column"] == column).expect("the column");
    found["format"].as_str().unwrap_or("").to_owned()
}

#[test]
fn trait_2_the_order_of_day_and_month_is_told_by_a_column_s_cells_or_asked_for_and_never_guessed() {
    // 3 and 13 April; 4 and 13 March.
    let day_first = resolved(&["3/4/2026 10:00", "13/4/2026 10:00"]);
    let month_first = resolved(&["3/4/2026 10:00", "3/13/2026 10:00"]);
    assert_eq!(
        measured(&day_first, "", "2026-04", RESOLUTION),
        Some((33.0 + 43.0) / 2.0 * DAY + 10.0 * HOUR)
    );
    assert_eq!(
        measured(&month_first, "", "2026-03", RESOLUTION),
        Some((3.0 + 12.0) / 2.0 * DAY + 10.0 * HOUR)
    );
    let each_its_own =
        "Number,Opened at,Resolved at\n1,13/2/2026 09:00,2/14/2026 09:00\n2,1/3/2026 09:00,3/1/2026 10:00\n";
    let source = checked(each_its_own, "");
    assert!(format(&source, "opened_at").contains("day before month"), "{source:#}");
    assert!(
        format(&source, "resolved_at").contains("month before day"),
        "{source:#}"
    );

    let both = resolved(&["29/3/2026 10:00", "3/30/2026 10:00"]);
    let neither = resolved(&["3/4/2026 10:00", "4/4/2026 10:00", "5/4/2026 10:00"]);
    for (export, message) in [
        (&both, "the day first in one cell and the month first in another"),
        (
            &neither,
            "every cell of resolved_at reads with the day or the month first",
        ),
    ] {
        let error = refused(export, "");
        assert_eq!(error["code"], "day-month-order");
        assert!(error["message"].as_str().expect("text").contains(message), "{error:#}");
        assert_eq!(error["fix"]["text"], "time_format = \"dmy\"");
    }
    // 3, 4 and 5 April; 4 March, 4 April and 4 May.
    let april = |order: &str| {
        let told = format!("time_format = \"{order}\"\n");
        measured(&neither, &told, "2026-04", "tickets.resolved")
    };
    assert_eq!((april("dmy"), april("mdy")), (Some(3.0), Some(1.0)));
}

#[test]
fn trait_3_a_time_is_read_in_every_shape() {
    // Each with the beginning of its day, and how long after that it is.
    let (morning, afternoon) = (9.0 * HOUR + 29.0 * 60.0, 15.0 * HOUR + 22.0 * 60.0 + 31.0);
    let shapes = [
        ("2020-11-13 15:22:31", "2020-11-13", afternoon),
        ("2023-08-04 1:00:00", "2023-08-04", HOUR),
        ("29/2/2016 01:16", "2016-02-29", 76.0 * 60.0),
        ("29-02-2016 01:16", "2016-02-29", 76.0 * 60.0),
        ("1/1/20 1:18", "2020-01-01", 78.0 * 60.0),
        ("3/17/2025 6:04", "2025-03-17", 364.0 * 60.0),
        ("26-Sep-22", "2022-09-26", 0.0),
        ("06/Jan/26 9:29 AM", "2026-01-06", morning),
        ("06/Jan/26 9:29 PM", "2026-01-06", morning + 12.0 * HOUR),
        ("18/jul/26 9:10 AM", "2026-07-18", 9.0 * HOUR + 600.0),
        ("18/févr./26 9:29 AM", "2026-02-18", morning),
        ("2026-01-06T09:29:00", "2026-01-06", morning),
        ("2026-01-06 09:29", "2026-01-06", morning),
        ("2026-01-06T09:29:00Z", "2026-01-06", morning),
        ("2026-01-06T11:29:00+02:00", "2026-01-06", morning),
        ("2026-01-06 03:59:00-0530", "2026-01-06", morning),
        ("2026-01-06T09:29:00.1", "2026-01-06", morning),
        ("2026-01-06T09:29:00.123", "2026-01-06", morning),
        ("2026-01-06T11:29:00.123456789+02:00", "2026-01-06", morning),
        ("1767691740", "2026-01-06", morning),
        ("1767691740123", "2026-01-06", morning),
    ];
    for (cell, day, after) in shapes {
        let export = format!("Number,Opened at,Resolved at\n1,{day}T00:00:00Z,{cell}\n");
        assert_eq!(
            measured(export, "", &day[..7], RESOLUTION),
            Some(after),
            "{cell} is so long after {day} began"
        );
    }
}

#[test]
fn trait_4_offsets_differ_by_row_and_times_without_one_are_the_zone_s_where_it_skips_or_repeats_an_hour() {
    let spring = "Number,Opened at,Resolved at\n\
        1,2026-03-28T23:00:00+01:00,2026-03-29T06:00:00+02:00\n\
        2,2026-03-29 01:30:00,2026-03-29 03:30:00\n\
        3,2026-03-29 02:30:00,2026-03-29 04:30:00\n";
    let paris = "timezone = \"Europe/Paris\"\n";
    // From 22:00 to 04:00 UTC; an hour that looks like two; from an hour that never was, read as the next.
    let hours = [6.0, 1.0, 1.0];
    assert_eq!(
        measured(spring, paris, "2026-03", RESOLUTION),
        Some(hours.iter().sum::<f64>() / 3.0 * HOUR)
    );
    let source = checked(spring, paris);
    assert_eq!(
        source["reasons"],
        json!({ "opened_at in an hour that the zone skipped": 1 })
    );
    // The first of two hours past two, as it is read, is three before half past four.
    let autumn = "Number,Opened at,Resolved at\n1,2026-10-25 02:30:00,2026-10-25 04:30:00\n";
    assert_eq!(measured(autumn, paris, "2026-10", RESOLUTION), Some(3.0 * HOUR));
    assert_eq!(
        checked(autumn, paris)["reasons"],
        json!({ "opened_at in an hour that the zone repeated": 1 })
    );
    assert_eq!(measured(autumn, "", "2026-10", RESOLUTION), Some(2.0 * HOUR), "in UTC");
}

#[test]
fn trait_5_a_cell_that_says_nothing_is_empty_in_all_its_words_but_none_can_be_a_value() {
    let words = [
        "",
        "?",
        "NULL",
        "null",
        "n/a",
        "NA",
        "-",
        "#N/B",
        "#N/A",
        "#MULTIVALUE",
        "UNKNOWN",
        "TBD",
        "None",
    ];
    let rows_of = words.iter().enumerate();
    let rows_of = rows_of.map(|(id, word)| format!("{id},2026-03-02 09:00,{word},{word},{word},{word},{word}\n"));
    let header = "Number,Opened at,Resolved at,Priority,Reassignment count,Category,State\n";
    let source = checked(header.to_owned() + &rows_of.collect::<String>(), "");
    assert_eq!(rows(&source), [13, 0, 13]);
    assert_eq!(source["reasons"], json!({}), "nothing is unreadable");
    for column in ["resolved_at", "priority", "reassignments"] {
        assert_eq!(filled(&source, column), Some(0), "{column}");
    }
    assert_eq!(filled(&source, "category"), Some(1), "None");
    let unknown = json!([{ "column": "state", "word": "None", "rows": 1, "suggestion": null }]);
    assert_eq!(source["unknown_words"], unknown);
}

#[test]
fn trait_6_a_number_or_duration_is_read_with_any_marks_and_one_that_was_destroyed_is_not() {
    let counted = |cell: &str| {
        let export =
            format!("Number;Opened at;Resolved at;Reassignment count\n1;2026-03-02 09:00;2026-03-02 10:00;{cell}\n");
        let (source, bounces) = seen(export, "", "tickets.bounces");
        (bounces, source["reasons"].clone())
    };
    for cell in ["1200", "1,200", "1.200", "1 200", "1\u{a0}200", "1\u{202f}200", "1'200"] {
        assert_eq!(counted(cell), (Some(1_200.0), json!({})), "{cell}");
    }
    for cell in ["3,87,16,91,111", "1,20", "-4"] {
        assert_eq!(
            counted(cell),
            (None, json!({ "unreadable reassignments": 1 })),
            "{cell}"
        );
    }

    // 150 days in which the clock of service always runs, but for the time on hold, which is kept in whole minutes.
    let held = |cell: &str, unit: &str| {
        let export = format!("Number;Opened at;Resolved at;Held\n1;2025-11-01 00:00;2026-03-31 00:00;{cell}\n");
        let more = format!(
            "columns.on_hold_minutes = \"Held\"\nunits.on_hold_minutes = \"{unit}\"\n[calendar]\nhours = \"Mon-Sun 00:00-24:00\"\n"
        );
        (150.0 * DAY - measured(export, &more, "2026-03", RESOLUTION).expect("a value")) / 60.0
    };
    for (cell, unit, minutes) in [
        ("5400", "seconds", 90.0),
        ("90", "minutes", 90.0),
        ("1.5", "hours", 90.0),
        ("1,5", "hours", 90.0),
        // An hour, four minutes and half of the next.
        ("3871,691111", "seconds", 65.0),
        ("1.234,4", "minutes", 1_234.0),
        ("1,234.4", "minutes", 1_234.0),
        ("2:30", "minutes", 150.0),
        ("1:04:35", "minutes", 65.0),
        ("26:30:00", "minutes", 1_590.0),
        ("2649:58:45", "minutes", 158_999.0),
        ("1 day, 2:30:00", "minutes", 1_590.0),
        ("3 horas 18 minutos", "minutes", 198.0),
        ("1 day 2 hours", "minutes", 1_560.0),
    ] {
        assert_eq!(held(cell, unit), minutes, "{cell} in {unit}");
    }
}

#[test]
fn trait_13_markup_and_formulas_in_cells_are_text_that_is_never_run() {
    let words = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(\"\"http://x.example\"\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
    ];
    let mut export = "Number,Opened at,Resolved at,Priority,State,Assignment group,Category\n".to_owned();
    for (at, word) in words.iter().enumerate() {
        for day in 10..20 {
            export += &format!(
                "\"=\"\"INC{at}{day}\"\"\",2026-03-{day} 09:00,2026-03-{day} 11:00,\"{word}\",\"{word}\",\"{word}\",\"{word}\"\n"
            );
        }
    }
    let folder = with(export, "");
    let source = checked_in(folder.path());
    assert_eq!(rows(&source), [60, 0, 60]);
    assert_eq!(
        (filled(&source, "group"), filled(&source, "category")),
        (Some(60), Some(60))
    );
    // Of priorities, the two that begin as numbers do are none.
    assert_eq!(
        source["unknown_words"].as_array().map(Vec::len),
        Some(6 + 4),
        "{source:#}"
    );
    assert_eq!(source["reasons"], json!({ "unreadable priority": 20 }));

    let (code, out, error) = run(folder.path(), &["build", "--quiet", "--period", "2026-03"]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    let mut escaped = 0;
    for (name, bytes) in files(&folder.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes);
        if name.ends_with(".html") || name.ends_with(".svg") {
            assert!(
                !text.contains("<script>alert") && !text.contains("<img src=x"),
                "{name}"
            );
            escaped += text.matches("&lt;script&gt;").count();
        }
        if name.ends_with(".csv") {
            let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            for cell in table
                .records()
                .flat_map(|row| row.expect("CSV").iter().map(str::to_owned).collect::<Vec<_>>())
            {
                let is_formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
                assert!(!is_formula, "{name}: {cell}");
            }
        }
    }
    assert!(escaped > 0, "a page tells the word");
}

#[test]
fn trait_14_words_that_mean_the_same_are_counted_together() {
    let cells = [
        ("Severity 1", "New"),
        ("SEV1", "Closed"),
        ("3", "In Progress"),
        ("3 - Moderate", "Closed"),
        ("Média", "Resolved"),
        ("3", "Canceled"),
        ("3", "Cancelled"),
    ];
    let rows_of = cells.iter().enumerate();
    let rows_of = rows_of.map(|(id, (priority, state))| format!("{id},2026-03-02 09:00,{priority},{state}\n"));
    let export = "Number,Opened at,Priority,State\n".to_owned() + &rows_of.collect::<String>();
    let source = checked(&export, "");
    assert_eq!((rows(&source), &source["unknown_words"]), ([7, 0, 7], &json!([])));
    let opened = |slice: &str| measured(&export, "", "2026-03", &format!("tickets.opened{slice}"));
    assert_eq!(opened("[kind=incident,priority=1]"), Some(2.0));
    assert_eq!(
        opened("[kind=incident,priority=3]"),
        Some(3.0),
        "a cancelled one is none"
    );
    assert_eq!(opened(""), Some(5.0));
}
