//! A month of a made-up desk, every number worked by hand.

use super::*;
use crate::calendar::Month;
use crate::config::Assumption;
use crate::judge::tests::{config, figure, judged, periods};
use crate::judge::{Point, Series};
use crate::measure::{Basis, Dim, Figure, Selector, Stat, Unit};
use proptest::prelude::*;

const NOW: &str = "2027-03";
const BEFORE: &str = "2027-02";

fn range(low: f64, expected: f64, high: f64) -> Range3 {
    Range3 { low, expected, high }
}

fn cost_model() -> Config {
    let mut config = config();
    let inputs = [
        ("cost.employee_hour", range(45.0, 58.0, 75.0)),
        ("cost.it_hour", Range3::exact(72.0)),
        ("work.share_blocked.p1", range(0.5, 0.8, 1.0)),
        ("work.share_blocked.p2", Range3::exact(0.25)),
        ("work.rework_hours", range(4.0, 6.0, 10.0)),
        ("work.handling_minutes", range(20.0, 30.0, 40.0)),
        ("work.reopen_minutes", Range3::exact(15.0)),
        ("work.handover_minutes", range(10.0, 12.0, 20.0)),
        ("work.hours_per_post_month", Range3::exact(160.0)),
    ];
    config.inputs = inputs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    config
}

fn count(id: &'static str, period: &str, value: f64) -> Figure {
    figure(id, period, Unit::Count, Some(value))
}

fn time(period: &str, priority: &str, hours: f64, incidents: u64) -> Figure {
    Figure {
        slice: Slice::of(Dim::Priority, priority),
        stat: Some(Stat::Mean),
        n: incidents,
        ..figure("owned.resolution_time", period, Unit::Seconds, Some(hours * 3_600.0))
    }
}

fn share(period: &str, id: &'static str, part: f64, whole: f64) -> Figure {
    Figure {
        part: Some(part),
        whole: Some(whole),
        ..figure(id, period, Unit::Ratio, Some(part / whole))
    }
}

fn desk() -> Vec<Figure> {
    vec![
        time(NOW, "1", 2.0, 3),
        time(BEFORE, "1", 3.0, 7),
        time(NOW, "2", 4.0, 10),
        time(BEFORE, "2", 3.0, 8),
        Figure {
            slice: Slice::of(Dim::Priority, "1"),
            ..figure("owned.users_affected", NOW, Unit::Rate, Some(40.0))
        },
        count("owned.failed_changes", NOW, 26.0),
        count("owned.failed_changes", BEFORE, 20.0),
        count("owned.failed_change_tickets", NOW, 52.0),
        count("owned.failed_change_tickets", BEFORE, 30.0),
        share(NOW, "change.success_rate", 299.0, 325.0),
        count("owned.reopens", NOW, 40.0),
        count("owned.reopens", BEFORE, 40.0),
        count("owned.handovers", NOW, 300.0),
        count("owned.handovers", BEFORE, 350.0),
        share(NOW, "work.unplanned_share", 67_200.0, 168_000.0),
    ]
}

fn lines_of(figures: Vec<Figure>, config: &Config) -> Vec<Line> {
    translate(&judged(figures, &[]), config, &periods())
}

fn line<'a>(lines: &'a [Line], id: &str, role: Role) -> &'a Line {
    let mut these = lines.iter().filter(|line| line.id == id && line.role == role);
    let line = these.next().unwrap_or_else(|| panic!("no {id} {role:?}"));
    assert!(these.next().is_none(), "{id} {role:?} twice");
    line
}

fn assert_range(found: Option<Range3>, low: f64, expected: f64, high: f64) {
    let found = found.expect("a number");
    let wanted = range(low, expected, high);
    let close = |found: f64, wanted: f64| (found - wanted).abs() < 5e-3;
    assert!(
        close(found.low, low) && close(found.expected, expected) && close(found.high, high),
        "{found:?}, not {wanted:?}"
    );
}

