//! Figures → charts as data, each with its finding as title, its description in words and its numbers as a table.

use super::Writer;
use super::definition::reference_range;
use super::grids::{cell, number_column, words_column};
use super::model::{Cell, Picture, Table};
use super::names::capital;
use super::reading::{Ask, Reading};
use super::words::args;
use crate::calendar::{Date, Month};
use crate::chart::{Axis, Band, BarChart, Chart, Event, SeriesChart, Spark};
use crate::judge::{Judgement, Limits, Point, Series};
use crate::measure::{Basis, Dim, Figure, OTHER, Reference, Stat, Unit};

/// Charts show at most this many months.
const MONTHS: usize = 24;
/// A line of fewer values shows nothing.
const LEAST_POINTS: usize = 3;
/// A reference older than this is history.
const HISTORIC_AFTER: i32 = 5;

impl Writer<'_> {
    /// A figure's months with usual range, target, references and signals; `None` where there are too few.
    pub fn series_picture(&self, reading: &Reading<'_>, companion: Option<Stat>) -> Option<Picture> {
        let series = reading.series?;
        let points = recent(series);
        if points.iter().filter(|point| point.value.is_some()).count() < LEAST_POINTS {
            return None;
        }
        let beside = companion.and_then(|stat| self.beside(series, stat));
        let references = self.references(reading);
        let last = points.iter().rev().find_map(|point| point.value)?;
        let written = |value| self.words.amount(value, series.unit, series.clock);
        let months = months(points);
        let events = self.events(&months, Some(series));
        let described = [
            Some(self.series_description(reading, points)),
            self.events_said(&months, &events),
        ];
        let chart = SeriesChart {
            axis: axis(series.unit),
            months: points.iter().map(|point| self.month_label(&point.month)).collect(),
            values: points.iter().map(|point| point.value).collect(),
            signals: signals(points),
            bands: bands(series),
            band_label: self.usual(reading).map_or_else(String::new, |usual| {
                self.words.say("label-usual", args! { usual: usual })
            }),
            target: reading.judgement.target.map(|target| {
                (
                    target,
                    self.words.say("label-target", args! { value: self.target(reading) }),
                )
            }),
            references: references
                .iter()
                .map(|reference| (reference.low, reference.high, self.reference_label(reference)))
                .collect(),
            last_label: written(last),
            companion: beside.map(|other| {
                let values = recent(other).iter().map(|point| point.value).collect();
                (values, other.stat.map_or_else(String::new, |stat| self.stat(stat)))
            }),
            events: events.clone(),
        };
        Some(Picture {
            id: reading.slug(),
            title: self.finding(reading),
            subtitle: self.subtitle(reading.figure),
            description: described.into_iter().flatten().collect::<Vec<_>>().join(" "),
            numbers: self.series_numbers(reading, points, beside, &events),
            notes: references
                .iter()
                .map(|reference| self.reference_note(reference, reading.figure))
                .collect(),
            chart: Chart::Series(chart),
        })
    }

    /// The same months, the size of a word.
    pub fn spark(&self, reading: &Reading<'_>) -> Option<Spark> {
        let series = reading.series?;
        let points = recent(series);
        let enough = points.iter().filter(|point| point.value.is_some()).count() >= LEAST_POINTS;
        enough.then(|| Spark {
            values: points.iter().map(|point| point.value).collect(),
            band: series.limits.map(|limits| {
                let since = series.since().saturating_sub(series.points.len() - points.len());
                (since, limits.lower, limits.upper)
            }),
            signals: signals(points),
        })
    }

    /// Ranked bars of one KPI by one dimension, with intervals and the whole (that KPI or another) as a line, unless the bars add
    /// up to it; `None` where fewer than two have a value.
    pub fn bars_picture(&self, id: &'static str, whole: &'static str, dim: Dim) -> Option<Picture> {
        let dims = [dim];
        let mut parts: Vec<(&Figure, &Judgement, f64)> = self
            .input
            .judged
            .figures
            .iter()
            .zip(&self.input.judged.judgements)
            .filter(|(figure, _)| {
                figure.id == id && figure.stat.is_none() && figure.period == self.input.periods.report.label
            })
            .filter(|(figure, _)| figure.slice.is_by(&dims) && !self.is_other_clock(figure))
            .filter_map(|(figure, judgement)| figure.value.map(|value| (figure, judgement, value)))
            .collect();
        if parts.len() < 2 {
            return None;
        }
        parts.sort_by(|a, b| {
            is_other(a.0, dim)
                .cmp(&is_other(b.0, dim))
                .then(b.2.total_cmp(&a.2))
                .then(a.0.slice.cmp(&b.0.slice))
        });
        let (example, _, _) = parts[0];
        let whole = self
            .input
            .reading(&Ask::of(whole).selector())
            .filter(|whole| !matches!(whole.figure.unit, Unit::Count | Unit::Hours | Unit::Money))
            .and_then(|whole| whole.figure.value.map(|value| (value, self.value(whole.figure))));
        let bars = parts
            .iter()
            .map(|(figure, _, value)| (self.part_name(figure, dim), *value, self.value(figure)))
            .collect();
        Some(Picture {
            id: format!("{}-by-{}", id.replace('.', "-"), dim.name()),
            title: self.bars_finding(&parts, dim, whole.as_ref()),
            subtitle: self.subtitle(example),
            description: self.bars_description(&parts, dim),
            chart: Chart::Bars(BarChart {
                axis: axis(example.unit),
                bars,
                intervals: parts
                    .iter()
                    .map(|(_, judgement, _)| judgement.low.zip(judgement.high))
                    .collect(),
                line: whole.map(|(value, said)| (value, self.words.say("label-all", args! { value: said }))),
                pareto: false,
            }),
            numbers: self.bars_numbers(&parts, dim),
            notes: vec![self.words.text("note-slices")],
        })
    }

    /// Which part stands apart from the whole by more than chance; of counts, which is the largest.
    fn bars_finding(&self, parts: &[(&Figure, &Judgement, f64)], dim: Dim, whole: Option<&(f64, String)>) -> String {
        let name = capital(&self.words.kpi(parts[0].0.id, "short"));
        let dim_name = self.words.text(&format!("dim-{}", dim.name()));
        let Some((value, said)) = whole else {
            let (figure, _, _) = parts[0];
            return self.words.say(
                "bars-largest",
                args! { name: name, dim: dim_name, part: self.part_name(figure, dim), value: self.value(figure) },
            );
        };
        let apart: Vec<String> = parts
            .iter()
            .filter(|(figure, judgement, _)| {
                !is_other(figure, dim)
                    && judgement
                        .low
                        .zip(judgement.high)
                        .is_some_and(|(low, high)| *value < low || *value > high)
            })
            .map(|(figure, _, _)| self.part_name(figure, dim))
            .collect();
        let any_interval = parts.iter().any(|(_, judgement, _)| judgement.low.is_some());
        let id = match (apart.is_empty(), any_interval) {
            (false, _) => "bars-apart",
            (true, true) => "bars-not-apart",
            (true, false) => "bars-range",
        };
        let (first, last) = (parts[0].0, parts[parts.len() - 1].0);
        self.words.say(
            id,
            args! {
                name: name, dim: dim_name, all: said.clone(), parts: apart.join(", "),
                most: self.value(first), least: self.value(last),
            },
        )
    }

    fn bars_description(&self, parts: &[(&Figure, &Judgement, f64)], dim: Dim) -> String {
        let said: Vec<String> = parts
            .iter()
            .map(|(figure, _, _)| {
                let (part, value) = (self.part_name(figure, dim), self.value(figure));
                self.words.say("part-is", args! { part: part, value: value })
            })
            .collect();
        let name = self.words.kpi(parts[0].0.id, "short");
        let dim = self.words.text(&format!("dim-{}", dim.name()));
        self.words
            .say("describe-bars", args! { name: name, dim: dim, parts: said.join("; ") })
    }

    fn bars_numbers(&self, parts: &[(&Figure, &Judgement, f64)], dim: Dim) -> Table {
        let dim_name = self.words.text(&format!("dim-{}", dim.name()));
        let name = capital(&self.words.kpi(parts[0].0.id, "short"));
        self.numbers(
            self.words
                .say("caption-bars", args! { name: name.clone(), dim: dim_name.clone() }),
            vec![words_column(capital(&dim_name)), number_column(name)],
            parts
                .iter()
                .map(|(figure, judgement, _)| {
                    let notes = [Some(self.evidence(figure)), self.interval(figure, judgement)];
                    let notes: Vec<String> = notes.into_iter().flatten().filter(|note| !note.is_empty()).collect();
                    vec![
                        cell(self.part_name(figure, dim)),
                        Cell {
                            text: self.value(figure),
                            note: notes.join("; "),
                            mark: None,
                        },
                    ]
                })
                .collect(),
        )
    }

    /// What a part is called in a chart.
    pub fn part_name(&self, figure: &Figure, dim: Dim) -> String {
        capital(&self.word(dim, figure.slice.get(dim).unwrap_or_default()))
    }

    /// A chart's numbers.
    pub fn numbers(&self, caption: String, columns: Vec<super::model::Column>, rows: Vec<Vec<Cell>>) -> Table {
        Table {
            caption,
            columns,
            rows,
            note: String::new(),
            folded: None,
        }
    }

    /// Unit, basis, clock and source, under a chart's title.
    pub fn subtitle(&self, figure: &Figure) -> String {
        let of_all = self
            .words
            .kpi_optional(figure.id, "unit_of_all")
            .filter(|_| self.is_comparable(figure));
        let mut parts = vec![of_all.unwrap_or_else(|| self.words.kpi(figure.id, "unit"))];
        parts.push(match figure.basis {
            Basis::Recorded => self.words.text("basis-recorded-name"),
            basis => self
                .basis_note(figure)
                .unwrap_or_else(|| self.words.text(&format!("basis-{}-name", basis.name()))),
        });
        parts.extend(
            figure
                .clock
                .map(|clock| self.words.text(&format!("clock-{}", clock.name()))),
        );
        parts.join("; ")
    }

    fn series_description(&self, reading: &Reading<'_>, points: &[Point]) -> String {
        let with_value: Vec<(&Point, f64)> = points
            .iter()
            .filter_map(|point| point.value.map(|value| (point, value)))
            .collect();
        let (Some(first), Some(last)) = (with_value.first(), with_value.last()) else {
            return String::new();
        };
        let low = with_value
            .iter()
            .fold(first, |low, each| if each.1 < low.1 { each } else { low });
        let high = with_value
            .iter()
            .fold(first, |high, each| if each.1 > high.1 { each } else { high });
        let written = |value| self.words.amount(value, reading.figure.unit, reading.figure.clock);
        let mut said = vec![self.words.say(
            "describe-series",
            args! {
                name: self.name(reading.figure),
                from: self.month_name(&first.0.month), to: self.month_name(&last.0.month),
                first: written(first.1), last: written(last.1),
                low: written(low.1), low_month: self.month_name(&low.0.month),
                high: written(high.1), high_month: self.month_name(&high.0.month),
            },
        )];
        said.extend(self.usual(reading).map(|usual| {
            self.words.say(
                "describe-usual",
                args! { usual: usual, n: signals(points).len() as u64 },
            )
        }));
        said.join(" ")
    }

    fn series_numbers(
        &self,
        reading: &Reading<'_>,
        points: &[Point],
        beside: Option<&Series>,
        events: &[Event],
    ) -> Table {
        let title = self.title(reading.figure);
        let mut columns = vec![
            words_column(self.words.text("column-month")),
            number_column(title.clone()),
        ];
        columns.extend(
            beside.map(|other| number_column(capital(&other.stat.map_or_else(String::new, |stat| self.stat(stat))))),
        );
        columns.push(number_column(self.words.text("column-records")));
        let written = |value: Option<f64>| match value {
            Some(value) => self.words.amount(value, reading.figure.unit, reading.figure.clock),
            None => self.words.text("no-data"),
        };
        let rows = points
            .iter()
            .enumerate()
            .map(|(month, point)| {
                let events = events.iter().filter(|event| event.month == month);
                let events: Vec<&str> = events.map(|event| event.text.as_str()).collect();
                let mut row = vec![
                    Cell {
                        text: self.month_name(&point.month),
                        note: events.join("; "),
                        mark: None,
                    },
                    Cell {
                        text: written(point.value),
                        note: point.signal.map_or_else(String::new, |_| self.words.text("signal")),
                        mark: None,
                    },
                ];
                row.extend(beside.map(|other| {
                    let same = other.points.iter().find(|each| each.month == point.month);
                    cell(written(same.and_then(|each| each.value)))
                }));
                row.push(cell(self.words.count(point.n as f64)));
                row
            })
            .collect();
        self.numbers(self.words.say("caption-months", args! { name: title }), columns, rows)
    }

    fn beside(&self, series: &Series, stat: Stat) -> Option<&Series> {
        self.input
            .judged
            .series(series.id, &series.slice, Some(stat), series.clock)
            .filter(|other| recent(other).len() == recent(series).len())
    }

    /// References made for the real thing: never beside a proxy, and for shares of work only beside a recorded whole.
    fn references(&self, reading: &Reading<'_>) -> &'static [Reference] {
        let shown = reading.kpi.filter(|_| self.is_comparable(reading.figure));
        shown.map_or(&[], |kpi| kpi.references)
    }

    fn is_comparable(&self, figure: &Figure) -> bool {
        let has_capacity = self.input.config.inputs.contains_key("work.capacity_hours");
        match figure.basis {
            Basis::Recorded => true,
            Basis::Derived => has_capacity || !figure.id.starts_with("work."),
            Basis::Proxy => false,
        }
    }

    fn is_historic(&self, reference: &Reference) -> bool {
        let age = i32::from(self.input.periods.report.first.year()) - i32::from(reference.year);
        age > HISTORIC_AFTER
    }

    /// A reference at its line: source and year.
    fn reference_label(&self, reference: &Reference) -> String {
        let id = if self.is_historic(reference) {
            "reference-label-historic"
        } else {
            "reference-label"
        };
        self.words
            .say(id, args! { source: reference.source, year: reference.year.to_string() })
    }

    /// A reference with its source, year and population.
    pub fn reference_note(&self, reference: &Reference, figure: &Figure) -> String {
        let id = if self.is_historic(reference) {
            "reference-historic"
        } else {
            "reference"
        };
        self.words.say(
            id,
            args! {
                source: reference.source, year: reference.year.to_string(), population: reference.population,
                range: reference_range(&self.words, reference, figure.unit),
            },
        )
    }

    /// `Oct 26`.
    fn month_label(&self, label: &str) -> String {
        month(label).map_or_else(|| label.to_owned(), |month| self.words.month_short(month))
    }

    /// `October 2026`.
    pub fn month_name(&self, label: &str) -> String {
        month(label).map_or_else(|| label.to_owned(), |month| self.words.month(month))
    }
}

