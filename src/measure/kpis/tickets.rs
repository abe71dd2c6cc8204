//! The service desk.

use super::{TICKET_SERIES, TICKET_TIME_SERIES};
use crate::measure::FrameName::{MajorOutages, OpenTickets, People, Tickets};
use crate::measure::{
    Basis, Better, Bottom, Dim, Duration, Focus, FollowUp, Given, Interval, Kpi, Measure, Path, Pred, Reference, Rows,
    Stat, Unit,
};

const OPENED: Rows = Rows::of(Tickets, "opened_at");
const RESOLVED: Rows = Rows::of(Tickets, "ended");
const OPEN: Rows = Rows::of(OpenTickets, "").known(&[("still_open", "ended, time unknown")]);
const MEMBERS: Rows = Rows::of(People, "");
const RESOLUTION: Duration = Duration {
    wall: "resolution_wall",
    service: Some("resolution_service"),
};
const RESPONSE: Duration = Duration {
    wall: "response_wall",
    service: Some("response_service"),
};
const ESCALATION: Duration = Duration {
    wall: "escalation_wall",
    service: Some("escalation_service"),
};
const AGE: Duration = Duration {
    wall: "age_wall",
    service: None,
};
const IS_MAJOR: Pred = Pred::All(&[Pred::Is("incident"), Pred::Is("major")]);
const MAJOR: (Option<Stat>, Measure) = (None, Measure::count(&[OPENED.keep(IS_MAJOR).count()]));
const KEPT_DOWN: (Option<Stat>, Measure) = (
    Some(Stat::Downtime),
    Measure::Amount {
        plus: &[Rows::of(MajorOutages, "").sum("down_seconds")],
        minus: &[],
        unit: Unit::Seconds,
    },
);
const LASTED: (Option<Stat>, Measure) = (
    Some(Stat::Downtime),
    Measure::Amount {
        plus: &[RESOLVED.keep(IS_MAJOR).sum("resolution_wall")],
        minus: &[],
        unit: Unit::Seconds,
    },
);

const RESOLUTION_TIMES: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Spread {
            rows: RESOLVED,
            value: RESOLUTION,
        },
    ),
    (
        Some(Stat::OpenAge),
        Measure::Middle {
            rows: OPEN,
            value: AGE,
            of: Stat::Median,
        },
    ),
];
const RESOLUTION_MET: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Ratio {
            part: Pred::Is("resolution_met"),
            whole: RESOLVED.known(&[("resolution_met", "no target")]).count(),
        },
    ),
    (
        Some(Stat::OpenPastTarget),
        Measure::count(&[OPEN.keep(Pred::Is("past_due")).count()]),
    ),
];
const RESPONSE_MET: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Ratio {
            part: Pred::Is("response_met"),
            whole: Rows::of(Tickets, "responded_at")
                .known(&[("response_met", "no target")])
                .count(),
        },
    ),
    (
        Some(Stat::OpenPastTarget),
        Measure::count(&[OPEN.keep(Pred::Is("response_past_due")).count()]),
    ),
];

