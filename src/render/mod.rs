//! The model → files.
