//! `boardpack init`: a commented boardpack.toml. With exports it is written from what `inspect` finds out, so that it builds at once;
//! what a person has to decide stands in it as a comment with its reason.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde_json::{Value, json};

use super::inspect;
use super::terminal::{self, Terminal};
use super::{Outcome, ledger};
use crate::config::{self, Shape, Words};
use crate::error::{Diagnostic, Error, ErrorKind, Result};
use crate::ingest::UnknownWord;
use crate::ingest::inspect::{Inspection, Proposal};
use crate::tables::Kind;

/// What every config begins with.
const REPORT: &str = r#"# What boardpack reports on, and how. `boardpack check` tries it and writes nothing; `boardpack build` writes the report.
# Paths are relative to this file. Ratios are written 0 to 1, durations "30m", "4h", "5d".

[report]
organisation = "Your organisation"
timezone = "UTC"                 # the zone of the report's days and months, such as "America/Chicago"
# currency = "USD"               # needed for amounts of money
# users = 2400                   # people whom IT serves
# as_of = 2026-10-31             # when the exports were made; otherwise the last time in them
"#;

/// What nobody can find out from an export.
const MORE: &str = r#"
# Service hours. Left out, every duration is counted on the wall clock.
# [calendar]
# hours = "Mon-Fri 08:00-18:00"
# holidays = ["2026-12-25"]

# Agreed times, where the export has no due times or flags of its own.
# [sla.resolution]
# p1 = "4h"
# p2 = "8h"

# What the figures are judged by. `boardpack explain` lists them.
# [targets]
# "change.success_rate" = 0.95
# "tickets.resolution_time[kind=incident].median" = "8h"

# What an hour costs, for amounts of money: a number, or a range.
# [cost]
# employee_hour = { low = 45, expected = 58, high = 75 }
# it_hour = 72
"#;

/// A source for whoever has named no export.
const EXAMPLE: &str = r#"
[[source]]
table = "tickets"                # `boardpack tables` lists what there is
path = "exports/incident*.csv"   # one file or several, also .gz, .zst and .zip
# preset = "servicenow"          # whose export it is; known by its headers when left out
# timezone = "UTC"               # the zone of its times, where they have no offset; the report's when left out
# time_format = "dmy"            # where 05/10/2026 can be read both ways; boardpack asks, it never guesses

# [source.columns]               # our column = "your header", where the preset does not know it
# service = "u_business_service"
"#;

/// Comments begin in this column, where there is room.
const COMMENT: usize = 34;

/// Headers of an export that nothing is known of that are written down.
const HEADERS: usize = 60;

/// Words that nothing maps, of one column, that are written down.
const WORDS: usize = 12;

/// Writes the config.
pub fn run(exports: &[String], out: &Path, terminal: &Terminal) -> Result<Outcome> {
    // Looking at exports may take minutes; a config that is there ends it at once.
    if out.exists() {
        return Err(exists(out));
    }
    if exports.iter().any(|export| export == "-") {
        let stdin = Diagnostic::new("no-path", "standard input has no path that a config could name");
        return Err(super::usage(stdin.help(
            "save it as a file and name that; `boardpack inspect -` shows what it is",
        )));
    }
    let inspections = inspect::inspected(exports, terminal)?;
    refuse_what_is_ambiguous(&inspections)?;
    let sources = sources(&inspections);
    let text = written(&inspections, &sources, out);
    // Whatever headers and words hold, what is written can be read.
    let unreadable = |error: String| ErrorKind::Internal(format!("init wrote a config that cannot be read: {error}"));
    toml::Table::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    if inspections.is_empty() || !sources.is_empty() {
        config::parse(&out.display().to_string(), &text, Path::new("."))
            .map_err(|error| unreadable(error.to_string()))?;
    }
    save(out, &text)?;
    Ok(outcome(&inspections, &sources, out))
}

