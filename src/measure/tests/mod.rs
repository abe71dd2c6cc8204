//! Figures against numbers worked by hand.

mod assets;
mod assurance;
mod availability;
mod goals;
mod knowledge;
mod own;
mod partners;
mod patches;
mod persons;
mod preferences;
mod problems;
mod projects;
mod roles;
mod surveys;
mod unreadable;
mod vendors;
mod work;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::*;

use super::*;
use crate::calendar::{Instant, PeriodChoice, Periods, Zone};
use crate::config::{self, Config};
use crate::enrich::{self, enrich};
use crate::tables::{STATES, Table, Tables};

const CONFIG: &str = r#"
[report]
organisation = "Test"
timezone = "America/Chicago"
users = 200

[[source]]
table = "tickets"
path = "tickets.csv"
"#;

/// A config with more sections after the least that it holds.
fn config(more: &str) -> Config {
    config::parse("boardpack.toml", &format!("{CONFIG}{more}"), Path::new("")).expect("a config")
}

/// Seconds of a local time in Chicago; nothing for an empty cell.
fn at(text: &str) -> Option<u32> {
    let (day, time) = text.split_once(' ')?;
    let (hours, minutes) = time.split_once(':')?;
    let seconds = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    Some(Zone::named("America/Chicago")?.at(day.parse().ok()?, seconds) as u32)
}

fn times(name: &str, cells: &[&str]) -> Column {
    Column::new(name.into(), cells.iter().map(|cell| at(cell)).collect::<Vec<_>>())
}

/// A coded column and its words; an empty cell is not given.
fn coded(name: &'static str, cells: &[&str], words: &mut BTreeMap<&'static str, Arc<Vec<String>>>) -> Column {
    let mut known: Vec<String> = Vec::new();
    let codes: Vec<Option<u32>> = cells
        .iter()
        .map(|cell| {
            (!cell.is_empty()).then(|| {
                known.iter().position(|word| word == cell).unwrap_or_else(|| {
                    known.push((*cell).to_owned());
                    known.len() - 1
                }) as u32
            })
        })
        .collect();
    words.insert(name, Arc::new(known));
    Column::new(name.into(), codes)
}

fn table(columns: Vec<Column>, words: BTreeMap<&'static str, Arc<Vec<String>>>) -> Table {
    let height = columns.first().map_or(0, Column::len);
    Table {
        rows: DataFrame::new(height, columns).expect("columns of one height"),
        words,
        ..Table::default()
    }
}

/// Every figure of a period over these tables, known until the end of `until`.
fn figures(tables: Vec<(&'static str, Table)>, period: &str, until: &str, config: &Config) -> Figures {
    let tables = Tables(tables.into_iter().collect());
    let horizon = Instant::from(at(until).expect("a time"));
    let stamped = tables.0.keys().map(|name| (*name, horizon)).collect();
    let choice = PeriodChoice::parse(period).expect("a period");
    let periods: Periods = enrich::periods(&tables, &stamped, &choice, config).expect("periods");
    measure(&enrich(tables, config, &periods).expect("frames"), config, &periods).expect("figures")
}

fn value(figures: &Figures, id: &'static str, period: &str, slice: &Slice, stat: Option<Stat>) -> Option<f64> {
    figures
        .get(id, period, slice, stat, None)
        .unwrap_or_else(|| panic!("no figure {id} {period} {slice}"))
        .value
}

/// A figure of May 2026.
fn get<'f>(figures: &'f Figures, id: &'static str, slice: &Slice) -> &'f Figure {
    let figure = figures.get(id, "2026-05", slice, None, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {slice}"))
}

/// Part and whole.
fn counts(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (figure.part, figure.whole)
}

fn total() -> Slice {
    Slice::total()
}

fn incident() -> Slice {
    Slice::of(Dim::Kind, "incident")
}

/// Five tickets of January and February; the last one is still open.
fn five_tickets() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        times(
            "opened_at",
            &[
                "2026-01-02 08:00",
                "2026-01-05 08:00",
                "2026-01-31 23:30",
                "2026-02-10 08:00",
                "2026-02-20 08:00",
            ],
        ),
        times(
            "resolved_at",
            &["2026-01-02 10:00", "2026-01-05 12:00", "2026-02-01 00:30", "", ""],
        ),
        times(
            "closed_at",
            &[
                "2026-01-03 10:00",
                "2026-01-06 12:00",
                "2026-02-02 00:30",
                "2026-02-10 18:00",
                "",
            ],
        ),
        Column::new("kind".into(), vec![0u8, 0, 0, 0, 1]),
        Column::new("priority".into(), vec![Some(1u32), Some(3), Some(3), None, Some(4)]),
        Column::new("reopens".into(), vec![0u32, 1, 0, 0, 0]),
        Column::new("reassignments".into(), vec![0u32, 3, 1, 0, 0]),
        coded("service", &["Mail", "Mail", "Order entry", "", "Mail"], &mut words),
        coded("subcategory", &["Login", "Login", "Slow", "", "Login"], &mut words),
    ];
    table(columns, words)
}

