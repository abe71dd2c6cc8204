//! Judged figures and value lines → what the report says: pages, sentences, tables and charts as data.

pub mod model;
mod numbers;
mod words;

pub use words::Words;
