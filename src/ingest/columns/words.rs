//! Repeated words as small numbers: dictionaries, persons without their names, and what a tool's words mean.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::UnknownWord;
use crate::ingest::cells;
use crate::nearest::nearest;
use crate::visible::visible;

/// The hash by which records of all tables name each other; 0 is no name.
pub fn name_hash(name: &str) -> u64 {
    hash(name.as_bytes())
}

/// The same of any bytes.
pub(crate) fn hash(name: &[u8]) -> u64 {
    xxh3_64(name).max(1)
}

/// The same hash of a trimmed cell.
pub(crate) fn cell_hash(cell: &[u8]) -> u64 {
    if cell.is_ascii() {
        hash(cell)
    } else {
        hash(cells::text(cell).as_bytes())
    }
}

/// No name of a person that is longer is lowered without an allocation.
const LONGEST_NAME: usize = 64;

/// The hash of a trimmed cell that names a person: one tool writes Anna@example.com, another anna@example.com.
fn person_hash(cell: &[u8]) -> u64 {
    if !cell.is_ascii() {
        return hash(cells::text(cell).to_lowercase().as_bytes());
    }
    if !cell.iter().any(u8::is_ascii_uppercase) {
        return hash(cell);
    }
    let mut held = [0; LONGEST_NAME];
    match held.get_mut(..cell.len()) {
        Some(name) => {
            name.copy_from_slice(cell);
            name.make_ascii_lowercase();
            hash(name)
        }
        None => hash(&cell.to_ascii_lowercase()),
    }
}

/// Words in the order of first appearance, found by their bytes.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    codes: HashTable<u32>,
    words: Vec<String>,
    /// Whether a word was not UTF-8, and so was read as Windows-1252.
    foreign: bool,
}

impl Dictionary {
    /// The code of a trimmed cell.
    pub(crate) fn code(&mut self, cell: &[u8]) -> u32 {
        match self.find(cell) {
            Some(code) => code,
            // Only a word that is new has to be looked at as text.
            None => {
                let word = cells::text(cell);
                self.foreign |= matches!(word, Cow::Owned(_));
                self.add(&word)
            }
        }
    }

    fn find(&self, cell: &[u8]) -> Option<u32> {
        let found = self
            .codes
            .find(hash(cell), |code| self.words[*code as usize].as_bytes() == cell);
        found.copied()
    }

    fn add(&mut self, word: &str) -> u32 {
        // A cell in Windows-1252 may be a word that is known in UTF-8.
        if let Some(code) = self.find(word.as_bytes()) {
            return code;
        }
        let code = self.words.len() as u32;
        self.words.push(word.to_owned());
        let Self { codes, words, .. } = self;
        codes.insert_unique(hash(word.as_bytes()), code, |code| {
            hash(words[*code as usize].as_bytes())
        });
        code
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether a word was not UTF-8, and so was read as Windows-1252.
    pub(crate) fn has_foreign(&self) -> bool {
        self.foreign
    }

    /// The word of each code.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The word of each code, to keep.
    pub(crate) fn into_words(self) -> Vec<String> {
        self.words
    }
}

/// Persons as codes; their names are not kept.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    codes: HashTable<u32>,
    hashes: Vec<u64>,
}

impl Persons {
    /// The code of a trimmed cell.
    pub(crate) fn code(&mut self, cell: &[u8]) -> u32 {
        let hash = person_hash(cell);
        let Self { codes, hashes } = self;
        let entry = codes.entry(
            hash,
            |code| hashes[*code as usize] == hash,
            |code| hashes[*code as usize],
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let code = hashes.len() as u32;
                entry.insert(code);
                hashes.push(hash);
                code
            }
        }
    }

    /// The hash of each code's name, to keep: the same in every column.
    pub(crate) fn into_hashes(self) -> Vec<u64> {
        self.hashes
    }
}

/// More distinct words than this in a column of few meanings are free text; they are counted together.
const MOST_WORDS: usize = 10_000;

/// A cell of more letters than this is free text, unless the map has it.
const LONGEST_WORD: usize = 80;

/// No word of more letters than this is a slip of the finger in a shorter one.
const LONGEST_SLIP: usize = 40;

/// What words that are not named are counted under.
const OTHER_WORDS: &str = "other words";

/// A word of fewer rows than this may be free text of one ticket, which is in no report.
pub(crate) const FEWEST_ROWS: u64 = 5;

/// Words of one column that are named, at most.
const MOST_NAMED: usize = 20;

/// The unknown words of columns that a report may tell: each column's most frequent, the others summed up under one entry.
pub(crate) fn tellable(unknown: &[UnknownWord]) -> Vec<UnknownWord> {
    unknown
        .chunk_by(|one, next| one.column == next.column)
        .flat_map(tellable_of_column)
        .collect()
}

