//! One cell → one number, read with one of the two decimal marks. What is read is plain letters ([`letters`](super::letters)).
//! Which mark it is, the column decides ([`marks`](crate::ingest::columns::marks)).

/// Currencies by their codes of ISO 4217 and by the short words that people write, in small letters.
const CURRENCIES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad \
     cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg \
     huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt \
     mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg \
     sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd \
     xof xpf yer zar zmw zwl fr ft kc kr rs zl";

/// A whole number of nothing but digits, as most are; the largest `u32` of all stands for none elsewhere, and is none here.
pub(crate) fn digits(cell: &[u8]) -> Option<u32> {
    if cell.is_empty() || cell.len() > 10 {
        return None;
    }
    let mut value = 0_u64;
    for digit in cell {
        value = value * 10 + u64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
    }
    u32::try_from(value).ok().filter(|value| *value != u32::MAX)
}

/// A number that is not negative, in thousandths; what is smaller is left out. `None` is what cannot be one: a minus, a unit,
/// groups that are not of three digits (a spreadsheet destroyed those).
pub(crate) fn thousandths(cell: &[u8], decimal: u8) -> Option<u64> {
    let cell = cell.strip_prefix(b"+").unwrap_or(cell);
    let (whole, fraction) = match cell.iter().position(|byte| *byte == decimal) {
        Some(at) => (&cell[..at], &cell[at + 1..]),
        None => (cell, &b"0"[..]),
    };
    if fraction.is_empty() || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut thousandths = 0;
    for place in 0..3 {
        let digit = fraction.get(place).map_or(0, |digit| digit - b'0');
        thousandths = thousandths * 10 + u64::from(digit);
    }
    // As in `.5`
    let whole = if whole.is_empty() && cell.first() == Some(&decimal) {
        0
    } else {
        grouped(whole, decimal)?
    };
    whole.checked_mul(1000)?.checked_add(thousandths)
}

/// Digits, alone or in groups of three; the decimal mark parts no groups.
pub(crate) fn grouped(whole: &[u8], decimal: u8) -> Option<u64> {
    let Some(mark) = whole.iter().copied().find(|byte| !byte.is_ascii_digit()) else {
        return value_of(whole);
    };
    if !matches!(mark, b',' | b'.' | b' ' | b'\'') || mark == decimal {
        return None;
    }
    let mut groups = whole.split(|byte| *byte == mark);
    let first = groups.next()?;
    // `0.500` is no thousands.
    if !(1..=3).contains(&first.len()) || first.starts_with(b"0") {
        return None;
    }
    let mut value = value_of(first)?;
    for group in groups {
        let group = (group.len() == 3).then(|| value_of(group))??;
        value = value.checked_mul(1000)?.checked_add(group)?;
    }
    Some(value)
}

