//! Reports as they are written: the files, the contract, the same bytes, the gates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::exports::{SERVICENOW, with_one_bad_row};
use crate::{boardpack, folder, run, write};

/// Every file below a folder, by its name from there.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(each) = open.pop() {
        for entry in std::fs::read_dir(&each).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                all.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    all
}

pub fn metrics(folder: &Path) -> serde_json::Value {
    let text = std::fs::read(folder.join("metrics.json")).expect("metrics.json");
    serde_json::from_slice(&text).expect("JSON")
}

fn small(folder: &Path, more_config: &str) {
    write(folder, "boardpack.toml", &format!("{SERVICENOW}{more_config}"));
    write(folder, "incident.csv", &with_one_bad_row());
}

/// The demo's report, made once for all tests that look at it, and what was said.
pub static DEMO: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (code, out, error) = run(&folder, &["demo", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    (folder.join("demo-site/2026-10"), out)
});

#[test]
fn every_kpi_of_the_catalogue_has_a_value_in_the_demos_month() {
    let (code, out, error) = run(folder().path(), &["explain", "--format", "json"]);
    assert_eq!(code, 0, "{error}");
    let catalogue: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let kpis = catalogue["kpis"].as_array().expect("KPIs");
    let metrics = metrics(&DEMO.0);
    let figures = metrics["figures"].as_array().expect("figures");
    let has_value = |id: &serde_json::Value| {
        let mut of_month = figures.iter().filter(|figure| figure["period"] == "2026-10");
        of_month.any(|figure| figure["id"] == *id && !figure["value"].is_null())
    };
    let without: Vec<_> = kpis.iter().map(|kpi| &kpi["id"]).filter(|id| !has_value(id)).collect();
    assert!(kpis.len() > 100 && without.is_empty(), "{without:?}");
}

#[test]
fn the_demo_writes_a_whole_report_and_says_where_it_is() {
    let (site, out) = &*DEMO;
    assert!(
        out.starts_with("The report is at demo-site/2026-10/index.html\n"),
        "{out}"
    );
    let written = files(site);
    for name in ["index.html", "metrics.json", "metrics.csv"] {
        assert!(written.contains_key(name), "{name}");
    }
    let metrics = metrics(site);
    assert_eq!(metrics["schema"], "boardpack.metrics/1");
    assert_eq!(metrics["organisation"], "Northwind Traders");
    for source in metrics["ledger"].as_array().expect("a ledger") {
        let rows = |key: &str| source[key].as_u64().expect("a count");
        assert_eq!(
            rows("rows_read"),
            rows("rows_kept") + rows("rows_set_aside"),
            "{source}"
        );
    }
}

#[test]
fn every_figure_of_the_demo_has_a_key_of_its_own_and_a_value_or_a_reason() {
    let (site, _) = &*DEMO;
    let metrics = metrics(site);
    let figures = metrics["figures"].as_array().expect("figures");
    let key =
        |figure: &serde_json::Value| ["id", "period", "slice", "stat", "clock"].map(|name| figure[name].to_string());
    let keys: BTreeSet<_> = figures.iter().map(key).collect();
    assert_eq!(keys.len(), figures.len());
    assert!(figures.len() > 1_000, "{}", figures.len());
    for figure in figures {
        assert_eq!(figure["value"].is_null(), !figure["reason"].is_null(), "{figure}");
        if let (Some(low), Some(high)) = (figure["low"].as_f64(), figure["high"].as_f64()) {
            let value = figure["value"].as_f64().expect("a value within its interval");
            assert!(low <= value && value <= high, "{figure}");
        }
    }
    assert!(
        figures.iter().any(|figure| figure["low"].is_number()),
        "some have an interval"
    );
    let table = std::fs::read(site.join("metrics.csv")).expect("metrics.csv");
    assert_eq!(csv::Reader::from_reader(&table[..]).records().count(), figures.len());
}

