//! Columns of crosses in a table of people, `Närvarande   Frånvarande`: what the cross of each row says.

use super::cells::Cell;
use super::column_heads;
use super::fields::whole_label;
use super::label::Label;
use super::lex::{Token, tokens};
use super::mark_legend;
use super::names::is_cross;
use super::phrases::Phrases;
use super::tables;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a cross says about the person of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Närvarande.
    Present,
    /// Frånvarande.
    Absent,
    /// Anmält förhinder.
    Excused,
    /// Ordinarie.
    Member,
    /// Ersättare.
    Substitute,
    /// Tjänstgörande.
    Serving,
    /// Ej tjänstgörande.
    NonServing,
    /// The text does not tell in which column the cross stands, or has none.
    Untold,
}

/// The crosses of a part of the document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(super) by_line: FxHashMap<usize, Mark>,
    pub(super) tables: Vec<Extent>,
}

/// Where a table stands.
#[derive(Debug)]
pub(super) struct Extent {
    pub(super) lines: Range<usize>,
    /// Column at which its heads begin.
    pub(super) from: usize,
    /// What a row without a cross says.
    pub(super) unmarked: Option<Mark>,
}

impl Marks {
    /// What is said about a person whose row has these lines, in a list that begins at `column`; `None` where no table of
    /// crosses holds them.
    pub(crate) fn of(&self, lines: Range<usize>, column: usize) -> Option<Mark> {
        let holds = |table: &&Extent| table.lines.contains(&lines.start) && column < table.from;
        let table = self.tables.iter().find(holds)?;
        let own =
            (lines.start..lines.end.min(table.lines.end)).find_map(|line| self.by_line.get(&line).copied());
        own.or(table.unmarked)
    }
}

/// The head of a column of crosses.
#[derive(Debug, Clone, Copy)]
struct Head {
    /// What a cross under it says; `None` where that is nothing about presence.
    mark: Option<Mark>,
    /// Whether it is one of a vote: `Ja`.
    votes: bool,
    /// Its first character on the line, and the one after its last.
    from: usize,
    to: usize,
}

impl Head {
    /// How far the middle of a mark is from the head, in half characters.
    fn distance(&self, middle: usize) -> usize {
        (2 * self.from).saturating_sub(middle).max(middle.saturating_sub(2 * self.to))
    }
}

/// A cross of a row.
#[derive(Debug, Clone, Copy)]
struct Cross {
    /// Its cell in the row.
    cell: usize,
    /// Byte of the cell at which it begins.
    byte: usize,
    /// Its middle on the line, twice.
    middle: usize,
}

/// Blank rows in a run that end a table.
const APART: usize = 3;

