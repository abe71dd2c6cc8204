//! The Enabler's page: how much change is delivered, how often it works, how long it takes, what it costs in incidents.

use super::Writer;
use super::grids::Parts;
use super::model::Page;
use super::reading::Ask;
use super::sections::{Section, Share};
use super::words::args;
use crate::measure::{Dim, Stat};

const LEAD_TIME: Ask = Ask::of("change.lead_time").stat(Stat::Median);
const WAIT: Ask = Ask::of("change.wait").stat(Stat::Median);

const SECTIONS: &[Section] = &[
    Section {
        id: "success",
        drawn: &[
            (Ask::of("change.success_rate"), None),
            (Ask::of("change.throughput"), None),
        ],
        told: &[
            Ask::of("change.batting_average"),
            Ask::of("change.success_rate_strict"),
            Ask::of("change.success_rate_nonstandard"),
            Ask::of("change.backed_out_share"),
            Ask::of("change.throughput").stat(Stat::PerWeek),
            Ask::of("change.throughput").stat(Stat::PerHundredHours),
            Ask::of("change.throughput").slice(&[(Dim::Type, "standard")]),
        ],
        shares: &[
            Share::Bars("change.success_by_risk", "change.success_rate", Dim::Risk),
            Share::Bars("change.success_rate", "change.success_rate", Dim::Service),
            Share::Table(Parts {
                dim: Dim::Type,
                within: &[],
                columns: &[
                    ("change.success_rate", None),
                    ("change.success_rate_strict", None),
                    ("change.caused_incidents", None),
                    ("change.lead_time", Some(Stat::Median)),
                    ("change.on_time", None),
                ],
            }),
        ],
    },
    Section {
        id: "haste",
        drawn: &[(Ask::of("change.emergency_share"), None)],
        told: &[Ask::of("change.unauthorised_share")],
        shares: &[],
    },
    Section {
        id: "consequences",
        drawn: &[(Ask::of("change.caused_incidents"), None)],
        told: &[Ask::of("change.suspected_incidents")],
        shares: &[],
    },
    Section {
        id: "lead-time",
        drawn: &[(LEAD_TIME, Some(Stat::P90)), (Ask::of("change.on_time"), None)],
        told: &[WAIT],
        shares: &[],
    },
    Section {
        id: "prevention",
        drawn: &[
            (Ask::of("change.automated_share"), None),
            (Ask::of("change.preventive_share"), None),
        ],
        told: &[Ask::of("change.inside_preferred_window")],
        shares: &[],
    },
    Section {
        id: "projects",
        drawn: &[],
        told: &[
            Ask::of("projects.on_time"),
            Ask::of("projects.on_budget"),
            Ask::of("projects.ready"),
            Ask::of("projects.benefit_realised"),
            Ask::of("projects.stability_after"),
        ],
        shares: &[Share::Table(Parts {
            dim: Dim::Project,
            within: &[],
            columns: &[
                ("projects.on_time", None),
                ("projects.on_budget", None),
                ("projects.ready", None),
                ("projects.benefit_realised", None),
                ("projects.stability_after", None),
            ],
        })],
    },
    Section {
        id: "dora",
        drawn: &[],
        told: &[
            Ask::of("dora.frequency"),
            Ask::of("dora.lead_time"),
            Ask::of("dora.fail_rate"),
            Ask::of("dora.recovery_time"),
            Ask::of("dora.rework_rate"),
        ],
        shares: &[],
    },
];

/// The page; `None` without changes.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let period = writer.words.period(&writer.input.periods.report);
    let calm = match success(writer) {
        Some((share, part, whole)) => writer.words.say(
            "change-calm",
            args! { share: share, part: part, whole: whole, period: period },
        ),
        None => match writer.input.reading(&LEAD_TIME.selector()) {
            Some(time) if time.figure.value.is_some() => writer.plain_heading(&time),
            _ => writer.words.say("change-calm-plain", args! { period: period }),
        },
    };
    writer.page_of_sections("change", lead(writer), calm, SECTIONS)
}

/// The success rate as written, with its counts.
fn success(writer: &Writer<'_>) -> Option<(String, f64, f64)> {
    let figure = writer.input.reading(&Ask::of("change.success_rate").selector())?.figure;
    figure.value?;
    Some((writer.value(figure), figure.part?, figure.whole?))
}

/// The batting average beside the throughput: neither is shown without the other.
fn lead(writer: &Writer<'_>) -> String {
    let asks = [
        Ask::of("change.success_rate"),
        Ask::of("change.batting_average"),
        Ask::of("change.throughput"),
    ];
    let mut readings = writer.input.readings(&asks);
    // That there is no data is said once.
    readings.sort_by_key(|reading| reading.figure.value.is_none());
    let known = readings.iter().filter(|reading| reading.figure.value.is_some()).count();
    readings.truncate(known.max(1));
    let said: Vec<String> = readings.iter().map(|reading| writer.sentence(reading)).collect();
    said.join(" ")
}
