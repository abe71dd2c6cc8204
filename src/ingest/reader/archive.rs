//! Zip archives among the stored files: each CSV in one is a file of its own, named `export.zip/incident.csv`.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use zip::{CompressionMethod, ZipArchive};

use super::unpack::{self, Member, Stored};
use crate::error::{Diagnostic, files};

/// What a zip archive begins with; the second is one with nothing in it.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What its end begins with, and how far from the last byte that may be.
const MAGIC_OF_END: &[u8] = b"PK\x05\x06";
const LONGEST_END: u64 = (1 << 16) + 22;

/// The largest archive that is held in memory, where it cannot be read in any order.
const MOST_HELD: u64 = 256 << 20;

/// Members that an error names.
const SHOWN: usize = 5;

/// Bytes that can be read in any order.
pub(crate) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// Where stored files are, as they are.
pub(crate) trait Store {
    /// The names of the files that a path means; none where there is no such file.
    fn matching(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>>;
    /// The bytes of a file; `None` where there is none of that name.
    fn bytes(&self, name: &str) -> io::Result<Option<Box<dyn Bytes>>>;
    /// What to say of a path that means no file.
    fn missing(&self, path: &str) -> Diagnostic;
}

/// The names of the files that a path means, those in archives too.
pub(crate) fn list(store: &dyn Store, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut names = Vec::new();
    for name in store.matching(path)? {
        match zip(store, &name) {
            None => names.push(name),
            Some(archive) => names.extend(all_members(&name, archive?)?),
        }
    }
    if names.is_empty() {
        for (archive, member) in parts(path) {
            for name in store.matching(archive).unwrap_or_default() {
                if let Some(archive) = zip(store, &name) {
                    names.extend(members(&name, archive?, member)?);
                }
            }
        }
    }
    match names.is_empty() {
        true => Err(store.missing(path).into()),
        false => Ok(names),
    }
}

/// A file, or a member of an archive.
pub(crate) fn open(store: &dyn Store, name: &str) -> Result<Stored, Box<Diagnostic>> {
    let unreadable = |error: io::Error| files::unreadable(name.as_ref(), &error);
    if let Some(mut bytes) = store.bytes(name).map_err(unreadable)? {
        let size = bytes
            .seek(SeekFrom::End(0))
            .and_then(|size| bytes.rewind().map(|()| size));
        return Ok(Stored::new(bytes, size.ok()));
    }
    for (archive, member) in parts(name) {
        if let Some(bytes) = store.bytes(archive).map_err(unreadable)? {
            return open_member(name, archive_of(archive, bytes)?, member);
        }
    }
    let missing = io::Error::new(io::ErrorKind::NotFound, "there is no such file");
    Err(unreadable(missing).into())
}

/// A stream, or the one CSV in it where it is an archive.
pub(crate) fn open_stream(name: &str, mut stream: impl Read + Send + 'static) -> Result<Stored, Box<Diagnostic>> {
    let unreadable = |error: io::Error| files::unreadable(name.as_ref(), &error);
    let head = unpack::head(&mut stream, 4).map_err(unreadable)?;
    if !MAGIC.contains(&head.as_slice()) {
        return Ok(Stored::new(Cursor::new(head).chain(stream), None));
    }
    let held = unpack::head(&mut Cursor::new(head).chain(stream), MOST_HELD + 1).map_err(unreadable)?;
    if held.len() as u64 > MOST_HELD {
        let large = format!("`{name}` is a zip archive of more than {} MiB", MOST_HELD >> 20);
        return Err(Diagnostic::new("archive-too-large", large)
            .help("a zip archive cannot be read from a stream: unpack it there, or name it as a file")
            .into());
    }
    let archive = archive_of(name, Box::new(Cursor::new(held)))?;
    let names = csv_names(name, &archive)?;
    match names.as_slice() {
        [one] => open_member(name, archive, one),
        several => Err(Diagnostic::new(
            "several-files",
            format!("`{name}` is a zip archive of {} exports", several.len()),
        )
        .help("from a stream one file is read: unpack the archive, or name it as a file")
        .into()),
    }
}

type Archive = ZipArchive<Box<dyn Bytes>>;

/// Each way to take a path as one of an archive and one in it.
fn parts(path: &str) -> impl Iterator<Item = (&str, &str)> {
    path.match_indices('/').map(|(at, _)| (&path[..at], &path[at + 1..]))
}

/// The archive that a file is, if it is one. (One that cannot be read says so when it is opened.)
fn zip(store: &dyn Store, name: &str) -> Option<Result<Archive, Box<Diagnostic>>> {
    let mut bytes = store.bytes(name).ok()??;
    let head = unpack::head(&mut bytes, 4).ok()?;
    MAGIC.contains(&head.as_slice()).then(|| archive_of(name, bytes))
}

fn archive_of(name: &str, mut bytes: Box<dyn Bytes>) -> Result<Archive, Box<Diagnostic>> {
    let told = members_told(&mut bytes);
    let archive = ZipArchive::new(bytes).map_err(|error| unreadable(name, &error))?;
    if told.is_ok_and(|told| told.is_some_and(|told| told > archive.len())) {
        // Of members with one name only the last can be had.
        let twice = Diagnostic::new("cannot-read", format!("`{name}` has two files of one name"));
        return Err(twice
            .help("unpack it and name the CSV files, so that none is left out")
            .into());
    }
    Ok(archive)
}

/// How many members an archive says that it has; `None` where the number is too large for the place that it stands in.
fn members_told(bytes: &mut dyn Bytes) -> io::Result<Option<usize>> {
    let length = bytes.seek(SeekFrom::End(0))?;
    bytes.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut last = Vec::new();
    bytes.take(LONGEST_END).read_to_end(&mut last)?;
    bytes.rewind()?;
    let at = last.windows(4).rposition(|window| window == MAGIC_OF_END);
    let told = at.and_then(|at| last.get(at + 10..at + 12)?.try_into().ok());
    Ok(told
        .map(u16::from_le_bytes)
        .filter(|told| *told < u16::MAX)
        .map(usize::from))
}

fn unreadable(name: &str, error: &zip::result::ZipError) -> Diagnostic {
    Diagnostic::new("cannot-read", format!("cannot read `{name}`: {error}"))
        .help("the archive may be cut off or damaged: copy it again, or unpack it and name the CSV in it")
}

fn member_names(archive: &Archive) -> impl Iterator<Item = String> {
    let names = archive.file_names_raw();
    names.enumerate().map(|(at, raw)| match archive.name_for_index(at) {
        Some(Ok(name)) => name.into_owned(),
        _ => String::from_utf8_lossy(raw).into_owned(),
    })
}

/// Whether a member is an export by its name, and not what a system put beside it.
fn is_export(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    [".csv", ".txt", ".tsv"].iter().any(|end| lower.ends_with(end)) && !is_hidden
}

/// The exports in an archive; that there are none, or that it is a workbook, is an error.
fn csv_names(name: &str, archive: &Archive) -> Result<Vec<String>, Box<Diagnostic>> {
    let all: Vec<String> = member_names(archive).collect();
    let has = |member: &str| all.iter().any(|each| each == member);
    let workbook = match (has("[Content_Types].xml"), has("mimetype") && has("content.xml")) {
        (true, _) => Some("an Excel workbook (.xlsx)"),
        (_, true) => Some("an OpenDocument spreadsheet (.ods)"),
        _ => None,
    };
    if let Some(workbook) = workbook {
        return Err(super::sniff::not_csv(name, workbook, super::sniff::FROM_EXCEL).into());
    }
    let mut names: Vec<String> = all.iter().filter(|each| is_export(each)).cloned().collect();
    if names.is_empty() {
        return Err(none_in(name, "holds no .csv, .txt or .tsv file", &all).into());
    }
    names.sort();
    Ok(names)
}

fn none_in(name: &str, what: &str, all: &[String]) -> Diagnostic {
    let files: Vec<_> = all.iter().filter(|each| !each.ends_with('/')).collect();
    let shown: Vec<String> = files
        .iter()
        .take(SHOWN)
        .map(|each| format!("`{name}/{each}`"))
        .collect();
    let help = match files.len() - shown.len() {
        _ if shown.is_empty() => "nothing is in it: export or pack it again".to_owned(),
        0 => format!("in it are {}", shown.join(", ")),
        more => format!("in it are {} and {more} more", shown.join(", ")),
    };
    Diagnostic::new("export-missing", format!("the archive `{name}` {what}")).help(help)
}

fn all_members(name: &str, archive: Archive) -> Result<Vec<String>, Box<Diagnostic>> {
    let members = csv_names(name, &archive)?;
    Ok(members.into_iter().map(|member| format!("{name}/{member}")).collect())
}

/// The members of an archive that a pattern means.
fn members(name: &str, archive: Archive, pattern: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    let all: Vec<String> = member_names(&archive).collect();
    let glob = glob::Pattern::new(pattern).ok();
    let is_meant = |member: &&String| {
        *member == pattern || (is_export(member) && glob.as_ref().is_some_and(|glob| glob.matches(member)))
    };
    let mut names: Vec<String> = all
        .iter()
        .filter(is_meant)
        .map(|member| format!("{name}/{member}"))
        .collect();
    if names.is_empty() {
        return Err(none_in(name, &format!("holds no `{pattern}`"), &all).into());
    }
    names.sort();
    Ok(names)
}

/// The packed bytes of a member.
fn open_member(name: &str, mut archive: Archive, member: &str) -> Result<Stored, Box<Diagnostic>> {
    let Some(at) = member_names(&archive).position(|each| each == member) else {
        return Err(files::unreadable(name.as_ref(), &io::ErrorKind::NotFound.into()).into());
    };
    let refused = |what: String| {
        Diagnostic::new("cannot-unpack", format!("`{name}` {what}"))
            .help("unpack the archive and name the CSV that was in it")
    };
    let entry = archive.by_index_raw(at).map_err(|error| unreadable(name, &error))?;
    if entry.encrypted() {
        return Err(refused("is encrypted".to_owned()).into());
    }
    let method = entry.compression();
    if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(refused(format!("is packed in a way that is not read ({method})")).into());
    }
    let (start, size) = (entry.data_start().unwrap_or_default(), entry.compressed_size());
    let member = Member {
        is_deflated: method == CompressionMethod::Deflated,
        size: entry.size(),
        crc: entry.crc32(),
    };
    drop(entry);
    let mut bytes = archive.into_inner();
    bytes
        .seek(SeekFrom::Start(start))
        .map_err(|error| files::unreadable(name.as_ref(), &error))?;
    Ok(Stored {
        bytes: Box::new(bytes.take(size)),
        size: Some(size),
        member: Some(member),
    })
}
