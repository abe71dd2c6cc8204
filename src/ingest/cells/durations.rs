//! One cell → one duration: a number in the column's unit, hours and minutes with a colon, words in five languages, ISO 8601, or
//! the time so long after 1970. A day is 24 hours and a week 7 days; months and years have no length of their own, and are not read.

use super::letters;
use super::numbers::{grouped, thousandths};
use super::times;

/// The unit of a duration's plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
}

impl Unit {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Seconds, Self::Minutes, Self::Hours, Self::Days];

    /// As `units` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// How many seconds it has.
    pub(crate) fn seconds(self) -> u64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => DAY,
        }
    }
}

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;

/// Seconds and the words for so many, in plain letters.
const UNITS: [(u64, &str); 5] = [
    (
        7 * DAY,
        "w wk wks week weeks sem semaine semaines semana semanas wo woche wochen",
    ),
    (DAY, "d day days j jour jours dia dias tag tage tagen"),
    (
        HOUR,
        "h hr hrs hs hour hours heure heures hora horas std stunde stunden",
    ),
    (60, "m mn min mins minute minutes minuto minutos minuten"),
    (
        1,
        "s sec secs second seconds seconde secondes seg segs segundo segundos sek sekunde sekunden",
    ),
];

/// Words between the parts of a duration.
const AND: [&[u8]; 5] = [b"and", b"et", b"e", b"y", b"und"];

/// Seconds, rounded to the nearest, of a cell in plain letters read with a decimal mark.
pub(crate) fn seconds(cell: &[u8], decimal: u8, unit: Unit) -> Option<u64> {
    if let Some(thousandths) = thousandths(cell, decimal) {
        return rounded(thousandths.checked_mul(unit.seconds())?);
    }
    match cell {
        [b'p', rest @ ..] => rounded(iso(rest)?),
        _ => times::since_1970(cell).or_else(|| rounded(parts(cell, decimal)?)),
    }
}

fn rounded(thousandths: u64) -> Option<u64> {
    Some(thousandths.checked_add(500)? / 1000)
}

/// `3 horas 18 minutos`, `1d 4h 30m`, `1 day, 2:03:04`, `2649:58:45`: parts from the longest unit to the shortest, in thousandths.
fn parts(cell: &[u8], decimal: u8) -> Option<u64> {
    let (mut rest, mut total, mut last) = (cell, 0_u64, u64::MAX);
    while !rest.is_empty() {
        if rest.contains(&b':') && last >= DAY && rest.iter().all(|byte| !byte.is_ascii_alphabetic()) {
            return total.checked_add(clock(rest, decimal)?);
        }
        let (number, after) = leading(rest, |byte| {
            byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\'')
        });
        let (word, after) = leading(after.trim_ascii_start(), u8::is_ascii_alphabetic);
        let scale = match unit(word) {
            Some(scale) => scale,
            // As in `2h30`
            None if word.is_empty() && after.is_empty() && number.len() == 2 && last == HOUR => 60,
            None => return None,
        };
        if scale >= last {
            return None;
        }
        total = total.checked_add(thousandths(number, decimal)?.checked_mul(scale)?)?;
        (rest, last) = (between(after), scale);
    }
    (last < u64::MAX).then_some(total)
}

/// What follows after what stands between two parts.
fn between(after: &[u8]) -> &[u8] {
    let after = [&b"(s)"[..], b"(e)", b"(n)", b"(en)"]
        .iter()
        .find_map(|plural| after.strip_prefix(*plural))
        .unwrap_or(after);
    let after = after.strip_prefix(b".").unwrap_or(after).trim_ascii_start();
    let after = after.strip_prefix(b",").unwrap_or(after).trim_ascii_start();
    match leading(after, u8::is_ascii_alphabetic) {
        (word, rest) if AND.contains(&word) => rest.trim_ascii_start(),
        _ => after,
    }
}

/// The unit that a header names, where it names one: `Hours worked`, `Talk time (s)`. Days and weeks are none: of work they are
/// not 24 hours each.
pub(crate) fn unit_named(header: &str) -> Option<Unit> {
    let plain = letters::plain(header.as_bytes())?;
    let (rest, bracketed) = match plain
        .strip_suffix(b")")
        .map(|inner| inner.split_at(inner.len() - word_at_end(inner)))
    {
        Some((rest, word)) if rest.ends_with(b" (") => (rest, word),
        _ => (&*plain, &b""[..]),
    };
    let words = rest.split(|byte| !byte.is_ascii_alphabetic());
    // A letter alone says little but in brackets.
    let named = words.filter(|word| word.len() > 2).chain([bracketed]);
    let mut seconds = named.filter_map(unit).filter(|seconds| *seconds < DAY);
    let first = seconds.next()?;
    let is_alone = seconds.all(|other| other == first);
    Unit::ALL.into_iter().find(|unit| is_alone && unit.seconds() == first)
}

