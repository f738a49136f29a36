//! Covers whose columns were read one after the other: all labels first, then all values.

use super::cells::Cell;
use super::date;
use super::joined::Joined;
use super::label::{self, Label, List};
use super::lex::{Kind, Token};
use super::names::is_name_word;
use super::paragraphs::{ranges_at, ranges_from};
use super::party;
use super::phrases::fold;
use super::time;

/// A label with the rows of values that fit it best.
#[derive(Debug)]
pub(super) struct Assigned<'t> {
    /// What it is.
    pub(super) label: Label,
    /// The cell that it fills.
    pub(super) cell: Cell<'t>,
    /// Its values, cell by cell.
    pub(super) values: Vec<Cell<'t>>,
    /// Indexes of values before which a blank line stands.
    pub(super) gaps: Vec<usize>,
}

/// Labels that follow each other without values at least.
const LEAST: usize = 3;
/// Labels and rows of values that are looked at: a cover is no longer.
const MOST: usize = 80;
/// For a label that gets no row.
const EMPTY: f32 = -1.5;

/// The stack of labels that begins at row `from`, with its values and the row after them; otherwise the row from which it
/// is worth looking again.
pub(super) fn at<'t>(rows: &[Vec<Cell<'t>>], from: usize) -> Result<(Vec<Assigned<'t>>, usize), usize> {
    let (mut labels, mut start) = labels_from(rows, from);
    let looked = start.max(from + 1);
    let head = running_head(rows, labels.last(), start)
        .or_else(|| page_head(rows, start))
        .or_else(|| page_head(rows, after_unknown(rows, start)?));
    // Where the whole page's labels come first, the values of signatures and posting have labels of their own among them.
    let cut = labels.iter().position(|(label, _)| matches!(label, Label::Signatures | Label::Notice));
    let signed = cut.map(|cut| labels[cut]);
    labels.truncate(cut.unwrap_or(labels.len()));
    start = head.as_ref().map_or(start, |(_, next)| *next);
    let about_meeting =
        |(label, _): &(Label, Cell<'_>)| matches!(label, Label::List(_) | Label::PlaceTime | Label::Place);
    if labels.len() < LEAST || !labels.iter().any(about_meeting) {
        return Err(looked);
    }
    let lists = labels.iter().any(|(label, _)| matches!(label, Label::List(_)));
    let ends = |&row: &usize| begins_with_label(rows, row) && !(lists && is_list_in_value(&rows[row]));
    let end = (start..rows.len().min(start + MOST)).find(ends);
    let end = end.unwrap_or(rows.len().min(start + MOST));
    let lines: Vec<Line<'_, 't>> = values(&rows[start..end], start);
    let fields = labels.len();
    labels.extend(signed.map(|(_, cell)| (Label::Signatures, cell)));
    let Some(assigned) = assign(&labels, &lines) else { return Err(looked) };
    labels.truncate(fields);
    let end = assigned.iter().position(|&label| label == fields).map_or(end, |at| lines[at].row);
    let mut out: Vec<Assigned<'t>> = labels
        .iter()
        .map(|&(label, cell)| Assigned { label, cell, values: Vec::new(), gaps: Vec::new() })
        .collect();
    for (line, label) in lines.iter().zip(assigned) {
        let Some(field) = out.get_mut(label) else { break };
        if line.gap && !field.values.is_empty() {
            field.gaps.push(field.values.len());
        }
        field.values.extend(line.cells);
    }
    out.splice(0..0, head.map(|(field, _)| field));
    Ok((out, end))
}

/// `Sammanträdesdatum` as the last label, over its day: a piece of the page's head; the field, and the row after the day.
fn running_head<'t>(
    rows: &[Vec<Cell<'t>>],
    last: Option<&(Label, Cell<'t>)>,
    start: usize,
) -> Option<(Assigned<'t>, usize)> {
    let &(label, cell) = last.filter(|(label, _)| *label == Label::Date)?;
    let below = (start..rows.len()).find(|&row| !rows[row].is_empty())?;
    ends_with_day(&Joined::new(&rows[below]).tokens()).then(|| (day(label, cell, &rows[below]), below + 1))
}

/// Whether the first day that a row names is its last word.
fn ends_with_day(tokens: &[Token<'_>]) -> bool {
    date::dates(tokens, None).into_iter().next().is_some_and(|day| day.next == tokens.len())
}

/// A row with a day as the value of its label.
fn day<'t>(label: Label, cell: Cell<'t>, row: &[Cell<'t>]) -> Assigned<'t> {
    Assigned { label, cell, values: row.to_vec(), gaps: Vec::new() }
}

/// `PROTOKOLL 1(3)` and the day below it, which stand right of the labels on the page; the day as a field, and the row after it.
fn page_head<'t>(rows: &[Vec<Cell<'t>>], start: usize) -> Option<(Assigned<'t>, usize)> {
    const ROWS: usize = 4;
    let mut seen = false;
    for row in (start..rows.len()).filter(|&row| !rows[row].is_empty()).take(ROWS) {
        let joined = Joined::new(&rows[row]);
        let tokens = joined.tokens();
        // The day alone, which stands right of the labels too.
        let alone = date::dates(&tokens, None).into_iter().next().is_some_and(|day| day.first == 0);
        if !seen && alone && ends_with_day(&tokens) {
            return Some((day(Label::Date, rows[row][0], &rows[row]), row + 1));
        }
        if seen && ends_with_day(before_page(&tokens)) {
            return Some((day(Label::Date, rows[row][0], &rows[row]), row + 1));
        }
        let is_number =
            |token: &Token<'_>| token.kind != Kind::Word || token.text.chars().all(|c| c.is_ascii_digit());
        let is_genre = tokens.first().is_some_and(|token| fold(token.text).ends_with("protokoll"))
            && tokens[1..].iter().all(is_number);
        let is_label = label::find(&rows[row][0], Vec::new).is_some_and(|found| found.label == Label::Date);
        if !(is_genre || seen && is_label) {
            return None;
        }
        seen |= is_genre;
    }
    None
}

/// What stands before the mark of the page: `2017-09-04 Sidan 1 av 6`.
fn before_page<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let is_page = |token: &Token<'_>| {
        let word = fold(token.text);
        word == "sidan" || word == "sida" || word == "sid" || word == "blad"
    };
    &tokens[..tokens.iter().skip(1).position(is_page).map_or(tokens.len(), |at| at + 1)]
}

