//! The registers that people keep by hand: written by hand here too, among the exports. What is generated names their
//! records.

use super::articles::{self, Article};
use super::clock::{LAST_DAY, number};

/// Each with its text, as it lies in the exports.
pub const BY_HAND: [(&str, &str); 7] = [
    ("services.csv", SERVICES),
    ("vendors.csv", VENDORS),
    ("goals.csv", GOALS),
    ("projects.csv", PROJECTS),
    ("people.csv", PEOPLE),
    ("risks.csv", include_str!("../exports/risks.csv")),
    ("actions.csv", include_str!("../exports/actions.csv")),
];
const SERVICES: &str = include_str!("../exports/services.csv");
const VENDORS: &str = include_str!("../exports/vendors.csv");
const GOALS: &str = include_str!("../exports/goals.csv");
const PROJECTS: &str = include_str!("../exports/projects.csv");
const PEOPLE: &str = include_str!("../exports/people.csv");

/// Goals that tickets, changes and hours name.
pub const NOT_AGAIN: &str = "G-01";
pub const NO_HANDS: &str = "G-04";
pub const FEWER_SURPRISES: &str = "G-05";

pub struct Registers {
    /// Their names.
    pub services: Vec<String>,
    pub projects: Vec<Project>,
    pub people: Vec<Member>,
    pub articles: Vec<Article>,
    vendors: Vec<Vendor>,
}

pub struct Project {
    pub id: String,
    pub goal: String,
    pub service: String,
    /// Its days, the last one that of the export where it goes on.
    started: i64,
    ended: i64,
}

pub struct Vendor {
    pub name: String,
    service: String,
    /// Its contract's days.
    start: i64,
    end: i64,
    /// How many tickets of its service reach it, in thousandths: of those resolved in time and of the late.
    pub share: i64,
    pub late_share: i64,
}

/// A member of IT.
pub struct Member {
    pub code: i64,
    pub group: String,
    pub role: String,
    pub level: i64,
}

impl Registers {
    pub fn new() -> Self {
        let services = cells(SERVICES, ["name"]).into_iter().map(|[name]| name);
        let projects = cells(PROJECTS, ["id", "goal_id", "service", "started_at", "ended_at"]).into_iter();
        let people = cells(PEOPLE, ["person", "group", "role", "level"]).into_iter();
        let vendors = cells(VENDORS, ["name", "service", "contract_start", "contract_end"]).into_iter();
        Self {
            services: services.collect(),
            projects: projects
                .filter_map(|[id, goal, service, started, ended]| {
                    Some(Project {
                        id,
                        goal,
                        service,
                        started: day(&started)?,
                        ended: day(&ended).unwrap_or(number(LAST_DAY)),
                    })
                })
                .collect(),
            people: people
                .filter_map(|[person, group, role, level]| {
                    Some(Member {
                        code: person.strip_prefix('A')?.parse().ok()?,
                        group,
                        role,
                        level: level.parse().ok()?,
                    })
                })
                .collect(),
            articles: articles::all(),
            vendors: vendors
                .filter_map(|[name, service, start, end]| {
                    let (share, late_share) = handed_on(&service);
                    Some(Vendor {
                        name,
                        service,
                        start: day(&start)?,
                        end: day(&end)?,
                        share,
                        late_share,
                    })
                })
                .collect(),
        }
    }

    /// The project that works on a service on a day.
    pub fn project(&self, service: &str, day: i64) -> Option<&Project> {
        self.projects
            .iter()
            .find(|project| project.service == service && project.goes_on(day))
    }

    /// The supplier of a service on a day.
    pub fn vendor(&self, service: &str, day: i64) -> Option<&Vendor> {
        self.vendors
            .iter()
            .find(|vendor| vendor.service == service && (vendor.start..=vendor.end).contains(&day))
    }

    /// An article about a subcategory that was there on a day; `any` chooses one of several.
    pub fn article(&self, subcategory: &str, day: i64, any: i64) -> Option<i64> {
        let there: Vec<&Article> = self
            .articles
            .iter()
            .filter(|article| article.subcategory == Some(subcategory) && article.published <= day)
            .collect();
        let at = any.checked_rem(there.len() as i64)?;
        Some(there[at as usize].number)
    }
}

impl Project {
    pub fn goes_on(&self, day: i64) -> bool {
        (self.started..=self.ended).contains(&day)
    }
}

/// How many tickets of a service reach its supplier, of those resolved in time and of the late.
fn handed_on(service: &str) -> (i64, i64) {
    match service {
        "Order entry" => (200, 480),
        "Web shop" => (320, 50),
        "Network" => (260, 60),
        "Telephony" => (400, 240),
        "Laptops" => (170, 90),
        "Printing" => (320, 760),
        "Payroll" => (440, 120),
        "Servers" => (340, 60),
        "Security" => (360, 50),
        _ => (60, 60),
    }
}

fn day(text: &str) -> Option<i64> {
    text.parse().ok().map(number)
}

/// The cells of these columns, row by row.
fn cells<const N: usize>(text: &str, columns: [&str; N]) -> Vec<[String; N]> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let places = columns.map(|column| header.iter().position(|name| name == column).expect("the column"));
    let rows = rows.records().map(|row| {
        let row = row.expect("as many cells as the header");
        places.map(|at| row[at].to_owned())
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::staff;

    /// The distinct cells of a column that are not empty.
    fn distinct(text: &str, column: &str) -> Vec<String> {
        let mut all: Vec<String> = cells(text, [column]).into_iter().map(|[cell]| cell).collect();
        all.sort();
        all.dedup();
        all.retain(|cell| !cell.is_empty());
        all
    }

    #[test]
    fn whatever_a_register_names_is_in_the_other() {
        let names = [
            (PROJECTS, "goal_id", GOALS, "id"),
            (PROJECTS, "vendor", VENDORS, "name"),
            (PROJECTS, "service", SERVICES, "name"),
            (VENDORS, "service", SERVICES, "name"),
            (VENDORS, "goal_id", GOALS, "id"),
            (PEOPLE, "backup", PEOPLE, "person"),
        ];
        for (text, column, other, key) in names {
            let there = distinct(other, key);
            let lost: Vec<String> = distinct(text, column)
                .into_iter()
                .filter(|name| !there.contains(name))
                .collect();
            assert_eq!(lost, [""; 0], "{column}");
        }
        let goals = distinct(GOALS, "id");
        for goal in [NOT_AGAIN, NO_HANDS, FEWER_SURPRISES] {
            assert!(goals.iter().any(|id| id == goal), "{goal}");
        }
    }

    #[test]
    fn everybody_who_handles_tickets_is_a_member_of_the_group() {
        for member in Registers::new().people {
            let (first, last) = staff(&member.group);
            assert!(
                (first..=last).contains(&member.code),
                "A{:03} is not in {}",
                member.code,
                member.group
            );
        }
        assert_eq!(cells(PEOPLE, ["person"]).len(), 37, "staff() has the codes 1 to 37");
    }

    #[test]
    fn of_one_service_only_one_contract_runs_at_a_time() {
        let vendors = Registers::new().vendors;
        for (at, vendor) in vendors.iter().enumerate() {
            let overlaps = |other: &&Vendor| {
                other.service == vendor.service && other.start <= vendor.end && vendor.start <= other.end
            };
            assert_eq!(vendors[at + 1..].iter().filter(overlaps).count(), 0, "{}", vendor.name);
        }
    }
}
