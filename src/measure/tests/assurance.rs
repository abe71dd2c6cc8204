//! What is known, can be brought back, may happen and did, against numbers worked by hand.

use super::*;

fn figure<'f>(figures: &'f Figures, id: &'static str, period: &str, slice: &Slice, stat: Option<Stat>) -> &'f Figure {
    figures
        .get(id, period, slice, stat, None)
        .unwrap_or_else(|| panic!("no figure {id} {period} {slice}"))
}

fn services(names: &[&str]) -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![coded("name", names, &mut words)];
    table(columns, words)
}

/// Restore tests and a backup: service, at, kind (0 backup, 1 restore test), passed.
fn continuity() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded(
            "service",
            &["Mail", "Mail", "Shop", "Shop", "Files", "Mail"],
            &mut words,
        ),
        times(
            "at",
            &[
                // Thirteen months before the end of May.
                "2025-04-02 10:00",
                "2025-12-10 10:00",
                "2026-02-03 10:00",
                "2026-04-20 10:00",
                "2026-05-30 10:00",
                "2026-05-15 10:00",
            ],
        ),
        Column::new("kind".into(), vec![1u8, 1, 1, 1, 0, 1]),
        Column::new(
            "passed".into(),
            vec![Some(true), Some(true), Some(false), Some(false), Some(true), None],
        ),
    ];
    table(columns, words)
}

#[test]
fn restore_tests_are_those_of_twelve_months_in_total_and_by_service() {
    let figures = figures(
        vec![("continuity", continuity())],
        "2026-05",
        "2026-05-31 20:00",
        &config(""),
    );
    let total = Slice::total();
    // Of June to May: Mail's of December passed, Shop's two did not, Mail's of May has no result.
    let tests = figure(&figures, "continuity.restore_tests", "2026-05", &total, None);
    assert_eq!((tests.part, tests.whole), (Some(1.0), Some(3.0)));
    assert_eq!(tests.left_out, [("no result", 1)]);
    let mail = figure(
        &figures,
        "continuity.restore_tests",
        "2026-05",
        &Slice::of(Dim::Service, "Mail"),
        None,
    );
    assert_eq!((mail.part, mail.whole), (Some(1.0), Some(1.0)));
    // No test of Shop is of May; those of February and April are within its year.
    let shop = figure(
        &figures,
        "continuity.restore_tests",
        "2026-05",
        &Slice::of(Dim::Service, "Shop"),
        None,
    );
    assert_eq!((shop.part, shop.whole), (Some(0.0), Some(2.0)));
    // To April: the test of April a year ago is no longer among them.
    let april = figure(&figures, "continuity.restore_tests", "2026-04", &total, None);
    assert_eq!((april.part, april.whole), (Some(1.0), Some(3.0)));
    let march = figure(&figures, "continuity.restore_tests", "2026-03", &total, None);
    assert_eq!((march.part, march.whole), (Some(2.0), Some(3.0)));
}

#[test]
fn days_since_the_last_restore_test_are_counted_to_the_last_day() {
    let figures = figures(
        vec![("continuity", continuity())],
        "2026-05",
        "2026-05-31 20:00",
        &config(""),
    );
    let days = |period| {
        value(
            &figures,
            "continuity.restore_tests",
            period,
            &Slice::total(),
            Some(Stat::DaysSince),
        )
    };
    let shop = Slice::of(Dim::Service, "Shop");
    let of_shop = value(
        &figures,
        "continuity.restore_tests",
        "2026-05",
        &shop,
        Some(Stat::DaysSince),
    );
    assert_eq!(of_shop, Some(41.0), "from 20 April");
    // From 15 May, whatever came of it, to 31 May; from 20 to 30 April; from 3 February to 31 March.
    assert_eq!(
        (days("2026-05"), days("2026-04"), days("2026-03")),
        (Some(16.0), Some(10.0), Some(56.0))
    );
}

