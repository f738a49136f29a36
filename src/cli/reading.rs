//! The options that say how a document is read, the same for every command that reads one.

use super::ocr;
use crate::error::Result;
use crate::input::{Reading, TextLayer};
use crate::ocr::{CachedEngine, OcrEngine};
use crate::page::Format;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// How documents are read.
#[derive(Debug, Args)]
pub(super) struct ReadingArguments {
    /// What the inputs are; told by their content if this is not given.
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FormatArgument>,
    /// The text layer of PDFs: used where it is good (auto), always (use), never (ignore).
    #[arg(long, value_enum, default_value = "auto", value_name = "HOW")]
    text_layer: TextLayerArgument,
    /// Keep the words read by OCR in DIR, and take them from there when the same page comes again.
    #[arg(long, value_name = "DIR")]
    ocr_cache: Option<PathBuf>,
    /// Longest that OCR of a page may take; a page that takes longer is left empty. 0 for no bound.
    #[arg(long, default_value_t = 300, value_name = "SECONDS")]
    page_timeout: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArgument {
    Text,
    Image,
    Pdf,
    Hocr,
    Alto,
    PageXml,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TextLayerArgument {
    Auto,
    Use,
    Ignore,
}

impl ReadingArguments {
    /// The engine for the whole run.
    ///
    /// # Errors
    /// Where the folder of recorded words cannot be made.
    pub(super) fn engine(&self) -> Result<Option<Box<dyn OcrEngine>>> {
        let timeout = (self.page_timeout > 0).then(|| Duration::from_secs(self.page_timeout));
        match (ocr::engine(timeout), &self.ocr_cache) {
            (Some(engine), Some(folder)) => Ok(Some(Box::new(CachedEngine::new(engine, folder)?))),
            (engine, _) => Ok(engine),
        }
    }

    /// How to read with that engine.
    pub(super) fn reading<'a>(&self, engine: Option<&'a dyn OcrEngine>) -> Reading<'a> {
        Reading {
            ocr: engine,
            format: self.format.map(|format| match format {
                FormatArgument::Text => Format::Text,
                FormatArgument::Image => Format::Image,
                FormatArgument::Pdf => Format::Pdf,
                FormatArgument::Hocr => Format::Hocr,
                FormatArgument::Alto => Format::Alto,
                FormatArgument::PageXml => Format::PageXml,
            }),
            text_layer: match self.text_layer {
                TextLayerArgument::Auto => TextLayer::Auto,
                TextLayerArgument::Use => TextLayer::Use,
                TextLayerArgument::Ignore => TextLayer::Ignore,
            },
        }
    }
}
