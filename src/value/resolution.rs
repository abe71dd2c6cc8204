//! `value.resolution`: hours that people could not work while they waited for incidents to be resolved.

use super::books::{Books, Field, input_of};
use super::working::{Product, Working};
use super::{Input, Line, Origin, Role};
use crate::config::Range3;
use crate::measure::{Dim, Figure, Slice, Stat};

const ID: &str = "value.resolution";
/// Pays for the time of those who wait.
const RATE: &str = "cost.employee_hour";
const SECONDS_PER_HOUR: f64 = 3_600.0;

/// Within each priority: mean time (cut at the 95th percentile) × incidents × users affected × the share of their work that
/// is blocked, at the employees' rate. The difference is taken at this period's incidents, so that fewer or milder
/// incidents are not mistaken for faster help.
pub(super) fn lines(books: &Books) -> Vec<Line> {
    let mut level = Working::new(books);
    let mut delta = Working::new(books);
    for priority in 1..=5u8 {
        let slice = Slice::of(Dim::Priority, &priority.to_string());
        let now = match mean_time(books, books.now, &slice) {
            Ok(now) => now,
            Err(reason) => {
                level.lacks(reason);
                continue;
            }
        };
        let share = format!("work.share_blocked.p{priority}");
        let (Some(share), Some(_)) = (level.given(&share, "ratio"), delta.given(&share, "ratio")) else {
            continue;
        };
        let Some(incidents) = input_of(now, Field::N, "incidents") else {
            continue;
        };
        let waiting = [incidents, users_affected(books, &slice), share];
        add(&mut level, &slice, now, &waiting, false);
        match mean_time(books, books.before, &slice) {
            Ok(before) => {
                add(&mut delta, &slice, now, &waiting, false);
                add(&mut delta, &slice, before, &waiting, true);
            }
            Err(reason) => delta.lacks(reason),
        }
    }
    let is_known = !level.is_empty();
    let mut lines = vec![level.into_line(ID, Role::Level, RATE)];
    if is_known {
        lines.push(delta.into_line(ID, Role::Delta, RATE));
    }
    lines
}

fn mean_time<'a>(books: &Books<'a>, period: &str, slice: &Slice) -> Result<&'a Figure, String> {
    books.figure("owned.resolution_time", period, slice, Some(Stat::Mean))
}

/// Users affected by an incident; where no column says it, one.
fn users_affected(books: &Books, slice: &Slice) -> Input {
    books
        .figure("owned.users_affected", books.now, slice, None)
        .ok()
        .and_then(|figure| input_of(figure, Field::Value, "users"))
        .unwrap_or_else(|| Input {
            name: format!("owned.users_affected{slice}"),
            value: Range3::exact(1.0),
            unit: "users",
            origin: Origin::StandIn,
            unsigned: true,
        })
}

fn add(working: &mut Working, slice: &Slice, time: &Figure, waiting: &[Input], subtracted: bool) {
    if let Some(time) = input_of(time, Field::Value, "seconds") {
        working.push(Product {
            slice: slice.clone(),
            subtracted,
            factors: [&[time], waiting].concat(),
            over: None,
            per_hour: SECONDS_PER_HOUR,
        });
    }
}
