//! What members of IT learn: what all must, what their group needs, and what somebody chose.

use std::io;

use jiff::civil::date;

use super::chance::Chance;
use super::clock::{FIRST_DAY, LAST_DAY, number, working};
use super::registers::{Member, Registers};
use super::sheet::Sheet;

pub const HEADER: &[&str] = &[
    "person",
    "role",
    "topic",
    "hours",
    "due_at",
    "completed_at",
    "certification",
    "expires_at",
    "mandatory",
];

/// What all must learn again each year: topic, hours, the month and day on which it is due.
const MANDATORY: [(&str, &str, i8, i8); 2] = [("Security awareness", "1.5", 3, 31), ("Data protection", "1", 10, 15)];
/// What somebody may choose: topic and hours.
const CHOSEN: [(&str, &str); 6] = [
    ("Talking to customers", "7"),
    ("Scripting", "14"),
    ("Root cause analysis", "7"),
    ("Order entry 8", "10.5"),
    ("Cloud basics", "14"),
    ("Leading a major incident", "3.5"),
];

struct Lesson<'a> {
    topic: &'a str,
    hours: &'a str,
    due: Option<i64>,
    completed: Option<i64>,
    certification: &'a str,
    expires: Option<i64>,
    mandatory: bool,
}

pub fn write(mut sheet: Sheet, registers: &Registers) -> io::Result<()> {
    let mut chance = Chance::new(0x007e_ac41);
    for member in &registers.people {
        let mut lessons = mandatory(&mut chance);
        lessons.push(certificate(&mut chance, member));
        lessons.extend((0..chance.between(1, 4)).map(|_| chosen(&mut chance)));
        for lesson in lessons {
            row(&mut sheet, member, &lesson)?;
        }
    }
    sheet.finish()
}

/// Most are in time; the second year better than the first.
fn mandatory(chance: &mut Chance) -> Vec<Lesson<'static>> {
    let mut lessons = Vec::new();
    for (year, in_time) in [(2025, 800), (2026, 920)] {
        for (topic, hours, month, day) in MANDATORY {
            let due = number(date(year, month, day));
            let completed = match chance.below(1000) {
                share if share < in_time => Some(due - chance.between(1, 60)),
                share if share < 970 => Some(due + chance.between(1, 50)),
                _ => None,
            };
            lessons.push(Lesson {
                topic,
                hours,
                due: Some(due),
                completed: known(completed),
                certification: "",
                expires: None,
                mandatory: true,
            });
        }
    }
    lessons
}

/// What a group's people hold; some lies too far back.
fn certificate(chance: &mut Chance, member: &Member) -> Lesson<'static> {
    let (topic, certification) = match member.group.as_str() {
        "Service Desk" => ("Service management", "Service management foundation"),
        "Desktop" => ("Workplace", "Workplace administrator"),
        "Network" => ("Networks", "Network associate"),
        "Apps" => ("Release management", "Release practitioner"),
        "Servers" => ("Systems", "Systems administrator"),
        _ => ("Security", "Security practitioner"),
    };
    let completed = number(LAST_DAY) - chance.between(30, 1_400);
    let held = chance.permille(840);
    Lesson {
        topic,
        hours: "28",
        due: (!held).then_some(number(LAST_DAY) + chance.between(-40, 150)),
        completed: known(held.then_some(completed)),
        certification,
        expires: held.then_some(completed + 3 * 365),
        mandatory: false,
    }
}

fn chosen(chance: &mut Chance) -> Lesson<'static> {
    let (topic, hours) = chance.pick(&CHOSEN);
    let day = number(FIRST_DAY) + chance.below(number(LAST_DAY) - number(FIRST_DAY));
    Lesson {
        topic,
        hours,
        due: None,
        completed: known(Some(day)),
        certification: "",
        expires: None,
        mandatory: false,
    }
}

/// The working day on which it was completed, if the export can know.
fn known(completed: Option<i64>) -> Option<i64> {
    completed.map(working).filter(|day| *day <= number(LAST_DAY))
}

fn row(sheet: &mut Sheet, member: &Member, lesson: &Lesson) -> io::Result<()> {
    sheet.person(Some(member.code))?;
    sheet.text(&member.role)?;
    sheet.text(lesson.topic)?;
    sheet.text(lesson.hours)?;
    sheet.date(lesson.due)?;
    sheet.date(lesson.completed)?;
    sheet.text(lesson.certification)?;
    sheet.date(lesson.expires)?;
    sheet.flag(lesson.mandatory)?;
    sheet.end()
}
