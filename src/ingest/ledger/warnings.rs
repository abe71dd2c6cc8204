//! What a reader of the numbers should know of an export, as data: a report says it in its own words.

use std::fmt;

use crate::calendar::{Instant, Month};
use crate::ingest::cells::times::{self, Order};

/// Something about an export that its rows alone do not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A file has exactly as many rows as exports are cut off at.
    Cap {
        /// The file.
        file: String,
        /// Its rows.
        rows: u64,
    },
    /// No record has ended.
    OnlyOpen,
    /// Every record has ended.
    OnlyClosed,
    /// Months at the end or the beginning have too few records to be whole.
    CutOff {
        /// The column that the months are of.
        column: &'static str,
        /// The month next to those that look whole.
        month: Month,
        /// At which side of it records are missing.
        side: Side,
        /// Its records.
        records: u64,
        /// The fewest of the six months beside it.
        beside: u64,
    },
    /// Times that are said to have happened after the last that the tool stamped.
    Future {
        /// Their column.
        column: &'static str,
        /// How many records have one.
        records: u64,
        /// The last time that the tool stamped.
        horizon: Instant,
        /// File and line of the first that is far ahead.
        place: Option<String>,
    },
    /// Cells that can only be read with day and month in another order than the config says.
    OtherOrder {
        /// Their column.
        column: &'static str,
        /// The order that the config says.
        told: Order,
        /// How many cells.
        cells: u64,
    },
    /// Records whose ids an earlier source of the same tool and table has, too.
    SharedIds {
        /// How many.
        records: u64,
    },
    /// Anything else that was noticed; the numbers can be trusted all the same.
    Note(String),
}

/// A side of a time line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before.
    Beginning,
    /// After.
    End,
}

impl Warning {
    /// What kind it is: a word that programs may rely on.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Cap { .. } => "cap",
            Self::OnlyOpen => "only_open",
            Self::OnlyClosed => "only_closed",
            Self::CutOff { .. } => "cut_off",
            Self::Future { .. } => "future",
            Self::OtherOrder { .. } => "other_order",
            Self::SharedIds { .. } => "shared_ids",
            Self::Note(_) => "note",
        }
    }

    /// Whether it makes the numbers untrustworthy, and so has to stand beside them.
    pub fn casts_doubt(&self) -> bool {
        !matches!(self, Self::Note(_))
    }
}

impl From<String> for Warning {
    fn from(note: String) -> Self {
        Self::Note(note)
    }
}

impl fmt::Display for Warning {
    /// In English, for whoever makes the export: what is wrong and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cap { file, rows } => write!(
                f,
                "`{file}` has exactly {rows} rows, which is where tools cut an export off: export it in parts"
            ),
            Self::OnlyOpen => f.write_str(
                "no record has ended: what is closed is not in the export, so only the backlog can be counted",
            ),
            Self::OnlyClosed => f.write_str(
                "every record has ended: what is still open is not in the export, so backlog and age cannot be trusted",
            ),
            Self::CutOff {
                column,
                month,
                side,
                records,
                beside,
            } => {
                let beside_it = match side {
                    Side::Beginning => "after",
                    Side::End => "before",
                };
                write!(
                    f,
                    "{column} has {} in {month} and {beside} or more in each of the six months {beside_it}: the export looks \
                     cut off, so export it again with all of that month",
                    records_in_words(*records)
                )
            }
            Self::Future {
                column,
                records,
                horizon,
                place,
            } => {
                write!(
                    f,
                    "{column} of {} is later than the last time that the tool stamped ({} UTC)",
                    records_in_words(*records),
                    times::in_words(*horizon)
                )?;
                place.iter().try_for_each(|place| write!(f, ": see {place}"))
            }
            Self::OtherOrder { column, told, cells } => write!(
                f,
                "{column} has {} only with day and month the other way than time_format = \"{}\" says, so every other date of the \
                 source may be wrong",
                match cells {
                    1 => "1 cell that reads".to_owned(),
                    cells => format!("{cells} cells that read"),
                },
                told.name()
            ),
            Self::SharedIds { records } => write!(
                f,
                "{} an id that an earlier source of the same tool and table has, too, and so counted twice: name both exports in one source \
                 (path = [\"…\", \"…\"]), where the latest row of an id stands",
                match records {
                    1 => "1 record has".to_owned(),
                    records => format!("{records} records have"),
                }
            ),
            Self::Note(note) => f.write_str(note),
        }
    }
}

fn records_in_words(count: u64) -> String {
    match count {
        1 => "1 record".to_owned(),
        _ => format!("{count} records"),
    }
}
