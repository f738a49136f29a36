//! How like two texts are.

use rapidfuzz::distance::levenshtein;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Characters to insert, delete or replace to make one text of the other. Bit-parallel, in a band that is widened until the
/// distance fits: quick on whole documents too.
pub(super) fn char_distance(a: &str, b: &str) -> usize {
    /// Most documents differ in fewer than one of so many characters.
    const FIRST_BAND: usize = 24;
    let args = levenshtein::Args::default().score_hint(a.len() / FIRST_BAND);
    levenshtein::distance_with_args(a.chars(), b.chars(), &args)
}

/// Words to insert, delete or replace.
pub(super) fn word_distance(a: &[u32], b: &[u32]) -> usize {
    levenshtein::distance(a.iter().copied(), b.iter().copied())
}

/// 1 for equal texts, 0 for texts with nothing in common: one less the share of characters to change.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    levenshtein::normalized_similarity(a.chars(), b.chars())
}

/// The runs of three characters of a text, as a sorted bag: a cheap picture of long texts.
#[derive(Debug, Default)]
pub(super) struct Trigrams(Vec<u64>);

impl Trigrams {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut bag: Vec<u64> = chars
            .windows(3)
            .map(|window| {
                let mut hasher = DefaultHasher::new();
                window.hash(&mut hasher);
                hasher.finish()
            })
            .collect();
        bag.sort_unstable();
        Self(bag)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Dice coefficient of the two bags, 0..=1.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut common) = (0, 0, 0usize);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        2.0 * common as f64 / (self.0.len() + other.0.len()).max(1) as f64
    }
}
