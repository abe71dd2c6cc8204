//! What a person says in a report: a comment, whether it is a draft, what happened when, the baseline, and who reads it.

use std::path::Path;

use crate::exports::{SERVICENOW, with_one_bad_row};
use crate::reports::{DEMO, files, metrics};
use crate::{folder, run, write};

/// A small report's config with more in `[report]`, and more sections.
fn small(folder: &Path, report: &str, more: &str) {
    let config = SERVICENOW.replace("[[source]]", &format!("{report}\n[[source]]"));
    write(folder, "boardpack.toml", &format!("{config}{more}"));
    write(folder, "incident.csv", &with_one_bad_row());
}

/// Builds October 2026; gives the exit code and what is said of it.
fn built(folder: &Path) -> (i32, String) {
    let (code, _, error) = run(folder, &["build", "--quiet", "--period", "2026-10"]);
    (code, error)
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("site/2026-10").join(name)).expect("the file")
}

/// As a reader sees it: spaces are spaces.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2060}', "")
        .replace("&#39;", "'")
}

#[test]
fn the_demo_has_a_comment_whose_numbers_are_the_reports_own() {
    let page = plain(&std::fs::read_to_string(DEMO.0.join("index.html")).expect("the Summary"));
    let comments: Vec<&str> = page
        .split("<div class=\"comment\"")
        .skip(1)
        .map(|rest| rest.split("</div>").next().expect("an end"))
        .collect();
    assert_eq!(comments.len(), 2);
    assert!(
        page.find("What we ask you to decide").expect("decisions") < page.find("<dl class=\"facts\"").expect("facts")
    );
    let written = comments.concat();
    let mut all = String::new();
    for (name, bytes) in files(&DEMO.0).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let other = plain(&String::from_utf8(bytes).expect("UTF-8"));
        let (before, after) = (
            other.split("<div class=\"comment\"").next().expect("a page").to_owned(),
            other.rsplit("<p class=\"by\">").next().expect("a page").to_owned(),
        );
        all += if name == "index.html" { &before } else { "" };
        all += &after;
    }
    let shares: Vec<String> = written
        .match_indices(" %")
        .map(|(at, _)| {
            let digits = written[..at]
                .rfind(|c: char| !c.is_ascii_digit() && c != '.')
                .map_or(0, |before| before + 1);
            written[digits..at + 2].to_owned()
        })
        .collect();
    assert!(shares.len() >= 4, "{shares:?}");
    for share in shares
        .iter()
        .map(String::as_str)
        .chain(["19 of the 22 repeat incidents"])
    {
        assert!(all.contains(share), "{share} is not in the report");
    }
}

#[test]
fn a_comment_stands_in_the_report_of_its_period_as_text() {
    let folder = folder();
    small(folder.path(), "", "");
    write(folder.path(), "commentary/2026-09.md", "# risks\nOf September.");
    assert_eq!(built(folder.path()), (0, String::new()));
    assert!(!text(folder.path(), "index.html").contains("class=\"comment\""));
    write(
        folder.path(),
        "commentary/2026-10.md",
        "# Decisions\nApprove **two** posts <script>alert(1)</script>.",
    );
    assert_eq!(built(folder.path()), (0, String::new()));
    let page = text(folder.path(), "index.html");
    assert!(
        page.contains("<p>Approve <strong>two</strong> posts &lt;script&gt;alert(1)&lt;/script&gt;.</p>"),
        "{page}"
    );
    assert!(!page.contains("Of September"));
}

#[test]
fn a_comment_that_is_too_long_is_said_with_its_line_and_nothing_is_written() {
    let folder = folder();
    small(folder.path(), "", "");
    write(
        folder.path(),
        "commentary/2026-10.md",
        &format!("# risks\n\n{}", "word ".repeat(123)),
    );
    let (code, error) = built(folder.path());
    assert_eq!(code, 3, "{error}");
    assert!(error.contains("commentary/2026-10.md:3:601"), "{error}");
    assert!(
        error.contains("`risks` has 123 words, 3 words more than the 120"),
        "{error}"
    );
    assert!(!folder.path().join("site").exists());
    std::fs::write(folder.path().join("commentary/2026-10.md"), b"# risks\n\xff").expect("written");
    let (code, error) = built(folder.path());
    assert!(code == 3 && error.contains("is not UTF-8"), "{error}");
}

