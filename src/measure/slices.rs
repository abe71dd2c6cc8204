//! What a frame is sliced by: each dimension as small codes, and the words of those codes.

use std::cmp::Reverse;
use std::sync::Arc;

use polars::prelude::*;

use super::figure::OTHER;
use super::{ASSET_AGE_BANDS, Dim, Focus, POINTS};
use crate::calendar::{Instant, Period, Zone};
use crate::config::Config;
use crate::enrich::{AGE_BANDS, Frame, second};
use crate::error::Result;
use crate::tables::{Kind, TABLES};

/// How many words of a dimension are shown by name.
const LARGEST: usize = 12;
/// What a slice is called where the export says nothing.
pub const NOT_GIVEN: &str = "not given";

/// A dimension of a frame as codes `0..words.len()`; the code after them is "not given".
#[derive(Clone)]
pub struct Coding {
    /// The dimension.
    pub dim: Dim,
    /// The code of each row, `u32`.
    pub code: Expr,
    /// The word of each code.
    pub words: Vec<String>,
    /// The words that are among "other".
    pub folded: Vec<String>,
}

impl Coding {
    /// How many codes there are, "not given" among them.
    pub fn cardinality(&self) -> u32 {
        self.words.len() as u32 + 1
    }

    /// The word of a code; `None` where it is not given.
    pub fn word(&self, code: u32) -> Option<&str> {
        self.words.get(code as usize).map(String::as_str)
    }
}

/// A dimension with a short fixed list of words; `None` where the frame does not have it.
pub fn fixed(frame: &Frame, dim: Dim, zone: &Zone) -> Option<Coding> {
    let column = column_of(dim);
    if dim == Dim::WeekHour {
        return frame.has("opened_at").then(|| week_hour(zone));
    }
    if !frame.has(column) {
        return None;
    }
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let (words, first): (Vec<String>, u32) = match dim {
        Dim::Priority | Dim::Rating => (owned(&["1", "2", "3", "4", "5"]), 1),
        Dim::Age => (AGE_BANDS.iter().map(|(band, _)| (*band).to_owned()).collect(), 0),
        Dim::AssetAge => (owned(&ASSET_AGE_BANDS), 0),
        Dim::Point => (owned(&POINTS), 0),
        Dim::Focus => (Focus::ALL.iter().map(|focus| focus.name().to_owned()).collect(), 0),
        _ => (owned(choices(column)?), 0),
    };
    let code = col(column).cast(DataType::UInt32) - lit(first);
    Some(Coding {
        dim,
        code: code.fill_null(lit(words.len() as u32)),
        words,
        folded: Vec::new(),
    })
}

/// The fixed list of words of a column; what several tables call alike has the same words in all that are sliced by it.
fn choices(column: &str) -> Option<&'static [&'static str]> {
    TABLES.iter().find_map(|table| match table.column(column)?.kind {
        Kind::Choice(words) => Some(words),
        _ => None,
    })
}

/// What parts of a population may be shown.
pub struct Shown<'a> {
    /// The rows that are sliced.
    pub rows: &'a LazyFrame,
    /// Those of them that lie before the report's period: the rows less what the period tells of the same word.
    pub before: Option<&'a LazyFrame>,
    /// Whether incidents and requests are told apart.
    pub by_kind: bool,
    /// Which rows are the persons behind each of the figures that are derived from persons.
    pub persons: Vec<Expr>,
    /// Of how many persons a part is shown, and which parts somebody asks for by name.
    pub config: &'a Config,
}

