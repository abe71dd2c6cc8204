//! Assets: stocks rebuilt from times, incidents over days in service.

use super::*;

const DAY: f64 = 86_400.0;

/// Nine assets, looked at as May 2026 ends.
fn nine_assets() -> Table {
    let columns = vec![
        Column::new("id".into(), (1u64..=9).collect::<Vec<_>>()),
        times(
            "in_service_at",
            &[
                "2024-06-01 00:00",
                "2026-06-01 00:00",
                "",
                "2025-06-01 00:00",
                "2025-06-01 00:00",
                "",
                "2026-03-03 00:00",
                "2022-06-01 00:00",
                "",
            ],
        ),
        times("purchased_at", &["", "", "2023-01-10 00:00", "", "", "", "", "", ""]),
        times(
            "end_of_life_at",
            &[
                "2026-05-31 00:00",
                "2030-01-01 00:00",
                "2026-06-01 00:00",
                "2026-01-01 00:00",
                "2028-05-31 00:00",
                "2026-01-01 00:00",
                "",
                "2028-06-01 00:00",
                "2027-01-01 00:00",
            ],
        ),
        times(
            "retired_at",
            &["", "", "", "2026-05-31 00:00", "2026-06-01 00:00", "", "", "", ""],
        ),
        Column::new(
            "replacement_cost".into(),
            vec![
                Some(100_000u64),
                Some(1),
                None,
                Some(1),
                Some(50_000),
                Some(1),
                Some(1),
                Some(1),
                Some(1),
            ],
        ),
        Column::new(
            "managed".into(),
            vec![
                Some(true),
                Some(false),
                Some(false),
                Some(false),
                None,
                Some(true),
                Some(true),
                Some(true),
                Some(false),
            ],
        ),
    ];
    table(columns, BTreeMap::new())
}

/// A ticket a month from January on, so that there are months.
fn monthly_tickets() -> Table {
    let opened = [
        "2026-01-02 08:00",
        "2026-02-02 08:00",
        "2026-03-02 08:00",
        "2026-04-01 08:00",
        "2026-05-01 08:00",
    ];
    table(vec![times("opened_at", &opened)], BTreeMap::new())
}

