//! Headers → canonical columns: what the config says, else what the preset knows, else an error that says what to write.

pub(super) mod headers;
pub(super) mod preset;
pub(super) mod recognise;
pub(super) mod steps;

use self::headers::Headers;
use self::preset::Chosen;
use super::columns::elapsed;
use crate::config::{Shape, Source, Words};
use crate::error::{Diagnostic, Fix, Place, Spot};
use crate::nearest::nearest;
use crate::tables::ColumnSpec;

/// The headers shown in an error; more would hide what it says.
const SHOWN: usize = 40;

/// Characters of a header that are shown.
const LONGEST_SHOWN: usize = 60;

/// Characters of all headers shown.
const LONGEST_LIST: usize = 600;

/// A canonical column of one file.
#[derive(Debug)]
pub(super) struct Mapped {
    pub spec: &'static ColumnSpec,
    /// The cell's place in a record.
    pub cell: usize,
    pub header: String,
}

/// A `where` of one file: the cell and the words that select its row.
#[derive(Debug)]
pub(super) struct Filter {
    pub cell: usize,
    pub words: Words,
}

/// Which cell of a file's records is what.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub columns: Vec<Mapped>,
    pub filters: Vec<Filter>,
    /// Headers that stand twice and were asked for.
    pub repeated: Vec<String>,
    /// A record has at least so many cells …
    pub least_cells: usize,
    /// … and no more with anything in them.
    pub most_cells: usize,
}

/// The header of one file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The line that the header stands on.
    pub line: u64,
    pub headers: &'a Headers,
}

/// The mapping of one file, or all that is wrong with it.
pub(super) fn map(source: &Source, chosen: &Chosen, heading: Heading) -> Result<Mapping, Vec<Diagnostic>> {
    let headers = heading.headers;
    let names = headers.names();
    let mut mapping = Mapping {
        least_cells: names
            .iter()
            .rposition(|each| !each.is_empty())
            .map_or(0, |last| last + 1),
        most_cells: names.len(),
        ..Mapping::default()
    };
    let mut wrong = Vec::new();
    for (column, wanted, place) in &source.columns {
        match (source.table.column(column), headers.find(wanted)) {
            (Some(spec), Some(cell)) => mapping.add(spec, cell, headers),
            (None, _) => wrong.push(unknown_column(source, column, place)),
            (Some(_), None) => {
                let near = nearest(wanted, headers.names().iter().map(String::as_str));
                let fix = near.map(|near| Fix {
                    place: place.clone(),
                    text: toml::Value::from(near).to_string(),
                });
                wrong.push(no_such_header(wanted, heading).at(place.clone()).fix(fix));
            }
        }
    }
    for (wanted, words) in &source.filter {
        match headers.find(wanted) {
            Some(cell) => mapping.filters.push(Filter {
                cell,
                words: words.clone(),
            }),
            None => wrong.push(no_such_header(wanted, heading).at(source.place.clone())),
        }
    }
    let is_said = |column: &str| {
        source.columns.iter().any(|(each, ..)| each == column)
            || source.constants.iter().any(|(each, _)| each == column)
            || source.left_out.iter().any(|each| each == column)
    };
    // What the config says of a header outvotes what people usually mean by it.
    let taken: Vec<usize> = mapping.columns.iter().map(|mapped| mapped.cell).collect();
    for (spec, cell) in chosen.places(source.table, headers, &is_said, &taken) {
        mapping.add(spec, cell, headers);
    }
    let is_there = |column: &str| is_said(column) || mapping.has(column);
    let elapsed = elapsed::places(source.table, chosen, headers, is_there);
    mapping.columns.extend(elapsed);
    wrong.extend(missing(source, chosen, heading, &mapping));
    // Columns in the order of the table, whatever order they were said in.
    mapping
        .columns
        .sort_by_key(|mapped| place_in_table(source, mapped.spec));
    if wrong.is_empty() { Ok(mapping) } else { Err(wrong) }
}

impl Mapping {
    fn add(&mut self, spec: &'static ColumnSpec, cell: usize, headers: &Headers) {
        let header = &headers.names()[cell];
        if headers.is_repeated(header) {
            self.repeated.push(header.clone());
        }
        self.columns.push(Mapped {
            spec,
            cell,
            header: header.clone(),
        });
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|mapped| mapped.spec.name == column)
    }
}

