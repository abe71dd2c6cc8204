//! The text of a cell as plain small letters: case and accents taken off, every kind of space one kind, every currency sign one
//! sign, so that the words and marks of five languages are found by their ASCII bytes.

use crate::ingest::cells;

/// No time, number or duration that is read is longer.
const LONGEST: usize = 96;

/// Letters with marks, by the letter below.
const MARKED: &[(&str, u8)] = &[
    ("àáâãäåāăą", b'a'),
    ("çćč", b'c'),
    ("èéêëēėę", b'e'),
    ("ìíîï", b'i'),
    ("ñń", b'n'),
    ("òóôõöø", b'o'),
    ("ùúûü", b'u'),
    ("ýÿ", b'y'),
    ("ł", b'l'),
    // As in `1º` and `1ª`.
    ("º°", b'o'),
    ("ª", b'a'),
    ("’‘`´", b'\''),
    ("−–—‑‐", b'-'),
    ("€£¥¢¤₹₩₽₺₫₪₴₦₱฿₡₲₵₸", b'$'),
];

/// What nothing reads: it stands for every other character.
const OTHER: u8 = b'?';

/// A short text of plain small letters.
#[derive(Debug)]
pub(crate) struct Plain {
    bytes: [u8; LONGEST],
    length: usize,
}

impl std::ops::Deref for Plain {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes[..self.length].trim_ascii()
    }
}

/// The cell in plain letters without space around them, if it is short enough to be more than free text.
pub(crate) fn plain(cell: &[u8]) -> Option<Plain> {
    // No letter takes more than four bytes.
    if cell.len() > 4 * LONGEST {
        return None;
    }
    let mut plain = Plain {
        bytes: [0; LONGEST],
        length: 0,
    };
    for letter in cells::text(cell).chars().filter_map(plain_letter) {
        *plain.bytes.get_mut(plain.length)? = letter;
        plain.length += 1;
    }
    Some(plain)
}

/// A letter below its marks; `None` for what is not seen.
fn plain_letter(letter: char) -> Option<u8> {
    match letter {
        // Accents of their own, marks of direction and width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => None,
        _ if letter.is_whitespace() => Some(b' '),
        _ if letter.is_ascii() => Some(letter.to_ascii_lowercase() as u8),
        _ => {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            Some(below_marks(small).unwrap_or(OTHER))
        }
    }
}

/// A small letter without its marks; any other character as it is.
pub(crate) fn unmarked(small: char) -> char {
    let below = if small.is_ascii() { None } else { below_marks(small) };
    below.map_or(small, char::from)
}

fn below_marks(small: char) -> Option<u8> {
    let marked = MARKED.iter().find(|(letters, _)| letters.contains(small));
    marked.map(|(_, below)| *below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_kinds_of_space_make_no_difference() {
        for cell in [
            &b"F\xc9VRIER\xa01"[..],
            "fe\u{301}vrier\u{202f}1".as_bytes(),
            b"Fevrier\t1",
        ] {
            assert_eq!(plain(cell).as_deref(), Some(&b"fevrier 1"[..]));
        }
        assert_eq!(plain("№ −5 €".as_bytes()).as_deref(), Some(&b"? -5 $"[..]));
    }

    #[test]
    fn free_text_is_not_looked_at() {
        assert!(plain(&[b'x'; LONGEST]).is_some());
        assert!(plain(&[b'x'; LONGEST + 1]).is_none());
        assert!(plain("é".repeat(LONGEST).as_bytes()).is_some());
    }
}
