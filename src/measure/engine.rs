//! The one engine that computes every KPI: it picks each KPI's path, asks each frame once for all that is wanted of it,
//! and has the answers put together as figures.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{Figures, Stat};
use super::moves::Aims;
use super::persons::Different;
use super::query::{Grid, Question, Term, Totals, totals};
use super::spread::{Asked, Spreads, spreads};
use super::{Col, FrameName, Given, Kpi, Measure, Path, Pred, Rows, Sum};
use crate::calendar::Periods;
use crate::config::{Config, OWN};
use crate::enrich::{FILLED, Frames, assumptions_missing, effort_lacks};
use crate::error::Result;

/// Computes every KPI of the catalogue over every bucket.
pub fn measure(frames: &Frames, config: &Config, periods: &Periods) -> Result<Figures> {
    let engine = Engine::new(frames, config, periods)?;
    let mut figures = Figures::of(config.catalogue.clone());
    let (last, first): (Vec<_>, Vec<_>) = config.catalogue.iter().partition(|kpi| kpi.is_last());
    for kpi in first.into_iter().chain(last) {
        match engine.path(kpi) {
            Ok(path) => engine.evaluate(kpi, path, &mut figures)?,
            Err(reason) => engine.unavailable(kpi, reason, &mut figures),
        }
    }
    Ok(figures)
}

/// Frame, time, rows and column: what makes two spreads the same.
pub(super) type SpreadKey = (FrameName, Col, Pred, &'static [(Col, &'static str)], Col);

/// The answers to all questions, and what they were asked of.
pub(super) struct Engine<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) periods: &'a Periods,
    pub(super) totals: BTreeMap<(FrameName, Col), Totals>,
    pub(super) spreads: BTreeMap<SpreadKey, Spreads>,
    pub(super) aims: Aims,
    pub(super) different: Different,
}

impl<'a> Engine<'a> {
    /// Asks every question that the catalogue's paths need, each once.
    fn new(frames: &'a Frames, config: &'a Config, periods: &'a Periods) -> Result<Self> {
        let grid = Grid {
            frames,
            config,
            months: periods.months.len(),
            report: frames.report,
            year: frames.buckets.iter().position(|bucket| {
                let (year, report) = (&periods.rolling_year, &periods.report);
                // What reaches beyond the year could be told from the two.
                bucket.label == year.label && report.start >= year.start && report.end <= year.end
            }),
        };
        let mut engine = Self {
            grid,
            periods,
            totals: BTreeMap::new(),
            spreads: BTreeMap::new(),
            aims: BTreeMap::new(),
            different: Different::new(),
        };
        let mut questions: BTreeMap<(FrameName, Col), Question> = BTreeMap::new();
        let mut wanted: BTreeMap<SpreadKey, Asked> = BTreeMap::new();
        let mut aims = BTreeMap::new();
        for kpi in config.catalogue.iter() {
            let Ok(path) = engine.path(kpi) else { continue };
            for (stat, measure) in path.measures.iter().filter(|(_, measure)| engine.can(measure)) {
                engine.ask_sums(kpi, measure, &mut questions);
                engine.ask_spreads(kpi, *stat, measure, &mut wanted);
                engine.ask_aims(measure, &mut aims)?;
            }
        }
        for ((frame, at), question) in questions {
            engine.totals.insert((frame, at), totals(&grid, frame, at, &question)?);
        }
        for (key, asked) in wanted {
            engine.spreads.insert(key, spreads(&grid, &asked)?);
        }
        engine.aims = aims;
        for kpi in config.catalogue.iter() {
            if engine.path(kpi).is_ok() {
                engine.count_different(kpi)?;
            }
        }
        Ok(engine)
    }

    /// Adds the columns of durations that a measure needs.
    fn ask_spreads(&self, kpi: &Kpi, stat: Option<Stat>, measure: &Measure, wanted: &mut BTreeMap<SpreadKey, Asked>) {
        let Some((rows, duration)) = measure.spread() else {
            return;
        };
        for (_, value) in duration.clocks().filter(|(_, column)| self.has(rows.frame, column)) {
            let asked = wanted
                .entry((rows.frame, rows.at, rows.keep, rows.known, value))
                .or_insert_with(|| Asked {
                    rows,
                    value,
                    series: Vec::new(),
                    by: Vec::new(),
                    persons: BTreeSet::new(),
                });
            for set in kpi.series {
                if !asked.series.contains(set) {
                    asked.series.push(set);
                }
            }
            let persons = kpi.persons.map(|persons| persons.rows);
            let persons = persons.filter(|persons| (persons.frame, persons.at) == (rows.frame, rows.at));
            asked
                .persons
                .extend(persons.map(|persons| (persons.keep, persons.known)));
            for set in kpi.by_sets().filter(|_| stat.is_none()) {
                if !asked.by.contains(&set) {
                    asked.by.push(set);
                }
            }
        }
    }

