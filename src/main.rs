//! Arguments in, exit code out; nothing else.

use std::process::ExitCode;

use boardpack::cli::Cli;
use boardpack::commands;
use clap::Parser;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => ExitCode::from(commands::main(&cli)),
        Err(usage) => ExitCode::from(commands::unreadable(&usage, std::env::args_os())),
    }
}
