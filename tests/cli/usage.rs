//! Arguments that are wrong: exit code 2, and what would be right.

use crate::{CONFIG, answer, boardpack, folder, run, write};

#[test]
fn a_command_or_flag_that_does_not_exist_is_a_usage_error() {
    let folder = folder();
    for arguments in [
        &[][..],
        &["biuld"],
        &["build", "--perod", "2026"],
        &["tables", "--format", "yaml"],
    ] {
        let (code, out, error) = run(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(error.contains("--help"), "{arguments:?}: {error}");
    }
}

#[test]
fn a_wrong_command_line_is_one_json_document_where_json_is_asked_for() {
    let folder = folder();
    for (arguments, message) in [
        (
            &["build", "--format", "json", "--perod"][..],
            "unexpected argument '--perod' found",
        ),
        (&["--format=json", "biuld"], "unrecognized subcommand 'biuld'"),
        (&["--format", "json"], "requires a subcommand"),
    ] {
        let (code, out, error) = run(folder.path(), arguments);
        assert_eq!((code, error.as_str()), (2, ""), "{arguments:?}");
        let document: serde_json::Value = serde_json::from_str(&out).expect("one JSON document");
        assert_eq!(document["error"]["exit_code"], 2);
        let finding = &document["error"]["diagnostics"][0];
        assert!(
            finding["message"].as_str().is_some_and(|text| text.contains(message)),
            "{out}"
        );
    }
    let (code, help, _) = run(folder.path(), &["--format", "json", "--help"]);
    assert!(code == 0 && help.contains("Exit codes:"), "{help}");
}

#[test]
fn help_lists_the_exit_codes() {
    let (code, help, _) = run(folder().path(), &["--help"]);
    assert_eq!(code, 0);
    for line in [
        "3   boardpack.toml is missing or wrong",
        "6   the output cannot be written",
        "10  a gate was missed",
    ] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn a_period_or_gate_that_is_none_is_a_usage_error_before_anything_is_read() {
    let folder = folder();
    for period in ["October", "nonsense", "2026-13", "2026-01..2026-04"] {
        let (code, _, error) = run(folder.path(), &["build", "--period", period]);
        assert_eq!(code, 2, "{period}");
        assert!(
            error.contains(&format!("`{period}` is no period: write 2026-10")),
            "{error}"
        );
    }
    let (code, _, error) = run(folder.path(), &["check", "--gate", "change.success_rate => 0.9"]);
    assert_eq!(code, 2);
    assert!(error.contains("compares nothing"), "{error}");
    let (code, _, error) = run(folder.path(), &["check", "--gate", "tickets.reopned_rate <= 0.1"]);
    assert_eq!(code, 2);
    assert!(error.contains("did you mean `tickets.reopen_rate`?"), "{error}");
    let (code, _, error) = run(folder.path(), &["check", "--gate", "tickets.resolution_time <= \"4h\""]);
    assert_eq!(code, 2);
    assert!(error.contains("end it with one of `.median`"), "{error}");
}

#[test]
fn a_folder_of_templates_that_is_not_there_is_a_template_error() {
    let folder = folder();
    write(folder.path(), "boardpack.toml", CONFIG);
    let (code, _, error) = run(folder.path(), &["build", "--templates", "mine"]);
    assert_eq!(code, 5);
    assert!(error.contains("there is no folder `mine`"), "{error}");
}

#[test]
fn colours_come_where_they_are_asked_for_and_only_there() {
    let folder = folder();
    let coloured = |name: &str, value: &str| {
        let mut command = boardpack(folder.path(), &["explain", "x"]);
        command.env(name, value);
        answer(command).2.contains('\u{1b}')
    };
    assert!(!coloured("TERM", "xterm"), "not a terminal");
    assert!(coloured("CLICOLOR_FORCE", "1"));
    assert!(!coloured("NO_COLOR", "1"));
}
