//! Typed columns being read: a cell becomes a reading, a reading becomes a compact value.

pub(super) mod elapsed;
pub(super) mod instants;
pub(super) mod marks;
pub(super) mod meanings;
pub(super) mod narrow;
pub(super) mod words;

use self::instants::{Instants, NO_TIME, Witness};
use self::marks::{Marked, Marks, Taken};
pub(super) use self::meanings::{Meaning, Reading, canonical_value};
use self::meanings::{durations_in, lexicon, number, quantity, renames, share};
use self::narrow::Narrow;
use self::words::{Dictionary, Lexicon, Persons};
use super::cells;
use super::cells::durations::Unit;
use super::cells::numbers;
use super::cells::times::Order;
use super::fold;
use super::mapping::preset::Chosen;
use crate::config::Source;
use crate::tables::{ColumnSpec, ENDS, Kind};

/// No name.
pub(super) const NO_NAME: u64 = 0;

/// No value of 64 bits: neither an amount nor the bits of a number.
pub(super) const NO_WIDE: u64 = u64::MAX;

/// A column of a source.
#[derive(Debug)]
pub(super) struct Column {
    pub spec: &'static ColumnSpec,
    /// The header it was read from; that of the first file, where they differ.
    pub header: String,
    pub values: Values,
    /// How many cells could not be read, and the first.
    pub unreadable: u64,
    pub first_unreadable: Option<Witness>,
    /// Of an end the rows that could not be read, in order: they are not as good as empty.
    pub unreadable_ends: Vec<u32>,
    /// How many of them are numbers or durations below zero.
    pub negative: u64,
    /// How many of them are no part of a whole.
    pub no_share: u64,
    /// The tool's words for no value.
    nothing: &'static [String],
    /// The decimal mark of its numbers.
    pub marks: Marks,
}

/// Values as they are held; a value of its own stands for none.
#[derive(Debug)]
pub(super) enum Values {
    Names(Vec<u64>),
    Instants(Box<Instants>),
    Numbers {
        numbers: Narrow,
        meaning: Meaning,
    },
    /// Amounts in hundredths; of quantities and shares the bits of the `f64`.
    Wide(Vec<u64>),
}

impl Values {
    fn numbers(meaning: Meaning) -> Self {
        Self::Numbers {
            numbers: Narrow::default(),
            meaning,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Instants(instants) => instants.values.len(),
            Self::Numbers { numbers, .. } => numbers.len(),
            Self::Wide(values) => values.len(),
        }
    }

    /// Gives a row the number that it waited for.
    fn set(&mut self, row: u32, number: u64) {
        match self {
            // What reads as a number of such a column is one that it holds.
            Self::Numbers { numbers, .. } => numbers.set(row as usize, number as u32),
            Self::Wide(values) => values[row as usize] = number,
            Self::Names(_) | Self::Instants(_) => {}
        }
    }
}

/// What tables of a name share between their sources: the words that codes mean.
#[derive(Debug)]
pub(super) enum Shared {
    Words(Dictionary),
    Persons(Persons),
}

impl Column {
    /// An empty column, read as the config and the preset say; `shared` goes on from the table's earlier sources.
    pub(super) fn new(
        spec: &'static ColumnSpec,
        header: &str,
        source: &Source,
        chosen: &Chosen,
        shared: Option<Shared>,
    ) -> Self {
        let values = match spec.kind {
            Kind::Id | Kind::Reference | Kind::Items => Values::Names(Vec::new()),
            Kind::Time(role) => {
                let order = source.time_format.order(spec.name);
                Values::Instants(Box::new(Instants::new(role, source.zone.clone(), order)))
            }
            Kind::Word | Kind::Text => Values::numbers(Meaning::Words {
                dictionary: match shared {
                    Some(Shared::Words(dictionary)) => dictionary,
                    _ => Dictionary::default(),
                },
                renames: renames(spec, source, chosen),
            }),
            Kind::Person => Values::numbers(Meaning::Persons(match shared {
                Some(Shared::Persons(persons)) => persons,
                _ => Persons::default(),
            })),
            Kind::Choice(_) => Values::numbers(Meaning::Choices(lexicon(spec, source, chosen))),
            Kind::Number { least, most } => Values::numbers(Meaning::Counts {
                least,
                // The largest of all stands for none.
                most: most.min(u32::MAX - 1),
                lexicon: lexicon(spec, source, chosen),
            }),
            Kind::Minutes | Kind::Hours => Values::numbers(durations_in(Unit::Minutes, spec, header, source, chosen)),
            Kind::Seconds => Values::numbers(durations_in(Unit::Seconds, spec, header, source, chosen)),
            Kind::Amount | Kind::Quantity | Kind::Share => Values::Wide(Vec::new()),
            Kind::Score => Values::numbers(Meaning::Scores(lexicon(spec, source, chosen))),
            Kind::Flag => Values::numbers(Meaning::Flags(lexicon(spec, source, chosen))),
        };
        Self {
            spec,
            header: header.to_owned(),
            values,
            nothing: chosen.nothing(spec.name),
            unreadable: 0,
            first_unreadable: None,
            unreadable_ends: Vec::new(),
            negative: 0,
            no_share: 0,
            marks: Marks::new(source.decimal, matches!(spec.kind, Kind::Number { .. })),
        }
    }

