//! The one place that writes the output: a period's folder appears whole or not at all.
//!
//! `DIR/<period>` is written as `DIR/.boardpack-new-<period>` and exchanged by one rename. Where the system cannot exchange, the
//! earlier folder steps aside as `DIR/.boardpack-old-<period>` in between; these names are the journal from which the next run
//! puts things right. `DIR-private/<period>`, beside it and never inside, is written the same way, for its owner's eyes only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::error::{Diagnostic, Error, ErrorKind, Result};

/// Says that a folder is boardpack's to replace.
const MARKER: &str = ".boardpack";
const MARKER_TEXT: &str = "Made by boardpack, which replaces this folder as a whole.\n";
const NEW: &str = ".boardpack-new-";
const OLD: &str = ".boardpack-old-";

/// An output folder that can be written; nobody else writes into it meanwhile.
#[derive(Debug)]
pub struct Site {
    public: PathBuf,
    private: PathBuf,
    /// Folders that were not there before.
    made: Vec<PathBuf>,
    /// Held until the site is dropped; `None` where the system knows no locks.
    _lock: Option<File>,
}

/// Where a report was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The period's folder.
    pub report: PathBuf,
    /// The folder beside it.
    pub private: PathBuf,
}

/// Names and contents.
pub type Files = [(String, Vec<u8>)];

impl Site {
    /// Makes the folder if need be, finishes what a killed run left behind, and tries that it can be written.
    pub fn prepare(out: &Path) -> Result<Self> {
        let mut made = missing(out);
        create(out, Access::Everyone)?;
        let private = beside(out)?;
        // Before the folders that it stands in.
        made.splice(0..0, (!private.exists()).then(|| private.clone()));
        let site = Self {
            _lock: lock(out)?,
            public: out.to_owned(),
            private,
            made,
        };
        recover(&site.public)?;
        if site.private.is_dir() {
            recover(&site.private)?;
        }
        let probe = out.join(format!("{NEW}probe"));
        create(&probe, Access::Owner)?;
        remove(&probe)?;
        Ok(site)
    }

    /// Refuses a period whose folders hold what somebody else made.
    pub fn accept(&self, period: &str) -> Result<()> {
        refuse_foreign(&self.public.join(period))?;
        refuse_foreign(&self.private.join(period))
    }

    /// The private folder of a period.
    pub fn private(&self, period: &str) -> PathBuf {
        self.private.join(period)
    }

    /// Writes a period's folder and the private one beside it: both whole, or neither.
    pub fn publish(&self, period: &str, files: &Files, private: &Files) -> Result<Published> {
        let published = Published {
            report: self.public.join(period),
            private: self.private.join(period),
        };
        self.accept(period)?;
        create(&self.private, Access::Owner)?;
        let new_private = write(&self.private, period, private, Access::Owner)?;
        let new_public = write(&self.public, period, files, Access::Everyone)?;
        exchange(&new_private, &published.private)?;
        if let Err(error) = exchange(&new_public, &published.report) {
            undo(&new_private, &published.private)?;
            return Err(error);
        }
        // What was exchanged out is the earlier report.
        remove(&new_private)?;
        remove(&new_public)?;
        Ok(published)
    }
}

