//! `explain` and `tables`: what a number and a column are, without any file.

use crate::{answer, boardpack, folder, run};

#[test]
fn every_kpi_that_is_listed_can_be_explained() {
    let folder = folder();
    let (code, listed, _) = run(folder.path(), &["explain", "--format", "json"]);
    assert_eq!(code, 0);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let kpis = listed["kpis"].as_array().expect("a list");
    assert!(kpis.len() > 2);
    // One process each would take long; the first, the last and one between stand for all.
    for kpi in [&kpis[0], &kpis[kpis.len() / 2], &kpis[kpis.len() - 1]] {
        let id = kpi["id"].as_str().expect("an id");
        let (code, text, _) = run(folder.path(), &["explain", id]);
        assert_eq!(code, 0, "{id}");
        assert!(text.lines().nth(1) == Some(id) && text.contains("Numbers: "), "{text}");
    }
}

#[test]
fn what_only_serves_a_value_line_is_listed_apart_and_says_so() {
    let folder = folder();
    let (_, listed, _) = run(folder.path(), &["explain"]);
    let (kpis, inputs) = listed.split_once("Inputs of the value lines").expect("two lists");
    assert!(kpis.contains("tickets.opened") && !kpis.contains("owned."), "{kpis}");
    assert!(inputs.contains("owned.reopens"), "{inputs}");
    let (_, text, _) = run(folder.path(), &["explain", "owned.reopens"]);
    assert!(text.contains("An input of the value lines"), "{text}");
}

#[test]
fn a_kpi_that_is_not_known_is_a_usage_error_with_the_nearest() {
    let (code, out, error) = run(folder().path(), &["explain", "change.sucess_rate"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("`change.sucess_rate` is no KPI"), "{error}");
    assert!(error.contains("did you mean `change.success_rate`?"), "{error}");
}

#[test]
fn the_columns_of_a_table_are_listed_with_type_and_meaning() {
    let folder = folder();
    let (code, tables, _) = run(folder.path(), &["tables"]);
    assert_eq!(code, 0);
    assert!(tables.contains("tickets") && tables.contains("changes"), "{tables}");
    let (code, columns, _) = run(folder.path(), &["tables", "tickets"]);
    assert_eq!(code, 0);
    let opened = columns
        .lines()
        .find(|line| line.starts_with("opened_at*"))
        .expect("a required column");
    assert!(
        opened.contains("time, stamped") && opened.contains("recorded"),
        "{opened}"
    );
    assert!(columns.contains("one of: incident, request"), "{columns}");
    let reopens = columns.lines().skip_while(|line| !line.starts_with("reopens "));
    let needed = reopens.skip(1).find(|line| line.contains("needed by: "));
    assert!(
        needed.is_some_and(|line| line.contains("tickets.reopen_rate")),
        "{columns}"
    );
    let (code, _, error) = run(folder.path(), &["tables", "ticket"]);
    assert_eq!(code, 2);
    assert!(error.contains("did you mean `tickets`?"), "{error}");
}

#[test]
fn tables_are_also_for_machines() {
    let (code, text, _) = run(folder().path(), &["tables", "changes", "--format", "json"]);
    assert_eq!(code, 0);
    let table: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let columns = table["columns"].as_array().expect("columns");
    let kind = columns
        .iter()
        .find(|column| column["name"] == "type")
        .expect("the type of a change");
    assert_eq!(kind["words"], serde_json::json!(["standard", "normal", "emergency"]));
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_gone_is_no_failure() {
    use std::os::fd::OwnedFd;
    use std::process::Stdio;
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_boardpack"));
    command
        .arg("explain")
        .stdout(Stdio::from(OwnedFd::from(writer)))
        .stderr(Stdio::piped());
    let output = command.output().expect("boardpack runs");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn no_progress_is_said_where_there_is_none() {
    let (code, _, error) = answer(boardpack(folder().path(), &["explain"]));
    assert_eq!((code, error.as_str()), (0, ""));
}

#[test]
fn an_own_kpi_is_explained_from_the_config_that_declares_it() {
    let folder = folder();
    let config = r#"
[report]
organisation = "Northwind Traders"

[[source]]
table = "tickets"
path = "incident.csv"

[[kpi]]
id = "vip.tickets"
title = "Tickets from {VIPs}"
table = "tickets"
at = "opened_at"
measure = "ratio"
where = { kind = "incident", priority = [1, 2] }
part = { persona = "VIP" }
"#;
    std::fs::write(folder.path().join("boardpack.toml"), config).expect("a config");
    let (code, text, error) = run(folder.path(), &["explain", "vip.tickets"]);
    assert_eq!(code, 0, "{error}");
    assert!(text.starts_with("Tickets from {VIPs}\nvip.tickets\n"), "{text}");
    let formula =
        "Of tickets where kind is incident and priority is 1 or 2, by opened_at, the share where persona is VIP.";
    assert!(text.contains(formula), "{text}");
    assert!(text.contains("tickets.persona"), "{text}");
}

#[test]
fn an_own_kpi_of_a_config_that_cannot_be_read_is_not_said_to_be_none() {
    let folder = folder();
    let config = "[report]\norganisation = \"Northwind Traders\"\n[[source]]\ntable = \"tickets\"\npath = \"incident.csv\"\n\
                  [targts]\n[[kpi]]\nid = \"vip.tickets\"\ntitle = \"VIPs\"\ntable = \"tickets\"\nat = \"opened_at\"\n\
                  measure = \"count\"\n";
    std::fs::write(folder.path().join("boardpack.toml"), config).expect("a config");
    for ask in [
        &["explain", "vip.tickets"][..],
        &["explain", "vip.tickets", "--config", "boardpack.toml"],
    ] {
        let (code, _, error) = run(folder.path(), ask);
        assert_eq!(code, 3, "{error}");
        assert!(
            error.contains("no section `[targts]`") && !error.contains("is no KPI"),
            "{error}"
        );
    }
    // What is built in is explained all the same.
    assert_eq!(run(folder.path(), &["explain", "tickets.opened"]).0, 0);
}

#[test]
fn every_table_is_listed_and_says_what_its_cells_are() {
    let folder = folder();
    let (_, tables, _) = run(folder.path(), &["tables", "--format", "json"]);
    let tables: serde_json::Value = serde_json::from_str(&tables).expect("JSON");
    assert_eq!(tables["tables"].as_array().map(Vec::len), Some(22));
    for (table, column, holds) in [
        ("spend", "month*", "month "),
        ("vendors", "flexible_share", "share, 0 to 1 or in %"),
        ("vendors", "our_effort_hours", "hours "),
        ("goals", "baseline", "number, of any sign, or %"),
        ("people", "backup", "person, never shown"),
        ("people", "level", "number 1 to 3"),
        ("patches", "due_at*", "time, scheduled"),
    ] {
        let (code, columns, _) = run(folder.path(), &["tables", table]);
        assert_eq!(code, 0, "{table}");
        let said = columns.lines().find(|line| line.starts_with(column));
        assert!(said.is_some_and(|line| line.contains(holds)), "{columns}");
    }
}
