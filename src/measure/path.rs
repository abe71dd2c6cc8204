//! How a KPI is worked out: the few shapes that all of them have.

use super::{Basis, Clock, Figure, FrameName, Stat, Unit};
use crate::tables;

/// A column of a frame.
pub type Col = &'static str;

/// What figures of other KPIs are made into.
pub type Formula = fn(&[f64]) -> Option<f64>;
/// What a figure, and the same of the period that it is compared with, are made into.
pub type Comparison = fn(now: &Figure, then: &Figure) -> Option<f64>;

/// One way to work a KPI out. The first path whose columns are there is taken, and names the basis.
#[derive(Debug)]
pub struct Path {
    /// How numbers of this path come about.
    pub basis: Basis,
    /// The columns that must be there, as (table, column).
    pub needs: &'static [(&'static str, &'static str)],
    /// What else must be given.
    pub given: Given,
    /// The KPI's numbers; the leading one has no stat.
    pub measures: &'static [(Option<Stat>, Measure)],
}

/// What a path needs beside its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Always,
    /// An input of the config, by its full name.
    Input(&'static str),
    /// A row of this frame; its absence says why.
    Frame(FrameName),
    /// Effort on four fifths of the rows of each loaded table.
    Effort,
    /// Assumed minutes for every kind of work that the exports hold.
    AssumedMinutes,
    /// Four fifths of a table's rows with this column filled, so that what is not known cannot turn the answer.
    Filled(&'static str, Col),
    /// All of these.
    All(&'static [Given]),
}

impl Path {
    /// What most paths are.
    pub const BASE: Self = Self {
        basis: Basis::Recorded,
        needs: &[],
        given: Given::Always,
        measures: &[],
    };
}

/// The shape of a number.
#[derive(Debug)]
pub enum Measure {
    /// What is added up, less what is taken off: a count, or a sum of weights.
    Amount {
        plus: &'static [Sum],
        minus: &'static [Sum],
        unit: Unit,
    },
    /// A part of a whole.
    Ratio { part: Pred, whole: Sum },
    /// What a part adds up to; where there is no record of the whole, nothing is known of its parts.
    Part { part: Pred, whole: Sum, unit: Unit },
    /// One population over another, times `per`.
    Rate {
        top: Sum,
        bottom: Bottom,
        per: f64,
        unit: Unit,
    },
    /// The seconds that events lasted, in hours; `n` are the events. Fewer months than its window has make no such sum.
    Lasted { of: Sum, events: Sum },
    /// What an input (a month's worth of it) leaves after a sum, in hours of the sum's minutes.
    Remainder { input: &'static str, less: Sum },
    /// Median, 90th percentile and mean of a duration, on each clock there is.
    Spread { rows: Rows, value: Duration },
    /// One of those alone, under the measure's own stat.
    Middle { rows: Rows, value: Duration, of: Stat },
    /// The mean cut at the 95th percentile, with the cut.
    CutMean { rows: Rows, value: Duration },
    /// One statistic of a spread over another of the same KPI, period and slice.
    Quotient { of: &'static str, top: Stat, bottom: Stat },
    /// The largest over the smallest median between the groups of a KPI.
    Between { of: &'static str },
    /// How often something happens in one part of an exposure, over how often in the rest of it.
    RateRatio { events: Sum, exposure: Sum, of: Pred },
    /// Worked out from the leading or named numbers of other KPIs, given before it, of the same period and slice.
    Combined {
        inputs: &'static [(&'static str, Option<Stat>)],
        of: Formula,
        unit: Unit,
    },
    /// Of records that were each to move the KPI that they name by so much, how many did; worked out after all other KPIs.
    Moved {
        /// Which records, by the time since which they could.
        rows: Rows,
        /// What each is called.
        title: Col,
        /// The KPI that it names.
        kpi: Col,
        /// Since when that has been its aim.
        since: Col,
        /// By how much, below zero where it is to fall.
        expected: Col,
    },
    /// Worked out from another KPI's figure now and in the period that it is compared with.
    Against {
        of: &'static str,
        by: Comparison,
        unit: Unit,
    },
}

/// The lower half of a rate.
#[derive(Debug)]
pub enum Bottom {
    /// Another population.
    Sum(Sum),
    /// The whole of which the top is a part, in a column of its own.
    Whole(Sum),
    /// Rare events: without one there is no value, and what ran without them is the least that it is.
    Events(Sum),
    /// What the events above could have come from, such as days in service: its rows are no records.
    Exposure(Sum),
    /// `[report] users`.
    Users,
    /// The weeks of the period, counted in working days over five.
    WorkingWeeks,
    /// A month's worth of a config input in hours, times the months of the period; in minutes.
    InputMinutes(&'static str),
}

/// Rows counted, or their weights added.
#[derive(Debug, Clone, Copy)]
pub struct Sum {
    /// Which rows.
    pub rows: Rows,
    /// What is added; nothing for a count.
    pub weight: Option<Col>,
}

/// Rows of a frame that fall into a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// Where from.
    pub frame: FrameName,
    /// The time that decides the period; ignored for stocks.
    pub at: Col,
    /// Which of them.
    pub keep: Pred,
    /// Rows without these are left out of both sides, and counted under these words.
    pub known: &'static [(Col, &'static str)],
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pred {
    /// Every row.
    Every,
    /// Where this is true.
    Is(Col),
    /// Where this is false.
    Not(Col),
    /// Where this is at least so much.
    AtLeast(Col, u32),
    /// Where all of these hold.
    All(&'static [Pred]),
}

/// A duration that enrich worked out: a column a clock.
#[derive(Debug, Clone, Copy)]
pub struct Duration {
    /// On the wall clock.
    pub wall: Col,
    /// In service hours, where that is meant to lead.
    pub service: Option<Col>,
}

impl Duration {
    /// The clocks that there are columns for; service hours lead.
    pub fn clocks(self) -> impl Iterator<Item = (Clock, Col)> {
        self.service
            .map(|column| (Clock::Service, column))
            .into_iter()
            .chain([(Clock::Wall, self.wall)])
    }
}

impl Rows {
    /// Rows of a frame by a time.
    pub const fn of(frame: FrameName, at: Col) -> Self {
        Self {
            frame,
            at,
            keep: Pred::Every,
            known: &[],
        }
    }

    /// Only those.
    pub const fn keep(self, keep: Pred) -> Self {
        Self { keep, ..self }
    }

    /// Only where these are known.
    pub const fn known(self, known: &'static [(Col, &'static str)]) -> Self {
        Self { known, ..self }
    }

    /// Counted.
    pub const fn count(self) -> Sum {
        Sum {
            rows: self,
            weight: None,
        }
    }

    /// Their weights added.
    pub const fn sum(self, weight: Col) -> Sum {
        Sum {
            rows: self,
            weight: Some(weight),
        }
    }
}

impl Pred {
    /// The columns that it reads.
    fn columns(self) -> Vec<Col> {
        match self {
            Self::Every => Vec::new(),
            Self::Is(column) | Self::Not(column) | Self::AtLeast(column, _) => vec![column],
            Self::All(all) => all.iter().flat_map(|each| each.columns()).collect(),
        }
    }
}

impl Measure {
    /// A count.
    pub const fn count(plus: &'static [Sum]) -> Self {
        Self::Amount {
            plus,
            minus: &[],
            unit: Unit::Count,
        }
    }

    /// What its values are counted in.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Amount { unit, .. }
            | Self::Part { unit, .. }
            | Self::Rate { unit, .. }
            | Self::Combined { unit, .. }
            | Self::Against { unit, .. } => *unit,
            Self::Ratio { .. } | Self::Moved { .. } => Unit::Ratio,
            Self::Lasted { .. } | Self::Remainder { .. } => Unit::Hours,
            Self::Spread { .. } | Self::Middle { .. } | Self::CutMean { .. } => Unit::Seconds,
            Self::Quotient { .. } | Self::Between { .. } | Self::RateRatio { .. } => Unit::Rate,
        }
    }

    /// The sums that it is made of.
    pub fn sums(&self) -> Vec<Sum> {
        match self {
            Self::Amount { plus, minus, .. } => plus.iter().chain(*minus).copied().collect(),
            Self::Ratio { whole, .. } | Self::Part { whole, .. } => vec![*whole],
            Self::Rate { top, bottom, .. } => match bottom {
                Bottom::Sum(bottom) | Bottom::Whole(bottom) | Bottom::Events(bottom) | Bottom::Exposure(bottom) => {
                    vec![*top, *bottom]
                }
                _ => vec![*top],
            },
            Self::Lasted { of, events } => vec![*of, *events],
            Self::Remainder { less, .. } => vec![*less],
            Self::RateRatio { events, exposure, .. } => vec![*events, *exposure],
            _ => Vec::new(),
        }
    }

    /// The part that its sums are asked for, too.
    pub fn part(&self) -> Pred {
        match self {
            Self::Ratio { part, .. } | Self::Part { part, .. } => *part,
            Self::RateRatio { of, .. } => *of,
            _ => Pred::Every,
        }
    }

    /// Whether its values can lie below zero.
    pub fn is_signed(&self) -> bool {
        match self {
            Self::Amount { minus, .. } => !minus.is_empty(),
            Self::Rate { unit, .. } => *unit == Unit::Points,
            Self::Combined { unit, .. } => *unit != Unit::Ratio,
            Self::Remainder { .. } | Self::Against { .. } => true,
            _ => false,
        }
    }

    /// Whether its values are parts of a whole and end at 1; other shares, as of a capacity that is overdrawn, may not.
    pub fn ends_at_one(&self) -> bool {
        let is_whole = |bottom: &Bottom| matches!(bottom, Bottom::Whole(_));
        matches!(self, Self::Ratio { .. }) || matches!(self, Self::Rate { bottom, .. } if is_whole(bottom))
    }

    /// Whether it is a share, a mean or a quantile of records that it counts, and not of minutes or money.
    pub fn is_of_records(&self) -> bool {
        match self {
            Self::Ratio { whole, .. } => whole.weight.is_none(),
            Self::Rate { bottom, .. } => {
                matches!(bottom, Bottom::Sum(records) | Bottom::Events(records) if records.weight.is_none())
            }
            Self::Spread { .. } | Self::Middle { .. } | Self::CutMean { .. } => true,
            Self::Quotient { .. } | Self::Between { .. } => true,
            _ => false,
        }
    }

    /// How many of what it counts make an hour, where it counts time, which is no records: a share of it is said in hours
    /// and has no interval.
    pub fn an_hour(&self) -> Option<f64> {
        let weights = self.sums().into_iter().filter_map(|sum| sum.weight);
        [("minutes", 60.0), ("seconds", 3_600.0)]
            .into_iter()
            .find(|(unit, _)| weights.clone().any(|weight| weight.ends_with(unit)))
            .map(|(_, an_hour)| an_hour)
    }

    /// Whether it adds up money, in hundredths: a share of it is said in the report's currency and has no interval.
    pub fn is_of_money(&self) -> bool {
        let weights = self.sums().into_iter().filter_map(|sum| sum.weight);
        weights.into_iter().any(tables::is_money)
    }

    /// The frames that it reads.
    pub fn frames(&self) -> Vec<FrameName> {
        let sums = self.sums().into_iter().map(|sum| sum.rows.frame);
        sums.chain(self.spread().map(|(rows, _)| rows.frame)).collect()
    }

    /// The columns of a frame that it reads.
    pub fn columns(&self) -> Vec<(FrameName, Col)> {
        let of_rows = |rows: &Rows| {
            let mut columns = rows.keep.columns();
            columns.extend(rows.known.iter().map(|(column, _)| *column));
            if !rows.at.is_empty() {
                columns.push(rows.at);
            }
            columns
                .into_iter()
                .map(|column| (rows.frame, column))
                .collect::<Vec<_>>()
        };
        let mut columns = Vec::new();
        for sum in self.sums() {
            columns.extend(of_rows(&sum.rows));
            columns.extend(sum.weight.map(|weight| (sum.rows.frame, weight)));
        }
        for sum in self.sums() {
            let part = self.part().columns().into_iter();
            columns.extend(part.map(|column| (sum.rows.frame, column)));
        }
        if let Some((rows, value)) = self.spread() {
            columns.extend(of_rows(&rows));
            columns.push((rows.frame, value.wall));
        }
        if let Self::Moved {
            rows,
            title,
            kpi,
            since,
            expected,
        } = self
        {
            columns.extend(of_rows(rows));
            columns.extend([title, kpi, since, expected].map(|column| (rows.frame, *column)));
        }
        columns
    }

    /// The rows of its spread.
    pub fn spread(&self) -> Option<(Rows, Duration)> {
        match self {
            Self::Spread { rows, value } | Self::Middle { rows, value, .. } | Self::CutMean { rows, value } => {
                Some((*rows, *value))
            }
            _ => None,
        }
    }
}
