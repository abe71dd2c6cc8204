//! The names of months and days of the week in English, French, Portuguese, Spanish and German, in plain letters
//! ([`letters`](super::letters)). A short name is the beginning of a whole one.

/// January to December.
const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "janeiro", "enero", "januar", "janner"],
    &["february", "fevrier", "fevereiro", "febrero", "februar"],
    &["march", "mars", "marco", "marzo", "marz", "maerz", "mrz"],
    &["april", "avril", "abril"],
    &["may", "mai", "maio", "mayo"],
    &["june", "juin", "junho", "junio", "juni"],
    &["july", "juillet", "julho", "julio", "juli"],
    &["august", "aout", "agosto"],
    &["september", "septembre", "setembro", "septiembre", "setiembre"],
    &["october", "octobre", "outubro", "octubre", "oktober"],
    &["november", "novembre", "novembro", "noviembre"],
    &["december", "decembre", "dezembro", "diciembre", "dezember"],
];

/// Monday to Sunday.
const DAYS: [&[&str]; 7] = [
    &["monday", "lundi", "segunda", "lunes", "montag"],
    &["tuesday", "mardi", "terca", "martes", "dienstag"],
    &["wednesday", "mercredi", "quarta", "miercoles", "mittwoch"],
    &["thursday", "jeudi", "quinta", "jueves", "donnerstag"],
    &["friday", "vendredi", "sexta", "viernes", "freitag"],
    &["saturday", "samedi", "sabado", "samstag", "sonnabend"],
    &["sunday", "dimanche", "domingo", "sonntag"],
];

/// The one beginning of three letters that is of two months: juin and juillet.
const EITHER: &[u8] = b"jui";

/// The month, from 1, that a word of either case begins the name of.
pub(crate) fn month(word: &[u8]) -> Option<u32> {
    if word.len() < 3 || word.eq_ignore_ascii_case(EITHER) {
        return None;
    }
    let month = MONTHS.iter().position(|names| begins_one(word, names))?;
    Some(month as u32 + 1)
}

/// Whether a word of either case is a day of the week, short or whole.
pub(crate) fn is_weekday(word: &[u8]) -> bool {
    word.len() >= 2 && DAYS.iter().any(|names| begins_one(word, names))
}

fn begins_one(word: &[u8], names: &[&str]) -> bool {
    let first = word.first().map(u8::to_ascii_lowercase);
    names.iter().any(|name| {
        let name = name.as_bytes();
        let begins = || {
            name.get(..word.len())
                .is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
        };
        name.first() == first.as_ref() && begins()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_letters_tell_the_month_of_every_name_but_two() {
        for (month, names) in (1..).zip(MONTHS) {
            for name in names {
                for length in 3..=name.len() {
                    let beginning = &name.as_bytes()[..length];
                    let expected = (beginning != EITHER).then_some(month);
                    assert_eq!(super::month(beginning), expected, "{name}");
                }
            }
        }
    }

    #[test]
    fn a_word_that_begins_two_months_is_neither() {
        assert_eq!((month(b"jui"), month(b"Ju"), month(b"Foo")), (None, None, None));
        assert_eq!(
            (month(b"JUIN"), month(b"juil"), month(b"Mrz")),
            (Some(6), Some(7), Some(3))
        );
    }

    #[test]
    fn days_of_the_week_are_known_short_and_whole() {
        for word in ["Mon", "lundi", "ter", "mié", "Do", "SAMSTAG"] {
            let plain = super::super::letters::plain(word.as_bytes()).expect("short");
            assert!(is_weekday(&plain), "{word}");
        }
        assert!(!is_weekday(b"m") && !is_weekday(b"noon"));
    }
}
