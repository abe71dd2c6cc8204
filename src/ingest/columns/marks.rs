//! The decimal mark of a column of numbers: what the config says, or what the cells tell.
//!
//! `1,5` can only be read with a decimal comma and `1,234.5` only with a point: either decides its column. `1,234` reads both
//! ways, and waits. A mark that nothing tells is not guessed, but that a count has no fraction.

use super::instants::Witness;
use crate::ingest::cells::letters;

/// No number.
const NONE: u64 = u64::MAX;

/// A number as it reads with the decimal comma and with the decimal point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    comma: u64,
    point: u64,
}

impl Marked {
    /// What a cell holds with either mark, or with the one told, where `read` knows what it is in plain letters.
    pub(crate) fn read(cell: &[u8], told: Option<u8>, read: impl Fn(&[u8], u8) -> Option<u64>) -> Option<Self> {
        let plain = letters::plain(cell)?;
        let has_mark = plain.iter().any(|byte| matches!(byte, b',' | b'.'));
        let read = |decimal| read(&plain, decimal).unwrap_or(NONE);
        let marked = match told {
            None if has_mark => Self {
                comma: read(b','),
                point: read(b'.'),
            },
            told => {
                let only = read(told.unwrap_or(b'.'));
                Self {
                    comma: only,
                    point: only,
                }
            }
        };
        (marked.comma != NONE || marked.point != NONE).then_some(marked)
    }

    /// What it is with a decimal mark.
    fn with(self, decimal: u8) -> Option<u64> {
        let value = if decimal == b',' { self.comma } else { self.point };
        (value != NONE).then_some(value)
    }
}

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is this.
    Value(u64),
    /// It is this, and with it the mark of all that waited is known.
    Decides(u64),
    /// It waits for the mark.
    Waits,
    /// It does not read with the column's mark.
    Contradicts,
}

/// The decimal mark of a column being read.
#[derive(Debug)]
pub(crate) struct Marks {
    told: Option<u8>,
    /// Whether the numbers are counts, which have no fraction.
    of_counts: bool,
    decided: Option<(u8, Witness)>,
    against: Option<Witness>,
    contradicting: u64,
    /// Rows that wait, each with what it holds.
    waiting: Vec<(u32, Marked)>,
    first_waiting: Option<Witness>,
}

impl Marks {
    /// Nothing is known but what the config says.
    pub(crate) fn new(told: Option<u8>, of_counts: bool) -> Self {
        Self {
            told,
            of_counts,
            decided: None,
            against: None,
            contradicting: 0,
            waiting: Vec::new(),
            first_waiting: None,
        }
    }

    /// What the config says.
    pub(crate) fn told(&self) -> Option<u8> {
        self.told
    }

    /// Takes the number of a row; `witness` is asked for only where the cell tells something about the column.
    pub(crate) fn take(&mut self, marked: Marked, row: u32, witness: impl FnOnce() -> Witness) -> Taken {
        let says = match (marked.with(b','), marked.with(b'.')) {
            (Some(comma), Some(point)) if comma == point => return Taken::Value(comma),
            (Some(_), Some(_)) => None,
            (Some(comma), None) => Some((b',', comma)),
            (None, point) => Some((b'.', point.unwrap_or_default())),
        };
        let decided = self.decided.as_ref().map(|(decimal, _)| *decimal);
        match (decided, says) {
            (None, None) => {
                self.first_waiting.get_or_insert_with(witness);
                self.waiting.push((row, marked));
                Taken::Waits
            }
            (None, Some((decimal, value))) => {
                self.decided = Some((decimal, witness()));
                Taken::Decides(value)
            }
            (Some(decimal), says) => match (marked.with(decimal), says) {
                (Some(value), _) => Taken::Value(value),
                // Of `1,234` and `1.234` each can only be one count.
                (None, Some((_, count))) if self.of_counts => Taken::Value(count),
                (None, _) => {
                    self.contradicting += 1;
                    self.against.get_or_insert_with(witness);
                    Taken::Contradicts
                }
            },
        }
    }

    /// The rows that waited for the mark that is decided, with their numbers.
    pub(crate) fn turned(&mut self) -> Vec<(u32, u64)> {
        let Some((decimal, _)) = self.decided else {
            return Vec::new();
        };
        let waited = std::mem::take(&mut self.waiting).into_iter();
        waited
            .filter_map(|(row, marked)| Some((row, marked.with(decimal)?)))
            .collect()
    }

    /// The rows of counts that still wait, with what they are: a mark in a count parts thousands.
    pub(crate) fn as_counts(&mut self) -> Vec<(u32, u64)> {
        if !self.of_counts {
            return Vec::new();
        }
        let waited = std::mem::take(&mut self.waiting).into_iter();
        waited
            .map(|(row, marked)| (row, marked.comma.max(marked.point)))
            .collect()
    }

    /// How many rows wait, and the first of them.
    pub(crate) fn undecided(&self) -> Option<(u64, &Witness)> {
        let first = self.first_waiting.as_ref()?;
        (!self.waiting.is_empty()).then_some((self.waiting.len() as u64, first))
    }

    /// The first number that contradicts what was decided.
    pub(crate) fn against(&self) -> Option<&Witness> {
        self.against.as_ref()
    }

