//! A value axis that cannot go wrong: finite ends that differ, ticks at round values, labels that fit the unit.

use super::Axis;
use super::svg::{Align, Canvas, Ink, Plot};
use crate::error::Result;

/// Beyond this a value is drawn at the edge: differences would be lost to floating point anyhow.
const LARGEST: f64 = 1e12;

/// No axis spans less than this part of its level, lest chance look like drama.
const LEAST_SPAN: f64 = 0.05;

/// Where an axis begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// At zero: lengths and areas are compared.
    Zero,
    /// Near the values, where zero is far from them: positions are compared.
    Values,
}

/// An axis with its ticks, lowest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<(f64, String)>,
}

impl Scale {
    /// An axis for these values; what is not finite is left out, and no values at all give an axis from zero.
    pub fn new(axis: Axis, values: impl IntoIterator<Item = f64>, origin: Origin) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let ends = finite.fold(None, |ends: Option<(f64, f64)>, value| {
            let value = value.clamp(-LARGEST, LARGEST);
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (mut low, mut high) = ends.unwrap_or((0.0, 0.0));
        if origin == Origin::Zero || (low > 0.0 && low < 0.4 * high) {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        (low, high) = widened(axis, low, high);
        let step = step(axis, (high - low) / 5.0);
        let (mut first, mut last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let whole = if axis == Axis::Share && high <= 1.0 {
            (1.0 / step).round()
        } else {
            f64::INFINITY
        };
        if first >= last {
            last = (first + 1.0).min(whole);
            first = if first > 0.0 { last - 2.0 } else { first.min(last - 1.0) };
        }
        let ticks = (0..=(last - first).round() as i64).map(|index| first + index as f64);
        let ticks = ticks
            .map(|tick| (tick * step, label(axis, tick * step, step, tick == last)))
            .collect();
        Self {
            low: first * step,
            high: last * step,
            ticks,
        }
    }

    /// The room that the labels need at the left of a plot.
    pub fn room(&self) -> f64 {
        self.ticks
            .iter()
            .map(|(_, label)| super::labels::width(label))
            .fold(0.0, f64::max)
            + 8.0
    }

    /// Grid lines across the plot with their labels at its left.
    pub fn grid(&self, canvas: &Canvas<'_>, plot: &Plot) -> Result<()> {
        for (value, label) in &self.ticks {
            let y = plot.y(*value);
            canvas.line((plot.left, y), (plot.right, y), Ink::Line, 1.0)?;
            canvas.text((plot.left - 6.0, y), label, Ink::Soft, Align::End)?;
        }
        Ok(())
    }
}

/// The ends apart enough that what hardly moves looks as if it hardly moved; never below zero or above all.
fn widened(axis: Axis, low: f64, high: f64) -> (f64, f64) {
    let lacking = (LEAST_SPAN * low.abs().max(high.abs()) - (high - low)).max(0.0) / 2.0;
    let floor = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    let ceiling = if axis == Axis::Share && high <= 1.0 {
        1.0
    } else {
        f64::INFINITY
    };
    ((low - lacking).max(floor), (high + lacking).min(ceiling))
}

/// The smallest round step of the axis that is not below `rough`.
fn step(axis: Axis, rough: f64) -> f64 {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 3_600.0;
    const DAY: f64 = 86_400.0;
    const CLOCK: [f64; 17] = [
        1.0,
        5.0,
        10.0,
        30.0,
        MINUTE,
        2.0 * MINUTE,
        5.0 * MINUTE,
        10.0 * MINUTE,
        30.0 * MINUTE,
        HOUR,
        2.0 * HOUR,
        4.0 * HOUR,
        8.0 * HOUR,
        12.0 * HOUR,
        DAY,
        2.0 * DAY,
        5.0 * DAY,
    ];
    match axis {
        Axis::Count => decimal(rough).max(1.0),
        Axis::Share => decimal(rough).max(0.001),
        Axis::Hours => decimal(rough).max(0.1),
        Axis::Duration => {
            let clock = CLOCK.into_iter().find(|step| *step >= rough * 0.999_999);
            clock.unwrap_or_else(|| decimal(rough / DAY) * DAY)
        }
    }
}

/// The smallest of 1, 2, 5, 10, 20 … not below `rough`; for nothing, 0.2 of the axis's own unit.
fn decimal(rough: f64) -> f64 {
    if rough <= 0.0 {
        return 0.2;
    }
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power);
    steps
        .into_iter()
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(10.0 * power)
}

/// A tick's label; the topmost says the unit.
fn label(axis: Axis, value: f64, step: f64, top: bool) -> String {
    let (unit, each) = match axis {
        Axis::Count => ("", 1.0),
        Axis::Share => ("\u{a0}%", 0.01),
        Axis::Hours => ("\u{a0}h", 1.0),
        Axis::Duration if step < 60.0 => ("\u{a0}s", 1.0),
        Axis::Duration if step < 3_600.0 => ("\u{a0}min", 60.0),
        Axis::Duration if step < 86_400.0 => ("\u{a0}h", 3_600.0),
        Axis::Duration => ("\u{a0}d", 86_400.0),
    };
    let places = if step / each < 0.999 { 1 } else { 0 };
    // No minus before a zero.
    let number = grouped(&format!("{:.places$}", value / each + 0.0)).replace('-', "\u{2212}");
    if top { format!("{number}{unit}") } else { number }
}

/// Thousands apart by a narrow space, which no language reads as a decimal sign.
fn grouped(number: &str) -> String {
    let digits = number.split('.').next().unwrap_or(number).trim_start_matches('-').len();
    let negative = usize::from(number.starts_with('-'));
    let mut text = String::with_capacity(number.len() + 4);
    for (index, letter) in number.chars().enumerate() {
        let left = (digits + negative).saturating_sub(index);
        if index > negative && left > 0 && left % 3 == 0 && digits > 4 {
            text.push('\u{202f}');
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: Axis, values: &[f64], origin: Origin) -> String {
        let scale = Scale::new(axis, values.iter().copied(), origin);
        scale
            .ticks
            .into_iter()
            .map(|(_, label)| label.replace('\u{a0}', " "))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn shares_near_the_top_stop_at_a_hundred_per_cent() {
        assert_eq!(labels(Axis::Share, &[0.88, 0.99], Origin::Values), "85|90|95|100 %");
        // 5 % of 1, half of it below; nothing is above all: 0.975 to 1.
        assert_eq!(
            labels(Axis::Share, &[1.0, 1.0], Origin::Values),
            "97.5|98.0|98.5|99.0|99.5|100.0 %"
        );
    }

    #[test]
    fn durations_step_as_clocks_do() {
        assert_eq!(
            labels(Axis::Duration, &[3_600.0, 30_000.0], Origin::Zero),
            "0|2|4|6|8|10 h"
        );
        assert_eq!(labels(Axis::Duration, &[0.0, 5_400.0], Origin::Zero), "0|30|60|90 min");
        assert_eq!(labels(Axis::Duration, &[0.0, 950_400.0], Origin::Zero), "0|5|10|15 d");
        assert_eq!(
            labels(Axis::Duration, &[0.0, 216_000.0], Origin::Zero),
            "0|12|24|36|48|60 h"
        );
    }

    #[test]
    fn bars_begin_at_zero_and_positions_near_their_values() {
        assert_eq!(
            labels(Axis::Count, &[4_100.0, 5_000.0], Origin::Zero),
            "0|1000|2000|3000|4000|5000"
        );
        assert_eq!(
            labels(Axis::Count, &[41_000.0, 50_000.0], Origin::Values),
            "40\u{202f}000|42\u{202f}000|44\u{202f}000|46\u{202f}000|48\u{202f}000|50\u{202f}000"
        );
    }

    #[test]
    fn what_hardly_moves_looks_as_if_it_hardly_moved() {
        // 5 % of 312 is 15.6: from 303.2 to 318.8.
        assert_eq!(
            labels(Axis::Count, &[310.0, 312.0], Origin::Values),
            "300|305|310|315|320"
        );
    }

    #[test]
    fn no_values_one_value_and_infinite_values_still_make_an_axis() {
        assert_eq!(labels(Axis::Count, &[], Origin::Values), "0|1");
        assert_eq!(labels(Axis::Count, &[f64::NAN, f64::INFINITY], Origin::Zero), "0|1");
        assert_eq!(labels(Axis::Count, &[7.0], Origin::Values), "6|7|8");
        assert_eq!(labels(Axis::Share, &[0.0], Origin::Values), "0|20 %");
        assert_eq!(labels(Axis::Count, &[-3.0, 2.0], Origin::Values), "−3|−2|−1|0|1|2");
    }

    #[test]
    fn every_axis_holds_its_values_between_ends_that_differ() {
        for axis in [Axis::Count, Axis::Share, Axis::Duration, Axis::Hours] {
            for low in [-1e300, -5.0, 0.0, 1e-12, 0.3, 7.0, 1e9, 1e300] {
                for span in [0.0, 1e-9, 0.02, 3.0, 1e7] {
                    let scale = Scale::new(axis, [low, low + span], Origin::Values);
                    assert!(scale.low < scale.high, "{axis:?} {low} {span} {scale:?}");
                    assert!(scale.ticks.len() <= 8, "{axis:?} {low} {span} {scale:?}");
                    let end = (low + span).clamp(-LARGEST, LARGEST);
                    assert!(scale.high >= end - end.abs() * 1e-6, "{axis:?} {low} {span} {scale:?}");
                }
            }
        }
    }
}
