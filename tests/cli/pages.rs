//! The pages as they are opened: alone, without a network, by everybody; and nobody's name in them.

use std::collections::BTreeSet;
use std::path::Path;

use crate::reports::{DEMO, files};
use crate::{folder, run, write};

/// The demo's pages, by name.
fn pages() -> Vec<(String, String)> {
    let all = files(&DEMO.0).into_iter();
    let pages: Vec<_> = all
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8")))
        .collect();
    assert!(pages.len() > 1, "the Summary and more");
    pages
}

/// The opening tags of an element.
fn tags<'p>(page: &'p str, element: &str) -> Vec<&'p str> {
    page.match_indices(&format!("<{element}"))
        .map(|(at, _)| &page[at..])
        .filter(|rest| rest[element.len() + 1..].starts_with([' ', '>', '\n']))
        .map(|rest| &rest[..rest.find('>').expect("a closed tag")])
        .collect()
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[test]
fn no_page_asks_anything_of_elsewhere() {
    for (name, page) in pages() {
        for element in ["script", "iframe", "object", "embed", "base"] {
            assert!(tags(&page, element).is_empty(), "{name} has <{element}>");
        }
        for address in [" href=\"", " src=\"", " srcset=\"", " action=\"", "url("] {
            for (at, _) in page.match_indices(address) {
                let target: String = page[at + address.len()..].chars().take(40).collect();
                let outside = target.starts_with("//") || target.split('"').next().is_some_and(|it| it.contains("://"));
                assert!(!outside, "{name}: {target}");
            }
        }
        assert!(!page.contains("@import"), "{name}");
    }
}

#[test]
fn every_page_has_a_strict_policy_and_one_heading_of_its_own() {
    for (name, page) in pages() {
        let metas = tags(&page, "meta");
        let policy = metas
            .iter()
            .find(|meta| attribute(meta, "http-equiv") == Some("Content-Security-Policy"))
            .and_then(|meta| attribute(meta, "content"))
            .unwrap_or_else(|| panic!("{name} has no policy"));
        assert!(policy.starts_with("default-src &#39;none&#39;"), "{name}: {policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http"),
            "{name}: {policy}"
        );
        assert_eq!(tags(&page, "h1").len(), 1, "{name}");
        assert_eq!(
            tags(&page, "html")
                .iter()
                .filter_map(|tag| attribute(tag, "lang"))
                .count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn every_link_within_the_report_leads_somewhere() {
    let pages = pages();
    let ids = |page: &str| -> BTreeSet<String> {
        let parts = page.split(" id=\"").skip(1);
        parts
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let mut links = 0;
    for (name, page) in &pages {
        for target in tags(page, "a").iter().filter_map(|tag| attribute(tag, "href")) {
            links += 1;
            let (file, id) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { name } else { file };
            match pages.iter().find(|(name, _)| name == file) {
                Some((_, page)) => assert!(id.is_empty() || ids(page).contains(id), "{name}: {target}"),
                None => assert!(DEMO.0.join(file).is_file(), "{name}: {target}"),
            }
        }
    }
    assert!(links > pages.len(), "{links}");
}

#[test]
fn every_picture_says_in_words_what_it_shows_or_is_decoration() {
    let mut charts = 0;
    for (name, page) in pages() {
        for (at, _) in page.match_indices("<svg") {
            let svg = &page[at..at + page[at..].find("</svg>").expect("a closed picture")];
            let tag = &svg[..svg.find('>').expect("a closed tag")];
            if attribute(tag, "aria-hidden") == Some("true") {
                continue;
            }
            charts += 1;
            assert_eq!(attribute(tag, "role"), Some("img"), "{name}: {tag}");
            let labels: Vec<&str> = attribute(tag, "aria-labelledby").expect("labels").split(' ').collect();
            for (label, element) in labels.iter().zip(["title", "desc"]) {
                let named = tags(svg, element)
                    .into_iter()
                    .any(|tag| attribute(tag, "id") == Some(label));
                assert!(named, "{name}: no <{element}> is {label}");
            }
            assert_eq!(labels.len(), 2, "{name}: {tag}");
            assert!(
                !svg.contains("<desc></desc>") && !svg.contains("<title></title>"),
                "{name}"
            );
        }
    }
    assert!(charts > 5, "{charts}");
}

/// The distinct cells of some columns of the sample's exports.
fn cells(columns: &[&str]) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/exports");
    let mut cells = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the exports") {
        let mut export = csv::Reader::from_path(entry.expect("an export").path()).expect("a CSV file");
        let headers = export.headers().expect("headers").clone();
        for row in export.records() {
            let row = row.expect("a row");
            let wanted = headers.iter().zip(&row).filter(|(header, _)| columns.contains(header));
            cells.extend(wanted.map(|(_, cell)| cell.to_owned()));
        }
    }
    cells
}

#[test]
fn no_person_and_no_text_of_a_ticket_is_in_any_file_of_the_report() {
    let people = cells(&["assigned_to", "person", "backup"]);
    let texts: Vec<String> = cells(&["short_description", "comment"])
        .into_iter()
        .filter(|text| text.len() > 20)
        .collect();
    assert!(
        people.len() > 20 && texts.len() > 50,
        "{} {}",
        people.len(),
        texts.len()
    );
    for (name, bytes) in files(&DEMO.0) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        let told = text
            .split(|letter: char| !letter.is_alphanumeric())
            .find(|word| !word.is_empty() && people.contains(*word));
        assert_eq!(told, None, "{name}");
        let told = texts.iter().find(|each| text.contains(each.as_str()));
        assert_eq!(told, None, "{name}");
    }
}

