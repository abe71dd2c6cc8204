//! Rows set aside are corrected and fed back.

use super::*;
use crate::error::Diagnostic;

const TEXT: &str = "id,opened_at,resolved_at\n1,2026-01-05,\n2,soon,\n3,later,\n4,2026-01-06\n5,2026-01-07,\n";

/// The export, read with a corrected `rejects.csv`.
fn corrected(text: &str, rejects: &str) -> Result<Exports> {
    let mut source = canonical("tickets", TICKETS);
    source.corrections = Some(("r.csv".to_owned(), Place::of_line("boardpack.toml", 7, 15)));
    let files = Memory::default()
        .with("a.csv", text.as_bytes())
        .with("r.csv", rejects.as_bytes());
    read_all(&[source], &files)
}

/// What a build would write.
fn rejects(exports: &Exports) -> String {
    let bytes = rejects_csv(&exports.rejects, &exports.corrected).expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn counts(exports: &Exports) -> (u64, u64, u64) {
    let ledger = &exports.ledger[0];
    (ledger.rows_read, ledger.rows_kept, ledger.rows_set_aside)
}

/// The first file of rejects, with one row put right, one as wrong as before and one as it was.
fn edited() -> String {
    let exports = read_one(canonical("tickets", TICKETS), TEXT).expect("read");
    assert_eq!(counts(&exports), (5, 2, 3));
    let edited = rejects(&exports)
        .replace("2,soon", "2,2026-01-08")
        .replace("3,later", "3,even later");
    assert!(edited.contains(",4,2026-01-06\n"), "{edited}");
    edited
}

#[test]
fn a_corrected_row_is_read_once_in_the_place_of_its_own() {
    let exports = corrected(TEXT, &edited()).expect("read");
    assert_eq!(counts(&exports), (5, 3, 2));
    assert_eq!(reason(&exports, "corrected"), 1, "the other is set aside again");
    assert_eq!(reason(&exports, "opened_at cannot be read"), 1);
    let opened = values(&exports, "tickets", "opened_at");
    assert_eq!(opened, ["2026-01-05 00:00", "2026-01-08 00:00", "2026-01-07 00:00"]);
    assert!(
        exports.ledger[0].warnings.len() == 1,
        "{:?}",
        exports.ledger[0].warnings
    );
}

#[test]
fn a_row_that_was_cut_short_is_filled_up_and_one_that_was_too_long_may_be_cut() {
    let text = "id,opened_at,resolved_at\n1,2026-01-05\n2,2026-01-05,,2026-01-09\n";
    let exports = read_all(
        &[canonical("tickets", TICKETS)],
        &Memory::default().with("a.csv", format!("{text}3,2026-01-05,\n").as_bytes()),
    );
    let edited = rejects(&exports.expect("read"))
        .replace(",1,2026-01-05\n", ",1,2026-01-06\n")
        .replace("2,2026-01-05,,2026-01-09", "2,2026-01-05,2026-01-09,");
    let exports = corrected(text, &edited).expect("read");
    assert_eq!(counts(&exports), (2, 2, 0));
    assert_eq!(values(&exports, "tickets", "resolved_at"), ["-", "2026-01-09 00:00"]);
}

#[test]
fn the_next_rejects_can_be_fed_back_as_well_and_lose_no_correction() {
    let first = corrected(TEXT, &edited()).expect("read");
    let again = corrected(TEXT, &rejects(&first)).expect("read");
    assert_eq!((counts(&again), reason(&again, "corrected")), (counts(&first), 1));
    assert_eq!(rejects(&again), rejects(&first));
}

#[test]
fn a_correction_never_hits_another_row_than_its_own() {
    // The tool has exported again: a row more at the top, and fewer in all.
    let other = "id,opened_at,resolved_at\n0,2026-01-04,\n1,2026-01-05,\n2,soon,\n";
    let exports = corrected(other, &edited()).expect("read");
    assert_eq!((counts(&exports), reason(&exports, "corrected")), ((3, 2, 1), 0));
    let told = warnings(&exports).join("\n");
    assert!(
        told.contains("corrections not used, as `a.csv` has another row there by now: 2"),
        "{told}"
    );
    let shorter = corrected("id,opened_at,resolved_at\n1,2026-01-05,\n", &edited()).expect("read");
    assert!(
        warnings(&shorter)
            .join("\n")
            .contains("corrections of records that `a.csv` does not have: 2")
    );
    assert_eq!(
        rejects(&shorter).matches("correction not used").count(),
        2,
        "nothing of them is lost"
    );
}

#[test]
fn an_old_correction_does_not_stand_in_the_way_of_a_new_one() {
    // Record 2 is another row by now: it is set aside above the old correction of that record.
    let other = "id,opened_at,resolved_at\n1,2026-01-05,\n7,someday,\n";
    let old = rejects(&corrected(other, &edited()).expect("read"));
    assert_eq!(old.matches("correction not used").count(), 2, "{old}");
    let exports = corrected(other, &old.replace("7,someday", "7,2026-01-09")).expect("read");
    assert_eq!((counts(&exports), reason(&exports, "corrected")), ((2, 2, 0), 1));
    let next = rejects(&exports);
    assert_eq!(next.matches("correction not used").count(), 2, "{next}");
    assert!(
        warnings(&exports).join("\n").contains("another row there by now: 1"),
        "{:?}",
        warnings(&exports)
    );
    let again = corrected(other, &next).expect("read");
    assert_eq!((counts(&again), rejects(&again)), ((2, 2, 0), next));
}

#[test]
fn of_two_corrections_of_a_record_the_last_counts_and_that_there_are_two_is_said() {
    let row = |rejects: &str, start: &str| {
        let row = rejects.lines().find(|line| line.contains(start)).expect("a row");
        format!("{row}\n")
    };
    let once = edited().replace("3,even later", "3,2026-01-09");
    let twice = once.clone() + &row(&once, ",2,2026-01-08").replace("2026-01-08", "2026-01-10");
    let first = corrected(TEXT, &twice).expect("read");
    let opened = |exports: &Exports| values(exports, "tickets", "opened_at")[1].clone();
    assert_eq!(opened(&first), "2026-01-10 00:00");
    let told = warnings(&first).join("\n");
    let several = "record 2 of `a.csv` has several corrections in `r.csv`, and the one on line 6 is taken";
    assert!(told.contains(several), "{told}");
    // Neither is lost, the same one counts again, and one that was carried on never beats a row that was changed since.
    let again = corrected(TEXT, &rejects(&first)).expect("read");
    assert_eq!(opened(&again), "2026-01-10 00:00");
    assert_eq!(rejects(&again), rejects(&first));
    let carried = once.clone() + &row(&rejects(&first), ",corrected,").replace("2026-01-10", "2026-01-11");
    assert_eq!(opened(&corrected(TEXT, &carried).expect("read")), "2026-01-08 00:00");
    // The same row twice is one.
    let same = corrected(TEXT, &(once.clone() + &row(&once, ",2,2026-01-08"))).expect("read");
    assert!(!warnings(&same).join("\n").contains("several"), "{:?}", warnings(&same));
}

#[test]
fn corrections_of_another_source_s_file_are_not_this_source_s_and_those_of_none_are_told() {
    let source = |path: &str, place| {
        let mut source = canonical("tickets", TICKETS);
        source = source.at(path);
        source.place = Place::of_line("boardpack.toml", place, 1);
        source.corrections = Some(("r.csv".to_owned(), source.place.clone()));
        source
    };
    let files = Memory::default()
        .with("a.csv", TEXT.as_bytes())
        .with("b.csv", "id,opened_at,resolved_at\n9,2026-01-05,\n".as_bytes())
        .with("r.csv", edited().as_bytes());
    let exports = read_all(&[source("b.csv", 1), source("a.csv", 2)], &files).expect("read");
    let told = |exports: &Exports| {
        exports
            .ledger
            .iter()
            .flat_map(|ledger| ledger.warnings.clone())
            .collect::<Vec<_>>()
    };
    assert!(
        !told(&exports)
            .iter()
            .any(|warning| warning.to_string().contains("correct")),
        "{:?}",
        told(&exports)
    );
    assert_eq!(rejects(&exports).matches("2026-01-08").count(), 1);
    let exports = read_all(&[source("b.csv", 1)], &files).expect("read");
    let told = warnings(&exports).join("\n");
    assert!(
        told.contains("corrected rows of `r.csv` that are of `a.csv`, which no source with these corrections reads: 2"),
        "{told}"
    );
    // The next rejects.csv may take the place of this one: it has them whole, once, and they count when the file is read again.
    let next = rejects(&exports);
    insta::assert_snapshot!(next, @"
    file,record,line,column,value,reason,check,cells
    a.csv,,,,,header,,id,opened_at,resolved_at
    a.csv,2,0,,,correction not used,xf0276cd61d7cf897,2,2026-01-08,
    a.csv,3,0,,,correction not used,xe2e2e4ff4f9eb7af,3,even later,
    ");
    let other = files
        .clone()
        .with("c.csv", "id,opened_at,resolved_at\n8,2026-01-05,\n".as_bytes());
    let exports = read_all(&[source("b.csv", 1), source("c.csv", 2)], &other).expect("read");
    assert_eq!(rejects(&exports), next);
    assert_eq!(
        rejects(&corrected(TEXT, &next).expect("read")),
        rejects(&corrected(TEXT, &edited()).expect("read"))
    );
}

#[test]
fn files_of_one_name_in_different_folders_share_neither_corrections_nor_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let absolute = |path: &str| folder.path().join(path).to_string_lossy().into_owned();
    let texts = [("x1/inc.csv", "1,soon,"), ("x2/inc.csv", "2,later,")];
    for (path, row) in texts {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let text = format!("id,opened_at,resolved_at\n{row}\n3,2026-01-05,\n");
        std::fs::write(path, text.replace('3', &row[..1].repeat(2))).expect("written");
    }
    let board = folder.path().join("board");
    std::fs::create_dir(&board).expect("made");
    let source = |path: &str| canonical("tickets", TICKETS).at(&absolute(path));
    let mut sources = texts.map(|(path, _)| source(path));
    let read_them = |sources: &[Source]| read(sources, &Disk::new(&board), &|_, _| true, &|_| ()).expect("read");

    let exports = read_them(&sources);
    let named: Vec<&str> = exports.ledger.iter().map(|ledger| ledger.source.as_str()).collect();
    assert_eq!(named, ["x1/inc.csv", "x2/inc.csv"]);
    let edited = rejects(&exports)
        .replace("1,soon", "1,2026-01-08")
        .replace("2,later", "2,2026-01-09");
    std::fs::write(board.join("r.csv"), edited).expect("written");
    for source in &mut sources {
        source.corrections = Some(("r.csv".to_owned(), source.place.clone()));
    }
    let corrected = read_them(&sources);
    assert_eq!((counts(&corrected), corrected.ledger[1].rows_kept), ((2, 2, 0), 2));

    let found = |reject: &Reject| Diagnostic::new("x", "x").label(reject.place(), "here");
    let mut findings: Vec<Diagnostic> = exports.rejects.iter().map(found).collect();
    show(&mut findings, &sources, &Disk::new(&board));
    let shown: Vec<String> = findings
        .iter()
        .map(|each| format!("{:?}", each.labels[0].place.source))
        .collect();
    assert!(shown[0].contains("1,soon") && shown[1].contains("2,later"), "{shown:?}");
}

#[test]
fn corrections_that_are_not_there_or_in_another_form_are_refused() {
    let mut source = canonical("tickets", TICKETS);
    source.corrections = Some(("r.csv".to_owned(), Place::of_line("boardpack.toml", 7, 15)));
    let missing = refused(read_one(source, TEXT));
    insta::assert_snapshot!(missing, @"
    error[cannot-read]: cannot read the corrections `r.csv`: there is no such file
      --> boardpack.toml:7:15
      help: name the corrected rejects.csv, relative to the folder of boardpack.toml; boardpack build writes it beside the report
    ");
    let other = refused(corrected(TEXT, "id,opened_at\n2,2026-01-08\n"));
    assert!(
        other.contains("`r.csv` does not begin with the columns file, record") && other.contains("r.csv:1"),
        "{other}"
    );
}

/// The rejects with every row that was set aside put right.
fn put_right(rejects: &str) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(rejects.as_bytes());
    for row in reader.records().map(|row| row.expect("a row")) {
        let is_record = row.get(1).is_some_and(|record| record.parse::<u64>().is_ok());
        let cells = row.iter().skip(7).collect::<Vec<_>>();
        let cells = if is_record { vec!["9", "2026-01-09", ""] } else { cells };
        writer.write_record(row.iter().take(7).chain(cells)).expect("in memory");
    }
    String::from_utf8(writer.into_inner().expect("in memory")).expect("UTF-8")
}

proptest::proptest! {
    #[test]
    fn whatever_the_bytes_every_row_that_was_set_aside_can_be_put_right(
        bytes in proptest::collection::vec(proptest::sample::select(&b"12,;'=\"\n\r\t/-: AIN\xe9"[..]), 0..200)
    ) {
        let mut text = b"id,opened_at,resolved_at\n1,2026-01-05,\n".to_vec();
        text.extend(bytes);
        if let Ok(exports) = read_one(canonical("tickets", TICKETS), &text) {
            let mut source = canonical("tickets", TICKETS);
            source.corrections = Some(("r.csv".to_owned(), source.place.clone()));
            let files = Memory::default().with("a.csv", text).with("r.csv", put_right(&rejects(&exports)).as_bytes());
            let (read, _, aside) = counts(&exports);
            let exports = read_all(&[source], &files).expect("read");
            proptest::prop_assert_eq!(counts(&exports), (read, read, 0));
            proptest::prop_assert_eq!(reason(&exports, "corrected"), aside);
        }
    }
}
