//! The text of strangers as a terminal or a page may show it: nothing in it moves the cursor, changes colours, runs backwards or hides.

/// On one line: what cannot be seen is replaced by a sign that can.
pub fn visible(text: &str) -> String {
    text.chars().map(sign).collect()
}

/// The same of a text of several lines.
#[cfg(feature = "engine")]
pub fn visible_lines(text: &str) -> String {
    text.chars()
        .map(|each| if each == '\n' { each } else { sign(each) })
        .collect()
}

fn sign(each: char) -> char {
    match each {
        '\0'..='\x1f' => char::from_u32(0x2400 + each as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        _ => each,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible("a\tb\0\u{202e}"), "a\u{2409}b\u{2400}\u{fffd}");
        assert_eq!(visible_lines("a\n\x1b[31mb"), "a\n\u{241b}[31mb");
    }
}
