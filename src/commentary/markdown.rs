//! Markdown → prose: headings, paragraphs, lists, bold and italic. Of a link or a picture its words stand, of raw HTML its text.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Comment, EXAMPLE, MOST_WORDS, Part, Prose, Run};
use crate::error::{Diagnostic, Place};
use crate::nearest::nearest;

/// Lists that lie deeper are written on as the one that they lie in.
const DEEPEST: usize = 2;

/// The sections of a text in the order of the report, or everything that is wrong with it.
pub(super) fn comments(file: &str, text: &str) -> Result<Vec<Comment>, Vec<Diagnostic>> {
    let mut reader = Reader {
        file,
        source: text.into(),
        sections: Vec::new(),
        heading: None,
        lists: Vec::new(),
        beyond: 0,
        runs: Vec::new(),
        strong: 0,
        emphasis: 0,
        in_word: false,
        wrong: Vec::new(),
    };
    for (event, span) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        reader.take(event, span);
    }
    reader.flush();
    reader.done()
}

struct Reader<'t> {
    file: &'t str,
    source: Arc<str>,
    /// In the order of the file.
    sections: Vec<Section>,
    /// The heading that is being read.
    heading: Option<String>,
    /// The lists that are open, the innermost last; at most [`DEEPEST`].
    lists: Vec<List>,
    /// How many lists lie deeper than that.
    beyond: usize,
    /// The text of the block that is being read.
    runs: Vec<Run>,
    strong: usize,
    emphasis: usize,
    /// Whether the text so far ends within a word.
    in_word: bool,
    wrong: Vec<Diagnostic>,
}

/// What stands below a heading.
struct Section {
    /// `None` for a heading that is none of the three, and for what stands above the first.
    part: Option<Part>,
    heading: Range<usize>,
    prose: Vec<Prose>,
    words: usize,
    /// Where the first word too many stands.
    too_many: Option<usize>,
}

