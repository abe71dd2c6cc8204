//! A cell → a time. Every shape that exports hold: ISO 8601, `yyyy-mm-dd h:mm:ss`, `d/m/y` and `m/d/y` in any padding, month
//! names in five languages, days of the week, AM and PM, offsets, epoch seconds and milliseconds.
//!
//! The parser is our own, over bytes: a million tickets hold five million times, and a general parser would take longer than all
//! the rest of ingest. It never guesses between day and month: a cell that reads both ways says so ([`Order`] is the column's);
//! nor what a zone's short name means: `CST` is two zones, so a time with it cannot be read.

use super::civil::{DAY, date_of, days_of, seconds_of};
use super::cursor::{Cursor, Digits};
use super::letters;
use super::months;

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
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day before month",
            Self::MonthFirst => "month before day",
            Self::YearFirst => "year first",
        }
    }
}

/// A time as its cell says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Seconds since 1970 on the cell's own clock.
    pub local: i64,
    /// Seconds that this clock is ahead of UTC, where the cell says so.
    pub offset: Option<i32>,
    /// What the cell says about day and month.
    pub tells: Tells,
}

/// What one cell says about the order of day and month in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells {
    /// It reads one way whatever the order.
    Nothing,
    /// It only reads with the day first.
    DayFirst,
    /// It only reads with the month first.
    MonthFirst,
    /// It reads both ways; `local` has it with the day first.
    Either,
}

/// From the second day of 1970 to the end of 2105, the last year that `u32` seconds hold whole: neither a zone nor the other order
/// of day and month carries a readable time out of them. 1970-01-01, which tools write for "never", is unreadable.
const READABLE: std::ops::Range<i64> = DAY..4_291_747_200;

/// The time that a trimmed cell holds; `order` is what the config says of the source.
pub(crate) fn parse(cell: &[u8], order: Option<Order>) -> Option<Stamp> {
    let stamp = match common(cell) {
        Some(stamp) => stamp,
        None => uncommon(cell, order)?,
    };
    let utc = stamp.local - i64::from(stamp.offset.unwrap_or(0));
    (READABLE.contains(&stamp.local) && READABLE.contains(&utc)).then_some(stamp)
}

#[inline(never)]
fn uncommon(cell: &[u8], order: Option<Order>) -> Option<Stamp> {
    Cursor { rest: cell }.stamp(order).or_else(|| {
        // Letters or spaces that are not ASCII's.
        let plain = (!cell.is_ascii()).then(|| letters::plain(cell))??;
        Cursor { rest: &plain }.stamp(order)
    })
}

/// The first day of the month that a trimmed cell without a day names: `2026-10`, `10/2026`, `202610`, `Oct 2026`, `Oct-26`.
pub(crate) fn month(cell: &[u8]) -> Option<Stamp> {
    let days = Cursor {
        rest: &letters::plain(cell)?,
    }
    .month_alone()?;
    let first = stamp(days, Tells::Nothing, 0, None);
    READABLE.contains(&first.local).then_some(first)
}

/// The same local seconds with day and month exchanged; both must be 12 or less.
pub(crate) fn exchanged(local: i64) -> i64 {
    let (days, seconds) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let (year, month, day) = date_of(days);
    days_of(year, day, month).map_or(local, |days| days * DAY + seconds)
}

/// Seconds since 1970 as `2026-10-05 11:12`.
pub(crate) fn in_words(seconds: i64) -> String {
    let (year, month, day) = date_of(seconds.div_euclid(DAY));
    let minutes = seconds.rem_euclid(DAY) / 60;
    format!("{year}-{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// The duration that a cell says as the time so long after 1970 began, if that is what it is; later years are times.
pub(crate) fn since_1970(cell: &[u8]) -> Option<u64> {
    let local = common(cell)?.local;
    u64::try_from(local).ok().filter(|_| date_of(local / DAY).0 < 1980)
}

/// `2026-10-05 11:12:13`, by far the most common cell, without a branch a character.
#[inline]
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
        local: days * DAY + seconds,
        offset: None,
        tells: Tells::Nothing,
    })
}

