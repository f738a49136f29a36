//! Words that a user adds: a list in a text, one word a line.
//!
//! ```text
//! # names of our farms
//! Vråksjömåla 12
//! allmänningsråd
//! ```
//! A word may have a count behind a tab or blanks: how often it stands in protocols, against ten million words. What stands
//! behind `#`, and empty lines, say nothing.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use crate::error::{Error, Result};

use super::lexicon::{CaseClass, Cost, cost_of, letter_byte};
use super::token::{self, lower};

/// What a count of one stands for: a word of ten million.
const SHARE: f64 = 1e-7;
/// The count of a word that is listed without one: as frequent as the name of a village in its own municipality's protocols, by
/// far not as a word that stands on every page.
const USUAL: u32 = 20;
/// No added word is more probable than this, whatever its count: it would be read into others.
const MOST_PROBABLE: f64 = 1e-3;
/// Letters of the longest word; repair looks up no longer ones.
const LONGEST: usize = 48;
/// Bytes of the largest list: some million words.
const LARGEST: u64 = 32 << 20;
/// What stands behind it says nothing.
const COMMENT: char = '#';
/// Signs that stand inside words.
const INSIDE: [char; 3] = ['-', '\'', '’'];

/// Words to be added to a dictionary, with counts; see [`super::Dictionary::with_words`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserWords(BTreeMap<String, u32>);

/// Why a list is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong with it and what to do.
    pub reason: String,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// How words are written that are the same but for case, and how often.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taught {
    pub(super) cost: Cost,
    pub(super) case: CaseClass,
}

impl UserWords {
    /// Reads the list in a file.
    ///
    /// # Errors
    /// If it cannot be read or is too large, and [`Error::Settings`] with the line where it is malformed.
    pub fn from_file(path: &Path) -> Result<Self> {
        let failed =
            |source| Error::Io { path: path.to_owned(), source, remedy: "name a list of words, one a line" };
        let size = std::fs::metadata(path).map_err(failed)?.len();
        if size > LARGEST {
            let reason = format!("it has {size} bytes; a list of words has {LARGEST} at most");
            return Err(Error::Settings(format!("{}: {reason}; leave out the rarest", path.display())));
        }
        let bytes = std::fs::read(path).map_err(failed)?;
        let unfit = |unfit: Unfit| Error::Settings(format!("{}: {unfit}", path.display()));
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
            unfit(Unfit { line, reason: "it is no UTF-8; save the list as UTF-8".to_owned() })
        })?;
        Self::parse(text).map_err(unfit)
    }

    /// Reads a list. A word that stands in several lines has the sum of its counts.
    ///
    /// # Errors
    /// If a line is no word with or without a count.
    pub fn parse(text: &str) -> std::result::Result<Self, Unfit> {
        let mut words = Self::default();
        let text = text.trim_start_matches('\u{feff}');
        for (line, content) in (1..).zip(text.lines()) {
            let content = content.split(COMMENT).next().unwrap_or_default().trim();
            if content.is_empty() {
                continue;
            }
            let (word, count) = row(content).map_err(|reason| Unfit { line, reason })?;
            words.add(word, count);
        }
        Ok(words)
    }

    /// Adds a word as often as `count` says. What is no word ([`is_fit`]) is left out.
    pub fn add(&mut self, word: &str, count: u32) {
        if is_fit(word) {
            let sum = self.0.entry(word.to_owned()).or_default();
            *sum = sum.saturating_add(count);
        }
    }

    /// The words as they are written with their counts, in the order of their code points.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(word, &count)| (word.as_str(), count))
    }

    /// Number of words; ways to write one in upper and lower case count apart.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the lexicon is taught, by key.
    pub(super) fn taught(&self) -> BTreeMap<Vec<u8>, Taught> {
        let mut all: BTreeMap<String, (u32, Option<CaseClass>)> = BTreeMap::new();
        for (word, &count) in &self.0 {
            let (sum, case) = all.entry(lower(word)).or_default();
            *sum = sum.saturating_add(count);
            let written = written(word);
            *case = Some(case.map_or(written, |known| known.beside(written)));
        }
        let genitives: Vec<_> = all.iter().filter_map(genitive).collect();
        let mut taught: BTreeMap<Vec<u8>, Taught> = BTreeMap::new();
        for (word, cost, case) in genitives {
            taught.insert(key(&word), Taught { cost, case });
        }
        for (word, (count, case)) in &all {
            let case = case.unwrap_or(CaseClass::Mixed);
            taught.insert(key(word), Taught { cost: cost(*count), case });
        }
        taught
    }
}

/// The list as it is read by [`UserWords::parse`].
impl fmt::Display for UserWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|(word, count)| writeln!(f, "{word}\t{count}"))
    }
}

/// Whether a string can be added: a word of letters, with hyphens and apostrophes inside it, that the dictionary can hold.
#[must_use]
pub fn is_fit(word: &str) -> bool {
    misfit(word).is_none()
}

