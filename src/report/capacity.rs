//! The page of bandwidth: how much of the recorded time goes to what nobody planned, and how much is left.

use super::Writer;
use super::grids::{Parts, cell, number_column, words_column};
use super::model::{Brief, Page, Picture, Table};
use super::names::capital;
use super::reading::{Ask, Reading};
use super::sections::{Section, Share};
use super::words::args;
use crate::calendar::Month;
use crate::chart::{AreaChart, Axis, Chart, TrailChart};
use crate::measure::{Dim, Slice, Stat};

const SECTIONS: &[Section] = &[
    Section {
        id: "unplanned",
        drawn: &[(Ask::of("work.unplanned_share"), None)],
        told: &[
            Ask::of("work.execution_capacity"),
            Ask::of("work.bandwidth_freed"),
            Ask::of("work.reactive_preventive").stat(Stat::Reactive),
            Ask::of("work.reactive_preventive").stat(Stat::Preventive),
            Ask::of("maintenance.on_schedule"),
        ],
        shares: &[Share::Planned],
    },
    Section {
        id: "balance",
        drawn: &[],
        told: &[],
        shares: &[Share::Balance, Share::Reactive],
    },
    Section {
        id: "hours",
        drawn: &[(Ask::of("work.enabling_share"), None)],
        told: &[
            Ask::of("work.hours"),
            Ask::of("work.enabling_share").stat(Stat::Moved),
            Ask::of("work.aligned_share"),
        ],
        shares: &[
            Share::Bars("work.hours", "work.hours", Dim::Activity),
            Share::Bars("work.hours", "work.hours", Dim::Purpose),
        ],
    },
    Section {
        id: "demand",
        drawn: &[(Ask::of("work.demand"), None)],
        told: &[Ask::of("work.demand").stat(Stat::Needed)],
        shares: &[],
    },
    Section {
        id: "outsourced",
        drawn: &[(Ask::of("work.outsourced_share"), None)],
        told: &[
            Ask::of("work.outsourced_share").stat(Stat::OutsourcedSuccess),
            Ask::of("work.outsourced_share").stat(Stat::InternalSuccess),
            Ask::of("work.outsourced_share").stat(Stat::OutsourcedInTime),
            Ask::of("work.outsourced_share").stat(Stat::InternalInTime),
        ],
        shares: &[],
    },
    Section {
        id: "spend",
        drawn: &[(Ask::of("spend.budget"), None), (Ask::of("spend.run_share"), None)],
        told: &[],
        shares: &[Share::Table(Parts {
            dim: Dim::Purpose,
            within: &[],
            columns: &[("spend.budget", None)],
        })],
    },
    Section {
        id: "team",
        drawn: &[
            (Ask::of("team.out_of_hours_share"), None),
            (Ask::of("team.interruptions"), None),
        ],
        told: &[Ask::of("team.wellbeing")],
        shares: &[],
    },
];
/// As many months as the other charts.
const MONTHS: usize = 24;
/// Areas of fewer months show nothing.
const LEAST_MONTHS: usize = 3;

/// The page; `None` where no effort is recorded.
pub fn page(writer: &Writer<'_>) -> Option<Page> {
    let reading = writer.input.reading(&Ask::of("work.unplanned_share").selector())?;
    reading.figure.value?;
    let calm = writer.words.say(
        "capacity-calm",
        args! { share: writer.value(reading.figure), period: writer.words.period(&writer.input.periods.report) },
    );
    let mut lead = vec![writer.sentence(&reading)];
    let capacity = Ask::of("work.execution_capacity").selector();
    lead.extend(writer.input.reading(&capacity).map(|reading| writer.sentence(&reading)));
    writer.page_of_sections("capacity", lead.join(" "), calm, SECTIONS)
}

/// Two numbers of one month.
struct Pair {
    month: Month,
    first: f64,
    second: f64,
}

/// The hours of one month.
struct Hours {
    month: Month,
    unplanned: f64,
    planned: f64,
}

