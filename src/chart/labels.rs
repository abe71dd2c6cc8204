//! Words in a picture: how wide they are, where they break, and how those at the right edge keep clear of each other.

use super::svg::{Align, Canvas, Ink, TEXT};
use crate::error::Result;

/// From one line of text to the next.
pub(super) const LINE: f64 = 15.0;

/// Between the plot and the words beside it.
const GAP: f64 = 8.0;

/// Words at the right edge of a plot, at the height of what they name.
pub(super) struct Margin {
    notes: Vec<Note>,
}

struct Note {
    y: f64,
    lines: Vec<String>,
    ink: Ink,
    strong: bool,
}

impl Margin {
    /// No words wider than this: longer ones break into lines.
    const WIDEST: f64 = 118.0;

    /// An empty margin.
    pub fn new() -> Self {
        Self { notes: Vec::new() }
    }

    /// Words to stand at the value `at`, mapped to the picture when they are drawn.
    pub fn note(&mut self, at: f64, text: &str, ink: Ink, strong: bool) {
        if !text.trim().is_empty() && at.is_finite() {
            self.notes.push(Note {
                y: at,
                lines: balanced(text, Self::WIDEST, 3),
                ink,
                strong,
            });
        }
    }

    /// The room that the words need, at least `least`.
    pub fn width(&self, least: f64) -> f64 {
        let widths = self
            .notes
            .iter()
            .flat_map(|note| note.lines.iter().map(|line| width(line)));
        widths.fold(least - GAP, f64::max) + GAP
    }

    /// Draws the words beside `right`, each as near to its height as the others allow, first come first served.
    pub fn draw(
        mut self,
        canvas: &Canvas<'_>,
        right: f64,
        (top, bottom): (f64, f64),
        y: impl Fn(f64) -> f64,
    ) -> Result<()> {
        let room = bottom - top;
        while self.notes.iter().map(Note::height).sum::<f64>() > room && self.notes.len() > 1 {
            self.notes.pop();
        }
        for note in &mut self.notes {
            note.y = y(note.y);
        }
        self.notes.sort_by(|a, b| a.y.total_cmp(&b.y));
        let wanted: Vec<(f64, f64)> = self.notes.iter().map(|note| (note.y, note.height())).collect();
        for (note, middle) in self.notes.iter().zip(spread(&wanted, top, bottom)) {
            // A leader shows what moved words belong to.
            if (middle - note.y).abs() > LINE / 2.0 {
                canvas.line((right + 1.0, note.y), (right + GAP - 2.0, middle), Ink::Centre, 0.75)?;
            }
            let first = middle - LINE * (note.lines.len() as f64 - 1.0) / 2.0;
            for (index, line) in note.lines.iter().enumerate() {
                let at = (right + GAP, first + LINE * index as f64);
                if note.strong {
                    canvas.strong(at, line, note.ink, Align::Start)?;
                } else {
                    canvas.text(at, line, note.ink, Align::Start)?;
                }
            }
        }
        Ok(())
    }
}

impl Note {
    fn height(&self) -> f64 {
        LINE * self.lines.len() as f64
    }
}

/// The middles of things `(wanted middle, height)`, sorted by it, so that none overlap and all stand between the ends.
fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut middles: Vec<f64> = Vec::with_capacity(wanted.len());
    let mut free = top;
    for (middle, height) in wanted {
        let at = middle.max(free + height / 2.0);
        free = at + height / 2.0;
        middles.push(at);
    }
    let mut free = bottom;
    for (at, (_, height)) in middles.iter_mut().zip(wanted).rev() {
        *at = at.min(free - height / 2.0);
        free = *at - height / 2.0;
    }
    middles
}

