//! Files that are there whole or not at all.

use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
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
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        // Short, whatever the length of the name: a file system bounds it.
        let (begin, end) = TEMPORARY;
        let temporary =
            path.with_file_name(format!("{begin}{}-{:016x}{end}", std::process::id(), xxh3_64(name)));
        Self { path: path.to_owned(), temporary }
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
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

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
