//! Vote lists that stand apart from their item, in the list of those present: the head of a column names the item.

use super::ballots;
use super::lines::{Line, Lines};
use super::model::{Item, Vote};
use super::zones::Zones;
use crate::dictionary::Dictionary;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Lines above the columns Ja and Nej among which the number of the item may stand.
const ABOVE: usize = 2;
/// Rows of a list at most.
const LONGEST: usize = 400;

/// Adds the votes by name of such lists to the votes of their items.
pub(super) fn add(lines: &Lines<'_>, zones: &Zones, dictionary: &Dictionary, items: &mut [Item]) {
    let by_number: FxHashMap<String, usize> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((item.number.as_ref()?.value.clone(), at)))
        .collect();
    for part in [&zones.cover, &zones.tail] {
        let rows: Vec<Line<'_>> = part
            .iter()
            .map(|&index| lines.get(index))
            .filter(|line| !line.furniture && !line.is_blank())
            .collect();
        let heads: Vec<usize> = (0..rows.len()).filter(|&at| ballots::is_heading(&rows[at])).collect();
        for (index, &head) in heads.iter().enumerate() {
            let numbers = numbers(&rows[head.saturating_sub(ABOVE)..=head]);
            let end = heads.get(index + 1).copied().unwrap_or(rows.len()).min(head + LONGEST);
            let lists = ballots::side_by_side(&rows[head..end], dictionary).votes;
            if numbers.len() != lists.len() {
                continue;
            }
            for (number, list) in numbers.iter().zip(lists) {
                if let Some(&at) = by_number.get(number).filter(|_| !list.ballots.is_empty()) {
                    fill(&mut items[at], list);
                }
            }
        }
    }
}

/// Gives the votes by name to the item's only vote without any; where it has none, the list is its vote.
fn fill(item: &mut Item, list: Vote) {
    let mut open = item.votes.iter_mut().filter(|vote| vote.ballots.is_empty());
    match (open.next(), open.next()) {
        (Some(vote), None) => {
            vote.yes = vote.yes.take().or(list.yes);
            vote.no = vote.no.take().or(list.no);
            vote.abstain = vote.abstain.take().or(list.abstain);
            vote.absent = vote.absent.take().or(list.absent);
            vote.ballots = list.ballots;
        }
        (None, _) => item.votes.push(list),
        (Some(_), Some(_)) => {}
    }
}

/// The numbers of the §§ that the head names, from left to right.
fn numbers(head: &[Line<'_>]) -> Vec<String> {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"§\s?(\d{1,4})\b").expect("the pattern is valid"));
    head.iter().flat_map(|line| FORM.captures_iter(line.text)).map(|found| found[1].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::protocol::read;
    use crate::protocol::testing::unrepaired;

    #[test]
    fn a_list_of_those_present_holds_the_votes() {
        let text = unrepaired(
            "Osby kommun\nKommunfullmäktige   2024-02-29\n\nLedamot            Parti   Närvarande   § 2\n                                        Ja   Nej\nVera Ek            S       X            X\nNils Lund          M       X                 X\n\n§ 1 Upprop\nBeslut\nUppropet godkänns.\n\n§ 2 Skattesats\nOmröstning\nMed 1 ja-röst och 1 nej-röst avgör ordföranden.\nBeslut\nSkattesatsen fastställs.\n",
        );
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (protocol, _) = read(&text, &dictionary);
        let vote = &protocol.items[1].votes[0];
        let names: Vec<&str> = vote.ballots.iter().map(|ballot| ballot.name.value.as_str()).collect();
        assert_eq!(names, ["Vera Ek", "Nils Lund"]);
        assert_eq!(vote.yes.as_ref().map(|yes| yes.value), Some(1));
    }
}
