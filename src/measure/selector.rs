//! The one grammar that names a figure: `tickets.resolution_time[kind=incident,priority=1].median`.
//!
//! ```text
//! selector = id [ "[" dim "=" word { "," dim "=" word } "]" ] [ "." stat ]
//! word     = anything but `,` and `]`, or anything in quotation marks
//! ```

use std::fmt;

use super::{Catalogue, Dim, Focus, Kpi, Slice, Stat, Unit};
use crate::error::Diagnostic;
use crate::nearest::{nearest, suggestion};
use crate::tables::{self, Kind};

/// Which figure is meant; its period is the report's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selector {
    /// The KPI's id.
    pub id: &'static str,
    /// The part of the whole; empty for the total.
    pub slice: Slice,
    /// The statistic; `None` for the only or leading one.
    pub stat: Option<Stat>,
}

type Parsed<T> = Result<T, Box<Diagnostic>>;

impl Selector {
    /// Reads a whole text as a selector; the error names what is nearest.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Parsed<Self> {
        match Self::parse_start(text.trim(), catalogue)? {
            (selector, "") => Ok(selector),
            (_, rest) => Err(unexpected(rest)),
        }
    }

    /// Reads the selector that a text begins with; gives what follows it, too.
    pub fn parse_start<'t>(text: &'t str, catalogue: &Catalogue) -> Parsed<(Self, &'t str)> {
        let (head, rest) = split_name(text);
        let (kpi, stat, slice, rest) = match rest.strip_prefix('[') {
            None => {
                let (kpi, stat) = id_and_stat(head, catalogue)?;
                (kpi, stat, Slice::total(), rest)
            }
            Some(inside) => {
                let kpi = known(head, catalogue)?;
                let (slice, rest) = slice(kpi, inside)?;
                match rest.strip_prefix('.') {
                    None => (kpi, None, slice, rest),
                    Some(rest) => {
                        let (word, rest) = split_name(rest);
                        (kpi, Some(stat(word)?), slice, rest)
                    }
                }
            }
        };
        check_stat(kpi, stat)?;
        let selector = Self {
            id: kpi.id,
            slice,
            stat,
        };
        Ok((selector, rest))
    }

    /// What the figure is counted in.
    pub fn unit(&self, catalogue: &Catalogue) -> Unit {
        let numbers = catalogue.kpi(self.id).map(Kpi::numbers).unwrap_or_default();
        let named = numbers.iter().find(|(stat, _)| *stat == self.stat);
        named.or(numbers.first()).map_or(Unit::Count, |(_, unit)| *unit)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.id, self.slice)?;
        self.stat.map_or(Ok(()), |stat| write!(f, ".{}", stat.name()))
    }
}

/// Splits after letters, digits, `_`, `-` and `.`.
fn split_name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')));
    text.split_at(end.unwrap_or(text.len()))
}

/// An id may be followed by a stat after one more dot.
fn id_and_stat(head: &str, catalogue: &Catalogue) -> Parsed<(&'static Kpi, Option<Stat>)> {
    if let Some(kpi) = catalogue.kpi(head) {
        return Ok((kpi, None));
    }
    match head.rsplit_once('.') {
        // `tickets.resolution_tme.median`: it is the id that is wrong.
        Some((id, last)) if catalogue.kpi(id).is_some() || Stat::named(last).is_some() => {
            Ok((known(id, catalogue)?, Some(stat(last)?)))
        }
        _ => Err(known(head, catalogue).err().unwrap_or_else(|| unexpected(head))),
    }
}

fn known(id: &str, catalogue: &Catalogue) -> Parsed<&'static Kpi> {
    catalogue.kpi(id).ok_or_else(|| Box::new(unknown_kpi(id, catalogue)))
}

/// That there is no KPI of an id, and which is nearest.
pub fn unknown_kpi(id: &str, catalogue: &Catalogue) -> Diagnostic {
    if catalogue.withholds(id) {
        let message = format!("`{id}` is never in a report to these readers");
        let help = "take it out, or make a report of its own for those who may see it: [audience] name = \"it\"";
        return Diagnostic::new("not-for-this-audience", message).help(help);
    }
    let help = nearest(id, catalogue.iter().map(|kpi| kpi.id)).map_or_else(
        || "`boardpack explain` lists every KPI".to_owned(),
        |name| format!("did you mean `{name}`?"),
    );
    Diagnostic::new("unknown-kpi", format!("`{id}` is no KPI")).help(help)
}

fn stat(word: &str) -> Parsed<Stat> {
    Stat::named(word).ok_or_else(|| unknown("statistic", word, Stat::ALL.iter().map(|stat| stat.name())))
}

