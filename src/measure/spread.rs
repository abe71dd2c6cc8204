//! Median, 90th percentile and mean of durations, by bucket and slice.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::figure::Slice;
use super::query::{Grid, Known, are_known, codings_by, decode, dims_of, holds, key_of, report_rows, slice_of, within};
use super::slices::{self, Coding};
use super::{Col, Dim, Rows};
use crate::error::Result;

/// What a list of durations says, in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub n: u64,
    /// The median, with the bounds of its 95 % interval by order statistics; an end that so few values cannot give is open.
    pub median: (f64, (f64, f64)),
    /// The 90th percentile, likewise.
    pub p90: (f64, (f64, f64)),
    /// The mean.
    pub mean: f64,
    /// The mean of the values cut at the 95th percentile, and that percentile.
    pub cut: (f64, f64),
}

/// The spreads of one column, by bucket and slice.
pub type Spreads = BTreeMap<(usize, Slice), Spread>;

/// What is asked of one column of durations.
pub struct Asked {
    /// Which rows.
    pub rows: Rows,
    /// The durations' column.
    pub value: Col,
    /// The slices given for every month.
    pub series: Vec<&'static [Dim]>,
    /// The sets of dimensions given for the report's period alone.
    pub by: Vec<Vec<Dim>>,
    /// The rows that are persons, for each of what is asked that is derived from persons.
    pub persons: BTreeSet<Known>,
}

/// The spreads of durations over all buckets.
pub fn spreads(grid: &Grid<'_>, asked: &Asked) -> Result<Spreads> {
    let mut spreads = Spreads::new();
    let Ok(frame) = grid.frames.get(asked.rows.frame) else {
        return Ok(spreads);
    };
    let at = asked.rows.at;
    for set in &asked.series {
        let codings: Vec<Coding> = set
            .iter()
            .filter_map(|dim| slices::fixed(frame, *dim, &grid.config.report.zone))
            .collect();
        let mut run =
            |parts, bucket, first| run(&mut spreads, asked.counted(parts), bucket, first, &codings, asked.value);
        if frame.stock {
            run(frame.parts.clone(), col("bucket").cast(DataType::UInt32), 0)?;
            continue;
        }
        if let Some((start, end)) = grid.series_span() {
            run(within(frame, at, start, end), slices::bucket_of(at, grid.series()), 0)?;
        }
        for (bucket, period) in grid.others() {
            run(within(frame, at, period.start, period.end), lit(0u32), bucket)?;
        }
    }
    if asked.by.is_empty() {
        return Ok(spreads);
    }
    let rows = asked.counted(vec![report_rows(grid, frame, at)?]);
    for by in &asked.by {
        if let Some(codings) = codings_by(grid, frame, by, (&rows[0], None), are_known(&asked.persons))? {
            run(
                &mut spreads,
                rows.clone(),
                lit(0u32),
                grid.report,
                &codings,
                asked.value,
            )?;
        }
    }
    Ok(spreads)
}

impl Asked {
    fn counted(&self, parts: Vec<LazyFrame>) -> Vec<LazyFrame> {
        let mask = col("cancelled")
            .or(col("duplicate"))
            .not()
            .and(col(self.value).is_not_null());
        let mask = self
            .rows
            .known
            .iter()
            .fold(mask, |mask, (column, _)| mask.and(col(*column).is_not_null()));
        let mask = holds(self.rows.keep).into_iter().fold(mask, Expr::and);
        parts.into_iter().map(|part| part.filter(mask.clone())).collect()
    }
}

/// Keys and values packed in one number each and sorted once, in place; then each key's values lie together in order.
fn run(
    spreads: &mut Spreads,
    parts: Vec<LazyFrame>,
    bucket: Expr,
    first: usize,
    codings: &[Coding],
    value: Col,
) -> Result<()> {
    let dims = dims_of(codings);
    let packed = key_of(bucket, codings).cast(DataType::UInt64) * lit(1u64 << 32) + col(value).cast(DataType::UInt64);
    let mut sorted: Vec<u64> = Vec::new();
    for part in parts {
        let part = part.select([packed.clone().alias("packed")]).collect()?;
        sorted.extend(part.column("packed")?.u64()?.iter().flatten());
    }
    // polars would hold the numbers twice.
    sorted.sort_unstable();
    for group in sorted.chunk_by(|one, next| one >> 32 == next >> 32) {
        let (bucket, codes) = decode((group[0] >> 32) as u32, codings);
        if let Some(slice) = slice_of(&dims, codings, &codes) {
            spreads.insert((first + bucket, slice), Spread::of(group));
        }
    }
    Ok(())
}

