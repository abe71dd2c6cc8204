//! Sentences by rule: size, comparison, signal or noise, target. Every sentence says what it rests on, and none blames
//! anybody.

use std::cmp::Ordering;

use super::Writer;
use super::model::Mark;
use super::names::is_tiny;
use super::reading::Reading;
use super::words::args;
use crate::judge::{Judgement, Rule, Status, Verdict};
use crate::measure::{Better, Figure, Unit};

impl Writer<'_> {
    /// Signal or noise, in a clause; empty where there is no past to judge by.
    pub fn verdict(&self, reading: &Reading<'_>) -> String {
        self.verdict_said(reading, "")
    }

    /// The same in as few words as a narrow column holds.
    pub fn verdict_short(&self, reading: &Reading<'_>) -> String {
        let waits = reading.figure.provisional_until.is_some() && reading.figure.value.is_some();
        let has_limits = reading.series.is_some_and(|series| series.limits.is_some());
        match reading.judgement.verdict {
            None if self.input.judged.is_one_sided(reading.figure.id) => self.words.text("verdict-one-sided"),
            None if waits && has_limits => self.words.text("verdict-too-early"),
            _ => self.verdict_said(reading, ".short"),
        }
    }

    /// What the signal is, without its numbers, for a heading.
    pub fn verdict_headline(&self, reading: &Reading<'_>) -> String {
        reading.signal().map_or_else(String::new, |(rule, _)| {
            self.rule(rule, reading, String::new(), ".headline")
        })
    }

    fn verdict_said(&self, reading: &Reading<'_>, length: &str) -> String {
        let word = |id: &str| format!("{id}{length}");
        match (reading.verdict(), self.usual(reading)) {
            (None, _) => String::new(),
            (Some(Verdict::TooFew), _) => self.words.text(&word("verdict-too-few")),
            (Some(Verdict::FewRecords), _) => self.words.text(&word("verdict-few-records")),
            (Some(Verdict::Usual), Some(usual)) => self.words.say(&word("verdict-usual"), args! { usual: usual }),
            (Some(Verdict::Usual), None) => self.words.text(&word("verdict-usual-unknown")),
            (Some(Verdict::Signal { rule, better }), usual) => {
                let what = self.rule(rule, reading, usual.unwrap_or_default(), length);
                let way = self.words.text(&word(match better {
                    Some(true) => "signal-better",
                    Some(false) => "signal-worse",
                    None => "signal",
                }));
                self.words
                    .say(&word("verdict-signal"), args! { what: what, signal: way })
            }
        }
    }

    fn rule(&self, rule: Rule, reading: &Reading<'_>, usual: String, length: &str) -> String {
        let id = match (rule, reading.signals_up()) {
            (Rule::Outside, true) => "rule-above",
            (Rule::Outside, false) => "rule-below",
            (Rule::OneSide, true) => "rule-side-above",
            (Rule::OneSide, false) => "rule-side-below",
            (Rule::Trend, true) => "rule-rising",
            (Rule::Trend, false) => "rule-falling",
            (Rule::TwoOfThree, true) => "rule-near-above",
            (Rule::TwoOfThree, false) => "rule-near-below",
        };
        let limits = reading.series.and_then(|series| series.limits);
        let centre = limits.map_or_else(String::new, |limits| {
            self.words
                .amount(limits.centre, reading.figure.unit, reading.figure.clock)
        });
        self.words
            .say(&format!("{id}{length}"), args! { usual: usual, centre: centre })
    }

    /// The usual range: `88–97 %`.
    pub fn usual(&self, reading: &Reading<'_>) -> Option<String> {
        let limits = reading.series?.limits?;
        Some(
            self.words
                .amounts(limits.lower, limits.upper, reading.figure.unit, reading.figure.clock),
        )
    }

    /// `Change success fell to 91.2 %`; `was` where nobody can tell whether a move is more than noise, or where the month's
    /// own move goes against the signal.
    pub fn moved(&self, reading: &Reading<'_>) -> String {
        let (name, value) = (self.subject(reading.figure), self.value(reading.figure));
        let id = match self.direction(reading, &value) {
            Some(Ordering::Greater) => "moved-up",
            Some(Ordering::Less) => "moved-down",
            Some(Ordering::Equal) => "moved-not",
            None => "moved-was",
        };
        self.words.say(id, args! { name: name, value: value })
    }

    fn direction(&self, reading: &Reading<'_>, value: &str) -> Option<Ordering> {
        let before = reading.compared(self.input.config.report.compare)?;
        let move_of = reading.figure.value?.partial_cmp(&before.value?)?;
        if is_tiny(reading.figure) || is_tiny(before) {
            return None;
        }
        let direction = if self.value(before) == value {
            Ordering::Equal
        } else {
            move_of
        };
        match reading.verdict()? {
            Verdict::TooFew | Verdict::FewRecords => None,
            Verdict::Usual => Some(direction),
            Verdict::Signal { .. } => {
                let up = if reading.signals_up() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
                (direction == up).then_some(direction)
            }
        }
    }

    /// The whole sentence: `Change success fell to 91.2 % (83 of 91), inside its usual 88–97 %: no signal.`
    pub fn sentence(&self, reading: &Reading<'_>) -> String {
        if reading.figure.value.is_none() {
            let (name, reason) = (self.subject(reading.figure), self.reason(reading.figure));
            return self.words.say("sentence-no-data", args! { name: name, reason: reason });
        }
        // Until when it is provisional stands in the table and at the foot.
        let (moved, evidence) = (self.moved(reading), self.settled_evidence(reading.figure));
        let said = if evidence.is_empty() {
            moved
        } else {
            self.words
                .say("with-evidence", args! { said: moved, evidence: evidence })
        };
        let verdict = match reading.verdict() {
            None => String::new(),
            Some(Verdict::Usual) => {
                let verdict = self.verdict(reading);
                self.words.say("no-signal", args! { verdict: verdict })
            }
            Some(_) => self.verdict(reading),
        };
        if verdict.is_empty() {
            self.words.say("sentence", args! { said: said })
        } else {
            self.words
                .say("sentence-judged", args! { said: said, verdict: verdict })
        }
    }

    /// The finding over a chart: the number and what became of it, without the counts.
    pub fn finding(&self, reading: &Reading<'_>) -> String {
        let verdict = self.verdict(reading);
        if reading.signal().is_some() {
            let moved = self.moved(reading);
            return self
                .words
                .say("finding-signal", args! { moved: moved, verdict: verdict });
        }
        let (name, value) = (self.title(reading.figure), self.value(reading.figure));
        let is_untold = matches!(reading.verdict(), Some(Verdict::TooFew | Verdict::FewRecords));
        if verdict.is_empty() || is_untold {
            let period = self.words.period(&self.input.periods.report);
            self.words
                .say("finding-plain", args! { name: name, value: value, period: period })
        } else {
            self.words
                .say("finding", args! { name: name, value: value, verdict: verdict })
        }
    }

    /// The target, with its direction: `≥ 95 %`.
    pub fn target(&self, reading: &Reading<'_>) -> String {
        self.target_said(reading, "target-at-least", "target-at-most")
    }

    /// The target inside a sentence: `at least 95 %`.
    pub fn target_in_words(&self, reading: &Reading<'_>) -> String {
        // Beyond all, or less than none, is nothing.
        let is_end = match (reading.judgement.target, reading.better()) {
            (Some(target), Better::Higher) => reading.figure.unit == Unit::Ratio && target >= 1.0,
            (Some(target), Better::Lower) => target <= 0.0,
            _ => false,
        };
        match is_end {
            true => self.target_said(reading, "exactly", "exactly"),
            false => self.target_said(reading, "at-least", "at-most"),
        }
    }

    fn target_said(&self, reading: &Reading<'_>, at_least: &str, at_most: &str) -> String {
        let Some(target) = reading.judgement.target else {
            return String::new();
        };
        let value = match reading.figure.unit {
            Unit::Ratio => self.words.share_short(target),
            unit => self.words.amount(target, unit, reading.figure.clock),
        };
        match reading.better() {
            Better::Higher => self.words.say(at_least, args! { value: value }),
            Better::Lower => self.words.say(at_most, args! { value: value }),
            Better::Neither => value,
        }
    }

    /// Against the target, by word and by shape.
    pub fn mark(&self, judgement: &Judgement) -> Mark {
        let (kind, word) = match judgement.status {
            Status::Met => ("met", "mark-met"),
            Status::Missed if judgement.target_inside_interval == Some(true) => ("missed", "mark-missed-compatible"),
            Status::Missed => ("missed", "mark-missed"),
            Status::NoTarget => ("no_target", "mark-no-target"),
            Status::NoData => ("no_data", "mark-no-data"),
        };
        Mark {
            kind,
            text: self.words.text(word),
        }
    }

    /// How many targets were met: `10 of 14 targets met, 2 without data`; `None` where nobody set one.
    pub fn targets_met(&self) -> Option<String> {
        let (mut met, mut all, mut blind) = (0_u64, 0_u64, 0_u64);
        let judged = self.input.judged;
        for (figure, judgement) in judged.figures.iter().zip(&judged.judgements) {
            if figure.period != self.input.periods.report.label || self.is_other_clock(figure) {
                continue;
            }
            all += u64::from(judgement.status != Status::NoTarget);
            met += u64::from(judgement.status == Status::Met);
            blind += u64::from(judgement.status == Status::NoData);
        }
        // A target whose figure is not there at all has no data either.
        let unseen = (self.input.config.targets.len() as u64).saturating_sub(all);
        (all, blind) = (all + unseen, blind + unseen);
        (all > 0).then(|| {
            self.words
                .say("targets-met", args! { met: met, all: all, blind: blind })
        })
    }

    /// Whether a figure is the companion on another clock of one that leads.
    pub fn is_other_clock(&self, figure: &Figure) -> bool {
        self.input
            .judged
            .figures
            .get(figure.id, &figure.period, &figure.slice, figure.stat, None)
            .is_some_and(|leading| leading.clock != figure.clock)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, config, figure, nothing, periods, share};
    use super::super::reading::{Ask, Reading};
    use super::super::{Input, Words, Writer};
    use super::*;
    use crate::calendar::Date;
    use crate::judge::{Capability, Judged, Limits, Point, Series};
    use crate::measure::{Basis, Clock, Dim, Figures, Selector, Slice, Stat};

    const CSR: Ask = Ask::of("change.success_rate");

    /// A figure, its judgement and the one a month before, as if judged.
    fn judged(now: Figure, before: Option<Figure>, judgement: Judgement, limits: Option<Limits>, up: bool) -> Judged {
        let series = Series {
            id: now.id,
            slice: now.slice.clone(),
            stat: now.stat,
            clock: now.clock,
            unit: now.unit,
            points: vec![Point {
                month: "2026-10".to_owned(),
                value: now.value,
                n: now.n,
                signal: match judgement.verdict {
                    Some(Verdict::Signal { rule, .. }) => Some((rule, up)),
                    _ => None,
                },
            }],
            limits,
            earlier: Vec::new(),
            capability: None::<Capability>,
        };
        let mut figures = Figures::default();
        figures.push(now);
        let mut judgements = vec![judgement];
        if let Some(each) = before {
            figures.push(each);
            judgements.push(Judgement::default());
        }
        Judged {
            figures,
            judgements,
            series: vec![series],
            one_sided: Vec::new(),
        }
    }

    /// What a writer says of the one figure.
    fn said(judged: Judged, ask: Ask, say: impl Fn(&Writer<'_>, &Reading<'_>) -> String) -> String {
        let (config, periods) = (config(), periods(24));
        let input = Input {
            config: &config,
            periods: &periods,
            judged: &judged,
            lines: &[],
            comments: &[],
            ledger: &[],
        };
        let writer = Writer {
            input: &input,
            words: Words::of("en").expect("English"),
        };
        let reading = input.reading(&ask.selector()).expect("a figure");
        let said = say(&writer, &reading).replace('\u{a0}', " ").replace('\u{2060}', "");
        writer.words.complete().expect("no word is missing");
        said
    }

    fn success(part: f64, whole: f64) -> Figure {
        share("change.success_rate", "2026-10", part, whole)
    }

    fn september(part: f64, whole: f64) -> Option<Figure> {
        Some(share("change.success_rate", "2026-09", part, whole))
    }

    fn verdict(verdict: Verdict) -> Judgement {
        Judgement {
            verdict: Some(verdict),
            ..Judgement::default()
        }
    }

    fn signal(rule: Rule) -> Judgement {
        verdict(Verdict::Signal {
            rule,
            better: Some(false),
        })
    }

    const LIMITS: Option<Limits> = Some(Limits {
        centre: 0.925,
        lower: 0.882,
        upper: 0.968,
    });

    #[test]
    fn a_move_inside_the_usual_range_is_no_signal() {
        let judged = judged(
            success(83.0, 91.0),
            september(88.0, 93.0),
            verdict(Verdict::Usual),
            LIMITS,
            false,
        );
        insta::assert_snapshot!(
            said(judged, CSR, |writer, reading| writer.sentence(reading)),
            @"Change success fell to 91.2 % (83 of 91), inside its usual 88–97 %: no signal."
        );
    }

    #[test]
    fn every_rule_says_what_it_saw() {
        let rules = [
            (Rule::Outside, false),
            (Rule::OneSide, true),
            (Rule::Trend, false),
            (Rule::TwoOfThree, true),
        ];
        let said: Vec<String> = rules
            .into_iter()
            .map(|(rule, up)| {
                let judged = judged(success(83.0, 91.0), None, signal(rule), LIMITS, up);
                said(judged, CSR, |writer, reading| writer.verdict(reading))
            })
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        below its usual 88–97 %: a signal, for the worse
        seven months or more above its centre of 92.5 %: a signal, for the worse
        falling for seven months or more: a signal, for the worse
        two of three months near the top of its usual 88–97 %: a signal, for the worse
        ");
    }

    #[test]
    fn a_month_that_moves_against_its_signal_neither_rose_nor_fell() {
        let better = verdict(Verdict::Signal {
            rule: Rule::OneSide,
            better: Some(true),
        });
        let judged = judged(success(86.0, 91.0), september(90.0, 93.0), better, LIMITS, true);
        insta::assert_snapshot!(
            said(judged, CSR, |writer, reading| writer.moved(reading)),
            @"Change success stood at 94.5 %"
        );
    }

    #[test]
    fn a_companion_makes_no_news() {
        let open = Figure {
            stat: Some(Stat::OpenPastTarget),
            ..figure("tickets.resolution_sla", "2026-10", Unit::Count, 17.0)
        };
        let judged = judged(open, None, signal(Rule::Outside), LIMITS, false);
        let ask = Ask::of("tickets.resolution_sla").stat(Stat::OpenPastTarget);
        insta::assert_snapshot!(
            said(judged, ask, |writer, reading| writer.sentence(reading)),
            @"Tickets still open past their target stood at 17."
        );
    }

    #[test]
    fn what_nobody_can_judge_neither_rose_nor_fell() {
        let sentence = |writer: &Writer<'_>, reading: &Reading<'_>| writer.sentence(reading);
        let few = judged(
            success(83.0, 91.0),
            september(88.0, 93.0),
            verdict(Verdict::TooFew),
            None,
            false,
        );
        insta::assert_snapshot!(said(few, CSR, sentence), @"Change success stood at 91.2 % (83 of 91), too few months to tell signal from noise.");
        let unjudged = judged(
            success(83.0, 91.0),
            september(88.0, 93.0),
            Judgement::default(),
            None,
            false,
        );
        insta::assert_snapshot!(said(unjudged, CSR, sentence), @"Change success stood at 91.2 % (83 of 91).");
    }

    #[test]
    fn under_five_a_share_is_counts_and_under_twenty_a_small_sample() {
        let sentence = |writer: &Writer<'_>, reading: &Reading<'_>| writer.sentence(reading);
        let tiny = judged(
            success(3.0, 4.0),
            september(88.0, 93.0),
            verdict(Verdict::Usual),
            LIMITS,
            false,
        );
        insta::assert_snapshot!(said(tiny, CSR, sentence), @"Change success stood at 3 of 4, inside its usual 88–97 %: no signal.");
        let small = judged(
            success(6.0, 7.0),
            september(88.0, 93.0),
            verdict(Verdict::Usual),
            LIMITS,
            false,
        );
        insta::assert_snapshot!(said(small, CSR, sentence), @"Change success fell to 85.7 % (6 of 7; small sample), inside its usual 88–97 %: no signal.");
        let enough = judged(success(19.0, 20.0), None, Judgement::default(), None, false);
        insta::assert_snapshot!(said(enough, CSR, sentence), @"Change success stood at 95.0 % (19 of 20).");
    }

    #[test]
    fn no_data_says_why_and_is_never_zero() {
        let none = nothing("change.success_rate", "2026-10", "no column gives the outcome");
        let judged = judged(none, september(88.0, 93.0), Judgement::default(), None, false);
        insta::assert_snapshot!(
            said(judged, CSR, |writer, reading| format!("{} / {}", writer.value(reading.figure), writer.sentence(reading))),
            @"no data / Change success: no data; no column gives the outcome."
        );
    }

    #[test]
    fn a_late_outcome_is_provisional_and_a_proxy_names_itself() {
        let late = Figure {
            provisional_until: Some(Date::constant(2026, 11, 30)),
            ..success(83.0, 91.0)
        };
        let evidence = |writer: &Writer<'_>, reading: &Reading<'_>| writer.evidence(reading.figure);
        insta::assert_snapshot!(said(judged(late, None, Judgement::default(), None, false), CSR, evidence), @"83 of 91; provisional until 30 November 2026");
        let proxy = Figure {
            basis: Basis::Proxy,
            ..share("tickets.first_contact", "2026-10", 640.0, 1_190.0)
        };
        let judged = judged(proxy, None, Judgement::default(), None, false);
        insta::assert_snapshot!(said(judged, Ask::of("tickets.first_contact"), evidence), @"640 of 1,190; “no hand-off” stands in: no reassignment and no reopening");
    }

    #[test]
    fn a_target_inside_the_interval_is_compatible() {
        let judgement = |inside| Judgement {
            low: Some(0.836),
            high: Some(0.955),
            target: Some(0.95),
            status: Status::Missed,
            target_inside_interval: Some(inside),
            verdict: None,
        };
        let mark = |writer: &Writer<'_>, reading: &Reading<'_>| {
            let target = writer.target(reading);
            format!("{target}, {}", writer.mark(reading.judgement).text)
        };
        let open = judged(success(83.0, 91.0), None, judgement(true), None, false);
        assert_eq!(said(open, CSR, mark), "≥ 95 %, missed, may be chance");
        let clear = judged(success(60.0, 91.0), None, judgement(false), None, false);
        assert_eq!(said(clear, CSR, mark), "≥ 95 %, missed");
    }

    #[test]
    fn slices_statistics_and_clocks_have_names() {
        let slow = Figure {
            slice: Slice(vec![
                (Dim::Kind, "incident".to_owned()),
                (Dim::Priority, "1".to_owned()),
            ]),
            stat: Some(Stat::Median),
            clock: Some(Clock::Service),
            ..figure("tickets.resolution_time", "2026-10", Unit::Seconds, 273_600.0)
        };
        let ask = Ask::of("tickets.resolution_time")
            .stat(Stat::Median)
            .slice(&[(Dim::Kind, "incident"), (Dim::Priority, "1")]);
        let judged = judged(slow, None, Judgement::default(), None, false);
        insta::assert_snapshot!(
            said(judged, ask, |writer, reading| format!("{} / {}", writer.title(reading.figure), writer.sentence(reading))),
            @"Resolution time, priority 1 incidents, median / Median resolution time for priority 1 incidents stood at 76 h (240 tickets; service hours)."
        );
    }

    #[test]
    fn a_target_of_all_is_not_at_least_all_and_one_of_none_not_at_most_none() {
        let aimed = |id, figure: Figure, target| {
            let judgement = Judgement {
                target: Some(target),
                ..Judgement::default()
            };
            said(
                judged(figure, None, judgement, None, false),
                Ask::of(id),
                |writer, reading| writer.target_in_words(reading).replace('\u{a0}', " "),
            )
        };
        let rate = |target| {
            aimed(
                "change.success_rate",
                share("change.success_rate", "2026-10", 83.0, 91.0),
                target,
            )
        };
        assert_eq!((rate(1.0).as_str(), rate(0.95).as_str()), ("100 %", "at least 95 %"));
        let major = |target| {
            aimed(
                "tickets.major",
                figure("tickets.major", "2026-10", Unit::Count, 2.0),
                target,
            )
        };
        assert_eq!((major(0.0).as_str(), major(3.0).as_str()), ("0", "at most 3"));
    }

    #[test]
    fn days_since_something_are_no_sample() {
        let days = |n| {
            let figure = Figure {
                stat: Some(Stat::DaysSince),
                n,
                ..figure("partners.met", "2026-10", Unit::Rate, 19.0)
            };
            let ask = Ask::of("partners.met").stat(Stat::DaysSince);
            said(
                judged(figure, None, Judgement::default(), None, false),
                ask,
                |writer, reading| writer.counts_note(reading.figure).unwrap_or_default(),
            )
        };
        assert_eq!((days(1).as_str(), days(8).as_str()), ("", "8 records"));
    }

    #[test]
    fn a_batting_average_has_three_digits_and_no_zero_before_them() {
        let average = |part, whole| {
            let figure = share("change.batting_average", "2026-10", part, whole);
            let judged = judged(figure, None, Judgement::default(), None, false);
            said(judged, Ask::of("change.batting_average"), |writer, reading| {
                writer.value(reading.figure)
            })
        };
        assert_eq!(average(1_021.0, 1_106.0), ".923");
        assert_eq!(average(40.0, 40.0), "1.000");
        assert_eq!(average(2.0, 40.0), ".050");
    }

    #[test]
    fn targets_are_counted_once_each() {
        // Of the fixture's three targets the SLA alone is met: 1,110 of 1,205 is 92.1 %.
        let fixture = Fixture::full();
        let input = fixture.input();
        let writer = Writer {
            input: &input,
            words: Words::of("en").expect("English"),
        };
        assert_eq!(writer.targets_met().as_deref(), Some("1 of 3 targets met"));
        let blind = Selector {
            id: "tickets.escalated_sla",
            slice: Slice::total(),
            stat: None,
        };
        assert!(input.reading(&blind).is_none());
    }
}
