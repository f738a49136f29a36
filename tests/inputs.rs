//! Inputs of every kind, whole and broken: a document, or an error that names the file, the reason and a remedy.
#![cfg(feature = "ocr")]

use justera::diagnostic::Diagnostic;
use justera::error::Error;
use justera::input::Reading;
use justera::ocr::{Settings, TesseractPool};
use justera::page::{Document, Format, Line};
use justera::{input, layout};
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn read(name: &str) -> Result<(Document, Vec<Diagnostic>), Error> {
    let pool = TesseractPool::new(Settings::default());
    input::read_file(&fixture(name), &Reading::with(Some(&pool)))
}

fn lines(document: Document) -> Vec<String> {
    let (layout, _) = layout::arrange(document);
    let lines = layout.pages.into_iter().flat_map(|page| page.lines);
    lines.map(|line| Line { words: line.words, bbox: None }.text()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_page_is_read_by_both_models_and_laid_out() {
    let (document, found) = read("images/two-languages.png").expect("a page");
    assert_eq!(found, []);
    let ocr = document.ocr.clone().expect("read by OCR");
    assert!(ocr.engine.starts_with("tesseract ") && ocr.mean_confidence > 0.8, "{ocr:?}");
    assert_eq!(ocr.languages, ["swe", "eng"]);
    assert_eq!((document.pages[0].size, document.pages[0].resolution), (Some((1500, 420)), Some(300)));
    let folded: Vec<String> =
        lines(document).iter().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "§ 12 Val av ordförande",
        "Nämnden beslutar att höja avgiften med 15 % från och med årsskiftet.",
        "Beslutande Åsa Öberg (S), §§ 12-14",
        "Nils Ängmark (M)",
        "Frågor ställs till registrator@nora.example",
    ];
    assert_eq!(folded, expected);
}

#[test]
fn several_threads_share_a_pool_and_read_the_same() {
    let pool = TesseractPool::new(Settings::default());
    let path = fixture("images/two-languages.png");
    let read = || input::read_file(&path, &Reading::with(Some(&pool))).expect("a page").0;
    let documents: Vec<Document> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(read)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(documents.iter().all(|document| *document == documents[0]));
}

#[test]
fn a_blank_page_is_a_page_without_words() {
    let (document, found) = read("broken/blank-page.png").expect("a page");
    assert_eq!(document.pages.len(), 1);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["empty-page"]);
}

#[test]
fn texts_of_old_programs_are_read() {
    for (name, set) in [
        ("broken/latin-1.txt", "Windows-1252"),
        ("broken/windows-1252.txt", "Windows-1252"),
        ("broken/ms-dos.txt", "MS-DOS"),
    ] {
        let (document, found) = read(name).expect("a text");
        let text = lines(document).join("\n");
        assert!(text.contains("Åsa Öberg") && !text.contains('\u{fffd}'), "{name}: {text}");
        assert!(found[0].code == "text-encoding" && found[0].message.contains(set), "{name}: {found:?}");
    }
}

#[test]
fn broken_files_are_refused_with_file_reason_and_remedy() {
    for (name, reason) in [
        ("empty.txt", "0 bytes"),
        ("binary.txt", "no text"),
        ("truncated.png", "damaged"),
        ("truncated.jpg", "cut off"),
        ("100000x100000.tif", "100000 × 100000"),
        ("100000x100000.png", "100000 × 100000"),
        ("bomb.alto.xml", "not expanded"),
        ("external-entity.hocr", "not expanded"),
        ("outside-entity.page.xml", "line 3: &passwd;"),
        ("no-page.alto.xml", "without a page"),
        ("truncated.alto.xml", "ALTO: line "),
        ("truncated.hocr", "hOCR: "),
        ("truncated.page.xml", "PAGE XML: "),
        ("truncated.pdf", "damaged PDF"),
        ("looping.pdf", "damaged PDF"),
        ("zip.pdf", "ZIP archive"),
    ] {
        let error = read(&format!("broken/{name}")).expect_err(name);
        let message = error.to_string();
        assert!(matches!(error, Error::Input { .. }), "{name}: {message}");
        assert!(message.contains(name) && message.contains(reason) && message.contains("; "), "{message}");
    }
}

#[test]
fn a_tiff_whose_pages_lead_in_a_circle_ends() {
    match read("broken/looping.tif") {
        Ok((document, found)) => assert!(document.pages.len() <= 2 && !found.is_empty(), "{found:?}"),
        Err(error) => assert!(error.to_string().contains("looping.tif")),
    }
}

#[test]
fn a_pdf_of_which_no_page_can_be_drawn_is_refused_and_one_that_draws_itself_ends() {
    let message = read("broken/huge-page.pdf").expect_err("no page").to_string();
    assert!(message.contains("huge-page.pdf") && message.contains("too large"), "{message}");
    let (document, _) = read("broken/self-drawing.pdf").expect("a document");
    assert_eq!(document.pages.len(), 1);
}

#[test]
fn places_that_are_none_are_left_out_and_the_words_stay() {
    let (document, _) = read("broken/odd-numbers.alto.xml").expect("a document");
    assert_eq!(document.pages[0].size, None);
    assert_eq!(lines(document), ["Protokoll"]);
}

#[test]
fn what_a_file_is_says_its_content_and_not_its_name() {
    let (document, _) = read("broken/text.pdf").expect("a text");
    assert_eq!(document.format, Format::Text);
}

#[test]
fn a_page_that_takes_too_long_is_empty_and_told() {
    let page_timeout = Some(std::time::Duration::from_millis(1));
    let pool = TesseractPool::new(Settings { page_timeout, ..Settings::default() });
    let reading = Reading::with(Some(&pool));
    let (document, found) = input::read_file(&fixture("images/two-languages.png"), &reading).expect("a page");
    assert!(document.pages[0].lines.is_empty());
    assert!(found[0].code == "page-unread" && found[0].message.contains("longer"), "{found:?}");
}

#[test]
fn a_missing_language_is_named_with_its_package() {
    let languages = vec!["swe".to_owned(), "zzz".to_owned()];
    let pool = TesseractPool::new(Settings { languages, ..Settings::default() });
    let error = input::read_file(&fixture("images/two-languages.png"), &Reading::with(Some(&pool)))
        .expect_err("no zzz");
    assert!(error.to_string().contains("install tesseract-ocr-zzz"), "{error}");
}
