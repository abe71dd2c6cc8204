//! The inputs of the value lines: what each is called, where it comes from, who stands for it.

use super::Writer;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Block, Cell, Table};
use super::names::capital;
use super::words::args;
use crate::config::Assumption;
use crate::measure::{Dim, Slice};
use crate::value::{Input, Origin};

/// The fields of a figure that may go into a working, by the suffix of its name.
const FIELDS: [&str; 3] = [".n", ".part", ".whole"];

impl Writer<'_> {
    /// What an input is called: `what an hour of IT costs`, `mean resolution time of priority 1`.
    pub fn input_name(&self, name: &str) -> String {
        if let Some(word) = self.words.optional(&input_word(name)) {
            return word;
        }
        if let Some(target) = name.strip_prefix("targets.") {
            return self.words.say("input-target", args! { name: self.input_name(target) });
        }
        if let Some(priority) = name.strip_prefix("work.share_blocked.p") {
            return self
                .words
                .say("input-share-blocked", args! { priority: priority.to_owned() });
        }
        if let Some((service, key)) = name.strip_prefix("service.").and_then(|rest| rest.rsplit_once('.')) {
            let id = format!("input-service-{key}");
            return self.words.say(&id, args! { service: service.to_owned() });
        }
        self.figure_input_name(name).unwrap_or_else(|| name.to_owned())
    }

    /// The name of a figure's number: `owned.resolution_time[priority=1].n`.
    fn figure_input_name(&self, name: &str) -> Option<String> {
        let field = FIELDS.iter().find(|field| name.ends_with(**field));
        let rest = field.map_or(name, |field| name.strip_suffix(*field).unwrap_or(name));
        let (id, slice) = match rest.split_once('[') {
            Some((id, rest)) => (id, slice_of(rest.split_once(']')?.0)?),
            None => {
                let parts: Vec<&str> = rest.splitn(3, '.').collect();
                let end = parts.iter().take(2).map(|part| part.len() + 1).sum::<usize>();
                (rest.get(..end.saturating_sub(1))?, Slice::total())
            }
        };
        if !self.words.has(&format!("kpi-{}.short", id.replace('.', "-"))) {
            return None;
        }
        let mut said = self.words.kpi(id, "short");
        if let Some(field) = field {
            said = self
                .words
                .say(&format!("input-field-{}", &field[1..]), args! { name: said });
        }
        if slice.0.is_empty() {
            return Some(said);
        }
        let slice = self.slice(&slice);
        Some(self.words.say("name-of-slice", args! { name: said, slice: slice }))
    }

    /// Where an input comes from, and who signed it.
    pub fn origin(&self, input: &Input) -> String {
        match &input.origin {
            Origin::Figure { period } => {
                let period = self.month_name(period);
                self.words.say("origin-figure", args! { period: period })
            }
            Origin::StandIn => self.words.text("origin-stand-in"),
            Origin::Definition => self.words.text("origin-definition"),
            Origin::Config => match self.assumption(&input.name) {
                Some(assumption) => self.signature(assumption),
                None if input.unsigned => self.words.text("unsigned"),
                None => self.words.text("origin-config"),
            },
        }
    }

    fn assumption(&self, name: &str) -> Option<&crate::config::Assumption> {
        let mut all = self.input.config.assumptions.iter();
        all.find(|assumption| assumption.value == name)
    }

    /// `CFO, agreed on 2 October 2026`.
    fn signature(&self, assumption: &Assumption) -> String {
        let parts = [
            Some(assumption.owner_role.clone()),
            assumption
                .agreed_on
                .map(|date| self.words.say("signed-on", args! { date: self.words.date(date) })),
            assumption
                .review_by
                .map(|date| self.words.say("review-by", args! { date: self.words.date(date) })),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How many of the assumptions nobody has signed; `None` where the config gives none.
    pub fn signatures(&self) -> Option<String> {
        let inputs = &self.input.config.inputs;
        let unsigned = inputs.keys().filter(|name| self.assumption(name).is_none()).count() as u64;
        (!inputs.is_empty()).then(|| {
            let all = inputs.len() as u64;
            self.words
                .say("trust-assumptions", args! { unsigned: unsigned, all: all })
        })
    }

    /// Every input of the config with its range and who signed it.
    pub fn assumptions(&self) -> Vec<Block> {
        let inputs = &self.input.config.inputs;
        if inputs.is_empty() {
            return Vec::new();
        }
        let rows = inputs
            .iter()
            .map(|(name, value)| {
                let assumption = self.assumption(name);
                let range = if value.low == value.high {
                    self.words.text("absent")
                } else {
                    self.words
                        .range(self.words.exact(value.low), self.words.exact(value.high))
                };
                vec![
                    Cell {
                        text: capital(&self.input_name(name)),
                        note: name.clone(),
                        mark: None,
                    },
                    cell(self.words.exact(value.expected)),
                    cell(range),
                    cell(assumption.map_or_else(|| self.words.text("unsigned"), |each| self.signature(each))),
                    cell(assumption.map_or_else(|| self.words.text("absent"), |each| each.source.clone())),
                ]
            })
            .collect();
        vec![
            self.heading("assumptions"),
            Block::Table(Table {
                caption: self.words.text("caption-assumptions"),
                columns: vec![
                    words_column(self.words.text("column-input")),
                    number_column(self.words.text("column-used")),
                    wide(number_column(self.words.text("column-range"))),
                    words_column(self.words.text("column-signed")),
                    wide(words_column(self.words.text("column-signed-source"))),
                ],
                rows,
                note: String::new(),
                folded: None,
            }),
        ]
    }
}

/// `cost.it_hour` → `input-cost-it_hour`.
fn input_word(name: &str) -> String {
    format!("input-{}", name.replace('.', "-"))
}

/// The slice of `kind=incident,priority=1`.
fn slice_of(text: &str) -> Option<Slice> {
    let pairs = text.split(',').map(|pair| {
        let (dim, word) = pair.split_once('=')?;
        Some((Dim::named(dim)?, word.to_owned()))
    });
    pairs.collect::<Option<Vec<_>>>().map(Slice)
}
