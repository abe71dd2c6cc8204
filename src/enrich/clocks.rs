//! Elapsed time between two columns of instants, on the wall clock and in service hours.

use polars::prelude::*;

use crate::calendar::{Instant, ServiceHours};

/// Seconds from one column to another, null where either is unknown or they contradict each other (end before start).
pub fn wall(from: &str, until: &str) -> Expr {
    when(col(until).gt_eq(col(from)))
        .then(col(until) - col(from))
        .otherwise(lit(NULL))
}

/// The same in service hours, less what the record was on hold.
///
/// A loop over rows: a span of service hours is two searches in a small table, which no column operation does.
pub fn service(
    from: &Column,
    until: &Column,
    on_hold_minutes: Option<&Column>,
    hours: &ServiceHours,
    name: &str,
) -> PolarsResult<Column> {
    let (from, until) = (from.u32()?, until.u32()?);
    let elapsed = |(from, until): (Option<u32>, Option<u32>)| match (from, until) {
        (Some(from), Some(until)) if until >= from => {
            Some(hours.between(Instant::from(from), Instant::from(until)) as u32)
        }
        _ => None,
    };
    let seconds: UInt32Chunked = match on_hold_minutes {
        None => from.iter().zip(until.iter()).map(elapsed).collect(),
        Some(hold) => from
            .iter()
            .zip(until.iter())
            .zip(hold.cast(&DataType::UInt32)?.u32()?.iter())
            .map(|(span, hold)| {
                elapsed(span).map(|seconds| seconds.saturating_sub(hold.unwrap_or(0).saturating_mul(60)))
            })
            .collect(),
    };
    Ok(seconds.with_name(name.into()).into_column())
}

/// The last instant at which no more service (or wall-clock) seconds have passed than the priority allows.
///
/// A loop over rows for the same reason.
pub fn due(
    opened: &Column,
    priority: &Column,
    allowed: &[Option<i64>; 5],
    hours: Option<&ServiceHours>,
    name: &str,
) -> PolarsResult<Column> {
    let due: UInt32Chunked = opened
        .u32()?
        .iter()
        .zip(priority.cast(&DataType::UInt32)?.u32()?.iter())
        .map(|(opened, priority)| {
            let opened = Instant::from(opened?);
            let allowed = (*allowed.get(priority? as usize - 1)?)?;
            let due = match hours {
                Some(hours) => hours.last_within(opened, allowed)?,
                None => opened + allowed,
            };
            u32::try_from(due).ok()
        })
        .collect();
    Ok(due.with_name(name.into()).into_column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{ServiceWeek, Zone};

    #[test]
    fn times_that_contradict_each_other_have_no_time_between_them_on_either_clock() {
        // Eight hours on; at once; eight hours back; either time unknown.
        let (from, until) = (
            [Some(36_000), Some(36_000), Some(64_800), None, Some(1)],
            [Some(64_800), Some(36_000), Some(36_000), Some(1), None],
        );
        let column = |name: &str, times: [Option<u32>; 5]| Column::new(name.into(), times.as_slice());
        let (from, until) = (column("opened_at", from), column("ended", until));
        let wall = DataFrame::new(5, vec![from.clone(), until.clone()])
            .and_then(|rows| rows.lazy().select([wall("opened_at", "ended").alias("wall")]).collect())
            .expect("a column");
        let seconds = |column: &Column| column.u32().expect("seconds").iter().collect::<Vec<_>>();
        let expected = vec![Some(28_800), Some(0), None, None, None];
        assert_eq!(seconds(wall.column("wall").expect("the column")), expected);

        let mut always = ServiceWeek::default();
        always.days.iter_mut().for_each(|day| day.push((0, 86_400)));
        let hours = ServiceHours::over(&always, &Zone::utc(), 0, 86_400);
        let service = service(&from, &until, None, &hours, "service").expect("a column");
        assert_eq!(seconds(&service), expected);
    }
}
