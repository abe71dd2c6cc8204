//! The words of a report: Fluent catalogues by language, embedded. A word that is missing is a fault, never a blank.

use std::cell::RefCell;
use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentBundle, FluentError, FluentResource, FluentValue};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use crate::error::{Error, ErrorKind, Result};

/// A folder a language.
static CATALOGUES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/report-templates/words");

/// Names the values that go into a sentence: `args! { count: 3, share: "91.2 %" }`.
macro_rules! args {
    ($($name:ident : $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)*
        args
    }};
}
pub(crate) use args;

/// The words of one language.
pub struct Words {
    language: String,
    /// What money is paid in; without it amounts are plain numbers.
    pub(super) currency: Option<String>,
    bundle: FluentBundle<FluentResource>,
    pub(super) decimals: DecimalFormatter,
    faults: RefCell<BTreeSet<String>>,
}

impl Words {
    /// The words of a language that there is a catalogue of.
    pub fn of(language: &str) -> Result<Self> {
        let internal = |what: String| Error::from(ErrorKind::Internal(what));
        let folder = CATALOGUES
            .get_dir(language)
            .ok_or_else(|| internal(format!("there are no words for the language `{language}`")))?;
        let identifier: LanguageIdentifier = language
            .parse()
            .map_err(|_| internal(format!("`{language}` is no language")))?;
        let mut bundle = FluentBundle::new(vec![identifier]);
        bundle.set_use_isolating(false);
        for file in folder.files() {
            let name = file.path().display();
            let text = file
                .contents_utf8()
                .ok_or_else(|| internal(format!("{name} is not UTF-8")))?;
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| internal(format!("{name} cannot be read: {errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| internal(format!("{name} repeats a word: {errors:?}")))?;
        }
        bundle
            .add_function("NUMBER", |values, _| {
                decimals().map_or(FluentValue::Error, |decimals| written(&decimals, values))
            })
            .map_err(|error| internal(error.to_string()))?;
        Ok(Self {
            language: language.to_owned(),
            currency: None,
            bundle,
            decimals: decimals()?,
            faults: RefCell::default(),
        })
    }

    /// The same, for amounts of a currency.
    pub fn paid_in(self, currency: Option<&str>) -> Self {
        Self {
            currency: currency.map(str::to_owned),
            ..self
        }
    }

    /// Adds words in Fluent's syntax.
    pub(super) fn add(&mut self, text: String) -> Result<()> {
        let internal = |what: String| Error::from(ErrorKind::Internal(what));
        let resource = FluentResource::try_new(text)
            .map_err(|(_, errors)| internal(format!("added words cannot be read: {errors:?}")))?;
        self.bundle
            .add_resource(resource)
            .map_err(|errors| internal(format!("added words repeat a word: {errors:?}")))
    }

    /// BCP 47.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A word that needs no values. `id.attribute` names an attribute.
    pub fn text(&self, id: &str) -> String {
        self.say(id, FluentArgs::new())
    }

    /// A sentence with its values. A number is written by `NUMBER($n)` and chooses a plural by itself.
    pub fn say(&self, id: &str, args: FluentArgs<'_>) -> String {
        let mut errors = Vec::new();
        let said = self.render(id, &args, &mut errors);
        if let Some(error) = errors.first() {
            self.faults.borrow_mut().insert(format!("`{id}`: {error}"));
        }
        said.unwrap_or_else(|| {
            self.faults.borrow_mut().insert(format!("no word `{id}`"));
            id.to_owned()
        })
    }

    /// A word that not every subject has, such as what a KPI's proxy is.
    pub fn optional(&self, id: &str) -> Option<String> {
        self.has(id).then(|| self.text(id))
    }

    /// Whether there is a word of this id.
    pub fn has(&self, id: &str) -> bool {
        let (message, attribute) = parts(id);
        self.bundle.get_message(message).is_some_and(|message| match attribute {
            Some(name) => message.get_attribute(name).is_some(),
            None => message.value().is_some(),
        })
    }

    /// A text of a KPI: `title`, `short`, `question`, `formula`, `unit`, `needs`.
    pub fn kpi(&self, id: &str, text: &str) -> String {
        self.text(&kpi_word(id, text))
    }

    /// A text that only some KPIs have: `derived`, `proxy`.
    pub fn kpi_optional(&self, id: &str, text: &str) -> Option<String> {
        self.optional(&kpi_word(id, text))
    }

    /// An error where a word or a value was missing: a fault of boardpack that no report may hide.
    pub fn complete(&self) -> Result<()> {
        let faults = self.faults.borrow();
        match faults.first() {
            None => Ok(()),
            Some(first) => Err(ErrorKind::Internal(format!(
                "words/{}: {first}, and {} more",
                self.language,
                faults.len() - 1
            ))
            .into()),
        }
    }

    fn render(&self, id: &str, args: &FluentArgs<'_>, errors: &mut Vec<FluentError>) -> Option<String> {
        let (message, attribute) = parts(id);
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        Some(self.bundle.format_pattern(pattern, Some(args), errors).into_owned())
    }
}

/// The message and the attribute of `message.attribute`.
fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('.')
        .map_or((id, None), |(message, attribute)| (message, Some(attribute)))
}

/// `change.success_rate` and `title` → `kpi-change-success_rate.title`.
fn kpi_word(id: &str, text: &str) -> String {
    format!("kpi-{}.{text}", id.replace('.', "-"))
}

/// Digits grouped and marked as in English, which are the root locale's; a second language names its own locale here.
fn decimals() -> Result<DecimalFormatter> {
    DecimalFormatter::try_new(Default::default(), Default::default())
        .map_err(|error| ErrorKind::Internal(format!("numbers cannot be written: {error}")).into())
}

/// Fluent's `NUMBER($n)`: a whole number with its digits grouped.
fn written<'a>(decimals: &DecimalFormatter, values: &[FluentValue<'a>]) -> FluentValue<'a> {
    match values.first() {
        Some(FluentValue::Number(number)) => decimals
            .format(&Decimal::from(number.value.round() as i64))
            .to_string()
            .into(),
        _ => FluentValue::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{self, Basis};

    /// Every source of the stage but its fixtures, without white space after an opening parenthesis.
    fn sources() -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report");
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
        paths
            .iter()
            .map(|path| std::fs::read_to_string(path).expect("UTF-8"))
            .collect()
    }

    /// The string literals that could be ids of words.
    fn literals(source: &str) -> BTreeSet<&str> {
        let is_id = |text: &&str| {
            text.starts_with(|c: char| c.is_ascii_lowercase())
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
        };
        source.split('"').filter(is_id).collect()
    }

    fn ids() -> Vec<String> {
        let folder = CATALOGUES.get_dir("en").expect("English");
        let lines = folder
            .files()
            .flat_map(|file| file.contents_utf8().unwrap_or_default().lines());
        lines
            .filter_map(|line| line.split_once(" ="))
            .map(|(id, _)| id)
            .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(' '))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_word_that_the_code_says_is_in_the_catalogue() {
        let (words, source) = (Words::of("en").expect("English"), sources());
        let mut said = 0;
        for call in ["text", "say", "optional"].map(|name| format!(".{name}(")) {
            for (at, _) in source.match_indices(&call) {
                let rest = source[at + call.len()..].trim_start();
                let Some(id) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                assert!(words.has(id), "no word `{id}`");
                said += 1;
            }
        }
        assert!(said > 100, "{said}");
    }

    #[test]
    fn every_word_of_the_catalogue_is_said_somewhere() {
        // Built from the names of dimensions, statistics, sections, months …
        let built = [
            "kpi-",
            "slice-",
            "stat-",
            "name-of-",
            "dim-",
            "section-",
            "page-",
            "month-",
            "weekday-",
            "unit-",
            "input-",
            "value-",
            "quality-",
            "element-",
            "own-",
            "focus-",
            "layer-",
            "better-",
            "clock-",
            "basis-",
            "kind-",
            "role-",
            "heading-",
            "caption-",
            "fold-",
            "beside-",
            "verdict-signal",
            "frame-",
            "fact-",
            "definition-",
            "left-out-",
            "unseen-",
        ];
        let source = sources();
        let literals = literals(&source);
        for id in ids() {
            let is_built = built.iter().any(|prefix| id.starts_with(prefix));
            assert!(is_built || literals.contains(id.as_str()), "nobody says `{id}`");
        }
    }

    #[test]
    fn every_language_that_a_config_may_ask_for_has_its_words() {
        for language in crate::config::LANGUAGES {
            assert!(Words::of(language).is_ok(), "{language}");
        }
    }

    #[test]
    fn every_proxy_names_itself() {
        let words = Words::of("en").expect("English");
        for kpi in measure::Catalogue::built_in() {
            if kpi.paths.iter().any(|path| path.basis == Basis::Proxy) {
                assert!(words.kpi_optional(kpi.id, "proxy").is_some(), "{}", kpi.id);
            }
        }
    }

    #[test]
    fn a_missing_word_or_value_is_a_fault_and_never_a_blank() {
        let words = Words::of("en").expect("English");
        assert!(words.complete().is_ok());
        let unknown = "no-such-word";
        assert_eq!(words.text(unknown), unknown);
        assert!(words.complete().is_err());
        let words = Words::of("en").expect("English");
        words.text("share");
        assert!(words.complete().is_err(), "`share` needs a number");
    }

    #[test]
    fn a_language_without_words_is_an_error() {
        assert!(Words::of("tlh").is_err());
    }

    #[test]
    fn numbers_choose_their_plural_and_are_grouped() {
        let words = Words::of("en").expect("English");
        assert_eq!(words.say("records-tickets", args! { n: 1_u64 }), "1 ticket");
        assert_eq!(words.say("records-tickets", args! { n: 1_204_u64 }), "1,204 tickets");
    }
}
