//! Meetings with the business. Most departments are met every two to three months; logistics has not been for long, and
//! legal is met in projects alone.

use std::io;

use super::chance::Chance;
use super::clock::{Clock, FIRST_DAY, LAST_DAY, number};
use super::sheet::Sheet;

pub const HEADER: &[&str] = &["date", "stakeholder", "kind"];

/// Who is met: days between two meetings, at least and at most, and days before the export since when nobody was.
const STAKEHOLDERS: [(&str, i64, i64, i64); 8] = [
    ("Sales", 38, 62, 0),
    ("Stores", 45, 84, 0),
    ("Warehouse", 50, 80, 0),
    ("Finance", 55, 86, 0),
    ("Customer Care", 50, 118, 0),
    ("HR", 60, 88, 0),
    ("Marketing", 58, 86, 0),
    ("Logistics", 60, 85, 150),
];

pub fn write(clock: &Clock, mut sheet: Sheet) -> io::Result<()> {
    let mut chance = Chance::new(0x003e_e714);
    let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
    let mut held = Vec::new();
    for (stakeholder, least, most, ago) in STAKEHOLDERS {
        let mut day = first + chance.below(least);
        while day <= last - ago {
            let kind = if chance.permille(130) {
                "assessment"
            } else {
                "relationship"
            };
            held.push((clock.next_open(day), stakeholder, kind));
            day += chance.between(least, most);
        }
    }
    for stakeholder in ["Sales", "Warehouse", "Logistics", "Finance", "Legal", "Stores"] {
        for _ in 0..chance.between(4, 9) {
            held.push((
                clock.next_open(first + chance.below(last - first - 3)),
                stakeholder,
                "project",
            ));
        }
    }
    held.sort_unstable();
    for (day, stakeholder, kind) in held.into_iter().filter(|(day, ..)| *day <= last) {
        sheet.date(Some(day))?;
        sheet.text(stakeholder)?;
        sheet.text(kind)?;
        sheet.end()?;
    }
    sheet.finish()
}
