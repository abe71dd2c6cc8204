//! Suppliers: what they keep, which contracts run, and what the register says of them today.

use super::*;

fn of(figures: &Figures, id: &'static str, period: &str, stat: Option<Stat>) -> Figure {
    let figure = figures.get(id, period, &Slice::total(), stat, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {period}")).clone()
}

fn parts(figure: &Figure) -> (Option<f64>, Option<f64>) {
    (figure.part, figure.whole)
}

/// Tickets of 2025 and 2026, so that there are months to report on.
fn some_tickets() -> Table {
    let columns = vec![
        times("opened_at", &["2025-01-02 08:00", "2026-10-05 08:00"]),
        times("resolved_at", &["2025-01-02 10:00", "2026-10-05 10:00"]),
    ];
    table(columns, BTreeMap::new())
}

/// Six contracts around the end of October 2026:
/// - Alpha has run since 2024, without an end;
/// - Beta runs, nobody knows since when, and ends on the last of the 90 days, 29 January 2027;
/// - Gamma began in March 2026 and ends a day later, on the 30th;
/// - Delta ended on 31 October 2026, having begun in December 2025;
/// - Epsilon ended in May 2026, having begun in 2024;
/// - Zeta will begin in November.
fn six_contracts() -> Table {
    let mut words = BTreeMap::new();
    let names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"];
    let columns = vec![
        coded("name", &names, &mut words),
        coded("owner", &["CIO", "", "CIO", "CIO", "CIO", ""], &mut words),
        times(
            "contract_start",
            &[
                "2024-01-01 00:00",
                "",
                "2026-03-01 00:00",
                "2025-12-01 00:00",
                "2024-01-01 00:00",
                "2026-11-01 00:00",
            ],
        ),
        times(
            "contract_end",
            &[
                "",
                "2027-01-29 00:00",
                "2027-01-30 00:00",
                "2026-10-31 00:00",
                "2026-05-15 00:00",
                "",
            ],
        ),
        times(
            "readiness_assessed_at",
            &["2023-12-01 00:00", "", "2026-03-01 00:00", "2025-11-30 00:00", "", ""],
        ),
        times(
            "roadmap_reviewed_at",
            &[
                "2025-11-01 00:00",
                "2026-11-01 00:00",
                "2025-10-31 00:00",
                "2026-06-01 00:00",
                "",
                "",
            ],
        ),
        Column::new("goal_id".into(), vec![Some(7u64), None, None, Some(7), None, None]),
        // Minutes, as hours are held: 120 h, 30 h and 2 h a year.
        Column::new(
            "our_effort_hours".into(),
            vec![Some(7_200u32), Some(1_800), None, Some(120), None, Some(60)],
        ),
        Column::new(
            "annual_cost".into(),
            vec![Some(100_000u64), Some(50_000), Some(30_000), Some(1), None, None],
        ),
        Column::new(
            "flexible_share".into(),
            vec![Some(0.25), Some(0.5), None, Some(1.0), None, None],
        ),
        Column::new(
            "outcome_linked".into(),
            vec![Some(true), Some(false), None, Some(true), None, None],
        ),
    ];
    table(columns, words)
}

fn of_october(more: &str) -> Figures {
    let tables = vec![("tickets", some_tickets()), ("vendors", six_contracts())];
    figures(tables, "2026-10", "2026-11-06 20:00", &config(more))
}

#[test]
fn running_are_the_contracts_that_had_begun_and_not_ended_at_the_last_instant() {
    let figures = of_october("");
    // Alpha, Beta (without a start) and Gamma; Delta ended the day before.
    let owned = of(&figures, "vendors.owned", "2026-10", None);
    assert_eq!(parts(&owned), (Some(2.0), Some(3.0)));
    let of_vendor = |vendor| figures.get("vendors.owned", "2026-10", &Slice::of(Dim::Vendor, vendor), None, None);
    assert_eq!(of_vendor("Beta").and_then(|figure| figure.value), Some(0.0));
    assert!(of_vendor("Delta").is_none() && of_vendor("Zeta").is_none());
    // Whoever owns it today may not have owned it then.
    assert!(
        figures
            .get("vendors.owned", "2026-09", &Slice::total(), None, None)
            .is_none()
    );
}

#[test]
fn a_contract_runs_to_the_end_of_its_last_day() {
    let owned = |until| {
        let tables = vec![("tickets", some_tickets()), ("vendors", six_contracts())];
        parts(&of(
            &figures(tables, "2026-10", until, &config("")),
            "vendors.owned",
            "2026-10",
            None,
        ))
    };
    // Delta, which has an owner, still runs on the afternoon of the 31st, and at midnight no more.
    assert_eq!(owned("2026-10-31 15:00"), (Some(3.0), Some(4.0)));
    assert_eq!(owned("2026-11-01 00:00"), (Some(2.0), Some(3.0)));
}

#[test]
fn contracts_that_end_on_one_of_the_ninety_days_after_the_period() {
    let figures = of_october("");
    let renewals = |period| of(&figures, "vendors.renewals", period, None).value;
    // Beta ends on the 90th day after October, Gamma on the 91st.
    assert_eq!(renewals("2026-10"), Some(1.0));
    let days_left = |vendor| {
        let slice = Slice::of(Dim::Vendor, vendor);
        let figure = figures.get("vendors.renewals", "2026-10", &slice, Some(Stat::DaysLeft), None);
        figure.and_then(|figure| figure.value)
    };
    assert_eq!((days_left("Beta"), days_left("Gamma")), (Some(90.0), None));
    // From 1 August to 29 October: Delta ends on 31 October, two days later, and within 90 days of 1 September.
    assert_eq!(renewals("2026-07"), Some(0.0));
    assert_eq!(renewals("2026-08"), Some(1.0));
    // From 1 April to 29 June: Epsilon.
    assert_eq!(renewals("2026-03"), Some(1.0));
}

#[test]
fn readiness_is_assessed_before_the_start_of_what_began_in_twelve_months() {
    let figures = of_october("");
    // Gamma was assessed on the day it began, Delta the day before; Alpha and Epsilon are older, Zeta has not begun.
    let readiness = of(&figures, "vendors.readiness", "2026-10", None);
    assert_eq!(parts(&readiness), (Some(1.0), Some(2.0)));
    // From 1 March 2025 to the end of February 2026 Delta alone began.
    let earlier = of(&figures, "vendors.readiness", "2026-02", None);
    assert_eq!(parts(&earlier), (Some(1.0), Some(1.0)));
    let before = of(&figures, "vendors.readiness", "2025-06", None);
    assert_eq!(
        (before.value, before.reason.as_deref()),
        (None, Some("no records in this period"))
    );
}

#[test]
fn a_roadmap_that_was_reviewed_since_is_known_to_nobody() {
    // Alpha on the first of the twelve months, Gamma the day before it; Beta after the period.
    let roadmap = of(&of_october(""), "vendors.roadmap", "2026-10", None);
    assert_eq!(parts(&roadmap), (Some(1.0), Some(2.0)));
    assert_eq!(roadmap.left_out, [("reviewed since", 1)]);
}

#[test]
fn cost_follows_use_where_both_are_known() {
    // 0.25 × 1,000.00 + 0.5 × 500.00 of 1,500.00; Gamma has no flexible share.
    let flexible = of(&of_october(""), "vendors.flexible", "2026-10", None);
    assert_eq!(
        (flexible.value, parts(&flexible)),
        (Some(1.0 / 3.0), (Some(500.0), Some(1_500.0)))
    );
    assert_eq!(flexible.left_out, [("no flexible share", 1)]);
}

#[test]
fn whether_pay_is_linked_to_outcomes_is_asked_of_those_that_say_it() {
    let linked = of(&of_october(""), "vendors.outcome_linked", "2026-10", None);
    assert_eq!(parts(&linked), (Some(1.0), Some(2.0)));
    assert_eq!(linked.left_out, [("outcome link not recorded", 1)]);
}

#[test]
fn what_suppliers_need_is_a_share_of_what_can_be_done() {
    let effort = |mut tickets: Table| {
        let minutes = Column::new("effort_minutes".into(), vec![60u32, 1_500]);
        tickets.rows.with_column(minutes).expect("a column");
        tickets
            .rows
            .with_column(Column::new("kind".into(), vec![0u8, 1]))
            .expect("a column");
        vec![("tickets", tickets), ("vendors", six_contracts())]
    };
    // October's one ticket is a request, so that nothing unplanned is taken off the 50 h.
    let capacity = config("[work]\ncapacity_hours = 50\n");
    let month = figures(effort(some_tickets()), "2026-10", "2026-11-06 20:00", &capacity);
    // 120 h + 30 h a year are 12.5 h a month.
    let hours = of(&month, "vendors.fit", "2026-10", Some(Stat::Needed));
    assert_eq!(
        (hours.value, hours.left_out.as_slice()),
        (Some(12.5), [("no effort of ours", 1)].as_slice())
    );
    assert_eq!(of(&month, "vendors.fit", "2026-10", None).value, Some(0.25));
    assert_eq!(
        parts(&of(&month, "vendors.fit", "2026-10", Some(Stat::WithGoal))),
        (Some(1.0), Some(3.0))
    );

    // Of a quarter three times as many; its first months do not end with it, and have no figure.
    let quarter = figures(effort(some_tickets()), "2026-Q4", "2026-12-31 20:00", &capacity);
    // Zeta has begun: 1 h more a year.
    assert_eq!(
        of(&quarter, "vendors.fit", "2026-Q4", Some(Stat::Needed)).value,
        Some(151.0 / 4.0)
    );
    assert!(
        quarter
            .get("vendors.fit", "2026-11", &Slice::total(), Some(Stat::Needed), None)
            .is_none()
    );
}

#[test]
fn effort_on_tickets_and_changes_alone_is_no_capacity_that_suppliers_could_fit_into() {
    let mut tickets = some_tickets();
    for column in [
        Column::new("effort_minutes".into(), vec![60u32, 1_500]),
        Column::new("kind".into(), vec![0u8, 1]),
    ] {
        tickets.rows.with_column(column).expect("a column");
    }
    let tables = vec![("tickets", tickets), ("vendors", six_contracts())];
    let figures = figures(tables, "2026-10", "2026-11-06 20:00", &config(""));
    assert!(of(&figures, "work.execution_capacity", "2026-10", None).value.is_some());
    assert!(
        figures
            .get("vendors.fit", "2026-10", &Slice::total(), None, None)
            .is_none()
    );
    assert_eq!(
        of(&figures, "vendors.fit", "2026-10", Some(Stat::Needed)).value,
        Some(12.5)
    );
}

/// Four tickets and three outages, of Alpha, Beta and nobody.
fn supplied() -> Vec<(&'static str, Table)> {
    let mut words = BTreeMap::new();
    let tickets = vec![
        times("opened_at", &["2026-10-05 08:00"; 5]),
        times("resolved_at", &["2026-10-05 10:00"; 5]),
        Column::new(
            "resolution_target_met".into(),
            vec![Some(true), Some(false), None, Some(true), Some(true)],
        ),
        coded("vendor", &["Alpha", "Alpha", "Alpha", "Beta", ""], &mut words),
    ];
    let tickets = table(tickets, words);
    let mut words = BTreeMap::new();
    let outages = vec![
        coded("service", &["Mail"; 4], &mut words),
        times(
            "started_at",
            &[
                "2026-10-07 08:00",
                "2026-10-08 08:00",
                "2026-10-09 08:00",
                "2026-10-10 08:00",
            ],
        ),
        Column::new("planned".into(), vec![Some(false), None, Some(true), Some(false)]),
        coded("vendor", &["Alpha", "Beta", "Beta", ""], &mut words),
    ];
    vec![("tickets", tickets), ("outages", table(outages, words))]
}

#[test]
fn what_suppliers_keep_is_of_tickets_with_a_supplier_and_a_target() {
    let figures = figures(supplied(), "2026-10", "2026-11-06 20:00", &config(""));
    let kept = of(&figures, "vendors.sla", "2026-10", None);
    assert_eq!(
        (parts(&kept), kept.left_out.as_slice()),
        ((Some(2.0), Some(3.0)), [("no target", 1)].as_slice())
    );
    let by = |vendor, stat| figures.get("vendors.sla", "2026-10", &Slice::of(Dim::Vendor, vendor), stat, None);
    assert_eq!(by("Alpha", None).map(parts), Some((Some(1.0), Some(2.0))));
    // What nobody supplies is no part of it.
    assert!(by("not given", None).is_none());
    // Beta's second outage was announced; one is nobody's.
    assert_eq!(
        of(&figures, "vendors.sla", "2026-10", Some(Stat::Outages)).value,
        Some(2.0)
    );
    assert_eq!(
        by("Beta", Some(Stat::Outages)).and_then(|figure| figure.value),
        Some(1.0)
    );
}

#[test]
fn a_register_without_dates_runs_ever_since() {
    let mut words = BTreeMap::new();
    let columns = vec![
        coded("name", &["Alpha", "Beta"], &mut words),
        coded("owner", &["CIO", ""], &mut words),
    ];
    let tables = vec![("tickets", some_tickets()), ("vendors", table(columns, words))];
    let figures = figures(tables, "2026-10", "2026-11-06 20:00", &config(""));
    assert_eq!(
        parts(&of(&figures, "vendors.owned", "2026-10", None)),
        (Some(1.0), Some(2.0))
    );
    for (id, reason) in [
        ("vendors.renewals", "no column gives the contract end"),
        ("vendors.readiness", "no column gives the contract start"),
        ("vendors.fit", "no column gives the our effort hours"),
        ("vendors.sla", "no column gives the vendor"),
    ] {
        let figure = of(&figures, id, "2026-10", None);
        assert_eq!((figure.value, figure.reason.as_deref()), (None, Some(reason)), "{id}");
    }
}
