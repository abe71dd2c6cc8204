//! The lifecycle of equipment, and the tools that watch over it.

use crate::measure::FrameName::{AssetCensus, AssetDays, AssetIncidents, AssetsInService};
use crate::measure::{
    Basis, Better, Bottom, Dim, Duration, Focus, Interval, Kpi, Layer, Measure, Path, Pred, Rows, Stat, Unit,
};

const NO_BEGINNING: &str = "no date of service";
const NO_END_OF_LIFE: &str = "no end of life";

const IN_SERVICE: Rows = Rows::of(AssetsInService, "began").known(&[("began", NO_BEGINNING)]);
const WITH_LIFE: Rows = IN_SERVICE.known(&[("began", NO_BEGINNING), ("life_until", NO_END_OF_LIFE)]);
const DUE: Rows = WITH_LIFE.keep(Pred::Is("may_fall_due"));
const AGE: Duration = Duration {
    wall: "age_wall",
    service: None,
};
/// What is known of those whose replacement has a cost.
const REPLACED: &[(&str, &str)] = &[
    ("began", NO_BEGINNING),
    ("life_until", NO_END_OF_LIFE),
    ("replacement_cost", "no replacement cost"),
];
const PAST_LIFE: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Ratio {
            part: Pred::Is("past_life"),
            whole: WITH_LIFE.count(),
        },
    ),
    (
        Some(Stat::ReplacementCost),
        Measure::Amount {
            plus: &[WITH_LIFE
                .keep(Pred::Is("past_life"))
                .known(REPLACED)
                .sum("replacement_cost")],
            minus: &[],
            unit: Unit::Money,
        },
    ),
];
const DUE_SOON: &[(Option<Stat>, Measure)] = &[
    (None, Measure::count(&[DUE.count()])),
    (
        Some(Stat::ReplacementCost),
        Measure::Amount {
            plus: &[DUE.known(REPLACED).sum("replacement_cost")],
            minus: &[],
            unit: Unit::Money,
        },
    ),
];
const AGES: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Middle {
        rows: IN_SERVICE,
        value: AGE,
        of: Stat::Median,
    },
)];

/// Incidents that name an asset which was in service on that day.
const INCIDENTS: Rows = Rows::of(AssetIncidents, "opened_at").known(&[
    ("device", "no device in the register"),
    ("first_day", NO_BEGINNING),
    ("asset_age", "device not in service then"),
]);
const INCIDENTS_WITH_LIFE: Rows = INCIDENTS.known(&[
    ("device", "no device in the register"),
    ("first_day", NO_BEGINNING),
    ("asset_age", "device not in service then"),
    ("past_life", NO_END_OF_LIFE),
]);
const DAYS: Rows = Rows::of(AssetDays, "day");
/// A hundred devices for a year.
const DEVICE_DAYS: f64 = 100.0 * 365.25;
const BY_AGE: &[(Option<Stat>, Measure)] = &[
    (
        None,
        Measure::Rate {
            top: INCIDENTS.count(),
            bottom: Bottom::Exposure(DAYS.sum("devices")),
            per: DEVICE_DAYS,
            unit: Unit::Rate,
        },
    ),
    (
        Some(Stat::RateRatio),
        Measure::RateRatio {
            events: INCIDENTS_WITH_LIFE.count(),
            exposure: DAYS.keep(Pred::Is("life_known")).sum("devices"),
            of: Pred::Is("past_life"),
        },
    ),
];

const MANAGED: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Ratio {
        part: Pred::Is("managed"),
        whole: Rows::of(AssetCensus, "began")
            .known(&[("began", NO_BEGINNING), ("managed", "management not recorded")])
            .count(),
    },
)];
const PROTECTED: &[(Option<Stat>, Measure)] = &[(
    None,
    Measure::Ratio {
        part: Pred::Is("protected"),
        whole: Rows::of(AssetCensus, "began")
            .known(&[("began", NO_BEGINNING), ("protected", "protection not recorded")])
            .count(),
    },
)];

const IN_SERVICE_AT: (&str, &str) = ("assets", "in_service_at");
const PURCHASED_AT: (&str, &str) = ("assets", "purchased_at");
const END_OF_LIFE_AT: (&str, &str) = ("assets", "end_of_life_at");

/// What the KPIs of equipment share.
const EQUIPMENT: Kpi = Kpi {
    focus: Focus::Hybrid,
    qualities: &[8],
    ..Kpi::BASE
};
/// What the KPIs of tools share: a census has no interval.
const TOOLS: Kpi = Kpi {
    unit: Unit::Ratio,
    better: Better::Higher,
    layer: Layer::Operational,
    qualities: &[4, 10],
    also: &[PURCHASED_AT, ("assets", "retired_at")],
    ..Kpi::BASE
};

/// The KPIs of assets.
pub const KPIS: &[Kpi] = &[
    Kpi {
        id: "assets.past_life_share",
        also: &[PURCHASED_AT, ("assets", "retired_at"), ("assets", "replacement_cost")],
        unit: Unit::Ratio,
        interval: Interval::Wilson,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[IN_SERVICE_AT, END_OF_LIFE_AT],
                measures: PAST_LIFE,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[PURCHASED_AT, END_OF_LIFE_AT],
                measures: PAST_LIFE,
                ..Path::BASE
            },
        ],
        ..EQUIPMENT
    },
    Kpi {
        id: "assets.age",
        also: &[PURCHASED_AT, ("assets", "retired_at")],
        unit: Unit::Seconds,
        better: Better::Neither,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[IN_SERVICE_AT],
                measures: AGES,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[PURCHASED_AT],
                measures: AGES,
                ..Path::BASE
            },
        ],
        ..EQUIPMENT
    },
    Kpi {
        id: "assets.due_24m",
        also: &[PURCHASED_AT, ("assets", "retired_at"), ("assets", "replacement_cost")],
        better: Better::Neither,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[IN_SERVICE_AT, END_OF_LIFE_AT],
                measures: DUE_SOON,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[PURCHASED_AT, END_OF_LIFE_AT],
                measures: DUE_SOON,
                ..Path::BASE
            },
        ],
        ..EQUIPMENT
    },
    Kpi {
        id: "assets.tickets_by_age",
        also: &[PURCHASED_AT, END_OF_LIFE_AT, ("assets", "retired_at")],
        unit: Unit::Rate,
        by: &[Dim::AssetAge],
        interval: Interval::Poisson,
        paths: &[
            Path {
                basis: Basis::Derived,
                needs: &[("tickets", "asset_id"), IN_SERVICE_AT],
                measures: BY_AGE,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("tickets", "asset_id"), PURCHASED_AT],
                measures: BY_AGE,
                ..Path::BASE
            },
        ],
        ..EQUIPMENT
    },
    Kpi {
        id: "tools.managed",
        paths: &[
            Path {
                needs: &[("assets", "managed"), IN_SERVICE_AT],
                measures: MANAGED,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("assets", "managed"), PURCHASED_AT],
                measures: MANAGED,
                ..Path::BASE
            },
        ],
        ..TOOLS
    },
    Kpi {
        id: "tools.protected",
        paths: &[
            Path {
                needs: &[("assets", "protected"), IN_SERVICE_AT],
                measures: PROTECTED,
                ..Path::BASE
            },
            Path {
                basis: Basis::Proxy,
                needs: &[("assets", "protected"), PURCHASED_AT],
                measures: PROTECTED,
                ..Path::BASE
            },
        ],
        ..TOOLS
    },
];
