//! Whole numbers at the narrowest width: a column begins with one byte a row and widens when a number needs it, at most twice.

use crate::ingest::fold;

/// Whole numbers, some of them missing, in the narrowest unsigned type that holds them all; its largest value stands for none.
#[derive(Debug, PartialEq)]
pub(crate) enum Narrow {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
}

/// A type that numbers are held in.
pub(crate) trait Width: Copy + PartialEq + Into<u32> + TryFrom<u32> {
    /// What stands for none.
    const NONE: Self;
}

impl Width for u8 {
    const NONE: Self = Self::MAX;
}

impl Width for u16 {
    const NONE: Self = Self::MAX;
}

impl Width for u32 {
    const NONE: Self = Self::MAX;
}

impl Default for Narrow {
    fn default() -> Self {
        Self::U8(Vec::new())
    }
}

impl Narrow {
    /// As many rows without a number.
    pub(crate) fn none(rows: usize) -> Self {
        Self::U8(vec![u8::NONE; rows])
    }

    /// Appends a number or none. The largest `u32` cannot be told from none.
    pub(crate) fn push(&mut self, number: Option<u32>) {
        let fits = match self {
            Self::U8(numbers) => push(numbers, number),
            Self::U16(numbers) => push(numbers, number),
            Self::U32(numbers) => return numbers.push(number.unwrap_or(u32::NONE)),
        };
        if !fits {
            self.widen();
            self.push(number);
        }
    }

    #[cold]
    fn widen(&mut self) {
        match self {
            Self::U8(numbers) => *self = Self::U16(widened(numbers, numbers.capacity())),
            Self::U16(numbers) => *self = Self::U32(widened(numbers, numbers.capacity())),
            Self::U32(_) => {}
        }
    }

    /// Makes room for so many rows more, if there is as much memory.
    pub(crate) fn reserve(&mut self, rows: usize) {
        match self {
            Self::U8(numbers) => reserve(numbers, rows),
            Self::U16(numbers) => reserve(numbers, rows),
            Self::U32(numbers) => reserve(numbers, rows),
        }
    }

    /// Appends the rows of another column.
    pub(crate) fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::U8(numbers), Self::U8(more)) => append(numbers, more),
            (Self::U16(numbers), Self::U16(more)) => append(numbers, more),
            (Self::U32(numbers), Self::U32(more)) => append(numbers, more),
            (numbers, more) => (0..more.len()).for_each(|row| numbers.push(more.get(row))),
        }
    }

    /// The number of a row.
    pub(crate) fn get(&self, row: usize) -> Option<u32> {
        match self {
            Self::U8(numbers) => number(numbers[row]),
            Self::U16(numbers) => number(numbers[row]),
            Self::U32(numbers) => number(numbers[row]),
        }
    }

    /// Gives a row a number, where it may have had none.
    pub(crate) fn set(&mut self, row: usize, number: u32) {
        let fits = match self {
            Self::U8(numbers) => set(&mut numbers[row], number),
            Self::U16(numbers) => set(&mut numbers[row], number),
            Self::U32(numbers) => set(&mut numbers[row], number),
        };
        if !fits && !matches!(self, Self::U32(_)) {
            self.widen();
            self.set(row, number);
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::U8(numbers) => numbers.len(),
            Self::U16(numbers) => numbers.len(),
            Self::U32(numbers) => numbers.len(),
        }
    }

    /// How many rows have a number.
    pub(crate) fn filled(&self) -> usize {
        match self {
            Self::U8(numbers) => filled(numbers, u8::NONE),
            Self::U16(numbers) => filled(numbers, u16::NONE),
            Self::U32(numbers) => filled(numbers, u32::NONE),
        }
    }

    /// Keeps only these rows, as [`fold::keep_rows`] does.
    pub(crate) fn keep_rows(&mut self, rows: &[u32]) {
        match self {
            Self::U8(numbers) => fold::keep_rows(numbers, rows),
            Self::U16(numbers) => fold::keep_rows(numbers, rows),
            Self::U32(numbers) => fold::keep_rows(numbers, rows),
        }
    }
}

impl Extend<Option<u32>> for Narrow {
    fn extend<I: IntoIterator<Item = Option<u32>>>(&mut self, numbers: I) {
        numbers.into_iter().for_each(|number| self.push(number));
    }
}

