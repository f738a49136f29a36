//! A pool of engines: one set a thread that reads, made when it is first needed, never one an image.

use super::ink::{self, Component};
use super::join::join;
use super::late::{self, Late};
use super::straighten::{self, Moved};
use super::tesseract::{self, Binarisation, Engine};
use super::{EngineInfo, GreyImage, OcrEngine};
use super::{missed, prepare, uneven};
use crate::error::{Error, Result};
use crate::page::Line;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
    shared: Arc<Shared>,
}

/// What a thread that reads a page holds on to, whoever still waits for it.
struct Shared {
    settings: Settings,
    idle: Mutex<Vec<EngineSet>>,
    late: Late,
}

/// An engine for each language. The lists are short: as many sets as threads ever read at once.
type EngineSet = Vec<Engine>;

impl TesseractPool {
    /// A pool that reads as `settings` say.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { shared: Arc::new(Shared { settings, idle: Mutex::new(Vec::new()), late: Late::default() }) }
    }
}

impl Shared {
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

    fn read(&self, image: GreyImage, until: Option<Instant>) -> Result<Vec<Line>> {
        let _at_work = AtWork::begin();
        let page = PreparedPage::new(image);
        let engines = self.take()?;
        let lines = page.read_with_all(&engines, until);
        self.put_back(engines);
        lines
    }
}

impl OcrEngine for TesseractPool {
    fn info(&self) -> Result<EngineInfo> {
        self.shared.put_back(self.shared.take()?);
        let languages = self.shared.settings.languages.clone();
        Ok(EngineInfo { name: tesseract::name(), languages })
    }

    fn page_timeout(&self) -> Option<Duration> {
        self.shared.settings.page_timeout
    }

    fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
        let until = self.page_timeout().and_then(|time| Instant::now().checked_add(time));
        let Some(until) = until else { return self.shared.read(image.clone(), None) };
        let (shared, image) = (Arc::clone(&self.shared), image.clone());
        self.shared.late.within(until, move || shared.read(image, Some(until)))
    }
}

impl Drop for TesseractPool {
    /// Pages that were given up get some time more: see [`leave`].
    fn drop(&mut self) {
        self.shared.late.wait_for_all(Instant::now() + late::AT_THE_END);
    }
}

/// Pages that are being read in this process, those that were given up too.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// Counts a page as long as it is being read.
struct AtWork;

impl AtWork {
    fn begin() -> Self {
        AT_WORK.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Ends the process with this status where a page is still being read, because it was given up: ended in the usual way it would take away
/// what Tesseract works with, and crash. Comes back where none is.
pub fn leave(status: u8) {
    if AT_WORK.load(Ordering::SeqCst) > 0 {
        tesseract::end_process(status);
    }
}

/// A page cleaned, with its print.
struct PreparedPage {
    image: GreyImage,
    /// Height of the page as it came.
    height: u32,
    /// How it was set straight.
    moved: Option<Moved>,
    components: Vec<Component>,
    letter: Option<u32>,
}

impl PreparedPage {
    fn new(mut image: GreyImage) -> Self {
        let height = image.height;
        prepare::clean(&mut image);
        let mut components = ink::components(&image, ink::threshold(&image));
        let letter = ink::letter_height(&components, image.resolution);
        let slope = letter.and_then(|letter| straighten::fall(&components, letter, image.width));
        let moved = slope.map(|slope| {
            let (level, moved) = straighten::level(&image, slope, prepare::paper(&image));
            components = ink::components(&level, ink::threshold(&level));
            image = level;
            moved
        });
        Self { image, height, moved, components, letter }
    }

    /// The first engine's reading, joined by the others'.
    fn read_with_all(&self, engines: &[Engine], until: Option<Instant>) -> Result<Vec<Line>> {
        let Some((lead, others)) = engines.split_first() else {
            return Err(Error::Settings(
                "no language is set for OCR; give at least one, as `swe`".to_owned(),
            ));
        };
        let (binarisation, first) = self.read_with_lead(lead, until)?;
        let mut lines = others.iter().try_fold(first, |lines, other| {
            let second = self.read_with(other, binarisation, until)?;
            Ok::<_, Error>(join(lines, &second, other.language(), lead.language()))
        })?;
        if let Some(moved) = self.moved {
            moved.lead_back(&mut lines, self.height);
        }
        Ok(lines)
    }

    /// The first engine's reading. A page that it reads badly, and whose print one threshold does not show whole, is read once more as a worn
    /// copy, and the surer reading counts.
    fn read_with_lead(&self, lead: &Engine, until: Option<Instant>) -> Result<(Binarisation, Vec<Line>)> {
        let even = self.read_with(lead, Binarisation::Even, until)?;
        let is_uneven = || self.letter.is_some_and(|letter| uneven::loses_print(&self.image, letter));
        if certainty(&even) >= SURE || !is_uneven() {
            return Ok((Binarisation::Even, even));
        }
        let local = self.read_with(lead, Binarisation::Local, until)?;
        Ok(if certainty(&local) > certainty(&even) {
            (Binarisation::Local, local)
        } else {
            (Binarisation::Even, even)
        })
    }

    /// One engine's reading, with what it had passed over.
    fn read_with(
        &self,
        engine: &Engine,
        binarisation: Binarisation,
        until: Option<Instant>,
    ) -> Result<Vec<Line>> {
        let passed_over = |lines: &[Line]| {
            self.letter.map_or_else(Vec::new, |letter| missed::regions(lines, &self.components, letter))
        };
        let (mut lines, blocks) = engine.read(&self.image, binarisation, until, passed_over)?;
        for (region, again) in blocks {
            missed::put_in(&mut lines, region, again, self.letter.unwrap_or(1));
        }
        Ok(lines)
    }
}

/// Mean confidence below which a page was read badly: good scans come to 0.9 and more, worn copies whose lines are lost to less
/// than this.
const SURE: f32 = 0.8;

/// Mean of the confidences, words counted by their letters; 0 where there are none.
fn certainty(lines: &[Line]) -> f32 {
    let words = lines.iter().flat_map(|line| &line.words);
    let (sum, letters) = words.fold((0.0, 0.0f32), |(sum, letters), word| {
        let own = word.text.chars().filter(|c| c.is_alphanumeric()).count() as f32;
        (sum + own * word.confidence.unwrap_or(0.0), letters + own)
    });
    if letters > 0.0 { sum / letters } else { 0.0 }
}
