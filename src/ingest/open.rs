//! From a path in the config to readable bytes: globs, standard input, or files in memory; gzip by its magic number; the
//! fingerprint of what is stored.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::error::{Diagnostic, files};

/// Where exports are kept: a folder, or bytes inside the program.
pub trait Files: Sync {
    /// The names of the files that a path of the config means, in a fixed order.
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>>;
    /// The bytes of one of them, and how many there are, if that is known.
    fn open(&self, name: &str) -> io::Result<(Box<dyn Read + Send>, Option<u64>)>;
    /// What a report calls a path or a file: nothing of the machine that it was made on.
    fn label(&self, name: &str) -> String {
        name.to_owned()
    }
}

/// Files below a folder.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Paths are relative to `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The name in reports is relative, so that a report does not depend on where it was made.
    fn name(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }

    /// What to do when there is no such file: the exports that do stand in its folder.
    fn neighbours(&self, path: &str) -> String {
        let folder = self.root.join(path).parent().map(Path::to_owned).unwrap_or_default();
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| {
                let name = path.to_string_lossy().to_lowercase();
                [".csv", ".csv.gz", ".txt", ".tsv"]
                    .iter()
                    .any(|end| name.ends_with(end))
            })
            .map(|path| format!("`{}`", self.name(&path)))
            .collect();
        names.sort();
        names.truncate(5);
        if names.is_empty() {
            "paths are relative to the folder of boardpack.toml".to_owned()
        } else {
            format!(
                "paths are relative to the folder of boardpack.toml; that folder has {}",
                names.join(", ")
            )
        }
    }
}

impl Files for Disk {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        if path == "-" {
            return Ok(vec![path.to_owned()]);
        }
        let whole = self.root.join(path);
        // A file whose name happens to hold brackets is taken as it is.
        if whole.is_file() {
            return Ok(vec![self.name(&whole)]);
        }
        if whole.is_dir() {
            let folder = Diagnostic::new("export-is-a-folder", format!("`{path}` is a folder, not an export"));
            return Err(folder
                .help(format!("name the files in it, such as `{path}/*.csv`"))
                .into());
        }
        // Only the user's part is a pattern; the folder's own name may hold brackets.
        let root = glob::Pattern::escape(&self.root.to_string_lossy());
        let pattern = Path::new(&root).join(path);
        let pattern = pattern.to_string_lossy();
        let matches = glob::glob(&pattern).map_err(|error| {
            Diagnostic::new("bad-glob", format!("`{path}` is not a path pattern: {}", error.msg))
                .help("a pattern has *, ? and [abc], such as `exports/incident*.csv`")
        })?;
        let matches: Vec<PathBuf> = matches
            .collect::<Result<_, _>>()
            .map_err(|error: glob::GlobError| files::unreadable(Path::new(&self.name(error.path())), error.error()))?;
        let mut names: Vec<String> = matches
            .into_iter()
            .filter(|path| path.is_file())
            .map(|path| self.name(&path))
            .collect();
        names.sort();
        if names.is_empty() {
            let what = if path.contains(['*', '?', '[']) {
                "no file matches"
            } else {
                "there is no export"
            };
            let missing = Diagnostic::new("export-missing", format!("{what} `{path}`"));
            return Err(missing.help(self.neighbours(path)).into());
        }
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
        if name == "-" {
            return Ok((Box::new(io::stdin()), None));
        }
        let file = std::fs::File::open(self.root.join(name))?;
        let length = file.metadata().ok().map(|metadata| metadata.len());
        Ok((Box::new(file), length))
    }

    fn label(&self, name: &str) -> String {
        let label = self.name(Path::new(name));
        match Path::new(&label).file_name() {
            Some(last) if Path::new(&label).is_absolute() => last.to_string_lossy().into_owned(),
            _ => label,
        }
    }
}

/// Files inside the program, by name.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: Vec<(String, Arc<[u8]>)>,
}

impl Memory {
    /// One more file.
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.files.push((name.into(), bytes.into()));
        self
    }
}

impl Files for Memory {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        let pattern = glob::Pattern::new(path).ok();
        let mut names: Vec<String> = self
            .files
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| name == path || pattern.as_ref().is_some_and(|pattern| pattern.matches(name)))
            .collect();
        names.sort();
        if names.is_empty() {
            return Err(Diagnostic::new("export-missing", format!("no file matches `{path}`")).into());
        }
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
        let (_, bytes) = self
            .files
            .iter()
            .find(|(each, _)| each == name)
            .ok_or(io::ErrorKind::NotFound)?;
        let length = bytes.len() as u64;
        Ok((Box::new(Cursor::new(Arc::clone(bytes))), Some(length)))
    }
}

