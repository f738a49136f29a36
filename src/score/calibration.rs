//! Whether confidences mean what they say: of the words with a confidence of 0.9, nine in ten should be right.

use std::ops::{AddAssign, Range};

/// What a confidence is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Said {
    /// A correction made and called certain.
    Certain,
    /// A correction made and called likely.
    Likely,
    /// A correction not made: how likely it would be right.
    Doubtful,
    /// A word that stayed as it was read.
    Left,
}

impl Said {
    /// All, in the order of tables.
    pub const ALL: [Self; 4] = [Self::Certain, Self::Likely, Self::Doubtful, Self::Left];

    /// What tables call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Doubtful => "doubtful",
            Self::Left => "left",
        }
    }
}

/// A confidence of a place in the repaired text.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its bytes in the repaired text.
    pub bytes: Range<usize>,
    /// What it is said of.
    pub said: Said,
    /// The confidence, 0..=1.
    pub confidence: f64,
    /// The reading that it is the confidence of; of a correction not made it does not stand in the text.
    pub reading: String,
}

/// Claims of about one confidence.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// How many.
    pub claims: usize,
    /// How many of them are right.
    pub right: usize,
    /// Sum of their confidences.
    pub confidence: f64,
}

impl Bin {
    /// Share that is right; `None` of no claims.
    #[must_use]
    pub fn accuracy(self) -> Option<f64> {
        (self.claims > 0).then(|| self.right as f64 / self.claims as f64)
    }

    /// Average confidence; `None` of no claims.
    #[must_use]
    pub fn mean(self) -> Option<f64> {
        (self.claims > 0).then(|| self.confidence / self.claims as f64)
    }
}

impl AddAssign for Bin {
    fn add_assign(&mut self, other: Self) {
        self.claims += other.claims;
        self.right += other.right;
        self.confidence += other.confidence;
    }
}

/// Bins of equal width from 0 to 1.
pub const BINS: usize = 10;

/// Claims of one sort, by confidence.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Curve {
    /// From the lowest confidences to the highest.
    pub bins: [Bin; BINS],
}

impl Curve {
    fn add(&mut self, confidence: f64, right: bool) {
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        self.bins[bin] += Bin { claims: 1, right: usize::from(right), confidence };
    }

    /// All bins as one.
    #[must_use]
    pub fn whole(&self) -> Bin {
        let mut whole = Bin::default();
        self.bins.iter().for_each(|&bin| whole += bin);
        whole
    }

    /// Expected calibration error: how far confidence and share of right ones are apart, on the average over all claims; `None` of no claims.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        let whole = self.whole().claims;
        let apart = |bin: &Bin| (bin.confidence - bin.right as f64).abs();
        (whole > 0).then(|| self.bins.iter().map(apart).sum::<f64>() / whole as f64)
    }
}

impl AddAssign for Curve {
    fn add_assign(&mut self, other: Self) {
        for (bin, other) in self.bins.iter_mut().zip(other.bins) {
            *bin += other;
        }
    }
}

/// The claims of one document, or of several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Calibration {
    /// In the order of [`Said::ALL`].
    pub curves: [Curve; Said::ALL.len()],
}

impl Calibration {
    /// Weighs claims on `got`, the repaired text; `truths` has the true word for each of its words, where there is one.
    #[must_use]
    pub fn of(got: &str, claims: &[Claim], truths: &[Option<String>]) -> Self {
        let words = Words::of(got);
        let mut calibration = Self::default();
        for claim in claims {
            let range = words.touched(&claim.bytes);
            if let Some(truths) = truths.get(range).filter(|truths| !truths.is_empty()) {
                calibration.curves[claim.said as usize].add(claim.confidence, is_right(claim, truths));
            }
        }
        calibration
    }

    /// The claims of what was said so.
    #[must_use]
    pub fn curve(&self, said: Said) -> &Curve {
        &self.curves[said as usize]
    }

    /// Corrections, made or not.
    #[must_use]
    pub fn corrections(&self) -> Curve {
        let mut all = *self.curve(Said::Certain);
        all += *self.curve(Said::Likely);
        all += *self.curve(Said::Doubtful);
        all
    }
}

impl AddAssign for Calibration {
    fn add_assign(&mut self, other: Self) {
        for (curve, other) in self.curves.iter_mut().zip(other.curves) {
            *curve += other;
        }
    }
}

/// Whether what is claimed stands in the true text there. Signs around words are another matter, decided by themselves.
pub(super) fn is_right(claim: &Claim, truths: &[Option<String>]) -> bool {
    let truth: Option<Vec<&str>> = truths.iter().map(Option::as_deref).collect();
    truth.is_some_and(|truth| bare(&truth.join(" ")) == bare(&claim.reading))
}

/// Without the signs around it; of a word of signs alone the word.
fn bare(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { text.trim() } else { bare }
}

/// Where the words of a text end.
pub(super) struct Words(Vec<Range<usize>>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        Self(text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect())
    }

    /// Numbers of the words that a range of bytes touches.
    pub(super) fn touched(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.0.partition_point(|word| word.end <= bytes.start);
        let last = self.0.partition_point(|word| word.start < bytes.end);
        first..last.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(bytes: Range<usize>, said: Said, confidence: f64, reading: &str) -> Claim {
        Claim { bytes, said, confidence, reading: reading.to_owned() }
    }

    #[test]
    fn claims_are_right_where_the_truth_says_so() {
        let got = "Han ar på väg, hem";
        let truths = ["Han", "är", "på", "väg.", "hem"].map(|word| Some(word.to_owned()));
        let claims = [
            claim(0..3, Said::Left, 0.99, "Han"),
            claim(4..6, Said::Doubtful, 0.6, "är"),
            claim(7..10, Said::Certain, 1.0, "på"),
            claim(11..16, Said::Likely, 0.9, "väg,"),
            claim(17..20, Said::Likely, 0.9, "hen"),
        ];
        let calibration = Calibration::of(got, &claims, &truths);
        let counts = |said| {
            let whole = calibration.curve(said).whole();
            (whole.claims, whole.right)
        };
        assert_eq!(Said::ALL.map(counts), [(1, 1), (2, 1), (1, 1), (1, 1)]);
        assert_eq!(calibration.corrections().whole().claims, 4);
    }

    #[test]
    fn the_error_is_the_average_gap() {
        let mut curve = Curve::default();
        assert_eq!(curve.error(), None);
        (0..10).for_each(|number| curve.add(0.95, number < 9));
        assert!((curve.error().expect("there are claims") - 0.05).abs() < 1e-9);
        curve.add(0.25, false);
        assert!((curve.error().expect("there are claims") - 0.75 / 11.0).abs() < 1e-9);
    }

    #[test]
    fn words_are_found_by_their_bytes() {
        let words = Words::of("på väg hem");
        assert_eq!((words.touched(&(4..5)), words.touched(&(0..8))), (1..2, 0..2));
        assert_eq!(words.touched(&(3..4)), 1..1);
    }
}
