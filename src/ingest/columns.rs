//! Typed columns being read: a cell becomes a reading, a reading becomes a compact value.

use super::cells::{self, Unit};
use super::instants::{Instants, NO_TIME, Witness};
use super::times::{Order, Stamp};
use super::words::{self, Dictionary, Lexicon, NO_CODE, Persons, Renames};
use crate::config::Source;
use crate::tables::{ColumnSpec, Kind};

use super::preset::Chosen;

/// No choice, and no flag.
pub(super) const NO_CHOICE: u8 = u8::MAX;
/// No number.
pub(super) const NO_NUMBER: u32 = u32::MAX;
/// No name.
pub(super) const NO_NAME: u64 = 0;

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
    decimal: Option<u8>,
}

/// Values as they are held; a value of its own stands for none.
#[derive(Debug)]
pub(super) enum Values {
    Names(Vec<u64>),
    Instants(Box<Instants>),
    Words {
        codes: Vec<u32>,
        dictionary: Dictionary,
        renames: Renames,
    },
    Persons {
        codes: Vec<u32>,
        persons: Persons,
    },
    Choices {
        codes: Vec<u8>,
        lexicon: Lexicon,
    },
    Numbers {
        numbers: Vec<u32>,
        least: u32,
        most: u32,
        lexicon: Lexicon,
    },
    Minutes {
        minutes: Vec<u32>,
        unit: Unit,
    },
    Flags {
        flags: Vec<u8>,
        lexicon: Lexicon,
    },
}

/// What a cell holds, before it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Reading<'a> {
    Missing,
    Unreadable,
    /// A word that no map knows, by its code in the lexicon.
    Unknown(u32),
    Time(Stamp),
    Name(u64),
    Word(&'a [u8]),
    Number(u32),
}

