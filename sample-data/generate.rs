//! Makes Northwind Traders, the sample organisation: two years of incidents, requests and changes, as ServiceNow exports
//! them, and of everything else that boardpack reads, from contacts to spend; the same bytes on every machine.
//!
//! ```text
//! cargo run --example generate                                          rewrites sample-data/exports
//! cargo run --example generate -- --check                               exits 1 where the exports are not what it makes
//! cargo run --release --example generate -- --tickets 1000000 --out DIR the same organisation at another size
//! ```

#[path = "generate/articles.rs"]
mod articles;
#[path = "generate/assets.rs"]
mod assets;
#[path = "generate/catalogue.rs"]
mod catalogue;
#[path = "generate/chance.rs"]
mod chance;
#[path = "generate/changes.rs"]
mod changes;
#[path = "generate/clock.rs"]
mod clock;
#[path = "generate/contacts.rs"]
mod contacts;
#[path = "generate/continuity.rs"]
mod continuity;
#[path = "generate/meetings.rs"]
mod meetings;
#[path = "generate/others.rs"]
mod others;
#[path = "generate/outages.rs"]
mod outages;
#[path = "generate/patches.rs"]
mod patches;
#[path = "generate/problems.rs"]
mod problems;
#[path = "generate/registers.rs"]
mod registers;
#[path = "generate/sheet.rs"]
mod sheet;
#[path = "generate/spend.rs"]
mod spend;
#[path = "generate/story.rs"]
mod story;
#[path = "generate/surveys.rs"]
mod surveys;
#[path = "generate/tickets.rs"]
mod tickets;
#[path = "generate/training.rs"]
mod training;
#[path = "generate/worklog.rs"]
mod worklog;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use chance::Chance;
use changes::Changes;
use clock::{Clock, FIRST_DAY, HOUR, LAST_DAY, WARM_UP, number};
use others::Others;
use registers::Registers;
use sheet::Sheet;
use story::{Curve, Moment};
use tickets::Queue;

/// Tickets opened in the 24 months of the committed sample.
const TICKETS: i64 = 8_800;
/// The config that goes with the exports; its holidays are Northwind's.
const CONFIG: &str = include_str!("boardpack.toml");

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn exports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/exports")
}

