//! Records that have an end which nobody can read: they are neither open nor done at a known time.

use super::*;

/// Three records of 5 January, due on the 20th: done on the 10th, not done, done at a time that cannot be read.
fn three(name: &'static str, [begin, due, end]: [&'static str; 3]) -> Table {
    let mut words = BTreeMap::new();
    let mut columns = vec![
        times(begin, &["2026-01-05 08:00"; 3]),
        times(end, &["2026-01-10 08:00", "", ""]),
    ];
    if !due.is_empty() {
        columns.push(times(due, &["2026-01-20 00:00"; 3]));
    }
    if name == "outages" {
        columns.push(coded("service", &["Mail"; 3], &mut words));
    }
    let mut rows = table(columns, words);
    rows.unreadable.insert(end, vec![2]);
    rows
}

/// A figure of January, with why records were left out of it.
fn of(name: &'static str, times: [&'static str; 3], id: &'static str) -> (Option<f64>, u64) {
    let mut tables = vec![("tickets", five_tickets())];
    tables.retain(|(each, _)| *each != name);
    tables.push((name, three(name, times)));
    let figures = figures(tables, "2026-01", "2026-01-31 20:00", &config(""));
    let stat = None;
    let mut of_id = figures.iter().filter(|figure| figure.id == id && figure.stat == stat);
    let figure = of_id.find(|figure| figure.period == "2026-01" && figure.slice == total());
    let figure = figure.unwrap_or_else(|| panic!("no figure {id}"));
    let unknown = figure.left_out.iter().find(|(why, _)| why.ends_with(", time unknown"));
    (figure.value, unknown.map_or(0, |(_, records)| *records))
}

#[test]
fn an_end_that_cannot_be_read_opens_nothing_again_and_is_counted() {
    // Of three one is open, and of one nobody knows. (All that is open is a known error.)
    for (name, times, id) in [
        ("tickets", ["opened_at", "", "resolved_at"], "tickets.backlog"),
        (
            "problems",
            ["opened_at", "known_error_at", "closed_at"],
            "problem.known_errors",
        ),
        ("risks", ["opened_at", "accepted_until", "closed_at"], "risks.open"),
        ("risks", ["opened_at", "accepted_until", "closed_at"], "risks.overdue"),
        ("patches", ["released_at", "due_at", "installed_at"], "patch.overdue"),
        (
            "vulnerabilities",
            ["found_at", "due_at", "fixed_at"],
            "vulnerability.overdue",
        ),
    ] {
        assert_eq!(of(name, times, id), (Some(1.0), 1), "{id}");
    }
}

#[test]
fn what_was_done_at_a_time_that_cannot_be_read_is_neither_in_time_nor_late() {
    // Of the two that are known one was in time.
    for (name, times, id) in [
        ("actions", ["opened_at", "due_at", "done_at"], "actions.done"),
        ("patches", ["released_at", "due_at", "installed_at"], "patch.compliance"),
    ] {
        assert_eq!(of(name, times, id), (Some(0.5), 1), "{id}");
    }
}

#[test]
fn an_outage_that_ended_nobody_knows_when_did_not_last_until_the_data_end() {
    let outages = ["started_at", "", "ended_at"];
    // The first lasted five days; the second is still down, the third is not known to be.
    let (mean, unknown) = of("outages", outages, "availability.mtrs");
    assert_eq!((mean, unknown), (None, 1));
    let mut alone = three("outages", outages);
    alone.rows = alone.rows.drop_many(["ended_at"]);
    let ends = times("ended_at", &["2026-01-10 08:00", "2026-01-12 08:00", ""]);
    alone.rows.with_column(ends).expect("a column");
    let tables = vec![("tickets", five_tickets()), ("outages", alone)];
    let figures = figures(tables, "2026-01", "2026-01-31 20:00", &config(""));
    let mean = figures.get("availability.mtrs", "2026-01", &total(), None, None);
    // The two that are known overlap: seven days.
    let mean = mean.expect("a figure");
    assert_eq!((mean.value, mean.n), (Some(7.0 * 24.0 * 3_600.0), 1));
    assert_eq!(mean.left_out, [("ended, time unknown", 1)]);
}