/// Exports that may as well be one thing as another: which it is, is nothing to fill in later.
fn refuse_what_is_ambiguous(inspections: &[Inspection]) -> Result<()> {
    let findings = inspections.iter().flat_map(|inspection| &inspection.findings);
    let wrong: Vec<Diagnostic> = findings
        .filter(|finding| finding.code == "ambiguous-export")
        .cloned()
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(ErrorKind::Export(wrong).into())
    }
}

/// A `[[source]]` to be written: what reads one export, or several that are alike.
struct Written<'a> {
    proposal: &'a Proposal,
    inspections: Vec<&'a Inspection>,
}

/// The sources of all exports; those of one tool and table whose dates and shape agree are one, as an id is known within a source.
fn sources(inspections: &[Inspection]) -> Vec<Written<'_>> {
    let mut sources: Vec<Written> = Vec::new();
    for inspection in inspections {
        for proposal in &inspection.proposals {
            let alike = sources.iter_mut().find(|source| source.proposal.reads_alike(proposal));
            match alike {
                Some(source) => {
                    source.inspections.push(inspection);
                    if source.proposal.time_format.is_none() {
                        source.proposal = proposal;
                    }
                }
                None => sources.push(Written {
                    proposal,
                    inspections: vec![inspection],
                }),
            }
        }
    }
    sources
}

fn written(inspections: &[Inspection], sources: &[Written], out: &Path) -> String {
    let mut text = REPORT.to_owned();
    if inspections.is_empty() {
        text += EXAMPLE;
    }
    for source in sources {
        text += &source.text(out);
    }
    for unknown in inspections.iter().filter(|inspection| inspection.proposals.is_empty()) {
        text += &to_fill_in(unknown, out);
    }
    text + MORE
}

/// A source for an export that nothing is known of: its headers, to be said of them what they are.
fn to_fill_in(unknown: &Inspection, out: &Path) -> String {
    let headers: Vec<String> = unknown
        .columns
        .iter()
        .take(HEADERS)
        .map(|column| format!("# ? = {}\n", quoted(&column.header)))
        .collect();
    format!(
        "\n# {}: of no tool that is known. Say which table its rows are (`boardpack tables` lists them) and which header is which\n\
         # column, take the # away, and delete what is left.\n\
         # [[source]]\n# table = \"tickets\"\n# path = {}\n# [source.columns]\n# id = \"…\"\n# opened_at = \"…\"\n{}",
        commented(&unknown.name),
        quoted(&path(&unknown.name, out)),
        headers.concat()
    )
}

