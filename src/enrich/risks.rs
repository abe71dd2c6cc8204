//! The register of risks as it was at the end of each period.

use std::sync::Arc;

use polars::prelude::*;

use super::Beginning;
use super::days::until;
use super::frames::still_open;
use super::materials::{Made, Materials};
use crate::calendar::{Instant, Month, Zone};
use crate::error::Result;
use crate::measure::{NOT_GIVEN, OTHER};
use crate::tables::Table;

/// One row a risk and period end at which it was open, with whether it was accepted for longer than it was meant to be.
///
/// Where no column says when risks were opened or closed, nobody knows which were open before: there is the report's end
/// alone. Where a risk alone does not say it, `dated` is null at every end, so that it is told apart and counted;
/// so is `still_open` where it was closed and nobody can read when.
pub fn open(from: &Materials<'_>) -> Result<Made> {
    let (table, mut register) = match (from.table("risks"), from.register("risks", "title", "open_risk")?) {
        (Ok(table), Ok(register)) => (table, register),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    if let Some(titles) = register.words.get_mut("open_risk") {
        *titles = Arc::new(own_titles(titles));
    }
    let zone = &from.config.report.zone;
    // An export without a risk says that there is none now, and nothing of before.
    let keeps_past = table.rows.height() > 0 && table.has("opened_at") && table.has("closed_at");
    if !keeps_past {
        let (open, columns) = at(table, lit(from.end(&from.periods.report)), zone);
        let rows = register.rows.lazy().filter(open).with_columns(columns).collect()?;
        return from.census(&rows, &register.words);
    }
    from.snapshots(&register.rows, &register.words, begins(table, from)?, |end| {
        at(table, end, zone)
    })
    .map(Ok)
}

/// The titles without the words that gather others in the report: a risk that is called `other` is told as `Other`.
fn own_titles(titles: &[String]) -> Vec<String> {
    let free = |name: &str| {
        let numbered = (2..).map(|n| format!("{name} ({n})"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|name| !titles.contains(name)).unwrap_or_default()
    };
    let own = titles.iter().map(|title| match title.as_str() {
        OTHER => free("Other"),
        NOT_GIVEN => free("Not given"),
        _ => title.clone(),
    });
    own.collect()
}

fn at(table: &Table, end: Expr, zone: &Zone) -> (Expr, Vec<Expr>) {
    let is_open = |open: Expr, column: &str, is: fn(Expr, Expr) -> Expr| match table.has(column) {
        true => open.and(col(column).is_null().or(is(col(column), end.clone()))),
        false => open,
    };
    let open = is_open(is_open(lit(true), "opened_at", Expr::lt), "closed_at", Expr::gt_eq);
    let mut columns = vec![match table.has("opened_at") {
        true => when(col("opened_at").is_null())
            .then(lit(NULL))
            .otherwise(lit(true))
            .alias("dated"),
        false => lit(true).alias("dated"),
    }];
    columns.push(still_open(table, &["closed_at"]));
    let overdue = until("accepted_until", zone).lt(end).fill_null(lit(false));
    if table.has("accepted_until") {
        columns.push(overdue.clone().alias("overdue"));
    }
    if table.has("rating") {
        columns.push(weight(overdue).alias("weight"));
    }
    (open, columns)
}

/// Where there are too many to show by name: the highest rating comes first, and of one rating what is overdue.
fn weight(overdue: Expr) -> Expr {
    let rating = col("rating").cast(DataType::UInt32).fill_null(lit(0u32));
    rating * lit(2u32) + overdue.cast(DataType::UInt32)
}

/// Before its first risk there was no register.
fn begins(table: &Table, from: &Materials<'_>) -> Result<Beginning> {
    let first = table.rows.column("opened_at")?.u32()?.min().unwrap_or(0);
    let first = Month::of(from.config.report.zone.date_of(Instant::from(first)));
    Ok(from.begins("risks").max(Beginning::with(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_risk_that_is_called_other_is_not_the_rest_of_them() {
        let titles = ["other", "A flood", "Other", "not given"].map(str::to_owned);
        assert_eq!(own_titles(&titles), ["Other (2)", "A flood", "Other", "Not given"]);
    }
}
