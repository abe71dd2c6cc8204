//! The answers of the engine, put together as figures with their evidence.

use std::collections::BTreeSet;

use super::engine::Engine;
use super::figure::{Dim, Figure, Figures, OTHER, Slice, Stat};
use super::query::Term;
use super::slices::{Coding, NOT_GIVEN};
use super::spread::Spread;
use super::{Bottom, FrameName, Kpi, Measure, Path, Pred, Rows, Sum, Unit};
use crate::calendar::{HOUR, Month, Period};
use crate::enrich::{Beginning, working_days};
use crate::error::Result;

/// One of a KPI's numbers, on the path that was taken.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) kpi: &'static Kpi,
    pub(super) path: &'static Path,
    pub(super) stat: Option<Stat>,
    pub(super) measure: &'static Measure,
}

impl Number {
    /// The persons that it is derived from.
    pub(super) fn persons(self) -> Option<Sum> {
        self.kpi.persons.filter(|_| self.stat.is_none_or(Stat::is_of_persons))
    }
}

/// How much of a bucket the data of a number cover.
struct Cover {
    /// The part of the period that they do; `None` where they cover nothing of it.
    period: Option<Period>,
    /// How many of its months lie before them.
    months_before: u64,
}

impl<'a> Engine<'a> {
    pub(super) fn evaluate(&self, kpi: &'static Kpi, path: &'static Path, figures: &mut Figures) -> Result<()> {
        for (stat, measure) in path.measures.iter().filter(|(_, measure)| self.can(measure)) {
            let number = Number {
                kpi,
                path,
                stat: *stat,
                measure,
            };
            for bucket in self.buckets(number) {
                match measure {
                    Measure::Spread { .. } | Measure::Middle { .. } | Measure::CutMean { .. } => {
                        self.evaluate_spread(number, bucket, figures);
                    }
                    Measure::Quotient { of, top, bottom } => {
                        self.evaluate_quotient(number, (of, *top, *bottom), bucket, figures);
                    }
                    Measure::Between { of } => {
                        if bucket == self.grid.report {
                            self.evaluate_between(number, of, figures);
                        }
                    }
                    Measure::Combined { inputs, of, .. } => {
                        self.evaluate_combined(number, (inputs, *of), bucket, figures)
                    }
                    Measure::Moved { rows, .. } => {
                        if bucket == self.grid.report {
                            self.evaluate_moved(number, rows, figures);
                        }
                    }
                    Measure::Against { of, by, .. } => self.evaluate_against(number, (of, *by), bucket, figures),
                    _ => {
                        for slice in self.slices(number, bucket) {
                            let figure = self.evaluate_sums(number, bucket, &slice);
                            if kpi.series.iter().any(|set| slice.is_by(set)) || is_of_something(&figure) {
                                figures.push(figure);
                            }
                        }
                    }
                }
            }
        }
        self.hide_remainders(kpi, path, figures)
    }

