//! The frame of changes: one row each, with its outcome, its clocks and what came of it.

use polars::prelude::*;

use super::days::settle_dates;
use super::frames::{column_or_null, flag_or, has_word, is_unreadable, is_word};
use super::links::Links;
use super::{Beginning, Frame, clocks};
use crate::calendar::Periods;
use crate::config::Config;
use crate::error::Result;
use crate::tables::{CHANGES, Table};

/// Builds the frame.
pub fn frame(mut table: Table, config: &Config, links: &Links, begins: Beginning, periods: &Periods) -> Result<Frame> {
    settle_dates(&mut table, &["planned_end"], &config.report.zone)?;
    let mut rows = table.rows.clone();
    if let Some(suspected) = &links.suspected {
        rows.with_column(Column::new("suspected".into(), suspected))?;
    }
    let parts = super::frames::parts(&rows)
        .map(|part| {
            with_caused(part.lazy(), &table, links)
                .with_columns(states(&table))
                .with_columns(outcomes(&table, config))
                .with_columns(times(&table, config))
                .with_columns(kept_to_plan(&table, config, periods))
                .with_columns(successes(&table))
        })
        .collect();
    Frame::new(parts, table.words, begins)
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

/// When a change was carried out: its end, else when the record was closed; null for the cancelled, and `None` where no
/// column says it.
pub fn implemented_at(table: &Table) -> Option<Expr> {
    ended(table).map(|ended| when(is_cancelled(table)).then(lit(NULL)).otherwise(ended))
}

fn ended(table: &Table) -> Option<Expr> {
    let columns: Vec<Expr> = ["ended_at", "closed_at"]
        .into_iter()
        .filter(|name| table.has(name))
        .map(col)
        .collect();
    (!columns.is_empty()).then(|| coalesce(&columns))
}

/// Known not to have succeeded.
pub fn failed(config: &Config) -> Expr {
    col("outcome")
        .is_not_null()
        .and(successful(config).not())
        .and(outcome("cancelled").not())
}

fn outcome(word: &str) -> Expr {
    is_word(&CHANGES, "outcome", word)
}

fn successful(config: &Config) -> Expr {
    if config.rules.with_issues_is_success {
        outcome("successful").or(outcome("successful_with_issues"))
    } else {
        outcome("successful")
    }
}

fn is_cancelled(table: &Table) -> Expr {
    has_word(table, &CHANGES, "state", "cancelled").or(has_word(table, &CHANGES, "outcome", "cancelled"))
}

fn states(table: &Table) -> Vec<Expr> {
    let mut all = vec![
        is_cancelled(table).alias("cancelled"),
        has_word(table, &CHANGES, "state", "duplicate").alias("duplicate"),
    ];
    if let Some(ended) = ended(table) {
        let recorded = column_or_null(table, "ended_at", DataType::UInt32);
        all.push(
            recorded
                .is_null()
                .and(ended.clone().is_not_null())
                .alias("ended_by_close"),
        );
        all.push(ended.alias("ended"));
    }
    all
}

fn outcomes(table: &Table, config: &Config) -> Vec<Expr> {
    let mut all = vec![
        col("caused_tickets")
            .fill_null(lit(0))
            .gt(lit(0))
            .alias("caused_incident"),
    ];
    if table.has("outcome") {
        all.push(successful(config).alias("successful"));
        all.push(successful(config).not().alias("unsuccessful"));
        all.push(outcome("backed_out").alias("backed_out"));
    }
    if table.has("type") {
        let kind = |word: &str| is_word(&CHANGES, "type", word);
        all.push(kind("standard").alias("standard"));
        all.push(kind("standard").not().alias("nonstandard"));
        all.push(kind("emergency").alias("emergency"));
    }
    if table.has("fixes_change") {
        all.push(col("fixes_change").is_not_null().alias("rework"));
    }
    if table.has("vendor") {
        all.push(col("vendor").is_not_null().alias("outsourced"));
    }
    all
}

fn times(table: &Table, config: &Config) -> Vec<Expr> {
    let mut all = Vec::new();
    if ended(table).is_some() {
        all.push(clocks::wall("ended", "restored").alias("recovery_wall"));
        if table.has("opened_at") {
            all.push(clocks::wall("opened_at", "ended").alias("lead_wall"));
        }
    }
    if table.has("opened_at") && table.has("started_at") {
        all.push(clocks::wall("opened_at", "started_at").alias("wait_wall"));
    }
    // When the record was closed says nothing of when the work ended.
    if table.has("planned_end") && table.has("ended_at") {
        all.push(
            col("ended_at")
                .cast(DataType::Int64)
                .lt_eq(latest_end(config))
                .alias("on_time"),
        );
    }
    all
}

/// Until when it is on time.
fn latest_end(config: &Config) -> Expr {
    col("planned_end").cast(DataType::Int64) + lit(config.rules.on_time_tolerance)
}

/// Whether it was done by its planned end. Unknown while its time has not come, and of the closed whose end nobody recorded:
/// when the record was closed says nothing of when the work ended.
fn kept_to_plan(table: &Table, config: &Config, periods: &Periods) -> Vec<Expr> {
    if !table.has("planned_end") || !table.has("ended_at") {
        return Vec::new();
    }
    let closed = column_or_null(table, "closed_at", DataType::UInt32).is_not_null();
    let over = closed
        .or(has_word(table, &CHANGES, "state", "resolved"))
        .or(has_word(table, &CHANGES, "state", "closed"))
        .or(is_unreadable(table, &["ended_at"]));
    let overdue = latest_end(config).lt_eq(lit(periods.horizon)).and(over.not());
    let undone = when(overdue).then(lit(false)).otherwise(lit(NULL));
    let kept = when(col("ended_at").is_null()).then(undone).otherwise(col("on_time"));
    vec![kept.alias("kept_to_plan")]
}

/// Strictly successful: successful, ended as planned, authorised, and no incident recorded against it; each as far as
/// the export records it. Effective: approved and strictly successful.
fn successes(table: &Table) -> Vec<Expr> {
    if !table.has("outcome") {
        return Vec::new();
    }
    // What nobody recorded is not held against a change.
    let on_time = match table.has("planned_end") && table.has("ended_at") {
        true => col("on_time").fill_null(lit(true)),
        false => lit(true),
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
