//! Stands in for the reader of page images where the crate is built without the feature `ocr`.

use super::format::Kind;
use super::{Reading, refused};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::page::Document;
use std::path::Path;

/// Refuses a page image.
pub(super) fn read(
    path: &Path,
    _bytes: &[u8],
    _kind: Kind,
    _reading: &Reading<'_>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let reason = "it is a page image, and this build of justera reads no images";
    Err(refused(path, reason, "build justera with its feature `ocr`"))
}
