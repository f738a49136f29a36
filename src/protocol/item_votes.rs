//! The votes of an item: what its sections, lists and sentences tell, put together.

use super::ballots;
use super::blocks::Block;
use super::item::Draft;
use super::model::{Choice, Text, Value, Vote};
use super::passage::Passage;
use super::prose::Paragraph;
use super::vote;
use crate::diagnostic::Diagnostic;

impl Draft<'_> {
    /// Reads a section Omröstning.
    pub(super) fn vote_section(&mut self, paragraphs: &[Paragraph]) {
        let mut text = Passage::default();
        for paragraph in paragraphs {
            text.append_line(&paragraph.text);
        }
        let read = vote::read(&text, self.asked().as_ref(), self.dictionary);
        self.order.extend(read.order);
        self.add_vote(read.vote);
    }

    /// The question of the last vote, whose result has not come yet.
    fn asked(&self) -> Option<Text> {
        self.item.votes.last().filter(|last| is_open(last))?.question.clone()
    }

    /// Adds a vote; what a heading parted (question here, result there) is one.
    fn add_vote(&mut self, vote: Vote) {
        match self.item.votes.last_mut() {
            Some(last) if is_open(last) => {
                let question = last.question.take().or(vote.question.clone());
                *last = Vote { question, ..vote };
            }
            // Who voted how, and in the next sentence how many they were.
            Some(last) if !vote::has_counts(last) && vote.ballots.is_empty() && vote::has_counts(&vote) => {
                let (ballots, question) = (std::mem::take(&mut last.ballots), last.question.take());
                *last = Vote { ballots, question: question.or(vote.question.clone()), ..vote };
            }
            _ => self.item.votes.push(vote),
        }
    }

    /// Reads a table of votes by name; one without columns is a list of who voted how.
    pub(super) fn vote_list(&mut self, block: &Block<'_>, paragraphs: &[Paragraph]) {
        let lines: Vec<_> = block.pieces.iter().map(|piece| piece.line).collect();
        let lists = ballots::read(&lines, self.dictionary);
        if lists.votes.is_empty() && lists.untold.is_empty() {
            self.vote_section(paragraphs);
        }
        self.untold.extend(lists.untold);
        for list in lists.votes {
            let same = |vote: &&mut Vote| {
                let equal = |a: &Option<Value<u32>>, b: &Option<Value<u32>>| {
                    a.as_ref().zip(b.as_ref()).is_none_or(|(a, b)| a.value == b.value)
                };
                vote.ballots.is_empty() && equal(&vote.yes, &list.yes) && equal(&vote.no, &list.no)
            };
            match self.item.votes.iter_mut().find(same) {
                Some(vote) => {
                    vote.ballots = list.ballots;
                    vote.yes = vote.yes.take().or(list.yes);
                    vote.no = vote.no.take().or(list.no);
                    vote.abstain = vote.abstain.take().or(list.abstain);
                    vote.absent = vote.absent.take().or(list.absent);
                }
                None => self.item.votes.push(list),
            }
        }
    }

    /// Keeps a sentence of running text that tells of a vote.
    pub(super) fn tell_vote(&mut self, sentence: &Passage) {
        self.told.append_line(sentence);
    }

    /// Reads the sentences that tell of a vote.
    pub(super) fn close_told_vote(&mut self) {
        let told = std::mem::take(&mut self.told);
        if told.is_empty() {
            return;
        }
        let read = vote::read(&told, self.asked().as_ref(), self.dictionary);
        if !vote::is_empty(&read.vote) {
            self.add_vote(read.vote);
        }
    }

    /// A question or result that stands under Propositionsordning belongs to the vote too.
    pub(super) fn votes_of_order(&mut self, order: &Passage) {
        if let Some(vote) = self.item.votes.iter_mut().find(|vote| vote.question.is_none()) {
            vote.question = vote::question(order);
        } else if self.item.votes.is_empty() && vote::is_result(order.as_str()) {
            let read = vote::read(order, None, self.dictionary);
            if vote::has_counts(&read.vote) {
                self.item.votes.push(read.vote);
            }
        }
    }
}

/// Whether a vote has no result yet.
fn is_open(vote: &Vote) -> bool {
    !vote::has_counts(vote) && vote.ballots.is_empty()
}

/// Those whose votes stand in columns that the text does not tell.
pub(super) fn untold(names: &[String], name: &str, page: u32) -> Option<Diagnostic> {
    (!names.is_empty()).then(|| {
        let message = format!(
            "item {name}: the text does not tell under which head the crosses of the vote stand; left out are the votes of {}",
            names.join(", ")
        );
        Diagnostic::warning("votes-untold", Some(page), message)
    })
}

/// Sums that do not fit the named votes.
pub(super) fn mismatch(vote: &Vote, name: &str, page: u32) -> Option<Diagnostic> {
    let named = |choice: Choice| {
        u32::try_from(vote.ballots.iter().filter(|ballot| ballot.choice.value == choice).count())
            .unwrap_or(u32::MAX)
    };
    let differs =
        |count: &Option<Value<u32>>, choice| count.as_ref().is_some_and(|count| count.value != named(choice));
    (!vote.ballots.is_empty() && (differs(&vote.yes, Choice::Yes) || differs(&vote.no, Choice::No))).then(
        || {
            let message = format!("item {name}: the votes by name do not add up to the result of the vote");
            Diagnostic::warning("vote-sum", Some(page), message)
        },
    )
}