/// Takes heads and crosses of such tables out of `rows`: what is left are the people with what else is said of them.
pub(super) fn take(rows: &mut [Vec<Cell<'_>>]) -> Marks {
    let mut marks = Marks::default();
    mark_legend::take(rows, &mut marks);
    if !rows.iter().any(|row| row.iter().any(|cell| cross_in(cell).is_some())) {
        return marks;
    }
    let mut at = 0;
    while at < rows.len() {
        let heads = heads(&rows[at]);
        at += 1;
        if !tells_presence(&heads) || !is_head_row(&rows[at - 1], &heads) {
            continue;
        }
        let end = at + length(&rows[at..], &heads);
        if is_ticked(&heads) && !mostly_crossed(&rows[at..end]) {
            continue;
        }
        let columns = heads.len();
        let Some(table) = Table::of(&rows[at..end], heads)
            .filter(|table| columns == table.heads.len() || !is_ticked(&table.heads))
        else {
            continue;
        };
        let line = rows[at - 1].first().map_or(0, |cell| cell.line);
        let last = rows[at..end].iter().rev().find_map(|row| row.first()).map_or(line, |cell| cell.line);
        let from = table.heads.iter().map(|head| head.from).min().unwrap_or(0);
        marks.tables.push(Extent { lines: line..last + 1, from, unmarked: table.unmarked() });
        let untitled = at < 2 || !is_headed(&rows[..at - 1]);
        table.take_heads(&mut rows[at - 1], untitled);
        for row in &mut rows[at..end] {
            table.take_mark(row, &mut marks.by_line);
        }
        at = end;
    }
    marks
}

/// Words over columns of crosses, with what a cross under them says.
static HEADS: LazyLock<Phrases<Option<Mark>>> = LazyLock::new(|| {
    let table = include_str!("../../dictionaries/sources/mark-columns.tsv");
    Phrases::new(tables::rows(table).map(|row| (row[0], named(row[1]))))
});

/// What the words that begin there say as the head of a column of crosses.
pub(super) fn said_by_head(tokens: &[Token<'_>]) -> Option<Mark> {
    HEADS.at(tokens, 0).and_then(|(_, mark)| mark)
}

/// Whether crosses only say who is there: a single head, `Närvarande`, and no other column beside it.
fn is_ticked(heads: &[Head]) -> bool {
    matches!(heads, [Head { mark: Some(Mark::Present), .. }])
}

/// Whether most rows have a cross of their own: else it may be a note, and rows without one say nothing.
fn mostly_crossed(rows: &[Vec<Cell<'_>>]) -> bool {
    let people = rows.iter().filter(|row| !row.is_empty()).count();
    let crossed = rows.iter().filter(|row| !crosses(row).is_empty()).count();
    crossed > 1 && 2 * crossed > people
}

/// The heads at the end of a row, from left to right.
fn heads(row: &[Cell<'_>]) -> Vec<Head> {
    let mut heads = Vec::new();
    for cell in row {
        let tokens = tokens(cell.text, cell.column);
        let mut at = 0;
        while at < tokens.len() {
            if let Some((taken, mark)) = HEADS.at(&tokens, at) {
                let last: &Token<'_> = &tokens[at + taken - 1];
                let (from, to) = (tokens[at].span.start, last.span.end);
                heads.push(Head { mark, votes: mark.is_none(), from, to });
                at += taken;
            } else {
                // Other words between them are heads of other columns; those before them say whose table it is.
                let Token { span, .. } = tokens[at];
                if !heads.is_empty() {
                    heads.push(Head { mark: None, votes: false, from: span.start, to: span.end });
                }
                at += 1;
            }
        }
    }
    heads
}

fn named(name: &str) -> Option<Mark> {
    Some(match name {
        "present" => Mark::Present,
        "absent" => Mark::Absent,
        "excused" => Mark::Excused,
        "member" => Mark::Member,
        "substitute" => Mark::Substitute,
        "serving" => Mark::Serving,
        "non_serving" => Mark::NonServing,
        _ => return None,
    })
}

/// The last cross of a cell: the cell itself, or its last word.
fn cross_in(cell: &Cell<'_>) -> Option<usize> {
    let text = cell.text.trim_end();
    let byte = text.rfind(' ').map_or(0, |blank| blank + 1);
    let tokens = tokens(&text[byte..], 0);
    let cross =
        matches!(&text[byte..], "✓" | "✔" | "√" | "☒" | "☑") || tokens.len() == 1 && is_cross(&tokens[0]);
    cross.then_some(byte)
}

fn crosses(row: &[Cell<'_>]) -> Vec<Cross> {
    let found = row.iter().enumerate().filter_map(|(index, cell)| {
        let byte = cross_in(cell)?;
        let before = cell.text[..byte].chars().count();
        let length = cell.text[byte..].chars().count();
        Some(Cross { cell: index, byte, middle: 2 * (cell.column + before) + length })
    });
    found.collect()
}

/// Rows that belong to the table with these heads: up to the last cross, and those without one that follow directly.
fn length(rows: &[Vec<Cell<'_>>], heads: &[Head]) -> usize {
    let (mut end, mut blank) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if row.is_empty() {
            blank += 1;
            if blank == APART {
                break;
            }
            continue;
        }
        let crossed = !crosses(row).is_empty();
        if !crossed && ends_table(row, heads, blank > 0) {
            break;
        }
        let label = !crossed && whole_label(&row[0]).is_some();
        if crossed || blank == 0 && end == at && !label {
            end = at + 1;
        }
        blank = 0;
    }
    end
}

/// Whether a row without a cross is no more of the table: a label with its value, or words under the heads after a blank line.
fn ends_table(row: &[Cell<'_>], heads: &[Head], apart: bool) -> bool {
    let first = heads.first().map_or(usize::MAX, |head| head.from);
    let told = row[1..].iter().any(|cell| cell.column + 2 >= first && cell.text.chars().count() > 2);
    let labelled = match whole_label(&row[0]) {
        Some(Label::List(_)) => row.len() > 1,
        Some(_) => true,
        None => row[0].text.ends_with(':'),
    };
    labelled || told && apart
}

/// Whether the heads say more than who is there, and are not those of a vote: `Ja   Nej   Frånvarande`.
fn tells_presence(heads: &[Head]) -> bool {
    let of_votes = heads.iter().any(|head| head.votes);
    let mut said = heads.iter().filter_map(|head| head.mark);
    (said.any(|mark| mark != Mark::Present) || is_ticked(heads) && !of_votes)
        && (!of_votes || heads.iter().any(|head| head.mark == Some(Mark::Present)))
}

/// Whether what stands before the heads can stand over names. Under a single head that is asked more strictly: `Bo Al
/// Anmält förhinder` is a row.
fn is_head_row(row: &[Cell<'_>], heads: &[Head]) -> bool {
    if heads.iter().filter(|head| head.mark.is_some()).count() > 1 {
        return true;
    }
    let Some(first) = row.first().filter(|first| heads.iter().all(|head| head.from > first.column)) else {
        return true;
    };
    matches!(whole_label(first), Some(Label::List(_))) || column_heads::are_heads(&tokens(first.text, 0))
}

/// Whether the last row with words before is the heading of a list.
fn is_headed(rows: &[Vec<Cell<'_>>]) -> bool {
    let last = rows.iter().rev().find(|row| !row.is_empty());
    last.is_some_and(|row| matches!(whole_label(&row[0]), Some(Label::List(_))))
}

/// A table of crosses.
struct Table {
    heads: Vec<Head>,
    /// Whether blanks keep its columns apart.
    aligned: bool,
}

impl Table {
    /// The table that `rows` under `heads` are: without the columns in which other words stand.
    fn of(rows: &[Vec<Cell<'_>>], mut heads: Vec<Head>) -> Option<Self> {
        let words: Vec<usize> = rows
            .iter()
            .flatten()
            .filter(|cell| cross_in(cell) != Some(0) && cell.text.chars().count() > 2)
            .map(|cell| 2 * cell.column + 1)
            .collect();
        heads.retain(|head| head.mark.is_none() || !words.iter().any(|&word| head.distance(word) == 0));
        let crossed = rows.iter().flat_map(|row| crosses(row));
        let apart: Vec<bool> = crossed.map(|cross| cross.byte == 0 && cross.cell > 0).collect();
        (tells_presence(&heads) && !apart.is_empty()).then(|| Self { heads, aligned: apart.contains(&true) })
    }

    /// What a row without a cross says: nothing, where only those who are missing have one.
    fn unmarked(&self) -> Option<Mark> {
        let is_there = |mark| !matches!(mark, Mark::Absent | Mark::Excused);
        self.heads.iter().filter_map(|head| head.mark).any(is_there).then_some(Mark::Untold)
    }

    /// Leaves of the heads what says whose table it is; where nothing does, that they are present.
    fn take_heads<'t>(&self, row: &mut Vec<Cell<'t>>, untitled: bool) {
        let whole = row.clone();
        let is_first = |cell: &Cell<'_>, head: &Head| {
            (cell.column..cell.column + cell.text.chars().count()).contains(&head.from)
        };
        let mut left: Vec<Cell<'t>> = Vec::new();
        for cell in row.iter() {
            let here: Vec<&Head> =
                self.heads.iter().filter(|head| head.mark.is_some() && is_first(cell, head)).collect();
            let byte = |column: usize| {
                let mut chars = cell.text.char_indices();
                chars.nth(column.saturating_sub(cell.column)).map_or(cell.text.len(), |(byte, _)| byte)
            };
            match (here.first(), here.last()) {
                (Some(first), Some(last)) => {
                    left.push(cell.up_to_byte(byte(first.from)));
                    // `Frånvarande Tjänstgör för`: the head of the next column, which one blank parts from it.
                    left.push(cell.after_byte(byte(last.to)));
                }
                _ => left.push(*cell),
            }
        }
        *row = left;
        row.retain(|cell| !cell.text.is_empty());
        let labelled = row.iter().any(|cell| matches!(whole_label(cell), Some(Label::List(_))));
        if untitled && !labelled {
            let present = whole.iter().find(|cell| matches!(whole_label(cell), Some(Label::List(_))));
            row.splice(0..0, present.map(|cell| Cell { column: 0, ..*cell }));
        }
    }

    /// Takes the cross out of a row and keeps what it says.
    fn take_mark(&self, row: &mut Vec<Cell<'_>>, by_line: &mut FxHashMap<usize, Mark>) {
        self.take_word(row, by_line);
        for cross in crosses(row).into_iter().rev() {
            let line = row[cross.cell].line;
            let said = if self.aligned { self.column_of(cross.middle) } else { Some(Mark::Untold) };
            // A cross in a column of votes says nothing here, and stays.
            let Some(mark) = said else { continue };
            let known = by_line.entry(line).or_insert(mark);
            if *known != mark {
                *known = together(*known, mark);
            }
            row[cross.cell] = row[cross.cell].up_to_byte(cross.byte);
        }
        row.retain(|cell| !cell.text.is_empty());
    }

    /// Takes a dash or a word that stands in a row where others have their cross: `-`, `nej`.
    fn take_word(&self, row: &mut Vec<Cell<'_>>, by_line: &mut FxHashMap<usize, Mark>) {
        let Some(cell) =
            row.last().filter(|cell| is_ticked(&self.heads) && cell.column + 2 >= self.heads[0].from)
        else {
            return;
        };
        let mark = match cell.text.to_lowercase().as_str() {
            "-" | "–" | "—" | "nej" | "frånv" | "frånv." => Mark::Absent,
            "ja" | "närv" | "närv." => Mark::Present,
            _ => return,
        };
        by_line.insert(cell.line, mark);
        row.pop();
    }

    /// What a cross says with its middle there; [`Mark::Untold`] where two columns are as near.
    fn column_of(&self, middle: usize) -> Option<Mark> {
        const CLEAR: usize = 3;
        let mut near: Vec<(usize, Option<Mark>)> =
            self.heads.iter().map(|head| (head.distance(middle), head.mark)).collect();
        near.sort_by_key(|(distance, _)| *distance);
        match near.as_slice() {
            [(first, mark), (second, other), ..] if second - first < CLEAR && mark != other => {
                Some(Mark::Untold)
            }
            [(_, mark), ..] => *mark,
            [] => None,
        }
    }
}

/// What two crosses of one row say together: an ordinary member who is there, or is not.
fn together(first: Mark, second: Mark) -> Mark {
    let says_who = |mark| matches!(mark, Mark::Member | Mark::Substitute);
    match (first, second) {
        (Mark::Present, other) | (other, Mark::Present) if !matches!(other, Mark::Absent | Mark::Excused) => {
            other
        }
        (Mark::Absent | Mark::Excused, who) if says_who(who) => first,
        (who, Mark::Absent | Mark::Excused) if says_who(who) => second,
        (Mark::Substitute, Mark::Serving | Mark::NonServing) => second,
        (Mark::Serving | Mark::NonServing, Mark::Substitute) => first,
        _ => Mark::Untold,
    }
}

#[cfg(test)]
#[path = "mark_columns_tests.rs"]
mod tests;
