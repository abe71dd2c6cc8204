//! Assets: which were in service when, how old they were, and the incidents that name them.

use polars::prelude::*;

use super::frames::{column_or_null, parts};
use super::materials::{Made, Materials, Register, Several};
use super::{Frame, FrameName, days, tickets};
use crate::calendar::{DAY, Zone};
use crate::error::Result;
use crate::tables::Table;

/// The age in days from which on each of [`super::ASSET_AGE_BANDS`] holds: whole years of 365.25 days.
const BANDS_FROM: [i32; super::ASSET_AGE_BANDS.len()] = [0, 366, 731, 1_096, 1_461, 1_827];
/// An asset is due for replacement so many months before its end of life.
const DUE_MONTHS: i32 = 24;

/// What is told of an asset beside its times.
const CARRIED: [&str; 5] = ["id", "end_of_life_at", "replacement_cost", "managed", "protected"];

/// The populations that are made of the register of assets, which is worked out once for all of them.
pub(super) fn of_assets(from: &Materials<'_>) -> Result<Several> {
    let made: [Made; 4] = match assets(from)? {
        Ok(assets) => {
            let named = named(&assets.rows, &from.config.report.zone)?;
            [
                census(&assets, from)?,
                Ok(in_service(&assets, from)?),
                Ok(days(&assets, &named, from)?),
                incidents(named, from)?,
            ]
        }
        Err(why) => [(); 4].map(|()| Err(why.clone())),
    };
    let names = [
        FrameName::AssetCensus,
        FrameName::AssetsInService,
        FrameName::AssetDays,
        FrameName::AssetIncidents,
    ];
    Ok(names.into_iter().zip(made).collect())
}

/// What the register says of the assets in service at the report's end.
fn census(assets: &Register, from: &Materials<'_>) -> Result<Made> {
    let end = lit(from.end(&from.periods.report));
    let rows = assets.rows.clone().lazy();
    let rows = rows.filter(in_service_at(end).fill_null(lit(false)));
    from.census(&rows.collect()?, &assets.words)
}

/// The assets in service at each period's end: `age_wall`, `past_life`, and `may_fall_due` of those whose end of life comes
/// within 24 months or is not known.
fn in_service(assets: &Register, from: &Materials<'_>) -> Result<Frame> {
    let has_life = has_life(&assets.rows);
    let there = |end: Expr| {
        let mut columns = vec![(end.clone() - col("began")).alias("age_wall")];
        if has_life {
            let life_ends = col("life_until").gt_eq(end.clone());
            let soon = life_ends.and(col("due_from").lt(end.clone()));
            columns.push(col("life_until").lt(end.clone()).alias("past_life"));
            columns.push(col("life_until").is_null().or(soon).alias("may_fall_due"));
        }
        (in_service_at(end), columns)
    };
    from.snapshots(&assets.rows, &assets.words, from.begins("assets"), there)
}

/// Whether anything says when an asset's life ends.
fn has_life(assets: &DataFrame) -> bool {
    assets.get_column_index("life_until").is_some()
}

/// The assets table with what is worked out of it: `began`, and whether the purchase stands in; `life_until` and, 24 months
/// before it, `due_from`, where an end of life is known.
fn assets(from: &Materials<'_>) -> Result<Result<Register, String>> {
    let table = match from.table("assets") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let begins: Vec<Expr> = ["in_service_at", "purchased_at"]
        .into_iter()
        .filter(|name| table.has(name))
        .map(col)
        .collect();
    if begins.is_empty() {
        return Ok(Err("no column says when an asset was put to use or bought".to_owned()));
    }
    let began = coalesce(&begins);
    let recorded = column_or_null(table, "in_service_at", DataType::UInt32);
    let told = CARRIED.into_iter().filter(|name| table.has(name)).map(col);
    let mut columns: Vec<Expr> = told.collect();
    columns.extend([
        began.clone().alias("began"),
        recorded.is_null().and(began.is_not_null()).alias("began_by_purchase"),
        column_or_null(table, "retired_at", DataType::UInt32),
    ]);
    let mut rows = table.rows.clone().lazy().select(columns);
    if table.has("end_of_life_at") {
        let zone = &from.config.report.zone;
        rows = rows
            .with_column(days::until("end_of_life_at", zone).alias("life_until"))
            .with_column(days::months_before("life_until", DUE_MONTHS, zone).alias("due_from"));
    }
    Ok(Ok(Register {
        rows: rows.collect()?,
        words: table.words.clone(),
    }))
}

