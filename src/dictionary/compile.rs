//! From sources to the bytes of a dictionary: deterministic, the same sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};

use super::PlaceKind;
use super::confusion;
use super::format;
use super::lexicon::{self, CaseClass, Cost, Entry, EntryFields, bearer_bits, cost_of, letter_byte};
use super::ngram::{self, WordHash};
use super::spelling;
use super::token::{self, lower};
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
    pub cost: Cost,
    /// Cost of backing off from it.
    pub backoff: u8,
    /// How often it stands in lower case, capitalised, and in capitals, where no sentence starts.
    pub written: [u32; 3],
    /// Whether it is an inflected form, which begins no compound.
    pub inflected: bool,
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

/// A string that compounds are made of, with the weight of the compounds that it is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// In lower case, with its linking letter: `nätverks`.
    pub text: String,
    /// Of those that begin with it.
    pub first: u32,
    /// Of those that end with it.
    pub last: u32,
}

/// What names of places, streets and families are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameElement {
    /// In lower case: `järnvägs`, `gatan`.
    pub text: String,
    /// Whether it ends names; otherwise it begins them.
    pub last: bool,
    /// Its cost there.
    pub cost: Cost,
}

/// All that a dictionary is made from.
#[derive(Debug, Default)]
pub struct Sources {
    /// Words of the training text with their costs.
    pub words: Vec<CountedWord>,
    /// Word pairs and triples.
    pub ngrams: Vec<CountedNgram>,
    /// Word forms that the training text does not hold, with a unigram cost from the other forms of their lemma; not written anywhere.
    pub forms: Vec<CountedWord>,
    /// Parts of compounds.
    pub parts: Vec<Part>,
    /// First parts of compounds in the form that they take there: reviewed, whatever the counts say.
    pub first_parts: Vec<String>,
    /// Strings that are never parts of compounds; where the flag is set, never the last part.
    pub blocked_parts: Vec<(String, bool)>,
    /// Words of three letters and fewer that may be parts of compounds: no other so short may.
    pub short_parts: Vec<String>,
    /// Elements that names are made of.
    pub name_elements: Vec<NameElement>,
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
    /// Other proper nouns: words of the names of places, parties.
    pub proper_nouns: Vec<String>,
    /// Rows of the confusion table as they stand in `confusions.tsv`.
    pub confusions: Vec<String>,
}

/// Share of the words of a protocol that are given names, and surnames.
const NAME_SHARE: f64 = 0.01;
/// Probability of a place name that the training text does not hold.
const PLACE: f64 = 2e-7;
/// Probability of a word that only names of several words hold.
const PROPER_NOUN: f64 = 2e-8;
/// Least probability of a municipality's name: in minutes of networks and boards one word in some 300 is one of the 290.
const MUNICIPALITY: f64 = 1e-5;
/// Probability of an old form that the training text does not hold.
const ARCHAIC: f64 = 2e-8;
/// Longest part that must stand in the list of short parts.
const SHORT_PART: usize = 3;
/// Parts that weigh less are left out.
const PART_FLOOR: u32 = 1;

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
    let lexicon = automaton(&entries(sources))?;
    let (pairs, triples) = ngrams(&sources.ngrams);
    let spelling = spelling::write(&spelled(sources));
    Ok(format::write(&[
        (SECTION_IDENTITY, env!("CARGO_PKG_VERSION").as_bytes().to_vec()),
        (SECTION_LEXICON, lexicon),
        (SECTION_BIGRAMS, ngram::write_table(pairs, true)),
        (SECTION_TRIGRAMS, ngram::write_table(triples, false)),
        (SECTION_CONFUSIONS, confusion::write(&sources.confusions)),
        (SECTION_SPELLING, spelling),
    ]))
}

