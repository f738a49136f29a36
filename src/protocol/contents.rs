//! Contents lists: found before the first item, set aside, and checked against the items.

use super::heading::{Candidate, Key};
use super::lines::Lines;
use super::zones::ItemZone;
use crate::diagnostic::Diagnostic;
use regex::Regex;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Entries that make a list.
const FEWEST: usize = 3;

/// A contents list.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Its lines.
    pub(super) lines: FxHashSet<usize>,
    /// Number as printed and page of its entries.
    entries: Vec<(String, u32)>,
}

/// Finds the contents list before the line `first`: a run of numbers with hardly anything between them.
pub(super) fn find(lines: &Lines<'_>, candidates: &[Candidate], first: usize) -> Contents {
    let before: Vec<&Candidate> = candidates.iter().filter(|found| found.line < first).collect();
    let mut best: &[&Candidate] = &[];
    let mut start = 0;
    for at in 0..before.len() {
        let broken = at > start && !follows(lines, before[at - 1], before[at]);
        if broken {
            start = at;
        }
        if at + 1 - start > best.len() {
            best = &before[start..=at];
        }
    }
    if best.len() < FEWEST || names_people(lines, best) {
        return Contents::default();
    }
    let (from, to) = (best[0].line, best[best.len() - 1].line);
    // An entry's title may begin above its number and end below it.
    let belongs = |index: &usize, page: u32| {
        let line = lines.get(*index);
        !line.is_blank() && !line.furniture && line.page == page
    };
    let (first_page, last_page) = (lines.get(from).page, lines.get(to).page);
    let from = (0..from).rev().take_while(|index| belongs(index, first_page)).last().unwrap_or(from);
    let to = (to + 1..first).take_while(|index| belongs(index, last_page)).last().unwrap_or(to);
    let entries = best
        .iter()
        .map(|found| {
            let line = lines.get(found.line);
            (line.text[found.number.clone()].to_owned(), line.page)
        })
        .collect();
    Contents { lines: (from..=to).collect(), entries }
}

/// Whether most entries are names, `1. Vera Ek (S)`: a numbered list of those present.
fn names_people(lines: &Lines<'_>, entries: &[&Candidate]) -> bool {
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:\p{Lu}[\p{L}.-]*\s){1,3}(?:\([^()]{1,6}\)|\p{Lu}[\p{L}-]+\s*(?:$|,))")
            .expect("the pattern is valid")
    });
    let named = |entry: &&&Candidate| {
        lines.get(entry.line).text.get(entry.rest..).is_some_and(|rest| PERSON.is_match(rest))
    };
    3 * entries.iter().filter(named).count() > 2 * entries.len()
}

/// Whether an entry may follow another: a higher number, at most four lines between.
fn follows(lines: &Lines<'_>, last: &Candidate, next: &Candidate) -> bool {
    let rises = next.key > last.key || is_nested(&last.key, &next.key);
    let between = (last.line + 1..next.line)
        .take(40)
        .filter(|&line| !lines.get(line).is_blank() && !lines.get(line).furniture)
        .count();
    last.form == next.form && rises && between <= 4
}

fn is_nested(parent: &Key, child: &Key) -> bool {
    child.len() > parent.len() && child.starts_with(parent)
}

impl Contents {
    /// A finding for every entry that no item answers.
    pub(super) fn missing(&self, items: &[ItemZone]) -> Vec<Diagnostic> {
        let numbers: FxHashSet<&str> =
            items.iter().filter_map(|item| Some(item.number.as_ref()?.value.as_str())).collect();
        self.entries
            .iter()
            .filter(|(number, _)| !numbers.contains(number.as_str()))
            .map(|(number, page)| {
                let message = format!("the contents list names item {number}, which was not found");
                Diagnostic::warning("item-missing", Some(*page), message)
            })
            .collect()
    }
}
