//! A pool of engines: one set a thread that reads, made when it is first needed, never one an image.

use super::ink::{self, Component};
use super::join::join;
use super::tesseract::{self, Engine};
use super::{EngineInfo, GreyImage, OcrEngine};
use super::{missed, prepare};
use crate::error::{Error, Result};
use crate::page::Line;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How pages are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Language models: the first leads, the others give second readings. At least one.
    pub languages: Vec<String>,
    /// Folder of the language data; `None` to look where `TESSDATA_PREFIX` and the distributions have it.
    pub tessdata: Option<PathBuf>,
    /// Longest that reading a page may take; a page that takes longer is an error of its own. `None` for no bound.
    pub page_timeout: Option<Duration>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { languages: vec!["swe".to_owned(), "eng".to_owned()], tessdata: None, page_timeout: None }
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
        let until = self.settings.page_timeout.and_then(|time| Instant::now().checked_add(time));
        let page = PreparedPage::new(image);
        let engines = self.take()?;
        let lines = page.read_with_all(&engines, until);
        self.put_back(engines);
        lines
    }
}

/// A page cleaned, with its print.
struct PreparedPage {
    image: GreyImage,
    components: Vec<Component>,
    letter: Option<u32>,
}

impl PreparedPage {
    fn new(image: &GreyImage) -> Self {
        let mut image = image.clone();
        prepare::clean(&mut image);
        let components = ink::components(&image, ink::threshold(&image));
        let letter = ink::letter_height(&components, image.resolution);
        Self { image, components, letter }
    }

    /// The first engine's reading, joined by the others'.
    fn read_with_all(&self, engines: &[Engine], until: Option<Instant>) -> Result<Vec<Line>> {
        let Some((lead, others)) = engines.split_first() else {
            return Err(Error::Settings(
                "no language is set for OCR; give at least one, as `swe`".to_owned(),
            ));
        };
        others.iter().try_fold(self.read_with(lead, until)?, |lines, other| {
            Ok(join(lines, &self.read_with(other, until)?, other.language(), lead.language()))
        })
    }

    /// One engine's reading, with what it had passed over.
    fn read_with(&self, engine: &Engine, until: Option<Instant>) -> Result<Vec<Line>> {
        let passed_over = |lines: &[Line]| {
            self.letter.map_or_else(Vec::new, |letter| missed::regions(lines, &self.components, letter))
        };
        let (mut lines, blocks) = engine.read(&self.image, until, passed_over)?;
        for (region, again) in blocks {
            missed::put_in(&mut lines, region, again, self.letter.unwrap_or(1));
        }
        Ok(lines)
    }
}
