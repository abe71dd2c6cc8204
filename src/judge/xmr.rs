//! The XmR chart: what a series usually does, told from how much it moves from one month to the next.

use super::{Limits, Rule};
use crate::measure::Unit;

/// Fewer points are too few to tell.
const FEWEST_POINTS: usize = 12;
/// Limits lie this many mean moving ranges from the centre.
const TO_LIMIT: f64 = 2.66;
/// A moving range over this many means is screened out, once.
const SCREEN: f64 = 3.267;
/// A run of this length is a signal.
const RUN: usize = 7;
/// Differences below this part of the largest value are the arithmetic's, not the data's.
const NOISE: f64 = 1e-9;

/// The scale on which a series is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// As it is.
    Linear,
    /// Durations: twice as long is as far as half as long. A second is added, so that zero has its place.
    Log,
}

impl Scale {
    fn of(unit: Unit) -> Self {
        match unit {
            Unit::Seconds => Self::Log,
            _ => Self::Linear,
        }
    }

    fn to(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.max(0.0).ln_1p(),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.exp_m1(),
        }
    }
}

/// A series with its usual range and its signals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// As drawn: turned back into the series' unit, and inside what the value can be.
    pub limits: Limits,
    /// By month: the rule that it completes, and whether it moves up.
    pub signals: Vec<Option<(Rule, bool)>>,
}

/// What a value of the series can be at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The least that it can be.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// What it is counted in.
    pub unit: Unit,
}

/// Judges a series; `None` where there are too few points, or none beside each other. How far out a month of few records lies
/// says little, so that it is no signal by that; on which side it lies, seven times in a row, says enough.
pub(super) fn chart(values: &[Option<f64>], of_few: &[bool], bounds: Bounds) -> Option<Chart> {
    let scale = Scale::of(bounds.unit);
    let points: Vec<Option<f64>> = values
        .iter()
        .map(|value| value.filter(|value| value.is_finite()).map(|value| scale.to(value)))
        .collect();
    let spread = Spread::of(&points)?;
    let signals = (0..points.len())
        .map(|at| signal(&points[..=at], &of_few[..=at], &spread))
        .collect();
    let limits = Limits {
        centre: scale.back(spread.centre),
        lower: scale.back(spread.centre - spread.reach).max(bounds.least),
        upper: scale.back(spread.centre + spread.reach).min(bounds.most),
    };
    Some(Chart { limits, signals })
}

/// The centre and how far the limits lie from it, on the scale of judgement.
#[derive(Debug)]
struct Spread {
    centre: f64,
    reach: f64,
    /// What is as good as nothing, at this size of values.
    noise: f64,
}

impl Spread {
    fn of(points: &[Option<f64>]) -> Option<Self> {
        let known: Vec<f64> = points.iter().copied().flatten().collect();
        if known.len() < FEWEST_POINTS {
            return None;
        }
        let range = screened_mean(&moving_ranges(points))?;
        let largest = known.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        Some(Self {
            centre: mean(&known)?,
            reach: TO_LIMIT * range,
            noise: NOISE * largest,
        })
    }

    /// Which side of the centre: 1 above, -1 below, 0 on it.
    fn side(&self, point: f64) -> i8 {
        self.beyond(point, 0.0)
    }

    /// The side on which it lies farther out than `distance`; 0 where it does not.
    fn beyond(&self, point: f64, distance: f64) -> i8 {
        let away = point - self.centre;
        if away.abs() <= distance + self.noise {
            0
        } else if away > 0.0 {
            1
        } else {
            -1
        }
    }
}

/// How far each month lies from the one before. A gap has no range: months on its two sides are not beside each other.
fn moving_ranges(points: &[Option<f64>]) -> Vec<f64> {
    let range = |pair: &[Option<f64>]| Some((pair[1]? - pair[0]?).abs());
    points.windows(2).filter_map(range).collect()
}