impl Written<'_> {
    fn text(&self, out: &Path) -> String {
        let proposal = self.proposal;
        let mut text = "\n".to_owned();
        for inspection in &self.inspections {
            let evidence = inspection.tool.as_ref().map_or("", |tool| &tool.evidence);
            text += &format!(
                "# {}: {}; {}\n",
                commented(&inspection.name),
                size(inspection),
                commented(evidence)
            );
        }
        text += "[[source]]\n";
        text += &format!("table = \"{}\"\n", proposal.table.name);
        let paths: Vec<String> = self
            .inspections
            .iter()
            .map(|each| quoted(&path(&each.name, out)))
            .collect();
        text += &match paths.as_slice() {
            [only] => format!("path = {only}\n"),
            several => format!("path = [{}]\n", several.join(", ")),
        };
        text += &format!("preset = \"{}\"\n", proposal.preset);
        text += &with_comment(
            "# timezone = \"UTC\"",
            "the zone of its times, where they have no offset; the report's when left out",
        );
        if let Some((order, why)) = &proposal.time_format {
            text += &with_comment(&format!("time_format = \"{}\"", order.name()), why);
        } else if proposal.is_undecided {
            text += &with_comment(
                "# time_format = \"dmy\"",
                "or \"mdy\": no cell tells, so say which; it is never guessed",
            );
        }
        if proposal.shape != Shape::Snapshot {
            let why = match proposal.shape {
                Shape::Events => "ids repeat, at other times: a row is an update",
                _ => "ids repeat, with other items: a row is an item touched",
            };
            text += &with_comment(&format!("shape = \"{}\"", proposal.shape.name()), why);
        }
        text += &self.filter();
        text += &self.columns();
        text += &self.words();
        text
    }

    fn filter(&self) -> String {
        if self.proposal.filter.is_empty() {
            return String::new();
        }
        let mut text = "\n[source.where]                   # only these rows are of this table\n".to_owned();
        for (header, words) in &self.proposal.filter {
            let list = |words: &[String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
            let words = match words {
                Words::Filled(filled) => filled.to_string(),
                Words::Any(words) => format!("[{}]", list(words)),
                Words::Not(words) => format!("{{ not = [{}] }}", list(words)),
            };
            text += &format!("{} = {words}\n", quoted(header));
        }
        text
    }

    fn columns(&self) -> String {
        let proposal = self.proposal;
        let explicit = proposal.is_explicit();
        let mut text = "\n".to_owned();
        text += &with_comment(
            "[source.columns]",
            match explicit {
                true => "our column = \"your header\": found by common names, so look whether it is right",
                false => "what the preset reads stands behind #; take the # away to read another header",
            },
        );
        for (column, header) in &proposal.columns {
            let mark = if explicit { "" } else { "# " };
            text += &format!("{mark}{column} = {}\n", quoted(header));
        }
        for (column, why) in &proposal.left_out {
            text += &with_comment(&format!("{column} = false"), why);
        }
        for spec in proposal.missing() {
            text += &with_comment(
                &format!("# {} = \"…\"", spec.name),
                &format!("to decide: {}", spec.meaning),
            );
        }
        text
    }

    /// The words that nothing maps, for whoever knows what they mean.
    fn words(&self) -> String {
        let mut text = String::new();
        let listed = self.proposal.unknown_words.iter().filter(|word| !word.may_be_text());
        let listed: Vec<&UnknownWord> = listed.collect();
        for words in listed.chunk_by(|one, next| one.column == next.column) {
            let Some(spec) = words.first().and_then(|word| self.proposal.table.column(word.column)) else {
                continue;
            };
            let known = match spec.kind {
                Kind::Choice(known) => known.join(", "),
                Kind::Number { least, most } => format!("{least} to {most}"),
                Kind::Flag => "true, false".to_owned(),
                _ => continue,
            };
            text += "\n";
            text += &with_comment(
                &format!("[source.values.{}]", spec.name),
                &format!("words that nothing maps yet, to one of {known}"),
            );
            for UnknownWord {
                word, rows, suggestion, ..
            } in words.iter().take(WORDS)
            {
                let ours = suggestion.as_deref().unwrap_or("…");
                text += &with_comment(&format!("# {} = \"{ours}\"", quoted(word)), &ledger::many(*rows, "row"));
            }
            if words.len() > WORDS {
                text += &format!("# and {} more: `boardpack inspect` shows them\n", words.len() - WORDS);
            }
        }
        text
    }
}

/// `24918 records in 141712 rows`.
fn size(inspection: &Inspection) -> String {
    let rows = ledger::many(inspection.rows, "row");
    match inspection.records {
        Some(records) => format!("{} in {rows}", ledger::many(records, "record")),
        None => rows,
    }
}

/// A line of the config with its reason.
fn with_comment(line: &str, why: &str) -> String {
    let room = COMMENT.saturating_sub(line.chars().count() + 1).max(1);
    format!("{line}{}# {}\n", " ".repeat(room), commented(why))
}

/// A text that stays inside of a comment.
fn commented(text: &str) -> String {
    text.chars()
        .map(|each| if each.is_control() { ' ' } else { each })
        .collect()
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    let is_plain = |each: char| !each.is_control() && !matches!(each, '"' | '\\' | '\u{feff}');
    if text.chars().all(is_plain) {
        return format!("\"{text}\"");
    }
    // JSON's escapes are TOML's, but for the one that JSON need not make.
    Value::String(text.to_owned()).to_string().replace('\u{7f}', "\\u007f")
}

