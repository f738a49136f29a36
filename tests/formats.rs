//! The same protocol gives the same record whatever it came in, and a PDF is read the way its layer deserves.
#![cfg(feature = "ocr")]

use justera::diagnostic::{Diagnostic, Severity};
use justera::export::PlacedFormat;
use justera::geometry::BBox;
use justera::input::{self, Reading, TextLayer};
use justera::ocr::{Settings, TesseractPool};
use justera::page::{Document, Format};
use justera::pipeline::Several;
use justera::{Converter, Dictionary, Origin, Record};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn read(name: &str, reading: &Reading<'_>) -> (Document, Vec<Diagnostic>) {
    input::read_file(&fixture(name), reading).unwrap_or_else(|error| panic!("{error}"))
}

fn record(name: &str) -> Record {
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let (document, found) = read(name, &Reading::default());
    Converter::new(&dictionary).convert(document, Origin::new(name, b""), found)
}

/// What a record says, without where it stands and how sure it is.
fn values(record: &Record) -> Value {
    let mut value = serde_json::to_value(record).expect("a record is JSON");
    let fields = value.as_object_mut().expect("a record is an object");
    fields.retain(|key, _| ["meeting", "attendance", "items", "approval", "notice"].contains(&key.as_str()));
    value
}

fn words(document: &Document) -> Vec<String> {
    let lines = document.pages.iter().flat_map(|page| &page.lines);
    lines.flat_map(|line| &line.words).map(|word| word.text.clone()).collect()
}

#[test]
fn the_same_record_whatever_it_came_in() {
    let hocr = record("inputs/scan.hocr");
    assert!(hocr.items.len() == 6 && hocr.attendance.len() == 8, "the protocol was read");
    for name in ["inputs/scan.alto.xml", "inputs/scan.page.xml"] {
        let other = record(name);
        assert_eq!((&other.text, values(&other)), (&hocr.text, values(&hocr)), "{name}");
    }
    // The boxes of these are others, or none: columns stand elsewhere.
    for name in ["inputs/layer.pdf", "inputs/scan.txt"] {
        assert_eq!(values(&record(name)), values(&hocr), "{name}");
    }
    let office = record("inputs/office.pdf");
    assert_eq!(values(&office), values(&record("natverk-norrbotten-2024-04-18.true.txt")));
    assert_eq!(values(&office), values(&record("inputs/copying-forbidden.pdf")));
}

#[test]
fn boxes_and_confidences_survive() {
    let hocr = read("inputs/scan.hocr", &Reading::default()).0;
    assert_eq!((hocr.format, hocr.pages[0].size), (Format::Hocr, Some((1653, 2338))));
    for name in ["inputs/scan.alto.xml", "inputs/scan.page.xml"] {
        let other = read(name, &Reading::default()).0;
        assert_eq!(other.pages[0].size, hocr.pages[0].size);
        let placed = |document: &Document| -> Vec<_> {
            let lines = document.pages[0].lines.iter();
            lines.flat_map(|line| &line.words).map(|word| (word.text.clone(), word.bbox)).collect()
        };
        assert_eq!(placed(&other), placed(&hocr), "{name}");
        let words = other.pages[0].lines.iter().flat_map(|line| &line.words);
        assert!(words.into_iter().all(|word| word.confidence.is_some()), "{name}");
    }
    let page = read("inputs/scan.page.xml", &Reading::default()).0;
    assert_eq!(page.pages[0].lines[0].words[0].alternatives.len(), 1);
    assert!(page.ocr.is_some_and(|ocr| ocr.engine == "tesseract 5.3.0 by OCR-D"));
    let layer = read("inputs/layer.pdf", &Reading::default()).0;
    let (width, height) = layer.pages[0].size.expect("a PDF has one");
    let mut boxes = layer.pages[0].lines.iter().flat_map(|line| &line.words).map(|word| word.bbox);
    assert!(boxes.all(|b| b.is_some_and(|b| b.x1 <= width && b.y1 <= height)));
}

#[test]
fn bad_layers_of_pdfs_are_told_and_read_by_ocr() {
    let pool = TesseractPool::new(Settings::default());
    let reading = Reading::with(Some(&pool));
    for (name, severity) in [("inputs/scan.pdf", Severity::Info), ("inputs/layer-eng.pdf", Severity::Warning)]
    {
        let (document, found) = read(name, &reading);
        assert_eq!(
            found.iter().map(|d| (d.code, d.severity)).collect::<Vec<_>>(),
            [("text-layer", severity)]
        );
        assert!(document.ocr.is_some(), "{name}");
        assert!(words(&document).contains(&"Ögren,".to_owned()), "{name}");
    }
    let (document, found) = read("inputs/layer.pdf", &reading);
    assert_eq!((document.ocr, found), (None, Vec::new()));
}

