//! Figures of figures: what is worked out from other KPIs' numbers, not from rows.

use super::Unit;
use super::assemble::{NOTHING, Number, OF_ZERO, quotient, uncovered};
use super::engine::Engine;
use super::figure::{Dim, Figure, Figures, OTHER, Slice, Stat};
use super::path::{Comparison, Formula};
use super::slices::NOT_GIVEN;
use crate::config::Compare;

/// Why a figure of figures has none.
const NOT_ALIKE: &str = "what it is made of does not cover the same months";

impl Engine<'_> {
    pub(super) fn evaluate_quotient(
        &self,
        number: Number,
        (of, top, bottom): (&'static str, Stat, Stat),
        bucket: usize,
        figures: &mut Figures,
    ) {
        let label = &self.period(bucket).label;
        for slice in figures.slices(of, label, number.kpi.series) {
            let get = |stat| figures.get(of, label, &slice, Some(stat), None);
            let (Some(above), Some(below)) = (get(top), get(bottom)) else {
                continue;
            };
            let mut figure = self.blank(number, Unit::Rate, bucket, &slice);
            (figure.part, figure.whole, figure.n) = (above.value, below.value, above.n);
            figure.value = quotient(above.value, below.value);
            if figure.value.is_none() {
                figure.reason = Some(if below.value.is_some() {
                    OF_ZERO.to_owned()
                } else {
                    NOTHING.to_owned()
                });
            }
            figures.push(figure);
        }
    }

    /// From numbers of other KPIs of the same period: in total, and where a series is sliced in each slice that all have.
    pub(super) fn evaluate_combined(
        &self,
        number: Number,
        (inputs, of): (&[(&'static str, Option<Stat>)], Formula),
        bucket: usize,
        figures: &mut Figures,
    ) {
        let label = &self.period(bucket).label;
        let Some((first, _)) = inputs.first() else { return };
        for slice in figures.slices(first, label, number.kpi.series) {
            let found: Vec<&Figure> = inputs
                .iter()
                .filter_map(|(id, stat)| figures.get(id, label, &slice, *stat, None))
                .collect();
            if found.len() < inputs.len() {
                continue;
            }
            let mut figure = self.blank(number, number.measure.unit(), bucket, &slice);
            figure.n = found.iter().map(|figure| figure.n).min().unwrap_or(0);
            let values: Option<Vec<f64>> = found.iter().map(|figure| figure.value).collect();
            let alike = found.iter().all(|figure| uncovered(figure) == uncovered(found[0]));
            figure.value = values.filter(|_| alike).and_then(|values| of(&values));
            if figure.value.is_none() {
                let reasons = found.iter().find_map(|figure| figure.reason.clone());
                let otherwise = if alike { OF_ZERO } else { NOT_ALIKE };
                figure.reason = Some(reasons.unwrap_or_else(|| otherwise.to_owned()));
            }
            figures.push(figure);
        }
    }

    /// From another KPI's figure, and the same of the period that it is compared with.
    pub(super) fn evaluate_against(
        &self,
        number: Number,
        (of, by): (&'static str, Comparison),
        bucket: usize,
        figures: &mut Figures,
    ) {
        let compare = self.grid.config.report.compare;
        let label = &self.period(bucket).label;
        let Some(before) = self.compared_with(bucket) else {
            return;
        };
        for slice in figures.slices(of, label, number.kpi.series) {
            let Some(now) = figures.get(of, label, &slice, None, None) else {
                continue;
            };
            let mut figure = self.blank(number, number.measure.unit(), bucket, &slice);
            let then = figures.get(of, &before, &slice, None, None);
            figure.n = now.n;
            figure.value = then.and_then(|then| by(now, then));
            if figure.value.is_none() {
                let reason = now.reason.clone().unwrap_or_else(|| match compare {
                    Compare::Previous => "there is no figure of the period before".to_owned(),
                    Compare::YearAgo => "there is no figure of the year before".to_owned(),
                });
                figure.reason = Some(reason);
            }
            figures.push(figure);
        }
    }

    /// The label of the period that a bucket is compared with; `None` for what has none.
    fn compared_with(&self, bucket: usize) -> Option<String> {
        let compare = self.grid.config.report.compare;
        if bucket == self.grid.report {
            let periods = self.periods;
            return Some(match compare {
                Compare::Previous => periods.previous.label.clone(),
                Compare::YearAgo => periods.year_ago.label.clone(),
            });
        }
        let month = self.periods.months.get(bucket)?;
        Some(
            month
                .plus(if compare == Compare::Previous { -1 } else { -12 })
                .to_string(),
        )
    }

    /// The largest over the smallest median of the groups with records enough to have one that means something.
    pub(super) fn evaluate_between(&self, number: Number, of: &'static str, figures: &mut Figures) {
        const ENOUGH: u64 = 20;
        let label = &self.period(self.grid.report).label;
        let is_group = |slice: &Slice| {
            slice
                .get(Dim::Group)
                .is_some_and(|group| group != OTHER && group != NOT_GIVEN)
        };
        let groups = figures.slices(of, label, &[&[Dim::Kind, Dim::Group]]);
        for kind in ["incident", "request"] {
            let medians: Vec<(f64, u64)> = groups
                .iter()
                .filter(|slice| slice.get(Dim::Kind) == Some(kind) && is_group(slice))
                .filter_map(|slice| figures.get(of, label, slice, Some(Stat::Median), None))
                .filter(|figure| figure.n >= ENOUGH)
                .filter_map(|figure| Some((figure.value?, figure.n)))
                .collect();
            if medians.len() < 2 {
                continue;
            }
            let most = medians.iter().map(|(median, _)| *median).fold(0.0, f64::max);
            let least = medians.iter().map(|(median, _)| *median).fold(f64::MAX, f64::min);
            let mut figure = self.blank(number, Unit::Rate, self.grid.report, &Slice::of(Dim::Kind, kind));
            (figure.part, figure.whole, figure.n) = (Some(most), Some(least), medians.iter().map(|(_, n)| n).sum());
            figure.value = quotient(Some(most), Some(least));
            if figure.value.is_none() {
                figure.reason = Some(OF_ZERO.to_owned());
            }
            figures.push(figure);
        }
    }
}
