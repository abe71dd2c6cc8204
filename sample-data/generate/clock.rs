//! Northwind's clock: civil days in its zone, its service hours, and stamps in UTC as the tool writes them.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 86_400;

/// Before the exports begin: what is still open then is in them.
pub const WARM_UP: Date = date(2024, 10, 10);
/// The first day of the 24 months.
pub const FIRST_DAY: Date = date(2024, 11, 1);
/// The day of the export.
pub const LAST_DAY: Date = date(2026, 10, 31);

const ZONE: &str = "America/Chicago";
const OPENS: i64 = 8 * HOUR;
const OPEN_SECONDS: i64 = 10 * HOUR;
/// Service days are laid out over these: work may be planned beyond the last day.
const LAID_OUT: (Date, Date) = (date(2024, 9, 1), date(2027, 12, 31));

/// Times are seconds since 1970, in UTC; a day is days since 1970 in Northwind's zone.
pub struct Clock {
    /// From this instant on, local time is UTC plus this.
    offsets: Vec<(i64, i64)>,
    first: i64,
    /// For each day laid out, how many service days come before it.
    open_before: Vec<i64>,
    open_days: Vec<i64>,
}

impl Clock {
    /// `holidays` are days without service.
    pub fn new(holidays: &[Date]) -> Self {
        let zone = TimeZone::get(ZONE).expect("the zone database is compiled in");
        let start: Timestamp = "2024-01-01T00:00:00Z".parse().expect("a time");
        let mut offsets = vec![(i64::MIN, i64::from(zone.to_offset(start).seconds()))];
        for change in zone.following(start).take(10) {
            offsets.push((change.timestamp().as_second(), i64::from(change.offset().seconds())));
        }
        let (first, last) = (number(LAID_OUT.0), number(LAID_OUT.1));
        let closed: Vec<i64> = holidays.iter().copied().map(number).collect();
        let (mut open_before, mut open_days) = (Vec::new(), Vec::new());
        for day in first..=last {
            open_before.push(open_days.len() as i64);
            if weekday(day) < 5 && !closed.contains(&day) {
                open_days.push(day);
            }
        }
        Self {
            offsets,
            first,
            open_before,
            open_days,
        }
    }

    pub fn is_open(&self, day: i64) -> bool {
        self.open_days.binary_search(&day).is_ok()
    }

    /// The instant of a local day and seconds after its midnight.
    pub fn at(&self, day: i64, seconds: i64) -> i64 {
        let local = day * DAY + seconds;
        let guess = local - self.offset(local);
        local - self.offset(guess)
    }

    fn offset(&self, at: i64) -> i64 {
        self.offsets[self.offsets.partition_point(|(from, _)| *from <= at) - 1].1
    }

    /// The local day of an instant.
    pub fn day_of(&self, at: i64) -> i64 {
        (at + self.offset(at)).div_euclid(DAY)
    }

    /// Whether the service is there at an instant.
    pub fn in_service(&self, at: i64) -> bool {
        let local = at + self.offset(at);
        let seconds = local.rem_euclid(DAY) - OPENS;
        self.is_open(local.div_euclid(DAY)) && (0..OPEN_SECONDS).contains(&seconds)
    }

    /// The instant that comes `seconds` of service after another.
    pub fn service_after(&self, at: i64, seconds: i64) -> i64 {
        let position = self.service_until(at) + seconds;
        let last = self.open_days.len() as i64 - 1;
        let day = self.open_days[(position / OPEN_SECONDS).min(last) as usize];
        self.at(day, OPENS + position % OPEN_SECONDS)
    }

    /// Seconds of service from one instant to another.
    pub fn service_between(&self, from: i64, until: i64) -> i64 {
        self.service_until(until) - self.service_until(from)
    }

    fn service_until(&self, at: i64) -> i64 {
        let local = at + self.offset(at);
        let day = local.div_euclid(DAY);
        let before = self.open_before[(day - self.first) as usize] * OPEN_SECONDS;
        if self.is_open(day) {
            before + (local.rem_euclid(DAY) - OPENS).clamp(0, OPEN_SECONDS)
        } else {
            before
        }
    }

    /// The next service day on or after a day.
    pub fn next_open(&self, day: i64) -> i64 {
        self.open_days[self.open_days.partition_point(|open| *open < day)]
    }
}

/// The number of a date: days since 1970.
pub fn number(date: Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}

/// The next Monday to Friday on or after a day, whether or not days are laid out there.
pub fn working(day: i64) -> i64 {
    day + [0, 0, 0, 0, 0, 2, 1][weekday(day) as usize]
}

/// 0 is Monday.
pub fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// The date of a day (Howard Hinnant's civil_from_days): year, month, day.
pub fn civil(day: i64) -> (i64, i64, i64) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (
        yoe + era * 400 + i64::from(month <= 2),
        month,
        doy - (153 * mp + 2) / 5 + 1,
    )
}

/// `2026-10-31 18:05:09`, in UTC.
pub fn stamp(at: i64) -> String {
    let (year, month, day) = civil(at.div_euclid(DAY));
    let seconds = at.rem_euclid(DAY);
    let mut text = String::with_capacity(19);
    let mut pair = |lead: &str, number: i64| {
        text.push_str(lead);
        text.push((b'0' + (number / 10) as u8) as char);
        text.push((b'0' + (number % 10) as u8) as char);
    };
    pair("", year / 100);
    pair("", year % 100);
    pair("-", month);
    pair("-", day);
    pair(" ", seconds / HOUR);
    pair(":", seconds % HOUR / MINUTE);
    pair(":", seconds % MINUTE);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        Clock::new(&[date(2026, 11, 26)])
    }

    #[test]
    fn friday_evening_goes_on_on_monday_morning() {
        let clock = clock();
        let friday = clock.at(number(date(2026, 10, 2)), 17 * HOUR);
        assert_eq!(
            clock.service_after(friday, 2 * HOUR),
            clock.at(number(date(2026, 10, 5)), 9 * HOUR)
        );
    }

    #[test]
    fn a_holiday_has_no_service() {
        let clock = clock();
        let before = clock.at(number(date(2026, 11, 25)), 17 * HOUR);
        let after = clock.at(number(date(2026, 11, 27)), 9 * HOUR);
        assert_eq!(clock.service_between(before, after), 2 * HOUR);
        assert!(!clock.in_service(clock.at(number(date(2026, 11, 26)), 12 * HOUR)));
    }

    #[test]
    fn eight_in_chicago_is_an_hour_later_in_utc_once_summer_time_is_over() {
        let clock = clock();
        assert_eq!(
            stamp(clock.at(number(date(2026, 10, 30)), 8 * HOUR)),
            "2026-10-30 13:00:00"
        );
        assert_eq!(
            stamp(clock.at(number(date(2026, 11, 2)), 8 * HOUR)),
            "2026-11-02 14:00:00"
        );
    }

    #[test]
    fn every_day_of_the_story_has_its_date() {
        let first = number(FIRST_DAY);
        let mut day = FIRST_DAY;
        for offset in 0..=number(LAST_DAY) - first {
            let (year, month, of_month) = civil(first + offset);
            assert_eq!(
                (year, month, of_month),
                (day.year().into(), day.month().into(), day.day().into())
            );
            assert_eq!(
                weekday(first + offset),
                i64::from(day.weekday().to_monday_zero_offset())
            );
            day = day.tomorrow().expect("a date");
        }
    }
}
