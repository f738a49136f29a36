//! Candidates: what could have been printed where a word was read.
//!
//! A depth-first walk of the lexicon along the letters read: at each place the letter itself, or any pair of the confusion table. Where the reading is no word,
//! the walk may begin anew at the root (a compound), and in a last try take one edit that no table knows. Costs here are the lowest that any document
//! gives: which candidate is likely in this document is decided later, by [`super::channel::Channel`].

use smallvec::SmallVec;

use crate::dictionary::{
    CaseClass, Cost, Dictionary, Entry, Position, WordHash, byte_letter, letter_byte, token,
};

use super::channel::{FOLLOWED, Pairs, Use, followed};

/// A word longer than this is left as it stands.
const LONGEST: usize = 48;
/// Steps of the walk for one word: hostile words end here.
const MOST_STEPS: u32 = 6_000;
/// Dearest way through the channel that is followed.
const MOST_COST: Cost = 11 * 16;
/// More for each letter: long words may have several errors.
const MOST_COST_A_LETTER: Cost = 6;
/// Cost of an edit that no table knows.
const UNKNOWN_EDIT: Cost = 10 * 16;
/// Shortest word in which such an edit is tried.
const SHORTEST_FOR_UNKNOWN_EDIT: usize = 6;
/// A pair dearer than this is a rare one.
const RARE: Cost = 5 * 16;
/// A candidate whose channel cost is above this does not stop the search for others.
const GOOD: Cost = 7 * 16;
/// A token with as many letters, and fewer digits, is a word and no number.
const MOSTLY_LETTERS: usize = 3;
/// Candidates kept for a word.
const MOST: usize = 10;
/// Cost of forming a compound, and what a part costs at most: one of some 40,000 parts.
const COMPOUND: Cost = 2 * 16;
const DEAREST_PART: Cost = 168;
const SHORTEST_PART: usize = 3;
/// More for a part that was not seen in compounds, and its shortest length.
const UNSEEN_PART: Cost = 3 * 16;
const SHORTEST_UNSEEN_PART: usize = 4;
const MOST_PARTS: u8 = 4;
/// Cost of a hyphen inside a word.
const HYPHEN: Cost = 16;

/// A way to read a word.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// As it would be written.
    pub(crate) text: String,
    /// As n-grams know it; a word that the lexicon does not hold is the class of unknown words.
    pub(crate) word: WordHash,
    /// What the lexicon knows of it.
    pub(crate) entry: Option<Entry>,
    /// Cost of its letters where the lexicon does not hold it.
    pub(crate) spelling: Cost,
    /// Pairs of the confusion table on the way.
    pub(crate) used: SmallVec<[Use; 4]>,
    /// Whether the lexicon does not hold it but its parts.
    pub(crate) compound: bool,
    /// Cost of edits that no table knows.
    pub(crate) edits: Cost,
    /// Followed letters that were read as themselves.
    pub(crate) kept: [u8; FOLLOWED.len()],
    /// For a word read over a line end: how many of its letters stand before it.
    pub(crate) break_at: usize,
    /// Lowest channel cost that any document gives it.
    pub(crate) least: Cost,
}

impl Candidate {
    /// Whether it is a token with digits, as n-grams know it.
    pub(crate) fn is_number(&self) -> bool {
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        self.entry.is_none() && digits > 0 && letters < MOSTLY_LETTERS.max(digits)
    }

    /// Cost of the word itself, whatever its context.
    pub(crate) fn prior(&self) -> Cost {
        self.entry.map_or(UNKNOWN_WORD + self.spelling, |entry| entry.unigram())
    }
}

/// Roughly what an unknown word costs before its letters are looked at.
pub(crate) const UNKNOWN_WORD: Cost = 4 * 16;

/// The search over a dictionary.
#[derive(Debug)]
pub(crate) struct Searcher<'d> {
    dictionary: &'d Dictionary,
    pairs: &'d Pairs,
    unknown: WordHash,
}

