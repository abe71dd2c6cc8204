//! What was read and what became of it: the ledger, so that every row is accounted for.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Block, Cell, Column, Table};
use super::words::args;
use crate::ingest::SourceLedger;

impl Writer<'_> {
    /// The exports, what was set aside and why, the words that nobody knows, where each column came from, fingerprints.
    pub fn data_read(&self) -> Vec<Block> {
        if self.input.ledger.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![self.heading("data")];
        blocks.extend(self.whole_notice());
        blocks.push(self.paragraph(self.words.text("method-data")));
        blocks.push(self.sources_table());
        blocks.extend(self.reasons_table());
        blocks.extend(self.unknown_words_table());
        blocks.extend(self.columns_table());
        blocks.extend(self.unread_table());
        blocks.extend(self.fingerprints_table());
        blocks.extend(self.notes());
        blocks
    }

    /// What was noticed beside what the notice says.
    fn notes(&self) -> Vec<Block> {
        let ledger = self.input.ledger.iter();
        let notes = ledger.flat_map(|source| {
            let warnings = source.warnings.iter().filter(|warning| !warning.casts_doubt());
            warnings.map(|note| (source.source.clone(), note.to_string()))
        });
        let say = |(source, note)| {
            self.words
                .say("ledger-warning", args! { source: source, warning: note })
        };
        notes.map(|note| self.paragraph(say(note))).collect()
    }

    fn sources_table(&self) -> Block {
        let number = |id: &str| number_column(self.words.text(id));
        let rows = self
            .input
            .ledger
            .iter()
            .map(|source| {
                let counts = [
                    source.rows_read,
                    source.rows_kept,
                    source.rows_set_aside,
                    source.records,
                ];
                let mut row = vec![
                    cell(source.source.clone()),
                    Cell {
                        text: source.table.to_owned(),
                        note: if source.preset_evidence.is_empty() {
                            source.preset.clone()
                        } else {
                            let (preset, why) = (source.preset.clone(), source.preset_evidence.clone());
                            self.words.say("preset-because", args! { preset: preset, why: why })
                        },
                        mark: None,
                    },
                ];
                row.extend(counts.map(|count| cell(self.words.count(count as f64))));
                row
            })
            .collect();
        Block::Table(Table {
            caption: self.words.text("caption-sources"),
            columns: vec![
                words_column(self.words.text("column-source")),
                words_column(self.words.text("column-table")),
                number("column-read"),
                number("column-kept"),
                number("column-aside"),
                number("column-records"),
            ],
            rows,
            note: self.words.text("note-sources"),
            folded: None,
        })
    }

    fn reasons_table(&self) -> Option<Block> {
        let rows = self.rows(|source| {
            let reasons = source.reasons.iter();
            reasons
                .map(|(reason, rows)| {
                    let first = source.firsts.iter().find(|(each, _)| each == reason);
                    let first = first.map(|(_, place)| self.words.say("first-in", args! { place: place.clone() }));
                    let reason = Cell {
                        text: reason.clone(),
                        note: first.unwrap_or_default(),
                        mark: None,
                    };
                    vec![reason, cell(self.words.count(*rows as f64))]
                })
                .collect()
        });
        let columns = vec![
            words_column(self.words.text("column-reason")),
            number_column(self.words.text("column-rows")),
        ];
        self.by_source("reasons", columns, rows)
    }

    fn unknown_words_table(&self) -> Option<Block> {
        let rows = self.rows(|source| {
            let words = source.tellable_words().into_iter();
            words
                .map(|word| {
                    vec![
                        cell(word.column.to_owned()),
                        cell(word.word),
                        cell(self.words.count(word.rows as f64)),
                        cell(word.suggestion.unwrap_or_else(|| self.words.text("absent"))),
                    ]
                })
                .collect()
        });
        let columns = vec![
            words_column(self.words.text("column-column")),
            words_column(self.words.text("column-word")),
            number_column(self.words.text("column-rows")),
            words_column(self.words.text("column-suggestion")),
        ];
        self.by_source("unknown-words", columns, rows)
    }

    fn columns_table(&self) -> Option<Block> {
        let rows = self.rows(|source| {
            let columns = source.columns.iter();
            columns
                .map(|column| {
                    vec![
                        cell(column.column.to_owned()),
                        Cell {
                            text: column.header.clone(),
                            note: column.format.clone().unwrap_or_default(),
                            mark: None,
                        },
                        cell(self.words.count(column.filled as f64)),
                    ]
                })
                .collect()
        });
        let columns = vec![
            words_column(self.words.text("column-column")),
            words_column(self.words.text("column-header")),
            number_column(self.words.text("column-filled")),
        ];
        self.by_source("columns", columns, rows)
    }

    fn unread_table(&self) -> Option<Block> {
        let rows = self.rows(|source| {
            let unread = source.unread.iter();
            unread
                .map(|(column, header)| vec![cell((*column).to_owned()), cell(header.clone())])
                .collect()
        });
        let columns = vec![
            words_column(self.words.text("column-column")),
            words_column(self.words.text("column-header")),
        ];
        self.by_source("unread", columns, rows)
    }

    fn fingerprints_table(&self) -> Option<Block> {
        let rows = self.rows(|source| {
            let files = source.fingerprints.iter();
            files
                .map(|(file, hash)| vec![cell(file.clone()), cell(hash.clone())])
                .collect()
        });
        let columns = vec![
            words_column(self.words.text("column-file")),
            words_column(self.words.text("column-fingerprint")),
        ];
        self.by_source("fingerprints", columns, rows)
    }

    /// Rows of every source, each headed by the source.
    fn rows(&self, of: impl Fn(&SourceLedger) -> Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
        let with_source = |source: &SourceLedger| {
            let head = cell(source.source.clone());
            let rows = of(source).into_iter();
            rows.map(|row| [vec![head.clone()], row].concat()).collect::<Vec<_>>()
        };
        self.input.ledger.iter().flat_map(with_source).collect()
    }

    /// A folded table whose first column is the source; `None` without rows.
    fn by_source(&self, id: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Option<Block> {
        if rows.is_empty() {
            return None;
        }
        let source = words_column(self.words.text("column-source"));
        Some(Block::Table(Table {
            caption: self.words.text(&format!("caption-{id}")),
            columns: [vec![source], columns].concat(),
            rows,
            note: String::new(),
            folded: Some(self.words.text(&format!("fold-{id}"))),
        }))
    }
}
