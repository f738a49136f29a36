//! Vote lists whose columns hold the names: `Ja-röster   Nej-röster   Avstår`, and under each those who voted so.

use super::lex::{self, Kind};
use super::lines::Line;
use super::model::{Ballot, Choice, Text, Value, Vote};
use super::names;
use super::tables::fold;
use crate::dictionary::Dictionary;
use crate::span::Span;

/// A column of names.
#[derive(Debug, Clone)]
struct Column {
    choice: Value<Choice>,
    /// Where its heading begins.
    from: usize,
    /// Votes that the heading counts: `Ja-röster (5)`.
    count: Option<Value<u32>>,
}

/// A piece of a line that two or more blanks part from the next.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// First character, counted with the line's indent.
    from: usize,
    /// Its place in the document.
    start: usize,
}

/// Whether the line is the heading of such a list: nothing stands there but ways to vote, ja and nej among them.
pub(super) fn is_heading(line: &Line<'_>) -> bool {
    heading(line).is_some()
}

/// The vote in the lines of such a list; `None` where its first line is no heading, or no names stand under it.
pub(super) fn read(lines: &[Line<'_>], dictionary: &Dictionary) -> Option<Vote> {
    let (first, rows) = lines.split_first()?;
    let columns = heading(first)?;
    let mut vote = Vote::default();
    for column in &columns {
        let slot = match column.choice.value {
            Choice::Yes => &mut vote.yes,
            Choice::No => &mut vote.no,
            Choice::Abstain => &mut vote.abstain,
            Choice::Absent => &mut vote.absent,
        };
        slot.clone_from(&column.count);
    }
    let mut by_column: Vec<Vec<Ballot>> = vec![Vec::new(); columns.len()];
    for row in rows {
        for piece in pieces(row) {
            let nearest = (0..columns.len()).min_by_key(|&at| columns[at].from.abs_diff(piece.from))?;
            let Some((name, party)) = voter(piece, dictionary) else { continue };
            let choice = columns[nearest].choice.clone();
            by_column[nearest].push(Ballot { name, party, choice });
        }
    }
    vote.ballots = by_column.into_iter().flatten().collect();
    (!vote.ballots.is_empty()).then_some(vote)
}

fn heading(line: &Line<'_>) -> Option<Vec<Column>> {
    let columns: Vec<Column> = pieces(line).into_iter().map(column).collect::<Option<_>>()?;
    let has = |choice| columns.iter().any(|column| column.choice.value == choice);
    (columns.len() > 1 && has(Choice::Yes) && has(Choice::No)).then_some(columns)
}

fn column(piece: Piece<'_>) -> Option<Column> {
    let word =
        piece.text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ':' | ' '));
    let choice = match fold(word).as_str() {
        "ja-roster" | "ja-rost" | "jaroster" | "rostar ja" | "ja rostar" | "rostade ja" => Choice::Yes,
        "nej-roster" | "nej-rost" | "nejroster" | "rostar nej" | "nej rostar" | "rostade nej" => Choice::No,
        "avstar" | "avstod" | "avstar fran att rosta" | "nedlagda roster" | "lade ned sin rost" => {
            Choice::Abstain
        }
        "franvarande" => Choice::Absent,
        _ => return None,
    };
    let length = word.chars().count();
    let span = |from: usize, length: usize| Span::new(piece.start + from, piece.start + from + length);
    let figures = &piece.text[word.len()..];
    let before = figures.find(|c: char| c.is_ascii_digit());
    let count = before.and_then(|before| {
        let digits: String = figures[before..].chars().take_while(char::is_ascii_digit).collect();
        let number = digits.parse().ok()?;
        Some(Value::stated(number, span(length + figures[..before].chars().count(), digits.len())))
    });
    Some(Column { choice: Value::stated(choice, span(0, length)), from: piece.from, count })
}

fn pieces<'a>(line: &Line<'a>) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    let mut byte = 0;
    for part in line.text.split("  ") {
        let text = part.trim();
        if !text.is_empty() {
            let at = byte + (part.len() - part.trim_start().len());
            let before = line.text[..at].chars().count();
            out.push(Piece { text, from: line.indent + before, start: line.start + before });
        }
        byte += part.len() + "  ".len();
    }
    out
}

/// The person that a piece consists of.
fn voter(piece: Piece<'_>, dictionary: &Dictionary) -> Option<(Text, Option<Text>)> {
    let tokens = lex::tokens(piece.text, piece.start);
    let (end, person) = names::person_at(piece.text, &tokens, 0, dictionary)?;
    let alone = tokens[end..].iter().all(|token| token.kind != Kind::Word);
    alone.then_some((person.name, person.party))
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn names_stand_under_their_choice() {
        let mut item = testing::item(
            "Omröstning\nMed 2 ja-röster mot 1 nej-röst och 1 nedlagd röst antas planen.\n\nJa-röster (2)        Nej-röster       Avstår\nEva Holm (S)         Nils Ek (M)      Anna Berg (V)\nÅsa Lund (S)\n\nBeslut\nPlanen antas.\n",
        );
        assert_eq!(item.votes.len(), 1);
        let vote = item.votes.swap_remove(0);
        let found: Vec<(&str, Choice)> =
            vote.ballots.iter().map(|ballot| (ballot.name.value.as_str(), ballot.choice.value)).collect();
        assert_eq!(
            found,
            [
                ("Eva Holm", Choice::Yes),
                ("Åsa Lund", Choice::Yes),
                ("Nils Ek", Choice::No),
                ("Anna Berg", Choice::Abstain)
            ]
        );
        assert_eq!(vote.abstain.map(|count| count.value), Some(1));
    }

    #[test]
    fn a_sentence_is_no_heading() {
        let text = testing::unrepaired("Omröstningen ger  5 ja-röster  och 2 nej-röster.");
        assert!(!is_heading(&super::super::lines::Lines::new(&text).get(0)));
    }
}
