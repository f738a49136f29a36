//! From sources to the bytes of a dictionary: deterministic, the same sources give the same bytes.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

use super::PlaceKind;
use super::confusion;
use super::format;
use super::lexicon::{CaseClass, Entry, EntryFields, UNCOUNTED, bearer_bits, cost_of, letter_byte};
use super::ngram::{self, WordHash};
use super::spelling;
use super::token::lower;
use super::{
    SECTION_BIGRAMS, SECTION_CONFUSIONS, SECTION_IDENTITY, SECTION_LEXICON, SECTION_SPELLING,
    SECTION_TRIGRAMS,
};

/// A word of the training text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedWord {
    /// In lower case.
    pub word: String,
    /// Unigram cost.
    pub cost: u8,
    /// Cost of backing off from it.
    pub backoff: u8,
    /// How often it stands in lower case, capitalised, and in capitals, where no sentence starts.
    pub written: [u32; 3],
}

/// A word pair or triple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedNgram {
    /// Its words, in lower case, parted by blanks.
    pub words: String,
    /// Its cost given all words but the last.
    pub cost: u8,
    /// Cost of backing off from it; 0 for triples.
    pub backoff: u8,
}

/// A string that compounds are made of, with the number of different compounds it was seen in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// In lower case, with its linking letter: `nätverks`.
    pub text: String,
    /// Compounds that begin with it.
    pub first: u32,
    /// Compounds that end with it.
    pub last: u32,
}

/// All that a dictionary is made from.
#[derive(Debug, Default)]
pub struct Sources {
    /// Words of the training text with their costs.
    pub words: Vec<CountedWord>,
    /// Word pairs and triples.
    pub ngrams: Vec<CountedNgram>,
    /// Further word forms, without counts.
    pub forms: Vec<String>,
    /// Parts of compounds.
    pub parts: Vec<Part>,
    /// Strings that are never parts of compounds.
    pub blocked_parts: Vec<String>,
    /// Terms of the field: word, and how many of a million words it is.
    pub terms: Vec<(String, f64)>,
    /// Forms of before about 1950.
    pub archaic: Vec<String>,
    /// Given names and their bearers.
    pub given_names: Vec<(String, u32)>,
    /// Surnames and their bearers.
    pub surnames: Vec<(String, u32)>,
    /// Names of places; they may hold blanks.
    pub places: Vec<(String, PlaceKind)>,
    /// Other proper nouns: genitives of places, words of their names.
    pub proper_nouns: Vec<String>,
    /// Rows of the confusion table as they stand in `confusions.tsv`.
    pub confusions: Vec<String>,
}

/// Share of the words of a protocol that are given names, and surnames.
const NAME_SHARE: f64 = 0.01;
/// Probability of a place name that the training text does not hold.
const PLACE: f64 = 2e-7;
/// Parts seen in fewer compounds are left out.
const PART_FLOOR: u32 = 3;

/// Compiles a dictionary.
///
/// # Errors
/// If a row of the confusion table cannot be read, or the lexicon cannot be built.
pub fn compile(sources: &Sources) -> Result<Vec<u8>> {
    for row in &sources.confusions {
        if confusion::parse_row(row).is_none() {
            return Err(invalid(&format!("the confusion table has the row {row:?}")));
        }
    }
    let lexicon = lexicon(&entries(sources))?;
    let (pairs, triples) = ngrams(&sources.ngrams);
    let known = sources.words.iter().filter(|row| row.word.chars().any(char::is_alphabetic));
    let spelling = spelling::write(known.map(|row| row.word.as_str()));
    Ok(format::write(&[
        (SECTION_IDENTITY, env!("CARGO_PKG_VERSION").as_bytes().to_vec()),
        (SECTION_LEXICON, lexicon),
        (SECTION_BIGRAMS, ngram::write_table(pairs, true)),
        (SECTION_TRIGRAMS, ngram::write_table(triples, false)),
        (SECTION_CONFUSIONS, confusion::write(&sources.confusions)),
        (SECTION_SPELLING, spelling),
    ]))
}

fn invalid(reason: &str) -> Error {
    Error::Dictionary { reason: reason.to_owned(), remedy: "correct the source and compile again".to_owned() }
}

/// What is gathered of a form before it is packed.
#[derive(Default)]
struct Gathered {
    fields: EntryFields,
    /// Whether it is a word on its own, not only a part of compounds.
    word: bool,
    common: bool,
    name: bool,
}

