//! Goals: on which line they are, and the evidence on file for them.

use super::*;

/// A goal in the register: baseline, target, current, from, to.
type Goal = (Option<f64>, Option<f64>, Option<f64>, &'static str, &'static str);

fn goals(rows: &[Goal]) -> Table {
    let number = |of: fn(&Goal) -> Option<f64>| rows.iter().map(of).collect::<Vec<_>>();
    let columns = vec![
        Column::new("id".into(), (0..rows.len() as u64).collect::<Vec<_>>()),
        Column::new("baseline".into(), number(|row| row.0)),
        Column::new("target".into(), number(|row| row.1)),
        Column::new("current".into(), number(|row| row.2)),
        times("started_at", &rows.iter().map(|row| row.3).collect::<Vec<_>>()),
        times("due_at", &rows.iter().map(|row| row.4).collect::<Vec<_>>()),
    ];
    table(columns, BTreeMap::new())
}

/// The figures of February beside five tickets, which give it its months.
fn aimed(goals: Table) -> Figures {
    let tables = vec![("tickets", five_tickets()), ("goals", goals)];
    figures(tables, "2026-02", "2026-02-28 23:59", &config(""))
}

fn of_goals(figures: &Figures, id: &'static str) -> Figure {
    figures
        .get(id, "2026-02", &total(), None, None)
        .expect("a figure")
        .clone()
}

#[test]
fn a_goal_is_on_track_at_or_beyond_the_line_whichever_way_it_goes() {
    // January and February are 59 of the 118 days to 29 April: at the end of February half of the way is due.
    let (from, to) = ("2026-01-01 00:00", "2026-04-29 01:00");
    let known = |baseline, target, current| (Some(baseline), Some(target), Some(current), from, to);
    let rows = [
        known(0.0, 10.0, 5.0),
        known(0.0, 10.0, 4.9),
        // Down from 30 to 10: 20 is due.
        known(30.0, 10.0, 20.0),
        known(30.0, 10.0, 21.0),
        known(30.0, 10.0, 2.0),
        // Beyond its start in the wrong direction.
        known(0.2, 0.8, 0.1),
        // Over since January: all of the way is due, and no more.
        (Some(0.0), Some(10.0), Some(9.0), "2025-06-01 00:00", "2026-01-31 00:00"),
        (
            Some(0.0),
            Some(10.0),
            Some(10.0),
            "2025-06-01 00:00",
            "2026-01-31 00:00",
        ),
        // Two days, and due at the end of the second: at 23:59 of it 172 741 of 172 799 seconds are over, so that 9.9966 is due.
        (
            Some(0.0),
            Some(10.0),
            Some(9.997),
            "2026-02-27 00:00",
            "2026-02-28 00:00",
        ),
        // No way to go; not begun; due before it starts; something is not known.
        known(5.0, 5.0, 5.0),
        (Some(0.0), Some(10.0), Some(0.0), "2026-03-02 00:00", to),
        (
            Some(0.0),
            Some(10.0),
            Some(10.0),
            "2026-01-31 00:00",
            "2026-01-05 00:00",
        ),
        (None, Some(10.0), Some(10.0), from, to),
        (Some(0.0), Some(10.0), None, from, to),
        (Some(0.0), Some(10.0), Some(1.0), from, ""),
    ];
    let on_track = of_goals(&aimed(goals(&rows)), "goals.on_track");
    // The first, the third, the fifth, the eighth and the ninth, of nine with a line.
    assert_eq!((counts(&on_track), on_track.n), ((Some(5.0), Some(9.0)), 9));
    assert_eq!(on_track.left_out, [("no line to compare with", 6)]);
}

#[test]
fn what_a_register_says_today_is_not_said_of_a_period_that_ended_more_than_a_month_ago() {
    let goal = (
        Some(0.0),
        Some(10.0),
        Some(10.0),
        "2026-01-01 00:00",
        "2026-12-31 00:00",
    );
    let on_track = |until| {
        let tables = vec![("tickets", five_tickets()), ("goals", goals(&[goal]))];
        of_goals(&figures(tables, "2026-02", until, &config("")), "goals.on_track")
    };
    // February is over with 1 March, and a month later it is 1 April.
    assert_eq!(counts(&on_track("2026-04-01 00:00")), (Some(1.0), Some(1.0)));
    let late = on_track("2026-04-01 00:01");
    let reason = "the register says what is so today, not at the end of 2026-02";
    assert_eq!((late.value, late.reason.as_deref()), (None, Some(reason)));
}

