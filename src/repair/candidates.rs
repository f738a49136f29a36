//! Candidates: what could have been printed where a word was read.
//!
//! They come from walks of the lexicon ([`super::walk`]), the harder a word is the longer ones. Costs here are the lowest that any document gives: which
//! candidate is likely in this document is decided later, by [`super::channel::Channel`].

use std::ops::Deref;

use smallvec::SmallVec;

use crate::dictionary::{CaseClass, Cost, Dictionary, Entry, WordHash, token};

use super::case::{Shape, shape};
use super::channel::{FOLLOWED, Pairs, Use, followed};
use super::spelled;
use super::walk::{Effort, Reached, Walk};

/// A word longer than this is left as it stands.
const LONGEST: usize = 48;
/// A candidate whose channel cost is above this does not stop the search for others.
const GOOD: Cost = 7 * 16;
/// Parts dearer than this make a compound that is hardly one: `organis-a-vi-on-er`.
const FAR_FETCHED: Cost = 26 * 16;
/// One this cheap makes it needless to look for compounds beside it.
const EASY: Cost = 4 * 16;
/// A token with as many letters, and fewer digits, is a word and no number.
const MOSTLY_LETTERS: usize = 3;
const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'é'];
/// Letters of a word from which it may be a slip for one with a consonant doubled.
const SHORTEST_SLIP: usize = 5;
/// Candidates kept for a word.
const MOST: usize = 10;
/// What is added to the cost of an unknown word by its letters, and by its parts, which are two models of the same; as a word, and as a name: most unknown
/// words are compounds.
const BY_LETTERS: [Cost; 2] = [18, 11];
const BY_PARTS: [Cost; 2] = [6, 11];

/// A way to read a word.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// As it would be written.
    pub(crate) text: String,
    /// As n-grams know it; a word that the lexicon does not hold is the class of unknown words.
    pub(crate) word: WordHash,
    /// What the lexicon knows of it.
    pub(crate) entry: Option<Entry>,
    /// Cost of its letters, as a word and as a name, where the lexicon does not hold it.
    pub(crate) spelling: [Cost; 2],
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
    /// How it is written.
    pub(crate) shape: Shape,
    /// Whether it is a token with digits, as n-grams know it.
    pub(crate) number: bool,
    /// The same for candidates that differ in case alone.
    pub(crate) letters: u8,
}

/// A candidate as a word's readings hold it: one of those that were found for the word, or one made for the place. A pointer either way, as readings are
/// moved for every word of a text.
#[derive(Debug, Clone)]
pub(crate) enum Held<'w> {
    Found(&'w Candidate),
    Made(Box<Candidate>),
}

impl Held<'_> {
    pub(crate) fn made(candidate: Candidate) -> Self {
        Self::Made(Box::new(candidate))
    }
}

impl Deref for Held<'_> {
    type Target = Candidate;

    fn deref(&self) -> &Candidate {
        match self {
            Self::Found(candidate) => candidate,
            Self::Made(candidate) => candidate,
        }
    }
}

impl Candidate {
    fn looks_like_number(&self) -> bool {
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        self.entry.is_none() && digits > 0 && letters < MOSTLY_LETTERS.max(digits)
    }

    /// Cost of the word itself, whatever its context.
    pub(crate) fn prior(&self) -> Cost {
        let [word, name] = self.spelling;
        self.entry.map_or(UNKNOWN_WORD + word.min(name), |entry| entry.unigram())
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
        let mut itself = self.itself(read);
        itself.break_at = line_end.unwrap_or(0);
        if letters.len() > LONGEST
            || !letters.iter().any(|c| c.is_alphabetic() || c.is_ascii_digit() || *c == '|')
        {
            return vec![itself];
        }
        let mut walk = Walk::new(self.dictionary, self.pairs, &letters, line_end);
        walk.run(Effort::PLAIN);
        let any = |walk: &Walk<'_, '_>, most: Cost, parts: Cost| {
            walk.reached.iter().any(|reached| reached.cost <= most && reached.parts <= parts)
        };
        let good = |walk: &Walk<'_, '_>, parts: Cost| any(walk, GOOD, parts);
        if let Some(entry) = itself.entry {
            walk.run(if is_rare(entry) { Effort::FOR_RARE_WORDS } else { Effort::ONE_RARE });
            if is_rare(entry) && entry.case() == CaseClass::Title {
                walk.run(Effort::PLAIN_NAMES);
            }
        } else {
            walk.run(if any(&walk, EASY, Cost::MAX) { Effort::EXACT_PARTS } else { Effort::PLAIN_PARTS });
            if !letters[0].is_lowercase() {
                walk.run(Effort::PLAIN_NAMES);
            }
            if good(&walk, Cost::MAX) {
                walk.run(Effort::ONE_RARE);
            }
            let tries = [
                (Effort::TWO_RARE, FAR_FETCHED),
                (Effort::RARE_PARTS, Cost::MAX),
                (Effort::UNKNOWN_EDIT, FAR_FETCHED),
            ];
            for (effort, parts) in tries {
                if !good(&walk, parts) {
                    walk.run(effort);
                }
            }
        }
        let mut found: Vec<Candidate> =
            walk.reached.into_iter().map(|reached| self.candidate(reached)).collect();
        // Capitals inside a word are the reading's work: where all signs are letters nobody can tell what they stand for.
        if itself.entry.is_none()
            && (itself.shape != Shape::Mixed || letters.iter().any(char::is_ascii_digit))
        {
            self.guess(&letters, line_end, &mut found);
        }
        self.finish(itself, found, &letters)
    }

