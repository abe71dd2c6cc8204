//! The Guardian's page: what arrives, how fast and how well it is resolved, what is waiting, what comes back.

use super::Writer;
use super::grids::Parts;
use super::model::Page;
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::measure::{Dim, Stat};

const INCIDENTS: &[(Dim, &str)] = &[(Dim::Kind, "incident")];
const REQUESTS: &[(Dim, &str)] = &[(Dim::Kind, "request")];
const RESOLUTION: Ask = Ask::of("tickets.resolution_time").stat(Stat::Median);
const RESOLUTION_AGE: Ask = Ask::of("tickets.resolution_time").stat(Stat::OpenAge);
const RESPONSE: Ask = Ask::of("tickets.response_time").stat(Stat::Median);

const SECTIONS: &[Section] = &[
    Section {
        id: "volumes",
        drawn: &[(Ask::of("tickets.opened"), None), (Ask::of("tickets.growth"), None)],
        told: &[
            Ask::of("tickets.resolved"),
            Ask::of("tickets.opened").stat(Stat::PerDay),
            Ask::of("tickets.opened").slice(INCIDENTS),
            Ask::of("tickets.opened").slice(REQUESTS),
            Ask::of("tickets.per_user"),
            Ask::of("tickets.major"),
            Ask::of("tickets.major").stat(Stat::Downtime),
        ],
        shares: &[Share::Arrivals],
    },
    Section {
        id: "resolution",
        drawn: &[
            (RESOLUTION.slice(INCIDENTS), Some(Stat::P90)),
            (RESOLUTION.slice(REQUESTS), Some(Stat::P90)),
            (Ask::of("tickets.resolution_sla"), None),
        ],
        told: &[
            Ask::of("tickets.resolution_sla").stat(Stat::OpenPastTarget),
            RESOLUTION_AGE.slice(INCIDENTS),
            Ask::of("service.consistency").slice(INCIDENTS),
            Ask::of("service.consistency")
                .stat(Stat::BetweenGroups)
                .slice(INCIDENTS),
        ],
        shares: &[
            Share::Table(Parts {
                dim: Dim::Priority,
                within: INCIDENTS,
                columns: &[
                    ("tickets.opened", None),
                    ("tickets.resolution_time", Some(Stat::Median)),
                    ("tickets.resolution_time", Some(Stat::P90)),
                    ("tickets.resolution_sla", None),
                    ("tickets.response_time", Some(Stat::Median)),
                ],
            }),
            Share::Mix("tickets.resolution_time", "incident"),
        ],
    },
    Section {
        id: "response",
        drawn: &[
            (RESPONSE.slice(INCIDENTS), Some(Stat::P90)),
            (Ask::of("tickets.response_sla"), None),
        ],
        told: &[
            RESPONSE.slice(REQUESTS),
            Ask::of("tickets.response_time").stat(Stat::Unanswered).slice(INCIDENTS),
            Ask::of("tickets.response_time").stat(Stat::Unanswered).slice(REQUESTS),
        ],
        shares: &[],
    },
    Section {
        id: "first-time",
        drawn: &[
            (Ask::of("tickets.first_contact"), None),
            (Ask::of("tickets.reopen_rate"), None),
        ],
        told: &[
            Ask::of("tickets.bounces"),
            Ask::of("tickets.bounces").stat(Stat::ShareOfThree),
            Ask::of("roles.right_first"),
        ],
        shares: &[],
    },
    Section {
        id: "escalation",
        drawn: &[(Ask::of("tickets.escalation_rate"), None)],
        told: &[
            Ask::of("tickets.time_to_escalate").stat(Stat::Median).slice(INCIDENTS),
            Ask::of("tickets.time_to_escalate").stat(Stat::Median).slice(REQUESTS),
            Ask::of("tickets.escalated_sla"),
            Ask::of("tickets.backup_coverage"),
        ],
        shares: &[],
    },
    Section {
        id: "backlog",
        drawn: &[
            (Ask::of("tickets.backlog"), None),
            (Ask::of("tickets.aged_share"), None),
        ],
        told: &[],
        shares: &[Share::Ageing],
    },
    Section {
        id: "repeats",
        drawn: &[(Ask::of("problem.repeat_rate"), None)],
        told: &[Ask::of("problem.repeat_rate").stat(Stat::ByChance)],
        shares: &[Share::Bars("problem.repeat_rate", "problem.repeat_rate", Dim::Service)],
    },
    Section {
        id: "problems",
        drawn: &[(Ask::of("problem.root_cause_rate"), None)],
        told: &[Ask::of("problem.known_errors"), Ask::of("problem.age")],
        shares: &[],
    },
    Section {
        id: "contacts",
        drawn: &[
            (Ask::of("contacts.speed_to_answer").stat(Stat::Mean), Some(Stat::P90)),
            (Ask::of("contacts.abandoned"), None),
        ],
        told: &[],
        shares: &[],
    },
    Section {
        id: "availability",
        drawn: &[
            (Ask::of("availability.rate"), None),
            (Ask::of("availability.unscheduled_hours"), None),
        ],
        told: &[Ask::of("availability.mtbf"), Ask::of("availability.mtrs")],
        shares: &[
            Share::Bars(
                "availability.unscheduled_hours",
                "availability.unscheduled_hours",
                Dim::Service,
            ),
            Share::Table(Parts {
                dim: Dim::Service,
                within: &[],
                columns: &[
                    ("availability.rate", None),
                    ("availability.unscheduled_hours", None),
                    ("availability.mtbf", None),
                    ("availability.mtrs", None),
                ],
            }),
        ],
    },
    Section {
        id: "security",
        drawn: &[(Ask::of("security.incidents"), None)],
        told: &[
            Ask::of("security.containment"),
            Ask::of("continuity.restore_tests"),
            Ask::of("continuity.restore_tests").stat(Stat::DaysSince),
            Ask::of("continuity.coverage"),
            Ask::of("risks.open"),
            Ask::of("risks.overdue"),
        ],
        shares: &[
            Share::Bars("risks.open", "risks.open", Dim::Rating),
            Share::Risks,
            Share::Table(Parts {
                dim: Dim::Service,
                within: &[],
                columns: &[
                    ("continuity.restore_tests", None),
                    ("continuity.restore_tests", Some(Stat::DaysSince)),
                    ("continuity.coverage", None),
                ],
            }),
        ],
    },
    Section {
        id: "by-hand",
        drawn: &[
            (Ask::of("automation.handled"), None),
            (Ask::of("automation.detected_first"), None),
        ],
        told: &[],
        shares: &[Share::ByHand],
    },
    Section {
        id: "tickets-by",
        drawn: &[],
        told: &[],
        shares: &[
            Share::Table(by(Dim::Service)),
            Share::Table(times_by(Dim::Service)),
            Share::Table(by(Dim::Group)),
            Share::Table(times_by(Dim::Group)),
            Share::Table(by(Dim::Category)),
            Share::Table(by(Dim::Persona)),
            Share::Table(by(Dim::Channel)),
            Share::Table(by(Dim::Vendor)),
        ],
    },
];

