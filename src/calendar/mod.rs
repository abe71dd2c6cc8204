//! Time as a report counts it: zones, months and periods, service hours. Instants are seconds since 1970, UTC.

mod hours;
mod period;
mod zone;

pub use hours::{ServiceHours, ServiceWeek};
pub use period::{Month, Period, PeriodChoice, Periods};
pub use zone::{Fit, Zone};

/// Seconds since 1970-01-01 00:00 UTC. Columns hold it as `u32` (until 2106); arithmetic is done in `i64`.
pub type Instant = i64;

/// A civil date, as a config writes it.
pub type Date = jiff::civil::Date;

/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
/// Seconds of a minute.
pub const MINUTE: i64 = 60;