impl<'d> Searcher<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary, pairs: &'d Pairs) -> Self {
        Self { dictionary, pairs, unknown: WordHash::of(token::UNKNOWN) }
    }

    /// All candidates of `read`, the reading itself first. `line_end`: number of letters before a line end inside it.
    pub(crate) fn candidates(&self, read: &str, line_end: Option<usize>) -> Vec<Candidate> {
        let letters: Vec<char> = read.chars().collect();
        let itself = self.itself(read, &letters, line_end);
        if letters.len() > LONGEST
            || !letters.iter().any(|c| c.is_alphabetic() || c.is_ascii_digit() || *c == '|')
        {
            return vec![itself];
        }
        let known = itself.entry.is_some();
        let mut walk = Walk::new(self, &letters, line_end);
        walk.run(Effort::PlainWords);
        if letters.len() > 1 || !known {
            walk.run(Effort::Words);
        }
        if !known {
            walk.run(Effort::PlainCompounds);
            for effort in [Effort::Compounds, Effort::UnknownEdit] {
                if !walk.found.iter().any(|found| found.least <= GOOD) {
                    walk.run(effort);
                }
            }
        }
        self.finish(itself, walk.found, &letters)
    }

    fn itself(&self, read: &str, letters: &[char], line_end: Option<usize>) -> Candidate {
        let lower = token::lower(read);
        let entry = self.dictionary.entry(&lower);
        let mut kept = [0u8; FOLLOWED.len()];
        for index in letters.iter().filter_map(|&letter| followed(letter)) {
            kept[index] = kept[index].saturating_add(1);
        }
        Candidate {
            text: read.to_owned(),
            word: if entry.is_some() { WordHash::of(&lower) } else { self.unknown },
            entry,
            spelling: if entry.is_some() { 0 } else { self.dictionary.spelling_cost(&lower) },
            used: SmallVec::new(),
            compound: false,
            edits: 0,
            kept,
            break_at: line_end.unwrap_or(0),
            least: 0,
        }
    }

    /// Orders, drops doubles and what can never win.
    fn finish(&self, mut itself: Candidate, found: Vec<Candidate>, letters: &[char]) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::with_capacity(found.len());
        for candidate in found {
            let name = candidate.entry.is_some_and(|entry| entry.case() == CaseClass::Title);
            if is_acronym(letters)
                && (name
                    || !candidate.used.iter().all(|used| self.pairs.get(used.pair).lost_letter().is_some()))
            {
                continue;
            }
            if candidate.text == itself.text {
                if itself.entry.is_none() {
                    itself.spelling = itself.spelling.min(candidate.spelling);
                    itself.compound = true;
                }
                continue;
            }
            self.add_cased(candidate, letters, &mut all);
        }
        all.sort_by(|a, b| (a.least + a.prior(), &a.text).cmp(&(b.least + b.prior(), &b.text)));
        all.dedup_by(|b, a| a.text == b.text);
        let mut seen: Vec<String> = Vec::new();
        all.retain(|candidate| {
            let new = !seen.contains(&candidate.text);
            seen.push(candidate.text.clone());
            new
        });
        all.truncate(MOST - 1);
        all.insert(0, itself);
        all
    }

    /// A first letter that was read as a digit or sign has no case of its own: both are tried, or the one that the other letters have.
    fn add_cased(&self, candidate: Candidate, letters: &[char], all: &mut Vec<Candidate>) {
        let first_was_sign = letters.first().is_some_and(|c| !c.is_alphabetic());
        if !first_was_sign {
            all.push(candidate);
            return;
        }
        let capitals =
            letters.len() > 2 && letters.iter().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase());
        let mut signs = candidate.text.chars();
        let title = signs
            .next()
            .map(|first| first.to_uppercase().chain(signs).collect::<String>())
            .unwrap_or_default();
        let as_title = Candidate { text: title, ..candidate.clone() };
        if capitals {
            all.push(as_title);
        } else {
            all.push(candidate);
            all.push(as_title);
        }
    }
}

