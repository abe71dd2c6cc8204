//! Sample exports of every tool, as a config finds them that says no more than table and path. What their cells become is tested
//! in the library, on the same files.

use std::path::Path;

use serde_json::Value;

use crate::{folder, run, write};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/fixtures/presets");

/// A sample: its file, how many rows it has, and the headers of some columns that every report of its table needs.
type Sample = (&'static str, u64, &'static [(&'static str, &'static str)]);

const FOUND: &[Sample] = &[
    (
        "bmc-changes.csv",
        3,
        &[("started_at", "Actual Start Date+"), ("outcome", "Status Reason")],
    ),
    (
        "bmc-problems.csv",
        2,
        &[("id", "Problem ID*+"), ("opened_at", "Submit Date")],
    ),
    (
        "bmc-tickets.csv",
        4,
        &[("resolved_at", "Last Resolved Date"), ("group", "Assigned Group*+")],
    ),
    (
        "common-actions.csv",
        2,
        &[("opened_at", "Agreed on"), ("expected_change", "Expected change")],
    ),
    (
        "common-articles.csv",
        2,
        &[("id", "Article ID"), ("reviewed_at", "Last reviewed")],
    ),
    ("common-assets.csv", 2, &[("id", "Asset tag")]),
    (
        "common-changes.csv",
        3,
        &[("planned_start", "Planned Start"), ("outcome", "Result")],
    ),
    (
        "common-contacts.csv",
        2,
        &[("at", "Call date"), ("wait_seconds", "Wait time (seconds)")],
    ),
    ("common-continuity.csv", 2, &[("at", "Date"), ("passed", "Result")]),
    (
        "common-goals.csv",
        2,
        &[("title", "Objective"), ("target", "Target value")],
    ),
    (
        "common-meetings.csv",
        2,
        &[("date", "Fecha de la reunión"), ("stakeholder", "Parte interesada")],
    ),
    (
        "common-outages.csv",
        3,
        &[("started_at", "StartTime"), ("service", "Affected Services")],
    ),
    (
        "common-patches.csv",
        2,
        &[("asset_id", "Hostname"), ("due_at", "Due date")],
    ),
    (
        "common-people.csv",
        2,
        &[("person", "Name"), ("backup", "Backup person")],
    ),
    (
        "common-problems.csv",
        2,
        &[("id", "Problem Number"), ("opened_at", "Opened At")],
    ),
    (
        "common-projects.csv",
        2,
        &[("id", "Project ID"), ("planned_end", "Planned end")],
    ),
    (
        "common-risks.csv",
        2,
        &[("title", "Risk title"), ("rating", "Risk rating")],
    ),
    (
        "common-services.csv",
        2,
        &[("name", "Service name"), ("availability_target", "Availability target")],
    ),
    ("common-spend.csv", 2, &[("month", "Mês"), ("actual", "Realizado")]),
    ("common-surveys.csv", 2, &[("at", "Sent at")]),
    (
        "common-tickets-de.csv",
        3,
        &[("opened_at", "Erstellt am"), ("group", "Gruppe")],
    ),
    (
        "common-tickets-es.csv",
        3,
        &[("opened_at", "Fecha de creación"), ("group", "Grupo resolutor")],
    ),
    (
        "common-tickets-fr.csv",
        3,
        &[("opened_at", "Créé le"), ("group", "Groupe")],
    ),
    (
        "common-tickets-pt.csv",
        3,
        &[("opened_at", "Aberto em"), ("group", "Grupo solucionador")],
    ),
    (
        "common-training.csv",
        2,
        &[("person", "Employee"), ("hours", "Duration (hours)")],
    ),
    (
        "common-vendors.csv",
        2,
        &[("name", "Fournisseur"), ("contract_end", "Fin du contrat")],
    ),
    (
        "common-vulnerabilities.csv",
        3,
        &[("found_at", "First found"), ("accepted_until", "Risk accepted until")],
    ),
    ("common-worklog.csv", 2, &[("date", "Datum"), ("minutes", "Stunden")]),
    (
        "freshdesk-tickets.csv",
        4,
        &[("id", "Ticket ID"), ("resolved_at", "Resolved time")],
    ),
    (
        "freshservice-tickets.csv",
        4,
        &[("id", "Ticket Id"), ("resolved_at", "Resolved Time")],
    ),
    ("glpi-articles.csv", 2, &[("published_at", "Visibility start date")]),
    ("glpi-projects.csv", 2, &[("ended_at", "Real end date")]),
    (
        "glpi-tickets-de.csv",
        4,
        &[("opened_at", "Erstellungsdatum"), ("state", "Status")],
    ),
    (
        "glpi-tickets-en.csv",
        4,
        &[("opened_at", "Opening date"), ("state", "Status")],
    ),
    (
        "glpi-tickets-es.csv",
        4,
        &[("opened_at", "Fecha de Apertura"), ("state", "Estado")],
    ),
    (
        "glpi-tickets-fr.csv",
        4,
        &[("opened_at", "Date d'ouverture"), ("state", "Statut")],
    ),
    (
        "glpi-tickets-pt.csv",
        4,
        &[("opened_at", "Data de abertura"), ("state", "Status")],
    ),
    ("glpi-vendors.csv", 2, &[("name", "Associated suppliers")]),
    (
        "jira-changes.csv",
        3,
        &[
            ("started_at", "Custom field (Actual start)"),
            ("planned_start", "Custom field (Change start date)"),
        ],
    ),
    ("jira-problems.csv", 2, &[("id", "Issue key"), ("opened_at", "Created")]),
    (
        "jira-tickets.csv",
        4,
        &[("kind", "Issue Type"), ("resolved_at", "Resolved")],
    ),
    ("jira-worklog.csv", 3, &[("minutes", "Hours"), ("ref_id", "Issue Key")]),
    (
        "manageengine-tickets-report.csv",
        2,
        &[("opened_at", "Created Date"), ("group", "Group.Name")],
    ),
    (
        "manageengine-tickets.csv",
        4,
        &[("opened_at", "Created Time"), ("group", "Group")],
    ),
    (
        "servicenow-articles.csv",
        3,
        &[("published_at", "published"), ("owner", "ownership_group")],
    ),
    ("servicenow-assets.csv", 3, &[("id", "name")]),
    (
        "servicenow-changes.csv",
        4,
        &[("outcome", "Close code"), ("planned_start", "Planned start date")],
    ),
    (
        "servicenow-contacts.csv",
        3,
        &[("at", "opened_at"), ("abandoned", "state")],
    ),
    (
        "servicenow-outages.csv",
        3,
        &[("started_at", "begin"), ("service", "cmdb_ci")],
    ),
    (
        "servicenow-problems.csv",
        3,
        &[("id", "number"), ("opened_at", "opened_at")],
    ),
    (
        "servicenow-projects.csv",
        3,
        &[("name", "Project name"), ("budget", "Budget cost")],
    ),
    ("servicenow-risks.csv", 2, &[("title", "name")]),
    ("servicenow-services.csv", 2, &[("criticality", "busines_criticality")]),
    ("servicenow-surveys.csv", 3, &[("at", "sys_created_on")]),
    (
        "servicenow-tickets.csv",
        4,
        &[("kind", "sys_class_name"), ("state", "incident_state")],
    ),
    (
        "servicenow-vendors.csv",
        3,
        &[("name", "Vendor"), ("contract_start", "Starts")],
    ),
    (
        "servicenow-vulnerabilities.csv",
        3,
        &[("found_at", "First found"), ("severity", "Risk rating")],
    ),
    (
        "servicenow-worklog.csv",
        3,
        &[("minutes", "time_in_seconds"), ("date", "work_date")],
    ),
    (
        "zendesk-tickets.csv",
        5,
        &[("kind", "Ticket type"), ("resolved_at", "Solved at")],
    ),
];

