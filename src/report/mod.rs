//! Judged figures and value lines → what the report says: pages, sentences, tables and charts as data.
//!
//! A page is a list of declarations of what it asks for; sentences are written by rule from what answers. Nothing here
//! computes a figure, and no sentence stands in the code: words come from `report-templates/words`.

mod actions;
mod baseline;
mod blueprint;
mod capacity;
mod change;
mod comment;
mod definition;
mod distributions;
mod doubts;
mod facts;
mod goals;
mod grids;
mod hygiene;
mod identity;
mod inputs;
mod ledger;
mod links;
mod method;
mod mix;
pub mod model;
mod names;
mod notes;
mod numbers;
mod own;
mod people;
mod pictures;
mod reading;
mod risks;
mod sections;
mod sentences;
mod stability;
mod stakeholders;
mod steps;
mod summary;
mod unseen;
mod value;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use definition::definition;
pub use words::Words;

use crate::calendar::Periods;
use crate::commentary::Comment;
use crate::config::Config;
use crate::error::Result;
use crate::ingest::SourceLedger;
use crate::judge::Judged;
use crate::value::Line;
use words::args;

/// What a report is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Whose report, which headlines, targets and assumptions.
    pub config: &'a Config,
    /// The report's period and what it is compared with.
    pub periods: &'a Periods,
    /// The figures with their judgements.
    pub judged: &'a Judged,
    /// What they mean in hours and money.
    pub lines: &'a [Line],
    /// What a person says of the period.
    pub comments: &'a [Comment],
    /// What was read, source by source.
    pub ledger: &'a [SourceLedger],
}

/// Writes one report in one language.
struct Writer<'a> {
    input: &'a Input<'a>,
    words: Words,
}

/// The words of the page frame, by key in [`model::Report::words`]; each is `frame-<key>`.
const FRAME: &[&str] = &[
    "skip",
    "pages",
    "contents",
    "numbers",
    "legend",
    "it_says",
    "business_hears",
    "working",
];

/// Composes the report: every page that has something to say.
pub fn compose(input: &Input<'_>) -> Result<model::Report> {
    let writer = Writer {
        input,
        words: Words::of(&input.config.report.language)?
            .paid_in(input.config.report.currency.as_deref())
            .with_own(&input.config.own)?,
    };
    let mut pages = vec![summary::page(&writer)];
    pages.extend(value::page(&writer));
    pages.extend(stability::page(&writer));
    pages.extend(change::page(&writer));
    pages.extend(capacity::page(&writer));
    pages.extend(hygiene::page(&writer));
    pages.extend(people::page(&writer));
    pages.extend(blueprint::page(&writer));
    pages.push(method::page(&writer));
    pages.retain(|page| input.config.audience.sees_page(&page.slug));
    links::settle(&mut pages);
    let report = &input.config.report;
    let period = writer.words.period(&input.periods.report);
    let frame = FRAME
        .iter()
        .map(|key| ((*key).to_owned(), writer.words.text(&format!("frame-{key}"))));
    let report = model::Report {
        language: writer.words.language().to_owned(),
        organisation: report.organisation.clone(),
        title: writer
            .words
            .say("report-title", args! { title: report.title.clone(), period: period }),
        period: input.periods.report.label.clone(),
        draft: writer.draft(),
        identity: writer.identity(),
        footer: writer.trust(),
        imprint: writer
            .words
            .say("imprint", args! { version: env!("CARGO_PKG_VERSION") }),
        words: frame.collect(),
        pages,
    };
    writer.words.complete()?;
    Ok(report)
}
