//! Persons behind figures: nothing is shown of fewer than `[privacy] smallest_group`, nor where it could be worked out from
//! what is shown.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::assemble::{Number, is_of_something};
use super::engine::Engine;
use super::figure::{Dim, Figure, Figures, Slice, Stat};
use super::query::{Term, decode, key_of, slice_of, within};
use super::slices;
use super::subtraction::{Told, Weights, told};
use super::{FrameName, Kpi, Path, Pred, Rows, Sum};
use crate::calendar::{Instant, Period};
use crate::config::OWN;
use crate::enrich::{Frame, second};
use crate::error::Result;

/// A bucket, and a part of it.
pub(super) type Cell = (usize, Slice);

/// How many different persons stand behind the cells of KPIs whose rows are not persons.
pub(super) type Different = BTreeMap<&'static str, BTreeMap<Cell, i64>>;

/// Every cell that is of somebody, and whether it is hidden.
type Cells = BTreeMap<Cell, bool>;

/// Parts that add up to a total: of these cells the last one that is not known is the sum less the others.
struct Addition {
    sum: Cell,
    parts: Vec<Cell>,
}

/// What no figure over time divides: from each bound of a period to the next, by what else its rows are told apart.
struct Atoms {
    /// The times between bounds.
    segments: Vec<(Instant, Instant)>,
    split: Split,
    /// How many persons are behind each segment, split by split.
    persons: Vec<i64>,
}

/// By what the rows of a segment are told apart.
#[derive(Clone, Copy, PartialEq)]
enum Split {
    /// By nothing.
    None,
    /// Incidents, requests and what is neither.
    Kind,
    /// What the organisation's own KPI picks, and all else, which is known where the whole is.
    Cohort(&'static str),
}

impl Split {
    fn of(kpi: &Kpi, persons: &Sum) -> Self {
        match persons.rows.keep {
            _ if kpi.series.contains(&[Dim::Kind].as_slice()) => Self::Kind,
            Pred::Is(cohort) if cohort.starts_with(OWN) => Self::Cohort(cohort),
            _ => Self::None,
        }
    }

    fn parts(self) -> usize {
        match self {
            Self::None => 1,
            Self::Kind => 3,
            Self::Cohort(_) => 2,
        }
    }

    /// Which of them a row is.
    fn code(self, frame: &Frame, engine: &Engine<'_>) -> Expr {
        let zone = &engine.grid.config.report.zone;
        match self {
            Self::None => lit(0u32),
            Self::Kind => slices::fixed(frame, Dim::Kind, zone).map_or(lit(2u32), |coding| coding.code),
            Self::Cohort(cohort) => when(col(cohort).fill_null(lit(false)))
                .then(lit(0u32))
                .otherwise(lit(1u32)),
        }
    }

    /// Which of them a cell is of.
    fn is_of(self, part: usize, slice: &Slice) -> bool {
        match self {
            Self::None => true,
            Self::Kind => ["incident", "request"].get(part).copied() == slice.get(Dim::Kind) || slice.0.is_empty(),
            Self::Cohort(_) => part == 0,
        }
    }
}

impl Atoms {
    /// A sum of what lies in a period and is meant.
    fn weights(&self, period: &Period, is_meant: impl Fn(usize) -> bool) -> Weights {
        let within = |(start, end): &(Instant, Instant)| *start >= period.start && *end <= period.end;
        let parts = |segment| (0..self.split.parts()).map(move |part| (segment, part));
        let all = self.segments.iter().flat_map(parts);
        all.map(|(segment, part)| f64::from(u8::from(within(segment) && is_meant(part))))
            .collect()
    }

    /// From when to when some of them are.
    fn span(&self, atoms: &[usize]) -> (Instant, Instant) {
        let segments = || atoms.iter().map(|atom| self.segments[atom / self.split.parts()]);
        let start = segments().map(|(start, _)| start).min().unwrap_or(Instant::MIN);
        (start, segments().map(|(_, end)| end).max().unwrap_or(Instant::MAX))
    }
}

impl Engine<'_> {
    /// Why a figure of too few persons is not shown.
    pub(super) fn too_few(&self) -> String {
        format!("fewer than {} persons stand behind it", self.grid.config.smallest_group)
    }

    /// Why one of persons enough is not: the year less eleven of its months is the twelfth.
    fn would_tell(&self) -> String {
        let least = self.grid.config.smallest_group;
        format!("a figure of fewer than {least} persons could be worked out from it")
    }

    /// Whether fewer persons stand behind a number than may be shown.
    pub(super) fn is_of_too_few(&self, number: Number, window: &[usize], slice: &Slice) -> bool {
        let is_of_few = |persons| self.persons_behind(number.kpi, persons, window, slice) < self.least_persons();
        number
            .persons()
            .filter(|_| self.tells_persons(number.kpi))
            .is_some_and(is_of_few)
    }

