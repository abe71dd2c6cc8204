//! Months that look cut off: a sudden drop at the end or the beginning of an export, beside six months that are alike.
//!
//! The rule is made for few false alarms. A month looks cut off if it has less than half of the least of the six months beside
//! it, where these have at least twenty records each and at most twice the least (so that neither a ramp-up nor a handful tells
//! anything), and where the same month a year apart did not look the same (so that no summer holiday does). A month that the data
//! cover in part is measured by that part, from a third of it on.

use super::warnings::{Side, Warning};
use crate::calendar::{Instant, Month, Zone};
use crate::ingest::columns::Column;
use crate::ingest::columns::instants::NO_TIME;

/// Months that one is compared with.
const BESIDE: usize = 6;

/// So many months at the end may be low; more is another volume, not a cut.
const LONGEST_END: usize = 3;

/// Fewer records than this tell nothing.
const ENOUGH: f64 = 20.0;

/// Of the month that the data end or begin in, at least this share is covered where it is judged.
const ENOUGH_OF_A_MONTH: f64 = 1.0 / 3.0;

/// Months until the same one comes again.
const YEAR: usize = 12;

/// The first and the last month that look cut off, and which months there are, of the column that a table's months go by.
pub(crate) fn cut_off(
    columns: &[Column],
    dated_by: &[&str],
    horizon: Option<Instant>,
    zone: &Zone,
) -> Option<(Vec<Warning>, (Month, Month))> {
    let (column, times) = leading(columns, dated_by)?;
    let horizon = horizon.map_or(u32::MAX, |horizon| horizon.clamp(0, u32::MAX.into()) as u32);
    let known = || {
        times
            .iter()
            .copied()
            .filter(|time| *time != NO_TIME && *time <= horizon)
    };
    let (first, last) = (known().min()?, known().max()?);
    let end = if horizon == u32::MAX { last } else { horizon };
    let months = Months::of(known(), first, end, zone);
    let warning = |side, low: Low| Warning::CutOff {
        column: column.spec.name,
        month: months.first.plus(low.month as i32),
        side,
        records: months.counts[low.month],
        beside: low.beside,
    };
    let beginning = months.low_beginning().map(|low| warning(Side::Beginning, low));
    let end = months.low_end().map(|low| warning(Side::End, low));
    let regular = months.first.plus(months.regular as i32);
    let last = Month::of(zone.date_of(Instant::from(last)));
    Some((beginning.into_iter().chain(end).collect(), (regular, last)))
}

/// The first of these columns that has any times.
fn leading<'a>(columns: &'a [Column], dated_by: &[&str]) -> Option<(&'a Column, &'a [u32])> {
    let named = |name: &&str| columns.iter().find(|column| column.spec.name == *name);
    let column = dated_by.iter().filter_map(named).find(|column| column.filled() > 0)?;
    Some((column, column.times()?))
}

/// Records by month.
struct Months {
    first: Month,
    counts: Vec<u64>,
    /// The share of the first regular month that comes after its first record.
    share_of_first: f64,
    /// The first month that has a tenth of what is usual: a few old records are no beginning.
    regular: usize,
    /// The share of the last month that lies before the horizon.
    share_of_last: f64,
}

/// A month that has too few records.
#[derive(Debug, PartialEq)]
struct Low {
    month: usize,
    /// The least of the months beside it.
    beside: u64,
}

impl Months {
    fn of(times: impl Iterator<Item = u32> + Clone, first: u32, end: u32, zone: &Zone) -> Self {
        let month_of = |at: u32| Month::of(zone.date_of(Instant::from(at)));
        let (month, last) = (month_of(first), month_of(end));
        let starts: Vec<i64> = (0..=last.since(month) + 1)
            .map(|n| month.plus(n).period(zone).start)
            .collect();
        let mut counts = vec![0_u64; starts.len() - 1];
        for at in times.clone() {
            let month = starts.partition_point(|start| *start <= i64::from(at));
            counts[month.clamp(1, starts.len() - 1) - 1] += 1;
        }
        let regular = regular(&counts);
        let share = |month: usize, from: i64, to: i64| (to - from) as f64 / (starts[month + 1] - starts[month]) as f64;
        let begins = times.map(i64::from).filter(|time| *time >= starts[regular]).min();
        let last = counts.len() - 1;
        Self {
            first: month,
            share_of_first: share(regular, begins.unwrap_or(starts[regular]), starts[regular + 1]),
            regular,
            share_of_last: share(last, starts[last], i64::from(end)),
            counts,
        }
    }

    /// The first of the last months that are low to the end.
    fn low_end(&self) -> Option<Low> {
        let last = self.counts.len() - 1;
        (last.saturating_sub(LONGEST_END)..=last).find_map(|month| {
            let beside = level(self.counts.get(month.checked_sub(BESIDE)?..month)?)?;
            let whole = month..last;
            let year_ago = month.checked_sub(YEAR).map(|ago| self.counts[ago]);
            let is_low = |at: usize, share| is_low(self.counts[at], beside, share);
            let last_is_low = is_low(last, self.share_of_last);
            // A month that has hardly begun says nothing of those before it.
            let last_may_be = last_is_low || (month < last && self.share_of_last < ENOUGH_OF_A_MONTH);
            let share = if month == last { self.share_of_last } else { 1.0 };
            let is_usual = is_like(self.counts[month], year_ago, share);
            (whole.into_iter().all(|at| is_low(at, 1.0)) && last_may_be && !is_usual).then_some(Low { month, beside })
        })
    }

