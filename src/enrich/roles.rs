//! Who solves what: of how few kinds each person's work is, which categories hang on one person, and the desk's tickets that
//! the most experienced solve. Persons are codes and hashes here; nothing knows their names.

use polars::prelude::*;

use super::frames::{flag_or, parts};
use super::materials::{Made, Materials, Several, second};
use super::members::{Member, by_period, codes_where, desks, is_code, is_in, is_person, members};
use super::{Frame, FrameName, MILLION, tickets};
use crate::calendar::Period;
use crate::error::Result;
use crate::tables::Table;

/// So many tickets tell what a person, or a category, is about.
const ENOUGH: u32 = 5;
/// The level of those who teach others.
const TEACHING: u32 = 3;

/// One row a member of IT, as the register says it today: `has_backup`.
pub(super) fn people(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("people") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let members = members(table)?;
    let has_backup: Vec<bool> = members.values().map(|member| member.has_backup).collect();
    let rows = DataFrame::new(has_backup.len(), vec![Column::new("has_backup".into(), has_backup)])?;
    from.census(&rows, &Default::default())
}

/// The populations that are made of who resolved how many tickets of which category, which is counted once for all of them.
pub(super) fn of_solvers(from: &Materials<'_>) -> Result<Several> {
    let (solvers, categories, single) = match solved(from)? {
        Ok(solved) => (
            Ok(solvers(&solved, from)?),
            Ok(categories(&solved, from)?),
            single_persons(&solved, from)?,
        ),
        Err(why) => (Err(why.clone()), Err(why.clone()), Err(why)),
    };
    Ok(vec![
        (FrameName::Solvers, solvers),
        (FrameName::SolvedCategories, categories),
        (FrameName::SinglePersons, single),
    ])
}

/// One row a person and period: `concentration`, the squares of the shares that categories have in the tickets that they
/// resolved, added up, in millionths; unknown where the tickets are too few to tell.
fn solvers(solved: &DataFrame, from: &Materials<'_>) -> Result<Frame> {
    let square = || col("tickets").cast(DataType::UInt64) * col("tickets").cast(DataType::UInt64);
    // Rounded to a millionth, half upwards.
    let concentration = (col("squares") * lit(2 * MILLION as u64) + square()) / (square() * lit(2u64));
    let concentration = when(col("tickets").gt_eq(lit(ENOUGH))).then(concentration);
    let rows = solved
        .clone()
        .lazy()
        .group_by([col("bucket"), col("person")])
        .agg([col("tickets").sum(), square().sum().alias("squares")])
        .select([col("bucket"), concentration.otherwise(lit(NULL)).alias("concentration")])
        .collect()?;
    Frame::new(vec![rows.lazy()], Default::default(), from.begins("tickets"))
}

/// One row a period and category with tickets enough: `by_one`, whether one person resolved four fifths of them.
fn categories(solved: &DataFrame, from: &Materials<'_>) -> Result<Frame> {
    let rows = by_category(solved).select([col("bucket"), col("by_one")]).collect()?;
    Frame::new(vec![rows.lazy()], Default::default(), from.begins("tickets"))
}

