//! Who speaks in an item beside its decision: reserves, stands aside, has something noted, moves; and what is adjusted at once.

use super::dissent;
use super::item::{Announced, Draft};
use super::model::{Proposal, StatementKind, Text};
use super::narrative;
use super::passage::Passage;
use super::presenters;
use super::procedure;
use super::proposal;
use super::prose::{self, Mark, Paragraph};
use super::recusal;
use super::sentence;

impl Draft<'_> {
    /// What a paragraph among the decisions holds beside the sentences that reserve, stand aside or move, which are put where
    /// they belong; `None` where there are no such sentences.
    pub(super) fn without_dissent(
        &mut self,
        paragraph: &Paragraph,
        content: &Passage,
    ) -> Option<Vec<Paragraph>> {
        if paragraph.mark != Mark::None {
            return None;
        }
        let sentences = sentence::sentences(content, self.title);
        let mut left = Vec::new();
        let mut found = false;
        let count = sentences.len();
        for part in sentences {
            let said = if count > 1 { procedure::immediate(&part) } else { None };
            let at_once = said.is_some();
            said.into_iter().for_each(|said| self.approve_at_once(said));
            if at_once || self.dissents(&part) || self.moves(&part) || self.votes(&part) {
                found = true;
            } else {
                left.push(part);
            }
        }
        (found && left.len() < count).then(|| left.iter().map(narrative::plain).collect())
    }

    /// Whether a paragraph below the decision begins by telling who informs of the matter.
    pub(super) fn presents(&self, content: &Passage) -> bool {
        let first = sentence::sentences(content, self.title).into_iter().next();
        first.is_some_and(|first| {
            prose::ends_sentence(first.as_str())
                && dissent::told(&first, self.dictionary).is_none()
                && !presenters::told(&first, self.dictionary).is_empty()
        })
    }

    /// Takes a sentence among the decisions or in the account that reserves, stands aside, is a statement, or adjusts at once.
    pub(super) fn dissents(&mut self, part: &Passage) -> bool {
        let text = part.as_str();
        // What a body writes in an item about jäv, or about another item, stays its decision.
        let aside = text.to_lowercase().contains("jäv")
            && recusal::other_item(text).is_none()
            && !self.title.to_lowercase().contains("jäv");
        if aside && self.recuse(part) {
            return true;
        }
        if let Some(statement) = dissent::told(part, self.dictionary) {
            self.item.statements.push(statement);
            return true;
        }
        if takes_no_part(text) {
            return true;
        }
        const SAYS: [&str; 5] =
            [" reserverar sig", " reserverade sig", " mening", " reservation", "Reservation "];
        if !SAYS.iter().any(|words| text.contains(words)) {
            return false;
        }
        let found = dissent::reservations(&[narrative::plain(part)], None, self.dictionary);
        let taken = !found.is_empty() && found.iter().all(|found| !found.by.is_empty());
        if taken {
            self.item.reservations.extend(found);
        }
        taken || narrative::dissented(text, self)
    }

    /// Takes a sentence among the decisions that tells who voted how.
    fn votes(&mut self, part: &Passage) -> bool {
        let voted = super::voters::ballots(part, self.dictionary).is_some();
        if voted {
            self.tell_vote(part);
        }
        voted
    }

    /// Takes a sentence among the decisions in which a member moves.
    fn moves(&mut self, part: &Passage) -> bool {
        let found = if part.as_str().contains(" yrka") {
            proposal::motions(part, self.dictionary)
        } else {
            Vec::new()
        };
        let moved = !found.is_empty();
        self.item.proposals.extend(found.into_iter().flat_map(|motion| motion.proposals(false)));
        moved
    }

    /// Adds a paragraph to the reasons of the last reservation.
    pub(super) fn extend_reservation(&mut self, paragraph: &Passage) {
        let Some(more) = paragraph.whole() else { return };
        if let Some(last) = self.item.reservations.last_mut() {
            dissent::extend(&mut last.text, more, '\n');
        }
    }

    /// Adds what is moved, but not what is told again.
    pub(super) fn move_once(&mut self, moved: impl Iterator<Item = Proposal>) {
        let who = |proposal: &Proposal| -> Vec<String> {
            proposal.by.iter().map(|member| member.name.value.clone()).collect()
        };
        for proposal in moved {
            let told = |known: &Proposal| known.action == proposal.action && who(known) == who(&proposal);
            if !self.item.proposals.iter().any(told) {
                self.item.proposals.push(proposal);
            }
        }
    }

    pub(super) fn statements(
        &mut self,
        paragraphs: &[Paragraph],
        heading: Option<&Passage>,
        kind: StatementKind,
    ) {
        self.item.statements.extend(dissent::statements(paragraphs, heading, kind, self.dictionary));
    }

    pub(super) fn recusals(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            for sentence in sentence::sentences(&paragraph.content(), "") {
                if !self.recuse(&sentence) {
                    let named = recusal::named(&sentence, self.dictionary);
                    self.item.recusals.extend(named.into_iter().flatten());
                }
            }
        }
    }

    /// Takes those that a sentence tells to stand aside, here or in another item; whether there are any.
    pub(super) fn recuse(&mut self, sentence: &Passage) -> bool {
        let Some(members) = recusal::aside(sentence, self.dictionary) else {
            return false;
        };
        let own = self.item.number.as_ref().map(|number| number.value.as_str());
        match recusal::other_item(sentence.as_str()).filter(|number| Some(*number) != own) {
            Some(number) => self.announced.push(Announced { number: number.to_owned(), members }),
            None => self.item.recusals.extend(members),
        }
        true
    }

    pub(super) fn immediate(&mut self, heading: Option<&Passage>, paragraphs: &[Paragraph]) {
        let said = heading.and_then(procedure::immediate);
        let said = said
            .or_else(|| paragraphs.iter().find_map(|paragraph| procedure::immediate(&paragraph.content())));
        if let Some(said) = said {
            self.approve_at_once(said);
        }
    }

    /// Sets the flag of the item that `said` names, which need not be this one: `Paragraf 8 förklaras omedelbart justerad.`
    pub(super) fn approve_at_once(&mut self, said: Text) {
        let own = self.item.number.as_ref().map(|number| number.value.as_str());
        match procedure::immediate_item(&said.value).filter(|number| Some(*number) != own) {
            Some(number) => self.adjusted.push((number.to_owned(), said)),
            None => {
                self.item.approved_immediately.get_or_insert(said);
            }
        }
    }
}