/// A dimension of the organisation's own words: the largest twelve of these rows, and "other". What a target, a gate or a
/// headline names comes first, so that it is not folded away.
///
/// Words behind which stand fewer than `smallest_group` persons (of either kind, where kinds are told apart) are never
/// shown by name; one word with persons enough is folded with them, so that none can be worked out by subtraction.
pub fn largest(frame: &Frame, dim: Dim, of: &Shown<'_>) -> Result<Option<Coding>> {
    let column = column_of(dim);
    let Some(words) = frame.words.get(column).filter(|_| frame.has(column)) else {
        return Ok(None);
    };
    let word = |code: u32| words.get(code as usize).map_or("", String::as_str);
    let person = persons_of(dim).iter().copied().find(|person| frame.has(person));
    let hides_persons = !of.persons.is_empty() || !persons_of(dim).is_empty();
    let persons = of.count_persons(person);
    let mut shown = Vec::new();
    let mut folded = Vec::new();
    // Rows that are laid out by period are alike in number: such a frame says itself what makes a word large.
    let size = match frame.has("weight") {
        true => col("weight").sum(),
        false => len(),
    };
    let by_kind = of.by_kind && frame.has("kind");
    let before = of.before_it(column, persons.clone())?;
    let is_told = |each: &Counted| before.as_ref().is_some_and(|known| !known.contains(&each.code));
    for each in counted(column, (size, persons.clone()), by_kind, of.rows)? {
        match word(each.code) {
            NOT_GIVEN => {}
            // The export's own "other" cannot stand beside ours.
            OTHER => folded.push(each.code),
            _ if hides_persons && (each.persons < of.config.smallest_group || is_told(&each)) => folded.push(each.code),
            name => shown.push((each, name)),
        }
    }
    let asked_for = of.config.words_asked_for(dim);
    shown.sort_by_key(|(word, name)| (!asked_for.contains(name), Reverse(word.rows), *name));
    let kept = shown
        .iter()
        .filter(|(_, name)| asked_for.contains(name))
        .count()
        .max(LARGEST);
    if shown.len() > kept {
        folded.extend(shown.drain(kept..).map(|(word, _)| word.code));
    }
    if hides_persons && !folded.is_empty() {
        let rows = [Some(of.rows), of.before.filter(|_| before.is_some())];
        let mut are_few = folded.len() == 1;
        for rows in rows.into_iter().flatten() {
            are_few |= persons_behind(column, persons.clone(), &folded, rows)? < of.config.smallest_group;
        }
        if are_few {
            folded.extend(shown.pop().map(|(word, _)| word.code));
        }
    }
    let mut named: Vec<String> = shown.iter().map(|(_, name)| (*name).to_owned()).collect();
    let other = named.len() as u32;
    if !folded.is_empty() {
        named.push(OTHER.to_owned());
    }
    let not_given = named.len() as u32;
    let mut table = vec![not_given; words.len()];
    for (position, (word, _)) in shown.iter().enumerate() {
        table[word.code as usize] = position as u32;
    }
    for code in &folded {
        table[*code as usize] = other;
    }
    Ok(Some(Coding {
        dim,
        code: translate(column, table, not_given),
        words: named,
        folded: folded.into_iter().map(|code| word(code).to_owned()).collect(),
    }))
}

impl Shown<'_> {
    /// The words behind which stand persons enough before the report's period; `None` where there is nothing before it.
    fn before_it(&self, column: &str, persons: Expr) -> Result<Option<Vec<u32>>> {
        let Some(before) = self.before else { return Ok(None) };
        let words = counted(column, (len(), persons), false, before)?;
        let is_enough = |each: &&Counted| each.persons >= self.config.smallest_group;
        let enough = words.iter().filter(is_enough).map(|each| each.code);
        Ok((!words.is_empty()).then(|| enough.collect()))
    }

    /// How many persons rows are, behind the figure that has the fewest: the different ones of a column; without one a row is
    /// a person.
    fn count_persons(&self, person: Option<&str>) -> Expr {
        let persons = |behind: &Expr| match person {
            Some(person) => col(person).filter(behind.clone()).drop_nulls().n_unique(),
            None => behind.clone().sum(),
        };
        let fewest = self.persons.iter().map(persons);
        let fewest = fewest.reduce(|one, next| when(one.clone().lt(next.clone())).then(one).otherwise(next));
        let all = || person.map_or(len(), |person| col(person).drop_nulls().n_unique());
        fewest.unwrap_or_else(all).cast(DataType::UInt32).alias("persons")
    }
}

/// How many persons stand behind some words together.
fn persons_behind(column: &str, persons: Expr, codes: &[u32], rows: &LazyFrame) -> Result<u32> {
    let codes = Series::new("codes".into(), codes);
    let behind = rows.clone().filter(
        col(column)
            .cast(DataType::UInt32)
            .is_in(lit(codes).implode(true), false),
    );
    // One group of all: where sums share a part, a selection of them fails.
    let all = behind.with_column(lit(0u8).alias("all"));
    let count = all.group_by([col("all")]).agg([persons]).collect()?;
    Ok(count.column("persons")?.u32()?.get(0).unwrap_or(0))
}

