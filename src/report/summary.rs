//! The Summary: what changed, what disruption costs, the headline figures, what to do next, and what the reader may trust.

use super::Writer;
use super::model::{Block, Fact, Headline, Page, Picture};
use super::reading::{Ask, Reading};
use super::sections::by_gravity;
use super::words::args;
use crate::chart::{Chart, SeriesChart};
use crate::judge::Verdict;
use crate::measure::{Dim, Stat};
use crate::value::{self, LineKind, Role, Total};

/// What stands in the headline table where the config names nothing: the first of these that have data.
const USUAL_HEADLINES: &[Ask] = &[
    Ask::of("change.success_rate"),
    Ask::of("work.unplanned_share"),
    Ask::of("tickets.resolution_time")
        .stat(Stat::Median)
        .slice(&[(Dim::Kind, "incident")]),
    Ask::of("tickets.resolution_sla"),
    Ask::of("change.throughput"),
    Ask::of("tickets.growth"),
    Ask::of("tickets.reopen_rate"),
    Ask::of("problem.repeat_rate"),
    Ask::of("tickets.first_contact"),
    Ask::of("tickets.opened"),
];
/// So many where the config names none.
const HEADLINES: usize = 6;
/// So many where it does; more would make false alarms news.
const MOST_HEADLINES: usize = 10;
/// Side by side, on a page that is printed whole.
const CHARTS: usize = 2;
/// So many signals are told in the lead.
const TOLD: usize = 2;

/// The page; there always is one.
pub fn page(writer: &Writer<'_>) -> Page {
    let readings = writer.headlines();
    let mut blocks = Vec::new();
    let facts = writer.cost_of_disruption();
    if !facts.is_empty() {
        blocks.push(Block::Facts { facts });
    }
    if !readings.is_empty() {
        blocks.push(writer.headline_table(&readings));
    }
    blocks.extend(writer.summary_charts(&readings));
    blocks.extend(writer.next_steps());
    Page {
        slug: "index".to_owned(),
        name: writer.words.text("page-index"),
        heading: writer.summary_heading(&readings),
        lead: writer.summary_lead(&readings),
        blocks,
    }
}

