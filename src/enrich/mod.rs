//! Tables → frames: columns worked out once (durations, targets met, repeats, planned or not, linked changes), and the
//! populations that KPIs are measured over. Rows stay lazy: a frame costs nothing until a query needs its columns.

mod actions;
mod availability;
mod bookings;
mod changes;
mod clocks;
mod continuity;
mod days;
mod demand;
mod devices;
mod frames;
mod goals;
mod horizon;
mod knowledge;
mod learning;
mod links;
mod materials;
mod members;
mod own;
mod partners;
mod persons;
mod preferences;
mod problems;
mod projects;
mod recurrences;
mod register;
mod risks;
mod roles;
mod spend;
mod stock;
mod surveys;
mod team;
mod tickets;
mod vendors;
mod weaknesses;
mod work;

use crate::measure::{ASSET_AGE_BANDS, FrameName, MILLION, POINTS};

pub use self::{
    frames::{Frame, Frames, enrich},
    horizon::{Beginning, periods, working_days},
    materials::second,
    own::unsaid,
    stock::AGE_BANDS,
    work::{FILLED, assumptions_missing, effort_lacks},
};
