//! A time zone as a table of its changes, so that a column of times is turned in one pass without a lookup by name.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::{Date, Instant};

/// A named time zone, over the years that exports hold (1970 to 2106).
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    zone: TimeZone,
    /// From this instant on, local time is UTC plus this offset; sorted, the first at the beginning of time.
    changes: Vec<(Instant, i64)>,
}

/// How a local time fits the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It happened once.
    Once,
    /// A zone change skipped it; taken as if the clock had not been put forward.
    Skipped,
    /// A zone change repeated it; taken as the first.
    Repeated,
}

impl Zone {
    /// The zone of an IANA name (`America/Chicago`, `UTC`), from the database compiled in; `None` if there is none.
    pub fn named(name: &str) -> Option<Self> {
        let zone = if name.eq_ignore_ascii_case("utc") {
            TimeZone::UTC
        } else {
            TimeZone::get(name).ok()?
        };
        let start = Timestamp::UNIX_EPOCH;
        let end = u32::MAX as i64;
        let mut changes = vec![(i64::MIN, i64::from(zone.to_offset(start).seconds()))];
        for change in zone.following(start) {
            let at = change.timestamp().as_second();
            if at > end {
                break;
            }
            changes.push((at, i64::from(change.offset().seconds())));
        }
        Some(Self {
            name: name.to_owned(),
            zone,
            changes,
        })
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self {
            name: "UTC".to_owned(),
            zone: TimeZone::UTC,
            changes: vec![(i64::MIN, 0)],
        }
    }

    /// The name as the user wrote it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Local seconds (as if they were UTC) of an instant.
    pub fn to_local(&self, at: Instant) -> i64 {
        let index = self.changes.partition_point(|(from, _)| *from <= at) - 1;
        at + self.changes[index].1
    }

    /// The instant of local seconds.
    pub fn to_instant(&self, local: i64) -> (Instant, Fit) {
        // The offset in force a day before is the one that a skipped or repeated time keeps.
        let index = self.changes.partition_point(|(from, _)| *from <= local - super::DAY) - 1;
        let before = self.changes[index].1;
        let Some(&(change, after)) = self.changes.get(index + 1) else {
            return (local - before, Fit::Once);
        };
        let (first, second) = (local - before, local - after);
        match (first < change, second >= change) {
            (true, true) => (first, Fit::Repeated),
            (true, false) => (first, Fit::Once),
            (false, true) => (second, Fit::Once),
            (false, false) => (first, Fit::Skipped),
        }
    }

    /// The instant at which a civil date begins.
    pub fn start_of(&self, date: Date) -> Instant {
        self.at(date, 0)
    }

    /// The instant of a civil date and seconds after its midnight.
    pub fn at(&self, date: Date, seconds: i64) -> Instant {
        let days = date
            .to_datetime(civil::Time::midnight())
            .duration_since(civil::date(1970, 1, 1).to_datetime(civil::Time::midnight()))
            .as_secs();
        self.to_instant(days + seconds).0
    }

    /// The civil date of an instant.
    pub fn date_of(&self, at: Instant) -> Date {
        Timestamp::from_second(at)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned(self.zone.clone())
            .date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> i64 {
        text.parse::<civil::DateTime>()
            .expect("a time")
            .to_zoned(TimeZone::UTC)
            .expect("in range")
            .timestamp()
            .as_second()
    }

    #[test]
    fn a_skipped_hour_keeps_the_clock_as_it_was() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let (at, fit) = zone.to_instant(local("2026-03-08T02:30:00"));
        assert_eq!(fit, Fit::Skipped);
        assert_eq!(zone.to_local(at), local("2026-03-08T03:30:00"));
    }

    #[test]
    fn a_repeated_hour_is_its_first() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let (at, fit) = zone.to_instant(local("2026-11-01T01:30:00"));
        assert_eq!(fit, Fit::Repeated);
        assert_eq!(at, local("2026-11-01T06:30:00"));
    }

    #[test]
    fn every_hour_of_a_year_goes_there_and_back() {
        for name in [
            "America/Chicago",
            "Europe/Stockholm",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "UTC",
        ] {
            let zone = Zone::named(name).expect("a zone");
            let tz = if name == "UTC" {
                TimeZone::UTC
            } else {
                TimeZone::get(name).expect("a zone")
            };
            for hour in 0..8784 {
                let at = local("2024-01-01T00:00:00") + hour * 3600;
                let expected = Timestamp::from_second(at)
                    .expect("in range")
                    .to_zoned(tz.clone())
                    .datetime();
                assert_eq!(
                    zone.to_local(at),
                    expected
                        .to_zoned(TimeZone::UTC)
                        .expect("in range")
                        .timestamp()
                        .as_second(),
                    "{name} {hour}"
                );
                let (back, fit) = zone.to_instant(zone.to_local(at));
                assert!(back == at || fit == Fit::Repeated, "{name} {hour}");
            }
        }
    }

    #[test]
    fn a_name_nobody_has_is_none() {
        assert!(Zone::named("Europe/Atlantis").is_none());
    }
}
