//! The persons of IT who worked in each period, and for how many working days: counted, never told apart.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use polars::prelude::*;

use super::horizon::working_days;
use super::materials::{Made, Materials, second};
use super::work::FILLED;
use super::{Beginning, Frame};
use crate::calendar::{Date, Month, Period};
use crate::error::Result;

/// Who worked when.
struct Source<'a> {
    times: &'a Column,
    persons: &'a Column,
    begins: Beginning,
}

/// One row a person and period: whoever booked time, where bookings name the person; else whoever was assigned a ticket that
/// was opened then. `working_days` are those of the months in which they did.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let source = match source(from)? {
        Ok(source) => source,
        Err(why) => return Ok(Err(why)),
    };
    let spans = spans(from);
    let there = there(&source, &spans)?;
    let days: Vec<u32> = spans.iter().map(|span| working_days(span, from.config)).collect();
    let (mut buckets, mut worked) = (Vec::new(), Vec::new());
    for (bucket, period) in (0u16..).zip(from.buckets) {
        let inside = |span: usize| spans[span].start >= period.start && spans[span].end <= period.end;
        let mut of_person: BTreeMap<u32, u32> = BTreeMap::new();
        for (span, person) in there.iter().filter(|(span, _)| inside(*span)) {
            *of_person.entry(*person).or_default() += days[*span];
        }
        buckets.extend(of_person.keys().map(|_| bucket));
        worked.extend(of_person.into_values());
    }
    let rows = DataFrame::new(
        buckets.len(),
        vec![
            Column::new("bucket".into(), buckets),
            Column::new("working_days".into(), worked),
        ],
    )?;
    Frame::new(vec![rows.lazy()], Default::default(), source.begins).map(Ok)
}

/// The worklog where four fifths of its bookings name the person, else the tickets.
fn source<'a>(from: &Materials<'a>) -> Result<Result<Source<'a>, String>> {
    let ways = [("worklog", "date", "person"), ("tickets", "opened_at", "assignee")];
    for (name, time, person) in ways {
        let Some(table) = from
            .tables
            .get(name)
            .filter(|table| table.has(time) && table.has(person))
        else {
            continue;
        };
        let persons = table.rows.column(person)?;
        let named = persons.len() - persons.null_count();
        if name == "worklog" && (named as f64) < FILLED * persons.len() as f64 {
            continue;
        }
        return Ok(Ok(Source {
            times: table.rows.column(time)?,
            persons,
            begins: from.begins(name),
        }));
    }
    Ok(Err(
        "no column gives the person of a booking, or the assignee".to_owned()
    ))
}

/// The months, or parts of months, of which every period is made, in order; what is not known yet is in none.
fn spans(from: &Materials<'_>) -> Vec<Period> {
    let zone = &from.config.report.zone;
    let ends = from.buckets.iter().flat_map(|period| [period.first, period.next]);
    let mut bounds: BTreeSet<Date> = ends.collect();
    let (first, last) = (bounds.first().copied(), bounds.last().copied());
    if let Some((first, last)) = first.zip(last) {
        let months = Month::of(last).since(Month::of(first));
        bounds.extend((1..=months).map(|n| Month::of(first).plus(n).first_day()));
    }
    let known_until = zone.date_of(from.periods.horizon);
    let known_until = known_until.tomorrow().unwrap_or(known_until);
    bounds.retain(|bound| *bound < known_until);
    bounds.insert(known_until);
    let bounds: Vec<Date> = bounds.into_iter().collect();
    let pairs = bounds.windows(2);
    pairs
        .map(|pair| Period::between(String::new(), pair[0], pair[1], zone))
        .collect()
}

/// Which person was there in which span.
///
/// A loop over rows: which span a time falls into is a search in a short list, which no column operation does.
fn there(source: &Source<'_>, spans: &[Period]) -> Result<BTreeSet<(usize, u32)>> {
    let starts: Vec<u32> = spans.iter().map(|span| second(span.start)).collect();
    let persons = source.persons.cast(&DataType::UInt32)?;
    let mut there = HashSet::new();
    for (at, person) in source.times.u32()?.iter().zip(persons.u32()?.iter()) {
        let (Some(at), Some(person)) = (at, person) else {
            continue;
        };
        let after = starts.partition_point(|start| *start <= at);
        if after > 0 && i64::from(at) < spans[after - 1].end {
            there.insert((after - 1, person));
        }
    }
    Ok(there.into_iter().collect())
}