/// How far the search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Words of the lexicon, without rare pairs.
    PlainWords,
    /// Words of the lexicon.
    Words,
    /// Compounds, without rare pairs.
    PlainCompounds,
    /// Compounds.
    Compounds,
    /// Words of the lexicon with one edit that no table knows.
    UnknownEdit,
}

impl Effort {
    fn most_rare(self) -> u8 {
        match self {
            Self::PlainWords | Self::PlainCompounds => 0,
            Self::Compounds => 1,
            Self::Words | Self::UnknownEdit => 2,
        }
    }

    fn in_parts(self) -> bool {
        matches!(self, Self::PlainCompounds | Self::Compounds)
    }
}

/// The state of one walk.
struct Walk<'s, 'd> {
    searcher: &'s Searcher<'d>,
    read: &'s [char],
    line_end: Option<usize>,
    most: Cost,
    effort: Effort,
    steps: u32,
    out: Vec<char>,
    used: SmallVec<[Use; 4]>,
    kept: [u8; FOLLOWED.len()],
    break_at: usize,
    found: Vec<Candidate>,
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
    spelling: Cost,
    part_start: usize,
}

impl<'s, 'd> Walk<'s, 'd> {
    fn new(searcher: &'s Searcher<'d>, read: &'s [char], line_end: Option<usize>) -> Self {
        Self {
            searcher,
            read,
            line_end,
            most: MOST_COST + MOST_COST_A_LETTER * read.len() as Cost,
            effort: Effort::PlainWords,
            steps: 0,
            out: Vec::with_capacity(read.len() + 2),
            used: SmallVec::new(),
            kept: [0; FOLLOWED.len()],
            break_at: 0,
            found: Vec::new(),
        }
    }

    fn run(&mut self, effort: Effort) {
        self.effort = effort;
        self.steps = 0;
        self.step(self.start(
            0,
            At {
                node: 0,
                bits: fst::raw::Output::zero(),
                place: 0,
                cost: 0,
                edits: 0,
                rare: 0,
                parts: 0,
                spelling: 0,
                part_start: 0,
            },
        ));
    }

    /// The same place at the root of the lexicon, with `parts` behind it.
    fn start(&self, parts: u8, at: At) -> At {
        let root = self.searcher.dictionary.lexicon().automaton().root().addr();
        At { node: root, bits: fst::raw::Output::zero(), parts, part_start: self.out.len(), ..at }
    }

    fn step(&mut self, at: At) {
        self.steps += 1;
        if self.steps > MOST_STEPS || at.cost > self.most {
            return;
        }
        let marked = self.break_at;
        if self.line_end == Some(at.place) {
            self.break_at = self.out.len();
        }
        self.end_of_word(at);
        if at.place < self.read.len() {
            self.same_letter(at);
            self.pairs(at);
        }
        self.lost_letters(at);
        if self.effort == Effort::UnknownEdit && at.edits == 0 {
            self.unknown_edit(at);
        }
        self.break_at = marked;
    }

    fn entry(&self, at: At) -> Option<Entry> {
        let node = self.searcher.dictionary.lexicon().automaton().node(at.node);
        node.is_final().then(|| Entry::from_bits(at.bits.cat(node.final_output()).value()))
    }

    fn end_of_word(&mut self, at: At) {
        let Some(entry) = self.entry(at) else { return };
        if at.place == self.read.len() {
            let whole = at.parts == 0 && entry.is_word();
            if whole || at.parts > 0 && self.part_cost(at, entry, entry.last_part()).is_some() {
                self.accept(at, entry);
            }
        } else if self.effort.in_parts() && at.parts < MOST_PARTS {
            if self.read[at.place] == '-' && entry.is_word() {
                self.out.push('-');
                let spelling = at.spelling + known_part_cost(entry) + HYPHEN;
                self.step(self.start(at.parts + 1, At { place: at.place + 1, spelling, ..at }));
                self.out.pop();
            } else if let Some(cost) = self.part_cost(at, entry, entry.first_part()) {
                self.step(self.start(at.parts + 1, At { spelling: at.spelling + cost + COMPOUND, ..at }));
            }
        }
    }

