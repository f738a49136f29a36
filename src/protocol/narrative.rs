//! Running text without headings: every sentence is put where it belongs.

use super::decision::{self, Verdict};
use super::dissent;
use super::item::Draft;
use super::model::{Decision, Proposal, Text};
use super::outcome::{self, Voice};
use super::papers;
use super::passage::Passage;
use super::procedure::{immediate, tells_order, tells_vote};
use super::proposal;
use super::prose::{Mark, Paragraph};
use super::sentence;
use regex::Regex;
use std::sync::LazyLock;

/// Sorts the sentences of `paragraphs` into `draft`. Decisions are looked for only where `decides`: an item with a heading
/// Beslut has its decisions there.
pub(super) fn read(paragraphs: &[Paragraph], decides: bool, draft: &mut Draft<'_>) {
    let mut open = Open::Matter;
    draft.decider = decides.then(|| decider(paragraphs)).flatten();
    for paragraph in paragraphs {
        let content = paragraph.content();
        let sentences = sentence::ranges(content.as_str(), draft.title);
        let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
        // `… beslutade styrelsen att A,` and on the next line `att B`.
        if open == Open::Clause && decision::is_att(content.as_str()) {
            add_clauses(&content, draft);
            continue;
        }
        open = match open {
            Open::Decision | Open::Settled => Open::Settled,
            _ => Open::Matter,
        };
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

/// The body that decides in these paragraphs: what another proposes to it is its matter, no decision.
fn decider(paragraphs: &[Paragraph]) -> Option<String> {
    let of = |paragraph: &Paragraph| {
        let content = paragraph.content();
        let text = content.as_str();
        sentence::ranges(text, "").into_iter().find_map(|range| {
            let sentence = &text[range];
            let verdict = decision::verdict(sentence).filter(|verdict| !verdict.proposed)?;
            verdict.by.map(|by| sentence[by].to_lowercase())
        })
    };
    paragraphs.iter().find_map(of)
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
        // The mark of a list stays before its first sentence.
        let text = match range.start {
            0 => paragraph.text.slice(0..paragraph.body + range.end),
            _ => content.slice(range.clone()),
        };
        draft.summary.push_running(&text);
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
    /// A decision in the paragraph before: another one goes on with it.
    Settled,
    /// A decision that ends in att-satser: they keep what follows in their paragraph.
    Clause,
    /// Anything else.
    Taken,
}

fn place(part: &Passage, decides: bool, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(said) = immediate(part) {
        draft.approve_at_once(said);
        return Open::Taken;
    }
    if text.contains("reserv") || text.contains(" mening") {
        let found = dissent::reservations(&[plain(part)], None, draft.dictionary);
        if found.iter().any(|found| !found.by.is_empty()) {
            draft.item.reservations.extend(found);
            return Open::Taken;
        }
    }
    if draft.recuse(part) || !draft.item.recusals.is_empty() && dissent::stands_in(text) {
        return Open::Taken;
    }
    if let Some(recipient) = papers::recipient(part) {
        draft.item.recipients.push(recipient);
        return Open::Taken;
    }
    if tells_vote(text) {
        draft.tell_vote(part);
        // `Efter votering, 15 röster mot 11, beslutade årsmötet att …` decides as well.
        return if decides { decided_by_vote(part, draft) } else { Open::Taken };
    }
    let motions = proposal::motions(part, draft.dictionary);
    if !motions.is_empty() {
        draft.item.proposals.extend(motions.into_iter().flat_map(|motion| motion.proposals(false)));
        return Open::Taken;
    }
    if proposal::join(part, &mut draft.item.proposals, draft.dictionary) {
        return Open::Taken;
    }
    if tells_order(text) {
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

/// Takes what a sentence that tells of a vote decides, if it does.
fn decided_by_vote(part: &Passage, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    let verdict = decision::verdict(text)
        .filter(|verdict| verdict.clauses.is_some())
        .or_else(|| inverted(text))
        .or_else(|| impersonal(text).map(Verdict::of_nobody))
        .or_else(|| following(text));
    match verdict {
        Some(verdict) => take(part, verdict, draft),
        None => Open::Taken,
    }
}

/// `…, i följd hvaraf nämnden tillstyrkte ansökningen`: a clause of its own that tells what came of the vote.
fn following(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[,;]\s(?:i följd (?:hvaraf|varav|deraf|därav)|till följd (?:varav|hvaraf)|(?:varför|hvarför|varpå|hvarpå|varefter|hvarefter|varmed|hvarmed)|och)\s").expect("the pattern is valid")
    });
    // `Efter votering, därvid …, bifölls nämndens förslag.`
    let passive = || {
        let from = text.rfind(", ")? + 2;
        let words = outcome::words(&text[from..]);
        let first = *outcome::found(&words).first()?;
        let done = matches!(first.voice, Some(Voice::Passive | Voice::Settled | Voice::Done));
        (first.word == 0 && done).then_some(from)
    };
    let from = FORM.find_iter(text).last().map(|found| found.end()).or_else(passive)?;
    let clause = &text[from..];
    let sentence = capitalised(clause);
    let by = outcome::body_of(&sentence).map(|range| from + range.start..from + range.end);
    let concluded = outcome::concluded(&sentence);
    let by = by.or_else(|| concluded.map(|range| from + range.start..from + range.end));
    let acts = is_done(&sentence) || by.is_some() && outcome::concluded(&sentence).is_some();
    acts.then_some(Verdict { by, clauses: Some(from), proposed: false, att: false })
}

/// With a capital, as a sentence begins.
fn capitalised(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// `Tvättstugan: Styrelsen beslutade att …`: where what follows the label of a point begins.
fn after_label(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Lu}[^.:;,]{1,40}:\s").expect("the pattern is valid"));
    FORM.find(text).map(|found| found.end())
}

/// Puts a sentence that decides into the draft.
fn decision(part: &Passage, open: Open, draft: &mut Draft<'_>) -> Open {
    let text = part.as_str();
    if let Some(verdict) = decision::verdict(text).filter(|verdict| verdict.clauses.is_some()) {
        let other = |by: &std::ops::Range<usize>| {
            draft.decider.as_ref().is_some_and(|decider| *decider != text[by.clone()].to_lowercase())
        };
        if verdict.proposed && verdict.by.as_ref().is_some_and(other) {
            return Open::Matter;
        }
        return take(part, verdict, draft);
    }
    if let Some(start) = after_label(text)
        && let Some(verdict) = decision::verdict(&text[start..]).filter(|verdict| verdict.clauses.is_some())
    {
        let rest = part.slice(start..text.len());
        // The account keeps the point with its label.
        take(&rest, verdict, draft);
        return Open::Matter;
    }
    if let Some(verdict) = inverted(text) {
        return take(part, verdict, draft);
    }
    if let Some(at) = impersonal(text) {
        on_motion_of(part, at, draft);
        let found = outcome::proposing(&text[at..]);
        let mut verdict = Verdict::of_nobody(at + found.unwrap_or(0));
        verdict.proposed = found.is_some();
        return take(part, verdict, draft);
    }
    match open {
        Open::Clause if is_done(text) => {
            add_clause(part, draft);
            Open::Clause
        }
        Open::Clause => {
            extend_last(part, draft);
            Open::Clause
        }
        Open::Decision => {
            add_clause(part, draft);
            Open::Decision
        }
        _ if is_done(text)
            || outcome::concluding_body(text).is_some()
            || is_task(text) && !draft.item.decisions.is_empty() =>
        {
            let concludes = outcome::concluding_body(text).map(|end| 0..end);
            let by = concludes.or_else(|| outcome::body_of(text)).and_then(|range| part.value(range));
            let other =
                |by: &Text| draft.decider.as_ref().is_some_and(|decider| *decider != by.value.to_lowercase());
            if by.as_ref().is_some_and(other) {
                return Open::Matter;
            }
            // Elections and the like, a paragraph each, are one decision.
            if !(open == Open::Settled && by.is_none()) {
                draft.item.decisions.push(Decision { by, clauses: Vec::new() });
            }
            add_clause(part, draft);
            Open::Decision
        }
        _ => Open::Matter,
    }
}

/// `På förslag av Eva Holm beslöts att …`: what was decided is what she proposed.
fn on_motion_of(part: &Passage, clause: usize, draft: &mut Draft<'_>) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^På (?:förslag|yrkande|hemställan) (?:av|af|från)\s(?P<who>(?:[^,.:]|\b\p{Lu}\p{Ll}{0,5}\.)+?),?\s(?:beslöt|beslut)").expect("the pattern is valid")
    });
    let text = part.as_str();
    let by = FORM
        .captures(text)
        .and_then(|found| found.name("who"))
        .and_then(|who| super::members::all(part, who.range(), draft.dictionary));
    if let (Some(by), Some(text)) = (by, part.value(clause..text.len())) {
        let action = proposal::action(&text.value, false);
        draft.item.proposals.push(Proposal { by, text, action });
    }
}

