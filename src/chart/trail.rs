//! A trail over two shares: where the months were, from the palest and smallest to the last, which is named as the first is.

use super::TrailChart;
use super::labels::{self, LINE};
use super::scale::{Origin, Scale};
use super::svg::{self, Align, Canvas, Drawing, Ink, Plot, Point};
use crate::error::Result;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 300.0;
const TOP: f64 = 30.0;
/// The ticks of the axis across and its name.
const BELOW: f64 = 44.0;
const RIGHT: f64 = 24.0;

/// Draws the chart.
pub(super) fn draw(chart: &TrailChart) -> Result<Drawing> {
    let known: Vec<&(String, f64, f64)> = chart
        .points
        .iter()
        .filter(|(_, across, up)| across.is_finite() && up.is_finite())
        .collect();
    let across = Scale::new(chart.axis, known.iter().map(|(_, across, _)| *across), Origin::Values);
    let up = Scale::new(chart.axis, known.iter().map(|(_, _, up)| *up), Origin::Values);
    let plot = Plot::new(
        (up.room(), TOP),
        (WIDTH - RIGHT, HEIGHT - BELOW),
        (across.low, across.high),
        (up.low, up.high),
    );
    svg::draw(WIDTH, HEIGHT, |canvas| {
        up.grid(canvas, &plot)?;
        axis_across(canvas, &plot, &across)?;
        let line = |text: &str| labels::wrap(text, WIDTH - RIGHT, 1).join(" ");
        canvas.text((0.0, 10.0), &line(&chart.up), Ink::Text, Align::Start)?;
        canvas.text((plot.right, HEIGHT - 6.0), &line(&chart.across), Ink::Text, Align::End)?;
        let points: Vec<Point> = known.iter().map(|(_, across, up)| plot.at(*across, *up)).collect();
        if points.len() > 1 {
            canvas.path(&points, Ink::Companion, 1.5)?;
        }
        let Some((last, before)) = points.split_last() else {
            return Ok(());
        };
        for (index, point) in before.iter().enumerate() {
            let radius = if index == 0 { 4.0 } else { 2.5 };
            canvas.dot(*point, radius, Ink::Companion)?;
        }
        canvas.dot(*last, 5.5, Ink::Key)?;
        let name = |index: usize| known.get(index).map_or("", |(name, ..)| name.as_str());
        if let Some(first) = before.first() {
            named(canvas, &plot, *first, (name(0), *last), false)?;
        }
        let away = before.first().copied().unwrap_or((plot.right, plot.top));
        named(canvas, &plot, *last, (name(known.len() - 1), away), true)
    })
}

fn axis_across(canvas: &Canvas<'_>, plot: &Plot, scale: &Scale) -> Result<()> {
    for (value, label) in &scale.ticks {
        let x = plot.x(*value);
        canvas.line((x, plot.top), (x, plot.bottom), Ink::Line, 1.0)?;
        let half = labels::width(label) * 0.55;
        let middle = x.min(WIDTH - half).max(half);
        canvas.text((middle, plot.bottom + 12.0), label, Ink::Soft, Align::Middle)?;
    }
    Ok(())
}

/// A name above or below its point, away from another, and inside the plot.
fn named(canvas: &Canvas<'_>, plot: &Plot, (x, y): Point, (name, other): (&str, Point), strong: bool) -> Result<()> {
    let half = labels::width(name) * 0.55;
    let middle = x.max(plot.left + half).min(WIDTH - half);
    let above = y <= other.1;
    let wanted = if above { y - LINE * 0.9 } else { y + LINE * 0.9 };
    let at = (middle, wanted.max(TOP - LINE * 0.6).min(plot.bottom - LINE * 0.4));
    match strong {
        true => canvas.strong(at, name, Ink::Text, Align::Middle),
        false => canvas.text(at, name, Ink::Soft, Align::Middle),
    }
}
