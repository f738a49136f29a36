//! The option of a user's own words, and the dictionary that it makes.

use crate::dictionary::{Dictionary, UserWords};
use crate::error::Result;
use crate::pipeline::Converter;
use clap::Args;
use std::path::PathBuf;

/// Words of the user's own.
#[derive(Debug, Args)]
pub(super) struct WordsArguments {
    /// Add the words in FILE to the dictionary, one a line, with a count (of ten million words) behind a tab where it is known;
    /// `justera dictionary build` makes such a list. May be given several times.
    #[arg(long, value_name = "FILE")]
    words: Vec<PathBuf>,
}

impl WordsArguments {
    /// The converter for the whole run.
    ///
    /// # Errors
    /// If a list cannot be read or is malformed, or the built-in dictionary is damaged.
    pub(super) fn converter(&self) -> Result<&'static Converter<'static>> {
        if self.words.is_empty() {
            return Converter::shared();
        }
        let mut all = UserWords::default();
        for file in &self.words {
            UserWords::from_file(file)?.iter().for_each(|(word, count)| all.add(word, count));
        }
        // One for the process, like the shared one: a thread that a run left to itself may use it to the end.
        let dictionary = Box::leak(Box::new(Dictionary::embedded()?.with_words(&all)?));
        Ok(Box::leak(Box::new(Converter::new(dictionary))))
    }
}
