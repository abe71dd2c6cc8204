//! Numbers, durations, money and dates as the reader's language writes them. Rounding happens once, here.

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};

use super::words::{Words, args};
use crate::calendar::{DAY, Date, HOUR, Instant, MINUTE, Month, Period, Zone};
use crate::config::Range3;
use crate::measure::{Clock, Unit};

/// A month has this many seconds when a duration is too long for hours to matter.
const LONG: i64 = 30 * DAY;
/// From here on durations are said in years.
const YEARS: i64 = 700 * DAY;
const YEAR: f64 = 365.25 * DAY as f64;

impl Words {
    /// A whole number, digits grouped.
    pub fn count(&self, value: f64) -> String {
        self.decimal(value, 0)
    }

    /// A number with exactly so many digits after the decimal mark, halves rounded away from zero.
    pub fn decimal(&self, value: f64, digits: u8) -> String {
        self.signed(value, |magnitude| {
            let mut decimal = decimal(magnitude);
            decimal.round_with_mode(
                -i16::from(digits),
                SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand),
            );
            decimal.absolute.pad_end(-i16::from(digits));
            decimal
        })
    }

    /// A number as it was given, with as many digits as a working needs to be redone.
    pub fn exact(&self, value: f64) -> String {
        let digits = if value.abs() < 1.0 { 6 } else { 4 };
        self.signed(value, |magnitude| {
            let mut decimal = decimal(magnitude);
            decimal.round_with_mode(-digits, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
            decimal.absolute.trim_end();
            decimal
        })
    }

    /// A number to three significant digits.
    pub fn significant(&self, value: f64) -> String {
        self.exact(three_significant(value))
    }

    /// A share with one decimal, with two where nines count; what is not quite none or all is never written as none or all.
    pub fn share(&self, value: f64) -> String {
        let percent = value * 100.0;
        match percent {
            _ if percent == 0.0 || percent == 100.0 => self.say("share", args! { number: self.count(percent) }),
            _ if (f64::MIN_POSITIVE..0.05).contains(&percent) => {
                self.say("share-under", args! { number: self.decimal(0.1, 1) })
            }
            _ if (99.995..100.0).contains(&percent) => self.say("share-over", args! { number: self.decimal(99.99, 2) }),
            _ if (99.5..99.995).contains(&percent) => self.say("share", args! { number: self.decimal(percent, 2) }),
            _ => self.say("share", args! { number: self.decimal(percent, 1) }),
        }
    }

    /// A share as a person would set it: `95 %`, `99.5 %`.
    pub fn share_short(&self, value: f64) -> String {
        self.say("share", args! { number: self.exact(round_to(value * 100.0, 2)) })
    }

    /// A duration in its two largest units. Service hours are not turned into days: whose day would it be?
    pub fn duration(&self, seconds: f64, clock: Option<Clock>) -> String {
        let whole = seconds.abs().round() as i64;
        let said = match whole {
            0..60 => self.say("seconds", args! { seconds: self.count(whole as f64) }),
            60..600 => self.two("minutes", whole, MINUTE, "minutes-seconds", 1),
            600..3_570 => self.say("minutes", args! { minutes: self.count((whole as f64 / 60.0).round()) }),
            3_570..86_370 => self.two("hours", rounded(whole, MINUTE), HOUR, "hours-minutes", MINUTE),
            _ if clock == Some(Clock::Service) => self.say(
                "hours",
                args! { hours: self.count(rounded(whole, HOUR) as f64 / HOUR as f64) },
            ),
            _ if whole < LONG => self.two("days", rounded(whole, HOUR), DAY, "days-hours", HOUR),
            _ if whole < YEARS => self.say("days", args! { days: self.count(whole as f64 / DAY as f64) }),
            _ => self.say("years", args! { years: self.decimal(whole as f64 / YEAR, 1) }),
        };
        if seconds < 0.0 && whole > 0 {
            self.say("negative", args! { number: said })
        } else {
            said
        }
    }

    /// `6 h 10 min`: so many of a unit and, where there are any, so many of the next.
    fn two(&self, alone: &str, seconds: i64, unit: i64, both: &str, next: i64) -> String {
        let (large, small) = (seconds / unit, seconds % unit / next);
        let (large, rest) = (self.count(large as f64), self.count(small as f64));
        let args = match alone {
            "minutes" => args! { minutes: large, seconds: rest },
            "hours" => args! { hours: large, minutes: rest },
            _ => args! { days: large, hours: rest },
        };
        self.say(if small == 0 { alone } else { both }, args)
    }

    /// Hours, to three significant digits; less than one as a duration.
    pub fn hours(&self, hours: f64) -> String {
        if hours != 0.0 && hours.abs() < 1.0 {
            return self.duration(hours * HOUR as f64, None);
        }
        self.say("hours", args! { hours: self.significant(hours) })
    }

    /// Money to three significant digits.
    pub fn money(&self, amount: f64, currency: &str) -> String {
        let magnitude = amount.abs();
        let rounded = three_significant(magnitude);
        let said = if rounded >= 1e6 {
            let amount = self.significant(rounded / 1e6);
            self.say("money-millions", args! { amount: amount })
        } else if rounded.fract() == 0.0 {
            self.count(rounded)
        } else {
            self.decimal(magnitude, 2)
        };
        self.currency(amount < 0.0 && rounded > 0.0, said, currency)
    }

    /// Money as it was given, for a working.
    pub fn money_exact(&self, amount: f64, currency: &str) -> String {
        let magnitude = amount.abs();
        let digits = if magnitude.fract() == 0.0 { 0 } else { 2 };
        self.currency(amount < 0.0, self.decimal(magnitude, digits), currency)
    }

    fn currency(&self, negative: bool, amount: String, currency: &str) -> String {
        let said = self.say("money", args! { code: currency.to_owned(), amount: amount });
        if negative {
            self.say("negative", args! { number: said })
        } else {
            said
        }
    }

    /// `240 to 540`; one number where both ends are written alike.
    pub fn range(&self, low: String, high: String) -> String {
        if low == high {
            low
        } else {
            self.say("range", args! { low: low, high: high })
        }
    }

    /// The two ends of a range of money.
    pub fn money_range(&self, range: Range3, currency: &str) -> String {
        self.range(self.money(range.low, currency), self.money(range.high, currency))
    }

    /// The two ends of a range of hours.
    pub fn hours_range(&self, range: Range3) -> String {
        let (low, high) = (self.significant(range.low), self.significant(range.high));
        self.say("hours", args! { hours: self.range(low, high) })
    }

    /// A value in the unit of its figure.
    pub fn amount(&self, value: f64, unit: Unit, clock: Option<Clock>) -> String {
        match unit {
            Unit::Count => self.count(value),
            Unit::Ratio => self.share(value),
            Unit::Seconds => self.duration(value, clock),
            Unit::Hours => self.hours(value),
            Unit::Rate if value.abs() < 10.0 => self.exact(round_to(value, 2)),
            Unit::Rate => self.significant(value),
            Unit::Score => self.decimal(value, 1),
            Unit::Points if value.round() > 0.0 => self.say("positive", args! { number: self.count(value) }),
            Unit::Points => self.count(value),
            Unit::Money => match &self.currency {
                Some(currency) => self.money(value, currency),
                None => self.significant(value),
            },
        }
    }

    /// The ends of a usual range or an interval: `88–97 %`, `5 h to 9 h`.
    pub fn amounts(&self, low: f64, high: f64, unit: Unit, clock: Option<Clock>) -> String {
        if unit != Unit::Ratio {
            return self.range(self.amount(low, unit, clock), self.amount(high, unit, clock));
        }
        let (low, high) = (low * 100.0, high * 100.0);
        let digits = match high - low {
            3.0.. => 0,
            0.3.. => 1,
            _ => 2,
        };
        let (low, high) = (self.decimal(low, digits), self.decimal(high, digits));
        if low == high {
            self.say("share", args! { number: low })
        } else {
            self.say("share-range", args! { low: low, high: high })
        }
    }

    /// `October 2026`.
    pub fn month(&self, month: Month) -> String {
        let name = self.text(&format!("month-{}", month.number()));
        self.say("month", args! { month: name, year: month.year().to_string() })
    }

    /// `Oct 26`.
    pub fn month_short(&self, month: Month) -> String {
        let name = self.text(&format!("month-{}.short", month.number()));
        self.say(
            "month",
            args! { month: name, year: format!("{:02}", month.year() % 100) },
        )
    }

    /// `3 November 2026`.
    pub fn date(&self, date: Date) -> String {
        let month = self.text(&format!("month-{}", date.month()));
        self.say(
            "date",
            args! { day: date.day().to_string(), month: month, year: date.year().to_string() },
        )
    }

    /// A period by its name: a month, a quarter, a year, or from one day to another.
    pub fn period(&self, period: &Period) -> String {
        self.named_period(period)
            .unwrap_or_else(|| self.dates("date-range", period))
    }

    /// When something happened: `in October 2026`, `from 15 July 2026 to 14 October 2026`.
    pub fn during(&self, period: &Period) -> String {
        match self.named_period(period) {
            Some(period) => self.say("during-named", args! { period: period }),
            None => self.dates("during-dates", period),
        }
    }

    /// A month, a quarter or a year; other periods have no name.
    fn named_period(&self, period: &Period) -> Option<String> {
        match period.months().as_deref()? {
            [month] => Some(self.month(*month)),
            [first, _, _] if first.number() % 3 == 1 => Some(self.say(
                "quarter",
                args! { quarter: (first.number() / 3 + 1).to_string(), year: first.year().to_string() },
            )),
            months if months.len() == 12 && months[0].number() == 1 => Some(months[0].year().to_string()),
            _ => None,
        }
    }

    fn dates(&self, id: &str, period: &Period) -> String {
        let last = period.next.yesterday().unwrap_or(period.next);
        self.say(id, args! { first: self.date(period.first), last: self.date(last) })
    }

    /// `Oct 26` for a month, else the period's name.
    pub fn period_short(&self, period: &Period) -> String {
        match period.months().as_deref() {
            Some([month]) => self.month_short(*month),
            _ => self.period(period),
        }
    }

    /// `31 October 2026, 23:59 America/Chicago`.
    pub fn instant(&self, at: Instant, zone: &Zone) -> String {
        let minutes = zone.to_local(at).rem_euclid(DAY) / MINUTE;
        self.say(
            "time",
            args! {
                date: self.date(zone.date_of(at)),
                hour: format!("{:02}", minutes / 60),
                minute: format!("{:02}", minutes % 60),
                zone: zone.name().to_owned(),
            },
        )
    }

    fn signed(&self, value: f64, round: impl FnOnce(f64) -> Decimal) -> String {
        let decimal = round(value.abs());
        let zero = decimal.absolute.is_zero();
        let said = self.decimals.format(&decimal).to_string();
        if value < 0.0 && !zero {
            self.say("negative", args! { number: said })
        } else {
            said
        }
    }
}

