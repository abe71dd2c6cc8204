//! boardpack turns the CSV exports of ticketing and change systems into a static report that a board can read and an
//! auditor can check. It is one binary, one batch, one direction:
//!
//! ```text
//! exports ─ingest→ tables ─enrich→ frames ─measure→ figures ─judge→ verdicts ─value→ money ─report→ model ─render→ site/
//! ```
//!
//! Data only moves to the right: a stage knows the types of the stages before it and nothing of those after it.
//!
//! [`run`] is that line. Without the feature `engine` there are only the stages that read: config and exports, without polars and
//! what comes after it, so that they can be fuzzed.

pub mod calendar;
pub mod config;
pub mod error;
pub mod ingest;
pub mod measure;
mod nearest;
pub mod tables;
mod visible;

#[cfg(feature = "engine")]
pub mod chart;
#[cfg(feature = "engine")]
pub mod cli;
#[cfg(feature = "engine")]
pub mod commands;
#[cfg(feature = "engine")]
pub mod commentary;
#[cfg(feature = "engine")]
pub mod enrich;
#[cfg(feature = "engine")]
pub mod judge;
#[cfg(feature = "engine")]
mod pipeline;
#[cfg(feature = "engine")]
pub mod render;
#[cfg(feature = "engine")]
pub mod report;
#[cfg(feature = "engine")]
pub mod value;

#[cfg(feature = "engine")]
pub use pipeline::{Observer, Run, run};
