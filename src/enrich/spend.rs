//! Money spent: what it was for.

use polars::prelude::*;

use super::frames::is_word;
use crate::config::Config;
use crate::tables::{SPEND, Table};

/// Of an amount: whether it keeps running what there is; unknown where nobody says what it is for.
pub fn purposes(table: &Table, _: &Config) -> Vec<Expr> {
    let run = table
        .has("purpose")
        .then(|| is_word(&SPEND, "purpose", "run").alias("run"));
    run.into_iter().collect()
}
