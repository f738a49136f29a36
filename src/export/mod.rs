//! Writers: a [`Record`](crate::record::Record) in, the text of a file out, one file a format.

pub mod json;
pub mod json_lines;
pub mod text;