#[test]
fn value_lines_keep_low_below_expected_below_high_and_stand_once() {
    let metrics = metrics(&DEMO.0);
    let lines = metrics["value"].as_array().expect("value lines");
    assert!(!lines.is_empty());
    for line in lines {
        let amount = |end: &str| {
            assert!(line[end].is_string() || line[end].is_null(), "money is text: {line}");
            line[end].as_str().map(|text| text.parse::<f64>().expect("a decimal"))
        };
        assert!(
            amount("low") <= amount("expected") && amount("expected") <= amount("high"),
            "{line}"
        );
        assert_eq!(line["currency"].is_null(), line["expected"].is_null(), "{line}");
    }
    let key = |line: &serde_json::Value| ["id", "kind", "role", "service"].map(|name| line[name].to_string());
    assert_eq!(lines.iter().map(key).collect::<BTreeSet<_>>().len(), lines.len());
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["demo", "--quiet"]).0, 0);
    let (once, again) = (files(&DEMO.0), files(&folder.path().join("demo-site/2026-10")));
    assert_eq!(once.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (name, bytes) in &once {
        assert!(again[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_row_that_was_set_aside_is_listed_in_private_and_counted_in_public() {
    let folder = folder();
    small(folder.path(), "");
    let (code, out, error) = run(folder.path(), &["build", "--period", "2026-10"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("41 rows read, 40 kept, 1 set aside"), "{out}");
    let rejects = std::fs::read_to_string(folder.path().join("site-private/2026-10/rejects.csv")).expect("rejects");
    assert!(
        rejects.contains("incident.csv") && rejects.contains("INC9999"),
        "{rejects}"
    );
    let public = files(&folder.path().join("site"));
    assert!(
        public.keys().all(|name| !name.contains("rejects")),
        "{:?}",
        public.keys()
    );
    let metrics = metrics(&folder.path().join("site/2026-10"));
    assert_eq!(metrics["ledger"][0]["rows_set_aside"], 1);
}

#[cfg(unix)]
#[test]
fn what_was_set_aside_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let private = DEMO
        .0
        .with_file_name("")
        .with_file_name("demo-site-private")
        .join("2026-10");
    assert_eq!(mode(&private.join("rejects.csv")), 0o600);
    assert_eq!(mode(&private), 0o700);
    assert!(files(&DEMO.0).keys().all(|name| !name.contains("rejects")));
}

#[test]
fn a_period_that_the_exports_do_not_reach_is_built_and_says_so() {
    let folder = folder();
    small(folder.path(), "");
    let said = |period: &str| {
        let (code, out, error) = run(folder.path(), &["check", "--quiet", "--period", period]);
        assert_eq!((code, error.as_str()), (0, ""));
        out.lines().next().expect("a line").to_owned()
    };
    assert_eq!(said("2026-09"), "Period 2026-09");
    assert_eq!(
        said("2026"),
        "Period 2026 (not complete: the exports end on 2026-10-20)"
    );
    assert_eq!(
        said("2031-01"),
        "Period 2031-01 (no data: the exports end on 2026-10-20, before it begins)"
    );
    assert_eq!(
        said("2019"),
        "Period 2019 (the exports cover no whole month up to its end)"
    );
}

#[test]
fn a_gate_that_is_missed_is_an_exit_code_and_the_report_is_written_all_the_same() {
    let folder = folder();
    // Every one of the small export's tickets was resolved after four hours.
    small(
        folder.path(),
        "[gates]\nspeed = \"tickets.resolution_time[kind=incident].median <= \\\"3h\\\"\"\n",
    );
    let arguments = ["build", "--quiet", "--format", "json", "--period", "2026-10"];
    let (code, out, error) = run(folder.path(), &arguments);
    assert_eq!((code, error.as_str()), (10, ""));
    let said: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(said["gates"][0]["status"], "missed");
    assert_eq!(said["gates"][0]["value"], 14_400.0);
    let metrics = metrics(&folder.path().join("site/2026-10"));
    assert_eq!(metrics["gates"][0]["status"], "missed");
}

#[test]
fn a_gate_without_data_fails_unless_it_ends_in_a_question_mark() {
    let folder = folder();
    small(folder.path(), "");
    let gate = |gate: &str| {
        run(
            folder.path(),
            &["check", "--quiet", "--period", "2026-10", "--gate", gate],
        )
    };
    let (code, out, _) = gate("change.success_rate >= 0.9");
    assert_eq!(code, 10, "{out}");
    assert!(out.contains("missed for want of data"), "{out}");
    assert_eq!(gate("change.success_rate >= 0.9?").0, 0);
    assert!(!folder.path().join("site").exists(), "check writes nothing");
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_was_written_is_said_to_be_where_stdout_is_full() {
    let folder = folder();
    small(folder.path(), "");
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("a full device");
    let mut build = boardpack(folder.path(), &["build", "--quiet", "--period", "2026-10"]);
    let output = build.stdout(full).output().expect("boardpack runs");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(6));
    assert!(
        error.contains("the report was written all the same: it is at site/2026-10/index.html"),
        "{error}"
    );
    assert!(folder.path().join("site/2026-10/index.html").is_file());
}

#[test]
fn outages_alone_make_a_report_that_leads_with_them_and_speaks_of_no_desk() {
    let folder = folder();
    let config = "[report]\norganisation = \"Northwind Traders\"\nas_of = 2026-03-31\n\n[[source]]\ntable = \"outages\"\npath = \"outages.csv\"\n";
    write(folder.path(), "boardpack.toml", config);
    let rows: String = ["01", "02", "03"]
        .iter()
        .flat_map(|month| {
            ["01", "15", "31"].map(|day| {
                let day = if *month == "02" && day == "31" { "28" } else { day };
                format!("Mail,2026-{month}-{day} 08:00,2026-{month}-{day} 09:00\n")
            })
        })
        .collect();
    let export = format!("service,started_at,ended_at\n{rows}");
    write(folder.path(), "outages.csv", &export);
    let (code, _, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    let page = |name: &str| {
        let page = folder.path().join("site/2026-03").join(name);
        std::fs::read_to_string(page).expect("a page")
    };
    assert!(page("index.html").contains("Availability"));
    let stability = page("stability.html");
    assert!(stability.contains("How stable IT was in March 2026"));
    assert!(!stability.contains("service desk"));
}
