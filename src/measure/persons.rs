//! Persons behind figures: nothing is shown of fewer than `[privacy] smallest_group`, nor where it could be worked out from
//! what is shown.

use std::collections::BTreeMap;

use super::assemble::{Number, is_of_something};
use super::engine::Engine;
use super::figure::{Figure, Figures, OTHER, Slice, Stat};
use super::query::Term;
use super::{FrameName, Kpi, Path, Pred, Sum};
use crate::calendar::Period;

/// A bucket, and a part of it.
type Cell = (usize, Slice);

/// Every cell that is of somebody, and whether it is hidden.
type Cells = BTreeMap<Cell, bool>;

/// What adds up: of these cells the last one that is not known is the sum less the others.
struct Addition {
    sum: Cell,
    /// In an order that is the same in the next report, so that the same ones are hidden in it.
    parts: Vec<Cell>,
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
        let persons = number.persons();
        persons.is_some_and(|persons| self.persons_behind(persons, window, slice) < self.least_persons())
    }

    fn least_persons(&self) -> i64 {
        i64::from(self.grid.config.smallest_group)
    }

    /// How many persons these buckets are of. Where every round asks the same ones, the month with the most of them says it.
    fn persons_behind(&self, persons: Sum, buckets: &[usize], slice: &Slice) -> i64 {
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

    /// A figure without anything that could be worked back to a person.
    pub(super) fn too_few_persons(&self, figure: Figure) -> Figure {
        hidden(figure, self.too_few())
    }

    /// Hides of a KPI what would tell by subtraction what is hidden: where all that a sum is made of is shown but one, or what
    /// is not shown is of too few persons even together, the next part is hidden with it.
    pub(super) fn hide_remainders(&self, kpi: &'static Kpi, path: &Path, figures: &mut Figures) {
        let Some(persons) = kpi.persons else { return };
        let mut cells = self.cells(kpi, figures);
        let before = cells.clone();
        let additions = self.additions(kpi, path, &cells);
        while let Some(cell) = additions.iter().find_map(|each| self.tells(each, &cells, persons)) {
            cells.insert(cell, true);
        }
        for (cell, _) in cells.iter().filter(|(cell, is_hidden)| **is_hidden && !before[*cell]) {
            let (label, why) = (&self.period(cell.0).label, self.would_tell());
            figures.change(kpi.id, label, &cell.1, |figure| match is_of_persons(&figure) {
                true => hidden(figure, why.clone()),
                false => figure,
            });
        }
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

    /// Each total and its parts, and each longer period and its months; what was there at an end is no sum of months.
    fn additions(&self, kpi: &Kpi, path: &Path, cells: &Cells) -> Vec<Addition> {
        let mut frames = path.measures.iter().flat_map(|(_, measure)| measure.frames());
        let adds_up = !frames.all(FrameName::is_stock);
        let mut sets = kpi.by_sets().collect::<Vec<_>>();
        sets.extend(kpi.series.iter().map(|set| set.to_vec()));
        let mut additions = Vec::new();
        for (bucket, slice) in cells.keys() {
            let sum = (*bucket, slice.clone());
            if *slice == Slice::total() {
                let by = sets.iter().filter(|set| !set.is_empty()).map(|set| {
                    let parts = cells.keys().filter(|(each, part)| each == bucket && part.is_by(set));
                    parts.cloned().collect()
                });
                additions.extend(by.map(|parts| Addition {
                    sum: sum.clone(),
                    parts,
                }));
            }
            let months = self.months_of(*bucket);
            // What is gathered as "other" is of other groups in a year than in its months.
            let is_gathered = slice.0.iter().any(|(_, word)| word == OTHER);
            if adds_up && !is_gathered && months != [*bucket] {
                let parts = months.into_iter().map(|month| (month, slice.clone()));
                let parts = parts.filter(|part| cells.contains_key(part)).collect();
                additions.push(Addition { sum, parts });
            }
        }
        additions
    }

    /// The next cell to hide of an addition that would tell what is hidden in it, or what it has beside its parts: a month that
    /// the data begin in, a ticket of no kind.
    fn tells(&self, addition: &Addition, cells: &Cells, persons: Sum) -> Option<Cell> {
        let Addition { sum, parts } = addition;
        let is_hidden = |cell: &&Cell| cells.get(*cell).copied().unwrap_or(false);
        let shown: Vec<&Cell> = parts.iter().filter(|part| !is_hidden(part)).collect();
        let counted = |cell: &Cell| self.counted(persons, cell.0, &cell.1);
        let rest = counted(sum) - parts.iter().map(counted).sum::<i64>();
        let behind = |cell: &Cell| self.persons_behind(persons, &[cell.0], &cell.1);
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
