//! Arguments in, exit code out; nothing else.

use std::process::ExitCode;

use boardpack::cli::Cli;
use boardpack::commands;
use clap::Parser;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => ExitCode::from(commands::main(&cli)),
        Err(usage) => {
            // Help that nobody reads to its end is no failure.
            let _ = usage.print();
            ExitCode::from(usage.exit_code() as u8)
        }
    }
}
