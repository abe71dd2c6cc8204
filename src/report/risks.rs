//! The risks that are open, the gravest first. Where the readers see none, there are no figures of them.

use super::Writer;
use super::grids::{cell, words_column};
use super::model::{Block, Brief, Cell, Table};
use super::people::word_in;
use super::words::args;
use crate::measure::{Dim, Figure, OTHER};

/// A risk that is shown by name.
struct OpenRisk<'a> {
    title: &'a str,
    rating: &'a str,
    /// Whether its acceptance ran out; `None` where no export says until when risks are accepted.
    overdue: Option<bool>,
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
                overdue: overdue.and_then(|figure| figure.value).map(|value| value > 0.0),
            }
        };
        let named = self
            .named_risks()
            .filter(|figure| word_in(figure, Dim::OpenRisk) != OTHER);
        let mut risks: Vec<OpenRisk<'a>> = named.map(risk).collect();
        // Ratings are digits.
        risks.sort_by_key(|risk| {
            let rating = std::cmp::Reverse(risk.rating);
            (rating, risk.overdue != Some(true), risk.title)
        });
        risks
    }

    fn named_risks(&self) -> impl Iterator<Item = &'a Figure> {
        let by = &[Dim::Rating, Dim::OpenRisk];
        let rated = |figure: &&Figure| word_in(figure, Dim::Rating).parse::<u8>().is_ok();
        let figures = self.input.sliced("risks.open", None, by).map(|(figure, _)| figure);
        figures
            .filter(|figure| figure.value.is_some_and(|value| value > 0.0))
            .filter(rated)
    }

    /// A row a risk; those that are folded together are counted under it.
    pub fn risks_table(&self) -> Option<Block> {
        let text = |id: &str| self.words.text(id);
        let risks = self.open_risks();
        let has_dates = risks.first()?.overdue.is_some();
        let row = |risk: &OpenRisk<'_>| -> Vec<Cell> {
            let accepted = match risk.overdue {
                Some(true) => "risk-overdue",
                _ => "absent",
            };
            let mut row = vec![cell(risk.title.to_owned()), cell(risk.rating.to_owned())];
            row.extend(has_dates.then(|| cell(text(accepted))));
            row
        };
        let mut columns = vec!["column-risk", "column-rating"];
        columns.extend(has_dates.then_some("column-acceptance"));
        let folded = self
            .named_risks()
            .filter(|figure| word_in(figure, Dim::OpenRisk) == OTHER);
        let folded: f64 = folded.filter_map(|figure| figure.value).sum();
        let period = self.words.period(&self.input.periods.report);
        Some(Block::Table(Table {
            caption: self.words.say("caption-risks", args! { period: period }),
            columns: columns.into_iter().map(|id| words_column(text(id))).collect(),
            rows: risks.iter().map(row).collect(),
            note: self.words.say("note-risks", args! { folded: folded }),
            folded: None,
        }))
    }

    /// The first of them, how many are rated as high, and how many of all are overdue.
    pub fn top_risk(&self) -> Option<Brief> {
        let risks = self.open_risks();
        let (top, others) = risks.split_first()?;
        let (risk, rating) = (top.title.to_owned(), top.rating.to_owned());
        let alike = others.iter().filter(|risk| risk.rating == top.rating).count() as u64;
        let mut said = vec![
            self.words
                .say("top-risk", args! { risk: risk, rating: rating, alike: alike }),
        ];
        let count = |id| self.reading_of(id).and_then(|reading| reading.figure.value);
        if let (Some(open), Some(late), Some(overdue)) = (count("risks.open"), count("risks.overdue"), top.overdue) {
            let this = if overdue { "yes" } else { "no" };
            said.push(
                self.words
                    .say("risks-late", args! { open: open, late: late, this: this }),
            );
        }
        Some(Brief {
            name: self.words.text("brief-risk"),
            link: "stability.html#security".to_owned(),
            text: said.join(" "),
        })
    }
}
