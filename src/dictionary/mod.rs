//! The compiled dictionary: lexicon, names, places, n-grams, confusions.
//!
//! It is one string of bytes, built from the tables in `dictionaries/` by [`compile`] and embedded in the program. Opening it checks its version and
//! checksums and reads nothing else: look-ups work on the bytes as they are.

mod compile;
mod confusion;
mod format;
mod lexicon;
mod ngram;
mod spelling;
pub mod token;
mod words;

use std::path::Path;

pub use compile::{CountedNgram, CountedWord, NameElement, Part, Sources, compile};
pub use confusion::{Confusion, Model, Position};
pub use lexicon::{COST_PER_NAT, CaseClass, Cost, Entry, cost_of};
pub use ngram::WordHash;
pub use token::NameClass;
pub use words::{Unfit, UserWords, is_fit};

pub(crate) use lexicon::{Lexicon, byte_letter, letter_byte};
pub(crate) use ngram::{Found, pair, triple};
pub(crate) use spelling::Context as LetterContext;

use crate::error::{Error, Result};
use format::{Bytes, Container};
use spelling::Spelling;
use token::lower;

const SECTION_IDENTITY: [u8; 4] = *b"IDNT";
const SECTION_LEXICON: [u8; 4] = *b"LEXI";
const SECTION_BIGRAMS: [u8; 4] = *b"NGR2";
const SECTION_TRIGRAMS: [u8; 4] = *b"NGR3";
const SECTION_CONFUSIONS: [u8; 4] = *b"CONF";
const SECTION_SPELLING: [u8; 4] = *b"SPEL";

static EMBEDDED: &[u8] = include_bytes!("../../dictionaries/justera.dict");

/// What kind of place a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Kommun, by its short name: `Båstad`.
    Municipality,
    /// Region.
    Region,
    /// Tätort, småort or postort.
    Locality,
}

/// The compiled dictionary.
#[derive(Debug)]
pub struct Dictionary {
    identity: String,
    lexicon: Lexicon,
    bigrams: ngram::Table,
    trigrams: ngram::Table,
    confusions: Vec<Confusion>,
    spelling: Spelling,
}

impl Dictionary {
    /// The dictionary that is built into the program.
    ///
    /// # Errors
    /// If it was damaged in the build.
    pub fn embedded() -> Result<Self> {
        Self::open(Bytes::Static(EMBEDDED))
    }

    /// A dictionary from a file.
    ///
    /// # Errors
    /// If the file cannot be read, is no dictionary, is damaged, or has another format version.
    pub fn from_file(path: &Path) -> Result<Self> {
        let failed = |source| Error::Io {
            path: path.to_owned(),
            source,
            remedy: "name a file made by `cargo xtask dictionary`",
        };
        Self::from_bytes(std::fs::read(path).map_err(failed)?)
    }

    /// A dictionary from the bytes that [`compile`] gave.
    ///
    /// # Errors
    /// If they are no dictionary, are damaged, or have another format version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::open(Bytes::Shared(bytes.into()))
    }

    fn open(bytes: Bytes) -> Result<Self> {
        let container = Container::open(bytes)?;
        let version = container.section(SECTION_IDENTITY)?;
        Ok(Self {
            identity: format!("{} {:08x}", String::from_utf8_lossy(version.as_ref()), container.checksum()),
            lexicon: Lexicon::open(container.section(SECTION_LEXICON)?)?,
            bigrams: ngram::Table::open(container.section(SECTION_BIGRAMS)?)?,
            trigrams: ngram::Table::open(container.section(SECTION_TRIGRAMS)?)?,
            confusions: confusion::read(&container.section(SECTION_CONFUSIONS)?)?,
            spelling: Spelling::open(container.section(SECTION_SPELLING)?)?,
        })
    }

    /// This dictionary and a user's own words: they are words like any other, candidates of repair and parts of compounds; names
    /// among them (those with a capital) have their genitive with them. What is known already becomes as frequent as the list says,
    /// and no rarer. The identity tells the list apart from any other.
    ///
    /// # Errors
    /// If the lexicon cannot be built anew.
    pub fn with_words(self, words: &UserWords) -> Result<Self> {
        if words.is_empty() {
            return Ok(self);
        }
        let identity = format!("{} + {:08x}", self.identity, crc32fast::hash(words.to_string().as_bytes()));
        Ok(Self { identity, lexicon: self.lexicon.with(&words.taught())?, ..self })
    }

    /// Identity, as records carry it: the version of the program that compiled it, a checksum over all its content, and one over the
    /// user's words where there are any.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Number of forms, word pairs and word triples.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize, usize) {
        (self.lexicon.len(), self.bigrams.len(), self.trigrams.len())
    }

    /// What is known of a form; `lower` is in lower case.
    #[must_use]
    pub fn entry(&self, lower: &str) -> Option<Entry> {
        self.lexicon.get(lower).filter(|entry| entry.is_word())
    }

    /// Whether `word` is a known word form, in whatever case.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.entry(&lower(word)).is_some()
    }

    /// Whether `lower`, in lower case, is unknown or rarer than a user's word with this count.
    #[must_use]
    pub fn is_rarer(&self, lower: &str, count: u32) -> bool {
        self.entry(lower).is_none_or(|entry| entry.unigram() > words::cost(count))
    }

    /// About how many people in Sweden have this given name; 0 where it is not known as one.
    #[must_use]
    pub fn given_name_bearers(&self, name: &str) -> u32 {
        self.entry(&lower(name)).map_or(0, Entry::given_name_bearers)
    }

    /// About how many people in Sweden have this surname; 0 where it is not known as one.
    #[must_use]
    pub fn surname_bearers(&self, name: &str) -> u32 {
        self.entry(&lower(name)).map_or(0, Entry::surname_bearers)
    }

    /// What place has this name (one word or several: `Upplands Väsby`), in whatever case.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<PlaceKind> {
        match self.entry(&lower(name))?.place() {
            1 => Some(PlaceKind::Municipality),
            2 => Some(PlaceKind::Region),
            3 => Some(PlaceKind::Locality),
            _ => None,
        }
    }

    /// The confusion table.
    #[must_use]
    pub fn confusions(&self) -> &[Confusion] {
        &self.confusions
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What is known of a pair, by its key.
    pub(crate) fn bigram(&self, key: u64) -> Option<Found> {
        self.bigrams.get(key)
    }

    /// What is known of a triple, by its key.
    pub(crate) fn trigram(&self, key: u64) -> Option<Found> {
        self.trigrams.get(key)
    }

    /// The cost of an unknown word's letters, as a word and as a name; `lower` is in lower case.
    pub(crate) fn spelling_costs(&self, lower: &str) -> [Cost; 2] {
        [false, true].map(|name| self.spelling.cost(lower, name))
    }

    /// What a letter of an unknown word costs after those before it, and the context behind it.
    pub(crate) fn letter_cost(&self, context: LetterContext, letter: char) -> (Cost, LetterContext) {
        self.spelling.letter(context, letter)
    }

    /// What the end of an unknown word costs.
    pub(crate) fn letters_end(&self, context: LetterContext) -> Cost {
        self.spelling.end(context)
    }
}
