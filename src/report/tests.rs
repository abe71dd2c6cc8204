//! The whole report from a fixture: nothing empty, nothing repeated, nothing without its words.

mod people;

use std::collections::BTreeSet;

use super::fixture::{Fixture, figure, nothing, share};
use super::model::{Block, Report};
use super::reading::Ask;
use super::{compose, model};
use crate::calendar::{Date, Month, Period};
use crate::chart::{Chart, SeriesChart};
use crate::commentary::{Comment, Part, Prose, Run};
use crate::config::{Audience, Baseline, Identity, Note, ReportStatus};
use crate::ingest::{Side, Warning};
use crate::judge;
use crate::measure::{Basis, Dim, Figure, Figures, Slice, Stat, Unit};

fn texts(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        serde_json::Value::Object(map) => map.values().for_each(|item| texts(item, into)),
        _ => {}
    }
}

fn all_texts(report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    texts(&serde_json::to_value(report).expect("JSON"), &mut all);
    all
}

fn slugs(report: &Report) -> Vec<&str> {
    report.pages.iter().map(|page| page.slug.as_str()).collect()
}

fn pictures(report: &Report) -> impl Iterator<Item = &model::Picture> {
    report
        .pages
        .iter()
        .flat_map(|page| &page.blocks)
        .filter_map(|block| match block {
            Block::Charts { charts } => Some(charts),
            _ => None,
        })
        .flatten()
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\u{2060}', "")
}

/// The notices of a page.
fn notices<'r>(report: &'r Report, slug: &str) -> Vec<&'r model::Notice> {
    let page = report.pages.iter().find(|page| page.slug == slug).expect("the page");
    let notices = page.blocks.iter().filter_map(|block| match block {
        Block::Notice(notice) => Some(notice),
        _ => None,
    });
    notices.collect()
}

