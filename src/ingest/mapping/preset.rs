//! Presets: what is known of a tool's exports, as data. A tool is one TOML file in `presets/`; no tool is named in Rust.
//! `common.toml` is of no tool: it has the headers and words that people use everywhere, in five languages.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::headers::{Headers, Name, key};
use crate::ingest::cells::durations::Unit;
use crate::ingest::columns::elapsed::After;
use crate::tables::{ColumnSpec, TABLES, TableSpec};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/ingest/presets");

/// The presets compiled in, by name. A test reads them all, so none that cannot be read is ever shipped.
static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let mut presets: Vec<Preset> = FILES
        .files()
        .filter_map(|file| toml::from_str(file.contents_utf8()?).ok())
        .map(Preset::inherited)
        .map(Preset::with_own_names)
        .collect();
    presets.sort_by(|a, b| a.name.cmp(&b.name));
    presets
});

/// The preset that maps nothing by itself.
pub const GENERIC: &str = "generic";

/// The preset of an export whose tool is not known.
pub const COMMON: &str = "common";

/// The headers of all presets, by their [`key`].
static HEADERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let tables = PRESETS.iter().flat_map(|preset| preset.tables.values());
    let headers = tables.flat_map(|table| table.columns.values().flatten().chain(&table.distinctive));
    headers.map(|header| header.key.clone()).collect()
});

/// Whether any tool's exports have such a header.
pub(crate) fn knows(header: &str) -> bool {
    HEADERS.contains(&key(header))
}

/// The words of all presets, in lower case.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let tables = PRESETS.iter().flat_map(|preset| preset.tables.values());
    let words = tables.flat_map(|table| table.values.values().flat_map(BTreeMap::keys));
    words.map(|word| word.to_lowercase()).collect()
});

/// Whether any tool's exports have such a word, with a number before it or without, so that it is nobody's name.
pub(crate) fn knows_word(word: &str) -> bool {
    let word = word.to_lowercase();
    let bare = word.trim_start_matches(|each: char| each.is_ascii_digit() || matches!(each, ' ' | '-'));
    WORDS.contains(&word) || WORDS.contains(bare)
}

/// The names that `preset` in the config may have.
pub fn preset_names() -> Vec<&'static str> {
    PRESETS
        .iter()
        .map(|preset| preset.name.as_str())
        .chain([GENERIC])
        .collect()
}

/// What is known of one tool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Preset {
    /// As in `preset = "…"`.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// What tells the tool, for the tables that say nothing of their own.
    #[serde(default)]
    distinctive: Vec<Name>,
    /// How many of them are enough.
    #[serde(default)]
    enough: usize,
    /// Canonical table → what its exports look like.
    pub tables: BTreeMap<String, TablePreset>,
}

/// What is known of a tool's exports for one table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TablePreset {
    /// Headers that tell this export from others.
    #[serde(default)]
    pub distinctive: Vec<Name>,
    /// How many of them are enough.
    #[serde(default)]
    pub enough: usize,
    /// What a record is called, in file names and before its headers (`Problem Status`).
    #[serde(default)]
    pub nouns: Vec<Name>,
    /// How the ids of this table begin.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Canonical column → its headers, the best first.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<Name>>,
    /// Canonical column → the unit of its plain numbers.
    #[serde(default)]
    pub units: BTreeMap<String, Unit>,
    /// Canonical column of times → the duration that stands in the export where the time does not.
    #[serde(default)]
    pub after: BTreeMap<String, After>,
    /// Canonical column → beginning of the id → canonical word.
    #[serde(default)]
    pub prefixes: BTreeMap<String, BTreeMap<String, String>>,
    /// Canonical column → the tool's word → canonical word.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Canonical column → the tool's words for no value: `No Agent`.
    #[serde(default)]
    pub nothing: BTreeMap<String, Vec<String>>,
    /// Canonical column → what every row has there, where no column gives it.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// Header → its words in rows that are this table's, where one export holds several tables. A table without them has the
    /// rows that are left, and those that another has `beside` it.
    #[serde(default)]
    pub rows: BTreeMap<String, Vec<String>>,
    /// The column that makes a row of another table one of this table, too, where it is filled: a ticket's rating is an answer to
    /// a survey.
    #[serde(default)]
    pub beside: Option<String>,
}

