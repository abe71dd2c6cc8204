//! The columns by which the organisation's own KPIs tell their rows: in the cohort, the part, and what is measured.

use polars::prelude::*;

use super::clocks;
use super::frames::has_word;
use crate::config::{Allowed, Condition, Config, Measured, OwnKpi};
use crate::error::Result;
use crate::nearest::nearest;
use crate::tables::{Kind, SURVEYS, Table, Tables};

/// Words that own KPIs ask for and no row of their table has, a sentence each: a slip of the pen would be a figure of nothing.
pub fn unsaid(tables: &Tables, config: &Config) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for own in &config.own {
        let Some(table) = tables.get(own.table.name) else {
            continue;
        };
        for condition in own.cohort.iter().chain(&own.part) {
            let (Allowed::Words(asked) | Allowed::OtherWords(asked)) = &condition.allowed else {
                continue;
            };
            let column = condition.column.name;
            // The words of fixed lists are checked where the config is read.
            let Some(words) = table.words.get(column) else { continue };
            let unsaid = asked.iter().filter(|word| !words.contains(word));
            all.extend(unsaid.map(|word| {
                let near = nearest(word, words.iter().map(String::as_str));
                let near = near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
                let said = format!("`{}` asks for {column} \"{word}\", which no row has{near}", own.kpi.id);
                (own.table.name, said)
            }));
        }
    }
    all
}

/// Adds them to a table, as far as it has what they are made from.
pub fn mark(name: &str, table: &mut Table, config: &Config) -> Result<()> {
    let mut marks = Vec::new();
    for own in config.own.iter().filter(|own| own.table.name == name) {
        // Without its marks there is no figure.
        if stands_for_enough(own, table, config)? {
            marks.extend(cohort(own, table));
            marks.extend(part(own, table));
            marks.extend(value(own, table));
        }
    }
    if !marks.is_empty() {
        let marks = table.rows.clone().lazy().select(marks).collect()?;
        for column in marks.into_columns() {
            table.rows.with_column(column)?;
        }
    }
    Ok(())
}

