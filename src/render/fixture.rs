//! A made-up report with every kind of block and picture, and with what goes wrong: long words, other alphabets, markup in
//! text, missing values.

use crate::chart::*;
use crate::report::model::*;

/// The whole made-up report.
pub(super) fn report() -> Report {
    let words = [
        ("skip", "Skip to the content"),
        ("pages", "Pages"),
        ("contents", "On this page"),
        ("numbers", "The numbers and their sources"),
        (
            "legend",
            "A diamond is a signal. The pale band is the usual range with its middle; dashes are a target, dots a published reference.",
        ),
        ("it_says", "IT says"),
        ("business_hears", "The business hears"),
        ("working", "The working and its inputs"),
    ];
    Report {
        language: "en".into(),
        organisation: "Northwind Traders".into(),
        title: "IT performance, October 2026".into(),
        period: "2026-10".into(),
        footer: "99.6 % of 31,204 rows used. Data up to 31 October 2026; October is provisional until 14 November. 2 of 9 assumptions are unsigned.".into(),
        imprint: "Made by boardpack 0.1.0 from tickets.csv and changes.csv.".into(),
        words: words.map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
        pages: vec![summary(), value(), stability(), change(), method(), edges()],
    }
}

fn page(slug: &str, name: &str, heading: &str, lead: &str, blocks: Vec<Block>) -> Page {
    let [slug, name, heading, lead] = [slug, name, heading, lead].map(str::to_owned);
    Page {
        slug,
        name,
        heading,
        lead,
        blocks,
    }
}

fn heading(id: &str, text: &str) -> Block {
    Block::Heading {
        id: id.into(),
        text: text.into(),
    }
}

fn paragraph(text: &str, quiet: bool) -> Block {
    Block::Paragraph {
        text: text.into(),
        quiet,
    }
}

fn summary() -> Page {
    page(
        "index",
        "Summary",
        "Unplanned work fell for the eighth month; failed changes are the largest cost still there",
        "Unplanned work took 31.4 % of recorded effort. The fall is a signal, not chance. Eight of 91 changes failed, which is inside the usual range. Nothing else moved beyond its usual variation.",
        vec![
            facts(),
            headlines(),
            paragraph(
                "Targets met: 10 of 14, 2 without data. A signal is a point outside the usual range of its own 24 months, or eight in a row on one side of its middle.",
                true,
            ),
            Block::Charts {
                charts: vec![unplanned(), success()],
            },
            heading("next", "What to do next, in order of worth"),
            steps(),
        ],
    )
}

fn facts() -> Block {
    let fact = |name: &str, value: &str, note: &str| Fact {
        name: name.into(),
        value: value.into(),
        note: note.into(),
    };
    Block::Facts {
        facts: vec![
            fact(
                "Working time given back, against October 2025",
                "410 h",
                "$29,500 of capacity (21,300 to 38,900); not cash",
            ),
            fact(
                "Margin exposed by failed changes, twelve months",
                "$186,000",
                "$120,000 to $260,000; too few outages to credit",
            ),
            fact(
                "Cash spent on rework, October",
                "$11,300",
                "overtime and call-outs; inside the usual range",
            ),
        ],
    }
}

