//! Work: tickets and changes as the effort that they took, planned or not.

use polars::prelude::*;

use super::Frame;
use crate::config::Config;
use crate::error::Result;

/// The least share of rows that must have a column filled for a tier of unplanned work.
pub const FILLED: f64 = 0.8;

/// Finished tickets and changes: when, `effort_minutes`, `assumed_minutes`, `unplanned`, `automated`, `preventive`, and whether
/// they served a goal (`aligned`) or went to a supplier (`outsourced`), unknown where no record of their table has such a thing.
/// Unplanned are incidents, emergency changes and rework; requests and preventive work are planned.
pub fn frame(tickets: Option<&Frame>, changes: Option<&Frame>, config: &Config) -> Result<Option<Frame>> {
    let mut parts = Vec::new();
    let [tickets, changes] = [tickets, changes].map(|frame| frame.filter(|frame| frame.has("ended")));
    if let Some(tickets) = tickets {
        parts.extend(work_of(
            tickets,
            (col("incident"), lit(false)),
            assumed(config, &[("incident", col("incident")), ("request", lit(true))]),
        ));
    }
    if let Some(changes) = changes {
        let flag = |name: &str| {
            if changes.has(name) {
                col(name).fill_null(lit(false))
            } else {
                lit(false)
            }
        };
        parts.extend(work_of(
            changes,
            (flag("emergency").or(flag("rework")), flag("preventive")),
            assumed(config, &[("change", lit(true))]),
        ));
    }
    let first = [tickets, changes].into_iter().flatten().map(|frame| frame.begins).max();
    let Some(begins) = first else { return Ok(None) };
    Frame::new(parts, Default::default(), begins).map(Some)
}

fn work_of(frame: &Frame, (unplanned, preventive): (Expr, Expr), assumed: Expr) -> Vec<LazyFrame> {
    let or_null = |name: &str, dtype: DataType| {
        if frame.has(name) {
            col(name)
        } else {
            lit(NULL).cast(dtype).alias(name)
        }
    };
    let has_one = |name: &str| match frame.has(name) {
        true => col(name).is_not_null(),
        false => lit(NULL).cast(DataType::Boolean),
    };
    let columns = [
        col("ended"),
        col("cancelled"),
        col("duplicate"),
        or_null("effort_minutes", DataType::UInt32),
        assumed.alias("assumed_minutes"),
        unplanned.alias("unplanned"),
        or_null("automated", DataType::Boolean),
        preventive.alias("preventive"),
        has_one("goal_id").alias("aligned"),
        has_one("vendor").alias("outsourced"),
    ];
    frame
        .parts
        .iter()
        .map(|part| part.clone().select(columns.clone()))
        .collect()
}

/// The minutes that `[work] assumed_minutes` gives for the first kind that a row is.
fn assumed(config: &Config, kinds: &[(&str, Expr)]) -> Expr {
    kinds
        .iter()
        .rev()
        .fold(lit(NULL).cast(DataType::UInt32), |otherwise, (name, is)| {
            match config.inputs.get(&format!("work.assumed_minutes.{name}")) {
                Some(minutes) => when(is.clone())
                    .then(lit(minutes.expected.round() as u32))
                    .otherwise(otherwise),
                None => otherwise,
            }
        })
}

/// What is missing for a share of recorded effort: effort on enough rows of every loaded table, and planned work beside
/// the unplanned.
pub fn effort_lacks(frames: &super::Frames) -> Option<&'static str> {
    let loaded: Vec<&str> = ["tickets", "changes"]
        .into_iter()
        .filter(|table| frames.has_table(table))
        .collect();
    if loaded
        .iter()
        .any(|table| frames.filled(table, "effort_minutes") < FILLED)
    {
        return Some("fewer than four fifths of the tickets and changes have their effort recorded");
    }
    let planned = frames.has_requests || loaded.contains(&"changes");
    (!planned).then_some("no export gives requests or changes, the planned work")
}

/// The assumed minutes that are still to be given, by their full names, so that every kind of work that the exports hold has some.
pub fn assumptions_missing(frames: &super::Frames, config: &Config) -> Vec<String> {
    let kinds = [("incident", "tickets"), ("request", "tickets"), ("change", "changes")];
    kinds
        .into_iter()
        .filter(|(_, table)| frames.has_table(table))
        .filter(|(kind, _)| *kind != "request" || frames.filled("tickets", "kind") > 0.0)
        .map(|(kind, _)| format!("work.assumed_minutes.{kind}"))
        .filter(|name| !config.inputs.contains_key(name))
        .collect()
}
