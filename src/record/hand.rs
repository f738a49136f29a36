//! Hand corrections as they are handed over: a JSON object a line.

use crate::repair::hand::{HandCorrection, HandPlace};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A correction made by a person: either `line` or `span` says where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandLine {
    /// SHA-256 of the document's input, in hexadecimal, as its record's `source.sha256` has it.
    pub document: String,
    /// Which protocol of a file that holds several, counted from 1: `line` and `span` are those of its own text then, as its record has
    /// it; else of the whole file's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<usize>,
    /// Line of the text, counted from 1; it must hold `original` once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// `[start, end)` in the record's `text`, in Unicode scalar values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<[usize; 2]>,
    /// What stands there: in the repaired text, or in the input.
    pub original: String,
    /// What it should read; no line breaks.
    pub corrected: String,
}

impl HandLine {
    /// The correction, as repair takes it.
    ///
    /// # Errors
    /// What is wrong with it, for people.
    pub fn correction(&self) -> Result<HandCorrection, &'static str> {
        let place = match (self.line, self.span) {
            (Some(line), None) => HandPlace::Line(line),
            (None, Some([start, end])) if start < end => HandPlace::Span(Span::new(start, end)),
            (None, Some(_)) => return Err("a span ends behind its start"),
            _ => return Err("either `line` or `span` says where it is to be made"),
        };
        if self.original.is_empty() {
            return Err("`original` is empty; name the words that are to be replaced");
        }
        if self.corrected.contains(['\n', '\r', '\u{c}']) || self.original.contains(['\n', '\r', '\u{c}']) {
            return Err("a correction stays within its line; make one for each line");
        }
        if self.protocol == Some(0) {
            return Err("`protocol` counts from 1");
        }
        Ok(HandCorrection {
            protocol: self.protocol,
            place,
            original: self.original.clone(),
            corrected: self.corrected.clone(),
        })
    }
}
