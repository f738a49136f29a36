//! hOCR 1.2: HTML whose classes name pages, lines and words, and whose titles hold their boxes and confidences.

use super::place;
use super::xml::{self, Element, Markup, Visitor};
use crate::geometry::BBox;
use crate::page::{Document, Format, OcrInfo, Page, Reading, Word};

/// Classes of what is a line, or holds lines: the inner one counts.
const LINES: [&str; 7] =
    ["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"];

/// Reads hOCR.
///
/// # Errors
/// The reason, for people, with the line.
pub(super) fn read(text: &str) -> Result<Document, String> {
    let mut reader = Hocr::default();
    xml::walk(text, Markup::Html, &mut reader)?;
    if reader.pages.is_empty() {
        return Err("it is HTML without a page of hOCR (class ocr_page)".to_owned());
    }
    let lines = reader.pages.iter().flat_map(|page| &page.lines);
    let ocr = reader.engine.take().map(|engine| OcrInfo {
        engine,
        languages: Vec::new(),
        mean_confidence: place::mean_confidence(lines),
    });
    Ok(Document { format: Format::Hocr, pages: reader.pages, ocr })
}

/// Whether the bytes of an HTML document hold hOCR. All its classes are ASCII.
pub(super) fn is_hocr(bytes: &[u8]) -> bool {
    let holds = |class: &[u8]| bytes.windows(class.len()).any(|window| window == class);
    holds(b"ocr_page") || holds(b"ocr_line") || holds(b"ocrx_word")
}

/// What an open element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Line,
    Word,
    /// Another reading of the word that it stands in.
    Alternative,
    /// Nothing of it is read: the engine's choices for single letters, styles, scripts.
    Aside,
    Other,
}

#[derive(Default)]
struct Hocr {
    pages: Vec<Page>,
    engine: Option<String>,
    open: Vec<Part>,
    line: Option<OpenLine>,
    word: Option<OpenWord>,
}

#[derive(Default)]
struct OpenLine {
    title: Title,
    words: Vec<Word>,
    /// Characters outside of words: all there is where the program marks no words.
    text: String,
}

#[derive(Default)]
struct OpenWord {
    title: Title,
    text: String,
    alternatives: Vec<Reading>,
    /// Whether its letters are elements of their own; blanks between those are none of the word.
    lettered: bool,
}

/// The properties of a title: `bbox 82 46 97 74; x_wconf 70`.
#[derive(Default)]
struct Title {
    bbox: Option<BBox>,
    confidence: Option<f32>,
    resolution: Option<u32>,
    /// Whether letters have boxes, in an element that is one letter.
    letters: bool,
}

impl Title {
    fn of(element: &Element) -> Self {
        let mut title = Self::default();
        for property in element.get("title").unwrap_or_default().split(';') {
            let mut parts = property.split_whitespace();
            let name = parts.next().unwrap_or_default();
            let numbers: Vec<f64> = parts.map_while(|part| part.parse().ok()).collect();
            match (name, numbers.as_slice()) {
                ("bbox", &[x0, y0, x1, y1]) => title.bbox = place::edges(x0, y0, x1, y1),
                ("x_wconf", &[percent]) => title.confidence = Some(share(percent)),
                ("x_confs", letters) if !letters.is_empty() && title.confidence.is_none() => {
                    title.confidence = Some(share(letters.iter().sum::<f64>() / letters.len() as f64));
                }
                ("scan_res", &[x, ..]) => title.resolution = place::side(x),
                ("x_bboxes", _) => title.letters = true,
                _ => {}
            }
        }
        title
    }
}

fn share(percent: f64) -> f32 {
    (percent / 100.0).clamp(0.0, 1.0) as f32
}

impl Visitor for Hocr {
    fn open(&mut self, element: &Element) {
        let part = self.begin(element);
        self.open.push(part);
    }

