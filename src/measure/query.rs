//! Sums over rows: one group-by per (frame, time column) with all its aggregates, not a query a KPI.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::figure::Slice;
use super::slices::{self, Coding, NOT_GIVEN, Shown};
use super::{Col, Dim, FrameName, Pred, Rows, Sum};
use crate::calendar::{Month, Period};
use crate::config::Config;
use crate::enrich::{Frame, Frames, second};
use crate::error::Result;

/// Something counted or added up over the rows of a frame and time column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    keep: Pred,
    part: Pred,
    known: &'static [(Col, &'static str)],
    only: Only,
    weight: Option<Col>,
}

/// Which side of a rule for all KPIs is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Only {
    /// What counts: neither cancelled nor duplicate, and known.
    Counted,
    /// Left out, because this is true.
    LeftOut(Col),
    /// Left out, because this is not known.
    Unknown(Col),
    /// Counted with a time that stands in for another.
    StandIn(Col),
}

/// A time, whether another stands in for it, and the words to say so.
const STAND_INS: [(Col, Col, &str); 2] = [
    ("ended", "ended_by_close", "closed_at stands in"),
    ("began", "began_by_purchase", "purchased_at stands in"),
];

impl Term {
    /// The rows or weights of a sum, where `part` holds.
    pub fn of(sum: &Sum, part: Pred) -> Self {
        Self {
            keep: sum.rows.keep,
            part,
            known: sum.rows.known,
            only: Only::Counted,
            weight: sum.weight,
        }
    }

    /// The number of rows behind a sum.
    pub fn count(rows: &Rows) -> Self {
        Self::of(&rows.count(), Pred::Every)
    }

    /// The counts of rows left out of a sum or standing in, with the words to say so.
    pub fn exceptions(rows: &Rows, frame: &Frame) -> Vec<(&'static str, Self)> {
        let base = Self {
            known: &[],
            ..Self::count(rows)
        };
        let mut all = vec![
            (
                "cancelled",
                Self {
                    only: Only::LeftOut("cancelled"),
                    ..base
                },
            ),
            (
                "duplicate",
                Self {
                    only: Only::LeftOut("duplicate"),
                    ..base
                },
            ),
        ];
        // What is left out for one reason is not left out again for the next.
        all.extend(rows.known.iter().enumerate().map(|(before, (column, label))| {
            (
                *label,
                Self {
                    only: Only::Unknown(column),
                    known: &rows.known[..before],
                    ..base
                },
            )
        }));
        for (at, stands_in, label) in STAND_INS {
            if rows.at == at && frame.has(stands_in) {
                let only = Only::StandIn(stands_in);
                let known = rows.known;
                all.push((label, Self { only, known, ..base }));
            }
        }
        all
    }

    /// Which rows are meant.
    pub fn mask(&self) -> Expr {
        let counted = col("cancelled").or(col("duplicate")).not();
        let known = |mask: Expr| {
            self.known
                .iter()
                .fold(mask, |mask, (column, _)| mask.and(col(*column).is_not_null()))
        };
        let mask = match self.only {
            Only::Counted => known(counted),
            Only::LeftOut(why) => col(why),
            Only::Unknown(what) => known(counted).and(col(what).is_null()),
            Only::StandIn(what) => known(counted).and(col(what)),
        };
        let kept = holds(self.keep).into_iter().chain(holds(self.part));
        kept.fold(mask, Expr::and)
    }

    fn expression(&self) -> Expr {
        let mask = self.mask();
        match self.weight {
            None => mask.cast(DataType::UInt32).sum().cast(DataType::Int64),
            Some(weight) => when(mask)
                .then(col(weight).cast(DataType::Int64))
                .otherwise(lit(NULL))
                .sum(),
        }
    }
}

