//! What the translations read: the figures, the cost model and the two periods that are compared.

use super::{Input, Origin};
use crate::calendar::{Period, Periods};
use crate::config::{Compare, Config, Range3};
use crate::judge::Judged;
use crate::measure::{Figure, Slice, Stat};

/// The figures, the cost model and the two periods that are compared.
#[derive(Debug)]
pub(super) struct Books<'a> {
    pub judged: &'a Judged,
    pub config: &'a Config,
    /// The label of the report's period.
    pub now: &'a str,
    /// The label of the period that it is compared with.
    pub before: &'a str,
}

impl<'a> Books<'a> {
    pub(super) fn new(judged: &'a Judged, config: &'a Config, periods: &'a Periods) -> Self {
        let before: &Period = match config.report.compare {
            Compare::Previous => &periods.previous,
            Compare::YearAgo => &periods.year_ago,
        };
        Self {
            judged,
            config,
            now: &periods.report.label,
            before: &before.label,
        }
    }

    /// A figure that has a value, or why it has none.
    pub(super) fn figure(
        &self,
        id: &'static str,
        period: &str,
        slice: &Slice,
        stat: Option<Stat>,
    ) -> Result<&'a Figure, String> {
        let figure = |slice: &Slice, stat| Some(self.judged.get(id, period, slice, stat, None)?.0);
        let found = figure(slice, stat);
        // Where there is no such part, the whole may say why.
        let reason = || found.or_else(|| figure(&Slice::total(), None))?.reason.clone();
        found
            .filter(|figure| figure.value.is_some())
            .ok_or_else(|| reason().unwrap_or_else(|| format!("there is no {id} for {period}")))
    }

    /// An input of the cost model, if it is given.
    pub(super) fn given(&self, name: &str, unit: &'static str) -> Option<Input> {
        let signed = self.config.assumptions.iter().any(|each| each.value == name);
        Some(Input {
            name: name.to_owned(),
            value: *self.config.inputs.get(name)?,
            unit,
            origin: Origin::Config,
            unsigned: !signed,
        })
    }
}

/// Which number of a figure goes into a working.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field {
    Value,
    Part,
    Whole,
    /// How many records stand behind it.
    N,
}

/// A figure's number as an input; `None` where the figure has no such number.
pub(super) fn input_of(figure: &Figure, field: Field, unit: &'static str) -> Option<Input> {
    let (number, suffix) = match field {
        Field::Value => (figure.value, ""),
        Field::Part => (figure.part, ".part"),
        Field::Whole => (figure.whole, ".whole"),
        Field::N => (Some(figure.n as f64), ".n"),
    };
    let stat = match (field, figure.stat) {
        (Field::N, _) | (_, None) => String::new(),
        (_, Some(stat)) => format!(".{}", stat.name()),
    };
    Some(Input {
        name: format!("{}{}{stat}{suffix}", figure.id, figure.slice),
        value: Range3::exact(number?),
        unit,
        origin: Origin::Figure {
            period: figure.period.clone(),
        },
        unsigned: false,
    })
}