    fn close(&mut self, _: &str) {
        match self.open.pop() {
            Some(Part::Line) => self.end_line(),
            Some(Part::Word) => self.end_word(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.contains(&Part::Aside) {
            return;
        }
        match (&mut self.word, &mut self.line) {
            (Some(word), _) if self.open.contains(&Part::Alternative) => {
                if let Some(reading) = word.alternatives.last_mut() {
                    reading.text.push_str(text);
                }
            }
            (Some(word), _) if word.lettered && text.trim().is_empty() => {}
            (Some(word), _) => word.text.push_str(text),
            (None, Some(line)) => line.text.push_str(text),
            (None, None) => {}
        }
    }
}

impl Hocr {
    fn begin(&mut self, element: &Element) -> Part {
        let classes = element.get("class").unwrap_or_default();
        let is = |class: &str| classes.split_whitespace().any(|own| own == class);
        match element.name.as_str() {
            "script" | "style" | "title" => return Part::Aside,
            "meta" if element.get("name") == Some("ocr-system") => {
                self.engine = element.get("content").map(str::to_owned);
            }
            // Between the words of a line a break is a blank.
            "br" => self.text(" "),
            "del" if self.word.is_some() => {
                self.add_alternative();
                return Part::Alternative;
            }
            _ => {}
        }
        if is("ocr_page") {
            self.end_line();
            self.add_page(&Title::of(element));
        } else if LINES.iter().any(|class| is(class)) {
            self.end_line();
            self.line = Some(OpenLine { title: Title::of(element), ..OpenLine::default() });
            return Part::Line;
        } else if is("ocrx_word") {
            self.end_word();
            self.word = Some(OpenWord { title: Title::of(element), ..OpenWord::default() });
            return Part::Word;
        } else if is("ocr_symbol") || (is("ocrx_cinfo") && !Title::of(element).letters) {
            return Part::Aside;
        } else if let Some(word) = self.word.as_mut().filter(|_| is("ocrx_cinfo")) {
            word.lettered = true;
        }
        Part::Other
    }

    fn add_alternative(&mut self) {
        if let Some(word) = &mut self.word {
            let reading = Reading { text: String::new(), confidence: 0.0, language: String::new() };
            word.alternatives.push(reading);
        }
    }

    fn add_page(&mut self, title: &Title) {
        self.pages.push(Page {
            number: u32::try_from(self.pages.len()).unwrap_or(u32::MAX).saturating_add(1),
            size: title.bbox.map(|b| (b.x1, b.y1)),
            resolution: title.resolution,
            lines: Vec::new(),
        });
    }

    fn end_word(&mut self) {
        let Some(open) = self.word.take() else { return };
        let mut words = place::words(&open.text, open.title.bbox, open.title.confidence);
        if let [word] = words.as_mut_slice() {
            word.alternatives = open.alternatives.into_iter().filter_map(trimmed).collect();
        }
        // Words outside of lines are lines of their own; the layout puts them into rows.
        match &mut self.line {
            Some(line) => line.words.extend(words),
            None => self.push_line(words, None),
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        let Some(open) = self.line.take() else { return };
        let Title { bbox, confidence, .. } = open.title;
        let words = if open.words.is_empty() {
            place::words_of_line(&open.text, bbox, confidence)
        } else {
            open.words
        };
        self.push_line(words, bbox);
    }

    fn push_line(&mut self, words: Vec<Word>, bbox: Option<BBox>) {
        let Some(line) = place::line(words, bbox) else { return };
        if self.pages.is_empty() {
            self.add_page(&Title::default());
        }
        let page = self.pages.last_mut().expect("a page was added where there was none");
        page.lines.push(line);
    }
}

fn trimmed(reading: Reading) -> Option<Reading> {
    let text = reading.text.trim().to_owned();
    (!text.is_empty()).then_some(Reading { text, ..reading })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Line;

    fn texts(document: &Document) -> Vec<String> {
        document.pages.iter().flat_map(|page| &page.lines).map(Line::text).collect()
    }

    fn page(inside: &str) -> Document {
        let text = format!(
            "<html><head><meta name='ocr-system' content='tesseract 5.3.0'></head><body>\
             <div class='ocr_page' title='bbox 0 0 1500 420; scan_res 300 300'>{inside}</div></body></html>"
        );
        read(&text).expect("hOCR")
    }

    #[test]
    fn pages_lines_words_boxes_and_confidences() {
        let document = page(
            "<span class='ocr_line' title='bbox 10 20 110 50'>\n\
             <span class='ocrx_word' title='bbox 10 20 40 50; x_wconf 91'><strong>Åsa</strong></span>\n\
             <span class='ocrx_word' title='bbox 50 20 110 50; x_wconf 40'>&Ouml;berg</span></span>",
        );
        assert_eq!(document.pages[0].size, Some((1500, 420)));
        assert_eq!(document.pages[0].resolution, Some(300));
        assert_eq!(texts(&document), ["Åsa Öberg"]);
        let word = &document.pages[0].lines[0].words[1];
        assert_eq!((word.bbox, word.confidence), (Some(BBox::new(50, 20, 110, 50)), Some(0.4)));
        let ocr = document.ocr.expect("the program is named");
        assert_eq!(ocr.engine, "tesseract 5.3.0");
        assert!((ocr.mean_confidence - 0.655).abs() < 1e-4);
    }

    #[test]
    fn choices_are_left_and_letters_are_read() {
        let document = page(
            "<span class='ocr_line' title='bbox 10 20 110 50'>\
             <span class='ocrx_word' title='bbox 10 20 40 50'>8\
             <span class='ocrx_cinfo' id='lstm_choices_1'><span class='ocrx_cinfo' title='x_confs 77'>8</span>\
             <span class='ocrx_cinfo' title='x_confs 74'>&amp;</span></span></span>\
             <span class='ocrx_word' title='bbox 50 20 70 50'>\
             <span class='ocrx_cinfo' title='x_bboxes 50 20 60 50; x_conf 99'>1</span>\n\
             <span class='ocrx_cinfo' title='x_bboxes 60 20 70 50; x_conf 99'>2</span></span></span>",
        );
        assert_eq!(texts(&document), ["8 12"]);
    }

    #[test]
    fn lines_without_words_are_cut_and_placed() {
        let document = page("<p><span class='ocr_line' title='bbox 100 20 300 60'>Val av ordf\u{ad}</span>");
        assert_eq!(texts(&document), ["Val av ordf-"]);
        assert!(document.pages[0].lines[0].words.iter().all(|word| word.bbox.is_some()));
    }

    #[test]
    fn lines_in_a_caption_are_the_lines() {
        let document = page(
            "<div class='ocr_caption' title='bbox 0 0 9 9'>\
             <span class='ocr_line' title='bbox 1 1 9 3'>ett</span>\
             <span class='ocr_line' title='bbox 1 4 9 6'>två</span></div>",
        );
        assert_eq!(texts(&document), ["ett", "två"]);
    }

    #[test]
    fn other_readings_are_kept() {
        let document = page(
            "<span class='ocr_line'><span class='ocrx_word' title='bbox 1 1 9 9'><span class='alternatives'>\
             <ins class='alt' title='x_cost 1'>möte</ins> <del class='alt' title='x_cost 2'>mote</del></span>\
             </span></span>",
        );
        let word = &document.pages[0].lines[0].words[0];
        assert_eq!((word.text.as_str(), word.alternatives[0].text.as_str()), ("möte", "mote"));
    }
}
