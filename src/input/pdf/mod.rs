//! PDF: the text layer where it can be believed, else the page drawn and read by OCR.

mod layer;
mod poppler;
mod words;

use super::scan::{self, Fate, MAX_SIDE, Scanned};
use super::{DoublePages, Reading, TextLayer, limits, refused};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::ocr::OcrEngine;
use crate::page::{Document, Format, Line, Page};
use layer::{Sight, Verdict};
use poppler::{Failure, Pdf, Picture};
use std::collections::BTreeMap;
use std::path::Path;
use words::TextPage;

/// Pages whose text is asked for in one call.
const PAGES_AT_ONCE: u32 = 50;

/// Pixels an inch at which a page is drawn, if it is no scan of its own resolution.
const RESOLUTION: f64 = 300.0;

/// Resolutions of scans that are kept as they are: less is drawn finer, more is of no use.
const OWN_RESOLUTIONS: std::ops::RangeInclusive<f64> = 200.0..=400.0;

/// Pixels an inch below which nothing can be read.
const LEAST_RESOLUTION: f64 = 70.0;

const POINTS_PER_INCH: f64 = 72.0;

/// Reads a PDF.
pub(super) fn read(path: &Path, bytes: &[u8], reading: &Reading<'_>) -> Result<(Document, Vec<Diagnostic>)> {
    let pdf = Pdf::new(bytes, reading.limits.helper_kib()).map_err(|source| Error::Io {
        path: std::env::temp_dir(),
        source,
        remedy: "make room for a copy of the PDF, or set TMPDIR to another folder",
    })?;
    let fail = |failure| refusal(path, failure);
    let count = pdf.pages().map_err(fail)?;
    if let Some(reason) = reading.limits.too_long(count as usize) {
        return Err(refused(path, &reason, limits::REMEDY));
    }
    let mut found = Vec::new();
    let texts = text_pages(&pdf, count, &mut found).map_err(fail)?;
    // Only a hint: a list that cannot be had leaves the layers to be judged by their letters.
    let pictures = pdf.pictures().unwrap_or_default();
    let verdicts = judge(&texts, &pictures, reading.text_layer);
    let engine = reading.ocr;
    let to_read: Vec<u32> =
        (1..).zip(&verdicts).filter(|(_, verdict)| is_read_again(**verdict)).map(|(page, _)| page).collect();
    found.extend(layer_notes(&verdicts, engine.is_some()));
    let is_used = |page: &u32| !(engine.is_some() && to_read.contains(page));
    let left_out = texts.iter().zip(1..).filter(|(_, page)| is_used(page));
    found.extend(left_out.filter_map(|(text, page)| sideways_note(text, page)));
    let mut pages: Vec<Page> = texts.iter().zip(1..).map(|(text, number)| text.page(number)).collect();
    let mut ocr = None;
    if let (Some(engine), false) = (engine, to_read.is_empty()) {
        let sights = Sights { texts: &texts, pictures: &pictures, pixels: reading.limits.pixels() };
        let scanned = read_again(&pdf, engine, &to_read, sights, reading.double_pages)?;
        ocr = Some(scanned.ocr());
        pages = merged(pages, scanned, &mut found);
    }
    let is_empty = pages.iter().all(|page| page.lines.is_empty());
    let mut failed = found.iter().filter(|finding| finding.severity == Severity::Error).peekable();
    if let (true, Some(first)) = (is_empty, failed.peek().map(|finding| finding.message.clone()))
        && failed.count() == to_read.len()
    {
        let reason = format!("no page of it could be read. {first}");
        return Err(refused(path, &reason, "look at the pages, or give page images or the text"));
    }
    if is_empty && engine.is_none() && reading.text_layer == TextLayer::Auto {
        let reason = "its pages are images without a text layer, and no OCR engine was given";
        return Err(refused(path, reason, "give an engine (feature `ocr`), or the text of the pages"));
    }
    Ok((Document { format: Format::Pdf, pages, ocr }, found))
}

/// The document of text layers as poppler tells them.
pub(super) fn of_layer(told: &str) -> Document {
    let pages = words::pages(told);
    let pages = pages.iter().zip(1..).map(|(text, number)| text.page(number)).collect();
    Document { format: Format::Pdf, pages, ocr: None }
}

fn refusal(path: &Path, failure: Failure) -> Error {
    match failure {
        Failure::NotInstalled(remedy) => {
            refused(path, "PDF is read with poppler's programs, which are not installed", &remedy)
        }
        Failure::Encrypted => {
            let remedy = "save it without one (qpdf --decrypt --password=…), and convert that";
            refused(path, "the PDF is encrypted and asks for a password", remedy)
        }
        Failure::Other(reason) => {
            refused(path, &reason, "copy it again from its source, or print it to a new PDF")
        }
    }
}

