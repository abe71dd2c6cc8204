//! `boardpack inspect`: what an export is, so that a person can see it at a glance, and what would be made of it. Nothing is
//! refused that can be read at all: what a build would stumble over is a finding.

use std::io::{self, Read};

use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::terminal::{self, Terminal};
use super::{Outcome, ledger};
use crate::Observer;
use crate::error::{Diagnostic, ErrorKind, Result};
use crate::ingest::inspect::{self, Column, Inspection};
use crate::ingest::{Disk, Files, Memory};
use crate::measure::{Catalogue, Kpi};

/// More bytes than this on standard input are not held.
const MOST_ON_STDIN: u64 = 256 << 20;

/// Columns that are shown to a reader; a machine gets all of them.
const COLUMNS: usize = 60;

/// Columns that are named as worth adding.
const WORTH_ADDING: usize = 6;

/// Looks at each export and says what it is.
pub fn run(exports: &[String], terminal: &Terminal) -> Result<Outcome> {
    let inspections = inspected(exports, terminal)?;
    let text: Vec<String> = inspections.iter().map(described).collect();
    let mut all: Vec<Value> = inspections.iter().map(as_json).collect();
    let json = match all.len() {
        // One export is the document itself.
        1 => all.remove(0),
        _ => json!({ "exports": all }),
    };
    Ok(Outcome::done(text.join("\n"), json))
}

/// Looks at each export; those that cannot be read at all are refused together.
pub fn inspected(exports: &[String], terminal: &Terminal) -> Result<Vec<Inspection>> {
    let (mut inspections, mut wrong) = (Vec::new(), Vec::new());
    if exports.iter().filter(|export| *export == "-").count() > 1 {
        let twice = Diagnostic::new("standard-input-twice", "standard input can be read once");
        return Err(super::usage(twice.help("write it to a file first, and name that")));
    }
    for export in exports {
        let files: Box<dyn Files> = match export.as_str() {
            "-" => Box::new(Memory::default().with("-", standard_input().map_err(ErrorKind::Export)?)),
            _ => Box::new(Disk::new("")),
        };
        match files.list(export) {
            Ok(names) => {
                for name in names {
                    match inspect::inspect(&name, files.as_ref(), &|progress| terminal.reading(progress)) {
                        Ok(inspection) => inspections.push(inspection),
                        Err(diagnostics) => wrong.extend(diagnostics),
                    }
                }
            }
            Err(diagnostic) => wrong.push(*diagnostic),
        }
    }
    if wrong.is_empty() {
        Ok(inspections)
    } else {
        Err(ErrorKind::Export(wrong).into())
    }
}

/// An export is looked at twice, and standard input can be read once.
fn standard_input() -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MOST_ON_STDIN + 1).read_to_end(&mut bytes);
    let refused = match read {
        Err(error) => Diagnostic::new("cannot-read", format!("cannot read standard input: {error}")),
        Ok(_) if bytes.len() as u64 > MOST_ON_STDIN => Diagnostic::new(
            "too-long",
            format!("standard input has more than {} MiB", MOST_ON_STDIN >> 20),
        ),
        Ok(_) => return Ok(bytes),
    };
    Err(vec![refused.help("save it as a file and name that")])
}

/// An export for a reader.
fn described(inspection: &Inspection) -> String {
    let mut text = format!("{}\n", inspection.name);
    let records = match inspection.records {
        Some(records) if records != inspection.rows => format!(", {}", ledger::many(records, "record")),
        _ => String::new(),
    };
    text += &format!("  rows      {}{records}\n", inspection.rows);
    let layout = &inspection.layout;
    let packing = layout
        .packing
        .map_or(String::new(), |packing| format!("; packed with {packing}"));
    text += &format!("  encoding  {}{packing}\n", layout.encoding);
    text += &format!("  delimiter {}\n", layout.delimiter);
    text += &format!("  header    {}\n", layout.header);
    text += &match &inspection.tool {
        Some(tool) => format!("  preset    {} → {}: {}\n", tool.preset, tool.table.name, tool.evidence),
        None => "  preset    not known\n".to_owned(),
    };
    for other in &inspection.others {
        text += &format!(
            "  {}  {} → {}: {}\n",
            if inspection.tool.is_some() {
                "next    "
            } else {
                "perhaps "
            },
            other.preset,
            other.table.name,
            other.evidence
        );
    }
    text += "\n";
    text += &columns(inspection);
    text += &findings(inspection);
    text += &kpis_in_words(inspection);
    text
}

