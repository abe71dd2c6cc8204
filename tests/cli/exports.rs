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
    insta::assert_snapshot!(error.replace('\\', "/"), @"
    error[rows-set-aside]: 1 of 41 rows of `incident.csv` were set aside: opened_at is empty (1)
      --> incident.csv:42:9
       |
    42 | INC9999,,2026-10-30 12:00:00,3
       |         ^ opened_at is empty
       |
       = help: --strict allows none; a build without it lists them in `site-private/2026-09/rejects.csv`
    ");
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
    assert!(
        out.contains("of these: opened_at is empty (1, in incident.csv:42)"),
        "{out}"
    );
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

#[test]
fn rows_set_aside_are_corrected_in_rejects_csv_and_fed_back() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", SERVICENOW);
    write(folder.path(), "incident.csv", &with_one_bad_row());
    let build = |file: &str| {
        let config = format!("{SERVICENOW}corrections = \"site-private/2026-10/{file}\"\n");
        write(folder.path(), "boardpack.toml", &config);
        let (code, out, error) = run(folder.path(), &["build", "--quiet", "--period", "2026-10", "--strict"]);
        assert_eq!(code, 0, "{error}");
        assert!(out.contains("41 rows read, 41 kept, 0 set aside"), "{out}");
        assert!(out.contains("of these: corrected (1)"), "{out}");
    };
    let (code, ..) = run(folder.path(), &["build", "--quiet", "--period", "2026-10"]);
    assert_eq!(code, 0);
    let private = folder.path().join("site-private/2026-10");
    let rejects = std::fs::read_to_string(private.join("rejects.csv")).expect("written");
    let corrected = rejects.replace("INC9999,,", "INC9999,2026-10-29 09:00:00,");
    assert_ne!(corrected, rejects);
    std::fs::write(private.join("rejects.csv"), &corrected).expect("written");
    // The correction lives on in the file that each build writes anew.
    build("rejects.csv");
    build("rejects.csv");

    std::fs::write(private.join("mine.csv"), corrected.replace(',', ";")).expect("written");
    build("mine.csv");
    build("mine.csv");
}

