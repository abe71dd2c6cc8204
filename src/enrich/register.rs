//! The registers of services and assets: what is in them, and which tickets and changes name something that is.

use std::collections::HashSet;

use polars::prelude::*;

use super::Frame;
use super::materials::Made;
use crate::config::Service;
use crate::error::Result;
use crate::tables::{Table, Tables};

/// The business services: those of the `services` table, with what `[[service]]` says over its row of the same name, then
/// those of `[[service]]` alone.
pub fn services(tables: &Tables, said: &[Service]) -> Result<Vec<Service>> {
    let mut services = match tables.get("services") {
        Some(table) => of_table(table)?,
        None => Vec::new(),
    };
    for said in said {
        match services.iter_mut().find(|service| service.name == said.name) {
            Some(service) => *service = over(said.clone(), service),
            None => services.push(said.clone()),
        }
    }
    Ok(services)
}

/// The rows of the table; a register has tens of them. The first of a name stands.
fn of_table(table: &Table) -> Result<Vec<Service>> {
    let (name, owner) = (words(table, "name")?, words(table, "owner")?);
    let (criticality, hours) = (words(table, "criticality")?, words(table, "hours")?);
    let (core, monitored) = (flags(table, "core")?, flags(table, "monitored")?);
    let users = numbers(table, "users")?;
    let mut seen = HashSet::new();
    let service = |row: usize| {
        Some(Service {
            name: name[row].clone()?,
            owner: owner[row].clone(),
            users: users[row],
            criticality: criticality[row].clone(),
            core: core[row],
            monitored: monitored[row],
            hours: hours[row].clone(),
            availability_target: None,
        })
    };
    let rows = (0..table.rows.height()).filter_map(service);
    Ok(rows.filter(|service| seen.insert(service.name.clone())).collect())
}

/// What the config says, and where it says nothing what the register does.
fn over(said: Service, register: &Service) -> Service {
    let register = register.clone();
    Service {
        name: said.name,
        owner: said.owner.or(register.owner),
        users: said.users.or(register.users),
        criticality: said.criticality.or(register.criticality),
        core: said.core.or(register.core),
        monitored: said.monitored.or(register.monitored),
        hours: said.hours.or(register.hours),
        availability_target: said.availability_target,
    }
}

/// A column's numbers, or as many times none.
pub(super) fn numbers(table: &Table, name: &str) -> Result<Vec<Option<u32>>> {
    match table.has(name) {
        true => Ok(table
            .rows
            .column(name)?
            .cast(&DataType::UInt32)?
            .u32()?
            .iter()
            .collect()),
        false => Ok(vec![None; table.rows.height()]),
    }
}

/// A column's words, or as many times none.
pub(super) fn words(table: &Table, name: &str) -> Result<Vec<Option<String>>> {
    let words = table.words.get(name);
    let word = |code: Option<u32>| words?.get(code? as usize).cloned();
    Ok(numbers(table, name)?.into_iter().map(word).collect())
}

/// A column's flags, or as many times none.
pub(super) fn flags(table: &Table, name: &str) -> Result<Vec<Option<bool>>> {
    match table.has(name) {
        true => Ok(table.rows.column(name)?.bool()?.iter().collect()),
        false => Ok(vec![None; table.rows.height()]),
    }
}

/// Whether each row names a service or an asset that is in its register; `None` where the rows have no column of which
/// there is a register.
pub fn registered(table: &Table, tables: &Tables, services: &[Service]) -> Result<Option<Column>> {
    let mut ways: Vec<Expr> = Vec::new();
    if let Some(words) = table
        .words
        .get("service")
        .filter(|_| table.has("service") && !services.is_empty())
    {
        let names: HashSet<&str> = services.iter().map(|service| service.name.as_str()).collect();
        let codes = words
            .iter()
            .zip(0u32..)
            .filter(|(word, _)| names.contains(word.as_str()));
        let codes = Series::new("codes".into(), codes.map(|(_, code)| code).collect::<Vec<u32>>());
        ways.push(is_one_of(col("service").cast(DataType::UInt32), codes));
    }
    if let Some(assets) = tables.get("assets").filter(|assets| assets.has("id")) {
        let ids = assets.rows.column("id")?.as_materialized_series().clone();
        if table.has("asset_id") {
            ways.push(is_one_of(col("asset_id"), ids.clone()));
        }
        if let Some(rows) = rows_with_items(table, &ids)? {
            ways.push(lit(rows));
        }
    }
    let Some(any) = ways.into_iter().map(|way| way.fill_null(lit(false))).reduce(Expr::or) else {
        return Ok(None);
    };
    let rows = table.rows.clone().lazy().select([any.alias("registered")]).collect()?;
    Ok(Some(rows.column("registered")?.clone()))
}

fn is_one_of(value: Expr, known: Series) -> Expr {
    match known.is_empty() {
        true => value.is_null().and(lit(false)),
        false => value.is_in(lit(known).implode(true), false),
    }
}

/// Of each row, whether one of its several items is among these.
fn rows_with_items(table: &Table, ids: &Series) -> Result<Option<Series>> {
    let Some(items) = &table.items else { return Ok(None) };
    let known = items
        .clone()
        .lazy()
        .filter(is_one_of(col("item"), ids.clone()))
        .collect()?;
    let mut rows = vec![false; table.rows.height()];
    for row in known.column("row")?.u32()?.iter().flatten() {
        rows[row as usize] = true;
    }
    Ok(Some(Series::new("registered".into(), rows)))
}

/// Tickets and changes by when they were opened, and whether they name something that is in a register.
pub fn recorded(tickets: Option<&Frame>, changes: Option<&Frame>) -> Result<Made> {
    let columns = ["opened_at", "registered", "cancelled", "duplicate"];
    let has_all = |frame: &&Frame| columns.iter().all(|column| frame.has(column));
    let frames: Vec<&Frame> = [tickets, changes].into_iter().flatten().filter(has_all).collect();
    let Some(begins) = frames.iter().map(|frame| frame.begins).max() else {
        return Ok(Err(
            "no export gives services or assets that tickets and changes could name".to_owned(),
        ));
    };
    let parts = frames.iter().flat_map(|frame| &frame.parts);
    let parts = parts.map(|part| part.clone().select(columns.map(col)));
    Frame::new(parts.collect(), Default::default(), begins).map(Ok)
}
