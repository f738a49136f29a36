//! Words that stand over the columns of tables of people and of votes.

use super::lex::{Kind, Token};
use super::paragraphs::is_sign;
use super::tables::{fold, rows};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static HEADS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../../dictionaries/sources/column-heads.tsv")).map(|row| fold(row[0])).collect()
});

/// Whether the words are nothing but heads of columns: `Parti Närvarande § 213`.
pub(super) fn are_heads(tokens: &[Token<'_>]) -> bool {
    let is_head = |token: &Token<'_>| HEADS.contains(&fold(token.text));
    tokens.iter().any(is_head)
        && tokens.iter().all(|token| {
            let figure = token.text.starts_with(|c: char| c.is_ascii_digit());
            is_head(token) || figure || is_sign(token) || token.kind != Kind::Word
        })
}
