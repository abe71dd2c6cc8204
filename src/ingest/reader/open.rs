//! From a path in the config to stored bytes: globs, standard input, or files in memory, and what archives among them hold.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{self, Bytes, Store};
use super::unpack::Stored;
use crate::error::{Diagnostic, files};

/// The path that means standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// Where exports are kept: a folder, or bytes inside the program.
pub trait Files: Sync {
    /// The names of the files that a path of the config means, in a fixed order.
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>>;
    /// The bytes of one of them.
    fn open(&self, name: &str) -> Result<Stored, Box<Diagnostic>>;
    /// The bytes of a file that need not be there, such as a comment.
    fn find(&self, _name: &str) -> io::Result<Option<Box<dyn Read>>> {
        Ok(None)
    }
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
        let name = path.to_string_lossy();
        // Elsewhere it is a character like any other.
        if cfg!(windows) {
            name.replace('\\', "/")
        } else {
            name.into_owned()
        }
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
                [".csv", ".csv.gz", ".csv.zst", ".txt", ".tsv", ".zip"]
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

impl Store for Disk {
    fn matching(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
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
        if whole.exists() {
            let pipe = Diagnostic::new("not-a-file", format!("`{path}` is a pipe or a device, not a file"));
            return Err(pipe.help("give it on standard input, and name that: `-`").into());
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
        Ok(names)
    }

    fn bytes(&self, name: &str) -> io::Result<Option<Box<dyn Bytes>>> {
        let path = self.root.join(name);
        if !path.is_file() {
            return Ok(None);
        }
        Ok(Some(Box::new(std::fs::File::open(path)?)))
    }

    fn missing(&self, path: &str) -> Diagnostic {
        let what = if path.contains(['*', '?', '[']) {
            "no file matches"
        } else {
            "there is no export"
        };
        Diagnostic::new("export-missing", format!("{what} `{path}`")).help(self.neighbours(path))
    }
}

impl Files for Disk {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        if path == STANDARD_INPUT {
            return Ok(vec![path.to_owned()]);
        }
        archive::list(self, path)
    }

    fn open(&self, name: &str) -> Result<Stored, Box<Diagnostic>> {
        if name == STANDARD_INPUT {
            return archive::open_stream(name, io::stdin());
        }
        archive::open(self, name)
    }

    fn find(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        Ok(self.bytes(name)?.map(|bytes| bytes as Box<dyn Read>))
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

impl Store for Memory {
    fn matching(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        let pattern = glob::Pattern::new(path).ok();
        let mut names: Vec<String> = self
            .files
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| name == path || pattern.as_ref().is_some_and(|pattern| pattern.matches(name)))
            .collect();
        names.sort();
        Ok(names)
    }

    fn bytes(&self, name: &str) -> io::Result<Option<Box<dyn Bytes>>> {
        let found = self.files.iter().find(|(each, _)| each == name);
        Ok(found.map(|(_, bytes)| Box::new(Cursor::new(Arc::clone(bytes))) as Box<dyn Bytes>))
    }

    fn missing(&self, path: &str) -> Diagnostic {
        Diagnostic::new("export-missing", format!("no file matches `{path}`"))
    }
}

impl Files for Memory {
    fn list(&self, path: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        archive::list(self, path)
    }

    fn open(&self, name: &str) -> Result<Stored, Box<Diagnostic>> {
        archive::open(self, name)
    }

    fn find(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        Ok(self.bytes(name)?.map(|bytes| bytes as Box<dyn Read>))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
