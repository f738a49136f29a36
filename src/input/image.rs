//! Page images: every page of a file decoded to grey tones and read by the OCR engine.

use super::format::Kind;
use super::{raster, refused, tiff};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::ocr::{GreyImage, OcrEngine};
use crate::page::{Document, Format, OcrInfo, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::path::Path;

/// A page as decoded, or the reason why it was not, for people.
pub(super) type Decoded = std::result::Result<GreyImage, String>;

const REMEDY: &str = "copy or scan it again, or save it anew as PNG or TIFF (LZW or G4)";

/// Reads all pages of an image file, several at a time; no more are decoded than are being read.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    kind: Kind,
    ocr: Option<&dyn OcrEngine>,
) -> Result<(Document, Vec<Diagnostic>)> {
    let Some(engine) = ocr else {
        let reason = "it is a page image, and no OCR engine was given";
        return Err(refused(path, reason, "give an engine, or the text of the page"));
    };
    let images: Box<dyn Iterator<Item = Decoded> + Send> = match kind {
        Kind::Tiff => Box::new(tiff::pages(bytes).map_err(|reason| refused(path, &reason, REMEDY))?),
        Kind::Jpeg => Box::new(std::iter::once(raster::jpeg(bytes))),
        _ => Box::new(std::iter::once(raster::png(bytes))),
    };
    let info = engine.info()?;
    let mut pages: Vec<(Page, PageFate)> =
        (1..).zip(images).par_bridge().map(|(number, image)| read_page(engine, number, image)).collect();
    pages.sort_by_key(|(page, _)| page.number);
    if pages.iter().all(|(_, fate)| matches!(fate, PageFate::Damaged(_))) {
        let reason = pages.into_iter().find_map(|(page, fate)| fate.reason(page.number));
        return Err(refused(path, &reason.unwrap_or_else(|| "it holds no page".to_owned()), REMEDY));
    }
    let found = pages.iter().filter_map(|(page, fate)| fate.diagnostic(page.number)).collect();
    let pages: Vec<Page> = pages.into_iter().map(|(page, _)| page).collect();
    let ocr =
        OcrInfo { engine: info.name, languages: info.languages, mean_confidence: mean_confidence(&pages) };
    Ok((Document { format: Format::Image, pages, ocr: Some(ocr) }, found))
}

/// What became of a page.
enum PageFate {
    Read,
    /// The image could not be decoded.
    Damaged(String),
    /// The engine could not read the image.
    Unread(String),
}

impl PageFate {
    fn reason(self, page: u32) -> Option<String> {
        match self {
            Self::Read => None,
            Self::Damaged(reason) | Self::Unread(reason) => Some(format!("page {page}: {reason}")),
        }
    }

    fn diagnostic(&self, page: u32) -> Option<Diagnostic> {
        let (code, reason) = match self {
            Self::Read => return None,
            Self::Damaged(reason) => ("page-damaged", reason),
            Self::Unread(reason) => ("page-unread", reason),
        };
        Some(Diagnostic::error(code, Some(page), format!("The page was left empty: {reason}.")))
    }
}

fn read_page(engine: &dyn OcrEngine, number: u32, image: Decoded) -> (Page, PageFate) {
    let image = match image {
        Ok(image) => image,
        Err(reason) => return (Page { number, ..Page::default() }, PageFate::Damaged(reason)),
    };
    let (lines, fate) = match engine.read(&image) {
        Ok(lines) => (lines, PageFate::Read),
        Err(error) => (Vec::new(), PageFate::Unread(error.to_string())),
    };
    let size = Some((image.width, image.height));
    (Page { number, size, resolution: Some(image.resolution), lines }, fate)
}

fn mean_confidence(pages: &[Page]) -> f32 {
    let words = pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
    let (sum, count) =
        words.filter_map(|word| word.confidence).fold((0.0, 0u32), |(s, n), c| (s + f64::from(c), n + 1));
    if count == 0 { 0.0 } else { (sum / f64::from(count)) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::ocr::EngineInfo;
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
            read(Path::new("a.tif"), &bytes, Kind::Tiff, Some(&Measuring)).expect("three pages");
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
        match read(Path::new("a.tif"), cut, Kind::Tiff, Some(&Measuring)) {
            Ok((document, found)) => {
                assert_eq!(document.pages[0].lines[0].text(), "40x50");
                assert_eq!(found[0].code, "page-damaged");
            }
            Err(error) => assert!(error.to_string().starts_with("a.tif: ")),
        }
    }
}
