//! What happened when: a mark in every chart over months, and once a list on the method page.

use super::Writer;
use super::grids::{cell, words_column};
use super::model::{Block, Cell, Table};
use super::words::args;
use crate::calendar::Month;
use crate::chart::Event;
use crate::config::Note;
use crate::judge::Series;

impl Writer<'_> {
    /// What happened in the months of a chart; of a series also whether its usual range begins anew there.
    pub fn events(&self, months: &[Month], series: Option<&Series>) -> Vec<Event> {
        let notes = self.input.config.notes.iter().enumerate();
        notes
            .filter_map(|(at, note)| {
                let month = Month::of(note.date);
                let anew = series.is_some_and(|series| begins_anew(series, month));
                let id = if anew { "event-anew" } else { "event" };
                let (sign, what) = (letter(at), note.text.clone());
                Some(Event {
                    month: months.iter().position(|each| *each == month)?,
                    text: self.words.say(id, args! { sign: sign.clone(), what: what }),
                    sign,
                })
            })
            .collect()
    }

    /// The same in words, for those who do not see the chart.
    pub fn events_said(&self, months: &[Month], events: &[Event]) -> Option<String> {
        let said: Vec<String> = events
            .iter()
            .filter_map(|event| {
                let month = self.words.month(*months.get(event.month)?);
                Some(
                    self.words
                        .say("event-in", args! { month: month, event: event.text.clone() }),
                )
            })
            .collect();
        (!said.is_empty()).then(|| self.words.say("describe-events", args! { events: said.join("; ") }))
    }

    /// Every note, with the figures whose usual range begins anew.
    pub fn what_happened(&self) -> Vec<Block> {
        let notes = &self.input.config.notes;
        if notes.is_empty() {
            return Vec::new();
        }
        let text = |id: &str| self.words.text(id);
        let rows = notes.iter().enumerate();
        let rows = rows.map(|(at, note)| vec![cell(letter(at)), self.happened(note), cell(self.rebased(note))]);
        vec![
            self.heading("notes"),
            self.paragraph(text("method-notes")),
            Block::Table(Table {
                caption: text("caption-notes"),
                columns: ["column-sign", "column-happened", "column-anew"]
                    .map(|id| words_column(text(id)))
                    .into(),
                rows: rows.collect(),
                note: String::new(),
                folded: None,
            }),
        ]
    }

    fn happened(&self, note: &Note) -> Cell {
        let drawn = self.input.periods.months.contains(&Month::of(note.date));
        let date = self.words.date(note.date);
        Cell {
            text: note.text.clone(),
            note: match drawn {
                true => date,
                false => self.words.say("note-outside", args! { date: date }),
            },
            mark: None,
        }
    }

    fn rebased(&self, note: &Note) -> String {
        let names: Vec<String> = note
            .rebase
            .iter()
            .map(|selector| match self.input.reading(selector) {
                Some(reading) => self.title(reading.figure),
                None => selector.to_string(),
            })
            .collect();
        match names.is_empty() {
            true => self.words.text("absent"),
            false => names.join("; "),
        }
    }
}

/// Whether the usual range of a series begins anew with a month.
fn begins_anew(series: &Series, month: Month) -> bool {
    let label = month.to_string();
    let place = series.points.iter().position(|point| point.month == label);
    series.earlier.iter().any(|earlier| Some(earlier.months.end) == place)
}

/// `A` to `Z`, then `AA`, `AB` …
fn letter(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702].map(letter),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
        );
    }
}