const fn by(dim: Dim) -> Parts {
    Parts {
        dim,
        within: &[],
        columns: &[
            ("tickets.opened", None),
            ("tickets.resolved", None),
            ("tickets.resolution_sla", None),
            ("tickets.first_contact", None),
            ("tickets.reopen_rate", None),
            ("tickets.bounces", None),
            ("tickets.escalation_rate", None),
            ("roles.right_first", None),
            ("tickets.backlog", None),
        ],
    }
}

/// Times are never shown for incidents and requests together.
const fn times_by(dim: Dim) -> Parts {
    Parts {
        dim,
        within: INCIDENTS,
        columns: &[
            ("tickets.resolution_time", Some(Stat::Median)),
            ("tickets.resolution_time", Some(Stat::P90)),
            ("tickets.response_time", Some(Stat::Median)),
        ],
    }
}

/// The page; `None` without tickets.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let period = writer.words.period(&writer.input.periods.report);
    let first = writer.input.reading(&RESOLUTION.slice(INCIDENTS).selector());
    let calm = match first.filter(|reading| reading.figure.value.is_some()) {
        _ if writer.is_judged(SECTIONS) => writer.words.say("stability-calm", args! { period: period }),
        Some(first) => writer.plain_heading(&first),
        None => writer.words.say("stability-plain", args! { period: period }),
    };
    writer.page_of_sections("stability", lead(writer), calm, SECTIONS)
}

/// What came, what went and what is left, in one paragraph.
fn lead(writer: &Writer<'_>) -> String {
    let value = |id| {
        writer
            .input
            .reading(&Ask::of(id).selector())
            .and_then(|reading| reading.figure.value)
    };
    let mut said = Vec::new();
    if let (Some(opened), Some(resolved)) = (value("tickets.opened"), value("tickets.resolved")) {
        let period = writer.words.period(&writer.input.periods.report);
        said.push(writer.words.say(
            "stability-lead",
            args! { period: period, opened: opened, resolved: resolved },
        ));
    }
    if let Some(open) = value("tickets.backlog") {
        said.push(match value("tickets.aged_share") {
            Some(aged) => writer.words.say(
                "stability-backlog-aged",
                args! { open: open, aged: writer.words.share(aged) },
            ),
            None => writer.words.say("stability-backlog", args! { open: open }),
        });
    }
    said.join(" ")
}
