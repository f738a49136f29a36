//! Decisions: who decides, and each att-sats, point or sentence as a clause of its own.

use super::model::{Clause, Decision, Outcome, Text};
use super::outcome::{self, Voice};
use super::passage::Passage;
use super::prose::{Mark, Paragraph, ends_sentence};
use super::sentence;
use super::verdict::{Verdict, verdict};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a block under Beslut gives.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The decisions.
    pub(super) decisions: Vec<Decision>,
    /// Who moved what was decided (`På förslag av X:`): the words that name them, and the clauses.
    pub(super) moved: Vec<(Passage, Vec<Clause>)>,
    /// Sentences that tell the matter instead of deciding it.
    pub(super) matter: Vec<Passage>,
}

/// Whether a paragraph that says who decides only leads up to the att-satser under it: `Nämnden beslutar efter votering med
/// 5 röster mot 1`.
pub(super) fn leads(words: &str, next: Option<&Paragraph>) -> bool {
    !ends_sentence(words) && next.is_some_and(|next| is_att(next.words()))
}

/// Whether a paragraph begins a decision: it says who decides, or is an att-sats.
pub(super) fn begins(text: &Passage) -> bool {
    is_att(text.as_str()) || verdict(text.as_str()).is_some()
}

/// Reads a block under Beslut. `title` is the item's; `proposed` where the block asks a higher body.
pub(super) fn block(paragraphs: &[Paragraph], title: &str, proposed: bool) -> Block {
    let mut reader = Reader {
        asks: proposed,
        out: Block::default(),
        title,
        proposed,
        absorbs: Absorbs::Nothing,
        loose: false,
        mark: Mark::None,
        listed: Mark::None,
    };
    reader.open(None);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        reader.paragraph(paragraph, paragraphs.get(at + 1));
    }
    reader.finish()
}

/// What the last clause takes of what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absorbs {
    /// Nothing.
    Nothing,
    /// The rest of its list.
    List,
    /// The rest of its list, whose points have numbers.
    Points,
    /// Rows without a verb: names under `Till ombud väljs`, sums under a colon.
    Rows,
    /// A paragraph or a list: it ends with a colon.
    Anything,
}

struct Reader<'t> {
    out: Block,
    title: &'t str,
    /// Whether the whole block asks a higher body.
    asks: bool,
    /// Whether the open decision asks a higher body.
    proposed: bool,
    /// Whether the last clause ends with a colon and takes what follows.
    absorbs: Absorbs,
    /// Whether the last clause is a row of lines without a verb.
    loose: bool,
    /// The mark of the paragraph that the last clause is from.
    mark: Mark,
    /// The last mark of a list before it.
    listed: Mark,
}

