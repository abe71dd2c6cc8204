//! Business value: what IT says, what the business hears, and the working of every amount, redone from the page alone.

use super::Writer;
use super::facts::kind_word;
use super::grids::{cell, number_column, wide, words_column};
use super::model::{Amount, Block, Cell, Page, Table, Translation};
use super::names::capital;
use super::steps::{line_word, subject};
use super::words::args;
use crate::calendar::Period;
use crate::config::{Compare, Range3};
use crate::measure::Stat;
use crate::value::{self, Line, LineKind, Role, WorkingStep};

/// The page; `None` where no line has anything to say, or nothing happened in the period.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let lines = writer.input.lines;
    if !lines.iter().any(|line| writer.can_say(line)) || !writer.has_headline() {
        return None;
    }
    let translations = writer.translations();
    let mut blocks = Vec::new();
    if !translations.is_empty() {
        blocks.push(writer.heading("translations"));
        blocks.push(Block::Translations { lines: translations });
    }
    blocks.extend(writer.what_matters_most());
    blocks.extend(writer.not_worked_out());
    blocks.extend(writer.asked_for());
    Some(Page {
        slug: "value".to_owned(),
        name: writer.words.text("page-value"),
        heading: writer.value_heading(),
        lead: writer.value_lead(),
        blocks,
    })
}

