//! Blanks and blank lines: the white space of a page as the columns and lines of plain text.

use super::rows::Row;
use super::scale::{Scale, median};
use super::{LaidLine, LineRole};
use crate::geometry::BBox;
use crate::page::Word;

/// A gap parts columns where it is wider than this, in x-heights, and than so many gaps between words.
const WIDE: f32 = 1.8;
const WIDE_IN_GAPS: f32 = 2.2;

/// Lines that stand further apart than this, in distances of lines, have a paragraph gap between them.
const PARAGRAPH: f32 = 1.35;

/// Lines in larger type stand further apart; beyond this many times the usual size it is a title page.
const MAX_SIZE: f32 = 2.0;

/// The widest usual distance of lines, in x-heights: that of lines set double.
const MAX_PITCH: f32 = 5.2;

/// The distance of lines set close is that below which one in so many lies: a form has many paragraph gaps.
const NARROW_SHARE: usize = 3;

/// Indentation below this, in letters, is none.
const INDENT: f32 = 1.5;

/// Starts of cells that differ by less, in x-heights, stand under each other.
const UNDER: f32 = 0.9;

/// A word under this many starts of cells of the rows about it starts a cell, too, after a gap that is this many times as
/// wide as one between words.
const CELLS_ABOUT: usize = 3;
const ROWS_ABOUT: usize = 6;
const CELL_IN_GAPS: f32 = 1.3;

/// Rows as lines: gaps counted in letters, so that columns stand under each other, and a blank line for each paragraph gap.
pub(super) fn lines(rows: Vec<Row>, scale: Scale) -> Vec<LaidLine> {
    let starts = cell_starts(&rows, scale);
    let columns = columns(&starts, scale);
    let pitch = pitch(&rows, scale);
    let mut out: Vec<LaidLine> = Vec::with_capacity(rows.len());
    let usual = median(&mut rows.iter().filter_map(letter_height).collect::<Vec<_>>()).unwrap_or(1.0);
    let mut above: Option<(f32, f32)> = None;
    for (row, starts) in rows.into_iter().zip(starts) {
        let size = letter_height(&row).map_or(1.0, |height| (height / usual).clamp(1.0, MAX_SIZE));
        if above.is_some_and(|(above, other)| row.baseline - above > PARAGRAPH * pitch * size.min(other)) {
            out.push(LaidLine::default());
        }
        above = Some((row.baseline, size));
        let words = spaced(row.words, &starts, &columns, scale);
        let bbox = words.iter().filter_map(|word| word.bbox).reduce(BBox::union);
        out.push(LaidLine { words, bbox, role: LineRole::Body });
    }
    out
}

/// The median height of the words of a row, in pixels.
fn letter_height(row: &Row) -> Option<f32> {
    let lettered = |word: &&Word| word.text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let heights = row.words.iter().filter(lettered).filter_map(|word| word.bbox);
    median(&mut heights.map(|b| b.height() as f32).collect::<Vec<_>>())
}

/// The start of a cell: the word's place in its row, and its left edge.
type Start = (usize, f32);

/// For each row the words that start a cell: the first one, those after a wide gap, and those under the cells of the rows about.
fn cell_starts(rows: &[Row], scale: Scale) -> Vec<Vec<Start>> {
    let usual = word_gap(rows, scale);
    let wide = (WIDE * scale.x_height).max(WIDE_IN_GAPS * usual);
    let plain: Vec<Vec<Start>> = rows.iter().map(|row| starts_of(row, scale, |gap, _| gap >= wide)).collect();
    let under = UNDER * scale.x_height;
    let row_starts = |(at, row): (usize, &Row)| {
        let about = &plain[at.saturating_sub(ROWS_ABOUT)..(at + ROWS_ABOUT + 1).min(plain.len())];
        let cells_about =
            |from: f32| about.iter().flatten().filter(|start| (start.1 - from).abs() <= under).count();
        starts_of(row, scale, |gap, from| {
            gap >= wide || (gap > CELL_IN_GAPS * usual && cells_about(from) >= CELLS_ABOUT)
        })
    };
    rows.iter().enumerate().map(row_starts).collect()
}

/// The first word of a row, and those of whose gap and left edge `starts` says so.
fn starts_of(row: &Row, scale: Scale, starts: impl Fn(f32, f32) -> bool) -> Vec<Start> {
    let mut right: Option<f32> = None;
    let mut out = Vec::new();
    for (at, word) in row.words.iter().enumerate() {
        let Some((from, to)) = word.bbox.map(|b| scale.sides(b)) else { continue };
        if right.is_none_or(|right| starts(from - right, from)) {
            out.push((at, from));
        }
        right = Some(to);
    }
    out
}

/// The left edges of the page's columns, from the left: of starts that stand under each other one.
fn columns(starts: &[Vec<Start>], scale: Scale) -> Vec<f32> {
    let mut edges: Vec<f32> = starts.iter().flatten().map(|&(_, edge)| edge).collect();
    edges.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for edge in edges {
        if out.last().is_none_or(|&last| edge - last > UNDER * scale.x_height) {
            out.push(edge);
        }
    }
    out
}

/// Words with the blanks before them.
fn spaced(mut words: Vec<Word>, starts: &[Start], columns: &[f32], scale: Scale) -> Vec<Word> {
    let margin = columns.first().copied().unwrap_or(0.0);
    let mut column = 0u32;
    for (at, word) in words.iter_mut().enumerate() {
        let start = starts.iter().find(|start| start.0 == at);
        let blanks = start.map_or(1, |&(_, edge)| {
            let edge = columns.iter().copied().filter(|&column| column <= edge).fold(margin, f32::max);
            let target = ((edge - margin) / scale.letter).round() as u32;
            match at {
                0 if edge - margin < INDENT * scale.letter => 0,
                0 => target,
                _ => target.saturating_sub(column).max(2),
            }
        });
        word.gap = u16::try_from(blanks).unwrap_or(u16::MAX);
        column += blanks + word.text.chars().count() as u32;
    }
    words
}

/// The usual gap between words of a line.
fn word_gap(rows: &[Row], scale: Scale) -> f32 {
    let mut gaps: Vec<f32> = Vec::new();
    for row in rows {
        let sides: Vec<(f32, f32)> =
            row.words.iter().filter_map(|w| w.bbox).map(|b| scale.sides(b)).collect();
        gaps.extend(sides.windows(2).map(|pair| pair[1].0 - pair[0].1).filter(|&gap| gap > 0.0));
    }
    median(&mut gaps).unwrap_or(0.0)
}

/// The usual distance of lines set close.
fn pitch(rows: &[Row], scale: Scale) -> f32 {
    let mut distances: Vec<f32> = rows
        .windows(2)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .filter(|&distance| distance > scale.x_height)
        .collect();
    distances.sort_by(f32::total_cmp);
    let usual = distances.get(distances.len() / NARROW_SHARE).copied();
    usual.unwrap_or(f32::MAX).min(MAX_PITCH * scale.x_height)
}
