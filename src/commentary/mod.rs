//! `commentary/<period>.md` beside boardpack.toml: what a person says of a period, in plain Markdown under three headings. It stands
//! beside what is written by rule, never in its place.

mod markdown;
#[cfg(test)]
mod tests;

use std::io::Read;

use serde::Serialize;

use crate::error::{Diagnostic, ErrorKind, Place, Result, files};
use crate::ingest::Files;

/// The folder beside boardpack.toml that comments lie in, a file a period.
const FOLDER: &str = "commentary";
/// A section has at most so many words: a board reads them.
const MOST_WORDS: usize = 120;
/// No three sections of that length have as many bytes, whatever their language.
const MOST_BYTES: u64 = 64 << 10;
/// What a comment may look like, for help under an error.
const EXAMPLE: &str = "write it below one of these headings:\n\n# decisions\nWhat you ask the reader to decide.\n\n# context\n…\n\n# risks\n…";

/// What a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the reader is asked to decide.
    Decisions,
    /// What the figures do not tell.
    Context,
    /// What may go wrong.
    Risks,
}

impl Part {
    /// All of them, in the order of the report.
    pub const ALL: &[Self] = &[Self::Decisions, Self::Context, Self::Risks];

    /// Its heading in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decisions => "decisions",
            Self::Context => "context",
            Self::Risks => "risks",
        }
    }
}

/// One section of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub part: Part,
    /// What it says; never empty.
    pub prose: Vec<Prose>,
}

/// A block of text: all that a comment can hold. Nothing in it is markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "prose", rename_all = "snake_case")]
pub enum Prose {
    /// A paragraph.
    Paragraph { runs: Vec<Run> },
    /// A list; `start` is the number of the first item of an ordered one.
    List { start: Option<u64>, items: Vec<Vec<Prose>> },
}

/// Text of one weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text itself.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
}

/// The comment on a period, in the order of the report; nothing where nobody wrote one.
pub fn read(files: &dyn Files, period: &str) -> Result<Vec<Comment>> {
    let name = format!("{FOLDER}/{period}.md");
    let refused = |wrong: Diagnostic| ErrorKind::Config(vec![wrong]).into();
    let found = files.find(&name).and_then(|file| {
        let mut bytes = Vec::new();
        let file = file
            .map(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
            .transpose()?;
        Ok(file.map(|_| bytes))
    });
    let bytes = match found {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Vec::new()),
        Err(error) => return Err(refused(files::unreadable(name.as_ref(), &error))),
    };
    let place = || Place::of_line(&name, 0, 0);
    if bytes.len() as u64 > MOST_BYTES {
        let long = Diagnostic::new(
            "comment-too-long",
            format!("`{name}` is larger than {} KiB", MOST_BYTES >> 10),
        );
        return Err(refused(
            long.at(place())
                .help(format!("a section has at most {MOST_WORDS} words")),
        ));
    }
    let Ok(text) = String::from_utf8(bytes) else {
        let wrong = Diagnostic::new("not-utf-8", format!("`{name}` is not UTF-8"));
        return Err(refused(wrong.at(place()).help("save it as UTF-8 in your editor")));
    };
    markdown::comments(&name, text.trim_start_matches('\u{feff}')).map_err(|wrong| ErrorKind::Config(wrong).into())
}