impl Cursor<'_> {
    fn stamp(self, order: Option<Order>) -> Option<Stamp> {
        if self.rest.iter().all(u8::is_ascii_digit) {
            return self.digits_alone();
        }
        self.moment(order).or_else(|| self.rare(order))
    }

    /// A time with a day of the week before it, or with its clock inside of its date. A day may be called as a month is (mardi,
    /// martes), so it is only looked for where no date begins.
    #[inline(never)]
    fn rare(self, order: Option<Order>) -> Option<Stamp> {
        self.clock_inside().or_else(|| {
            let rest = self.after_weekday()?;
            rest.moment(order).or_else(|| rest.clock_inside())
        })
    }

    /// Seconds or milliseconds since 1970, or a date and perhaps a time without marks, told apart by their length.
    fn digits_alone(mut self) -> Option<Stamp> {
        let divisor = match self.rest.len() {
            9 | 10 => 1,
            12 | 13 => 1000,
            8 | 14 => {
                let days = self.packed_date()?;
                let seconds = if self.rest.is_empty() { 0 } else { self.packed_clock()? };
                return Some(stamp(days, Tells::Nothing, seconds, None));
            }
            _ => return None,
        };
        let count: i64 = std::str::from_utf8(self.rest).ok()?.parse().ok()?;
        Some(Stamp {
            local: count / divisor,
            offset: Some(0),
            tells: Tells::Nothing,
        })
    }

    /// A date with what stands around it: the time of day after it or before it, and what a tool adds.
    fn moment(mut self, order: Option<Order>) -> Option<Stamp> {
        let before = self.begins_with_clock().then(|| self.time_of_day());
        let is_packed = self.coming_digits() == 8;
        if before.is_some() {
            self.gap();
        }
        let (days, tells) = self.date(order)?;
        let (seconds, offset) = match before {
            Some(seconds) => (seconds?, None),
            None => self.clock(is_packed)?,
        };
        self.aside(offset.is_some());
        self.rest.is_empty().then(|| stamp(days, tells, seconds, offset))
    }

    /// `Mar 12 09:41:00 UTC 2024`, as programs write by themselves.
    fn clock_inside(mut self) -> Option<Stamp> {
        let month = self.month()?;
        self.gap();
        let day = self.short_number()?;
        self.gap();
        let seconds = self.time_of_day()?;
        self.spaces();
        let before = self.offset()?;
        self.spaces();
        let year = self.digits_of(4)?;
        self.spaces();
        let offset = before.or(self.offset()?);
        let days = days_of(year, month, day)?;
        self.rest
            .is_empty()
            .then(|| stamp(days, Tells::Nothing, seconds, offset))
    }

    fn after_weekday(mut self) -> Option<Self> {
        months::is_weekday(self.word()).then_some(())?;
        // As in quinta-feira.
        self.skip_word(b"-feira");
        self.gap();
        Some(self)
    }

    fn date(&mut self, order: Option<Order>) -> Option<(i64, Tells)> {
        if let Some(month) = self.month() {
            return self.after_month(month);
        }
        if self.coming_digits() == 8 {
            return Some((self.packed_date()?, Tells::Nothing));
        }
        let first = self.digits()?;
        if let Some(date) = self.around_month(first, order) {
            return Some((date, Tells::Nothing));
        }
        let mark = self.mark()?;
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

    /// A month and its year, of four digits unless the month is named before it; nothing else.
    fn month_alone(mut self) -> Option<i64> {
        let (year, month) = if let Some(month) = self.month() {
            self.gap();
            (year_of(self.digits()?)?, month)
        } else if self.coming_digits() == 6 {
            (self.digits_of(4)?, self.digits_of(2)?)
        } else {
            let first = self.digits()?;
            self.gap();
            match (first, self.month()) {
                ((year, 4), Some(month)) => (year, month),
                ((year, 4), None) => (year, self.short_number()?),
                ((month, 1 | 2), None) => (self.digits_of(4)?, month),
                _ => return None,
            }
        };
        self.rest.is_empty().then(|| days_of(year, month, 1))?
    }

    /// `Mar 12, 2024`
    fn after_month(&mut self, month: u32) -> Option<(i64, Tells)> {
        self.gap();
        let day = self.digits()?;
        self.ordinal();
        self.gap();
        let year = self.digits()?;
        Some((days_of(year_of(year)?, month, day.0)?, Tells::Nothing))
    }

    /// `12 March 2024`, `1er mars 2024`, `12 de marzo de 2024` or `2024-Mar-12`, from after the first number; nothing is read
    /// where no name of a month comes next.
    fn around_month(&mut self, first: Digits, order: Option<Order>) -> Option<i64> {
        // As in most dates: one mark, and the next number.
        if self.rest.get(1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let mut ahead = *self;
        ahead.ordinal();
        ahead.gap();
        let month = ahead.month()?;
        ahead.gap();
        let last = ahead.digits()?;
        *self = ahead;
        let is_year_first = first.1 == 4 || (order == Some(Order::YearFirst) && last.1 < 4);
        let (day, year) = if is_year_first { (last, first) } else { (first, last) };
        days_of(year_of(year)?, month, day.0)
    }

    /// `20260117`
    fn packed_date(&mut self) -> Option<i64> {
        let [year, month, day] = [self.digits_of(4)?, self.digits_of(2)?, self.digits_of(2)?];
        days_of(year, month, day)
    }

    /// `092900` or `0929`
    fn packed_clock(&mut self) -> Option<i64> {
        let [hour, minute] = [self.digits_of(2)?, self.digits_of(2)?];
        seconds_of(hour, minute, self.digits_of(2).unwrap_or(0))
    }

    /// The time of day and its offset; a date alone is its midnight, and only a date without marks has a time without marks.
    fn clock(&mut self, is_packed: bool) -> Option<(i64, Option<i32>)> {
        self.skip(b',');
        if !self.skip(b'T') && !self.skip(b't') {
            self.spaces();
            for word in [&b"at "[..], b"as ", b"a las ", b"a ", b"um "] {
                if self.skip_word(word) {
                    break;
                }
            }
        }
        if self.rest.is_empty() {
            return Some((0, None));
        }
        let seconds = match self.coming_digits() {
            4 | 6 if is_packed => self.packed_clock()?,
            _ => self.time_of_day()?,
        };
        self.spaces();
        Some((seconds, self.offset()?))
    }

    fn time_of_day(&mut self) -> Option<i64> {
        let mut hour = self.short_number()?;
        let mark = self.rest.first().copied();
        let minute = self.minute()?;
        let second = if minute.is_some() { self.second(mark)? } else { 0 };
        self.spaces();
        match self.half_of_day() {
            Some(half) if (1..=12).contains(&hour) => hour = hour % 12 + half,
            Some(_) => return None,
            // "9" alone is no time of day; "9 AM" is.
            None if minute.is_none() => return None,
            None => {
                self.skip_word(b"uhr");
            }
        }
        seconds_of(hour, minute.unwrap_or(0), second)
    }

    /// The minutes of `9:41`, `9.41` and `9h41`; the inner `None` is an hour without any, the outer what cannot be read.
    fn minute(&mut self) -> Option<Option<u32>> {
        if self.skip(b':') {
            return Some(Some(self.short_number()?));
        }
        if self.skip(b'.') {
            return Some(Some(self.digits_of(2)?));
        }
        let mut ahead = *self;
        ahead.spaces();
        if !ahead.skip_word(b"h") {
            return Some(None);
        }
        ahead.spaces();
        *self = ahead;
        let minute = self.digits_of(2).unwrap_or(0);
        self.skip_word(b"min");
        Some(Some(minute))
    }

    /// The seconds after the same mark as the minutes; a fraction of them is left out.
    fn second(&mut self, mark: Option<u8>) -> Option<u32> {
        if mark != self.rest.first().copied() || !matches!(mark, Some(b':' | b'.')) {
            // As in `9:41h`.
            self.skip_word(b"h");
            return Some(0);
        }
        self.rest = &self.rest[1..];
        let second = self.short_number()?;
        if self.skip(b'.') || self.skip(b',') {
            let length = self.coming_digits();
            self.rest = &self.rest[length..];
            return (length > 0).then_some(second);
        }
        Some(second)
    }

    /// 0 for AM, 12 for PM, as in `am`, `a.m.` and `a. m.`
    fn half_of_day(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let half = match ahead.rest.first()? {
            b'a' | b'A' => 0,
            b'p' | b'P' => 12,
            _ => return None,
        };
        ahead.rest = &ahead.rest[1..];
        if ahead.skip(b'.') {
            ahead.spaces();
        }
        if !ahead.skip(b'm') && !ahead.skip(b'M') {
            return None;
        }
        ahead.skip(b'.');
        *self = ahead;
        Some(half)
    }

    /// `Z`, `UTC`, `GMT+1`, `+02:00`, `+0200`, `+02`, or nothing: the outer `None` is what cannot be read.
    fn offset(&mut self) -> Option<Option<i32>> {
        let named = [&b"utc"[..], b"gmt", b"z"].into_iter().any(|name| self.skip_word(name));
        let sign = match self.rest.first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Some(named.then_some(0)),
        };
        self.rest = &self.rest[1..];
        let (value, length) = self.digits()?;
        let (hours, minutes) = match length {
            1 | 2 if self.skip(b':') => (value, self.short_number()?),
            1 | 2 => (value, 0),
            4 => (value / 100, value % 100),
            _ => return None,
        };
        (hours <= 18 && minutes < 60).then(|| Some(sign * (hours as i32 * 3600 + minutes as i32 * 60)))
    }

    /// Passes over what some tools write after a time: the name of the zone whose offset was given, or how far the work is.
    fn aside(&mut self, has_offset: bool) {
        self.spaces();
        let is_zone = has_offset && matches!(self.rest, [b'(', .., b')'] | [b'[', .., b']']);
        let is_progress = || {
            let mut ahead = *self;
            ahead
                .short_number()
                .or_else(|| ahead.digits_of(3))
                .is_some_and(|percent| percent <= 100)
                && {
                    ahead.spaces();
                    ahead.rest == b"%"
                }
        };
        if is_zone || is_progress() {
            self.rest = &[];
        }
    }

    /// What stands between the parts of a date.
    fn mark(&mut self) -> Option<u8> {
        let (&mark, rest) = self.rest.split_first()?;
        matches!(mark, b'/' | b'-' | b'.' | b' ').then(|| {
            self.rest = rest;
            // As in `12. 3. 2024`.
            if mark == b'.' {
                self.spaces();
            }
            mark
        })
    }

    /// Passes over whatever stands between the parts of a date with words.
    fn gap(&mut self) {
        loop {
            let length = self.rest.iter().take_while(|byte| b" /-.,".contains(byte)).count();
            self.rest = &self.rest[length..];
            let is_word = [&b"de "[..], b"del ", b"of "]
                .into_iter()
                .any(|word| self.skip_word(word));
            if !is_word {
                return;
            }
        }
    }

    /// Passes over what makes a number a first, second or third.
    fn ordinal(&mut self) {
        let mut ahead = *self;
        let word = ahead.word();
        let is_ordinal = |ordinal: &&[u8]| ordinal.eq_ignore_ascii_case(word);
        if [&b"st"[..], b"nd", b"rd", b"th", b"er", b"o"].iter().any(is_ordinal) {
            *self = ahead;
        }
    }

    fn begins_with_clock(&self) -> bool {
        self.rest.get(self.coming_digits()) == Some(&b':')
    }

    /// A month by its name.
    fn month(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let month = months::month(ahead.word())?;
        *self = ahead;
        Some(month)
    }
}

fn stamp(days: i64, tells: Tells, seconds: i64, offset: Option<i32>) -> Stamp {
    Stamp {
        local: days * DAY + seconds,
        offset,
        tells,
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