#[test]
fn a_quote_that_is_never_closed_is_shown_where_it_opens() {
    let rows = "number,opened_at,short_description,priority\n\
        INC1,2026-10-01 10:00:00,\"printer, 3rd floor\",3\n\
        INC2,2026-10-02 10:00:00,\"screen is 27\"\",3\n\
        INC3,2026-10-03 10:00:00,mouse,3\n";
    insta::assert_snapshot!(refused(rows.as_bytes(), "[limits]\nrejects = 0\n"), @r#"
    error[rows-set-aside]: 1 of 3 rows of `incident.csv` were set aside: a quote is never closed (1)
     --> incident.csv:3:26
      |
    3 | INC2,2026-10-02 10:00:00,"screen is 27"",3
      |                          ^^^^^^^^^^^^^^^^^ a quote is never closed
      |
      = help: `[limits] rejects = 0` allows fewer; a build without it lists them in rejects.csv, beside the report
    "#);
}

#[test]
fn an_order_of_day_and_month_that_both_occur_is_shown_with_both_cells_and_an_order_that_no_cell_tells_with_a_fix() {
    let rows = "number,opened_at,resolved_at,priority\n\
        INC1,29/10/2026 10:00,,3\n\
        INC2,1/2/2026 10:00,,3\n\
        INC3,10/31/2026 10:00,,3\n";
    insta::assert_snapshot!(refused(rows.as_bytes(), ""), @r#"
    error[day-month-order]: opened_at has the day first in one cell and the month first in another: `29/10/2026 10:00` (incident.csv:2), `10/31/2026 10:00` (incident.csv:4)
     --> incident.csv:2:6
      |
    2 | INC1,29/10/2026 10:00,,3
      |      ^^^^^^^^^^^^^^^^ there is no month 29: the day comes first
      |
     ::: incident.csv:4:6
      |
    4 | INC3,10/31/2026 10:00,,3
      |      ^^^^^^^^^^^^^^^^ there is no month 31: the month comes first
      |
    help: say which under [[source]] `incident.csv`: time_format = "dmy" or "mdy", or for this column alone: time_format = { opened_at = "dmy" }
     --> boardpack.toml:7:1
      |
    7 + time_format = "dmy"
      |
    "#);
    let rows = "number,opened_at,resolved_at,priority\n\
        INC1,1/10/2026 10:00,,3\n\
        INC2,1/2/2026 10:00,1/13/2026 11:00,3\n";
    insta::assert_snapshot!(refused(rows.as_bytes(), ""), @r#"
    error[day-month-order]: every cell of opened_at reads with the day or the month first: `1/10/2026 10:00` (incident.csv:2), `1/2/2026 10:00` (incident.csv:3)
     --> incident.csv:2:6
      |
    2 | INC1,1/10/2026 10:00,,3
      |      ^^^^^^^^^^^^^^^ is the day first, or the month?
      |
     ::: incident.csv:3:6
      |
    3 | INC2,1/2/2026 10:00,1/13/2026 11:00,3
      |      ^^^^^^^^^^^^^^ is the day first, or the month?
      |
    help: say which under [[source]] `incident.csv`: time_format = "dmy" or "mdy", or for this column alone: time_format = { opened_at = "dmy" }; other columns of this source tell: resolved_at is mdy
     --> boardpack.toml:7:1
      |
    7 + time_format = "mdy"
      |
    "#);
}

#[test]
fn a_required_column_that_no_header_gives_is_shown_with_the_headers_and_the_line_to_write() {
    let rows = "number;opened on;resolved_at;priority;\u{7}\nINC1;2026-10-01 10:00:00;;3\n";
    insta::assert_snapshot!(refused(rows.as_bytes(), ""), @r#"
    error[missing-column]: no column of `incident.csv` gives `opened_at` of tickets: when it was recorded
     --> boardpack.toml:6:8
      |
    6 | path = "incident.csv"
      |        ^^^^^^^^^^^^^^
      |
     ::: incident.csv:1:8
      |
    1 | number;opened on;resolved_at;priority;␇
      |        ^^^^^^^^^ is it this one?
      |
    help: under [source.columns] write opened_at = "opened on", or whichever header gives it; its headers on line 1 are: number, opened on, resolved_at, priority, ␇; preset servicenow: as the config says
      |
    7 + columns.opened_at = "opened on"
      |
    "#);
    let error = refused(rows.as_bytes(), "[source.columns]\nopened_at = \"Opend on\"\n");
    insta::assert_snapshot!(error, @r#"
    error[unknown-header]: `incident.csv` has no column with the header "Opend on"
     --> boardpack.toml:9:13
      |
    9 | opened_at = "Opend on"
      |             ^^^^^^^^^^
      |
     ::: incident.csv:1:8
      |
    1 | number;opened on;resolved_at;priority;␇
      |        ^^^^^^^^^ is it this one?
      |
    help: did you mean "opened on"? its headers on line 1 are: number, opened on, resolved_at, priority, ␇
      |
    9 - opened_at = "Opend on"
    9 + opened_at = "opened on"
      |
    "#);
}

#[test]
fn a_mapping_that_no_row_can_be_read_by_is_shown_at_the_first_cell_of_its_physical_line() {
    let long = "x".repeat(300);
    let rows = format!(
        "number,short_description,opened_at,work_notes\n\
         INC1,\"two\nlines {long}\", \"Monday\t9 am\" ,{long}\n\
         INC2,,Tuesday,\n"
    );
    insta::assert_snapshot!(refused(rows.as_bytes(), ""), @r#"
    error[no-usable-rows]: no row can be used of `incident.csv`: opened_at cannot be read: 2; the first is ` "Monday    9 am" ` (incident.csv:2)
     --> boardpack.toml:6:8
      |
    6 | path = "incident.csv"
      |        ^^^^^^^^^^^^^^
      |
     ::: incident.csv:3:310
      |
    3 | ...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "Monday␉9 am" ,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |                                        ^^^^^^^^^^^^^ opened_at cannot be read
      |
      = help: check under [source.columns] that each column is the right one, and `delimiter`, `header_row` and `time_format`
    "#);
}

#[test]
fn rows_with_too_many_cells_are_shown_where_they_are_too_long_also_in_a_packed_file() {
    use std::io::Write;
    let rows = with_one_bad_row().replace(
        "INC9999,,2026-10-30 12:00:00,3",
        "INC9999,2026-10-30 12:00:00,,3,4,\u{e9}",
    );
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(rows.as_bytes()).expect("in memory");
    let error = refused(
        &packed.finish().expect("in memory"),
        "[limits]\nrejects = { changes = 1, tickets = 0 }\n",
    );
    insta::assert_snapshot!(error, @"
    error[rows-set-aside]: 1 of 41 rows of `incident.csv` were set aside: more cells than the header (1)
      --> incident.csv:42:32
       |
    42 | INC9999,2026-10-30 12:00:00,,3,4,é
       |                                ^^^ more cells than the header
       |
       = help: `[limits] rejects = 0` allows fewer; a build without it lists them in rejects.csv, beside the report
    ");
}

#[test]
fn what_is_shown_of_a_line_and_its_fix_stand_in_the_json_as_well() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", SERVICENOW);
    write(folder.path(), "incident.csv", "number,opened_at\nINC1,1/2/2026 10:00\n");
    let (code, out, _) = run(folder.path(), &["check", "--quiet", "--format", "json"]);
    assert_eq!(code, 4);
    let said: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let finding = &said["error"]["diagnostics"][0];
    let shown = serde_json::json!({ "text": finding["text"], "labels": finding["labels"], "fix": finding["fix"] });
    insta::assert_snapshot!(format!("{shown:#}"), @r#"
    {
      "text": "INC1,1/2/2026 10:00",
      "labels": [
        {
          "file": "incident.csv",
          "line": 2,
          "column": 6,
          "label": "is the day first, or the month?",
          "text": "INC1,1/2/2026 10:00"
        }
      ],
      "fix": {
        "file": "boardpack.toml",
        "line": 7,
        "insert": true,
        "text": "time_format = \"dmy\""
      }
    }
    "#);
}

#[test]
fn a_word_that_an_own_kpi_asks_for_and_no_row_has_is_noted_with_what_is_near() {
    let folder = folder();
    let kpi = "[source.columns]\nservice = \"business_service\"\n\
               [[kpi]]\nid = \"my.mail\"\ntitle = \"Mail\"\ntable = \"tickets\"\nat = \"opened_at\"\nmeasure = \"count\"\n";
    let noted = |asked: &str| {
        let config = format!(
            "{SERVICENOW}{kpi}where = {{ service = {asked} }}\nbetter = \"lower\"\n[targets]\n\"my.mail\" = 0\n"
        );
        write(folder.path(), "boardpack.toml", &config);
        let rows = (1..=28).map(|day| format!("INC{day},2026-09-{day:02} 10:00:00,,1,Mail service\n"));
        let header = "number,opened_at,resolved_at,priority,business_service\n";
        write(
            folder.path(),
            "incident.csv",
            &format!("{header}{}", rows.collect::<String>()),
        );
        let (code, out, error) = run(folder.path(), &["check", "--quiet", "--period", "2026-09"]);
        assert_eq!(code, 0, "{error}");
        out
    };
    let near = "note: `my.mail` asks for service \"Mial service\", which no row has; did you mean \"Mail service\"?\n";
    assert!(noted("\"Mial service\"").contains(near));
    assert!(
        noted("[\"Mail service\", \"Nowhere\"]")
            .contains("note: `my.mail` asks for service \"Nowhere\", which no row has\n")
    );
    assert!(!noted("\"Mail service\"").contains("asks for"));
}
