//! Files that are there whole or not at all.

use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// `path` with `.suffix` put behind its name; what already looks like an extension (`nr 3.2004`) is kept.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Writes `bytes` to `path` by way of a temporary file beside it, which is synced and then renamed.
///
/// # Errors
/// If the file cannot be written; the temporary file is taken away.
pub(super) fn atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = with_suffix(path, &format!("{}.tmp", std::process::id()));
    let written = write_synced(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    written.and_then(|()| sync_parent(path)).map_err(|source| {
        // It may never have been made; the first error is the one to tell.
        let _ = fs::remove_file(&temporary);
        Error::Io { path: path.to_owned(), source, remedy: "make room, or choose another --out" }
    })
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A rename is on disk when its directory is.
fn sync_parent(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(parent) = path.parent()
    {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}
