//! One cell → one value: what counts as missing, yes and no. Numbers, durations and times have modules of their own.

pub(super) mod civil;
pub(super) mod cursor;
pub(super) mod durations;
pub(super) mod letters;
pub(super) mod months;
pub(super) mod numbers;
pub(super) mod times;

use std::borrow::Cow;

/// What exports write for "nothing" in letters. `None` is not among them: it is a value where people choose it from a list.
const WORDS: &[&[u8]] = &[
    b"NULL", b"null", b"n/a", b"N/A", b"NA", b"N/D", b"n/d", b"S/D", b"s/d", b"UNKNOWN", b"TBD",
];

/// And in signs, or begun by one: also in Windows-1252.
const SIGNS: &[&[u8]] = &[
    b"?",
    b"-",
    b"--",
    "—".as_bytes(),
    "–".as_bytes(),
    b"\x97",
    b"\x96",
    b"(empty)",
    b"(blank)",
    b"(leer)",
    b"(vide)",
    "(vacío)".as_bytes(),
    b"(vac\xedo)",
    b"(vazio)",
    b"#N/A",
    b"#N/B",
    b"#N/D",
    b"#NV",
    b"#REF!",
    b"#VALUE!",
    b"#NAME?",
    b"#NULL!",
    b"#NUM!",
    b"#DIV/0!",
    b"#MULTIVALUE",
];

/// The cell without white space (and no-break spaces) around it, and without the `="…"` by which an export keeps a spreadsheet
/// from taking an id for a number. Nothing else that a spreadsheet would work out is ever looked into.
pub(super) fn trim(cell: &[u8]) -> &[u8] {
    let cell = without_space(cell);
    match cell {
        [b'=', b'"', inner @ .., b'"'] if !inner.contains(&b'"') => without_space(inner),
        _ => cell,
    }
}

fn without_space(cell: &[u8]) -> &[u8] {
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
    cell.is_empty() || may_be_missing(cell).contains(&cell)
}

/// The same for a time, number or flag, where `None` and any spelling of the words can be nothing else.
pub(super) fn is_missing_value(cell: &[u8]) -> bool {
    let words = may_be_missing(cell);
    cell.is_empty()
        || words.iter().any(|word| word.eq_ignore_ascii_case(cell))
        || (!words.is_empty() && cell.eq_ignore_ascii_case(b"none"))
}

/// The words for nothing that a cell can be by its length and first letter, which is all that most cells need.
fn may_be_missing(cell: &[u8]) -> &'static [&'static [u8]] {
    match (cell.first(), cell.len()) {
        (Some(b'N' | b'n' | b'U' | b'u' | b'T' | b't'), 2..=7) | (Some(b'S' | b's'), 3) => WORDS,
        (Some(b'?' | b'-' | b'#' | b'('), ..=11) | (Some(b'\xe2'), 3) | (Some(b'\x96' | b'\x97'), 1) => SIGNS,
        _ => &[],
    }
}

/// The text of a cell: UTF-8, or Windows-1252 where it is not.
pub(super) fn text(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0,
    }
}

/// Yes or no, in five languages, in any case and with accents or without.
pub(super) fn flag(cell: &[u8]) -> Option<bool> {
    const YES: &[&[u8]] = &[
        b"true",
        b"yes",
        b"1",
        b"y",
        b"t",
        b"x",
        b"on",
        b"sim",
        b"si",
        b"s",
        b"oui",
        b"ja",
        b"j",
        b"wahr",
        b"vrai",
        b"v",
        b"verdadeiro",
        b"verdadero",
    ];
    const NO: &[&[u8]] = &[
        b"false", b"no", b"0", b"n", b"f", b"off", b"nein", b"non", b"nao", b"nej", b"falsch", b"faux", b"falso",
    ];
    let is = |cell: &[u8], words: &[&[u8]]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    let told = |cell: &[u8]| match (is(cell, YES), is(cell, NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    if cell.is_ascii() {
        told(cell)
    } else {
        told(&letters::plain(cell)?)
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
    fn nothing_is_said_in_many_ways() {
        for cell in [
            "--", "—", "(Empty)", "(leer)", "(vide)", "(vacío)", "(vazio)", "N/D", "s/d", "#REF!", "#VALUE!",
        ] {
            assert!(is_missing_value(cell.as_bytes()), "{cell}");
        }
        assert!(is_missing(b"(vac\xedo)") && is_missing(b"\x97") && is_missing(b"s/d"));
        for cell in ["---", "S", "sad", "(none)", "é", "a", "(emptyish)"] {
            assert!(!is_missing(cell.as_bytes()), "{cell}");
        }
    }

    #[test]
    fn a_cell_protected_from_spreadsheets_is_its_text_and_no_formula_is_anything_else() {
        assert_eq!(trim(b" =\"INC0001\" "), b"INC0001");
        assert_eq!(trim(b"=\" 007\""), b"007");
        for cell in ["=1+1", "+cmd", "@x", "=\"a\"&\"b\"", "=\"", "=\"\"\""] {
            assert_eq!(trim(cell.as_bytes()), cell.as_bytes());
        }
    }

    #[test]
    fn no_break_spaces_are_trimmed_like_spaces() {
        assert_eq!(trim("\u{a0} Disk \u{a0}\r\n".as_bytes()), b"Disk");
    }

    #[test]
    fn yes_and_no_are_read_in_several_languages() {
        assert_eq!(flag(b"TRUE"), Some(true));
        assert_eq!(flag("Não".as_bytes()), Some(false));
        assert_eq!(flag(b"N\xe3o"), Some(false), "Windows-1252");
        for (yes, no) in [
            ("Verdadeiro", "FALSO"),
            ("VRAI", "faux"),
            ("wahr", "Falsch"),
            ("Ja", "nein"),
            ("oui", "Non"),
            ("Sí", "no"),
            ("SIM", "NÃO"),
            ("on", "Off"),
            ("x", "0"),
        ] {
            assert_eq!(
                (flag(yes.as_bytes()), flag(no.as_bytes())),
                (Some(true), Some(false)),
                "{yes}"
            );
        }
        assert_eq!((flag(b"S\xed"), flag("si\u{301}".as_bytes())), (Some(true), Some(true)));
        assert_eq!((flag(b"perhaps"), flag("é".as_bytes())), (None, None));
    }
}
