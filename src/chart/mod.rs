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
mod trail;

use std::ops::Range;

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
        Chart::Trail(chart) => trail::draw(chart),
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
    /// The way of the months over two shares.
    Trail(TrailChart),
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
    /// The usual range; several, oldest first, where it began anew.
    pub bands: Vec<Band>,
    /// What stands at the last band: `usual 88–97 %`.
    pub band_label: String,
    /// What happened in some of the months.
    pub events: Vec<Event>,
    /// The target with its label.
    pub target: Option<(f64, String)>,
    /// References: low, high (the same for a line), label.
    pub references: Vec<(f64, f64, String)>,
    /// What stands at the last point: `91.2 %`.
    pub last_label: String,
    /// A second, paler line with its label at the end, such as p90 beside the median; left out where it lies more than
    /// three times as high, for it would press the first one flat.
    pub companion: Option<(Vec<Option<f64>>, String)>,
}

/// A usual range over some months.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// Its months, by their places.
    pub months: Range<usize>,
    /// Its middle.
    pub centre: f64,
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
}

/// Something that happened in a month.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The month, by its place.
    pub month: usize,
    /// What stands at its line: a letter.
    pub sign: String,
    /// What the letter stands for, said under the chart.
    pub text: String,
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
    /// What happened in some of the months.
    pub events: Vec<Event>,
}

/// The way of the months over two values, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct TrailChart {
    /// Both axes.
    pub axis: Axis,
    /// What is read off from left to right.
    pub across: String,
    /// What is read off from below.
    pub up: String,
    /// A month's name, its value across, its value up.
    pub points: Vec<(String, f64, f64)>,
}

/// A line the size of a word.
#[derive(Debug, Clone, Serialize)]
pub struct Spark {
    /// Up to 24 values, oldest first.
    pub values: Vec<Option<f64>>,
    /// The usual range: from which month on, its lower and its upper end.
    pub band: Option<(usize, f64, f64)>,
    /// The points that are signals.
    pub signals: Vec<usize>,
}

impl Chart {
    /// What happened in some of its months.
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Series(chart) => &chart.events,
            Self::Areas(chart) => &chart.events,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn band(months: Range<usize>, centre: f64) -> Band {
        Band {
            months,
            centre,
            lower: centre - 1.0,
            upper: centre + 1.0,
        }
    }

    fn event(month: usize) -> Event {
        Event {
            month,
            sign: "A".into(),
            text: "A: a new service desk".into(),
        }
    }

    fn series(values: Vec<Option<f64>>, axis: Axis) -> SeriesChart {
        SeriesChart {
            axis,
            months: (0..values.len()).map(|month| format!("Jan {month}")).collect(),
            signals: vec![0, 3, 1_000],
            bands: values
                .first()
                .copied()
                .flatten()
                .map(|value| [0..2, 2..9].map(|months| band(months, value)))
                .into_iter()
                .flatten()
                .collect(),
            band_label: "usual".into(),
            events: vec![event(0), event(1), event(1), event(1_000)],
            target: Some((0.95, "target 95\u{a0}% agreed with the owners of all services".into())),
            references: vec![
                (0.35, 0.45, "many teams 35–45 %".into()),
                (f64::NAN, f64::INFINITY, "nowhere".into()),
            ],
            last_label: "a value with quite a long label beside it".into(),
            companion: Some((values.clone(), "p90".into())),
            values,
        }
    }

    fn bars(values: &[f64], axis: Axis, pareto: bool) -> BarChart {
        let names = [
            "Mail",
            "変更管理サービスデスクと申請窓口の統合運用",
            "Datenschutzfolgenabschätzungsverfahrensordnung",
            "<b>&\"x\"</b>",
        ];
        BarChart {
            axis,
            bars: values
                .iter()
                .zip(names.iter().cycle())
                .map(|(value, name)| ((*name).to_owned(), *value, "1,234,567 of 9,876,543".to_owned()))
                .collect(),
            intervals: if pareto {
                vec![]
            } else {
                values.iter().map(|value| Some((value - 1.0, value * 2.0))).collect()
            },
            line: Some((1.0, "the whole ".repeat(30))),
            pareto,
        }
    }