/// The KPIs of tickets.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "tickets.opened",
        better: Better::Neither,
        qualities: &[7],
        series: TICKET_SERIES,
        by: &[
            Dim::Service,
            Dim::Group,
            Dim::Category,
            Dim::Persona,
            Dim::Channel,
            Dim::WeekHour,
        ],
        paths: &[Path {
            needs: &[("tickets", "opened_at")],
            measures: &[
                (None, Measure::count(&[OPENED.count()])),
                (
                    Some(Stat::PerDay),
                    Measure::Rate {
                        top: OPENED.count(),
                        bottom: Bottom::WorkingWeeks,
                        per: 0.2,
                        unit: Unit::Rate,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.resolved",
        better: Better::Neither,
        qualities: &[7],
        series: TICKET_SERIES,
        by: &[Dim::Group],
        paths: &[
            Path {
                needs: &[("tickets", "resolved_at")],
                measures: &[(None, Measure::count(&[RESOLVED.count()]))],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "closed_at")],
                measures: &[(None, Measure::count(&[RESOLVED.count()]))],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.growth",
        qualities: &[7],
        series: TICKET_SERIES,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "opened_at")],
            measures: &[(
                None,
                Measure::Amount {
                    plus: &[OPENED.count()],
                    minus: &[RESOLVED.count()],
                    unit: Unit::Count,
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.backlog",
        qualities: &[7],
        series: TICKET_SERIES,
        by: &[Dim::Age, Dim::Group, Dim::Service],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "opened_at")],
            measures: &[(None, Measure::count(&[OPEN.count()]))],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.aged_share",
        unit: Unit::Ratio,
        focus: Focus::Hybrid,
        qualities: &[1],
        series: TICKET_SERIES,
        interval: Interval::Wilson,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "opened_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("aged"),
                    whole: OPEN.count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.response_time",
        unit: Unit::Seconds,
        qualities: &[11],
        series: TICKET_TIME_SERIES,
        by: &[Dim::Group],
        within: &[Dim::Kind],
        paths: &[Path {
            needs: &[("tickets", "responded_at")],
            measures: &[
                (
                    None,
                    Measure::Spread {
                        rows: Rows::of(Tickets, "responded_at"),
                        value: RESPONSE,
                    },
                ),
                (
                    Some(Stat::Unanswered),
                    Measure::count(&[
                        RESOLVED.keep(Pred::Is("unanswered")).count(),
                        OPEN.keep(Pred::Is("unanswered")).count(),
                    ]),
                ),
            ],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.resolution_time",
        also: &[("tickets", "on_hold_minutes")],
        unit: Unit::Seconds,
        qualities: &[11],
        series: TICKET_TIME_SERIES,
        by: &[Dim::Service, Dim::Group, Dim::Category, Dim::Persona, Dim::Vendor],
        within: &[Dim::Kind],
        paths: &[
            Path {
                needs: &[("tickets", "resolved_at")],
                measures: RESOLUTION_TIMES,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "closed_at")],
                measures: RESOLUTION_TIMES,
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.resolution_sla",
        also: &[
            ("tickets", "resolution_due_at"),
            ("tickets", "due_at"),
            ("tickets", "priority"),
        ],
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[11],
        series: TICKET_SERIES,
        by: &[Dim::Service, Dim::Group, Dim::Vendor],
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("tickets", "resolution_target_met")],
                measures: RESOLUTION_MET,
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                measures: RESOLUTION_MET,
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.response_sla",
        also: &[("tickets", "response_due_at"), ("tickets", "priority")],
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[11],
        series: TICKET_SERIES,
        by: &[Dim::Group],
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("tickets", "response_target_met"), ("tickets", "responded_at")],
                measures: RESPONSE_MET,
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "responded_at")],
                measures: RESPONSE_MET,
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.first_contact",
        unit: Unit::Ratio,
        better: Better::Higher,
        focus: Focus::Hybrid,
        qualities: &[1],
        references: &[Reference {
            low: 0.66,
            high: 0.66,
            source: "HDI",
            year: 2015,
            population: "support centres, first contact resolution",
        }],
        series: TICKET_SERIES,
        interval: Interval::Wilson,
        paths: &[
            Path {
                needs: &[("tickets", "first_contact")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("first_contact"),
                        whole: RESOLVED
                            .known(&[("first_contact", "first contact not recorded")])
                            .count(),
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "reassignments")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("no_hand_off"),
                        whole: RESOLVED.known(&[("no_hand_off", "no reassignment count")]).count(),
                    },
                )],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.reopen_rate",
        unit: Unit::Ratio,
        focus: Focus::Hybrid,
        qualities: &[2],
        follow_up: FollowUp::Days(30),
        series: TICKET_SERIES,
        by: &[Dim::Group],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("tickets", "reopens")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("reopened"),
                    whole: RESOLVED.known(&[("reopened", "no reopen count")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.bounces",
        unit: Unit::Rate,
        qualities: &[3, 6],
        series: TICKET_SERIES,
        by: &[Dim::Category],
        paths: &[Path {
            needs: &[("tickets", "reassignments")],
            measures: &[
                (
                    None,
                    Measure::Rate {
                        top: RESOLVED.sum("reassignments"),
                        bottom: Bottom::Sum(RESOLVED.known(&[("reassignments", "no reassignment count")]).count()),
                        per: 1.0,
                        unit: Unit::Rate,
                    },
                ),
                (
                    Some(Stat::ShareOfThree),
                    Measure::Ratio {
                        part: Pred::AtLeast("reassignments", 3),
                        whole: RESOLVED.known(&[("reassignments", "no reassignment count")]).count(),
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.escalation_rate",
        unit: Unit::Ratio,
        qualities: &[6],
        series: TICKET_SERIES,
        by: &[Dim::Service, Dim::Category],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("tickets", "escalated_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("escalated"),
                    whole: RESOLVED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.time_to_escalate",
        unit: Unit::Seconds,
        qualities: &[6],
        series: TICKET_TIME_SERIES,
        within: &[Dim::Kind],
        paths: &[Path {
            needs: &[("tickets", "escalated_at")],
            measures: &[(
                None,
                Measure::Spread {
                    rows: Rows::of(Tickets, "escalated_at"),
                    value: ESCALATION,
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.escalated_sla",
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[6],
        series: TICKET_SERIES,
        interval: Interval::Wilson,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "escalated_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("resolution_met"),
                    whole: RESOLVED
                        .keep(Pred::Is("escalated"))
                        .known(&[("resolution_met", "no target")])
                        .count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.backup_coverage",
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[6],
        persons: Some(MEMBERS.count()),
        paths: &[Path {
            needs: &[("people", "person"), ("people", "backup")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("has_backup"),
                    whole: MEMBERS.count(),
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.per_user",
        unit: Unit::Rate,
        focus: Focus::Organisation,
        qualities: &[7],
        series: TICKET_SERIES,
        interval: Interval::Poisson,
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("tickets", "opened_at")],
            given: Given::Input("report.users"),
            measures: &[(
                None,
                Measure::Rate {
                    top: OPENED.count(),
                    bottom: Bottom::Users,
                    per: 100.0,
                    unit: Unit::Rate,
                },
            )],
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.major",
        focus: Focus::Organisation,
        qualities: &[7],
        by: &[Dim::Service],
        paths: &[
            Path {
                needs: &[("tickets", "major"), ("outages", "ticket_id")],
                given: Given::Frame(MajorOutages),
                measures: &[MAJOR, KEPT_DOWN],
                ..Path::BASE
            },
            Path {
                needs: &[("tickets", "major")],
                measures: &[MAJOR, LASTED],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "tickets.by_hand",
        focus: Focus::Hybrid,
        layer: crate::measure::Layer::Operational,
        qualities: &[4],
        by: &[Dim::Category],
        paths: &[
            Path {
                needs: &[("tickets", "automated"), ("tickets", "category")],
                measures: &[(None, Measure::count(&[RESOLVED.keep(Pred::Is("by_hand")).count()]))],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "category")],
                measures: &[(None, Measure::count(&[RESOLVED.count()]))],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
];