/// What is known of the stored bytes read so far.
#[derive(Default)]
struct Stored {
    hash: Sha256,
    bytes: u64,
}

/// A handle on the stored bytes of the file being read: how many, and their fingerprint at the end.
#[derive(Clone, Default)]
pub(super) struct Fingerprint(Arc<Mutex<Stored>>);

impl Fingerprint {
    fn add(&self, bytes: &[u8]) {
        if let Ok(mut stored) = self.0.lock() {
            stored.hash.update(bytes);
            stored.bytes += bytes.len() as u64;
        }
    }

    /// How many bytes were read.
    pub(super) fn bytes(&self) -> u64 {
        self.0.lock().map_or(0, |stored| stored.bytes)
    }

    /// The SHA-256 in hex.
    pub(super) fn hex(&self) -> String {
        use std::fmt::Write;
        let Ok(stored) = self.0.lock() else {
            return String::new();
        };
        let mut hex = String::with_capacity(64);
        for byte in stored.hash.clone().finalize() {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// The stored bytes on their way to the decoder.
struct Fingerprinted {
    inner: Box<dyn Read + Send>,
    fingerprint: Fingerprint,
}

impl Read for Fingerprinted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.fingerprint.add(&buffer[..length]);
        Ok(length)
    }
}

/// Bytes as they are meant: fingerprinted as stored, unpacked where they are gzip.
pub(super) fn unpacked(inner: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, Fingerprint)> {
    let fingerprint = Fingerprint::default();
    let mut stored = Fingerprinted {
        inner,
        fingerprint: fingerprint.clone(),
    };
    let head = head(&mut stored, 2)?;
    let is_gzip = head == [0x1f, 0x8b];
    let whole = Cursor::new(head).chain(stored);
    let unpacked: Box<dyn Read + Send> = if is_gzip {
        Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, whole)))
    } else {
        Box::new(whole)
    };
    Ok((unpacked, fingerprint))
}

/// The first bytes of a reader, as many as there are up to `most`.
pub(super) fn head(reader: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(most).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn gzip_is_known_by_its_bytes_and_the_fingerprint_is_of_what_is_stored() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"number\nINC1\n").expect("in memory");
        let packed = packed.finish().expect("in memory");
        let expected: String = Sha256::digest(&packed)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();

        let files = Memory::default().with("misnamed.csv", packed.as_slice());
        let (bytes, length) = files.open("misnamed.csv").expect("there");
        assert_eq!(length, Some(packed.len() as u64));
        let (mut reader, fingerprint) = unpacked(bytes).expect("readable");
        let mut text = String::new();
        reader.read_to_string(&mut text).expect("text");
        assert_eq!(text, "number\nINC1\n");
        assert_eq!(fingerprint.hex(), expected);
        assert_eq!(fingerprint.bytes(), packed.len() as u64);
    }

    #[test]
    fn a_report_says_nothing_of_the_folders_above_the_config() {
        let (folder, other) = (Path::new("/home/jane/board"), Path::new("/srv/exports"));
        let disk = Disk::new(folder);
        let label = |path: &Path| disk.label(&path.to_string_lossy());
        assert_eq!(label(&folder.join("exports/inc*.csv")), "exports/inc*.csv");
        assert_eq!(label(&other.join("inc*.csv")), "inc*.csv");
        assert_eq!(label(Path::new("exports/inc.csv")), "exports/inc.csv");
        assert_eq!(label(Path::new("-")), "-");
    }

    #[test]
    fn a_glob_finds_its_files_in_order_and_says_what_else_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["incident-2.csv", "incident-1.csv", "other.csv", "notes.md"] {
            std::fs::write(folder.path().join(name), "number\n").expect("written");
        }
        let disk = Disk::new(folder.path());
        assert_eq!(
            disk.list("incident*.csv").expect("found"),
            ["incident-1.csv", "incident-2.csv"]
        );
        let error = disk.list("incidents.csv").expect_err("missing");
        assert_eq!(error.code, "export-missing");
        assert!(error.help.expect("help").contains("`incident-1.csv`"));
        assert_eq!(disk.list(".").expect_err("a folder").code, "export-is-a-folder");
    }
}
