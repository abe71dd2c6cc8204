//! The page of hygiene: what keeps the house in order before anybody notices: equipment, patches, weaknesses, tools,
//! knowledge, learning, roles.

use super::Writer;
use super::grids::Parts;
use super::model::Page;
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::measure::{Dim, Stat};

const SECTIONS: &[Section] = &[
    Section {
        id: "lifecycle",
        drawn: &[(Ask::of("assets.past_life_share"), None)],
        told: &[
            Ask::of("assets.age"),
            Ask::of("assets.due_24m"),
            Ask::of("assets.due_24m").stat(Stat::ReplacementCost),
            Ask::of("assets.past_life_share").stat(Stat::ReplacementCost),
            Ask::of("assets.tickets_by_age"),
            Ask::of("assets.tickets_by_age").stat(Stat::RateRatio),
        ],
        shares: &[Share::Bars(
            "assets.tickets_by_age",
            "assets.tickets_by_age",
            Dim::AssetAge,
        )],
    },
    Section {
        id: "patching",
        drawn: &[
            (Ask::of("patch.compliance"), None),
            (Ask::of("patch.latency").stat(Stat::Median), Some(Stat::P90)),
        ],
        told: &[Ask::of("patch.latency").stat(Stat::OpenAge), Ask::of("patch.overdue")],
        shares: &[Share::Table(Parts {
            dim: Dim::Severity,
            within: &[],
            columns: &[
                ("patch.compliance", None),
                ("patch.latency", Some(Stat::Median)),
                ("patch.latency", Some(Stat::OpenAge)),
                ("patch.overdue", None),
            ],
        })],
    },
    Section {
        id: "vulnerabilities",
        drawn: &[
            (Ask::of("vulnerability.remediation").stat(Stat::Median), Some(Stat::P90)),
            (Ask::of("vulnerability.overdue"), None),
        ],
        told: &[
            Ask::of("vulnerability.remediation").stat(Stat::OpenAge),
            Ask::of("vulnerability.accepted"),
        ],
        shares: &[Share::Table(Parts {
            dim: Dim::Severity,
            within: &[],
            columns: &[
                ("vulnerability.remediation", Some(Stat::Median)),
                ("vulnerability.remediation", Some(Stat::OpenAge)),
                ("vulnerability.overdue", None),
                ("vulnerability.accepted", None),
            ],
        })],
    },
    Section {
        id: "tools",
        drawn: &[(Ask::of("config.coverage"), None)],
        told: &[
            Ask::of("tools.managed"),
            Ask::of("tools.protected"),
            Ask::of("automation.detected_first"),
            Ask::of("automation.handled"),
            Ask::of("change.automated_share"),
            Ask::of("maintenance.on_schedule"),
        ],
        shares: &[],
    },
    Section {
        id: "knowledge",
        drawn: &[(Ask::of("knowledge.link_rate"), None)],
        told: &[Ask::of("knowledge.stale_share"), Ask::of("knowledge.process_coverage")],
        shares: &[],
    },
    Section {
        id: "learning",
        drawn: &[(Ask::of("learning.certified"), None)],
        told: &[Ask::of("learning.hours"), Ask::of("learning.mandatory")],
        shares: &[],
    },
    Section {
        id: "roles",
        drawn: &[(Ask::of("roles.right_first"), None)],
        told: &[
            Ask::of("roles.specialised"),
            Ask::of("roles.single_person"),
            Ask::of("roles.single_person").stat(Stat::WithBackup),
            Ask::of("roles.senior_desk_share"),
            Ask::of("tickets.backup_coverage"),
        ],
        shares: &[],
    },
];

/// What must be known for the page to have something to say that no other page says.
const OWN: &[&str] = &[
    "assets.past_life_share",
    "assets.age",
    "patch.compliance",
    "patch.overdue",
    "vulnerability.remediation",
    "vulnerability.overdue",
    "tools.managed",
    "tools.protected",
    "config.coverage",
    "knowledge.link_rate",
    "knowledge.stale_share",
    "learning.hours",
    "learning.certified",
    "tickets.backup_coverage",
];

/// The page; `None` where nothing but tickets and changes was read.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let known = OWN.iter().filter_map(|id| writer.reading_of(id));
    let known = known.filter(|reading| reading.figure.value.is_some()).count();
    if known == 0 {
        return None;
    }
    let period = writer.words.period(&writer.input.periods.report);
    let calm = writer.words.say("hygiene-calm", args! { period: period });
    writer.page_of_sections("hygiene", writer.words.text("hygiene-lead"), calm, SECTIONS)
}
