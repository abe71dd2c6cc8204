//! Reading a short cell from left to right, byte by byte: what the grammar of times is made of.

/// What is left of a cell to read.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub rest: &'a [u8],
}

/// Up to nine digits and how many there were.
pub(crate) type Digits = (u32, usize);

impl Cursor<'_> {
    /// How many digits come.
    #[inline]
    pub(crate) fn coming_digits(&self) -> usize {
        self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// The number that comes.
    #[inline]
    pub(crate) fn digits(&mut self) -> Option<Digits> {
        let length = self.coming_digits();
        if length == 0 || length > 9 {
            return None;
        }
        let value = self.rest[..length]
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        self.rest = &self.rest[length..];
        Some((value, length))
    }

    /// A number of exactly so many of the digits that come, or nothing read.
    #[inline]
    pub(crate) fn digits_of(&mut self, length: usize) -> Option<u32> {
        let (first, rest) = self.rest.split_at_checked(length)?;
        let (value, found) = Cursor { rest: first }.digits()?;
        (found == length).then(|| {
            self.rest = rest;
            value
        })
    }

    /// A number of one or two digits, or nothing read.
    #[inline]
    pub(crate) fn short_number(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let (value, length) = ahead.digits()?;
        (length <= 2).then(|| {
            *self = ahead;
            value
        })
    }

    /// The letters that come.
    #[inline]
    pub(crate) fn word(&mut self) -> &[u8] {
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }

    /// Passes over a byte, if it comes.
    #[inline]
    pub(crate) fn skip(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// Passes over a word of either case, if it comes.
    #[inline]
    pub(crate) fn skip_word(&mut self, word: &[u8]) -> bool {
        let found = self
            .rest
            .get(..word.len())
            .is_some_and(|next| next.eq_ignore_ascii_case(word));
        if found {
            self.rest = &self.rest[word.len()..];
        }
        found
    }

    /// Passes over white space.
    #[inline]
    pub(crate) fn spaces(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }
}
