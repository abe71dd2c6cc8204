//! Columns of numbers, durations, scores and amounts: their marks, their units, and what is none.

use proptest::strategy::Strategy;

use super::*;
use crate::tables::{ColumnSpec, Kind, TableSpec};

const fn column(name: &'static str, kind: Kind) -> ColumnSpec {
    ColumnSpec {
        name,
        kind,
        required: false,
        meaning: "a test",
        kept: true,
    }
}

/// A table with a column of each kind of number.
static FIGURES: TableSpec = TableSpec {
    name: "figures",
    row: "a test",
    dated_by: &[],
    told_apart_by: &[],
    columns: &[
        column("id", Kind::Id),
        column(
            "count",
            Kind::Number {
                least: 0,
                most: u32::MAX,
            },
        ),
        column("minutes", Kind::Minutes),
        column("seconds", Kind::Seconds),
        column("cost", Kind::Amount),
        column("score", Kind::Score),
        column("hours", Kind::Hours),
        column("change", Kind::Quantity),
        column("share", Kind::Share),
    ],
};

fn figures(columns: &[&str]) -> Source {
    let mut source = canonical("tickets", columns);
    source.table = &FIGURES;
    source
}

/// Reads the cells of one column.
fn read_column(source: &Source, column: &str, cells: &[&str]) -> Exports {
    let rows = cells
        .iter()
        .map(|cell| format!("x;\"{}\"\n", cell.replace('"', "\"\"")));
    let source = source.clone().column("id", "id");
    let mut source = source.column(column, column);
    source.delimiter = Some(b';');
    source.columns.dedup_by(|one, other| one.0 == other.0);
    let rows: Vec<String> = rows.enumerate().map(|(at, row)| format!("{at}{row}")).collect();
    read_one(source, format!("id;{column}\n{}", rows.concat())).unwrap_or_else(|error| panic!("{error}"))
}

/// The values of a column; -1 for none.
fn held(exports: &Exports, column: &str) -> Vec<i64> {
    let cells = rows(exports, "figures")
        .column(column)
        .expect("a loaded column")
        .clone();
    let value = |row| cells.get(row).expect("a row").extract().unwrap_or(-1);
    (0..cells.len()).map(value).collect()
}

fn read(column: &str, cells: &[&str]) -> (Vec<i64>, SourceLedger) {
    let exports = read_column(&figures(&[]), column, cells);
    (held(&exports, column), exports.ledger[0].clone())
}

#[test]
fn one_cell_that_reads_one_way_tells_the_marks_of_the_whole_column() {
    // 1.234 minutes are 1; 1234,5 are 1235.
    assert_eq!(
        read("minutes", &["1,234", "1.234,5", "90", "3871,691111"]).0,
        [1, 1_235, 90, 3_872]
    );
    let (costs, ledger) = read("cost", &["1,234", "2,499.99", "7", "1 000.50", "$ 3,000"]);
    assert_eq!(costs, [123_400, 249_999, 700, 100_050, 300_000]);
    assert_eq!(
        ledger.columns[1].format.as_deref(),
        Some("decimal point, told at a.csv:3")
    );
    assert!(
        ledger
            .warnings
            .iter()
            .all(|warning| !warning.to_string().contains("decimal")),
        "{ledger:?}"
    );
}

#[test]
fn a_count_has_no_fraction_so_its_marks_part_thousands() {
    let (counts, ledger) = read("count", &["1,000", "345,773", "345773", "+4", "12'000"]);
    assert_eq!(counts, [1_000, 345_773, 345_773, 4, 12_000]);
    assert!(ledger.reasons.is_empty(), "{ledger:?}");
    assert_eq!(
        read("count", &["1,234", "1.234", "x"]).0,
        [1_234, 1_234, -1],
        "each can only be one count"
    );
    // Nothing but thousands that could be ones.
    assert_eq!(read("count", &["1.000", "2.000"]).0, [1_000, 2_000]);
    assert_eq!(read("count", &["1.000", "2.345"]).0, [1_000, 2_345]);
    assert_eq!(read("count", &["1.000", "345773.00"]).0, [1, 345_773]);
}

