//! Rows: the cells that stand side by side on one line of a form or list, brought together; columns of running text kept apart.

use super::scale::{Scale, median};
use crate::page::{Line, Word};

/// Baselines that differ by less, in x-heights, are of one row.
const SAME_ROW: f32 = 0.85;

/// Width that cells may have in common, in x-heights, and still stand side by side.
const TOUCHING: f32 = 0.5;

/// A gap, in x-heights, that can part columns of running text.
const GUTTER: f32 = 1.5;

/// Rows that columns of running text must have, and words that their lines have.
const COLUMN_ROWS: usize = 8;
const COLUMN_WORDS: f32 = 4.0;

/// Share of the lines of running text that fill this share of their column.
const FULL_LINES: f32 = 0.6;
const FULL: f32 = 0.8;

/// Words side by side, with the baseline that they stand on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// From left to right.
    pub(super) words: Vec<Word>,
    /// Height of the baseline on the page set upright, in pixels from the top.
    pub(super) baseline: f32,
}

/// Brings lines into rows, in the order in which they are read.
pub(super) fn assemble(lines: Vec<Line>, scale: Scale) -> Vec<Row> {
    let mut pieces: Vec<Row> = lines
        .into_iter()
        .map(|line| Row { baseline: scale.baseline(&line.words), words: line.words })
        .collect();
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let distance = |row: &Row| (row.baseline - piece.baseline).abs();
        let near = rows
            .iter_mut()
            .rev()
            .take_while(|row| distance(row) < 4.0 * scale.x_height)
            .filter(|row| distance(row) < SAME_ROW * scale.x_height && side_by_side(row, &piece, scale))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        match near {
            Some(row) => row.words.extend(piece.words),
            None => rows.push(piece),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|a, b| left(a, scale).total_cmp(&left(b, scale)));
        row.baseline = scale.baseline(&row.words);
    }
    rows.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    part_columns(rows, scale)
}

fn left(word: &Word, scale: Scale) -> f32 {
    word.bbox.map_or(0.0, |b| scale.sides(b).0)
}

/// Whether no word of one stands above or below a word of the other.
fn side_by_side(a: &Row, b: &Row, scale: Scale) -> bool {
    let sides = |row: &Row| -> Vec<(f32, f32)> {
        row.words.iter().filter_map(|word| word.bbox).map(|b| scale.sides(b)).collect()
    };
    let (a, b) = (sides(a), sides(b));
    let touch = TOUCHING * scale.x_height;
    !a.iter().any(|a| b.iter().any(|b| a.1.min(b.1) - a.0.max(b.0) > touch))
}

/// Columns of running text, left before right; forms and lists stay as rows.
fn part_columns(rows: Vec<Row>, scale: Scale) -> Vec<Row> {
    let Some((first, last, gutter)) = running_columns(&rows, scale) else { return rows };
    let mut rest = rows;
    let below = rest.split_off(last);
    let band = rest.split_off(first);
    let mut out = rest;
    let (mut left_side, mut right_side) = (Vec::new(), Vec::new());
    for row in band {
        let (left_words, right_words): (Vec<Word>, Vec<Word>) =
            row.words.into_iter().partition(|word| left(word, scale) < gutter);
        for (side, words) in [(&mut left_side, left_words), (&mut right_side, right_words)] {
            if !words.is_empty() {
                side.push(Row { baseline: scale.baseline(&words), words });
            }
        }
    }
    out.extend(left_side);
    out.extend(part_columns(right_side, scale));
    out.extend(part_columns(below, scale));
    out
}

/// The first run of rows that a gutter parts into running text on both sides: first row, the one after the last, and
/// the gutter's middle.
fn running_columns(rows: &[Row], scale: Scale) -> Option<(usize, usize, f32)> {
    for first in 0..rows.len().saturating_sub(COLUMN_ROWS - 1) {
        let runs = gaps(&rows[first], scale).into_iter().map(|gap| run_along(&rows[first..], gap, scale));
        let parting = runs.filter(|&(length, gutter)| {
            let middle = (gutter.0 + gutter.1) / 2.0;
            length >= COLUMN_ROWS && is_running_text(&rows[first..first + length], middle, scale)
        });
        let widest = parting.max_by(|(_, a), (_, b)| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        if let Some((length, gutter)) = widest {
            return Some((first, first + length, (gutter.0 + gutter.1) / 2.0));
        }
    }
    None
}

/// Gaps of a row that are wide enough for a gutter: from, to.
fn gaps(row: &Row, scale: Scale) -> Vec<(f32, f32)> {
    let sides: Vec<(f32, f32)> =
        row.words.iter().filter_map(|word| word.bbox).map(|b| scale.sides(b)).collect();
    let between = sides.windows(2).map(|pair| (pair[0].1, pair[1].0));
    between.filter(|gap| gap.1 - gap.0 >= GUTTER * scale.x_height).collect()
}

/// How many rows a gutter goes through, and what is left of it.
fn run_along(rows: &[Row], mut gutter: (f32, f32), scale: Scale) -> (usize, (f32, f32)) {
    let mut length = 0;
    for row in rows {
        let sides = row.words.iter().filter_map(|word| word.bbox).map(|b| scale.sides(b));
        let mut free = gutter;
        for (from, to) in sides {
            let middle = (gutter.0 + gutter.1) / 2.0;
            if to <= middle {
                free.0 = free.0.max(to);
            } else if from >= middle {
                free.1 = free.1.min(from);
            } else {
                free = (0.0, 0.0);
                break;
            }
        }
        if free.1 - free.0 < GUTTER * scale.x_height {
            break;
        }
        gutter = free;
        length += 1;
    }
    (length, gutter)
}

/// Whether the lines on both sides have many words and fill their column: those of forms and lists do not.
fn is_running_text(rows: &[Row], gutter: f32, scale: Scale) -> bool {
    let side = |of_left: bool| {
        let lines: Vec<Vec<&Word>> = rows
            .iter()
            .map(|row| row.words.iter().filter(|word| (left(word, scale) < gutter) == of_left).collect())
            .filter(|words: &Vec<&Word>| !words.is_empty())
            .collect();
        let width = |words: &Vec<&Word>| {
            let edges = words.iter().filter_map(|word| word.bbox).map(|b| scale.sides(b));
            let (from, to) = edges.fold((f32::MAX, f32::MIN), |(a, b), (from, to)| (a.min(from), b.max(to)));
            to - from
        };
        let widest = lines.iter().map(width).fold(1.0, f32::max);
        let full = lines.iter().filter(|words| width(words) >= FULL * widest).count() as f32;
        let words = median(&mut lines.iter().map(|words| words.len() as f32).collect::<Vec<_>>());
        lines.len() * 4 >= rows.len() * 3
            && full >= FULL_LINES * lines.len() as f32
            && words.is_some_and(|words| words >= COLUMN_WORDS)
    };
    side(true) && side(false)
}