/// Whether enough persons stand behind the groups, roles and departments that it picks: a group of two is two persons.
fn stands_for_enough(own: &OwnKpi, table: &Table, config: &Config) -> Result<bool> {
    // Each condition by itself, too: all less those outside one group are that group, whatever else is asked.
    let each = own.cohort.iter().chain(&own.part).map(std::slice::from_ref);
    for conditions in each.chain([own.cohort.as_slice(), own.part.as_slice()]) {
        let picked = conditions
            .iter()
            .flat_map(|condition| persons_of(condition.column.name))
            .copied();
        let persons: Vec<&'static str> = picked.filter(|person| table.has(person)).collect();
        let (Some(mask), false) = (all_of(conditions, table), persons.is_empty()) else {
            continue;
        };
        let mask = mask.fill_null(lit(false));
        let distinct = persons
            .iter()
            .map(|person| col(*person).drop_nulls().n_unique().alias(*person));
        let rows = table.rows.clone().lazy();
        // Those who are picked, and those who are not: all less the one is the other.
        let counts = rows
            .group_by([mask.alias("picked")])
            .agg(distinct.collect::<Vec<_>>())
            .collect()?;
        for person in persons {
            let counts = counts.column(person)?.cast(&DataType::UInt32)?;
            let mut counts = counts.u32()?.iter().flatten();
            if counts.any(|count| (1..config.smallest_group).contains(&count)) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The columns of the persons who stand behind the words of a column.
fn persons_of(column: &str) -> &'static [&'static str] {
    match column {
        "persona" => &["requester"],
        "group" | "role" | "specialty" | "level" => &["assignee", "person"],
        _ => &[],
    }
}

/// Answers to the team's own survey are in none: the same few are asked again and again.
fn cohort(own: &OwnKpi, table: &Table) -> Option<Expr> {
    let of_users = || has_word(table, &SURVEYS, "instrument", "team").not();
    let all = match (all_of(&own.cohort, table), own.cohort.is_empty()) {
        (Some(all), _) if own.table.name == "surveys" => all.and(of_users()),
        (Some(all), _) => all,
        (None, true) if own.table.name == "surveys" => of_users(),
        (None, _) => return None,
    };
    Some(all.fill_null(lit(false)).alias(own.marks.cohort))
}

/// Unknown where a cell that would tell is empty, so that such a row is left out of both sides.
fn part(own: &OwnKpi, table: &Table) -> Option<Expr> {
    Some(all_of(&own.part, table)?.alias(own.marks.part))
}

fn value(own: &OwnKpi, table: &Table) -> Option<Expr> {
    let value = match own.of? {
        Measured::Column(column) if !table.has(column.name) => return None,
        Measured::Between(from, until) if !table.has(from.name) || !table.has(until.name) => return None,
        Measured::Between(from, until) => clocks::wall(from.name, until.name),
        // Spreads are in seconds, sums and means in minutes.
        Measured::Column(column) => {
            let value = col(column.name).cast(DataType::UInt64);
            let is_spread = own
                .kpi
                .paths
                .iter()
                .flat_map(|path| path.measures)
                .any(|(_, measure)| measure.spread().is_some());
            match (column.kind, is_spread) {
                (Kind::Minutes | Kind::Hours, true) => (value * lit(60u64)).cast(DataType::UInt32),
                (Kind::Seconds, false) => value / lit(60u64),
                (Kind::Seconds, true) => value.cast(DataType::UInt32),
                _ => value,
            }
        }
    };
    Some(value.alias(own.marks.value))
}

/// That all conditions hold; `None` without any, or where a column is not there.
fn all_of(conditions: &[Condition], table: &Table) -> Option<Expr> {
    let each = conditions.iter().map(|condition| holds(condition, table));
    each.collect::<Option<Vec<Expr>>>()?.into_iter().reduce(Expr::and)
}

fn holds(condition: &Condition, table: &Table) -> Option<Expr> {
    let name = condition.column.name;
    if !table.has(name) {
        return None;
    }
    let cell = || col(name);
    Some(match &condition.allowed {
        Allowed::Words(words) => is_in(cell(), &codes(words, condition, table)),
        Allowed::OtherWords(words) => is_in(cell(), &codes(words, condition, table)).not(),
        Allowed::Numbers(numbers) => {
            let scale = scale(condition.column.kind);
            let one = |number: &f64| cell().cast(DataType::Float64).eq(lit(number * scale));
            numbers.iter().map(one).reduce(Expr::or)?
        }
        Allowed::Range(least, most) => {
            let scale = scale(condition.column.kind);
            let number = || cell().cast(DataType::Float64);
            let ends = [
                least.map(|least| number().gt_eq(lit(least * scale))),
                most.map(|most| number().lt_eq(lit(most * scale))),
            ];
            ends.into_iter().flatten().reduce(Expr::and)?
        }
        Allowed::Flag(flag) if *flag => cell(),
        Allowed::Flag(_) => cell().not(),
        Allowed::Filled(true) => cell().is_not_null(),
        Allowed::Filled(false) => cell().is_null(),
    })
}

fn is_in(cell: Expr, codes: &[u32]) -> Expr {
    let codes = Series::new("codes".into(), codes);
    cell.cast(DataType::UInt32).is_in(lit(codes).implode(true), false)
}

/// The codes of words; a word that the export never says has none.
fn codes(words: &[String], condition: &Condition, table: &Table) -> Vec<u32> {
    let name = condition.column.name;
    let code = |word: &String| match condition.column.kind {
        Kind::Choice(_) => condition.column.choice(word).map(u32::from),
        _ => table
            .words
            .get(name)?
            .iter()
            .position(|each| each == word)
            .map(|at| at as u32),
    };
    words.iter().filter_map(code).collect()
}

/// By how much a column's held numbers are larger than what is written.
fn scale(kind: Kind) -> f64 {
    match kind {
        Kind::Amount | Kind::Score => 100.0,
        Kind::Hours => 60.0,
        _ => 1.0,
    }
}
