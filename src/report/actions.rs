//! What became of what was agreed: the actions of the last twelve months, and of them the latest.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Block, Brief, Cell, Table};
use super::people::word_in;
use super::words::args;
use crate::judge::Verdict;
use crate::measure::{Dim, Figure, OTHER, Selector, Stat, reaches};

/// So many of the latest actions are told one by one.
const TOLD: usize = 2;

/// An action that was done, and the figure that it was to move.
struct Action<'a> {
    expected: &'a Figure,
    /// `None` where it is too early to tell.
    seen: Option<&'a Figure>,
    /// Since it was done, to the period's last day.
    days: Option<f64>,
}

impl<'a> Writer<'a> {
    /// The actions done in the last twelve months that name a figure.
    fn actions(&self) -> Vec<Action<'a>> {
        let label = &self.input.periods.report.label;
        let figures = &self.input.judged.figures;
        let expected = figures.iter().filter(|figure| {
            figure.id == "actions.effect" && figure.period == *label && figure.stat == Some(Stat::Expected)
        });
        expected
            .map(|expected| {
                let of = |stat| figures.get(expected.id, label, &expected.slice, Some(stat), None);
                Action {
                    expected,
                    seen: of(Stat::Seen),
                    days: of(Stat::DaysSince).and_then(|figure| figure.value),
                }
            })
            .collect()
    }

    /// What agreed actions were to move, and what has been seen of it; a move without a signal is no proof.
    pub fn actions_table(&self) -> Option<Block> {
        let row = |action: &Action<'_>| {
            vec![
                cell(self.word(Dim::Action, word_in(action.expected, Dim::Action))),
                cell(self.word(Dim::Metric, word_in(action.expected, Dim::Metric))),
                cell(self.value(action.expected)),
                match action.seen {
                    Some(seen) => Cell {
                        text: self.value(seen),
                        note: self.verdict_on(action),
                        mark: None,
                    },
                    None => cell(self.verdict_on(action)),
                },
            ]
        };
        let rows: Vec<Vec<Cell>> = self.actions().iter().map(row).collect();
        let text = |id: &str| self.words.text(id);
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: text("caption-actions"),
                columns: vec![
                    words_column(text("column-action")),
                    words_column(text("column-figure")),
                    number_column(text("column-expected-move")),
                    words_column(text("column-seen")),
                ],
                rows,
                note: text("note-actions"),
                folded: None,
            })
        })
    }

    /// What was agreed and is not done: what is due first comes first, what has no date last.
    pub fn open_actions_table(&self) -> Option<Block> {
        let by = &[Dim::Action];
        let open = self.input.sliced("actions.overdue", None, by).map(|(figure, _)| figure);
        let (folded, open): (Vec<&Figure>, Vec<&Figure>) = open
            .filter(|figure| figure.value.is_some())
            .partition(|figure| word_in(figure, Dim::Action) == OTHER);
        let days_left = |figure: &Figure| {
            let figures = &self.input.judged.figures;
            let left = figures.get(figure.id, &figure.period, &figure.slice, Some(Stat::DaysLeft), None);
            left.and_then(|figure| figure.value)
        };
        let mut open: Vec<(Option<f64>, &str)> = open
            .iter()
            .map(|figure| (days_left(figure), word_in(figure, Dim::Action)))
            .collect();
        open.first()?;
        open.sort_by(|one, other| {
            let left = |action: &(Option<f64>, &str)| action.0.unwrap_or(f64::INFINITY);
            left(one).total_cmp(&left(other)).then(one.1.cmp(other.1))
        });
        let text = |id: &str| self.words.text(id);
        let report = &self.input.periods.report;
        let last = self.words.date(report.next.yesterday().unwrap_or(report.next));
        let folded: f64 = folded.iter().filter_map(|figure| figure.whole).sum();
        Some(Block::Table(Table {
            caption: self.words.say("caption-open-actions", args! { last: last }),
            columns: vec![
                words_column(text("column-action")),
                words_column(text("column-due")),
                words_column(text("column-state")),
            ],
            rows: open
                .iter()
                .map(|(left, action)| self.open_action(action, *left))
                .collect(),
            note: self.words.say("note-open-actions", args! { folded: folded }),
            folded: None,
        }))
    }

    fn open_action(&self, action: &str, days_left: Option<f64>) -> Vec<Cell> {
        let next = self.input.periods.report.next;
        let (due, state) = match days_left {
            Some(left) => {
                let due = next.saturating_add(jiff::Span::new().days(left as i64 - 1));
                let (id, n) = match left < 0.0 {
                    true => ("action-overdue", -left),
                    false => ("action-due-in", left),
                };
                (self.words.date(due), self.words.say(id, args! { n: n }))
            }
            None => (self.words.text("absent"), self.words.text("action-undated")),
        };
        vec![cell(action.to_owned()), cell(due), cell(state)]
    }

    /// Whether what an action was to move has moved as far, and whether that is a signal.
    fn verdict_on(&self, action: &Action<'_>) -> String {
        let seen = action.seen.and_then(|seen| seen.value);
        let (Some(wanted), Some(value)) = (action.expected.value, seen) else {
            return self.words.text("action-too-early");
        };
        let is_far = reaches(value, wanted);
        let metric = word_in(action.expected, Dim::Metric);
        let (verdict, is_up) = self.last_month_of(metric).unwrap_or((None, false));
        let word = match verdict {
            // A signal to the other side is none of this action, nor is one that the figure has left since.
            Some(Verdict::Signal { .. }) => match (is_up == (wanted > 0.0) && value * wanted > 0.0, is_far) {
                (true, true) => "action-proven",
                (true, false) => "action-signal",
                (false, _) => "action-other-signal",
            },
            Some(Verdict::Usual) => match is_far {
                true => "action-far",
                false => "action-noise",
            },
            // That it moved so far is seen; whether chance would do as much is not.
            _ => match is_far {
                true => "action-far-unjudged",
                false => "action-short-unjudged",
            },
        };
        self.words.text(word)
    }

    /// The verdict on a figure in the last whole month, which what was seen is of, since periods longer than a month have none;
    /// and whether its signal moves up.
    fn last_month_of(&self, metric: &str) -> Option<(Option<Verdict>, bool)> {
        let judged = self.input.judged;
        let selector = Selector::parse(metric, judged.figures.catalogue()).ok()?;
        let month = self.input.periods.last_month().to_string();
        let at = judged.figures.meant(&selector, &month)?;
        let figure = judged.figures.at(at);
        let series = judged.series(figure.id, &figure.slice, figure.stat, figure.clock);
        let point = series.and_then(|series| series.points.iter().find(|point| point.month == month));
        let is_up = point.and_then(|point| point.signal).is_some_and(|(_, up)| up);
        Some((judged.judgements.get(at)?.verdict, is_up))
    }

    /// How the latest actions did: how many of those that fell due were done, then each that was done since the period before
    /// began, those of which something can be seen first.
    pub fn latest_actions(&self) -> Option<Brief> {
        let periods = self.input.periods;
        let span = periods.report.next.since(periods.previous.first).ok()?.get_days();
        let mut latest = self.actions();
        latest.retain(|action| action.days.is_some_and(|days| days < f64::from(span)));
        latest.sort_by(|one, other| {
            let is_early = |action: &Action<'_>| action.seen.is_none();
            (is_early(one).cmp(&is_early(other))).then(one.days.unwrap_or(0.0).total_cmp(&other.days.unwrap_or(0.0)))
        });
        let more = latest.len().saturating_sub(TOLD) as u64;
        let mut said: Vec<String> = self.actions_due().into_iter().collect();
        said.extend(latest.iter().take(TOLD).map(|action| self.action_said(action)));
        said.extend((more > 0).then(|| self.words.say("actions-more", args! { n: more })));
        (!said.is_empty()).then(|| Brief {
            name: self.words.text("brief-actions"),
            link: Some("people.html#actions".to_owned()),
            text: said.join(" "),
        })
    }

    /// `1 of the 3 actions due in October 2026 was done in time.`
    fn actions_due(&self) -> Option<String> {
        let figure = self.reading_of("actions.done")?.figure;
        let (done, due) = figure.part.zip(figure.whole).filter(|(_, due)| *due > 0.0)?;
        let during = self.words.during(&self.input.periods.report);
        Some(
            self.words
                .say("actions-due", args! { done: done, due: due, during: during }),
        )
    }

    fn action_said(&self, action: &Action<'_>) -> String {
        let word = |dim| self.word(dim, word_in(action.expected, dim));
        let (name, metric) = (word(Dim::Action), word(Dim::Metric));
        let (expected, verdict) = (self.value(action.expected), self.verdict_on(action));
        match action.seen {
            Some(seen) => self.words.say(
                "action-said",
                args! { action: name, figure: metric, expected: expected, seen: self.value(seen), verdict: verdict },
            ),
            None => self.words.say(
                "action-said-early",
                args! { action: name, figure: metric, expected: expected, verdict: verdict },
            ),
        }
    }
}
