//! The command line as it is written: every flag, its help, its default. What it means is decided in `commands`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns the CSV exports of ticketing and change systems into a report that a board can read and an auditor can check.
#[derive(Debug, Parser)]
#[command(name = "boardpack", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// No progress; results and errors only.
    #[arg(long, global = true)]
    pub quiet: bool,
    /// How results (and errors) are printed to stdout.
    #[arg(long, global = true, value_enum, default_value = "human", value_name = "FORMAT")]
    pub format: Format,
}

const EXIT_CODES: &str = "\
Exit codes:
  0   done
  1   a fault of boardpack itself
  2   the command line is wrong
  3   boardpack.toml is missing or wrong
  4   an export is missing or cannot be used, or too many rows were set aside
  5   a template cannot be used
  6   the output cannot be written
  10  a gate was missed or had no data; the report is still written";

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text to be read.
    Human,
    /// One JSON document, also where something went wrong.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Writes the report of a made-up organisation, from data inside the program.
    Demo {
        /// The folder that the period's folder is written into.
        #[arg(long, value_name = "DIR", default_value = "demo-site")]
        out: PathBuf,
    },
    /// Writes the report of the exports that boardpack.toml names.
    Build {
        /// What to report on.
        #[command(flatten)]
        what: What,
        /// The folder that the period's folder is written into; rows set aside go to DIR-private beside it.
        #[arg(long, value_name = "DIR", default_value = "site")]
        out: PathBuf,
    },
    /// Does everything that build does, and writes nothing.
    Check(What),
    /// Says what an export is: encoding, delimiter, tool, what each column holds and becomes, what is odd; writes nothing.
    Inspect {
        /// The exports: files, patterns, or - for standard input.
        #[arg(required = true, value_name = "EXPORT")]
        exports: Vec<String>,
    },
    /// Writes a commented boardpack.toml; with exports one that reads them.
    Init {
        /// The exports: files or patterns.
        #[arg(value_name = "EXPORT")]
        exports: Vec<String>,
        /// The config to write; one that is there is never replaced.
        #[arg(long, value_name = "FILE", default_value = "boardpack.toml")]
        out: PathBuf,
    },
    /// Says what a KPI is: question, formula, columns, references; without a KPI lists all of them.
    Explain {
        /// Its id, such as change.success_rate.
        kpi: Option<String>,
        /// A boardpack.toml whose own KPIs are explained as well [default: ./boardpack.toml where there is one].
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Lists the canonical tables, or the columns of one.
    Tables {
        /// The table's name, such as tickets.
        table: Option<String>,
    },
}

/// What to report on.
#[derive(Debug, Args)]
pub struct What {
    /// The config.
    #[arg(long, value_name = "FILE", default_value = "boardpack.toml")]
    pub config: PathBuf,
    /// The period: 2026-10, 2026-Q3, 2026, 2026-01-01..2026-04-01 (end exclusive) or latest, the last whole month.
    #[arg(long, value_name = "PERIOD", default_value = "latest")]
    pub period: String,
    /// A folder of templates that stand in for the embedded ones of the same name.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Refuse the exports if any row had to be set aside.
    #[arg(long)]
    pub strict: bool,
    /// A further gate, such as "change.success_rate >= 0.9"; with a ? at the end no data passes. May be repeated.
    #[arg(long, value_name = "EXPR")]
    pub gate: Vec<String>,
}
