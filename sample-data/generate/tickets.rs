//! Incidents and requests: opened, answered, handed on, resolved, now and then reopened; and the dirt of every export.

use std::cmp::Reverse;
use std::io;

use super::catalogue::{INCIDENTS, MESSY, NETWORK_COLLEAGUE, NETWORK_SPECIALIST, REQUESTS, SUBJECTS, Topic, staff};
use super::chance::{Chance, NARROW, WIDE};
use super::changes::{Aftermath, Changes};
use super::clock::{Clock, DAY, FIRST_DAY, HOUR, MINUTE, number};
use super::registers::{NO_HANDS, NOT_AGAIN, Registers};
use super::sheet::Sheet;
use super::story::{self, CHANNELS, Curve, DEPARTMENTS, Moment};

pub const INCIDENT_HEADER: &[&str] = &[
    "number",
    "opened_at",
    "u_first_response_at",
    "resolved_at",
    "closed_at",
    "sys_updated_on",
    "sys_mod_count",
    "state",
    "priority",
    "category",
    "subcategory",
    "business_service",
    "cmdb_ci",
    "assignment_group",
    "u_first_group",
    "assigned_to",
    "caller_id.department",
    "contact_type",
    "reassignment_count",
    "reopen_count",
    "made_sla",
    "caused_by",
    "problem_id",
    "u_escalated_at",
    "u_major",
    "u_security",
    "u_automated",
    "u_first_contact",
    "u_users_affected",
    "u_effort_minutes",
    "short_description",
    "u_kb_article",
    "vendor",
    "u_goal",
];
/// The same without what only incidents have.
pub fn request_header() -> Vec<&'static str> {
    const ONLY_INCIDENTS: [&str; 4] = ["caused_by", "problem_id", "u_major", "u_security"];
    INCIDENT_HEADER
        .iter()
        .copied()
        .filter(|name| !ONLY_INCIDENTS.contains(name))
        .collect()
}

const PRIORITIES: [&str; 5] = ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"];
/// Agreed service time to resolve, by priority: the same as in boardpack.toml.
const TARGETS: [i64; 5] = [4 * HOUR, 8 * HOUR, 20 * HOUR, 40 * HOUR, 80 * HOUR];
/// Minutes until a human responds, by priority.
const WAITS: [i64; 5] = [8, 17, 66, 140, 190];
/// What a queue calls its states: new, at work, waiting, resolved, closed, cancelled.
const INCIDENT_STATES: [&str; 6] = ["New", "In Progress", "On Hold", "Resolved", "Closed", "Canceled"];
const REQUEST_STATES: [&str; 6] = [
    "Open",
    "Work in Progress",
    "Pending",
    "Closed Complete",
    "Closed Complete",
    "Closed Skipped",
];

/// A queue of incidents or of requests.
pub struct Queue<'a> {
    incidents: bool,
    topics: &'static [Topic],
    states: [&'static str; 6],
    /// Minutes of work to resolve, by priority, and how that changes.
    work: [i64; 5],
    pace: Curve,
    /// Minutes of effort by priority.
    effort: [i64; 5],
    chance: Chance,
    /// For the columns that came later, so that the first ones stay as they are.
    later: Chance,
    registers: &'a Registers,
    sheet: Sheet,
    next: i64,
    /// Configuration items for each of the standard organisation's.
    scale: i64,
}

#[derive(Clone, Copy)]
pub struct Ticket<'a> {
    pub number: i64,
    pub incident: bool,
    pub topic: &'static Topic,
    moment: Moment,
    pub opened: i64,
    responded: Option<i64>,
    pub resolved: Option<i64>,
    closed: Option<i64>,
    updated: i64,
    updates: i64,
    state: &'static str,
    /// 0 is critical.
    pub priority: usize,
    pub item: i64,
    first_group: &'static str,
    assignee: Option<i64>,
    pub department: &'static str,
    pub channel: &'static str,
    reassignments: i64,
    pub reopens: i64,
    pub caused_by: Option<i64>,
    problem: Option<i64>,
    escalated: Option<i64>,
    pub major: bool,
    pub automated: bool,
    pub first_contact: bool,
    pub users: i64,
    effort: Option<i64>,
    words: &'static str,
    /// The knowledge article that helped.
    article: Option<i64>,
    /// The supplier who had a hand in it.
    vendor: Option<&'a str>,
    goal: &'static str,
}

