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
mod cut;
mod explain;
mod glue;
mod glyphs;
mod guard;
pub mod hand;
mod marks;
mod memory;
mod ordinals;
mod paragraf;
mod parties;
mod pass;
mod posterior;
mod runs;
mod second;
mod sections;
mod signs;
mod specks;
mod spelled;
mod stops;
mod text;
mod units;
mod vocabulary;
mod walk;
mod work;

pub use explain::{CandidateExplanation, Explanation, WordExplanation};
pub use text::{Correction, Grade, Location, RepairKind, RepairedLine, RepairedText, Token};
pub use vocabulary::{Learnt, Vocabulary};

use crate::dictionary::Dictionary;
use crate::layout::Layout;
use assemble::Outcomes;
use candidates::Searcher;
use channel::Pairs;
use marks::Marks;
use memory::{Memories, Memory};
use pass::Pass;
use posterior::{Language, Weights};
use stops::Stops;
use units::Sentences;
use work::{Channels, Tools, What, Work};

/// Times that a document is gone through at most: a third pass found next to nothing that the second had left.
const MOST_PASSES: usize = 2;

/// Repairs layouts. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Repairer<'d> {
    dictionary: &'d Dictionary,
    pairs: Pairs,
    marks: Marks,
    stops: Stops,
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
            stops: Stops::of(dictionary),
            language: Language::new(dictionary),
            weights: Weights::new(),
            memories: Memories::default(),
        }
    }

    /// Says of every word of `text` which readings were weighed and why one was taken.
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        let (layout, _) = crate::layout::arrange(crate::input::text::read(text));
        let searcher = Searcher::new(self.dictionary, &self.pairs);
        let mut memory = self.memories.take();
        let sentences = sentences(&layout, &searcher, &mut memory);
        let tools = self.tools();
        let channels = Channels::of(tools, &memory, &sentences, layout.pages.len(), None);
        let work =
            Work { tools, searcher: &searcher, memory: &memory, sentences: &sentences, channels: &channels };
        let mut words = Vec::new();
        work.judge(What::All, |here| words.push(explain::word(&here, |candidate| self.route(candidate))));
        self.memories.give_back(memory);
        Explanation { words }
    }

    /// Repairs a document.
    #[must_use]
    pub fn repair(&self, layout: &Layout) -> RepairedText {
        let searcher = Searcher::new(self.dictionary, &self.pairs);
        let mut memory = self.memories.take();
        let mut sentences = sentences(layout, &searcher, &mut memory);
        let mut outcomes = Outcomes::default();
        let mut signs = Outcomes::default();
        let mut last = Pass::default();
        let mut shown = None;
        let (mut from_paper, mut loss) = (false, 0.0);
        let tools = self.tools();
        // What was mended is better context for the rest, and shows another channel: what was left open is looked at again.
        for pass in 0..MOST_PASSES {
            last.put_into(&mut sentences, &searcher, &mut memory);
            let mut found = Outcomes::default();
            let mut this = Pass::default();
            let channels = Channels::of(tools, &memory, &sentences, layout.pages.len(), shown);
            if pass == 0 {
                loss = channels.signs.loss;
                let weak = signs::are_weak(layout, loss);
                from_paper = weak || signs::is_from_paper(layout);
                signs::mend(layout, self.dictionary, weak, from_paper, &mut signs);
                parties::mend(layout, &mut signs);
                shown = Some(channels.signs);
            }
            let work = Work {
                tools,
                searcher: &searcher,
                memory: &memory,
                sentences: &sentences,
                channels: &channels,
            };
            let what = if pass == 0 { What::Unsure } else { What::LeftOpen(&last) };
            work.judge(what, |here| {
                assemble::add(&here, &mut found);
                this.add(&here);
            });
            assemble::merge(found, &mut outcomes);
            if this.changed_nothing() {
                break;
            }
            last = this;
        }
        self.memories.give_back(memory);
        outcomes.extend(signs);
        if from_paper {
            specks::trim(layout, &mut outcomes);
            self.stops.mend(layout, loss, &mut outcomes);
        }
        assemble::write(layout, &outcomes)
    }

    fn tools(&self) -> Tools<'_> {
        Tools { pairs: &self.pairs, marks: &self.marks, language: &self.language, weights: &self.weights }
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

/// The words of a layout in sentences, looked up.
fn sentences<'l>(layout: &'l Layout, searcher: &Searcher<'_>, memory: &mut Memory) -> Sentences<'l> {
    let mut sentences = units::cut(layout, |joined| work::is_word(memory, searcher, joined));
    work::look_up(memory, searcher, &mut sentences);
    sentences
}
