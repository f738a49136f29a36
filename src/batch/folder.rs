//! The output directory of a run: one run at a time, nothing outside it, no remains of killed ones.

use super::write;
use crate::error::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Held by the run that works in the directory; the system lets go of it when the program ends, however it ends.
const LOCK: &str = ".justera-lock";

/// An output directory.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Without links.
    real: PathBuf,
}

/// Says that a run has the directory for itself: locked as long as it is open. It is not the directory's own, which threads may hold
/// on to that were left to themselves.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "it is held, and not looked at")] File);

impl Folder {
    /// Makes the directory where it is not there, locks it, and takes away what a killed run left half-written.
    ///
    /// # Errors
    /// If it cannot be made or written, or another run works in it.
    pub(super) fn open(path: &Path) -> Result<(Self, Lock)> {
        let refused = |source: io::Error| Error::Io { path: path.to_owned(), source, remedy: OTHER };
        fs::create_dir_all(path).map_err(refused)?;
        let real = path.canonicalize().map_err(refused)?;
        let lock = File::create(path.join(LOCK)).map_err(refused)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let what = "another run writes to this directory; wait for it, or choose another --out";
                return Err(Error::Settings(format!("{}: {what}", path.display())));
            }
            // A file system that knows no locks has none to break either.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        sweep(path);
        Ok((Self { path: path.to_owned(), real }, Lock(lock)))
    }

    /// The directory as it was given.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folders above `below`, and sees that links have not led out of the directory.
    ///
    /// # Errors
    /// If they cannot be made or lead elsewhere.
    pub(super) fn make_way(&self, below: &Path) -> Result<PathBuf> {
        let target = self.path.join(below);
        let parent = target.parent().unwrap_or(&self.path);
        let refused = |source: io::Error| Error::Io { path: parent.to_owned(), source, remedy: OTHER };
        if !parent.is_dir() {
            fs::create_dir_all(parent).map_err(refused)?;
            let made = parent.ancestors().take_while(|folder| *folder != self.path);
            made.into_iter().try_for_each(write::sync_parent).map_err(refused)?;
        }
        if !parent.canonicalize().map_err(refused)?.starts_with(&self.real) {
            return Err(Error::Input {
                path: parent.to_owned(),
                reason: "a symbolic link leads out of the output directory".to_owned(),
                remedy: "take the link away, or choose another --out".to_owned(),
            });
        }
        Ok(target)
    }
}

const OTHER: &str = "see that it may be written and has room, or choose another --out";

/// What cannot be looked at holds nothing of ours that could be taken away.
fn sweep(path: &Path) {
    let files = WalkDir::new(path).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    for entry in files.filter(|entry| entry.file_name().to_str().is_some_and(write::is_temporary)) {
        let _ = fs::remove_file(entry.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_and_remains_go() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let remains = here.path().join("a/.justera-1-00.tmp");
        fs::create_dir(here.path().join("a")).expect("a directory can be made");
        fs::write(&remains, b"half").expect("a file can be written");
        let open = Folder::open(here.path()).expect("it is free");
        assert!(!remains.exists());
        let error = Folder::open(here.path()).expect_err("it is taken").to_string();
        assert!(error.contains("another run"), "{error}");
        drop(open);
        Folder::open(here.path()).expect("it is free again");
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let (out, elsewhere) = (here.path().join("out"), here.path().join("elsewhere"));
        fs::create_dir_all(&elsewhere).expect("a directory can be made");
        let (folder, _lock) = Folder::open(&out).expect("it is free");
        std::os::unix::fs::symlink(&elsewhere, out.join("2024")).expect("a link can be made");
        assert!(folder.make_way(Path::new("2024/a")).is_err());
        assert!(folder.make_way(Path::new("2025/b/a")).is_ok_and(|path| path == out.join("2025/b/a")));
    }
}
