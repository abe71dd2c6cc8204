//! What is written down: articles and their reviews, and the categories of tickets that have a documented process.

use std::collections::HashMap;

use polars::prelude::*;

use super::frames::is_word;
use super::materials::{Made, Materials, second};
use super::{Frame, days, tickets};
use crate::calendar::Period;
use crate::error::Result;
use crate::tables::{ARTICLES, Table};

/// What nobody has looked at for so many months is stale.
const REVIEW_MONTHS: i32 = 12;

/// The articles and processes published before the report's end: `stale` where the twelve months before it saw neither their
/// publication nor a review. Only the last review is known: of what was reviewed since, nobody knows how it stood.
pub(super) fn articles(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("articles") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let end = from.end(&from.periods.report);
    let mut rows = table.rows.clone().lazy();
    if table.has("published_at") {
        let published = col("published_at");
        rows = rows.filter(published.clone().is_null().or(published.clone().lt(lit(end))));
        if table.has("reviewed_at") {
            let reviewed = col("reviewed_at");
            let since = lit(second(days::earlier(
                end.into(),
                REVIEW_MONTHS,
                &from.config.report.zone,
            )));
            let is_new = published.clone().gt_eq(since.clone());
            let before = reviewed.clone().is_null().or(reviewed.clone().lt(since));
            let stale = when(is_new)
                .then(lit(false))
                .when(reviewed.gt_eq(lit(end)))
                .then(lit(NULL))
                .otherwise(before);
            rows = rows.with_column(stale.cast(DataType::Boolean).alias("stale"));
        }
    }
    from.census(&rows.collect()?, &table.words)
}

/// The categories of the tickets resolved in each period: `has_process` where a process of that category was published before
/// the period's end.
pub(super) fn categories(from: &Materials<'_>) -> Result<Made> {
    let (tickets, articles) = match (from.table("tickets"), from.table("articles")) {
        (Ok(tickets), Ok(articles)) => (tickets, articles),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let Some(ended) = tickets::ended(tickets) else {
        return Ok(Err("no column says when a ticket was resolved or closed".to_owned()));
    };
    for (table, column) in [
        (tickets, "category"),
        (articles, "category"),
        (articles, "kind"),
        (articles, "published_at"),
    ] {
        if !table.has(column) {
            return Ok(Err(format!("no column gives the {}", column.replace('_', " "))));
        }
    }
    let resolved = tickets.rows.clone().lazy().filter(tickets::is_counted(tickets));
    let category = col("category").cast(DataType::UInt32);
    let resolved = resolved.select([ended.alias("ended"), category.alias("category")]);
    let resolved = resolved.filter(col("category").is_not_null()).collect()?;
    let documented = documented(tickets, articles)?;
    let in_period = |(bucket, period): (usize, &Period)| {
        let is_in = col("ended").gt_eq(lit(second(period.start)));
        let is_in = is_in.and(col("ended").lt(lit(second(period.end))));
        let by_category = || [col("category")];
        let has_process = col("documented_at").lt(lit(from.end(period))).fill_null(lit(false));
        resolved
            .clone()
            .lazy()
            .filter(is_in)
            .group_by(by_category())
            .agg([len().alias("tickets")])
            .join(
                documented.clone().lazy(),
                by_category(),
                by_category(),
                JoinArgs::new(JoinType::Left),
            )
            .select([lit(bucket as u16).alias("bucket"), has_process.alias("has_process")])
            .collect()
            .map(IntoLazy::lazy)
    };
    let parts = from.buckets.iter().enumerate().map(in_period);
    Frame::new(
        parts.collect::<PolarsResult<_>>()?,
        Default::default(),
        from.begins("tickets"),
    )
    .map(Ok)
}

/// Since when each of the tickets' categories has a documented process.
fn documented(tickets: &Table, articles: &Table) -> Result<DataFrame> {
    let first = articles
        .rows
        .clone()
        .lazy()
        .filter(is_word(&ARTICLES, "kind", "process").and(col("category").is_not_null()))
        .group_by([col("category").cast(DataType::UInt32)])
        .agg([col("published_at").min()])
        .collect()?;
    let words = |table: &Table| table.words.get("category").cloned().unwrap_or_default();
    let (ours, theirs) = (words(tickets), words(articles));
    let code_of: HashMap<&str, u32> = ours.iter().map(String::as_str).zip(0..).collect();
    // The codes of one table's words become the other's: a loop over categories, not over rows.
    let translated: UInt32Chunked = first
        .column("category")?
        .u32()?
        .iter()
        .map(|code| code_of.get(theirs.get(code? as usize)?.as_str()).copied())
        .collect();
    let columns = vec![
        translated.with_name("category".into()).into_column(),
        first.column("published_at")?.clone().with_name("documented_at".into()),
    ];
    Ok(DataFrame::new(first.height(), columns)?)
}
