//! Months and periods: `[start, next start)` in the report's zone.

use std::fmt;

use super::{Date, Instant, Zone};

/// A calendar month, ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    index: i32,
}

impl Month {
    /// The month of a date.
    pub fn of(date: Date) -> Self {
        Self {
            index: i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
        }
    }

    /// `months` later (or earlier).
    pub fn plus(self, months: i32) -> Self {
        Self {
            index: self.index + months,
        }
    }

    /// How many months `self` is after `earlier`.
    pub fn since(self, earlier: Month) -> i32 {
        self.index - earlier.index
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::new(self.year() as i16, self.number() as i8, 1).unwrap_or(Date::MAX)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }

    /// 1 to 12.
    pub fn number(self) -> u8 {
        (self.index.rem_euclid(12) + 1) as u8
    }

    /// The month as a period.
    pub fn period(self, zone: &Zone) -> Period {
        Period::between(self.to_string(), self.first_day(), self.plus(1).first_day(), zone)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// A span of whole days in the report's zone, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `2026-10`, `2026-Q3`, `2026` or `2026-01-01..2026-04-01`.
    pub label: String,
    /// The first day.
    pub first: Date,
    /// The day after the last.
    pub next: Date,
    /// The first instant.
    pub start: Instant,
    /// The first instant after.
    pub end: Instant,
}

impl Period {
    /// From one day to before another.
    pub fn between(label: String, first: Date, next: Date, zone: &Zone) -> Self {
        Self {
            label,
            first,
            next,
            start: zone.start_of(first),
            end: zone.start_of(next),
        }
    }

    /// Its months, if it is made of whole ones.
    pub fn months(&self) -> Option<Vec<Month>> {
        if self.first.day() != 1 || self.next.day() != 1 {
            return None;
        }
        let (first, next) = (Month::of(self.first), Month::of(self.next));
        Some((0..next.since(first)).map(|n| first.plus(n)).collect())
    }

    /// How many months it lasts; a year of days is twelve.
    pub fn length_in_months(&self) -> f64 {
        match self.months() {
            Some(months) => months.len() as f64,
            None => (self.end - self.start) as f64 / (365.25 / 12.0 * super::DAY as f64),
        }
    }

    /// The equal length just before: as many months, else as many days.
    pub fn previous(&self, zone: &Zone) -> Self {
        match self.months() {
            Some(months) => self.shifted(-(months.len() as i32), zone),
            None => {
                let days = self.next.since(self.first).map_or(0, |span| span.get_days());
                let first = self.first.saturating_sub(jiff::Span::new().days(days));
                Self::between(range_label(first, self.first), first, self.first, zone)
            }
        }
    }

    /// The same, twelve months earlier.
    pub fn year_ago(&self, zone: &Zone) -> Self {
        self.shifted(-12, zone)
    }

    /// The twelve whole months that end with this period's last whole month.
    pub fn rolling_year(&self, zone: &Zone) -> Self {
        let end = Month::of(self.next);
        let (first, next) = (end.plus(-12).first_day(), end.first_day());
        Self::between(period_label(first, next), first, next, zone)
    }

    fn shifted(&self, months: i32, zone: &Zone) -> Self {
        let span = jiff::Span::new().months(months);
        let (first, next) = (self.first.saturating_add(span), self.next.saturating_add(span));
        Self::between(period_label(first, next), first, next, zone)
    }
}

/// What a period is called: the shortest name that `--period` takes for it.
fn period_label(first: Date, next: Date) -> String {
    if first.day() == 1 && next.day() == 1 {
        let month = Month::of(first);
        match (Month::of(next).since(month), month.number()) {
            (1, _) => return month.to_string(),
            (3, number) if number % 3 == 1 => return format!("{:04}-Q{}", month.year(), number / 3 + 1),
            (12, 1) => return format!("{:04}", month.year()),
            _ => {}
        }
    }
    range_label(first, next)
}

fn range_label(first: Date, next: Date) -> String {
    format!("{first}..{next}")
}

/// The periods of one report.
#[derive(Debug, Clone)]
pub struct Periods {
    /// The report's own.
    pub report: Period,
    /// The equal length just before.
    pub previous: Period,
    /// The same, twelve months earlier.
    pub year_ago: Period,
    /// The twelve whole months to the report's end.
    pub rolling_year: Period,
    /// The period that headlines are measured from, where it ends before the report's begins.
    pub baseline: Option<Period>,
    /// The data's whole months up to the report's end, oldest first: every series runs over these.
    pub months: Vec<Month>,
    /// Where the data ends: after this instant nothing is known.
    pub horizon: Instant,
    /// Whether the horizon reaches the report's end.
    pub complete: bool,
}

impl Periods {
    /// The report's last whole month: what months are compared with is a month.
    pub fn last_month(&self) -> Month {
        Month::of(self.report.next).plus(-1)
    }

