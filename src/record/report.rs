//! The report of a run over many documents: what was done, how good it is, what a person should look at first.

use super::{Alternative, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

/// The report of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Sums over all documents.
    pub totals: Totals,
    /// What a person should look at first, the most pressing first.
    pub look_first: Vec<Look>,
    /// Documents that failed.
    pub failures: Vec<FailedDocument>,
    /// Changes by kind of damage.
    pub kinds: BTreeMap<String, Changes>,
    /// Changes by their confidence, in tenths from 0 to 1.
    pub confidence: [Changes; 10],
    /// Findings by code.
    pub diagnostics: BTreeMap<String, Findings>,
    /// Doubtful repairs that were not made, the likeliest first; the first of them where there are very many.
    pub doubtful: Vec<Doubt>,
    /// The documents that took longest.
    pub slowest: Vec<Slow>,
    /// Every document that was converted, in the order of their names; each protocol of one that holds several.
    pub documents: Vec<Quality>,
}

/// Sums over all documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Totals {
    /// Documents, those that failed too.
    pub documents: u64,
    /// Protocols in those that were converted: some hold several.
    pub protocols: u64,
    /// Those that were converted.
    pub converted: u64,
    /// Those that failed.
    pub failed: u64,
    /// Pages.
    pub pages: u64,
    /// Words.
    pub words: u64,
    /// Changes made.
    pub changes: u64,
    /// Doubtful changes, not made.
    pub doubtful: u64,
    /// Expected number of wrong words among those that repair weighed.
    pub expected_wrong: f64,
    /// Time over all documents, in seconds.
    pub seconds: f64,
}

/// How good a document is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quality {
    /// Its name in the manifest.
    pub document: String,
    /// SHA-256 of its input, as hand corrections name it.
    pub sha256: String,
    /// Pages; of one of several protocols in a file those that it stands on.
    pub pages: u32,
    /// Words.
    pub words: u64,
    /// Changes made.
    pub changes: u64,
    /// Doubtful changes, not made.
    pub doubtful: u64,
    /// Expected number of wrong words among those that repair weighed.
    pub expected_wrong: f64,
    /// The same for each word, 0..=1.
    pub expected_wrong_share: f64,
    /// Findings of severity error.
    pub errors: u64,
    /// Time that it took, in seconds.
    pub seconds: f64,
}

/// A document to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Look {
    /// Its name in the manifest.
    pub document: String,
    /// Why.
    pub why: String,
}

/// A document that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedDocument {
    /// Its name in the manifest.
    pub document: String,
    /// The input as it was given.
    pub input: String,
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

/// Numbers of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Made.
    pub made: u64,
    /// Doubtful, not made.
    pub doubtful: u64,
}

/// Findings with one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// The gravest of them.
    pub severity: Severity,
    /// How many there are.
    pub findings: u64,
    /// In how many documents.
    pub documents: u64,
}

/// A doubtful repair that was not made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Doubt {
    /// Name of the document in the manifest.
    pub document: String,
    /// SHA-256 of its input, as hand corrections name it.
    pub sha256: String,
    /// Which protocol of a file that holds several, as hand corrections name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<usize>,
    /// Page, counted from 1.
    pub page: u32,
    /// Line of the text, counted from 1.
    pub line: u64,
    /// What stands there.
    pub original: String,
    /// What it may be.
    pub corrected: String,
    /// Probability of that, 0..=1.
    pub confidence: f64,
    /// Other readings, best first.
    pub alternatives: Vec<Alternative>,
}

/// How long a document took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slow {
    /// Its name in the manifest.
    pub document: String,
    /// Pages.
    pub pages: u32,
    /// Time that it took, in seconds.
    pub seconds: f64,
}
