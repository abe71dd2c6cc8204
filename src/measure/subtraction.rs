//! What can be worked out from sums that are shown: the linear algebra of subtraction.
//!
//! Sums are of atoms, the parts that no sum divides. Whoever adds and subtracts shown sums gets what lies in the space that
//! they span; what of it is of small atoms alone stands, after elimination with the large atoms first, in rows of its own.

/// A sum: its weight in each atom, 0 or 1.
pub(super) type Weights = Vec<f64>;

/// Smaller is the arithmetic's, not the sums'.
const NOISE: f64 = 1e-9;

/// What somebody could work out of too few persons.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The atoms that it is of.
    pub atoms: Vec<usize>,
    /// The sums that it is worked out from.
    pub from: Vec<usize>,
}

/// What can be worked out from sums and is of too few persons; a sum by itself is never, since it is shown for being of enough.
/// `together` says of how many persons some atoms are.
pub(super) fn told(sums: &[Weights], persons: &[i64], least: i64, together: fn(&[i64]) -> i64) -> Vec<Told> {
    // Atoms of nobody tell nothing.
    let is_large = |atom: &usize| persons[*atom] >= least;
    let (mut order, small): (Vec<usize>, Vec<usize>) =
        (0..persons.len()).filter(|atom| persons[*atom] > 0).partition(is_large);
    let large = order.len();
    order.extend(small);
    let mut rows: Vec<Row> = sums
        .iter()
        .enumerate()
        .map(|(at, sum)| Row::of(sum, &order, at, sums.len()))
        .collect();
    let pivots = eliminate(&mut rows, order.len());
    let of_small: Vec<(&Row, usize)> = rows.iter().zip(pivots).filter(|(_, pivot)| *pivot >= large).collect();
    let linked = linked(&of_small, order.len());
    let few = few_together(large..order.len(), |places| {
        let are_linked = places.iter().all(|place| linked[*place] == linked[places[0]]);
        are_linked && together(&places.iter().map(|place| persons[order[*place]]).collect::<Vec<_>>()) < least
    });
    let apart = of_small
        .iter()
        .map(|(row, _)| (places(&row.weights).collect(), places(&row.from).collect()));
    let sought = few.filter_map(|few| Some((few.clone(), combined(&few, &of_small)?)));
    let found = apart.chain(sought).map(|(atoms, from): (Vec<usize>, Vec<usize>)| Told {
        atoms: atoms.into_iter().map(|place| order[place]).collect(),
        from,
    });
    let is_of_too_few = |told: &Told| {
        let behind: Vec<i64> = told.atoms.iter().map(|atom| persons[*atom]).collect();
        told.from.len() > 1 && together(&behind) < least
    };
    found.filter(is_of_too_few).collect()
}

/// For each place a name of those that rows tie together: what is told of places that no row ties is told of each by itself.
fn linked(rows: &[(&Row, usize)], places_in_all: usize) -> Vec<usize> {
    let mut names: Vec<usize> = (0..places_in_all).collect();
    for (row, pivot) in rows {
        let tied: Vec<usize> = places(&row.weights).map(|place| names[place]).collect();
        let name = names[*pivot];
        names
            .iter_mut()
            .filter(|each| tied.contains(each))
            .for_each(|each| *each = name);
    }
    names
}

/// Two or three of these that are few together: what no row tells by itself, two rows may.
fn few_together(these: std::ops::Range<usize>, is_few: impl Fn(&[usize]) -> bool) -> impl Iterator<Item = Vec<usize>> {
    let last = these.end;
    let twos = these.flat_map(move |one| (one + 1..last).map(move |two| vec![one, two]));
    let twos: Vec<Vec<usize>> = twos.filter(|two| is_few(two)).collect();
    let third = move |two: &Vec<usize>| {
        let more = (two[1] + 1..last).map(|three| [&two[..], &[three]].concat());
        more.filter(|three| is_few(three)).collect::<Vec<_>>()
    };
    let threes: Vec<Vec<usize>> = twos.iter().flat_map(third).collect();
    twos.into_iter().chain(threes)
}

/// The sums of which these places once each are a combination, by rows whose pivots are alone in their columns.
fn combined(places_of: &[usize], rows: &[(&Row, usize)]) -> Option<Vec<usize>> {
    let mut rest: Vec<f64> = vec![0.0; rows.first()?.0.weights.len()];
    places_of.iter().for_each(|place| rest[*place] = 1.0);
    let mut from: Vec<f64> = vec![0.0; rows.first()?.0.from.len()];
    for (row, pivot) in rows {
        let times = rest[*pivot];
        if times != 0.0 {
            rest.iter_mut()
                .zip(&row.weights)
                .for_each(|(rest, weight)| *rest -= times * weight);
            from.iter_mut()
                .zip(&row.from)
                .for_each(|(from, weight)| *from += times * weight);
        }
    }
    let is_told = rest.iter().all(|rest| rest.abs() < NOISE);
    from.iter_mut()
        .filter(|from| from.abs() < NOISE)
        .for_each(|from| *from = 0.0);
    is_told.then(|| places(&from).collect())
}

