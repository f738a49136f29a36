//! The run of numbers: which of the candidates are the items of this meeting.

use super::heading::{Candidate, Key};
use rustc_hash::FxHashMap;

/// For the next number of the run.
const NEXT: i32 = 6;
/// For a number after a gap of one or two.
const NEAR: i32 = 0;
/// For any higher number: both sides must be runs of their own.
const FAR: i32 = -12;

/// A chain of candidates with rising numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Indexes into the candidates.
    pub(super) chosen: Vec<usize>,
    /// How much speaks for it.
    pub(super) score: i32,
}

/// The chain for which most speaks. `weights` has one entry for each candidate. Takes time linear in the candidates.
pub(super) fn best_run(candidates: &[Candidate], weights: &[i32]) -> Run {
    let mut chains = Chains::default();
    let mut scores: Vec<i32> = Vec::with_capacity(candidates.len());
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    for (index, (candidate, &weight)) in candidates.iter().zip(weights).enumerate() {
        let key = &candidate.key;
        let late = key.len() > 1 || (candidate.form == super::heading::Form::Number && key[0] > 3);
        let alone = weight - 4 * i32::from(late);
        let (score, link) = chains
            .before(key)
            .into_iter()
            .map(|(score, link)| (score + weight, Some(link)))
            .chain([(alone, None)])
            .max_by_key(|&(score, link)| (score, link))
            .unwrap_or((alone, None));
        scores.push(score);
        previous.push(link);
        chains.add(key, score, index);
    }
    let Some(last) = (0..scores.len()).max_by_key(|&index| (scores[index], index)) else {
        return Run::default();
    };
    let mut chosen: Vec<usize> = std::iter::successors(Some(last), |&index| previous[index]).collect();
    chosen.reverse();
    Run { chosen, score: scores[last] }
}

/// The best chains by the number that they end with.
#[derive(Default)]
struct Chains {
    /// Ending with exactly this number.
    exact: FxHashMap<Key, (i32, usize)>,
    /// Ending with this number or one below it (`3.2` is below `3`).
    within: FxHashMap<Key, (i32, usize)>,
    /// Ending with any number up to a first level's.
    up_to: PrefixBest,
}

impl Chains {
    /// The chains that a number may continue, with the score of the link.
    fn before(&self, key: &Key) -> Vec<(i32, usize)> {
        let mut found = Vec::new();
        let mut sibling = key.clone();
        let last = *key.last().expect("a key has a number");
        for step in 1..=3 {
            if last <= step {
                break;
            }
            *sibling.last_mut().expect("a key has a number") = last - step;
            let link = if step == 1 { NEXT } else { NEAR };
            found.extend(self.within.get(&sibling).map(|&(score, at)| (score + link, at)));
        }
        if let ([parent @ .., 1], true) = (key.as_slice(), key.len() > 1) {
            found.extend(self.exact.get(parent).map(|&(score, at)| (score + NEXT, at)));
        }
        if let (&[first], true) = (key.as_slice(), last > 1) {
            found.extend(self.up_to.get(first - 1).map(|(score, at)| (score + FAR, at)));
        }
        found
    }

    fn add(&mut self, key: &Key, score: i32, index: usize) {
        let better = |old: &mut (i32, usize)| {
            if score >= old.0 {
                *old = (score, index);
            }
        };
        self.exact.entry(key.clone()).and_modify(better).or_insert((score, index));
        for length in 1..=key.len() {
            self.within.entry(key[..length].to_vec()).and_modify(better).or_insert((score, index));
        }
        self.up_to.add(key[0], score, index);
    }
}

/// Best entry over all numbers up to a given one (a Fenwick tree).
#[derive(Default)]
struct PrefixBest {
    tree: Vec<Option<(i32, usize)>>,
}

impl PrefixBest {
    const SIZE: usize = 1 << 14;

    fn add(&mut self, number: u32, score: i32, index: usize) {
        self.tree.resize(Self::SIZE + 1, None);
        let mut at = (number as usize).clamp(1, Self::SIZE);
        while at <= Self::SIZE {
            self.tree[at] = self.tree[at].max(Some((score, index)));
            at += at & at.wrapping_neg();
        }
    }

    fn get(&self, number: u32) -> Option<(i32, usize)> {
        let mut best = None;
        let mut at = (number as usize).min(Self::SIZE);
        while at > 0 {
            best = best.max(self.tree.get(at).copied().flatten());
            at -= at & at.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::heading::Form;

    fn run(form: Form, numbers: &[(&[u32], i32)]) -> Vec<usize> {
        let candidates: Vec<Candidate> = numbers
            .iter()
            .enumerate()
            .map(|(line, (key, _))| Candidate {
                line,
                form,
                key: key.to_vec(),
                label: 0..1,
                number: 0..1,
                rest: 1,
                weight: 0,
            })
            .collect();
        let weights: Vec<i32> = numbers.iter().map(|(_, weight)| *weight).collect();
        best_run(&candidates, &weights).chosen
    }

    #[test]
    fn references_to_other_paragraphs_are_passed_over() {
        let numbers: [(&[u32], i32); 5] = [(&[17], 6), (&[21], 4), (&[273], 4), (&[18], 6), (&[19], 6)];
        assert_eq!(run(Form::Paragraph, &numbers), [0, 3, 4]);
    }

    #[test]
    fn contents_lose_against_items_with_matter() {
        let numbers: [(&[u32], i32); 6] = [(&[1], 4), (&[2], 4), (&[3], 5), (&[1], 7), (&[2], 7), (&[3], 7)];
        assert_eq!(run(Form::Paragraph, &numbers), [3, 4, 5]);
    }

    #[test]
    fn levels_are_followed() {
        let numbers: [(&[u32], i32); 6] =
            [(&[1], 3), (&[2], 3), (&[2, 1], 3), (&[2, 2], 3), (&[3], 3), (&[3, 1], 3)];
        assert_eq!(run(Form::Number, &numbers), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn gaps_are_bridged() {
        assert_eq!(run(Form::Paragraph, &[(&[12], 6), (&[15], 6), (&[16], 6)]), [0, 1, 2]);
        assert_eq!(run(Form::Paragraph, &[(&[12], 6), (&[13], 6), (&[77], 6), (&[78], 6)]), [0, 1, 2, 3]);
        assert_eq!(run(Form::Paragraph, &[(&[12], 6), (&[13], 6), (&[77], 6)]), [0, 1]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(run(Form::Paragraph, &[]), Vec::<usize>::new());
    }

    #[test]
    fn lists_inside_items_are_passed_over() {
        let numbers: [(&[u32], i32); 6] =
            [(&[1], 5), (&[2], 5), (&[1], -1), (&[2], -1), (&[3], -1), (&[3], 5)];
        assert_eq!(run(Form::Number, &numbers), [0, 1, 5]);
    }
}