impl<'a> Writer<'a> {
    /// The headline figures: those of the config, else the first usual ones with data.
    pub fn headlines(&self) -> Vec<Reading<'a>> {
        let configured = &self.input.config.report.headline;
        if !configured.is_empty() {
            let readings = configured.iter().filter_map(|selector| self.input.reading(selector));
            return readings.take(MOST_HEADLINES).collect();
        }
        let usual = self.input.readings(USUAL_HEADLINES).into_iter();
        usual
            .filter(|reading| reading.figure.value.is_some())
            .take(HEADLINES)
            .collect()
    }

    /// The gravest signal; else that there is none; else that nobody can tell yet.
    fn summary_heading(&self, readings: &[Reading<'_>]) -> String {
        let period = self.words.period(&self.input.periods.report);
        let is_judged = |reading: &Reading<'_>| reading.judgement.verdict == Some(Verdict::Usual);
        self.heading_of(readings).unwrap_or_else(|| {
            let id = if readings.iter().any(is_judged) {
                "summary-calm"
            } else if self.is_a_month() {
                "summary-unjudged"
            } else {
                // Only months have a usual range.
                let targets = self.targets_met().unwrap_or_else(|| self.words.text("targets-none"));
                return self
                    .words
                    .say("summary-targets", args! { period: period, targets: targets });
            };
            self.words.say(id, args! { period: period })
        })
    }

    fn summary_lead(&self, readings: &[Reading<'_>]) -> String {
        let signals = by_gravity(readings);
        let mut said: Vec<String> = signals
            .iter()
            .take(TOLD)
            .enumerate()
            .flat_map(|(index, reading)| {
                // The heading has already said how far the first moved.
                let whole = (index > 0).then(|| self.sentence(reading));
                let subject = match index {
                    0 => self.subject(reading.figure),
                    _ => self.words.text("it"),
                };
                whole.into_iter().chain(self.was(subject, reading))
            })
            .collect();
        if signals.len() > TOLD {
            said.push(self.words.text("summary-other-signals"));
        } else if !signals.is_empty() && readings.len() > signals.len() {
            said.push(self.words.text("summary-nothing-else"));
        } else if signals.is_empty() && readings.iter().any(|reading| reading.judgement.verdict.is_some()) {
            said.push(self.words.say("summary-no-signal", args! { n: readings.len() as u64 }));
        }
        said.extend(self.largest_cost());
        if !self.input.periods.complete {
            let zone = &self.input.config.report.zone;
            let end = self.words.instant(self.input.periods.horizon, zone);
            said.push(self.words.say("summary-incomplete", args! { end: end }));
        }
        said.join(" ")
    }

    /// `It was 96.1 % in September 2026 and 94.8 % in October 2025.`
    fn was(&self, subject: String, reading: &Reading<'_>) -> Option<String> {
        let periods = self.input.periods;
        let compared = [
            (reading.previous, &periods.previous),
            (reading.year_ago, &periods.year_ago),
        ];
        let said: Vec<String> = compared
            .into_iter()
            .filter_map(|(figure, period)| Some((figure.filter(|figure| figure.value.is_some())?, period)))
            .map(|(figure, period)| {
                let (value, period) = (self.value(figure), self.words.period(period));
                self.words.say("value-in", args! { value: value, period: period })
            })
            .collect();
        match said.as_slice() {
            [] => None,
            [one] => Some(self.words.say("was", args! { name: subject, one: one.clone() })),
            [one, other, ..] => Some(self.words.say(
                "was-both",
                args! { name: subject, one: one.clone(), other: other.clone() },
            )),
        }
    }

    /// What disruption costs: working time, margin, cash; never added up over kinds.
    fn cost_of_disruption(&self) -> Vec<Fact> {
        [LineKind::Time, LineKind::Margin, LineKind::Cash]
            .into_iter()
            .filter_map(|kind| {
                let total = value::total(self.input.lines, kind, Role::Level)?;
                self.cost_fact(kind, &total)
            })
            .collect()
    }

    fn cost_fact(&self, kind: LineKind, total: &Total) -> Option<Fact> {
        let period = self.words.period(&self.input.periods.report);
        let currency = self.input.config.report.currency.as_deref();
        let money = total.money.zip(currency);
        let mut notes = Vec::new();
        let value = match (kind, total.hours, money) {
            (LineKind::Time, Some(hours), _) => {
                notes.push(self.words.hours_range(hours));
                notes.extend(self.capacity(total));
                self.words.hours(hours.expected)
            }
            (_, _, Some((money, currency))) => {
                notes.push(self.words.money_range(money, currency));
                self.words.money(money.expected, currency)
            }
            _ => return None,
        };
        if kind == LineKind::Time {
            notes.push(match money {
                Some((money, currency)) => self.words.say(
                    "fact-capacity",
                    args! { money: self.words.money(money.expected, currency), range: self.words.money_range(money, currency) },
                ),
                None => self.words.text("fact-hours-only"),
            });
        }
        let name = self
            .words
            .say(&format!("fact-{}", kind_word(kind)), args! { period: period });
        Some(Fact {
            name,
            value,
            note: notes.join("; "),
        })
    }

    /// As much as how many full-time posts, where the config says how long a post's month is.
    fn capacity(&self, total: &Total) -> Option<String> {
        let periods = self.input.periods;
        let posts = value::full_time_posts(total.hours.as_ref()?, &periods.report, self.input.config)?;
        Some(
            self.words
                .say("fact-posts", args! { posts: self.words.decimal(posts.expected, 1) }),
        )
    }

    fn headline_table(&self, readings: &[Reading<'_>]) -> Block {
        let text = |id: &str| self.words.text(id);
        let mut columns = vec![
            text("column-figure"),
            self.words.period_short(&self.input.periods.report),
        ];
        columns.extend(self.comparison_names());
        columns.extend(["column-target", "column-status", "column-months", "column-past"].map(text));
        let targets = self.targets_met().unwrap_or_else(|| text("targets-none"));
        Block::Headlines {
            caption: self.words.say(
                "caption-headlines",
                args! { n: readings.len() as u64, targets: targets },
            ),
            columns,
            rows: readings.iter().map(|reading| self.headline(reading)).collect(),
        }
    }

    fn headline(&self, reading: &Reading<'_>) -> Headline {
        Headline {
            name: self.title(reading.figure),
            link: self.link(reading),
            value: self.value(reading.figure),
            note: self.settled_evidence(reading.figure),
            comparisons: self.comparisons(reading),
            target: match reading.judgement.target {
                Some(_) => self.target(reading),
                None => self.words.text("absent"),
            },
            mark: self.mark(reading.judgement),
            spark: self.spark(reading),
            verdict: self.verdict_short(reading),
        }
    }

    /// The months of the two figures that matter most: signals first, then the order of the headlines.
    fn summary_charts(&self, readings: &[Reading<'_>]) -> Option<Block> {
        let signals = by_gravity(readings).into_iter();
        let others = readings.iter().filter(|reading| reading.signal().is_none());
        let charts: Vec<Picture> = signals
            .chain(others)
            .filter_map(|reading| self.series_picture(reading, None))
            .take(CHARTS)
            .map(|picture| Picture {
                id: format!("summary-{}", picture.id),
                notes: Vec::new(),
                chart: without_references(picture.chart),
                ..picture
            })
            .collect();
        (!charts.is_empty()).then_some(Block::Charts { charts })
    }

    /// Where the figure's own chart stands.
    fn link(&self, reading: &Reading<'_>) -> Option<String> {
        self.series_picture(reading, None)?;
        let page = match reading.figure.id.split('.').next()? {
            "tickets" | "problem" | "roles" | "automation" | "service" => "stability",
            "change" => "change",
            "work" => "capacity",
            _ => return None,
        };
        Some(format!("{page}.html#{}", reading.slug()))
    }
}

/// References are off the Summary.
fn without_references(chart: Chart) -> Chart {
    match chart {
        Chart::Series(series) => Chart::Series(SeriesChart {
            references: Vec::new(),
            ..series
        }),
        other => other,
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
