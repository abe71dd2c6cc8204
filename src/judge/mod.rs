//! Figures → verdicts: intervals, control limits, targets. Is a move a signal or noise?

pub mod gates;

mod interval;
mod mix;
mod series;
mod target;
mod xmr;

use std::ops::Range;

use crate::calendar::Periods;
use crate::config::Config;
use crate::ingest::{SourceLedger, Warning};
use crate::measure::{Clock, Figure, Figures, FrameName, Kpi, Slice, Stat, Unit};

pub use interval::{poisson, wilson};
pub use mix::{MixPart, MixShift, mix_shift};
pub use series::{better, expected_false_signals};

use series::AllSeries;
use target::Aim;

/// Says of every figure what can honestly be said: its interval, whether it meets its target, and whether its move is news.
///
/// What counts the records of a one-sided export by when they began is not judged: who looks only at what is still open, or only
/// at what has ended, sees a rise or a fall that never was.
///
/// A month is judged with all whole months up to the report's end, so that it is a signal against the same range in every
/// figure of the report. It is one when it completes a rule: the seventh of a run, not the six before.
pub fn judge(figures: Figures, config: &Config, periods: &Periods, one_sided: &[FrameName]) -> Judged {
    let aims: Vec<Aim> = config
        .targets
        .iter()
        .map(|target| {
            let better = series::better(figures.kpi(target.selector.id), target.selector.stat);
            Aim::of(&target.selector, target.bound, better, &figures, &periods.report.label)
        })
        .collect();
    let mut series = AllSeries::of(&figures, config, periods, one_sided);
    series.aim(&aims);
    let multiples = interval::Multiples::of(&figures);
    let judge_one = |(at, figure): (usize, &Figure)| {
        let interval = multiples.interval(figure);
        let mut judgement = Judgement {
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high).filter(|high| high.is_finite()),
            verdict: series.verdict(figure),
            ..Judgement::default()
        };
        let aimed_at = |aim: &&Aim| aim.is_at(figure.id, &figure.slice, figure.stat);
        // Of several clocks the leading one is what a target means.
        let leads = || figures.position(figure.id, &figure.period, &figure.slice, figure.stat, None) == Some(at);
        if let Some(aim) = aims.iter().find(aimed_at).filter(|_| leads()) {
            aim.judge(figure, &mut judgement);
        }
        judgement
    };
    let judgements = figures.iter().enumerate().map(judge_one).collect();
    Judged {
        judgements,
        series: series.all,
        figures,
        one_sided: one_sided.to_vec(),
    }
}

/// The populations of which an export has only what is still open, or only what has ended.
pub fn one_sided(ledger: &[SourceLedger]) -> Vec<FrameName> {
    let is_one_sided = |source: &&SourceLedger| {
        let mut warnings = source.warnings.iter();
        warnings.any(|warning| matches!(warning, Warning::OnlyOpen | Warning::OnlyClosed))
    };
    let populations = ledger.iter().filter(is_one_sided).map(|source| match source.table {
        "tickets" => &[FrameName::Tickets, FrameName::Recurrences, FrameName::AssetIncidents][..],
        "changes" => &[FrameName::Changes],
        _ => &[],
    });
    populations.flatten().copied().collect()
}

/// Whether a KPI counts records of these populations by when they began.
fn counts_beginnings(kpi: Option<&Kpi>, of: &[FrameName]) -> bool {
    let reads = |kpi: &Kpi| {
        let measures = kpi.paths.iter().flat_map(|path| path.measures);
        measures
            .flat_map(|(_, measure)| measure.columns())
            .any(|(frame, column)| column == "opened_at" && of.contains(&frame))
    };
    !of.is_empty() && kpi.is_some_and(reads)
}

/// The figures with what can honestly be said of each.
#[derive(Debug, Default)]
pub struct Judged {
    /// The figures, as measured.
    pub figures: Figures,
    /// A judgement each, in the order of [`Figures::iter`].
    pub judgements: Vec<Judgement>,
    /// Every series of at least one whole month.
    pub series: Vec<Series>,
    /// The populations whose exports are one-sided.
    pub one_sided: Vec<FrameName>,
}

