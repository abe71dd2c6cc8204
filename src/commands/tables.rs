//! `boardpack tables`: the canonical tables, and the columns of one.

use serde_json::{Value, json};

use super::{Outcome, usage};
use crate::error::{Diagnostic, Result};
use crate::measure::Catalogue;
use crate::nearest::suggestion;
use crate::tables::{self, ColumnSpec, Kind, TABLES, TableSpec, TimeRole};

/// Lists the tables, or describes the named one.
pub fn run(name: Option<&str>) -> Result<Outcome> {
    let Some(name) = name else {
        return Ok(Outcome::done(
            list(),
            json!({ "tables": TABLES.iter().map(|table| header(table)).collect::<Vec<_>>() }),
        ));
    };
    let table = tables::table(name).ok_or_else(|| {
        let mut unknown = Diagnostic::new("unknown-name", format!("`{name}` is no table"));
        unknown.help = suggestion(name, TABLES.iter().map(|table| table.name));
        usage(unknown)
    })?;
    Ok(Outcome::done(description(table), as_json(table)))
}

fn list() -> String {
    let mut text = String::new();
    for table in TABLES {
        text += &format!("{:<16} {} ({} columns)\n", table.name, table.row, table.columns.len());
    }
    text + "\nboardpack tables TABLE lists its columns.\n"
}

fn description(table: &TableSpec) -> String {
    let name = table.columns.iter().map(|column| column.name.len()).max().unwrap_or(0) + 1;
    let kind = table.columns.iter().map(|column| kind(column).len()).max().unwrap_or(0);
    let mut text = format!(
        "{}: a row is {}. * marks what a row must have.\n\n",
        table.name, table.row
    );
    for column in table.columns {
        let marked = format!("{}{}", column.name, if column.required { "*" } else { "" });
        text += &format!("{marked:<name$}  {:<kind$}  {}\n", self::kind(column), column.meaning);
        if let Kind::Choice(words) = column.kind {
            text += &format!("{:<name$}  {:<kind$}  one of: {}\n", "", "", words.join(", "));
        }
        let kpis = kpis(table, column);
        if !kpis.is_empty() {
            text += &format!("{:<name$}  {:<kind$}  needed by: {}\n", "", "", kpis.join(", "));
        }
    }
    text
}

/// The KPIs that cannot do without a column, by one of their paths at least; what a required column serves is everything.
fn kpis(table: &TableSpec, column: &ColumnSpec) -> Vec<&'static str> {
    if column.required {
        return Vec::new();
    }
    let needed = (table.name, column.name);
    Catalogue::built_in()
        .filter(|kpi| kpi.columns().any(|each| each == needed))
        .map(|kpi| kpi.id)
        .collect()
}

/// What the cells of a column are, for whoever maps an export.
fn kind(column: &ColumnSpec) -> String {
    match column.kind {
        Kind::Id => "id".to_owned(),
        Kind::Reference => "id of another record".to_owned(),
        Kind::Items => "word, or several".to_owned(),
        Kind::Time(TimeRole::Stamped) => "time, stamped".to_owned(),
        Kind::Time(TimeRole::Happened) => "time, happened".to_owned(),
        Kind::Time(TimeRole::Scheduled) => "time, scheduled".to_owned(),
        Kind::Time(TimeRole::Month) => "month".to_owned(),
        Kind::Word => "word".to_owned(),
        Kind::Choice(_) => "choice".to_owned(),
        Kind::Number {
            least: 0,
            most: u32::MAX,
        } => "number".to_owned(),
        Kind::Number { least, most: u32::MAX } => format!("number from {least}"),
        Kind::Number { least, most } => format!("number {least} to {most}"),
        Kind::Minutes => "minutes".to_owned(),
        Kind::Hours => "hours".to_owned(),
        Kind::Seconds => "seconds".to_owned(),
        Kind::Amount => "amount of money".to_owned(),
        Kind::Quantity => "number, of any sign, or %".to_owned(),
        Kind::Share => "share, 0 to 1 or in %".to_owned(),
        Kind::Score => "score, such as 4 or 4.5".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Person => "person, never shown".to_owned(),
        Kind::Text => "text, never kept".to_owned(),
    }
}

fn header(table: &TableSpec) -> Value {
    json!({ "name": table.name, "row": table.row })
}

fn as_json(table: &TableSpec) -> Value {
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            let words = match column.kind {
                Kind::Choice(words) => Some(words),
                _ => None,
            };
            json!({
                "name": column.name,
                "type": kind(column),
                "words": words,
                "required": column.required,
                "meaning": column.meaning,
                "kpis": kpis(table, column),
            })
        })
        .collect();
    json!({ "name": table.name, "row": table.row, "columns": columns })
}
