//! Probabilities of the candidates of each word, all contexts considered: forward and backward sums over a lattice of word triples.

use std::ops::Range;

use smallvec::SmallVec;

use crate::dictionary::{Cost, Dictionary, Found, NameClass, WordHash, pair, token, triple};

use super::candidates::Candidate;
use super::case::Shape;

/// The words of a sentence with what each of their readings costs here, the language left aside.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    readings: Vec<Reading>,
    /// Where the readings of each word end.
    ends: Vec<usize>,
}

impl Lattice {
    pub(crate) fn clear(&mut self) {
        self.readings.clear();
        self.ends.clear();
    }

    /// Adds a word with its readings.
    pub(crate) fn push(&mut self, readings: impl IntoIterator<Item = Reading>) {
        self.readings.extend(readings);
        self.ends.push(self.readings.len());
    }

    /// Places of a word's readings among all.
    fn range(&self, word: usize) -> Range<usize> {
        word.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[word]
    }
}

/// One reading of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) word: Word,
    /// Cost of channel, case and letters.
    pub(crate) cost: Cost,
}

/// A word as the language model knows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    hash: WordHash,
    unigram: Cost,
    backoff: Cost,
}

/// The language model: costs of words after words.
#[derive(Debug)]
pub(crate) struct Language<'d> {
    dictionary: &'d Dictionary,
    pub(crate) boundary: Word,
    pub(crate) number: Word,
    unknown: Word,
    /// Those that stand for all names, and for all genitives of names.
    name: Word,
    genitive: Word,
}

impl<'d> Language<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary) -> Self {
        let class = |name: &str| {
            let entry = dictionary.entry(name);
            Word {
                hash: WordHash::of(name),
                unigram: entry.map_or(0, |entry| entry.unigram()),
                backoff: entry.map_or(0, |entry| entry.backoff().into()),
            }
        };
        Self {
            dictionary,
            boundary: class(token::BOUNDARY),
            number: class(token::NUMBER),
            unknown: class(token::UNKNOWN),
            name: class(NameClass::Name.word()),
            genitive: class(NameClass::Genitive.word()),
        }
    }

    /// The word of a candidate, and what it costs that of all words that this one stands for it is the candidate.
    /// `within`: whether nothing but the word itself asks for a capital.
    pub(crate) fn word(&self, candidate: &Candidate, within: bool) -> (Word, Cost) {
        let capital = candidate.shape == Shape::Title;
        let Some(entry) = candidate.entry else {
            return if capital && within { (self.name, UNLISTED_NAME) } else { (self.unknown, 0) };
        };
        match entry.class(capital, within).map(|class| self.class(class)) {
            Some(class) => (class, entry.unigram().saturating_sub(class.unigram)),
            None => {
                let backoff = entry.backoff().into();
                (Word { hash: candidate.word, unigram: entry.unigram(), backoff }, 0)
            }
        }
    }

    /// The word of all names of a kind.
    fn class(&self, class: NameClass) -> Word {
        match class {
            NameClass::Name => self.name,
            NameClass::Genitive => self.genitive,
        }
    }

    fn pair(&self, first: Word, second: Word) -> Pair {
        let key = pair(first.hash, second.hash);
        let found = self.dictionary.bigram(key);
        let cost = found.map_or(first.backoff + second.unigram, |found| found.cost);
        Pair { key, found, cost }
    }

    fn after_pair(&self, before: &Pair, third: Word, low: Cost) -> Cost {
        match before.found {
            None => low,
            Some(found) => match self.dictionary.trigram(triple(before.key, third.hash)) {
                Some(exact) => exact.cost,
                None => found.backoff + low,
            },
        }
    }
}

/// Cost of a name that no list holds among all names.
const UNLISTED_NAME: Cost = 16;

#[derive(Debug)]
struct Pair {
    key: u64,
    found: Option<Found>,
    cost: Cost,
}

/// Costs from here on weigh nothing.
const NOTHING: usize = 1024;

/// e to the power of minus a cost, for every cost that weighs anything.
#[derive(Debug)]
pub(crate) struct Weights(Vec<f64>);

impl Weights {
    pub(crate) fn new() -> Self {
        let nat = crate::dictionary::COST_PER_NAT;
        Self((0..NOTHING).map(|cost| (-(cost as f64) / nat).exp()).collect())
    }

    fn of(&self, cost: Cost) -> f64 {
        self.0.get(cost as usize).copied().unwrap_or(0.0)
    }
}

/// Posterior probabilities, computed sentence by sentence; it keeps its vectors from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Posterior {
    /// A probability for each reading of the lattice.
    probabilities: Vec<f64>,
    pairs: Table<Pair>,
    steps: Table<f64>,
    forward: Table<f64>,
    backward: Vec<f64>,
    before: Vec<f64>,
}

/// Rows of different lengths in one vector.
#[derive(Debug)]
struct Table<T> {
    values: Vec<T>,
    starts: Vec<usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { values: Vec::new(), starts: Vec::new() }
    }
}

impl<T> Table<T> {
    fn clear(&mut self) {
        self.values.clear();
        self.starts.clear();
    }

    fn begin_row(&mut self) {
        self.starts.push(self.values.len());
    }

    fn row(&self, index: usize) -> &[T] {
        let end = self.starts.get(index + 1).copied().unwrap_or(self.values.len());
        &self.values[self.starts[index]..end]
    }
}

/// Two words that have one reading each part what stands before them from what stands behind: no triple reaches over both.
const PARTING: usize = 2;

