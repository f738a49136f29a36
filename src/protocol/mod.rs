//! The protocol's structure: repaired lines in, meeting, attendance, items, justering and anslag out.

mod attendance;
mod ballots;
mod blocks;
mod cells;
mod contents;
mod date;
mod decision;
mod dissent;
mod fields;
mod heading;
mod item;
mod items;
mod joined;
mod label;
mod lex;
mod lines;
mod masthead;
mod members;
pub mod model;
mod names;
mod narrative;
mod number_words;
mod numbering;
mod organ;
mod outcome;
mod papers;
mod paragraphs;
mod party;
mod passage;
mod phrases;
mod place;
mod presenters;
mod proposal;
mod prose;
mod role;
mod section;
mod sentence;
mod tables;
mod time;
mod title;
mod vote;
mod zones;
#[cfg(test)]
mod testing;

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::repair::RepairedText;
use lines::Lines;
use model::Protocol;

/// Takes the structure out of a repaired text. Never fails: what is not found is left out, and what looks wrong is said.
#[must_use]
pub fn read(text: &RepairedText, dictionary: &Dictionary) -> (Protocol, Vec<Diagnostic>) {
    let lines = Lines::new(text);
    let (zones, mut diagnostics) = zones::find(&lines);
    let items = items::read(&lines, &zones.items, dictionary, &mut diagnostics);
    (Protocol { items, ..Protocol::default() }, diagnostics)
}
