//! Chance that is the same on every machine: integers and tables only, for the last bits of `exp` and `ln` differ between
//! platforms.

/// A log-normal shape in thousandths of its median, at the quantiles of [`QUANTILES`]. Narrow: sigma 0.9.
pub const NARROW: Shape = &[
    98, 171, 228, 316, 393, 469, 545, 624, 707, 796, 893, 1000, 1120, 1256, 1415, 1603, 1835, 2133, 2542, 3169, 4395,
    5836, 10158,
];
/// The same with sigma 1.25: the long tail of resolution times.
pub const WIDE: Shape = &[
    40, 86, 128, 202, 274, 349, 430, 519, 618, 729, 855, 1000, 1170, 1373, 1619, 1926, 2324, 2863, 3653, 4963, 7815,
    11588, 25023,
];
const QUANTILES: Shape = &[
    0, 25, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 975, 1000,
];
/// The standard normal in thousandths, at the middles of 32 equal shares.
const NORMAL: [i64; 32] = [
    -2154, -1676, -1418, -1230, -1078, -947, -831, -725, -626, -533, -445, -360, -278, -197, -118, -39, 39, 118, 197,
    278, 360, 445, 533, 626, 725, 831, 947, 1078, 1230, 1418, 1676, 2154,
];

/// A distribution by its values at fixed quantiles.
pub type Shape = &'static [i64; 23];

/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and good enough for a made-up organisation.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: i64) -> i64 {
        ((u128::from(self.next()) * end as u128) >> 64) as i64
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// True `share` times of a thousand.
    pub fn permille(&mut self, share: i64) -> bool {
        self.below(1000) < share
    }

    /// One of several, all alike.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as i64) as usize]
    }

    /// The place of one of several by weight.
    pub fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0 {
                return at;
            }
        }
        weights.len() - 1
    }

    /// A value around `median`, spread as `shape` says.
    pub fn spread(&mut self, median: i64, shape: Shape) -> i64 {
        let quantile = self.below(1000);
        let upper = QUANTILES.partition_point(|q| *q <= quantile);
        let (q0, q1) = (QUANTILES[upper - 1], QUANTILES[upper]);
        let (v0, v1) = (shape[upper - 1], shape[upper]);
        median * (v0 + (v1 - v0) * (quantile - q0) / (q1 - q0)) / 1000
    }

    /// How many come, in thousandths, when so many are expected: about a Poisson number, `steady` hundredths as wide.
    pub fn arrivals(&mut self, expected: i64, steady: i64) -> i64 {
        let root = (expected.unsigned_abs() * 1000).isqrt() as i64;
        (expected + self.pick(&NORMAL) * root * steady / 100_000).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        let mut chance = Chance::new(1_234_567);
        let numbers = [chance.next(), chance.next(), chance.next()];
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn half_of_a_spread_lies_below_its_median() {
        let mut chance = Chance::new(1);
        let below = (0..10_000).filter(|_| chance.spread(1_000, WIDE) < 1_000).count();
        assert!((4_800..5_200).contains(&below), "{below}");
    }

    #[test]
    fn a_weight_of_nought_is_never_drawn() {
        let mut chance = Chance::new(1);
        assert!((0..1_000).all(|_| chance.weighted(&[0, 3, 0, 5]) % 2 == 1));
    }
}
