//! Page images: every page of a file decoded to grey tones and read by the OCR engine.

use super::format::Kind;
use super::scan::{self, Decoded, Fate, Scanned};
use super::{Reading, limits, raster, refused, tiff};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::page::{Document, Format};
use std::path::Path;

const REMEDY: &str = "copy or scan it again, or save it anew as PNG or TIFF (LZW or G4)";

/// The pages of one file, each decoded when it is asked for.
type Images<'a> = Box<dyn Iterator<Item = Decoded> + Send + 'a>;

/// Reads all pages of an image file.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    kind: Kind,
    reading: &Reading<'_>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let limits = reading.limits;
    if kind == Kind::Tiff
        && let Some(reason) = limits.too_long(tiff::count(bytes, limits.max_pages as usize + 1))
    {
        return Err(refused(path, &reason, limits::REMEDY));
    }
    let images = images(bytes, kind, limits.pixels()).map_err(|reason| refused(path, &reason, REMEDY))?;
    read_images(path, (1..).zip(images), reading)
}

fn images(bytes: &[u8], kind: Kind, pixels: u64) -> std::result::Result<Images<'_>, String> {
    Ok(match kind {
        Kind::Tiff => Box::new(tiff::pages(bytes, pixels)?),
        Kind::Jpeg => Box::new(std::iter::once(raster::jpeg(bytes, pixels))),
        _ => Box::new(std::iter::once(raster::png(bytes, pixels))),
    })
}

fn read_images(
    path: &Path,
    images: impl Iterator<Item = (u32, Decoded)> + Send,
    reading: &Reading<'_>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let Some(engine) = reading.ocr else {
        let reason = "it is a page image, and no OCR engine was given";
        return Err(refused(path, reason, "give an engine, or the text of the page"));
    };
    let mut scanned = scan::read_pages(engine, images, reading.double_pages)?;
    if let Some(reason) = all_damaged(&scanned) {
        return Err(refused(path, &reason, REMEDY));
    }
    let mut next = 1;
    scanned.number_anew(|image| {
        let first = next;
        next += image.pages.len() as u32;
        first
    });
    let (found, ocr) = (scanned.diagnostics(), Some(scanned.ocr()));
    let pages = scanned.images.into_iter().flat_map(|image| image.pages).map(|(page, _)| page).collect();
    Ok((Document { format: Format::Image, pages, ocr }, found))
}

/// Why no page at all could be decoded; `None` where one was.
fn all_damaged(scanned: &Scanned) -> Option<String> {
    let reasons = scanned.pages().map(|(page, fate)| match fate {
        Fate::Damaged(reason) => Some(format!("page {}: {reason}", page.number)),
        _ => None,
    });
    let reasons: Vec<String> = reasons.collect::<Option<_>>()?;
    Some(reasons.into_iter().next().unwrap_or_else(|| "it holds no page".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::ocr::{EngineInfo, GreyImage, OcrEngine};
    use crate::page::{Line, Word};

    /// Says how large each page is; reads no page of height 3.
    struct Measuring;

    impl OcrEngine for Measuring {
        fn info(&self) -> Result<EngineInfo> {
            Ok(EngineInfo { name: "measuring 1".into(), languages: vec!["swe".into()] })
        }

        fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
            if image.height == 3 {
                return Err(Error::Ocr { reason: "three rows".into(), remedy: "add one".into() });
            }
            let text = format!("{}x{}", image.width, image.height);
            let word = Word { text, confidence: Some(0.5), ..Word::default() };
            Ok(vec![Line { words: vec![word], bbox: None }])
        }
    }

    fn tiff_of(sizes: &[(u32, u32)]) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut encoder = ::tiff::encoder::TiffEncoder::new(&mut bytes).expect("encoder");
        for &(width, height) in sizes {
            let pixels = vec![255u8; (width * height) as usize];
            encoder.write_image::<::tiff::encoder::colortype::Gray8>(width, height, &pixels).expect("page");
        }
        bytes.into_inner()
    }

    #[test]
    fn pages_keep_their_order_and_a_bad_one_is_left_empty() {
        let bytes = tiff_of(&[(4, 5), (6, 3), (7, 8)]);
        let (document, found) =
            read(Path::new("a.tif"), &bytes, Kind::Tiff, &Reading::with(Some(&Measuring)))
                .expect("three pages");
        let texts: Vec<String> =
            document.pages.iter().map(|p| p.lines.first().map_or(String::new(), Line::text)).collect();
        assert_eq!(texts, ["4x5", "", "7x8"]);
        assert_eq!((found.len(), found[0].code, found[0].page), (1, "page-unread", Some(2)));
        assert!((document.ocr.expect("read by OCR").mean_confidence - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_file_cut_off_keeps_the_pages_before_the_cut() {
        let whole = tiff_of(&[(40, 50), (60, 70)]);
        let cut = &whole[..whole.len() - 300];
        match read(Path::new("a.tif"), cut, Kind::Tiff, &Reading::with(Some(&Measuring))) {
            Ok((document, found)) => {
                assert_eq!(document.pages[0].lines[0].text(), "40x50");
                assert_eq!(found[0].code, "page-damaged");
            }
            Err(error) => assert!(error.to_string().starts_with("a.tif: ")),
        }
    }
}
