//! Readers: bytes in, a [`Document`](crate::page::Document) out, one file a format.

mod encoding;
pub mod text;
