//! Reading order, columns and page furniture: a [`Document`] in, lines as a person reads them out.
//!
//! Lengths are in units of the page's x-height, never in pixels. The dictionary is not known here.

mod furniture;
mod recurring;
mod rows;
mod scale;
mod spacing;
mod stray;

use crate::diagnostic::Diagnostic;
use crate::geometry::BBox;
use crate::page::{Document, Line, Word};
use scale::Scale;

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineRole {
    /// Part of the protocol's text.
    #[default]
    Body,
    /// Running head or foot, page number, place for initials: kept in the text, never part of a value.
    Furniture,
}

/// A document in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Pages in order; a page without lines is kept.
    pub pages: Vec<LaidPage>,
}

/// A page in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LaidPage {
    /// Counted from 1.
    pub number: u32,
    /// Lines in reading order; a blank line (a gap between paragraphs) is one without words.
    pub lines: Vec<LaidLine>,
}

/// A line in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LaidLine {
    /// Words from left to right; [`Word::gap`] of two or more parts columns.
    pub words: Vec<Word>,
    /// Where it stands, where the input has coordinates.
    pub bbox: Option<BBox>,
    /// What it is for.
    pub role: LineRole,
}

/// Puts a document into reading order. Pages whose words have boxes are ordered by them; plain text stays as it is.
#[must_use]
pub fn arrange(document: Document) -> (Layout, Vec<Diagnostic>) {
    let mut pages: Vec<LaidPage> = document
        .pages
        .into_iter()
        .map(|page| LaidPage { number: page.number, lines: read_lines(page.lines) })
        .collect();
    furniture::mark(&mut pages);
    (Layout { pages }, Vec::new())
}

/// The lines of a page as a person reads them.
fn read_lines(lines: Vec<Line>) -> Vec<LaidLine> {
    let placed = lines.iter().flat_map(|line| &line.words).all(|word| word.bbox.is_some());
    match Scale::measure(&lines).filter(|_| placed) {
        Some(scale) => {
            let rows = rows::assemble(stray::set_aside(lines, scale), scale);
            spacing::lines(rows, scale)
        }
        None => lines
            .into_iter()
            .map(|line| LaidLine { words: line.words, bbox: line.bbox, role: LineRole::Body })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
