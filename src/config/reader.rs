//! A TOML file read key by key. Asking for a key is what makes it known: a section that has been read refuses whatever it
//! was not asked for, so that no second list of keys can drift from the code. Every mistake is kept, with its place.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Text;
use crate::calendar::Date;
use crate::error::{Diagnostic, Place};
use crate::nearest::suggestion;
use crate::visible::visible;

/// The text of a config and every mistake found in it so far.
#[derive(Debug)]
pub struct Findings {
    text: Text,
    all: RefCell<Vec<Diagnostic>>,
}

impl Findings {
    /// None yet.
    pub fn new(text: Text) -> Self {
        Self {
            text,
            all: RefCell::default(),
        }
    }

    /// Keeps a mistake at a span of the text.
    pub fn add(&self, span: Range<usize>, diagnostic: Diagnostic) {
        self.add_at(self.text.place(span), diagnostic);
    }

    /// Keeps a mistake at a place of the text.
    pub fn add_at(&self, place: Place, diagnostic: Diagnostic) {
        self.all.borrow_mut().push(diagnostic.at(place));
    }

    /// The mistakes in the order of the text.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.all.into_inner();
        all.sort_by_key(|each| each.place.as_ref().map_or((0, 0), |place| (place.line, place.column)));
        all
    }
}

/// A table of the file.
#[derive(Debug)]
pub struct Section<'a> {
    name: String,
    /// `None` for the file as a whole, and where the file does not have it.
    span: Option<Range<usize>>,
    /// `None` where the file does not have it.
    table: Option<&'a DeTable<'a>>,
    known: Vec<&'static str>,
    findings: &'a Findings,
}

/// A value of the file.
#[derive(Debug, Clone)]
pub struct Value<'a> {
    /// Its full name, such as `report.timezone`.
    pub name: String,
    inner: &'a Spanned<DeValue<'a>>,
    findings: &'a Findings,
}

/// A key that the user has made up, such as a header.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    /// As written.
    pub text: &'a str,
    span: Range<usize>,
    findings: &'a Findings,
}

impl<'a> Section<'a> {
    /// Reads the whole file.
    pub fn root<T>(table: &'a Spanned<DeTable<'a>>, findings: &'a Findings, read: impl FnOnce(&mut Self) -> T) -> T {
        Self::read(String::new(), None, Some(table.get_ref()), findings, read)
    }

    fn read<T>(
        name: String,
        span: Option<Range<usize>>,
        table: Option<&'a DeTable<'a>>,
        findings: &'a Findings,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut section = Self {
            name,
            span,
            table,
            known: Vec::new(),
            findings,
        };
        let result = read(&mut section);
        section.refuse_what_was_not_asked_for();
        result
    }

    fn refuse_what_was_not_asked_for(self) {
        for (key, value) in self.table.into_iter().flat_map(|table| table.iter()) {
            let written = key.get_ref().as_ref();
            if self.known.contains(&written) {
                continue;
            }
            let unknown = if self.name.is_empty() {
                self.no_section(written, value.get_ref())
            } else {
                let mut unknown = Diagnostic::new("unknown-key", format!("`[{}]` has no key `{written}`", self.name));
                unknown.help = suggestion(written, self.known.iter().copied());
                unknown
            };
            self.findings.add(key.span(), unknown);
        }
    }

    /// What stands at the top of the file and is no section: a misspelt one, or a key before any.
    fn no_section(&self, written: &str, value: &DeValue<'_>) -> Diagnostic {
        if !matches!(value, DeValue::Table(_) | DeValue::Array(_)) {
            let message = format!("`{written}` stands outside of any section");
            let help = "write it below the section that it belongs to, such as [report]";
            return Diagnostic::new("unknown-key", message).help(help);
        }
        let mut unknown = Diagnostic::new("unknown-key", format!("boardpack.toml has no section `[{written}]`"));
        unknown.help = suggestion(written, self.known.iter().copied());
        unknown
    }

    /// Whether the file has this section.
    pub fn is_given(&self) -> bool {
        self.table.is_some()
    }

    /// The value of a key.
    pub fn value(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        self.table?.get(key).map(|inner| self.named(key, inner))
    }

    /// The value of a key that must be there.
    pub fn required(&mut self, key: &'static str, help: &str) -> Option<Value<'a>> {
        let value = self.value(key);
        if value.is_none() {
            let missing = format!("`[{}]` has no `{key}`", self.name);
            self.refuse(Diagnostic::new("missing-key", missing).help(help));
        }
        value
    }

    /// Keeps a mistake of the section as a whole.
    pub fn refuse(&self, diagnostic: Diagnostic) {
        let text = &self.findings.text;
        let place = match &self.span {
            Some(span) => text.place(span.clone()),
            None => Place::of_line(&text.file, 0, 0),
        };
        self.findings.add_at(place, diagnostic);
    }

    /// Keys of the design that this version cannot obey yet: refused by name, never ignored.
    pub fn later(&mut self, keys: &[&'static str]) {
        for key in keys {
            let Some((written, _)) = self.table.and_then(|table| table.get_key_value(*key)) else {
                continue;
            };
            self.known.push(key);
            let full = self.full_name(key);
            let version = env!("CARGO_PKG_VERSION");
            self.findings.add(
                written.span(),
                Diagnostic::new("not-in-this-version", format!("`{full}` is not in boardpack {version}"))
                    .help("take it out; nothing in this version would obey it"),
            );
        }
    }

    /// Reads the section under a key; it is empty where the file does not have it.
    pub fn section<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Section<'a>) -> T) -> T {
        let name = self.full_name(key);
        let value = self.value(key);
        let span = value.as_ref().map(Value::span);
        let table = value.and_then(|value| value.table());
        Section::read(name, span, table, self.findings, read)
    }

    /// Reads each of the sections under a key (`[[key]]`); `None` where something else stands there.
    pub fn sections<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Section<'a>) -> T) -> Option<Vec<T>> {
        let Some(value) = self.value(key) else {
            return Some(Vec::new());
        };
        let DeValue::Array(each) = value.inner.get_ref() else {
            value.refuse_type(&format!("a list of sections, each under `[[{key}]]`"));
            return None;
        };
        let read = each
            .iter()
            .filter_map(|inner| {
                let value = self.named(key, inner);
                let table = value.table()?;
                Some(Section::read(
                    value.name.clone(),
                    Some(value.span()),
                    Some(table),
                    self.findings,
                    &mut read,
                ))
            })
            .collect();
        Some(read)
    }

    /// All keys and values, where the keys are the user's own.
    pub fn pairs(&mut self) -> Vec<(Key<'a>, Value<'a>)> {
        let findings = self.findings;
        let pairs: Vec<_> = self
            .table
            .into_iter()
            .flat_map(|table| table.iter())
            .map(|(key, inner)| {
                let key = Key {
                    text: key.get_ref(),
                    span: key.span(),
                    findings,
                };
                let value = self.named(key.text, inner);
                (key, value)
            })
            .collect();
        self.table = None;
        pairs
    }

    fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }

    fn named(&self, key: &str, inner: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value {
            name: self.full_name(key),
            inner,
            findings: self.findings,
        }
    }
}

