//! Words that differ in a letter or two, as OCR leaves them.

/// A text with what tells quickly that another is too far from it.
#[derive(Debug)]
pub(super) struct Near {
    /// The text.
    pub(super) text: String,
    length: usize,
    /// A bit for each of its letters; different letters may share one.
    letters: u32,
}

impl Near {
    /// Takes a text.
    pub(super) fn new(text: String) -> Self {
        let letters = text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % u32::BITS));
        Self { length: text.chars().count(), letters, text }
    }

    /// Characters of the text.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Whether at most `allowed` letters must be changed, added or taken away to make the other text of it.
    pub(super) fn is_within(&self, other: &Self, allowed: usize) -> bool {
        // A letter that is changed takes one bit away and adds one at most.
        let apart = (self.letters ^ other.letters).count_ones() as usize;
        self.length.abs_diff(other.length) <= allowed
            && apart <= 2 * allowed
            && strsim::levenshtein(&self.text, &other.text) <= allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_counted() {
        let near = |first: &str, second: &str, allowed| {
            Near::new(first.to_owned()).is_within(&Near::new(second.to_owned()), allowed)
        };
        assert!(near("beslutanda", "beslutande", 1) && near("beslutande", "beslutande", 0));
        assert!(near("anmalt ferhinder", "anmalt forhinder", 1));
        assert!(!near("beslutet", "beslutande", 2) && !near("organ", "orgel", 1));
    }
}
