//! The mistakes that a file, its sections, `[report]` and `[[source]]` can hold, with the messages that they give.

use insta::assert_snapshot;

use super::{refused, refused_in_report, refused_in_source, refused_whole};

#[test]
fn every_mistake_is_said_at_once_in_the_order_of_the_file() {
    assert_snapshot!(refused_whole("[report]\ntimezone = \"America/Chicgo\"\nuser = 5\n[[source]]\ntable = \"ticket\"\npath = \"a.csv\"\n[target]\n"), @r##"
error[missing-key]: `[report]` has no `organisation`
 --> boardpack.toml:1:1
  |
1 | [report]
  | ^^^^^^^^
  |
  = help: write whose report it is: organisation = "Northwind Traders"

error[unknown-name]: `America/Chicgo` is no time zone
 --> boardpack.toml:2:12
  |
2 | timezone = "America/Chicgo"
  |            ^^^^^^^^^^^^^^^^
  |
  = help: did you mean `America/Chicago`?

error[unknown-key]: `[report]` has no key `user`
 --> boardpack.toml:3:1
  |
3 | user = 5
  | ^^^^
  |
  = help: did you mean `users`?

error[unknown-name]: `ticket` is no table
 --> boardpack.toml:5:9
  |
5 | table = "ticket"
  |         ^^^^^^^^
  |
  = help: did you mean `tickets`?

error[unknown-key]: boardpack.toml has no section `[target]`
 --> boardpack.toml:7:2
  |
7 | [target]
  |  ^^^^^^
  |
  = help: did you mean `targets`?
"##);
}

#[test]
fn what_is_not_toml() {
    assert_snapshot!(refused("[report\n"), @r##"
error[toml-syntax]: unclosed table, expected `]`
 --> boardpack.toml:1:8
  |
1 | [report
  |        ^
"##);
}

#[test]
fn a_config_without_anything() {
    assert_snapshot!(refused_whole(""), @r##"
error[missing-key]: `[report]` has no `organisation`
--> boardpack.toml
 = help: write whose report it is: organisation = "Northwind Traders"

error[missing-key]: boardpack.toml has no `[[source]]`, so there is nothing to read
--> boardpack.toml
 = help: the least that it holds is:
         
         [report]
         organisation = "Northwind Traders"
         
         [[source]]
         table = "tickets"
         path = "exports/incident*.csv"
"##);
}

#[test]
fn keys_and_sections_that_are_not_known_or_come_later() {
    assert_snapshot!(refused("[histori]\nkeep = true"), @r##"
error[unknown-key]: boardpack.toml has no section `[histori]`
 --> boardpack.toml:1:2
  |
1 | [histori]
  |  ^^^^^^^
  |
  = help: known here: `audience`, `kpi`, `report`, `source`, `sla`, `cost`, `work`, `service`, `targets`, `assumption`, `calendar`, `stakeholder`, `windows`, `gates`, `note`, `baseline`, `rules`, `focus`, `limits`, `privacy`
"##);
    assert_snapshot!(refused("[brand]\nlogo = \"logo.svg\""), @r##"
error[not-in-this-version]: `brand` is not in boardpack 0.1.0
 --> boardpack.toml:1:2
  |
1 | [brand]
  |  ^^^^^
  |
  = help: take it out; nothing in this version would obey it
"##);
    assert_snapshot!(refused_in_report("cover = \"cover.png\""), @r##"
error[not-in-this-version]: `report.cover` is not in boardpack 0.1.0
 --> boardpack.toml:3:1
  |
3 | cover = "cover.png"
  | ^^^^^
  |
  = help: take it out; nothing in this version would obey it
"##);
    assert_snapshot!(refused("[sla]\nresolutions = {}"), @r##"
error[unknown-key]: `[sla]` has no key `resolutions`
 --> boardpack.toml:2:1
  |
2 | resolutions = {}
  | ^^^^^^^^^^^
  |
  = help: did you mean `resolution`?
"##);
}

#[test]
fn values_of_the_wrong_type() {
    assert_snapshot!(refused_in_report("users = \"many\""), @r##"
error[wrong-type]: `report.users` is to be a number, not text
 --> boardpack.toml:3:9
  |
3 | users = "many"
  |         ^^^^^^
"##);
    assert_snapshot!(refused_in_report("title = 5"), @r##"
error[wrong-type]: `report.title` is to be text in quotation marks, not a number
 --> boardpack.toml:3:9
  |
3 | title = 5
  |         ^
"##);
    assert_snapshot!(refused_in_report("title = \"\""), @r##"
error[wrong-value]: `report.title` is empty
 --> boardpack.toml:3:9
  |
3 | title = ""
  |         ^^
  |
  = help: write what it should be, or leave the key out
"##);
    assert_snapshot!(refused_in_report("headline = \"change.success_rate\""), @r##"
error[wrong-type]: `report.headline` is to be a list in square brackets, not text
 --> boardpack.toml:3:12
  |
3 | headline = "change.success_rate"
  |            ^^^^^^^^^^^^^^^^^^^^^
"##);
    assert_snapshot!(refused("[calendar]\nhours = \"24x7\"\nholidays = [5]"), @r##"
error[wrong-type]: `calendar.holidays` is to be a date such as 2026-10-02, not a number
 --> boardpack.toml:3:13
  |
3 | holidays = [5]
  |             ^
"##);
    assert_snapshot!(refused("[rules]\nwith_issues_is_success = \"yes\""), @r##"
error[wrong-type]: `rules.with_issues_is_success` is to be true or false, not text
 --> boardpack.toml:2:26
  |
2 | with_issues_is_success = "yes"
  |                          ^^^^^
"##);
    assert_snapshot!(refused("calendar = \"24x7\""), @r##"
error[wrong-type]: `calendar` is to be a section, not text
 --> boardpack.toml:1:12
  |
1 | calendar = "24x7"
  |            ^^^^^^
"##);
    assert_snapshot!(refused_whole("[report]\norganisation = \"N\"\n[source]\ntable = \"tickets\""), @r##"
error[wrong-type]: `source` is to be a list of sections, each under `[[source]]`, not a section
 --> boardpack.toml:3:1
  |
3 | [source]
  | ^^^^^^^^
"##);
}

#[test]
fn the_report_section() {
    assert_snapshot!(refused_in_report("timezone = \"Chicago/America\""), @r##"
error[unknown-name]: `Chicago/America` is no time zone
 --> boardpack.toml:3:12
  |
3 | timezone = "Chicago/America"
  |            ^^^^^^^^^^^^^^^^^
  |
  = help: write a name such as "America/Chicago", "Europe/Stockholm" or "UTC"
"##);
    assert_snapshot!(refused_in_report("currency = \"usd\""), @r##"
error[wrong-value]: `report.currency` is no currency code
 --> boardpack.toml:3:12
  |
3 | currency = "usd"
  |            ^^^^^
  |
  = help: write "USD"
"##);
    assert_snapshot!(refused_in_report("compare = \"last_year\""), @r##"
error[unknown-name]: `last_year` is no comparison
 --> boardpack.toml:3:11
  |
3 | compare = "last_year"
  |           ^^^^^^^^^^^
  |
  = help: known here: `previous`, `year_ago`
"##);
    assert_snapshot!(refused_in_report("users = 0"), @r##"
error[wrong-value]: `report.users` is to be a whole number, 1 or more
 --> boardpack.toml:3:9
  |
3 | users = 0
  |         ^
  |
  = help: write a number in that range
"##);
    assert_snapshot!(refused_in_report("as_of = 10:00:00"), @r##"
error[wrong-value]: `report.as_of` is no time of the years 1970 to 2106
 --> boardpack.toml:3:9
  |
3 | as_of = 10:00:00
  |         ^^^^^^^^
  |
  = help: write 2026-10-31 or 2026-10-31T18:00:00Z
"##);
    assert_snapshot!(refused_in_report("language = \"English (US)\""), @r##"
error[unknown-name]: `English (US)` is no language
 --> boardpack.toml:3:12
  |
3 | language = "English (US)"
  |            ^^^^^^^^^^^^^^
  |
  = help: known here: `en`
"##);
    assert_snapshot!(refused_in_report("fiscal_year_start = \"07\""), @r##"
error[wrong-value]: `report.fiscal_year_start` is not in this version
 --> boardpack.toml:3:21
  |
3 | fiscal_year_start = "07"
  |                     ^^^^
  |
  = help: leave it out: quarters and years are the calendar's
"##);
    assert_snapshot!(refused_in_report("headline = [\"change.succes_rate\", \"tickets.opened\", \"tickets.opened\"]"), @r##"
error[unknown-kpi]: `change.succes_rate` is no KPI
 --> boardpack.toml:3:13
  |
3 | headline = ["change.succes_rate", "tickets.opened", "tickets.opened"]
  |             ^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `change.success_rate`?

error[duplicate]: `tickets.opened` is there twice
 --> boardpack.toml:3:53
  |
3 | headline = ["change.succes_rate", "tickets.opened", "tickets.opened"]
  |                                                     ^^^^^^^^^^^^^^^^
"##);
}

#[test]
fn a_source() {
    assert_snapshot!(refused_in_source("preset = \"service-now\""), @r##"
error[unknown-name]: `service-now` is no preset
 --> boardpack.toml:6:10
  |
6 | preset = "service-now"
  |          ^^^^^^^^^^^^^
  |
  = help: did you mean `servicenow`?
"##);
    assert_snapshot!(refused_in_source("encoding = \"win-1252\""), @r##"
error[unknown-name]: `win-1252` is no encoding
 --> boardpack.toml:6:12
  |
6 | encoding = "win-1252"
  |            ^^^^^^^^^^
  |
  = help: known here: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `windows-1250`, `windows-1251`, `iso-8859-1`, `macintosh`, `shift_jis`
"##);
    assert_snapshot!(refused_in_source("delimiter = \"ab\""), @r##"
error[wrong-value]: `source.delimiter` is no delimiter
 --> boardpack.toml:6:13
  |
6 | delimiter = "ab"
  |             ^^^^
  |
  = help: write one character: ",", ";", "|" or "tab"
"##);
    assert_snapshot!(refused_in_source("decimal = \";\""), @r##"
error[unknown-name]: `;` is no decimal mark
 --> boardpack.toml:6:11
  |
6 | decimal = ";"
  |           ^^^
  |
  = help: known here: `.`, `,`
"##);
    assert_snapshot!(refused_in_source("header_row = 0"), @r##"
error[wrong-value]: `source.header_row` is to be a whole number from 1 to 1000000
 --> boardpack.toml:6:14
  |
6 | header_row = 0
  |              ^
  |
  = help: write a number in that range
"##);
    assert_snapshot!(refused_in_source("shape = \"event\""), @r##"
error[unknown-name]: `event` is no shape
 --> boardpack.toml:6:9
  |
6 | shape = "event"
  |         ^^^^^^^
  |
  = help: did you mean `events`?
"##);
    assert_snapshot!(refused_in_source("[source.columns]\nopend_at = \"Created\""), @r##"
error[unknown-column]: `tickets` has no column `opend_at`
 --> boardpack.toml:7:1
  |
7 | opend_at = "Created"
  | ^^^^^^^^
  |
  = help: did you mean `opened_at`?
"##);
    assert_snapshot!(refused_in_source("[source.values.priority]\nCritical = 9"), @r##"
error[wrong-value]: `source.values.priority.Critical` is to be a whole number from 1 to 5
 --> boardpack.toml:7:12
  |
7 | Critical = 9
  |            ^
  |
  = help: `priority` holds nothing else
"##);
    assert_snapshot!(refused_in_source("[source.values.kind]\nBug = \"incidents\""), @r##"
error[unknown-name]: `incidents` is no kind
 --> boardpack.toml:7:7
  |
7 | Bug = "incidents"
  |       ^^^^^^^^^^^
  |
  = help: did you mean `incident`?
"##);
    assert_snapshot!(refused_in_source("[source.values]\npriority = 1"), @r##"
error[wrong-type]: `source.values.priority` is to be a section of the tool's words, each with what it means, not a number
 --> boardpack.toml:7:12
  |
7 | priority = 1
  |            ^
"##);
    assert_snapshot!(refused_in_source("constants = { major = \"maybe\" }"), @r##"
error[wrong-value]: `source.constants.major` is to be true or false
 --> boardpack.toml:6:23
  |
6 | constants = { major = "maybe" }
  |                       ^^^^^^^
  |
  = help: `major` holds nothing else
"##);
    assert_snapshot!(refused_in_source("state_times = { Resolved = \"priority\" }"), @r##"
error[wrong-value]: `source.state_times.Resolved` is to be a time column
 --> boardpack.toml:6:28
  |
6 | state_times = { Resolved = "priority" }
  |                            ^^^^^^^^^^
  |
  = help: name one such as `resolved_at`
"##);
    assert_snapshot!(refused_in_source("[[source]]\ntable = \"tickets\"\npath = \"incident.csv\""), @r##"
error[duplicate]: `incident.csv` is read into `tickets` twice
 --> boardpack.toml:8:8
  |
8 | path = "incident.csv"
  |        ^^^^^^^^^^^^^^
  |
  = help: take one of the two out, or give each its own `where`
"##);
    assert_snapshot!(refused_in_source("[[source]]\ntable = \"changes\""), @r##"
error[missing-key]: `[source]` has no `path`
 --> boardpack.toml:6:1
  |
6 | [[source]]
  | ^^^^^^^^^^
  |
  = help: write where the export is: path = "exports/incident*.csv"
"##);
}

#[test]
fn what_no_time_format_word_or_time_column_is_said_at_once_each_at_its_place() {
    assert_snapshot!(refused_in_source("time_format = \"dym\"\nconstants = { kind = \"incidnet\" }\nstate_times = { resolved = \"group\" }"), @r##"
error[wrong-value]: `source.time_format` is to be dmy, mdy or ymd
 --> boardpack.toml:6:15
  |
6 | time_format = "dym"
  |               ^^^^^
  |
  = help: it is the order of day, month and year in times such as 3/4/2026

error[unknown-name]: `incidnet` is no kind
 --> boardpack.toml:7:22
  |
7 | constants = { kind = "incidnet" }
  |                      ^^^^^^^^^^
  |
  = help: did you mean `incident`?

error[wrong-value]: `source.state_times.resolved` is to be a time column
 --> boardpack.toml:8:28
  |
8 | state_times = { resolved = "group" }
  |                            ^^^^^^^
  |
  = help: name one such as `resolved_at`
"##);
}

#[test]
fn a_time_format_by_column_names_time_columns_and_orders() {
    assert_snapshot!(refused_in_source("time_format = { opend_at = \"dmy\", group = \"dmy\", closed_at = \"iso\" }"), @r##"
error[unknown-column]: `tickets` has no column `opend_at`
 --> boardpack.toml:6:17
  |
6 | time_format = { opend_at = "dmy", group = "dmy", closed_at = "iso" }
  |                 ^^^^^^^^
  |
  = help: did you mean `opened_at`?

error[wrong-value]: `group` is no time column
 --> boardpack.toml:6:35
  |
6 | time_format = { opend_at = "dmy", group = "dmy", closed_at = "iso" }
  |                                   ^^^^^
  |
  = help: time_format says how times are read: name one such as `opened_at`

error[wrong-value]: `source.time_format.closed_at` is to be dmy, mdy or ymd
 --> boardpack.toml:6:62
  |
6 | time_format = { opend_at = "dmy", group = "dmy", closed_at = "iso" }
  |                                                              ^^^^^
  |
  = help: it is the order of day, month and year in times such as 3/4/2026
"##);
    assert_snapshot!(refused_in_source("time_format = 5"), @r##"
error[wrong-type]: `source.time_format` is to be text in quotation marks, not a number
 --> boardpack.toml:6:15
  |
6 | time_format = 5
  |               ^
"##);
}