    /// Every month of the series, then the report's other periods that are none of them; labels are unique.
    pub fn buckets(&self, zone: &Zone) -> Vec<Period> {
        let mut buckets: Vec<Period> = self.months.iter().map(|month| month.period(zone)).collect();
        let others = [&self.report, &self.previous, &self.year_ago, &self.rolling_year];
        for period in others.into_iter().chain(&self.baseline) {
            if buckets.iter().all(|each| each.label != period.label) {
                buckets.push(period.clone());
            }
        }
        buckets
    }
}

/// What `--period` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodChoice {
    /// The last whole month before the data's horizon.
    Latest,
    /// From one day to before another.
    Days(Date, Date),
}

impl PeriodChoice {
    /// Reads `2026-10`, `2026-Q3`, `2026`, `2026-01-01..2026-04-01` or `latest`; the error says what was expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no period: write 2026-10, 2026-Q3, 2026, 2026-01-01..2026-04-01 or latest");
        if text == "latest" {
            return Ok(Self::Latest);
        }
        if let Some((first, next)) = text.split_once("..") {
            let (first, next) = (
                first.parse::<Date>().map_err(|_| wrong())?,
                next.parse::<Date>().map_err(|_| wrong())?,
            );
            return if first < next {
                Ok(Self::Days(first, next))
            } else {
                Err(format!(
                    "`{text}` ends before it begins; the end is the first day after it"
                ))
            };
        }
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let year = year.parse::<i16>().map_err(|_| wrong())?;
        let (month, length) = match rest.strip_prefix('Q') {
            _ if rest.is_empty() && !text.ends_with('-') => (1, 12),
            Some(quarter @ ("1" | "2" | "3" | "4")) => ((quarter.as_bytes()[0] - b'1') as i8 * 3 + 1, 3),
            None if rest.len() == 2 => (rest.parse::<i8>().map_err(|_| wrong())?, 1),
            _ => return Err(wrong()),
        };
        let first = Date::new(year, month, 1).map_err(|_| wrong())?;
        Ok(Self::Days(first, Month::of(first).plus(length).first_day()))
    }

    /// The period, once the last whole month is known.
    pub fn resolve(&self, latest: Month, zone: &Zone) -> Period {
        match self {
            Self::Latest => latest.period(zone),
            Self::Days(first, next) => Period::between(period_label(*first, *next), *first, *next, zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> String {
        let latest = Month::of(Date::new(2026, 10, 1).expect("a date"));
        PeriodChoice::parse(text)
            .expect("a period")
            .resolve(latest, &Zone::utc())
            .label
    }

    #[test]
    fn a_period_keeps_the_name_it_was_asked_by() {
        for text in ["2026-10", "2026-Q3", "2026", "2026-01-05..2026-04-01"] {
            assert_eq!(label(text), text);
        }
        assert_eq!(label("latest"), "2026-10");
        assert_eq!(label("2026-01-01..2026-04-01"), "2026-Q1");
    }

    #[test]
    fn what_is_no_period_says_what_would_be() {
        for text in [
            "",
            "2026-13",
            "2026-Q5",
            "26-10",
            "2026-1",
            "October",
            "2026-04-01..2026-01-01",
            "2026-",
            "2026-02-30..2026-03-01",
        ] {
            let error = PeriodChoice::parse(text).expect_err(text);
            assert!(error.contains("2026-Q3") || error.contains("ends before"), "{error}");
        }
    }

    #[test]
    fn the_comparisons_of_a_month_and_of_a_quarter() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let month = Month::of(Date::new(2026, 3, 9).expect("a date")).period(&zone);
        assert_eq!(
            month.end - month.start,
            31 * 86_400 - 3_600,
            "the clock was put forward"
        );
        assert_eq!(month.previous(&zone).label, "2026-02");
        assert_eq!(month.year_ago(&zone).label, "2025-03");
        assert_eq!(month.rolling_year(&zone).label, "2025-04-01..2026-04-01");
        let quarter = PeriodChoice::parse("2026-Q1")
            .expect("a period")
            .resolve(Month::of(month.first), &zone);
        assert_eq!(quarter.previous(&zone).label, "2025-Q4");
    }
}