/// A combination of sums.
struct Row {
    /// Its weights, in the order of elimination.
    weights: Vec<f64>,
    /// How often each of the sums is in it.
    from: Vec<f64>,
}

impl Row {
    fn of(sum: &Weights, order: &[usize], at: usize, sums: usize) -> Self {
        let mut from = vec![0.0; sums];
        from[at] = 1.0;
        Self {
            weights: order.iter().map(|atom| sum[*atom]).collect(),
            from,
        }
    }

    fn scale(&mut self, by: f64) {
        self.weights
            .iter_mut()
            .chain(&mut self.from)
            .for_each(|each| *each *= by);
    }

    fn subtract(&mut self, other: &Self, times: f64) {
        let these = self.weights.iter_mut().chain(&mut self.from);
        let others = other.weights.iter().chain(&other.from);
        these.zip(others).for_each(|(each, other)| {
            *each -= times * other;
            if each.abs() < NOISE {
                *each = 0.0;
            }
        });
    }
}

/// The places of what is not zero.
fn places(values: &[f64]) -> impl Iterator<Item = usize> {
    values
        .iter()
        .enumerate()
        .filter(|(_, value)| **value != 0.0)
        .map(|(place, _)| place)
}

/// Gauss and Jordan: each row's first weight, its pivot, is 1 and alone in its column. The rows that have one come first.
fn eliminate(rows: &mut [Row], columns: usize) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..columns {
        let next = pivots.len();
        let size = |row: &Row| row.weights[column].abs();
        let best = (next..rows.len()).max_by(|one, other| size(&rows[*one]).total_cmp(&size(&rows[*other])));
        let Some(best) = best.filter(|best| size(&rows[*best]) > NOISE) else {
            continue;
        };
        rows.swap(next, best);
        let (before, rest) = rows.split_at_mut(next);
        let Some((pivot, after)) = rest.split_first_mut() else {
            continue;
        };
        pivot.scale(1.0 / pivot.weights[column]);
        for row in before.iter_mut().chain(after) {
            let times = row.weights[column];
            if times != 0.0 {
                row.subtract(pivot, times);
            }
        }
        pivots.push(column);
    }
    pivots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(persons: &[i64]) -> i64 {
        persons.iter().sum()
    }

    fn of(sums: &[&[u8]], persons: &[i64]) -> Option<Vec<usize>> {
        let sums: Vec<Weights> = sums
            .iter()
            .map(|sum| sum.iter().map(|weight| f64::from(*weight)).collect())
            .collect();
        told(&sums, persons, 5, sum).pop().map(|told| told.atoms)
    }

    #[test]
    fn a_year_less_all_its_other_months_is_the_one_that_is_hidden() {
        assert_eq!(of(&[&[1, 1, 1], &[1, 0, 0], &[0, 0, 1]], &[8, 3, 9]), Some(vec![1]));
        assert_eq!(of(&[&[1, 1, 1], &[1, 0, 0]], &[8, 3, 9]), None);
    }

    #[test]
    fn a_year_less_a_quarter_and_other_months_tells_as_much() {
        // The second quarter is hidden in none of its months; the first has two that are.
        let year: &[u8] = &[1, 1, 1, 1];
        let quarter: &[u8] = &[0, 0, 1, 1];
        assert_eq!(of(&[year, quarter, &[1, 0, 0, 0]], &[9, 2, 4, 6]), Some(vec![1]));
        assert_eq!(of(&[year, quarter], &[9, 2, 4, 6]), None);
    }

    #[test]
    fn two_small_parts_of_which_only_both_together_are_told_are_of_their_persons_together() {
        let sums: [&[u8]; 2] = [&[1, 1, 1], &[1, 0, 0]];
        assert_eq!(of(&sums, &[8, 2, 2]), Some(vec![1, 2]));
        assert_eq!(of(&sums, &[8, 2, 3]), None);
    }

    #[test]
    fn what_no_sum_and_no_difference_of_two_tells_three_may() {
        // a and c, c and d, and b and d: the first less the second and with the third is a and b, of two persons.
        let sums: [&[u8]; 3] = [&[1, 0, 1, 0], &[0, 0, 1, 1], &[0, 1, 0, 1]];
        assert_eq!(of(&sums, &[1, 1, 4, 4]), Some(vec![0, 1]));
    }

    #[test]
    fn what_nobody_is_in_tells_nothing() {
        assert_eq!(of(&[&[1, 1], &[1, 0]], &[8, 0]), None);
    }

    #[test]
    fn it_says_what_it_was_worked_out_from() {
        let sums: Vec<Weights> = vec![vec![1.0, 1.0, 0.0], vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 1.0]];
        let (atoms, from) = (vec![1], vec![0, 1]);
        assert_eq!(told(&sums, &[6, 1, 7], 5, sum), [Told { atoms, from }]);
    }
}