/// Whether a row is meant, as one expression; `None` where every row is.
pub fn holds(pred: Pred) -> Option<Expr> {
    match pred {
        Pred::Every => None,
        Pred::Is(column) => Some(col(column).fill_null(lit(false))),
        Pred::Not(column) => Some(col(column).not().fill_null(lit(false))),
        Pred::AtLeast(column, least) => Some(col(column).gt_eq(lit(least)).fill_null(lit(false))),
        Pred::All(all) => all.iter().filter_map(|each| holds(*each)).reduce(Expr::and),
    }
}

/// What is asked of one frame and time column.
#[derive(Debug, Default)]
pub struct Question {
    /// What is added up.
    pub terms: BTreeSet<Term>,
    /// The slices given for every month.
    pub series: BTreeSet<&'static [Dim]>,
    /// The sets of dimensions given for the report's period alone, with the months to its end that a figure may be made of.
    pub by: BTreeMap<Vec<Dim>, u8>,
    /// The sets of dimensions given for the twelve months to its end as well.
    pub by_year: BTreeSet<Vec<Dim>>,
    /// The rows that are persons, for each of what is asked that is derived from persons.
    pub persons: BTreeSet<Known>,
}

/// Rows that are meant, and are known.
pub type Known = (Pred, &'static [(Col, &'static str)]);

/// Whether a row is meant by each of these.
pub fn are_known(all: &BTreeSet<Known>) -> Vec<Expr> {
    let counted = || col("cancelled").or(col("duplicate")).not();
    let each = all.iter().map(|(keep, known)| {
        let known = known.iter().map(|(column, _)| col(*column).is_not_null());
        known.chain(holds(*keep)).fold(counted(), Expr::and)
    });
    each.collect()
}

/// The periods that figures are given for.
#[derive(Clone, Copy)]
pub struct Grid<'a> {
    /// Every population.
    pub frames: &'a Frames,
    /// The config.
    pub config: &'a Config,
    /// How many of [`Frames::buckets`], from the first, are the months of the series, sorted and touching.
    pub months: usize,
    /// The bucket of the report's own period.
    pub report: usize,
    /// The bucket of the twelve months to its end.
    pub year: Option<usize>,
}

impl<'a> Grid<'a> {
    /// The months of the series.
    pub fn series(&self) -> &'a [Period] {
        &self.frames.buckets[..self.months]
    }

    /// From the first instant of the series to the one after its last; `None` where there is no whole month.
    pub fn series_span(&self) -> Option<(i64, i64)> {
        Some((self.series().first()?.start, self.series().last()?.end))
    }

    /// The buckets beyond the series.
    pub fn others(&self) -> impl Iterator<Item = (usize, &'a Period)> {
        self.frames.buckets.iter().enumerate().skip(self.months)
    }

    /// The report's own period.
    pub fn report_period(&self) -> &'a Period {
        &self.frames.buckets[self.report]
    }
}

/// The dimensions of slices that only the report's period has, in these rows; `None` where the frame lacks one of them.
/// Where nothing tells the kinds apart, all is of one kind.
pub fn codings_by(
    grid: &Grid<'_>,
    frame: &Frame,
    set: &[Dim],
    (rows, before): (&LazyFrame, Option<&LazyFrame>),
    persons: Vec<Expr>,
) -> Result<Option<Vec<Coding>>> {
    let shown = Shown {
        rows,
        before,
        by_kind: set.contains(&Dim::Kind),
        persons,
        config: grid.config,
    };
    let mut codings = Vec::new();
    for dim in set {
        let coding = match slices::is_open(*dim) {
            true => slices::largest(frame, *dim, &shown)?,
            false => slices::fixed(frame, *dim, &grid.config.report.zone),
        };
        if coding.is_none() && *dim != Dim::Kind {
            return Ok(None);
        }
        codings.extend(coding);
    }
    Ok(Some(codings))
}

/// The dimensions of codings.
pub fn dims_of(codings: &[Coding]) -> Vec<Dim> {
    codings.iter().map(|coding| coding.dim).collect()
}

