//! A figure and its evidence. No bare number leaves this stage.

use std::collections::HashMap;
use std::fmt;

use super::{Catalogue, Kpi, Selector, Unit};
use crate::calendar::Date;

/// One number with its evidence. (id, period, slice, stat, clock) is unique in a [`Figures`].
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The KPI's id, such as `change.success_rate`.
    pub id: &'static str,
    /// The period's label, such as `2026-10`.
    pub period: String,
    /// Which part of the whole; empty for the total.
    pub slice: Slice,
    /// Which statistic, where the KPI gives several numbers; `None` for its only or leading one.
    pub stat: Option<Stat>,
    /// Which clock, for durations.
    pub clock: Option<Clock>,
    /// What the value is counted in.
    pub unit: Unit,
    /// The number; `None` where there is no data, and then `reason` says what would provide it.
    pub value: Option<f64>,
    /// The numerator, for ratios and rates.
    pub part: Option<f64>,
    /// The denominator, for ratios and rates.
    pub whole: Option<f64>,
    /// How many records stand behind it.
    pub n: u64,
    /// How the number came about.
    pub basis: Basis,
    /// Records left out of both sides, and records whose time stands in for another, by reason.
    pub left_out: Vec<(&'static str, u64)>,
    /// The bounds of an interval that the measure itself gives (order statistics of a quantile).
    pub bounds: Option<(f64, f64)>,
    /// Until when late outcomes may still change it.
    pub provisional_until: Option<Date>,
    /// Where the value is `None`: what would provide it.
    pub reason: Option<String>,
}

/// A part of the whole: one word for each of some dimensions, in the order of [`Dim`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Slice(pub Vec<(Dim, String)>);

/// The word that gathers what is beyond the largest twelve.
pub const OTHER: &str = "other";

impl Slice {
    /// The whole.
    pub fn total() -> Self {
        Self::default()
    }

    /// One part of one dimension.
    pub fn of(dim: Dim, word: &str) -> Self {
        Self(vec![(dim, word.to_owned())])
    }

    /// The word of a dimension.
    pub fn get(&self, dim: Dim) -> Option<&str> {
        self.0
            .iter()
            .find(|(each, _)| *each == dim)
            .map(|(_, word)| word.as_str())
    }

    /// The same without its kind.
    fn without_kind(&self) -> Self {
        let others = self.0.iter().filter(|(dim, _)| *dim != Dim::Kind);
        Self(others.cloned().collect())
    }

    /// Whether it slices by exactly these dimensions.
    pub fn is_by(&self, dims: &[Dim]) -> bool {
        self.0.iter().map(|(dim, _)| dim).eq(dims)
    }
}