    /// What the present part costs in a compound; `None` where it cannot be one.
    fn part_cost(&self, at: At, entry: Entry, seen: bool) -> Option<Cost> {
        let length = self.out.len() - at.part_start;
        if seen && length >= SHORTEST_PART || self.after_hyphen(at) && entry.is_word() {
            Some(known_part_cost(entry))
        } else if entry.is_word() && length >= SHORTEST_UNSEEN_PART {
            Some(known_part_cost(entry) + UNSEEN_PART)
        } else {
            None
        }
    }

    fn after_hyphen(&self, at: At) -> bool {
        at.part_start > 0 && self.out.get(at.part_start - 1) == Some(&'-')
    }

    fn accept(&mut self, at: At, entry: Entry) {
        if irregular(&self.out) > irregular(self.read) {
            return;
        }
        let text: String = self.out.iter().collect();
        let lower = token::lower(&text);
        let known = if at.parts == 0 { Some(entry) } else { self.searcher.dictionary.entry(&lower) };
        let spelling = if known.is_some() {
            0
        } else {
            // Two models of unknown words, letters and parts, each believed by half.
            let parts = self.part_cost(at, entry, entry.last_part()).unwrap_or(DEAREST_PART);
            (at.spelling + parts).min(self.searcher.dictionary.spelling_cost(&lower)) + 11
        };
        self.found.push(Candidate {
            text,
            word: if known.is_some() { WordHash::of(&lower) } else { self.searcher.unknown },
            entry: known,
            spelling,
            used: self.used.clone(),
            compound: known.is_none(),
            edits: at.edits,
            kept: self.kept,
            break_at: self.break_at,
            least: at.cost,
        });
    }

    /// Follows one letter of the truth into the lexicon.
    fn follow(&self, at: At, letter: char) -> Option<At> {
        let automaton = self.searcher.dictionary.lexicon().automaton();
        let node = automaton.node(at.node);
        let lower = letter.to_lowercase().next()?;
        let transition = node.transition(node.find_input(letter_byte(lower)?)?);
        Some(At { node: transition.addr, bits: at.bits.cat(transition.out), ..at })
    }