impl Posterior {
    /// The probabilities of each word's readings. The sentence stands between boundaries.
    pub(crate) fn of(&mut self, language: &Language<'_>, weights: &Weights, lattice: &Lattice) {
        self.probabilities.clear();
        self.probabilities.resize(lattice.readings.len(), 1.0);
        let words = lattice.ends.len();
        let ambiguous = |&word: &usize| lattice.range(word).len() > 1;
        let mut next = (0..words).find(ambiguous);
        while let Some(first) = next {
            let mut last = first;
            next = None;
            for word in (first + 1..words).filter(ambiguous) {
                if word - last > PARTING {
                    next = Some(word);
                    break;
                }
                last = word;
            }
            self.stretch(language, weights, lattice, first, last);
        }
    }

    /// The probabilities of a word's readings.
    pub(crate) fn word(&self, lattice: &Lattice, word: usize) -> &[f64] {
        &self.probabilities[lattice.range(word)]
    }

    /// The words from `first` to `last` with what stands around them: two words, or fewer and a boundary.
    fn stretch(
        &mut self,
        language: &Language<'_>,
        weights: &Weights,
        lattice: &Lattice,
        first: usize,
        last: usize,
    ) {
        let boundary = [Reading { word: language.boundary, cost: 0 }];
        let mut row: SmallVec<[&[Reading]; 32]> = SmallVec::new();
        if first < PARTING {
            row.push(&boundary);
        }
        let from = first.saturating_sub(PARTING);
        let to = (last + PARTING).min(lattice.ends.len() - 1);
        row.extend((from..=to).map(|word| &lattice.readings[lattice.range(word)]));
        if last + PARTING >= lattice.ends.len() {
            row.push(&boundary);
        }
        let shift = row.len() - usize::from(last + PARTING >= lattice.ends.len()) - (to + 1 - from);
        self.costs(language, weights, &row);
        self.run_forward(weights, &row);
        self.run_backward(&row, |at, probabilities, all| {
            // The boundaries have no place among the readings.
            if let Some(word) = (at + from).checked_sub(shift).filter(|word| (first..=last).contains(word)) {
                all[lattice.range(word)].copy_from_slice(probabilities);
            }
        });
    }

    /// Pairs of readings side by side; and for every such pair the weights of going on to each reading of the next word, its own weight included.
    fn costs(&mut self, language: &Language<'_>, weights: &Weights, row: &[&[Reading]]) {
        self.pairs.clear();
        for two in row.windows(2) {
            self.pairs.begin_row();
            for a in two[0] {
                self.pairs.values.extend(two[1].iter().map(|b| language.pair(a.word, b.word)));
            }
        }
        self.steps.clear();
        for (at, three) in row.windows(3).enumerate() {
            self.steps.begin_row();
            let least = three[2].iter().map(|reading| reading.cost).min().unwrap_or(0);
            let (before, after) = (self.pairs.row(at), self.pairs.row(at + 1));
            for a in 0..three[0].len() {
                for b in 0..three[1].len() {
                    let first_two = &before[a * three[1].len() + b];
                    for (c, reading) in three[2].iter().enumerate() {
                        let low = after[b * three[2].len() + c].cost;
                        let cost = language.after_pair(first_two, reading.word, low) + reading.cost - least;
                        self.steps.values.push(weights.of(cost));
                    }
                }
            }
        }
    }

    fn run_forward(&mut self, weights: &Weights, row: &[&[Reading]]) {
        self.forward.clear();
        self.forward.begin_row();
        let least = row[1].iter().map(|reading| reading.cost).min().unwrap_or(0);
        let start = self.pairs.row(0).iter().zip(row[1].iter().cycle());
        self.forward.values.extend(start.map(|(pair, reading)| weights.of(pair.cost + reading.cost - least)));
        normalise(&mut self.forward.values);
        for (at, three) in row.windows(3).enumerate() {
            let (first, second, third) = (three[0].len(), three[1].len(), three[2].len());
            let from = self.forward.values.len();
            self.forward.begin_row();
            self.forward.values.resize(from + second * third, 0.0);
            let (done, next) = self.forward.values.split_at_mut(from);
            let before = &done[from - first * second..];
            let step = self.steps.row(at);
            for a in 0..first {
                for b in 0..second {
                    let state = a * second + b;
                    for c in 0..third {
                        next[b * third + c] += before[state] * step[state * third + c];
                    }
                }
            }
            normalise(next);
        }
    }

    fn run_backward(&mut self, row: &[&[Reading]], mut give: impl FnMut(usize, &[f64], &mut [f64])) {
        let last = row.len() - 2;
        self.backward.clear();
        self.backward.resize(row[last].len() * row[last + 1].len(), 1.0);
        let mut sums: SmallVec<[f64; 12]> = SmallVec::new();
        for at in (0..last).rev() {
            let (first, second, third) = (row[at].len(), row[at + 1].len(), row[at + 2].len());
            self.before.clear();
            self.before.resize(first * second, 0.0);
            sums.clear();
            sums.resize(second, 0.0);
            let (step, forward) = (self.steps.row(at), self.forward.row(at));
            for a in 0..first {
                for b in 0..second {
                    let state = a * second + b;
                    self.before[state] =
                        (0..third).map(|c| step[state * third + c] * self.backward[b * third + c]).sum();
                    sums[b] += forward[state] * self.before[state];
                }
            }
            normalise(&mut sums);
            give(at + 1, &sums, &mut self.probabilities);
            normalise(&mut self.before);
            std::mem::swap(&mut self.backward, &mut self.before);
        }
    }
}

/// Scales to a sum of one; where nothing weighs anything, all weigh the same.
fn normalise(weights: &mut [f64]) {
    let sum: f64 = weights.iter().sum();
    let same = 1.0 / weights.len() as f64;
    weights.iter_mut().for_each(|weight| *weight = if sum > 0.0 { *weight / sum } else { same });
}
