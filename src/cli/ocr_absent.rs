//! No engine: this build has no feature `ocr`, and page images are refused where they are read.

use crate::ocr::OcrEngine;
use std::time::Duration;

pub(super) fn engine(_page_timeout: Option<Duration>) -> Option<Box<dyn OcrEngine>> {
    None
}

/// Nothing: no page is ever being read.
pub(super) fn leave(_status: u8) {}
