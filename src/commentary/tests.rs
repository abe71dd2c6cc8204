//! What a comment may say, how it is read, and how what is wrong with it is said.

use annotate_snippets::Renderer;
use insta::assert_snapshot;

use super::*;
use crate::commands::terminal::rendered;
use crate::ingest::{Disk, Memory};

fn read_from(bytes: &[u8]) -> Result<Vec<Comment>> {
    read(&Memory::default().with("commentary/2026-10.md", bytes), "2026-10")
}

/// Each section on a line, as if it were set: `*bold*`, `/italic/`, `•` and numbers before what is listed.
fn said(text: &str) -> String {
    let comments = read_from(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    let sections: Vec<String> = comments
        .iter()
        .map(|comment| format!("{}: {}", comment.part.name(), set(&comment.prose)))
        .collect();
    sections.join("\n")
}

fn set(prose: &[Prose]) -> String {
    let blocks: Vec<String> = prose
        .iter()
        .map(|block| match block {
            Prose::Paragraph { runs } => runs
                .iter()
                .map(|run| match (run.strong, run.emphasis) {
                    (true, true) => format!("*/{}/*", run.text),
                    (true, false) => format!("*{}*", run.text),
                    (false, true) => format!("/{}/", run.text),
                    (false, false) => run.text.clone(),
                })
                .collect(),
            Prose::List { start, items } => items
                .iter()
                .enumerate()
                .map(|(at, item)| match start {
                    Some(start) => format!("[{}. {}]", start + at as u64, set(item)),
                    None => format!("[• {}]", set(item)),
                })
                .collect(),
        })
        .collect();
    blocks.join(" | ")
}

fn refused(text: &str) -> String {
    let error = read_from(text.as_bytes()).expect_err(text);
    assert_eq!(error.exit_code(), crate::error::exit::CONFIG);
    rendered(error.diagnostics(), &Renderer::plain())
}

#[test]
fn three_headings_in_any_order_stand_in_the_order_of_the_report() {
    let text = "\u{feff}Risks\n=====\nOne person knows the *old* mainframe.\n\n# Decisions\n\nApprove:\n\n1. **two** posts,\n2. a test window.\n\n### context\nA **busy**\nquarter.\n\nThe second paragraph.";
    assert_snapshot!(said(text), @r##"
decisions: Approve: | [1. *two* posts,][2. a test window.]
context: A *busy* quarter. | The second paragraph.
risks: One person knows the /old/ mainframe.
"##);
}

#[test]
fn without_a_file_for_the_period_there_is_no_comment() {
    let files = Memory::default().with("commentary/2026-09.md", *b"# risks\nNone.");
    assert_eq!(read(&files, "2026-10").expect("no comment"), []);
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(read(&Disk::new(folder.path()), "2026-10").expect("no comment"), []);
    std::fs::create_dir(folder.path().join("commentary")).expect("a folder");
    std::fs::write(folder.path().join("commentary/2026-Q3.md"), "# risks\r\nNone.\r\n").expect("written");
    let comments = read(&Disk::new(folder.path()), "2026-Q3").expect("a comment");
    assert_eq!(set(&comments[0].prose), "None.");
}

#[test]
fn of_links_and_pictures_the_words_stand_and_raw_html_is_text() {
    let text = "# context\nSee [the *plan*](https://example.org/plan) and ![a chart](chart.png), <b>now</b> & `code`.\n\n<script>alert(1)</script>\n\n<https://example.org>\n\n> quoted\n\n***\n\n    indented\n\n| a | b |";
    assert_snapshot!(said(text), @"context: See the /plan/ and a chart, <b>now</b> & code. | <script>alert(1)</script> | https://example.org | quoted | indented | | a | b |");
}

#[test]
fn lists_within_lists_are_lists_and_what_lies_deeper_is_written_on() {
    assert_snapshot!(said("# risks\n- a\n  - b\n    - c\n      - d\n  - e\n- f\n-\n"), @"risks: [• a | [• b][• c][• d][• e]][• f]");
    let deep: String = (0..2_000).map(|_| "- ").collect();
    let deeper: String = (0..2_000).map(|_| "> 1) ").collect();
    assert_eq!(said(&format!("# risks\n{deep}x")), "risks: [• [• x]]");
    assert!(said(&format!("# risks\n{deeper}x")).contains('x'));
}

#[test]
fn a_hundred_and_twenty_words_are_as_many_as_a_section_may_have() {
    let words = |n: usize| (1..=n).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
    assert!(said(&format!("# risks\n{}", words(120))).ends_with("w120"));
    // Half of a word in bold is no word of its own; words of the other section do not count.
    assert!(said(&format!("# context\nhere\n# risks\n{} **w**119\n- w120", words(118))).ends_with("[• w120]"));
    assert_snapshot!(refused(&format!("# context\nhere\n\n# risks\n{}\n{}\n", words(118), "w119 w120 too *many*")), @r##"
error[comment-too-long]: `risks` has 122 words, 2 words more than the 120 that it may have
 --> commentary/2026-10.md:6:11
  |
6 | w119 w120 too *many*
  |           ^^^
  |
  = help: shorten it by 2 words: here stands the first that is too many
"##);
    assert_snapshot!(refused(&format!("# risks\n{}", words(121))).lines().next().expect("a line"), @"error[comment-too-long]: `risks` has 121 words, 1 word more than the 120 that it may have");
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_all_at_once() {
    assert_snapshot!(refused("Dear board,\n\n# desicions\nApprove.\n\n# Next steps\n\n# risks\n\n# context\nA\n\n## Context\nB\n"), @r##"
error[no-heading]: this stands above the first heading, so nobody would read it
 --> commentary/2026-10.md:1:1
  |
1 | Dear board,
  | ^^^^^^^^^^^
  |
  = help: write it below one of these headings:
          
          # decisions
          What you ask the reader to decide.
          
          # context
          …
          
          # risks
          …

error[unknown-heading]: `desicions` is no heading of a comment
 --> commentary/2026-10.md:3:1
  |
3 | # desicions
  | ^^^^^^^^^^^
  |
  = help: did you mean `decisions`?

error[unknown-heading]: `Next steps` is no heading of a comment
 --> commentary/2026-10.md:6:1
  |
6 | # Next steps
  | ^^^^^^^^^^^^
  |
  = help: the headings of a comment are `decisions`, `context` and `risks`

error[empty-section]: nothing stands below `risks`
 --> commentary/2026-10.md:8:1
  |
8 | # risks
  | ^^^^^^^
  |
  = help: write it, or take the heading out

error[duplicate]: `context` is there twice
  --> commentary/2026-10.md:13:1
   |
13 | ## Context
   | ^^^^^^^^^^
   |
   = help: put the two together
"##);
}

#[test]
fn an_empty_file_is_no_comment() {
    assert_snapshot!(refused(" \n\n***\n"), @r##"
error[empty-comment]: `commentary/2026-10.md` says nothing
--> commentary/2026-10.md
 = help: take the file away, or write it below one of these headings:
         
         # decisions
         What you ask the reader to decide.
         
         # context
         …
         
         # risks
         …
"##);
}

#[test]
fn what_is_no_text_or_far_too_long_is_refused() {
    let error = |bytes: &[u8]| read_from(bytes).expect_err("refused").to_string();
    assert_snapshot!(error(b"# risks\nCaf\xe9"), @r##"
error[not-utf-8]: `commentary/2026-10.md` is not UTF-8
  --> commentary/2026-10.md
  help: save it as UTF-8 in your editor
"##);
    assert_snapshot!(error(&vec![b'x'; 70_000]), @r##"
error[comment-too-long]: `commentary/2026-10.md` is larger than 64 KiB
  --> commentary/2026-10.md
  help: a section has at most 120 words
"##);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Whatever a person writes is a comment without markup, or refused at places that exist.
    #[test]
    fn any_text_is_a_comment_or_refused(text in "(# (decisions|context|risks|x)\n)?([-*_>#`<&\\[\\](){}!0-9a-zé\\\\ \t\u{1}]{0,20}\n){0,12}") {
        match read_from(text.as_bytes()) {
            Ok(comments) => for comment in comments {
                let said = set(&comment.prose);
                let is_plain = !said.is_empty() && !said.contains(char::is_control);
                proptest::prop_assert!(is_plain, "{:?}", said);
            },
            Err(error) => {
                let lines = text.matches('\n').count() as u64 + 1;
                let within = |place: &Place| place.line <= lines;
                proptest::prop_assert!(error.diagnostics().iter().filter_map(|each| each.place.as_ref()).all(within));
                proptest::prop_assert!(!rendered(error.diagnostics(), &Renderer::plain()).is_empty());
            }
        }
    }
}
