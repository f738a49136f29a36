//! The words under a label that is split over lines.

use super::cells::Cell;
use super::lex::{Kind, tokens};
use super::phrases::fold;

/// Lines over which a label may be split.
const SPLIT_OVER: usize = 4;

/// Whether a cell stands under one that begins at `column`.
pub(super) fn is_under(cell: &Cell<'_>, column: usize) -> bool {
    const SHIFT: usize = 2;
    cell.column.abs_diff(column) <= SHIFT
}

/// Takes up to `most` words off the beginning of a cell; how many it had.
pub(super) fn take_words(cell: &mut Cell<'_>, most: usize) -> usize {
    let tokens = tokens(cell.text, 0);
    let words: Vec<_> = tokens.iter().filter(|token| token.kind == Kind::Word).take(most).collect();
    let Some(last) = words.last() else { return 0 };
    let end = last.byte + last.text.len();
    let colon = cell.text[end..].starts_with(':');
    let count = words.len();
    *cell = cell.after_byte(end + usize::from(colon));
    count
}

/// The words of the cells that stand under `cell`, folded.
pub(super) fn words_under(cell: &Cell<'_>, below: &[Vec<Cell<'_>>]) -> Vec<String> {
    let mut column = Vec::new();
    for row in below.iter().take(SPLIT_OVER) {
        let Some(other) = row.iter().find(|other| is_under(other, cell.column)) else { break };
        column.push(vec![*other]);
    }
    first_words(&column)
}

/// The first words of the cells at the beginning of the next lines, folded.
pub(super) fn first_words(below: &[Vec<Cell<'_>>]) -> Vec<String> {
    const MOST: usize = 6;
    let mut words = Vec::new();
    for row in below.iter().filter(|row| !row.is_empty()).take(SPLIT_OVER) {
        let Some(cell) = row.first() else { continue };
        let tokens = tokens(cell.text, 0);
        let mut of_cell =
            tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| fold(token.text));
        let before = words.len();
        words.extend(of_cell.by_ref().take(MOST));
        // Only a cell that is a part of the label alone lets the label go on below it.
        if words.len() - before > 2 {
            break;
        }
    }
    words
}
