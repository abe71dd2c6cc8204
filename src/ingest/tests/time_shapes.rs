//! Times: every shape that exports hold, and what is none.

use crate::ingest::cells::times::{Order, Stamp, Tells, exchanged, month, parse};

/// The months as people write them, whole, then short, in each language.
const WRITTEN: [&str; 10] = [
    "January February March April May June July August September October November December",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
    "Jan. Feb. Mär. Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
];

/// What times are made of.
const PARTS: &[&str] = &[
    "1",
    "12",
    "29",
    "2024",
    "20260117",
    "99",
    "/",
    "-",
    ".",
    ",",
    ":",
    " ",
    "T",
    "Z",
    "UTC",
    "+01",
    "AM",
    "p.\u{a0}m.",
    "März",
    "mar",
    "déc.",
    "lundi",
    "Mon",
    "de ",
    "à ",
    "h",
    "Uhr",
    "er",
    "(CET)",
    "[",
    ")",
    "8%",
    "\n",
    "\u{202f}",
    "é",
];

/// Seconds of a civil time, by jiff.
fn at(text: &str) -> i64 {
    text.parse::<jiff::civil::DateTime>()
        .expect("a time")
        .to_zoned(jiff::tz::TimeZone::UTC)
        .expect("in range")
        .timestamp()
        .as_second()
}

fn read(cell: &str) -> Option<Stamp> {
    parse(cell.as_bytes(), None)
}

#[test]
fn every_shape_of_one_moment_reads_alike() {
    for cell in [
        "2026-01-17 09:29:00",
        "2026-01-17 9:29:00",
        "2026-01-17T09:29",
        "2026-01-17 09:29:00.123456789",
        "17/1/2026 09:29",
        "17-01-2026 09:29",
        "17.01.26 9:29",
        "1/17/26 9:29",
        "1/17/2026 9:29 AM",
        "17/Jan/26 9:29 AM",
        "17/jan/26 9:29 am",
        "17-Jan-26 09:29:00",
        "17 January 2026 09:29",
        "Jan 17, 2026 9:29 AM",
        "January 17, 2026, 9:29 AM",
        "17/jan/26 9:29 a.\u{a0}m.",
        "17-01-2026 09:29 \n\n 8%",
        "17. 1. 2026 9.29 Uhr",
        "17 janvier 2026 à 9h29",
        "samedi 17 janvier 2026 09 h 29",
        "17. Jänner 2026 um 9:29",
        "17 de janeiro de 2026 às 09:29",
        "sáb., 17 ene 2026 09:29:00",
        "17th of January, 2026 at 9:29",
        "2026-Jan-17 09:29",
        "17JAN2026 09:29",
        "09:29 17/1/2026",
        "Sat Jan 17 09:29:00 2026",
        "20260117T092900",
        "20260117092900",
        "2026-01-17T09:29:00,5",
        "\u{200e}17/1/2026\u{202f}09:29",
    ] {
        let stamp = read(cell).unwrap_or_else(|| panic!("{cell}"));
        assert_eq!(stamp.local, at("2026-01-17T09:29:00"), "{cell}");
        assert_eq!(stamp.offset, None, "{cell}");
    }
}

#[test]
fn a_month_without_a_day_is_its_first_day_where_months_are_wanted() {
    for cell in [
        "2026-10",
        "2026/10",
        "10/2026",
        "10.2026",
        "202610",
        "Oct 2026",
        "oct-26",
        "octubre de 2026",
        "2026-Okt",
    ] {
        let first = month(cell.as_bytes()).map(|stamp| stamp.local);
        assert_eq!(first, Some(at("2026-10-01T00:00:00")), "{cell}");
        assert_eq!(read(cell), None, "{cell} is no time");
    }
    for cell in [
        "2026", "2026-13", "26-10", "10/26", "26-Oct", "2026-10-", "October", "1969-12", "20261",
    ] {
        assert_eq!(month(cell.as_bytes()), None, "{cell}");
    }
}

