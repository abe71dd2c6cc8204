//! The Summary's big numbers: what disruption costs, what became of it, and what a step is worth. Hours come first.

use super::Writer;
use super::model::Fact;
use super::words::args;
use crate::value::{self, Line, LineKind, Role, Total};

/// Side by side on one line.
const MOST: usize = 4;

impl Writer<'_> {
    /// What there is of working time, margin and cash, never added up; then the difference, unplanned work and a step.
    pub fn facts(&self) -> Vec<Fact> {
        let kinds = [LineKind::Time, LineKind::Margin, LineKind::Cash];
        let levels = kinds.into_iter().filter_map(|kind| self.level(kind));
        let others = [self.difference(), self.unplanned_hours(), self.point_of_success()];
        levels.chain(others.into_iter().flatten()).take(MOST).collect()
    }

    fn level(&self, kind: LineKind) -> Option<Fact> {
        let total = value::total(self.input.lines, kind, Role::Level)?;
        let (value, mut notes) = self.total_said(kind, Role::Level, &total)?;
        if kind == LineKind::Time {
            notes.extend(self.posts(&total));
        }
        Some(self.fact(&format!("fact-{}", kind_word(kind)), value, notes))
    }

    fn difference(&self) -> Option<Fact> {
        let total = value::total(self.input.lines, LineKind::Time, Role::Delta)?;
        let (value, notes) = self.total_said(LineKind::Time, Role::Delta, &total)?;
        Some(self.fact("fact-difference", value, notes))
    }

    /// The hours, or the money of what is no time; then the range and what the hours stand for in money.
    fn total_said(&self, kind: LineKind, role: Role, total: &Total) -> Option<(String, Vec<String>)> {
        let (hours, money) = match kind {
            LineKind::Time => (total.hours, total.money),
            LineKind::Margin | LineKind::Cash => (None, total.money),
        };
        hours.or(money)?;
        let (value, note) = self.amounts_said(role, hours, money);
        Some((value, vec![note]))
    }

    /// As much as how many full-time posts, where the config says how long a post's month is.
    fn posts(&self, total: &Total) -> Option<String> {
        let periods = self.input.periods;
        let posts = value::full_time_posts(total.hours.as_ref()?, &periods.report, self.input.config)?;
        Some(
            self.words
                .say("fact-posts", args! { posts: self.words.decimal(posts.expected, 1) }),
        )
    }

    fn unplanned_hours(&self) -> Option<Fact> {
        let line = self.line("value.unplanned", Role::View)?;
        let share = self.reading_of("work.unplanned_share")?.figure;
        let notes = vec![
            self.words.say(
                "with-evidence",
                args! { said: self.value(share), evidence: self.settled_evidence(share) },
            ),
            self.words.text("fact-unplanned-view"),
        ];
        Some(self.fact("fact-unplanned", self.amount(line).0, notes))
    }

    fn point_of_success(&self) -> Option<Fact> {
        let (value, note) = self.amount(self.line("value.failed_changes", Role::Potential)?);
        Some(self.fact("fact-point", value, vec![note]))
    }

    fn fact(&self, name: &str, value: String, notes: Vec<String>) -> Fact {
        let (period, before) = (&self.input.periods.report, self.compared());
        let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        Fact {
            name: self.words.say(
                name,
                args! { period: self.words.period(period), before: self.words.period(before) },
            ),
            value,
            note: notes.join("; "),
        }
    }

    /// A line that has hours.
    fn line(&self, id: &str, role: Role) -> Option<&Line> {
        let mut lines = self.input.lines.iter();
        lines.find(|line| line.id == id && line.role == role && line.hours.is_some())
    }
}

/// The word of a kind of worth.
pub fn kind_word(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Cash => "cash",
        LineKind::Margin => "margin",
        LineKind::Time => "time",
    }
}