#[test]
fn marks_that_nothing_tells_are_asked_for_and_not_guessed() {
    let (costs, ledger) = read("cost", &["7", "1,234", "12.345"]);
    assert_eq!(costs, [700, -1, -1]);
    assert_eq!(ledger.reasons, [("unreadable cost".to_owned(), 2)]);
    let asked = "cost has marks that may part a fraction or thousands, the first at a.csv:3: 2 numbers are taken as empty; say \
                 which it is under [[source]]: decimal = \".\" or \",\"";
    assert!(
        ledger.warnings.iter().any(|warning| warning.to_string() == asked),
        "{:?}",
        ledger.warnings
    );
    for (decimal, costs) in [(b'.', [700, 123_400, 1_235]), (b',', [700, 123, 1_234_500])] {
        let mut told = figures(&[]);
        told.decimal = Some(decimal);
        let exports = read_column(&told, "cost", &["7", "1,234", "12.345"]);
        assert_eq!(held(&exports, "cost"), costs);
        assert!(exports.ledger[0].reasons.is_empty());
    }
}

#[test]
fn both_marks_in_one_column_are_told_with_both_places() {
    let (scores, ledger) = read("score", &["1.5", "4", "1,5", "2,5"]);
    assert_eq!(scores, [150, 400, -1, -1]);
    assert_eq!(ledger.reasons, [("unreadable score".to_owned(), 2)]);
    let told = "a decimal point at a.csv:2 and a decimal comma at a.csv:4: 2 numbers with the comma are taken as empty";
    assert!(
        ledger.warnings.iter().any(|warning| warning.to_string().contains(told)),
        "{:?}",
        ledger.warnings
    );
}

#[test]
fn destroyed_negative_and_oversized_numbers_are_empty_and_counted() {
    let (counts, ledger) = read("count", &["3,87,16,91,111", "-4", "4294967296", "(12)", "5"]);
    assert_eq!(counts, [-1, -1, -1, -1, 5]);
    assert_eq!(ledger.reasons, [("unreadable count".to_owned(), 4)]);
    let told = "count could not be read in 4 rows, the first at a.csv:2; 2 of them for being negative";
    assert!(
        ledger.warnings.iter().any(|warning| warning.to_string().contains(told)),
        "{:?}",
        ledger.warnings
    );
}

#[test]
fn amounts_are_held_in_hundredths_without_a_float() {
    let cells = [
        "0",
        "0.1",
        "USD 2,499.99",
        "12345678901.23",
        "None",
        "184467440737095516.15",
        "-5.00",
        "many",
        "12k",
    ];
    assert_eq!(
        read("cost", &cells).0,
        [0, 10, 249_999, 1_234_567_890_123, -1, -1, -1, -1, -1]
    );
    let exports = read_column(&figures(&[]), "cost", &["5"]);
    let kind = rows(&exports, "figures")
        .column("cost")
        .expect("loaded")
        .dtype()
        .clone();
    assert_eq!(kind, polars::prelude::DataType::UInt64, "however small they are");
}

#[test]
fn durations_are_held_in_the_unit_of_their_column() {
    let cells = [
        "90",
        "1:04:35",
        "1 day, 2:03:04",
        "3 horas 18 minutos",
        "PT4H30M",
        "1970-01-02 03:04:05",
        "-1:00",
        "soon",
    ];
    assert_eq!(
        read("seconds", &cells).0,
        [90, 3_875, 93_784, 11_880, 16_200, 97_445, -1, -1]
    );
    assert_eq!(read("minutes", &cells).0, [90, 65, 1_563, 198, 270, 1_624, -1, -1]);
    assert_eq!(
        read("minutes", &["1,5 horas", "2.5 h"]).0,
        [90, -1],
        "either decides the column"
    );
}

#[test]
fn scores_are_held_in_hundredths_and_words_of_the_config_stand_for_them() {
    let source = figures(&[]).value("score", "Very satisfied", "4.5");
    let exports = read_column(
        &source,
        "score",
        &["4", "4.5", "3.333", "very satisfied", "great", "-1"],
    );
    assert_eq!(held(&exports, "score"), [400, 450, 333, 450, -1, -1]);
    assert_eq!(exports.ledger[0].unknown_words[0].word, "great");
}