    pub(super) fn period(&self, bucket: usize) -> &'a Period {
        &self.grid.frames.buckets[bucket]
    }

    /// Where the data of a number begin.
    fn begins(&self, number: Number) -> Option<Beginning> {
        let frames = number.measure.frames();
        frames
            .iter()
            .filter_map(|frame| self.grid.frames.get(*frame).ok())
            .map(|frame| frame.begins)
            .max()
    }

    /// Which buckets a number is given for: whole months that its data cover, and the report's other periods.
    fn buckets(&self, number: Number) -> Vec<usize> {
        let zone = &self.grid.config.report.zone;
        let start = self.begins(number).map(|begins| begins.whole.period(zone).start);
        let covered = |period: &Period| start.is_none_or(|start| period.start >= start);
        let buckets = self.grid.frames.buckets.iter().enumerate();
        buckets
            .filter(|(bucket, period)| {
                *bucket == self.grid.report || period.label == self.periods.rolling_year.label || covered(period)
            })
            .map(|(bucket, _)| bucket)
            .collect()
    }

    /// Whether it is nothing where some of its months are not covered: a sum of twelve months that is one of seven, or
    /// populations set against each other that begin at different times, which over what only one of them covers are no rate.
    fn needs_all_months(&self, number: Number) -> bool {
        if matches!(number.measure, Measure::Lasted { .. }) {
            return true;
        }
        let frames = number.measure.frames().into_iter();
        let mut begins = frames.filter_map(|frame| Some(self.grid.frames.get(frame).ok()?.begins));
        let first = begins.next();
        number.kpi.window_months <= 1 && begins.any(|begins| Some(begins) != first)
    }

    fn cover(&self, number: Number, bucket: usize) -> Cover {
        let period = self.period(bucket);
        let zone = &self.grid.config.report.zone;
        let from = self.begins(number).map(|begins| begins.first);
        let first = from.map_or(period.first, |from| period.first.max(from.first_day()));
        let known_until = zone.date_of(self.periods.horizon).tomorrow().unwrap_or(period.next);
        let next = period.next.min(known_until);
        let months = period.months().unwrap_or_default();
        Cover {
            period: (first < next).then(|| Period::between(period.label.clone(), first, next, zone)),
            months_before: months
                .iter()
                .filter(|month| from.is_some_and(|from| **month < from))
                .count() as u64,
        }
    }

    /// Why there is nothing to say of a period that the data do not reach.
    fn outside(&self, number: Number) -> String {
        let until = self.grid.config.report.zone.date_of(self.periods.horizon);
        match self.begins(number) {
            Some(begins) => format!("the data run from {} to {until}", begins.first),
            None => format!("the data run to {until}"),
        }
    }

    /// The slices of a bucket: the total always where the KPI has one, others where there are rows.
    fn slices(&self, number: Number, bucket: usize) -> Vec<Slice> {
        let kpi = number.kpi;
        let mut slices: Vec<Slice> = Vec::new();
        if kpi.series.iter().any(|set| set.is_empty()) {
            slices.push(Slice::total());
        }
        // How many a day or a week is said of the whole, as is a companion that compares one part with the rest; its parts are
        // counts.
        let is_of_the_whole = match number.measure {
            Measure::RateRatio { .. } => number.stat.is_some(),
            Measure::Rate { bottom, .. } => matches!(bottom, Bottom::WorkingWeeks),
            _ => false,
        };
        let sets: Vec<Vec<Dim>> = match bucket {
            _ if is_of_the_whole => Vec::new(),
            bucket if bucket == self.grid.report => kpi.by_sets().collect(),
            bucket if Some(bucket) == self.grid.year => kpi.year_sets().collect(),
            _ => Vec::new(),
        };
        for sum in number.measure.sums() {
            let Some(totals) = self.totals.get(&(sum.rows.frame, sum.rows.at)) else {
                continue;
            };
            let (window, _) = self.window(number, bucket);
            let found = window.into_iter().flat_map(|bucket| totals.slices(bucket));
            let found = found.filter(|slice| {
                kpi.series.iter().any(|set| !set.is_empty() && slice.is_by(set))
                    || sets.iter().any(|set| slice.is_by(set)) && self.is_one_part(number, bucket, slice)
            });
            slices.extend(found.cloned());
        }
        slices.sort();
        slices.dedup();
        slices
    }

    /// Whether a slice is the same part of every population that a number is made of. What one of them shows by name may be
    /// among the "other" of the next.
    fn is_one_part(&self, number: Number, bucket: usize, slice: &Slice) -> bool {
        let sums = number.measure.sums().into_iter().chain(number.persons());
        let populations: BTreeSet<(FrameName, &str)> = sums.map(|sum| (sum.rows.frame, sum.rows.at)).collect();
        let totals = populations.iter().filter_map(|population| self.totals.get(population));
        let codings: Vec<&Coding> = totals.flat_map(|totals| totals.codings(bucket, slice)).collect();
        slice.0.iter().all(|(dim, word)| {
            let codings: Vec<&&Coding> = codings.iter().filter(|coding| coding.dim == *dim).collect();
            let folded = || {
                codings
                    .iter()
                    .flat_map(|coding| &coding.folded)
                    .filter(|word| *word != OTHER)
            };
            match word.as_str() {
                OTHER => folded().all(|word| codings.iter().all(|coding| !coding.words.contains(word))),
                word => folded().all(|each| each != word),
            }
        })
    }

    /// The buckets whose sums a figure is made of: its own, or the months of its window; and how many months are missing.
    fn window(&self, number: Number, bucket: usize) -> (Vec<usize>, u64) {
        // What was there at an end has no months before it.
        if number.measure.frames().into_iter().all(FrameName::is_stock) {
            return (vec![bucket], 0);
        }
        if number.kpi.window_months <= 1 || number.stat == Some(Stat::InPeriod) {
            return (vec![bucket], self.cover(number, bucket).months_before);
        }
        let end = Month::of(self.period(bucket).next);
        let from = self.begins(number).map(|begins| begins.whole);
        let wanted = i32::from(number.kpi.window_months);
        let found: Vec<usize> = (self.periods.months.iter().enumerate())
            .filter(|(_, month)| (1..=wanted).contains(&end.since(**month)) && from.is_none_or(|from| **month >= from))
            .map(|(index, _)| index)
            .collect();
        let missing = wanted as u64 - found.len() as u64;
        (found, missing)
    }

    fn evaluate_sums(&self, number: Number, bucket: usize, slice: &Slice) -> Figure {
        let (window, missing_months) = self.window(number, bucket);
        let get = |rows: &Rows, term: Term| -> i64 {
            let totals = self.totals.get(&(rows.frame, rows.at));
            totals.map_or(0, |totals| {
                window.iter().map(|bucket| totals.get(*bucket, slice, &term)).sum()
            })
        };
        let sum = |sum: &Sum, part: Pred| get(&sum.rows, Term::of(sum, part)) as f64;
        let count = |sum: &Sum| get(&sum.rows, Term::count(&sum.rows)).max(0) as u64;
        let mut figure = self.blank(number, number.measure.unit(), bucket, slice);
        let sums = number.measure.sums();
        let covered = match self.cover(number, bucket).period {
            Some(covered) if missing_months == 0 || !self.needs_all_months(number) => covered,
            _ => {
                figure.reason = Some(self.outside(number));
                return figure;
            }
        };
        match number.measure {
            Measure::Amount { plus, minus, unit } => {
                let scale = scale_of(*unit);
                let added: f64 = plus.iter().map(|each| sum(each, Pred::Every)).sum();
                let taken: f64 = minus.iter().map(|each| sum(each, Pred::Every)).sum();
                figure.value = Some((added - taken) * scale);
                figure.n = sums.iter().map(count).sum();
            }
            Measure::Ratio { part, whole } => {
                let (part, all) = (sum(whole, *part), sum(whole, Pred::Every));
                (figure.part, figure.whole, figure.n) = (Some(part), Some(all), count(whole));
                figure.value = (all > 0.0).then(|| part / all);
            }
            Measure::Part { part, whole, unit } => {
                let (part, all) = (sum(whole, *part), sum(whole, Pred::Every));
                (figure.part, figure.whole, figure.n) = (Some(part), Some(all), count(whole));
                figure.value = (figure.n > 0).then(|| part * scale_of(*unit));
            }
            Measure::Rate { top, bottom, per, .. } => {
                let (part, all) = (sum(top, Pred::Every), self.bottom(bottom, &covered, &sum));
                (figure.part, figure.whole) = (Some(part), Some(all));
                figure.n = match bottom {
                    Bottom::Sum(bottom) | Bottom::Whole(bottom) => count(bottom),
                    Bottom::Events(_) => all as u64,
                    _ => count(top),
                };
                figure.value = (all > 0.0).then(|| part / all * per);
                if matches!(bottom, Bottom::Events(_)) && all == 0.0 && part > 0.0 {
                    figure.bounds = Some((part * per, f64::INFINITY));
                }
            }
            Measure::RateRatio { events, exposure, of } => {
                let side = |sum_of: &Sum| {
                    let of_part = sum(sum_of, *of);
                    (of_part, sum(sum_of, Pred::Every) - of_part)
                };
                let ((events, other_events), (exposure, other_exposure)) = (side(events), side(exposure));
                (figure.part, figure.whole) = rates(events, exposure).zip(rates(other_events, other_exposure)).unzip();
                figure.n = (events + other_events) as u64;
                figure.value = quotient(figure.part, figure.whole);
                figure.reason = (figure.whole == Some(0.0)).then(|| OF_ZERO.to_owned());
                figure.bounds = figure.value.and_then(|ratio| ratio_bounds(ratio, events, other_events));
            }
            Measure::Lasted { of, events } => {
                figure.n = sum(events, Pred::Every) as u64;
                figure.value = (count(of) > 0).then(|| sum(of, Pred::Every) / HOUR as f64);
            }
            Measure::Remainder { input, less } => {
                let (all, taken) = (self.input_minutes(input, &covered), sum(less, Pred::Every));
                (figure.part, figure.whole, figure.n) = (Some(taken), Some(all), count(less));
                figure.value = Some((all - taken) / 60.0);
            }
            _ => {}
        }
        for rows in distinct(sums.iter().map(|sum| sum.rows)) {
            let Ok(frame) = self.grid.frames.get(rows.frame) else {
                continue;
            };
            for (label, term) in Term::exceptions(&rows, frame) {
                let count = get(&rows, term).max(0) as u64;
                if count > 0 && !figure.left_out.iter().any(|(each, _)| *each == label) {
                    figure.left_out.push((label, count));
                }
            }
        }
        if missing_months > 0 {
            figure.left_out.push((NOT_COVERED, missing_months));
        }
        if figure.value.is_none() && figure.reason.is_none() {
            // The whole comes last.
            let known = sums.last().map_or(&[][..], |whole| whole.rows.known);
            let unknown = known
                .iter()
                .map(|(_, label)| *label)
                .find(|label| figure.left_out.iter().any(|(each, _)| each == label));
            figure.reason = Some(match (figure.bounds, unknown) {
                (Some(_), _) => NO_EVENT.to_owned(),
                (None, Some(label)) if figure.n == 0 => format!("no record of this period counts: {label}"),
                (None, _) => NOTHING.to_owned(),
            });
        }
        if figure.unit == Unit::Ratio && number.measure.is_of_money() {
            [figure.part, figure.whole] =
                [figure.part, figure.whole].map(|sum| sum.map(|sum| sum * scale_of(Unit::Money)));
        }
        // Of nobody there is nothing to hide.
        match is_of_something(&figure) && self.is_of_too_few(number, &window, slice) {
            true => self.too_few_persons(figure),
            false => figure,
        }
    }

    fn bottom(&self, bottom: &Bottom, period: &Period, sum: &dyn Fn(&Sum, Pred) -> f64) -> f64 {
        match bottom {
            Bottom::Sum(each) | Bottom::Whole(each) | Bottom::Events(each) | Bottom::Exposure(each) => {
                sum(each, Pred::Every)
            }
            Bottom::Users => f64::from(self.grid.config.report.users.unwrap_or(0)),
            Bottom::WorkingWeeks => f64::from(working_days(period, self.grid.config)) / 5.0,
            Bottom::InputMinutes(input) => self.input_minutes(input, period),
        }
    }

    /// What an input of hours a month is in the minutes of a period.
    fn input_minutes(&self, input: &str, period: &Period) -> f64 {
        self.grid
            .config
            .inputs
            .get(input)
            .map_or(0.0, |hours| hours.expected * 60.0 * period.length_in_months())
    }

    fn evaluate_spread(&self, number: Number, bucket: usize, figures: &mut Figures) {
        let Some((rows, value)) = number.measure.spread() else {
            return;
        };
        for (clock, column) in value.clocks().filter(|(_, column)| self.has(rows.frame, column)) {
            let Some(spreads) = self.spreads.get(&(rows.frame, rows.at, rows.keep, rows.known, column)) else {
                continue;
            };
            let found: Vec<(&Slice, Option<&Spread>)> = spreads
                .range((bucket, Slice::total())..(bucket + 1, Slice::total()))
                .filter(|((_, slice), _)| gives(number, slice))
                .map(|((_, slice), spread)| (slice, Some(spread)))
                .collect();
            let leading = default_slice(number.kpi);
            let missing = bucket == self.grid.report
                && gives(number, &leading)
                && !found.iter().any(|(slice, _)| **slice == leading);
            for (slice, spread) in found.into_iter().chain(missing.then_some((&leading, None))) {
                for (stat, value, bounds) in numbers(number.measure, number.stat, spread) {
                    let mut figure = self.blank(Number { stat, ..number }, Unit::Seconds, bucket, slice);
                    figure.clock = Some(clock);
                    (figure.value, figure.bounds) = (value, bounds);
                    figure.n = spread.map_or(0, |spread| spread.n);
                    figure.left_out = self.left_out(&rows, bucket, slice);
                    if value.is_none() {
                        let covered = self.cover(number, bucket).period.is_some();
                        figure.reason = Some(if covered {
                            NOTHING.to_owned()
                        } else {
                            self.outside(number)
                        });
                    }
                    if spread.is_some() && self.is_of_too_few(number, &[bucket], slice) {
                        figure = self.too_few_persons(figure);
                    }
                    figures.push(figure);
                }
            }
        }
    }

    fn left_out(&self, rows: &Rows, bucket: usize, slice: &Slice) -> Vec<(&'static str, u64)> {
        let totals = self.totals.get(&(rows.frame, rows.at));
        let (Some(totals), Ok(frame)) = (totals, self.grid.frames.get(rows.frame)) else {
            return Vec::new();
        };
        Term::exceptions(rows, frame)
            .into_iter()
            .map(|(label, term)| (label, totals.get(bucket, slice, &term).max(0) as u64))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// The one figure of a KPI that cannot be worked out, with what would provide it.
    pub(super) fn unavailable(&self, kpi: &'static Kpi, reason: String, figures: &mut Figures) {
        let path = kpi.paths.first().unwrap_or(&Path::BASE);
        let stats: Vec<Option<Stat>> = match path.measures.first() {
            Some((None, Measure::Spread { .. })) => [Stat::Median, Stat::P90, Stat::Mean].map(Some).to_vec(),
            _ => vec![None],
        };
        for stat in stats {
            let number = Number {
                kpi,
                path,
                stat,
                measure: &NONE,
            };
            let mut figure = self.blank(number, kpi.unit, self.grid.report, &default_slice(kpi));
            figure.reason = Some(reason.clone());
            figure.provisional_until = None;
            figures.push(figure);
        }
    }

    pub(super) fn blank(&self, number: Number, unit: Unit, bucket: usize, slice: &Slice) -> Figure {
        let period = self.period(bucket);
        let config = self.grid.config;
        let days = number.kpi.follow_up.days(&config.rules);
        let settled = period.next.saturating_add(jiff::Span::new().days(i64::from(days)));
        let open = days > 0 && config.report.zone.start_of(settled) > self.periods.horizon;
        Figure {
            id: number.kpi.id,
            period: period.label.clone(),
            slice: slice.clone(),
            stat: number.stat,
            clock: None,
            unit,
            value: None,
            part: None,
            whole: None,
            n: 0,
            basis: number.path.basis,
            left_out: Vec::new(),
            bounds: None,
            provisional_until: open.then_some(settled),
            reason: None,
        }
    }
}

