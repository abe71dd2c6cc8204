//! A config as it is meant; what is refused, and how, is in `refused`, `refused_rules` and `refused_words`.

mod own;
mod partners;
mod refused;
mod refused_rules;
mod refused_words;

use annotate_snippets::Renderer;

use super::*;
use crate::commands::terminal::rendered;

const REPORT: &str = "[report]\norganisation = \"Northwind Traders\"\n";
const SOURCE: &str = "[[source]]\ntable = \"tickets\"\npath = \"incident.csv\"\n";

/// A config that uses most of what there is.
const WHOLE: &str = r#"
[report]
organisation = "Northwind Traders"
timezone = "America/Chicago"
currency = "USD"
compare = "year_ago"
users = 2_400
as_of = 2026-10-31
status = "draft"
prepared_for = " Executive board "
approved_by = "CIO"
classification = "Internal"
headline = ["change.success_rate", "tickets.resolution_time[kind=incident].median"]

[[source]]
table = "tickets"
path = "exports/incident*.csv"
timezone = "UTC"
delimiter = "tab"
decimal = ","
corrections = "site-private/2026-10/rejects.csv"
encoding = "windows-1252"
shape = "events"
where = { "Issue Type" = ["Incident", "Bug"], "Project" = "OPS" }
constants = { kind = "incident" }
[source.columns]
service = "u_business_service"
[source.values.priority]
"P1 - Critical" = 1
[source.state_times]
Resolved = "resolved_at"

[calendar]
hours = "Mon-Fri 08:00-18:00"
holidays = [2026-11-26, "2026-07-03"]

[sla.resolution]
p1 = "4h"

[targets]
"change.success_rate" = 0.95
"tickets.resolution_time[kind=incident].median" = "8h"

[cost]
employee_hour = { low = 45, expected = 58, high = 75 }

[work]
share_blocked.p1 = 0.8
assumed_minutes.incident = 40

[[assumption]]
value = "cost.employee_hour"
source = "Finance, loaded rate 2026"
owner_role = "CFO"
agreed_on = 2026-10-02

[[service]]
name = "Order entry"
users = 400
hours = "24x7"
monitored = true
margin_per_hour = 9_000
share_not_recovered = { low = 0.1, expected = 0.3, high = 0.5 }
availability_target = 0.999

[[service]]
name = "Payroll"
owner = "Head of HR"
availability_target = 0.99

[rules]
on_time_tolerance = "30m"
preventive_activities = ["Patching", "Maintenance"]

[focus]
"tickets.opened" = "organisation"

[audience]
name = "board"

[[note]]
date = 2026-06-01
text = "New service desk"
rebase = ["tickets.opened", "tickets.resolution_time[kind=incident].median"]

[[note]]
date = "2026-03-01"
text = "ERP go-live"

[baseline]
period = "2025-Q4"
label = "Assessment"
agreed_on = 2026-01-10

[gates]
csr = "change.success_rate >= 0.90"
speed = "tickets.resolution_time[kind=incident].median <= \"4h\"?"

[privacy]
smallest_group = 8

[limits]
rejects = 0.01
"#;

fn parsed(text: &str) -> Result<Config> {
    parse("boardpack.toml", text, Path::new("/data"))
}

/// A config that is whole but for what is added.
fn with(text: &str) -> Config {
    parsed(&format!("{REPORT}{SOURCE}{text}")).unwrap_or_else(|error| panic!("{error}"))
}

/// What is said of a config that is whole but for what is added.
fn refused(text: &str) -> String {
    refused_whole(&format!("{text}\n{REPORT}{SOURCE}"))
}

fn refused_in_source(text: &str) -> String {
    refused_whole(&format!("{REPORT}{SOURCE}{text}\n"))
}

fn refused_in_report(text: &str) -> String {
    refused_whole(&format!("{REPORT}{text}\n{SOURCE}"))
}

fn refused_whole(text: &str) -> String {
    let error = parsed(text).expect_err(text);
    assert_eq!(error.exit_code(), 3);
    rendered(error.diagnostics(), &Renderer::plain())
}

#[test]
fn the_least_that_the_help_shows_is_a_config() {
    let config = parsed(MINIMAL).expect("a config");
    assert_eq!(config.report.organisation, "Northwind Traders");
    assert_eq!(config.report.zone.name(), "UTC");
    assert_eq!(config.sources[0].path(), "exports/incident*.csv");
    assert_eq!((config.smallest_group, config.rules.repeat_days), (5, 30));
}

