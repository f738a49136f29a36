//! What the program says to people, and how it writes data: the only file that prints.

use crate::error::{Error, Result};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// Says on standard error what went wrong.
pub(super) fn error(error: &Error) {
    eprintln!("justera: {error}");
}

/// Says on standard error how a run ended.
pub(super) fn note(text: &str) {
    eprintln!("justera: {text}");
}

/// Writes data to standard output. A reader that has seen enough (`| head`) is no error.
pub(super) fn data(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(Error::Io {
            path: PathBuf::from("standard output"),
            source,
            remedy: "make room, or write elsewhere",
        }),
        _ => Ok(()),
    }
}