/// Why a figure of an empty period has no value.
pub(super) const NOTHING: &str = "no records in this period";
/// Why the time between events has none.
const NO_EVENT: &str = "none happened in this period";
/// What is said of months that lie before the data.
const NOT_COVERED: &str = "months not covered";
/// Why a quotient has none.
pub(super) const OF_ZERO: &str = "what it would be divided by is zero";
/// What a KPI without a path measures.
const NONE: Measure = Measure::Amount {
    plus: &[],
    minus: &[],
    unit: Unit::Count,
};

/// What a sum of a unit's column is multiplied with: effort is added up in minutes, money in hundredths.
fn scale_of(unit: Unit) -> f64 {
    match unit {
        Unit::Hours => 1.0 / 60.0,
        Unit::Money => 0.01,
        _ => 1.0,
    }
}

/// How many months of its period lie before its data.
pub(super) fn uncovered(figure: &Figure) -> u64 {
    let months = figure.left_out.iter().find(|(what, _)| *what == NOT_COVERED);
    months.map_or(0, |(_, months)| *months)
}

/// Whether there is any row that a part's figure is about. None of what somebody named is told, too; none of what nobody
/// named is nothing.
pub(super) fn is_of_something(figure: &Figure) -> bool {
    let is_named = figure.slice.0.iter().all(|(_, word)| word != NOT_GIVEN);
    figure.n > 0 || !figure.left_out.is_empty() || is_named && figure.value.is_some()
}

