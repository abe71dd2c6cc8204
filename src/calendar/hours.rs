//! Service hours: how many seconds between two instants the service was agreed to be there.

use super::{DAY, Date, Instant, Zone};

/// The agreed week, as `[calendar]` gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceWeek {
    /// For Monday to Sunday, the spans in seconds after midnight, sorted and apart.
    pub days: [Vec<(u32, u32)>; 7],
    /// Days without service.
    pub holidays: Vec<Date>,
}

/// Service hours laid out over the years of the data.
#[derive(Debug, Clone)]
pub struct ServiceHours {
    /// Start and end of each open span, and the open seconds before it; sorted.
    spans: Vec<(Instant, Instant, i64)>,
}

impl ServiceWeek {
    /// Around the clock.
    pub fn always() -> Self {
        Self {
            days: [(); 7].map(|()| vec![(0, DAY as u32)]),
            holidays: Vec::new(),
        }
    }

    /// Whether the service is there at all on a day.
    pub fn is_open(&self, date: Date) -> bool {
        !self.spans_of(date).is_empty() && !self.holidays.contains(&date)
    }

    fn spans_of(&self, date: Date) -> &[(u32, u32)] {
        &self.days[date.weekday().to_monday_zero_offset() as usize]
    }
}

impl ServiceHours {
    /// Lays a week out from the day of one instant to the day of another. A zone change makes a span as long as it really is.
    pub fn over(week: &ServiceWeek, zone: &Zone, from: Instant, until: Instant) -> Self {
        let (mut day, last) = (zone.date_of(from), zone.date_of(until));
        let mut spans = Vec::new();
        let mut before = 0;
        while day <= last {
            if week.is_open(day) {
                for &(start, end) in week.spans_of(day) {
                    let (start, end) = (zone.at(day, i64::from(start)), zone.at(day, i64::from(end)));
                    spans.push((start, end, before));
                    before += end - start;
                }
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        Self { spans }
    }

    /// Open seconds in `[from, until)`; 0 where `until` is not after `from`.
    pub fn between(&self, from: Instant, until: Instant) -> i64 {
        (self.until(until) - self.until(from)).max(0)
    }

    /// The last instant at which no more than `seconds` open seconds have passed since `from`: where they are over as the
    /// service closes, it is when it opens again. `None` beyond the years laid out.
    pub fn last_within(&self, from: Instant, seconds: i64) -> Option<Instant> {
        let wanted = self.until(from) + seconds;
        let index = self
            .spans
            .partition_point(|(start, end, before)| before + (end - start) <= wanted);
        let (start, _, before) = self.spans.get(index)?;
        Some((start + wanted - before).max(from))
    }

    fn until(&self, at: Instant) -> i64 {
        match self.spans.partition_point(|(start, _, _)| *start <= at) {
            0 => 0,
            index => {
                let (start, end, before) = self.spans[index - 1];
                before + at.min(end) - start
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::HOUR;

    fn weekdays(start: u32, end: u32) -> ServiceWeek {
        let mut week = ServiceWeek::default();
        for day in &mut week.days[..5] {
            day.push((start * 3600, end * 3600));
        }
        week
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn friday_afternoon_to_monday_afternoon_is_eight_hours() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let (friday, monday) = (
            zone.at(day("2026-10-02"), 16 * HOUR),
            zone.at(day("2026-10-05"), 16 * HOUR),
        );
        let mut week = weekdays(8, 16);
        assert_eq!(
            ServiceHours::over(&week, &zone, friday, monday).between(friday, monday),
            8 * HOUR
        );
        week.holidays.push(day("2026-10-05"));
        assert_eq!(
            ServiceHours::over(&week, &zone, friday, monday).between(friday, monday),
            0
        );
    }

    #[test]
    fn four_hours_from_friday_at_two_are_over_on_monday_at_ten() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let (friday, monday) = (
            zone.at(day("2026-10-02"), 14 * HOUR),
            zone.at(day("2026-10-05"), 10 * HOUR),
        );
        let hours = ServiceHours::over(&weekdays(8, 16), &zone, friday, monday);
        assert_eq!(hours.last_within(friday, 4 * HOUR), Some(monday));
        let friday_at = |hour| zone.at(day("2026-10-02"), hour * HOUR);
        assert_eq!(hours.last_within(friday, HOUR), Some(friday_at(15)));
        // Nothing more has passed when the service opens again.
        assert_eq!(
            hours.last_within(friday, 2 * HOUR),
            Some(zone.at(day("2026-10-05"), 8 * HOUR))
        );
        assert_eq!(hours.last_within(friday, 400 * HOUR), None);
    }

    #[test]
    fn a_zone_change_is_a_real_hour() {
        let zone = Zone::named("Europe/Stockholm").expect("a zone");
        let mut week = ServiceWeek::default();
        for day in &mut week.days {
            day.push((0, 24 * 3600));
        }
        let (start, end) = (zone.start_of(day("2026-03-29")), zone.start_of(day("2026-03-30")));
        assert_eq!(
            ServiceHours::over(&week, &zone, start, end).between(start, end),
            23 * HOUR
        );
    }

    #[test]
    fn backwards_is_nothing() {
        let zone = Zone::utc();
        let hours = ServiceHours::over(&weekdays(8, 16), &zone, 0, 10 * 86_400);
        assert_eq!(hours.between(200_000, 100_000), 0);
    }
}
