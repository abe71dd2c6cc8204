//! The Summary: what a person asks the reader to decide, what changed, what disruption costs, the headline figures, what to do next, and what the reader may trust.

use super::Writer;
use super::model::{Block, Brief, Headline, Page, Picture};
use super::reading::{Ask, Reading};
use super::sections::by_gravity;
use super::words::args;
use crate::chart::{Chart, SeriesChart};
use crate::commentary::Part;
use crate::judge::Verdict;
use crate::measure::{Dim, Stat};

/// What stands in the headline table where the config names nothing: the first of these that have data.
const USUAL_HEADLINES: &[Ask] = &[
    Ask::of("change.success_rate"),
    Ask::of("work.unplanned_share"),
    Ask::of("tickets.resolution_time")
        .stat(Stat::Median)
        .slice(&[(Dim::Kind, "incident")]),
    Ask::of("tickets.resolution_sla"),
    Ask::of("availability.rate"),
    Ask::of("satisfaction.csat"),
    Ask::of("change.throughput"),
    Ask::of("tickets.growth"),
    Ask::of("tickets.reopen_rate"),
    Ask::of("problem.repeat_rate"),
    Ask::of("tickets.first_contact"),
    Ask::of("tickets.opened"),
    Ask::of("change.on_time"),
    Ask::of("change.lead_time").stat(Stat::Median),
    Ask::of("change.emergency_share"),
    // Where other exports stand alone.
    Ask::of("problem.root_cause_rate"),
    Ask::of("patch.compliance"),
    Ask::of("vulnerability.overdue"),
    Ask::of("assets.past_life_share"),
    Ask::of("projects.on_time"),
    Ask::of("spend.budget"),
    Ask::of("goals.on_track"),
    Ask::of("vendors.owned"),
];
/// So many where the config names none.
const HEADLINES: usize = 6;
/// So many where it does; more would make false alarms news.
const MOST_HEADLINES: usize = 10;
/// So many missed targets are named in the lead.
const NAMED: usize = 3;
/// Side by side, on a page that is printed whole.
const CHARTS: usize = 2;

/// The page; there always is one.
pub fn page(writer: &Writer<'_>) -> Page {
    let readings = writer.headlines();
    let mut blocks: Vec<Block> = writer.comment(&[Part::Decisions]).into_iter().collect();
    blocks.extend(writer.notice());
    let facts = writer.facts();
    if !facts.is_empty() && writer.has_headline() {
        blocks.push(Block::Facts { facts });
    }
    blocks.extend(briefs([writer.top_risk(), writer.latest_actions()]));
    if !readings.is_empty() {
        blocks.push(writer.headline_table(&readings));
    }
    blocks.extend(briefs([writer.balance_brief()]));
    blocks.extend(writer.since_baseline(&readings));
    blocks.extend(writer.summary_charts(&readings));
    blocks.extend(writer.comment(&[Part::Context, Part::Risks]));
    blocks.extend(writer.next_steps());
    blocks.extend(writer.identity_said());
    let heading = writer.summary_heading(&readings);
    Page {
        slug: "index".to_owned(),
        name: writer.words.text("page-index"),
        lead: writer.summary_lead(&readings, &heading),
        heading,
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

    /// Whether any headline figure has a number: a period without records has none.
    pub fn has_headline(&self) -> bool {
        self.headlines().iter().any(|reading| reading.figure.value.is_some())
    }

    /// The gravest signal; else that there is none; else that nobody can tell yet.
    fn summary_heading(&self, readings: &[Reading<'_>]) -> String {
        let period = self.words.period(&self.input.periods.report);
        let is_judged = |reading: &Reading<'_>| reading.judgement.verdict == Some(Verdict::Usual);
        let calm = || {
            let is_calm = readings.iter().any(is_judged);
            is_calm.then(|| self.words.say("summary-calm", args! { period: period.clone() }))
        };
        // Only months have a usual range.
        let targets = || {
            let targets = self.targets_met().filter(|_| !self.is_a_month())?;
            Some(
                self.words
                    .say("summary-targets", args! { period: period.clone(), targets: targets }),
            )
        };
        let mut known = readings.iter().filter(|reading| reading.figure.value.is_some());
        let first = || known.next().map(|reading| self.plain_heading(reading));
        self.heading_of(readings)
            .or_else(calm)
            .or_else(targets)
            .or_else(first)
            .unwrap_or_else(|| self.words.say("summary-nothing", args! { period: period.clone() }))
    }

    /// What the heading leaves unsaid: where the first signal comes from, the next one, the targets and the largest cost.
    fn summary_lead(&self, readings: &[Reading<'_>], heading: &str) -> String {
        let signals = by_gravity(readings);
        let mut said: Vec<String> = Vec::new();
        if let Some((first, rest)) = signals.split_first() {
            said.extend(
                self.then(first)
                    .map(|then| self.words.say("it-was", args! { then: then })),
            );
            said.extend(rest.first().map(|next| {
                let moved = self.moved(next);
                match self.then(next) {
                    Some(then) => self.words.say("moved-against", args! { moved: moved, then: then }),
                    None => self.words.say("sentence", args! { said: moved }),
                }
            }));
            if rest.is_empty() && readings.len() > 1 {
                said.push(self.words.text("summary-nothing-else"));
            }
        } else if readings
            .iter()
            .any(|reading| reading.judgement.verdict == Some(Verdict::Usual))
        {
            said.push(self.words.say("summary-no-signal", args! { n: readings.len() as u64 }));
        } else if readings
            .iter()
            .any(|reading| reading.judgement.verdict == Some(Verdict::TooFew))
        {
            said.push(self.words.text("summary-too-few"));
        }
        if let Some(targets) = self.targets_met().filter(|targets| !heading.contains(targets)) {
            said.push(self.words.say("sentence", args! { said: targets }));
        }
        said.extend(self.missed_said());
        said.extend(self.largest_cost());
        if !self.input.periods.complete {
            let zone = &self.input.config.report.zone;
            let end = self.words.instant(self.input.periods.horizon, zone);
            said.push(self.words.say("summary-incomplete", args! { end: end }));
        }
        said.join(" ")
    }

    /// The missed targets, the lowest layer first, the first of many by name.
    fn missed_said(&self) -> Option<String> {
        let names: Vec<String> = self
            .missed_targets()
            .iter()
            .map(|each| self.name(each.figure))
            .collect();
        let (named, more) = names.split_at(names.len().min(NAMED));
        (!named.is_empty()).then(|| {
            self.words.say(
                "summary-missed",
                args! { names: named.join(", "), more: more.len() as u64 },
            )
        })
    }

    /// `42.0 % in October 2025`: a year ago, else the period before.
    fn then(&self, reading: &Reading<'_>) -> Option<String> {
        let periods = self.input.periods;
        let compared = [
            (reading.year_ago, &periods.year_ago),
            (reading.previous, &periods.previous),
        ];
        compared
            .into_iter()
            .filter_map(|(figure, period)| Some((figure.filter(|figure| figure.value.is_some())?, period)))
            .map(|(figure, period)| {
                let (value, period) = (self.value(figure), self.words.period(period));
                self.words.say("value-in", args! { value: value, period: period })
            })
            .next()
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

/// What there is to say in a line each; nothing where there is not.
fn briefs<const N: usize>(briefs: [Option<Brief>; N]) -> Option<Block> {
    let briefs: Vec<Brief> = briefs.into_iter().flatten().collect();
    (!briefs.is_empty()).then_some(Block::Briefs { briefs })
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