impl Reading<'_> {
    /// Why there is no value, if there is none.
    pub(super) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("is empty"),
            Self::Unreadable => Some("cannot be read"),
            Self::Unknown(_) => Some("is a word that no map knows"),
            Self::Time(_) | Self::Name(_) | Self::Word(_) | Self::Number(_) => None,
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
            Kind::Id | Kind::Reference => Values::Names(Vec::new()),
            Kind::Time(_) => {
                let order = source.time_format.as_deref().and_then(Order::named);
                Values::Instants(Box::new(Instants::new(source.zone.clone(), order)))
            }
            Kind::Word | Kind::Items | Kind::Text => Values::Words {
                codes: Vec::new(),
                dictionary: match shared {
                    Some(Shared::Words(dictionary)) => dictionary,
                    _ => Dictionary::default(),
                },
                renames: renames(spec, source, chosen),
            },
            Kind::Person => Values::Persons {
                codes: Vec::new(),
                persons: match shared {
                    Some(Shared::Persons(persons)) => persons,
                    _ => Persons::default(),
                },
            },
            Kind::Choice(_) => Values::Choices {
                codes: Vec::new(),
                lexicon: lexicon(spec, source, chosen),
            },
            Kind::Number { least, most } => Values::Numbers {
                numbers: Vec::new(),
                least,
                // The largest of all stands for none.
                most: most.min(NO_NUMBER - 1),
                lexicon: lexicon(spec, source, chosen),
            },
            Kind::Minutes => Values::Minutes {
                minutes: Vec::new(),
                // The preset knows the tool's own column; a column that the config names is in minutes.
                unit: chosen
                    .table
                    .filter(|_| source.columns.iter().all(|(column, ..)| column != spec.name))
                    .and_then(|table| table.units.get(spec.name).copied())
                    .unwrap_or_default(),
            },
            Kind::Flag => Values::Flags {
                flags: Vec::new(),
                lexicon: lexicon(spec, source, chosen),
            },
        };
        Self {
            spec,
            header: header.to_owned(),
            values,
            unreadable: 0,
            first_unreadable: None,
            decimal: source.decimal,
        }
    }

    /// What a cell holds.
    pub(super) fn read<'a>(&mut self, cell: &'a [u8]) -> Reading<'a> {
        let cell = cells::trim(cell);
        let is_word = matches!(
            self.values,
            Values::Words { .. } | Values::Persons { .. } | Values::Choices { .. } | Values::Names(_)
        );
        if (is_word && cells::is_missing(cell)) || (!is_word && cells::is_missing_value(cell)) {
            return Reading::Missing;
        }
        let decimal = self.decimal;
        match &mut self.values {
            Values::Names(_) => Reading::Name(words::cell_hash(cell)),
            Values::Instants(instants) => instants.parse(cell).map_or(Reading::Unreadable, Reading::Time),
            Values::Words { .. } | Values::Persons { .. } => Reading::Word(cell),
            Values::Choices { lexicon, .. } => said(lexicon, cell),
            Values::Numbers {
                least, most, lexicon, ..
            } => match cells::whole(cell, decimal) {
                Some(number) if !lexicon.knows(cell) && (*least..=*most).contains(&number) => Reading::Number(number),
                None if !cell.iter().any(u8::is_ascii_alphabetic) => Reading::Unreadable,
                _ => said(lexicon, cell),
            },
            Values::Minutes { unit, .. } => {
                cells::minutes(cell, decimal, *unit).map_or(Reading::Unreadable, Reading::Number)
            }
            Values::Flags { lexicon, .. } => match said(lexicon, cell) {
                Reading::Unknown(code) => {
                    cells::flag(cell).map_or(Reading::Unknown(code), |flag| Reading::Number(u32::from(flag)))
                }
                reading => reading,
            },
        }
    }

    /// Appends what a cell held; what could not be read is no value, and counted.
    pub(super) fn push(&mut self, reading: Reading, witness: impl FnOnce() -> Witness) {
        match (&mut self.values, reading) {
            (Values::Instants(instants), Reading::Time(stamp)) => return instants.push(stamp, witness),
            (Values::Names(names), Reading::Name(name)) => return names.push(name),
            (
                Values::Words {
                    codes,
                    dictionary,
                    renames,
                },
                Reading::Word(cell),
            ) => return codes.push(word_code(dictionary, renames, cell)),
            (Values::Persons { codes, persons }, Reading::Word(cell)) => return codes.push(persons.code(cell)),
            (Values::Choices { codes, .. }, Reading::Number(code)) => return codes.push(code as u8),
            (Values::Numbers { numbers, .. }, Reading::Number(number)) => return numbers.push(number),
            (Values::Minutes { minutes, .. }, Reading::Number(number)) => return minutes.push(number),
            (Values::Flags { flags, .. }, Reading::Number(flag)) => return flags.push(flag as u8),
            (
                Values::Choices { lexicon, .. } | Values::Numbers { lexicon, .. } | Values::Flags { lexicon, .. },
                Reading::Unknown(code),
            ) => lexicon.count(code),
            (_, Reading::Missing) => {}
            _ => {
                self.unreadable += 1;
                if self.first_unreadable.is_none() {
                    self.first_unreadable = Some(witness());
                }
            }
        }
        self.push_none();
    }

    /// Appends no value.
    pub(super) fn push_none(&mut self) {
        match &mut self.values {
            Values::Names(names) => names.push(NO_NAME),
            Values::Instants(instants) => instants.push_none(),
            Values::Words { codes, .. } | Values::Persons { codes, .. } => codes.push(NO_CODE),
            Values::Choices { codes, .. } => codes.push(NO_CHOICE),
            Values::Numbers { numbers, .. } => numbers.push(NO_NUMBER),
            Values::Minutes { minutes, .. } => minutes.push(NO_NUMBER),
            Values::Flags { flags, .. } => flags.push(NO_CHOICE),
        }
    }

    /// Keeps only these rows, in this order; the row taken for place `n` is never before `n`, so it is done in place.
    pub(super) fn keep_rows(&mut self, rows: &[u32]) {
        match &mut self.values {
            Values::Names(names) => keep_rows(names, rows),
            Values::Instants(instants) => keep_rows(&mut instants.values, rows),
            Values::Words { codes, .. } | Values::Persons { codes, .. } => keep_rows(codes, rows),
            Values::Choices { codes, .. } => keep_rows(codes, rows),
            Values::Numbers { numbers, .. } => keep_rows(numbers, rows),
            Values::Minutes { minutes, .. } => keep_rows(minutes, rows),
            Values::Flags { flags, .. } => keep_rows(flags, rows),
        }
    }

    /// Fills a column of times that was worked out.
    pub(super) fn set_times(&mut self, times: Vec<u32>) {
        if let Values::Instants(instants) = &mut self.values {
            instants.values = times;
        }
    }

    /// Fills a column of numbers that was worked out.
    pub(super) fn set_numbers(&mut self, counted: Vec<u32>) {
        if let Values::Numbers { numbers, .. } = &mut self.values {
            *numbers = counted;
        }
    }

    /// Fills a column of words that was worked out.
    pub(super) fn set_words<'a>(&mut self, words: impl Iterator<Item = Option<&'a str>>) {
        if let Values::Words { codes, dictionary, .. } = &mut self.values {
            codes.extend(words.map(|word| word.map_or(NO_CODE, |word| dictionary.code(word.as_bytes()))));
        }
    }

    /// Whether two rows have the same value.
    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        match &self.values {
            Values::Names(names) => names[one] == names[other],
            Values::Instants(instants) => instants.values[one] == instants.values[other],
            Values::Words { codes, .. } | Values::Persons { codes, .. } => codes[one] == codes[other],
            Values::Choices { codes, .. } => codes[one] == codes[other],
            Values::Numbers { numbers: codes, .. } | Values::Minutes { minutes: codes, .. } => {
                codes[one] == codes[other]
            }
            Values::Flags { flags, .. } => flags[one] == flags[other],
        }
    }

    /// How many rows have a value.
    pub(super) fn filled(&self) -> u64 {
        fn count<T: PartialEq>(values: &[T], none: T) -> u64 {
            values.iter().filter(|value| **value != none).count() as u64
        }
        match &self.values {
            Values::Names(names) => count(names, NO_NAME),
            Values::Instants(instants) => count(&instants.values, NO_TIME),
            Values::Words { codes, .. } | Values::Persons { codes, .. } => count(codes, NO_CODE),
            Values::Choices { codes, .. } => count(codes, NO_CHOICE),
            Values::Numbers { numbers, .. } => count(numbers, NO_NUMBER),
            Values::Minutes { minutes, .. } => count(minutes, NO_NUMBER),
            Values::Flags { flags, .. } => count(flags, NO_CHOICE),
        }
    }

    /// The times of the column, if it is one of times.
    pub(super) fn times(&self) -> Option<&[u32]> {
        match &self.values {
            Values::Instants(instants) => Some(&instants.values),
            _ => None,
        }
    }

    /// Whether a word was not UTF-8, and so was read as Windows-1252.
    pub(super) fn has_foreign(&self) -> bool {
        match &self.values {
            Values::Words { dictionary, .. } => dictionary.has_foreign(),
            Values::Choices { lexicon, .. } | Values::Numbers { lexicon, .. } | Values::Flags { lexicon, .. } => {
                lexicon.has_foreign()
            }
            _ => false,
        }
    }

    /// The words that no map knows.
    pub(super) fn unknown_words(&self) -> Vec<super::UnknownWord> {
        match &self.values {
            Values::Choices { lexicon, .. } | Values::Numbers { lexicon, .. } | Values::Flags { lexicon, .. } => {
                lexicon.unknown(self.spec.name)
            }
            _ => Vec::new(),
        }
    }
}

