//! What an export is, before any config says so: how it is written, whose it is, what each column holds and becomes, and the
//! `[[source]]` that would read it. `boardpack inspect` shows it, `boardpack init` writes it down.
//!
//! A file is read column by column, whatever its columns are called (`profile`), and then as a build would, with what was found out
//! (`proposal`), again where that tells more of it, so that what is said of rows, records and formats is what a build will say.

mod profile;
mod proposal;

use std::collections::BTreeMap;

pub use super::reader::layout::Layout;
pub use profile::Looks;
pub use proposal::Proposal;

use super::cells::durations::{self, Unit};
use super::cells::times::{self, Order};
use super::cells::{self, letters, numbers};
use super::mapping::preset;
use super::mapping::recognise::{self, Hints, Recognition};
use super::reader::open::Files;
use super::source::{self, Loaded};
use super::{Progress, Reject, SourceLedger};
use crate::config::{Source, TimeFormat};
use crate::error::{Diagnostic, Place};
use crate::tables::{self, Kind, TableSpec};
use crate::visible::visible;
use profile::Profile;

/// What is known of an export.
#[derive(Debug)]
pub struct Inspection {
    /// The file as it was named.
    pub name: String,
    /// How it is written, and why it is read so.
    pub layout: Layout,
    /// The line of its header.
    pub header_line: u64,
    /// Rows with anything in them.
    pub rows: u64,
    /// Records of its table; `None` where it is not known to be one's.
    pub records: Option<u64>,
    /// Whose it is.
    pub tool: Option<Tool>,
    /// What comes next, or is as likely.
    pub others: Vec<Tool>,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// Nameless columns with nothing in them.
    pub nameless: usize,
    /// What a build would stumble over, or its reader should know.
    pub findings: Vec<Diagnostic>,
    /// What would read it: a source a table, the leading one first.
    pub proposals: Vec<Proposal>,
    /// What a build would say of the leading source's rows.
    pub ledger: Option<SourceLedger>,
    /// The first rows that it would set aside.
    pub rejects: Vec<Reject>,
}

/// A tool's export of one table.
#[derive(Debug, Clone)]
pub struct Tool {
    /// The preset.
    pub preset: &'static str,
    /// The table.
    pub table: &'static TableSpec,
    /// Why.
    pub evidence: String,
}

/// A column of an export.
#[derive(Debug)]
pub struct Column {
    /// Its header; of several alike the first, and how many there are.
    pub header: String,
    /// How many columns have this header.
    pub times: usize,
    /// What its cells look like.
    pub looks: Looks,
    /// How many rows have something there.
    pub filled: u64,
    /// Some of its cells; letters and digits of people and free text are masked.
    pub examples: Vec<String>,
    /// The canonical columns that it becomes, with their tables where these are several.
    pub becomes: Vec<String>,
    /// How its times are read and why.
    pub format: Option<String>,
}

/// Words in a header below which numbers are people's.
const OF_PEOPLE: &[&str] = &[
    "user",
    "usuario",
    "utilisateur",
    "benutzer",
    "phone",
    "telefon",
    "caller",
    "employee",
    "personal",
    "person",
    "customer",
    "client",
    "contact",
    "requester",
    "reporter",
    "assignee",
    "agent",
];

/// Characters of an example.
const LONGEST_EXAMPLE: usize = 40;

/// Rows set aside that are shown.
const REJECTS: usize = 3;