/// The words and names that the model of letters learns from, each with its weight: a frequent word tells more of how words are spelled, but
/// not in the measure of its count.
fn spelled(sources: &Sources) -> Vec<spelling::Spelled> {
    let weight = |count: f64| 1.0 + count.max(1.0).log2();
    let mut all: Vec<spelling::Spelled> = Vec::new();
    let mut add = |word: &str, name: bool, weight: f64| {
        if word.chars().any(char::is_alphabetic) {
            all.push(spelling::Spelled { word: lower(word), name, weight });
        }
    };
    for row in &sources.words {
        let count = f64::from(row.written.iter().sum::<u32>());
        let name = case_class(row.written) == CaseClass::Title && count > 0.0;
        add(&row.word, name, if name { 1.0 } else { weight(count) });
    }
    for (term, _) in &sources.terms {
        add(term, false, 1.0);
    }
    for (name, bearers) in sources.given_names.iter().chain(&sources.surnames) {
        add(name, true, weight(f64::from(*bearers) / BEARERS_A_TOKEN));
    }
    for (place, _) in &sources.places {
        place.split(' ').for_each(|word| add(word, true, PLACE_WEIGHT));
    }
    all
}

/// Bearers that make a name count as much as a word that stands once in the text.
const BEARERS_A_TOKEN: f64 = 10.0;
/// What the name of a place counts: it stands for the fields, farms and roads that are called alike.
const PLACE_WEIGHT: f64 = 4.0;

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
    /// Whether the training text holds it.
    counted: bool,
    /// Probability with which it is written in lower case and with a capital within a sentence.
    lower: f64,
    capital: f64,
    inflected: bool,
    name: bool,
}

/// What is added to the count of every way to write a word, so that none is impossible.
const UNSEEN_CASE: f64 = 0.5;

impl Gathered {
    /// Takes up that so much of the text is this word, so often written in lower case, with a capital and in capitals.
    fn written(&mut self, cost: Cost, written: [u32; 3]) {
        let p = (-f64::from(cost) / lexicon::COST_PER_NAT).exp();
        let [lower, title, upper] = written.map(|count| f64::from(count) + UNSEEN_CASE);
        self.lower += p * lower / (lower + title + upper);
        self.capital += p * (title + upper) / (lower + title + upper);
    }

    /// Whether compounds or names are made with it.
    fn is_part(&self) -> bool {
        [self.fields.first_part, self.fields.name_first, self.fields.name_last]
            .iter()
            .any(|&part| part != lexicon::Part::Never)
    }

    fn weigh_case(&mut self) {
        let all = self.lower + self.capital;
        // What nobody asks for stays zero: fewer different entries make a smaller lexicon.
        if all > 0.0 && self.fields.case == CaseClass::Mixed {
            self.fields.in_lower_case = cost_of(self.lower / all);
        }
        if all > 0.0 && matches!(self.fields.case, CaseClass::Lower | CaseClass::Mixed) {
            self.fields.with_capital = lexicon::seldom(cost_of(self.capital / all));
        }
    }
}

/// Counts that say as much as knowing how a word is written.
const SMALL: [u32; 3] = [1000, 0, 0];
const CAPITAL: [u32; 3] = [0, 1000, 0];

/// A term's one way to be written, as counts.
fn case_of(term: &str) -> [u32; 3] {
    if term.starts_with(char::is_uppercase) { CAPITAL } else { SMALL }
}

fn entries(sources: &Sources) -> BTreeMap<String, Gathered> {
    let mut all: BTreeMap<String, Gathered> = BTreeMap::new();
    for row in &sources.forms {
        let entry = word_entry(&mut all, &row.word);
        entry.fields.unigram = row.cost;
        entry.inflected = row.inflected;
        entry.common = true;
        entry.written(row.cost, SMALL);
    }
    for row in &sources.words {
        let entry = word_entry(&mut all, &row.word);
        entry.fields.unigram = row.cost;
        entry.fields.backoff = row.backoff;
        entry.fields.case = case_class(row.written);
        entry.counted = true;
        entry.inflected = row.inflected;
        entry.common = !matches!(entry.fields.case, CaseClass::Title);
        entry.written(row.cost, row.written);
    }
    for (word, per_million) in &sources.terms {
        let entry = word_entry(&mut all, &lower(word));
        let cost = cost_of(per_million / 1e6);
        entry.fields.unigram = entry.fields.unigram.min(cost);
        entry.common = true;
        entry.written(cost, case_of(word));
    }
    for word in &sources.archaic {
        let entry = word_entry(&mut all, &lower(word));
        entry.fields.archaic = true;
        entry.fields.unigram = entry.fields.unigram.min(cost_of(ARCHAIC));
        entry.written(cost_of(ARCHAIC), SMALL);
    }
    add_names(&mut all, sources);
    for (name, kind) in &sources.places {
        let entry = word_entry(&mut all, &lower(name));
        let code = 1 + *kind as u8;
        entry.fields.place = if entry.fields.place == 0 { code } else { entry.fields.place.min(code) };
        let least = if *kind == PlaceKind::Municipality { MUNICIPALITY } else { PLACE };
        entry.fields.unigram = entry.fields.unigram.min(cost_of(least));
        entry.capital += least;
        mark_name(entry);
    }
    for noun in &sources.proper_nouns {
        let entry = word_entry(&mut all, &lower(noun));
        entry.fields.unigram = entry.fields.unigram.min(cost_of(PROPER_NOUN));
        entry.capital += PROPER_NOUN;
        mark_name(entry);
    }
    weigh_local_names(&mut all);
    add_genitives(&mut all, sources);
    add_parts(&mut all, sources);
    add_name_elements(&mut all, sources);
    all.values_mut().for_each(Gathered::weigh_case);
    all.retain(|_, entry| entry.word || entry.is_part());
    all
}

