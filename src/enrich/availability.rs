//! When services were there: the time that was agreed, what kept them down in it, and what of it anybody can know.
//!
//! Loops over rows: a union of spans is a walk over sorted spans, and service hours are searches in a small table; no column
//! operation does either. Outages are few beside tickets.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use polars::prelude::*;

use super::materials::{Made, Materials, Several, second};
use super::{Beginning, Frame, FrameName, register, tickets};
use crate::calendar::{Instant, Month, Period, ServiceHours, ServiceWeek};
use crate::config::service_week;
use crate::error::Result;
use crate::tables::{Table, services_in};

/// The services and their outages.
struct Availability<'a> {
    from: &'a Materials<'a>,
    services: Vec<Service>,
    outages: Vec<Outage>,
    /// Unplanned ones whose end cannot be read, by service and start: nobody knows how long they lasted.
    endless: Vec<(usize, Instant)>,
    begins: Beginning,
}

/// A service of the register, or one with outages.
struct Service {
    name: String,
    /// When it is to be there; `None` where its hours cannot be understood.
    hours: Option<Arc<ServiceHours>>,
    /// Until when it is known whether it was there.
    known_until: Instant,
}

/// An outage as recorded, up to the horizon.
struct Outage {
    service: usize,
    start: Instant,
    end: Instant,
    /// Whether it ended before the horizon.
    is_over: bool,
    is_planned: bool,
    /// Whether a major incident recorded it.
    is_major: bool,
}

/// What the export of outages says.
struct Recorded {
    /// Those of which it is known how long they lasted, or that they are not over.
    outages: Vec<Outage>,
    /// Unplanned ones whose end cannot be read, by service and start.
    endless: Vec<(usize, Instant)>,
}

/// Outages of one service that overlap or meet: for whoever needs the service they are one.
struct Interruption {
    start: Instant,
    end: Instant,
    is_over: bool,
}

/// The populations that are made of outages, which are laid out in time once for all of them.
pub(super) fn of_outages(from: &Materials<'_>) -> Result<Several> {
    let (service_time, failures, major_outages) = match Availability::of(from)? {
        Ok(these) => (service_time(&these)?, failures(&these)?, major_outages(&these)?),
        Err(why) => (Err(why.clone()), Err(why.clone()), Err(why)),
    };
    Ok(vec![
        (FrameName::ServiceTime, service_time),
        (FrameName::Failures, failures),
        (FrameName::MajorOutages, major_outages),
    ])
}

