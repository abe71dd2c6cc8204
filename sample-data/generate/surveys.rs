//! What people are asked and what they answer: after tickets, by service, about changes, and the team about itself.

use std::io;

use super::catalogue::department;
use super::chance::{Chance, NARROW, WIDE};
use super::clock::{Clock, DAY, HOUR, MINUTE, civil};
use super::registers::Registers;
use super::sheet::Sheet;
use super::story::{self, DEPARTMENTS, Moment};
use super::tickets::Ticket;

pub const HEADER: &[&str] = &[
    "id",
    "at",
    "instrument",
    "ticket_id",
    "service",
    "change_type",
    "question",
    "score",
    "scale_max",
    "answer",
    "persona",
    "lost_minutes",
    "comment",
];

pub struct Surveys {
    chance: Chance,
    sheet: Sheet,
    next: i64,
}

/// An invitation; what is not said is empty.
#[derive(Clone, Copy, Default)]
struct Invitation<'a> {
    at: i64,
    instrument: &'static str,
    ticket: Option<(&'static str, i64)>,
    service: &'a str,
    change_type: &'static str,
    question: &'static str,
    score: Option<i64>,
    scale: Option<i64>,
    answer: &'static str,
    persona: &'static str,
    lost: Option<i64>,
    comment: &'static str,
}

const CHANGE_TYPES: [&str; 3] = ["standard", "normal", "emergency"];
const WINDOWS: [&str; 4] = ["overnight", "weekend", "evening", "working_hours"];
const NOTICES: [&str; 3] = ["same_day", "two_days", "a_week"];
const PRAISE: &[&str] = &["Quick and friendly", "Solved at once, thank you!", "ok", "Great help"];
const BLAME: &[&str] = &[
    "Took far too long",
    "had to call three times",
    "Closed, but not solved",
    "nobody called back",
];

