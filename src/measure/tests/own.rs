//! The organisation's own KPIs, against numbers worked by hand.

use super::*;

/// Five incidents of January 2026, of two departments; of one nobody recorded the department.
fn of_departments() -> Table {
    let mut words = BTreeMap::new();
    let columns = vec![
        times("opened_at", &["2026-01-05 08:00"; 5]),
        times("responded_at", &["2026-01-05 09:00", "2026-01-05 11:00", "", "", ""]),
        times("resolved_at", &["2026-01-06 08:00"; 5]),
        Column::new("kind".into(), vec![0u8; 5]),
        Column::new("priority".into(), vec![1u8, 3, 1, 2, 2]),
        Column::new("effort_minutes".into(), vec![30u8, 60, 90, 10, 20]),
        coded("persona", &["Board", "Board", "Sales", "", "Sales"], &mut words),
    ];
    table(columns, words)
}

fn own(rows: Table, declared: &str) -> Figures {
    let declared = format!("[[kpi]]\nid = \"my.own\"\ntitle = \"Mine\"\ntable = \"tickets\"\n{declared}\n");
    figures(
        vec![("tickets", rows)],
        "2026-01",
        "2026-01-31 20:00",
        &config(&declared),
    )
}

fn in_january(figures: &Figures, slice: &Slice, stat: Option<Stat>) -> Figure {
    let figure = figures.get("my.own", "2026-01", slice, stat, None);
    figure.cloned().expect("a figure")
}

#[test]
fn a_share_leaves_out_what_nobody_recorded() {
    let of = own(
        of_departments(),
        "at = \"opened_at\"\nmeasure = \"ratio\"\npart = { persona = \"Board\" }",
    );
    let share = in_january(&of, &Slice::total(), None);
    // Two of the four whose department is known.
    assert_eq!(
        (share.value, share.part, share.whole, share.n),
        (Some(0.5), Some(2.0), Some(4.0), 4)
    );
    assert_eq!(share.left_out, [("not recorded", 1)]);
}

#[test]
fn a_count_a_sum_and_a_mean_are_of_the_cohort() {
    let total = Slice::total();
    let urgent = "at = \"resolved_at\"\nwhere = { priority = [1, 2] }\n";
    let count = own(of_departments(), &format!("{urgent}measure = \"count\""));
    assert_eq!(in_january(&count, &total, None).value, Some(4.0));
    // 30 + 90 + 10 + 20 = 150 minutes.
    let of = "of = \"effort_minutes\"";
    let sum = own(of_departments(), &format!("{urgent}measure = \"sum\"\n{of}"));
    assert_eq!(in_january(&sum, &total, None).value, Some(2.5));
    // Of the two with half an hour to an hour: (30 + 60) ÷ 2 = 45 minutes.
    let range = "at = \"opened_at\"\nwhere = { effort_minutes = { least = 30, most = 60 } }\nmeasure = \"mean\"";
    let mean = own(of_departments(), &format!("{range}\n{of}"));
    assert_eq!(in_january(&mean, &total, None).value, Some(0.75));
    // All but the Board's and the one of nobody.
    let others = "at = \"opened_at\"\nwhere = { persona = { not = [\"Board\"] } }\nmeasure = \"count\"";
    assert_eq!(
        in_january(&own(of_departments(), others), &total, None).value,
        Some(2.0)
    );
}

#[test]
fn a_spread_of_tickets_never_blends_the_kinds() {
    let of = own(
        of_departments(),
        "at = \"responded_at\"\nmeasure = \"spread\"\nfrom = \"opened_at\"\nuntil = \"responded_at\"",
    );
    // One hour and three.
    let median = in_january(&of, &incident(), Some(Stat::Median));
    assert_eq!((median.value, median.n), (Some(7_200.0), 2));
    assert!(
        of.get("my.own", "2026-01", &Slice::total(), Some(Stat::Median), None)
            .is_none()
    );
}

#[test]
fn what_picks_fewer_than_five_persons_has_no_figure() {
    let mut rows = of_departments();
    let requesters = Column::new("requester".into(), vec![0u8, 1, 2, 3, 4]);
    rows.rows.with_column(requesters).expect("a column");
    let board = "at = \"opened_at\"\nmeasure = \"count\"\nwhere = { persona = \"Board\" }";
    let figure = in_january(&own(rows.clone(), board), &Slice::total(), None);
    let reason = Some("fewer than 5 persons stand behind it");
    assert_eq!((figure.value, figure.reason.as_deref()), (None, reason));
    // Whom nothing picks by department is shown.
    let all = "at = \"opened_at\"\nmeasure = \"count\"";
    assert_eq!(in_january(&own(rows, all), &Slice::total(), None).value, Some(5.0));
}

#[test]
fn a_column_that_no_export_gives_is_named() {
    let of = own(
        of_departments(),
        "at = \"opened_at\"\nmeasure = \"ratio\"\npart = { service = \"Mail\" }",
    );
    let share = in_january(&of, &Slice::total(), None);
    assert_eq!(
        (share.value, share.reason.as_deref()),
        (None, Some("no column gives the service"))
    );
}
