//! What a body proposes to a higher one, where an item has no other decision.

use super::blocks::Block;
use super::outcome;
use super::section::Section;

/// What the body itself proposes is its decision, where it has no other.
pub(super) fn turn(blocks: &mut [Block<'_>], body: &str) {
    let body = body.to_lowercase();
    // A committee's protocol has nothing to decide but what it asks of its board.
    let committee = body.contains("utskott") || body.contains("beredning");
    for block in blocks.iter_mut().filter(|block| block.section == Some(Section::OfficeProposal)) {
        let Some(heading) = block.heading.as_ref().map(|heading| heading.as_str().to_lowercase()) else {
            continue;
        };
        if is_own(&heading, &body) || committee && asks_board(&heading) {
            block.section = Some(Section::CouncilProposal);
        }
    }
}

/// `Arbetsutskottets förslag till beslut` in the protocol of `Socialnämndens arbetsutskott`.
fn is_own(heading: &str, body: &str) -> bool {
    heading.split_once("s förslag").is_some_and(|(owner, _)| {
        let stem = ["et", "en", "n"].iter().find_map(|end| owner.strip_suffix(end)).unwrap_or(owner);
        outcome::is_body(owner) && (body.ends_with(stem) || body.ends_with(owner))
    })
}

/// `Förslag till beslut i nämnden`
fn asks_board(heading: &str) -> bool {
    ["förslag till beslut i ", "förslag till beslut till "].iter().any(|to| heading.starts_with(to))
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::protocol::model::Outcome;
    use crate::protocol::read;
    use crate::protocol::testing::unrepaired;

    #[test]
    fn a_committee_decides_what_it_asks_of_its_board() {
        let text = unrepaired(
            "Osby kommun\nBarn- och utbildningsnämndens arbetsutskott\n2020-12-02\n\n§ 1 Lovskola\n\nFörslag till beslut i barn- och utbildningsnämnden\n1 Ansökan avslås.\n\nArbetsutskottets överläggning\nUnder överläggningen yrkar Vera Ek (C) att ansökan bifalls.\n\nProposition\nOrdföranden prövar förslagen var för sig och finner att ansökan avslås.\n\nVera Ek (C) reserverar sig mot beslutet.\n",
        );
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (protocol, _) = read(&text, &dictionary);
        let item = &protocol.items[0];
        assert_eq!(item.decisions[0].clauses[0].outcome, Outcome::Proposed);
        assert_eq!(item.proposals[0].text.value, "ansökan bifalls.");
        assert_eq!(item.reservations.len(), 1);
        assert!(!item.proposition_order.as_ref().unwrap().value.contains("reserverar"));
    }
}