    /// Each kind of chart over the same values.
    fn every_kind(values: &[f64], axis: Axis) -> Vec<Chart> {
        let some: Vec<Option<f64>> = values
            .iter()
            .map(|value| (value.to_bits() % 5 != 0).then_some(*value))
            .collect();
        let named = |values: &[f64]| {
            values
                .iter()
                .map(|value| ("a class of its own".to_owned(), *value, "1,234".to_owned()))
                .collect()
        };
        vec![
            Chart::Series(series(some, axis)),
            Chart::Bars(bars(values, axis, false)),
            Chart::Bars(bars(values, axis, true)),
            Chart::Histogram(Histogram {
                classes: named(values),
                marked_from: Some(2),
                unit: "tickets".into(),
            }),
            Chart::HeatMap(HeatMap {
                rows: vec!["a weekday with a very long name indeed".into(); 2],
                columns: vec!["an hour with a name that is far too long for its place".into(); 24],
                values: vec![values.to_vec(), vec![]],
                least_label: "none at all, not even one in a year".into(),
                most_label: "very many indeed, more than one a minute".into(),
            }),
            Chart::Areas(AreaChart {
                axis,
                months: vec!["Jan 26".into(); values.len()],
                layers: vec![
                    ("planned".into(), values.to_vec()),
                    ("unplanned".into(), values.iter().rev().copied().collect()),
                ],
                events: vec![event(2)],
            }),
            Chart::Trail(TrailChart {
                axis,
                across: "what is read off from left to right".into(),
                up: "what is read off from below".into(),
                points: values
                    .iter()
                    .zip(values.iter().rev())
                    .map(|(across, up)| ("September 2026".into(), *across, *up))
                    .collect(),
            }),
        ]
    }

    fn attribute(tag: &str, name: &str) -> f64 {
        let (_, rest) = tag.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    }

    /// Texts that reach beyond the sides of the picture, by the guess of their width.
    fn outside(svg: &str) -> Vec<String> {
        let (_, size) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let width: f64 = size.split(' ').next().unwrap().parse().unwrap();
        let texts = svg
            .split("<text")
            .skip(1)
            .map(|rest| rest.split("</text>").next().unwrap());
        let reaches = |text: &&str| {
            let (tag, words) = text.split_once('>').unwrap();
            let words = words
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            let (x, wide) = (attribute(tag, "x"), labels::width(&words) * 4.0);
            let left = x - if tag.contains("\"end\"") {
                wide
            } else if tag.contains("\"middle\"") {
                wide / 2.0
            } else {
                0.0
            };
            left < -4.0 || left + wide > width + 4.0
        };
        texts.filter(reaches).map(str::to_owned).collect()
    }

    #[test]
    fn a_chart_says_in_words_what_it_shows() {
        let chart = &every_kind(&[1.0, 2.0, 4.0], Axis::Count)[0];
        let svg = svg("my chart", "More <than> ever", "A line & a band", chart).unwrap();
        assert!(svg.starts_with("<svg class=\"chart\" role=\"img\" aria-labelledby=\"my-chart-title my-chart-desc\" viewBox=\"0 0 2080 1000\""));
        assert!(svg.contains("<title id=\"my-chart-title\">More &lt;than&gt; ever</title>"));
        assert!(svg.contains("<desc id=\"my-chart-desc\">A line &amp; a band</desc>"));
    }

