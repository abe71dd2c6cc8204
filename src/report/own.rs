//! The words of the organisation's own KPIs: what boardpack.toml says, and the definition that follows from it by rule.

use std::fmt::Write as _;

use super::words::{Words, args};
use crate::config::{Allowed, Condition, Measured, OwnKpi};
use crate::error::Result;
use crate::measure::{Measure, Unit};

impl Words {
    /// The same, with the words of own KPIs.
    pub fn with_own(mut self, own: &[OwnKpi]) -> Result<Self> {
        let mut resource = String::new();
        for own in own {
            self.describe(own, &mut resource);
        }
        if !resource.is_empty() {
            self.add(resource)?;
        }
        Ok(self)
    }

    /// Writes the texts of a KPI as a word with attributes; a user's text is a literal, so that nothing in it is a placeholder.
    fn describe(&self, own: &OwnKpi, resource: &mut String) {
        let question = match own.question.is_empty() {
            true => self.say("own-question", args! { title: own.title.clone() }),
            false => own.question.clone(),
        };
        let columns = own.kpi.columns().map(|(_, column)| column.to_owned());
        let needs = self.joined("own-and", columns.collect());
        let texts = [
            ("title", own.title.clone()),
            ("short", small(&own.title)),
            ("question", question),
            ("formula", self.own_formula(own)),
            ("unit", self.own_unit(own)),
            (
                "needs",
                self.say("own-needs", args! { table: own.table.name, columns: needs }),
            ),
        ];
        // A write into memory cannot fail.
        let _ = writeln!(resource, "kpi-{} =", own.kpi.id.replace('.', "-"));
        for (name, text) in texts {
            let _ = writeln!(resource, "    .{name} = {{\"{}\"}}", literal(&text));
        }
    }

    fn own_formula(&self, own: &OwnKpi) -> String {
        let rows = match own.cohort.is_empty() {
            true => own.table.name.to_owned(),
            false => {
                let conditions = self.conditions(&own.cohort);
                self.say(
                    "own-rows-where",
                    args! { table: own.table.name, conditions: conditions },
                )
            }
        };
        let args = args! {
            rows: rows, at: own.at, part: self.conditions(&own.part), of: self.measured(own),
        };
        let mut said = vec![self.say(&format!("own-{}", shape(own)), args)];
        if matches!(
            (own.table.name, own.at),
            ("tickets", "resolved_at") | ("changes", "ended_at")
        ) {
            said.push(self.say("own-stands-in", args! { at: own.at }));
        }
        if matches!(own.table.name, "tickets" | "changes" | "problems" | "actions") {
            said.push(self.text("own-leaves-out"));
        }
        said.join(" ")
    }

    /// What its numbers are in, as they are shown: not the unit of the column.
    fn own_unit(&self, own: &OwnKpi) -> String {
        let currency = self.currency.clone().unwrap_or_default();
        let unit = match own.kpi.unit {
            Unit::Money if currency.is_empty() => Unit::Count,
            unit => unit,
        };
        let args = args! { table: own.table.name, of: self.measured(own), unit: unit.name(), currency: currency };
        match (shape(own), own.of) {
            ("spread", Some(Measured::Between(..))) => self.measured(own),
            (shape, _) => self.say(&format!("own-unit-{shape}"), args),
        }
    }

    /// `effort minutes`, `time from opened at to responded at`.
    fn measured(&self, own: &OwnKpi) -> String {
        match own.of {
            Some(Measured::Column(column)) => spaced(column.name),
            Some(Measured::Between(from, until)) => self.say(
                "own-between",
                args! { from: spaced(from.name), until: spaced(until.name) },
            ),
            None => String::new(),
        }
    }

    fn conditions(&self, conditions: &[Condition]) -> String {
        self.joined("own-and", conditions.iter().map(|each| self.condition(each)).collect())
    }

