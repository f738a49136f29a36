//! ALTO 1 to 4.4, as ABBYY, docWorks, Tesseract, Transkribus and others write it.

use super::place;
use super::xml::{self, Element, Markup, Visitor, last_of};
use crate::geometry::BBox;
use crate::page::{Document, Format, OcrInfo, Page, Reading, Word};

/// Reads ALTO.
///
/// # Errors
/// The reason, for people, with the line.
pub(super) fn read(text: &str) -> Result<Document, String> {
    let mut reader = Alto::default();
    xml::walk(text, Markup::Xml, &mut reader)?;
    if reader.pages.is_empty() {
        return Err("it is ALTO without a page (element Page)".to_owned());
    }
    let confidences = Confidences::of(&reader.pages);
    let pages: Vec<Page> = reader
        .pages
        .into_iter()
        .zip(1..)
        .map(|(page, number)| Page {
            number,
            size: page.size,
            resolution: reader.resolution,
            lines: page.lines.into_iter().filter_map(|line| line.finished(confidences)).collect(),
        })
        .collect();
    let engine = [reader.software.trim(), reader.version.trim()].join(" ").trim().to_owned();
    let ocr = (!engine.is_empty()).then(|| OcrInfo {
        engine,
        languages: Vec::new(),
        mean_confidence: place::mean_confidence(pages.iter().flat_map(|page| &page.lines)),
    });
    Ok(Document { format: Format::Alto, pages, ocr })
}

#[derive(Default)]
struct Alto {
    pages: Vec<AltoPage>,
    /// Units an inch, where lengths are not in pixels: the page is then as if scanned so.
    resolution: Option<u32>,
    software: String,
    version: String,
    reads: Option<Reads>,
}

/// Which element's characters are being read.
#[derive(Debug, Clone, Copy)]
enum Reads {
    Unit,
    Software,
    Version,
    Alternative,
}

#[derive(Default)]
struct AltoPage {
    size: Option<(u32, u32)>,
    lines: Vec<AltoLine>,
}

#[derive(Default)]
struct AltoLine {
    bbox: Option<BBox>,
    words: Vec<AltoWord>,
}

/// A `String`.
struct AltoWord {
    text: String,
    bbox: Option<BBox>,
    /// `WC`, as written.
    sure: Option<f64>,
    /// Mean of the digits of `CC`.
    letters: Option<f64>,
    /// First part of a word that goes on on the next line.
    is_first_part: bool,
    alternatives: Vec<String>,
}

impl Visitor for Alto {
    fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "MeasurementUnit" => self.reads = Some(Reads::Unit),
            "softwareName" if self.software.is_empty() => self.reads = Some(Reads::Software),
            "softwareVersion" if self.version.is_empty() => self.reads = Some(Reads::Version),
            "Page" => {
                let side = |name| element.number(name).and_then(place::side);
                self.pages.push(AltoPage { size: side("WIDTH").zip(side("HEIGHT")), lines: Vec::new() });
            }
            "TextLine" => {
                let line = AltoLine { bbox: bbox(element), words: Vec::new() };
                self.page().lines.push(line);
            }
            "String" => {
                let word = AltoWord::of(element);
                self.line().words.push(word);
            }
            // The standard has it as characters; some programs write it as CONTENT.
            "ALTERNATIVE" => {
                let content = element.get("CONTENT").unwrap_or_default().to_owned();
                self.reads = Some(Reads::Alternative);
                if let Some(word) = self.line().words.last_mut() {
                    word.alternatives.push(content);
                }
            }
            // Whatever it holds, and many hold nothing, it stands for the hyphen that is printed.
            "HYP" => self.line().words.last_mut().into_iter().for_each(|word| word.is_first_part = true),
            _ => {}
        }
    }

    fn close(&mut self, _: &str) {
        self.reads = None;
    }

    fn text(&mut self, text: &str) {
        match self.reads {
            Some(Reads::Unit) => {
                self.resolution = match text.trim() {
                    "mm10" => Some(254),
                    "inch1200" => Some(1200),
                    _ => self.resolution,
                }
            }
            Some(Reads::Alternative) => {
                let other = self.line().words.last_mut().and_then(|word| word.alternatives.last_mut());
                if let Some(other) = other {
                    other.push_str(text);
                }
            }
            Some(Reads::Software) => self.software.push_str(text),
            Some(Reads::Version) => self.version.push_str(text),
            None => {}
        }
    }
}

impl Alto {
    fn page(&mut self) -> &mut AltoPage {
        last_of(&mut self.pages)
    }

    fn line(&mut self) -> &mut AltoLine {
        last_of(&mut self.page().lines)
    }
}