#[test]
fn waiting_for_incidents_is_time_by_incidents_by_users_by_the_share_blocked() {
    let lines = lines_of(desk(), &cost_model());
    let level = line(&lines, "value.resolution", Role::Level);
    // P1: 2 h × 3 × 40 users × 0.5, 0.8, 1 = 120, 192, 240. P2: 4 h × 10 × 1 user × 0.25 = 10.
    assert_range(level.hours, 130.0, 202.0, 250.0);
    // × 45, 58, 75.
    assert_range(level.money, 5_850.0, 11_716.0, 18_750.0);
    // The share of P1: 130 × 58 and 250 × 58, 6,960 apart; the rate: 202 × 45 and 202 × 75, 6,060 apart.
    let largest = level.largest_input.clone().expect("a range");
    assert_eq!(largest.0, "work.share_blocked.p1");
    assert!((largest.1 - 7_540.0).abs() < 1e-6 && (largest.2 - 14_500.0).abs() < 1e-6);
}

#[test]
fn a_difference_in_resolution_is_taken_within_each_priority_at_this_months_incidents() {
    let lines = lines_of(desk(), &cost_model());
    let delta = line(&lines, "value.resolution", Role::Delta);
    // P1: (2 h - 3 h) × 3 × 40 × 0.5, 0.8, 1 = -60, -96, -120. P2: (4 h - 3 h) × 10 × 0.25 = 2.5.
    assert_range(delta.hours, -117.5, -93.5, -57.5);
    // × 75, 58, 45: the ranges move together.
    assert_range(delta.money, -8_812.5, -5_423.0, -2_587.5);
}

#[test]
fn where_no_column_says_how_many_users_one_stands_in_unsigned() {
    let lines = lines_of(desk(), &cost_model());
    let level = line(&lines, "value.resolution", Role::Level);
    let users: Vec<_> = level.inputs.iter().filter(|input| input.unit == "users").collect();
    assert_eq!(users[0].name, "owned.users_affected[priority=1]");
    assert!(!users[0].unsigned && users[0].value == Range3::exact(40.0));
    assert_eq!(users[1].origin, Origin::StandIn);
    assert!(users[1].unsigned && users[1].value == Range3::exact(1.0));
}

#[test]
fn failed_changes_cost_their_rework_and_the_tickets_that_they_caused() {
    let lines = lines_of(desk(), &cost_model());
    let level = line(&lines, "value.failed_changes", Role::Level);
    // 26 × 4, 6, 10 h + 52 × 20, 30, 40 min = 104 + 17.33, 156 + 26, 260 + 34.67.
    assert_range(level.hours, 121.3333, 182.0, 294.6667);
    // × 72.
    assert_range(level.money, 8_736.0, 13_104.0, 21_216.0);
    let delta = line(&lines, "value.failed_changes", Role::Delta);
    // 6 more × 4, 6, 10 h + 22 more × 20, 30, 40 min = 24 + 7.33, 36 + 11, 60 + 14.67.
    assert_range(delta.hours, 31.3333, 47.0, 74.6667);
    let point = line(&lines, "value.failed_changes", Role::Potential);
    // 0.01 × 325 × 4, 6, 10 h = 13, 19.5, 32.5, and 3.25 × 52 / 26 × 20, 30, 40 min = 2.17, 3.25, 4.33.
    assert_range(point.hours, 15.1667, 22.75, 36.8333);
    assert_range(point.money, 1_092.0, 1_638.0, 2_652.0);
}

#[test]
fn second_tries_are_reopens_and_handovers_by_their_minutes() {
    let lines = lines_of(desk(), &cost_model());
    let level = line(&lines, "value.rework", Role::Level);
    // 40 × 15 min = 10 h; 300 × 10, 12, 20 min = 50, 60, 100 h.
    assert_range(level.hours, 60.0, 70.0, 110.0);
    assert_range(level.money, 4_320.0, 5_040.0, 7_920.0);
    let delta = line(&lines, "value.rework", Role::Delta);
    // Reopens alike; 50 hand-overs fewer × 20, 12, 10 min.
    assert_range(delta.hours, -16.6667, -10.0, -8.3333);
}