/// How often a word occurs, and how many persons stand behind it.
struct Counted {
    code: u32,
    rows: u32,
    persons: u32,
}

fn counted(column: &str, (size, persons): (Expr, Expr), by_kind: bool, rows: &LazyFrame) -> Result<Vec<Counted>> {
    let code = || col(column).cast(DataType::UInt32).alias("code");
    let mut keys = vec![code()];
    keys.extend(by_kind.then(|| col("kind")));
    let counts = rows
        .clone()
        .filter(col(column).is_not_null())
        .group_by(keys)
        .agg([size.alias("rows"), persons])
        .group_by([col("code")])
        .agg([col("rows").sum(), col("persons").min()])
        .sort(["code"], Default::default())
        .collect()?;
    let of = |name: &str| counts.column(name)?.cast(&DataType::UInt32);
    let (codes, rows, persons) = (of("code")?, of("rows")?, of("persons")?);
    let columns = codes.u32()?.iter().zip(rows.u32()?.iter()).zip(persons.u32()?.iter());
    Ok(columns
        .filter_map(|((code, rows), persons)| {
            Some(Counted {
                code: code?,
                rows: rows?,
                persons: persons?,
            })
        })
        .collect())
}

/// A coded column through a table of codes: no column operation has a table without a join.
fn translate(column: &str, table: Vec<u32>, not_given: u32) -> Expr {
    let table = Arc::new(table);
    col(column).map(
        move |column| {
            let codes: UInt32Chunked = column
                .cast(&DataType::UInt32)?
                .u32()?
                .iter()
                .map(|code| Some(code.map_or(not_given, |code| table.get(code as usize).copied().unwrap_or(not_given))))
                .collect();
            Ok(codes.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    )
}

fn week_hour(zone: &Zone) -> Coding {
    let words = (1..=7)
        .flat_map(|day| (0..24).map(move |hour| format!("{day}-{hour:02}")))
        .collect::<Vec<_>>();
    let zone = zone.clone();
    let code = col("opened_at").map(
        move |column| {
            // Local time is a search in the zone's table of changes, which no column operation does.
            let codes: UInt32Chunked = column
                .u32()?
                .iter()
                .map(|at| {
                    // 1970-01-01 was a Thursday, the fourth day.
                    let hours = zone.to_local(Instant::from(at?)).div_euclid(3600) + 3 * 24;
                    Some(hours.rem_euclid(7 * 24) as u32)
                })
                .collect();
            Ok(codes.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    );
    Coding {
        dim: Dim::WeekHour,
        code: code.fill_null(lit(7 * 24)),
        words,
        folded: Vec::new(),
    }
}

/// The bucket of each row by a time: the index of the period, of sorted and touching periods, in which it falls.
pub fn bucket_of(at: &'static str, periods: &[Period]) -> Expr {
    place_of(at, periods.iter().map(|period| second(period.start)).collect())
}

/// The place of each row by a time: the last of these sorted starts that is not after it.
pub fn place_of(at: &'static str, starts: Vec<u32>) -> Expr {
    col(at).map(
        move |column| {
            // A search in a short list of month starts; a zone's months have no arithmetic of their own.
            let buckets: UInt32Chunked = column
                .u32()?
                .iter()
                .map(|at| at.map(|at| starts.partition_point(|start| *start <= at).saturating_sub(1) as u32))
                .collect();
            Ok(buckets.with_name(column.name().clone()).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::UInt32)),
    )
}

/// Whether a dimension is of the organisation's own words.
pub fn is_open(dim: Dim) -> bool {
    matches!(
        dim,
        Dim::Service
            | Dim::Group
            | Dim::Category
            | Dim::Persona
            | Dim::Vendor
            | Dim::Activity
            | Dim::ChangeType
            | Dim::Answer
            | Dim::Stakeholder
            | Dim::Question
            | Dim::Project
            | Dim::OpenRisk
            | Dim::Action
            | Dim::Goal
    )
}

fn column_of(dim: Dim) -> &'static str {
    dim.name()
}

/// The columns of the persons who stand behind a dimension's words; where a frame has none of them, a row is a person.
fn persons_of(dim: Dim) -> &'static [&'static str] {
    match dim {
        Dim::Persona => &["requester"],
        Dim::Group | Dim::Activity => &["assignee", "person"],
        _ => &[],
    }
}
