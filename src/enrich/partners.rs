//! When groups of people were last met, and services last assessed, as it was at the end of each period.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::*;

use super::days::day_of;
use super::frames::has_word;
use super::materials::{Made, Materials};
use super::{Beginning, Frame};
use crate::calendar::{Instant, Period, Zone};
use crate::config::{CADENCE_DAYS, plain_name};
use crate::error::Result;
use crate::tables::{MEETINGS, SURVEYS, Table};

/// A civil day of the report's zone, counted from 1970.
type Day = i32;

/// One row a group and period end: whether it was met within its cadence, and how many days ago.
///
/// A loop over rows: gaps between civil days of a zone, over the twelve months to each period's end, are no column operation.
pub(super) fn stakeholders(from: &Materials<'_>) -> Result<Made> {
    let meetings = match from.table("meetings") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let groups = groups(meetings, from)?;
    let mut rows = Rows::default();
    let (mut met, mut gaps, mut key_people) = (Vec::new(), Vec::new(), Vec::new());
    for (bucket, period) in from.buckets.iter().enumerate() {
        let year = Year::to_the_end_of(period, from);
        for (code, group) in groups.iter().enumerate().filter(|(_, group)| group.since <= year.last) {
            let last = last_until(&group.met, year.last);
            rows.push(bucket, code, last.map(|last| year.last - last));
            met.push(group.is_met_over(&year));
            gaps.push(u32::try_from(group.longest_gap(&year)).ok());
            key_people.push(group.key_people);
        }
    }
    let names = groups.into_iter().map(|group| group.name).collect();
    let more = [
        Column::new("met".into(), met),
        Column::new("longest_gap".into(), gaps),
        Column::new("key_people".into(), key_people),
    ];
    rows.into_frame(("stakeholder", names), more.into(), from.begins("meetings"))
        .map(Ok)
}

/// One row a service and period end at which it had been asked about: how many days ago.
///
/// A loop over rows for the same reason.
pub(super) fn assessments(from: &Materials<'_>) -> Result<Made> {
    let surveys = match from.table("surveys") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if !surveys.has("service") {
        return Ok(Err("no column gives the service".to_owned()));
    }
    let is_assessment = has_word(surveys, &SURVEYS, "instrument", "assessment");
    let asked = days(surveys, ("service", "at"), is_assessment, &from.config.report.zone)?;
    let mut rows = Rows::default();
    for (bucket, period) in from.buckets.iter().enumerate() {
        let last = Year::to_the_end_of(period, from).last;
        for (service, days) in &asked {
            if let Some(asked) = last_until(days, last) {
                rows.push(bucket, *service as usize, Some(last - asked));
            }
        }
    }
    let services = surveys.words.get("service").map(|words| words.to_vec());
    rows.into_frame(
        ("service", services.unwrap_or_default()),
        Vec::new(),
        from.begins("surveys"),
    )
    .map(Ok)
}

/// A group of people whom IT is to meet.
struct Group {
    name: String,
    key_people: Option<u32>,
    cadence: Day,
    /// From when on a meeting would have been seen.
    since: Day,
    /// The days on which it was met about more than a project; sorted.
    met: Vec<Day>,
}

/// The groups of the config, then those that meetings name beside them.
fn groups(meetings: &Table, from: &Materials<'_>) -> Result<Vec<Group>> {
    let zone = &from.config.report.zone;
    let words = meetings
        .words
        .get("stakeholder")
        .map_or(&[][..], |words| words.as_slice());
    let all = days(meetings, ("stakeholder", "date"), lit(true), zone)?;
    let is_project = has_word(meetings, &MEETINGS, "kind", "project");
    let met = days(meetings, ("stakeholder", "date"), is_project.not(), zone)?;
    let begins = day_of(zone.start_of(from.begins("meetings").first.first_day()), zone);
    let mut groups: Vec<Group> = from
        .config
        .stakeholders
        .iter()
        .map(|group| Group {
            name: group.name.clone(),
            key_people: group.key_people,
            cadence: group.cadence_days as Day,
            since: begins,
            met: Vec::new(),
        })
        .collect();
    for (code, days) in all {
        let Some(name) = words.get(code as usize) else { continue };
        let known = groups
            .iter()
            .position(|group| plain_name(&group.name) == plain_name(name));
        let at = known.unwrap_or_else(|| {
            groups.push(Group {
                name: name.clone(),
                key_people: None,
                cadence: CADENCE_DAYS as Day,
                // Before it was met for the first time, nobody can say that it was there.
                since: days.first().copied().unwrap_or(begins).max(begins),
                met: Vec::new(),
            });
            groups.len() - 1
        });
        groups[at].met.extend(met.get(&code).into_iter().flatten());
        groups[at].met.sort_unstable();
    }
    Ok(groups)
}

