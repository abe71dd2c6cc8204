//! What to do next, by what it is worth; then the missed targets, from the lowest layer of the Blueprint up.

use super::Writer;
use super::model::{Block, Step};
use super::reading::Reading;
use super::words::args;
use crate::judge::Status;
use crate::measure::{self, Dim, Figure, Kpi, OTHER, Selector};
use crate::value::{Line, Role};

/// No more than a board can decide on, and than the printed Summary holds.
const MOST: usize = 4;
/// Fewer in one place are an accident.
const LEAST: f64 = 3.0;

/// Where most of something is.
struct Place {
    name: String,
    most: f64,
    all: f64,
}

impl<'a> Writer<'a> {
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
        steps.extend(self.step_against_repeats());
        steps.extend(self.step_to_automate());
        steps.extend(
            self.missed_targets()
                .into_iter()
                .filter(|reading| reading.judgement.target_inside_interval != Some(true))
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

    /// What is worth most of the steps that are about these KPIs.
    pub fn worth_most(&self, ids: &[&str]) -> Option<Step> {
        let lines = self.input.lines.iter().filter(|line| is_worth_doing(line));
        let about = lines.filter(|line| subject(line.id).is_some_and(|id| ids.contains(&id)));
        let most = about.max_by(|one, other| hours(one).total_cmp(&hours(other)))?;
        Some(self.step(most))
    }

    fn step(&self, line: &Line) -> Step {
        let reading = subject(line.id).and_then(|id| self.reading_of(id));
        let place = self.where_changes_fail(line);
        let mut why: Vec<String> = reading.iter().map(|reading| self.stands(reading)).collect();
        why.extend(
            place
                .as_ref()
                .map(|place| self.most_of_it("failed-changes-where", place)),
        );
        let (worth, range) = self.worth(line);
        Step {
            text: self.step_text(line, reading.as_ref(), place.as_ref()),
            why: why.join(" "),
            worth,
            range,
        }
    }

    /// What to do: to the target where one is missed, and where to begin.
    fn step_text(&self, line: &Line, reading: Option<&Reading<'_>>, place: Option<&Place>) -> String {
        let word = line_word(line.id);
        let missed = reading.filter(|reading| reading.judgement.status == Status::Missed);
        let to_target = missed.filter(|_| self.words.has(&format!("{word}.step-target")));
        let text = match to_target {
            Some(reading) => self.words.say(
                &format!("{word}.step-target"),
                args! { target: self.target_in_words(reading) },
            ),
            None => self.words.text(&format!("{word}.step")),
        };
        match place {
            Some(place) => self
                .words
                .say("step-where", args! { step: text, place: place.name.clone() }),
            None => text,
        }
    }

    /// The root cause of what comes back, where most of it comes from one place.
    fn step_against_repeats(&self) -> Option<Step> {
        let dims = &[Dim::Service, Dim::Category];
        let place = self.where_most("problem.repeat_rate", dims, |figure| figure.part)?;
        Some(self.step_at("step-repeats", &place))
    }

    /// What is done by hand most often, where one category stands out.
    fn step_to_automate(&self) -> Option<Step> {
        let place = self.where_most("tickets.by_hand", &[Dim::Category], |figure| figure.value)?;
        Some(self.step_at("step-by-hand", &place))
    }

    fn step_at(&self, word: &str, place: &Place) -> Step {
        Step {
            text: self.words.say(word, args! { place: place.name.clone() }),
            why: self.most_of_it(&format!("{word}.why"), place),
            worth: String::new(),
            range: String::new(),
        }
    }

    fn most_of_it(&self, word: &str, place: &Place) -> String {
        self.words.say(
            word,
            args! { most: place.most, all: place.all, place: place.name.clone() },
        )
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
        let (worth, range) = match (line.hours, money) {
            (Some(hours), _) => {
                let expected = self.words.hours(hours.expected);
                let range = self.words.hours_range(hours);
                let range = (range != expected).then_some(range);
                (expected, range)
            }
            (None, Some((money, currency))) => (self.words.money(money.expected, currency), None),
            (None, None) => return (String::new(), String::new()),
        };
        let each = self.words.optional(&format!("{}.each", line_word(line.id)));
        let month = self.is_a_month().then(|| self.words.text("worth-a-month"));
        let money = money.map(|(money, currency)| self.words.money_range(money, currency));
        let notes: Vec<String> = [each, month, range, money].into_iter().flatten().collect();
        (worth, notes.join("; "))
    }

    fn where_changes_fail(&self, line: &Line) -> Option<Place> {
        let failed = |figure: &Figure| Some(figure.whole? - figure.part?);
        let dims = &[Dim::Service, Dim::Category];
        (line.id == "value.failed_changes")
            .then(|| self.where_most("change.success_rate", dims, failed))
            .flatten()
    }

    /// The part that holds most of something, by the first of these dimensions in which that is no accident of small numbers.
    fn where_most(
        &self,
        id: &'static str,
        dims: &'static [Dim],
        count: impl Fn(&Figure) -> Option<f64>,
    ) -> Option<Place> {
        let all = count(self.reading_of(id)?.figure)?;
        dims.iter().find_map(|dim| {
            let mut parts: Vec<(&str, f64)> = self
                .input
                .sliced(id, None, std::slice::from_ref(dim))
                .filter_map(|(figure, _)| Some((figure.slice.get(*dim)?, count(figure)?)))
                .filter(|(word, _)| *word != OTHER && !word.is_empty())
                .collect();
            parts.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
            let (word, most) = *parts.first()?;
            (most >= LEAST && most * 3.0 >= all).then(|| Place {
                name: self.word(*dim, word),
                most,
                all,
            })
        })
    }

    /// The figures that missed their target, the lowest layer first.
    pub fn missed_targets(&self) -> Vec<Reading<'_>> {
        let mut missed: Vec<Reading<'_>> = self
            .input
            .config
            .targets
            .iter()
            .filter_map(|target| self.input.reading(&target.selector))
            .filter(|reading| reading.judgement.status == Status::Missed)
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
    pub fn reading_of(&self, id: &str) -> Option<Reading<'a>> {
        self.leading(self.input.config.catalogue.kpi(id)?)
    }

    /// The leading figure of a KPI: of the whole, or of incidents where the kinds are never blended.
    pub fn leading(&self, kpi: &Kpi) -> Option<Reading<'a>> {
        let of = |slice| {
            self.input.reading(&Selector {
                id: kpi.id,
                slice,
                stat: None,
            })
        };
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
