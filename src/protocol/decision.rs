//! Decisions: who decides, and each att-sats, point or sentence as a clause of its own.

use super::model::{Clause, Decision, Outcome, Text};
use super::outcome::{self, Voice};
use super::passage::Passage;
use super::prose::{Mark, Paragraph, ends_sentence};
use super::sentence;
use super::tables::{self, fold};
use regex::Regex;
use rustc_hash::FxHashSet;
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

/// A sentence that says who decides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    /// Bytes that name the body; `None` where nobody is named.
    pub(super) by: Option<Range<usize>>,
    /// Byte at which the clauses begin; `None` where they follow on lines of their own.
    pub(super) clauses: Option<usize>,
    /// Whether a higher body is asked to decide.
    pub(super) proposed: bool,
    /// Whether the clauses are att-satser.
    pub(super) att: bool,
}

impl Verdict {
    /// A decision by nobody that is named, whose att-satser begin at a byte.
    pub(super) fn of_nobody(clauses: usize) -> Self {
        Self { by: None, clauses: Some(clauses), proposed: false, att: true }
    }
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
        lettered: false,
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
    /// Whether the last clause is a lettered point by itself.
    lettered: bool,
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
        let words = paragraph.words();
        let takes = match self.absorbs {
            Absorbs::Nothing => paragraph.mark == Mark::Letter && !self.lettered,
            Absorbs::List => matches!(paragraph.mark, Mark::Bullet | Mark::Letter),
            Absorbs::Anything => !is_att(words),
        };
        if takes && self.absorb(paragraph) {
            return;
        }
        self.lettered = paragraph.mark == Mark::Letter;
        let text = paragraph.content();
        if is_basis(words) {
            self.open(None);
            self.proposed = self.asks;
            if let Some(movers) = movers(words) {
                self.out.moved.push((text.slice(movers), Vec::new()));
            }
        } else if let Some(verdict) = verdict(words) {
            self.proposed = self.asks || verdict.proposed;
            // In what a higher body is asked, it is that body's name that stands before the verb.
            self.open(verdict.by.filter(|_| !self.asks).and_then(|range| text.value(range)));
            if let Some(start) = verdict.clauses.filter(|_| verdict.att || !leads(words, next)) {
                let rest = text.slice(start..words.len());
                let clauses = if verdict.att { att_clauses(&rest) } else { vec![rest] };
                self.add(clauses);
            }
        } else if is_att(words) {
            let clauses = att_clauses(&text.slice(att_length(words)..words.len()));
            self.add(clauses);
        } else if paragraph.mark != Mark::None {
            self.name_body(&text);
            self.add(vec![text]);
        } else {
            self.running(&text);
        }
    }

    /// Adds a paragraph to the clause before it.
    fn absorb(&mut self, paragraph: &Paragraph) -> bool {
        let Some(clause) = self.out.decisions.last_mut().and_then(|decision| decision.clauses.last_mut())
        else {
            return false;
        };
        if let Some(more) = paragraph.text.whole() {
            clause.text = joined(&clause.text, &more);
        }
        // A list goes on, a single paragraph does not.
        self.absorbs = if paragraph.mark == Mark::None { Absorbs::Nothing } else { Absorbs::List };
        true
    }

    /// A paragraph of running text: every sentence is a clause.
    fn running(&mut self, text: &Passage) {
        for sentence in sentence::sentences(text, self.title) {
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
                    clause.text = joined(&clause.text, &more);
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
        if decision.by.is_none() && decision.clauses.is_empty() {
            decision.by = outcome::acting_body(clause.as_str()).and_then(|end| clause.value(0..end));
        }
    }

    fn add(&mut self, clauses: Vec<Passage>) {
        self.loose = false;
        for clause in clauses {
            let Some(clause) = clause_of(&clause, self.proposed) else {
                continue;
            };
            self.absorbs =
                if clause.text.value.ends_with(':') { Absorbs::Anything } else { Absorbs::Nothing };
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

/// A clause from its text; `None` where nothing is left of it.
pub(super) fn clause_of(text: &Passage, proposed: bool) -> Option<Clause> {
    let value = text.whole()?;
    let outcome = if proposed { Outcome::Proposed } else { outcome::outcome(&value.value) };
    Some(Clause { text: value, outcome })
}

fn joined(first: &Text, more: &Text) -> Text {
    Text {
        value: format!("{}\n{}", first.value, more.value),
        span: first.span.union(more.span),
        how: first.how,
    }
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
    let end = words.trim_end();
    let end = ["samt", "och"]
        .iter()
        .find_map(|word| end.strip_suffix(word))
        .map_or(end, |rest| rest.trim_end().trim_end_matches(','));
    out.push(text.slice(start..end.len().max(start)));
    out
}

/// Whether the "att" after the joint belongs to a task or wish that the clause before it holds: `ge X i uppdrag att A och att B`.
fn is_subordinate(before: &str, joint: &str) -> bool {
    let comma_alone = joint.starts_with(',') && !joint.contains("och") && !joint.contains("samt");
    before.contains(" att ") || (comma_alone && !before.contains(' '))
}

/// Whether the text is an att-sats.
pub(super) fn is_att(text: &str) -> bool {
    att_length(text) > 0
}

/// Bytes of the "att" that the text begins with.
fn att_length(text: &str) -> usize {
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

/// Reads `X beslutar att …`, `X föreslår fullmäktige besluta att …`, `X:s beslut`, `Beslutades att …` at the beginning of `text`.
pub(super) fn verdict(text: &str) -> Option<Verdict> {
    static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;!?]{1,90}?)\s(?:(?i:beslutar|beslutade|beslöto?|beslutat)|(?:fann|funno|finner)\s(?:skäl(?:igt)?|lämpligt|för\s(?:gott|godt))|(?:enades|enas|kom överens|kommer överens)\som|(?P<sets>bestämde|bestämmer))\b(?P<after>.*)$")
            .expect("the pattern is valid")
    });
    static HEADED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;!?]{1,80}?)(?i:(?P<genitive>s|:s) beslut(?: för egen del)?):?$")
            .expect("the pattern is valid")
    });
    static IMPERSONAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Det )?[Bb]eslut(?:ades|as)|Beslöts)\b(?P<after>.*)$")
            .expect("the pattern is valid")
    });
    if !names_deed(text) {
        return None;
    }
    if let Some(verdict) = proposes(text) {
        return Some(verdict);
    }
    if let Some(found) = HEADED.captures(text) {
        return Some(Verdict {
            by: Some(found.name("by")?.range()),
            clauses: None,
            proposed: false,
            att: false,
        });
    }
    let (by, after) = match DECIDES.captures(text) {
        // `Styrelsen bestämmer avgiften` tells what is in its power.
        Some(found)
            if found.name("sets").is_some() && att_after_adverbs(found.name("after")?.as_str()).is_none() =>
        {
            return None;
        }
        Some(found) => (Some(found.name("by")?.range()), found.name("after")?),
        None => (None, IMPERSONAL.captures(text)?.name("after")?),
    };
    // `Nämnden hade alltså beslutat att …`
    let by = by.map(|by| outcome::concluding_body(text).map_or(by, |end| 0..end));
    if by.as_ref().is_some_and(|by| !is_decider(&text[by.clone()])) {
        return None;
    }
    let mut verdict = decided(text, after.range())?;
    verdict.by = by;
    Some(verdict)
}