impl Writer<'_> {
    /// Whether a line has an amount, or waits for nothing but inputs: what it is about is known.
    fn can_say(&self, line: &Line) -> bool {
        let is_measured = |id| {
            self.reading_of(id)
                .is_some_and(|reading| reading.figure.value.is_some())
        };
        is_known(line) || subject(line.id).is_none_or(is_measured)
    }

    fn value_heading(&self) -> String {
        let period = self.words.period(&self.input.periods.report);
        let total = value::total(self.input.lines, LineKind::Time, Role::Level);
        match total.and_then(|total| total.hours) {
            Some(hours) => self.words.say(
                "value-heading",
                args! { period: period, hours: self.words.hours(hours.expected), range: self.words.hours_range(hours) },
            ),
            None => self.words.say("value-heading-none", args! { period: period }),
        }
    }

    fn value_lead(&self) -> String {
        let largest = self.largest_cost();
        let not_in = self.not_in_the_total().filter(|_| largest.is_some());
        let said = largest.into_iter().chain(not_in).chain([self.words.text("value-lead")]);
        said.collect::<Vec<_>>().join(" ")
    }

    /// The levels that have no number, and so are not in the headline.
    fn not_in_the_total(&self) -> Option<String> {
        let without = |line: &&Line| line.role == Role::Level && line.hours.is_none();
        let names: Vec<String> = self
            .input
            .lines
            .iter()
            .filter(without)
            .map(|line| self.words.text(&format!("{}.name", line_word(line.id))))
            .collect();
        (!names.is_empty()).then(|| self.words.say("value-not-in", args! { names: names.join(", ") }))
    }

    /// The level that takes the most hours.
    pub fn largest_cost(&self) -> Option<String> {
        let hours = |line: &Line| line.hours.map_or(0.0, |hours| hours.expected);
        let levels = self
            .input
            .lines
            .iter()
            .filter(|line| line.role == Role::Level && hours(line) > 0.0);
        let largest = levels.reduce(|most, line| if hours(line) > hours(most) { line } else { most })?;
        let name = self.words.text(&format!("{}.name", line_word(largest.id)));
        let amount = self.words.hours(largest.hours?.expected);
        Some(
            self.words
                .say("summary-largest-cost", args! { name: name, amount: amount }),
        )
    }

    /// The lines with something to say, those of one number of IT's, one kind of worth and one service together.
    fn translations(&self) -> Vec<Translation> {
        let lines: Vec<&Line> = self.input.lines.iter().filter(|line| is_known(line)).collect();
        lines
            .chunk_by(|one, other| (one.id, one.kind, &one.service) == (other.id, other.kind, &other.service))
            .map(|lines| self.translation(lines[0], lines))
            .collect()
    }

    fn translation(&self, about: &Line, lines: &[&Line]) -> Translation {
        let id = format!("{}-{}", line_word(about.id), kind_word(about.kind));
        let id = about.service.iter().fold(id, |id, service| {
            let service: String = service
                .chars()
                .map(|c| if c.is_alphanumeric() { c } else { '_' })
                .collect();
            format!("{id}-{service}")
        });
        let name = self.words.text(&format!("{}.name", line_word(about.id)));
        let kind = self.words.text(&format!("kind-{}", kind_word(about.kind)));
        Translation {
            name: self.words.say("line-name", args! { name: capital(&name), kind: kind }),
            it_says: self.it_says(about),
            amounts: lines.iter().map(|line| self.amount_of(&id, line)).collect(),
            id,
        }
    }

    fn amount_of(&self, translation: &str, line: &Line) -> Amount {
        let role = role_word(line.role);
        let (value, note) = self.amount(line);
        Amount {
            id: format!("{translation}-{role}"),
            name: self.words.say(
                &format!("role-{role}"),
                args! { before: self.words.period(self.compared()) },
            ),
            business_hears: self.business_hears(line),
            value,
            note,
            working: self.working(line),
            inputs: self.inputs_table(line),
            notes: self.line_notes(line),
        }
    }

    /// The period that the config compares with.
    pub fn compared(&self) -> &Period {
        match self.input.config.report.compare {
            Compare::Previous => &self.input.periods.previous,
            Compare::YearAgo => &self.input.periods.year_ago,
        }
    }

    /// The KPI's sentence; of a median, its mean too: hours are worked out from means, and the two need not move alike.
    fn it_says(&self, line: &Line) -> String {
        let Some(reading) = subject(line.id).and_then(|id| self.reading_of(id)) else {
            return self.words.text(&format!("{}.it", line_word(line.id)));
        };
        let mean = |period: &str| {
            let of = reading.figure;
            let figures = &self.input.judged.figures;
            let mean = figures.get(of.id, period, &of.slice, Some(Stat::Mean), of.clock)?;
            mean.value.map(|_| self.value(mean))
        };
        let means = mean(&self.input.periods.report.label).zip(mean(&self.compared().label));
        let means = means.filter(|_| reading.figure.stat == Some(Stat::Median));
        let means = means.map(|(now, before)| {
            let period = self.words.period(self.compared());
            self.words
                .say("mean-was", args! { now: now, before: before, period: period })
        });
        let said: Vec<String> = [self.sentence(&reading)].into_iter().chain(means).collect();
        said.join(" ")
    }

    fn business_hears(&self, line: &Line) -> String {
        let word = line_word(line.id);
        let hours = line.hours.unwrap_or(Range3::exact(0.0));
        let id = match line.role {
            Role::Delta if self.words.significant(hours.expected.abs()) == self.words.count(0.0) => "delta-same",
            Role::Delta if hours.expected > 0.0 => "delta-more",
            Role::Delta => "delta-less",
            role => role_word(role),
        };
        self.words.say(
            &format!("{word}.{id}"),
            args! {
                hours: self.words.hours(hours.expected.abs()),
                period: self.words.period(&self.input.periods.report),
                before: self.words.period(self.compared()),
            },
        )
    }

    /// Why a line has no number, with KPIs and inputs by their names.
    fn line_reason(&self, line: &Line) -> String {
        let reason = line.reason.clone().unwrap_or_default();
        let kpis = self
            .input
            .config
            .catalogue
            .iter()
            .map(|kpi| (kpi.id, self.words.kpi(kpi.id, "short")));
        let inputs = line.missing.iter().map(|name| (name.as_str(), self.input_name(name)));
        let mut names: Vec<(&str, String)> = kpis.chain(inputs).collect();
        // `change.success_rate_strict` before `change.success_rate`.
        names.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
        names
            .into_iter()
            .fold(reason, |said, (id, name)| said.replace(id, &name))
    }

    /// What it costs now, where nobody can tell, and why.
    fn not_worked_out(&self) -> Vec<Block> {
        let unknown = |line: &&Line| !is_known(line) && matches!(line.role, Role::Level | Role::View);
        let rows: Vec<Vec<Cell>> = self
            .input
            .lines
            .iter()
            .filter(unknown)
            .map(|line| {
                let name = self.words.text(&format!("{}.name", line_word(line.id)));
                vec![cell(capital(&name)), cell(capital(&self.line_reason(line)))]
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            self.heading("not-worked-out"),
            Block::Table(Table {
                caption: self.words.text("caption-not-worked-out"),
                columns: vec![
                    words_column(self.words.text("column-line")),
                    words_column(self.words.text("column-would-need")),
                ],
                rows,
                note: String::new(),
                folded: None,
            }),
        ]
    }

    /// The hours, or the money where there are none; under them their range and what they stand for in money.
    pub fn amount(&self, line: &Line) -> (String, String) {
        self.amounts_said(line.role, line.hours, line.money)
    }

    /// The same of hours and money that are not one line's.
    pub fn amounts_said(&self, role: Role, hours: Option<Range3>, money: Option<Range3>) -> (String, String) {
        let hours = hours.map(|hours| self.ranged(role, hours, |hours| self.words.hours(hours)));
        let money = money.zip(self.input.config.report.currency.as_deref());
        let money = money.map(|(money, currency)| self.ranged(role, money, |money| self.words.money(money, currency)));
        let (value, range, money) = match (hours, money) {
            (Some((hours, range)), money) => (hours, range, money),
            (None, Some((money, range))) => (money, range, None),
            (None, None) => return (self.words.text("no-data"), String::new()),
        };
        let capacity = money.map(|(money, range)| {
            let id = match (role, range.is_empty()) {
                (Role::Delta, true) => "capacity-cost-exact",
                (Role::Delta, false) => "capacity-cost",
                (_, true) => "capacity-worth-exact",
                (_, false) => "capacity-worth",
            };
            self.words.say(id, args! { money: money, range: range })
        });
        let notes = [range].into_iter().filter(|range| !range.is_empty());
        (value, notes.chain(capacity).collect::<Vec<_>>().join("; "))
    }

    /// What is expected and, where there is one, the range; of a difference, as more or less.
    fn ranged(&self, role: Role, range: Range3, written: impl Fn(f64) -> String) -> (String, String) {
        let Range3 { low, expected, high } = range;
        let said = |value: f64| {
            let amount = written(value.abs());
            match (role, value) {
                (Role::Delta, 0.0) => amount,
                (Role::Delta, value) if value < 0.0 => self.words.say("less", args! { amount: amount }),
                (Role::Delta, _) => self.words.say("more", args! { amount: amount }),
                _ => written(value),
            }
        };
        let ends = match role {
            Role::Delta if high <= 0.0 => (written(-high), written(-low)),
            Role::Delta if low < 0.0 => (said(low), said(high)),
            _ => (written(low), written(high)),
        };
        let range = (low < high && ends.0 != ends.1).then(|| self.words.range(ends.0, ends.1));
        (said(expected), range.unwrap_or_default())
    }

    /// A line a product, then their sum, then the money: each to be redone with a pocket calculator.
    fn working(&self, line: &Line) -> Vec<String> {
        let written = |hours: f64| self.words.say("hours", args! { hours: self.words.exact(hours) });
        let mut working: Vec<String> = line.steps.iter().map(|step| self.working_step(line, step)).collect();
        if let Some(hours) = line.hours.filter(|_| line.steps.len() > 1) {
            working.push(self.words.say("step-sum", args! { hours: written(hours.expected) }));
        }
        let currency = self.input.config.report.currency.as_deref();
        if let (Some(hours), Some(money), Some(place), Some(currency)) = (line.hours, line.money, line.rate, currency) {
            working.push(self.words.say(
                "step-money",
                args! {
                    hours: written(hours.expected), rate: self.factor(line, place),
                    money: self.words.money_exact(money.expected, currency),
                },
            ));
        }
        if line.hours.is_some_and(|hours| hours.low < hours.high) {
            working.push(self.words.text("step-range"));
        }
        working
    }

    /// `Priority 1: 14,460 s × 30 incidents ÷ 3,600 = 120.5 h`.
    fn working_step(&self, line: &Line, step: &WorkingStep) -> String {
        let factors: Vec<String> = step.factors.iter().map(|place| self.factor(line, *place)).collect();
        let divisors = step.over.map(|place| self.factor(line, place)).into_iter().chain(
            // 60 minutes or 3,600 seconds make an hour.
            (step.per_hour != 1.0).then(|| self.words.exact(step.per_hour)),
        );
        let said = divisors.fold(factors.join(&self.words.text("times")), |said, by| {
            self.words.say("divided", args! { said: said, by: by })
        });
        let slice = self.slice(&step.slice);
        let id = match (slice.is_empty(), step.subtracted) {
            (true, false) => "step-whole",
            (true, true) => "step-whole-less",
            (false, false) => "step-slice",
            (false, true) => "step-slice-less",
        };
        let hours = self
            .words
            .say("hours", args! { hours: self.words.exact(step.hours.expected) });
        self.words
            .say(id, args! { slice: capital(&slice), said: said, hours: hours })
    }

    /// An input's expected number with its unit.
    fn factor(&self, line: &Line, place: usize) -> String {
        line.inputs
            .get(place)
            .map_or_else(String::new, |input| self.in_unit(input.value.expected, input.unit))
    }

    /// A number of the working in its unit.
    fn in_unit(&self, value: f64, unit: &str) -> String {
        let number = match (unit, self.input.config.report.currency.as_deref()) {
            ("money_per_hour", Some(currency)) => self.words.money_exact(value, currency),
            _ => self.words.exact(value),
        };
        self.words
            .say(&format!("unit-{unit}"), args! { n: value, number: number })
    }

    fn inputs_table(&self, line: &Line) -> Table {
        let rows = line
            .inputs
            .iter()
            .map(|input| {
                let Range3 { low, expected, high } = input.value;
                let range = if low == high {
                    self.words.text("absent")
                } else {
                    self.words.range(self.words.exact(low), self.words.exact(high))
                };
                vec![
                    Cell {
                        text: capital(&self.input_name(&input.name)),
                        note: input.name.clone(),
                        mark: None,
                    },
                    cell(self.in_unit(expected, input.unit)),
                    cell(range),
                    cell(self.origin(input)),
                ]
            })
            .collect();
        Table {
            caption: self.words.text("caption-inputs"),
            columns: vec![
                words_column(self.words.text("column-input")),
                number_column(self.words.text("column-used")),
                wide(number_column(self.words.text("column-range"))),
                words_column(self.words.text("column-origin")),
            ],
            rows,
            note: String::new(),
            folded: None,
        }
    }

    /// What is missing or unsigned, and what a difference may not be called.
    fn line_notes(&self, line: &Line) -> Vec<String> {
        let unsigned: Vec<String> = line
            .inputs
            .iter()
            .filter(|input| input.unsigned)
            .map(|input| self.input_name(&input.name))
            .collect();
        let mut notes = Vec::new();
        if !line.missing.is_empty() {
            notes.push(self.asks(&line.missing));
        }
        if !unsigned.is_empty() {
            let n = unsigned.len() as u64;
            notes.push(
                self.words
                    .say("note-unsigned", args! { n: n, inputs: unsigned.join(", ") }),
            );
        }
        match line.role {
            Role::Delta => {
                if line.hours.is_some_and(|hours| hours.low < 0.0 && hours.high > 0.0) {
                    notes.push(self.words.text("note-either-way"));
                }
                notes.push(self.words.text("note-delta"));
            }
            Role::View => notes.push(self.words.text("note-view")),
            Role::Level | Role::Potential => {}
        }
        if line.money.is_some() && line.kind == LineKind::Time {
            notes.push(self.words.text("note-capacity"));
        }
        notes
    }

    fn asks(&self, missing: &[String]) -> String {
        let named: Vec<String> = missing.iter().map(|name| self.input_name(name)).collect();
        self.words.say("note-missing", args! { inputs: named.join(", ") })
    }

    /// The assumptions that move the headline most, and the headline at the low and the high of each.
    fn what_matters_most(&self) -> Vec<Block> {
        let most = value::sensitivities(self.input.lines);
        if most.is_empty() {
            return Vec::new();
        }
        let currency = self.input.config.report.currency.as_deref();
        let amount = |value: f64, is_money: bool| match currency.filter(|_| is_money) {
            Some(currency) => self.words.money(value, currency),
            None => self.words.hours(value),
        };
        let rows = most
            .iter()
            .map(|each| {
                let range = self
                    .words
                    .range(self.words.exact(each.value.low), self.words.exact(each.value.high));
                let signed = if each.unsigned { "unsigned" } else { "signed" };
                vec![
                    Cell {
                        text: capital(&self.input_name(&each.name)),
                        note: self.words.text(signed),
                        mark: None,
                    },
                    Cell {
                        text: self.in_unit(each.value.expected, each.unit),
                        note: range,
                        mark: None,
                    },
                    cell(amount(each.at_low, each.is_money)),
                    cell(amount(each.expected, each.is_money)),
                    cell(amount(each.at_high, each.is_money)),
                ]
            })
            .collect();
        let number = |id: &str| number_column(self.words.text(id));
        vec![
            self.heading("matters-most"),
            Block::Table(Table {
                caption: self.words.text("caption-matters-most"),
                columns: vec![
                    words_column(self.words.text("column-input")),
                    number("column-used"),
                    number("column-at-low"),
                    number("column-expected"),
                    number("column-at-high"),
                ],
                rows,
                note: String::new(),
                folded: None,
            }),
        ]
    }

    /// Inputs that nobody has given, and which lines wait for them.
    fn asked_for(&self) -> Vec<Block> {
        let mut asked: Vec<(&str, Vec<String>)> = Vec::new();
        for line in self.input.lines {
            let name = self.words.text(&format!("{}.name", line_word(line.id)));
            for missing in &line.missing {
                match asked.iter_mut().find(|(input, _)| input == missing) {
                    Some((_, lines)) if lines.contains(&name) => {}
                    Some((_, lines)) => lines.push(name.clone()),
                    None => asked.push((missing, vec![name.clone()])),
                }
            }
        }
        if asked.is_empty() {
            return Vec::new();
        }
        let rows = asked
            .iter()
            .map(|(input, lines)| {
                vec![
                    Cell {
                        text: capital(&self.input_name(input)),
                        note: (*input).to_owned(),
                        mark: None,
                    },
                    cell(lines.join(", ")),
                ]
            })
            .collect();
        vec![
            self.heading("asked-for"),
            self.paragraph(self.words.text("value-asked-for")),
            Block::Table(Table {
                caption: self.words.text("caption-asked-for"),
                columns: vec![
                    words_column(self.words.text("column-input")),
                    words_column(self.words.text("column-lines")),
                ],
                rows,
                note: String::new(),
                folded: None,
            }),
        ]
    }
}

/// Whether there is an amount.
fn is_known(line: &Line) -> bool {
    line.hours.is_some() || line.money.is_some()
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Level => "level",
        Role::Delta => "delta",
        Role::Potential => "potential",
        Role::View => "view",
    }
}
