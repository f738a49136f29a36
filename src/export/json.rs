//! JSON, indented, one line break at the end.

use crate::record::Record;

/// The record as JSON for people and programs.
#[must_use]
pub fn write(record: &Record) -> String {
    let mut out = serde_json::to_string_pretty(record)
        .expect("a record has string keys and finite numbers, so it can be written as JSON");
    out.push('\n');
    out
}
