//! An event log → records. The rows of a record in order tell:
//!
//! - the counters (`reassignments`, `reopens`): their largest value; where the export has none, the changes of group, and the
//!   steps from an ended state to an open one;
//! - times: the last that a row gives. A record that is open in its last row has ended at no time, whatever earlier rows say;
//! - `opened_at`, where the export has none: the time of the first row;
//! - the times that `state_times` names: when the record last came into that state;
//! - `first_group`, where the export has none: the first group that a row gives;
//! - everything else: the last row's value, empty or not.

use crate::config::Source;
use crate::error::Diagnostic;
use crate::ingest::columns::instants::NO_TIME;
use crate::ingest::columns::narrow::Narrow;
use crate::ingest::columns::{Column, Meaning, Values};
use crate::ingest::fold::{History, OPENED, UPDATED};
use crate::ingest::mapping::preset::Chosen;
use crate::ingest::source::SharedWords;
use crate::tables::{ColumnSpec, Kind};

const GROUP: &str = "group";
const STATE: &str = "state";

/// Times that a record has only once it has ended.
const ENDS: &[&str] = &["resolved_at", "closed_at", "ended_at"];

/// Whether folding needs a column, whoever else does.
pub(crate) fn needs(column: &str) -> bool {
    matches!(column, GROUP | STATE)
}

/// The states of a table by their codes.
struct States {
    open: [Option<u32>; 3],
    ended: [Option<u32>; 2],
}

impl States {
    fn of(spec: &ColumnSpec) -> Self {
        Self {
            open: ["new", "in_progress", "on_hold"].map(|state| spec.choice(state).map(u32::from)),
            ended: ["resolved", "closed"].map(|state| spec.choice(state).map(u32::from)),
        }
    }

    fn is_open(&self, state: u32) -> bool {
        self.open.contains(&Some(state))
    }

    fn is_ended(&self, state: u32) -> bool {
        self.ended.contains(&Some(state))
    }
}

/// Folds the rows of each record into one.
pub(crate) fn fold(
    columns: &mut Vec<Column>,
    history: &History,
    source: &Source,
    chosen: &Chosen,
    shared: &mut SharedWords,
) -> Result<(), Box<Diagnostic>> {
    let derived = derived(columns, history, source, chosen, shared)?;
    let open = open_at_last(columns, history);
    let last = history.pick(last_row);
    for column in columns.iter_mut() {
        let name = column.spec.name;
        let rows = match &column.values {
            Values::Instants(instants) => {
                let ends = ENDS.contains(&name);
                let last_time = |rows: &[u32]| {
                    let reopened = ends && open.as_ref().is_some_and(|open| open[last_row(rows) as usize]);
                    let given = rows.iter().rev().find(|row| instants.values[**row as usize] != NO_TIME);
                    if reopened {
                        last_row(rows)
                    } else {
                        *given.unwrap_or(&last_row(rows))
                    }
                };
                Some(history.pick(last_time))
            }
            Values::Numbers { numbers, .. } if is_counter(name) => {
                let counted = |row: &u32| numbers.get(*row as usize);
                Some(history.pick(|rows| rows.iter().copied().max_by_key(counted).unwrap_or_default()))
            }
            _ => None,
        };
        column.keep_rows(rows.as_ref().unwrap_or(&last));
    }
    columns.extend(derived);
    Ok(())
}

fn is_counter(name: &str) -> bool {
    matches!(name, "reassignments" | "reopens")
}

fn last_row(rows: &[u32]) -> u32 {
    rows.last().copied().unwrap_or_default()
}

/// By row, whether its state is an open one; `None` where the export has no states.
fn open_at_last(columns: &[Column], history: &History) -> Option<Vec<bool>> {
    let (spec, states) = state_codes(columns)?;
    let known = States::of(spec);
    let mut open = vec![false; states.len()];
    for rows in history.records() {
        let row = last_row(rows) as usize;
        open[row] = states.get(row).is_some_and(|state| known.is_open(state));
    }
    Some(open)
}

fn state_codes(columns: &[Column]) -> Option<(&'static ColumnSpec, &Narrow)> {
    let column = columns.iter().find(|column| column.spec.name == STATE)?;
    Some((column.spec, column.numbers()?))
}

