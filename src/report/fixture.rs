//! A made-up organisation's figures over 24 months, judged and valued by the real stages: what the tests compose from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Input;
use crate::calendar::{Date, Month, Periods, Zone};
use crate::commentary::Comment;
use crate::config::{
    Assumption, Audience, Compare, Config, Identity, Range3, RejectLimits, ReportConfig, Rules, Target,
};
use crate::ingest::{ColumnSource, SourceLedger, UnknownWord, Warning};
use crate::judge::{self, Judged};
use crate::measure::{Basis, Clock, Dim, Figure, Figures, OTHER, Selector, Slice, Stat, Unit};
use crate::value::{self, Line};

/// Everything that a report is composed from, owned.
pub struct Fixture {
    pub config: Config,
    pub periods: Periods,
    pub judged: Judged,
    pub lines: Vec<Line>,
    pub comments: Vec<Comment>,
    pub ledger: Vec<SourceLedger>,
}

impl Fixture {
    pub fn input(&self) -> Input<'_> {
        Input {
            config: &self.config,
            periods: &self.periods,
            judged: &self.judged,
            lines: &self.lines,
            comments: &self.comments,
            ledger: &self.ledger,
        }
    }

    /// From figures alone, with the targets and inputs of [`config`].
    pub fn of(figures: Figures) -> Self {
        let (config, periods) = (config(), periods(24));
        let judged = judge::judge(figures, &config, &periods, &[]);
        let lines = value::translate(&judged, &config, &periods);
        Self {
            config,
            periods,
            judged,
            lines,
            comments: Vec::new(),
            ledger: Vec::new(),
        }
    }

    /// 24 months of tickets and changes: the last month's change success is a signal, all else is usual.
    pub fn full() -> Self {
        Self {
            ledger: vec![ledger()],
            ..Self::of(figures(true))
        }
    }

    /// The same tickets, without changes.
    pub fn tickets_only() -> Self {
        Self::of(figures(false))
    }
}

/// A figure with nothing but a value.
pub fn figure(id: &'static str, period: &str, unit: Unit, value: f64) -> Figure {
    Figure {
        id,
        period: period.to_owned(),
        slice: Slice::total(),
        stat: None,
        clock: None,
        unit,
        value: Some(value),
        part: None,
        whole: None,
        n: 240,
        basis: Basis::Recorded,
        left_out: Vec::new(),
        bounds: None,
        provisional_until: None,
        reason: None,
    }
}

/// A counted proportion.
pub fn share(id: &'static str, period: &str, part: f64, whole: f64) -> Figure {
    Figure {
        part: Some(part),
        whole: Some(whole),
        n: whole as u64,
        ..figure(id, period, Unit::Ratio, part / whole)
    }
}

/// No data, with the reason.
pub fn nothing(id: &'static str, period: &str, reason: &str) -> Figure {
    Figure {
        value: None,
        n: 0,
        reason: Some(reason.to_owned()),
        ..figure(id, period, Unit::Ratio, 0.0)
    }
}

/// So many months to October 2026, the report's.
pub fn periods(months: i32) -> Periods {
    let zone = Zone::named("America/Chicago").expect("a zone");
    let last = Month::of(Date::constant(2026, 10, 1));
    let report = last.period(&zone);
    Periods {
        previous: report.previous(&zone),
        year_ago: report.year_ago(&zone),
        rolling_year: report.rolling_year(&zone),
        baseline: None,
        months: (0..months).map(|n| last.plus(n + 1 - months)).collect(),
        horizon: report.end - 1,
        complete: true,
        report,
    }
}

