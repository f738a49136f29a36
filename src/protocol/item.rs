//! One item: its sections, each read by its own reader.

use super::account::{self, Account};
use super::blocks::{self, Block};
use super::decision;
use super::dissent;
use super::item_votes::{mismatch, untold};
use super::lines::Lines;
use super::model::{Action, Item, Member, Outcome, Proposal, StatementKind, Text};
use super::motion_words;
use super::narrative;
use super::own_proposals;
use super::papers;
use super::passage::Passage;
use super::presenters;
use super::procedure;
use super::proposal;
use super::prose::{self, Mark, Paragraph, Style};
use super::recusal;
use super::section::{self, Section};
use super::sentence;
use super::title;
use super::unread::{self, Claim};
use super::vote;
use super::zones::ItemZone;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;

/// Longest title in bytes that sentences are compared with.
const LONGEST_TITLE: usize = 400;

/// An item while it is read.
pub(super) struct Draft<'d> {
    /// What is found.
    pub(super) item: Item,
    /// Its title.
    pub(super) title: &'d str,
    /// Names and places.
    pub(super) dictionary: &'d Dictionary,
    /// The account of the matter.
    pub(super) summary: Account,
    /// Whether all running text so far stands in bullets.
    pub(super) bullets_only: bool,
    /// Propositionsordning.
    pub(super) order: Vec<Passage>,
    /// Who stands aside in which other item, by its number.
    pub(super) announced: Vec<Announced>,
    /// Which other items are adjusted at once, by their numbers, with the words that say so.
    pub(super) adjusted: Vec<(String, Text)>,
    /// Those whose votes the text does not tell, though it names them.
    pub(super) untold: Vec<String>,
    /// Sentences of which something should come.
    pub(super) claims: Vec<unread::Sentence>,
    /// Sentences of running text that tell of a vote.
    pub(super) told: Passage,
    /// The body that decides in the running text, in small letters.
    pub(super) decider: Option<String>,
    /// Whether the paragraph of running text that is read leads up to att-satser under it.
    pub(super) leads: bool,
    /// The line over att-satser that decides, `mötet beslutade`: sentences that begin so decide too.
    pub(super) introduces: Option<String>,
}

/// Who will stand aside in an item: `anmäler jäv under paragraf 367`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Announced {
    /// Number of the item.
    pub(super) number: String,
    /// Who stands aside.
    pub(super) members: Vec<Member>,
}

