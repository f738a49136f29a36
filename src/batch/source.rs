//! The input of a document as it lies on disk.

use super::plan::Job;
use crate::error::{Error, Result};
use crate::pipeline::Origin;
use std::fs;
use std::io;
use std::path::Path;

/// The input of a document.
pub(super) struct Source {
    pub(super) origin: Origin,
    pub(super) size: u64,
    /// Of a document in one file.
    pub(super) bytes: Vec<u8>,
}

/// Reads a file, or hashes those of a folder.
///
/// # Errors
/// If one cannot be read, is larger than `most` bytes, or is no file.
pub(super) fn read(job: &Job, most: Option<u64>) -> Result<Source> {
    let name = job.input.to_string_lossy();
    let unreadable = |source| unreadable(&job.input, source);
    if job.parts.is_empty() {
        let meta = fs::metadata(&job.input).map_err(unreadable)?;
        if !meta.is_file() {
            return Err(Error::Input {
                path: job.input.clone(),
                reason: "it is no file but a device or a pipe".to_owned(),
                remedy: "give what comes out of it to `justera convert -`".to_owned(),
            });
        }
        refuse_large(&job.input, meta.len(), most)?;
        let bytes = fs::read(&job.input).map_err(unreadable)?;
        return Ok(Source { origin: Origin::new(name, &bytes), size: bytes.len() as u64, bytes });
    }
    let mut size = 0;
    for part in &job.parts {
        refuse_large(part, fs::metadata(part).map_err(unreadable)?.len(), most)?;
    }
    let parts = job.parts.iter().map(|part| fs::read(part).inspect(|bytes| size += bytes.len() as u64));
    let origin = Origin::of_parts(name, parts).map_err(unreadable)?;
    Ok(Source { origin, size, bytes: Vec::new() })
}

fn refuse_large(path: &Path, size: u64, most: Option<u64>) -> Result<()> {
    match most {
        Some(most) if size > most => Err(Error::Input {
            path: path.to_owned(),
            reason: format!("it has {size} bytes; files of {most} at most are read"),
            remedy: "cut it into documents, or allow more (--max-file-size)".to_owned(),
        }),
        _ => Ok(()),
    }
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source, remedy: "check the name and the right to read it" }
}
