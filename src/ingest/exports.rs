//! All sources → the loaded tables, and the ledger of what became of every row.

use std::collections::BTreeMap;

use hashbrown::HashTable;

use super::Warning;
use super::assemble::Assembly;
use super::columns::NO_NAME;
use super::ledger::{corrections, parts};
use super::reader::labels::Labelled;
use super::reader::open::STANDARD_INPUT;
use super::source::Account;
use super::{Files, Keep, Progress, Reject, SourceLedger, show, source};
use crate::calendar::Instant;
use crate::config::Source;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::tables::Tables;

/// Reads all sources; `keep` says which columns are needed. Every mistake of every source is reported at once.
pub fn read(sources: &[Source], files: &dyn Files, keep: &Keep, progress: &dyn Fn(Progress)) -> Result<Exports> {
    let files = &Labelled::of(sources, files);
    let mut exports = Exports::default();
    let mut assemblies: BTreeMap<&'static str, Assembly> = BTreeMap::new();
    let mut known = Known::default();
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let mut read: Vec<(&Source, Account)> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        let reads_stdin = |source: &Source| source.paths.iter().any(|path| path == STANDARD_INPUT);
        if reads_stdin(source) && read.iter().any(|(earlier, _)| reads_stdin(earlier)) {
            wrong.push(read_up(source));
            continue;
        }
        let name = source.table.name;
        let assembly = assemblies.entry(name).or_insert_with(|| Assembly::new(source.table));
        match source::read(source, files, keep, progress, &mut assembly.shared) {
            Err(diagnostics) => wrong.extend(diagnostics),
            Ok(mut loaded) => {
                let ids = std::mem::take(&mut loaded.ids);
                let ledger = &mut loaded.account.ledger;
                match known.shared(source, &ledger.preset, &ids) {
                    0 => {}
                    records => ledger.warnings.push(Warning::SharedIds { records }),
                }
                if sources[at + 1..].iter().any(|later| may_share(source, later)) {
                    known.add(source, &ledger.preset, &ids);
                }
                drop(ids);
                if let Some(until) = loaded.stamped_until {
                    let latest = exports.stamped_until.entry(name).or_insert(until);
                    *latest = until.max(*latest);
                }
                let account = assembly.add(loaded);
                let mut earlier = read.iter().map(|(source, account)| (*source, &account.ledger));
                wrong.extend(earlier.find_map(|earlier| read_twice(earlier, (source, &account.ledger))));
                read.push((source, account));
            }
        }
    }
    if !wrong.is_empty() {
        show(&mut wrong, sources, files);
        return Err(ErrorKind::Export(wrong).into());
    }
    parts::settle(&mut read.iter_mut().map(|(_, account)| account).collect::<Vec<_>>());
    corrections::carry_on_unclaimed(&mut read);
    for (_, account) in read {
        exports.rejects.extend(account.rejects);
        exports.corrected.extend(account.corrected);
        exports.ledger.push(account.ledger);
    }
    for (name, assembly) in assemblies {
        exports.tables.0.insert(name, assembly.table()?);
    }
    Ok(exports)
}

/// The ids of the sources so far that a later one may have, too, each with its source and preset.
#[derive(Default)]
struct Known<'a>(Vec<(&'a Source, String, HashTable<u64>)>);

impl<'a> Known<'a> {
    /// How many of a source's ids an earlier one of the same tool has. (Two tools may both begin with 1.)
    fn shared(&self, source: &Source, preset: &str, ids: &[u64]) -> u64 {
        let earlier = self
            .0
            .iter()
            .filter(|(earlier, of, _)| of == preset && may_share(earlier, source));
        let earlier: Vec<&HashTable<u64>> = earlier.map(|(.., ids)| ids).collect();
        let is_known = |id: &u64| earlier.iter().any(|ids| ids.find(*id, |other| other == id).is_some());
        let named = ids.iter().filter(|id| **id != NO_NAME);
        if earlier.is_empty() {
            0
        } else {
            named.filter(|id| is_known(id)).count() as u64
        }
    }

    /// Adds them, for the sources that follow. An id is a hash already.
    fn add(&mut self, source: &'a Source, preset: &str, ids: &[u64]) {
        let mut table = HashTable::with_capacity(ids.len());
        for id in ids.iter().filter(|id| **id != NO_NAME) {
            table.entry(*id, |other| other == id, |id| *id).or_insert(*id);
        }
        self.0.push((source, preset.to_owned(), table));
    }
}

/// Whether the same record may come from both of two sources: not where the config says that their rows are others, by a `where` of
/// each or by a constant that differs.
fn may_share(one: &Source, other: &Source) -> bool {
    let differ = |(column, value): &(String, String)| {
        let mut others = other.constants.iter();
        others.any(|(each, of_other)| each == column && of_other != value)
    };
    one.table.name == other.table.name && !are_parted(one, other) && !one.constants.iter().any(differ)
}

/// Whether two sources have each a `where` of its own.
fn are_parted(one: &Source, other: &Source) -> bool {
    !one.filter.is_empty() && !other.filter.is_empty() && one.filter != other.filter
}

/// Standard input that a source has read already.
fn read_up(source: &Source) -> Diagnostic {
    Diagnostic::new("standard-input-twice", "standard input can be read by one source only")
        .at(source.place.clone())
        .help("write it to a file first, and name that file in both sources")
}

/// A file that two sources of one table read, if their `where` does not part its rows.
fn read_twice(one: (&Source, &SourceLedger), other: (&Source, &SourceLedger)) -> Option<Diagnostic> {
    let ((source, ledger), (second, second_ledger)) = (one, other);
    if ledger.table != second_ledger.table || are_parted(source, second) {
        return None;
    }
    let is_read = |hash: &String| ledger.fingerprints.iter().any(|(_, each)| each == hash);
    let (file, _) = second_ledger.fingerprints.iter().find(|(_, hash)| is_read(hash))?;
    let twice = Diagnostic::new(
        "duplicate-file",
        format!(
            "`{file}` is read twice into {}: its bytes are those of a file of `{}`",
            ledger.table,
            source.path()
        ),
    );
    Some(twice.at(second.place.clone()).help(
        "remove one of the two sources, narrow the pattern of its path, or give each its own rows with a `where` of its own",
    ))
}

/// What ingest gives to the stages after it.
#[derive(Debug, Default)]
pub struct Exports {
    /// The loaded tables.
    pub tables: Tables,
    /// What was read, source by source.
    pub ledger: Vec<SourceLedger>,
    /// Every row set aside, for `rejects.csv`.
    pub rejects: Vec<Reject>,
    /// Every row that somebody has corrected, and the corrections that could not be used, for `rejects.csv`.
    pub corrected: Vec<Reject>,
    /// By table, the last instant that the tool stamped by itself, whether or not its column was kept: the latest `updated_at`
    /// or of records without one the latest of their other stamped times; of each source the last before a gap of more than
    /// 180 days that at most 1 % of its records lie beyond, so that a mistyped time far ahead is no horizon.
    pub stamped_until: BTreeMap<&'static str, Instant>,
}
