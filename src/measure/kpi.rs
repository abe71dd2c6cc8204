//! What a KPI declaration says. It is what the engine computes, `boardpack explain` prints and the method page shows.

use super::figure::named;
use super::{Basis, Col, Dim, Measure, Path, Stat, Sum};
use crate::config::Rules;

/// A KPI: what it asks, what it is made of, and what it is evidence for. Its texts are `kpi-<id>` in `words/`.
#[derive(Debug)]
pub struct Kpi {
    /// Its id, such as `change.success_rate`.
    pub id: &'static str,
    /// What its leading number is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// Whose language it speaks.
    pub focus: Focus,
    /// The layer of the Balance Blueprint.
    pub layer: Layer,
    /// The qualities (1 to 13) that it evidences.
    pub qualities: &'static [u8],
    /// Published figures to see it beside.
    pub references: &'static [Reference],
    /// For how long after a period late outcomes may still change it.
    pub follow_up: FollowUp,
    /// Slices given for every month, the total (`&[]`) among them where it makes sense.
    pub series: &'static [&'static [Dim]],
    /// Dimensions by which the report's period alone is sliced.
    pub by: &'static [Dim],
    /// By what those slices are as well: by kind in a time KPI, where incidents and requests are never blended.
    pub within: &'static [Dim],
    /// Over how many months, to the period's end, it is worked out; 1 for the period itself.
    pub window_months: u8,
    /// Which interval its leading share or rate has.
    pub interval: Interval,
    /// The persons behind it, one a row, where it is derived from persons: of too few it is not shown.
    pub persons: Option<Sum>,
    /// The column that tells them, where those rows are not one a person.
    pub person: Option<Col>,
    /// The columns, as (table, column), that it reads beyond what its paths need, as far as they are there.
    pub also: &'static [(&'static str, &'static str)],
    /// How it is worked out: the first path whose columns are there.
    pub paths: &'static [Path],
}

/// For how long after a period late outcomes may still change a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// So many days.
    Days(u16),
    /// The window in which an incident is a repeat.
    RepeatWindow,
    /// The window in which an incident is suspected to come from a change.
    SuspectedWindow,
}

impl FollowUp {
    /// In whole days, by the rules of the config.
    pub fn days(self, rules: &Rules) -> u32 {
        match self {
            Self::Days(days) => days.into(),
            Self::RepeatWindow => rules.repeat_days,
            Self::SuspectedWindow => rules.suspected_hours.div_ceil(24),
        }
    }
}

/// Which interval a number can honestly be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Counted proportions.
    Wilson,
    /// Counts over an exposure.
    Poisson,
    /// None: shares of minutes, a census, counts.
    None,
}

impl Kpi {
    /// What most KPIs are, for declarations to say only what is their own.
    pub const BASE: Self = Self {
        id: "",
        unit: Unit::Count,
        better: Better::Lower,
        focus: Focus::It,
        layer: Layer::Foundational,
        qualities: &[],
        references: &[],
        follow_up: FollowUp::Days(0),
        also: &[],
        series: &[&[]],
        by: &[],
        within: &[],
        window_months: 1,
        interval: Interval::None,
        persons: None,
        person: None,
        paths: &[],
    };

    /// The columns, as (table, column), that it is worked out from, each once.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let needs = self.paths.iter().flat_map(|path| path.needs);
        let mut columns: Vec<(&str, &str)> = Vec::new();
        for column in needs.chain(self.also) {
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
        columns.into_iter()
    }

    /// Whether it is worked out from the figures of any other KPI, and so after all of them.
    pub fn is_last(&self) -> bool {
        let mut measures = self.paths.iter().flat_map(|path| path.measures);
        measures.any(|(_, measure)| matches!(measure, Measure::Moved { .. }))
    }

    /// How one of its numbers is worked out, path by path.
    pub fn measures_of(&self, stat: Option<Stat>) -> impl Iterator<Item = &'static Measure> {
        let measures = self.paths.iter().flat_map(|path| path.measures);
        measures
            .filter(move |(each, _)| *each == stat)
            .map(|(_, measure)| measure)
    }

    /// How many of what one of its numbers counts make an hour, of figures of a basis, where it counts time.
    pub fn an_hour(&self, stat: Option<Stat>, basis: Basis) -> Option<f64> {
        let paths = self.paths.iter().filter(|path| path.basis == basis);
        let measures = paths.flat_map(|path| path.measures);
        let mut measures = measures.filter(|(each, _)| *each == stat);
        measures.find_map(|(_, measure)| measure.an_hour())
    }

    /// Whether one of its numbers adds up money.
    pub fn is_of_money(&self, stat: Option<Stat>) -> bool {
        self.measures_of(stat).any(Measure::is_of_money)
    }

    /// The sets by which the twelve months to the period's end are sliced as well: a month has too few answers of each group
    /// of people to tell them apart.
    pub fn year_sets(&self) -> impl Iterator<Item = Vec<Dim>> {
        let is_by_persona = |set: &Vec<Dim>| self.persons.is_some() && set[..] == [Dim::Persona];
        self.by_sets().filter(is_by_persona)
    }

    /// The sets of dimensions by which the report's period alone is sliced, each in the order of [`Dim`].
    pub fn by_sets(&self) -> impl Iterator<Item = Vec<Dim>> {
        self.by.iter().map(|dim| {
            let mut set = self.within.to_vec();
            set.push(*dim);
            set.sort_unstable();
            set
        })
    }
}

/// A published figure: drawn dotted, off the Summary, never a target.
#[derive(Debug)]
pub struct Reference {
    /// The least it says.
    pub low: f64,
    /// The most it says; the same where it is one number.
    pub high: f64,
    /// Who says so.
    pub source: &'static str,
    /// When; older than five years is marked "historic".
    pub year: u16,
    /// Of whom.
    pub population: &'static str,
}

named! {
    /// What a value is counted in.
    Unit {
        /// Records.
        Count = "count",
        /// 0 to 1.
        Ratio = "ratio",
        /// Seconds, said as a duration.
        Seconds = "seconds",
        /// Hours of work.
        Hours = "hours",
        /// Times per something.
        Rate = "rate",
        /// What people gave on a scale.
        Score = "score",
        /// Percentage points between −100 and 100: those for less those against.
        Points = "points",
        /// Units of the report's currency.
        Money = "money",
    }
}

named! {
    /// Which way is better.
    Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// It describes; neither is better.
        Neither = "neither",
    }
}

named! {
    /// Whose language a metric speaks.
    Focus {
        /// IT's own.
        It = "it",
        /// The organisation's.
        Organisation = "organisation",
        /// Both.
        Hybrid = "hybrid",
    }
}

named! {
    /// The layers of the Balance Blueprint, each standing on the one before.
    Layer {
        /// Help desk, configuration, root causes.
        Foundational = "foundational",
        /// Monitoring, maintenance, automation.
        Operational = "operational",
        /// Capacity reallocated, growth enabled.
        Strategic = "strategic",
    }
}