#[test]
fn what_makes_the_numbers_untrustworthy_stands_on_the_summary_and_what_does_not_is_for_the_method_page() {
    let mut fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    assert!(notices(&report, "index").is_empty() && notices(&report, "method").is_empty());

    let cap = |file: &str| Warning::Cap {
        file: file.to_owned(),
        rows: 10_000,
    };
    let future = |records| Warning::Future {
        column: "resolved_at",
        records,
        horizon: 1_793_000_000,
        place: None,
    };
    let cut_off = |side, records| Warning::CutOff {
        column: "opened_at",
        month: Month::of("2026-09-01".parse().expect("a date")),
        side,
        records,
        beside: 1_310,
    };
    fixture.ledger[0].source = "incident*.csv".to_owned();
    fixture.ledger[0].warnings = vec![cap("incident-1.csv"), cap("incident-2.csv"), cut_off(Side::End, 41)];
    fixture.ledger[0]
        .warnings
        .extend([future(2), Warning::OnlyClosed, future(3)]);
    let report = compose(&fixture.input()).expect("a report");
    let [summary] = notices(&report, "index")[..] else {
        panic!("one notice")
    };
    assert_eq!(
        (summary.lines.len(), summary.more.as_str()),
        (4, "One more is on the Method page.")
    );
    let [method] = notices(&report, "method")[..] else {
        panic!("one notice")
    };
    insta::assert_snapshot!(plain(&method.lines.join("\n")), @"
    incident-1.csv has exactly 10,000 rows, which is where tools cut an export off: counts may be too low.
    incident-2.csv has exactly 10,000 rows, which is where tools cut an export off: counts may be too low.
    incident*.csv ends suddenly: September 2026 has 41 records, each of the six months before it 1,310 or more. The last figures may be too low.
    incident*.csv holds only what has ended: what is still open is missing, so backlog and age are too low.
    incident*.csv has 5 times that lie after 26 October 2026, 02:33 America/Chicago, where its data end: what rests on them cannot be right.
    ");
    assert_eq!(method.lines[..4], summary.lines);
    assert!(method.more.is_empty());

    fixture.ledger[0].warnings = vec![Warning::OnlyOpen, cut_off(Side::Beginning, 1)];
    let report = compose(&fixture.input()).expect("a report");
    let notice = notices(&report, "index")[0];
    assert!(notice.more.is_empty());
    insta::assert_snapshot!(plain(&notice.lines.join("\n")), @"
    incident*.csv holds only what is still open: nothing that was resolved or closed can be counted.
    incident*.csv begins suddenly: September 2026 has one record, each of the six months after it 1,310 or more. The first figures may be too low.
    ");
}

#[test]
fn a_full_report_has_every_page_and_no_text_that_is_broken() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    assert_eq!(
        slugs(&report),
        ["index", "value", "stability", "change", "capacity", "method"]
    );
    for text in all_texts(&report) {
        for broken in [
            "NaN", "inf ", "kpi-", "{ $", "()", "  ", " ,", " . ", ";;", "..", "Some(",
        ] {
            assert!(
                !text.contains(broken) || text.starts_with("kpi-"),
                "`{broken}` in {text:?}"
            );
        }
    }
    for page in &report.pages {
        for text in [&page.heading, &page.lead, &page.name] {
            assert!(!text.is_empty(), "{}", page.slug);
        }
        assert!(!page.heading.ends_with('.'), "{}", page.heading);
    }
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    let mut charts = BTreeSet::new();
    for picture in pictures(&report) {
        assert!(charts.insert(picture.id.as_str()), "{} twice", picture.id);
        for text in [&picture.title, &picture.subtitle, &picture.description] {
            assert!(!text.is_empty(), "{}", picture.id);
        }
        assert!(!picture.numbers.rows.is_empty(), "{}", picture.id);
    }
    assert!(charts.len() > 10, "{charts:?}");
    for page in &report.pages {
        let mut ids = BTreeSet::new();
        for block in &page.blocks {
            let id = match block {
                Block::Heading { id, .. } => id,
                _ => continue,
            };
            assert!(ids.insert(id) && !charts.contains(id.as_str()), "{id} twice");
        }
    }
    let Some(Block::Headlines { rows, columns, .. }) = report.pages[0]
        .blocks
        .iter()
        .find(|block| matches!(block, Block::Headlines { .. }))
    else {
        panic!("no headlines");
    };
    for row in rows {
        assert_eq!(row.comparisons.len() + 6, columns.len());
        if let Some(link) = &row.link {
            let (page, id) = link.split_once(".html#").expect("a link");
            assert!(charts.contains(id) && slugs(&report).contains(&page), "{link}");
        }
    }
    assert!(rows.iter().any(|row| row.link.is_some()));
}

#[test]
fn tables_have_as_many_cells_as_columns() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    let blocks = report.pages.iter().flat_map(|page| &page.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let numbers = pictures(&report).map(|picture| &picture.numbers);
    let mut seen = 0;
    for table in tables.chain(numbers) {
        seen += 1;
        assert!(!table.caption.is_empty());
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{}", table.caption);
            assert!(!row[0].text.is_empty(), "{}", table.caption);
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn the_summary_leads_with_the_signal_and_says_what_it_costs() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    let page = &report.pages[0];
    insta::assert_snapshot!(plain(&page.heading), @"Change success fell to 78.0 %, below its usual range");
    insta::assert_snapshot!(plain(&page.lead), @"That compares with 93.4 % in October 2025. No other headline figure moved beyond its usual variation. 1 of 3 targets met. Missed: the share of tickets reopened, change success. The largest cost that can be worked out is failed changes: 179 h.");
    assert!(page.lead.split_whitespace().count() <= 60, "{}", page.lead);
    let Some(Block::Facts { facts }) = page.blocks.first() else {
        panic!("no facts first");
    };
    insta::assert_snapshot!(plain(&format!("{} | {} | {}", facts[0].name, facts[0].value, facts[0].note)), @"Working time lost to disruption | 251 h | 187 h to 355 h; capacity worth $17,000 ($12,100 to $25,800); as much as 1.6 full-time posts");
}

#[test]
fn a_working_can_be_redone_from_the_page() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    let value = report.pages.iter().find(|page| page.slug == "value").expect("a page");
    let Some(Block::Translations { lines }) = value
        .blocks
        .iter()
        .find(|block| matches!(block, Block::Translations { .. }))
    else {
        panic!("no translations");
    };
    let line = lines
        .iter()
        .find(|line| line.id == "value-failed_changes-time")
        .expect("a line");
    let roles: Vec<&str> = line.amounts.iter().map(|amount| amount.name.as_str()).collect();
    assert_eq!(roles, ["Now", "Against September 2026", "A step"]);
    let (now, delta) = (&line.amounts[0], &line.amounts[1]);
    insta::assert_snapshot!(plain(&format!("{}, {}", delta.value, delta.note)), @"96 h more, 72 h to 144 h; cost $6,910 more as capacity ($5,180 to $10,400)");
    // 20 × 8 h = 160 h; 37 × 30 ÷ 60 = 18.5 h; 178.5 h × $72 = $12,852.
    insta::assert_snapshot!(plain(&now.working.join("\n")), @r"
    20 changes × 8 h = 160 h
    37 tickets × 30 min ÷ 60 = 18.5 h
    together 178.5 h
    178.5 h × $72 an hour = $12,852
    The range is the same working with every input at its low and at its high together.
    ");
    insta::assert_snapshot!(plain(&format!("{}\n{}\n{}, {}", line.it_says, now.business_hears, now.value, now.note)), @r"
    Change success fell to 78.0 % (71 of 91), below its usual 85–100 %: a signal, for the worse.
    Failed changes, and the tickets that they caused, took 179 h of IT’s time in October 2026.
    179 h, 139 h to 259 h; capacity worth $12,900 ($9,970 to $18,600)
    ");
    insta::assert_snapshot!(plain(&now.notes.join("\n")), @r"
    Nobody has signed these inputs yet: hours to do a failed change again, minutes to handle a ticket, what an hour of IT costs.
    Money for working time is capacity; it does not lower the payroll.
    ");
}

/// What a pocket calculator makes of `Priority 1: 14,460 s × 30 incidents ÷ 3,600 = 120.5 h`: its answer and the page's.
fn redone(line: &str) -> Option<(f64, f64)> {
    let number = |text: &str| {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse::<f64>().expect("a number")
    };
    let (product, answer) = line.rsplit_once('=')?;
    let product = product.rsplit_once(": ").map_or(product, |(_, product)| product);
    let mut parts = product.split('÷');
    let factors = parts.next()?.split('×').map(number).product::<f64>();
    Some((parts.map(number).fold(factors, |said, by| said / by), number(answer)))
}

#[test]
fn a_pocket_calculator_comes_to_every_number_of_every_working() {
    let fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    let mut seen = 0;
    for block in report.pages.iter().flat_map(|page| &page.blocks) {
        let Block::Translations { lines } = block else {
            continue;
        };
        let amounts = lines.iter().flat_map(|line| &line.amounts);
        for step in amounts.flat_map(|amount| &amount.working) {
            let Some((redone, said)) = redone(step) else {
                continue;
            };
            seen += 1;
            assert!((redone - said).abs() <= 0.0001 * said.max(1.0), "{step}: {redone}");
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn with_tickets_alone_the_report_is_whole() {
    let fixture = Fixture::tickets_only();
    let report = compose(&fixture.input()).expect("a report");
    assert_eq!(slugs(&report), ["index", "value", "stability", "capacity", "method"]);
    assert_eq!(
        plain(&report.pages[0].heading),
        "Nothing moved beyond its usual variation in October 2026"
    );
}

#[test]
fn a_page_without_anything_to_say_is_not_made() {
    let read = |table: &'static str, figures: Figures| {
        let mut fixture = Fixture::of(figures);
        fixture.ledger = Fixture::full().ledger;
        fixture.ledger[0].table = table;
        fixture.config.report.headline = vec![Ask::of("satisfaction.nps").selector()];
        let report = compose(&fixture.input()).expect("a report");
        slugs(&report).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let of = |all: &[Figure]| {
        let mut figures = Figures::default();
        all.iter().for_each(|figure| figures.push(figure.clone()));
        figures
    };
    // Nothing costs anything that anybody could know; no element of the Blueprint has a net promoter score.
    let nps = figure("satisfaction.nps", "2026-10", Unit::Points, 20.0);
    assert_eq!(
        read("surveys", of(std::slice::from_ref(&nps))),
        ["index", "people", "method"]
    );
    let csat = share("satisfaction.csat", "2026-10", 18.0, 24.0);
    assert_eq!(
        read("surveys", of(&[nps.clone(), csat])),
        ["index", "people", "blueprint", "method"]
    );
    // A share of tickets reopened waits for nothing but inputs.
    let reopened = share("tickets.reopen_rate", "2026-10", 4.0, 40.0);
    assert_eq!(
        read("tickets", of(&[nps, reopened])),
        ["index", "value", "stability", "people", "method"]
    );
}

#[test]
fn each_further_export_stands_in_one_list_and_what_needs_none_in_the_other() {
    let mut fixture = Fixture::tickets_only();
    fixture.ledger = Fixture::full().ledger;
    let report = compose(&fixture.input()).expect("a report");
    let further = rows(&report, "method", "What further exports would add");
    let columns = rows(&report, "method", "Figures that lack a column");
    for row in [
        "\nOutages | ",
        "\nServices | ",
        "\nRisks | 2 | Open risks; Risks accepted past their date",
        "\nHours booked | ",
    ] {
        assert_eq!(further.matches(row).count(), 1, "{row} in {further}");
    }
    for figure in ["Availability", "Open risks", "Unplanned work"] {
        assert!(!columns.contains(&format!("\n{figure} |")), "{columns}");
    }
    assert!(columns.contains("\nResponse time | "), "{columns}");
    let text = plain(&all_texts(&report).join("\n"));
    assert!(
        text.contains("Bandwidth freed (from ") && text.contains("or effort_minutes on tickets and changes"),
        "{text}"
    );
}

#[test]
fn what_was_not_read_is_listed_once_by_how_much_it_would_add() {
    let report = compose(&Fixture::full().input()).expect("a report");
    let method = report.pages.last().expect("a page");
    let further = method.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.caption.starts_with("What further exports") => Some(table),
        _ => None,
    });
    let further = further.expect("a table of further exports");
    let adds: Vec<u32> = further
        .rows
        .iter()
        .map(|row| row[1].text.parse().expect("a number"))
        .collect();
    assert!(adds.len() > 5 && adds.is_sorted_by(|one, next| one >= next), "{adds:?}");
    let first = further.rows[0][0].text.to_lowercase();
    assert!(
        report.footer.contains(&format!("Not seen: {first}, ")),
        "{}",
        report.footer
    );
    assert!(!further.rows.iter().any(|row| row[0].text == "Tickets"));
}

#[test]
fn a_quarter_has_no_usual_range_and_leads_with_its_targets() {
    let mut fixture = Fixture::full();
    let (first, next) = (Date::constant(2026, 7, 1), Date::constant(2026, 10, 1));
    let zone = &fixture.config.report.zone;
    fixture.periods.report = Period::between("2026-Q3".to_owned(), first, next, zone);
    let composed = compose(&fixture.input()).expect("a report");
    assert_eq!(
        plain(&composed.pages[0].heading),
        "Q3 2026: 0 of 3 targets met, 3 without data"
    );
}

#[test]
fn without_any_figure_there_is_still_a_report_that_says_so() {
    let fixture = Fixture::of(Default::default());
    let report = compose(&fixture.input()).expect("a report");
    assert_eq!(slugs(&report), ["index", "method"]);
    assert_eq!(
        plain(&report.pages[0].heading),
        "No headline figure can be told for October 2026"
    );
}

#[test]
fn the_same_input_composes_the_same_report() {
    let fixture = Fixture::full();
    let (one, other) = (compose(&fixture.input()), compose(&fixture.input()));
    let json = |report: crate::error::Result<Report>| serde_json::to_string(&report.expect("a report")).expect("JSON");
    assert_eq!(json(one), json(other));
}

#[test]
fn published_shares_of_work_stand_beside_the_worklog_and_never_beside_recorded_effort() {
    let unplanned = |basis: Basis| {
        let mut figures = Figures::default();
        for figure in Fixture::full().judged.figures.iter() {
            let is_unplanned = figure.id == "work.unplanned_share";
            let basis = if is_unplanned { basis } else { figure.basis };
            figures.push(Figure {
                basis,
                ..figure.clone()
            });
        }
        let fixture = Fixture::of(figures);
        let report = compose(&fixture.input()).expect("a report");
        let picture = pictures(&report).find(|picture| picture.id == "work-unplanned_share");
        let picture = picture.expect("the picture").clone();
        let is_published = |note: &&String| note.contains("A reference, not a target");
        (
            plain(&picture.subtitle),
            picture.notes.iter().filter(is_published).count(),
        )
    };
    let (said, published) = unplanned(Basis::Recorded);
    assert_eq!(
        (said.as_str(), published),
        ("share of IT’s whole capacity; recorded", 2)
    );
    let (said, published) = unplanned(Basis::Derived);
    assert!(said.contains("not comparable") && published == 0, "{said}");
}

/// A table by the beginning of its caption, a row a line.
fn rows(report: &Report, slug: &str, caption: &str) -> String {
    let page = report.pages.iter().find(|page| page.slug == slug).expect("the page");
    let table = page.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.caption.starts_with(caption) => Some(table),
        _ => None,
    });
    let table = table.unwrap_or_else(|| panic!("no table {caption}"));
    let cell = |cell: &model::Cell| match (cell.note.as_str(), &cell.mark) {
        ("", None) => cell.text.clone(),
        ("", Some(mark)) => format!("{} {}", cell.text, mark.text),
        (note, _) => format!("{} ({note})", cell.text),
    };
    let rows = table
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    plain(&format!("{}\n{}", table.caption, rows.collect::<Vec<_>>().join("\n")))
}

fn has_table(report: &Report, slug: &str, caption: &str) -> bool {
    let page = report.pages.iter().find(|page| page.slug == slug).expect("the page");
    page.blocks
        .iter()
        .any(|block| matches!(block, Block::Table(table) if table.caption.starts_with(caption)))
}

/// A baseline in October 2025, or whatever these days make.
fn with_baseline(label: &str, first: Date, next: Date) -> Fixture {
    let mut fixture = Fixture::full();
    let period = Period::between(label.to_owned(), first, next, &fixture.config.report.zone);
    fixture.periods.baseline = Some(period.clone());
    fixture.config.baseline = Some(Baseline {
        period,
        label: Some("Assessment".to_owned()),
        agreed_on: Some(Date::constant(2025, 11, 10)),
    });
    fixture
}

#[test]
fn the_way_since_the_baseline_is_what_it_was_what_it_is_and_what_it_is_to_be() {
    let fixture = with_baseline("2025-10", Date::constant(2025, 10, 1), Date::constant(2025, 11, 1));
    let report = compose(&fixture.input()).expect("a report");
    // 71 ÷ 91 − 85 ÷ 91 = −15.4 points: 95 % of 71 in 91 is 68.5 to 85.3 %, of 85 in 91 is 86.4 to 96.9 %: they do not meet.
    insta::assert_snapshot!(rows(&report, "index", "The way"), @r##"
The way since the baseline, October 2025 (“Assessment”, agreed on 10 November 2025)
Change success rate | 93.4 % | 78.0 % | −15.4 points (worse) | ≥ 95 % missed
Unplanned work | 38.3 % | 38.3 % | 0.0 points | 
Resolution time, incidents, median | 6 h 20 min | 6 h 20 min | 0 s | 
Resolved within target | 92.1 % | 92.1 % | 0.0 points | ≥ 92 % met
Throughput of effective change | 62 | 62 | 0 | 
Growth of the backlog | +15 | +15 | 0 |
"##);
    let method = plain(&all_texts(&report).join("\n"));
    assert!(
        method.contains("The way is measured from October 2025 (“Assessment”, agreed on 10 November 2025)."),
        "{method}"
    );
}

#[test]
fn sums_over_a_longer_time_are_not_compared_and_a_baseline_without_figures_is_not_shown() {
    let mut fixture = with_baseline("2025-Q4", Date::constant(2025, 10, 1), Date::constant(2026, 1, 1));
    assert!(!has_table(
        &compose(&fixture.input()).expect("a report"),
        "index",
        "The way"
    ));
    let mut figures = fixture.judged.figures.clone();
    figures.push(share("change.success_rate", "2025-Q4", 250.0, 273.0));
    figures.push(figure("change.throughput", "2025-Q4", Unit::Count, 182.0));
    fixture.judged = judge::judge(figures, &fixture.config, &fixture.periods, &[]);
    fixture.config.report.headline = [CSR, THROUGHPUT].map(Ask::selector).into();
    let report = compose(&fixture.input()).expect("a report");
    insta::assert_snapshot!(rows(&report, "index", "The way"), @r##"
The way since the baseline, Q4 2025 (“Assessment”, agreed on 10 November 2025)
Change success rate | 91.6 % | 78.0 % | −13.6 points (worse) | ≥ 95 % missed
Throughput of effective change | 182 | 62 | – (periods of different length) |
"##);
}

const CSR: Ask = Ask::of("change.success_rate");
const THROUGHPUT: Ask = Ask::of("change.throughput");

fn comment(part: Part, text: &str) -> Comment {
    let (text, strong, emphasis) = (text.to_owned(), false, false);
    let runs = vec![Run { text, strong, emphasis }];
    Comment {
        part,
        prose: vec![Prose::Paragraph { runs }],
    }
}

/// What a person says on the Summary, in its order, with the number of its block.
fn remarks(report: &Report) -> Vec<(usize, String)> {
    let blocks = report.pages[0].blocks.iter().enumerate();
    let remarks = blocks.filter_map(|(at, block)| match block {
        Block::Comment { remarks, by } => {
            assert!(by.contains("no rule wrote it"));
            Some(remarks.iter().map(move |remark| (at, remark.heading.clone())))
        }
        _ => None,
    });
    remarks.flatten().collect()
}

#[test]
fn what_a_person_asks_to_decide_comes_first_and_nothing_that_rules_write_is_less() {
    let mut fixture = Fixture::full();
    let plain = compose(&fixture.input()).expect("a report");
    assert!(remarks(&plain).is_empty());
    fixture.comments = [Part::Decisions, Part::Context, Part::Risks]
        .map(|part| comment(part, "So it is."))
        .into();
    let report = compose(&fixture.input()).expect("a report");
    let said = remarks(&report);
    assert_eq!(said[0], (0, "What we ask you to decide".to_owned()));
    assert_eq!(
        (said[1].1.as_str(), said[2].1.as_str()),
        ("The context", "What may go wrong")
    );
    assert_eq!(report.pages[0].blocks.len(), plain.pages[0].blocks.len() + 2);

    fixture.config.audience = Audience::Public;
    let public = compose(&fixture.input()).expect("a report");
    assert_eq!(
        remarks(&public)
            .into_iter()
            .map(|(_, heading)| heading)
            .collect::<Vec<_>>(),
        ["The context"]
    );
}

#[test]
fn a_draft_says_so_on_every_page_and_who_is_to_approve_it() {
    let mut fixture = Fixture::full();
    let report = compose(&fixture.input()).expect("a report");
    assert_eq!((report.draft, report.identity.len()), (None, 0));
    let said = |text: &str| Some(text.to_owned());
    fixture.config.report.identity = Identity {
        status: Some(ReportStatus::Draft),
        prepared_for: said("Executive board"),
        approved_by: said("CIO"),
        classification: said("Internal"),
    };
    let draft = compose(&fixture.input()).expect("a report");
    assert_eq!(draft.draft.as_deref(), Some("Draft"));
    insta::assert_snapshot!(draft.identity.join(" | "), @"Prepared for Executive board | To be approved by CIO | Classification: Internal");
    let last = |report: &Report| match report.pages[0].blocks.last() {
        Some(Block::Paragraph { text, .. }) => text.clone(),
        other => panic!("{other:?}"),
    };
    insta::assert_snapshot!(last(&draft), @"This is a draft: its figures and its words may still change. Prepared for Executive board. To be approved by CIO. Classification: Internal.");
    fixture.config.report.identity.status = Some(ReportStatus::Final);
    let done = compose(&fixture.input()).expect("a report");
    assert_eq!(done.draft, None);
    insta::assert_snapshot!(done.identity.join(" | "), @"Final | Prepared for Executive board | Approved by CIO | Classification: Internal");
    insta::assert_snapshot!(last(&done), @"This report is final. Prepared for Executive board. Approved by CIO. Classification: Internal.");
}

fn note(year: i16, month: i8, text: &str, rebase: &[Ask]) -> Note {
    Note {
        date: Date::constant(year, month, 20),
        text: text.to_owned(),
        rebase: rebase.iter().map(|ask| ask.selector()).collect(),
    }
}

fn series<'r>(report: &'r Report, id: &str) -> (&'r model::Picture, &'r SeriesChart) {
    let picture = pictures(report).find(|picture| picture.id == id).expect("the picture");
    match &picture.chart {
        Chart::Series(chart) => (picture, chart),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_happened_is_a_letter_in_every_chart_over_months_and_once_on_the_method_page() {
    let mut fixture = Fixture::full();
    let notes = [
        note(2020, 1, "Long ago", &[]),
        note(2025, 6, "New service desk", &[CSR]),
        note(2026, 3, "ERP go-live", &[]),
        note(2027, 5, "What is to come", &[]),
    ];
    fixture.config.notes = notes.into();
    fixture.judged = judge::judge(fixture.judged.figures.clone(), &fixture.config, &fixture.periods, &[]);
    let report = compose(&fixture.input()).expect("a report");
    // November 2024 is month 0 of 24: June 2025 is month 7, March 2026 month 16.
    let (picture, chart) = series(&report, "change-success_rate");
    let events: Vec<_> = chart
        .events
        .iter()
        .map(|event| (event.month, event.sign.as_str()))
        .collect();
    assert_eq!(events, [(7, "B"), (16, "C")]);
    assert_eq!(chart.events[0].text, "B: New service desk; the usual range begins anew");
    assert!(
        picture.description.ends_with(
            "Marked are June 2025, B: New service desk; the usual range begins anew; March 2026, C: ERP go-live."
        ),
        "{}",
        picture.description
    );
    assert_eq!(picture.numbers.rows[16][0].note, "C: ERP go-live");
    // Seven months are too few for a range of their own.
    assert_eq!((chart.bands.len(), chart.bands[0].months.clone()), (1, 7..24));
    let (_, other) = series(&report, "tickets-reopen_rate");
    assert_eq!(
        (other.events[0].text.as_str(), other.bands[0].months.clone()),
        ("B: New service desk", 0..24)
    );
    insta::assert_snapshot!(rows(&report, "method", "What the organisation"), @r##"
What the organisation has noted
A | Long ago (20 January 2020; outside of the months of the charts) | –
B | New service desk (20 June 2025) | Change success rate
C | ERP go-live (20 March 2026) | –
D | What is to come (20 May 2027; outside of the months of the charts) | –
"##);
}

/// The lines of the Summary that name where their evidence stands: name, link, text.
fn briefs(fixture: &Fixture) -> Vec<(String, String, String)> {
    let report = compose(&fixture.input()).expect("a report");
    let blocks = report.pages[0].blocks.iter().filter_map(|block| match block {
        Block::Briefs { briefs } => Some(briefs),
        _ => None,
    });
    blocks
        .flatten()
        .map(|brief| (brief.name.clone(), brief.link.clone(), plain(&brief.text)))
        .collect()
}

/// A figure of October with the words of its slice.
fn sliced(figure: Figure, slice: &[(Dim, &str)]) -> Figure {
    let slice = slice.iter().map(|(dim, word)| (*dim, (*word).to_owned()));
    Figure {
        slice: Slice(slice.collect()),
        ..figure
    }
}

#[test]
fn a_summary_without_risks_actions_and_booked_purposes_has_no_line_of_them() {
    assert_eq!(briefs(&Fixture::full()), []);
}

#[test]
fn the_top_risk_has_the_highest_rating_and_of_one_rating_what_is_overdue_comes_first() {
    let count = |id, value| figure(id, "2026-10", Unit::Count, value);
    let with = |risks: &[(&str, &str, Option<f64>)]| {
        let mut figures = Figures::default();
        let late: Vec<f64> = risks.iter().filter_map(|(_, _, overdue)| *overdue).collect();
        figures.push(count("risks.open", risks.len() as f64));
        if !late.is_empty() {
            figures.push(count("risks.overdue", late.iter().sum()));
        }
        for (title, rating, overdue) in risks {
            let slice = [(Dim::Rating, *rating), (Dim::OpenRisk, *title)];
            figures.push(sliced(count("risks.open", 1.0), &slice));
            if let Some(overdue) = overdue {
                figures.push(sliced(count("risks.overdue", *overdue), &slice));
            }
        }
        Fixture::of(figures)
    };
    let said = |risks: &[(&str, &str, Option<f64>)]| briefs(&with(risks)).into_iter().map(|(_, _, text)| text).next();
    let three = [
        ("Old servers", "4", Some(1.0)),
        ("A flood", "5", Some(0.0)),
        ("Ransomware", "5", Some(1.0)),
    ];
    assert_eq!(
        briefs(&with(&three)),
        [(
            "The top risk".to_owned(),
            "stability.html#security".to_owned(),
            "“Ransomware” is rated 5 of 5, as is one other. 2 of the 3 open risks are overdue, this one among them."
                .to_owned()
        )]
    );
    let report = compose(&with(&three).input()).expect("a report");
    let named = report.pages.iter().filter(|page| page.slug == "stability");
    let tables = named.flat_map(|page| &page.blocks).filter_map(|block| match block {
        Block::Table(table) if table.columns.len() == 3 => Some(&table.rows),
        _ => None,
    });
    let rows: Vec<Vec<&str>> = tables
        .flatten()
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["Ransomware", "5", "overdue: past its date"],
            ["A flood", "5", "–"],
            ["Old servers", "4", "overdue: past its date"]
        ]
    );
    let one = [("A flood", "5", Some(0.0)), ("Old servers", "4", Some(1.0))];
    assert_eq!(
        said(&one).as_deref(),
        Some("“A flood” is rated 5 of 5. One of the 2 open risks is overdue, not this one.")
    );
    // Nobody says until when risks are accepted, or how grave they are.
    assert_eq!(
        said(&[("A flood", "3", None)]).as_deref(),
        Some("“A flood” is rated 3 of 5.")
    );
    assert_eq!(said(&[("A flood", "not given", None)]), None);
}

#[test]
fn the_latest_actions_are_those_done_since_the_period_before_began_what_can_be_seen_first() {
    let mut figures = Fixture::full().judged.figures;
    figures.push(share("actions.done", "2026-10", 1.0, 3.0));
    for (action, metric, expected, seen, days) in [
        ("Too early", "tickets.reopen_rate", -0.01, None, 20.0),
        // From 1 September to 31 October.
        ("Fewer failures", "change.success_rate", 0.05, Some(-0.1), 60.0),
        ("Take more risk", "change.success_rate", -0.05, Some(-0.1), 40.0),
        ("Of August", "change.success_rate", 0.05, Some(-0.1), 61.0),
    ] {
        let slice = [(Dim::Action, action), (Dim::Metric, metric)];
        let stats = [
            (Stat::Expected, Unit::Ratio, Some(expected)),
            (Stat::Seen, Unit::Ratio, seen),
            (Stat::DaysSince, Unit::Count, Some(days)),
        ];
        for (stat, unit, value) in stats {
            if let Some(value) = value {
                figures.push(Figure {
                    stat: Some(stat),
                    ..sliced(figure("actions.effect", "2026-10", unit, value), &slice)
                });
            }
        }
    }
    // Change success fell, a signal: to the side that one of them wanted, and not the other.
    assert_eq!(
        briefs(&Fixture::of(figures)),
        [(
            "The latest actions".to_owned(),
            "people.html#actions".to_owned(),
            "One of the 3 actions due in October 2026 was done in time. \
             “Take more risk” (Change success rate): expected −5.0 points; seen −10.0 points, as far as expected, and a \
             signal. “Fewer failures” (Change success rate): expected +5.0 points; seen −10.0 points, no signal in that \
             direction. One more was done since the period before began."
                .to_owned()
        )]
    );
}

#[test]
fn the_balance_is_said_where_three_months_show_its_way() {
    let with = |months: &[&str]| {
        let mut figures = Fixture::full().judged.figures;
        for month in months {
            figures.push(share("work.enabling_share", month, 50.0, 200.0));
        }
        briefs(&Fixture::of(figures))
    };
    assert_eq!(with(&["2026-09", "2026-10"]), []);
    let said = with(&["2026-08", "2026-09", "2026-10"]);
    let [(_, link, text)] = &said[..] else {
        panic!("{said:?}")
    };
    assert_eq!(link, "capacity.html#balance");
    // 66,600 of 174,000 minutes, after 66,000; nobody knows what enabled change a year ago.
    assert!(
        text.starts_with("38.3 % of the time was unplanned (inside its usual ")
            && text.contains("and 25.0 % grew or transformed the organisation")
            && text.ends_with(", against 37.9 % and 25.0 % in September 2026."),
        "{text}"
    );
}
