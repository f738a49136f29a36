//! Alignment of two word sequences, quick on whole documents: runs of words that occur once in both are anchors; what lies
//! between is aligned by dynamic programming in which similar words go together.

use super::similarity::similarity;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// One step of an alignment; indices into the two sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The words stand for each other, equal or not.
    Pair(usize, usize),
    /// A word of the first sequence without counterpart.
    Left(usize),
    /// A word of the second sequence without counterpart.
    Right(usize),
}

/// Words of two texts by number: equal words have equal numbers.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'t> {
    numbers: FxHashMap<&'t str, u32>,
    words: Vec<&'t str>,
}

impl<'t> Vocabulary<'t> {
    pub(super) fn number_all(&mut self, words: &'t [String]) -> Vec<u32> {
        words.iter().map(|word| self.number(word)).collect()
    }

    fn number(&mut self, word: &'t str) -> u32 {
        *self.numbers.entry(word).or_insert_with(|| {
            self.words.push(word);
            u32::try_from(self.words.len() - 1).expect("a text has fewer than 2^32 words")
        })
    }

    pub(super) fn word(&self, number: u32) -> &'t str {
        self.words[number as usize]
    }
}

/// Words in a row that make an anchor.
const ANCHOR: usize = 3;
/// Cells of a table in which the likeness of words is weighed; larger gaps are halved first.
const CELLS: usize = 40_000;
/// Cost of a word without counterpart; a pair costs from 0 (equal) to twice that (nothing in common).
const GAP: u32 = 100;

/// Aligns two sequences; steps in order of both.
pub(super) fn align(a: &[u32], b: &[u32], vocabulary: &Vocabulary) -> Vec<Step> {
    let mut aligner = Aligner { a, b, vocabulary, costs: FxHashMap::default(), steps: Vec::new() };
    aligner.gap(0..a.len(), 0..b.len());
    aligner.steps
}

/// Pairs of equal words that surely belong together: those of runs that occur once in each, in the longest order that both share.
fn anchors(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<&[u32], (Option<usize>, Option<usize>, bool)> = FxHashMap::default();
    for (at, run) in a.windows(ANCHOR).enumerate() {
        let place = places.entry(run).or_default();
        place.2 |= place.0.replace(at).is_some();
    }
    for (at, run) in b.windows(ANCHOR).enumerate() {
        if let Some(place) = places.get_mut(run) {
            place.2 |= place.1.replace(at).is_some();
        }
    }
    let mut unique: Vec<(usize, usize)> =
        places.into_values().filter_map(|(x, y, twice)| if twice { None } else { Some((x?, y?)) }).collect();
    unique.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (x, y) in longest_rising(&unique) {
        for step in 0..ANCHOR {
            if pairs.last().is_none_or(|&(i, j)| x + step > i && y + step > j) {
                pairs.push((x + step, y + step));
            }
        }
    }
    pairs.retain(|&(x, y)| a[x] == b[y]);
    pairs
}

