//! Over several lines: one formula over shared inputs, never a sum of lows; and the assumptions that matter most.

use std::collections::BTreeMap;

use super::working::{Choice, moved_by, range_of};
use super::{Input, Line, LineKind, Role};
use crate::calendar::Period;
use crate::config::{Config, Range3};

/// How many assumptions are named.
const NAMED: usize = 3;

/// The lines of one kind and role together.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// The money of the lines that have any; `None` where none has.
    pub money: Option<Range3>,
    /// The hours of the lines that have any.
    pub hours: Option<Range3>,
    /// What nobody has given, so that it is in neither; each once, in the order of the lines.
    pub missing: Vec<String>,
}

/// An assumption, and what the headline would be at its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The input's full name.
    pub name: String,
    /// The input, with its range.
    pub value: Range3,
    /// What the input is counted in.
    pub unit: &'static str,
    /// Whether nobody has signed it.
    pub unsigned: bool,
    /// The headline at the input's low, all others as expected.
    pub at_low: f64,
    /// The headline as expected.
    pub expected: f64,
    /// The headline at the input's high.
    pub at_high: f64,
    /// Whether the headline is money; else hours.
    pub is_money: bool,
}

/// The total of one kind and role: all inputs at their low together, as expected, at their high. `None` where no line of
/// these has a number. Only levels and deltas add up; a potential or a view is one of several ways to see the same hours.
pub fn total(lines: &[Line], kind: LineKind, role: Role) -> Option<Total> {
    if !matches!(role, Role::Level | Role::Delta) {
        return None;
    }
    let of: Vec<&Line> = lines
        .iter()
        .filter(|line| line.kind == kind && line.role == role)
        .collect();
    let with_hours: Vec<&Line> = of.iter().copied().filter(|line| line.hours.is_some()).collect();
    let with_money: Vec<&Line> = of.iter().copied().filter(|line| line.money.is_some()).collect();
    let mut missing: Vec<String> = Vec::new();
    for name in of.iter().flat_map(|line| &line.missing) {
        if !missing.contains(name) {
            missing.push(name.clone());
        }
    }
    (!with_hours.is_empty()).then(|| Total {
        money: (!with_money.is_empty()).then(|| range_of(|pick| money(&with_money, &|input| pick(&input.value)))),
        hours: Some(range_of(|pick| hours(&with_hours, &|input| pick(&input.value)))),
        missing,
    })
}

fn money(lines: &[&Line], number: &Choice) -> f64 {
    lines.iter().map(|line| line.money_with(number)).sum()
}

fn hours(lines: &[&Line], number: &Choice) -> f64 {
    lines.iter().map(|line| line.hours_with(number)).sum()
}

/// The three assumptions whose ranges move the headline most: the level of working time, in money where there is any.
pub fn sensitivities(lines: &[Line]) -> Vec<Sensitivity> {
    let Some(headline) = total(lines, LineKind::Time, Role::Level) else {
        return Vec::new();
    };
    let is_money = headline.money.is_some();
    let Some(expected) = headline.money.or(headline.hours).map(|range| range.expected) else {
        return Vec::new();
    };
    let of: Vec<&Line> = lines
        .iter()
        .filter(|line| line.kind == LineKind::Time && line.role == Role::Level)
        .filter(|line| {
            if is_money {
                line.money.is_some()
            } else {
                line.hours.is_some()
            }
        })
        .collect();
    let amount = |number: &Choice| {
        if is_money {
            money(&of, number)
        } else {
            hours(&of, number)
        }
    };
    let ranges: BTreeMap<&str, &Input> = of
        .iter()
        .flat_map(|line| &line.inputs)
        .filter(|input| input.is_a_range())
        .map(|input| (input.name.as_str(), input))
        .collect();
    let mut all: Vec<Sensitivity> = ranges
        .into_values()
        .map(|input| {
            let (at_low, at_high) = moved_by(&input.name, amount);
            Sensitivity {
                name: input.name.clone(),
                value: input.value,
                unit: input.unit,
                unsigned: input.unsigned,
                at_low,
                expected,
                at_high,
                is_money,
            }
        })
        .filter(|each| each.at_low != each.at_high)
        .collect();
    let width = |each: &Sensitivity| (each.at_high - each.at_low).abs();
    all.sort_by(|one, other| width(other).total_cmp(&width(one)));
    all.truncate(NAMED);
    all
}

/// As much as how many full-time posts: a period's hours a month over the hours of a post. `None` where nobody has given
/// `work.hours_per_post_month`, or the period is not of whole months.
pub fn full_time_posts(hours: &Range3, period: &Period, config: &Config) -> Option<Range3> {
    let months = period.months().filter(|months| !months.is_empty())?.len() as f64;
    let post = config
        .inputs
        .get("work.hours_per_post_month")
        .filter(|post| post.low > 0.0)?;
    let posts = |hours: f64, post: f64| hours / months / post;
    Some(Range3 {
        // The longer a post's month, the fewer posts; of less than nothing, the other way round.
        low: posts(hours.low, post.high).min(posts(hours.low, post.low)),
        expected: posts(hours.expected, post.expected),
        high: posts(hours.high, post.low).max(posts(hours.high, post.high)),
    })
}
