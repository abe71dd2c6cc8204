//! What rows are together: records and their ids, contradictions, exports of one side, times that cannot be.

use serde_json::json;

use super::*;
use crate::organisations::figure;
use crate::reports::metrics;

#[test]
fn trait_1_several_rows_of_a_record_are_one_record() {
    let log = "Number,Opened at,Updated at,State,Assignment group,Reassignment count\n\
        1,2026-03-02 08:00,2026-03-02 08:00,New,Desk,0\n\
        1,2026-03-02 08:00,2026-03-02 09:00,In Progress,Net,1\n\
        2,2026-03-03 08:00,2026-03-03 08:00,New,Desk,0\n\
        1,2026-03-02 08:00,2026-03-02 10:00,In Progress,Mail,2\n\
        1,2026-03-02 08:00,2026-03-02 11:00,Closed,Mail,2\n";
    let found = inspected(log);
    assert_eq!((&found["rows"], &found["records"]), (&json!(5), &json!(2)));
    assert_eq!(found["sources"][0]["shape"], "events");
    let events = "shape = \"events\"\n";
    let source = checked(log, events);
    assert_eq!(rows(&source), [5, 0, 2]);
    assert_eq!(source["reasons"], json!({ "folded into their record": 3 }));
    assert_eq!(measured(log, events, "2026-03", "tickets.opened"), Some(2.0));

    // One row for each thing that a change touched: three of an emergency, one of a normal change.
    let items = "Change ID,Opened at,Actual end,Change type,CI Name\n\
        C1,2026-03-02 08:00,2026-03-03 08:00,Emergency,db1\n\
        C1,2026-03-02 08:00,2026-03-03 08:00,Emergency,db2\n\
        C1,2026-03-02 08:00,2026-03-03 08:00,Emergency,db3\n\
        C2,2026-03-02 08:00,2026-03-04 08:00,Normal,db1\n";
    let folder = with(items, "");
    let config = CONFIG.replace("tickets", "changes") + "shape = \"items\"\n";
    write(folder.path(), "boardpack.toml", &config);
    let (source, emergencies) = seen_in(folder.path(), "2026-03", "change.emergency_share");
    assert_eq!(rows(&source), [4, 0, 2]);
    assert_eq!(source["reasons"], json!({ "folded into their record": 2 }));
    assert_eq!(emergencies, Some(0.5), "of two changes, not of four rows");
}

#[test]
fn trait_15_times_that_contradict_each_other_keep_their_row_and_lose_what_would_come_of_them() {
    let tickets = "Number,Opened at,Resolved at,State\n\
        1,2026-03-02 09:00,2026-03-02 11:00,Closed\n\
        2,2026-03-03 09:00,2026-03-03 08:00,Closed\n\
        3,2026-03-04 09:00,2026-03-04 10:00,In Progress\n";
    let source = checked(tickets, "");
    assert_eq!((rows(&source), filled(&source, "resolved_at")), ([3, 0, 3], Some(3)));
    assert_eq!(source["reasons"], json!({ "resolved before opened": 1 }));
    assert_eq!(
        source["first_places"],
        json!({ "resolved before opened": "incident.csv:3" })
    );
    // Of 2 h and 1 h: a ticket that has an end has ended, whatever its state says.
    assert_eq!(measured(tickets, "", "2026-03", RESOLUTION), Some(1.5 * HOUR));
    assert_eq!(measured(tickets, "", "2026-03", "tickets.backlog"), Some(0.0));

    let folder = with(
        "Change ID,Opened at,Actual start,Actual end\nC1,2026-03-02 09:00,2026-03-05 10:00,2026-03-05 09:00\n",
        "",
    );
    write(folder.path(), "boardpack.toml", &CONFIG.replace("tickets", "changes"));
    let source = checked_in(folder.path());
    assert_eq!(
        (rows(&source), &source["reasons"]),
        ([1, 0, 1], &json!({ "ended before started": 1 }))
    );
}

