//! What quotes do in raw text: how far a record goes, whether its quotes pair, and where a text that a quote swallowed can be
//! taken up again. (csv makes records of any bytes and does not say how well they went.)

/// How much is looked at for each byte that was swallowed: enough for any text, too little for one made to take for ever.
const LOOKS: usize = 4;

/// A record as its quotes part it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How many cells it has.
    pub cells: usize,
    /// Its bytes, with its line end.
    pub length: usize,
    /// Whether each quote that closes a cell stands at the end of that cell.
    pub is_paired: bool,
    /// Whether a cell without quotes ends in one, as the last line of a quoted cell does.
    pub ends_another: bool,
    /// Whether a quote is open where the text ends.
    pub is_open: bool,
    /// Whether the record ends before the text does.
    pub is_over: bool,
}

/// Where in a cell a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Start,
    Plain {
        after_quote: bool,
    },
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of two.
    Closing,
    /// After a backslash in a quoted cell.
    Escaping,
}

/// How a quote is written in a quoted cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Twice, as CSV has it.
    Doubled,
    /// Twice or after a backslash, as some tools have it.
    Escaped,
}

/// The shape of the record that `text` begins with; no further than its cell number `most + 1`.
pub(crate) fn shape(text: &[u8], delimiter: u8, most: usize, written: Written) -> Shape {
    let mut shape = Shape {
        cells: 1,
        length: text.len(),
        is_paired: true,
        ends_another: false,
        is_open: false,
        is_over: false,
    };
    let mut within = Within::Start;
    for (at, byte) in text.iter().enumerate() {
        let is_line_end = matches!(byte, b'\n' | b'\r');
        within = match within {
            Within::Quoted if *byte == b'"' => Within::Closing,
            Within::Quoted if *byte == b'\\' && written == Written::Escaped => Within::Escaping,
            Within::Quoted | Within::Escaping => Within::Quoted,
            Within::Closing if *byte == b'"' => Within::Quoted,
            Within::Start if *byte == b'"' => Within::Quoted,
            _ if *byte == delimiter || is_line_end => {
                shape.ends_another |= within == Within::Plain { after_quote: true };
                if is_line_end {
                    shape.length = at + 1;
                    shape.is_over = true;
                    return shape;
                }
                if shape.cells > most {
                    shape.length = at;
                    return shape;
                }
                shape.cells += 1;
                Within::Start
            }
            Within::Closing => {
                shape.is_paired = false;
                Within::Plain { after_quote: false }
            }
            Within::Start | Within::Plain { .. } => Within::Plain {
                after_quote: *byte == b'"',
            },
        };
    }
    shape.ends_another |= within == Within::Plain { after_quote: true };
    shape.is_open = matches!(within, Within::Quoted | Within::Escaping);
    shape
}

/// Whether a text has a quote after a backslash.
pub(crate) fn has_escapes(text: &[u8]) -> bool {
    text.windows(2).any(|two| two == b"\\\"")
}

/// A record whose quotes are escaped as one whose quotes are doubled.
pub(crate) fn doubled(text: &[u8]) -> Vec<u8> {
    let mut doubled = Vec::with_capacity(text.len());
    let mut is_escaped = false;
    for byte in text {
        if is_escaped && *byte == b'"' {
            doubled.pop();
            doubled.push(b'"');
        }
        doubled.push(*byte);
        is_escaped = *byte == b'\\' && !is_escaped;
    }
    doubled
}

/// How far the records go that a text begins with and that have fewer cells than `least`; with the last, which may be cut where the
/// text is no more, only if `is_all` says that it is whole.
pub(crate) fn short_records(text: &[u8], is_all: bool, delimiter: u8, least: usize) -> usize {
    let mut length = 0;
    while length < text.len() {
        let next = shape(&text[length..], delimiter, least, Written::Doubled);
        if next.cells >= least || !(next.is_over || is_all) {
            break;
        }
        length += next.length;
    }
    length
}

/// A text that begins with a record whose quotes may have swallowed others.
pub(crate) struct Swallowed<'a> {
    /// From the beginning of that record to some way after its end.
    pub text: &'a [u8],
    /// The record's own length.
    pub length: usize,
    /// Whether `text` goes to the end of the file.
    pub is_all: bool,
    pub delimiter: u8,
    /// The numbers of cells that a record of this file has.
    pub cells: [usize; 2],
    /// Whether two records in a row must be right to be believed, as nothing but its number of cells is wrong with this one.
    pub is_doubtful: bool,
}