impl Surveys {
    pub fn new(sheet: Sheet) -> Self {
        Self {
            chance: Chance::new(0x0005_a7e7),
            sheet,
            next: 1,
        }
    }

    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()
    }

    /// Asks about seven of ten of the tickets that somebody resolved by hand.
    pub fn ticket(&mut self, clock: &Clock, now: i64, ticket: &Ticket) -> io::Result<()> {
        let chance = &mut self.chance;
        let Some(resolved) = ticket.resolved.filter(|_| !ticket.automated && chance.permille(700)) else {
            return Ok(());
        };
        let moment = Moment::of(clock.day_of(resolved));
        let answered = chance.permille(moment.on(story::ANSWERED));
        let waited = if answered { chance.spread(5 * HOUR, NARROW) } else { 0 };
        let asked = Invitation {
            at: resolved + chance.between(10, 90) * MINUTE + waited,
            ticket: Some(ticket.id()),
            service: ticket.topic.service,
            persona: ticket.department,
            ..Invitation::default()
        };
        if asked.at > now {
            return Ok(());
        }
        let late = !ticket.in_time(clock);
        let disappointed = 230 * i64::from(late) + 200 * ticket.reopens.min(1);
        let happy = chance.permille(moment.on(story::HAPPY) - disappointed);
        let asked = match chance.permille(280) {
            true => self.effort(asked, answered, happy),
            false => self.satisfaction(asked, answered, happy, late),
        };
        self.write(&asked)
    }

    /// How easy it was, of seven.
    fn effort<'t>(&mut self, asked: Invitation<'t>, answered: bool, happy: bool) -> Invitation<'t> {
        let (least, most) = if happy { (5, 7) } else { (1, 4) };
        Invitation {
            instrument: "effort",
            score: Some(self.chance.between(least, most)).filter(|_| answered),
            scale: Some(7),
            ..asked
        }
    }

    /// How content somebody is, of five, how long they could not work, and now and then why.
    fn satisfaction<'t>(&mut self, asked: Invitation<'t>, answered: bool, happy: bool, late: bool) -> Invitation<'t> {
        let chance = &mut self.chance;
        let score = match happy {
            true => 4 + chance.weighted(&[44, 56]) as i64,
            false => 1 + chance.weighted(&[22, 30, 48]) as i64,
        };
        let lost = chance.spread(if late { 125 } else { 70 }, WIDE);
        let told = chance.permille(900);
        let comment = chance.pick(if happy { PRAISE } else { BLAME });
        let commented = answered && chance.permille(140);
        Invitation {
            instrument: "csat",
            score: Some(score).filter(|_| answered),
            scale: Some(5),
            lost: Some(lost - lost % 5).filter(|_| answered && told),
            comment: if commented { comment } else { "" },
            ..asked
        }
    }

    /// Sends what is due on a day of the year.
    pub fn day(&mut self, clock: &Clock, day: i64, registers: &Registers) -> io::Result<()> {
        match civil(day) {
            (_, 1 | 4 | 7 | 10, 8) => self.recommendation(clock, day),
            (_, 5 | 11, 12) => self.assessment(clock, day, &registers.services),
            (_, 2, 3) => self.preferences(clock, day),
            (_, 1 | 4 | 7 | 10, 14) => self.team(clock, day, registers.people.len()),
            _ => Ok(()),
        }
    }

    /// Would you recommend IT: a sample of 150, of whom a third answers.
    fn recommendation(&mut self, clock: &Clock, day: i64) -> io::Result<()> {
        let moment = Moment::of(day);
        for _ in 0..150 {
            let (persona, at) = (department(&mut self.chance), self.soon(clock, day));
            let chance = &mut self.chance;
            let score = match chance.below(1000) {
                share if share < moment.on(story::PROMOTERS) => chance.between(9, 10),
                share if share < moment.on(story::PROMOTERS) + 340 => chance.between(7, 8),
                _ => chance.weighted(&[4, 2, 3, 5, 8, 18, 22]) as i64,
            };
            let answered = chance.permille(330);
            self.write(&Invitation {
                at,
                instrument: "nps",
                score: answered.then_some(score),
                scale: Some(10),
                persona,
                ..Invitation::default()
            })?;
        }
        Ok(())
    }

    /// Every service of the register by some of those who use it.
    fn assessment(&mut self, clock: &Clock, day: i64, services: &[String]) -> io::Result<()> {
        let moment = Moment::of(day);
        for service in services {
            let trend = moment.on(match service.as_str() {
                "Order entry" => story::ORDER_ENTRY_LIKED,
                "VPN" => story::VPN_LIKED,
                _ => story::OTHERS_LIKED,
            });
            for _ in 0..10 {
                let (persona, at) = (department(&mut self.chance), self.soon(clock, day));
                let chance = &mut self.chance;
                let score = (trend + chance.between(-120, 120) + 50).clamp(100, 500) / 100;
                let answered = chance.permille(560);
                self.write(&Invitation {
                    at,
                    instrument: "assessment",
                    service,
                    score: answered.then_some(score),
                    scale: Some(5),
                    persona,
                    ..Invitation::default()
                })?;
            }
        }
        Ok(())
    }

    /// When each department wants which changes, and how long before it wants to know.
    fn preferences(&mut self, clock: &Clock, day: i64) -> io::Result<()> {
        for (persona, _) in DEPARTMENTS {
            for change_type in CHANGE_TYPES {
                for question in ["window", "notice"].into_iter().cycle().take(16) {
                    let at = self.soon(clock, day);
                    let asked = Invitation {
                        at,
                        instrument: "preference",
                        change_type,
                        question,
                        persona,
                        ..Invitation::default()
                    };
                    let answer = match question {
                        "window" => WINDOWS[self.chance.weighted(&windows(persona, change_type))],
                        _ => NOTICES[self.chance.weighted(&notices(change_type))],
                    };
                    let answered = self.chance.permille(780);
                    self.write(&Invitation {
                        answer: if answered { answer } else { "" },
                        ..asked
                    })?;
                }
            }
        }
        Ok(())
    }

    /// All of IT, of whom three quarters answer; who, nobody knows.
    fn team(&mut self, clock: &Clock, day: i64, people: usize) -> io::Result<()> {
        let moment = Moment::of(day);
        for _ in 0..people {
            let at = self.soon(clock, day);
            let chance = &mut self.chance;
            let score = (moment.on(story::TEAM_MOOD) + chance.between(-160, 160) + 50).clamp(100, 500) / 100;
            let answered = chance.permille(760);
            self.write(&Invitation {
                at,
                instrument: "team",
                question: "I can keep this pace",
                score: answered.then_some(score),
                scale: Some(5),
                ..Invitation::default()
            })?;
        }
        Ok(())
    }

    /// A working hour within a week of a day.
    fn soon(&mut self, clock: &Clock, day: i64) -> i64 {
        clock.at(day, 9 * HOUR) + self.chance.below(7) * DAY + self.chance.below(8 * HOUR)
    }

    fn write(&mut self, asked: &Invitation) -> io::Result<()> {
        let sheet = &mut self.sheet;
        sheet.id("S", Some(self.next))?;
        self.next += 1;
        sheet.time(Some(asked.at))?;
        sheet.text(asked.instrument)?;
        match asked.ticket {
            Some((prefix, number)) => sheet.id(prefix, Some(number))?,
            None => sheet.skip(1)?,
        }
        sheet.text(asked.service)?;
        sheet.text(asked.change_type)?;
        sheet.text(asked.question)?;
        sheet.number(asked.score)?;
        sheet.number(asked.scale)?;
        sheet.text(asked.answer)?;
        sheet.text(asked.persona)?;
        sheet.number(asked.lost)?;
        sheet.text(asked.comment)?;
        sheet.end()
    }
}

/// The weights of the windows.
fn windows(persona: &str, change_type: &str) -> [i64; 4] {
    match (change_type, persona) {
        ("emergency", _) => [20, 10, 30, 40],
        ("standard", "Finance" | "HR" | "Legal" | "Marketing") => [10, 10, 30, 50],
        (_, "Warehouse" | "Logistics") => [15, 60, 20, 5],
        (_, "Stores" | "Customer Care") => [65, 10, 20, 5],
        (_, "Sales") => [25, 20, 50, 5],
        _ => [15, 25, 50, 10],
    }
}

fn notices(change_type: &str) -> [i64; 3] {
    match change_type {
        "emergency" => [80, 15, 5],
        "standard" => [25, 55, 20],
        _ => [5, 35, 60],
    }
}
