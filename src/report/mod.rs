//! Judged figures and value lines → what the report says: pages, sentences, tables and charts as data.

pub mod model;
