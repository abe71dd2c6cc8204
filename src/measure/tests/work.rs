//! Where the hours go: figures of the worklog, of what stands in for it, of plans and of the team.

use super::*;

/// Bookings of Monday mornings, the first of each month of 2026; each is of a person of its own unless a column says otherwise.
fn booked(months: &[u32], minutes: &[u32], more: Vec<Column>) -> Table {
    let days: Vec<String> = months
        .iter()
        .map(|month| format!("{} 00:00", first_monday(*month)))
        .collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let mut columns = vec![times("date", &days), Column::new("minutes".into(), minutes.to_vec())];
    columns.extend(more);
    table(columns, BTreeMap::new())
}

fn first_monday(month: u32) -> &'static str {
    ["2026-01-05", "2026-02-02", "2026-03-02"][month as usize - 1]
}

fn persons(codes: &[u32]) -> Column {
    Column::new("person".into(), codes.to_vec())
}

/// January's bookings, two hours of ten unplanned, and February's, one hour of five; one booking says nothing of it.
fn planned_hours() -> Table {
    let planned = vec![
        Some(true),
        Some(false),
        None,
        Some(true),
        Some(false),
        None,
        None,
        Some(true),
    ];
    let purpose: Vec<Option<u8>> = vec![Some(0), Some(1), None, Some(0), Some(2), Some(0), Some(0), Some(1)];
    booked(
        &[1, 1, 1, 2, 2, 2, 2, 2],
        &[480, 120, 60, 180, 60, 0, 0, 60],
        vec![
            Column::new("planned".into(), planned),
            Column::new("purpose".into(), purpose),
        ],
    )
}

/// The first eight bookings with two more that are planned, so that four fifths say whether they were.
fn mostly_marked() -> Table {
    let mut table = planned_hours();
    let planned = [
        Some(true),
        Some(false),
        None,
        Some(true),
        Some(false),
        Some(true),
        Some(true),
        Some(true),
    ];
    table
        .rows
        .with_column(Column::new("planned".into(), planned.as_slice()))
        .expect("a column");
    table
}

/// Two incidents and two requests of January with their effort, and the like in February.
fn tickets_with_effort() -> Table {
    let opened = ["2026-01-02 08:00"; 4].into_iter().chain(["2026-02-02 08:00"; 4]);
    let resolved = ["2026-01-12 08:00"; 4].into_iter().chain(["2026-02-12 08:00"; 4]);
    let columns = vec![
        times("opened_at", &opened.collect::<Vec<_>>()),
        times("resolved_at", &resolved.collect::<Vec<_>>()),
        Column::new("kind".into(), vec![0u8, 0, 1, 1, 0, 0, 1, 1]),
        Column::new("effort_minutes".into(), vec![30u32, 30, 60, 120, 60, 60, 60, 60]),
    ];
    table(columns, BTreeMap::new())
}

fn of<'f>(figures: &'f Figures, id: &'static str, period: &str, stat: Option<Stat>) -> &'f Figure {
    figures
        .get(id, period, &Slice::total(), stat, None)
        .unwrap_or_else(|| panic!("no figure {id} {period} {stat:?}"))
}

