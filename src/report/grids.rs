//! Tables of figures: one row a figure with its comparisons, or one row a part with several figures.

use super::Writer;
use super::model::{Block, Cell, Column, Table};
use super::names::capital;
use super::reading::Reading;
use super::words::args;
use crate::calendar::Period;
use crate::judge::{Judgement, Status};
use crate::measure::{Clock, Dim, Figure, NOT_GIVEN, OTHER, Slice, Stat};

/// A table by the words of one dimension.
#[derive(Debug)]
pub struct Parts {
    /// What the rows are.
    pub dim: Dim,
    /// What holds for every row, before the dimension: incidents, where a time is asked for.
    pub within: &'static [(Dim, &'static str)],
    /// The columns.
    pub columns: &'static [(&'static str, Option<Stat>)],
}

/// A header of words.
pub fn words_column(text: String) -> Column {
    Column {
        text,
        number: false,
        wide_only: false,
    }
}

/// A header of numbers.
pub fn number_column(text: String) -> Column {
    Column {
        text,
        number: true,
        wide_only: false,
    }
}

/// A column that a narrow screen can do without.
pub fn wide(column: Column) -> Column {
    Column {
        wide_only: true,
        ..column
    }
}

/// A cell of text alone.
pub fn cell(text: String) -> Cell {
    Cell {
        text,
        ..Cell::default()
    }
}

/// Parts of which fewer are named tell nothing of one another.
const NAMED: usize = 2;

