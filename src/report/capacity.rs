//! The page of bandwidth: how much of the recorded time goes to what nobody planned, and how much is left.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Page, Picture, Table};
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::calendar::Month;
use crate::chart::{AreaChart, Axis, Chart};
use crate::measure::{Dim, Slice, Stat};

const SECTIONS: &[Section] = &[
    Section {
        id: "unplanned",
        drawn: &[(Ask::of("work.unplanned_share"), None)],
        told: &[
            Ask::of("work.execution_capacity"),
            Ask::of("work.bandwidth_freed"),
            Ask::of("work.reactive_preventive").stat(Stat::Reactive),
            Ask::of("work.reactive_preventive").stat(Stat::Preventive),
            Ask::of("maintenance.on_schedule"),
        ],
        shares: &[Share::Planned],
    },
    Section {
        id: "hours",
        drawn: &[(Ask::of("work.enabling_share"), None)],
        told: &[
            Ask::of("work.hours"),
            Ask::of("work.enabling_share").stat(Stat::Moved),
            Ask::of("work.aligned_share"),
        ],
        shares: &[
            Share::Bars("work.hours", "work.hours", Dim::Activity),
            Share::Bars("work.hours", "work.hours", Dim::Purpose),
        ],
    },
    Section {
        id: "demand",
        drawn: &[(Ask::of("work.demand"), None)],
        told: &[Ask::of("work.demand").stat(Stat::Needed)],
        shares: &[],
    },
    Section {
        id: "outsourced",
        drawn: &[(Ask::of("work.outsourced_share"), None)],
        told: &[
            Ask::of("work.outsourced_share").stat(Stat::OutsourcedSuccess),
            Ask::of("work.outsourced_share").stat(Stat::InternalSuccess),
            Ask::of("work.outsourced_share").stat(Stat::OutsourcedInTime),
            Ask::of("work.outsourced_share").stat(Stat::InternalInTime),
        ],
        shares: &[],
    },
    Section {
        id: "team",
        drawn: &[
            (Ask::of("team.out_of_hours_share"), None),
            (Ask::of("team.interruptions"), None),
        ],
        told: &[Ask::of("team.wellbeing")],
        shares: &[],
    },
];
/// As many months as the other charts.
const MONTHS: usize = 24;
/// Areas of fewer months show nothing.
const LEAST_MONTHS: usize = 3;

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

/// The hours of one month.
struct Hours {
    month: Month,
    unplanned: f64,
    planned: f64,
}

impl Writer<'_> {
    /// Planned and unplanned hours, month by month.
    pub fn planned_picture(&self) -> Option<Picture> {
        let months = self.hours_by_month();
        if months.len() < LEAST_MONTHS {
            return None;
        }
        let (first, last) = (months.first()?, months.last()?);
        let example = self.input.reading(&Ask::of("work.unplanned_share").selector())?;
        let basis = self
            .basis_note(example.figure)
            .unwrap_or_else(|| self.words.text("basis-recorded-name"));
        let drawn: Vec<Month> = months.iter().map(|hours| hours.month).collect();
        let events = self.events(&drawn, None);
        let said = self.words.say(
            "planned-description",
            args! { first: self.hours_said("planned-in", first), last: self.hours_said("planned-in", last) },
        );
        let said = [Some(said), self.events_said(&drawn, &events)];
        let layer = |name: &str, of: fn(&Hours) -> f64| (self.words.text(name), months.iter().map(of).collect());
        Some(Picture {
            id: "work-planned-and-unplanned".to_owned(),
            title: self.hours_said("planned-finding", last),
            subtitle: self.words.say("planned-subtitle", args! { basis: basis }),
            description: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
            numbers: self.hours_table(&months),
            chart: Chart::Areas(AreaChart {
                axis: Axis::Hours,
                months: drawn.iter().map(|month| self.words.month_short(*month)).collect(),
                layers: vec![
                    layer("layer-unplanned", |hours| hours.unplanned),
                    layer("layer-planned", |hours| hours.planned),
                ],
                events,
            }),
            notes: Vec::new(),
        })
    }

    /// The last two years, the months whose effort is known.
    fn hours_by_month(&self) -> Vec<Hours> {
        let months = &self.input.periods.months;
        let recent = months[months.len().saturating_sub(MONTHS)..].iter();
        let figures = &self.input.judged.figures;
        recent
            .filter_map(|month| {
                let total = Slice::total();
                let figure = figures.get("work.unplanned_share", &month.to_string(), &total, None, None)?;
                let (unplanned, all) = (figure.part? / 60.0, figure.whole? / 60.0);
                Some(Hours {
                    month: *month,
                    unplanned,
                    planned: all - unplanned,
                })
            })
            .collect()
    }

    fn hours_said(&self, id: &str, hours: &Hours) -> String {
        self.words.say(
            id,
            args! {
                month: self.words.month(hours.month),
                unplanned: self.words.hours(hours.unplanned), planned: self.words.hours(hours.planned),
            },
        )
    }

    fn hours_table(&self, months: &[Hours]) -> Table {
        let columns = vec![
            words_column(self.words.text("column-month")),
            number_column(self.words.text("layer-unplanned")),
            number_column(self.words.text("layer-planned")),
        ];
        let rows = months
            .iter()
            .map(|hours| {
                vec![
                    cell(self.words.month(hours.month)),
                    cell(self.words.hours(hours.unplanned)),
                    cell(self.words.hours(hours.planned)),
                ]
            })
            .collect();
        self.numbers(self.words.text("planned-caption"), columns, rows)
    }
}
