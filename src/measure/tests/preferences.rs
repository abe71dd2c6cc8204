//! How people want change, and whether changes came when they want them.

use super::surveys::*;
use super::*;

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
