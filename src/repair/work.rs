//! One document's repair: candidates of each different word once, the channel of each page, the sentences one after another.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::dictionary::{CaseClass, Cost, Dictionary, token};

use super::candidates::{Candidate, Searcher};
use super::case::{self, Shape, Surroundings, shape};
use super::certainty::{self, Verdict};
use super::channel::{Channel, Evidence, Pairs};
use super::guard;
use super::marks::{Marks, Signs};
use super::posterior::{Language, Node, Reading, Weights, Word, posteriors};
use super::units::{Kind, Sentences, Unit};

/// Readings that cost this much more than the best one of their word, context left aside, are dropped.
const HOPELESS: Cost = 15 * 16;
/// How much the rest of the document counts for a page's channel, in pages' worth of evidence for some letters.
const DOCUMENT_WEIGHT: f64 = 20.0;
/// A word known from fewer counts than this cost says is no evidence that it was read right.
const RARE_WORD: Cost = 225;
/// How much likelier a repair must be to count as evidence for the channel.
const CLEAR: Cost = 3 * 16;

/// A unit with what was found of it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) unit: Unit,
    /// Readings that were weighed, the reading itself first; empty for a unit that is passed over.
    pub(crate) candidates: Vec<Candidate>,
    /// Costs of channel and case, a candidate each.
    pub(crate) costs: Vec<Cost>,
    pub(crate) probabilities: Vec<f64>,
    pub(crate) verdict: Verdict,
}

type Key = (String, Option<usize>);

/// The state of one document's repair.
pub(crate) struct Work<'d> {
    searcher: Searcher<'d>,
    pairs: &'d Pairs,
    language: &'d Language<'d>,
    weights: &'d Weights,
    found: FxHashMap<Key, Rc<[Candidate]>>,
    marks: &'d Marks,
    signs: Signs,
}

impl<'d> Work<'d> {
    pub(crate) fn new(
        dictionary: &'d Dictionary,
        pairs: &'d Pairs,
        marks: &'d Marks,
        language: &'d Language<'d>,
        weights: &'d Weights,
    ) -> Self {
        Self {
            searcher: Searcher::new(dictionary, pairs),
            pairs,
            language,
            weights,
            found: FxHashMap::default(),
            marks,
            signs: Signs::default(),
        }
    }

    /// Whether a word over a line end is one: known as it stands or by repair.
    pub(crate) fn is_word(&mut self, joined: &str) -> bool {
        let found = self.candidates(joined, None);
        let itself = &found[0];
        itself.entry.is_some()
            || found.iter().skip(1).any(|other| other.least + other.prior() + CLEAR < itself.prior())
    }

    fn candidates(&mut self, core: &str, line_end: Option<usize>) -> Rc<[Candidate]> {
        let key = (core.to_owned(), line_end);
        if let Some(found) = self.found.get(&key) {
            return Rc::clone(found);
        }
        let found: Rc<[Candidate]> = self.searcher.candidates(core, line_end).into();
        self.found.insert(key, Rc::clone(&found));
        found
    }

    /// Share of å ä ö that the document lost, 0..=1, once it has been judged.
    pub(crate) fn loss(&self) -> f64 {
        self.signs.loss
    }

    /// Judges every unit of a document with `pages` pages.
    pub(crate) fn judge(&mut self, sentences: Sentences, pages: usize) -> Vec<Judged> {
        let channels = self.channels(&sentences, pages);
        let is_sign = |unit: &Unit| unit.core.starts_with(token::SECTION) || unit.core.ends_with(token::PERCENT);
        self.signs.seen = sentences.iter().flatten().any(is_sign);
        let mut out = Vec::new();
        for sentence in sentences {
            self.sentence(&sentence, &channels, &mut out);
        }
        out
    }

    /// The channel of each page: what the page shows, leaning on what the document shows.
    fn channels(&mut self, sentences: &Sentences, pages: usize) -> Vec<Channel> {
        let mut of_page = vec![Evidence::none(self.pairs); pages];
        for unit in sentences.iter().flatten().filter(|unit| unit.kind == Kind::Word) {
            let found = self.candidates(&unit.core, unit.continued.map(|(at, _)| at));
            gather(&found, &mut of_page[unit.place.page]);
        }
        let mut whole = Evidence::none(self.pairs);
        of_page.iter().for_each(|page| whole.add(page, 1.0));
        let followed = whole.followed(self.pairs);
        self.signs.loss = Channel::of(self.pairs, &whole).loss;
        let share = if followed > 0.0 { (DOCUMENT_WEIGHT / followed).min(1.0) } else { 0.0 };
        of_page
            .iter_mut()
            .map(|page| {
                page.add(&whole, share);
                Channel::of(self.pairs, page)
            })
            .collect()
    }

