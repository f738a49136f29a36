//! No engine: this build has no feature `ocr`, and page images are refused where they are read.

use crate::ocr::OcrEngine;

pub(super) fn engine() -> Option<Box<dyn OcrEngine>> {
    None
}
