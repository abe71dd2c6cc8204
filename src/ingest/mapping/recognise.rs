//! Whose export it is, and of which table: by its headers, then by how its ids begin and what the file is called. The evidence
//! is told, and so is what comes next; where two are as likely, neither is taken.

use super::headers::{Headers, key};
use super::preset::{self, COMMON, Chosen, TablePreset};
use crate::error::Diagnostic;
use crate::tables::{self, TableSpec};

/// What an export may be.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The preset's name.
    pub preset: &'static str,
    /// The tool as people call it.
    pub title: &'static str,
    pub table: &'static TableSpec,
    pub known: &'static TablePreset,
    /// Why it may be this, in words.
    pub evidence: String,
    points: usize,
    /// How many columns of the table it finds.
    columns: usize,
}

/// What is known of a file beside its headers.
#[derive(Debug, Default)]
pub(crate) struct Hints<'a> {
    /// What the file is called.
    pub file: &'a str,
    /// Some cells of a column, by the place of its header: how ids begin is looked for there.
    pub cells: &'a [Vec<String>],
}

/// What an export is.
#[derive(Debug)]
pub(crate) enum Recognition {
    /// This, and what comes next.
    Known(Candidate, Option<Candidate>),
    /// One of these, and nothing tells which.
    Ambiguous(Vec<Candidate>),
    /// Nothing that is known.
    Unknown,
}

/// The preset of a source whose table is known: that of the tool whose headers are there in the largest number; the common
/// headers where no tool's are.
pub(crate) fn preset_of(table: &str, headers: &Headers, place: &str) -> Result<Chosen, Box<Diagnostic>> {
    let mut candidates = tools_of(headers);
    candidates.retain(|candidate| candidate.table.name == table);
    let best = candidates.first().map_or(0, |best| best.points);
    let next = candidates.iter().find(|candidate| candidate.points < best);
    let next = next.map_or(String::new(), |next| {
        format!("; next comes {}: {}", next.preset, next.evidence)
    });
    candidates.retain(|candidate| candidate.points == best);
    match candidates.as_slice() {
        [] => {
            let why = "its headers are of no tool that is known: columns are found by common names";
            Ok(Chosen::new(COMMON, table, why.to_owned()))
        }
        [only] => Ok(Chosen::new(only.preset, table, only.evidence.clone() + &next)),
        several => Err(ambiguous(place, several).into()),
    }
}

/// What an export is, of all tables of all tools.
pub(crate) fn recognise(headers: &Headers, hints: &Hints) -> Recognition {
    let mut candidates = tools_of(headers);
    // What stands beside the rows of another table is no table of a file by itself.
    candidates.retain(|candidate| candidate.known.beside.is_none());
    if candidates.is_empty() {
        candidates = common_of(headers);
    }
    candidates.retain(|candidate| candidate.rows_tell(headers, hints) != Some(false));
    for candidate in &mut candidates {
        candidate.weigh(headers, hints);
    }
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight()));
    let Some(best) = candidates.first().map(Candidate::weight) else {
        return Recognition::Unknown;
    };
    if candidates.get(1).is_some_and(|next| next.weight() == best) {
        candidates.retain(|candidate| candidate.weight() == best);
        return Recognition::Ambiguous(candidates);
    }
    let mut candidates = candidates.into_iter();
    match candidates.next() {
        Some(best) => Recognition::Known(best, candidates.next()),
        None => Recognition::Unknown,
    }
}

/// The exports of tools that these may be the headers of, the likeliest first. Of the headers that are enough, half at least are
/// written just as the tool writes them: many an export has headers that are only like a tool's.
fn tools_of(headers: &Headers) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = preset::tools()
        .flat_map(|tool| tool.tables.iter().map(move |(table, known)| (tool, table, known)))
        .filter_map(|(tool, table, known)| {
            let (found, exact) = known.evidence(headers);
            let enough = known.enough.max(1);
            if found.len() < enough || exact * 2 < enough {
                return None;
            }
            let table = tables::table(table)?;
            let evidence = format!(
                "{} of {} headers are its own: {}",
                found.len(),
                named(headers),
                shown(&found)
            );
            Some(Candidate {
                preset: &tool.name,
                title: &tool.title,
                table,
                known,
                evidence,
                // Two points for the very same, one for the same meaning.
                points: found.len() + exact,
                columns: places(table, known, headers).count(),
            })
        })
        .collect();
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.points));
    candidates
}