fn value_of(digits: &[u8]) -> Option<u64> {
    // Without this, a sign would be read as well.
    digits.iter().all(u8::is_ascii_digit).then_some(())?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A whole number.
pub(crate) fn whole(cell: &[u8], decimal: u8) -> Option<u64> {
    let thousandths = thousandths(cell, decimal)?;
    thousandths.is_multiple_of(1000).then_some(thousandths / 1000)
}

/// A number in hundredths, rounded to the nearest.
pub(crate) fn hundredths(cell: &[u8], decimal: u8) -> Option<u64> {
    Some(thousandths(cell, decimal)?.checked_add(5)? / 10)
}

/// An amount of money in hundredths: a number, with or without a currency or a percent sign before or after it.
pub(crate) fn amount(cell: &[u8], decimal: u8) -> Option<u64> {
    let is_mark = |byte: &u8| matches!(byte, b'.' | b',');
    let mut start = cell.iter().position(u8::is_ascii_digit)?;
    // As in `$.50`, and unlike `Rs.500`
    if let [before @ .., mark] = &cell[..start]
        && is_mark(mark)
        && !before.last().is_some_and(u8::is_ascii_alphabetic)
    {
        start -= 1;
    }
    let end = cell.iter().rposition(u8::is_ascii_digit)? + 1;
    let (before, after) = (&cell[..start], &cell[end..]);
    if !is_currency(before.strip_suffix(b".").unwrap_or(before)) || !is_currency(after) {
        return None;
    }
    hundredths(&cell[start..end], decimal)
}

/// Any number, also below zero, with or without a currency before or after it; one with a percent sign is so many hundredths.
pub(crate) fn quantity(cell: &[u8], decimal: u8) -> Option<f64> {
    let (sign, cell) = match cell {
        [b'-', rest @ ..] | [rest @ .., b'-'] | [b'(', rest @ .., b')'] => (-1.0, rest),
        _ => (1.0, cell),
    };
    let start = cell.iter().position(|byte| byte.is_ascii_digit() || *byte == decimal)?;
    let end = cell.iter().rposition(u8::is_ascii_digit)? + 1;
    let (before, after) = (&cell[..start], &cell[end..]);
    if !is_currency(before) || !is_currency(after) {
        return None;
    }
    let mut parts = cell.get(start..end)?.split(|byte| *byte == decimal);
    let whole = parts.next().filter(|whole| !whole.is_empty());
    let whole = whole.map_or(Some(0), |whole| grouped(whole, decimal))?;
    let fraction = parts.next().unwrap_or(b"0");
    if parts.next().is_some() || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let is_percent = [before, after].iter().any(|around| around.contains(&b'%'));
    // Read as hundredths at once, 99.9 % is 0.999 exactly as far as a float goes.
    let places = if is_percent { "e-2" } else { "" };
    let number: f64 = format!("{whole}.{}{places}", std::str::from_utf8(fraction).ok()?)
        .parse()
        .ok()?;
    // Adding nothing makes a zero of a zero below zero.
    Some(sign * number + 0.0)
}

/// Whether what stands around a number says no more than of what it is: `$`, `EUR`, `R$`, `%`, `+` or nothing.
fn is_currency(around: &[u8]) -> bool {
    let is_sign = |byte: &u8| matches!(byte, b'$' | b'%' | b'+' | b' ');
    let mut words = around.split(is_sign).filter(|word| !word.is_empty());
    let Some(word) = words.next() else {
        return true;
    };
    let is_short = word.len() <= 3 && word.iter().all(u8::is_ascii_alphabetic);
    let is_known = around.contains(&b'$') || CURRENCIES.split(' ').any(|known| known.as_bytes() == word);
    is_short && is_known && words.next().is_none()
}

/// Whether a cell that cannot be read is a number below zero: `-4`, `4-` or `(4)`.
pub(crate) fn is_negative(cell: &[u8]) -> bool {
    let marked = match cell {
        [b'-', rest @ ..] | [rest @ .., b'-'] | [b'(', rest @ .., b')'] => rest,
        _ => return false,
    };
    marked.iter().any(u8::is_ascii_digit) && marked.iter().all(|byte| !matches!(byte, b'/' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cells::letters::plain;

    fn read(cell: &str, decimal: u8) -> Option<u64> {
        thousandths(&plain(cell.as_bytes())?, decimal)
    }

    #[test]
    fn thousands_marks_of_every_kind_make_the_same_number() {
        for cell in [
            "345773",
            "345,773",
            "345 773",
            "345\u{a0}773",
            "345\u{202f}773",
            "345'773",
            "345’773",
            "345773.0",
            "345,773.00",
            "+345,773",
        ] {
            assert_eq!(read(cell, b'.'), Some(345_773_000), "{cell}");
        }
        assert_eq!(read("345.773", b','), Some(345_773_000));
        assert_eq!(read("1.234.567,89", b','), Some(1_234_567_890));
        assert_eq!(read("1,234,567", b'.'), Some(1_234_567_000));
        assert_eq!(read(",5", b','), Some(500));
        assert_eq!(read("3871,691111", b','), Some(3_871_691));
    }

    #[test]
    fn a_destroyed_number_is_refused() {
        for cell in [
            "3,87,16,91,111",
            "1,23,456",
            "1 23",
            "-4",
            "12x",
            "",
            "1,,234",
            "1.5.2",
            "0,500.1",
            ".",
            "5.",
            "1e5",
            "1,234 567",
            "+",
            "+-4",
        ] {
            assert_eq!(read(cell, b'.'), None, "{cell}");
        }
        assert_eq!(whole(b"1.5", b'.'), None);
        assert_eq!(digits(b"4294967295"), None);
        assert_eq!(digits(b"4294967294"), Some(u32::MAX - 1));
        assert_eq!(read("99999999999999999999", b'.'), None);
    }

    #[test]
    fn a_currency_before_or_after_an_amount_is_taken_off() {
        let read = |cell: &str, decimal| amount(&plain(cell.as_bytes())?, decimal);
        for cell in [
            "$ 2,499.99",
            "USD 2499.99",
            "2,499.99 €",
            "US$2,499.99",
            "2'499.99 CHF",
            "Rs.2499.99",
            "£+2499.99",
        ] {
            assert_eq!(read(cell, b'.'), Some(249_999), "{cell}");
        }
        assert_eq!(read("R$ 2.499,99", b','), Some(249_999));
        assert_eq!((read("$.50", b'.'), read("12 %", b'.')), (Some(50), Some(1_200)));
        for cell in ["12k", "1.2 mio", "$-5", "12 EUR 50", "EUR", "about 12", "12 months"] {
            assert_eq!(read(cell, b'.'), None, "{cell}");
        }
        assert_eq!(read("0.005", b'.'), Some(1), "rounded to the nearest hundredth");
    }

    #[test]
    fn what_is_below_zero_is_told_from_what_is_no_number() {
        assert!(is_negative(b"-4") && is_negative(b"(4.50)") && is_negative(b"4-") && is_negative(b"-1:04"));
        assert!(!is_negative(b"-") && !is_negative(b"x") && !is_negative(b"1-2") && !is_negative(b"-1-2-3"));
    }

    proptest::proptest! {
        #[test]
        fn a_number_with_any_marks_reads_back_exactly(
            whole in 0_u64..10_000_000_000_000,
            fraction in 0_u64..1000,
            group in proptest::sample::select(&["", ",", ".", " ", "\u{a0}", "\u{202f}", "'", "’"][..]),
            decimal in proptest::sample::select(&[b'.', b','][..]),
        ) {
            proptest::prop_assume!(group.as_bytes() != [decimal]);
            let digits = whole.to_string();
            let mut cell = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    cell += group;
                }
                cell.push(digit);
            }
            proptest::prop_assert_eq!(read(&cell, decimal), Some(whole * 1000), "{}", &cell);
            cell += &format!("{}{fraction:03}", decimal as char);
            proptest::prop_assert_eq!(read(&cell, decimal), Some(whole * 1000 + fraction), "{}", &cell);
        }

        #[test]
        fn no_bytes_make_a_number_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40), decimal in "[.,]") {
            let decimal = decimal.as_bytes()[0];
            digits(&bytes);
            is_negative(&bytes);
            amount(&bytes, decimal);
            thousandths(&bytes, decimal);
        }

        #[test]
        fn nothing_that_looks_like_a_number_makes_it_panic(cell in "[0-9.,' +%$a-z()-]{0,30}") {
            for decimal in [b'.', b','] {
                amount(cell.as_bytes(), decimal);
                thousandths(cell.as_bytes(), decimal);
            }
        }
    }
}
