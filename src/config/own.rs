//! `[[kpi]]`: the organisation's own KPIs, the same declaration as the built-in ones, as data.

use super::Audience;
use super::reader::{Section, Value};
use super::source;
use crate::error::Diagnostic;
use crate::measure::{
    Basis, Better, Bottom, Catalogue, Dim, Duration, Focus, FrameName, Interval, Kpi, Layer, Measure, Path, Pred, Rows,
    Unit,
};
use crate::tables::{ColumnSpec, Kind, TableSpec};

/// An own KPI: its declaration, and the columns that its rows are told by.
#[derive(Debug, Clone)]
pub struct OwnKpi {
    /// The declaration, of the same type as the built-in ones.
    pub kpi: &'static Kpi,
    /// The table whose rows it measures.
    pub table: &'static TableSpec,
    /// What it is called.
    pub title: String,
    /// What it answers; may be empty.
    pub question: String,
    /// The time that decides the period, as written.
    pub at: &'static str,
    /// Which rows count at all.
    pub cohort: Vec<Condition>,
    /// Which of them are the part, for a ratio.
    pub part: Vec<Condition>,
    /// What is added up, averaged or spread.
    pub of: Option<Measured>,
    /// The columns that enrich adds for it.
    pub marks: Marks,
}

/// What an own KPI measures of a row.
#[derive(Debug, Clone, Copy)]
pub enum Measured {
    /// A column.
    Column(&'static ColumnSpec),
    /// The time from one to another.
    Between(&'static ColumnSpec, &'static ColumnSpec),
}

/// The names of the columns that enrich adds for an own KPI.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// Whether a row is in the cohort.
    pub cohort: &'static str,
    /// Whether it is the part; unknown where a cell that would tell is empty.
    pub part: &'static str,
    /// What is measured of it.
    pub value: &'static str,
}

/// What must hold of a column.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Which.
    pub column: &'static ColumnSpec,
    /// What its cells may be.
    pub allowed: Allowed,
}

/// What cells may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Allowed {
    /// One of these words.
    Words(Vec<String>),
    /// None of these words, and not empty.
    OtherWords(Vec<String>),
    /// One of these numbers, in the column's own unit.
    Numbers(Vec<f64>),
    /// In a range, its ends among it, in the column's own unit.
    Range(Option<f64>, Option<f64>),
    /// True, or false.
    Flag(bool),
    /// Something, or nothing.
    Filled(bool),
}

/// How the columns that enrich adds begin: no column of a table does.
pub const OWN: &str = "own ";

/// How an own KPI is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Count,
    Ratio,
    Sum,
    Mean,
    Spread,
}

const SHAPES: &[(&str, Shape)] = &[
    ("count", Shape::Count),
    ("ratio", Shape::Ratio),
    ("sum", Shape::Sum),
    ("mean", Shape::Mean),
    ("spread", Shape::Spread),
];

impl Shape {
    /// Whether it reads a key that not all of them do.
    fn reads(self, key: &str) -> bool {
        match key {
            "part" => self == Self::Ratio,
            "of" => matches!(self, Self::Sum | Self::Mean | Self::Spread),
            _ => self == Self::Spread,
        }
    }
}

impl OwnKpi {
    /// The columns that its rows are told by and that it measures.
    fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        let told_by = self.cohort.iter().chain(&self.part).map(|condition| condition.column);
        let measured = match self.of {
            None => [None; 2],
            Some(Measured::Column(column)) => [Some(column), None],
            Some(Measured::Between(from, until)) => [Some(from), Some(until)],
        };
        let named = told_by.chain(measured.into_iter().flatten());
        named.map(|column| column.name).chain([self.at])
    }
}

/// The ids of those that an audience does not see, for what they read.
pub fn withheld(own: &[OwnKpi], audience: Audience) -> Vec<&'static str> {
    let sees = |own: &&OwnKpi| {
        let mut columns = own.columns();
        audience.sees_table(own.table.name) && columns.all(|column| audience.sees_column(own.table.name, column))
    };
    own.iter().filter(|own| !sees(own)).map(|own| own.kpi.id).collect()
}

