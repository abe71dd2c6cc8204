//! The risks that are open, the gravest first. Where the readers see none, there are no figures of them.

use std::cmp::Reverse;

use super::Writer;
use super::grids::{cell, words_column};
use super::model::{Block, Brief, Cell, Table};
use super::people::word_in;
use super::words::args;
use crate::measure::{Dim, Figure, NOT_GIVEN, OTHER, Slice};

/// The risks of one title and rating, which are shown by name; mostly it is one.
struct OpenRisk<'a> {
    title: &'a str,
    rating: &'a str,
    risks: f64,
    /// Of how many the acceptance ran out; `None` where no export says until when risks are accepted.
    overdue: Option<f64>,
}

impl OpenRisk<'_> {
    fn is_overdue(&self) -> bool {
        self.overdue.is_some_and(|overdue| overdue > 0.0)
    }
}

impl<'a> Writer<'a> {
    /// The open risks by name: the highest rating first, of one rating what is overdue, then by title.
    fn open_risks(&self) -> Vec<OpenRisk<'a>> {
        let figures = &self.input.judged.figures;
        let risk = |figure: &'a Figure| {
            let overdue = figures.get("risks.overdue", &figure.period, &figure.slice, None, None);
            OpenRisk {
                title: word_in(figure, Dim::OpenRisk),
                rating: word_in(figure, Dim::Rating),
                risks: figure.value.unwrap_or_default(),
                overdue: overdue.and_then(|figure| figure.value),
            }
        };
        // What is counted under no title of its own is not named.
        let by = &[Dim::Rating, Dim::OpenRisk];
        let figures = self.input.sliced("risks.open", None, by).map(|(figure, _)| figure);
        let named = figures
            .filter(|figure| figure.value.is_some_and(|value| value > 0.0))
            .filter(|figure| word_in(figure, Dim::Rating).parse::<u8>().is_ok())
            .filter(|figure| ![OTHER, NOT_GIVEN].contains(&word_in(figure, Dim::OpenRisk)));
        let mut risks: Vec<OpenRisk<'a>> = named.map(risk).collect();
        // Ratings are digits.
        risks.sort_by_key(|risk| (Reverse(risk.rating), !risk.is_overdue(), risk.title));
        risks
    }

    /// How many risks were open, all of them or those of a rating.
    fn open_of(&self, slice: &Slice) -> Option<f64> {
        let period = &self.input.periods.report.label;
        let open = self.input.judged.figures.get("risks.open", period, slice, None, None);
        open.and_then(|figure| figure.value)
    }

    /// A row a risk; those that are not named are counted under it.
    pub fn risks_table(&self) -> Option<Block> {
        let text = |id: &str| self.words.text(id);
        let risks = self.open_risks();
        let has_dates = risks.first()?.overdue.is_some();
        let row = |risk: &OpenRisk<'_>| -> Vec<Cell> {
            let risks = risk.risks;
            let acceptance = match risk.overdue {
                Some(overdue) if overdue > 0.0 => {
                    self.words.say("risk-overdue", args! { overdue: overdue, risks: risks })
                }
                _ => text("absent"),
            };
            let title = match risks > 1.0 {
                true => self
                    .words
                    .say("risks-alike", args! { risk: risk.title.to_owned(), risks: risks }),
                false => risk.title.to_owned(),
            };
            let mut row = vec![cell(title), cell(risk.rating.to_owned())];
            row.extend(has_dates.then(|| cell(acceptance)));
            row
        };
        let mut columns = vec!["column-risk", "column-rating"];
        columns.extend(has_dates.then_some("column-acceptance"));
        let named: f64 = risks.iter().map(|risk| risk.risks).sum();
        let unnamed = (self.open_of(&Slice::total())? - named).max(0.0);
        let period = self.words.period(&self.input.periods.report);
        Some(Block::Table(Table {
            caption: self.words.say("caption-risks", args! { period: period }),
            columns: columns.into_iter().map(|id| words_column(text(id))).collect(),
            rows: risks.iter().map(row).collect(),
            note: self.words.say("note-risks", args! { unnamed: unnamed }),
            folded: None,
        }))
    }

    /// The first of them, how many are rated as high, and how many of all are overdue.
    pub fn top_risk(&self) -> Option<Brief> {
        let risks = self.open_risks();
        let top = risks.first()?;
        let (risk, rating) = (top.title.to_owned(), top.rating.to_owned());
        let alike = self.open_of(&Slice::of(Dim::Rating, top.rating))? - 1.0;
        let mut said = vec![
            self.words
                .say("top-risk", args! { risk: risk, rating: rating, alike: alike }),
        ];
        let count = |id| self.reading_of(id).and_then(|reading| reading.figure.value);
        if let (Some(open), Some(late)) = (count("risks.open"), count("risks.overdue")) {
            let this = if top.is_overdue() { "yes" } else { "no" };
            said.push(
                self.words
                    .say("risks-late", args! { open: open, late: late, this: this }),
            );
        }
        Some(Brief {
            name: self.words.text("brief-risk"),
            link: Some("stability.html#security".to_owned()),
            text: said.join(" "),
        })
    }
}