/// What can be said of one figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// The lower end of its 95 % interval, where one is defined.
    pub low: Option<f64>,
    /// The upper end; `None` beside a lower end where it is open.
    pub high: Option<f64>,
    /// The target's bound, where it has one.
    pub target: Option<f64>,
    /// Against the target.
    pub status: Status,
    /// Whether its interval leaves the side open: `Some(true)` when the target lies inside it ("compatible with").
    pub target_inside_interval: Option<bool>,
    /// Against its own past; `None` where it has no series.
    pub verdict: Option<Verdict>,
}

/// Against the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// On the right side.
    Met,
    /// On the wrong side.
    Missed,
    /// Nobody set a target.
    #[default]
    NoTarget,
    /// There is a target and no data.
    NoData,
}

/// Against its own past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer than twelve points: too few to tell.
    TooFew,
    /// The month has fewer than five records: too few to tell.
    FewRecords,
    /// Inside its usual variation.
    Usual,
    /// A signal: the rule that saw it, and whether the move is for the better (`None` where neither way is).
    Signal { rule: Rule, better: Option<bool> },
}

/// What makes a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A point outside the limits.
    Outside,
    /// Seven in a row on one side of the centre.
    OneSide,
    /// Seven in a row rising or falling.
    Trend,
    /// Two of three beyond two thirds of the way to a limit.
    TwoOfThree,
}

/// A KPI's whole months, oldest first.
#[derive(Debug, Clone)]
pub struct Series {
    /// The KPI's id.
    pub id: &'static str,
    /// Which part of the whole.
    pub slice: Slice,
    /// Which statistic.
    pub stat: Option<Stat>,
    /// Which clock.
    pub clock: Option<Clock>,
    /// What the values are counted in.
    pub unit: Unit,
    /// A point a month.
    pub points: Vec<Point>,
    /// The usual range, on the series' own scale turned back into its unit; `None` under twelve points and for stocks.
    pub limits: Option<Limits>,
    /// What it was before notes had it begin anew, oldest first; empty where none did.
    pub earlier: Vec<Earlier>,
    /// The target against the limits.
    pub capability: Option<Capability>,
}

/// One month of a series.
#[derive(Debug, Clone)]
pub struct Point {
    /// The month's label, such as `2026-10`.
    pub month: String,
    /// Its value; `None` breaks the line.
    pub value: Option<f64>,
    /// How many records stand behind it.
    pub n: u64,
    /// The rule that it completes, where it is a signal, and whether it moves up: lies above the centre or, of a trend, rises.
    pub signal: Option<(Rule, bool)>,
}

/// The usual range of a series before a note had it begin anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// The months that it was worked out from, by their place in the series.
    pub months: Range<usize>,
    /// The range itself; `None` where the months were too few.
    pub limits: Option<Limits>,
}

impl Series {
    /// The month, by its place, from which on the usual range is worked out.
    pub fn since(&self) -> usize {
        self.earlier.last().map_or(0, |earlier| earlier.months.end)
    }

    /// The usual range that a month is judged by.
    fn limits_at(&self, month: usize) -> Option<Limits> {
        let earlier = self.earlier.iter().find(|earlier| earlier.months.contains(&month));
        earlier.map_or(self.limits, |earlier| earlier.limits)
    }
}

/// The usual range of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The centre line.
    pub centre: f64,
    /// The lower limit (0 where the value cannot be negative and the limit would be).
    pub lower: f64,
    /// The upper limit (1 at most for a share).
    pub upper: f64,
}

/// A target against the usual range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capability {
    /// The whole range meets it.
    AlwaysMet,
    /// None of the range meets it.
    NeverMet,
    /// Some of it does: hit and miss.
    HitAndMiss,
}

