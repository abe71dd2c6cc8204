//! Contracts with suppliers: those that run or have just begun, as their dates tell it for the end of every period, and what
//! the register says of the running ones today.

use polars::prelude::*;

use super::days::{day, day_of, earlier, later, until};
use super::materials::{Made, Materials, Register, second};
use crate::calendar::{Instant, Period};
use crate::config::Config;
use crate::error::Result;
use crate::tables::Table;

/// How far ahead a contract's end calls for a decision.
const RENEWAL_DAYS: i32 = 90;

/// The contracts that had begun by the end of each period and still ran, or had begun within the twelve months before it:
/// `running`, `renews`, `days_left` to its end, `new`, `assessed_first`.
pub fn begun(from: &Materials<'_>) -> Result<Made> {
    let Register { rows, words } = match from.register("vendors", "name", "vendor")? {
        Ok(register) => register,
        Err(why) => return Ok(Err(why)),
    };
    let zone = &from.config.report.zone;
    let frame = from.snapshots_at(&rows, &words, from.beginning_of_series(), |end| {
        let a_year_before = second(earlier(end.into(), 12, zone));
        let renewal = second(later(end.into(), RENEWAL_DAYS, zone));
        let (start, stop) = (col("contract_start"), until("contract_end", zone));
        let running = stop.clone().is_null().or(stop.clone().gt_eq(lit(end)));
        let new = start.clone().gt_eq(lit(a_year_before)).fill_null(lit(false));
        let renews = running.clone().and(stop.lt(lit(renewal)));
        let assessed_first = col("readiness_assessed_at").lt(start.clone());
        let begun = start.clone().is_null().or(start.lt(lit(end)));
        let columns = vec![
            running.clone().alias("running"),
            renews.fill_null(lit(false)).alias("renews"),
            (day("contract_end", zone) - lit(day_of(Instant::from(end) - 1, zone))).alias("days_left"),
            new.clone().alias("new"),
            assessed_first.fill_null(lit(false)).alias("assessed_first"),
        ];
        (begun.and(running.or(new)), columns)
    });
    frame.map(Ok)
}

/// The contracts that run at the report's end, with what the register says of them today: `owned`, `reviewed` (unknown where
/// the last review lies after that end: when the one before it was, nobody recorded), `with_goal`, `needed_minutes` of the
/// period, `flexible_cost`.
pub fn today(from: &Materials<'_>) -> Result<Made> {
    let Register { rows, words } = match from.register("vendors", "name", "vendor")? {
        Ok(register) => register,
        Err(why) => return Ok(Err(why)),
    };
    let end = from.end(&from.periods.report);
    let zone = &from.config.report.zone;
    let (start, stop) = (col("contract_start"), until("contract_end", zone));
    let begun = start.clone().is_null().or(start.lt(lit(end)));
    let running = stop.clone().is_null().or(stop.gt_eq(lit(end)));
    let rows = rows.lazy().filter(begun.and(running)).collect()?;
    let [owner, goal, cost, share, effort] = ["owner", "goal_id", "annual_cost", "flexible_share", "our_effort_hours"]
        .map(|name| rows.get_column_index(name).is_some().then(|| col(name)));
    let a_year_before = second(earlier(end.into(), 12, zone));
    let last = col("roadmap_reviewed_at");
    let lately = last.clone().gt_eq(lit(a_year_before)).fill_null(lit(false));
    let reviewed = when(last.gt_eq(lit(end))).then(lit(NULL)).otherwise(lately);
    let mut columns = vec![reviewed.cast(DataType::Boolean).alias("reviewed")];
    columns.extend(owner.map(|owner| owner.is_not_null().alias("owned")));
    columns.extend(goal.map(|goal| goal.is_not_null().alias("with_goal")));
    let flexible = cost
        .zip(share)
        .map(|(cost, share)| rounded(cost.cast(DataType::Float64) * share));
    columns.extend(flexible.map(|cost| cost.alias("flexible_cost")));
    let rows = rows.lazy().with_columns(columns).collect()?;
    let needed = |period: &Period| {
        let years = lit(period.length_in_months() / 12.0);
        let needed = effort
            .clone()
            .map(|of_a_year| rounded(of_a_year.cast(DataType::Float64) * years));
        needed
            .map(|minutes| minutes.alias("needed_minutes"))
            .into_iter()
            .collect()
    };
    from.census_of(&rows, &words, needed)
}

/// Of outages: those that a supplier answers for; announced work is none.
pub fn outages(table: &Table, _: &Config) -> Vec<Expr> {
    let unplanned = super::frames::flag_or(table, "planned", false).not();
    let by_vendor = table.has("vendor").then(|| col("vendor").is_not_null().and(unplanned));
    by_vendor
        .map(|by_vendor| by_vendor.alias("by_vendor"))
        .into_iter()
        .collect()
}

/// The nearest whole number of what is not negative.
fn rounded(value: Expr) -> Expr {
    (value + lit(0.5)).cast(DataType::Int64)
}