/// Events by exposure; `None` without any.
fn rates(events: f64, exposure: f64) -> Option<f64> {
    (exposure > 0.0).then(|| events / exposure)
}

/// The 95 % interval of a ratio of two rates, normal on the log scale; `None` where a side has no events.
fn ratio_bounds(ratio: f64, events: f64, other_events: f64) -> Option<(f64, f64)> {
    if events == 0.0 || other_events == 0.0 {
        return None;
    }
    let spread = (1.96 * (1.0 / events + 1.0 / other_events).sqrt()).exp();
    Some((ratio / spread, ratio * spread))
}

pub(super) fn quotient(above: Option<f64>, below: Option<f64>) -> Option<f64> {
    above
        .zip(below)
        .filter(|(_, below)| *below > 0.0)
        .map(|(above, below)| above / below)
}

/// Whether a number is given by the dimensions of a slice.
fn gives(number: Number, slice: &Slice) -> bool {
    let kpi = number.kpi;
    kpi.series.iter().any(|set| slice.is_by(set)) || number.stat.is_none() && kpi.by_sets().any(|set| slice.is_by(&set))
}

/// The slice of a KPI's leading number: the total, or incidents where the kinds are never blended.
fn default_slice(kpi: &Kpi) -> Slice {
    match kpi.series.first() {
        Some([Dim::Kind, ..]) => Slice::of(Dim::Kind, "incident"),
        _ => Slice::total(),
    }
}

