//! Change requests: planned, done, sometimes failed; what fails is repaired by another change and noticed by people.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;

use super::catalogue::{INCIDENTS, SUBJECTS, UNTESTED, persona, staff};
use super::chance::{Chance, NARROW};
use super::clock::{Clock, FIRST_DAY, HOUR, MINUTE, number, weekday};
use super::registers::{FEWER_SURPRISES, Registers};
use super::sheet::Sheet;
use super::story::{self, Moment};

pub const HEADER: &[&str] = &[
    "number",
    "opened_at",
    "u_approved_at",
    "start_date",
    "end_date",
    "work_start",
    "work_end",
    "closed_at",
    "sys_updated_on",
    "type",
    "risk",
    "state",
    "close_code",
    "unauthorized",
    "category",
    "business_service",
    "cmdb_ci",
    "assignment_group",
    "assigned_to",
    "u_preventive",
    "u_automated",
    "u_disruptive",
    "u_fixes_change",
    "u_effort_minutes",
    "short_description",
    "u_persona",
    "u_project",
    "u_goal",
    "vendor",
];

/// An incident to come, from a change: not before `after`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Aftermath {
    pub after: i64,
    pub change: i64,
    pub subject: usize,
    pub item: i64,
}

/// A repair to come: not before the first, of the change and subject given.
type Repair = (i64, i64, usize);

/// The change office: makes the changes of a day and writes them.
pub struct Changes<'a> {
    chance: Chance,
    /// For the columns that came later, so that the first ones stay as they are.
    later: Chance,
    registers: &'a Registers,
    sheet: Sheet,
    next: i64,
    /// Configuration items for each of the standard organisation's.
    scale: i64,
    repairs: BinaryHeap<Reverse<Repair>>,
    pub aftermaths: BinaryHeap<Reverse<Aftermath>>,
}

pub struct Change {
    pub number: i64,
    /// Its place in the catalogue.
    pub subject: usize,
    item: i64,
    kind: &'static str,
    risk: &'static str,
    untested: bool,
    fixes: Option<i64>,
    opened: i64,
    approved: Option<i64>,
    planned: (i64, i64),
    pub work: Option<(i64, i64)>,
    closed: Option<i64>,
    updated: i64,
    state: &'static str,
    outcome: &'static str,
    effort: Option<i64>,
    assignee: i64,
    preventive: bool,
    automated: bool,
    /// Whom it affects cannot work meanwhile.
    pub disruptive: bool,
    words: &'static str,
}

impl Change {
    /// When it was done, if it was and did what it should.
    pub fn succeeded(&self) -> Option<i64> {
        let (_, end) = self.work?;
        (self.outcome == "successful").then_some(end)
    }

    pub fn failed(&self) -> bool {
        matches!(self.outcome, "unsuccessful" | "Backed out")
    }
}

impl<'a> Changes<'a> {
    pub fn new(sheet: Sheet, scale: i64, registers: &'a Registers) -> Self {
        Self {
            chance: Chance::new(0x0c4a_09e5),
            later: Chance::new(0x1a7e_0c4a),
            registers,
            sheet,
            next: 30_001,
            scale,
            repairs: BinaryHeap::new(),
            aftermaths: BinaryHeap::new(),
        }
    }