/// `I beslutet om ansvarsfrihet deltar inte de ledamöter som ingår i styrelsen.`
pub(super) fn takes_no_part(text: &str) -> bool {
    const PART: [&str; 9] = [
        " inte i beslutet",
        " ej i beslutet",
        " icke i beslutet",
        " inte deltagit i beslutet",
        " ej deltagit i beslutet",
        " icke deltagit i beslutet",
        " inte deltager i beslutet",
        " ej deltager i beslutet",
        " icke deltager i beslutet",
    ];
    if PART.iter().any(|words| text.contains(words)) {
        return true;
    }
    /// Bytes at the beginning among which the word stands.
    const NEAR: usize = 40;
    const BESLUT: &str = "beslut";
    let small = text.to_lowercase();
    small.starts_with("i ")
        && small.find(BESLUT).is_some_and(|at| at + BESLUT.len() <= NEAR)
        && ["deltar inte ", "deltar ej ", "deltog inte ", "deltog ej ", "deltager icke ", "deltogo icke "]
            .iter()
            .any(|words| small.contains(words))
}

#[cfg(test)]
mod tests {
    use super::takes_no_part;

    #[test]
    fn who_takes_no_part_is_told_at_the_beginning_whatever_letters_stand_there() {
        assert!(takes_no_part("I beslutet om ansvarsfrihet deltar inte styrelsens ledamöter."));
        for letters in 1..5 {
            let long = format!("I {} {} beslut deltar inte Vera Ek.", "x".repeat(letters), "å".repeat(30));
            assert!(!takes_no_part(&long));
        }
    }
}