fn bbox(element: &Element) -> Option<BBox> {
    let number = |name| element.number(name);
    place::corner_and_size(number("HPOS")?, number("VPOS")?, number("WIDTH")?, number("HEIGHT")?)
}

impl AltoWord {
    fn of(element: &Element) -> Self {
        Self {
            text: element.get("CONTENT").unwrap_or_default().to_owned(),
            bbox: bbox(element),
            sure: element.number("WC"),
            letters: element.get("CC").and_then(letters),
            is_first_part: element.get("SUBS_TYPE") == Some("HypPart1"),
            alternatives: Vec::new(),
        }
    }
}

/// The mean of `CC`: digits with or without blanks between them.
fn letters(written: &str) -> Option<f64> {
    let parts: Vec<&str> = written.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let digits: Vec<f64> = if let [run] = parts.as_slice() {
        run.chars().filter_map(|c| c.to_digit(10)).map(f64::from).collect()
    } else {
        parts.iter().filter_map(|part| part.parse().ok()).filter(|value: &f64| value.is_finite()).collect()
    };
    (!digits.is_empty()).then(|| digits.iter().sum::<f64>() / digits.len() as f64)
}

/// How a document writes confidences. The standard has `WC` from 0 to 1 and `CC` with 0 for sure; programs also write `WC` in
/// percent, and `CC` with 9 for sure.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Confidences {
    wc_full: f64,
    nine_is_sure: bool,
}

impl Confidences {
    fn of(pages: &[AltoPage]) -> Self {
        let words = || pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
        let percent = words().any(|word| word.sure.is_some_and(|wc| wc > 1.0));
        Self { wc_full: if percent { 100.0 } else { 1.0 }, nine_is_sure: nine_is_sure(words()) }
    }

    fn of_word(self, word: &AltoWord) -> Option<f32> {
        let share = word.sure.map(|wc| wc / self.wc_full).or_else(|| {
            word.letters.map(|digit| if self.nine_is_sure { digit / 9.0 } else { 1.0 - digit / 9.0 })
        })?;
        Some(share.clamp(0.0, 1.0) as f32)
    }
}

/// Whether `CC` grows with `WC`; where they do not stand side by side, whether most letters have high digits, as readings that
/// are kept are sure for the most part.
fn nine_is_sure<'a>(words: impl Iterator<Item = &'a AltoWord> + Clone) -> bool {
    let pairs = || words.clone().filter_map(|word| word.sure.zip(word.letters));
    let count = pairs().count() as f64;
    let (wc, cc) = pairs().fold((0.0, 0.0), |(wc, cc), pair| (wc + pair.0 / count, cc + pair.1 / count));
    let together: f64 = pairs().map(|pair| (pair.0 - wc) * (pair.1 - cc)).sum();
    if together != 0.0 {
        return together > 0.0;
    }
    let digits: Vec<f64> = words.filter_map(|word| word.letters).collect();
    digits.iter().sum::<f64>() > 4.5 * digits.len() as f64
}

impl AltoLine {
    fn finished(self, confidences: Confidences) -> Option<crate::page::Line> {
        let placed = self.words.iter().all(|word| word.bbox.is_some());
        let single = self.words.len() == 1;
        let mut words: Vec<Word> = Vec::with_capacity(self.words.len());
        for word in self.words {
            words.extend(word.finished(confidences, single));
        }
        if !placed {
            // As well as can be told from the box of the line.
            let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            let places = place::words_of_line(&text.join(" "), self.bbox, None);
            words.iter_mut().zip(places).for_each(|(word, placed)| word.bbox = placed.bbox);
        }
        place::line(words, self.bbox)
    }
}

