//! Who solves what, who could stand in, and what people learn.

use super::*;

/// Names as codes, and the hashes by which tables are joined; an empty cell is nobody.
fn people_of(name: &'static str, cells: &[&str], table: &mut Table) {
    let mut words = BTreeMap::new();
    let column = coded(name, cells, &mut words);
    let hash = |word: &String| word.bytes().fold(7u64, |hash, byte| hash * 31 + u64::from(byte));
    let hashes = words[name].iter().map(hash).collect();
    table.persons.insert(name, Arc::new(hashes));
    table.rows.with_column(column).expect("a column");
}

/// So many tickets of a category, resolved at a time by somebody.
type Solved = (usize, &'static str, &'static str, &'static str);

fn tickets(solved: &[Solved]) -> Table {
    let all: Vec<&Solved> = solved
        .iter()
        .flat_map(|each| std::iter::repeat_n(each, each.0))
        .collect();
    let mut words = BTreeMap::new();
    let resolved: Vec<&str> = all.iter().map(|(_, at, ..)| *at).collect();
    let categories: Vec<&str> = all.iter().map(|(_, _, category, _)| *category).collect();
    let columns = vec![
        times("opened_at", &vec!["2026-04-01 08:00"; all.len()]),
        times("resolved_at", &resolved),
        coded("category", &categories, &mut words),
    ];
    let mut table = table(columns, words);
    let persons: Vec<&str> = all.iter().map(|(.., person)| *person).collect();
    people_of("assignee", &persons, &mut table);
    table
}

/// A line of the register: person, group, level, backup.
type Line = (&'static str, &'static str, Option<u32>, &'static str);

fn register(lines: &[Line]) -> Table {
    let mut words = BTreeMap::new();
    let groups: Vec<&str> = lines.iter().map(|line| line.1).collect();
    let columns = vec![
        coded("group", &groups, &mut words),
        Column::new("level".into(), lines.iter().map(|line| line.2).collect::<Vec<_>>()),
    ];
    let mut table = table(columns, words);
    let of = |cell: fn(&Line) -> &'static str| lines.iter().map(cell).collect::<Vec<_>>();
    people_of("person", &of(|line| line.0), &mut table);
    people_of("backup", &of(|line| line.3), &mut table);
    table
}

fn of_may(tables: Vec<(&'static str, Table)>) -> Figures {
    figures(tables, "2026-05", "2026-06-15 12:00", &config(""))
}

fn figure(figures: &Figures, id: &'static str, period: &str, stat: Option<Stat>) -> Option<Figure> {
    figures.get(id, period, &Slice::total(), stat, None).cloned()
}

fn in_may(tables: Vec<(&'static str, Table)>, id: &'static str) -> Figure {
    figure(&of_may(tables), id, "2026-05", None).unwrap_or_else(|| panic!("no figure {id}"))
}

fn parts(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (figure.part, figure.whole)
}

const MAY: &str = "2026-05-12 10:00";
const TOO_FEW: Option<&str> = Some("fewer than 5 persons stand behind it");

/// What six persons resolved in May, and five of them in April.
const BY_SIX: &[Solved] = &[
    (5, MAY, "Mail", "Ana"),
    // The last half hour of May in Chicago, and the first of June.
    (1, "2026-05-31 23:30", "Mail", "Ana"),
    (9, "2026-06-01 00:00", "Printing", "Ana"),
    (3, MAY, "Mail", "Bo"),
    (3, MAY, "Printing", "Bo"),
    (4, MAY, "Mail", "Cy"),
    (1, MAY, "Printing", "Cy"),
    (2, MAY, "Mail", "Di"),
    (2, MAY, "Printing", "Di"),
    (2, MAY, "Network", "Di"),
    (5, MAY, "Network", "Ed"),
    (4, MAY, "Mail", "Flo"),
    // Of no category, and of nobody.
    (7, MAY, "", "Bo"),
    (7, MAY, "Printing", ""),
    (5, "2026-04-20 10:00", "Mail", "Ana"),
    (5, "2026-04-20 10:00", "Mail", "Bo"),
    (5, "2026-04-20 10:00", "Mail", "Cy"),
    (5, "2026-04-20 10:00", "Mail", "Di"),
    (4, "2026-04-20 10:00", "Mail", "Ed"),
];

#[test]
fn concentration_is_of_those_with_five_tickets() {
    let all = of_may(vec![("tickets", tickets(BY_SIX))]);
    let may = figure(&all, "roles.specialised", "2026-05", None).expect("a figure");
    // Ana and Ed 1; Bo 1/4 + 1/4; Cy 0.8² + 0.2² = 0.68; Di 3 × 1/9 = 0.333333. Flo has four.
    assert_eq!(parts(&may), (Some(3_513_333.0), Some(5.0)));
    assert!(may.value.is_some_and(|mean| (mean - 0.702_666_6).abs() < 1e-9));
    assert_eq!((may.n, &may.left_out[..]), (5, &[("fewer than five tickets", 1)][..]));
    // In April four persons have five.
    let april = figure(&all, "roles.specialised", "2026-04", None).expect("a figure");
    assert_eq!((april.value, april.reason.as_deref()), (None, TOO_FEW));
    assert!(april.left_out.is_empty());
}

#[test]
fn how_many_persons_have_few_tickets_is_not_told_where_nobody_has_more() {
    let few: Vec<Solved> = ["Ana", "Bo", "Cy"].map(|name| (4, MAY, "Mail", name)).to_vec();
    let may = in_may(vec![("tickets", tickets(&few))], "roles.specialised");
    assert_eq!((may.reason.as_deref(), &may.left_out[..]), (TOO_FEW, &[][..]));
}

#[test]
fn a_longer_period_puts_the_tickets_of_its_months_together() {
    let names = ["Ana", "Bo", "Cy", "Di", "Ed"];
    let solved = names.iter().flat_map(|name| {
        [
            (3, "2026-04-20 10:00", "Mail", *name),
            (2, "2026-05-20 10:00", "Printing", *name),
        ]
    });
    let solved: Vec<Solved> = solved.collect();
    let of = |period| {
        let all = figures(
            vec![("tickets", tickets(&solved))],
            period,
            "2026-06-30 20:00",
            &config(""),
        );
        figure(&all, "roles.specialised", period, None).expect("a figure").value
    };
    // 0.6² + 0.4².
    assert_eq!(of("2026-Q2"), Some(0.52));
    assert_eq!(of("2026-05"), None);
    // Days that are no months.
    assert_eq!(of("2026-04-20..2026-05-21"), Some(0.52));
    assert_eq!(of("2026-04-21..2026-05-21"), None);
}

#[test]
fn what_no_hands_resolved_and_what_was_cancelled_is_no_persons_work() {
    let mut solved = vec![(5, MAY, "Printing", "Ana"), (5, MAY, "Network", "Ana")];
    solved.extend(["Ana", "Bo", "Cy", "Di", "Ed"].map(|name| (5, MAY, "Mail", name)));
    let mut tickets = tickets(&solved);
    let height = tickets.rows.height();
    let automated: Vec<bool> = (0..height).map(|row| row < 5).collect();
    let states: Vec<u8> = (0..height)
        .map(|row| if (5..10).contains(&row) { 5 } else { 4 })
        .collect();
    for column in [
        Column::new("automated".into(), automated),
        Column::new("state".into(), states),
    ] {
        tickets.rows.with_column(column).expect("a column");
    }
    assert_eq!(in_may(vec![("tickets", tickets)], "roles.specialised").value, Some(1.0));
}

/// Ana solves eight of ten about mail, Bo four of five about printing, Cy three of five about the network; four are too few.
const BY_ONE: &[Solved] = &[
    (8, MAY, "Mail", "Ana"),
    (1, MAY, "Mail", "Cy"),
    (1, MAY, "Mail", "Di"),
    (4, MAY, "Printing", "Bo"),
    (1, MAY, "Printing", "Ed"),
    (3, MAY, "Network", "Cy"),
    (2, MAY, "Network", "Di"),
    (4, MAY, "Fax", "Ed"),
    (5, "2026-04-20 10:00", "Mail", "Ana"),
    (1, "2026-04-20 10:00", "Printing", "Bo"),
    (1, "2026-04-20 10:00", "Printing", "Cy"),
    (1, "2026-04-20 10:00", "Printing", "Di"),
    (1, "2026-04-20 10:00", "Printing", "Ed"),
];

#[test]
fn a_category_hangs_on_whoever_solves_four_fifths_of_it() {
    let people = register(&[
        ("Ana", "Apps", None, "Cy"),
        ("Bo", "Apps", None, "Bo"),
        ("Cy", "Apps", None, ""),
    ]);
    let all = of_may(vec![("tickets", tickets(BY_ONE)), ("people", people)]);
    let of = |period, stat| figure(&all, "roles.single_person", period, stat);
    let may = of("2026-05", None).expect("a figure");
    // Mail and printing, of three.
    assert_eq!((may.value, may.n), (Some(2.0), 3));
    // Bo is a backup of his own, which is none.
    let backed = of("2026-05", Some(Stat::WithBackup)).expect("a figure");
    assert_eq!((backed.value, backed.whole), (Some(1.0), Some(2.0)));
    // April's category hung on Ana, too; who could have stood in for her then, nobody knows.
    assert_eq!(of("2026-04", None).and_then(|figure| figure.value), Some(1.0));
    assert!(of("2026-04", Some(Stat::WithBackup)).is_none());
}

#[test]
fn whose_backup_nobody_knows_is_left_out_and_without_a_register_nothing_is_said_of_backups() {
    let people = register(&[("Ana", "Apps", None, "Cy"), ("Cy", "Apps", None, "")]);
    let all = of_may(vec![("tickets", tickets(BY_ONE)), ("people", people)]);
    let backed = figure(&all, "roles.single_person", "2026-05", Some(Stat::WithBackup)).expect("a figure");
    assert_eq!((backed.value, backed.whole), (Some(1.0), Some(1.0)));
    assert_eq!(backed.left_out, [("not in the register of people", 1)]);
    let all = of_may(vec![("tickets", tickets(BY_ONE))]);
    assert!(figure(&all, "roles.single_person", "2026-05", Some(Stat::WithBackup)).is_none());
}

#[test]
fn few_tickets_or_few_persons_hang_on_nobody() {
    let few: Vec<Solved> = ["Ana", "Bo", "Cy", "Di", "Ed"]
        .map(|name| (1, MAY, name, name))
        .to_vec();
    let none = in_may(vec![("tickets", tickets(&few))], "roles.single_person");
    assert_eq!(
        (none.value, none.reason.as_deref()),
        (None, Some("no records in this period"))
    );
    let four: Vec<Solved> = ["Ana", "Bo", "Cy", "Di"].map(|name| (5, MAY, name, name)).to_vec();
    let hidden = in_may(vec![("tickets", tickets(&four))], "roles.single_person");
    assert_eq!((hidden.value, hidden.n, hidden.reason.as_deref()), (None, 0, TOO_FEW));
}

/// Of the desk three of five are learning; of the network one of two is; of Servers nobody says it.
const GROUPS: &[Line] = &[
    ("Ana", "Desk", Some(1), ""),
    ("Bo", "Desk", Some(1), ""),
    ("Cy", "Desk", Some(1), ""),
    ("Di", "Desk", Some(2), ""),
    ("Ed", "Desk", Some(3), ""),
    ("Flo", "Network", Some(1), ""),
    ("Gus", "Network", Some(3), ""),
    ("Hal", "Servers", None, ""),
];

/// Tickets of these persons, with the group that had them first and the one that had them last.
fn handed_on(rows: &[(&'static str, &str, &str)]) -> Table {
    let solved: Vec<Solved> = rows.iter().map(|(person, ..)| (1, MAY, "Mail", *person)).collect();
    let mut table = tickets(&solved);
    let mut words = table.words.clone();
    let of = |cell: fn(&(&'static str, &str, &str)) -> String| rows.iter().map(cell).collect::<Vec<_>>();
    for (name, cells) in [
        ("first_group", of(|row| row.1.to_owned())),
        ("group", of(|row| row.2.to_owned())),
    ] {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let column = coded(name, &cells, &mut words);
        table.rows.with_column(column).expect("a column");
    }
    table.words = words;
    table
}

const AT_DESK: &[(&str, &str, &str)] = &[
    ("Ana", "Desk", "Desk"),
    ("Bo", "Desk", "Desk"),
    ("Cy", "Desk", "Desk"),
    ("Flo", "Desk", "Network"),
    ("Gus", "Desk", "Network"),
    ("Gus", "Desk", "Network"),
    // Not known whose first it was: the last one tells.
    ("Ed", "", "Desk"),
    // Of an unknown level, and of somebody who is not in the register.
    ("Hal", "Desk", "Servers"),
    ("Zoe", "Desk", "Desk"),
    // Never the desk's.
    ("Gus", "Network", "Desk"),
    ("Gus", "Network", "Network"),
    ("Hal", "Servers", "Servers"),
];

#[test]
fn a_desk_is_a_group_of_learners_and_its_tickets_are_those_that_came_to_it_first() {
    let tables = || vec![("tickets", handed_on(AT_DESK)), ("people", register(GROUPS))];
    let share = in_may(tables(), "roles.senior_desk_share");
    // Ana, Bo, Cy and Flo one each; Gus two and Ed one, at level 3.
    assert_eq!((parts(&share), share.basis), ((Some(3.0), Some(7.0)), Basis::Derived));
    assert_eq!(share.left_out, [("no level of who solved it", 2)]);
    // The levels are those of today.
    assert!(figure(&of_may(tables()), "roles.senior_desk_share", "2026-04", None).is_none());
}

#[test]
fn without_a_first_group_the_last_one_stands_in_and_says_so() {
    let mut tickets = handed_on(AT_DESK);
    tickets.rows = tickets.rows.drop("first_group").expect("the column");
    // Ana, Bo, Cy, Ed and Gus; Zoe's level is not known.
    let share = in_may(
        vec![("tickets", tickets), ("people", register(GROUPS))],
        "roles.senior_desk_share",
    );
    assert_eq!((parts(&share), share.basis), ((Some(2.0), Some(5.0)), Basis::Proxy));
}

#[test]
fn a_desk_of_four_solvers_is_not_shown_and_where_no_group_is_one_it_is_said() {
    let of = |rows: &[(&'static str, &str, &str)], lines: &[Line]| {
        in_may(
            vec![("tickets", handed_on(rows)), ("people", register(lines))],
            "roles.senior_desk_share",
        )
    };
    // Of Hal and Zoe nobody knows the level: they do not stand behind it.
    let four = [&AT_DESK[..4], &AT_DESK[7..9]].concat();
    assert_eq!(of(&four, GROUPS).reason.as_deref(), TOO_FEW);
    let reason = "no group of people has most of its members at level 1";
    assert_eq!(of(AT_DESK, &GROUPS[3..]).reason.as_deref(), Some(reason));
}

#[test]
fn a_backup_is_somebody_else_and_a_member_counts_once() {
    let lines = [
        ("Ana", "Desk", None, "Bo"),
        ("Bo", "Desk", None, "Ana"),
        // In two groups, in one of them with a backup.
        ("Cy", "Desk", None, ""),
        ("Cy", "Network", None, "Zoe"),
        ("Di", "Desk", None, "Di"),
        ("Ed", "Desk", None, ""),
    ];
    let of = |lines: &[Line]| of_may(vec![("tickets", tickets(BY_SIX)), ("people", register(lines))]);
    let all = of(&lines);
    let now = figure(&all, "tickets.backup_coverage", "2026-05", None).expect("a figure");
    assert_eq!((parts(&now), now.n), ((Some(3.0), Some(5.0)), 5));
    assert!(figure(&all, "tickets.backup_coverage", "2026-04", None).is_none());
    let four = figure(&of(&lines[..5]), "tickets.backup_coverage", "2026-05", None).expect("a figure");
    assert_eq!((four.value, four.reason.as_deref()), (None, TOO_FEW));
}

/// A line of the training: person, minutes, due, completed, certification, its expiry, whether it is mandatory.
#[derive(Clone, Copy)]
struct Course {
    person: &'static str,
    minutes: Option<u32>,
    due: &'static str,
    completed: &'static str,
    certification: &'static str,
    expires: &'static str,
    mandatory: Option<bool>,
}

const COURSE: Course = Course {
    person: "",
    minutes: None,
    due: "",
    completed: "",
    certification: "",
    expires: "",
    mandatory: None,
};

fn learnt(person: &'static str, minutes: Option<u32>, completed: &'static str) -> Course {
    Course {
        person,
        minutes,
        completed,
        ..COURSE
    }
}

fn certified(
    person: &'static str,
    certification: &'static str,
    completed: &'static str,
    expires: &'static str,
) -> Course {
    Course {
        person,
        certification,
        completed,
        expires,
        ..COURSE
    }
}

fn due(person: &'static str, due: &'static str, completed: &'static str) -> Course {
    Course {
        person,
        due,
        completed,
        mandatory: Some(true),
        ..COURSE
    }
}

fn training(courses: &[Course]) -> Table {
    let mut words = BTreeMap::new();
    let of = |cell: fn(&Course) -> &'static str| courses.iter().map(cell).collect::<Vec<_>>();
    let columns = vec![
        Column::new(
            "hours".into(),
            courses.iter().map(|each| each.minutes).collect::<Vec<_>>(),
        ),
        times("due_at", &of(|each| each.due)),
        times("completed_at", &of(|each| each.completed)),
        coded("certification", &of(|each| each.certification), &mut words),
        times("expires_at", &of(|each| each.expires)),
        Column::new(
            "mandatory".into(),
            courses.iter().map(|each| each.mandatory).collect::<Vec<_>>(),
        ),
    ];
    let mut table = table(columns, words);
    people_of("person", &of(|each| each.person), &mut table);
    table
}

/// What was learnt in May, and a course of April.
const LEARNT: &[Course] = &[
    Course {
        person: "Ana",
        minutes: Some(90),
        completed: "2026-05-01 00:00",
        ..COURSE
    },
    Course {
        person: "Bo",
        minutes: Some(30),
        completed: "2026-05-31 23:30",
        ..COURSE
    },
    Course {
        person: "Cy",
        completed: MAY,
        ..COURSE
    },
    Course {
        person: "Zoe",
        minutes: Some(600),
        completed: MAY,
        ..COURSE
    },
    Course {
        person: "Ana",
        minutes: Some(600),
        completed: "2026-04-30 23:59",
        ..COURSE
    },
];

#[test]
fn hours_of_learning_are_of_the_people_in_the_register() {
    let members = ["Ana", "Bo", "Cy", "Di", "Ed", "Flo"].map(|name| (name, "Desk", None, ""));
    let tables = |lines: &[Line]| {
        vec![
            ("tickets", tickets(BY_SIX)),
            ("training", training(LEARNT)),
            ("people", register(lines)),
        ]
    };
    let all = of_may(tables(&members));
    let may = figure(&all, "learning.hours", "2026-05", None).expect("a figure");
    // Two hours of six persons; Cy's have no length, and Zoe is not of IT.
    assert_eq!((parts(&may), may.n), ((Some(120.0), Some(6.0)), 6));
    assert_eq!((may.value, may.basis), (Some(2.0 / 6.0), Basis::Derived));
    assert_eq!(may.left_out, [("not in the register of people", 1), ("no hours", 1)]);
    // Who was there in April, no register knows.
    assert!(figure(&all, "learning.hours", "2026-04", None).is_none());
    let few = in_may(tables(&members[..4]), "learning.hours");
    assert_eq!((few.value, few.reason.as_deref()), (None, TOO_FEW));
}

#[test]
fn a_quarters_hours_are_of_all_its_months() {
    let members = ["Ana", "Bo", "Cy", "Di", "Ed", "Flo"].map(|name| (name, "Desk", None, ""));
    let all = figures(
        vec![
            ("tickets", tickets(BY_SIX)),
            ("training", training(LEARNT)),
            ("people", register(&members)),
        ],
        "2026-Q2",
        "2026-06-30 20:00",
        &config(""),
    );
    // 90 + 30 + 600 minutes.
    let quarter = figure(&all, "learning.hours", "2026-Q2", None).expect("a figure");
    assert_eq!((quarter.value, parts(&quarter)), (Some(2.0), (Some(720.0), Some(6.0))));
}

#[test]
fn without_a_register_those_whom_the_training_names_stand_in() {
    let courses = |names: &[&'static str]| -> Vec<Course> {
        let mut courses = LEARNT[..2].to_vec();
        courses.extend(names.iter().map(|name| learnt(name, Some(60), "2026-04-10 00:00")));
        courses
    };
    let hours = |names: &[&'static str]| {
        let tables = vec![("tickets", tickets(BY_SIX)), ("training", training(&courses(names)))];
        in_may(tables, "learning.hours")
    };
    // Ana's and Bo's two hours in May; five persons.
    let five = hours(&["Cy", "Di", "Ed", "Ana"]);
    assert_eq!((five.value, five.basis), (Some(0.4), Basis::Proxy));
    assert_eq!(hours(&["Cy", "Di", "Ana"]).reason.as_deref(), TOO_FEW);
}

#[test]
fn a_certification_holds_on_its_last_day_and_a_renewal_takes_its_place() {
    let courses = [
        // For ever; to the last day of May; to the day before it; not yet; by when it was renewed in April.
        certified("Ana", "Service", "2024-01-10 00:00", ""),
        certified("Bo", "Service", "2023-05-31 00:00", "2026-05-31 00:00"),
        certified("Cy", "Service", "2023-05-30 00:00", "2026-05-30 00:00"),
        certified("Di", "Service", "2026-06-01 00:00", ""),
        certified("Ed", "Service", "2023-04-20 00:00", "2026-04-19 00:00"),
        certified("Ed", "Service", "2026-05-10 00:00", "2029-05-09 00:00"),
        // Another certification is no renewal, nor is that of another person.
        certified("Ed", "Security", "2026-05-11 00:00", "2026-05-12 00:00"),
        certified("Flo", "Security", "2026-04-01 00:00", "2027-04-01 00:00"),
        // Two of one day: the one that holds for longer.
        certified("Flo", "Cloud", "2026-04-02 00:00", ""),
        certified("Flo", "Cloud", "2026-04-02 00:00", "2026-04-03 00:00"),
        // Learnt, and certified by nobody; never completed.
        learnt("Gus", Some(60), "2026-05-04 00:00"),
        certified("Gus", "Service", "", ""),
    ];
    let all = of_may(vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))]);
    let may = figure(&all, "learning.certified", "2026-05", None).expect("a figure");
    // Held: Ana, Bo, Cy, Ed twice, Flo twice. Not Cy's, nor Ed's of security.
    assert_eq!((parts(&may), may.n), ((Some(5.0), Some(7.0)), 7));
    // At the end of April Ed's first had run out: Ana, Bo, Cy and Flo twice of six.
    let april = figure(&all, "learning.certified", "2026-04", None).expect("a figure");
    assert_eq!(parts(&april), (Some(5.0), Some(6.0)));
}

#[test]
fn certifications_of_four_persons_are_not_shown() {
    let courses: Vec<Course> = ["Ana", "Bo", "Cy", "Di"]
        .iter()
        .flat_map(|name| ["Service", "Cloud"].map(|what| certified(name, what, "2026-04-01 00:00", "")))
        .collect();
    let tables = vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))];
    let few = in_may(tables, "learning.certified");
    assert_eq!((few.value, few.n, few.reason.as_deref()), (None, 0, TOO_FEW));
}

#[test]
fn mandatory_learning_is_in_time_until_its_due_day_is_over() {
    let mut courses = vec![
        // On its last day; a minute after it; never; early.
        due("Ana", "2026-05-31 00:00", "2026-05-31 23:59"),
        due("Bo", "2026-05-29 00:00", "2026-05-30 00:01"),
        due("Cy", "2026-05-29 00:00", ""),
        due("Di", "2026-05-01 00:00", "2026-02-01 00:00"),
        due("Ed", "2026-05-15 00:00", "2026-05-15 00:00"),
        // Due in April and in June.
        due("Ana", "2026-04-30 00:00", "2026-04-29 00:00"),
        due("Ana", "2026-06-01 00:00", "2026-05-15 00:00"),
    ];
    // Voluntary, and not said.
    courses.extend([Some(false), None].map(|mandatory| Course {
        mandatory,
        ..due("Ana", "2026-05-20 00:00", "")
    }));
    let all = of_may(vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))]);
    let may = figure(&all, "learning.mandatory", "2026-05", None).expect("a figure");
    assert_eq!((parts(&may), may.n), ((Some(3.0), Some(5.0)), 5));
    // One person in April.
    let april = figure(&all, "learning.mandatory", "2026-04", None).expect("a figure");
    assert_eq!((april.value, april.reason.as_deref()), (None, TOO_FEW));
}

