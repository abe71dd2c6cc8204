//! Ranked things, top down: bars from zero, dots where each has an interval, a cumulated share beside them for a Pareto.

use super::BarChart;
use super::labels::{self, LINE};
use super::scale::{Origin, Scale};
use super::svg::{self, Align, Canvas, Drawing, Ink, Plot};
use crate::error::Result;

const WIDTH: f64 = 520.0;
/// Names wider than this break into two lines.
const NAMES: f64 = 176.0;
/// Values wider than this end in an ellipsis.
const VALUES: f64 = 180.0;
const ROW: f64 = 27.0;
const TALL_ROW: f64 = 38.0;
/// The panel of the cumulated share.
const CUMULATED: f64 = 104.0;

struct Layout {
    names: Vec<Vec<String>>,
    /// The width of the names, of the values.
    columns: (f64, f64),
    row: f64,
    top: f64,
    height: f64,
    dots: bool,
}

/// Draws the chart.
pub(super) fn draw(chart: &BarChart) -> Result<Drawing> {
    let layout = layout(chart);
    let origin = if layout.dots { Origin::Values } else { Origin::Zero };
    let scale = Scale::new(chart.axis, extent(chart), origin);
    // Bars that carry their value need no round end; dots have an axis to be read on.
    let high = if layout.dots {
        scale.high
    } else {
        longest(chart).unwrap_or(scale.high)
    };
    let right = WIDTH - layout.columns.1 - if chart.pareto { CUMULATED } else { 0.0 };
    let bottom = layout.top + layout.row * chart.bars.len() as f64;
    let plot = Plot::new(
        (layout.columns.0, layout.top),
        (right, bottom),
        (scale.low, high),
        (0.0, 1.0),
    );
    svg::draw(WIDTH, layout.height, |canvas| {
        if layout.dots {
            axis(canvas, &plot, &scale)?;
            level(chart, canvas, &plot)?;
        }
        for index in 0..chart.bars.len() {
            row(chart, &layout, canvas, &plot, index)?;
        }
        if !layout.dots {
            canvas.line((plot.x(0.0), plot.top), (plot.x(0.0), plot.bottom), Ink::Soft, 1.0)?;
            // Paper behind the dashes keeps them apart from the bars.
            if let Some((value, _)) = chart.line.as_ref().filter(|(value, _)| value.is_finite()) {
                canvas.line(
                    (plot.x(*value), plot.top),
                    (plot.x(*value), plot.bottom),
                    Ink::Paper,
                    4.0,
                )?;
            }
            level(chart, canvas, &plot)?;
        }
        for index in 0..chart.bars.len() {
            written(chart, &layout, canvas, &plot, index)?;
        }
        if chart.pareto {
            cumulated(chart, canvas, &layout, bottom)
        } else {
            Ok(())
        }
    })
}

fn layout(chart: &BarChart) -> Layout {
    let names: Vec<Vec<String>> = chart
        .bars
        .iter()
        .map(|(name, ..)| labels::wrap(name, NAMES, 2))
        .collect();
    let widest = names
        .iter()
        .flatten()
        .map(|line| labels::width(line))
        .fold(0.0, f64::max);
    let values = chart
        .bars
        .iter()
        .map(|(.., written)| labels::width(written) * 1.08)
        .fold(0.0, f64::max);
    let row = if names.iter().any(|lines| lines.len() > 1) {
        TALL_ROW
    } else {
        ROW
    };
    let dots = chart.intervals.iter().any(Option::is_some);
    let top = if chart.line.is_some() || chart.pareto {
        24.0
    } else {
        4.0
    };
    let below = if dots { 26.0 } else { 6.0 };
    Layout {
        columns: (widest + 10.0, values.min(VALUES) + 12.0),
        row,
        top,
        height: top + row * chart.bars.len().max(1) as f64 + below,
        names,
        dots,
    }
}

fn extent(chart: &BarChart) -> Vec<f64> {
    let mut all: Vec<f64> = chart.bars.iter().map(|(_, value, _)| *value).collect();
    all.extend(chart.intervals.iter().flatten().flat_map(|(low, high)| [*low, *high]));
    all.extend(chart.line.iter().map(|(value, _)| *value));
    all
}

/// The end of the longest bar, or of the line.
fn longest(chart: &BarChart) -> Option<f64> {
    let values = extent(chart)
        .into_iter()
        .filter(|value| value.is_finite() && *value > 0.0);
    values.reduce(f64::max)
}

fn axis(canvas: &Canvas<'_>, plot: &Plot, scale: &Scale) -> Result<()> {
    for (value, label) in &scale.ticks {
        let x = plot.x(*value);
        canvas.line((x, plot.top), (x, plot.bottom), Ink::Line, 1.0)?;
        let half = labels::width(label) / 2.0;
        canvas.text(
            (x.clamp(half, WIDTH - half), plot.bottom + 14.0),
            label,
            Ink::Soft,
            Align::Middle,
        )?;
    }
    Ok(())
}