    fn condition(&self, condition: &Condition) -> String {
        let column = spaced(condition.column.name);
        let number = |number: f64| self.exact(number);
        match &condition.allowed {
            Allowed::Words(words) => self.say(
                "own-is",
                args! { column: column, words: self.joined("own-or", words.clone()) },
            ),
            Allowed::OtherWords(words) => self.say(
                "own-is-not",
                args! { column: column, words: self.joined("own-or", words.clone()) },
            ),
            Allowed::Numbers(numbers) => {
                let numbers = self.joined("own-or", numbers.iter().map(|each| number(*each)).collect());
                self.say("own-is", args! { column: column, words: numbers })
            }
            Allowed::Range(Some(least), Some(most)) => self.say(
                "own-range",
                args! { column: column, least: number(*least), most: number(*most) },
            ),
            Allowed::Range(Some(least), None) => self.say("own-least", args! { column: column, least: number(*least) }),
            Allowed::Range(None, Some(most)) => self.say("own-most", args! { column: column, most: number(*most) }),
            Allowed::Range(None, None) | Allowed::Filled(true) => self.say("own-filled", args! { column: column }),
            Allowed::Filled(false) => self.say("own-empty", args! { column: column }),
            Allowed::Flag(true) => self.say("own-true", args! { column: column }),
            Allowed::Flag(false) => self.say("own-false", args! { column: column }),
        }
    }

    /// `a, b or c`.
    fn joined(&self, word: &str, mut each: Vec<String>) -> String {
        let last = each.pop().unwrap_or_default();
        match each.is_empty() {
            true => last,
            false => self.say(word, args! { first: each.join(", "), last: last }),
        }
    }
}

/// The word of its shape, `own-<shape>`.
fn shape(own: &OwnKpi) -> &'static str {
    let mut measures = own.kpi.paths.iter().flat_map(|path| path.measures);
    match measures.next() {
        Some((_, Measure::Ratio { .. })) => "ratio",
        Some((_, Measure::Rate { .. })) => "mean",
        Some((_, Measure::Spread { .. })) => "spread",
        _ if own.of.is_some() => "sum",
        _ => "count",
    }
}

/// A title inside a sentence: `tickets from VIPs`, but `SLA of branch offices`.
fn small(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn spaced(column: &str) -> String {
    column.replace('_', " ")
}

/// A text inside the quotation marks of a Fluent literal.
fn literal(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            c if c.is_control() => vec![' '],
            c => vec![c],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use std::path::Path;

    fn unit(table: &str, lines: &str, currency: Option<&str>) -> String {
        let text = format!(
            "[report]\norganisation = \"Test\"\n[[source]]\ntable = \"tickets\"\npath = \"a.csv\"\n\
             [[kpi]]\nid = \"my.own\"\ntitle = \"Mine\"\ntable = {table:?}\n{lines}\n"
        );
        let config = config::parse("boardpack.toml", &text, Path::new("")).expect("a config");
        let words = Words::of("en").expect("words").paid_in(currency);
        words.with_own(&config.own).expect("words").kpi("my.own", "unit")
    }

    #[test]
    fn a_subtitle_says_the_unit_that_is_shown() {
        let tickets = |lines: &str| unit("tickets", &format!("at = \"opened_at\"\n{lines}"), None);
        let effort = |measure: &str| tickets(&format!("measure = {measure:?}\nof = \"effort_minutes\""));
        assert_eq!(effort("sum"), "hours a month");
        assert_eq!(effort("mean"), "mean time, in hours");
        assert_eq!(effort("spread"), "duration");
        assert_eq!(tickets("measure = \"sum\"\nof = \"reopens\""), "reopens a month");
        let between = "measure = \"spread\"\nfrom = \"opened_at\"\nuntil = \"resolved_at\"";
        assert_eq!(tickets(between), "time from opened at to resolved at");
        let cost = "at = \"contract_end\"\nmeasure = \"sum\"\nof = \"annual_cost\"";
        assert_eq!(unit("vendors", cost, Some("USD")), "annual cost a month, in USD");
        assert_eq!(unit("vendors", cost, None), "annual cost a month");
    }
}
