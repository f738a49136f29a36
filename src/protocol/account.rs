//! The account of the matter, under whatever heading, and what is moved and put to the question inside it, and who stands aside.

use super::item::Draft;
use super::passage::Passage;
use super::procedure;
use super::proposal;
use super::prose::{Mark, Paragraph};
use super::recusal;
use super::sentence;
use super::tables::fold;

/// Paragraphs of the account, joined on lines of their own.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// What is told so far.
    pub(super) text: Passage,
    running: bool,
}

impl Account {
    /// Adds a paragraph.
    pub(super) fn push(&mut self, paragraph: &Passage) {
        self.running = false;
        self.text.append_line(paragraph);
    }

    /// Adds a sentence to the paragraph that is being put together.
    pub(super) fn push_running(&mut self, sentence: &Passage) {
        if self.running {
            let place = self.text.last_place();
            self.text.push_for(" ", place);
            self.text.append_directly(sentence);
        } else {
            self.text.append_line(sentence);
        }
        self.running = true;
    }

    /// Ends the paragraph that is being put together.
    pub(super) fn end_running(&mut self) {
        self.running = false;
    }
}

/// Whether a heading is over what other bodies did before: what was moved there was not moved here.
pub(super) fn is_of_others(heading: &str) -> bool {
    const OTHERS: [&str; 6] = ["tidigare", "beredning", "handlaggning", "utskott", "historik", "remiss"];
    let folded = fold(heading);
    // `Arbetsutskottets överläggning` is the one at the meeting.
    !folded.contains("overlaggning") && OTHERS.iter().any(|word| folded.contains(word))
}

impl Draft<'_> {
    /// Reads a section that tells of the matter. `own` where what is moved in it is moved at this meeting.
    pub(super) fn account(&mut self, paragraphs: &[Paragraph], own: bool) {
        for paragraph in paragraphs {
            let content = paragraph.content();
            let sentences = sentence::sentences(&content, self.title);
            sentences.iter().for_each(|sentence| self.tell_presenters(sentence));
            let put = !self.item.proposals.is_empty();
            let is_deed = |part: &Passage| {
                proposal::is_moved(part.as_str())
                    || put && part.as_str().starts_with("Ordföranden yrkar ")
                    || recusal::may_recuse(part.as_str())
                    || put && procedure::is_procedure(part)
            };
            let moves = own && paragraph.mark == Mark::None && sentences.iter().any(is_deed);
            if moves {
                self.matter_of(&sentences);
            } else {
                self.summary.push(&paragraph.text);
            }
        }
    }

    /// Puts the sentences of a paragraph in which somebody moves where they belong; what is left is the matter.
    fn matter_of(&mut self, sentences: &[Passage]) {
        for part in sentences {
            if recusal::may_recuse(part.as_str()) && self.recuse(part) {
                continue;
            }
            let moved = !self.item.proposals.is_empty();
            // Beside others who move, the chair does too: `Ordföranden yrkar bifall`.
            let moves = proposal::is_moved(part.as_str()) || moved && part.as_str().contains(" yrkar ");
            let motions = if moves { proposal::motions(part, self.dictionary) } else { Vec::new() };
            if !motions.is_empty() {
                self.item.proposals.extend(motions.into_iter().flat_map(|motion| motion.proposals(false)));
            } else if moved && proposal::join(part, &mut self.item.proposals, self.dictionary) {
                continue;
            } else if !(moved && procedure::procedure(part, self)) {
                self.summary.push_running(part);
            }
        }
        self.summary.end_running();
        self.close_told_vote();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[test]
    fn what_is_moved_in_the_account_is_taken_out() {
        let item = testing::item(
            "Beslut\nÄrendet återremitteras.\n\nSammanfattning av ärendet\nTaxan är gammal. Eva Holm (KD) yrkar att ärendet återremitteras. Ordföranden ställer\nproposition på yrkandet och finner det bifallet.\n",
        );
        assert_eq!(item.summary.unwrap().value, "Taxan är gammal.");
        assert_eq!(item.proposals[0].text.value, "ärendet återremitteras.");
        assert!(item.proposition_order.is_some());
    }

    #[test]
    fn the_question_in_a_paragraph_after_what_was_moved() {
        let item = testing::item(
            "Överläggning\nEva Holm (KD) yrkar avslag. Ordföranden yrkar bifall.\n\nOrdföranden ställer proposition på yrkandena och finner bifall.\n\nBeslut\nTaxan antas.\n",
        );
        assert_eq!(item.proposals.len(), 2);
        assert!(item.proposition_order.is_some());
        assert!(item.summary.is_none());
    }

    #[test]
    fn who_stands_aside_in_the_account() {
        let item = testing::item(
            "Beslut\nVera Ek (M) väljs.\n\nÄrendebeskrivning\nEn ledamot ska väljas.\n\nNils Ros (S) deltog inte i handläggningen av ärendet på grund av jäv.\n",
        );
        assert_eq!(item.summary.unwrap().value, "En ledamot ska väljas.");
        assert_eq!(testing::who(&item.recusals), ["Nils Ros (S)"]);
    }

    #[test]
    fn what_others_moved_before_stays() {
        let item = testing::item(
            "Beslut\nTaxan antas.\n\nTidigare behandling\nEva Holm (KD) yrkade avslag i arbetsutskottet.\n",
        );
        assert_eq!(item.summary.unwrap().value, "Eva Holm (KD) yrkade avslag i arbetsutskottet.");
        assert!(item.proposals.is_empty());
    }
}