/// Which of the labels fit below an axis with `step` pixels from one to the next: the last, and back in even strides.
pub(super) fn fitting(labels: &[String], step: f64) -> Vec<usize> {
    let widest = labels.iter().map(|label| width(label)).fold(0.0, f64::max) + 10.0;
    let stride = [1, 2, 3, 6, 12]
        .into_iter()
        .find(|stride| *stride as f64 * step >= widest);
    let stride = stride.unwrap_or_else(|| (widest / step.max(1e-6)).ceil().clamp(1.0, 1e6) as usize);
    let mut shown: Vec<usize> = (0..labels.len()).rev().step_by(stride.max(1)).collect();
    shown.reverse();
    shown
}

/// The width of a text in pixels of the picture: a guess on the safe side, for no font is at hand.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(em).sum::<f64>() * TEXT * 1.04
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' => 0.29,
        'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '·' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 0.92,
        '0'..='9' | 'a'..='z' | '–' | '$' | '€' | '£' => 0.57,
        'A'..='Z' | '<' | '>' | '=' | '+' => 0.69,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{80}'..='\u{24f}' => 0.64,
        // Hangul, kana, ideographs, full-width forms, pictographs.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 1.04,
        '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{3ffff}' => 1.04,
        _ => 0.7,
    }
}

/// The text in at most `most` lines of at most `room` pixels; what does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A no-break space holds a number and its unit together.
    let words = text.split(|letter: char| letter.is_whitespace() && letter != '\u{a0}' && letter != '\u{202f}');
    for word in words
        .filter(|word| !word.is_empty())
        .flat_map(|word| broken(word, room))
    {
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(&word) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > most.max(1) {
        lines.truncate(most.max(1));
        if let Some(line) = lines.last_mut() {
            while width(line) + width("…") > room && line.pop().is_some() {}
            line.truncate(line.trim_end().len());
            line.push('…');
        }
    }
    lines
}

/// The same lines as even as they get.
fn balanced(text: &str, room: f64, most: usize) -> Vec<String> {
    let lines = wrap(text, room, most);
    let narrower = (1..=6).map(|step| wrap(text, room * (1.0 - 0.1 * f64::from(step)), most + 1));
    let even = narrower.take_while(|narrow| narrow.len() == lines.len()).last();
    even.filter(|_| lines.len() > 1 && lines.iter().all(|line| !line.ends_with('…')))
        .unwrap_or(lines)
}

/// A word in pieces of at most `room` pixels.
fn broken(word: &str, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for letter in word.chars() {
        let wide = em(letter) * TEXT * 1.04;
        if used + wide > room && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

/// The text without what XML cannot hold.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_whitespace() && letter != '\u{a0}' && letter != '\u{202f}' {
                ' '
            } else {
                letter
            }
        })
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// The text as XML text.
pub(super) fn escape(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// An id as it may stand in an attribute and in a file's name.
pub fn slug(id: &str) -> String {
    let safe = |letter: char| {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            letter
        } else {
            '-'
        }
    };
    id.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_same_height_stand_one_under_the_other() {
        assert_eq!(spread(&[(50.0, 15.0), (50.0, 15.0)], 0.0, 100.0), [50.0, 65.0]);
    }

    #[test]
    fn words_below_the_plot_are_lifted_and_push_the_others_up() {
        assert_eq!(spread(&[(90.0, 20.0), (99.0, 20.0)], 0.0, 100.0), [70.0, 90.0]);
    }

    #[test]
    fn a_long_word_is_broken_and_what_is_left_over_ends_in_an_ellipsis() {
        let lines = wrap(&"Donaudampfschifffahrt".repeat(9), 80.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line) <= 80.0), "{lines:?}");
        assert!(lines[1].ends_with('…'), "{lines:?}");
    }

    #[test]
    fn months_are_labelled_back_from_the_last_in_even_strides() {
        let months: Vec<String> = (0..24).map(|n| format!("Jan {n:02}")).collect();
        assert_eq!(fitting(&months, 10.0), [5, 11, 17, 23]);
        assert_eq!(fitting(&months[..1], 0.0), [0]);
    }

    #[test]
    fn ideographs_are_wider_than_letters() {
        assert!(width("変更管理") > width("abcd"));
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape("a\u{0}b\n<&>"), "ab &lt;&amp;&gt;");
    }
}