    /// The first path whose columns are there; else what would provide the first that names some and has them, or the first.
    fn path(&self, kpi: &'static Kpi) -> Result<&'static Path, String> {
        let reasons: Vec<_> = kpi.paths.iter().map(|path| (path, self.lacks(path))).collect();
        if let Some((path, _)) = reasons.iter().find(|(_, lacks)| lacks.is_none()) {
            return Ok(path);
        }
        let has_columns = |path: &Path| !path.needs.is_empty() && self.lacks_columns(path).is_none();
        let nearest = reasons.iter().find(|(path, _)| has_columns(path)).or(reasons.first());
        Err(nearest.and_then(|(_, lacks)| lacks.clone()).unwrap_or_default())
    }

    fn lacks_columns(&self, path: &Path) -> Option<String> {
        path.needs.iter().find_map(|(table, column)| {
            if !self.grid.frames.has_table(table) {
                return Some(format!("no export gives {table}"));
            }
            if self.grid.frames.is_empty(table) {
                return Some(format!("the export of {table} has no rows"));
            }
            let tells = self.grid.frames.tells(table, column);
            (!tells).then(|| format!("no column gives the {}", column.replace('_', " ")))
        })
    }

    /// What a path lacks, in words.
    fn lacks(&self, path: &'static Path) -> Option<String> {
        let lacks = self.lacks_columns(path).or_else(|| self.not_given(path.given));
        lacks.or_else(|| {
            let (_, leading) = path.measures.first()?;
            let (frame, column) = leading
                .columns()
                .into_iter()
                .find(|(frame, column)| !self.has(*frame, column))?;
            Some(match self.grid.frames.get(frame) {
                // All that it is made from is there: it was not marked, because it would single persons out.
                Ok(_) if column.starts_with(OWN) => self.too_few(),
                Ok(_) => format!(
                    "no column gives the {}",
                    column.trim_end_matches("_wall").replace('_', " ")
                ),
                Err(why) => why,
            })
        })
    }

    /// What is not given of what a path needs beside its columns.
    fn not_given(&self, given: Given) -> Option<String> {
        let input = |name: &str| match name {
            "report.users" => self.grid.config.report.users.is_some(),
            _ => self.grid.config.inputs.contains_key(name),
        };
        match given {
            Given::Always => None,
            Given::Input(name) => (!input(name)).then(|| format!("`{name}` is not given in boardpack.toml")),
            Given::Frame(name) => self.grid.frames.get(name).err(),
            Given::Effort => effort_lacks(self.grid.frames).map(str::to_owned),
            Given::Filled(table, column) => self.filled_lacks(table, column),
            Given::AssumedMinutes => assumptions_missing(self.grid.frames, self.grid.config)
                .first()
                .map(|name| format!("`{name}` is not given in boardpack.toml")),
            Given::All(all) => all.iter().find_map(|each| self.not_given(*each)),
        }
    }

    fn filled_lacks(&self, table: &'static str, column: &str) -> Option<String> {
        let share = self.grid.frames.filled(table, column);
        (share < FILLED).then(|| match share > 0.0 {
            true => format!(
                "fewer than four fifths of the rows of {table} have the {}",
                column.replace('_', " ")
            ),
            false => format!("no column gives the {}", column.replace('_', " ")),
        })
    }

    pub(super) fn has(&self, frame: FrameName, column: &str) -> bool {
        self.grid.frames.get(frame).is_ok_and(|frame| frame.has(column))
    }

    /// Whether every column that a measure reads is there.
    pub(super) fn can(&self, measure: &Measure) -> bool {
        measure
            .columns()
            .into_iter()
            .all(|(frame, column)| self.has(frame, column))
    }

    /// Adds the sums that a measure needs.
    fn ask_sums(&self, kpi: &Kpi, measure: &Measure, questions: &mut BTreeMap<(FrameName, Col), Question>) {
        let part = measure.part();
        let own = measure.sums().into_iter().map(|sum| (sum, part));
        let sums: Vec<(Sum, Pred)> = own.chain(kpi.persons.map(|persons| (persons, Pred::Every))).collect();
        let mut rows: Vec<Rows> = sums.iter().map(|(sum, _)| sum.rows).collect();
        rows.extend(measure.spread().map(|(rows, _)| rows));
        for rows in &rows {
            let Ok(frame) = self.grid.frames.get(rows.frame) else {
                continue;
            };
            let question = questions.entry((rows.frame, rows.at)).or_default();
            question.terms.insert(Term::count(rows));
            question
                .terms
                .extend(Term::exceptions(rows, frame).into_iter().map(|(_, term)| term));
            question.series.extend(kpi.series.iter().copied());
            for set in kpi
                .by_sets()
                .filter(|_| measure.spread().is_none() || kpi.persons.is_some())
            {
                let months = question.by.entry(set).or_default();
                *months = kpi.window_months.max(*months);
            }
            if !frame.stock {
                question.by_year.extend(kpi.year_sets());
            }
        }
        for (sum, part) in sums {
            let question = questions.entry((sum.rows.frame, sum.rows.at)).or_default();
            question.terms.insert(Term::of(&sum, Pred::Every));
            question.terms.insert(Term::of(&sum, part));
        }
        if let Some(Sum { rows, .. }) = kpi.persons {
            let question = questions.entry((rows.frame, rows.at)).or_default();
            question.persons.insert((rows.keep, rows.known));
        }
    }
}