#[test]
fn every_working_can_be_redone_from_its_inputs() {
    for line in lines_of(desk(), &cost_model()) {
        let redone = line.steps.iter().fold(0.0, |sum, step| {
            let product: f64 = step.factors.iter().map(|at| line.inputs[*at].value.expected).product();
            let over = step.over.map_or(1.0, |at| line.inputs[at].value.expected);
            let hours = product / over / step.per_hour;
            assert!((hours - step.hours.expected).abs() < 1e-9);
            if step.subtracted { sum - hours } else { sum + hours }
        });
        let Some(hours) = line.hours else {
            assert!(line.reason.is_some() && line.steps.is_empty());
            continue;
        };
        assert!((redone - hours.expected).abs() < 1e-9, "{}", line.id);
        let rate = &line.inputs[line.rate.expect("a rate")];
        assert!((redone * rate.value.expected - line.money.expect("money").expected).abs() < 1e-6);
        let used = |at: &usize| {
            line.steps
                .iter()
                .any(|step| step.factors.contains(at) || step.over == Some(*at))
        };
        assert!((0..line.inputs.len()).all(|at| used(&at) || line.rate == Some(at)));
    }
}

#[test]
fn a_missed_target_is_the_next_step_of_unplanned_work() {
    let target = Selector {
        id: "work.unplanned_share",
        slice: Slice::total(),
        stat: None,
    };
    let lines = translate(&judged(desk(), &[(target, 0.25)]), &cost_model(), &periods());
    let view = line(&lines, "value.unplanned", Role::View);
    // 67,200 minutes, as much as seven posts of 160 hours.
    assert_range(view.hours, 1_120.0, 1_120.0, 1_120.0);
    let posts = full_time_posts(&view.hours.expect("hours"), &periods().report, &cost_model());
    assert_range(posts, 7.0, 7.0, 7.0);
    let potential = line(&lines, "value.unplanned", Role::Potential);
    // 1,120 h - 0.25 × 2,800 h, × 72.
    assert_range(potential.hours, 420.0, 420.0, 420.0);
    assert_range(potential.money, 30_240.0, 30_240.0, 30_240.0);
    assert!(
        potential
            .inputs
            .iter()
            .any(|input| input.name == "targets.work.unplanned_share")
    );
}

/// The desk, judged, with these shares of unplanned work in its last months.
fn after(months: &[f64]) -> Judged {
    let mut judged = judged(desk(), &[]);
    let point = |(month, value): (Month, &f64)| Point {
        month: month.to_string(),
        value: Some(*value),
        n: 1,
        signal: None,
    };
    let first = Month::of(periods().report.next).plus(-(months.len() as i32));
    judged.series = vec![Series {
        id: "work.unplanned_share",
        slice: Slice::total(),
        stat: None,
        clock: None,
        unit: Unit::Ratio,
        points: (0..).map(|n| first.plus(n)).zip(months).map(point).collect(),
        limits: None,
        earlier: Vec::new(),
        capability: None,
    }];
    judged
}

#[test]
fn without_a_missed_target_the_best_of_twelve_months_is_the_next_step() {
    // 0.2 is thirteen months back: not of the last twelve.
    let mut months = vec![0.2, 0.45, 0.35];
    months.extend([0.5; 9]);
    months.push(0.4);
    let lines = translate(&after(&months), &cost_model(), &periods());
    let potential = line(&lines, "value.unplanned", Role::Potential);
    // 1,120 h - 0.35 × 2,800 h.
    assert_range(potential.hours, 140.0, 140.0, 140.0);
    let best = potential
        .inputs
        .iter()
        .find(|input| input.unit == "ratio")
        .expect("a step");
    assert_eq!(
        best.origin,
        Origin::Figure {
            period: "2026-05".to_owned()
        }
    );
}