    fn same_letter(&mut self, at: At) {
        let letter = self.read[at.place];
        let Some(next) = self.follow(at, letter) else { return };
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

    fn pairs(&mut self, at: At) {
        let pairs = self.searcher.pairs;
        for &index in pairs.beginning_with(self.read[at.place]) {
            if self.read[at.place..].starts_with(&pairs.get(index).read) {
                self.take(at, index);
            }
        }
    }

    fn lost_letters(&mut self, at: At) {
        // At the beginning of a word a lost letter leaves too little to go by.
        if at.place == 0 {
            return;
        }
        let pairs = self.searcher.pairs;
        for &index in pairs.lost() {
            self.take(at, index);
        }
    }

    fn take(&mut self, at: At, index: u16) {
        let pair = self.searcher.pairs.get(index);
        let end = at.place + pair.read.len();
        let position = match (at.place == 0, end == self.read.len()) {
            (true, true) => Position::Alone,
            (true, false) => Position::Start,
            (false, true) => Position::End,
            (false, false) => Position::Any,
        };
        let used = Use { pair: index, position };
        let lowered = |truth: &char, read: &char| truth.is_lowercase() && read.is_uppercase();
        let after_hyphen = at.place > 0 && self.read[at.place - 1] == '-';
        if after_hyphen
            && pair.truth.first().zip(pair.read.first()).is_some_and(|(truth, read)| lowered(truth, read))
        {
            return;
        }
        let pair_cost = self.searcher.pairs.least_cost(used);
        let cost = at.cost + pair_cost;
        let rare = at.rare + u8::from(pair_cost > RARE);
        if cost > self.most || rare > self.effort.most_rare() {
            return;
        }
        let mut next = At { place: end, cost, rare, ..at };
        for &letter in &pair.truth {
            match self.follow(next, letter) {
                Some(followed) => next = followed,
                None => return,
            }
        }
        self.out.extend(&pair.truth);
        self.used.push(used);
        self.step(next);
        self.used.pop();
        self.out.truncate(self.out.len() - pair.truth.len());
    }

    /// One letter read for another, of which no table knows. Lost and added letters are as often the author's own slips, and these stay.
    fn unknown_edit(&mut self, at: At) {
        let after = At { cost: at.cost + UNKNOWN_EDIT, edits: at.edits + UNKNOWN_EDIT, ..at };
        if after.cost > self.most || at.place == 0 || self.read.len() < SHORTEST_FOR_UNKNOWN_EDIT {
            return;
        }
        if at.place == self.read.len() || !self.read[at.place].is_alphabetic() {
            return;
        }
        let automaton = self.searcher.dictionary.lexicon().automaton();
        let node = automaton.node(at.node);
        for transition in node.transitions() {
            let next = At { node: transition.addr, bits: at.bits.cat(transition.out), ..after };
            self.out.push(byte_letter(transition.inp));
            self.step(At { place: at.place + 1, ..next });
            self.out.pop();
        }
    }
}

/// A short word in capitals: of such there are more than any lexicon has.
fn is_acronym(letters: &[char]) -> bool {
    (2..=5).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

fn known_part_cost(entry: Entry) -> Cost {
    entry.unigram().min(DEAREST_PART)
}

/// Number of parts between hyphens that are neither lower case, nor capitalised, nor in capitals.
fn irregular(letters: &[char]) -> usize {
    letters
        .split(|c| *c == '-')
        .filter(|part| {
            let mut cased = part.iter().filter(|c| c.is_alphabetic()).map(|c| c.is_uppercase());
            let first = cased.next().unwrap_or(false);
            let rest: Vec<bool> = cased.collect();
            let capitals = first && rest.iter().all(|upper| *upper);
            !(capitals || rest.iter().all(|upper| !*upper))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(read: &str) -> Vec<String> {
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let pairs = Pairs::of(&dictionary);
        let searcher = Searcher::new(&dictionary, &pairs);
        searcher.candidates(read, None).into_iter().map(|candidate| candidate.text).collect()
    }

    fn first_other(read: &str) -> String {
        texts(read).into_iter().nth(1).unwrap_or_default()
    }

    #[test]
    fn the_reading_itself_comes_first() {
        assert_eq!(texts("protokoll")[0], "protokoll");
        assert_eq!(texts("xyzzyq"), ["xyzzyq"]);
    }

    #[test]
    fn lost_dots_come_back() {
        assert_eq!(first_other("Motet"), "Mötet");
        assert_eq!(first_other("féredragande"), "föredragande");
        assert!(texts("6ppnande").contains(&"öppnande".to_owned()));
        assert!(texts("Iagga").contains(&"lägga".to_owned()));
        assert_eq!(first_other("Sval6v"), "Svalöv");
    }

    #[test]
    fn compounds_are_built() {
        assert!(texts("antikrangelrapport").contains(&"antikrångelrapport".to_owned()));
        assert!(texts("natverkssamordnarna").contains(&"nätverkssamordnarna".to_owned()));
    }

    #[test]
    fn hostile_words_end() {
        assert_eq!(texts(&"a".repeat(100_000)).len(), 1);
        assert!(!texts("aoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoao").is_empty());
    }
}