/// A word's line.
fn row(content: &str) -> std::result::Result<(&str, u32), String> {
    let mut fields = content.split_whitespace();
    let word = fields.next().unwrap_or_default();
    if let Some(reason) = misfit(word) {
        return Err(format!("{word:?} {reason}; write one word a line, its count behind a tab"));
    }
    let count = match (fields.next(), fields.next()) {
        (None, _) => USUAL,
        (Some(count), None) => match count.parse() {
            Ok(count) if count > 0 => count,
            _ => return Err(format!("{count:?} is no count; write a number from 1 to {}", u32::MAX)),
        },
        (Some(_), Some(_)) => {
            return Err("it holds more than a word and its count; write one word a line".to_owned());
        }
    };
    Ok((word, count))
}

/// Why a string is no word that can be added.
fn misfit(word: &str) -> Option<&'static str> {
    let is_letter = |c: char| {
        c.is_alphabetic() && lower(c.encode_utf8(&mut [0; 4])).chars().all(|c| letter_byte(c).is_some())
    };
    if word.chars().count() > LONGEST {
        return Some("is longer than 48 letters");
    }
    if !word.chars().all(|c| is_letter(c) || INSIDE.contains(&c)) {
        return Some("holds a sign that no Swedish word has");
    }
    let edges = [word.chars().next(), word.chars().next_back()];
    (!edges.into_iter().all(|edge| edge.is_some_and(char::is_alphabetic)))
        .then_some("does not begin and end with a letter")
}

fn key(lower: &str) -> Vec<u8> {
    lower.chars().filter_map(letter_byte).collect()
}

/// The cost of a word with this count.
pub(super) fn cost(count: u32) -> Cost {
    cost_of((f64::from(count) * SHARE).min(MOST_PROBABLE))
}

/// How a word is written.
fn written(word: &str) -> CaseClass {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let others =
        letters.fold(None, |all: Option<bool>, letter| Some(all.unwrap_or(true) && letter.is_uppercase()));
    match (first, others) {
        (true, Some(true)) => CaseClass::Upper,
        (true, _) => CaseClass::Title,
        (false, _) => CaseClass::Lower,
    }
}

/// More for the genitive of a name than for the name.
const GENITIVE: Cost = 2 * 16;
/// The genitive of a name, which stands wherever the name does.
fn genitive(
    (word, &(count, case)): (&String, &(u32, Option<CaseClass>)),
) -> Option<(String, Cost, CaseClass)> {
    let genitive = (case == Some(CaseClass::Title)).then(|| token::genitive(word)).flatten()?;
    Some((genitive, cost(count) + GENITIVE, CaseClass::Title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        UserWords::parse(text).expect_err("it must be refused").to_string()
    }

    #[test]
    fn a_list_is_read_and_written() {
        let words = UserWords::parse(
            "\u{feff}# farms\r\n\r\nVråksjömåla\t12 # a farm\r\nallmänningsråd\nSKR 3\nSKR 4\n",
        )
        .expect("a list");
        let listed: Vec<_> = words.iter().collect();
        assert_eq!(listed, [("SKR", 7), ("Vråksjömåla", 12), ("allmänningsråd", USUAL)]);
        assert_eq!(UserWords::parse(&words.to_string()).expect("what was written"), words);
    }

    #[test]
    fn a_malformed_line_is_named() {
        for (text, line, what) in [
            ("Ekby\nStora Höga\n", "line 2", "\"Höga\" is no count"),
            ("Ekby\t0", "line 1", "\"0\" is no count"),
            ("Ekby\t-3", "line 1", "is no count"),
            ("# x\n\nEkby 3 4", "line 3", "more than a word and its count"),
            ("Ekby\n§12", "line 2", "no Swedish word has"),
            ("语", "line 1", "no Swedish word has"),
            ("NIS2", "line 1", "no Swedish word has"),
            ("-berga", "line 1", "begin and end with a letter"),
            (&"å".repeat(49), "line 1", "longer than 48"),
        ] {
            let message = refusal(text);
            assert!(message.contains(line) && message.contains(what), "{text:?}: {message}");
        }
    }

    #[test]
    fn case_and_genitive_are_taught() {
        let words =
            UserWords::parse("Ekbyvik 10\nEkby 5\nekby 5\nKFSN\nTväråns\nEkbyviks 100000").expect("a list");
        let taught = words.taught();
        let of = |word: &str| taught.get(&key(word)).map(|taught| (taught.cost, taught.case));
        assert_eq!(of("ekbyvik"), Some((cost(10), CaseClass::Title)));
        assert_eq!(of("ekbyviks"), Some((cost(100_000), CaseClass::Title)), "what is listed is no guess");
        assert_eq!(of("ekby"), Some((cost(10), CaseClass::Mixed)));
        assert_eq!((of("ekbys"), of("kfsns"), of("tväråns").is_some()), (None, None, true));
        assert_eq!(of("tväråns").map(|(_, case)| case), Some(CaseClass::Title));
    }

    #[test]
    fn no_count_makes_a_word_outweigh_all_others() {
        assert_eq!(cost(u32::MAX), cost_of(MOST_PROBABLE));
        assert!(cost(1) > cost(USUAL));
    }
}
