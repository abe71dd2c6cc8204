//! Columns of instants in terms of the calendar: the report's days and months, which no column operation knows.

use polars::prelude::*;

use super::materials::second;
use crate::calendar::{DAY, Instant, Zone};
use crate::error::Result;
use crate::tables::Table;

/// Until when something holds, or is in time: the instant at which a day begins is a date, and its whole day counts.
pub(super) fn until(column: &str, zone: &Zone) -> Expr {
    let zone = zone.clone();
    seconds(column, move |at| match is_date(at, &zone) {
        true => zone.to_instant(midnight(at, &zone) + DAY).0 - 1,
        false => at,
    })
}

/// The same in place, for what tools stamp: there midnight is a time like any other, such as the end of a window, unless the
/// column has no other in the whole source: each tool writes its own way.
pub(super) fn settle_dates(table: &mut Table, columns: &[&str], zone: &Zone) -> Result<()> {
    for name in columns {
        let Ok(column) = table.rows.column(name) else { continue };
        let mut settled = Column::new_empty(column.name().clone(), column.dtype());
        for rows in table.sources() {
            let part = column.slice(rows.start as i64, rows.len());
            let are_dates = part.u32()?.iter().flatten().all(|at| is_date(at.into(), zone));
            settled.append_owned(match are_dates {
                true => {
                    let part = DataFrame::new(rows.len(), vec![part])?
                        .lazy()
                        .select([until(name, zone)]);
                    part.collect()?.column(name)?.clone()
                }
                false => part,
            })?;
        }
        table.rows.with_column(settled)?;
    }
    Ok(())
}

/// Whether a day begins at an instant; where clocks go forward at midnight that is at one o'clock.
fn is_date(at: Instant, zone: &Zone) -> bool {
    zone.to_instant(midnight(at, zone)).0 == at
}

/// The midnight before, in local seconds.
fn midnight(at: Instant, zone: &Zone) -> i64 {
    let local = zone.to_local(at);
    local - local.rem_euclid(DAY)
}

/// So many months earlier, at the same time of day.
pub(super) fn months_before(column: &str, months: i32, zone: &Zone) -> Expr {
    let zone = zone.clone();
    seconds(column, move |at| earlier(at, months, &zone))
}

/// The instant so many months earlier, at the same time of day.
pub(super) fn earlier(at: Instant, months: i32, zone: &Zone) -> Instant {
    let date = zone.date_of(at).saturating_sub(jiff::Span::new().months(months));
    zone.at(date, zone.to_local(at).rem_euclid(DAY))
}

/// The instant so many days later, at the same time of day.
pub(super) fn later(at: Instant, days: i32, zone: &Zone) -> Instant {
    let date = zone.date_of(at).saturating_add(jiff::Span::new().days(days));
    zone.at(date, zone.to_local(at).rem_euclid(DAY))
}

/// The day, in days since 1970.
pub(super) fn day(column: &str, zone: &Zone) -> Expr {
    let zone = zone.clone();
    col(column).map(
        move |column| {
            let days = column.u32()?.iter().map(|at| Some(day_of(at?.into(), &zone)));
            let days: Int32Chunked = days.collect();
            Ok(days.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::Int32)),
    )
}

/// The day of an instant, in days since 1970.
pub(super) fn day_of(at: Instant, zone: &Zone) -> i32 {
    zone.to_local(at).div_euclid(DAY) as i32
}

