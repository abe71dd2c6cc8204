//! 95 % intervals: Wilson for counted proportions, exact Poisson for rates, the measure's own for quantiles.
//!
//! None for shares of minutes (minutes are not independent of each other) and none for a census (nothing was sampled).

use std::collections::BTreeMap;

use crate::measure::{Catalogue, Figure, Figures, Interval, Kpi, Stat, Unit};

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// Half of what an interval leaves out.
const TAIL: f64 = 0.025;
/// Above this count the Wilson–Hilferty cube agrees with the exact bounds to five digits, and costs nothing.
const EXACT_UP_TO: u64 = 200;

/// Which interval a figure can have: what its KPI declares, for its leading number; a share of counted records has one too.
fn interval_of(figure: &Figure, kpi: Option<&Kpi>) -> Interval {
    match (kpi, figure.stat) {
        (Some(kpi), None) => kpi.interval,
        (
            Some(_),
            Some(
                Stat::ShareOfThree
                | Stat::OutsourcedSuccess
                | Stat::InternalSuccess
                | Stat::OutsourcedInTime
                | Stat::InternalInTime,
            ),
        ) => Interval::Wilson,
        _ => Interval::None,
    }
}

/// By how much a rate multiplies its count over its exposure ("per 100 users"), learned from any figure that is not zero.
#[derive(Debug)]
pub(super) struct Multiples(BTreeMap<(&'static str, Option<Stat>), f64>, Catalogue);

impl Multiples {
    /// Of all rates.
    pub(super) fn of(figures: &Figures) -> Self {
        let mut multiples = BTreeMap::new();
        for figure in figures.iter().filter(|figure| figure.unit == Unit::Rate) {
            if let (Some(value), Some(part), Some(whole)) = (figure.value, figure.part, figure.whole)
                && part > 0.0
                && whole > 0.0
            {
                multiples
                    .entry((figure.id, figure.stat))
                    .or_insert(value * whole / part);
            }
        }
        Self(multiples, figures.catalogue().clone())
    }

    /// The ends of a figure's 95 % interval, where one is defined.
    pub(super) fn interval(&self, figure: &Figure) -> Option<(f64, f64)> {
        // The time between events that did not happen has a least and no value.
        if figure.bounds.is_some() {
            return figure.bounds;
        }
        figure.value?;
        match interval_of(figure, self.1.kpi(figure.id)) {
            Interval::None => None,
            Interval::Wilson => wilson(counted(figure.part)?, counted(figure.whole)?),
            Interval::Poisson => {
                let exposure = figure.whole.filter(|whole| *whole > 0.0)?;
                let multiple = self.0.get(&(figure.id, figure.stat))? / exposure;
                let (low, high) = poisson(counted(figure.part)?);
                Some((low * multiple, high * multiple))
            }
        }
    }
}

/// A count of records; `None` for a sum of something finer.
fn counted(value: Option<f64>) -> Option<u64> {
    // Above 2⁵³ a float no longer tells whole numbers apart.
    value
        .filter(|value| value.fract() == 0.0 && (0.0..9.0e15).contains(value))
        .map(|value| value as u64)
}

/// The Wilson score interval of `part` of `whole`; `None` of nothing.
pub fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    if whole == 0 || part > whole {
        return None;
    }
    let n = whole as f64;
    let share = part as f64 / n;
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let (centre, scale) = (share + Z * Z / (2.0 * n), 1.0 + Z * Z / n);
    let low = if part == 0 { 0.0 } else { (centre - spread) / scale };
    let high = if part == whole { 1.0 } else { (centre + spread) / scale };
    Some((low.max(0.0), high.min(1.0)))
}

/// The exact (Garwood) interval of a Poisson mean of which `count` events were seen.
pub fn poisson(count: u64) -> (f64, f64) {
    let k = count as f64;
    if count > EXACT_UP_TO {
        return (cube(k, -Z), cube(k + 1.0, Z));
    }
    let log_factorial = (2..=count).map(|i| (i as f64).ln()).sum();
    let low = if count == 0 {
        0.0
    } else {
        // As many or more: grows with the mean.
        bisect(0.0, k, |mean| at_least(k, mean, log_factorial) < TAIL)
    };
    // As few or fewer: shrinks with the mean.
    let high = bisect(k, k + 6.0 * (k + 4.0).sqrt(), |mean| {
        at_most(k, mean, log_factorial) > TAIL
    });
    (low, high)
}

/// Wilson and Hilferty's cube: the gamma quantile of shape `k` at a normal quantile.
fn cube(k: f64, z: f64) -> f64 {
    k * (1.0 - 1.0 / (9.0 * k) + z / (3.0 * k.sqrt())).powi(3)
}

/// Where `below` turns from true to false, between two bounds.
fn bisect(mut from: f64, mut to: f64, below: impl Fn(f64) -> bool) -> f64 {
    // Forty-five halvings of at most a few hundred leave eleven decimals.
    for _ in 0..45 {
        let middle = (from + to) / 2.0;
        if below(middle) {
            from = middle;
        } else {
            to = middle;
        }
    }
    (from + to) / 2.0
}

/// The chance of `k` events or more, for a mean below `k`: terms shrink from the first on.
fn at_least(k: f64, mean: f64, log_factorial: f64) -> f64 {
    let (mut sum, mut term, mut i) = (0.0, 1.0, k);
    while term > sum * f64::EPSILON {
        sum += term;
        i += 1.0;
        term *= mean / i;
    }
    sum * (k * mean.ln() - mean - log_factorial).exp()
}

/// The chance of `k` events or fewer, for a mean above `k`: terms shrink from the last on.
fn at_most(k: f64, mean: f64, log_factorial: f64) -> f64 {
    let (mut sum, mut term, mut i) = (0.0, 1.0, k);
    while term > sum * f64::EPSILON {
        sum += term;
        term *= i / mean;
        i -= 1.0;
    }
    // Of nothing, the chance is e^-mean; 0 × ln(0) would be no number.
    let first = if k == 0.0 {
        -mean
    } else {
        k * mean.ln() - mean - log_factorial
    };
    sum * first.exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::tests::figure;
    use proptest::prelude::*;

    fn percent((low, high): (f64, f64)) -> (f64, f64) {
        ((low * 1000.0).round() / 10.0, (high * 1000.0).round() / 10.0)
    }

    #[test]
    fn proportions_have_the_bounds_of_the_textbook() {
        assert_eq!(percent(wilson(19, 20).expect("some")), (76.4, 99.1));
        assert_eq!(percent(wilson(40, 40).expect("some")), (91.2, 100.0));
        assert_eq!(percent(wilson(10, 10).expect("some")), (72.2, 100.0));
        assert_eq!(percent(wilson(0, 10).expect("some")), (0.0, 27.8));
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }

    #[test]
    fn above_99_percent_needs_a_clean_381() {
        assert!(wilson(380, 380).expect("some").0 < 0.99);
        assert!(wilson(381, 381).expect("some").0 > 0.99);
    }

    #[test]
    fn rates_have_the_bounds_of_the_textbook() {
        // Garwood's table: 0 → 3.689; 1 → 0.0253 to 5.572; 5 → 1.623 to 11.668; 10 → 4.795 to 18.390; 100 → 81.364 to 121.627.
        for (count, low, high) in [
            (0, 0.0, 3.689),
            (1, 0.025, 5.572),
            (5, 1.623, 11.668),
            (10, 4.795, 18.390),
            (100, 81.364, 121.627),
        ] {
            let bounds = poisson(count);
            assert!((bounds.0 - low).abs() < 6e-4, "{count}: {bounds:?}");
            assert!((bounds.1 - high).abs() < 6e-4, "{count}: {bounds:?}");
        }
    }

    #[test]
    fn the_approximation_takes_over_without_a_step() {
        let (exact, near) = (poisson(EXACT_UP_TO), poisson(EXACT_UP_TO + 1));
        // At 200 one more event moves the ends by 1 ∓ 1.96 / (2 √200), which is 0.931 and 1.069.
        assert!((near.0 - exact.0 - 0.931).abs() < 0.005, "{exact:?} {near:?}");
        assert!((near.1 - exact.1 - 1.069).abs() < 0.005, "{exact:?} {near:?}");
        assert!((cube(200.0, -Z) / exact.0 - 1.0).abs() < 1e-5);
        assert!((cube(201.0, Z) / exact.1 - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_rate_keeps_its_multiple_and_a_zero_borrows_it() {
        let mut figures = Figures::default();
        // 10 tickets of 200 users are 5 per 100 users.
        let mut rate = figure("tickets.per_user", "2026-01", Unit::Rate, Some(5.0));
        (rate.part, rate.whole) = (Some(10.0), Some(200.0));
        let mut none = figure("tickets.per_user", "2026-02", Unit::Rate, Some(0.0));
        (none.part, none.whole) = (Some(0.0), Some(200.0));
        figures.push(rate.clone());
        figures.push(none.clone());
        let multiples = Multiples::of(&figures);
        let (low, high) = multiples.interval(&rate).expect("an interval");
        // 4.795 and 18.390 of 200, times 100.
        assert!(
            (low - 2.3977).abs() < 1e-3 && (high - 9.1952).abs() < 1e-3,
            "{low} {high}"
        );
        let (low, high) = multiples.interval(&none).expect("an interval");
        assert!(low == 0.0 && (high - 1.8444).abs() < 1e-3, "{high}");
    }

    #[test]
    fn a_share_of_minutes_has_no_interval_and_a_quantile_keeps_its_own() {
        let multiples = Multiples::of(&Figures::default());
        let mut share = figure("work.unplanned_share", "2026-01", Unit::Ratio, Some(0.5));
        (share.part, share.whole) = (Some(60.0), Some(120.0));
        assert_eq!(multiples.interval(&share), None);
        share.id = "change.success_rate";
        assert!(multiples.interval(&share).is_some());
        share.part = Some(60.5);
        assert_eq!(multiples.interval(&share), None, "not a count");
        let mut median = figure("tickets.resolution_time", "2026-01", Unit::Seconds, Some(60.0));
        assert_eq!(multiples.interval(&median), None);
        median.bounds = Some((50.0, 90.0));
        assert_eq!(multiples.interval(&median), Some((50.0, 90.0)));
    }

    proptest! {
        #[test]
        fn a_proportion_lies_inside_its_interval(whole in 1u64..5_000, part in 0u64..5_000) {
            let part = part % (whole + 1);
            let (low, high) = wilson(part, whole).expect("some");
            let share = part as f64 / whole as f64;
            prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            // The widest of all is that of 1 of 2: 0.095 to 0.905.
            prop_assert!(high - low < 0.82, "an interval of everything says nothing");
        }

        #[test]
        fn a_count_lies_inside_its_interval(count in 0u64..3_000) {
            let (low, high) = poisson(count);
            let k = count as f64;
            prop_assert!(low <= k && k < high);
            let next = poisson(count + 1);
            prop_assert!(low < next.0 && high < next.1, "one more moves both ends up");
        }
    }
}
