//! The report as pages and pictures: bytes by file name. Where they go is not decided here.

use std::path::Path;

use super::theme::Theme;
use super::view;
use crate::chart;
use crate::error::{ErrorKind, Result};
use crate::report::model::{Block, Report};

/// The words of the page frame that the templates use; `Report::words` gives each.
pub const WORDS: &[&str] = &[
    "skip",
    "pages",
    "contents",
    "numbers",
    "legend",
    "it_says",
    "business_hears",
    "working",
];

/// Every file of the report: `index.html` and its fellows, then `charts/<id>.svg`. `overrides` is a folder of templates.
pub fn pages(report: &Report, overrides: Option<&Path>) -> Result<Vec<(String, Vec<u8>)>> {
    let missing: Vec<&str> = WORDS
        .iter()
        .copied()
        .filter(|word| !report.words.contains_key(*word))
        .collect();
    if !missing.is_empty() {
        return Err(ErrorKind::Internal(format!("the report lacks words of the frame: {}", missing.join(", "))).into());
    }
    let theme = Theme::load(overrides)?;
    let mut context = tera::Context::new();
    context.insert("report", &frame(report));
    context.insert("words", &report.words);
    context.insert("pages", &view::entries(&report.pages));
    context.insert("style", &theme.style);
    context.insert("policy", &theme.policy);
    let legend = report.words.get("legend").map_or("", String::as_str);
    let mut files = Vec::with_capacity(report.pages.len());
    for page in &report.pages {
        context.insert("page", &view::page(page, legend)?);
        files.push((view::file(page), theme.render(&context, overrides)?.into_bytes()));
    }
    files.extend(pictures(report)?);
    Ok(files)
}

/// What stands around every page.
#[derive(serde::Serialize)]
struct Frame<'a> {
    language: &'a str,
    organisation: &'a str,
    title: &'a str,
    period: &'a str,
    footer: &'a str,
    imprint: &'a str,
}

fn frame(report: &Report) -> Frame<'_> {
    Frame {
        language: &report.language,
        organisation: &report.organisation,
        title: &report.title,
        period: &report.period,
        footer: &report.footer,
        imprint: &report.imprint,
    }
}

/// Every picture as a file of its own, for slides.
fn pictures(report: &Report) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for block in report.pages.iter().flat_map(|page| &page.blocks) {
        let Block::Charts { charts } = block else {
            continue;
        };
        for picture in charts {
            let text = chart::draw(&picture.chart)?.file(&picture.title, &picture.description);
            files.push((format!("charts/{}.svg", chart::slug(&picture.id)), text.into_bytes()));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture;

    /// Writes the made-up report to a folder, to be looked at.
    #[test]
    #[ignore = "for eyes: BOARDPACK_LOOK=FOLDER cargo test --lib render -- --ignored"]
    fn the_made_up_report_can_be_looked_at() {
        let folder = std::env::var("BOARDPACK_LOOK").expect("BOARDPACK_LOOK names a folder");
        for (name, bytes) in pages(&fixture::report(), None).unwrap() {
            let path = Path::new(&folder).join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}