/// What the reading of an item gives.
pub(super) struct ReadItem {
    /// The item.
    pub(super) item: Item,
    /// Who stands aside in other items.
    pub(super) announced: Vec<Announced>,
    /// Which other items are adjusted at once.
    pub(super) adjusted: Vec<(String, Text)>,
    /// What a person should look at.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Where an item has its decisions.
#[derive(Debug, Clone, Copy)]
struct Has {
    /// Under a heading Beslut, or after a line that says who decides.
    decided: bool,
    /// There, or in what is proposed to a higher body.
    headed: bool,
    /// Under a heading `beslut för egen del`: what is proposed to a higher body is another decision.
    own_apart: bool,
    /// Under a heading that names the council itself.
    council_decides: bool,
}

/// Whether the heading of a block names the council: `Kommunfullmäktiges beslut`, `Fullmäktige beslutar`.
fn of_council(block: &Block<'_>) -> bool {
    let first = block.heading.as_ref().and_then(|heading| heading.as_str().split(' ').next());
    first.is_some_and(|word| word.to_lowercase().trim_end_matches('s').ends_with("fullmäktige"))
}

/// Reads an item of a meeting of `body`.
pub(super) fn read(lines: &Lines<'_>, zone: &ItemZone, body: &str, dictionary: &Dictionary) -> ReadItem {
    let pieces = prose::pieces(lines, &zone.body);
    let heading = title::read(lines, zone, &pieces);
    let words = heading.text.value.clone();
    let title = words.get(..LONGEST_TITLE).unwrap_or(&words);
    let mut item = Item::titled(heading.text);
    item.number.clone_from(&zone.number);
    item.label.clone_from(&zone.label);
    item.case_numbers = heading.case_numbers;
    let mut draft = Draft {
        item,
        title,
        dictionary,
        summary: Account::default(),
        bullets_only: true,
        order: Vec::new(),
        announced: Vec::new(),
        adjusted: Vec::new(),
        untold: Vec::new(),
        claims: Vec::new(),
        told: Passage::default(),
        decider: None,
        leads: false,
        introduces: None,
    };
    let mut matter = Vec::new();
    if heading.is_matter {
        matter.push(prose::Piece { line: title::after_label(lines, zone, heading.run_in), gap: false });
    }
    let from = matter.len();
    matter.extend_from_slice(&pieces[heading.taken.min(pieces.len())..]);
    if let Some(first) = matter.get_mut(from).filter(|_| heading.margin > 0) {
        first.line = title::after_margin(first.line, heading.margin);
    }
    let mut found = blocks::split(&matter);
    if section::is_papers(&words) {
        name_papers(&mut found);
    }
    let decided =
        found.iter().any(|block| matches!(block.section, Some(Section::Decision | Section::Decides)));
    if !decided {
        own_proposals::turn(&mut found, body);
    }
    // A board without the heading Beslut decides in what it proposes to the council.
    let headed = decided || found.iter().any(|block| block.section == Some(Section::CouncilProposal));
    // `Kommunfullmäktiges beslut`: what the board proposed to it is a matter of the board's.
    let council_decides =
        found.iter().any(|block| block.section == Some(Section::Decides) && of_council(block));
    let own_apart = found
        .iter()
        .filter_map(|block| block.heading.as_ref())
        .any(|heading| heading.as_str().ends_with("beslut för egen del"));
    let mut before = None;
    draft.introduces = found.iter().find_map(introducer);
    let has = Has { decided, headed, own_apart, council_decides };
    for block in &found {
        draft.block(block, before, has, zone.is_paragraph, lines.width());
        before = block.section.or(before);
    }
    let page = lines.get(zone.heading).page;
    draft.finish(zone.label.is_some(), headed, page)
}

/// `Mötet beslutade`, alone over att-satser, in small letters.
fn introducer(block: &Block<'_>) -> Option<String> {
    let first = block.pieces.first().filter(|_| block.section == Some(Section::Decides))?;
    let line = first.line.text.trim_end_matches([':', ' ']).to_lowercase();
    let line = line.strip_suffix(" att").unwrap_or(&line);
    let verb = ["beslutar", "beslutade", "beslöt"].iter().any(|verb| line.ends_with(verb));
    (verb && line.split(' ').count() == 2).then(|| line.to_owned())
}

/// Under the title `Meddelanden` a list before the decision is one of papers.
fn name_papers(blocks: &mut [Block<'_>]) {
    for block in blocks.iter_mut().filter(|block| block.section.is_none()) {
        let paragraphs = prose::paragraphs(&block.pieces, 80, Style::Running);
        if papers::are_named(&paragraphs) {
            block.section = Some(Section::Papers);
            continue;
        }
        let introduced = paragraphs.first().is_some_and(|first| papers::leads_to_list(first.words()));
        let entry = |paragraph: &&Paragraph| {
            matches!(paragraph.mark, Mark::Number | Mark::Bullet)
                || introduced && paragraph.mark == Mark::Letter
        };
        let reach = paragraphs.iter().rposition(|paragraph| entry(&paragraph)).map_or(0, |last| last + 1);
        let listed = paragraphs.iter().filter(entry).count();
        if listed > 0 && listed + 1 >= reach && paragraphs[reach..].iter().all(papers::acts) {
            block.section = Some(Section::Papers);
        }
    }
}

impl Draft<'_> {
    fn block(
        &mut self,
        block: &Block<'_>,
        before: Option<Section>,
        Has { decided, headed, own_apart, council_decides }: Has,
        is_board: bool,
        width: usize,
    ) {
        let style = match block.section {
            Some(Section::Documents | Section::Papers | Section::Recipients) => Style::List,
            _ => Style::Running,
        };
        let paragraphs = prose::paragraphs(&block.pieces, width, style);
        let heading = block.heading.as_ref();
        match block.section {
            None => narrative::read(&paragraphs, !headed, self),
            Some(Section::Summary) => {
                let own = headed && !heading.is_some_and(|heading| account::is_of_others(heading.as_str()));
                self.account(&paragraphs, own);
            }
            Some(Section::Decision | Section::Decides) if section::is_papers(self.title) => {
                let (documents, rest) = papers::taken_note_of(&paragraphs);
                self.item.documents.extend(documents);
                self.decide(&rest, false);
            }
            Some(Section::Decision | Section::Decides) => self.decide(&paragraphs, false),
            Some(Section::CouncilProposal) => {
                if !council_decides
                    && (before.is_none_or(|before| matches!(before, Section::Decision | Section::Decides))
                        || !decided
                        || own_apart)
                {
                    self.decide(&paragraphs, true);
                    self.name_proposer(heading);
                }
            }
            Some(Section::Proposal) => {
                let amends = heading
                    .is_some_and(|heading| motion_words::action(heading.as_str(), false) == Action::Amend);
                let rest = self.without_order(&paragraphs);
                self.claims.extend(unread::sentences(Claim::Motion, &rest, self.title));
                let mut found = proposal::section(&rest, amends, self.title, self.dictionary);
                let mover = heading.filter(|heading| found.is_empty() && heading.as_str().ends_with(')'));
                if let Some(by) =
                    mover.and_then(|heading| dissent::named_in_heading(heading, self.dictionary))
                {
                    found.extend(proposal::under(by, &rest, amends));
                }
                self.item.proposals.extend(found);
            }
            Some(Section::OfficeProposal) => {
                let found = proposal::section(&paragraphs, false, self.title, self.dictionary);
                let printed =
                    if is_board || !found.is_empty() { found } else { proposal::printed(&paragraphs) };
                self.item.proposals.extend(printed);
                for paragraph in &paragraphs {
                    let content = paragraph.content();
                    sentence::sentences(&content, self.title)
                        .iter()
                        .for_each(|part| self.tell_presenters(part));
                }
            }
            Some(Section::Order) => self.order_section(&paragraphs),
            Some(Section::Vote) => self.vote_section(&paragraphs),
            Some(Section::VoteList) => self.vote_list(block, &paragraphs),
            Some(Section::Reservation) => {
                self.claims.extend(unread::sentences(Claim::Reservation, &paragraphs, self.title));
                self.item.reservations.extend(dissent::reservations(&paragraphs, heading, self.dictionary));
            }
            Some(Section::Note) => self.statements(&paragraphs, heading, StatementKind::Note),
            Some(Section::SpecialStatement) => {
                self.statements(&paragraphs, heading, StatementKind::SpecialStatement);
            }
            Some(Section::Recusal) => match recusal::without_deputies(&block.pieces) {
                Some(pieces) => self.recusals(&prose::paragraphs(&pieces, width, Style::List)),
                None => self.recusals(&paragraphs),
            },
            Some(Section::Documents) => self.item.documents.extend(papers::documents(&paragraphs)),
            Some(Section::Papers) => {
                self.noted_in(heading);
                let (documents, rest) = papers::papers(&paragraphs);
                self.item.documents.extend(documents);
                if headed {
                    self.account(&rest, false);
                } else {
                    narrative::read(&rest, true, self);
                }
            }
            Some(Section::Recipients) => {
                self.item.recipients.extend(papers::recipients(&paragraphs, block.labelled));
            }
            Some(Section::Presenters) => {
                for presenter in presenters::listed(&paragraphs, self.dictionary) {
                    self.present(presenter);
                }
            }
            Some(Section::Immediate) => self.immediate(heading, &paragraphs),
            Some(Section::Aside) => {}
        }
    }

    /// What is left of a section of yrkanden when the sentences that tell how the chair put the question, and how the vote
    /// came out, are where they belong: paragraphs without a heading of their own.
    fn without_order(&mut self, paragraphs: &[Paragraph]) -> Vec<Paragraph> {
        let mut rest = Vec::new();
        for paragraph in paragraphs {
            let content = paragraph.content();
            let sentences = sentence::sentences(&content, self.title);
            if paragraph.mark != Mark::None || !sentences.iter().any(procedure::is_procedure) {
                rest.push(paragraph.clone());
                continue;
            }
            for part in sentences {
                if !procedure::procedure(&part, self) {
                    rest.push(narrative::plain(&part));
                }
            }
        }
        self.close_told_vote();
        rest
    }

    /// Whether a sentence of running text decides as the lines over the item's att-satser do.
    pub(super) fn decides_inline(&self, sentence: &str) -> bool {
        let Some(opening) = &self.introduces else { return false };
        let begins = sentence.get(..opening.len()).is_some_and(|start| start.to_lowercase() == *opening);
        begins && sentence[opening.len()..].starts_with(" att ")
    }

    fn decide(&mut self, paragraphs: &[Paragraph], proposed: bool) {
        let mut rest = Vec::new();
        // Whether the reasons of a reservation follow.
        let mut takes = false;
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let content = paragraph.content();
            // `Nämnden beslutar efter votering med 5 röster mot 1` over its att-satser tells of the vote too.
            if decision::leads(content.as_str(), paragraphs.get(at + 1))
                && procedure::tells_vote(content.as_str())
            {
                self.tell_vote(&content);
            } else if let Some(before) = procedure::before_clauses(&content) {
                self.tell_vote(&before);
            }
            if let Some(said) = procedure::immediate(&content) {
                self.approve_at_once(said);
                // As a point of the decision it is decided too.
                if paragraph.mark == Mark::Number {
                    rest.push(paragraph.clone());
                }
            } else if let Some(recipient) =
                papers::recipient(&content).filter(|_| paragraph.mark == Mark::None)
            {
                self.item.recipients.push(recipient);
            } else if takes && paragraph.mark == Mark::None && !super::decision::begins(&content) {
                self.extend_reservation(&paragraph.text);
            } else if at > 0 && paragraph.mark == Mark::None && self.presents(&content) {
                self.account(std::slice::from_ref(paragraph), false);
            } else if let Some(left) = self.without_dissent(paragraph, &content) {
                takes = content.as_str().ends_with(':');
                rest.extend(left);
            } else {
                takes = false;
                // What a body writes under Beslut stays a decision, also where it is about another item.
                if recusal::other_item(content.as_str()).is_some() {
                    self.recuse(&content);
                }
                rest.push(paragraph.clone());
            }
        }
        self.close_told_vote();
        let block = decision::block(&rest, self.title, proposed);
        self.item.decisions.extend(block.decisions);
        for (movers, clauses) in block.moved {
            let by =
                super::members::all(&movers, 0..movers.as_str().len(), self.dictionary).unwrap_or_default();
            if by.is_empty() {
                continue;
            }
            self.item.proposals.extend(clauses.into_iter().map(|clause| {
                let action = motion_words::action(&clause.text.value, false);
                Proposal { by: by.clone(), text: clause.text, action }
            }));
        }
        block.matter.into_iter().for_each(|matter| self.summary.push(&matter));
    }

