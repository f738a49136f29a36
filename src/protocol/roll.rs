//! Those present, where the roll is called in an item and the cover lists nobody.

use super::cells::cells;
use super::fields::Fields;
use super::label::{self, Label};
use super::lines::Lines;
use super::phrases::fold;
use super::section::{self, Section};
use super::zones::ItemZone;
use crate::dictionary::Dictionary;
use crate::repair::RepairedText;

/// Items at the beginning among which the roll is called.
const ITEMS: usize = 8;

/// Takes the lines of the lists out of the item that holds them; none where no item does.
pub(super) fn take(
    text: &RepairedText,
    lines: &Lines<'_>,
    items: &mut [ItemZone],
    dictionary: &Dictionary,
) -> Vec<usize> {
    for item in items.iter_mut().take(ITEMS) {
        let Some(from) = item.body.iter().position(|&line| heads_list(text, lines, line)) else { continue };
        let ends = |line: &usize| {
            section::heading(lines.get(*line).text)
                .is_some_and(|found| found.section != Section::Presenters && !heads_list(text, lines, *line))
        };
        let end = item.body[from..].iter().position(ends).map_or(item.body.len(), |end| from + end);
        let listed: Vec<usize> =
            item.body[from..end].iter().copied().filter(|&line| !lines.get(line).furniture).collect();
        if Fields::read(text, &listed).list_people(dictionary) > 1 {
            item.body.drain(from..end);
            return listed;
        }
    }
    Vec::new()
}

/// The lines of a list of those present that is appended after the items, under a heading that says so.
pub(super) fn appended(
    text: &RepairedText,
    lines: &Lines<'_>,
    tail: &[usize],
    dictionary: &Dictionary,
) -> Vec<usize> {
    let Some(from) = tail.iter().position(|&line| heads_roll(text, line)) else { return Vec::new() };
    let listed: Vec<usize> =
        tail[from + 1..].iter().copied().filter(|&line| !lines.get(line).furniture).collect();
    if Fields::read(text, &listed).list_people(dictionary) > 1 { listed } else { Vec::new() }
}

/// `NÄRVAROLISTA`, alone or beside the name of the municipality.
fn heads_roll(text: &RepairedText, line: usize) -> bool {
    const HEADINGS: [&str; 5] = [
        "narvarolista",
        "narvaroforteckning",
        "narvaro- och voteringslista",
        "deltagarlista",
        "deltagarforteckning",
    ];
    cells(text, line).iter().any(|cell| {
        let folded = fold(cell.text);
        let named = folded.strip_prefix("bilaga ").map_or(folded.as_str(), |rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | ','))
        });
        HEADINGS.contains(&named)
    })
}

/// Whether the line begins with the label of a list of people.
fn heads_list(text: &RepairedText, lines: &Lines<'_>, line: usize) -> bool {
    !lines.get(line).furniture
        && cells(text, line)
            .first()
            .and_then(|cell| label::find(cell, Vec::new))
            .is_some_and(|found| found.closed && matches!(found.label, Label::List(_)))
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::protocol::read;
    use crate::protocol::testing::unrepaired;

    #[test]
    fn an_appended_roll_is_read_where_the_cover_lists_no_members() {
        let text = unrepaired(
            "Osby kommun\nKommunfullmäktige\nProtokoll 2024-02-29\n\nBeslutande   Enligt närvarolista\n\n§ 1 Budget\nBeslut\nBudgeten fastställs.\n\nVid protokollet\nIda Sten\n\u{c}Osby kommun      NÄRVAROLISTA\n\nLedamöter\nVera Ek (S)\nNils Lund (M)\n",
        );
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (protocol, _) = read(&text, &dictionary);
        let names: Vec<&str> = protocol.attendance.iter().map(|row| row.name.value.as_str()).collect();
        assert_eq!(names, ["Vera Ek", "Nils Lund"]);
    }

    #[test]
    fn the_roll_is_read_where_an_item_holds_it() {
        let text = unrepaired(
            "Osby kommun\nKommunstyrelsen\nProtokoll 2024-02-29\n\n§ 1 Mötets öppnande\nOrdföranden öppnar mötet.\n\nNärvarande\nLedamöter\nVera Ek (S)\nNils Lund (M)\nErsättare\nAda Ros (C)\n\n§ 2 Budget\nBeslut\nBudgeten fastställs.\n",
        );
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (protocol, _) = read(&text, &dictionary);
        let names: Vec<&str> = protocol.attendance.iter().map(|row| row.name.value.as_str()).collect();
        assert_eq!(names, ["Vera Ek", "Nils Lund", "Ada Ros"]);
        let summary = protocol.items[0].summary.as_ref().map(|summary| summary.value.as_str());
        assert_eq!(summary, Some("Ordföranden öppnar mötet."));
    }
}