/// Looks at one export.
pub fn inspect(name: &str, files: &dyn Files, progress: &dyn Fn(Progress)) -> Result<Inspection, Vec<Diagnostic>> {
    let bare = Source::new(&tables::TICKETS, name, Place::of_line(&files.label(name), 0, 0));
    let profile = profile::profile(&bare, files, name, progress).map_err(|wrong| vec![*wrong])?;
    let samples: Vec<Vec<String>> = profile.columns.iter().map(|column| column.samples.clone()).collect();
    let hints = Hints {
        file: &profile.file,
        cells: &samples,
    };
    let recognition = recognise::recognise(&profile.headers, &hints);
    let mut inspection = Inspection {
        name: name.to_owned(),
        layout: profile.layout.clone(),
        header_line: profile.line,
        rows: profile.rows,
        records: None,
        tool: None,
        others: Vec::new(),
        columns: Vec::new(),
        nameless: 0,
        findings: Vec::new(),
        proposals: Vec::new(),
        ledger: None,
        rejects: Vec::new(),
    };
    let known = match recognition {
        Recognition::Known(best, next) => {
            inspection.others.extend(next.as_ref().map(Tool::of));
            Some(best)
        }
        Recognition::Ambiguous(candidates) => {
            inspection
                .findings
                .push(recognise::ambiguous(&profile.file, &candidates));
            inspection.others.extend(candidates.iter().map(Tool::of));
            None
        }
        Recognition::Unknown => {
            inspection.findings.push(unknown_export(&profile));
            None
        }
    };
    if let Some(known) = known {
        inspection.tool = Some(Tool::of(&known));
        inspection.proposals = proposal::proposals(&known, &profile);
        let (proposals, findings) = (&mut inspection.proposals, &mut inspection.findings);
        let trials = proposals
            .iter_mut()
            .map(|proposal| try_out(proposal, name, &profile, files, progress, findings));
        let trials: Vec<Option<Loaded>> = trials.collect();
        if let Some(Some(loaded)) = trials.into_iter().next() {
            inspection.records = Some(loaded.account.ledger.records);
            inspection.rejects = loaded.account.rejects.into_iter().take(REJECTS).collect();
            inspection.ledger = Some(loaded.account.ledger);
        }
    }
    inspection.nameless = nameless(&profile);
    inspection.columns = columns(&profile, &inspection);
    Ok(inspection)
}

/// Reads the file as a build would read the proposed source. What is in its way is a finding, and settled for the count.
fn try_out(
    proposal: &mut Proposal,
    name: &str,
    profile: &Profile,
    files: &dyn Files,
    progress: &dyn Fn(Progress),
    findings: &mut Vec<Diagnostic>,
) -> Option<Loaded> {
    let read = |source: &Source| source::read(source, files, &|_, _| true, progress, &mut BTreeMap::new());
    let mut source = proposal.source(name);
    let mut loaded = read(&source);
    if let Err(wrong) = &loaded
        && wrong.iter().any(|each| each.code == "day-month-order")
    {
        match proposal::order_elsewhere(profile) {
            Some((order, why)) => proposal.time_format = Some((order, why)),
            None => {
                findings.extend(wrong.iter().cloned());
                proposal.is_undecided = true;
            }
        }
        source = proposal.source(name);
        if proposal.is_undecided {
            source.time_format = TimeFormat::Everywhere(Order::DayFirst);
        }
        loaded = read(&source);
    }
    if let Ok(read_so_far) = &loaded {
        proposal.learn(&read_so_far.account.ledger);
        if proposal.shape != source.shape {
            // What the ledger says is of the shape that the export has.
            source.shape = proposal.shape;
            loaded = read(&source);
        }
    }
    loaded
        .map_err(|wrong| {
            let is_new = |each: &Diagnostic| !findings.contains(each);
            let wrong: Vec<Diagnostic> = wrong.into_iter().filter(is_new).collect();
            findings.extend(wrong);
        })
        .ok()
}

impl Tool {
    fn of(candidate: &recognise::Candidate) -> Self {
        Self {
            preset: candidate.preset,
            table: candidate.table,
            evidence: candidate.evidence.clone(),
        }
    }
}

fn unknown_export(profile: &Profile) -> Diagnostic {
    let names: Vec<&str> = tables::TABLES.iter().map(|table| table.name).collect();
    Diagnostic::new(
        "unknown-export",
        format!(
            "the headers of `{}` are of no tool that is known, and too few are common names of a table",
            profile.file
        ),
    )
    .at(Place::of_line(&profile.file, profile.line, 0))
    .help(format!(
        "say under [[source]] which table its rows are ({}), and under [source.columns] which header is which column: \
         `boardpack tables TABLE` lists them",
        names.join(", ")
    ))
}

fn nameless(profile: &Profile) -> usize {
    let columns = profile.headers.names().iter().zip(&profile.columns);
    columns
        .filter(|(name, column)| name.is_empty() && column.filled == 0)
        .count()
}

