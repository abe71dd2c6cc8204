//! So many pieces, so long each: the working that failed changes and second tries share.

use super::books::{Books, Field, input_of};
use super::working::{Product, Working};
use super::{Line, Role};
use crate::measure::{Figure, Slice};

/// A count of pieces and what one of them takes.
#[derive(Debug)]
pub(super) struct Pieces {
    /// The figure that counts them.
    pub id: &'static str,
    /// What they are.
    pub unit: &'static str,
    /// The input that says how long one takes.
    pub each: &'static str,
    /// What that is counted in.
    pub each_unit: &'static str,
    /// How many of these make an hour.
    pub per_hour: f64,
}

/// Pays for time at the IT team's rate.
pub(super) const RATE: &str = "cost.it_hour";

/// What the pieces cost now and, where that can be told, against the comparison.
pub(super) fn level_and_delta(books: &Books, id: &'static str, pieces: &[Pieces]) -> Vec<Line> {
    let mut level = Working::new(books);
    let mut delta = Working::new(books);
    for piece in pieces {
        let now = count(books, piece, books.now);
        let before = count(books, piece, books.before);
        match &now {
            Ok(now) => piece.add(&mut level, now, false),
            Err(reason) => level.lacks(reason.clone()),
        }
        match (now, before) {
            (Ok(now), Ok(before)) => {
                piece.add(&mut delta, now, false);
                piece.add(&mut delta, before, true);
            }
            (Err(reason), _) | (_, Err(reason)) => delta.lacks(reason),
        }
    }
    let is_known = !level.is_empty();
    let mut lines = vec![level.into_line(id, Role::Level, RATE)];
    if is_known {
        lines.push(delta.into_line(id, Role::Delta, RATE));
    }
    lines
}

fn count<'a>(books: &Books<'a>, piece: &Pieces, period: &str) -> Result<&'a Figure, String> {
    books.figure(piece.id, period, &Slice::total(), None)
}

impl Pieces {
    /// Adds (or takes away) a period's count × the time of one, where that is given.
    fn add(&self, working: &mut Working, count: &Figure, subtracted: bool) {
        if let (Some(count), Some(each)) = (
            input_of(count, Field::Value, self.unit),
            working.given(self.each, self.each_unit),
        ) {
            working.push(Product {
                slice: Slice::total(),
                subtracted,
                factors: vec![count, each],
                over: None,
                per_hour: self.per_hour,
            });
        }
    }
}
