//! When services were there, against hours worked by hand.

use super::*;

const HOUR: f64 = 3_600.0;

/// A table of outages: service, from, until (empty while it lasts), planned.
fn outages(rows: &[(&str, &str, &str, bool)]) -> Table {
    let mut words = BTreeMap::new();
    let service: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let started: Vec<&str> = rows.iter().map(|row| row.1).collect();
    let ended: Vec<&str> = rows.iter().map(|row| row.2).collect();
    let planned: Vec<bool> = rows.iter().map(|row| row.3).collect();
    let columns = vec![
        coded("service", &service, &mut words),
        times("started_at", &started),
        times("ended_at", &ended),
        Column::new("planned".into(), planned),
    ];
    table(columns, words)
}

/// A register of services: name, hours (empty where the export says none), monitored.
fn services(rows: &[(&str, &str, bool)]) -> Table {
    let mut words = BTreeMap::new();
    let name: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let hours: Vec<&str> = rows.iter().map(|row| row.1).collect();
    let monitored: Vec<bool> = rows.iter().map(|row| row.2).collect();
    let columns = vec![
        coded("name", &name, &mut words),
        coded("hours", &hours, &mut words),
        Column::new("monitored".into(), monitored),
    ];
    table(columns, words)
}

fn figure<'f>(figures: &'f Figures, id: &'static str, period: &str, service: &str) -> &'f Figure {
    let slice = match service {
        "" => Slice::total(),
        _ => Slice::of(Dim::Service, service),
    };
    figures
        .get(id, period, &slice, None, None)
        .unwrap_or_else(|| panic!("no figure {id} {period} {service}"))
}

/// Outages of a year: in April and May they overlap, meet, are planned, go over the end of a month and are still open.
fn spring() -> Figures {
    let outages = outages(&[
        ("ERP", "2025-06-02 10:00", "2025-06-02 12:00", false),
        ("ERP", "2026-04-01 10:00", "2026-04-01 10:30", false),
        ("ERP", "2026-04-30 23:00", "2026-05-01 02:00", false),
        ("Mail", "2026-05-04 11:00", "2026-05-04 13:00", false),
        ("Mail", "2026-05-04 10:00", "2026-05-04 12:00", false),
        ("Mail", "2026-05-04 13:00", "2026-05-04 13:30", false),
        ("Mail", "2026-05-10 01:00", "2026-05-10 05:00", true),
        ("ERP", "2026-05-20 08:00", "", false),
    ]);
    figures(vec![("outages", outages)], "2026-05", "2026-05-31 20:00", &config(""))
}

#[test]
fn outages_that_overlap_or_meet_are_one_and_end_with_the_month_and_with_the_data() {
    let figures = spring();
    // April: two services for 720 h; ERP was down half an hour, and the last hour of the month.
    let april = figure(&figures, "availability.rate", "2026-04", "");
    assert_eq!((april.part, april.whole), (Some(1_438.5 * HOUR), Some(1_440.0 * HOUR)));
    // May is known until its last day, 20:00: 740 h each. Mail was down from 10:00 to 13:30; ERP the first two hours, and
    // from 20 May, 08:00 until the end of the data: 11 days and 12 hours, 276 h.
    let may = figure(&figures, "availability.rate", "2026-05", "");
    assert_eq!(
        (may.part, may.whole, may.n),
        (Some((1_480.0 - 3.5 - 2.0 - 276.0) * HOUR), Some(1_480.0 * HOUR), 2)
    );
    assert_eq!(may.value, Some(1_198.5 / 1_480.0));
    let mail = figure(&figures, "availability.rate", "2026-05", "Mail");
    assert_eq!(mail.value, Some(736.5 / 740.0));
}

