//! Letters and signs that a legend explains, `N = närvarande, F = frånvarande`, or a head, `N/F`: what each row's says.

use super::cells::Cell;
use super::lex::{Token, tokens};
use super::mark_columns::{Extent, Mark, Marks, said_by_head};
use super::phrases::fold;
use rustc_hash::FxHashMap;

/// What signs mean, folded.
type Legend = FxHashMap<String, Mark>;

/// Takes signs that a legend or a head of these rows explains out of the rows, and the legend with them.
pub(super) fn take(rows: &mut [Vec<Cell<'_>>], marks: &mut Marks) {
    let mut legend = Legend::default();
    let mut heads = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let told = told(row);
        if !told.is_empty() {
            legend.extend(told);
            heads.push(at);
        } else if is_head(row) {
            legend.entry("n".to_owned()).or_insert(Mark::Present);
            legend.entry("f".to_owned()).or_insert(Mark::Absent);
            heads.push(at);
        } else if row.iter().any(|cell| cell.text.starts_with('☐')) {
            legend.insert("☒".to_owned(), Mark::Present);
            legend.insert("☑".to_owned(), Mark::Present);
            legend.insert("☐".to_owned(), Mark::Absent);
        }
    }
    if legend.is_empty() {
        return;
    }
    let of_people = (0..rows.len()).filter(|at| heads.binary_search(at).is_err());
    let signed: Vec<(usize, Sign)> =
        of_people.filter_map(|at| Some((at, sign_in(&rows[at], &legend)?))).collect();
    let ([(first, _), .., (last, _)], true) = (&signed[..], signed.len() >= LEAST) else { return };
    let line = |at: usize| rows[at].first().map_or(0, |cell| cell.line);
    marks.tables.push(Extent {
        lines: line(*first)..line(*last) + 1,
        from: usize::MAX,
        // A dash at the beginning of a row is lost among the marks that dirt leaves.
        unmarked: Some(legend.get("-").copied().unwrap_or(Mark::Untold)),
    });
    for (at, Sign { cell, part, mark }) in signed {
        marks.by_line.insert(rows[at][cell].line, mark);
        let row = &mut rows[at];
        row[cell] = match part {
            Part::First(length) => row[cell].after_byte(length),
            Part::Last(from) => row[cell].up_to_byte(from),
        };
        row.retain(|cell| !cell.text.is_empty());
    }
    for at in heads {
        let head = is_head(&rows[at]);
        rows[at].retain(|cell| head && !names_signs(cell) && !is_letter(cell.text));
    }
}

/// Rows with such signs at least.
const LEAST: usize = 2;

/// Where in its cell a sign stands.
enum Part {
    /// It begins the cell and has so many bytes.
    First(usize),
    /// It ends the cell and begins at this byte.
    Last(usize),
}

/// A sign of a row.
struct Sign {
    cell: usize,
    part: Part,
    mark: Mark,
}

/// The sign of a row: its last cell or word, or its first one.
fn sign_in(row: &[Cell<'_>], legend: &Legend) -> Option<Sign> {
    let known = |word: &str| legend.get(&folded(word)).copied();
    let people = |text: &str| text.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() > 1;
    let (last, cell) = row.iter().enumerate().next_back()?;
    let from = cell.text.rfind(' ').map_or(0, |blank| blank + 1);
    if let Some(mark) = known(&cell.text[from..]).filter(|_| people(row[0].text)) {
        return Some(Sign { cell: last, part: Part::Last(from), mark });
    }
    let length = row[0].text.find(' ').unwrap_or(row[0].text.len());
    let rest = if length < row[0].text.len() { row[0].text } else { row.get(1)?.text };
    let mark = known(&row[0].text[..length]).filter(|_| people(rest))?;
    Some(Sign { cell: 0, part: Part::First(length), mark })
}

/// A sign without its case; a dash stays one.
fn folded(sign: &str) -> String {
    if matches!(sign, "-" | "–" | "—") { "-".to_owned() } else { fold(sign) }
}

/// What the words of a legend say: `X = närvarande`, `N=Närvarande  F=Frånvarande`.
fn told(row: &[Cell<'_>]) -> Vec<(String, Mark)> {
    const LONGEST: usize = 120;
    let mut found = Vec::new();
    for cell in row.iter().filter(|cell| cell.text.len() < LONGEST && cell.text.contains('=')) {
        for (before, after) in cell.text.match_indices('=').map(|(at, _)| cell.text.split_at(at)) {
            let sign = before.trim_end().rsplit([' ', ',', ';', '(']).next().unwrap_or_default();
            let meaning = after.trim_start_matches(['=', ' ']);
            let words: Vec<Token<'_>> = tokens(meaning, 0);
            let mark = said_by_head(&words).filter(|_| (1..=3).contains(&sign.chars().count()));
            found.extend(mark.map(|mark| (folded(sign), mark)));
        }
    }
    found
}

/// Whether the row heads a column of letters: `Ledamöter   N/F`, `Namn   N   F`.
fn is_head(row: &[Cell<'_>]) -> bool {
    let letters: Vec<&str> = row.iter().map(|cell| cell.text).filter(|text| is_letter(text)).collect();
    row.iter().any(names_signs) || letters == ["N", "F"] && row.len() > 2
}

fn is_letter(text: &str) -> bool {
    matches!(text, "N" | "F")
}

/// `N/F`, `Närv/Frånv`
fn names_signs(cell: &Cell<'_>) -> bool {
    matches!(fold(cell.text).replace(' ', "").as_str(), "n/f" | "narv/franv" | "narvarande/franvarande")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::cells::cells;
    use crate::protocol::testing::unrepaired;

    fn read(source: &str) -> (Vec<Option<Mark>>, Vec<String>) {
        let text = unrepaired(source);
        let mut rows: Vec<Vec<Cell<'_>>> = (0..text.lines.len()).map(|line| cells(&text, line)).collect();
        let mut marks = Marks::default();
        take(&mut rows, &mut marks);
        let said = (0..rows.len()).map(|line| marks.of(line..line + 1, 0)).collect();
        let left = rows.iter().map(|row| row.iter().map(|cell| cell.text).collect::<Vec<_>>().join("|"));
        (said, left.collect())
    }

    #[test]
    fn letters_under_a_head_of_letters() {
        let (said, left) =
            read("Ledamöter      Parti   N/F\nVera Ek        S       N\nBo Al          V       F\n");
        assert_eq!(said, [None, Some(Mark::Present), Some(Mark::Absent)]);
        assert_eq!(left, ["Ledamöter|Parti", "Vera Ek|S", "Bo Al|V"]);
    }

    #[test]
    fn a_legend_says_what_signs_mean() {
        let (said, left) =
            read("Vera Ek (S)    N\nBo Al (V)\nAda Ros (M)    F\nN=Närvarande  F=Frånvarande\n");
        assert_eq!(said[..3], [Some(Mark::Present), Some(Mark::Untold), Some(Mark::Absent)]);
        assert_eq!(left, ["Vera Ek (S)", "Bo Al (V)", "Ada Ros (M)", ""]);
        let (said, _) = read("☒ Vera Ek (S)\n☐ Bo Al (V)\n");
        assert_eq!(said, [Some(Mark::Present), Some(Mark::Absent)]);
    }

    #[test]
    fn letters_without_a_legend_say_nothing() {
        assert_eq!(read("Vera Ek (S)    N\nBo Al (V)      F\n").0, [None, None]);
    }
}
