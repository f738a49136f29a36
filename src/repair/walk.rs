//! The walk of the lexicon along the letters read: which words, and which compounds, they can stand for.
//!
//! Depth first: at each place the letter itself, or any pair of the confusion table that matches there. Where a part of the reading is a word the walk may
//! begin anew at the root (a compound), and in a last try it takes one edit that no table knows.

use smallvec::SmallVec;

use crate::dictionary::{Cost, Dictionary, Entry, byte_letter, letter_byte};

use super::channel::{FOLLOWED, Pairs, Use, followed};

/// What a walk looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Words,
    Compounds,
    /// Names made of the elements of names.
    Names,
}

/// How far one walk goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Dearest way through the channel, and what it may cost more for each letter: long words may have several errors.
    most: Cost,
    most_a_letter: Cost,
    /// Most rare pairs on the way.
    rare: u8,
    /// What is looked for.
    of: Of,
    /// Whether one edit is allowed that no table knows.
    unknown_edit: bool,
    /// Steps after which hostile words end.
    steps: u32,
}

impl Effort {
    /// Words of the lexicon through what reading commonly does.
    pub(crate) const PLAIN: Self =
        Self { most: 6 * 16, most_a_letter: 6, rare: 0, of: Of::Words, unknown_edit: false, steps: 4_000 };
    /// The same with one rare pair: real words that may stand for others.
    pub(crate) const ONE_RARE: Self = Self { most: 8 * 16, most_a_letter: 2, rare: 1, ..Self::PLAIN };
    /// The same for words that are rare themselves.
    pub(crate) const FOR_RARE_WORDS: Self = Self { most: 10 * 16, ..Self::ONE_RARE };
    /// With two rare pairs.
    pub(crate) const TWO_RARE: Self = Self { most: 11 * 16, rare: 2, steps: 6_000, ..Self::PLAIN };
    /// Compounds through what reading commonly does.
    pub(crate) const PLAIN_PARTS: Self = Self { of: Of::Compounds, ..Self::PLAIN };
    /// Names through what reading commonly does.
    pub(crate) const PLAIN_NAMES: Self = Self { of: Of::Names, ..Self::PLAIN };
    /// Compounds of the letters as they were read.
    pub(crate) const EXACT_PARTS: Self = Self { most: 0, most_a_letter: 0, ..Self::PLAIN_PARTS };
    /// Compounds with one rare pair.
    pub(crate) const RARE_PARTS: Self = Self { most: 11 * 16, rare: 1, steps: 6_000, ..Self::PLAIN_PARTS };
    /// Words of the lexicon with one edit that no table knows.
    pub(crate) const UNKNOWN_EDIT: Self = Self { unknown_edit: true, ..Self::TWO_RARE };
}

/// Cost of an edit that no table knows.
pub(crate) const UNKNOWN_EDIT: Cost = 10 * 16;
/// Shortest word in which such an edit is tried.
const SHORTEST_FOR_UNKNOWN_EDIT: usize = 6;
/// Letters of today and what was written for them before 1906: `afkortning`, `jemte`. Such words are no errors.
const SPELLED_SO_ONCE: [(char, char); 5] = [('v', 'f'), ('v', 'w'), ('ä', 'e'), ('k', 'q'), ('k', 'c')];
/// A pair dearer than this in every document is a rare one.
const RARE: Cost = 5 * 16;
/// Cost of forming a compound; of forming a name, and of each element more than two of it.
const COMPOUND: Cost = 2 * 16;
const NAME: Cost = 8;
const LONG_NAME: Cost = 2 * 16;
/// More for the genitive of a name.
const GENITIVE: Cost = 2 * 16;
/// More for an s between the parts that is not in the lexicon's form of the first.
const LINKING_S: Cost = 20;
/// What a word costs at most as a part beside a hyphen.
const DEAREST_HYPHENATED: Cost = 168;
const MOST_PARTS: u8 = 4;
/// Cost of a hyphen inside a word.
const HYPHEN: Cost = 16;

