//! How people want change: what each group of them answers most, and whether changes came when they want them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use polars::prelude::*;

use super::Frame;
use super::materials::{Made, Materials};
use crate::calendar::{DAY, Instant, Month, ServiceHours};
use crate::config::{Config, plain_name};
use crate::error::Result;
use crate::tables::{CHANGES, Kind, SURVEYS, Table};

/// Every answer to how people want change, by when it was given.
struct Preferences<'a> {
    answers: Vec<Answer>,
    config: &'a Config,
}

/// One person's answer, in codes of the table's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Answer {
    at: u32,
    persona: u32,
    question: Option<u32>,
    /// What it was asked about; nothing where it is about change in general.
    change_type: Option<u32>,
    answer: u32,
}

/// Who was asked what about which type of change; about change in general where there is none.
type Group = (u32, Option<u32>, Option<u32>);

/// The answers of a persona to a question, by what they are about.
type ByType = BTreeMap<Option<u32>, Vec<Answer>>;

/// What a group answered, and the answer that it gave most.
struct Preference {
    answers: Vec<u32>,
    most: u32,
}

impl<'a> Preferences<'a> {
    /// Those of a table of surveys; `None` where it does not say who answered what.
    fn of(table: &Table, config: &'a Config) -> Result<Option<Self>> {
        let has_all = ["instrument", "answer", "persona"].iter().all(|name| table.has(name));
        let preference = SURVEYS
            .column("instrument")
            .and_then(|column| column.choice("preference"));
        let Some(preference) = preference.filter(|_| has_all) else {
            return Ok(None);
        };
        let rows = table.rows.clone().lazy();
        let rows = rows.filter(col("instrument").eq(lit(preference))).collect()?;
        let codes = |name: &str| -> Result<UInt32Chunked> {
            Ok(match table.has(name) {
                true => rows.column(name)?.cast(&DataType::UInt32)?.u32()?.clone(),
                false => UInt32Chunked::full_null(name.into(), rows.height()),
            })
        };
        let (at, personas, answers) = (codes("at")?, codes("persona")?, codes("answer")?);
        let (questions, types) = (codes("question")?, codes("change_type")?);
        let (one_type, one_answer) = (one_code(table, "change_type"), one_code(table, "answer"));
        let answer = |row: usize| {
            Some(Answer {
                at: at.get(row)?,
                persona: personas.get(row)?,
                question: questions.get(row),
                change_type: types.get(row).and_then(|code| one_type.get(code as usize).copied()),
                answer: *one_answer.get(answers.get(row)? as usize)?,
            })
        };
        let mut answers: Vec<Answer> = (0..rows.height()).filter_map(answer).collect();
        answers.sort_unstable();
        Ok(Some(Self { answers, config }))
    }

    /// The answers that are meant, whatever was asked.
    fn only(mut self, is_meant: impl Fn(u32) -> bool) -> Self {
        self.answers.retain(|answer| is_meant(answer.answer));
        self.answers.iter_mut().for_each(|answer| answer.question = None);
        self
    }

    /// What each group preferred, by the answers given before an instant.
    ///
    /// A persona is told apart by types of change where persons enough answered about each of them; else its answers are
    /// taken together, where persons enough answered about one: the same may have answered about the next. So may they have
    /// answered again in the next round: how many they are, the month with the most answers says.
    fn before(&self, end: Instant) -> BTreeMap<Group, Preference> {
        let mut asked: BTreeMap<(u32, Option<u32>), ByType> = BTreeMap::new();
        for answer in self.answers.iter().take_while(|answer| Instant::from(answer.at) < end) {
            let by_type = asked.entry((answer.persona, answer.question)).or_default();
            by_type.entry(answer.change_type).or_default().push(*answer);
        }
        let mut preferences = BTreeMap::new();
        for ((persona, question), by_type) in asked {
            let is_enough =
                |answers: &Vec<Answer>| self.most_of_a_month(answers) >= self.config.smallest_group as usize;
            let groups: Vec<(Option<u32>, Vec<Answer>)> = match by_type.values().all(is_enough) {
                true => by_type.into_iter().collect(),
                false if by_type.values().any(is_enough) => vec![(None, by_type.into_values().flatten().collect())],
                false => continue,
            };
            for (change_type, answers) in groups {
                let answers: Vec<u32> = answers.iter().map(|answer| answer.answer).collect();
                if let Some(most) = most_given(&answers) {
                    preferences.insert((persona, question, change_type), Preference { answers, most });
                }
            }
        }
        preferences
    }

