//! `boardpack explain`: what a KPI is, from the declaration that the engine computes it by.

use serde_json::{Value, json};

use super::{Outcome, usage};
use crate::error::{Diagnostic, Result};
use crate::measure::{self, Dim, Kpi, Reference};
use crate::nearest::nearest;

/// Explains the named KPI, or lists all of them.
pub fn run(id: Option<&str>) -> Result<Outcome> {
    let Some(id) = id else {
        let all: Vec<Value> = measure::catalogue().map(as_json).collect();
        return Ok(Outcome::done(list(), json!({ "kpis": all })));
    };
    let kpi = measure::kpi(id).ok_or_else(|| {
        let help = nearest(id, measure::catalogue().map(|kpi| kpi.id)).map_or_else(
            || "`boardpack explain` lists every KPI".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        usage(Diagnostic::new("unknown-kpi", format!("`{id}` is no KPI")).help(help))
    })?;
    Ok(Outcome::done(description(kpi), as_json(kpi)))
}

fn list() -> String {
    let width = measure::catalogue().map(|kpi| kpi.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for kpi in measure::catalogue() {
        let (unit, better) = (kpi.unit.name(), kpi.better.name());
        text += &format!("{:<width$}  {unit:<8} {better:<8} {}\n", kpi.id, kpi.focus.name());
    }
    text + "\nboardpack explain KPI says what it is.\n"
}

fn description(kpi: &Kpi) -> String {
    let mut text = format!("{}\n\n", kpi.id);
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            text += &format!("{name:<11} {value}\n");
        }
    };
    line("numbers", numbers(kpi).join(", "));
    line("better", kpi.better.name().to_owned());
    line("focus", kpi.focus.name().to_owned());
    line("layer", kpi.layer.name().to_owned());
    line(
        "qualities",
        kpi.qualities.iter().map(u8::to_string).collect::<Vec<_>>().join(", "),
    );
    line(
        "by month",
        kpi.series.iter().map(|dims| slice(dims)).collect::<Vec<_>>().join("; "),
    );
    line(
        "by period",
        kpi.by.iter().map(|dim| dim.name()).collect::<Vec<_>>().join(", "),
    );
    if kpi.follow_up_days > 0 {
        line("provisional", format!("for {} days after a period", kpi.follow_up_days));
    }
    for reference in kpi.references {
        line("reference", published(reference));
    }
    text
}

/// `count, per_week (rate)`: each number by its statistic, with its unit.
fn numbers(kpi: &Kpi) -> Vec<String> {
    let numbers = kpi.numbers().into_iter();
    numbers
        .map(|(stat, unit)| match stat {
            Some(stat) => format!("{} ({})", stat.name(), unit.name()),
            None => unit.name().to_owned(),
        })
        .collect()
}

fn slice(dims: &[Dim]) -> String {
    match dims {
        [] => "in total".to_owned(),
        dims => dims.iter().map(|dim| dim.name()).collect::<Vec<_>>().join(" and "),
    }
}

fn published(reference: &Reference) -> String {
    let numbers = match reference.low == reference.high {
        true => reference.low.to_string(),
        false => format!("{} to {}", reference.low, reference.high),
    };
    format!(
        "{numbers} ({} {}, {})",
        reference.source, reference.year, reference.population
    )
}

fn as_json(kpi: &Kpi) -> Value {
    let names = |dims: &[Dim]| dims.iter().map(|dim| dim.name()).collect::<Vec<_>>();
    let references: Vec<Value> = kpi
        .references
        .iter()
        .map(|each| {
            json!({
                "low": each.low,
                "high": each.high,
                "source": each.source,
                "year": each.year,
                "population": each.population,
            })
        })
        .collect();
    json!({
        "id": kpi.id,
        "unit": kpi.unit.name(),
        "statistics": kpi.numbers().iter().filter_map(|(stat, _)| *stat).map(|stat| stat.name()).collect::<Vec<_>>(),
        "better": kpi.better.name(),
        "focus": kpi.focus.name(),
        "layer": kpi.layer.name(),
        "qualities": kpi.qualities,
        "series": kpi.series.iter().map(|dims| names(dims)).collect::<Vec<_>>(),
        "by": names(kpi.by),
        "follow_up_days": kpi.follow_up_days,
        "references": references,
    })
}
