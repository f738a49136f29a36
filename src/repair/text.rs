//! What repair gives: the repaired text with every change, and every doubtful one not made.

use crate::geometry::BBox;
use crate::layout::LineRole;
use crate::span::{IndexedText, Span};

/// A repaired document. Pages are parted by form feeds, lines by line feeds; every line of the layout is one line here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RepairedText {
    /// The whole repaired text.
    pub text: IndexedText,
    /// Its lines in order.
    pub lines: Vec<RepairedLine>,
    /// Every change, and every doubtful one not made, in order of place.
    pub corrections: Vec<Correction>,
}

/// One line of the repaired text.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairedLine {
    /// Page that it stands on, counted from 1.
    pub page: u32,
    /// Its place in the text, without the line break.
    pub span: Span,
    /// What it is for.
    pub role: LineRole,
    /// Where it stands on the page, where the input has coordinates.
    pub bbox: Option<BBox>,
    /// Its words from left to right.
    pub tokens: Vec<Token>,
    /// Whether its last word is the first part of a word that goes on on the next body line (line-end hyphen to be dropped on joining).
    pub joins_next: bool,
}

/// One word of the repaired text.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its place in the text.
    pub span: Span,
    /// Where it stands on the page, where the input has coordinates.
    pub bbox: Option<BBox>,
    /// Probability that the word as it now stands is right, 0..=1.
    pub confidence: f32,
}

/// How sure a repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Not sure enough: the text was left alone.
    Doubtful,
    /// Made, and a person may want to look at it.
    Likely,
    /// Made.
    Certain,
}

/// What kind of damage a repair mends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepairKind {
    /// Only dots, rings and accents of letters differ.
    Diacritic,
    /// Other characters were read for the right ones.
    Confusion,
    /// One word had become two.
    Join,
    /// Two words had become one.
    Split,
    /// Only upper and lower case differ.
    Case,
    /// A list mark.
    Bullet,
    /// A §.
    ParagraphSign,
    /// Any other sign: %, quotes, stray table rules.
    Sign,
    /// Whatever a person has mended.
    Hand,
}

impl RepairKind {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Diacritic => "diacritic",
            Self::Confusion => "confusion",
            Self::Join => "join",
            Self::Split => "split",
            Self::Case => "case",
            Self::Bullet => "bullet",
            Self::ParagraphSign => "paragraph_sign",
            Self::Sign => "sign",
            Self::Hand => "hand",
        }
    }
}

/// A change, or a doubtful one not made.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Page, counted from 1.
    pub page: u32,
    /// Place in the repaired text: of the new reading where the change was made, of the old one where it was not.
    pub span: Span,
    /// What the input has.
    pub original: String,
    /// What it should read.
    pub corrected: String,
    /// Posterior probability of `corrected`, 0..=1.
    pub confidence: f32,
    /// How sure; [`Grade::Doubtful`] exactly where the text was left alone.
    pub grade: Grade,
    /// What kind of damage it mends.
    pub kind: RepairKind,
    /// Other readings with their posterior probabilities, best first.
    pub alternatives: Vec<(String, f32)>,
}

impl RepairedText {
    /// The text of a line.
    #[must_use]
    pub fn line_text(&self, line: &RepairedLine) -> &str {
        self.text.slice(line.span)
    }

    /// The first correction, made or doubtful, that `span` touches.
    #[must_use]
    pub fn correction_at(&self, span: Span) -> Option<&Correction> {
        let first = self.corrections.partition_point(|change| change.span.end <= span.start);
        self.corrections.get(first).filter(|change| change.span.overlaps(span))
    }

    /// Smallest rectangle and lowest confidence over the tokens that `span` touches: where a value stands and how sure its letters are.
    #[must_use]
    pub fn locate(&self, span: Span) -> Location {
        let first = self.lines.partition_point(|line| line.span.end < span.start);
        let mut found = Location { page: 1, bbox: None, confidence: 1.0 };
        let mut page = None;
        for line in self.lines[first..].iter().take_while(|line| line.span.start < span.end) {
            let page = *page.get_or_insert(line.page);
            found.page = page;
            for token in line.tokens.iter().filter(|token| token.span.overlaps(span)) {
                found.confidence = found.confidence.min(token.confidence);
                // A box is a rectangle on one page; a value that runs on is shown where it begins.
                if line.page == page {
                    found.bbox = match (found.bbox, token.bbox) {
                        (Some(a), Some(b)) => Some(a.union(b)),
                        (a, b) => a.or(b),
                    };
                }
            }
        }
        found
    }

    /// The text as it came in, rebuilt from the repaired one and its corrections.
    #[must_use]
    pub fn original(&self) -> String {
        let mut out = String::with_capacity(self.text.as_str().len());
        let mut at = 0;
        for change in self.corrections.iter().filter(|change| change.grade != Grade::Doubtful) {
            out.push_str(self.text.slice(Span::new(at, change.span.start)));
            out.push_str(&change.original);
            at = change.span.end;
        }
        out.push_str(self.text.slice(Span::new(at, self.text.len())));
        out
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Location {
    /// Page of its first character, counted from 1.
    pub page: u32,
    /// Rectangle on that page, where the input has coordinates.
    pub bbox: Option<BBox>,
    /// Lowest confidence of its words, 0..=1.
    pub confidence: f32,
}
