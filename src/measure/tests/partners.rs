//! Partners: what people say, how they want change, whom IT has met, goals, and calls that nobody answered.

use super::*;

const CSAT: u8 = 0;
const NPS: u8 = 1;
const EFFORT: u8 = 2;
const ASSESSMENT: u8 = 3;
const PREFERENCE: u8 = 4;
const TEAM: u8 = 5;

/// One row of a survey; what is not said is empty.
#[derive(Clone, Copy)]
struct Asked {
    at: &'static str,
    instrument: u8,
    persona: &'static str,
    service: &'static str,
    change_type: &'static str,
    question: &'static str,
    /// In hundredths.
    score: Option<u32>,
    scale_max: Option<u32>,
    answer: &'static str,
    ticket_id: Option<u64>,
    lost_minutes: Option<u32>,
}

const ASKED: Asked = Asked {
    at: "2026-05-06 12:00",
    instrument: CSAT,
    persona: "Sales",
    service: "",
    change_type: "",
    question: "",
    score: None,
    scale_max: None,
    answer: "",
    ticket_id: None,
    lost_minutes: None,
};

fn scored(instrument: u8, persona: &'static str, score: u32) -> Asked {
    Asked {
        instrument,
        persona,
        score: Some(score * 100),
        ..ASKED
    }
}

fn prefers(persona: &'static str, change_type: &'static str, answer: &'static str) -> Asked {
    Asked {
        instrument: PREFERENCE,
        persona,
        change_type,
        answer,
        ..ASKED
    }
}

/// So many of the same.
fn times_over(asked: &[(usize, Asked)]) -> Vec<Asked> {
    let all = asked.iter().flat_map(|(n, each)| std::iter::repeat_n(*each, *n));
    all.collect()
}

fn surveys(rows: &[Asked]) -> Table {
    let mut words = BTreeMap::new();
    let texts = |of: fn(&Asked) -> &'static str| rows.iter().map(of).collect::<Vec<_>>();
    let columns = vec![
        times("at", &texts(|row| row.at)),
        Column::new(
            "instrument".into(),
            rows.iter().map(|row| row.instrument).collect::<Vec<_>>(),
        ),
        coded("persona", &texts(|row| row.persona), &mut words),
        coded("service", &texts(|row| row.service), &mut words),
        coded("change_type", &texts(|row| row.change_type), &mut words),
        coded("question", &texts(|row| row.question), &mut words),
        coded("answer", &texts(|row| row.answer), &mut words),
        Column::new("score".into(), rows.iter().map(|row| row.score).collect::<Vec<_>>()),
        Column::new(
            "scale_max".into(),
            rows.iter().map(|row| row.scale_max).collect::<Vec<_>>(),
        ),
        Column::new(
            "ticket_id".into(),
            rows.iter().map(|row| row.ticket_id).collect::<Vec<_>>(),
        ),
        Column::new(
            "lost_minutes".into(),
            rows.iter().map(|row| row.lost_minutes).collect::<Vec<_>>(),
        ),
    ];
    table(columns, words)
}

/// The figures of May over these answers.
fn said(rows: &[Asked]) -> Figures {
    let tables = vec![("surveys", surveys(rows))];
    figures(tables, "2026-05", "2026-05-29 20:00", &config(""))
}