    /// Whether a word that the lexicon does not hold is one but for a doubled consonant, of which most slips are made: `officielt`.
    pub(crate) fn is_slip(&self, word: &str) -> bool {
        let lower = token::lower(word);
        let doubled = |(at, letter): (usize, char)| {
            let consonant = letter.is_alphabetic() && !VOWELS.contains(&letter);
            consonant && self.dictionary.entry(&format!("{}{letter}{}", &lower[..at], &lower[at..])).is_some()
        };
        lower.chars().count() >= SHORTEST_SLIP && lower.char_indices().any(doubled)
    }

    /// A candidate from what the walk reached.
    fn candidate(&self, reached: Reached) -> Candidate {
        let text: String = reached.letters.iter().collect();
        let lower = token::lower(&text);
        let entry = reached.entry.or_else(|| self.dictionary.entry(&lower));
        let spelling = if entry.is_some() {
            [0; 2]
        } else {
            let by_letters = self.by_letters(&lower);
            let [word, name] = BY_PARTS.map(|cost| reached.parts + cost);
            least(by_letters, [if reached.name { Cost::MAX } else { word }, name])
        };
        Candidate {
            text,
            word: if entry.is_some() { WordHash::of(&lower) } else { self.unknown },
            entry,
            spelling,
            used: reached.used,
            compound: entry.is_none() && !reached.name,
            edits: reached.edits,
            kept: reached.kept,
            break_at: reached.break_at,
            least: reached.cost,
            ..self.bare()
        }
    }

    /// Adds the likely spellings of a word that no list holds.
    fn guess(&self, letters: &[char], line_end: Option<usize>, found: &mut Vec<Candidate>) {
        let first = letters.first().copied().unwrap_or_default();
        let name = first.is_uppercase() || first.is_ascii_digit();
        let in_capitals = !letters.iter().any(|c| c.is_lowercase());
        let inner_capitals = |letters: &[char]| letters.iter().skip(1).filter(|c| c.is_uppercase()).count();
        for guess in spelled::guesses(self.dictionary, self.pairs, letters, name, line_end) {
            let text: String = guess.letters.iter().collect();
            let odd = !in_capitals && inner_capitals(&guess.letters) > inner_capitals(letters);
            if odd || found.iter().any(|other| other.text == text) {
                continue;
            }
            found.push(Candidate {
                word: self.unknown,
                entry: None,
                spelling: self.by_letters(&token::lower(&text)),
                text,
                used: guess.used,
                compound: false,
                edits: 0,
                kept: guess.kept,
                break_at: guess.break_at,
                least: guess.channel,
                ..self.bare()
            });
        }
    }

    /// What the letters of an unknown word cost, as a word and as a name.
    fn by_letters(&self, lower: &str) -> [Cost; 2] {
        let [word, name] = self.dictionary.spelling_costs(lower);
        [word + BY_LETTERS[0], name + BY_LETTERS[1]]
    }

    /// The reading as it stands.
    pub(crate) fn itself(&self, read: &str) -> Candidate {
        let lower = token::lower(read);
        let entry = self.dictionary.entry(&lower);
        let mut kept = [0u8; FOLLOWED.len()];
        for index in read.chars().filter_map(followed) {
            kept[index] = kept[index].saturating_add(1);
        }
        let mut itself = Candidate {
            text: read.to_owned(),
            word: if entry.is_some() { WordHash::of(&lower) } else { self.unknown },
            entry,
            spelling: if entry.is_some() { [0; 2] } else { self.by_letters(&lower) },
            kept,
            ..self.bare()
        };
        itself.shape = shape(read);
        itself.number = itself.looks_like_number();
        itself
    }

    /// A candidate of no letters.
    fn bare(&self) -> Candidate {
        Candidate {
            text: String::new(),
            word: self.unknown,
            entry: None,
            spelling: [0; 2],
            used: SmallVec::new(),
            compound: false,
            edits: 0,
            kept: [0; FOLLOWED.len()],
            break_at: 0,
            least: 0,
            shape: Shape::Lower,
            number: false,
            letters: 0,
        }
    }

