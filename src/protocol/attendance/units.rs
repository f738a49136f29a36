//! The cells of a list of people, wrapped lines joined.

use crate::protocol::cells::Cell;
use crate::protocol::joined::Joined;
use crate::protocol::outcome;

/// A piece of a list that is read as one: a cell with the lines on which it goes on.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its text.
    pub(super) text: Joined,
    /// Line on which it begins.
    pub(super) line: usize,
}

/// Joins the cells of a list that belong together.
pub(super) fn units(cells: &[Cell<'_>]) -> Vec<Unit> {
    let prose = is_prose(cells);
    let mut grouped: Vec<Group<'_>> = Vec::new();
    // Groups of the last two lines, among which the one that goes on is sought.
    let mut recent: Vec<usize> = Vec::new();
    let mut line = None;
    let mut on_line: Vec<usize> = Vec::new();
    // Whether the line begins a row of its own: then its later cells begin anew too.
    let mut new_row = false;
    for cell in cells {
        if line != Some(cell.line) {
            recent = std::mem::take(&mut on_line);
            line = Some(cell.line);
            new_row = false;
        }
        let above = recent.iter().copied().min_by_key(|&group| distance(&grouped[group], cell));
        let joins = |group: &usize| {
            let group = &grouped[*group];
            prose && !group.is_ended() || goes_on(group, cell, new_row)
        };
        let joined = above.filter(joins);
        new_row |= joined.is_none();
        match joined {
            Some(group) => {
                grouped[group].cells.push(*cell);
                grouped[group].open += balance(cell.text);
                on_line.push(group);
            }
            None => {
                on_line.push(grouped.len());
                grouped.push(Group { cells: vec![*cell], open: balance(cell.text) });
            }
        }
    }
    grouped.iter().map(|group| Unit { text: Joined::new(&group.cells), line: group.cells[0].line }).collect()
}

/// Cells that are one piece.
struct Group<'t> {
    cells: Vec<Cell<'t>>,
    /// Parentheses that are open at its end.
    open: i32,
}

impl Group<'_> {
    /// Whether its sentence is at its end.
    fn is_ended(&self) -> bool {
        self.cells.last().is_none_or(|last| last.text.ends_with('.'))
    }
}

/// Whether a list is a sentence over several lines: one cell a line, a line with several parts that goes on.
fn is_prose(cells: &[Cell<'_>]) -> bool {
    let single = cells.windows(2).all(|pair| pair[0].line != pair[1].line);
    single
        && cells.len() > 1
        && (cells[..cells.len() - 1].iter().any(|cell| runs_on(cell.text)) || is_told(cells))
}

/// Whether the lines are sentences: one ends with a full stop, and one begins with a small letter.
fn is_told(cells: &[Cell<'_>]) -> bool {
    cells.iter().any(|cell| cell.text.ends_with('.'))
        && cells.iter().any(|cell| cell.text.starts_with(char::is_lowercase))
        && !cells.iter().any(|cell| cell.text.contains('('))
}

/// Whether a line of a list is the beginning of a longer sentence: it ends in the middle of an enumeration, before a name
/// whose title it ends with, or names many.
fn runs_on(text: &str) -> bool {
    let commas = text.matches(',').count();
    let ends_open = text.ends_with(',') || text.ends_with(" och") || text.ends_with(" samt");
    let last = text.split_whitespace().next_back().unwrap_or_default();
    // `Vera Ek (S), socialnämnden` says where she sits, and nothing about who follows.
    // So does `verksamhetschef äldreomsorgen`: a title of two words names no one after it.
    let alone = text.rsplit_once(", ").is_none_or(|(_, part)| {
        let mut words = part.split(' ');
        let joint = words.next().is_some_and(|first| matches!(first, "vice" | "v." | "samt" | "och"));
        joint || words.next().is_none()
    });
    let titled = alone
        && last.starts_with(char::is_lowercase)
        && (last.ends_with("en") || last.ends_with("na"))
        && !outcome::is_body(last);
    let broken = [" och ", " samt "].iter().any(|joint| {
        text.rsplit_once(joint).is_some_and(|(before, last)| {
            before.contains(',') && !last.contains(' ') && last.starts_with(char::is_uppercase)
        })
    });
    // `Bo Al (Osby), Ada Ros (Nora), Dan`: a given name whose surname stands on the next line.
    let cut = commas > 1
        && text.rsplit_once(", ").is_some_and(|(_, last)| {
            last.starts_with(char::is_uppercase)
                && last.chars().all(char::is_alphabetic)
                && last.chars().count() > 1
        })
        && text.rsplit_once(", ").is_some_and(|(before, _)| before.ends_with(')'))
        && text.matches('(').count() + 1 >= commas;
    // `samt ledamöterna Bo Al, Ada Ros, Karl` and on the next line his surname
    let grouped = ["ledamöterna ", "fullmäktige ", "suppleanterna ", "ersättarna ", "ledamöter "]
        .iter()
        .any(|group| text.split_once(group).is_some_and(|(_, names)| names.starts_with(char::is_uppercase)))
        && commas > 0;
    broken
        || cut
        || grouped
        || ends_open && commas > usize::from(text.ends_with(','))
        || titled && commas > 0
        || commas > 3
}

fn distance(group: &Group<'_>, cell: &Cell<'_>) -> usize {
    group.cells.last().map_or(usize::MAX, |last| last.column.abs_diff(cell.column))
}

/// Whether `cell` goes on with what stands above it.
fn goes_on(group: &Group<'_>, cell: &Cell<'_>, new_row: bool) -> bool {
    let Some(last) = group.cells.last() else { return false };
    let text = last.text;
    let open = group.open > 0;
    // A dash alone is the mark of a column.
    let waits = text.ends_with([',', '-', '/']) && text.len() > 1
        || ["och", "samt", "för", "ersätter", "med", "såsom"]
            .iter()
            .any(|word| text.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
    // `… ersätter Vera` and on the next line her surname.
    let mut words = text.rsplit(' ');
    let last = words
        .next()
        .is_some_and(|last| last.starts_with(char::is_uppercase) && last.chars().all(char::is_alphabetic));
    let cut = last && words.next() == Some("ersätter") && cell.text.starts_with(char::is_uppercase);
    open && balance(cell.text) < 0
        || cut
        || waits
        || !new_row && cell.text.starts_with(|c: char| c.is_lowercase())
}

fn balance(text: &str) -> i32 {
    text.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::cells::cells;
    use crate::protocol::testing::unrepaired;

    fn read(text: &str) -> Vec<String> {
        let text = unrepaired(text);
        let cells: Vec<Cell<'_>> = (0..text.lines.len()).flat_map(|line| cells(&text, line)).collect();
        units(&cells).iter().map(|unit| unit.text.as_str().to_owned()).collect()
    }

    #[test]
    fn wrapped_cells_are_joined_in_their_column() {
        assert_eq!(
            read("Vera Ek (chef för   Bo Al (S)\nvård)               Ada Ros (M)\n"),
            ["Vera Ek (chef för vård)", "Bo Al (S)", "Ada Ros (M)"]
        );
        assert_eq!(
            read("Vera Ek (S) ersätter\nBo Al (M)\nAda Ros"),
            ["Vera Ek (S) ersätter Bo Al (M)", "Ada Ros"]
        );
    }
}
