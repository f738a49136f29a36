//! A folder as one document: its files are the pages, in the natural order of their names.

use super::{Reading, format_of, limits, place, read_file, refused};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::page::{Document, Format, OcrInfo, Page};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Reads files, in the order given, as the pages of one document. A file that cannot be read is an empty page with a diagnostic.
/// The document has the format of the first that can. `path` names the folder in errors.
///
/// # Errors
/// [`Error::Input`] where none of them can be read, [`Error::Ocr`] where the engine cannot be used at all.
pub fn read_folder(
    path: &Path,
    files: &[PathBuf],
    reading: &Reading<'_>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let limits = reading.limits;
    if let Some(reason) = limits.too_long(files.len()) {
        return Err(refused(path, &reason, limits::REMEDY));
    }
    let (files, twice) = without_twins(files);
    let read: Vec<Result<(Document, Vec<Diagnostic>)>> =
        files.par_iter().map(|file| read_file(file, reading)).collect();
    let mut folder = Folder { found: twice, ..Folder::default() };
    let mut first_error = None;
    for (file, read) in files.iter().zip(read) {
        match read {
            Ok((document, found)) => folder.add(document, found),
            Err(error @ Error::Ocr { .. }) => return Err(error),
            Err(error) => {
                folder.add_unread(file, &error);
                first_error.get_or_insert(error);
            }
        }
    }
    match (folder.format, first_error) {
        (Some(_), _) if limits.too_long(folder.pages.len()).is_some() => {
            let reason = limits.too_long(folder.pages.len()).unwrap_or_default();
            Err(refused(path, &reason, limits::REMEDY))
        }
        (Some(format), _) => Ok(folder.finished(format)),
        (None, Some(error)) => Err(error),
        (None, None) => Err(refused(path, "the folder holds no page", "give a folder of page images")),
    }
}

/// The files without the images of pages whose words are there, too, in a file of the same name but for the extension: `p1.tif` beside
/// `p1.xml`. What is left out is told.
fn without_twins(files: &[PathBuf]) -> (Vec<&Path>, Vec<Diagnostic>) {
    let mut named: HashMap<PathBuf, Vec<(&Path, Option<Format>)>> = HashMap::new();
    for file in files {
        named.entry(file.with_extension("")).or_default().push((file, None));
    }
    for twins in named.values_mut().filter(|twins| twins.len() > 1) {
        twins.iter_mut().for_each(|(file, format)| *format = format_at(file));
    }
    let words_beside = |file: &Path| {
        let twins = named.get(&file.with_extension("")).map_or(&[][..], Vec::as_slice);
        let is_image = twins.contains(&(file, Some(Format::Image)));
        let holds_words = |format| matches!(format, Some(Format::Hocr | Format::Alto | Format::PageXml));
        twins.iter().find(|(_, format)| is_image && holds_words(*format)).map(|(other, _)| *other)
    };
    let (mut kept, mut found) = (Vec::new(), Vec::new());
    for file in files {
        match words_beside(file) {
            None => kept.push(file.as_path()),
            Some(words) => {
                let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let message = format!("{} was not read: {} holds its words.", name(file), name(words));
                found.push(Diagnostic::info("image-left-out", None, message));
            }
        }
    }
    (kept, found)
}

/// The format of a file by its first bytes; `None` where it cannot be read, which is told when it is.
fn format_at(file: &Path) -> Option<Format> {
    /// Bytes that tell it.
    const HEAD: u64 = 64 << 10;
    let mut head = Vec::new();
    File::open(file).and_then(|file| file.take(HEAD).read_to_end(&mut head)).ok()?;
    format_of(&head)
}

/// A document as its files are added to it.
#[derive(Default)]
struct Folder {
    format: Option<Format>,
    pages: Vec<Page>,
    ocr: Option<OcrInfo>,
    found: Vec<Diagnostic>,
}

impl Folder {
    fn next_number(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn add(&mut self, document: Document, found: Vec<Diagnostic>) {
        let before = self.next_number() - 1;
        self.format.get_or_insert(document.format);
        self.ocr = self.ocr.take().or(document.ocr);
        self.pages.extend(
            document
                .pages
                .into_iter()
                .map(|page| Page { number: page.number.saturating_add(before), ..page }),
        );
        let moved = |finding: Diagnostic| Diagnostic {
            page: finding.page.map(|page| page.saturating_add(before)).or(Some(before + 1)),
            ..finding
        };
        self.found.extend(found.into_iter().map(moved));
    }

    fn add_unread(&mut self, file: &Path, error: &Error) {
        let number = self.next_number();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        // The error names the file itself with all its folders.
        let reason = match error {
            Error::Input { reason, .. } => reason.clone(),
            other => other.to_string(),
        };
        let message = format!("The page was left empty: {name}: {reason}.");
        self.found.push(Diagnostic::error("page-damaged", Some(number), message));
        self.pages.push(Page { number, ..Page::default() });
    }

    fn finished(self, format: Format) -> (Document, Vec<Diagnostic>) {
        let mean = place::mean_confidence(self.pages.iter().flat_map(|page| &page.lines));
        let ocr = self.ocr.map(|ocr| OcrInfo { mean_confidence: mean, ..ocr });
        (Document { format, pages: self.pages, ocr }, self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_pages_and_a_bad_one_an_empty_page() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let file = |name: &str, bytes: &[u8]| {
            let path = here.path().join(name);
            std::fs::write(&path, bytes).expect("a file can be written");
            path
        };
        let files = [file("1.txt", "ett\u{c}två".as_bytes()), file("2.txt", b"\0"), file("3.txt", b"tre")];
        let (document, found) = read_folder(here.path(), &files, &Reading::default()).expect("pages");
        let numbers: Vec<(u32, usize)> =
            document.pages.iter().map(|page| (page.number, page.lines.len())).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 0), (4, 1)]);
        assert_eq!((found[0].code, found[0].page), ("page-damaged", Some(3)));
        assert!(found[0].message.contains("2.txt"), "{found:?}");
        let page = "<html><body><div class='ocr_page'><span class='ocrx_word'>ett</span></div></body></html>";
        let twins = [file("4.hocr", page.as_bytes()), file("4.png", b"\x89PNG\r\n\x1a\n")];
        let (document, found) = read_folder(here.path(), &twins, &Reading::default()).expect("one page");
        assert_eq!((document.pages.len(), found[0].code), (1, "image-left-out"));
        assert!(found[0].message.contains("4.png") && found[0].message.contains("4.hocr"), "{found:?}");
        let error = read_folder(here.path(), &files[1..2], &Reading::default()).expect_err("none");
        assert!(error.to_string().contains("2.txt"), "{error}");
    }
}