#[test]
fn a_draft_is_one_on_every_page_and_for_machines() {
    let folder = folder();
    small(
        folder.path(),
        "status = \"draft\"\nprepared_for = \"The board\"\napproved_by = \"CIO\"\nclassification = \"Internal\"",
        "",
    );
    assert_eq!(built(folder.path()), (0, String::new()));
    let report = &metrics(&folder.path().join("site/2026-10"))["report"];
    assert_eq!(
        report.to_string(),
        r#"{"status":"draft","prepared_for":"The board","approved_by":"CIO","classification":"Internal","audience":"it"}"#
    );
    for name in ["index.html", "method.html"] {
        let page = text(folder.path(), name);
        assert!(
            page.contains(
                "<strong>Draft</strong><span>Prepared for The board</span><span>To be approved by CIO</span>"
            ),
            "{name}"
        );
        assert!(page.contains("--sheet-draft: \"Draft\""), "{name}");
    }
}

#[test]
fn a_baseline_that_is_no_month_has_its_figures_among_the_others() {
    let folder = folder();
    small(
        folder.path(),
        "headline = [\"tickets.resolution_time[kind=incident].median\"]",
        "[baseline]\nperiod = \"2026-09-01..2026-09-16\"\nlabel = \"Assessment\"\n",
    );
    assert_eq!(built(folder.path()), (0, String::new()));
    let metrics = metrics(&folder.path().join("site/2026-10"));
    assert_eq!(metrics["baseline"]["period"], "2026-09-01..2026-09-16");
    let figures = metrics["figures"].as_array().expect("figures");
    let opened = figures.iter().find(|figure| {
        figure["id"] == "tickets.opened"
            && figure["period"] == "2026-09-01..2026-09-16"
            && figure["slice"] == serde_json::json!({})
    });
    // A ticket a day.
    assert_eq!(opened.expect("a figure")["value"], 15);
    let page = plain(&text(folder.path(), "index.html"));
    assert!(
        page.contains("The way since the baseline, 1 September 2026 to 15 September 2026 (“Assessment”)"),
        "{page}"
    );
}

#[test]
fn a_baseline_of_which_the_data_know_nothing_is_said_to_be_none() {
    for (period, why) in [
        ("2020-01", "lies before the data"),
        ("2026-12", "does not end before the report's period begins"),
    ] {
        let folder = folder();
        small(folder.path(), "", &format!("[baseline]\nperiod = \"{period}\"\n"));
        let (code, out, error) = run(folder.path(), &["build", "--quiet", "--period", "2026-10"]);
        assert_eq!(code, 0, "{error}");
        let note = format!(
            "note: [baseline] period = \"{period}\" {why}: nothing is measured from it (the data cover 2026-09 to 2026-09)\n"
        );
        assert!(out.contains(&note), "{out}");
        assert!(!plain(&text(folder.path(), "index.html")).contains("The way since"));
        let method = plain(&text(folder.path(), "method.html"));
        assert!(method.contains("No way is measured from") && !method.contains("The way is measured from"));
    }
}

#[test]
fn what_happened_is_marked_and_may_have_the_usual_range_begin_anew() {
    let folder = folder();
    let note = "[[note]]\ndate = 2026-09-05\ntext = \"A new <service> desk\"\nrebase = [\"tickets.opened\"]\n";
    small(folder.path(), "", note);
    assert_eq!(built(folder.path()), (0, String::new()));
    let page = text(folder.path(), "method.html");
    assert!(
        page.contains("A new &lt;service&gt; desk<small>5 September 2026</small>"),
        "{page}"
    );
}

/// The ids of figures and value lines that begin so.
fn ids<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let of_a_word = |at: usize| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    };
    let id = |at: usize| {
        &text[at..at
            + start.len()
            + text[at + start.len()..]
                .find(|c: char| !c.is_ascii_lowercase() && c != '_')
                .unwrap_or(0)]
    };
    let found = text.match_indices(start).map(|(at, _)| at).filter(|at| of_a_word(*at));
    found
        .map(id)
        .filter(|id| *id != start || !start.ends_with('.'))
        .collect()
}