/// A word or compound that the walk came to.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    /// Its letters, cased as what was read.
    pub(crate) letters: Vec<char>,
    /// What the lexicon knows of it; `None` for a compound.
    pub(crate) entry: Option<Entry>,
    /// Whether it is made of the elements of names.
    pub(crate) name: bool,
    /// Cost of its parts, for a compound.
    pub(crate) parts: Cost,
    pub(crate) used: SmallVec<[Use; 4]>,
    pub(crate) edits: Cost,
    pub(crate) kept: [u8; FOLLOWED.len()],
    pub(crate) break_at: usize,
    /// Cost of the way, edits included.
    pub(crate) cost: Cost,
}

/// A pair that matches at a place of the reading.
#[derive(Debug, Clone, Copy)]
struct Edge {
    used: Use,
    end: usize,
    cost: Cost,
    rare: bool,
}

/// The state of one walk.
pub(crate) struct Walk<'s, 'd> {
    dictionary: &'d Dictionary,
    pairs: &'s Pairs,
    read: &'s [char],
    /// The byte in lexicon keys of each letter read.
    bytes: SmallVec<[Option<u8>; 24]>,
    /// Edges of all places, cheapest first at each; `edges_from` tells where each place's begin.
    edges: Vec<Edge>,
    edges_from: SmallVec<[usize; 24]>,
    line_end: Option<usize>,
    effort: Effort,
    most: Cost,
    steps: u32,
    out: Vec<char>,
    used: SmallVec<[Use; 4]>,
    kept: [u8; FOLLOWED.len()],
    break_at: usize,
    pub(crate) reached: Vec<Reached>,
}

/// Where a walk stands.
#[derive(Clone, Copy)]
struct At {
    node: fst::raw::CompiledAddr,
    bits: fst::raw::Output,
    place: usize,
    cost: Cost,
    edits: Cost,
    rare: u8,
    /// Parts behind it, their cost, and where the present one begins in the output.
    parts: u8,
    parts_cost: Cost,
    part_start: usize,
}

impl<'s, 'd> Walk<'s, 'd> {
    /// A walk along `read`; `line_end`: number of letters before a line end inside it.
    pub(crate) fn new(
        dictionary: &'d Dictionary,
        pairs: &'s Pairs,
        read: &'s [char],
        line_end: Option<usize>,
    ) -> Self {
        let mut walk = Self {
            dictionary,
            pairs,
            read,
            bytes: read.iter().map(|&letter| letter_byte(lower(letter))).collect(),
            edges: Vec::with_capacity(read.len() * 8),
            edges_from: SmallVec::with_capacity(read.len() + 2),
            line_end,
            effort: Effort::PLAIN,
            most: 0,
            steps: 0,
            out: Vec::with_capacity(read.len() + 4),
            used: SmallVec::new(),
            kept: [0; FOLLOWED.len()],
            break_at: 0,
            reached: Vec::new(),
        };
        for place in 0..=read.len() {
            walk.edges_from.push(walk.edges.len());
            walk.add_edges(place);
        }
        walk.edges_from.push(walk.edges.len());
        walk
    }

    fn add_edges(&mut self, place: usize) {
        let from = self.edges.len();
        if let Some(&first) = self.read.get(place) {
            for &index in self.pairs.beginning_with(first) {
                if self.read[place..].starts_with(&self.pairs.get(index).read) {
                    self.add_edge(place, index);
                }
            }
        }
        for &index in self.pairs.lost() {
            self.add_edge(place, index);
        }
        self.edges[from..].sort_by_key(|edge| (edge.cost, edge.used.pair));
    }

    fn add_edge(&mut self, place: usize, index: u16) {
        let pair = self.pairs.get(index);
        let end = place + pair.read.len();
        // A capital behind a hyphen is one.
        let after_hyphen = place > 0 && self.read[place - 1] == '-';
        let lowered = pair
            .truth
            .first()
            .zip(pair.read.first())
            .is_some_and(|(truth, read)| truth.is_lowercase() && read.is_uppercase());
        if after_hyphen && lowered {
            return;
        }
        let used = Use { pair: index, position: self.pairs.position(place, end, self.read.len()) };
        let cost = self.pairs.least_cost(used);
        self.edges.push(Edge { used, end, cost, rare: cost > RARE });
    }

