//! The canonical tables: names, types and meaning of every column, as data. `boardpack tables` prints them, ingest types
//! cells by them, and a loaded `Table` holds what they describe.

mod actions;
mod articles;
mod assets;
mod changes;
mod contacts;
mod continuity;
mod goals;
#[cfg(feature = "engine")]
mod loaded;
mod meetings;
mod outages;
mod patches;
mod people;
mod problems;
mod projects;
mod risks;
mod services;
mod spend;
mod surveys;
mod tickets;
mod training;
mod vendors;
mod vulnerabilities;
mod worklog;

pub use actions::ACTIONS;
pub use articles::ARTICLES;
pub use assets::ASSETS;
pub use changes::CHANGES;
pub use contacts::CONTACTS;
pub use continuity::CONTINUITY;
pub use goals::GOALS;
#[cfg(feature = "engine")]
pub use loaded::{Table, Tables};
pub use meetings::MEETINGS;
pub use outages::{OUTAGES, services_in};
pub use patches::PATCHES;
pub use people::PEOPLE;
pub use problems::PROBLEMS;
pub use projects::PROJECTS;
pub use risks::RISKS;
pub use services::SERVICES;
pub use spend::SPEND;
pub use surveys::SURVEYS;
pub use tickets::TICKETS;
pub use training::TRAINING;
pub use vendors::VENDORS;
pub use vulnerabilities::VULNERABILITIES;
pub use worklog::WORKLOG;

/// Every canonical table.
pub const TABLES: &[&TableSpec] = &[
    &TICKETS,
    &CHANGES,
    &PROBLEMS,
    &OUTAGES,
    &CONTACTS,
    &SURVEYS,
    &WORKLOG,
    &ASSETS,
    &PATCHES,
    &VULNERABILITIES,
    &CONTINUITY,
    &VENDORS,
    &PROJECTS,
    &MEETINGS,
    &GOALS,
    &TRAINING,
    &ARTICLES,
    &PEOPLE,
    &SERVICES,
    &RISKS,
    &SPEND,
    &ACTIONS,
];

/// The table of a name.
pub fn table(name: &str) -> Option<&'static TableSpec> {
    TABLES.iter().copied().find(|table| table.name == name)
}

/// Whether a loaded table has a column.
pub fn keeps(table: &str, column: &str) -> bool {
    let column = self::table(table).and_then(|table| table.column(column));
    column.is_some_and(ColumnSpec::is_kept)
}

/// Whether a column, of a table or worked out from one, holds amounts of money.
pub fn is_money(column: &str) -> bool {
    let columns = TABLES.iter().filter_map(|table| table.column(column));
    columns.into_iter().any(|column| column.kind == Kind::Amount) || column.ends_with("_cost")
}

/// A canonical table.
#[derive(Debug)]
pub struct TableSpec {
    /// Its name, such as `tickets`.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// The columns of times by which its rows are placed in months: the first that has any. None for a register, which says
    /// nothing of where the report's months begin.
    pub dated_by: &'static [&'static str],
    /// The columns that tell its records apart together, where it has no [`Kind::Id`]; none where every row is a record of its own.
    pub told_apart_by: &'static [&'static str],
    /// Its columns, in the order of the documentation.
    pub columns: &'static [ColumnSpec],
}

/// A canonical column.
#[derive(Debug)]
pub struct ColumnSpec {
    /// Its name, such as `opened_at`.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// Whether a row must have it.
    pub required: bool,
    /// What it means, in a line.
    pub meaning: &'static str,
    /// Whether a loaded table has it: not where it only decides which row of a record stands, or nothing is measured by it.
    pub kept: bool,
}

/// What the cells of a column are, and how the loaded column holds them. Every loaded column may hold nulls.
///
/// Codes and counts are held as the narrowest unsigned type (`u8`, `u16` or `u32`) that holds the column's largest number and, above
/// it, one that stands for none: up to 254 and up to 65,534 in the first two. Which it is depends on the data, unless the kind says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The record's own name. Held as `u64`, a hash; the text is never kept.
    Id,
    /// The name of a record of another table. Held as `u64`, the same hash.
    Reference,
    /// The names of things, one or several; told apart and linked by, never shown. Held as `u64`, the same hash; several with
    /// `shape = "items"` in `Table::items`.
    Items,
    /// An instant that happened or is scheduled. Held as `u32`, seconds since 1970 UTC.
    Time(TimeRole),
    /// A word of the organisation's own (a group, a category). Held as the narrowest unsigned type, an index into `Table::words`.
    Word,
    /// One of a fixed list of words. Held as `u8`, its index in the list.
    Choice(&'static [&'static str]),
    /// A whole number from `least` to `most`; what lies outside is refused. Held as the narrowest unsigned type: always `u8` where
    /// `most` is at most 254, as for a priority.
    Number { least: u32, most: u32 },
    /// A duration in minutes, rounded; a day is 24 hours. Held as the narrowest unsigned type.
    Minutes,
    /// A duration whose plain numbers are hours, as 1.5 for 90 minutes. Held as [`Kind::Minutes`] are.
    Hours,
    /// A duration in seconds, rounded; a day is 24 hours. Held as the narrowest unsigned type.
    Seconds,
    /// An amount of money, not negative. Held as `u64`, in hundredths of the currency's unit, so that sums are exact; what is
    /// smaller than a hundredth is rounded.
    Amount,
    /// Any number, also below zero; with a percent sign, so many hundredths. Held as `f64`.
    Quantity,
    /// A part of a whole, such as 0.95 or 95 %; what is not between 0 and 1 is refused. Held as `f64`.
    Share,
    /// What somebody gave in a survey, such as 4 or 4.5, not negative. Held as the narrowest unsigned type, in hundredths.
    Score,
    /// True or false. Held as bool.
    Flag,
    /// A person: counted, never shown, filtered or sliced by. Held as codes of the narrowest unsigned type, without their words.
    Person,
    /// Free text: recognised and never kept.
    Text,
}