/// `Efter votering beslutade årsmötet att …`, `Angående hyran beslöt nämnden att …`: the body stands after the verb.
fn inverted(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\b(?:varför|hvarför|varefter|hvarefter|varpå|hvarpå)\s(?P<before>(?:[\p{L}-]+\s){0,3}?[\p{L}-]+)\s(?:beslutade|beslöto?|beslutar)|\b(?:beslutade|beslöto?|beslutar|enades|enas|bestämde|bestämmer)\s(?P<by>(?:[\p{L}-]+\s){0,3}?[\p{L}-]+))(?:\som)?(?:\s(?:alltså|därför|enhälligt|också|även|således|sålunda|därefter))?,?\satt\s").expect("the pattern is valid")
    });
    let found = FORM.captures(text)?;
    let (whole, by) = (found.get(0)?, found.name("by").or_else(|| found.name("before"))?.range());
    let is_body = text[by.clone()].rsplit(' ').next().is_some_and(outcome::is_body);
    if !is_body || whole.start() == 0 || is_elsewhere(&text[..whole.start()]) {
        return None;
    }
    let proposed = outcome::proposing(&text[whole.end()..]);
    Some(Verdict {
        by: Some(by),
        clauses: Some(whole.end() + proposed.unwrap_or(0)),
        proposed: proposed.is_some(),
        att: true,
    })
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