/// Reads each `[[kpi]]`.
pub fn kpis(whole: &mut Section<'_>) -> Vec<OwnKpi> {
    let mut own: Vec<OwnKpi> = Vec::new();
    let read = |section: &mut Section<'_>| {
        let id = section.required("id", "name it like the built-in ones: id = \"vip.tickets\"");
        let id = id.and_then(|value| id_of(&value, &own));
        own.extend(kpi(section, id));
    };
    whole.sections("kpi", read);
    own
}

/// A family and a name, that no other KPI has.
fn id_of<'a>(value: &Value<'a>, before: &[OwnKpi]) -> Option<&'a str> {
    let id = value.text()?;
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if !id
        .split_once('.')
        .is_some_and(|(family, name)| is_name(family) && is_name(name))
    {
        let help = "write a family and a name in small letters, digits and `_`: id = \"vip.tickets\"";
        value.refuse_value("is no id", help);
        return None;
    }
    let is_taken = Catalogue::default().kpi(id).is_some() || before.iter().any(|own| own.kpi.id == id);
    if is_taken {
        let taken = Diagnostic::new("duplicate", format!("there is a KPI `{id}` already"));
        value.refuse(taken.help("choose another id; `boardpack explain` lists the built-in ones"));
        return None;
    }
    Some(id)
}

fn kpi(section: &mut Section<'_>, id: Option<&str>) -> Option<OwnKpi> {
    let title = section.required(
        "title",
        "write what tables and charts call it: title = \"Tickets from VIPs\"",
    );
    let title = title.and_then(|value| value.text().map(str::to_owned));
    let question = section
        .value("question")
        .and_then(|value| value.text().map(str::to_owned));
    let table = section
        .required("table", "name the table whose rows it counts: table = \"tickets\"")
        .and_then(|value| source::table_named(&value));
    let shape = section
        .required("measure", "write how it is worked out: measure = \"ratio\"")
        .and_then(|value| value.choice("measure", SHAPES));
    let at = section.required("at", "name the time that decides the period: at = \"opened_at\"");
    let better = choice(section, "better", Better::ALL.iter().map(|each| (each.name(), *each)));
    let focus = choice(section, "focus", Focus::ALL.iter().map(|each| (each.name(), *each)));
    let layer = choice(section, "layer", Layer::ALL.iter().map(|each| (each.name(), *each)));
    let qualities = section
        .value("qualities")
        .map(|value| qualities(&value))
        .unwrap_or_default();
    let by_value = section.value("by");
    let where_value = section.value("where");
    let part_value = section.value("part");
    let of_value = section.value("of");
    let (from_value, until_value) = (section.value("from"), section.value("until"));
    let (table, shape) = (table?, shape?);
    for (key, value) in [
        ("part", &part_value),
        ("of", &of_value),
        ("from", &from_value),
        ("until", &until_value),
    ] {
        if let Some(value) = value.as_ref().filter(|_| !shape.reads(key)) {
            refuse_unread(value, key, shape);
        }
    }
    let is_half = from_value.is_some() != until_value.is_some();
    if shape == Shape::Spread {
        refuse_half(&of_value, &from_value, &until_value);
    }

    let at = at.and_then(|value| time_column(&value, table));
    let by = by_value.map(|value| dims(&value, table)).unwrap_or_default();
    let cohort = where_value.map(|value| conditions(&value, table)).unwrap_or_default();
    let part = part_value
        .as_ref()
        .map(|value| conditions(value, table))
        .unwrap_or_default();
    let between = from_value.zip(until_value).and_then(|(from, until)| {
        Some(Measured::Between(
            time_column(&from, table)?,
            time_column(&until, table)?,
        ))
    });
    let column = of_value
        .as_ref()
        .and_then(|value| column_of(value, table))
        .map(Measured::Column);
    let of = between.or(column);
    match shape {
        Shape::Ratio if part_value.is_none() => {
            refuse(
                section,
                "a ratio needs its part",
                "write which of the rows are meant: part = { persona = \"VIP\" }",
            );
            return None;
        }
        Shape::Sum | Shape::Mean if !of.is_some_and(is_summable) => {
            let help = "name a column of numbers, durations or money: of = \"effort_minutes\"";
            refuse(section, "a sum or a mean needs a column that can be added up", help);
            return None;
        }
        // What is missing has been said.
        Shape::Spread if is_half => return None,
        Shape::Spread if !of.is_some_and(is_duration) => {
            let help = "write from = \"opened_at\" and until = \"responded_at\", or of = a column of durations";
            refuse(section, "a spread needs a duration", help);
            return None;
        }
        _ => {}
    }
    let (id, at, title) = (id?, at?, title?);
    let marks = Marks {
        cohort: leak(&format!("{OWN}{id} cohort")),
        part: leak(&format!("{OWN}{id} part")),
        value: leak(&format!("{OWN}{id} value")),
    };
    let declared = Declared {
        id,
        table,
        shape,
        at,
        by,
        better: better.unwrap_or(Better::Neither),
        focus: focus.unwrap_or(Focus::It),
        layer: layer.unwrap_or(Layer::Foundational),
        qualities,
        cohort: &cohort,
        part: &part,
        of,
        marks,
    };
    Some(OwnKpi {
        kpi: declared.kpi(),
        table,
        title,
        question: question.unwrap_or_default(),
        at: at.name,
        cohort,
        part,
        of,
        marks,
    })
}