/// Where a row lies.
fn middle(layout: &Layout, index: usize) -> f64 {
    layout.top + layout.row * (index as f64 + 0.5)
}

/// One name with its bar or dot.
fn row(chart: &BarChart, layout: &Layout, canvas: &Canvas<'_>, plot: &Plot, index: usize) -> Result<()> {
    let (value, middle) = (chart.bars[index].1, middle(layout, index));
    let first = middle - LINE * (layout.names[index].len() as f64 - 1.0) / 2.0;
    for (line, name) in layout.names[index].iter().enumerate() {
        let at = (layout.columns.0 - 10.0, first + LINE * line as f64);
        canvas.text(at, name, Ink::Text, Align::End)?;
    }
    if !value.is_finite() {
        return Ok(());
    }
    if layout.dots {
        interval(chart, canvas, plot, index, middle)?;
        return canvas.dot((plot.x(value), middle), 4.5, Ink::Key);
    }
    canvas.rect((plot.x(0.0), middle - 8.0), (plot.x(value), middle + 8.0), Ink::Key)
}

/// A row's value: at the end of its bar, on paper that keeps it apart from the line; beside the picture where there are dots.
fn written(chart: &BarChart, layout: &Layout, canvas: &Canvas<'_>, plot: &Plot, index: usize) -> Result<()> {
    let (_, value, written) = &chart.bars[index];
    let written = &labels::wrap(written, VALUES / 1.08, 1).join(" ");
    let middle = middle(layout, index);
    if layout.dots {
        return canvas.strong((plot.right + 12.0, middle), written, Ink::Text, Align::Start);
    }
    let zero = plot.x(0.0).max(plot.left);
    let start = if value.is_finite() {
        zero.max(plot.x(*value))
    } else {
        zero
    } + 6.0;
    let (left, right) = (start - 3.0, start + labels::width(written) * 1.08 + 3.0);
    let is_crossed = |(value, _): &(f64, String)| (left..right).contains(&plot.x(*value));
    if chart.line.as_ref().is_some_and(is_crossed) {
        canvas.rect((left, middle - 8.0), (right, middle + 8.0), Ink::Paper)?;
    }
    canvas.strong((start, middle), written, Ink::Text, Align::Start)
}

/// The interval as a thin line with ends.
fn interval(chart: &BarChart, canvas: &Canvas<'_>, plot: &Plot, index: usize, middle: f64) -> Result<()> {
    let Some((low, high)) = chart.intervals.get(index).copied().flatten() else {
        return Ok(());
    };
    if !(low.is_finite() && high.is_finite()) {
        return Ok(());
    }
    let (low, high) = (plot.x(low), plot.x(high));
    canvas.line((low, middle), (high, middle), Ink::Companion, 2.0)?;
    for x in [low, high] {
        canvas.line((x, middle - 4.0), (x, middle + 4.0), Ink::Companion, 2.0)?;
    }
    Ok(())
}

/// The line across all bars, named above them.
fn level(chart: &BarChart, canvas: &Canvas<'_>, plot: &Plot) -> Result<()> {
    let Some((value, label)) = chart.line.as_ref().filter(|(value, _)| value.is_finite()) else {
        return Ok(());
    };
    let x = plot.x(*value);
    canvas.line((x, plot.top - 4.0), (x, plot.bottom), Ink::Level, 1.5)?;
    let label = labels::wrap(label, WIDTH - 4.0, 1).join(" ");
    let half = labels::width(&label) / 2.0;
    canvas.text(
        (x.clamp(half, WIDTH - half), plot.top - 14.0),
        &label,
        Ink::Soft,
        Align::Middle,
    )
}

/// The share of all that the bars so far make up, in a panel of its own: one scale a panel.
fn cumulated(chart: &BarChart, canvas: &Canvas<'_>, layout: &Layout, bottom: f64) -> Result<()> {
    let values: Vec<f64> = chart
        .bars
        .iter()
        .map(|(_, value, _)| if value.is_finite() { value.max(0.0) } else { 0.0 })
        .collect();
    let total: f64 = values.iter().sum();
    if total <= 0.0 {
        return Ok(());
    }
    let upper = (WIDTH - CUMULATED + 16.0, layout.top);
    let plot = Plot::new(upper, (WIDTH - 22.0, bottom), (0.0, 1.0), (0.0, 1.0));
    for (share, label) in [(0.0, "0"), (0.5, "50"), (1.0, "100\u{a0}%")] {
        canvas.line((plot.x(share), plot.top - 4.0), (plot.x(share), bottom), Ink::Line, 1.0)?;
        canvas.text((plot.x(share), layout.top - 13.0), label, Ink::Soft, Align::Middle)?;
    }
    let mut so_far = 0.0;
    let mut points = vec![];
    for (index, value) in values.iter().enumerate() {
        so_far += value;
        points.push((plot.x(so_far / total), layout.top + layout.row * (index as f64 + 0.5)));
    }
    canvas.path(&points, Ink::Companion, 2.0)?;
    points
        .iter()
        .try_for_each(|point| canvas.dot(*point, 3.0, Ink::Companion))
}
