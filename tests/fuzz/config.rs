//! Any text as boardpack.toml: a config or mistakes with places inside of the text, never a panic.

#![no_main]

use std::path::Path;

use boardpack::config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Err(error) = config::parse("boardpack.toml", text, Path::new(".")) else {
        return;
    };
    assert_eq!(error.exit_code(), 3);
    assert!(!error.diagnostics().is_empty());
    let lines = text.lines().count().max(1) as u64 + 1;
    for place in error.diagnostics().iter().filter_map(|finding| finding.place.as_ref()) {
        assert!(place.line <= lines, "line {} of {lines}", place.line);
    }
});