    /// Makes and writes the changes requested at these times of a day, and gives those that the export has.
    pub fn day(&mut self, clock: &Clock, now: i64, opened: &[i64]) -> io::Result<Vec<Change>> {
        let mut made = Vec::new();
        for &opened in opened {
            let mut change = self.request(clock, opened);
            self.plan(clock, &mut change);
            if self.chance.permille(45) {
                change.state = "Canceled";
                change.closed = Some(clock.service_after(opened, self.chance.between(1, 30) * HOUR));
            } else {
                self.work(clock, &mut change);
            }
            let done = change.work.map(|(_, end)| end).or(change.closed);
            if done.is_none_or(|done| done >= clock.at(number(FIRST_DAY), 0)) {
                cut(&mut change, now);
                self.details(&mut change, Moment::of(clock.day_of(opened)));
                self.write(clock, &change)?;
                made.push(change);
            }
        }
        Ok(made)
    }

    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()
    }

    fn request(&mut self, clock: &Clock, opened: i64) -> Change {
        let moment = Moment::of(clock.day_of(opened));
        let chance = &mut self.chance;
        let repair = match self.repairs.peek() {
            Some(Reverse((ready, _, _))) if *ready <= opened => self.repairs.pop().map(|Reverse(repair)| repair),
            _ => None,
        };
        let untested = repair.is_none() && moment.in_bad_quarter() && chance.permille(280);
        let subject = match repair {
            Some((_, _, subject)) => subject,
            None if untested => 0,
            None => chance.weighted(&SUBJECTS.iter().map(|subject| subject.weight).collect::<Vec<_>>()),
        };
        let emergency = if repair.is_some() {
            450
        } else {
            moment.on(story::EMERGENCY)
        };
        let standard = if repair.is_some() {
            0
        } else {
            moment.on(story::STANDARD)
        };
        let kind = match chance.below(1000) {
            _ if untested => "Normal",
            share if share < emergency => "Emergency",
            share if share < emergency + standard => "Standard",
            _ => "Normal",
        };
        let risk = match (kind, chance.below(100)) {
            ("Standard", _) | ("Normal", 0..46) => "Low",
            ("Normal", 46..88) | ("Emergency", 0..55) => "Moderate",
            _ => "High",
        };
        let number = self.next;
        self.next += 1;
        Change {
            number,
            subject,
            item: chance.between(1, SUBJECTS[subject].item.count * self.scale),
            kind,
            risk,
            untested,
            fixes: repair.map(|(_, change, _)| change),
            opened,
            approved: None,
            planned: (0, 0),
            work: None,
            closed: None,
            updated: opened,
            state: "Closed",
            outcome: "",
            effort: None,
            assignee: 0,
            preventive: false,
            automated: false,
            disruptive: false,
            words: "",
        }
    }

    fn plan(&mut self, clock: &Clock, change: &mut Change) {
        let chance = &mut self.chance;
        let length = chance.between(2, 8) * 30 * MINUTE;
        let start = match change.kind {
            "Standard" => clock.service_after(change.opened, chance.spread(11 * HOUR, NARROW).max(HOUR)),
            "Emergency" => change.opened + chance.spread(3 * HOUR, NARROW).max(20 * MINUTE),
            _ => {
                // Repairs cannot wait, and the untested releases were rushed.
                let rushed = change.untested || change.fixes.is_some();
                let median = if rushed { 18 } else { 62 };
                let lead = chance.spread(median * HOUR, NARROW).clamp(8 * HOUR, 190 * HOUR);
                window(clock, clock.day_of(clock.service_after(change.opened, lead)), chance)
            }
        };
        let start = start - start.rem_euclid(15 * MINUTE) + 15 * MINUTE;
        change.planned = (start, start + length);
        let moment = Moment::of(clock.day_of(start));
        let wait = start - change.opened;
        change.approved = match change.kind {
            _ if chance.permille(moment.on(story::UNAUTHORISED)) => None,
            "Standard" => Some(change.opened + chance.between(1, 15) * MINUTE),
            _ => Some(change.opened + wait * chance.between(25, 75) / 100),
        };
    }

    fn work(&mut self, clock: &Clock, change: &mut Change) {
        let chance = &mut self.chance;
        let (start, end) = change.planned;
        let moment = Moment::of(clock.day_of(end));
        change.outcome = outcome(chance, moment, change);
        let failed = change.failed();
        let late = moment.on(story::LATE_CHANGES) + if failed { 300 } else { 0 };
        let began = start + chance.between(-4, 18) * MINUTE;
        let ended = if chance.permille(late) {
            end + chance.spread(50 * MINUTE, NARROW)
        } else {
            start + (end - start) * chance.between(45, 97) / 100
        };
        let ended = ended.max(began + 10 * MINUTE) + chance.below(60);
        change.work = Some((began, ended));
        change.closed = Some(clock.service_after(ended, chance.spread(7 * HOUR, NARROW)));
        let median = match change.kind {
            "Standard" => 150,
            "Emergency" => 330,
            _ => 420,
        };
        let effort = (median + chance.spread(median, NARROW)) / 2 * if failed { 150 } else { 100 } / 100;
        change.effort = chance.permille(960).then_some(effort);

        let incidents = match (change.outcome, chance.below(100)) {
            ("unsuccessful" | "Backed out", share) => [0, 0, 1, 1, 1, 2, 2, 3][share as usize * 8 / 100],
            ("successful_issues", 0..40) | (_, 0..2) => 1,
            _ => 0,
        };
        if INCIDENTS
            .iter()
            .any(|topic| topic.service == SUBJECTS[change.subject].service)
        {
            for _ in 0..incidents {
                self.aftermaths.push(Reverse(Aftermath {
                    after: ended + chance.between(5, 20 * 60) * MINUTE,
                    change: change.number,
                    subject: change.subject,
                    item: change.item,
                }));
            }
        }
        if failed && chance.permille(560) {
            let ready = ended + chance.between(2, 60) * HOUR;
            self.repairs.push(Reverse((ready, change.number, change.subject)));
        }
    }

    /// Who does it and how, and in which words.
    fn details(&mut self, change: &mut Change, moment: Moment) {
        let chance = &mut self.chance;
        let subject = &SUBJECTS[change.subject];
        let (first, last) = staff(subject.group);
        change.assignee = chance.between(first, last);
        change.preventive =
            change.fixes.is_none() && change.kind != "Emergency" && chance.permille(moment.on(story::PREVENTIVE));
        change.automated = change.kind == "Standard" && chance.permille(2 * moment.on(story::AUTOMATED_CHANGES));
        change.disruptive = change.kind != "Standard" && chance.permille(420);
        change.words = chance.pick(if change.untested { UNTESTED } else { subject.words });
    }

    fn write(&mut self, clock: &Clock, change: &Change) -> io::Result<()> {
        let subject = &SUBJECTS[change.subject];
        let sheet = &mut self.sheet;
        sheet.id("CHG", Some(change.number))?;
        sheet.time(Some(change.opened))?;
        sheet.time(change.approved)?;
        sheet.time(Some(change.planned.0))?;
        sheet.time(Some(change.planned.1))?;
        sheet.time(change.work.map(|(start, _)| start))?;
        sheet.time(change.work.map(|(_, end)| end).filter(|end| *end <= change.updated))?;
        sheet.time(change.closed)?;
        sheet.time(Some(change.updated))?;
        sheet.text(change.kind)?;
        sheet.text(change.risk)?;
        sheet.text(change.state)?;
        sheet.text(change.outcome)?;
        sheet.flag(change.approved.is_none() && change.work.is_some())?;
        sheet.text(subject.category)?;
        sheet.text(subject.service)?;
        sheet.item(subject.item.prefix, change.item)?;
        sheet.text(subject.group)?;
        sheet.person(Some(change.assignee))?;
        sheet.flag(change.preventive)?;
        sheet.flag(change.automated)?;
        sheet.flag(change.disruptive)?;
        sheet.id("CHG", change.fixes)?;
        sheet.number(change.effort)?;
        sheet.text(change.words)?;
        self.links(clock, change)
    }

    /// Whom it affects, which project and goal it is for and which supplier has a hand in it: ends the row.
    fn links(&mut self, clock: &Clock, change: &Change) -> io::Result<()> {
        let (chance, day) = (&mut self.later, clock.day_of(change.opened));
        let service = SUBJECTS[change.subject].service;
        let affected = persona(service, chance);
        let planned = change.kind == "Normal" && change.fixes.is_none() && chance.permille(620);
        let project = self.registers.project(service, day).filter(|_| planned);
        let goal = match project {
            Some(project) => project.goal.as_str(),
            None if change.preventive && chance.permille(450) => FEWER_SURPRISES,
            None => "",
        };
        let share = if service == "Payroll" { 500 } else { 240 };
        let vendor = self.registers.vendor(service, day).filter(|_| chance.permille(share));
        self.sheet.text(affected)?;
        self.sheet.text(project.map_or("", |project| &project.id))?;
        self.sheet.text(goal)?;
        self.sheet.text(vendor.map_or("", |vendor| &vendor.name))?;
        self.sheet.end()
    }
}