/// The sums of one frame and time column, by bucket and slice.
#[derive(Default)]
pub struct Totals {
    terms: Vec<Term>,
    sums: BTreeMap<(usize, Slice), Vec<i64>>,
    /// The slices of the report's period, and of the year to its end: by which words.
    codings: Vec<(Vec<usize>, Vec<Coding>)>,
}

impl Totals {
    /// A sum; 0 where no row fell there.
    pub fn get(&self, bucket: usize, slice: &Slice, term: &Term) -> i64 {
        let Ok(at) = self.terms.binary_search(term) else {
            return 0;
        };
        self.sums.get(&(bucket, slice.clone())).map_or(0, |sums| sums[at])
    }

    /// The slices of a bucket that have rows, in order.
    pub fn slices(&self, bucket: usize) -> impl Iterator<Item = &Slice> {
        self.sums
            .range((bucket, Slice::total())..(bucket + 1, Slice::total()))
            .map(|((_, slice), _)| slice)
    }

    /// By which words a slice of a bucket is one of its slices, each dimension's.
    pub fn codings(&self, bucket: usize, slice: &Slice) -> &[Coding] {
        let mut sets = self.codings.iter();
        let found = sets.find(|(buckets, set)| buckets.contains(&bucket) && slice.is_by(&dims_of(set)));
        found.map_or(&[], |(_, set)| set.as_slice())
    }

    /// By which words a bucket is sliced, set by set.
    pub fn codings_of(&self, bucket: usize) -> impl Iterator<Item = &[Coding]> {
        let sets = self.codings.iter();
        sets.filter(move |(buckets, _)| buckets.contains(&bucket))
            .map(|(_, set)| set.as_slice())
    }

    fn add(&mut self, bucket: usize, slice: Slice, sums: &[i64]) {
        let total = self.sums.entry((bucket, slice)).or_insert_with(|| vec![0; sums.len()]);
        total.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
    }
}

/// Answers a question over all buckets. Periods beyond the series are put together from its months where they are made
/// of them, and asked for on their own where not.
pub fn totals(grid: &Grid<'_>, name: FrameName, at: Col, question: &Question) -> Result<Totals> {
    let Ok(frame) = grid.frames.get(name) else {
        return Ok(Totals::default());
    };
    let mut totals = Totals {
        terms: question.terms.iter().copied().collect(),
        ..Totals::default()
    };
    let mut dims: Vec<Dim> = question.series.iter().flat_map(|set| set.iter().copied()).collect();
    dims.sort_unstable();
    dims.dedup();
    let codings: Vec<Coding> = dims
        .iter()
        .filter_map(|dim| slices::fixed(frame, *dim, &grid.config.report.zone))
        .collect();
    let sets: Vec<&[Dim]> = question.series.iter().copied().collect();

    if frame.stock {
        run(
            &mut totals,
            frame.parts.clone(),
            col("bucket").cast(DataType::UInt32),
            0,
            &codings,
            &sets,
        )?;
    } else {
        if let Some((start, end)) = grid.series_span() {
            let rows = within(frame, at, start, end);
            run(
                &mut totals,
                rows,
                slices::bucket_of(at, grid.series()),
                0,
                &codings,
                &sets,
            )?;
        }
        for (bucket, period) in grid.others() {
            match made_of(period, grid) {
                Some(parts) => put_together(&mut totals, bucket, parts),
                None => run(
                    &mut totals,
                    within(frame, at, period.start, period.end),
                    lit(0u32),
                    bucket,
                    &codings,
                    &sets,
                )?,
            }
        }
    }
    if question.by.is_empty() {
        return Ok(totals);
    }
    let mut held: BTreeMap<usize, LazyFrame> = BTreeMap::new();
    for (by, months) in &question.by {
        let buckets = with_months(grid, *months);
        for bucket in &buckets {
            if !held.contains_key(bucket) {
                held.insert(*bucket, bucket_rows(grid, frame, at, *bucket)?);
            }
        }
        let rows: Vec<LazyFrame> = buckets.iter().filter_map(|bucket| held.get(bucket).cloned()).collect();
        let counted = concat(&rows, UnionArgs::default())?.filter(col("cancelled").or(col("duplicate")).not());
        let Some(codings) = codings_by(grid, frame, by, (&counted, None), are_known(&question.persons))? else {
            continue;
        };
        let set = dims_of(&codings);
        // What the series has already would be added a second time.
        if sets.contains(&set.as_slice()) {
            continue;
        }
        for (bucket, rows) in buckets.iter().zip(rows) {
            run(&mut totals, vec![rows], lit(0u32), *bucket, &codings, &[set.as_slice()])?;
        }
        totals.codings.push((buckets, codings));
    }
    by_year(&mut totals, grid, (frame, at), question)?;
    Ok(totals)
}