impl Group {
    /// Whether no gap was longer than the cadence. Of a group that was never met nothing is known until the data are longer
    /// than that.
    fn is_met_over(&self, year: &Year) -> Option<bool> {
        let longest = self.longest_gap(year);
        match last_until(&self.met, year.last) {
            None if longest <= self.cadence => None,
            _ => Some(longest <= self.cadence),
        }
    }

    /// The longest of the gaps: from one meeting of the year to the next, from where the year or the data begin to its first,
    /// and from the last of all to the year's end.
    fn longest_gap(&self, year: &Year) -> Day {
        let last = last_until(&self.met, year.last);
        let since_last = year.last - last.unwrap_or(self.since);
        let meetings = self
            .met
            .iter()
            .copied()
            .filter(|day| (year.first..=year.last).contains(day));
        let begins = [self.since.max(year.first)].into_iter();
        let days: Vec<Day> = begins.chain(meetings).collect();
        let between = days.windows(2).map(|days| days[1] - days[0]).max();
        since_last.max(between.unwrap_or(0))
    }
}

/// The twelve months up to the end of a period, or to where the data end before it.
struct Year {
    first: Day,
    last: Day,
}

impl Year {
    fn to_the_end_of(period: &Period, from: &Materials<'_>) -> Self {
        let zone = &from.config.report.zone;
        let last = zone.date_of(Instant::from(from.end(period)) - 1);
        let after = last.tomorrow().unwrap_or(last);
        let first = after.saturating_sub(jiff::Span::new().months(12));
        Self {
            first: day_of(zone.start_of(first), zone),
            last: day_of(zone.start_of(last), zone),
        }
    }
}

/// The days of the rows that `are` meant, sorted, by the code of a word.
fn days(table: &Table, (word, at): (&str, &str), are: Expr, zone: &Zone) -> Result<BTreeMap<u32, Vec<Day>>> {
    let rows = table.rows.clone().lazy().filter(are);
    let rows = rows.select([col(word).cast(DataType::UInt32), col(at)]).collect()?;
    let mut days: BTreeMap<u32, Vec<Day>> = BTreeMap::new();
    for (code, at) in rows.column(word)?.u32()?.iter().zip(rows.column(at)?.u32()?.iter()) {
        if let (Some(code), Some(at)) = (code, at) {
            days.entry(code).or_default().push(day_of(at.into(), zone));
        }
    }
    days.values_mut().for_each(|days| days.sort_unstable());
    Ok(days)
}

/// The last of some sorted days that is not after another.
fn last_until(days: &[Day], last: Day) -> Option<Day> {
    days[..days.partition_point(|day| *day <= last)].last().copied()
}

/// The rows of a snapshot: at which period's end, of what, and how many days since the last.
#[derive(Default)]
struct Rows {
    buckets: Vec<u16>,
    codes: Vec<u32>,
    days_since: Vec<Option<u32>>,
}

impl Rows {
    fn push(&mut self, bucket: usize, code: usize, days_since: Option<Day>) {
        self.buckets.push(bucket as u16);
        self.codes.push(code as u32);
        self.days_since
            .push(days_since.and_then(|days| u32::try_from(days).ok()));
    }

    fn into_frame(
        self,
        (name, words): (&'static str, Vec<String>),
        more: Vec<Column>,
        begins: Beginning,
    ) -> Result<Frame> {
        let mut columns = vec![
            Column::new("bucket".into(), self.buckets),
            Column::new(name.into(), self.codes),
            Column::new("days_since".into(), self.days_since),
        ];
        columns.extend(more);
        let rows = DataFrame::new(columns[0].len(), columns)?;
        Frame::new(vec![rows.lazy()], BTreeMap::from([(name, Arc::new(words))]), begins)
    }
}
