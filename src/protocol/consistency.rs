//! What the parts of a protocol say about each other: numbers against the head's range, votes and names against those present.

use super::attendance::variant_of;
use super::model::{Attendee, How, Item, Member, Presence, Protocol, Role};
use crate::diagnostic::Diagnostic;
use rustc_hash::{FxHashMap, FxHashSet};

/// Names that are compared with those present: more is no protocol.
const MOST_NAMES: usize = 300;
/// Rows of attendance that names are compared with.
const MOST_ROWS: usize = 400;

/// What does not agree. None of it is put right: a person should look.
pub(super) fn check(protocol: &Protocol) -> Vec<Diagnostic> {
    let mut found = doubled(&protocol.items);
    found.extend(against_range(protocol));
    found.extend(votes(protocol));
    found.extend(replaced(&protocol.attendance));
    found.extend(names(protocol));
    found
}

/// The figures of an item's number.
fn figures(item: &Item) -> Option<u32> {
    let number = &item.number.as_ref()?.value;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok()).flatten()
}

/// Whether the item is a § of a board.
fn is_paragraph(item: &Item) -> bool {
    item.label.as_ref().is_some_and(|label| label.value.contains('§'))
}

/// A § number that two items bear.
fn doubled(items: &[Item]) -> Vec<Diagnostic> {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let numbers = items.iter().filter(|item| is_paragraph(item)).filter_map(|item| item.number.as_ref());
    numbers
        .filter(|number| !seen.insert(number.value.as_str()))
        .map(|number| {
            Diagnostic::warning(
                "paragraph-doubled",
                None,
                format!("two items bear the number § {}", number.value),
            )
        })
        .collect()
}

