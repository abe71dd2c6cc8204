//! Projects: how those of a year began and ended, what the ended ones bring, and whether their services came to rest.

use std::collections::HashMap;

use polars::prelude::*;

use super::days::{earlier, until};
use super::frames::has_word;
use super::horizon::beginning;
use super::materials::{Made, Materials, Register, second};
use super::tickets::is_counted_incident;
use crate::calendar::DAY;
use crate::error::Result;
use crate::tables::{PROJECTS, Table};

/// For how many days a project's service is watched before and after its end.
const WATCHED_DAYS: u32 = 90;

/// The projects, with the states in which none counts.
fn projects(from: &Materials<'_>) -> Result<Result<Register, String>> {
    let (table, register) = match (from.table("projects"), from.register("projects", "name", "project")?) {
        (Ok(table), Ok(register)) => (table, register),
        (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
    };
    let states = ["cancelled", "duplicate"].map(|state| has_word(table, &PROJECTS, "state", state).alias(state));
    let rows = register.rows.lazy().with_columns(states).collect()?;
    Ok(Ok(Register { rows, ..register }))
}

/// Those that began or ended within the twelve months before the end of each period: `began_lately` and `assessed_first`;
/// `ended_lately`, `on_time` and `on_budget`, unknown where no plan says it.
pub fn of_a_year(from: &Materials<'_>) -> Result<Made> {
    let Register { rows, words } = match projects(from)? {
        Ok(projects) => projects,
        Err(why) => return Ok(Err(why)),
    };
    let zone = &from.config.report.zone;
    let assessed_first = col("readiness_assessed_at").lt(col("started_at"));
    let mut columns = vec![
        assessed_first.fill_null(lit(false)).alias("assessed_first"),
        col("ended_at").lt_eq(until("planned_end", zone)).alias("on_time"),
    ];
    let has = |name: &str| rows.get_column_index(name).is_some();
    if has("spent") && has("budget") {
        columns.push(col("spent").lt_eq(col("budget")).alias("on_budget"));
    }
    let rows = rows.lazy().with_columns(columns).collect()?;
    let frame = from.snapshots_at(&rows, &words, from.beginning_of_series(), |end| {
        let began = lately("started_at", end, from).alias("began_lately");
        let ended = lately("ended_at", end, from).alias("ended_lately");
        (began.clone().or(ended.clone()), vec![began, ended])
    });
    frame.map(Ok)
}

/// Whether it happened within the twelve months before an instant.
fn lately(name: &str, end: u32, from: &Materials<'_>) -> Expr {
    let a_year_before = second(earlier(end.into(), 12, &from.config.report.zone));
    let lately = col(name).gt_eq(lit(a_year_before)).and(col(name).lt(lit(end)));
    lately.fill_null(lit(false))
}

/// Those that had ended by the report's end, with what they were found to bring, which the register says of today.
pub fn ended(from: &Materials<'_>) -> Result<Made> {
    let Register { rows, words } = match projects(from)? {
        Ok(projects) => projects,
        Err(why) => return Ok(Err(why)),
    };
    let end = from.end(&from.periods.report);
    let rows = rows.lazy().filter(col("ended_at").lt(lit(end))).collect()?;
    from.census(&rows, &words)
}

/// The incidents on the services of the projects that ended within the twelve months before the end of each period, a row
/// before and a row after each end: `after`, `incidents`, `days`. As many days are looked at before as after, so that no
/// project weighs more on one side. Unknown are `named`, where no ticket names its service, and `watched`, where no full day
/// lies on both sides.
pub fn services(from: &Materials<'_>) -> Result<Made> {
    let Register { rows, words } = match projects(from)? {
        Ok(projects) => projects,
        Err(why) => return Ok(Err(why)),
    };
    let tickets = match from.table("tickets") {
        Ok(tickets) => tickets,
        Err(why) => return Ok(Err(why)),
    };
    if rows.get_column_index("service").is_none() || !tickets.has("service") {
        return Ok(Err("no column gives the service".to_owned()));
    }
    let Some(begins) = beginning("tickets", tickets, from.config) else {
        return Ok(Err("no records in this period".to_owned()));
    };
    let zone = &from.config.report.zone;
    let known = second(begins.whole.period(zone).start)..second(from.periods.horizon.saturating_add(1));
    let opened = Opened::of(tickets)?;
    let mut watched = Watched::default();
    // A loop over rows: there are few projects, and each has windows of its own.
    let (ends, services) = (
        rows.column("ended_at")?.u32()?,
        rows.column("service")?.cast(&DataType::UInt32)?,
    );
    for (row, (end, service)) in ends.iter().zip(services.u32()?.iter()).enumerate() {
        let Some(end) = end else { continue };
        let service = service.and_then(|code| words.get("service")?.get(code as usize));
        let opened = service.and_then(|service| opened.0.get(service.as_str()));
        watched.watch(row as u32, end, &known, opened.map(Vec::as_slice));
    }
    let rows = watched.beside(&rows)?;
    // What is left out is counted once.
    let second_of_uncounted = col("after").and(col("cancelled").or(col("duplicate")));
    let frame = from.snapshots_at(&rows, &words, from.beginning_of_series(), |end| {
        let keep = lately("ended_at", end, from).and(second_of_uncounted.clone().not());
        (keep, Vec::new())
    });
    frame.map(Ok)
}

/// When the incidents of each service were opened, in order.
struct Opened<'a>(HashMap<&'a str, Vec<u32>>);