fn tellable_of_column(unknown: &[UnknownWord]) -> Vec<UnknownWord> {
    let mut told: Vec<UnknownWord> = Vec::new();
    let mut others: Option<UnknownWord> = None;
    for word in unknown.iter().cloned() {
        if word.rows >= FEWEST_ROWS && told.len() < MOST_NAMED && word.word != OTHER_WORDS {
            told.push(word);
        } else if let Some(others) = &mut others {
            others.rows += word.rows;
        } else {
            others = Some(UnknownWord {
                word: OTHER_WORDS.to_owned(),
                suggestion: None,
                ..word
            });
        }
    }
    told.extend(others);
    told
}

/// What the words of one column mean: looked up once a word, counted once a row.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Lower-case word → its value.
    known: HashMap<String, u32>,
    /// Canonical words, for suggestions.
    canonical: Box<[String]>,
    seen: Dictionary,
    meanings: Vec<Option<u32>>,
    rows: Vec<u64>,
    has_numbers: bool,
}

impl Lexicon {
    /// A lexicon of words and their values; what is given first stands.
    pub(crate) fn new(words: impl IntoIterator<Item = (String, u32)>, canonical: &[&str]) -> Self {
        let mut known = HashMap::new();
        for (word, value) in words {
            known.entry(word.trim().to_lowercase()).or_insert(value);
        }
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        Self {
            has_numbers: known.keys().any(is_number),
            known,
            canonical: canonical.iter().map(|word| (*word).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// A code for the cell's word, to be turned into its value by [`Lexicon::value`] and counted by [`Lexicon::count`].
    pub(crate) fn code(&mut self, cell: &[u8]) -> u32 {
        let code = if self.seen.len() < MOST_WORDS && !is_longer(cell, LONGEST_WORD) {
            self.seen.code(cell)
        } else {
            let code = self.seen.find(cell).or_else(|| {
                // A word of the map is never lost among free text.
                let word = cells::text(cell);
                self.known
                    .contains_key(&word.to_lowercase())
                    .then(|| self.seen.add(&word))
            });
            code.unwrap_or_else(|| self.seen.add(OTHER_WORDS))
        };
        if code as usize == self.meanings.len() {
            let word = self.seen.words[code as usize].to_lowercase();
            self.meanings.push(self.known.get(&word).copied());
            self.rows.push(0);
        }
        code
    }

    /// Whether the map has numbers among its words, as for priorities that a tool counts from 0.
    pub(crate) fn has_numbers(&self) -> bool {
        self.has_numbers
    }

    /// The value of a coded word, if it has one.
    pub(crate) fn value(&self, code: u32) -> Option<u32> {
        self.meanings[code as usize]
    }

    /// One row more that has this word.
    pub(crate) fn count(&mut self, code: u32) {
        self.rows[code as usize] += 1;
    }

    /// Whether a word was not UTF-8, and so was read as Windows-1252.
    pub(crate) fn has_foreign(&self) -> bool {
        self.seen.has_foreign()
    }

    /// The words that rows had and nobody knows, most frequent first.
    pub(crate) fn unknown(&self, column: &'static str) -> Vec<UnknownWord> {
        let mut unknown: Vec<UnknownWord> = (0..self.seen.len())
            .filter(|code| self.meanings[*code].is_none() && self.rows[*code] > 0)
            .map(|code| {
                let word = visible(&self.seen.words[code]);
                let suggestion = (!is_longer(word.as_bytes(), LONGEST_SLIP))
                    .then(|| nearest(&word, self.canonical.iter().map(String::as_str)))
                    .flatten();
                UnknownWord {
                    column,
                    rows: self.rows[code],
                    suggestion: suggestion.map(str::to_owned),
                    word,
                }
            })
            .collect();
        unknown.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.word.cmp(&b.word)));
        unknown
    }
}

/// Whether a cell has more letters than so many.
fn is_longer(cell: &[u8], most: usize) -> bool {
    cell.len() > most && cells::text(cell).chars().nth(most).is_some()
}

/// The tool's words of one column and what to call them, lower case on the left.
pub(crate) type Renames = BTreeMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_windows_1252_is_the_same_word_as_in_utf_8() {
        let mut words = Dictionary::default();
        assert_eq!(words.code("Café".as_bytes()), 0);
        assert_eq!(words.code(b"Desk"), 1);
        assert_eq!(words.code(b"Caf\xe9"), 0);
        assert_eq!(words.into_words(), ["Café", "Desk"]);
    }

