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
pub mod hand;
mod marks;
mod memory;
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
use assemble::Outcomes;
use candidates::Searcher;
use channel::Pairs;
use marks::Marks;
use memory::Memories;
use posterior::{Language, Weights};
use work::{Judged, Tools, Work};

/// Repairs layouts. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Repairer<'d> {
    dictionary: &'d Dictionary,
    pairs: Pairs,
    marks: Marks,
    language: Language<'d>,
    weights: Weights,
    memories: Memories,
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
            memories: Memories::default(),
        }
    }

    /// Says of every word of `text` which readings were weighed and why one was taken.
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        let (layout, _) = crate::layout::arrange(crate::input::text::read(text));
        let mut words = Vec::new();
        self.judge(&layout, true, |here| words.push(explain::word(&here, |candidate| self.route(candidate))));
        Explanation { words }
    }

    /// Repairs a document.
    #[must_use]
    pub fn repair(&self, layout: &Layout) -> RepairedText {
        let mut outcomes = Outcomes::default();
        let loss = self.judge(layout, false, |here| assemble::add(&here, &mut outcomes));
        signs::mend(layout, loss, &mut outcomes);
        assemble::write(layout, &outcomes)
    }

    /// Judges the words of a layout; gives the share of å ä ö that it lost.
    fn judge(&self, layout: &Layout, all: bool, give: impl FnMut(Judged<'_>)) -> f64 {
        let searcher = Searcher::new(self.dictionary, &self.pairs);
        let mut memory = self.memories.take();
        let mut sentences = units::cut(layout, |joined| work::is_word(&mut memory, &searcher, joined));
        work::look_up(&mut memory, &searcher, &mut sentences);
        let tools = Tools {
            pairs: &self.pairs,
            marks: &self.marks,
            language: &self.language,
            weights: &self.weights,
        };
        let work = Work::new(tools, &searcher, &memory, &sentences, layout.pages.len());
        work.judge(all, give);
        let loss = work.loss();
        self.memories.give_back(memory);
        loss
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
}