impl Judged {
    /// Whether a KPI is not judged because its export is one-sided.
    pub fn is_one_sided(&self, id: &str) -> bool {
        counts_beginnings(self.figures.kpi(id), &self.one_sided)
    }

    /// A figure with its judgement.
    pub fn get(
        &self,
        id: &'static str,
        period: &str,
        slice: &Slice,
        stat: Option<Stat>,
        clock: Option<Clock>,
    ) -> Option<(&Figure, &Judgement)> {
        let at = self.figures.position(id, period, slice, stat, clock)?;
        Some((self.figures.at(at), &self.judgements[at]))
    }

    /// The series of a figure; with `clock: None` the leading one.
    pub fn series(&self, id: &str, slice: &Slice, stat: Option<Stat>, clock: Option<Clock>) -> Option<&Series> {
        let of = |clock: Option<Clock>| {
            self.series.iter().find(|series| {
                series.id == id && series.slice == *slice && series.stat == stat && series.clock == clock
            })
        };
        match clock {
            Some(_) => of(clock),
            None => of(None)
                .or_else(|| of(Some(Clock::Service)))
                .or_else(|| of(Some(Clock::Wall))),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::{Date, Month, Zone};
    use crate::config::{Audience, Compare, Identity, RejectLimits, ReportConfig, Rules, Target};
    use crate::measure::{Basis, Selector};
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    /// A figure with a value, of many records, and nothing else.
    pub(crate) fn figure(id: &'static str, period: &str, unit: Unit, value: Option<f64>) -> Figure {
        Figure {
            id,
            period: period.to_owned(),
            slice: Slice::total(),
            stat: None,
            clock: None,
            unit,
            value,
            part: None,
            whole: None,
            n: 100,
            basis: Basis::Recorded,
            left_out: Vec::new(),
            bounds: None,
            provisional_until: None,
            reason: None,
        }
    }

    /// From 2026-01 on, a figure a month.
    pub(crate) fn monthly(id: &'static str, unit: Unit, values: &[f64]) -> Vec<Figure> {
        months()
            .iter()
            .zip(values)
            .map(|(month, value)| figure(id, month, unit, Some(*value)))
            .collect()
    }

    /// Fifteen months, the report's the last.
    pub(crate) fn periods() -> Periods {
        let first = Month::of(Date::constant(2026, 1, 1));
        let zone = Zone::utc();
        let report = first.plus(14).period(&zone);
        Periods {
            previous: report.previous(&zone),
            year_ago: report.year_ago(&zone),
            rolling_year: report.rolling_year(&zone),
            baseline: None,
            months: (0..15).map(|n| first.plus(n)).collect(),
            horizon: report.end,
            complete: true,
            report,
        }
    }

    /// Their labels.
    pub(crate) fn months() -> Vec<String> {
        periods().months.iter().map(ToString::to_string).collect()
    }

    /// A config that says nothing but its currency.
    pub(crate) fn config() -> Config {
        Config {
            file: "boardpack.toml".to_owned(),
            root: PathBuf::new(),
            report: ReportConfig {
                organisation: "Northwind Traders".to_owned(),
                title: "IT performance".to_owned(),
                zone: Zone::utc(),
                language: "en".to_owned(),
                currency: Some("USD".to_owned()),
                compare: Compare::Previous,
                users: None,
                as_of: None,
                headline: Vec::new(),
                identity: Identity::default(),
            },
            sources: Vec::new(),
            catalogue: Default::default(),
            own: Vec::new(),
            calendar: None,
            sla_response: [None; 5],
            sla_resolution: [None; 5],
            targets: Vec::new(),
            gates: Vec::new(),
            inputs: BTreeMap::new(),
            assumptions: Vec::new(),
            services: Vec::new(),
            rules: Rules::default(),
            focus: BTreeMap::new(),
            reject_limits: RejectLimits::default(),
            smallest_group: 5,
            stakeholders: Vec::new(),
            windows: Default::default(),
            audience: Audience::It,
            notes: Vec::new(),
            baseline: None,
        }
    }

    /// These figures, judged against these targets.
    pub(crate) fn judged(figures: Vec<Figure>, targets: &[(Selector, f64)]) -> Judged {
        let mut all = Figures::default();
        figures.into_iter().for_each(|figure| all.push(figure));
        let mut config = config();
        config.targets = targets
            .iter()
            .map(|(selector, bound)| Target {
                selector: selector.clone(),
                bound: *bound,
            })
            .collect();
        judge(all, &config, &periods(), &[])
    }

    #[test]
    fn what_a_one_sided_export_counts_by_its_beginnings_is_no_news() {
        let falling: Vec<f64> = (0..14).map(|month| f64::from(40 - 2 * month)).collect();
        let all = |one_sided: &[FrameName]| {
            let mut figures = Figures::default();
            let months = [
                monthly("tickets.opened", Unit::Count, &falling),
                monthly("tickets.resolved", Unit::Count, &falling),
            ];
            months.concat().into_iter().for_each(|figure| figures.push(figure));
            judge(figures, &config(), &periods(), one_sided)
        };
        let has_limits = |judged: &Judged, id: &str| {
            let mut series = judged.series.iter().filter(|series| series.id == id);
            series.next().is_some_and(|series| series.limits.is_some())
        };
        let whole = all(&[]);
        assert!(has_limits(&whole, "tickets.opened") && !whole.is_one_sided("tickets.opened"));
        let ledger = [SourceLedger {
            table: "tickets",
            warnings: vec![Warning::OnlyClosed],
            ..SourceLedger::default()
        }];
        let open_only = all(&one_sided(&ledger));
        assert!(open_only.is_one_sided("tickets.opened") && open_only.is_one_sided("tickets.growth"));
        assert!(!has_limits(&open_only, "tickets.opened"));
        assert!(
            has_limits(&open_only, "tickets.resolved"),
            "what is resolved is all there"
        );
        for (figure, judgement) in open_only.figures.iter().zip(&open_only.judgements) {
            assert_eq!(judgement.verdict.is_none(), figure.id == "tickets.opened");
        }
    }

    #[test]
    fn a_target_judges_every_period_of_its_figure_and_its_series() {
        let mut figures = monthly("change.success_rate", Unit::Ratio, &[0.90, 0.96].repeat(7));
        let mut last = figure("change.success_rate", "2027-03", Unit::Ratio, Some(0.95));
        (last.part, last.whole) = (Some(19.0), Some(20.0));
        figures.push(last);
        let selector = Selector {
            id: "change.success_rate",
            slice: Slice::total(),
            stat: None,
        };
        let judged = judged(figures, &[(selector.clone(), 0.95)]);
        let status: Vec<Status> = judged.judgements.iter().map(|each| each.status).collect();
        assert_eq!(status[..2], [Status::Missed, Status::Met]);
        let (_, march) = judged.find(&selector, "2027-03").expect("a figure");
        assert_eq!((march.status, march.target), (Status::Met, Some(0.95)));
        // 19 of 20 is 76.4 to 99.1 %.
        assert_eq!(march.target_inside_interval, Some(true));
        assert_eq!(judged.series[0].capability, Some(Capability::HitAndMiss));
    }

    #[test]
    fn of_two_clocks_a_target_means_the_leading_one() {
        let of = |clock| {
            let mut figure = figure("tickets.resolution_time", "2027-03", Unit::Seconds, Some(3_600.0));
            figure.slice = Slice::of(crate::measure::Dim::Kind, "incident");
            (figure.stat, figure.clock) = (Some(Stat::Median), Some(clock));
            figure
        };
        let selector = Selector {
            id: "tickets.resolution_time",
            slice: Slice::of(crate::measure::Dim::Kind, "incident"),
            stat: Some(Stat::Median),
        };
        let judged = judged(vec![of(Clock::Wall), of(Clock::Service)], &[(selector, 7_200.0)]);
        assert_eq!(judged.judgements[0].status, Status::NoTarget);
        assert_eq!(judged.judgements[1].status, Status::Met);
    }
}
