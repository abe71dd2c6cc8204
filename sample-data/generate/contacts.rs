//! Calls and chats as the telephone system counts them: one behind every ticket that was spoken, and those that make no
//! ticket.

use std::io;

use super::catalogue::department;
use super::chance::{Chance, NARROW};
use super::clock::{Clock, HOUR, weekday};
use super::sheet::Sheet;
use super::story::{self, Moment};
use super::tickets::Ticket;

pub const HEADER: &[&str] = &[
    "at",
    "channel",
    "wait_seconds",
    "handle_seconds",
    "abandoned",
    "first_contact",
    "persona",
];

pub struct Contacts {
    chance: Chance,
    sheet: Sheet,
}

struct Contact {
    at: i64,
    channel: &'static str,
    wait: i64,
    /// None where the caller gave up.
    handled: Option<i64>,
    first_contact: Option<bool>,
    persona: &'static str,
}

impl Contacts {
    pub fn new(sheet: Sheet) -> Self {
        Self {
            chance: Chance::new(0x00c0_27ac),
            sheet,
        }
    }

    /// Writes a day's contacts: those behind its tickets, and as many more as the story says of an organisation so many
    /// thousandths of the standard's size.
    pub fn day(&mut self, clock: &Clock, day: i64, tickets: &[Ticket], size: i64) -> io::Result<()> {
        let moment = Moment::of(day);
        let spoken = |ticket: &&Ticket| matches!(ticket.channel, "Phone" | "Chat") && clock.in_service(ticket.opened);
        let mut contacts: Vec<Contact> = tickets
            .iter()
            .filter(spoken)
            .map(|ticket| self.behind(clock, moment, ticket))
            .collect();
        if clock.is_open(day) {
            let expected =
                moment.on(story::MORE_CALLS) * story::WEEKDAYS[weekday(day) as usize] * size / story::MONTH_OF_WEEKDAYS;
            let more = (self.chance.arrivals(expected, 90) + self.chance.below(1000)) / 1000;
            contacts.extend((0..more).map(|_| self.another(clock, day, moment)));
        }
        contacts.sort_by_key(|contact| contact.at);
        for contact in contacts {
            self.write(&contact)?;
        }
        Ok(())
    }

    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()
    }

    fn behind(&mut self, clock: &Clock, moment: Moment, ticket: &Ticket) -> Contact {
        let phone = ticket.channel == "Phone";
        let wait = self.wait(clock, moment, ticket.opened, phone);
        Contact {
            // The ticket is opened once the desk has heard what it is about.
            at: ticket.opened - wait - self.chance.between(20, 90),
            channel: if phone { "phone" } else { "chat" },
            wait,
            handled: Some(self.chance.spread(if phone { 330 } else { 540 }, NARROW).max(25)),
            first_contact: Some(ticket.first_contact),
            persona: ticket.department,
        }
    }

    /// A question, a second call about the same thing, or somebody who gives up.
    fn another(&mut self, clock: &Clock, day: i64, moment: Moment) -> Contact {
        let chance = &mut self.chance;
        let hour = 8 + chance.weighted(&story::HOURS[8..18]) as i64;
        let at = clock.at(day, hour * HOUR + chance.below(HOUR));
        let phone = chance.permille(840);
        let gives_up = chance.permille(moment.on(story::GIVES_UP));
        // The system knows who calls from a desk.
        let persona = if chance.permille(880) { department(chance) } else { "" };
        let handled = chance.spread(if phone { 190 } else { 380 }, NARROW).max(15);
        let settled = chance.permille(720);
        let wait = self.wait(clock, moment, at, phone);
        Contact {
            at,
            channel: if phone { "phone" } else { "chat" },
            wait: if gives_up { wait * 8 / 5 + 8 } else { wait },
            handled: (!gives_up).then_some(handled),
            first_contact: (!gives_up).then_some(settled),
            persona,
        }
    }

    /// Longest from nine to eleven and on Mondays.
    fn wait(&mut self, clock: &Clock, moment: Moment, at: i64, phone: bool) -> i64 {
        let day = clock.day_of(at);
        let hour = (at - clock.at(day, 0)) / HOUR;
        let busy = if (9..11).contains(&hour) { 125 } else { 95 };
        let busy = if weekday(day) == 0 { busy + 20 } else { busy };
        let median = moment.on(story::WAIT) * busy / 100;
        self.chance.spread(if phone { median } else { median * 2 / 3 }, NARROW)
    }

    fn write(&mut self, contact: &Contact) -> io::Result<()> {
        let sheet = &mut self.sheet;
        sheet.time(Some(contact.at))?;
        sheet.text(contact.channel)?;
        sheet.number(Some(contact.wait))?;
        sheet.number(contact.handled)?;
        sheet.flag(contact.handled.is_none())?;
        sheet.known(contact.first_contact)?;
        sheet.text(contact.persona)?;
        sheet.end()
    }
}
