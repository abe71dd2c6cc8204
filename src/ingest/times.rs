//! A cell → a time. Every shape that exports hold: ISO 8601, `yyyy-mm-dd h:mm:ss`, `d/m/y` and `m/d/y` in any padding, month
//! names in English, AM and PM, offsets, epoch seconds and milliseconds.
//!
//! The parser is our own, over bytes: a million tickets hold five million times, and a general parser would take longer than all
//! the rest of ingest. It never guesses between day and month: a cell that reads both ways says so ([`Order`] is the column's).

/// Which part of a numeric date comes first: what `time_format` in the config names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `29/2/2016`: `dmy`.
    DayFirst,
    /// `2/29/2016`: `mdy`.
    MonthFirst,
    /// `16/2/29`: `ymd`. A year of four digits in front needs no telling.
    YearFirst,
}

impl Order {
    /// The order that `time_format` names.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "dmy" => Some(Self::DayFirst),
            "mdy" => Some(Self::MonthFirst),
            "ymd" => Some(Self::YearFirst),
            _ => None,
        }
    }

    /// The name that `time_format` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::YearFirst => "ymd",
        }
    }

    /// The order in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day before month",
            Self::MonthFirst => "month before day",
            Self::YearFirst => "year first",
        }
    }
}

/// A time as its cell says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Seconds since 1970 on the cell's own clock.
    pub local: i64,
    /// Seconds that this clock is ahead of UTC, where the cell says so.
    pub offset: Option<i32>,
    /// What the cell says about day and month.
    pub tells: Tells,
}

/// What one cell says about the order of day and month in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    /// It reads one way whatever the order.
    Nothing,
    /// It only reads with the day first.
    DayFirst,
    /// It only reads with the month first.
    MonthFirst,
    /// It reads both ways; `local` has it with the day first.
    Either,
}

/// A day less than what `u32` seconds hold on either side, so that no zone carries a readable time out of them. It also makes
/// 1970-01-01, which tools write for "never", unreadable.
const READABLE: std::ops::Range<i64> = 86_400..(u32::MAX as i64 - 2 * 86_400);

/// The time that a trimmed cell holds; `order` is what the config says of the source.
pub(super) fn parse(cell: &[u8], order: Option<Order>) -> Option<Stamp> {
    let stamp = common(cell).or_else(|| Cursor { rest: cell }.stamp(order))?;
    let utc = stamp.local - i64::from(stamp.offset.unwrap_or(0));
    (READABLE.contains(&stamp.local) && READABLE.contains(&utc)).then_some(stamp)
}

/// The same local seconds with day and month exchanged; both must be 12 or less.
pub(super) fn exchanged(local: i64) -> i64 {
    let (days, seconds) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    days_of(year, day, month).map_or(local, |days| days * 86_400 + seconds)
}

/// Seconds since 1970 as `2026-10-05 11:12`.
pub(super) fn in_words(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let minutes = seconds.rem_euclid(86_400) / 60;
    format!("{year}-{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// `2026-10-05 11:12:13`, by far the most common cell, without a branch a character.
fn common(cell: &[u8]) -> Option<Stamp> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b' ' | b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
    ] = cell
    else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let days = days_of(year, two(m1, m2)?, two(d1, d2)?)?;
    let seconds = seconds_of(two(h1, h2)?, two(n1, n2)?, two(s1, s2)?)?;
    Some(Stamp {
        local: days * 86_400 + seconds,
        offset: None,
        tells: Tells::Nothing,
    })
}

/// What is left of a cell to read.
struct Cursor<'a> {
    rest: &'a [u8],
}

/// Up to nine digits and how many there were.
type Digits = (u32, usize);

