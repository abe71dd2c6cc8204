//! Exports that are packed, and exports from a stream: read as if they were not, or refused with what to do.

use std::io::{Cursor, Write};

use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const TEXT: &str = "id,opened_at,group\n1,2026-01-05,Desk\n2,2026-01-06,Net\n";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text).expect("in memory");
    packed.finish().expect("in memory")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

fn zip_of(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).expect("in memory");
        archive.write_all(bytes).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(members, CompressionMethod::Deflated)
}

fn groups(source: Source, name: &str, bytes: &[u8]) -> Vec<String> {
    let exports = read_all(&[source], &Memory::default().with(name, bytes)).expect("read");
    values(&exports, "tickets", "group")
}

fn tickets(path: &str) -> Source {
    let mut source = canonical("tickets", &["id", "opened_at", "group"]);
    source = source.at(path);
    source
}

/// What is said of a file that cannot be used.
fn refuse(path: &str, name: &str, bytes: &[u8]) -> String {
    refused(read_all(&[tickets(path)], &Memory::default().with(name, bytes)))
}

#[test]
fn packing_is_known_by_its_bytes_and_makes_no_difference() {
    let two_frames = [zstd(&TEXT.as_bytes()[..30]), zstd(&TEXT.as_bytes()[30..])].concat();
    let two_members = [gzip(&TEXT.as_bytes()[..30]), gzip(&TEXT.as_bytes()[30..])].concat();
    // A frame that zstd tools put in for themselves: its magic, its length, four bytes.
    let with_a_note = [b"\x50\x2a\x4d\x18\x04\0\0\0note".to_vec(), zstd(TEXT.as_bytes())].concat();
    let member: &[(&str, &[u8])] = &[("incident.csv", TEXT.as_bytes())];
    for bytes in [
        gzip(TEXT.as_bytes()),
        two_members,
        zstd(TEXT.as_bytes()),
        two_frames,
        with_a_note,
        zip(member),
        zip_of(member, CompressionMethod::Stored),
    ] {
        assert_eq!(groups(tickets("a.csv"), "a.csv", &bytes), ["Desk", "Net"], "{bytes:?}");
    }
}

#[test]
fn the_fingerprint_is_of_what_is_stored() {
    let hex = |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let fingerprints = |bytes: &[u8]| {
        let exports = read_all(&[tickets("a.csv")], &Memory::default().with("a.csv", bytes)).expect("read");
        exports.ledger[0].fingerprints.clone()
    };
    for packed in [gzip(TEXT.as_bytes()), zstd(TEXT.as_bytes())] {
        assert_eq!(fingerprints(&packed), [("a.csv".to_owned(), hex(&packed))]);
    }
    let archive = zip_of(&[("in.csv", TEXT.as_bytes())], CompressionMethod::Stored);
    let expected = ("a.csv/in.csv".to_owned(), hex(TEXT.as_bytes()));
    assert_eq!(fingerprints(&archive), [expected], "of a member, its own bytes");
}

#[test]
fn progress_counts_stored_bytes_up_to_the_stored_size() {
    for bytes in [
        gzip(TEXT.as_bytes()),
        zstd(TEXT.as_bytes()),
        zip(&[("in.csv", TEXT.as_bytes())]),
    ] {
        let files = Memory::default().with("a.csv", bytes.as_slice());
        let last = std::cell::Cell::new((0, None));
        let seen = |progress: Progress| last.set((progress.bytes, progress.size));
        read(&[tickets("a.csv")], &files, &|_, _| true, &seen).expect("read");
        let (read, size) = last.get();
        assert_eq!(Some(read), size, "{bytes:?}");
    }
}

#[test]
fn progress_is_told_once_when_a_file_begins() {
    let row = |id: u8| format!("id,opened_at\n{id},2026-01-05\n").into_bytes();
    let files = Memory::default().with("x/1.csv", row(1)).with("x/2.csv", row(2));
    let begun = std::cell::RefCell::new(Vec::new());
    let seen = |progress: Progress| {
        if progress.bytes == 0 {
            begun.borrow_mut().push((progress.file.to_owned(), progress.rows));
        }
    };
    let source = canonical("tickets", &["id", "opened_at"]).at("x/*.csv");
    read(&[source], &files, &|_, _| true, &seen).expect("read");
    assert_eq!(*begun.borrow(), [("x/1.csv".to_owned(), 0), ("x/2.csv".to_owned(), 1)]);
}