/// Begun before an instant and not retired before it. What nobody knows the beginning of passes, to be counted as left out.
fn in_service_at(end: Expr) -> Expr {
    let begun = col("began").is_null().or(col("began").lt(end.clone()));
    begun.and(col("retired_at").is_null().or(col("retired_at").gt_eq(end)))
}

/// The assets that tickets can name, with their first and last day of service and the last of their life. Of several rows
/// of one name nobody knows which is meant, so that it names none.
fn named(rows: &DataFrame, zone: &Zone) -> Result<DataFrame> {
    let mut dates = vec![("began", "first_day"), ("retired_at", "last_day")];
    dates.extend(has_life(rows).then_some(("life_until", "life_day")));
    let dates = dates
        .into_iter()
        .map(|(time, name)| days::day(time, zone).first().alias(name));
    let rows = rows
        .clone()
        .lazy()
        .filter(col("id").is_not_null())
        .group_by([col("id")])
        .agg([len().alias("rows")].into_iter().chain(dates).collect::<Vec<_>>())
        .filter(col("rows").eq(lit(1u32)))
        .with_column(lit(true).alias("device"));
    Ok(rows.drop(by_name(["rows"], true, false)).collect()?)
}

/// The incidents that name an asset: `device` where the register knows it, and, where it was in service on that day, its
/// `asset_age` and whether it was `past_life`.
fn incidents(devices: DataFrame, from: &Materials<'_>) -> Result<Made> {
    let tickets = match from.table("tickets") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    if !tickets.has("asset_id") {
        return Ok(Err("no column gives the asset".to_owned()));
    }
    let zone = &from.config.report.zone;
    let has_life = devices.get_column_index("life_day").is_some();
    let at = col("opened_day");
    let there = at.clone().gt_eq(col("first_day"));
    let there = there.and(col("last_day").is_null().or(at.clone().lt_eq(col("last_day"))));
    let known = |value: Expr, name: &str| when(there.clone()).then(value).otherwise(lit(NULL)).alias(name);
    let mut columns = vec![
        col("opened_at"),
        col("device"),
        col("first_day"),
        known(band_of(at.clone() - col("first_day")), "asset_age"),
    ];
    columns.extend(has_life.then(|| known(at.gt(col("life_day")), "past_life")));
    let by_id = || [col("id")];
    let rows = incidents_and_assets(tickets)?
        .join(devices.lazy(), by_id(), by_id(), JoinArgs::new(JoinType::Left))
        .with_column(days::day("opened_at", zone).alias("opened_day"))
        .select(columns)
        .collect()?;
    let parts = parts(&rows).map(IntoLazy::lazy).collect();
    Frame::new(parts, Default::default(), from.begins("tickets")).map(Ok)
}

/// When each incident was opened and which asset it names, a row an asset.
fn incidents_and_assets(tickets: &Table) -> Result<LazyFrame> {
    let incidents = tickets.rows.clone().lazy().with_row_index("row", None);
    let incidents = incidents.filter(tickets::is_counted_incident(tickets));
    let named = incidents.clone().filter(col("asset_id").is_not_null()).select([
        col("row"),
        col("asset_id").alias("id"),
        col("opened_at"),
    ]);
    let Some(items) = &tickets.items else {
        return Ok(named);
    };
    // What the items name stands in the ticket's own row as well.
    let items = items.clone().lazy().select([col("row"), col("item").alias("id")]);
    let by_row = || [col("row")];
    let opened = incidents.select([col("row"), col("opened_at")]);
    let items = items.join(opened, by_row(), by_row(), JoinArgs::new(JoinType::Inner));
    Ok(concat([named, items], UnionArgs::default())?
        .group_by([col("row"), col("id")])
        .agg([col("opened_at").first()]))
}

/// The band of an age in days.
fn band_of(age: Expr) -> Expr {
    let bands = BANDS_FROM.iter().zip(0u8..).skip(1);
    bands.fold(lit(0u8), |band, (from, code)| {
        when(age.clone().gt_eq(lit(*from))).then(lit(code)).otherwise(band)
    })
}

