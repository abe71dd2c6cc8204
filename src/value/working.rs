//! A working: products of inputs that grow into a line, and what the line says when its inputs move.

use super::books::Books;
use super::{Input, Line, LineKind, Role, WorkingStep};
use crate::config::Range3;
use crate::measure::Slice;

/// A number chosen for each input: its low, what is expected, its high.
pub(super) type Choice<'a> = dyn Fn(&Input) -> f64 + 'a;

/// The working of one line while it is being put together.
#[derive(Debug)]
pub(super) struct Working<'a> {
    books: &'a Books<'a>,
    inputs: Vec<Input>,
    steps: Vec<WorkingStep>,
    missing: Vec<String>,
    reason: Option<String>,
}

/// A product to be added to a working, or taken away from it.
#[derive(Debug)]
pub(super) struct Product {
    pub slice: Slice,
    pub subtracted: bool,
    pub factors: Vec<Input>,
    pub over: Option<Input>,
    pub per_hour: f64,
}

impl<'a> Working<'a> {
    pub(super) fn new(books: &'a Books<'a>) -> Self {
        Self {
            books,
            inputs: Vec::new(),
            steps: Vec::new(),
            missing: Vec::new(),
            reason: None,
        }
    }

    /// An input of the cost model; asked for by name where nobody has given it.
    pub(super) fn given(&mut self, name: &str, unit: &'static str) -> Option<Input> {
        let input = self.books.given(name, unit);
        if input.is_none() {
            self.ask(name);
        }
        input
    }

    fn ask(&mut self, name: &str) {
        if !self.missing.iter().any(|each| each == name) {
            self.missing.push(name.to_owned());
        }
    }

    /// Keeps the first reason for a step that could not be.
    pub(super) fn lacks(&mut self, reason: String) {
        self.reason.get_or_insert(reason);
    }

    /// Adds a product; an input that is there already is shared.
    pub(super) fn push(&mut self, product: Product) {
        let step = WorkingStep {
            slice: product.slice,
            subtracted: product.subtracted,
            factors: product.factors.into_iter().map(|input| self.place(input)).collect(),
            over: product.over.map(|input| self.place(input)),
            per_hour: product.per_hour,
            hours: Range3::exact(0.0),
        };
        let hours = range_of(|pick| step.hours_with(&self.inputs, &|input| pick(&input.value)));
        self.steps.push(WorkingStep { hours, ..step });
    }

    fn place(&mut self, input: Input) -> usize {
        let same = |each: &Input| each.name == input.name && each.origin == input.origin;
        self.inputs.iter().position(same).unwrap_or_else(|| {
            self.inputs.push(input);
            self.inputs.len() - 1
        })
    }

    /// Whether nothing could be worked out.
    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The line, its hours priced at a rate of the cost model.
    pub(super) fn into_line(mut self, id: &'static str, role: Role, rate: &str) -> Line {
        let reason = self.is_empty().then(|| {
            // What the organisation can give comes before what its exports lack.
            match (&self.reason, self.missing.as_slice()) {
                (Some(reason), []) => reason.clone(),
                (_, missing) => format!("nobody has given {}", missing.join(", ")),
            }
        });
        let rate = match self.given(rate, "money_per_hour") {
            Some(rate) if reason.is_none() => Some(self.place(rate)),
            _ => None,
        };
        if self.books.config.report.currency.is_none() {
            self.ask("report.currency");
        }
        let mut line = Line {
            id,
            kind: LineKind::Time,
            role,
            service: None,
            money: None,
            hours: None,
            inputs: self.inputs,
            steps: self.steps,
            rate,
            missing: self.missing,
            largest_input: None,
            reason,
        };
        line.hours = line
            .reason
            .is_none()
            .then(|| range_of(|pick| line.hours_with(&|input| pick(&input.value))));
        if self.books.config.report.currency.is_some() && rate.is_some() {
            line.money = Some(range_of(|pick| line.money_with(&|input| pick(&input.value))));
        }
        line.largest_input = line.largest_input();
        line
    }
}

impl WorkingStep {
    /// The step's hours, with a number chosen for each input.
    fn hours_with(&self, inputs: &[Input], number: &Choice) -> f64 {
        let product: f64 = self.factors.iter().map(|place| number(&inputs[*place])).product();
        product / self.over.map_or(1.0, |place| number(&inputs[place])) / self.per_hour
    }
}

impl Line {
    /// The hours, with a number chosen for each input.
    pub(super) fn hours_with(&self, number: &Choice) -> f64 {
        self.steps.iter().fold(0.0, |sum, step| {
            let hours = step.hours_with(&self.inputs, number);
            if step.subtracted { sum - hours } else { sum + hours }
        })
    }

    /// The money, with a number chosen for each input; 0 where no rate is given.
    pub(super) fn money_with(&self, number: &Choice) -> f64 {
        let rate = self.rate.map_or(0.0, |place| number(&self.inputs[place]));
        self.hours_with(number) * rate
    }

    /// The input of the cost model whose own range moves the amount most, all others as expected.
    fn largest_input(&self) -> Option<(String, f64, f64)> {
        let amount = |number: &Choice| match self.money {
            Some(_) => self.money_with(number),
            None => self.hours_with(number),
        };
        let mut largest = None;
        let mut widest = 0.0;
        for input in self.inputs.iter().filter(|input| input.is_a_range()) {
            let (low, high) = moved_by(&input.name, amount);
            // The first of equals stands: the order is the formula's.
            if (high - low).abs() > widest {
                widest = (high - low).abs();
                largest = Some((input.name.clone(), low, high));
            }
        }
        largest
    }
}

impl Input {
    /// Whether it is anything but one number.
    pub(super) fn is_a_range(&self) -> bool {
        self.value.low < self.value.high
    }
}

/// An amount at the low and at the high of one input, all others as expected.
pub(super) fn moved_by(name: &str, amount: impl Fn(&Choice) -> f64) -> (f64, f64) {
    let at = |end: fn(&Range3) -> f64| {
        amount(&|input| {
            if input.name == name {
                end(&input.value)
            } else {
                input.value.expected
            }
        })
    };
    (at(|range| range.low), at(|range| range.high))
}

/// An amount with all inputs at their low, as expected, at their high: ranges move together. The ends are put in order, as
/// the difference of two periods may shrink, or change its sign, where an hour costs more.
pub(super) fn range_of(amount: impl Fn(fn(&Range3) -> f64) -> f64) -> Range3 {
    let expected = amount(|range| range.expected);
    let (one, other) = (amount(|range| range.low), amount(|range| range.high));
    Range3 {
        low: expected.min(one).min(other),
        expected,
        high: expected.max(one).max(other),
    }
}
