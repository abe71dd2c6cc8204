//! A text that can be read again from the beginning of the present record, and that ends where a record is too long.

use std::io::{self, Read, Seek, SeekFrom};

/// The first piece that is given of a text that is read again; the next quote may be as near.
const FIRST_PIECE: usize = 1 << 12;

const LARGEST_PIECE: usize = 1 << 18;

/// Why a text ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It has not.
    NotYet,
    /// There is no more of it.
    Whole,
    /// A record was too long.
    Cut,
}

/// A text of which the bytes since the beginning of the present record can be had again.
pub(crate) struct Window {
    inner: Box<dyn Read>,
    kept: Vec<u8>,
    /// The place in the text of the first byte that is kept.
    from: u64,
    /// The place of the next byte to give.
    at: u64,
    /// Where the present record begins.
    pub keep: u64,
    /// How long it may be.
    pub longest: u64,
    /// The largest piece to give of what is read again.
    piece: usize,
    /// Whether `inner` has no more.
    pub is_over: bool,
    pub ending: Ending,
}

impl Window {
    pub(crate) fn new(inner: Box<dyn Read>, longest: u64) -> Self {
        Self {
            inner,
            kept: Vec::new(),
            from: 0,
            at: 0,
            keep: 0,
            longest,
            piece: LARGEST_PIECE,
            is_over: false,
            ending: Ending::NotYet,
        }
    }

    /// The place after the last byte that is kept.
    pub(crate) fn end(&self) -> u64 {
        self.from + self.kept.len() as u64
    }

    /// The bytes from one place to another, which must be kept.
    pub(crate) fn between(&self, from: u64, to: u64) -> &[u8] {
        let place = |at: u64| (at.saturating_sub(self.from) as usize).min(self.kept.len());
        &self.kept[place(from)..place(to).max(place(from))]
    }

    /// Reads on until `to` is kept, or there is no more.
    pub(crate) fn fetch(&mut self, to: u64) -> io::Result<()> {
        let mut piece = vec![0; FIRST_PIECE];
        while self.end() < to && !self.is_over {
            let length = self.inner.read(&mut piece)?;
            self.is_over = length == 0;
            self.kept.extend_from_slice(&piece[..length]);
        }
        Ok(())
    }

    /// Gives bytes that are kept.
    fn again(&mut self, buffer: &mut [u8]) -> usize {
        let from = (self.at - self.from) as usize;
        let length = (self.kept.len() - from).min(buffer.len()).min(self.piece);
        buffer[..length].copy_from_slice(&self.kept[from..from + length]);
        self.piece = (self.piece * 2).min(LARGEST_PIECE);
        length
    }

    /// Gives bytes that were never given, and keeps them.
    fn more(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let unneeded = (self.keep.saturating_sub(self.from) as usize).min(self.kept.len());
        self.kept.drain(..unneeded);
        self.from += unneeded as u64;
        if self.is_over {
            return Ok(0);
        }
        let length = self.inner.read(buffer)?;
        self.is_over = length == 0;
        self.kept.extend_from_slice(&buffer[..length]);
        Ok(length)
    }
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at.saturating_sub(self.keep) > self.longest {
            self.ending = Ending::Cut;
            return Ok(0);
        }
        let length = if self.at < self.end() {
            self.again(buffer)
        } else {
            self.more(buffer)?
        };
        if length == 0 {
            self.ending = Ending::Whole;
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Window {
    /// Back to a byte that is kept.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(to) = to else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        if !(self.from..=self.end()).contains(&to) {
            return Err(io::Error::other("that part of the file is not kept"));
        }
        self.at = to;
        self.keep = to;
        self.piece = FIRST_PIECE;
        self.ending = Ending::NotYet;
        Ok(to)
    }
}