    /// Orders, drops doubles and what can never win.
    fn finish(&self, mut itself: Candidate, found: Vec<Candidate>, letters: &[char]) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::with_capacity(found.len());
        for candidate in merged(found) {
            let name = candidate.entry.is_some_and(|entry| entry.case() == CaseClass::Title);
            if is_acronym(letters)
                && (name || !candidate.used.iter().all(|used| self.pairs.get(used.pair).lost_marks()))
            {
                continue;
            }
            if candidate.text == itself.text {
                if itself.entry.is_none() {
                    itself.spelling = least(itself.spelling, candidate.spelling);
                    itself.compound |= candidate.compound;
                }
                continue;
            }
            self.add_cased(candidate, letters, &mut all);
        }
        all.sort_by(|a, b| (a.least + a.prior(), &a.text).cmp(&(b.least + b.prior(), &b.text)));
        let mut kept: Vec<Candidate> = Vec::with_capacity(MOST);
        kept.push(itself);
        for candidate in all {
            if kept.len() < MOST && kept.iter().all(|other| other.text != candidate.text) {
                kept.push(candidate);
            }
        }
        let lowered: Vec<String> = kept.iter().map(|candidate| token::lower(&candidate.text)).collect();
        for (index, candidate) in kept.iter_mut().enumerate() {
            candidate.shape = shape(&candidate.text);
            candidate.number = candidate.looks_like_number();
            let first = lowered.iter().position(|other| *other == lowered[index]).unwrap_or(index);
            candidate.letters = first as u8;
        }
        kept
    }

    /// A first letter that was read as a digit or sign has no case of its own: both are tried where both are read so, or the one that the other letters have.
    fn add_cased(&self, candidate: Candidate, letters: &[char], all: &mut Vec<Candidate>) {
        let first_was_sign = letters.first().is_some_and(|c| !c.is_alphabetic());
        if !first_was_sign {
            all.push(candidate);
            return;
        }
        let capitals =
            letters.len() > 2 && letters.iter().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase());
        let as_title = self.as_title(&candidate);
        if !capitals {
            all.push(candidate);
        }
        all.extend(as_title);
    }

    /// The candidate with a capital, by the rate at which that capital is read so.
    fn as_title(&self, candidate: &Candidate) -> Option<Candidate> {
        let mut signs = candidate.text.chars();
        let first = signs.next()?;
        let text: String = first.to_uppercase().chain(signs).collect();
        let Some(used) = candidate.used.first().filter(|used| used.position.begins_word()) else {
            return Some(Candidate { text, ..candidate.clone() });
        };
        let twin = Use { pair: self.pairs.capital(used.pair)?, ..*used };
        let mut used = candidate.used.clone();
        let least = candidate.least + self.pairs.least_cost(twin) - self.pairs.least_cost(used[0]);
        used[0] = twin;
        Some(Candidate { text, used, least, ..candidate.clone() })
    }
}

/// A word that costs more is so rare that what reading seldom does may as well have made it (`deri` of `den`), and a name of this cost one that no
/// list holds.
const RARE_WORD: Cost = 14 * 16;

fn is_rare(entry: Entry) -> bool {
    entry.unigram() >= RARE_WORD
}

/// The candidates, those of the same letters one: a compound may be a name, too.
fn merged(found: Vec<Candidate>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::with_capacity(found.len());
    for candidate in found {
        match all.iter_mut().find(|other| other.text == candidate.text && other.least == candidate.least) {
            Some(other) => {
                other.spelling = least(other.spelling, candidate.spelling);
                other.compound |= candidate.compound;
            }
            None => all.push(candidate),
        }
    }
    all
}

fn least(a: [Cost; 2], b: [Cost; 2]) -> [Cost; 2] {
    [a[0].min(b[0]), a[1].min(b[1])]
}

/// A short word in capitals: of such there are more than any lexicon has.
fn is_acronym(letters: &[char]) -> bool {
    (2..=5).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
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
    fn a_far_fetched_compound_does_not_end_the_search() {
        assert!(texts("organisavioner").contains(&"organisationer".to_owned()));
        assert!(texts("trakttoraren").contains(&"fraktföraren".to_owned()));
    }

    #[test]
    fn base_forms_are_words_and_stems_are_none() {
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        assert!(dictionary.entry("snöslunga").is_some() && dictionary.entry("snöslungs").is_none());
    }

    #[test]
    fn a_consonant_that_is_not_doubled_is_the_authors_slip() {
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let pairs = Pairs::of(&dictionary);
        let searcher = Searcher::new(&dictionary, &pairs);
        assert!(searcher.is_slip("officielt") && searcher.is_slip("Komunens"));
        assert!(!searcher.is_slip("ordferande") && !searcher.is_slip("til"));
    }

    #[test]
    fn names_are_made_of_elements() {
        for (read, printed) in
            [("Fagersjé", "Fagersjö"), ("Jarnvagsgatan", "Järnvägsgatan"), ("Strandangens", "Strandängens")]
        {
            assert!(texts(read).contains(&printed.to_owned()), "{read}: {:?}", texts(read));
        }
    }

    #[test]
    fn hostile_words_end() {
        assert_eq!(texts(&"a".repeat(100_000)).len(), 1);
        assert!(!texts("aoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoaoao").is_empty());
    }
}