    /// Walks as far as `effort` allows; what it comes to is added to `reached`.
    pub(crate) fn run(&mut self, effort: Effort) {
        self.effort = effort;
        self.most = effort.most + effort.most_a_letter * self.read.len() as Cost;
        self.steps = 0;
        let start = At {
            node: self.dictionary.lexicon().automaton().root().addr(),
            bits: fst::raw::Output::zero(),
            place: 0,
            cost: 0,
            edits: 0,
            rare: 0,
            parts: 0,
            parts_cost: 0,
            part_start: 0,
        };
        self.step(start);
    }

    /// The same place at the root of the lexicon, with one part more behind it.
    fn next_part(&self, at: At, place: usize, cost: Cost) -> At {
        let node = self.dictionary.lexicon().automaton().root().addr();
        At {
            node,
            bits: fst::raw::Output::zero(),
            place,
            parts: at.parts + 1,
            parts_cost: at.parts_cost + cost,
            part_start: self.out.len(),
            ..at
        }
    }

    fn step(&mut self, at: At) {
        self.steps += 1;
        if self.steps > self.effort.steps {
            return;
        }
        let node = self.dictionary.lexicon().automaton().node(at.node);
        let marked = self.break_at;
        if self.line_end == Some(at.place) {
            self.break_at = self.out.len();
        }
        if node.is_final() {
            self.end_of_word(at, Entry::from_bits(at.bits.cat(node.final_output()).value()));
        }
        if at.place < self.read.len() {
            self.same_letter(at, &node);
        }
        for index in self.edges_from[at.place]..self.edges_from[at.place + 1] {
            let edge = self.edges[index];
            if at.cost + edge.cost > self.most {
                break;
            }
            if !edge.rare || at.rare < self.effort.rare {
                self.take(at, &node, edge);
            }
        }
        if self.effort.unknown_edit && at.edits == 0 {
            self.unknown_edit(at, &node);
        }
        self.break_at = marked;
    }

    fn end_of_word(&mut self, at: At, entry: Entry) {
        if at.place == self.read.len() {
            if at.parts == 0 {
                if entry.is_word() && self.effort.of == Of::Words {
                    self.accept(at, Some(entry), 0);
                }
            } else if let Some(cost) = self.part_cost(at, entry, self.last_part(entry)) {
                self.accept(at, None, at.parts_cost + cost);
            }
        } else if self.effort.of != Of::Words && at.parts < MOST_PARTS {
            self.genitive(at, entry);
            if self.read[at.place] == '-' && entry.is_word() {
                self.out.push('-');
                self.step(self.next_part(at, at.place + 1, hyphenated_cost(entry) + HYPHEN));
                self.out.pop();
            } else if let Some(cost) = self.part_cost(at, entry, self.first_part(entry)) {
                let cost = cost + self.forming(at.parts);
                self.step(self.next_part(at, at.place, cost));
                if self.effort.of == Of::Compounds
                    && self.read[at.place] == 's'
                    && entry.is_word()
                    && self.out.last() != Some(&'s')
                {
                    self.out.push('s');
                    self.step(self.next_part(at, at.place + 1, cost + LINKING_S));
                    self.out.pop();
                }
            }
        }
    }

    /// Comes to a name of several elements that stands in the genitive.
    fn genitive(&mut self, at: At, entry: Entry) {
        let ends = self.read.get(at.place..).is_some_and(|rest| rest == ['s']);
        if let (Of::Names, true, 1.., Some(cost)) = (self.effort.of, ends, at.parts, entry.name_last()) {
            self.out.push('s');
            self.accept(at, None, at.parts_cost + cost + GENITIVE);
            self.out.pop();
        }
    }

    /// Cost of going on behind a part that has so many before it.
    fn forming(&self, before: u8) -> Cost {
        match (self.effort.of, before) {
            (Of::Names, 0) => NAME,
            (Of::Names, _) => LONG_NAME,
            (Of::Words | Of::Compounds, _) => COMPOUND,
        }
    }

    fn first_part(&self, entry: Entry) -> Option<Cost> {
        if self.effort.of == Of::Names { entry.name_first() } else { entry.first_part() }
    }

    fn last_part(&self, entry: Entry) -> Option<Cost> {
        if self.effort.of == Of::Names { entry.name_last() } else { entry.last_part() }
    }

