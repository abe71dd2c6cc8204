//! What to do next, by what it is worth; then the missed targets, from the lowest layer of the Blueprint up.

use super::Writer;
use super::model::{Block, Step};
use super::reading::Reading;
use super::words::args;
use crate::judge::Status;
use crate::measure::{self, Dim, Figure, OTHER, Selector};
use crate::value::{Line, Role};

/// No more than a board can decide on.
const MOST: usize = 5;

impl Writer<'_> {
    /// The heading and the steps; nothing where nothing is worth doing.
    pub fn next_steps(&self) -> Vec<Block> {
        let mut worth: Vec<&Line> = self.input.lines.iter().filter(|line| is_worth_doing(line)).collect();
        worth.sort_by(|one, other| hours(other).total_cmp(&hours(one)));
        let mut steps: Vec<Step> = worth.into_iter().map(|line| self.step(line)).collect();
        let valued: Vec<&str> = self
            .input
            .lines
            .iter()
            .filter(|line| is_worth_doing(line))
            .filter_map(|line| subject(line.id))
            .collect();
        steps.extend(
            self.missed_targets()
                .into_iter()
                .filter(|reading| !valued.contains(&reading.figure.id))
                .map(|reading| self.step_to_target(&reading)),
        );
        steps.truncate(MOST);
        if steps.is_empty() {
            return Vec::new();
        }
        let text = self.words.text("heading-next");
        vec![
            Block::Heading {
                id: "next".to_owned(),
                text,
            },
            Block::Steps { steps },
        ]
    }

    fn step(&self, line: &Line) -> Step {
        let why = subject(line.id)
            .and_then(|id| self.reading_of(id))
            .map(|reading| self.stands(&reading));
        let why: Vec<String> = why.into_iter().chain(self.where_changes_fail(line)).collect();
        let (worth, range) = self.worth(line);
        Step {
            text: self.words.text(&format!("{}.step", line_word(line.id))),
            why: why.join(" "),
            worth,
            range,
        }
    }

    /// How a figure stands to its target: `Change success was 88.7 % (63 of 71); the target is at least 95 %.`
    fn stands(&self, reading: &Reading<'_>) -> String {
        let (moved, evidence) = (self.moved(reading), self.settled_evidence(reading.figure));
        let said = if evidence.is_empty() {
            moved
        } else {
            self.words
                .say("with-evidence", args! { said: moved, evidence: evidence })
        };
        match reading.judgement.target {
            None => self.words.say("sentence", args! { said: said }),
            Some(_) => {
                let target = self.target_in_words(reading);
                self.words
                    .say("sentence-with-target", args! { said: said, target: target })
            }
        }
    }

    /// Hours first; their range and the money that they stand for under it.
    fn worth(&self, line: &Line) -> (String, String) {
        let currency = self.input.config.report.currency.as_deref();
        let money = line.money.zip(currency);
        let (worth, mut range) = match (line.hours, money) {
            (Some(hours), _) => {
                let expected = self.words.hours(hours.expected);
                let range = self.words.hours_range(hours);
                let range: Vec<String> = (range != expected).then_some(range).into_iter().collect();
                (expected, range)
            }
            (None, Some((money, currency))) => (self.words.money(money.expected, currency), Vec::new()),
            (None, None) => return (String::new(), String::new()),
        };
        range.extend(money.map(|(money, currency)| self.words.money_range(money, currency)));
        let range = range.join("; ");
        let range = match (self.is_a_month(), range.is_empty()) {
            (false, _) => range,
            (true, true) => self.words.text("worth-a-month-exact"),
            (true, false) => self.words.say("worth-a-month", args! { range: range }),
        };
        (worth, range)
    }

    /// The service with most of the changes that did not succeed, where that is no accident of small numbers.
    fn where_changes_fail(&self, line: &Line) -> Option<String> {
        if line.id != "value.failed_changes" {
            return None;
        }
        let failed = |figure: &Figure| Some(figure.whole? - figure.part?);
        let all = failed(self.reading_of("change.success_rate")?.figure)?;
        let mut services: Vec<(&str, f64)> = self
            .input
            .sliced("change.success_rate", None, &[Dim::Service])
            .filter_map(|(figure, _)| Some((figure.slice.get(Dim::Service)?, failed(figure)?)))
            .filter(|(service, _)| *service != OTHER && !service.is_empty())
            .collect();
        services.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        let (service, most) = *services.first()?;
        (most >= 3.0 && most * 3.0 >= all).then(|| {
            self.words.say(
                "failed-changes-where",
                args! { most: most, all: all, service: service.to_owned() },
            )
        })
    }

    /// The figures that missed their target, the lowest layer first.
    fn missed_targets(&self) -> Vec<Reading<'_>> {
        let mut missed: Vec<Reading<'_>> = self
            .input
            .config
            .targets
            .iter()
            .filter_map(|target| self.input.reading(&target.selector))
            .filter(|reading| {
                reading.judgement.status == Status::Missed && reading.judgement.target_inside_interval != Some(true)
            })
            .collect();
        missed.sort_by_key(|reading| reading.kpi.map(|kpi| kpi.layer));
        missed
    }

    fn step_to_target(&self, reading: &Reading<'_>) -> Step {
        let (name, target) = (self.name(reading.figure), self.target_in_words(reading));
        let layer = reading.kpi.map(|kpi| {
            let layer = self.words.text(&format!("layer-{}", kpi.layer.name()));
            self.words.say("step-layer", args! { layer: layer })
        });
        let why: Vec<String> = [Some(self.stands(reading)), layer].into_iter().flatten().collect();
        Step {
            text: self.words.say("step-target", args! { name: name, target: target }),
            why: why.join(" "),
            worth: String::new(),
            range: String::new(),
        }
    }

    /// The whole of a KPI in the report's period.
    pub fn reading_of(&self, id: &str) -> Option<Reading<'_>> {
        let id = measure::kpi(id).map(|kpi| kpi.id)?;
        let of = |slice| self.input.reading(&Selector { id, slice, stat: None });
        of(measure::Slice::total()).or_else(|| of(measure::Slice::of(Dim::Kind, "incident")))
    }
}

/// What a line is about: the KPI that IT says.
pub fn subject(line: &str) -> Option<&'static str> {
    match line {
        "value.failed_changes" => Some("change.success_rate"),
        "value.unplanned" => Some("work.unplanned_share"),
        "value.rework" => Some("tickets.reopen_rate"),
        "value.resolution" => Some("tickets.resolution_time"),
        _ => None,
    }
}

/// `value.failed_changes` → `value-failed_changes`.
pub fn line_word(id: &str) -> String {
    id.replace('.', "-")
}

fn is_worth_doing(line: &Line) -> bool {
    line.role == Role::Potential && hours(line) > 0.0
}

fn hours(line: &Line) -> f64 {
    line.hours.map_or(0.0, |hours| hours.expected)
}
