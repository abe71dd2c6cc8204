//! `[[source]]`: which exports make which table, and what differs from the preset.

use std::collections::BTreeMap;

use super::reader::{Section, Value};
use super::{Shape, Source, TimeFormat, Words, report};
use crate::calendar::Zone;
use crate::error::{Diagnostic, Place};
use crate::ingest::{Order, Unit, preset_names};
use crate::nearest::suggestion;
use crate::tables::{self, ColumnSpec, Kind, TableSpec};

/// Reads one `[[source]]`; `None` where its table or path is not known.
pub fn read(section: &mut Section<'_>, zone: &Zone) -> Option<Source> {
    let table = section.required("table", "write which table its rows are: table = \"tickets\"");
    let table = table.and_then(|value| table_named(&value));
    let path = section.required("path", "write where the export is: path = \"exports/incident*.csv\"");
    let paths = path.and_then(|value| Some((one_or_several(&value)?, value.place())));
    // Without the table its columns cannot be checked, but they are no unknown keys.
    let known = table.unwrap_or(tables::TABLES[0]);
    let mapping = Mapping {
        table: known,
        checked: table.is_some(),
    };
    let (paths, place) = paths.unwrap_or_else(|| (Vec::new(), Place::of_line("", 0, 0)));
    let (columns, left_out) = section.section("columns", |section| mapping.columns(section));
    let source = Source {
        table: known,
        paths,
        place,
        preset: section.value("preset").and_then(|value| preset(&value)),
        zone: section
            .value("timezone")
            .and_then(|value| report::zone(&value))
            .unwrap_or_else(|| zone.clone()),
        encoding: section.value("encoding").and_then(|value| encoding(&value)),
        delimiter: section.value("delimiter").and_then(|value| delimiter(&value)),
        decimal: section
            .value("decimal")
            .and_then(|value| value.choice("decimal mark", &[(".", b'.'), (",", b',')])),
        header_row: section
            .value("header_row")
            .and_then(|value| value.whole(1..=1_000_000))
            .map(u64::from),
        time_format: section
            .value("time_format")
            .and_then(|value| mapping.time_format(&value))
            .unwrap_or_default(),
        shape: section
            .value("shape")
            .and_then(|value| shape(&value))
            .unwrap_or_default(),
        corrections: section
            .value("corrections")
            .and_then(|value| Some((value.text()?.to_owned(), value.place()))),
        filter: section.section("where", filter),
        constants: section.section("constants", |section| mapping.constants(section)),
        columns,
        left_out,
        units: section.section("units", |section| mapping.units(section)),
        values: section.section("values", |section| mapping.values(section)),
        state_times: section.section("state_times", |section| mapping.state_times(section)),
    };
    for (column, _) in &source.constants {
        if source.columns.iter().any(|(mapped, ..)| mapped == column) {
            let message = format!("`{column}` has a header and a constant");
            section.refuse(Diagnostic::new("duplicate", message).help("take one of the two out"));
        }
    }
    (table.is_some() && !source.paths.is_empty()).then_some(source)
}

/// Refuses a source that would read the same export into the same table again.
pub fn refuse_duplicates(sources: &[Source], refuse: impl Fn(&Source, Diagnostic)) {
    for (at, source) in sources.iter().enumerate() {
        let same = |other: &&Source| {
            other.paths == source.paths && other.table.name == source.table.name && other.filter == source.filter
        };
        if sources[..at].iter().any(|other| same(&other)) {
            let message = format!("`{}` is read into `{}` twice", source.path(), source.table.name);
            let help = "take one of the two out, or give each its own `where`";
            refuse(source, Diagnostic::new("duplicate", message).help(help));
        }
    }
}

pub fn table_named(value: &Value<'_>) -> Option<&'static TableSpec> {
    let name = value.text()?;
    let table = tables::table(name);
    if table.is_none() {
        value.refuse_name("table", name, tables::TABLES.iter().map(|table| table.name));
    }
    table
}

fn preset(value: &Value<'_>) -> Option<String> {
    let name = value.text()?;
    let names = preset_names();
    if !names.contains(&name) {
        value.refuse_name("preset", name, names);
        return None;
    }
    Some(name.to_owned())
}

fn encoding(value: &Value<'_>) -> Option<&'static encoding_rs::Encoding> {
    const COMMON: [&str; 9] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1252",
        "windows-1250",
        "windows-1251",
        "iso-8859-1",
        "macintosh",
        "shift_jis",
    ];
    let name = value.text()?;
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes());
    if encoding.is_none() {
        value.refuse_name("encoding", name, COMMON);
    }
    encoding
}

