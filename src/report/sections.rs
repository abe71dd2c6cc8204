//! A page of figures as a list of sections, each a declaration: what it asks for. A section exists only when something
//! answers it.

use super::Writer;
use super::grids::Parts;
use super::model::{Block, Page, Picture};
use super::reading::{Ask, Reading};
use super::words::args;
use crate::judge::{Capability, Rule, Status, Verdict};
use crate::measure::{Dim, Figure, Kpi, Stat};

/// So many stand above a section's charts; more would repeat them.
const SENTENCES: usize = 2;

/// A part of a page.
#[derive(Debug)]
pub struct Section {
    /// Its words: `section-<id>`; also its link.
    pub id: &'static str,
    /// Figures drawn by month, with the statistic that is drawn paler beside each.
    pub drawn: &'static [(Ask, Option<Stat>)],
    /// Further figures, in the table only.
    pub told: &'static [Ask],
    /// What shows parts rather than the whole.
    pub shares: &'static [Share],
}

/// What shows the parts of a whole.
#[derive(Debug)]
pub enum Share {
    /// How old the open tickets are.
    Ageing,
    /// When tickets arrive.
    Arrivals,
    /// What is done by hand most often.
    ByHand,
    /// Planned and unplanned hours by month.
    Planned,
    /// The way of the months between unplanned and enabling work.
    Balance,
    /// Reactive and preventive hours by month.
    Reactive,
    /// How each group of people wants change.
    Preferences,
    /// Whether changes kept to it.
    Kept,
    /// The groups of people whom IT is to meet.
    Stakeholders,
    /// The goals by name.
    Goals,
    /// What was agreed and is not done.
    OpenActions,
    /// What agreed actions were to move, and what moved.
    Actions,
    /// The open risks by name.
    Risks,
    /// Ranked bars of a KPI by a dimension, beside the whole of a KPI.
    Bars(&'static str, &'static str, Dim),
    /// Why the mean of a KPI's kind moved: within the priorities, or by their mix.
    Mix(&'static str, &'static str),
    /// A table by the words of a dimension.
    Table(Parts),
}

