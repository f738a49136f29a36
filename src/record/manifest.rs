//! The manifest of a run over many documents: one JSON line a document, with what a later run needs to trust its files.

use super::Record;
use super::build::decimals;
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name in the output directory: the path of its outputs below it, without extension. No two documents share one.
    pub document: String,
    /// The input as it was given.
    pub input: String,
    /// Whether it was converted.
    pub status: State,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Bytes of the input; 0 where it could not be read.
    pub size: u64,
    /// SHA-256 of the input's bytes, in hexadecimal; null where it could not be read.
    pub sha256: Option<String>,
    /// What it was converted with: program, shape of the record, options that change what comes out.
    pub settings: String,
    /// Identity of the compiled dictionary, and of the user's own words where there are some.
    pub dictionary: String,
    /// Name and version of the OCR engine, where pages were read by it.
    pub ocr: Option<String>,
    /// SHA-256 of the hand corrections for this document; null where there were none.
    pub corrections: Option<String>,
    /// Its files, whole when this line was written.
    pub outputs: Vec<Output>,
    /// Pages, empty ones too.
    pub pages: u32,
    /// Words of the repaired text, of all its protocols.
    pub words: u64,
    /// Changes made to the text that came in.
    pub changes: u64,
    /// Doubtful changes, not made.
    pub doubtful: u64,
    /// Expected number of wrong words among those that repair weighed.
    pub expected_wrong: f64,
    /// Findings by their code.
    pub diagnostics: BTreeMap<String, u64>,
    /// Time that it took, in seconds.
    pub seconds: f64,
}

/// Whether a document was converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was, and its files are whole.
    Done,
    /// It was not.
    Failed,
}

/// What there is in a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    /// Words of the repaired text.
    pub words: u64,
    /// Changes made to the text that came in.
    pub changes: u64,
    /// Doubtful changes, not made.
    pub doubtful: u64,
    /// Expected number of wrong words among those that repair weighed.
    pub expected_wrong: f64,
}

impl Counts {
    /// Counts.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let applied = record.corrections.iter().filter(|change| change.applied).count();
        Self {
            words: record.text.split_whitespace().count() as u64,
            changes: applied as u64,
            doubtful: (record.corrections.len() - applied) as u64,
            expected_wrong: decimals(record.expected_wrong_words()),
        }
    }
}

/// Why a document was not converted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// The file, and what is wrong with it; holds no text of the document.
    pub reason: String,
    /// What to do.
    pub remedy: String,
    /// What a fault inside the program said of itself, which may hold text of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its path below the output directory, parts joined by `/`.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Which protocol of a file that holds several it is of, counted from 1; of the others nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<usize>,
}

/// The name of a record: the document's own, or, of one of several protocols in it, that with the number of the protocol.
#[must_use]
pub fn record_name(document: &str, protocol: Option<usize>) -> String {
    protocol.map_or_else(|| document.to_owned(), |number| format!("{document}.protocol-{number}"))
}

/// A document that a run was asked for, here or on another machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Its name in the manifest.
    pub document: String,
    /// The input as it was given.
    pub input: String,
    /// The share that it falls to, counted from 1; null where the run takes all.
    pub shard: Option<u32>,
}

impl Entry {
    /// The entry of a document of which nothing is known yet but its names.
    #[must_use]
    pub fn new(document: String, input: String, settings: String, dictionary: String) -> Self {
        Self {
            document,
            input,
            status: State::Failed,
            failure: None,
            size: 0,
            sha256: None,
            settings,
            dictionary,
            ocr: None,
            corrections: None,
            outputs: Vec::new(),
            pages: 0,
            words: 0,
            changes: 0,
            doubtful: 0,
            expected_wrong: 0.0,
            diagnostics: BTreeMap::new(),
            seconds: 0.0,
        }
    }

    /// Whether the document was converted.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.status == State::Done
    }

    /// Takes over what the records of the document say of themselves.
    pub fn count<'r>(&mut self, records: impl IntoIterator<Item = &'r Record>) {
        let mut wrong = 0.0;
        for record in records {
            let counts = Counts::of(record);
            self.pages = record.source.pages;
            self.words += counts.words;
            self.changes += counts.changes;
            self.doubtful += counts.doubtful;
            wrong += record.expected_wrong_words();
            for finding in &record.diagnostics {
                *self.diagnostics.entry(finding.code.clone()).or_default() += 1;
            }
        }
        self.expected_wrong = decimals(wrong);
    }

    /// Its records: the name of each, and the file that holds it.
    pub fn records(&self) -> impl Iterator<Item = (String, &Output)> {
        let files = self.outputs.iter().filter(|output| output.path.ends_with(".json"));
        files.map(|output| (record_name(&self.document, output.protocol), output))
    }

    /// Notes how long the work took, to the millisecond.
    pub fn took(&mut self, time: std::time::Duration) {
        self.seconds = (time.as_secs_f64() * 1000.0).round() / 1000.0;
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let (reason, remedy) = match error {
            Error::Io { path, source, remedy } => {
                (format!("{}: {source}", path.display()), (*remedy).to_owned())
            }
            Error::Input { path, reason, remedy } => {
                (format!("{}: {reason}", path.display()), remedy.clone())
            }
            Error::Dictionary { reason, remedy } => (format!("dictionary: {reason}"), remedy.clone()),
            Error::Ocr { reason, remedy } => (format!("OCR: {reason}"), remedy.clone()),
            Error::Settings(what) => (what.clone(), "change the setting".to_owned()),
        };
        Self { reason, remedy, detail: None }
    }
}