#[test]
fn an_offset_makes_a_time_exact() {
    for (cell, offset) in [
        ("2013-11-04T10:02:00.000+01:00", 3_600),
        ("2013-11-04 10:02:00 -0530", -19_800),
        ("2013-11-04T10:02:00Z", 0),
        ("2013-11-04 10:02 UTC", 0),
        ("2013-11-04T10:02+02", 7_200),
        ("20131104T100200Z", 0),
        ("Mon Nov  4 10:02:00 UTC 2013", 0),
        ("Mon Nov 4 10:02:00 2013 +0100", 3_600),
        ("2013-11-04 10:02 UTC+1", 3_600),
        ("2013-11-04T10:02:00−05:00", -18_000),
        ("Mon, 04 Nov 2013 10:02:00 +0000", 0),
        ("Mon Nov 04 2013 10:02:00 GMT+0100 (CET)", 3_600),
        ("Mon Nov 04 2013 10:02:00 GMT-0600 (Central Standard Time)", -21_600),
        ("2013-11-04T10:02:00+01:00[Europe/Paris]", 3_600),
    ] {
        let stamp = read(cell).unwrap_or_else(|| panic!("{cell}"));
        assert_eq!(
            (stamp.local, stamp.offset),
            (at("2013-11-04T10:02:00"), Some(offset)),
            "{cell}"
        );
    }
    let epoch = read("1456708560").expect("epoch seconds");
    assert_eq!((epoch.local, epoch.offset), (at("2016-02-29T01:16:00"), Some(0)));
    assert_eq!(read("1456708560999"), Some(epoch));
}

#[test]
fn noon_and_midnight_follow_the_twelve_hour_clock() {
    let hour = |cell: &str| read(cell).map(|stamp| stamp.local.rem_euclid(86_400) / 3600);
    assert_eq!(hour("2026-01-17 12:00 AM"), Some(0));
    assert_eq!(hour("2026-01-17 12:00 PM"), Some(12));
    assert_eq!(hour("2026-01-17 11:00 p.m."), Some(23));
    assert_eq!(hour("2026-01-17 13:00 PM"), None);
    assert_eq!(hour("2026-01-17 0:30 AM"), None);
}

#[test]
fn a_part_over_twelve_tells_the_order_and_equal_parts_need_none() {
    let tells = |cell: &str| read(cell).map(|stamp| stamp.tells);
    assert_eq!(tells("29/2/2016 01:16"), Some(Tells::DayFirst));
    assert_eq!(tells("3/17/2025 6:04"), Some(Tells::MonthFirst));
    assert_eq!(tells("3/4/2025 6:04"), Some(Tells::Either));
    assert_eq!(tells("3/3/2026"), Some(Tells::Nothing));
    assert_eq!(tells("2025-03-04"), Some(Tells::Nothing));
    assert_eq!(tells("31/4/2025"), None);
}

#[test]
fn the_config_decides_what_a_cell_leaves_open() {
    let read = |cell: &str, order| parse(cell.as_bytes(), Some(order)).map(|stamp| stamp.local);
    assert_eq!(read("3/4/2025", Order::DayFirst), Some(at("2025-04-03T00:00:00")));
    assert_eq!(read("3/4/2025", Order::MonthFirst), Some(at("2025-03-04T00:00:00")));
    assert_eq!(read("25/3/4", Order::YearFirst), Some(at("2025-03-04T00:00:00")));
    assert_eq!(read("2025-03-04", Order::DayFirst), Some(at("2025-03-04T00:00:00")));
    assert_eq!(read("3/17/2025", Order::DayFirst), None);
    assert_eq!(read("25-Mar-04", Order::YearFirst), Some(at("2025-03-04T00:00:00")));
    assert_eq!(read("4-Mar-2025", Order::YearFirst), Some(at("2025-03-04T00:00:00")));
}

#[test]
fn exchanging_day_and_month_is_its_own_inverse() {
    let third_of_april = at("2025-04-03T06:07:08");
    assert_eq!(exchanged(third_of_april), at("2025-03-04T06:07:08"));
    assert_eq!(exchanged(exchanged(third_of_april)), third_of_april);
}

#[test]
fn what_is_no_time_is_not_read() {
    for cell in [
        "",
        "UNKNOWN",
        "42",
        "43466",
        "2026-13-01",
        "2026-02-29",
        "2026-01-01 24:00",
        "2026-01-01 9",
        "2026-01-01 10:60",
        "1970-01-01 00:00:00",
        "1969-12-31",
        "2106-03-01",
        "13/25/2020",
        "11-09-2025 08:08\n 108%",
        "11-09-2025 08:08\n 8",
        "2026-01-01 10:00 CST",
        "Mon Nov 4 10:02:00 CET 2013",
        "Nov 4 10:02:00",
        "2026-01-01 10:00 (CET)",
        "2026-01-01 1000",
        "2026-01-01 10:00.30",
        "1 jui 2026",
        "lundi",
        "mars 2026",
        "12 2026",
        "20261301",
        "1/2-2026",
        "12/Foo/24",
        "345,773",
        "9999999999999",
        "2026-01-01T10:00+99:00",
    ] {
        assert_eq!(read(cell), None, "{cell}");
    }
}

