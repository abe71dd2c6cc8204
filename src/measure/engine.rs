//! The one engine that computes every KPI: it picks each KPI's path, asks each frame once for all that is wanted of it,
//! and puts the answers together as figures.

use std::collections::BTreeMap;

use super::figure::{Basis, Dim, Figure, Figures, Slice, Stat};
use super::query::{Question, Term, Totals, totals};
use super::spread::{Spread, Spreads, spreads};
use super::{Bottom, Col, Given, Kpi, Measure, Path, Pred, Rows, Unit, catalogue};
use crate::calendar::{Month, Period, Periods};
use crate::config::Config;
use crate::enrich::{FrameName, Frames, effort_is_recorded, working_days};
use crate::error::Result;

/// Computes every KPI of the catalogue over every bucket.
pub fn measure(frames: &Frames, config: &Config, periods: &Periods) -> Result<Figures> {
    let engine = Engine::new(frames, config, periods)?;
    let mut figures = Figures::default();
    for kpi in catalogue() {
        match engine.path(kpi) {
            Ok(path) => engine.evaluate(kpi, path, &mut figures),
            Err(reason) => engine.unavailable(kpi, reason, &mut figures),
        }
    }
    Ok(figures)
}

type SpreadKey = (FrameName, Col, Pred, &'static [(Col, &'static str)], Col);

struct Engine<'a> {
    frames: &'a Frames,
    config: &'a Config,
    periods: &'a Periods,
    /// The report's own bucket.
    report: usize,
    totals: BTreeMap<(FrameName, Col), Totals>,
    spreads: BTreeMap<SpreadKey, Spreads>,
}

