//! Series: a KPI's whole months in a row, with their usual range.

use std::collections::{BTreeMap, BTreeSet};

use super::target::{self, Aim};
use super::{Earlier, Judged, Point, Series, Verdict, counts_beginnings, xmr};
use crate::calendar::{Month, Periods};
use crate::config::Config;
use crate::measure::{Better, Clock, Figure, Figures, FollowUp, FrameName, Kpi, Measure, Selector, Slice, Stat, Unit};

/// What has a series and no usual range: a stock walks, a window of twelve months shares eleven with the one before, and
/// the time of rare events is mostly nothing. Moving ranges tell too little of any, so that their limits would cry at every turn.
fn walks(kpi: Option<&Kpi>, stat: Option<Stat>) -> bool {
    let Some(kpi) = kpi else { return false };
    let is_stock = |measure: &Measure| match measure {
        // What is made of a stock of its own walks with it.
        Measure::Combined { inputs, .. } => inputs
            .iter()
            .any(|(id, of)| *id == kpi.id && *of != stat && walks(Some(kpi), *of)),
        _ => measure.frames().into_iter().any(FrameName::is_stock),
    };
    let is_rare = matches!(stat, Some(Stat::Downtime | Stat::InPeriod));
    kpi.window_months > 1 || is_rare || kpi.measures_of(stat).any(is_stock)
}

/// What a series can be at all: below zero where it is a difference, and not above 1 where it is a part of a whole.
fn bounds(series: &Series, kpi: Option<&Kpi>) -> xmr::Bounds {
    let any = |is: fn(&Measure) -> bool| kpi.is_some_and(|kpi| kpi.measures_of(series.stat).any(is));
    xmr::Bounds {
        least: if any(Measure::is_signed) {
            f64::NEG_INFINITY
        } else {
            0.0
        },
        most: if any(Measure::ends_at_one) { 1.0 } else { f64::INFINITY },
        unit: series.unit,
    }
}

/// Fewer records than this make a month whose distance from the rest says nothing: a share of them is shown as counts, too.
const FEW: u64 = 5;

/// Whether its values are shares, means or quantiles of records, which are the surer the more there are.
fn is_sample(series: &Series, kpi: Option<&Kpi>) -> bool {
    let is_of_records = || kpi.is_some_and(|kpi| kpi.measures_of(series.stat).any(Measure::is_of_records));
    // The statistics of a spread are one measure.
    series.unit == Unit::Seconds || is_of_records()
}

/// The chance that a month of a series in which nothing changed is called a signal: measured by simulation (see the test)
/// on 24 normal months whose limits come from themselves.
const FALSE_SIGNAL: f64 = 0.018;