    /// What a reader has to know, and can say, of marks that are not known.
    pub(crate) fn warning(&self, column: &str) -> Option<String> {
        const SAY: &str = "say which it is under [[source]]: decimal = \".\" or \",\"";
        if let (Some((decimal, first)), Some(against)) = (&self.decided, &self.against) {
            let (one, other) = if *decimal == b',' {
                ("comma", "point")
            } else {
                ("point", "comma")
            };
            let many = numbers_in_words(self.contradicting, &format!(" with the {other}"));
            return Some(format!(
                "{column} has a decimal {one} at {} and a decimal {other} at {}: {many} taken as empty; {SAY}",
                first.place(),
                against.place()
            ));
        }
        let (count, first) = self.undecided()?;
        let many = numbers_in_words(count, "");
        Some(format!(
            "{column} has marks that may part a fraction or thousands, the first at {}: {many} taken as empty; {SAY}",
            first.place()
        ))
    }

    /// How the numbers were read and why, where a cell told it.
    pub(crate) fn format(&self) -> Option<String> {
        let (decimal, witness) = self.decided.as_ref()?;
        let name = if *decimal == b',' { "comma" } else { "point" };
        // The number itself is in no report.
        Some(format!("decimal {name}, told at {}", witness.place()))
    }
}

fn numbers_in_words(count: u64, which: &str) -> String {
    match count {
        1 => format!("1 number{which} is"),
        _ => format!("{count} numbers{which} are"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers;
    use super::*;

    /// What becomes of the cells of a column, one after the other.
    fn take(cells: &[&str]) -> (Marks, Vec<Taken>) {
        let mut marks = Marks::new(None, false);
        let taken = (0..).zip(cells).map(|(row, cell)| {
            let marked = Marked::read(cell.as_bytes(), None, numbers::thousandths).unwrap_or_else(|| panic!("{cell}"));
            let witness = || Witness {
                cell: (*cell).to_owned(),
                file: "a.csv".to_owned(),
                line: u64::from(row) + 2,
            };
            marks.take(marked, row, witness)
        });
        let taken = taken.collect();
        (marks, taken)
    }

    #[test]
    fn a_cell_that_reads_one_way_turns_all_that_waited() {
        let (mut comma, taken) = take(&["1,234", "345773", "2.000", "1.234,5", "3,500"]);
        assert_eq!(
            taken,
            [
                Taken::Waits,
                Taken::Value(345_773_000),
                Taken::Waits,
                Taken::Decides(1_234_500),
                Taken::Value(3_500)
            ]
        );
        assert_eq!(comma.turned(), [(0, 1_234), (2, 2_000_000)]);
        assert_eq!(comma.format().as_deref(), Some("decimal comma, told at a.csv:5"));
        let (mut point, _) = take(&["1,234", "2,499.99"]);
        assert_eq!(point.turned(), [(0, 1_234_000)]);
        assert_eq!(point.warning("cost"), None);
    }

    #[test]
    fn numbers_that_all_read_both_ways_are_asked_about() {
        let (mut marks, _) = take(&["1,234", "7", "5.678"]);
        assert_eq!(
            marks.warning("cost").as_deref(),
            Some(
                "cost has marks that may part a fraction or thousands, the first at a.csv:2: 2 numbers are taken as empty; say which it is under [[source]]: decimal = \".\" or \",\""
            )
        );
        assert!(marks.turned().is_empty() && marks.as_counts().is_empty());
    }

    #[test]
    fn numbers_with_both_marks_contradict_each_other() {
        let (marks, taken) = take(&["1.5", "1,5", "2,50"]);
        assert_eq!(taken, [Taken::Decides(1_500), Taken::Contradicts, Taken::Contradicts]);
        assert_eq!(
            marks.warning("cost").as_deref(),
            Some(
                "cost has a decimal point at a.csv:2 and a decimal comma at a.csv:3: 2 numbers with the comma are taken as empty; say which it is under [[source]]: decimal = \".\" or \",\""
            )
        );
    }

    proptest::proptest! {
        /// However a program writes numbers, a column of them reads back exactly once one cell tells the mark.
        #[test]
        fn a_column_in_any_convention_reads_back_exactly(
            numbers in proptest::collection::vec((0_u64..100_000_000_000, 0_usize..4), 1..20),
            (decimal, group) in proptest::sample::select(&[(",", "."), (".", ","), (",", "\u{a0}"), (".", "'"), (",", "")][..]),
            telling in 0_usize..20,
        ) {
            let written = |&(thousandths, places): &(u64, usize)| {
                let digits = (thousandths / 1000).to_string();
                let mut cell = String::new();
                for (at, digit) in digits.chars().enumerate() {
                    if at > 0 && (digits.len() - at).is_multiple_of(3) {
                        cell += group;
                    }
                    cell.push(digit);
                }
                let fraction = format!("{:03}", thousandths % 1000);
                if places > 0 { cell + decimal + &fraction[..places] } else { cell }
            };
            let mut cells: Vec<String> = numbers.iter().map(written).collect();
            let telling = telling.min(cells.len());
            cells.insert(telling, format!("0{decimal}5"));
            let (mut marks, taken) = take(&cells.iter().map(String::as_str).collect::<Vec<_>>());
            let turned = marks.turned();
            let mut read: Vec<Option<u64>> = taken.iter().map(|taken| match taken {
                Taken::Value(value) | Taken::Decides(value) => Some(*value),
                Taken::Waits | Taken::Contradicts => None,
            }).collect();
            for (row, value) in turned {
                read[row as usize] = Some(value);
            }
            read.remove(telling);
            let exact = numbers.iter().map(|(thousandths, places)| {
                let unit = 10_u64.pow(3 - *places as u32);
                Some(thousandths / unit * unit)
            });
            proptest::prop_assert_eq!(read, exact.collect::<Vec<_>>(), "{:?}", cells);
        }
    }
}