#[test]
fn downtime_adds_up_over_twelve_months_and_is_none_of_fewer() {
    let figures = spring();
    let year = figure(&figures, "availability.unscheduled_hours", "2026-05", "");
    // June's 2 h, April's 1.5 h and May's 281.5 h, of five failures.
    assert_eq!((year.value, year.n), (Some(285.0), 5));
    let hours = |service| figure(&figures, "availability.unscheduled_hours", "2026-05", service).value;
    assert_eq!((hours("Mail"), hours("ERP")), (Some(3.5), Some(281.5)));
    let eleven = figure(&figures, "availability.unscheduled_hours", "2026-04", "");
    let reason = "the data run from 2025-06 to 2026-05-31";
    assert_eq!((eleven.value, eleven.reason.as_deref()), (None, Some(reason)));
    let month = |period| {
        value(
            &figures,
            "availability.unscheduled_hours",
            period,
            &Slice::total(),
            Some(Stat::InPeriod),
        )
    };
    assert_eq!((month("2026-04"), month("2026-05")), (Some(1.5), Some(281.5)));
}

#[test]
fn a_failure_counts_where_it_starts() {
    let figures = spring();
    // ERP failed on 1 and on 30 April; Mail once, by three records, and ERP on 20 May.
    let april = figure(&figures, "availability.mtbf", "2026-04", "");
    assert_eq!((april.whole, april.value), (Some(2.0), Some(1_438.5 / 2.0)));
    let may = figure(&figures, "availability.mtbf", "2026-05", "");
    assert_eq!((may.whole, may.n, may.value), (Some(2.0), 2, Some(1_198.5 / 2.0)));
}

#[test]
fn what_is_still_down_is_in_no_mean_time_to_restore() {
    let figures = spring();
    // In April half an hour and the three hours over the end of the month; in May Mail's 3.5 h.
    let april = figure(&figures, "availability.mtrs", "2026-04", "");
    assert_eq!(
        (april.value, april.n, april.clock),
        (Some(1.75 * HOUR), 2, Some(Clock::Wall))
    );
    let may = figure(&figures, "availability.mtrs", "2026-05", "");
    assert_eq!((may.value, may.n), (Some(3.5 * HOUR), 1));
    assert_eq!(may.left_out, [("still down", 1)]);
}

#[test]
fn of_several_services_in_one_cell_each_was_down() {
    let rows = outages(&[
        ("Mail, ERP", "2026-04-01 08:00", "2026-04-01 10:00", false),
        ("ERP", "2026-04-01 09:00", "2026-04-01 11:00", false),
        ("Mail", "2026-04-20 09:00", "2026-04-20 10:00", false),
        ("Files, Print", "2026-04-30 09:00", "2026-04-30 10:00", false),
    ]);
    let tables = vec![("tickets", five_tickets()), ("outages", rows)];
    let figures = figures(tables, "2026-04", "2026-04-30 20:00", &config(""));
    let down = |service| {
        let slice = Slice::of(Dim::Service, service);
        let figure = figures.get(
            "availability.unscheduled_hours",
            "2026-04",
            &slice,
            Some(Stat::InPeriod),
            None,
        );
        figure.and_then(|figure| figure.value)
    };
    // Mail 2 h and 1 h; ERP from 8 to 11, once; what stands nowhere alone is one service of that name.
    assert_eq!((down("Mail"), down("ERP")), (Some(3.0), Some(3.0)));
    assert_eq!(
        (down("Files, Print"), down("Mail, ERP"), down("Files")),
        (Some(1.0), None, None)
    );
}

#[test]
fn nothing_recorded_is_everything_there_only_where_somebody_would_have_recorded_it() {
    let tables = vec![
        ("services", services(&[("Mail", "", true), ("Files", "", false)])),
        (
            "outages",
            outages(&[
                ("Mail", "2026-04-02 10:00", "2026-04-02 11:00", false),
                ("Mail", "2026-04-20 10:00", "2026-04-20 11:00", false),
            ]),
        ),
    ];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    // The silence of 18 days from 2 April on makes the one after 20 April no surprise: April is known of both.
    let april = figure(&figures, "availability.rate", "2026-04", "");
    assert_eq!(
        (april.part, april.whole, april.n),
        (Some(1_438.0 * HOUR), Some(1_440.0 * HOUR), 2)
    );
    // No outage of May says that the export goes on; Mail is monitored, Files is not.
    let may = figure(&figures, "availability.rate", "2026-05", "");
    assert_eq!((may.value, may.whole, may.n), (Some(1.0), Some(740.0 * HOUR), 1));
    assert_eq!(may.left_out, [("not monitored", 1)]);
    assert_eq!(
        figure(&figures, "availability.rate", "2026-05", "Mail").value,
        Some(1.0)
    );
    let files = figure(&figures, "availability.rate", "2026-05", "Files");
    let reason = "no record of this period counts: not monitored";
    assert_eq!((files.value, files.reason.as_deref()), (None, Some(reason)));
}