/// Of February, known until the end of March.
fn february(tables: Vec<(&'static str, Table)>, more: &str) -> Figures {
    figures(tables, "2026-02", "2026-03-31 20:00", &config(more))
}

#[test]
fn the_worklog_decides_for_all_months_and_says_which_bookings_it_leaves_out() {
    let figures = february(
        vec![("worklog", mostly_marked()), ("tickets", tickets_with_effort())],
        "",
    );
    // 120 of 480 + 120; the hour without a mark is on neither side.
    let january = of(&figures, "work.unplanned_share", "2026-01", None);
    assert_eq!((january.value, january.basis), (Some(0.2), Basis::Recorded));
    assert_eq!((january.part, january.whole, january.n), (Some(120.0), Some(600.0), 2));
    assert_eq!(january.left_out, [("no mark of planned or not", 1)]);
    // 60 of 180 + 60 + 60.
    assert_eq!(of(&figures, "work.unplanned_share", "2026-02", None).value, Some(0.2));
    // 480 minutes; 240 minutes.
    assert_eq!(
        of(&figures, "work.execution_capacity", "2026-01", None).value,
        Some(8.0)
    );
    assert_eq!(
        of(&figures, "work.execution_capacity", "2026-02", None).value,
        Some(4.0)
    );
}

#[test]
fn a_worklog_that_seldom_says_what_was_planned_leaves_the_word_to_effort_in_every_month() {
    // Five of eight are fewer than four fifths.
    let figures = february(
        vec![("worklog", planned_hours()), ("tickets", tickets_with_effort())],
        "",
    );
    // 60 of 240, and 120 of 240.
    for (month, share, capacity) in [("2026-01", 0.25, 3.0), ("2026-02", 0.5, 2.0)] {
        let figure = of(&figures, "work.unplanned_share", month, None);
        assert_eq!((figure.value, figure.basis), (Some(share), Basis::Derived));
        assert_eq!(
            of(&figures, "work.execution_capacity", month, None).value,
            Some(capacity)
        );
    }
    // With the whole capacity, of which incidents took one hour and two.
    let capacity = "[work]\ncapacity_hours = 10\n";
    let figures = february(vec![("tickets", tickets_with_effort())], capacity);
    for (month, share, hours) in [("2026-01", 0.1, 9.0), ("2026-02", 0.2, 8.0)] {
        assert_eq!(of(&figures, "work.unplanned_share", month, None).value, Some(share));
        assert_eq!(of(&figures, "work.execution_capacity", month, None).value, Some(hours));
    }
    // 0.1 − 0.2 of ten hours: one hour more than in January.
    assert_eq!(of(&figures, "work.bandwidth_freed", "2026-02", None).value, Some(-1.0));
}

#[test]
fn the_series_begins_where_the_worklog_does_and_a_month_without_bookings_has_no_hours() {
    let planned = Column::new("planned".into(), vec![true, false]);
    let worklog = booked(&[2, 2], &[60, 60], vec![planned]);
    let figures = figures(
        vec![("worklog", worklog), ("tickets", five_tickets())],
        "2026-03",
        "2026-03-31 20:00",
        &config(""),
    );
    let get = |id, month| figures.get(id, month, &Slice::total(), None, None);
    for id in ["work.unplanned_share", "work.execution_capacity", "work.hours"] {
        assert!(get(id, "2026-01").is_none(), "{id}");
        assert!(get(id, "2026-02").is_some_and(|figure| figure.value.is_some()), "{id}");
        let march = get(id, "2026-03").expect(id);
        let reason = Some("no records in this period");
        assert_eq!((march.value, march.reason.as_deref()), (None, reason), "{id}");
    }
}

#[test]
fn nothing_planned_is_no_capacity_and_is_said_as_nought() {
    let planned = Column::new("planned".into(), vec![false, true]);
    let worklog = booked(&[1, 2], &[60, 60], vec![planned]);
    let figures = february(vec![("worklog", worklog)], "");
    assert_eq!(
        of(&figures, "work.execution_capacity", "2026-01", None).value,
        Some(0.0)
    );
    assert_eq!(of(&figures, "work.unplanned_share", "2026-02", None).value, Some(0.0));
    // All of January was unplanned, nothing of February's hour.
    assert_eq!(of(&figures, "work.bandwidth_freed", "2026-02", None).value, Some(1.0));
    let january = of(&figures, "work.bandwidth_freed", "2026-01", None);
    let reason = Some("there is no figure of the period before");
    assert_eq!((january.value, january.reason.as_deref()), (None, reason));
}

#[test]
fn hours_by_purpose_and_what_moved_to_enabling_work() {
    let figures = february(vec![("worklog", mostly_marked())], "");
    let hours = |month: &str, purpose: &str| {
        let slice = Slice::of(Dim::Purpose, purpose);
        figures
            .get("work.hours", month, &slice, None, None)
            .and_then(|figure| figure.value)
    };
    assert_eq!(of(&figures, "work.hours", "2026-01", None).value, Some(11.0));
    assert_eq!(hours("2026-01", "run"), Some(8.0));
    assert_eq!(hours("2026-01", "grow"), Some(2.0));
    assert_eq!(hours("2026-01", "not given"), Some(1.0));
    assert_eq!(hours("2026-01", "transform"), None);
    assert_eq!(hours("2026-02", "transform"), Some(1.0));
    // 120 of 600; 60 + 60 of 300.
    assert_eq!(of(&figures, "work.enabling_share", "2026-01", None).value, Some(0.2));
    let enabling = of(&figures, "work.enabling_share", "2026-02", None);
    assert_eq!((enabling.value, enabling.whole), (Some(0.4), Some(300.0)));
    // 0.4 − 0.2 of five hours.
    let moved = of(&figures, "work.enabling_share", "2026-02", Some(Stat::Moved));
    assert!(
        moved.value.is_some_and(|hours| (hours - 1.0).abs() < 1e-12),
        "{moved:?}"
    );
}

#[test]
fn an_activity_of_few_persons_is_folded_with_another() {
    let mut words = BTreeMap::new();
    let activities: Vec<&str> = ["Requests"; 6]
        .into_iter()
        .chain(["Changes"; 5])
        .chain(["Budget"; 3])
        .collect();
    let activity = coded("activity", &activities, &mut words);
    // Three bookings on the budget, all of one person.
    let who: Vec<u32> = (0..11).chain([0; 3]).collect();
    let mut worklog = booked(&[1; 14], &[60; 14], vec![activity, persons(&who)]);
    worklog.words = words;
    let figures = figures(vec![("worklog", worklog)], "2026-01", "2026-01-31 20:00", &config(""));
    let hours = |word: &str| {
        let slice = Slice::of(Dim::Activity, word);
        figures
            .get("work.hours", "2026-01", &slice, None, None)
            .and_then(|figure| figure.value)
    };
    assert_eq!((hours("Requests"), hours("Budget")), (Some(6.0), None));
    assert_eq!((hours("Changes"), hours("other")), (None, Some(8.0)));
}

/// Ninety hours from January to March, one of them ended early, one cancelled, one against time, one ended nobody knows when.
fn projects() -> Table {
    let columns = vec![
        times(
            "planned_start",
            &[
                "2026-01-01 00:00",
                "2026-01-01 00:00",
                "2026-01-01 00:00",
                "2026-03-01 00:00",
                "2026-01-01 00:00",
            ],
        ),
        times(
            "planned_end",
            &[
                "2026-03-31 00:00",
                "2026-03-31 00:00",
                "2026-03-31 00:00",
                "2026-01-01 00:00",
                "2026-03-31 00:00",
            ],
        ),
        times("ended_at", &["", "2026-02-14 17:00", "", "", ""]),
        Column::new("state".into(), vec![1u8, 4, 5, 1, 4]),
        Column::new("effort_hours_needed".into(), vec![5_400u32; 5]),
    ];
    table(columns, BTreeMap::new())
}

#[test]
fn a_plan_is_spread_over_its_days_and_asks_for_nothing_once_the_project_has_ended() {
    let planned = Column::new("planned".into(), vec![true; 3]);
    let worklog = booked(&[1, 2, 3], &[60 * 124, 60 * 21, 60 * 62], vec![planned]);
    let tables = vec![("worklog", worklog), ("projects", projects())];
    let figures = figures(tables, "2026-Q1", "2026-03-31 20:00", &config(""));
    // An hour a day each: 31 + 31; 28 + 14, as the second ended on the 14th; 31.
    for (period, needed, share) in [("2026-01", 62.0, 0.5), ("2026-02", 42.0, 2.0), ("2026-03", 31.0, 0.5)] {
        assert_eq!(
            of(&figures, "work.demand", period, Some(Stat::Needed)).value,
            Some(needed)
        );
        let demand = of(&figures, "work.demand", period, None);
        assert_eq!((demand.value, demand.basis), (Some(share), Basis::Derived), "{period}");
    }
    // 135 hours of 207.
    assert_eq!(of(&figures, "work.demand", "2026-Q1", None).value, Some(135.0 / 207.0));
}

#[test]
fn a_project_that_goes_on_past_its_plan_asks_for_nothing_that_was_not_planned() {
    // 31 hours of January; neither it nor one of March has ended.
    let columns = vec![
        times("planned_start", &["2026-01-01 00:00", "2026-03-01 00:00"]),
        times("planned_end", &["2026-01-31 00:00", "2026-03-31 00:00"]),
        times("ended_at", &["", ""]),
        Column::new("effort_hours_needed".into(), vec![31u32 * 60; 2]),
    ];
    let worklog = booked(&[1, 2, 3], &[60; 3], vec![Column::new("planned".into(), vec![true; 3])]);
    let tables = vec![("worklog", worklog), ("projects", table(columns, BTreeMap::new()))];
    let figures = figures(tables, "2026-Q1", "2026-03-31 20:00", &config(""));
    let needed =
        ["2026-01", "2026-02", "2026-03"].map(|period| of(&figures, "work.demand", period, Some(Stat::Needed)).value);
    assert_eq!(needed, [Some(31.0), Some(0.0), Some(31.0)]);
}

#[test]
fn the_effort_on_tickets_is_no_capacity_to_divide_demand_by() {
    let tables = || vec![("tickets", tickets_with_effort()), ("projects", projects())];
    let figures = february(tables(), "");
    assert_eq!(
        of(&figures, "work.demand", "2026-02", Some(Stat::Needed)).value,
        Some(42.0)
    );
    assert!(
        figures
            .get("work.demand", "2026-02", &Slice::total(), None, None)
            .is_none()
    );
    // 10 hours less 2.
    let figures = february(tables(), "[work]\ncapacity_hours = 10\n");
    assert_eq!(of(&figures, "work.demand", "2026-02", None).value, Some(42.0 / 8.0));
}

#[test]
fn demand_of_a_quarter_is_not_divided_by_the_capacity_of_a_month() {
    let worklog = booked(&[3], &[600], vec![Column::new("planned".into(), vec![true])]);
    let tables = vec![
        ("worklog", worklog),
        ("projects", projects()),
        ("tickets", five_tickets()),
    ];
    let figures = figures(tables, "2026-Q1", "2026-03-31 20:00", &config(""));
    let quarter = of(&figures, "work.demand", "2026-Q1", None);
    let reason = Some("what it is made of does not cover the same months");
    assert_eq!((quarter.value, quarter.reason.as_deref()), (None, reason));
    assert_eq!(of(&figures, "work.demand", "2026-03", None).value, Some(3.1));
}

/// Two changes of January; the first prevents incidents.
fn two_changes() -> Table {
    let columns = vec![
        Column::new("id".into(), vec![7u64, 8]),
        times("opened_at", &["2026-01-02 08:00"; 2]),
        times("ended_at", &["2026-01-12 08:00"; 2]),
        Column::new("type".into(), vec![1u8, 2]),
        Column::new("preventive".into(), vec![true, false]),
        Column::new("effort_minutes".into(), vec![90u32, 30]),
    ];
    table(columns, BTreeMap::new())
}

fn reactive_and_preventive(figures: &Figures) -> (Option<f64>, Option<f64>, Basis) {
    let of_stat = |stat| of(figures, "work.reactive_preventive", "2026-01", Some(stat));
    let (reactive, preventive) = (of_stat(Stat::Reactive), of_stat(Stat::Preventive));
    (reactive.value, preventive.value, preventive.basis)
}

#[test]
fn what_prevents_is_told_by_the_change_that_it_was_booked_on_or_by_the_activity() {
    let columns = |refs: [Option<u64>; 3], words: &mut BTreeMap<_, _>| {
        vec![
            Column::new("planned".into(), vec![true, false, true]),
            Column::new("ref_id".into(), refs.as_slice()),
            coded("activity", &["Patching", "Incidents", "Meetings"], words),
        ]
    };
    let of_worklog = |refs, rules: &str| {
        let mut words = BTreeMap::new();
        let mut worklog = booked(&[1; 3], &[120, 60, 30], columns(refs, &mut words));
        worklog.words = words;
        let tables = vec![
            ("worklog", worklog),
            ("changes", two_changes()),
            ("tickets", tickets_with_effort()),
        ];
        reactive_and_preventive(&february(tables, rules))
    };
    // Half an hour on the preventive change; an hour that nobody planned.
    let booked_on = [None, Some(8), Some(7)];
    assert_eq!(of_worklog(booked_on, ""), (Some(1.0), Some(0.5), Basis::Recorded));
    let rule = "[rules]\npreventive_activities = [\"patching\"]\n";
    assert_eq!(of_worklog(booked_on, rule), (Some(1.0), Some(2.5), Basis::Recorded));
    assert_eq!(of_worklog([None; 3], rule), (Some(1.0), Some(2.0), Basis::Recorded));
    // Nothing tells: both are effort, an hour on incidents and half an hour on the emergency, an hour and a half on prevention.
    assert_eq!(
        of_worklog([None, None, Some(99)], ""),
        (Some(1.5), Some(1.5), Basis::Derived)
    );
}

#[test]
fn work_for_goals_is_a_share_of_minutes_else_of_records_that_can_have_one() {
    let goals = Column::new("goal_id".into(), vec![Some(1u64), None]);
    let worklog = booked(&[1, 1], &[60, 180], vec![goals.clone()]);
    let mut changes = two_changes();
    changes.rows.with_column(goals).expect("a column");
    let tables = vec![
        ("worklog", worklog),
        ("changes", changes.clone()),
        ("tickets", tickets_with_effort()),
    ];
    let figures = figures(tables, "2026-01", "2026-03-31 20:00", &config(""));
    let aligned = of(&figures, "work.aligned_share", "2026-01", None);
    assert_eq!(
        (aligned.value, aligned.whole, aligned.basis),
        (Some(0.25), Some(240.0), Basis::Recorded)
    );

    let tables = vec![("changes", changes), ("tickets", tickets_with_effort())];
    let figures = super::figures(tables, "2026-01", "2026-03-31 20:00", &config(""));
    let aligned = of(&figures, "work.aligned_share", "2026-01", None);
    assert_eq!(
        (aligned.part, aligned.whole, aligned.basis),
        (Some(1.0), Some(2.0), Basis::Proxy)
    );
    assert_eq!(aligned.left_out, [("no goal on any record of their kind", 4)]);
    let kpi = Catalogue::default().kpi("work.aligned_share").expect("a KPI");
    assert_eq!(
        (kpi.an_hour(None, Basis::Recorded), kpi.an_hour(None, Basis::Proxy)),
        (Some(60.0), None)
    );
}

#[test]
fn what_suppliers_do_stands_beside_what_becomes_of_it() {
    let mut words = BTreeMap::new();
    let vendor = coded("vendor", &["Host", "", "", "Host", "", ""], &mut words);
    let mut changes = six_changes();
    changes.rows.with_column(vendor).expect("a column");
    changes.words = words;
    let figures = figures(vec![("changes", changes)], "2026-05", "2026-05-29 20:00", &config(""));
    // One of the six is cancelled; the first and the fourth are the supplier's.
    let share = of(&figures, "work.outsourced_share", "2026-05", None);
    assert_eq!(
        (share.part, share.whole, share.basis),
        (Some(2.0), Some(5.0), Basis::Proxy)
    );
    // Successful and backed out; successful and failed, the third without an outcome.
    for (stat, part) in [(Stat::OutsourcedSuccess, 1.0), (Stat::InternalSuccess, 1.0)] {
        let success = of(&figures, "work.outsourced_share", "2026-05", Some(stat));
        assert_eq!((success.part, success.whole), (Some(part), Some(2.0)), "{stat:?}");
    }
    let in_time = Some(Stat::OutsourcedInTime);
    assert!(
        figures
            .get("work.outsourced_share", "2026-05", &Slice::total(), in_time, None)
            .is_none()
    );

    let outsourced = Column::new("outsourced".into(), vec![true, false, false]);
    let worklog = booked(&[1; 3], &[60, 120, 60], vec![outsourced]);
    let figures = super::figures(vec![("worklog", worklog)], "2026-01", "2026-01-31 20:00", &config(""));
    assert_eq!(of(&figures, "work.outsourced_share", "2026-01", None).value, Some(0.25));
}

/// An hour of each of so many persons in January and February, of which the last was at night.
fn nights(of: u32) -> Table {
    let months: Vec<u32> = (0..2 * of).map(|at| 1 + at / of).collect();
    let who: Vec<u32> = (0..2 * of).map(|at| at % of).collect();
    let late: Vec<bool> = who.iter().map(|person| person + 1 == of).collect();
    let more = vec![persons(&who), Column::new("out_of_hours".into(), late)];
    booked(&months, &vec![60; 2 * of as usize], more)
}

#[test]
fn nothing_is_said_of_a_team_of_fewer_than_five() {
    let share = |persons| february(vec![("worklog", nights(persons))], "");
    let five = share(5);
    assert_eq!(of(&five, "team.out_of_hours_share", "2026-02", None).value, Some(0.2));
    let four = share(4);
    let hidden = of(&four, "team.out_of_hours_share", "2026-02", None);
    let reason = Some("fewer than 5 persons stand behind it");
    assert_eq!((hidden.value, hidden.reason.as_deref()), (None, reason));
    assert_eq!((hidden.part, hidden.whole, hidden.n), (None, None, 0));
}

/// So many incidents, opened on a day and assigned to persons in turn.
fn incidents(days: &[&str], assignees: &[u32]) -> Table {
    let opened: Vec<String> = days.iter().map(|day| format!("{day} 10:00")).collect();
    let opened: Vec<&str> = opened.iter().map(String::as_str).collect();
    let columns = vec![
        times("opened_at", &opened),
        Column::new("assignee".into(), assignees.to_vec()),
    ];
    table(columns, BTreeMap::new())
}

#[test]
fn interruptions_are_of_the_working_days_of_the_months_in_which_somebody_worked() {
    let days: Vec<&str> = ["2026-01-02"; 11].into_iter().chain(["2026-02-02"; 5]).collect();
    let tickets = incidents(&days, &[0; 16]);
    let tables = vec![("worklog", nights(5)), ("tickets", tickets)];
    let figures = figures(tables, "2026-02", "2026-02-28 20:00", &config(""));
    // Five persons in January's 22 working days; in February's 20.
    let january = of(&figures, "team.interruptions", "2026-01", None);
    assert_eq!((january.part, january.whole), (Some(11.0), Some(110.0)));
    assert_eq!(
        (january.value, january.n, january.basis),
        (Some(0.1), 5, Basis::Recorded)
    );
    assert_eq!(of(&figures, "team.interruptions", "2026-02", None).value, Some(0.05));
}

#[test]
fn where_no_booking_names_a_person_those_with_tickets_are_the_team() {
    let tickets = incidents(&["2026-01-02"; 7], &[0, 1, 2, 3, 4, 5, 5]);
    let six = figures(vec![("tickets", tickets)], "2026-01", "2026-01-31 20:00", &config(""));
    // Six persons × 22 days.
    let january = of(&six, "team.interruptions", "2026-01", None);
    assert_eq!((january.value, january.basis), (Some(7.0 / 132.0), Basis::Derived));
    let tickets = incidents(&["2026-01-02"; 4], &[0, 1, 2, 3]);
    let four = figures(vec![("tickets", tickets)], "2026-01", "2026-01-31 20:00", &config(""));
    assert_eq!(of(&four, "team.interruptions", "2026-01", None).value, None);
}

#[test]
fn of_a_quarter_each_person_has_the_days_of_their_months_up_to_the_horizon() {
    let days: Vec<&str> = ["2026-01-02"; 5].into_iter().chain(["2026-03-02"]).collect();
    let tickets = incidents(&days, &[0, 1, 2, 3, 4, 0]);
    let figures = figures(vec![("tickets", tickets)], "2026-Q1", "2026-03-06 20:00", &config(""));
    // Five × 22 in January, and one × 5, from 2 to 6 March.
    let quarter = of(&figures, "team.interruptions", "2026-Q1", None);
    assert_eq!((quarter.part, quarter.whole, quarter.n), (Some(6.0), Some(115.0), 5));
}

#[test]
fn interruptions_of_a_quarter_need_bookings_of_the_whole_quarter() {
    let tickets = incidents(&["2026-01-02", "2026-02-02", "2026-03-02"], &[0; 3]);
    let worklog = booked(&[3; 5], &[60; 5], vec![persons(&[0, 1, 2, 3, 4])]);
    let tables = vec![("worklog", worklog), ("tickets", tickets)];
    let figures = figures(tables, "2026-Q1", "2026-03-31 20:00", &config(""));
    let quarter = of(&figures, "team.interruptions", "2026-Q1", None);
    let reason = Some("the data run from 2026-03 to 2026-03-31");
    assert_eq!((quarter.value, quarter.reason.as_deref()), (None, reason));
    // One incident, five persons in March's 22 days.
    assert_eq!(
        of(&figures, "team.interruptions", "2026-03", None).value,
        Some(1.0 / 110.0)
    );
}

/// Answers of January: instrument, score in hundredths, best answer of the scale, question.
fn survey(answers: &[(u8, Option<u32>, Option<u32>, &str)]) -> Figures {
    let mut words = BTreeMap::new();
    let questions: Vec<&str> = answers.iter().map(|(_, _, _, question)| *question).collect();
    let columns = vec![
        times("at", &vec!["2026-01-05 10:00"; answers.len()]),
        Column::new(
            "instrument".into(),
            answers.iter().map(|each| each.0).collect::<Vec<_>>(),
        ),
        Column::new("score".into(), answers.iter().map(|each| each.1).collect::<Vec<_>>()),
        Column::new(
            "scale_max".into(),
            answers.iter().map(|each| each.2).collect::<Vec<_>>(),
        ),
        coded("question", &questions, &mut words),
    ];
    let tables = vec![("surveys", table(columns, words))];
    figures(tables, "2026-01", "2026-01-31 20:00", &config(""))
}

#[test]
fn scores_of_the_team_are_put_on_a_scale_of_five() {
    const TEAM: u8 = 5;
    let asked = |score, best| (TEAM, score, best, "Pace");
    let figures = survey(&[
        asked(Some(300), Some(5)),
        asked(Some(450), None),
        // 8 of 10 are 4 of 5; 5 of 7 are 3.571…, in hundredths 3.57.
        asked(Some(800), Some(10)),
        asked(Some(500), Some(7)),
        asked(Some(200), Some(5)),
        // Above its scale; a scale of nothing; not answered; of a customer.
        asked(Some(600), Some(5)),
        asked(Some(0), Some(0)),
        asked(None, Some(5)),
        (0, Some(100), Some(5), "Pace"),
    ]);
    let mean = of(&figures, "team.wellbeing", "2026-01", None);
    assert_eq!((mean.part, mean.n), (Some(300.0 + 450.0 + 400.0 + 357.0 + 200.0), 5));
    assert!(mean.value.is_some_and(|mean| (mean - 3.414).abs() < 1e-9), "{mean:?}");
    assert_eq!(mean.left_out, [("no score on its scale", 2)]);
}

#[test]
fn ten_answers_of_four_persons_are_too_few() {
    let answers: Vec<_> = (0..10)
        .map(|at| (5u8, Some(300), Some(5), ["Pace", "Load", "Pace"][at % 3]))
        .collect();
    // Seven on the pace, three on the load.
    assert!(of(&survey(&answers), "team.wellbeing", "2026-01", None).value.is_some());
    let evenly: Vec<_> = (0..8)
        .map(|at| (5u8, Some(300), Some(5), ["Pace", "Load"][at % 2]))
        .collect();
    let figures = survey(&evenly);
    assert_eq!(of(&figures, "team.wellbeing", "2026-01", None).value, None);
    let nobody = survey(&[(0, Some(400), Some(5), "")]);
    let reason = of(&nobody, "team.wellbeing", "2026-01", None).reason.clone();
    assert_eq!(reason.as_deref(), Some("no survey asks the team itself"));
}

#[test]
fn maintenance_is_on_schedule_when_it_is_done_by_its_planned_end() {
    let columns = vec![
        Column::new("id".into(), (1u64..=8).collect::<Vec<_>>()),
        times("opened_at", &["2026-01-02 08:00"; 8]),
        times(
            "planned_end",
            &[
                "2026-01-10 12:00",
                "2026-01-10 12:00",
                "2026-01-10 12:00",
                "2026-01-10 12:00",
                "2026-01-10 12:00",
                "2026-01-31 12:00",
                "2026-01-10 12:00",
                "2026-02-10 12:00",
            ],
        ),
        // On the minute; an hour late; never; closed without an end; prevents nothing; its time has not come; cancelled; February's.
        times(
            "ended_at",
            &[
                "2026-01-10 12:00",
                "2026-01-10 13:00",
                "",
                "",
                "2026-01-09 12:00",
                "",
                "",
                "2026-01-20 12:00",
            ],
        ),
        times("closed_at", &["", "", "", "2026-01-11 08:00", "", "", "", ""]),
        Column::new("state".into(), vec![4u8, 4, 1, 4, 4, 1, 5, 4]),
        Column::new(
            "preventive".into(),
            vec![true, true, true, true, false, true, true, true],
        ),
    ];
    let of_january = |rules: &str| {
        let changes = vec![("changes", table(columns.clone(), BTreeMap::new()))];
        let figures = figures(changes, "2026-01", "2026-01-30 20:00", &config(rules));
        of(&figures, "maintenance.on_schedule", "2026-01", None).clone()
    };
    let kept = of_january("");
    assert_eq!((kept.part, kept.whole), (Some(1.0), Some(3.0)));
    let expected = [("cancelled", 1), ("no word yet of whether it was done", 2)];
    assert_eq!(kept.left_out, expected);
    let tolerant = of_january("[rules]\non_time_tolerance = \"1h\"\n");
    assert_eq!((tolerant.part, tolerant.whole), (Some(2.0), Some(3.0)));
}