impl Preset {
    /// The preset with what tells the tool in each of its tables.
    fn inherited(mut self) -> Self {
        for table in self.tables.values_mut().filter(|table| table.distinctive.is_empty()) {
            table.distinctive.clone_from(&self.distinctive);
            table.enough = self.enough;
        }
        self
    }

    /// The common preset with every column's own name, letter for letter: whoever writes a table as it is documented has nothing to
    /// map. (In other letters a name such as `Service` may mean other things.)
    fn with_own_names(mut self) -> Self {
        for table in TABLES.iter().filter(|_| self.name == COMMON) {
            let columns = &mut self.tables.entry(table.name.to_owned()).or_default().columns;
            for spec in table.columns {
                let own = Name {
                    text: spec.name.to_owned(),
                    key: String::new(),
                };
                columns.entry(spec.name.to_owned()).or_default().push(own);
            }
        }
        self
    }
}

impl TablePreset {
    /// The place of a canonical column's header.
    pub(crate) fn place(&self, column: &str, headers: &Headers) -> Option<usize> {
        let synonyms = self.columns.get(column)?;
        let whole = synonyms.iter().find_map(|synonym| headers.find_name(synonym));
        whole.or_else(|| self.place_after_noun(synonyms, headers))
    }

    /// The place of the first of some headers that stands behind what a record is called.
    pub(crate) fn place_after_noun(&self, names: &[Name], headers: &Headers) -> Option<usize> {
        // A name that is only a sign (`#`) stands for itself.
        let names = names.iter().filter(|name| !name.key.is_empty());
        let both = names.flat_map(|name| self.nouns.iter().map(move |noun| (noun, name)));
        let mut key = String::new();
        for (noun, name) in both {
            key.clear();
            key += &noun.key;
            key += &name.key;
            if let Some(place) = headers.by_key(&key) {
                return Some(place);
            }
        }
        None
    }

    /// The distinctive headers that are there, and how many of them are written just as the tool writes them.
    pub(crate) fn evidence<'h>(&self, headers: &'h Headers) -> (Vec<&'h str>, usize) {
        let exact = self
            .distinctive
            .iter()
            .filter_map(|wanted| headers.exactly(&wanted.text));
        let exact: BTreeSet<usize> = exact.collect();
        let alike = self.distinctive.iter().filter_map(|wanted| headers.find_name(wanted));
        let found: BTreeSet<usize> = alike.chain(exact.iter().copied()).collect();
        let names = found.into_iter().map(|at| headers.names()[at].as_str());
        (names.collect(), exact.len())
    }
}

/// A preset chosen for a source.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub name: &'static str,
    /// What it knows of the source's table: first its own, then, for what it does not know, the common names.
    pub tables: Vec<&'static TablePreset>,
    /// Why it was chosen.
    pub evidence: String,
}

impl Chosen {
    /// A preset, with the common names behind it.
    pub(crate) fn new(name: &'static str, table: &str, evidence: String) -> Self {
        let names: &[&str] = match name {
            GENERIC => &[],
            COMMON => &[COMMON],
            tool => &[tool, COMMON],
        };
        let known = |name: &&str| presets().iter().find(|preset| preset.name == *name)?.tables.get(table);
        Self {
            name,
            tables: names.iter().filter_map(known).collect(),
            evidence,
        }
    }

