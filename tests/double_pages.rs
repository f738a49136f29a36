//! Double pages: two pages in one image become two pages, and a wide table stays one.
#![cfg(feature = "ocr")]

use image::{GrayImage, Luma, imageops};
use justera::diagnostic::Diagnostic;
use justera::input::{self, DoublePages, Reading};
use justera::ocr::{EngineInfo, GreyImage, OcrEngine, Settings, TesseractPool};
use justera::page::{Document, Line, Word};
use std::io::Cursor;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn page(name: &str) -> GrayImage {
    image::open(fixture(name)).expect("a page of a fixture").into_luma8()
}

/// Two pages side by side, the right one laid on a little lower.
fn beside(left: &GrayImage, right: &GrayImage) -> GrayImage {
    let size = (left.width() + right.width(), left.height().max(right.height()));
    let mut both = GrayImage::from_pixel(size.0, size.1, Luma([255]));
    imageops::replace(&mut both, left, 0, 0);
    imageops::replace(&mut both, right, i64::from(left.width()), 11);
    both
}

/// The same with the shadow that the fold of a book throws.
fn with_shadow(mut image: GrayImage, at: u32) -> GrayImage {
    for (x, _, pixel) in image.enumerate_pixels_mut() {
        let away = (f64::from(x) - f64::from(at)) / 25.0;
        pixel.0[0] = pixel.0[0].saturating_sub((130.0 * (-away * away).exp()) as u8);
    }
    image
}

fn png(image: &GrayImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).expect("it is encoded");
    bytes.into_inner()
}

/// Reads one word from corner to corner.
struct Corners;

impl OcrEngine for Corners {
    fn info(&self) -> justera::Result<EngineInfo> {
        Ok(EngineInfo { name: "corners 1".into(), languages: Vec::new() })
    }

    fn read(&self, image: &GreyImage) -> justera::Result<Vec<Line>> {
        let bbox = Some(justera::geometry::BBox::new(0, 0, image.width, image.height));
        let word = Word { text: "sammanträde".into(), bbox, confidence: Some(0.9), ..Word::default() };
        Ok(vec![Line { words: vec![word], bbox }])
    }
}

fn read(bytes: &[u8], engine: &dyn OcrEngine, double_pages: DoublePages) -> (Document, Vec<Diagnostic>) {
    let reading = Reading { double_pages, ..Reading::with(Some(engine)) };
    input::read_bytes(Path::new("spread.png"), bytes, &reading).expect("an image")
}

fn codes(found: &[Diagnostic]) -> Vec<(&str, Option<u32>)> {
    found.iter().map(|finding| (finding.code, finding.page)).collect()
}

/// First pages of fixtures, the left and the right one of a double page.
const PAIRS: [(&str, &str); 6] = [
    ("ks-are-2023-03-14.p1.png", "kf-nora-2004-11-24.p1.png"),
    ("kf-pitea-2021-06-21.p1.png", "kf-pitea-2021-06-21.p2.png"),
    ("kommunalnamnd-lit-1931-11-07.p1.png", "kommunalstamma-gnarp-1893-10-14.p1.png"),
    ("kf-hudiksvall-2019-11-25.p1.png", "kf-hudiksvall-2019-11-25.p2.png"),
    ("forening-harnon-2019-03-24.p1.png", "idrottsforening-ljusdal-2023-09-05.p1.png"),
    ("direktionen-saltanasset-2018-11-29.p1.png", "direktionen-saltanasset-2018-11-29.p2.png"),
];

#[test]
fn pages_with_a_gutter_are_parted_and_keep_their_places() {
    for (left, right) in PAIRS {
        let (left, right) = (page(left), page(right));
        let spread = with_shadow(beside(&left, &right), left.width());
        let (document, found) = read(&png(&spread), &Corners, DoublePages::Auto);
        assert_eq!(document.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(codes(&found), [("double-page", Some(1))]);
        let boxes: Vec<_> =
            document.pages.iter().map(|page| page.lines[0].words[0].bbox.expect("a place")).collect();
        assert!(boxes[0].x1.abs_diff(left.width()) < 20, "{boxes:?}");
        assert_eq!((boxes[0].x1, boxes[1].x1), (boxes[1].x0, spread.width()));
        let whole = Some((spread.width(), spread.height()));
        assert!(document.pages.iter().all(|page| page.size == whole));
        let (document, found) = read(&png(&spread), &Corners, DoublePages::Never);
        assert_eq!((document.pages.len(), found), (1, Vec::new()));
    }
}

#[test]
fn wide_tables_stay_one_page() {
    let mut count = 0;
    for entry in std::fs::read_dir(fixture("images/landscape")).expect("the fixtures are there") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a fixture");
        let (document, found) = read(&bytes, &Corners, DoublePages::Auto);
        assert_eq!((document.pages.len(), found), (1, Vec::new()), "{}", path.display());
        assert_eq!(read(&bytes, &Corners, DoublePages::Split).0.pages.len(), 2);
        count += 1;
    }
    assert!(count >= 4, "{count} tables");
}

