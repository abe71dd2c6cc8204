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
    let first_of = |is_meant: fn(&str) -> bool| {
        let meant = tables.0.iter().filter(|(name, _)| is_meant(name));
        let begins = meant.filter_map(|(name, table)| beginning(name, table, config));
        begins.map(|begins| begins.whole).min()
    };
    let first = first_of(|name| !reaches_back(name))
        .or_else(|| first_of(reaches_back))
        .unwrap_or(end);
    let months = (0..end.since(first).max(0)).map(|n| first.plus(n)).collect();
    Ok(Periods {
        previous: report.previous(zone),
        year_ago: report.year_ago(zone),
        rolling_year: report.rolling_year(zone),
        baseline: baseline(config, &report),
        months,
        horizon,
        complete: horizon >= report.end || zone.date_of(horizon) >= last_working_day(&report, config),
        report,
    })
}

/// Whether a table keeps what is years old: a certificate that still holds is no sign that anything else was recorded when it
/// was earned. Such a table sets the first month only where no other does.
fn reaches_back(table: &str) -> bool {
    table == "training"
}

/// The columns by which a table's rows are placed in months.
fn dated_by(table: &str) -> &'static [&'static str] {
    tables::table(table).map_or(&[], |table| table.dated_by)
}

/// The baseline's period. Its figures are worked out from these exports like those of any other; of a report on what was before
/// or in the baseline there is no way since it.
fn baseline(config: &Config, report: &Period) -> Option<Period> {
    let baseline = config.baseline.as_ref().map(|baseline| &baseline.period);
    baseline.filter(|period| period.next <= report.first).cloned()
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
            "map a time column, such as opened_at, under [source.columns]; of registers alone say under [report] when they were \
             exported: as_of = 2026-10-31",
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config;

    const CONFIG: &str = "[report]\norganisation = \"Test\"\n[[source]]\ntable = \"tickets\"\npath = \"tickets.csv\"\n";

    fn at(day: &str) -> Instant {
        let time: jiff::Timestamp = format!("{day}T12:00:00Z").parse().expect("a time");
        time.as_second()
    }

    /// A table of one column of times.
    fn dated(column: &str, days: &[&str]) -> Table {
        let times: Vec<u32> = days.iter().map(|day| at(day) as u32).collect();
        Table {
            rows: DataFrame::new(times.len(), vec![Column::new(column.into(), times)]).expect("a column"),
            ..Table::default()
        }
    }

    fn stamped(tables: &[(&'static str, &str)]) -> BTreeMap<&'static str, Instant> {
        tables.iter().map(|(name, day)| (*name, at(day))).collect()
    }

    fn last(tables: &[(&'static str, &str)]) -> Option<Instant> {
        last_stamp(&stamped(tables))
    }

    #[test]
    fn the_data_end_where_the_earlier_of_tickets_and_changes_does() {
        let all = [
            ("tickets", "2026-06-12"),
            ("changes", "2026-05-03"),
            ("outages", "2026-01-01"),
            ("assets", "2026-07-01"),
        ];
        assert_eq!(last(&all), Some(at("2026-05-03")));
        assert_eq!(last(&all[..1]), Some(at("2026-06-12")));
    }

    #[test]
    fn without_tickets_and_changes_the_latest_dated_table_tells_and_registers_only_where_there_is_no_other() {
        let all = [
            ("outages", "2026-01-01"),
            ("contacts", "2026-03-01"),
            ("assets", "2026-07-01"),
            ("goals", "2026-08-01"),
        ];
        assert_eq!(last(&all), Some(at("2026-03-01")));
        assert_eq!(last(&all[2..]), Some(at("2026-08-01")));
        assert_eq!(last(&[]), None);
    }

    #[test]
    fn a_baseline_is_a_period_of_its_own_where_it_ends_before_the_report_begins() {
        let config = |period: &str| {
            let text = format!("{CONFIG}[baseline]\nperiod = \"{period}\"\n");
            config::parse("boardpack.toml", &text, Path::new("")).expect("a config")
        };
        let tables = Tables(
            [(
                "tickets",
                dated("opened_at", &["2026-01-02", "2026-02-02", "2026-03-30"]),
            )]
            .into(),
        );
        let buckets = |baseline: &str, report: &str| {
            let (choice, config) = (PeriodChoice::parse(report).expect("a period"), config(baseline));
            let periods = periods(&tables, &stamped(&[("tickets", "2026-03-31")]), &choice, &config).expect("periods");
            let labels = periods
                .buckets(&config.report.zone)
                .into_iter()
                .map(|period| period.label);
            (
                periods.baseline.map(|period| period.label),
                labels.filter(|label| label == baseline).count(),
            )
        };
        assert_eq!(buckets("2025-Q4", "2026-03"), (Some("2025-Q4".to_owned()), 1));
        assert_eq!(
            buckets("2026-02", "2026-03"),
            (Some("2026-02".to_owned()), 1),
            "a month of the series, once"
        );
        assert_eq!(buckets("2026-Q1", "2026-03"), (None, 0), "it is not over");
        assert_eq!(buckets("2026-03", "2026-03"), (None, 1), "the report's own period");
        assert_eq!(buckets("2026-Q2", "2026-03"), (None, 0));
    }

    #[test]
    fn registers_set_no_months_and_every_other_table_by_its_own_column() {
        let config = config::parse("boardpack.toml", CONFIG, Path::new("")).expect("a config");
        let tables = |tables: Vec<(&'static str, Table)>| Tables(tables.into_iter().collect());
        let months = |tables: &Tables, stamped: &[(&'static str, &str)]| {
            let choice = PeriodChoice::parse("latest").expect("a period");
            let periods = periods(tables, &self::stamped(stamped), &choice, &config);
            periods.map(|periods| (periods.months.len(), periods.report.label))
        };
        let old = || dated("opened_at", &["2019-01-02", "2020-01-02"]);
        let contacts = || dated("at", &["2026-03-02", "2026-04-02", "2026-05-29"]);
        // March to May; the risks of 2019 do not make years of empty months.
        let whole = tables(vec![("contacts", contacts()), ("risks", old())]);
        let stamps = [("contacts", "2026-05-29"), ("risks", "2020-01-02")];
        assert_eq!(months(&whole, &stamps).expect("periods"), (3, "2026-05".to_owned()));
        // Patches are placed by when they are due, months ahead of what has happened.
        let patches = dated("due_at", &["2026-04-02", "2026-12-02"]);
        let whole = tables(vec![("patches", patches)]);
        assert_eq!(
            months(&whole, &[("patches", "2026-05-29")]).expect("periods"),
            (2, "2026-05".to_owned())
        );
        // A certificate that was earned before sets no months either, unless there is nothing else.
        let training = || dated("completed_at", &["2026-02-02", "2026-03-02", "2026-05-02"]);
        let whole = tables(vec![
            ("contacts", dated("at", &["2026-04-02", "2026-05-29"])),
            ("training", training()),
        ]);
        assert_eq!(
            months(&whole, &[("contacts", "2026-05-29")]).expect("periods"),
            (2, "2026-05".to_owned())
        );
        let whole = tables(vec![("training", training())]);
        assert_eq!(
            months(&whole, &[("training", "2026-05-29")]).expect("periods"),
            (4, "2026-05".to_owned())
        );
        // A register alone has a report's month and no series.
        let whole = tables(vec![("risks", old())]);
        assert_eq!(
            months(&whole, &[("risks", "2020-01-31")]).expect("periods"),
            (0, "2020-01".to_owned())
        );
        let error = months(&tables(vec![("vendors", Table::default())]), &[]).expect_err("no time");
        assert!(error.to_string().contains("as_of"), "{error}");
    }
}
