//! Whole small organisations, a folder of `fixtures` each: what their exports teach, seen in the numbers.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::reports::metrics;
use crate::{folder, run, write};

/// A folder of its own with the files of a fixture.
pub fn organisation(name: &str) -> TempDir {
    let copy = folder();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/fixtures")
        .join(name);
    for entry in std::fs::read_dir(fixture).expect("a fixture") {
        let path = entry.expect("a file").path();
        std::fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    copy
}

/// The metrics of March 2026, in which all of the fixtures play.
fn march(folder: &Path) -> Value {
    let (code, _, error) = run(folder, &["build", "--quiet", "--period", "2026-03"]);
    assert_eq!((code, error.as_str()), (0, ""));
    metrics(&folder.join("site/2026-03"))
}

/// The one figure of March with this slice, statistic and clock (`""` for none).
pub fn figure<'m>(metrics: &'m Value, id: &str, slice: &Value, stat: &str, clock: &str) -> &'m Value {
    let word = |figure: &Value, key: &str| figure[key].as_str().unwrap_or("").to_owned();
    let figures = metrics["figures"].as_array().expect("figures").iter();
    let mut found = figures.filter(|figure| {
        figure["id"] == id
            && figure["period"] == "2026-03"
            && figure["slice"] == *slice
            && word(figure, "stat") == stat
            && word(figure, "clock") == clock
    });
    let figure = found.next().unwrap_or_else(|| panic!("no {id} {stat} {clock}"));
    assert!(found.next().is_none(), "{id} stands twice");
    figure
}

fn total(metrics: &Value, id: &str) -> Value {
    figure(metrics, id, &json!({}), "", "")["value"].clone()
}

fn resolution(metrics: &Value, stat: &str, clock: &str) -> Value {
    let incidents = json!({ "kind": "incident" });
    figure(metrics, "tickets.resolution_time", &incidents, stat, clock)["value"].clone()
}

/// The lines in another order, the same one for a seed on every machine.
fn shuffled(lines: &[&str], mut seed: u64) -> Vec<String> {
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for end in (1..lines.len()).rev() {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        lines.swap(end, (seed >> 33) as usize % (end + 1));
    }
    lines
}

#[test]
fn an_event_log_whose_rows_disagree_gives_the_same_metrics_in_any_order() {
    let folder = organisation("events");
    let metrics = march(folder.path());
    // Resolved: INC1 after 2 h, INC2 after 30 h (its first resolution did not last), INC5 after 30 min; INC3 and INC4 are open.
    assert_eq!(total(&metrics, "tickets.opened"), 5);
    assert_eq!(total(&metrics, "tickets.resolved"), 3);
    assert_eq!(total(&metrics, "tickets.backlog"), 2);
    assert_eq!(total(&metrics, "tickets.reopen_rate"), 1.0 / 3.0);
    assert_eq!(resolution(&metrics, "median", "wall"), 7_200);
    assert_eq!(resolution(&metrics, "mean", "wall"), 39_000);
    assert_eq!(metrics["ledger"][0]["rows_read"], 16);
    assert_eq!(metrics["ledger"][0]["records"], 5);

    let written = |folder: &Path| std::fs::read_to_string(folder.join("site/2026-03/metrics.json")).expect("metrics");
    let first = written(folder.path());
    let log = std::fs::read_to_string(folder.path().join("log.csv")).expect("the log");
    let lines: Vec<&str> = log.lines().collect();
    for seed in 1..=4 {
        let rows = shuffled(&lines[1..], seed);
        assert_ne!(rows, lines[1..], "seed {seed} shuffles");
        write(
            folder.path(),
            "log.csv",
            &format!("{}\n{}\n", lines[0], rows.join("\n")),
        );
        march(folder.path());
        assert!(written(folder.path()) == first, "seed {seed} gives other figures");
    }
}

#[test]
fn without_a_column_of_outcomes_only_what_needs_them_is_left_out() {
    let folder = organisation("items");
    let metrics = march(folder.path());
    let ledger = &metrics["ledger"][0];
    assert_eq!((&ledger["rows_read"], &ledger["records"]), (&json!(7), &json!(4)));
    let success = figure(&metrics, "change.success_rate", &json!({}), "", "");
    assert_eq!(success["value"], Value::Null);
    assert_eq!(success["reason"], "no column gives the outcome");
    assert_eq!(total(&metrics, "change.emergency_share"), 0.25);
    assert_eq!(total(&metrics, "change.on_time"), 0.75);
    // From request to end: 32, 310.5, 2 and 12 hours.
    let lead_time = figure(&metrics, "change.lead_time", &json!({}), "median", "wall");
    assert_eq!(lead_time["value"], 22 * 3_600);
    let wait = figure(&metrics, "change.wait", &json!({}), "median", "wall");
    assert_eq!(wait["value"], 21 * 3_600);
}

#[test]
fn a_month_in_which_the_zone_changes_counts_hours_as_they_passed() {
    let folder = organisation("zone_change");
    let metrics = march(folder.path());
    // 1 h; 63 h over the weekend that lost one; 11 h over that night; 1.5 h from an hour that never was, read as the next.
    assert_eq!(resolution(&metrics, "median", "wall"), 22_500);
    assert_eq!(resolution(&metrics, "mean", "wall"), 68_850);
    // In service hours 1 h and 2 h, and nothing at night.
    assert_eq!(resolution(&metrics, "mean", "service"), 2_700);
    // The last one came a minute before midnight: March there, April in UTC.
    assert_eq!(total(&metrics, "tickets.opened"), 5);
    assert_eq!(total(&metrics, "tickets.backlog"), 1);
    assert_eq!(
        metrics["ledger"][0]["reasons"]["opened_at in an hour that the zone skipped"],
        1
    );
}

#[test]
fn a_list_view_with_labels_is_known_and_asks_only_for_what_cannot_be_told() {
    let folder = organisation("list_view");
    let (code, _, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!(code, 4);
    assert!(
        error.contains("closed_at") && error.contains("time_format = \"dmy\" or \"mdy\""),
        "{error}"
    );
    assert!(error.contains("opened_at is mdy"), "{error}");

    let config = std::fs::read_to_string(folder.path().join("boardpack.toml")).expect("the config");
    write(
        folder.path(),
        "boardpack.toml",
        &format!("{config}time_format = \"mdy\"\n"),
    );
    let (code, out, error) = run(folder.path(), &["check", "--quiet", "--period", "2026-03"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("tickets (servicenow): 5 rows read, 5 kept"), "{out}");
    let group = out.lines().find(|line| line.trim_start().starts_with("group "));
    assert!(group.is_some_and(|line| line.contains("\"Assignment group\"")), "{out}");

    let metrics = march(folder.path());
    // 2, 4 and 24 hours; one is on hold; the cancelled one is no ticket.
    assert_eq!(resolution(&metrics, "median", "wall"), 4 * 3_600);
    assert_eq!(total(&metrics, "tickets.opened"), 4);
    assert_eq!(total(&metrics, "tickets.backlog"), 1);
    assert_eq!(total(&metrics, "tickets.resolution_sla"), 2.0 / 3.0);
    for (name, bytes) in crate::reports::files(&folder.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes);
        for private in [
            "Lindqvist",
            "Ferreira",
            "Okafor",
            "Duarte",
            "flickers",
            "back office",
            "HYPERLINK",
        ] {
            assert!(!text.contains(private), "{name} tells `{private}`");
        }
    }
}
