//! What a user sees: commands, exit codes, messages, files. Each test has a folder of its own.

mod explaining;
mod exports;
mod first_errors;
mod inspecting;
mod organisations;
mod pages;
mod presets;
mod readme;
mod reports;
mod traits;
mod usage;
mod word;

use std::path::Path;
use std::process::Command;

/// The program, run in a folder.
fn boardpack(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boardpack"));
    command.current_dir(folder).args(arguments);
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("RUST_BACKTRACE");
    command
}

/// Its exit code, stdout and stderr.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    answer(boardpack(folder, arguments))
}

fn answer(mut command: Command) -> (i32, String, String) {
    let output = command.output().expect("boardpack runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("an exit code"),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A folder of its own.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A config that is whole, but whose exports are not there.
const CONFIG: &str =
    "[report]\norganisation = \"Northwind Traders\"\n\n[[source]]\ntable = \"tickets\"\npath = \"incident.csv\"\n";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, text).expect("written");
}
