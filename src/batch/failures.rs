//! `OUT/failed.txt`: the documents that failed, with reason and remedy, for people and for `grep`.

use super::write;
use crate::error::{Error, Result};
use crate::record::Entry;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Its name in the output directory.
pub const FAILED: &str = "failed.txt";

/// Writes the list, or takes away an old one where nothing failed.
///
/// # Errors
/// If it cannot be written or taken away.
pub(super) fn write(out: &Path, entries: impl Iterator<Item = Entry>) -> Result<()> {
    let path = out.join(FAILED);
    let lines: String = entries.filter_map(|entry| line(&entry)).collect();
    if !lines.is_empty() {
        return write::atomically(&path, lines.as_bytes());
    }
    match fs::remove_file(&path) {
        Err(source) if source.kind() != ErrorKind::NotFound => {
            Err(Error::Io { path, source, remedy: "take it away yourself: nothing failed any more" })
        }
        _ => Ok(()),
    }
}

/// A name may hold anything; the list has a line for each.
fn line(entry: &Entry) -> Option<String> {
    let failure = entry.failure.as_ref()?;
    let detail = failure.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    let told = format!("{}{detail}; {}", failure.reason, failure.remedy);
    Some(format!("{}\n", told.replace(['\n', '\r'], " ")))
}