/// One row a service and period: the agreed seconds, how many of them it was down and up, and the failures that began in it.
/// The agreed ones are null where nobody knows, `hours` where they cannot be understood; of those nothing counts.
fn service_time(these: &Availability<'_>) -> Result<Made> {
    let interruptions = these.interruptions(|outage| !outage.is_planned);
    let (mut rows, mut agreed, mut hours) = (Rows::default(), Vec::new(), Vec::new());
    let (mut down, mut up, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for (bucket, period) in these.from.buckets.iter().enumerate() {
        for (place, service) in these.services.iter().enumerate() {
            let (start, end) = these.known(service, period);
            let within = service.hours.as_deref().filter(|_| start < end);
            let time = within.map_or(0, |hours| hours.between(start, end));
            let of_service = &interruptions[place];
            let lost = within.map_or(0, |hours| seconds_of(of_service, hours, start, end));
            let began = of_service.iter().filter(|each| (start..end).contains(&each.start));
            rows.push(bucket, place);
            agreed.push((start < end).then_some(time as u32));
            hours.push(service.hours.as_ref().map(|_| true));
            down.push(lost as u32);
            up.push((time - lost) as u32);
            failures.push(began.filter(|each| service.is_failure(each)).count() as u32);
        }
    }
    // Of more than twelve services those that were down longest are named.
    let weight: Vec<u32> = down.iter().map(|down| down.saturating_add(1)).collect();
    let columns = vec![
        Column::new("agreed_seconds".into(), agreed),
        Column::new("hours".into(), hours),
        Column::new("down_seconds".into(), down),
        Column::new("up_seconds".into(), up),
        Column::new("failures".into(), failures),
        Column::new("weight".into(), weight),
    ];
    these.frame(rows.with(columns)?)
}

/// One row an interruption that took agreed time: when it started, and how long until the service was back, in its hours
/// and on the wall clock; null while it is down. `ended` is null where there is an end that nobody can read.
fn failures(these: &Availability<'_>) -> Result<Made> {
    let interruptions = these.interruptions(|outage| !outage.is_planned);
    let (mut started, mut service) = (Vec::new(), Vec::new());
    let (mut in_hours, mut wall, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for (place, of_service) in interruptions.iter().enumerate() {
        let its = &these.services[place];
        for each in of_service.iter().filter(|each| its.is_failure(each)) {
            let hours = its.hours.as_deref().filter(|_| each.is_over);
            started.push(second(each.start));
            service.push(place as u32);
            in_hours.push(hours.map(|hours| hours.between(each.start, each.end) as u32));
            wall.push(each.is_over.then_some((each.end - each.start) as u32));
            ended.push(Some(true));
        }
    }
    for (place, start) in &these.endless {
        started.push(second(*start));
        service.push(*place as u32);
        in_hours.push(None);
        wall.push(None);
        ended.push(None);
    }
    let mut columns = vec![
        Column::new("started_at".into(), started),
        Column::new("service".into(), service),
        Column::new("restoration_wall".into(), wall),
        Column::new("ended".into(), ended),
    ];
    if these.has_hours() {
        columns.push(Column::new("restoration_service".into(), in_hours));
    }
    let height = columns.first().map_or(0, Column::len);
    these.frame(DataFrame::new(height, columns)?)
}

/// One row a service and period in which major incidents kept it down, and for how many seconds on the wall clock.
fn major_outages(these: &Availability<'_>) -> Result<Made> {
    if !these.outages.iter().any(|outage| outage.is_major) {
        return Ok(Err("no outage names a major incident".to_owned()));
    }
    let interruptions = these.interruptions(|outage| outage.is_major);
    let (mut rows, mut down) = (Rows::default(), Vec::new());
    for (bucket, period) in these.from.buckets.iter().enumerate() {
        for (place, of_service) in interruptions.iter().enumerate() {
            let parts = of_service
                .iter()
                .map(|each| each.end.min(period.end) - each.start.max(period.start));
            let seconds: i64 = parts.filter(|seconds| *seconds > 0).sum();
            if seconds > 0 {
                rows.push(bucket, place);
                down.push(seconds as u32);
            }
        }
    }
    these.frame(rows.with(vec![Column::new("down_seconds".into(), down)])?)
}

/// Which period and which service each row is of.
#[derive(Default)]
struct Rows {
    bucket: Vec<u16>,
    service: Vec<u32>,
}

impl Rows {
    fn push(&mut self, bucket: usize, service: usize) {
        self.bucket.push(bucket as u16);
        self.service.push(service as u32);
    }

    fn with(self, more: Vec<Column>) -> Result<DataFrame> {
        let height = self.bucket.len();
        let mut columns = vec![
            Column::new("bucket".into(), self.bucket),
            Column::new("service".into(), self.service),
        ];
        columns.extend(more);
        Ok(DataFrame::new(height, columns)?)
    }
}

impl Service {
    /// Whether an interruption took time in which the service was to be there.
    fn is_failure(&self, interruption: &Interruption) -> bool {
        let hours = self.hours.as_deref();
        hours.is_some_and(|hours| hours.between(interruption.start, interruption.end) > 0)
    }
}

impl<'a> Availability<'a> {
    /// Of the outages, and the register where there is one; the inner error says what is missing.
    fn of(from: &'a Materials<'a>) -> Result<Result<Self, String>> {
        let table = match from.table("outages") {
            Ok(table) => table,
            Err(why) => return Ok(Err(why)),
        };
        if table.rows.height() > 0 && !table.has("ended_at") {
            return Ok(Err("no column gives the ended at of outages".to_owned()));
        }
        let mut names: Vec<String> = from.services.iter().map(|service| service.name.clone()).collect();
        let Recorded { outages, endless } = outages(table, &major_incidents(from)?, from.periods.horizon, &mut names)?;
        let mut these = Self {
            from,
            services: Vec::new(),
            outages,
            endless,
            begins: match table.rows.height() {
                0 => Beginning::with(Month::of(from.periods.report.first)),
                _ => from.begins("outages"),
            },
        };
        these.services = these.services(names);
        Ok(Ok(these))
    }

    fn services(&self, names: Vec<String>) -> Vec<Service> {
        let recorded_until = recorded_until(&self.outages, self.from);
        let horizon = self.from.periods.horizon;
        let still_down: HashSet<usize> = self
            .outages
            .iter()
            .filter(|each| !each.is_over && !each.is_planned)
            .map(|each| each.service)
            .collect();
        let mut laid_out: Vec<(ServiceWeek, Arc<ServiceHours>)> = Vec::new();
        let service = |(place, name): (usize, String)| {
            let register = self.from.services.get(place);
            // An outage that is not over says that the service is down until the horizon.
            let is_known = register.and_then(|service| service.monitored) == Some(true) || still_down.contains(&place);
            Service {
                hours: self
                    .week(register.and_then(|service| service.hours.as_deref()))
                    .map(|week| {
                        let known = laid_out
                            .iter()
                            .find(|(each, _)| *each == week)
                            .map(|(_, hours)| hours.clone());
                        known.unwrap_or_else(|| {
                            let hours = Arc::new(self.lay_out(&week));
                            laid_out.push((week, hours.clone()));
                            hours
                        })
                    }),
                known_until: if is_known { horizon } else { recorded_until },
                name,
            }
        };
        names.into_iter().enumerate().map(service).collect()
    }

    /// The hours of a service: its own, else those of `[calendar]`, else all.
    fn week(&self, own: Option<&str>) -> Option<ServiceWeek> {
        let calendar = self.from.config.calendar.as_ref();
        match own {
            Some(text) => service_week(text, calendar.map_or(&[], |week| &week.holidays)),
            None => Some(calendar.cloned().unwrap_or_else(ServiceWeek::always)),
        }
    }

    fn lay_out(&self, week: &ServiceWeek) -> ServiceHours {
        let zone = &self.from.config.report.zone;
        let first = self.outages.iter().map(|outage| outage.start).min();
        let begins = self.begins.whole.period(zone).start;
        ServiceHours::over(
            week,
            zone,
            first.map_or(begins, |first| first.min(begins)),
            self.from.periods.horizon,
        )
    }

    /// Whether hours other than those of the wall clock are given.
    fn has_hours(&self) -> bool {
        self.from.config.calendar.is_some() || self.from.services.iter().any(|service| service.hours.is_some())
    }

    /// The part of a period of which it is known whether a service was there; empty where it ends before it begins.
    fn known(&self, service: &Service, period: &Period) -> (Instant, Instant) {
        let begins = self.begins.whole.period(&self.from.config.report.zone).start;
        (period.start.max(begins), period.end.min(service.known_until))
    }

    /// The interruptions of each service by these outages, in order of time.
    fn interruptions(&self, keep: impl Fn(&Outage) -> bool) -> Vec<Vec<Interruption>> {
        let mut kept: Vec<&Outage> = self.outages.iter().filter(|outage| keep(outage)).collect();
        kept.sort_by_key(|outage| (outage.service, outage.start, outage.end));
        let mut all: Vec<Vec<Interruption>> = self.services.iter().map(|_| Vec::new()).collect();
        for outage in kept {
            let before = &mut all[outage.service];
            match before.last_mut().filter(|last| outage.start <= last.end) {
                Some(last) => {
                    last.end = last.end.max(outage.end);
                    last.is_over &= outage.is_over;
                }
                None => before.push(Interruption {
                    start: outage.start,
                    end: outage.end,
                    is_over: outage.is_over,
                }),
            }
        }
        all
    }

    fn frame(&self, rows: DataFrame) -> Result<Made> {
        let names = self.services.iter().map(|service| service.name.clone()).collect();
        let words = BTreeMap::from([("service", Arc::new(names))]);
        Frame::new(vec![rows.lazy()], words, self.begins).map(Ok)
    }
}

/// The seconds of service hours that interruptions took between two instants.
fn seconds_of(interruptions: &[Interruption], hours: &ServiceHours, start: Instant, end: Instant) -> i64 {
    let first = interruptions.partition_point(|each| each.end <= start);
    let touching = interruptions[first..].iter().take_while(|each| each.start < end);
    touching
        .map(|each| hours.between(each.start.max(start), each.end.min(end)))
        .sum()
}

/// Until when the export of outages is taken at its word where nobody watches: no longer than the longest silence between
/// two of its times after the last of them, and never beyond that month.
fn recorded_until(outages: &[Outage], from: &Materials<'_>) -> Instant {
    let mut times: Vec<Instant> = outages.iter().map(|outage| outage.start).collect();
    times.extend(outages.iter().filter(|outage| outage.is_over).map(|outage| outage.end));
    times.sort_unstable();
    let Some(last) = times.last().copied() else {
        return Instant::MIN;
    };
    let silence = times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
    let zone = &from.config.report.zone;
    let end_of_month = Month::of(zone.date_of(last)).period(zone).end;
    (last + silence).min(end_of_month).min(from.periods.horizon)
}

/// The ids of major incidents, where the tickets are known by them.
fn major_incidents(from: &Materials<'_>) -> Result<HashSet<u64>> {
    let Some(table) = from
        .tables
        .get("tickets")
        .filter(|table| table.has("id") && table.has("major"))
    else {
        return Ok(HashSet::new());
    };
    let major = tickets::is_counted_incident(table).and(col("major").fill_null(lit(false)));
    let rows = table.rows.clone().lazy().filter(major).select([col("id")]).collect()?;
    Ok(rows.column("id")?.u64()?.iter().flatten().collect())
}

/// The outages that began before the horizon; services that are not in the register are added to `names`. One that ended
/// before it began says nothing of how long it lasted: it is left out, and the ledger lists it. Of several services in
/// one cell each was down. Those whose end cannot be read
/// are given apart, by service and start.
fn outages(table: &Table, major: &HashSet<u64>, horizon: Instant, names: &mut Vec<String>) -> Result<Recorded> {
    let service = register::words(table, "service")?;
    let (start, end) = (
        register::numbers(table, "started_at")?,
        register::numbers(table, "ended_at")?,
    );
    let planned = register::flags(table, "planned")?;
    let ticket: Vec<Option<u64>> = match table.has("ticket_id") {
        true => table.rows.column("ticket_id")?.u64()?.iter().collect(),
        false => vec![None; table.rows.height()],
    };
    let mut place_of: HashMap<String, usize> = names.iter().cloned().zip(0..).collect();
    let unreadable = table.unreadable.get("ended_at").map_or(&[][..], Vec::as_slice);
    let words = table.words.get("service");
    let known: HashSet<&str> = words
        .into_iter()
        .flat_map(|words| words.iter().map(String::as_str))
        .collect();
    let (mut outages, mut endless) = (Vec::new(), Vec::new());
    for row in 0..table.rows.height() {
        let (Some(service), Some(start)) = (&service[row], start[row].map(Instant::from)) else {
            continue;
        };
        let recorded = end[row].map(Instant::from);
        let is_over = recorded.is_some_and(|end| end <= horizon);
        let end = recorded.unwrap_or(horizon).min(horizon);
        if start >= horizon || recorded.is_some_and(|end| end < start) {
            continue;
        }
        for service in services_in(service, |name| known.contains(name)) {
            let place = *place_of.entry(service.to_owned()).or_insert_with(|| {
                names.push(service.to_owned());
                names.len() - 1
            });
            if unreadable.binary_search(&(row as u32)).is_ok() {
                endless.extend((planned[row] != Some(true)).then_some((place, start)));
                continue;
            }
            outages.push(Outage {
                service: place,
                start,
                end,
                is_over,
                is_planned: planned[row] == Some(true),
                is_major: planned[row] != Some(true) && ticket[row].is_some_and(|ticket| major.contains(&ticket)),
            });
        }
    }
    Ok(Recorded { outages, endless })
}