    fn most_of_a_month(&self, answers: &[Answer]) -> usize {
        let zone = &self.config.report.zone;
        let mut months: BTreeMap<Month, usize> = BTreeMap::new();
        for answer in answers {
            *months.entry(Month::of(zone.date_of(answer.at.into()))).or_default() += 1;
        }
        months.into_values().max().unwrap_or(0)
    }
}

/// The answer that was given most; of two that were given as often, neither.
fn most_given(answers: &[u32]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for answer in answers {
        *counts.entry(*answer).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut first = counts.into_iter().filter(|(_, count)| *count == most);
    let (answer, _) = first.next()?;
    first.next().is_none().then_some(answer)
}

/// For each code of a column the first whose word is the same but for its capitals and marks.
fn one_code(table: &Table, column: &str) -> Vec<u32> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let codes = words(table, column).iter().zip(0..);
    codes
        .map(|(word, code)| *first.entry(plain_name(word)).or_insert(code))
        .collect()
}

fn words<'t>(table: &'t Table, column: &str) -> &'t [String] {
    table.words.get(column).map_or(&[], |words| words.as_slice())
}

/// The code of the first word that is meant.
fn code_of(words: &[String], is_meant: impl Fn(&str) -> bool) -> Option<u32> {
    words.iter().position(|word| is_meant(word)).map(|code| code as u32)
}

/// One row an answer given before the report's end, of which alone is told: from one month to the next, what is added to all
/// answers would be those of a few. Who answered what about which type of change, what their group
/// answers most, and whether they agree with it.
pub(super) fn frame(from: &Materials<'_>) -> Result<Made> {
    let table = match from.table("surveys") {
        Ok(table) => table,
        Err(why) => return Ok(Err(why)),
    };
    let Some(preferences) = Preferences::of(table, from.config)? else {
        return Ok(Err("no survey says who prefers what".to_owned()));
    };
    let (mut buckets, mut agrees) = (Vec::new(), Vec::new());
    let (mut personas, mut questions, mut types, mut answers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // A loop over rows: what is given most, and whether anything is, no group-by says.
    for (bucket, period) in from.ending_with_report() {
        for ((persona, question, change_type), preference) in preferences.before(from.end(period).into()) {
            for answer in &preference.answers {
                buckets.push(bucket as u16);
                personas.push(persona);
                questions.push(question);
                types.push(change_type);
                answers.push(preference.most);
                agrees.push(*answer == preference.most);
            }
        }
    }
    let rows = DataFrame::new(
        buckets.len(),
        vec![
            Column::new("bucket".into(), buckets),
            Column::new("persona".into(), personas),
            Column::new("question".into(), questions),
            Column::new("change_type".into(), types),
            Column::new("answer".into(), answers),
            Column::new("agrees".into(), agrees),
        ],
    )?;
    let mut words = table.words.clone();
    for name in ["question", "change_type"] {
        words.entry(name).or_insert_with(|| Arc::new(Vec::new()));
    }
    Frame::new(vec![rows.lazy()], words, from.beginning_of_the_end()).map(Ok)
}

/// For each change whether it lay inside the window that those whom it affects preferred, by what was known when its month was
/// over. Unknown where nobody knows the window or when it was done, and where it could not be noticed.
///
/// A loop over rows: whether a span lies inside hours is a search in a small table, which no column operation does.
pub(super) fn inside_window(from: &Materials<'_>) -> Result<Option<Column>> {
    let tables = (from.tables.get("changes"), from.tables.get("surveys"));
    let (Some(changes), Some(surveys)) = tables else {
        return Ok(None);
    };
    let mut needed = ["disruptive", "persona", "started_at", "ended_at"].into_iter();
    if !needed.all(|name| changes.has(name)) {
        return Ok(None);
    }
    let Some(preferences) = Preferences::of(surveys, from.config)? else {
        return Ok(None);
    };
    let times = |name: &str| -> Result<UInt32Chunked> { Ok(changes.rows.column(name)?.u32()?.clone()) };
    let (started, ended) = (times("started_at")?, times("ended_at")?);
    let years = (started.min().unwrap_or(0).into(), ended.max().unwrap_or(0).into());
    let mut windows = Windows::of(preferences, (changes, surveys), from, years);
    let disruptive = changes.rows.column("disruptive")?.bool()?;
    let personas = changes.rows.column("persona")?.cast(&DataType::UInt32)?;
    let types = match changes.has("type") {
        true => changes.rows.column("type")?.cast(&DataType::UInt32)?,
        false => Column::full_null("type".into(), changes.rows.height(), &DataType::UInt32),
    };
    let (personas, types) = (personas.u32()?, types.u32()?);
    let inside = |row: usize| {
        disruptive.get(row).filter(|is| *is)?;
        let span = (started.get(row)?.into(), ended.get(row)?.into());
        windows.hold(span, personas.get(row)?, types.get(row))
    };
    let inside: BooleanChunked = (0..changes.rows.height()).map(inside).collect();
    Ok(Some(inside.with_name("inside_window".into()).into_column()))
}

/// Which window each group preferred, month by month.
struct Windows<'a> {
    /// The answers that name a window.
    preferences: Preferences<'a>,
    from: &'a Materials<'a>,
    /// The surveys' code of each of the changes' personas.
    personas: Vec<Option<u32>>,
    /// The surveys' code of each type of change.
    types: Vec<Option<u32>>,
    /// The hours that each answer names, laid out over the changes' years.
    hours: Vec<Option<ServiceHours>>,
    known: HashMap<Month, BTreeMap<Group, Preference>>,
}

