//! `boardpack explain`: what a KPI is, in the words of the method page and from the declaration that the engine computes it by.

use std::path::Path;

use serde_json::{Value, json};

use super::{Outcome, usage};
use crate::config::{self, Rules};
use crate::error::Result;
use crate::measure::{Catalogue, Dim, Kpi, unknown_kpi};
use crate::report::{Words, definition};

/// The config of the folder that one stands in.
const BESIDE: &str = "boardpack.toml";

/// Explains the named KPI, or lists all of them.
pub fn run(id: Option<&str>, config: Option<&Path>) -> Result<Outcome> {
    let beside = Path::new(BESIDE);
    let is_built_in = |id| Catalogue::default().kpi(id).is_some();
    let config = match (config, id) {
        (Some(path), _) => Some(config::load(path)?),
        // What is wrong with the config is for `check` to say, unless it may be what declares the KPI.
        (None, Some(id)) if !is_built_in(id) && beside.exists() => Some(config::load(beside)?),
        (None, _) => config::load(beside).ok(),
    };
    let (catalogue, own) = match &config {
        Some(config) => (config.catalogue.clone(), config.own.as_slice()),
        None => (Catalogue::default(), &[][..]),
    };
    let words = Words::of("en")?.with_own(own)?;
    let Some(id) = id else {
        let all: Vec<Value> = catalogue.iter().map(|kpi| as_json(&words, kpi)).collect();
        return Ok(Outcome::done(list(&words, &catalogue), json!({ "kpis": all })));
    };
    let kpi = catalogue.kpi(id).ok_or_else(|| usage(unknown_kpi(id, &catalogue)))?;
    Ok(Outcome::done(description(&words, kpi), as_json(&words, kpi)))
}

fn list(words: &Words, catalogue: &Catalogue) -> String {
    let width = catalogue.iter().map(|kpi| kpi.id.len()).max().unwrap_or(0);
    let line = |kpi: &Kpi| format!("{:<width$}  {}\n", kpi.id, words.kpi(kpi.id, "title"));
    let lines = |inputs: bool| {
        catalogue
            .iter()
            .filter(|kpi| is_value_input(kpi) == inputs)
            .map(line)
            .collect::<String>()
    };
    format!(
        "{}\nInputs of the value lines, no KPIs of their own:\n\n{}\nboardpack explain KPI says what it is.\n",
        lines(false),
        lines(true)
    )
}

fn description(words: &Words, kpi: &Kpi) -> String {
    let definition = definition(words, kpi);
    let mut text = format!("{}\n{}\n\n", definition.term, kpi.id);
    for paragraph in &definition.texts {
        text += &format!("{paragraph}\n");
    }
    if is_value_input(kpi) {
        text += "An input of the value lines, no KPI of its own: it stands in the working of an amount.\n";
    }
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            text += &format!("\n{name}: {value}");
        }
    };
    line("Numbers", numbers(kpi).join(", "));
    line(
        "By month",
        kpi.series.iter().map(|dims| slice(dims)).collect::<Vec<_>>().join("; "),
    );
    line(
        "By period",
        kpi.by.iter().map(|dim| dim.name()).collect::<Vec<_>>().join(", "),
    );
    line("Columns", columns(kpi).join(", "));
    text + "\n"
}

/// Whether it only serves the value lines: each hour under its one owner.
fn is_value_input(kpi: &Kpi) -> bool {
    kpi.id.starts_with("owned.")
}

/// The columns that it is worked out from, by any of its paths.
fn columns(kpi: &Kpi) -> Vec<String> {
    let mut columns = Vec::new();
    for (table, column) in kpi.columns() {
        let name = format!("{table}.{column}");
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
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

fn as_json(words: &Words, kpi: &Kpi) -> Value {
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
    let definition = definition(words, kpi);
    json!({
        "id": kpi.id,
        "title": definition.term,
        "texts": definition.texts,
        "value_input": is_value_input(kpi),
        "columns": columns(kpi),
        "unit": kpi.unit.name(),
        "statistics": kpi.numbers().iter().filter_map(|(stat, _)| *stat).map(|stat| stat.name()).collect::<Vec<_>>(),
        "better": kpi.better.name(),
        "focus": kpi.focus.name(),
        "layer": kpi.layer.name(),
        "qualities": kpi.qualities,
        "series": kpi.series.iter().map(|dims| names(dims)).collect::<Vec<_>>(),
        "by": names(kpi.by),
        "follow_up_days": kpi.follow_up.days(&Rules::default()),
        "references": references,
    })
}