#[test]
fn a_service_is_covered_by_a_test_that_it_passed_within_the_year() {
    let of = |tables, config: &Config| {
        let figures = figures(tables, "2026-05", "2026-05-31 20:00", config);
        let all = figure(&figures, "continuity.coverage", "2026-05", &Slice::total(), None);
        (all.part, all.whole, all.reason.clone())
    };
    let tables = || {
        vec![
            ("continuity", continuity()),
            ("services", services(&["Mail", "Shop", "Files"])),
        ]
    };
    assert_eq!(of(tables(), &config("")), (Some(1.0), Some(3.0), None));
    let more = "[[service]]\nname = \"Payroll\"\n[[service]]\nname = \"Mail\"\n";
    assert_eq!(of(tables(), &config(more)), (Some(1.0), Some(4.0), None));
    let without = of(vec![("continuity", continuity())], &config(""));
    let reason = "no export gives services, and no [[service]] stands in boardpack.toml";
    assert_eq!(without, (None, None, Some(reason.to_owned())));
}

#[test]
fn a_ticket_is_about_something_known_where_its_service_or_its_asset_is_in_a_register() {
    let mut words = BTreeMap::new();
    let tickets = vec![
        times("opened_at", &["2026-05-06 12:00"; 5]),
        coded("service", &["Mail", "Fax", "", "Fax", "Mail"], &mut words),
        Column::new("asset_id".into(), vec![None, Some(7u64), None, Some(9), None]),
        // The last is a duplicate.
        Column::new("state".into(), vec![0u8, 0, 0, 0, 6]),
    ];
    let tickets = table(tickets, words);
    let mut words = BTreeMap::new();
    let changes = vec![
        times("opened_at", &["2026-05-06 12:00"; 3]),
        coded("service", &["Fax", "Fax", "Mail"], &mut words),
    ];
    let mut changes = table(changes, words);
    // The first change touches two assets, one of them known.
    let items = vec![
        Column::new("row".into(), vec![0u32, 0, 1]),
        Column::new("item".into(), vec![9u64, 7, 9]),
    ];
    changes.items = Some(DataFrame::new(3, items).expect("items"));
    let assets = table(vec![Column::new("id".into(), vec![7u64, 8])], BTreeMap::new());
    let tables = vec![
        ("tickets", tickets),
        ("changes", changes),
        ("assets", assets),
        ("services", services(&["Mail"])),
    ];
    let figures = figures(tables, "2026-05", "2026-05-29 20:00", &config(""));
    let coverage = figure(&figures, "config.coverage", "2026-05", &Slice::total(), None);
    // Tickets: the first by its service, the second by its asset. Changes: the first by an asset, the third by its service.
    assert_eq!((coverage.part, coverage.whole), (Some(4.0), Some(7.0)));
    assert_eq!(coverage.left_out, [("duplicate", 1)]);
}

#[test]
fn without_a_register_nobody_knows_what_is_known() {
    let figures = figures(
        vec![("tickets", five_tickets())],
        "2026-02",
        "2026-02-28 20:00",
        &config(""),
    );
    let coverage = figure(&figures, "config.coverage", "2026-02", &Slice::total(), None);
    assert_eq!(
        (coverage.value, coverage.reason.as_deref()),
        (
            None,
            Some("no export gives services or assets that tickets and changes could name")
        )
    );
}

/// Five risks; the last has no time of its own.
fn risks() -> Vec<Column> {
    vec![
        times(
            "opened_at",
            &[
                "2026-03-10 10:00",
                "2026-03-20 10:00",
                "2026-04-30 23:30",
                "2026-05-01 00:00",
                "",
            ],
        ),
        times("closed_at", &["2026-04-30 23:59", "", "2026-05-01 00:00", "", ""]),
        times(
            "accepted_until",
            &["", "2026-04-30 00:00", "2026-04-01 00:00", "2026-06-01 00:00", ""],
        ),
        Column::new("rating".into(), vec![5u8, 3, 4, 5, 1]),
    ]
}

