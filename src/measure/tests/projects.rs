//! Projects, money and agreed actions.

use super::*;

fn of(figures: &Figures, id: &'static str, period: &str, stat: Option<Stat>) -> Figure {
    let figure = figures.get(id, period, &Slice::total(), stat, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {period}")).clone()
}

fn parts(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (figure.part, figure.whole)
}

/// Incidents on Mail: so many opened on each of these days.
fn incidents(days: &[(&str, usize)]) -> Table {
    let mut words = BTreeMap::new();
    let opened: Vec<String> = days
        .iter()
        .flat_map(|(day, n)| std::iter::repeat_n(format!("{day} 08:00"), *n))
        .collect();
    let opened: Vec<&str> = opened.iter().map(String::as_str).collect();
    let columns = vec![
        times("opened_at", &opened),
        times("resolved_at", &vec![""; opened.len()]),
        coded("service", &vec!["Mail"; opened.len()], &mut words),
    ];
    table(columns, words)
}

/// Six projects around the end of October 2026:
/// - Alpha ended on its planned day, in the afternoon, within budget;
/// - Beta ended a day late and over budget;
/// - Gamma ended on the first of the twelve months, without a plan;
/// - Delta ended the day before those;
/// - Epsilon was cancelled;
/// - Zeta goes on.
fn six_projects() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded(
            "name",
            &["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"],
            &mut words,
        ),
        times(
            "started_at",
            &[
                "2026-01-12 09:00",
                "2025-10-31 09:00",
                "2025-02-03 09:00",
                "2025-02-03 09:00",
                "2026-02-02 09:00",
                "2026-03-02 09:00",
            ],
        ),
        times(
            "planned_end",
            &[
                "2026-10-16 00:00",
                "2026-06-12 00:00",
                "",
                "2025-10-31 00:00",
                "2026-04-01 00:00",
                "2026-12-01 00:00",
            ],
        ),
        times(
            "ended_at",
            &[
                "2026-10-16 15:00",
                "2026-06-13 00:00",
                "2025-11-01 00:00",
                "2025-10-31 00:00",
                "2026-04-01 00:00",
                "",
            ],
        ),
        Column::new("state".into(), vec![4u8, 4, 4, 4, 5, 1]),
        Column::new(
            "budget".into(),
            vec![Some(10_000u64), Some(10_000), None, Some(1), Some(1), Some(1)],
        ),
        Column::new(
            "spent".into(),
            vec![Some(10_000u64), Some(10_001), Some(5), Some(1), Some(1), Some(1)],
        ),
        times(
            "readiness_assessed_at",
            &["2026-01-12 00:00", "", "", "", "2026-01-01 00:00", "2026-03-02 09:00"],
        ),
        Column::new(
            "benefit_per_month".into(),
            vec![Some(400u64), Some(600), Some(100), None, Some(1), Some(1)],
        ),
        Column::new(
            "benefit_realised".into(),
            vec![Some(500u64), Some(100), None, Some(7), Some(1), Some(1)],
        ),
        coded("service", &["Mail", "Fax", "", "Mail", "Mail", "Mail"], &mut words),
    ];
    table(columns, words)
}

fn of_projects(tickets: Table) -> Figures {
    let tables = vec![("tickets", tickets), ("projects", six_projects())];
    figures(tables, "2026-10", "2026-11-06 20:00", &config(""))
}

fn all_year() -> Table {
    incidents(&[("2025-01-02", 1), ("2026-10-05", 1)])
}

#[test]
fn a_project_is_in_time_until_its_planned_day_is_over() {
    let figures = of_projects(all_year());
    let on_time = of(&figures, "projects.on_time", "2026-10", None);
    // Alpha of Alpha and Beta; Gamma has no plan, Delta ended before the twelve months.
    assert_eq!(parts(&on_time), (Some(1.0), Some(2.0)));
    assert_eq!(on_time.left_out, [("cancelled", 1), ("no planned end", 1)]);
    // At the end of September Alpha had not ended, and Delta was one of the year.
    assert_eq!(
        parts(&of(&figures, "projects.on_time", "2026-09", None)),
        (Some(1.0), Some(2.0))
    );
    let alpha = Slice::of(Dim::Project, "Alpha");
    assert_eq!(value(&figures, "projects.on_time", "2026-10", &alpha, None), Some(1.0));
}

