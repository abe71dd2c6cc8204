//! One cell → one value: what counts as missing, numbers with their marks, durations, yes and no.

use std::borrow::Cow;

/// What every tool's exports write for "nothing". `None` is not among them: it is a value where people choose it from a list.
const MISSING: &[&[u8]] = &[
    b"?",
    b"-",
    b"NULL",
    b"null",
    b"n/a",
    b"N/A",
    b"NA",
    b"#N/B",
    b"#N/A",
    b"#MULTIVALUE",
    b"UNKNOWN",
    b"TBD",
];

/// The cell without white space (and no-break spaces) around it.
pub(super) fn trim(cell: &[u8]) -> &[u8] {
    const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
    let mut cell = cell.trim_ascii();
    while let Some(rest) = cell.strip_prefix(NO_BREAK_SPACE) {
        cell = rest.trim_ascii_start();
    }
    while let Some(rest) = cell.strip_suffix(NO_BREAK_SPACE) {
        cell = rest.trim_ascii_end();
    }
    cell
}

/// Whether a trimmed cell says that there is no value.
pub(super) fn is_missing(cell: &[u8]) -> bool {
    may_be_missing(cell) && (cell.is_empty() || MISSING.contains(&cell))
}

/// The same for a time, number or flag, where `None` and any spelling of the words can be nothing else.
pub(super) fn is_missing_value(cell: &[u8]) -> bool {
    may_be_missing(cell)
        && (cell.is_empty()
            || cell.eq_ignore_ascii_case(b"none")
            || MISSING.iter().any(|word| word.eq_ignore_ascii_case(cell)))
}

/// Looks at length and first letter, which is all that most cells need.
fn may_be_missing(cell: &[u8]) -> bool {
    cell.len() <= 11
        && matches!(
            cell.first(),
            None | Some(b'?' | b'-' | b'#' | b'N' | b'n' | b'U' | b'u' | b'T' | b't')
        )
}

/// The text of a cell: UTF-8, or Windows-1252 where it is not.
pub(super) fn text(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0,
    }
}

/// A number that is not negative, in thousandths, read with the marks of its cell. `None` is what cannot be one: signs, units,
/// groups that are not of three digits (a spreadsheet destroyed those).
pub(super) fn thousandths(cell: &[u8], decimal: Option<u8>) -> Option<u64> {
    let (whole, fraction) = split_decimal(cell, decimal);
    let whole = grouped(whole, decimal)?;
    let mut thousandths = 0;
    for place in 0..3 {
        let digit = fraction.get(place).map_or(0, |digit| digit - b'0');
        thousandths = thousandths * 10 + u64::from(digit);
    }
    whole.checked_mul(1000)?.checked_add(thousandths)
}

/// The part before and the digits after the decimal mark. Without one in the config it is the last mark, unless what follows
/// could be a group of thousands.
fn split_decimal(cell: &[u8], decimal: Option<u8>) -> (&[u8], &[u8]) {
    let Some(at) = cell.iter().rposition(|byte| matches!(byte, b'.' | b',')) else {
        return (cell, &[]);
    };
    let (whole, fraction) = (&cell[..at], &cell[at + 1..]);
    let mark = cell[at];
    let is_decimal = match decimal {
        Some(decimal) => mark == decimal,
        None => !whole.contains(&mark) && (mark == b'.' || fraction.len() != 3),
    };
    if is_decimal && fraction.iter().all(u8::is_ascii_digit) && !fraction.is_empty() {
        (whole, fraction)
    } else {
        (cell, &[])
    }
}

/// Digits, alone or in groups of three.
fn grouped(whole: &[u8], decimal: Option<u8>) -> Option<u64> {
    let text = text(whole);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let is_mark =
        |mark: char| matches!(mark, ',' | '.' | ' ' | '\'' | '\u{a0}' | '\u{202f}') && decimal != Some(mark as u8);
    let mark = text.chars().find(|each| !each.is_ascii_digit())?;
    if !is_mark(mark) {
        return None;
    }
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let mut value: u64 = (1..=3).contains(&first.len()).then(|| first.parse().ok())??;
    for group in groups {
        if group.len() != 3 || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    Some(value)
}

/// A whole number.
pub(super) fn whole(cell: &[u8], decimal: Option<u8>) -> Option<u32> {
    let thousandths = thousandths(cell, decimal)?;
    (thousandths % 1000 == 0)
        .then(|| u32::try_from(thousandths / 1000).ok())
        .flatten()
}

/// The unit of a duration's plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    Seconds,
    #[default]
    Minutes,
    Hours,
}

