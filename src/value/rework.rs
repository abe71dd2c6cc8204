//! `value.rework`: second tries. Tickets that came back, and hand-overs beyond the first.

use super::Line;
use super::books::Books;
use super::pieces::{Pieces, level_and_delta};

const PIECES: &[Pieces] = &[
    Pieces {
        id: "owned.reopens",
        unit: "reopens",
        each: "work.reopen_minutes",
        each_unit: "minutes",
        per_hour: 60.0,
    },
    Pieces {
        id: "owned.handovers",
        unit: "handovers",
        each: "work.handover_minutes",
        each_unit: "minutes",
        per_hour: 60.0,
    },
];

/// Reopens × minutes each + hand-overs beyond the first × minutes each, at the IT team's rate.
pub(super) fn lines(books: &Books) -> Vec<Line> {
    level_and_delta(books, "value.rework", PIECES)
}