#[test]
fn risks_are_open_at_the_end_of_each_month_as_they_were_then() {
    let tickets = ("tickets", five_tickets());
    let tables = vec![tickets, ("risks", table(risks(), BTreeMap::new()))];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let open = |period, rating| {
        let slice = match rating {
            "" => Slice::total(),
            _ => Slice::of(Dim::Rating, rating),
        };
        figures
            .get("risks.open", period, &slice, None, None)
            .and_then(|figure| figure.value)
    };
    // March: the first two. April: the first was closed in its last minute, the third was open over its end. May: the
    // second and the fourth, which began with it.
    assert_eq!(
        (open("2026-03", ""), open("2026-04", ""), open("2026-05", "")),
        (Some(2.0), Some(2.0), Some(2.0))
    );
    assert_eq!(
        (open("2026-05", "5"), open("2026-05", "3"), open("2026-05", "4")),
        (Some(1.0), Some(1.0), None)
    );
    // Before its first risk there was no register.
    assert_eq!(open("2026-02", ""), None);
    let may = figure(&figures, "risks.open", "2026-05", &Slice::total(), None);
    assert_eq!(may.left_out, [("no opening time", 1)]);
    let overdue = |period| value(&figures, "risks.overdue", period, &Slice::total(), None);
    assert_eq!(
        (overdue("2026-03"), overdue("2026-04"), overdue("2026-05")),
        (Some(0.0), Some(2.0), Some(1.0))
    );
}

#[test]
fn the_open_risks_of_the_period_are_told_by_title_with_their_rating_and_whether_they_are_overdue() {
    let mut words = BTreeMap::new();
    let mut columns = risks();
    let titles = ["Closed", "Old servers", "Late", "Ransomware", "Untimed"];
    columns.push(coded("title", &titles, &mut words));
    let tables = vec![("tickets", five_tickets()), ("risks", table(columns, words))];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let of = |id, period, rating: &str, title: &str| {
        let slice = [(Dim::Rating, rating), (Dim::OpenRisk, title)];
        let slice = Slice(slice.map(|(dim, word)| (dim, word.to_owned())).to_vec());
        figures
            .get(id, period, &slice, None, None)
            .and_then(|figure| figure.value)
    };
    // At the end of May two are open: the acceptance of one ran out in April, that of the other holds until June.
    for (rating, title, overdue) in [("3", "Old servers", 1.0), ("5", "Ransomware", 0.0)] {
        assert_eq!(of("risks.open", "2026-05", rating, title), Some(1.0), "{title}");
        assert_eq!(of("risks.overdue", "2026-05", rating, title), Some(overdue), "{title}");
    }
    assert_eq!(of("risks.open", "2026-05", "5", "Closed"), None);
    // Other periods have no titles.
    assert_eq!(of("risks.open", "2026-04", "3", "Old servers"), None);
}

#[test]
fn beyond_twelve_the_gravest_risks_keep_their_names_and_of_one_rating_those_that_are_overdue() {
    let mut words = BTreeMap::new();
    let titles: Vec<String> = (b'A'..=b'N').map(|letter| char::from(letter).to_string()).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    // Fourteen of rating 2, but the last of rating 4; the last but one alone is overdue.
    let mut ratings = vec![2u8; 14];
    ratings[13] = 4;
    let mut accepted = vec![""; 14];
    accepted[12] = "2026-05-01 00:00";
    let columns = vec![
        coded("title", &titles, &mut words),
        times("opened_at", &["2026-03-10 10:00"; 14]),
        times("closed_at", &[""; 14]),
        times("accepted_until", &accepted),
        Column::new("rating".into(), ratings),
    ];
    let tables = vec![("tickets", five_tickets()), ("risks", table(columns, words))];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let slices = figures.slices("risks.open", "2026-05", &[&[Dim::Rating, Dim::OpenRisk]]);
    let named: Vec<&str> = slices.iter().filter_map(|slice| slice.get(Dim::OpenRisk)).collect();
    // N and M come first; of the others of rating 2, by name, ten more: A to J.
    assert_eq!(
        named,
        ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "M", "other", "N"]
    );
}