impl Swallowed<'_> {
    /// Where the first of its later lines begins from which a record with the right number of cells can be read.
    pub(crate) fn next_record(&self) -> Option<usize> {
        let mut budget = self.text.len().saturating_mul(LOOKS);
        let mut from = 0;
        loop {
            from += self.text[from..self.length].iter().position(|byte| *byte == b'\n')? + 1;
            if from >= self.length {
                return None;
            }
            let looks = if self.is_doubtful { 2 } else { 1 };
            if self.has_records(from, looks, &mut budget)? {
                return Some(from);
            }
        }
    }

    /// Whether so many records can be read from there; `None` where the search has gone on for too long.
    fn has_records(&self, from: usize, wanted: usize, budget: &mut usize) -> Option<bool> {
        let mut at = from;
        for _ in 0..wanted {
            while self.text.get(at) == Some(&b'\n') {
                at += 1;
            }
            if at == self.text.len() {
                return Some(at > from && self.is_all);
            }
            let most = self.cells[0].max(self.cells[1]);
            let shape = shape(&self.text[at..], self.delimiter, most, Written::Doubled);
            *budget = budget.checked_sub(shape.length)?;
            let is_whole = shape.is_over || (self.is_all && !shape.is_open);
            let is_right = shape.is_paired && !shape.ends_another && self.cells.contains(&shape.cells);
            if !(is_whole && is_right) {
                return Some(false);
            }
            at += shape.length;
        }
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Shape {
        shape(text.as_bytes(), b',', usize::MAX, Written::Doubled)
    }

    #[test]
    fn a_record_ends_at_the_first_line_end_outside_quotes() {
        let shape = of("1,\"a,\n\"\"b\"\"\",c\n2,");
        assert_eq!((shape.cells, shape.length, shape.is_over), (3, 15, true));
        assert!(shape.is_paired && !shape.is_open && !shape.ends_another);
        assert!(of("1,\"a\n2,b\n").is_open);
        assert!(!of("1,\"a\"").is_open);
    }

    #[test]
    fn quotes_that_do_not_pair_are_told_from_quotes_that_stand_for_themselves() {
        assert!(!of("1,\"a\" b,c\n").is_paired);
        assert!(of("1,19\" screen,c\n").is_paired);
        assert!(!of("1,19\" screen,c\n").ends_another);
        assert!(of("the end\",c\n").ends_another);
        assert!(of("c,the end\"").ends_another);
    }

    #[test]
    fn a_quote_after_a_backslash_closes_nothing_where_quotes_are_escaped() {
        let text = b"1,\"a \\\"b\\\", c\\\\\",d\n";
        let shape = shape(text, b',', usize::MAX, Written::Escaped);
        assert_eq!((shape.cells, shape.is_paired, shape.is_over), (3, true, true));
        assert_eq!(doubled(text), b"1,\"a \"\"b\"\", c\\\\\",d\n");
        assert!(has_escapes(text) && !has_escapes(b"C:\\temp, \"x\""));
    }

    fn next(text: &str, cells: usize, is_doubtful: bool) -> Option<usize> {
        Swallowed {
            text: text.as_bytes(),
            length: text.len(),
            is_all: true,
            delimiter: b',',
            cells: [cells; 2],
            is_doubtful,
        }
        .next_record()
    }

    #[test]
    fn a_swallowed_text_is_taken_up_at_the_first_line_that_is_a_record() {
        assert_eq!(next("1,\"a,b\nmore\n2,b,c\n", 3, false), Some(12));
        assert_eq!(
            next("1,\"a,b\nmore\nthe end\",b,c\n", 3, false),
            None,
            "the end of a cell"
        );
        assert_eq!(next("1,\"a,b\n2,b,c\nx\n", 3, true), None, "one record proves nothing");
        assert_eq!(next("1,\"a,b\n2,b,c\n3,b,c\n", 3, true), Some(7));
        assert_eq!(next("1,\"a,b\n2,b,c\n", 3, true), Some(7), "the last record");
    }

    #[test]
    fn a_text_made_to_be_searched_for_ever_is_given_up() {
        // Every line opens a quote that goes to the end.
        let text = "\",a\"\"\n".repeat(20_000);
        let begun = std::time::Instant::now();
        assert_eq!(next(&text, 2, false), None);
        assert!(begun.elapsed().as_secs() < 5);
    }
}