/// The places of the columns of a table that are found.
fn places<'a>(
    table: &'static TableSpec,
    known: &'a TablePreset,
    headers: &'a Headers,
) -> impl Iterator<Item = usize> + 'a {
    table
        .columns
        .iter()
        .filter_map(|column| known.place(column.name, headers))
}

/// The tables whose common headers are there: all that a row must have among them, else one less; answers to a survey only where
/// it is nothing else.
fn common_of(headers: &Headers) -> Vec<Candidate> {
    let common = preset::presets().iter().filter(|preset| preset.name == COMMON);
    let tables = common.flat_map(|common| common.tables.iter().map(move |(table, known)| (common, table, known)));
    let mut candidates: Vec<(bool, usize, Candidate)> = tables
        .filter_map(|(common, table, known)| {
            let table = tables::table(table)?;
            let found: Vec<&str> = places(table, known, headers)
                .map(|at| headers.names()[at].as_str())
                .collect();
            let lacking = lacking(table, known, headers);
            let is_told =
                known.distinctive.is_empty() || has_own_id(known, headers) || !known.evidence(headers).0.is_empty();
            // Two headers of any table are no evidence, and three none where a row could not be made of them.
            let enough = known.enough.max(2 + 2 * lacking);
            (lacking <= 1 && is_told && found.len() >= enough).then(|| {
                let candidate = Candidate {
                    preset: &common.name,
                    title: &common.title,
                    table,
                    known,
                    evidence: format!(
                        "no tool's own headers; {} of {} are common names of {}: {}",
                        found.len(),
                        named(headers),
                        table.name,
                        shown(&found)
                    ),
                    points: found.len(),
                    columns: found.len(),
                };
                // What explains every header stands beside nothing.
                let is_beside = known.beside.is_some() && candidate.points < named(headers);
                (is_beside, lacking, candidate)
            })
        })
        .collect();
    let best = candidates.iter().map(|(beside, lacking, _)| (*lacking, *beside)).min();
    candidates.retain(|(beside, lacking, _)| Some((*lacking, *beside)) == best);
    candidates.into_iter().map(|(.., candidate)| candidate).collect()
}

/// How many columns that a row must have are not there.
fn lacking(table: &TableSpec, known: &TablePreset, headers: &Headers) -> usize {
    let has = |column: &str| known.place(column, headers).is_some();
    table.lacking(has("id"), has).count()
}

/// Whether the header of the id has a noun of the table before it: `Problem Number`, where no `Number` says that it is a problem
/// of something else.
fn has_own_id(known: &TablePreset, headers: &Headers) -> bool {
    let ids = known.columns.get("id");
    let own = ids.and_then(|ids| known.place_after_noun(ids, headers));
    own.is_some() && own == known.place("id", headers)
}

impl Candidate {
    /// Adds what ids and the file's name tell.
    fn weigh(&mut self, headers: &Headers, hints: &Hints) {
        let ids = self.known.place("id", headers).and_then(|at| hints.cells.get(at));
        if let Some(begin) = ids.and_then(|ids| self.begins(ids)) {
            // Ids outweigh any headers that two tables of one tool have in common.
            self.points += 100;
            self.evidence += &format!("; its ids begin with {begin}");
        }
        self.points += if self.rows_tell(headers, hints) == Some(true) {
            100
        } else {
            0
        };
        self.points += if has_own_id(self.known, headers) { 10 } else { 0 };
        let file = key(hints.file);
        // The longest noun that fits tells most: an outage of a configuration item is no configuration item.
        let named = self.known.nouns.iter().filter(|noun| file.contains(&noun.key));
        if let Some(noun) = named.map(|noun| &noun.text).max_by_key(|noun| noun.len()) {
            self.points += noun.chars().count().min(20) / 2;
            self.evidence += &format!("; the file's name has \"{noun}\"");
        }
    }

    /// What speaks for it, and of two that as much speaks for, how much of the file it explains.
    fn weight(&self) -> (usize, usize) {
        (self.points, self.columns)
    }

