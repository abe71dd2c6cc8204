//! Figures × cost model → what they mean in hours and money, each amount with its range and its working.

use crate::config::Range3;

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
    /// Inputs that nobody has given: asked for by name.
    pub missing: Vec<String>,
    /// The input whose range moves the amount most: its name, the amount at its low and at its high.
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
    /// Over hours that other lines own; never summed.
    View,
}

/// A number that goes into a working.
#[derive(Debug, Clone)]
pub struct Input {
    /// A figure's or a config input's full name (`cost.it_hour`, `change.success_rate`).
    pub name: String,
    /// The number, with its range.
    pub value: Range3,
    /// What it is counted in: `hours`, `minutes`, `changes`, `money_per_hour`, `ratio` …; a key of `words/`.
    pub unit: &'static str,
    /// Whether somebody has signed it; figures of the report need no signature.
    pub unsigned: bool,
}
