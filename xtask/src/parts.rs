//! Which words compounds are made of, told from the compounds that the corpora hold.

use std::collections::{HashMap, HashSet};

/// Shortest first and last part that is counted.
const SHORTEST: usize = 3;
/// Shortest word that is looked at as a compound.
const SHORTEST_COMPOUND: usize = 8;

/// In how many different compounds a string stands first (with its linking letter) and last.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Productivity {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// Counts the parts of all words that can be cut into a first part and a known last part. Inflected forms do not begin compounds.
pub(crate) fn count(words: &HashSet<String>, inflected: &HashSet<String>) -> HashMap<String, Productivity> {
    let mut parts: HashMap<String, Productivity> = HashMap::new();
    for word in words {
        for (first, last) in cuts(word) {
            if words.contains(last) && !inflected.contains(first) && stem_is_known(first, words) {
                parts.entry(first.to_owned()).or_default().first += 1;
                parts.entry(last.to_owned()).or_default().last += 1;
            }
        }
    }
    parts
}

fn cuts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let long = word.chars().count() >= SHORTEST_COMPOUND && word.chars().all(char::is_alphabetic);
    let ends: Vec<usize> = if long { word.char_indices().map(|(at, _)| at).collect() } else { Vec::new() };
    let cut = ends.len().saturating_sub(SHORTEST - 1);
    ends.into_iter().take(cut).skip(SHORTEST).map(|at| word.split_at(at))
}

/// Whether `first` is a word, or one with a linking form: `nätverks`, `familje`, `kyrko`, `skol`.
fn stem_is_known(first: &str, words: &HashSet<String>) -> bool {
    if words.contains(first) {
        return true;
    }
    let stem = |ending: &str| first.strip_suffix(ending).filter(|stem| stem.chars().count() >= SHORTEST);
    ["s", "e"].iter().any(|link| stem(link).is_some_and(|stem| words.contains(stem)))
        || ["o", "u"].iter().any(|link| stem(link).is_some_and(|stem| words.contains(&format!("{stem}a"))))
        || ["a", "e"].iter().any(|lost| words.contains(&format!("{first}{lost}")))
}