/// The text layers of all pages; one that cannot be had is empty and told.
fn text_pages(
    pdf: &Pdf,
    count: u32,
    found: &mut Vec<Diagnostic>,
) -> std::result::Result<Vec<TextPage>, Failure> {
    let mut texts = Vec::new();
    for first in (1..=count).step_by(PAGES_AT_ONCE as usize) {
        let last = first.saturating_add(PAGES_AT_ONCE - 1).min(count);
        let several = pdf.text(first, last).map(|text| words::pages(&text));
        match several {
            Ok(pages) if pages.len() as u32 == last - first + 1 => texts.extend(pages),
            Err(failure @ (Failure::NotInstalled(_) | Failure::Encrypted)) => return Err(failure),
            // One of them is at fault.
            _ => texts.extend((first..=last).map(|page| text_page(pdf, page, found))),
        }
    }
    Ok(texts)
}

fn text_page(pdf: &Pdf, page: u32, found: &mut Vec<Diagnostic>) -> TextPage {
    match pdf.text(page, page).map(|text| words::pages(&text).into_iter().next()) {
        Ok(Some(text)) => text,
        Ok(None) => TextPage::default(),
        Err(failure) => {
            let reason = match failure {
                Failure::Other(reason) => reason,
                Failure::Encrypted => "it asks for a password".to_owned(),
                Failure::NotInstalled(remedy) => remedy,
            };
            let message = format!("The text layer of the page could not be read: {reason}.");
            found.push(Diagnostic::warning("text-layer-damaged", Some(page), message));
            TextPage::default()
        }
    }
}

fn judge(texts: &[TextPage], pictures: &[Picture], wanted: TextLayer) -> Vec<Verdict> {
    match wanted {
        TextLayer::Use => return vec![Verdict::Good; texts.len()],
        TextLayer::Ignore => return vec![Verdict::Missing; texts.len()],
        TextLayer::Auto => {}
    }
    let sights: Vec<Sight> = texts
        .iter()
        .zip(1..)
        .map(|(text, number)| Sight {
            text: text.text(),
            covered: page_picture(text, number, pictures).map_or(0.0, |(share, _)| share),
        })
        .collect();
    layer::judge(&sights)
}

/// The largest image of a page: the share of the page that it covers, and its resolution.
fn page_picture(text: &TextPage, number: u32, pictures: &[Picture]) -> Option<(f64, f64)> {
    let (width, height) = (text.points.0 / POINTS_PER_INCH, text.points.1 / POINTS_PER_INCH);
    let share = |picture: &Picture| {
        let (a, b) = picture.inches;
        // An image may be turned on its page.
        let upright = a.min(width) * b.min(height);
        let turned = b.min(width) * a.min(height);
        upright.max(turned) / (width * height).max(0.01)
    };
    pictures
        .iter()
        .filter(|picture| picture.page == number)
        .map(|picture| (share(picture), picture.resolution))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

fn is_read_again(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Good | Verdict::LettersLostForGood)
}

/// What to say of the layers that are not good, a finding for each kind.
fn layer_notes(verdicts: &[Verdict], can_read: bool) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<Verdict, Vec<u32>> = BTreeMap::new();
    for (verdict, page) in verdicts.iter().zip(1..).filter(|(verdict, _)| **verdict != Verdict::Good) {
        kinds.entry(*verdict).or_default().push(page);
    }
    kinds.into_iter().map(|(verdict, pages)| layer_note(verdict, &pages, can_read)).collect()
}

fn layer_note(verdict: Verdict, pages: &[u32], can_read: bool) -> Diagnostic {
    let what = match verdict {
        Verdict::Good | Verdict::Missing => "there is no text layer in use",
        Verdict::Thin => "the text layer holds a few words over an image of the page",
        Verdict::Garbage => "the text layer holds characters without meaning",
        Verdict::LettersLost | Verdict::LettersLostForGood => "the text layer has lost å, ä and ö",
    };
    let then = match (verdict, can_read) {
        (Verdict::LettersLostForGood, _) => "there is no image to read them from, repair has to do",
        (_, true) => "read by OCR",
        (_, false) => "no OCR engine was given, so it is taken as it is",
    };
    let first = pages.first().copied();
    let page = first.filter(|_| pages.len() == 1);
    let message = format!("{}: {what}; {then}.", ranges(pages));
    if verdict == Verdict::Missing && can_read {
        Diagnostic::info("text-layer", page, message)
    } else {
        Diagnostic::warning("text-layer", page, message)
    }
}

/// Words set sideways are none of the page's lines; that they were there is said.
fn sideways_note(text: &TextPage, page: u32) -> Option<Diagnostic> {
    let first = text.sideways.first()?;
    let count = text.sideways.len();
    let message = format!("{count} words set sideways were left out, the first of them “{first}”.");
    Some(Diagnostic::warning("sideways-text", Some(page), message))
}

/// `Page 3`, `Pages 1–4, 9`.
fn ranges(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let run = |&(a, b): &(u32, u32)| if a == b { a.to_string() } else { format!("{a}–{b}") };
    let list: Vec<String> = runs.iter().map(run).collect();
    format!("Page{} {}", if pages.len() == 1 { "" } else { "s" }, list.join(", "))
}

/// What tells how to draw a page.
#[derive(Clone, Copy)]
struct Sights<'a> {
    texts: &'a [TextPage],
    pictures: &'a [Picture],
    /// Most pixels of a page.
    pixels: u64,
}

