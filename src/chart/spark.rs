//! A line the size of a word, beside the words that say what it shows.

use super::Spark;
use super::series;
use super::svg::{self, Drawing, Ink, Plot, Point};
use crate::error::Result;

const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 34.0;

/// Draws the line; nothing to draw is a line of its own: pale and flat.
pub(super) fn draw(spark: &Spark) -> Result<Drawing> {
    let values = spark.values.iter().flatten().copied();
    let band = spark.band.filter(|(_, low, high)| low.is_finite() && high.is_finite());
    let all = values
        .chain(band.iter().flat_map(|(_, low, high)| [*low, *high]))
        .filter(|value| value.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let months = spark.values.len().max(2) as f64;
    let ends = if low < high { (low, high) } else { (-1.0, 1.0) };
    let plot = Plot::new((6.0, 5.0), (WIDTH - 7.0, HEIGHT - 5.0), (0.0, months - 1.0), ends);
    svg::draw(WIDTH, HEIGHT, |canvas| {
        if low > high {
            return canvas.line((6.0, HEIGHT / 2.0), (WIDTH - 7.0, HEIGHT / 2.0), Ink::Line, 1.0);
        }
        if let Some((since, lower, upper)) = band {
            let from = if since == 0 { 1.0 } else { plot.x(since as f64 - 0.5) };
            canvas.rect((from, plot.y(lower)), (WIDTH - 1.0, plot.y(upper)), Ink::Band)?;
        }
        for run in series::runs(&spark.values) {
            let at: Vec<Point> = run
                .iter()
                .map(|(index, value)| plot.at(*index as f64, *value))
                .collect();
            match at.as_slice() {
                [alone] => canvas.dot(*alone, 1.5, Ink::Key)?,
                many => canvas.path(many, Ink::Key, 1.5)?,
            }
        }
        if let Some((index, value)) = series::last(&spark.values) {
            canvas.dot(plot.at(index as f64, value), 2.75, Ink::Key)?;
        }
        for index in &spark.signals {
            if let Some(value) = spark
                .values
                .get(*index)
                .copied()
                .flatten()
                .filter(|value| value.is_finite())
            {
                canvas.diamond(plot.at(*index as f64, value), 3.5)?;
            }
        }
        Ok(())
    })
}
