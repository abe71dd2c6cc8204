//! Why a mean moved: what changed within the priorities, and what came from their mix.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Block, Table};
use super::names::capital;
use super::words::args;
use crate::judge::{MixPart, mix_shift};
use crate::measure::{Clock, Dim, Slice};

impl Writer<'_> {
    /// The split of a KPI's mean by priority, between the report's period and what it is compared with; `None` where there
    /// is nothing to split.
    pub fn mix_table(&self, id: &'static str, kind: &str) -> Option<Block> {
        let (before, now) = (self.compared(), &self.input.periods.report);
        let whole = Slice::of(Dim::Kind, kind);
        let periods = (before.label.as_str(), now.label.as_str());
        let shift = mix_shift(self.input.judged, id, &whole, Dim::Priority, periods)?;
        if shift.parts.len() < 2 {
            return None;
        }
        let caption = self.words.say(
            "mix-caption",
            args! {
                kind: self.slice(&whole),
                change: self.moved_by(shift.within + shift.by_mix),
                before: self.words.period(before),
                within: self.moved_by(shift.within),
                mix: self.moved_by(shift.by_mix),
            },
        );
        let column = |key: &str, period: String| number_column(self.words.say(key, args! { period: period }));
        let (now, before) = (self.words.period(now), self.words.period(before));
        Some(Block::Table(Table {
            folded: Some(caption.clone()),
            caption,
            columns: vec![
                words_column(capital(&self.words.text("dim-priority"))),
                column("mix-count", now.clone()),
                column("mix-count", before.clone()),
                column("mix-mean", now),
                column("mix-mean", before),
            ],
            rows: shift.parts.iter().map(|part| self.mix_row(part)).collect(),
            note: self.words.text("mix-note"),
        }))
    }

    fn mix_row(&self, part: &MixPart) -> Vec<super::model::Cell> {
        let mean = |mean: Option<f64>| mean.map_or("–".to_owned(), |mean| self.words.duration(mean, None));
        vec![
            cell(capital(&self.word(Dim::Priority, &part.word))),
            cell(self.words.count(part.n.1 as f64)),
            cell(self.words.count(part.n.0 as f64)),
            cell(mean(part.mean.1)),
            cell(mean(part.mean.0)),
        ]
    }

    /// `1 h 10 min more`, `20 min less`.
    fn moved_by(&self, seconds: f64) -> String {
        let key = if seconds < 0.0 { "mix-less" } else { "mix-more" };
        let amount = self.words.duration(seconds.abs(), None::<Clock>);
        self.words.say(key, args! { amount: amount })
    }
}
