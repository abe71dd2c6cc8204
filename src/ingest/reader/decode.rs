//! Stored bytes → bytes that the rest of ingest can read: UTF-8, or (cell by cell, see [`crate::ingest::cells::text`]) Windows-1252.
//!
//! Whether a file without a mark is UTF-8 or Windows-1252 is known only at its last byte. To read it once, it is split as it is
//! (both agree on delimiters, quotes and line ends), and each cell that is not UTF-8 is read as Windows-1252.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The encoding of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// What a reader must be passed through, if its bytes cannot be read as they are.
    pub through: Option<&'static Encoding>,
    /// Which it is and why, in words.
    pub why: String,
}

/// The encoding of a file that begins so: by its mark, as told, or by its bytes.
pub(crate) fn encoding(head: &[u8], named: Option<&'static Encoding>) -> Found {
    let found = |encoding: &'static Encoding, why: &str| Found {
        through: (encoding != UTF_8).then_some(encoding),
        why: format!("{}{why}", encoding.name()),
    };
    if let Some((marked, _)) = Encoding::for_bom(head) {
        found(marked, ", by its mark")
    } else if let Some(named) = named {
        found(named, ", as told")
    } else if let Some(utf_16) = utf_16_without_mark(head) {
        found(utf_16, ", no mark: every other byte is zero")
    } else if is_utf_8(head) {
        found(UTF_8, "; cells that are not are read as Windows-1252")
    } else {
        Found {
            through: None,
            why: "Windows-1252: it is not UTF-8 throughout (cells that are UTF-8 are read so)".to_owned(),
        }
    }
}

/// Whether the first bytes of a file are UTF-8, but for a character that is cut at their end.
fn is_utf_8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Text in a Latin alphabet has a zero in every other byte of UTF-16, and none in anything else.
fn utf_16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    if pairs == 0 || zeros(0) + zeros(1) < pairs / 2 {
        None
    } else if zeros(1) > zeros(0) * 4 {
        Some(UTF_16LE)
    } else if zeros(0) > zeros(1) * 4 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A reader whose bytes become UTF-8 on the way; what the encoding does not have becomes U+FFFD.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    ready_at: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// `inner` is in `encoding`; its mark, if any, is taken off.
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 1 << 16],
            ready: Vec::new(),
            ready_at: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let length = self.inner.read(&mut self.raw)?;
        self.ended = length == 0;
        let room = self.decoder.max_utf8_buffer_length(length).unwrap_or(4 << 16);
        self.ready.resize(room, 0);
        let (_, _, written, _) = self
            .decoder
            .decode_to_utf8(&self.raw[..length], &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.ready_at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready_at == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let length = buffer.len().min(self.ready.len() - self.ready_at);
        buffer[..length].copy_from_slice(&self.ready[self.ready_at..self.ready_at + length]);
        self.ready_at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> String {
        let mut text = String::new();
        match encoding(bytes, named).through {
            Some(encoding) => Decoded::new(bytes, encoding)
                .read_to_string(&mut text)
                .expect("decoded"),
            None => panic!("{bytes:?} needs no decoding"),
        };
        text
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let text = "Número,Opened\nINC1,2026-01-02\n";
        assert_eq!(
            decode(&utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes), None),
            text
        );
        assert_eq!(
            decode(&utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes), None),
            text
        );
        assert_eq!(decode(&utf_16(text, u16::to_le_bytes), None), text);
        assert_eq!(decode(&utf_16(text, u16::to_be_bytes), None), text);
    }

    #[test]
    fn a_named_encoding_is_believed_and_a_mark_is_believed_more() {
        assert_eq!(decode(b"Caf\x8e", Encoding::for_label(b"macintosh")), "Café");
        assert_eq!(
            encoding("\u{feff}Café".as_bytes(), Encoding::for_label(b"macintosh")),
            Found {
                through: None,
                why: "UTF-8, by its mark".to_owned()
            }
        );
    }

    #[test]
    fn what_a_file_is_read_as_is_said_with_the_reason() {
        let why = |bytes: &[u8], named| encoding(bytes, named).why;
        assert_eq!(why(b"a,b", None), "UTF-8; cells that are not are read as Windows-1252");
        assert_eq!(
            why(b"Caf\xc3", None),
            "UTF-8; cells that are not are read as Windows-1252"
        );
        assert!(why(b"Caf\xe9,b", None).starts_with("Windows-1252: it is not UTF-8"));
        assert_eq!(why(b"Caf\x8e", Encoding::for_label(b"macintosh")), "macintosh, as told");
        assert_eq!(
            why(&utf_16("\u{feff}a", u16::to_le_bytes), None),
            "UTF-16LE, by its mark"
        );
        assert_eq!(
            why(&utf_16("a,b", u16::to_be_bytes), None),
            "UTF-16BE, no mark: every other byte is zero"
        );
    }

    #[test]
    fn a_text_longer_than_the_buffer_is_decoded_whole() {
        let text = "é".repeat(100_000);
        assert_eq!(
            decode(&utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes), None),
            text
        );
    }

    #[test]
    fn a_broken_pair_becomes_one_replacement() {
        let mut bytes = utf_16("\u{feff}ab", u16::to_le_bytes);
        bytes.extend([0x00, 0xd8]);
        assert_eq!(decode(&bytes, None), "ab\u{fffd}");
    }
}
