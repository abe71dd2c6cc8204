//! `[[kpi]]`: what it becomes, and the mistakes that it can hold.

use super::{REPORT, SOURCE, parsed};
use crate::config::{Allowed, Config};
use crate::measure::{Better, Dim, Focus, Interval, Selector, Unit};

const VIP: &str = r#"
[[kpi]]
id = "vip.tickets"
title = "Tickets from VIPs"
table = "tickets"
at = "opened_at"
measure = "ratio"
part = { persona = "VIP" }
better = "lower"
focus = "organisation"
by = ["service"]
"#;

fn config(more: &str) -> Config {
    parsed(&format!("{REPORT}{SOURCE}{more}")).unwrap_or_else(|error| panic!("{error}"))
}

/// The messages and remedies of a config that is refused.
fn refused(more: &str) -> String {
    let error = parsed(&format!("{REPORT}{SOURCE}{more}")).expect_err("a mistake");
    let mut all: Vec<String> = Vec::new();
    for each in error.diagnostics() {
        all.push(format!("{} | {}", each.message, each.help.clone().unwrap_or_default()));
    }
    all.join("\n")
}

/// A ratio of tickets with one line changed.
fn with(line: &str, instead: &str) -> String {
    assert!(VIP.contains(line), "{line}");
    VIP.replace(line, instead)
}

#[test]
fn an_own_kpi_is_of_the_catalogue_and_can_be_aimed_at() {
    let config = config(&format!("{VIP}[targets]\n\"vip.tickets\" = 0.1\n"));
    let kpi = config.catalogue.kpi("vip.tickets").expect("a KPI");
    assert_eq!(
        (kpi.unit, kpi.better, kpi.focus, kpi.interval),
        (Unit::Ratio, Better::Lower, Focus::Organisation, Interval::Wilson)
    );
    assert_eq!(kpi.by, [Dim::Service]);
    assert!(kpi.columns().any(|column| column == ("tickets", "persona")));
    assert_eq!(config.targets[0].selector.id, "vip.tickets");
    assert!(Selector::parse("vip.tickets[service=VPN]", &config.catalogue).is_ok());
}

#[test]
fn conditions_are_words_numbers_ranges_and_whether_a_cell_is_filled() {
    let config = config(&with(
        "part = { persona = \"VIP\" }",
        "part = { persona = [\"VIP\", \"Board\"], priority = [1, 2], users_affected = { least = 10 }, major = true, service = { not = [\"Mail\"] }, due_at = false }",
    ));
    let allowed: Vec<&Allowed> = config.own[0].part.iter().map(|condition| &condition.allowed).collect();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(
        allowed,
        [
            &Allowed::Words(words(&["VIP", "Board"])),
            &Allowed::Numbers(vec![1.0, 2.0]),
            &Allowed::Range(Some(10.0), None),
            &Allowed::Flag(true),
            &Allowed::OtherWords(words(&["Mail"])),
            &Allowed::Filled(false),
        ]
    );
}

#[test]
fn persons_are_neither_filtered_nor_sliced_by() {
    let message = "`assignee` names persons, and no figure may single one out";
    assert!(refused(&with("part = { persona = \"VIP\" }", "part = { assignee = \"Ann\" }")).starts_with(message));
    assert!(refused(&with("by = [\"service\"]", "by = [\"assignee\"]")).starts_with(message));
}

#[test]
fn the_teams_own_survey_is_not_asked_by_own_kpis() {
    let of_surveys = with("table = \"tickets\"", "table = \"surveys\"").replace("at = \"opened_at\"", "at = \"at\"");
    let of_team = of_surveys.replace(
        "part = { persona = \"VIP\" }",
        "part = { instrument = [\"csat\", \"team\"] }",
    );
    assert!(refused(&of_team).starts_with("the team's own survey asks the same few again and again"));
}

#[test]
fn a_key_that_its_measure_does_not_read_is_refused_where_it_stands() {
    let spread = |lines: &str| {
        with("measure = \"ratio\"", &format!("measure = \"spread\"\n{lines}"))
            .replace("part = { persona = \"VIP\" }\n", "")
    };
    let cases = [
        (
            with("\"ratio\"", "\"count\""),
            "`part` says nothing of a count | leave it out, or write measure = \"ratio\"",
        ),
        (
            with("by = [", "of = \"effort_minutes\"\nby = ["),
            "`of` says nothing of a ratio | leave it out, or write measure = \"sum\" or measure = \"mean\" or measure = \"spread\"",
        ),
        (
            with("by = [", "until = \"resolved_at\"\nby = ["),
            "`until` says nothing of a ratio | leave it out, or write measure = \"spread\"",
        ),
        (
            spread("from = \"opened_at\""),
            "`from` has no `until` | name the time that it ends with: until = \"resolved_at\"",
        ),
        (
            spread("until = \"resolved_at\""),
            "`until` has no `from` | name the time that it begins with: from = \"opened_at\"",
        ),
        (
            spread("of = \"effort_minutes\"\nfrom = \"opened_at\"\nuntil = \"resolved_at\""),
            "`of` is one duration, and `from` and `until` are another | leave `of` out, or the two others",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(&text), expected, "{text}");
    }
    let error = parsed(&format!("{REPORT}{SOURCE}{}", with("\"ratio\"", "\"count\""))).expect_err("a mistake");
    let place = error.diagnostics()[0].place.clone().expect("a place");
    let line = 1 + format!("{REPORT}{SOURCE}{VIP}")
        .lines()
        .position(|line| line.starts_with("part"))
        .expect("a line");
    assert_eq!((place.line as usize, place.column as usize), (line, 8));
}

