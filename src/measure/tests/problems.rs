//! Problems: root causes found in time, known errors, and how old the open ones are.

use super::*;

fn of(figures: &Figures, id: &'static str, period: &str, stat: Option<Stat>) -> Figure {
    let figure = figures.get(id, period, &Slice::total(), stat, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {period}")).clone()
}

/// Seven problems of August to October 2026: found in time (on the due day), found late, closed without a cause, open without
/// one, cancelled, closed nobody knows when, and one whose cause is due in November.
fn seven_problems() -> Table {
    let columns = vec![
        times(
            "opened_at",
            &[
                "2026-08-03 08:00",
                "2026-08-10 08:00",
                "2026-08-17 08:00",
                "2026-09-01 00:00",
                "2026-09-01 00:00",
                "2026-09-01 00:00",
                "2026-10-22 00:00",
            ],
        ),
        times(
            "root_cause_due_at",
            &[
                "2026-10-05 00:00",
                "2026-10-06 12:00",
                "2026-10-07 12:00",
                "2026-10-08 12:00",
                "2026-10-09 12:00",
                "",
                "2026-11-20 12:00",
            ],
        ),
        times(
            "root_cause_at",
            &[
                "2026-10-05 18:00",
                "2026-10-06 12:01",
                "",
                "",
                "2026-10-01 08:00",
                "",
                "",
            ],
        ),
        times(
            "known_error_at",
            &[
                "2026-09-30 23:59",
                "2026-10-07 08:00",
                "",
                "2026-11-01 00:00",
                "",
                "",
                "",
            ],
        ),
        times(
            "closed_at",
            &[
                "2026-11-03 08:00",
                "2026-10-20 08:00",
                "2026-10-21 08:00",
                "",
                "",
                "",
                "",
            ],
        ),
        Column::new("state".into(), vec![4u8, 4, 4, 1, 5, 4, 1]),
    ];
    table(columns, BTreeMap::new())
}

fn tickets() -> Table {
    let columns = vec![
        times(
            "opened_at",
            &[
                "2026-08-03 08:00",
                "2026-10-05 08:00",
                "2026-10-06 08:00",
                "2026-10-07 08:00",
            ],
        ),
        Column::new("kind".into(), vec![0u8, 0, 0, 0]),
        Column::new("major".into(), vec![true, true, true, false]),
        Column::new("problem_id".into(), vec![None, Some(7u64), None, Some(7)]),
    ];
    table(columns, BTreeMap::new())
}

fn of_october(problems: Table) -> Figures {
    let tables = vec![("tickets", tickets()), ("problems", problems)];
    figures(tables, "2026-10", "2026-11-06 20:00", &config(""))
}

#[test]
fn a_root_cause_is_found_in_time_or_not_by_when_it_was_due() {
    let figures = of_october(seven_problems());
    let rate = of(&figures, "problem.root_cause_rate", "2026-10", None);
    assert_eq!((rate.part, rate.whole), (Some(1.0), Some(4.0)));
    assert_eq!(rate.left_out, [("cancelled", 1)]);
    // Of two major incidents of October one names a problem; so does one that was not major.
    let with_problem = of(&figures, "problem.root_cause_rate", "2026-10", Some(Stat::WithProblem));
    assert_eq!((with_problem.part, with_problem.whole), (Some(1.0), Some(2.0)));
}

#[test]
fn known_errors_are_of_the_problems_that_were_open_and_known_then() {
    let figures = of_october(seven_problems());
    let known = |period| {
        let figure = of(&figures, "problem.known_errors", period, None);
        (figure.part, figure.whole, figure.left_out)
    };
    let unknown = vec![("ended, time unknown", 1)];
    // At the end of September the first was known a minute before; the fourth became known as October ended, and was not then.
    assert_eq!(known("2026-09"), (Some(1.0), Some(4.0), unknown.clone()));
    // Open at the end of October: the first (closed in November), the fourth and the seventh.
    assert_eq!(known("2026-10"), (Some(1.0), Some(3.0), unknown));
}

#[test]
fn the_age_of_open_problems_runs_to_the_periods_end() {
    let figures = of_october(seven_problems());
    // Of 89 days and 16 hours, 61 days and 10 days, on a clock that was not yet put back.
    assert_eq!(
        of(&figures, "problem.age", "2026-10", None).value,
        Some(61.0 * 86_400.0)
    );
}

#[test]
fn a_flag_says_what_is_known_today_and_nothing_of_the_past() {
    let mut problems = seven_problems();
    problems.rows = problems.rows.drop_many(["known_error_at"]);
    let flags = vec![Some(true), None, None, Some(false), None, None, None];
    problems
        .rows
        .with_column(Column::new("known_error".into(), flags))
        .expect("a column");
    let figures = of_october(problems);
    let known = of(&figures, "problem.known_errors", "2026-10", None);
    assert_eq!(
        (known.part, known.whole, known.basis),
        (Some(1.0), Some(2.0), Basis::Recorded)
    );
    assert!(
        figures
            .get("problem.known_errors", "2026-09", &Slice::total(), None, None)
            .is_none()
    );
}

#[test]
fn where_no_column_says_when_a_problem_ended_none_is_said_to_be_open() {
    let mut problems = seven_problems();
    problems.rows = problems.rows.drop_many(["closed_at"]);
    let age = of(&of_october(problems), "problem.age", "2026-10", None);
    let reason = "no column says when a problem was resolved or closed";
    assert_eq!((age.value, age.reason.as_deref()), (None, Some(reason)));
}
