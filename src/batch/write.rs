//! Files that are there whole or not at all.

use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// Temporary files are hidden and begin and end like this: what a killed run left is known by it.
const TEMPORARY: (&str, &str) = (".justera-", ".tmp");

/// `path` with `.suffix` put behind its name; what already looks like an extension (`nr 3.2004`) is kept.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether a file of this name is what an interrupted writing left.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// Writes `bytes` to `path` by way of a temporary file beside it, which is synced and then renamed.
///
/// # Errors
/// If the file cannot be written; the temporary file is taken away.
pub fn atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    together(&[(path.to_owned(), bytes)])
}

/// Writes several files of one folder, each as [`atomically`] does; none gets its name before all are on disk.
///
/// # Errors
/// If a file cannot be written; the temporary files are taken away.
pub(super) fn together(files: &[(PathBuf, &[u8])]) -> Result<()> {
    let pending: Vec<Pending> = files.iter().map(|(path, _)| Pending::new(path)).collect();
    // Synced after all are written: one commit of the file system's journal then serves them all.
    let mut written = Vec::with_capacity(files.len());
    for (file, (_, bytes)) in pending.iter().zip(files) {
        written.push((file, file.write(bytes).map_err(|source| refused(&file.path, source))?));
    }
    for (file, open) in written {
        open.sync_all().map_err(|source| refused(&file.path, source))?;
    }
    for file in &pending {
        fs::rename(&file.temporary, &file.path).map_err(|source| refused(&file.path, source))?;
    }
    match files.first() {
        Some((path, _)) => sync_parent(path).map_err(|source| refused(path, source)),
        None => Ok(()),
    }
}

fn refused(path: &Path, source: io::Error) -> Error {
    let remedy = "see that its directory is there, may be written and has room";
    Error::Io { path: path.to_owned(), source, remedy }
}

/// A file that has not got its name yet.
pub(super) struct Pending {
    path: PathBuf,
    temporary: PathBuf,
}

impl Pending {
    /// The file that is to become `path`; it is in nobody's way before it is written.
    pub(super) fn new(path: &Path) -> Self {
        let temporary = path.with_file_name(format!("{}{}{}", TEMPORARY.0, std::process::id(), ending(path)));
        Self { path: path.to_owned(), temporary }
    }

    /// The same, made empty and locked as long as what is given is open, in a folder that no run has for itself. What killed runs left of
    /// the same file is taken away; what another run is writing is locked, and stays.
    ///
    /// # Errors
    /// If it cannot be made.
    pub(super) fn locked(path: &Path) -> io::Result<(Self, File)> {
        sweep(path);
        let pending = Self::new(path);
        let file = File::create(&pending.temporary)?;
        match file.try_lock() {
            // Another run in this process writes it.
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
            // A file system that knows no locks has none to break either.
            Ok(()) | Err(TryLockError::Error(_)) => Ok((pending, file)),
        }
    }

    /// Where to write what it is to hold.
    pub(super) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// The file, written but not synced.
    fn write(&self, bytes: &[u8]) -> io::Result<File> {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&self.temporary)?;
        file.write_all(bytes)?;
        Ok(file)
    }

    /// Gives the file, written by now, its name.
    ///
    /// # Errors
    /// If it cannot be synced or renamed; it is taken away then.
    pub(super) fn finish(self) -> Result<()> {
        let synced = File::open(&self.temporary).and_then(|file| file.sync_all());
        synced
            .and_then(|()| fs::rename(&self.temporary, &self.path))
            .and_then(|()| sync_parent(&self.path))
            .map_err(|source| refused(&self.path, source))
    }
}

/// How the names of temporary files for `path` end. Short, whatever the length of the name: a file system bounds it.
fn ending(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    format!("-{:016x}{}", xxh3_64(name), TEMPORARY.1)
}

/// Takes away what killed runs left of `path`. What cannot be looked at stays.
fn sweep(path: &Path) {
    let (folder, ending) = (folder_of(path), ending(path));
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    for file in files.filter(|file| {
        file.file_name().to_str().is_some_and(|name| is_temporary(name) && name.ends_with(&ending))
    }) {
        let is_left = File::open(file.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            // Where it stays it is in nobody's way.
            let _ = fs::remove_file(file.path());
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Drop for Pending {
    fn drop(&mut self) {
        // It has its name by now, or was never made; else an error is on its way that matters more.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// A rename is on disk when its directory is.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    File::open(folder_of(path))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_what_another_writes_is_not() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let path = here.path().join("all.jsonl");
        let remains = here.path().join(format!(".justera-1{}", ending(&path)));
        let other = here.path().join(format!(".justera-1{}", ending(Path::new("other.jsonl"))));
        for file in [&remains, &other] {
            fs::write(file, b"half").expect("there is room");
        }
        let busy = here.path().join(format!(".justera-2{}", ending(&path)));
        let theirs = File::create(&busy).expect("there is room");
        theirs.try_lock().expect("nobody has it");
        let (pending, file) = Pending::locked(&path).expect("there is room");
        assert!(!remains.exists() && other.exists() && busy.exists());
        assert!(Pending::locked(&path).is_err(), "it is being written");
        drop((pending, file));
        drop(theirs);
        let (pending, file) = Pending::locked(&path).expect("there is room");
        assert!(!busy.exists());
        (&file).write_all(b"1").expect("there is room");
        pending.finish().expect("there is room");
        assert_eq!(fs::read(&path).expect("written"), b"1");
    }

    #[test]
    fn a_failed_writing_leaves_nothing() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let (good, taken) = (here.path().join("a.txt"), here.path().join("b.txt"));
        fs::create_dir(&taken).expect("a directory can be made");
        fs::write(taken.join("x"), b"").expect("a file can be written");
        let files = [(good.clone(), &b"1"[..]), (taken, &b"2"[..])];
        let error = together(&files).expect_err("a directory has the name");
        assert!(error.to_string().contains("b.txt"), "{error}");
        let names =
            fs::read_dir(here.path()).expect("it can be read").map(|entry| entry.expect("it is there"));
        assert!(names.into_iter().all(|entry| !is_temporary(&entry.file_name().to_string_lossy())));
        atomically(&good, b"3").expect("there is room");
        assert_eq!(fs::read(&good).expect("written"), b"3");
    }
}