#[test]
fn without_a_failure_there_is_a_least_time_between_failures_and_no_time_to_restore() {
    let tables = vec![
        ("services", services(&[("Mail", "", true)])),
        (
            "outages",
            outages(&[("Mail", "2026-04-02 10:00", "2026-04-02 11:00", false)]),
        ),
    ];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let between = figure(&figures, "availability.mtbf", "2026-05", "");
    assert_eq!((between.value, between.bounds), (None, Some((740.0, f64::INFINITY))));
    assert_eq!(between.reason.as_deref(), Some("none happened in this period"));
    let restore = figure(&figures, "availability.mtrs", "2026-05", "");
    assert_eq!((restore.value, restore.n), (None, 0));
}

#[test]
fn an_export_that_ends_within_a_month_is_taken_at_its_word_for_one_silence_more() {
    let tables = vec![
        ("services", services(&[("Mail", "", true), ("Files", "", false)])),
        (
            "outages",
            outages(&[
                ("Mail", "2026-05-04 10:00", "2026-05-04 11:00", false),
                ("Mail", "2026-05-06 10:00", "2026-05-06 11:00", false),
                ("Mail", "2026-05-08 10:00", "2026-05-08 11:00", false),
            ]),
        ),
    ];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    // 47 h after 8 May, 11:00 is 10 May, 10:00: nine days and ten hours.
    let files = figure(&figures, "availability.rate", "2026-05", "Files");
    assert_eq!((files.value, files.whole), (Some(1.0), Some(226.0 * HOUR)));
    assert_eq!(
        figure(&figures, "availability.rate", "2026-05", "Mail").whole,
        Some(740.0 * HOUR)
    );
}

#[test]
fn each_service_is_there_in_its_own_hours_and_on_holidays_only_what_is_there_around_the_clock() {
    let calendar = "[calendar]\nhours = \"Mon-Fri 08:00-18:00\"\nholidays = [\"2026-05-25\"]\n";
    let tables = vec![
        (
            "services",
            services(&[
                ("Mail", "", true),
                ("Shop", "24x7", true),
                ("Desk", "Mon-Fri 09:00-17:00", true),
            ]),
        ),
        (
            "outages",
            outages(&[
                // Took no time, so it is no failure.
                ("Mail", "2026-05-04 10:00", "2026-05-04 10:00", false),
                // Friday's last hour, a holiday, Tuesday's first: 2 of 88 hours.
                ("Mail", "2026-05-22 17:00", "2026-05-26 09:00", false),
                ("Shop", "2026-05-25 10:00", "2026-05-25 11:00", false),
                // A Saturday: nobody was promised the desk.
                ("Desk", "2026-05-23 10:00", "2026-05-23 11:00", false),
            ]),
        ),
    ];
    let figures = figures(tables, "2026-05", "2026-06-02 10:00", &config(calendar));
    // 21 weekdays less a holiday: 200 h, 160 h; 31 days: 744 h.
    let whole = |service| {
        figure(&figures, "availability.rate", "2026-05", service)
            .whole
            .map(|whole| whole / HOUR)
    };
    assert_eq!(
        (whole("Mail"), whole("Desk"), whole("Shop")),
        (Some(200.0), Some(160.0), Some(744.0))
    );
    let rate = figure(&figures, "availability.rate", "2026-05", "");
    assert_eq!((rate.part, rate.whole), (Some(1_101.0 * HOUR), Some(1_104.0 * HOUR)));
    assert_eq!(figure(&figures, "availability.mtbf", "2026-05", "").whole, Some(2.0));
    let restore = |clock| {
        figures
            .get("availability.mtrs", "2026-05", &Slice::total(), None, clock)
            .and_then(|figure| figure.value)
    };
    assert_eq!(restore(None), Some(1.5 * HOUR), "service hours lead");
    assert_eq!(restore(Some(Clock::Wall)), Some(44.5 * HOUR));
}

