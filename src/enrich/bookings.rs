//! Booked time: whether it came unplanned, enables something new, serves a goal, or prevents incidents.

use polars::prelude::*;

use super::Frame;
use super::frames::is_word;
use super::materials::{Made, Materials};
use crate::error::Result;
use crate::tables::{Table, WORKLOG};

/// One row a booking.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("worklog") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let mut columns = marks(table);
    columns.extend(preventive(from, table)?.map(|preventive| preventive.alias("preventive")));
    let parts = super::frames::parts(&table.rows).map(|part| part.lazy().with_columns(columns.clone()));
    Frame::new(parts.collect(), table.words.clone(), from.begins("worklog")).map(Ok)
}

fn marks(table: &Table) -> Vec<Expr> {
    let mut all = Vec::new();
    if table.has("planned") {
        all.push(col("planned").not().alias("unplanned"));
    }
    if table.has("purpose") {
        let purpose = |word: &str| is_word(&WORKLOG, "purpose", word);
        all.push(purpose("grow").or(purpose("transform")).alias("enabling"));
    }
    if table.has("goal_id") {
        all.push(col("goal_id").is_not_null().alias("aligned"));
    }
    all
}

/// Booked on a preventive change, or on an activity that `[rules] preventive_activities` names; `None` where neither can be
/// told, as where no booking names a change at all.
fn preventive(from: &Materials<'_>, table: &Table) -> Result<Option<Expr>> {
    let told = [on_preventive_change(from, table)?, preventive_activity(from, table)];
    let any = told.into_iter().flatten().reduce(Expr::or);
    Ok(any.map(|any| any.fill_null(lit(false))))
}

fn on_preventive_change(from: &Materials<'_>, table: &Table) -> Result<Option<Expr>> {
    let changes = from.table("changes").ok();
    let Some(changes) = changes.filter(|changes| changes.has("id") && changes.has("preventive")) else {
        return Ok(None);
    };
    if !table.has("ref_id") {
        return Ok(None);
    }
    let ids = |keep: Expr| -> Result<Series> {
        let ids = changes.rows.clone().lazy().filter(keep).select([col("id")]).collect()?;
        Ok(ids.column("id")?.as_materialized_series().clone())
    };
    let booked_on = |ids: Series| col("ref_id").is_in(lit(ids).implode(true), false);
    let all = ids(col("preventive").is_not_null())?;
    if all.is_empty() {
        return Ok(None);
    }
    let named = table.rows.clone().lazy().filter(booked_on(all)).limit(1).collect()?;
    let preventive = ids(col("preventive"))?;
    Ok(match (named.height(), preventive.is_empty()) {
        (0, _) => None,
        (_, true) => Some(lit(false)),
        (_, false) => Some(booked_on(preventive)),
    })
}

fn preventive_activity(from: &Materials<'_>, table: &Table) -> Option<Expr> {
    let named = &from.config.rules.preventive_activities;
    let words = table.words.get("activity").filter(|_| table.has("activity"))?;
    let is_named = |word: &str| named.iter().any(|each| each.to_lowercase() == word.to_lowercase());
    let codes = (0u32..).zip(words.iter()).filter(|(_, word)| is_named(word));
    codes
        .map(|(code, _)| col("activity").cast(DataType::UInt32).eq(lit(code)))
        .reduce(Expr::or)
}
