//! The model → files.
//!
//! `theme` holds the templates and the stylesheet, embedded and overlaid by the user's; `view` prepares what they show,
//! so that they need no arithmetic; `html` makes the pages and the pictures.

pub mod html;
pub mod theme;
mod view;

#[cfg(test)]
mod fixture;