fn get<'f>(figures: &'f Figures, id: &'static str, slice: &Slice) -> &'f Figure {
    let figure = figures.get(id, "2026-05", slice, None, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {slice}"))
}

fn counts(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (figure.part, figure.whole)
}

fn total() -> Slice {
    Slice::total()
}

fn persona(name: &str) -> Slice {
    Slice::of(Dim::Persona, name)
}

const FEW: &str = "fewer than 5 persons stand behind it";

#[test]
fn satisfied_are_the_upper_two_of_five_on_every_scale() {
    let of = |score: u32, scale: Option<u32>| Asked {
        score: Some(score),
        scale_max: scale,
        ..ASKED
    };
    let figures = said(&[
        // Of five, where nothing says otherwise: 4 is, 3.99 is not.
        of(400, None),
        of(399, None),
        // 6 × 5 ÷ 7 = 4.29 is; 5 × 5 ÷ 7 = 3.57 is not.
        of(600, Some(7)),
        of(500, Some(7)),
        // Good and bad, as 1 and 0 of 1.
        of(100, Some(1)),
        of(0, Some(1)),
        // 8 of ten is just 4 of five.
        of(800, Some(10)),
        // 8 of five is a mistake, and so is anything of none.
        of(800, None),
        of(100, Some(0)),
    ]);
    let csat = get(&figures, "satisfaction.csat", &total());
    assert_eq!(counts(csat), (Some(4.0), Some(7.0)));
    assert_eq!(csat.left_out, [("score beyond its scale", 2)]);
}

#[test]
fn promoters_less_detractors_are_points_of_all_who_answered() {
    // Of ten: three promoters (9, 10, 10), four detractors (6, 0, 3, 5), three between.
    let scores = [9, 10, 10, 8, 7, 8, 6, 0, 3, 5];
    let mut rows: Vec<Asked> = scores.iter().map(|score| scored(NPS, "Sales", *score)).collect();
    rows.push(Asked {
        scale_max: Some(5),
        ..scored(NPS, "Sales", 5)
    });
    let figures = said(&rows);
    let nps = get(&figures, "satisfaction.nps", &total());
    assert_eq!((nps.value, nps.unit, nps.n), (Some(-10.0), Unit::Points, 10));
    assert_eq!(nps.left_out, [("scale is not 0 to 10", 1)]);
}

#[test]
fn ease_is_a_mean_on_a_scale_of_five() {
    let of_seven = |score: u32| Asked {
        scale_max: Some(7),
        ..scored(EFFORT, "Sales", score)
    };
    // 7 of 7 is 5; 6 of 7 is 4.2857, 4.29; 3 and 4 of five stay; the last is as empty as nobody's.
    let rows = [
        of_seven(7),
        of_seven(6),
        scored(EFFORT, "Sales", 3),
        scored(EFFORT, "Sales", 4),
        of_seven(7),
    ];
    let figures = said(&rows);
    // (5 + 4.29 + 3 + 4 + 5) ÷ 5 = 4.258.
    let ease = get(&figures, "satisfaction.effort", &total());
    assert!((ease.value.expect("a mean") - 4.258).abs() < 1e-12, "{ease:?}");
}

#[test]
fn of_fewer_than_five_who_answered_nothing_is_said() {
    let figures = said(&times_over(&[(4, scored(CSAT, "Sales", 5)), (30, ASKED)]));
    let csat = get(&figures, "satisfaction.csat", &total());
    assert_eq!((csat.value, csat.reason.as_deref()), (None, Some(FEW)));
    assert_eq!((csat.part, csat.whole, csat.n), (None, None, 0));
}

#[test]
fn a_persona_of_few_answers_is_folded_whatever_it_was_asked() {
    // Legal answered four times, and was asked ten times more; Finance, the smaller of the two that may be shown, joins it.
    let figures = said(&times_over(&[
        (9, scored(CSAT, "Sales", 5)),
        (6, scored(CSAT, "Finance", 2)),
        (4, scored(CSAT, "Legal", 5)),
        (
            10,
            Asked {
                persona: "Legal",
                ..ASKED
            },
        ),
        (3, scored(EFFORT, "Legal", 5)),
    ]));
    assert_eq!(
        counts(get(&figures, "satisfaction.csat", &persona("Sales"))),
        (Some(9.0), Some(9.0))
    );
    assert_eq!(
        counts(get(&figures, "satisfaction.csat", &persona("other"))),
        (Some(4.0), Some(10.0))
    );
    for name in ["Legal", "Finance"] {
        assert!(
            figures
                .get("satisfaction.csat", "2026-05", &persona(name), None, None)
                .is_none(),
            "{name}"
        );
        assert!(
            figures
                .get("satisfaction.response_rate", "2026-05", &persona(name), None, None)
                .is_some(),
            "seven answers of Legal to one question or the other are enough for {name}"
        );
    }
    // Nine answers to csat and effort of eleven and more who were asked: 4 + 3 of 4 + 10 + 3.
    assert_eq!(
        counts(get(&figures, "satisfaction.response_rate", &persona("Legal"))),
        (Some(7.0), Some(17.0))
    );
}

#[test]
fn those_who_were_asked_and_said_nothing_stay_with_the_others() {
    // Nobody of Legal answered; Finance joins it, so that neither can be told by subtraction.
    let figures = said(&times_over(&[
        (9, scored(CSAT, "Sales", 5)),
        (6, scored(CSAT, "Finance", 2)),
        (
            3,
            Asked {
                persona: "Legal",
                ..ASKED
            },
        ),
    ]));
    let rate = |name| counts(get(&figures, "satisfaction.response_rate", &persona(name)));
    assert_eq!(
        (rate("Sales"), rate("other")),
        ((Some(9.0), Some(9.0)), (Some(6.0), Some(9.0)))
    );
}

/// So many tickets of Sales and of Finance, resolved in May.
fn resolved(sales: usize, finance: usize) -> Table {
    let mut words = BTreeMap::new();
    let personas = [vec!["Sales"; sales], vec!["Finance"; finance]].concat();
    let all = personas.len();
    let columns = vec![
        times("opened_at", &vec!["2026-05-05 08:00"; all]),
        times("resolved_at", &vec!["2026-05-05 10:00"; all]),
        coded("persona", &personas, &mut words),
    ];
    table(columns, words)
}

#[test]
fn without_an_unanswered_invitation_tickets_stand_in_for_those_asked() {
    let rows = times_over(&[
        (8, scored(CSAT, "Sales", 5)),
        (5, scored(CSAT, "Stores", 5)),
        (2, scored(CSAT, "Finance", 5)),
        // The team and those who are asked of change in general had no ticket.
        (6, scored(TEAM, "Sales", 5)),
        (6, prefers("Sales", "", "overnight")),
    ]);
    let tables = vec![("surveys", surveys(&rows)), ("tickets", resolved(20, 10))];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    let rate = get(&figures, "satisfaction.response_rate", &total());
    assert_eq!((counts(rate), rate.value), ((Some(15.0), Some(30.0)), Some(0.5)));
    assert_eq!(rate.basis, Basis::Proxy);
    let slices = figures.slices("satisfaction.response_rate", "2026-05", &[&[Dim::Persona]]);
    // Finance answered too seldom, and Stores with it: of the tickets nobody folds either, so that "other" is no one part.
    assert_eq!(slices, [persona("Sales")]);
    assert_eq!(
        counts(get(&figures, "satisfaction.response_rate", &persona("Sales"))),
        (Some(8.0), Some(20.0))
    );
}

#[test]
fn without_unanswered_invitations_and_tickets_nobody_knows_how_many_were_asked() {
    let figures = said(&times_over(&[(8, scored(CSAT, "Sales", 5))]));
    let rate = get(&figures, "satisfaction.response_rate", &total());
    let reason = "no column gives the unanswered invitation";
    assert_eq!((rate.value, rate.reason.as_deref()), (None, Some(reason)));
}

#[test]
fn lost_time_is_a_mean_of_those_who_say_it_apart_for_incidents_and_requests() {
    let lost = |minutes: u32, ticket: u64| Asked {
        lost_minutes: Some(minutes),
        ticket_id: Some(ticket),
        ..scored(CSAT, "Sales", 4)
    };
    let mut rows = vec![lost(60, 1), lost(120, 1), lost(0, 1), lost(180, 1), lost(240, 1)];
    // Requests; five whose ticket is not in the export; one that says nothing of time; one of the team.
    rows.extend([lost(30, 2), lost(30, 2), lost(60, 2), lost(60, 2), lost(120, 2)]);
    rows.extend([lost(600, 9); 5]);
    rows.extend([
        scored(CSAT, "Sales", 4),
        Asked {
            lost_minutes: Some(6_000),
            ..scored(TEAM, "", 4)
        },
    ]);
    let tickets = vec![
        Column::new("id".into(), vec![1u64, 2, 3, 3]),
        Column::new("kind".into(), vec![0u8, 1, 0, 1]),
        times("opened_at", &["2026-05-05 08:00"; 4]),
    ];
    let tables = vec![
        ("surveys", surveys(&rows)),
        ("tickets", table(tickets, BTreeMap::new())),
    ];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    let lost = |slice: &Slice| get(&figures, "satisfaction.lost_time", slice);
    // 600 minutes of five answers, 300 of five, and 3000 of five that are of neither kind: 3900 ÷ 15.
    assert_eq!(lost(&incident()).value, Some(2.0));
    assert_eq!(lost(&Slice::of(Dim::Kind, "request")).value, Some(1.0));
    assert_eq!((lost(&total()).part, lost(&total()).n), (Some(3900.0), 15));
    assert_eq!(lost(&total()).unit, Unit::Hours);
}

#[test]
fn two_tickets_of_one_name_and_two_kinds_are_of_neither() {
    let row = Asked {
        lost_minutes: Some(60),
        ticket_id: Some(3),
        ..scored(CSAT, "Sales", 4)
    };
    let tickets = vec![
        Column::new("id".into(), vec![3u64, 3]),
        Column::new("kind".into(), vec![0u8, 1]),
        times("opened_at", &["2026-05-05 08:00"; 2]),
    ];
    let tables = vec![
        ("surveys", surveys(&[row; 5])),
        ("tickets", table(tickets, BTreeMap::new())),
    ];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    assert_eq!(get(&figures, "satisfaction.lost_time", &total()).n, 5);
    assert!(
        figures
            .get("satisfaction.lost_time", "2026-05", &incident(), None, None)
            .is_none()
    );
}

#[test]
fn an_assessment_is_of_its_service_and_says_when_it_was_last_asked_for() {
    let assessed = |at, service, score| Asked {
        at,
        service,
        ..scored(ASSESSMENT, "Sales", score)
    };
    let mut rows = times_over(&[
        (5, assessed("2026-05-04 09:00", "Mail", 4)),
        (6, assessed("2026-05-11 09:00", "Payroll", 2)),
        (9, assessed("2026-03-02 09:00", "Printing", 5)),
    ]);
    // Asked again, and nobody answered.
    rows.push(Asked {
        at: "2026-05-20 23:30",
        instrument: ASSESSMENT,
        service: "Payroll",
        ..ASKED
    });
    let figures = said(&rows);
    let service = |name| Slice::of(Dim::Service, name);
    let mean = |name| get(&figures, "satisfaction.assessment", &service(name)).value;
    assert_eq!((mean("Mail"), mean("Payroll")), (Some(4.0), Some(2.0)));
    assert!(
        figures
            .get("satisfaction.assessment", "2026-05", &service("Printing"), None, None)
            .is_none()
    );
    let since = |name| {
        value(
            &figures,
            "satisfaction.assessment",
            "2026-05",
            &service(name),
            Some(Stat::DaysSince),
        )
    };
    // The data end on 29 May, before the month does.
    assert_eq!(
        (since("Mail"), since("Payroll"), since("Printing")),
        (Some(25.0), Some(9.0), Some(88.0))
    );
    let march = figures.get(
        "satisfaction.assessment",
        "2026-03",
        &total(),
        Some(Stat::DaysSince),
        None,
    );
    // At the end of March only one service had been asked for: on the second.
    assert_eq!(march.expect("a figure").value, Some(29.0));
}

fn group(persona: &str, change_type: &str, answer: &str, question: &str) -> Slice {
    Slice(vec![
        (Dim::Persona, persona.to_owned()),
        (Dim::ChangeType, change_type.to_owned()),
        (Dim::Answer, answer.to_owned()),
        (Dim::Question, question.to_owned()),
    ])
}

#[test]
fn each_group_prefers_what_it_answers_most() {
    let notice = |persona, answer| Asked {
        question: "notice",
        ..prefers(persona, "", answer)
    };
    let figures = said(&times_over(&[
        // Told apart by type: five and more answered about each.
        (4, prefers("Sales", "standard", "Working hours")),
        (1, prefers("Sales", "standard", "weekend")),
        (3, prefers("Sales", "normal", "overnight")),
        (2, prefers("Sales", "normal", "Overnight")),
        // Two of Finance were asked about emergencies: all of its answers are taken together.
        (5, prefers("Finance", "normal", "evening")),
        (2, prefers("Finance", "emergency", "weekend")),
        // Four of Legal are too few, and of Stores as many want one thing as the other.
        (4, prefers("Legal", "normal", "evening")),
        (3, prefers("Stores", "normal", "evening")),
        (3, prefers("Stores", "normal", "overnight")),
        // Another question is another preference.
        (6, notice("Stores", "a week")),
        // Of Warehouse no type has answers enough: the same four may have answered about both.
        (4, prefers("Warehouse", "normal", "evening")),
        (4, prefers("Warehouse", "standard", "evening")),
    ]));
    let dims: &[Dim] = &[Dim::Persona, Dim::ChangeType, Dim::Answer, Dim::Question];
    let shown = figures.slices("partners.preferences", "2026-05", &[dims]);
    let none = "not given";
    let expected = [
        (group("Finance", none, "evening", none), (Some(5.0), Some(7.0))),
        (group("Sales", "normal", "overnight", none), (Some(5.0), Some(5.0))),
        (
            group("Sales", "standard", "Working hours", none),
            (Some(4.0), Some(5.0)),
        ),
        (group("Stores", none, "a week", "notice"), (Some(6.0), Some(6.0))),
    ];
    assert_eq!(shown, expected.clone().map(|(slice, _)| slice));
    for (slice, expected) in expected {
        assert_eq!(
            counts(get(&figures, "partners.preferences", &slice)),
            expected,
            "{slice}"
        );
    }
    assert_eq!(
        counts(get(&figures, "partners.preferences", &total())),
        (Some(20.0), Some(23.0))
    );
}

/// Changes that people could notice: from, to, whom they affect, and their type.
fn disruptive(rows: &[(&str, &str, &str, u8)]) -> Table {
    let mut words = BTreeMap::new();
    let texts = |at: usize| {
        rows.iter()
            .map(|(from, to, persona, _)| [*from, *to, *persona][at])
            .collect::<Vec<_>>()
    };
    let columns = vec![
        Column::new("id".into(), (0..rows.len() as u64).collect::<Vec<_>>()),
        times("started_at", &texts(0)),
        times("ended_at", &texts(1)),
        coded("persona", &texts(2), &mut words),
        Column::new("type".into(), rows.iter().map(|row| row.3).collect::<Vec<_>>()),
        Column::new("disruptive".into(), vec![true; rows.len()]),
    ];
    table(columns, words)
}

const NORMAL: u8 = 1;

fn inside(answers: &[Asked], changes: Table, more: &str) -> Figure {
    let tables = vec![("surveys", surveys(answers)), ("changes", changes)];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(more));
    get(&figures, "change.inside_preferred_window", &total()).clone()
}

