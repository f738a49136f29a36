//! No SQLite: this build has no feature `sqlite`, and a database is refused before any work.

use crate::record::Record;
use std::io;
use std::path::Path;

/// A database that cannot be made.
pub enum Database {}

impl Database {
    /// Says that it cannot be made.
    ///
    /// # Errors
    /// Always.
    pub fn create(_path: &Path) -> io::Result<Self> {
        Err(io::Error::other("this justera was built without the feature `sqlite`"))
    }

    /// Nothing: there is none.
    ///
    /// # Errors
    /// Never.
    pub fn add(&mut self, _document: &str, _record: &Record) -> io::Result<()> {
        match *self {}
    }

    /// Nothing: there is none.
    ///
    /// # Errors
    /// Never.
    pub fn finish(self) -> io::Result<()> {
        match self {}
    }
}