#[test]
fn trait_16_ids_are_told_apart_as_they_are_written_wherever_they_stand() {
    let export = |ids: &[&str]| {
        let rows = ids.iter().map(|id| format!("2026-03-02 09:00,Closed,{id}\n"));
        format!("Opened at,State,Number\n{}", rows.collect::<String>())
    };
    for (ids, records, reasons) in [
        (&["007", "7", "07"][..], 3, json!({})),
        (&["2 553", "2 554", "2553"], 3, json!({})),
        (&["1", "2", "1"], 2, json!({ "superseded": 1 })),
    ] {
        let source = checked(export(ids), "");
        assert_eq!(
            (rows(&source), &source["reasons"]),
            ([3, 0, records], &reasons),
            "{ids:?}"
        );
    }
    assert_eq!(rows(&checked(export(&["1", "", "2"]), "")), [2, 1, 2]);
    let error = refused(export(&["", "", ""]), "");
    assert_eq!(error["code"], "no-usable-rows");
    assert!(
        error["message"].as_str().expect("text").contains("id is empty: 3"),
        "{error:#}"
    );
    // An outage needs no id.
    let folder = with(
        "Number,Business service,Begin\n,Mail,2026-03-02 09:00\n,Mail,2026-03-02 09:00\n",
        "",
    );
    write(
        folder.path(),
        "boardpack.toml",
        &(CONFIG.replace("tickets", "outages")
            + "columns = { id = \"Number\", service = \"Business service\", started_at = \"Begin\" }\n"),
    );
    assert_eq!(rows(&checked_in(folder.path())), [2, 0, 2]);
}

#[test]
fn trait_17_an_export_of_only_open_or_only_closed_records_is_told_where_its_numbers_are_read() {
    let export = |closed: u32| {
        (1..=20).fold("Number,Opened at,Closed at,State\n".to_owned(), |text, day| {
            let end = if day <= closed {
                format!("2026-03-{day:02} 17:00,Closed")
            } else {
                ",New".to_owned()
            };
            format!("{text}{day},2026-03-{day:02} 09:00,{end}\n")
        })
    };
    let page = |export: &str| {
        let folder = with(export, "");
        assert_eq!(run(folder.path(), &["build", "--quiet", "--period", "2026-03"]).0, 0);
        std::fs::read_to_string(folder.path().join("site/2026-03/index.html")).expect("the Summary")
    };
    for (closed, kind, words) in [
        (
            0,
            Some("only_open"),
            "holds only what is still open: nothing that was resolved or closed can be counted",
        ),
        (
            20,
            Some("only_closed"),
            "holds only what has ended: what is still open is missing, so backlog and age are too low",
        ),
        (10, None, ""),
    ] {
        let source = checked(export(closed), "");
        for each in ["only_open", "only_closed"] {
            assert_eq!(
                warnings(&source, each).len(),
                usize::from(Some(each) == kind),
                "{source:#}"
            );
        }
        let page = page(&export(closed));
        assert!(page.contains(words), "{words}");
        assert_eq!(page.contains("<b>Read with care</b>"), kind.is_some(), "{closed} of 20");
    }
}

#[test]
fn trait_20_a_time_in_the_future_or_of_a_clock_that_jumped_is_told_and_moves_no_period() {
    let mut export = "Number,Opened at,Resolved at,Updated at\n".to_owned();
    for id in 1..=200 {
        export += &format!("{id},2026-03-02 09:00,2026-03-02 11:00,2026-03-31 12:00\n");
    }
    export += "201,2026-03-02 09:00,2062-03-02 11:00,2026-03-31 12:00\n";
    // A clock that ran ahead, and one that began anew.
    export += "202,2026-03-02 09:00,2026-03-02 11:00,2099-01-01 12:00\n";
    export += "203,2026-03-02 09:00,1970-01-01 00:00:00,2026-03-31 12:00\n";
    let folder = with(&export, "");
    let source = checked_in(folder.path());
    assert_eq!(rows(&source), [203, 0, 203]);
    assert_eq!(source["reasons"], json!({ "unreadable resolved_at": 1 }));
    let future = warnings(&source, "future");
    assert_eq!(future.len(), 2, "{future:?}");
    for (warning, (column, place)) in future
        .iter()
        .zip([("resolved_at", "csv:202"), ("updated_at", "csv:203")])
    {
        assert!(warning.starts_with(&format!("{column} of 1 record")), "{warning}");
        assert!(warning.ends_with(place), "{warning}");
    }
    let (code, said) = said(folder.path(), &["build", "--period", "latest"]);
    assert_eq!(
        (code, &said["period"], &said["complete"]),
        (0, &json!("2026-03"), &json!(true))
    );
    let metrics = metrics(&folder.path().join("site/2026-03"));
    let resolved = figure(&metrics, "tickets.resolved", &json!({}), "", "");
    assert_eq!(resolved["value"], 201);
}