impl Cursor<'_> {
    fn stamp(mut self, order: Option<Order>) -> Option<Stamp> {
        if self.rest.iter().all(u8::is_ascii_digit) {
            return self.epoch();
        }
        let (days, tells) = self.date(order)?;
        let (seconds, offset) = self.clock()?;
        self.rest.is_empty().then_some(Stamp {
            local: days * 86_400 + seconds,
            offset,
            tells,
        })
    }

    /// Seconds or milliseconds since 1970, told apart by their length.
    fn epoch(&self) -> Option<Stamp> {
        let divisor = match self.rest.len() {
            9 | 10 => 1,
            12 | 13 => 1000,
            _ => return None,
        };
        let count: i64 = std::str::from_utf8(self.rest).ok()?.parse().ok()?;
        Some(Stamp {
            local: count / divisor,
            offset: Some(0),
            tells: Tells::Nothing,
        })
    }

    fn date(&mut self, order: Option<Order>) -> Option<(i64, Tells)> {
        if let Some(month) = self.month_name() {
            return self.after_month_name(month);
        }
        let first = self.digits()?;
        let mark = self.mark()?;
        if let Some(month) = self.month_name() {
            self.mark();
            let year = self.digits()?;
            return Some((days_of(year_of(year)?, month, first.0)?, Tells::Nothing));
        }
        let second = self.digits()?;
        if self.mark()? != mark {
            return None;
        }
        let third = self.digits()?;
        if first.1 == 4 || order == Some(Order::YearFirst) {
            return Some((days_of(year_of(first)?, second.0, third.0)?, Tells::Nothing));
        }
        by_order(first.0, second.0, year_of(third)?, order)
    }

    /// `Mar 12, 2024`
    fn after_month_name(&mut self, month: u32) -> Option<(i64, Tells)> {
        self.mark()?;
        let day = self.digits()?;
        self.skip(b',');
        self.mark()?;
        let year = self.digits()?;
        Some((days_of(year_of(year)?, month, day.0)?, Tells::Nothing))
    }

    /// The time of day and its offset; a date alone is its midnight.
    fn clock(&mut self) -> Option<(i64, Option<i32>)> {
        self.skip(b',');
        if !self.skip(b'T') {
            self.spaces();
        }
        if self.rest.is_empty() {
            return Some((0, None));
        }
        let mut hour = self.short_number()?;
        let minute = if self.skip(b':') {
            Some(self.short_number()?)
        } else {
            None
        };
        let second = if minute.is_some() && self.skip(b':') {
            let second = self.short_number()?;
            if self.skip(b'.') || self.skip(b',') {
                self.digits_of_any_length()?;
            }
            second
        } else {
            0
        };
        self.spaces();
        match self.half_of_day() {
            Some(half) if (1..=12).contains(&hour) => hour = hour % 12 + half,
            Some(_) => return None,
            // "9" alone is no time of day; "9 AM" is.
            None if minute.is_none() => return None,
            None => {}
        }
        let seconds = seconds_of(hour, minute.unwrap_or(0), second)?;
        self.spaces();
        Some((seconds, self.offset()?))
    }

    /// 0 for AM, 12 for PM.
    fn half_of_day(&mut self) -> Option<u32> {
        let (half, length) = match self.rest {
            [b'a' | b'A', b'.', b'm' | b'M', b'.', ..] => (0, 4),
            [b'p' | b'P', b'.', b'm' | b'M', b'.', ..] => (12, 4),
            [b'a' | b'A', b'm' | b'M', ..] => (0, 2),
            [b'p' | b'P', b'm' | b'M', ..] => (12, 2),
            _ => return None,
        };
        self.rest = &self.rest[length..];
        Some(half)
    }

    /// `Z`, `UTC`, `+02:00`, `+0200`, `+02`, or nothing: the outer `None` is what cannot be read.
    fn offset(&mut self) -> Option<Option<i32>> {
        let sign = match self.rest {
            [] => return Some(None),
            b"Z" | b"z" | b"UTC" | b"GMT" => {
                self.rest = &[];
                return Some(Some(0));
            }
            [b'+', ..] => 1,
            [b'-', ..] => -1,
            _ => return None,
        };
        self.rest = &self.rest[1..];
        let (value, length) = self.digits()?;
        let (hours, minutes) = match length {
            2 if self.skip(b':') => (value, self.short_number()?),
            2 => (value, 0),
            4 => (value / 100, value % 100),
            _ => return None,
        };
        (hours <= 18 && minutes < 60).then(|| Some(sign * (hours as i32 * 3600 + minutes as i32 * 60)))
    }

    fn digits(&mut self) -> Option<Digits> {
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 || length > 9 {
            return None;
        }
        let value = self.rest[..length]
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        self.rest = &self.rest[length..];
        Some((value, length))
    }

    fn digits_of_any_length(&mut self) -> Option<()> {
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.rest = &self.rest[length..];
        (length > 0).then_some(())
    }

    fn short_number(&mut self) -> Option<u32> {
        self.digits().filter(|(_, length)| *length <= 2).map(|(value, _)| value)
    }

    /// What stands between the parts of a date.
    fn mark(&mut self) -> Option<u8> {
        let (&mark, rest) = self.rest.split_first()?;
        matches!(mark, b'/' | b'-' | b'.' | b' ').then(|| {
            self.rest = rest;
            mark
        })
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    /// An English month, short or whole.
    fn month_name(&mut self) -> Option<u32> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &self.rest[..length];
        let month = MONTHS.iter().position(|name| {
            let name = name.as_bytes();
            name.eq_ignore_ascii_case(word)
                || name[..3].eq_ignore_ascii_case(word)
                || (length == 4 && name.starts_with(b"sept") && word.eq_ignore_ascii_case(b"sept"))
        })?;
        self.rest = &self.rest[length..];
        Some(month as u32 + 1)
    }
}

