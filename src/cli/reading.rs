//! The options that say how a document is read, the same for every command that reads one.

use super::ocr;
use crate::error::Result;
use crate::input::{DoublePages, Limits, Reading, TextLayer};
use crate::ocr::{CachedEngine, OcrEngine};
use crate::page::Format;
use bytesize::ByteSize;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// How documents are read.
#[derive(Debug, Args)]
pub(super) struct ReadingArguments {
    /// What the inputs are; told by their content if this is not given.
    #[arg(long, value_parser = format_by_name(), value_name = "FORMAT")]
    format: Option<Format>,
    /// The text layer of PDFs: used where it is good (auto), always (use), never (ignore).
    #[arg(long, value_enum, default_value = "auto", value_name = "HOW")]
    text_layer: TextLayerArgument,
    /// Images that show two pages side by side: cut in two where that is plain (auto), all that are wider than high (split), none (never).
    #[arg(long, value_parser = double_pages_by_name(), default_value = "auto", value_name = "HOW")]
    double_pages: DoublePages,
    /// Keep the words read by OCR in DIR, and take them from there when the same page comes again.
    #[arg(long, value_name = "DIR")]
    ocr_cache: Option<PathBuf>,
    /// Longest that OCR of a page may take; a page that takes longer is left empty. 0 for no bound.
    #[arg(long, default_value_t = 300, value_name = "SECONDS")]
    page_timeout: u64,
    /// Most pages of a document.
    #[arg(long, default_value_t = Limits::default().max_pages, value_name = "N")]
    max_pages: u32,
    /// Most pixels of a page image.
    #[arg(long, default_value_t = Limits::default().max_pixels, value_name = "N")]
    max_pixels: u64,
    /// Memory that a document may need: what its bytes or pixels show to need more is refused, and programs that read PDFs get no
    /// more. What is needed is reckoned and not metered; --jobs documents are worked on at a time.
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<ByteSize>,
}

/// Takes a format by the name that records carry.
fn format_by_name() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.map(Format::name));
    names.try_map(|name| Format::ALL.into_iter().find(|format| format.name() == name).ok_or("no such format"))
}

const DOUBLE_PAGES: [(&str, DoublePages); 3] =
    [("auto", DoublePages::Auto), ("split", DoublePages::Split), ("never", DoublePages::Never)];

fn double_pages_by_name() -> impl TypedValueParser<Value = DoublePages> {
    let names = PossibleValuesParser::new(DOUBLE_PAGES.map(|(name, _)| name));
    names.try_map(|name| {
        DOUBLE_PAGES.into_iter().find(|(own, _)| *own == name).map(|(_, how)| how).ok_or("no such way")
    })
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

    /// The options of reading images that make other outputs when they change.
    pub(super) fn of_engine(&self) -> String {
        format!("page-timeout {}; double-pages {:?}", self.page_timeout, self.double_pages)
    }

    /// How to read with that engine.
    pub(super) fn reading<'a>(&self, engine: Option<&'a dyn OcrEngine>) -> Reading<'a> {
        Reading {
            ocr: engine,
            format: self.format,
            text_layer: match self.text_layer {
                TextLayerArgument::Auto => TextLayer::Auto,
                TextLayerArgument::Use => TextLayer::Use,
                TextLayerArgument::Ignore => TextLayer::Ignore,
            },
            double_pages: self.double_pages,
            limits: Limits {
                max_pages: self.max_pages,
                max_pixels: self.max_pixels,
                max_memory: self.max_memory.map(|size| size.as_u64()),
            },
        }
    }
}
