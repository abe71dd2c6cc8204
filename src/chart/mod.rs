//! A chart as data → an accessible SVG, drawn with plotters. Nothing here knows what a KPI is.

mod areas;
mod bars;
mod heatmap;
mod histogram;
mod labels;
mod scale;
mod series;
mod spark;
mod svg;

use serde::Serialize;

use crate::error::Result;
pub use labels::slug;
pub use svg::Drawing;

/// Draws a chart once, to be dressed for a page, for a file or for both.
pub fn draw(chart: &Chart) -> Result<Drawing> {
    match chart {
        Chart::Series(chart) => series::draw(chart),
        Chart::Bars(chart) => bars::draw(chart),
        Chart::Histogram(chart) => histogram::draw(chart),
        Chart::HeatMap(chart) => heatmap::draw(chart),
        Chart::Areas(chart) => areas::draw(chart),
    }
}

/// The chart for a page: an image with its title and description, in the page's colours. `id` is unique in the page.
pub fn svg(id: &str, title: &str, description: &str, chart: &Chart) -> Result<String> {
    Ok(draw(chart)?.inline(id, title, description))
}

/// The line the size of a word, for a page; the words beside it say the same, so it is not read aloud.
pub fn spark(spark: &Spark) -> Result<String> {
    Ok(spark::draw(spark)?.hidden())
}

/// A picture as data. Labels are already in the reader's language; values are finite or missing.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "chart", rename_all = "snake_case")]
pub enum Chart {
    /// Months with the usual range, target, references and flagged signals.
    Series(SeriesChart),
    /// Ranked bars, longest first as given.
    Bars(BarChart),
    /// Ordered classes (age bands) as columns.
    Histogram(Histogram),
    /// Rows × columns of shaded cells: weekday × hour.
    HeatMap(HeatMap),
    /// Two stacked areas over months: planned and unplanned.
    Areas(AreaChart),
}

/// The unit of an axis: how its ticks are chosen and written.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Whole numbers.
    Count,
    /// 0 to 1, written in per cent.
    Share,
    /// Seconds, written in the largest unit that fits the axis.
    Duration,
    /// Hours, written with `h`.
    Hours,
}

/// A line over months.
#[derive(Debug, Clone, Serialize)]
pub struct SeriesChart {
    /// The value axis.
    pub axis: Axis,
    /// Name and month labels of the axis, oldest first (`Jan 25`).
    pub months: Vec<String>,
    /// A value a month; `None` breaks the line.
    pub values: Vec<Option<f64>>,
    /// The points that are signals.
    pub signals: Vec<usize>,
    /// The usual range: centre, lower, upper.
    pub limits: Option<(f64, f64, f64)>,
    /// What stands at the band: `usual 88–97 %`.
    pub limits_label: String,
    /// The target with its label.
    pub target: Option<(f64, String)>,
    /// References: low, high (the same for a line), label.
    pub references: Vec<(f64, f64, String)>,
    /// What stands at the last point: `91.2 %`.
    pub last_label: String,
    /// A second, paler line with its label at the end, such as p90 beside the median.
    pub companion: Option<(Vec<Option<f64>>, String)>,
}

/// Horizontal bars.
#[derive(Debug, Clone, Serialize)]
pub struct BarChart {
    /// The value axis.
    pub axis: Axis,
    /// Label, value, the value as written.
    pub bars: Vec<(String, f64, String)>,
    /// The interval of each bar, where it has one.
    pub intervals: Vec<Option<(f64, f64)>>,
    /// A line across all bars with its label: the target, or the whole.
    pub line: Option<(f64, String)>,
    /// With a cumulated share line: a Pareto chart.
    pub pareto: bool,
}

/// Columns for ordered classes.
#[derive(Debug, Clone, Serialize)]
pub struct Histogram {
    /// Label, value, the value as written.
    pub classes: Vec<(String, f64, String)>,
    /// From this class on, the columns are in the colour of a signal (aged).
    pub marked_from: Option<usize>,
    /// What the value axis counts.
    pub unit: String,
}

/// Shaded cells.
#[derive(Debug, Clone, Serialize)]
pub struct HeatMap {
    /// Row labels, top down.
    pub rows: Vec<String>,
    /// Column labels.
    pub columns: Vec<String>,
    /// Values, row by row.
    pub values: Vec<Vec<f64>>,
    /// What the palest and the darkest shade mean.
    pub least_label: String,
    /// The other end.
    pub most_label: String,
}

/// Two stacked areas.
#[derive(Debug, Clone, Serialize)]
pub struct AreaChart {
    /// The value axis.
    pub axis: Axis,
    /// Month labels, oldest first.
    pub months: Vec<String>,
    /// From the bottom: label and a value a month.
    pub layers: Vec<(String, Vec<f64>)>,
}

/// A line the size of a word.
#[derive(Debug, Clone, Serialize)]
pub struct Spark {
    /// Up to 24 values, oldest first.
    pub values: Vec<Option<f64>>,
    /// The usual range.
    pub band: Option<(f64, f64)>,
    /// The points that are signals.
    pub signals: Vec<usize>,
}
