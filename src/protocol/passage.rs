//! Text put together from several lines, each character with the place it came from.

use super::model::{Text, Value};
use crate::span::Span;
use std::ops::Range;

/// Joined text. Ranges are in bytes of [`Passage::as_str`], places in characters of the document.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Passage {
    text: String,
    /// For every byte, the character of the document that it came from.
    at: Vec<u32>,
}

impl Passage {
    /// The joined text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text that stands at `start` in the document; runs of blanks become one.
    pub(super) fn push(&mut self, text: &str, start: usize) {
        for (offset, c) in text.chars().enumerate() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || !self.text.ends_with(' ') {
                self.push_char(c, start + offset);
            }
        }
    }

    /// Adds what the document has in another form at `place`: a blank for a line break, `•` for a list mark.
    pub(super) fn push_for(&mut self, text: &str, place: usize) {
        text.chars().for_each(|c| self.push_char(c, place));
    }

    fn push_char(&mut self, c: char, place: usize) {
        self.text.push(c);
        self.at.resize(self.text.len(), u32::try_from(place).unwrap_or(u32::MAX));
    }

    /// Takes the last character away.
    pub(super) fn pop(&mut self) {
        self.text.pop();
        self.at.truncate(self.text.len());
    }

    /// Adds `other` on a line of its own.
    pub(super) fn append_line(&mut self, other: &Self) {
        if !self.is_empty() && !other.is_empty() {
            let place = self.last_place();
            self.push_for("\n", place);
        }
        self.append_directly(other);
    }

    /// Adds `other` where this ends.
    pub(super) fn append_directly(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.at.extend_from_slice(&other.at);
    }

    /// The character of the document that the last one came from.
    pub(super) fn last_place(&self) -> usize {
        self.at.last().map_or(0, |&place| place as usize)
    }

    /// A part of it, without blanks at its ends.
    pub(super) fn slice(&self, range: Range<usize>) -> Self {
        let range = self.trim(range);
        Self { text: self.text[range.clone()].to_owned(), at: self.at[range].to_vec() }
    }

    /// `range` without the blanks at its ends.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let part = &self.text[range.clone()];
        let start = range.start + (part.len() - part.trim_start().len());
        start..start + part.trim().len()
    }

    /// Where a part of it stands in the document.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match (self.at.get(range.start), self.at.get(..range.end).and_then(<[u32]>::last)) {
            (Some(&start), Some(&last)) if !range.is_empty() => {
                // List marks and joined pieces may stand out of order.
                let (start, last) = (start.min(last), last.max(start));
                Span::new(start as usize, last as usize + 1)
            }
            _ => Span::default(),
        }
    }

    /// A part of it as a value; `None` where the part is blank.
    pub(super) fn value(&self, range: Range<usize>) -> Option<Text> {
        let range = self.trim(range);
        (!range.is_empty()).then(|| Value::stated(self.text[range.clone()].to_owned(), self.span(range)))
    }

    /// The whole as a value; `None` where it is blank.
    pub(super) fn whole(&self) -> Option<Text> {
        self.value(0..self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_know_their_place() {
        let mut passage = Passage::default();
        passage.push("på  mötet", 10);
        passage.push_for(" ", 18);
        passage.push("beslöts", 30);
        assert_eq!(passage.as_str(), "på mötet beslöts");
        let at = passage.as_str().find("beslöts").unwrap();
        assert_eq!(passage.span(at..passage.as_str().len()), Span::new(30, 37));
        assert_eq!(passage.value(0..at).unwrap().value, "på mötet");
        assert_eq!(passage.value(0..at).unwrap().span, Span::new(10, 19));
    }

    #[test]
    fn blank_parts_are_no_values() {
        let mut passage = Passage::default();
        passage.push("a  b", 0);
        assert!(passage.value(1..2).is_none());
        assert!(Passage::default().whole().is_none());
    }

    #[test]
    fn lines_are_appended_with_their_places() {
        let mut passage = Passage::default();
        passage.push("ett", 0);
        let mut other = Passage::default();
        other.push("två", 8);
        passage.append_line(&other);
        assert_eq!(passage.whole().unwrap(), Value::stated("ett\ntvå".to_owned(), Span::new(0, 11)));
    }
}