impl fmt::Display for Slice {
    /// As in a selector: `[kind=incident,priority=1]`, nothing for the whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (dim, word)) in self.0.iter().enumerate() {
            write!(f, "{}{}={word}", if index == 0 { '[' } else { ',' }, dim.name())?;
        }
        if self.0.is_empty() { Ok(()) } else { f.write_str("]") }
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$each:meta])* $variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type { $($(#[$each])* $variant),+ }

        impl $type {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in configs and in metrics.json.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The one of a name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.name() == name)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What figures are sliced by.
    Dim {
        /// Incident or request.
        Kind = "kind",
        /// 1 to 5.
        Priority = "priority",
        /// Of a change: standard, normal, emergency.
        Type = "type",
        /// Of a change: low, medium, high.
        Risk = "risk",
        /// The business service.
        Service = "service",
        /// The group that has it.
        Group = "group",
        /// What it is about.
        Category = "category",
        /// The requester's department or role.
        Persona = "persona",
        /// How it came.
        Channel = "channel",
        /// The supplier.
        Vendor = "vendor",
        /// How long it has been open: `0-1d`, `1-5d`, `5-30d`, `30-90d`, `90d+`.
        Age = "age",
        /// Day of the week and hour it was opened at, in the report's zone: `1-08` is Monday, eight o'clock.
        WeekHour = "week_hour",
        /// IT, organisation or hybrid.
        Focus = "focus",
        /// Of a patch or a vulnerability: critical, high, medium, low.
        Severity = "severity",
        /// Of a risk: 1 to 5.
        Rating = "rating",
        /// Of time and money: run, grow, transform.
        Purpose = "purpose",
        /// What booked time went into.
        Activity = "activity",
        /// The type of change that people were asked about.
        ChangeType = "change_type",
        /// What they answered.
        Answer = "answer",
        /// A group of people whom IT serves.
        Stakeholder = "stakeholder",
        /// Which of the seven points of a goal has evidence on file.
        Point = "point",
        /// How old a device is: `0-1y`, `1-2y`, `2-3y`, `3-4y`, `4-5y`, `5y+`.
        AssetAge = "asset_age",
        /// What they were asked, in short.
        Question = "question",
        /// A project, by its name.
        Project = "project",
        /// An agreed action, by its title.
        Action = "action",
        /// The figure that an action is to move, as a selector.
        Metric = "metric",
        /// An open risk, by its title.
        OpenRisk = "open_risk",
        /// A goal of IT, by its title.
        Goal = "goal",
    }
}

named! {
    /// Which statistic of a spread, or which of a KPI's numbers.
    Stat {
        /// The middle one.
        Median = "median",
        /// Nine of ten are at most this.
        P90 = "p90",
        /// The sum over the count.
        Mean = "mean",
        /// The share with three or more.
        ShareOfThree = "share_of_three",
        /// Per working day.
        PerDay = "per_working_day",
        /// Per working week.
        PerWeek = "per_week",
        /// Per hundred hours of effort.
        PerHundredHours = "per_100_hours",
        /// The companion that is still open and past its target.
        OpenPastTarget = "open_past_target",
        /// Those that never got one.
        Unanswered = "unanswered",
        /// What chance alone would give.
        ByChance = "by_chance",
        /// The spread between groups.
        BetweenGroups = "between_groups",
        /// The median age of those still open.
        OpenAge = "open_age",
        /// The time that they were down.
        Downtime = "downtime",
        /// The value at which a mean was cut: the 95th percentile.
        Cut = "cut",
        /// Days since it last happened.
        DaysSince = "days_since",
        /// Days to the day on which it is due; below zero past it.
        DaysLeft = "days_left",
        /// The longest time without it, in days.
        LongestGap = "longest_gap",
        /// How often past the end of life, over how often within it.
        RateRatio = "rate_ratio",
        /// What replacing them costs.
        ReplacementCost = "replacement_cost",
        /// The hours that something needs.
        Needed = "needed",
        /// The hours that moved since the period it is compared with.
        Moved = "moved",
        /// Of what came unplanned.
        Reactive = "reactive",
        /// Of what prevents incidents.
        Preventive = "preventive",
        /// Change success, where a supplier did it.
        OutsourcedSuccess = "outsourced_success",
        /// Change success, where none did.
        InternalSuccess = "internal_success",
        /// Resolved in time, where a supplier did it.
        OutsourcedInTime = "outsourced_in_time",
        /// Resolved in time, where none did.
        InternalInTime = "internal_in_time",
        /// The key people of groups, in place of the groups.
        KeyPeople = "key_people",
        /// The interruptions that a supplier answers for.
        Outages = "outages",
        /// The share that serves a goal.
        WithGoal = "with_goal",
        /// By how much a figure was to move.
        Expected = "expected",
        /// By how much it moved.
        Seen = "seen",
        /// In the period alone, where the leading number is of more months.
        InPeriod = "in_period",
        /// The share of major incidents that name a problem.
        WithProblem = "with_problem",
        /// Those for whom somebody can stand in.
        WithBackup = "with_backup",
    }
}

impl Stat {
    /// Whether it tells of the persons behind a KPI; when something was last done does not.
    pub fn is_of_persons(self) -> bool {
        self != Self::DaysSince
    }
}

named! {
    /// Which clock a duration ran on.
    Clock {
        /// The calendar's service hours.
        Service = "service",
        /// All hours.
        Wall = "wall",
    }
}

named! {
    /// How a number came about.
    Basis {
        /// A column says it.
        Recorded = "recorded",
        /// Worked out from columns that say it together.
        Derived = "derived",
        /// Something near it that the export does have; it names itself.
        Proxy = "proxy",
    }
}

/// The figures of a run, in a fixed order, found by key.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    all: Vec<Figure>,
    index: HashMap<Key, usize>,
    catalogue: Catalogue,
}

type Key = (&'static str, String, Slice, Option<Stat>, Option<Clock>);

impl Figures {
    /// None yet, of these KPIs.
    pub fn of(catalogue: Catalogue) -> Self {
        Self {
            catalogue,
            ..Self::default()
        }
    }

    /// The KPIs that they are of.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The KPI of an id.
    pub fn kpi(&self, id: &str) -> Option<&'static Kpi> {
        self.catalogue.kpi(id)
    }

    /// Adds a figure; the first of a key stands.
    pub fn push(&mut self, figure: Figure) {
        let key = (
            figure.id,
            figure.period.clone(),
            figure.slice.clone(),
            figure.stat,
            figure.clock,
        );
        if let std::collections::hash_map::Entry::Vacant(entry) = self.index.entry(key) {
            entry.insert(self.all.len());
            self.all.push(figure);
        }
    }

    /// Changes every statistic of a KPI in a period and slice.
    pub fn change(&mut self, id: &str, period: &str, slice: &Slice, to: impl Fn(Figure) -> Figure) {
        let meant = |figure: &&mut Figure| figure.id == id && figure.period == period && figure.slice == *slice;
        for figure in self.all.iter_mut().filter(meant) {
            *figure = to(figure.clone());
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The slices by one of these sets of dimensions that a KPI has in a period, in order.
    pub fn slices(&self, id: &str, period: &str, sets: &[&[Dim]]) -> Vec<Slice> {
        let mut slices: Vec<Slice> = self
            .iter()
            .filter(|figure| {
                figure.id == id && figure.period == period && sets.iter().any(|set| figure.slice.is_by(set))
            })
            .map(|figure| figure.slice.clone())
            .collect();
        slices.sort();
        slices.dedup();
        slices
    }

    /// The figure at a place in the order.
    pub fn at(&self, position: usize) -> &Figure {
        &self.all[position]
    }

    /// The place of a figure in the order; with `clock: None` of the leading one (service hours where there are any).
    pub fn position(
        &self,
        id: &'static str,
        period: &str,
        slice: &Slice,
        stat: Option<Stat>,
        clock: Option<Clock>,
    ) -> Option<usize> {
        let clocks: &[Option<Clock>] = if clock.is_some() {
            &[clock]
        } else {
            &[None, Some(Clock::Service), Some(Clock::Wall)]
        };
        clocks.iter().find_map(|clock| {
            self.index
                .get(&(id, period.to_owned(), slice.clone(), stat, *clock))
                .copied()
        })
    }

    /// The place of the figure that a selector means in a period: the one it names; else, where a part was left out, the only
    /// statistic, and the only kind of ticket, that there is.
    pub fn meant(&self, selector: &Selector, period: &str) -> Option<usize> {
        let at = |slice: &Slice, stat| self.position(selector.id, period, slice, stat, None);
        if let Some(exact) = at(&selector.slice, selector.stat) {
            return Some(exact);
        }
        let fits = |figure: &&Figure| {
            figure.id == selector.id
                && figure.period == period
                && (figure.slice == selector.slice || figure.slice.without_kind() == selector.slice)
                && selector.stat.is_none_or(|stat| figure.stat == Some(stat))
        };
        let mut meant: Vec<(&Slice, Option<Stat>)> = Vec::new();
        for figure in self.iter().filter(fits) {
            let this = (&figure.slice, figure.stat);
            if !meant.contains(&this) {
                meant.push(this);
            }
        }
        match meant[..] {
            [(slice, stat)] => at(slice, stat),
            _ => None,
        }
    }

    /// The figure of a key; with `clock: None` the leading one.
    pub fn get(
        &self,
        id: &'static str,
        period: &str,
        slice: &Slice,
        stat: Option<Stat>,
        clock: Option<Clock>,
    ) -> Option<&Figure> {
        self.position(id, period, slice, stat, clock).map(|at| self.at(at))
    }
}