#[test]
fn a_cell_protected_from_spreadsheets_is_an_id_and_a_formula_is_text() {
    let text = "id,opened_at,service\n\"=\"\"INC1\"\"\",2026-01-05,=1+1\nINC1,2026-01-06,+cmd\n";
    let exports = read_one(canonical("tickets", &["id", "opened_at", "service"]), text).expect("read");
    assert_eq!(exports.ledger[0].records, 1, "one id");
    assert_eq!(values(&exports, "tickets", "service"), ["+cmd"]);
}

#[test]
fn columns_of_several_sources_are_one_with_or_without_amounts() {
    let (mut one, mut other) = (figures(&["id", "cost"]), figures(&["id", "count"]));
    (one, other) = (one.at("a.csv"), other.at("b.csv"));
    let files = Memory::default()
        .with("a.csv", b"id,cost\n1,5.00\n".as_slice())
        .with("b.csv", b"id,count\n2,7\n".as_slice());
    let exports = read_all(&[other, one], &files).expect("read");
    assert_eq!(
        (held(&exports, "cost"), held(&exports, "count")),
        (vec![-1, 500], vec![7, -1])
    );
}

proptest::proptest! {
    #[test]
    fn whatever_cells_a_column_has_each_is_a_value_or_none(
        cells in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::collection::vec(proptest::num::u8::ANY, 0..12),
                "[0-9,.' -]{0,8}".prop_map(String::into_bytes),
            ],
            0..20,
        ),
    ) {
        let chosen = mapping::preset::named(mapping::preset::GENERIC, "tickets").expect("there is one");
        for spec in FIGURES.columns.iter().chain(tables::TICKETS.columns) {
            let mut column = columns::Column::new(spec, "", &figures(&[]), &chosen, None);
            for cell in &cells {
                let reading = column.read(cell);
                column.push(reading, columns::instants::Witness::default);
            }
            column.settle();
            let all = cells.len() as u64;
            proptest::prop_assert!(column.filled() + column.unreadable <= all && column.negative <= column.unreadable);
            column.keep_rows(&(0..cells.len() as u32).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_duration_is_in_the_unit_that_the_config_says_or_the_preset_knows_of_that_header() {
    let minutes = |source: Source, header: &str| {
        let text = format!("number,opened_at,{header}\nINC1,2026-01-05,90\n");
        values(&read_one(source, text).expect("read"), "tickets", "effort_minutes")
    };
    let servicenow = |header: &str| {
        let mut source = source("tickets", "a.csv").column("effort_minutes", header);
        source.preset = Some("servicenow".to_owned());
        source
    };
    assert_eq!(
        minutes(servicenow("time_worked"), "time_worked"),
        ["2"],
        "the tool's own column is in seconds"
    );
    assert_eq!(
        minutes(servicenow("u_effort"), "u_effort"),
        ["90"],
        "a column of one's own is in minutes"
    );
    assert_eq!(
        minutes(servicenow("Effort (hours)"), "Effort (hours)"),
        ["5400"],
        "a header that names a unit is believed"
    );
    let mut told = servicenow("u_effort");
    told.units.insert("effort_minutes".to_owned(), Unit::Hours);
    assert_eq!(minutes(told, "u_effort"), ["5400"]);
}

#[test]
fn a_plain_number_of_hours_is_hours_unless_the_config_says_otherwise() {
    assert_eq!(
        read("hours", &["1.5", "8", "45 min", "2:30", "x"]).0,
        [90, 480, 45, 150, -1]
    );
    let mut told = figures(&[]);
    told.units.insert("hours".to_owned(), Unit::Days);
    assert_eq!(held(&read_column(&told, "hours", &["2", "3 h"]), "hours"), [2_880, 180]);
}

/// The values of a column of fractions.
fn fractions(column: &str, cells: &[&str]) -> (Vec<Option<f64>>, SourceLedger) {
    let exports = read_column(&figures(&[]), column, cells);
    let values = rows(&exports, "figures").column(column).expect("a loaded column");
    let values = values.f64().expect("floats").iter().collect();
    (values, exports.ledger[0].clone())
}

#[test]
fn a_quantity_has_any_sign_and_fraction_and_a_percent_is_a_hundredth() {
    let (values, ledger) = fractions(
        "change",
        &[
            "-4",
            "(1,250.5)",
            "0.123456",
            "−3.5 %",
            "12-",
            "$ 7",
            "-0",
            ".25",
            "2.5 points",
            "",
            "1.2.3",
            "-",
        ],
    );
    assert_eq!(
        values,
        [-4.0, -1250.5, 0.123456, -0.035, -12.0, 7.0, 0.0, 0.25]
            .map(Some)
            .into_iter()
            .chain([None; 4])
            .collect::<Vec<_>>()
    );
    assert!(values[6].is_some_and(f64::is_sign_positive));
    assert_eq!(ledger.reasons, [("unreadable change".to_owned(), 2)]);
    // The comma of the first tells the mark of the others.
    assert_eq!(
        fractions("change", &["1,5", "-1.250", "4,75 %"]).0,
        [Some(1.5), Some(-1250.0), Some(0.0475)]
    );
}

#[test]
fn a_share_lies_between_nothing_and_the_whole() {
    let (values, ledger) = fractions(
        "share",
        &["0.95", "95 %", "1", "0", "95", "-0.1", "100.5 %", "x", "99.95%"],
    );
    assert_eq!(
        values,
        [
            Some(0.95),
            Some(0.95),
            Some(1.0),
            Some(0.0),
            None,
            None,
            None,
            None,
            Some(0.9995)
        ]
    );
    let told = "share could not be read in 4 rows, the first at a.csv:6; 3 of them for not being between 0 and 1 (a share is \
                written as 0.95 or as 95 %): those cells are taken as empty";
    assert!(
        ledger.warnings.iter().any(|warning| warning.to_string() == told),
        "{:?}",
        ledger.warnings
    );
}

#[test]
fn an_end_that_cannot_be_read_is_told_from_one_that_is_not_there() {
    let risks = |columns: &[&str], text: &str| read_one(canonical("risks", columns), text).expect("risks");
    let columns = ["id", "title", "opened_at", "closed_at", "accepted_until"];
    let exports = risks(
        &columns,
        "id,title,opened_at,closed_at,accepted_until\n\
         1,Fire,2025-01-05,2025-13-45,2025-13-45\n2,Flood,2025-01-05,,\n3,Fraud,2025-01-05,2025-02-05,\n",
    );
    assert_eq!(values(&exports, "risks", "closed_at"), ["-", "-", "2025-02-05 00:00"]);
    // What is only planned is no end.
    let unreadable = exports.tables.get("risks").expect("risks").unreadable.clone();
    assert_eq!(unreadable.into_iter().collect::<Vec<_>>(), [("closed_at", vec![0])]);
    let said = warnings(&exports).join("\n");
    let ended = "closed_at could not be read in 1 row, the first at a.csv:2: those records have ended, nobody knows when, \
                 and are left out of what is open";
    assert!(said.contains(ended), "{said}");
    assert!(
        said.contains(
            "accepted_until could not be read in 1 row, the first at a.csv:2: those cells are taken as empty"
        )
    );
    // Of several rows of a record it is the one that stands.
    let text = "id,opened_at,resolved_at,updated_at\n\
                A,2026-01-05,2026-99-99,2026-01-06\nB,2026-01-05,,2026-01-06\nA,2026-01-05,2026-01-07,2026-01-08\n\
                C,2026-01-05,2026-99-99,2026-01-06\n";
    let exports = read_one(
        canonical("tickets", &["id", "opened_at", "resolved_at", "updated_at"]),
        text,
    )
    .expect("tickets");
    assert_eq!(
        exports.tables.get("tickets").expect("tickets").unreadable["resolved_at"],
        [2]
    );
}

#[test]
fn several_services_in_one_cell_are_noted() {
    let text =
        "service,started_at\n\"Mail, ERP\",2026-01-05\nMail,2026-01-06\nERP,2026-01-07\n\"Files, Print\",2026-01-08\n";
    let exports = read_one(canonical("outages", &["service", "started_at"]), text).expect("outages");
    let expected = "several services in one cell (1 row), each of which also stands alone: each of them was down";
    assert!(
        warnings(&exports).iter().any(|each| each == expected),
        "{:?}",
        warnings(&exports)
    );
}
