//! `[cost]`, `[work]`, `[[assumption]]`: the inputs of every amount, and who stands for them. There are no defaults.

use std::collections::BTreeMap;

use super::reader::{Section, Value};
use super::{Assumption, Range3};
use crate::error::Diagnostic;
use crate::nearest::suggestion;

/// Inputs by their full names.
pub type Inputs = BTreeMap<String, Range3>;

/// What an input may be.
#[derive(Clone, Copy, PartialEq)]
pub enum Limit {
    /// Nothing below nought.
    Amount,
    /// 0 to 1.
    Share,
}

use Limit::{Amount, Share};

const COST: &[(&str, Limit)] = &[
    ("employee_hour", Amount),
    ("it_hour", Amount),
    ("cost_per_ticket", Amount),
    ("cost_per_self_service", Amount),
    ("avoidable_cost", Amount),
    ("productivity_loss", Share),
];

const WORK: &[(&str, Limit)] = &[
    ("capacity_hours", Amount),
    ("hours_per_post_month", Amount),
    ("rework_hours", Amount),
    ("reopen_minutes", Amount),
    ("handover_minutes", Amount),
    ("handling_minutes", Amount),
];

const SHARE_BLOCKED: &[(&str, Limit)] = &[
    ("p1", Share),
    ("p2", Share),
    ("p3", Share),
    ("p4", Share),
    ("p5", Share),
];

const ASSUMED_MINUTES: &[(&str, Limit)] = &[("incident", Amount), ("request", Amount), ("change", Amount)];

/// The sections of inputs, by their full names: every input that there is.
const SECTIONS: &[(&str, &[(&str, Limit)])] = &[
    ("cost", COST),
    ("work", WORK),
    ("work.share_blocked", SHARE_BLOCKED),
    ("work.assumed_minutes", ASSUMED_MINUTES),
];

/// Reads `[cost]`.
pub fn cost(section: &mut Section<'_>, inputs: &mut Inputs) {
    read(section, COST, inputs);
}

/// Reads `[work]` and what is under it.
pub fn work(section: &mut Section<'_>, inputs: &mut Inputs) {
    read(section, WORK, inputs);
    section.section("share_blocked", |section| read(section, SHARE_BLOCKED, inputs));
    section.section("assumed_minutes", |section| read(section, ASSUMED_MINUTES, inputs));
}

fn read(section: &mut Section<'_>, keys: &[(&'static str, Limit)], inputs: &mut Inputs) {
    for (key, limit) in keys {
        let Some(value) = section.value(key) else { continue };
        if let Some(range) = range(&value, *limit) {
            inputs.insert(value.name, range);
        }
    }
}

/// One number, or `{ low, expected, high }`.
pub fn range(value: &Value<'_>, limit: Limit) -> Option<Range3> {
    let number = |value: &Value<'_>| match limit {
        Share => value.ratio(),
        Amount => {
            let number = value.number()?;
            if number < 0.0 {
                value.refuse_value("is below nought", "write what it costs or takes as a positive number");
            }
            (number >= 0.0).then_some(number)
        }
    };
    let ends = value.as_section(|section| {
        ["low", "expected", "high"].map(|end| {
            let value = section.required(end, "a range is { low = …, expected = …, high = … }");
            value.and_then(|value| number(&value))
        })
    });
    let Some(ends) = ends else {
        return number(value).map(Range3::exact);
    };
    let [Some(low), Some(expected), Some(high)] = ends else {
        return None;
    };
    if !(low <= expected && expected <= high) {
        let help = format!("low ≤ expected ≤ high, but {low}, {expected}, {high} are given");
        value.refuse_value("is no range", &help);
    }
    Some(Range3 { low, expected, high })
}

/// Reads one `[[assumption]]`; an input is signed once.
pub fn assumption(section: &mut Section<'_>, inputs: &Inputs, signed: &mut Vec<String>) -> Option<Assumption> {
    let written = section.required("value", "name the input: value = \"cost.employee_hour\"");
    let value = written.as_ref().and_then(|value| input_named(value, inputs));
    if let (Some(written), Some(name)) = (&written, &value) {
        if signed.contains(name) {
            written.refuse(Diagnostic::new("duplicate", format!("`{name}` is signed twice")));
        }
        signed.push(name.clone());
    }
    let source = section.required(
        "source",
        "write where the number comes from: source = \"Finance, loaded rate 2026\"",
    );
    let source = source.and_then(|value| value.text());
    let owner = section.required("owner_role", "write the role that stands for it: owner_role = \"CFO\"");
    let owner = owner.and_then(|value| value.text());
    let agreed_on = section.value("agreed_on").and_then(|value| value.date());
    let review = section.value("review_by");
    let review_by = review.as_ref().and_then(Value::date);
    if let (Some(review), Some(by), Some(agreed)) = (&review, review_by, agreed_on)
        && by < agreed
    {
        review.refuse_value(
            "is before `agreed_on`",
            "write when the number is to be looked at again",
        );
    }
    Some(Assumption {
        value: value?,
        source: source?.to_owned(),
        owner_role: owner?.to_owned(),
        agreed_on,
        review_by,
    })
}

fn input_named(value: &Value<'_>, inputs: &Inputs) -> Option<String> {
    let name = value.text()?;
    if inputs.contains_key(name) {
        return Some(name.to_owned());
    }
    let all = || {
        SECTIONS
            .iter()
            .flat_map(|(section, keys)| keys.iter().map(move |(key, _)| format!("{section}.{key}")))
    };
    if all().any(|each| each == name) {
        let (section, key) = name.rsplit_once('.').unwrap_or(("", name));
        let message = format!("`{name}` is signed but not given");
        value.refuse(Diagnostic::new("unknown-input", message).help(format!("give `{key}` under `[{section}]`")));
        return None;
    }
    let all: Vec<String> = all().collect();
    let mut unknown = Diagnostic::new("unknown-input", format!("`{name}` is no input"));
    unknown.help = suggestion(name, all.iter().map(String::as_str));
    value.refuse(unknown);
    None
}