impl<'a> Engine<'a> {
    /// Asks every question that the catalogue's paths need, each once.
    fn new(frames: &'a Frames, config: &'a Config, periods: &'a Periods) -> Result<Self> {
        let report = frames
            .buckets
            .iter()
            .position(|period| period.label == periods.report.label)
            .unwrap_or(0);
        let mut engine = Self {
            frames,
            config,
            periods,
            report,
            totals: BTreeMap::new(),
            spreads: BTreeMap::new(),
        };
        let mut questions: BTreeMap<(FrameName, Col), Question> = BTreeMap::new();
        let mut wanted: BTreeMap<SpreadKey, (Rows, Vec<&'static [Dim]>, Vec<(Dim, bool)>)> = BTreeMap::new();
        for kpi in catalogue() {
            let Ok(path) = engine.path(kpi) else { continue };
            for (stat, measure) in path.measures {
                if !engine.can(measure) {
                    continue;
                }
                engine.ask(kpi, measure, &mut questions);
                if let Some((rows, value)) = measure.spread() {
                    for (_, column) in value.clocks().filter(|(_, column)| engine.has(rows.frame, column)) {
                        let (_, series, by) = wanted
                            .entry((rows.frame, rows.at, rows.keep, rows.known, column))
                            .or_insert_with(|| (rows, Vec::new(), Vec::new()));
                        series.extend(
                            kpi.series
                                .iter()
                                .copied()
                                .filter(|set| !series.contains(set))
                                .collect::<Vec<_>>(),
                        );
                        if stat.is_none() {
                            let more = kpi.by.iter().map(|dim| (*dim, kpi.always_by_kind));
                            by.extend(more.filter(|each| !by.contains(each)).collect::<Vec<_>>());
                        }
                    }
                }
            }
        }
        let months = periods.months.len();
        for ((frame, at), question) in questions {
            engine.totals.insert(
                (frame, at),
                totals(frame, at, &question, frames, months, report, config)?,
            );
        }
        for (key, (rows, series, by)) in wanted {
            let Ok(frame) = frames.get(key.0) else { continue };
            engine.spreads.insert(
                key,
                spreads(frame, &rows, key.4, &series, &by, frames, months, report, config)?,
            );
        }
        Ok(engine)
    }

    /// The first path whose columns are there; else what would provide the first.
    fn path(&self, kpi: &'static Kpi) -> Result<&'static Path, String> {
        let mut reasons = kpi.paths.iter().map(|path| self.lacks(path));
        match kpi.paths.iter().zip(&mut reasons).find(|(_, lacks)| lacks.is_none()) {
            Some((path, _)) => Ok(path),
            None => Err(kpi.paths.iter().find_map(|path| self.lacks(path)).unwrap_or_default()),
        }
    }

    /// What a path lacks, in words.
    fn lacks(&self, path: &'static Path) -> Option<String> {
        for (table, column) in path.needs {
            if !self.frames.has_table(table) {
                return Some(format!("no export gives {table}"));
            }
            if self.frames.filled(table, column) == 0.0 {
                return Some(format!("no column gives the {}", column.replace('_', " ")));
            }
        }
        let input = |name: &str| match name {
            "report.users" => self.config.report.users.is_some(),
            _ => self.config.inputs.contains_key(name),
        };
        let lacks = match path.given {
            Given::Always => None,
            Given::Input(name) => (!input(name)).then(|| format!("`{name}` is not given in boardpack.toml")),
            Given::Frame(name) => self.frames.get(name).err(),
            Given::Effort => self.effort_lacks(),
            Given::EffortAnd(name) => self
                .effort_lacks()
                .or_else(|| (!input(name)).then(|| format!("`{name}` is not given in boardpack.toml"))),
        };
        lacks.or_else(|| {
            let (_, leading) = path.measures.first()?;
            let (frame, column) = leading
                .columns()
                .into_iter()
                .find(|(frame, column)| !self.has(*frame, column))?;
            Some(match self.frames.get(frame) {
                Ok(_) => format!(
                    "no column gives the {}",
                    column.trim_end_matches("_wall").replace('_', " ")
                ),
                Err(why) => why,
            })
        })
    }

    fn effort_lacks(&self) -> Option<String> {
        (!effort_is_recorded(self.frames))
            .then(|| "fewer than four fifths of the tickets and changes have their effort recorded".to_owned())
    }

    fn has(&self, frame: FrameName, column: &str) -> bool {
        self.frames.get(frame).is_ok_and(|frame| frame.has(column))
    }

    /// Whether every column that a measure reads is there.
    fn can(&self, measure: &Measure) -> bool {
        measure
            .columns()
            .into_iter()
            .all(|(frame, column)| self.has(frame, column))
    }

    /// Adds what a measure needs to the questions.
    fn ask(&self, kpi: &Kpi, measure: &Measure, questions: &mut BTreeMap<(FrameName, Col), Question>) {
        let part = match measure {
            Measure::Ratio { part, .. } => *part,
            _ => Pred::Every,
        };
        let mut rows: Vec<Rows> = measure.sums().iter().map(|sum| sum.rows).collect();
        rows.extend(measure.spread().map(|(rows, _)| rows));
        for rows in &rows {
            let Ok(frame) = self.frames.get(rows.frame) else {
                continue;
            };
            let question = questions.entry((rows.frame, rows.at)).or_default();
            question.terms.insert(Term::count(rows));
            question
                .terms
                .extend(Term::exceptions(rows, frame).into_iter().map(|(_, term)| term));
            question.series.extend(kpi.series.iter().copied());
            if measure.spread().is_none() {
                question.by.extend(kpi.by.iter().map(|dim| (*dim, kpi.always_by_kind)));
            }
        }
        for sum in measure.sums() {
            let question = questions.entry((sum.rows.frame, sum.rows.at)).or_default();
            question.terms.insert(Term::of(&sum, Pred::Every));
            question.terms.insert(Term::of(&sum, part));
        }
    }

    /// Which buckets a KPI is given for: whole months that its data cover, and the report's other periods.
    fn buckets(&self, measure: &Measure) -> impl Iterator<Item = (usize, &'a Period)> {
        let from = measure
            .columns()
            .iter()
            .filter_map(|(frame, _)| self.frames.get(*frame).ok())
            .map(|frame| frame.from)
            .max();
        let start = from.map(|month| month.period(&self.config.report.zone).start);
        let (report, rolling) = (self.report, &self.periods.rolling_year.label);
        self.frames.buckets.iter().enumerate().filter(move |(bucket, period)| {
            *bucket == report || period.label == *rolling || start.is_none_or(|start| period.start >= start)
        })
    }

    fn evaluate(&self, kpi: &'static Kpi, path: &'static Path, figures: &mut Figures) {
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
                        if bucket == self.report {
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
        if kpi.series.iter().any(|set| set.is_empty()) || bucket == self.report && kpi.series.is_empty() {
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
                    || bucket == self.report && by.iter().any(|set| slice.is_by(set))
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
        let end = Month::of(self.frames.buckets[bucket].next);
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
        let period = &self.frames.buckets[bucket];
        let (window, missing_months) = self.window(kpi, bucket);
        let get = |rows: &Rows, term: Term| -> i64 {
            let totals = self.totals.get(&(rows.frame, rows.at));
            totals.map_or(0, |totals| {
                window.iter().map(|bucket| totals.get(*bucket, slice, &term)).sum()
            })
        };
        let sum = |sum: &super::Sum, part: Pred| get(&sum.rows, Term::of(sum, part)) as f64;
        let sums = measure.sums();
        let count = |sum: &super::Sum| get(&sum.rows, Term::count(&sum.rows)).max(0) as u64;
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
            let Ok(frame) = self.frames.get(rows.frame) else {
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

    fn bottom(&self, bottom: &Bottom, period: &Period, sum: &dyn Fn(&super::Sum, Pred) -> f64) -> f64 {
        match bottom {
            Bottom::Sum(each) => sum(each, Pred::Every),
            Bottom::Users => f64::from(self.config.report.users.unwrap_or(0)),
            Bottom::WorkingWeeks => f64::from(working_days(period, self.config)) / 5.0,
            Bottom::InputMinutes(input) => self.input_minutes(input, period),
        }
    }

    /// What an input of hours a month is in the minutes of a period.
    fn input_minutes(&self, input: &str, period: &Period) -> f64 {
        let months = match period.months() {
            Some(months) => months.len() as f64,
            None => (period.end - period.start) as f64 / (365.25 / 12.0 * crate::calendar::DAY as f64),
        };
        self.config
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
            let missing = bucket == self.report && !found.iter().any(|(slice, _)| **slice == total);
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
        let (Some(totals), Ok(frame)) = (self.totals.get(&(rows.frame, rows.at)), self.frames.get(rows.frame)) else {
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
    fn unavailable(&self, kpi: &'static Kpi, reason: String, figures: &mut Figures) {
        let period = &self.frames.buckets[self.report];
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
        let open = kpi.follow_up_days > 0 && self.config.report.zone.start_of(settled) > self.periods.horizon;
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
