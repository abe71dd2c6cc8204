//! What stands in each column of one file, whatever it is called: how full it is, what its cells look like, a few of them.

use std::collections::BTreeMap;
use std::sync::mpsc;

use csv::ByteRecord;

use crate::config::Source;
use crate::error::Diagnostic;
use crate::ingest::cells::durations::{self, Unit};
use crate::ingest::cells::times::{self, Order, Tells};
use crate::ingest::cells::{letters, numbers};
use crate::ingest::mapping::headers::Headers;
use crate::ingest::reader::layout::Layout;
use crate::ingest::reader::open::Files;
use crate::ingest::reader::records::{self, Message};
use crate::ingest::{Progress, cells};

/// Cells of a column that are looked at closely; what they are, the others are.
const LOOKED_AT: u64 = 10_000;

/// Distinct words of a column that are counted; a column with more is no list of words.
const MOST_WORDS: usize = 200;

/// Characters of a word that is counted.
const LONGEST_WORD: usize = 80;

/// Cells that are kept as examples.
const EXAMPLES: usize = 5;

/// Cells that are kept to see how ids begin.
const SAMPLES: usize = 20;

/// Columns beyond so many are counted, not looked at.
const MOST_COLUMNS: usize = 2_000;

/// Of a hundred cells so many must look alike for the column to be that.
const MOST_OF_HUNDRED: u64 = 90;

/// What the cells of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// There are none.
    Empty,
    /// Times.
    Time,
    /// Yes and no.
    Flag,
    /// Numbers.
    Number,
    /// `h:mm:ss`.
    Duration,
    /// A few words, again and again.
    Words,
    /// Short, and each its own.
    Names,
    /// Text.
    Text,
}

impl Looks {
    /// As `inspect` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Time => "time",
            Self::Flag => "yes or no",
            Self::Number => "number",
            Self::Duration => "duration",
            Self::Words => "words",
            Self::Names => "names",
            Self::Text => "text",
        }
    }
}

/// A file, column by column.
#[derive(Debug)]
pub(super) struct Profile {
    pub file: String,
    pub line: u64,
    pub layout: Layout,
    pub headers: Headers,
    /// Rows with anything in them.
    pub rows: u64,
    pub columns: Vec<ColumnProfile>,
}

/// The cells of one column.
#[derive(Debug, Default)]
pub(super) struct ColumnProfile {
    pub filled: u64,
    looked_at: u64,
    times: u64,
    numbers: u64,
    durations: u64,
    flags: u64,
    with_lines: u64,
    with_spaces: u64,
    longest: usize,
    /// How many cells tell that the day, or that the month comes first, and how many leave it open.
    pub day_first: u64,
    pub month_first: u64,
    pub either: u64,
    /// Its words and how often they stand, up to [`MOST_WORDS`].
    pub words: BTreeMap<String, u64>,
    /// Whether there are more words than are counted.
    pub has_more_words: bool,
    /// The first different cells.
    pub examples: Vec<String>,
    /// The first cells.
    pub samples: Vec<String>,
}

impl ColumnProfile {
    fn look(&mut self, cell: &[u8]) {
        let cell = cells::trim(cell);
        if cells::is_missing(cell) {
            return;
        }
        self.filled += 1;
        if self.looked_at < LOOKED_AT {
            self.look_closely(cell);
        } else if self.either > 0 && self.day_first == 0 && self.month_first == 0 {
            // The one cell that tells the order may stand anywhere.
            self.look_for_order(cell);
        }
        if !self.has_more_words {
            let word = cells::text(cell);
            let is_short = word.chars().count() <= LONGEST_WORD;
            let has_room = self.words.len() < MOST_WORDS;
            match self.words.get_mut(word.as_ref()) {
                Some(count) => *count += 1,
                None if is_short && has_room => drop(self.words.insert(word.into_owned(), 1)),
                None => self.has_more_words = true,
            }
        }
    }

    /// Whether a cell is a time, and what it tells about the order of day and month.
    fn look_for_order(&mut self, cell: &[u8]) -> bool {
        let Some(stamp) = times::parse(cell, None) else {
            return false;
        };
        match stamp.tells {
            Tells::Nothing => {}
            Tells::DayFirst => self.day_first += 1,
            Tells::MonthFirst => self.month_first += 1,
            Tells::Either => self.either += 1,
        }
        true
    }

