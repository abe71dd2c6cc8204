//! What the report says, as data: pages of blocks, sentences already in the reader's language, numbers already written.
//! No HTML, no SVG. The renderer decides how it looks, never what it says.

use serde::Serialize;

use crate::chart::Chart;
use crate::commentary::Prose;

/// The whole report, ready to be written.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// BCP 47, for `<html lang>`.
    pub language: String,
    /// `Northwind Traders`.
    pub organisation: String,
    /// `IT performance, October 2026`.
    pub title: String,
    /// The period's label, the name of its folder.
    pub period: String,
    /// The mark of a draft, on every page and every sheet; `None` where it is none.
    pub draft: Option<String>,
    /// For whom it was made, who stands for it and who may see it: a clause each, beside that mark.
    pub identity: Vec<String>,
    /// The line at the foot of every page: trust, provisional figures, data's horizon.
    pub footer: String,
    /// `Made by boardpack 0.1.0 …`: the version and what the report was made from.
    pub imprint: String,
    /// The words of the page frame (`skip`, `pages`, `numbers`, …) by key, for the templates.
    pub words: std::collections::BTreeMap<String, String>,
    /// The pages, Summary first.
    pub pages: Vec<Page>,
}

/// One page, one file.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// The file's name without `.html`: `index`, `value`, `stability` …
    pub slug: String,
    /// Its name in the navigation.
    pub name: String,
    /// Its one `h1`: a finding.
    pub heading: String,
    /// The paragraph under it.
    pub lead: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a page. Rendered by a component of the same name.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// An `h2` with an id for links.
    Heading { id: String, text: String },
    /// A paragraph; `quiet` is set smaller and paler.
    Paragraph { text: String, quiet: bool },
    /// What makes the numbers untrustworthy.
    Notice(Notice),
    /// What a person says, marked as such: `by` says that no rule wrote it.
    Comment { by: String, remarks: Vec<Remark> },
    /// Big numbers side by side, three or four.
    Facts { facts: Vec<Fact> },
    /// A line each, with where its evidence stands.
    Briefs { briefs: Vec<Brief> },
    /// The headline table of the Summary: one row a figure with its spark line.
    Headlines {
        caption: String,
        columns: Vec<String>,
        rows: Vec<Headline>,
    },
    /// A table of words and numbers.
    Table(Table),
    /// Charts; two stand side by side where there is room.
    Charts { charts: Vec<Picture> },
    /// What to do next, in order of worth.
    Steps { steps: Vec<Step> },
    /// Value lines: what IT says, what the business hears, and the working.
    Translations { lines: Vec<Translation> },
    /// Term and meaning, folded under a summary.
    Definitions { folded: String, terms: Vec<Definition> },
}

/// A section of the author's comment.
#[derive(Debug, Clone, Serialize)]
pub struct Remark {
    /// For links.
    pub id: String,
    /// Its `h2`.
    pub heading: String,
    /// What it says: text, never markup.
    pub prose: Vec<Prose>,
}

/// What makes the numbers untrustworthy.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// `Read with care`.
    pub title: String,
    /// A sentence each.
    pub lines: Vec<String>,
    /// How many more there are; may be empty.
    pub more: String,
    /// Where they stand.
    pub link: String,
}

/// A big number.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// The number, written.
    pub value: String,
    /// What stands under it: range, comparison, chance.
    pub note: String,
}

/// What another page shows at length, in a line.
#[derive(Debug, Clone, Serialize)]
pub struct Brief {
    /// What it is about.
    pub name: String,
    /// Where it stands at length, `stability.html#security`.
    pub link: Option<String>,
    /// The line.
    pub text: String,
}

/// Against a target, said by word, by shape and by colour.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// `met`, `missed`, `no_target`, `no_data`: the shape and colour.
    pub kind: &'static str,
    /// The word.
    pub text: String,
}

/// A row of the headline table.
#[derive(Debug, Clone, Serialize)]
pub struct Headline {
    /// The figure's name.
    pub name: String,
    /// Where its page explains it, `stability.html#…`.
    pub link: Option<String>,
    /// The number, written.
    pub value: String,
    /// The counts behind it.
    pub note: String,
    /// Previous, a year ago, rolling twelve months: written, in the order of the columns.
    pub comparisons: Vec<String>,
    /// The target, written; empty where there is none.
    pub target: String,
    /// Against the target.
    pub mark: Mark,
    /// 24 months; `None` where there are too few.
    pub spark: Option<crate::chart::Spark>,
    /// Signal or noise, in words.
    pub verdict: String,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Says what it shows.
    pub caption: String,
    /// The headers.
    pub columns: Vec<Column>,
    /// The rows; the first cell is the row's header.
    pub rows: Vec<Vec<Cell>>,
    /// What is said under it; may be empty.
    pub note: String,
    /// Long tables stand folded in `<details>` under this summary.
    pub folded: Option<String>,
}

/// A column's header.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its text.
    pub text: String,
    /// Numbers stand right.
    pub number: bool,
    /// Left out under 40 rem.
    pub wide_only: bool,
}

/// A cell: text, with a smaller note and a mark where there is one.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Cell {
    /// The text or number, written.
    pub text: String,
    /// What stands small under it.
    pub note: String,
    /// Against a target.
    pub mark: Option<Mark>,
}

/// A chart with its words and its numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Unique in the report; the file's name under `charts/`.
    pub id: String,
    /// The finding, as the caption.
    pub title: String,
    /// Unit, basis and source, under the title.
    pub subtitle: String,
    /// The `<desc>`: what it shows, in words, for those who do not see it.
    pub description: String,
    /// The picture as data.
    pub chart: Chart,
    /// Its numbers, folded under it.
    pub numbers: Table,
    /// References' sources and other notes, in the same fold.
    pub notes: Vec<String>,
}

/// A next step with what it is worth.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// What to do.
    pub text: String,
    /// Why, from the figures.
    pub why: String,
    /// What it is worth.
    pub worth: String,
    /// The worth's range.
    pub range: String,
}

/// What one number of IT's means to the business: now, against the comparison, and what a step would bring.
#[derive(Debug, Clone, Serialize)]
pub struct Translation {
    /// For links.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What IT says.
    pub it_says: String,
    /// What the business hears, an amount each.
    pub amounts: Vec<Amount>,
}

/// An amount of a translation.
#[derive(Debug, Clone, Serialize)]
pub struct Amount {
    /// For links.
    pub id: String,
    /// Now, against the comparison, a step.
    pub name: String,
    /// What the business hears.
    pub business_hears: String,
    /// The amount, written, or that there is none.
    pub value: String,
    /// Its range and the money that it stands for; may be empty.
    pub note: String,
    /// The working, a line a step, redone with a pocket calculator.
    pub working: Vec<String>,
    /// Inputs with their value, range and signature.
    pub inputs: Table,
    /// What is missing or unsigned.
    pub notes: Vec<String>,
}

/// A definition on the method page.
#[derive(Debug, Clone, Serialize)]
pub struct Definition {
    /// For links.
    pub id: String,
    /// The term.
    pub term: String,
    /// Its meaning, a paragraph each.
    pub texts: Vec<String>,
}
