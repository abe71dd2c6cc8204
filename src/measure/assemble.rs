//! The answers of the engine, put together as figures with their evidence.

use super::engine::Engine;
use super::figure::{Basis, Dim, Figure, Figures, Slice, Stat};
use super::query::Term;
use super::spread::Spread;
use super::{Bottom, Kpi, Measure, Path, Pred, Rows, Sum, Unit};
use crate::calendar::{Month, Period};
use crate::enrich::working_days;

impl<'a> Engine<'a> {
    /// Which buckets a KPI is given for: whole months that its data cover, and the report's other periods.
    fn buckets(&self, measure: &Measure) -> impl Iterator<Item = (usize, &'a Period)> {
        let from = measure
            .frames()
            .iter()
            .filter_map(|frame| self.grid.frames.get(*frame).ok())
            .map(|frame| frame.from)
            .max();
        let start = from.map(|month| month.period(&self.grid.config.report.zone).start);
        let (report, rolling) = (self.grid.report, &self.periods.rolling_year.label);
        self.grid
            .frames
            .buckets
            .iter()
            .enumerate()
            .filter(move |(bucket, period)| {
                *bucket == report || period.label == *rolling || start.is_none_or(|start| period.start >= start)
            })
    }

    pub(super) fn evaluate(&self, kpi: &'static Kpi, path: &'static Path, figures: &mut Figures) {
        for (stat, measure) in path.measures {
            if !self.can(measure) {
                continue;
            }
            for (bucket, period) in self.buckets(measure) {
                match measure {
                    Measure::Spread { .. } | Measure::Middle { .. } | Measure::CutMean { .. } => {
                        self.evaluate_spread(kpi, path, *stat, measure, bucket, period, figures);
                    }
                    Measure::Quotient { of, top, bottom } => {
                        self.evaluate_quotient(kpi, path, *stat, (of, *top, *bottom), period, figures);
                    }
                    Measure::Between { of } => {
                        if bucket == self.grid.report {
                            self.evaluate_between(kpi, path, *stat, of, period, figures);
                        }
                    }
                    _ => {
                        for slice in self.slices(kpi, measure, bucket) {
                            figures.push(self.evaluate_sums(kpi, path, *stat, measure, bucket, &slice));
                        }
                    }
                }
            }
        }
    }

    /// The slices of a bucket: the total always where the KPI has one, others where there are rows.
    fn slices(&self, kpi: &Kpi, measure: &Measure, bucket: usize) -> Vec<Slice> {
        let mut slices: Vec<Slice> = Vec::new();
        if kpi.series.iter().any(|set| set.is_empty()) || bucket == self.grid.report && kpi.series.is_empty() {
            slices.push(Slice::total());
        }
        let by: Vec<Vec<Dim>> = kpi
            .by
            .iter()
            .map(|dim| {
                let mut set = vec![*dim];
                if kpi.always_by_kind {
                    set.push(Dim::Kind);
                }
                set.sort_unstable();
                set
            })
            .collect();
        for sum in measure.sums() {
            let Some(totals) = self.totals.get(&(sum.rows.frame, sum.rows.at)) else {
                continue;
            };
            let found = totals.slices(bucket).filter(|slice| {
                kpi.series.iter().any(|set| !set.is_empty() && slice.is_by(set))
                    || bucket == self.grid.report && by.iter().any(|set| slice.is_by(set))
            });
            slices.extend(found.cloned());
        }
        slices.sort();
        slices.dedup();
        slices
    }

    /// The buckets whose sums a figure is made of: its own, or the months of its window; and how many months are missing.
    fn window(&self, kpi: &Kpi, bucket: usize) -> (Vec<usize>, u64) {
        if kpi.window_months <= 1 {
            return (vec![bucket], 0);
        }
        let end = Month::of(self.grid.frames.buckets[bucket].next);
        let wanted = i32::from(kpi.window_months);
        let found: Vec<usize> = (self.periods.months.iter().enumerate())
            .filter(|(_, month)| (1..=wanted).contains(&end.since(**month)))
            .map(|(index, _)| index)
            .collect();
        let missing = wanted as u64 - found.len() as u64;
        (found, missing)
    }

