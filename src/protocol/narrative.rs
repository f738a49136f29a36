//! Running text without headings: every sentence is put where it belongs.

use super::decision::{self, Verdict};
use super::dissent;
use super::item::Draft;
use super::model::{Decision, Text};
use super::outcome::{self, Voice};
use super::papers;
use super::passage::Passage;
use super::proposal;
use super::prose::{Mark, Paragraph};
use super::sentence;
use super::vote;
use regex::Regex;
use std::sync::LazyLock;

/// Sorts the sentences of `paragraphs` into `draft`. Decisions are looked for only where `decides`: an item with a heading
/// Beslut has its decisions there.
pub(super) fn read(paragraphs: &[Paragraph], decides: bool, draft: &mut Draft<'_>) {
    for paragraph in paragraphs {
        let content = paragraph.content();
        let sentences = sentence::ranges(content.as_str(), draft.title);
        let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
        let mut open = Open::Matter;
        for range in &sentences {
            let part = content.slice(range.clone());
            open = place(&part, decides, open, draft);
            if open == Open::Matter {
                kept.push(range.clone());
            }
        }
        keep(paragraph, &content, &sentences, &kept, draft);
    }
    draft.close_told_vote();
}

/// Keeps what is left of a paragraph as part of the account.
fn keep(
    paragraph: &Paragraph,
    content: &Passage,
    sentences: &[std::ops::Range<usize>],
    kept: &[std::ops::Range<usize>],
    draft: &mut Draft<'_>,
) {
    draft.bullets_only &= paragraph.mark == Mark::Bullet;
    if kept.len() == sentences.len() {
        draft.summary.push(&paragraph.text);
        return;
    }
    for range in kept {
        draft.summary.push_running(&content.slice(range.clone()));
    }
    draft.summary.end_running();
}

/// What the sentence before was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Part of the account.
    Matter,
    /// A decision in a sentence of its own.
    Decision,
    /// A decision that ends in att-satser: they keep what follows in their paragraph.
    Clause,
    /// Anything else.
    Taken,
}

fn place(part: &Passage, decides: bool, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(said) = immediate(part) {
        draft.item.approved_immediately.get_or_insert(said);
        return Open::Taken;
    }
    if text.contains("reserver") {
        let found = dissent::reservations(&[plain(part)], None, draft.dictionary);
        if found.iter().any(|found| !found.by.is_empty()) {
            draft.item.reservations.extend(found);
            return Open::Taken;
        }
    }
    if draft.recuse(part) {
        return Open::Taken;
    }
    if let Some(recipient) = papers::recipient(part) {
        draft.item.recipients.push(recipient);
        return Open::Taken;
    }
    if tells_vote(text) {
        draft.tell_vote(part);
        return Open::Taken;
    }
    if let Some(motion) = proposal::motion(part, draft.dictionary) {
        draft.item.proposals.extend(motion.proposals(false));
        return Open::Taken;
    }
    if vote::is_order(text)
        && (text.contains("finn") || text.contains("fann") || text.contains("proposition"))
    {
        draft.order.push(part.clone());
        return Open::Taken;
    }
    if decides {
        let found = decision(part, open, draft);
        if found != Open::Matter {
            return found;
        }
    }
    draft.tell_presenters(part);
    Open::Matter
}

/// Puts a sentence that decides into the draft.
fn decision(part: &Passage, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(verdict) = decision::verdict(text).filter(|verdict| verdict.clauses.is_some()) {
        return take(part, verdict, draft);
    }
    if let Some(at) = impersonal(text) {
        let verdict = Verdict { by: None, clauses: Some(at), proposed: false, att: true };
        return take(part, verdict, draft);
    }
    match open {
        Open::Clause => {
            extend_last(part, draft);
            Open::Clause
        }
        Open::Decision => {
            add_clause(part, draft);
            Open::Decision
        }
        _ if is_done(text) || is_task(text) && !draft.item.decisions.is_empty() => {
            draft.item.decisions.push(Decision { by: None, clauses: Vec::new() });
            add_clause(part, draft);
            Open::Decision
        }
        _ => Open::Matter,
    }
}

fn take(part: &Passage, verdict: Verdict, draft: &mut Draft<'_>) -> Open {
    let rest = part.slice(verdict.clauses.unwrap_or(0)..part.as_str().len());
    let parts = if verdict.att { decision::att_clauses(&rest) } else { vec![rest] };
    let clauses: Vec<_> =
        parts.iter().filter_map(|part| decision::clause_of(part, verdict.proposed)).collect();
    let by: Option<Text> = verdict.by.and_then(|range| part.value(range));
    if clauses.is_empty() {
        return Open::Matter;
    }
    draft.item.decisions.push(Decision { by, clauses });
    Open::Clause
}