#[test]
fn what_is_wrong_is_said_with_what_to_write() {
    let cases = [
        (with("\"vip.tickets\"", "\"VIP tickets\""), "is no id"),
        (
            with("\"vip.tickets\"", "\"tickets.opened\""),
            "there is a KPI `tickets.opened` already",
        ),
        (with("\"opened_at\"", "\"opend_at\""), "did you mean `opened_at`?"),
        (with("\"opened_at\"", "\"service\""), "is no time"),
        (with("\"ratio\"", "\"ration\""), "did you mean `ratio`?"),
        (with("part = { persona = \"VIP\" }", ""), "a ratio needs its part"),
        (
            with("\"ratio\"", "\"sum\""),
            "a sum or a mean needs a column that can be added up",
        ),
        (with("\"ratio\"", "\"spread\""), "a spread needs a duration"),
        (
            with("persona = \"VIP\"", "kind = \"incidnt\""),
            "did you mean `incident`?",
        ),
        (
            with("persona = \"VIP\"", "priority = { least = 3, most = 1 }"),
            "ends before it begins",
        ),
        (
            with("persona = \"VIP\"", "summary = \"x\""),
            "nothing is measured by it",
        ),
        (with("persona = \"VIP\"", "persna = \"VIP\""), "did you mean `persona`?"),
        (
            with("\"service\"", "\"due_at\""),
            "`due_at` is no dimension | tickets can be sliced by `kind`, `priority`, `service`, ",
        ),
        (format!("{VIP}{VIP}"), "there is a KPI `vip.tickets` already"),
        (with("title = \"Tickets from VIPs\"", ""), "has no `title`"),
    ];
    for (text, expected) in cases {
        let said = refused(&text);
        assert!(said.contains(expected), "{text}\n→ {said}");
    }
}

#[test]
fn what_a_table_can_be_sliced_by_is_named() {
    let learning = VIP
        .replace("\"tickets\"", "\"training\"")
        .replace("\"opened_at\"", "\"completed_at\"")
        .replace("part = { persona = \"VIP\" }", "part = { mandatory = true }");
    let expected = "`role` is no dimension | training are sliced by nothing: leave `by` out";
    assert_eq!(
        refused(&learning.replace("by = [\"service\"]", "by = [\"role\"]")),
        expected
    );
}

#[test]
fn a_target_is_in_the_unit_that_the_figure_is_shown_in() {
    let of = |measure: &str, of: &str, target: &str| {
        let kpi = with("\"ratio\"", &format!("\"{measure}\"\nof = \"{of}\""));
        let kpi = kpi.replace("part = { persona = \"VIP\" }\n", "");
        format!("{kpi}[targets]\n\"vip.tickets\" = {target}\n")
    };
    // Five hours, and a quarter of one.
    for (measure, written, hours) in [("sum", "\"5h\"", 5.0), ("mean", "\"15m\"", 0.25)] {
        assert_eq!(config(&of(measure, "effort_minutes", written)).targets[0].bound, hours);
    }
    let spread = of("spread", "effort_minutes", "\"5h\"").replace("\"vip.tickets\" =", "\"vip.tickets.median\" =");
    let spread = spread.replace("tickets.median\"", "tickets[kind=incident].median\"");
    assert_eq!(config(&spread).targets[0].bound, 18_000.0);
    // 300 minutes or 300 hours: nobody knows.
    assert!(
        refused(&of("sum", "effort_minutes", "300")).starts_with("`targets.vip.tickets` is to be a duration | write")
    );
    let handled = of("mean", "handle_seconds", "\"4m 30s\"").replace("\"tickets\"", "\"contacts\"");
    let handled = handled
        .replace("\"opened_at\"", "\"at\"")
        .replace("\"service\"", "\"channel\"");
    assert_eq!(config(&handled).targets[0].bound, 0.075);
    let cost = of("sum", "annual_cost", "\"5h\"").replace("\"tickets\"", "\"vendors\"");
    let cost = cost.replace("\"opened_at\"", "\"contract_end\"");
    let expected = "`5h` is no bound for `vip.tickets`, which is an amount of money | write it as a plain number: 300";
    assert_eq!(refused(&cost), expected);
    assert_eq!(config(&cost.replace("\"5h\"", "300")).targets[0].bound, 300.0);
}