/// A key that the measure does not read would be believed to count.
fn refuse_unread(value: &Value<'_>, key: &str, shape: Shape) {
    let reading = SHAPES.iter().filter(|(_, shape)| shape.reads(key));
    let reading: Vec<String> = reading.map(|(name, _)| format!("measure = \"{name}\"")).collect();
    let name = SHAPES
        .iter()
        .find(|(_, each)| *each == shape)
        .map_or("", |(name, _)| *name);
    let message = format!("`{key}` says nothing of a {name}");
    let help = format!("leave it out, or write {}", reading.join(" or "));
    value.refuse(Diagnostic::new("unused-key", message).help(help));
}

/// A spread is of a column, or of the time from one to another.
fn refuse_half(of: &Option<Value<'_>>, from: &Option<Value<'_>>, until: &Option<Value<'_>>) {
    match (of, from, until) {
        (Some(of), Some(_), _) | (Some(of), _, Some(_)) => {
            let message = "`of` is one duration, and `from` and `until` are another";
            of.refuse(Diagnostic::new("unused-key", message).help("leave `of` out, or the two others"));
        }
        (None, Some(from), None) => {
            let help = "name the time that it ends with: until = \"resolved_at\"";
            from.refuse(Diagnostic::new("missing-key", "`from` has no `until`").help(help));
        }
        (None, None, Some(until)) => {
            let help = "name the time that it begins with: from = \"opened_at\"";
            until.refuse(Diagnostic::new("missing-key", "`until` has no `from`").help(help));
        }
        _ => {}
    }
}

fn refuse(section: &Section<'_>, message: &str, help: &str) {
    section.refuse(Diagnostic::new("missing-key", message).help(help));
}

