//! Problem records: few and slow at first, and from February 2026 a weekly review that finds causes.

use std::io;

use super::catalogue::{INCIDENTS, SUBJECTS, Topic};
use super::chance::{Chance, NARROW};
use super::changes::Change;
use super::clock::{Clock, DAY, FIRST_DAY, HOUR, LAST_DAY, civil, number};
use super::sheet::Sheet;
use super::story::Moment;

pub const HEADER: &[&str] = &[
    "id",
    "opened_at",
    "root_cause_at",
    "root_cause_due_at",
    "known_error_at",
    "closed_at",
    "updated_at",
    "state",
    "service",
    "category",
    "priority",
    "fixed_by_change",
];

/// Opened in each month: the two that tickets name are the 41st, in the peak of 2025, and the 57th, when the review begins.
const OPENED: [i64; 24] = [2, 3, 2, 3, 2, 3, 2, 2, 3, 2, 2, 2, 3, 2, 4, 10, 5, 5, 5, 4, 5, 4, 5, 4];
const FIRST_NUMBER: i64 = 12;
/// From this month on the review meets weekly.
const REVIEW: i64 = 15;
/// Orders get stuck still: its cause is known, and nothing has removed it.
const STUCK: i64 = 41;
/// Fixed when a robot began to renew certificates, in June 2026.
const CERTIFICATES: (i64, i64) = (57, 19);

pub struct Problems {
    chance: Chance,
    sheet: Sheet,
    /// Changes that succeeded: service, end and number.
    fixes: Vec<(&'static str, i64, i64)>,
}

struct Problem {
    number: i64,
    topic: &'static Topic,
    priority: i64,
    opened: i64,
    due: i64,
    cause: Option<i64>,
    known_error: Option<i64>,
    fixed_by: Option<i64>,
    closed: Option<i64>,
}

impl Problems {
    pub fn new(sheet: Sheet) -> Self {
        Self {
            chance: Chance::new(0x0009_40b1),
            sheet,
            fixes: Vec::new(),
        }
    }

    pub fn change(&mut self, change: &Change) {
        if let Some(ended) = change.succeeded() {
            self.fixes
                .push((SUBJECTS[change.subject].service, ended, change.number));
        }
    }

    pub fn finish(mut self, clock: &Clock) -> io::Result<()> {
        self.fixes.sort_by_key(|(_, ended, _)| *ended);
        let mut next = FIRST_NUMBER;
        let months = (number(FIRST_DAY)..=number(LAST_DAY)).filter(|day| civil(*day).2 == 1);
        for (day, count) in months.zip(OPENED) {
            let mut days: Vec<i64> = (0..count)
                .map(|_| clock.next_open(day + self.chance.below(27)))
                .collect();
            days.sort_unstable();
            for day in days {
                let opened = clock.at(day, self.chance.between(9 * HOUR, 17 * HOUR));
                let problem = self.problem(clock, next, opened);
                self.write(&problem)?;
                next += 1;
            }
        }
        self.sheet.finish()
    }

    fn problem(&mut self, clock: &Clock, number: i64, opened: i64) -> Problem {
        let now = clock.at(self::number(LAST_DAY), 23 * HOUR);
        let moment = Moment::of(clock.day_of(opened));
        let weights: Vec<i64> = INCIDENTS.iter().map(|topic| moment.on(topic.weight)).collect();
        let chance = &mut self.chance;
        let of = |topic: &&Topic| topic.problem == Some(number);
        let drawn = &INCIDENTS[chance.weighted(&weights)];
        let topic = INCIDENTS.iter().find(of).unwrap_or(drawn);
        let priority = if topic.critical {
            chance.between(1, 2)
        } else {
            chance.between(2, 4)
        };
        let due = clock.service_after(opened, if priority == 1 { 100 } else { 150 } * HOUR);
        let reviewed = moment.month >= REVIEW;
        let found = chance.permille(if reviewed { 940 } else { 720 }) || topic.problem.is_some();
        let took = chance
            .spread(if reviewed { 85 } else { 190 } * HOUR, NARROW)
            .max(5 * HOUR);
        let cause = found.then(|| clock.service_after(opened, took)).filter(|at| *at <= now);
        let known_error = cause.filter(|_| chance.permille(760) || topic.problem.is_some());
        let known_error = known_error
            .map(|at| at + chance.between(1, 6) * DAY)
            .filter(|at| *at <= now);
        let fixed = chance.permille(if reviewed { 820 } else { 640 });
        let wait = chance.between(5, 60) * DAY;
        let fix = cause
            .filter(|_| number != STUCK)
            .and_then(|cause| self.fix(clock, number, topic, cause + wait));
        let fix = fix.filter(|_| fixed || number == CERTIFICATES.0);
        let closed = match fix {
            Some((ended, _)) => Some(clock.service_after(ended, 50 * HOUR)),
            // Lived with, or gone by itself.
            None if !fixed && number != STUCK => cause.map(|at| clock.service_after(at, 300 * HOUR)),
            None => None,
        };
        Problem {
            number,
            topic,
            priority,
            opened,
            due,
            cause,
            known_error,
            fixed_by: fix.map(|(_, change)| change),
            closed: closed.filter(|at| *at <= now),
        }
    }

    /// The first change to its service that succeeded after a time: its end and number.
    fn fix(&self, clock: &Clock, number: i64, topic: &Topic, after: i64) -> Option<(i64, i64)> {
        let after = match CERTIFICATES {
            (certificates, month) if number == certificates => self.first_of(clock, month),
            _ => after,
        };
        // What is wrong with laptops is repaired by packages.
        let service = if topic.service == "Laptops" {
            "Software catalogue"
        } else {
            topic.service
        };
        let fix = self
            .fixes
            .iter()
            .find(|(of, ended, _)| *of == service && *ended >= after);
        fix.map(|(_, ended, change)| (*ended, *change))
    }

    fn first_of(&self, clock: &Clock, month: i64) -> i64 {
        let mut days = number(FIRST_DAY)..=number(LAST_DAY);
        let day = days.find(|day| Moment::of(*day).month == month);
        clock.at(day.unwrap_or_default(), 0)
    }

    fn write(&mut self, problem: &Problem) -> io::Result<()> {
        let touched = [problem.cause, problem.known_error, problem.closed];
        let updated = touched.into_iter().flatten().max().unwrap_or(problem.opened);
        let state = match problem {
            Problem { closed: Some(_), .. } => "closed",
            Problem {
                known_error: Some(_), ..
            } => "on_hold",
            Problem { cause: Some(_), .. } => "in_progress",
            _ => "new",
        };
        let sheet = &mut self.sheet;
        sheet.id("PRB", Some(problem.number))?;
        sheet.time(Some(problem.opened))?;
        sheet.time(problem.cause)?;
        sheet.time(Some(problem.due))?;
        sheet.time(problem.known_error)?;
        sheet.time(problem.closed)?;
        sheet.time(Some(updated))?;
        sheet.text(state)?;
        sheet.text(problem.topic.service)?;
        sheet.text(problem.topic.category)?;
        sheet.number(Some(problem.priority))?;
        sheet.id("CHG", problem.fixed_by)?;
        sheet.end()
    }
}
