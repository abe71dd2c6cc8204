//! `[calendar]`, `[sla]`, `[rules]`, `[focus]`: how time is counted and what words mean here.

use std::collections::BTreeMap;

use super::reader::{Key, Section, Value};
use super::{RejectLimits, Rules, durations, hours};
use crate::calendar::ServiceWeek;
use crate::error::Diagnostic;
use crate::measure::{Catalogue, Focus, unknown_kpi};
use crate::nearest::{nearest, suggestion};
use crate::tables::{self, Kind};

/// Reads `[calendar]`; `None` where there is none.
pub fn calendar(section: &mut Section<'_>) -> Option<ServiceWeek> {
    if !section.is_given() {
        return None;
    }
    let days = section.required(
        "hours",
        "write when the service is there: hours = \"Mon-Fri 08:00-18:00\"",
    );
    let days = days.and_then(|value| value.parsed(hours::week));
    let holidays = section
        .value("holidays")
        .and_then(|value| value.list())
        .unwrap_or_default();
    let mut holidays: Vec<_> = holidays.iter().filter_map(Value::date).collect();
    holidays.sort();
    holidays.dedup();
    days.map(|days| ServiceWeek { days, holidays })
}

/// Reads `[sla.response]` or `[sla.resolution]`: seconds by priority.
pub fn sla(section: &mut Section<'_>) -> [Option<i64>; 5] {
    ["p1", "p2", "p3", "p4", "p5"].map(|key| section.value(key).and_then(|value| value.parsed(durations::seconds)))
}

/// Reads `[rules]`.
pub fn rules(section: &mut Section<'_>) -> Rules {
    let default = Rules::default();
    let hours = section
        .value("suspected_hours")
        .and_then(|value| value.whole(1..=8_760));
    let days = section.value("repeat_days").and_then(|value| value.whole(1..=366));
    let tolerance = section
        .value("on_time_tolerance")
        .and_then(|value| value.parsed(durations::seconds));
    let activities = section.value("preventive_activities").and_then(|value| value.list());
    let activities = activities.into_iter().flatten();
    Rules {
        with_issues_is_success: section
            .value("with_issues_is_success")
            .and_then(|value| value.flag())
            .unwrap_or(default.with_issues_is_success),
        suspected_hours: hours.unwrap_or(default.suspected_hours),
        repeat_days: days.unwrap_or(default.repeat_days),
        repeat_key: section
            .value("repeat_key")
            .and_then(|value| repeat_key(&value))
            .unwrap_or(default.repeat_key),
        on_time_tolerance: tolerance.unwrap_or(default.on_time_tolerance),
        preventive_activities: activities
            .filter_map(|activity| activity.text().map(str::to_owned))
            .collect(),
    }
}

/// Reads `[limits] rejects`: a share, or one for each table that is named.
pub fn reject_limits(section: &mut Section<'_>) -> RejectLimits {
    let Some(value) = section.value("rejects") else {
        return RejectLimits::default();
    };
    let by_table = value.as_section(|section| {
        let pairs = section.pairs().into_iter();
        let limit = |(key, value): (Key<'_>, Value<'_>)| {
            let Some(table) = tables::table(key.text) else {
                let mut unknown = Diagnostic::new("unknown-name", format!("`{}` is no table", key.text));
                unknown.help = suggestion(key.text, tables::TABLES.iter().map(|table| table.name));
                key.refuse(unknown);
                return None;
            };
            Some((table.name, value.ratio()?))
        };
        pairs.filter_map(limit).collect()
    });
    match by_table {
        Some(by_table) => RejectLimits { all: None, by_table },
        None => RejectLimits {
            all: value.ratio(),
            by_table: BTreeMap::new(),
        },
    }
}

/// Columns of tickets that may tell two incidents apart: words that are read, never people or times.
fn repeat_key(value: &Value<'_>) -> Option<Vec<String>> {
    let columns = tables::TICKETS.columns.iter();
    let usable = columns.filter(|column| column.kind == Kind::Word && column.is_kept());
    let usable: Vec<&str> = usable.map(|column| column.name).collect();
    let mut key: Vec<String> = Vec::new();
    for each in value.list()? {
        let name = each.text()?;
        if !usable.contains(&name) {
            let mut unknown = Diagnostic::new("unknown-column", format!("`{name}` cannot be part of a repeat key"));
            let suggested = nearest(name, usable.iter().copied()).unwrap_or("service");
            unknown.help = Some(format!(
                "name columns of `tickets` that hold words, such as `{suggested}`"
            ));
            each.refuse(unknown);
            return None;
        }
        key.push(name.to_owned());
    }
    if key.is_empty() {
        value.refuse_value("is empty", "leave it out for the default: service and subcategory");
        return None;
    }
    Some(key)
}

/// Reads `[focus]`: KPI → whose language it speaks.
pub fn focus(section: &mut Section<'_>, catalogue: &Catalogue) -> BTreeMap<String, Focus> {
    let names: Vec<_> = Focus::ALL.iter().map(|focus| (focus.name(), *focus)).collect();
    let mut all = BTreeMap::new();
    for (key, value) in section.pairs() {
        if catalogue.kpi(key.text).is_none() {
            key.refuse(unknown_kpi(key.text, catalogue));
        } else if let Some(focus) = value.choice("focus", &names) {
            all.insert(key.text.to_owned(), focus);
        }
    }
    all
}