fn choice<T: Copy>(
    section: &mut Section<'_>,
    key: &'static str,
    all: impl Iterator<Item = (&'static str, T)>,
) -> Option<T> {
    let all: Vec<(&'static str, T)> = all.collect();
    section.value(key).and_then(|value| value.choice(key, &all))
}

fn qualities(value: &Value<'_>) -> Vec<u8> {
    let each = value.list().unwrap_or_default();
    each.iter()
        .filter_map(|value| value.whole(1..=13))
        .map(|quality| quality as u8)
        .collect()
}

/// A kept column of the table; persons are counted and nothing else.
fn column_of(value: &Value<'_>, table: &'static TableSpec) -> Option<&'static ColumnSpec> {
    let name = value.text()?;
    known(name, table, |diagnostic| value.refuse(diagnostic))
}

fn known(name: &str, table: &'static TableSpec, refuse: impl FnOnce(Diagnostic)) -> Option<&'static ColumnSpec> {
    let unknown = |message: String, help: Option<String>| {
        let mut diagnostic = Diagnostic::new("unknown-column", message);
        diagnostic.help = help;
        diagnostic
    };
    match table.column(name) {
        Some(ColumnSpec { kind: Kind::Person, .. }) => {
            let message = format!("`{name}` names persons, and no figure may single one out");
            let help = "persons are counted, never filtered or sliced by; take a group or a role";
            refuse(unknown(message, Some(help.to_owned())));
            None
        }
        Some(column) if column.is_kept() => Some(column),
        Some(_) => {
            let message = format!("`{name}` is read for the ledger alone, and nothing is measured by it");
            refuse(unknown(message, None));
            None
        }
        None => {
            let columns = table
                .columns
                .iter()
                .filter(|column| column.is_kept() && column.kind != Kind::Person);
            let help = crate::nearest::suggestion(name, columns.map(|column| column.name));
            refuse(unknown(format!("`{}` has no column `{name}`", table.name), help));
            None
        }
    }
}

fn time_column(value: &Value<'_>, table: &'static TableSpec) -> Option<&'static ColumnSpec> {
    let column = column_of(value, table)?;
    if !matches!(column.kind, Kind::Time(_)) {
        value.refuse_value("is no time", "name a column of times, such as `opened_at`");
        return None;
    }
    Some(column)
}

/// What it is sliced by in the report's period.
fn dims(value: &Value<'_>, table: &'static TableSpec) -> Vec<Dim> {
    let each = value.list().unwrap_or_default();
    let dim = |value: &Value<'_>| {
        let column = column_of(value, table)?;
        let dim = Dim::named(column.name);
        if dim.is_none() {
            refuse_dim(value, column.name, table);
        }
        dim
    };
    let mut dims: Vec<Dim> = each.iter().filter_map(dim).collect();
    dims.sort_unstable();
    dims.dedup();
    dims
}

/// Names what the table can be sliced by: the columns are more than that.
fn refuse_dim(value: &Value<'_>, written: &str, table: &TableSpec) {
    let usable = Dim::ALL.iter().map(|dim| dim.name());
    let usable: Vec<String> = usable
        .filter(|name| table.column(name).is_some())
        .map(|name| format!("`{name}`"))
        .collect();
    let help = match usable.as_slice() {
        [] => format!("{} are sliced by nothing: leave `by` out", table.name),
        _ => format!("{} can be sliced by {}", table.name, usable.join(", ")),
    };
    let unusable = Diagnostic::new("unknown-name", format!("`{written}` is no dimension"));
    value.refuse(unusable.help(help));
}

/// `{ persona = "VIP", priority = [1, 2], users_affected = { least = 10 }, major = true }`: all of them must hold.
fn conditions(value: &Value<'_>, table: &'static TableSpec) -> Vec<Condition> {
    let read = |section: &mut Section<'_>| {
        let pairs = section.pairs();
        let condition = |(key, value): &(super::reader::Key<'_>, Value<'_>)| {
            let column = known(key.text, table, |diagnostic| key.refuse(diagnostic))?;
            let allowed = allowed(value, column)?;
            let condition = Condition { column, allowed };
            if condition.is_of_team(table) {
                let message =
                    "the team's own survey asks the same few again and again, and no figure may single one out";
                let help = "leave it out: `team.wellbeing` tells what the team says";
                value.refuse(Diagnostic::new("too-few-persons", message).help(help));
                return None;
            }
            Some(condition)
        };
        if pairs.is_empty() {
            value.refuse_value("asks for nothing", "name one column at least: { persona = \"VIP\" }");
        }
        pairs.iter().filter_map(condition).collect()
    };
    value.as_section(read).unwrap_or_else(|| {
        value.refuse_type("columns and what they may be, in braces");
        Vec::new()
    })
}

impl Condition {
    /// Whether it picks answers to the team's own survey.
    fn is_of_team(&self, table: &TableSpec) -> bool {
        let picks = |words: &[String]| words.iter().any(|word| word == "team");
        let is_instrument = (table.name, self.column.name) == ("surveys", "instrument");
        is_instrument && matches!(&self.allowed, Allowed::Words(words) if picks(words))
    }
}

