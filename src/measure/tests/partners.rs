//! Whom IT has met, and calls that nobody answered.

use super::*;

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
    // The longest of each: 90 and 90; 91 and 89; from 5 January, when it was first named, 176; 89 and 91; 20 since the first.
    let gap = |name: &str| {
        let slice = Slice::of(Dim::Stakeholder, name);
        value(&figures, "partners.met", "2026-06", &slice, Some(Stat::LongestGap))
    };
    let gaps = ["Sales", "Finance", "Legal", "Stores", "Marketing"].map(gap);
    assert_eq!(gaps, [90.0, 91.0, 176.0, 91.0, 20.0].map(Some));
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