/// Tool and table of a sample, which its name tells.
fn tool_and_table(sample: &str) -> (&str, &str) {
    let mut parts = sample.split(['-', '.']);
    (parts.next().expect("a tool"), parts.next().expect("a table"))
}

/// What `check` finds out about all samples, read for one report.
fn checked(folder: &Path) -> Vec<Value> {
    let mut config = "[report]\norganisation = \"Northwind Traders\"\n".to_owned();
    for (sample, ..) in FOUND {
        let (_, table) = tool_and_table(sample);
        config += &format!("\n[[source]]\ntable = \"{table}\"\npath = \"{sample}\"\n");
        std::fs::copy(Path::new(SAMPLES).join(sample), folder.join(sample)).expect("copied");
    }
    write(folder, "boardpack.toml", &config);
    let (code, out, error) = run(folder, &["check", "--quiet", "--format", "json"]);
    assert_eq!(code, 0, "{error}");
    let said: Value = serde_json::from_str(&out).expect("JSON");
    said["sources"].as_array().expect("the sources").clone()
}

#[test]
fn a_sample_of_every_tool_is_recognised_without_being_told_and_no_row_or_word_is_lost() {
    let sources = checked(folder().path());
    assert_eq!(sources.len(), FOUND.len());
    for ((sample, rows, columns), source) in FOUND.iter().zip(sources) {
        let (preset, table) = tool_and_table(sample);
        let known = [&source["source"], &source["table"], &source["preset"]];
        assert_eq!(known, [sample, table, preset]);
        for (what, expected) in [("rows_read", rows), ("records", rows), ("rows_set_aside", &0)] {
            assert_eq!(source[what].as_u64(), Some(*expected), "{sample}: {what}");
        }
        assert_eq!(source["reasons"], serde_json::json!({}), "{sample}");
        assert_eq!(source["unknown_words"], serde_json::json!([]), "{sample}");
        let found = source["columns"].as_array().expect("columns");
        for (column, header) in *columns {
            let read = found.iter().find(|each| each["column"] == *column);
            assert_eq!(
                read.map(|read| &read["header"]),
                Some(&Value::from(*header)),
                "{sample}: {column}"
            );
        }
    }
}

