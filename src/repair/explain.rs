//! Why a line reads as it does after repair: every word's candidates with their costs.

use crate::dictionary::COST_PER_NAT;

use super::candidates::Candidate;
use super::text::Grade;
use super::work::Judged;

/// What repair thought of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Its words in order; marks and numbers that repair passes over are left out.
    pub words: Vec<WordExplanation>,
}

/// What repair thought of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct WordExplanation {
    /// As read, with the punctuation around it.
    pub original: String,
    /// What became of it, in words.
    pub verdict: String,
    /// The readings that were weighed, likeliest first.
    pub candidates: Vec<CandidateExplanation>,
}

/// A reading that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateExplanation {
    /// The word.
    pub text: String,
    /// Cost of channel, letters and case, in nats.
    pub channel_cost: f64,
    /// Cost of the word itself whatever its context, in nats.
    pub language_cost: f64,
    /// Posterior probability, all contexts summed, 0..=1.
    pub posterior: f64,
    /// How it came about: the pairs of the confusion table on the way, `ö<é`.
    pub route: String,
}

/// The explanation of a judged unit; `route` names the pairs of a candidate.
pub(crate) fn word(here: &Judged<'_>, route: impl Fn(&Candidate) -> String) -> WordExplanation {
    let mut order: Vec<usize> = (0..here.candidates.len()).collect();
    order.sort_by(|&a, &b| here.probabilities[b].total_cmp(&here.probabilities[a]).then(a.cmp(&b)));
    let nats = |cost: u32| f64::from(cost) / COST_PER_NAT;
    let candidates = order
        .into_iter()
        .map(|index| {
            let candidate = &here.candidates[index];
            CandidateExplanation {
                text: candidate.text.clone(),
                channel_cost: nats(here.costs[index]),
                language_cost: nats(candidate.prior()),
                posterior: here.probabilities[index],
                route: route(candidate),
            }
        })
        .collect();
    let best = &here.candidates[here.verdict.best].text;
    let percent = here.verdict.probability * 100.0;
    let verdict = match here.verdict.grade {
        None => format!("stays ({percent:.1} %)"),
        Some(Grade::Doubtful) => format!("stays, doubtful: {best} has {percent:.1} %"),
        Some(Grade::Likely) => format!("likely {best} ({percent:.1} %)"),
        Some(Grade::Certain) => format!("certainly {best} ({percent:.1} %)"),
    };
    WordExplanation {
        original: format!("{}{}{}", here.unit.before, here.candidates[0].text, here.unit.after),
        verdict,
        candidates,
    }
}
