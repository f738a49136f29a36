//! How likely a string of letters is as a Swedish word or name that the lexicon does not hold: a model of five letters, words and names told apart.

use std::collections::BTreeMap;

use crate::error::Result;

use super::format::Section;
use super::lexicon::{Cost, cost_of};
use super::ngram::{Table, write_table};

/// Letters that the model tells apart; all others are one more.
const LETTERS: [char; 33] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u',
    'v', 'w', 'x', 'y', 'z', 'å', 'ä', 'ö', 'é', 'ü', '-', '\'',
];
const OTHER: u64 = LETTERS.len() as u64;
/// Edges: where a word begins or ends, and where a name begins.
const EDGE: u64 = OTHER + 1;
const NAME: u64 = OTHER + 2;
/// Bits that a symbol takes in a key.
const WIDTH: u32 = 6;
/// Letters that are looked at together.
const ORDER: usize = 5;
/// What a letter costs that is none of the alphabet's, and one that nothing is known of.
const PER_OTHER: Cost = 6 * 16;
const UNSEEN: Cost = 9 * 16;
/// Runs of letters that weigh less are left out.
const LEAST_WEIGHT: [f64; ORDER + 1] = [0.0, 0.0, 0.0, 2.0, 6.0, 12.0];

fn symbol(letter: char) -> u64 {
    match letter {
        'a'..='z' => letter as u64 - 'a' as u64,
        _ => LETTERS.iter().position(|&other| other == letter).map_or(OTHER, |at| at as u64),
    }
}

/// The last letters of a word as far as it goes, which say what may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Context {
    symbols: u64,
    length: usize,
}

impl Context {
    /// The beginning of a word, or of a name.
    pub(crate) fn start(name: bool) -> Self {
        Self { symbols: 1 << WIDTH | if name { NAME } else { EDGE }, length: 1 }
    }

    /// The context after one symbol more. A leading one bit marks how many symbols a key holds.
    fn then(self, symbol: u64) -> Self {
        let length = (self.length + 1).min(ORDER - 1);
        let kept = (1u64 << (WIDTH * length as u32)) - 1;
        Self { symbols: (self.symbols << WIDTH | symbol) & kept | 1 << (WIDTH * length as u32), length }
    }

    /// Without its first symbol.
    fn shorter(self) -> Self {
        let length = self.length - 1;
        let kept = (1u64 << (WIDTH * length as u32)) - 1;
        Self { symbols: self.symbols & kept | 1 << (WIDTH * length as u32), length }
    }

    /// Key of the run that `symbol` makes with this context.
    fn run(self, symbol: u64) -> u64 {
        key(self.symbols << WIDTH | symbol)
    }
}

/// Spreads a run over the table's buckets.
fn key(run: u64) -> u64 {
    let mixed = (run ^ run >> 15).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 29
}

/// The model.
#[derive(Debug)]
pub(crate) struct Spelling {
    table: Table,
}

impl Spelling {
    pub(crate) fn open(section: Section) -> Result<Self> {
        Ok(Self { table: Table::open(section)? })
    }

    /// The cost of a word in lower case, its end included.
    pub(crate) fn cost(&self, lower: &str, name: bool) -> Cost {
        let mut context = Context::start(name);
        let mut cost = 0;
        for letter in lower.chars() {
            let (of_letter, next) = self.letter(context, letter);
            cost += of_letter;
            context = next;
        }
        cost + self.end(context)
    }

    /// What a letter costs after its context, and the context after it.
    pub(crate) fn letter(&self, context: Context, letter: char) -> (Cost, Context) {
        let symbol = symbol(letter);
        let other = if symbol == OTHER { PER_OTHER } else { 0 };
        (self.cost_after(context, symbol) + other, context.then(symbol))
    }

    /// What the end of the word costs after its context.
    pub(crate) fn end(&self, context: Context) -> Cost {
        self.cost_after(context, EDGE)
    }

    fn cost_after(&self, mut context: Context, symbol: u64) -> Cost {
        let mut backing_off = 0;
        loop {
            if let Some(found) = self.table.get(context.run(symbol)) {
                return backing_off + found.cost;
            }
            if context.length == 0 {
                return backing_off + UNSEEN;
            }
            backing_off += self.table.get(key(context.symbols)).map_or(0, |found| found.backoff);
            context = context.shorter();
        }
    }
}

