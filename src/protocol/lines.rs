//! The lines of a repaired text as structure reading looks at them.

use crate::layout::LineRole;
use crate::repair::{Grade, RepairedText};

/// One line without the blanks at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its text; empty for a blank line.
    pub(super) text: &'a str,
    /// Blanks before it.
    pub(super) indent: usize,
    /// Characters in the text of the document before it.
    pub(super) start: usize,
    /// Page, counted from 1.
    pub(super) page: u32,
    /// Whether it is set aside.
    pub(super) furniture: bool,
    /// Whether its last word goes on on the next body line.
    pub(super) joins_next: bool,
}

impl Line<'_> {
    /// Column after its last character.
    pub(super) fn right(&self) -> usize {
        self.indent + self.text.chars().count()
    }

    /// Whether nothing stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// All lines of a document, by their index in [`RepairedText::lines`].
#[derive(Debug)]
pub(super) struct Lines<'a> {
    lines: Vec<Line<'a>>,
    /// Column that full lines of running text reach.
    width: usize,
    /// Whether much in it was mended, as in what OCR reads.
    mended: bool,
}

impl<'a> Lines<'a> {
    /// The lines of `text`.
    pub(super) fn new(text: &'a RepairedText) -> Self {
        let lines: Vec<Line<'a>> = text
            .lines
            .iter()
            .map(|line| {
                let raw = text.line_text(line);
                let trimmed = raw.trim_start();
                let indent = raw[..raw.len() - trimmed.len()].chars().count();
                // A stroke that stands alone at the end is a rule or speck.
                let bare = trimmed.trim_end_matches(['|', '¦', ' ', '\t']);
                Line {
                    text: if bare.is_empty() { trimmed.trim_end() } else { bare },
                    indent,
                    start: line.span.start + indent,
                    page: line.page,
                    furniture: line.role == LineRole::Furniture,
                    joins_next: line.joins_next,
                }
            })
            .collect();
        let width = full_width(&lines);
        /// Lines to one correction at most, where a text is taken to be read by OCR.
        const SELDOM: usize = 20;
        let mended = text.corrections.iter().filter(|found| found.grade != Grade::Doubtful).count();
        Self { width, mended: mended * SELDOM > lines.len(), lines }
    }

    /// Number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line at `index`.
    pub(super) fn get(&self, index: usize) -> Line<'a> {
        self.lines[index]
    }

    /// Whether much in the text was mended.
    pub(super) fn is_mended(&self) -> bool {
        self.mended
    }

    /// Column that full lines of running text reach.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The last body line with text before `index`, on the same page.
    pub(super) fn before(&self, index: usize) -> Option<Line<'a>> {
        let line = self.lines[..index].iter().rev().take(12).find(|line| !line.furniture)?;
        (line.page == self.lines[index].page && !line.is_blank()).then_some(*line)
    }
}

/// The column that one full line of running text in ten passes; 80 where there is no running text.
fn full_width(lines: &[Line<'_>]) -> usize {
    let is_running = |line: &&Line<'_>| {
        !line.furniture && !line.text.contains("   ") && line.text.split_whitespace().nth(5).is_some()
    };
    let mut rights: Vec<usize> = lines.iter().filter(is_running).map(Line::right).collect();
    if rights.len() < 4 {
        return 80;
    }
    let at = rights.len() * 9 / 10;
    *rights.select_nth_unstable(at).1
}
