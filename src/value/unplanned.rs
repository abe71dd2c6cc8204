//! `value.unplanned`: hours that went to unplanned work, and what the team's own next step down would return.
//!
//! A view: these hours are the desk's and the engineers' work on tickets and changes, part of which other lines own.

use super::books::{Books, Field, input_of};
use super::pieces::RATE;
use super::working::{Product, Working};
use super::{Input, Line, Origin, Role};
use crate::config::Range3;
use crate::judge::Status;
use crate::measure::{Figure, Slice};

const ID: &str = "value.unplanned";
const SHARE: &str = "work.unplanned_share";
const MINUTES_PER_HOUR: f64 = 60.0;
/// The next step is looked for in so many months.
const MONTHS: usize = 12;

/// The unplanned hours, and (share − the next step) × all hours, at the IT team's rate.
pub(super) fn lines(books: &Books) -> Vec<Line> {
    let mut view = Working::new(books);
    let share = books.figure(SHARE, books.now, &Slice::total(), None);
    match &share {
        Ok(share) => add(&mut view, input_of(share, Field::Part, "minutes"), None),
        Err(reason) => view.lacks(reason.clone()),
    }
    let is_known = !view.is_empty();
    if !is_known {
        view.lacks(format!("{SHARE} for {} counts no minutes", books.now));
    }
    let mut lines = vec![view.into_line(ID, Role::View, RATE)];
    if let Ok(share) = share
        && is_known
    {
        lines.push(potential(books, share));
    }
    lines
}

/// What the next step down would return to planned work.
fn potential(books: &Books, share: &Figure) -> Line {
    let mut working = Working::new(books);
    match next_step(books, share) {
        Some(next) => {
            add(&mut working, input_of(share, Field::Part, "minutes"), None);
            add(&mut working, input_of(share, Field::Whole, "minutes"), Some(next));
        }
        None => working.lacks(format!(
            "{SHARE} misses no target and is the lowest of its last {MONTHS} months"
        )),
    }
    working.into_line(ID, Role::Potential, RATE)
}

/// Adds minutes, or takes away those that the next step would leave.
fn add(working: &mut Working, minutes: Option<Input>, left: Option<Input>) {
    if let Some(minutes) = minutes {
        working.push(Product {
            slice: Slice::total(),
            subtracted: left.is_some(),
            factors: [minutes].into_iter().chain(left).collect(),
            over: None,
            per_hour: MINUTES_PER_HOUR,
        });
    }
}

/// The team's own next step: its target where that is missed, else its best month of the last twelve.
fn next_step(books: &Books, share: &Figure) -> Option<Input> {
    let step = |name: String, value: f64, origin: Origin| Input {
        name,
        value: Range3::exact(value),
        unit: "ratio",
        origin,
        unsigned: false,
    };
    let (_, judgement) = books.judged.get(SHARE, books.now, &share.slice, None, None)?;
    if judgement.status == Status::Missed {
        return Some(step(format!("targets.{SHARE}"), judgement.target?, Origin::Config));
    }
    let series = books.judged.series(SHARE, &share.slice, None, None)?;
    let (best, month) = series
        .points
        .iter()
        .rev()
        .take(MONTHS)
        .filter_map(|point| Some((point.value?, &point.month)))
        .min_by(|one, other| one.0.total_cmp(&other.0))?;
    let period = month.clone();
    (best < share.value?).then(|| step(SHARE.to_owned(), best, Origin::Figure { period }))
}