/// A duration in minutes, rounded to the nearest: a number in its unit, or `h:mm` and `h:mm:ss` with any number of hours.
pub(super) fn minutes(cell: &[u8], decimal: Option<u8>, unit: Unit) -> Option<u32> {
    let seconds = if cell.contains(&b':') {
        clock_seconds(cell)?
    } else {
        let thousandths = thousandths(cell, decimal)?;
        let scale = match unit {
            Unit::Seconds => 1,
            Unit::Minutes => 60,
            Unit::Hours => 3600,
        };
        (thousandths.checked_mul(scale)? + 500) / 1000
    };
    u32::try_from((seconds + 30) / 60)
        .ok()
        .filter(|minutes| *minutes != u32::MAX)
}

fn clock_seconds(cell: &[u8]) -> Option<u64> {
    let mut parts = cell.split(|byte| *byte == b':');
    let hours = grouped(parts.next()?, None)?;
    let minutes = below_sixty(parts.next()?)?;
    let seconds = parts.next().map_or(Some(0), below_sixty)?;
    if parts.next().is_some() {
        return None;
    }
    hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
}

fn below_sixty(part: &[u8]) -> Option<u64> {
    match part {
        [tens @ b'0'..=b'5', ones @ b'0'..=b'9'] => Some(u64::from(tens - b'0') * 10 + u64::from(ones - b'0')),
        _ => None,
    }
}

/// Yes or no, in the languages that exports were seen in.
pub(super) fn flag(cell: &[u8]) -> Option<bool> {
    const YES: &[&[u8]] = &[
        b"true", b"yes", b"1", b"y", b"t", b"x", b"sim", b"si", b"oui", b"ja", b"wahr", b"vrai",
    ];
    const NO: &[&[u8]] = &[
        b"false", b"no", b"0", b"n", b"f", b"nein", b"non", b"nej", b"falsch", b"faux",
    ];
    let is = |words: &[&[u8]]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if is(YES) || matches!(text(cell).as_ref(), "sí" | "Sí" | "SÍ") {
        Some(true)
    } else if is(NO) || matches!(text(cell).as_ref(), "não" | "Não" | "NÃO") {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_a_word_and_nothing_else() {
        assert!(!is_missing(b"None"));
        assert!(is_missing_value(b"None"));
        assert!(is_missing(b"?") && is_missing(b"") && is_missing(b"#MULTIVALUE"));
        assert!(
            !is_missing(b"Unknown"),
            "a category may be called so, as spelled by people"
        );
    }

    #[test]
    fn no_break_spaces_are_trimmed_like_spaces() {
        assert_eq!(trim("\u{a0} Disk \u{a0}\r\n".as_bytes()), b"Disk");
    }

    #[test]
    fn thousands_marks_of_every_kind_make_the_same_number() {
        for cell in [
            "345773",
            "345,773",
            "345 773",
            "345\u{a0}773",
            "345'773",
            "345773.0",
            "345,773.00",
        ] {
            assert_eq!(whole(cell.as_bytes(), None), Some(345_773), "{cell}");
        }
        assert_eq!(whole(b"345.773", Some(b',')), Some(345_773));
        assert_eq!(whole(b"1,234,567", None), Some(1_234_567));
    }

    #[test]
    fn a_destroyed_number_is_refused() {
        for cell in [
            "3,87,16,91,111",
            "1,23",
            "1 23",
            "-4",
            "12x",
            "",
            "1,,234",
            "4294967296",
            "1.5",
        ] {
            assert_eq!(whole(cell.as_bytes(), None), None, "{cell}");
        }
    }

    #[test]
    fn a_decimal_comma_is_told_by_its_digits() {
        assert_eq!(thousandths(b"3871,691111", None), Some(3_871_691));
        assert_eq!(thousandths(b"1,5", None), Some(1_500));
        assert_eq!(thousandths(b"1,500", None), Some(1_500_000));
        assert_eq!(thousandths(b"1,500", Some(b',')), Some(1_500));
    }

    #[test]
    fn a_duration_is_rounded_to_minutes() {
        assert_eq!(minutes(b"90", None, Unit::Minutes), Some(90));
        assert_eq!(minutes(b"90", None, Unit::Seconds), Some(2));
        assert_eq!(minutes(b"1.5", None, Unit::Hours), Some(90));
        assert_eq!(minutes(b"2649:58:45", None, Unit::Seconds), Some(158_999));
        assert_eq!(minutes(b"1:04", None, Unit::Minutes), Some(64));
        assert_eq!(minutes(b"1:64", None, Unit::Minutes), None);
        assert_eq!(minutes(b"-1:04", None, Unit::Minutes), None);
    }

    #[test]
    fn yes_and_no_are_read_in_several_languages() {
        assert_eq!(flag(b"TRUE"), Some(true));
        assert_eq!(flag("Não".as_bytes()), Some(false));
        assert_eq!(flag(b"N\xe3o"), Some(false), "Windows-1252");
        assert_eq!(flag(b"perhaps"), None);
    }
}