/// The date of two numbers and a year, and what it tells about their order.
fn by_order(first: u32, second: u32, year: u32, order: Option<Order>) -> Option<(i64, Tells)> {
    let day_first = days_of(year, second, first);
    let month_first = days_of(year, first, second);
    match order {
        Some(Order::MonthFirst) => return Some((month_first?, Tells::Nothing)),
        Some(_) => return Some((day_first?, Tells::Nothing)),
        None => {}
    }
    match (day_first, month_first) {
        (Some(days), Some(_)) if first == second => Some((days, Tells::Nothing)),
        (Some(days), Some(_)) => Some((days, Tells::Either)),
        (Some(days), None) => Some((days, Tells::DayFirst)),
        (None, Some(days)) => Some((days, Tells::MonthFirst)),
        (None, None) => None,
    }
}

/// Years of two digits are 1970 to 2069.
fn year_of((value, length): Digits) -> Option<u32> {
    match length {
        4 => Some(value),
        2 => Some(if value < 70 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

fn seconds_of(hour: u32, minute: u32, second: u32) -> Option<i64> {
    // A leap second is the last second of its minute.
    (hour < 24 && minute < 60 && second <= 60).then(|| i64::from(hour * 3600 + minute * 60 + second.min(59)))
}

/// Days since 1970 of a civil date, if there is such a date (Howard Hinnant's algorithm, for years from 1).
fn days_of(year: u32, month: u32, day: u32) -> Option<i64> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = LENGTHS.get(month.wrapping_sub(1) as usize)? + u32::from(leap && month == 2);
    if year == 0 || day == 0 || day > length {
        return None;
    }
    let (shifted, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(i64::from(days) - 719_468)
}

/// The civil date of days since 1970.
fn civil(days: i64) -> (u32, u32, u32) {
    let days = (days + 719_468) as u32;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + u32::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            let stamp = read(cell).unwrap_or_else(|| panic!("{cell}"));
            assert_eq!(stamp.local, at("2026-01-17T09:29:00"), "{cell}");
            assert_eq!(stamp.offset, None, "{cell}");
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
            "2026-01-01 10:00 8%",
            "1970-01-01 00:00:00",
            "1969-12-31",
            "2106-03-01",
            "13/25/2020",
            "11-09-2025 08:08\n 8%",
            "1/2-2026",
            "12/Foo/24",
            "345,773",
            "9999999999999",
            "2026-01-01T10:00+99:00",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_the_parser_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
            let _ = parse(&bytes, None);
        }

        #[test]
        fn every_day_is_where_jiff_has_it(days in 1i64..49_000) {
            let (year, month, day) = civil(days);
            let expected = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).expect("in range");
            proptest::prop_assert_eq!((year as i16, month as i8, day as i8), (expected.year(), expected.month(), expected.day()));
            proptest::prop_assert_eq!(days_of(year, month, day), Some(days));
        }
    }
}
