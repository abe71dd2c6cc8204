//! `[[note]]` and `[baseline]`: what happened when, and from where the way is measured.

use super::reader::{Section, Value};
use crate::calendar::{Date, Month, Period, PeriodChoice, Zone};
use crate::error::Diagnostic;
use crate::measure::{Catalogue, Dim, Selector};

/// What a note or a label may have at most, so that it stands on a line beside a chart.
const LONGEST: usize = 80;

/// `[[note]]`: what happened on a day, marked in every chart over months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub date: Date,
    /// What.
    pub text: String,
    /// The figures whose usual range begins anew with its month.
    pub rebase: Vec<Selector>,
}

/// `[baseline]`: the period that every headline is compared with, besides the one before. Its figures are worked out anew from
/// the same exports, by the definitions of this version: nothing is kept from an earlier report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// Which period.
    pub period: Period,
    /// What it is called.
    pub label: Option<String>,
    /// When it was agreed on.
    pub agreed_on: Option<Date>,
}

/// Reads one `[[note]]`.
pub fn note(section: &mut Section<'_>, catalogue: &Catalogue) -> Option<Note> {
    let date = section.required("date", "write when it happened: date = 2026-03-01");
    let date = date.and_then(|value| value.date());
    let text = section.required("text", "write what happened: text = \"ERP go-live\"");
    let text = text.and_then(|value| value.line(LONGEST));
    let rebase = section.value("rebase").and_then(|value| value.list());
    let mut selectors: Vec<Selector> = Vec::new();
    for each in rebase.unwrap_or_default() {
        let Some(selector) = rebased(&each, catalogue) else {
            continue;
        };
        if selectors.contains(&selector) {
            each.refuse(Diagnostic::new("duplicate", format!("`{selector}` is there twice")));
        }
        selectors.push(selector);
    }
    Some(Note {
        date: date?,
        text: text?.to_owned(),
        rebase: selectors,
    })
}

/// A figure that has a month-by-month past.
fn rebased(value: &Value<'_>, catalogue: &Catalogue) -> Option<Selector> {
    let selector = value.parsed(|text| Selector::parse(text, catalogue))?;
    let sets = catalogue.kpi(selector.id).map_or(&[][..], |kpi| kpi.series);
    let has = |set: &&[Dim]| selector.slice.0.iter().all(|(dim, _)| set.contains(dim));
    if sets.iter().any(has) {
        return Some(selector);
    }
    let message = format!("`{selector}` is not given month by month, so it has no usual range to begin anew");
    value.refuse(Diagnostic::new("wrong-value", message).help("leave it out, or name the figure without that slice"));
    None
}

/// Reads `[baseline]`; `None` where there is none.
pub fn baseline(section: &mut Section<'_>, zone: &Zone) -> Option<Baseline> {
    if !section.is_given() {
        return None;
    }
    let period = section.required("period", "write which period it is: period = \"2025-10\"");
    let period = period.and_then(|value| value.parsed(|text| period_named(text, zone)));
    let label = section.value("label").and_then(|value| value.line(LONGEST));
    let agreed_on = section.value("agreed_on").and_then(|value| value.date());
    Some(Baseline {
        period: period?,
        label: label.map(str::to_owned),
        agreed_on,
    })
}

/// A period that stays the same from report to report.
fn period_named(text: &str, zone: &Zone) -> Result<Period, Box<Diagnostic>> {
    let wrong = |message: String| {
        let help = "write a month, a quarter, a year or two days: \"2025-10\", \"2025-Q4\", \"2025\", \"2025-10-01..2025-12-01\"";
        Box::new(Diagnostic::new("wrong-value", message).help(help))
    };
    match PeriodChoice::parse(text) {
        Ok(PeriodChoice::Latest) => Err(wrong("a baseline stays where it is; `latest` moves".to_owned())),
        Ok(choice @ PeriodChoice::Days(first, _)) => Ok(choice.resolve(Month::of(first), zone)),
        Err(_) => Err(wrong(format!("`{text}` is no period"))),
    }
}
