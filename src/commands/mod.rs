//! The commands, a file each: arguments → what is said, and the exit code. One place prints it, one maps errors to codes.

mod build;
mod check;
mod demo;
mod explain;
mod faults;
mod ledger;
mod tables;
pub(crate) mod terminal;

use serde_json::Value;

use crate::cli::{Cli, Command};
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

fn run(cli: &Cli, terminal: &Terminal) -> Result<Outcome> {
    match &cli.command {
        Command::Demo { out } => demo::run(out, terminal),
        Command::Build { what, out } => build::run(what, out, terminal),
        Command::Check(what) => check::run(what, terminal),
        Command::Explain { kpi } => explain::run(kpi.as_deref()),
        Command::Tables { table } => tables::run(table.as_deref()),
    }
}

/// The error of an argument that names nothing.
fn usage(diagnostic: Diagnostic) -> crate::error::Error {
    ErrorKind::Usage(diagnostic).into()
}
