//! The Blueprint's page: the three layers element by element, the thirteen qualities by their evidence, and whose language
//! the metrics speak. A layer and a quality are shown by what is on file for them, never as an invented number.

use super::Writer;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Block, Cell, Fact, Mark, Page, Table};
use super::names::capital;
use super::reading::Reading;
use super::steps::{line_word, subject};
use super::words::args;
use crate::judge::{Judgement, Status};
use crate::measure::{Focus, Kpi, Layer};
use crate::value::Role;

/// An element of a layer, and the KPIs that evidence it.
struct Element {
    layer: Layer,
    /// Its words: `element-<id>`.
    id: &'static str,
    kpis: &'static [&'static str],
}

/// The elements of the Balance Blueprint, from the ground up.
const ELEMENTS: &[Element] = &[
    Element {
        layer: Layer::Foundational,
        id: "help-desk",
        kpis: &[
            "tickets.resolution_sla",
            "tickets.response_sla",
            "tickets.first_contact",
            "tickets.reopen_rate",
            "tickets.aged_share",
            "contacts.speed_to_answer",
            "contacts.abandoned",
            "satisfaction.csat",
        ],
    },
    Element {
        layer: Layer::Foundational,
        id: "configuration",
        kpis: &[
            "config.coverage",
            "assets.past_life_share",
            "knowledge.link_rate",
            "knowledge.stale_share",
            "knowledge.process_coverage",
        ],
    },
    Element {
        layer: Layer::Foundational,
        id: "root-causes",
        kpis: &[
            "problem.root_cause_rate",
            "problem.repeat_rate",
            "problem.known_errors",
            "availability.rate",
            "work.unplanned_share",
        ],
    },
    Element {
        layer: Layer::Operational,
        id: "metrics",
        kpis: &[
            "automation.detected_first",
            "change.success_rate",
            "change.emergency_share",
            "change.unauthorised_share",
        ],
    },
    Element {
        layer: Layer::Operational,
        id: "maintenance",
        kpis: &["maintenance.on_schedule", "change.preventive_share", "patch.compliance"],
    },
    Element {
        layer: Layer::Operational,
        id: "automation",
        kpis: &["automation.handled", "change.automated_share", "tools.managed"],
    },
    Element {
        layer: Layer::Operational,
        id: "vulnerabilities",
        kpis: &[
            "vulnerability.remediation",
            "vulnerability.overdue",
            "tools.protected",
            "continuity.restore_tests",
            "risks.overdue",
        ],
    },
    Element {
        layer: Layer::Strategic,
        id: "capacity",
        kpis: &[
            "work.enabling_share",
            "work.execution_capacity",
            "work.demand",
            "work.aligned_share",
            "change.throughput",
        ],
    },
    Element {
        layer: Layer::Strategic,
        id: "outsourcing",
        kpis: &[
            "work.outsourced_share",
            "vendors.sla",
            "vendors.owned",
            "vendors.readiness",
            "vendors.roadmap",
        ],
    },
    Element {
        layer: Layer::Strategic,
        id: "flexibility",
        kpis: &["vendors.flexible", "vendors.outcome_linked", "spend.run_share"],
    },
    Element {
        layer: Layer::Strategic,
        id: "alignment",
        kpis: &[
            "goals.aligned",
            "goals.on_track",
            "partners.met",
            "projects.on_time",
            "projects.benefit_realised",
        ],
    },
];

/// How many qualities there are.
const QUALITIES: u8 = 13;
/// So many figures are named in a cell; the folded table has all.
const NAMED: usize = 3;

/// What stands against targets, of some figures.
#[derive(Default)]
struct Standing<'a> {
    met: Vec<Reading<'a>>,
    missed: Vec<Reading<'a>>,
    /// With a value and without a target.
    open: Vec<Reading<'a>>,
    /// KPIs without a value.
    without: Vec<&'static Kpi>,
}

/// The page; `None` where only tickets and changes were read, since most of it would say what is not there, or where no element
/// has a figure.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let mut tables = writer.input.ledger.iter().map(|source| source.table);
    if !tables.any(|table| !["tickets", "changes"].contains(&table)) {
        return None;
    }
    let ids: Vec<&'static str> = ELEMENTS.iter().flat_map(|element| element.kpis).copied().collect();
    if writer.standing(&ids).is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Facts {
        facts: Layer::ALL.iter().map(|layer| writer.layer_fact(*layer)).collect(),
    }];
    blocks.extend(writer.worth_most_of_next_layer());
    for layer in Layer::ALL {
        blocks.extend(writer.layer_says(*layer));
    }
    blocks.extend(writer.qualities());
    blocks.extend(writer.metric_review());
    Some(Page {
        slug: "blueprint".to_owned(),
        name: writer.words.text("page-blueprint"),
        heading: writer.blueprint_heading(),
        lead: writer.words.text("blueprint-lead"),
        blocks,
    })
}

