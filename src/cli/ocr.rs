//! The engine that reads page images: one pool for the whole run. Engines are opened when the first page comes.

pub(super) use crate::ocr::leave;
use crate::ocr::{OcrEngine, Settings, TesseractPool};
use std::time::Duration;

pub(super) fn engine(page_timeout: Option<Duration>) -> Option<Box<dyn OcrEngine>> {
    Some(Box::new(TesseractPool::new(Settings { page_timeout, ..Settings::default() })))
}
