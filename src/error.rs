//! The library's error: what went wrong, where, and what to do.

use std::path::PathBuf;

/// Result of the library's fallible functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong. Each message says what, where and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{path}: {source}; {remedy}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// The bytes are not what their format asks for.
    #[error("{path}: {reason}; {remedy}")]
    Input {
        /// The file, or `-` for standard input.
        path: PathBuf,
        /// What is wrong with it, with the place where it is known.
        reason: String,
        /// What to do.
        remedy: String,
    },
    /// The dictionary cannot be used.
    #[error("dictionary: {reason}; {remedy}")]
    Dictionary {
        /// What is wrong with it.
        reason: String,
        /// What to do.
        remedy: String,
    },
    /// The OCR engine or its language data cannot be used.
    #[error("OCR: {reason}; {remedy}")]
    Ocr {
        /// What is wrong.
        reason: String,
        /// What to do, with the package to install.
        remedy: String,
    },
    /// A user's setting does not make sense.
    #[error("{0}")]
    Settings(String),
}
