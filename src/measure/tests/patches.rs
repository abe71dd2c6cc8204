//! Patches and vulnerabilities: what was due, what was open at a month's end, how long it took.

use super::*;

const DAY: f64 = 86_400.0;

/// Eight patches around May 2026. Severity: 0 is critical, 1 high.
fn eight_patches() -> Table {
    let columns = vec![
        Column::new("asset_id".into(), (1u64..=8).collect::<Vec<_>>()),
        Column::new(
            "severity".into(),
            vec![Some(0u8), Some(1), Some(1), Some(0), None, Some(1), Some(1), Some(0)],
        ),
        times(
            "released_at",
            &[
                "2026-05-01 08:00",
                "2026-05-01 08:00",
                "2026-05-09 00:00",
                "2026-05-11 00:00",
                "2026-05-31 00:00",
                "",
                "2026-05-10 00:00",
                "2026-03-20 00:00",
            ],
        ),
        times(
            "due_at",
            &[
                "2026-05-15 00:00",
                "2026-05-15 12:00",
                "2026-05-20 00:00",
                "2026-05-31 00:00",
                "2026-06-10 00:00",
                "2026-05-20 00:00",
                "2026-05-20 00:00",
                "2026-04-01 00:00",
            ],
        ),
        times(
            "installed_at",
            &[
                "2026-05-15 10:00",
                "2026-05-15 12:01",
                "2026-05-19 00:00",
                "",
                "",
                "2026-06-02 09:00",
                "2026-05-09 00:00",
                "2026-05-05 00:00",
            ],
        ),
        times(
            "scanned_at",
            &[
                "2026-05-30 00:00",
                "2026-05-30 00:00",
                "",
                "2026-05-30 00:00",
                "",
                "2026-06-02 10:00",
                "2026-05-30 00:00",
                "2026-05-30 00:00",
            ],
        ),
    ];
    table(columns, BTreeMap::new())
}

fn eight_findings() -> Table {
    let columns = vec![
        Column::new("severity".into(), vec![0u8, 1, 1, 0, 1, 1, 2, 2]),
        times(
            "found_at",
            &[
                "2026-05-01 00:00",
                "2026-05-01 00:00",
                "2026-03-10 00:00",
                "2026-05-02 00:00",
                "2026-05-02 00:00",
                "2026-05-12 00:00",
                "2026-05-22 00:00",
                "2026-06-05 00:00",
            ],
        ),
        times(
            "due_at",
            &[
                "2026-05-16 00:00",
                "2026-05-16 00:00",
                "2026-05-16 00:00",
                "2026-05-31 00:00",
                "2026-05-20 00:00",
                "2026-05-20 00:00",
                "",
                "2026-05-30 00:00",
            ],
        ),
        times(
            "fixed_at",
            &[
                "2026-05-11 00:00",
                "2026-05-21 00:00",
                "2026-05-09 00:00",
                "",
                "",
                "",
                "",
                "",
            ],
        ),
        times(
            "accepted_until",
            &["", "", "", "", "2026-06-01 00:00", "2026-05-31 00:00", "", ""],
        ),
    ];
    table(columns, BTreeMap::new())
}

