//! Character repair: a noisy channel over a lattice of candidates.
//!
//! A word's candidates come from a walk of the lexicon along the letters read ([`candidates`]); how likely each is as the source of what was read says the
//! channel, estimated from the page itself ([`channel`]); how likely it is here says the language model, all contexts summed ([`posterior`]). The posterior
//! decides ([`certainty`]): a doubtful repair leaves the text alone and is reported.

mod assemble;
mod candidates;
mod case;
mod certainty;
mod channel;
mod guard;
mod posterior;
mod signs;
mod text;
mod units;
mod work;

pub use text::{Correction, Grade, Location, RepairKind, RepairedLine, RepairedText, Token};

use crate::dictionary::Dictionary;
use crate::layout::Layout;
use channel::Pairs;
use posterior::{Language, Weights};
use work::Work;

/// Repairs layouts. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Repairer<'d> {
    dictionary: &'d Dictionary,
    pairs: Pairs,
    language: Language<'d>,
    weights: Weights,
}

impl<'d> Repairer<'d> {
    /// A repairer over `dictionary`.
    #[must_use]
    pub fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, pairs: Pairs::of(dictionary), language: Language::new(dictionary), weights: Weights::new() }
    }

    /// Repairs a document.
    #[must_use]
    pub fn repair(&self, layout: &Layout) -> RepairedText {
        let mut work = Work::new(self.dictionary, &self.pairs, &self.language, &self.weights);
        let sentences = units::cut(layout, |joined| work.is_word(joined));
        let judged = work.judge(sentences, layout.pages.len());
        let mut outcomes = assemble::outcomes(&judged);
        signs::mend(layout, work.loss(), &mut outcomes);
        assemble::write(layout, &outcomes)
    }
}