impl Spread {
    /// Of sorted values, in the lower half of each number.
    fn of(sorted: &[u64]) -> Self {
        let at = |index: usize| (sorted[index] & 0xFFFF_FFFF) as f64;
        let n = sorted.len();
        let cut = quantile(n, 0.95, at);
        // The sum is of integers, so that it does not depend on the order of additions.
        let whole_cut = cut.round() as u64;
        let (mut sum, mut cut_sum) = (0u64, 0u64);
        for value in sorted {
            let value = value & 0xFFFF_FFFF;
            sum += value;
            cut_sum += value.min(whole_cut);
        }
        Self {
            n: n as u64,
            median: (quantile(n, 0.5, at), order_bounds(n, 0.5, at)),
            p90: (quantile(n, 0.9, at), order_bounds(n, 0.9, at)),
            mean: sum as f64 / n as f64,
            cut: (cut_sum as f64 / n as f64, cut),
        }
    }
}

/// Type 7: linear between the order statistics.
fn quantile(n: usize, share: f64, at: impl Fn(usize) -> f64) -> f64 {
    let position = (n - 1) as f64 * share;
    let below = position.floor() as usize;
    let above = (below + 1).min(n - 1);
    at(below) + (at(above) - at(below)) * (position - below as f64)
}

/// Half of what a 95 % interval leaves out.
const TAIL: f64 = 0.025;
/// Up to this many values the ranks are exact; above it the normal approximation errs by a rank at most, to the safe side.
const EXACT_UP_TO: usize = 100;

/// The order statistics between which the quantile lies in 95 of 100 samples. Of few values not even the least or the largest
/// reaches so far: that end is open (a duration is 0 at least).
fn order_bounds(n: usize, share: f64, at: impl Fn(usize) -> f64) -> (f64, f64) {
    let (low, high) = match n {
        ..=EXACT_UP_TO => exact_ranks(n, share),
        _ => normal_ranks(n as f64, share),
    };
    let low = if low == 0 { 0.0 } else { at(low - 1) };
    let high = if high > n { f64::INFINITY } else { at(high - 1) };
    (low, high)
}

/// The last rank above the quantile in at most 25 of 1,000 samples, and the first below it in as few. How many of `n` values
/// lie below the quantile is binomial.
fn exact_ranks(n: usize, share: f64) -> (usize, usize) {
    let (mut low, mut high) = (0, n + 1);
    let (mut fewer, mut as_many) = (0.0, (1.0 - share).powi(n as i32));
    for rank in 0..=n {
        if fewer <= TAIL {
            low = rank;
        }
        if 1.0 - fewer <= TAIL {
            high = high.min(rank);
        }
        fewer += as_many;
        as_many *= (n - rank) as f64 / (rank + 1) as f64 * share / (1.0 - share);
    }
    (low, high)
}

fn normal_ranks(n: f64, share: f64) -> (usize, usize) {
    let (centre, spread) = (n * share, 1.96 * (n * share * (1.0 - share)).sqrt());
    (
        (centre - spread).floor() as usize,
        (centre + spread).ceil() as usize + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_four_eight_and_a_hundred() {
        let spread = Spread::of(&[2, 4, 8, 100]);
        assert_eq!((spread.n, spread.median.0, spread.mean), (4, 6.0, 28.5));
        assert!((spread.p90.0 - 72.4).abs() < 1e-9);
        // The 95th percentile is 8 + 0.85 × 92 = 86.2, in whole seconds 86: (2 + 4 + 8 + 86) ÷ 4.
        assert_eq!(spread.cut.0, 25.0);
    }

    #[test]
    fn of_one_it_is_itself() {
        let spread = Spread::of(&[7 << 32 | 5]);
        assert_eq!(
            (spread.median, spread.p90.0, spread.mean),
            ((5.0, (0.0, f64::INFINITY)), 5.0, 5.0)
        );
    }

    #[test]
    fn the_median_of_a_hundred_lies_between_the_40th_and_the_61st() {
        let sorted: Vec<u64> = (1..=100).collect();
        assert_eq!(Spread::of(&sorted).median, (50.5, (40.0, 61.0)));
    }

    #[test]
    fn fewer_than_six_values_give_a_median_no_interval_and_fewer_than_36_a_90th_percentile_no_upper_end() {
        let spread = |n: u64| Spread::of(&(1..=n).collect::<Vec<u64>>());
        // All five lie on one side of the median in 1/32 = 3.1 % of samples, all six in 1/64 = 1.6 %.
        assert_eq!(spread(5).median.1, (0.0, f64::INFINITY));
        assert_eq!(spread(6).median.1, (1.0, 6.0));
        // Of nine: none or one below the median in 10/512 = 2.0 %, none to two in 46/512 = 9.0 %.
        assert_eq!(spread(9).median.1, (2.0, 8.0));
        // All lie below the 90th percentile in 0.9³⁵ = 2.503 % and in 0.9³⁶ = 2.25 % of samples.
        assert_eq!(spread(35).p90.1.1, f64::INFINITY);
        assert_eq!(spread(36).p90.1.1, 36.0);
        // From 101 values on by the normal approximation: 50.5 ± 9.85 and 90.9 ± 5.91.
        assert_eq!((spread(101).median.1, spread(101).p90.1), ((40.0, 62.0), (84.0, 98.0)));
    }
}
