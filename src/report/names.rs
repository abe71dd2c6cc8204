//! What figures are called, how their values are written, and what each rests on.

use super::Writer;
use super::words::args;
use crate::judge::Judgement;
use crate::measure::{Basis, Catalogue, Clock, Dim, Figure, OTHER, Selector, Slice, Stat, Unit};

/// Over this share of a time its rest is said.
const NEARLY_ALL: f64 = 0.95;
/// Under this many a share is said as counts.
const TINY: f64 = 5.0;
/// Under this many a sample is called small.
const SMALL: f64 = 20.0;
/// Means over persons.
const OF_PERSONS: [&str; 3] = ["team.interruptions", "roles.specialised", "learning.hours"];

impl Writer<'_> {
    /// What a figure is called inside a sentence: `median resolution time of incidents`.
    pub fn name(&self, figure: &Figure) -> String {
        let name = self.words.kpi(figure.id, "short");
        let name = match figure.stat {
            Some(stat) => self.words.say(
                &format!("name-of-{}", stat.name().replace('_', "-")),
                args! { name: name },
            ),
            None => name,
        };
        if figure.slice.0.is_empty() {
            return name;
        }
        let slice = self.slice(&figure.slice);
        self.words.say("name-of-slice", args! { name: name, slice: slice })
    }

    /// What a figure is called at the head of a sentence.
    pub fn subject(&self, figure: &Figure) -> String {
        capital(&self.name(figure))
    }

    /// What a figure is called in a table and over a chart: `Resolution time, incidents, median`.
    pub fn title(&self, figure: &Figure) -> String {
        self.title_of(figure.id, &figure.slice, figure.stat)
    }

    fn title_of(&self, id: &str, slice: &Slice, stat: Option<Stat>) -> String {
        let mut parts = vec![self.words.kpi(id, "title"), self.slice(slice)];
        parts.extend(stat.map(|stat| self.stat(stat)));
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }

    /// What a statistic is called.
    pub fn stat(&self, stat: Stat) -> String {
        self.words.text(&format!("stat-{}", stat.name().replace('_', "-")))
    }

    /// What a slice is called: `priority 1 incidents`, `standard changes`, `Order entry`.
    pub fn slice(&self, slice: &Slice) -> String {
        if let [(Dim::Kind, kind), (Dim::Priority, priority)] = slice.0.as_slice() {
            let kind = self.word(Dim::Kind, kind);
            return self
                .words
                .say("slice-kind-priority", args! { kind: kind, priority: priority.clone() });
        }
        let words: Vec<String> = slice.0.iter().map(|(dim, word)| self.word(*dim, word)).collect();
        words.join(", ")
    }

    /// What one word of a dimension is called; the organisation's own words stand as they are.
    pub fn word(&self, dim: Dim, word: &str) -> String {
        match dim {
            _ if word == OTHER => self.words.text("slice-other"),
            _ if word.is_empty() => self.words.text("slice-none"),
            Dim::Priority => self.words.say("slice-priority", args! { priority: word.to_owned() }),
            Dim::Metric => self.metric(word),
            Dim::Kind
            | Dim::Type
            | Dim::Risk
            | Dim::Age
            | Dim::Focus
            | Dim::Channel
            | Dim::Severity
            | Dim::Rating
            | Dim::Purpose
            | Dim::Point
            | Dim::AssetAge => {
                let id = format!("slice-{}-{}", dim.name(), word.replace('+', "-up"));
                self.words.optional(&id).unwrap_or_else(|| word.to_owned())
            }
            _ => word.to_owned(),
        }
    }

    /// What the figure of a selector is called.
    fn metric(&self, selector: &str) -> String {
        match Selector::parse(selector, self.input.judged.figures.catalogue()) {
            Ok(named) => self.title_of(named.id, &named.slice, named.stat),
            Err(_) => selector.to_owned(),
        }
    }

    /// The number as written. A share of fewer than five is said as counts.
    pub fn value(&self, figure: &Figure) -> String {
        let Some(value) = figure.value else {
            return self.words.text("no-data");
        };
        match (counts(figure), figure.id) {
            (Some((part, whole)), _) if whole < TINY => self.words.say(
                "share-of-counts",
                args! { part: self.words.count(part), whole: self.words.count(whole) },
            ),
            (_, "change.batting_average") => self.batting(value),
            (_, "tickets.growth") if value > 0.0 => {
                self.words.say("positive", args! { number: self.words.count(value) })
            }
            _ if matches!(figure.stat, Some(Stat::Expected | Stat::Seen)) => self.move_of(value, figure),
            _ => self.words.amount(value, figure.unit, figure.clock),
        }
    }

    /// By how much a figure moves, with its sign: of a share in points, lest it be taken for a part of the share.
    pub fn move_of(&self, value: f64, figure: &Figure) -> String {
        let number = match figure.unit {
            Unit::Ratio => self
                .words
                .say("points", args! { number: self.words.decimal(value * 100.0, 1) }),
            Unit::Points => self.words.say("points", args! { number: self.words.count(value) }),
            unit => self.words.amount(value, unit, figure.clock),
        };
        match value > 0.0 {
            true => self.words.say("positive", args! { number: number }),
            false => number,
        }
    }

    /// `.923`, as batting averages are written.
    fn batting(&self, value: f64) -> String {
        let thousandths = (value * 1000.0).round() as i64;
        if thousandths >= 1000 {
            self.words.decimal(1.0, 3)
        } else {
            self.words.say("batting", args! { digits: format!("{thousandths:03}") })
        }
    }

    /// What a number rests on: its counts, that they are few, what stands in, until when it may change.
    pub fn evidence(&self, figure: &Figure) -> String {
        if figure.value.is_none() {
            return self.reason(figure);
        }
        let parts = [
            self.counts_note(figure),
            (figure.clock == Some(Clock::Service)).then(|| self.words.text("clock-service")),
            self.basis_note(figure),
            figure
                .provisional_until
                .map(|date| self.words.say("provisional", args! { date: self.words.date(date) })),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// The counts behind a number, and that they are few.
    pub fn counts_note(&self, figure: &Figure) -> Option<String> {
        let small = is_small(figure).then(|| self.words.text("small-sample"));
        let parts: Vec<String> = [self.rests_on(figure), small].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// What a number rests on, where until when it is provisional stands elsewhere.
    pub fn settled_evidence(&self, figure: &Figure) -> String {
        let settled = Figure {
            provisional_until: None,
            ..figure.clone()
        };
        self.evidence(&settled)
    }

    /// Why there is no number, and what would provide it.
    pub fn reason(&self, figure: &Figure) -> String {
        figure.reason.clone().unwrap_or_else(|| {
            let needs = self.words.kpi(figure.id, "needs");
            self.words.say("needs", args! { needs: needs })
        })
    }

    fn rests_on(&self, figure: &Figure) -> Option<String> {
        match (figure.part, figure.whole, an_hour(figure)) {
            (Some(part), Some(whole), _) if is_money(figure) => Some(self.words.say(
                "share-of-counts",
                args! {
                    part: self.words.amount(part, Unit::Money, None),
                    whole: self.words.amount(whole, Unit::Money, None),
                },
            )),
            // Of nearly all it tells more what is missing.
            (Some(part), Some(whole), Some(an_hour)) if part > NEARLY_ALL * whole => {
                let hours = |time: f64| self.words.hours(time / an_hour);
                Some(match whole - part {
                    0.0 => self.words.say("time-all", args! { whole: hours(whole) }),
                    missing => self
                        .words
                        .say("time-all-but", args! { missing: hours(missing), whole: hours(whole) }),
                })
            }
            (Some(part), Some(whole), Some(an_hour)) => {
                let hours = |time: f64| self.words.hours(time / an_hour);
                Some(
                    self.words
                        .say("effort-of", args! { part: hours(part), whole: hours(whole) }),
                )
            }
            _ => match counts(figure) {
                // The value itself is the counts.
                Some((_, whole)) if whole < TINY => None,
                Some((part, whole)) => Some(self.words.say(
                    "share-of-counts",
                    args! { part: self.words.count(part), whole: self.words.count(whole) },
                )),
                None if figure.unit == Unit::Count || figure.n == 0 => None,
                None if figure.n == 1 && is_of_days(figure) => None,
                None => Some(self.records(figure)),
            },
        }
    }

    /// What was left out of both sides, and what stood in, with counts.
    pub fn left_out(&self, figure: &Figure) -> String {
        let reasons = figure.left_out.iter().filter(|(_, n)| *n > 0);
        let said = reasons.map(|(reason, n)| self.words.say("left-out", args! { reason: *reason, n: *n }));
        said.collect::<Vec<_>>().join("; ")
    }

    /// `1,204 tickets`.
    pub fn records(&self, figure: &Figure) -> String {
        let what = match figure.id.split('.').next() {
            _ if OF_PERSONS.contains(&figure.id) => "records-persons",
            _ if figure.id == "problem.repeat_rate" => "records-tickets",
            Some("change" | "dora" | "maintenance") => "records-changes",
            Some("tickets" | "service" | "roles") => "records-tickets",
            _ => "records",
        };
        self.words.say(what, args! { n: figure.n })
    }

    /// What stands in for the recorded thing, where something does.
    pub fn basis_note(&self, figure: &Figure) -> Option<String> {
        match figure.basis {
            Basis::Recorded => None,
            Basis::Derived => self.words.kpi_optional(figure.id, "derived"),
            Basis::Proxy => Some(
                self.words
                    .kpi_optional(figure.id, "proxy")
                    .unwrap_or_else(|| self.words.text("basis-proxy")),
            ),
        }
    }

    /// The 95 % interval, where one is defined.
    pub fn interval(&self, figure: &Figure, judgement: &Judgement) -> Option<String> {
        let (low, high) = (judgement.low?, judgement.high?);
        let range = self.words.amounts(low, high, figure.unit, figure.clock);
        Some(self.words.say("interval", args! { range: range }))
    }
}

/// The counts of a counted proportion; `None` for other figures, for shares of time and money, and for what chance alone
/// would give: its part is a sum of chances.
fn counts(figure: &Figure) -> Option<(f64, f64)> {
    let is_weighed = an_hour(figure).is_some() || is_money(figure);
    let is_counted = figure.unit == Unit::Ratio && !is_weighed && figure.stat != Some(Stat::ByChance);
    figure.part.zip(figure.whole).filter(|_| is_counted)
}

/// How many of what it counts make an hour, where a share is one of time: minutes and seconds are no records.
fn an_hour(figure: &Figure) -> Option<f64> {
    let mut kpis = Catalogue::built_in().filter(|kpi| kpi.id == figure.id && figure.unit == Unit::Ratio);
    kpis.find_map(|kpi| kpi.an_hour(figure.stat, figure.basis))
}

/// Shares of money count units of the currency.
fn is_money(figure: &Figure) -> bool {
    let mut kpis = Catalogue::built_in().filter(|kpi| kpi.id == figure.id);
    figure.unit == Unit::Ratio && kpis.any(|kpi| kpi.is_of_money(figure.stat))
}

/// Whether a share is said as counts.
pub fn is_tiny(figure: &Figure) -> bool {
    counts(figure).is_some_and(|(_, whole)| whole < TINY)
}

/// Whether many records make it surer: not so a count, a sum of time or money, or what is made of other figures.
fn is_sampled(figure: &Figure) -> bool {
    !is_of_days(figure) && matches!(figure.unit, Unit::Seconds | Unit::Rate | Unit::Score | Unit::Points)
}

/// Whether it tells of days that are known, not of records that are a sample of others.
fn is_of_days(figure: &Figure) -> bool {
    matches!(figure.stat, Some(Stat::DaysSince | Stat::DaysLeft | Stat::LongestGap))
}

fn is_small(figure: &Figure) -> bool {
    match counts(figure) {
        Some((_, whole)) => (TINY..SMALL).contains(&whole),
        None => is_sampled(figure) && (1.0..SMALL).contains(&(figure.n as f64)),
    }
}

/// With its first letter as at the head of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
