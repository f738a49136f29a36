//! What `pdftotext -bbox-layout` writes: pages, lines and words in points, the words with the boxes of their fonts.

use crate::input::place;
use crate::input::xml::{self, Element, Markup, Visitor};
use crate::page::{Line, Word};

/// Pixels an inch of the page that boxes are counted on.
pub(super) const RESOLUTION: u32 = 300;

/// The same an a point.
pub(super) const PIXELS_PER_POINT: f64 = RESOLUTION as f64 / 72.0;

/// Shares of a font's box: what lies below the baseline, and a capital. From the fonts that offices use (Arial, Times, Calibri,
/// Verdana), which differ by a few hundredths.
const BELOW: f32 = 0.20;
const CAPITAL: f32 = 0.63;

/// A word of at least so many letters that is so many times as high as wide is set sideways.
const SIDEWAYS_LETTERS: usize = 3;
const SIDEWAYS: f64 = 1.6;

/// The text layer of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TextPage {
    /// Width and height in points.
    pub(super) points: (f64, f64),
    /// Lines in the order of the layer, boxes in pixels of [`RESOLUTION`].
    pub(super) lines: Vec<Line>,
    /// Words set sideways, as in a margin; they are none of its lines.
    pub(super) sideways: Vec<String>,
}

impl TextPage {
    /// All words, with blanks between them.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect::<Vec<_>>().join("\n")
    }
}

/// The pages of the program's XHTML that are whole; none where it is none.
pub(super) fn pages(text: &str) -> Vec<TextPage> {
    // Before the pages stands what strangers wrote as the document's title.
    let Some(begin) = text.find("<doc>") else { return Vec::new() };
    let end = text.rfind("</doc>").map_or(text.len(), |at| at + "</doc>".len());
    let mut reader = Boxes::default();
    // A fault ends the walk; whoever asked misses the pages behind it.
    let _ = xml::walk(text.get(begin..end).unwrap_or_default(), Markup::Xml, &mut reader);
    reader.pages
}

#[derive(Default)]
struct Boxes {
    pages: Vec<TextPage>,
    page: TextPage,
    line: Vec<Word>,
    word: Option<(OpenWord, String)>,
}

/// A word's box, in points.
struct OpenWord {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Visitor for Boxes {
    fn open(&mut self, element: &Element) {
        let number = |name| element.number(name).unwrap_or(0.0);
        match element.name.as_str() {
            "page" => {
                let points = (number("width"), number("height"));
                self.page = TextPage { points, ..TextPage::default() };
            }
            "word" => {
                let place = OpenWord {
                    x0: number("xMin"),
                    y0: number("yMin"),
                    x1: number("xMax"),
                    y1: number("yMax"),
                };
                self.word = Some((place, String::new()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "word" => {
                let Some((place, text)) = self.word.take() else { return };
                if place.is_sideways(&text) {
                    self.page.sideways.push(text.trim().to_owned());
                } else {
                    self.line.extend(place.words(&text));
                }
            }
            "line" => {
                self.page.lines.extend(place::line(std::mem::take(&mut self.line), None));
            }
            "page" => self.pages.push(std::mem::take(&mut self.page)),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, word)) = &mut self.word {
            word.push_str(text);
        }
    }
}

impl OpenWord {
    fn is_sideways(&self, text: &str) -> bool {
        let (width, height) = (self.x1 - self.x0, self.y1 - self.y0);
        text.trim().chars().count() >= SIDEWAYS_LETTERS && height > SIDEWAYS * width
    }

    /// Usually one word, as high as its letters.
    fn words(&self, text: &str) -> Vec<Word> {
        let height = self.y1 - self.y0;
        let scaled = [self.x0, self.y0, self.x1, self.y1].map(|points| points * PIXELS_PER_POINT);
        let bbox = place::edges(scaled[0], scaled[1], scaled[2], scaled[3]);
        let mut words = place::words(text, bbox, None);
        let high = (height * PIXELS_PER_POINT) as f32;
        let baseline = scaled[3] as f32 - BELOW * high;
        words.iter_mut().for_each(|word| place::set_on(word, baseline, CAPITAL * high));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::BBox;

    const TEXT: &str = "<html><head><title>a & b</title></head><body><doc>\n<page width=\"595.3\" height=\"841.9\">\
        <flow><block><line xMin=\"72\" yMin=\"72\" xMax=\"144\" yMax=\"84\">\
        <word xMin=\"72\" yMin=\"72\" xMax=\"96\" yMax=\"84\">Val</word>\
        <word xMin=\"100\" yMin=\"72\" xMax=\"112\" yMax=\"84\">av</word>\
        <word xMin=\"120\" yMin=\"20\" xMax=\"130\" yMax=\"84\">stämpel</word></line></block></flow></page>\
        <page width=\"100\" height=\"100\"></page></doc></body></html>";

    #[test]
    fn words_come_with_their_boxes_as_high_as_their_letters() {
        let pages = pages(TEXT);
        assert_eq!(pages.len(), 2);
        assert_eq!(
            (pages[0].text().as_str(), pages[0].sideways.as_slice()),
            ("Val av", ["stämpel".to_owned()].as_slice())
        );
        let boxes: Vec<Option<BBox>> = pages[0].lines[0].words.iter().map(|word| word.bbox).collect();
        assert_eq!(boxes, [Some(BBox::new(300, 309, 400, 340)), Some(BBox::new(416, 318, 467, 340))]);
    }

    #[test]
    fn a_cut_keeps_the_pages_before_it() {
        assert_eq!(pages(&TEXT[..TEXT.len() - 40]).len(), 1);
        assert_eq!(pages("no markup"), []);
    }
}
