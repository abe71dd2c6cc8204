//! What is noticed about rows that were kept: contradictions, caps, one-sided exports, times that cannot have happened yet.

pub(super) mod corrections;
pub(super) mod parts;
pub(super) mod places;
pub(super) mod rejects;
pub(super) mod shown;
pub(super) mod volumes;
pub(super) mod warnings;

use std::collections::{BTreeMap, HashSet};

use self::places::Places;
use self::warnings::Warning;
use super::columns::instants::NO_TIME;
use super::columns::{Column, Values};
use super::fold::UPDATED;
use crate::tables::{Kind, TimeRole, services_in};

/// Pairs of times that must come in this order.
const ORDERED: &[(&str, &str, &str)] = &[
    ("opened_at", "resolved_at", "resolved before opened"),
    ("opened_at", "closed_at", "closed before opened"),
    ("resolved_at", "closed_at", "closed before resolved"),
    ("started_at", "ended_at", "ended before started"),
    ("ended_at", "closed_at", "closed before ended"),
    (
        "planned_start",
        "planned_end",
        "planned to end before the planned start",
    ),
    ("contract_start", "contract_end", "contract ends before it starts"),
    ("found_at", "fixed_at", "fixed before found"),
    ("opened_at", "done_at", "done before opened"),
];

/// Times of which an ended record has at least one.
const ENDS: &[&str] = &["resolved_at", "closed_at", "ended_at"];

/// Fewer records than this are too few to call an export one-sided.
const ENOUGH_RECORDS: usize = 20;

/// Whether a column is looked at here, whoever else needs it.
pub(super) fn needs(column: &str) -> bool {
    ENDS.contains(&column) || ORDERED.iter().any(|(one, other, _)| *one == column || *other == column)
}

/// How many records contradict themselves, by how, and the first; both times are kept as they are. `row_of` says which row of the
/// source a record was taken from.
pub(super) fn contradictions(
    columns: &[Column],
    places: &Places,
    row_of: impl Fn(usize) -> usize,
) -> Vec<(&'static str, u64, String)> {
    let times = |name: &str| columns.iter().find(|column| column.spec.name == name)?.times();
    let mut found = Vec::new();
    for (one, other, reason) in ORDERED {
        let (Some(earlier), Some(later)) = (times(one), times(other)) else {
            continue;
        };
        let contradicts = |(earlier, later): (&u32, &u32)| *later != NO_TIME && *earlier != NO_TIME && later < earlier;
        let mut records = earlier
            .iter()
            .zip(later)
            .enumerate()
            .filter(|(_, pair)| contradicts(*pair));
        if let Some((first, _)) = records.next() {
            found.push((*reason, 1 + records.count() as u64, places.of(row_of(first))));
        }
    }
    found
}

/// A gap longer than this has times beyond it that are mistyped, if they are few.
pub(super) const LONGEST_GAP: u32 = 180 * 24 * 60 * 60;

/// At most one in so many records has a mistyped time …
const MISTYPED_ONE_IN: usize = 100;

/// … or one of so many or more.
const FEWEST_OF_ONE: usize = 5;

/// The last instant that the tool stamped: of each record its `updated_at`, or where it has none the latest of its other stamped
/// times (where the export has no column of these, of those that happened); of all records the last before a gap of more than
/// 180 days that at most 1 % of them lie beyond, or one of a few. (So neither a
/// resolution mistyped as 2062 nor an update of 2099 is the horizon.)
pub(super) fn stamped_until(columns: &[Column]) -> Option<i64> {
    let updated = columns
        .iter()
        .find(|column| column.spec.name == UPDATED)
        .and_then(Column::times);
    let times_of = |role: TimeRole| -> Vec<&[u32]> {
        columns
            .iter()
            .filter(|column| column.spec.kind == Kind::Time(role) && column.spec.name != UPDATED)
            .filter_map(Column::times)
            .collect()
    };
    let mut others = times_of(TimeRole::Stamped);
    if updated.is_none() && others.is_empty() {
        // No tool stamped anything: what happened last is the last that is known.
        others = times_of(TimeRole::Happened);
    }
    let rows = updated.or(others.first().copied()).map_or(0, <[u32]>::len);
    let stamp = |row: usize| match updated.map_or(NO_TIME, |updated| updated[row]) {
        NO_TIME => others.iter().map(|times| times[row]).max().unwrap_or(NO_TIME),
        updated => updated,
    };
    let stamps = (0..rows).map(stamp).filter(|stamp| *stamp != NO_TIME).collect();
    last_before_a_gap(stamps).map(i64::from)
}

/// The last of these times, without the few that lie beyond a long gap.
fn last_before_a_gap(mut times: Vec<u32>) -> Option<u32> {
    let few = (times.len() / MISTYPED_ONE_IN).max(usize::from(times.len() >= FEWEST_OF_ONE));
    // Only the latest times have to be in order.
    let split = times.len().checked_sub(few + 1)?;
    times.select_nth_unstable(split);
    let latest = &mut times[split..];
    latest.sort_unstable();
    let before_a_gap = latest.windows(2).find(|pair| pair[1] - pair[0] > LONGEST_GAP);
    before_a_gap.map_or(latest.last().copied(), |pair| Some(pair[0]))
}

/// Times that are said to have happened after the last stamp, by column, with the place of the first that is far ahead.
pub(super) fn after_the_horizon(columns: &[Column], horizon: i64) -> Vec<Warning> {
    let happened = |column: &&Column| matches!(column.spec.kind, Kind::Time(TimeRole::Stamped | TimeRole::Happened));
    columns
        .iter()
        .filter(happened)
        .filter_map(|column| {
            let is_after = |time: &&u32| i64::from(**time) > horizon;
            let records = column.times()?.iter().filter(is_after).count() as u64;
            (records > 0).then(|| Warning::Future {
                column: column.spec.name,
                records,
                horizon,
                place: column.leap_beyond(horizon),
            })
        })
        .collect()
}

