//! Where the data begins and ends: which months are whole, and which periods a report has.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::calendar::{Date, Instant, Month, Period, PeriodChoice, Periods, Zone};
use crate::config::Config;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::tables::{self, Table, Tables};

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
        .or_else(|| last_stamp(stamped_until))
        .ok_or_else(nothing_to_date)?;
    let latest = last_whole_month(horizon, config);
    let report = choice.resolve(latest, zone);
    let end = Month::of(report.next).min(latest.plus(1));
    let first = tables
        .0
        .iter()
        .filter_map(|(name, table)| beginning(name, table, config))
        .map(|begins| begins.whole)
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

/// The columns by which a table's rows are placed in months.
fn dated_by(table: &str) -> &'static [&'static str] {
    tables::table(table).map_or(&[], |table| table.dated_by)
}

/// Of tickets and changes the earlier of their two. Where there is neither, the latest of the other tables that have months,
/// as each is kept at its own pace; registers, whose times may be old, only where there is nothing else.
fn last_stamp(stamped_until: &BTreeMap<&'static str, Instant>) -> Option<Instant> {
    let of = |is_wanted: fn(&str) -> bool| {
        let wanted = stamped_until.iter().filter(move |(table, _)| is_wanted(table));
        wanted.map(|(_, until)| *until)
    };
    of(|table| ["tickets", "changes"].contains(&table))
        .min()
        .or_else(|| of(|table| !dated_by(table).is_empty()).max())
        .or_else(|| of(|_| true).max())
}

fn nothing_to_date() -> ErrorKind {
    ErrorKind::Export(vec![
        Diagnostic::new(
            "no-times",
            "no export says when anything happened, so there is no month to report on",
        )
        .help(
            "map a time column, such as opened_at, under [source.columns], or write as_of = \"YYYY-MM-DD\" under [report], \
             the day on which the exports were made",
        ),
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

/// Where data begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beginning {
    /// The month of the first regular records.
    pub first: Month,
    /// The first month that they cover whole; series begin here.
    pub whole: Month,
}

impl Beginning {
    /// With a whole month.
    pub fn with(month: Month) -> Self {
        Self {
            first: month,
            whole: month,
        }
    }
}

/// Where a table begins: in the first month with a tenth of a usual month's records, so that a few old records that are
/// still open do not make years of empty months. It is whole unless its records begin after its third working day.
pub fn beginning(name: &str, table: &Table, config: &Config) -> Option<Beginning> {
    let zone = &config.report.zone;
    let month_of = |at: u32| Month::of(zone.date_of(Instant::from(at)));
    let (times, first, last) = dated_by(name).iter().find_map(|column| {
        let times = table.rows.column(column).ok()?.u32().ok()?.clone();
        let (first, last) = (times.min()?, times.max()?);
        Some((times, first, last))
    })?;
    let counts = monthly_counts(&times, month_of(first), month_of(last), zone);
    let mut filled: Vec<usize> = counts
        .iter()
        .map(|(_, count)| *count)
        .filter(|count| *count > 0)
        .collect();
    filled.sort_unstable();
    let usual = filled.get(filled.len() / 2)?;
    let (month, _) = *counts.iter().find(|(_, count)| count * 10 >= *usual)?;
    let start = month.period(zone).start.clamp(0, u32::MAX.into()) as u32;
    let first = times.iter().flatten().filter(|at| *at >= start).min()?;
    let begins_late = zone.date_of(Instant::from(first)) > third_working_day(&month.period(zone), config);
    Some(Beginning {
        first: month,
        whole: if begins_late { month.plus(1) } else { month },
    })
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
