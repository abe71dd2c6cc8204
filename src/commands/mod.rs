//! The commands, a file each: arguments → what is said, and the exit code. One place prints it, one maps errors to codes.

mod build;
mod check;
mod demo;
mod explain;
mod faults;
mod init;
mod inspect;
mod ledger;
mod tables;
pub(crate) mod terminal;

use std::ffi::OsString;

use serde_json::Value;

use crate::cli::{Cli, Command, Format};
use crate::error::{Diagnostic, ErrorKind, Result, exit};
use terminal::Terminal;

/// What a command has to say when it is done.
#[derive(Debug)]
pub struct Outcome {
    /// For a reader.
    pub text: String,
    /// The same for a machine.
    pub json: Value,
    /// One of [`exit`].
    pub code: u8,
}

impl Outcome {
    /// A command that did what it was asked.
    fn done(text: String, json: Value) -> Self {
        Self {
            text,
            json,
            code: exit::OK,
        }
    }
}

/// Runs a command, prints what it has to say and gives the exit code.
pub fn main(cli: &Cli) -> u8 {
    let terminal = Terminal::new(cli.format, cli.quiet);
    let outcome = faults::caught(|| run(cli, &terminal)).and_then(|outcome| {
        terminal.print(&outcome)?;
        Ok(outcome.code)
    });
    outcome.unwrap_or_else(|error| {
        terminal.print_error(&error);
        error.exit_code()
    })
}

/// Prints why a command line cannot be read, or the help that it asks for, and gives the exit code.
pub fn unreadable(wrong: &clap::Error, arguments: impl Iterator<Item = OsString>) -> u8 {
    if wrong.use_stderr() && asks_for_json(arguments) {
        let error = usage(as_diagnostic(wrong));
        Terminal::new(Format::Json, true).print_error(&error);
        return error.exit_code();
    }
    // Help that nobody reads to its end is no failure.
    let _ = wrong.print();
    wrong.exit_code() as u8
}

/// `--format json` or `--format=json`, wherever it stands.
fn asks_for_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let arguments: Vec<OsString> = arguments.collect();
    arguments.iter().any(|argument| argument == "--format=json")
        || arguments
            .windows(2)
            .any(|pair| pair[0] == "--format" && pair[1] == "json")
}

/// clap's paragraphs: what is wrong, perhaps a tip, the usage.
fn as_diagnostic(wrong: &clap::Error) -> Diagnostic {
    let text = wrong.to_string();
    let mut paragraphs = text.split("\n\n").map(str::trim);
    let message = paragraphs.next().unwrap_or("").trim_start_matches("error: ");
    let tip = paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: "));
    let help = tip.unwrap_or("`boardpack --help` lists the commands and flags");
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Diagnostic::new("wrong-arguments", one_line(message)).help(one_line(help))
}

fn run(cli: &Cli, terminal: &Terminal) -> Result<Outcome> {
    match &cli.command {
        Command::Demo { out } => demo::run(out, terminal),
        Command::Build { what, out } => build::run(what, out, terminal),
        Command::Check(what) => check::run(what, terminal),
        Command::Inspect { exports } => inspect::run(exports, terminal),
        Command::Init { exports, out } => init::run(exports, out, terminal),
        Command::Explain { kpi, config } => explain::run(kpi.as_deref(), config.as_deref()),
        Command::Tables { table } => tables::run(table.as_deref()),
    }
}

/// The error of an argument that names nothing.
fn usage(diagnostic: Diagnostic) -> crate::error::Error {
    ErrorKind::Usage(diagnostic).into()
}
