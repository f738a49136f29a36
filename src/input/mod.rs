//! Readers: bytes in, a [`Document`](crate::page::Document) out, one file a format.

pub mod text;