fn headlines() -> Block {
    let columns = [
        "Figure",
        "October",
        "September",
        "A year ago",
        "12 months",
        "Target",
        "Status",
        "24 months",
        "Signal or noise",
    ];
    let row = |name: &str,
               value: &str,
               note: &str,
               rest: [&str; 4],
               mark: (&'static str, &str),
               spark: Option<Spark>,
               verdict: &str| Headline {
        name: name.into(),
        link: Some("stability.html#backlog".into()),
        value: value.into(),
        note: note.into(),
        comparisons: rest[..3].iter().map(|text| (*text).to_owned()).collect(),
        target: rest[3].into(),
        mark: Mark {
            kind: mark.0,
            text: mark.1.into(),
        },
        spark,
        verdict: verdict.into(),
    };
    Block::Headlines {
        caption: "Six headline figures. Spark lines: 24 months, the band is the usual range, a diamond is a signal."
            .into(),
        columns: columns.map(str::to_owned).into(),
        rows: vec![
            row(
                "Change success rate",
                "91.2 %",
                "83 of 91",
                ["93.0 %", "89.9 %", "92.3 %", "95 %"],
                ("missed", "missed"),
                Some(spark(0.92, 0.03, 0.0, &[])),
                "inside its usual 88–97 %",
            ),
            row(
                "Unplanned work",
                "31.4 %",
                "of 6,140 h recorded",
                ["33.0 %", "40.2 %", "35.1 %", "25 %"],
                ("missed", "missed"),
                Some(spark(0.42, 0.02, -0.11, &[23])),
                "better: 8 months below the old level",
            ),
            row(
                "Time to resolve, median",
                "6 h 10 min",
                "1,204 incidents",
                ["6 h 40 min", "7 h 5 min", "6 h 30 min", "8 h"],
                ("met", "met"),
                Some(spark(24_000.0, 4_000.0, 0.0, &[])),
                "inside its usual 5–9 h",
            ),
            row(
                "Resolved within target",
                "93.8 %",
                "1,129 of 1,204",
                ["93.1 %", "92.4 %", "92.9 %", "92 %"],
                ("met", "met"),
                Some(spark(0.93, 0.01, 0.0, &[12])),
                "inside its usual 91–96 %",
            ),
            row(
                "Backlog at month end",
                "1,272",
                "31 days of work",
                ["1,251", "1,180", "", ""],
                ("no_target", "no target"),
                Some(spark(1_200.0, 50.0, 60.0, &[])),
                "inside its usual 1,100–1,300",
            ),
            row(
                "Satisfaction",
                "no data",
                "needs the answers of a survey",
                ["", "", "", "85 %"],
                ("no_data", "no data"),
                None,
                "the export has no column for it",
            ),
        ],
    }
}

fn spark(level: f64, noise: f64, trend: f64, signals: &[usize]) -> Spark {
    Spark {
        values: months_of(level, noise, trend),
        band: Some((level - 2.0 * noise, level + 2.0 * noise)),
        signals: signals.to_vec(),
    }
}

/// 24 months around a level: the same wave in every picture.
fn months_of(level: f64, noise: f64, trend: f64) -> Vec<Option<f64>> {
    const WAVE: [f64; 12] = [0.1, -0.7, 0.9, -0.2, 0.4, -1.2, 0.3, 1.1, -0.5, 0.6, -0.9, 0.2];
    (0..24)
        .map(|month| Some(level + noise * WAVE[(month * 5) % 12] + trend * month as f64 / 23.0))
        .collect()
}

fn months() -> Vec<String> {
    let names = [
        "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
    ];
    (0..24)
        .map(|month| format!("{} {}", names[month % 12], 24 + (month + 10) / 12))
        .collect()
}

fn steps() -> Block {
    let step = |text: &str, why: &str, worth: &str, range: &str| Step {
        text: text.into(),
        why: why.into(),
        worth: worth.into(),
        range: range.into(),
    };
    Block::Steps {
        steps: vec![
            step(
                "Rehearse changes to Order entry before they are approved",
                "5 of the 8 failed changes of October touched it; each cost 14 h of work after it.",
                "$9,400 a month",
                "$5,100 to $14,000",
            ),
            step(
                "Take the three most repeated incidents of Mail to problem management",
                "They came back within 30 days in 41 % of cases; chance alone would give 12 %.",
                "96 h a month",
                "60 to 130 h",
            ),
            step(
                "Say what an hour of Order entry is worth",
                "Margin cannot be shown without it.",
                "",
                "",
            ),
        ],
    }
}

fn picture(id: &str, title: &str, subtitle: &str, chart: Chart, numbers: Table) -> Picture {
    Picture {
        id: id.into(),
        title: title.into(),
        subtitle: subtitle.into(),
        description: format!("{title}. The months run from November 2024 to October 2026."),
        chart,
        numbers,
        notes: vec!["¹ Visible Ops, 2004: high performers. A reference, never a target.".into()],
    }
}

fn column(text: &str, number: bool, wide_only: bool) -> Column {
    Column {
        text: text.into(),
        number,
        wide_only,
    }
}

fn cell(text: &str) -> Cell {
    Cell {
        text: text.into(),
        ..Cell::default()
    }
}

fn numbers(caption: &str) -> Table {
    let rows = months().into_iter().enumerate();
    let row = |(index, month): (usize, String)| {
        vec![
            cell(&month),
            cell(&format!("{}.2 %", 31 + index % 9)),
            cell(&format!("{} of {}", 80 + index, 91 + index)),
        ]
    };
    Table {
        caption: caption.into(),
        columns: vec![
            column("Month", false, false),
            column("Share", true, false),
            column("Counts", true, false),
        ],
        rows: rows.map(row).collect(),
        note: String::new(),
        folded: None,
    }
}

fn unplanned() -> Picture {
    let chart = SeriesChart {
        axis: Axis::Share,
        months: months(),
        values: months_of(0.42, 0.02, -0.11),
        signals: vec![21, 22, 23],
        limits: Some((0.38, 0.34, 0.42)),
        limits_label: "usual 34–42 %".into(),
        target: Some((0.25, "target 25 %".into())),
        references: vec![
            (0.05, 0.05, "high performers¹ 5 %".into()),
            (0.35, 0.45, "many teams² 35–45 %".into()),
        ],
        last_label: "31.4 %".into(),
        companion: None,
    };
    picture(
        "unplanned-share",
        "Unplanned work came down from 42 % to 31 % of hours in two years",
        "Share of recorded effort; derived from tickets and changes",
        Chart::Series(chart),
        numbers("Unplanned share by month"),
    )
}

fn success() -> Picture {
    let mut values = months_of(0.93, 0.02, 0.0);
    values[9] = None;
    values[10] = Some(0.81);
    values[11] = None;
    let chart = SeriesChart {
        axis: Axis::Share,
        months: months(),
        values,
        signals: vec![10],
        limits: Some((0.925, 0.88, 0.97)),
        limits_label: "usual 88–97 %".into(),
        target: Some((0.95, "target 95 %".into())),
        references: vec![(0.99, 0.99, "Visible Ops¹ over 99 %".into())],
        last_label: "91.2 %".into(),
        companion: None,
    };
    picture(
        "change-success",
        "One quarter of failed changes stands out; since then success is back where it was",
        "Share of changes with an outcome; recorded",
        Chart::Series(chart),
        numbers("Change success by month"),
    )
}

fn value() -> Page {
    let line = |id: &str, name: &str, kind: &str, amount: &str| Translation {
        id: id.into(),
        name: name.into(),
        it_says: "Eight of 91 changes failed; strictly counted, success is 91.2 %.".into(),
        business_hears: "Failed changes took 112 hours of work that was to go into the webshop.".into(),
        kind: kind.into(),
        amount: amount.into(),
        working: vec![
            "8 failed changes × 14 h each = 112 h (recorded effort of the incidents that they caused)".into(),
            "112 h × $72 = $8,064 (low 96 h × $60 = $5,760; high 130 h × $85 = $11,050)".into(),
        ],
        inputs: Table {
            caption: format!("The inputs of {name}"),
            columns: vec![
                column("Input", false, false),
                column("Low", true, true),
                column("Expected", true, false),
                column("High", true, true),
                column("Signed by", false, false),
            ],
            rows: vec![
                vec![
                    cell("Hour of IT work"),
                    cell("$60"),
                    cell("$72"),
                    cell("$85"),
                    cell("Finance, 3 March 2026"),
                ],
                vec![
                    cell("Hours a failed change"),
                    cell("12 h"),
                    cell("14 h"),
                    cell("16 h"),
                    cell("unsigned"),
                ],
            ],
            note: String::new(),
            folded: None,
        },
        notes: vec!["The cost of customers who left is not in it.".into()],
    };
    page(
        "value",
        "Business value",
        "Disruption took 1,930 hours in October, the work of twelve people",
        "Hours come first, then margin, then cash. The three are never added up.",
        vec![
            facts(),
            heading("lines", "Line by line"),
            Block::Translations {
                lines: vec![
                    line(
                        "value-failed-changes",
                        "Failed changes",
                        "Working time",
                        "112 h · $8,060 ($5,760 to $11,100)",
                    ),
                    line(
                        "value-resolution",
                        "Time to resolve",
                        "Working time",
                        "1,204 h · $86,700 ($61,000 to $118,000)",
                    ),
                    line(
                        "value-downtime",
                        "Downtime",
                        "Margin exposed",
                        "Needs: what an hour of Order entry is worth",
                    ),
                ],
            },
        ],
    )
}

fn stability() -> Page {
    let groups = [
        "Service desk",
        "Order entry",
        "Mail and calendar",
        "Network",
        "Workplace hardware in the branch offices of the north",
        "Other",
    ];
    let bars = groups.iter().zip([412.0, 268.0, 197.0, 120.0, 96.0, 111.0]);
    let pareto = BarChart {
        axis: Axis::Count,
        bars: bars
            .map(|(name, value): (&&str, f64)| ((*name).to_owned(), value, format!("{value}")))
            .collect(),
        intervals: vec![None; 6],
        line: None,
        pareto: true,
    };
    let ages = [
        ("0–1 d", 310.0),
        ("1–5 d", 402.0),
        ("5–30 d", 355.0),
        ("30–90 d", 138.0),
        ("over 90 d", 67.0),
    ];
    let ages = Histogram {
        classes: ages
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value, format!("{value}")))
            .collect(),
        marked_from: Some(3),
        unit: "open tickets by age".into(),
    };
    let durations = SeriesChart {
        axis: Axis::Duration,
        months: months(),
        values: months_of(22_000.0, 3_000.0, 0.0),
        signals: vec![],
        limits: Some((22_000.0, 17_000.0, 28_000.0)),
        limits_label: "usual 5–8 h".into(),
        target: Some((28_800.0, "target 8 h".into())),
        references: vec![],
        last_label: "6 h 10 min".into(),
        companion: Some((months_of(60_000.0, 9_000.0, 12_000.0), "slowest tenth: 19 h".into())),
    };
    let counts = SeriesChart {
        axis: Axis::Count,
        months: months(),
        values: months_of(11_200.0, 700.0, 1_200.0),
        signals: vec![],
        limits: None,
        limits_label: String::new(),
        target: None,
        references: vec![],
        last_label: "12,410".into(),
        companion: None,
    };
    page(
        "stability",
        "Guardian",
        "Incidents are resolved inside their target; a quarter of the backlog is older than a month",
        "What keeps the business running: volumes, speed, backlog and repetition.",
        vec![
            heading("volumes", "Volumes and speed"),
            Block::Charts {
                charts: vec![
                    picture(
                        "opened",
                        "More tickets than a year ago, inside the usual range",
                        "Tickets opened a month; recorded",
                        Chart::Series(counts),
                        numbers("Tickets opened by month"),
                    ),
                    picture(
                        "resolution",
                        "Half of all incidents are resolved within about six hours",
                        "Median time to resolve in service hours; recorded",
                        Chart::Series(durations),
                        numbers("Time to resolve by month"),
                    ),
                ],
            },
            heading("backlog", "Backlog and ageing"),
            Block::Charts {
                charts: vec![picture(
                    "ageing",
                    "One open ticket in six is older than thirty days",
                    "Open tickets at the end of October; recorded",
                    Chart::Histogram(ages),
                    numbers("Open tickets by age"),
                )],
            },
            heading("groups", "Where the work is"),
            Block::Charts {
                charts: vec![
                    picture(
                        "by-group",
                        "Three groups hold seven of ten tickets solved by hand",
                        "Tickets solved by hand in October",
                        Chart::Bars(pareto),
                        numbers("Tickets by group"),
                    ),
                    picture(
                        "by-hour",
                        "Mondays from eight to ten are the busiest hours",
                        "Tickets opened by weekday and hour, twelve months",
                        Chart::HeatMap(hours()),
                        numbers("Tickets by hour"),
                    ),
                ],
            },
            heading("slices", "By service"),
            services(None),
            services(Some("All 24 services")),
        ],
    )
}