pub(super) fn place_in_table(source: &Source, spec: &ColumnSpec) -> usize {
    source
        .table
        .columns
        .iter()
        .position(|each| each.name == spec.name)
        .unwrap_or(usize::MAX)
}

fn missing(source: &Source, chosen: &Chosen, heading: Heading, mapping: &Mapping) -> Vec<Diagnostic> {
    let is_given = |name: &str| {
        mapping.has(name)
            || source.constants.iter().any(|(column, _)| column == name)
            || source.columns.iter().any(|(column, ..)| column == name)
    };
    let lacking = source.table.lacking(source.shape == Shape::Events, is_given);
    lacking
        .map(|spec| {
            let table = source.table.name;
            let near = nearest(spec.name, heading.headers.names().iter().map(String::as_str));
            let guess = near.unwrap_or("…");
            let (spot, seen) = match near {
                Some(near) => (Spot::Under(near.to_owned()), "is it this one?".to_owned()),
                None => (
                    Spot::Line,
                    format!("none of these headers is known to give `{}`", spec.name),
                ),
            };
            let fix = near.and_then(|near| added_column(source, spec.name, near));
            Diagnostic::new(
                "missing-column",
                format!(
                    "no column of `{}` gives `{}` of {table}: {}",
                    heading.file, spec.name, spec.meaning
                ),
            )
            .at(source.place.clone())
            .label(Place::of_spot(heading.file, heading.line, spot), seen)
            .fix(fix)
            .help(format!(
                "under [source.columns] write {} = \"{guess}\", or whichever header gives it; {}; preset {}: {}",
                spec.name,
                headers_in_words(heading),
                chosen.name,
                chosen.evidence
            ))
        })
        .collect()
}

/// The line of boardpack.toml that maps a column.
fn added_column(source: &Source, column: &str, header: &str) -> Option<Fix> {
    let header = toml::Value::from(header);
    match source.columns.first() {
        Some((first, _, place)) => Fix::line_below(place, first, &format!("{column} = {header}")),
        None => Fix::line_below(&source.place, "path", &format!("columns.{column} = {header}")),
    }
}

fn no_such_header(wanted: &str, heading: Heading) -> Diagnostic {
    let near = nearest(wanted, heading.headers.names().iter().map(String::as_str));
    let (spot, seen) = match near {
        Some(near) => (Spot::Under(near.to_owned()), "is it this one?"),
        None => (Spot::Line, "these are its headers"),
    };
    let help = match near {
        Some(near) => format!("did you mean \"{near}\"? {}", headers_in_words(heading)),
        None => headers_in_words(heading),
    };
    Diagnostic::new(
        "unknown-header",
        format!("`{}` has no column with the header \"{wanted}\"", heading.file),
    )
    .label(Place::of_spot(heading.file, heading.line, spot), seen)
    .help(help)
}

fn unknown_column(source: &Source, column: &str, place: &Place) -> Diagnostic {
    let table = source.table.name;
    let names = source.table.columns.iter().map(|spec| spec.name);
    let near = nearest(column, names).map_or(String::new(), |near| format!("did you mean `{near}`? "));
    Diagnostic::new("unknown-column", format!("{table} has no column `{column}`"))
        .at(place.clone())
        .help(format!("{near}`boardpack tables {table}` lists its columns"))
}

fn headers_in_words(heading: Heading) -> String {
    let names = heading.headers.names();
    let named: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|each| !each.is_empty())
        .collect();
    let mut room = LONGEST_LIST;
    let shown: Vec<String> = named
        .iter()
        .take(SHOWN)
        .map(|each| each.chars().take(LONGEST_SHOWN).collect::<String>())
        .take_while(|each| {
            let fits = each.chars().count() <= room;
            room = room.saturating_sub(each.chars().count());
            fits
        })
        .collect();
    let more = named.len() - shown.len();
    let shown = shown.join(", ");
    match more {
        0 => format!("its headers on line {} are: {shown}", heading.line),
        more => format!("its headers on line {} are: {shown} and {more} more", heading.line),
    }
}
