//! The team of IT: as a team only, and never from fewer persons than the smallest group.

use crate::measure::FrameName::{Persons, TeamAnswers, Tickets, Worklog};
use crate::measure::{Basis, Better, Bottom, Focus, Given, Interval, Kpi, Measure, Path, Pred, Rows, Stat, Sum, Unit};

const PERSONS: Rows = Rows::of(Persons, "");
const ANSWERS: Rows = Rows::of(TeamAnswers, "at").known(&[("of_five", "no score on its scale")]);
const PERSON: (&str, &str) = ("worklog", "person");

const INTERRUPTIONS: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Rate {
        top: INCIDENTS,
        bottom: Bottom::Sum(PERSONS.sum("working_days")),
        per: 1.0,
        unit: Unit::Rate,
    },
)];
const INCIDENTS: Sum = Rows::of(Tickets, "opened_at").keep(Pred::Is("incident")).count();

/// What KPIs of the team have in common.
const BASE: Kpi = Kpi {
    focus: Focus::Organisation,
    qualities: &[7],
    persons: Some(PERSONS.count()),
    ..Kpi::BASE
};

/// The KPIs of the team.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "team.out_of_hours_share",
        unit: Unit::Ratio,
        paths: &[Path {
            needs: &[("worklog", "out_of_hours"), PERSON],
            given: Given::All(&[
                Given::Filled("worklog", "out_of_hours"),
                Given::Filled("worklog", "person"),
            ]),
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("out_of_hours"),
                    whole: Rows::of(Worklog, "date")
                        .known(&[("out_of_hours", "no mark of out of hours or not")])
                        .sum("minutes"),
                },
            )],
            ..Path::BASE
        }],
        ..BASE
    },
    Kpi {
        id: "team.interruptions",
        unit: Unit::Rate,
        interval: Interval::Poisson,
        paths: &[
            Path {
                needs: &[("tickets", "opened_at"), PERSON],
                given: Given::Filled("worklog", "person"),
                measures: INTERRUPTIONS,
                ..Path::BASE
            },
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "opened_at"), ("tickets", "assignee")],
                measures: INTERRUPTIONS,
                ..Path::BASE
            },
        ],
        ..BASE
    },
    Kpi {
        id: "team.wellbeing",
        unit: Unit::Score,
        better: Better::Higher,
        persons: Some(ANSWERS.keep(Pred::Is("stands_for_person")).count()),
        paths: &[Path {
            needs: &[("surveys", "instrument"), ("surveys", "score")],
            given: Given::Frame(TeamAnswers),
            measures: &[(
                None,
                Measure::Rate {
                    top: ANSWERS.sum("of_five"),
                    bottom: Bottom::Sum(ANSWERS.count()),
                    per: 0.01,
                    unit: Unit::Score,
                },
            )],
            ..Path::BASE
        }],
        also: &[("surveys", "scale_max"), ("surveys", "question")],
        ..BASE
    },
];