pub fn config() -> Config {
    let range = |low, expected, high| Range3 { low, expected, high };
    let inputs = [
        ("cost.it_hour", Range3::exact(72.0)),
        ("cost.employee_hour", range(45.0, 58.0, 75.0)),
        ("work.rework_hours", range(6.0, 8.0, 12.0)),
        ("work.handling_minutes", Range3::exact(30.0)),
        ("work.share_blocked.p1", range(0.4, 0.6, 0.8)),
        ("work.hours_per_post_month", Range3::exact(160.0)),
    ];
    let target = |id, slice, stat, bound| Target {
        selector: Selector { id, slice, stat },
        bound,
    };
    Config {
        file: "boardpack.toml".to_owned(),
        root: PathBuf::new(),
        report: ReportConfig {
            organisation: "Northwind Traders".to_owned(),
            title: "IT performance".to_owned(),
            zone: Zone::named("America/Chicago").expect("a zone"),
            language: "en".to_owned(),
            currency: Some("USD".to_owned()),
            compare: Compare::Previous,
            users: Some(2400),
            as_of: None,
            headline: Vec::new(),
            identity: Identity::default(),
        },
        sources: Vec::new(),
        calendar: None,
        sla_response: [None; 5],
        sla_resolution: [None; 5],
        targets: vec![
            target("change.success_rate", Slice::total(), None, 0.95),
            target("tickets.resolution_sla", Slice::total(), None, 0.92),
            target("tickets.reopen_rate", Slice::total(), None, 0.02),
        ],
        catalogue: Default::default(),
        own: Vec::new(),
        gates: Vec::new(),
        inputs: inputs.map(|(name, value)| (name.to_owned(), value)).into(),
        assumptions: vec![Assumption {
            value: "cost.employee_hour".to_owned(),
            source: "Finance, loaded rate 2026".to_owned(),
            owner_role: "CFO".to_owned(),
            agreed_on: Some(Date::constant(2026, 10, 2)),
            review_by: Some(Date::constant(2027, 10, 1)),
        }],
        services: Vec::new(),
        rules: Rules::default(),
        focus: BTreeMap::new(),
        reject_limits: RejectLimits::default(),
        smallest_group: 5,
        stakeholders: Vec::new(),
        windows: Default::default(),
        audience: Audience::It,
        notes: Vec::new(),
        baseline: None,
    }
}

/// 0, 1 or 2 by month: usual variation without a rule that is completed by chance.
fn wave(month: usize) -> f64 {
    [0.0, 2.0, 1.0, 2.0, 0.0, 1.0][month % 6]
}

fn figures(with_changes: bool) -> Figures {
    let mut figures = Figures::default();
    let periods = periods(24);
    for (index, month) in periods.months.iter().enumerate() {
        let label = month.to_string();
        tickets(&mut figures, &label, wave(index));
        if with_changes {
            changes(&mut figures, &label, wave(index), index == 23);
        }
    }
    let year = &periods.rolling_year.label;
    figures.push(share("tickets.reopen_rate", year, 380.0, 13_900.0));
    slices(&mut figures, &periods.report.label);
    if with_changes {
        figures.push(share("change.success_rate", year, 1_021.0, 1_106.0));
        change_slices(&mut figures, &periods.report.label);
    }
    figures
}

fn tickets(figures: &mut Figures, month: &str, wave: f64) {
    let (incident, request) = (Slice::of(Dim::Kind, "incident"), Slice::of(Dim::Kind, "request"));
    for (id, value) in [
        ("tickets.opened", 1_200.0 + 20.0 * wave),
        ("tickets.resolved", 1_190.0 + 15.0 * wave),
        ("tickets.growth", 10.0 + 5.0 * wave),
        ("tickets.backlog", 310.0 + wave),
        ("tickets.major", wave),
    ] {
        figures.push(figure(id, month, Unit::Count, value));
    }
    for (id, part, whole) in [
        ("tickets.aged_share", 38.0 + wave, 310.0 + wave),
        ("tickets.resolution_sla", 1_100.0 + 10.0 * wave, 1_190.0 + 15.0 * wave),
        ("tickets.reopen_rate", 30.0 + wave, 1_190.0),
    ] {
        figures.push(share(id, month, part, whole));
    }
    figures.push(Figure {
        basis: Basis::Proxy,
        ..share("tickets.first_contact", month, 640.0 + 9.0 * wave, 1_190.0)
    });
    for (slice, base) in [(incident, 22_200.0), (request, 90_000.0)] {
        for (stat, times) in [(Stat::Median, 1.0), (Stat::P90, 7.0), (Stat::Mean, 2.0)] {
            figures.push(Figure {
                slice: slice.clone(),
                stat: Some(stat),
                clock: Some(Clock::Wall),
                ..figure(
                    "tickets.resolution_time",
                    month,
                    Unit::Seconds,
                    (base + 600.0 * wave) * times,
                )
            });
        }
    }
    figures.push(figure("tickets.bounces", month, Unit::Rate, 0.4 + 0.1 * wave));
    figures.push(Figure {
        basis: Basis::Derived,
        part: Some(66_000.0 + 600.0 * wave),
        whole: Some(174_000.0),
        ..figure(
            "work.unplanned_share",
            month,
            Unit::Ratio,
            (66_000.0 + 600.0 * wave) / 174_000.0,
        )
    });
    let owned = |stat, value| Figure {
        slice: Slice::of(Dim::Priority, "1"),
        stat: Some(stat),
        clock: Some(Clock::Wall),
        n: 30,
        ..figure("owned.resolution_time", month, Unit::Seconds, value)
    };
    figures.push(owned(Stat::Mean, 14_400.0 + 60.0 * wave));
}

