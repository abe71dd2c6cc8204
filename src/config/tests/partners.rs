//! `[[stakeholder]]` and `[windows]`: as they are meant, and what is refused.

use insta::assert_snapshot;

use super::{refused, with};

const HOUR: u32 = 3_600;

#[test]
fn a_group_is_to_be_met_every_ninety_days_unless_it_says_otherwise() {
    let text =
        "[[stakeholder]]\nname = \" Finance \"\n[[stakeholder]]\nname = \"Sales\"\nkey_people = 3\ncadence_days = 30\n";
    let groups = with(text).stakeholders;
    let said: Vec<_> = groups
        .iter()
        .map(|group| (group.name.as_str(), group.key_people, group.cadence_days))
        .collect();
    assert_eq!(said, [("Finance", None, 90), ("Sales", Some(3), 30)]);
}

#[test]
fn a_window_is_named_whatever_the_capitals_and_marks_of_an_answer() {
    let windows = with("[windows]\n\"After hours\" = \"Mon-Fri 18:00-24:00\"\nweekend = \"Sat 06:00-12:00\"\n").windows;
    let days = |answer: &str| windows.named(answer).map(|week| week.days.clone());
    assert_eq!(days("after-hours").expect("a window")[4], [(18 * HOUR, 24 * HOUR)]);
    // Our own stands in the place of the built-in one.
    assert_eq!(days("Weekend").expect("a window")[5], [(6 * HOUR, 12 * HOUR)]);
    assert!(days("Weekend").expect("a window")[6].is_empty());
    assert_eq!(
        days("Overnight").expect("a window")[2],
        [(0, 6 * HOUR), (20 * HOUR, 24 * HOUR)]
    );
    assert!(days("Evening").expect("a window")[5].is_empty());
    assert_eq!(days("no preference"), None);
}

#[test]
fn working_hours_are_those_of_the_calendar_where_there_is_one() {
    let hours = |text: &str| with(text).windows.named("Working hours").cloned().expect("a window");
    assert_eq!(hours("").days[0], [(8 * HOUR, 18 * HOUR)]);
    let of_calendar = hours("[calendar]\nhours = \"Mon-Thu 07:00-15:00\"\nholidays = [2026-07-03]\n");
    assert_eq!(of_calendar.days[0], [(7 * HOUR, 15 * HOUR)]);
    assert_eq!(of_calendar.holidays.len(), 1);
    let own = hours("[calendar]\nhours = \"24x7\"\n[windows]\nworking_hours = \"Mon 09:00-10:00\"\n");
    assert_eq!(
        (own.days[0].as_slice(), own.holidays.len()),
        ([(9 * HOUR, 10 * HOUR)].as_slice(), 0)
    );
}

#[test]
fn groups_and_windows_that_cannot_be_meant() {
    assert_snapshot!(refused("[[stakeholder]]\ncadence = 30\nkey_people = 0\n[[stakeholder]]\nname = \"Finance\"\ncadence_days = 400\n[[stakeholder]]\nname = \"finance\"\n"), @r##"
error[missing-key]: `[stakeholder]` has no `name`
 --> boardpack.toml:1:1
  |
1 | [[stakeholder]]
  | ^^^^^^^^^^^^^^^
  |
  = help: write the group as the meetings name it: name = "Finance"

error[unknown-key]: `[stakeholder]` has no key `cadence`
 --> boardpack.toml:2:1
  |
2 | cadence = 30
  | ^^^^^^^
  |
  = help: known here: `name`, `key_people`, `cadence_days`

error[wrong-value]: `stakeholder.key_people` is to be a whole number from 1 to 10000
 --> boardpack.toml:3:14
  |
3 | key_people = 0
  |              ^
  |
  = help: write a number in that range

error[wrong-value]: `stakeholder.cadence_days` is to be a whole number from 1 to 366
 --> boardpack.toml:6:16
  |
6 | cadence_days = 400
  |                ^^^
  |
  = help: write a number in that range

error[duplicate]: `finance` stands in two `[[stakeholder]]`
 --> boardpack.toml:8:8
  |
8 | name = "finance"
  |        ^^^^^^^^^
  |
  = help: keep one of the two
"##);
    assert_snapshot!(refused("[windows]\nnight = \"20:00-06:00\"\nevening = \"Mon-Fri 18:00-18:00\"\nlate = 22\n\"Late!\" = \"Mon-Fri 22:00-02:00\"\n\"-\" = \"24x7\"\n"), @r##"
error[wrong-value]: `20:00-06:00` is no service hours
 --> boardpack.toml:2:9
  |
2 | night = "20:00-06:00"
  |         ^^^^^^^^^^^^^
  |
  = help: write days and hours, several by comma: "Mon-Fri 08:00-18:00, Sat 09:00-12:00"; or "24x7"

error[wrong-value]: `Mon-Fri 18:00-18:00` ends before it begins
 --> boardpack.toml:3:11
  |
3 | evening = "Mon-Fri 18:00-18:00"
  |           ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: for hours over midnight write two spans: "Mon-Fri 22:00-24:00, Tue-Sat 00:00-06:00"

error[wrong-type]: `windows.late` is to be text in quotation marks, not a number
 --> boardpack.toml:4:8
  |
4 | late = 22
  |        ^^

error[duplicate]: the window `late` is there twice
 --> boardpack.toml:5:1
  |
5 | "Late!" = "Mon-Fri 22:00-02:00"
  | ^^^^^^^
  |
  = help: an answer names a window whatever its capitals and marks: keep one of the two

error[wrong-value]: `-` names no window
 --> boardpack.toml:6:1
  |
6 | "-" = "24x7"
  | ^^^
  |
  = help: name it as people answer: overnight = "Mon-Sun 20:00-06:00"
"##);
}
