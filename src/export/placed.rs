//! Repaired words in the places where they stand on the pages: what the formats with boxes are written from.

use crate::geometry::BBox;
use crate::page::Page;
use crate::repair::{Correction, Grade, RepairedLine, RepairedText};
use rustc_hash::FxHashMap;

/// A document's repaired words, page by page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedText {
    /// Pages in order; a page without words is kept.
    pub pages: Vec<PlacedPage>,
}

/// Where the words of a page are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Page, counted from 1.
    pub number: u32,
    /// Width and height in pixels, where the input has them.
    pub size: Option<(u32, u32)>,
    /// Pixels an inch, where known.
    pub resolution: Option<u32>,
}

/// The repaired words of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPage {
    /// The page; its size is that of its words where the input had none.
    pub sheet: Sheet,
    /// Lines in reading order.
    pub lines: Vec<PlacedLine>,
}

/// A line of words with boxes.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedLine {
    /// The box that holds all its words.
    pub bbox: BBox,
    /// Its words from left to right; at least one.
    pub words: Vec<PlacedWord>,
}

/// A repaired word with its box.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedWord {
    /// The repaired characters.
    pub text: String,
    /// What the input had, where it was another.
    pub original: Option<String>,
    /// Where it stands, in pixels of the page.
    pub bbox: BBox,
    /// Probability that it is right, 0..=1.
    pub confidence: f32,
}

impl Sheet {
    /// The sheet of a page.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        Self { number: page.number, size: page.size, resolution: page.resolution }
    }
}

impl PlacedText {
    /// The words of `text` that have boxes, on their sheets; words without are left out.
    #[must_use]
    pub fn new(sheets: &[Sheet], text: &RepairedText) -> Self {
        let made: Vec<&Correction> =
            text.corrections.iter().filter(|correction| correction.grade != Grade::Doubtful).collect();
        let mut of_page: FxHashMap<u32, Vec<PlacedLine>> = FxHashMap::default();
        for line in &text.lines {
            of_page.entry(line.page).or_default().extend(placed_line(text, line, &made));
        }
        let page = |sheet: &Sheet| {
            let lines = of_page.remove(&sheet.number).unwrap_or_default();
            let held = lines.iter().map(|line| line.bbox).reduce(BBox::union);
            let size = sheet.size.or(held.map(|b| (b.x1, b.y1)));
            PlacedPage { sheet: Sheet { size, ..*sheet }, lines }
        };
        Self { pages: sheets.iter().map(page).collect() }
    }

    /// Whether any word has a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(|page| page.lines.is_empty())
    }
}

fn placed_line(text: &RepairedText, line: &RepairedLine, made: &[&Correction]) -> Option<PlacedLine> {
    let words: Vec<PlacedWord> = line
        .tokens
        .iter()
        .filter_map(|token| {
            // A change of several words is told with the first of them.
            let begin = made.partition_point(|correction| correction.span.end <= token.span.start);
            let change = made
                .get(begin)
                .filter(|change| change.span.overlaps(token.span) && change.span.start >= token.span.start);
            Some(PlacedWord {
                text: text.text.slice(token.span).to_owned(),
                original: change.map(|change| original(text, token.span, change)),
                bbox: token.bbox?,
                confidence: token.confidence,
            })
        })
        .collect();
    let bbox = words.iter().map(|word| word.bbox).reduce(BBox::union)?;
    Some(PlacedLine { bbox, words })
}

/// What the input had for a word of which `change` mends a part or all.
fn original(text: &RepairedText, word: crate::span::Span, change: &Correction) -> String {
    let word_text = text.text.slice(word);
    let new = text.text.slice(change.span);
    match word_text.find(new) {
        Some(at) => format!("{}{}{}", &word_text[..at], change.original, &word_text[at + new.len()..]),
        None => change.original.clone(),
    }
}