fn run(mut arguments: impl Iterator<Item = String>) -> io::Result<ExitCode> {
    let usage = || io::Error::other("usage: generate [--check] [--tickets N --out DIR]");
    let committed = exports();
    let (mut tickets, mut out, mut check) = (TICKETS, None, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--check" => check = true,
            "--tickets" => {
                tickets = arguments
                    .next()
                    .and_then(|n| n.parse().ok())
                    .filter(|n| *n > 0)
                    .ok_or_else(usage)?
            }
            "--out" => out = Some(PathBuf::from(arguments.next().ok_or_else(usage)?)),
            _ => return Err(usage()),
        }
    }
    match out {
        _ if check => {
            let different = differences(&committed)?;
            for name in &different {
                eprintln!("{} is not what generate makes", name.display());
            }
            Ok(if different.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Some(folder) => {
            generate(&folder.join("exports"), tickets)?;
            fs::write(folder.join("boardpack.toml"), CONFIG)?;
            Ok(ExitCode::SUCCESS)
        }
        None if tickets == TICKETS => generate(&committed, tickets).map(|()| ExitCode::SUCCESS),
        None => Err(usage()),
    }
}

/// The files of a folder that are not what this makes, or that only one of both has.
fn differences(committed: &Path) -> io::Result<Vec<OsString>> {
    let fresh = tempfile::tempdir()?;
    generate(fresh.path(), TICKETS)?;
    let mut different = Vec::new();
    for name in names(fresh.path())?.union(&names(committed)?) {
        if fs::read(fresh.path().join(name)).ok() != fs::read(committed.join(name)).ok() {
            different.push(name.clone());
        }
    }
    Ok(different)
}

fn names(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}

/// Writes the exports of an organisation with so many tickets into a folder.
fn generate(folder: &Path, tickets: i64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let clock = Clock::new(&holidays());
    let registers = Registers::new();
    let now = clock.at(number(LAST_DAY), 23 * HOUR);
    let scale = (tickets / TICKETS).max(1);
    let sheet = |name: &str, header: &[&str]| Sheet::create(&folder.join(name), header);
    let mut incidents = Queue::incidents(sheet("incident.csv", tickets::INCIDENT_HEADER)?, scale, &registers);
    let mut requests = Queue::requests(sheet("sc_req_item.csv", &tickets::request_header())?, scale, &registers);
    let mut changes = Changes::new(sheet("change_request.csv", changes::HEADER)?, scale, &registers);
    let mut others = Others::new(folder, &registers, tickets * 1000 / TICKETS, scale)?;
    let mut chance = Chance::new(0x7e4d_e45a);
    for (day, [of_incidents, of_requests, of_changes]) in volumes(&clock, &mut chance, tickets) {
        let mut opened = |count| moments(&clock, &mut chance, day, count, now);
        let (of_incidents, of_requests, of_changes) = (opened(of_incidents), opened(of_requests), opened(of_changes));
        let changed = changes.day(&clock, now, &of_changes)?;
        let mut opened = incidents.day(&clock, now, &of_incidents, &mut changes)?;
        opened.extend(requests.day(&clock, now, &of_requests, &mut changes)?);
        others.day(&clock, now, day, &changed, &opened)?;
    }
    incidents.finish()?;
    requests.finish()?;
    changes.finish()?;
    others.finish(&clock)?;
    others::write(folder, &clock, &registers)
}

/// The days without service, as the config says them.
fn holidays() -> Vec<jiff::civil::Date> {
    let list = CONFIG
        .split("holidays = [")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let list = list.expect("the config lists holidays");
    list.split('"').filter_map(|text| text.parse().ok()).collect()
}

/// For each day how many incidents, requests and changes are opened; of the 24 months together exactly so many tickets.
fn volumes(clock: &Clock, chance: &mut Chance, tickets: i64) -> Vec<(i64, [i64; 3])> {
    let expected = |day: i64, curve: Curve, season: &[i64; 12], weekdays: &[i64; 7]| {
        let moment = Moment::of(day);
        let weekday = match clock::weekday(day) {
            weekday if weekday < 5 && !clock.is_open(day) => 6,
            weekday => weekday,
        };
        let standard = moment.on(curve) * season[moment.of_year] * 10 * weekdays[weekday as usize];
        standard / story::MONTH_OF_WEEKDAYS * tickets / TICKETS
    };
    let mut days: Vec<(i64, [i64; 3])> = (number(WARM_UP)..=number(LAST_DAY))
        .map(|day| {
            let incidents = expected(day, story::INCIDENTS, &story::INCIDENT_SEASON, &story::WEEKDAYS);
            let requests = expected(day, story::REQUESTS, &story::REQUEST_SEASON, &story::WEEKDAYS);
            let changes = expected(day, story::CHANGES, &story::CHANGE_SEASON, &story::CHANGE_WEEKDAYS);
            // Changes are planned: they come more evenly than what breaks.
            let counts = [(incidents, 90), (requests, 90), (changes, 50)];
            (day, counts.map(|(expected, steady)| chance.arrivals(expected, steady)))
        })
        .collect();
    let first = (number(FIRST_DAY) - number(WARM_UP)) as usize;
    let whole: i64 = days[first..]
        .iter()
        .map(|(_, [incidents, requests, _])| incidents + requests)
        .sum();
    let (mut seen, mut given) = (0, 0);
    for (at, (_, kinds)) in days.iter_mut().enumerate() {
        for (kind, count) in kinds.iter_mut().enumerate() {
            if kind < 2 && at >= first {
                seen += *count;
                *count = (i128::from(seen) * i128::from(tickets) / i128::from(whole.max(1))) as i64 - given;
                given += *count;
            } else {
                *count = (*count + chance.below(1000)) / 1000;
            }
        }
    }
    days
}

/// So many times of a day, in order; none after the export.
fn moments(clock: &Clock, chance: &mut Chance, day: i64, count: i64, now: i64) -> Vec<i64> {
    let hours = if clock.is_open(day) {
        &story::HOURS
    } else {
        &story::QUIET_HOURS
    };
    let mut times: Vec<i64> = (0..count)
        .map(|_| {
            clock
                .at(day, chance.weighted(hours) as i64 * HOUR + chance.below(HOUR))
                .min(now - 1)
        })
        .collect();
    times.sort_unstable();
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_exports_are_what_generate_makes() {
        assert_eq!(differences(&exports()).expect("readable exports"), [OsString::new(); 0]);
    }

    /// The distinct cells of a column of a committed export that are not empty.
    fn distinct(name: &str, column: &str) -> BTreeSet<String> {
        let mut export = csv::Reader::from_path(exports().join(name)).expect("an export");
        let header = export.headers().expect("a header").clone();
        let at = header.iter().position(|each| each == column).expect("the column");
        let cells = export.records().map(|row| row.expect("a row")[at].to_owned());
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    #[test]
    fn whatever_an_export_names_is_in_another() {
        let tickets = [("incident.csv", "number"), ("sc_req_item.csv", "number")];
        let changes = [("change_request.csv", "number")];
        let (articles, goals, vendors) = (
            [("articles.csv", "id")],
            [("goals.csv", "id")],
            [("vendors.csv", "name")],
        );
        let (people, projects, services) = (
            [("people.csv", "person")],
            [("projects.csv", "id")],
            [("services.csv", "name")],
        );
        let names: [(&str, &str, &[(&str, &str)]); 22] = [
            ("incident.csv", "problem_id", &[("problems.csv", "id")]),
            ("incident.csv", "assigned_to", &people),
            ("incident.csv", "u_kb_article", &articles),
            ("incident.csv", "vendor", &vendors),
            ("incident.csv", "u_goal", &goals),
            ("sc_req_item.csv", "assigned_to", &people),
            ("sc_req_item.csv", "u_kb_article", &articles),
            ("sc_req_item.csv", "vendor", &vendors),
            ("change_request.csv", "assigned_to", &people),
            ("change_request.csv", "u_project", &projects),
            ("change_request.csv", "u_goal", &goals),
            ("change_request.csv", "vendor", &vendors),
            ("outages.csv", "ticket_id", &tickets),
            ("outages.csv", "change_id", &changes),
            ("outages.csv", "vendor", &vendors),
            ("problems.csv", "fixed_by_change", &changes),
            ("surveys.csv", "ticket_id", &tickets),
            ("worklog.csv", "person", &people),
            ("worklog.csv", "ref_id", &projects),
            ("worklog.csv", "goal_id", &goals),
            ("training.csv", "person", &people),
            ("continuity.csv", "service", &services),
        ];
        for (name, column, others) in names {
            let there: BTreeSet<String> = others.iter().flat_map(|(name, key)| distinct(name, key)).collect();
            let named = distinct(name, column);
            assert!(!named.is_empty(), "{name} names none by {column}");
            let lost: Vec<_> = named.difference(&there).collect();
            assert!(lost.is_empty(), "{name}: {column} {lost:?}");
        }
    }

    #[test]
    fn the_register_of_devices_has_most_of_what_tickets_name_and_not_all() {
        let named = &distinct("incident.csv", "cmdb_ci") | &distinct("sc_req_item.csv", "cmdb_ci");
        let registered = distinct("assets.csv", "id");
        let share = named.intersection(&registered).count() * 100 / named.len();
        assert!((90..97).contains(&share), "{share} of 100");
    }

    #[test]
    fn all_exports_together_stay_under_six_megabytes() {
        let sizes = names(&exports()).expect("the exports").into_iter();
        let bytes: u64 = sizes
            .map(|name| fs::metadata(exports().join(name)).expect("an export").len())
            .sum();
        assert!(bytes < 6_000_000, "{bytes}");
    }

    #[test]
    fn a_size_is_met_to_the_ticket() {
        let clock = Clock::new(&holidays());
        for tickets in [1, 700, 8_800, 1_234_567] {
            let days = volumes(&clock, &mut Chance::new(1), tickets);
            let after_warm_up = days.iter().filter(|(day, _)| *day >= number(FIRST_DAY));
            let made: i64 = after_warm_up
                .map(|(_, [incidents, requests, _])| incidents + requests)
                .sum();
            assert_eq!(made, tickets);
        }
    }
}
