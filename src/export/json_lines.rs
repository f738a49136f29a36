//! JSON lines: one object a line.

use serde::Serialize;

/// The rows as JSON, each on a line of its own.
///
/// # Panics
/// If a row cannot be written as JSON; the types of [`crate::record`] always can.
#[must_use]
pub fn write<T: Serialize>(rows: &[T]) -> String {
    let mut out = String::new();
    for row in rows {
        out.push_str(
            &serde_json::to_string(row).expect("rows are records' types: string keys, finite numbers"),
        );
        out.push('\n');
    }
    out
}