/// How many of the assets that tickets can name were in service on each `day` of the data, by age band and side of the end
/// of life: what their incidents came from. A day counts whole.
fn days(assets: &Register, named: &DataFrame, from: &Materials<'_>) -> Result<Frame> {
    let zone = &from.config.report.zone;
    let begins = from.begins("tickets");
    let day = |at| days::day_of(at, zone);
    let starts = from.buckets.iter().map(|period| day(period.start)).min();
    let ends = from.buckets.iter().map(|period| day(period.end)).max();
    let first = starts.unwrap_or(0).max(day(zone.start_of(begins.first.first_day())));
    let next = ends.unwrap_or(0).min(day(from.periods.horizon) + 1).max(first);
    let counts = counts(named, first, next)?;
    let rows = rows_of(&counts, has_life(&assets.rows), |offset| {
        zone.to_instant(i64::from(first + offset) * DAY).0
    })?;
    let parts = parts(&rows).map(IntoLazy::lazy).collect();
    Frame::new(parts, Default::default(), begins)
}

/// In life, past it, and where nobody knows.
const SIDES: [Option<bool>; 3] = [Some(false), Some(true), None];
const SLOTS: usize = BANDS_FROM.len() * SIDES.len();

/// On each day from one to before another, how many devices are in each band on each side.
///
/// A loop over rows: each device adds one on the day that it comes into a slot and takes it off on the day that it leaves
/// it, so that a running sum gives every day; no column operation writes to rows by number.
fn counts(devices: &DataFrame, first: i32, next: i32) -> Result<Vec<[i32; SLOTS]>> {
    let mut counts = vec![[0; SLOTS]; (next - first) as usize + 1];
    let days_of = |name: &str| -> PolarsResult<Vec<Option<i32>>> {
        match devices.column(name) {
            Ok(column) => Ok(column.i32()?.iter().collect()),
            Err(_) => Ok(vec![None; devices.height()]),
        }
    };
    let (begins, lasts, lives) = (days_of("first_day")?, days_of("last_day")?, days_of("life_day")?);
    for ((begins, last), life) in begins.into_iter().zip(lasts).zip(lives) {
        let Some(begins) = begins else { continue };
        let (from, until) = (begins.max(first), last.map_or(next, |last| next.min(last + 1)));
        for (band, age) in BANDS_FROM.iter().enumerate() {
            let older = BANDS_FROM.get(band + 1).map_or(until, |age| until.min(begins + age));
            let from = from.max(begins + age);
            for (side, from, until) in sides(from, older, life) {
                if from < until {
                    let slot = band * SIDES.len() + side;
                    counts[(from - first) as usize][slot] += 1;
                    counts[(until - first) as usize][slot] -= 1;
                }
            }
        }
    }
    let mut running = [0; SLOTS];
    for day in &mut counts {
        running.iter_mut().zip(day).for_each(|(running, slot)| {
            *running += *slot;
            *slot = *running;
        });
    }
    counts.pop();
    Ok(counts)
}

/// The days from one to before another on each of [`SIDES`]: `life` is the last day of life.
fn sides(from: i32, until: i32, life: Option<i32>) -> [(usize, i32, i32); 2] {
    match life {
        Some(life) => [(0, from, until.min(life + 1)), (1, from.max(life + 1), until)],
        None => [(2, from, until), (2, until, until)],
    }
}

/// A row a day and slot that is not empty.
fn rows_of(counts: &[[i32; SLOTS]], has_life: bool, day: impl Fn(i32) -> i64) -> Result<DataFrame> {
    let (mut days, mut bands, mut lives, mut devices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (counts, offset) in counts.iter().zip(0..) {
        let start = super::materials::second(day(offset));
        for (slot, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            days.push(start);
            bands.push((slot / SIDES.len()) as u8);
            lives.push(SIDES[slot % SIDES.len()]);
            devices.push(*count as u32);
        }
    }
    let mut columns = vec![
        Column::new("day".into(), days),
        Column::new("asset_age".into(), bands),
        Column::new("devices".into(), devices),
    ];
    if has_life {
        let known: Vec<bool> = lives.iter().map(Option::is_some).collect();
        columns.push(Column::new("life_known".into(), known));
        columns.push(Column::new("past_life".into(), lives));
    }
    let height = columns[0].len();
    Ok(DataFrame::new(height, columns)?)
}
