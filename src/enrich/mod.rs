//! Columns worked out once.