fn of_may(tables: Vec<(&'static str, Table)>) -> Figures {
    figures(tables, "2026-05", "2026-06-12 12:00", &config(""))
}

fn figure<'f>(figures: &'f Figures, id: &'static str, slice: &Slice, stat: Option<Stat>) -> &'f Figure {
    let figure = figures.get(id, "2026-05", slice, stat, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {slice}"))
}

fn critical() -> Slice {
    Slice::of(Dim::Severity, "critical")
}

#[test]
fn a_patch_is_compliant_when_it_was_installed_by_its_due_time_and_somebody_looked() {
    let figures = of_may(vec![("patches", eight_patches())]);
    // Six were due in May. The first came on the day that it was due, the second a minute late, the third was never seen by
    // a scan, the fourth and the sixth were not there in time, the seventh was.
    let compliance = figure(&figures, "patch.compliance", &Slice::total(), None);
    assert_eq!((compliance.part, compliance.whole), (Some(2.0), Some(6.0)));
    let critical = figure(&figures, "patch.compliance", &critical(), None);
    assert_eq!((critical.part, critical.whole), (Some(1.0), Some(2.0)));
}

#[test]
fn where_no_export_says_when_assets_were_looked_at_the_installation_is_enough() {
    let mut patches = eight_patches();
    patches.rows = patches.rows.drop_many(["scanned_at"]);
    let figures = of_may(vec![("patches", patches)]);
    let compliance = figure(&figures, "patch.compliance", &Slice::total(), None);
    assert_eq!((compliance.part, compliance.whole), (Some(3.0), Some(6.0)));
}

#[test]
fn a_patch_that_is_due_after_the_data_end_is_neither_in_time_nor_late() {
    let of_june = |until| figures(vec![("patches", eight_patches())], "2026-06", until, &config(""));
    let compliance = |figures: &Figures| {
        let figure = figures.get("patch.compliance", "2026-06", &Slice::total(), None, None);
        let figure = figure.expect("a figure");
        (figure.value, figure.left_out.clone())
    };
    // Due on 10 June: on that day it is not late yet.
    assert_eq!(
        compliance(&of_june("2026-06-10 12:00")),
        (None, vec![("not due yet", 1)])
    );
    assert_eq!(compliance(&of_june("2026-06-11 12:00")), (Some(0.0), Vec::new()));
}

#[test]
fn what_was_overdue_at_a_months_end_was_due_before_it_and_not_installed_then() {
    let figures = of_may(vec![("patches", eight_patches())]);
    let total = Slice::total();
    // The fourth, and the sixth that came in June; the eighth was late in April.
    assert_eq!(value(&figures, "patch.overdue", "2026-05", &total, None), Some(2.0));
    assert_eq!(value(&figures, "patch.overdue", "2026-04", &total, None), Some(1.0));
    assert_eq!(value(&figures, "patch.compliance", "2026-04", &total, None), Some(0.0));
}

#[test]
fn the_time_to_install_has_the_age_of_the_open_beside_it() {
    let figures = of_may(vec![("patches", eight_patches())]);
    let total = Slice::total();
    // 10 d, 14 d 2 h, 14 d 4 h 1 min and 46 d; the seventh was installed before it was released and has no time.
    let median = figure(&figures, "patch.latency", &total, Some(Stat::Median));
    assert_eq!((median.value, median.n), (Some(14.0 * DAY + 10_830.0), 4));
    // 21 d and 1 d; of the sixth nobody knows since when.
    let open = figure(&figures, "patch.latency", &total, Some(Stat::OpenAge));
    assert_eq!((open.value, open.n), (Some(11.0 * DAY), 2));
    assert_eq!(open.left_out, [("no release date", 1)]);
}

#[test]
fn the_time_to_fix_is_of_the_fixed_and_the_open_have_an_age() {
    let figures = of_may(vec![("vulnerabilities", eight_findings())]);
    let total = Slice::total();
    // 10, 20 and 60 days.
    for (stat, days) in [(Stat::Median, 20.0), (Stat::Mean, 30.0)] {
        let figure = figure(&figures, "vulnerability.remediation", &total, Some(stat));
        assert_eq!(figure.value, Some(days * DAY));
    }
    let critical = figure(&figures, "vulnerability.remediation", &critical(), Some(Stat::Median));
    assert_eq!((critical.value, critical.n), (Some(10.0 * DAY), 1));
    // 30, 30, 20 and 10 days; the last one is found in June.
    let open = figure(&figures, "vulnerability.remediation", &total, Some(Stat::OpenAge));
    assert_eq!((open.value, open.n), (Some(25.0 * DAY), 4));
}

#[test]
fn an_acceptance_that_holds_keeps_a_vulnerability_from_being_overdue() {
    let figures = of_may(vec![("vulnerabilities", eight_findings())]);
    // The fourth and the sixth; the fifth is accepted until the end of 1 June, the seventh has no due date.
    let overdue = figure(&figures, "vulnerability.overdue", &Slice::total(), None);
    assert_eq!(overdue.value, Some(2.0));
    assert_eq!(overdue.left_out, [("no due date", 1)]);
    let accepted = figure(&figures, "vulnerability.accepted", &Slice::total(), None);
    assert_eq!(accepted.value, Some(1.0));
}

#[test]
fn where_nothing_is_fixed_yet_all_is_open_but_without_the_column_nobody_knows() {
    let mut findings = eight_findings();
    findings
        .rows
        .with_column(times("fixed_at", &[""; 8]))
        .expect("a column");
    let of_fixed = |findings: &Table| of_may(vec![("vulnerabilities", findings.clone())]);
    let open = of_fixed(&findings);
    // The first three are past 16 May, too.
    let overdue = figure(&open, "vulnerability.overdue", &Slice::total(), None);
    assert_eq!(overdue.value, Some(5.0));
    let time = figure(&open, "vulnerability.remediation", &Slice::total(), Some(Stat::Median));
    assert_eq!(
        (time.value, time.reason.as_deref()),
        (None, Some("no records in this period"))
    );
    findings.rows = findings.rows.drop_many(["fixed_at"]);
    let unknown = of_fixed(&findings);
    let overdue = figure(&unknown, "vulnerability.overdue", &Slice::total(), None);
    let reason = Some("no column says when a vulnerability was fixed");
    assert_eq!((overdue.value, overdue.reason.as_deref()), (None, reason));
}

#[test]
fn a_month_in_which_nothing_was_due_has_no_share() {
    let figures = figures(
        vec![("patches", eight_patches())],
        "2026-07",
        "2026-07-31 20:00",
        &config(""),
    );
    let compliance = figures.get("patch.compliance", "2026-07", &Slice::total(), None, None);
    let compliance = compliance.expect("a figure");
    let reason = Some("no records in this period");
    assert_eq!((compliance.value, compliance.reason.as_deref()), (None, reason));
    // Open are the fourth and the fifth, both overdue by now.
    let overdue = figures.get("patch.overdue", "2026-07", &Slice::total(), None, None);
    assert_eq!(overdue.and_then(|figure| figure.value), Some(2.0));
}
