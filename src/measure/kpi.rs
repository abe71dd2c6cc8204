//! What a KPI declaration says. It is what the engine computes, `boardpack explain` prints and the method page shows.

use super::Dim;
use super::figure::named;

/// A KPI: what it asks, what it is made of, and what it is evidence for. Its texts are `kpi-<id>` in `words/`.
#[derive(Debug)]
pub struct Kpi {
    /// Its id, such as `change.success_rate`.
    pub id: &'static str,
    /// What its leading number is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// Whose language it speaks.
    pub focus: Focus,
    /// The layer of the Balance Blueprint.
    pub layer: Layer,
    /// The qualities (1 to 13) that it evidences.
    pub qualities: &'static [u8],
    /// Published figures to see it beside.
    pub references: &'static [Reference],
    /// For how many days after a period late outcomes may still change it.
    pub follow_up_days: u16,
    /// Slices given for every month, the total (`&[]`) among them where it makes sense.
    pub series: &'static [&'static [Dim]],
    /// Dimensions by which the report's period alone is sliced.
    pub by: &'static [Dim],
}

/// A published figure: drawn dotted, off the Summary, never a target.
#[derive(Debug)]
pub struct Reference {
    /// The least it says.
    pub low: f64,
    /// The most it says; the same where it is one number.
    pub high: f64,
    /// Who says so.
    pub source: &'static str,
    /// When; older than five years is marked "historic".
    pub year: u16,
    /// Of whom.
    pub population: &'static str,
}

named! {
    /// What a value is counted in.
    Unit {
        /// Records.
        Count = "count",
        /// 0 to 1.
        Ratio = "ratio",
        /// Seconds, said as a duration.
        Seconds = "seconds",
        /// Times per something.
        Rate = "rate",
    }
}

named! {
    /// Which way is better.
    Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// It describes; neither is better.
        Neither = "neither",
    }
}

named! {
    /// Whose language a metric speaks.
    Focus {
        /// IT's own.
        It = "it",
        /// The organisation's.
        Organisation = "organisation",
        /// Both.
        Hybrid = "hybrid",
    }
}

named! {
    /// The layers of the Balance Blueprint, each standing on the one before.
    Layer {
        /// Help desk, configuration, root causes.
        Foundational = "foundational",
        /// Monitoring, maintenance, automation.
        Operational = "operational",
        /// Capacity reallocated, growth enabled.
        Strategic = "strategic",
    }
}