#[test]
fn a_change_is_inside_a_window_when_all_of_it_is() {
    let answers = times_over(&[
        (5, prefers("Sales", "", "Overnight")),
        (5, prefers("Finance", "", "weekend")),
    ]);
    let changes = disruptive(&[
        // Over midnight; to the very end of the window; a minute too early; a minute too long.
        ("2026-05-05 23:00", "2026-05-06 02:00", "Sales", NORMAL),
        ("2026-05-06 20:00", "2026-05-07 06:00", "Sales", NORMAL),
        ("2026-05-07 19:59", "2026-05-07 22:00", "Sales", NORMAL),
        ("2026-05-08 20:00", "2026-05-09 06:01", "Sales", NORMAL),
        // It took no time: as the window opens it is inside, as it closes it is not.
        ("2026-05-11 20:00", "2026-05-11 20:00", "Sales", NORMAL),
        ("2026-05-12 06:00", "2026-05-12 06:00", "Sales", NORMAL),
        // Saturday to Sunday evening, and on into Monday.
        ("2026-05-16 08:00", "2026-05-17 20:00", "Finance", NORMAL),
        ("2026-05-17 23:00", "2026-05-18 00:30", "Finance", NORMAL),
        // Nobody asked Legal; one has no start, one ends before it starts.
        ("2026-05-19 21:00", "2026-05-19 22:00", "Legal", NORMAL),
        ("", "2026-05-19 22:00", "Sales", NORMAL),
        ("2026-05-19 22:00", "2026-05-19 21:00", "Sales", NORMAL),
    ]);
    let figure = inside(&answers, changes, "");
    assert_eq!((counts(&figure), figure.n), ((Some(4.0), Some(8.0)), 8));
    assert_eq!(figure.left_out, [("no preferred window", 3)]);
    assert_eq!(figure.basis, Basis::Derived);
}