impl Reader<'_> {
    fn open(&mut self, by: Option<Text>) {
        self.absorbs = Absorbs::Nothing;
        self.loose = false;
        match self.out.decisions.last_mut() {
            Some(last) if last.clauses.is_empty() => last.by = by.or(last.by.take()),
            _ => self.out.decisions.push(Decision { by, clauses: Vec::new() }),
        }
    }

    fn finish(mut self) -> Block {
        self.out.decisions.retain(|decision| !decision.clauses.is_empty());
        self.out.moved.retain(|(_, clauses)| !clauses.is_empty());
        self.out
    }

    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        if let Some(second) = second_decision(paragraph, self.title) {
            let content = paragraph.content();
            let parts = [content.slice(0..second), content.slice(second..content.as_str().len())];
            self.paragraph(&super::narrative::plain(&parts[0]), None);
            self.paragraph(&super::narrative::plain(&parts[1]), next);
            return;
        }
        let words = paragraph.words();
        let takes = match self.absorbs {
            Absorbs::Nothing => paragraph.mark == Mark::Letter && self.mark != Mark::Letter,
            Absorbs::List => matches!(paragraph.mark, Mark::Bullet | Mark::Letter),
            Absorbs::Points => matches!(paragraph.mark, Mark::Bullet | Mark::Letter | Mark::Number),
            Absorbs::Rows => is_row(paragraph),
            // `2. upphäva den gamla` goes on with the decision, not with its first point.
            Absorbs::Anything => {
                !is_att(words) && (paragraph.mark != Mark::Number || self.mark != Mark::Number)
            }
        };
        if takes && self.absorb(paragraph) {
            return;
        }
        let before = std::mem::replace(&mut self.mark, paragraph.mark.clone());
        if before != Mark::None {
            self.listed = before;
        }
        let text = paragraph.content();
        if is_basis(words) && (next.is_some() || words.ends_with(':')) {
            self.open(None);
            self.proposed = self.asks;
            if let Some(movers) = movers(words) {
                self.out.moved.push((text.slice(movers), Vec::new()));
            }
        } else if let Some(verdict) = self.point(paragraph) {
            // A point of a list stays in its decision, whoever it names.
            let asked = std::mem::replace(&mut self.proposed, self.asks || verdict.proposed);
            let start = verdict.clauses.unwrap_or(0);
            self.add(vec![text.slice(start..words.len())]);
            self.proposed = asked;
        } else if let Some(verdict) = verdict(words).or_else(|| after_vote(words)) {
            self.proposed = self.asks || verdict.proposed;
            // In what a higher body is asked, it is that body's name that stands before the verb.
            self.open(verdict.by.filter(|_| !self.asks).and_then(|range| text.value(range)));
            if let Some(start) = verdict.clauses.filter(|_| verdict.att || !leads(words, next)) {
                let rest = text.slice(start..words.len());
                let clauses = if verdict.att { att_clauses(&rest) } else { vec![rest] };
                self.add(clauses);
            }
        } else if is_att(words) {
            if asks_higher(&words[att_length(words)..]) {
                // What the att-satser under it say is asked of a higher body.
                self.proposed = true;
                return;
            }
            let clauses = att_clauses(&text.slice(att_length(words)..words.len()));
            self.add(clauses);
        } else if paragraph.mark != Mark::None {
            self.name_body(&text);
            self.add(vec![text]);
        } else {
            self.running(&text);
        }
    }

    /// What a point of a list says that asks a higher body, where the list's decision has begun.
    fn point(&self, paragraph: &Paragraph) -> Option<Verdict> {
        let open = self.out.decisions.last().is_some_and(|decision| !decision.clauses.is_empty());
        let marked = matches!(paragraph.mark, Mark::Bullet | Mark::Number) && open;
        marked
            .then(|| verdict(paragraph.words()))
            .flatten()
            .filter(|verdict| verdict.proposed && verdict.clauses.is_some())
    }

    /// Adds a paragraph to the clause before it.
    fn absorb(&mut self, paragraph: &Paragraph) -> bool {
        let Some(clause) = self.out.decisions.last_mut().and_then(|decision| decision.clauses.last_mut())
        else {
            return false;
        };
        if let Some(more) = paragraph.text.whole() {
            lengthen(clause, &more);
        }
        // A list goes on, a single paragraph does not.
        self.absorbs = match paragraph.mark {
            Mark::None if is_row(paragraph) => Absorbs::Rows,
            Mark::None => Absorbs::Nothing,
            Mark::Number => Absorbs::Points,
            _ => Absorbs::List,
        };
        true
    }

    /// A paragraph of running text: every sentence is a clause.
    fn running(&mut self, text: &Passage) {
        // `1 Ansökan avslås.`: a single point that is numbered all the same.
        let first = self.out.decisions.iter().all(|decision| decision.clauses.is_empty());
        let numbered =
            text.as_str().strip_prefix("1 ").filter(|rest| first && rest.starts_with(char::is_uppercase));
        let text = &text.slice(numbered.map_or(0, |_| 2)..text.as_str().len());
        // What stands below the points of a decision, and decides nothing, tells the matter.
        let sentences = sentence::sentences(text, self.title);
        let listed = self.out.decisions.last().is_some_and(|decision| !decision.clauses.is_empty())
            && matches!(self.listed, Mark::Bullet | Mark::Number);
        let decides = |part: &Passage| {
            !ends_sentence(part.as_str())
                || super::told::is_done(part.as_str())
                || outcome::acting_body(part.as_str()).is_some()
                || verdict(part.as_str()).is_some()
        };
        if listed && !sentences.iter().any(decides) {
            self.out.matter.extend(sentences);
            return;
        }
        for sentence in sentences {
            let words = outcome::words(sentence.as_str());
            let found = outcome::found(&words);
            let finite = found.iter().any(|found| found.voice != Some(Voice::Infinitive));
            if !finite && is_account(sentence.as_str()) {
                self.out.matter.push(sentence);
                continue;
            }
            let loose = !finite && !ends_sentence(sentence.as_str()) && !sentence.as_str().ends_with(':');
            if loose && self.loose {
                let clause = self.out.decisions.last_mut().and_then(|decision| decision.clauses.last_mut());
                if let (Some(clause), Some(more)) = (clause, sentence.whole()) {
                    lengthen(clause, &more);
                    continue;
                }
            }
            self.name_body(&sentence);
            self.add(vec![sentence]);
            self.loose = loose;
        }
    }

    /// Takes the deciding body from the first clause, where it is the one that acts.
    fn name_body(&mut self, clause: &Passage) {
        let Some(decision) = self.out.decisions.last_mut() else {
            return;
        };
        // In what a higher body is asked, it is that body's name that stands first.
        if decision.by.is_none() && decision.clauses.is_empty() && !self.asks {
            decision.by = outcome::acting_body(clause.as_str()).and_then(|end| clause.value(0..end));
        }
    }

    fn add(&mut self, clauses: Vec<Passage>) {
        self.loose = false;
        for clause in clauses {
            let Some(clause) = clause_of(&clause, self.proposed) else {
                continue;
            };
            self.absorbs = match clause.text.value.as_str() {
                text if text.ends_with(':') => Absorbs::Anything,
                text if waits_for_names(text) => Absorbs::Rows,
                _ => Absorbs::Nothing,
            };
            let moved = self.out.moved.last_mut().filter(|(_, clauses)| clauses.is_empty());
            if let Some((_, clauses)) = moved {
                clauses.push(clause.clone());
            }
            if let Some(decision) = self.out.decisions.last_mut() {
                decision.clauses.push(clause);
            }
        }
    }
}