fn add_clause(part: &Passage, draft: &mut Draft<'_>) {
    if let (Some(decision), Some(clause)) =
        (draft.item.decisions.last_mut(), decision::clause_of(part, false))
    {
        decision.clauses.push(clause);
    }
}

/// An att-sats keeps the sentences that follow it in its paragraph.
fn extend_last(part: &Passage, draft: &mut Draft<'_>) {
    let clause = draft.item.decisions.last_mut().and_then(|decision| decision.clauses.last_mut());
    if let (Some(clause), Some(more)) = (clause, part.whole()) {
        clause.text.value.push(' ');
        clause.text.value.push_str(&more.value);
        clause.text.span = clause.text.span.union(more.span);
    }
}

/// Byte after `beslutades att` inside a sentence, where nothing before it puts the decision elsewhere.
fn impersonal(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:beslutades|beslöts|beslutas)(?:\sdet)?\s(?:därför\s|också\s|även\s|enhälligt\s|sålunda\s|således\s)?(?:att\s)?").expect("the pattern is valid")
    });
    static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\b(?:som|när|vilket|vilken|vilka|där|då|om|ska|skall|kan|innan|hade|senast)\s(?:\S+\s){0,4}|(?:§|\b(?:19|20)\d\d\b)\S*\s(?:\S+\s){0,3})$").expect("the pattern is valid")
    });
    let found = FORM.find(text)?;
    let att = found.as_str().trim_end().ends_with("att");
    let rest = &text[found.end()..];
    let directly = found.start() == 0
        && outcome::found(&outcome::words(rest))
            .first()
            .is_some_and(|first| first.word == 0 && first.voice == Some(Voice::Infinitive));
    ((att || directly) && !ELSEWHERE.is_match(&text[..found.start()])).then_some(found.end())
}

/// Whether the sentence's main verb says that something was decided: `Skrivelserna lades till handlingarna.`
fn is_done(text: &str) -> bool {
    const SUBORDINATE: [&str; 19] = [
        "att", "som", "nar", "dar", "vilken", "vilket", "vilka", "ska", "skall", "bor", "kan", "har", "hade",
        "foreslas", "innan", "da", "varvid", "kommer", "avses",
    ];
    if !text.ends_with('.') || text.len() > 600 {
        return false;
    }
    let words = outcome::words(text);
    let deed = outcome::found(&words).into_iter().find(|found| found.voice != Some(Voice::Infinitive));
    let Some(deed) = deed else {
        return false;
    };
    let passive = match deed.voice {
        Some(voice) => voice == Voice::Passive && deed.outcome != super::model::Outcome::Other,
        None => {
            words[deed.word].starts_with("lagg")
                || words[deed.word].starts_with("lades")
                || words[deed.word].starts_with("anses")
        }
    };
    let own = outcome::acting_body(text).is_some()
        && deed.voice == Some(Voice::Active)
        && deed.outcome != super::model::Outcome::Other;
    // "Till att justera … utsågos" begins with an aim, not with another clause.
    let from = usize::from(words.first().is_some_and(|word| word == "till")) * 2;
    let before = words.get(from..deed.word).unwrap_or_default();
    (passive || own) && !before.iter().any(|word| SUBORDINATE.contains(&word.as_str()))
}

/// `Nils Ek fick i uppdrag att …`: a decision where one was told before; alone it may tell of another meeting's.
fn is_task(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^,.:]{2,80}\s(?:fick|får|gavs|ges)\si uppdrag att\s").expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// Whether a sentence tells of a vote.
fn tells_vote(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bomröstning (?:begär|verkställ|företog)|\bvotering (?:begär|verkställ|företog)|\bvoteringsproposition\b|\bomröstningsordning\b|ja-?röst|nej-?röst|\bröstar? (?:ja|nej)\b|\bröstade (?:ja|nej)\b|^omröstningen?\b").expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// The words that say that the item is adjusted at once.
pub(super) fn immediate(part: &Passage) -> Option<Text> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:paragraf(?:en)?|punkten|ärendet|beslutet|denna paragraf|protokollet i denna del|§ \d+)\b.{0,60}\b(?:(?:förklara[rs]?|förklarades?|anses|justera[ds]?e?s?|är|justerades)\b.{0,40}\bomedelbart\b.{0,20}\bjuster\w*|omedelbart justera\w*|är justerad|justeras omedelbart|justerades omedelbart)\.?$|^omedelbart? juster(?:ad|ing)\.?$|^direktjuster(?:ad|ing)\.?$").expect("the pattern is valid")
    });
    let text = part.as_str();
    if text.len() > 200 || !FORM.is_match(text) {
        return None;
    }
    part.whole()
}

/// A sentence as a paragraph of its own.
fn plain(part: &Passage) -> Paragraph {
    Paragraph { text: part.clone(), mark: Mark::None, body: 0, lines: 1, indent: 0 }
}

#[cfg(test)]
#[path = "narrative_tests.rs"]
mod tests;