fn entries(sources: &Sources) -> BTreeMap<String, Gathered> {
    let mut all: BTreeMap<String, Gathered> = BTreeMap::new();
    for form in &sources.forms {
        let entry = word_entry(&mut all, form);
        entry.common = true;
    }
    for row in &sources.words {
        let entry = word_entry(&mut all, &row.word);
        entry.fields.unigram = row.cost;
        entry.fields.backoff = row.backoff;
        entry.fields.case = case_class(row.written);
        entry.common = !matches!(entry.fields.case, CaseClass::Title);
    }
    for (word, per_million) in &sources.terms {
        let entry = word_entry(&mut all, &lower(word));
        entry.fields.unigram = entry.fields.unigram.min(quantised(per_million / 1e6));
        entry.common = true;
    }
    for word in &sources.archaic {
        word_entry(&mut all, &lower(word)).fields.archaic = true;
    }
    add_names(&mut all, &sources.given_names, |fields, bits| fields.given = bits);
    add_names(&mut all, &sources.surnames, |fields, bits| fields.surname = bits);
    for (name, kind) in &sources.places {
        let entry = word_entry(&mut all, &lower(name));
        let code = 1 + *kind as u8;
        entry.fields.place = if entry.fields.place == 0 { code } else { entry.fields.place.min(code) };
        entry.fields.unigram = entry.fields.unigram.min(quantised(PLACE));
        mark_name(entry);
    }
    for noun in &sources.proper_nouns {
        let entry = word_entry(&mut all, &lower(noun));
        entry.fields.unigram = entry.fields.unigram.min(quantised(PLACE));
        mark_name(entry);
    }
    for part in &sources.parts {
        let entry = all.entry(part.text.clone()).or_default();
        entry.fields.first_part = part.first >= PART_FLOOR;
        entry.fields.last_part = entry.word && part.last >= PART_FLOOR;
    }
    for blocked in &sources.blocked_parts {
        if let Some(entry) = all.get_mut(&lower(blocked)) {
            entry.fields.first_part = false;
            entry.fields.last_part = false;
        }
    }
    all.retain(|_, entry| entry.word || entry.fields.first_part);
    all
}

fn word_entry<'a>(all: &'a mut BTreeMap<String, Gathered>, word: &str) -> &'a mut Gathered {
    let entry = all.entry(word.to_owned()).or_default();
    entry.word = true;
    entry
}

fn add_names(
    all: &mut BTreeMap<String, Gathered>,
    names: &[(String, u32)],
    set: impl Fn(&mut EntryFields, u8),
) {
    let total: f64 = names.iter().map(|&(_, bearers)| f64::from(bearers)).sum();
    for (name, bearers) in names {
        let entry = word_entry(all, &lower(name));
        set(&mut entry.fields, bearer_bits(*bearers));
        let cost = quantised(NAME_SHARE * f64::from(*bearers) / total);
        entry.fields.unigram = entry.fields.unigram.min(cost);
        mark_name(entry);
    }
}

fn mark_name(entry: &mut Gathered) {
    if !entry.name {
        entry.fields.case = match (entry.common, entry.fields.case) {
            (true, CaseClass::Lower) => CaseClass::Mixed,
            (true, case) => case,
            (false, _) => CaseClass::Title,
        };
    }
    entry.name = true;
}

/// Share of its places in which a word must be written one way to count as written so.
const CLEAR: f64 = 0.8;

fn case_class(written: [u32; 3]) -> CaseClass {
    let total = f64::from(written.iter().sum::<u32>());
    let clear = |count: u32| f64::from(count) >= CLEAR * total;
    match written {
        _ if total == 0.0 => CaseClass::Mixed,
        [lower, _, _] if clear(lower) => CaseClass::Lower,
        [_, title, _] if clear(title) => CaseClass::Title,
        [_, _, upper] if clear(upper) => CaseClass::Upper,
        _ => CaseClass::Mixed,
    }
}

fn quantised(probability: f64) -> u8 {
    cost_of(probability).min(u32::from(UNCOUNTED)) as u8
}

fn lexicon(entries: &BTreeMap<String, Gathered>) -> Result<Vec<u8>> {
    let mut keys: Vec<(Vec<u8>, u64)> = Vec::with_capacity(entries.len());
    for (word, entry) in entries {
        if let Some(key) = word.chars().map(letter_byte).collect::<Option<Vec<u8>>>() {
            keys.push((key, Entry::pack(&entry.fields, entry.word).bits()));
        }
    }
    keys.sort_unstable();
    let failed = |error: fst::Error| invalid(&format!("the lexicon cannot be built ({error})"));
    let mut builder = fst::raw::Builder::memory();
    for (key, bits) in keys {
        builder.insert(key, bits).map_err(failed)?;
    }
    builder.into_inner().map_err(failed)
}

type Entries = Vec<(u64, u8, u8)>;

fn ngrams(rows: &[CountedNgram]) -> (Entries, Entries) {
    let (mut pairs, mut triples) = (Vec::new(), Vec::new());
    for row in rows {
        let words: Vec<WordHash> = row.words.split(' ').map(WordHash::of).collect();
        match words[..] {
            [a, b] => pairs.push((ngram::pair(a, b), row.cost, row.backoff)),
            [a, b, c] => triples.push((ngram::triple(ngram::pair(a, b), c), row.cost, 0)),
            _ => {}
        }
    }
    (pairs, triples)
}
