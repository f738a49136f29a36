//! Tesseract: the only file that knows its bindings.
//!
//! What the bindings leave open is closed here: an iterator never outlives its engine, `get_iterators` (which aborts) is
//! not called, languages that are missing are told, OpenMP is held to one thread, and Leptonica says nothing.
#![expect(
    unsafe_code,
    reason = "OpenMP, Leptonica and the deadline are reached only through their C functions"
)]

use super::{GreyImage, late};
use crate::error::{Error, Result};
use crate::geometry::BBox;
use crate::page::{Line, Word};
use std::ffi::{CStr, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Instant;
use tesseract_rs::{ResultIterator, TessPageIteratorLevel, TessPageSegMode, TesseractAPI, TesseractError};
use unicode_normalization::UnicodeNormalization;

/// Where distributions keep the language data.
const DATA_FOLDERS: [&str; 7] = [
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/usr/local/share/tesseract-ocr/tessdata",
];

/// Variables set on every engine. The document dictionary would let one page change how the next one is read.
const VARIABLES: [(&str, &str); 2] = [("debug_file", "/dev/null"), ("tessedit_enable_doc_dict", "0")];

/// How print is told from paper, to find the lines in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binarisation {
    /// One threshold for the page (Otsu).
    Even,
    /// A threshold by the tones about each pixel (Sauvola): for worn copies; of good scans it thins the faint strokes.
    Local,
}

/// An engine with one language model loaded.
pub(super) struct Engine {
    api: TesseractAPI,
    language: String,
}

/// Ends the process at once, without the endings that libraries have asked for.
pub(super) fn end_process(status: u8) -> ! {
    unsafe extern "C" {
        safe fn _exit(status: c_int) -> !;
    }
    _exit(c_int::from(status))
}

/// The engine's name and version.
pub(super) fn name() -> String {
    format!("tesseract {}", TesseractAPI::version())
}

/// The folder with the language data: the one given, else `TESSDATA_PREFIX`, else the first that exists of those that
/// distributions use.
///
/// # Errors
/// [`Error::Ocr`] where there is none.
pub(super) fn data_folder(given: Option<&Path>) -> Result<PathBuf> {
    let stated = given.map(Path::to_owned).or_else(|| std::env::var_os("TESSDATA_PREFIX").map(PathBuf::from));
    let Some(stated) = stated else {
        return DATA_FOLDERS
            .iter()
            .map(PathBuf::from)
            .find(|folder| folder.is_dir())
            .ok_or_else(|| failure("no folder with Tesseract's language data was found", PACKAGES));
    };
    // Older Tesseracts wanted the folder above in TESSDATA_PREFIX.
    let below = stated.join("tessdata");
    let folder = if below.is_dir() { below } else { stated };
    if folder.is_dir() {
        return Ok(folder);
    }
    let reason = format!("the folder of language data {} does not exist", folder.display());
    Err(failure(reason, "give --tessdata or TESSDATA_PREFIX the folder that holds swe.traineddata"))
}

const PACKAGES: &str =
    "install tesseract-ocr-swe and tesseract-ocr-eng, or say where they are with --tessdata";

impl Engine {
    /// Loads the model of `language` from `folder`.
    ///
    /// # Errors
    /// [`Error::Ocr`] where it is missing or does not load, with the package that brings it.
    pub(super) fn open(folder: &Path, language: &str) -> Result<Self> {
        let remedy = format!("install {}", package(language));
        if !folder.join(format!("{language}.traineddata")).is_file() {
            let reason = format!("language data {language} is missing in {}", folder.display());
            return Err(failure(reason, remedy));
        }
        if folder.to_str().is_none_or(|path| path.contains('\0')) {
            return Err(failure(
                format!("the path {} is not UTF-8", folder.display()),
                "move the language data",
            ));
        }
        silence_leptonica();
        let api = TesseractAPI::new();
        let prepared = api
            .init(folder, language)
            .and_then(|()| VARIABLES.iter().try_for_each(|(name, value)| api.set_variable(name, value)))
            .and_then(|()| api.set_page_seg_mode(TessPageSegMode::PSM_AUTO))
            .and_then(|()| api.get_loaded_languages());
        match prepared {
            Ok(loaded) if loaded.iter().any(|name| name == language) => {
                Ok(Self { api, language: language.to_owned() })
            }
            Ok(_) => Err(failure(format!("language data {language} was not loaded"), remedy)),
            Err(error) => Err(failure(format!("language data {language} does not load ({error})"), remedy)),
        }
    }