impl<'a> Writer<'a> {
    /// A row a figure: now, before, a year ago, twelve months, target, signal or noise.
    pub fn figures_table(&self, caption: String, readings: &[Reading<'_>]) -> Block {
        let text = |id: &str| self.words.text(id);
        let mut columns = vec![
            words_column(text("column-figure")),
            number_column(self.words.period_short(&self.input.periods.report)),
        ];
        columns.extend(
            self.comparison_names()
                .into_iter()
                .map(|name| wide(number_column(name))),
        );
        columns.push(words_column(text("column-target")));
        columns.push(wide(words_column(text("column-past"))));
        Block::Table(Table {
            caption,
            columns,
            rows: readings.iter().map(|reading| self.figure_row(reading)).collect(),
            note: String::new(),
            folded: None,
        })
    }

    /// What the comparisons are called, in the order of [`Writer::comparisons`].
    pub fn comparison_names(&self) -> Vec<String> {
        let periods = self.input.periods;
        let mut names = vec![self.words.period_short(&periods.previous)];
        names.extend(self.has_year_ago().then(|| self.words.period_short(&periods.year_ago)));
        names.push(self.words.text("column-rolling"));
        names
    }

    /// Previous, a year ago and twelve months, written; a dash where there is none.
    pub fn comparisons(&self, reading: &Reading<'_>) -> Vec<String> {
        let mut figures = vec![reading.previous];
        figures.extend(self.has_year_ago().then_some(reading.year_ago));
        figures.push(reading.rolling);
        let written = |figure: Option<&Figure>| match figure {
            Some(figure) if figure.value.is_some() => self.value(figure),
            _ => self.words.text("absent"),
        };
        figures.into_iter().map(written).collect()
    }

    /// Of a year, the period before is the year before.
    fn has_year_ago(&self) -> bool {
        self.input.periods.previous.label != self.input.periods.year_ago.label
    }

    fn figure_row(&self, reading: &Reading<'_>) -> Vec<Cell> {
        let mut row = vec![
            cell(self.title(reading.figure)),
            Cell {
                text: self.value(reading.figure),
                note: self.figure_note(reading),
                mark: None,
            },
        ];
        row.extend(self.comparisons(reading).into_iter().map(cell));
        row.push(Cell {
            text: self.target(reading),
            note: String::new(),
            mark: (reading.judgement.status != Status::NoTarget).then(|| self.mark(reading.judgement)),
        });
        row.push(cell(self.verdict_short(reading)));
        row
    }

    /// What stands under a number: its counts, its interval, and the rest of its spread.
    fn figure_note(&self, reading: &Reading<'_>) -> String {
        let figure = reading.figure;
        let mut parts = vec![self.evidence(figure)];
        parts.extend(
            self.interval(figure, reading.judgement)
                .filter(|_| figure.value.is_some()),
        );
        if figure.stat == Some(Stat::Median) {
            parts.extend([Stat::P90, Stat::Mean].into_iter().filter_map(|stat| {
                let other = self.input.judged.figures.get(
                    figure.id,
                    &figure.period,
                    &figure.slice,
                    Some(stat),
                    figure.clock,
                )?;
                let id = format!("beside-{}", stat.name());
                other
                    .value
                    .map(|_| self.words.say(&id, args! { value: self.value(other) }))
            }));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }

    /// A row a word of the dimension, a column a figure; `None` where fewer than two words have any.
    pub fn parts_table(&self, parts: &Parts) -> Option<Block> {
        let (period, columns) = self.columns_of(parts);
        let words = words_of(parts.dim, &columns);
        if words.len() < 2 {
            return None;
        }
        let dim = self.words.text(&format!("dim-{}", parts.dim.name()));
        let mut headers = vec![words_column(capital(&dim))];
        headers.extend(columns.iter().map(|column| number_column(column.name.clone())));
        let rows = words
            .iter()
            .map(|word| {
                let mut row = vec![cell(capital(&self.word(parts.dim, word)))];
                row.extend(columns.iter().map(|column| self.part_cell(parts.dim, column, word)));
                row
            })
            .collect();
        let is_of_a_year = period.label != self.input.periods.report.label;
        let last = self.words.date(period.next.yesterday().unwrap_or(period.next));
        let period = self.words.period(period);
        let within = Slice(
            parts
                .within
                .iter()
                .map(|(dim, word)| (*dim, (*word).to_owned()))
                .collect(),
        );
        let caption = if is_of_a_year {
            self.words.say("caption-by-year", args! { dim: dim, last: last })
        } else if within.0.is_empty() {
            self.words.say("caption-by", args! { dim: dim, period: period })
        } else {
            let within = capital(&self.slice(&within));
            self.words
                .say("caption-by-within", args! { within: within, dim: dim, period: period })
        };
        Some(Block::Table(Table {
            folded: Some(caption.clone()),
            caption,
            columns: headers,
            rows,
            note: String::new(),
        }))
    }

    /// The columns that have figures, and of when: of the year to the period's end, where that tells more groups of people apart.
    fn columns_of(&self, parts: &Parts) -> (&'a Period, Vec<Of<'a>>) {
        let of = |period: &'a Period| {
            let columns = parts.columns.iter();
            let columns = columns.map(|(id, stat)| self.of_parts(parts, period, id, *stat));
            let columns: Vec<Of<'a>> = columns.filter(|column| !column.figures.is_empty()).collect();
            (period, columns)
        };
        let periods = self.input.periods;
        let (period, year) = (of(&periods.report), of(&periods.rolling_year));
        let is_thin = |column: &Of<'_>| column.named(parts.dim) < NAMED;
        let named = |columns: &[Of<'_>]| columns.iter().map(|column| column.named(parts.dim)).sum::<usize>();
        let is_better = parts.dim == Dim::Persona && period.1.iter().any(is_thin) && named(&year.1) > named(&period.1);
        if is_better { year } else { period }
    }

    /// A KPI's title as a header, with its statistic where it is not the leading one.
    fn column_name(&self, id: &str, stat: Option<Stat>) -> String {
        let title = self.words.kpi(id, "title");
        match stat {
            None | Some(Stat::Median) => title,
            Some(stat) => {
                let name = self.words.text(&format!("stat-{}", stat.name().replace('_', "-")));
                self.words.say("title-with-stat", args! { title: title, stat: name })
            }
        }
    }

    fn part_cell(&self, dim: Dim, column: &Of<'_>, word: &str) -> Cell {
        let mut figures = column.figures.iter();
        match figures.find(|(figure, _)| figure.slice.get(dim) == Some(word)) {
            Some((figure, judgement)) => Cell {
                text: self.value(figure),
                note: self.counts_note(figure).unwrap_or_default(),
                mark: (judgement.status != Status::NoTarget).then(|| self.mark(judgement)),
            },
            None => cell(self.words.text("absent")),
        }
    }

    /// The leading figures of a KPI by one dimension within what holds for every row, those with a value.
    fn of_parts(&self, parts: &Parts, period: &Period, id: &'static str, stat: Option<Stat>) -> Of<'a> {
        let label = &period.label;
        let is_within = |rest: &[(Dim, String)]| {
            let within = parts.within.iter();
            rest.iter().map(|(dim, word)| (*dim, word.as_str())).eq(within.copied())
        };
        let judged = self.input.judged;
        let figures = judged.figures.iter().zip(&judged.judgements);
        let figures = figures
            .filter(|(figure, _)| {
                figure.id == id && figure.stat == stat && figure.period == *label && figure.value.is_some()
            })
            .filter(|(figure, _)| match figure.slice.0.split_last() {
                Some(((dim, _), rest)) => *dim == parts.dim && is_within(rest),
                None => false,
            })
            .filter(|(figure, _)| !self.is_other_clock(figure));
        let figures: Vec<(&Figure, &Judgement)> = figures.collect();
        let name = self.column_name(id, stat);
        let is_service = figures.iter().any(|(figure, _)| figure.clock == Some(Clock::Service));
        let name = if is_service {
            let clock = self.words.text("clock-service");
            self.words.say("title-with-stat", args! { title: name, stat: clock })
        } else {
            name
        };
        Of { name, figures }
    }

    /// The figure of one word of one dimension, in the report's period.
    pub fn part(&self, id: &'static str, dim: Dim, word: &str) -> Option<&Figure> {
        let label = &self.input.periods.report.label;
        self.input
            .judged
            .figures
            .get(id, label, &Slice::of(dim, word), None, None)
    }
}

/// A column of a table by parts.
struct Of<'a> {
    name: String,
    figures: Vec<(&'a Figure, &'a Judgement)>,
}

impl Of<'_> {
    /// How many words of a dimension it shows by name.
    fn named(&self, dim: Dim) -> usize {
        let words = self.figures.iter().filter_map(|(figure, _)| figure.slice.get(dim));
        words.filter(|word| ![OTHER, NOT_GIVEN].contains(word)).count()
    }
}

/// The words that any column has: by urgency, else the largest of the first column first and the rest last.
fn words_of(dim: Dim, columns: &[Of<'_>]) -> Vec<String> {
    let mut words: Vec<(String, f64)> = Vec::new();
    for (figure, _) in columns.iter().flat_map(|column| &column.figures) {
        let word = figure.slice.get(dim).unwrap_or_default();
        if words.iter().all(|(known, _)| known != word) {
            words.push((word.to_owned(), figure.value.unwrap_or_default()));
        }
    }
    words.sort_by(|a, b| {
        let by_size = match dim {
            Dim::Priority => std::cmp::Ordering::Equal,
            _ => b.1.total_cmp(&a.1),
        };
        (a.0 == OTHER)
            .cmp(&(b.0 == OTHER))
            .then(by_size)
            .then_with(|| a.0.cmp(&b.0))
    });
    words.into_iter().map(|(word, _)| word).collect()
}