/// Appends a number if the type holds it beside its none.
fn push<T: Width>(numbers: &mut Vec<T>, number: Option<u32>) -> bool {
    let held = match number {
        None => Some(T::NONE),
        Some(number) => T::try_from(number).ok().filter(|held| *held != T::NONE),
    };
    if let Some(held) = held {
        numbers.push(held);
    }
    held.is_some()
}

/// Changes what is held if the type holds the number beside its none.
fn set<T: Width>(held: &mut T, number: u32) -> bool {
    let fits = T::try_from(number).ok().filter(|number| *number != T::NONE);
    if let Some(number) = fits {
        *held = number;
    }
    fits.is_some()
}

fn number<T: Width>(held: T) -> Option<u32> {
    (held != T::NONE).then(|| held.into())
}

/// The same numbers in a wider type, with the same room to grow.
fn widened<T: Width, W: Width + From<T>>(numbers: &[T], room: usize) -> Vec<W> {
    let widened = |held: &T| if *held == T::NONE { W::NONE } else { W::from(*held) };
    let mut wide = Vec::new();
    reserve(&mut wide, room);
    wide.extend(numbers.iter().map(widened));
    wide
}

/// Makes room for so many values more; without it they are still appended, step by step.
pub(crate) fn reserve<T>(values: &mut Vec<T>, more: usize) {
    let _ = values.try_reserve_exact(more);
}

/// Appends values to those there are; to none, without a copy.
pub(crate) fn append<T>(values: &mut Vec<T>, mut more: Vec<T>) {
    if values.is_empty() {
        *values = more;
    } else {
        values.append(&mut more);
    }
}

/// How many values are not `none`.
pub(crate) fn filled<T: PartialEq>(values: &[T], none: T) -> usize {
    values.iter().filter(|value| **value != none).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(numbers: &[Option<u32>]) -> Narrow {
        let mut narrow = Narrow::default();
        narrow.extend(numbers.iter().copied());
        narrow
    }

    fn numbers(narrow: &Narrow) -> Vec<Option<u32>> {
        (0..narrow.len()).map(|row| narrow.get(row)).collect()
    }

    #[test]
    fn a_number_that_would_mean_none_widens_the_column_and_no_smaller_one_does() {
        assert_eq!(held(&[Some(254), None]), Narrow::U8(vec![254, u8::MAX]));
        assert_eq!(held(&[None, Some(255)]), Narrow::U16(vec![u16::MAX, 255]));
        assert_eq!(held(&[None, Some(65_534)]), Narrow::U16(vec![u16::MAX, 65_534]));
        assert_eq!(held(&[None, Some(65_535)]), Narrow::U32(vec![u32::MAX, 65_535]));
    }

    #[test]
    fn numbers_and_nulls_are_kept_at_every_width_they_pass_through() {
        let all = [
            Some(0),
            None,
            Some(254),
            Some(255),
            None,
            Some(256),
            Some(65_534),
            Some(65_535),
            None,
            Some(65_536),
            Some(u32::MAX - 1),
        ];
        for length in 0..=all.len() {
            let narrow = held(&all[..length]);
            assert_eq!(numbers(&narrow), all[..length]);
            assert_eq!(narrow.filled(), all[..length].iter().flatten().count());
        }
    }

    #[test]
    fn columns_of_different_widths_become_one_of_the_wider() {
        let (byte, word) = ([Some(3), None], [None, Some(70_000)]);
        for (first, second) in [(&byte, &word), (&word, &byte), (&byte, &byte), (&word, &word)] {
            let mut narrow = held(first);
            narrow.append(held(second));
            assert_eq!(numbers(&narrow), [first.as_slice(), second].concat());
            let has_wide = [first, second].contains(&&word);
            assert_eq!(matches!(narrow, Narrow::U32(_)), has_wide);
        }
    }

    #[test]
    fn a_row_is_given_a_number_at_every_width() {
        let mut narrow = held(&[Some(1), None]);
        for number in [254, 255, 65_535, 7, u32::MAX - 1] {
            narrow.set(1, number);
            assert_eq!(numbers(&narrow), [Some(1), Some(number)]);
        }
    }

    #[test]
    fn rows_are_picked_at_every_width() {
        for most in [5, 300, 70_000] {
            let mut narrow = held(&[Some(1), None, Some(most), Some(2), None]);
            narrow.keep_rows(&[1, 2, 4]);
            assert_eq!(numbers(&narrow), [None, Some(most), None]);
        }
    }
}
