//! Exports that cannot be used: exit code 4, and what to do about each.

use std::path::Path;

use crate::{CONFIG, answer, boardpack, folder, run, write};

/// The same config, for an export whose headers are ServiceNow's but too few to be recognised by.
pub const SERVICENOW: &str = "[report]\norganisation = \"Northwind Traders\"\n\n[[source]]\ntable = \"tickets\"\npath = \"incident.csv\"\npreset = \"servicenow\"\n";

const HEADER: &str = "number,opened_at,resolved_at,priority\n";

/// Checks `incident.csv` with this content; gives what is said of it.
fn refused(content: &[u8], more_config: &str) -> String {
    let folder = folder();
    write(folder.path(), "boardpack.toml", &format!("{SERVICENOW}{more_config}"));
    std::fs::write(folder.path().join("incident.csv"), content).expect("written");
    let (code, out, error) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!((code, out.as_str()), (4, ""), "{error}");
    error
}

#[test]
fn a_path_that_leads_nowhere_names_its_place_and_the_exports_that_are_there() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", CONFIG);
    write(folder.path(), "incidents.csv", HEADER);
    let (code, _, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 4);
    assert!(error.contains("boardpack.toml:6:8"), "{error}");
    assert!(
        error.contains("`incident.csv`") && error.contains("`incidents.csv`"),
        "{error}"
    );
    assert!(!folder.path().join("site").exists(), "nothing is written");
}

#[test]
fn a_column_that_the_export_does_not_have_names_the_nearest_header() {
    let rows = format!("{HEADER}INC1,2026-10-01 10:00:00,2026-10-01 12:00:00,1\n");
    let error = refused(rows.as_bytes(), "[source.columns]\nresolved_at = \"resolvd_at\"\n");
    assert!(error.contains("boardpack.toml:9:15"), "{error}");
    assert!(error.contains("did you mean \"resolved_at\"?"), "{error}");
}

#[test]
fn a_file_that_holds_nothing_says_so() {
    assert!(refused(b"", "").contains("empty"), "nothing at all");
    let error = refused(HEADER.as_bytes(), "");
    assert!(error.contains("incident.csv"), "a header alone: {error}");
}

#[test]
fn a_pdf_that_is_called_csv_is_known_for_what_it_is() {
    let error = refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "");
    assert!(error.contains("PDF") && error.contains("CSV"), "{error}");
}

#[test]
fn a_file_in_which_nothing_is_recognised_says_how_to_map_it() {
    let error = refused(b"a,b\n1,2\n", "");
    assert!(error.contains("[source.columns]"), "{error}");
}

#[test]
fn strict_refuses_what_a_build_would_set_aside() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", SERVICENOW);
    write(folder.path(), "incident.csv", &with_one_bad_row());
    let (code, _, error) = run(folder.path(), &["build", "--quiet", "--strict"]);
    assert_eq!(code, 4, "{error}");
    assert!(
        error.contains("1 of 41 rows of `incident.csv` were set aside: opened_at is empty (1)"),
        "{error}"
    );
    assert!(
        error.contains("incident.csv:42") && error.contains("build without it"),
        "{error}"
    );
    assert!(!Path::new(&folder.path().join("site")).exists());
}

#[test]
fn a_limit_allows_its_share_of_rows_set_aside_and_no_more() {
    let folder = folder();
    write(folder.path(), "incident.csv", &with_one_bad_row());
    for (limit, expected) in [("0.03", 0), ("0.02", 4)] {
        let config = format!("{SERVICENOW}[limits]\nrejects = {limit}\n");
        write(folder.path(), "boardpack.toml", &config);
        let (code, _, error) = run(folder.path(), &["check", "--quiet"]);
        assert_eq!(code, expected, "{error}");
        assert_eq!(
            error.contains("`[limits] rejects = 0.02` allows fewer"),
            code == 4,
            "{error}"
        );
    }
}

#[test]
fn check_shows_what_was_read_from_which_header_and_the_words_that_nothing_maps() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", SERVICENOW);
    let odd = with_one_bad_row().replacen("14:00:00,3", "14:00:00,Urgnt", 5);
    write(folder.path(), "incident.csv", &odd);
    let (code, out, _) = run(folder.path(), &["check", "--quiet"]);
    assert_eq!(code, 0);
    assert!(out.contains("of these: opened_at is empty (1)"), "{out}");
    assert!(
        out.contains("[source.values] does: priority \"Urgnt\" (5 rows)"),
        "{out}"
    );
    let line = |column: &str| out.lines().find(|line| line.trim_start().starts_with(column));
    assert!(
        line("resolved_at").is_some_and(|line| line.contains("= \"resolved_at\"  (40 filled")),
        "{out}"
    );
    let (_, out, _) = run(folder.path(), &["check", "--quiet", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(said["sources"][0]["unknown_words"][0]["word"], "Urgnt");
    assert_eq!(said["sources"][0]["columns"][0]["column"], "id");
}

#[test]
fn standard_input_is_an_export_like_any_other() {
    use std::process::Stdio;
    let folder = folder();
    write(
        folder.path(),
        "boardpack.toml",
        &SERVICENOW.replace("incident.csv", "-"),
    );
    write(folder.path(), "rows.csv", &with_one_bad_row());
    for command in ["check", "build"] {
        let mut piped = boardpack(folder.path(), &[command]);
        let rows = std::fs::File::open(folder.path().join("rows.csv")).expect("there");
        piped.stdin(Stdio::from(rows));
        let (code, out, error) = answer(piped);
        assert_eq!(code, 0, "{command}: {out}{error}");
    }
    let mut empty = boardpack(folder.path(), &["check"]);
    empty.stdin(Stdio::null());
    let (code, _, error) = answer(empty);
    assert!(code == 4 && error.contains("`-` is empty"), "{error}");

    let both = "\n[[source]]\ntable = \"changes\"\npath = \"-\"\npreset = \"servicenow\"\n";
    let config = format!("{}{both}", SERVICENOW.replace("incident.csv", "-"));
    write(folder.path(), "boardpack.toml", &config);
    let mut twice = boardpack(folder.path(), &["check"]);
    twice.stdin(Stdio::from(
        std::fs::File::open(folder.path().join("rows.csv")).expect("there"),
    ));
    let (code, _, error) = answer(twice);
    assert!(
        code == 4 && error.contains("standard input can be read by one source only"),
        "{error}"
    );
}

/// Forty tickets of two months, and one that was never opened.
pub fn with_one_bad_row() -> String {
    let mut rows = HEADER.to_owned();
    for day in 1..=20 {
        for month in ["09", "10"] {
            rows += &format!("INC{month}{day:02},2026-{month}-{day:02} 10:00:00,2026-{month}-{day:02} 14:00:00,3\n");
        }
    }
    rows += "INC9999,,2026-10-30 12:00:00,3\n";
    rows
}