/// The slices of the twelve months to the period's end.
fn by_year(totals: &mut Totals, grid: &Grid<'_>, (frame, at): (&Frame, Col), question: &Question) -> Result<()> {
    let Some(year) = grid
        .year
        .filter(|year| *year != grid.report && !question.by_year.is_empty())
    else {
        return Ok(());
    };
    let rows = bucket_rows(grid, frame, at, year)?;
    let counted = rows.clone().filter(col("cancelled").or(col("duplicate")).not());
    let report = grid.report_period();
    let before = counted.clone().filter(falls_into(at, report.start, report.end).not());
    // What the series has already would be added a second time.
    for by in question
        .by_year
        .iter()
        .filter(|by| !question.series.contains(by.as_slice()))
    {
        let codings = codings_by(grid, frame, by, (&counted, Some(&before)), are_known(&question.persons))?;
        if let Some(codings) = codings {
            let set = dims_of(&codings);
            let rows = vec![rows.clone()];
            run(totals, rows, lit(0u32), year, &codings, &[set.as_slice()])?;
            totals.codings.push((vec![year], codings));
        }
    }
    Ok(())
}

/// The report's own bucket, and where a figure is made of several months to its end, those of the series.
fn with_months(grid: &Grid<'_>, months: u8) -> Vec<usize> {
    let end = Month::of(grid.report_period().next);
    let is_within =
        |period: &Period| months > 1 && (1..=i32::from(months)).contains(&end.since(Month::of(period.first)));
    let series = grid.series().iter().enumerate();
    let mut buckets: Vec<usize> = series
        .filter(|(_, period)| is_within(period))
        .map(|(bucket, _)| bucket)
        .collect();
    if !buckets.contains(&grid.report) {
        buckets.push(grid.report);
    }
    buckets
}

/// The rows of the report's own period, few enough to be held and sliced many ways.
pub fn report_rows(grid: &Grid<'_>, frame: &Frame, at: Col) -> Result<LazyFrame> {
    bucket_rows(grid, frame, at, grid.report)
}

fn bucket_rows(grid: &Grid<'_>, frame: &Frame, at: Col, bucket: usize) -> Result<LazyFrame> {
    let period = &grid.frames.buckets[bucket];
    let rows = match frame.stock {
        true => frame.gather(|part| part.filter(col("bucket").eq(lit(bucket as u16)))),
        false => frame.gather(|part| part.filter(falls_into(at, period.start, period.end))),
    };
    Ok(rows?.lazy())
}

/// The rows of a frame from one instant to before another, part by part.
pub fn within(frame: &Frame, at: Col, start: i64, end: i64) -> Vec<LazyFrame> {
    frame
        .parts
        .iter()
        .map(|part| part.clone().filter(falls_into(at, start, end)))
        .collect()
}

fn falls_into(at: Col, start: i64, end: i64) -> Expr {
    col(at).gt_eq(lit(second(start))).and(col(at).lt(lit(second(end))))
}

