//! Calls and chats: how long people wait for an answer, and how many give up. Each is read beside the other: who answers fewer
//! can answer them faster.

use crate::measure::FrameName::Contacts;
use crate::measure::{Better, Dim, Duration, Focus, Interval, Kpi, Measure, Path, Pred, Rows, Unit};

const REACHED: Rows = Rows::of(Contacts, "at");
const WAIT: Duration = Duration {
    wall: "wait_seconds",
    service: None,
};

const BASE: Kpi = Kpi {
    focus: Focus::Hybrid,
    qualities: &[1],
    by: &[Dim::Channel],
    ..Kpi::BASE
};

/// The KPIs of contacts.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "contacts.speed_to_answer",
        also: &[("contacts", "channel")],
        unit: Unit::Seconds,
        better: Better::Lower,
        paths: &[Path {
            needs: &[("contacts", "wait_seconds"), ("contacts", "abandoned")],
            measures: &[(
                None,
                Measure::Spread {
                    rows: REACHED
                        .keep(Pred::Not("abandoned"))
                        .known(&[("wait_seconds", "no wait recorded")]),
                    value: WAIT,
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "contacts.abandoned",
        also: &[("contacts", "channel")],
        unit: Unit::Ratio,
        better: Better::Lower,
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("contacts", "abandoned")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("abandoned"),
                    whole: REACHED.known(&[("abandoned", "not recorded whether answered")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
];