fn delimiter(value: &Value<'_>) -> Option<u8> {
    match value.word()?.as_bytes() {
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"'\r\n".contains(one) => Some(*one),
        b"tab" => Some(b'\t'),
        _ => {
            value.refuse_value("is no delimiter", "write one character: \",\", \";\", \"|\" or \"tab\"");
            None
        }
    }
}

fn order(value: &Value<'_>) -> Option<Order> {
    let order = Order::named(value.text()?);
    if order.is_none() {
        let help = "it is the order of day, month and year in times such as 3/4/2026";
        value.refuse_value("is to be dmy, mdy or ymd", help);
    }
    order
}

fn shape(value: &Value<'_>) -> Option<Shape> {
    let shapes = [Shape::Snapshot, Shape::Events, Shape::Items].map(|shape| (shape.name(), shape));
    value.choice("shape", &shapes)
}

/// Header → the words whose rows count, or `{ not = [...] }` whose do not; true where any word will do, false where there is to
/// be none.
fn filter(section: &mut Section<'_>) -> Vec<(String, Words)> {
    let words = |value: &Value<'_>| {
        if let Some(filled) = value.as_flag() {
            return Some(Words::Filled(filled));
        }
        let other = value.as_section(|section| section.required("not", "write { not = [\"…\"] }"));
        match other {
            Some(others) => one_or_several(&others?).map(Words::Not),
            None => one_or_several(value).map(Words::Any),
        }
    };
    let pairs = section.pairs();
    pairs
        .iter()
        .filter_map(|(key, value)| Some((key.text.to_owned(), words(value)?)))
        .collect()
}

/// A word, or a list of words; never none.
pub fn one_or_several(value: &Value<'_>) -> Option<Vec<String>> {
    if value.as_text().is_some() {
        return Some(vec![value.text()?.to_owned()]);
    }
    let words = value.list()?;
    if words.is_empty() {
        value.refuse_value("is an empty list", "name one word at least, or leave the key out");
        return None;
    }
    words.iter().map(|each| each.text().map(str::to_owned)).collect()
}

/// Reads what is said column by column.
struct Mapping {
    table: &'static TableSpec,
    /// Whether the table is the one meant, so that its columns can be checked.
    checked: bool,
}

impl Mapping {
    /// Each column's header, and the columns that are said to have none (`closed_at = false`).
    fn columns(&self, section: &mut Section<'_>) -> (Vec<(String, String, Place)>, Vec<String>) {
        let (mut columns, mut left_out) = (Vec::new(), Vec::new());
        for (key, value) in section.pairs() {
            let Some(column) = self.column(key.text, |wrong| key.refuse(wrong)) else {
                continue;
            };
            if value.as_flag() == Some(false) {
                left_out.push(column.name.to_owned());
            } else if let Some(header) = value.text() {
                columns.push((column.name.to_owned(), header.to_owned(), value.place()));
            }
        }
        (columns, left_out)
    }

    /// Each duration's unit.
    fn units(&self, section: &mut Section<'_>) -> BTreeMap<String, Unit> {
        let mut units = BTreeMap::new();
        for (key, value) in section.pairs() {
            let Some(column) = self.column(key.text, |wrong| key.refuse(wrong)) else {
                continue;
            };
            if !matches!(column.kind, Kind::Minutes | Kind::Hours | Kind::Seconds) {
                let message = format!("`{}` is no duration", column.name);
                let help = "only durations such as `effort_minutes` have a unit";
                key.refuse(Diagnostic::new("wrong-value", message).help(help));
                continue;
            }
            let unit = value.choice("unit", &Unit::ALL.map(|unit| (unit.name(), unit)));
            units.extend(unit.map(|unit| (column.name.to_owned(), unit)));
        }
        units
    }

    fn constants(&self, section: &mut Section<'_>) -> Vec<(String, String)> {
        let pairs = section.pairs().into_iter();
        pairs
            .filter_map(|(key, value)| {
                let column = self.column(key.text, |wrong| key.refuse(wrong))?;
                Some((key.text.to_owned(), canonical_word(column, &value)?))
            })
            .collect()
    }