#[test]
fn a_budget_that_is_used_up_is_kept() {
    let on_budget = of(&of_projects(all_year()), "projects.on_budget", "2026-10", None);
    assert_eq!(parts(&on_budget), (Some(1.0), Some(2.0)));
    assert_eq!(on_budget.left_out, [("cancelled", 1), ("no budget or no cost", 1)]);
}

#[test]
fn readiness_is_assessed_before_the_start_of_what_started_in_twelve_months() {
    // Alpha and Zeta started since 1 November 2025; Zeta was assessed as it started.
    let ready = of(&of_projects(all_year()), "projects.ready", "2026-10", None);
    assert_eq!(
        (parts(&ready), ready.left_out.as_slice()),
        ((Some(1.0), Some(2.0)), [("cancelled", 1)].as_slice())
    );
}

#[test]
fn benefit_is_of_all_ended_projects_with_both_amounts() {
    let figures = of_projects(all_year());
    let benefit = of(&figures, "projects.benefit_realised", "2026-10", None);
    // Alpha's 5.00 and Beta's 1.00 of 4.00 and 6.00 a month.
    assert_eq!((benefit.value, parts(&benefit)), (Some(0.6), (Some(6.0), Some(10.0))));
    let left_out = [("cancelled", 1), ("no planned benefit", 1), ("benefit not measured", 1)];
    assert_eq!(benefit.left_out, left_out);
    let alpha = Slice::of(Dim::Project, "Alpha");
    assert_eq!(
        value(&figures, "projects.benefit_realised", "2026-10", &alpha, None),
        Some(1.25)
    );
    assert!(
        figures
            .get("projects.benefit_realised", "2026-09", &Slice::total(), None, None)
            .is_none()
    );
}

#[test]
fn after_a_projects_end_as_many_days_are_looked_at_as_before_it() {
    // Alpha ended on 16 October at 15:00, 21 whole days before the data end: they reach from 25 September 15:00.
    let tickets = incidents(&[
        ("2025-01-02", 1),
        ("2026-09-25", 5),
        ("2026-09-26", 2),
        ("2026-10-16", 2),
        ("2026-10-17", 1),
        ("2026-11-06", 1),
    ]);
    let figures = of_projects(tickets);
    let after = of(&figures, "projects.stability_after", "2026-10", None);
    // Before: 2 + 2 (on the morning of the last day); after: 1 + 1.
    assert_eq!(parts(&after), (Some(2.0 / 21.0), Some(4.0 / 21.0)));
    assert_eq!((after.value, after.n), (Some(0.5), 6));
    // exp(1.96 × √(1/2 + 1/4)) is 5.459.
    let (low, high) = after.bounds.expect("an interval");
    assert!(
        (low - 0.5 / 5.459).abs() < 1e-3 && (high - 0.5 * 5.459).abs() < 1e-2,
        "{low} {high}"
    );
    // Beta's Fax no ticket names, Gamma has no service; Epsilon was cancelled.
    let left_out = [("cancelled", 1), ("no service that tickets name", 2)];
    assert_eq!(after.left_out, left_out);
    assert_eq!(
        after.provisional_until.map(|day| day.to_string()).as_deref(),
        Some("2027-01-30")
    );
}

#[test]
fn without_an_incident_before_there_is_nothing_to_compare_with() {
    let figures = of_projects(incidents(&[("2025-01-02", 1), ("2026-10-17", 3)]));
    let after = of(&figures, "projects.stability_after", "2026-10", None);
    let reason = "what it would be divided by is zero";
    assert_eq!((after.value, after.reason.as_deref()), (None, Some(reason)));
}