#[test]
fn outcomes_belong_to_the_month_in_which_they_came_in_the_reports_zone() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-02",
        "2026-02-28 20:00",
        &config(""),
    );
    let total = Slice::total();
    assert_eq!(value(&figures, "tickets.opened", "2026-01", &total, None), Some(3.0));
    assert_eq!(value(&figures, "tickets.opened", "2026-02", &total, None), Some(2.0));
    assert_eq!(value(&figures, "tickets.resolved", "2026-01", &total, None), Some(2.0));
    // Half past midnight on 1 February in Chicago is February, whatever UTC says; one more by closed_at.
    assert_eq!(value(&figures, "tickets.resolved", "2026-02", &total, None), Some(2.0));
    let resolved = figures
        .get("tickets.resolved", "2026-02", &total, None, None)
        .expect("a figure");
    assert_eq!(resolved.left_out, [("closed_at stands in", 1)]);
    assert_eq!(value(&figures, "tickets.growth", "2026-01", &total, None), Some(1.0));
}

#[test]
fn backlog_is_what_was_open_at_the_last_instant() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-02",
        "2026-02-28 20:00",
        &config(""),
    );
    // The third was open at midnight of 31 January; the fifth is open at the end of February, eight days old.
    assert_eq!(
        value(&figures, "tickets.backlog", "2026-01", &Slice::total(), None),
        Some(1.0)
    );
    assert_eq!(
        value(&figures, "tickets.backlog", "2026-02", &Slice::total(), None),
        Some(1.0)
    );
    assert_eq!(
        value(
            &figures,
            "tickets.backlog",
            "2026-02",
            &Slice::of(Dim::Age, "5-30d"),
            None
        ),
        Some(1.0)
    );
    assert_eq!(
        value(&figures, "tickets.aged_share", "2026-02", &Slice::total(), None),
        Some(0.0)
    );
}

#[test]
fn what_is_resolved_as_the_next_month_begins_was_open_at_the_end_of_this_one() {
    let columns = vec![
        times(
            "opened_at",
            &["2026-01-05 08:00", "2026-01-06 08:00", "2026-02-01 00:00"],
        ),
        times(
            "resolved_at",
            &["2026-02-01 00:00", "2026-01-31 23:59", "2026-02-03 10:00"],
        ),
    ];
    let tickets = table(columns, BTreeMap::new());
    let figures = figures(vec![("tickets", tickets)], "2026-01", "2026-02-28 20:00", &config(""));
    let total = Slice::total();
    assert_eq!(value(&figures, "tickets.backlog", "2026-01", &total, None), Some(1.0));
    assert_eq!(value(&figures, "tickets.resolved", "2026-01", &total, None), Some(1.0));
    assert_eq!(value(&figures, "tickets.opened", "2026-01", &total, None), Some(2.0));
}

#[test]
fn times_to_resolve_by_kind_on_the_wall_clock() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-01",
        "2026-02-28 20:00",
        &config(""),
    );
    // 2 h and 4 h.
    let stats = [
        (Stat::Median, 10_800.0),
        (Stat::P90, 3.8 * 3600.0),
        (Stat::Mean, 10_800.0),
    ];
    for (stat, seconds) in stats {
        assert_eq!(
            value(&figures, "tickets.resolution_time", "2026-01", &incident(), Some(stat)),
            Some(seconds)
        );
    }
    assert!(
        figures
            .get(
                "tickets.resolution_time",
                "2026-01",
                &Slice::total(),
                Some(Stat::Median),
                None
            )
            .is_none()
    );
}