    fn word(&self, candidate: &Candidate) -> Word {
        if candidate.is_number() { self.language.number } else { self.language.word(candidate) }
    }

    fn sentence(&mut self, units: &[Unit], channels: &[Channel], out: &mut Vec<Judged>) {
        let mut nodes = Vec::with_capacity(units.len());
        let mut judged = Vec::with_capacity(units.len());
        let mut words: Vec<usize> = Vec::new();
        for (index, unit) in units.iter().enumerate() {
            let mut here = Judged {
                unit: unit.clone(),
                candidates: Vec::new(),
                costs: Vec::new(),
                probabilities: Vec::new(),
                verdict: Verdict { best: 0, probability: 1.0, grade: None },
            };
            match unit.kind {
                Kind::Mark | Kind::Number => {
                    self.read_mark(units, index, &mut here);
                    if !here.candidates.is_empty() {
                        nodes.push(self.node(&here));
                        words.push(index);
                    } else if unit.kind == Kind::Number {
                        nodes.push(Node { readings: vec![Reading { word: self.language.number, cost: 0 }] });
                        words.push(index);
                    }
                }
                Kind::Protected | Kind::Word => {
                    self.read(units, index, &channels[unit.place.page], words.is_empty(), &mut here);
                    nodes.push(self.node(&here));
                    words.push(index);
                }
            }
            judged.push(here);
        }
        for (probabilities, index) in posteriors(self.language, self.weights, &nodes).into_iter().zip(words) {
            let here = &mut judged[index];
            if !here.candidates.is_empty() {
                here.verdict = {
                    let channel = &channels[here.unit.place.page];
                    certainty::verdict(&here.candidates, &probabilities, |candidate| {
                        is_rare(candidate, channel)
                    })
                };
                here.probabilities = probabilities;
            }
        }
        out.extend(judged);
    }

    fn node(&self, here: &Judged) -> Node {
        let reading = |(candidate, &cost): (&Candidate, &Cost)| Reading { word: self.word(candidate), cost };
        Node { readings: here.candidates.iter().zip(&here.costs).map(reading).collect() }
    }

    /// The readings of a number or sign that may be a misread § or %; none where it is not.
    fn read_mark(&self, units: &[Unit], index: usize, into: &mut Judged) {
        let unit = &units[index];
        let marks = self.marks.readings(units, index, &self.signs);
        if marks.is_empty() {
            return;
        }
        into.candidates.push(self.searcher.itself(&unit.core));
        into.costs.push(if unit.kind == Kind::Number { 0 } else { ODD_SIGN });
        for (truth, cost) in marks {
            into.candidates.push(Candidate { edits: cost, ..self.searcher.itself(truth) });
            into.costs.push(cost);
        }
    }

    /// What a repair costs more because its goal is one of many of its kind.
    fn doubt(&self, candidate: &Candidate, itself: &Candidate, channel: &Channel) -> Cost {
        let rare = is_rare(candidate, channel);
        let name = shape(&itself.text) == Shape::Title
            && candidate.entry.is_none_or(|entry| entry.case() == CaseClass::Title);
        let uncounted = candidate.entry.is_none_or(|entry| entry.is_uncounted());
        if rare && itself.entry.is_none() && (name || uncounted || itself.compound) {
            UNLIKELY_GOAL
        } else {
            0
        }
    }

    /// The readings of a unit and what channel and case make them cost.
    fn read(&mut self, units: &[Unit], index: usize, channel: &Channel, first: bool, into: &mut Judged) {
        let unit = &units[index];
        let found = self.candidates(&unit.core, unit.continued.map(|(at, _)| at));
        let alone = unit.kind == Kind::Protected
            || guard::is_lone_stroke(&unit.core) && !in_running_text(units, index);
        let surroundings =
            Surroundings { start: first, line_start: unit.line_start, capitals: unit.capitals };
        let found: &[Candidate] = if alone { &found[..1] } else { &found };
        let cost = |candidate: &Candidate| {
            let used: Cost = candidate.used.iter().map(|&used| channel.cost(used)).sum();
            let kept = channel.cost_of_keeping(candidate.kept);
            used + kept
                + candidate.edits
                + self.doubt(candidate, &found[0], channel)
                + letters_cost(candidate, surroundings)
                + case::cost(candidate.entry, shape(&candidate.text), surroundings)
        };
        let costs: Vec<Cost> = found.iter().map(cost).collect();
        let best =
            costs.iter().zip(found).map(|(cost, candidate)| cost + candidate.prior()).min().unwrap_or(0);
        for (number, (candidate, cost)) in found.iter().zip(costs).enumerate() {
            if number == 0 || cost + candidate.prior() <= best + HOPELESS {
                into.candidates.push(candidate.clone());
                into.costs.push(cost);
            }
        }
        let next = units.get(index + 1);
        if let Some(capitalised) = stray_capitals(&found[0], surroundings, next) {
            into.costs.push(STRAY_CAPITALS + case::cost(capitalised.entry, Shape::Title, surroundings));
            into.candidates.push(capitalised);
        }
    }
}