impl<'a> Windows<'a> {
    fn of(
        preferences: Preferences<'a>,
        (changes, surveys): (&Table, &Table),
        from: &'a Materials<'a>,
        (first, last): (Instant, Instant),
    ) -> Self {
        let config = from.config;
        let laid_out = |answer: &String| {
            let week = config.windows.named(answer)?;
            Some(ServiceHours::over(week, &config.report.zone, first - DAY, last + DAY))
        };
        let hours: Vec<_> = words(surveys, "answer").iter().map(laid_out).collect();
        let kinds = match CHANGES.column("type").map(|column| column.kind) {
            Some(Kind::Choice(kinds)) => kinds,
            _ => &[],
        };
        let (personas, types) = (words(surveys, "persona"), words(surveys, "change_type"));
        Self {
            preferences: preferences.only(|answer| hours.get(answer as usize).is_some_and(Option::is_some)),
            from,
            personas: words(changes, "persona")
                .iter()
                .map(|persona| code_of(personas, |word| word == persona))
                .collect(),
            types: kinds
                .iter()
                .map(|kind| code_of(types, |word| plain_name(word) == *kind))
                .collect(),
            hours,
            known: HashMap::new(),
        }
    }

    /// Whether a span lies inside the window that a persona prefers for a type of change, else for change in general.
    fn hold(&mut self, (started, ended): (Instant, Instant), persona: u32, kind: Option<u32>) -> Option<bool> {
        let persona = self.personas.get(persona as usize).copied().flatten()?;
        let kind = kind.and_then(|kind| self.types.get(kind as usize).copied().flatten());
        let zone = &self.from.config.report.zone;
        let (month, preferences) = (Month::of(zone.date_of(ended)), &self.preferences);
        let known = self.known.entry(month);
        let known = known.or_insert_with(|| preferences.before(month.period(zone).end));
        let of_type = kind.and_then(|kind| known.get(&(persona, None, Some(kind))));
        let preference = of_type.or_else(|| known.get(&(persona, None, None)))?;
        let hours = self.hours.get(preference.most as usize)?.as_ref()?;
        // What took no time lies where the second after it does.
        let until = ended.max(started + 1);
        (started <= ended).then(|| hours.between(started, until) == until - started)
    }
}