#[test]
fn service_hours_lead_where_there_is_a_calendar() {
    let calendar = "[calendar]\nhours = \"Mon-Fri 09:00-17:00\"\n";
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-01",
        "2026-02-28 20:00",
        &config(calendar),
    );
    let get = |clock| {
        figures.get(
            "tickets.resolution_time",
            "2026-01",
            &incident(),
            Some(Stat::Median),
            clock,
        )
    };
    // 08:00 to 10:00 is one service hour, 08:00 to 12:00 is three.
    assert_eq!(get(None).and_then(|figure| figure.value), Some(7_200.0));
    assert_eq!(get(Some(Clock::Wall)).and_then(|figure| figure.value), Some(10_800.0));
}

#[test]
fn second_tries_are_counted_once() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-01",
        "2026-02-28 20:00",
        &config(""),
    );
    let total = Slice::total();
    assert_eq!(
        value(&figures, "tickets.reopen_rate", "2026-01", &total, None),
        Some(0.5)
    );
    assert_eq!(value(&figures, "tickets.bounces", "2026-01", &total, None), Some(1.5));
    assert_eq!(
        value(&figures, "tickets.bounces", "2026-01", &total, Some(Stat::ShareOfThree)),
        Some(0.5)
    );
    assert_eq!(value(&figures, "owned.reopens", "2026-01", &total, None), Some(1.0));
    assert_eq!(value(&figures, "owned.handovers", "2026-01", &total, None), Some(2.0));
    let first_contact = figures
        .get("tickets.first_contact", "2026-01", &total, None, None)
        .expect("a figure");
    assert_eq!((first_contact.value, first_contact.basis), (Some(0.5), Basis::Proxy));
}

#[test]
fn an_incident_that_comes_again_within_thirty_days() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-01",
        "2026-02-28 20:00",
        &config(""),
    );
    // Mail and Login on 2 and 5 January; Order entry once; the fourth has no key and the fifth is a request.
    let repeats = figures
        .get("problem.repeat_rate", "2026-01", &Slice::total(), None, None)
        .expect("a figure");
    assert_eq!((repeats.part, repeats.whole), (Some(1.0), Some(3.0)));
}

#[test]
fn an_empty_period_has_no_share_and_a_count_of_nothing() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-03",
        "2026-03-31 20:00",
        &config(""),
    );
    assert_eq!(
        value(&figures, "tickets.opened", "2026-03", &Slice::total(), None),
        Some(0.0)
    );
    let reopened = figures
        .get("tickets.reopen_rate", "2026-03", &Slice::total(), None, None)
        .expect("a figure");
    assert_eq!(
        (reopened.value, reopened.reason.as_deref()),
        (None, Some("no records in this period"))
    );
    let median = figures
        .get(
            "tickets.resolution_time",
            "2026-03",
            &incident(),
            Some(Stat::Median),
            None,
        )
        .expect("a figure");
    assert_eq!((median.value, median.n), (None, 0));
}

#[test]
fn what_no_column_gives_is_said_and_never_zero() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-02",
        "2026-02-28 20:00",
        &config(""),
    );
    for (id, reason) in [
        ("tickets.escalation_rate", "no column gives the escalated at"),
        ("change.success_rate", "no export gives changes"),
        ("tickets.backup_coverage", "no export gives people"),
    ] {
        let figure = figures.get(id, "2026-02", &Slice::total(), None, None).expect(id);
        assert_eq!((figure.value, figure.reason.as_deref()), (None, Some(reason)), "{id}");
    }
}

