//! Durations as a config writes them: `90s`, `30m`, `4h`, `5d`.

use crate::error::Diagnostic;

/// What a duration looks like, for help under an error.
pub const EXAMPLES: &str = "write a duration such as \"90s\", \"30m\", \"4h\" or \"5d\"";

/// The seconds of a duration; a day is 24 hours.
pub fn seconds(text: &str) -> Result<i64, Box<Diagnostic>> {
    let wrong = || Box::new(Diagnostic::new("wrong-value", format!("`{text}` is no duration")).help(EXAMPLES));
    let span: jiff::Span = text.trim().parse().map_err(|_| wrong())?;
    // Months and years have no length of their own.
    if span.get_years() != 0 || span.get_months() != 0 || span.is_negative() {
        return Err(wrong());
    }
    let seconds = span
        .total((jiff::Unit::Second, jiff::SpanRelativeTo::days_are_24_hours()))
        .map_err(|_| wrong())?;
    Ok(seconds.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_has_its_seconds() {
        let cases = [
            ("90s", 90),
            ("30m", 1_800),
            ("4h", 14_400),
            ("5d", 432_000),
            ("0h", 0),
            ("1h 30m", 5_400),
        ];
        for (text, expected) in cases {
            assert_eq!(seconds(text).expect(text), expected, "{text}");
        }
    }

    #[test]
    fn what_has_no_length_is_refused() {
        for text in [
            "",
            "4",
            "h",
            "-4h",
            "4h ago",
            "1mo",
            "1y",
            "four hours",
            "4x",
            "99999999999999999999h",
        ] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
