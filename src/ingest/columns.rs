//! Typed columns being read: a cell becomes a reading, a reading becomes a compact value.

use super::cells;
use super::durations::{self, Unit};
use super::fold;
use super::instants::{Instants, NO_TIME, Witness};
use super::letters;
use super::marks::{Marked, Marks, Taken};
use super::narrow::{self, Narrow};
use super::numbers;
use super::preset::Chosen;
use super::times::Stamp;
use super::words::{self, Dictionary, Lexicon, Persons, Renames};
use crate::config::Source;
use crate::tables::{ColumnSpec, Kind};

/// No name.
pub(super) const NO_NAME: u64 = 0;

/// No amount.
pub(super) const NO_AMOUNT: u64 = u64::MAX;

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
    /// How many of them are numbers or durations below zero.
    pub negative: u64,
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
    /// In hundredths.
    Amounts(Vec<u64>),
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
            Self::Amounts(amounts) => amounts.len(),
        }
    }

    /// Gives a row the number that it waited for.
    fn set(&mut self, row: u32, number: u64) {
        match self {
            // What reads as a number of such a column is one that it holds.
            Self::Numbers { numbers, .. } => numbers.set(row as usize, number as u32),
            Self::Amounts(amounts) => amounts[row as usize] = number,
            Self::Names(_) | Self::Instants(_) => {}
        }
    }
}

/// What numbers are: codes of words, or counts.
#[derive(Debug)]
pub(super) enum Meaning {
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
pub(super) enum Reading<'a> {
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
}