impl Drop for Site {
    /// What a failed run left unfinished goes, and a folder that it made for nothing. Whatever cannot be removed now is
    /// removed by the next run.
    fn drop(&mut self) {
        let _ = recover(&self.public);
        let _ = recover(&self.private);
        for folder in &self.made {
            // Only an empty folder can be removed like this.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The folder and those above it that are not there, the innermost first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    let above = folder
        .ancestors()
        .take_while(|each| !each.as_os_str().is_empty() && !each.exists());
    above.map(Path::to_owned).collect()
}

/// Who may read.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    /// As the system's defaults say.
    Everyone,
    /// Folders 0700, files 0600.
    Owner,
}

/// `DIR-private` for `DIR`.
fn beside(out: &Path) -> Result<PathBuf> {
    let named = match out.file_name() {
        Some(_) => out.to_owned(),
        // `.` and `..` have a name only once they are resolved.
        None => out.canonicalize().map_err(|error| Error::output(out, &error))?,
    };
    let Some(name) = named.file_name() else {
        let wrong = Diagnostic::new("wrong-folder", format!("`{}` has no folder beside it", out.display()));
        return Err(ErrorKind::Output(wrong.help("choose another folder with --out")).into());
    };
    let mut private = name.to_owned();
    private.push("-private");
    Ok(named.with_file_name(private))
}

/// Two runs at once would clean up each other's temporary folders.
#[cfg(unix)]
fn lock(folder: &Path) -> Result<Option<File>> {
    let file = File::open(folder).map_err(|error| Error::output(folder, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => {
            let busy = Diagnostic::new(
                "busy",
                format!("another boardpack is writing into `{}`", folder.display()),
            );
            Err(ErrorKind::Output(busy.help("wait until it is done, or choose another folder with --out")).into())
        }
        // Some network file systems have no locks; a run there is as safe as without them.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

#[cfg(not(unix))]
fn lock(_folder: &Path) -> Result<Option<File>> {
    Ok(None)
}

/// Puts right what a killed run left: an earlier folder that stepped aside comes back, temporaries go.
fn recover(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| Error::output(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::output(folder, &error))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if let Some(period) = name.strip_prefix(OLD)
            && !folder.join(period).exists()
        {
            let place = folder.join(period);
            fs::rename(&path, &place).map_err(|error| Error::output(&place, &error))?;
        } else if name.starts_with(OLD) || name.starts_with(NEW) {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Only an absent or empty folder, or one that boardpack made, is replaced.
fn refuse_foreign(folder: &Path) -> Result<()> {
    let foreign = match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(Error::output(folder, &error)),
        Ok(what) if what.is_dir() => !is_ours(folder) && !is_empty(folder),
        Ok(_) => true,
    };
    if !foreign {
        return Ok(());
    }
    let message = format!("`{}` holds something that boardpack did not make", folder.display());
    let help = "boardpack replaces only its own folders: move it away, or choose another folder with --out";
    Err(ErrorKind::Output(Diagnostic::new("foreign-folder", message).help(help)).into())
}

fn is_ours(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Writes a period's new folder beside its place.
fn write(folder: &Path, period: &str, files: &Files, access: Access) -> Result<PathBuf> {
    let new = folder.join(format!("{NEW}{period}"));
    create(&new, access)?;
    let marker = (MARKER.to_owned(), MARKER_TEXT.as_bytes().to_vec());
    for (name, bytes) in files.iter().chain([&marker]) {
        let path = new.join(name);
        if !Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return Err(ErrorKind::Internal(format!("`{name}` is no name of an output file")).into());
        }
        if let Some(parent) = path.parent() {
            create(parent, access)?;
        }
        write_file(&path, bytes, access).map_err(|error| Error::output(&path, &error))?;
    }
    Ok(new)
}

fn write_file(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if access == Access::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    // What is renamed into place must be on the disk: a power cut may not leave empty pages.
    file.sync_data()
}

fn create(folder: &Path, access: Access) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if access == Access::Owner {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(folder).map_err(|error| Error::output(folder, &error))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::output(folder, &error)),
        _ => Ok(()),
    }
}

/// Puts `new` in the place of `target`; what was there is afterwards where `new` was.
fn exchange(new: &Path, target: &Path) -> Result<()> {
    let done = if target.exists() {
        swap(new, target)
    } else {
        fs::rename(new, target)
    };
    done.map_err(|error| Error::output(target, &error))
}

/// Takes an exchange back.
fn undo(new: &Path, target: &Path) -> Result<()> {
    let done = if new.exists() {
        swap(new, target)
    } else {
        fs::rename(target, new)
    };
    done.map_err(|error| Error::output(target, &error))
}

#[cfg(target_os = "linux")]
fn swap(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE) {
        // Not every file system can exchange.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => swap_in_steps(new, target),
        done => done.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(new: &Path, target: &Path) -> io::Result<()> {
    swap_in_steps(new, target)
}

/// Three renames; killed in between, [`recover`] brings the earlier folder back.
fn swap_in_steps(new: &Path, target: &Path) -> io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let old = target.with_file_name(format!("{OLD}{name}"));
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(new, target) {
        fs::rename(&old, target)?;
        return Err(error);
    }
    fs::rename(&old, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, Vec<u8>)> {
        let bytes = |name: &str| (name.to_owned(), text.as_bytes().to_vec());
        vec![bytes("index.html"), bytes("charts/a.svg")]
    }

    fn rejects() -> Vec<(String, Vec<u8>)> {
        vec![("rejects.csv".to_owned(), b"file\n".to_vec())]
    }

    fn publish(out: &Path, text: &str) -> Result<Published> {
        Site::prepare(out)?.publish("2026-10", &files(text), &rejects())
    }

    fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn index(out: &Path) -> String {
        fs::read_to_string(out.join("2026-10/index.html")).expect("an index")
    }

    #[test]
    fn a_second_report_replaces_the_first_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        publish(&out, "first").expect("published");
        fs::write(out.join("2026-10/stray.txt"), "x").expect("written");
        let published = publish(&out, "second").expect("published");
        assert_eq!(published.report, out.join("2026-10"));
        assert_eq!(index(&out), "second");
        assert_eq!(entries(&out), ["2026-10"]);
        assert_eq!(entries(&out.join("2026-10")), [".boardpack", "charts", "index.html"]);
        assert_eq!(entries(folder.path()), ["site", "site-private"]);
        assert_eq!(entries(&folder.path().join("site-private")), ["2026-10"]);
    }

    #[cfg(unix)]
    #[test]
    fn rows_set_aside_are_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        publish(&folder.path().join("site"), "x").expect("published");
        let mode = |path: &str| {
            fs::metadata(folder.path().join(path))
                .expect("there")
                .permissions()
                .mode()
                & 0o777
        };
        assert_eq!(mode("site-private"), 0o700);
        assert_eq!(mode("site-private/2026-10"), 0o700);
        assert_eq!(mode("site-private/2026-10/rejects.csv"), 0o600);
    }

    #[test]
    fn a_folder_that_somebody_else_made_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        for foreign in ["2026-10", "../site-private/2026-10"] {
            let out = folder.path().join("site");
            fs::create_dir_all(&out).expect("made");
            fs::create_dir_all(out.join(foreign)).expect("made");
            fs::write(out.join(foreign).join("thesis.txt"), "years of work").expect("written");
            let error = publish(&out, "x").expect_err("foreign");
            assert_eq!(error.exit_code(), 6);
            assert!(error.to_string().contains("boardpack did not make"), "{error}");
            assert_eq!(entries(&out.join(foreign)), ["thesis.txt"]);
            fs::remove_dir_all(folder.path().join("site")).expect("removed");
            let _ = fs::remove_dir_all(folder.path().join("site-private"));
        }
    }

