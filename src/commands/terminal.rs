//! Results to stdout, progress and errors to stderr; colours where they are wanted (NO_COLOR, CLICOLOR_FORCE).

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::ops::Range;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::Outcome;
use crate::Observer;
use crate::cli::Format;
use crate::error::{Diagnostic, Error, ErrorKind, Fix, Label, Place, Result};
use crate::ingest::Progress as Reading;
use crate::visible::visible_lines;

/// Columns of a line that is shown; a longer one is cut around what is meant.
const WIDTH: usize = 120;

/// Where a command's words go.
#[derive(Debug)]
pub struct Terminal {
    format: Format,
    progress: Progress,
}

#[derive(Debug)]
enum Progress {
    /// Nothing is said.
    Quiet,
    /// A line a stage.
    Lines,
    /// One line that changes.
    Bar(ProgressBar),
}

impl Terminal {
    /// For a format; `quiet` leaves out progress.
    pub fn new(format: Format, quiet: bool) -> Self {
        let progress = match (quiet, io::stderr().is_terminal()) {
            (true, _) => Progress::Quiet,
            (false, false) => Progress::Lines,
            (false, true) => Progress::Bar(ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner())),
        };
        Self { format, progress }
    }

    /// Prints what a command has to say. A reader who has gone (`| head`) is no failure.
    pub fn print(&self, outcome: &Outcome) -> Result<()> {
        self.clear();
        let text = match self.format {
            // Headers, words and file names are strangers'.
            Format::Human => Cow::Owned(visible_lines(&outcome.text)),
            Format::Json => Cow::Owned(written(&outcome.json)),
        };
        write_all(&text).map_err(|error| unprinted(outcome, &error))
    }

    /// Prints what went wrong: to stderr for a reader, as the one document on stdout for a machine.
    pub fn print_error(&self, error: &Error) {
        self.clear();
        let findings = findings(error);
        // Where even this cannot be written, the exit code is all that is left to say.
        let _ = match self.format {
            Format::Human => {
                anstream::stderr().write_all(rendered(&findings, &Renderer::styled().term_width(WIDTH)).as_bytes())
            }
            Format::Json => write_all(&written(&as_json(error, &findings))),
        };
    }

    fn clear(&self) {
        if let Progress::Bar(bar) = &self.progress {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Terminal {
    fn reading(&self, progress: Reading<'_>) {
        match &self.progress {
            Progress::Bar(bar) => {
                let share = progress
                    .size
                    .filter(|size| *size > 0)
                    .map(|size| progress.bytes * 100 / size);
                let share = share.map_or(String::new(), |share| format!(", {share} %"));
                bar.set_message(format!("Reading {}: {} rows{share}", progress.file, progress.rows));
                bar.tick();
            }
            // A line a file, when it begins.
            Progress::Lines if progress.bytes == 0 => self.stage(&format!("Reading {}", progress.file)),
            Progress::Lines | Progress::Quiet => {}
        }
    }

    fn stage(&self, what: &str) {
        match &self.progress {
            Progress::Quiet => {}
            Progress::Lines => drop(writeln!(io::stderr(), "{what}")),
            Progress::Bar(bar) => {
                bar.set_message(what.to_owned());
                bar.enable_steady_tick(Duration::from_millis(100));
            }
        }
    }
}

fn written(json: &Value) -> String {
    format!("{json:#}\n")
}

fn write_all(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    let result = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// What was done is done, also where nobody could be told.
fn unprinted(outcome: &Outcome, error: &io::Error) -> Error {
    let help = match outcome.json["report"].as_str() {
        Some(report) => format!("the report was written all the same: it is at {report}"),
        None => "check where the output is sent to".to_owned(),
    };
    ErrorKind::Output(Diagnostic::new("cannot-print", format!("cannot write to stdout: {error}")).help(help)).into()
}

/// The findings of an error; a fault of boardpack is one, too.
fn findings(error: &Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::Internal(what) => {
            let help =
                "this is a fault of boardpack, not of your files: please report it with the command that you ran";
            vec![Diagnostic::new("internal", what.clone()).help(help)]
        }
        _ => error.diagnostics().to_vec(),
    }
}

fn as_json(error: &Error, findings: &[Diagnostic]) -> Value {
    let findings: Vec<Value> = findings.iter().map(diagnostic_json).collect();
    json!({ "error": { "exit_code": error.exit_code(), "diagnostics": findings } })
}

/// A finding for a machine.
pub fn diagnostic_json(finding: &Diagnostic) -> Value {
    let place = finding.place.as_ref();
    json!({
        "code": finding.code,
        "message": finding.message,
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line).filter(|line| *line > 0),
        "column": place.map(|place| place.column).filter(|column| *column > 0),
        "text": place.and_then(Place::shown),
        "labels": finding.labels.iter().map(label_json).collect::<Vec<_>>(),
        "help": finding.help,
        "fix": finding.fix.as_ref().map(fix_json),
    })
}

fn label_json(label: &Label) -> Value {
    let Label { place, text } = label;
    json!({
        "file": place.file,
        "line": Some(place.line).filter(|line| *line > 0),
        "column": Some(place.column).filter(|column| *column > 0),
        "label": text,
        "text": place.shown(),
    })
}

/// `insert` a line before the one named, or `replace` a text in it.
fn fix_json(fix: &Fix) -> Value {
    let replaced = fix
        .place
        .source
        .as_ref()
        .and_then(|(text, span)| text.get(span.clone()));
    let text = fix.text.trim_end_matches('\n');
    match replaced {
        Some(replaced) if !replaced.is_empty() => {
            json!({ "file": fix.place.file, "line": fix.place.line, "replace": replaced, "text": text })
        }
        _ => json!({ "file": fix.place.file, "line": fix.place.line, "insert": true, "text": text }),
    }
}

/// Every finding with the lines that it is about, and the edit that would mend it.
pub fn rendered(findings: &[Diagnostic], renderer: &Renderer) -> String {
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&groups(finding)));
        text.push_str("\n\n");
    }
    text
}

