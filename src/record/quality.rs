//! How good a record's text is, told from its own confidences.

use super::{Correction, Record};

impl Record {
    /// Expected number of wrong words left in the text: the sum, over all words that repair weighed, of the probability that
    /// what now stands there is wrong. Words that it had nothing against count as right, so that the true number is higher.
    #[must_use]
    pub fn expected_wrong_words(&self) -> f64 {
        self.corrections.iter().fold(0.0, |sum, change| sum + 1.0 - change.standing())
    }
}

impl Correction {
    /// Probability that what stands in the text is right: the new reading where it was applied, the old one where it was not.
    #[must_use]
    pub fn standing(&self) -> f64 {
        if self.applied {
            return self.confidence;
        }
        let kept = self.alternatives.iter().find(|other| other.text == self.original);
        kept.map_or(0.0, |other| other.confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Alternative;

    fn change(applied: bool, confidence: f64, alternatives: &[(&str, f64)]) -> Correction {
        let other = |&(text, confidence): &(&str, f64)| Alternative { text: text.to_owned(), confidence };
        Correction {
            page: 1,
            span: [0, 4],
            original: "motet".to_owned(),
            corrected: "mötet".to_owned(),
            confidence,
            applied,
            kind: "diacritic".to_owned(),
            alternatives: alternatives.iter().map(other).collect(),
        }
    }

    #[test]
    fn what_stands_is_what_counts() {
        assert_eq!(change(true, 0.9, &[("motet", 0.1)]).standing(), 0.9);
        assert_eq!(change(false, 0.6, &[("mötes", 0.1), ("motet", 0.3)]).standing(), 0.3);
        assert_eq!(change(false, 0.6, &[]).standing(), 0.0);
    }
}