#[test]
fn at_its_best_there_is_no_next_step() {
    let lines = translate(&after(&[0.5, 0.45, 0.4]), &cost_model(), &periods());
    let potential = line(&lines, "value.unplanned", Role::Potential);
    assert_eq!((potential.hours, potential.money), (None, None));
    assert!(potential.reason.is_some());
}

#[test]
fn without_a_rate_there_are_hours_and_the_rate_is_asked_for() {
    let mut config = cost_model();
    config.inputs.remove("cost.it_hour");
    let lines = lines_of(desk(), &config);
    let level = line(&lines, "value.failed_changes", Role::Level);
    assert_eq!(level.money, None);
    assert_range(level.hours, 121.3333, 182.0, 294.6667);
    assert_eq!(level.missing, ["cost.it_hour"]);
    // In hours: 26 × 4 + 26 and 26 × 10 + 26.
    let largest = level.largest_input.clone().expect("a range");
    assert_eq!(largest, ("work.rework_hours".to_owned(), 130.0, 286.0));

    let mut config = cost_model();
    config.report.currency = None;
    let lines = lines_of(desk(), &config);
    let level = line(&lines, "value.rework", Role::Level);
    assert_eq!(level.money, None);
    assert_eq!(level.missing, ["report.currency"]);
}

#[test]
fn what_nobody_has_given_is_left_out_of_the_amount_and_asked_for() {
    let mut config = cost_model();
    config.inputs.remove("work.handling_minutes");
    let lines = lines_of(desk(), &config);
    let level = line(&lines, "value.failed_changes", Role::Level);
    assert_range(level.hours, 104.0, 156.0, 260.0);
    assert_eq!(level.missing, ["work.handling_minutes"]);

    config.inputs.remove("work.rework_hours");
    let lines = lines_of(desk(), &config);
    let level = line(&lines, "value.failed_changes", Role::Level);
    assert_eq!((level.hours, level.money), (None, None));
    assert_eq!(
        level.reason.as_deref(),
        Some("nobody has given work.rework_hours, work.handling_minutes")
    );
    assert!(lines.iter().all(|line| line.id != level.id || line.role == Role::Level));
}

#[test]
fn without_a_figure_the_line_says_what_would_provide_it() {
    let mut failed = figure("owned.failed_changes", NOW, Unit::Count, None);
    failed.reason = Some("no column gives the outcome".to_owned());
    let lines = lines_of(vec![failed], &cost_model());
    let level = line(&lines, "value.failed_changes", Role::Level);
    assert_eq!(level.reason.as_deref(), Some("no column gives the outcome"));
    let rework = line(&lines, "value.rework", Role::Level);
    assert_eq!(rework.reason.as_deref(), Some("there is no owned.reopens for 2027-03"));
    assert_eq!(lines.len(), 4, "a line a translation: {lines:#?}");
    assert_eq!(total(&lines, LineKind::Time, Role::Level), None);
    assert!(sensitivities(&lines).is_empty());
}

#[test]
fn without_a_comparison_there_is_a_level_and_the_delta_says_why() {
    let figures = desk().into_iter().filter(|figure| figure.period == NOW).collect();
    let lines = lines_of(figures, &cost_model());
    let delta = line(&lines, "value.rework", Role::Delta);
    assert_eq!(delta.reason.as_deref(), Some("there is no owned.reopens for 2027-02"));
    assert!(line(&lines, "value.rework", Role::Level).hours.is_some());
}

#[test]
fn an_input_is_unsigned_until_an_assumption_stands_for_it() {
    let mut config = cost_model();
    config.assumptions.push(Assumption {
        value: "cost.it_hour".to_owned(),
        source: "Finance, loaded rate 2026".to_owned(),
        owner_role: "CFO".to_owned(),
        agreed_on: None,
        review_by: None,
    });
    let lines = lines_of(desk(), &config);
    let level = line(&lines, "value.rework", Role::Level);
    let unsigned: Vec<_> = level
        .inputs
        .iter()
        .filter(|input| input.unsigned)
        .map(|input| &input.name[..])
        .collect();
    assert_eq!(unsigned, ["work.reopen_minutes", "work.handover_minutes"]);
}

