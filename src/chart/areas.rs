//! Layers over months, one on the other, each named at its right end.

use super::AreaChart;
use super::labels::Margin;
use super::scale::{Origin, Scale};
use super::series;
use super::svg::{self, Canvas, Drawing, Ink, Plot, Point};
use crate::error::Result;

/// Dark to pale from the bottom: neighbours are told apart in grey.
const FILLS: [Ink; 4] = [Ink::Shade(4), Ink::Shade(2), Ink::Shade(1), Ink::Shade(3)];

/// Draws the chart.
pub(super) fn draw(chart: &AreaChart) -> Result<Drawing> {
    let tops = stacked(chart);
    let scale = Scale::new(chart.axis, tops.iter().flatten().copied().flatten(), Origin::Zero);
    let months = chart
        .months
        .len()
        .max(tops.iter().map(Vec::len).max().unwrap_or(0))
        .max(1);
    let margin = margin(chart, &tops);
    let plot = series::frame(&scale, &margin, months, &chart.events);
    svg::draw(series::WIDTH, series::HEIGHT, |canvas| {
        scale.grid(canvas, &plot)?;
        for (layer, top) in tops.iter().enumerate() {
            let under = layer.checked_sub(1).and_then(|below| tops.get(below));
            area(canvas, &plot, top, under, FILLS[layer % FILLS.len()])?;
        }
        series::events(canvas, &plot, &chart.events, months)?;
        series::month_axis(canvas, &plot, &chart.months)?;
        margin.draw(canvas, plot.right, (2.0, plot.bottom + 8.0), |value| plot.y(value))
    })
}

/// The upper edge of each layer; a month with a value missing has none.
fn stacked(chart: &AreaChart) -> Vec<Vec<Option<f64>>> {
    let months = chart.layers.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    let mut so_far = vec![Some(0.0); months];
    let mut tops = Vec::with_capacity(chart.layers.len());
    for (_, values) in &chart.layers {
        for (month, sum) in so_far.iter_mut().enumerate() {
            let value = values.get(month).copied().filter(|value| value.is_finite());
            *sum = sum.zip(value).map(|(sum, value)| sum + value.max(0.0));
        }
        tops.push(so_far.clone());
    }
    // A month counts where its whole stack is known.
    for top in &mut tops {
        for (value, whole) in top.iter_mut().zip(&so_far) {
            *value = value.filter(|_| whole.is_some());
        }
    }
    tops
}

fn margin(chart: &AreaChart, tops: &[Vec<Option<f64>>]) -> Margin {
    let mut margin = Margin::new();
    let mut floor = 0.0;
    for ((label, _), top) in chart.layers.iter().zip(tops) {
        if let Some((_, value)) = series::last(top) {
            margin.note((floor + value) / 2.0, label, Ink::Text, false);
            floor = value;
        }
    }
    margin
}

fn area(
    canvas: &Canvas<'_>,
    plot: &Plot,
    top: &[Option<f64>],
    under: Option<&Vec<Option<f64>>>,
    ink: Ink,
) -> Result<()> {
    for run in series::runs(top) {
        let upper = run.iter().map(|(month, value)| plot.at(*month as f64, *value));
        let floor = |month: usize| {
            under
                .and_then(|values| values.get(month).copied().flatten())
                .unwrap_or(0.0)
        };
        let lower = run.iter().rev().map(|(month, _)| plot.at(*month as f64, floor(*month)));
        let mut outline: Vec<Point> = upper.clone().chain(lower).collect();
        // A month alone is a bar a third of a month wide.
        if let [above, below] = outline[..] {
            let half = (plot.x(1.0) - plot.x(0.0)) / 6.0;
            outline = vec![
                (above.0 - half, above.1),
                (above.0 + half, above.1),
                (below.0 + half, below.1),
                (below.0 - half, below.1),
            ];
        }
        canvas.polygon(&outline, ink)?;
        let edge: Vec<Point> = upper.collect();
        if edge.len() > 1 {
            canvas.path(&edge, Ink::Paper, 1.0)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Axis;

    #[test]
    fn layers_stand_on_each_other_and_a_month_with_a_gap_is_left_out() {
        let chart = AreaChart {
            axis: Axis::Count,
            months: vec!["Jan 26".into(), "Feb 26".into()],
            layers: vec![("a".into(), vec![1.0, 2.0]), ("b".into(), vec![3.0, f64::NAN])],
            events: Vec::new(),
        };
        assert_eq!(stacked(&chart), [vec![Some(1.0), None], vec![Some(4.0), None]]);
    }
}
