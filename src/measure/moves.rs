//! What agreed actions were to move, and whether it moved: worked out from the figures of the KPIs that they name.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::assemble::{NOTHING, Number};
use super::engine::Engine;
use super::figure::{Dim, Figure, Figures, Slice, Stat};
use super::query::within;
use super::{Col, FrameName, Measure, Rows, Selector, Unit};
use crate::calendar::{Date, Instant, Month};
use crate::enrich::Frame;
use crate::error::Result;

/// Differences that are smaller than this part of what was expected come from floating point.
const ROUNDING: f64 = 1e-9;

/// What one record was to move.
pub(super) struct Aim {
    title: String,
    /// As written.
    kpi: Option<String>,
    /// The day on which it became the aim.
    opened: Date,
    /// The day on which it was reached for.
    done: Date,
    expected: Option<f64>,
}

/// What records were to move, by where they come from and the time that decides which of them are meant.
pub(super) type Aims = BTreeMap<(FrameName, Col), Vec<Aim>>;

/// How a figure moved.
struct Move {
    selector: Selector,
    unit: Unit,
    expected: f64,
    /// `None` where what was done has not had a whole month to show.
    seen: Option<f64>,
    n: u64,
}

impl Engine<'_> {
    /// Reads the records that a measure of moves is about: those whose time lies in the month looked at or in the twelve months
    /// before it. Only the latter had the whole of that month to show.
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
        let looked_at = self.periods.last_month();
        let (first, next) = (start(looked_at.plus(-12)), start(looked_at.plus(1)));
        let counted = col("cancelled").or(col("duplicate")).not();
        let columns = [*title, *kpi, *since, *expected, rows.at].map(col);
        let mut aims = Vec::new();
        for part in within(frame, rows.at, first, next) {
            let part = part.filter(counted.clone()).select(columns.clone()).collect()?;
            let (titles, kpis) = (named(frame, &part, title)?, named(frame, &part, kpi)?);
            let (since, expected) = (part.column(since)?.u32()?, part.column(expected)?.f64()?);
            let times = since.iter().zip(part.column(rows.at)?.u32()?.iter());
            let day = |at: u32| zone.date_of(Instant::from(at));
            // A loop over rows: actions are few, and each names a figure of its own.
            let rows = titles.into_iter().zip(kpis).zip(times).zip(expected.iter());
            aims.extend(rows.filter_map(|(((title, kpi), (since, done)), expected)| {
                Some(Aim {
                    title: title?,
                    kpi,
                    opened: day(since?),
                    done: day(done?),
                    // To move by nothing is no move to look for.
                    expected: expected.filter(|expected| expected.is_finite() && *expected != 0.0),
                })
            }));
        }
        wanted.insert((rows.frame, rows.at), aims);
        Ok(())
    }

    /// How many records moved their figure by as much as they were to, and for each what was expected, what was seen, and how
    /// long ago it was done.
    pub(super) fn evaluate_moved(&self, number: Number, rows: &Rows, figures: &mut Figures) {
        let mut total = self.blank(number, Unit::Ratio, self.grid.report, &Slice::total());
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        let mut titles = BTreeSet::new();
        let (mut reached, mut judged) = (0u64, 0u64);
        let mut each = Vec::new();
        for aim in self.aims.get(&(rows.frame, rows.at)).into_iter().flatten() {
            let moved = match self.moved(aim, figures) {
                Ok(moved) => moved,
                Err(why) => {
                    *left_out.entry(why).or_default() += 1;
                    continue;
                }
            };
            match moved.seen {
                Some(seen) => {
                    judged += 1;
                    reached += u64::from(reaches(seen, moved.expected));
                }
                None => *left_out.entry(TOO_EARLY).or_default() += 1,
            }
            let slice = Slice(vec![
                (Dim::Action, unique(&mut titles, &aim.title)),
                (Dim::Metric, moved.selector.to_string()),
            ]);
            for (stat, unit, value) in [
                (Stat::Expected, moved.unit, Some(moved.expected)),
                (Stat::Seen, moved.unit, moved.seen),
                (Stat::DaysSince, Unit::Count, self.days_since(aim.done)),
            ] {
                let stat = Some(stat);
                let figure = self.blank(Number { stat, ..number }, unit, self.grid.report, &slice);
                each.extend(value.map(|value| Figure {
                    value: Some(value),
                    n: moved.n,
                    ..figure
                }));
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
    fn moved(&self, aim: &Aim, figures: &Figures) -> Result<Move, &'static str> {
        let text = aim.kpi.as_deref().ok_or("no figure to move")?;
        let expected = aim.expected.ok_or("no expected change")?;
        if aim.done < aim.opened {
            return Err("done before it was opened");
        }
        let selector = Selector::parse(text, figures.catalogue()).map_err(|_| "no known figure to move")?;
        let of = |month: Month| Some(figures.at(figures.meant(&selector, &month.to_string())?));
        let now = of(self.periods.last_month()).ok_or(NO_VALUE)?;
        let before = Month::of(aim.opened).plus(-1);
        let had_a_month = Month::of(aim.done) < self.periods.last_month();
        let seen = match had_a_month {
            true => now.value.zip(of(before).and_then(|then| then.value)),
            false => None,
        };
        if had_a_month && seen.is_none() {
            return Err(NO_VALUE);
        }
        Ok(Move {
            unit: now.unit,
            expected,
            seen: seen.map(|(now, then)| now - then),
            n: now.n,
            selector,
        })
    }

    /// The whole days from a day to the last of the report's period.
    fn days_since(&self, day: Date) -> Option<f64> {
        let last = self.periods.report.next.yesterday().ok()?;
        last.since(day).ok().map(|span| f64::from(span.get_days()))
    }
}

/// Why a move cannot be seen yet.
const TOO_EARLY: &str = "too early to tell";
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