    fn evaluate_sums(
        &self,
        kpi: &'static Kpi,
        path: &'static Path,
        stat: Option<Stat>,
        measure: &Measure,
        bucket: usize,
        slice: &Slice,
    ) -> Figure {
        let period = &self.grid.frames.buckets[bucket];
        let (window, missing_months) = self.window(kpi, bucket);
        let get = |rows: &Rows, term: Term| -> i64 {
            let totals = self.totals.get(&(rows.frame, rows.at));
            totals.map_or(0, |totals| {
                window.iter().map(|bucket| totals.get(*bucket, slice, &term)).sum()
            })
        };
        let sum = |sum: &Sum, part: Pred| get(&sum.rows, Term::of(sum, part)) as f64;
        let sums = measure.sums();
        let count = |sum: &Sum| get(&sum.rows, Term::count(&sum.rows)).max(0) as u64;
        let mut figure = self.blank(kpi, path, stat, measure.unit(), period, slice);
        match measure {
            Measure::Amount { plus, minus, unit } => {
                let scale = if *unit == Unit::Hours { 1.0 / 60.0 } else { 1.0 };
                let amount: f64 = plus.iter().map(|each| sum(each, Pred::Every)).sum::<f64>()
                    - minus.iter().map(|each| sum(each, Pred::Every)).sum::<f64>();
                figure.value = Some(amount * scale);
                figure.n = sums.iter().map(count).sum();
            }
            Measure::Ratio { part, whole } => {
                let (part, all) = (sum(whole, *part), sum(whole, Pred::Every));
                (figure.part, figure.whole, figure.n) = (Some(part), Some(all), count(whole));
                figure.value = (all > 0.0).then(|| part / all);
            }
            Measure::Rate { top, bottom, per, .. } => {
                let (part, all) = (sum(top, Pred::Every), self.bottom(bottom, period, &sum));
                (figure.part, figure.whole) = (Some(part), Some(all));
                figure.n = match bottom {
                    Bottom::Sum(bottom) => count(bottom),
                    _ => count(top),
                };
                figure.value = (all > 0.0).then(|| part / all * per);
            }
            Measure::Remainder { input, less } => {
                let (all, taken) = (self.input_minutes(input, period), sum(less, Pred::Every));
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
            figure.left_out.push(("months before the data", missing_months));
        }
        if figure.value.is_none() {
            figure.reason = Some("no records in this period".to_owned());
        }
        figure
    }

    fn bottom(&self, bottom: &Bottom, period: &Period, sum: &dyn Fn(&Sum, Pred) -> f64) -> f64 {
        match bottom {
            Bottom::Sum(each) => sum(each, Pred::Every),
            Bottom::Users => f64::from(self.grid.config.report.users.unwrap_or(0)),
            Bottom::WorkingWeeks => f64::from(working_days(period, self.grid.config)) / 5.0,
            Bottom::InputMinutes(input) => self.input_minutes(input, period),
        }
    }

    /// What an input of hours a month is in the minutes of a period.
    fn input_minutes(&self, input: &str, period: &Period) -> f64 {
        let months = match period.months() {
            Some(months) => months.len() as f64,
            None => (period.end - period.start) as f64 / (365.25 / 12.0 * crate::calendar::DAY as f64),
        };
        self.grid
            .config
            .inputs
            .get(input)
            .map_or(0.0, |hours| hours.expected * 60.0 * months)
    }

    #[allow(clippy::too_many_arguments)]
    fn evaluate_spread(
        &self,
        kpi: &'static Kpi,
        path: &'static Path,
        stat: Option<Stat>,
        measure: &Measure,
        bucket: usize,
        period: &Period,
        figures: &mut Figures,
    ) {
        let Some((rows, value)) = measure.spread() else { return };
        for (clock, column) in value.clocks().filter(|(_, column)| self.has(rows.frame, column)) {
            let Some(spreads) = self.spreads.get(&(rows.frame, rows.at, rows.keep, rows.known, column)) else {
                continue;
            };
            let found: Vec<(&Slice, Option<&Spread>)> = spreads
                .range((bucket, Slice::total())..(bucket + 1, Slice::total()))
                .filter(|((_, slice), _)| self.gives(kpi, stat, slice))
                .map(|((_, slice), spread)| (slice, Some(spread)))
                .collect();
            let total = default_slice(kpi);
            let missing = bucket == self.grid.report && !found.iter().any(|(slice, _)| **slice == total);
            for (slice, spread) in found.into_iter().chain(missing.then_some((&total, None))) {
                for (stat, value, bounds) in numbers(measure, stat, spread) {
                    let mut figure = self.blank(kpi, path, stat, Unit::Seconds, period, slice);
                    figure.clock = Some(clock);
                    (figure.value, figure.bounds) = (value, bounds);
                    figure.n = spread.map_or(0, |spread| spread.n);
                    figure.left_out = self.left_out(&rows, bucket, slice);
                    if value.is_none() {
                        figure.reason = Some("no records in this period".to_owned());
                    }
                    figures.push(figure);
                }
            }
        }
    }

    /// Whether a KPI is given by the dimensions of a slice.
    fn gives(&self, kpi: &Kpi, stat: Option<Stat>, slice: &Slice) -> bool {
        kpi.series.iter().any(|set| slice.is_by(set))
            || stat.is_none()
                && kpi.by.iter().any(|dim| {
                    let mut set = vec![*dim];
                    if kpi.always_by_kind {
                        set.push(Dim::Kind);
                    }
                    set.sort_unstable();
                    slice.is_by(&set)
                })
    }

    fn left_out(&self, rows: &Rows, bucket: usize, slice: &Slice) -> Vec<(&'static str, u64)> {
        let (Some(totals), Ok(frame)) = (
            self.totals.get(&(rows.frame, rows.at)),
            self.grid.frames.get(rows.frame),
        ) else {
            return Vec::new();
        };
        Term::exceptions(rows, frame)
            .into_iter()
            .map(|(label, term)| (label, totals.get(bucket, slice, &term).max(0) as u64))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    fn evaluate_quotient(
        &self,
        kpi: &'static Kpi,
        path: &'static Path,
        stat: Option<Stat>,
        (of, top, bottom): (&'static str, Stat, Stat),
        period: &Period,
        figures: &mut Figures,
    ) {
        for slice in figures.slices(of, &period.label, kpi.series) {
            let get = |stat| figures.get(of, &period.label, &slice, Some(stat), None);
            let (Some(above), Some(below)) = (get(top), get(bottom)) else {
                continue;
            };
            let mut figure = self.blank(kpi, path, stat, Unit::Rate, period, &slice);
            (figure.part, figure.whole, figure.n) = (above.value, below.value, above.n);
            figure.value = above
                .value
                .zip(below.value)
                .filter(|(_, below)| *below > 0.0)
                .map(|(above, below)| above / below);
            if figure.value.is_none() {
                figure.reason = Some("no records in this period".to_owned());
            }
            figures.push(figure);
        }
    }

    /// The largest over the smallest median of the groups with records enough to have one that means something.
    fn evaluate_between(
        &self,
        kpi: &'static Kpi,
        path: &'static Path,
        stat: Option<Stat>,
        of: &'static str,
        period: &Period,
        figures: &mut Figures,
    ) {
        const ENOUGH: u64 = 20;
        for kind in ["incident", "request"] {
            let medians: Vec<(f64, u64)> = figures
                .slices(of, &period.label, &[&[Dim::Kind, Dim::Group]])
                .iter()
                .filter(|slice| slice.get(Dim::Kind) == Some(kind))
                .filter_map(|slice| figures.get(of, &period.label, slice, Some(Stat::Median), None))
                .filter(|figure| figure.n >= ENOUGH)
                .filter_map(|figure| Some((figure.value?, figure.n)))
                .collect();
            if medians.len() < 2 {
                continue;
            }
            let (least, most) = medians.iter().fold((f64::MAX, 0.0f64), |(least, most), (median, _)| {
                (least.min(*median), most.max(*median))
            });
            let mut figure = self.blank(kpi, path, stat, Unit::Rate, period, &Slice::of(Dim::Kind, kind));
            (figure.part, figure.whole, figure.n) = (Some(most), Some(least), medians.iter().map(|(_, n)| n).sum());
            figure.value = (least > 0.0).then(|| most / least);
            figures.push(figure);
        }
    }

    /// The one figure of a KPI that cannot be worked out, with what would provide it.
    pub(super) fn unavailable(&self, kpi: &'static Kpi, reason: String, figures: &mut Figures) {
        let period = &self.grid.frames.buckets[self.grid.report];
        let path = &Path::BASE;
        let leading = kpi.paths.first().and_then(|path| path.measures.first());
        let stats: Vec<Option<Stat>> = match leading {
            Some((None, Measure::Spread { .. })) => [Stat::Median, Stat::P90, Stat::Mean].map(Some).to_vec(),
            _ => vec![None],
        };
        for stat in stats {
            let mut figure = self.blank(kpi, path, stat, kpi.unit, period, &default_slice(kpi));
            figure.basis = kpi.paths.first().map_or(Basis::Recorded, |path| path.basis);
            figure.reason = Some(reason.clone());
            figure.provisional_until = None;
            figures.push(figure);
        }
    }

    fn blank(
        &self,
        kpi: &'static Kpi,
        path: &Path,
        stat: Option<Stat>,
        unit: Unit,
        period: &Period,
        slice: &Slice,
    ) -> Figure {
        let settled = period
            .next
            .saturating_add(jiff::Span::new().days(i64::from(kpi.follow_up_days)));
        let open = kpi.follow_up_days > 0 && self.grid.config.report.zone.start_of(settled) > self.periods.horizon;
        Figure {
            id: kpi.id,
            period: period.label.clone(),
            slice: slice.clone(),
            stat,
            clock: None,
            unit,
            value: None,
            part: None,
            whole: None,
            n: 0,
            basis: path.basis,
            left_out: Vec::new(),
            bounds: None,
            provisional_until: open.then_some(settled),
            reason: None,
        }
    }
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
