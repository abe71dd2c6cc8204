//! Backups and the tests of restoring them: more services are tested from year to year, and one never was.

use std::io;

use super::chance::{Chance, NARROW};
use super::clock::{Clock, FIRST_DAY, HOUR, LAST_DAY, civil, number};
use super::sheet::Sheet;
use super::story::{self, Moment};

pub const HEADER: &[&str] = &["service", "kind", "at", "passed", "recovery_minutes"];

/// Services with data of their own: the month from which their restore is tested each quarter (payroll's never was), and the
/// minutes that it takes.
const SERVICES: [(&str, Option<i64>, i64); 10] = [
    ("Order entry", Some(0), 140),
    ("Web shop", Some(0), 75),
    ("Warehouse", Some(0), 190),
    ("Finance", Some(0), 230),
    ("Email", Some(0), 110),
    ("Accounts", Some(6), 60),
    ("File shares", Some(9), 480),
    ("Servers", Some(12), 160),
    ("Network", Some(17), 35),
    ("Payroll", None, 0),
];

/// Writes the last backup of each month, and the tests of each quarter.
pub fn write(clock: &Clock, mut sheet: Sheet) -> io::Result<()> {
    let mut chance = Chance::new(0x00c0_9717);
    let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
    let month_ends = (first..=last).filter(|day| civil(*day + 1).2 == 1);
    for day in month_ends {
        let moment = Moment::of(day);
        for (at, (service, tested_from, usual)) in SERVICES.into_iter().enumerate() {
            if tested_from.is_some_and(|from| moment.month >= from && moment.month % 3 == at as i64 % 3) {
                let tested = clock.at(clock.next_open(day - chance.between(5, 25)), 10 * HOUR) + chance.below(5 * HOUR);
                let passed = chance.permille(moment.on(story::RESTORES_PASS));
                // A restore that fails is given up after twice the usual time.
                let took = if passed {
                    usual / 2 + chance.spread(usual / 2, NARROW)
                } else {
                    2 * usual
                };
                row(&mut sheet, service, "restore_test", tested, passed, Some(took))?;
            }
            let made = clock.at(day, HOUR) + chance.below(3 * HOUR);
            row(
                &mut sheet,
                service,
                "backup",
                made,
                chance.permille(moment.on(story::BACKUPS_PASS)),
                None,
            )?;
        }
    }
    sheet.finish()
}

fn row(sheet: &mut Sheet, service: &str, kind: &str, at: i64, passed: bool, took: Option<i64>) -> io::Result<()> {
    sheet.text(service)?;
    sheet.text(kind)?;
    sheet.time(Some(at))?;
    sheet.flag(passed)?;
    sheet.number(took)?;
    sheet.end()
}