fn columns(inspection: &Inspection) -> String {
    let mut lines = vec![[
        "column".to_owned(),
        "holds".to_owned(),
        "filled".to_owned(),
        "becomes".to_owned(),
        "examples".to_owned(),
    ]];
    for column in inspection.columns.iter().take(COLUMNS) {
        lines.push(line(column, inspection.rows));
    }
    const WIDEST: [usize; 5] = [36, 9, 6, 30, 60];
    let widths: [usize; 5] = std::array::from_fn(|at| {
        let widest = lines.iter().map(|line| line[at].width()).max().unwrap_or(0);
        widest.min(WIDEST[at])
    });
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| padded(cell, width))
            .collect();
        text += &format!("  {}\n", cells.join("  ").trim_end());
    }
    let more = inspection.columns.len().saturating_sub(COLUMNS);
    if more > 0 {
        text += &format!(
            "  and {} more (--format json has all)\n",
            ledger::many(more as u64, "column")
        );
    }
    if inspection.nameless > 0 {
        text += &format!(
            "  and {} without a header and without a cell\n",
            ledger::many(inspection.nameless as u64, "column")
        );
    }
    text + "\n"
}

fn line(column: &Column, rows: u64) -> [String; 5] {
    let header = match (column.header.as_str(), column.times) {
        ("", _) => "(no header)".to_owned(),
        (header, 1) => one_line(header),
        (header, times) => format!("{} ×{times}", one_line(header)),
    };
    let filled = (column.filled * 100).checked_div(rows).unwrap_or(0);
    let filled = match (filled, column.filled) {
        (0, 1..) => "<1 %".to_owned(),
        (filled, _) => format!("{filled} %"),
    };
    [
        header,
        column.looks.name().to_owned(),
        filled,
        column.becomes.join(", "),
        column
            .examples
            .iter()
            .take(3)
            .map(|each| one_line(each))
            .collect::<Vec<_>>()
            .join(" · "),
    ]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell of so many columns of the terminal.
fn padded(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return format!("{cell}{}", " ".repeat(width - cell.width()));
    }
    let mut room = width.saturating_sub(1);
    let fits = cell.chars().take_while(|each| {
        let wide = each.width().unwrap_or(0);
        let fits = wide <= room;
        room = room.saturating_sub(wide);
        fits
    });
    let cut: String = fits.collect::<String>() + "…";
    let left = width.saturating_sub(cut.width());
    cut + &" ".repeat(left)
}

/// What a build would stumble over, and what its reader should know.
fn findings(inspection: &Inspection) -> String {
    let mut text = String::new();
    let times = inspection
        .columns
        .iter()
        .filter_map(|column| Some((column, column.format.as_ref()?)));
    for (column, format) in times {
        text += &format!("  time      {}: {format}\n", one_line(&column.header));
    }
    if let Some(ledger) = &inspection.ledger {
        for (reason, rows) in &ledger.reasons {
            text += &format!("  noted     {reason} ({})\n", ledger::many(*rows, "row"));
        }
        for reject in &inspection.rejects {
            text += &format!("  aside     {}:{}: {}\n", reject.file, reject.line, reject.reason);
        }
        for warning in &ledger.warnings {
            text += &format!("  note      {warning}\n");
        }
        if !ledger.unknown_words.is_empty() {
            text += &format!("  note      {}\n", ledger::unknown(ledger));
        }
    }
    for proposal in &inspection.proposals {
        for (column, why) in &proposal.left_out {
            text += &format!("  note      {column} is left out: {why}\n");
        }
        if let Some((order, why)) = &proposal.time_format {
            text += &format!("  note      time_format = \"{}\" is needed: {why}\n", order.name());
        }
    }
    for finding in &inspection.findings {
        text += &format!("  finding   {}", finding.message);
        text += &finding
            .help
            .as_ref()
            .map_or(String::new(), |help| format!("\n            {help}"));
        text += "\n";
    }
    if text.is_empty() { text } else { text + "\n" }
}

/// A table's column.
type Named = (&'static str, &'static str);

/// The canonical columns that the export gives.
fn given(inspection: &Inspection) -> Vec<Named> {
    let proposals = inspection.proposals.iter();
    let mut given: Vec<Named> = proposals
        .flat_map(|proposal| {
            proposal
                .columns
                .iter()
                .map(|(column, _)| (proposal.table.name, *column))
        })
        .collect();
    let read = inspection
        .ledger
        .iter()
        .flat_map(|ledger| ledger.columns.iter().map(|column| (ledger.table, column.column)));
    given.extend(read);
    given.sort_unstable();
    given.dedup();
    given
}