#[test]
fn a_double_page_reads_like_its_pages() {
    let names = ("kommunalnamnd-lit-1931-11-07.p1.png", "natverk-norrbotten-2024-04-18.p1.png");
    let (left, right) = (page(names.0), page(names.1));
    let pool = TesseractPool::new(Settings::default());
    let spread = with_shadow(beside(&left, &right), left.width());
    let (document, _) = read(&png(&spread), &pool, DoublePages::Auto);
    let words = |document: &Document, page: usize| -> Vec<String> {
        let lines = document.pages[page].lines.iter();
        lines.flat_map(|line| &line.words).map(|word| word.text.clone()).collect()
    };
    for (at, single) in [left, right].iter().enumerate() {
        let (alone, _) = read(&png(single), &pool, DoublePages::Auto);
        let (alone, parted) = (words(&alone, 0), words(&document, at));
        let same = alone.iter().filter(|word| parted.contains(word)).count();
        assert!(alone.len() > 50 && same * 100 >= alone.len() * 97, "{same} of {}", alone.len());
    }
}

#[test]
fn a_double_page_on_its_side_is_set_upright_and_then_cut() {
    let names = ("kommunalnamnd-lit-1931-11-07.p1.png", "natverk-norrbotten-2024-04-18.p1.png");
    let (left, right) = (page(names.0), page(names.1));
    let pool = TesseractPool::new(Settings::default());
    let spread = with_shadow(beside(&left, &right), left.width());
    let (upright, _) = read(&png(&spread), &pool, DoublePages::Auto);
    let (document, found) = read(&png(&imageops::rotate270(&spread)), &pool, DoublePages::Auto);
    let told = [("double-page", Some(1)), ("page-turned", Some(1)), ("page-turned", Some(2))];
    assert_eq!(codes(&found), told);
    assert_eq!(document.pages, upright.pages);
    let (document, _) = read(&png(&imageops::rotate90(&spread)), &pool, DoublePages::Never);
    assert_eq!(document.pages.len(), 1);
}

/// A PDF of a double page as an image, and of a page of text behind it.
fn pdf(spread: &GrayImage) -> Vec<u8> {
    let (width, height) = (spread.width(), spread.height());
    let (points_wide, points_high) = (width * 72 / 200, height * 72 / 200);
    let text: String = (0..20).map(|row| format!("BT /F 11 Tf 60 {} Td (Kommunstyrelsen beslutar att godk\\344nna protokollet f\\366r \\345ret.) Tj ET\n", 760 - 20 * row)).collect();
    let stream = |head: &str, data: &[u8]| {
        [format!("<< {head} /Length {} >>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
    };
    let page = |media: &str, resources: &str, contents: u32| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {media}] /Resources << {resources} >> /Contents {contents} 0 R >>").into_bytes()
    };
    let image = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace /DeviceGray"
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_vec(),
        page(&format!("{points_wide} {points_high}"), "/XObject << /I 6 0 R >>", 5),
        page(
            "595 842",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>",
            7,
        ),
        stream("", format!("q {points_wide} 0 0 {points_high} 0 0 cm /I Do Q").as_bytes()),
        stream(&image, spread),
        stream("", text.as_bytes()),
    ];
    let (mut out, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        out.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let table = out.len();
    let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    out.extend(format!("xref\n0 8\n0000000000 65535 f \n{rows}trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

#[test]
fn pages_behind_a_double_page_of_a_pdf_get_the_next_numbers() {
    let (left, right) = (page(PAIRS[0].0), page(PAIRS[0].1));
    let spread = with_shadow(beside(&left, &right), left.width());
    let (document, found) = read(&pdf(&spread), &Corners, DoublePages::Auto);
    assert_eq!(document.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3]);
    let first = |page: usize| document.pages[page].lines[0].words[0].text.as_str();
    assert_eq!([0, 1, 2].map(first), ["sammanträde", "sammanträde", "Kommunstyrelsen"]);
    assert_eq!(codes(&found), [("text-layer", Some(1)), ("double-page", Some(1))]);
    let (document, _) = read(&pdf(&spread), &Corners, DoublePages::Never);
    assert_eq!(document.pages.len(), 2);
}
