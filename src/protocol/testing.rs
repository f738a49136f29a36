//! What the tests of this room share: a text as it comes out of layout and repair.

use crate::dictionary::Dictionary;
use crate::layout::LineRole;
use crate::repair::{RepairedLine, RepairedText, Repairer};
use crate::span::{IndexedText, Span};
use crate::{input, layout};

/// `source`, read, laid out and repaired.
pub(super) fn repaired(source: &str) -> RepairedText {
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let (layout, _) = layout::arrange(input::text::read(source));
    Repairer::new(&dictionary).repair(&layout)
}

/// `source` as repair would hand it on if it found nothing to mend: for tests of one parser, and for long hostile texts.
pub(super) fn unrepaired(source: &str) -> RepairedText {
    let mut at = 0;
    let lines = source.split('\n').map(|line| {
        let span = Span::new(at, at + line.chars().count());
        at = span.end + 1;
        RepairedLine {
            page: 1,
            span,
            role: LineRole::Body,
            bbox: None,
            tokens: Vec::new(),
            joins_next: false,
        }
    });
    RepairedText {
        lines: lines.collect(),
        text: IndexedText::new(source.to_owned()),
        corrections: Vec::new(),
    }
}
