//! Gates: comparisons that a CI job depends on. A missed gate never keeps the report from being written.

use super::Judged;
use crate::config::Gate;

/// What became of a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct GateResult {
    /// Its name in the config, or the expression of the command line.
    pub name: String,
    /// As written.
    pub expression: String,
    /// The figure's value, where it has one.
    pub value: Option<f64>,
    /// With what it was compared.
    pub bound: f64,
    /// How it stands.
    pub status: GateStatus,
    /// Why there is no value, where there is none.
    pub reason: Option<String>,
}

/// How a gate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateStatus {
    /// The comparison holds.
    Passed,
    /// It does not.
    Missed,
    /// There is no figure to compare, and the gate does not end in `?`.
    NoData,
    /// There is no figure to compare, and the gate ends in `?`.
    NoDataPassed,
}

impl GateStatus {
    /// The name in metrics.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Missed => "missed",
            Self::NoData => "no_data",
            Self::NoDataPassed => "no_data_passed",
        }
    }

    /// Whether it lets a CI job go on.
    pub fn passes(self) -> bool {
        matches!(self, Self::Passed | Self::NoDataPassed)
    }
}

/// Evaluates every gate against the figures of a period.
pub fn evaluate(gates: &[Gate], judged: &Judged, period: &str) -> Vec<GateResult> {
    gates.iter().map(|gate| evaluated(gate, judged, period)).collect()
}

fn evaluated(gate: &Gate, judged: &Judged, period: &str) -> GateResult {
    let figure = judged.find(&gate.selector, period).map(|(figure, _)| figure);
    let value = figure.and_then(|figure| figure.value);
    let status = match value {
        Some(value) if gate.comparison.holds(value, gate.bound) => GateStatus::Passed,
        Some(_) => GateStatus::Missed,
        None if gate.optional => GateStatus::NoDataPassed,
        None => GateStatus::NoData,
    };
    let reason = match figure {
        Some(figure) => figure.reason.clone(),
        None => Some(format!("{period} has no one figure `{}`", gate.selector)),
    };
    GateResult {
        name: gate.name.clone(),
        expression: gate.expression.clone(),
        value,
        bound: gate.bound,
        status,
        reason: reason.filter(|_| value.is_none()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Judgement;
    use crate::measure::{Basis, Catalogue, Clock, Figure, Figures, Slice, Stat, Unit};

    /// Id, kind, statistic, clock, value.
    type Given = (&'static str, &'static str, Option<Stat>, Option<Clock>, Option<f64>);

    fn judged(figures: &[Given]) -> Judged {
        let mut all = Figures::default();
        for (id, kind, stat, clock, value) in figures {
            let slice = match *kind {
                "" => Slice::total(),
                kind => Slice::of(crate::measure::Dim::Kind, kind),
            };
            all.push(Figure {
                id,
                period: "2026-10".to_owned(),
                slice,
                stat: *stat,
                clock: *clock,
                unit: Unit::Ratio,
                value: *value,
                part: None,
                whole: None,
                n: 0,
                basis: Basis::Recorded,
                left_out: Vec::new(),
                bounds: None,
                provisional_until: None,
                reason: None,
            });
        }
        Judged {
            judgements: vec![Judgement::default(); all.len()],
            figures: all,
            ..Judged::default()
        }
    }

    fn status(expression: &str, judged: &Judged) -> GateStatus {
        let gate = Gate::parse(expression, &Catalogue::default()).expect(expression);
        evaluate(&[gate], judged, "2026-10")[0].status
    }

    #[test]
    fn a_bound_belongs_to_at_least_and_not_to_more() {
        let judged = judged(&[("change.success_rate", "", None, None, Some(0.9))]);
        assert_eq!(status("change.success_rate >= 0.9", &judged), GateStatus::Passed);
        assert_eq!(status("change.success_rate > 0.9", &judged), GateStatus::Missed);
        assert_eq!(status("change.success_rate <= 0.9", &judged), GateStatus::Passed);
        assert_eq!(status("change.success_rate < 0.9", &judged), GateStatus::Missed);
    }

    #[test]
    fn no_data_fails_unless_the_gate_ends_in_a_question_mark() {
        let judged = judged(&[("change.success_rate", "", None, None, None)]);
        assert_eq!(status("change.success_rate >= 0.9", &judged), GateStatus::NoData);
        assert_eq!(status("change.success_rate >= 0.9?", &judged), GateStatus::NoDataPassed);
        assert_eq!(status("tickets.opened <= 5", &judged), GateStatus::NoData);
    }

    #[test]
    fn a_time_without_its_kind_is_the_only_kind_there_is_and_service_hours_lead() {
        let median = |kind, clock, hours: f64| {
            (
                "tickets.resolution_time",
                kind,
                Some(Stat::Median),
                Some(clock),
                Some(hours * 3600.0),
            )
        };
        let one = [
            median("incident", Clock::Wall, 9.0),
            median("incident", Clock::Service, 3.0),
        ];
        assert_eq!(
            status("tickets.resolution_time.median <= 4h", &judged(&one)),
            GateStatus::Passed
        );
        let two = [
            median("incident", Clock::Wall, 3.0),
            median("request", Clock::Wall, 3.0),
        ];
        assert_eq!(
            status("tickets.resolution_time.median <= \"4h\"", &judged(&two)),
            GateStatus::NoData
        );
        assert_eq!(
            status("tickets.resolution_time[kind=request].median <= \"4h\"", &judged(&two)),
            GateStatus::Passed
        );
    }
}