impl Ticket<'_> {
    pub fn id(&self) -> (&'static str, i64) {
        (if self.incident { "INC" } else { "RITM" }, self.number)
    }

    /// Resolved within the agreed time, or may still be.
    pub fn in_time(&self, clock: &Clock) -> bool {
        let took = self
            .resolved
            .map(|resolved| clock.service_between(self.opened, resolved));
        took.is_none_or(|took| took <= TARGETS[self.priority])
    }
}

impl<'a> Queue<'a> {
    pub fn incidents(sheet: Sheet, scale: i64, registers: &'a Registers) -> Self {
        Self {
            incidents: true,
            topics: INCIDENTS,
            states: INCIDENT_STATES,
            work: [130, 300, 470, 800, 1_700],
            pace: story::INCIDENT_PACE,
            effort: [330, 170, 84, 62, 50],
            chance: Chance::new(0x01c1_de47),
            later: Chance::new(0x1a7e_01c1),
            registers,
            sheet,
            next: 10_001,
            scale,
        }
    }

    pub fn requests(sheet: Sheet, scale: i64, registers: &'a Registers) -> Self {
        Self {
            incidents: false,
            topics: REQUESTS,
            states: REQUEST_STATES,
            work: [200, 400, 760, 1_100, 1_900],
            pace: story::REQUEST_PACE,
            effort: [90, 70, 60, 44, 50],
            chance: Chance::new(0x0e40_7135),
            later: Chance::new(0x1a7e_0e40),
            registers,
            sheet,
            next: 10_001,
            scale,
        }
    }

    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()
    }

    /// Makes and writes the tickets opened at these times of a day, and gives those that the export has.
    pub fn day(
        &mut self,
        clock: &Clock,
        now: i64,
        opened: &[i64],
        changes: &mut Changes,
    ) -> io::Result<Vec<Ticket<'a>>> {
        let mut made = Vec::new();
        let Some(first) = opened.first() else { return Ok(made) };
        let moment = Moment::of(clock.day_of(*first));
        let weights: Vec<i64> = self
            .topics
            .iter()
            .map(|topic| moment.on(topic.weight) * topic.peak.factor(moment.of_year))
            .collect();
        for &opened in opened {
            let cause = if self.incidents {
                next_aftermath(changes, opened)
            } else {
                None
            };
            let mut ticket = self.open(clock, moment, opened, &weights, cause);
            self.handle(clock, &mut ticket);
            if ticket
                .resolved
                .or(ticket.closed)
                .is_none_or(|done| done >= clock.at(number(FIRST_DAY), 0))
            {
                self.cut(&mut ticket, now);
                self.link(clock, &mut ticket);
                self.dirty(clock, ticket)?;
                made.push(ticket);
            }
        }
        Ok(made)
    }

    fn open(
        &mut self,
        clock: &Clock,
        moment: Moment,
        opened: i64,
        weights: &[i64],
        cause: Option<Aftermath>,
    ) -> Ticket<'a> {
        let (topic, item) = self.topic(clock, opened, weights, cause.as_ref());
        let chance = &mut self.chance;
        let channel = if chance.permille(moment.on(topic.monitored)) {
            "Monitoring"
        } else {
            CHANNELS[chance.weighted(&CHANNELS.map(|(_, weight)| moment.on(weight)))].0
        };
        let priority = chance.weighted(match (self.incidents, topic.critical) {
            (false, _) => &[0, 8, 240, 652, 100],
            (true, true) => &[52, 190, 560, 170, 28],
            (true, false) => &[3, 60, 540, 340, 57],
        });
        let users = match priority {
            0 => chance.spread(60, NARROW),
            1 => chance.spread(9, NARROW).max(1),
            2 if topic.critical => chance.between(1, 9),
            _ => 1,
        };
        // From February 2026 on the weekly review ties what comes back to its problem record.
        let reviewed = moment.month >= 15 && chance.permille(700);
        let words = if chance.permille(40) { MESSY } else { topic.words };
        let number = self.next;
        self.next += 1;
        Ticket {
            number,
            incident: self.incidents,
            topic,
            moment,
            opened,
            responded: None,
            resolved: None,
            closed: None,
            updated: opened,
            updates: 2,
            state: self.states[4],
            priority,
            item,
            first_group: topic.group,
            assignee: None,
            department: DEPARTMENTS[chance.weighted(&DEPARTMENTS.map(|(_, weight)| weight))].0,
            channel,
            reassignments: 0,
            reopens: 0,
            caused_by: cause.map(|cause| cause.change).filter(|_| chance.permille(800)),
            problem: topic.problem.filter(|_| reviewed),
            escalated: None,
            major: self.incidents && priority == 0 && chance.permille(450),
            automated: chance.permille(moment.on(topic.automated)),
            first_contact: false,
            users,
            effort: None,
            words: chance.pick(words),
            article: None,
            vendor: None,
            goal: "",
        }
    }

    /// What a ticket is about, and the item that it hits.
    fn topic(
        &mut self,
        clock: &Clock,
        opened: i64,
        weights: &[i64],
        cause: Option<&Aftermath>,
    ) -> (&'static Topic, i64) {
        let chance = &mut self.chance;
        let mut topic = &self.topics[chance.weighted(weights)];
        if self.incidents && topic.monitored.is_empty() && !clock.in_service(opened) {
            // At night mostly machines complain.
            topic = &self.topics[chance.weighted(weights)];
        }
        if let Some(cause) = cause {
            let subject = &SUBJECTS[cause.subject];
            topic = self
                .topics
                .iter()
                .find(|topic| topic.service == subject.service)
                .unwrap_or(topic);
            if topic.item.prefix == subject.item.prefix {
                return (topic, cause.item);
            }
        }
        (topic, chance.between(1, topic.item.count * self.scale))
    }

    fn handle(&mut self, clock: &Clock, ticket: &mut Ticket) {
        let chance = &mut self.chance;
        if ticket.automated {
            ticket.resolved = Some(ticket.opened + chance.between(20, 900));
            ticket.closed = ticket.resolved;
            ticket.effort = Some(0);
            return;
        }
        let (first, last) = staff(ticket.topic.group);
        let assignee = chance.between(first, last).min(chance.between(first, last));
        ticket.assignee = Some(specialist(ticket.topic, assignee, last));
        let spoken = matches!(ticket.channel, "Phone" | "Chat" | "Walk-in") && clock.in_service(ticket.opened);
        let desk = if ticket.topic.group == "Service Desk" { 16 } else { 8 };
        let share = ticket.moment.on(story::FIRST_CONTACT) * desk / 10;
        ticket.first_contact = spoken && ticket.priority > 0 && chance.permille(share);
        let pace = ticket.moment.on(self.pace);
        let responded = if spoken {
            ticket.opened + chance.between(40, 300)
        } else {
            let wait = chance.spread(WAITS[ticket.priority] * MINUTE * pace / 100, NARROW);
            on_the_clock(clock, ticket.priority, ticket.opened, wait)
        };
        ticket.responded = chance.permille(975).then_some(responded);
        let resolved = if ticket.first_contact {
            ticket.opened + chance.between(5 * MINUTE, 28 * MINUTE)
        } else {
            self.resolve(clock, ticket, pace)
        };
        self.end(clock, ticket, resolved.max(responded + MINUTE));
    }

    /// When a ticket that was not resolved at once is; with what happens on the way.
    fn resolve(&mut self, clock: &Clock, ticket: &mut Ticket, pace: i64) -> i64 {
        let chance = &mut self.chance;
        let median = self.work[ticket.priority] * MINUTE * pace / 100;
        // Most are routine; every sixth is not.
        let work = if chance.permille(835) {
            chance.spread(median, NARROW)
        } else {
            chance.spread(3 * median, WIDE)
        };
        let resolved = on_the_clock(clock, ticket.priority, ticket.opened, work + chance.below(60));
        self.pass_around(ticket, resolved);
        if !self.chance.permille(ticket.moment.on(story::REOPENED) * 13 / 10) {
            return resolved;
        }
        ticket.reopens = if self.chance.permille(120) { 2 } else { 1 };
        clock.service_after(resolved, self.chance.spread(9 * HOUR, NARROW))
    }

    /// Hand-overs and escalation of a ticket that will be resolved at `resolved`.
    fn pass_around(&mut self, ticket: &mut Ticket, resolved: i64) {
        let chance = &mut self.chance;
        if chance.permille(ticket.moment.on(story::HANDED_ON)) {
            let desk = ticket.topic.group == "Service Desk";
            ticket.first_group = if desk {
                chance.pick(&["Desktop", "Apps", "Network"])
            } else {
                "Service Desk"
            };
            ticket.reassignments = 1;
            while ticket.reassignments < 7 && chance.permille(330) {
                ticket.reassignments += 1;
            }
        }
        let urgent = if ticket.priority < 2 { 4 } else { 1 };
        if chance.permille(ticket.moment.on(story::ESCALATED) * urgent) {
            ticket.escalated = Some(ticket.opened + (resolved - ticket.opened) * chance.between(15, 80) / 100);
        }
    }

    fn end(&mut self, clock: &Clock, ticket: &mut Ticket, resolved: i64) {
        let chance = &mut self.chance;
        ticket.updates = 3 + 2 * ticket.reassignments + 2 * ticket.reopens + chance.below(4);
        let trend = if self.incidents {
            ticket.moment.on(story::INCIDENT_EFFORT)
        } else {
            100
        };
        let median = if ticket.first_contact {
            14
        } else {
            self.effort[ticket.priority] * trend / 100
        };
        let effort = chance.spread(median, NARROW) + 14 * ticket.reassignments + 25 * ticket.reopens;
        ticket.effort = chance.permille(965).then_some(effort.max(2));
        match chance.below(1000) {
            0..24 => {
                ticket.state = self.states[5];
                ticket.closed = Some(resolved);
            }
            24..31 if self.incidents => {
                ticket.state = "Duplicate";
                ticket.closed = Some(resolved);
            }
            _ => {
                // Some wait long for a spare part, a supplier or a decision that nobody takes.
                let resolved = match chance.below(1000) {
                    0..7 => clock.service_after(resolved, chance.between(100, 1_700) * HOUR),
                    _ => resolved,
                };
                ticket.resolved = Some(resolved);
                ticket.closed = Some(clock.service_after(resolved, 30 * HOUR));
            }
        }
        if !self.incidents && ticket.resolved.is_some() {
            ticket.closed = ticket.resolved;
        }
    }

    /// Takes away what the export, made at `now`, could not know.
    fn cut(&mut self, ticket: &mut Ticket, now: i64) {
        let known = |at: &i64| *at <= now;
        let (resolved, closed) = (ticket.resolved.filter(known), ticket.closed.filter(known));
        if ticket.closed != closed {
            ticket.state = match (resolved, ticket.responded.filter(known)) {
                (Some(_), _) => self.states[3],
                (None, Some(_)) => self.states[1 + usize::from(self.chance.permille(250))],
                (None, None) => self.states[0],
            };
        }
        if resolved.is_none() && closed.is_none() {
            ticket.effort = ticket.effort.map(|effort| effort / 2);
        }
        ticket.resolved = resolved;
        ticket.closed = closed;
        ticket.responded = ticket.responded.filter(known);
        ticket.escalated = ticket.escalated.filter(known);
        let touched = [ticket.responded, ticket.resolved, ticket.closed, ticket.escalated];
        ticket.updated = touched.into_iter().flatten().max().unwrap_or(ticket.opened);
    }

    /// The article that helped, the supplier who had a hand in it, the goal that it serves.
    fn link(&mut self, clock: &Clock, ticket: &mut Ticket<'a>) {
        let (chance, day) = (&mut self.later, clock.day_of(ticket.opened));
        ticket.goal = match ticket {
            Ticket { problem: Some(_), .. } => NOT_AGAIN,
            Ticket { automated: true, .. } => NO_HANDS,
            _ => "",
        };
        if ticket.automated || ticket.resolved.is_none() {
            return;
        }
        let helped = chance.permille(ticket.moment.on(story::ARTICLE_USED));
        let number = chance.below(1 << 30);
        ticket.article = self
            .registers
            .article(ticket.topic.subcategory, day, number)
            .filter(|_| helped);
        if let Some(vendor) = self.registers.vendor(ticket.topic.service, day) {
            // What a supplier must repair takes longer.
            let share = if ticket.in_time(clock) {
                vendor.share
            } else {
                vendor.late_share
            };
            let handed_on = !ticket.first_contact && chance.permille(share);
            ticket.vendor = handed_on.then_some(&vendor.name);
        }
    }

    /// Writes a ticket as exports have them: a few rows are stale, or contradict themselves.
    fn dirty(&mut self, clock: &Clock, mut ticket: Ticket) -> io::Result<()> {
        match self.chance.below(10_000) {
            0..60 if self.incidents && ticket.state == "Closed" => ticket.resolved = None,
            60..66 => {
                let before = ticket.opened - self.chance.between(20, 400) * MINUTE;
                ticket.resolved = ticket.resolved.map(|_| before);
            }
            66..70 => (ticket.resolved, ticket.closed) = (None, None),
            70..84 => {
                let stale = Ticket {
                    resolved: None,
                    closed: None,
                    state: self.states[1],
                    updated: ticket.opened,
                    updates: ticket.updates / 2,
                    ..ticket
                };
                self.write(clock, &stale, true)?;
            }
            84..90 => return self.write(clock, &ticket, false),
            _ => {}
        }
        self.write(clock, &ticket, true)
    }

    fn write(&mut self, clock: &Clock, ticket: &Ticket, with_opened: bool) -> io::Result<()> {
        let topic = ticket.topic;
        let incidents = self.incidents;
        let (prefix, number) = ticket.id();
        let sheet = &mut self.sheet;
        sheet.id(prefix, Some(number))?;
        sheet.time(Some(ticket.opened).filter(|_| with_opened))?;
        sheet.time(ticket.responded)?;
        sheet.time(ticket.resolved)?;
        sheet.time(ticket.closed)?;
        sheet.time(Some(ticket.updated))?;
        sheet.number(Some(ticket.updates))?;
        sheet.text(ticket.state)?;
        sheet.text(PRIORITIES[ticket.priority])?;
        sheet.text(topic.category)?;
        sheet.text(topic.subcategory)?;
        sheet.text(topic.service)?;
        sheet.item(topic.item.prefix, ticket.item)?;
        sheet.text(topic.group)?;
        sheet.text(ticket.first_group)?;
        sheet.person(ticket.assignee)?;
        sheet.text(ticket.department)?;
        sheet.text(ticket.channel)?;
        sheet.number(Some(ticket.reassignments))?;
        sheet.number(Some(ticket.reopens))?;
        sheet.flag(ticket.in_time(clock))?;
        if incidents {
            sheet.id("CHG", ticket.caused_by)?;
            sheet.id("PRB", ticket.problem)?;
        }
        sheet.time(ticket.escalated)?;
        if incidents {
            sheet.flag(ticket.major)?;
            sheet.flag(topic.category == "Security")?;
        }
        sheet.flag(ticket.automated)?;
        sheet.flag(ticket.first_contact)?;
        sheet.number(Some(ticket.users))?;
        sheet.number(ticket.effort)?;
        sheet.text(ticket.words)?;
        sheet.id("KB", ticket.article)?;
        sheet.text(ticket.vendor.unwrap_or_default())?;
        sheet.text(ticket.goal)?;
        sheet.end()
    }
}

/// Who has it in the end: the network hangs on one person, whoever else is free, and a colleague does the rest of that work.
fn specialist(topic: &Topic, assignee: i64, last: i64) -> i64 {
    match topic.category {
        "Network" if assignee != last => NETWORK_SPECIALIST,
        "Access" if assignee == NETWORK_SPECIALIST => NETWORK_COLLEAGUE,
        _ => assignee,
    }
}

/// Critical and high run around the clock, the rest in service hours.
fn on_the_clock(clock: &Clock, priority: usize, from: i64, seconds: i64) -> i64 {
    if priority < 2 {
        from + seconds
    } else {
        clock.service_after(from, seconds)
    }
}

/// The change behind an incident opened now, if one is waiting to be noticed; what nobody noticed in three days is forgotten.
fn next_aftermath(changes: &mut Changes, opened: i64) -> Option<Aftermath> {
    while let Some(Reverse(next)) = changes.aftermaths.peek() {
        if next.after > opened {
            return None;
        }
        let Reverse(next) = changes.aftermaths.pop()?;
        if opened - next.after <= 2 * DAY {
            return Some(next);
        }
    }
    None
}
