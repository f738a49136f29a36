//! Vote lists: tables with a name on each line and a mark in the column of the vote.

use super::ballot_columns;
use super::column_heads;
use super::lex;
use super::lines::Line;
use super::model::{Ballot, Choice, Text, Value, Vote};
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
    /// Which of the votes side by side it belongs to.
    vote: usize,
    /// Middle of its heading, twice, in characters of the line.
    middle: usize,
}

/// What a vote list tells.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The votes in printed order; votes side by side from left to right.
    pub(super) votes: Vec<Vote>,
    /// Those whose cross stands in a column that the text does not tell.
    pub(super) untold: Vec<String>,
}

/// The votes in the lines of a vote list.
pub(super) fn read(lines: &[Line<'_>], dictionary: &Dictionary) -> Lists {
    if let Some(vote) = ballot_columns::read(lines, dictionary) {
        return Lists { votes: vec![vote], untold: Vec::new() };
    }
    let mut lists = side_by_side(lines, dictionary);
    let flat = !lists.untold.is_empty();
    lists.votes.retain(|vote| !vote.ballots.is_empty() || flat && vote.yes.is_some());
    lists
}

/// The same, where a column of votes may hold none.
pub(super) fn side_by_side(lines: &[Line<'_>], dictionary: &Dictionary) -> Lists {
    let mut votes: Vec<Vote> = Vec::new();
    let mut untold = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut first = 0;
    let mut flat = false;
    let placed = |row: &Line<'_>| row.text.contains("  ") && ends_with_cross(row);
    let last_placed = lines.iter().rposition(placed);
    for (at, line) in lines.iter().enumerate() {
        if let Some(found) = heading(line) {
            columns = found;
            flat = !line.text.contains("  ") || !are_apart(line) && last_placed.is_none_or(|last| last <= at);
            first = votes.len();
            let count = columns.iter().map(|column| column.vote + 1).max().unwrap_or(0);
            votes.resize_with(first + count, Vote::default);
        } else if !votes.is_empty() {
            let open = &mut votes[first..];
            if is_result(line.text) {
                result(line, &columns, open);
            } else if flat && ends_with_cross(line) {
                untold.extend(voter(line, dictionary).map(|(name, _)| name.value));
            } else {
                for (vote, ballot) in ballots(line, &columns, dictionary) {
                    open[vote].ballots.push(ballot);
                }
            }
        }
    }
    Lists { votes, untold }
}

/// The columns, where the line is the table's heading: at least Ja and Nej. The same word again begins the next vote.
fn heading(line: &Line<'_>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut vote = 0;
    for cell in cells(line) {
        let Some(choice) = head_of(cell) else { continue };
        if columns.iter().any(|column| column.vote == vote && column.choice == choice) {
            vote += 1;
        }
        columns.push(Column { choice, vote, middle: cell.middle() });
    }
    let has = |choice| columns.iter().any(|column| column.vote == 0 && column.choice == choice);
    (has(Choice::Yes) && has(Choice::No)).then_some(columns)
}

/// The way to vote that a column's head names.
fn head_of(cell: Cell<'_>) -> Option<Choice> {
    match fold(cell.text).as_str() {
        "ja" => Some(Choice::Yes),
        "nej" => Some(Choice::No),
        "avstar" | "avstod" | "avst" | "avsta" | "avstaende" | "blank" => Some(Choice::Abstain),
        "franvarande" | "frv" | "franv" => Some(Choice::Absent),
        _ => None,
    }
}

/// Whether blanks keep the columns of a heading apart, so that a mark stands under its own.
fn are_apart(line: &Line<'_>) -> bool {
    let heads: Vec<Cell<'_>> = cells(line).into_iter().filter(|cell| head_of(*cell).is_some()).collect();
    heads.windows(2).all(|pair| pair[1].from >= pair[0].from + pair[0].text.chars().count() + 2)
}

/// Whether a line is the heading of a vote list.
pub(super) fn is_heading(line: &Line<'_>) -> bool {
    if line.text.contains("  ") {
        heading(line).is_some() || ballot_columns::is_heading(line)
    } else {
        is_flat(line)
    }
}

/// `Ledamot Parti Ja Nej Avstår`: the heads of columns whose blanks are lost.
fn is_flat(line: &Line<'_>) -> bool {
    const LONGEST: usize = 80;
    line.text.len() < LONGEST
        && line.text.contains(' ')
        && heading(line).is_some()
        && column_heads::are_heads(&lex::tokens(line.text, line.start))
}

fn ends_with_cross(line: &Line<'_>) -> bool {
    let last = line.text.trim_end().rsplit(' ').next().unwrap_or_default();
    lex::tokens(last, 0).first().is_some_and(names::is_cross)
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

fn nearest(columns: &[Column], cell: Cell<'_>) -> Option<Column> {
    columns.iter().min_by_key(|column| column.middle.abs_diff(cell.middle())).copied()
}

/// The column under which a mark stands; a mark farther from all of them than they are from each other is of another column,
/// as that of presence.
fn column_of(columns: &[Column], cell: Cell<'_>) -> Option<Column> {
    let apart = columns.windows(2).map(|pair| pair[1].middle.saturating_sub(pair[0].middle)).min();
    let found = nearest(columns, cell)?;
    (found.middle.abs_diff(cell.middle()) <= apart.unwrap_or(usize::MAX)).then_some(found)
}

fn span_of(line: &Line<'_>, cell: Cell<'_>) -> Span {
    let start = line.start + cell.from - line.indent;
    Span::new(start, start + cell.text.chars().count())
}

/// The sums on the last line of the table.
fn result(line: &Line<'_>, columns: &[Column], votes: &mut [Vote]) {
    let sums: Vec<Cell<'_>> =
        cells(line).into_iter().filter(|cell| cell.text.parse::<u32>().is_ok()).collect();
    for (at, cell) in sums.iter().enumerate() {
        // As many sums as columns stand in their order, wherever the blanks put them.
        let column =
            if sums.len() == columns.len() { columns.get(at).copied() } else { nearest(columns, *cell) };
        let Some(column) = column else { continue };
        let vote = &mut votes[column.vote];
        let slot = match column.choice {
            Choice::Yes => &mut vote.yes,
            Choice::No => &mut vote.no,
            Choice::Abstain => &mut vote.abstain,
            Choice::Absent => &mut vote.absent,
        };
        let number = cell.text.parse().ok();
        *slot = slot.take().or(number.map(|number| Value::stated(number, span_of(line, *cell))));
    }
}

/// What the marks of a line say: for each vote at most one.
fn choices<'a>(line: &Line<'a>, columns: &[Column]) -> Vec<(usize, Choice, Cell<'a>)> {
    let mut found: Vec<(usize, Choice, Cell<'a>)> = Vec::new();
    for mark in cells(line).into_iter().rev().filter(|cell| cell.from > line.indent + 4) {
        let read = match mark.text {
            "X" | "x" | "×" | "1" | "*" | "xX" | "Xx" | "XX" | "xx" => {
                column_of(columns, mark).map(|column| (column.vote, column.choice))
            }
            word => {
                let said = match fold(word).as_str() {
                    "ja" => Some(Choice::Yes),
                    "nej" => Some(Choice::No),
                    "avstar" | "avstod" => Some(Choice::Abstain),
                    "franvarande" => Some(Choice::Absent),
                    _ => None,
                };
                said.zip(nearest(columns, mark)).map(|(said, column)| (column.vote, said))
            }
        };
        // Marks stand together at the line's end; what comes before them is no vote.
        let Some((vote, choice)) = read else { break };
        if found.iter().any(|(known, ..)| *known == vote) {
            break;
        }
        found.push((vote, choice, mark));
    }
    found
}

/// The votes that one line of the table holds, each with its number from left to right.
fn ballots(line: &Line<'_>, columns: &[Column], dictionary: &Dictionary) -> Vec<(usize, Ballot)> {
    let choices = choices(line, columns);
    let Some((name, party)) = (!choices.is_empty()).then(|| voter(line, dictionary)).flatten() else {
        return Vec::new();
    };
    let ballot = |(vote, choice, mark)| {
        let choice = Value::stated(choice, span_of(line, mark));
        (vote, Ballot { name: name.clone(), party: party.clone(), choice })
    };
    choices.into_iter().map(ballot).collect()
}

/// The substitute in the column after the member's: `Vera Ek (S)      Bo Al (S)      X`.
fn substitute(line: &Line<'_>, dictionary: &Dictionary) -> Option<names::Person> {
    let (member, rest) = line.text.split_once("  ")?;
    let second = rest.trim_start();
    let person_in = |text: &str, start: usize| {
        let tokens = lex::tokens(text, start);
        names::person_at(text, &tokens, 0, dictionary).map(|(_, person)| person)
    };
    person_in(member, line.start)?;
    let before = line.text[..line.text.len() - second.len()].chars().count();
    person_in(second, line.start + before)
}

/// Who stands at the beginning of a line of the table, and the party.
fn voter(line: &Line<'_>, dictionary: &Dictionary) -> Option<(Text, Option<Text>)> {
    static TURNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<last>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?), (?P<first>\p{Lu}[\p{L}-]+)(?: \(| {2,}|$)",
        )
        .expect("the pattern is valid")
    });
    let Some(found) = TURNED.captures(line.text) else {
        let voter = substitute(line, dictionary).or_else(|| names::person(line.text, line.start, dictionary));
        return voter.map(|person| (person.name, person.party));
    };
    let (first, last) = (found.name("first")?, found.name("last")?);
    let length = line.text[..first.end()].chars().count();
    let tokens = lex::tokens(&line.text[first.end()..], line.start + length);
    let party = super::party::in_parentheses(&tokens, 0).and_then(|(_, party)| party.into_text());
    let name = format!("{} {}", first.as_str(), last.as_str());
    Some((Value::normalised(name, Span::new(line.start, line.start + length)), party))
}

#[cfg(test)]
#[path = "ballots_tests.rs"]
mod tests;