    /// What the present part costs in a compound, where `cost` is what it costs as this part; `None` where it cannot be one.
    fn part_cost(&self, at: At, entry: Entry, cost: Option<Cost>) -> Option<Cost> {
        let after_hyphen = at.part_start > 0 && self.out.get(at.part_start - 1) == Some(&'-');
        let hyphenated = (after_hyphen && entry.is_word()).then(|| hyphenated_cost(entry));
        cost.into_iter().chain(hyphenated).min()
    }

    fn accept(&mut self, at: At, entry: Option<Entry>, parts: Cost) {
        if irregular(&self.out) <= irregular(self.read) {
            self.reached.push(Reached {
                letters: self.out.clone(),
                entry,
                name: self.effort.of == Of::Names,
                parts,
                used: self.used.clone(),
                edits: at.edits,
                kept: self.kept,
                break_at: self.break_at,
                cost: at.cost,
            });
        }
    }

    fn same_letter(&mut self, at: At, node: &fst::raw::Node<'_>) {
        let Some(next) = self.bytes[at.place].and_then(|byte| follow(at, node, byte)) else { return };
        let letter = self.read[at.place];
        let kept = followed(letter);
        if let Some(index) = kept {
            self.kept[index] = self.kept[index].saturating_add(1);
        }
        self.out.push(letter);
        self.step(At { place: at.place + 1, ..next });
        self.out.pop();
        if let Some(index) = kept {
            self.kept[index] = self.kept[index].saturating_sub(1);
        }
    }

    fn take(&mut self, at: At, node: &fst::raw::Node<'_>, edge: Edge) {
        let pair = self.pairs.get(edge.used.pair);
        let mut next =
            At { place: edge.end, cost: at.cost + edge.cost, rare: at.rare + u8::from(edge.rare), ..at };
        for (index, &byte) in pair.bytes.iter().enumerate() {
            let found = if index == 0 {
                follow(next, node, byte)
            } else {
                follow(next, &self.dictionary.lexicon().automaton().node(next.node), byte)
            };
            match found {
                Some(found) => next = found,
                None => return,
            }
        }
        self.out.extend(&pair.truth);
        self.used.push(edge.used);
        self.step(next);
        self.used.pop();
        self.out.truncate(self.out.len() - pair.truth.len());
    }

    /// One letter of the Swedish alphabet read for another, of which no table knows. Lost and added letters are as often the author's own slips, and these stay.
    fn unknown_edit(&mut self, at: At, node: &fst::raw::Node<'_>) {
        let after = At { cost: at.cost + UNKNOWN_EDIT, edits: at.edits + UNKNOWN_EDIT, ..at };
        let misread = |letter: char| letter.is_ascii_alphabetic() || followed(letter).is_some();
        let inside = at.place > 0 && at.place < self.read.len() && misread(self.read[at.place]);
        if !inside || after.cost > self.most || self.read.len() < SHORTEST_FOR_UNKNOWN_EDIT {
            return;
        }
        let read = lower(self.read[at.place]);
        for transition in node.transitions() {
            let letter = byte_letter(transition.inp);
            if SPELLED_SO_ONCE.contains(&(letter, read)) {
                continue;
            }
            let next = At { node: transition.addr, bits: at.bits.cat(transition.out), ..after };
            self.out.push(letter);
            self.step(At { place: at.place + 1, ..next });
            self.out.pop();
        }
    }
}

/// Follows one letter of the truth into the lexicon.
fn follow(at: At, node: &fst::raw::Node<'_>, byte: u8) -> Option<At> {
    let transition = node.transition(node.find_input(byte)?);
    Some(At { node: transition.addr, bits: at.bits.cat(transition.out), ..at })
}

fn hyphenated_cost(entry: Entry) -> Cost {
    entry.unigram().min(DEAREST_HYPHENATED)
}

/// The small letter of a letter, where that is one letter.
pub(crate) fn lower(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Number of parts between hyphens that are neither lower case, nor capitalised, nor in capitals.
fn irregular(letters: &[char]) -> usize {
    letters
        .split(|c| *c == '-')
        .filter(|part| {
            let mut cased = part.iter().filter(|c| c.is_alphabetic()).map(|c| c.is_uppercase());
            let first = cased.next().unwrap_or(false);
            let (mut upper, mut lower) = (0, 0);
            cased.for_each(|is_upper| if is_upper { upper += 1 } else { lower += 1 });
            let capitals = first && lower == 0;
            !(capitals || upper == 0)
        })
        .count()
}
