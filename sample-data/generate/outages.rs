//! Interruptions: of critical incidents, of changes that failed, announced ones, and short ones that only monitoring saw.

use std::io;

use super::catalogue::SUBJECTS;
use super::chance::{Chance, NARROW};
use super::changes::Change;
use super::clock::{Clock, DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, civil, number};
use super::registers::Registers;
use super::sheet::Sheet;
use super::tickets::Ticket;

pub const HEADER: &[&str] = &[
    "id",
    "service",
    "started_at",
    "ended_at",
    "planned",
    "users_affected",
    "ticket_id",
    "change_id",
    "vendor",
];

pub struct Outages {
    chance: Chance,
    sheet: Sheet,
    found: Vec<Outage>,
}

#[derive(Clone, Copy)]
struct Outage {
    service: &'static str,
    started: i64,
    ended: Option<i64>,
    planned: bool,
    users: Option<i64>,
    incident: Option<i64>,
    change: Option<i64>,
}

/// What breaks for one person at a time, or has its own record.
const NEVER_DOWN: [&str; 4] = ["Laptops", "Printing", "Security", "Accounts"];
/// Runs twice: no change has interrupted it.
const DOUBLED: &str = "Finance";
/// Where monitoring now and then sees a minute that nobody reports.
const BLINKING: [&str; 8] = [
    "Email",
    "VPN",
    "VPN",
    "File shares",
    "Servers",
    "Network",
    "Web shop",
    "Telephony",
];

impl Outages {
    pub fn new(sheet: Sheet) -> Self {
        Self {
            chance: Chance::new(0x0000_d0e4),
            sheet,
            found: Vec::new(),
        }
    }

    /// A critical incident of a service that many need; now and then a stuck order stops them all.
    pub fn ticket(&mut self, ticket: &Ticket) {
        let topic = ticket.topic;
        let stuck = ticket.priority == 1 && topic.service == "Order entry" && self.chance.permille(240);
        let grave = ticket.incident && (stuck || ticket.priority == 0 && (topic.critical || ticket.major));
        let (true, false, Some(resolved)) = (grave, NEVER_DOWN.contains(&topic.service), ticket.resolved) else {
            return;
        };
        let chance = &mut self.chance;
        let started = ticket.opened - chance.between(2, 14) * MINUTE;
        // It is up again before the ticket is done.
        let lasted = ((resolved - started) * chance.between(40, 95) / 100).min(chance.between(2 * HOUR, 6 * HOUR));
        self.found.push(Outage {
            service: topic.service,
            started,
            ended: Some(started + lasted.max(6 * MINUTE)),
            planned: false,
            users: Some(ticket.users),
            incident: Some(ticket.number),
            change: ticket.caused_by,
        });
    }

    /// A change that took its service down, as planned or because it failed.
    pub fn change(&mut self, change: &Change, now: i64) {
        let service = SUBJECTS[change.subject].service;
        let Some((began, ended)) = change.work.filter(|(_, end)| *end <= now) else {
            return;
        };
        if NEVER_DOWN.contains(&service) || service == DOUBLED {
            return;
        }
        let chance = &mut self.chance;
        let (failed, recorded) = (
            change.failed(),
            chance.permille(if change.failed() { 380 } else { 240 }),
        );
        if !recorded || !(failed || change.disruptive) {
            return;
        }
        let started = if failed {
            began + (ended - began) * chance.between(30, 90) / 100
        } else {
            began
        };
        let ended = if failed {
            ended + chance.spread(35 * MINUTE, NARROW)
        } else {
            ended
        };
        self.found.push(Outage {
            service,
            started,
            ended: Some(ended.min(now)),
            planned: !failed,
            users: Some(chance.spread(40, NARROW).clamp(1, 900)).filter(|_| failed),
            incident: None,
            change: Some(change.number),
        });
    }

    /// Adds what only monitoring saw and what still goes on, and writes all in order.
    pub fn finish(mut self, clock: &Clock, registers: &Registers) -> io::Result<()> {
        let now = clock.at(number(LAST_DAY), 23 * HOUR);
        self.blinks(clock);
        self.twice();
        let open = [
            ("Telephony", number(LAST_DAY) - 1, 16 * HOUR + 1_260),
            ("Network", number(LAST_DAY), 19 * HOUR + 2_545),
        ];
        self.found.extend(open.map(|(service, day, seconds)| Outage {
            ended: None,
            ..unseen(service, clock.at(day, seconds), 0)
        }));
        self.found
            .retain(|outage| (clock.at(number(FIRST_DAY), 0)..now).contains(&outage.started));
        self.found.sort_by_key(|outage| (outage.started, outage.service));
        for (at, outage) in std::mem::take(&mut self.found).into_iter().enumerate() {
            self.write(clock, at as i64 + 1, &outage, registers)?;
        }
        self.sheet.finish()
    }

    /// Two or three a month of a few minutes, at any hour.
    fn blinks(&mut self, clock: &Clock) {
        let (first, last) = (number(FIRST_DAY), number(LAST_DAY));
        for day in (first..=last).filter(|day| civil(*day).2 == 1) {
            for _ in 0..self.chance.between(2, 3) {
                let started = clock.at(day, 0) + self.chance.below(27 * DAY);
                let (service, lasted) = (self.chance.pick(&BLINKING), self.chance.spread(7 * MINUTE, NARROW));
                self.found.push(unseen(service, started, lasted.max(MINUTE)));
            }
        }
    }

    /// Monitoring records some a second time, a little later.
    fn twice(&mut self) {
        for outage in self.found.clone() {
            if !outage.planned && self.chance.permille(90) {
                let shift = self.chance.between(60, 540);
                self.found.push(Outage {
                    users: None,
                    incident: None,
                    change: None,
                    started: outage.started + shift,
                    ended: outage.ended.map(|ended| ended.max(outage.started + shift) + shift),
                    ..outage
                });
            }
        }
    }

    fn write(&mut self, clock: &Clock, number: i64, outage: &Outage, registers: &Registers) -> io::Result<()> {
        let vendor = registers.vendor(outage.service, clock.day_of(outage.started));
        let theirs = outage.change.is_none() && self.chance.permille(340);
        let sheet = &mut self.sheet;
        sheet.id("OUT", Some(number))?;
        sheet.text(outage.service)?;
        sheet.time(Some(outage.started))?;
        sheet.time(outage.ended)?;
        sheet.flag(outage.planned)?;
        sheet.number(outage.users)?;
        sheet.id("INC", outage.incident)?;
        sheet.id("CHG", outage.change)?;
        sheet.text(vendor.filter(|_| theirs).map_or("", |vendor| &vendor.name))?;
        sheet.end()
    }
}

/// One that monitoring alone saw.
fn unseen(service: &'static str, started: i64, lasted: i64) -> Outage {
    Outage {
        service,
        started,
        ended: Some(started + lasted),
        planned: false,
        users: None,
        incident: None,
        change: None,
    }
}
