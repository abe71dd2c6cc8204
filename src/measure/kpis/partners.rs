//! Partners: what people say of IT, how they want change, whom IT has met, and the goals that it serves.

use crate::measure::FrameName::{Assessments, GoalPoints, Goals, Preferences, Stakeholders, Surveys, Tickets};
use crate::measure::{
    Basis, Better, Bottom, Dim, Focus, Interval, Kpi, Layer, Measure, Path, Pred, Reference, Rows, Stat, Unit,
};

const INSTRUMENT: (&str, &str) = ("surveys", "instrument");
const SCORE: (&str, &str) = ("surveys", "score");
const BEYOND: &str = "score beyond its scale";

const CSAT: Rows = Rows::of(Surveys, "csat_at").known(&[("satisfied", BEYOND)]);
const NPS: Rows = Rows::of(Surveys, "nps_at").known(&[("recommends", "scale is not 0 to 10")]);
const EFFORT: Rows = Rows::of(Surveys, "effort_at").known(&[("of_five", BEYOND)]);
const ASSESSED: Rows = Rows::of(Surveys, "assessed_at").known(&[("of_five", BEYOND)]);
const ASKED: Rows = Rows::of(Surveys, "asked_at");
const ANSWERED: Rows = ASKED.keep(Pred::Is("answered"));
const LOST: Rows = Rows::of(Surveys, "lost_at");
const PREFERRED: Rows = Rows::of(Preferences, "");
const GROUPS: Rows = Rows::of(Stakeholders, "").known(&[("met", "too short a time to tell")]);
const LAST_MET: Rows = Rows::of(Stakeholders, "").known(&[("days_since", "never met")]);
const GAPS: Rows = Rows::of(Stakeholders, "");
const KEY_PEOPLE: Rows = Rows::of(Stakeholders, "").known(&[
    ("met", "too short a time to tell"),
    ("key_people", "no number of key people"),
]);
const SERVICES: Rows = Rows::of(Assessments, "");
const GOALS: Rows = Rows::of(Goals, "");

/// The mean score on a scale of five.
const fn mean_of_five(rows: Rows) -> Measure {
    Measure::Rate {
        top: rows.sum("of_five"),
        bottom: Bottom::Sum(rows.count()),
        // Scores are held in hundredths.
        per: 0.01,
        unit: Unit::Score,
    }
}

/// How many days ago, on the mean of these rows.
const fn days_since(rows: Rows) -> Measure {
    Measure::Rate {
        top: rows.sum("days_since"),
        bottom: Bottom::Sum(rows.count()),
        per: 1.0,
        unit: Unit::Rate,
    }
}

/// What people say.
const SAID: Kpi = Kpi {
    better: Better::Higher,
    focus: Focus::Organisation,
    layer: Layer::Foundational,
    qualities: &[1, 11],
    by: &[Dim::Persona],
    ..Kpi::BASE
};

/// How IT and the organisation move together.
const TOGETHER: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    focus: Focus::Organisation,
    layer: Layer::Strategic,
    qualities: &[13],
    ..Kpi::BASE
};

