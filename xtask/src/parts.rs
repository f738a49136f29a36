//! Which words compounds are made of, told from the compounds that the corpora hold.
//!
//! Most words can be cut in several places, and few of the cuts make sense. Each word is divided among its cuts by how likely their parts are, and how
//! likely parts are is told by what they got of all words, over and over (expectation maximisation).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use crate::dictionary;

/// Shortest first and last part that is counted.
const SHORTEST: usize = 3;
/// Shortest word that is looked at as a compound.
const SHORTEST_COMPOUND: usize = 8;
/// Times that the words are divided anew: the shares hardly change after.
const ROUNDS: usize = 12;
/// Probability with which a word that can be cut was not made of parts.
const NO_COMPOUND: f64 = 1e-8;

/// The weight of the compounds in which a string stands first (with its linking letter) and last.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Productivity {
    pub(crate) first: f64,
    pub(crate) last: f64,
}

/// What may not be a part.
#[derive(Debug, Default)]
pub(crate) struct Barred {
    /// Where the flag is set, not the last part; else no part at all.
    blocked: HashMap<String, bool>,
    /// The only short words that may.
    short: HashSet<String>,
    /// Inflected forms, which begin no compounds.
    inflected: HashSet<String>,
}

impl Barred {
    /// From the reviewed tables in a folder.
    pub(crate) fn read(tables: &Path, inflected: &HashSet<String>) -> Result<Self, String> {
        let rows = dictionary::rows(&tables.join("compound-blocked.tsv"))?;
        let short = dictionary::first_column(&tables.join("compound-short.tsv"))?;
        Ok(Self {
            blocked: rows.iter().filter_map(|row| dictionary::blocked(row)).collect(),
            short: short.into_iter().collect(),
            inflected: inflected.clone(),
        })
    }

    fn first(&self, part: &str) -> bool {
        self.inflected.contains(part) || self.blocked.get(part) == Some(&false)
    }

    fn last(&self, part: &str) -> bool {
        let short = part.chars().count() <= SHORTEST && !self.short.contains(part);
        short || self.blocked.contains_key(part)
    }
}

/// Weighs the parts of all words that can be cut into a first part and a known last part. `words`: each with its weight.
pub(crate) fn weigh(words: &BTreeMap<&str, f64>, barred: &Barred) -> BTreeMap<String, Productivity> {
    let possible = |first: &str, last: &str| {
        words.contains_key(last) && !barred.last(last) && !barred.first(first) && stem_is_known(first, words)
    };
    let all: Vec<(f64, Vec<(&str, &str)>)> = words
        .iter()
        .map(|(&word, &weight)| (weight, cuts(word).filter(|(first, last)| possible(first, last)).collect()))
        .collect();
    let mut parts: BTreeMap<&str, Productivity> = BTreeMap::new();
    let mut sums = Productivity { first: 1.0, last: 1.0 };
    for round in 0..ROUNDS {
        let mut next: BTreeMap<&str, Productivity> = BTreeMap::new();
        for (weight, cuts) in all.iter().filter(|(_, cuts)| !cuts.is_empty()) {
            let likely = |(first, last): &(&str, &str)| match round {
                0 => 1.0,
                _ => parts[first].first / sums.first * (parts[last].last / sums.last),
            };
            let likelihoods: Vec<f64> = cuts.iter().map(likely).collect();
            let total = likelihoods.iter().sum::<f64>() + NO_COMPOUND;
            for ((first, last), likelihood) in cuts.iter().zip(likelihoods) {
                next.entry(first).or_default().first += weight * likelihood / total;
                next.entry(last).or_default().last += weight * likelihood / total;
            }
        }
        parts = next;
        sums = Productivity {
            first: parts.values().map(|part| part.first).sum(),
            last: parts.values().map(|part| part.last).sum(),
        };
    }
    parts.into_iter().map(|(part, weight)| (part.to_owned(), weight)).collect()
}

fn cuts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let long = word.chars().count() >= SHORTEST_COMPOUND && word.chars().all(char::is_alphabetic);
    let ends: Vec<usize> = if long { word.char_indices().map(|(at, _)| at).collect() } else { Vec::new() };
    let cut = ends.len().saturating_sub(SHORTEST - 1);
    ends.into_iter().take(cut).skip(SHORTEST).map(|at| word.split_at(at))
}

/// Whether `first` is a word, or one with a linking form: `nätverks`, `familje`, `kyrko`, `skol`.
fn stem_is_known(first: &str, words: &BTreeMap<&str, f64>) -> bool {
    let known = |word: &str| words.contains_key(word);
    if known(first) {
        return true;
    }
    let stem = |ending: &str| first.strip_suffix(ending).filter(|stem| stem.chars().count() >= SHORTEST);
    ["s", "e"].iter().any(|link| stem(link).is_some_and(known))
        || ["o", "u"].iter().any(|link| stem(link).is_some_and(|stem| known(&format!("{stem}a"))))
        || ["a", "e"].iter().any(|lost| known(&format!("{first}{lost}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_sense_takes_most_of_a_word() {
        let words = [
            "samman",
            "träde",
            "sam",
            "manträde",
            "bord",
            "bordslag",
            "sammanhang",
            "hang",
            "sammanslag",
            "slag",
            "sammanträde",
            "bordsslag",
        ];
        let words: BTreeMap<&str, f64> = words.into_iter().map(|word| (word, 1.0)).collect();
        let parts = weigh(&words, &Barred::default());
        assert!(parts["samman"].first > 2.5 && parts["träde"].last > 0.9, "{parts:?}");
        assert!(parts["manträde"].last < 0.1, "{parts:?}");
    }
}
