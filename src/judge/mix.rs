//! Why a mean moved: within its parts, or because the parts' shares did.

use super::Judged;
use crate::measure::{Clock, Dim, Slice, Stat};

/// A change of a mean, split in two that add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct MixShift {
    /// What changed within the parts, in the mean's unit.
    pub within: f64,
    /// What came from the parts' shares.
    pub by_mix: f64,
    /// Each part, in the order of its words.
    pub parts: Vec<MixPart>,
}

/// One part of a mean, before and now.
#[derive(Debug, Clone, PartialEq)]
pub struct MixPart {
    /// Its word.
    pub word: String,
    /// How many records, before and now.
    pub n: (u64, u64),
    /// Their mean, before and now; `None` where there was no record.
    pub mean: (Option<f64>, Option<f64>),
}

/// Splits the change of a KPI's mean by a dimension, between two periods. Shares and means are taken half-way between the
/// two periods, so that neither is favoured and nothing is left over. `None` where a period has no record.
pub fn mix_shift(
    judged: &Judged,
    id: &'static str,
    whole: &Slice,
    dim: Dim,
    (before, now): (&str, &str),
) -> Option<MixShift> {
    let figure = |period: &str, slice: &Slice, clock: Option<Clock>| {
        judged
            .get(id, period, slice, Some(Stat::Mean), clock)
            .map(|(figure, _)| figure)
    };
    let clock = figure(now, whole, None)?.clock;
    let mut words: Vec<String> = judged
        .figures
        .iter()
        .filter(|figure| figure.id == id && [before, now].contains(&figure.period.as_str()))
        .filter(|figure| whole.0.iter().all(|(dim, word)| figure.slice.get(*dim) == Some(word)))
        .filter(|figure| figure.slice.0.len() == whole.0.len() + 1)
        .filter_map(|figure| figure.slice.get(dim).map(str::to_owned))
        .collect();
    words.sort();
    words.dedup();
    let part = |word: &String| {
        let mut slice = whole.clone();
        slice.0.push((dim, word.clone()));
        slice.0.sort();
        let of = |period| figure(period, &slice, clock).map_or((0, None), |figure| (figure.n, figure.value));
        let ((n_before, mean_before), (n_now, mean_now)) = (of(before), of(now));
        MixPart {
            word: word.clone(),
            n: (n_before, n_now),
            mean: (mean_before, mean_now),
        }
    };
    split(words.iter().map(part).collect())
}

fn split(parts: Vec<MixPart>) -> Option<MixShift> {
    let total = |n: fn(&MixPart) -> u64| parts.iter().map(n).sum::<u64>() as f64;
    let (before, now) = (total(|part| part.n.0), total(|part| part.n.1));
    if before == 0.0 || now == 0.0 {
        return None;
    }
    let (mut within, mut by_mix) = (0.0, 0.0);
    for part in &parts {
        let (share_before, share_now) = (part.n.0 as f64 / before, part.n.1 as f64 / now);
        // A part that was not there before, or is no longer, only changes the mix.
        let Some((mean_before, mean_now)) = part.mean.0.or(part.mean.1).zip(part.mean.1.or(part.mean.0)) else {
            continue;
        };
        within += (share_before + share_now) / 2.0 * (mean_now - mean_before);
        by_mix += (mean_before + mean_now) / 2.0 * (share_now - share_before);
    }
    Some(MixShift { within, by_mix, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(word: &str, n: (u64, u64), mean: (Option<f64>, Option<f64>)) -> MixPart {
        MixPart {
            word: word.to_owned(),
            n,
            mean,
        }
    }

    #[test]
    fn a_mean_that_stands_still_can_hide_two_moves() {
        // Before: 1 at 2 h and 3 at 6 h make 5 h. Now: 2 at 2 h and 2 at 8 h make 5 h.
        let parts = vec![
            part("1", (1, 2), (Some(2.0), Some(2.0))),
            part("3", (3, 2), (Some(6.0), Some(8.0))),
        ];
        let shift = split(parts).expect("a split");
        // Within: 0.625 × 2; by the mix: 2 × 0.25 − 7 × 0.25.
        assert_eq!((shift.within, shift.by_mix), (1.25, -1.25));
    }

    #[test]
    fn a_part_that_is_new_changes_the_mix_alone() {
        let parts = vec![
            part("1", (2, 2), (Some(4.0), Some(4.0))),
            part("2", (0, 2), (None, Some(10.0))),
        ];
        let shift = split(parts).expect("a split");
        // 4 h became 7 h.
        assert_eq!((shift.within, shift.by_mix), (0.0, 3.0));
    }

    #[test]
    fn nothing_before_is_no_change() {
        assert_eq!(split(vec![part("1", (0, 2), (None, Some(4.0)))]), None);
    }
}
