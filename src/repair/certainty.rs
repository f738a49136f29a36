//! From probabilities to verdicts: what is changed, what is left alone and reported.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::candidates::Candidate;
use super::text::Grade;

/// Posterior from which a repair is made.
const MADE: f64 = 0.80;
/// The same for a repair through damage that is rare in its document: there the author's own slip is as likely as the OCR's.
const MADE_THROUGH_RARE: f64 = 0.98;
/// The same for a number or sign that is to be § or %.
const MADE_OF_A_MARK: f64 = 0.90;
/// Posterior from which it is called certain.
const CERTAIN: f64 = 0.99;
/// A reading that stays is reported as doubtful where another one has at least this probability.
const RIVAL: f64 = 0.35;

/// What is to be done with a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Verdict {
    /// Index of the candidate that is most likely; 0 is the reading itself.
    pub(crate) best: usize,
    /// Its probability.
    pub(crate) probability: f64,
    /// How sure; `None` where the reading stays and nothing is to be said.
    pub(crate) grade: Option<Grade>,
}

impl Verdict {
    /// The candidate that stands in the text afterwards.
    pub(crate) fn chosen(&self) -> usize {
        if self.grade == Some(Grade::Doubtful) { 0 } else { self.best }
    }
}

/// What must have happened to print for a candidate to have been read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// What is common in its document.
    Common,
    /// § or % was read as a number or another sign.
    OfMark,
    /// What is rare in its document.
    Rare,
    /// The same, where reading and repair are two forms of a word.
    OfForm,
}

/// Weighs the candidates of a word by their probabilities. Which letters stand there and how they are cased are two questions: the letters
/// are decided by the sum over all casings, the casing is the most likely one of these letters.
pub(crate) fn verdict(
    candidates: &[Cow<'_, Candidate>],
    probabilities: &[f64],
    damage: impl Fn(usize) -> Damage,
) -> Verdict {
    let same = |a: usize, b: usize| candidates[a].letters == candidates[b].letters;
    let of_letters = |index: usize| -> f64 {
        probabilities.iter().enumerate().filter(|(other, _)| same(*other, index)).map(|(_, p)| p).sum()
    };
    let sums: SmallVec<[f64; 12]> = (0..candidates.len()).map(of_letters).collect();
    let order = |a: &usize, b: &usize| {
        sums[*a].total_cmp(&sums[*b]).then(probabilities[*a].total_cmp(&probabilities[*b])).then(b.cmp(a))
    };
    let best = (0..candidates.len()).max_by(order).unwrap_or(0);
    let only_case = best != 0 && same(best, 0);
    let probability = if only_case { probabilities[best] } else { sums[best] };
    if best != 0 {
        let made = match damage(best) {
            Damage::Common => Some(MADE),
            Damage::OfMark => Some(MADE_OF_A_MARK),
            Damage::Rare => Some(MADE_THROUGH_RARE),
            // An ending that no list has is the author's, whatever a list says of the others.
            Damage::OfForm => None,
        };
        let grade = match made {
            Some(_) if probability >= CERTAIN => Grade::Certain,
            Some(made) if probability >= made => Grade::Likely,
            _ => Grade::Doubtful,
        };
        return Verdict { best, probability, grade: Some(grade) };
    }
    let rival = (1..candidates.len()).max_by(order);
    match rival {
        Some(rival) if sums[rival] >= RIVAL && !same(rival, 0) => {
            Verdict { best: rival, probability: sums[rival], grade: Some(Grade::Doubtful) }
        }
        _ => Verdict { best: 0, probability, grade: None },
    }
}
