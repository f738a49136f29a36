//! Numbers that were read as a column of their own, above the paragraphs that stand beside them in print.
//!
//! Only where there are as many paragraphs as numbers is it plain which is whose; else the text stays with the last number, and it is said.

use std::ops::Range;

use super::lines::Lines;
use super::zones::ItemZone;
use crate::diagnostic::Diagnostic;

/// Bare numbers below each other from which they are a column.
const FEWEST: usize = 3;

/// Deals the paragraphs below columns of numbers out to their items.
pub(super) fn deal(lines: &Lines<'_>, items: &mut [ItemZone]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for column in columns(lines, items) {
        let last = column.end - 1;
        let paragraphs = paragraphs(lines, &items[last].body);
        if paragraphs.len() == column.len() {
            for (item, paragraph) in items[column].iter_mut().zip(paragraphs) {
                item.body = paragraph;
            }
        } else if paragraphs.len() > column.len() {
            told.push(untold(lines, &items[column]));
        }
    }
    told
}

/// Items whose numbers stand below each other with nothing between.
fn columns(lines: &Lines<'_>, items: &[ItemZone]) -> Vec<Range<usize>> {
    let is_bare = |item: &ItemZone| lines.get(item.heading).text[item.rest..].trim().is_empty();
    let is_empty = |item: &ItemZone| item.body.iter().all(|&line| is_nothing(lines, line));
    let mut found = Vec::new();
    let mut start = 0;
    for (at, item) in items.iter().enumerate() {
        if is_bare(item) && is_empty(item) {
            continue;
        }
        let end = at + usize::from(is_bare(item));
        if end - start >= FEWEST && end > at {
            found.push(start..end);
        }
        start = at + 1;
    }
    found
}

/// The lines of each paragraph, parted by empty lines.
fn paragraphs(lines: &Lines<'_>, body: &[usize]) -> Vec<Vec<usize>> {
    let parts = body.split(|&line| is_nothing(lines, line));
    parts.filter(|part| !part.is_empty()).map(<[usize]>::to_vec).collect()
}

fn is_nothing(lines: &Lines<'_>, line: usize) -> bool {
    let line = lines.get(line);
    line.furniture || line.is_blank()
}

fn untold(lines: &Lines<'_>, items: &[ItemZone]) -> Diagnostic {
    let name = |item: Option<&ItemZone>| {
        item.and_then(|item| item.label.as_ref()).map_or_else(String::new, |label| label.value.clone())
    };
    let page = items.first().map(|item| lines.get(item.heading).page);
    let message = format!(
        "the numbers {} to {} stand in a column apart from their text, which was left with the last of them",
        name(items.first()),
        name(items.last())
    );
    Diagnostic::warning("labels-apart", page, message)
}

#[cfg(test)]
mod tests {
    use super::super::zones;
    use super::*;

    /// The text of each item's body, and the codes of what is said.
    fn dealt(source: &str) -> (Vec<String>, Vec<&'static str>) {
        let text = super::super::testing::unrepaired(source);
        let lines = Lines::new(&text);
        let (zones, diagnostics) = zones::find(&lines);
        let body = |item: &ItemZone| {
            let of_line = |&line: &usize| lines.get(line).text.trim();
            item.body.iter().map(of_line).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        (zones.items.iter().map(body).collect(), diagnostics.iter().map(|said| said.code).collect())
    }

    #[test]
    fn as_many_paragraphs_as_numbers() {
        let (bodies, said) = dealt(
            "Årsmöte\n\n§ 1\n\n§ 2\n§ 3\n\nMötet öppnades av\nordföranden.\n\nDagordningen godkändes.\n\nTill sekreterare valdes Bo Al.\n\n§ 4 Avslutning\nMötet avslutades.\n",
        );
        assert_eq!(
            bodies,
            [
                "Mötet öppnades av ordföranden.",
                "Dagordningen godkändes.",
                "Till sekreterare valdes Bo Al.",
                "Mötet avslutades."
            ]
        );
        assert!(!said.contains(&"labels-apart"), "{said:?}");
    }

    #[test]
    fn where_it_is_not_plain_it_is_said() {
        let (bodies, said) = dealt(
            "Årsmöte\n\n§ 1\n\n§ 2\n§ 3\n\nMötet öppnades.\n\nAlla hälsades välkomna.\n\nDagordningen godkändes.\n\nTill sekreterare valdes Bo Al.\n\n§ 4 Avslutning\nMötet avslutades.\n",
        );
        assert!(bodies[0].is_empty() && bodies[2].contains("välkomna"), "{bodies:?}");
        assert!(said.contains(&"labels-apart"), "{said:?}");
    }
}