/// A statistic may be left out only where there is one, or one that leads.
fn check_stat(kpi: &Kpi, stat: Option<Stat>) -> Parsed<()> {
    let numbers = kpi.numbers();
    let is_there = numbers.iter().any(|(each, _)| *each == stat);
    if is_there || (stat.is_none() && numbers.len() <= 1) {
        return Ok(());
    }
    let named = numbers
        .iter()
        .filter_map(|(stat, _)| *stat)
        .map(|stat| format!("`.{}`", stat.name()));
    let named = named.collect::<Vec<_>>().join(", ");
    let (message, help) = match stat {
        None => (
            format!("`{}` is several numbers", kpi.id),
            format!("end it with one of {named}"),
        ),
        Some(stat) if named.is_empty() => (
            format!("`{}` has no statistic `{}`", kpi.id, stat.name()),
            "it is one number: leave the statistic out".to_owned(),
        ),
        Some(stat) => (
            format!("`{}` has no statistic `{}`", kpi.id, stat.name()),
            format!("it has {named}"),
        ),
    };
    Err(Box::new(Diagnostic::new("wrong-statistic", message).help(help)))
}

/// Reads up to and with the closing bracket; puts the dimensions in their order.
fn slice<'t>(kpi: &Kpi, mut text: &'t str) -> Parsed<(Slice, &'t str)> {
    let mut parts: Vec<(Dim, String)> = Vec::new();
    loop {
        let (name, rest) = split_name(text.trim_start());
        let dim = dimension(kpi, name)?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix('=').ok_or_else(|| unexpected(rest))?;
        let (word, rest) = word(rest.trim_start())?;
        check_word(dim, word)?;
        if parts.iter().any(|(each, _)| *each == dim) {
            let message = format!("`{}` stands twice in one slice", dim.name());
            return Err(Box::new(Diagnostic::new("wrong-slice", message)));
        }
        parts.push((dim, word.to_owned()));
        let rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix(']') {
            parts.sort();
            return Ok((Slice(parts), rest));
        }
        text = rest.strip_prefix(',').ok_or_else(|| unexpected(rest))?;
    }
}

fn dimension(kpi: &Kpi, name: &str) -> Parsed<Dim> {
    let mut dims: Vec<Dim> = kpi.series.iter().copied().flatten().chain(kpi.by).copied().collect();
    dims.extend(kpi.within);
    dims.sort();
    dims.dedup();
    let names = dims.iter().map(|dim| dim.name());
    match Dim::named(name) {
        Some(dim) if dims.contains(&dim) => Ok(dim),
        Some(_) => {
            let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
            let help = match names.is_empty() {
                true => "leave the slice out".to_owned(),
                false => format!("it is sliced by {}", names.join(", ")),
            };
            let message = format!("`{}` is not sliced by `{name}`", kpi.id);
            Err(Box::new(Diagnostic::new("wrong-slice", message).help(help)))
        }
        None => Err(unknown("dimension", name, names)),
    }
}

/// A word, in quotation marks where it holds a comma or a bracket.
fn word(text: &str) -> Parsed<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (word, rest) = match quote {
        Some(quote) => text[1..].split_once(quote).ok_or_else(|| unexpected(text))?,
        None => {
            let end = text.find([',', ']']).ok_or_else(|| unexpected(""))?;
            (text[..end].trim_end(), &text[end..])
        }
    };
    if word.is_empty() {
        return Err(unexpected(rest));
    }
    Ok((word, rest))
}

/// Words of a fixed list are checked; the organisation's own cannot be.
fn check_word(dim: Dim, word: &str) -> Parsed<()> {
    let known = match dim {
        Dim::Kind => choices("tickets", dim).to_vec(),
        Dim::Type | Dim::Risk => choices("changes", dim).to_vec(),
        Dim::Priority => vec!["1", "2", "3", "4", "5"],
        Dim::Focus => Focus::ALL.iter().map(|focus| focus.name()).collect(),
        _ => return Ok(()),
    };
    if known.is_empty() || known.contains(&word) {
        return Ok(());
    }
    Err(unknown(dim.name(), word, known.iter().copied()))
}

/// The fixed list of words of a dimension's column.
fn choices(table: &str, dim: Dim) -> &'static [&'static str] {
    match tables::table(table)
        .and_then(|table| table.column(dim.name()))
        .map(|column| column.kind)
    {
        Some(Kind::Choice(words)) => words,
        _ => &[],
    }
}

fn unknown<'k>(what: &str, written: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Box<Diagnostic> {
    let mut unknown = Diagnostic::new("unknown-name", format!("`{written}` is no {what}"));
    unknown.help = suggestion(written, known);
    Box::new(unknown)
}

