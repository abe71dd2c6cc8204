//! The headers of one file, found by name: exactly, else whatever their case, accents, spaces and markers.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::ingest::cells::letters::unmarked;

/// The headers of one file.
#[derive(Debug, Default)]
pub(crate) struct Headers {
    names: Arc<[String]>,
    by_name: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
    /// Names that stand more than once.
    repeated: Vec<String>,
}

impl Headers {
    /// Headers in the order of the file; nameless ones are empty.
    pub(crate) fn new(names: Vec<String>) -> Self {
        let mut headers = Self::default();
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            match headers.by_name.entry(name.clone()) {
                std::collections::hash_map::Entry::Occupied(_) => headers.repeated.push(name.clone()),
                std::collections::hash_map::Entry::Vacant(entry) => drop(entry.insert(at)),
            }
            headers.by_key.entry(key(name)).or_insert(at);
        }
        headers.names = names.into();
        headers
    }

    /// All of them.
    pub(crate) fn names(&self) -> &Arc<[String]> {
        &self.names
    }

    /// The place of a header: of the first that is the very same, else of the first that means the same.
    pub(crate) fn find(&self, wanted: &str) -> Option<usize> {
        self.exactly(wanted).or_else(|| self.by_key(&key(wanted)))
    }

    /// The place of a header that a preset has.
    pub(crate) fn find_name(&self, wanted: &Name) -> Option<usize> {
        self.exactly(&wanted.text).or_else(|| self.by_key(&wanted.key))
    }

    /// The place of the very same header.
    pub(crate) fn exactly(&self, wanted: &str) -> Option<usize> {
        self.by_name.get(wanted.trim()).copied()
    }

    /// The place of the first header with a [`key`].
    pub(crate) fn by_key(&self, key: &str) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        self.by_key.get(key).copied()
    }

    /// Whether a header stands more than once.
    pub(crate) fn is_repeated(&self, name: &str) -> bool {
        self.repeated.iter().any(|each| each == name)
    }
}

/// A header, or what a record is called, as a preset has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Name {
    /// As the tool writes it.
    pub text: String,
    /// Its [`key`].
    pub key: String,
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        let key = key(&text);
        Self { text, key }
    }
}

/// What a header is called by, however it is written: letters and digits in lower case, without accents. So `Incident ID*+`,
/// `incident_id` and `IncidentId` are one, and `Priorité` is `priorite`.
pub(crate) fn key(header: &str) -> String {
    let letters = header.chars().filter(|each| each.is_alphanumeric());
    letters.flat_map(char::to_lowercase).map(unmarked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Headers {
        Headers::new(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_header_is_found_whatever_its_case_accents_spaces_and_markers() {
        let found = headers(&["Incident ID*+", "", "Priorité", "opened_at", "Ticket Id", "Ticket ID"]);
        assert_eq!(found.find("incident id"), Some(0));
        assert_eq!(found.find("PRIORITE"), Some(2));
        assert_eq!(headers(&["Nº do chamado"]).find("No. do Chamado"), Some(0));
        assert_eq!(found.find(" Opened At "), Some(3));
        assert_eq!(
            found.find("Ticket ID"),
            Some(5),
            "the very same header before the first that means the same"
        );
        assert_eq!(found.find("ticket id"), Some(4));
        assert_eq!(found.find(""), None);
        assert_eq!(found.find("***"), None);
    }

    #[test]
    fn only_a_header_that_stands_twice_in_the_same_words_is_repeated() {
        let found = headers(&["Comment", "comment", "Comment", ""]);
        assert!(found.is_repeated("Comment"));
        assert!(!found.is_repeated("comment"));
        assert!(!found.is_repeated(""));
    }
}