    #[test]
    fn colours_are_the_pages_in_a_page_and_its_own_in_a_file() {
        for chart in every_kind(&[1.0, 2.0, 4.0], Axis::Count) {
            let drawing = draw(&chart).unwrap();
            let (page, file) = (drawing.inline("a", "b", "c"), drawing.file("b", "c"));
            assert!(page.contains("\"var(--") && !page.contains("#FACE"), "{page}");
            assert!(!file.contains("var(") && !file.contains("#FACE"), "{file}");
            assert!(
                file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"520\""),
                "{file}"
            );
        }
    }

    #[test]
    fn a_signal_has_a_shape_of_its_own() {
        let mut chart = series(vec![Some(1.0), Some(2.0), Some(9.0)], Axis::Count);
        let marks = |chart: &SeriesChart| {
            svg("a", "b", "c", &Chart::Series(chart.clone()))
                .unwrap()
                .matches("<polygon fill=\"var(--mark")
                .count()
        };
        chart.signals = vec![];
        assert_eq!(marks(&chart), 0);
        chart.signals = vec![1, 2];
        assert_eq!(marks(&chart), 2);
    }

    #[test]
    fn a_usual_range_that_began_anew_is_drawn_in_two_and_an_event_has_its_letter_above_the_plot() {
        let mut chart = series(vec![Some(1.0); 6], Axis::Count);
        chart.target = None;
        chart.references = Vec::new();
        let drawn = |chart: &SeriesChart| svg("a", "b", "c", &Chart::Series(chart.clone())).unwrap();
        let two = drawn(&chart);
        chart.bands.truncate(1);
        let bands = |svg: &str| svg.matches("<rect").count();
        assert_eq!(bands(&two), bands(&drawn(&chart)) + 1);
        assert!(
            two.contains(">A</text>") && two.contains(">AA</text>"),
            "two in month 1"
        );
        chart.events.clear();
        assert!(!drawn(&chart).contains(">A</text>"));
    }

    #[test]
    fn a_companion_that_would_press_the_line_flat_is_left_out() {
        let mut chart = series(vec![Some(10.0), Some(12.0)], Axis::Count);
        let lines = |chart: &SeriesChart| {
            svg("a", "b", "c", &Chart::Series(chart.clone()))
                .unwrap()
                .matches("stroke=\"var(--companion")
                .count()
        };
        chart.companion = Some((vec![Some(30.0), Some(36.0)], "p90".into()));
        assert_eq!(lines(&chart), 1);
        chart.companion = Some((vec![Some(30.0), Some(40.0)], "p90".into()));
        assert_eq!(lines(&chart), 0, "40 is more than three times 12 and its limit of 11");
    }

    #[test]
    fn a_target_is_dashed_and_a_reference_dotted() {
        let svg = svg("a", "b", "c", &Chart::Series(series(vec![Some(1.0)], Axis::Share))).unwrap();
        assert_eq!(svg.matches("stroke-dasharray=\"24 16\"").count(), 1);
        assert_eq!(
            svg.matches("stroke-dasharray=\"8 12\"").count(),
            2,
            "the two ends of 35–45 %"
        );
    }

    #[test]
    fn a_spark_line_is_not_read_aloud_and_one_of_nothing_is_flat() {
        let nothing = Spark {
            values: vec![None; 24],
            band: None,
            signals: vec![3],
        };
        let svg = spark(&nothing).unwrap();
        assert!(svg.starts_with("<svg class=\"spark\" aria-hidden=\"true\""), "{svg}");
        assert_eq!(svg.matches("<polyline").count(), 1);
    }

    #[test]
    fn markup_in_a_label_is_text() {
        let svg = svg("a", "b", "c", &Chart::Bars(bars(&[1.0; 4], Axis::Count, false))).unwrap();
        assert!(
            svg.contains("&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;") && !svg.contains("<b>"),
            "{svg}"
        );
    }

    #[test]
    fn no_values_are_drawn_as_an_empty_chart() {
        for chart in every_kind(&[], Axis::Duration) {
            assert!(svg("a", "b", "c", &chart).unwrap().ends_with("</svg>"));
        }
    }

    fn values() -> impl Strategy<Value = Vec<f64>> {
        let special = prop_oneof![
            Just(0.0),
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(f64::MAX),
            Just(f64::MIN),
            Just(f64::MIN_POSITIVE)
        ];
        prop::collection::vec(prop_oneof![4 => -1.0..2.0, 4 => 0.0..1e6, 1 => special], 0..30)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn whatever_the_values_a_chart_is_drawn_the_same_way_twice_with_its_text_inside(values in values()) {
            for axis in [Axis::Count, Axis::Share, Axis::Duration, Axis::Hours] {
                for chart in every_kind(&values, axis) {
                    let svg = svg("a", "b", "c", &chart).unwrap();
                    prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
                    prop_assert_eq!(outside(&svg), Vec::<String>::new());
                    prop_assert_eq!(&svg, &super::svg("a", "b", "c", &chart).unwrap());
                }
            }
        }

        #[test]
        fn whatever_the_values_a_spark_line_is_drawn(values in values(), low in -1e9..1e9, since in 0_usize..40) {
            let spark_line = Spark { values: values.into_iter().map(Some).collect(), band: Some((since, low, low + 2.0)), signals: vec![0] };
            prop_assert!(spark(&spark_line).unwrap().ends_with("</svg>"));
        }
    }
}