fn allowed(value: &Value<'_>, column: &'static ColumnSpec) -> Option<Allowed> {
    match column.kind {
        Kind::Word => words(value, None),
        Kind::Choice(known) => words(value, Some(known)),
        Kind::Flag => value.flag().map(Allowed::Flag),
        Kind::Number { .. }
        | Kind::Minutes
        | Kind::Hours
        | Kind::Seconds
        | Kind::Amount
        | Kind::Score
        | Kind::Quantity
        | Kind::Share => numbers(value),
        Kind::Id | Kind::Reference | Kind::Items | Kind::Time(_) => filled(value),
        Kind::Person | Kind::Text => None,
    }
}

fn filled(value: &Value<'_>) -> Option<Allowed> {
    match value.as_flag() {
        Some(filled) => Some(Allowed::Filled(filled)),
        None => {
            value.refuse_value("can be filled or empty, and is never compared", "write true or false");
            None
        }
    }
}

fn words(value: &Value<'_>, known: Option<&'static [&'static str]>) -> Option<Allowed> {
    if let Some(filled) = value.as_flag() {
        return Some(Allowed::Filled(filled));
    }
    let other = value.as_section(|section| section.required("not", "write { not = [\"…\"] }"));
    let (words, wrap): (_, fn(Vec<String>) -> Allowed) = match &other {
        Some(others) => (source::one_or_several(others.as_ref()?)?, Allowed::OtherWords),
        None => (source::one_or_several(value)?, Allowed::Words),
    };
    if let Some(known) = known
        && let Some(unknown) = words.iter().find(|word| !known.contains(&word.as_str()))
    {
        value.refuse_name("word of this column", unknown, known.iter().copied());
        return None;
    }
    Some(wrap(words))
}

fn numbers(value: &Value<'_>) -> Option<Allowed> {
    if let Some(number) = value.as_number() {
        return Some(Allowed::Numbers(vec![number]));
    }
    if let Some(filled) = value.as_flag() {
        return Some(Allowed::Filled(filled));
    }
    let range = value.as_section(|section| {
        let end = |section: &mut Section<'_>, key| section.value(key).and_then(|value| value.number());
        (end(section, "least"), end(section, "most"))
    });
    match range {
        Some((None, None)) => {
            value.refuse_value("has no end", "write { least = 10 }, { most = 100 } or both");
            None
        }
        Some((Some(least), Some(most))) if least > most => {
            value.refuse_value("ends before it begins", "write the smaller number as `least`");
            None
        }
        Some((least, most)) => Some(Allowed::Range(least, most)),
        None => {
            let numbers = value.list()?.iter().map(Value::number).collect::<Option<Vec<f64>>>()?;
            if numbers.is_empty() {
                value.refuse_value("is an empty list", "name one number at least, or leave the key out");
                return None;
            }
            Some(Allowed::Numbers(numbers))
        }
    }
}

fn is_summable(of: Measured) -> bool {
    let Measured::Column(column) = of else { return false };
    matches!(
        column.kind,
        Kind::Number { .. } | Kind::Minutes | Kind::Hours | Kind::Seconds | Kind::Amount | Kind::Score
    )
}

fn is_duration(of: Measured) -> bool {
    match of {
        Measured::Between(..) => true,
        Measured::Column(column) => matches!(column.kind, Kind::Minutes | Kind::Hours | Kind::Seconds),
    }
}

/// A declaration as it was written.
struct Declared<'a> {
    id: &'a str,
    table: &'static TableSpec,
    shape: Shape,
    at: &'static ColumnSpec,
    by: Vec<Dim>,
    better: Better,
    focus: Focus,
    layer: Layer,
    qualities: Vec<u8>,
    cohort: &'a [Condition],
    part: &'a [Condition],
    of: Option<Measured>,
    marks: Marks,
}