/// Rows that fill a spreadsheet program's sheet, with its header.
const SHEETS: [u64; 2] = [(1 << 16) - 1, (1 << 20) - 1];

/// Whether so many rows are what an export stops at: a tool's limit is a round number, such as 1,000, 2,000, 2,500 or 30,000.
pub(super) fn is_cap(rows: u64) -> bool {
    let is_round = || {
        let power = 10_u64.pow(rows.ilog10());
        [2, 4, 5, 6, 10].iter().any(|halves| rows * 2 == halves * power)
    };
    SHEETS.contains(&rows) || (rows >= 1_000 && is_round())
}

/// A warning where every record has ended, or none has.
pub(super) fn one_sided(columns: &[Column], records: usize) -> Option<Warning> {
    let ends: Vec<&[u32]> = columns
        .iter()
        .filter(|column| ENDS.contains(&column.spec.name))
        .filter_map(Column::times)
        .collect();
    if ends.is_empty() || records < ENOUGH_RECORDS {
        return None;
    }
    let ended = (0..records)
        .filter(|row| ends.iter().any(|times| times[*row] != NO_TIME))
        .count();
    match ended {
        0 => Some(Warning::OnlyOpen),
        _ if ended == records => Some(Warning::OnlyClosed),
        _ => None,
    }
}

/// A note where cells name several services, each of which then was down.
pub(super) fn several_services(columns: &[Column]) -> Option<Warning> {
    let column = columns.iter().find(|column| column.spec.name == "service")?;
    let (words, codes) = (column.words()?, column.numbers()?);
    let known: HashSet<&str> = words.iter().map(String::as_str).collect();
    let are_several = |word: &String| services_in(word, |name| known.contains(name)).len() > 1;
    let several: Vec<bool> = words.iter().map(are_several).collect();
    let rows = (0..codes.len()).filter(|row| codes.get(*row).is_some_and(|code| several[code as usize]));
    let rows = rows.count();
    (rows > 0).then(|| {
        Warning::Note(format!(
            "several services in one cell ({}), each of which also stands alone: each of them was down",
            match rows {
                1 => "1 row".to_owned(),
                rows => format!("{rows} rows"),
            }
        ))
    })
}

/// What was noticed cell by cell: what could not be read, hours that a zone change skipped or repeated.
pub(super) fn cells(
    columns: &[Column],
    reasons: &mut BTreeMap<String, u64>,
    firsts: &mut BTreeMap<String, String>,
    warnings: &mut Vec<Warning>,
) {
    for column in columns {
        let name = column.spec.name;
        warnings.extend(column.against_the_order().map(|(told, cells)| Warning::OtherOrder {
            column: name,
            told,
            cells,
        }));
        if let Some(first) = &column.first_unreadable {
            let reason = format!("unreadable {name}");
            firsts.insert(reason.clone(), first.place());
            *reasons.entry(reason).or_default() += column.unreadable;
            warnings.push(Warning::Note(format!(
                "{name} could not be read in {}, the first at {}{}: {}",
                if column.unreadable == 1 {
                    "1 row".to_owned()
                } else {
                    format!("{} rows", column.unreadable)
                },
                // The cell may be free text, which is in no report.
                first.place(),
                match (column.negative, column.no_share) {
                    (0, 0) => String::new(),
                    (0, no_share) => format!(
                        "; {no_share} of them for not being between 0 and 1 (a share is written as 0.95 or as 95 %)"
                    ),
                    (negative, _) => format!("; {negative} of them for being negative"),
                },
                match column.is_end() {
                    true => "those records have ended, nobody knows when, and are left out of what is open",
                    false => "those cells are taken as empty",
                }
            )));
        }
        warnings.extend(column.marks.warning(name).map(Warning::from));
        if column.has_foreign() {
            warnings.push(Warning::Note(format!(
                "{name} has words that are not UTF-8: they are read as Windows-1252 (encoding = \"…\" says otherwise)"
            )));
        }
        let Values::Instants(instants) = &column.values else {
            continue;
        };
        for (count, what) in [(instants.skipped, "skipped"), (instants.repeated, "repeated")] {
            if count > 0 {
                *reasons
                    .entry(format!("{name} in an hour that the zone {what}"))
                    .or_default() += count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_beyond_a_gap_are_no_horizon_where_they_are_few() {
        const DAY: u32 = 24 * 60 * 60;
        let days = |count: u32| (1_000..1_000 + count).map(|day| day * DAY);
        let last = |more: &[u32]| last_before_a_gap(days(400).chain(more.iter().map(|day| day * DAY)).collect());
        assert_eq!(last(&[]), Some(1_399 * DAY));
        assert_eq!(last(&[9_000, 14_000]), Some(1_399 * DAY));
        assert_eq!(last(&[1_500]), Some(1_500 * DAY), "no gap");
        assert_eq!(last(&[9_000; 5]), Some(9_000 * DAY), "more than 1 %");
        assert_eq!(last_before_a_gap(Vec::new()), None);
    }

    #[test]
    fn an_export_s_cap_is_a_round_number_of_rows_or_a_full_sheet() {
        let round = [
            1_000, 2_000, 2_500, 3_000, 5_000, 10_000, 20_000, 30_000, 50_000, 100_000,
        ];
        for rows in round.into_iter().chain([65_535, 1_048_575]) {
            assert!(is_cap(rows), "{rows}");
        }
        for rows in [0, 1, 100, 500, 999, 1_001, 1_200, 3_500, 4_000, 9_999, 12_000, 65_536] {
            assert!(!is_cap(rows), "{rows}");
        }
    }
}