    /// Whether anything says who stands behind a KPI that persons do: what nobody booked by name is no one's.
    fn tells_persons(&self, kpi: &Kpi) -> bool {
        kpi.person.is_none() || self.different.contains_key(kpi.id)
    }

    fn least_persons(&self) -> i64 {
        i64::from(self.grid.config.smallest_group)
    }

    /// How many persons these buckets are of. Where every round asks the same ones, the month with the most of them says it.
    fn persons_behind(&self, kpi: &Kpi, persons: Sum, buckets: &[usize], slice: &Slice) -> i64 {
        if let Some(different) = self.different.get(kpi.id) {
            let of = |bucket: &usize| different.get(&(*bucket, slice.clone())).copied();
            return buckets.iter().filter_map(of).max().unwrap_or(0);
        }
        let of = |bucket: usize| self.counted(persons, bucket, slice);
        match persons.rows.frame.asks_the_same() {
            true => {
                let months = buckets.iter().flat_map(|bucket| self.months_of(*bucket));
                months.map(of).max().unwrap_or(0)
            }
            false => buckets.iter().map(|bucket| of(*bucket)).sum(),
        }
    }

    fn counted(&self, persons: Sum, bucket: usize, slice: &Slice) -> i64 {
        let totals = self.totals.get(&(persons.rows.frame, persons.rows.at));
        totals.map_or(0, |totals| totals.get(bucket, slice, &Term::of(&persons, Pred::Every)))
    }

    /// The months of the series in a bucket; itself, where it has none.
    fn months_of(&self, bucket: usize) -> Vec<usize> {
        let period = self.period(bucket);
        let is_within = |month: &Period| month.start >= period.start && month.end <= period.end;
        let months = self.grid.series().iter().enumerate();
        let months: Vec<usize> = months.filter(|(_, month)| is_within(month)).map(|(at, _)| at).collect();
        match months.is_empty() {
            true => vec![bucket],
            false => months,
        }
    }

    /// Counts the different persons behind each cell of a KPI whose rows are not persons.
    pub(super) fn count_different(&mut self, kpi: &'static Kpi) -> Result<()> {
        let (Some(Sum { rows, .. }), Some(person)) = (kpi.persons, kpi.person) else {
            return Ok(());
        };
        let Some(frame) = self.grid.frames.get(rows.frame).ok().filter(|frame| frame.has(person)) else {
            return Ok(());
        };
        let mut different: BTreeMap<Cell, i64> = BTreeMap::new();
        let totals = self.totals.get(&(rows.frame, rows.at));
        for (bucket, period) in self.grid.frames.buckets.iter().enumerate() {
            let parts = within(frame, rows.at, period.start, period.end);
            let rows_of = concat(&parts, UnionArgs::default())?;
            let sets = totals.into_iter().flat_map(|totals| totals.codings_of(bucket));
            for codings in sets.chain([&[][..]]) {
                let dims: Vec<Dim> = codings.iter().map(|coding| coding.dim).collect();
                let counts = behind(rows_of.clone(), key_of(lit(0u32), codings), &rows, Some(person))?;
                for (key, count) in counts {
                    if let Some(slice) = slice_of(&dims, codings, &decode(key, codings).1) {
                        different.insert((bucket, slice), count);
                    }
                }
            }
        }
        self.different.insert(kpi.id, different);
        Ok(())
    }

    /// A figure without anything that could be worked back to a person.
    pub(super) fn too_few_persons(&self, figure: Figure) -> Figure {
        hidden(figure, self.too_few())
    }

    /// Hides of a KPI what would tell by subtraction of fewer persons than may be shown: of its periods and kinds whatever
    /// could be worked out from all of them, and of a total and its other parts the last one that is hidden.
    pub(super) fn hide_remainders(&self, kpi: &'static Kpi, path: &Path, figures: &mut Figures) -> Result<()> {
        let Some(persons) = kpi.persons.filter(|_| self.tells_persons(kpi)) else {
            return Ok(());
        };
        let mut cells = self.cells(kpi, figures);
        let before = cells.clone();
        let mut frames = path.measures.iter().flat_map(|(_, measure)| measure.frames());
        if frames.any(FrameName::adds_up) {
            let atoms = self.atoms(kpi, persons, &cells)?;
            while let Some(cell) = self.tells_over_time(&atoms, &cells, persons) {
                cells.insert(cell, true);
            }
        }
        let additions = additions(kpi, &cells);
        while let Some(cell) = additions.iter().find_map(|each| self.tells(each, &cells, kpi, persons)) {
            cells.insert(cell, true);
        }
        for (cell, _) in cells.iter().filter(|(cell, is_hidden)| **is_hidden && !before[*cell]) {
            let (label, why) = (&self.period(cell.0).label, self.would_tell());
            figures.change(kpi.id, label, &cell.1, |figure| match is_of_persons(&figure) {
                true => hidden(figure, why.clone()),
                false => figure,
            });
        }
        Ok(())
    }

