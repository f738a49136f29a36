//! Scanned or OCR'd Swedish meeting protocols to repaired text and JSON.
//!
//! A protocol comes in as text or as page images; out comes a [`Record`]: the meeting, who attended, each item with its
//! yrkanden, votes, decisions and reservations, justering and anslag, beside the repaired text, every change made to it, and for every
//! value the place that it was taken from.
//!
//! ```
//! use justera::{Converter, Dictionary};
//!
//! let dictionary = Dictionary::embedded()?;
//! let converter = Converter::new(&dictionary);
//!
//! // Repair a string, a line for a line.
//! let repaired = converter.repair_text("Protokollet justeras den 4 mars.");
//! println!("{}, {} changes", repaired.text.as_str(), repaired.corrections.len());
//!
//! // Convert a document and read the record.
//! let record = converter.convert_text("Kommunstyrelsen\nSammanträdesdatum 2024-03-04\n");
//! assert!(record.text.starts_with("Kommunstyrelsen"));
//! for (pointer, evidence) in &record.evidence {
//!     println!("{pointer}: page {}, characters {:?}", evidence.page, evidence.span);
//! }
//! for finding in &record.diagnostics {
//!     println!("{}: {}", finding.code, finding.message);
//! }
//! # Ok::<(), justera::Error>(())
//! ```
//!
//! # The names to know
//!
//! - [`Dictionary`]: what the program knows of Swedish; one is built in, a user's own words are added ([`Dictionary::with_words`]).
//! - [`Document`]: pages, lines and words as they were read; [`input`] makes it from the bytes of a file.
//! - [`Converter`]: document to record; one serves all threads. [`Origin`] tells it where a document came from.
//! - [`Record`]: the result, in the shape of `schema/protocol.schema.json`; [`export`] writes it.
//! - [`Repairer`] and [`RepairedText`]: the repair of characters alone.
//! - [`Diagnostic`]: what a person should look at. [`Error`] and [`Result`]: what stopped the work.
//!
//! # What to expect
//!
//! - Repairing and reading the structure cannot fail: what is not found is left out, and what looks wrong is a diagnostic.
//! - Where a repair is doubtful the text stays as it was, and the other readings are told.
//! - Nothing is filled in from general knowledge: a value stands in the text, is the normal form of what stands there, or follows
//!   from it, and its [evidence](record::Evidence) says which.
//! - The library never prints and never reaches for the network.
//!
//! # Features
//!
//! `ocr` reads page images through the system's Tesseract; `cli` is the program. Both are on by default; without them the
//! library needs no C library.
#![deny(unsafe_code)]

#[cfg(feature = "cli")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod dictionary;
pub mod error;
pub mod export;
pub mod geometry;
pub mod input;
pub mod layout;
pub mod ocr;
pub mod page;
pub mod pipeline;
pub mod protocol;
pub mod record;
pub mod repair;
pub mod score;
pub mod span;

pub use diagnostic::Diagnostic;
pub use dictionary::Dictionary;
pub use error::{Error, Result};
pub use page::Document;
pub use pipeline::{Converter, Origin};
pub use record::Record;
pub use repair::{RepairedText, Repairer};

/// The example in README.md, held to compile and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