#[test]
fn a_whole_config_is_read_as_it_is_meant() {
    let config = parsed(WHOLE).unwrap_or_else(|error| panic!("{error}"));
    // The date's end in Chicago, daylight saving time: 2026-11-01 05:00 UTC.
    assert_eq!(config.report.as_of, Some(1_793_509_200));
    assert_eq!(config.report.users, Some(2400));
    let source = &config.sources[0];
    assert_eq!(
        (source.delimiter, source.decimal, source.shape),
        (Some(b'\t'), Some(b','), Shape::Events)
    );
    assert_eq!(
        source.filter[0],
        (
            "Issue Type".to_owned(),
            Words::Any(vec!["Incident".to_owned(), "Bug".to_owned()])
        )
    );
    assert_eq!(source.values["priority"]["P1 - Critical"], "1");
    assert_eq!(source.columns[0].2.line, 27);
    let (corrections, place) = source.corrections.as_ref().expect("corrections");
    assert_eq!(
        (corrections.as_str(), place.line),
        ("site-private/2026-10/rejects.csv", 21)
    );
    let calendar = config.calendar.expect("a calendar");
    assert_eq!(calendar.holidays[0].to_string(), "2026-07-03");
    assert_eq!(config.sla_resolution, [Some(14_400), None, None, None, None]);
    assert_eq!((config.targets[0].bound, config.targets[1].bound), (0.95, 28_800.0));
    assert_eq!(config.inputs["cost.employee_hour"].high, 75.0);
    assert_eq!(config.inputs["work.share_blocked.p1"], Range3::exact(0.8));
    assert_eq!(config.assumptions[0].owner_role, "CFO");
    let order_entry = Service {
        name: "Order entry".to_owned(),
        users: Some(400),
        monitored: Some(true),
        hours: Some("24x7".to_owned()),
        availability_target: Some(0.999),
        ..Service::default()
    };
    assert_eq!(config.services[0], order_entry);
    assert_eq!(config.services[1].owner.as_deref(), Some("Head of HR"));
    assert_eq!(
        config.inputs["service.Order entry.margin_per_hour"],
        Range3::exact(9_000.0)
    );
    assert_eq!(config.inputs["service.Order entry.share_not_recovered"].low, 0.1);
    assert_eq!((config.gates[0].bound, config.gates[0].optional), (0.9, false));
    assert_eq!((config.gates[1].bound, config.gates[1].optional), (14_400.0, true));
    assert_eq!(config.focus["tickets.opened"], Focus::Organisation);
    assert_eq!(
        (config.rules.on_time_tolerance, config.reject_limits.all),
        (1_800, Some(0.01))
    );
    assert_eq!(config.rules.preventive_activities, ["Patching", "Maintenance"]);
}

#[test]
fn what_a_person_says_is_read_as_it_is_meant() {
    let config = parsed(WHOLE).unwrap_or_else(|error| panic!("{error}"));
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(
        config.report.identity,
        Identity {
            status: Some(ReportStatus::Draft),
            prepared_for: said("Executive board"),
            approved_by: said("CIO"),
            classification: said("Internal"),
        }
    );
    assert_eq!(config.audience, Audience::Board);
    let notes: Vec<(String, &str)> = config
        .notes
        .iter()
        .map(|note| (note.date.to_string(), note.text.as_str()))
        .collect();
    let in_order = [
        ("2026-03-01".to_owned(), "ERP go-live"),
        ("2026-06-01".to_owned(), "New service desk"),
    ];
    assert_eq!(notes, in_order);
    let rebased: Vec<String> = config.notes[1].rebase.iter().map(ToString::to_string).collect();
    assert_eq!(
        rebased,
        ["tickets.opened", "tickets.resolution_time[kind=incident].median"]
    );
    let baseline = config.baseline.expect("a baseline");
    assert_eq!(baseline.period.label, "2025-Q4");
    // 2025-10-01 00:00 in Chicago is 05:00 UTC.
    assert_eq!(baseline.period.start, 1_759_294_800);
    assert_eq!(
        (baseline.label, baseline.agreed_on.map(|date| date.to_string())),
        (said("Assessment"), said("2026-01-10"))
    );
}

