//! JSON, indented, one line break at the end.

use crate::record::report::Report;
use crate::record::{self, Record};
use serde::Serialize;

/// The record as JSON for people and programs.
#[must_use]
pub fn write(record: &Record) -> String {
    indented(record)
}

/// The JSON Schema of records, as `schema/protocol.schema.json` holds it.
#[must_use]
pub fn schema() -> String {
    indented(&record::schema())
}

/// The report of a run.
#[must_use]
pub fn report(report: &Report) -> String {
    indented(report)
}

fn indented(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value)
        .expect("records and schemas have string keys and finite numbers, so they can be written as JSON");
    out.push('\n');
    out
}
