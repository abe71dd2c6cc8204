//! `[audience]`: who reads the report, and so which of its pages and figures are in it. What whom is kept from stands here once.

use super::reader::Section;
use crate::error::Diagnostic;
use crate::measure::{Catalogue, Selector};

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

/// The figures and value lines that not everybody sees, by how their ids begin: weak spots, risks and what contracts cost.
const FIGURES: &[(&str, &[Audience])] = &[
    ("vulnerability.", &[Board, It]),
    ("patch.overdue", &[Board, It]),
    ("risks.", &[Board, It]),
    ("vendors.", &[Board, It]),
    ("spend.", &[Board, It]),
    ("value.vendors", &[Board, It]),
    ("value.exposure", &[Board, It]),
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

    /// Whether a section of the author's comment is in its report.
    pub fn sees_comment(self, section: &str) -> bool {
        self.is_among(COMMENTS.iter().find(|(each, _)| *each == section))
    }

    fn is_among(self, rule: Option<&(&str, &[Audience])>) -> bool {
        rule.is_none_or(|(_, seen_by)| seen_by.contains(&self))
    }

    /// Refuses a figure that this audience does not see: what a report may not show it may not be judged by.
    pub fn allows(self, selector: &Selector) -> Result<(), Box<Diagnostic>> {
        if self.sees(selector.id) {
            return Ok(());
        }
        let message = format!("`{}` is never in a report for `{}`", selector.id, self.name());
        let help = "take it out, or make a report of its own for those who see it: [audience] name = \"it\"";
        Err(Box::new(Diagnostic::new("not-for-this-audience", message).help(help)))
    }
}

/// The figures that a config may name: those of its catalogue that its audience sees.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Every KPI.
    pub catalogue: &'a Catalogue,
    /// Who reads the report.
    pub audience: Audience,
}

impl Scope<'_> {
    /// A figure by its selector.
    pub fn selector(self, text: &str) -> Result<Selector, Box<Diagnostic>> {
        let selector = Selector::parse(text, self.catalogue)?;
        self.audience.allows(&selector).map(|()| selector)
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

    #[test]
    fn it_sees_everything_and_the_public_no_weak_spot() {
        let ids = [
            "vulnerability.overdue",
            "patch.overdue",
            "risks.open",
            "vendors.renewals",
            "spend.budget",
        ];
        for id in ids.into_iter().chain(["value.vendors", "value.exposure"]) {
            assert_eq!(
                [It, Board, Public].map(|audience| audience.sees(id)),
                [true, true, false],
                "{id}"
            );
        }
        for id in [
            "patch.compliance",
            "change.success_rate",
            "value.downtime",
            "tickets.opened",
        ] {
            assert!(Public.sees(id), "{id}");
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
