//! Problems: root causes found, known errors, and how long problems stay open.

use crate::measure::FrameName::{OpenProblems, OpenProblemsToday, Problems, Tickets};
use crate::measure::{Basis, Better, Dim, Duration, Interval, Kpi, Measure, Path, Pred, Rows, Stat, Unit};

const DUE: Rows = Rows::of(Problems, "root_cause_due_at").keep(Pred::Is("fallen_due"));
const OPEN: Rows = Rows::of(OpenProblems, "").known(&[("still_open", "ended, time unknown")]);
const MAJOR: Rows = Rows::of(Tickets, "opened_at").keep(Pred::All(&[Pred::Is("incident"), Pred::Is("major")]));
const AGE: Duration = Duration {
    wall: "age_wall",
    service: None,
};

/// The KPIs of problems.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "problem.root_cause_rate",
        also: &[
            ("problems", "state"),
            ("tickets", "major"),
            ("tickets", "problem_id"),
            ("tickets", "kind"),
        ],
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[7],
        by: &[Dim::Service],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("problems", "root_cause_due_at"), ("problems", "root_cause_at")],
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("found_in_time"),
                        whole: DUE.count(),
                    },
                ),
                (
                    Some(Stat::WithProblem),
                    Measure::Ratio {
                        part: Pred::Is("with_problem"),
                        whole: MAJOR.count(),
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
    Kpi {
        id: "problem.known_errors",
        also: &[
            ("problems", "state"),
            ("problems", "resolved_at"),
            ("problems", "closed_at"),
        ],
        unit: Unit::Ratio,
        better: Better::Higher,
        qualities: &[2],
        by: &[Dim::Service],
        interval: Interval::Wilson,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[("problems", "opened_at"), ("problems", "known_error_at")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("known"),
                        whole: OPEN.count(),
                    },
                )],
                ..Path::BASE
            },
            Path {
                needs: &[("problems", "opened_at"), ("problems", "known_error")],
                measures: &[(
                    None,
                    Measure::Ratio {
                        part: Pred::Is("known_error"),
                        whole: Rows::of(OpenProblemsToday, "")
                            .known(&[
                                ("still_open", "ended, time unknown"),
                                ("known_error", "known error not recorded"),
                            ])
                            .count(),
                    },
                )],
                ..Path::BASE
            },
        ],
        ..Kpi::BASE
    },
    Kpi {
        id: "problem.age",
        also: &[
            ("problems", "state"),
            ("problems", "resolved_at"),
            ("problems", "closed_at"),
        ],
        unit: Unit::Seconds,
        qualities: &[2],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("problems", "opened_at")],
            measures: &[(
                None,
                Measure::Middle {
                    rows: OPEN,
                    value: AGE,
                    of: Stat::Median,
                },
            )],
            ..Path::BASE
        }],
        ..Kpi::BASE
    },
];
