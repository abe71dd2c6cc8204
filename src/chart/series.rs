//! Months as a line: the usual range, its middle, signals, the target and the references, each named at its end.

use std::collections::BTreeMap;

use super::labels::{self, Margin};
use super::scale::{Origin, Scale};
use super::svg::{self, Align, Canvas, Drawing, Ink, Plot, Point};
use super::{Band, Event, SeriesChart};
use crate::error::Result;

pub(super) const WIDTH: f64 = 520.0;
pub(super) const HEIGHT: f64 = 250.0;
pub(super) const TOP: f64 = 12.0;
pub(super) const BELOW: f64 = 30.0;
/// The room of the letters of events above a plot.
const LETTERS: f64 = 10.0;

/// Draws the chart.
pub(super) fn draw(chart: &SeriesChart) -> Result<Drawing> {
    let scale = Scale::new(chart.axis, extent(chart), Origin::Values);
    let margin = margin(chart);
    let months = chart.months.len().max(chart.values.len()).max(1);
    let plot = frame(&scale, &margin, months, &chart.events);
    svg::draw(WIDTH, HEIGHT, |canvas| {
        ranges(chart, canvas, &plot)?;
        scale.grid(canvas, &plot)?;
        levels(chart, canvas, &plot)?;
        events(canvas, &plot, &chart.events, months)?;
        if let Some((values, _)) = companion(chart) {
            line(canvas, &plot, values, Ink::Companion, 2.0)?;
        }
        line(canvas, &plot, &chart.values, Ink::Key, 2.5)?;
        points(chart, canvas, &plot)?;
        month_axis(canvas, &plot, &chart.months)?;
        margin.draw(canvas, plot.right, (2.0, plot.bottom + 8.0), |value| plot.y(value))
    })
}

/// The frame of a chart over months: labels at the left, words at the right, months below, and above it the letters of events.
pub(super) fn frame(scale: &Scale, margin: &Margin, months: usize, events: &[Event]) -> Plot {
    let top = if events.is_empty() { TOP } else { TOP + LETTERS };
    let lower = (WIDTH - margin.width(24.0), HEIGHT - BELOW);
    let across = (-0.3, months as f64 - 0.7);
    Plot::new((scale.room(), top), lower, across, (scale.low, scale.high))
}

/// A line in the month in which something happened, with its letter above it.
pub(super) fn events(canvas: &Canvas<'_>, plot: &Plot, events: &[Event], months: usize) -> Result<()> {
    let mut signs: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.month < months) {
        signs.entry(event.month).or_default().push(&event.sign);
    }
    for (month, signs) in signs {
        let (x, signs) = (plot.x(month as f64), signs.concat());
        canvas.line((x, plot.top - 3.0), (x, plot.bottom), Ink::Soft, 1.0)?;
        let half = labels::width(&signs) / 2.0;
        canvas.text(
            (x.max(half).min(WIDTH - half), plot.top - LETTERS),
            &signs,
            Ink::Soft,
            Align::Middle,
        )?;
    }
    Ok(())
}

/// The names of the months below the plot, as many as fit.
pub(super) fn month_axis(canvas: &Canvas<'_>, plot: &Plot, months: &[String]) -> Result<()> {
    let step = plot.x(1.0) - plot.x(0.0);
    let months: Vec<String> = months
        .iter()
        .map(|month| labels::wrap(month, 80.0, 1).join(" "))
        .collect();
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Ink::Soft, 1.0)?;
    for index in labels::fitting(&months, step) {
        let x = plot.x(index as f64);
        let half = labels::width(&months[index]) / 2.0;
        canvas.line((x, plot.bottom), (x, plot.bottom + 4.0), Ink::Soft, 1.0)?;
        let middle = x.max(half).min(WIDTH - half);
        canvas.text((middle, plot.bottom + 17.0), &months[index], Ink::Soft, Align::Middle)?;
    }
    Ok(())
}

/// Every value that must be on the picture.
fn extent(chart: &SeriesChart) -> Vec<f64> {
    let mut all: Vec<f64> = chart.values.iter().flatten().copied().collect();
    all.extend(companion(chart).iter().flat_map(|(values, _)| values.iter().flatten()));
    all.extend(
        chart
            .bands
            .iter()
            .flat_map(|band| [band.centre, band.lower, band.upper]),
    );
    all.extend(chart.target.iter().map(|(target, _)| *target));
    all.extend(chart.references.iter().flat_map(|(low, high, _)| [*low, *high]));
    all
}

/// The line beside the main one, unless it lies so far above that it would press the main one flat.
fn companion(chart: &SeriesChart) -> Option<&(Vec<Option<f64>>, String)> {
    let top = |values: &[Option<f64>]| {
        values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
            .fold(0.0, f64::max)
    };
    let main = chart
        .bands
        .iter()
        .map(|band| band.upper)
        .fold(top(&chart.values), f64::max);
    chart.companion.as_ref().filter(|(values, _)| top(values) <= 3.0 * main)
}