impl Declared<'_> {
    /// The same as a declaration of the built-in kind, which lives as long as the program: a config is read once.
    fn kpi(self) -> &'static Kpi {
        let needs = self.needs();
        let measure = self.measure();
        let unit = measure.unit();
        let person = self.person();
        // A row of a survey is a person.
        let is_of_persons = self.table.name == "surveys" || person.is_some();
        let counted = measure.sums().last().map(|sum| sum.rows);
        let counted = counted.or(measure.spread().map(|(rows, _)| rows));
        // Incidents and requests are never blended in a time.
        let by_kind = self.shape == Shape::Spread
            && self.table.name == "tickets"
            && !self.cohort.iter().any(|condition| condition.column.name == "kind");
        Box::leak(Box::new(Kpi {
            id: leak(self.id),
            unit,
            better: self.better,
            focus: self.focus,
            layer: self.layer,
            qualities: Vec::leak(self.qualities),
            series: if by_kind { &[&[Dim::Kind]] } else { &[&[]] },
            within: if by_kind { &[Dim::Kind] } else { &[] },
            by: Vec::leak(self.by),
            interval: match self.shape {
                Shape::Ratio => Interval::Wilson,
                _ => Interval::None,
            },
            persons: counted.filter(|_| is_of_persons).map(|rows| rows.count()),
            person,
            paths: Vec::leak(vec![Path {
                basis: Basis::Derived,
                needs,
                measures: Vec::leak(vec![(None, measure)]),
                ..Path::BASE
            }]),
            ..Kpi::BASE
        }))
    }

    /// The column of those whose doings it measures: what they booked and learnt, and how long their tickets took them.
    fn person(&self) -> Option<&'static str> {
        let is_effort = matches!(self.of, Some(Measured::Column(column)) if column.name == "effort_minutes");
        match self.table.name {
            "worklog" | "training" => Some("person"),
            "tickets" | "changes" if is_effort => Some("assignee"),
            _ => None,
        }
    }

    /// The rows that it measures, by the time as frames have it: where no resolution is recorded, the close stands in.
    fn rows(&self) -> Rows {
        let at = match (self.table.name, self.at.name) {
            ("tickets", "resolved_at") | ("changes", "ended_at") => "ended",
            (_, name) => name,
        };
        let rows = Rows::of(FrameName::of_table(self.table.name), at);
        // Of surveys those of the team are left out.
        match self.cohort {
            [] if self.table.name != "surveys" => rows,
            _ => rows.keep(Pred::Is(self.marks.cohort)),
        }
    }

    fn measure(&self) -> Measure {
        let rows = self.rows();
        let value = self.marks.value;
        let known: &'static [(&'static str, &'static str)] = Vec::leak(vec![(value, "not recorded")]);
        match (self.shape, self.of) {
            (Shape::Ratio, _) => Measure::Ratio {
                part: Pred::Is(self.marks.part),
                whole: rows.known(Vec::leak(vec![(self.marks.part, "not recorded")])).count(),
            },
            (Shape::Sum, Some(Measured::Column(column))) => Measure::Amount {
                plus: Vec::leak(vec![rows.known(known).sum(value)]),
                minus: &[],
                unit: match column.kind {
                    Kind::Minutes | Kind::Hours | Kind::Seconds => Unit::Hours,
                    Kind::Amount => Unit::Money,
                    _ => Unit::Count,
                },
            },
            (Shape::Mean, Some(Measured::Column(column))) => Measure::Rate {
                top: rows.sum(value),
                bottom: Bottom::Sum(rows.known(known).count()),
                per: match column.kind {
                    Kind::Score | Kind::Amount => 0.01,
                    Kind::Minutes | Kind::Hours | Kind::Seconds => 1.0 / 60.0,
                    _ => 1.0,
                },
                unit: match column.kind {
                    Kind::Score => Unit::Score,
                    Kind::Amount => Unit::Money,
                    Kind::Minutes | Kind::Hours | Kind::Seconds => Unit::Hours,
                    _ => Unit::Rate,
                },
            },
            (Shape::Spread, _) => Measure::Spread {
                rows,
                value: Duration {
                    wall: value,
                    service: None,
                },
            },
            _ => Measure::count(Vec::leak(vec![rows.count()])),
        }
    }

    /// Every column that must be there.
    fn needs(&self) -> &'static [(&'static str, &'static str)] {
        let mut columns = vec![self.at.name];
        columns.extend(
            self.cohort
                .iter()
                .chain(self.part)
                .map(|condition| condition.column.name),
        );
        columns.extend(self.of.into_iter().flat_map(|of| match of {
            Measured::Column(column) => vec![column.name],
            Measured::Between(from, until) => vec![from.name, until.name],
        }));
        columns.sort_unstable();
        columns.dedup();
        Vec::leak(columns.into_iter().map(|column| (self.table.name, column)).collect())
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