    fn values(&self, section: &mut Section<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut maps = BTreeMap::new();
        for (key, value) in section.pairs() {
            let Some(column) = self.column(key.text, |wrong| key.refuse(wrong)) else {
                continue;
            };
            let map = value.as_section(|section| {
                let pairs = section.pairs().into_iter();
                pairs
                    .filter_map(|(word, value)| Some((word.text.to_owned(), canonical_word(column, &value)?)))
                    .collect::<BTreeMap<_, _>>()
            });
            match map {
                Some(map) => drop(maps.insert(key.text.to_owned(), map)),
                None => value.refuse_type("a section of the tool's words, each with what it means"),
            }
        }
        maps
    }

    /// One order for all, or a section of time columns, each with its own.
    fn time_format(&self, value: &Value<'_>) -> Option<TimeFormat> {
        let by_column = value.as_section(|section| {
            let pairs = section.pairs().into_iter();
            let orders = pairs.filter_map(|(key, value)| {
                let column = self.column(key.text, |wrong| key.refuse(wrong))?;
                if !matches!(column.kind, Kind::Time(_)) {
                    let wrong = Diagnostic::new("wrong-value", format!("`{}` is no time column", column.name));
                    key.refuse(wrong.help("time_format says how times are read: name one such as `opened_at`"));
                    return None;
                }
                Some((column.name, order(&value)?))
            });
            orders.collect()
        });
        match by_column {
            Some(orders) => Some(TimeFormat::ByColumn(orders)),
            None => order(value).map(TimeFormat::Everywhere),
        }
    }

    fn state_times(&self, section: &mut Section<'_>) -> BTreeMap<String, String> {
        let mut times = BTreeMap::new();
        for (key, value) in section.pairs() {
            let Some(name) = value.text() else { continue };
            let Some(column) = self.column(name, |wrong| value.refuse(wrong)) else {
                continue;
            };
            match column.kind {
                Kind::Time(_) => drop(times.insert(key.text.to_owned(), name.to_owned())),
                _ => value.refuse_value("is to be a time column", "name one such as `resolved_at`"),
            }
        }
        times
    }

    fn column(&self, name: &str, refuse: impl FnOnce(Diagnostic)) -> Option<&'static ColumnSpec> {
        if !self.checked {
            return None;
        }
        let column = self.table.column(name);
        if column.is_none() {
            let mut unknown = Diagnostic::new(
                "unknown-column",
                format!("`{}` has no column `{name}`", self.table.name),
            );
            unknown.help = suggestion(name, self.table.columns.iter().map(|column| column.name))
                .or_else(|| {
                    Some(format!(
                        "`boardpack tables {}` lists its columns; a key of [[source]] itself, such as time_format, stands above \
                         its [source.…]",
                        self.table.name
                    ))
                });
            refuse(unknown);
        }
        column
    }
}

/// A word of ours as the column takes it: text, number or flag, checked where the column has a fixed list or range.
fn canonical_word(column: &ColumnSpec, value: &Value<'_>) -> Option<String> {
    let word = value.word()?;
    match column.kind {
        Kind::Choice(words) if !words.contains(&word.as_str()) => {
            value.refuse_name(column.name, &word, words.iter().copied());
            None
        }
        Kind::Number { least, most } if word.parse().is_ok_and(|number: u32| (least..=most).contains(&number)) => {
            Some(word)
        }
        Kind::Number { least, most } => {
            let range = match most {
                u32::MAX => format!("a whole number, {least} or more"),
                most => format!("a whole number from {least} to {most}"),
            };
            value.refuse_value(
                &format!("is to be {range}"),
                &format!("`{}` holds nothing else", column.name),
            );
            None
        }
        Kind::Score if !is_score(&word) => {
            value.refuse_value(
                "is to be a score such as 4 or \"4.5\"",
                &format!("`{}` holds nothing else", column.name),
            );
            None
        }
        Kind::Flag if word != "true" && word != "false" => {
            value.refuse_value(
                "is to be true or false",
                &format!("`{}` holds nothing else", column.name),
            );
            None
        }
        _ => Some(word),
    }
}

/// Whether a word is a number that is not negative, with or without a fraction.
fn is_score(word: &str) -> bool {
    word.parse().is_ok_and(|score: f64| score < 1e6) && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
