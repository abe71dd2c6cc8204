//! `inspect` and `init`: what a new user tries first on exports that no config names yet.

use serde_json::{Value, json};

use crate::exports::with_one_bad_row;
use crate::{folder, run, write};

fn inspected(folder: &std::path::Path, arguments: &[&str]) -> Value {
    let (code, out, error) = run(
        folder,
        &[&["inspect", "--quiet", "--format", "json"], arguments].concat(),
    );
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    serde_json::from_str(&out).expect("JSON")
}

fn column<'v>(inspection: &'v Value, header: &str) -> &'v Value {
    let mut columns = inspection["columns"].as_array().expect("columns").iter();
    columns.find(|column| column["header"] == header).expect("the column")
}

/// Twelve tickets of a desk that nobody knows, with a date order that only one column tells.
fn desk() -> String {
    let mut text = "Ticket Number;Opened At;Closed At;Status;Agent;Subject\n".to_owned();
    for day in 1..=12 {
        text += &format!(
            "{day:03};{day:02}/{day:02}/2026 09:00;{}/03/2026 10:00;Closed;Jane Roe {day};\"It broke\nagain {day}\"\n",
            day + 12
        );
    }
    text
}

#[test]
fn an_export_is_shown_with_its_tool_its_columns_and_what_is_odd() {
    let folder = folder();
    write(folder.path(), "incident.csv", &with_one_bad_row());
    let inspection = inspected(folder.path(), &["incident.csv"]);
    assert_eq!(inspection["preset"], "common");
    assert_eq!(inspection["table"], "tickets");
    assert_eq!((&inspection["rows"], &inspection["records"]), (&json!(41), &json!(40)));
    assert_eq!(column(&inspection, "opened_at")["becomes"], json!(["opened_at"]));
    assert_eq!(column(&inspection, "opened_at")["filled"], 40);
    assert_eq!(inspection["ledger"]["reasons"]["opened_at is empty"], 1);
    let kpis = inspection["kpis"].as_array().expect("KPIs");
    assert!(kpis.contains(&json!("tickets.resolution_time")), "{kpis:?}");
    assert!(!kpis.contains(&json!("change.success_rate")), "{kpis:?}");

    let (code, out, _) = run(folder.path(), &["inspect", "--quiet", "incident.csv"]);
    assert_eq!(code, 0);
    assert!(out.contains("incident.csv:42: opened_at is empty"), "{out}");
}

#[test]
fn people_and_what_they_wrote_are_masked() {
    let folder = folder();
    write(folder.path(), "desk.csv", &desk());
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!(column(&inspection, "Agent")["examples"][0], "Xxxx Xxx 9");
    assert_eq!(column(&inspection, "Subject")["examples"][0], "Xx xxxxx xxxxx 9");
    assert_eq!(column(&inspection, "Status")["examples"], json!(["Closed"]));
    let (_, out, _) = run(folder.path(), &["inspect", "--quiet", "desk.csv"]);
    assert!(!out.contains("Jane") && !out.contains("broke"), "{out}");
}

#[test]
fn what_is_not_known_to_be_harmless_is_masked() {
    let folder = folder();
    let mut text = "Ticket Number,Opened At,Status,Engineer,Mobile,Impact,Notes\n".to_owned();
    for id in 1..=20 {
        let status = if id == 1 {
            "Jane Roe is seriously ill since her fall"
        } else {
            "Closed"
        };
        text += &format!("{id},2026-03-{id:02},{status},Cyd Brook,2125551000,2 - Medium,call Bob\n");
    }
    write(folder.path(), "desk.csv", &text);
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!(column(&inspection, "Impact")["examples"], json!(["2 - Medium"]));
    assert_eq!(column(&inspection, "Mobile")["examples"], json!(["9999999999"]));
    let config = folder.path().join("boardpack.toml");
    let (_, written, _) = run(folder.path(), &["init", "--quiet", "desk.csv"]);
    let (_, shown, _) = run(folder.path(), &["inspect", "--quiet", "desk.csv"]);
    let config = std::fs::read_to_string(config).expect("the config");
    for said in [inspection.to_string(), shown, written, config] {
        for private in ["Jane", "Brook", "2125551000", "Bob"] {
            assert!(!said.contains(private), "{private}: {said}");
        }
    }
}