impl Key<'_> {
    /// Keeps a mistake at the key.
    pub fn refuse(&self, diagnostic: Diagnostic) {
        self.findings.add(self.span.clone(), diagnostic);
    }
}

/// So many percent as a share, without the dust that a division by a hundred leaves.
pub fn of_percent(percent: f64) -> f64 {
    (percent * 1e10).round() / 1e12
}

impl<'a> Value<'a> {
    /// The bytes that it stands on.
    pub fn span(&self) -> Range<usize> {
        self.inner.span()
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.findings.text.place(self.span())
    }

    /// Keeps a mistake at the value.
    pub fn refuse(&self, diagnostic: Diagnostic) {
        self.findings.add(self.span(), diagnostic);
    }

    /// Keeps the mistake that the value is of the wrong type.
    pub fn refuse_type(&self, expected: &str) {
        let found = match self.inner.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        };
        let message = format!("`{}` is to be {expected}, not {found}", self.name);
        self.refuse(Diagnostic::new("wrong-type", message));
    }

    /// Keeps the mistake that the value cannot be what it is; `why` ends the sentence that its name begins.
    pub fn refuse_value(&self, why: &str, help: &str) {
        let message = format!("`{}` {why}", self.name);
        self.refuse(Diagnostic::new("wrong-value", message).help(help));
    }

    /// Keeps the mistake that a name is not known, with the nearest that is. `what` says what it should name.
    pub fn refuse_name<'k>(&self, what: &str, written: &str, known: impl IntoIterator<Item = &'k str> + Clone) {
        let mut unknown = Diagnostic::new("unknown-name", format!("`{written}` is no {what}"));
        unknown.help = suggestion(written, known);
        self.refuse(unknown);
    }

    /// The text, if that is what it is; never empty.
    pub fn text(&self) -> Option<&'a str> {
        match self.inner.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.refuse_value("is empty", "write what it should be, or leave the key out");
                None
            }
            DeValue::String(text) => Some(text),
            _ => {
                self.refuse_type("text in quotation marks");
                None
            }
        }
    }

    /// A text that stands on one line of a page: all of it can be seen, and it has at most so many letters.
    pub fn line(&self, most: usize) -> Option<&'a str> {
        let text = self.text()?.trim();
        if visible(text) != text {
            self.refuse_value(
                "holds a line break or what cannot be seen",
                "write it on one line, as plain text",
            );
            return None;
        }
        let letters = text.chars().count();
        if letters > most {
            let long = format!("has {letters} letters");
            self.refuse_value(&long, &format!("it stands on one line: write {most} at most"));
            return None;
        }
        Some(text)
    }

    /// The text as `read` understands it.
    pub fn parsed<T>(&self, read: impl FnOnce(&str) -> Result<T, Box<Diagnostic>>) -> Option<T> {
        read(self.text()?).map_err(|wrong| self.refuse(*wrong)).ok()
    }

    /// The one of some choices that is named.
    pub fn choice<T: Copy>(&self, what: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let written = self.text()?;
        let found = choices.iter().find(|(name, _)| *name == written);
        if found.is_none() {
            self.refuse_name(what, written, choices.iter().map(|(name, _)| *name));
        }
        found.map(|(_, choice)| *choice)
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        let DeValue::Boolean(flag) = self.inner.get_ref() else {
            self.refuse_type("true or false");
            return None;
        };
        Some(*flag)
    }

    /// A number, if that is what it is; no mistake where it is not.
    pub fn as_number(&self) -> Option<f64> {
        let number = match self.inner.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok()? as f64,
            DeValue::Float(number) => number.as_str().parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// A text, if that is what it is; no mistake where it is not.
    pub fn as_text(&self) -> Option<&'a str> {
        match self.inner.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// True or false, if that is what it is; no mistake where it is not.
    pub fn as_flag(&self) -> Option<bool> {
        match self.inner.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A text, number or flag as a word of its own, such as a priority in a map of values.
    pub fn word(&self) -> Option<String> {
        match self.inner.get_ref() {
            DeValue::String(text) if !text.is_empty() => Some(text.clone().into_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Some(flag.to_string()),
            _ => {
                self.refuse_type("a word");
                None
            }
        }
    }

    /// A finite number.
    pub fn number(&self) -> Option<f64> {
        let number = self.as_number();
        if number.is_none() {
            self.refuse_type("a number");
        }
        number
    }

    /// A share, 0 to 1.
    pub fn ratio(&self) -> Option<f64> {
        let number = self.number()?;
        if (0.0..=1.0).contains(&number) {
            return Some(number);
        }
        let help = if number > 1.0 && number <= 100.0 {
            format!("for {number} % write {}", of_percent(number))
        } else {
            "write a number from 0 to 1".to_owned()
        };
        self.refuse_value("is to be a share, 0 to 1", &help);
        None
    }

    /// A whole number in a range.
    pub fn whole(&self, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = self.number()?;
        if number.fract() == 0.0 && (f64::from(*range.start())..=f64::from(*range.end())).contains(&number) {
            return Some(number as u32);
        }
        let expected = if *range.end() == u32::MAX {
            format!("is to be a whole number, {} or more", range.start())
        } else {
            format!("is to be a whole number from {} to {}", range.start(), range.end())
        };
        let help = match number.fract() == 0.0 {
            true => "write a number in that range",
            false => "write it without a fraction",
        };
        self.refuse_value(&expected, help);
        None
    }

    /// A date, with quotation marks or without.
    pub fn date(&self) -> Option<Date> {
        let written = match self.inner.get_ref() {
            DeValue::Datetime(at) if at.time.is_none() => at.to_string(),
            DeValue::String(text) => text.clone().into_owned(),
            _ => {
                self.refuse_type("a date such as 2026-10-02");
                return None;
            }
        };
        let date = written.parse::<Date>().ok();
        if date.is_none() {
            self.refuse_value("is no date", "write year, month and day: 2026-10-02");
        }
        date
    }

    /// A TOML date or time as it is written, with or without quotation marks.
    pub fn moment(&self) -> Option<String> {
        match self.inner.get_ref() {
            DeValue::Datetime(at) => Some(at.to_string()),
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => {
                self.refuse_type("a date or a time such as 2026-10-31 or 2026-10-31T18:00:00Z");
                None
            }
        }
    }

    /// The values of a list.
    pub fn list(&self) -> Option<Vec<Value<'a>>> {
        let DeValue::Array(each) = self.inner.get_ref() else {
            self.refuse_type("a list in square brackets");
            return None;
        };
        let item = |inner| Value {
            name: self.name.clone(),
            inner,
            findings: self.findings,
        };
        Some(each.iter().map(item).collect())
    }

    /// Reads the section that the value is, if it is one; no mistake where it is not.
    pub fn as_section<T>(&self, read: impl FnOnce(&mut Section<'a>) -> T) -> Option<T> {
        let DeValue::Table(table) = self.inner.get_ref() else {
            return None;
        };
        Some(Section::read(
            self.name.clone(),
            Some(self.span()),
            Some(table),
            self.findings,
            read,
        ))
    }

    fn table(&self) -> Option<&'a DeTable<'a>> {
        let DeValue::Table(table) = self.inner.get_ref() else {
            self.refuse_type("a section");
            return None;
        };
        Some(table)
    }
}
