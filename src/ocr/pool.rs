//! A pool of engines: one set a thread that reads, made when it is first needed, never one an image.

use super::join::join;
use super::tesseract::{self, Engine};
use super::{EngineInfo, GreyImage, OcrEngine};
use crate::error::{Error, Result};
use crate::page::Line;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// How pages are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Language models: the first leads, the others give second readings. At least one.
    pub languages: Vec<String>,
    /// Folder of the language data; `None` to look where `TESSDATA_PREFIX` and the distributions have it.
    pub tessdata: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { languages: vec!["swe".to_owned(), "eng".to_owned()], tessdata: None }
    }
}

/// Tesseract, shared by all threads. Making one costs nothing; engines are opened when the first page comes.
pub struct TesseractPool {
    settings: Settings,
    idle: Mutex<Vec<EngineSet>>,
}

/// An engine for each language. The lists are short: as many sets as threads ever read at once.
type EngineSet = Vec<Engine>;

impl TesseractPool {
    /// A pool that reads as `settings` say.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, idle: Mutex::new(Vec::new()) }
    }

    fn take(&self) -> Result<EngineSet> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> Result<EngineSet> {
        let folder = tesseract::data_folder(self.settings.tessdata.as_deref())?;
        self.settings.languages.iter().map(|language| Engine::open(&folder, language)).collect()
    }

    fn put_back(&self, set: EngineSet) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(set);
    }
}

impl OcrEngine for TesseractPool {
    fn info(&self) -> Result<EngineInfo> {
        self.put_back(self.take()?);
        Ok(EngineInfo { name: tesseract::name(), languages: self.settings.languages.clone() })
    }

    fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
        let engines = self.take()?;
        let lines = read_with_all(&engines, image);
        self.put_back(engines);
        lines
    }
}

/// The first engine's reading, joined by the others'.
fn read_with_all(engines: &[Engine], image: &GreyImage) -> Result<Vec<Line>> {
    let Some((lead, others)) = engines.split_first() else {
        return Err(Error::Settings("no language is set for OCR; give at least one, as `swe`".to_owned()));
    };
    others.iter().try_fold(lead.read(image)?, |lines, other| {
        Ok(join(lines, &other.read(image)?, other.language(), lead.language()))
    })
}
