//! The Partners' page: what each group wants and got, what is promised by name.

use super::*;
use crate::config::Stakeholder;

/// The page of these figures of October 2026.
fn page_of(figures: impl IntoIterator<Item = Figure>) -> Report {
    let mut all = Figures::default();
    figures.into_iter().for_each(|figure| all.push(figure));
    compose(&Fixture::of(all).input()).expect("a report")
}

#[test]
fn whether_changes_kept_to_it_stands_beside_what_each_group_of_people_wants() {
    let wants = |persona, kind, answer, question, value| {
        let slice = [
            (Dim::Persona, persona),
            (Dim::ChangeType, kind),
            (Dim::Answer, answer),
            (Dim::Question, question),
        ];
        sliced(figure("partners.preferences", "2026-10", Unit::Ratio, value), &slice)
    };
    let kept = |persona, part, whole| {
        let figure = share("change.inside_preferred_window", "2026-10", part, whole);
        sliced(figure, &[(Dim::Persona, persona)])
    };
    let asked = [
        wants("Sales", "normal", "overnight", "window", 0.6),
        wants("Sales", "standard", "working_hours", "window", 0.5),
        // Notice is no window.
        wants("Sales", "normal", "a_week", "notice", 0.8),
        wants("Stores", "not given", "weekend", "window", 0.7),
        wants("Warehouse", "normal", "evening", "window", 0.9),
    ];
    let shown = page_of(asked.clone().into_iter().chain([
        figure("partners.met", "2026-10", Unit::Ratio, 1.0),
        kept("Sales", 3.0, 12.0),
        kept("Stores", 0.0, 2.0),
        nothing("change.inside_preferred_window", "2026-10", "no preferred window"),
    ]));
    // 3 of 12 is a quarter; two are said as counts; of the Warehouse no change was noticed.
    insta::assert_snapshot!(rows(&shown, "people", "Which window"), @"
    Which window each group of people wants, and whether disruptive changes kept to it, October 2026
    Sales | normal: overnight; standard: working hours | 25.0 % (3 of 12; small sample)
    Stores | weekend | 0 of 2
    Warehouse | normal: evening | –
    ");
    let unknown = page_of(
        asked
            .into_iter()
            .chain([figure("partners.met", "2026-10", Unit::Ratio, 1.0)]),
    );
    assert!(!has_table(&unknown, "people", "Which window"));
}

#[test]
fn a_period_of_too_few_answers_by_persona_gives_way_to_the_twelve_months_to_its_end() {
    const YEAR: &str = "2025-11-01..2026-11-01";
    let csat = |period, persona, part, whole| {
        sliced(
            share("satisfaction.csat", period, part, whole),
            &[(Dim::Persona, persona)],
        )
    };
    let year = [csat(YEAR, "Sales", 60.0, 80.0), csat(YEAR, "Stores", 45.0, 50.0)];
    let thin = [
        share("satisfaction.csat", "2026-10", 17.0, 20.0),
        csat("2026-10", "other", 17.0, 20.0),
    ];
    let shown = page_of(thin.into_iter().chain(year.clone()));
    insta::assert_snapshot!(rows(&shown, "people", "By department or role"), @"
    By department or role, the twelve months to 31 October 2026: in the period alone too few of each have answered
    Stores | 90.0 % (45 of 50)
    Sales | 75.0 % (60 of 80)
    ");
    let plenty = [
        share("satisfaction.csat", "2026-10", 48.0, 64.0),
        csat("2026-10", "Sales", 18.0, 24.0),
        csat("2026-10", "Stores", 30.0, 40.0),
    ];
    let shown = page_of(plenty.into_iter().chain(year));
    insta::assert_snapshot!(rows(&shown, "people", "By department or role"), @"
    By department or role, October 2026
    Sales | 75.0 % (18 of 24)
    Stores | 75.0 % (30 of 40)
    ");
}

#[test]
fn each_goal_says_by_name_which_points_have_evidence_and_whether_it_is_on_track() {
    let point = |goal, point, on_file: f64| {
        let slice = [(Dim::Point, point), (Dim::Goal, goal)];
        sliced(share("goals.smarter", "2026-10", on_file, 1.0), &slice)
    };
    let on_track = |goal, part| sliced(share("goals.on_track", "2026-10", part, 1.0), &[(Dim::Goal, goal)]);
    let shown = page_of([
        share("goals.smarter", "2026-10", 3.0, 6.0),
        point("Calm nights", "relevant", 0.0),
        point("Calm nights", "specific", 0.0),
        point("Fewer calls", "relevant", 1.0),
        point("Fewer calls", "specific", 1.0),
        point("Patched in time", "specific", 1.0),
        point("Patched in time", "relevant", 0.0),
        on_track("Fewer calls", 1.0),
        on_track("Patched in time", 0.0),
    ]);
    insta::assert_snapshot!(rows(&shown, "people", "Goals, and"), @"
    Goals, and which of the seven points of SMARTER have evidence on file, October 2026
    Fewer calls | 2 of 2 (specific, relevant) | – | on track
    Patched in time | 1 of 2 (specific) | relevant | behind
    Calm nights | 0 of 2 | specific, relevant | –
    ");
}

#[test]
fn each_group_of_people_says_its_cadence_and_the_gap_that_broke_it() {
    let of = |stat, group, value| {
        let figure = figure("partners.met", "2026-10", Unit::Rate, value);
        sliced(Figure { stat, ..figure }, &[(Dim::Stakeholder, group)])
    };
    let mut all = Figures::default();
    for (group, met, since, gap) in [
        ("Finance", Some(1.0), Some(30.0), 60.0),
        ("Customer care", Some(0.0), Some(19.0), 105.0),
        ("Legal", None, None, 12.0),
    ] {
        all.push(of(Some(Stat::LongestGap), group, gap));
        met.into_iter().for_each(|met| all.push(of(None, group, met)));
        since
            .into_iter()
            .for_each(|since| all.push(of(Some(Stat::DaysSince), group, since)));
    }
    all.push(share("partners.met", "2026-10", 1.0, 2.0));
    let mut fixture = Fixture::of(all);
    fixture.config.stakeholders = vec![Stakeholder {
        name: "Customer Care".to_owned(),
        key_people: Some(4),
        cadence_days: 60,
    }];
    let shown = compose(&fixture.input()).expect("a report");
    // 90 days is what a group has that the config does not name.
    insta::assert_snapshot!(rows(&shown, "people", "Groups of people"), @"
    Groups of people, and whether IT met them within their cadence in the twelve months to 31 October 2026
    Customer care | no | 60 days | 105 days | 19 days before | 4
    Finance | yes | 90 days | 60 days | 30 days before | –
    Legal | too soon to tell | 90 days | 12 days | never | –
    ");
}

#[test]
fn what_was_agreed_and_is_not_done_stands_by_name_what_is_due_first_at_the_top() {
    let open = |action, days_left: Option<f64>, overdue| {
        let slice = [(Dim::Action, action)];
        let left = days_left.map(|days| Figure {
            stat: Some(Stat::DaysLeft),
            ..sliced(figure("actions.overdue", "2026-10", Unit::Rate, days), &slice)
        });
        left.into_iter()
            .chain([sliced(share("actions.overdue", "2026-10", overdue, 1.0), &slice)])
    };
    let shown = page_of(
        [share("actions.overdue", "2026-10", 1.0, 4.0)]
            .into_iter()
            .chain(open("Someday", None, 0.0))
            .chain(open("Soon", Some(1.0), 0.0))
            .chain(open("Late", Some(-11.0), 1.0))
            .chain(open("Today", Some(0.0), 0.0)),
    );
    // The period ends with 31 October: eleven days before are the 20th, a day after is 1 November.
    insta::assert_snapshot!(rows(&shown, "people", "Agreed actions that"), @"
    Agreed actions that were not done by 31 October 2026, what is due first at the top
    Late | 20 October 2026 | overdue by 11 days
    Today | 31 October 2026 | due that day
    Soon | 1 November 2026 | 1 day left
    Someday | – | open, without a date
    ");
}

#[test]
fn a_move_that_is_seen_is_told_though_nobody_knows_yet_whether_it_is_a_signal() {
    let slice = [(Dim::Action, "Review"), (Dim::Metric, "problem.repeat_rate")];
    let of = |stat, value| Figure {
        stat: Some(stat),
        ..sliced(figure("actions.effect", "2026-10", Unit::Ratio, value), &slice)
    };
    let told = |seen| {
        let shown = page_of([
            share("actions.effect", "2026-10", 1.0, 1.0),
            share("problem.repeat_rate", "2026-10", 22.0, 152.0),
            of(Stat::Expected, -0.08),
            of(Stat::Seen, seen),
        ]);
        rows(&shown, "people", "Agreed actions of")
    };
    // One month has no usual range.
    let (far, short) = (told(-0.1), told(-0.05));
    assert!(
        far.ends_with("−10.0 points (as far as expected; whether that is a signal cannot be told)"),
        "{far}"
    );
    assert!(
        short.ends_with("−5.0 points (not as far as expected; whether that is a signal cannot be told)"),
        "{short}"
    );
}