#[test]
fn the_sample_for_the_public_holds_no_weak_spot_and_no_contract_and_for_it_all_of_them() {
    const WITHHELD: [&str; 11] = [
        "vulnerability.",
        "patch.",
        "tools.",
        "continuity.",
        "security.",
        "risks.",
        "vendors.",
        "spend.",
        "assets.past_life_share",
        "value.vendors",
        "value.exposure",
    ];
    let folder = folder();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    for (name, bytes) in files(&sample).into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    }
    let config = std::fs::read_to_string(sample.join("boardpack.toml")).expect("the config");
    let config = config.replace("name = \"it\"", "name = \"public\"");
    write(folder.path(), "boardpack.toml", &config);
    let (code, error) = built(folder.path());
    assert!(
        code == 3 && error.contains("is never in a report to these readers"),
        "{error}"
    );
    // What the public does not see can have no target for it.
    let is_withheld = |line: &&str| WITHHELD.iter().any(|start| line.starts_with(&format!("\"{start}")));
    let lines: Vec<&str> = config.lines().filter(|line| !is_withheld(line)).collect();
    write(folder.path(), "boardpack.toml", &lines.join("\n"));
    assert_eq!(built(folder.path()), (0, String::new()));
    let site = folder.path().join("site/2026-10");
    let all = files(&site);
    assert!(!all.contains_key("hygiene.html"));
    for (name, bytes) in &all {
        let text = String::from_utf8_lossy(bytes);
        for start in WITHHELD {
            assert_eq!(ids(&text, start), Vec::<&str>::new(), "{name}");
        }
    }
    // What is withheld is not called missing, and what is weak today has no name.
    let blueprint = text(folder.path(), "blueprint.html");
    let (_, element) = blueprint.split_once("Vulnerabilities and risk").expect("the element");
    let element = element.split("</tr>").next().expect("its row");
    assert!(
        element.contains("Not shown to the readers of this report") && !element.contains("no data"),
        "{element}"
    );
    let people = text(folder.path(), "people.html");
    assert!(!people.contains("Every restore is tested") && !people.contains("Test the restore of payroll"));
    let sources = metrics(&site)["ledger"].to_string();
    assert!(sources.contains("assets"), "{sources}");
    for table in ["vendors", "vulnerabilities", "patches", "continuity"] {
        assert!(!sources.contains(table), "{table}: {sources}");
    }
    let whole = std::fs::read_to_string(DEMO.0.join("metrics.json")).expect("metrics.json");
    assert!(!ids(&whole, "patch.overdue").is_empty() && !ids(&whole, "vendors.").is_empty());
}

#[test]
fn what_is_not_for_the_public_is_in_no_file_and_no_gate_of_it() {
    let folder = folder();
    let risks = "[[source]]\ntable = \"risks\"\npath = \"risks.csv\"\n";
    write(
        folder.path(),
        "risks.csv",
        "id,title,rating,opened_at\nR1,The old mainframe,5,2026-09-01\n",
    );
    small(folder.path(), "", risks);
    assert_eq!(built(folder.path()), (0, String::new()));
    assert!(text(folder.path(), "index.html").contains("“The old mainframe” is rated 5 of 5."));
    small(folder.path(), "", &format!("{risks}[audience]\nname = \"public\"\n"));
    write(
        folder.path(),
        "commentary/2026-10.md",
        "# decisions\nApprove it.\n# context\nA busy month.\n# risks\nThe old mainframe.",
    );
    assert_eq!(built(folder.path()), (0, String::new()));
    let site = folder.path().join("site/2026-10");
    assert_eq!(metrics(&site)["report"]["audience"], "public");
    assert_eq!(metrics(&site)["ledger"].as_array().map(Vec::len), Some(1));
    for (name, bytes) in files(&site) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for hidden in ["risks.csv", "mainframe", "Approve it"] {
            assert!(!text.contains(hidden), "{name} holds {hidden}");
        }
    }
    assert!(text(folder.path(), "index.html").contains("A busy month."));
    let (code, out, error) = run(
        folder.path(),
        &["check", "--quiet", "--period", "2026-10", "--gate", "risks.open <= 3?"],
    );
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        error.contains("`risks.open` is never in a report to these readers"),
        "{error}"
    );
}