#[test]
fn on_the_night_of_the_zone_change_a_window_is_an_hour_shorter() {
    // In Chicago the clock goes from 02:00 to 03:00 on 8 March 2026.
    let answers = times_over(&[(
        5,
        Asked {
            at: "2026-03-02 09:00",
            ..prefers("Sales", "", "overnight")
        },
    )]);
    let changes = disruptive(&[
        ("2026-03-07 20:00", "2026-03-08 06:00", "Sales", NORMAL),
        ("2026-03-07 20:00", "2026-03-08 06:01", "Sales", NORMAL),
    ]);
    let tables = vec![("surveys", surveys(&answers)), ("changes", changes)];
    let figures = figures(tables, "2026-03", "2026-03-31 20:00", &config(""));
    let figure = figures.get("change.inside_preferred_window", "2026-03", &total(), None, None);
    assert_eq!(counts(figure.expect("a figure")), (Some(1.0), Some(2.0)));
}

#[test]
fn what_a_type_of_change_was_asked_for_goes_before_what_is_said_of_change() {
    let answers = times_over(&[
        (5, prefers("Sales", "Normal", "working hours")),
        (5, prefers("Sales", "", "overnight")),
    ]);
    let (day, night) = (
        ("2026-05-06 10:00", "2026-05-06 11:00"),
        ("2026-05-06 22:00", "2026-05-06 23:00"),
    );
    let changes = |kind| {
        disruptive(&[
            (day.0, day.1, "Sales", kind),
            (night.0, night.1, "Sales", kind),
            (night.0, night.1, "Sales", kind),
        ])
    };
    // Normal changes are wanted by day; others by night.
    assert_eq!(counts(&inside(&answers, changes(NORMAL), "")), (Some(1.0), Some(3.0)));
    assert_eq!(counts(&inside(&answers, changes(2), "")), (Some(2.0), Some(3.0)));
}

