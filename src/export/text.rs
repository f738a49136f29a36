//! Readable text: the repaired text, a line for a line, pages parted by form feeds.

use crate::record::Record;

/// The repaired text, with one line break at the end where there is any text.
#[must_use]
pub fn write(record: &Record) -> String {
    finished(record.text.clone())
}

/// `text` with a line break at the end where there is any text.
#[must_use]
pub fn finished(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