impl Reading<'_> {
    /// Why there is no value, if there is none.
    pub(super) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("is empty"),
            Self::Unreadable => Some("cannot be read"),
            Self::Negative => Some("is negative"),
            Self::Unknown(_) => Some("is a word that no map knows"),
            Self::Time(_) | Self::Name(_) | Self::Word(_) | Self::Number(_) | Self::Marked(_) => None,
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
            Kind::Time(_) => {
                let order = source.time_format.order(spec.name);
                Values::Instants(Box::new(Instants::new(source.zone.clone(), order)))
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
            Kind::Minutes => Values::numbers(durations_in(Unit::Minutes, spec, source, chosen)),
            Kind::Seconds => Values::numbers(durations_in(Unit::Seconds, spec, source, chosen)),
            Kind::Amount => Values::Amounts(Vec::new()),
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
            negative: 0,
            marks: Marks::new(source.decimal),
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
            Values::Amounts(_) => number(cell, self.marks.told(), numbers::amount),
        }
    }

    /// Appends what a cell held; what could not be read is no value, and counted.
    pub(super) fn push(&mut self, reading: Reading, witness: impl FnOnce() -> Witness) {
        if let Reading::Marked(marked) = reading {
            return self.push_marked(marked, witness);
        }
        self.negative += u64::from(reading == Reading::Negative);
        match (&mut self.values, reading) {
            (Values::Instants(instants), Reading::Time(stamp)) => return instants.push(stamp, witness),
            (Values::Names(names), Reading::Name(name)) => return names.push(name),
            (Values::Numbers { numbers, .. }, Reading::Number(number)) => return numbers.push(Some(number)),
            (Values::Numbers { numbers, meaning }, Reading::Word(cell)) => return numbers.push(meaning.code(cell)),
            (Values::Numbers { meaning, .. }, Reading::Unknown(code)) => meaning.count(code),
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

    /// All cells are read: a count whose marks nothing told has thousands, as it has no fraction; other numbers whose marks
    /// nothing told cannot be read.
    pub(super) fn settle(&mut self) {
        if matches!(self.spec.kind, Kind::Number { .. }) {
            for (row, number) in self.marks.as_thousands() {
                self.values.set(row, number);
            }
        } else if let Some((count, first)) = self.marks.undecided() {
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
            Values::Amounts(amounts) => amounts.push(NO_AMOUNT),
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

    /// Makes room for so many rows more, if there is as much memory.
    pub(super) fn reserve(&mut self, rows: usize) {
        match &mut self.values {
            Values::Names(values) | Values::Amounts(values) => narrow::reserve(values, rows),
            Values::Instants(instants) => narrow::reserve(&mut instants.values, rows),
            Values::Numbers { numbers, .. } => numbers.reserve(rows),
        }
    }

    /// Keeps only these rows, as [`fold::keep_rows`] does.
    pub(super) fn keep_rows(&mut self, rows: &[u32]) {
        match &mut self.values {
            Values::Names(values) | Values::Amounts(values) => fold::keep_rows(values, rows),
            Values::Instants(instants) => fold::keep_rows(&mut instants.values, rows),
            Values::Numbers { numbers, .. } => numbers.keep_rows(rows),
        }
    }

    /// Fills a column of times that was worked out.
    pub(super) fn set_times(&mut self, times: Vec<u32>) {
        if let Values::Instants(instants) = &mut self.values {
            instants.values = times;
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

    /// Whether two rows have the same value.
    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        match &self.values {
            Values::Names(values) | Values::Amounts(values) => values[one] == values[other],
            Values::Instants(instants) => instants.values[one] == instants.values[other],
            Values::Numbers { numbers, .. } => numbers.get(one) == numbers.get(other),
        }
    }

    /// How many rows have a value.
    pub(super) fn filled(&self) -> u64 {
        let filled = match &self.values {
            Values::Names(names) => narrow::filled(names, NO_NAME),
            Values::Amounts(amounts) => narrow::filled(amounts, NO_AMOUNT),
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

impl Meaning {
    /// What a trimmed cell that is not empty holds; `told` is the decimal mark that the config says.
    fn read<'a>(&mut self, cell: &'a [u8], told: Option<u8>) -> Reading<'a> {
        match self {
            Self::Words { .. } | Self::Persons(_) => Reading::Word(cell),
            Self::Choices(lexicon) => said(lexicon, cell),
            Self::Counts { least, most, lexicon } => {
                let range = u64::from(*least)..=u64::from(*most);
                let fits = |number: &u64| range.contains(number);
                counted(lexicon, cell, |cell| match numbers::digits(cell) {
                    Some(count) if fits(&u64::from(count)) => Reading::Number(count),
                    // A number of somebody's own, as a word is.
                    Some(_) => Reading::Unknown(0),
                    None => number(cell, told, |cell, decimal| numbers::whole(cell, decimal).filter(fits)),
                })
            }
            Self::Scores(lexicon) => counted(lexicon, cell, |cell| {
                number(cell, told, |cell, decimal| {
                    numbers::hundredths(cell, decimal).filter(is_held)
                })
            }),
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
    fn code(&mut self, word: &[u8]) -> Option<u32> {
        match self {
            Self::Words { dictionary, renames } => Some(word_code(dictionary, renames, word)),
            Self::Persons(persons) => Some(persons.code(word)),
            _ => None,
        }
    }

    /// One row more that has this word of the lexicon.
    fn count(&mut self, code: u32) {
        if let Self::Choices(lexicon) | Self::Counts { lexicon, .. } | Self::Scores(lexicon) | Self::Flags(lexicon) =
            self
        {
            lexicon.count(code);
        }
    }

    fn lexicon(&self) -> Option<&Lexicon> {
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
fn number<'a>(cell: &[u8], told: Option<u8>, read: impl Fn(&[u8], u8) -> Option<u64>) -> Reading<'a> {
    match Marked::read(cell, told, read) {
        Some(marked) => Reading::Marked(marked),
        None if letters::plain(cell).is_some_and(|plain| numbers::is_negative(&plain)) => Reading::Negative,
        None => Reading::Unreadable,
    }
}

/// A number, where no word is known to be meant.
fn counted(lexicon: &mut Lexicon, cell: &[u8], read: impl FnOnce(&[u8]) -> Reading<'static>) -> Reading<'static> {
    if lexicon.knows(cell) {
        return said(lexicon, cell);
    }
    match read(cell) {
        Reading::Unknown(_) => said(lexicon, cell),
        Reading::Unreadable | Reading::Negative if cell.iter().any(u8::is_ascii_alphabetic) => said(lexicon, cell),
        reading => reading,
    }
}

/// Durations as the column holds them. The preset knows the unit of the tool's own column; a column that the config names is in
/// the unit of its name.
fn durations_in(held: Unit, spec: &ColumnSpec, source: &Source, chosen: &Chosen) -> Meaning {
    let is_own = source.columns.iter().all(|(column, ..)| column != spec.name);
    let mut known = chosen.tables.iter().filter(|_| is_own);
    let unit = known
        .find_map(|table| table.units.get(spec.name).copied())
        .unwrap_or(held);
    Meaning::Durations { held, unit }
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
        Kind::Score => numbers::hundredths(word.as_bytes(), b'.').and_then(|score| u32::try_from(score).ok()),
        _ => None,
    }
}