    /// Takes the body that proposes from the heading: `Kommunstyrelsens förslag till kommunfullmäktige`.
    fn name_proposer(&mut self, heading: Option<&Passage>) {
        let Some((heading, end)) =
            heading.and_then(|heading| Some((heading, heading.as_str().to_lowercase().find("s förslag")?)))
        else {
            return;
        };
        let owner = heading.as_str().get(..end).unwrap_or_default();
        let is_body = owner.rsplit(' ').next().is_some_and(super::outcome::is_body);
        if let Some(decision) =
            self.item.decisions.last_mut().filter(|decision| is_body && decision.by.is_none())
        {
            decision.by = heading.value(0..end);
        }
    }

    /// Sets the flag where an att-sats adjusts the item at once.
    fn flag_immediate(&mut self) {
        let clauses = self.item.decisions.iter().flat_map(|decision| &decision.clauses);
        let at_once = |text: &&Text| {
            text.value.contains("omedelbart justera") || text.value.contains("justeras omedelbart")
        };
        let said = clauses.map(|clause| &clause.text).find(at_once).cloned();
        if self.item.approved_immediately.is_none() {
            self.item.approved_immediately = said;
        }
    }

    /// `Jonas frågar föräldrarna`: whoever is called by a given name alone has taken a task.
    fn name_tasks(&mut self) {
        const MANY: u32 = 500;
        let dictionary = self.dictionary;
        let takes = |text: &str| {
            let mut words = text.split(' ');
            let (Some(name), Some(verb)) = (words.next(), words.next()) else { return false };
            dictionary.given_name_bearers(name) >= MANY && super::outcome::is_deed(verb)
        };
        let clauses = self.item.decisions.iter_mut().flat_map(|decision| &mut decision.clauses);
        for clause in clauses.filter(|clause| clause.outcome == Outcome::Other && takes(&clause.text.value)) {
            clause.outcome = Outcome::Assigned;
        }
    }

