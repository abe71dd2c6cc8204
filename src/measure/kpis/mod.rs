//! The catalogue: a file a family. A new KPI is a declaration here and its words in `report-templates/words/`.

use super::{Dim, Kpi};

mod assets;
mod assurance;
mod availability;
mod changes;
mod contacts;
mod dora;
mod knowledge;
mod maintenance;
mod ownership;
mod partners;
mod patches;
mod problems;
mod projects;
mod quality;
mod roles;
mod team;
mod tickets;
mod vendors;
mod work;

/// The families, in the order of the method page.
pub const FAMILIES: &[&[Kpi]] = &[
    tickets::KPIS,
    changes::KPIS,
    dora::KPIS,
    work::KPIS,
    team::KPIS,
    maintenance::KPIS,
    quality::KPIS,
    availability::KPIS,
    assurance::KPIS,
    ownership::KPIS,
    assets::KPIS,
    patches::KPIS,
    knowledge::KPIS,
    partners::KPIS,
    contacts::KPIS,
    problems::KPIS,
    vendors::KPIS,
    projects::KPIS,
    roles::KPIS,
];

/// In total, by kind and by priority: counts and shares of tickets.
const TICKET_SERIES: &[&[Dim]] = &[&[], &[Dim::Kind], &[Dim::Kind, Dim::Priority]];
/// By kind, and by kind and priority: incidents and requests are never blended in a time.
const TICKET_TIME_SERIES: &[&[Dim]] = &[&[Dim::Kind], &[Dim::Kind, Dim::Priority]];
/// In total and by type.
const CHANGE_SERIES: &[&[Dim]] = &[&[], &[Dim::Type]];
