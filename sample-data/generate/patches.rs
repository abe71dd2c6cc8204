//! Patches due on servers and a sample of the laptops, and the findings of the weekly scan.

use std::io;

use super::chance::{Chance, NARROW};
use super::clock::{Clock, DAY, FIRST_DAY, HOUR, LAST_DAY, civil, number, weekday};
use super::sheet::Sheet;
use super::story::{self, Moment};

pub const PATCH_HEADER: &[&str] = &[
    "asset_id",
    "advisory",
    "severity",
    "released_at",
    "due_at",
    "installed_at",
    "scanned_at",
];
pub const FINDING_HEADER: &[&str] = &[
    "id",
    "asset_id",
    "severity",
    "found_at",
    "due_at",
    "fixed_at",
    "accepted_until",
];

/// Days in which a patch is due, and the devices of a hundred that it concerns.
const SEVERITIES: [(&str, i64, i64); 4] = [
    ("critical", 15, 24),
    ("high", 30, 26),
    ("medium", 60, 14),
    ("low", 90, 7),
];
/// Patches are recorded since the scanner was bought: month 10, September 2025.
const SCANNED_FROM: i64 = 10;
const SERVERS: i64 = 180;
/// Every so manieth laptop is in the sample.
const SAMPLED: i64 = 29;
const LAPTOPS: i64 = 2_600;

/// Writes the patches of the second Tuesdays.
pub fn patches(mut sheet: Sheet) -> io::Result<()> {
    let mut chance = Chance::new(0x0009_a7c8);
    let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
    let tuesdays = (first..=last).filter(|day| weekday(*day) == 1 && (8..15).contains(&civil(*day).2));
    for released in tuesdays.filter(|day| Moment::of(*day).month >= SCANNED_FROM) {
        let (year, month, _) = civil(released);
        for (at, (severity, due, concerned)) in SEVERITIES.into_iter().enumerate() {
            let servers = (1..=SERVERS).map(|item| ("SRV", item));
            let laptops = (1..=LAPTOPS / SAMPLED).map(|item| ("LT", item * SAMPLED));
            for (prefix, item) in servers.chain(laptops) {
                if !chance.permille(concerned * 10) {
                    continue;
                }
                let installed = installed(&mut chance, released, due);
                let scanned = last - chance.below(8);
                sheet.item(prefix, item)?;
                sheet.text(&format!("ADV-{year}-{month:02}-{}", at + 1))?;
                sheet.text(severity)?;
                sheet.date(Some(released))?;
                sheet.date(Some(released + due))?;
                sheet.date(installed.filter(|day| *day <= last))?;
                sheet.date(Some(scanned).filter(|_| chance.permille(965)))?;
                sheet.end()?;
            }
        }
    }
    sheet.finish()
}

/// The day of a patch; some come late, and some never.
fn installed(chance: &mut Chance, released: i64, due: i64) -> Option<i64> {
    let in_time = Moment::of(released).on(story::PATCHED_IN_TIME);
    let early = chance.spread(due * 45 / 100, NARROW).clamp(1, due);
    let late = due + chance.spread(16, NARROW).max(1);
    match chance.below(1000) {
        share if share < in_time => Some(released + early),
        share if share < in_time + (1000 - in_time) * 3 / 4 => Some(released + late),
        _ => None,
    }
}

/// Days in which a finding is due, the usual days until it is fixed, and how often it comes.
const FINDINGS: [(&str, i64, i64, i64); 4] = [
    ("critical", 15, 11, 8),
    ("high", 30, 24, 30),
    ("medium", 90, 56, 42),
    ("low", 180, 110, 20),
];

/// Writes the findings, about forty a month.
pub fn findings(clock: &Clock, mut sheet: Sheet) -> io::Result<()> {
    let mut chance = Chance::new(0x0000_f19d);
    let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
    let mut next = 1;
    // The scan runs in the night to Monday.
    for day in (first..=last).filter(|day| weekday(*day) == 0) {
        for _ in 0..chance.between(5, 13) {
            let (severity, due, usual, _) = FINDINGS[chance.weighted(&FINDINGS.map(|(_, _, _, weight)| weight))];
            let found = clock.at(day, 3 * HOUR) + chance.below(2 * HOUR);
            let pace = Moment::of(day).on(story::REPAIR_PACE);
            let (prefix, item) = match chance.below(100) {
                0..52 => ("SRV", chance.between(1, SERVERS)),
                52..88 => ("LT", chance.between(1, LAPTOPS)),
                _ => ("WS-APP", chance.between(1, 24)),
            };
            // Some are lived with for a while; a few longer than that.
            let accepted = chance.permille(60).then(|| day + due + 30 * chance.between(1, 14));
            let fixed = match accepted {
                Some(until) => clock.at(until + chance.between(-20, 3), 15 * HOUR),
                None => found + chance.spread(usual * pace * DAY / 100, NARROW),
            };
            let forgotten = accepted.is_some() && chance.permille(160);
            let fixed = Some(fixed).filter(|at| !forgotten && *at <= clock.at(last, 23 * HOUR));
            sheet.id("V", Some(next))?;
            sheet.item(prefix, item)?;
            sheet.text(severity)?;
            sheet.time(Some(found))?;
            sheet.time(Some(found + due * DAY))?;
            sheet.time(fixed)?;
            sheet.date(accepted)?;
            sheet.end()?;
            next += 1;
        }
    }
    sheet.finish()
}
