//! `[targets]` and `[gates]`: what figures should be, and what a CI job depends on.

use super::durations;
use super::reader::{Section, Value, of_percent};
use super::{Comparison, Gate, Target};
use crate::error::Diagnostic;
use crate::measure::{Better, Catalogue, Selector, Unit};

/// Two-character signs first, so that `<=` is not read as `<`.
const SIGNS: [(&str, Comparison); 4] = [
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("<", Comparison::Less),
    (">", Comparison::More),
];

/// Reads `[targets]`.
pub fn targets(section: &mut Section<'_>, catalogue: &Catalogue) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for (key, value) in section.pairs() {
        let selector = match Selector::parse(key.text, catalogue) {
            Ok(selector) => selector,
            Err(wrong) => {
                key.refuse(*wrong);
                continue;
            }
        };
        if catalogue
            .kpi(selector.id)
            .is_some_and(|kpi| kpi.better == Better::Neither)
        {
            let message = format!("`{}` has no better side, so no target", selector.id);
            key.refuse(Diagnostic::new("wrong-value", message).help("a gate may hold it within bounds: see `[gates]`"));
            continue;
        }
        if targets.iter().any(|target| target.selector == selector) {
            key.refuse(Diagnostic::new("duplicate", format!("`{selector}` has two targets")));
        }
        if let Some(bound) = target_bound(&value, &selector, catalogue) {
            targets.push(Target { selector, bound });
        }
    }
    targets
}

/// Reads `[gates]`.
pub fn gates(section: &mut Section<'_>, catalogue: &Catalogue) -> Vec<Gate> {
    let pairs = section.pairs().into_iter();
    pairs
        .filter_map(|(key, value)| value.parsed(|text| gate(key.text, text, catalogue)))
        .collect()
}

/// Reads a gate such as `change.success_rate >= 0.90` or `tickets.reopen_rate <= 0.05?`.
pub fn gate(name: &str, expression: &str, catalogue: &Catalogue) -> Result<Gate, Box<Diagnostic>> {
    let (selector, rest) = Selector::parse_start(expression.trim(), catalogue)?;
    let rest = rest.trim_start();
    let sign = SIGNS
        .iter()
        .find_map(|(sign, comparison)| Some((*comparison, rest.strip_prefix(sign)?)));
    let Some((comparison, bound)) = sign else {
        let message = format!("the gate `{expression}` compares nothing");
        return Err(Box::new(Diagnostic::new("wrong-gate", message).help(format!(
            "write <, <=, > or >= and a bound after the figure: \"{selector} {}\"",
            example(selector.unit(catalogue))
        ))));
    };
    let (bound, optional) = match bound.trim().strip_suffix('?') {
        Some(bound) => (bound.trim_end(), true),
        None => (bound.trim(), false),
    };
    let quoted = bound.strip_prefix('"').and_then(|bound| bound.strip_suffix('"'));
    Ok(Gate {
        name: name.to_owned(),
        expression: expression.to_owned(),
        bound: written_bound(&selector, quoted.unwrap_or(bound), catalogue)?,
        selector,
        comparison,
        optional,
    })
}

fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds | Unit::Hours => "<= \"4h\"",
        Unit::Ratio => ">= 0.9",
        _ => "<= 10",
    }
}

fn target_bound(value: &Value<'_>, selector: &Selector, catalogue: &Catalogue) -> Option<f64> {
    match (value.as_number(), selector.unit(catalogue)) {
        // Columns are in minutes, figures in hours: of a plain number nobody knows which is meant.
        (Some(_), Unit::Seconds | Unit::Hours) => {
            value.refuse_value("is to be a duration", durations::EXAMPLES);
            None
        }
        (Some(_), Unit::Ratio) => value.ratio(),
        (Some(number), _) => Some(number),
        (None, _) => value.parsed(|text| written_bound(selector, text, catalogue)),
    }
}

/// A bound as text, in the unit of the figure.
fn written_bound(selector: &Selector, text: &str, catalogue: &Catalogue) -> Result<f64, Box<Diagnostic>> {
    let wrong = |what: &str, help: String| {
        let message = format!("`{text}` is no bound for `{selector}`, which is {what}");
        Box::new(Diagnostic::new("wrong-value", message).help(help))
    };
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    let duration = || {
        let seconds = durations::seconds(text).map(|seconds| seconds as f64);
        seconds.map_err(|_| wrong("a duration", durations::EXAMPLES.to_owned()))
    };
    match selector.unit(catalogue) {
        Unit::Seconds => duration(),
        Unit::Hours => Ok(duration()? / 3_600.0),
        Unit::Ratio => number.filter(|number| (0.0..=1.0).contains(number)).ok_or_else(|| {
            let percent = text.trim_end_matches(['%', ' ']).parse::<f64>();
            let help = percent.ok().filter(|percent| (0.0..=100.0).contains(percent));
            let help = help.map_or("write a number from 0 to 1".to_owned(), |percent| {
                format!("write {}", of_percent(percent))
            });
            wrong("a share from 0 to 1", help)
        }),
        Unit::Money => number.ok_or_else(|| wrong("an amount of money", "write it as a plain number: 300".to_owned())),
        _ => number.ok_or_else(|| wrong("a number", "write a number".to_owned())),
    }
}
