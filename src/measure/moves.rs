//! What agreed actions were to move, and whether it moved: worked out from the figures of the KPIs that they name.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::assemble::{NOTHING, Number};
use super::engine::Engine;
use super::figure::{Dim, Figure, Figures, Slice, Stat};
use super::query::within;
use super::{Col, Measure, Rows, Selector, Unit};
use crate::calendar::{Instant, Month};
use crate::enrich::{Frame, FrameName};
use crate::error::Result;

/// Differences that are smaller than this part of what was expected come from floating point.
const ROUNDING: f64 = 1e-9;

/// What one record was to move.
pub(super) struct Aim {
    title: String,
    /// As written.
    kpi: Option<String>,
    /// The last whole month before it became the aim.
    before: Month,
    expected: Option<f64>,
}

/// What records were to move, by where they come from and the time that decides which of them are meant.
pub(super) type Aims = BTreeMap<(FrameName, Col), Vec<Aim>>;

/// How a figure moved.
struct Move {
    unit: Unit,
    seen: f64,
    n: u64,
}

impl Engine<'_> {
    /// The month that is looked at: the report's last whole one, so that months are compared with months.
    fn looked_at(&self) -> Month {
        Month::of(self.periods.report.next).plus(-1)
    }

    /// Reads the records that a measure of moves is about: those whose time lies in the twelve months before the month looked
    /// at, so that each had the whole of that month to show.
    pub(super) fn ask_aims(&self, measure: &Measure, wanted: &mut Aims) -> Result<()> {
        let Measure::Moved {
            rows,
            title,
            kpi,
            since,
            expected,
        } = measure
        else {
            return Ok(());
        };
        let Ok(frame) = self.grid.frames.get(rows.frame) else {
            return Ok(());
        };
        let zone = &self.grid.config.report.zone;
        let start = |month: Month| month.period(zone).start;
        let (first, next) = (start(self.looked_at().plus(-12)), start(self.looked_at()));
        let counted = col("cancelled").or(col("duplicate")).not();
        let columns = [*title, *kpi, *since, *expected].map(col);
        let mut aims = Vec::new();
        for part in within(frame, rows.at, first, next) {
            let part = part.filter(counted.clone()).select(columns.clone()).collect()?;
            let (titles, kpis) = (named(frame, &part, title)?, named(frame, &part, kpi)?);
            let (since, expected) = (part.column(since)?.u32()?, part.column(expected)?.f64()?);
            // A loop over rows: actions are few, and each names a figure of its own.
            let rows = titles.into_iter().zip(kpis).zip(since.iter()).zip(expected.iter());
            aims.extend(rows.filter_map(|(((title, kpi), since), expected)| {
                Some(Aim {
                    title: title?,
                    kpi,
                    before: Month::of(zone.date_of(Instant::from(since?))).plus(-1),
                    // To move by nothing is no move to look for.
                    expected: expected.filter(|expected| expected.is_finite() && *expected != 0.0),
                })
            }));
        }
        wanted.insert((rows.frame, rows.at), aims);
        Ok(())
    }

    /// How many records moved their figure by as much as they were to, and for each what was expected and what was seen.
    pub(super) fn evaluate_moved(&self, number: Number, rows: &Rows, figures: &mut Figures) {
        let mut total = self.blank(number, Unit::Ratio, self.grid.report, &Slice::total());
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        let mut titles = BTreeSet::new();
        let (mut reached, mut judged) = (0u64, 0u64);
        let mut each = Vec::new();
        for aim in self.aims.get(&(rows.frame, rows.at)).into_iter().flatten() {
            let (selector, expected, moved) = match self.moved(aim, figures) {
                Ok(moved) => moved,
                Err(why) => {
                    *left_out.entry(why).or_default() += 1;
                    continue;
                }
            };
            judged += 1;
            reached += u64::from(reaches(moved.seen, expected));
            let slice = Slice(vec![
                (Dim::Action, unique(&mut titles, &aim.title)),
                (Dim::Metric, selector.to_string()),
            ]);
            for (stat, value) in [(Stat::Expected, expected), (Stat::Seen, moved.seen)] {
                let stat = Some(stat);
                let figure = self.blank(Number { stat, ..number }, moved.unit, self.grid.report, &slice);
                each.push(Figure {
                    value: Some(value),
                    n: moved.n,
                    ..figure
                });
            }
        }
        (total.part, total.whole, total.n) = (Some(reached as f64), Some(judged as f64), judged);
        total.value = (judged > 0).then(|| reached as f64 / judged as f64);
        total.reason = total.value.is_none().then(|| NOTHING.to_owned());
        total.left_out = left_out.into_iter().collect();
        figures.push(total);
        each.into_iter().for_each(|figure| figures.push(figure));
    }

    /// The figure that a record means, what was expected of it and how it moved; else why nothing can be said.
    fn moved(&self, aim: &Aim, figures: &Figures) -> Result<(Selector, f64, Move), &'static str> {
        let text = aim.kpi.as_deref().ok_or("no figure to move")?;
        let expected = aim.expected.ok_or("no expected change")?;
        let selector = Selector::parse(text, figures.catalogue()).map_err(|_| "no known figure to move")?;
        let of = |month: Month| Some(figures.at(figures.meant(&selector, &month.to_string())?));
        let (now, then) = of(self.looked_at()).zip(of(aim.before)).ok_or(NO_VALUE)?;
        let seen = now
            .value
            .zip(then.value)
            .map(|(now, then)| now - then)
            .ok_or(NO_VALUE)?;
        let moved = Move {
            unit: now.unit,
            seen,
            n: now.n,
        };
        Ok((selector, expected, moved))
    }
}

/// Why a move cannot be seen.
const NO_VALUE: &str = "no value then or now";

/// Whether what was seen is at least what was expected, in its direction.
pub fn reaches(seen: f64, expected: f64) -> bool {
    let least = expected.abs() * (1.0 - ROUNDING);
    seen * expected.signum() >= least
}

/// A title that no other record has: a second one of the same title is numbered.
fn unique(taken: &mut BTreeSet<String>, title: &str) -> String {
    let numbered = (2..).map(|n| format!("{title} ({n})"));
    let free = std::iter::once(title.to_owned())
        .chain(numbered)
        .find(|title| !taken.contains(title));
    let free = free.unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// The words of a coded column, row by row.
fn named(frame: &Frame, rows: &DataFrame, column: &str) -> Result<Vec<Option<String>>> {
    let words = frame.words.get(column);
    let codes = rows.column(column)?.cast(&DataType::UInt32)?;
    let word = |code: Option<u32>| words?.get(code? as usize).cloned();
    Ok(codes.u32()?.iter().map(word).collect())
}
