//! `value.failed_changes`: doing changes again, and the tickets that they caused. What a point of change success is worth.

use super::books::{Books, Field, input_of};
use super::pieces::{Pieces, RATE, level_and_delta};
use super::working::{Product, Working};
use super::{Input, Line, Origin, Role};
use crate::config::Range3;
use crate::measure::Slice;

const ID: &str = "value.failed_changes";

const FAILED: Pieces = Pieces {
    id: "owned.failed_changes",
    unit: "changes",
    each: "work.rework_hours",
    each_unit: "hours",
    per_hour: 1.0,
};
const CAUSED: Pieces = Pieces {
    id: "owned.failed_change_tickets",
    unit: "tickets",
    each: "work.handling_minutes",
    each_unit: "minutes",
    per_hour: 60.0,
};

/// Failed × rework hours + the tickets that they caused × handling minutes, at the IT team's rate.
pub(super) fn lines(books: &Books) -> Vec<Line> {
    let mut lines = level_and_delta(books, ID, &[FAILED, CAUSED]);
    lines.extend(a_point_of_success(books));
    lines
}

/// A hundredth of the changes that would not have failed: their rework, and the tickets that a failed change brings now.
fn a_point_of_success(books: &Books) -> Option<Line> {
    let total = Slice::total();
    let success = books.figure("change.success_rate", books.now, &total, None).ok()?;
    let changes = input_of(success, Field::Whole, FAILED.unit)?;
    let point = Input {
        name: "change.success_rate.point".to_owned(),
        value: Range3::exact(0.01),
        unit: "ratio",
        origin: Origin::Definition,
        unsigned: false,
    };
    let mut working = Working::new(books);
    if let Some(hours) = working.given(FAILED.each, FAILED.each_unit) {
        working.push(Product {
            slice: total.clone(),
            subtracted: false,
            factors: vec![point.clone(), changes.clone(), hours],
            over: None,
            per_hour: FAILED.per_hour,
        });
    }
    let caused = books.figure(CAUSED.id, books.now, &total, None).ok();
    let failed = books.figure(FAILED.id, books.now, &total, None).ok();
    // Where nothing failed, nobody knows how many tickets a failed change brings.
    if let Some(failed) = failed.filter(|failed| failed.value > Some(0.0))
        && let Some(tickets) = caused.and_then(|caused| input_of(caused, Field::Value, CAUSED.unit))
        && let Some(minutes) = working.given(CAUSED.each, CAUSED.each_unit)
    {
        working.push(Product {
            slice: total,
            subtracted: false,
            factors: vec![point, changes, tickets, minutes],
            over: input_of(failed, Field::Value, FAILED.unit),
            per_hour: CAUSED.per_hour,
        });
    }
    (!working.is_empty()).then(|| working.into_line(ID, Role::Potential, RATE))
}
