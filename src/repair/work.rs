//! One document's repair: candidates of each different word once, the channel of each page, the sentences one after another.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::dictionary::{CaseClass, Cost, Entry, token};

use super::candidates::{Candidate, Held, Searcher};
use super::case::{self, Shape, Surroundings};
use super::certainty::{self, Damage, Verdict};
use super::channel::{Channel, Evidence, Pairs};
use super::guard;
use super::marks::{self, Marks, Signs};
use super::memory::Memory;
use super::pass::Pass;
use super::posterior::{Language, Lattice, Posterior, Reading, Weights, Word};
use super::second::{self, Read};
use super::units::{Kind, Sentences, Unit};

/// Readings that cost this much more than the best one of their word, context left aside, are dropped.
const HOPELESS: Cost = 15 * 16;
/// How much the rest of the document counts for a page's channel, in pages' worth of evidence for some letters.
const DOCUMENT_WEIGHT: f64 = 20.0;
/// A word known from fewer counts than this cost says is no evidence that it was read right.
const RARE_WORD: Cost = 225;
/// How much likelier a repair must be to count as evidence for the channel.
const CLEAR: Cost = 3 * 16;

/// Which words are judged and given.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What<'o> {
    /// All words.
    All,
    /// Those that are not beyond doubt.
    Unsure,
    /// The same, of sentences in which an earlier pass changed something and left something open.
    LeftOpen(&'o Pass),
}

/// A unit with what was found of it.
#[derive(Debug)]
pub(crate) struct Judged<'w> {
    pub(crate) unit: &'w Unit<'w>,
    /// Readings that were weighed, the reading itself first.
    pub(crate) candidates: Candidates<'w>,
    /// Costs of channel and case, a candidate each.
    pub(crate) costs: SmallVec<[Cost; 8]>,
    /// Whether a candidate came about through damage that is rare in its document.
    rare: SmallVec<[bool; 8]>,
    /// Whether nothing but the word itself asks for a capital.
    within: bool,
    pub(crate) probabilities: SmallVec<[f64; 8]>,
    pub(crate) verdict: Verdict,
}

impl Judged<'_> {
    /// What must have happened to print for the candidate at an index to have been read so; `is_slip`: whether the reading is as well
    /// a slip of the author's.
    fn damage(&self, at: usize, is_slip: impl Fn(&str) -> bool) -> Damage {
        if matches!(self.unit.kind, Kind::Mark | Kind::Number) {
            Damage::OfMark
        } else if !self.rare[at] {
            Damage::Common
        } else if guard::is_other_form(&self.candidates[0].text, &self.candidates[at].text)
            || self.candidates[0].entry.is_none() && is_slip(&self.candidates[0].text)
        {
            Damage::OfForm
        } else {
            Damage::Rare
        }
    }
}

type Candidates<'w> = SmallVec<[Held<'w>; 8]>;

/// What all documents share.
#[derive(Clone, Copy)]
pub(crate) struct Tools<'d> {
    pub(crate) pairs: &'d Pairs,
    pub(crate) marks: &'d Marks,
    pub(crate) language: &'d Language<'d>,
    pub(crate) weights: &'d Weights,
}

/// Whether a word over a line end is one: known as it stands or by repair.
pub(crate) fn is_word(memory: &mut Memory, searcher: &Searcher<'_>, joined: &str) -> bool {
    let number = memory.find(searcher, joined, None);
    let found = memory.get(number);
    let itself = &found[0];
    itself.entry.is_some()
        || found.iter().skip(1).any(|other| other.least + other.prior() + CLEAR < itself.prior())
}

/// Looks up every word that may be repaired.
pub(crate) fn look_up(memory: &mut Memory, searcher: &Searcher<'_>, sentences: &mut Sentences<'_>) {
    let looked_up = |unit: &&mut Unit<'_>| matches!(unit.kind, Kind::Word | Kind::Protected);
    for unit in sentences.units.iter_mut().filter(looked_up) {
        unit.found = memory.find(searcher, &unit.core, unit.continued.map(|(at, _)| at));
        unit.other_found = unit.other.map(|other| memory.find(searcher, other, None));
    }
}

