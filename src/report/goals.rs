//! The goals by name: which of the seven points have evidence on file, and whether they are on track. Where the readers do not
//! see them by name, there are no figures of them.

use super::Writer;
use super::grids::{cell, words_column};
use super::model::{Block, Cell, Table};
use super::people::word_in;
use super::words::args;
use crate::measure::{Dim, Figure, OTHER, POINTS, Slice};

impl<'a> Writer<'a> {
    /// A row a goal, those with the most evidence first; of as much, in the order of their names.
    pub fn goals_table(&self) -> Option<Block> {
        let all = self.evidence_of_goals();
        let mut goals: Vec<&str> = all.iter().map(|figure| word_in(figure, Dim::Goal)).collect();
        goals.sort_unstable();
        goals.dedup();
        let folded = goals.contains(&OTHER);
        goals.retain(|goal| *goal != OTHER);
        goals.first()?;
        let points = |goal: &str, is_on_file: bool| -> Vec<&str> {
            let of_goal = all.iter().filter(|figure| word_in(figure, Dim::Goal) == goal);
            let meant = of_goal.filter(|figure| (figure.value > Some(0.0)) == is_on_file);
            let mut points: Vec<&str> = meant.map(|figure| word_in(figure, Dim::Point)).collect();
            points.sort_by_key(|point| POINTS.iter().position(|each| each == point));
            points
        };
        goals.sort_by_key(|goal| std::cmp::Reverse(points(goal, true).len()));
        let row = |goal: &&str| {
            let (on_file, missing) = (points(goal, true), points(goal, false));
            let n = on_file.len() as u64;
            vec![
                cell((*goal).to_owned()),
                Cell {
                    text: self
                        .words
                        .say("points-on-file", args! { n: n, all: n + missing.len() as u64 }),
                    note: self.points_said(&on_file),
                    mark: None,
                },
                cell(match missing.is_empty() {
                    true => self.words.text("absent"),
                    false => self.points_said(&missing),
                }),
                cell(self.words.text(self.line_of(goal))),
            ]
        };
        let columns = ["column-goal", "column-on-file", "column-not-on-file", "column-on-track"];
        let period = self.words.period(&self.input.periods.report);
        Some(Block::Table(Table {
            caption: self.words.say("caption-goals", args! { period: period }),
            columns: columns.map(|id| words_column(self.words.text(id))).into(),
            rows: goals.iter().map(row).collect(),
            note: self.words.say("note-goals", args! { folded: u64::from(folded) }),
            folded: None,
        }))
    }

    fn evidence_of_goals(&self) -> Vec<&'a Figure> {
        let by = &[Dim::Point, Dim::Goal];
        let figures = self.input.sliced("goals.smarter", None, by);
        let figures = figures.map(|(figure, _)| figure);
        figures.filter(|figure| figure.value.is_some()).collect()
    }

    fn points_said(&self, points: &[&str]) -> String {
        let said: Vec<String> = points.iter().map(|point| self.word(Dim::Point, point)).collect();
        said.join(", ")
    }

    /// Whether a goal is on its line; the word of what nobody knows where it has none.
    fn line_of(&self, goal: &str) -> &'static str {
        let label = &self.input.periods.report.label;
        let slice = Slice::of(Dim::Goal, goal);
        let figure = self
            .input
            .judged
            .figures
            .get("goals.on_track", label, &slice, None, None);
        match figure.and_then(|figure| figure.value) {
            Some(value) if value >= 1.0 => "goal-on-track",
            Some(_) => "goal-behind",
            None => "absent",
        }
    }
}