#[test]
fn what_people_want_is_what_they_had_said_when_the_month_was_over() {
    let at = |at, answer| Asked {
        at,
        ..prefers("Sales", "", answer)
    };
    let answers = times_over(&[
        (5, at("2026-03-31 23:00", "evening")),
        (6, at("2026-04-30 23:30", "weekend")),
    ]);
    // In March evenings were wanted, in April weekends: six to five.
    let changes = disruptive(&[
        ("2026-02-03 18:30", "2026-02-03 19:00", "Sales", NORMAL),
        ("2026-03-11 18:30", "2026-03-11 19:00", "Sales", NORMAL),
        ("2026-04-11 09:00", "2026-04-11 19:00", "Sales", NORMAL),
        ("2026-05-11 18:30", "2026-05-11 19:00", "Sales", NORMAL),
    ]);
    let tables = vec![("surveys", surveys(&answers)), ("changes", changes)];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    let of = |month| {
        let figure = figures.get("change.inside_preferred_window", month, &total(), None, None);
        counts(figure.expect("a figure"))
    };
    assert_eq!(of("2026-02"), (Some(0.0), Some(0.0)));
    assert_eq!(of("2026-03"), (Some(1.0), Some(1.0)));
    assert_eq!(of("2026-04"), (Some(1.0), Some(1.0)));
    assert_eq!(of("2026-05"), (Some(0.0), Some(1.0)));
}

