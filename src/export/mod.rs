//! Writers: a [`Record`](crate::record::Record) in, the text of a file out, one file a format.
//!
//! `csv` and `sqlite` take many records; `html` shows the report of a run over many documents.

#[cfg(feature = "cli")]
pub mod csv;
#[cfg(feature = "cli")]
pub mod html;
pub mod json;
pub mod json_lines;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(not(feature = "sqlite"))]
#[path = "sqlite_absent.rs"]
pub mod sqlite;
pub mod tables;
pub mod text;