impl Writer<'_> {
    /// A page of sections; `None` where no section has anything to say. Its heading is the gravest signal, else `calm`.
    pub fn page_of_sections(&self, slug: &str, lead: String, calm: String, sections: &[Section]) -> Option<Page> {
        let mut blocks: Vec<Block> = sections.iter().flat_map(|section| self.section(section)).collect();
        blocks.extend(self.own_section(slug));
        if blocks.is_empty() {
            return None;
        }
        let drawn = sections.iter().flat_map(|section| section.drawn).map(|(ask, _)| *ask);
        let readings = self.input.readings(&drawn.collect::<Vec<_>>());
        Some(Page {
            slug: slug.to_owned(),
            name: self.words.text(&format!("page-{slug}")),
            heading: self.heading_of(&readings).unwrap_or(calm),
            lead,
            blocks,
        })
    }

    /// The first signal as a headline, those for the worse first; `None` where there is none.
    pub fn heading_of(&self, readings: &[Reading<'_>]) -> Option<String> {
        let signals: Vec<&Reading<'_>> = by_gravity(readings);
        let (first, rest) = signals.split_first()?;
        let (moved, what) = (self.moved(first), self.verdict_headline(first));
        let others = |better: Option<bool>| {
            let n = rest
                .iter()
                .filter(|reading| reading.signal().is_some_and(|(_, way)| way == better));
            n.count() as u64
        };
        let rest: Vec<String> = [
            ("headline-worse", others(Some(false))),
            ("headline-better", others(Some(true))),
            ("headline-moved", others(None)),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(id, n)| self.words.say(id, args! { n: n }))
        .collect();
        let id = if rest.is_empty() {
            "moved-signal"
        } else {
            "moved-signals"
        };
        Some(
            self.words
                .say(id, args! { moved: moved, what: what, rest: rest.join(", ") }),
        )
    }

    /// A figure as a heading, where nobody can tell whether it moved.
    pub fn plain_heading(&self, reading: &Reading<'_>) -> String {
        let period = self.words.period(&self.input.periods.report);
        self.words
            .say("heading-plain", args! { moved: self.moved(reading), period: period })
    }

    /// Whether the report's period is one month: only those have a usual range.
    pub fn is_a_month(&self) -> bool {
        let months = self.input.periods.report.months();
        months.is_some_and(|months| months.len() == 1)
    }

    /// Whether any of the drawn figures could be told from its usual variation.
    pub fn is_judged(&self, sections: &[Section]) -> bool {
        let drawn = sections.iter().flat_map(|section| section.drawn);
        drawn
            .filter_map(|(ask, _)| self.input.reading(&ask.selector()))
            .any(|reading| matches!(reading.judgement.verdict, Some(Verdict::Usual | Verdict::Signal { .. })))
    }

    fn section(&self, section: &Section) -> Vec<Block> {
        let drawn = section
            .drawn
            .iter()
            .filter_map(|(ask, stat)| self.input.reading(&ask.selector()).map(|reading| (reading, *stat)))
            .collect();
        let told = self.input.readings(section.told);
        self.section_of(section.id, drawn, told, self.shares(section.shares))
    }

    /// The organisation's own KPIs over the tables of a page, drawn, and by what they are sliced.
    fn own_section(&self, slug: &str) -> Vec<Block> {
        let catalogue = &self.input.config.catalogue;
        let own = self
            .input
            .config
            .own
            .iter()
            .filter(|own| page_of(own.table.name) == slug);
        let own: Vec<&'static Kpi> = own.filter_map(|own| catalogue.kpi(own.kpi.id)).collect();
        let companion = |reading: &Reading<'_>| (reading.figure.stat == Some(Stat::Median)).then_some(Stat::P90);
        let drawn = own
            .iter()
            .filter_map(|kpi| self.leading(kpi))
            .map(|reading| (reading, companion(&reading)))
            .collect();
        let bars = own.iter().flat_map(|kpi| kpi.by.iter().map(|dim| (kpi.id, *dim)));
        let bars = bars.filter_map(|(id, dim)| self.bars_picture(id, id, dim));
        self.section_of("own", drawn, Vec::new(), (bars.collect(), Vec::new()))
    }

    /// A section of figures that are drawn, others that are told, and what shows parts; nothing where none has data.
    fn section_of(
        &self,
        id: &str,
        drawn: Vec<(Reading<'_>, Option<Stat>)>,
        told: Vec<Reading<'_>>,
        (shares, tables): (Vec<Picture>, Vec<Block>),
    ) -> Vec<Block> {
        let has_data = |reading: &Reading<'_>| reading.figure.value.is_some();
        let mut readings: Vec<Reading<'_>> = drawn.iter().map(|(reading, _)| *reading).collect();
        readings.extend(told);
        // What is not there is listed once, on the method page. What the year knows of, or somebody aims at, is missed here, too.
        let in_a_year = |reading: &Reading<'_>| reading.rolling.is_some_and(|figure| figure.value.is_some());
        readings
            .retain(|reading| has_data(reading) || in_a_year(reading) || reading.judgement.status == Status::NoData);
        let mut charts: Vec<Picture> = drawn
            .iter()
            .filter(|(reading, _)| has_data(reading))
            .filter_map(|(reading, stat)| self.series_picture(reading, *stat))
            .collect();
        if !readings.iter().any(has_data) && shares.is_empty() && tables.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading {
            id: id.to_owned(),
            text: self.words.text(&format!("section-{id}")),
        }];
        let pictured: Vec<String> = charts.iter().map(|picture| picture.id.clone()).collect();
        blocks.extend(self.section_says(&readings, &pictured));
        charts.extend(shares);
        if !charts.is_empty() {
            blocks.push(Block::Charts { charts });
        }
        if !readings.is_empty() {
            let period = self.words.period(&self.input.periods.report);
            let section = self.words.text(&format!("section-{id}"));
            let caption = self
                .words
                .say("caption-figures", args! { section: section, period: period });
            blocks.push(self.figures_table(caption, &readings));
        }
        blocks.extend(tables);
        let left_out = readings.iter().find_map(|reading| self.left_out_of(reading.figure));
        blocks.extend(left_out.map(|text| Block::Paragraph { text, quiet: true }));
        blocks
    }

    /// The section's paragraph, two sentences at most: how figures stand to the targets that they miss, then the gravest
    /// signals that no chart's title says already. All else stands in the table.
    fn section_says(&self, readings: &[Reading<'_>], pictured: &[String]) -> Option<Block> {
        let told = by_gravity(readings).into_iter();
        let told = told.filter(|reading| !pictured.contains(&reading.slug()));
        let signals = told.map(|reading| self.sentence(reading));
        let missed = readings.iter().flat_map(|reading| self.against_target(reading));
        let said: Vec<String> = missed.chain(signals).take(SENTENCES).collect();
        (!said.is_empty()).then(|| Block::Paragraph {
            text: said.join(" "),
            quiet: false,
        })
    }

    /// What was left out of both sides of a figure; records whose time stands in for another were not.
    fn left_out_of(&self, figure: &Figure) -> Option<String> {
        let reasons = figure.left_out.iter();
        let what: Vec<String> = reasons
            .filter(|(reason, n)| *n > 0 && !reason.ends_with("stands in"))
            .map(|(reason, n)| {
                let id = format!("left-out-{}", reason.replace(' ', "-"));
                match reason.strip_prefix("no ") {
                    Some(what) => self.words.say("left-out-without", args! { n: *n, what: what }),
                    None if self.words.has(&id) => self.words.say(&id, args! { n: *n }),
                    None => self.words.say("left-out-for", args! { n: *n, reason: *reason }),
                }
            })
            .collect();
        let name = self.name(figure);
        (!what.is_empty()).then(|| {
            self.words
                .say("left-out-of", args! { name: name, what: what.join(", ") })
        })
    }

    /// A sentence each: that a target was missed, whether the sample can tell, and whether the usual range can meet it.
    fn against_target(&self, reading: &Reading<'_>) -> Vec<String> {
        let missed = match (reading.judgement.status, reading.judgement.target_inside_interval) {
            (Status::Missed, Some(true)) => Some("target-compatible"),
            (Status::Missed, _) => Some("target-missed"),
            _ => None,
        };
        let capability = reading
            .series
            .and_then(|series| series.capability)
            // What the past could do says little of a figure that has just left it.
            .filter(|_| reading.signal().is_none())
            .map(|capability| match capability {
                Capability::AlwaysMet => "capability-always",
                Capability::NeverMet => "capability-never",
                Capability::HitAndMiss => "capability-hit-and-miss",
            });
        // A target that is met is said by the table.
        missed
            .into_iter()
            .chain(capability.filter(|_| missed.is_some()))
            .map(|id| {
                self.words.say(
                    id,
                    args! {
                        name: self.subject(reading.figure), target: self.target_in_words(reading),
                        records: self.records(reading.figure),
                    },
                )
            })
            .collect()
    }

    fn shares(&self, shares: &[Share]) -> (Vec<Picture>, Vec<Block>) {
        let (mut pictures, mut tables) = (Vec::new(), Vec::new());
        for share in shares {
            match share {
                Share::Ageing => pictures.extend(self.ageing_picture()),
                Share::Arrivals => pictures.extend(self.arrivals_picture()),
                Share::ByHand => pictures.extend(self.by_hand_picture()),
                Share::Planned => pictures.extend(self.planned_picture()),
                Share::Balance => pictures.extend(self.balance_picture()),
                Share::Reactive => pictures.extend(self.reactive_picture()),
                Share::Preferences => tables.extend(self.preferences_tables()),
                Share::Kept => tables.extend(self.kept_table()),
                Share::Stakeholders => tables.extend(self.stakeholders_table()),
                Share::Goals => tables.extend(self.goals_table()),
                Share::OpenActions => tables.extend(self.open_actions_table()),
                Share::Actions => tables.extend(self.actions_table()),
                Share::Risks => tables.extend(self.risks_table()),
                Share::Bars(id, whole, dim) => pictures.extend(self.bars_picture(id, whole, *dim)),
                Share::Mix(id, kind) => tables.extend(self.mix_table(id, kind)),
                Share::Table(parts) => tables.extend(self.parts_table(parts)),
            }
        }
        (pictures, tables)
    }
}

/// The page on which a table's own KPIs stand.
fn page_of(table: &str) -> &'static str {
    match table {
        "changes" | "projects" => "change",
        "worklog" | "spend" => "capacity",
        "assets" | "patches" | "vulnerabilities" | "articles" | "training" | "people" | "services" => "hygiene",
        "surveys" | "meetings" | "goals" | "vendors" | "actions" => "people",
        _ => "stability",
    }
}

/// The readings that are signals: points outside the usual range before runs inside it; within each, those for the worse
/// first, then those for the better, then the rest.
pub fn by_gravity<'r, 'a>(readings: &'r [Reading<'a>]) -> Vec<&'r Reading<'a>> {
    let mut signals: Vec<&Reading<'a>> = readings.iter().filter(|reading| reading.signal().is_some()).collect();
    signals.sort_by_key(|reading| match reading.signal() {
        Some((rule, better)) => (rule != Rule::Outside, better.is_none(), better == Some(true)),
        None => (true, true, true),
    });
    signals
}