struct List {
    start: Option<u64>,
    items: Vec<Vec<Prose>>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag, span),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text, &span)
            }
            Event::SoftBreak | Event::HardBreak => self.text(" ", &span),
            Event::Rule => self.flush(),
            // Extensions of Markdown that are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.flush();
                self.heading = Some(String::new());
            }
            Tag::List(start) => {
                self.flush();
                if self.lists.len() == DEEPEST {
                    self.beyond += 1;
                } else {
                    let (start, items) = (*start, Vec::new());
                    self.lists.push(List { start, items });
                }
            }
            Tag::Item => {
                self.flush();
                if let Some(list) = self.lists.last_mut() {
                    list.items.push(Vec::new());
                }
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                let heading = self.heading.take().unwrap_or_default();
                self.headed(heading.trim(), span);
            }
            TagEnd::List(_) => {
                self.flush();
                if self.beyond > 0 {
                    self.beyond -= 1;
                } else if let Some(List { start, items }) = self.lists.pop() {
                    let items: Vec<Vec<Prose>> = items.into_iter().filter(|item| !item.is_empty()).collect();
                    if !items.is_empty() {
                        self.push(Prose::List { start, items });
                    }
                }
            }
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Link | TagEnd::Image => {}
            _ => self.flush(),
        }
    }

    /// A section begins.
    fn headed(&mut self, heading: &str, span: Range<usize>) {
        let part = Part::ALL
            .iter()
            .copied()
            .find(|part| heading.eq_ignore_ascii_case(part.name()));
        let names = || Part::ALL.iter().map(|part| part.name());
        let wrong = match part {
            None => {
                let help = nearest(&heading.to_lowercase(), names()).map_or_else(
                    || "the headings of a comment are `decisions`, `context` and `risks`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                Some(Diagnostic::new("unknown-heading", format!("`{heading}` is no heading of a comment")).help(help))
            }
            Some(part) if self.sections.iter().any(|section| section.part == Some(part)) => Some(
                Diagnostic::new("duplicate", format!("`{}` is there twice", part.name())).help("put the two together"),
            ),
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            self.refuse(span.clone(), wrong);
        }
        self.sections.push(Section::at(part, span));
        self.in_word = false;
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        let text = on_one_line(text);
        if let Some(heading) = &mut self.heading {
            heading.push_str(&text);
            return;
        }
        if self.sections.is_empty() && !text.trim().is_empty() {
            let stray = Diagnostic::new(
                "no-heading",
                "this stands above the first heading, so nobody would read it",
            );
            self.refuse(span.clone(), stray.help(EXAMPLE));
            self.sections.push(Section::at(None, span.clone()));
        }
        self.count(&text, span);
        let (strong, emphasis) = (self.strong > 0, self.emphasis > 0);
        match self.runs.last_mut() {
            Some(run) if (run.strong, run.emphasis) == (strong, emphasis) => run.text.push_str(&text),
            _ => self.runs.push(Run { text, strong, emphasis }),
        }
    }

    /// Counts the words that begin in a text; one may begin in the text before it.
    fn count(&mut self, text: &str, span: &Range<usize>) {
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        for (at, each) in text.char_indices() {
            if !each.is_whitespace() && !self.in_word {
                section.words += 1;
                if section.words > MOST_WORDS {
                    // Where the text is written otherwise than it reads (`&amp;`), its beginning is near enough.
                    let at = if span.len() == text.len() { at } else { 0 };
                    section.too_many.get_or_insert(span.start + at);
                }
            }
            self.in_word = !each.is_whitespace();
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        self.in_word = false;
        let runs = trimmed(std::mem::take(&mut self.runs));
        if !runs.is_empty() {
            self.push(Prose::Paragraph { runs });
        }
    }

    /// Puts a block into the innermost list that is open, else into the section.
    fn push(&mut self, prose: Prose) {
        match self.lists.last_mut().map(|list| &mut list.items) {
            Some(items) => match items.last_mut() {
                Some(item) => item.push(prose),
                None => items.push(vec![prose]),
            },
            None => {
                if let Some(section) = self.sections.last_mut() {
                    section.prose.push(prose);
                }
            }
        }
    }

    fn refuse(&mut self, span: Range<usize>, wrong: Diagnostic) {
        self.wrong.push(wrong.at(Place::of_span(self.file, &self.source, span)));
    }

    /// The sections, or everything that is wrong.
    fn done(mut self) -> Result<Vec<Comment>, Vec<Diagnostic>> {
        let sections = std::mem::take(&mut self.sections);
        if sections.is_empty() {
            let empty = Diagnostic::new("empty-comment", format!("`{}` says nothing", self.file));
            let place = Place::of_line(self.file, 0, 0);
            return Err(vec![empty.at(place).help(format!("take the file away, or {EXAMPLE}"))]);
        }
        for section in &sections {
            let Some(name) = section.part.map(Part::name) else {
                continue;
            };
            if let Some(at) = section.too_many {
                let more = section.words - MOST_WORDS;
                let words = if more == 1 { "word" } else { "words" };
                let long = format!(
                    "`{name}` has {} words, {more} {words} more than the {MOST_WORDS} that it may have",
                    section.words
                );
                let help = format!("shorten it by {more} {words}: here stands the first that is too many");
                let end = self.source[at..]
                    .find(char::is_whitespace)
                    .map_or(self.source.len(), |end| at + end);
                self.refuse(at..end, Diagnostic::new("comment-too-long", long).help(help));
            } else if section.prose.is_empty() {
                let empty = Diagnostic::new("empty-section", format!("nothing stands below `{name}`"));
                self.refuse(section.heading.clone(), empty.help("write it, or take the heading out"));
            }
        }
        if !self.wrong.is_empty() {
            self.wrong
                .sort_by_key(|each| each.place.as_ref().map_or((0, 0), |place| (place.line, place.column)));
            return Err(self.wrong);
        }
        let mut comments: Vec<Comment> = sections
            .into_iter()
            .filter_map(|section| {
                Some(Comment {
                    part: section.part?,
                    prose: section.prose,
                })
            })
            .collect();
        comments.sort_by_key(|comment| Part::ALL.iter().position(|part| *part == comment.part));
        Ok(comments)
    }
}

impl Section {
    fn at(part: Option<Part>, heading: Range<usize>) -> Self {
        Self {
            part,
            heading,
            prose: Vec::new(),
            words: 0,
            too_many: None,
        }
    }
}

/// The text with blanks for its line breaks and tabs, and without what no page can show; what may not break stays so.
fn on_one_line(text: &str) -> String {
    let blank = |each: char| each.is_whitespace() && !matches!(each, '\u{a0}' | '\u{202f}');
    let text = text.chars().map(|each| if blank(each) { ' ' } else { each });
    text.filter(|each| !each.is_control()).collect()
}

/// The text of a block without blanks at its two ends; nothing where there is nothing else.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}
