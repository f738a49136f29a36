//! Recorded recognition: the words of a page kept by the image and the settings that gave them, so that a second run reads no
//! page again.

use super::{EngineInfo, GreyImage, OcrEngine};
use crate::error::{Error, Result};
use crate::geometry::BBox;
use crate::page::{Line, Reading, Word};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Raised with every change of what is done to an image before it is read, or to the readings after: what older versions kept
/// is then read again.
const GENERATION: u32 = 5;

/// First line of a file of words.
const HEADER: &str = "justera words 1";

/// Last line: a file without it was cut off.
const FOOTER: &str = "end";

/// An engine whose readings are kept in a folder.
pub struct CachedEngine {
    engine: Box<dyn OcrEngine>,
    folder: PathBuf,
}

impl CachedEngine {
    /// Keeps the readings of `engine` in `folder`, which is made where it is not there.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder cannot be made.
    pub fn new(engine: Box<dyn OcrEngine>, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|source| io(folder, source))?;
        Ok(Self { engine, folder: folder.to_owned() })
    }

    /// Where the words of an image are kept. Pages are many: a folder for each first byte of the name.
    fn place(&self, info: &EngineInfo, image: &GreyImage) -> PathBuf {
        let mut hash = Sha256::new();
        let settings = (GENERATION, info, image.width, image.height, image.resolution);
        hash.update(format!("{settings:?}"));
        hash.update(&image.pixels);
        let name = hash.finalize().iter().fold(String::with_capacity(64), |mut name, byte| {
            write!(name, "{byte:02x}").expect("a string takes what is written to it");
            name
        });
        self.folder.join(&name[..2]).join(format!("{}.words", &name[2..]))
    }
}

impl OcrEngine for CachedEngine {
    fn info(&self) -> Result<EngineInfo> {
        self.engine.info()
    }

    fn page_timeout(&self) -> Option<Duration> {
        self.engine.page_timeout()
    }

    fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
        let place = self.place(&self.engine.info()?, image);
        // What cannot be read, or is damaged, is as good as not there.
        if let Some(lines) = std::fs::read_to_string(&place).ok().and_then(|text| parse(&text)) {
            return Ok(lines);
        }
        let lines = self.engine.read(image)?;
        keep(&place, &lines).map_err(|source| io(&place, source))?;
        Ok(lines)
    }
}

fn io(path: &Path, source: std::io::Error) -> Error {
    let remedy = "make room, make it writable, or give another folder for recorded OCR";
    Error::Io { path: path.to_owned(), source, remedy }
}

/// A file that is there is whole: it is written beside and then renamed.
fn keep(place: &Path, lines: &[Line]) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(write(lines).as_bytes())?;
    file.persist(place)?;
    Ok(())
}

/// One row a line, word and other reading; cells parted by tabs, which no word holds.
fn write(lines: &[Line]) -> String {
    let mut out = format!("{HEADER}\n");
    let place = |bbox: Option<BBox>| {
        bbox.map_or_else(|| "-".to_owned(), |b| format!("{} {} {} {}", b.x0, b.y0, b.x1, b.y1))
    };
    let mut row = |cells: &[&str]| {
        out.push_str(&cells.join("\t"));
        out.push('\n');
    };
    for line in lines {
        row(&["line", &place(line.bbox)]);
        for word in &line.words {
            let confidence = word.confidence.map_or_else(|| "-".to_owned(), |c| c.to_string());
            row(&["word", &place(word.bbox), &word.gap.to_string(), &confidence, &word.text]);
            for other in &word.alternatives {
                row(&["also", &other.confidence.to_string(), &other.language, &other.text]);
            }
        }
    }
    row(&[FOOTER]);
    out
}