fn seconds(column: &str, change: impl Fn(Instant) -> Instant + Send + Sync + 'static) -> Expr {
    col(column).map(
        move |column| {
            let changed = column.u32()?.iter().map(|at| Some(second(change(at?.into()))));
            let changed: UInt32Chunked = changed.collect();
            Ok(changed.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &Zone, text: &str) -> u32 {
        let (day, time) = text.split_once(' ').expect("a day and a time");
        let (hours, minutes) = time.split_once(':').expect("hours and minutes");
        let [hours, minutes] = [hours, minutes].map(|number| number.parse::<i64>().expect("a number"));
        zone.at(day.parse().expect("a day"), hours * 3600 + minutes * 60) as u32
    }

    fn of(times: &[Option<u32>], change: Expr) -> Column {
        let rows = DataFrame::new(times.len(), vec![Column::new("at".into(), times)]).expect("a column");
        let rows = rows.lazy().select([change]).collect().expect("a column");
        rows.columns()[0].clone()
    }

    fn in_seconds(column: &Column) -> Vec<Option<u32>> {
        column.u32().expect("seconds").iter().collect()
    }

    #[test]
    fn a_date_holds_for_its_whole_day_and_a_time_to_its_second() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        // Clocks go back on 1 November 2026: that day has 25 hours.
        let times = ["2026-10-31 00:00", "2026-11-01 00:00", "2026-11-02 17:00"].map(|text| Some(at(&zone, text)));
        let ends = ["2026-11-01 00:00", "2026-11-02 00:00"].map(|text| Some(at(&zone, text) - 1));
        let column = of(&[times[0], times[1], times[2], None], until("at", &zone));
        assert_eq!(in_seconds(&column), [ends[0], ends[1], times[2], None]);
        assert_eq!(
            ends[1].zip(times[1]).map(|(end, start)| end - start),
            Some(25 * 3600 - 1)
        );
    }

    #[test]
    fn a_day_without_a_midnight_is_a_date_by_its_first_second() {
        let zone = Zone::named("America/Santiago").expect("a zone");
        // Clocks go from midnight to 01:00 on 6 September 2026, and from midnight back to 23:00 at the end of 4 April.
        let days =
            ["2026-09-05", "2026-09-06", "2026-04-04"].map(|day| zone.start_of(day.parse().expect("a day")) as u32);
        let ends =
            ["2026-09-06", "2026-09-07", "2026-04-05"].map(|day| zone.start_of(day.parse().expect("a day")) as u32);
        assert_eq!(zone.to_local(days[1].into()).rem_euclid(DAY), 3_600);
        assert_eq!(
            [0, 1, 2].map(|day| ends[day] - days[day]),
            [24, 23, 25].map(|hours| hours * 3_600)
        );
        let mut table = Table {
            rows: DataFrame::new(3, vec![Column::new("at".into(), days)]).expect("a column"),
            ..Table::default()
        };
        settle_dates(&mut table, &["at"], &zone).expect("dates");
        let settled = in_seconds(table.rows.column("at").expect("a column"));
        assert_eq!(settled, ends.map(|end| Some(end - 1)));
    }

    #[test]
    fn months_earlier_keep_the_time_of_day_and_end_with_the_month() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let times = ["2028-11-15 08:30", "2028-02-29 00:00"].map(|text| Some(at(&zone, text)));
        let before = ["2026-11-15 08:30", "2026-02-28 00:00"].map(|text| Some(at(&zone, text)));
        let column = of(&times, months_before("at", 24, &zone));
        assert_eq!(in_seconds(&column), before);
    }

    #[test]
    fn days_later_are_the_calendars() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        let [from, until] = ["2026-11-01 00:00", "2027-01-30 00:00"].map(|text| Instant::from(at(&zone, text)));
        assert_eq!(later(from, 90, &zone), until);
        // The day on which clocks go back has an hour more.
        assert_eq!(until - from, 90 * DAY + 3_600);
    }

    #[test]
    fn a_day_is_the_reports_and_not_utcs() {
        let zone = Zone::named("America/Chicago").expect("a zone");
        // 1970-01-01 18:00 in Chicago is midnight of the next day in UTC.
        let column = of(&[Some(at(&zone, "1970-01-01 18:00")), None], day("at", &zone));
        let days: Vec<Option<i32>> = column.i32().expect("days").iter().collect();
        assert_eq!(days, [Some(0), None]);
    }
}