/// The KPIs that can be worked out from these columns alone.
fn possible(given: &[Named]) -> Vec<&'static Kpi> {
    let is_given = |needs: &[Named]| !needs.is_empty() && needs.iter().all(|each| given.contains(each));
    kpis()
        .filter(|kpi| kpi.paths.iter().any(|path| is_given(path.needs)))
        .collect()
}

fn kpis() -> impl Iterator<Item = &'static Kpi> {
    // Those are inputs of the value lines.
    Catalogue::built_in().filter(|kpi| !kpi.id.starts_with("owned."))
}

/// The columns that would make most KPIs possible, each by itself, with how many.
fn worth_adding(given: &[Named]) -> Vec<(Named, usize)> {
    let possible = possible(given);
    let mut worth: Vec<(Named, usize)> = Vec::new();
    for kpi in kpis().filter(|kpi| !possible.iter().any(|each| each.id == kpi.id)) {
        let mut lacking: Vec<Named> = Vec::new();
        for path in kpi.paths {
            let mut lacks = path.needs.iter().filter(|each| !given.contains(each));
            if let (Some(only), None) = (lacks.next(), lacks.next())
                && given.iter().any(|(table, _)| *table == only.0)
                && !lacking.contains(only)
            {
                lacking.push(*only);
            }
        }
        for column in lacking {
            match worth.iter_mut().find(|(each, _)| *each == column) {
                Some((_, count)) => *count += 1,
                None => worth.push((column, 1)),
            }
        }
    }
    worth.sort_by_key(|(column, count)| (std::cmp::Reverse(*count), *column));
    worth.truncate(WORTH_ADDING);
    worth
}

fn kpis_in_words(inspection: &Inspection) -> String {
    let given = given(inspection);
    if given.is_empty() {
        return String::new();
    }
    let possible: Vec<&str> = possible(&given).iter().map(|kpi| kpi.id).collect();
    let mut text = format!(
        "  KPIs      {} of {} from this export alone",
        possible.len(),
        kpis().count()
    );
    text += &if possible.is_empty() {
        "\n".to_owned()
    } else {
        format!(": {}\n", possible.join(", "))
    };
    let worth = worth_adding(&given);
    if !worth.is_empty() {
        let worth = worth.iter().map(|((_, column), count)| format!("{column} ({count})"));
        text += &format!("  more with {}\n", worth.collect::<Vec<_>>().join(", "));
    }
    text
}

/// An export for a machine.
fn as_json(inspection: &Inspection) -> Value {
    let given = given(inspection);
    let tool = inspection.tool.as_ref();
    json!({
        "export": inspection.name,
        "preset": tool.map(|tool| tool.preset),
        "table": tool.map(|tool| tool.table.name),
        "evidence": tool.map(|tool| &tool.evidence),
        "others": inspection.others.iter().map(|other| json!({
            "preset": other.preset,
            "table": other.table.name,
            "evidence": other.evidence,
        })).collect::<Vec<_>>(),
        "packing": inspection.layout.packing,
        "encoding": inspection.layout.encoding,
        "delimiter": inspection.layout.delimiter,
        "header": inspection.layout.header,
        "header_row": inspection.header_line,
        "rows": inspection.rows,
        "records": inspection.records,
        "columns": inspection.columns.iter().map(|column| json!({
            "header": column.header,
            "times": column.times,
            "holds": column.looks.name(),
            "filled": column.filled,
            "examples": column.examples,
            "becomes": column.becomes,
            "format": column.format,
        })).collect::<Vec<_>>(),
        "sources": inspection.proposals.iter().map(|proposal| json!({
            "table": proposal.table.name,
            "preset": proposal.preset,
            "columns": proposal.columns.iter().map(|(column, header)| (*column, header.as_str())).collect::<std::collections::BTreeMap<_, _>>(),
            "where": proposal.filter.iter().map(|(header, words)| (header.as_str(), words.to_string())).collect::<std::collections::BTreeMap<_, _>>(),
            "shape": proposal.shape.name(),
            "time_format": proposal.time_format.as_ref().map(|(order, _)| order.name()),
        })).collect::<Vec<_>>(),
        "ledger": inspection.ledger.as_ref().map(ledger::as_json),
        "findings": inspection.findings.iter().map(terminal::diagnostic_json).collect::<Vec<_>>(),
        "kpis": possible(&given).iter().map(|kpi| kpi.id).collect::<Vec<_>>(),
    })
}
