//! Character repair: a noisy channel over a lattice of candidates.
//!
//! A word's candidates come from a walk of the lexicon along the letters read (`candidates`); how likely each is as the source of what was read says the
//! channel, estimated from the page itself (`channel`); how likely it is here says the language model, all contexts summed (`posterior`). The posterior
//! decides (`certainty`): a doubtful repair leaves the text alone and is reported.

mod assemble;
mod candidates;
mod case;
mod certainty;
mod channel;
mod explain;
mod guard;
mod marks;
mod posterior;
mod signs;
mod spelled;
mod text;
mod units;
mod walk;
mod work;

pub use explain::{CandidateExplanation, Explanation, WordExplanation};
pub use text::{Correction, Grade, Location, RepairKind, RepairedLine, RepairedText, Token};

use crate::dictionary::Dictionary;
use crate::layout::Layout;
use channel::Pairs;
use marks::Marks;
use posterior::{Language, Weights};
use work::Work;

/// Repairs layouts. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Repairer<'d> {
    dictionary: &'d Dictionary,
    pairs: Pairs,
    marks: Marks,
    language: Language<'d>,
    weights: Weights,
}

impl<'d> Repairer<'d> {
    /// A repairer over `dictionary`.
    #[must_use]
    pub fn new(dictionary: &'d Dictionary) -> Self {
        Self {
            dictionary,
            pairs: Pairs::of(dictionary),
            marks: Marks::of(dictionary),
            language: Language::new(dictionary),
            weights: Weights::new(),
        }
    }

    fn work(&self) -> Work<'_> {
        Work::new(self.dictionary, &self.pairs, &self.marks, &self.language, &self.weights)
    }

    /// Says of every word of `text` which readings were weighed and why one was taken.
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        let (layout, _) = crate::layout::arrange(crate::input::text::read(text));
        let mut work = self.work();
        let sentences = units::cut(&layout, |joined| work.is_word(joined));
        let judged = work.judge(sentences, layout.pages.len());
        explain::explain(&judged, |candidate| self.route(candidate))
    }

    fn route(&self, candidate: &candidates::Candidate) -> String {
        let sign = |signs: &[char]| if signs.is_empty() { "∅".to_owned() } else { signs.iter().collect() };
        let pair = |used: &channel::Use| {
            let pair = self.pairs.get(used.pair);
            format!("{}<{}", sign(&pair.truth), sign(&pair.read))
        };
        let edit = (candidate.edits > 0).then(|| "an edit that no table knows".to_owned());
        candidate.used.iter().map(pair).chain(edit).collect::<Vec<_>>().join(" ")
    }

    /// Repairs a document.
    #[must_use]
    pub fn repair(&self, layout: &Layout) -> RepairedText {
        let mut work = self.work();
        let sentences = units::cut(layout, |joined| work.is_word(joined));
        let judged = work.judge(sentences, layout.pages.len());
        let mut outcomes = assemble::outcomes(&judged);
        signs::mend(layout, work.loss(), &mut outcomes);
        assemble::write(layout, &outcomes)
    }
}
