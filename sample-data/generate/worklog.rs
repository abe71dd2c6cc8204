//! Hours as people book them at the end of a week: what came unplanned, what runs the business, what changes it.

use std::io;

use jiff::civil::{Date, date};

use super::catalogue::{INCIDENTS, SUBJECTS};
use super::chance::Chance;
use super::clock::{Clock, FIRST_DAY, LAST_DAY, number, weekday};
use super::registers::{Member, NOT_AGAIN, Project, Registers};
use super::sheet::Sheet;
use super::story::{self, Moment};

pub const HEADER: &[&str] = &[
    "date",
    "person",
    "group",
    "minutes",
    "activity",
    "planned",
    "purpose",
    "out_of_hours",
    "outsourced",
    "ref_id",
    "goal_id",
];

/// Booked of each working day, in minutes: the rest is breaks and what nobody writes down.
const BOOKED: i64 = 375;
const UNPLANNED: [(&str, i64); 5] = [
    ("Incidents", 56),
    ("Questions", 20),
    ("Outages", 8),
    ("Emergency changes", 10),
    ("Rework", 6),
];
const PLANNED: [(&str, i64); 5] = [
    ("Requests", 38),
    ("Changes", 24),
    ("Maintenance", 18),
    ("Meetings", 12),
    ("Training", 8),
];
/// Projects that change what the business is; the others let it grow.
const TRANSFORMING: [&str; 5] = ["P-02", "P-05", "P-06", "P-10", "P-13"];
/// From this day on a supplier's people watch the servers at night.
const NIGHT_OPERATIONS: Date = date(2025, 2, 3);

pub struct Worklog<'a> {
    chance: Chance,
    sheet: Sheet,
    registers: &'a Registers,
}

/// What a row says. The planned work of most weeks runs the business.
#[derive(Clone, Copy)]
struct Booking<'a> {
    minutes: i64,
    activity: &'a str,
    planned: bool,
    purpose: &'a str,
    out_of_hours: bool,
    project: &'a str,
    goal: &'a str,
}

const RUN: Booking = Booking {
    minutes: 0,
    activity: "",
    planned: true,
    purpose: "run",
    out_of_hours: false,
    project: "",
    goal: "",
};

impl<'a> Worklog<'a> {
    pub fn new(sheet: Sheet, registers: &'a Registers) -> Self {
        Self {
            chance: Chance::new(0x0000_b00c),
            sheet,
            registers,
        }
    }

    /// Writes two years of weeks; each booking stands on one of the week's working days.
    pub fn write(mut self, clock: &Clock) -> io::Result<()> {
        let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
        for friday in (first..=last).filter(|day| weekday(*day) == 4) {
            let open: Vec<i64> = (friday - 4..=friday)
                .filter(|day| *day >= first && clock.is_open(*day))
                .collect();
            for member in &self.registers.people {
                // The others are on holiday or ill.
                if self.chance.permille(905) {
                    self.member(&open, member)?;
                }
            }
            self.suppliers(&open)?;
        }
        self.sheet.finish()
    }

    /// A week of a member, by its working days.
    fn member(&mut self, week: &[i64], member: &Member) -> io::Result<()> {
        let Some(&day) = week.first() else { return Ok(()) };
        let (moment, chance) = (Moment::of(day), &mut self.chance);
        let whole = week.len() as i64 * BOOKED * chance.between(90, 110) / 100;
        let share = moment.on(story::UNPLANNED) * pressure(&member.group) / 100;
        let minutes = whole * (share * chance.between(75, 125) / 100).min(850) / 1000;
        let left = whole - minutes;
        let came = Booking {
            minutes,
            activity: any(chance, &UNPLANNED),
            planned: false,
            ..RUN
        };
        self.row(week, Some(member), &member.group, came)?;
        let in_project = self.chance.permille(moment.on(story::PROJECTS));
        let minutes = if in_project {
            left * self.chance.between(65, 95) / 100
        } else {
            0
        };
        if in_project {
            let project = self.project(day, &member.group, minutes);
            self.row(week, Some(member), &member.group, project)?;
        }
        let planned = self.planned(moment, member, left - minutes);
        self.row(week, Some(member), &member.group, planned)?;
        let on_call = matches!(member.group.as_str(), "Network" | "Apps" | "Servers");
        if on_call && self.chance.permille(moment.on(story::OUT_OF_HOURS)) {
            let at_night = self.at_night();
            self.row(week, Some(member), &member.group, at_night)?;
        }
        Ok(())
    }

