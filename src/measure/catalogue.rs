//! The KPIs of a run: those that are built in, and the organisation's own.

use super::{Kpi, kpis};

/// Every KPI that a run computes, in the order of the method page. The default is what is built in.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    own: Vec<&'static Kpi>,
    /// How the ids begin of what is not for the report's readers.
    withheld: Vec<&'static str>,
    /// The own KPIs that are not for them either.
    withheld_own: Vec<&'static str>,
}

impl Catalogue {
    /// What is built in, and these.
    pub fn with(own: Vec<&'static Kpi>) -> Self {
        Self { own, ..Self::default() }
    }

    /// The same without the KPIs whose ids begin so, and without these own ones: they are not for the report's readers.
    pub fn without(self, withheld: Vec<&'static str>, withheld_own: Vec<&'static str>) -> Self {
        Self {
            withheld,
            withheld_own,
            ..self
        }
    }

    /// Whether a KPI is left out because it is not for the report's readers.
    pub fn withholds(&self, id: &str) -> bool {
        self.withheld_own.contains(&id) || self.withheld.iter().any(|start| id.starts_with(start))
    }

    /// What is built in.
    pub fn built_in() -> impl Iterator<Item = &'static Kpi> {
        kpis::FAMILIES.iter().flat_map(|family| family.iter())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &'static Kpi> + '_ {
        let all = Self::built_in().chain(self.own.iter().copied());
        all.filter(|kpi| !self.withholds(kpi.id))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_withheld_is_no_kpi_of_the_run_but_known_to_be_one() {
        let whole = Catalogue::default();
        let without = Catalogue::default().without(vec!["change.", "tickets.reopen"], vec!["tickets.open"]);
        assert!(whole.kpi("change.success_rate").is_some() && without.kpi("change.success_rate").is_none());
        assert!(without.withholds("tickets.reopen_rate") && without.withholds("tickets.open"));
        assert!(!without.withholds("tickets.opened"));
        let left = whole
            .iter()
            .filter(|kpi| !kpi.id.starts_with("change.") && kpi.id != "tickets.reopen_rate");
        assert!(without.iter().map(|kpi| kpi.id).eq(left.map(|kpi| kpi.id)));
    }
}
