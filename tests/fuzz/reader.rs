//! Any bytes as an export: never a panic, never a hang, and every row accounted for.

#![no_main]

use boardpack::ingest::Memory;
use boardpack::ingest::inspect::inspect;
use libfuzzer_sys::fuzz_target;

/// A header that is known, so that the bytes below it are typed and folded, too.
const HEADER: &[u8] =
    b"id,opened at,resolved at,updated at,state,priority,group,assignee,reopens\n1,2026-01-05,,,Closed,1,Desk,A,0\n";

fuzz_target!(|bytes: &[u8]| {
    look_at(bytes);
    look_at(&[HEADER, bytes].concat());
});

fn look_at(bytes: &[u8]) {
    let files = Memory::default().with("a.csv", bytes);
    let Ok(inspection) = inspect("a.csv", &files, &|_| ()) else {
        return;
    };
    if let Some(ledger) = &inspection.ledger {
        assert_eq!(ledger.rows_read, ledger.rows_kept + ledger.rows_set_aside);
        assert_eq!(ledger.rows_read, inspection.rows);
        assert!(ledger.records <= ledger.rows_kept);
    }
}
