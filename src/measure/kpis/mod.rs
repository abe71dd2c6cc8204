//! The catalogue: a file a family.

use super::Kpi;

mod changes;
mod tickets;

/// The families, in the order of the method page.
pub const FAMILIES: &[&[Kpi]] = &[tickets::KPIS, changes::KPIS];
