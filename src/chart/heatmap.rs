//! Rows × columns of shaded cells, six shades from nothing to the most.

use super::HeatMap;
use super::labels;
use super::svg::{self, Align, Canvas, Drawing, Ink};
use crate::error::Result;

const WIDTH: f64 = 520.0;
const CELL: f64 = 24.0;
const SHADES: u8 = 5;

/// Draws the chart.
pub(super) fn draw(chart: &HeatMap) -> Result<Drawing> {
    let names: Vec<String> = chart
        .rows
        .iter()
        .map(|name| labels::wrap(name, 140.0, 1).join(" "))
        .collect();
    let heads: Vec<String> = chart
        .columns
        .iter()
        .map(|name| labels::wrap(name, 80.0, 1).join(" "))
        .collect();
    let left = names.iter().map(|name| labels::width(name)).fold(0.0, f64::max) + 8.0;
    let columns = chart
        .columns
        .len()
        .max(chart.values.iter().map(Vec::len).max().unwrap_or(0))
        .max(1);
    let wide = (WIDTH - left) / columns as f64;
    let most = chart
        .values
        .iter()
        .flatten()
        .copied()
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max);
    let rows = chart.rows.len().max(chart.values.len());
    let bottom = CELL * rows as f64;
    svg::draw(WIDTH, bottom + 56.0, |canvas| {
        for (row, name) in names.iter().enumerate() {
            canvas.text((left - 8.0, CELL * (row as f64 + 0.5)), name, Ink::Soft, Align::End)?;
        }
        for (row, values) in chart.values.iter().enumerate() {
            for (column, value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
                let corner = (left + wide * column as f64, CELL * row as f64);
                let opposite = (corner.0 + wide - 1.5, corner.1 + CELL - 1.5);
                canvas.rect(corner, opposite, Ink::Shade(shade(*value, most)))?;
            }
        }
        for column in steady(&heads, wide) {
            let half = labels::width(&heads[column]) / 2.0;
            let x = (left + wide * (column as f64 + 0.5)).clamp(half, WIDTH - half);
            canvas.text((x, bottom + 12.0), &heads[column], Ink::Soft, Align::Middle)?;
        }
        legend(chart, canvas, left, bottom + 42.0)
    })
}

/// Nothing is shade 0; the rest in five equal steps up to the most.
fn shade(value: f64, most: f64) -> u8 {
    if value <= 0.0 || most <= 0.0 {
        return 0;
    }
    ((value / most * f64::from(SHADES)).ceil() as u8).clamp(1, SHADES)
}

/// The columns named: from the first on, as hours are read, in a stride that leaves room.
fn steady(columns: &[String], wide: f64) -> impl Iterator<Item = usize> + use<> {
    let widest = columns.iter().map(|name| labels::width(name)).fold(0.0, f64::max) + 8.0;
    let stride = [1, 2, 3, 6, 12]
        .into_iter()
        .find(|stride| *stride as f64 * wide >= widest)
        .unwrap_or(24);
    (0..columns.len()).step_by(stride)
}

/// What the palest and the darkest shade mean.
fn legend(chart: &HeatMap, canvas: &Canvas<'_>, left: f64, y: f64) -> Result<()> {
    let least = labels::wrap(&chart.least_label, 115.0, 1).join(" ");
    let most = labels::wrap(&chart.most_label, 115.0, 1).join(" ");
    canvas.text((left, y), &least, Ink::Soft, Align::Start)?;
    let start = left + labels::width(&least) + 8.0;
    for step in 0..=SHADES {
        let x = start + 20.0 * f64::from(step);
        canvas.rect((x, y - 6.0), (x + 18.5, y + 6.0), Ink::Shade(step))?;
    }
    canvas.text(
        (start + 20.0 * f64::from(SHADES + 1) + 6.0, y),
        &most,
        Ink::Soft,
        Align::Start,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_the_palest_and_the_most_the_darkest() {
        let shades = [0.0, 1.0, 20.0, 21.0, 80.0, 81.0, 100.0].map(|value| shade(value, 100.0));
        assert_eq!(shades, [0, 1, 1, 2, 4, 5, 5]);
        assert_eq!(shade(0.0, 0.0), 0);
    }
}