fn word_entry<'a>(all: &'a mut BTreeMap<String, Gathered>, word: &str) -> &'a mut Gathered {
    let entry = all.entry(word.to_owned()).or_default();
    entry.word = true;
    entry
}

/// Names with the share that they have of all words. Of a name that the training text holds too, text and bearers are believed alike (their costs' mean):
/// the text knows what protocols write, but of few places and years.
fn add_names(all: &mut BTreeMap<String, Gathered>, sources: &Sources) {
    let mut shares: BTreeMap<String, f64> = BTreeMap::new();
    for names in [&sources.given_names, &sources.surnames] {
        let total: f64 = names.iter().map(|&(_, bearers)| f64::from(bearers)).sum();
        for (name, bearers) in names {
            *shares.entry(lower(name)).or_default() += NAME_SHARE * f64::from(*bearers) / total;
        }
    }
    for (name, bearers) in &sources.given_names {
        word_entry(all, &lower(name)).fields.given = bearer_bits(*bearers);
    }
    for (name, bearers) in &sources.surnames {
        word_entry(all, &lower(name)).fields.surname = bearer_bits(*bearers);
    }
    for (name, share) in shares {
        let entry = word_entry(all, &name);
        let cost = cost_of(share);
        entry.capital += share;
        let only_name = entry.counted && entry.fields.case == CaseClass::Title;
        entry.fields.unigram =
            if only_name { (entry.fields.unigram + cost) / 2 } else { entry.fields.unigram.min(cost) };
        mark_name(entry);
    }
}

/// Bearers from which the genitive of a name is known, and how often it stands against the name itself.
const BORNE_BY_MANY: u32 = 500;
const GENITIVES_A_NAME: f64 = 0.05;
/// The genitives of places and frequent names, where these are no words of another kind.
fn add_genitives(all: &mut BTreeMap<String, Gathered>, sources: &Sources) {
    let names = sources.given_names.iter().chain(&sources.surnames);
    let frequent = names.filter(|(_, bearers)| *bearers >= BORNE_BY_MANY).map(|(name, _)| name);
    let places = sources.places.iter().map(|(name, _)| name).filter(|name| !name.contains(' '));
    let all_names: BTreeSet<String> = frequent.chain(places).map(|name| lower(name)).collect();
    for name in all_names {
        let Some(genitive) = token::genitive(&name) else { continue };
        let named = all.get(&name);
        let least = if named.is_some_and(|entry| entry.fields.place > 0) { PLACE } else { 0.0 };
        let share = (named.map_or(0.0, |entry| entry.capital) * GENITIVES_A_NAME).max(least);
        let entry = word_entry(all, &genitive);
        entry.fields.genitive = !entry.common && !entry.name;
        entry.fields.unigram = entry.fields.unigram.min(cost_of(share));
        entry.capital += share;
        mark_name(entry);
    }
}

/// What a reviewed first part costs that the counts do not hold.
const REVIEWED_PART: Cost = 10 * 16;