impl Writer<'_> {
    /// Planned and unplanned hours, month by month.
    pub fn planned_picture(&self) -> Option<Picture> {
        let months = self.hours_by_month();
        if months.len() < LEAST_MONTHS {
            return None;
        }
        let (first, last) = (months.first()?, months.last()?);
        let example = self.input.reading(&Ask::of("work.unplanned_share").selector())?;
        let basis = self
            .basis_note(example.figure)
            .unwrap_or_else(|| self.words.text("basis-recorded-name"));
        let drawn: Vec<Month> = months.iter().map(|hours| hours.month).collect();
        let events = self.events(&drawn, None);
        let said = self.words.say(
            "planned-description",
            args! { first: self.hours_said("planned-in", first), last: self.hours_said("planned-in", last) },
        );
        let said = [Some(said), self.events_said(&drawn, &events)];
        let layer = |name: &str, of: fn(&Hours) -> f64| (self.words.text(name), months.iter().map(of).collect());
        Some(Picture {
            id: "work-planned-and-unplanned".to_owned(),
            title: self.hours_said("planned-finding", last),
            subtitle: self.words.say("planned-subtitle", args! { basis: basis }),
            description: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
            numbers: self.hours_table(&months),
            chart: Chart::Areas(AreaChart {
                axis: Axis::Hours,
                months: drawn.iter().map(|month| self.words.month_short(*month)).collect(),
                layers: vec![
                    layer("layer-unplanned", |hours| hours.unplanned),
                    layer("layer-planned", |hours| hours.planned),
                ],
                events,
            }),
            notes: Vec::new(),
        })
    }

    /// The way of the months between what nobody planned and what enables: the guardian's share and the enabler's.
    pub fn balance_picture(&self) -> Option<Picture> {
        let share = |id, month: &Month| {
            let figures = &self.input.judged.figures;
            figures.get(id, &month.to_string(), &Slice::total(), None, None)?.value
        };
        let ways: Vec<Pair> = self.pairs(|month| {
            Some((
                share("work.unplanned_share", month)?,
                share("work.enabling_share", month)?,
            ))
        })?;
        let said = |id: &str, pair: &Pair| {
            self.words.say(
                id,
                args! {
                    month: self.words.month(pair.month), unplanned: self.words.share(pair.first),
                    enabling: self.words.share(pair.second),
                },
            )
        };
        let names = ["work.unplanned_share", "work.enabling_share"].map(|id| self.words.kpi(id, "title"));
        let (first, last) = (ways.first()?, ways.last()?);
        Some(Picture {
            id: "guardian-enabler-balance".to_owned(),
            title: said("balance-finding", last),
            subtitle: self.words.text("balance-subtitle"),
            description: [said("balance-in", first), said("balance-in", last)].join(" "),
            numbers: self.pairs_table("balance-caption", names, &ways, |share| self.words.share(share)),
            chart: Chart::Trail(TrailChart {
                axis: Axis::Share,
                across: self.words.text("balance-across"),
                up: self.words.text("balance-up"),
                points: ways
                    .iter()
                    .map(|pair| (self.words.month_short(pair.month), pair.first, pair.second))
                    .collect(),
            }),
            notes: Vec::new(),
        })
    }

    /// The balance in a line: both shares, whether they stand out, and what they were; only where the picture shows the way.
    pub fn balance_brief(&self) -> Option<Brief> {
        self.balance_picture()?;
        let of = |id| self.reading_of(id).filter(|reading| reading.figure.value.is_some());
        let (guardian, enabler) = (of("work.unplanned_share")?, of("work.enabling_share")?);
        let said = |id: &str, reading: &Reading<'_>| {
            let said = self.words.say(id, args! { share: self.value(reading.figure) });
            match self.verdict_short(reading) {
                verdict if verdict.is_empty() => said,
                verdict => self.words.say("with-evidence", args! { said: said, evidence: verdict }),
            }
        };
        let both = [said("balance-guardian", &guardian), said("balance-enabler", &enabler)];
        let then = [
            (guardian.year_ago.zip(enabler.year_ago), &self.input.periods.year_ago),
            (guardian.previous.zip(enabler.previous), &self.input.periods.previous),
        ];
        let then = then.into_iter().find_map(|(figures, period)| {
            let (guardian, enabler) = figures.filter(|(one, other)| one.value.and(other.value).is_some())?;
            Some([self.value(guardian), self.value(enabler), self.words.during(period)])
        });
        let [guardian, enabler] = both;
        Some(Brief {
            name: self.words.text("section-balance"),
            link: Some("capacity.html#balance".to_owned()),
            text: match then {
                Some([unplanned, enabling, during]) => self.words.say(
                    "balance-against",
                    args! {
                        guardian: guardian, enabler: enabler, unplanned: unplanned, enabling: enabling, during: during,
                    },
                ),
                None => self
                    .words
                    .say("balance-said", args! { guardian: guardian, enabler: enabler }),
            },
        })
    }

    /// Hours of what came unplanned over hours of what prevents it, month by month: does one crowd out the other?
    pub fn reactive_picture(&self) -> Option<Picture> {
        let hours = |stat, month: &Month| {
            let figures = &self.input.judged.figures;
            let total = Slice::total();
            figures
                .get("work.reactive_preventive", &month.to_string(), &total, Some(stat), None)?
                .value
        };
        let months = self.pairs(|month| Some((hours(Stat::Preventive, month)?, hours(Stat::Reactive, month)?)))?;
        let drawn: Vec<Month> = months.iter().map(|pair| pair.month).collect();
        let events = self.events(&drawn, None);
        let said = |id: &str, pair: &Pair| {
            self.words.say(
                id,
                args! {
                    month: self.words.month(pair.month), preventive: self.words.hours(pair.first),
                    reactive: self.words.hours(pair.second),
                },
            )
        };
        let (first, last) = (months.first()?, months.last()?);
        let described = [
            Some(said("reactive-in", first)),
            Some(said("reactive-in", last)),
            self.events_said(&drawn, &events),
        ];
        let names = ["layer-preventive", "layer-reactive"].map(|id| self.words.text(id));
        Some(Picture {
            id: "reactive-and-preventive".to_owned(),
            title: said("reactive-finding", last),
            subtitle: self.words.text("reactive-subtitle"),
            description: described.into_iter().flatten().collect::<Vec<_>>().join(" "),
            numbers: self.pairs_table("reactive-caption", names.clone(), &months, |hours| {
                self.words.hours(hours)
            }),
            chart: Chart::Areas(AreaChart {
                axis: Axis::Hours,
                months: drawn.iter().map(|month| self.words.month_short(*month)).collect(),
                layers: {
                    let [preventive, reactive] = names;
                    vec![
                        (preventive, months.iter().map(|pair| pair.first).collect()),
                        (reactive, months.iter().map(|pair| pair.second).collect()),
                    ]
                },
                events,
            }),
            notes: Vec::new(),
        })
    }

    /// Two numbers for each of the last months that has both; `None` where these are too few to show anything.
    fn pairs(&self, of: impl Fn(&Month) -> Option<(f64, f64)>) -> Option<Vec<Pair>> {
        let pair = |month: &Month| {
            let (first, second) = of(month)?;
            Some(Pair {
                month: *month,
                first,
                second,
            })
        };
        let pairs: Vec<Pair> = self.recent_months().iter().filter_map(pair).collect();
        (pairs.len() >= LEAST_MONTHS).then_some(pairs)
    }

    fn pairs_table(
        &self,
        caption: &str,
        [first, second]: [String; 2],
        pairs: &[Pair],
        written: impl Fn(f64) -> String,
    ) -> Table {
        let columns = vec![
            words_column(self.words.text("column-month")),
            number_column(capital(&first)),
            number_column(capital(&second)),
        ];
        let rows = pairs.iter().map(|pair| {
            vec![
                cell(self.words.month(pair.month)),
                cell(written(pair.first)),
                cell(written(pair.second)),
            ]
        });
        self.numbers(self.words.text(caption), columns, rows.collect())
    }

    fn recent_months(&self) -> &[Month] {
        let months = &self.input.periods.months;
        &months[months.len().saturating_sub(MONTHS)..]
    }

    /// The last two years, the months whose effort is known.
    fn hours_by_month(&self) -> Vec<Hours> {
        let figures = &self.input.judged.figures;
        self.recent_months()
            .iter()
            .filter_map(|month| {
                let total = Slice::total();
                let figure = figures.get("work.unplanned_share", &month.to_string(), &total, None, None)?;
                let (unplanned, all) = (figure.part? / 60.0, figure.whole? / 60.0);
                Some(Hours {
                    month: *month,
                    unplanned,
                    planned: all - unplanned,
                })
            })
            .collect()
    }

    fn hours_said(&self, id: &str, hours: &Hours) -> String {
        self.words.say(
            id,
            args! {
                month: self.words.month(hours.month),
                unplanned: self.words.hours(hours.unplanned), planned: self.words.hours(hours.planned),
            },
        )
    }

    fn hours_table(&self, months: &[Hours]) -> Table {
        let columns = vec![
            words_column(self.words.text("column-month")),
            number_column(self.words.text("layer-unplanned")),
            number_column(self.words.text("layer-planned")),
        ];
        let rows = months
            .iter()
            .map(|hours| {
                vec![
                    cell(self.words.month(hours.month)),
                    cell(self.words.hours(hours.unplanned)),
                    cell(self.words.hours(hours.planned)),
                ]
            })
            .collect();
        self.numbers(self.words.text("planned-caption"), columns, rows)
    }
}
