//! The seam between files and documents: which files are documents, and how their bytes are read.

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::input;
use crate::page::Document;
use std::path::Path;

/// Extensions of plain text, lower case.
const TEXT: &[&str] = &["txt"];
/// Extensions of page images, lower case.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "tif", "tiff"];

/// Turns the bytes of files into documents. Shared between the threads of a run.
pub trait Reader: Sync {
    /// Whether a file that is met while a directory is walked is a document, by its name.
    fn accepts(&self, path: &Path) -> bool;

    /// Reads a document from the bytes of the file `path` (`-` for standard input), with what the reading found.
    ///
    /// # Errors
    /// If the bytes are no document that can be read; the message names `path` and says what to do.
    fn read(&self, path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)>;
}

/// Reads files of every kind that this build of the program knows.
#[derive(Debug, Default)]
pub struct FileReader;

impl Reader for FileReader {
    fn accepts(&self, path: &Path) -> bool {
        has_extension(path, TEXT) || has_extension(path, IMAGES)
    }

    fn read(&self, path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
        if has_extension(path, TEXT) || path == Path::new("-") {
            return read_text(path, bytes);
        }
        let (reason, remedy) = if has_extension(path, IMAGES) {
            ("a page image, and this build of justera has no OCR", "build it with the feature `ocr`")
        } else {
            (
                "not a kind of document that justera reads",
                "give it text (.txt) or page images (.png, .jpg, .tif)",
            )
        };
        Err(Error::Input { path: path.to_owned(), reason: reason.to_owned(), remedy: remedy.to_owned() })
    }
}

fn read_text(path: &Path, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>)> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::Input {
        path: path.to_owned(),
        reason: format!("the text is not UTF-8 from byte {}", error.valid_up_to()),
        remedy: "convert it with iconv".to_owned(),
    })?;
    Ok((input::text::read(text), Vec::new()))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|own| extensions.iter().any(|one| own.eq_ignore_ascii_case(one)))
}
