//! What the fuzz targets do with their bytes; `tests/mutations.rs` includes this file and does the same on any compiler.

use justera::input::{self, Limits, Reading};
use justera::ocr::{EngineInfo, GreyImage, OcrEngine};
use justera::page::{Format, Line};
use justera::{Converter, Dictionary, layout};
use std::path::Path;
use std::sync::LazyLock;

/// Takes hostile bytes; it panics where an invariant does not hold.
pub type Entry = fn(&[u8]);

/// Each target by its name: that of its file in `fuzz_targets` and of its seeds' folder in `corpus`.
pub const ENTRIES: [(&str, Entry); 10] = [
    ("alto", alto),
    ("any", any),
    ("hocr", hocr),
    ("image", image),
    ("page_xml", page_xml),
    ("pdf", pdf),
    ("pdf_layer", pdf_layer),
    ("repair", repair),
    ("structure", structure),
    ("text", text),
];

/// Whatever the bytes look like.
pub fn any(bytes: &[u8]) {
    lay_out(bytes, None);
}

/// Plain text in any encoding.
pub fn text(bytes: &[u8]) {
    lay_out(bytes, Some(Format::Text));
}

/// hOCR.
pub fn hocr(bytes: &[u8]) {
    lay_out(bytes, Some(Format::Hocr));
}

/// ALTO.
pub fn alto(bytes: &[u8]) {
    lay_out(bytes, Some(Format::Alto));
}

/// PAGE XML.
pub fn page_xml(bytes: &[u8]) {
    lay_out(bytes, Some(Format::PageXml));
}

/// A PDF, read by poppler's programs: few a second, and their code is not instrumented.
pub fn pdf(bytes: &[u8]) {
    lay_out(bytes, Some(Format::Pdf));
}

/// What poppler's programs say of the words of a PDF.
pub fn pdf_layer(bytes: &[u8]) {
    let document = input::pdf_layer(&String::from_utf8_lossy(bytes));
    let _ = layout::arrange(document);
}

/// PNG, JPEG and TIFF.
pub fn image(bytes: &[u8]) {
    lay_out(bytes, Some(Format::Image));
}

/// Repair of a text: what it was can be rebuilt from what was done to it.
pub fn repair(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let repaired = CONVERTER.repair_text(&text);
    let (before, after) = (repaired.original(), repaired.text.as_str());
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let read = input::text::read(&text);
    let lines = read.pages.iter().flat_map(|page| &page.lines);
    let given: Vec<String> = lines.flat_map(|line| words(&line.text())).collect();
    assert_eq!(words(&before), given, "the original is lost; repaired it is {after:?}");
}

/// Repair and structure of a text: the values of the record stand within its text.
pub fn structure(bytes: &[u8]) {
    let record = CONVERTER.convert_text(&String::from_utf8_lossy(bytes));
    let length = record.text.chars().count();
    let json = serde_json::to_value(&record).expect("a record is JSON");
    for (pointer, evidence) in &record.evidence {
        let [start, end] = evidence.span;
        assert!(start <= end && end <= length, "{pointer}: {start} to {end} of {length} characters");
        assert!(json.pointer(pointer).is_some(), "{pointer} leads nowhere");
    }
}

/// Reads the bytes as what they are said or seen to be, and brings what came out into reading order.
fn lay_out(bytes: &[u8], format: Option<Format>) {
    // A fuzzer's memory and time are for many small inputs.
    let limits = Limits { max_pages: 100, max_pixels: 4_000_000, ..Limits::default() };
    let reading = Reading { format, limits, ..Reading::with(Some(&Blind)) };
    if let Ok((document, _)) = input::read_bytes(Path::new("hostile"), bytes, &reading) {
        let count = document.pages.len();
        assert!(count <= limits.max_pages as usize, "{count} pages");
        let _ = layout::arrange(document);
    }
}

static CONVERTER: LazyLock<Converter<'static>> = LazyLock::new(|| {
    static DICTIONARY: LazyLock<Dictionary> =
        LazyLock::new(|| Dictionary::embedded().expect("the built-in dictionary opens"));
    Converter::new(&DICTIONARY)
});

/// An engine that sees nothing: it makes images be decoded.
struct Blind;

impl OcrEngine for Blind {
    fn info(&self) -> justera::Result<EngineInfo> {
        Ok(EngineInfo { name: "blind".to_owned(), languages: Vec::new() })
    }

    fn read(&self, image: &GreyImage) -> justera::Result<Vec<Line>> {
        assert_eq!(image.pixels.len(), image.width as usize * image.height as usize);
        Ok(Vec::new())
    }
}
