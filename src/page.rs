//! The document as it came in: pages, lines and words with the places they stand at.

use crate::geometry::BBox;

/// What kind of input a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, pages parted by form feeds.
    Text,
    /// A page image, or several in one file.
    Image,
    /// PDF, its text layer or its pages as images.
    Pdf,
    /// hOCR: recognised words in HTML.
    Hocr,
    /// ALTO: recognised words in XML of the Library of Congress.
    Alto,
    /// PAGE XML: recognised words in XML of PRImA.
    PageXml,
}

impl Format {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Pdf => "pdf",
            Self::Hocr => "hocr",
            Self::Alto => "alto",
            Self::PageXml => "page-xml",
        }
    }

    /// All formats.
    pub const ALL: [Self; 6] = [Self::Text, Self::Image, Self::Pdf, Self::Hocr, Self::Alto, Self::PageXml];
}

/// How the words of an image were read.
#[derive(Debug, Clone, PartialEq)]
pub struct OcrInfo {
    /// Name and version: `tesseract 5.3.0`.
    pub engine: String,
    /// Language models used, in the order of the readings: `["swe", "eng"]`; none where the input does not say.
    pub languages: Vec<String>,
    /// Mean of the word confidences, 0..=1; 0 where no word was read.
    pub mean_confidence: f32,
}

/// A document: what every reader in [`crate::input`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it was read from.
    pub format: Format,
    /// Its pages in order; a page without words is kept.
    pub pages: Vec<Page>,
    /// How its words were read from images, where that is known; `None` for texts.
    pub ocr: Option<OcrInfo>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Width and height in pixels, where the input has them.
    pub size: Option<(u32, u32)>,
    /// Pixels an inch, where known.
    pub resolution: Option<u32>,
    /// Lines in the order in which the input holds them; a blank line is one without words.
    pub lines: Vec<Line>,
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its words from left to right.
    pub words: Vec<Word>,
    /// Where it stands, where the input has coordinates.
    pub bbox: Option<BBox>,
}

/// One word: a run of characters without white space.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Word {
    /// Its characters as read, in Unicode normal form C.
    pub text: String,
    /// Blanks before it on its line. Two or more part columns: plain text keeps its own count, inputs with
    /// coordinates get theirs from the layout.
    pub gap: u16,
    /// Where it stands, where the input has coordinates.
    pub bbox: Option<BBox>,
    /// How sure the reader was, 0..=1; `None` where it does not say.
    pub confidence: Option<f32>,
    /// Other readings of the same place, best first: from a second model or the engine's own choices.
    pub alternatives: Vec<Reading>,
}

/// Another reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The characters.
    pub text: String,
    /// How sure the reader was, 0..=1.
    pub confidence: f32,
    /// The language model that gave it: `eng`.
    pub language: String,
}

impl Line {
    /// The line as text, blanks as they stand in the input.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for word in &self.words {
            out.extend(std::iter::repeat_n(' ', usize::from(word.gap)));
            out.push_str(&word.text);
        }
        out
    }
}