/// Six changes that ended in May: four with an outcome, one cancelled, one whose outcome nobody recorded.
fn six_changes() -> Table {
    let columns = vec![
        Column::new("id".into(), vec![1u64, 2, 3, 4, 5, 6]),
        times("opened_at", &["2026-05-01 08:00"; 6]),
        times(
            "ended_at",
            &[
                "2026-05-04 10:00",
                "2026-05-05 10:00",
                "2026-05-06 10:00",
                "2026-05-07 10:00",
                "2026-05-08 10:00",
                "2026-05-11 10:00",
            ],
        ),
        times(
            "planned_end",
            &[
                "2026-05-04 11:00",
                "2026-05-05 09:00",
                "2026-05-06 11:00",
                "2026-05-07 11:00",
                "2026-05-08 11:00",
                "2026-05-11 11:00",
            ],
        ),
        Column::new("type".into(), vec![0u8, 1, 1, 2, 1, 1]),
        Column::new(
            "outcome".into(),
            vec![Some(0u8), Some(0), Some(2), Some(3), Some(4), None],
        ),
    ];
    table(columns, BTreeMap::new())
}

#[test]
fn success_is_of_the_implemented_with_an_outcome_and_says_what_it_leaves_out() {
    let figures = figures(
        vec![("changes", six_changes())],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let rate = figures
        .get("change.success_rate", "2026-05", &Slice::total(), None, None)
        .expect("a figure");
    assert_eq!((rate.part, rate.whole, rate.value), (Some(2.0), Some(4.0), Some(0.5)));
    assert_eq!(rate.left_out, [("cancelled", 1), ("no outcome", 1)]);
    assert_eq!(
        rate.provisional_until.map(|day| day.to_string()).as_deref(),
        Some("2026-07-01")
    );
    // The second ended an hour after its planned end.
    assert_eq!(
        value(&figures, "change.success_rate_strict", "2026-05", &Slice::total(), None),
        Some(0.25)
    );
    assert_eq!(
        value(
            &figures,
            "change.success_rate_nonstandard",
            "2026-05",
            &Slice::total(),
            None
        ),
        Some(1.0 / 3.0)
    );
    assert_eq!(
        value(&figures, "change.throughput", "2026-05", &Slice::total(), None),
        Some(1.0)
    );
    assert_eq!(
        value(&figures, "dora.fail_rate", "2026-05", &Slice::total(), None),
        Some(0.5)
    );
}

#[test]
fn what_is_due_on_a_day_is_in_time_until_that_day_is_over() {
    let kept_of = |sources: &[usize], due_at, due: &[&str], ended: &[&str]| {
        let source_rows = sources.to_vec();
        let table = |columns| Table {
            source_rows: source_rows.clone(),
            ..table(columns, BTreeMap::new())
        };
        let opened = || times("opened_at", &["2026-05-04 08:00"; 3]);
        let tickets = vec![opened(), times("resolved_at", ended), times(due_at, due)];
        let changes = vec![opened(), times("ended_at", ended), times("planned_end", due)];
        let tables = vec![("tickets", table(tickets)), ("changes", table(changes))];
        let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
        ["tickets.resolution_sla", "change.on_time"].map(|id| {
            let kept = figures.get(id, "2026-05", &Slice::total(), None, None).expect(id);
            (kept.part, kept.whole)
        })
    };
    let kept = |due_at, due: &[&str], ended: &[&str]| kept_of(&[3], due_at, due, ended);
    // Dates alone: on the afternoon of the day, as the next begins, and a day late.
    let dates = ["2026-05-14 00:00", "2026-05-14 00:00", "2026-05-13 00:00"];
    let ended = ["2026-05-14 15:00", "2026-05-15 00:00", "2026-05-14 15:00"];
    for due_at in ["due_at", "resolution_due_at"] {
        assert_eq!(kept(due_at, &dates, &ended), [(Some(1.0), Some(3.0)); 2], "{due_at}");
    }
    // Beside a time of day midnight is one, too: the first, a window to midnight, ended an hour late.
    let with_times = ["2026-05-14 00:00", "2026-05-14 12:00", "2026-05-14 00:00"];
    let ended = ["2026-05-14 01:00", "2026-05-14 15:00", "2026-05-13 23:00"];
    assert_eq!(kept("due_at", &with_times, &ended), [(Some(1.0), Some(3.0)); 2]);
    // One tool's times say nothing of another's dates: of the first source's two, the first is in time for its whole day.
    let by_tool = ["2026-05-14 00:00", "2026-05-13 00:00", "2026-05-14 12:00"];
    let ended = ["2026-05-14 15:00", "2026-05-14 15:00", "2026-05-14 15:00"];
    assert_eq!(
        kept_of(&[2, 1], "due_at", &by_tool, &ended),
        [(Some(1.0), Some(3.0)); 2]
    );
    assert_eq!(kept_of(&[3], "due_at", &by_tool, &ended), [(Some(0.0), Some(3.0)); 2]);
}

#[test]
fn an_end_that_no_record_has_says_that_nothing_is_done_yet() {
    let of = |name, columns: Vec<Column>, id: &'static str| {
        let tables = match name {
            "tickets" => vec![(name, table(columns, BTreeMap::new()))],
            _ => vec![("tickets", five_tickets()), (name, table(columns, BTreeMap::new()))],
        };
        let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
        figures
            .get(id, "2026-05", &Slice::total(), None, None)
            .expect(id)
            .clone()
    };
    let opened = || times("opened_at", &["2026-05-04 08:00"; 2]);
    let due = |name| times(name, &["2026-05-14 00:00"; 2]);
    let never = |name| times(name, &["", ""]);
    let asset = || Column::new("asset_id".into(), vec![1u64, 2]);
    let rates = [
        ("actions", vec![opened(), due("due_at")], "done_at", "actions.done"),
        (
            "patches",
            vec![asset(), due("due_at")],
            "installed_at",
            "patch.compliance",
        ),
        (
            "problems",
            vec![opened(), due("root_cause_due_at")],
            "root_cause_at",
            "problem.root_cause_rate",
        ),
    ];
    for (name, columns, end, id) in rates {
        let absent = of(name, columns.clone(), id);
        let reason = format!("no column gives the {}", end.replace('_', " "));
        assert_eq!((absent.value, absent.reason), (None, Some(reason)), "{id}");
        let empty = of(name, columns.into_iter().chain([never(end)]).collect(), id);
        assert_eq!((empty.part, empty.whole), (Some(0.0), Some(2.0)), "{id}");
    }
    let open = of("tickets", vec![opened(), never("resolved_at")], "tickets.resolved");
    assert_eq!(open.value, Some(0.0));
    // Somebody closed them, so that nobody fills the time of resolving: it is not that nothing is resolved.
    let closed = times("closed_at", &["2026-05-05 08:00", "2026-05-06 08:00"]);
    let closed = of(
        "tickets",
        vec![opened(), never("resolved_at"), closed],
        "tickets.resolved",
    );
    assert_eq!(
        (closed.value, closed.left_out),
        (Some(2.0), vec![("closed_at stands in", 2)])
    );
    // So does a record that is resolved or closed as its state says, and that has no time of it.
    let state = |second: &str| {
        let code = STATES.iter().position(|each| *each == second).map(|code| code as u8);
        Column::new("state".into(), vec![Some(0), code])
    };
    let done = || Column::new("outcome".into(), vec![None, Some(0u8)]);
    for (second, value) in [("in_progress", Some(0.0)), ("resolved", None), ("closed", None)] {
        let tickets = vec![opened(), never("resolved_at"), never("closed_at"), state(second)];
        assert_eq!(of("tickets", tickets, "tickets.resolved").value, value, "{second}");
        let changes = vec![opened(), never("ended_at"), state(second), done()];
        let throughput = of("changes", changes, "change.throughput");
        let reason = value.is_none().then(|| "no column gives the ended".to_owned());
        assert_eq!((throughput.value, throughput.reason), (value, reason), "{second}");
    }
    // No service is down for months: that no outage has an end says that nobody fills it.
    let mut words = BTreeMap::new();
    let outages = vec![
        coded("service", &["Mail"], &mut words),
        times("started_at", &["2026-05-02 08:00"]),
        times("ended_at", &[""]),
    ];
    let tables = vec![("tickets", five_tickets()), ("outages", table(outages, words))];
    let down = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    let rate = down
        .get("availability.rate", "2026-05", &Slice::total(), None, None)
        .expect("a figure");
    assert_eq!(
        (rate.value, rate.reason.as_deref()),
        (None, Some("no column gives the ended at of outages"))
    );
    // Not every ticket is escalated in the end: that none was is as likely never written down.
    let columns = vec![opened(), due("resolved_at"), never("escalated_at")];
    let escalated = of("tickets", columns, "tickets.escalation_rate");
    assert_eq!(
        (escalated.value, escalated.reason.as_deref()),
        (None, Some("no column gives the escalated at"))
    );
}