/// Byte of the second sentence in a paragraph that says who decides, where an earlier one does too:
/// `Nämnden beslutar att A. Nämnden beslutar för egen del att B.`
fn second_decision(paragraph: &Paragraph, title: &str) -> Option<usize> {
    const LONGEST: usize = 4000;
    let words = paragraph.words();
    if paragraph.mark != Mark::None || words.len() > LONGEST || !words.contains("esl") {
        return None;
    }
    let content = paragraph.content();
    let body = verdict(content.as_str()).and_then(|found| found.by).map(|by| &content.as_str()[by]);
    // `Styrelsen beslutar att A. Styrelsen ger B i uppdrag att C.`: the same body acts again.
    let again = |text: &str| {
        outcome::acting_body(text).is_some_and(|end| body == Some(&text[..end])) && super::told::is_done(text)
    };
    let decides = |text: &str| {
        verdict(text).is_some_and(|found| found.by.is_some() && found.clauses.is_some()) || again(text)
    };
    let mut ranges = sentence::ranges(content.as_str(), title).into_iter();
    let first = ranges.next()?;
    if !decides(&content.as_str()[first]) {
        return None;
    }
    ranges.find(|range| decides(&content.as_str()[range.clone()])).map(|range| range.start)
}

/// A clause from its text; `None` where nothing is left of it.
pub(super) fn clause_of(text: &Passage, proposed: bool) -> Option<Clause> {
    // `beslutar, under förutsättning av …, att`
    let words = text.as_str();
    let start = words.len() - words.trim_start_matches([',', ' ']).len();
    let value = text.slice(start..without_connective(words).max(start)).whole()?;
    let outcome = if proposed { Outcome::Proposed } else { outcome::outcome(&value.value) };
    Some(Clause { text: value, outcome })
}

/// Adds a line to a clause.
pub(super) fn lengthen(clause: &mut Clause, more: &Text) {
    clause.text.value.push('\n');
    clause.text.value.push_str(&more.value);
    clause.text.span = clause.text.span.union(more.span);
}

/// The clauses of `A och att B, samt att C`; the text begins after its first "att".
pub(super) fn att_clauses(text: &Passage) -> Vec<Passage> {
    static JOINT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:,?\s(?:och|samt|dels)|,|;)\s+att\s").expect("the pattern is valid"));
    let words = text.as_str();
    let mut out = Vec::new();
    let mut start = 0;
    let is_comma = |joint: &str| !joint.contains("och") && !joint.contains("samt") && !joint.contains("dels");
    let (commas, others): (Vec<_>, Vec<_>) =
        JOINT.find_iter(words).map(|joint| joint.as_str()).partition(|joint| is_comma(joint));
    // `blir 2 400 kr, att betalas i juni`: one comma alone parts no clauses.
    let enumerates = commas.len() > 1 || !others.is_empty();
    for joint in JOINT.find_iter(words) {
        if is_comma(joint.as_str()) && !enumerates
            || is_subordinate(&words[start..joint.start()], joint.as_str())
        {
            continue;
        }
        out.push(text.slice(start..joint.start()));
        start = joint.end();
    }
    out.push(text.slice(start..without_connective(words).max(start)));
    out
}

/// Bytes of a clause without the `, samt` that joins it to the next one.
fn without_connective(words: &str) -> usize {
    let end = words.trim_end();
    [" samt", " och"]
        .iter()
        .find_map(|word| end.strip_suffix(word))
        .map_or(end, |rest| rest.trim_end().trim_end_matches(','))
        .len()
}

