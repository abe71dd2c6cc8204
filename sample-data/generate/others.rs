//! The exports beside tickets and changes. Contacts, surveys, devices and outages follow the tickets and grow with them; the
//! other tables have one size.

use std::fs;
use std::io;
use std::path::Path;

use super::assets::{self, Assets};
use super::changes::Change;
use super::clock::{Clock, FIRST_DAY, number};
use super::contacts::{self, Contacts};
use super::outages::{self, Outages};
use super::problems::{self, Problems};
use super::registers::{BY_HAND, Registers};
use super::sheet::Sheet;
use super::surveys::{self, Surveys};
use super::tickets::Ticket;
use super::worklog::{self, Worklog};
use super::{articles, continuity, meetings, patches, spend, training};

/// Those that follow the tickets and changes day by day.
pub struct Others<'a> {
    registers: &'a Registers,
    /// Tickets for each thousand of the standard organisation's.
    size: i64,
    contacts: Contacts,
    surveys: Surveys,
    assets: Assets,
    outages: Outages,
    problems: Problems,
}

impl<'a> Others<'a> {
    pub fn new(folder: &Path, registers: &'a Registers, size: i64, scale: i64) -> io::Result<Self> {
        let sheet = |name, header| Sheet::create(&folder.join(name), header);
        Ok(Self {
            registers,
            size,
            contacts: Contacts::new(sheet("contacts.csv", contacts::HEADER)?),
            surveys: Surveys::new(sheet("surveys.csv", surveys::HEADER)?),
            assets: Assets::new(sheet("assets.csv", assets::HEADER)?, scale),
            outages: Outages::new(sheet("outages.csv", outages::HEADER)?),
            problems: Problems::new(sheet("problems.csv", problems::HEADER)?),
        })
    }

    /// Takes in what a day brought.
    pub fn day(&mut self, clock: &Clock, now: i64, day: i64, changes: &[Change], tickets: &[Ticket]) -> io::Result<()> {
        for change in changes {
            self.outages.change(change, now);
            self.problems.change(change);
        }
        for ticket in tickets {
            self.assets.ticket(clock, ticket);
            self.outages.ticket(ticket);
            self.surveys.ticket(clock, now, ticket)?;
        }
        if day < number(FIRST_DAY) {
            return Ok(());
        }
        self.surveys.day(clock, day, self.registers)?;
        self.contacts.day(clock, day, tickets, self.size)
    }

    pub fn finish(self, clock: &Clock) -> io::Result<()> {
        self.contacts.finish()?;
        self.surveys.finish()?;
        self.assets.finish()?;
        self.outages.finish(clock, self.registers)?;
        self.problems.finish(clock)
    }
}

/// Writes those that follow nothing, and the registers that are kept by hand.
pub fn write(folder: &Path, clock: &Clock, registers: &Registers) -> io::Result<()> {
    let sheet = |name, header| Sheet::create(&folder.join(name), header);
    articles::write(sheet("articles.csv", articles::HEADER)?, &registers.articles)?;
    continuity::write(clock, sheet("continuity.csv", continuity::HEADER)?)?;
    meetings::write(clock, sheet("meetings.csv", meetings::HEADER)?)?;
    patches::patches(sheet("patches.csv", patches::PATCH_HEADER)?)?;
    patches::findings(clock, sheet("vulnerabilities.csv", patches::FINDING_HEADER)?)?;
    spend::write(sheet("spend.csv", spend::HEADER)?)?;
    training::write(sheet("training.csv", training::HEADER)?, registers)?;
    Worklog::new(sheet("worklog.csv", worklog::HEADER)?, registers).write(clock)?;
    for (name, text) in BY_HAND {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