type Key = (&'static str, Slice, Option<Stat>, Option<Clock>);

/// All series of some figures, found by what they are of and by month.
#[derive(Debug, Default)]
pub(super) struct AllSeries {
    /// In the order of their first figures.
    pub all: Vec<Series>,
    /// What each is of.
    kpis: Vec<Option<&'static Kpi>>,
    place: BTreeMap<Key, usize>,
    months: BTreeMap<String, usize>,
    /// Series and month of what is still waiting for its outcomes.
    waiting: BTreeSet<(usize, usize)>,
    /// Series of which the export has one side only.
    one_sided: BTreeSet<usize>,
}

impl AllSeries {
    /// Lays the monthly figures out in rows and judges each row.
    pub(super) fn of(figures: &Figures, config: &Config, periods: &Periods, one_sided: &[FrameName]) -> Self {
        let labels: Vec<String> = periods.months.iter().map(ToString::to_string).collect();
        let mut these = Self {
            months: labels.iter().cloned().zip(0..).collect(),
            ..Self::default()
        };
        for figure in figures.iter() {
            let kpi = figures.kpi(figure.id);
            if !kpi.is_some_and(|kpi| has_series(kpi, figure)) {
                continue;
            }
            let Some(month) = these.months.get(&figure.period).copied() else {
                continue;
            };
            let (all, kpis) = (&mut these.all, &mut these.kpis);
            let place = *these.place.entry(key(figure)).or_insert_with(|| {
                kpis.push(kpi);
                all.push(empty(figure, &labels));
                all.len() - 1
            });
            let point = &mut all[place].points[month];
            (point.value, point.n) = (figure.value, figure.n);
            if kpi.is_some_and(|kpi| waits(kpi, figure)) {
                these.waiting.insert((place, month));
            }
        }
        let restarts = restarts(figures, config, periods);
        for (place, series) in these.all.iter_mut().enumerate() {
            let kpi = these.kpis[place];
            if counts_beginnings(kpi, one_sided) {
                these.one_sided.insert(place);
                continue;
            }
            let restarts = restarts.iter().filter(|(selector, _)| is_of(selector, series));
            let restarts: Vec<usize> = restarts.map(|(_, month)| *month).collect();
            draw_limits(series, kpi, &restarts, |month| these.waiting.contains(&(place, month)));
        }
        these
    }

    /// Says of each series whether it can meet its target.
    pub(super) fn aim(&mut self, aims: &[Aim]) {
        for aim in aims {
            for series in &mut self.all {
                if aim.is_at(series.id, &series.slice, series.stat) {
                    series.capability = series.limits.as_ref().map(|limits| aim.capability(limits));
                }
            }
        }
    }

    /// A month against its own past; `None` where it has no series, no value, or walks.
    pub(super) fn verdict(&self, figure: &Figure) -> Option<Verdict> {
        let month = *self.months.get(&figure.period)?;
        let place = *self.place.get(&key(figure))?;
        let series = &self.all[place];
        let point = &series.points[month];
        point.value?;
        let kpi = self.kpis[place];
        if walks(kpi, series.stat) || self.waiting.contains(&(place, month)) || self.one_sided.contains(&place) {
            return None;
        }
        Some(match (series.limits_at(month), point.signal) {
            (None, _) => Verdict::TooFew,
            (_, None) if is_sample(series, kpi) && point.n < FEW => Verdict::FewRecords,
            (_, None) => Verdict::Usual,
            (_, Some((rule, up))) => Verdict::Signal {
                rule,
                better: match better(kpi, series.stat) {
                    Better::Higher => Some(up),
                    Better::Lower => Some(!up),
                    Better::Neither => None,
                },
            },
        })
    }
}

/// Which way is better; neither for what the catalogue does not know. A companion has its own side: fewer are open past
/// their target where more are resolved within it.
pub fn better(kpi: Option<&Kpi>, stat: Option<Stat>) -> Better {
    match stat {
        Some(
            Stat::OpenPastTarget
            | Stat::Unanswered
            | Stat::BetweenGroups
            | Stat::Downtime
            | Stat::OpenAge
            | Stat::DaysSince
            | Stat::LongestGap
            | Stat::RateRatio
            | Stat::Reactive
            | Stat::Outages,
        ) => Better::Lower,
        Some(
            Stat::Preventive
            | Stat::OutsourcedSuccess
            | Stat::InternalSuccess
            | Stat::OutsourcedInTime
            | Stat::InternalInTime
            | Stat::WithGoal
            | Stat::WithProblem,
        ) => Better::Higher,
        Some(Stat::ByChance | Stat::DaysLeft | Stat::Needed | Stat::Expected | Stat::Seen) => Better::Neither,
        _ => kpi.map_or(Better::Neither, |kpi| kpi.better),
    }
}

/// Whether its KPI is given by month in this slice; others are sliced for the report's period alone.
fn has_series(kpi: &Kpi, figure: &Figure) -> bool {
    kpi.series.iter().any(|dims| figure.slice.is_by(dims))
}

fn key(figure: &Figure) -> Key {
    (figure.id, figure.slice.clone(), figure.stat, figure.clock)
}

fn empty(figure: &Figure, labels: &[String]) -> Series {
    let points = labels.iter().map(|month| Point {
        month: month.clone(),
        value: None,
        n: 0,
        signal: None,
    });
    Series {
        id: figure.id,
        slice: figure.slice.clone(),
        stat: figure.stat,
        clock: figure.clock,
        unit: figure.unit,
        points: points.collect(),
        limits: None,
        earlier: Vec::new(),
        capability: None,
    }
}

/// Where usual ranges begin anew: which figures', and with which month of the series, oldest first. With the first month each
/// of them begins anyway.
fn restarts(figures: &Figures, config: &Config, periods: &Periods) -> Vec<(Selector, usize)> {
    let Some(first) = periods.months.first() else {
        return Vec::new();
    };
    let place = |month: Month| usize::try_from(month.since(*first)).ok();
    let within = |month: &usize| (1..periods.months.len()).contains(month);
    let mut restarts = Vec::new();
    for note in &config.notes {
        if let Some(month) = place(Month::of(note.date)).filter(within) {
            let meant = |selector| target::meant(selector, figures, &periods.report.label);
            restarts.extend(note.rebase.iter().map(|selector| (meant(selector), month)));
        }
    }
    restarts
}

fn is_of(selector: &Selector, series: &Series) -> bool {
    selector.id == series.id && selector.slice == series.slice && selector.stat == series.stat
}

/// Whether a figure can only grow until its window has passed: what has not recurred yet is no sign of fewer repeats, so
/// that such a month is too early to tell. Other late outcomes are rare, and only make a figure provisional.
fn waits(kpi: &Kpi, figure: &Figure) -> bool {
    let grows = matches!(kpi.follow_up, FollowUp::RepeatWindow | FollowUp::SuspectedWindow);
    figure.provisional_until.is_some() && grows
}

/// Works out the usual range and the signals, where the series can have any; months that wait take no part. From a month at which
/// it begins anew only what follows counts: neither the range nor a run reaches over it.
fn draw_limits(series: &mut Series, kpi: Option<&Kpi>, restarts: &[usize], waits: impl Fn(usize) -> bool) {
    if walks(kpi, series.stat) {
        return;
    }
    let points = series.points.iter().enumerate();
    let values: Vec<Option<f64>> = points
        .map(|(month, point)| point.value.filter(|_| !waits(month)))
        .collect();
    let bounds = bounds(series, kpi);
    let is_sample = is_sample(series, kpi);
    let of_few: Vec<bool> = series.points.iter().map(|point| is_sample && point.n < FEW).collect();
    let mut starts = vec![0];
    starts.extend(restarts);
    starts.dedup();
    for (at, start) in starts.iter().copied().enumerate() {
        let next = starts.get(at + 1).copied();
        let months = start..next.unwrap_or(values.len());
        let chart = xmr::chart(&values[months.clone()], &of_few[months.clone()], bounds);
        let limits = chart.as_ref().map(|chart| chart.limits);
        for (point, signal) in series.points[months.clone()]
            .iter_mut()
            .zip(chart.into_iter().flat_map(|chart| chart.signals))
        {
            point.signal = signal;
        }
        match next {
            Some(_) => series.earlier.push(Earlier { months, limits }),
            None => series.limits = limits,
        }
    }
}

/// How many of the headline figures' newest months are signals by chance alone, to be expected if nothing changed at all.
///
/// Each of the four rules can be completed by chance: of 1,000 months of a series in which nothing changes about 6 fall
/// outside the limits, 8 end seven in a row on one side, fewer than 1 ends seven rising or falling, 4 are the second of
/// three far out; some are several at once, and about 18 are at least one of these. Every headline figure that has limits
/// adds that chance; ten of them bring a false signal about twice a year. Slices make no news, so they add nothing.
pub fn expected_false_signals(judged: &Judged, headline: &[Selector]) -> f64 {
    let Some(newest) = judged.series.first().and_then(|series| series.points.last()) else {
        return 0.0;
    };
    let has_limits = |selector: &&Selector| {
        judged
            .find(selector, &newest.month)
            .and_then(|(figure, _)| judged.series(figure.id, &figure.slice, figure.stat, figure.clock))
            .is_some_and(|series| series.limits.is_some())
    };
    headline.iter().filter(has_limits).count() as f64 * FALSE_SIGNAL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::config::Note;
    use crate::judge::Rule;
    use crate::judge::tests::{figure, judged, monthly, months};
    use crate::measure::{Catalogue, Dim};

    fn built_in(id: &str) -> Option<&'static Kpi> {
        Catalogue::default().kpi(id)
    }

    #[test]
    fn what_is_made_of_plans_walks_with_them_and_a_rate_of_persons_does_not() {
        let has_limits = |id, unit| {
            let judged = judged(monthly(id, unit, &[0.2, 0.4].repeat(7)), &[]);
            judged.series[0].limits.is_some()
        };
        assert!(!has_limits("work.demand", Unit::Ratio));
        assert!(has_limits("team.interruptions", Unit::Rate));
    }

    #[test]
    fn the_chance_of_a_false_signal_is_the_simulated_one() {
        // A fixed linear congruential generator (Knuth's constants); twelve uniforms make a normal.
        let mut state = 1u64;
        let mut uniform = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let bounds = xmr::Bounds {
            least: f64::NEG_INFINITY,
            most: f64::INFINITY,
            unit: Unit::Count,
        };
        let (mut signals, runs) = (0, 20_000);
        for _ in 0..runs {
            let values: Vec<Option<f64>> = (0..24)
                .map(|_| Some((0..12).map(|_| uniform()).sum::<f64>() - 6.0))
                .collect();
            let chart = xmr::chart(&values, &[false; 24], bounds).expect("24 points");
            signals += u32::from(chart.signals[23].is_some());
        }
        // Standard error: √(0.018 × 0.982 / 20,000) = 0.0009.
        let chance = f64::from(signals) / f64::from(runs);
        assert!((chance - FALSE_SIGNAL).abs() < 0.003, "{chance}");
    }

    #[test]
    fn a_month_out_of_its_usual_range_is_a_signal_for_better_or_worse() {
        let mut values = [0.90, 0.92].repeat(6);
        values.push(0.70);
        let judged = judged(monthly("change.success_rate", Unit::Ratio, &values), &[]);
        let worse = Verdict::Signal {
            rule: Rule::Outside,
            better: Some(false),
        };
        assert_eq!(judged.judgements[12].verdict, Some(worse));
        assert_eq!(judged.judgements[3].verdict, Some(Verdict::Usual));
        let opened = judged_of("tickets.opened", &[&[100.0, 110.0].repeat(6)[..], &[300.0]].concat());
        assert_eq!(
            opened.judgements[12].verdict,
            Some(Verdict::Signal {
                rule: Rule::Outside,
                better: None
            })
        );
    }

    #[test]
    fn a_share_or_a_median_of_few_records_is_no_signal_by_itself_and_a_count_of_few_may_be_one() {
        let of = |id, unit, values: &[f64]| {
            let mut figures = monthly(id, unit, values);
            figures.iter_mut().for_each(|figure| figure.n = 4);
            judged(figures, &[]).judgements[12].verdict
        };
        let share = [&[0.90, 0.92].repeat(6)[..], &[0.70]].concat();
        let few = Some(Verdict::FewRecords);
        assert_eq!(of("change.success_rate", Unit::Ratio, &share), few);
        let long = [&[3_600.0, 7_200.0].repeat(6)[..], &[900_000.0]].concat();
        assert_eq!(of("security.containment", Unit::Seconds, &long), few);
        let major = [&[0.0, 1.0].repeat(6)[..], &[4.0]].concat();
        assert!(matches!(
            of("tickets.major", Unit::Count, &major),
            Some(Verdict::Signal { .. })
        ));
    }

    fn judged_of(id: &'static str, values: &[f64]) -> Judged {
        judged(monthly(id, Unit::Count, values), &[])
    }

    #[test]
    fn a_companion_has_its_own_better_side() {
        assert_eq!(better(built_in("tickets.resolution_sla"), None), Better::Higher);
        assert_eq!(
            better(built_in("tickets.resolution_sla"), Some(Stat::OpenPastTarget)),
            Better::Lower
        );
        assert_eq!(
            better(built_in("change.throughput"), Some(Stat::PerWeek)),
            Better::Higher
        );
        assert_eq!(
            better(built_in("problem.repeat_rate"), Some(Stat::ByChance)),
            Better::Neither
        );
        let open = Selector {
            id: "tickets.resolution_sla",
            slice: Slice::total(),
            stat: Some(Stat::OpenPastTarget),
        };
        let mut figure = figure(open.id, "2027-03", Unit::Count, Some(4.0));
        figure.stat = open.stat;
        let few = judged(vec![figure], &[(open, 10.0)]);
        assert_eq!(few.judgements[0].status, crate::judge::Status::Met);
    }

    #[test]
    fn eleven_months_are_too_few() {
        let judged = judged_of("tickets.opened", &[5.0; 11]);
        assert!(
            judged
                .judgements
                .iter()
                .all(|each| each.verdict == Some(Verdict::TooFew))
        );
        assert_eq!(judged.series.len(), 1);
        assert!(judged.series[0].limits.is_none());
    }

    /// A series of these values, judged with a note in these months of 2026, by number, that has its range begin anew.
    fn with_notes(values: &[f64], months: &[i8]) -> Judged {
        let mut figures = Figures::default();
        let each = monthly("tickets.opened", Unit::Count, values);
        each.into_iter().for_each(|figure| figures.push(figure));
        let mut config = crate::judge::tests::config();
        config.notes = months
            .iter()
            .map(|month| Note {
                date: Date::constant(2026, 1, 20).saturating_add(jiff::Span::new().months(*month - 1)),
                text: "New service desk".to_owned(),
                rebase: vec![Selector {
                    id: "tickets.opened",
                    slice: Slice::total(),
                    stat: None,
                }],
            })
            .collect();
        crate::judge::judge(figures, &config, &crate::judge::tests::periods(), &[])
    }

    #[test]
    fn a_note_has_the_usual_range_begin_anew_with_its_month() {
        // Three months at 100, then twelve of 10 and 12 by turns: 11 ± 2.66 × 2.
        let values = [&[100.0; 3][..], &[10.0, 12.0].repeat(6)].concat();
        let judged = with_notes(&values, &[4]);
        let series = &judged.series[0];
        let limits = series.limits.expect("limits");
        assert!((limits.lower - 5.68).abs() < 1e-9 && limits.centre == 11.0 && (limits.upper - 16.32).abs() < 1e-9);
        assert_eq!(
            (
                series.since(),
                series.earlier[0].months.clone(),
                series.earlier[0].limits
            ),
            (3, 0..3, None)
        );
        let verdicts: Vec<_> = judged.judgements.iter().map(|each| each.verdict).collect();
        assert_eq!(verdicts[..3], [Some(Verdict::TooFew); 3]);
        assert_eq!(verdicts[3..], [Some(Verdict::Usual); 12]);
        let whole = with_notes(&values, &[]);
        // One range over all: (3 × 100 + 6 × 22) ÷ 15.
        assert_eq!(whole.series[0].limits.expect("limits").centre, 28.8);
        assert!(whole.series[0].points.iter().any(|point| point.signal.is_some()));
    }

    #[test]
    fn after_a_note_of_late_it_is_too_early_to_tell_and_what_was_before_keeps_its_range() {
        let values = [&[10.0, 12.0].repeat(6)[..], &[30.0, 30.0, 30.0]].concat();
        let judged = with_notes(&values, &[13]);
        assert_eq!(judged.series[0].limits, None);
        let before = judged.series[0].earlier[0].limits.expect("limits");
        assert_eq!(before.centre, 11.0);
        let verdicts: Vec<_> = judged.judgements.iter().map(|each| each.verdict).collect();
        assert_eq!(
            (verdicts[11], verdicts[12]),
            (Some(Verdict::Usual), Some(Verdict::TooFew))
        );
    }

    #[test]
    fn a_note_outside_of_the_series_or_in_its_first_month_changes_nothing() {
        let values = [&[10.0, 12.0].repeat(7)[..], &[30.0]].concat();
        let plain = with_notes(&values, &[]);
        let noted = with_notes(&values, &[-5, 1, 16, 40]);
        assert_eq!(noted.series[0].limits, plain.series[0].limits);
        assert!(noted.series[0].earlier.is_empty());
        let two = with_notes(&values, &[2, 2]);
        assert_eq!(
            (two.series[0].since(), two.series[0].earlier.len()),
            (1, 1),
            "two notes in one month"
        );
    }

    #[test]
    fn no_run_reaches_over_a_month_at_which_the_range_begins_anew() {
        let labels: Vec<String> = (0..26).map(|month| format!("{month}")).collect();
        let mut series = empty(&figure("tickets.opened", "0", Unit::Count, None), &labels);
        // Five above the centre, then three: eight together, fewer than seven on either side.
        let values = [
            &[9.0, 11.0].repeat(5)[..],
            &[11.0; 4],
            &[11.0; 3],
            &[9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0],
        ]
        .concat();
        for (point, value) in series.points.iter_mut().zip(&values) {
            point.value = Some(*value);
        }
        let signals = |mut series: Series, restarts: &[usize]| {
            draw_limits(&mut series, built_in("tickets.opened"), restarts, |_| false);
            series.points.iter().filter(|point| point.signal.is_some()).count()
        };
        assert_eq!(signals(series.clone(), &[]), 2, "the seventh and the eighth");
        assert_eq!(signals(series, &[14]), 0);
    }

    #[test]
    fn a_month_without_a_figure_is_a_gap_in_the_line() {
        let mut figures = monthly("tickets.opened", Unit::Count, &[5.0; 3]);
        figures.remove(1);
        let judged = judged(figures, &[]);
        let values: Vec<_> = judged.series[0].points.iter().map(|point| point.value).collect();
        assert_eq!(values[..3], [Some(5.0), None, Some(5.0)]);
        assert_eq!(values.len(), months().len());
    }

    #[test]
    fn a_slice_of_the_reports_period_alone_makes_no_series() {
        let mut service = figure("change.success_rate", "2026-01", Unit::Ratio, Some(0.9));
        service.slice = Slice::of(Dim::Service, "Order entry");
        let judged = judged(vec![service], &[]);
        assert!(judged.series.is_empty());
        assert_eq!(judged.judgements[0].verdict, None);
    }

    #[test]
    fn repeats_that_may_still_come_are_too_early_to_tell() {
        let months = months();
        let mut repeats: Vec<Figure> = (0..months.len())
            .map(|month| {
                let value = if month + 1 == months.len() {
                    0.1
                } else {
                    0.5 + (month % 2) as f64 / 50.0
                };
                figure(
                    "problem.repeat_rate",
                    &months[month].to_string(),
                    Unit::Ratio,
                    Some(value),
                )
            })
            .collect();
        let verdict = |figures: &[Figure]| {
            judged(figures.to_vec(), &[])
                .judgements
                .last()
                .expect("a judgement")
                .verdict
        };
        assert!(matches!(
            verdict(&repeats),
            Some(Verdict::Signal { better: Some(true), .. })
        ));
        repeats.last_mut().expect("a month").provisional_until = Some(crate::calendar::Date::constant(2027, 4, 30));
        assert_eq!(verdict(&repeats), None);
    }

    #[test]
    fn a_stock_walks_and_has_no_limits() {
        let mut series = empty(&figure("tickets.backlog", "2026-01", Unit::Count, None), &months());
        for (point, n) in series.points.iter_mut().zip(0u32..) {
            point.value = Some(f64::from(n % 3));
        }
        let mut flow = Series {
            id: "tickets.growth",
            ..series.clone()
        };
        draw_limits(&mut series, built_in("tickets.backlog"), &[], |_| false);
        assert!(series.limits.is_none());
        draw_limits(&mut flow, built_in("tickets.growth"), &[], |_| false);
        assert!(flow.limits.expect("limits").lower < 0.0, "growth can be negative");
    }

    #[test]
    fn only_headlines_with_limits_add_to_the_false_signals_expected() {
        let judged = judged_of("tickets.opened", &[&[100.0, 110.0].repeat(7)[..], &[100.0]].concat());
        let headline = |id| Selector {
            id,
            slice: Slice::total(),
            stat: None,
        };
        let expected = expected_false_signals(&judged, &[headline("tickets.opened"), headline("change.success_rate")]);
        assert_eq!(expected, FALSE_SIGNAL);
        assert_eq!(expected_false_signals(&judged, &[]), 0.0);
    }
}
