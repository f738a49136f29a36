//! Pieces of several lines read as one text, each word with its own place in the document.

use super::cells::Cell;
use super::lex::{self, Token};
use crate::span::Span;

/// Joined pieces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Joined {
    text: String,
    /// Characters in `text`.
    length: usize,
    /// For every piece: the character of `text` at which it begins, and its place in the document.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    /// The pieces one after the other: parted by a blank, a hyphen at a line's end dropped where the word goes on small.
    pub(crate) fn new<'c, 't: 'c>(cells: impl IntoIterator<Item = &'c Cell<'t>>) -> Self {
        let mut joined = Self::default();
        for cell in cells {
            joined.push(cell.text, cell.start);
        }
        joined
    }

    /// Adds `text`, whose first character stands at `start`.
    pub(crate) fn push(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        let cut = self.text.ends_with('-') && !self.text.ends_with(" -");
        let first = text.chars().next();
        let joint = first.is_some_and(char::is_lowercase) && !begins_with_and(text);
        if cut && joint {
            self.text.pop();
            self.length -= 1;
        } else if !(self.text.is_empty() || cut && first.is_some_and(char::is_uppercase)) {
            self.text.push(' ');
            self.length += 1;
        }
        self.pieces.push((self.length, start));
        self.text.push_str(text);
        self.length += text.chars().count();
    }

    /// The joined text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Its words and marks, each with its place in the document.
    pub(crate) fn tokens(&self) -> Vec<Token<'_>> {
        let mut tokens = lex::tokens(&self.text, 0);
        for token in &mut tokens {
            token.span = self.place(token.span);
        }
        tokens
    }

    /// The place in the document of a range of characters of the joined text.
    pub(crate) fn place(&self, span: Span) -> Span {
        let start = self.character(span.start);
        let end = self.character(span.end.saturating_sub(1)) + 1;
        // A second column may stand before the first one's next line.
        Span::new(start.min(end - 1), end.max(start))
    }

    fn character(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(from, _)| *from <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(from, place)| place + at.saturating_sub(*from))
    }
}

fn begins_with_and(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| matches!(word, "och" | "samt" | "eller"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_lines_and_keeps_places() {
        let mut joined = Joined::default();
        joined.push("Vård- och", 10);
        joined.push("omsorgs-", 40);
        joined.push("nämnden", 60);
        assert_eq!(joined.as_str(), "Vård- och omsorgsnämnden");
        let tokens = joined.tokens();
        assert_eq!(tokens[0].span, Span::new(10, 15));
        assert_eq!(tokens[2].span, Span::new(40, 67));
    }
}
