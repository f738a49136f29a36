//! The corpora in ../shared/corpora: reading, and cutting into sentences of model words.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use justera::dictionary::token;

/// One text of the corpora and how much it weighs.
pub(crate) struct Text {
    /// File below the corpora's folder.
    pub(crate) file: &'static str,
    /// How often each of its sentences counts.
    pub(crate) weight: u32,
}

/// What the model is trained from. The council minutes stand in the first file too: their weight here comes on top.
pub(crate) const TEXTS: [Text; 3] = [
    Text { file: "text/administrative-swedish.txt.zst", weight: 1 },
    Text { file: "text/council-minutes-2023-2025.txt.zst", weight: 2 },
    Text { file: "text/statutes-before-1970.txt.zst", weight: 1 },
];

/// One of so many paragraphs is kept apart.
const KEPT_APART: u64 = 40;

/// Whether a paragraph is kept apart: the language model and the confusions never see it, so that pages set from it show what unseen text will give.
/// A hash decides, so that a paragraph that stands in two corpora is kept apart in both.
pub(crate) fn is_kept_apart(paragraph: &str) -> bool {
    xxhash_rust::xxh3::xxh3_64(paragraph.trim().as_bytes()).is_multiple_of(KEPT_APART)
}

/// A word of a running text.
pub(crate) struct Word {
    /// As n-grams know it.
    pub(crate) model: String,
    /// As written, without the punctuation around it.
    pub(crate) written: String,
    /// Whether it stands first in its sentence.
    pub(crate) first: bool,
}

/// Calls `each` with every line of a compressed file.
pub(crate) fn lines(path: &Path, mut each: impl FnMut(&str)) -> Result<(), String> {
    let name = path.display();
    let file =
        File::open(path).map_err(|error| format!("{name}: {error}; the corpora are needed for this task"))?;
    let decoder = zstd::Decoder::new(file).map_err(|error| format!("{name}: {error}"))?;
    for line in BufReader::with_capacity(1 << 20, decoder).lines() {
        each(&line.map_err(|error| format!("{name}: {error}"))?);
    }
    Ok(())
}

/// Cuts a paragraph into sentences.
pub(crate) fn sentences(paragraph: &str) -> Vec<Vec<Word>> {
    let mut all = Vec::new();
    let mut sentence: Vec<Word> = Vec::new();
    for written in paragraph.split_whitespace() {
        let parts = token::strip(written);
        if let Some(model) = token::model_word(parts.core) {
            let first = sentence.is_empty();
            sentence.push(Word { model: model.into_owned(), written: parts.core.to_owned(), first });
        }
        if token::ends_sentence(parts.after) && !sentence.is_empty() {
            all.push(std::mem::take(&mut sentence));
        }
    }
    if !sentence.is_empty() {
        all.push(sentence);
    }
    all
}