fn of_may(tables: Vec<(&'static str, Table)>) -> Figures {
    figures(tables, "2026-05", "2026-06-15 12:00", &config(""))
}

fn total<'f>(figures: &'f Figures, id: &'static str, period: &str, stat: Option<Stat>) -> &'f Figure {
    let figure = figures.get(id, period, &Slice::total(), stat, None);
    figure.unwrap_or_else(|| panic!("no figure {id} {period}"))
}

#[test]
fn what_is_past_its_life_is_told_from_dates_and_what_has_none_is_left_out() {
    let figures = of_may(vec![("assets", nine_assets())]);
    let share = total(&figures, "assets.past_life_share", "2026-05", None);
    // In service as May ends, with an end of life: the first, third, fifth and eighth. The second begins with June, the
    // fourth is retired, the fifth only as June begins. The first's last day was 31 May; the third's will be 1 June.
    assert_eq!((share.part, share.whole), (Some(1.0), Some(4.0)));
    let left_out = [
        ("no date of service", 2),
        ("no end of life", 1),
        ("purchased_at stands in", 1),
    ];
    assert_eq!(share.left_out, left_out);
    let cost = total(
        &figures,
        "assets.past_life_share",
        "2026-05",
        Some(Stat::ReplacementCost),
    );
    assert_eq!((cost.value, cost.unit), (Some(1_000.0), Unit::Money));
}

#[test]
fn what_falls_due_in_24_months_has_its_cost_beside_it() {
    let figures = of_may(vec![("assets", nine_assets())]);
    // The third on 1 June 2026 and the fifth on 31 May 2028; the eighth's 1 June 2028 is a day too late. Of the seventh
    // nobody knows, and the ninth would be due if anybody knew that it is in service.
    let due = total(&figures, "assets.due_24m", "2026-05", None);
    assert_eq!(due.value, Some(2.0));
    let left_out = [
        ("no date of service", 1),
        ("no end of life", 1),
        ("purchased_at stands in", 1),
    ];
    assert_eq!(due.left_out, left_out);
    let cost = total(&figures, "assets.due_24m", "2026-05", Some(Stat::ReplacementCost));
    assert_eq!((cost.value, cost.n), (Some(500.0), 1));
    assert!(
        cost.left_out.contains(&("no replacement cost", 1)),
        "{:?}",
        cost.left_out
    );
}

#[test]
fn the_median_age_is_of_those_in_service() {
    let figures = of_may(vec![("assets", nine_assets())]);
    // 90 days (less an hour), 365, 730, 1,238 (less an hour) and 1,461 days.
    let age = total(&figures, "assets.age", "2026-05", None);
    assert_eq!((age.value, age.n), (Some(730.0 * DAY), 5));
}

#[test]
fn a_stock_of_a_past_month_is_rebuilt_and_todays_marks_are_of_the_reports_end_alone() {
    let figures = of_may(vec![("assets", nine_assets()), ("tickets", monthly_tickets())]);
    // As April ends: the first, third, fifth and eighth, and the fourth, which is past its life and not yet retired.
    let share = total(&figures, "assets.past_life_share", "2026-04", None);
    assert_eq!((share.part, share.whole), (Some(1.0), Some(5.0)));
    // The first, third, seventh and eighth are marked; of the fifth it is not recorded.
    let managed = total(&figures, "tools.managed", "2026-05", None);
    assert_eq!((managed.part, managed.whole), (Some(3.0), Some(4.0)));
    let left_out = [
        ("no date of service", 2),
        ("management not recorded", 1),
        ("purchased_at stands in", 1),
    ];
    assert_eq!(managed.left_out, left_out);
    assert!(
        figures
            .get("tools.managed", "2026-04", &Slice::total(), None, None)
            .is_none()
    );
    let protected = total(&figures, "tools.protected", "2026-05", None);
    assert_eq!(
        (protected.value, protected.reason.as_deref()),
        (None, Some("no column gives the protected"))
    );
}

#[test]
fn where_only_the_purchase_is_known_it_names_itself_a_proxy() {
    let mut assets = nine_assets();
    let bought = times("purchased_at", &["2024-06-01 00:00"; 9]);
    assets.rows = assets.rows.drop_many(["in_service_at"]);
    assets.rows.with_column(bought).expect("a column");
    let figures = of_may(vec![("assets", assets)]);
    let age = total(&figures, "assets.age", "2026-05", None);
    // All but the fourth, which is retired.
    assert_eq!((age.basis, age.value), (Basis::Proxy, Some(730.0 * DAY)));
    assert_eq!(age.left_out, [("purchased_at stands in", 8)]);
}

#[test]
fn assets_without_any_date_are_no_figure_and_say_why() {
    let ids = Column::new("id".into(), vec![1u64, 2]);
    let managed = Column::new("managed".into(), vec![true, true]);
    let figures = of_may(vec![("assets", table(vec![ids, managed], BTreeMap::new()))]);
    for id in ["assets.age", "tools.managed"] {
        let figure = total(&figures, id, "2026-05", None);
        let reason = Some("no column gives the in service at");
        assert_eq!((figure.value, figure.reason.as_deref()), (None, reason), "{id}");
    }
}

/// Six assets, two of which have one name.
fn six_assets() -> Table {
    let columns = vec![
        Column::new("id".into(), vec![11u64, 12, 13, 14, 14, 15]),
        times(
            "in_service_at",
            &[
                "2025-05-11 00:00",
                "2026-05-22 00:00",
                "2019-01-01 00:00",
                "2020-01-01 00:00",
                "2021-01-01 00:00",
                "",
            ],
        ),
        times(
            "end_of_life_at",
            &[
                "2026-05-10 00:00",
                "2030-01-01 00:00",
                "",
                "2030-01-01 00:00",
                "2030-01-01 00:00",
                "2030-01-01 00:00",
            ],
        ),
        times("retired_at", &["", "", "2026-05-04 15:00", "", "", ""]),
    ];
    table(columns, BTreeMap::new())
}

/// Eleven tickets of May.
fn tickets_of_assets() -> Table {
    let columns = vec![
        times(
            "opened_at",
            &[
                "2026-05-10 12:00",
                "2026-05-11 23:30",
                "2026-05-12 00:10",
                "2026-05-04 16:00",
                "2026-05-05 09:00",
                "2026-05-06 09:00",
                "2026-05-06 10:00",
                "2026-05-07 09:00",
                "2026-05-23 09:00",
                "2026-05-24 09:00",
                "2026-05-25 09:00",
                "2026-05-01 09:00",
            ],
        ),
        Column::new(
            "asset_id".into(),
            vec![
                Some(11u64),
                Some(11),
                Some(11),
                Some(13),
                Some(13),
                Some(14),
                Some(99),
                Some(15),
                Some(12),
                Some(12),
                Some(12),
                None,
            ],
        ),
        // The last but two is a request, the last but one is cancelled.
        Column::new("kind".into(), vec![0u8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]),
        Column::new("state".into(), vec![4u8, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 4]),
    ];
    table(columns, BTreeMap::new())
}

#[test]
fn incidents_are_counted_over_the_days_that_devices_were_in_service() {
    let figures = of_may(vec![("assets", six_assets()), ("tickets", tickets_of_assets())]);
    let rate = total(&figures, "assets.tickets_by_age", "2026-05", None);
    // 11: all 31 days of May; 12: from the 22nd, 10 days; 13: to the 4th, 4 days. Two rows are called 14, and 15 has no date.
    assert_eq!((rate.part, rate.whole, rate.n), (Some(5.0), Some(45.0), 5));
    assert_eq!(rate.value, Some(5.0 / 45.0 * 36_525.0));
    let left_out = [
        ("no device in the register", 2),
        ("no date of service", 1),
        ("device not in service then", 1),
    ];
    assert_eq!(rate.left_out, left_out);
    // 11 is 366 days old on 12 May: 11 days and two incidents before, 20 days and one incident from then on.
    for (band, incidents, days) in [("0-1y", 3.0, 21.0), ("1-2y", 1.0, 20.0), ("5y+", 1.0, 4.0)] {
        let slice = Slice::of(Dim::AssetAge, band);
        let rate = figures.get("assets.tickets_by_age", "2026-05", &slice, None, None);
        let rate = rate.unwrap_or_else(|| panic!("no figure of {band}"));
        assert_eq!((rate.part, rate.whole), (Some(incidents), Some(days)), "{band}");
    }
}

#[test]
fn how_much_more_often_past_their_life_has_an_interval() {
    let figures = of_may(vec![("assets", six_assets()), ("tickets", tickets_of_assets())]);
    let ratio = total(&figures, "assets.tickets_by_age", "2026-05", Some(Stat::RateRatio));
    // Past: 11 from 11 May, 21 days and 2 incidents. Within: 11 until 10 May and 12, 20 days and 2 incidents. Of 13 nobody knows.
    assert_eq!((ratio.part, ratio.whole), (Some(2.0 / 21.0), Some(2.0 / 20.0)));
    assert!((ratio.value.expect("a ratio") - 20.0 / 21.0).abs() < 1e-12);
    // Times and by e^(1.96 √(1/2 + 1/2)), 7.099.
    let (low, high) = ratio.bounds.expect("bounds");
    assert!(
        (low - 0.1342).abs() < 1e-4 && (high - 6.7613).abs() < 1e-3,
        "{low} {high}"
    );
    assert!(ratio.left_out.contains(&("no end of life", 1)), "{:?}", ratio.left_out);
    let young = Slice::of(Dim::AssetAge, "0-1y");
    let of_a_band = figures.get("assets.tickets_by_age", "2026-05", &young, Some(Stat::RateRatio), None);
    assert!(of_a_band.is_none(), "a band is compared with nothing");
}

#[test]
fn a_ticket_that_names_two_devices_is_an_incident_of_each() {
    let mut tickets = table(
        vec![
            times("opened_at", &["2026-05-01 09:00", "2026-05-23 09:00"]),
            Column::new("asset_id".into(), vec![Some(12u64), Some(11)]),
        ],
        BTreeMap::new(),
    );
    // The second names both; what a ticket's own row names stands among its items, too.
    let items = vec![
        Column::new("row".into(), vec![1u32, 1]),
        Column::new("item".into(), vec![11u64, 12]),
    ];
    tickets.items = Some(DataFrame::new(2, items).expect("items"));
    let figures = of_may(vec![("assets", six_assets()), ("tickets", tickets)]);
    let rate = total(&figures, "assets.tickets_by_age", "2026-05", None);
    assert_eq!(rate.part, Some(2.0));
    // The first, on 12 before it was put to use.
    assert_eq!(rate.left_out, [("device not in service then", 1)]);
}

#[test]
fn without_a_device_in_service_there_is_no_rate_and_without_an_end_of_life_no_comparison() {
    let mut assets = six_assets();
    assets.rows = assets.rows.drop_many(["end_of_life_at"]);
    let later = times("in_service_at", &["2026-06-01 00:00"; 6]);
    assets.rows.with_column(later).expect("a column");
    let figures = of_may(vec![("assets", assets), ("tickets", tickets_of_assets())]);
    let rate = total(&figures, "assets.tickets_by_age", "2026-05", None);
    let reason = Some("no records in this period");
    assert_eq!((rate.value, rate.reason.as_deref()), (None, reason));
    let compared = figures.get(
        "assets.tickets_by_age",
        "2026-05",
        &Slice::total(),
        Some(Stat::RateRatio),
        None,
    );
    assert!(compared.is_none());
}
