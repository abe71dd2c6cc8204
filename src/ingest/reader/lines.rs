//! Line ends of every kind → `\n`, so that the physical line of a record can be told exactly.

use std::io::{self, Read};

/// A text whose lines end in `\n`, whether they ended in `\r\n` or `\n`. A `\r` alone is kept, unless the text has no other line
/// ends: in quotes it is text, elsewhere it ends a row of a line that has several.
pub(crate) struct Lines<R> {
    inner: R,
    only_cr: bool,
    /// A `\r` whose next byte is not known yet.
    held: bool,
}

/// Whether the lines of a text that begins so end in `\r` alone.
pub(crate) fn end_in_cr_alone(head: &[u8]) -> bool {
    head.contains(&b'\r') && !head.contains(&b'\n')
}

impl<R: Read> Lines<R> {
    /// `only_cr` says that the lines of `inner` end in `\r` alone.
    pub(crate) fn new(inner: R, only_cr: bool) -> Self {
        Self {
            inner,
            only_cr,
            held: false,
        }
    }

    /// Drops each `\r` before a `\n`; gives the bytes that are left.
    fn without_cr(&mut self, bytes: &mut [u8]) -> usize {
        let mut length = 0;
        let mut from = 0;
        while let Some(at) = position(&bytes[from..], b'\r').map(|at| from + at) {
            let drops = bytes.get(at + 1) == Some(&b'\n');
            let end = if drops { at } else { at + 1 };
            bytes.copy_within(from..end, length);
            length += end - from;
            from = at + 1;
        }
        bytes.copy_within(from.., length);
        length + bytes.len() - from
    }
}

/// The place of a byte. (`contains` is fast and `position` is not: most texts have no `\r` at all.)
fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    let mut chunks = bytes.chunks(256);
    let before = chunks.position(|chunk| chunk.contains(&wanted))? * 256;
    let within = bytes[before..].iter().position(|byte| *byte == wanted)?;
    Some(before + within)
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.len() < 2 {
            return Err(io::Error::other("the buffer is too small to read lines into"));
        }
        if self.only_cr {
            let length = self.inner.read(buffer)?;
            let bytes = &mut buffer[..length];
            bytes
                .iter_mut()
                .filter(|byte| **byte == b'\r')
                .for_each(|byte| *byte = b'\n');
            return Ok(length);
        }
        loop {
            let held = usize::from(self.held);
            buffer[0] = b'\r';
            let read = self.inner.read(&mut buffer[held..])?;
            let mut length = held + read;
            // At the end a held `\r` is given as it is.
            self.held = read > 0 && buffer[length - 1] == b'\r';
            length -= usize::from(self.held);
            let length = self.without_cr(&mut buffer[..length]);
            if length > 0 || read == 0 {
                return Ok(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufRead;

    /// Gives one byte at a time, so that every line end is cut.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(1);
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn whole(reader: impl Read) -> String {
        let mut text = String::new();
        let mut reader = io::BufReader::with_capacity(16, reader);
        while reader.read_line(&mut text).expect("text") > 0 {}
        text
    }

    fn lines(text: &str) -> String {
        let only_cr = end_in_cr_alone(text.as_bytes());
        let slowly = whole(Lines::new(Slowly(text.as_bytes()), only_cr));
        assert_eq!(slowly, whole(Lines::new(text.as_bytes(), only_cr)));
        slowly
    }

    #[test]
    fn every_line_end_becomes_one_and_a_lone_one_in_a_cell_stays() {
        assert_eq!(lines("a\r\nb\nc\r\n"), "a\nb\nc\n");
        assert_eq!(lines("a,\"x\ry\"\r\nb\r\r\n"), "a,\"x\ry\"\nb\r\n");
        assert_eq!(lines("a\nb\r"), "a\nb\r");
        assert_eq!(lines("a\rb\rc"), "a\nb\nc");
        assert_eq!(
            lines(&"x".repeat(1000).replace("xxxxx", "xxxx\r\n")),
            "xxxx\n".repeat(200)
        );
        assert_eq!(lines(""), "");
    }
}