/// Adds the att-satser of a paragraph to the last decision.
fn add_clauses(content: &Passage, draft: &mut Draft<'_>) {
    let proposed = |decision: &Decision| {
        decision.clauses.last().is_some_and(|clause| clause.outcome == super::model::Outcome::Proposed)
    };
    let Some(last) = draft.item.decisions.last_mut() else { return };
    let proposed = proposed(last);
    let parts = decision::att_clauses(&content.slice("att ".len()..content.as_str().len()));
    last.clauses.extend(parts.iter().filter_map(|part| decision::clause_of(part, proposed)));
}

fn add_clause(part: &Passage, draft: &mut Draft<'_>) {
    if let Some((end, second)) = outcome::second_deed(part.as_str()) {
        add_clause(&part.slice(0..end), draft);
        add_clause(&part.slice(second..part.as_str().len()), draft);
        return;
    }
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
        Regex::new(r"(?i)\b(?:beslutades|beslöts|beslutas)(?:\sdet)?\s(?:därför\s|också\s|även\s|enhälligt\s|sålunda\s|således\s)?(?:att\s)?|\bbeslöts,\satt\s").expect("the pattern is valid")
    });
    let found = FORM.find(text)?;
    let att = found.as_str().trim_end().ends_with("att");
    let rest = &text[found.end()..];
    let directly = found.start() == 0
        && outcome::found(&outcome::words(rest))
            .first()
            .is_some_and(|first| first.word == 0 && first.voice == Some(Voice::Infinitive));
    // `Efter votering beslöts inköp av …`: a noun says what.
    let noun = found.start() > 0
        && found.as_str().contains("besl")
        && !found.as_str().contains("beslutas")
        && names_matter(rest);
    ((att || directly || noun) && !is_elsewhere(&text[..found.start()])).then_some(found.end())
}

/// Whether the words after `beslöts` say what was decided, and not when, where or by whom.
fn names_matter(rest: &str) -> bool {
    const OTHERS: [&str; 22] = [
        "i", "av", "af", "den", "vid", "på", "å", "om", "enligt", "med", "under", "för", "efter", "sedan",
        "även", "också", "till", "och", "samt", "som", "att", "dock",
    ];
    let first = rest.split([' ', ',']).next().unwrap_or_default();
    first.chars().count() > 2 && first.starts_with(char::is_lowercase) && !OTHERS.contains(&first)
}

