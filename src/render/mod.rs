//! The model → files.

pub mod metrics;
pub mod site;