    fn cells(&self, kpi: &Kpi, figures: &Figures) -> Cells {
        let (few, mut cells) = (self.too_few(), Cells::new());
        for figure in figures
            .iter()
            .filter(|figure| figure.id == kpi.id && is_of_persons(figure))
        {
            let is_hidden = figure.reason.as_ref() == Some(&few);
            let buckets = self.grid.frames.buckets.iter();
            let bucket = buckets.enumerate().find(|(_, bucket)| bucket.label == figure.period);
            if let Some((bucket, _)) = bucket.filter(|_| is_hidden || is_of_something(figure)) {
                *cells.entry((bucket, figure.slice.clone())).or_default() |= is_hidden;
            }
        }
        cells
    }

    /// The persons behind whatever no figure of a KPI divides.
    fn atoms(&self, kpi: &Kpi, persons: Sum, cells: &Cells) -> Result<Atoms> {
        let periods = cells
            .keys()
            .map(|(bucket, _)| self.period(*bucket))
            .chain(self.grid.series());
        let mut bounds: Vec<Instant> = periods.flat_map(|period| [period.start, period.end]).collect();
        bounds.sort_unstable();
        bounds.dedup();
        let segments: Vec<(Instant, Instant)> = bounds.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let split = Split::of(kpi, &persons);
        let mut atoms = Atoms {
            persons: vec![0; segments.len() * split.parts()],
            segments,
            split,
        };
        let (Ok(frame), false) = (self.grid.frames.get(persons.rows.frame), atoms.segments.is_empty()) else {
            return Ok(atoms);
        };
        if frame.stock {
            atoms.persons = self.persons_by_bucket(frame, persons, &atoms);
            return Ok(atoms);
        }
        let (first, last) = (bounds[0], bounds[bounds.len() - 1]);
        let rows = concat(within(frame, persons.rows.at, first, last), UnionArgs::default())?;
        let starts = atoms.segments.iter().map(|(start, _)| second(*start)).collect();
        let key = slices::place_of(persons.rows.at, starts) * lit(split.parts() as u32) + split.code(frame, self);
        let all = match split {
            Split::Cohort(_) => persons.rows.keep(Pred::Every),
            _ => persons.rows,
        };
        let person = kpi.person.filter(|person| frame.has(person));
        for (key, count) in behind(rows, key, &all, person)? {
            if let Some(atom) = atoms.persons.get_mut(key as usize) {
                *atom = count;
            }
        }
        Ok(atoms)
    }

    /// The same of what is laid out by period: of a time that is no period nobody knows how many, so that it may be of one.
    fn persons_by_bucket(&self, frame: &Frame, persons: Sum, atoms: &Atoms) -> Vec<i64> {
        let zone = &self.grid.config.report.zone;
        let begins = frame.begins.first.period(zone).start;
        let count = |(start, end): &(Instant, Instant)| {
            let buckets = self.grid.frames.buckets.iter();
            let same = buckets
                .enumerate()
                .find(|(_, period)| (period.start, period.end) == (*start, *end));
            match same {
                Some((bucket, _)) => self.counted(persons, bucket, &Slice::total()),
                None => i64::from(*end > begins && *start <= self.periods.horizon),
            }
        };
        let parts = atoms.split.parts();
        atoms
            .segments
            .iter()
            .flat_map(|segment| vec![count(segment); parts])
            .collect()
    }

    /// The next cell to hide of those over time that together tell of too few persons.
    fn tells_over_time(&self, atoms: &Atoms, cells: &Cells, persons: Sum) -> Option<Cell> {
        let is_sum =
            |(cell, is_hidden): &(&Cell, &bool)| !**is_hidden && cell.1.0.iter().all(|(dim, _)| *dim == Dim::Kind);
        let shown: Vec<&Cell> = cells.iter().filter(is_sum).map(|(cell, _)| cell).collect();
        let mut sums: Vec<Weights> = shown
            .iter()
            .map(|(bucket, slice)| atoms.weights(self.period(*bucket), |part| atoms.split.is_of(part, slice)))
            .collect();
        if let Split::Cohort(_) = atoms.split {
            // The whole is shown by another KPI, or is known otherwise.
            sums.extend(
                shown
                    .iter()
                    .map(|(bucket, _)| atoms.weights(self.period(*bucket), |_| true)),
            );
        }
        let is_counted = persons.rows.frame == FrameName::Surveys;
        let together: fn(&[i64]) -> i64 = match is_counted {
            true => |persons| persons.iter().sum(),
            // The same persons may be in the next.
            false => |persons| persons.iter().copied().max().unwrap_or(0),
        };
        let all = told(&sums, &atoms.persons, self.least_persons(), together);
        let to_hide = |Told { atoms: of, from }: Told| {
            let span = atoms.span(&of);
            let from = from.into_iter().filter_map(|at| shown.get(at).copied());
            from.min_by_key(|cell| self.dearness(cell, span)).cloned()
        };
        all.into_iter().find_map(to_hide)
    }