    /// The language of the model.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// Reads a page: lines in Tesseract's order, words with boxes and confidences. Then the regions that `again` finds in
    /// need of it are read as blocks of their own, each given with its lines. A page without text has no lines. At `until`
    /// the reading is broken off; finding the blocks of the page, which comes before the first word, is not.
    ///
    /// # Errors
    /// [`Error::Ocr`] where Tesseract gives up or the time has run out.
    pub(super) fn read(
        &self,
        image: &GreyImage,
        binarisation: Binarisation,
        until: Option<Instant>,
        again: impl FnOnce(&[Line]) -> Vec<BBox>,
    ) -> Result<(Vec<Line>, Vec<Block>)> {
        let _one_thread = OneThread::hold();
        let method = match binarisation {
            Binarisation::Even => "0",
            Binarisation::Local => "2",
        };
        // Tesseract 4 has no such variable and knows the even one alone.
        let _ = self.api.set_variable("thresholding_method", method);
        let read = self.read_page(image, until).and_then(|lines| {
            let blocks = again(&lines).into_iter().map(|region| self.read_block(image, region, until));
            Ok((lines, blocks.collect::<Attempt<Vec<Block>>>()?))
        });
        let cleared = self.api.clear().and_then(|()| self.api.set_page_seg_mode(TessPageSegMode::PSM_AUTO));
        read.and_then(|found| cleared.map(|()| found)).map_err(|error| {
            if until.is_some_and(|until| Instant::now() >= until) {
                return late::too_long();
            }
            let reason = format!("Tesseract ({}) could not read the page ({error})", self.language);
            failure(reason, "check the image")
        })
    }

    fn read_page(&self, image: &GreyImage, until: Option<Instant>) -> Attempt<Vec<Line>> {
        let (width, height) = (side(image.width)?, side(image.height)?);
        width.checked_mul(height).ok_or(TesseractError::InvalidDimensions)?;
        self.api.set_image(&image.pixels, width, height, 1, width)?;
        self.api.set_source_resolution(side(image.resolution)?)?;
        self.recognise(until)
    }

    /// Reads a part of the page that was read last.
    fn read_block(&self, image: &GreyImage, region: BBox, until: Option<Instant>) -> Attempt<Block> {
        let region = BBox::new(region.x0, region.y0, region.x1.min(image.width), region.y1.min(image.height));
        self.api.set_page_seg_mode(TessPageSegMode::PSM_SINGLE_BLOCK)?;
        self.api.set_rectangle(
            side(region.x0)?,
            side(region.y0)?,
            side(region.width())?,
            side(region.height())?,
        )?;
        Ok((region, self.recognise(until)?))
    }

