//! A figure with all that is known of it: judgement, past, comparisons, declaration. Sentences are written from readings.

use super::Input;
use crate::config::Compare;
use crate::judge::{self, Judgement, Rule, Series, Verdict};
use crate::measure::{Better, Dim, Figure, Kpi, Selector, Slice, Stat};

/// Which figure a page asks for, as a constant: a selector without the heap.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// The KPI's id.
    pub id: &'static str,
    /// The part of the whole.
    pub slice: &'static [(Dim, &'static str)],
    /// The statistic; `None` for the leading one.
    pub stat: Option<Stat>,
}

impl Ask {
    /// The whole, leading statistic.
    pub const fn of(id: &'static str) -> Self {
        Self {
            id,
            slice: &[],
            stat: None,
        }
    }

    /// Another statistic.
    pub const fn stat(self, stat: Stat) -> Self {
        Self {
            stat: Some(stat),
            ..self
        }
    }

    /// A part of the whole.
    pub const fn slice(self, slice: &'static [(Dim, &'static str)]) -> Self {
        Self { slice, ..self }
    }

    /// As a selector.
    pub fn selector(self) -> Selector {
        let slice = self.slice.iter().map(|(dim, word)| (*dim, (*word).to_owned()));
        Selector {
            id: self.id,
            slice: Slice(slice.collect()),
            stat: self.stat,
        }
    }
}

/// A figure of the report's period with all that is known of it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// What can be said of it.
    pub judgement: &'a Judgement,
    /// The same, the equal length before.
    pub previous: Option<&'a Figure>,
    /// The same, twelve months earlier.
    pub year_ago: Option<&'a Figure>,
    /// The same over twelve whole months.
    pub rolling: Option<&'a Figure>,
    /// The same in the baseline's period, with what can be said of it.
    pub baseline: Option<(&'a Figure, &'a Judgement)>,
    /// Its months.
    pub series: Option<&'a Series>,
    /// Its declaration.
    pub kpi: Option<&'static Kpi>,
}

impl<'a> Input<'a> {
    /// The reading of a figure of the report's period. A stat that is left out is the leading one: the only one, else the median.
    pub fn reading(&self, selector: &Selector) -> Option<Reading<'a>> {
        let stats: &[Option<Stat>] = match selector.stat {
            None => &[None, Some(Stat::Median), Some(Stat::Mean)],
            Some(_) => &[selector.stat],
        };
        let of = |period: &str, stat| self.judged.get(selector.id, period, &selector.slice, stat, None);
        let (stat, (figure, judgement)) = stats
            .iter()
            .find_map(|stat| of(&self.periods.report.label, *stat).map(|found| (*stat, found)))?;
        // The clock of the figure itself, so that a comparison never crosses clocks.
        let judged = |period: &str| {
            self.judged
                .get(selector.id, period, &selector.slice, stat, figure.clock)
                .filter(|(other, _)| other.clock == figure.clock)
        };
        let at = |period: &str| judged(period).map(|(figure, _)| figure);
        Some(Reading {
            figure,
            judgement,
            previous: at(&self.periods.previous.label),
            year_ago: at(&self.periods.year_ago.label),
            rolling: at(&self.periods.rolling_year.label),
            baseline: self.periods.baseline.as_ref().and_then(|period| judged(&period.label)),
            series: self.judged.series(selector.id, &selector.slice, stat, figure.clock),
            kpi: self.judged.figures.kpi(selector.id),
        })
    }

    /// The readings of those asked for that have a figure, with data or without.
    pub fn readings(&self, asks: &[Ask]) -> Vec<Reading<'a>> {
        asks.iter().filter_map(|ask| self.reading(&ask.selector())).collect()
    }

    /// The figures of the report's period that slice a KPI by exactly these dimensions.
    pub fn sliced(
        &self,
        id: &'static str,
        stat: Option<Stat>,
        dims: &'a [Dim],
    ) -> impl Iterator<Item = (&'a Figure, &'a Judgement)> {
        let (judged, label) = (self.judged, self.periods.report.label.as_str());
        judged
            .figures
            .iter()
            .zip(&judged.judgements)
            .filter(move |(figure, _)| {
                figure.id == id && figure.period == label && figure.stat == stat && figure.slice.is_by(dims)
            })
    }
}

impl<'a> Reading<'a> {
    /// The figure that the config compares with.
    pub fn compared(&self, compare: Compare) -> Option<&'a Figure> {
        match compare {
            Compare::Previous => self.previous,
            Compare::YearAgo => self.year_ago,
        }
    }

    /// Against its own past. A companion describes the figure that it stands beside: it makes no news of its own.
    pub fn verdict(&self) -> Option<Verdict> {
        match self.figure.stat {
            Some(Stat::OpenPastTarget | Stat::ByChance | Stat::Downtime) => None,
            _ => self.judgement.verdict,
        }
    }

    /// Whether the signal moves up: above the centre or, of a trend, rising.
    pub fn signals_up(&self) -> bool {
        let last = self.series.and_then(|series| series.points.last());
        last.and_then(|point| point.signal).is_some_and(|(_, up)| up)
    }

    /// The rule that saw a signal, and whether it is for the better.
    pub fn signal(&self) -> Option<(Rule, Option<bool>)> {
        match self.verdict() {
            Some(Verdict::Signal { rule, better }) => Some((rule, better)),
            _ => None,
        }
    }

    /// Which way is better.
    pub fn better(&self) -> Better {
        judge::better(self.kpi, self.figure.stat)
    }

    /// A name for links, files and pictures: `tickets-resolution_time-incident-median`.
    pub fn slug(&self) -> String {
        let mut slug = self.figure.id.replace('.', "-");
        let words = self.figure.slice.0.iter().map(|(_, word)| word.as_str());
        for part in words.chain(self.figure.stat.map(Stat::name)) {
            slug.push('-');
            slug.extend(part.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
        }
        slug
    }
}