/// The month of a label such as `2026-10`.
fn month(label: &str) -> Option<Month> {
    format!("{label}-01").parse::<Date>().ok().map(Month::of)
}

/// The months of points, as far as they are months.
fn months(points: &[Point]) -> Vec<Month> {
    points.iter().filter_map(|point| month(&point.month)).collect()
}

/// The usual ranges of a series as far as they reach into the months that are drawn.
fn bands(series: &Series) -> Vec<Band> {
    let (all, drawn) = (series.points.len(), recent(series).len());
    let earlier = series.earlier.iter().map(|each| (each.months.clone(), each.limits));
    let ranges = earlier.chain([(series.since()..all, series.limits)]);
    ranges
        .filter_map(|(months, limits)| {
            let months = months.start.saturating_sub(all - drawn)..months.end.saturating_sub(all - drawn);
            let Limits { centre, lower, upper } = limits?;
            (!months.is_empty()).then_some(Band {
                months,
                centre,
                lower,
                upper,
            })
        })
        .collect()
}

/// The last two years of a series.
fn recent(series: &Series) -> &[Point] {
    &series.points[series.points.len().saturating_sub(MONTHS)..]
}

fn signals(points: &[Point]) -> Vec<usize> {
    points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.signal.is_some())
        .map(|(index, _)| index)
        .collect()
}

fn is_other(figure: &Figure, dim: Dim) -> bool {
    figure.slice.get(dim) == Some(OTHER)
}

/// The axis of a unit.
pub fn axis(unit: Unit) -> Axis {
    match unit {
        Unit::Count | Unit::Rate | Unit::Score | Unit::Points | Unit::Money => Axis::Count,
        Unit::Ratio => Axis::Share,
        Unit::Hours => Axis::Hours,
        Unit::Seconds => Axis::Duration,
    }
}