/// The months that make a period, if the series has them all.
fn made_of(period: &Period, grid: &Grid<'_>) -> Option<Vec<usize>> {
    let position = |month: Month| grid.series().iter().position(|each| Month::of(each.first) == month);
    period.months()?.into_iter().map(position).collect()
}

fn put_together(totals: &mut Totals, bucket: usize, parts: Vec<usize>) {
    let sums: Vec<(Slice, Vec<i64>)> = parts
        .into_iter()
        .flat_map(|part| totals.sums.range((part, Slice::total())..(part + 1, Slice::total())))
        .map(|((_, slice), sums)| (slice.clone(), sums.clone()))
        .collect();
    for (slice, sums) in sums {
        totals.add(bucket, slice, &sums);
    }
}

/// One key of several codes: a group-by over one column of small numbers needs no row encoding.
pub fn key_of(bucket: Expr, codings: &[Coding]) -> Expr {
    codings.iter().fold(bucket, |key, coding| {
        key * lit(coding.cardinality()) + coding.code.clone()
    })
}

/// The bucket and the codes of a key.
pub fn decode(key: u32, codings: &[Coding]) -> (usize, Vec<u32>) {
    let mut rest = key;
    let mut codes: Vec<u32> = codings
        .iter()
        .rev()
        .map(|coding| {
            let code = rest % coding.cardinality();
            rest /= coding.cardinality();
            code
        })
        .collect();
    codes.reverse();
    (rest as usize, codes)
}

/// The slice by a set of dimensions; `None` where a fixed one of them is not given.
pub fn slice_of(set: &[Dim], codings: &[Coding], codes: &[u32]) -> Option<Slice> {
    set.iter()
        .map(|dim| {
            let at = codings.iter().position(|coding| coding.dim == *dim)?;
            match codings[at].word(codes[at]) {
                Some(word) => Some((*dim, word.to_owned())),
                None if slices::is_open(*dim) || matches!(dim, Dim::Channel | Dim::Purpose) => {
                    Some((*dim, NOT_GIVEN.to_owned()))
                }
                None => None,
            }
        })
        .collect::<Option<Vec<_>>>()
        .map(Slice)
}

fn run(
    totals: &mut Totals,
    parts: Vec<LazyFrame>,
    bucket: Expr,
    first: usize,
    codings: &[Coding],
    sets: &[&[Dim]],
) -> Result<()> {
    let aggregates: Vec<Expr> = totals
        .terms
        .iter()
        .enumerate()
        .map(|(index, term)| term.expression().alias(format!("t{index}")))
        .collect();
    let key = key_of(bucket, codings).alias("key");
    for part in parts {
        let result = part.group_by([key.clone()]).agg(&aggregates).collect()?;
        add_up(totals, &result, first, codings, sets)?;
    }
    Ok(())
}

/// Adds the sums of each key to every slice that it belongs to.
fn add_up(totals: &mut Totals, result: &DataFrame, first: usize, codings: &[Coding], sets: &[&[Dim]]) -> Result<()> {
    let keys = result.column("key")?.cast(&DataType::UInt32)?;
    let sums: Vec<Int64Chunked> = (0..totals.terms.len())
        .map(|index| {
            Ok(result
                .column(&format!("t{index}"))?
                .cast(&DataType::Int64)?
                .i64()?
                .clone())
        })
        .collect::<PolarsResult<_>>()?;
    for (row, key) in keys.u32()?.iter().enumerate() {
        let Some(key) = key else { continue };
        let (bucket, codes) = decode(key, codings);
        let values: Vec<i64> = sums.iter().map(|column| column.get(row).unwrap_or(0)).collect();
        for set in sets {
            if let Some(slice) = slice_of(set, codings, &codes) {
                totals.add(first + bucket, slice, &values);
            }
        }
    }
    Ok(())
}