#[test]
fn a_window_of_ones_own_is_named_by_an_answer_and_other_answers_name_none() {
    let answers = times_over(&[
        (5, prefers("Sales", "", "After the shops close")),
        // Whoever does not mind is no voice for a window.
        (9, prefers("Sales", "", "any time")),
    ]);
    let changes = || disruptive(&[("2026-05-06 22:00", "2026-05-06 23:00", "Sales", NORMAL)]);
    let own = "[windows]\n\"after the shops close\" = \"Mon-Sat 21:00-05:00\"\n";
    assert_eq!(counts(&inside(&answers, changes(), own)), (Some(1.0), Some(1.0)));
    let unknown = inside(&answers, changes(), "");
    assert_eq!(
        (unknown.value, unknown.left_out.as_slice()),
        (None, [("no preferred window", 1)].as_slice())
    );
}

fn meetings(rows: &[(&str, &str, Option<u8>)]) -> Table {
    let mut words = BTreeMap::new();
    let days: Vec<String> = rows.iter().map(|(day, _, _)| format!("{day} 00:00")).collect();
    let columns = vec![
        times("date", &days.iter().map(String::as_str).collect::<Vec<_>>()),
        coded(
            "stakeholder",
            &rows.iter().map(|row| row.1).collect::<Vec<_>>(),
            &mut words,
        ),
        Column::new("kind".into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()),
    ];
    table(columns, words)
}

const RELATIONSHIP: Option<u8> = Some(0);
const PROJECT: Option<u8> = Some(1);

/// Known to the end of `until`, in the report of its month.
fn met(rows: &[(&str, &str, Option<u8>)], period: &str, until: &str, more: &str) -> Figures {
    figures(vec![("meetings", meetings(rows))], period, until, &config(more))
}

fn state(figures: &Figures, period: &str, name: &str) -> (Option<f64>, Option<f64>) {
    let slice = Slice::of(Dim::Stakeholder, name);
    let of = |stat| figures.get("partners.met", period, &slice, stat, None);
    (
        of(None).and_then(|figure| figure.value),
        of(Some(Stat::DaysSince)).and_then(|figure| figure.value),
    )
}

