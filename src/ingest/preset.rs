//! Presets: what is known of a tool's exports, as data. A tool is one TOML file in `presets/`; no tool is named in Rust.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::cells::Unit;
use super::mapping::find;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/ingest/presets");

/// The presets compiled in, by name. A test reads them all, so none that cannot be read is ever shipped.
static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let mut presets: Vec<Preset> = FILES
        .files()
        .filter_map(|file| toml::from_str(file.contents_utf8()?).ok())
        .collect();
    presets.sort_by(|a, b| a.name.cmp(&b.name));
    presets
});

/// The preset that maps nothing by itself.
pub const GENERIC: &str = "generic";

/// The headers of all presets, in lower case.
static HEADERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let tables = PRESETS.iter().flat_map(|preset| preset.tables.values());
    let headers = tables.flat_map(|table| table.columns.values().flatten().chain(&table.distinctive));
    headers.map(|header| header.to_lowercase()).collect()
});

/// Whether any tool's exports have such a header.
pub(super) fn knows(header: &str) -> bool {
    HEADERS.contains(&header.to_lowercase())
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
pub(super) struct Preset {
    pub name: String,
    tables: BTreeMap<String, TablePreset>,
}

/// What is known of a tool's exports for one table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TablePreset {
    /// Headers that tell this tool from others.
    #[serde(default)]
    distinctive: Vec<String>,
    /// How many of them are enough.
    #[serde(default)]
    enough: usize,
    /// Canonical column → its headers, the best first.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
    /// Canonical column → the unit of its plain numbers.
    #[serde(default)]
    pub units: BTreeMap<String, Unit>,
    /// Canonical column → beginning of the id → canonical word.
    #[serde(default)]
    pub prefixes: BTreeMap<String, BTreeMap<String, String>>,
    /// Canonical column → the tool's word → canonical word.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

/// A preset chosen for a source.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub name: &'static str,
    /// `None` where nothing is known of the table.
    pub table: Option<&'static TablePreset>,
    /// Why it was chosen.
    pub evidence: String,
}

/// The preset of a name.
pub(super) fn named(name: &str, table: &str) -> Option<Chosen> {
    let evidence = "as the config says".to_owned();
    if name == GENERIC {
        return Some(Chosen {
            name: GENERIC,
            table: None,
            evidence,
        });
    }
    let preset = PRESETS.iter().find(|preset| preset.name == name)?;
    Some(Chosen {
        name: &preset.name,
        table: preset.tables.get(table),
        evidence,
    })
}

/// The preset whose distinctive headers are there in the largest number.
pub(super) fn recognised(table: &str, headers: &[String]) -> Chosen {
    let mut best: Option<(usize, Chosen)> = None;
    for preset in PRESETS.iter() {
        let Some(known) = preset.tables.get(table) else {
            continue;
        };
        let found: Vec<&str> = headers
            .iter()
            .map(String::as_str)
            .filter(|header| find(&known.distinctive, header).is_some())
            .collect();
        if found.len() >= known.enough.max(1) && best.as_ref().is_none_or(|(most, _)| found.len() > *most) {
            let evidence = format!(
                "{} of {} headers are its own: {}",
                found.len(),
                headers.len(),
                found.join(", ")
            );
            best = Some((
                found.len(),
                Chosen {
                    name: &preset.name,
                    table: Some(known),
                    evidence,
                },
            ));
        }
    }
    best.map_or_else(
        || Chosen {
            name: GENERIC,
            table: None,
            evidence: "its headers are of no tool that is known".to_owned(),
        },
        |(_, chosen)| chosen,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{self, Kind};

    #[test]
    fn every_preset_file_can_be_read_and_has_its_file_s_name() {
        assert_eq!(PRESETS.len(), FILES.files().count());
        for file in FILES.files() {
            let preset: Preset = toml::from_str(file.contents_utf8().expect("UTF-8")).expect("a preset");
            assert_eq!(
                Some(preset.name.as_str()),
                file.path().file_stem().and_then(|stem| stem.to_str())
            );
        }
    }

    #[test]
    fn presets_only_name_canonical_columns_and_words() {
        for preset in PRESETS.iter() {
            for (table, known) in &preset.tables {
                let spec = tables::table(table).unwrap_or_else(|| panic!("{table}"));
                let column = |name: &str| spec.column(name).unwrap_or_else(|| panic!("{table}.{name}"));
                known.columns.keys().for_each(|name| {
                    column(name);
                });
                known
                    .units
                    .keys()
                    .for_each(|name| assert_eq!(column(name).kind, Kind::Minutes));
                for (name, words) in known.values.iter().chain(&known.prefixes) {
                    for (word, value) in words {
                        let known = match column(name).kind {
                            Kind::Choice(_) => column(name).choice(value).is_some(),
                            Kind::Number { least, most } => {
                                value.parse().is_ok_and(|value| (least..=most).contains(&value))
                            }
                            Kind::Flag => value == "true" || value == "false",
                            _ => true,
                        };
                        assert!(known, "{table}.{name}: {word} = {value}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_export_is_recognised_by_its_headers_and_says_by_which() {
        let headers = [
            "Number",
            "Opened",
            "Assignment Group",
            "Configuration item",
            "Made SLA",
            "Site",
        ];
        let chosen = recognised("tickets", &headers.map(str::to_owned));
        assert_eq!(chosen.name, "servicenow");
        assert_eq!(
            chosen.evidence,
            "4 of 6 headers are its own: Number, Assignment Group, Configuration item, Made SLA"
        );
        let unknown = recognised("tickets", &["ID".to_owned(), "Título".to_owned()]);
        assert_eq!(unknown.name, GENERIC);
        assert!(unknown.table.is_none());
    }
}
