//! Places in a text, counted in Unicode scalar values.

/// A half-open range of Unicode scalar values (`char`s) in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First scalar value.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not with, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends at or after its start");
        Self { start, end }
    }

    /// Number of scalar values.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two have a scalar value in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A text that can be cut by [`Span`]s in constant time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexedText {
    text: String,
    /// Byte offset of every scalar value, and of the end.
    offsets: Vec<u32>,
}

impl IndexedText {
    /// Indexes `text`.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer.
    #[must_use]
    pub fn new(text: String) -> Self {
        let end = u32::try_from(text.len()).expect("a document's text is shorter than 4 GiB");
        let mut offsets = Vec::with_capacity(text.len() + 1);
        let mut at = 0u32;
        for c in text.chars() {
            offsets.push(at);
            at += c.len_utf8() as u32;
        }
        offsets.push(end);
        Self { text, offsets }
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in scalar values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The part that `span` covers; a span that runs past the end is cut there.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let last = self.len();
        let (start, end) = (span.start.min(last), span.end.min(last));
        if self.offsets.is_empty() {
            return "";
        }
        &self.text[self.offsets[start] as usize..self.offsets[end] as usize]
    }

    /// The text itself, without its index.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_scalar_values() {
        let text = IndexedText::new("på möte i Åre".to_owned());
        assert_eq!(text.slice(Span::new(3, 7)), "möte");
        assert_eq!(text.slice(Span::new(10, 99)), "Åre");
        assert_eq!(text.len(), 13);
        assert_eq!(IndexedText::default().slice(Span::new(0, 1)), "");
    }
}
