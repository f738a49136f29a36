//! One input of a command: a file, or standard input by the name of `-`.

use super::reading::ReadingArguments;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::input;
use crate::page::Document;
use crate::pipeline::Origin;
use std::io::{self, Read as _};
use std::path::Path;

/// A document with where it came from and what its reader found.
pub(super) struct Input {
    pub(super) document: Document,
    pub(super) origin: Origin,
    pub(super) findings: Vec<Diagnostic>,
}

/// The name of standard input.
pub(super) const STANDARD_INPUT: &str = "-";

pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
}

pub(super) fn read(path: &Path, how: &ReadingArguments) -> Result<Input> {
    let bytes = bytes(path).map_err(|source| Error::Input {
        path: path.to_owned(),
        reason: source.to_string(),
        remedy: "check that it is there and may be read".to_owned(),
    })?;
    let engine = how.engine()?;
    let (document, findings) = input::read_bytes(path, &bytes, &how.reading(engine.as_deref()))?;
    Ok(Input { document, origin: Origin::new(path.to_string_lossy(), &bytes), findings })
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !is_standard(path) {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
