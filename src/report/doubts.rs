//! What makes the numbers untrustworthy, said where they are read: in short on the Summary, in whole on the Method page.

use super::Writer;
use super::model::{Block, Notice};
use super::words::args;
use crate::ingest::{Side, SourceLedger, Warning};

/// So many are said on the Summary.
const SAID: usize = 4;

impl Writer<'_> {
    /// The first of them, and how many more there are; `None` where the numbers can be trusted.
    pub fn notice(&self) -> Option<Block> {
        let mut lines = self.doubts();
        let more = lines.len().saturating_sub(SAID) as u64;
        lines.truncate(SAID);
        let more = (more > 0).then(|| self.words.say("doubt-more", args! { n: more }));
        self.noticed(lines, more.unwrap_or_default())
    }

    /// All of them.
    pub fn whole_notice(&self) -> Option<Block> {
        self.noticed(self.doubts(), String::new())
    }

    fn noticed(&self, lines: Vec<String>, more: String) -> Option<Block> {
        (!lines.is_empty()).then(|| {
            Block::Notice(Notice {
                title: self.words.text("doubt-title"),
                lines,
                more,
                link: "method.html#data".to_owned(),
            })
        })
    }

    /// A sentence each, in the order of the sources.
    fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        for source in self.input.ledger {
            let said = source.warnings.iter().filter_map(|warning| self.doubt(source, warning));
            doubts.extend(said);
            doubts.extend(self.future(source));
        }
        doubts
    }

    fn doubt(&self, source: &SourceLedger, warning: &Warning) -> Option<String> {
        let name = source.source.clone();
        Some(match warning {
            Warning::Cap { file, rows } => self.words.say("doubt-cap", args! { file: file.clone(), rows: *rows }),
            Warning::OnlyOpen => self.words.say("doubt-only-open", args! { source: name }),
            Warning::OnlyClosed => self.words.say("doubt-only-closed", args! { source: name }),
            Warning::CutOff {
                month,
                side,
                records,
                beside,
                ..
            } => {
                let said = match side {
                    Side::Beginning => "doubt-begins-late",
                    Side::End => "doubt-ends-early",
                };
                let month = self.words.month(*month);
                self.words.say(
                    said,
                    args! { source: name, month: month, records: *records, beside: *beside },
                )
            }
            Warning::OtherOrder { column, cells, .. } => self.words.say(
                "doubt-other-order",
                args! { source: name, column: (*column).to_owned(), n: *cells },
            ),
            Warning::SharedIds { records } => self
                .words
                .say("doubt-shared-ids", args! { source: name, records: *records }),
            Warning::Future { .. } | Warning::Note(_) => return None,
        })
    }

    /// The times of all columns of a source that cannot have happened yet, in one sentence.
    fn future(&self, source: &SourceLedger) -> Option<String> {
        let times = source.warnings.iter().filter_map(|warning| match warning {
            Warning::Future { records, horizon, .. } => Some((*records, *horizon)),
            _ => None,
        });
        let (times, horizon) = times.reduce(|(all, horizon), (more, _)| (all + more, horizon))?;
        let date = self.words.instant(horizon, &self.input.config.report.zone);
        let name = source.source.clone();
        Some(
            self.words
                .say("doubt-future", args! { source: name, n: times, date: date }),
        )
    }
}
