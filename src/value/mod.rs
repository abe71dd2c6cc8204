//! Figures × cost model → what they mean in hours and money, each amount with its range and its working.
//!
//! Each hour has one owner (downtime, then failed changes, then rework, then resolution): the `owned.*` figures come so
//! attributed from `measure`. What looks at the same hours once more is a view, and no total counts it.

mod books;
mod failed_changes;
mod pieces;
mod resolution;
mod rework;
#[cfg(test)]
mod tests;
mod total;
mod unplanned;
mod working;

use crate::calendar::Periods;
use crate::config::{Config, Range3};
use crate::judge::Judged;
use crate::measure::Slice;

pub use total::{Sensitivity, Total, full_time_posts, sensitivities, total};

/// Every value line that tickets and changes can give, in the order of the value page. A line that cannot be worked out is
/// still there and says why; its delta and potential are then left out.
pub fn translate(judged: &Judged, config: &Config, periods: &Periods) -> Vec<Line> {
    let books = books::Books::new(judged, config, periods);
    let translations: [fn(&books::Books) -> Vec<Line>; 4] = [
        resolution::lines,
        failed_changes::lines,
        unplanned::lines,
        rework::lines,
    ];
    translations.iter().flat_map(|lines| lines(&books)).collect()
}

/// One line of the value table.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its id, such as `value.failed_changes`.
    pub id: &'static str,
    /// Cash, margin or working time; never added up over kinds.
    pub kind: LineKind,
    /// What it costs now, the difference to the comparison, what a step would bring, or a view over hours that others own.
    pub role: Role,
    /// The service it is about, where it is about one.
    pub service: Option<String>,
    /// The amount in the report's currency; `None` where an input is missing, and then `missing` names it.
    pub money: Option<Range3>,
    /// The hours; `None` where even those cannot be worked out.
    pub hours: Option<Range3>,
    /// Every number that goes in, in the order of the formula.
    pub inputs: Vec<Input>,
    /// The working: products of inputs whose sum is the hours.
    pub steps: Vec<WorkingStep>,
    /// The place in `inputs` of what an hour costs: hours × this are the money.
    pub rate: Option<usize>,
    /// Inputs that nobody has given: asked for by name. What they would add is not in the amount.
    pub missing: Vec<String>,
    /// The input whose range moves the amount (money, else hours) most: its name, the amount at its low and at its high.
    pub largest_input: Option<(String, f64, f64)>,
    /// Why there is no number at all, where there is none.
    pub reason: Option<String>,
}

/// The three kinds of worth, never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// Invoices and avoidable cost.
    Cash,
    /// Margin exposed by downtime.
    Margin,
    /// Working time: hours first, then capacity.
    Time,
}

/// What kind of statement a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What it costs now.
    Level,
    /// Against the comparison; positive costs more.
    Delta,
    /// What a step would bring.
    Potential,
    /// What it costs now, over hours that other lines own; never summed.
    View,
}

/// A row of the working: a product of inputs, in hours.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkingStep {
    /// The part of the whole that it is about, such as a priority.
    pub slice: Slice,
    /// Whether it is taken away: what the comparison's period, or the next step, would have cost.
    pub subtracted: bool,
    /// The places in [`Line::inputs`] of what is multiplied.
    pub factors: Vec<usize>,
    /// The place of the input by which the product is divided, where it is.
    pub over: Option<usize>,
    /// How many of the product's units make an hour: 60 for minutes, 3,600 for seconds.
    pub per_hour: f64,
    /// What comes out, before it is added or taken away.
    pub hours: Range3,
}

/// A number that goes into a working.
#[derive(Debug, Clone)]
pub struct Input {
    /// A figure's name as in a selector, with the field that is meant where it is not the value
    /// (`owned.resolution_time[priority=1].n`), or a config input's full name (`cost.it_hour`).
    pub name: String,
    /// The number, with its range.
    pub value: Range3,
    /// What it is counted in: `hours`, `minutes`, `changes`, `money_per_hour`, `ratio` …; a key of `words/`.
    pub unit: &'static str,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it still lacks the signature of an `[[assumption]]`; figures of the report need none.
    pub unsigned: bool,
}

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The report's figure for a period, by its label.
    Figure { period: String },
    /// The user's `[cost]`, `[work]` or `[targets]`.
    Config,
    /// A stand-in: no column says it, so 1 is used.
    StandIn,
    /// The line's own definition: "a point" is 0.01.
    Definition,
}