#[test]
fn the_layer_is_used_or_ignored_where_someone_says_so() {
    let pool = TesseractPool::new(Settings::default());
    let reading = Reading { text_layer: TextLayer::Use, ..Reading::with(Some(&pool)) };
    let (document, found) = read("inputs/layer-eng.pdf", &reading);
    assert_eq!((document.ocr, found), (None, Vec::new()));
    assert_eq!(read("inputs/scan.pdf", &reading).1[0].code, "empty-page");
    let reading = Reading { text_layer: TextLayer::Ignore, ..reading };
    assert!(read("inputs/office.pdf", &reading).0.ocr.is_some());
}

#[test]
fn without_an_engine_layers_are_taken_as_they_are_and_scans_refused() {
    let (document, found) = read("inputs/layer-eng.pdf", &Reading::default());
    assert!(words(&document).len() > 100);
    assert!(found[0].message.contains("no OCR engine"), "{found:?}");
    let error = input::read_file(&fixture("inputs/scan.pdf"), &Reading::default()).expect_err("a scan");
    assert!(error.to_string().contains("no OCR engine"), "{error}");
}

#[test]
fn an_encrypted_pdf_is_refused_with_the_cure() {
    let error =
        input::read_file(&fixture("inputs/encrypted.pdf"), &Reading::default()).expect_err("encrypted");
    let message = error.to_string();
    assert!(message.contains("password") && message.contains("qpdf --decrypt"), "{message}");
}

#[test]
fn a_stated_format_overrides_the_content() {
    let reading = Reading { format: Some(Format::Text), ..Reading::default() };
    assert!(words(&read("inputs/scan.hocr", &reading).0).contains(&"<body>".to_owned()));
    let reading = Reading { format: Some(Format::Image), ..Reading::default() };
    let error = input::read_file(&fixture("inputs/scan.hocr"), &reading).expect_err("no image");
    assert!(error.to_string().contains("no PNG"), "{error}");
}

#[test]
fn exported_words_are_read_back_in_their_places() {
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let converter = Converter::new(&dictionary);
    // Of the first one sign was misread, of the second many words.
    for name in ["inputs/scan.hocr", "inputs/layer-eng.pdf"] {
        let (document, found) = read(name, &Reading::default());
        let size = document.pages[0].size;
        let origin = Origin::new(name, b"");
        let each = converter.convert_each_placed(document, origin, found, &[], Several::Apart);
        let (record, placed) = each.into_iter().next().expect("one at least");
        let changed = placed.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
        let changed = changed.filter(|word| word.original.is_some()).count();
        assert!(changed > 0, "{name}: no word was repaired");
        for format in PlacedFormat::ALL {
            let written = format.write(&placed, "a & \"b\".tif");
            let path = Path::new(format.extension());
            let (again, _) =
                input::read_bytes(path, written.as_bytes(), &Reading::default()).expect("read back");
            let shown: Vec<&str> = record.text.split_whitespace().collect();
            assert_eq!(words(&again), shown, "{name} {format:?}");
            assert_eq!((again.format.name(), again.pages[0].size), (format.name(), size));
            let boxes =
                |lines: &mut dyn Iterator<Item = Option<BBox>>| -> Vec<BBox> { lines.flatten().collect() };
            let lines = placed.pages.iter().flat_map(|page| &page.lines);
            let own = boxes(&mut lines.flat_map(|line| &line.words).map(|word| Some(word.bbox)));
            let lines = again.pages.iter().flat_map(|page| &page.lines);
            assert_eq!(boxes(&mut lines.flat_map(|line| &line.words).map(|word| word.bbox)), own, "{name}");
            if format == PlacedFormat::Alto {
                let lines = again.pages.iter().flat_map(|page| &page.lines);
                let others = lines.flat_map(|line| &line.words).filter(|word| !word.alternatives.is_empty());
                assert_eq!(others.count(), changed, "{name}: what was read stands beside");
            } else {
                assert_eq!(written.matches("x_source").count(), changed, "{name}");
            }
        }
    }
}

/// The published layers of the samples against their true texts: all of attendance and decisions.
#[test]
fn published_pdfs_give_the_record_of_their_true_text() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    if !samples.is_dir() {
        eprintln!("skipped: ../shared/samples is not there");
        return;
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let record = |path: &Path| {
        let (document, found) = input::read_file(path, &Reading::default()).expect("a document");
        Converter::new(&dictionary).convert(document, Origin::new("x", b""), found)
    };
    let mut count = 0;
    for entry in std::fs::read_dir(samples).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let (pdf, text) = (record(&path), record(&path.with_extension("gold.txt")));
        assert_eq!(pdf.attendance, text.attendance, "{}", path.display());
        let decisions = |record: &Record| -> Vec<_> {
            record.items.iter().map(|item| (item.number.clone(), item.decisions.clone())).collect()
        };
        assert_eq!(decisions(&pdf), decisions(&text), "{}", path.display());
        count += 1;
    }
    assert!(count > 0, "no PDF among the samples");
}
