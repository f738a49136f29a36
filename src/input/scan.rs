//! Page images through the OCR engine: the pages of a document in order, the bad ones left empty and told.

use super::double::{self, Shows};
use super::{DoublePages, place, turned};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::ocr::{EngineInfo, GreyImage, OcrEngine};
use crate::page::{Line, OcrInfo, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::time::Instant;

/// A page as decoded, or the reason why it was not, for people.
pub(super) type Decoded = std::result::Result<GreyImage, String>;

/// The longest side that the engine takes.
pub(super) const MAX_SIDE: u32 = 32_767;

/// Pages that were read from images.
pub(super) struct Scanned {
    /// In the order of the images.
    pub(super) images: Vec<ScannedImage>,
    info: EngineInfo,
}

/// An image that was read.
pub(super) struct ScannedImage {
    /// Its number.
    pub(super) number: u32,
    /// Its page with what became of it, or both of them; they have the number of the image.
    pub(super) pages: Vec<(Page, Fate)>,
    /// What it shows.
    shows: Shows,
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

/// Reads images with their numbers, several at a time; no more are decoded than are being read.
///
/// # Errors
/// [`Error::Ocr`](crate::Error::Ocr) where the engine cannot be used at all.
pub(super) fn read_pages(
    engine: &dyn OcrEngine,
    images: impl Iterator<Item = (u32, Decoded)> + Send,
    double_pages: DoublePages,
) -> Result<Scanned> {
    let info = engine.info()?;
    let read = |(number, image)| read_image(engine, number, image, double_pages);
    let mut images: Vec<ScannedImage> = images.par_bridge().map(read).collect();
    images.sort_by_key(|image| image.number);
    Ok(Scanned { images, info })
}

impl Scanned {
    /// Numbers the pages anew: those of an image from the number on that `first` gives for it.
    pub(super) fn number_anew(&mut self, mut first: impl FnMut(&ScannedImage) -> u32) {
        for image in &mut self.images {
            let first = first(image);
            for ((page, _), number) in image.pages.iter_mut().zip(first..) {
                page.number = number;
            }
        }
    }

    /// What to say of the images that show two pages, and of the pages that are empty for a reason.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_image = |image: &ScannedImage| -> Vec<Diagnostic> {
            let of_pages = image.pages.iter().filter_map(|(page, fate)| fate.diagnostic(page.number));
            image.double_note().into_iter().chain(of_pages).collect()
        };
        self.images.iter().flat_map(of_image).collect()
    }

    /// All pages with what became of them.
    pub(super) fn pages(&self) -> impl Iterator<Item = &(Page, Fate)> {
        self.images.iter().flat_map(|image| &image.pages)
    }

    /// How the pages were read.
    pub(super) fn ocr(&self) -> OcrInfo {
        let lines = self.pages().flat_map(|(page, _)| &page.lines);
        OcrInfo {
            engine: self.info.name.clone(),
            languages: self.info.languages.clone(),
            mean_confidence: place::mean_confidence(lines),
        }
    }
}

impl ScannedImage {
    fn double_note(&self) -> Option<Diagnostic> {
        let page = self.pages.first().map(|(page, _)| page.number);
        let message = match self.shows {
            Shows::One => return None,
            Shows::OneOrTwo => {
                "The image may show two pages side by side and was read as one; --double-pages split parts them."
                    .to_owned()
            }
            Shows::Two(at) => format!(
                "The image shows two pages, parted at its column {at}; this is the first, the next page is the other. Their boxes are those of the whole image."
            ),
        };
        Some(Diagnostic::info("double-page", page, message))
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

fn read_image(
    engine: &dyn OcrEngine,
    number: u32,
    image: Decoded,
    double_pages: DoublePages,
) -> ScannedImage {
    let image = match image {
        Ok(image) => image,
        Err(reason) => {
            let page = Page { number, ..Page::default() };
            return ScannedImage { number, pages: vec![(page, Fate::Damaged(reason))], shows: Shows::One };
        }
    };
    let shows = double::shows(&image, double_pages);
    if let Shows::Two(at) = shows {
        return ScannedImage { number, pages: read_both(engine, number, &image, at), shows };
    }
    let (page, fate) = read_page(engine, number, &image);
    let sideways = match fate {
        Fate::Turned(quarters) if quarters % 2 == 1 => {
            read_sideways(engine, number, &image, double_pages, quarters)
        }
        _ => None,
    };
    sideways.unwrap_or(ScannedImage { number, pages: vec![(page, fate)], shows })
}

/// Both pages of a double page that lies on its side, set upright before it is cut; nothing where it is a page.
fn read_sideways(
    engine: &dyn OcrEngine,
    number: u32,
    image: &GreyImage,
    double_pages: DoublePages,
    quarters: u8,
) -> Option<ScannedImage> {
    let upright = turned::turned(image, quarters);
    let shows = double::shows(&upright, double_pages);
    let Shows::Two(at) = shows else { return None };
    let mut pages = read_both(engine, number, &upright, at);
    for fate in pages.iter_mut().map(|(_, fate)| fate).filter(|fate| matches!(fate, Fate::Read)) {
        *fate = Fate::Turned(quarters);
    }
    Some(ScannedImage { number, pages, shows })
}

/// Both pages of a double page. Where both stand upside down the right one comes first.
fn read_both(engine: &dyn OcrEngine, number: u32, image: &GreyImage, at: u32) -> Vec<(Page, Fate)> {
    let [left, right] = double::cut(image, at);
    let size = Some((image.width, image.height));
    let first = left.width;
    let mut pages = vec![read_page(engine, number, &left), read_page(engine, number, &right)];
    if pages.iter().all(|(_, fate)| matches!(fate, Fate::Turned(2))) {
        pages.reverse();
        return pages;
    }
    for ((page, fate), offset) in pages.iter_mut().zip([0, first]) {
        // The boxes of a turned page are its own.
        if !matches!(fate, Fate::Turned(_)) {
            page.size = size;
            page.lines.iter_mut().for_each(|line| move_right(line, offset));
        }
    }
    pages
}

fn move_right(line: &mut Line, by: u32) {
    line.bbox = line.bbox.map(|b| b.moved_right(by));
    line.words.iter_mut().for_each(|word| word.bbox = word.bbox.map(|b| b.moved_right(by)));
}

fn read_page(engine: &dyn OcrEngine, number: u32, image: &GreyImage) -> (Page, Fate) {
    let until = engine.page_timeout().and_then(|time| Instant::now().checked_add(time));
    let (lines, turned) = match engine.read(image) {
        Ok(lines) => turned::read_upright(engine, image, lines, until),
        Err(error) => {
            let (size, resolution) = (Some((image.width, image.height)), Some(image.resolution));
            return (Page { number, size, resolution, lines: Vec::new() }, Fate::Unread(error.to_string()));
        }
    };
    let sides = (image.width, image.height);
    let size = if turned % 2 == 1 { (sides.1, sides.0) } else { sides };
    let fate = if turned == 0 { Fate::Read } else { Fate::Turned(turned) };
    (Page { number, size: Some(size), resolution: Some(image.resolution), lines }, fate)
}
