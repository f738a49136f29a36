//! Vote lists: tables with a name on each line and a mark in the column of the vote.

use super::lex;
use super::lines::Line;
use super::model::{Ballot, Choice, Value, Vote};
use super::names;
use super::tables::fold;
use crate::dictionary::Dictionary;
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    choice: Choice,
    /// Middle of its heading, twice, in characters of the line.
    middle: usize,
}

/// The votes in the lines of a vote list, in printed order.
pub(super) fn read(lines: &[Line<'_>], dictionary: &Dictionary) -> Vec<Vote> {
    let mut votes: Vec<Vote> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for line in lines {
        if let Some(found) = heading(line) {
            columns = found;
            votes.push(Vote::default());
        } else if let Some(vote) = votes.last_mut() {
            if is_result(line.text) {
                result(line, &columns, vote);
            } else {
                vote.ballots.extend(ballot(line, &columns, dictionary));
            }
        }
    }
    votes.retain(|vote| !vote.ballots.is_empty());
    votes
}

/// The columns, where the line is the table's heading: at least Ja and Nej.
fn heading(line: &Line<'_>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    for cell in cells(line) {
        let choice = match fold(cell.text).as_str() {
            "ja" => Choice::Yes,
            "nej" => Choice::No,
            "avstar" | "avstod" | "avst" | "avstaende" | "blank" => Choice::Abstain,
            "franvarande" | "frv" | "franv" => Choice::Absent,
            _ => continue,
        };
        if columns.iter().all(|column| column.choice != choice) {
            columns.push(Column { choice, middle: cell.middle() });
        }
    }
    let has = |choice| columns.iter().any(|column| column.choice == choice);
    (has(Choice::Yes) && has(Choice::No)).then_some(columns)
}

/// Whether a line is the heading of a vote list.
pub(super) fn is_heading(line: &Line<'_>) -> bool {
    line.text.contains("  ") && heading(line).is_some()
}

pub(super) fn is_result(text: &str) -> bool {
    let folded = fold(text.split("  ").next().unwrap_or_default());
    matches!(
        folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '),
        "resultat" | "summa" | "antal" | "totalt" | "antal roster"
    )
}

/// A word with its place on the line.
#[derive(Debug, Clone, Copy)]
struct Cell<'a> {
    text: &'a str,
    /// First character, counted with the line's indent.
    from: usize,
}

impl Cell<'_> {
    fn middle(self) -> usize {
        2 * self.from + self.text.chars().count()
    }
}

fn cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let mut out = Vec::new();
    let mut from = line.indent;
    for part in line.text.split(' ') {
        if !part.is_empty() {
            out.push(Cell { text: part, from });
        }
        from += part.chars().count() + 1;
    }
    out
}

fn nearest(columns: &[Column], cell: Cell<'_>) -> Option<Choice> {
    columns.iter().min_by_key(|column| column.middle.abs_diff(cell.middle())).map(|column| column.choice)
}

fn span_of(line: &Line<'_>, cell: Cell<'_>) -> Span {
    let start = line.start + cell.from - line.indent;
    Span::new(start, start + cell.text.chars().count())
}

/// The sums on the last line of the table.
fn result(line: &Line<'_>, columns: &[Column], vote: &mut Vote) {
    let sums: Vec<Cell<'_>> =
        cells(line).into_iter().filter(|cell| cell.text.parse::<u32>().is_ok()).collect();
    for (at, cell) in sums.iter().enumerate() {
        // As many sums as columns stand in their order, wherever the blanks put them.
        let choice = if sums.len() == columns.len() {
            columns.get(at).map(|column| column.choice)
        } else {
            nearest(columns, *cell)
        };
        let slot = match choice {
            Some(Choice::Yes) => &mut vote.yes,
            Some(Choice::No) => &mut vote.no,
            Some(Choice::Abstain) => &mut vote.abstain,
            Some(Choice::Absent) => &mut vote.absent,
            None => continue,
        };
        let number = cell.text.parse().ok();
        *slot = slot.take().or(number.map(|number| Value::stated(number, span_of(line, *cell))));
    }
}

/// One line of the table.
fn ballot(line: &Line<'_>, columns: &[Column], dictionary: &Dictionary) -> Option<Ballot> {
    static TURNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<last>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?), (?P<first>\p{Lu}[\p{L}-]+)(?: \(| {2,}|$)",
        )
        .expect("the pattern is valid")
    });
    let mark = cells(line).into_iter().rev().find(|cell| cell.from > line.indent + 4)?;
    let choice = match mark.text {
        "X" | "x" | "×" | "1" | "*" => nearest(columns, mark)?,
        word => match fold(word).as_str() {
            "ja" => Choice::Yes,
            "nej" => Choice::No,
            "avstar" | "avstod" => Choice::Abstain,
            "franvarande" => Choice::Absent,
            _ => return None,
        },
    };
    let person = if let Some(found) = TURNED.captures(line.text) {
        let name = format!("{} {}", found.name("first")?.as_str(), found.name("last")?.as_str());
        let length = line.text[..found.name("first")?.end()].chars().count();
        let tokens = lex::tokens(&line.text[found.name("first")?.end()..], line.start + length);
        let party = super::party::in_parentheses(&tokens, 0).and_then(|(_, party)| party.into_text());
        (Value::normalised(name, Span::new(line.start, line.start + length)), party)
    } else {
        let person = names::person(line.text, line.start, dictionary)?;
        (person.name, person.party)
    };
    Some(Ballot { name: person.0, party: person.1, choice: Value::stated(choice, span_of(line, mark)) })
}

#[cfg(test)]
#[path = "ballots_tests.rs"]
mod tests;