/// Whether the text holds the stem of a verb that decides or proposes: most lines do not, and are not looked at further.
fn names_deed(text: &str) -> bool {
    const STEMS: [&str; 13] = [
        "eslut", "eslöt", "ESLUT", "ESLÖT", "föresl", "emställ", "enade", "enas", "överens", "estäm", "fann",
        "funno", "finner",
    ];
    STEMS.iter().any(|stem| text.contains(stem))
}

/// Whether the words before "beslutar" name a body, not an account with one in it.
fn is_decider(by: &str) -> bool {
    let words: Vec<&str> = by.split(' ').collect();
    // `På framställning af kyrkorådet beslöt stämman`: the body stands after the verb.
    let basis = ["På", "Efter", "Enligt", "Med", "Sedan", "Angående", "Beträffande", "Rörande", "Till"]
        .contains(&words[0]);
    words.len() <= 9
        && !basis
        && words.iter().any(|word| outcome::is_body(word))
        && !words.iter().any(|word| matches!(*word, "har" | "att" | "som" | "den" | "om" | "finner"))
}

/// What follows the verb: att-satser, a colon, or the clause itself.
fn decided(text: &str, after: Range<usize>) -> Option<Verdict> {
    static PROPOSING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:(?:alltså|därför|enhälligt|sålunda|således|därmed)\s)?(?:att\s)?(?:hos\s\S+\s)?(?:föreslå|hemställa|anhålla|förorda)\b[^:]{0,80}?(?:,?\satt\s|:\s*$)")
            .expect("the pattern is valid")
    });
    let rest = &text[after.clone()];
    let trimmed = rest.trim();
    // A date after the verb: another meeting's decision is told.
    if trimmed.starts_with("den ")
        || trimmed.starts_with(|c: char| c.is_ascii_digit())
        || trimmed.starts_with("i ") && !trimmed.starts_with("i enlighet")
    {
        return None;
    }
    let verdict = |clauses: Option<usize>, proposed: bool, att: bool| {
        Some(Verdict { by: None, clauses, proposed, att })
    };
    if let Some(found) = PROPOSING.find(rest) {
        let none = found.as_str().trim_end().ends_with(':');
        return verdict((!none).then_some(after.start + found.end()), true, true);
    }
    if trimmed.is_empty()
        || is_adverbs(trimmed)
        || (trimmed.ends_with(':') || trimmed == "att" || trimmed.ends_with(" att")) && trimmed.len() < 120
    {
        return verdict(None, false, true);
    }
    if let Some(at) = att_after_adverbs(rest) {
        return verdict(Some(after.start + at), false, true);
    }
    let colon = rest.find(": ").filter(|&at| at < 80).map(|at| at + 2);
    verdict(Some(after.start + colon.unwrap_or(0)), false, false)
}

