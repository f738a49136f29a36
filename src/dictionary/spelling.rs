//! How likely a string of letters is as a Swedish word or name that the lexicon does not hold: a model of letter triples.

use crate::error::Result;

use super::format::{Section, damaged};
use super::lexicon::{Cost, cost_of};

/// Letters that the model tells apart; all others are one more.
const LETTERS: [char; 33] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u',
    'v', 'w', 'x', 'y', 'z', 'å', 'ä', 'ö', 'é', 'ü', '-', '\'',
];
/// Number of symbols: the letters, one for all others, one for the edge of the word.
const SYMBOLS: usize = LETTERS.len() + 2;
const OTHER: usize = LETTERS.len();
const EDGE: usize = LETTERS.len() + 1;
/// What a word costs that is longer than any word.
const PER_OTHER: Cost = 6 * 16;

fn symbol(letter: char) -> usize {
    match letter {
        'a'..='z' => letter as usize - 'a' as usize,
        _ => LETTERS.iter().position(|&other| other == letter).unwrap_or(OTHER),
    }
}

/// The model.
#[derive(Debug)]
pub(crate) struct Spelling {
    section: Section,
}

impl Spelling {
    pub(crate) fn open(section: Section) -> Result<Self> {
        if section.as_ref().len() != SYMBOLS * SYMBOLS * SYMBOLS {
            return Err(damaged("its model of letters has another size than this program's"));
        }
        Ok(Self { section })
    }

    /// The cost of a word in lower case, its end included.
    pub(crate) fn cost(&self, lower: &str) -> Cost {
        let table = self.section.as_ref();
        let mut before = (EDGE, EDGE);
        let mut cost = 0;
        for letter in lower.chars().map(symbol).chain([EDGE]) {
            cost += Cost::from(table[index(before, letter)]);
            if letter == OTHER {
                cost += PER_OTHER;
            }
            before = (before.1, letter);
        }
        cost
    }
}

fn index(before: (usize, usize), letter: usize) -> usize {
    (before.0 * SYMBOLS + before.1) * SYMBOLS + letter
}

/// Computes the section from words in lower case, each counting once: interpolated triples, pairs and single letters, the shares after Witten and Bell (1991).
pub(crate) fn write<'w>(words: impl Iterator<Item = &'w str>) -> Vec<u8> {
    let mut three = vec![0u32; SYMBOLS * SYMBOLS * SYMBOLS];
    for word in words {
        let mut before = (EDGE, EDGE);
        for letter in word.chars().map(symbol).chain([EDGE]) {
            three[index(before, letter)] += 1;
            before = (before.1, letter);
        }
    }
    let mut two = vec![0u32; SYMBOLS * SYMBOLS];
    let mut one = vec![0u32; SYMBOLS];
    for (at, &count) in three.iter().enumerate() {
        two[at % (SYMBOLS * SYMBOLS)] += count;
        one[at % SYMBOLS] += count;
    }
    let uniform = vec![1.0 / SYMBOLS as f64; SYMBOLS];
    let p_one = witten_bell(&one, &uniform);
    let mut p_two = Vec::with_capacity(two.len());
    for row in two.chunks_exact(SYMBOLS) {
        p_two.extend(witten_bell(row, &p_one));
    }
    let mut out = Vec::with_capacity(three.len());
    for (context, row) in three.chunks_exact(SYMBOLS).enumerate() {
        let second = context % SYMBOLS;
        let lower = &p_two[second * SYMBOLS..(second + 1) * SYMBOLS];
        out.extend(witten_bell(row, lower).into_iter().map(|p| cost_of(p).min(255) as u8));
    }
    out
}

fn witten_bell(counts: &[u32], lower: &[f64]) -> Vec<f64> {
    let total: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let kinds = counts.iter().filter(|&&count| count > 0).count() as f64;
    if total == 0.0 {
        return lower.to_vec();
    }
    counts.iter().zip(lower).map(|(&count, &p)| (f64::from(count) + kinds * p) / (total + kinds)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::format::{Bytes, Container, write as write_container};

    #[test]
    fn swedish_letters_cost_less_than_noise() {
        let words =
            ["möte", "mötet", "möten", "protokoll", "kommun", "kommunen", "nämnd", "nämnden", "beslut"];
        let bytes = write_container(&[(*b"TEST", write(words.into_iter()))]);
        let container = Container::open(Bytes::Shared(bytes.into())).expect("just written");
        let model = Spelling::open(container.section(*b"TEST").expect("there")).expect("whole");
        assert!(model.cost("nämnder") < model.cost("xqzwvkj"));
        assert!(model.cost("möte") < model.cost("mote"));
    }
}