impl<'a> Opened<'a> {
    fn of(tickets: &'a Table) -> Result<Self> {
        let rows = tickets.rows.clone().lazy();
        let incident = is_counted_incident(tickets).alias("incident");
        let rows = rows.select([col("service"), col("opened_at"), incident]).collect()?;
        let words: &[String] = tickets.words.get("service").map_or(&[], |words| words);
        // A service without an incident is as well known as one with many.
        let mut opened: HashMap<&str, Vec<u32>> = words.iter().map(|word| (word.as_str(), Vec::new())).collect();
        let rows = rows
            .lazy()
            .filter(col("incident"))
            .sort(["opened_at"], Default::default())
            .collect()?;
        let services = rows.column("service")?.cast(&DataType::UInt32)?;
        for (service, at) in services.u32()?.iter().zip(rows.column("opened_at")?.u32()?.iter()) {
            let word = service.and_then(|code| words.get(code as usize));
            if let Some((times, at)) = word.and_then(|word| opened.get_mut(word.as_str())).zip(at) {
                times.push(at);
            }
        }
        Ok(Self(opened))
    }
}

/// What was seen around the ends of projects, by column.
#[derive(Default)]
struct Watched {
    row: Vec<u32>,
    after: Vec<bool>,
    named: Vec<Option<bool>>,
    watched: Vec<Option<bool>>,
    incidents: Vec<u32>,
    days: Vec<u32>,
}

impl Watched {
    /// Looks at the days around one project's end, as far as tickets are known.
    fn watch(&mut self, row: u32, end: u32, known: &std::ops::Range<u32>, opened: Option<&[u32]>) {
        let sides = [end.saturating_sub(known.start), known.end.saturating_sub(end)];
        let days = sides
            .iter()
            .map(|side| side / DAY as u32)
            .min()
            .unwrap_or(0)
            .min(WATCHED_DAYS);
        let count = |from: u32, until: u32| {
            let before = |at: u32| opened.unwrap_or_default().partition_point(|opened| *opened < at);
            (before(until) - before(from)) as u32
        };
        let span = days * DAY as u32;
        for (after, incidents) in [(false, count(end - span, end)), (true, count(end, end + span))] {
            self.row.push(row);
            self.after.push(after);
            self.named.push(opened.map(|_| true));
            self.watched.push((days > 0).then_some(true));
            self.incidents.push(incidents);
            self.days.push(days);
            if opened.is_none() || days == 0 {
                // Likewise.
                break;
            }
        }
    }

    /// As rows, each beside its project's.
    fn beside(self, projects: &DataFrame) -> Result<DataFrame> {
        let places = IdxCa::from_vec("row".into(), self.row);
        let mut rows = projects.take(&places)?;
        for column in [
            Column::new("after".into(), self.after),
            Column::new("named".into(), self.named),
            Column::new("watched".into(), self.watched),
            Column::new("incidents".into(), self.incidents),
            Column::new("days".into(), self.days),
        ] {
            rows.with_column(column)?;
        }
        Ok(rows)
    }
}
