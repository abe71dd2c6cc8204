//! What the cells of a column of numbers mean: words by their codes, counts, durations, scores, yes and no.

use super::marks::Marked;
use super::words::{Dictionary, Lexicon, Persons, Renames};
use crate::config::Source;
use crate::ingest::cells;
use crate::ingest::cells::durations::{self, Unit};
use crate::ingest::cells::letters;
use crate::ingest::cells::numbers;
use crate::ingest::cells::times::Stamp;
use crate::ingest::mapping::headers::{Name, key};
use crate::ingest::mapping::preset::{Chosen, TablePreset};
use crate::tables::{ColumnSpec, Kind};

/// What numbers are: codes of words, or counts.
#[derive(Debug)]
pub(crate) enum Meaning {
    Words {
        dictionary: Dictionary,
        renames: Renames,
    },
    Persons(Persons),
    Choices(Lexicon),
    Counts {
        least: u32,
        most: u32,
        lexicon: Lexicon,
    },
    /// Durations, held in the one unit, their plain numbers in the other.
    Durations {
        held: Unit,
        unit: Unit,
    },
    /// In hundredths.
    Scores(Lexicon),
    Flags(Lexicon),
}

/// What a cell holds, before it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading<'a> {
    Missing,
    Unreadable,
    /// A word that no map knows, by its code in the lexicon.
    Unknown(u32),
    Time(Stamp),
    Name(u64),
    Word(&'a [u8]),
    Number(u32),
    /// A number with marks that its column decides.
    Marked(Marked),
    /// Below zero, where nothing is.
    Negative,
    /// Below zero or above one, where a part of a whole is wanted.
    NoShare,
}

impl Reading<'_> {
    /// Why there is no value, if there is none.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("is empty"),
            Self::Unreadable => Some("cannot be read"),
            Self::Negative => Some("is negative"),
            Self::NoShare => Some("is not between 0 and 1, or 0 % and 100 %"),
            Self::Unknown(_) => Some("is a word that no map knows"),
            Self::Time(_) | Self::Name(_) | Self::Word(_) | Self::Number(_) | Self::Marked(_) => None,
        }
    }
}

impl Meaning {
    /// What a trimmed cell that is not empty holds; `told` is the decimal mark that the config says.
    pub(crate) fn read<'a>(&mut self, cell: &'a [u8], told: Option<u8>) -> Reading<'a> {
        match self {
            Self::Words { .. } | Self::Persons(_) => Reading::Word(cell),
            Self::Choices(lexicon) => said(lexicon, cell),
            Self::Counts { least, most, lexicon } => {
                let range = u64::from(*least)..=u64::from(*most);
                let fits = |number: &u64| range.contains(number);
                counted(lexicon, cell, || match numbers::digits(cell) {
                    Some(count) => fits(&u64::from(count)).then_some(Reading::Number(count)),
                    None => Some(number(cell, told, |cell, decimal| {
                        numbers::whole(cell, decimal).filter(fits)
                    })),
                })
            }
            Self::Scores(lexicon) => {
                let score = |cell: &[u8], decimal| numbers::hundredths(cell, decimal).filter(is_held);
                counted(lexicon, cell, || Some(number(cell, told, score)))
            }
            Self::Durations { held, unit } => {
                let rounded = |seconds: u64| Some((seconds + held.seconds() / 2) / held.seconds()).filter(is_held);
                let plain = numbers::digits(cell).and_then(|count| rounded(u64::from(count) * unit.seconds()));
                match plain {
                    Some(duration) => Reading::Number(duration as u32),
                    None => number(cell, told, |cell, decimal| {
                        rounded(durations::seconds(cell, decimal, *unit)?)
                    }),
                }
            }
            Self::Flags(lexicon) => match said(lexicon, cell) {
                Reading::Unknown(code) => {
                    cells::flag(cell).map_or(Reading::Unknown(code), |flag| Reading::Number(u32::from(flag)))
                }
                reading => reading,
            },
        }
    }

    /// The code of a word, where words have codes of their own.
    pub(crate) fn code(&mut self, word: &[u8]) -> Option<u32> {
        match self {
            Self::Words { dictionary, renames } => Some(word_code(dictionary, renames, word)),
            Self::Persons(persons) => Some(persons.code(word)),
            _ => None,
        }
    }

    /// One row more that has this word of the lexicon.
    pub(crate) fn count(&mut self, code: u32) {
        if let Self::Choices(lexicon) | Self::Counts { lexicon, .. } | Self::Scores(lexicon) | Self::Flags(lexicon) =
            self
        {
            lexicon.count(code);
        }
    }

    pub(crate) fn lexicon(&self) -> Option<&Lexicon> {
        match self {
            Self::Choices(lexicon) | Self::Counts { lexicon, .. } | Self::Scores(lexicon) | Self::Flags(lexicon) => {
                Some(lexicon)
            }
            _ => None,
        }
    }
}