/// The numbers of a spread that a measure gives: stat, value, bounds.
#[allow(clippy::type_complexity)]
fn numbers(
    measure: &Measure,
    stat: Option<Stat>,
    spread: Option<&Spread>,
) -> Vec<(Option<Stat>, Option<f64>, Option<(f64, f64)>)> {
    let median = (
        spread.map(|spread| spread.median.0),
        spread.map(|spread| spread.median.1),
    );
    let p90 = (spread.map(|spread| spread.p90.0), spread.map(|spread| spread.p90.1));
    let mean = spread.map(|spread| spread.mean);
    match measure {
        Measure::Middle { of, .. } => {
            let (value, bounds) = match of {
                Stat::P90 => p90,
                Stat::Mean => (mean, None),
                _ => median,
            };
            vec![(stat, value, bounds)]
        }
        Measure::CutMean { .. } => vec![
            (Some(Stat::Mean), spread.map(|spread| spread.cut.0), None),
            (Some(Stat::Cut), spread.map(|spread| spread.cut.1), None),
        ],
        _ => vec![
            (Some(Stat::Median), median.0, median.1),
            (Some(Stat::P90), p90.0, p90.1),
            (Some(Stat::Mean), mean, None),
        ],
    }
}

fn distinct(rows: impl Iterator<Item = Rows>) -> Vec<Rows> {
    let mut distinct: Vec<Rows> = Vec::new();
    for each in rows {
        if !distinct.contains(&each) {
            distinct.push(each);
        }
    }
    distinct
}