/// A word to learn from.
#[derive(Debug)]
pub(crate) struct Spelled {
    /// In lower case.
    pub(crate) word: String,
    pub(crate) name: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// Counts of the symbols after one context.
#[derive(Default)]
struct After {
    counts: BTreeMap<u64, f64>,
    total: f64,
}

/// Computes the section: runs of one to five letters, interpolated, the shares after Witten and Bell (1991); of long runs the heavy ones alone are kept.
pub(crate) fn write(words: &[Spelled]) -> Vec<u8> {
    let mut all: Vec<BTreeMap<u64, After>> = (0..ORDER).map(|_| BTreeMap::new()).collect();
    for spelled in words {
        let mut context = Context::start(spelled.name);
        for symbol in spelled.word.chars().map(symbol).chain([EDGE]) {
            let mut at = context;
            loop {
                let after = all[at.length].entry(at.symbols).or_default();
                *after.counts.entry(symbol).or_default() += spelled.weight;
                after.total += spelled.weight;
                if at.length == 0 {
                    break;
                }
                at = at.shorter();
            }
            context = context.then(symbol);
        }
    }
    let mut p: BTreeMap<u64, f64> = BTreeMap::new();
    let mut entries: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for (length, contexts) in all.iter().enumerate() {
        for (&symbols, after) in contexts {
            let context = Context { symbols, length };
            let kinds = after.counts.len() as f64;
            let share = kinds / (after.total + kinds);
            for (&symbol, &count) in &after.counts {
                let lower = if length == 0 {
                    1.0 / (LETTERS.len() + 2) as f64
                } else {
                    p[&(context.shorter().symbols << WIDTH | symbol)]
                };
                let run = symbols << WIDTH | symbol;
                let likely = count / (after.total + kinds) + share * lower;
                p.insert(run, likely);
                if count >= LEAST_WEIGHT[length + 1] {
                    entries.entry(run).or_default().0 = likely;
                }
            }
        }
    }
    for (length, contexts) in all.iter().enumerate().skip(1) {
        for &symbols in contexts.keys() {
            let context = Context { symbols, length };
            let kept = contexts[&symbols].counts.keys().map(|&symbol| symbols << WIDTH | symbol);
            let kept: Vec<u64> = kept.filter(|run| entries.contains_key(run)).collect();
            if kept.is_empty() {
                continue;
            }
            let mask = (1u64 << WIDTH) - 1;
            let seen: f64 = kept.iter().map(|run| p[run]).sum();
            let below: f64 =
                kept.iter().map(|run| p[&(context.shorter().symbols << WIDTH | run & mask)]).sum();
            let backoff = ((1.0 - seen).max(1e-4) / (1.0 - below).max(1e-4)).min(1.0);
            entries.entry(symbols).or_insert((0.0, 1.0)).1 = backoff;
        }
    }
    let byte = |p: f64| cost_of(p).min(255) as u8;
    let rows = entries.into_iter().map(|(run, (likely, backoff))| {
        (key(run), byte(likely), if backoff > 0.0 { byte(backoff) } else { 0 })
    });
    write_table(rows.collect(), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::format::{Bytes, Container, write as write_container};

    fn model(words: &[(&str, bool)]) -> Spelling {
        let spelled = |&(word, name): &(&str, bool)| Spelled { word: word.to_owned(), name, weight: 20.0 };
        let section = write(&words.iter().map(spelled).collect::<Vec<_>>());
        let bytes = write_container(&[(*b"TEST", section)]);
        let container = Container::open(Bytes::Shared(bytes.into())).expect("just written");
        Spelling::open(container.section(*b"TEST").expect("there")).expect("whole")
    }

    #[test]
    fn swedish_letters_cost_less_than_noise() {
        let words =
            ["möte", "mötet", "möten", "protokoll", "kommun", "kommunen", "nämnd", "nämnden", "beslut"];
        let model = model(&words.map(|word| (word, false)));
        assert!(model.cost("nämnder", false) < model.cost("xqzwvkj", false));
        assert!(model.cost("möte", false) < model.cost("mote", false));
    }

    #[test]
    fn names_are_spelled_like_names() {
        let model =
            model(&[("norrbäck", true), ("sundbäck", true), ("tillbaka", false), ("ryggback", false)]);
        assert!(model.cost("nybäck", true) < model.cost("nyback", true));
    }
}
