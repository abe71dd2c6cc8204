//! `[report]`: whose report it is and how it counts time and money.

use super::reader::{Section, Value};
use super::{Compare, Identity, ReportConfig, ReportStatus};
use crate::calendar::{DAY, Instant, Zone};
use crate::error::Diagnostic;
use crate::measure::{Catalogue, Selector};
use crate::nearest::nearest;

/// More headline figures would make false alarms news.
const MOST_HEADLINES: usize = 10;
/// What stands in every header is to stand on a line.
const LONGEST: usize = 80;

/// Reads `[report]`; what is wrong there is kept, and stands in for nothing.
pub fn read(section: &mut Section<'_>, catalogue: &Catalogue) -> ReportConfig {
    section.later(&["cover"]);
    if let Some(start) = section.value("fiscal_year_start") {
        calendar_year(&start);
    }
    let organisation = section.required(
        "organisation",
        "write whose report it is: organisation = \"Northwind Traders\"",
    );
    let zone = section
        .value("timezone")
        .and_then(|value| zone(&value))
        .unwrap_or_else(Zone::utc);
    ReportConfig {
        organisation: organisation
            .and_then(|value| value.text())
            .unwrap_or_default()
            .to_owned(),
        title: text_or(section.value("title"), "IT performance"),
        language: section
            .value("language")
            .and_then(|value| language(&value))
            .unwrap_or_else(|| "en".to_owned()),
        currency: section.value("currency").and_then(|value| currency(&value)),
        compare: section
            .value("compare")
            .and_then(|value| compare(&value))
            .unwrap_or_default(),
        users: section.value("users").and_then(|value| value.whole(1..=u32::MAX)),
        as_of: section.value("as_of").and_then(|value| horizon(&value, &zone)),
        headline: section
            .value("headline")
            .map(|value| headline(&value, catalogue))
            .unwrap_or_default(),
        identity: identity(section),
        zone,
    }
}

/// Reads what the report says of itself.
fn identity(section: &mut Section<'_>) -> Identity {
    let names = [ReportStatus::Draft, ReportStatus::Final].map(|status| (status.name(), status));
    let status = section.value("status").and_then(|value| value.choice("status", &names));
    let mut line = |key| {
        let line = section.value(key).and_then(|value| value.line(LONGEST));
        line.map(str::to_owned)
    };
    Identity {
        status,
        prepared_for: line("prepared_for"),
        approved_by: line("approved_by"),
        classification: line("classification"),
    }
}

/// A zone by its name, with the nearest one where there is none.
pub fn zone(value: &Value<'_>) -> Option<Zone> {
    let name = value.text()?;
    let zone = Zone::named(name);
    if zone.is_none() {
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write a name such as \"America/Chicago\", \"Europe/Stockholm\" or \"UTC\"".to_owned(),
        };
        value.refuse(Diagnostic::new("unknown-name", format!("`{name}` is no time zone")).help(help));
    }
    zone
}

fn text_or(value: Option<Value<'_>>, default: &str) -> String {
    value.and_then(|value| value.text()).unwrap_or(default).to_owned()
}

/// Quarters and years are the calendar's in this version: only January says nothing else.
fn calendar_year(start: &Value<'_>) {
    let january = start.as_number() == Some(1.0) || start.as_text().is_some_and(|text| text.parse() == Ok(1));
    if !january {
        start.refuse_value(
            "is not in this version",
            "leave it out: quarters and years are the calendar's",
        );
    }
}

/// The languages that the report has words for.
pub const LANGUAGES: &[&str] = &["en"];

fn language(value: &Value<'_>) -> Option<String> {
    let text = value.text()?;
    if !LANGUAGES.contains(&text) {
        value.refuse_name("language", text, LANGUAGES.iter().copied());
        return None;
    }
    Some(text.to_owned())
}

fn currency(value: &Value<'_>) -> Option<String> {
    let text = value.text()?;
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(text.to_owned());
    }
    let help = match text.len() == 3 && text.is_ascii() {
        true => format!("write \"{}\"", text.to_uppercase()),
        false => "write the three capital letters of ISO 4217, such as \"USD\" or \"EUR\"".to_owned(),
    };
    value.refuse_value("is no currency code", &help);
    None
}

fn compare(value: &Value<'_>) -> Option<Compare> {
    value.choice(
        "comparison",
        &[("previous", Compare::Previous), ("year_ago", Compare::YearAgo)],
    )
}

/// `"07"` or `7`.
/// A date means until its end; a time without an offset is the report's zone's.
fn horizon(value: &Value<'_>, zone: &Zone) -> Option<Instant> {
    let written = value.moment()?;
    let instant = if let Ok(at) = written.parse::<jiff::Timestamp>() {
        Some(at.as_second())
    } else if let Ok(date) = written.parse::<jiff::civil::Date>().map_err(|_| ())
        && !written.contains(':')
    {
        Some(zone.at(date, DAY))
    } else {
        let civil = written.parse::<jiff::civil::DateTime>().ok();
        civil.map(|at| {
            let time = at.time();
            let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
            zone.at(at.date(), seconds)
        })
    };
    let known = instant.filter(|at| (0..=i64::from(u32::MAX)).contains(at));
    if known.is_none() {
        value.refuse_value(
            "is no time of the years 1970 to 2106",
            "write 2026-10-31 or 2026-10-31T18:00:00Z",
        );
    }
    known
}

fn headline(value: &Value<'_>, catalogue: &Catalogue) -> Vec<Selector> {
    let mut selectors: Vec<Selector> = Vec::new();
    let values = value.list().unwrap_or_default();
    if values.len() > MOST_HEADLINES {
        let help = "keep those that the board decides by; the pages show all the others";
        value.refuse_value("names more than ten figures", help);
    }
    for each in values {
        let Some(selector) = each.parsed(|text| Selector::parse(text, catalogue)) else {
            continue;
        };
        if selectors.contains(&selector) {
            each.refuse(Diagnostic::new("duplicate", format!("`{selector}` is there twice")));
        }
        selectors.push(selector);
    }
    selectors
}
