//! The Partners' page: what people say of IT, how they want change, whom IT has met, the goals that it serves, the
//! suppliers behind it, and what became of what was agreed.

use super::Writer;
use super::grids::{Parts, cell, number_column, words_column};
use super::model::{Block, Cell, Page, Table};
use super::names::capital;
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::measure::{Dim, Figure, NOT_GIVEN, OTHER, Stat};

const SECTIONS: &[Section] = &[
    Section {
        id: "satisfaction",
        drawn: &[
            (Ask::of("satisfaction.csat"), None),
            (Ask::of("satisfaction.lost_time"), None),
        ],
        told: &[
            Ask::of("satisfaction.nps"),
            Ask::of("satisfaction.effort"),
            Ask::of("satisfaction.response_rate"),
            Ask::of("satisfaction.assessment"),
            Ask::of("satisfaction.assessment").stat(Stat::DaysSince),
        ],
        shares: &[
            Share::Bars("satisfaction.csat", "satisfaction.csat", Dim::Persona),
            Share::Bars("satisfaction.lost_time", "satisfaction.lost_time", Dim::Persona),
            Share::Bars("satisfaction.assessment", "satisfaction.assessment", Dim::Service),
            Share::Table(Parts {
                dim: Dim::Persona,
                within: &[],
                columns: &[
                    ("satisfaction.csat", None),
                    ("satisfaction.nps", None),
                    ("satisfaction.effort", None),
                    ("satisfaction.lost_time", None),
                    ("satisfaction.response_rate", None),
                    ("satisfaction.assessment", None),
                ],
            }),
            Share::Table(Parts {
                dim: Dim::Service,
                within: &[],
                columns: &[
                    ("satisfaction.assessment", None),
                    ("satisfaction.assessment", Some(Stat::DaysSince)),
                ],
            }),
        ],
    },
    Section {
        id: "preferences",
        drawn: &[(Ask::of("change.inside_preferred_window"), None)],
        told: &[],
        shares: &[Share::Preferences, Share::Kept],
    },
    Section {
        id: "relationships",
        drawn: &[],
        told: &[
            Ask::of("partners.met"),
            Ask::of("partners.met").stat(Stat::KeyPeople),
            Ask::of("partners.met").stat(Stat::DaysSince),
        ],
        shares: &[Share::Stakeholders],
    },
    Section {
        id: "goals",
        drawn: &[],
        told: &[
            Ask::of("goals.aligned"),
            Ask::of("goals.on_track"),
            Ask::of("goals.smarter"),
            Ask::of("goals.smarter").stat(Stat::Mean),
        ],
        shares: &[Share::Bars("goals.smarter", "goals.smarter", Dim::Point), Share::Goals],
    },
    Section {
        id: "vendors",
        drawn: &[(Ask::of("vendors.sla"), None)],
        told: &[
            Ask::of("vendors.sla").stat(Stat::Outages),
            Ask::of("vendors.owned"),
            Ask::of("vendors.renewals"),
            Ask::of("vendors.readiness"),
            Ask::of("vendors.roadmap"),
            Ask::of("vendors.fit"),
            Ask::of("vendors.fit").stat(Stat::Needed),
            Ask::of("vendors.fit").stat(Stat::WithGoal),
            Ask::of("vendors.flexible"),
            Ask::of("vendors.outcome_linked"),
        ],
        shares: &[Share::Table(Parts {
            dim: Dim::Vendor,
            within: &[],
            columns: &[
                ("vendors.sla", None),
                ("vendors.sla", Some(Stat::Outages)),
                ("vendors.owned", None),
                ("vendors.renewals", Some(Stat::DaysLeft)),
                ("vendors.readiness", None),
                ("vendors.roadmap", None),
                ("vendors.outcome_linked", None),
            ],
        })],
    },
    Section {
        id: "actions",
        drawn: &[],
        told: &[
            Ask::of("actions.done"),
            Ask::of("actions.overdue"),
            Ask::of("actions.effect"),
        ],
        shares: &[Share::OpenActions, Share::Actions],
    },
];

/// What must be known for the page to have something to say.
const OWN: &[&str] = &[
    "satisfaction.csat",
    "satisfaction.nps",
    "satisfaction.lost_time",
    "satisfaction.assessment",
    "partners.met",
    "goals.aligned",
    "goals.smarter",
    "vendors.owned",
    "vendors.renewals",
    "actions.done",
    "actions.overdue",
    "actions.effect",
];

/// The page; `None` where no export tells of people, goals or suppliers.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let known = OWN.iter().filter_map(|id| writer.reading_of(id));
    if known.filter(|reading| reading.figure.value.is_some()).count() == 0 {
        return None;
    }
    let period = writer.words.period(&writer.input.periods.report);
    let calm = writer.words.say("people-calm", args! { period: period });
    writer.page_of_sections("people", writer.words.text("people-lead"), calm, SECTIONS)
}

/// The most given answers that a cell names.
const ANSWERS: usize = 2;