#[test]
fn a_change_with_issues_is_a_success_only_where_the_rules_say_so() {
    let rate = |rules: &str| {
        let mut changes = six_changes();
        let outcomes = vec![Some(0u8), Some(1), Some(1), Some(2), Some(4), None];
        changes
            .rows
            .with_column(Column::new("outcome".into(), outcomes))
            .expect("a column");
        let figures = figures(
            vec![("changes", changes)],
            "2026-05",
            "2026-05-29 20:00",
            &config(rules),
        );
        value(&figures, "change.success_rate", "2026-05", &Slice::total(), None)
    };
    assert_eq!(rate(""), Some(0.25));
    assert_eq!(rate("[rules]\nwith_issues_is_success = true\n"), Some(0.75));
}

#[test]
fn the_batting_average_says_how_many_of_its_months_are_missing() {
    let figures = figures(
        vec![("changes", six_changes())],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let average = figures
        .get("change.batting_average", "2026-05", &Slice::total(), None, None)
        .expect("a figure");
    assert_eq!((average.part, average.whole), (Some(2.0), Some(4.0)));
    assert!(
        average.left_out.contains(&("months not covered", 11)),
        "{:?}",
        average.left_out
    );
}

#[test]
fn incidents_recorded_against_a_change_and_suspected_after_one() {
    let mut words = BTreeMap::new();
    let tickets = vec![
        times(
            "opened_at",
            &["2026-05-06 12:00", "2026-05-07 09:00", "2026-05-12 09:00"],
        ),
        times(
            "resolved_at",
            &["2026-05-06 15:00", "2026-05-07 10:00", "2026-05-12 10:00"],
        ),
        Column::new("caused_by_change".into(), vec![Some(3u64), None, None]),
        coded("service", &["Mail", "Mail", "Payroll"], &mut words),
    ];
    let tickets = table(tickets, words);
    let mut changes = six_changes();
    let service = coded(
        "service",
        &["Payroll", "Mail", "Mail", "Payroll", "Mail", "Mail"],
        &mut changes.words,
    );
    changes.rows.with_column(service).expect("a column");
    let figures = figures(
        vec![("tickets", tickets), ("changes", changes)],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let total = Slice::total();
    let recorded = figures
        .get("change.caused_incidents", "2026-05", &total, None, None)
        .expect("a figure");
    assert_eq!((recorded.part, recorded.whole), (Some(1.0), Some(5.0)));
    // Both mail incidents came within 72 h of the third change, the nearest; Payroll's came five days after the fourth.
    let suspected = figures
        .get("change.suspected_incidents", "2026-05", &total, None, None)
        .expect("a figure");
    assert_eq!((suspected.part, suspected.whole), (Some(1.0), Some(5.0)));
    // 10:00 to 15:00.
    let recovery = figures
        .get("dora.recovery_time", "2026-05", &total, Some(Stat::Median), None)
        .expect("a figure");
    assert_eq!(recovery.value, Some(5.0 * 3600.0));
    assert_eq!(
        value(&figures, "owned.failed_change_tickets", "2026-05", &total, None),
        Some(1.0)
    );
}

#[test]
fn a_cancelled_incident_is_held_against_no_change_and_recurs_for_nobody() {
    let mut words = BTreeMap::new();
    let tickets = vec![
        times("opened_at", &["2026-05-06 12:00", "2026-05-07 09:00"]),
        times("resolved_at", &["2026-05-06 15:00", "2026-05-07 10:00"]),
        Column::new("caused_by_change".into(), vec![Some(3u64), Some(4)]),
        Column::new("state".into(), vec![4u8, 5]),
        coded("service", &["Mail", "Mail"], &mut words),
        coded("subcategory", &["Login", "Login"], &mut words),
    ];
    let tickets = table(tickets, words);
    let figures = figures(
        vec![("tickets", tickets), ("changes", six_changes())],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let figure = |id| {
        figures
            .get(id, "2026-05", &Slice::total(), None, None)
            .expect("a figure")
    };
    assert_eq!(figure("change.caused_incidents").part, Some(1.0));
    assert_eq!(
        (figure("problem.repeat_rate").part, figure("problem.repeat_rate").whole),
        (Some(0.0), Some(1.0))
    );
    assert_eq!(figure("tickets.opened").left_out, [("cancelled", 1)]);
}

#[test]
fn a_group_of_few_persons_is_folded_with_another() {
    let mut words = BTreeMap::new();
    let groups: Vec<&str> = ["Desk"; 12]
        .into_iter()
        .chain(["Network"; 6])
        .chain(["Board"; 2])
        .collect();
    let columns = vec![
        times("opened_at", &["2026-05-06 12:00"; 20]),
        Column::new("assignee".into(), (0..20u32).map(Some).collect::<Vec<_>>()),
        coded("group", &groups, &mut words),
    ];
    let figures = figures(
        vec![("tickets", table(columns, words))],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let opened = |group: &str| figures.get("tickets.opened", "2026-05", &Slice::of(Dim::Group, group), None, None);
    assert_eq!(opened("Desk").and_then(|figure| figure.value), Some(12.0));
    // Board has two persons; alone under "other" it could be worked out by subtraction, so the next smallest joins it.
    assert!(opened("Board").is_none() && opened("Network").is_none());
    assert_eq!(opened("other").and_then(|figure| figure.value), Some(8.0));
}

#[test]
fn one_row_is_enough() {
    let columns = vec![times("opened_at", &["2026-05-06 12:00"])];
    let figures = figures(
        vec![("tickets", table(columns, BTreeMap::new()))],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    assert_eq!(
        value(&figures, "tickets.opened", "2026-05", &Slice::total(), None),
        Some(1.0)
    );
    assert_eq!(
        value(&figures, "tickets.per_user", "2026-05", &Slice::total(), None),
        Some(0.5)
    );
    // Nothing says when a ticket ends: that all of them are open would be invented.
    let backlog = figures
        .get("tickets.backlog", "2026-05", &Slice::total(), None, None)
        .expect("a figure");
    let reason = "no column says when a ticket was resolved or closed";
    assert_eq!((backlog.value, backlog.reason.as_deref()), (None, Some(reason)));
}

#[test]
fn a_period_before_the_data_has_no_figures_and_says_where_they_run() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2024-05",
        "2026-02-28 20:00",
        &config(""),
    );
    let opened = figures
        .get("tickets.opened", "2024-05", &Slice::total(), None, None)
        .expect("a figure");
    let reason = "the data run from 2026-01 to 2026-02-28";
    assert_eq!((opened.value, opened.reason.as_deref()), (None, Some(reason)));
}

#[test]
fn incidents_alone_are_no_share_of_all_work() {
    let columns = |kinds: Vec<u8>| {
        vec![
            times("opened_at", &["2026-05-06 12:00"; 2]),
            times("resolved_at", &["2026-05-06 15:00"; 2]),
            Column::new("effort_minutes".into(), vec![30u32, 90]),
            Column::new("kind".into(), kinds),
        ]
    };
    let share = |kinds| {
        let tickets = table(columns(kinds), BTreeMap::new());
        let figures = figures(vec![("tickets", tickets)], "2026-05", "2026-05-29 20:00", &config(""));
        let figure = figures
            .get("work.unplanned_share", "2026-05", &Slice::total(), None, None)
            .expect("a figure");
        (figure.value, figure.reason.clone())
    };
    let reason = "no export gives requests or changes, the planned work";
    assert_eq!(share(vec![0, 0]), (None, Some(reason.to_owned())));
    assert_eq!(share(vec![0, 1]), (Some(0.25), None));
}

#[test]
fn every_figure_stands_once() {
    let figures = figures(
        vec![("tickets", five_tickets()), ("changes", six_changes())],
        "2026-02",
        "2026-02-28 20:00",
        &config(""),
    );
    let mut keys: Vec<_> = figures
        .iter()
        .map(|f| (f.id, &f.period, &f.slice, f.stat, f.clock))
        .collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
    for kpi in Catalogue::built_in() {
        assert!(
            figures.iter().any(|figure| figure.id == kpi.id),
            "{} has no figure at all",
            kpi.id
        );
    }
}