/// The decimal of a magnitude by its shortest text, which is the number that a reader would have typed.
fn decimal(magnitude: f64) -> Decimal {
    Decimal::try_from_str(&magnitude.to_string()).unwrap_or_default()
}

/// A number rounded to three significant digits.
fn three_significant(value: f64) -> f64 {
    let magnitude = value.abs();
    if !magnitude.is_finite() || magnitude == 0.0 {
        return 0.0;
    }
    round_to(value, 2 - magnitude.log10().floor() as i32)
}

fn round_to(value: f64, digits: i32) -> f64 {
    let factor = 10_f64.powi(digits);
    (value * factor).round() / factor
}

/// Rounded to a whole number of a unit.
fn rounded(seconds: i64, unit: i64) -> i64 {
    (seconds + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::of("en").expect("English")
    }

    /// With plain spaces, so that the expectations can be read.
    fn plain(text: String) -> String {
        text.replace('\u{a0}', " ").replace('\u{2060}', "")
    }

    #[test]
    fn counts_are_grouped_and_signs_are_real_minus_signs() {
        let words = words();
        assert_eq!(words.count(141_712.0), "141,712");
        assert_eq!(plain(words.count(-1_204.4)), "−1,204");
        assert_eq!(words.count(-0.2), "0");
        assert_eq!(words.exact(72.5), "72.5");
        assert_eq!(words.exact(0.1 + 0.2), "0.3");
    }

    #[test]
    fn a_share_that_is_not_quite_all_is_not_written_as_all() {
        let words = words();
        let shares = [83.0 / 91.0, 1.0, 0.0, 0.9996, 0.99996, 0.0004, 0.5];
        let said: Vec<String> = shares.iter().map(|share| plain(words.share(*share))).collect();
        assert_eq!(
            said,
            [
                "91.2 %",
                "100 %",
                "0 %",
                "99.96 %",
                "over 99.99 %",
                "under 0.1 %",
                "50.0 %"
            ]
        );
        assert_eq!(plain(words.share_short(0.95)), "95 %");
        assert_eq!(plain(words.share_short(0.995)), "99.5 %");
    }

    #[test]
    fn durations_carry_over_when_they_are_rounded() {
        let words = words();
        let said = |seconds| plain(words.duration(seconds, None));
        assert_eq!(said(45.0), "45 s");
        assert_eq!(said(59.6), "1 min");
        assert_eq!(said(150.0), "2 min 30 s");
        assert_eq!(said(1_500.0), "25 min");
        assert_eq!(said(3_599.0), "1 h");
        assert_eq!(said(22_200.0), "6 h 10 min");
        assert_eq!(said(86_399.0), "1 d");
        assert_eq!(said(273_600.0), "3 d 4 h");
        assert_eq!(said(4_000_000.0), "46 d");
        assert_eq!(said(-7_200.0), "−2 h");
    }

    #[test]
    fn service_hours_are_never_turned_into_days() {
        assert_eq!(plain(words().duration(273_600.0, Some(Clock::Service))), "76 h");
    }

    #[test]
    fn money_has_three_significant_digits_and_its_working_has_all() {
        let words = words();
        let said = |amount| plain(words.money(amount, "USD"));
        assert_eq!(said(186_432.0), "$186,000");
        assert_eq!(said(1_234_567.0), "$1.23 million");
        assert_eq!(said(999_600.0), "$1 million");
        assert_eq!(said(72.5), "$72.50");
        assert_eq!(said(-950.4), "−$950");
        assert_eq!(said(0.0), "$0");
        assert_eq!(plain(words.money(5_000.0, "SEK")), "SEK 5,000");
        assert_eq!(words.money_exact(9_396.0, "USD"), "$9,396");
    }

    #[test]
    fn ranges_are_written_once_where_both_ends_are_alike() {
        let words = words();
        let range = Range3 {
            low: 240.0,
            expected: 370.0,
            high: 540.0,
        };
        assert_eq!(plain(words.hours_range(range)), "240 to 540 h");
        assert_eq!(plain(words.hours_range(Range3::exact(370.0))), "370 h");
        assert_eq!(plain(words.amounts(0.882, 0.968, Unit::Ratio, None)), "88–97 %");
        assert_eq!(plain(words.amounts(0.982, 0.991, Unit::Ratio, None)), "98.2–99.1 %");
        assert_eq!(plain(words.amounts(0.9981, 0.9996, Unit::Ratio, None)), "99.81–99.96 %");
        assert_eq!(
            plain(words.amounts(18_000.0, 32_400.0, Unit::Seconds, None)),
            "5 h to 9 h"
        );
    }

    #[test]
    fn months_dates_and_periods_have_names() {
        let words = words();
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let zone = Zone::named("America/Chicago").expect("a zone");
        let period = |first, next| words.period(&Period::between(String::new(), day(first), day(next), &zone));
        assert_eq!(words.month_short(Month::of(day("2026-10-09"))), "Oct 26");
        assert_eq!(words.date(day("2026-11-03")), "3 November 2026");
        assert_eq!(period("2026-10-01", "2026-11-01"), "October 2026");
        assert_eq!(period("2026-07-01", "2026-10-01"), "Q3 2026");
        assert_eq!(period("2026-01-01", "2027-01-01"), "2026");
        assert_eq!(period("2026-01-05", "2026-02-01"), "5 January 2026 to 31 January 2026");
        let during = |first, next| words.during(&Period::between(String::new(), day(first), day(next), &zone));
        assert_eq!(during("2026-07-01", "2026-10-01"), "in Q3 2026");
        assert_eq!(
            during("2026-01-05", "2026-02-01"),
            "from 5 January 2026 to 31 January 2026"
        );
        let end = zone.start_of(day("2026-11-01")) - 1;
        assert_eq!(words.instant(end, &zone), "31 October 2026, 23:59 America/Chicago");
    }
}