fn changes(figures: &mut Figures, month: &str, wave: f64, is_last: bool) {
    let succeeded = if is_last { 71.0 } else { 83.0 + 2.0 * wave };
    figures.push(Figure {
        left_out: vec![("cancelled", 4)],
        provisional_until: is_last.then(|| Date::constant(2026, 11, 30)),
        ..share("change.success_rate", month, succeeded, 91.0)
    });
    figures.push(share("change.batting_average", month, 1_021.0, 1_106.0));
    figures.push(share("change.emergency_share", month, 6.0 + wave, 91.0));
    figures.push(share("change.backed_out_share", month, 2.0, 3.0));
    figures.push(figure("change.throughput", month, Unit::Count, 60.0 + 2.0 * wave));
    figures.push(nothing("dora.rework_rate", month, "no column gives fixes_change"));
    figures.push(figure("owned.failed_changes", month, Unit::Count, 91.0 - succeeded));
    figures.push(figure("owned.failed_change_tickets", month, Unit::Count, 37.0));
}

fn slices(figures: &mut Figures, month: &str) {
    let mut count = |id, dim, word: &str, value| {
        figures.push(Figure {
            slice: Slice::of(dim, word),
            ..figure(id, month, Unit::Count, value)
        });
    };
    for (band, value) in [
        ("0-1d", 120.0),
        ("1-5d", 90.0),
        ("5-30d", 62.0),
        ("30-90d", 28.0),
        ("90d+", 10.0),
    ] {
        count("tickets.backlog", Dim::Age, band, value);
    }
    for (word, value) in [("1-08", 40.0), ("1-09", 55.0), ("5-16", 12.0), ("7-23", 1.0)] {
        count("tickets.opened", Dim::WeekHour, word, value);
    }
    for (word, value) in [
        ("Password reset", 210.0),
        ("Новая учётная запись", 180.0),
        ("VPN", 90.0),
        (OTHER, 320.0),
    ] {
        count("tickets.by_hand", Dim::Category, word, value);
    }
    for (word, value) in [("Order entry", 420.0), ("Payroll", 130.0), ("", 20.0), (OTHER, 650.0)] {
        count("tickets.opened", Dim::Service, word, value);
    }
    for (word, value) in [("it", 1.0), ("hybrid", 2.0)] {
        count("metrics.focus_mix", Dim::Focus, word, value);
    }
    for priority in ["1", "2"] {
        let slice = Slice(vec![
            (Dim::Kind, "incident".to_owned()),
            (Dim::Priority, priority.to_owned()),
        ]);
        figures.push(Figure {
            slice: slice.clone(),
            ..figure("tickets.opened", month, Unit::Count, 30.0)
        });
        figures.push(Figure {
            slice,
            stat: Some(Stat::Median),
            clock: Some(Clock::Wall),
            n: 3,
            ..figure("tickets.resolution_time", month, Unit::Seconds, 7_200.0)
        });
    }
}

fn change_slices(figures: &mut Figures, month: &str) {
    for (service, part, whole) in [
        ("Order entry", 20.0, 32.0),
        ("Payroll", 30.0, 33.0),
        (OTHER, 21.0, 26.0),
    ] {
        figures.push(Figure {
            slice: Slice::of(Dim::Service, service),
            ..share("change.success_rate", month, part, whole)
        });
    }
    for (kind, part, whole) in [
        ("standard", 40.0, 41.0),
        ("normal", 28.0, 44.0),
        ("emergency", 3.0, 4.0),
    ] {
        figures.push(Figure {
            slice: Slice::of(Dim::Type, kind),
            ..share("change.success_rate", month, part, whole)
        });
    }
}

fn ledger() -> SourceLedger {
    SourceLedger {
        source: "exports/incident*.csv".to_owned(),
        table: "tickets",
        preset: "servicenow".to_owned(),
        rows_read: 38_412,
        rows_kept: 38_380,
        rows_set_aside: 32,
        records: 28_900,
        reasons: vec![("opened_at cannot be read".to_owned(), 32)],
        unknown_words: vec![UnknownWord {
            column: "state",
            word: "Awaiting Vendor".to_owned(),
            rows: 12,
            suggestion: Some("on_hold".to_owned()),
        }],
        fingerprints: vec![("incident-2026.csv".to_owned(), "9f86d081884c7d65".to_owned())],
        columns: vec![ColumnSource {
            column: "opened_at",
            header: "Opened".to_owned(),
            format: Some("day first: 13.02.2026 is no month".to_owned()),
            filled: 28_900,
        }],
        preset_evidence: "6 of its 9 own headers are there".to_owned(),
        unread: Vec::new(),
        repeats: None,
        warnings: vec![Warning::Note("no column tells the kind of tickets".to_owned())],
        firsts: Vec::new(),
    }
}
