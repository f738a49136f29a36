//! A label inside a cell: a second pair of label and value whose column blanks are lost.

use super::cells::Cell;
use super::lex::{Kind, tokens};
use super::paragraphs::ranges_at;
use super::phrases::fold;
use crate::span::Span;

/// `Skräddaren Paragrafer §§ 25-31`: a second pair whose column blanks are lost.
pub(super) fn paragraphs<'t>(cell: &Cell<'t>) -> Option<(Cell<'t>, Span, Cell<'t>)> {
    const LONGEST: usize = 200;
    if cell.text.len() > LONGEST || !cell.text.contains("aragraf") {
        return None;
    }
    let tokens = tokens(cell.text, cell.start);
    let at = tokens
        .iter()
        .position(|token| token.kind == Kind::Word && fold(token.text).starts_with("paragraf"))?;
    let value =
        (at + 1..tokens.len()).find(|&next| tokens[next].kind != Kind::Mark || tokens[next].text == "$")?;
    let (end, _) = ranges_at(&tokens, value).or_else(|| super::paragraphs::ranges_from(&tokens, value))?;
    (end == tokens.len() && tokens[at].is_capitalised()).then(|| {
        (
            cell.up_to_byte(tokens[at].byte),
            tokens[at].span,
            cell.after_byte(tokens[at].byte + tokens[at].text.len()),
        )
    })
}
