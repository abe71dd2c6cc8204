//! The errors that a new user makes first: each says what is wrong, where, and what to do next.

use crate::{CONFIG, boardpack, folder, run, write};

#[test]
fn without_a_config_the_way_to_start_is_shown() {
    let (code, out, error) = run(folder().path(), &["build"]);
    assert_eq!((code, out.as_str()), (3, ""));
    insta::assert_snapshot!(error, @r##"
error[no-config]: there is no `boardpack.toml`
 |
 = help: `boardpack demo` shows a whole report without one.
         `boardpack init incident.csv` writes one for your own export. The least that it holds is:
         
         [report]
         organisation = "Northwind Traders"
         
         [[source]]
         table = "tickets"
         path = "exports/incident*.csv"
"##);
}

#[test]
fn every_mistake_of_a_config_is_shown_on_its_line() {
    let folder = folder();
    let wrong = CONFIG.replace(
        "[[source]]",
        "timezone = \"America/Chicgo\"\ncurency = \"USD\"\n\n[[source]]",
    );
    write(folder.path(), "boardpack.toml", &wrong);
    let (code, _, error) = run(folder.path(), &["check"]);
    assert_eq!(code, 3);
    insta::assert_snapshot!(error, @r##"
error[unknown-name]: `America/Chicgo` is no time zone
 --> boardpack.toml:4:12
  |
4 | timezone = "America/Chicgo"
  |            ^^^^^^^^^^^^^^^^
  |
  = help: did you mean `America/Chicago`?

error[unknown-key]: `[report]` has no key `curency`
 --> boardpack.toml:5:1
  |
5 | curency = "USD"
  | ^^^^^^^
  |
  = help: did you mean `currency`?
"##);
}

#[test]
fn a_machine_gets_the_same_mistakes_as_one_document() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", &CONFIG.replace("tickets", "ticket"));
    let (code, out, error) = run(folder.path(), &["build", "--format", "json"]);
    assert_eq!((code, error.as_str()), (3, ""));
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["error"]["exit_code"], 3);
    let finding = &document["error"]["diagnostics"][0];
    assert_eq!(
        (&finding["code"], &finding["file"]),
        (&"unknown-name".into(), &"boardpack.toml".into())
    );
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64()),
        (Some(5), Some(9))
    );
    assert_eq!(finding["help"], "did you mean `tickets`?");
}

#[test]
fn a_folder_or_a_file_in_another_encoding_is_no_config() {
    let folder = folder();
    let (code, _, error) = run(folder.path(), &["build", "--config", "."]);
    assert_eq!(code, 3);
    assert!(error.contains("name the file itself"), "{error}");
    std::fs::write(
        folder.path().join("boardpack.toml"),
        b"[report]\norganisation = \"Caf\xe9\"\n",
    )
    .expect("written");
    let (code, _, error) = run(folder.path(), &["build"]);
    assert_eq!(code, 3);
    assert!(error.contains("is not UTF-8"), "{error}");
}

#[test]
fn an_output_folder_that_holds_something_else_is_left_alone() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", CONFIG);
    write(folder.path(), "site/2026-10/thesis.txt", "years of work");
    let (code, _, error) = run(folder.path(), &["build", "--period", "2026-10"]);
    assert_eq!(code, 6);
    insta::assert_snapshot!(error.replace('\\', "/"), @r##"
error[foreign-folder]: `site/2026-10` holds something that boardpack did not make
 |
 = help: boardpack replaces only its own folders: move it away, or choose another folder with --out
"##);
    let thesis = std::fs::read_to_string(folder.path().join("site/2026-10/thesis.txt")).expect("still there");
    assert_eq!(thesis, "years of work");
}

#[test]
fn an_output_folder_that_cannot_be_made_is_an_output_error() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", CONFIG);
    write(folder.path(), "site", "a file");
    let (code, _, error) = run(folder.path(), &["build"]);
    assert_eq!(code, 6);
    assert!(
        error.contains("cannot write `site`") && error.contains("--out"),
        "{error}"
    );
}