fn hours() -> HeatMap {
    let shape = |day: usize, hour: usize| match (day, hour) {
        (5.., 8..=17) => 2.0 + (hour % 3) as f64,
        (0, 8..=10) => 60.0 - hour as f64,
        (_, 7..=18) => 44.0 - 3.0 * (hour as f64 - 9.0).abs() - day as f64,
        _ => 0.0,
    };
    HeatMap {
        rows: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            .map(str::to_owned)
            .into(),
        columns: (0..24).map(|hour| hour.to_string()).collect(),
        values: (0..7)
            .map(|day| (0..24).map(|hour| shape(day, hour)).collect())
            .collect(),
        least_label: "none".into(),
        most_label: "52 an hour".into(),
    }
}

fn services(folded: Option<&str>) -> Block {
    let row = |name: &str, kind: &'static str, word: &str| {
        vec![
            cell(name),
            cell("1,204"),
            Cell {
                text: "6 h 10 min".into(),
                note: "usual 5–9 h".into(),
                mark: None,
            },
            cell("41 h"),
            Cell {
                text: "93.8 %".into(),
                note: "1,129 of 1,204".into(),
                mark: Some(Mark {
                    kind,
                    text: word.into(),
                }),
            },
        ]
    };
    let mut rows = vec![
        row("Order entry", "missed", "missed"),
        row("Mail and calendar", "met", "met"),
        row("Network", "no_target", "no target"),
    ];
    if folded.is_some() {
        rows = rows.iter().cycle().take(24).cloned().collect();
    }
    Block::Table(Table {
        caption: if folded.is_some() {
            "Incidents by service, all of them"
        } else {
            "Incidents by service, October 2026, the largest three"
        }
        .into(),
        columns: vec![
            column("Service", false, false),
            column("Incidents", true, false),
            column("Median", true, false),
            column("Slowest tenth", true, true),
            column("Within target", true, false),
        ],
        rows,
        note: "Services with fewer than 5 incidents are counted in “other”.".into(),
        folded: folded.map(str::to_owned),
    })
}

