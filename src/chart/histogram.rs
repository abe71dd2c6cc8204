//! Ordered classes as columns from zero, each with its value.

use super::labels::{self, LINE};
use super::scale::{Origin, Scale};
use super::svg::{self, Align, Drawing, Ink, Plot};
use super::{Axis, Histogram};
use crate::error::Result;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 240.0;

/// Draws the chart.
pub(super) fn draw(chart: &Histogram) -> Result<Drawing> {
    let room = WIDTH / chart.classes.len().max(1) as f64;
    let names: Vec<Vec<String>> = chart
        .classes
        .iter()
        .map(|(name, ..)| labels::wrap(name, room - 6.0, 2))
        .collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
    let scale = Scale::new(
        Axis::Count,
        chart.classes.iter().map(|(_, value, _)| *value),
        Origin::Zero,
    );
    let largest = chart
        .classes
        .iter()
        .map(|(_, value, _)| *value)
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max);
    let high = if largest > 0.0 { largest } else { scale.high };
    let bottom = HEIGHT - 6.0 - LINE * lines;
    let plot = Plot::new(
        (0.0, 44.0),
        (WIDTH, bottom),
        (0.0, chart.classes.len().max(1) as f64),
        (scale.low, high),
    );
    svg::draw(WIDTH, HEIGHT, |canvas| {
        let unit = labels::wrap(&chart.unit, WIDTH - 4.0, 1).join(" ");
        canvas.text((0.0, 9.0), &unit, Ink::Soft, Align::Start)?;
        for (index, (_, value, written)) in chart.classes.iter().enumerate() {
            let middle = plot.x(index as f64 + 0.5);
            let half = (room * 0.38).min(44.0);
            let marked = chart.marked_from.is_some_and(|from| index >= from);
            let ink = match chart.marked_from {
                Some(_) if marked => Ink::Mark,
                Some(_) => Ink::Companion,
                None => Ink::Key,
            };
            let mut above = plot.y(0.0);
            if value.is_finite() {
                let y = plot.y(*value);
                canvas.rect((middle - half, plot.y(0.0)), (middle + half, y), ink)?;
                above = above.min(y);
            }
            let words = if marked { Ink::Mark } else { Ink::Text };
            if labels::width(written) * 1.08 <= room {
                canvas.strong((middle, above - 10.0), written, words, Align::Middle)?;
            }
            for (line, name) in names[index].iter().enumerate() {
                let y = bottom + 12.0 + LINE * line as f64;
                canvas.text((middle, y), name, Ink::Soft, Align::Middle)?;
            }
        }
        canvas.line((plot.left, plot.y(0.0)), (plot.right, plot.y(0.0)), Ink::Soft, 1.0)
    })
}