#[test]
fn a_key_in_the_wrong_section_is_sent_to_its_own() {
    let folder = folder();
    let wrong = format!("title = \"IT\"\n{CONFIG}[source.columns]\ntime_format = \"mdy\"\n[target]\n");
    write(folder.path(), "boardpack.toml", &wrong);
    let (code, _, error) = run(folder.path(), &["check"]);
    assert_eq!(code, 3);
    insta::assert_snapshot!(error, @r##"
error[unknown-key]: `title` stands outside of any section
 --> boardpack.toml:1:1
  |
1 | title = "IT"
  | ^^^^^
  |
  = help: write it below the section that it belongs to, such as [report]

error[unknown-column]: `tickets` has no column `time_format`
 --> boardpack.toml:9:1
  |
9 | time_format = "mdy"
  | ^^^^^^^^^^^
  |
  = help: `boardpack tables tickets` lists its columns; a key of [[source]] itself, such as time_format, stands above its [source.…]

error[unknown-key]: boardpack.toml has no section `[target]`
  --> boardpack.toml:10:2
   |
10 | [target]
   |  ^^^^^^
   |
   = help: did you mean `targets`?
"##);
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_output_folder_is_said_before_anything_is_read() {
    let folder = folder();
    // The export is not there: had it been opened, the exit code would be 4.
    write(folder.path(), "boardpack.toml", CONFIG);
    let (code, _, error) = run(folder.path(), &["build", "--out", "/proc/boardpack"]);
    assert_eq!(code, 6);
    assert!(
        error.contains("cannot write `/proc/boardpack`") && error.contains("choose another with --out"),
        "{error}"
    );
}

#[test]
fn a_gate_or_a_target_that_names_nothing_is_shown_on_its_line() {
    let folder = folder();
    let wrong = "[targets]\n\"change.sucess_rate\" = 0.9\n[gates]\nfast = \"quality.of_tea <= 4\"\n";
    write(folder.path(), "boardpack.toml", &format!("{CONFIG}{wrong}"));
    let (code, _, error) = run(folder.path(), &["build"]);
    assert_eq!(code, 3);
    assert!(
        error.contains("boardpack.toml:8:1") && error.contains("did you mean `change.success_rate`?"),
        "{error}"
    );
    assert!(
        error.contains("boardpack.toml:10:8") && error.contains("`boardpack explain` lists every KPI"),
        "{error}"
    );
}

#[test]
fn no_error_ever_shows_a_backtrace() {
    let folder = folder();
    for arguments in [&["build"][..], &["explain", "x"], &["build", "--config", "/dev/null/x"]] {
        let mut command = boardpack(folder.path(), arguments);
        command.env("RUST_BACKTRACE", "1");
        let (_, _, error) = crate::answer(command);
        assert!(!error.contains("backtrace") && !error.contains("panicked"), "{error}");
    }
}

#[test]
fn registers_alone_do_not_say_how_far_the_data_go_until_they_are_told() {
    let folder = folder();
    write(
        folder.path(),
        "vendors.csv",
        "name,contract_start,contract_end\nContoso,2025-01-01,2027-12-31\n",
    );
    let config = |more: &str| {
        format!(
            "[report]\norganisation = \"Northwind Traders\"\n{more}\n[[source]]\ntable = \"vendors\"\npath = \"vendors.csv\"\n"
        )
    };
    write(folder.path(), "boardpack.toml", &config(""));
    let (code, _, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 4);
    insta::assert_snapshot!(error, @r"
error[no-times]: no export says when anything happened, so there is no month to report on
 |
 = help: map a time column, such as opened_at, under [source.columns]; of registers alone say under [report] when they were exported: as_of = 2026-10-31
");
    write(folder.path(), "boardpack.toml", &config("as_of = 2026-09-30\n"));
    let (code, out, error) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 0, "{error}");
    assert!(out.contains("Period 2026-09"), "{out}");
}
