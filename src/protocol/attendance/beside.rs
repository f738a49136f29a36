//! Tables in which one column says something about the other: substitutes beside those whose places they take, places over
//! the rows of both.

use super::entries::{self, Entry};
use super::said::replaces_at;
use super::units;
use crate::dictionary::Dictionary;
use crate::protocol::cells::Cell;
use crate::protocol::fields::Field;
use crate::protocol::label::List;
use crate::protocol::lex::{stated, tokens};
use crate::protocol::model::{Presence, Text};
use crate::protocol::names::person_at;
use crate::protocol::organ::organization_in;
use crate::protocol::paragraphs::ranges_at;
use rustc_hash::FxHashMap;

/// How far a cell may stand from the head of its column.
const SHIFT: usize = 3;

/// A list with what was read of it.
pub(super) struct Listed {
    /// The line of its heading.
    head: usize,
    /// What its heading says.
    pub(super) list: List,
    /// Lines on which a dash stands in its column.
    dashes: Vec<usize>,
    /// Places over its rows, each with its line.
    places: Vec<(usize, Text)>,
    /// The people.
    pub(super) entries: Vec<Entry>,
}

/// Reads the list that a field holds.
pub(super) fn read(field: &Field<'_>, list: List, dictionary: &Dictionary) -> Listed {
    let mut cells = field.cells.clone();
    let replaced = take_replaced(&mut cells);
    let places = take_places(&mut cells);
    let dashes =
        cells.iter().filter(|cell| matches!(cell.text, "-" | "–" | "—")).map(|cell| cell.line).collect();
    let mut entries = entries::read(&units::units(&cells), dictionary);
    for cell in replaced {
        serve(&mut entries, &cell, dictionary);
    }
    Listed { head: field.line, list, dashes, places, entries }
}

/// Joins what lists side by side say about each other.
pub(super) fn join(lists: &mut [Listed]) {
    for at in 1..lists.len() {
        let (before, after) = lists.split_at_mut(at);
        let (Some(members), Some(others)) = (before.last_mut(), after.first_mut()) else { continue };
        if members.head != others.head {
            continue;
        }
        give_places(members, others);
        if matches!(members.list, List::Board | List::Members | List::Present) && is_by_row(members, others) {
            replace(members, others);
        }
    }
    for listed in lists {
        let places = std::mem::take(&mut listed.places);
        place(&places, &mut listed.entries);
    }
}

/// Takes the cells under a head such as `Ersätter` or `Tjänstgör för`: they name those whose places were taken.
fn take_replaced<'t>(cells: &mut Vec<Cell<'t>>) -> Vec<Cell<'t>> {
    let is_head = |cell: &Cell<'_>| {
        let tokens = tokens(cell.text, 0);
        cell.text.len() < 40 && replaces_at(&tokens, 0) == Some(tokens.len())
    };
    let Some(head) = cells.iter().position(is_head).filter(|&at| is_among_heads(cells, at)) else {
        return Vec::new();
    };
    let (column, line) = (cells[head].column, cells[head].line);
    let under = |cell: &Cell<'_>| cell.line > line && cell.column.abs_diff(column) <= SHIFT;
    let taken = cells.iter().copied().filter(under).collect();
    cells.retain(|cell| !under(cell) && cell.line != line);
    taken
}

/// Whether the cell at `at` stands over a column: at the beginning of the list, before any person.
fn is_among_heads(cells: &[Cell<'_>], at: usize) -> bool {
    const HEADS: usize = 4;
    at < HEADS && cells[..at].iter().all(|cell| cell.line == cells[at].line)
}

/// Takes places that stand alone on their lines over the rows, the first of them at the beginning: `Osby kommun`.
fn take_places(cells: &mut Vec<Cell<'_>>) -> Vec<(usize, Text)> {
    let place = |at: usize| {
        let cell = &cells[at];
        let tokens = tokens(cell.text.trim_end_matches(':'), cell.start);
        let alone = (at == 0 || cells[at - 1].line != cell.line)
            && cells.get(at + 1).is_some_and(|next| next.line != cell.line);
        let whole = alone && organization_in(&tokens) == Some(0..tokens.len());
        whole.then(|| stated(cell.text, &tokens)).flatten()
    };
    if cells.is_empty() || place(0).is_none() {
        return Vec::new();
    }
    let found: Vec<(usize, Text)> =
        (0..cells.len()).filter_map(|at| Some((cells[at].line, place(at)?))).collect();
    cells.retain(|cell| !found.iter().any(|(line, _)| *line == cell.line));
    found
}

/// Lets the person of the cell's line serve for whom the cell names.
fn serve(entries: &mut [Entry], cell: &Cell<'_>, dictionary: &Dictionary) {
    let tokens = tokens(cell.text, cell.start);
    let Some(entry) = entries.iter_mut().rfind(|entry| entry.line == cell.line) else { return };
    let Some((next, person)) = person_at(cell.text, &tokens, 0, dictionary) else { return };
    entry.substitutes = true;
    entry.row.serves_for = entry.row.serves_for.take().or(Some(person.name));
    let ranges = (next..tokens.len()).find_map(|at| ranges_at(&tokens, at));
    if let Some((_, ranges)) = ranges.filter(|_| entry.row.paragraphs.is_empty()) {
        entry.row.paragraphs = ranges;
    }
}

/// Places over the rows of the first column hold for the second too.
fn give_places(members: &Listed, others: &mut Listed) {
    if others.places.is_empty() {
        others.places.clone_from(&members.places);
    }
}

fn place(places: &[(usize, Text)], entries: &mut [Entry]) {
    for entry in entries {
        let over = places.iter().rfind(|(line, _)| *line < entry.line);
        if let (Some((_, place)), None) = (over, &entry.row.organization) {
            entry.row.organization = Some(place.clone());
        }
    }
}

/// Whether the second column names, row by row, who serves for the member beside: it leaves rows empty before it fills one.
/// Two lists that only stand side by side fill theirs from the top.
fn is_by_row(members: &Listed, others: &Listed) -> bool {
    let substitutes = matches!(others.list, List::Substitutes | List::ServingSubstitutes);
    let has = |line: usize| others.entries.iter().any(|entry| entry.line == line);
    let mut empty = false;
    substitutes
        && members.entries.len() > 1
        && others.entries.iter().all(|entry| members.entries.iter().any(|member| member.line == entry.line))
        && members.entries.iter().any(|member| {
            let filled = has(member.line);
            empty |= !filled;
            filled && empty
        })
}

/// Puts the substitutes into the places of the members beside them, who are absent, as are those beside a dash.
fn replace(members: &mut Listed, others: &mut Listed) {
    let mut by_line: FxHashMap<usize, &mut Entry> = FxHashMap::default();
    for member in &mut members.entries {
        by_line.insert(member.line, member);
    }
    for other in &mut others.entries {
        let Some(member) = by_line.get_mut(&other.line) else { continue };
        other.substitutes = true;
        other.row.serves_for = other.row.serves_for.take().or_else(|| Some(member.row.name.clone()));
        // Who left and was replaced had been there.
        if member.row.paragraphs.is_empty() && member.row.left.is_none() && !member.ticked {
            mark_absent(member);
        }
    }
    let dashed = 2 * others.dashes.len() < by_line.len();
    for line in others.dashes.iter().filter(|_| dashed) {
        if let Some(member) = by_line.get_mut(line) {
            mark_absent(member);
        }
    }
}

fn mark_absent(member: &mut Entry) {
    member.row.status = Presence::Absent;
    member.status_said = true;
}
