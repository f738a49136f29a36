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

/// Distance of lines in x-heights, where a page has too few to measure it.
const PITCH: f32 = 2.6;

/// Share of the distances of lines that are taken as narrow: a form has more paragraph gaps than lines set close.
const NARROW_SHARE: usize = 3;

/// Indentation below this, in letters, is none.
const INDENT: f32 = 1.5;

/// Rows as lines: gaps counted in letters, so that columns stand under each other, and a blank line for each paragraph gap.
pub(super) fn lines(rows: Vec<Row>, scale: Scale) -> Vec<LaidLine> {
    let gap = word_gap(&rows, scale);
    let wide = (WIDE * scale.x_height).max(WIDE_IN_GAPS * gap);
    let margin = rows
        .iter()
        .filter_map(|row| row.words.first())
        .map(|word| left(word, scale))
        .fold(f32::MAX, f32::min);
    let pitch = pitch(&rows, scale);
    let mut out: Vec<LaidLine> = Vec::with_capacity(rows.len());
    let mut above: Option<f32> = None;
    for row in rows {
        if above.is_some_and(|above| row.baseline - above > PARAGRAPH * pitch) {
            out.push(LaidLine::default());
        }
        above = Some(row.baseline);
        let words = spaced(row.words, margin, wide, scale);
        let bbox = words.iter().filter_map(|word| word.bbox).reduce(BBox::union);
        out.push(LaidLine { words, bbox, role: LineRole::Body });
    }
    out
}

fn left(word: &Word, scale: Scale) -> f32 {
    word.bbox.map_or(0.0, |b| scale.sides(b).0)
}

/// Words with the blanks before them.
fn spaced(mut words: Vec<Word>, margin: f32, wide: f32, scale: Scale) -> Vec<Word> {
    let mut column = 0u32;
    let mut right: Option<f32> = None;
    for word in &mut words {
        let Some(b) = word.bbox else { continue };
        let (from, to) = scale.sides(b);
        let target = ((from - margin) / scale.letter).round().max(0.0) as u32;
        let blanks = match right {
            None if from - margin < INDENT * scale.letter => 0,
            None => target,
            Some(right) if from - right < wide => 1,
            Some(_) => target.saturating_sub(column).max(2),
        };
        word.gap = u16::try_from(blanks).unwrap_or(u16::MAX);
        column += blanks + word.text.chars().count() as u32;
        right = Some(to);
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
    usual.unwrap_or(f32::MAX).min(2.0 * PITCH * scale.x_height)
}