    /// The first regular month, if it is low.
    fn low_beginning(&self) -> Option<Low> {
        let (month, last) = (self.regular, self.counts.len() - 1);
        if month + BESIDE >= last {
            return None;
        }
        let beside = level(&self.counts[month + 1..=month + BESIDE])?;
        let year_later = self.counts[..last].get(month + YEAR).copied();
        let is_usual = is_like(self.counts[month], year_later, self.share_of_first);
        (is_low(self.counts[month], beside, self.share_of_first) && !is_usual).then_some(Low { month, beside })
    }
}

/// The first month with a tenth of what the middle one of those with records has.
fn regular(counts: &[u64]) -> usize {
    let mut filled: Vec<u64> = counts.iter().copied().filter(|count| *count > 0).collect();
    filled.sort_unstable();
    let usual = filled.get(filled.len() / 2).copied().unwrap_or_default();
    counts.iter().position(|count| count * 10 >= usual).unwrap_or_default()
}

/// The least of months that are alike and have enough records.
fn level(months: &[u64]) -> Option<u64> {
    let (least, most) = (*months.iter().min()?, *months.iter().max()?);
    (least as f64 >= ENOUGH && most <= 2 * least).then_some(least)
}

/// Whether a share of a month has less than half of that share of a level.
fn is_low(count: u64, level: u64, share: f64) -> bool {
    let expected = level as f64 * share;
    share >= ENOUGH_OF_A_MONTH && expected >= ENOUGH && (count as f64) < expected / 2.0
}

/// Whether a share of a month has half of what the same month of another year had, or more.
fn is_like(count: u64, other_year: Option<u64>, share: f64) -> bool {
    other_year.is_some_and(|other| other > 0 && count as f64 >= other as f64 * share / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole months, and a last one of which a share is over.
    fn months(counts: &[u64], share_of_last: f64) -> Months {
        Months {
            first: Month::of("2025-01-01".parse().expect("a date")),
            counts: counts.to_vec(),
            share_of_first: 1.0,
            regular: regular(counts),
            share_of_last,
        }
    }

    fn end(counts: &[u64], share_of_last: f64) -> Option<(usize, u64)> {
        let low = months(counts, share_of_last).low_end()?;
        Some((low.month, low.beside))
    }

    fn beginning(counts: &[u64]) -> Option<(usize, u64)> {
        let low = months(counts, 1.0).low_beginning()?;
        Some((low.month, low.beside))
    }

    #[test]
    fn a_sudden_drop_at_the_end_is_told_with_its_first_month() {
        let before = [110, 100, 120, 130, 105, 125];
        let with = |more: &[u64]| [&before[..], more].concat();
        assert_eq!(end(&with(&[49]), 1.0), Some((6, 100)));
        assert_eq!(end(&with(&[50]), 1.0), None, "half of the least");
        assert_eq!(end(&with(&[40, 0, 3]), 1.0), Some((6, 100)));
        assert_eq!(end(&with(&[40, 110]), 1.0), None, "a quiet month in between");
    }

    #[test]
    fn a_month_that_is_not_over_is_measured_by_its_part() {
        let before = [110, 100, 120, 130, 105, 125];
        let with = |more: &[u64]| [&before[..], more].concat();
        assert_eq!(end(&with(&[30]), 0.5), None, "30 of 50");
        assert_eq!(end(&with(&[24]), 0.5), Some((6, 100)));
        assert_eq!(end(&with(&[0]), 0.2), None, "hardly begun");
        assert_eq!(end(&with(&[30, 0]), 0.2), Some((6, 100)), "the month before it was cut");
    }

    #[test]
    fn ramps_seasons_and_handfuls_are_no_cut() {
        let ramp: Vec<u64> = (1..=14).map(|month| month * 60).collect();
        assert_eq!((end(&ramp, 1.0), beginning(&ramp)), (None, None));
        let winding_down: Vec<u64> = ramp.iter().rev().copied().collect();
        assert_eq!(end(&winding_down, 1.0), None);
        // Every August has a third; the export ends in one.
        let season: Vec<u64> = (0..20).map(|month| if month % 12 == 7 { 40 } else { 120 }).collect();
        assert_eq!(season[19], 40);
        assert_eq!(end(&season, 1.0), None);
        assert_eq!(end(&[19, 19, 19, 19, 19, 19, 0], 1.0), None);
        assert_eq!(end(&[100, 100, 100, 20], 1.0), None, "fewer than six months beside it");
        assert_eq!(end(&[100; 12], 1.0), None);
    }

    #[test]
    fn a_sudden_beginning_is_told_and_a_few_old_records_are_none() {
        assert_eq!(beginning(&[30, 100, 110, 120, 100, 115, 125, 100]), Some((0, 100)));
        assert_eq!(beginning(&[1, 0, 2, 100, 110, 120, 100, 115, 125, 100, 110]), None);
        assert_eq!(
            beginning(&[1, 0, 30, 100, 110, 120, 100, 115, 125, 100]),
            Some((2, 100))
        );
        assert_eq!(beginning(&[60, 100, 110, 120, 100, 115, 125, 100]), None);
        assert_eq!(beginning(&[30, 100, 110]), None, "too few months to tell");
    }
}
