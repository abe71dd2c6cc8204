//! The model → files: the one place that writes the output folder.
//!
//! `theme` holds the templates and the stylesheet, embedded and overlaid by the user's; `view` prepares what they show,
//! so that they need no arithmetic; `html` makes the pages and the pictures; `metrics` the same figures for machines;
//! `site` puts a period's folder in its place, whole or not at all.

pub mod html;
pub mod metrics;
pub mod site;
pub mod theme;
mod view;

#[cfg(test)]
mod fixture;
