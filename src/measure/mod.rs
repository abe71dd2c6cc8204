//! Tables → figures: the KPI declarations, a file a family, and the one engine that computes all of them.

mod catalogue;
mod figure;
mod kpi;
mod kpis;
mod numbers;
mod path;
mod populations;
mod selector;

#[cfg(feature = "engine")]
mod assemble;
#[cfg(feature = "engine")]
mod derived;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod moves;
#[cfg(feature = "engine")]
mod persons;
#[cfg(feature = "engine")]
mod query;
#[cfg(feature = "engine")]
mod slices;
#[cfg(feature = "engine")]
mod spread;
#[cfg(feature = "engine")]
mod subtraction;

pub use catalogue::Catalogue;
#[cfg(feature = "engine")]
pub use engine::measure;
pub use figure::{Basis, Clock, Dim, Figure, Figures, OTHER, Slice, Stat};
pub use kpi::{Better, Focus, FollowUp, Interval, Kpi, Layer, Reference, Unit};
#[cfg(feature = "engine")]
pub use moves::reaches;
pub use path::{Bottom, Col, Duration, Given, Measure, Path, Pred, Rows, Sum};
pub use populations::{ASSET_AGE_BANDS, FrameName, MILLION, POINTS};
pub use selector::{Selector, unknown_kpi};
#[cfg(feature = "engine")]
pub use slices::NOT_GIVEN;

#[cfg(test)]
mod tests;
