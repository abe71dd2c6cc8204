//! The report as pages and pictures: bytes by file name. Where they go is not decided here.

use std::path::Path;

use super::theme::{Sheet, Theme};
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
    let theme = Theme::load(overrides)?.on_paper(&sheet(report));
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
        files.push((view::file(page), theme.render(&context)?.into_bytes()));
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
    draft: &'a Option<String>,
    identity: &'a [String],
    footer: &'a str,
    imprint: &'a str,
}

fn frame(report: &Report) -> Frame<'_> {
    Frame {
        language: &report.language,
        organisation: &report.organisation,
        title: &report.title,
        period: &report.period,
        draft: &report.draft,
        identity: &report.identity,
        footer: &report.footer,
        imprint: &report.imprint,
    }
}

/// What stands on every sheet of paper.
fn sheet(report: &Report) -> Sheet {
    let line: Vec<&str> = report
        .draft
        .iter()
        .chain(&report.identity)
        .map(String::as_str)
        .collect();
    Sheet {
        draft: report.draft.clone().unwrap_or_default(),
        line: line.join(" · "),
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
    use std::collections::BTreeSet;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::render::fixture;

    fn made() -> Vec<(String, String)> {
        let files = pages(&fixture::report(), None).unwrap();
        files
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
            .collect()
    }

    fn page(name: &str) -> String {
        made().into_iter().find(|(file, _)| file == name).unwrap().1
    }

    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        let (_, rest) = text.split_once(start).unwrap();
        rest.split_once(end).unwrap().0
    }

    fn html() -> impl Iterator<Item = (String, String)> {
        made().into_iter().filter(|(name, _)| name.ends_with(".html"))
    }

    #[test]
    fn every_page_and_every_picture_is_a_file() {
        let names: Vec<String> = made().into_iter().map(|(name, _)| name).collect();
        insta::assert_snapshot!(names.join(" "), @"index.html value.html stability.html change.html method.html edges.html charts/unplanned-share.svg charts/change-success.svg charts/opened.svg charts/resolution.svg charts/ageing.svg charts/by-group.svg charts/by-hour.svg charts/risk.svg charts/failed.svg charts/hours.svg charts/one--value-.svg charts/none.svg charts/names.svg");
    }

    #[test]
    fn the_policy_allows_the_one_style_and_nothing_else() {
        for (name, page) in html() {
            let digest = Sha256::digest(between(&page, "<style>", "</style>").as_bytes());
            let allowed = between(&page, "style-src &#39;sha256-", "&#39;");
            assert_eq!(decoded(allowed), digest.as_slice(), "{name}");
            assert!(
                page.contains("content=\"default-src &#39;none&#39;; style-src"),
                "{name}"
            );
            for forbidden in ["<script", " style=", " onclick", "http://", "https://"] {
                assert!(
                    !page.replace("&lt;", "").contains(forbidden),
                    "{name} holds {forbidden}"
                );
            }
        }
    }

    /// Base64 the other way round, by another way than the encoder's.
    fn decoded(text: &str) -> Vec<u8> {
        let value = |letter: char| match letter {
            'A'..='Z' => letter as u32 - 65,
            'a'..='z' => letter as u32 - 71,
            '0'..='9' => letter as u32 + 4,
            '+' => 62,
            _ => 63,
        };
        let bits: String = text
            .trim_end_matches('=')
            .chars()
            .map(|letter| format!("{:06b}", value(letter)))
            .collect();
        let bytes = (0..bits.len() / 8).map(|byte| u8::from_str_radix(&bits[byte * 8..byte * 8 + 8], 2).unwrap());
        bytes.collect()
    }

    #[test]
    fn ids_are_unique_in_a_page_and_every_picture_has_a_title_and_a_description() {
        for (name, page) in html() {
            let ids: Vec<&str> = page
                .split(" id=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
                .collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "{name}");
            for picture in page.split("<svg class=\"chart\"").skip(1) {
                for id in between(picture, "aria-labelledby=\"", "\"").split(' ') {
                    assert!(unique.contains(id), "{name} has no {id}");
                }
                assert!(!between(picture, "<title", "</title>").ends_with('>'), "{name}");
                assert!(!between(picture, "<desc", "</desc>").ends_with('>'), "{name}");
            }
        }
    }

    #[test]
    fn headings_are_in_order_and_there_is_one_h1() {
        for (name, page) in html() {
            let heads = page
                .split("<h")
                .skip(1)
                .filter_map(|rest| rest.chars().next()?.to_digit(10));
            let levels: Vec<u32> = heads.collect();
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
            assert!(
                levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
                "{name}: {levels:?}"
            );
        }
    }

    #[test]
    fn markup_in_the_data_is_text() {
        let page = page("edges.html");
        assert_eq!(between(&page, "<h1>", "</h1>").matches('<').count(), 0);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(!page.contains("<em>") && !page.contains("<script"));
    }

    #[test]
    fn a_figure_of_the_summary_has_its_counts_target_status_and_verdict() {
        let page = page("index.html");
        let row = format!("<tr>{}</tr>", between(&page, "<tbody>\n<tr>", "</tr>"));
        let line = between(&row, "<td class=\"line\">", "</td>").to_owned();
        assert!(line.starts_with("<svg class=\"spark\" aria-hidden=\"true\""), "{line}");
        insta::assert_snapshot!(row.replace(&line, "…"), @r#"
        <tr>
        <th scope="row"><a href="stability.html#backlog">Change success rate</a></th>
        <td class="n now"><b>91.2 %</b><small>83 of 91</small></td>
        <td class="n then" data-label="September">93.0 %</td>
        <td class="n then" data-label="A year ago">89.9 %</td>
        <td class="n then" data-label="12 months">92.3 %</td>
        <td class="n goal" data-label="Target">95 %</td>
        <td class="status"><span class="mark missed">missed</span></td>
        <td class="line">…</td>
        <td class="verdict">inside its usual 88–97 %</td>
        </tr>
        "#);
    }

    #[test]
    fn what_a_person_says_is_set_as_text_with_its_lists_and_its_weights() {
        let page = page("index.html");
        insta::assert_snapshot!(between(&page, "<div class=\"comment\"", "</div>").replace("\n\n", "\n"), @r##"
 role="group" aria-label="The author’s comment; no rule wrote it.">
<section>
<h2 id="decisions">What we ask you to decide</h2>
<p>Approve <strong><em>R&amp;D</em></strong><em> &lt;script&gt;now&lt;/script&gt;</em></p>
<ol start="3">
<li>
<p><strong>first</strong></p>
<ul>
<li>
<p>&lt;b&gt;inner&lt;/b&gt;</p></li>
<li>
<p>last</p></li>
</ul></li>
<li>
<p>last</p></li>
</ol>
</section>
<p class="by">The author’s comment; no rule wrote it.</p>
"##);
    }

    #[test]
    fn a_draft_is_marked_on_every_page_and_every_sheet_by_a_style_that_the_policy_allows() {
        for (name, page) in html() {
            assert!(between(&page, "<title>", "</title>").ends_with("(Draft)"), "{name}");
            let mast = between(&page, "<header class=\"mast\">", "</header>");
            assert!(
                mast.contains("<strong>Draft</strong><span>Prepared for the “R&amp;D” &lt;board&gt;</span>"),
                "{mast}"
            );
            let style = between(&page, "<style>", "</style>");
            let sheet = style.trim_end().lines().last().unwrap();
            assert_eq!(
                sheet,
                r#":root { --sheet-draft: "Draft"; --sheet-identity: "Draft · Prepared for the “R\26 D” \3c board\3e  · Classification: Internal"; }"#
            );
        }
        let mut report = fixture::report();
        (report.draft, report.identity) = (None, Vec::new());
        for (name, bytes) in pages(&report, None).unwrap() {
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                !text.contains("class=\"identity\"") && !text.contains(":root { --sheet"),
                "{name}"
            );
        }
    }

    #[test]
    fn what_happened_in_a_chart_is_said_under_it() {
        let page = page("index.html");
        assert_eq!(page.matches("<ul class=\"events\">").count(), 1);
        assert!(page.contains("<li>A: ERP &lt;go-live&gt;</li>"));
    }

    #[test]
    fn the_signs_are_explained_once_a_page() {
        assert_eq!(page("index.html").matches("<p class=\"legend\">").count(), 1);
        assert_eq!(page("stability.html").matches("<p class=\"legend\">").count(), 1);
        assert_eq!(page("method.html").matches("<p class=\"legend\">").count(), 0);
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        assert_eq!(made(), made());
    }

    #[test]
    fn a_template_of_the_user_stands_in_the_place_of_its_namesake_and_may_extend_it() {
        let folder = tempfile::tempdir().unwrap();
        let steps = "{% component steps(steps) %}<ul>{% for step in steps %}<li>{{ step.text }}</li>{% endfor %}</ul>{% endcomponent steps %}";
        let base = "{% extends \"builtin/base.html\" %}{% block footer %}<p>Our own foot</p>{% endblock footer %}";
        std::fs::write(folder.path().join("steps.html"), steps).unwrap();
        std::fs::write(folder.path().join("base.html"), base).unwrap();
        let files = pages(&fixture::report(), Some(folder.path())).unwrap();
        let index = String::from_utf8(files[0].1.clone()).unwrap();
        assert!(index.contains("<ul><li>Rehearse changes"), "{index}");
        assert!(
            index.contains("<p>Our own foot</p>") && index.contains("<nav aria-label=\"Pages\">"),
            "{index}"
        );
    }

    #[test]
    fn a_template_that_asks_for_what_is_not_there_is_refused_at_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let base = "{% block content %}\n{{ report.author }}{% endblock content %}{{ report.auther }}";
        std::fs::write(folder.path().join("base.html"), base).unwrap();
        let error = pages(&fixture::report(), Some(folder.path())).unwrap_err();
        assert_eq!(error.exit_code(), crate::error::exit::TEMPLATE);
        let place = error.diagnostics()[0].place.clone().unwrap();
        assert!(place.file.ends_with("base.html"), "{error}");
        assert_eq!((place.line, place.column), (2, 52), "{error}");
    }

    #[test]
    fn a_missing_word_of_the_frame_is_named() {
        let mut report = fixture::report();
        report.words.remove("skip");
        assert!(pages(&report, None).unwrap_err().to_string().contains("skip"));
    }
}