/// The columns that the export does not have and its rows tell.
fn derived(
    columns: &[Column],
    history: &History,
    source: &Source,
    chosen: &Chosen,
    shared: &mut SharedWords,
) -> Result<Vec<Column>, Box<Diagnostic>> {
    let find = |name: &str| columns.iter().find(|column| column.spec.name == name);
    let mut new = |name: &str, header: &str| {
        let absent = find(name).is_none();
        let spec = source.table.column(name).filter(|_| absent)?;
        Some(Column::new(spec, header, source, chosen, shared.remove(spec.name)))
    };
    let mut derived = Vec::new();
    if let (Some(mut column), Some(updated)) = (new(OPENED, "(first row)"), find(UPDATED).and_then(Column::times)) {
        let first_time = |rows: &[u32]| {
            let given = rows
                .iter()
                .map(|row| updated[*row as usize])
                .find(|time| *time != NO_TIME);
            given.unwrap_or(NO_TIME)
        };
        column.set_times(history.records().map(first_time).collect());
        derived.push(column);
    }
    if let Some((groups, words)) = find(GROUP).and_then(group_codes) {
        if let Some(mut column) = new("first_group", "(first row)") {
            let first = |rows: &[u32]| rows.iter().find_map(|row| groups.get(*row as usize));
            column.set_words(history.records().map(|rows| {
                first(rows)
                    .and_then(|code| words.get(code as usize))
                    .map(String::as_str)
            }));
            derived.push(column);
        }
        if let Some(mut column) = new("reassignments", "(changes of group)") {
            column.set_numbers(history.records().map(|rows| changes(rows, groups)));
            derived.push(column);
        }
    }
    if let Some((spec, states)) = state_codes(columns) {
        if let Some(mut column) = new("reopens", "(changes of state)") {
            let known = States::of(spec);
            column.set_numbers(history.records().map(|rows| reopenings(rows, states, &known)));
            derived.push(column);
        }
        let updated = find(UPDATED).and_then(Column::times);
        for (state, name) in &source.state_times {
            let code = state_of(state, spec, source, chosen)?;
            if let (Some(mut column), Some(updated)) = (new(name, &format!("(state {state})")), updated) {
                if !matches!(column.spec.kind, Kind::Time(_)) {
                    return Err(not_a_time(source, name).into());
                }
                let known = States::of(spec);
                let entered = |rows: &[u32]| entered(rows, states, updated, code, &known);
                column.set_times(history.records().map(entered).collect());
                derived.push(column);
            }
        }
    }
    Ok(derived)
}

fn group_codes(column: &Column) -> Option<(&Narrow, &[String])> {
    match &column.values {
        Values::Numbers {
            numbers,
            meaning: Meaning::Words { dictionary, .. },
        } => Some((numbers, dictionary.words())),
        _ => None,
    }
}

/// How often a code changes from row to row; rows without one are passed over.
fn changes(rows: &[u32], codes: &Narrow) -> u32 {
    let mut given = rows.iter().filter_map(|row| codes.get(*row as usize));
    let mut before = given.next();
    let mut changes = 0;
    for code in given {
        changes += u32::from(Some(code) != before);
        before = Some(code);
    }
    changes
}

/// How often an ended record was open again.
fn reopenings(rows: &[u32], states: &Narrow, known: &States) -> u32 {
    let mut ended = false;
    let mut reopenings = 0;
    for state in rows.iter().filter_map(|row| states.get(*row as usize)) {
        if ended && known.is_open(state) {
            reopenings += 1;
            ended = false;
        }
        ended |= known.is_ended(state);
    }
    reopenings
}

/// When the record last came into a state; never, for an ended state that it has left again for an open one.
fn entered(rows: &[u32], states: &Narrow, updated: &[u32], wanted: u32, known: &States) -> u32 {
    let mut entered = NO_TIME;
    let mut before = None;
    for row in rows {
        let Some(state) = states.get(*row as usize) else {
            continue;
        };
        if state == wanted && before != Some(wanted) {
            entered = updated[*row as usize];
        } else if known.is_ended(wanted) && known.is_open(state) {
            entered = NO_TIME;
        }
        before = Some(state);
    }
    entered
}

/// The code of a state as `state_times` names it: canonically, or in the tool's words.
fn state_of(state: &str, spec: &'static ColumnSpec, source: &Source, chosen: &Chosen) -> Result<u32, Box<Diagnostic>> {
    let mut column = Column::new(spec, "", source, chosen, None);
    match column.read(state.as_bytes()) {
        crate::ingest::columns::Reading::Number(code) => Ok(code),
        _ => Err(Box::new(
            Diagnostic::new(
                "unknown-state",
                format!("state_times names `{state}`, which is no state"),
            )
            .at(source.place.clone())
            .help("use one of new, in_progress, on_hold, resolved, closed, cancelled, duplicate"),
        )),
    }
}

fn not_a_time(source: &Source, name: &str) -> Diagnostic {
    Diagnostic::new(
        "not-a-time",
        format!("state_times names `{name}`, which holds no times"),
    )
    .at(source.place.clone())
    .help(format!("`boardpack tables {}` lists the columns", source.table.name))
}