/// The KPIs of partners.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "satisfaction.csat",
        also: &[("surveys", "scale_max"), ("surveys", "persona")],
        unit: Unit::Ratio,
        interval: Interval::Wilson,
        persons: Some(CSAT.count()),
        paths: &[Path {
            needs: &[INSTRUMENT, SCORE],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("satisfied"),
                    whole: CSAT.count(),
                },
            )],
            ..Path::BASE
        }],
        ..SAID
    },
    Kpi {
        id: "satisfaction.nps",
        also: &[("surveys", "scale_max"), ("surveys", "persona")],
        unit: Unit::Points,
        persons: Some(NPS.count()),
        paths: &[Path {
            needs: &[INSTRUMENT, SCORE],
            measures: &[(
                None,
                Measure::Rate {
                    top: NPS.sum("recommends"),
                    bottom: Bottom::Sum(NPS.count()),
                    per: 100.0,
                    unit: Unit::Points,
                },
            )],
            ..Path::BASE
        }],
        ..SAID
    },
    Kpi {
        id: "satisfaction.effort",
        also: &[("surveys", "scale_max"), ("surveys", "persona")],
        unit: Unit::Score,
        persons: Some(EFFORT.count()),
        paths: &[Path {
            needs: &[INSTRUMENT, SCORE],
            measures: &[(None, mean_of_five(EFFORT))],
            ..Path::BASE
        }],
        ..SAID
    },
    Kpi {
        id: "satisfaction.response_rate",
        also: &[
            SCORE,
            ("surveys", "answer"),
            ("surveys", "persona"),
            ("tickets", "resolved_at"),
            ("tickets", "closed_at"),
        ],
        unit: Unit::Ratio,
        interval: Interval::Wilson,
        persons: Some(ANSWERED.count()),
        paths: &[
            Path {
                needs: &[INSTRUMENT],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Not("unanswered_invitation"),
                        whole: ASKED.count(),
                    },
                )],
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[INSTRUMENT, ("tickets", "opened_at")],
                measures: &[(
                    None,
                    Measure::Rate {
                        top: ANSWERED.count(),
                        bottom: Bottom::Sum(Rows::of(Tickets, "ended").count()),
                        per: 1.0,
                        unit: Unit::Ratio,
                    },
                )],
                ..Path::BASE
            },
        ],
        ..SAID
    },
    Kpi {
        id: "satisfaction.lost_time",
        also: &[
            INSTRUMENT,
            ("surveys", "ticket_id"),
            ("surveys", "persona"),
            ("tickets", "id"),
            ("tickets", "kind"),
        ],
        unit: Unit::Hours,
        better: Better::Lower,
        references: &[Reference {
            low: 152.0 / 60.0,
            high: 181.0 / 60.0,
            source: "HappySignals",
            year: 2019,
            population: "from a request to an incident",
        }],
        series: &[&[], &[Dim::Kind]],
        persons: Some(LOST.count()),
        paths: &[Path {
            needs: &[("surveys", "lost_minutes")],
            measures: &[(
                None,
                Measure::Rate {
                    top: LOST.sum("lost_minutes"),
                    bottom: Bottom::Sum(LOST.count()),
                    per: 1.0 / 60.0,
                    unit: Unit::Hours,
                },
            )],
            ..Path::BASE
        }],
        ..SAID
    },
    Kpi {
        id: "satisfaction.assessment",
        also: &[("surveys", "scale_max"), ("surveys", "service"), ("surveys", "persona")],
        unit: Unit::Score,
        by: &[Dim::Service, Dim::Persona],
        persons: Some(ASSESSED.count()),
        paths: &[Path {
            needs: &[INSTRUMENT, SCORE],
            measures: &[
                (None, mean_of_five(ASSESSED)),
                (Some(Stat::DaysSince), days_since(SERVICES)),
            ],
            ..Path::BASE
        }],
        ..SAID
    },
    Kpi {
        id: "partners.preferences",
        also: &[("surveys", "question"), ("surveys", "change_type")],
        better: Better::Neither,
        qualities: &[1],
        by: &[Dim::Persona],
        within: &[Dim::Question, Dim::ChangeType, Dim::Answer],
        persons: Some(PREFERRED.count()),
        paths: &[Path {
            needs: &[INSTRUMENT, ("surveys", "answer"), ("surveys", "persona")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("agrees"),
                    whole: PREFERRED.count(),
                },
            )],
            ..Path::BASE
        }],
        ..TOGETHER
    },
    Kpi {
        id: "partners.met",
        also: &[("meetings", "kind")],
        by: &[Dim::Stakeholder],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("meetings", "stakeholder"), ("meetings", "date")],
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("met"),
                        whole: GROUPS.count(),
                    },
                ),
                (Some(Stat::DaysSince), days_since(LAST_MET)),
                (
                    Some(Stat::LongestGap),
                    Measure::Rate {
                        top: GAPS.sum("longest_gap"),
                        bottom: Bottom::Sum(GAPS.count()),
                        per: 1.0,
                        unit: Unit::Rate,
                    },
                ),
                (
                    Some(Stat::KeyPeople),
                    Measure::Ratio {
                        part: Pred::Is("met"),
                        whole: KEY_PEOPLE.sum("key_people"),
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..TOGETHER
    },
    Kpi {
        id: "goals.aligned",
        paths: &[Path {
            needs: &[("goals", "organisation_goal")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("aligned"),
                    whole: GOALS.count(),
                },
            )],
            ..Path::BASE
        }],
        ..TOGETHER
    },
    Kpi {
        id: "goals.smarter",
        also: &[
            ("goals", "title"),
            ("goals", "organisation_goal"),
            ("goals", "measure"),
            ("goals", "baseline"),
            ("goals", "target"),
            ("goals", "achievable"),
            ("goals", "due_at"),
            ("goals", "evaluated_at"),
            ("goals", "readjusted_at"),
        ],
        series: &[&[], &[Dim::Point]],
        by: &[Dim::Goal],
        within: &[Dim::Point],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("goals", "id")],
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("on_file"),
                        whole: Rows::of(GoalPoints, "").count(),
                    },
                ),
                (
                    Some(Stat::Mean),
                    Measure::Rate {
                        top: GOALS.sum("points_on_file"),
                        bottom: Bottom::Sum(GOALS.count()),
                        per: 1.0,
                        unit: Unit::Score,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..TOGETHER
    },
    Kpi {
        id: "goals.on_track",
        also: &[("goals", "title")],
        by: &[Dim::Goal],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[
                ("goals", "current"),
                ("goals", "baseline"),
                ("goals", "target"),
                ("goals", "started_at"),
                ("goals", "due_at"),
            ],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("on_track"),
                    whole: GOALS.known(&[("on_track", "no line to compare with")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..TOGETHER
    },
];
