//! The frame of changes: one row each, with its outcome, its clocks and what came of it.

use polars::prelude::*;

use super::links::Links;
use super::{Frame, clocks, column_or_null, flag_or};
use crate::calendar::Month;
use crate::config::Config;
use crate::error::Result;
use crate::tables::{CHANGES, Table};

/// Builds the frame.
pub fn frame(table: Table, config: &Config, links: &Links, from: Month) -> Result<Frame> {
    let mut rows = table.rows.clone();
    if let Some(suspected) = &links.suspected {
        rows.with_column(Column::new("suspected".into(), suspected))?;
    }
    let parts = super::parts(&rows)
        .map(|part| {
            with_caused(part.lazy(), &table, links)
                .with_columns(states(&table))
                .with_columns(outcomes(&table, config))
                .with_columns(times(&table, config))
                .with_columns(successes(&table))
        })
        .collect();
    Frame::new(parts, false, table.words, from)
}

/// The changes with what they caused, as far as anything records it.
fn with_caused(rows: LazyFrame, table: &Table, links: &Links) -> LazyFrame {
    match links.caused.clone().filter(|_| table.has("id")) {
        Some(caused) => rows.join(caused.lazy(), [col("id")], [col("id")], JoinArgs::new(JoinType::Left)),
        None => rows.with_columns([
            lit(NULL).cast(DataType::UInt32).alias("caused_tickets"),
            lit(NULL).cast(DataType::UInt32).alias("restored"),
        ]),
    }
}

/// When a change was carried out: its end, else when the record was closed; null for the cancelled.
pub fn implemented_at(table: &Table) -> Expr {
    let end = coalesce(&[
        column_or_null(table, "ended_at", DataType::UInt32),
        column_or_null(table, "closed_at", DataType::UInt32),
    ]);
    when(is_cancelled(table)).then(lit(NULL)).otherwise(end)
}

/// Known not to have succeeded.
pub fn failed(config: &Config) -> Expr {
    col("outcome")
        .is_not_null()
        .and(successful(config).not())
        .and(outcome("cancelled").not())
}

fn outcome(word: &str) -> Expr {
    let code = CHANGES
        .column("outcome")
        .and_then(|column| column.choice(word))
        .unwrap_or(u8::MAX);
    col("outcome").eq(lit(code))
}

fn successful(config: &Config) -> Expr {
    if config.rules.with_issues_is_success {
        outcome("successful").or(outcome("successful_with_issues"))
    } else {
        outcome("successful")
    }
}

fn is_cancelled(table: &Table) -> Expr {
    let state = CHANGES
        .column("state")
        .and_then(|column| column.choice("cancelled"))
        .unwrap_or(u8::MAX);
    let by_state = if table.has("state") {
        col("state").eq(lit(state)).fill_null(lit(false))
    } else {
        lit(false)
    };
    let by_outcome = if table.has("outcome") {
        outcome("cancelled").fill_null(lit(false))
    } else {
        lit(false)
    };
    by_state.or(by_outcome)
}

fn states(table: &Table) -> Vec<Expr> {
    let duplicate = CHANGES
        .column("state")
        .and_then(|column| column.choice("duplicate"))
        .unwrap_or(u8::MAX);
    let ended = column_or_null(table, "ended_at", DataType::UInt32);
    let closed = column_or_null(table, "closed_at", DataType::UInt32);
    vec![
        is_cancelled(table).alias("cancelled"),
        (if table.has("state") {
            col("state").eq(lit(duplicate)).fill_null(lit(false))
        } else {
            lit(false)
        })
        .alias("duplicate"),
        coalesce(&[ended.clone(), closed.clone()]).alias("ended"),
        ended.is_null().and(closed.is_not_null()).alias("ended_by_close"),
    ]
}

fn outcomes(table: &Table, config: &Config) -> Vec<Expr> {
    let mut all = Vec::new();
    if table.has("outcome") {
        all.push(successful(config).alias("successful"));
        all.push(successful(config).not().alias("unsuccessful"));
        all.push(outcome("backed_out").alias("backed_out"));
    }
    if table.has("type") {
        let kind = |word: &str| {
            col("type").eq(lit(CHANGES
                .column("type")
                .and_then(|column| column.choice(word))
                .unwrap_or(u8::MAX)))
        };
        all.push(kind("standard").alias("standard"));
        all.push(kind("standard").not().alias("nonstandard"));
        all.push(kind("emergency").alias("emergency"));
    }
    if table.has("fixes_change") {
        all.push(col("fixes_change").is_not_null().alias("rework"));
    }
    all.push(
        col("caused_tickets")
            .fill_null(lit(0))
            .gt(lit(0))
            .alias("caused_incident"),
    );
    all
}

fn times(table: &Table, config: &Config) -> Vec<Expr> {
    let mut all = vec![clocks::wall("ended", "restored").alias("recovery_wall")];
    if table.has("opened_at") {
        all.push(clocks::wall("opened_at", "ended").alias("lead_wall"));
        if table.has("started_at") {
            all.push(clocks::wall("opened_at", "started_at").alias("wait_wall"));
        }
    }
    if table.has("planned_end") {
        let tolerance = config.rules.on_time_tolerance as u32;
        all.push(col("ended").lt_eq(col("planned_end") + lit(tolerance)).alias("on_time"));
    }
    all
}

/// Strictly successful: successful, ended as planned, authorised, and no incident recorded against it; each as far as
/// the export records it. Effective: approved and strictly successful.
fn successes(table: &Table) -> Vec<Expr> {
    if !table.has("outcome") {
        return Vec::new();
    }
    let on_time = if table.has("planned_end") {
        col("on_time")
    } else {
        lit(true)
    };
    let strict = col("successful")
        .and(on_time)
        .and(flag_or(table, "unauthorised", false).not())
        .and(col("caused_incident").not());
    let approved = if table.has("approved_at") {
        col("approved_at").is_not_null()
    } else {
        lit(true)
    };
    vec![
        strict.clone().alias("strictly_successful"),
        approved.and(strict).alias("effective"),
    ]
}
