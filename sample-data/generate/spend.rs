//! Money by month: what runs the business takes a little less of it each quarter.

use std::io;

use super::chance::Chance;
use super::clock::{FIRST_DAY, LAST_DAY, civil, number};
use super::sheet::Sheet;
use super::story::{self, Curve, Moment};

pub const HEADER: &[&str] = &["month", "category", "purpose", "budget", "actual"];

/// The budgets of a month.
const BUDGETS: [(&str, &str, Curve); 16] = [
    ("Staff", "run", &[(0, 268_000), (14, 262_000), (23, 240_000)]),
    ("Staff", "grow", &[(0, 62_000), (23, 84_000)]),
    ("Staff", "transform", &[(0, 38_000), (23, 62_000)]),
    ("Licences", "run", &[(0, 88_000), (23, 91_000)]),
    ("Licences", "grow", &[(0, 9_000), (23, 14_000)]),
    ("Hosting", "run", &[(0, 46_000), (23, 49_000)]),
    ("Hosting", "grow", &[(0, 12_000), (23, 24_000)]),
    ("Devices", "run", &[(0, 58_000), (23, 54_000)]),
    ("Suppliers", "run", &[(0, 74_000), (14, 79_000), (23, 72_000)]),
    ("Networks", "run", &[(0, 33_000), (23, 31_000)]),
    ("Security", "run", &[(0, 24_000), (23, 31_000)]),
    ("Security", "transform", &[(0, 4_000), (23, 9_000)]),
    ("Projects", "grow", &[(0, 58_000), (23, 71_000)]),
    ("Projects", "transform", &[(0, 46_000), (14, 70_000), (23, 84_000)]),
    ("Training", "run", &[(0, 5_000), (23, 6_000)]),
    ("Training", "grow", &[(0, 2_000), (23, 4_000)]),
];

pub fn write(mut sheet: Sheet) -> io::Result<()> {
    let mut chance = Chance::new(0x0005_9e4d);
    for day in (number(FIRST_DAY)..=number(LAST_DAY)).filter(|day| civil(*day).2 == 1) {
        let moment = Moment::of(day);
        for (category, purpose, curve) in BUDGETS {
            let budget = moment.on(curve) / 500 * 500;
            // Salaries come as planned; the rest swings.
            let swing = if category == "Staff" { 12 } else { 90 };
            let spent = budget * (moment.on(story::SPENT) + chance.between(-swing, swing)) / 1000;
            sheet.date(Some(day))?;
            sheet.text(category)?;
            sheet.text(purpose)?;
            sheet.number(Some(budget))?;
            sheet.number(Some(spent))?;
            sheet.end()?;
        }
    }
    sheet.finish()
}
