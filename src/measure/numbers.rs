//! Which numbers a KPI gives, read off its declaration: what a selector may name, and in which unit its bound is.

use super::{Kpi, Measure, Stat, Unit};

impl Kpi {
    /// Its statistics, each with what it is counted in; `None` is a leading number without a name of its own.
    pub fn numbers(&self) -> Vec<(Option<Stat>, Unit)> {
        let mut numbers = Vec::new();
        for (stat, measure) in self.paths.iter().flat_map(|path| path.measures) {
            for number in numbers_of(*stat, measure) {
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        numbers
    }
}

fn numbers_of(stat: Option<Stat>, measure: &Measure) -> Vec<(Option<Stat>, Unit)> {
    match measure {
        Measure::Spread { .. } => [Stat::Median, Stat::P90, Stat::Mean]
            .map(|stat| (Some(stat), Unit::Seconds))
            .to_vec(),
        Measure::CutMean { .. } => [Stat::Mean, Stat::Cut].map(|stat| (Some(stat), Unit::Seconds)).to_vec(),
        _ => vec![(stat, measure.unit())],
    }
}