/// Amounts of October, and the budget of November.
fn spending() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        times(
            "month",
            &[
                "2026-10-01 00:00",
                "2026-10-15 00:00",
                "2026-10-01 00:00",
                "2026-10-01 00:00",
                "2026-11-01 00:00",
            ],
        ),
        coded(
            "category",
            &["Licences", "Cloud", "Staff", "Gifts", "Cloud"],
            &mut words,
        ),
        Column::new("purpose".into(), vec![Some(0u8), Some(1), None, Some(0), Some(0)]),
        Column::new(
            "budget".into(),
            vec![Some(10_000u64), Some(5_000), Some(5_000), None, Some(900)],
        ),
        Column::new(
            "actual".into(),
            vec![Some(11_000u64), Some(4_000), Some(6_000), Some(3_000), None],
        ),
    ];
    table(columns, words)
}

#[test]
fn spending_is_compared_where_both_amounts_are_known() {
    let tables = vec![("tickets", all_year()), ("spend", spending())];
    let figures = figures(tables, "2026-10", "2026-11-06 20:00", &config(""));
    let budget = of(&figures, "spend.budget", "2026-10", None);
    // 110.00 + 40.00 + 60.00 of 100.00 + 50.00 + 50.00.
    assert_eq!((budget.value, parts(&budget)), (Some(1.05), (Some(210.0), Some(200.0))));
    assert_eq!(
        (budget.n, budget.left_out.as_slice()),
        (3, [("no budget", 1)].as_slice())
    );
    let run = Slice::of(Dim::Purpose, "run");
    assert_eq!(value(&figures, "spend.budget", "2026-10", &run, None), Some(1.1));
    let share = of(&figures, "spend.run_share", "2026-10", None);
    // 110.00 + 30.00 of 180.00; what staff is for, nobody says.
    assert_eq!(parts(&share), (Some(140.0), Some(180.0)));
    assert_eq!(share.left_out, [("no purpose", 1)]);
}

/// Seven actions due in October 2026: done in the morning and at the end of the due day, a day late, not at all, cancelled,
/// and in a final state without a time; the last is due in November.
fn due_actions() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded("title", &["A", "B", "C", "D", "E", "F", "G"], &mut words),
        times("opened_at", &["2026-01-05 08:00"; 7]),
        times(
            "due_at",
            &[
                "2026-10-05 00:00",
                "2026-10-31 00:00",
                "2026-10-12 00:00",
                "2026-10-20 00:00",
                "2026-10-20 00:00",
                "2026-10-21 00:00",
                "2026-11-02 00:00",
            ],
        ),
        times(
            "done_at",
            &[
                "2026-10-01 08:00",
                "2026-10-31 23:59",
                "2026-10-13 00:00",
                "",
                "2026-10-01 08:00",
                "",
                "",
            ],
        ),
        Column::new("state".into(), vec![4u8, 4, 4, 1, 5, 4, 1]),
    ];
    table(columns, words)
}

#[test]
fn an_action_is_done_in_time_until_its_due_day_is_over() {
    let done = |until| {
        let tables = vec![("tickets", all_year()), ("actions", due_actions())];
        of(
            &figures(tables, "2026-10", until, &config("")),
            "actions.done",
            "2026-10",
            None,
        )
    };
    let whole = done("2026-11-06 20:00");
    assert_eq!(parts(&whole), (Some(2.0), Some(4.0)));
    assert_eq!(whole.left_out, [("cancelled", 1), ("done, time unknown", 1)]);
    // The data end before the 31st is over: what is due on it is not judged yet.
    assert_eq!(parts(&done("2026-10-31 20:00")), (Some(1.0), Some(3.0)));
}