    /// How dear a cell is to the reader: of the kinds and of other months than the report's first those that are hidden, the next
    /// one after what it would tell of before the others, so that it is the same in the next report.
    fn dearness(&self, (bucket, slice): &Cell, (start, end): (Instant, Instant)) -> impl Ord {
        let period = self.period(*bucket);
        let is_month = *bucket < self.grid.series().len();
        let rank = match *bucket {
            bucket if bucket == self.grid.report => 3,
            _ if period.label == self.periods.rolling_year.label => 2,
            _ => u8::from(!is_month),
        };
        let away = match period.start >= start {
            true => (period.start - end).abs(),
            false => Instant::MAX / 2 - period.start.clamp(0, Instant::MAX / 4),
        };
        (slice.0.is_empty(), rank, away)
    }

    /// The next cell to hide of parts that would tell what is hidden of them, or what a total has beside them.
    fn tells(&self, addition: &Addition, cells: &Cells, kpi: &Kpi, persons: Sum) -> Option<Cell> {
        let Addition { sum, parts } = addition;
        let is_hidden = |cell: &&Cell| cells.get(*cell).copied().unwrap_or(false);
        let shown: Vec<&Cell> = parts.iter().filter(|part| !is_hidden(part)).collect();
        let counted = |cell: &Cell| self.counted(persons, cell.0, &cell.1);
        let rest = counted(sum) - parts.iter().map(counted).sum::<i64>();
        let behind = |cell: &Cell| self.persons_behind(kpi, persons, &[cell.0], &cell.1);
        let hidden = parts.iter().chain([sum]).filter(is_hidden).map(behind);
        let hidden: Vec<i64> = hidden.collect();
        let unknown: Vec<i64> = hidden.iter().copied().chain((rest > 0).then_some(rest)).collect();
        let is_told = unknown.len() == 1 && hidden.len() == 1;
        let is_of_enough = unknown.iter().any(|each| *each >= self.least_persons());
        if parts.is_empty() || unknown.is_empty() || !is_told && is_of_enough {
            return None;
        }
        let first = parts.iter().position(|part| is_hidden(&part)).unwrap_or(0);
        let is_after = |cell: &&&Cell| parts.iter().position(|part| part == **cell) > Some(first);
        let next = shown.iter().find(is_after).or(shown.last()).copied();
        let only = || (unknown.len() == 1 && !is_hidden(&sum)).then_some(sum);
        next.or_else(only).cloned()
    }
}

/// Each total and its parts by the dimensions of the report's period.
fn additions(kpi: &Kpi, cells: &Cells) -> Vec<Addition> {
    let mut additions = Vec::new();
    for (bucket, _) in cells.keys().filter(|(_, slice)| slice.0.is_empty()) {
        for set in kpi.by_sets() {
            let parts = cells.keys().filter(|(each, part)| each == bucket && part.is_by(&set));
            additions.push(Addition {
                sum: (*bucket, Slice::total()),
                parts: parts.cloned().collect(),
            });
        }
    }
    additions
}

/// How many persons are behind the rows of each key: the different ones of a column; without one a row is a person.
fn behind(rows: LazyFrame, key: Expr, of: &Rows, person: Option<&str>) -> Result<Vec<(u32, i64)>> {
    let counts = match person {
        Some(person) => col(person).filter(Term::count(of).mask()).drop_nulls().n_unique(),
        None => Term::count(of).mask().sum(),
    };
    let counts = rows
        .group_by([key.alias("key")])
        .agg([counts.cast(DataType::Int64).alias("persons")])
        .collect()?;
    let keys = counts.column("key")?.cast(&DataType::UInt32)?;
    let found = keys.u32()?.iter().zip(counts.column("persons")?.i64()?.iter());
    Ok(found.filter_map(|(key, count)| Some((key?, count?))).collect())
}

fn is_of_persons(figure: &Figure) -> bool {
    figure.stat.is_none_or(Stat::is_of_persons)
}

fn hidden(figure: Figure, why: String) -> Figure {
    Figure {
        value: None,
        part: None,
        whole: None,
        n: 0,
        left_out: Vec::new(),
        bounds: None,
        reason: Some(why),
        ..figure
    }
}