#[test]
fn the_total_is_of_levels_that_own_their_hours_and_no_view() {
    let lines = lines_of(desk(), &cost_model());
    let level = total(&lines, LineKind::Time, Role::Level).expect("a total");
    // Resolution, failed changes, rework: 130 + 121.33 + 60, 202 + 182 + 70, 250 + 294.67 + 110.
    assert_range(level.hours, 311.3333, 454.0, 654.6667);
    assert_range(
        level.money,
        5_850.0 + 8_736.0 + 4_320.0,
        29_860.0,
        18_750.0 + 21_216.0 + 7_920.0,
    );
    assert!(level.missing.is_empty());
    let delta = total(&lines, LineKind::Time, Role::Delta).expect("a total");
    // Together: at all lows -57.5 + 31.33 - 8.33 = -34.5; as expected -93.5 + 47 - 10 = -56.5; at all highs
    // -117.5 + 74.67 - 16.67 = -59.5. The sum of the lines' own lows would have said -102.8.
    assert_range(delta.hours, -59.5, -56.5, -34.5);
    assert_eq!(
        total(&lines, LineKind::Time, Role::Potential),
        None,
        "potentials do not add up"
    );
    assert_eq!(total(&lines, LineKind::Cash, Role::Level), None);
}

#[test]
fn the_three_assumptions_that_matter_most_are_named_with_the_headline_at_their_ends() {
    let named = sensitivities(&lines_of(desk(), &cost_model()));
    let found: Vec<_> = named
        .iter()
        .map(|each| (&each.name[..], each.at_low.round(), each.at_high.round()))
        .collect();
    // The headline is 29,860. Rework hours: (26 × 4 + 26) × 72 = 9,360 and 20,592 in place of 13,104; the share of P1: 7,540
    // and 14,500 in place of 11,716; the employees' rate: 9,090 and 15,150 in place of 11,716.
    assert_eq!(
        found,
        [
            ("work.rework_hours", 26_116.0, 37_348.0),
            ("work.share_blocked.p1", 25_684.0, 32_644.0),
            ("cost.employee_hour", 27_234.0, 33_294.0),
        ]
    );
    assert!(
        named
            .iter()
            .all(|each| each.is_money && (each.expected - 29_860.0).abs() < 1e-6)
    );
}

fn any_range() -> impl Strategy<Value = Range3> {
    prop::array::uniform3(0.0f64..1e4).prop_map(|mut ends| {
        ends.sort_by(f64::total_cmp);
        range(ends[0], ends[1], ends[2])
    })
}

proptest! {
    #[test]
    fn every_amount_lies_in_its_range(
        values in prop::collection::vec(0u32..1_000_000, 15),
        ranges in prop::collection::vec(any_range(), 9),
    ) {
        let mut config = cost_model();
        for (input, range) in config.inputs.values_mut().zip(ranges) {
            *input = range;
        }
        let mut figures = desk();
        for (figure, value) in figures.iter_mut().zip(values) {
            figure.value = Some(f64::from(value));
            figure.basis = Basis::Derived;
        }
        let lines = lines_of(figures, &config);
        let totals = [Role::Level, Role::Delta].map(|role| total(&lines, LineKind::Time, role));
        let of_lines = lines.iter().flat_map(|line| [line.hours, line.money]);
        let of_totals = totals.iter().flatten().flat_map(|total| [total.hours, total.money]);
        for amount in of_lines.chain(of_totals).flatten() {
            prop_assert!(amount.low <= amount.expected && amount.expected <= amount.high, "{:?}", amount);
            prop_assert!(amount.low.is_finite() && amount.high.is_finite());
        }
        for each in sensitivities(&lines) {
            prop_assert!(each.at_low <= each.expected && each.expected <= each.at_high, "a level grows with each input");
        }
    }
}
