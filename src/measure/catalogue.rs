//! The KPIs of a run: those that are built in, and the organisation's own.

use super::{Kpi, kpis};

/// Every KPI that a run computes, in the order of the method page. The default is what is built in.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    own: Vec<&'static Kpi>,
}

impl Catalogue {
    /// What is built in, and these.
    pub fn with(own: Vec<&'static Kpi>) -> Self {
        Self { own }
    }

    /// What is built in.
    pub fn built_in() -> impl Iterator<Item = &'static Kpi> {
        kpis::FAMILIES.iter().flat_map(|family| family.iter())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &'static Kpi> + '_ {
        Self::built_in().chain(self.own.iter().copied())
    }

    /// The organisation's own.
    pub fn own(&self) -> &[&'static Kpi] {
        &self.own
    }

    /// The KPI of an id.
    pub fn kpi(&self, id: &str) -> Option<&'static Kpi> {
        self.iter().find(|kpi| kpi.id == id)
    }
}