#[test]
fn a_zone_change_is_a_real_hour_of_service() {
    let tables = vec![(
        "outages",
        outages(&[
            ("Shop", "2026-03-02 10:00", "2026-03-02 10:00", false),
            // The clock was put forward at 02:00: two hours, not three.
            ("Shop", "2026-03-08 01:00", "2026-03-08 04:00", false),
            ("Shop", "2026-03-31 10:00", "2026-03-31 11:00", false),
        ]),
    )];
    let figures = figures(tables, "2026-03", "2026-04-02 10:00", &config(""));
    let rate = figure(&figures, "availability.rate", "2026-03", "");
    assert_eq!((rate.part, rate.whole), (Some(740.0 * HOUR), Some(743.0 * HOUR)));
}

#[test]
fn what_contradicts_itself_or_cannot_be_understood_is_left_out() {
    let tables = vec![
        (
            "services",
            services(&[("Mail", "", true), ("Shop", "whenever people shop", true)]),
        ),
        (
            "outages",
            outages(&[
                ("Mail", "2026-05-04 10:00", "2026-05-04 09:00", false),
                ("Shop", "2026-05-05 10:00", "2026-05-05 11:00", false),
                // After the end of the data.
                ("Mail", "2026-06-05 10:00", "", false),
            ]),
        ),
    ];
    let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
    let rate = figure(&figures, "availability.rate", "2026-05", "");
    assert_eq!((rate.value, rate.whole), (Some(1.0), Some(740.0 * HOUR)));
    assert_eq!(rate.left_out, [("hours not understood", 1)]);
}

#[test]
fn the_config_says_more_of_services_than_the_register() {
    let of = |config: &Config| {
        let tables = vec![
            ("services", services(&[("Mail", "24x7", false)])),
            (
                "outages",
                outages(&[
                    ("Mail", "2026-04-02 10:00", "2026-04-02 11:00", false),
                    ("Mail", "2026-04-20 10:00", "2026-04-20 11:00", false),
                ]),
            ),
        ];
        let figures = figures(tables, "2026-05", "2026-06-02 10:00", config);
        figure(&figures, "availability.rate", "2026-05", "")
            .whole
            .map(|whole| whole / HOUR)
    };
    assert_eq!(of(&config("")), Some(0.0));
    // Monitored, and promised for ten hours on 21 weekdays; a second service around the clock, for 744 h.
    let said = "[[service]]\nname = \"Mail\"\nmonitored = true\nhours = \"Mon-Fri 08:00-18:00\"\n\
                [[service]]\nname = \"Shop\"\nmonitored = true\n";
    assert_eq!(of(&config(said)), Some(210.0 + 744.0));
}

#[test]
fn of_many_services_those_that_were_down_longest_are_named() {
    let names: Vec<String> = (0..15).map(|n| format!("Service {n:02}")).collect();
    let register: Vec<(&str, &str, bool)> = names.iter().map(|name| (name.as_str(), "", true)).collect();
    let down = [
        ("Service 14", "2026-05-04 10:00", "2026-05-04 13:00", false),
        ("Service 13", "2026-05-05 10:00", "2026-05-05 11:00", false),
    ];
    let tables = vec![("services", services(&register)), ("outages", outages(&down))];
    let figures = figures(tables, "2026-05", "2026-06-02 10:00", &config(""));
    let rate = |service| figure(&figures, "availability.rate", "2026-05", service).value;
    assert_eq!(rate("Service 14"), Some(741.0 / 744.0));
    assert_eq!(rate("Service 13"), Some(743.0 / 744.0));
    assert_eq!((rate("Service 09"), rate(OTHER)), (Some(1.0), Some(1.0)));
    assert!(
        figures
            .get(
                "availability.rate",
                "2026-05",
                &Slice::of(Dim::Service, "Service 10"),
                None,
                None
            )
            .is_none()
    );
}