/// The columns, those of one header together, nameless empty ones left out.
fn columns(profile: &Profile, inspection: &Inspection) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (header, seen)) in profile.headers.names().iter().zip(&profile.columns).enumerate() {
        if header.is_empty() && seen.filled == 0 {
            continue;
        }
        if let Some(first) = places.get(header.as_str()).filter(|_| !header.is_empty()) {
            let first = &mut columns[*first];
            first.times += 1;
            continue;
        }
        places.insert(header, columns.len());
        let becomes = becomes(inspection, &profile.headers, at);
        let kinds: Vec<Kind> = becomes.iter().map(|(_, kind)| *kind).collect();
        let looks = seen.looks();
        let examples = seen.examples.iter();
        let examples = examples.map(|cell| example(cell, !is_harmless(cell, header, looks, &kinds)));
        let several = inspection.proposals.len() > 1;
        columns.push(Column {
            header: header.clone(),
            times: 1,
            looks,
            filled: seen.filled,
            examples: examples.collect(),
            format: becomes
                .iter()
                .find_map(|((_, column), _)| format_of(inspection, column)),
            becomes: becomes
                .into_iter()
                .map(|((table, column), _)| {
                    if several {
                        format!("{table}.{column}")
                    } else {
                        column.to_owned()
                    }
                })
                .collect(),
        });
    }
    columns
}

/// A table and a column of it.
type Named = (&'static str, &'static str);

/// What a column becomes, and of which kind that is.
fn becomes(inspection: &Inspection, headers: &super::mapping::headers::Headers, at: usize) -> Vec<(Named, Kind)> {
    let proposals = inspection.proposals.iter();
    proposals
        .flat_map(|proposal| {
            let mapped = proposal
                .columns
                .iter()
                .filter(|(_, header)| headers.find(header) == Some(at));
            mapped.filter_map(|(column, _)| {
                let spec = proposal.table.column(column)?;
                Some(((proposal.table.name, spec.name), spec.kind))
            })
        })
        .collect()
}

fn format_of(inspection: &Inspection, column: &str) -> Option<String> {
    let columns = &inspection.ledger.as_ref()?.columns;
    columns.iter().find(|each| each.column == column)?.format.clone()
}

/// Whether a cell names nobody and is nothing that somebody wrote, as far as its column tells; whatever is not known to be so is
/// masked.
fn is_harmless(cell: &str, header: &str, looks: Looks, kinds: &[Kind]) -> bool {
    let bytes = cell.as_bytes();
    let is_number = || numbers::digits(bytes).is_some() || looks_like_a_number(bytes);
    let of_kind = |kind: &Kind| match kind {
        Kind::Person | Kind::Text => false,
        Kind::Id | Kind::Reference | Kind::Items | Kind::Word => cell.chars().count() <= LONGEST_EXAMPLE,
        Kind::Time(_) => times::parse(bytes, None).or_else(|| times::month(bytes)).is_some(),
        Kind::Flag => cells::flag(bytes).is_some() || preset::knows_word(cell),
        Kind::Choice(_)
        | Kind::Number { .. }
        | Kind::Minutes
        | Kind::Hours
        | Kind::Seconds
        | Kind::Amount
        | Kind::Quantity
        | Kind::Share
        | Kind::Score => is_number() || preset::knows_word(cell),
    };
    if !kinds.is_empty() {
        return kinds.iter().all(of_kind);
    }
    let header = header.to_lowercase();
    let is_of_people = OF_PEOPLE.iter().any(|word| header.contains(word));
    match looks {
        // Ten digits are seconds since 1970 as well as a telephone number.
        Looks::Time => times::parse(bytes, None).is_some() && !bytes.iter().all(u8::is_ascii_digit),
        Looks::Flag => cells::flag(bytes).is_some(),
        Looks::Number | Looks::Duration => is_number() && !is_of_people,
        // Names of people come again and again, too: only words that tools are known to write are shown.
        Looks::Words => preset::knows_word(cell) && !is_of_people,
        Looks::Empty | Looks::Text | Looks::Names => false,
    }
}

fn looks_like_a_number(cell: &[u8]) -> bool {
    let plain = letters::plain(cell);
    let reads = |plain: &[u8], mark| {
        numbers::amount(plain, mark).is_some() || durations::seconds(plain, mark, Unit::Minutes).is_some()
    };
    plain.is_some_and(|plain| reads(&plain, b'.') || reads(&plain, b','))
}

/// A cell as an example: on one line, cut, and masked where it may be private.
fn example(cell: &str, is_masked: bool) -> String {
    let cell = visible(&cell.split_whitespace().collect::<Vec<_>>().join(" "));
    let shown = cell.chars().take(LONGEST_EXAMPLE).map(|each| match each {
        each if is_masked && each.is_numeric() => '9',
        each if is_masked && each.is_uppercase() => 'X',
        each if is_masked && each.is_alphabetic() => 'x',
        each => each,
    });
    let cut = if cell.chars().nth(LONGEST_EXAMPLE).is_some() {
        "…"
    } else {
        ""
    };
    shown.collect::<String>() + cut
}