/// Draws pages and reads them by OCR.
fn read_again(
    pdf: &Pdf,
    engine: &dyn OcrEngine,
    numbers: &[u32],
    sights: Sights<'_>,
    double_pages: DoublePages,
) -> Result<Scanned> {
    let draw = |&number: &u32| {
        let text = &sights.texts[number as usize - 1];
        let drawn = resolution(text, number, sights.pictures, sights.pixels).and_then(|dpi| {
            pdf.draw(number, dpi).map_err(|failure| match failure {
                Failure::Other(reason) => reason,
                Failure::NotInstalled(remedy) => remedy,
                Failure::Encrypted => "it asks for a password".to_owned(),
            })
        });
        (number, drawn)
    };
    scan::read_pages(engine, numbers.iter().map(draw), double_pages)
}

/// Puts what was read again in its places. What could not be drawn or read keeps its text layer, if it has one. Where a page turns out
/// to be two, those behind it get other numbers, and so do the findings on them.
fn merged(layers: Vec<Page>, mut scanned: Scanned, found: &mut Vec<Diagnostic>) -> Vec<Page> {
    let doubled: Vec<u32> =
        scanned.images.iter().filter(|image| image.pages.len() > 1).map(|image| image.number).collect();
    let anew = |number: u32| number + doubled.partition_point(|&doubled| doubled < number) as u32;
    scanned.number_anew(|image| anew(image.number));
    found.iter_mut().for_each(|finding| finding.page = finding.page.map(anew));
    found.extend(scanned.diagnostics());
    let mut read: BTreeMap<u32, Vec<Page>> = BTreeMap::new();
    for image in scanned.images {
        let is_read = image.pages.iter().any(|(_, fate)| matches!(fate, Fate::Read | Fate::Turned(_)));
        if is_read || image.pages.len() > 1 {
            read.insert(image.number, image.pages.into_iter().map(|(page, _)| page).collect());
        }
    }
    let layers = layers.into_iter().flat_map(|page| {
        read.remove(&page.number).unwrap_or_else(|| vec![Page { number: anew(page.number), ..page }])
    });
    layers.collect()
}

/// Pixels an inch at which to draw a page: its scan's own, where that is a good one, within the bounds of an image.
fn resolution(
    text: &TextPage,
    number: u32,
    pictures: &[Picture],
    pixels: u64,
) -> std::result::Result<u32, String> {
    let own = page_picture(text, number, pictures)
        .filter(|&(share, resolution)| share > 0.5 && resolution >= *OWN_RESOLUTIONS.start())
        .map(|(_, resolution)| resolution.min(*OWN_RESOLUTIONS.end()));
    let (width, height) = (text.points.0 / POINTS_PER_INCH, text.points.1 / POINTS_PER_INCH);
    let bound = (pixels as f64 / (width * height).max(1e-6)).sqrt();
    let bound = bound.min(f64::from(MAX_SIDE) / width.max(height).max(1e-3));
    let resolution = own.unwrap_or(RESOLUTION).min(bound);
    if resolution < LEAST_RESOLUTION {
        return Err(format!("the page is {width:.0} × {height:.0} inches large, too large to be drawn"));
    }
    Ok(resolution.round() as u32)
}

impl TextPage {
    fn page(&self, number: u32) -> Page {
        let pixels = |points: f64| (points * words::PIXELS_PER_POINT).round().max(0.0) as u32;
        let size = (pixels(self.points.0), pixels(self.points.1));
        let lines: Vec<Line> = self.lines.clone();
        Page { number, size: Some(size), resolution: Some(words::RESOLUTION), lines }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 100_000_000;

    #[test]
    fn pages_are_named_in_ranges() {
        assert_eq!(ranges(&[4]), "Page 4");
        assert_eq!(ranges(&[1, 2, 3, 7]), "Pages 1–3, 7");
    }

    #[test]
    fn pages_are_drawn_at_their_own_resolution_within_bounds() {
        let page = |points| TextPage { points, ..TextPage::default() };
        let a4 = page((595.0, 842.0));
        let scan = |resolution| [Picture { page: 1, inches: (8.2, 11.6), resolution }];
        assert_eq!(resolution(&a4, 1, &[], MOST), Ok(300));
        assert_eq!(resolution(&a4, 1, &scan(240.0), MOST), Ok(240));
        assert_eq!(resolution(&a4, 1, &scan(96.0), MOST), Ok(300));
        assert_eq!(resolution(&a4, 1, &scan(1200.0), MOST), Ok(400));
        assert_eq!(resolution(&page((5000.0, 5000.0)), 1, &[], MOST), Ok(144));
        assert!(resolution(&page((200_000.0, 200_000.0)), 1, &[], MOST).is_err());
    }

    #[test]
    fn what_is_bad_is_said_once_a_kind() {
        let notes = layer_notes(&[Verdict::Good, Verdict::Missing, Verdict::Missing, Verdict::Garbage], true);
        let told: Vec<&str> = notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("Pages 2–3: ") && told[1].starts_with("Page 4: "), "{told:?}");
        assert_eq!(notes[1].page, Some(4));
    }
}
