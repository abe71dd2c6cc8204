//! Distributions of tickets: how old the open ones are, when they arrive, and what is done by hand most often.

use super::Writer;
use super::grids::{cell, number_column, words_column};
use super::model::{Picture, Table};
use super::names::capital;
use super::pictures::axis;
use super::words::args;
use crate::chart::{BarChart, Chart, HeatMap, Histogram};
use crate::measure::{Dim, Figure, OTHER, Unit};

/// The age bands of the backlog, youngest first.
const BANDS: [&str; 5] = ["0-1d", "1-5d", "5-30d", "30-90d", "90d+"];
/// From this band on, waiting is long.
const AGED_FROM: usize = 3;
const HOURS: usize = 24;
const DAYS: usize = 7;
/// A Pareto names the few categories that make this share.
const VITAL_FEW: f64 = 0.5;

impl Writer<'_> {
    /// How long the open tickets have been open.
    pub fn ageing_picture(&self) -> Option<Picture> {
        let bands = BANDS.map(|band| {
            self.part("tickets.backlog", Dim::Age, band)
                .and_then(|figure| figure.value)
        });
        let example = BANDS
            .iter()
            .find_map(|band| self.part("tickets.backlog", Dim::Age, band))?;
        let counts = bands.map(Option::unwrap_or_default);
        let (all, aged): (f64, f64) = (counts.iter().sum(), counts[AGED_FROM..].iter().sum());
        if all == 0.0 {
            return None;
        }
        let names = BANDS.map(|band| self.word(Dim::Age, band));
        let said: Vec<String> = names
            .iter()
            .zip(counts)
            .map(|(name, count)| {
                self.words
                    .say("part-is", args! { part: name.clone(), value: self.words.count(count) })
            })
            .collect();
        let title = self.words.say(
            "ageing-finding",
            args! { share: self.words.share(aged / all), aged: aged, n: all },
        );
        let columns = vec![
            words_column(self.words.text("column-age")),
            number_column(self.words.kpi("tickets.backlog", "title")),
        ];
        let rows = names
            .iter()
            .zip(counts)
            .map(|(name, count)| vec![cell(capital(name)), cell(self.words.count(count))])
            .collect();
        Some(Picture {
            id: "tickets-backlog-by-age".to_owned(),
            title,
            subtitle: self.subtitle(example),
            description: self.words.say("ageing-description", args! { parts: said.join("; ") }),
            chart: Chart::Histogram(Histogram {
                classes: names
                    .iter()
                    .zip(counts)
                    .map(|(name, count)| (name.clone(), count, self.words.count(count)))
                    .collect(),
                marked_from: Some(AGED_FROM),
                unit: self.words.text("unit-open-tickets"),
            }),
            numbers: self.numbers(self.words.text("ageing-caption"), columns, rows),
            notes: Vec::new(),
        })
    }

    /// On which weekday and at which hour tickets arrive.
    pub fn arrivals_picture(&self) -> Option<Picture> {
        let mut counts = vec![vec![0.0; HOURS]; DAYS];
        let mut is_known = false;
        for (figure, _) in self.input.sliced("tickets.opened", None, &[Dim::WeekHour]) {
            let place = figure.slice.get(Dim::WeekHour).and_then(week_hour);
            if let (Some((day, hour)), Some(value)) = (place, figure.value) {
                counts[day][hour] = value;
                is_known = true;
            }
        }
        if !is_known {
            return None;
        }
        let (mut day, mut hour) = (0, 0);
        for (each, row) in counts.iter().enumerate() {
            for (at, count) in row.iter().enumerate() {
                if *count > counts[day][hour] {
                    (day, hour) = (each, at);
                }
            }
        }
        let most = counts[day][hour];
        let days: Vec<String> = (1..=DAYS)
            .map(|day| self.words.text(&format!("weekday-{day}")))
            .collect();
        let hours: Vec<String> = (0..HOURS).map(|hour| format!("{hour:02}")).collect();
        let all: f64 = counts.iter().flatten().sum();
        let busiest = || {
            args! {
                day: self.words.text(&format!("weekday-{}.long", day + 1)), from: format!("{hour:02}:00"), to: format!("{:02}:00", (hour + 1) % HOURS),
                n: most, all: self.words.count(all), zone: self.input.config.report.zone.name().to_owned(),
            }
        };
        let rows = (0..HOURS).map(|hour| {
            let mut row = vec![cell(hours[hour].clone())];
            row.extend((0..DAYS).map(|day| cell(self.words.count(counts[day][hour]))));
            row
        });
        let mut columns = vec![words_column(self.words.text("column-hour"))];
        columns.extend(days.iter().cloned().map(number_column));
        Some(Picture {
            id: "tickets-opened-by-week_hour".to_owned(),
            title: self.words.say("arrivals-finding", busiest()),
            subtitle: self.words.text("unit-arrivals"),
            description: self.words.say("arrivals-description", busiest()),
            numbers: self.numbers(self.words.text("arrivals-caption"), columns, rows.collect()),
            chart: Chart::HeatMap(HeatMap {
                rows: days,
                columns: hours,
                values: counts,
                least_label: self.words.count(0.0),
                most_label: self.words.say("records-tickets", args! { n: most }),
            }),
            notes: Vec::new(),
        })
    }

    /// Which categories are done by hand most often.
    pub fn by_hand_picture(&self) -> Option<Picture> {
        let mut parts: Vec<(&Figure, f64)> = self
            .input
            .sliced("tickets.by_hand", None, &[Dim::Category])
            .filter_map(|(figure, _)| figure.value.map(|value| (figure, value)))
            .collect();
        if parts.len() < 2 {
            return None;
        }
        parts.sort_by(|a, b| {
            is_rest(a.0)
                .cmp(&is_rest(b.0))
                .then(b.1.total_cmp(&a.1))
                .then(a.0.slice.cmp(&b.0.slice))
        });
        let all: f64 = parts.iter().map(|(_, value)| value).sum();
        let (few, sum) = vital_few(&parts, all);
        let named = |figure: &Figure| self.part_name(figure, Dim::Category);
        let share = if all > 0.0 { sum / all } else { 0.0 };
        let said: Vec<String> = parts
            .iter()
            .map(|(figure, _)| {
                self.words
                    .say("part-is", args! { part: named(figure), value: self.value(figure) })
            })
            .collect();
        Some(Picture {
            id: "tickets-by_hand".to_owned(),
            title: self.words.say(
                "by-hand-finding",
                args! { n: few, share: self.words.share(share), all: all },
            ),
            subtitle: self
                .words
                .say("by-hand-subtitle", args! { subtitle: self.subtitle(parts[0].0) }),
            description: self.words.say("by-hand-description", args! { parts: said.join("; ") }),
            chart: Chart::Bars(BarChart {
                axis: axis(Unit::Count),
                bars: parts
                    .iter()
                    .map(|(figure, value)| (named(figure), *value, self.value(figure)))
                    .collect(),
                intervals: vec![None; parts.len()],
                line: None,
                pareto: true,
            }),
            numbers: self.by_hand_numbers(&parts, all),
            notes: Vec::new(),
        })
    }
}