/// The mean of the ranges that are not themselves out of the ordinary.
fn screened_mean(ranges: &[f64]) -> Option<f64> {
    let all = mean(ranges)?;
    let kept: Vec<f64> = ranges.iter().copied().filter(|range| *range <= SCREEN * all).collect();
    // Screened down to nothing (a flat series with one step) every point would lie outside.
    Some(mean(&kept).filter(|range| *range > 0.0).unwrap_or(all))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The rule that the last of these points completes, the strongest first, and whether it moves up.
fn signal(points: &[Option<f64>], of_few: &[bool], spread: &Spread) -> Option<(Rule, bool)> {
    let last = (*points.last()?)?;
    // What lies behind a gap is not "in a row" with what follows.
    let start = points.iter().rposition(Option::is_none).map_or(0, |gap| gap + 1);
    let row: Vec<f64> = points[start..].iter().copied().flatten().collect();
    let up = |side: i8| (side != 0).then_some(side > 0);
    let far = |distance: f64| {
        let months = row.iter().zip(&of_few[start..]);
        let sides = months.map(move |(point, is_of_few)| if *is_of_few { 0 } else { spread.beyond(*point, distance) });
        sides.rev()
    };
    let outside = || up(far(spread.reach).next()?);
    let one_side = || {
        let side = spread.side(last);
        // A point on the centre line neither extends a run nor ends it.
        let run = row
            .iter()
            .rev()
            .map(|point| spread.side(*point))
            .filter(|each| *each != 0)
            .take_while(|each| *each == side)
            .count();
        up(side).filter(|_| run >= RUN)
    };
    let trend = || {
        let run = row.len().checked_sub(RUN).map(|from| &row[from..])?;
        let goes = |up: bool| {
            run.windows(2)
                .all(|pair| if up { pair[1] - pair[0] } else { pair[0] - pair[1] } > spread.noise)
        };
        [true, false].into_iter().find(|up| goes(*up))
    };
    let two_of_three = || {
        let mut sides = far(spread.reach * 2.0 / 3.0);
        let side = sides.next()?;
        up(side).filter(|_| sides.take(2).any(|other| other == side))
    };
    None.or_else(|| outside().map(|up| (Rule::Outside, up)))
        .or_else(|| one_side().map(|up| (Rule::OneSide, up)))
        .or_else(|| trend().map(|up| (Rule::Trend, up)))
        .or_else(|| two_of_three().map(|up| (Rule::TwoOfThree, up)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COUNT: Bounds = Bounds {
        least: 0.0,
        most: f64::INFINITY,
        unit: Unit::Count,
    };
    /// Of months of many records.
    fn chart(values: &[Option<f64>], bounds: Bounds) -> Option<Chart> {
        super::chart(values, &vec![false; values.len()], bounds)
    }

    const SIGNED: Bounds = Bounds {
        least: f64::NEG_INFINITY,
        ..COUNT
    };

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    /// Twelve months that go up and down by one around 10, then these.
    fn after_a_calm_year(then: &[f64]) -> Vec<Option<f64>> {
        let calm = [9.0, 11.0].repeat(6);
        known(&[&calm, then].concat())
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 6e-4
    }

    #[test]
    fn one_wild_month_is_screened_out_of_the_limits() {
        // 1,2,1,2,10,1,2,1,2 …: eighteen values of mean 35/18; ranges fifteen ones, an 8 and a 9, of mean 32/17.
        let mut values = known(&[1.0, 2.0, 1.0, 2.0, 10.0]);
        values.extend(known(&[1.0, 2.0].repeat(6)));
        values.push(Some(1.0));
        assert_eq!(values.len(), 18);
        let unscreened = TO_LIMIT * mean(&moving_ranges(&values)).expect("ranges");
        let chart = chart(&values, SIGNED).expect("a chart");
        let Limits { centre, lower, upper } = chart.limits;
        assert!(close(upper, 4.604) && close(lower, -0.716), "{lower} {upper}");
        assert!(close(centre + unscreened, 6.951) && close(centre - unscreened, -3.063));
        assert_eq!(chart.signals[4], Some((Rule::Outside, true)));
        assert_eq!(chart.signals.iter().flatten().count(), 1);
    }

    #[test]
    fn eleven_points_are_too_few_to_tell_and_gaps_do_not_count() {
        let mut values = after_a_calm_year(&[]);
        assert!(chart(&values, COUNT).is_some());
        values[5] = None;
        assert!(chart(&values, COUNT).is_none());
    }

    #[test]
    fn a_gap_breaks_the_moving_ranges() {
        // Sixes, a gap, and twelves: every range is 0 except across the gap, which does not exist.
        let mut values = known(&[6.0; 7]);
        values.push(None);
        values.extend(known(&[12.0; 7]));
        let limits = chart(&values, COUNT).expect("a chart").limits;
        assert_eq!((limits.lower, limits.centre, limits.upper), (9.0, 9.0, 9.0));
    }

    #[test]
    fn the_lower_limit_of_what_cannot_be_negative_is_drawn_at_zero() {
        let values = known(&[0.0, 4.0].repeat(6));
        // 2 ± 2.66 × 4.
        let limits = chart(&values, COUNT).expect("a chart").limits;
        assert!(close(limits.lower, 0.0) && close(limits.upper, 12.64));
        let limits = chart(&values, SIGNED).expect("a chart").limits;
        assert!(close(limits.lower, -8.64));
    }

    #[test]
    fn a_part_of_a_whole_ends_at_one() {
        let share = Bounds {
            most: 1.0,
            unit: Unit::Ratio,
            ..COUNT
        };
        let values = known(&[0.9, 1.0].repeat(6));
        let limits = chart(&values, share).expect("a chart").limits;
        // 0.95 - 2.66 × 0.1.
        assert!(close(limits.lower, 0.684) && limits.upper == 1.0);
        // Demand may be more than what there is: 0.95 + 2.66 × 0.1.
        let demand = Bounds {
            unit: Unit::Ratio,
            ..COUNT
        };
        assert!(close(chart(&values, demand).expect("a chart").limits.upper, 1.216));
    }

    #[test]
    fn durations_are_judged_on_a_log_scale() {
        let seconds = Bounds {
            unit: Unit::Seconds,
            ..COUNT
        };
        // One second less than 100 and 10,000: with the second added their logs are 2 and 4 in tens, the centre 3.
        let limits = chart(&known(&[99.0, 9_999.0].repeat(6)), seconds)
            .expect("a chart")
            .limits;
        assert!((limits.centre - 999.0).abs() < 1e-6, "the geometric mean");
        // 3 + 2.66 × 2 = 8.32 and 3 - 5.32 = -2.32 in tens.
        assert!((limits.upper / 10f64.powf(8.32) - 1.0).abs() < 1e-6);
        assert_eq!(limits.lower, 0.0);
        let zeros = chart(&known(&[0.0, 9.0].repeat(6)), seconds).expect("a chart").limits;
        // Logs 0 and 1 in tens: the centre is √10 - 1.
        assert!(close(zeros.centre, 10f64.sqrt() - 1.0) && zeros.lower == 0.0);
    }

    #[test]
    fn seven_on_one_side_are_a_signal_and_six_are_not() {
        // Calm year, then 10.9 and 11.1 by turns: too near for the other rules (limits about ±3).
        let run = [10.9, 11.1, 10.9, 11.1, 10.9, 11.1, 10.9, 11.1];
        let signals = chart(&after_a_calm_year(&run), COUNT).expect("a chart").signals;
        // The calm year ends above the centre, so that its last month is the first of the run.
        let first = signals.iter().position(Option::is_some);
        assert_eq!(first, Some(17), "the seventh from month 12 (counted from 1)");
        assert_eq!(signals[17], Some((Rule::OneSide, true)));
    }

    #[test]
    fn a_tie_with_the_centre_line_neither_extends_a_run_nor_ends_it() {
        // Thirteen months of mean 10: five below, six above, one on the line, one above.
        let values = [6.0, 9.0, 9.0, 9.0, 9.0, 11.0, 11.0, 11.0, 12.0, 11.0, 11.0, 10.0, 11.0];
        assert_eq!(mean(&values), Some(10.0));
        let signals = chart(&known(&values), COUNT).expect("a chart").signals;
        assert_eq!(signals[11], None, "on the line, after six above");
        assert_eq!(signals[12].map(|(rule, _)| rule), Some(Rule::OneSide));
    }

    #[test]
    fn seven_rising_are_a_signal() {
        let rise: Vec<f64> = (0..7).map(|n| 9.0 + f64::from(n) * 0.4).collect();
        let signals = chart(&after_a_calm_year(&rise), COUNT).expect("a chart").signals;
        assert_eq!(signals[17], None, "six rising");
        assert_eq!(signals[18], Some((Rule::Trend, true)));
        let fall: Vec<f64> = (0..7).map(|n| 11.5 - f64::from(n) * 0.4).collect();
        let signals = chart(&after_a_calm_year(&fall), COUNT).expect("a chart").signals;
        assert_eq!(signals[18], Some((Rule::Trend, false)));
    }

    #[test]
    fn a_month_of_few_records_is_no_signal_by_how_far_out_it_lies_and_still_counts_in_a_run() {
        let of_few = |values: &[Option<f64>], few: &[usize]| {
            let of_few: Vec<bool> = (0..values.len()).map(|month| few.contains(&month)).collect();
            super::chart(values, &of_few, COUNT).expect("a chart").signals
        };
        let outside = after_a_calm_year(&[30.0]);
        assert_eq!(of_few(&outside, &[])[12], Some((Rule::Outside, true)));
        assert_eq!(of_few(&outside, &[12])[12], None);
        // The second of two far out, as in the test below: neither of them may be of few.
        let near = after_a_calm_year(&[16.0, 10.0, 16.0]);
        assert_eq!(of_few(&near, &[])[14], Some((Rule::TwoOfThree, true)));
        assert_eq!((of_few(&near, &[12])[14], of_few(&near, &[14])[14]), (None, None));
        let run = after_a_calm_year(&[10.9, 11.1, 10.9, 11.1, 10.9, 11.1]);
        let all: Vec<usize> = (0..run.len()).collect();
        assert_eq!(of_few(&run, &all)[17], Some((Rule::OneSide, true)));
    }

    #[test]
    fn two_of_three_far_out_on_one_side_are_a_signal() {
        // Mean 162/15 = 10.8, mean range (22 + 5 + 6 + 6)/14, limits ± 7.41, two thirds of that 4.94: 16 is beyond it and inside.
        let signals = chart(&after_a_calm_year(&[16.0, 10.0, 16.0]), COUNT)
            .expect("a chart")
            .signals;
        assert_eq!(signals[12], None);
        assert_eq!(signals[14], Some((Rule::TwoOfThree, true)));
        let signals = chart(&after_a_calm_year(&[16.0, 10.0, 10.0, 16.0]), COUNT)
            .expect("a chart")
            .signals;
        assert_eq!(signals[15], None, "two of four");
    }

    #[test]
    fn a_flat_series_with_one_step_is_outside_only_there() {
        let mut values = vec![5.0; 12];
        values[11] = 9.0;
        let signals = chart(&known(&values), COUNT).expect("a chart").signals;
        assert!(signals[..11].iter().flatten().all(|(rule, _)| *rule != Rule::Outside));
        assert_eq!(signals[11], Some((Rule::Outside, true)));
        // Thirds do not add up exactly in binary; that is no signal.
        let flat = chart(&known(&[0.1; 30]), COUNT).expect("a chart");
        assert_eq!(flat.signals.iter().flatten().count(), 0);
    }

    proptest! {
        #[test]
        fn the_centre_lies_between_the_limits(values in prop::collection::vec(prop::option::weighted(0.9, 0.0f64..1e6), 0..40)) {
            for unit in Unit::ALL {
                let values: Vec<_> = values.iter().map(|value| value.map(|value| if *unit == Unit::Ratio { value / 1e6 } else { value })).collect();
                let known = values.iter().flatten().count();
                let Some(chart) = chart(&values, Bounds { unit: *unit, ..COUNT }) else {
                    prop_assert!(known < FEWEST_POINTS || values.windows(2).all(|pair| pair[0].is_none() || pair[1].is_none()));
                    continue;
                };
                let Limits { lower, centre, upper } = chart.limits;
                prop_assert!(0.0 <= lower && lower <= centre && centre <= upper);
                for (value, signal) in values.iter().zip(&chart.signals) {
                    if let Some(value) = value && (*value > upper * 1.000_001 + 0.01 || *value < lower * 0.999_999 - 0.01) {
                        prop_assert_eq!(signal.map(|(rule, _)| rule), Some(Rule::Outside));
                    }
                    prop_assert!(value.is_some() || signal.is_none());
                }
            }
        }

        #[test]
        fn turning_a_series_upside_down_turns_its_signals(values in prop::collection::vec(0u8..20, 12..40)) {
            let up: Vec<_> = values.iter().map(|value| Some(f64::from(*value))).collect();
            let down: Vec<_> = values.iter().map(|value| Some(-f64::from(*value))).collect();
            let (up, down) = (chart(&up, SIGNED).expect("a chart"), chart(&down, SIGNED).expect("a chart"));
            let turned: Vec<_> = down.signals.iter().map(|signal| signal.map(|(rule, up)| (rule, !up))).collect();
            prop_assert_eq!(up.signals, turned);
        }
    }
}