impl AltoWord {
    /// Usually one word; a whole line where the program marks no words.
    fn finished(self, confidences: Confidences, is_line: bool) -> Vec<Word> {
        let confidence = confidences.of_word(&self);
        let several = self.text.split_whitespace().nth(1).is_some();
        let mut words = if several && is_line {
            place::words_of_line(&self.text, self.bbox, confidence)
        } else {
            place::words(&self.text, self.bbox, confidence)
        };
        if let Some(last) = words.last_mut()
            && self.is_first_part
            && !last.text.ends_with(['-', '\u{ad}', '¬'])
        {
            last.text.push('-');
        }
        if let [word] = words.as_mut_slice() {
            word.alternatives = self
                .alternatives
                .into_iter()
                .filter(|text| !text.trim().is_empty())
                .map(|text| Reading {
                    text: text.trim().to_owned(),
                    confidence: 0.0,
                    language: String::new(),
                })
                .collect();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Line;

    fn document(lines: &str) -> Document {
        let text = format!(
            "<?xml version='1.0'?><alto xmlns='http://www.loc.gov/standards/alto/ns-v2#'><Description>\
             <MeasurementUnit>mm10</MeasurementUnit><OCRProcessing><ocrProcessingStep><processingSoftware>\
             <softwareName>FineReader</softwareName><softwareVersion>8.1</softwareVersion></processingSoftware>\
             </ocrProcessingStep></OCRProcessing></Description><Layout><Page WIDTH='2100' HEIGHT='2970'>\
             <PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace></Page></Layout></alto>"
        );
        read(&text).expect("ALTO")
    }

    fn texts(document: &Document) -> Vec<String> {
        document.pages.iter().flat_map(|page| &page.lines).map(Line::text).collect()
    }

    fn confidences(lines: &str) -> Vec<f32> {
        let document = document(lines);
        let words = document.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
        words.map(|word| word.confidence.expect("one")).collect()
    }

    #[test]
    fn pages_lines_words_and_boxes() {
        let document = document(
            "<TextLine HPOS='10' VPOS='20' WIDTH='100' HEIGHT='30'>\
             <String CONTENT='Åsa' HPOS='10' VPOS='20' WIDTH='30' HEIGHT='30' WC='0.9'/><SP/>\
             <String CONTENT='Öberg' HPOS='50' VPOS='20' WIDTH='60.4' HEIGHT='30' WC='0.5'>\
             <ALTERNATIVE PURPOSE='x' CONTENT='Oberg'/><ALTERNATIVE>Oborg</ALTERNATIVE></String></TextLine>",
        );
        assert_eq!(texts(&document), ["Åsa Öberg"]);
        let page = &document.pages[0];
        assert_eq!((page.size, page.resolution), (Some((2100, 2970)), Some(254)));
        let word = &page.lines[0].words[1];
        assert_eq!((word.bbox, word.confidence), (Some(BBox::new(50, 20, 111, 50)), Some(0.5)));
        assert_eq!(word.alternatives[0].text, "Oberg");
        assert_eq!(document.ocr.expect("named").engine, "FineReader 8.1");
    }

    #[test]
    fn hyphens_come_from_hyp_from_the_word_or_from_its_part() {
        let document = document(
            "<TextLine><String CONTENT='kom' SUBS_TYPE='HypPart1' SUBS_CONTENT='kommun'/><HYP CONTENT='-'/></TextLine>\
             <TextLine><String CONTENT='mun' SUBS_TYPE='HypPart2' SUBS_CONTENT='kommun'/>\
             <String CONTENT='sty'/><HYP CONTENT=''/></TextLine>\
             <TextLine><String CONTENT='rel-'/><HYP CONTENT='-'/></TextLine>\
             <TextLine><String CONTENT='se' SUBS_TYPE='HypPart1'/></TextLine>",
        );
        assert_eq!(texts(&document), ["kom-", "mun sty-", "rel-", "se-"]);
    }

    #[test]
    fn confidences_of_either_convention() {
        let word = |attributes: &str| format!("<String CONTENT='ab' {attributes}/>");
        let line = |words: &[&str]| {
            let words: String = words.iter().map(|attributes| word(attributes)).collect();
            confidences(&format!("<TextLine>{words}</TextLine>"))
        };
        assert_eq!(line(&["WC='0.5' CC='9 9'", "WC='1'"]), [0.5, 1.0]);
        assert_eq!(line(&["WC='50'", "WC='100'"]), [0.5, 1.0]);
        assert_eq!(line(&["WC='0.9' CC='0 0'", "WC='0.2' CC='8 9'", "CC='00'"]), [0.9, 0.2, 1.0]);
        assert_eq!(line(&["WC='0.9' CC='9 9'", "WC='0.2' CC='1 0'", "CC='99'"]), [0.9, 0.2, 1.0]);
        assert_eq!(line(&["CC='0 0'", "CC='0 9'"]), [1.0, 0.5]);
        assert_eq!(line(&["CC='9 9'", "CC='9 9'"]), [1.0, 1.0]);
    }

    #[test]
    fn places_that_are_missing_come_from_the_line() {
        let document = document(
            "<TextLine HPOS='10' VPOS='20' WIDTH='100' HEIGHT='30'><String CONTENT='Val'/><String CONTENT='av'/></TextLine>\
             <TextLine HPOS='10' VPOS='60' WIDTH='100' HEIGHT='30'>\
             <String CONTENT='av ordförande' HPOS='10' VPOS='60' WIDTH='100' HEIGHT='30'/></TextLine>",
        );
        assert_eq!(texts(&document), ["Val av", "av ordförande"]);
        let words = document.pages[0].lines.iter().flat_map(|line| &line.words);
        assert!(words.into_iter().all(|word| word.bbox.is_some()));
    }

    #[test]
    fn a_document_without_a_page_is_refused() {
        assert!(read("<alto><Layout/></alto>").expect_err("none").contains("without a page"));
    }
}
