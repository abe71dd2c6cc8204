//! The way since the baseline: what each headline figure was, what it is, and what it is to be.

use super::Writer;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Block, Cell, Table};
use super::names::is_tiny;
use super::reading::Reading;
use super::words::args;
use crate::calendar::Period;
use crate::judge::{Judgement, Status};
use crate::measure::{Better, Figure, Unit};

/// Whether any of them was measured in the baseline's period.
fn has_way(readings: &[Reading<'_>]) -> bool {
    let mut measured = readings.iter().filter_map(|reading| reading.baseline);
    measured.any(|(figure, _)| figure.value.is_some())
}

impl Writer<'_> {
    /// A row a headline: baseline, now, the difference, the target; `None` where there is no baseline before the period.
    pub fn since_baseline(&self, readings: &[Reading<'_>]) -> Option<Block> {
        let period = self.input.periods.baseline.as_ref().filter(|_| has_way(readings))?;
        let text = |id: &str| self.words.text(id);
        Some(Block::Table(Table {
            caption: self
                .words
                .say("caption-baseline", args! { baseline: self.baseline_named(period) }),
            columns: vec![
                words_column(text("column-figure")),
                number_column(self.words.period_short(period)),
                // What it is now stands in the table above, too.
                wide(number_column(self.words.period_short(&self.input.periods.report))),
                number_column(text("column-difference")),
                words_column(text("column-target")),
            ],
            rows: readings.iter().map(|reading| self.way_of(reading, period)).collect(),
            note: String::new(),
            folded: None,
        }))
    }

    /// `October 2025 (“Assessment”, agreed on 10 November 2025)`.
    fn baseline_named(&self, period: &Period) -> String {
        let Some(baseline) = &self.input.config.baseline else {
            return String::new();
        };
        let label = baseline.label.as_ref();
        let label = label.map(|label| self.words.say("baseline-label", args! { label: label.clone() }));
        let agreed = baseline
            .agreed_on
            .map(|date| self.words.say("signed-on", args! { date: self.words.date(date) }));
        let said: Vec<String> = label.into_iter().chain(agreed).collect();
        let period = self.words.period(period);
        match said.is_empty() {
            true => period,
            false => self
                .words
                .say("with-evidence", args! { said: period, evidence: said.join(", ") }),
        }
    }

    /// How the baseline comes about, for the method page.
    pub fn baseline_explained(&self) -> Vec<Block> {
        let Some(baseline) = &self.input.config.baseline else {
            return Vec::new();
        };
        let periods = self.input.periods;
        let named = self.baseline_named(&baseline.period);
        let said = match (periods.months.first(), periods.months.last()) {
            _ if has_way(&self.headlines()) => self.words.say("method-baseline", args! { baseline: named }),
            (Some(first), Some(last)) => self.words.say(
                "method-baseline-none",
                args! { baseline: named, first: self.words.month(*first), last: self.words.month(*last) },
            ),
            _ => return Vec::new(),
        };
        vec![self.heading("baseline"), self.paragraph(said)]
    }

    fn way_of(&self, reading: &Reading<'_>, period: &Period) -> Vec<Cell> {
        let before = reading.baseline.filter(|(figure, _)| figure.value.is_some());
        vec![
            cell(self.title(reading.figure)),
            cell(before.map_or_else(|| self.words.text("no-data"), |(figure, _)| self.value(figure))),
            cell(self.value(reading.figure)),
            match before {
                Some((figure, judgement)) => self.difference_to(reading, figure, judgement, period),
                None => cell(self.words.text("absent")),
            },
            Cell {
                text: self.target(reading),
                note: String::new(),
                mark: (reading.judgement.status != Status::NoTarget).then(|| self.mark(reading.judgement)),
            },
        ]
    }

    /// The difference and whether it is for the better; of few records, and of sums over unlike times, there is none.
    fn difference_to(&self, reading: &Reading<'_>, before: &Figure, then: &Judgement, period: &Period) -> Cell {
        let now = reading.figure;
        let absent = |note: String| Cell {
            text: self.words.text("absent"),
            note,
            mark: None,
        };
        let (Some(value), Some(base)) = (now.value, before.value) else {
            return absent(String::new());
        };
        if is_tiny(now) || is_tiny(before) {
            return absent(String::new());
        }
        if adds_up(now.unit) && !are_as_long(period, &self.input.periods.report) {
            return absent(self.words.text("difference-longer"));
        }
        let (difference, none) = (value - base, self.move_of(0.0, now));
        if self.move_of(-difference.abs(), now) == none {
            return cell(none);
        }
        let chance = may_be_chance(reading.judgement, then).then_some("difference-chance");
        let said = way(reading.better(), difference).map(|way| [Some(way), chance]);
        let said = said.into_iter().flatten().flatten().map(|id| self.words.text(id));
        Cell {
            text: self.move_of(difference, now),
            note: said.collect::<Vec<_>>().join(", "),
            mark: None,
        }
    }
}

/// The word for a difference, where one way is better.
fn way(better: Better, difference: f64) -> Option<&'static str> {
    match (better, difference > 0.0) {
        (Better::Neither, _) => None,
        (Better::Higher, true) | (Better::Lower, false) => Some("difference-better"),
        _ => Some("difference-worse"),
    }
}

/// Whether the intervals of two figures meet.
fn may_be_chance(one: &Judgement, other: &Judgement) -> bool {
    // An end that too few records cannot give is open.
    let reaches = |high: Option<f64>, low: f64| high.is_none_or(|high| low <= high);
    let lows = one.low.zip(other.low);
    lows.is_some_and(|(low, other_low)| reaches(other.high, low) && reaches(one.high, other_low))
}

/// Whether twice the time makes twice the number.
fn adds_up(unit: Unit) -> bool {
    matches!(unit, Unit::Count | Unit::Hours | Unit::Money)
}

/// Whether two periods have as many months or, where they are not made of months, as many days.
fn are_as_long(one: &Period, other: &Period) -> bool {
    let days = |period: &Period| period.next.since(period.first).map(|span| span.get_days()).ok();
    match (one.months(), other.months()) {
        (Some(one), Some(other)) => one.len() == other.len(),
        _ => days(one) == days(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_meet_also_where_too_few_records_leave_an_end_open() {
        let judged = |low: f64, high: Option<f64>| Judgement {
            low: Some(low),
            high,
            ..Judgement::default()
        };
        let known = judged(2.0, Some(4.0));
        assert!(may_be_chance(&known, &judged(0.0, None)));
        assert!(may_be_chance(&judged(4.0, None), &known));
        assert!(!may_be_chance(&known, &judged(5.0, None)));
        assert!(
            !may_be_chance(&known, &Judgement::default()),
            "no interval says nothing"
        );
    }
}
