//! Readers: bytes in, a [`Document`] out, one file a format.
//!
//! [`read_file`] and [`read_bytes`] tell the format by the content, never by the name. Page images need an engine that
//! reads them ([`crate::ocr`]); without the feature `ocr` they are refused.

mod encoding;
mod format;
#[cfg(feature = "ocr")]
mod image;
#[cfg(not(feature = "ocr"))]
#[path = "image_refused.rs"]
mod image;
#[cfg(feature = "ocr")]
mod raster;
pub mod text;
#[cfg(feature = "ocr")]
mod tiff;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::ocr::OcrEngine;
use crate::page::Document;
use format::Kind;
use std::path::Path;

/// Reads the file at `path`; see [`read_bytes`].
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, and those of [`read_bytes`].
pub fn read_file(path: &Path, ocr: Option<&dyn OcrEngine>) -> Result<(Document, Vec<Diagnostic>)> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
        remedy: "check that the file is there and may be read",
    })?;
    read_bytes(path, &bytes, ocr)
}

/// Reads a document that is already in memory. `path` is only named in errors. `ocr` reads page images; texts do without it,
/// and the engine is not touched for them.
///
/// # Errors
/// [`Error::Input`] where the bytes are empty, damaged, of a format that is not read, or an image and `ocr` is `None`;
/// [`Error::Ocr`] where the engine cannot be used at all. A page that the engine could not read is an empty page
/// with a diagnostic.
pub fn read_bytes(
    path: &Path,
    bytes: &[u8],
    ocr: Option<&dyn OcrEngine>,
) -> Result<(Document, Vec<Diagnostic>)> {
    if bytes.is_empty() {
        return Err(refused(path, "the file is empty (0 bytes)", "copy it again from its source"));
    }
    let (document, mut found) = match format::kind(bytes) {
        Kind::Text => read_text(path, bytes)?,
        kind @ (Kind::Png | Kind::Jpeg | Kind::Tiff) => image::read(path, bytes, kind, ocr)?,
        Kind::Other(name) => {
            let reason = format!("{name} is not read");
            return Err(refused(path, &reason, "give plain text, or page images in PNG, JPEG or TIFF"));
        }
    };
    for page in document.pages.iter().filter(|page| page.lines.iter().all(|line| line.words.is_empty())) {
        found.push(Diagnostic::warning("empty-page", Some(page.number), "The page holds no words."));
    }
    Ok((document, found))
}

fn read_text(path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
    let (text, found) = encoding::decode(bytes).map_err(|reason| {
        refused(path, &reason, "give plain text (UTF-8), or page images in PNG, JPEG or TIFF")
    })?;
    Ok((text::read(&text), found))
}

/// An [`Error::Input`].
fn refused(path: &Path, reason: &str, remedy: &str) -> Error {
    Error::Input { path: path.to_owned(), reason: reason.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
        read_bytes(Path::new("a/b.txt"), bytes, None)
    }

    #[test]
    fn texts_need_no_engine() {
        let (document, found) = read("Närvarande\n\u{c}\nslut".as_bytes()).expect("text");
        assert_eq!(document.pages.len(), 2);
        assert!(found.is_empty());
    }

    #[test]
    fn an_empty_file_is_refused_and_a_blank_one_is_told() {
        let message = read(b"").expect_err("empty").to_string();
        assert!(message.contains("a/b.txt") && message.contains("0 bytes"), "{message}");
        let (document, found) = read(b" \n").expect("blank");
        assert_eq!(document.pages.len(), 1);
        assert_eq!(found[0].code, "empty-page");
    }

    #[test]
    fn other_formats_are_named() {
        let message = read(b"%PDF-1.4 ...").expect_err("PDF").to_string();
        assert!(message.contains("PDF is not read") && message.contains("PNG"), "{message}");
    }

    #[test]
    fn an_image_without_an_engine_is_refused_with_a_remedy() {
        let message = read(b"\x89PNG\r\n\x1a\n").expect_err("no engine").to_string();
        assert!(message.contains("image"), "{message}");
    }
}