/// Normal changes wait for an evening from Tuesday to Thursday, or for a Saturday.
fn window(clock: &Clock, day: i64, chance: &mut Chance) -> i64 {
    let mut day = clock.next_open(day);
    if chance.permille(180) {
        return clock.at(day + 5 - weekday(day), chance.between(9, 18) * HOUR);
    }
    while !(1..=3).contains(&weekday(day)) || !clock.is_open(day) {
        day += 1;
    }
    clock.at(day, chance.between(37, 42) * HOUR / 2)
}

fn outcome(chance: &mut Chance, moment: Moment, change: &Change) -> &'static str {
    let fails = match change.kind {
        _ if change.untested => story::UNTESTED_FAILS,
        "Standard" => moment.on(story::STANDARD_FAILS),
        "Emergency" => moment.on(story::EMERGENCY_FAILS),
        _ => moment.on(story::NORMAL_FAILS),
    };
    let fails = if change.risk == "High" && !change.untested {
        fails * 3 / 2
    } else {
        fails
    };
    let issues = if change.kind == "Standard" { 6 } else { 26 };
    match chance.below(1000) {
        share if share < fails * 6 / 10 => "unsuccessful",
        share if share < fails => "Backed out",
        share if share < fails + issues => "successful_issues",
        // Typed by hand in an old form, and left empty.
        999 => "Implmented OK",
        995..999 => "",
        _ => "successful",
    }
}

/// Takes away what the export, made at `now`, could not know.
fn cut(change: &mut Change, now: i64) {
    if change.closed.is_some_and(|closed| closed > now) {
        change.closed = None;
        change.outcome = "";
        change.effort = None;
        change.state = match change.work {
            Some((_, end)) if end <= now => "Review",
            Some((start, _)) if start <= now => "Implement",
            _ => "Scheduled",
        };
    }
    change.approved = change.approved.filter(|at| *at <= now);
    if change.work.is_some_and(|(start, _)| start > now) {
        change.work = None;
    }
    let touched = [
        change.approved,
        change.work.map(|(start, _)| start),
        change.work.map(|(_, end)| end),
        change.closed,
    ];
    let latest = touched.into_iter().flatten().filter(|at| *at <= now).max();
    change.updated = latest.unwrap_or(change.opened).max(change.opened);
}