/// Whether nothing stands there but words that may stand between the verb and what it decides: `således enhälligt följande:`.
fn is_adverbs(text: &str) -> bool {
    static ADVERBS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let table = include_str!("../../dictionaries/sources/decision-adverbs.tsv");
        tables::rows(table).map(|row| fold(row[0])).collect()
    });
    const WORDS: usize = 6;
    const LONGEST: usize = 3;
    let folded = fold(text.trim_end_matches([':', '.', ',']));
    let words: Vec<&str> = folded.split(' ').collect();
    let mut at = 0;
    while at < words.len() {
        let known = |end: &usize| ADVERBS.contains(&words[at..*end].join(" "));
        match (at + 1..=words.len().min(at + LONGEST)).rev().find(known) {
            Some(end) => at = end,
            None => return false,
        }
    }
    words.len() <= WORDS
}

/// Byte after the "att" that begins the clauses, where only adverbs stand before it.
fn att_after_adverbs(rest: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,?\s(?:alltså|därmed|vidare|också|även|härefter|därefter|slutligen|enhälligt|dels|därför|således|sålunda|samtidigt|(?:enligt|i enlighet med|på|med|efter|för|utifrån|mot bakgrund av)\s[^:]{1,150}?))*,?\satt:?\s")
            .expect("the pattern is valid")
    });
    FORM.find(rest).map(|found| found.end())
}

/// `X föreslår kommunfullmäktige besluta att …`, `X tillstyrker förslaget och föreslår att fullmäktige beslutar:`.
fn proposes(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<by>\p{Lu}[^.:;!?]{1,80}?)\s(?:(?:tillstyrker|ställer sig bakom|godkänner|antar)\s[^:]{1,200}?\soch\s)?(?:beslutar\s(?:att\s)?föreslå|föreslår|föreslog|hemställer hos)\s(?:att\s)?(?P<upper>\S*(?:fullmäktige|styrelsen|nämnden|stämman|direktionen)\w*(?:\si\s\p{Lu}\w+)?)(?:\s(?:att\s)?(?:besluta|beslutar|fatta)\b(?:\sföljande(?:\sbeslut)?\b)?)?(?P<after>[,:]?(?:\s+att:?(?:\s|$)|\s*$|\s+))",
        )
        .expect("the pattern is valid")
    });
    let found = FORM.captures(text)?;
    let by = found.name("by")?.range();
    if !is_decider(&text[by.clone()]) {
        return None;
    }
    let after = found.name("after")?;
    let rest = text[after.end()..].trim();
    Some(Verdict {
        by: Some(by),
        clauses: (!rest.is_empty()).then_some(after.end()),
        proposed: true,
        att: after.as_str().contains("att"),
    })
}

#[cfg(test)]
#[path = "decision_tests.rs"]
mod tests;
