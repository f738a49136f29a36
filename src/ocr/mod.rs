//! Character recognition: page images in, lines of words with boxes and confidences out.
//!
//! [`OcrEngine`] is what the rest of the crate knows; [`CachedEngine`] keeps what one has read. Behind it, with feature `ocr`, stands a pool of Tesseract engines.
//! A page is cleaned of specks and dark edges (`prepare`, by its `ink`), read by every language model (`tesseract`, the
//! only file that knows the bindings), read again where the print shows that words were passed over (`missed`), and the
//! models' readings are brought together by the places of the words (`join`, `signs`).

mod cache;
pub(crate) mod ink;
#[cfg(feature = "ocr")]
mod join;
#[cfg(feature = "ocr")]
mod late;
#[cfg(feature = "ocr")]
mod missed;
#[cfg(feature = "ocr")]
mod pool;
#[cfg(feature = "ocr")]
mod prepare;
#[cfg(feature = "ocr")]
mod signs;
pub(crate) mod slope;
#[cfg(feature = "ocr")]
mod straighten;
#[cfg(feature = "ocr")]
mod tesseract;
#[cfg(feature = "ocr")]
mod uneven;

pub use cache::CachedEngine;
#[cfg(feature = "ocr")]
pub use pool::{Settings, TesseractPool, leave};

use crate::error::Result;
use crate::page::Line;
use std::time::Duration;

/// A page image of 8-bit grey tones, rows from the top without padding; 0 is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreyImage {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Pixels an inch, as the file says or as estimated from the size.
    pub resolution: u32,
    /// `width * height` tones.
    pub pixels: Vec<u8>,
}

/// What an engine says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineInfo {
    /// Name and version: `tesseract 5.3.0`.
    pub name: String,
    /// Language models in the order in which they read: `["swe", "eng"]`.
    pub languages: Vec<String>,
}

/// Reads page images. One engine serves all threads.
pub trait OcrEngine: Send + Sync {
    /// Makes the engine ready, if it is not yet, and says what it is.
    ///
    /// # Errors
    /// [`Error::Ocr`](crate::Error::Ocr) where the engine or its language data cannot be used at all.
    fn info(&self) -> Result<EngineInfo>;

    /// Longest that reading one page may take; `None` where there is no bound. Who has a page read several times ends with the time
    /// for one.
    fn page_timeout(&self) -> Option<Duration> {
        None
    }

    /// Reads one page: its lines in the order in which the engine found them, words from left to right with a
    /// [`gap`](crate::page::Word::gap) of one between them, confidences 0..=1, and other readings as alternatives.
    ///
    /// # Errors
    /// [`Error::Ocr`](crate::Error::Ocr) where this page could not be read.
    fn read(&self, image: &GreyImage) -> Result<Vec<Line>>;
}