#[test]
fn where_nothing_was_due_nobody_is_too_few() {
    let courses = ["Ana", "Bo", "Cy", "Di", "Ed"].map(|name| due(name, "2026-04-10 00:00", "2026-04-09 00:00"));
    let tables = vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))];
    let may = in_may(tables, "learning.mandatory");
    let reason = Some("no records in this period");
    assert_eq!((may.value, may.reason.as_deref()), (None, reason));
}

#[test]
fn what_is_due_after_the_data_end_is_neither_done_nor_missed() {
    let mut courses: Vec<Course> = ["Ana", "Bo", "Cy", "Di", "Ed"]
        .map(|name| due(name, "2026-05-10 00:00", "2026-05-09 00:00"))
        .to_vec();
    courses.push(due("Ana", "2026-05-31 00:00", ""));
    courses.push(due("Flo", "2026-05-31 00:00", "2026-05-02 00:00"));
    let all = figures(
        vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let may = figure(&all, "learning.mandatory", "2026-05", None).expect("a figure");
    assert_eq!(parts(&may), (Some(5.0), Some(5.0)));
    assert_eq!(may.left_out, [("not due yet", 2)]);
}

#[test]
fn whoever_is_only_due_later_does_not_stand_behind_it() {
    let mut courses: Vec<Course> = ["Ana", "Bo", "Cy", "Di"]
        .map(|name| due(name, "2026-05-10 00:00", "2026-05-09 00:00"))
        .to_vec();
    courses.push(due("Ed", "2026-05-31 00:00", ""));
    let all = figures(
        vec![("tickets", tickets(BY_SIX)), ("training", training(&courses))],
        "2026-05",
        "2026-05-29 20:00",
        &config(""),
    );
    let may = figure(&all, "learning.mandatory", "2026-05", None).expect("a figure");
    assert_eq!((may.value, may.reason.as_deref()), (None, TOO_FEW));
}

#[test]
fn what_no_export_says_of_roles_and_learning_is_said() {
    let mut bare = tickets(BY_SIX);
    bare.rows = bare.rows.drop("assignee").expect("the column");
    let all = of_may(vec![("tickets", bare)]);
    for (id, reason) in [
        ("roles.specialised", "no column gives the assignee"),
        ("roles.single_person", "no column gives the assignee"),
        ("roles.senior_desk_share", "no column gives the first group"),
        ("tickets.backup_coverage", "no export gives people"),
        ("learning.hours", "no export gives training"),
        ("learning.certified", "no export gives training"),
        ("learning.mandatory", "no export gives training"),
    ] {
        let figure = figure(&all, id, "2026-05", None).expect(id);
        assert_eq!((figure.value, figure.reason.as_deref()), (None, Some(reason)), "{id}");
    }
}