#[test]
fn a_group_is_met_when_no_gap_is_longer_than_its_cadence() {
    // Ninety days from 1 January are 1 April; 91 days are one too many.
    let rows = [
        ("2026-01-01", "Sales", RELATIONSHIP),
        ("2026-04-01", "Sales", None),
        ("2026-06-30", "Sales", Some(2)),
        ("2026-01-01", "Finance", RELATIONSHIP),
        ("2026-04-02", "Finance", RELATIONSHIP),
        ("2026-06-30", "Finance", RELATIONSHIP),
        // What is about a project does not count; of no other meeting anything is known.
        ("2026-01-05", "Legal", PROJECT),
        ("2026-06-05", "Legal", PROJECT),
        // Since the last: 1 April to 30 June.
        ("2026-01-02", "Stores", RELATIONSHIP),
        ("2026-03-31", "Stores", RELATIONSHIP),
        // It was met for the first time in June: before, nobody can say that it was there.
        ("2026-06-10", "Marketing", RELATIONSHIP),
    ];
    let figures = met(&rows, "2026-06", "2026-06-30 20:00", "");
    let states: Vec<_> = ["Sales", "Finance", "Legal", "Stores", "Marketing"]
        .map(|name| state(&figures, "2026-06", name))
        .to_vec();
    let expected = [
        (Some(1.0), Some(0.0)),
        (Some(0.0), Some(0.0)),
        (Some(0.0), None),
        (Some(0.0), Some(91.0)),
        (Some(1.0), Some(20.0)),
    ];
    assert_eq!(states, expected);
    let at = |period| {
        counts(
            figures
                .get("partners.met", period, &total(), None, None)
                .expect("a figure"),
        )
    };
    assert_eq!(at("2026-06"), (Some(2.0), Some(5.0)));
    // At the end of February all three are met; of Legal the data are too short to tell.
    assert_eq!(at("2026-02"), (Some(3.0), Some(3.0)));
    let february = figures.get("partners.met", "2026-02", &total(), None, None);
    assert_eq!(february.expect("a figure").left_out, [("too short a time to tell", 1)]);
    // In April the gap of Finance is in the open, and after 90 days without a meeting so is that of Legal.
    assert_eq!(at("2026-04"), (Some(2.0), Some(4.0)));
}

#[test]
fn a_gap_of_more_than_a_year_ago_is_forgotten_and_an_old_last_meeting_is_not() {
    let mut rows: Vec<(&str, &str, Option<u8>)> = vec![
        ("2024-01-03", "Sales", RELATIONSHIP),
        // A gap of more than three months that was over by the middle of 2024.
        ("2024-06-05", "Sales", RELATIONSHIP),
        ("2024-01-03", "Legal", RELATIONSHIP),
    ];
    let quarterly = ["2024-09-02", "2024-11-29", "2025-02-26", "2025-05-26"];
    rows.extend(quarterly.map(|day| (day, "Sales", RELATIONSHIP)));
    let figures = met(
        &rows,
        "2025-05",
        "2025-05-31 20:00",
        "[[stakeholder]]\nname = \"Legal\"\ncadence_days = 366\n",
    );
    assert_eq!(state(&figures, "2025-05", "Sales"), (Some(1.0), Some(5.0)));
    assert_eq!(
        state(&figures, "2024-07", "Sales").0,
        None,
        "only the report's period has slices"
    );
    // From 3 January 2024 to 31 May 2025 are 514 days.
    assert_eq!(state(&figures, "2025-05", "Legal"), (Some(0.0), Some(514.0)));
}

#[test]
fn groups_of_the_config_are_there_before_they_are_met_and_have_their_own_cadence() {
    let rows = [
        ("2026-01-02", "sales ", RELATIONSHIP),
        ("2026-02-20", "sales ", RELATIONSHIP),
        ("2026-01-15", "Stores", PROJECT),
    ];
    let more = "[[stakeholder]]\nname = \"Sales\"\nkey_people = 4\ncadence_days = 30\n[[stakeholder]]\nname = \"HR\"\nkey_people = 2\n";
    let figures = met(&rows, "2026-03", "2026-03-31 20:00", more);
    // From 2 January to 20 February are 49 days.
    assert_eq!(state(&figures, "2026-03", "Sales"), (Some(0.0), Some(39.0)));
    // The data begin in January: HR may have been met in December.
    assert_eq!(state(&figures, "2026-03", "HR"), (None, None));
    let figures = met(&rows, "2026-04", "2026-04-30 20:00", more);
    assert_eq!(state(&figures, "2026-04", "HR"), (Some(0.0), None));
    let key_people = figures.get("partners.met", "2026-04", &total(), Some(Stat::KeyPeople), None);
    let key_people = key_people.expect("a figure");
    assert_eq!(counts(key_people), (Some(0.0), Some(6.0)));
    assert_eq!(key_people.left_out, [("no number of key people", 1)]);
}

