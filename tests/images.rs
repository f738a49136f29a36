//! The same scan gives the same record whatever file it lies in: TIFF in all compressions, PNG, JPEG, pages in one file or in several.
#![cfg(feature = "ocr")]

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageFormat, Luma};
use justera::diagnostic::Diagnostic;
use justera::input::{self, Reading};
use justera::ocr::{CachedEngine, Settings, TesseractPool};
use justera::page::{Document, Format};
use justera::{Converter, Dictionary, Origin, Record};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Reads by OCR, each page once: what is decoded to other pixels is another page.
struct Reader {
    engine: CachedEngine,
    here: TempDir,
}

impl Reader {
    fn new() -> Self {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let pool = TesseractPool::new(Settings::default());
        let engine = CachedEngine::new(Box::new(pool), &here.path().join("words")).expect("it is made");
        Self { engine, here }
    }

    fn read(&self, path: &Path) -> (Document, Vec<Diagnostic>) {
        let read = input::read_file(path, &Reading::with(Some(&self.engine)));
        read.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Pages that were read.
    fn pages(&self) -> usize {
        let folders = fs::read_dir(self.here.path().join("words")).expect("the folder of words");
        let files = |folder: fs::DirEntry| fs::read_dir(folder.path()).expect("a folder").count();
        folders.map(|folder| files(folder.expect("an entry"))).sum()
    }
}

fn record((document, found): (Document, Vec<Diagnostic>)) -> Record {
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    Converter::new(&dictionary).convert(document, Origin::new("scan", b""), found)
}

/// What a record says, without where it stands and how sure it is.
fn values(record: &Record) -> Value {
    let mut value = serde_json::to_value(record).expect("a record is JSON");
    let fields = value.as_object_mut().expect("a record is an object");
    fields.retain(|key, _| ["meeting", "attendance", "items", "approval", "notice"].contains(&key.as_str()));
    value
}

/// The scan of a fixture in black and white, as `fixtures/inputs/make.py` makes it.
fn black_and_white(name: &str) -> GrayImage {
    let mut page = image::open(fixture(name)).expect("a page of a fixture").into_luma8();
    page.pixels_mut().for_each(|pixel| *pixel = Luma([if pixel.0[0] > 150 { 255 } else { 0 }]));
    page
}

#[test]
fn the_same_record_whatever_the_compression() {
    let reader = Reader::new();
    let g4 = reader.read(&fixture("inputs/scan.tif"));
    for name in ["g3", "g3-2d", "lzw", "zip", "packbits", "grey-lzw"] {
        let other = reader.read(&fixture(&format!("inputs/tiff/{name}.tif")));
        assert_eq!(other, g4, "{name}");
    }
    assert_eq!(reader.pages(), 1, "they hold the same pixels");
    let first = record(g4);
    assert!(first.items.len() == 6 && first.attendance.len() == 8, "the protocol was read");
    let hocr = input::read_file(&fixture("inputs/scan.hocr"), &Reading::default()).expect("hOCR");
    // That holds the words of the Swedish model alone, and a PDF's page is drawn anew, finer or coarser than its scan.
    for other in [record(hocr), record(reader.read(&fixture("inputs/scan.pdf")))] {
        assert_eq!((&other.meeting, &other.attendance), (&first.meeting, &first.attendance));
    }

    // A JPEG holds other pixels, and its words other confidences: what is said is the same.
    let (png, jpeg) = (reader.here.path().join("scan.png"), reader.here.path().join("scan.jpg"));
    let page = black_and_white("natverk-norrbotten-2024-04-18.p1.png");
    page.save_with_format(&png, ImageFormat::Png).expect("PNG");
    let file = fs::File::create(&jpeg).expect("a file");
    JpegEncoder::new_with_quality(file, 80).encode_image(&page).expect("JPEG");
    for path in [png, jpeg, fixture("inputs/tiff/grey-jpeg.tif")] {
        let other = record(reader.read(&path));
        assert_eq!(values(&other), values(&first), "{}", path.display());
    }
}

#[test]
fn pages_in_one_file_are_as_pages_in_several() {
    let reader = Reader::new();
    let (together, found) = reader.read(&fixture("inputs/tiff/two-pages.tif"));
    assert_eq!((together.pages.len(), found.as_slice()), (2, [].as_slice()));
    let folder = reader.here.path().join("pages");
    fs::create_dir(&folder).expect("a folder can be made");
    let files: Vec<PathBuf> = [1, 2].map(|page| folder.join(format!("p{page}.png"))).into();
    for (file, page) in files.iter().zip(1..) {
        black_and_white(&format!("kf-pitea-2021-06-21.p{page}.png"))
            .save_with_format(file, ImageFormat::Png)
            .expect("PNG");
    }
    let several = input::read_folder(&folder, &files, &Reading::with(Some(&reader.engine))).expect("pages");
    assert_eq!((several.0.format, several.0.pages.len()), (Format::Image, 2));
    let (one, other) = (record((together, found)), record(several));
    let counts = (one.items.len(), one.attendance.len());
    assert!(counts.0 > 5 && counts.1 > 3, "the protocol was read: {counts:?}");
    assert_eq!((&other.text, values(&other)), (&one.text, values(&one)));
}