/// Whether a time was stamped when something happened, or says when it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRole {
    /// Stamped by the tool itself: it takes part in the horizon. What people keep by hand has no such times.
    Stamped,
    /// It happened, as somebody recorded.
    Happened,
    /// It is due, planned or expected.
    Scheduled,
    /// It is a month, written with or without a day. Plans and records have months, so it says nothing of what has happened yet.
    Month,
}

impl TableSpec {
    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that a row must have and that are not there. A log of events opens a record with its first row.
    pub fn lacking(&self, is_log: bool, has: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static ColumnSpec> {
        let columns: &'static [ColumnSpec] = self.columns;
        let is_told = move |name: &str| has(name) || (is_log && name == "opened_at" && has("updated_at"));
        columns
            .iter()
            .filter(move |column| column.required && !is_told(column.name))
    }
}

impl ColumnSpec {
    /// The index of a word in a fixed list.
    pub fn choice(&self, word: &str) -> Option<u8> {
        match self.kind {
            Kind::Choice(words) => words.iter().position(|each| *each == word).map(|at| at as u8),
            _ => None,
        }
    }

    /// Whether a loaded table has it. Others are read where the ledger or folding needs them; free text never is.
    pub fn is_kept(&self) -> bool {
        self.kept && self.kind != Kind::Text
    }

    /// Read for the ledger and for folding alone.
    const fn not_kept(self) -> Self {
        Self { kept: false, ..self }
    }
}

const fn required(name: &'static str, kind: Kind, meaning: &'static str) -> ColumnSpec {
    ColumnSpec {
        name,
        kind,
        required: true,
        meaning,
        kept: true,
    }
}

const fn column(name: &'static str, kind: Kind, meaning: &'static str) -> ColumnSpec {
    ColumnSpec {
        name,
        kind,
        required: false,
        meaning,
        kept: true,
    }
}

const STAMPED: Kind = Kind::Time(TimeRole::Stamped);
const HAPPENED: Kind = Kind::Time(TimeRole::Happened);
const SCHEDULED: Kind = Kind::Time(TimeRole::Scheduled);
const COUNT: Kind = Kind::Number {
    least: 0,
    most: u32::MAX,
};

/// The states that a tool's own words are mapped to.
pub const STATES: &[&str] = &[
    "new",
    "in_progress",
    "on_hold",
    "resolved",
    "closed",
    "cancelled",
    "duplicate",
];

/// Times that come to every record in the end: where an export has the column and no record has the time, nothing is done
/// yet, which is a figure. Of times that need not come (an escalation, an approval, a review) an empty column says nothing: as
/// likely nobody fills it.
pub const ENDS: [&str; 8] = [
    "resolved_at",
    "closed_at",
    "ended_at",
    "done_at",
    "completed_at",
    "installed_at",
    "fixed_at",
    "root_cause_at",
];

/// How people reach the desk.
const CHANNELS: &[&str] = &["phone", "email", "portal", "chat", "walk_up", "monitoring"];

/// How grave a weakness is.
const SEVERITIES: &[&str] = &["critical", "high", "medium", "low"];

/// What work and money are for.
const PURPOSES: &[&str] = &["run", "grow", "transform"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_dated_by_times_of_its_own_and_told_apart_by_columns_of_its_own() {
        for table in TABLES {
            let column = |name: &str| table.column(name).unwrap_or_else(|| panic!("{}.{name}", table.name));
            for name in table.dated_by {
                assert!(matches!(column(name).kind, Kind::Time(_)) && column(name).is_kept());
            }
            for name in table.told_apart_by {
                column(name);
            }
            let has_id = table.columns.iter().any(|column| column.kind == Kind::Id);
            assert!(!has_id || table.told_apart_by.is_empty(), "{}", table.name);
        }
    }

    #[test]
    fn what_only_folding_needs_is_not_kept_and_free_text_never_is() {
        let kept = |table: &str, column: &str| {
            let column = super::table(table).and_then(|table| table.column(column));
            column.expect("a column").is_kept()
        };
        assert!(kept("tickets", "problem_id") && kept("changes", "id") && kept("people", "backup"));
        for (table, column) in [
            ("tickets", "updated_at"),
            ("tickets", "summary"),
            ("changes", "revision"),
        ] {
            assert!(!kept(table, column), "{table}.{column}");
        }
    }

    #[test]
    fn no_column_stands_twice_and_each_has_its_meaning() {
        for table in TABLES {
            for (at, column) in table.columns.iter().enumerate() {
                assert!(
                    table.columns[..at].iter().all(|other| other.name != column.name),
                    "{}.{}",
                    table.name,
                    column.name
                );
                assert!(
                    !column.meaning.is_empty() && !column.meaning.ends_with('.'),
                    "{}.{}",
                    table.name,
                    column.name
                );
            }
        }
    }
}