impl Writer<'_> {
    /// The categories with their running share.
    fn by_hand_numbers(&self, parts: &[(&Figure, f64)], all: f64) -> Table {
        let mut running = 0.0;
        let rows = parts
            .iter()
            .map(|(figure, value)| {
                running += value;
                let cumulated = if all > 0.0 { running / all } else { 0.0 };
                vec![
                    cell(self.part_name(figure, Dim::Category)),
                    cell(self.value(figure)),
                    cell(self.words.share(cumulated)),
                ]
            })
            .collect();
        let columns = vec![
            words_column(capital(&self.words.text("dim-category"))),
            number_column(self.words.kpi("tickets.by_hand", "unit")),
            number_column(self.words.text("column-cumulated")),
        ];
        self.numbers(self.words.text("by-hand-caption"), columns, rows)
    }
}

/// What is beyond the largest categories.
fn is_rest(figure: &Figure) -> bool {
    figure.slice.get(Dim::Category) == Some(OTHER)
}

/// How many of the largest categories make half of all, and how much they make.
fn vital_few(parts: &[(&Figure, f64)], all: f64) -> (u64, f64) {
    let (mut few, mut sum) = (0, 0.0);
    for (_, value) in parts.iter().filter(|(figure, _)| !is_rest(figure)) {
        if sum >= VITAL_FEW * all {
            break;
        }
        (few, sum) = (few + 1, sum + value);
    }
    (few, sum)
}

/// `1-08` is Monday (0), eight o'clock.
fn week_hour(word: &str) -> Option<(usize, usize)> {
    let (day, hour) = word.split_once('-')?;
    let (day, hour) = (day.parse::<usize>().ok()?, hour.parse::<usize>().ok()?);
    ((1..=DAYS).contains(&day) && hour < HOURS).then(|| (day - 1, hour))
}