/// The range that the head prints against the first and the last item found.
fn against_range(protocol: &Protocol) -> Vec<Diagnostic> {
    let meeting = &protocol.meeting;
    let (Some(first), Some(last)) = (&meeting.first_paragraph, &meeting.last_paragraph) else {
        return Vec::new();
    };
    if first.how == How::Inferred || last.how == How::Inferred {
        return Vec::new();
    }
    let numbers: Vec<u32> =
        protocol.items.iter().filter(|item| is_paragraph(item)).filter_map(figures).collect();
    let (Some(&lowest), Some(&highest)) = (numbers.iter().min(), numbers.iter().max()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut missing = |from: u32, to: u32| {
        let which = if from == to { format!("§ {from}") } else { format!("§§ {from}-{to}") };
        let message = format!("the head names {which}, which was not found");
        out.push(Diagnostic::warning("paragraph-missing", None, message));
    };
    if first.value < lowest && lowest <= last.value {
        missing(first.value, lowest - 1);
    }
    if highest < last.value && first.value <= highest {
        missing(highest + 1, last.value);
    }
    let outside: Vec<String> = numbers
        .iter()
        .filter(|number| !(first.value..=last.value).contains(number))
        .map(u32::to_string)
        .collect();
    if !outside.is_empty() {
        let message = format!(
            "§ {} stands outside the range {}-{} that the head prints",
            outside.join(", "),
            first.value,
            last.value
        );
        out.push(Diagnostic::warning("paragraph-outside-range", None, message));
    }
    out
}

/// Votes of more than those who may vote, and votes by name of somebody twice.
fn votes(protocol: &Protocol) -> Vec<Diagnostic> {
    let serving: FxHashSet<&str> = protocol
        .attendance
        .iter()
        .filter(|row| row.serving == Some(true) && row.status == Presence::Present)
        .map(|row| row.name.value.as_str())
        .collect();
    let mut out = Vec::new();
    for item in &protocol.items {
        let name = item.number.as_ref().map_or("without number", |number| number.value.as_str());
        for vote in &item.votes {
            let given: u64 = [&vote.yes, &vote.no, &vote.abstain]
                .into_iter()
                .flatten()
                .map(|count| u64::from(count.value))
                .sum();
            if !serving.is_empty() && given > serving.len() as u64 {
                let message =
                    format!("item {name}: {given} votes are counted, but {} members serve", serving.len());
                out.push(Diagnostic::warning("vote-exceeds-present", None, message));
            }
            let mut voters: FxHashSet<&str> = FxHashSet::default();
            for ballot in vote.ballots.iter().filter(|ballot| !voters.insert(ballot.name.value.as_str())) {
                let message = format!("item {name}: {} votes twice", ballot.name.value);
                out.push(Diagnostic::warning("voter-doubled", None, message));
            }
        }
    }
    out
}

/// A member who is said to be replaced, and to be there all the same for the whole meeting.
fn replaced(rows: &[Attendee]) -> Vec<Diagnostic> {
    let whole = |row: &&Attendee| {
        row.status == Presence::Present
            && row.serving == Some(true)
            && row.paragraphs.is_empty()
            && row.arrived.is_none()
            && row.left.is_none()
            && row.roles.iter().any(|role| role.value == Role::Member)
    };
    let there: FxHashMap<&str, &Attendee> =
        rows.iter().filter(whole).map(|row| (row.name.value.as_str(), row)).collect();
    rows.iter()
        .filter(|row| row.paragraphs.is_empty())
        .filter_map(|row| {
            let member = row.serves_for.as_ref()?;
            there.contains_key(member.value.as_str()).then(|| {
                let message = format!("{} serves for {}, who is present too", row.name.value, member.value);
                Diagnostic::warning("replaced-member-present", None, message)
            })
        })
        .collect()
}

/// Names in the items that are another way to write the name of one who is present. Nothing is merged.
fn names(protocol: &Protocol) -> Vec<Diagnostic> {
    let rows = &protocol.attendance[..protocol.attendance.len().min(MOST_ROWS)];
    let known: FxHashSet<&str> = rows.iter().map(|row| row.name.value.as_str()).collect();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let named = protocol.items.iter().flat_map(members).map(|member| member.name.value.as_str());
    named
        .filter(|name| !known.contains(name) && seen.insert(name))
        .take(MOST_NAMES)
        .filter_map(|name| {
            let row = variant_of(rows, name)?;
            let message = format!("{name} may be {}, who is among those present", row.name.value);
            Some(Diagnostic::info("name-variant", None, message))
        })
        .collect()
}

/// Those who move, reserve, state or stand aside in an item.
fn members(item: &Item) -> impl Iterator<Item = &Member> {
    let moved = item.proposals.iter().flat_map(|proposal| &proposal.by);
    let reserved = item.reservations.iter().flat_map(|reservation| &reservation.by);
    let stated = item.statements.iter().flat_map(|statement| &statement.by);
    moved.chain(reserved).chain(stated).chain(&item.recusals)
}

#[cfg(test)]
mod tests {
    use super::super::testing::unrepaired;
    use crate::dictionary::Dictionary;

    const COVER: &str = "Osby kommun     Protokoll\nKommunstyrelsen     2019-03-04\n\nPlats och tid     Rådhuset kl. 13.00-15.00\nBeslutande     Vera Ekman (S), ordförande\n               Bo Alm (M)\n               Ada Rosén (V)\nErsättare      Nils Törn (S) ersätter Bo Alm (M)\nUtses att justera     Bo Alm\nParagrafer     11-13\n\n";

    fn codes(items: &str) -> Vec<&'static str> {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let text = unrepaired(&format!("{COVER}{items}"));
        super::super::read(&text, &dictionary).1.iter().map(|found| found.code).collect()
    }

    #[test]
    fn numbers_are_held_against_the_heads_range() {
        let found =
            codes("§ 11 Budget\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nTill ombud utses Bo Alm (M).\n");
        assert!(found.contains(&"paragraph-missing"), "{found:?}");
        let found = codes(
            "§ 11 Budget\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nValet bordläggs.\n\n§ 13 Vägar\nBeslut\nPlanen antas.\n\n§ 14 Hus\nBeslut\nPlanen antas.\n",
        );
        assert!(
            found.contains(&"paragraph-outside-range") && !found.contains(&"paragraph-missing"),
            "{found:?}"
        );
    }

    #[test]
    fn more_votes_than_members() {
        let found = codes(
            "§ 11 Budget\nOmröstning\nOmröstningen ger 6 ja-röster och 3 nej-röster.\n\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nValet bordläggs.\n\n§ 13 Vägar\nBeslut\nPlanen antas.\n",
        );
        assert!(found.contains(&"vote-exceeds-present"), "{found:?}");
    }

    #[test]
    fn a_member_who_is_replaced_and_present() {
        let found = codes(
            "§ 11 Budget\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nValet bordläggs.\n\n§ 13 Hus\nBeslut\nPlanen antas.\n",
        );
        assert!(found.contains(&"replaced-member-present"), "{found:?}");
    }

    #[test]
    fn a_name_that_is_written_in_two_ways() {
        let found = codes(
            "§ 11 Budget\nYrkanden\nAda Rosen (V) yrkar avslag.\n\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nValet bordläggs.\n\n§ 13 Hus\nBeslut\nPlanen antas.\n",
        );
        assert!(!found.contains(&"name-variant"), "accents do not make another name: {found:?}");
        let found = codes(
            "§ 11 Budget\nYrkanden\nAda Roséen (V) yrkar avslag.\n\nBeslut\nBudgeten antas.\n\n§ 12 Val\nBeslut\nValet bordläggs.\n\n§ 13 Hus\nBeslut\nPlanen antas.\n",
        );
        assert!(found.contains(&"name-variant"), "{found:?}");
    }
}