    #[test]
    fn a_person_is_one_however_the_name_is_written() {
        let mut persons = Persons::default();
        let long = "A".repeat(LONGEST_NAME);
        let address = format!("{long}@example.com");
        for (name, code) in [
            ("Anna@Example.com", 0),
            ("anna@example.com", 0),
            ("Bob", 1),
            ("ANNA@EXAMPLE.COM", 0),
            ("Ängström", 2),
            ("ÄNGSTRÖM", 2),
            (&address, 3),
            (&address.to_lowercase(), 3),
        ] {
            assert_eq!(persons.code(name.as_bytes()), code, "{name}");
        }
        // The same in Windows-1252.
        assert_eq!(persons.code(b"\xc4NGSTR\xd6M"), 2);
        assert_eq!(persons.into_hashes()[0], name_hash("anna@example.com"));
    }

    #[test]
    fn many_words_keep_their_codes_while_the_table_grows() {
        let mut words = Dictionary::default();
        let mut persons = Persons::default();
        for round in 0..2 {
            for number in 0..5_000_u32 {
                let word = format!("Caller {number}");
                assert_eq!(words.code(word.as_bytes()), number, "round {round}");
                assert_eq!(persons.code(word.as_bytes()), number, "round {round}");
            }
        }
    }

    #[test]
    fn an_unknown_word_is_counted_with_the_nearest_canonical_one() {
        let mut lexicon = Lexicon::new(
            [("successful".to_owned(), 0), ("failed".to_owned(), 2)],
            &["successful", "failed"],
        );
        for word in ["Successful", "Succesfull", "Succesfull", "Postponed"] {
            let code = lexicon.code(word.as_bytes());
            lexicon.count(code);
        }
        let code = lexicon.code(b"SUCCESSFUL");
        assert_eq!(lexicon.value(code), Some(0));
        let unknown = lexicon.unknown("outcome");
        assert_eq!(
            (
                unknown[0].word.as_str(),
                unknown[0].rows,
                unknown[0].suggestion.as_deref()
            ),
            ("Succesfull", 2, Some("successful"))
        );
        assert_eq!(
            (unknown[1].word.as_str(), unknown[1].suggestion.as_deref()),
            ("Postponed", None)
        );
    }

    #[test]
    fn at_most_twenty_words_of_a_column_are_told_and_no_rare_one() {
        let word = |number: u64| UnknownWord {
            column: "state",
            word: format!("word {number}"),
            rows: 30 - number,
            suggestion: None,
        };
        let told = tellable(&(0..30).map(word).collect::<Vec<_>>());
        assert_eq!(told.len(), 21);
        assert_eq!((told[20].word.as_str(), told[20].rows), (OTHER_WORDS, 55));
        assert_eq!(tellable(&[word(26)])[0].word, OTHER_WORDS);
    }

    #[test]
    fn free_text_where_words_are_expected_does_not_fill_the_memory() {
        let mut lexicon = Lexicon::new([("closed".to_owned(), 4)], &["closed"]);
        for number in 0..20_000 {
            let code = lexicon.code(format!("text {number}").as_bytes());
            lexicon.count(code);
        }
        let code = lexicon.code(b"Closed");
        assert_eq!(lexicon.value(code), Some(4));
        let unknown = lexicon.unknown("state");
        assert_eq!((unknown[0].word.as_str(), unknown[0].rows), (OTHER_WORDS, 10_000));
        assert_eq!(unknown.len(), 10_001);
    }

    #[test]
    fn a_long_text_where_a_word_is_expected_is_not_kept_and_a_long_word_of_the_map_is_found() {
        let mapped = "é".repeat(81);
        let mut lexicon = Lexicon::new([(mapped.clone(), 4)], &["closed"]);
        let begun = std::time::Instant::now();
        for number in 0..30 {
            let code = lexicon.code(format!("{number}{}", "x".repeat(240_000)).as_bytes());
            lexicon.count(code);
        }
        for cell in [mapped.to_uppercase(), "é".repeat(80)] {
            let code = lexicon.code(cell.as_bytes());
            lexicon.count(code);
        }
        let unknown = lexicon.unknown("state");
        assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
        let told: Vec<_> = unknown.iter().map(|each| (each.word.as_str(), each.rows)).collect();
        assert_eq!(told, [(OTHER_WORDS, 30), (&"é".repeat(80), 1)]);
    }

    #[test]
    fn no_text_longer_than_a_word_can_be_is_taken_for_a_slip() {
        let canonical = "a".repeat(50);
        let mut lexicon = Lexicon::new([(canonical.clone(), 1)], &[&canonical]);
        for length in [40, 41] {
            let code = lexicon.code("a".repeat(length).as_bytes());
            lexicon.count(code);
        }
        let suggested: Vec<_> = lexicon
            .unknown("state")
            .into_iter()
            .map(|each| each.suggestion)
            .collect();
        assert_eq!(suggested, [Some(canonical), None]);
    }
}