    #[test]
    fn an_empty_folder_is_nobodys() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("2026-10")).expect("made");
        publish(folder.path(), "x").expect("published");
        assert_eq!(index(folder.path()), "x");
        fs::remove_dir_all(beside(folder.path()).expect("beside")).expect("removed");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_refused_before_the_work() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "x").expect("written");
        for out in [file.clone(), file.join("site")] {
            assert_eq!(Site::prepare(&out).expect_err("no folder").exit_code(), 6);
        }
    }

    #[test]
    fn a_run_that_fails_leaves_the_earlier_report_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        publish(&out, "first").expect("published");
        let mut broken = files("second");
        // A file where a folder is to be: the system refuses it in the middle of the writing.
        broken.push(("index.html/x".to_owned(), Vec::new()));
        let site = Site::prepare(&out).expect("prepared");
        assert_eq!(
            site.publish("2026-10", &broken, &rejects())
                .expect_err("broken")
                .exit_code(),
            6
        );
        assert_eq!(index(&out), "first");
        drop(site);
        assert_eq!(entries(&out), ["2026-10"]);
        assert_eq!(entries(&out.join("../site-private")), ["2026-10"]);
    }

    #[test]
    fn a_run_that_never_comes_to_writing_leaves_no_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        for out in ["site", "one/two/site"] {
            drop(Site::prepare(&folder.path().join(out)).expect("prepared"));
            assert!(entries(folder.path()).is_empty(), "{out}");
        }
    }

    #[test]
    fn what_a_killed_run_left_is_put_right() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        publish(&out, "first").expect("published");
        // Killed between the renames: the earlier report has stepped aside, the new one is not in its place.
        fs::rename(out.join("2026-10"), out.join(".boardpack-old-2026-10")).expect("renamed");
        fs::create_dir(out.join(".boardpack-new-2026-10")).expect("made");
        fs::write(out.join(".boardpack-new-2026-10/index.html"), "half").expect("written");
        drop(Site::prepare(&out).expect("prepared"));
        assert_eq!(index(&out), "first");
        assert_eq!(entries(&out), ["2026-10"]);
    }

    #[test]
    fn without_exchange_three_renames_do_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let (new, target) = (folder.path().join(".boardpack-new-x"), folder.path().join("x"));
        for (path, text) in [(&new, "new"), (&target, "old")] {
            fs::create_dir(path).expect("made");
            fs::write(path.join("a"), text).expect("written");
        }
        swap_in_steps(&new, &target).expect("swapped");
        assert_eq!(fs::read_to_string(target.join("a")).expect("read"), "new");
        assert_eq!(fs::read_to_string(new.join("a")).expect("read"), "old");
        assert_eq!(entries(folder.path()), [".boardpack-new-x", "x"]);
    }

    #[cfg(unix)]
    #[test]
    fn two_runs_at_once_do_not_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        let first = Site::prepare(&out).expect("prepared");
        assert!(
            Site::prepare(&out)
                .expect_err("busy")
                .to_string()
                .contains("another boardpack")
        );
        drop(first);
        Site::prepare(&out).expect("free again");
    }
}
