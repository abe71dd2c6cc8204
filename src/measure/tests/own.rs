//! The organisation's own KPIs, against numbers worked by hand.

use super::*;
use crate::tables::{ColumnSpec, Kind, TABLES, TableSpec};

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

/// A column of five filled cells, of the type that loaded tables have.
fn filled(column: &ColumnSpec, words: &mut BTreeMap<&'static str, Arc<Vec<String>>>) -> Column {
    let name = column.name.into();
    match column.kind {
        Kind::Time(_) => three_in_january_and_two_in_february(column.name),
        Kind::Word => coded(column.name, &["A", "B", "C", "D", "E"], words),
        Kind::Id | Kind::Reference | Kind::Items => Column::new(name, vec![1u64, 2, 3, 4, 5]),
        Kind::Amount => Column::new(name, vec![100u64; 5]),
        Kind::Flag => Column::new(name, vec![true; 5]),
        Kind::Quantity | Kind::Share => Column::new(name, vec![0.5; 5]),
        // Codes of choices and persons, and numbers.
        _ => Column::new(name, vec![1u8; 5]),
    }
}

fn three_in_january_and_two_in_february(name: &str) -> Column {
    let in_january = ["2026-01-01 00:00", "2026-01-05 08:00", "2026-01-31 23:59"];
    let in_february = ["2026-02-01 00:00", "2026-02-28 00:00"];
    times(name, &[in_january.as_slice(), in_february.as_slice()].concat())
}

/// The least rows that a table may have, with all its times.
fn timed(spec: &'static TableSpec) -> Table {
    let mut words = BTreeMap::new();
    let kept = spec.columns.iter().filter(|column| column.is_kept());
    let columns = kept
        .filter(|column| column.required || is_time(column))
        .map(|column| filled(column, &mut words))
        .collect();
    table(columns, words)
}

fn is_time(column: &ColumnSpec) -> bool {
    matches!(column.kind, Kind::Time(_))
}

#[test]
fn an_own_count_is_of_the_records_of_each_month_by_each_time_of_each_table() {
    let mut counted = 0;
    for spec in TABLES {
        let kept = spec.columns.iter().filter(|column| column.is_kept());
        let times: Vec<&str> = kept
            .filter(|column| is_time(column))
            .map(|column| column.name)
            .collect();
        let declared: String = times
            .iter()
            .map(|at| {
                let id = format!("my.{at}");
                format!(
                    "[[kpi]]\nid = {id:?}\ntitle = {id:?}\ntable = {:?}\nat = {at:?}\nmeasure = \"count\"\n",
                    spec.name
                )
            })
            .collect();
        if times.is_empty() {
            continue;
        }
        // Of registers nothing sets the months: tickets do.
        let mut tables = vec![("tickets", five_tickets())];
        tables.retain(|(name, _)| *name != spec.name);
        tables.push((spec.name, timed(spec)));
        let config = config(&format!("{declared}[privacy]\nsmallest_group = 1\n"));
        let of = figures(tables, "2026-02", "2026-02-28 20:00", &config);
        for at in times {
            let counts = ["2026-01", "2026-02"].map(|month| {
                let mut figures = of.iter().filter(|figure| figure.period == month);
                figures.find(|figure| figure.id == format!("my.{at}"))?.value
            });
            assert_eq!(counts, [Some(3.0), Some(2.0)], "{}.{at}", spec.name);
            counted += 1;
        }
    }
    assert!(counted > TABLES.len(), "{counted} times");
}

#[test]
fn contracts_that_end_in_a_month_are_not_those_that_run_then() {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded("name", &["Alpha", "Beta", "Gamma"], &mut words),
        times("contract_start", &["2024-01-01 00:00"; 3]),
        times("contract_end", &["2026-01-31 00:00", "2027-01-31 00:00", ""]),
        Column::new("annual_cost".into(), vec![120_000u64, 240_000, 360_000]),
    ];
    let declared = "[[kpi]]\nid = \"my.own\"\ntitle = \"Mine\"\ntable = \"vendors\"\nat = \"contract_end\"\n\
                    measure = \"sum\"\nof = \"annual_cost\"\n";
    let tables = vec![("vendors", table(columns, words)), ("tickets", five_tickets())];
    let of = figures(tables, "2026-02", "2026-02-28 20:00", &config(declared));
    // The contract of 1,200.00 ends in January and none in February; all three run.
    assert_eq!(value(&of, "my.own", "2026-01", &total(), None), Some(1_200.0));
    assert_eq!(value(&of, "my.own", "2026-02", &total(), None), Some(0.0));
}
