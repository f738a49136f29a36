//! Probabilities of the candidates of each word, all contexts considered: forward and backward sums over a lattice of word triples.

use crate::dictionary::{Cost, Dictionary, Found, WordHash, pair, token, triple};

use super::candidates::Candidate;

/// A word of the lattice with what each of its readings costs here, the language left aside.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) readings: Vec<Reading>,
}

/// One reading of a node.
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
}

impl<'d> Language<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary) -> Self {
        let class = |name: &str| {
            let entry = dictionary.entry(name);
            Word {
                hash: WordHash::of(name),
                unigram: entry.map_or(0, |entry| entry.unigram().into()),
                backoff: entry.map_or(0, |entry| entry.backoff().into()),
            }
        };
        Self { dictionary, boundary: class(token::BOUNDARY), number: class(token::NUMBER), unknown: class(token::UNKNOWN) }
    }

    /// The word of a candidate.
    pub(crate) fn word(&self, candidate: &Candidate) -> Word {
        match candidate.entry {
            Some(entry) => Word { hash: candidate.word, unigram: entry.unigram().into(), backoff: entry.backoff().into() },
            None => self.unknown,
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

/// Posterior probabilities of every node's readings. The sentence stands between boundaries.
pub(crate) fn posteriors(language: &Language<'_>, weights: &Weights, nodes: &[Node]) -> Vec<Vec<f64>> {
    if nodes.iter().all(|node| node.readings.len() == 1) {
        return vec![vec![1.0]; nodes.len()];
    }
    let edge = Node { readings: vec![Reading { word: language.boundary, cost: 0 }] };
    let row: Vec<&Node> = [&edge].into_iter().chain(nodes).chain([&edge]).collect();
    let pairs: Vec<Vec<Pair>> = row
        .windows(2)
        .map(|two| {
            let each = |a: &Reading| two[1].readings.iter().map(|b| language.pair(a.word, b.word)).collect::<Vec<_>>();
            two[0].readings.iter().flat_map(each).collect()
        })
        .collect();
    let steps = steps(language, weights, &row, &pairs);
    let forward = forward(weights, &row, &pairs, &steps);
    marginals(&row, &forward, &steps)
}

/// For every state (two readings side by side) the weights of going on to each reading of the next node, the reading's own weight included.
fn steps(language: &Language<'_>, weights: &Weights, row: &[&Node], pairs: &[Vec<Pair>]) -> Vec<Vec<f64>> {
    (0..pairs.len() - 1)
        .map(|at| {
            let (first, second, third) = (&row[at].readings, &row[at + 1].readings, &row[at + 2].readings);
            let least = third.iter().map(|reading| reading.cost).min().unwrap_or(0);
            let mut out = Vec::with_capacity(first.len() * second.len() * third.len());
            for a in 0..first.len() {
                for b in 0..second.len() {
                    let before = &pairs[at][a * second.len() + b];
                    for (c, reading) in third.iter().enumerate() {
                        let low = pairs[at + 1][b * third.len() + c].cost;
                        let cost = language.after_pair(before, reading.word, low) + reading.cost - least;
                        out.push(weights.of(cost));
                    }
                }
            }
            out
        })
        .collect()
}

fn forward(weights: &Weights, row: &[&Node], pairs: &[Vec<Pair>], steps: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let first = &row[1].readings;
    let least = first.iter().map(|reading| reading.cost).min().unwrap_or(0);
    let start = first.iter().zip(&pairs[0]).map(|(reading, pair)| weights.of(pair.cost + reading.cost - least)).collect();
    let mut all = vec![normalised(start)];
    for (at, step) in steps.iter().enumerate() {
        let (first, second, third) = (row[at].readings.len(), row[at + 1].readings.len(), row[at + 2].readings.len());
        let before = &all[at];
        let mut next = vec![0.0; second * third];
        for a in 0..first {
            for b in 0..second {
                let state = a * second + b;
                for c in 0..third {
                    next[b * third + c] += before[state] * step[state * third + c];
                }
            }
        }
        all.push(normalised(next));
    }
    all
}

fn marginals(row: &[&Node], forward: &[Vec<f64>], steps: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let last = forward.len() - 1;
    let mut backward = vec![1.0; forward[last].len()];
    let mut all = vec![Vec::new(); row.len() - 2];
    for at in (0..last).rev() {
        let (first, second, third) = (row[at].readings.len(), row[at + 1].readings.len(), row[at + 2].readings.len());
        let mut before = vec![0.0; first * second];
        let mut sums = vec![0.0; second];
        for a in 0..first {
            for b in 0..second {
                let state = a * second + b;
                before[state] = (0..third).map(|c| steps[at][state * third + c] * backward[b * third + c]).sum();
                sums[b] += forward[at][state] * before[state];
            }
        }
        all[at] = normalised(sums);
        backward = normalised(before);
    }
    all
}

/// Scaled to a sum of one; where nothing weighs anything, all weigh the same.
fn normalised(mut weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= sum);
    } else {
        let same = 1.0 / weights.len() as f64;
        weights.iter_mut().for_each(|weight| *weight = same);
    }
    weights
}