    fn look_closely(&mut self, cell: &[u8]) {
        self.looked_at += 1;
        if self.look_for_order(cell) {
            self.times += 1;
        } else if let Some(plain) = letters::plain(cell) {
            let is_number = |mark| numbers::amount(&plain, mark).is_some();
            self.numbers += u64::from(is_number(b'.') || is_number(b','));
            let is_duration = |mark| durations::seconds(&plain, mark, Unit::Minutes).is_some();
            self.durations += u64::from(is_duration(b'.') || is_duration(b','));
        }
        self.flags += u64::from(cells::flag(cell).is_some());
        self.with_lines += u64::from(cell.contains(&b'\n'));
        self.with_spaces += u64::from(cell.contains(&b' '));
        self.longest = self.longest.max(cell.len());
        let text = || {
            cells::text(&cell[..cell.len().min(4 * LONGEST_WORD)])
                .chars()
                .take(LONGEST_WORD)
                .collect()
        };
        if self.samples.len() < SAMPLES {
            self.samples.push(text());
        }
        if self.examples.len() < EXAMPLES {
            let text: String = text();
            if !self.examples.contains(&text) {
                self.examples.push(text);
            }
        }
    }

    /// The order of day and month that its cells tell, if they tell one.
    pub(super) fn order(&self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(Order::DayFirst),
            (0, 1..) => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// What most of the cells look like.
    pub(super) fn looks(&self) -> Looks {
        let most = |count: u64| count * 100 >= self.looked_at * MOST_OF_HUNDRED;
        // A few words, each of them often.
        let repeats = !self.has_more_words && self.words.len() as u64 * 3 <= self.filled.max(3);
        if self.looked_at == 0 {
            Looks::Empty
        } else if most(self.times) {
            Looks::Time
        } else if most(self.numbers) {
            Looks::Number
        } else if most(self.flags) && self.words.len() <= 4 && self.words.keys().any(|word| word.len() > 1) {
            Looks::Flag
        } else if most(self.durations) {
            Looks::Duration
        } else if self.with_lines > 0 || self.longest > LONGEST_WORD {
            Looks::Text
        } else if repeats {
            Looks::Words
        } else if most(self.looked_at - self.with_spaces) {
            Looks::Names
        } else {
            Looks::Text
        }
    }
}

/// Reads a file whole, whatever its columns are.
pub(super) fn profile(
    source: &Source,
    files: &dyn Files,
    name: &str,
    progress: &dyn Fn(Progress),
) -> Result<Profile, Box<Diagnostic>> {
    let names = [name.to_owned()];
    std::thread::scope(|scope| {
        let (out, messages) = mpsc::sync_channel(4);
        let (give_back, used) = mpsc::channel();
        let names = &names;
        scope.spawn(move || records::split(source, files, names, &out, &used));
        let mut profile = None;
        let mut size = None;
        for message in messages {
            match message {
                Message::File(header) => {
                    size = header.size;
                    profile = Some(Profile::of(header));
                }
                Message::Batch(batch) => {
                    let Some(profile) = &mut profile else { continue };
                    batch
                        .records()
                        .for_each(|(record, broken)| profile.row(record, broken.is_some()));
                    progress(Progress {
                        source: name,
                        file: name,
                        bytes: batch.bytes,
                        size,
                        rows: profile.rows,
                    });
                    // The thread may be done already; then nobody needs the batch.
                    let _ = give_back.send(batch);
                }
                Message::End(_) => {}
                Message::Failed(diagnostic) => return Err(diagnostic),
            }
        }
        profile.ok_or_else(|| Diagnostic::new("empty-export", format!("`{name}` has no header")).into())
    })
}

impl Profile {
    fn of(header: records::Header) -> Self {
        let columns = header.headers.len().min(MOST_COLUMNS);
        Self {
            file: header.file,
            line: header.line,
            layout: header.layout,
            headers: Headers::new(header.headers),
            rows: 0,
            columns: std::iter::repeat_with(ColumnProfile::default).take(columns).collect(),
        }
    }

    fn row(&mut self, record: &ByteRecord, is_broken: bool) {
        if record.iter().all(|cell| cells::trim(cell).is_empty()) {
            return;
        }
        self.rows += 1;
        if is_broken {
            return;
        }
        for (column, cell) in self.columns.iter_mut().zip(record) {
            column.look(cell);
        }
    }
}
