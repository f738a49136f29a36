//! Readable text: the repaired text, a line for a line, pages parted by form feeds.

use crate::record::Record;

/// The repaired text, with one line break at the end where there is any text.
#[must_use]
pub fn write(record: &Record) -> String {
    let mut out = record.text.clone();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}