fn change() -> Page {
    let risks = [
        ("Low", 0.97, (0.93, 0.99)),
        ("Medium", 0.91, (0.84, 0.95)),
        ("High", 0.78, (0.60, 0.90)),
        ("Not given", 0.94, (0.80, 0.98)),
    ];
    let by_risk = BarChart {
        axis: Axis::Share,
        bars: risks
            .iter()
            .map(|(name, value, _)| ((*name).to_owned(), *value, format!("{:.0} %", value * 100.0)))
            .collect(),
        intervals: risks.iter().map(|(.., interval)| Some(*interval)).collect(),
        line: Some((0.95, "target 95 %".into())),
        pareto: false,
    };
    let plain = BarChart {
        axis: Axis::Count,
        bars: vec![
            ("Order entry".into(), 5.0, "5 of 20".into()),
            ("Mail".into(), 2.0, "2 of 31".into()),
            ("Network".into(), 1.0, "1 of 12".into()),
        ],
        intervals: vec![],
        line: None,
        pareto: false,
    };
    let areas = AreaChart {
        axis: Axis::Hours,
        months: months(),
        layers: vec![
            (
                "unplanned 1,930 h".into(),
                months_of(2_500.0, 150.0, -500.0).into_iter().flatten().collect(),
            ),
            (
                "planned 4,210 h".into(),
                months_of(3_600.0, 250.0, 500.0).into_iter().flatten().collect(),
            ),
        ],
    };
    page(
        "change",
        "Enabler",
        "Changes to Order entry fail four times as often as the rest",
        "What moves the business forward: changes, their success, their speed.",
        vec![
            Block::Charts {
                charts: vec![
                    picture(
                        "risk",
                        "High-risk changes succeed less often, but they are few",
                        "Change success by risk with 95 % intervals, twelve months",
                        Chart::Bars(by_risk),
                        numbers("Success by risk"),
                    ),
                    picture(
                        "failed",
                        "Five of the eight failed changes were on one service",
                        "Failed changes of October by service",
                        Chart::Bars(plain),
                        numbers("Failed changes by service"),
                    ),
                    picture(
                        "hours",
                        "Planned work took over what unplanned work gave back",
                        "Hours a month; derived",
                        Chart::Areas(areas),
                        numbers("Hours by month"),
                    ),
                ],
            },
            paragraph(
                "DORA's measures count a change as failed where it was not strictly successful. They are shown here for those who know them and are no targets.",
                false,
            ),
        ],
    )
}

