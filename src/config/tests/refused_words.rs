//! The mistakes that what a person says can hold: the report's identity, its audience, notes and the baseline.

use insta::assert_snapshot;

use super::{refused, refused_in_report, refused_whole};

#[test]
fn what_the_report_says_of_itself() {
    assert_snapshot!(refused_in_report("status = \"Draft\""), @r##"
error[unknown-name]: `Draft` is no status
 --> boardpack.toml:3:10
  |
3 | status = "Draft"
  |          ^^^^^^^
  |
  = help: did you mean `draft`?
"##);
    assert_snapshot!(refused_in_report("prepared_for = \"The board\\nof directors\""), @r##"
error[wrong-value]: `report.prepared_for` holds a line break or what cannot be seen
 --> boardpack.toml:3:16
  |
3 | prepared_for = "The board\nof directors"
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it on one line, as plain text
"##);
    assert_snapshot!(refused_in_report("classification = \"Internal \\u202e\""), @r##"
error[wrong-value]: `report.classification` holds a line break or what cannot be seen
 --> boardpack.toml:3:18
  |
3 | classification = "Internal \u202e"
  |                  ^^^^^^^^^^^^^^^^^
  |
  = help: write it on one line, as plain text
"##);
    assert_snapshot!(refused_in_report(&format!("approved_by = \"{}\"", "o".repeat(81))), @r##"
error[wrong-value]: `report.approved_by` has 81 letters
 --> boardpack.toml:3:15
  |
3 | approved_by = "ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo"
  |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: it stands on one line: write 80 at most
"##);
    assert_snapshot!(refused_in_report("approved_by = 5"), @r##"
error[wrong-type]: `report.approved_by` is to be text in quotation marks, not a number
 --> boardpack.toml:3:15
  |
3 | approved_by = 5
  |               ^
"##);
}

#[test]
fn the_audience() {
    assert_snapshot!(refused("[audience]"), @r##"
error[missing-key]: `[audience]` has no `name`
 --> boardpack.toml:1:1
  |
1 | [audience]
  | ^^^^^^^^^^
  |
  = help: write who reads the report: name = "board", "it" or "public"
"##);
    assert_snapshot!(refused("[audience]\nname = \"bord\""), @r##"
error[unknown-name]: `bord` is no audience
 --> boardpack.toml:2:8
  |
2 | name = "bord"
  |        ^^^^^^
  |
  = help: did you mean `board`?
"##);
    assert_snapshot!(refused("[audience]\nname = \"board\"\npages = [\"index\"]"), @r##"
error[unknown-key]: `[audience]` has no key `pages`
 --> boardpack.toml:3:1
  |
3 | pages = ["index"]
  | ^^^^^
  |
  = help: known here: `name`
"##);
}

#[test]
fn what_the_public_is_not_to_see_can_be_no_headline_target_gate_or_note() {
    let public = "[audience]\nname = \"public\"\n";
    assert_snapshot!(refused(&format!("{public}[targets]\n\"patch.overdue\" = 5\n[gates]\nrisk = \"risks.open[rating=5] <= 0?\"\n[focus]\n\"spend.budget\" = \"it\"")), @r##"
error[not-for-this-audience]: `patch.overdue` is never in a report to these readers
 --> boardpack.toml:4:1
  |
4 | "patch.overdue" = 5
  | ^^^^^^^^^^^^^^^
  |
  = help: take it out, or make a report of its own for those who may see it: [audience] name = "it"

error[not-for-this-audience]: `risks.open` is never in a report to these readers
 --> boardpack.toml:6:8
  |
6 | risk = "risks.open[rating=5] <= 0?"
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: take it out, or make a report of its own for those who may see it: [audience] name = "it"

error[not-for-this-audience]: `spend.budget` is never in a report to these readers
 --> boardpack.toml:8:1
  |
8 | "spend.budget" = "it"
  | ^^^^^^^^^^^^^^
  |
  = help: take it out, or make a report of its own for those who may see it: [audience] name = "it"
"##);
    assert_snapshot!(refused_in_report(&format!("headline = [\"vulnerability.remediation.median\"]\n{public}")), @r##"
error[not-for-this-audience]: `vulnerability.remediation` is never in a report to these readers
 --> boardpack.toml:3:13
  |
3 | headline = ["vulnerability.remediation.median"]
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: take it out, or make a report of its own for those who may see it: [audience] name = "it"
"##);
    assert_snapshot!(refused(&format!("{public}[[note]]\ndate = 2026-03-01\ntext = \"New vendor\"\nrebase = [\"vendors.sla\"]")), @r##"
error[not-for-this-audience]: `vendors.sla` is never in a report to these readers
 --> boardpack.toml:6:11
  |
6 | rebase = ["vendors.sla"]
  |           ^^^^^^^^^^^^^
  |
  = help: take it out, or make a report of its own for those who may see it: [audience] name = "it"
"##);
}

#[test]
fn a_report_whose_readers_may_see_none_of_its_sources() {
    let source = "[[source]]\ntable = \"risks\"\npath = \"risks.csv\"";
    let text = format!("[report]\norganisation = \"N\"\n[audience]\nname = \"public\"\n{source}\n");
    assert_snapshot!(refused_whole(&text), @r##"
error[not-for-this-audience]: nothing of these sources may be in a report for `public`
 --> boardpack.toml:7:8
  |
7 | path = "risks.csv"
  |        ^^^^^^^^^^^
  |
  = help: name the exports of tickets or changes as well
"##);
}

#[test]
fn a_note() {
    assert_snapshot!(refused("[[note]]\ntext = \"ERP go-live\""), @r##"
error[missing-key]: `[note]` has no `date`
 --> boardpack.toml:1:1
  |
1 | [[note]]
  | ^^^^^^^^
  |
  = help: write when it happened: date = 2026-03-01
"##);
    assert_snapshot!(refused("[[note]]\ndate = \"March 2026\"\ntxt = \"ERP go-live\""), @r##"
error[missing-key]: `[note]` has no `text`
 --> boardpack.toml:1:1
  |
1 | [[note]]
  | ^^^^^^^^
  |
  = help: write what happened: text = "ERP go-live"

error[wrong-value]: `note.date` is no date
 --> boardpack.toml:2:8
  |
2 | date = "March 2026"
  |        ^^^^^^^^^^^^
  |
  = help: write year, month and day: 2026-10-02

error[unknown-key]: `[note]` has no key `txt`
 --> boardpack.toml:3:1
  |
3 | txt = "ERP go-live"
  | ^^^
  |
  = help: did you mean `text`?
"##);
    assert_snapshot!(refused("[note]\ndate = 2026-03-01\ntext = \"ERP go-live\""), @r##"
error[wrong-type]: `note` is to be a list of sections, each under `[[note]]`, not a section
 --> boardpack.toml:1:1
  |
1 | [note]
  | ^^^^^^
"##);
    assert_snapshot!(refused("[[note]]\ndate = 2026-03-01\ntext = \"ERP\"\nrebase = \"tickets.opened\""), @r##"
error[wrong-type]: `note.rebase` is to be a list in square brackets, not text
 --> boardpack.toml:4:10
  |
4 | rebase = "tickets.opened"
  |          ^^^^^^^^^^^^^^^^
"##);
    assert_snapshot!(refused("[[note]]\ndate = 2026-03-01\ntext = \"ERP\"\nrebase = [\"tickets.opend\", \"tickets.opened\", \"tickets.opened\"]"), @r##"
error[unknown-kpi]: `tickets.opend` is no KPI
 --> boardpack.toml:4:11
  |
4 | rebase = ["tickets.opend", "tickets.opened", "tickets.opened"]
  |           ^^^^^^^^^^^^^^^
  |
  = help: did you mean `tickets.opened`?

error[duplicate]: `tickets.opened` is there twice
 --> boardpack.toml:4:46
  |
4 | rebase = ["tickets.opend", "tickets.opened", "tickets.opened"]
  |                                              ^^^^^^^^^^^^^^^^
"##);
    assert_snapshot!(refused("[[note]]\ndate = 2026-03-01\ntext = \"ERP\"\nrebase = [\"tickets.opened[service=Payroll]\"]"), @r##"
error[wrong-value]: `tickets.opened[service=Payroll]` is not given month by month, so it has no usual range to begin anew
 --> boardpack.toml:4:11
  |
4 | rebase = ["tickets.opened[service=Payroll]"]
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: leave it out, or name the figure without that slice
"##);
}

#[test]
fn the_baseline() {
    assert_snapshot!(refused("[baseline]\nlabel = \"Assessment\""), @r##"
error[missing-key]: `[baseline]` has no `period`
 --> boardpack.toml:1:1
  |
1 | [baseline]
  | ^^^^^^^^^^
  |
  = help: write which period it is: period = "2025-10"
"##);
    assert_snapshot!(refused("[baseline]\nperiod = \"latest\""), @r##"
error[wrong-value]: a baseline stays where it is; `latest` moves
 --> boardpack.toml:2:10
  |
2 | period = "latest"
  |          ^^^^^^^^
  |
  = help: write a month, a quarter, a year or two days: "2025-10", "2025-Q4", "2025", "2025-10-01..2025-12-01"
"##);
    assert_snapshot!(refused("[baseline]\nperiod = \"10/2025\"\nagreed = 2025-11-10"), @r##"
error[wrong-value]: `10/2025` is no period
 --> boardpack.toml:2:10
  |
2 | period = "10/2025"
  |          ^^^^^^^^^
  |
  = help: write a month, a quarter, a year or two days: "2025-10", "2025-Q4", "2025", "2025-10-01..2025-12-01"

error[unknown-key]: `[baseline]` has no key `agreed`
 --> boardpack.toml:3:1
  |
3 | agreed = 2025-11-10
  | ^^^^^^
  |
  = help: known here: `period`, `label`, `agreed_on`
"##);
    assert_snapshot!(refused("[baseline]\nperiod = \"2025-10\"\nagreed_on = 2025"), @r##"
error[wrong-type]: `baseline.agreed_on` is to be a date such as 2026-10-02, not a number
 --> boardpack.toml:3:13
  |
3 | agreed_on = 2025
  |             ^^^^
"##);
    assert_snapshot!(refused("[baseline]\nperiod = 2025"), @r##"
error[wrong-type]: `baseline.period` is to be text in quotation marks, not a number
 --> boardpack.toml:2:10
  |
2 | period = 2025
  |          ^^^^
"##);
}