/// Cost of a second capital for a small letter: `DE stora`.
const STRAY_CAPITALS: Cost = 4 * 16;
/// Words in which it is looked for: short and frequent ones.
const MOST_LETTERS: usize = 3;
const FREQUENT: Cost = 110;

/// The word with one capital, where it begins a sentence of small letters and is no acronym.
fn stray_capitals(itself: &Candidate, surroundings: Surroundings, next: Option<&Unit>) -> Option<Candidate> {
    let frequent =
        itself.entry.is_some_and(|entry| entry.unigram() < FREQUENT && entry.case() == CaseClass::Lower);
    let small_letters =
        !surroundings.capitals && next.is_some_and(|unit| unit.core.chars().all(char::is_lowercase));
    let short = itself.text.chars().count() <= MOST_LETTERS && shape(&itself.text) == Shape::Upper;
    (frequent && small_letters && short && surroundings.start).then(|| {
        let mut letters = itself.text.chars();
        let text = letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect();
        Candidate { text, ..itself.clone() }
    })
}

/// A pair dearer than this in its document is a rare one.
const RARE: Cost = 5 * 16;
/// Whether a candidate came about through a pair that is rare in its document.
fn is_rare(candidate: &Candidate, channel: &Channel) -> bool {
    candidate.edits > 0 || candidate.used.iter().any(|&used| channel.cost(used) > RARE)
}

/// More for a repair through rare pairs from what may be a name or a compound, or to a word that was never counted: what was read is as likely another
/// word that the lexicon does not hold.
const UNLIKELY_GOAL: Cost = 6 * 16;

/// Cost of a sign that stands for itself though print has none such beside numbers: `$`, `&`.
const ODD_SIGN: Cost = 6 * 16;
/// Cost of the form of a token with letters and digits that is neither word nor number.
const ODD_NUMBER: Cost = 7 * 16;

/// The cost of an unknown word's letters here.
fn letters_cost(candidate: &Candidate, surroundings: Surroundings) -> Cost {
    if candidate.is_number() {
        let odd = candidate.text.chars().any(char::is_alphabetic);
        return if odd { ODD_NUMBER } else { 0 };
    }
    let [word, name] = candidate.spelling;
    match shape(&candidate.text) {
        Shape::Title if surroundings.start => word.min(name),
        Shape::Title => name,
        Shape::Upper => word.min(name),
        Shape::Lower | Shape::Mixed => word,
    }
}

/// Adds what a word shows of the channel: one read right shows what was kept, one that is clearly another shows how it came about.
fn gather(found: &[Candidate], evidence: &mut Evidence) {
    let itself = &found[0];
    evidence.letters += itself.text.chars().count() as f64;
    if itself.entry.is_some_and(|entry| entry.unigram() < RARE_WORD) {
        for (sum, kept) in evidence.kept.iter_mut().zip(itself.kept) {
            *sum += f64::from(kept);
        }
        return;
    }
    let total = |candidate: &Candidate| candidate.least + candidate.prior();
    let mut others = found.iter().skip(1);
    let Some(best) = others.next() else { return };
    let clear_of_next = others
        .find(|other| !other.text.eq_ignore_ascii_case(&best.text))
        .is_none_or(|next| total(best) + CLEAR <= total(next));
    if total(best) + CLEAR <= total(itself) && clear_of_next {
        for used in &best.used {
            evidence.seen[usize::from(used.pair)] += 1.0;
        }
        for (sum, kept) in evidence.kept.iter_mut().zip(best.kept) {
            *sum += f64::from(kept);
        }
    }
}

/// Whether a lone stroke stands between words in lower case: only there can it be a letter.
fn in_running_text(units: &[Unit], index: usize) -> bool {
    let lower = |unit: Option<&Unit>| {
        unit.is_some_and(|unit| unit.kind == Kind::Word && unit.core.chars().all(char::is_lowercase))
    };
    let before = index.checked_sub(1).and_then(|before| units.get(before));
    let open = before.is_none_or(|before| before.after.is_empty());
    lower(units.get(index + 1))
        && units[index].after.is_empty()
        && (lower(before) && open || units[index].core == "|" || units[index].core == "l")
}
