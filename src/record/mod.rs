//! The published record: the only types that are written as JSON, in the shape of `schema/protocol.schema.json`.
//!
//! What each field holds in doubtful cases is told in `schema/README.md`.

mod build;
mod evidence;
mod hand;
mod item;
mod manifest;
mod meeting;
mod quality;
pub mod report;
mod schema;
#[cfg(test)]
mod tests;

pub use evidence::{Evidence, How};
pub use hand::HandLine;
pub use item::{
    Action, Ballot, Choice, Clause, Decision, Item, Outcome, Presenter, Proposal, Reservation, Statement,
    StatementKind, Vote,
};
pub use manifest::{Counts, Entry, Failure, Output, Planned, State, record_name};
pub use meeting::{Adjournment, Approval, Attendee, Meeting, Member, Notice, Role, Status};
pub use schema::schema;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the record's shape.
pub const SCHEMA_VERSION: &str = "1.0";

/// One meeting protocol. Values are spans of the repaired text, normalisations of a span, or null: nothing is invented.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Protocol")]
pub struct Record {
    /// Version of this shape.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: String,
    /// What made the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Generator")]
    pub generator: Option<Generator>,
    /// What the record was made from.
    pub source: Source,
    /// The meeting, as the head of the protocol tells.
    pub meeting: Meeting,
    /// One row for a person in one capacity, in printed order.
    pub attendance: Vec<Attendee>,
    /// Items in printed order; a table of contents gives none.
    pub items: Vec<Item>,
    /// Justering; null where nothing of it is printed.
    pub approval: Option<Approval>,
    /// Anslag, bevis; null where there is none.
    pub notice: Option<Notice>,
    /// The repaired text, pages parted by form feeds.
    pub text: String,
    /// Every change made to the text that came in, and every doubtful one not made, in order of place.
    pub corrections: Vec<Correction>,
    /// JSON Pointer of a value above -> where it stands, in the order of the record.
    pub evidence: IndexMap<String, Evidence>,
    /// What a person should look at.
    pub diagnostics: Vec<Diagnostic>,
}

impl Record {
    /// Page on which its text begins: of one of several protocols of a file the finding that tells so says it.
    #[must_use]
    pub fn first_page(&self) -> u32 {
        let told = self.diagnostics.iter().find(|finding| finding.code == "several-protocols");
        told.and_then(|finding| finding.page).unwrap_or(1)
    }
}

/// What made a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    /// Name of the program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Identity of the compiled dictionary, and of the user's own words where there are some.
    pub dictionary: String,
}

/// What a record was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name of the input as it was given; `-` for standard input.
    pub file: String,
    /// SHA-256 of the input's bytes, in hexadecimal.
    pub sha256: String,
    /// `text`, `image`, `pdf`, `hocr`, `alto`, `page-xml`.
    pub format: String,
    /// Number of pages, empty ones too.
    pub pages: u32,
    /// How its words were read from images, where that is known; null for texts.
    pub ocr: Option<Ocr>,
}

/// How the words of an image were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ocr {
    /// Name and version of the engine.
    pub engine: String,
    /// Language models, in the order of the readings; none where the input does not say.
    pub languages: Vec<String>,
    /// Mean of the word confidences, 0..=1.
    pub mean_confidence: f64,
}

/// A change made to the text that came in, or a doubtful one not made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Page, counted from 1.
    pub page: u32,
    /// `[start, end)` in `text`, in Unicode scalar values: of the new reading where it was applied, of the old one where not.
    pub span: [usize; 2],
    /// What the input has.
    pub original: String,
    /// What it should read.
    pub corrected: String,
    /// Probability that `corrected` is right, 0..=1.
    pub confidence: f64,
    /// false: doubtful, the text was left as it was.
    pub applied: bool,
    /// Kind of damage: `diacritic`, `confusion`, `join`, `split`, `case`, `bullet`, `paragraph_sign`, `sign`; `hand` where a person
    /// mended it.
    pub kind: String,
    /// Other readings, best first.
    pub alternatives: Vec<Alternative>,
}

/// Another reading of a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// The reading.
    pub text: String,
    /// Its probability, 0..=1.
    pub confidence: f64,
}

/// A finding that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// Stable name for programs.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Page, counted from 1; null for the whole document.
    pub page: Option<u32>,
    /// One sentence for people.
    pub message: String,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something may be wrong.
    Warning,
    /// Something is missing or wrong.
    Error,
}
