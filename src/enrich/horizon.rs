//! Where the data begins and ends: which months are whole, and which periods a report has.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::calendar::{Date, Instant, Month, Period, PeriodChoice, Periods, Zone};
use crate::config::Config;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::tables::{Table, Tables};

/// The periods of a report over these tables. `stamped_until` is the last time that each table's tool stamped by itself.
pub fn periods(
    tables: &Tables,
    stamped_until: &BTreeMap<&'static str, Instant>,
    choice: &PeriodChoice,
    config: &Config,
) -> Result<Periods> {
    let zone = &config.report.zone;
    let horizon = config
        .report
        .as_of
        .or_else(|| stamped_until.values().copied().min())
        .ok_or_else(nothing_to_date)?;
    let latest = last_whole_month(horizon, config);
    let report = choice.resolve(latest, zone);
    let end = Month::of(report.next).min(latest.plus(1));
    let first = tables
        .0
        .values()
        .filter_map(|table| first_whole_month(table, config))
        .min()
        .unwrap_or(end);
    let months = (0..end.since(first).max(0)).map(|n| first.plus(n)).collect();
    Ok(Periods {
        previous: report.previous(zone),
        year_ago: report.year_ago(zone),
        rolling_year: report.rolling_year(zone),
        months,
        horizon,
        complete: horizon >= report.end || zone.date_of(horizon) >= last_working_day(&report, config),
        report,
    })
}

fn nothing_to_date() -> ErrorKind {
    ErrorKind::Export(vec![
        Diagnostic::new(
            "no-times",
            "no export holds a single time, so there is no month to report on",
        )
        .help("map a time column, such as opened_at, under [source.columns]"),
    ])
}

/// Whether work is expected on a day: by the calendar, else Monday to Friday.
fn is_working_day(day: Date, config: &Config) -> bool {
    match &config.calendar {
        Some(week) => week.is_open(day),
        None => day.weekday().to_monday_one_offset() <= 5,
    }
}

/// The working days of a period.
pub fn working_days(period: &Period, config: &Config) -> u32 {
    days(period).filter(|day| is_working_day(*day, config)).count() as u32
}

fn days(period: &Period) -> impl DoubleEndedIterator<Item = Date> {
    let all: Vec<Date> = period
        .first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day < period.next)
        .collect();
    all.into_iter()
}

/// The last working day of a period; its last day where it has none.
fn last_working_day(period: &Period, config: &Config) -> Date {
    let last = period.next.yesterday().unwrap_or(period.first);
    days(period)
        .rev()
        .find(|day| is_working_day(*day, config))
        .unwrap_or(last)
}

/// The last month whose last working day the horizon reaches.
fn last_whole_month(horizon: Instant, config: &Config) -> Month {
    let zone = &config.report.zone;
    let month = Month::of(zone.date_of(horizon));
    if zone.date_of(horizon) >= last_working_day(&month.period(zone), config) {
        month
    } else {
        month.plus(-1)
    }
}

/// The first month that a table covers whole: the first with a tenth of its busiest month's records, so that a few old
/// records that are still open do not make years of empty months; and the next one if its data begin after its third working day.
pub fn first_whole_month(table: &Table, config: &Config) -> Option<Month> {
    let at = ["opened_at", "ended_at", "closed_at"]
        .into_iter()
        .find(|column| table.has(column))?;
    let times = table.rows.column(at).ok()?.u32().ok()?.clone();
    let zone = &config.report.zone;
    let (first, last) = (times.min()?, times.max()?);
    let counts = monthly_counts(
        &times,
        Month::of(zone.date_of(Instant::from(first))),
        Month::of(zone.date_of(Instant::from(last))),
        zone,
    );
    let busiest = counts.iter().map(|(_, count)| *count).max()?;
    let (month, _) = *counts.iter().find(|(_, count)| count * 10 >= busiest)?;
    let begins_late = Month::of(zone.date_of(Instant::from(first))) == month
        && zone.date_of(Instant::from(first)) > third_working_day(&month.period(zone), config);
    Some(if begins_late { month.plus(1) } else { month })
}

/// A quiet New Year is no sign that the data begin late; a third quiet day is.
fn third_working_day(period: &Period, config: &Config) -> Date {
    days(period)
        .filter(|day| is_working_day(*day, config))
        .nth(2)
        .unwrap_or(period.first)
}

fn monthly_counts(times: &UInt32Chunked, first: Month, last: Month, zone: &Zone) -> Vec<(Month, usize)> {
    let months: Vec<Month> = (0..=last.since(first)).map(|n| first.plus(n)).collect();
    let starts: Vec<u32> = months
        .iter()
        .map(|month| month.period(zone).start.clamp(0, u32::MAX.into()) as u32)
        .collect();
    let mut counts = vec![0; months.len()];
    // One pass with a search in a few hundred boundaries: a group-by would first have to make a month column.
    for at in times.iter().flatten() {
        counts[starts.partition_point(|start| *start <= at).max(1) - 1] += 1;
    }
    months.into_iter().zip(counts).collect()
}