    /// What a cell holds.
    pub(super) fn read<'a>(&mut self, cell: &'a [u8]) -> Reading<'a> {
        let cell = cells::trim(cell);
        let is_word = matches!(
            self.values,
            Values::Names(_)
                | Values::Numbers {
                    meaning: Meaning::Words { .. } | Meaning::Persons(_) | Meaning::Choices(_),
                    ..
                }
        );
        if (is_word && cells::is_missing(cell)) || (!is_word && cells::is_missing_value(cell)) {
            return Reading::Missing;
        }
        if self.nothing.iter().any(|word| word.as_bytes() == cell) {
            return Reading::Missing;
        }
        match &mut self.values {
            Values::Names(_) => Reading::Name(words::cell_hash(cell)),
            Values::Instants(instants) => instants.parse(cell).map_or(Reading::Unreadable, Reading::Time),
            Values::Numbers { meaning, .. } => meaning.read(cell, self.marks.told()),
            Values::Wide(_) => match self.spec.kind {
                Kind::Quantity => quantity(cell, self.marks.told()),
                Kind::Share => share(cell, self.marks.told()),
                _ => number(cell, self.marks.told(), numbers::amount),
            },
        }
    }

    /// Appends what a cell held; what could not be read is no value, and counted.
    pub(super) fn push(&mut self, reading: Reading, witness: impl FnOnce() -> Witness) {
        match (&mut self.values, reading) {
            (Values::Instants(instants), Reading::Time(stamp)) => return instants.push(stamp, witness),
            (Values::Names(names), Reading::Name(name)) => return names.push(name),
            (Values::Numbers { numbers, .. }, Reading::Number(number)) => return numbers.push(Some(number)),
            (Values::Numbers { numbers, meaning }, Reading::Word(cell)) => return numbers.push(meaning.code(cell)),
            (Values::Numbers { meaning, .. }, Reading::Unknown(code)) => meaning.count(code),
            (_, Reading::Marked(marked)) => return self.push_marked(marked, witness),
            (_, Reading::Missing) => {}
            _ => {
                self.negative += u64::from(reading == Reading::Negative);
                self.no_share += u64::from(reading == Reading::NoShare);
                self.unreadable += 1;
                if self.is_end() {
                    self.unreadable_ends.push(self.values.len() as u32);
                }
                if self.first_unreadable.is_none() {
                    self.first_unreadable = Some(witness());
                }
            }
        }
        self.push_none();
    }

    /// Whether it says when a record has ended.
    pub(super) fn is_end(&self) -> bool {
        matches!(self.values, Values::Instants(_)) && ENDS.contains(&self.spec.name)
    }

    fn push_marked(&mut self, marked: Marked, witness: impl FnOnce() -> Witness) {
        let row = self.values.len() as u32;
        let taken = self.marks.take(marked, row, witness);
        self.push_none();
        match taken {
            Taken::Value(number) | Taken::Decides(number) => self.values.set(row, number),
            Taken::Waits => {}
            Taken::Contradicts => {
                self.unreadable += 1;
                self.first_unreadable = self.first_unreadable.take().or(self.marks.against().cloned());
            }
        }
        if matches!(taken, Taken::Decides(_)) {
            for (row, number) in self.marks.turned() {
                self.values.set(row, number);
            }
        }
    }

    /// All cells are read: numbers whose marks nothing told cannot be.
    pub(super) fn settle(&mut self) {
        for (row, number) in self.marks.as_counts() {
            self.values.set(row, number);
        }
        if let Some((count, first)) = self.marks.undecided() {
            self.unreadable += count;
            self.first_unreadable = self.first_unreadable.take().or(Some(first.clone()));
        }
    }

    /// How its times or the marks of its numbers were read, and why.
    pub(super) fn format(&self) -> Option<String> {
        match &self.values {
            Values::Instants(instants) => Some(instants.format()),
            _ => self.marks.format(),
        }
    }

    /// Appends no value.
    pub(super) fn push_none(&mut self) {
        match &mut self.values {
            Values::Wide(values) => values.push(NO_WIDE),
            Values::Names(names) => names.push(NO_NAME),
            Values::Instants(instants) => instants.push_none(),
            Values::Numbers { numbers, .. } => numbers.push(None),
        }
    }

    /// The hashes of its names, where it holds names; [`NO_NAME`] for none.
    pub(super) fn names(&self) -> Option<&[u64]> {
        match &self.values {
            Values::Names(names) => Some(names),
            _ => None,
        }
    }

    /// The hashes of its names: a copy where they are still needed, else the very ones.
    pub(super) fn take_names(&mut self, are_needed: bool) -> Vec<u64> {
        match &mut self.values {
            Values::Names(names) if are_needed => names.clone(),
            Values::Names(names) => std::mem::take(names),
            _ => Vec::new(),
        }
    }

    /// Makes room for so many rows more, if there is as much memory.
    pub(super) fn reserve(&mut self, rows: usize) {
        match &mut self.values {
            Values::Names(values) | Values::Wide(values) => narrow::reserve(values, rows),
            Values::Instants(instants) => narrow::reserve(&mut instants.values, rows),
            Values::Numbers { numbers, .. } => numbers.reserve(rows),
        }
    }

    /// Keeps only these rows, as [`fold::keep_rows`] does.
    pub(super) fn keep_rows(&mut self, rows: &[u32]) {
        if !self.unreadable_ends.is_empty() {
            let kept = rows.iter().zip(0..);
            let unreadable = kept.filter(|(from, _)| self.unreadable_ends.binary_search(from).is_ok());
            self.unreadable_ends = unreadable.map(|(_, to)| to).collect();
        }
        match &mut self.values {
            Values::Names(values) | Values::Wide(values) => fold::keep_rows(values, rows),
            Values::Instants(instants) => fold::keep_rows(&mut instants.values, rows),
            Values::Numbers { numbers, .. } => numbers.keep_rows(rows),
        }
    }

    /// Fills a column of times that was worked out.
    pub(super) fn set_times(&mut self, times: Vec<u32>) {
        if let Values::Instants(instants) = &mut self.values {
            instants.values = times;
            self.unreadable_ends.clear();
        }
    }

    /// Fills a column of numbers that was worked out.
    pub(super) fn set_numbers(&mut self, counted: impl Iterator<Item = u32>) {
        if let Values::Numbers { numbers, .. } = &mut self.values {
            numbers.extend(counted.map(Some));
        }
    }

    /// Fills a column of words that was worked out.
    pub(super) fn set_words<'a>(&mut self, words: impl Iterator<Item = Option<&'a str>>) {
        if let Values::Numbers {
            numbers,
            meaning: Meaning::Words { dictionary, .. },
        } = &mut self.values
        {
            numbers.extend(words.map(|word| Some(dictionary.code(word?.as_bytes()))));
        }
    }

    /// What a row's value is held as, within this column: equal values alike, and none as a value of its own.
    pub(super) fn value(&self, row: usize) -> u64 {
        match &self.values {
            Values::Names(values) | Values::Wide(values) => values[row],
            Values::Instants(instants) => instants.values[row].into(),
            Values::Numbers { numbers, .. } => numbers.get(row).map_or(u64::MAX, u64::from),
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether two rows have the same value.
    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        self.value(one) == self.value(other)
    }

    /// How many rows have a value.
    pub(super) fn filled(&self) -> u64 {
        let filled = match &self.values {
            Values::Names(names) => narrow::filled(names, NO_NAME),
            Values::Wide(values) => narrow::filled(values, NO_WIDE),
            Values::Instants(instants) => narrow::filled(&instants.values, NO_TIME),
            Values::Numbers { numbers, .. } => numbers.filled(),
        };
        filled as u64
    }

    /// The times of the column, if it is one of times.
    pub(super) fn times(&self) -> Option<&[u32]> {
        match &self.values {
            Values::Instants(instants) => Some(&instants.values),
            _ => None,
        }
    }

    /// Where the first time stands that leaps past `horizon`, if the column is one of times.
    pub(super) fn leap_beyond(&self, horizon: i64) -> Option<String> {
        match &self.values {
            Values::Instants(instants) => instants.leap_beyond(horizon).map(Witness::place),
            _ => None,
        }
    }

    /// The numbers of the column, codes or counts, if it has them.
    pub(super) fn numbers(&self) -> Option<&Narrow> {
        match &self.values {
            Values::Numbers { numbers, .. } => Some(numbers),
            _ => None,
        }
    }

    /// The order of day and month that the config says and how many cells contradict it, where any does.
    pub(super) fn against_the_order(&self) -> Option<(Order, u64)> {
        match &self.values {
            Values::Instants(instants) => instants.against_the_order(),
            _ => None,
        }
    }

    /// The words of its codes, if it has them.
    pub(super) fn words(&self) -> Option<&[String]> {
        match &self.values {
            Values::Numbers {
                meaning: Meaning::Words { dictionary, .. },
                ..
            } => Some(dictionary.words()),
            _ => None,
        }
    }

    /// Whether a word was not UTF-8, and so was read as Windows-1252.
    pub(super) fn has_foreign(&self) -> bool {
        match &self.values {
            Values::Numbers {
                meaning: Meaning::Words { dictionary, .. },
                ..
            } => dictionary.has_foreign(),
            Values::Numbers { meaning, .. } => meaning.lexicon().is_some_and(Lexicon::has_foreign),
            _ => false,
        }
    }

    /// The words that no map knows.
    pub(super) fn unknown_words(&self) -> Vec<super::UnknownWord> {
        let lexicon = match &self.values {
            Values::Numbers { meaning, .. } => meaning.lexicon(),
            _ => None,
        };
        lexicon.map_or_else(Vec::new, |lexicon| lexicon.unknown(self.spec.name))
    }
}