/// How many letters end a text.
fn word_at_end(text: &[u8]) -> usize {
    text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// The seconds that a word stands for.
fn unit(word: &[u8]) -> Option<u64> {
    let is_one = |words: &str| words.split(' ').any(|each| each.as_bytes() == word);
    UNITS
        .iter()
        .find(|(_, words)| is_one(words))
        .map(|(seconds, _)| *seconds)
}

fn leading(cell: &[u8], is: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    cell.split_at(cell.iter().take_while(|byte| is(byte)).count())
}

/// `h:mm`, `h:mm:ss` and `h:mm:ss.fff` with any number of hours, in thousandths; the fraction is left out.
fn clock(cell: &[u8], decimal: u8) -> Option<u64> {
    let mut parts = cell.split(|byte| *byte == b':');
    let hours = grouped(parts.next().filter(|hours| !hours.is_empty())?, decimal)?;
    let minutes = below_sixty(parts.next()?)?;
    let seconds = parts.next().map_or(Some(0), |seconds| {
        let (whole, fraction) = leading(seconds, u8::is_ascii_digit);
        let is_fraction = match fraction {
            [] => true,
            [b'.' | b',', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        is_fraction.then(|| below_sixty(whole))?
    })?;
    if parts.next().is_some() {
        return None;
    }
    hours
        .checked_mul(HOUR)?
        .checked_add(minutes * 60 + seconds)?
        .checked_mul(1000)
}

fn below_sixty(part: &[u8]) -> Option<u64> {
    match part {
        [tens @ b'0'..=b'5', ones @ b'0'..=b'9'] => Some(u64::from(tens - b'0') * 10 + u64::from(ones - b'0')),
        _ => None,
    }
}

/// `PT4H30M`, `P1DT2H` or `P2W` after the `P`, in thousandths. ISO 8601 knows no groups: either mark is a decimal mark.
fn iso(cell: &[u8]) -> Option<u64> {
    const DATE: &[(u8, u64)] = &[(b'w', 7 * DAY), (b'd', DAY)];
    const TIME: &[(u8, u64)] = &[(b'h', HOUR), (b'm', 60), (b's', 1)];
    let (mut rest, mut total) = (cell, None);
    let mut units = DATE;
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix(b"t").filter(|_| units.first() != TIME.first()) {
            (rest, units) = (time, TIME);
            // A `T` has something after it.
            total = total.filter(|_| !rest.is_empty());
            continue;
        }
        let (number, after) = leading(rest, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let (letter, after) = after.split_first()?;
        let at = units.iter().position(|(unit, _)| unit == letter)?;
        let decimal = if number.contains(&b',') { b',' } else { b'.' };
        let part = thousandths(number, decimal)?.checked_mul(units[at].1)?;
        total = Some(total.unwrap_or(0_u64).checked_add(part)?);
        (rest, units) = (after, &units[at + 1..]);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cells::letters::plain;

    fn read(cell: &str) -> Option<u64> {
        seconds(&plain(cell.as_bytes())?, b'.', Unit::Minutes)
    }

    #[test]
    fn a_header_names_a_unit_in_words_and_a_letter_alone_only_in_brackets() {
        for (header, unit) in [
            ("Hours worked", Some(Unit::Hours)),
            ("Durée (min)", Some(Unit::Minutes)),
            ("time_in_seconds", Some(Unit::Seconds)),
            ("Talk time (s)", Some(Unit::Seconds)),
            ("Tiempo (h)", Some(Unit::Hours)),
            ("Gebuchte Stunden", Some(Unit::Hours)),
            ("Hour(s)", Some(Unit::Hours)),
            ("Time spent", None),
            ("Plan s", None),
            ("Duration (days)", None),
            ("Minutes within business hours", None),
            ("", None),
        ] {
            assert_eq!(unit_named(header), unit, "{header}");
        }
    }

    #[test]
    fn a_number_is_in_the_unit_of_its_column() {
        let read = |cell: &str, unit| seconds(cell.as_bytes(), b'.', unit);
        assert_eq!(read("90", Unit::Seconds), Some(90));
        assert_eq!(read("90", Unit::Minutes), Some(5_400));
        assert_eq!(read("1.5", Unit::Hours), Some(5_400));
        assert_eq!(read("0.5", Unit::Days), Some(43_200));
        assert_eq!(seconds(b"3871,691111", b',', Unit::Seconds), Some(3_872));
    }

    #[test]
    fn every_shape_of_one_duration_reads_alike() {
        // 1 day, 4 hours, 30 minutes: 24 × 3600 + 4 × 3600 + 30 × 60
        for cell in [
            "28:30",
            "28:30:00",
            "28:30:00.000",
            "1 day, 4:30:00",
            "1d 04:30",
            "1 day 4 hours 30 minutes",
            "1 day(s), 4 hour(s) and 30 minute(s)",
            "1d4h30",
            "1d 4h 30m",
            "1 jour 4 heures et 30 minutes",
            "1 dia, 4 horas e 30 minutos",
            "1\u{a0}día 4 horas y 30 minutos",
            "1 Tag 4 Std. 30 Min.",
            "28 Stunden 30 Minuten",
            "28.5 h",
            "1710 min",
            "102600 Sekunden",
            "P1DT4H30M",
            "PT28,5H",
            "1970-01-02 04:30:00",
        ] {
            assert_eq!(read(cell), Some(102_600), "{cell}");
        }
        assert_eq!(read("1 semana"), Some(604_800));
        assert_eq!(read("P2W"), Some(1_209_600));
        assert_eq!(read("2649:58:45"), Some(9_539_925));
        assert_eq!(read("PT0S"), Some(0));
    }

    #[test]
    fn what_is_no_duration_is_not_read() {
        for cell in [
            "",
            "1:64",
            "-1:04",
            "1:2",
            ":30",
            "1:02:03:04",
            "30 minutes 2 hours",
            "2 h 2 h",
            "1 month",
            "3 meses",
            "1 an",
            "P1M",
            "P",
            "PT",
            "P1DT",
            "PT4H30",
            "4h 30:00",
            "h",
            "two hours",
            "2h3",
            "2024-01-05 10:00:00",
            "1 day ago",
            "99999999999999999 w",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }

    /// How a duration can be written down, in seconds under a thousand days.
    fn written(seconds: u64, shape: usize) -> String {
        let (days, hours, minutes, rest) = (seconds / DAY, seconds / HOUR % 24, seconds / 60 % 60, seconds % 60);
        let words = |[day, hour, minute, second]: [&str; 4]| {
            format!("{days} {day} {hours} {hour} {minutes} {minute} {rest} {second}")
        };
        match shape {
            0 => format!("{}:{minutes:02}:{rest:02}", seconds / HOUR),
            1 => format!("{days} days, {hours}:{minutes:02}:{rest:02}"),
            2 => format!("P{days}DT{hours}H{minutes}M{rest}S"),
            3 => format!("{days}d{hours:02}h{minutes:02}m{rest:02}s"),
            4 => words(["days", "hours", "minutes", "seconds"]),
            5 => words(["jours", "heures", "minutes", "secondes"]),
            6 => words(["dias", "horas", "minutos", "segundos"]),
            7 => words(["días", "horas", "minutos", "segundos"]),
            8 => words(["Tage", "Stunden", "Minuten", "Sekunden"]),
            _ => words(["Tag(e)", "Std.", "Min.", "Sek."]),
        }
    }

    proptest::proptest! {
        #[test]
        fn a_duration_in_any_shape_and_language_reads_back_to_the_second(seconds in 0_u64..1_000 * DAY, shape in 0_usize..10) {
            let cell = written(seconds, shape);
            proptest::prop_assert_eq!(read(&cell), Some(seconds), "{}", cell);
        }

        #[test]
        fn no_bytes_make_a_duration_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
            for decimal in [b'.', b','] {
                seconds(&bytes, decimal, Unit::Days);
            }
        }

        #[test]
        fn nothing_that_looks_like_a_duration_makes_it_panic(cell in "p?[0-9:.,' dhmswt()-]{0,30}") {
            for decimal in [b'.', b','] {
                seconds(cell.as_bytes(), decimal, Unit::Days);
            }
        }
    }
}