#[test]
fn every_export_in_an_archive_is_a_file_and_a_path_may_pick_some() {
    let row = |id: u8, group: &str| format!("id,opened_at,group\n{id},2026-01-05,{group}\n").into_bytes();
    let archive = zip(&[
        ("b/incident2.CSV", &row(2, "two")),
        ("incident1.csv", &row(1, "one")),
        ("other.csv", &row(3, "other")),
        ("__MACOSX/incident1.csv", b"\0\x05\x16\x07"),
        ("b/.incident3.csv", b"\0"),
        ("readme.md", b"# Exports"),
    ]);
    let read = |path: &str| groups(tickets(path), "x/export.zip", &archive);
    assert_eq!(read("x/export.zip"), ["two", "one", "other"]);
    assert_eq!(read("x/*.zip"), ["two", "one", "other"]);
    assert_eq!(read("x/export.zip/incident*"), ["one"]);
    assert_eq!(read("x/export.zip/b/incident2.CSV"), ["two"]);
    assert_eq!(read("x/*.zip/other.csv"), ["other"]);
    let error = refuse("x/export.zip/change*.csv", "x/export.zip", &archive);
    assert!(
        error.contains("the archive `x/export.zip` holds no `change*.csv`"),
        "{error}"
    );
    assert!(error.contains("`x/export.zip/incident1.csv`"), "{error}");
}

#[test]
fn an_archive_on_disk_is_read_in_place() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("x")).expect("a folder");
    let archive = zip(&[("incident.csv", TEXT.as_bytes()), ("change.csv", b"id\n1\n")]);
    std::fs::write(folder.path().join("x/export.zip"), archive).expect("written");
    let disk = Disk::new(folder.path());
    let all = disk.list("x/export.zip").expect("found");
    assert_eq!(all, ["x/export.zip/change.csv", "x/export.zip/incident.csv"]);
    assert_eq!(disk.list("x/*.zip/inc*").expect("found"), ["x/export.zip/incident.csv"]);
    let sources = [tickets("x/export.zip/inc*")];
    let exports = read(&sources, &disk, &|_, _| true, &|_| ()).expect("read");
    assert_eq!(values(&exports, "tickets", "group"), ["Desk", "Net"]);
    assert_eq!(exports.ledger[0].fingerprints[0].0, "x/export.zip/incident.csv");
}

#[test]
fn an_archive_that_is_a_workbook_or_holds_no_export_says_so() {
    let workbook = zip(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]);
    let error = refuse("a.csv", "a.csv", &workbook);
    assert!(
        error.contains("`a.csv` is an Excel workbook (.xlsx), not CSV"),
        "{error}"
    );
    let error = refuse("a.zip", "a.zip", &zip(&[("notes.md", b"x"), (".hidden.csv", b"x")]));
    assert!(
        error.contains("holds no .csv, .txt or .tsv file") && error.contains("`a.zip/notes.md`"),
        "{error}"
    );
    let error = refuse("a.zip", "a.zip", &zip(&[]));
    assert!(error.contains("nothing is in it"), "{error}");
}

#[test]
fn a_member_that_cannot_be_unpacked_says_why() {
    let mut encrypted = zip(&[("in.csv", TEXT.as_bytes())]);
    let mut unknown = encrypted.clone();
    // The flags and the method of the only entry of the directory.
    let entry = encrypted
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .expect("a directory");
    encrypted[entry + 8] |= 1;
    unknown[entry + 10] = 14;
    let error = refuse("a.zip", "a.zip", &encrypted);
    assert!(
        error.contains("`a.zip/in.csv` is encrypted") && error.contains("unpack the archive"),
        "{error}"
    );
    let error = refuse("a.zip", "a.zip", &unknown);
    assert!(error.contains("is packed in a way that is not read"), "{error}");
}

