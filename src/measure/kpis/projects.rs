//! Projects, money and agreed actions: whether what was planned comes about.

use crate::measure::FrameName::{Actions, OpenActions, ProjectServices, ProjectsEnded, ProjectsOfYear, Spend};
use crate::measure::{
    Basis, Better, Bottom, Dim, Focus, FollowUp, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Unit,
};

const BEGAN: Rows = Rows::of(ProjectsOfYear, "").keep(Pred::Is("began_lately"));
const ENDED: Rows = Rows::of(ProjectsOfYear, "").keep(Pred::Is("ended_lately"));
const BRINGING: Rows = Rows::of(ProjectsEnded, "").known(&[
    ("benefit_per_month", "no planned benefit"),
    ("benefit_realised", "benefit not measured"),
]);
const AROUND_ENDS: Rows = Rows::of(ProjectServices, "").known(&[
    ("named", "no service that tickets name"),
    ("watched", "no full day on both sides of the end"),
]);
const SPENT: Rows = Rows::of(Spend, "month").known(&[("actual", "no actual amount"), ("run", "no purpose")]);
const BUDGETED: Rows = Rows::of(Spend, "month").known(&[("actual", "no actual amount"), ("budget", "no budget")]);
const DUE: Rows = Rows::of(Actions, "due_at")
    .keep(Pred::Is("fallen_due"))
    .known(&[("in_time", "done, time unknown")]);
const OPEN: Rows = Rows::of(OpenActions, "").known(&[("dated", "done, time unknown")]);
const OPEN_WITH_DATE: Rows =
    Rows::of(OpenActions, "").known(&[("dated", "done, time unknown"), ("days_left", "no due date")]);

const PROJECT: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    focus: Focus::Hybrid,
    layer: Layer::Strategic,
    qualities: &[13],
    ..Kpi::BASE
};
const MONEY: Kpi = Kpi {
    unit: Unit::Ratio,
    focus: Focus::Organisation,
    layer: Layer::Strategic,
    qualities: &[4],
    ..Kpi::BASE
};
const ACTION: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    focus: Focus::Organisation,
    layer: Layer::Strategic,
    qualities: &[11],
    ..Kpi::BASE
};

/// The KPIs of projects, money and actions.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "projects.on_time",
        also: &[("projects", "state")],
        by: &[Dim::Project],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("projects", "ended_at"), ("projects", "planned_end")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("on_time"),
                    whole: ENDED.known(&[("on_time", "no planned end")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..PROJECT
    },
    Kpi {
        id: "projects.on_budget",
        also: &[("projects", "state")],
        by: &[Dim::Project],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("projects", "ended_at"), ("projects", "budget"), ("projects", "spent")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("on_budget"),
                    whole: ENDED.known(&[("on_budget", "no budget or no cost")]).count(),
                },
            )],
            ..Path::BASE
        }],
        ..PROJECT
    },
    Kpi {
        id: "projects.ready",
        also: &[("projects", "state")],
        by: &[Dim::Project],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("projects", "started_at"), ("projects", "readiness_assessed_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("assessed_first"),
                    whole: BEGAN.count(),
                },
            )],
            ..Path::BASE
        }],
        ..PROJECT
    },
    Kpi {
        id: "projects.benefit_realised",
        also: &[("projects", "state")],
        by: &[Dim::Project],
        paths: &[Path {
            needs: &[
                ("projects", "ended_at"),
                ("projects", "benefit_per_month"),
                ("projects", "benefit_realised"),
            ],
            measures: &[(
                None,
                Measure::Rate {
                    top: BRINGING.sum("benefit_realised"),
                    bottom: Bottom::Sum(BRINGING.sum("benefit_per_month")),
                    per: 1.0,
                    unit: Unit::Ratio,
                },
            )],
            ..Path::BASE
        }],
        ..PROJECT
    },
    Kpi {
        id: "projects.stability_after",
        also: &[("projects", "state"), ("tickets", "kind"), ("tickets", "state")],
        unit: Unit::Rate,
        better: Better::Lower,
        follow_up: FollowUp::Days(90),
        by: &[Dim::Project],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[
                ("projects", "ended_at"),
                ("projects", "service"),
                ("tickets", "service"),
                ("tickets", "opened_at"),
            ],
            measures: &[(
                None,
                Measure::RateRatio {
                    events: AROUND_ENDS.sum("incidents"),
                    exposure: AROUND_ENDS.sum("days"),
                    of: Pred::Is("after"),
                },
            )],
            ..Path::BASE
        }],
        ..PROJECT
    },
    Kpi {
        id: "spend.budget",
        by: &[Dim::Purpose],
        paths: &[Path {
            needs: &[("spend", "month"), ("spend", "actual"), ("spend", "budget")],
            measures: &[(
                None,
                Measure::Rate {
                    top: BUDGETED.sum("actual"),
                    bottom: Bottom::Sum(BUDGETED.sum("budget")),
                    per: 1.0,
                    unit: Unit::Ratio,
                },
            )],
            ..Path::BASE
        }],
        ..MONEY
    },
    Kpi {
        id: "spend.run_share",
        paths: &[Path {
            needs: &[("spend", "month"), ("spend", "actual"), ("spend", "purpose")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("run"),
                    whole: SPENT.sum("actual"),
                },
            )],
            ..Path::BASE
        }],
        ..MONEY
    },
    Kpi {
        id: "actions.done",
        also: &[("actions", "state")],
        interval: Interval::Wilson,
        paths: &[Path {
            needs: &[("actions", "due_at"), ("actions", "done_at")],
            measures: &[(
                None,
                Measure::Ratio {
                    part: Pred::Is("in_time"),
                    whole: DUE.count(),
                },
            )],
            ..Path::BASE
        }],
        ..ACTION
    },
    Kpi {
        id: "actions.overdue",
        better: Better::Lower,
        also: &[("actions", "title"), ("actions", "done_at"), ("actions", "state")],
        by: &[Dim::Action],
        paths: &[Path {
            needs: &[("actions", "due_at"), ("actions", "done_at")],
            measures: &[
                (
                    None,
                    Measure::Ratio {
                        part: Pred::Is("overdue"),
                        whole: OPEN.count(),
                    },
                ),
                (
                    Some(Stat::DaysLeft),
                    Measure::Rate {
                        top: OPEN_WITH_DATE.sum("days_left"),
                        bottom: Bottom::Sum(OPEN_WITH_DATE.count()),
                        per: 1.0,
                        unit: Unit::Rate,
                    },
                ),
            ],
            ..Path::BASE
        }],
        ..ACTION
    },
    Kpi {
        id: "actions.effect",
        also: &[("actions", "state")],
        series: &[],
        by: &[Dim::Action],
        within: &[Dim::Metric],
        paths: &[Path {
            basis: Basis::Derived,
            needs: &[
                ("actions", "title"),
                ("actions", "kpi"),
                ("actions", "expected_change"),
                ("actions", "opened_at"),
                ("actions", "done_at"),
            ],
            measures: &[(
                None,
                Measure::Moved {
                    rows: Rows::of(Actions, "done_at"),
                    title: "title",
                    kpi: "kpi",
                    since: "opened_at",
                    expected: "expected_change",
                },
            )],
            ..Path::BASE
        }],
        ..ACTION
    },
];