/// One row a category that one person solves, in the periods of which the register can tell: `with_backup`, unknown where
/// that person is not in it.
fn single_persons(solved: &DataFrame, from: &Materials<'_>) -> Result<Made> {
    let people = from.table_with("people", &["backup"]);
    let (people, begins) = match people.and_then(|people| Ok((people, from.beginning_of_census()?))) {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let members = members(people)?;
    let persons = from
        .tables
        .get("tickets")
        .and_then(|table| table.persons.get("assignee"));
    let is_one = |is_meant: fn(&Member) -> bool| {
        let codes = persons.map_or(&[][..], |persons| persons);
        is_person("person", codes, |person| members.get(&person).is_some_and(is_meant))
    };
    let with_backup = when(is_one(|_| true)).then(is_one(|member| member.has_backup));
    let is_told = from
        .ending_with_report()
        .map(|(bucket, _)| col("bucket").eq(lit(bucket as u16)));
    let is_told = is_told.fold(lit(false), Expr::or);
    let key = || [col("bucket"), col("category")];
    let hanging = by_category(solved).filter(col("by_one").and(is_told));
    let rows = solved
        .clone()
        .lazy()
        .join(hanging, key(), key(), JoinArgs::new(JoinType::Inner))
        .filter(col("tickets").eq(col("most")))
        .select([col("bucket"), with_backup.otherwise(lit(NULL)).alias("with_backup")])
        .collect()?;
    Frame::new(vec![rows.lazy()], Default::default(), begins).map(Ok)
}

/// One row a ticket that first went to the desk, resolved in a period of which the register can tell: `by_senior`, unknown
/// where the register has no level of who solved it; `stands_for_person` on one ticket of each who solved any.
pub(super) fn desk_tickets(from: &Materials<'_>) -> Result<Made> {
    let tables = from.table_with("tickets", &["assignee"]);
    let tables = tables.and_then(|tickets| Ok((tickets, from.table_with("people", &["group", "level"])?)));
    let (begins, (tickets, people)) = match tables.and_then(|tables| Ok((from.beginning_of_census()?, tables))) {
        Ok(tables) => tables,
        Err(why) => return Ok(Err(why)),
    };
    let Some(ended) = tickets::ended(tickets) else {
        return Ok(Err(NO_END.to_owned()));
    };
    let by_desk = match went_first_to(tickets, &desks(people)?) {
        Ok(went_first_to) => by_a_person(tickets).and(went_first_to),
        Err(why) => return Ok(Err(why)),
    };
    // What takes time is asked of as few as can be: of the longest of these periods.
    let longest = from.ending_with_report().map(|(_, period)| period);
    let longest = longest.min_by_key(|period| period.start);
    let is_asked = longest.map_or(lit(false), |period| is_in(ended.clone(), period));
    let asked = [
        ended.alias("ended"),
        col("assignee"),
        by_senior(tickets, people)?.alias("by_senior"),
        by_desk.alias("by_desk"),
    ];
    let rows = tickets.rows.clone().lazy().filter(is_asked).select(asked).collect()?;
    let rows = rows.lazy().filter(col("by_desk")).collect()?;
    let rows = rows.sort(["assignee"], Default::default())?;
    let parts = by_period(&rows, ("assignee", "ended"), from.ending_with_report())?;
    Frame::new(parts, Default::default(), begins).map(Ok)
}

/// Whether the assignee is of the highest level; unknown where the register does not say it.
fn by_senior(tickets: &Table, people: &Table) -> Result<Expr> {
    let members = members(people)?;
    let persons = tickets.persons.get("assignee").map_or(&[][..], |persons| persons);
    let is_one = |is_meant: fn(u32) -> bool| {
        let level = |person: u64| members.get(&person)?.level;
        is_person("assignee", persons, |person| level(person).is_some_and(is_meant))
    };
    let by_senior = when(is_one(|_| true)).then(is_one(|level| level == TEACHING));
    Ok(by_senior.otherwise(lit(NULL)))
}

const NO_END: &str = "no column says when a ticket was resolved or closed";

/// How many `tickets` of each `category` each `person` resolved in each period, its `bucket`.
fn solved(from: &Materials<'_>) -> Result<Result<DataFrame, String>> {
    let table = match from.table_with("tickets", &["assignee", "category"]) {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let Some(ended) = tickets::ended(table) else {
        return Ok(Err(NO_END.to_owned()));
    };
    let ends = from.buckets.iter().flat_map(|period| [period.start, period.end]);
    let mut bounds: Vec<u32> = ends.map(second).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let key = || [col("span"), col("category"), col("person")];
    let mut counts = DataFrame::empty();
    for part in parts(&table.rows) {
        let counted = part
            .lazy()
            .filter(by_a_person(table))
            .select([
                span_of(ended.clone(), bounds.clone()).alias("span"),
                col("category").cast(DataType::UInt32),
                col("assignee").cast(DataType::UInt32).alias("person"),
            ])
            .drop_nulls(None)
            .group_by(key())
            .agg([len().alias("tickets")])
            .collect()?;
        match counts.width() {
            0 => counts = counted,
            _ => drop(counts.vstack_mut_owned(counted)?),
        }
    }
    let of_periods = spans_of(from.buckets, &bounds)?.lazy();
    let span = || [col("span")];
    let solved = counts
        .lazy()
        .join(of_periods, span(), span(), JoinArgs::new(JoinType::Inner))
        .group_by([col("bucket"), col("category"), col("person")])
        .agg([col("tickets").sum()]);
    Ok(Ok(solved.collect()?))
}

/// Of categories with tickets enough: the `most` that one person resolved, and whether that is four fifths, `by_one`.
fn by_category(solved: &DataFrame) -> LazyFrame {
    let counts = solved.clone().lazy();
    counts
        .group_by([col("bucket"), col("category")])
        .agg([col("tickets").sum().alias("all"), col("tickets").max().alias("most")])
        .filter(col("all").gt_eq(lit(ENOUGH)))
        .with_column((col("most") * lit(5u32)).gt_eq(col("all") * lit(4u32)).alias("by_one"))
}

/// Which of the spans between some bounds an instant falls into.
fn span_of(at: Expr, bounds: Vec<u32>) -> Expr {
    at.map(
        move |column| {
            // A search in a short list, which no column operation does.
            let span = |at: u32| {
                let after = bounds.partition_point(|bound| *bound <= at);
                (1..bounds.len()).contains(&after).then(|| after as u32 - 1)
            };
            let spans: UInt32Chunked = column.u32()?.iter().map(|at| span(at?)).collect();
            Ok(spans.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    )
}

/// Of which spans each period is made.
fn spans_of(periods: &[Period], bounds: &[u32]) -> Result<DataFrame> {
    let spans = || bounds.windows(2).zip(0u32..);
    let made_of = (0u16..).zip(periods).flat_map(|(bucket, period)| {
        let (start, end) = (second(period.start), second(period.end));
        let inside = spans().filter(move |(span, _)| start <= span[0] && span[1] <= end);
        inside.map(move |(_, span)| (bucket, span))
    });
    let (buckets, spans): (Vec<u16>, Vec<u32>) = made_of.unzip();
    Ok(DataFrame::new(
        buckets.len(),
        vec![Column::new("bucket".into(), buckets), Column::new("span".into(), spans)],
    )?)
}

/// What counts, and was not handled with no hands.
fn by_a_person(tickets: &Table) -> Expr {
    tickets::is_counted(tickets).and(flag_or(tickets, "automated", false).not())
}

/// Whether the group that had it first, else the one that had it last, is one of these.
fn went_first_to(tickets: &Table, groups: &[&str]) -> Result<Expr, String> {
    let is_one = |column: &str| {
        let words = tickets.words.get(column).map_or(&[][..], |words| words);
        is_code(column, codes_where(words, |word| groups.contains(&word.as_str())))
    };
    let columns = ["first_group", "group"]
        .into_iter()
        .filter(|column| tickets.has(column));
    let ways: Vec<Expr> = columns.map(is_one).collect();
    match (ways.is_empty(), groups.is_empty()) {
        (true, _) => Err("no column gives the group".to_owned()),
        (_, true) => Err("no group of people has most of its members at level 1".to_owned()),
        _ => Ok(coalesce(&ways)),
    }
}
