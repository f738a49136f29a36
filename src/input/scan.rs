//! Page images through the OCR engine: the pages of a document in order, the bad ones left empty and told.

use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::ocr::{EngineInfo, GreyImage, OcrEngine};
use crate::page::{OcrInfo, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::{place, turned};

/// A page as decoded, or the reason why it was not, for people.
pub(super) type Decoded = std::result::Result<GreyImage, String>;

/// The longest side that the engine takes.
pub(super) const MAX_SIDE: u32 = 32_767;

/// Pages that were read from images.
pub(super) struct Scanned {
    /// The pages with what became of them, by number.
    pub(super) pages: Vec<(Page, Fate)>,
    info: EngineInfo,
}

/// What became of a page.
pub(super) enum Fate {
    Read,
    /// It was read, after it was turned by so many quarters of a circle to the right.
    Turned(u8),
    /// The image could not be decoded.
    Damaged(String),
    /// The engine could not read the image.
    Unread(String),
}

/// Reads images with their page numbers, several at a time; no more are decoded than are being read.
///
/// # Errors
/// [`Error::Ocr`](crate::Error::Ocr) where the engine cannot be used at all.
pub(super) fn read_pages(
    engine: &dyn OcrEngine,
    images: impl Iterator<Item = (u32, Decoded)> + Send,
) -> Result<Scanned> {
    let info = engine.info()?;
    let mut pages: Vec<(Page, Fate)> =
        images.par_bridge().map(|(number, image)| read_page(engine, number, image)).collect();
    pages.sort_by_key(|(page, _)| page.number);
    Ok(Scanned { pages, info })
}

impl Scanned {
    /// What to say of the pages that are empty for a reason.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.pages.iter().filter_map(|(page, fate)| fate.diagnostic(page.number)).collect()
    }

    /// How the pages were read.
    pub(super) fn ocr(&self) -> OcrInfo {
        let lines = self.pages.iter().flat_map(|(page, _)| &page.lines);
        OcrInfo {
            engine: self.info.name.clone(),
            languages: self.info.languages.clone(),
            mean_confidence: place::mean_confidence(lines),
        }
    }
}

impl Fate {
    fn diagnostic(&self, page: u32) -> Option<Diagnostic> {
        let (code, reason) = match self {
            Self::Read => return None,
            Self::Turned(quarters) => {
                let degrees = u16::from(*quarters) * 90;
                let message = format!(
                    "The page does not stand upright and was read turned by {degrees}° to the right; its boxes are those of the page turned so."
                );
                return Some(Diagnostic::info("page-turned", Some(page), message));
            }
            Self::Damaged(reason) => ("page-damaged", reason),
            Self::Unread(reason) => ("page-unread", reason),
        };
        Some(Diagnostic::error(code, Some(page), format!("The page was left empty: {reason}.")))
    }
}

fn read_page(engine: &dyn OcrEngine, number: u32, image: Decoded) -> (Page, Fate) {
    let image = match image {
        Ok(image) => image,
        Err(reason) => return (Page { number, ..Page::default() }, Fate::Damaged(reason)),
    };
    let (lines, turned) = match engine.read(&image) {
        Ok(lines) => turned::read_upright(engine, &image, lines),
        Err(error) => {
            let (size, resolution) = (Some((image.width, image.height)), Some(image.resolution));
            return (Page { number, size, resolution, lines: Vec::new() }, Fate::Unread(error.to_string()));
        }
    };
    let sides = (image.width, image.height);
    let (width, height) = if turned % 2 == 1 { (sides.1, sides.0) } else { sides };
    let fate = if turned == 0 { Fate::Read } else { Fate::Turned(turned) };
    (Page { number, size: Some((width, height)), resolution: Some(image.resolution), lines }, fate)
}
