//! Method and data: what every number is made of, what was read and left out, who stands for the assumptions, and how much
//! of what looks like a signal is chance.

use super::Writer;
use super::definition::definition;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Block, Cell, Definition, Page, Table};
use super::names::capital;
use super::words::args;
use crate::judge;
use crate::measure::{self, Dim, Figure, Focus, Slice};

/// The page; there always is one.
pub fn page(writer: &Writer<'_>) -> Page {
    let mut blocks = writer.signals_explained();
    blocks.extend(writer.what_happened());
    blocks.extend(writer.baseline_explained());
    blocks.extend(writer.data_read());
    blocks.extend(writer.assumptions());
    blocks.extend(writer.evidence_table());
    blocks.extend(writer.not_measured());
    blocks.extend(writer.focus_mix());
    blocks.extend(writer.definitions());
    Page {
        slug: "method".to_owned(),
        name: writer.words.text("page-method"),
        heading: writer.words.text("method-heading"),
        lead: writer.words.text("method-persons"),
        blocks,
    }
}

impl Writer<'_> {
    /// How signal is told from noise, and how many false signals to expect.
    fn signals_explained(&self) -> Vec<Block> {
        let headline: Vec<measure::Selector> = self
            .headlines()
            .iter()
            .map(|reading| measure::Selector {
                id: reading.figure.id,
                slice: reading.figure.slice.clone(),
                stat: reading.figure.stat,
            })
            .collect();
        let expected = judge::expected_false_signals(self.input.judged, &headline);
        let chance = self.words.say(
            "method-false-signals",
            args! { n: headline.len() as u64, expected: self.words.decimal(expected * 12.0, 1) },
        );
        vec![
            self.heading("signals"),
            self.paragraph(self.words.text("method-signals")),
            self.paragraph(chance),
            self.paragraph(self.words.text("method-intervals")),
        ]
    }

    /// Every figure of the report's period, in total, with what it rests on.
    fn evidence_table(&self) -> Vec<Block> {
        let rows: Vec<Vec<Cell>> = self
            .input
            .judged
            .figures
            .iter()
            .zip(&self.input.judged.judgements)
            .filter(|(figure, _)| figure.period == self.input.periods.report.label && is_leading_slice(&figure.slice))
            .map(|(figure, judgement)| {
                let clock = figure
                    .clock
                    .map(|clock| self.words.text(&format!("clock-{}", clock.name())));
                vec![
                    Cell {
                        text: self.title(figure),
                        note: figure.id.to_owned(),
                        mark: None,
                    },
                    Cell {
                        text: self.value(figure),
                        note: match figure.value {
                            Some(_) => clock.unwrap_or_default(),
                            None => self.reason(figure),
                        },
                        mark: None,
                    },
                    cell(self.words.count(figure.n as f64)),
                    cell(self.interval_range(figure, judgement)),
                    Cell {
                        text: self.words.text(&format!("basis-{}-name", figure.basis.name())),
                        note: self.basis_note(figure).unwrap_or_default(),
                        mark: None,
                    },
                    cell(self.left_out(figure)),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let period = self.words.period(&self.input.periods.report);
        let text = |id: &str| self.words.text(id);
        vec![
            self.heading("evidence"),
            Block::Table(Table {
                caption: self.words.say("caption-evidence", args! { period: period }),
                columns: vec![
                    words_column(text("column-figure")),
                    number_column(text("column-value")),
                    number_column(text("column-records")),
                    wide(number_column(text("column-interval"))),
                    words_column(text("column-basis")),
                    wide(words_column(text("column-left-out"))),
                ],
                rows,
                note: self.words.text("note-left-out"),
                folded: Some(self.words.text("fold-evidence")),
            }),
        ]
    }

    fn interval_range(&self, figure: &Figure, judgement: &judge::Judgement) -> String {
        match (figure.value, judgement.low.zip(judgement.high)) {
            (Some(_), Some((low, high))) => self.words.amounts(low, high, figure.unit, figure.clock),
            _ => self.words.text("absent"),
        }
    }

    /// Whose language the metrics with targets speak.
    fn focus_mix(&self) -> Vec<Block> {
        let parts: Vec<String> = Focus::ALL
            .iter()
            .filter_map(|focus| self.part("metrics.focus_mix", Dim::Focus, focus.name()))
            .filter(|figure| figure.value.is_some())
            .map(|figure| {
                let part = self.part_name(figure, Dim::Focus);
                self.words
                    .say("part-is", args! { part: part, value: self.value(figure) })
            })
            .collect();
        if parts.is_empty() {
            return Vec::new();
        }
        let said = self.words.say("method-focus", args! { parts: parts.join("; ") });
        vec![self.heading("focus"), self.paragraph(said)]
    }

    /// Every KPI that the report shows, defined.
    fn definitions(&self) -> Vec<Block> {
        let terms: Vec<Definition> = self
            .input
            .config
            .catalogue
            .iter()
            .filter(|kpi| self.input.judged.figures.iter().any(|figure| figure.id == kpi.id))
            .map(|kpi| definition(&self.words, kpi))
            .collect();
        if terms.is_empty() {
            return Vec::new();
        }
        let folded = self.words.say("fold-definitions", args! { n: terms.len() as u64 });
        vec![self.heading("definitions"), Block::Definitions { folded, terms }]
    }

    /// A heading of this page.
    pub fn heading(&self, id: &str) -> Block {
        Block::Heading {
            id: id.to_owned(),
            text: self.words.text(&format!("heading-{id}")),
        }
    }

    /// A paragraph of this page.
    pub fn paragraph(&self, text: String) -> Block {
        Block::Paragraph { text, quiet: false }
    }

    /// A sentence about the rows, the assumptions, what is not seen and what may still change.
    pub fn trust(&self) -> String {
        let mut said = Vec::new();
        let (read, aside) = self.input.ledger.iter().fold((0, 0), |(read, aside), source| {
            (read + source.rows_read, aside + source.rows_set_aside)
        });
        if read > 0 {
            let share = self.words.share((read - aside.min(read)) as f64 / read as f64);
            let sources = self.input.ledger.len() as u64;
            said.push(
                self.words
                    .say("trust-rows", args! { share: share, rows: read, sources: sources }),
            );
        }
        said.extend(self.signatures());
        said.extend(self.unseen());
        said.extend(self.provisional());
        let zone = &self.input.config.report.zone;
        let end = self.words.instant(self.input.periods.horizon, zone);
        said.push(self.words.say("trust-horizon", args! { end: end }));
        capital(&said.join(" "))
    }

    /// Which headline figures late outcomes may still change, and until when.
    fn provisional(&self) -> Option<String> {
        let open: Vec<_> = self
            .headlines()
            .into_iter()
            .filter_map(|reading| reading.figure.provisional_until.map(|date| (date, reading.figure)))
            .collect();
        let last = open.iter().map(|(date, _)| *date).max()?;
        let names: Vec<String> = open.iter().map(|(_, figure)| self.name(figure)).collect();
        let date = self.words.date(last);
        Some(self.words.say(
            "trust-provisional",
            args! { date: date, what: capital(&names.join(", ")) },
        ))
    }
}

/// Figures that only the value lines use.
pub fn is_internal(id: &str) -> bool {
    id.starts_with("owned.")
}

/// The whole, or the whole of a kind.
fn is_leading_slice(slice: &Slice) -> bool {
    slice.0.is_empty() || slice.is_by(&[Dim::Kind])
}
