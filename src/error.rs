//! What went wrong, where, and what to do about it. One exhaustive match gives each kind its exit code.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The documented exit codes: an API for CI jobs.
pub mod exit {
    /// Done.
    pub const OK: u8 = 0;
    /// A fault of boardpack itself.
    pub const INTERNAL: u8 = 1;
    /// The command line is wrong.
    pub const USAGE: u8 = 2;
    /// boardpack.toml is missing or wrong.
    pub const CONFIG: u8 = 3;
    /// An export is missing or cannot be used, or too many rows were set aside.
    pub const EXPORT: u8 = 4;
    /// A template cannot be used.
    pub const TEMPLATE: u8 = 5;
    /// The output cannot be written.
    pub const OUTPUT: u8 = 6;
    /// A gate was missed, or had no data; the report is still written.
    pub const GATE: u8 = 10;
}

/// The result of every stage.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error a user can act on. Boxed, so that `Result`s stay one word wide.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What kind of thing is wrong; each kind has one exit code.
#[derive(Debug)]
pub enum ErrorKind {
    /// The command line asks for something that cannot be.
    Usage(Diagnostic),
    /// boardpack.toml is missing or wrong; every mistake at once.
    Config(Vec<Diagnostic>),
    /// An export is missing or cannot be used.
    Export(Vec<Diagnostic>),
    /// A template cannot be used.
    Template(Diagnostic),
    /// The output cannot be written.
    Output(Diagnostic),
    /// A fault of boardpack.
    Internal(String),
}

/// One finding: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable kebab-case code, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where, if it is anywhere.
    pub place: Option<Place>,
    /// What to do next.
    pub help: Option<String>,
}

/// A place in a file, with its text where there is any to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// Counted from 1; 0 when the whole file is meant.
    pub line: u64,
    /// Counted from 1 in characters (TOML) or columns (CSV); 0 when the whole line is meant.
    pub column: u64,
    /// The file's text and the bytes meant, where the line can be shown.
    pub source: Option<(Arc<str>, Range<usize>)>,
}

impl Place {
    /// The bytes `span` of `text`, the content of `file`.
    pub fn of_span(file: &str, text: &Arc<str>, span: Range<usize>) -> Self {
        let start = span.start.min(text.len());
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() as u64 + 1,
            column: before[line_start..].chars().count() as u64 + 1,
            source: Some((Arc::clone(text), span)),
        }
    }

    /// A line and column (0 = none) of a file whose text is not shown.
    pub fn of_line(file: &str, line: u64, column: u64) -> Self {
        Self {
            file: file.to_owned(),
            line,
            column,
            source: None,
        }
    }
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: None,
            help: None,
        }
    }

    /// The same finding, at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding, with what to do next.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Error {
    /// An output that could not be written; the path is named.
    pub fn output(path: &Path, error: &io::Error) -> Self {
        ErrorKind::Output(
            Diagnostic::new("cannot-write", format!("cannot write `{}`: {error}", path.display()))
                .help("check that the folder exists, is writable and has room, or choose another with --out"),
        )
        .into()
    }

    /// What kind of thing is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The exit code of this error.
    pub fn exit_code(&self) -> u8 {
        match self.kind() {
            ErrorKind::Usage(_) => exit::USAGE,
            ErrorKind::Config(_) => exit::CONFIG,
            ErrorKind::Export(_) => exit::EXPORT,
            ErrorKind::Template(_) => exit::TEMPLATE,
            ErrorKind::Output(_) => exit::OUTPUT,
            ErrorKind::Internal(_) => exit::INTERNAL,
        }
    }

    /// The findings, in the order in which they were made.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self.kind() {
            ErrorKind::Config(all) | ErrorKind::Export(all) => all,
            ErrorKind::Usage(one) | ErrorKind::Template(one) | ErrorKind::Output(one) => std::slice::from_ref(one),
            ErrorKind::Internal(_) => &[],
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

#[cfg(feature = "engine")]
impl From<polars::error::PolarsError> for Error {
    /// polars only sees columns that boardpack made, so its errors are faults of boardpack.
    fn from(error: polars::error::PolarsError) -> Self {
        ErrorKind::Internal(error.to_string()).into()
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    /// Plain text, one finding after another; the terminal's rendering with colours is `cli`'s.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ErrorKind::Internal(what) = self.kind() {
            return write!(f, "internal error: {what}");
        }
        for (index, diagnostic) in self.diagnostics().iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {place}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// Findings of file access; each names the path.
pub mod files {
    use super::*;

    /// The finding for a file that cannot be read.
    pub fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
        Diagnostic::new("cannot-read", format!("cannot read `{}`: {error}", path.display()))
    }
}
