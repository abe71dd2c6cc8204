//! The mistakes that rules, targets, gates and inputs can hold, with the messages that they give.

use insta::assert_snapshot;

use super::{REPORT, SOURCE, parse, refused, rendered};
use annotate_snippets::Renderer;
use std::path::Path;

#[test]
fn time_as_it_is_counted() {
    assert_snapshot!(refused("[calendar]\nholidays = [2026-07-03]"), @r##"
error[missing-key]: `[calendar]` has no `hours`
 --> boardpack.toml:1:1
  |
1 | [calendar]
  | ^^^^^^^^^^
  |
  = help: write when the service is there: hours = "Mon-Fri 08:00-18:00"
"##);
    assert_snapshot!(refused("[calendar]\nhours = \"Mon-Fri 8-18\"\nholidays = [\"3 July\"]"), @r##"
error[wrong-value]: `Mon-Fri 8-18` is no service hours
 --> boardpack.toml:2:9
  |
2 | hours = "Mon-Fri 8-18"
  |         ^^^^^^^^^^^^^^
  |
  = help: write days and hours, several by comma: "Mon-Fri 08:00-18:00, Sat 09:00-12:00"; or "24x7"

error[wrong-value]: `calendar.holidays` is no date
 --> boardpack.toml:3:13
  |
3 | holidays = ["3 July"]
  |             ^^^^^^^^
  |
  = help: write year, month and day: 2026-10-02
"##);
    assert_snapshot!(refused("[sla.resolution]\np1 = \"4 hrz\"\np6 = \"5d\""), @r##"
error[wrong-value]: `4 hrz` is no duration
 --> boardpack.toml:2:6
  |
2 | p1 = "4 hrz"
  |      ^^^^^^^
  |
  = help: write a duration such as "90s", "30m", "4h" or "5d"

error[unknown-key]: `[sla.resolution]` has no key `p6`
 --> boardpack.toml:3:1
  |
3 | p6 = "5d"
  | ^^
  |
  = help: known here: `p1`, `p2`, `p3`, `p4`, `p5`
"##);
    assert_snapshot!(refused("[rules]\nrepeat_key = [\"assignee\"]\nsuspected_hours = 1.5"), @r##"
error[unknown-column]: `assignee` cannot be part of a repeat key
 --> boardpack.toml:2:15
  |
2 | repeat_key = ["assignee"]
  |               ^^^^^^^^^^
  |
  = help: name columns of `tickets` that hold words, such as `service`

error[wrong-value]: `rules.suspected_hours` is to be a whole number from 1 to 8760
 --> boardpack.toml:3:19
  |
3 | suspected_hours = 1.5
  |                   ^^^
  |
  = help: write it without a fraction
"##);
    assert_snapshot!(refused("[rules]\npreventive_activities = \"Patching\""), @r##"
error[wrong-type]: `rules.preventive_activities` is to be a list in square brackets, not text
 --> boardpack.toml:2:25
  |
2 | preventive_activities = "Patching"
  |                         ^^^^^^^^^^
"##);
}

#[test]
fn targets_and_gates() {
    assert_snapshot!(refused("[targets]\n\"change.success_rate\" = 95"), @r##"
error[wrong-value]: `targets.change.success_rate` is to be a share, 0 to 1
 --> boardpack.toml:2:25
  |
2 | "change.success_rate" = 95
  |                         ^^
  |
  = help: for 95 % write 0.95
"##);
    assert_snapshot!(refused("[targets]\n\"tickets.resolution_time[kind=incident].median\" = 8"), @r##"
error[wrong-value]: `targets.tickets.resolution_time[kind=incident].median` is to be a duration
 --> boardpack.toml:2:51
  |
2 | "tickets.resolution_time[kind=incident].median" = 8
  |                                                   ^
  |
  = help: write a duration such as "90s", "30m", "4h" or "5d"
"##);
    assert_snapshot!(refused("[targets]\n\"tickets.resolution_time[knd=incident]\" = \"8h\""), @r##"
error[unknown-name]: `knd` is no dimension
 --> boardpack.toml:2:1
  |
2 | "tickets.resolution_time[knd=incident]" = "8h"
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: did you mean `kind`?
"##);
    assert_snapshot!(refused("[targets]\n\"tickets.opened\" = 500"), @r##"
error[wrong-value]: `tickets.opened` has no better side, so no target
 --> boardpack.toml:2:1
  |
2 | "tickets.opened" = 500
  | ^^^^^^^^^^^^^^^^
  |
  = help: a gate may hold it within bounds: see `[gates]`
"##);
    assert_snapshot!(refused("[gates]\ncsr = \"change.success_rate\""), @r##"
error[wrong-gate]: the gate `change.success_rate` compares nothing
 --> boardpack.toml:2:7
  |
2 | csr = "change.success_rate"
  |       ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write <, <=, > or >= and a bound after the figure: "change.success_rate >= 0.9"
"##);
    assert_snapshot!(refused("[gates]\ncsr = \"change.success_rate >= 90%\""), @r##"
error[wrong-value]: `90%` is no bound for `change.success_rate`, which is a share from 0 to 1
 --> boardpack.toml:2:7
  |
2 | csr = "change.success_rate >= 90%"
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write 0.9
"##);
    assert_snapshot!(refused("[gates]\nspeed = \"tickets.resolution_time.median <= fast\""), @r##"
error[wrong-value]: `fast` is no bound for `tickets.resolution_time.median`, which is a duration
 --> boardpack.toml:2:9
  |
2 | speed = "tickets.resolution_time.median <= fast"
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a duration such as "90s", "30m", "4h" or "5d"
"##);
}

#[test]
fn inputs_and_who_stands_for_them() {
    assert_snapshot!(refused("[cost]\nit_hour = -5\nproductivity_loss = 80"), @r##"
error[wrong-value]: `cost.it_hour` is below nought
 --> boardpack.toml:2:11
  |
2 | it_hour = -5
  |           ^^
  |
  = help: write what it costs or takes as a positive number

error[wrong-value]: `cost.productivity_loss` is to be a share, 0 to 1
 --> boardpack.toml:3:21
  |
3 | productivity_loss = 80
  |                     ^^
  |
  = help: for 80 % write 0.8
"##);
    assert_snapshot!(refused("[cost]\nit_hour = { low = 80, expected = 72, high = 90 }"), @r##"
error[wrong-value]: `cost.it_hour` is no range
 --> boardpack.toml:2:11
  |
2 | it_hour = { low = 80, expected = 72, high = 90 }
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: low ≤ expected ≤ high, but 80, 72, 90 are given
"##);
    assert_snapshot!(refused("[cost]\nit_hour = { low = 80, high = 90 }"), @r##"
error[missing-key]: `[cost.it_hour]` has no `expected`
 --> boardpack.toml:2:11
  |
2 | it_hour = { low = 80, high = 90 }
  |           ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: a range is { low = …, expected = …, high = … }
"##);
    assert_snapshot!(refused("[work]\nshare_blocked = { p1 = 1.5, p7 = 0.1 }"), @r##"
error[wrong-value]: `work.share_blocked.p1` is to be a share, 0 to 1
 --> boardpack.toml:2:24
  |
2 | share_blocked = { p1 = 1.5, p7 = 0.1 }
  |                        ^^^
  |
  = help: for 1.5 % write 0.015

error[unknown-key]: `[work.share_blocked]` has no key `p7`
 --> boardpack.toml:2:29
  |
2 | share_blocked = { p1 = 1.5, p7 = 0.1 }
  |                             ^^
  |
  = help: known here: `p1`, `p2`, `p3`, `p4`, `p5`
"##);
    assert_snapshot!(refused("[[assumption]]\nvalue = \"cost.it_hours\"\nsource = \"HR\"\nowner_role = \"CFO\""), @r##"
error[unknown-input]: `cost.it_hours` is no input
 --> boardpack.toml:2:9
  |
2 | value = "cost.it_hours"
  |         ^^^^^^^^^^^^^^^
  |
  = help: did you mean `cost.it_hour`?
"##);
    assert_snapshot!(refused("[[assumption]]\nvalue = \"cost.it_hour\"\nsource = \"HR\"\nowner_role = \"CFO\""), @r##"
error[unknown-input]: `cost.it_hour` is signed but not given
 --> boardpack.toml:2:9
  |
2 | value = "cost.it_hour"
  |         ^^^^^^^^^^^^^^
  |
  = help: give `it_hour` under `[cost]`
"##);
    assert_snapshot!(refused("[cost]\nit_hour = 1\n[[assumption]]\nvalue = \"cost.it_hour\"\nagreed_on = 2026-02-01\nreview_by = 2026-01-01"), @r##"
error[missing-key]: `[assumption]` has no `source`
 --> boardpack.toml:3:1
  |
3 | [[assumption]]
  | ^^^^^^^^^^^^^^
  |
  = help: write where the number comes from: source = "Finance, loaded rate 2026"

error[missing-key]: `[assumption]` has no `owner_role`
 --> boardpack.toml:3:1
  |
3 | [[assumption]]
  | ^^^^^^^^^^^^^^
  |
  = help: write the role that stands for it: owner_role = "CFO"

error[wrong-value]: `assumption.review_by` is before `agreed_on`
 --> boardpack.toml:6:13
  |
6 | review_by = 2026-01-01
  |             ^^^^^^^^^^
  |
  = help: write when the number is to be looked at again
"##);
    assert_snapshot!(refused("[focus]\n\"tickets.opend\" = \"it\"\n\"tickets.opened\" = \"business\"\n[limits]\nrejects = 5\n[privacy]\nsmallest_group = 0"), @r##"
error[unknown-kpi]: `tickets.opend` is no KPI
 --> boardpack.toml:2:1
  |
2 | "tickets.opend" = "it"
  | ^^^^^^^^^^^^^^^
  |
  = help: did you mean `tickets.opened`?

error[unknown-name]: `business` is no focus
 --> boardpack.toml:3:20
  |
3 | "tickets.opened" = "business"
  |                    ^^^^^^^^^^
  |
  = help: known here: `it`, `organisation`, `hybrid`

error[wrong-value]: `limits.rejects` is to be a share, 0 to 1
 --> boardpack.toml:5:11
  |
5 | rejects = 5
  |           ^
  |
  = help: for 5 % write 0.05

error[wrong-value]: `privacy.smallest_group` is to be a whole number from 1 to 1000
 --> boardpack.toml:7:18
  |
7 | smallest_group = 0
  |                  ^
  |
  = help: write a number in that range
"##);
}

#[test]
fn a_limit_of_rows_set_aside_is_one_for_all_tables_or_one_for_each_that_is_named() {
    let limits = |limits: &str| {
        let text = format!("{REPORT}{SOURCE}[limits]\nrejects = {limits}\n");
        parse("boardpack.toml", &text, Path::new(".")).map(|config| config.reject_limits)
    };
    let by_table = limits("{ tickets = 0.01, changes = 0 }").expect("a config");
    assert_eq!(
        (by_table.of("tickets"), by_table.of("changes"), by_table.of("assets")),
        (Some(0.01), Some(0.0), None)
    );
    assert_eq!(limits("0.02").expect("a config").of("changes"), Some(0.02));
    let error = limits("{ ticket = 0.01, changes = 2 }").expect_err("refused");
    assert_snapshot!(rendered(error.diagnostics(), &Renderer::plain()), @"
error[unknown-name]: `ticket` is no table
 --> boardpack.toml:7:13
  |
7 | rejects = { ticket = 0.01, changes = 2 }
  |             ^^^^^^
  |
  = help: did you mean `tickets`?

error[wrong-value]: `limits.rejects.changes` is to be a share, 0 to 1
 --> boardpack.toml:7:38
  |
7 | rejects = { ticket = 0.01, changes = 2 }
  |                                      ^
  |
  = help: for 2 % write 0.02
");
}

#[test]
fn services_that_are_nobodys_or_twice_there() {
    assert_snapshot!(refused("[[service]]\nhours = \"24/7\"\nmargin_per_hour = -1\nshare_not_recovered = 30\navailability_target = 99.9\nuser = 5"), @r##"
error[missing-key]: `[service]` has no `name`
 --> boardpack.toml:1:1
  |
1 | [[service]]
  | ^^^^^^^^^^^
  |
  = help: write what tickets and outages call it: name = "Order entry"

error[wrong-value]: `24/7` is no service hours
 --> boardpack.toml:2:9
  |
2 | hours = "24/7"
  |         ^^^^^^
  |
  = help: write days and hours, several by comma: "Mon-Fri 08:00-18:00, Sat 09:00-12:00"; or "24x7"

error[wrong-value]: `service.margin_per_hour` is below nought
 --> boardpack.toml:3:19
  |
3 | margin_per_hour = -1
  |                   ^^
  |
  = help: write what it costs or takes as a positive number

error[wrong-value]: `service.share_not_recovered` is to be a share, 0 to 1
 --> boardpack.toml:4:23
  |
4 | share_not_recovered = 30
  |                       ^^
  |
  = help: for 30 % write 0.3

error[wrong-value]: `service.availability_target` is to be a share, 0 to 1
 --> boardpack.toml:5:23
  |
5 | availability_target = 99.9
  |                       ^^^^
  |
  = help: for 99.9 % write 0.999

error[unknown-key]: `[service]` has no key `user`
 --> boardpack.toml:6:1
  |
6 | user = 5
  | ^^^^
  |
  = help: did you mean `users`?
"##);
    assert_snapshot!(refused("[[service]]\nname = \"Mail\"\n[[service]]\nname = \" Mail\"\nmonitored = \"yes\""), @r##"
error[duplicate]: `Mail` stands in two `[[service]]`
 --> boardpack.toml:4:8
  |
4 | name = " Mail"
  |        ^^^^^^^

error[wrong-type]: `service.monitored` is to be true or false, not text
 --> boardpack.toml:5:13
  |
5 | monitored = "yes"
  |             ^^^^^
"##);
}