    fn order_section(&mut self, paragraphs: &[Paragraph]) {
        for paragraph in paragraphs {
            // `X reserverar sig mot beslutet.`, at the end of the section.
            let content = paragraph.content();
            if content.as_str().contains("eserver") && self.dissents(&content) {
                continue;
            }
            self.order.push(paragraph.text.clone());
            for part in sentence::sentences(&content, self.title) {
                if proposal::is_moved(part.as_str()) {
                    let moved = proposal::motions(&part, self.dictionary);
                    self.move_once(moved.into_iter().flat_map(|motion| motion.proposals(false)));
                }
            }
        }
    }

    fn finish(mut self, numbered: bool, headed: bool, page: u32) -> ReadItem {
        let mut order = Passage::default();
        self.order.iter().for_each(|part| order.append_line(part));
        self.item.proposition_order = order.whole();
        self.votes_of_order(&order);
        self.item.votes.retain(|vote| !vote::is_empty(vote));
        // Bullets under Övrigt are matters of their own, of which only the decisions are kept.
        if numbered || !self.bullets_only {
            self.item.summary = self.summary.text.whole();
        }
        self.flag_immediate();
        self.name_tasks();
        let mut findings = Vec::new();
        if headed && self.item.decisions.is_empty() {
            let message = format!("item {}: no clause was found under its heading Beslut", name(&self.item));
            findings.push(Diagnostic::info("decision-without-clause", Some(page), message));
        }
        findings.extend(self.item.votes.iter().flat_map(|vote| mismatch(vote, &name(&self.item), page)));
        findings.extend(untold(&self.untold, &name(&self.item), page));
        findings.extend(unread::told(&self.claims, &self.item, &name(&self.item), page));
        ReadItem {
            item: self.item,
            announced: self.announced,
            adjusted: self.adjusted,
            diagnostics: findings,
        }
    }
}

fn name(item: &Item) -> String {
    item.number
        .as_ref()
        .map_or_else(|| format!("\"{}\"", item.title.value), |number: &Text| number.value.clone())
}

#[cfg(test)]
#[path = "item_tests.rs"]
mod tests;