fn unexpected(rest: &str) -> Box<Diagnostic> {
    let message = match rest {
        "" => "the selector ends too early".to_owned(),
        rest => format!("`{rest}` does not belong in a selector"),
    };
    let help =
        "a selector is `id[dimension=word,…].statistic`, such as `tickets.resolution_time[kind=incident].median`";
    Box::new(Diagnostic::new("wrong-selector", message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Selector {
        Selector::parse(text, &Catalogue::default()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn refused(text: &str) -> String {
        let error = Selector::parse(text, &Catalogue::default()).expect_err(text);
        format!("{} | {}", error.message, error.help.unwrap_or_default())
    }

    #[test]
    fn a_selector_reads_and_writes_the_same() {
        for text in [
            "change.success_rate",
            "tickets.resolution_time[kind=incident,priority=1].median",
            "tickets.opened[service=Order entry]",
            "tickets.resolution_time.p90",
        ] {
            assert_eq!(parse(text).to_string(), text);
        }
    }

    #[test]
    fn dimensions_are_put_in_their_order_and_spaces_do_not_matter() {
        let selector = parse(" tickets.resolution_time[ priority = 1 , kind = incident ].median ");
        assert_eq!(selector.slice, parse("tickets.opened[kind=incident,priority=1]").slice);
        assert_eq!(selector.stat, Some(Stat::Median));
    }

    #[test]
    fn a_word_in_quotation_marks_may_hold_what_ends_one() {
        let selector = parse("tickets.opened[service='Orders, EU [old]']");
        assert_eq!(selector.slice.get(Dim::Service), Some("Orders, EU [old]"));
    }

    #[test]
    fn what_follows_a_selector_is_given_back() {
        let (selector, rest) =
            Selector::parse_start("change.success_rate >= 0.9", &Catalogue::default()).expect("a selector");
        assert_eq!((selector.id, rest), ("change.success_rate", " >= 0.9"));
    }

    #[test]
    fn a_statistic_has_its_own_unit() {
        assert_eq!(
            parse("tickets.resolution_time.median").unit(&Catalogue::default()),
            Unit::Seconds
        );
        assert_eq!(
            parse("tickets.response_time.unanswered").unit(&Catalogue::default()),
            Unit::Count
        );
        assert_eq!(parse("change.success_rate").unit(&Catalogue::default()), Unit::Ratio);
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_nearest() {
        let cases = [
            (
                "change.succes_rate",
                "`change.succes_rate` is no KPI | did you mean `change.success_rate`?",
            ),
            (
                "success_rate",
                "`success_rate` is no KPI | did you mean `change.success_rate`?",
            ),
            (
                "tickets.resolution_tme.median",
                "`tickets.resolution_tme` is no KPI | did you mean `tickets.resolution_time`?",
            ),
            (
                "tickets.resolution_time.medain",
                "`medain` is no statistic | did you mean `median`?",
            ),
            (
                "tickets.opened[knd=incident]",
                "`knd` is no dimension | did you mean `kind`?",
            ),
            (
                "tickets.opened[kind=incidnt]",
                "`incidnt` is no kind | did you mean `incident`?",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(refused(text), expected);
        }
        assert!(
            refused("change.success_rate[kind=incident]").starts_with("`change.success_rate` is not sliced by `kind`")
        );
        assert!(refused("tickets.opened[kind=incident").starts_with("the selector ends too early"));
        assert!(refused("tickets.opened[kind=incident,kind=request]").contains("twice"));
        assert_eq!(
            refused("tickets.resolution_time[kind=incident]"),
            "`tickets.resolution_time` is several numbers | end it with one of `.median`, `.p90`, `.mean`, `.open_age`"
        );
        assert_eq!(
            refused("change.success_rate.median"),
            "`change.success_rate` has no statistic `median` | it is one number: leave the statistic out"
        );
        assert!(refused("tickets.opened[priority=6]").contains("`6` is no priority"));
    }

    #[test]
    fn every_number_of_every_kpi_can_be_named() {
        for kpi in Catalogue::built_in() {
            for (stat, unit) in kpi.numbers() {
                let selector = Selector {
                    id: kpi.id,
                    slice: Slice::total(),
                    stat,
                };
                assert_eq!(parse(&selector.to_string()), selector);
                assert_eq!(selector.unit(&Catalogue::default()), unit, "{selector}");
            }
        }
    }

    #[test]
    fn no_text_whatever_makes_it_panic() {
        for text in [
            "",
            "[",
            "]",
            "a[",
            "a[b",
            "a.b.",
            "tickets.opened[",
            "tickets.opened[kind",
            "tickets.opened[kind=",
            "tickets.opened[kind='",
            "tickets.opened[]",
            "tickets.opened[kind=]",
            "tickets.opened]",
            "тикеты.opened[й=й]",
            "tickets.opened[kind=incident].",
            ".",
        ] {
            assert!(Selector::parse(text, &Catalogue::default()).is_err(), "{text}");
        }
    }
}