    /// The tool's words for no value in a column.
    pub(crate) fn nothing(&self, column: &str) -> &'static [String] {
        let own = self.tables.first().and_then(|table| table.nothing.get(column));
        own.map_or(&[], Vec::as_slice)
    }

    /// The canonical columns of a table that are there, with the place of their header, in the order of the table. `is_said` are
    /// those that somebody has mapped otherwise, `taken` the places of headers that common names must not take, too.
    pub(crate) fn places(
        &self,
        table: &'static TableSpec,
        headers: &Headers,
        is_said: &dyn Fn(&str) -> bool,
        taken: &[usize],
    ) -> Vec<(&'static ColumnSpec, usize)> {
        let mut places: Vec<(&'static ColumnSpec, usize)> = Vec::new();
        for (at, known) in self.tables.iter().enumerate() {
            let is_common = at > 0 || self.name == COMMON;
            for spec in table.columns {
                let is_placed = |each: &(&'static ColumnSpec, usize)| each.0.name == spec.name;
                if is_said(spec.name) || places.iter().any(is_placed) {
                    continue;
                }
                let Some(place) = known.place(spec.name, headers) else {
                    continue;
                };
                let is_taken = taken.contains(&place) || places.iter().any(|(_, other)| *other == place);
                if !(is_common && is_taken) {
                    places.push((spec, place));
                }
            }
        }
        places.sort_by_key(|(spec, _)| table.columns.iter().position(|each| each.name == spec.name));
        places
    }
}

/// The preset of a name.
pub(crate) fn named(name: &str, table: &str) -> Option<Chosen> {
    let evidence = "as the config says".to_owned();
    let name = preset_names().into_iter().find(|each| *each == name)?;
    Some(Chosen::new(name, table, evidence))
}

/// Every preset, by name.
pub(crate) fn presets() -> &'static [Preset] {
    &PRESETS
}

/// The presets of tools, by name.
pub(crate) fn tools() -> impl Iterator<Item = &'static Preset> {
    presets().iter().filter(|preset| preset.name != COMMON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{self, Kind};

    #[test]
    fn every_preset_file_can_be_read_and_has_its_file_s_name() {
        assert_eq!(presets().len(), FILES.files().count());
        for file in FILES.files() {
            let preset: Preset = toml::from_str(file.contents_utf8().expect("UTF-8")).expect("a preset");
            assert_eq!(
                Some(preset.name.as_str()),
                file.path().file_stem().and_then(|stem| stem.to_str())
            );
        }
    }

    /// Whether a column can hold a canonical word.
    fn holds(spec: &ColumnSpec, word: &str) -> bool {
        match spec.kind {
            Kind::Choice(_) => spec.choice(word).is_some(),
            Kind::Number { least, most } => word.parse().is_ok_and(|number| (least..=most).contains(&number)),
            Kind::Flag => word == "true" || word == "false",
            _ => true,
        }
    }

    #[test]
    fn presets_only_name_canonical_columns_and_words() {
        for preset in presets() {
            for (table, known) in &preset.tables {
                let spec = tables::table(table).unwrap_or_else(|| panic!("{table}"));
                let column = |name: &str| {
                    let place = format!("{}: {table}.{name}", preset.name);
                    spec.column(name).unwrap_or_else(|| panic!("{place}"))
                };
                let from = known.after.values().map(|after| &after.from);
                let times: Vec<&String> = known.after.keys().chain(from).collect();
                for name in times {
                    assert!(
                        matches!(column(name).kind, Kind::Time(_)),
                        "{}: {table}.{name}",
                        preset.name
                    );
                }
                let named = known.columns.keys().chain(known.nothing.keys()).chain(&known.beside);
                named.for_each(|name| {
                    column(name);
                });
                known
                    .units
                    .keys()
                    .for_each(|name| assert!(matches!(column(name).kind, Kind::Minutes | Kind::Hours | Kind::Seconds)));
                let maps = known.values.iter().chain(&known.prefixes);
                let words = maps.flat_map(|(name, words)| words.values().map(move |word| (name, word)));
                for (name, word) in words.chain(&known.constants) {
                    assert!(holds(column(name), word), "{}: {table}.{name} = {word}", preset.name);
                }
            }
        }
    }

    #[test]
    fn a_header_is_of_one_column_of_its_table() {
        for preset in presets() {
            for (table, known) in &preset.tables {
                let columns = known.columns.iter();
                let columns =
                    columns.flat_map(|(column, names)| names.iter().map(move |name| (column, name.key.clone())));
                let after = known.after.iter();
                let after =
                    after.flat_map(|(column, after)| after.headers.iter().map(move |header| (column, key(header))));
                let mut seen: BTreeMap<String, &str> = BTreeMap::new();
                // Names that are only signs, or meant letter for letter, stand for themselves.
                for (column, header) in columns.chain(after).filter(|(_, key)| !key.is_empty()) {
                    let before = seen.insert(header.clone(), column);
                    let is_its_own = before.is_none_or(|before| before == column);
                    assert!(
                        is_its_own,
                        "{}: {table}: `{header}` is {before:?} and {column}",
                        preset.name
                    );
                }
            }
        }
    }
}