#[test]
fn the_summary_of_the_demo_says_risk_actions_and_balance_each_with_its_page() {
    let page = std::fs::read_to_string(DEMO.0.join("index.html")).expect("the Summary");
    let links: Vec<&str> = page
        .split("<dl class=\"briefs\">")
        .skip(1)
        .flat_map(|list| tags(list.split("</dl>").next().expect("an end"), "a"))
        .filter_map(|tag| attribute(tag, "href"))
        .collect();
    assert_eq!(
        links,
        [
            "stability.html#security",
            "people.html#actions",
            "capacity.html#balance"
        ]
    );
    // The first is of the register's gravest: are rated 5, and neither is overdue.
    assert!(page.contains("“Order entry stands still in the peak season” is rated 5 of 5, as is one other."));
}

/// The links of a built report that lead nowhere.
fn dead_links(report: &Path) -> Vec<String> {
    let all = files(report);
    let is_id = |page: &str, id: &str| page.contains(&format!(" id=\"{id}\""));
    let text = |name: &str| {
        let (_, bytes) = all.iter().find(|(each, _)| *each == name)?;
        Some(String::from_utf8_lossy(bytes))
    };
    let mut dead = Vec::new();
    for (name, _) in all.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = text(name).unwrap_or_default();
        for link in tags(&page, "a").into_iter().filter_map(|tag| attribute(tag, "href")) {
            let (file, id) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                Some(page.clone())
            } else {
                text(file)
            };
            if !target.is_some_and(|target| id.is_empty() || is_id(&target, id)) {
                dead.push(format!("{name}: {link}"));
            }
        }
    }
    dead
}

#[test]
fn no_link_of_a_small_organisations_report_leads_nowhere() {
    let tickets: String = (1..=6)
        .flat_map(|month| (1..=28).map(move |day| format!("{month}{day:02},2026-{month:02}-{day:02} 10:00,incident\n")))
        .collect();
    let tickets = format!("id,opened_at,kind\n{tickets}");
    let risks = "id,title,rating,opened_at,accepted_until,closed_at\nR1,A flood,5,2026-01-02,2026-02-01,\n";
    let actions = "id,title,opened_at,due_at,done_at,kpi,expected_change\n";
    let early = format!("{actions}A1,Talk,2026-01-10,2026-07-30,2026-06-10,tickets.opened,-2\n");
    let known = format!("{actions}A1,Talk,2026-01-10,2026-07-30,2026-04-10,tickets.opened,-2\n");
    let booked = "day,person,activity,hours\n2026-06-02,P1,Projects,4\n";
    let organisations: [&[(&str, &str)]; 5] = [
        &[("tickets", &tickets), ("actions", &early)],
        &[("tickets", &tickets), ("actions", &known), ("risks", risks)],
        &[
            ("tickets", "id,opened_at,kind\n1,2026-06-30 10:00,incident\n"),
            ("worklog", booked),
        ],
        &[("risks", risks), ("actions", &early)],
        &[(
            "changes",
            "id,opened_at,ended_at,outcome\n1,2026-06-02 10:00,2026-06-03 10:00,successful\n",
        )],
    ];
    for exports in organisations {
        for audience in ["it", "public"] {
            let folder = folder();
            let mut config = format!(
                "[report]\norganisation = \"X\"\nas_of = 2026-07-01\nheadline = [\"work.unplanned_share\", \"tickets.opened\", \"change.success_rate\"]\n\n[audience]\nname = \"{audience}\"\n"
            );
            for (table, text) in exports {
                config += &format!("\n[[source]]\ntable = \"{table}\"\npath = \"{table}.csv\"\n");
                write(folder.path(), &format!("{table}.csv"), text);
            }
            write(folder.path(), "boardpack.toml", &config);
            let (code, _, error) = run(folder.path(), &["build", "--quiet", "--period", "2026-06"]);
            let tables: Vec<&str> = exports.iter().map(|(table, _)| *table).collect();
            assert_eq!((code, error.as_str()), (0, ""), "{tables:?} for {audience}");
            assert_eq!(
                dead_links(&folder.path().join("site/2026-06")),
                [""; 0],
                "{tables:?} for {audience}"
            );
        }
    }
    assert_eq!(dead_links(&DEMO.0), [""; 0]);
}

#[test]
fn the_blueprint_names_the_action_worth_most_of_the_lowest_layer_that_missed_a_target() {
    let pages = pages();
    let page = |name: &str| {
        let named = pages.iter().find(|(each, _)| each.ends_with(name));
        named.map(|(_, page)| page.as_str()).expect("a page")
    };
    let (blueprint, summary) = (page("blueprint.html"), page("index.html"));
    let (_, rest) = blueprint
        .split_once("Worth most in the foundational layer: ")
        .expect("the action");
    let (step, worth) = rest.split_once(" (").expect("its worth");
    assert!(blueprint.contains("<h1>The next step is foundational: "), "{step}");
    // The Summary's first step is about the same target, and worth as much.
    let (_, first) = summary.split_once("What to do next").expect("the steps");
    assert!(
        first.contains(step) && first.contains(worth.split(' ').next().expect("hours")),
        "{step}"
    );
}