/// What forms cost as parts of compounds: by the number of compounds they were seen in, else by their own cost as words.
fn add_parts(all: &mut BTreeMap<String, Gathered>, sources: &Sources) {
    for (word, entry) in all.iter_mut().filter(|(_, entry)| entry.word) {
        if word.chars().count() >= lexicon::SHORTEST_UNSEEN_PART {
            entry.fields.last_part = lexicon::Part::Unseen;
            if !entry.inflected {
                entry.fields.first_part = lexicon::Part::Unseen;
            }
        }
    }
    add_agents(all);
    let (firsts, lasts) = sources.parts.iter().fold((0.0, 0.0), |(firsts, lasts), part| {
        (firsts + f64::from(part.first), lasts + f64::from(part.last))
    });
    for part in &sources.parts {
        let entry = all.entry(part.text.clone()).or_default();
        if part.first >= PART_FLOOR {
            entry.fields.first_part = lexicon::Part::Seen(cost_of(f64::from(part.first) / firsts));
        }
        if entry.word && part.last >= PART_FLOOR {
            entry.fields.last_part = lexicon::Part::Seen(cost_of(f64::from(part.last) / lasts));
        }
    }
    for part in &sources.first_parts {
        let entry = all.entry(lower(part)).or_default();
        if !matches!(entry.fields.first_part, lexicon::Part::Seen(cost) if cost < REVIEWED_PART) {
            entry.fields.first_part = lexicon::Part::Seen(REVIEWED_PART);
        }
    }
    for (blocked, only_last) in &sources.blocked_parts {
        if let Some(entry) = all.get_mut(&lower(blocked)) {
            if !only_last {
                entry.fields.first_part = lexicon::Part::Never;
            }
            entry.fields.last_part = lexicon::Part::Never;
        }
    }
    let short: BTreeSet<String> = sources.short_parts.iter().map(|part| lower(part)).collect();
    for (_, entry) in
        all.iter_mut().filter(|(word, _)| word.chars().count() <= SHORT_PART && !short.contains(*word))
    {
        entry.fields.first_part = lexicon::Part::Never;
        entry.fields.last_part = lexicon::Part::Never;
    }
}

/// The first parts of those who do something: `snickare`, `snickarmästare`.
fn add_agents(all: &mut BTreeMap<String, Gathered>) {
    let agents: Vec<(String, Cost)> = all
        .iter()
        .filter(|(_, entry)| entry.fields.first_part == lexicon::Part::Unseen)
        .filter_map(|(word, entry)| {
            let stem = word.strip_suffix("are").filter(|stem| stem.chars().count() >= SHORTEST_AGENT)?;
            Some((format!("{stem}ar"), entry.fields.unigram + lexicon::UNSEEN_PART))
        })
        .collect();
    for (part, cost) in agents {
        all.entry(part).or_default().fields.first_part = lexicon::Part::Seen(cost);
    }
}

/// Letters before `are` in words for those who do something.
const SHORTEST_AGENT: usize = 3;

fn add_name_elements(all: &mut BTreeMap<String, Gathered>, sources: &Sources) {
    for element in &sources.name_elements {
        let fields = &mut all.entry(element.text.clone()).or_default().fields;
        let place = if element.last { &mut fields.name_last } else { &mut fields.name_first };
        *place = lexicon::Part::Seen(element.cost);
    }
}

/// Of a proper noun that only the training text holds, text and this are believed alike (their costs' mean): it stands there often, for the
/// text is of few places (`Järnvågsgatan`, of Göteborg).
fn weigh_local_names(all: &mut BTreeMap<String, Gathered>) {
    for entry in all.values_mut().filter(|entry| entry.counted && !entry.name) {
        if entry.fields.case == CaseClass::Title && entry.fields.unigram > lexicon::FAMILIAR {
            let elsewhere = cost_of(PROPER_NOUN);
            entry.fields.unigram = entry.fields.unigram.max((entry.fields.unigram + elsewhere) / 2);
        }
    }
}

/// A word that costs less is frequent: it stays a word in lower case though some are called so.
const FREQUENT: Cost = 144;

fn mark_name(entry: &mut Gathered) {
    if !entry.name {
        entry.fields.case = match (entry.common, entry.fields.case) {
            (true, CaseClass::Lower) if entry.fields.unigram >= FREQUENT => CaseClass::Mixed,
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

fn automaton(entries: &BTreeMap<String, Gathered>) -> Result<Vec<u8>> {
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
