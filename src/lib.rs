//! boardpack turns the CSV exports of ticketing and change systems into a static report.
//!
//! ```text
//! exports ─ingest→ tables ─enrich→ tables ─measure→ figures ─judge→ verdicts ─value→ money ─report→ model ─render→ site/
//! ```
//!
//! Data only moves to the right: a stage knows the types of the stages before it and nothing of those after it.

pub mod calendar;
pub mod chart;
pub mod cli;
pub mod commands;
pub mod config;
pub mod enrich;
pub mod error;
pub mod ingest;
pub mod judge;
pub mod measure;
pub mod nearest;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod tables;
pub mod value;
