//! What the crosses of a table say about the people in its rows.

use super::beside::Listed;
use super::entries::Entry;
use crate::diagnostic::Diagnostic;
use crate::protocol::label::List;
use crate::protocol::mark_columns::{Mark, Marks};
use crate::protocol::model::{Presence, Role, Value};

/// Gives each person of a list at `column` what the cross of the row says; takes those out whose presence it leaves open, and tells of them.
pub(super) fn apply(listed: &mut Listed, column: usize, marks: &Marks) -> Option<Diagnostic> {
    let Listed { list, entries, .. } = listed;
    let lines: Vec<usize> = entries.iter().map(|entry| entry.line).collect();
    let mut open = Vec::new();
    for (at, entry) in entries.iter_mut().enumerate() {
        let next = lines[at + 1..].iter().copied().find(|&line| line > entry.line);
        let Some(mark) = marks.of(entry.line..next.unwrap_or(usize::MAX), column) else { continue };
        if entry.status_said {
            continue;
        }
        if mark == Mark::Untold {
            open.push(at);
        } else {
            say(entry, *list, mark);
        }
    }
    let names: Vec<&str> = open.iter().map(|&at| entries[at].row.name.value.as_str()).collect();
    let told = (!names.is_empty()).then(|| {
        let message = format!(
            "the text does not tell under which head the crosses of these people stand; they are left out: {}",
            names.join(", ")
        );
        Diagnostic::warning("cross-untold", None, message)
    });
    for at in open.into_iter().rev() {
        entries.remove(at);
    }
    told
}

fn say(entry: &mut Entry, list: List, mark: Mark) {
    match mark {
        Mark::Absent | Mark::Excused => {
            entry.row.status = if mark == Mark::Absent { Presence::Absent } else { Presence::Excused };
            entry.status_said = true;
        }
        Mark::Present | Mark::Member => entry.ticked = true,
        Mark::Serving => {
            entry.substitutes |=
                matches!(list, List::Substitutes | List::NonServing) || has(entry, Role::Substitute);
        }
        Mark::Substitute | Mark::NonServing => {
            entry.idle |= mark == Mark::NonServing;
            if !has(entry, Role::Substitute) {
                entry.row.roles.push(Value::inferred(Role::Substitute, entry.row.name.span));
            }
        }
        Mark::Untold => {}
    }
}

fn has(entry: &Entry, role: Role) -> bool {
    entry.row.roles.iter().any(|found| found.value == role)
}
