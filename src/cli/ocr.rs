//! The engine that reads page images: one pool for the whole run. Engines are opened when the first page comes.

use crate::ocr::{OcrEngine, Settings, TesseractPool};

pub(super) fn engine() -> Option<Box<dyn OcrEngine>> {
    Some(Box::new(TesseractPool::new(Settings::default())))
}
