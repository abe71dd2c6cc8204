//! The one grammar that names a figure: `tickets.resolution_time[kind=incident,priority=1].median`.

use super::{Slice, Stat};

/// Which figure is meant; its period is the report's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selector {
    /// The KPI's id.
    pub id: &'static str,
    /// The part of the whole; empty for the total.
    pub slice: Slice,
    /// The statistic; `None` for the only or leading one.
    pub stat: Option<Stat>,
}