impl Writer<'_> {
    /// A table a question: how each group of people wants each type of change.
    pub fn preferences_tables(&self) -> Vec<Block> {
        let figures: Vec<&Figure> = self.preferences().collect();
        let questions = words_in(&figures, Dim::Question);
        let tables = questions.into_iter().map(|question| {
            let asked = |figure: &&&Figure| word_in(figure, Dim::Question) == question;
            self.preferences_table(question, &figures.iter().filter(asked).copied().collect::<Vec<_>>())
        });
        tables.collect()
    }

    /// The answers of the report's period, by persona and whatever they were asked of.
    fn preferences(&self) -> impl Iterator<Item = &Figure> {
        let label = &self.input.periods.report.label;
        let figures = self.input.judged.figures.iter();
        figures.filter(move |figure| {
            figure.id == "partners.preferences"
                && figure.period == *label
                && figure.stat.is_none()
                && figure.slice.get(Dim::Persona).is_some()
                && figure.value.is_some_and(|value| value > 0.0)
        })
    }

    fn preferences_table(&self, question: &str, figures: &[&Figure]) -> Block {
        let (personas, types) = (words_in(figures, Dim::Persona), words_in(figures, Dim::ChangeType));
        let mut columns = vec![words_column(capital(&self.words.text("dim-persona")))];
        columns.extend(types.iter().map(|each| {
            words_column(match *each {
                "" => self.words.text("column-answers"),
                // Where there were too few of each type, all types stand together.
                NOT_GIVEN => self.words.text("column-all-types"),
                each => capital(&self.word(Dim::ChangeType, each)),
            })
        }));
        let rows = personas.iter().map(|persona| {
            let mut row = vec![cell(capital(&self.word(Dim::Persona, persona)))];
            row.extend(types.iter().map(|each| cell(self.most_given(figures, persona, each))));
            row
        });
        let question = self.word(Dim::Question, question);
        Block::Table(Table {
            caption: self.words.say("caption-preferences", args! { question: question }),
            columns,
            rows: rows.collect(),
            note: String::new(),
            folded: None,
        })
    }

    /// A row a group of people: which window it wants, and how many of the changes that it noticed kept to it.
    pub fn kept_table(&self) -> Option<Block> {
        let kept = self
            .input
            .sliced("change.inside_preferred_window", None, &[Dim::Persona])
            .map(|(figure, _)| figure);
        let kept: Vec<&Figure> = kept.filter(|figure| figure.value.is_some()).collect();
        kept.first()?;
        let names_window = |figure: &&Figure| self.input.config.windows.named(word_in(figure, Dim::Answer)).is_some();
        let wanted: Vec<&Figure> = self.preferences().filter(names_window).collect();
        let personas = words_in(&kept.iter().chain(&wanted).copied().collect::<Vec<_>>(), Dim::Persona);
        let row = |persona: &&str| {
            let of = kept.iter().find(|figure| word_in(figure, Dim::Persona) == *persona);
            vec![
                cell(capital(&self.word(Dim::Persona, persona))),
                cell(self.wanted_windows(&wanted, persona)),
                match of {
                    Some(figure) => Cell {
                        text: self.value(figure),
                        note: self.counts_note(figure).unwrap_or_default(),
                        mark: None,
                    },
                    None => cell(self.words.text("absent")),
                },
            ]
        };
        let (text, period) = (
            |id: &str| self.words.text(id),
            self.words.period(&self.input.periods.report),
        );
        Some(Block::Table(Table {
            caption: self.words.say("caption-kept", args! { period: period }),
            columns: vec![
                words_column(capital(&text("dim-persona"))),
                words_column(text("column-wants")),
                number_column(text("column-inside-window")),
            ],
            rows: personas.iter().map(row).collect(),
            note: text("note-kept"),
            folded: None,
        }))
    }

    /// `normal: overnight; standard: weekend`; the window alone where all types stand together.
    fn wanted_windows(&self, wanted: &[&Figure], persona: &str) -> String {
        let of_persona = wanted.iter().filter(|figure| word_in(figure, Dim::Persona) == persona);
        let said: Vec<String> = of_persona
            .map(|figure| {
                let window = self.word(Dim::Answer, word_in(figure, Dim::Answer)).replace('_', " ");
                match word_in(figure, Dim::ChangeType) {
                    "" | NOT_GIVEN => window,
                    kind => {
                        let name = self.word(Dim::ChangeType, kind);
                        self.words.say("wants-of-type", args! { name: name, window: window })
                    }
                }
            })
            .collect();
        match said.is_empty() {
            true => self.words.text("absent"),
            false => said.join("; "),
        }
    }

    /// `overnight 62 %, weekend 21 %`.
    fn most_given(&self, figures: &[&Figure], persona: &str, change_type: &str) -> String {
        let is_here = |figure: &&&Figure| {
            word_in(figure, Dim::Persona) == persona && word_in(figure, Dim::ChangeType) == change_type
        };
        let mut given: Vec<&Figure> = figures.iter().filter(is_here).copied().collect();
        given.sort_by(|one, other| {
            let share = |figure: &Figure| figure.value.unwrap_or_default();
            share(other)
                .total_cmp(&share(one))
                .then_with(|| one.slice.cmp(&other.slice))
        });
        let said = given.iter().take(ANSWERS).map(|figure| {
            let name = self.word(Dim::Answer, word_in(figure, Dim::Answer)).replace('_', " ");
            self.words
                .say("name-value", args! { name: name, value: self.value(figure) })
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return self.words.text("absent");
        }
        said.join(", ")
    }
}

/// The word of a dimension; empty where the figure is not sliced by it.
pub fn word_in(figure: &Figure, dim: Dim) -> &str {
    figure.slice.get(dim).unwrap_or_default()
}

/// The words of a dimension, each once, what gathers the rest last.
fn words_in<'a>(figures: &[&'a Figure], dim: Dim) -> Vec<&'a str> {
    let mut words: Vec<&str> = figures.iter().map(|figure| word_in(figure, dim)).collect();
    words.sort_by_key(|word| (*word == OTHER, *word));
    words.dedup();
    words
}
