//! Notices whose labels were read first and whose values after them: `Organ`, `Anslaget sätts upp`, `Anslaget tas ned`, and
//! then the body and both days.

use super::cells::Cell;
use super::date;
use super::joined::Joined;
use super::label::Label;
use super::stacked::{Assigned, labels_from};

/// Labels that tell of the posting at least.
const LEAST: usize = 2;
/// Rows of values at most.
const MOST: usize = 8;

/// The stack of labels that begins at row `from`, with its values and the row after them.
pub(super) fn at<'t>(rows: &[Vec<Cell<'t>>], from: usize) -> Option<(Vec<Assigned<'t>>, usize)> {
    let (labels, start) = labels_from(rows, from);
    let tells = |label: Label| {
        matches!(
            label,
            Label::NoticePosted | Label::NoticeRemoved | Label::NoticeDeadline | Label::NoticeStorage
        )
    };
    let about = |label: Label| {
        tells(label)
            || matches!(
                label,
                Label::Notice | Label::NoticeBody | Label::Date | Label::Ignored | Label::Signatures
            )
    };
    let all = labels.iter().all(|(label, _)| about(*label));
    if !all || labels.iter().filter(|(label, _)| tells(*label)).count() < LEAST {
        return None;
    }
    let values: Vec<(usize, Cell<'t>, bool)> = (start..rows.len())
        .filter(|&row| !rows[row].is_empty())
        .take(MOST)
        .map_while(|row| match rows[row][..] {
            [cell] => Some((row, cell, is_day(&cell))),
            _ => None,
        })
        .collect();
    let days: Vec<usize> = (0..values.len()).filter(|&at| values[at].2).collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let dated = |label: Label| {
        matches!(label, Label::NoticePosted | Label::NoticeRemoved | Label::NoticeDeadline | Label::Date)
    };
    // Days that are not as many as their labels could be any of them.
    if labels.iter().filter(|(label, _)| dated(*label)).count() != days.len() {
        return None;
    }
    let mut next_day = days.iter();
    let mut end = last;
    let mut out = Vec::new();
    for &(label, cell) in &labels {
        let value = match label {
            label if dated(label) => next_day.next().copied(),
            Label::NoticeBody => first.checked_sub(1),
            Label::NoticeStorage => Some(last + 1).filter(|&at| at < values.len()),
            _ => None,
        };
        end = end.max(value.unwrap_or(0));
        let values = value.map(|at| values[at].1).into_iter().collect();
        out.push(Assigned { label, cell, values, gaps: Vec::new() });
    }
    Some((out, values[end].0 + 1))
}

/// Whether a cell is a day and nothing else.
fn is_day(cell: &Cell<'_>) -> bool {
    let joined = Joined::new([cell]);
    let tokens = joined.tokens();
    date::dates(&tokens, None).first().is_some_and(|day| day.first == 0 && day.next == tokens.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::cells::cells;
    use crate::protocol::testing::unrepaired;

    fn read(text: &str) -> Option<Vec<(Label, String)>> {
        let text = unrepaired(text);
        let rows: Vec<Vec<Cell<'_>>> = (0..text.lines.len()).map(|line| cells(&text, line)).collect();
        let (fields, _) = at(&rows, 0)?;
        let value = |field: &Assigned<'_>| Some((field.label, field.values.first()?.text.to_owned()));
        Some(fields.iter().filter_map(value).collect())
    }

    #[test]
    fn labels_before_their_values() {
        let found = read(
            "Organ\nSammanträdesdatum\nAnslaget sätts upp\nAnslaget tas ned\nFörvaringsplats\nUnderskrift\nKommunstyrelsen\n2023-05-17\n2023-05-23\n2023-06-14\nKommunkansliet\nKarin Lund\n",
        );
        let expected = [
            (Label::NoticeBody, "Kommunstyrelsen"),
            (Label::Date, "2023-05-17"),
            (Label::NoticePosted, "2023-05-23"),
            (Label::NoticeRemoved, "2023-06-14"),
            (Label::NoticeStorage, "Kommunkansliet"),
        ];
        assert_eq!(found, Some(expected.map(|(label, value)| (label, value.to_owned())).to_vec()));
    }

    #[test]
    fn days_that_could_be_any_are_left_alone() {
        assert!(read("Anslaget sätts upp\nAnslaget tas ned\n2023-05-23\n").is_none());
        assert!(read("Plats\nTid\nBeslutande\nKommunhuset\n").is_none());
    }
}
