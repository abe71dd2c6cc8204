//! `[audience]`: who reads the report, and so which of its pages and figures are in it. What whom is kept from stands here once.

use super::reader::Section;

/// Who reads the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Those who decide.
    Board,
    /// Those who answer for every number: they see everything.
    #[default]
    It,
    /// Everybody.
    Public,
}

use Audience::{Board, It, Public};

/// As `name` names them.
const NAMES: &[(&str, Audience)] = &[("board", Board), ("it", It), ("public", Public)];

/// The pages, by slug, that not everybody sees; all others are in every report.
const PAGES: &[(&str, &[Audience])] = &[("hygiene", &[It])];

/// The figures and value lines that not everybody sees, by how their ids begin: weak spots, risks and what contracts cost. A
/// weak spot is whatever tells an attacker where to begin, or how long there is: what is not patched, protected or managed,
/// which service could not be brought back, and what was attacked before.
const FIGURES: &[(&str, &[Audience])] = &[
    ("vulnerability.", &[Board, It]),
    ("patch.", &[Board, It]),
    ("tools.", &[Board, It]),
    ("continuity.", &[Board, It]),
    ("security.", &[Board, It]),
    ("risks.", &[Board, It]),
    ("vendors.", &[Board, It]),
    ("spend.", &[Board, It]),
    ("assets.past_life_share", &[Board, It]),
    ("value.vendors", &[Board, It]),
    ("value.exposure", &[Board, It]),
];

/// The tables that are not read where their figures are not seen: how many rows there are of such a thing would tell of it.
const TABLES: &[(&str, &[Audience])] = &[
    ("vulnerabilities", &[Board, It]),
    ("patches", &[Board, It]),
    ("continuity", &[Board, It]),
    ("risks", &[Board, It]),
    ("vendors", &[Board, It]),
    ("spend", &[Board, It]),
];

/// The columns of other tables that tell of weak spots: what the organisation's own KPIs read of them is not for everybody.
const COLUMNS: &[((&str, &str), &[Audience])] = &[
    (("assets", "protected"), &[Board, It]),
    (("assets", "managed"), &[Board, It]),
    (("assets", "end_of_life_at"), &[Board, It]),
    (("tickets", "security"), &[Board, It]),
];

/// The sections of the author's comment that not everybody sees.
const COMMENTS: &[(&str, &[Audience])] = &[("decisions", &[Board, It]), ("risks", &[Board, It])];

impl Audience {
    /// As the config names it.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, each)| *each == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether a page is in its report.
    pub fn sees_page(self, slug: &str) -> bool {
        self.is_among(PAGES.iter().find(|(each, _)| *each == slug))
    }

    /// Whether a figure or a value line is in its report, and in the files beside it.
    pub fn sees(self, id: &str) -> bool {
        self.is_among(FIGURES.iter().find(|(start, _)| id.starts_with(start)))
    }

    /// Whether the exports of a table are read for its report.
    pub fn sees_table(self, table: &str) -> bool {
        self.is_among(TABLES.iter().find(|(each, _)| *each == table))
    }

    /// Whether what own KPIs make of a column is in its report.
    pub fn sees_column(self, table: &str, column: &str) -> bool {
        self.is_among(COLUMNS.iter().find(|(each, _)| *each == (table, column)))
    }

    /// Whether goals and open actions are told by their titles: what is to become better is weak today.
    pub fn sees_plans_by_name(self) -> bool {
        self != Public
    }

    /// Whether a section of the author's comment is in its report.
    pub fn sees_comment(self, section: &str) -> bool {
        self.is_among(COMMENTS.iter().find(|(each, _)| *each == section))
    }

    fn is_among<T>(self, rule: Option<&(T, &[Audience])>) -> bool {
        rule.is_none_or(|(_, seen_by)| seen_by.contains(&self))
    }

    /// How the ids of the figures and value lines begin that it does not see.
    pub fn withheld(self) -> Vec<&'static str> {
        let rules = FIGURES.iter().filter(|(_, seen_by)| !seen_by.contains(&self));
        rules.map(|(start, _)| *start).collect()
    }
}

/// Reads `[audience]`.
pub fn read(section: &mut Section<'_>) -> Audience {
    if !section.is_given() {
        return Audience::default();
    }
    let name = section.required(
        "name",
        "write who reads the report: name = \"board\", \"it\" or \"public\"",
    );
    name.and_then(|name| name.choice("audience", NAMES)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;

    #[test]
    fn it_sees_everything_and_the_public_no_weak_spot() {
        let ids = [
            "vulnerability.overdue",
            "patch.overdue",
            "patch.latency",
            "tools.protected",
            "continuity.coverage",
            "security.containment",
            "risks.open",
            "vendors.renewals",
            "spend.budget",
            "assets.past_life_share",
        ];
        for id in ids.into_iter().chain(["value.vendors", "value.exposure"]) {
            assert_eq!(
                [It, Board, Public].map(|audience| audience.sees(id)),
                [true, true, false],
                "{id}"
            );
        }
        for id in ["assets.age", "change.success_rate", "value.downtime", "tickets.opened"] {
            assert!(Public.sees(id), "{id}");
        }
        assert_eq!(Public.withheld().len(), FIGURES.len());
        assert!(It.withheld().is_empty() && Board.withheld().is_empty());
    }

    #[test]
    fn what_is_kept_from_readers_is_a_table() {
        for (table, _) in TABLES {
            assert!(tables::table(table).is_some(), "{table}");
            assert!(It.sees_table(table) && !Public.sees_table(table));
        }
        assert!(Public.sees_table("assets") && Public.sees_table("tickets"));
        for ((table, column), _) in COLUMNS {
            let known = tables::table(table).is_some_and(|table| table.column(column).is_some());
            assert!(known && It.sees_column(table, column), "{table}.{column}");
            assert!(!Public.sees_column(table, column) && Public.sees_column(table, "opened_at"));
        }
    }

    #[test]
    fn details_of_hygiene_are_for_it_alone_and_every_report_says_how_it_was_made() {
        assert_eq!(
            [It, Board, Public].map(|audience| audience.sees_page("hygiene")),
            [true, false, false]
        );
        for page in [
            "index",
            "value",
            "stability",
            "change",
            "capacity",
            "people",
            "blueprint",
            "method",
        ] {
            assert!(Board.sees_page(page) && Public.sees_page(page), "{page}");
        }
    }

    #[test]
    fn what_the_author_says_of_risks_and_decisions_is_not_for_the_public() {
        let sections = ["decisions", "context", "risks"];
        assert_eq!(
            sections.map(|section| Public.sees_comment(section)),
            [false, true, false]
        );
        assert_eq!(sections.map(|section| Board.sees_comment(section)), [true; 3]);
    }
}
