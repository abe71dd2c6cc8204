//! Days and seconds of the civil calendar, without a library's checks: they are worked out for every cell of a time column.

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

// Inlined across modules: most of the time that a column of times takes is spent here.

/// Seconds since midnight of a time of day, if there is such a time.
#[inline]
pub(crate) fn seconds_of(hour: u32, minute: u32, second: u32) -> Option<i64> {
    // A leap second is the last second of its minute.
    (hour < 24 && minute < 60 && second <= 60).then(|| i64::from(hour * 3600 + minute * 60 + second.min(59)))
}

/// Days since 1970 of a civil date, if there is such a date (Howard Hinnant's algorithm, for years from 1).
#[inline]
pub(crate) fn days_of(year: u32, month: u32, day: u32) -> Option<i64> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = LENGTHS.get(month.wrapping_sub(1) as usize)? + u32::from(leap && month == 2);
    if year == 0 || day == 0 || day > length {
        return None;
    }
    let (shifted, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(i64::from(days) - 719_468)
}

/// Year, month and day of days since 1970.
pub(crate) fn date_of(days: i64) -> (u32, u32, u32) {
    let days = (days + 719_468) as u32;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + u32::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_day_is_where_jiff_has_it(days in 1i64..49_000) {
            let (year, month, day) = date_of(days);
            let expected = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).expect("in range");
            proptest::prop_assert_eq!((year as i16, month as i8, day as i8), (expected.year(), expected.month(), expected.day()));
            proptest::prop_assert_eq!(days_of(year, month, day), Some(days));
        }
    }
}
