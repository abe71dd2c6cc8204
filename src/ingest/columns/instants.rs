//! A column of times: `u32` seconds UTC, with the order of day and month decided once for the whole column.
//!
//! Cells that read both ways are kept as if the day came first until a cell with a part over 12 tells the order; then they are
//! turned. A column in which both orders occur, or that never tells, is refused: it is never guessed.

use crate::calendar::{Fit, Zone};
use crate::ingest::cells::times::{self, Order, Stamp, Tells};
use crate::ingest::ledger::LONGEST_GAP;
use crate::tables::TimeRole;

/// No time.
pub(crate) const NO_TIME: u32 = 0;

/// A cell that tells something about its column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    pub cell: String,
    pub file: String,
    pub line: u64,
}

impl std::fmt::Display for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` ({}:{})", self.cell, self.file, self.line)
    }
}

impl Witness {
    /// File and line: what a report may show of it.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// A value that waits for the column's order.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    row: u32,
    offset: Option<i32>,
}

/// What became of the order of day and month.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// No cell needed one.
    NotNeeded,
    /// The config said it.
    Told(Order),
    /// A cell told it.
    Decided(Order, Witness),
    /// One cell says this, another that.
    Both(Witness, Witness),
    /// Every cell reads both ways.
    Neither(Vec<Witness>),
}

/// A column of times being read.
#[derive(Debug)]
pub(crate) struct Instants {
    /// Seconds since 1970 UTC; [`NO_TIME`] where there is none.
    pub values: Vec<u32>,
    role: TimeRole,
    zone: Zone,
    told: Option<Order>,
    /// Cells that can only be read with another order than the one told.
    against_told: u64,
    decided: Option<(Order, Witness)>,
    against: Option<Witness>,
    waiting: Vec<Waiting>,
    undecided: Vec<Witness>,
    latest: u32,
    leaps: Vec<(u32, Witness)>,
    /// How many times a zone change skipped.
    pub skipped: u64,
    /// How many times a zone change repeated.
    pub repeated: u64,
    with_offset: bool,
    without_offset: bool,
}

impl Instants {
    /// Times without an offset are in `zone`; `told` is the order that the config gives.
    pub(crate) fn new(role: TimeRole, zone: Zone, told: Option<Order>) -> Self {
        Self {
            values: Vec::new(),
            role,
            zone,
            told,
            against_told: 0,
            decided: None,
            against: None,
            waiting: Vec::new(),
            undecided: Vec::new(),
            latest: NO_TIME,
            leaps: Vec::new(),
            skipped: 0,
            repeated: 0,
            with_offset: false,
            without_offset: false,
        }
    }

    /// The time that a trimmed cell holds.
    pub(crate) fn parse(&mut self, cell: &[u8]) -> Option<Stamp> {
        let month = || times::month(cell).filter(|_| self.role == TimeRole::Month);
        let stamp = times::parse(cell, self.told).or_else(month);
        if stamp.is_none() && self.told.is_some() {
            self.against_told += u64::from(times::parse(cell, None).is_some());
        }
        stamp
    }

    /// The order told and how many cells can only be read with another, where there are any.
    pub(crate) fn against_the_order(&self) -> Option<(Order, u64)> {
        self.told
            .filter(|_| self.against_told > 0)
            .map(|order| (order, self.against_told))
    }

    /// Appends a time; `witness` is asked for only where the cell tells something about the column.
    pub(crate) fn push(&mut self, stamp: Stamp, witness: impl FnOnce() -> Witness) {
        let order = self.decided.as_ref().map(|(order, _)| *order);
        match (stamp.tells, order) {
            (Tells::Nothing, _) | (Tells::Either, Some(Order::DayFirst)) => {
                let value = self.instant(stamp.local, stamp.offset);
                self.keep(value, witness);
            }
            (Tells::Either, Some(_)) => {
                let value = self.instant(times::exchanged(stamp.local), stamp.offset);
                self.keep(value, witness);
            }
            (Tells::Either, None) => {
                if self.undecided.len() < 2 {
                    self.undecided.push(witness());
                }
                self.waiting.push(Waiting {
                    row: self.values.len() as u32,
                    offset: stamp.offset,
                });
                self.values.push(stamp.local as u32);
            }
            (Tells::DayFirst, order) => self.push_decisive(stamp, Order::DayFirst, order, witness),
            (Tells::MonthFirst, order) => self.push_decisive(stamp, Order::MonthFirst, order, witness),
        }
    }

    /// Appends no time.
    pub(crate) fn push_none(&mut self) {
        self.values.push(NO_TIME);
    }

    fn push_decisive(&mut self, stamp: Stamp, says: Order, order: Option<Order>, witness: impl FnOnce() -> Witness) {
        let value = self.instant(stamp.local, stamp.offset);
        match order {
            None => {
                self.decide(says, witness());
                self.values.push(value);
            }
            Some(order) if order != says && self.against.is_none() => {
                self.against = Some(witness());
                self.values.push(value);
            }
            Some(_) => self.keep(value, witness),
        }
    }

    /// Appends a time, and notes where it is far later than all before it.
    fn keep(&mut self, value: u32, witness: impl FnOnce() -> Witness) {
        if value > self.latest.saturating_add(LONGEST_GAP) {
            self.leaps.push((value, witness()));
        }
        self.latest = self.latest.max(value);
        self.values.push(value);
    }

    /// Where the first time stands that leaps past `horizon`.
    pub(crate) fn leap_beyond(&self, horizon: i64) -> Option<&Witness> {
        let beyond = self.leaps.iter().find(|(time, _)| i64::from(*time) > horizon);
        beyond.map(|(_, witness)| witness)
    }

    /// Turns all that waited.
    fn decide(&mut self, order: Order, witness: Witness) {
        for Waiting { row, offset } in std::mem::take(&mut self.waiting) {
            let mut local = i64::from(self.values[row as usize]);
            if order == Order::MonthFirst {
                local = times::exchanged(local);
            }
            self.values[row as usize] = self.instant(local, offset);
        }
        self.decided = Some((order, witness));
    }

    fn instant(&mut self, local: i64, offset: Option<i32>) -> u32 {
        let at = match offset {
            Some(offset) => {
                self.with_offset = true;
                local - i64::from(offset)
            }
            None => {
                self.without_offset = true;
                let (at, fit) = self.zone.to_instant(local);
                match fit {
                    Fit::Once => {}
                    Fit::Skipped => self.skipped += 1,
                    Fit::Repeated => self.repeated += 1,
                }
                at
            }
        };
        // Readable times, with day and month in either order, lie a day or more inside of what a u32 holds.
        at as u32
    }

    /// What became of the order, once all cells are read.
    pub(crate) fn decision(&self) -> Decision {
        match (self.told, &self.decided, &self.against) {
            (Some(order), ..) => Decision::Told(order),
            (None, Some((_, one)), Some(other)) => Decision::Both(one.clone(), other.clone()),
            (None, Some((order, witness)), None) => Decision::Decided(*order, witness.clone()),
            (None, None, _) if self.waiting.is_empty() => Decision::NotNeeded,
            (None, None, _) => Decision::Neither(self.undecided.clone()),
        }
    }

    /// How the times were read and why, in words.
    pub(crate) fn format(&self) -> String {
        let order = match self.decision() {
            Decision::NotNeeded => "reads one way".to_owned(),
            Decision::Told(order) => format!("{}, as time_format says, where the year is not in front", order.words()),
            Decision::Decided(order, witness) => format!("{}, told by {witness}", order.words()),
            Decision::Both(..) | Decision::Neither(_) => "order of day and month not known".to_owned(),
        };
        let zone = self.zone.name();
        match (self.with_offset, self.without_offset) {
            (true, true) => format!("{order}; offset in the cell, else {zone}"),
            (true, false) => format!("{order}; offset in the cell"),
            (false, true) => format!("{order}; {zone}"),
            (false, false) => order,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> u32 {
        let time: jiff::Timestamp = text.parse().expect("a time");
        time.as_second() as u32
    }

    fn read(zone: &str, told: Option<Order>, cells: &[&str]) -> Instants {
        let mut instants = Instants::new(TimeRole::Happened, Zone::named(zone).expect("a zone"), told);
        for (row, cell) in cells.iter().enumerate() {
            let stamp = instants.parse(cell.as_bytes()).unwrap_or_else(|| panic!("{cell}"));
            instants.push(stamp, || Witness {
                cell: (*cell).to_owned(),
                file: "a.csv".to_owned(),
                line: row as u64 + 2,
            });
        }
        instants
    }

    #[test]
    fn one_cell_over_twelve_turns_the_whole_column() {
        let day_first = read("UTC", None, &["3/4/2016 01:16", "29/2/2016 01:16", "5/6/2016"]);
        assert_eq!(
            day_first.values,
            [
                at("2016-04-03T01:16:00Z"),
                at("2016-02-29T01:16:00Z"),
                at("2016-06-05T00:00:00Z")
            ]
        );
        let month_first = read("UTC", None, &["3/4/2016 01:16", "2/29/2016 01:16", "5/6/2016"]);
        assert_eq!(
            month_first.values,
            [
                at("2016-03-04T01:16:00Z"),
                at("2016-02-29T01:16:00Z"),
                at("2016-05-06T00:00:00Z")
            ]
        );
        assert_eq!(
            month_first.format(),
            "month before day, told by `2/29/2016 01:16` (a.csv:3); UTC"
        );
    }

    #[test]
    fn a_column_that_tells_both_or_nothing_is_not_decided() {
        let both = read("UTC", None, &["1/2/2016", "29/2/2016", "2/28/2016"]);
        let Decision::Both(one, other) = both.decision() else {
            panic!("{both:?}");
        };
        assert_eq!((one.line, other.line), (3, 4));
        let neither = read("UTC", None, &["1/2/2016", "3/3/2016", "4/5/2016", "6/7/2016"]);
        let Decision::Neither(witnesses) = neither.decision() else {
            panic!("{neither:?}");
        };
        assert_eq!(witnesses.iter().map(|witness| witness.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn cells_that_are_equal_both_ways_need_no_order() {
        let equal = read("UTC", None, &["3/3/2026", "4/4/2026"]);
        assert_eq!(equal.decision(), Decision::NotNeeded);
        assert_eq!(equal.values[0], at("2026-03-03T00:00:00Z"));
    }

    #[test]
    fn a_waiting_cell_keeps_its_offset_and_its_zone() {
        let mixed = read(
            "America/Chicago",
            None,
            &["7/8/2026 10:00", "7/8/2026 10:00 +02:00", "7/20/2026 10:00"],
        );
        assert_eq!(
            mixed.values,
            [
                at("2026-07-08T15:00:00Z"),
                at("2026-07-08T08:00:00Z"),
                at("2026-07-20T15:00:00Z")
            ]
        );
    }

    #[test]
    fn hours_that_a_zone_change_skips_or_repeats_are_counted() {
        let changed = read(
            "America/Chicago",
            None,
            &["2026-03-08 02:30:00", "2026-11-01 01:30:00", "2026-07-01 00:00:00"],
        );
        assert_eq!((changed.skipped, changed.repeated), (1, 1));
    }

    #[test]
    fn the_config_outvotes_the_cells() {
        let told = read("UTC", Some(Order::MonthFirst), &["3/4/2016", "5/6/2016"]);
        assert_eq!(told.decision(), Decision::Told(Order::MonthFirst));
        assert_eq!(told.values[0], at("2016-03-04T00:00:00Z"));
    }

    #[test]
    fn no_order_and_no_zone_carries_a_time_past_the_last_that_there_is() {
        let mut last = read("America/Chicago", None, &["6/12/2105 23:59", "12/31/2105 23:59"]);
        assert_eq!(last.values, [at("2105-06-13T04:59:00Z"), at("2106-01-01T05:59:00Z")]);
        // With the month first it is June: after the last second that a u32 holds, on 7 February.
        assert_eq!(last.parse(b"6/1/2106 10:00"), None);
        assert_eq!(last.parse(b"2106-01-01 00:00:00"), None);
    }
}