fn parse(text: &str) -> Option<Vec<Line>> {
    let mut rows = text.strip_prefix(HEADER)?.strip_prefix('\n')?.lines();
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let cells: Vec<&str> = rows.next()?.split('\t').collect();
        match cells.as_slice() {
            [FOOTER] => return rows.next().is_none().then_some(lines),
            ["line", place] => lines.push(Line { words: Vec::new(), bbox: bbox(place)? }),
            ["word", place, gap, confidence, text] => {
                let confidence = match *confidence {
                    "-" => None,
                    number => Some(number.parse().ok()?),
                };
                let word = Word {
                    text: (*text).to_owned(),
                    gap: gap.parse().ok()?,
                    bbox: bbox(place)?,
                    confidence,
                    alternatives: Vec::new(),
                };
                lines.last_mut()?.words.push(word);
            }
            ["also", confidence, language, text] => {
                let confidence = confidence.parse().ok()?;
                let (text, language) = ((*text).to_owned(), (*language).to_owned());
                let word = lines.last_mut()?.words.last_mut()?;
                word.alternatives.push(Reading { text, confidence, language });
            }
            _ => return None,
        }
    }
}

/// A box, or none at all; the outer `None` where it is damaged.
fn bbox(cell: &str) -> Option<Option<BBox>> {
    if cell == "-" {
        return Some(None);
    }
    let numbers: Vec<u32> = cell.split(' ').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[x0, y0, x1, y1] = numbers.as_slice() else { return None };
    Some(Some(BBox::new(x0, y0, x1, y1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Counts the pages that it reads; refuses pages of one row.
    struct Counting(Arc<AtomicUsize>);

    fn sample() -> Vec<Line> {
        let other = Reading { text: "mötet".into(), confidence: 0.1 + 0.2, language: "eng".into() };
        let word = Word {
            text: "métet".into(),
            gap: 1,
            bbox: Some(BBox::new(1, 2, 30, 40)),
            confidence: Some(1.0 / 3.0),
            alternatives: vec![other],
        };
        let bare = Word { text: "§".into(), ..Word::default() };
        vec![Line { words: vec![word, bare], bbox: None }, Line::default()]
    }

    impl OcrEngine for Counting {
        fn info(&self) -> Result<EngineInfo> {
            Ok(EngineInfo { name: "counting 1".into(), languages: vec!["swe".into()] })
        }

        fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            if image.height == 1 {
                return Err(Error::Ocr { reason: "one row".into(), remedy: "add one".into() });
            }
            Ok(sample())
        }
    }

    fn image(height: u32, tone: u8) -> GreyImage {
        GreyImage { width: 2, height, resolution: 300, pixels: vec![tone; 2 * height as usize] }
    }

    #[test]
    fn a_page_is_read_once_and_other_pages_are_others() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let count = Arc::new(AtomicUsize::new(0));
        let engine = || {
            CachedEngine::new(Box::new(Counting(Arc::clone(&count))), &here.path().join("a/b")).expect("made")
        };
        for tone in [1, 1, 2, 1] {
            assert_eq!(engine().read(&image(2, tone)).expect("read"), sample());
        }
        assert_eq!(count.load(Ordering::Relaxed), 2);
        let larger = GreyImage { resolution: 200, ..image(2, 1) };
        assert_eq!(engine().read(&larger).expect("read"), sample());
        assert_eq!(count.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn failures_are_not_kept_and_damaged_files_are_read_again() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let count = Arc::new(AtomicUsize::new(0));
        let engine = CachedEngine::new(Box::new(Counting(Arc::clone(&count))), here.path()).expect("made");
        assert!(engine.read(&image(1, 0)).is_err() && engine.read(&image(1, 0)).is_err());
        assert_eq!(count.load(Ordering::Relaxed), 2);
        engine.read(&image(2, 0)).expect("read");
        let place = engine.place(&engine.info().expect("info"), &image(2, 0));
        let whole = std::fs::read_to_string(&place).expect("kept");
        for damaged in [&whole[..whole.len() - 5], "", "other 1\nend\n", &whole.replace("30", "x")] {
            std::fs::write(&place, damaged).expect("written");
            assert_eq!(engine.read(&image(2, 0)).expect("read"), sample());
        }
        assert_eq!(count.load(Ordering::Relaxed), 7);
    }
}