    /// Whether most rows are of this table rather than of another one of its tool; `None` where no header tells.
    fn rows_tell(&self, headers: &Headers, hints: &Hints) -> Option<bool> {
        let telling = |(header, words): (&String, &'static Vec<String>)| Some((headers.find(header)?, words));
        let (at, words) = self.known.rows.iter().find_map(telling)?;
        let cells = hints.cells.get(at).map_or(&[][..], Vec::as_slice);
        let is_own = |cell: &&String| {
            words
                .iter()
                .any(|word| word.to_lowercase() == cell.trim().to_lowercase())
        };
        Some(cells.iter().filter(is_own).count() * 2 > cells.len())
    }

    /// How most of these ids begin, if in one of the ways that the table's do.
    fn begins(&self, ids: &[String]) -> Option<&'static str> {
        let known = self.known.ids.iter().map(String::as_str);
        known
            .map(|begin| (ids.iter().filter(|id| id.starts_with(begin)).count(), begin))
            .filter(|(count, _)| *count > 0 && count * 2 > ids.len())
            .max_by_key(|(count, begin)| (*count, begin.len()))
            .map(|(_, begin)| begin)
    }
}

/// The finding that an export may be of several tools or tables.
pub(crate) fn ambiguous(file: &str, candidates: &[Candidate]) -> Diagnostic {
    let may_be: Vec<String> = candidates
        .iter()
        .map(|candidate| {
            format!(
                "{} of {} ({})",
                candidate.table.name, candidate.title, candidate.evidence
            )
        })
        .collect();
    let first = candidates.first();
    let say = first.map_or(String::new(), |first| {
        format!("table = \"{}\" and preset = \"{}\"", first.table.name, first.preset)
    });
    Diagnostic::new(
        "ambiguous-export",
        format!("`{file}` may be as well {}", may_be.join(" as ")),
    )
    .help(format!("say which it is under [[source]], for example {say}"))
}

fn named(headers: &Headers) -> usize {
    headers.names().iter().filter(|name| !name.is_empty()).count()
}

/// The first few headers of a list.
fn shown(found: &[&str]) -> String {
    const MOST: usize = 8;
    let first = found.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    match found.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Headers {
        Headers::new(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_tool_is_known_by_its_headers_and_says_by_which() {
        let names = [
            "Number",
            "Opened",
            "Assignment Group",
            "Configuration item",
            "Made SLA",
            "Site",
        ];
        let chosen = preset_of("tickets", &headers(&names), "a.csv").expect("known");
        assert_eq!(chosen.name, "servicenow");
        assert_eq!(
            chosen.evidence,
            "4 of 6 headers are its own: Number, Assignment Group, Configuration item, Made SLA"
        );
        let unknown = preset_of("tickets", &headers(&["ID", "Título"]), "a.csv").expect("common");
        assert_eq!(unknown.name, COMMON);
    }

    #[test]
    fn ids_tell_tables_of_one_tool_apart_where_headers_do_not() {
        let names = headers(&[
            "number",
            "short_description",
            "assignment_group",
            "assigned_to",
            "opened_at",
            "state",
        ]);
        let ids = |begin: &str| vec![vec![format!("{begin}001"), format!("{begin}002")]];
        for (begin, table) in [("INC", "tickets"), ("CHG", "changes")] {
            let hints = Hints {
                file: "export.csv",
                cells: &ids(begin),
            };
            match recognise(&names, &hints) {
                Recognition::Known(best, _) => assert_eq!((best.preset, best.table.name), ("servicenow", table)),
                other => panic!("{begin}: {other:?}"),
            }
        }
        let Recognition::Ambiguous(candidates) = recognise(&names, &Hints::default()) else {
            panic!("nothing tells");
        };
        assert!(candidates.len() > 1);
        let said = ambiguous("export.csv", &candidates).to_string();
        assert!(
            said.contains("tickets of ServiceNow") && said.contains("changes of ServiceNow"),
            "{said}"
        );
    }

    #[test]
    fn common_names_tell_tables_apart_by_what_their_records_are_called() {
        let names = headers(&["Problem Number", "Opened At", "State", "Priority"]);
        assert!(matches!(
            recognise(&names, &Hints::default()),
            Recognition::Unknown | Recognition::Known(..)
        ));
        assert!(matches!(
            recognise(&headers(&["a", "b"]), &Hints::default()),
            Recognition::Unknown
        ));
    }
}