/// How a document was read, as its words show it.
#[derive(Debug)]
pub(crate) struct Channels {
    /// By page.
    first: Vec<Channel>,
    /// Of the second model's reading, where there is one.
    second: Vec<Channel>,
    /// Which signs it shows.
    pub(crate) signs: Signs,
}

impl Channels {
    /// Of the document of `sentences`, on so many pages, as they read now; which signs it shows is known from an earlier pass, where there was one.
    pub(crate) fn of(
        tools: Tools<'_>,
        memory: &Memory,
        sentences: &Sentences<'_>,
        pages: usize,
        signs: Option<Signs>,
    ) -> Self {
        let of = |found: &dyn Fn(&Unit<'_>) -> u32| channels(tools.pairs, memory, sentences, pages, found);
        let (first, loss) = of(&|unit| unit.found);
        let second = if sentences.units.iter().any(|unit| unit.other_found.is_some()) {
            // Where it gave no other word it read the same.
            of(&|unit| unit.other_found.unwrap_or(unit.found)).0
        } else {
            Vec::new()
        };
        let signs = signs.unwrap_or_else(|| Signs::of(tools.marks, &sentences.units, loss));
        Self { first, second, signs }
    }
}

/// The channel of each page: what the page shows, leaning on what the document shows; and the share of å ä ö that the document lost. `found` is a
/// word's number in the memory.
fn channels(
    pairs: &Pairs,
    memory: &Memory,
    sentences: &Sentences<'_>,
    pages: usize,
    found: &dyn Fn(&Unit<'_>) -> u32,
) -> (Vec<Channel>, f64) {
    let mut of_page = vec![Evidence::none(pairs); pages];
    let mut times: FxHashMap<(usize, u32), u32> = FxHashMap::default();
    for unit in sentences.units.iter().filter(|unit| unit.kind == Kind::Word) {
        *times.entry((unit.place.page, found(unit))).or_default() += 1;
    }
    for ((page, found), times) in times {
        gather(pairs, memory.get(found), f64::from(times), &mut of_page[page]);
    }
    let mut whole = Evidence::none(pairs);
    of_page.iter().for_each(|page| whole.add(page, 1.0));
    let followed = whole.followed(pairs);
    let share = if followed > 0.0 { (DOCUMENT_WEIGHT / followed).min(1.0) } else { 0.0 };
    let channels = of_page
        .iter_mut()
        .map(|page| {
            page.add(&whole, share);
            Channel::of(pairs, page)
        })
        .collect();
    (channels, Channel::of(pairs, &whole).loss)
}

/// A document whose words were looked up.
pub(crate) struct Work<'w> {
    pub(crate) tools: Tools<'w>,
    pub(crate) searcher: &'w Searcher<'w>,
    pub(crate) memory: &'w Memory,
    pub(crate) sentences: &'w Sentences<'w>,
    pub(crate) channels: &'w Channels,
}

impl<'w> Work<'w> {
    /// Judges the words, and gives those of which something is to be said.
    pub(crate) fn judge(&self, what: What<'_>, mut give: impl FnMut(Judged<'w>)) {
        let mut lattice = Lattice::default();
        let mut posterior = Posterior::default();
        let mut waiting: Vec<(usize, Judged<'w>)> = Vec::new();
        for sentence in self.sentences.iter() {
            if matches!(what, What::LeftOpen(earlier) if !earlier.leaves_open(sentence, self.memory)) {
                continue;
            }
            lattice.clear();
            waiting.clear();
            let mut words = 0;
            for index in 0..sentence.len() {
                let here = self.unit(sentence, index, words == 0);
                if here.candidates.is_empty() {
                    if here.unit.kind == Kind::Number {
                        lattice.push([Reading { word: self.tools.language.number, cost: 0 }]);
                        words += 1;
                    }
                    continue;
                }
                let readings = here.candidates.iter().zip(&here.costs);
                lattice.push(readings.map(|(candidate, &cost)| {
                    let (word, of_word) = self.word(candidate, here.within);
                    Reading { word, cost: cost + of_word }
                }));
                if matches!(what, What::All) || here.candidates.len() > 1 || here.unit.continued.is_some() {
                    waiting.push((words, here));
                }
                words += 1;
            }
            posterior.of(self.tools.language, self.tools.weights, &lattice);
            for (word, mut here) in waiting.drain(..) {
                here.probabilities = posterior.word(&lattice, word).into();
                let unclear = self.channels.first[here.unit.place.page].unclear;
                here.verdict = certainty::verdict(&here.candidates, &here.probabilities, unclear, |at| {
                    here.damage(at, |word| self.searcher.is_slip(word))
                });
                give(here);
            }
        }
    }

    fn word(&self, candidate: &Candidate, within: bool) -> (Word, Cost) {
        let language = self.tools.language;
        if candidate.number { (language.number, 0) } else { language.word(candidate, within) }
    }

    /// The readings of a unit with their costs; none where it is passed over.
    fn unit(&self, units: &'w [Unit<'w>], index: usize, first: bool) -> Judged<'w> {
        let mut here = Judged {
            unit: &units[index],
            candidates: Candidates::new(),
            costs: SmallVec::new(),
            rare: SmallVec::new(),
            within: false,
            probabilities: SmallVec::new(),
            verdict: Verdict { best: 0, probability: 1.0, reading: 1.0, grade: None },
        };
        match here.unit.kind {
            Kind::Mark | Kind::Number => self.read_mark(units, index, &mut here),
            Kind::Protected | Kind::Word => self.read(units, index, first, &mut here),
        }
        here
    }

    /// Whether a given name stands right before this word.
    fn follows_given_name(&self, units: &[Unit<'_>], index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| &units[before]);
        before.filter(|unit| unit.kind == Kind::Word && unit.after.is_empty()).is_some_and(|unit| {
            let itself = &self.memory.get(unit.found)[0];
            itself.shape == Shape::Title && itself.entry.is_some_and(is_common_name)
        })
    }

    /// The readings of a number or sign that may be a misread § or %; none where it is not.
    fn read_mark(&self, units: &[Unit<'_>], index: usize, into: &mut Judged<'w>) {
        let unit = &units[index];
        let marks = self.tools.marks.readings(units, index, &self.channels.signs);
        if marks.is_empty() {
            return;
        }
        into.candidates.push(Held::made(self.searcher.itself(&unit.core)));
        into.costs.push(if unit.kind == Kind::Number { marks::odd_number(units, index) } else { ODD_SIGN });
        into.rare.resize(marks.len() + 1, false);
        for (number, (truth, cost)) in (1..).zip(marks) {
            let class = token::model_word(truth).unwrap_or_default();
            let candidate =
                Candidate { text: truth.to_owned(), letters: number, ..self.searcher.itself(&class) };
            into.candidates.push(Held::made(candidate));
            into.costs.push(cost);
        }
    }

    /// What a repair costs more because its goal is one of many of its kind.
    fn doubt(candidate: &Candidate, itself: &Candidate, rare: bool) -> Cost {
        let name = itself.shape == Shape::Title
            && candidate.entry.is_none_or(|entry| entry.case() == CaseClass::Title);
        let uncounted = candidate.entry.is_none_or(|entry| entry.is_uncounted());
        match rare && itself.entry.is_none() {
            true if name && !candidate.entry.is_some_and(is_frequent_name) => UNLIKELY_NAME,
            true if name || uncounted || itself.compound => UNLIKELY_GOAL,
            _ => 0,
        }
    }

    /// The readings of a unit and what channel and case make them cost.
    fn read(&self, units: &[Unit<'_>], index: usize, first: bool, into: &mut Judged<'w>) {
        let unit = &units[index];
        let page = unit.place.page;
        let channel = &self.channels.first[page];
        let found = self.memory.get(unit.found);
        let alone = unit.kind == Kind::Protected
            || guard::is_lone_stroke(&unit.core) && !in_running_text(units, index);
        let before = index.checked_sub(1).map(|before| &units[before]);
        let surroundings = Surroundings {
            start: first,
            line_start: unit.line_start,
            running: !first && follows_small_letters(units, index),
            after_name: !first && self.follows_given_name(units, index),
            after_colon: before.is_some_and(|unit| unit.after.ends_with(':') || unit.kind == Kind::Mark),
            heading: unit.line_start && before.is_some_and(|before| numbers(before, unit)),
            capitals: unit.capitals,
        };
        into.within = surroundings.within();
        let found = if alone { &found[..1] } else { found };
        let second = unit
            .other_found
            .filter(|_| !alone)
            .map(|other| Read { found: self.memory.get(other), channel: &self.channels.second[page] });
        let mut weighed = second::weigh(self.tools.pairs, Read { found, channel }, second);
        for one in &mut weighed {
            let candidate = &*one.candidate;
            one.cost += Self::doubt(candidate, &found[0], one.rare)
                + letters_cost(candidate, surroundings)
                + case::cost(candidate.entry, candidate.shape, surroundings);
        }
        let best = weighed.iter().map(|one| one.cost + one.candidate.prior()).min().unwrap_or(0);
        for (number, one) in weighed.into_iter().enumerate() {
            if number == 0 || one.cost + one.candidate.prior() <= best + HOPELESS {
                into.candidates.push(one.candidate);
                into.costs.push(one.cost);
                into.rare.push(one.rare);
            }
        }
        let next = units.get(index + 1);
        if let Some(capitalised) = stray_capitals(&found[0], surroundings, next) {
            into.costs.push(STRAY_CAPITALS + case::cost(capitalised.entry, Shape::Title, surroundings));
            into.candidates.push(Held::made(capitalised));
            into.rare.push(false);
        }
    }
}

/// Whether a unit is what a heading is numbered with that goes on with another one.
fn numbers(before: &Unit<'_>, unit: &Unit<'_>) -> bool {
    let same_line = (before.place.page, before.place.line) == (unit.place.page, unit.place.line);
    same_line && (before.kind == Kind::Number || before.core == token::SECTION)
}

/// Bearers from which a word is held to be a given name wherever it stands with a capital.
const COMMON_NAME: u32 = 500;

/// Bearers from which a name is frequent, as a given name or as a surname.
const FREQUENT_NAME: u32 = 1000;

fn is_frequent_name(entry: Entry) -> bool {
    is_common_name(entry) || entry.surname_bearers() >= FREQUENT_NAME
}

fn is_common_name(entry: Entry) -> bool {
    entry.given_name_bearers() >= COMMON_NAME
}

/// Cost of a second capital for a small letter: `DE stora`.
const STRAY_CAPITALS: Cost = 4 * 16;
/// Words in which it is looked for: short and frequent ones.
const MOST_LETTERS: usize = 3;
const FREQUENT: Cost = 110;

/// The word with one capital, where it begins a sentence of small letters and is no acronym.
fn stray_capitals(
    itself: &Candidate,
    surroundings: Surroundings,
    next: Option<&Unit<'_>>,
) -> Option<Candidate> {
    let frequent =
        itself.entry.is_some_and(|entry| entry.unigram() < FREQUENT && entry.case() == CaseClass::Lower);
    let small_letters =
        !surroundings.capitals && next.is_some_and(|unit| unit.core.chars().all(char::is_lowercase));
    let short = itself.text.chars().count() <= MOST_LETTERS && itself.shape == Shape::Upper;
    (frequent && small_letters && short && surroundings.start).then(|| {
        let mut letters = itself.text.chars();
        let text = letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect();
        Candidate { text, shape: Shape::Title, ..itself.clone() }
    })
}

/// More for a repair through rare pairs from what may be a name or a compound, or to a word that was never counted: what was read is as likely another
/// word that the lexicon does not hold.
const UNLIKELY_GOAL: Cost = 6 * 16;
/// The same for rare names: where names stand any listed one is likely, and as many are on no list.
const UNLIKELY_NAME: Cost = 9 * 16;

/// Cost of a sign that stands for itself though print has none such beside numbers: `$`, `&`.
const ODD_SIGN: Cost = 6 * 16;
/// Cost of the form of a token with letters and digits that is neither word nor number.
const ODD_NUMBER: Cost = 7 * 16;

/// The cost of an unknown word's letters here.
fn letters_cost(candidate: &Candidate, surroundings: Surroundings) -> Cost {
    if candidate.number {
        let odd = candidate.text.chars().any(char::is_alphabetic);
        return if odd { ODD_NUMBER } else { 0 };
    }
    let [word, name] = candidate.spelling;
    match candidate.shape {
        Shape::Title if surroundings.start => word.min(name),
        Shape::Title => name,
        Shape::Upper => word.min(name),
        Shape::Lower | Shape::Mixed => word,
    }
}

/// Adds what a word that stands so many times shows of the channel: one read right shows what was kept, one that is clearly another shows how
/// it came about.
fn gather(pairs: &Pairs, found: &[Candidate], times: f64, evidence: &mut Evidence) {
    let itself = &found[0];
    let letters = itself.text.chars().count() as f64 * times;
    evidence.letters += letters;
    let known = itself.entry.is_some_and(|entry| entry.unigram() < RARE_WORD);
    let printed = if known { Some(itself) } else { clearly_another(found) };
    let Some(printed) = printed else {
        evidence.unclear += letters;
        return;
    };
    // A name that no list holds is no witness of lost marks: Malevik is one as well as Målevik.
    let any_name = printed.entry.is_none() && !printed.compound;
    for used in &printed.used {
        if any_name && pairs.get(used.pair).lost_marks() {
            continue;
        }
        let pair = usize::from(used.pair);
        evidence.seen[pair] += times;
        evidence.most[pair] = evidence.most[pair].max(times);
    }
    for (sum, kept) in evidence.kept.iter_mut().zip(printed.kept) {
        *sum += f64::from(kept) * times;
    }
}

/// The word that a reading clearly was before it was misread.
fn clearly_another(found: &[Candidate]) -> Option<&Candidate> {
    let total = |candidate: &Candidate| candidate.least + candidate.prior();
    let mut others = found.iter().skip(1);
    let best = others.next()?;
    let clear_of_next = others
        .find(|other| !other.text.eq_ignore_ascii_case(&best.text))
        .is_none_or(|next| total(best) + CLEAR <= total(next));
    (total(best) + CLEAR <= total(&found[0]) && clear_of_next).then_some(best)
}

/// Whether a word in small letters stands right before this one.
fn follows_small_letters(units: &[Unit<'_>], index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| &units[before]);
    before.is_some_and(|unit| {
        unit.kind == Kind::Word && unit.after.is_empty() && unit.core.chars().all(char::is_lowercase)
    }) && units[index].before.is_empty()
}

/// Whether a lone stroke stands between words in lower case: only there can it be a letter.
fn in_running_text(units: &[Unit<'_>], index: usize) -> bool {
    let lower = |unit: Option<&Unit<'_>>| {
        unit.is_some_and(|unit| unit.kind == Kind::Word && unit.core.chars().all(char::is_lowercase))
    };
    let before = index.checked_sub(1).and_then(|before| units.get(before));
    let open = before.is_none_or(|before| before.after.is_empty());
    lower(units.get(index + 1))
        && units[index].after.is_empty()
        && (lower(before) && open || matches!(&*units[index].core, "|" | "l"))
}