    fn recognise(&self, until: Option<Instant>) -> Attempt<Vec<Line>> {
        match until {
            None => self.api.recognize()?,
            Some(until) => self.recognise_until(until)?,
        }
        // The iterator stays inside this function: it aborts when it outlives the page it walks.
        match self.api.get_iterator() {
            Ok(iterator) => lines(&iterator),
            Err(TesseractError::NullPointerError) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

impl Engine {
    /// `recognize` of the bindings passes no monitor, and their monitor gives its handle to nobody.
    fn recognise_until(&self, until: Instant) -> Attempt<()> {
        let left = until.saturating_duration_since(Instant::now()).as_millis();
        // A deadline of nothing is none at all.
        let left = c_int::try_from(left).unwrap_or(c_int::MAX).max(1);
        let handle = self.api.handle.lock().map_err(|_| TesseractError::MutexLockError)?;
        // SAFETY: the handle is that of a living engine, which the lock keeps to this thread. The monitor is made here, used
        // for this call alone and deleted once; Tesseract keeps no pointer to it beyond the call.
        let status = unsafe {
            let monitor = TessMonitorCreate();
            TessMonitorSetDeadlineMSecs(monitor, left);
            let status = TessBaseAPIRecognize(*handle, monitor);
            TessMonitorDelete(monitor);
            status
        };
        if status == 0 { Ok(()) } else { Err(TesseractError::OcrError) }
    }
}

// SAFETY: the signatures are those of Tesseract's capi.h (4 and 5), of the library that the bindings link.
unsafe extern "C" {
    fn TessMonitorCreate() -> *mut c_void;
    fn TessMonitorDelete(monitor: *mut c_void);
    fn TessMonitorSetDeadlineMSecs(monitor: *mut c_void, deadline: c_int);
    fn TessBaseAPIRecognize(handle: *mut c_void, monitor: *mut c_void) -> c_int;
}

/// A region read as a block of its own, with its lines.
pub(super) type Block = (BBox, Vec<Line>);

type Attempt<T> = std::result::Result<T, TesseractError>;

fn side(pixels: u32) -> Attempt<i32> {
    i32::try_from(pixels).map_err(|_| TesseractError::InvalidDimensions)
}

/// Copies everything that the iterator walks over.
fn lines(iterator: &ResultIterator) -> Attempt<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    loop {
        // A page without text, or a picture block, has a place without a word.
        if let Ok((text, x0, y0, x1, y1, confidence)) = iterator.get_current_word() {
            let text: String = text.split_whitespace().collect::<String>().nfc().collect();
            if !text.is_empty() {
                let place = iterator.get_bounding_box(TessPageIteratorLevel::RIL_TEXTLINE)?;
                let place = bbox(place);
                if lines.last().is_none_or(|line| line.bbox != Some(place)) {
                    lines.push(Line { words: Vec::new(), bbox: Some(place) });
                }
                let line = lines.last_mut().expect("a line was pushed before its first word");
                line.words.push(Word {
                    text,
                    gap: u16::from(!line.words.is_empty()),
                    bbox: Some(bbox((x0, y0, x1, y1))),
                    confidence: Some((confidence / 100.0).clamp(0.0, 1.0)),
                    alternatives: Vec::new(),
                });
            }
        }
        if !iterator.next(TessPageIteratorLevel::RIL_WORD)? {
            return Ok(lines);
        }
    }
}

fn bbox((x0, y0, x1, y1): (i32, i32, i32, i32)) -> BBox {
    let edge = |value: i32| u32::try_from(value).unwrap_or(0);
    BBox::new(edge(x0), edge(y0), edge(x1), edge(y1))
}

/// The Debian package that brings a model.
fn package(language: &str) -> String {
    match language {
        "Latin" => "tesseract-ocr-script-latn".to_owned(),
        other => format!("tesseract-ocr-{}", other.replace('_', "-")),
    }
}

fn failure(reason: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::Ocr { reason: reason.into(), remedy: remedy.into() }
}

/// Holds OpenMP to the calling thread while it lives. Left alone, Tesseract starts four threads for every page and waits
/// for them more than it gains; pages are read side by side instead.
struct OneThread {
    restore: Option<(SetLevels, c_int)>,
}

type SetLevels = extern "C" fn(c_int);
type GetLevels = extern "C" fn() -> c_int;

impl OneThread {
    fn hold() -> Self {
        let functions =
            (runtime_symbol(c"omp_set_max_active_levels"), runtime_symbol(c"omp_get_max_active_levels"));
        let (Some(set), Some(get)) = functions else {
            // Tesseract was built without OpenMP.
            return Self { restore: None };
        };
        // SAFETY: both symbols are not null and are functions of the loaded OpenMP runtime, whose standard (3.0 and
        // later) gives them these signatures; neither has a precondition or touches memory of ours.
        let (set, get) = unsafe {
            (
                std::mem::transmute::<*mut libc::c_void, SetLevels>(set),
                std::mem::transmute::<*mut libc::c_void, GetLevels>(get),
            )
        };
        let before = get();
        set(0);
        Self { restore: Some((set, before)) }
    }
}

impl Drop for OneThread {
    fn drop(&mut self) {
        if let Some((set, before)) = self.restore {
            set(before);
        }
    }
}

/// Leptonica writes on standard error what it thinks of a page's boxes (`Error in boxClipToRectangle: box outside rectangle`);
/// nobody can act on it, and the library does not print. What it could not do, Tesseract answers for.
fn silence_leptonica() {
    /// `L_SEVERITY_NONE` of Leptonica's environ.h.
    const NONE: c_int = 6;
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if let Some(set) = runtime_symbol(c"setMsgSeverity") {
            // SAFETY: the symbol is not null and is Leptonica's `l_int32 setMsgSeverity(l_int32)` (all versions since 1.70); it
            // stores an integer of its own. `call_once` keeps threads from storing at once, and engines are opened after it.
            let set = unsafe { std::mem::transmute::<*mut libc::c_void, SetSeverity>(set) };
            set(NONE);
        }
    });
}

type SetSeverity = extern "C" fn(c_int) -> c_int;

/// Looks a symbol up in what the process has loaded; no library is linked for it, so that a Tesseract with another OpenMP
/// runtime, or none, serves as well.
fn runtime_symbol(name: &CStr) -> Option<*mut libc::c_void> {
    // SAFETY: the name ends in NUL, and RTLD_DEFAULT asks only what is loaded already.
    let symbol = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    (!symbol.is_null()).then_some(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_data_is_named_with_its_package() {
        let folder = data_folder(None).expect("Tesseract's data belongs to the project's setup");
        let message = Engine::open(&folder, "zzz").err().expect("no such language").to_string();
        assert!(message.contains("zzz") && message.contains("install tesseract-ocr-zzz"), "{message}");
        let message = data_folder(Some(Path::new("/no/such/folder"))).expect_err("none").to_string();
        assert!(message.contains("/no/such/folder") && message.contains("TESSDATA_PREFIX"), "{message}");
    }

    #[test]
    fn a_blank_page_has_no_lines() {
        let folder = data_folder(None).expect("Tesseract's data belongs to the project's setup");
        let engine = Engine::open(&folder, "swe").expect("swe");
        for (width, height) in [(600, 800), (1, 1)] {
            let pixels = vec![250; (width * height) as usize];
            let page = GreyImage { width, height, resolution: 100, pixels };
            assert_eq!(engine.read(&page, Binarisation::Even, None, |_| Vec::new()).expect("blank").0, []);
        }
    }

    #[test]
    fn openmp_is_held_and_let_go() {
        let levels = || {
            let symbol = runtime_symbol(c"omp_get_max_active_levels").expect("Debian's Tesseract has OpenMP");
            // SAFETY: as in `OneThread::hold`.
            let get = unsafe { std::mem::transmute::<*mut libc::c_void, GetLevels>(symbol) };
            get()
        };
        let before = levels();
        {
            let _one = OneThread::hold();
            assert_eq!(levels(), 0);
        }
        assert_eq!(levels(), before);
    }
}
