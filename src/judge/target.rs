//! Targets: which figure each one means, whether it is met, and whether it could be.

use super::{Capability, Judged, Judgement, Limits, Status};
use crate::measure::{Better, Figure, Figures, Selector, Slice, Stat};

/// The figures that one target judges: one slice and statistic of a KPI, on the clock that leads.
#[derive(Debug)]
pub(super) struct Aim {
    /// What the selector means in these figures.
    selector: Selector,
    /// In the KPI's unit.
    bound: f64,
    better: Better,
}

impl Aim {
    /// What a target means; as written where no figure answers to it.
    pub(super) fn of(selector: &Selector, bound: f64, better: Better, figures: &Figures, period: &str) -> Self {
        Self {
            selector: meant(selector, figures, period),
            bound,
            better,
        }
    }

    /// Whether it judges this slice and statistic of a KPI.
    pub(super) fn is_at(&self, id: &str, slice: &Slice, stat: Option<Stat>) -> bool {
        self.selector.id == id && self.selector.slice == *slice && self.selector.stat == stat
    }

    /// Writes into a judgement what the target says of its figure.
    pub(super) fn judge(&self, figure: &Figure, judgement: &mut Judgement) {
        judgement.target = Some(self.bound);
        judgement.status = match figure.value {
            None => Status::NoData,
            Some(value) if meets(value, self.bound, self.better) => Status::Met,
            Some(_) => Status::Missed,
        };
        // An end that too few records cannot give is open.
        let is_inside = |low: f64| low <= self.bound && judgement.high.is_none_or(|high| self.bound <= high);
        judgement.target_inside_interval = judgement.low.map(is_inside);
    }

    /// The target against what the series usually does.
    pub(super) fn capability(&self, limits: &Limits) -> Capability {
        let meets = |value| meets(value, self.bound, self.better);
        match (meets(limits.lower), meets(limits.upper)) {
            (true, true) => Capability::AlwaysMet,
            (false, false) => Capability::NeverMet,
            _ => Capability::HitAndMiss,
        }
    }
}

/// A selector with the slice and the statistic of the figure that it means; as written where no figure answers to it.
pub(super) fn meant(selector: &Selector, figures: &Figures, period: &str) -> Selector {
    let figure = figures.meant(selector, period).map(|at| figures.at(at));
    figure.map_or_else(
        || selector.clone(),
        |figure| Selector {
            id: figure.id,
            slice: figure.slice.clone(),
            stat: figure.stat,
        },
    )
}

/// Whether a value is on the right side. The target of a figure that merely describes (opened tickets) is a ceiling.
fn meets(value: f64, bound: f64, better: Better) -> bool {
    match better {
        Better::Higher => value >= bound,
        Better::Lower | Better::Neither => value <= bound,
    }
}

impl Judged {
    /// The figure that a selector means in a period, with its judgement. A slice's kind and a statistic may be left out where
    /// there is only one; `None` where there is no such figure, or several.
    pub fn find(&self, selector: &Selector, period: &str) -> Option<(&Figure, &Judgement)> {
        let at = self.figures.meant(selector, period)?;
        Some((self.figures.at(at), &self.judgements[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::tests::figure;
    use crate::measure::{Dim, Unit};

    fn aim(bound: f64, better: Better) -> Aim {
        Aim {
            selector: selector(Slice::total(), None),
            bound,
            better,
        }
    }

    fn selector(slice: Slice, stat: Option<Stat>) -> Selector {
        Selector {
            id: "tickets.resolution_time",
            slice,
            stat,
        }
    }

    fn status(value: Option<f64>, bound: f64, better: Better) -> Status {
        let mut judgement = Judgement::default();
        let figure = figure("change.success_rate", "2026-10", Unit::Ratio, value);
        aim(bound, better).judge(&figure, &mut judgement);
        judgement.status
    }

    #[test]
    fn a_target_is_met_on_the_bound_and_on_the_better_side() {
        assert_eq!(status(Some(0.95), 0.95, Better::Higher), Status::Met);
        assert_eq!(status(Some(0.94), 0.95, Better::Higher), Status::Missed);
        assert_eq!(status(Some(0.25), 0.25, Better::Lower), Status::Met);
        assert_eq!(status(Some(0.26), 0.25, Better::Lower), Status::Missed);
        assert_eq!(status(Some(301.0), 300.0, Better::Neither), Status::Missed);
        assert_eq!(status(None, 0.95, Better::Higher), Status::NoData);
    }

    #[test]
    fn a_target_inside_the_interval_is_compatible_with_it() {
        let inside = |low: f64, high: Option<f64>| {
            let mut judgement = Judgement {
                low: Some(low),
                high,
                ..Judgement::default()
            };
            let figure = figure("change.success_rate", "2026-10", Unit::Ratio, Some(0.95));
            aim(0.99, Better::Higher).judge(&figure, &mut judgement);
            judgement.target_inside_interval
        };
        // 19 of 20: 76.4–99.1.
        assert_eq!(inside(0.764, Some(0.991)), Some(true));
        assert_eq!(inside(0.764, Some(0.98)), Some(false));
        // What so few records cannot rule out is compatible with them.
        assert_eq!(inside(0.764, None), Some(true));
    }

    #[test]
    fn a_usual_range_meets_a_target_always_never_or_hit_and_miss() {
        let limits = Limits {
            centre: 0.92,
            lower: 0.88,
            upper: 0.97,
        };
        let higher = |bound| aim(bound, Better::Higher).capability(&limits);
        assert_eq!(higher(0.85), Capability::AlwaysMet);
        assert_eq!(higher(0.95), Capability::HitAndMiss);
        assert_eq!(higher(0.99), Capability::NeverMet);
        let lower = |bound| aim(bound, Better::Lower).capability(&limits);
        assert_eq!(lower(0.85), Capability::NeverMet);
        assert_eq!(lower(0.99), Capability::AlwaysMet);
    }

    #[test]
    fn a_kind_or_statistic_may_be_left_out_where_there_is_only_one() {
        let mut figures = Figures::default();
        let mut median = figure("tickets.resolution_time", "2026-10", Unit::Seconds, Some(60.0));
        median.slice = Slice::of(Dim::Kind, "incident");
        median.stat = Some(Stat::Median);
        figures.push(median.clone());
        let whole = selector(Slice::total(), None);
        assert_eq!(figures.meant(&whole, "2026-10"), Some(0));
        assert_eq!(figures.meant(&whole, "2026-09"), None);
        let p90 = selector(Slice::total(), Some(Stat::P90));
        assert_eq!(figures.meant(&p90, "2026-10"), None);

        median.stat = Some(Stat::P90);
        figures.push(median.clone());
        assert_eq!(figures.meant(&whole, "2026-10"), None, "median or p90?");
        assert_eq!(figures.meant(&p90, "2026-10"), Some(1));

        median.slice = Slice::of(Dim::Kind, "request");
        figures.push(median);
        assert_eq!(figures.meant(&p90, "2026-10"), None, "incidents or requests?");
        let requests = selector(Slice::of(Dim::Kind, "request"), Some(Stat::P90));
        assert_eq!(figures.meant(&requests, "2026-10"), Some(2));
    }
}
