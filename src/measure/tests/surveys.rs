//! What people say: of IT, of services, and how long they could not work.

use super::*;

pub(super) const CSAT: u8 = 0;
pub(super) const NPS: u8 = 1;
pub(super) const EFFORT: u8 = 2;
pub(super) const ASSESSMENT: u8 = 3;
pub(super) const PREFERENCE: u8 = 4;
pub(super) const TEAM: u8 = 5;

/// One row of a survey; what is not said is empty.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) at: &'static str,
    pub(super) instrument: u8,
    pub(super) persona: &'static str,
    pub(super) service: &'static str,
    pub(super) change_type: &'static str,
    pub(super) question: &'static str,
    /// In hundredths.
    pub(super) score: Option<u32>,
    pub(super) scale_max: Option<u32>,
    pub(super) answer: &'static str,
    pub(super) ticket_id: Option<u64>,
    pub(super) lost_minutes: Option<u32>,
}

pub(super) const ASKED: Asked = Asked {
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

pub(super) fn scored(instrument: u8, persona: &'static str, score: u32) -> Asked {
    Asked {
        instrument,
        persona,
        score: Some(score * 100),
        ..ASKED
    }
}

pub(super) fn prefers(persona: &'static str, change_type: &'static str, answer: &'static str) -> Asked {
    Asked {
        instrument: PREFERENCE,
        persona,
        change_type,
        answer,
        ..ASKED
    }
}

/// So many of the same.
pub(super) fn times_over(asked: &[(usize, Asked)]) -> Vec<Asked> {
    let all = asked.iter().flat_map(|(n, each)| std::iter::repeat_n(*each, *n));
    all.collect()
}

pub(super) fn surveys(rows: &[Asked]) -> Table {
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
pub(super) fn said(rows: &[Asked]) -> Figures {
    let tables = vec![("surveys", surveys(rows))];
    figures(tables, "2026-05", "2026-05-29 20:00", &config(""))
}

pub(super) fn persona(name: &str) -> Slice {
    Slice::of(Dim::Persona, name)
}

pub(super) const FEW: &str = "fewer than 5 persons stand behind it";

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