/// What stands at the right, the most important first.
fn margin(chart: &SeriesChart) -> Margin {
    let mut margin = Margin::new();
    if let Some((_, value)) = last(&chart.values) {
        margin.note(value, &chart.last_label, Ink::Key, true);
    }
    if let Some((target, label)) = &chart.target {
        margin.note(*target, label, Ink::Good, false);
    }
    if let Some(band) = chart.bands.last() {
        margin.note(band.centre, &chart.band_label, Ink::Soft, false);
    }
    if let Some((values, label)) = companion(chart)
        && let Some((_, value)) = last(values)
    {
        margin.note(value, label, Ink::Soft, false);
    }
    for (low, high, label) in &chart.references {
        margin.note((low + high) / 2.0, label, Ink::Soft, false);
    }
    margin
}

/// The usual ranges and the ranges of references, behind everything.
fn ranges(chart: &SeriesChart, canvas: &Canvas<'_>, plot: &Plot) -> Result<()> {
    let drawn = |(from, to): (f64, f64), low: f64, high: f64, ink: Ink| {
        if !(low.is_finite() && high.is_finite()) {
            return Ok(());
        }
        canvas.rect((from, plot.y(high)), (to, plot.y(low)), ink)
    };
    for (low, high, _) in chart.references.iter().filter(|(low, high, _)| low != high) {
        drawn((plot.left, plot.right), *low, *high, Ink::Wash)?;
    }
    for band in &chart.bands {
        drawn(across(band, plot), band.lower, band.upper, Ink::Band)?;
    }
    Ok(())
}

/// From half a month before a band's first month to half a month after its last.
fn across(band: &Band, plot: &Plot) -> (f64, f64) {
    (
        plot.x(band.months.start as f64 - 0.5),
        plot.x(band.months.end as f64 - 0.5),
    )
}

/// The lines across: the middles of the usual ranges, references, the target.
fn levels(chart: &SeriesChart, canvas: &Canvas<'_>, plot: &Plot) -> Result<()> {
    let drawn = |(from, to): (f64, f64), value: f64, ink: Ink, width: f64| {
        if !value.is_finite() {
            return Ok(());
        }
        canvas.line((from, plot.y(value)), (to, plot.y(value)), ink, width)
    };
    for band in &chart.bands {
        drawn(across(band, plot), band.centre, Ink::Centre, 1.0)?;
    }
    let across = |value: f64, ink: Ink, width: f64| drawn((plot.left, plot.right), value, ink, width);
    for (low, high, _) in &chart.references {
        across(*low, Ink::Reference, 1.25)?;
        if low != high {
            across(*high, Ink::Reference, 1.25)?;
        }
    }
    chart
        .target
        .as_ref()
        .map_or(Ok(()), |(target, _)| across(*target, Ink::Target, 1.5))
}

/// A line that breaks where a value is missing; a value between two gaps is a dot.
fn line(canvas: &Canvas<'_>, plot: &Plot, values: &[Option<f64>], ink: Ink, width: f64) -> Result<()> {
    for run in runs(values) {
        let at: Vec<Point> = run
            .iter()
            .map(|(index, value)| plot.at(*index as f64, *value))
            .collect();
        match at.as_slice() {
            [alone] => canvas.dot(*alone, width, ink)?,
            many => canvas.path(many, ink, width)?,
        }
    }
    Ok(())
}

/// The last point, and the signals in their own shape.
fn points(chart: &SeriesChart, canvas: &Canvas<'_>, plot: &Plot) -> Result<()> {
    let finite = |index: usize| {
        chart
            .values
            .get(index)
            .copied()
            .flatten()
            .filter(|value| value.is_finite())
    };
    if let Some((index, value)) = last(&chart.values) {
        canvas.dot(plot.at(index as f64, value), 4.0, Ink::Key)?;
    }
    for index in &chart.signals {
        if let Some(value) = finite(*index) {
            canvas.diamond(plot.at(*index as f64, value), 5.5)?;
        }
    }
    Ok(())
}

/// The last value there is.
pub(super) fn last(values: &[Option<f64>]) -> Option<(usize, f64)> {
    runs(values).pop().and_then(|run| run.last().copied())
}

/// The values between gaps, each with its place.
pub(super) fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut open = false;
    for (index, value) in values.iter().enumerate() {
        match value.filter(|value| value.is_finite()) {
            Some(value) if open => {
                if let Some(run) = runs.last_mut() {
                    run.push((index, value));
                }
            }
            Some(value) => runs.push(vec![(index, value)]),
            None => {}
        }
        open = value.is_some_and(f64::is_finite);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_breaks_where_a_month_has_no_value() {
        let values = [
            Some(1.0),
            Some(2.0),
            None,
            Some(3.0),
            Some(f64::NAN),
            Some(4.0),
            Some(5.0),
        ];
        assert_eq!(
            runs(&values),
            [vec![(0, 1.0), (1, 2.0)], vec![(3, 3.0)], vec![(5, 4.0), (6, 5.0)]]
        );
        assert_eq!(last(&values), Some((6, 5.0)));
        assert_eq!(last(&[None, None]), None);
    }
}
