//! The file of hand corrections: JSON lines, by the hash of the document that each is for.

use crate::error::{Error, Result};
use crate::export;
use crate::pipeline::sha256;
use crate::record::{Entry, HandLine};
use crate::repair::hand::HandCorrection;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Hand corrections for a shelf.
#[derive(Debug, Clone, Default)]
pub struct Corrections(BTreeMap<String, OfDocument>);

/// Those for one document, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct OfDocument {
    pub(super) corrections: Vec<HandCorrection>,
    lines: Vec<HandLine>,
}

impl OfDocument {
    /// What changes when one of them does.
    pub(super) fn identity(&self) -> String {
        sha256(export::json_lines::write(&self.lines).as_bytes())
    }
}

impl Corrections {
    /// Reads the file.
    ///
    /// # Errors
    /// If it cannot be read, or a line of it is no correction.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
            remedy: "name a file of JSON lines with hand corrections",
        })?;
        let mut all = Self::default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |what: &str| {
                let form = "write {\"document\": SHA-256, \"line\": 12, \"original\": …, \"corrected\": …}";
                Error::Settings(format!("{}: line {number}: {what}; {form}", path.display()))
            };
            let line: HandLine = serde_json::from_str(line).map_err(|error| wrong(&error.to_string()))?;
            let correction = line.correction().map_err(wrong)?;
            let of_document = all.0.entry(line.document.to_lowercase()).or_default();
            of_document.corrections.push(correction);
            of_document.lines.push(line);
        }
        Ok(all)
    }

    /// Those for the document with this hash.
    pub(super) fn of(&self, sha256: &str) -> Option<&OfDocument> {
        self.0.get(sha256)
    }

    /// How many are for documents that are none of `entries`, and one of their hashes.
    pub(super) fn strangers(&self, entries: impl Iterator<Item = Entry>) -> Option<(usize, &str)> {
        let known = entries.filter_map(|entry| entry.sha256).filter(|hash| self.0.contains_key(hash));
        let known: BTreeSet<String> = known.collect();
        let strange = self.0.iter().filter(|(hash, _)| !known.contains(*hash));
        let (count, first) = strange.fold((0, None), |(count, first), (hash, of_document)| {
            (count + of_document.lines.len(), first.or(Some(hash.as_str())))
        });
        first.map(|first| (count, first))
    }
}