#[test]
fn what_is_missing_is_said() {
    let reason = |tables| {
        let figures = figures(tables, "2026-05", "2026-05-31 20:00", &config(""));
        figure(&figures, "availability.rate", "2026-05", "").reason.clone()
    };
    assert_eq!(
        reason(vec![("tickets", five_tickets())]).as_deref(),
        Some("no export gives outages")
    );
    let mut without_ends = outages(&[("Mail", "2026-05-04 10:00", "", false)]);
    without_ends.rows = without_ends.rows.drop("ended_at").expect("the column");
    assert_eq!(
        reason(vec![("outages", without_ends)]).as_deref(),
        Some("no column gives the ended at of outages")
    );
}

/// Three tickets of May, two of them major incidents; outages that name the second and the third.
fn major(with_ids: bool) -> Figures {
    let mut columns = vec![
        times(
            "opened_at",
            &["2026-05-01 08:00", "2026-05-05 08:00", "2026-05-06 08:00"],
        ),
        times(
            "resolved_at",
            &["2026-05-01 10:00", "2026-05-05 18:00", "2026-05-06 10:00"],
        ),
        Column::new("major".into(), vec![Some(false), Some(true), Some(true)]),
    ];
    if with_ids {
        columns.push(Column::new("id".into(), vec![11u64, 12, 13]));
    }
    let rows = [
        ("Mail", "2026-05-05 09:00", "2026-05-05 12:00", false),
        ("Mail", "2026-05-05 11:00", "2026-05-05 13:00", false),
        ("Shop", "2026-05-06 08:00", "2026-05-06 09:00", false),
        ("Shop", "2026-05-07 08:00", "2026-05-07 20:00", false),
    ];
    let mut outages = outages(&rows);
    let ticket = Column::new("ticket_id".into(), vec![Some(12u64), Some(12), Some(13), Some(11)]);
    outages.rows.with_column(ticket).expect("a column");
    let tables = vec![("tickets", table(columns, BTreeMap::new())), ("outages", outages)];
    figures(tables, "2026-05", "2026-05-31 20:00", &config(""))
}

#[test]
fn major_incidents_kept_services_down_for_as_long_as_the_outages_that_name_them() {
    let down =
        |figures: &Figures, slice: &Slice| value(figures, "tickets.major", "2026-05", slice, Some(Stat::Downtime));
    let figures = major(true);
    assert_eq!(
        value(&figures, "tickets.major", "2026-05", &Slice::total(), None),
        Some(2.0)
    );
    // Mail from 09:00 to 13:00, Shop for an hour; the twelve hours of 7 May were no major incident's.
    assert_eq!(down(&figures, &Slice::total()), Some(5.0 * HOUR));
    // Where tickets are not known by their ids: ten hours and two, from opened to resolved.
    assert_eq!(down(&major(false), &Slice::total()), Some(12.0 * HOUR));
}

#[test]
fn a_service_that_a_target_names_is_not_folded_away() {
    let names: Vec<String> = (0..15).map(|n| format!("Service {n:02}")).collect();
    let register: Vec<(&str, &str, bool)> = names.iter().map(|name| (name.as_str(), "", true)).collect();
    let down = [("Service 14", "2026-05-04 10:00", "2026-05-04 13:00", false)];
    let tables = vec![("services", services(&register)), ("outages", outages(&down))];
    let target = "[[service]]\nname = \"Service 12\"\navailability_target = 0.999\n";
    let figures = figures(tables, "2026-05", "2026-06-02 10:00", &config(target));
    assert_eq!(
        figure(&figures, "availability.rate", "2026-05", "Service 12").value,
        Some(1.0)
    );
    // Twelve are named as before: the last of them makes room.
    let shown = figures.slices("availability.rate", "2026-05", &[&[Dim::Service]]);
    assert_eq!(shown.len(), 13, "with the others");
    assert!(!shown.contains(&Slice::of(Dim::Service, "Service 10")));
}