#[test]
fn a_risk_that_is_accepted_until_a_day_is_overdue_once_that_day_is_over() {
    let overdue = |until| {
        let risks = vec![
            times("opened_at", &["2026-05-01 10:00"; 3]),
            times("closed_at", &["", "", ""]),
            times(
                "accepted_until",
                &["2026-05-14 00:00", "2026-05-14 12:00", "2026-05-15 00:00"],
            ),
        ];
        let tables = vec![("tickets", five_tickets()), ("risks", table(risks, BTreeMap::new()))];
        let figures = figures(tables, "2026-05", until, &config(""));
        value(&figures, "risks.overdue", "2026-05", &Slice::total(), None)
    };
    // At 15:00 of the 14th only what was accepted until noon is over; at midnight the day is.
    assert_eq!(overdue("2026-05-14 15:00"), Some(1.0));
    assert_eq!(overdue("2026-05-15 00:00"), Some(2.0));
    // Data to the end of the month.
    assert_eq!(overdue("2026-05-31 20:00"), Some(3.0));
}

#[test]
fn a_register_of_risks_that_keeps_no_past_is_asked_of_the_end_alone() {
    let mut columns = risks();
    columns.retain(|column| column.name() != "closed_at");
    let tables = vec![("tickets", five_tickets()), ("risks", table(columns, BTreeMap::new()))];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let total = Slice::total();
    assert_eq!(value(&figures, "risks.open", "2026-05", &total, None), Some(4.0));
    assert!(figures.get("risks.open", "2026-04", &total, None, None).is_none());
}

#[test]
fn a_register_without_a_risk_has_none_open_now_and_says_nothing_of_before() {
    let none: Vec<Column> = risks().iter().map(|column| column.slice(0, 0)).collect();
    let tables = vec![("tickets", five_tickets()), ("risks", table(none, BTreeMap::new()))];
    let figures = figures(tables, "2026-02", "2026-02-28 20:00", &config(""));
    assert_eq!(value(&figures, "risks.open", "2026-02", &total(), None), Some(0.0));
    assert!(figures.get("risks.open", "2026-01", &total(), None, None).is_none());
    let overdue = figures
        .get("risks.overdue", "2026-02", &total(), None, None)
        .expect("a figure");
    let reason = Some("the export of risks has no rows");
    assert_eq!((overdue.value, overdue.reason.as_deref()), (None, reason));
}

#[test]
fn security_incidents_are_counted_as_they_come_and_timed_as_they_end() {
    let columns = vec![
        times(
            "opened_at",
            &[
                "2026-05-04 08:00",
                "2026-05-05 08:00",
                "2026-05-06 08:00",
                "2026-05-07 08:00",
                "2026-05-08 08:00",
            ],
        ),
        times(
            "resolved_at",
            &[
                "2026-05-04 10:00",
                "2026-05-05 14:00",
                "2026-05-06 09:00",
                "",
                "2026-05-08 09:00",
            ],
        ),
        Column::new("kind".into(), vec![0u8, 0, 0, 0, 1]),
        Column::new(
            "security".into(),
            vec![Some(true), Some(true), None, Some(true), Some(true)],
        ),
    ];
    let tickets = table(columns, BTreeMap::new());
    let figures = figures(vec![("tickets", tickets)], "2026-05", "2026-05-31 20:00", &config(""));
    let total = Slice::total();
    // The third is none, the fifth a request.
    assert_eq!(
        value(&figures, "security.incidents", "2026-05", &total, None),
        Some(3.0)
    );
    // 2 h and 6 h; the fourth is not over.
    let contained = figure(&figures, "security.containment", "2026-05", &total, None);
    assert_eq!((contained.value, contained.n), (Some(4.0 * 3600.0), 2));
}
