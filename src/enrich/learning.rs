//! What the people of IT learn: hours completed, certifications that hold, and what was mandatory and due.

use std::collections::BTreeSet;

use polars::prelude::*;

use super::frames::column_or_null;
use super::materials::{Made, Materials, second};
use super::members::{by_period, is_first, is_in, is_person, members, persons};
use super::{Frame, days};
use crate::calendar::Period;
use crate::error::Result;

/// One row a piece of learning that was completed in a period of which the register of people can tell: its `minutes`, and
/// `is_of_it`, unknown where the person is not in that register.
pub(super) fn learnt(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table_with("training", &["completed_at", "hours"]) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let is_of_it = match from.table("people") {
        Ok(people) => {
            let members = members(people)?;
            let learners = table.persons.get("person").map_or(&[][..], |persons| persons);
            let is_member = is_person("person", learners, |person| members.contains_key(&person));
            when(is_member).then(lit(true)).otherwise(lit(NULL))
        }
        Err(_) => lit(true),
    };
    let columns = [col("hours").alias("minutes"), is_of_it.alias("is_of_it")];
    let of_period = |(bucket, period): (usize, &Period)| {
        let mut columns = columns.to_vec();
        columns.push(lit(bucket as u16).alias("bucket"));
        table
            .rows
            .clone()
            .lazy()
            .filter(is_in(col("completed_at"), period))
            .select(columns)
    };
    let begins = match from.beginning_of_census() {
        Ok(begins) => begins,
        Err(why) => return Ok(Err(why)),
    };
    let parts = from.ending_with_report().map(of_period).collect();
    Frame::new(parts, Default::default(), begins).map(Ok)
}

/// One row a person of IT: of the register of people; where there is none, whoever the training names.
pub(super) fn learners(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("people").or_else(|_| from.table("training")) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let persons: BTreeSet<u64> = persons(table, "person")?.into_iter().flatten().collect();
    let numbers: Vec<u32> = (0..persons.len() as u32).collect();
    let rows = DataFrame::new(numbers.len(), vec![Column::new("learner".into(), numbers)])?;
    from.census(&rows, &Default::default())
}

/// One row a certification that a person had by a period's end, its last renewal until then: `valid` where that still held
/// on the period's last day; `stands_for_person` on one of each person.
pub(super) fn certifications(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table_with("training", &["certification", "completed_at"]) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let expires = match table.has("expires_at") {
        true => days::until("expires_at", &from.config.report.zone),
        false => column_or_null(table, "expires_at", DataType::UInt32),
    };
    // Of two of one time the one that holds for longer stands, and the longest holds what does not expire.
    let order = ["person", "certification", "completed_at", "expires"];
    let same = |column: &str| col(column).eq(col(column).shift(lit(-1)));
    let renewed = when(same("person").and(same("certification"))).then(col("completed_at").shift(lit(-1)));
    let rows = table
        .rows
        .clone()
        .lazy()
        .filter(
            col("certification")
                .is_not_null()
                .and(col("completed_at").is_not_null()),
        )
        .select([
            col("person"),
            col("certification").cast(DataType::UInt32),
            col("completed_at"),
            expires.alias("expires"),
        ])
        .sort(order, SortMultipleOptions::default().with_nulls_last(true))
        .with_column(renewed.otherwise(lit(NULL)).alias("renewed_at"))
        .collect()?;
    let frame = from.snapshots_at(&rows, &Default::default(), from.begins("training"), |end| {
        let renewed = col("renewed_at").lt(lit(end)).fill_null(lit(false));
        let held = col("completed_at").lt(lit(end)).and(renewed.not());
        let valid = col("expires").is_null().or(col("expires").gt_eq(lit(end - 1)));
        let columns = vec![valid.alias("valid"), is_first("person").alias("stands_for_person")];
        (held, columns)
    });
    frame.map(Ok)
}

/// One row a piece of mandatory learning and period in which it was due: `in_time`, unknown where it is not due yet;
/// `stands_for_person` on one of each person.
pub(super) fn mandatory(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table_with("training", &["mandatory", "due_at", "completed_at"]) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let due = days::until("due_at", &from.config.report.zone);
    let is_decided = due.clone().lt_eq(lit(second(from.periods.horizon)));
    let in_time = col("completed_at").lt_eq(due).fill_null(lit(false));
    let rows = table
        .rows
        .clone()
        .lazy()
        .filter(col("mandatory"))
        .select([
            col("person"),
            col("due_at"),
            when(is_decided).then(in_time).otherwise(lit(NULL)).alias("in_time"),
        ])
        .sort(
            ["person", "in_time"],
            SortMultipleOptions::default().with_nulls_last(true),
        )
        .collect()?;
    let parts = by_period(&rows, ("person", "due_at"), from.buckets.iter().enumerate())?;
    Frame::new(parts, Default::default(), from.begins("training")).map(Ok)
}