fn said(lexicon: &mut Lexicon, cell: &[u8]) -> Reading<'static> {
    let code = lexicon.code(cell);
    lexicon.value(code).map_or(Reading::Unknown(code), Reading::Number)
}

fn word_code(dictionary: &mut Dictionary, renames: &Renames, cell: &[u8]) -> u32 {
    if !renames.is_empty()
        && let Some(word) = renames.get(&cells::text(cell).to_lowercase())
    {
        return dictionary.code(word.as_bytes());
    }
    dictionary.code(cell)
}

fn keep_rows<T: Copy>(values: &mut Vec<T>, rows: &[u32]) {
    for (to, from) in rows.iter().enumerate() {
        values[to] = values[*from as usize];
    }
    values.truncate(rows.len());
    values.shrink_to_fit();
}

/// The tool's words and their canonical ones, the config's first, then the preset's.
fn said_words<'a>(
    spec: &ColumnSpec,
    source: &'a Source,
    chosen: &Chosen,
) -> impl Iterator<Item = (&'a String, &'a String)> {
    let preset = chosen.table.and_then(|table| table.values.get(spec.name));
    source
        .values
        .get(spec.name)
        .into_iter()
        .flatten()
        .chain(preset.into_iter().flatten())
}

fn renames(spec: &ColumnSpec, source: &Source, chosen: &Chosen) -> Renames {
    let mut renames = Renames::new();
    for (word, canonical) in said_words(spec, source, chosen) {
        renames
            .entry(word.trim().to_lowercase())
            .or_insert_with(|| canonical.clone());
    }
    renames
}

fn lexicon(spec: &ColumnSpec, source: &Source, chosen: &Chosen) -> Lexicon {
    let canonical = match spec.kind {
        Kind::Choice(words) => words,
        _ => &[],
    };
    let said = said_words(spec, source, chosen)
        .filter_map(|(word, canonical)| Some((word.clone(), canonical_value(spec, canonical)?)));
    let own = canonical
        .iter()
        .enumerate()
        .map(|(code, word)| ((*word).to_owned(), code as u32));
    Lexicon::new(said.chain(own), canonical)
}

/// The value of a canonical word in a column of choices, numbers or flags.
pub(super) fn canonical_value(spec: &ColumnSpec, word: &str) -> Option<u32> {
    match spec.kind {
        Kind::Choice(_) => spec.choice(word).map(u32::from),
        Kind::Number { least, most } => word.parse().ok().filter(|number| (least..=most).contains(number)),
        Kind::Flag => cells::flag(word.as_bytes()).map(u32::from),
        _ => None,
    }
}