    /// What runs the business; from February 2026 on the experienced, and who writes it down, review what comes back.
    fn planned(&mut self, moment: Moment, member: &Member, minutes: i64) -> Booking<'a> {
        let may_review = member.level >= 2 || member.role == "Knowledge editor";
        let reviews = moment.month >= 15 && may_review && self.chance.permille(120);
        Booking {
            minutes,
            activity: if reviews {
                "Problem review"
            } else {
                any(&mut self.chance, &PLANNED)
            },
            goal: if reviews { NOT_AGAIN } else { "" },
            ..RUN
        }
    }

    /// Work at night and at weekends; more than half of it nobody planned.
    fn at_night(&mut self) -> Booking<'a> {
        let planned = self.chance.permille(420);
        Booking {
            minutes: 45 * self.chance.between(2, 10),
            activity: if planned { "Changes" } else { "Incidents" },
            planned,
            out_of_hours: true,
            ..RUN
        }
    }

    /// A project on one of the group's services or, where there is none, small improvements.
    fn project(&mut self, day: i64, group: &str, minutes: i64) -> Booking<'a> {
        let projects = self.registers.projects.iter();
        let theirs: Vec<_> = projects
            .filter(|project| project.goes_on(day) && works_on(group, &project.service))
            .collect();
        if theirs.is_empty() {
            return Booking {
                minutes,
                activity: "Improvements",
                purpose: "grow",
                ..RUN
            };
        }
        on(self.chance.pick(&theirs), minutes)
    }

    /// What suppliers' people do for a group; who they are, no export says.
    fn suppliers(&mut self, week: &[i64]) -> io::Result<()> {
        let Some(&day) = week.first() else { return Ok(()) };
        let whole = week.len() as i64 * BOOKED;
        if day >= number(NIGHT_OPERATIONS) {
            let watch = Booking {
                minutes: whole * self.chance.between(200, 240) / 100,
                activity: "Night operations",
                ..RUN
            };
            self.row(week, None, "Servers", watch)?;
        }
        match self.registers.project("Order entry", day) {
            Some(project) => {
                let work = on(project, whole * self.chance.between(120, 180) / 100);
                self.row(week, None, "Apps", work)
            }
            None => Ok(()),
        }
    }

    fn row(&mut self, week: &[i64], member: Option<&Member>, group: &str, booking: Booking) -> io::Result<()> {
        let day = self.chance.pick(week);
        let sheet = &mut self.sheet;
        sheet.date(Some(day))?;
        sheet.person(member.map(|member| member.code))?;
        sheet.text(group)?;
        sheet.number(Some(booking.minutes - booking.minutes % 5))?;
        sheet.text(booking.activity)?;
        sheet.flag(booking.planned)?;
        sheet.text(booking.purpose)?;
        sheet.flag(booking.out_of_hours)?;
        sheet.flag(member.is_none())?;
        sheet.text(booking.project)?;
        sheet.text(booking.goal)?;
        sheet.end()
    }
}

/// Work on a project.
fn on(project: &Project, minutes: i64) -> Booking<'_> {
    let transforms = TRANSFORMING.contains(&project.id.as_str());
    Booking {
        minutes,
        activity: "Projects",
        purpose: if transforms { "transform" } else { "grow" },
        project: &project.id,
        goal: &project.goal,
        ..RUN
    }
}

/// How much unplanned work reaches a group, in hundredths of the average.
fn pressure(group: &str) -> i64 {
    match group {
        "Service Desk" => 122,
        "Desktop" => 108,
        "Network" | "Servers" => 96,
        "Apps" => 90,
        _ => 76,
    }
}

fn works_on(group: &str, service: &str) -> bool {
    let incidents = INCIDENTS.iter().map(|topic| (topic.group, topic.service));
    let changes = SUBJECTS.iter().map(|subject| (subject.group, subject.service));
    incidents.chain(changes).any(|each| each == (group, service))
}

fn any(chance: &mut Chance, of: &[(&'static str, i64)]) -> &'static str {
    let weights: Vec<i64> = of.iter().map(|(_, weight)| *weight).collect();
    of[chance.weighted(&weights)].0
}