#[test]
fn what_only_one_column_tells_of_dates_is_written_for_all_of_them() {
    let folder = folder();
    // The days of opening are those of their months, so that every cell reads both ways alike; those of closing tell.
    write(folder.path(), "desk.csv", &desk().replace("02/02/2026", "02/03/2026"));
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!(inspection["sources"][0]["time_format"], "dmy");
    assert_eq!(inspection["findings"], json!([]));
    let (code, _, error) = run(folder.path(), &["init", "--quiet", "desk.csv"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    assert!(
        config.contains("time_format = \"dmy\"              # \"Closed At\" tells it"),
        "{config}"
    );
    let (code, out, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        out.contains("desk.csv → tickets (common): 12 rows read, 12 kept"),
        "{out}"
    );
}

#[test]
fn an_order_that_nothing_tells_is_a_finding_of_inspect_and_left_to_decide_by_init() {
    let folder = folder();
    write(
        folder.path(),
        "desk.csv",
        "Ticket Number,Opened At,Status\n1,03/04/2026,Closed\n2,05/06/2026,Closed\n",
    );
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!(inspection["findings"][0]["code"], "day-month-order");
    assert_eq!(inspection["records"], 2);
    let (code, out, _) = run(folder.path(), &["init", "--quiet", "desk.csv"]);
    assert_eq!(code, 0);
    assert!(out.contains("to decide: every cell of opened_at reads"), "{out}");
    let (code, _, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 4);
    assert!(error.contains("time_format"), "{error}");
    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    write(
        folder.path(),
        "boardpack.toml",
        &config.replace("# time_format = ", "time_format = "),
    );
    let (code, _, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
}

#[test]
fn an_export_that_may_be_several_things_is_a_finding_of_inspect_and_an_error_of_init() {
    let folder = folder();
    let text = "number,short_description,assignment_group,assigned_to,opened_at\n7,a,b,c,2026-01-01\n";
    write(folder.path(), "export.csv", text);
    let inspection = inspected(folder.path(), &["export.csv"]);
    assert_eq!(inspection["preset"], Value::Null);
    assert_eq!(inspection["findings"][0]["code"], "ambiguous-export");
    let (code, _, error) = run(folder.path(), &["init", "--quiet", "export.csv"]);
    assert_eq!(code, 4);
    assert!(
        error.contains("tickets of ServiceNow") && error.contains("changes of ServiceNow"),
        "{error}"
    );
    assert!(!folder.path().join("boardpack.toml").exists(), "nothing is written");
}

#[test]
fn headers_of_no_known_tool_are_a_finding_that_says_how_to_map_them() {
    let folder = folder();
    write(folder.path(), "odd.csv", "a,b\n1,2\n");
    let inspection = inspected(folder.path(), &["odd.csv"]);
    assert_eq!(inspection["findings"][0]["code"], "unknown-export");
    assert_eq!(inspection["rows"], 1);
    let (code, out, error) = run(folder.path(), &["init", "--quiet", "odd.csv"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("Fill in what it asks"), "{out}");
    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    assert!(config.contains("# ? = \"a\"\n# ? = \"b\"\n"), "{config}");
    std::fs::remove_file(folder.path().join("boardpack.toml")).expect("removed");
    // Beside one that is known it is a comment to fill in.
    write(folder.path(), "desk.csv", &desk());
    let (code, _, error) = run(folder.path(), &["init", "--quiet", "odd.csv", "desk.csv"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    assert!(config.contains("# path = \"odd.csv\""), "{config}");
    let (code, _, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
}

#[test]
fn without_an_opening_time_a_file_whose_ids_never_repeat_is_no_log() {
    let folder = folder();
    let mut text = "Ticket Number,Close date,Last update,Status\n".to_owned();
    for id in 1..=5 {
        text += &format!("{id},2026-03-0{id} 10:00:00,2026-03-0{id} 10:00:00,Closed\n");
    }
    write(folder.path(), "desk.csv", &text);
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!(inspection["findings"][0]["code"], "missing-column");
    assert_eq!(inspection["sources"][0]["shape"], "snapshot");
    let (code, out, _) = run(folder.path(), &["init", "--quiet", "desk.csv"]);
    assert_eq!(code, 0);
    assert!(out.contains("Decide these in it"), "{out}");
    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    assert!(
        config.contains("# opened_at = \"…\"") && !config.contains("shape"),
        "{config}"
    );
}

#[test]
fn exports_of_different_layouts_are_sources_of_their_own() {
    let folder = folder();
    write(
        folder.path(),
        "a.csv",
        "Number,Opened,State,Priority\nA1,2026-07-01,New,1\n",
    );
    write(
        folder.path(),
        "b.csv",
        "Ticket ID,Created,Status,Priority\nB1,2026-07-02,New,1\n",
    );
    let (code, _, _) = run(folder.path(), &["init", "--quiet", "a.csv", "b.csv"]);
    assert_eq!(code, 0);
    let (code, out, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    assert!(
        out.contains("a.csv → tickets") && out.contains("b.csv → tickets"),
        "{out}"
    );
}

#[test]
fn nothing_in_an_export_moves_the_terminal() {
    let folder = folder();
    let text = "Ticket Number,Opened At,Status,\u{1b}]0;title\u{7}\n1,2026-03-01,\u{1b}[31mred,x\n2,2026-03-02,\u{202e}der,y\n";
    write(folder.path(), "desk.csv", text);
    for command in ["inspect", "init", "check"] {
        let arguments = if command == "check" {
            vec![command]
        } else {
            vec![command, "desk.csv"]
        };
        let (code, out, error) = run(folder.path(), &[arguments, vec!["--quiet"]].concat());
        assert_eq!((code, error.as_str()), (0, ""));
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    }
}

#[test]
fn a_log_of_updates_is_known_by_its_rows() {
    let folder = folder();
    let mut text = "Ticket Number,Opened At,Updated At,Status\n".to_owned();
    for id in 1..=5 {
        for (hour, status) in [(9, "New"), (10, "In Progress"), (11, "Closed")] {
            text += &format!("{id},2026-03-0{id} 09:00:00,2026-03-0{id} {hour:02}:00:00,{status}\n");
        }
    }
    write(folder.path(), "log.csv", &text);
    let inspection = inspected(folder.path(), &["log.csv"]);
    assert_eq!((&inspection["rows"], &inspection["records"]), (&json!(15), &json!(5)));
    assert_eq!(inspection["sources"][0]["shape"], "events");
    let (code, _, _) = run(folder.path(), &["init", "--quiet", "log.csv"]);
    assert_eq!(code, 0);
    let (code, out, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("5 records"), "{out}");
}

#[test]
fn a_snapshot_with_a_few_duplicates_is_no_log() {
    let folder = folder();
    let mut text = "Ticket Number,Opened At,Updated At,Status\n".to_owned();
    for id in 1..=20 {
        text += &format!("{id},2026-03-{id:02} 09:00:00,2026-03-{id:02} 10:00:00,New\n");
    }
    text += "20,2026-03-20 09:00:00,2026-03-20 11:00:00,Closed\n";
    write(folder.path(), "desk.csv", &text);
    let inspection = inspected(folder.path(), &["desk.csv"]);
    assert_eq!((&inspection["rows"], &inspection["records"]), (&json!(21), &json!(20)));
    assert_eq!(inspection["sources"][0]["shape"], "snapshot");
}

#[test]
fn several_files_of_one_table_are_one_source_and_their_paths_are_the_config_s() {
    let folder = folder();
    write(folder.path(), "exports/open.csv", &desk().replace("Closed;", "Open;"));
    write(folder.path(), "exports/closed.csv", &desk().replace("\n0", "\n9"));
    let arguments = [
        "init",
        "--quiet",
        "exports/open.csv",
        "exports/closed.csv",
        "--out",
        "exports/boardpack.toml",
    ];
    let (code, _, error) = run(folder.path(), &arguments);
    assert_eq!((code, error.as_str()), (0, ""));
    let config = std::fs::read_to_string(folder.path().join("exports/boardpack.toml")).expect("the config");
    assert_eq!(config.matches("\n[[source]]").count(), 1, "{config}");
    assert!(config.contains("path = [\"open.csv\", \"closed.csv\"]"), "{config}");
    let (code, out, error) = run(
        folder.path(),
        &["check", "--quiet", "--config", "exports/boardpack.toml"],
    );
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("24 rows read, 24 kept"), "{out}");
}

#[test]
fn a_config_that_is_there_is_never_replaced() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", "mine");
    write(folder.path(), "desk.csv", &desk());
    for arguments in [&["init", "--quiet"][..], &["init", "--quiet", "desk.csv"]] {
        let (code, _, error) = run(folder.path(), arguments);
        assert_eq!(code, 6);
        assert!(error.contains("is there already") && error.contains("--out"), "{error}");
    }
    assert_eq!(
        std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("there"),
        "mine"
    );
}

#[test]
fn without_exports_init_writes_a_config_to_fill_in() {
    let folder = folder();
    let (code, out, error) = run(folder.path(), &["init", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("Name your exports in it"), "{out}");
    let (code, _, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!(code, 4);
    assert!(error.contains("exports/incident*.csv"), "{error}");
}

#[test]
fn standard_input_is_inspected_like_a_file() {
    use std::io::Write;
    use std::process::Stdio;

    let folder = folder();
    let mut command = crate::boardpack(folder.path(), &["inspect", "--quiet", "--format", "json", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(desk().as_bytes()).expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("an end");
    let inspection: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(inspection["rows"], 12);
}

/// A Jira export of a service desk: incidents, requests, changes and answers in one file.
const SERVICE_DESK: &str = "\
Summary,Issue key,Issue id,Issue Type,Status,Priority,Created,Updated,Resolved,Reporter,Satisfaction rating,Custom field (Change type),Custom field (Actual start),Custom field (Actual end)
a,SD-1,1001,Incident,Resolved,High,05/Jan/26 9:00 AM,05/Jan/26 1:00 PM,05/Jan/26 1:00 PM,r1,4,,,
b,SD-2,1002,Service Request,Resolved,Medium,13/Jan/26 9:00 AM,14/Jan/26 9:00 AM,14/Jan/26 9:00 AM,r2,,,,
c,SD-3,1003,Incident,Open,Low,20/Jan/26 9:00 AM,20/Jan/26 9:00 AM,,r1,,,,
d,SD-4,1004,Change,Completed,Medium,10/Jan/26 9:00 AM,30/Jan/26 9:00 AM,30/Jan/26 9:00 AM,r3,,Normal,29/Jan/26 8:00 PM,29/Jan/26 9:00 PM
e,SD-5,1005,Incident,Resolved,High,21/Jan/26 9:00 AM,30/Jan/26 6:00 PM,22/Jan/26 9:00 AM,r2,5,,,
f,SD-6,1006,,Open,Low,28/Jan/26 9:00 AM,28/Jan/26 9:00 AM,,r1,,,,
";

#[test]
fn one_file_of_a_service_desk_becomes_its_tickets_its_changes_and_its_answers() {
    let folder = folder();
    write(folder.path(), "jira.csv", SERVICE_DESK);
    let inspection = inspected(folder.path(), &["jira.csv"]);
    assert_eq!(
        (&inspection["preset"], &inspection["table"]),
        (&json!("jira"), &json!("tickets"))
    );
    let (code, _, error) = run(folder.path(), &["init", "--quiet", "jira.csv"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let (code, out, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    for said in [
        // The one without a type is no change, so it is a ticket.
        "→ tickets (jira): 6 rows read, 6 kept, 0 set aside, 5 records",
        "→ changes (jira): 6 rows read, 6 kept, 0 set aside, 1 record",
        "→ surveys (jira): 6 rows read, 6 kept, 0 set aside, 2 records",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let metrics = crate::reports::metrics(&folder.path().join("site/2026-01"));
    let value = |id: &str| {
        let mut figures = metrics["figures"].as_array().expect("figures").iter();
        let total =
            figures.find(|figure| figure["id"] == id && figure["slice"] == json!({}) && figure["period"] == "2026-01");
        total.map(|figure| figure["value"].clone())
    };
    assert_eq!(value("tickets.opened"), Some(json!(5)));
    assert_eq!(value("tickets.resolved"), Some(json!(3)));
    assert_eq!(value("tickets.backlog"), Some(json!(2)));
}