fn method() -> Page {
    let term = |id: &str, term: &str| {
        Definition {
        id: id.into(),
        term: term.into(),
        texts: vec![
            "Strictly successful changes divided by implemented changes with an outcome. Cancelled changes and those without an outcome are left out and counted.".into(),
            "October 2026: n = 91; interval 83.6 to 95.5 % (Wilson, 95 %); recorded; from changes.csv.".into(),
        ],
    }
    };
    page(
        "method",
        "Method and data",
        "Every figure, how it is worked out and what it rests on",
        "Figures are about the system of work. They are not for the appraisal of persons.",
        vec![
            heading("definitions", "Definitions"),
            Block::Definitions {
                terms: vec![
                    term("kpi-change-success_rate", "Change success rate"),
                    term("kpi-change-batting_average", "Batting average"),
                ],
            },
            heading("ledger", "Rows read, kept and set aside"),
            services(None),
        ],
    )
}

/// What goes wrong in the world.
fn edges() -> Page {
    let nothing = |values: Vec<Option<f64>>| SeriesChart {
        axis: Axis::Share,
        months: vec!["Oct 26".into(); values.len()],
        values,
        signals: vec![0, 99],
        limits: None,
        limits_label: String::new(),
        target: None,
        references: vec![],
        last_label: "<b>100 %</b>".into(),
        companion: None,
    };
    let names = [
        "Datenschutzfolgenabschätzungsverfahrensordnungsbeauftragte",
        "変更管理サービスデスクと申請窓口の統合運用",
        "Σύστημα παραγγελιών",
        "خدمة البريد",
        "<script>alert(1)</script> & \"quotes\"",
    ];
    let bars = BarChart {
        axis: Axis::Count,
        bars: names.iter().map(|name| ((*name).to_owned(), 3.0, "3".into())).collect(),
        intervals: vec![],
        line: Some((2.0, "the whole".into())),
        pareto: false,
    };
    let rows = names
        .iter()
        .map(|name| vec![cell(name), cell(name), cell("12,345,678 of 98,765,432"), cell(name)]);
    page(
        "edges",
        "<Edges> & “quotes”",
        "Markup such as <script>alert('x')</script> is text, and Donaudampfschifffahrtselektrizitätenhauptbetriebswerk fits",
        "",
        vec![
            Block::Charts {
                charts: vec![
                    picture(
                        "one \"value\"",
                        "One value <em>alone</em>",
                        "",
                        Chart::Series(nothing(vec![Some(1.0)])),
                        numbers("One"),
                    ),
                    picture(
                        "none",
                        "No value at all",
                        "",
                        Chart::Series(nothing(vec![None, None, None])),
                        numbers("None"),
                    ),
                    picture(
                        "names",
                        "Names of any length & alphabet",
                        "",
                        Chart::Bars(bars),
                        numbers("Names"),
                    ),
                ],
            },
            Block::Table(Table {
                caption: "Long words in a table".into(),
                columns: vec![
                    column("Name", false, false),
                    column("Name in full", false, false),
                    column("Counts", true, false),
                    column("Again", false, true),
                ],
                rows: rows.collect(),
                note: String::new(),
                folded: None,
            }),
        ],
    )
}