#[test]
fn a_config_alone_meets_nobody() {
    let tables = vec![("tickets", five_tickets())];
    let more = "[[stakeholder]]\nname = \"Sales\"\n";
    let figures = figures(tables, "2026-02", "2026-02-28 20:00", &config(more));
    let figure = figures
        .get("partners.met", "2026-02", &total(), None, None)
        .expect("a figure");
    assert_eq!(
        (figure.value, figure.reason.as_deref()),
        (None, Some("no export gives meetings"))
    );
}

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
fn a_kpi_of_ones_own_over_a_survey_shows_no_few_either() {
    let own = |measure: &str| {
        format!(
            "[[kpi]]\nid = \"voices.own\"\ntitle = \"Own\"\ntable = \"surveys\"\nat = \"at\"\nby = [\"persona\"]\nbetter = \"higher\"\nfocus = \"organisation\"\n{measure}\n"
        )
    };
    let lost = |persona| Asked {
        lost_minutes: Some(60),
        ..scored(CSAT, persona, 1)
    };
    let rows = times_over(&[(9, lost("Sales")), (6, lost("Finance")), (3, lost("Legal"))]);
    for measure in [
        "measure = \"spread\"\nof = \"lost_minutes\"",
        "measure = \"mean\"\nof = \"lost_minutes\"",
        "measure = \"ratio\"\npart = { instrument = \"csat\" }",
    ] {
        let tables = vec![("surveys", surveys(&rows))];
        let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(&own(measure)));
        let slices = figures.slices("voices.own", "2026-05", &[&[Dim::Persona]]);
        assert_eq!(slices, [persona("Sales"), persona("other")], "{measure}");
    }
    // Two at once: what one of them may show and the other may not, neither shows.
    let two = own("measure = \"mean\"\nof = \"lost_minutes\"")
        + &own("measure = \"count\"\nwhere = { question = \"b\" }").replace("voices.own", "voices.next");
    let again = |persona| Asked {
        question: "b",
        ..lost(persona)
    };
    let rows = times_over(&[
        (9, lost("Sales")),
        (6, lost("Finance")),
        (6, lost("Legal")),
        (5, again("Sales")),
        (4, again("Finance")),
        (2, again("Legal")),
    ]);
    let figures_of_two = figures(
        vec![("surveys", surveys(&rows))],
        "2026-05",
        "2026-05-29 20:00",
        &config(&two),
    );
    let slices = figures_of_two.slices("voices.own", "2026-05", &[&[Dim::Persona]]);
    assert_eq!(slices, [persona("Sales"), persona("other")]);
    let few = vec![("surveys", surveys(&times_over(&[(4, lost("Sales"))])))];
    let spread = own("measure = \"spread\"\nof = \"lost_minutes\"");
    let figures = figures(few, "2026-05", "2026-05-29 20:00", &config(&spread));
    let median = figures.get("voices.own", "2026-05", &total(), Some(Stat::Median), None);
    let median = median.expect("a figure");
    assert_eq!(
        (median.value, median.bounds, median.reason.as_deref()),
        (None, None, Some(FEW))
    );
}

#[test]
fn a_wait_is_of_those_whom_a_human_answered_and_stands_beside_those_who_gave_up() {
    let columns = vec![
        times("at", &["2026-05-06 12:00"; 7]),
        Column::new(
            "channel".into(),
            vec![Some(0u8), Some(0), Some(0), Some(3), Some(3), None, Some(0)],
        ),
        Column::new(
            "wait_seconds".into(),
            vec![Some(2u32), Some(4), Some(900), Some(8), Some(100), None, Some(7)],
        ),
        Column::new(
            "abandoned".into(),
            vec![
                Some(false),
                Some(false),
                Some(true),
                Some(false),
                Some(false),
                Some(false),
                None,
            ],
        ),
    ];
    let tables = vec![("contacts", table(columns, BTreeMap::new()))];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    // Of 2, 4, 8 and 100 seconds: who gave up after 900 is no answer, and of the last nobody knows.
    let wait = |slice: &Slice, stat| value(&figures, "contacts.speed_to_answer", "2026-05", slice, Some(stat));
    let [median, p90, mean] = [Stat::Median, Stat::P90, Stat::Mean].map(|stat| wait(&total(), stat));
    assert_eq!((median, mean), (Some(6.0), Some(28.5)));
    assert!((p90.expect("a time") - 72.4).abs() < 1e-9);
    let phone = Slice::of(Dim::Channel, "phone");
    assert_eq!(wait(&phone, Stat::Mean), Some(3.0));
    let of = |slice| counts(get(&figures, "contacts.abandoned", slice));
    assert_eq!(
        (of(&total()), of(&phone)),
        ((Some(1.0), Some(6.0)), (Some(1.0), Some(3.0)))
    );
    assert_eq!(
        get(&figures, "contacts.abandoned", &total()).left_out,
        [("not recorded whether answered", 1)]
    );
    let left_out = figures.get("contacts.speed_to_answer", "2026-05", &total(), Some(Stat::Mean), None);
    assert_eq!(left_out.expect("a figure").left_out, [("no wait recorded", 1)]);
}