#[test]
fn a_service_brings_its_target_with_it_where_nobody_wrote_another() {
    let service = |name: &str| format!("[[service]]\nname = \"{name}\"\navailability_target = 0.999\n");
    let target = "[targets]\n\"availability.rate[service=Mail]\" = 0.98\n";
    let config = with(&format!("{target}{}{}", service("Mail"), service("Order entry")));
    let targets: Vec<(String, f64)> = config
        .targets
        .iter()
        .map(|target| (target.selector.to_string(), target.bound))
        .collect();
    let expected = [
        ("availability.rate[service=Mail]".to_owned(), 0.98),
        ("availability.rate[service=Order entry]".to_owned(), 0.999),
    ];
    assert_eq!(targets, expected);
}

#[test]
fn holidays_are_for_what_is_not_there_around_the_clock() {
    let holidays = ["2026-05-25".parse().expect("a date")];
    let week = |text| service_week(text, &holidays);
    assert_eq!(week("24x7"), Some(ServiceWeek::always()));
    assert_eq!(week("Mon-Sun 00:00-24:00"), Some(ServiceWeek::always()));
    assert_eq!(week("Mon-Fri 08:00-18:00").expect("hours").holidays, holidays);
    assert_eq!(week("office hours"), None);
}

#[test]
fn a_horizon_may_be_a_time_of_the_reports_zone_or_of_its_own() {
    // 2026-10-31 18:00 UTC is 1,793,469,600.
    let horizon = |written: &str| {
        let text = format!("{REPORT}timezone = \"America/Chicago\"\nas_of = {written}\n{SOURCE}");
        parsed(&text).unwrap_or_else(|error| panic!("{error}")).report.as_of
    };
    for written in [
        "2026-10-31T18:00:00Z",
        "2026-10-31T13:00:00",
        "2026-10-31 13:00",
        "\"2026-10-31T13:00:00-05:00\"",
    ] {
        assert_eq!(horizon(written), Some(1_793_469_600), "{written}");
    }
}

#[test]
fn time_format_is_one_order_or_one_a_column() {
    let read = |format: &str| {
        let text = format!("{REPORT}{SOURCE}time_format = {format}\n");
        parsed(&text).unwrap_or_else(|error| panic!("{error}")).sources[0]
            .time_format
            .clone()
    };
    let one = read("\"dmy\"");
    assert_eq!(
        (one.order("opened_at"), one.order("due_at")),
        (Some(Order::DayFirst), Some(Order::DayFirst))
    );
    let each = read("{ opened_at = \"mdy\", closed_at = \"ymd\" }");
    assert_eq!(
        ["opened_at", "closed_at", "due_at"].map(|column| each.order(column)),
        [Some(Order::MonthFirst), Some(Order::YearFirst), None]
    );
}

#[test]
fn defaults_stand_where_nothing_is_written() {
    let config = with("");
    assert!(config.calendar.is_none() && config.targets.is_empty() && config.inputs.is_empty());
    assert_eq!(config.report.compare, Compare::Previous);
    assert_eq!(
        (config.audience, config.report.identity),
        (Audience::It, Identity::default())
    );
    assert!(config.notes.is_empty() && config.baseline.is_none());
}

