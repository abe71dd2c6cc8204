//! The members of IT as the register has them today, and the persons behind the rows of other tables. Persons are codes and
//! hashes here; nothing knows their names.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::materials::second;
use crate::calendar::Period;
use crate::error::Result;
use crate::tables::Table;

/// The level of those who learn, of whom a desk has most.
const LEARNING: u32 = 1;

/// What the register says of a person.
#[derive(Default)]
pub(super) struct Member {
    /// From 1 to 3, where the register says it.
    pub level: Option<u32>,
    /// Whether somebody else can stand in.
    pub has_backup: bool,
}

/// The members of IT; of several entries of one person the highest level stands, and every backup but themselves.
///
/// A loop over rows of a register.
pub(super) fn members(people: &Table) -> Result<BTreeMap<u64, Member>> {
    let levels = match people.has("level") {
        true => people
            .rows
            .column("level")?
            .cast(&DataType::UInt32)?
            .u32()?
            .iter()
            .collect(),
        false => vec![None; people.rows.height()],
    };
    let entries = persons(people, "person")?.into_iter().zip(persons(people, "backup")?);
    let mut members: BTreeMap<u64, Member> = BTreeMap::new();
    for ((person, backup), level) in entries.zip(levels) {
        let Some(person) = person else { continue };
        let member = members.entry(person).or_default();
        member.level = member.level.max(level);
        member.has_backup |= backup.is_some_and(|backup| backup != person);
    }
    Ok(members)
}

/// The person of each row, as the hash that is theirs in every table.
pub(super) fn persons(table: &Table, column: &str) -> Result<Vec<Option<u64>>> {
    let (Some(persons), true) = (table.persons.get(column), table.has(column)) else {
        return Ok(vec![None; table.rows.height()]);
    };
    let codes = table.rows.column(column)?.cast(&DataType::UInt32)?;
    let hash = |code: Option<u32>| persons.get(code? as usize).copied();
    Ok(codes.u32()?.iter().map(hash).collect())
}

/// Whether the person of a row is one who is meant.
pub(super) fn is_person(column: &str, persons: &[u64], is_meant: impl Fn(u64) -> bool) -> Expr {
    is_code(column, codes_where(persons, |person| is_meant(*person)))
}

/// The groups of which most members, of those whose level is known, are at the first one.
///
/// A loop over rows of a register.
pub(super) fn desks(people: &Table) -> Result<Vec<&str>> {
    let codes = |column: &str| people.rows.column(column)?.cast(&DataType::UInt32);
    let (groups, levels) = (codes("group")?, codes("level")?);
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (group, level) in groups.u32()?.iter().zip(levels.u32()?.iter()) {
        if let (Some(group), Some(level)) = (group, level) {
            let (learning, all) = counts.entry(group).or_default();
            *learning += usize::from(level == LEARNING);
            *all += 1;
        }
    }
    let words = people.words.get("group").map_or(&[][..], |words| words);
    let desks = counts.iter().filter(|(_, (learning, all))| learning * 2 > *all);
    Ok(desks
        .filter_map(|(group, _)| words.get(*group as usize).map(String::as_str))
        .collect())
}

/// The codes whose word, or person, is meant.
pub(super) fn codes_where<T>(known: &[T], is_meant: impl Fn(&T) -> bool) -> Vec<u32> {
    let codes = (0u32..).zip(known).filter(|(_, each)| is_meant(each));
    codes.map(|(code, _)| code).collect()
}

/// Whether a code is one of these; unknown where there is none.
pub(super) fn is_code(column: &str, codes: Vec<u32>) -> Expr {
    let codes = lit(Series::new("codes".into(), codes)).implode(true);
    col(column).cast(DataType::UInt32).is_in(codes, false)
}

/// Whether a time falls into a period.
pub(super) fn is_in(at: Expr, period: &Period) -> Expr {
    at.clone()
        .gt_eq(lit(second(period.start)))
        .and(at.lt(lit(second(period.end))))
}

/// Of rows that are sorted by a person, those of each period by a time, with `stands_for_person` on one of each person.
pub(super) fn by_period<'a>(
    rows: &DataFrame,
    (person, at): (&str, &str),
    periods: impl Iterator<Item = (usize, &'a Period)>,
) -> Result<Vec<LazyFrame>> {
    let of_period = |(bucket, period): (usize, &Period)| {
        let rows = rows.clone().lazy().filter(is_in(col(at), period));
        let more = [
            lit(bucket as u16).alias("bucket"),
            is_first(person).alias("stands_for_person"),
        ];
        Ok(rows.with_columns(more).collect()?.lazy())
    };
    periods.map(of_period).collect()
}

/// Of rows that are sorted by a code, the first of each.
pub(super) fn is_first(code: &str) -> Expr {
    let before = col(code).shift(lit(1));
    col(code).neq_missing(before).and(col(code).is_not_null())
}