#[test]
fn of_a_period_that_is_not_over_a_register_tells_as_of_the_last_that_is_known() {
    let mut words = BTreeMap::new();
    let columns = vec![
        Column::new("id".into(), vec![1u64, 2]),
        coded("organisation_goal", &["Growth", ""], &mut words),
    ];
    let tables = vec![("tickets", five_tickets()), ("goals", table(columns, words))];
    let figures = figures(tables, "2026", "2026-02-28 20:00", &config(""));
    let aligned = figures.get("goals.aligned", "2026", &total(), None, None);
    assert_eq!(counts(aligned.expect("a figure")), (Some(1.0), Some(2.0)));
}

#[test]
fn evidence_on_file_is_counted_by_goal_and_by_point() {
    let mut words = BTreeMap::new();
    let columns = vec![
        Column::new("id".into(), vec![1u64, 2]),
        coded("organisation_goal", &["Growth", ""], &mut words),
        coded("measure", &["csat", "backlog"], &mut words),
        Column::new("baseline".into(), vec![Some(0.7), Some(40.0)]),
        Column::new("target".into(), vec![Some(0.9), None]),
        Column::new("achievable".into(), vec![Some(true), Some(false)]),
        times("due_at", &["2026-12-31 00:00", "2026-12-31 00:00"]),
        // An evaluation that is only planned is no evidence.
        times("evaluated_at", &["2026-01-15 00:00", "2026-03-15 00:00"]),
    ];
    let figures = aimed(table(columns, words));
    let smarter = of_goals(&figures, "goals.smarter");
    // The first has all but the readjustment, six; the second a due date alone.
    assert_eq!(counts(&smarter), (Some(7.0), Some(14.0)));
    assert_eq!(
        value(&figures, "goals.smarter", "2026-02", &total(), Some(Stat::Mean)),
        Some(3.5)
    );
    let of = |point| {
        value(
            &figures,
            "goals.smarter",
            "2026-02",
            &Slice::of(Dim::Point, point),
            None,
        )
    };
    let shares = POINTS.map(of);
    let half = Some(0.5);
    assert_eq!(shares, [half, half, half, half, Some(1.0), half, Some(0.0)]);
    let aligned = of_goals(&figures, "goals.aligned");
    assert_eq!(counts(&aligned), (Some(1.0), Some(2.0)));
    // A register keeps no past.
    assert!(figures.get("goals.aligned", "2026-01", &total(), None, None).is_none());
}

#[test]
fn goals_of_which_nobody_says_what_they_serve_are_not_called_unaligned() {
    let figures = aimed(goals(&[(None, None, None, "", "")]));
    let aligned = of_goals(&figures, "goals.aligned");
    assert_eq!(
        (aligned.value, aligned.reason.as_deref()),
        (None, Some("no column gives the organisation goal"))
    );
}

#[test]
fn the_goals_are_told_by_title_with_the_points_that_have_evidence() {
    let mut words = BTreeMap::new();
    let columns = vec![
        Column::new("id".into(), vec![1u64, 2]),
        coded("title", &["Calm nights", "Fewer calls"], &mut words),
        coded("organisation_goal", &["Grow", ""], &mut words),
        coded("measure", &["tickets.opened", ""], &mut words),
        times("due_at", &["2026-12-31 00:00", ""]),
    ];
    let figures = aimed(table(columns, words));
    let of = |point: &str, goal: &str| {
        let slice = Slice(vec![(Dim::Point, point.to_owned()), (Dim::Goal, goal.to_owned())]);
        let figure = figures.get("goals.smarter", "2026-02", &slice, None, None);
        figure.and_then(|figure| figure.value).expect("a figure")
    };
    // Specific is an organisation goal and a measure, relevant the goal, time-bound the due date; nothing else is on file.
    for (point, calm) in [
        ("specific", 1.0),
        ("measurable", 0.0),
        ("achievable", 0.0),
        ("relevant", 1.0),
        ("time_bound", 1.0),
        ("evaluated", 0.0),
        ("readjusted", 0.0),
    ] {
        assert_eq!(
            (of(point, "Calm nights"), of(point, "Fewer calls")),
            (calm, 0.0),
            "{point}"
        );
    }
}