/// Whether a column of numbers holds it beside its none.
fn is_held(number: &u64) -> bool {
    *number < u64::from(u32::MAX)
}

/// What a cell of numbers holds, read with the mark told or with either.
pub(crate) fn number<'a>(cell: &[u8], told: Option<u8>, read: impl Fn(&[u8], u8) -> Option<u64>) -> Reading<'a> {
    match Marked::read(cell, told, read) {
        Some(marked) => Reading::Marked(marked),
        None if letters::plain(cell).is_some_and(|plain| numbers::is_negative(&plain)) => Reading::Negative,
        None => Reading::Unreadable,
    }
}

/// A number of any sign, by the bits of its float.
pub(crate) fn quantity<'a>(cell: &[u8], told: Option<u8>) -> Reading<'a> {
    let read = |cell: &[u8], decimal| numbers::quantity(cell, decimal).map(f64::to_bits);
    Marked::read(cell, told, read).map_or(Reading::Unreadable, Reading::Marked)
}

/// A part of a whole, likewise.
pub(crate) fn share<'a>(cell: &[u8], told: Option<u8>) -> Reading<'a> {
    let share = |cell: &[u8], decimal| numbers::quantity(cell, decimal).filter(|number| (0.0..=1.0).contains(number));
    let read = |cell: &[u8], decimal| share(cell, decimal).map(f64::to_bits);
    match (Marked::read(cell, told, read), quantity(cell, told)) {
        (Some(marked), _) => Reading::Marked(marked),
        (None, Reading::Marked(_)) => Reading::NoShare,
        (None, unreadable) => unreadable,
    }
}

/// A number, or what the map says of a word; a number that `read` has no place for is one.
fn counted(lexicon: &mut Lexicon, cell: &[u8], read: impl FnOnce() -> Option<Reading<'static>>) -> Reading<'static> {
    let is_word = cell.iter().any(u8::is_ascii_alphabetic);
    // A word that the map has is looked up once; most cells are numbers that no map has.
    if (is_word || lexicon.has_numbers())
        && let known @ Reading::Number(_) = said(lexicon, cell)
    {
        return known;
    }
    match read() {
        None => said(lexicon, cell),
        Some(Reading::Unreadable | Reading::Negative) if is_word => said(lexicon, cell),
        Some(reading) => reading,
    }
}

/// Durations as the column holds them. The unit of their plain numbers is what the config says, else what the preset knows of the
/// tool's own column, else what the header names, else that of the column's own name.
pub(crate) fn durations_in(held: Unit, spec: &ColumnSpec, header: &str, source: &Source, chosen: &Chosen) -> Meaning {
    let knows = |table: &&&TablePreset| {
        table
            .columns
            .get(spec.name)
            .is_some_and(|known| is_among(header, known))
    };
    let known = chosen.tables.iter().find(knows);
    let of_preset = || known?.units.get(spec.name).copied();
    let of_name = if spec.kind == Kind::Hours { Unit::Hours } else { held };
    let told = source.units.get(spec.name).copied().or_else(of_preset);
    let unit = told.or_else(|| durations::unit_named(header)).unwrap_or(of_name);
    Meaning::Durations { held, unit }
}

fn is_among(header: &str, known: &[Name]) -> bool {
    let wanted = key(header);
    known.iter().any(|known| known.key == wanted)
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

/// The tool's words and their canonical ones, the config's first, then the preset's.
fn said_words<'a>(
    spec: &ColumnSpec,
    source: &'a Source,
    chosen: &Chosen,
) -> impl Iterator<Item = (&'a String, &'a String)> {
    let known = chosen.tables.iter().filter_map(|table| table.values.get(spec.name));
    source
        .values
        .get(spec.name)
        .into_iter()
        .flatten()
        .chain(known.flatten())
}

pub(crate) fn renames(spec: &ColumnSpec, source: &Source, chosen: &Chosen) -> Renames {
    let mut renames = Renames::new();
    for (word, canonical) in said_words(spec, source, chosen) {
        renames
            .entry(word.trim().to_lowercase())
            .or_insert_with(|| canonical.clone());
    }
    renames
}

pub(crate) fn lexicon(spec: &ColumnSpec, source: &Source, chosen: &Chosen) -> Lexicon {
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
pub(crate) fn canonical_value(spec: &ColumnSpec, word: &str) -> Option<u32> {
    match spec.kind {
        Kind::Choice(_) => spec.choice(word).map(u32::from),
        Kind::Number { least, most } => word.parse().ok().filter(|number| (least..=most).contains(number)),
        Kind::Flag => cells::flag(word.as_bytes()).map(u32::from),
        Kind::Score => numbers::hundredths(word.as_bytes(), b'.').and_then(|score| u32::try_from(score).ok()),
        _ => None,
    }
}
