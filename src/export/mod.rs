//! Writers: a [`Record`](crate::record::Record) in, bytes of a file out, one file a format.

pub mod json;
pub mod text;
