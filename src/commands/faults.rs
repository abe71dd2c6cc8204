//! A panic is a fault of boardpack: it is said in one sentence with exit code 1, never shown as a backtrace.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use crate::error::{ErrorKind, Result};

/// Runs `work`; a panic in it (or in a thread that it waits for) becomes an internal error.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    static FIRST: Mutex<Option<String>> = Mutex::new(None);
    panic::set_hook(Box::new(|fault| {
        let what = fault.payload_as_str().unwrap_or("a panic without words");
        let at = fault
            .location()
            .map(|at| format!(" ({}:{})", at.file(), at.line()))
            .unwrap_or_default();
        // Of several the first is the cause.
        if let Ok(mut first) = FIRST.lock() {
            first.get_or_insert_with(|| format!("{what}{at}"));
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    drop(panic::take_hook());
    result.unwrap_or_else(|_| {
        let first = FIRST.lock().ok().and_then(|mut first| first.take());
        Err(ErrorKind::Internal(first.unwrap_or_else(|| "a panic".to_owned())).into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error_with_its_words() {
        let error = caught(|| -> Result<()> { panic!("the sky fell") }).expect_err("a panic");
        assert_eq!(error.exit_code(), 1);
        assert!(error.to_string().contains("the sky fell"), "{error}");
    }
}