#[test]
fn no_text_whatever_makes_it_panic() {
    for text in [
        "\u{feff}",
        "[",
        "a",
        "=",
        "[[source]]\n[source]",
        "[report]\norganisation = \"\\ud800\"",
        "a = 1e999",
        "é = \"ü\"",
        "[report]\nas_of = 9999-12-31",
        "source = [1, \"a\", {}]",
        "targets = 5",
    ] {
        parsed(text).expect_err(text);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Wherever a config is cut and whatever is put there, it is a config or it is refused with places that exist.
    #[test]
    fn a_config_cut_anywhere_is_read_or_refused(at in 0..WHOLE.len(), length in 0_usize..40, put in "[\\[\\]{}=\"'.,0-9a-zé\n -]{0,6}") {
        let mut text = WHOLE.to_owned();
        text.replace_range(at..(at + length).min(WHOLE.len()), &put);
        if let Err(error) = parsed(&text) {
            let lines = text.matches('\n').count() as u64 + 1;
            let within = |place: &Place| place.line <= lines;
            proptest::prop_assert!(error.diagnostics().iter().filter_map(|each| each.place.as_ref()).all(within));
            proptest::prop_assert!(!rendered(error.diagnostics(), &Renderer::plain()).is_empty());
        }
    }
}

#[test]
fn a_duration_has_the_unit_that_is_said_and_nothing_else_has_one() {
    let source = "[report]\norganisation = \"N\"\n[[source]]\ntable = \"tickets\"\npath = \"a.csv\"\n";
    let config = parse(
        "boardpack.toml",
        &format!("{source}units = {{ effort_minutes = \"hours\" }}\n"),
        Path::new("."),
    )
    .expect("a config");
    assert_eq!(config.sources[0].units["effort_minutes"], Unit::Hours);
    let refused = |units: &str| {
        let text = format!("{source}units = {{ {units} }}\n");
        parse("boardpack.toml", &text, Path::new("."))
            .expect_err("refused")
            .to_string()
    };
    assert!(refused("group = \"hours\"").contains("`group` is no duration"));
    let unknown = refused("effort_minutes = \"houres\"");
    assert!(
        unknown.contains("boardpack.toml:6:28") && unknown.contains("did you mean `hours`?"),
        "{unknown}"
    );
}

#[test]
fn where_may_name_the_words_whose_rows_do_not_count() {
    let source = "[report]\norganisation = \"N\"\n[[source]]\ntable = \"tickets\"\npath = [\"a.csv\", \"b.csv\"]\n";
    let read = |filter: &str| {
        parse(
            "boardpack.toml",
            &format!("{source}where = {{ Type = {filter} }}\n"),
            Path::new("."),
        )
    };
    let config = read("{ not = [\"Change\", \"Problem\"] }").expect("a config");
    assert_eq!(config.sources[0].paths, ["a.csv", "b.csv"]);
    let (header, words) = &config.sources[0].filter[0];
    assert_eq!(
        (header.as_str(), words.to_string().as_str()),
        ("Type", "other than \"Change\" or \"Problem\"")
    );
    let selected = ["Incident", "", "Change", "Problem"].map(|word| words.selects(word));
    assert_eq!(selected, [true, true, false, false]);
    let filled = read("true").expect("a config");
    assert_eq!(
        ["x", ""].map(|word| filled.sources[0].filter[0].1.selects(word)),
        [true, false]
    );
    let refused = |filter: &str| read(filter).expect_err("refused").to_string();
    assert!(refused("{ no = [\"Change\"] }").contains("has no `not`"));
    assert!(refused("[]").contains("is an empty list"));
}

#[test]
fn a_column_that_has_a_header_has_no_constant() {
    let text = "[report]\norganisation = \"N\"\n[[source]]\ntable = \"tickets\"\npath = \"a.csv\"\nconstants = { kind = \"incident\" }\n[source.columns]\nkind = \"Type\"\nclosed_at = false\n";
    let error = parse("boardpack.toml", text, Path::new("."))
        .expect_err("refused")
        .to_string();
    assert!(error.contains("`kind` has a header and a constant"), "{error}");
    let config = parse(
        "boardpack.toml",
        &text.replace("constants = { kind = \"incident\" }\n", ""),
        Path::new("."),
    );
    assert_eq!(config.expect("a config").sources[0].left_out, ["closed_at"]);
}

#[test]
fn the_public_sees_no_own_kpi_of_weak_spots() {
    let own = |id: &str, table: &str, at: &str, more: &str| {
        format!("[[kpi]]\nid = \"{id}\"\ntitle = \"T\"\ntable = \"{table}\"\nat = \"{at}\"\n{more}\n")
    };
    let count = "measure = \"count\"";
    let kpis = [
        own(
            "own.bare",
            "assets",
            "in_service_at",
            &format!("{count}\nwhere = {{ protected = false }}"),
        ),
        own(
            "own.stray",
            "assets",
            "in_service_at",
            "measure = \"ratio\"\npart = { managed = false }",
        ),
        own(
            "own.attacks",
            "tickets",
            "opened_at",
            &format!("{count}\nwhere = {{ security = true }}"),
        ),
        own("own.expired", "assets", "end_of_life_at", count),
        own("own.dangers", "risks", "opened_at", count),
        own("own.laptops", "assets", "in_service_at", count),
        // Begins like one that is withheld.
        own("own.bare_desks", "tickets", "opened_at", count),
    ]
    .concat();
    let seen = |audience: &str| {
        let config = with(&format!("[audience]\nname = \"{audience}\"\n{kpis}"));
        let own = config.own.iter().map(|own| own.kpi.id);
        own.filter(|id| config.catalogue.kpi(id).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(seen("board").len(), 7);
    assert_eq!(seen("public"), ["own.laptops", "own.bare_desks"]);
}
