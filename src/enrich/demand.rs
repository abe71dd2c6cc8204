//! What projects ask of IT: their effort, spread evenly over the days of their plans.

use polars::prelude::*;

use super::frames::{column_or_null, has_word};
use super::materials::{Made, Materials};
use super::{Beginning, Frame};
use crate::calendar::{Date, Instant, Period, Zone};
use crate::error::Result;
use crate::tables::{PROJECTS, Table};

/// A project's plan.
struct Plan {
    minutes: u64,
    first: Date,
    last: Date,
    ended: Option<Date>,
}

/// One row a project and period that its plan touches: `minutes`, the part of its effort that falls into the period. A project
/// that has ended asks for nothing after its last day; one that ended nobody knows when, and a cancelled one, for nothing.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("projects") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let needed = ["effort_hours_needed", "planned_start", "planned_end"];
    if let Some(column) = needed.into_iter().find(|column| !table.has(column)) {
        return Ok(Err(format!("no column gives the {}", column.replace('_', " "))));
    }
    let plans = plans(table, &from.config.report.zone)?;
    let (mut buckets, mut minutes) = (Vec::new(), Vec::new());
    for (bucket, period) in (0u16..).zip(from.buckets) {
        for asked in plans.iter().filter_map(|plan| plan.asked(period)) {
            buckets.push(bucket);
            minutes.push(asked);
        }
    }
    let rows = DataFrame::new(
        buckets.len(),
        vec![
            Column::new("bucket".into(), buckets),
            Column::new("minutes".into(), minutes),
        ],
    )?;
    let begins: Beginning = from.beginning_of_series();
    Frame::new(vec![rows.lazy()], Default::default(), begins).map(Ok)
}

/// The plans that are complete and not against time.
///
/// A loop over rows: a plan is of days in the report's zone, which no column operation knows.
fn plans(table: &Table, zone: &Zone) -> Result<Vec<Plan>> {
    let ended = column_or_null(table, "ended_at", DataType::UInt32);
    let over = ["resolved", "closed"]
        .into_iter()
        .map(|state| has_word(table, &PROJECTS, "state", state))
        .reduce(Expr::or)
        .unwrap_or(lit(false));
    let dropped = ["cancelled", "duplicate"]
        .into_iter()
        .map(|state| has_word(table, &PROJECTS, "state", state))
        .fold(over.and(ended.clone().is_null()), Expr::or);
    let rows = table
        .rows
        .clone()
        .lazy()
        .filter(dropped.not())
        .select([
            col("effort_hours_needed").cast(DataType::UInt32).alias("minutes"),
            col("planned_start"),
            col("planned_end"),
            ended.alias("ended_at"),
        ])
        .collect()?;
    let of = |name: &str| -> Result<UInt32Chunked> { Ok(rows.column(name)?.u32()?.clone()) };
    let (minutes, starts, ends, ended) = (
        of("minutes")?,
        of("planned_start")?,
        of("planned_end")?,
        of("ended_at")?,
    );
    let day = |at: u32| zone.date_of(Instant::from(at));
    let plan = |row: usize| {
        Some(Plan {
            minutes: minutes.get(row)?.into(),
            first: day(starts.get(row)?),
            last: day(ends.get(row)?),
            ended: ended.get(row).map(day),
        })
    };
    let plans = (0..rows.height()).filter_map(plan);
    Ok(plans.filter(|plan| plan.first <= plan.last).collect())
}

impl Plan {
    /// The whole minutes that fall into a period; `None` where its days do not touch it.
    fn asked(&self, period: &Period) -> Option<u32> {
        let last = self.ended.map_or(self.last, |ended| ended.min(self.last));
        let from = self.first.max(period.first);
        let until = last.min(period.next.yesterday().ok()?);
        let (inside, all) = (days(from, until)?, days(self.first, self.last)?);
        let minutes = (self.minutes * inside * 2 + all) / (all * 2);
        u32::try_from(minutes).ok()
    }
}

/// How many days there are from one to another, both included; `None` where there is none.
fn days(from: Date, until: Date) -> Option<u64> {
    let days = from.until(until).ok()?.get_days();
    u64::try_from(days + 1).ok().filter(|days| *days > 0)
}