impl Standing<'_> {
    /// Whether none of them has a value.
    fn is_empty(&self) -> bool {
        self.aimed_at() + self.open.len() == 0
    }

    fn aimed_at(&self) -> usize {
        self.met.len() + self.missed.len()
    }

    /// The one word for it: missed where one target is, met where all are.
    fn status(&self) -> Status {
        match (self.missed.len(), self.met.len(), self.open.len()) {
            (0, 0, 0) => Status::NoData,
            (0, 0, _) => Status::NoTarget,
            (0, _, _) => Status::Met,
            _ => Status::Missed,
        }
    }
}

impl<'a> Writer<'a> {
    /// How the figures of some KPIs stand: those that a target names, else the whole of each.
    fn standing(&self, ids: &[&'static str]) -> Standing<'a> {
        let mut standing = Standing::default();
        for kpi in ids.iter().filter_map(|id| self.input.config.catalogue.kpi(id)) {
            let targets = self.input.config.targets.iter();
            let mut readings: Vec<Reading<'a>> = targets
                .filter(|target| target.selector.id == kpi.id)
                .filter_map(|target| self.input.reading(&target.selector))
                .collect();
            if readings.is_empty() {
                readings.extend(self.leading(kpi));
            }
            let known = readings.into_iter().filter(|reading| reading.figure.value.is_some());
            let known: Vec<Reading<'a>> = known.collect();
            if known.is_empty() {
                standing.without.push(kpi);
            }
            for reading in known {
                match reading.judgement.status {
                    Status::Met => standing.met.push(reading),
                    Status::Missed => standing.missed.push(reading),
                    _ => standing.open.push(reading),
                }
            }
        }
        standing
    }

    /// The lowest layer with a missed target: the next step.
    fn next_layer(&self) -> Option<(Layer, Standing<'a>)> {
        Layer::ALL.iter().find_map(|layer| {
            let standing = self.layer_standing(*layer);
            (!standing.missed.is_empty()).then_some((*layer, standing))
        })
    }

    /// Within that layer the action worth most, where an amount tells it.
    fn worth_most_of_next_layer(&self) -> Option<Block> {
        let (layer, standing) = self.next_layer()?;
        let missed: Vec<&str> = standing.missed.iter().map(|reading| reading.figure.id).collect();
        let step = self.worth_most(&missed)?;
        let worth = format!("{} {}", step.worth, step.range);
        let layer = self.layer_name(layer);
        let told = args! { layer: layer, step: step.text, worth: worth.trim_end().to_owned() };
        let text = self.words.say("blueprint-worth-most", told);
        Some(Block::Paragraph { text, quiet: false })
    }

    /// The next layer leads; where no target is missed, that what is aimed at is met.
    fn blueprint_heading(&self) -> String {
        let period = self.words.period(&self.input.periods.report);
        match self.next_layer() {
            Some((layer, standing)) => self.words.say(
                "blueprint-missed",
                args! {
                    layer: self.layer_name(layer), missed: standing.missed.len() as u64,
                    targets: standing.aimed_at() as u64, period: period,
                },
            ),
            None if self.targets_met().is_some() => self.words.say("blueprint-met", args! { period: period }),
            None => self.words.say("blueprint-plain", args! { period: period }),
        }
    }

    fn layer_name(&self, layer: Layer) -> String {
        self.words.text(&format!("layer-{}", layer.name()))
    }

    fn layer_standing(&self, layer: Layer) -> Standing<'a> {
        let elements = ELEMENTS.iter().filter(|element| element.layer == layer);
        self.standing(
            &elements
                .flat_map(|element| element.kpis.iter().copied())
                .collect::<Vec<_>>(),
        )
    }

    fn layer_fact(&self, layer: Layer) -> Fact {
        let standing = self.layer_standing(layer);
        let value = match standing.aimed_at() {
            0 => self.words.text("layer-no-target"),
            targets => self.words.say(
                "layer-targets",
                args! { met: standing.met.len() as u64, targets: targets as u64 },
            ),
        };
        Fact {
            name: capital(&self.layer_name(layer)),
            value,
            note: self.words.say(
                "layer-evidence",
                args! {
                    with: (standing.aimed_at() + standing.open.len()) as u64,
                    without: standing.without.len() as u64,
                },
            ),
        }
    }

    /// A layer, element by element: what is solid and what is the next step.
    fn layer_says(&self, layer: Layer) -> Vec<Block> {
        let name = layer.name();
        let text = |id: &str| self.words.text(id);
        let rows: Vec<Vec<Cell>> = ELEMENTS
            .iter()
            .filter(|element| element.layer == layer)
            .map(|element| {
                if self.is_withheld(element.kpis.iter().copied()) {
                    return self.withheld_row(text(&format!("element-{}", element.id)), String::new());
                }
                let standing = self.standing(element.kpis);
                vec![
                    Cell {
                        text: self.words.text(&format!("element-{}", element.id)),
                        note: String::new(),
                        mark: Some(self.status_mark(standing.status())),
                    },
                    cell(self.solid(&standing)),
                    cell(self.next_of(&standing)),
                ]
            })
            .collect();
        vec![
            Block::Heading {
                id: name.to_owned(),
                text: text(&format!("heading-layer-{name}")),
            },
            self.paragraph(text(&format!("layer-{name}.what"))),
            Block::Table(Table {
                caption: self.words.say("caption-layer", args! { layer: self.layer_name(layer) }),
                columns: vec![
                    words_column(text("column-element")),
                    words_column(text("column-solid")),
                    words_column(text("column-next-step")),
                ],
                rows,
                note: String::new(),
                folded: None,
            }),
        ]
    }

    /// Whether the readers see none of these figures.
    fn is_withheld(&self, ids: impl Iterator<Item = &'static str>) -> bool {
        let mut ids = ids.peekable();
        ids.peek().is_some() && ids.all(|id| self.input.config.catalogue.kpi(id).is_none())
    }

    /// A row of what the readers do not see: that it is withheld is not that there is no data.
    fn withheld_row(&self, name: String, what: String) -> Vec<Cell> {
        let text = |id: &str| self.words.text(id);
        let name = Cell {
            text: name,
            note: what,
            mark: None,
        };
        vec![name, cell(text("withheld")), cell(text("absent"))]
    }

    /// What meets its target; else what is known without one.
    fn solid(&self, standing: &Standing<'_>) -> String {
        let (readings, id) = match standing.met.is_empty() {
            false => (&standing.met, "solid-met"),
            true if !standing.open.is_empty() => (&standing.open, "solid-known"),
            true => return self.words.text("absent"),
        };
        self.words.say(id, args! { what: self.named(readings) })
    }

    /// `resolution within target 87 %, first contact 31 % and 2 more`.
    fn named(&self, readings: &[Reading<'_>]) -> String {
        let (named, more) = readings.split_at(readings.len().min(NAMED));
        let said = |reading: &Reading<'_>| {
            let (name, value) = (self.name(reading.figure), self.value(reading.figure));
            self.words.say("name-value", args! { name: name, value: value })
        };
        let named: Vec<String> = named.iter().map(said).collect();
        let named = named.join("; ");
        match more.len() {
            0 => named,
            more => self.words.say("and-more", args! { named: named, more: more as u64 }),
        }
    }

    /// The missed target first; else a target to set; else what would tell.
    fn next_of(&self, standing: &Standing<'_>) -> String {
        if let Some(missed) = standing.missed.first() {
            let (name, target) = (self.name(missed.figure), self.target_in_words(missed));
            let step = self.words.say("step-target", args! { name: name, target: target });
            return self
                .words
                .say("next-missed", args! { step: step, value: self.value(missed.figure) });
        }
        if standing.met.is_empty()
            && let Some(open) = standing.open.first()
        {
            return self.words.say("next-target", args! { name: self.name(open.figure) });
        }
        match standing.without.first() {
            Some(kpi) => self.words.say(
                "next-export",
                args! { name: self.words.kpi(kpi.id, "short"), needs: self.words.kpi(kpi.id, "needs") },
            ),
            None if standing.met.is_empty() => self.words.text("absent"),
            None => self.words.text("next-none"),
        }
    }

    fn status_mark(&self, status: Status) -> Mark {
        self.mark(&Judgement {
            status,
            ..Judgement::default()
        })
    }

    /// The thirteen qualities, each with the evidence for it.
    fn qualities(&self) -> Vec<Block> {
        let text = |id: &str| self.words.text(id);
        let rows = (1..=QUALITIES).map(|quality| {
            let kpis = self
                .input
                .config
                .catalogue
                .iter()
                .filter(|kpi| kpi.qualities.contains(&quality));
            let ids: Vec<&'static str> = kpis.map(|kpi| kpi.id).collect();
            if ids.is_empty() {
                let name = format!("quality-{quality}");
                return self.withheld_row(text(&name), text(&format!("{name}.what")));
            }
            let standing = self.standing(&ids);
            let counted = self.words.say(
                "evidence-counts",
                args! {
                    met: standing.met.len() as u64, missed: standing.missed.len() as u64,
                    open: standing.open.len() as u64, without: standing.without.len() as u64,
                },
            );
            let mut known: Vec<Reading<'_>> = standing.missed.clone();
            known.extend(&standing.met);
            known.extend(&standing.open);
            vec![
                Cell {
                    text: text(&format!("quality-{quality}")),
                    note: text(&format!("quality-{quality}.what")),
                    mark: None,
                },
                Cell {
                    text: String::new(),
                    note: counted,
                    mark: Some(self.status_mark(standing.status())),
                },
                cell(match known.is_empty() {
                    true => self.next_of(&standing),
                    false => capital(&self.named(&known)),
                }),
            ]
        });
        vec![
            Block::Heading {
                id: "qualities".to_owned(),
                text: text("heading-qualities"),
            },
            self.paragraph(text("qualities-what")),
            Block::Table(Table {
                caption: text("caption-qualities"),
                columns: vec![
                    words_column(text("column-quality")),
                    words_column(text("column-targets")),
                    words_column(text("column-evidence")),
                ],
                rows: rows.collect(),
                note: String::new(),
                folded: None,
            }),
        ]
    }

    /// Whose language the metrics with targets speak, and what each of IT's own would read as in business words.
    fn metric_review(&self) -> Vec<Block> {
        let mut ids: Vec<&'static str> = self
            .input
            .config
            .targets
            .iter()
            .map(|target| target.selector.id)
            .collect();
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let mut reviewed: Vec<(Focus, &'static Kpi, Option<Reading<'_>>)> = ids
            .iter()
            .filter_map(|id| self.input.config.catalogue.kpi(id))
            .map(|kpi| (self.focus_of(kpi), kpi, self.leading(kpi)))
            .collect();
        reviewed.sort_by_key(|(focus, _, _)| *focus);
        let text = |id: &str| self.words.text(id);
        let mut blocks = vec![
            Block::Heading {
                id: "metric-review".to_owned(),
                text: text("heading-metric-review"),
            },
            self.paragraph(text(if reviewed.is_empty() {
                "metric-review-none"
            } else {
                "metric-review-what"
            })),
        ];
        if reviewed.is_empty() {
            return blocks;
        }
        let rows = reviewed.into_iter().map(|(focus, kpi, reading)| {
            vec![
                cell(self.words.kpi(kpi.id, "title")),
                cell(self.words.text(&format!("focus-{}", focus.name()))),
                cell(reading.map_or_else(|| text("no-data"), |reading| self.value(reading.figure))),
                cell(match focus {
                    Focus::It => self.in_business_words(kpi),
                    _ => text("metric-review-speaks"),
                }),
            ]
        });
        blocks.push(Block::Table(Table {
            caption: text("caption-metric-review"),
            columns: vec![
                words_column(text("column-metric")),
                words_column(text("column-speaks")),
                wide(number_column(text("column-value"))),
                words_column(text("column-business")),
            ],
            rows: rows.collect(),
            note: String::new(),
            folded: None,
        }));
        blocks
    }

    /// The focus that the user says, else the catalogue's.
    fn focus_of(&self, kpi: &Kpi) -> Focus {
        let said = self.input.config.focus.get(kpi.id);
        said.copied().unwrap_or(kpi.focus)
    }

    /// What the value line about it says now, else what it would be about.
    fn in_business_words(&self, kpi: &Kpi) -> String {
        let line = self.input.lines.iter().find(|line| {
            subject(line.id) == Some(kpi.id) && matches!(line.role, Role::Level | Role::View) && line.hours.is_some()
        });
        let said = line.and_then(|line| {
            let role = if line.role == Role::View { "view" } else { "level" };
            let hours = self.words.hours(line.hours?.expected);
            let period = self.words.period(&self.input.periods.report);
            let word = format!("{}.{role}", line_word(line.id));
            Some(self.words.say(&word, args! { hours: hours, period: period }))
        });
        said.or_else(|| self.words.kpi_optional(kpi.id, "business"))
            .unwrap_or_else(|| self.words.kpi(kpi.id, "question"))
    }
}
