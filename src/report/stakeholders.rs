//! Whom IT is to meet: how often, when it last did, and the longest gap of the twelve months.

use super::Writer;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Block, Cell, Table};
use super::people::word_in;
use super::words::args;
use crate::config::{CADENCE_DAYS, Stakeholder, plain_name};
use crate::measure::{Dim, Figure, OTHER, Stat};

impl<'a> Writer<'a> {
    /// A row a group, those first that waited too long; of others the order of their names.
    pub fn stakeholders_table(&self) -> Option<Block> {
        let of = |stat| self.input.sliced("partners.met", stat, &[Dim::Stakeholder]);
        let mut groups: Vec<&Figure> = of(Some(Stat::LongestGap)).map(|(figure, _)| figure).collect();
        groups.retain(|figure| word_in(figure, Dim::Stakeholder) != OTHER);
        groups.first()?;
        let of_group = |stat, group: &str| {
            let mut figures = of(stat).map(|(figure, _)| figure);
            figures
                .find(|figure| word_in(figure, Dim::Stakeholder) == group)
                .and_then(|figure| figure.value)
        };
        groups.sort_by_key(|figure| {
            let group = word_in(figure, Dim::Stakeholder);
            (of_group(None, group) != Some(0.0), group)
        });
        let row = |figure: &&Figure| {
            let group = word_in(figure, Dim::Stakeholder);
            let (met, days_since) = (of_group(None, group), of_group(Some(Stat::DaysSince), group));
            self.stakeholder_row(group, met, days_since, figure.value)
        };
        let text = |id: &str| self.words.text(id);
        let report = &self.input.periods.report;
        let last = self.words.date(report.next.yesterday().unwrap_or(report.next));
        Some(Block::Table(Table {
            caption: self.words.say("caption-stakeholders", args! { last: last }),
            columns: vec![
                words_column(text("column-group-of-people")),
                words_column(text("column-within-cadence")),
                number_column(text("column-cadence")),
                number_column(text("column-longest-gap")),
                number_column(text("column-last-met")),
                wide(number_column(text("column-key-people"))),
            ],
            rows: groups.iter().map(row).collect(),
            note: text("note-stakeholders"),
            folded: None,
        }))
    }

    fn stakeholder_row(
        &self,
        group: &str,
        met: Option<f64>,
        days_since: Option<f64>,
        longest: Option<f64>,
    ) -> Vec<Cell> {
        let said = self.stakeholder(group);
        let cadence = said.map_or(CADENCE_DAYS, |said| said.cadence_days);
        let absent = || self.words.text("absent");
        let days = |n: f64| self.words.say("gap-days", args! { n: n });
        let key_people = said.and_then(|said| said.key_people).map(f64::from);
        vec![
            cell(group.to_owned()),
            cell(self.words.text(match met {
                Some(met) if met >= 1.0 => "within-cadence",
                Some(_) => "beyond-cadence",
                None => "too-soon-to-tell",
            })),
            cell(days(f64::from(cadence))),
            cell(longest.map_or_else(absent, days)),
            cell(match days_since {
                Some(n) => self.words.say("met-days-before", args! { n: n }),
                None => self.words.text("never-met"),
            }),
            cell(key_people.map_or_else(absent, |n| self.words.count(n))),
        ]
    }

    /// What the config says of a group.
    fn stakeholder(&self, group: &str) -> Option<&'a Stakeholder> {
        let mut all = self.input.config.stakeholders.iter();
        all.find(|each| plain_name(&each.name) == plain_name(group))
    }
}