#[test]
fn what_was_agreed_and_is_not_done_is_told_by_title_with_the_days_to_its_due_day() {
    let tables = vec![("tickets", all_year()), ("actions", due_actions())];
    let figures = figures(tables, "2026-10", "2026-11-06 20:00", &config(""));
    // At the end of October D, due on the 20th, and G, due on 2 November. At the end of September the five but E and F.
    let october = of(&figures, "actions.overdue", "2026-10", None);
    assert_eq!(parts(&october), (Some(1.0), Some(2.0)));
    assert_eq!(october.left_out, [("done, time unknown", 1)]);
    let september = of(&figures, "actions.overdue", "2026-09", None);
    assert_eq!(parts(&september), (Some(0.0), Some(5.0)));
    let left = |action| {
        let slice = Slice::of(Dim::Action, action);
        let figure = figures.get("actions.overdue", "2026-10", &slice, Some(Stat::DaysLeft), None);
        figure.and_then(|figure| figure.value)
    };
    // 20 − 31; from 31 October to 2 November.
    assert_eq!((left("D"), left("G"), left("A")), (Some(-11.0), Some(2.0), None));
}

/// Actions that were to move the tickets opened a month, which were 2, 4, 6 and 8 from July to October 2026.
fn moved(kpis: &[&str], opened: &[&str], done: &[&str], expected: &[Option<f64>]) -> Figures {
    let titles: Vec<String> = (1..=kpis.len()).map(|n| format!("Action {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    moved_by(&titles, kpis, (opened, done), expected)
}

fn moved_by(titles: &[&str], kpis: &[&str], (opened, done): (&[&str], &[&str]), expected: &[Option<f64>]) -> Figures {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded("title", titles, &mut words),
        coded("kpi", kpis, &mut words),
        times("opened_at", opened),
        times("done_at", done),
        Column::new("expected_change".into(), expected.to_vec()),
    ];
    let tickets = incidents(&[
        ("2026-07-01", 2),
        ("2026-08-03", 4),
        ("2026-09-01", 6),
        ("2026-10-05", 8),
    ]);
    let tables = vec![("tickets", tickets), ("actions", table(columns, words))];
    figures(tables, "2026-10", "2026-11-06 20:00", &config(""))
}

/// What was expected and seen of an action's figure.
fn expected_and_seen(figures: &Figures, action: &str, metric: &str) -> [Option<f64>; 2] {
    let slice = Slice(vec![(Dim::Action, action.to_owned()), (Dim::Metric, metric.to_owned())]);
    [Stat::Expected, Stat::Seen].map(|stat| {
        let figure = figures.get("actions.effect", "2026-10", &slice, Some(stat), None);
        figure.and_then(|figure| figure.value)
    })
}

#[test]
fn an_action_is_judged_by_what_its_figure_was_before_it_was_opened() {
    let figures = moved(
        &["tickets.opened"; 4],
        &[
            "2026-08-10 08:00",
            "2026-09-10 08:00",
            "2026-09-10 08:00",
            "2026-09-10 08:00",
        ],
        &["2026-09-20 08:00", "2026-09-30 23:59", "2026-10-01 00:00", ""],
        &[Some(6.0), Some(4.5), Some(1.0), Some(1.0)],
    );
    let effect = of(&figures, "actions.effect", "2026-10", None);
    // From July's 2 to October's 8, as expected; from August's 4, less than the 4.5 expected. The third was done within
    // October, which is too early to tell, the fourth is not done.
    assert_eq!((parts(&effect), effect.n), ((Some(1.0), Some(2.0)), 2));
    assert_eq!(effect.left_out, [("too early to tell", 1)]);
    assert_eq!(
        expected_and_seen(&figures, "Action 1", "tickets.opened"),
        [Some(6.0), Some(6.0)]
    );
    assert_eq!(
        expected_and_seen(&figures, "Action 2", "tickets.opened"),
        [Some(4.5), Some(4.0)]
    );
    assert_eq!(
        expected_and_seen(&figures, "Action 3", "tickets.opened"),
        [Some(1.0), None]
    );
    assert_eq!(expected_and_seen(&figures, "Action 4", "tickets.opened"), [None, None]);
    // From 20 September to 31 October, ten days and 31; from 1 October, 30.
    let days = |action: &str| {
        let slice = Slice(vec![
            (Dim::Action, action.to_owned()),
            (Dim::Metric, "tickets.opened".to_owned()),
        ]);
        let figure = figures.get("actions.effect", "2026-10", &slice, Some(Stat::DaysSince), None);
        figure.and_then(|figure| figure.value)
    };
    assert_eq!((days("Action 1"), days("Action 3")), (Some(41.0), Some(30.0)));
}

#[test]
fn a_figure_that_was_to_fall_and_rose_did_not_do_what_was_expected() {
    let figures = moved(
        &["tickets.opened"],
        &["2026-08-10 08:00"],
        &["2026-09-20 08:00"],
        &[Some(-6.0)],
    );
    assert_eq!(of(&figures, "actions.effect", "2026-10", None).value, Some(0.0));
}

#[test]
fn what_cannot_be_seen_is_left_out_and_says_why() {
    let figures = moved(
        &[
            "",
            "tickets.open",
            "tickets.opened",
            "tickets.opened",
            "change.success_rate",
            "tickets.opened",
        ],
        &[
            "2026-08-10 08:00",
            "2026-08-10 08:00",
            "2026-08-10 08:00",
            "2026-08-10 08:00",
            "2026-08-10 08:00",
            "2026-07-10 08:00",
        ],
        &["2026-09-20 08:00"; 6],
        &[Some(1.0), Some(1.0), None, Some(0.0), Some(1.0), Some(1.0)],
    );
    let effect = of(&figures, "actions.effect", "2026-10", None);
    assert_eq!(
        (effect.value, effect.reason.as_deref()),
        (None, Some("no records in this period"))
    );
    let left_out = [
        ("no expected change", 2),
        ("no figure to move", 1),
        ("no known figure to move", 1),
        // No changes; and June is before the data.
        ("no value then or now", 2),
    ];
    assert_eq!(effect.left_out, left_out);
}

#[test]
fn an_action_that_was_done_before_it_was_opened_is_a_contradiction_and_left_out() {
    // A date of the day on which it was opened is none.
    let figures = moved(
        &["tickets.opened"; 2],
        &["2026-09-21 08:00", "2026-09-20 08:00"],
        &["2026-09-20 08:00", "2026-09-20 00:00"],
        &[Some(4.0); 2],
    );
    let effect = of(&figures, "actions.effect", "2026-10", None);
    // From August's 4 to October's 8.
    assert_eq!(parts(&effect), (Some(1.0), Some(1.0)));
    assert_eq!(effect.left_out, [("done before it was opened", 1)]);
}

#[test]
fn two_actions_of_one_title_are_told_apart() {
    let times = (&["2026-08-10 08:00"; 2][..], &["2026-09-20 08:00"; 2][..]);
    let expected = [Some(1.0), Some(2.0)];
    let figures = moved_by(&["Talk", "Talk"], &["tickets.opened"; 2], times, &expected);
    assert_eq!(
        expected_and_seen(&figures, "Talk", "tickets.opened"),
        [Some(1.0), Some(6.0)]
    );
    assert_eq!(
        expected_and_seen(&figures, "Talk (2)", "tickets.opened"),
        [Some(2.0), Some(6.0)]
    );
}

#[test]
fn a_share_moves_in_points_and_the_kind_may_be_left_out_where_there_is_one() {
    // Half of July's incidents wait a day; no share moves where there is none before.
    let figures = moved(
        &["tickets.aged_share", "tickets.resolution_time.median"],
        &["2026-09-10 08:00"; 2],
        &["2026-09-20 08:00"; 2],
        &[Some(0.2), Some(-3600.0)],
    );
    // Nothing is ever resolved: at the end of August 2 of 6 were older than 30 days, at the end of October 12 of 20.
    let [_, seen] = expected_and_seen(&figures, "Action 1", "tickets.aged_share");
    assert!(
        (seen.expect("a move") - (12.0 / 20.0 - 2.0 / 6.0)).abs() < 1e-12,
        "{seen:?}"
    );
    assert_eq!(
        of(&figures, "actions.effect", "2026-10", None).left_out,
        [("no value then or now", 1)]
    );
}