/// Whether the words before a verb that decides put the decision elsewhere: `som den 3 maj …`.
fn is_elsewhere(before: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\b(?:som|när|vilket|vilken|vilka|där|då|ska|skall|kan|innan|hade|senast)\s(?:\S+\s){0,4}|\bom\s(?:\S+\s){0,2}|(?:§|\b(?:19|20)\d\d\b)\S*\s(?:\S+\s){0,3})$").expect("the pattern is valid")
    });
    FORM.is_match(before)
}

/// Whether the sentence's main verb says that something was decided: `Skrivelserna lades till handlingarna.` A semicolon
/// parts main clauses.
fn is_done(text: &str) -> bool {
    text.ends_with('.') && text.split(';').any(clause_is_done)
}

fn clause_is_done(text: &str) -> bool {
    const SUBORDINATE: [&str; 19] = [
        "att", "som", "nar", "dar", "vilken", "vilket", "vilka", "ska", "skall", "bor", "kan", "har", "hade",
        "foreslas", "innan", "da", "varvid", "kommer", "avses",
    ];
    if text.len() > 600 {
        return false;
    }
    // `Anmäldes, att anslag beviljats, hvilket lades till handlingarna.`
    static CLOSING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\sh?vilk(?:et|a|en)\s").expect("the pattern is valid"));
    let closing = CLOSING.find_iter(text).last().map(|found| outcome::words(&text[found.end()..]));
    if closing.is_some_and(|words| {
        outcome::found(&words)
            .first()
            .is_some_and(|first| first.word == 0 && first.voice == Some(Voice::Done))
    }) {
        return true;
    }
    let words = outcome::words(&without_relatives(text));
    let found = outcome::found(&words);
    let finite = |found: &&outcome::Found| found.voice.is_some_and(|voice| voice != Voice::Infinitive);
    // "Med bifall till förslaget beviljade …": the verb, not the phrase before it.
    let deed =
        found.iter().find(finite).or_else(|| found.iter().find(|found| found.voice.is_none())).copied();
    let Some(deed) = deed else {
        return false;
    };
    let is_other = deed.outcome == super::model::Outcome::Other;
    let passive = match deed.voice {
        Some(Voice::Settled) => !words.iter().any(|word| word == "under"),
        Some(Voice::Done) => true,
        Some(voice) => voice == Voice::Passive && !is_other,
        None => false,
    };
    let own = outcome::body_of(text).is_some()
        && match deed.voice {
            Some(Voice::Active) => !is_other,
            voice => matches!(voice, None | Some(Voice::Deed)),
        };
    // "Till att justera … utsågos", "Att justera … utsågos" begin with an aim, not with another clause.
    let from = match words.first().map(String::as_str) {
        Some("till") => 2,
        Some("att" | "och") => 1,
        _ => 0,
    };
    let before = words.get(from..deed.word).unwrap_or_default();
    // "Styrelsens förslag att köpa bilen godkändes": the att-sats belongs to the noun.
    let of_noun = |at: usize| {
        before[at] == "att"
            && deed.word + 1 == words.len()
            && at > 0
            && [
                "forslag",
                "forslaget",
                "begaran",
                "framstallan",
                "hemstallan",
                "yrkande",
                "ansokan",
                "tanken",
            ]
            .iter()
            .any(|noun| before[at - 1].ends_with(noun))
    };
    let subordinate = (0..before.len()).any(|at| SUBORDINATE.contains(&before[at].as_str()) && !of_noun(at));
    (passive || own) && !subordinate
}

/// The sentence without clauses between commas that tell of a noun: `Efter Ida Ros, som flyttat, valdes …`.
fn without_relatives(text: &str) -> std::borrow::Cow<'_, str> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:som|vilken|vilket|vilka|hvilken|hvilket|hvilka)\s[^,.;:]{2,120},\s")
            .expect("the pattern is valid")
    });
    FORM.replace_all(text, " ")
}

/// `Nils Ek fick i uppdrag att …`: a decision where one was told before; alone it may tell of another meeting's.
fn is_task(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^,.:]{2,80}\s(?:fick|får|gavs|ges)\si uppdrag att\s").expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// A sentence as a paragraph of its own.
pub(super) fn plain(part: &Passage) -> Paragraph {
    Paragraph { text: part.clone(), mark: Mark::None, body: 0, lines: 1, indent: 0 }
}

#[cfg(test)]
#[path = "narrative_tests.rs"]
mod tests;