/// The path of an export from the config's folder.
fn path(export: &str, out: &Path) -> String {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Some(folder) = folder else {
        return export.to_owned();
    };
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (folder, export) = (whole(folder), whole(Path::new(export)));
    let relative: PathBuf = export.strip_prefix(&folder).map_or(export.clone(), Path::to_owned);
    let relative = relative.to_string_lossy();
    if cfg!(windows) {
        relative.replace('\\', "/")
    } else {
        relative.into_owned()
    }
}

/// Writes a new file, or none.
fn save(out: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(out)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(out),
            _ => Error::output(out, &error),
        })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a config is worse than none; where it cannot be removed either, the error tells of it.
        let _ = std::fs::remove_file(out);
        Error::output(out, &error)
    })
}

fn exists(out: &Path) -> Error {
    ErrorKind::Output(
        Diagnostic::new("config-exists", format!("`{}` is there already", out.display()))
            .help("it is not replaced: name another with --out, or move it away"),
    )
    .into()
}

fn outcome(inspections: &[Inspection], sources: &[Written], out: &Path) -> Outcome {
    let mut text = format!("{} is written\n", out.display());
    for source in sources {
        let names: Vec<&str> = source
            .inspections
            .iter()
            .map(|inspection| inspection.name.as_str())
            .collect();
        text += &format!(
            "  {} → {} ({})\n",
            names.join(", "),
            source.proposal.table.name,
            source.proposal.preset
        );
    }
    let findings: Vec<&Diagnostic> = inspections.iter().flat_map(|inspection| &inspection.findings).collect();
    for finding in &findings {
        text += &format!("  to decide: {}\n", finding.message);
        text += &finding
            .help
            .as_ref()
            .map_or(String::new(), |help| format!("    {help}\n"));
    }
    let config = match out.to_str() {
        Some("boardpack.toml") | None => String::new(),
        Some(out) => format!(" --config {out}"),
    };
    text += &match (sources.is_empty(), findings.is_empty()) {
        (true, true) => format!("Name your exports in it, then: boardpack check{config}\n"),
        (true, false) => format!("Fill in what it asks, then: boardpack check{config}\n"),
        (false, true) => format!("Next: boardpack build{config}\n"),
        (false, false) => format!("Decide these in it, then: boardpack build{config}\n"),
    };
    let json = json!({
        "config": out,
        "sources": sources.iter().map(|source| json!({
            "table": source.proposal.table.name,
            "preset": source.proposal.preset,
            "path": source.inspections.iter().map(|inspection| path(&inspection.name, out)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "findings": findings.into_iter().map(terminal::diagnostic_json).collect::<Vec<_>>(),
    });
    Outcome::done(text, json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_header_holds_it_is_written_as_toml_reads_it() {
        for text in [
            "Issue Type",
            "a \"b\" \\ c",
            "two\nlines",
            "\u{feff}é\u{7f}\t\u{1}",
            "'",
        ] {
            let line = format!("{} = {}", quoted(text), quoted(text));
            let read: toml::Table = line.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(read.get(text).and_then(|value| value.as_str()), Some(text), "{line}");
        }
    }

    #[test]
    fn the_config_for_whoever_names_no_export_can_be_read() {
        let text = written(&[], &[], Path::new("boardpack.toml"));
        let config = config::parse("boardpack.toml", &text, Path::new(".")).expect("a config");
        assert_eq!(config.sources.len(), 1);
        // What stands in it as a comment is right, too.
        let commented = text.replace("\n# [", "\n[").replace("\n# ", "\n");
        let uncommented: Vec<&str> = commented
            .lines()
            .filter(|line| line.starts_with('[') || line.contains(" = "))
            .collect();
        config::parse("boardpack.toml", &uncommented.join("\n"), Path::new(".")).expect("a config without its #");
    }
}
