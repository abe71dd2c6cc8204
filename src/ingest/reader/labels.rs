//! What reports call the files of a config, so that no two of them are called the same.
//!
//! Of a file outside the config's folder a report has the last part of its path only. Where two files would share that, each is
//! given as many of the folders above it as tell them apart, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::open::Files;
use super::unpack::Stored;
use crate::config::Source;
use crate::error::Diagnostic;

/// Files, each with a label of its own.
pub(crate) struct Labelled<'f> {
    files: &'f dyn Files,
    /// The labels of those that would share one.
    longer: BTreeMap<String, String>,
}

impl<'f> Labelled<'f> {
    /// The files of these sources.
    pub(crate) fn of(sources: &[Source], files: &'f dyn Files) -> Self {
        // A path that cannot be listed says so when it is read.
        let paths = sources.iter().flat_map(|source| &source.paths);
        let names: BTreeSet<String> = paths.filter_map(|path| files.list(path).ok()).flatten().collect();
        let label = |name: &String| files.label(name);
        Self {
            files,
            longer: longer(&names, label),
        }
    }
}

impl Files for Labelled<'_> {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        self.files.list(path)
    }

    fn open(&self, name: &str) -> Result<Stored, Box<Diagnostic>> {
        self.files.open(name)
    }

    fn label(&self, name: &str) -> String {
        let longer = self.longer.get(name).cloned();
        longer.unwrap_or_else(|| self.files.label(name))
    }
}

/// Longer labels for the names that share one and are not their own label already.
fn longer(names: &BTreeSet<String>, label: impl Fn(&String) -> String) -> BTreeMap<String, String> {
    let mut labels: BTreeMap<&String, String> = names.iter().map(|name| (name, label(name))).collect();
    let mut longer = BTreeMap::new();
    for parts in 2.. {
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        labels
            .values()
            .for_each(|label| *used.entry(label.clone()).or_default() += 1);
        let mut is_longer = false;
        for (name, label) in &mut labels {
            if used[label] > 1 && label != *name {
                *label = last(name, parts);
                longer.insert((*name).clone(), label.clone());
                is_longer = true;
            }
        }
        if !is_longer {
            break;
        }
    }
    longer
}

/// The last parts of a path, or the whole of it where it has no more.
fn last(name: &str, parts: usize) -> String {
    let all: Vec<_> = Path::new(name).components().collect();
    if parts >= all.len() {
        return name.to_owned();
    }
    let last: Vec<_> = all[all.len() - parts..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    last.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names with the labels that they are given, where those are the last parts of absolute paths.
    fn labels(names: &[&str]) -> Vec<String> {
        let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let short = |name: &String| match name.starts_with('/') {
            true => last(name, 1),
            false => name.clone(),
        };
        let longer = longer(&names, short);
        let label = |name: &String| longer.get(name).cloned().unwrap_or_else(|| short(name));
        names.iter().map(label).collect()
    }

    #[test]
    fn only_files_that_would_be_called_the_same_are_told_apart_by_the_folders_above_them() {
        assert_eq!(labels(&["/home/x/a.csv", "/home/x/b.csv"]), ["a.csv", "b.csv"]);
        assert_eq!(labels(&["/home/x1/i.csv", "/home/x2/i.csv"]), ["x1/i.csv", "x2/i.csv"]);
        assert_eq!(
            labels(&["/a/x/i.csv", "/b/x/i.csv", "/c/y/i.csv"]),
            ["a/x/i.csv", "b/x/i.csv", "y/i.csv"]
        );
        assert_eq!(
            labels(&["/h/x/i.csv", "i.csv", "x/i.csv"]),
            ["h/x/i.csv", "i.csv", "x/i.csv"]
        );
        assert_eq!(labels(&["/i.csv", "/x/i.csv"]), ["/i.csv", "x/i.csv"]);
        assert_eq!(
            labels(&["-", "/x/a.zip/i.csv", "/y/a.zip/i.csv"])[1..],
            ["x/a.zip/i.csv", "y/a.zip/i.csv"]
        );
    }
}