/// The longest subsequence whose second members rise, of pairs sorted by their first.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before[index] = length.checked_sub(1).map(|last| tails[last]);
        if length == tails.len() {
            tails.push(index);
        } else {
            tails[length] = index;
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.push(pairs[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}

struct Aligner<'a> {
    a: &'a [u32],
    b: &'a [u32],
    vocabulary: &'a Vocabulary<'a>,
    costs: FxHashMap<(u32, u32), u32>,
    steps: Vec<Step>,
}

impl Aligner<'_> {
    /// Aligns what lies between anchors; whether there were any.
    fn anchored(&mut self, x: Range<usize>, y: Range<usize>) -> bool {
        let anchors = anchors(&self.a[x.clone()], &self.b[y.clone()]);
        if anchors.is_empty() {
            return false;
        }
        let (mut i, mut j) = (x.start, y.start);
        for (at, other) in anchors {
            let (at, other) = (x.start + at, y.start + other);
            self.gap(i..at, j..other);
            self.steps.push(Step::Pair(at, other));
            (i, j) = (at + 1, other + 1);
        }
        self.gap(i..x.end, j..y.end);
        true
    }

    fn gap(&mut self, mut x: Range<usize>, mut y: Range<usize>) {
        while !x.is_empty() && !y.is_empty() && self.a[x.start] == self.b[y.start] {
            self.steps.push(Step::Pair(x.start, y.start));
            (x.start, y.start) = (x.start + 1, y.start + 1);
        }
        if x.is_empty() || y.is_empty() {
            self.steps.extend(x.map(Step::Left));
            self.steps.extend(y.map(Step::Right));
        } else if x.len() == 1 || (x.len() + 1) * (y.len() + 1) <= CELLS {
            self.table(x, y);
        } else if !self.anchored(x.clone(), y.clone()) {
            let middle = x.start + x.len() / 2;
            let cut = y.start + self.best_cut(x.clone(), y.clone(), middle);
            self.gap(x.start..middle, y.start..cut);
            self.gap(middle..x.end, cut..y.end);
        }
    }

    /// Where the second range is best cut when the first is cut at `middle` (Hirschberg, whole words only).
    fn best_cut(&self, x: Range<usize>, y: Range<usize>, middle: usize) -> usize {
        let forward = last_row(&self.a[x.start..middle], self.b[y.clone()].iter().copied());
        let rest: Vec<u32> = self.a[middle..x.end].iter().rev().copied().collect();
        let backward = last_row(&rest, self.b[y].iter().rev().copied());
        let total = |cut: usize| forward[cut] + backward[backward.len() - 1 - cut];
        (0..forward.len()).min_by_key(|&cut| total(cut)).expect("a row has at least one cell")
    }

    fn table(&mut self, x: Range<usize>, y: Range<usize>) {
        let width = y.len() + 1;
        let mut cost = vec![0u32; (x.len() + 1) * width];
        for j in 1..width {
            cost[j] = j as u32 * GAP;
        }
        for i in 1..=x.len() {
            cost[i * width] = i as u32 * GAP;
            for j in 1..width {
                let pair = cost[(i - 1) * width + j - 1] + self.pair_cost(x.start + i - 1, y.start + j - 1);
                let gap = cost[(i - 1) * width + j].min(cost[i * width + j - 1]) + GAP;
                cost[i * width + j] = pair.min(gap);
            }
        }
        self.trace(&cost, x, y);
    }

    fn trace(&mut self, cost: &[u32], x: Range<usize>, y: Range<usize>) {
        let width = y.len() + 1;
        let (mut i, mut j) = (x.len(), y.len());
        let first = self.steps.len();
        while i > 0 || j > 0 {
            let here = cost[i * width + j];
            if i > 0 && j > 0 {
                let pair = self.pair_cost(x.start + i - 1, y.start + j - 1);
                if here == cost[(i - 1) * width + j - 1] + pair {
                    (i, j) = (i - 1, j - 1);
                    self.steps.push(Step::Pair(x.start + i, y.start + j));
                    continue;
                }
            }
            if i > 0 && here == cost[(i - 1) * width + j] + GAP {
                i -= 1;
                self.steps.push(Step::Left(x.start + i));
            } else {
                j -= 1;
                self.steps.push(Step::Right(y.start + j));
            }
        }
        self.steps[first..].reverse();
    }

    fn pair_cost(&mut self, i: usize, j: usize) -> u32 {
        let (a, b) = (self.a[i], self.b[j]);
        if a == b {
            return 0;
        }
        let vocabulary = self.vocabulary;
        *self.costs.entry((a, b)).or_insert_with(|| {
            let alike = similarity(vocabulary.word(a), vocabulary.word(b));
            // Even words of one letter each go together rather than stand alone beside each other.
            ((1.0 - alike) * f64::from(2 * GAP - 10)) as u32 + 10
        })
    }
}

/// Edit distances of all of `a` to every beginning of `b`.
fn last_row(a: &[u32], b: impl Iterator<Item = u32> + Clone) -> Vec<u32> {
    let mut row: Vec<u32> = (0..=b.clone().count() as u32).collect();
    for &word in a {
        let mut diagonal = row[0];
        row[0] += 1;
        for (j, other) in b.clone().enumerate() {
            let pair = diagonal + u32::from(word != other);
            diagonal = row[j + 1];
            row[j + 1] = pair.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::*;

    fn steps(a: &str, b: &str) -> Vec<Step> {
        let (a, b) = (words(a), words(b));
        let mut vocabulary = Vocabulary::default();
        let (x, y) = (vocabulary.number_all(&a), vocabulary.number_all(&b));
        align(&x, &y, &vocabulary)
    }

    #[test]
    fn similar_words_go_together() {
        assert_eq!(
            steps("namnden ett beslutar att", "nämnden beslutar att"),
            [Step::Pair(0, 0), Step::Left(1), Step::Pair(2, 1), Step::Pair(3, 2)]
        );
    }

    #[test]
    fn every_word_stands_in_one_step_also_in_long_gaps() {
        let a: String = (0..700).map(|n| format!("a{} ", n % 13)).collect();
        let b: String = (0..900).map(|n| format!("a{} ", n % 17)).collect();
        let steps = steps(&a, &b);
        let left = |step: &Step| match *step {
            Step::Pair(i, _) | Step::Left(i) => Some(i),
            Step::Right(_) => None,
        };
        let right = |step: &Step| match *step {
            Step::Pair(_, j) | Step::Right(j) => Some(j),
            Step::Left(_) => None,
        };
        assert!(steps.iter().filter_map(left).eq(0..700));
        assert!(steps.iter().filter_map(right).eq(0..900));
    }

    #[test]
    fn anchors_keep_the_order_of_both() {
        assert_eq!(anchors(&[1, 2, 3, 9, 4, 5, 6], &[4, 5, 6, 8, 1, 2, 3]), [(4, 0), (5, 1), (6, 2)]);
        assert_eq!(anchors(&[7, 1, 2, 3, 4], &[1, 2, 3, 4]), [(1, 0), (2, 1), (3, 2), (4, 3)]);
        assert!(anchors(&[1, 1, 1, 1], &[1, 1, 1]).is_empty());
    }
}