#[test]
fn what_is_cut_off_or_damaged_is_an_error_and_not_a_short_file() {
    let mut text = "id,opened_at,group\n".to_owned();
    for id in 0..20_000_u32 {
        text.push_str(&format!("{id},2026-01-05,{}\n", id.wrapping_mul(2_654_435_761) % 1_000));
    }
    let text = text.as_bytes();
    let stored = zip_of(&[("in.csv", text)], CompressionMethod::Stored);
    for packed in [gzip(text), zstd(text), zip(&[("in.csv", text)]), stored] {
        for length in [packed.len() / 2, packed.len() - 3] {
            let error = refuse("a.csv", "a.csv", &packed[..length]);
            assert!(error.contains("cannot read `a.csv"), "{error}");
            assert!(error.contains("cut off or damaged"), "{error}");
        }
        for at in [packed.len() / 2, packed.len() / 3] {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            damaged[at + 1] ^= 0xff;
            let error = refuse("a.csv", "a.csv", &damaged);
            assert!(error.contains("cannot read `a.csv"), "{error}");
        }
    }
}

#[test]
fn a_file_that_unpacks_without_end_takes_no_more_memory_than_a_record() {
    let piece = gzip(&vec![b'x'; 1 << 20]);
    let bomb = [gzip(b"id,opened_at,group\n1,2026-01-05,"), piece.repeat(1_000)].concat();
    assert!(bomb.len() < 10 << 20, "a gigabyte in {}", bomb.len());
    let error = refuse("a.csv", "a.csv", &bomb);
    assert!(
        error.contains("longer than 16 MiB") && error.contains("a.csv:2"),
        "{error}"
    );
    let zeros = zip(&[("in.csv", &vec![0; 4 << 20])]);
    assert!(refuse("a.csv", "a.csv", &zeros).contains("is not text"));
}

#[test]
fn an_archive_in_a_stream_is_held_and_gives_its_one_export() {
    let open = |bytes: Vec<u8>| reader::archive::open_stream("-", Cursor::new(bytes));
    let text = |stored| {
        let mut text = String::new();
        let mut unpacked = reader::unpack::unpacked(stored).expect("unpacked");
        std::io::Read::read_to_string(&mut unpacked.bytes, &mut text).expect("text");
        text
    };
    let one = open(zip(&[("in.csv", TEXT.as_bytes()), ("readme.md", b"x")])).map(text);
    assert_eq!(one.expect("opened"), TEXT);
    assert_eq!(open(gzip(TEXT.as_bytes())).map(text).expect("opened"), TEXT);
    let Err(several) = open(zip(&[("a.csv", b"x"), ("b.csv", b"x")])) else {
        panic!("opened");
    };
    assert!(several.message.contains("a zip archive of 2 exports"), "{several}");
}

proptest::proptest! {
    #[test]
    fn a_packed_file_with_a_damaged_byte_is_read_as_it_was_or_refused(
        at in 0_usize..1_000,
        change in 1_u8..=255,
        packing in 0_usize..3,
    ) {
        let mut bytes = match packing {
            0 => gzip(TEXT.as_bytes()),
            1 => zip(&[("in.csv", TEXT.as_bytes())]),
            _ => zstd(TEXT.as_bytes()),
        };
        let at = at % bytes.len();
        bytes[at] ^= change;
        let files = Memory::default().with("a.csv", bytes);
        // What zstd packs without a checksum may come out changed: it must only end.
        if let (Ok(exports), 0 | 1) = (read_all(&[tickets("a.csv")], &files), packing) {
            proptest::prop_assert_eq!(values(&exports, "tickets", "group"), ["Desk", "Net"]);
        }
    }
}

#[test]
fn two_members_of_one_name_are_refused_as_one_of_them_would_be_lost() {
    let text = b"id,opened_at\n1,2026-01-05\n";
    let mut bytes = zip_of(&[("a.csv", text), ("b.csv", text)], CompressionMethod::Stored);
    let places: Vec<usize> = (0..bytes.len() - 5)
        .filter(|at| bytes[*at..].starts_with(b"b.csv"))
        .collect();
    assert_eq!(places.len(), 2, "before the member and in the list at the end");
    for at in places {
        bytes[at] = b'a';
    }
    let files = Memory::default().with("export.zip", bytes);
    let source = canonical("tickets", &["id", "opened_at"]).at("export.zip");
    let error = refused(read_all(&[source], &files));
    assert!(error.contains("two files of one name"), "{error}");
}