fn groups(finding: &Diagnostic) -> Vec<Group<'_>> {
    let title = Level::ERROR.primary_title(finding.message.as_str()).id(finding.code);
    let mut group = Group::with_title(title);
    let is_labelled = |place: &&Place| finding.labels.iter().any(|label| label.place == **place);
    if let Some(place) = finding.place.as_ref().filter(|place| !is_labelled(place)) {
        group = with_place(group, place, None);
    }
    for label in &finding.labels {
        group = with_place(group, &label.place, Some(&label.text));
    }
    let patch = finding.fix.as_ref().and_then(patch);
    match (finding.help.as_deref(), patch) {
        (help, Some(patch)) => {
            let help = visible_lines(help.unwrap_or("this would mend it"));
            let title = Level::HELP.secondary_title(help);
            vec![group, Group::with_title(title).element(patch)]
        }
        (Some(help), None) => vec![group.element(Level::HELP.message(visible_lines(help)))],
        (None, None) => vec![group],
    }
}

fn patch(fix: &Fix) -> Option<Snippet<'_, Patch<'_>>> {
    let (text, span) = fix.place.source.as_ref()?;
    let snippet = Snippet::source(text.as_ref()).path(fix.place.file.as_str());
    Some(snippet.patch(Patch::new(span.clone(), fix.text.as_str())))
}

fn with_place<'a>(group: Group<'a>, place: &'a Place, label: Option<&'a str>) -> Group<'a> {
    match &place.source {
        Some((text, span)) => {
            let snippet = Snippet::source(text.as_ref())
                .path(place.file.as_str())
                .line_start(place.first_shown() as usize);
            let annotation = AnnotationKind::Primary.span(first_line(text, span)).label(label);
            group.element(snippet.annotation(annotation))
        }
        None => {
            let mut origin = Origin::path(place.file.as_str());
            if place.line > 0 {
                origin = origin.line(place.line as usize);
            }
            if place.column > 0 {
                origin = origin.char_column(place.column as usize);
            }
            group.element(origin)
        }
    }
}

/// A span cut to its first line and to whole characters.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end.max(start));
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line
}
