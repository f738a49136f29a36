//! The compiled dictionary: lexicon, names, places, n-grams, confusions.

use crate::error::Result;

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
pub struct Dictionary {}

impl Dictionary {
    /// The dictionary that is built into the program.
    ///
    /// # Errors
    /// If it was damaged in the build.
    pub fn embedded() -> Result<Self> {
        Ok(Self {})
    }

    /// Identity: version and checksum, as records carry it.
    #[must_use]
    pub fn identity(&self) -> String {
        String::new()
    }

    /// Whether `word` is a known word form, in whatever case.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        let _ = word;
        false
    }

    /// About how many people in Sweden have this given name; 0 where it is not known as one.
    #[must_use]
    pub fn given_name_bearers(&self, name: &str) -> u32 {
        let _ = name;
        0
    }

    /// About how many people in Sweden have this surname; 0 where it is not known as one.
    #[must_use]
    pub fn surname_bearers(&self, name: &str) -> u32 {
        let _ = name;
        0
    }

    /// What place has this name (one word or several: `Upplands Väsby`), in whatever case.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<PlaceKind> {
        let _ = name;
        None
    }
}
