//! Readers: bytes in, a [`Document`] out, one file a format.
//!
//! [`read_file`] and [`read_bytes`] tell the format by the content, never by the name, unless [`Reading`] says what it is. Page
//! images, and pages of PDFs without a good text layer, need an engine that reads them ([`crate::ocr`]); without the feature
//! `ocr` images are refused.

mod alto;
mod double;
mod encoding;
#[cfg(feature = "ocr")]
mod fax;
mod folder;
mod format;
mod hocr;
#[cfg(feature = "ocr")]
mod image;
#[cfg(not(feature = "ocr"))]
#[path = "image_refused.rs"]
mod image;
mod limits;
mod page_xml;
mod pdf;
mod place;
#[cfg(feature = "ocr")]
mod raster;
mod scan;
pub mod text;
#[cfg(feature = "ocr")]
mod tiff;
mod turned;
mod xml;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::ocr::OcrEngine;
use crate::page::{Document, Format};
pub use folder::read_folder;
use format::Kind;
pub use limits::Limits;
use std::path::Path;

/// How a document is to be read.
#[derive(Clone, Copy, Default)]
pub struct Reading<'a> {
    /// Reads page images; texts do without it, and it is not touched for them.
    pub ocr: Option<&'a dyn OcrEngine>,
    /// What the document is; `None` to tell it by the content.
    pub format: Option<Format>,
    /// What becomes of the text layer of a PDF.
    pub text_layer: TextLayer,
    /// What becomes of images that show two pages side by side.
    pub double_pages: DoublePages,
    /// What a document may ask for.
    pub limits: Limits,
}

impl<'a> Reading<'a> {
    /// Tells formats by content, uses text layers where they are good, and reads images with `ocr`.
    #[must_use]
    pub fn with(ocr: Option<&'a dyn OcrEngine>) -> Self {
        Self { ocr, ..Self::default() }
    }
}

/// What becomes of the text layer of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextLayer {
    /// It is used on pages where it is good; the others are read by OCR, and a diagnostic says so.
    #[default]
    Auto,
    /// It is used whatever it is; pages without one are empty.
    Use,
    /// All pages are read by OCR.
    Ignore,
}

/// What becomes of images that show two pages side by side. Both pages keep the boxes of the image as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DoublePages {
    /// They are cut where it is plain that they show two pages; a diagnostic says so, and says where it is not plain.
    #[default]
    Auto,
    /// Every image that is wider than high is cut.
    Split,
    /// Every image is a page.
    Never,
}

/// The format that `bytes`, or the first ones of a file, look like; `None` for one that is not read.
#[must_use]
pub fn format_of(bytes: &[u8]) -> Option<Format> {
    format::kind(bytes).format()
}

/// Reads the file at `path`; see [`read_bytes`].
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, and those of [`read_bytes`].
pub fn read_file(path: &Path, reading: &Reading<'_>) -> Result<(Document, Vec<Diagnostic>)> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
        remedy: "check that the file is there and may be read",
    })?;
    read_bytes(path, &bytes, reading)
}

/// Reads a document that is already in memory. `path` is only named in errors.
///
/// # Errors
/// [`Error::Input`] where the bytes are empty, damaged, of a format that is not read, or an image and there is no engine;
/// [`Error::Ocr`] where the engine cannot be used at all. A page that the engine could not read is an empty page
/// with a diagnostic.
pub fn read_bytes(path: &Path, bytes: &[u8], reading: &Reading<'_>) -> Result<(Document, Vec<Diagnostic>)> {
    if bytes.is_empty() {
        return Err(refused(path, "the file is empty (0 bytes)", "copy it again from its source"));
    }
    let kind = match reading.format {
        None => format::kind(bytes),
        Some(format) => Kind::stated(format, bytes).ok_or_else(|| {
            refused(path, "it is no PNG, JPEG or TIFF", "leave out the format, or give a page image")
        })?,
    };
    let refuse = |reason: String| refused(path, &reason, limits::REMEDY);
    if let Some(reason) = reading.limits.too_large(bytes.len(), kind) {
        return Err(refuse(reason));
    }
    let (document, mut found) = match kind {
        Kind::Text => read_text(path, bytes)?,
        Kind::Png | Kind::Jpeg | Kind::Tiff => image::read(path, bytes, kind, reading)?,
        Kind::Pdf => pdf::read(path, bytes, reading)?,
        Kind::Hocr => read_markup(path, bytes, "hOCR", hocr::read)?,
        Kind::Alto => read_markup(path, bytes, "ALTO", alto::read)?,
        Kind::PageXml => read_markup(path, bytes, "PAGE XML", page_xml::read)?,
        Kind::Other(name) => return Err(refused(path, &format!("{name} is not read"), GIVE)),
    };
    if let Some(reason) = reading.limits.too_long(document.pages.len()) {
        return Err(refuse(reason));
    }
    for page in document.pages.iter().filter(|page| page.lines.iter().all(|line| line.words.is_empty())) {
        found.push(Diagnostic::warning("empty-page", Some(page.number), "The page holds no words."));
    }
    Ok((document, found))
}

const GIVE: &str = "give plain text, hOCR, ALTO, PAGE XML, PDF, or page images in PNG, JPEG or TIFF";

/// The pages that `told`, what `pdftotext -bbox-layout` wrote of a PDF, gives: for the fuzz targets, which cannot start a process for
/// each of their inputs.
#[doc(hidden)]
#[must_use]
pub fn pdf_layer(told: &str) -> Document {
    pdf::of_layer(told)
}

fn read_text(path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
    let (text, found) = encoding::decode(bytes).map_err(|reason| refused(path, &reason, GIVE))?;
    Ok((text::read(&text), found))
}

fn read_markup(
    path: &Path,
    bytes: &[u8],
    name: &str,
    read: fn(&str) -> std::result::Result<Document, String>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let document = xml::decode(bytes).and_then(|text| read(&text));
    let remedy = "export it again from the program that made it, or give the page images";
    Ok((document.map_err(|reason| refused(path, &format!("{name}: {reason}"), remedy))?, Vec::new()))
}

/// An [`Error::Input`].
fn refused(path: &Path, reason: &str, remedy: &str) -> Error {
    Error::Input { path: path.to_owned(), reason: reason.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
        read_bytes(Path::new("a/b.txt"), bytes, &Reading::default())
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
        let message = read(b"PK\x03\x04...").expect_err("ZIP").to_string();
        assert!(message.contains("ZIP archive") && message.contains("PNG"), "{message}");
    }

    #[test]
    fn an_image_without_an_engine_is_refused_with_a_remedy() {
        let message = read(b"\x89PNG\r\n\x1a\n").expect_err("no engine").to_string();
        assert!(message.contains("image"), "{message}");
    }
}