/// Whether a clause names nobody yet: `Som ledamöter för tiden 2024-2026 väljs`.
pub(super) fn waits_for_names(clause: &str) -> bool {
    let last = clause.rsplit([' ', '\n']).next().unwrap_or_default();
    !ends_sentence(clause)
        && outcome::found(&outcome::words(last)).iter().any(|verb| {
            verb.outcome == Outcome::Elected && matches!(verb.voice, Some(Voice::Passive | Voice::Settled))
        })
}

/// Whether a paragraph is a row of a list: a name, a sum, without a verb and no sentence.
pub(super) fn is_row(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 120;
    let words = paragraph.words();
    let finite = |verb: &outcome::Found| verb.voice != Some(Voice::Infinitive);
    words.len() < LONGEST
        && paragraph.mark != Mark::Number
        && !ends_sentence(words)
        && !words.ends_with(':')
        && !is_att(words)
        && verdict(words).is_none()
        && !outcome::found(&outcome::words(words)).iter().any(finite)
}

/// Whether an att-sats only says whom the att-satser under it ask: `föreslå kommunfullmäktige besluta`.
fn asks_higher(clause: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:för (?:sin|egen) del\s)?(?:föreslå|hemställa hos|rekommendera|anhålla hos)\s(?:\S+\s)?\S*(?:fullmäktige|styrelsen|nämnden|stämman|direktionen|mötet)(?:\s(?:att\s)?(?:besluta|fatta)\b[^.:]{0,30})?[,:]?(?:\satt:?)?$")
            .expect("the pattern is valid")
    });
    FORM.is_match(clause.trim())
}

/// Whether the "att" after the joint belongs to a task or wish that the clause before it holds: `ge X i uppdrag att A och att B`.
fn is_subordinate(before: &str, joint: &str) -> bool {
    let comma_alone = joint.starts_with(',') && !joint.contains("och") && !joint.contains("samt");
    before.contains(" att ") || (comma_alone && !before.contains(' '))
}

/// Whether the text is an att-sats.
pub(super) fn is_att(text: &str) -> bool {
    // `Att göra:` heads a list of tasks.
    att_length(text) > 0 && !text.to_lowercase().starts_with("att göra:")
}

/// Bytes of the "att" that the text begins with.
pub(super) fn att_length(text: &str) -> usize {
    // `– att A`, alone: no list of two that would make the dash a mark.
    let bare = text.trim_start_matches(['-', '–', '—', ' ']);
    if bare.len() < text.len() && text.len() - bare.len() <= '–'.len_utf8() + 1 {
        return if plain_att_length(bare) > 0 { text.len() - bare.len() + plain_att_length(bare) } else { 0 };
    }
    plain_att_length(text)
}

/// The same, where no dash stands before it.
fn plain_att_length(text: &str) -> usize {
    const SPACED: &str = "a t t ";
    if text.get(..SPACED.len()).is_some_and(|start| start.eq_ignore_ascii_case(SPACED)) {
        return SPACED.len();
    }
    let att = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("att "));
    if att { 4 } else { 0 }
}

/// `Enligt kontorets förslag:`, `På förslag av Eva Holm (S):`: says on what the decision rests, and is none.
fn is_basis(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Enligt|I enlighet med|På för?s?lag (?:av|från))\s[^:]*(?::|förslag\.|yrkande\.)$")
            .expect("the pattern is valid")
    });
    text.len() < 300 && FORM.is_match(text) && !text[..text.len() - 1].contains(". ")
}

/// Bytes that name those on whose motion was decided.
fn movers(text: &str) -> Option<Range<usize>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^På för?s?lag (?:av|från)\s(?P<who>[^:]*):$").expect("the pattern is valid")
    });
    Some(FORM.captures(text)?.name("who")?.range())
}

/// `Efter votering med röstetalen 7-4 beslutar nämnden att bifalla förslaget.`: the body stands after its verb.
fn after_vote(text: &str) -> Option<Verdict> {
    let voted = ["Efter ", "Med ", "Vid "].iter().any(|word| text.starts_with(word));
    let decided = || super::told::inverted(text).filter(|verdict| verdict.clauses.is_some());
    (voted && super::procedure::tells_vote(text)).then(decided).flatten()
}

/// A perfect tense: what has come in or happened.
fn is_account(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\bhar\b.{0,200}\b(?:inkommit|inkomna|anmälts|lämnats|redovisats|skett|hållits|fattats)\b",
        )
        .expect("the pattern is valid")
    });
    FORM.is_match(text)
}

#[cfg(test)]
#[path = "decision_tests.rs"]
mod tests;