#[test]
fn every_sample_is_looked_at() {
    let names = std::fs::read_dir(SAMPLES).expect("the samples");
    for name in names.map(|entry| entry.expect("an entry").file_name()) {
        assert!(FOUND.iter().any(|(sample, ..)| name == *sample), "{}", name.display());
    }
}

#[test]
fn tickets_that_say_when_they_are_due_and_never_when_they_ended_make_a_report() {
    let folder = folder();
    let rows = "ID;Título;Status;Data de abertura;Requerente - Requerente;Tempo para solução;Prioridade;\n\
                1;A;Pendente;13-09-2026 08:00;Ada L.;14-09-2026 08:00;Alta;\n\
                2;B;Fechado;14-10-2026 08:00;Bo M.;15-10-2026 08:00;Baixa;\n";
    write(folder.path(), "glpi.csv", rows);
    let config =
        "[report]\norganisation = \"Northwind Traders\"\n\n[[source]]\ntable = \"tickets\"\npath = \"glpi.csv\"\n";
    write(folder.path(), "boardpack.toml", config);
    let (code, out, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("(glpi): 2 rows read, 2 kept"), "{out}");
}

#[test]
fn rated_tickets_are_answers_to_a_survey_and_tickets_all_the_same() {
    let folder = folder();
    let sample = "zendesk-tickets.csv";
    std::fs::copy(Path::new(SAMPLES).join(sample), folder.path().join(sample)).expect("copied");
    let (code, _, error) = run(folder.path(), &["init", sample, "--out", "boardpack.toml"]);
    assert_eq!(code, 0, "{error}");
    let (code, out, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!(code, 0, "{error}");
    // Two were rated, one was asked and has not answered, two were not asked.
    for (table, records) in [("tickets", 5), ("surveys", 3)] {
        let said = format!("→ {table} (zendesk): 5 rows read, 5 kept, 0 set aside, {records} records");
        assert!(out.contains(&said), "{out}");
    }
}