#[test]
fn month_names_are_read_in_windows_1252_as_in_utf_8() {
    for (cell, day) in [
        (&b"18/d\xe9c./26 9:10 PM"[..], "2026-12-18T21:10:00"),
        (b"1er f\xe9vr.\xa02024 \xe0 09h41", "2024-02-01T09:41:00"),
        (b"12. M\xe4rz 2024 9:41", "2024-03-12T09:41:00"),
        (b"3 de mar\xe7o de 2024 09:41", "2024-03-03T09:41:00"),
        (b"mi\xe9. 12-mar-24 9:41 a.\xa0m.", "2024-03-12T09:41:00"),
    ] {
        let stamp = parse(cell, None).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(cell)));
        assert_eq!((stamp.local, stamp.tells), (at(day), Tells::Nothing));
    }
}

/// How many ways [`written`] has of writing a time down.
const SHAPES: usize = 15;

fn written(time: jiff::civil::DateTime, months: &str, shape: usize) -> String {
    let name = months.split(' ').nth(time.month() as usize - 1).expect("twelve months");
    let (day, month, year, hour) = (time.day(), time.month(), time.year(), time.hour());
    let (minute, second) = (time.minute(), time.second());
    let (twelve, half) = ((hour + 11) % 12 + 1, if hour < 12 { "AM" } else { "PM" });
    let spanish = half.to_lowercase().replace('m', ".\u{a0}m.");
    match shape {
        0 => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
        1 => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z"),
        2 => format!("{year}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"),
        3 => format!("{day}/{name}/{year} {twelve}:{minute:02}:{second:02} {half}"),
        4 => format!("{day} de {name} de {year} {hour}:{minute:02}:{second:02}"),
        5 => format!(
            "{day}. {} {year} {hour:02}.{minute:02}.{second:02} Uhr",
            name.to_uppercase()
        ),
        6 => format!("{name} {day}, {year}, {twelve}:{minute:02}:{second:02} {spanish}"),
        7 => format!("Mon {name} {day:02} {year} {hour:02}:{minute:02}:{second:02} GMT+0000 (UTC)"),
        8 => format!("mardi {day}\u{a0}{name} {year} à {hour:02}:{minute:02}:{second:02}"),
        9 => format!("{year}-{name}-{day:02} {hour}:{minute:02}:{second:02}"),
        10 => format!("{day}-{name}-{:02} {hour}:{minute:02}:{second:02}", year % 100),
        11 => format!("{hour:02}:{minute:02}:{second:02} {day} {name} {year}"),
        12 => format!("{year}/{month}/{day} {hour}:{minute}:{second}"),
        13 => format!("Do., {day:02}. {name} {year} {hour:02}:{minute:02}:{second:02} +00:00"),
        _ => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02},123456789 \n 100 %"),
    }
}

/// The civil time in UTC.
fn civil(seconds: i64) -> jiff::civil::DateTime {
    let time = jiff::Timestamp::from_second(seconds).expect("in range");
    time.to_zoned(jiff::tz::TimeZone::UTC).datetime()
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
        let _ = (parse(&bytes, None), month(&bytes));
    }

    #[test]
    fn nothing_that_looks_like_a_time_makes_the_parser_panic(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..12),
    ) {
        let cell = parts.concat();
        let _ = (parse(cell.as_bytes(), None), month(cell.as_bytes()));
    }

    #[test]
    fn a_time_in_any_shape_and_language_reads_back_to_the_same_second(
        seconds in 86_400i64..3_100_000_000,
        language in 0..WRITTEN.len(),
        shape in 0..SHAPES,
    ) {
        let cell = written(civil(seconds), WRITTEN[language], shape);
        proptest::prop_assert_eq!(read(&cell).map(|stamp| stamp.local), Some(seconds), "{}", cell);
        // Windows-1252 is what is not UTF-8.
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&cell);
        proptest::prop_assert_eq!(parse(&bytes, None).map(|stamp| stamp.local), Some(seconds), "{}", cell);
    }

    #[test]
    fn day_month_and_year_in_numbers_read_back_in_their_order(
        seconds in 86_400i64..3_100_000_000,
        mark in proptest::sample::select(&["/", ".", "-", " "][..]),
    ) {
        let time = civil(seconds);
        let (day, month, year) = (time.day(), time.month(), time.year());
        let clock = format!("{}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        for (order, cell) in [
            (Order::DayFirst, format!("{day}{mark}{month}{mark}{year} {clock}")),
            (Order::MonthFirst, format!("{month:02}{mark}{day:02}{mark}{year} {clock}")),
            (Order::YearFirst, format!("{:02}{mark}{month}{mark}{day} {clock}", year % 100)),
        ] {
            let local = parse(cell.as_bytes(), Some(order)).map(|stamp| stamp.local);
            proptest::prop_assert_eq!(local, Some(seconds), "{}", cell);
        }
    }
}
