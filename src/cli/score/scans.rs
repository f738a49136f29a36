//! Page images for scoring: found by the name of their gold file, read by OCR and made into text and record here and now.

use super::repairing::Workshop;
use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::input::{self, Reading};
use crate::layout::{self, Layout};
use crate::page::Document;
use crate::pipeline::Origin;
use crate::score::calibration::Claim;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What was made of a document's scans.
pub(super) struct Scanned {
    /// What the OCR read, in reading order.
    pub(super) ocr: String,
    /// The repaired text.
    pub(super) got: String,
    /// The confidences of the repair.
    pub(super) claims: Vec<Claim>,
    /// The record.
    pub(super) record: Value,
    /// How many pages there were.
    pub(super) pages: usize,
    /// Pages that are empty for a reason.
    pub(super) failures: Vec<String>,
}

/// `NAME.p1.png`, `NAME.p2.png` … in their order, or the one file `NAME.png`, `.jpg`, `.tif` or `.pdf`.
pub(super) fn of(folder: &Path, name: &str) -> Vec<PathBuf> {
    const EXTENSIONS: [&str; 6] = ["png", "tif", "tiff", "jpg", "jpeg", "pdf"];
    let file = |stem: &str| {
        let mut files = EXTENSIONS.iter().map(|extension| folder.join(format!("{stem}.{extension}")));
        files.find(|path| path.is_file())
    };
    let pages: Vec<PathBuf> = (1..).map_while(|page| file(&format!("{name}.p{page}"))).collect();
    if pages.is_empty() { file(name).into_iter().collect() } else { pages }
}

/// Reads and converts the scans of one document.
///
/// # Errors
/// Where no page can be read, or there is no engine.
pub(super) fn read(files: &[PathBuf], reading: &Reading<'_>, workshop: &Workshop) -> Result<Scanned> {
    let first = files.first().map_or(Path::new(""), PathBuf::as_path);
    let (document, findings) = input::read_folder(first, files, reading)?;
    let failures = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let failures = failures.map(|finding| format!("{}: {}", first.display(), finding.message)).collect();
    let pages = document.pages.len();
    let ocr = read_out(&document);
    let origin = Origin::new(first.to_string_lossy(), b"");
    let record = workshop.record(document.clone(), origin, findings);
    let record = serde_json::to_value(&record)
        .map_err(|error| Error::Settings(format!("{}: {error}; please report it", first.display())))?;
    let (got, claims) = workshop.repaired(document);
    Ok(Scanned { ocr, got, claims, record, pages, failures })
}

/// The text as it was read, pages parted by form feeds.
fn read_out(document: &Document) -> String {
    let (Layout { pages }, _) = layout::arrange(document.clone());
    let page = |page: &layout::LaidPage| -> String {
        let words = |line: &layout::LaidLine| {
            line.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        page.lines.iter().map(|line| words(line) + "\n").collect()
    };
    pages.iter().map(page).collect::<Vec<_>>().join("\u{c}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_in_their_order_and_one_file_where_there_are_none() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let place = |name: &str| here.path().join(name);
        for name in ["a.p1.png", "a.p2.jpg", "a.p4.png", "a.pdf", "b.tif"] {
            std::fs::write(place(name), b"").expect("written");
        }
        assert_eq!(of(here.path(), "a"), [place("a.p1.png"), place("a.p2.jpg")]);
        assert_eq!(of(here.path(), "b"), [place("b.tif")]);
        assert_eq!(of(here.path(), "c"), Vec::<PathBuf>::new());
    }
}