/// The labels that fill rows from `from` on, and the row after them.
pub(super) fn labels_from<'t>(rows: &[Vec<Cell<'t>>], from: usize) -> (Vec<(Label, Cell<'t>)>, usize) {
    let mut labels = Vec::new();
    let mut row = from;
    let mut after = from;
    while let Some(cells) = rows.get(row).filter(|_| labels.len() < MOST) {
        if cells.is_empty() {
            row += 1;
            continue;
        }
        let [cell] = cells[..] else { break };
        let below = || super::words_below::first_words(&rows[row + 1..]);
        let Some(found) = label::find(&cell, below).filter(|found| found.bytes == cell.text.len()) else {
            break;
        };
        if found.label == Label::Contents {
            break;
        }
        row += 1;
        let Some(next) = after_carried(rows, row, found.carried) else { break };
        labels.push((found.label, cell));
        (row, after) = (next, next);
    }
    (labels, after)
}

/// The row after those that hold nothing but the `carried` words of a split label.
fn after_carried(rows: &[Vec<Cell<'_>>], mut row: usize, mut carried: usize) -> Option<usize> {
    while carried > 0 {
        let cells = rows.get(row)?;
        let words: usize = cells.iter().map(|cell| cell.text.split_whitespace().count()).sum();
        carried = carried.checked_sub(words)?;
        row += 1;
    }
    Some(row)
}

fn begins_with_label(rows: &[Vec<Cell<'_>>], row: usize) -> bool {
    let Some(cell) = rows[row].first() else { return false };
    // `Sekreterare ........`: a place for the pen.
    let pen = cell.text.contains("....") || cell.text.contains("____");
    // `Justerare Vera Ek`: no value begins so.
    let adjusts = |label: Label| matches!(label, Label::Adjusters | Label::Paragraphs);
    label::find(cell, Vec::new)
        .is_some_and(|found| found.closed || found.words > 1 || pen || adjusts(found.label))
}

/// `Tjänstgörande ersättare: Vera Ek (S) för Bo Al (M)` among the values of those who decide: a list inside their list.
fn is_list_in_value(row: &[Cell<'_>]) -> bool {
    let [cell] = row else { return false };
    label::find(cell, Vec::new).is_some_and(|found| {
        matches!(found.label, Label::List(_))
            && cell.text[..found.bytes].ends_with(':')
            && !cell.text[found.bytes..].trim().is_empty()
    })
}

/// The row after a single one that is no label, below the labels: one that no table knows, or that OCR spoilt.
fn after_unknown(rows: &[Vec<Cell<'_>>], start: usize) -> Option<usize> {
    const LONGEST: usize = 30;
    let row = (start..rows.len()).find(|&row| !rows[row].is_empty())?;
    let alone = rows[row].len() == 1 && rows[row][0].text.len() < LONGEST;
    (alone && rows.get(row + 1).is_some_and(Vec::is_empty)).then_some(row + 1)
}

/// A row of values.
struct Line<'r, 't> {
    cells: &'r [Cell<'t>],
    /// Its index among all rows.
    row: usize,
    /// Whether a blank line stands before it.
    gap: bool,
    signs: Signs,
}

/// The rows of values, the first of which is row `from`.
fn values<'r, 't>(rows: &'r [Vec<Cell<'t>>], from: usize) -> Vec<Line<'r, 't>> {
    let mut gap = true;
    let mut out = Vec::new();
    for (row, cells) in (from..).zip(rows) {
        if cells.is_empty() {
            gap = true;
            continue;
        }
        out.push(Line { cells, row, gap, signs: Signs::of(&Joined::new(cells).tokens()) });
        gap = false;
    }
    out
}

/// What a row shows of what it is about.
#[derive(Debug, Clone, Copy)]
struct Signs {
    time: bool,
    date: bool,
    party: bool,
    /// Whether it is a range of § and nothing else.
    range: bool,
    name: bool,
    /// Whether a word in small letters follows a comma.
    title: bool,
    replaces: bool,
    /// Whether it tells of adjusting from afar.
    afar: bool,
    /// Whether it names who signs: secretary, chair, adjuster.
    signs: bool,
    /// Whether it sends the reader to a list: `Enligt närvarolista på nästa sida`.
    refers: bool,
}

impl Signs {
    fn of(tokens: &[Token<'_>]) -> Self {
        let party = (0..tokens.len()).any(|at| party::in_parentheses(tokens, at).is_some());
        let range = ranges_at(tokens, 0).or_else(|| ranges_from(tokens, 0));
        let after_comma = |pair: &[Token<'_>]| {
            pair[0].kind == Kind::Comma
                && pair[1].kind == Kind::Word
                && pair[1].text.starts_with(char::is_lowercase)
        };
        let says = |word: &str| tokens.iter().any(|token| fold(token.text).starts_with(word));
        Self {
            time: !time::stretches(tokens).is_empty(),
            date: !date::dates(tokens, None).is_empty(),
            party,
            range: range.is_some_and(|(end, _)| end >= tokens.len()),
            name: tokens.len() > 1 && tokens[..2].iter().all(is_name_word),
            title: tokens.windows(2).any(after_comma),
            replaces: says("ersatter") || says("ers") || says("tj"),
            afar: says("distans") || says("digital") || says("omedelbar"),
            refers: says("narvarolista") || says("bilaga") || says("sida") || says("bifogad"),
            signs: says("sekreterare") || says("ordforande") || says("justera"),
        }
    }

    /// How well the row fits a label.
    fn fit(self, label: Label) -> f32 {
        let yes = |sign: bool, weight: f32| if sign { weight } else { 0.0 };
        match label {
            Label::PlaceTime | Label::Place | Label::Time => {
                1.0 + yes(self.time, 4.0)
                    - yes(self.party, 6.0)
                    - yes(self.range, 6.0)
                    - yes(self.name && self.title, 3.0)
                    - yes(self.refers, 3.0)
            }
            Label::Date => yes(self.date, 10.0) - 6.0,
            Label::Paragraphs => yes(self.range, 12.0) - 6.0,
            Label::List(list) => {
                self.fit_list(list) - yes(self.range, 4.0) - yes(!self.name && self.time, 4.0)
            }
            Label::Adjusters => yes(self.name, 6.0) - 4.0 - yes(self.title, 1.0) + yes(self.party, 0.5),
            Label::ApprovalPlaceTime | Label::ApprovalPlace | Label::ApprovalTime | Label::ApprovalDate => {
                yes(self.date, 3.0) + yes(self.time, 2.0) + yes(self.afar, 3.0)
                    - yes(self.name, 2.0)
                    - yes(self.party, 5.0)
                    - yes(self.range, 4.0)
            }
            Label::Signatures => yes(self.name, 1.0) + yes(self.signs, 2.5) - 2.0,
            _ => yes(self.name, 5.0) - 3.0,
        }
    }

    fn fit_list(self, list: List) -> f32 {
        let yes = |sign: bool, weight: f32| if sign { weight } else { 0.0 };
        let named = if self.name || self.refers { 1.0 } else { -3.0 };
        match list {
            List::ServingSubstitutes => named + yes(self.party, 3.0) + yes(self.replaces, 2.0),
            List::Substitutes | List::NonServing => named + yes(self.party, 3.5) - yes(self.replaces, 2.0),
            List::Officials
            | List::Others
            | List::Guests
            | List::CoOpted
            | List::Union
            | List::Auditors
            | List::Observers => named + yes(self.title && !self.party, 2.0) - yes(self.party, 3.0),
            List::Present | List::Members | List::Board | List::Excused | List::Absent => {
                named + yes(self.party, 4.0) - yes(self.title && !self.party, 1.0)
            }
        }
    }
}

/// Labels that hold one row as a rule: each further one costs this.
fn further(label: Label) -> f32 {
    match label {
        Label::List(_) => 0.0,
        Label::PlaceTime | Label::Place => 0.8,
        _ => 1.5,
    }
}

/// The label of each row, both in their order, so that the sum of all fits is the highest; `None` where they do not fit.
fn assign(labels: &[(Label, Cell<'_>)], lines: &[Line<'_, '_>]) -> Option<Vec<usize>> {
    let first = lines.first()?;
    let start = |label: usize| first.signs.fit(labels[label].0) + EMPTY * label as f32;
    let mut scores: Vec<f32> = (0..labels.len()).map(start).collect();
    let mut links: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for line in &lines[1..] {
        let mut next = Vec::with_capacity(labels.len());
        let mut link = Vec::with_capacity(labels.len());
        for (to, (label, _)) in labels.iter().enumerate() {
            let step = |from: usize| {
                let stays = from == to;
                let gap = if line.gap { 0.6 } else { 0.0 };
                let cost = if stays { -further(*label) - gap } else { gap + EMPTY * (to - from - 1) as f32 };
                (scores[from] + cost, from)
            };
            let best = (0..=to).map(step).max_by(|a, b| a.0.total_cmp(&b.0))?;
            next.push(best.0 + line.signs.fit(*label));
            link.push(best.1);
        }
        scores = next;
        links.push(link);
    }
    let end = |label: usize| scores[label] + EMPTY * (labels.len() - 1 - label) as f32;
    let last = (0..labels.len()).max_by(|&a, &b| end(a).total_cmp(&end(b)))?;
    if end(last) <= 0.0 {
        return None;
    }
    let mut assigned = vec![last];
    for link in links.iter().rev() {
        assigned.push(link[assigned[assigned.len() - 1]]);
    }
    assigned.reverse();
    Some(assigned)
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::super::testing::unrepaired;
    use super::*;

    fn read(text: &str) -> Option<Vec<(Label, Vec<String>)>> {
        let text = unrepaired(text);
        let rows: Vec<Vec<Cell<'_>>> = (0..text.lines.len()).map(|line| cells(&text, line)).collect();
        let (found, _) = at(&rows, 0).ok()?;
        let words = |field: &Assigned<'_>| field.values.iter().map(|cell| cell.text.to_owned()).collect();
        Some(found.iter().map(|field| (field.label, words(field))).collect())
    }

    #[test]
    fn values_go_to_the_labels_that_they_fit() {
        let found = read(
            "Plats och tid\nBeslutande\nÖvriga deltagare\nUtses att justera\nJusteringens plats\noch tid\nParagrafer\n\nRådhuset, kl 13.00-15.00\nVera Ek (S), ordförande\nBo Al (M)\nAda Ros, kommunchef\nBo Al\nRådhuset 2019-03-04\n12-19\n",
        )
        .expect("labels and values are in two columns");
        let values: Vec<usize> = found.iter().map(|(_, values)| values.len()).collect();
        assert_eq!(values, [1, 2, 1, 1, 1, 1], "{found:?}");
        assert_eq!(found[4].0, Label::ApprovalPlaceTime);
        assert_eq!(found[5].1, ["12-19"]);
    }

    #[test]
    fn labels_of_the_whole_page_come_first() {
        let found = read(
            "Plats och tid\nBeslutande\nUtses att justera\nUnderskrifter\nOrgan\n\nSammanträdesdatum\n2011-05-18\nRådhuset, kl 13.15-15.40\nVera Ek (S) ordförande\nBo Al (M)\nBo Al\nSekreterare ........... Paragrafer 41-45\n",
        )
        .expect("labels and values are in two columns");
        let values: Vec<usize> = found.iter().map(|(_, values)| values.len()).collect();
        assert_eq!(values, [1, 1, 2, 1], "{found:?}");
        assert_eq!(found[0].0, Label::Date);
    }

    #[test]
    fn the_head_of_the_page_stands_between_labels_and_values() {
        let found = read(
            "Plats och tid\n\nBeslutande\n\nÖvriga närvarande\n\nPROTOKOLL 1(3)\nSammanträdesdatum\n2024-05-15\n\nRådhuset, klockan 09:00-15:10\n\nVera Ek (S), ordförande\nBo Al (M)\n\nAda Ros, kommunchef\n",
        )
        .expect("labels and values are in two columns");
        let values: Vec<usize> = found.iter().map(|(_, values)| values.len()).collect();
        assert_eq!(values, [1, 1, 2, 1], "{found:?}");
    }

    #[test]
    fn who_signs_is_no_value_of_the_labels_before() {
        let found = read(
            "Övriga närvarande:\n\nUtses att justera:\n\nJusteringens\nplats och tid:\n\nUnderskrifter:\n\nAda Ros, kommunsekreterare\nPer Ö, kommunchef\nCa 25 åhörare\n\nVera Ek och Bo Al\n\nRådhuset, Osby, måndag 25 februari kl. 15.30\n\nAda Ros, sekreterare §§ 1-7\n\nEva Alm, ordförande\n\nDatum för anslagets\nuppsättande:\n",
        )
        .expect("labels and values are in two columns");
        let values: Vec<usize> = found.iter().map(|(_, values)| values.len()).collect();
        assert_eq!(values, [3, 1, 1], "{found:?}");
        assert_eq!(found[1].1, ["Vera Ek och Bo Al"]);
    }

    #[test]
    fn labels_beside_their_values_are_no_stack() {
        assert!(
            read("Plats och tid     Rådhuset\nBeslutande        Vera Ek (S)\nParagrafer        1-3\n")
                .is_none()
        );
        assert!(read("Beslutande\nVera Ek (S)\nErsättare\nBo Al (M)\n").is_none());
    }
}
