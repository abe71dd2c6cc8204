//! Tables → frames: columns worked out once (durations, targets met, repeats, planned or not, linked changes), and the
//! populations that KPIs are measured over. Rows stay lazy: a frame costs nothing until a query needs its columns.

mod populations;

#[cfg(feature = "engine")]
mod actions;
#[cfg(feature = "engine")]
mod availability;
#[cfg(feature = "engine")]
mod bookings;
#[cfg(feature = "engine")]
mod changes;
#[cfg(feature = "engine")]
mod clocks;
#[cfg(feature = "engine")]
mod continuity;
#[cfg(feature = "engine")]
mod days;
#[cfg(feature = "engine")]
mod demand;
#[cfg(feature = "engine")]
mod devices;
#[cfg(feature = "engine")]
mod frames;
#[cfg(feature = "engine")]
mod goals;
#[cfg(feature = "engine")]
mod horizon;
#[cfg(feature = "engine")]
mod knowledge;
#[cfg(feature = "engine")]
mod learning;
#[cfg(feature = "engine")]
mod links;
#[cfg(feature = "engine")]
mod materials;
#[cfg(feature = "engine")]
mod members;
#[cfg(feature = "engine")]
mod own;
#[cfg(feature = "engine")]
mod partners;
#[cfg(feature = "engine")]
mod persons;
#[cfg(feature = "engine")]
mod preferences;
#[cfg(feature = "engine")]
mod problems;
#[cfg(feature = "engine")]
mod projects;
#[cfg(feature = "engine")]
mod recurrences;
#[cfg(feature = "engine")]
mod register;
#[cfg(feature = "engine")]
mod risks;
#[cfg(feature = "engine")]
mod roles;
#[cfg(feature = "engine")]
mod spend;
#[cfg(feature = "engine")]
mod stock;
#[cfg(feature = "engine")]
mod surveys;
#[cfg(feature = "engine")]
mod team;
#[cfg(feature = "engine")]
mod tickets;
#[cfg(feature = "engine")]
mod vendors;
#[cfg(feature = "engine")]
mod weaknesses;
#[cfg(feature = "engine")]
mod work;

pub use populations::{ASSET_AGE_BANDS, FrameName, MILLION, POINTS, keeps, reads};

#[cfg(feature = "engine")]
pub use self::{
    frames::{Frame, Frames, enrich},
    horizon::{Beginning, periods, working_days},
    materials::second,
    stock::AGE_BANDS,
    work::{FILLED, assumptions_missing, effort_lacks},
};
