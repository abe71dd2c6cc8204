//! Figures → verdicts: intervals, control limits, targets. Is a move a signal or noise?

pub mod gates;

use crate::measure::{Clock, Figure, Figures, Slice, Stat, Unit};

/// The figures with what can honestly be said of each.
#[derive(Debug, Default)]
pub struct Judged {
    /// The figures, as measured.
    pub figures: Figures,
    /// A judgement each, in the order of [`Figures::iter`].
    pub judgements: Vec<Judgement>,
    /// Every series of at least one whole month.
    pub series: Vec<Series>,
}

/// What can be said of one figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// The lower end of its 95 % interval, where one is defined.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The target's bound, where it has one.
    pub target: Option<f64>,
    /// Against the target.
    pub status: Status,
    /// Whether its interval lies on one side of the target: `Some(true)` when the target lies inside it ("compatible with").
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
    /// The rule by which it is a signal, and whether it lies above the centre.
    pub signal: Option<(Rule, bool)>,
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
