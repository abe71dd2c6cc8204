//! Roles and learning: how specialised people are, what hangs on one of them, and what they learn. Never
//! from fewer persons than the smallest group.

use crate::measure::FrameName::{
    Certifications, DeskTickets, Learners, Learnt, MandatoryLearning, SinglePersons, SolvedCategories, Solvers,
};
use crate::measure::MILLION;
use crate::measure::{Basis, Better, Bottom, Given, Interval, Kpi, Measure, Path, Pred, Rows, Stat, Sum, Unit};

const SOLVERS: Rows = Rows::of(Solvers, "");
const SPECIALISTS: Rows = SOLVERS.known(&[("concentration", "fewer than five tickets")]);
const CATEGORIES: Rows = Rows::of(SolvedCategories, "");
const SINGLE: Rows = Rows::of(SinglePersons, "").known(&[("with_backup", NOT_IN_REGISTER)]);
const DESK: Rows = Rows::of(DeskTickets, "").known(&[("by_senior", "no level of who solved it")]);
const LEARNERS: Sum = Rows::of(Learners, "").count();
const CERTIFICATIONS: Rows = Rows::of(Certifications, "");
const MANDATORY: Rows = Rows::of(MandatoryLearning, "").known(&[("in_time", "not due yet")]);
const EACH: Pred = Pred::Is("stands_for_person");

const NOT_IN_REGISTER: &str = "not in the register of people";
const RESOLVED: (&str, &str) = ("tickets", "resolved_at");
const CLOSED: (&str, &str) = ("tickets", "closed_at");
const AUTOMATED: (&str, &str) = ("tickets", "automated");
const ASSIGNEE: (&str, &str) = ("tickets", "assignee");
const CATEGORY: (&str, &str) = ("tickets", "category");
const COMPLETED: (&str, &str) = ("training", "completed_at");
const PERSON: (&str, &str) = ("people", "person");
const LEVEL: (&str, &str) = ("people", "level");
const MEMBER_OF: (&str, &str) = ("people", "group");

const BY_PERSONS: &[(&str, &str)] = &[RESOLVED, CLOSED, AUTOMATED];
const WITH_BACKUP: &[(&str, &str)] = &[RESOLVED, CLOSED, AUTOMATED, PERSON, ("people", "backup")];
const AT_DESK: &[(&str, &str)] = &[RESOLVED, CLOSED, AUTOMATED, PERSON];

const DESK_SHARE: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Ratio {
        part: Pred::Is("by_senior"),
        whole: DESK.count(),
    },
)];
const HOURS: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Rate {
        top: Rows::of(Learnt, "")
            .known(&[("is_of_it", NOT_IN_REGISTER), ("minutes", "no hours")])
            .sum("minutes"),
        bottom: Bottom::Sum(LEARNERS),
        per: 1.0 / 60.0,
        unit: Unit::Hours,
    },
)];

/// What KPIs of roles have in common.
const ROLE: Kpi = Kpi {
    qualities: &[3],
    ..Kpi::BASE
};

/// What KPIs of learning have in common.
const LEARNING: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    qualities: &[5],
    ..Kpi::BASE
};

/// The KPIs of roles and learning.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "roles.specialised",
        also: BY_PERSONS,
        unit: Unit::Rate,
        better: Better::Higher,
        persons: Some(SPECIALISTS.count()),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[ASSIGNEE, CATEGORY],
            given: Given::Frame(Solvers),
            measures: &[(
                None,
                Measure::Rate {
                    top: SPECIALISTS.sum("concentration"),
                    bottom: Bottom::Sum(SPECIALISTS.count()),
                    per: 1.0 / MILLION,
                    unit: Unit::Rate,
                },
            )],
        }],
        ..ROLE
    },
    Kpi {
        id: "roles.single_person",
        also: WITH_BACKUP,
        persons: Some(SOLVERS.count()),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[ASSIGNEE, CATEGORY],
            given: Given::Frame(SolvedCategories),
            measures: &[
                (
                    None,
                    Measure::Part {
                        part: Pred::Is("by_one"),
                        whole: CATEGORIES.count(),
                        unit: Unit::Count,
                    },
                ),
                (
                    Some(Stat::WithBackup),
                    Measure::Part {
                        part: Pred::Is("with_backup"),
                        whole: SINGLE.count(),
                        unit: Unit::Count,
                    },
                ),
            ],
        }],
        ..ROLE
    },
    Kpi {
        id: "roles.senior_desk_share",
        also: AT_DESK,
        unit: Unit::Ratio,
        interval: Interval::Wilson,
        persons: Some(DESK.keep(EACH).count()),
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "first_group"), ASSIGNEE, MEMBER_OF, LEVEL],
                given: Given::All(&[Given::Filled("tickets", "first_group"), Given::Frame(DeskTickets)]),
                measures: DESK_SHARE,
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "group"), ASSIGNEE, MEMBER_OF, LEVEL],
                given: Given::Frame(DeskTickets),
                measures: DESK_SHARE,
            },
        ],
        ..ROLE
    },
    Kpi {
        id: "learning.hours",
        unit: Unit::Hours,
        persons: Some(LEARNERS),
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[COMPLETED, ("training", "hours"), PERSON],
                measures: HOURS,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[COMPLETED, ("training", "hours")],
                measures: HOURS,
                ..Path::BASE
            },
        ],
        ..LEARNING
    },
    Kpi {
        id: "learning.certified",
        also: &[("training", "expires_at")],
        persons: Some(CERTIFICATIONS.keep(EACH).count()),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("training", "certification"), COMPLETED],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("valid"),
                    whole: CERTIFICATIONS.count(),
                },
            )],
            ..Path::BASE
        }],
        ..LEARNING
    },
    Kpi {
        id: "learning.mandatory",
        interval: Interval::Wilson,
        persons: Some(MANDATORY.keep(EACH).count()),
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[("training", "mandatory"), ("training", "due_at"), COMPLETED],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("in_time"),
                    whole: MANDATORY.count(),
                },
            )],
            ..Path::BASE
        }],
        ..LEARNING
    },
];
