//! The page of bandwidth: how much of the recorded time goes to what nobody planned, and how much is left.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Page, Picture};
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::chart::{AreaChart, Axis, Chart};

const SECTIONS: &[Section] = &[Section {
    id: "unplanned",
    drawn: &[(Ask::of("work.unplanned_share"), None)],
    told: &[Ask::of("work.execution_capacity")],
    shares: &[Share::Planned],
}];
/// As many months as the other charts.
const MONTHS: usize = 24;

/// The page; `None` where no effort is recorded.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let reading = writer.input.reading(&Ask::of("work.unplanned_share").selector())?;
    reading.figure.value?;
    let calm = writer.words.say(
        "capacity-calm",
        args! { share: writer.value(reading.figure), period: writer.words.period(&writer.input.periods.report) },
    );
    let mut lead = vec![writer.sentence(&reading)];
    let capacity = Ask::of("work.execution_capacity").selector();
    lead.extend(writer.input.reading(&capacity).map(|reading| writer.sentence(&reading)));
    writer.page_of_sections("capacity", lead.join(" "), calm, SECTIONS)
}

impl Writer<'_> {
    /// Planned and unplanned hours, month by month.
    pub fn planned_picture(&self) -> Option<Picture> {
        let figures = &self.input.judged.figures;
        let all = &self.input.periods.months;
        let months: Vec<(String, String, f64, f64)> = all[all.len().saturating_sub(MONTHS)..]
            .iter()
            .filter_map(|month| {
                let label = month.to_string();
                let figure = figures.get("work.unplanned_share", &label, &Default::default(), None, None)?;
                let (part, whole) = (figure.part? / 60.0, figure.whole? / 60.0);
                Some((self.words.month_short(*month), label, part, whole - part))
            })
            .collect();
        let (first, last) = (months.first()?, months.last()?);
        if months.len() < 3 {
            return None;
        }
        let names = [self.words.text("layer-unplanned"), self.words.text("layer-planned")];
        let said = |(_, label, unplanned, planned): &(String, String, f64, f64)| {
            self.words.say(
                "planned-in",
                args! {
                    month: self.month_name(label),
                    unplanned: self.words.hours(*unplanned), planned: self.words.hours(*planned),
                },
            )
        };
        let example = self.input.reading(&Ask::of("work.unplanned_share").selector())?;
        let rows = months
            .iter()
            .map(|(_, label, unplanned, planned)| {
                vec![
                    cell(self.month_name(label)),
                    cell(self.words.hours(*unplanned)),
                    cell(self.words.hours(*planned)),
                ]
            })
            .collect();
        let mut columns = vec![words_column(self.words.text("column-month"))];
        columns.extend(names.iter().cloned().map(number_column));
        Some(Picture {
            id: "work-planned-and-unplanned".to_owned(),
            title: self.words.say(
                "planned-finding",
                args! { unplanned: self.words.hours(last.2), planned: self.words.hours(last.3), month: self.month_name(&last.1) },
            ),
            subtitle: self.words.say(
                "planned-subtitle",
                args! { basis: self.basis_note(example.figure).unwrap_or_else(|| self.words.text("basis-recorded-name")) },
            ),
            description: self.words.say("planned-description", args! { first: said(first), last: said(last) }),
            numbers: self.numbers(self.words.text("planned-caption"), columns, rows),
            chart: Chart::Areas(AreaChart {
                axis: Axis::Hours,
                months: months.iter().map(|month| month.0.clone()).collect(),
                layers: vec![
                    (names[0].clone(), months.iter().map(|month| month.2).collect()),
                    (names[1].clone(), months.iter().map(|month| month.3).collect()),
                ],
            }),
            notes: Vec::new(),
        })
    }
}
